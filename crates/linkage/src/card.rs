//! Each record's first values side by side in memory, in the order of comparison.
//!
//! A candidate is a random row: with the values in their columns a comparison waits for memory once a field. A card is
//! one line of memory, and the names, which fewer pairs need, are half of another. Records with several values of a field, or one that does not fit, carry a mark, and that
//! field is compared from the columns; a test holds both ways equal.

use std::sync::Arc;

use rayon::prelude::*;

use crate::compare::Slot;
use crate::config::FieldKind;
use crate::name::Placed;
use crate::register::Register;
use crate::value::{Address, Date, PackedNumber};

/// Words of a name that a card holds.
const NAMES: usize = 6;

/// The cards of one register.
pub(crate) struct Cards {
    /// Where each compared field stands in a card.
    offsets: Vec<usize>,
    /// Lines that a card takes.
    lines_each: usize,
    lines: Vec<Line>,
    names: Vec<[Placed; NAMES]>,
    codes: Arc<Codes>,
}

/// A line of memory.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line([u32; WORDS]);

const WORDS: usize = 16;

/// By compared field, the codes of the right register in order: a card holds a code's place. A left code that the right
/// register does not know equals none of its codes.
struct Codes(Vec<Vec<u64>>);

/// One record's card.
#[derive(Clone, Copy)]
pub(crate) struct Card<'a> {
    offsets: &'a [usize],
    lines: &'a [Line],
    names: &'a [Placed; NAMES],
}

/// The first word: a bit for each compared field with several values, the number of words of the name above them.
const NAME_COUNT_SHIFT: u32 = 16;
/// More words of the name than a card holds.
const NAMES_ELSEWHERE: u32 = 15;

/// The words that a kind of field takes.
fn width(kind: FieldKind) -> usize {
    match kind {
        FieldKind::Identifier | FieldKind::Cpr => 2,
        FieldKind::Date
        | FieldKind::Death
        | FieldKind::Event
        | FieldKind::Sex
        | FieldKind::Category
        | FieldKind::Postcode => 1,
        FieldKind::Address => 3,
        FieldKind::Given | FieldKind::Surname | FieldKind::Middle | FieldKind::Reference => 0,
    }
}

impl Codes {
    fn new(slots: &[Slot], right: &Register) -> Self {
        let of_slot = |slot: &Slot| match slot.kind {
            FieldKind::Sex | FieldKind::Category | FieldKind::Postcode => {
                let mut codes = right.column(slot.field).all_codes();
                codes.sort_unstable();
                codes.dedup();
                codes
            }
            _ => Vec::new(),
        };
        Self(slots.iter().map(of_slot).collect())
    }

    /// The word of a code: its place counted from 1, or one that no right record holds.
    fn word(&self, place: usize, code: u64) -> u32 {
        self.0[place].binary_search(&code).map_or(u32::MAX, |at| at as u32 + 1)
    }
}

impl Cards {
    /// Cards of the right register.
    pub(crate) fn of_right(slots: &[Slot], right: &Register) -> Self {
        Self::new(slots, right, Arc::new(Codes::new(slots, right)))
    }

    /// Cards of the left register, to be compared with these of the right one.
    pub(crate) fn of_left(&self, slots: &[Slot], left: &Register) -> Self {
        Self::new(slots, left, Arc::clone(&self.codes))
    }

    fn new(slots: &[Slot], register: &Register, codes: Arc<Codes>) -> Self {
        let mut offsets = Vec::with_capacity(slots.len());
        let mut whole = 1;
        for slot in slots {
            offsets.push(whole);
            whole += width(slot.kind);
        }
        let lines_each = whole.div_ceil(WORDS);
        let mut lines = vec![Line([0; WORDS]); lines_each * register.len()];
        let mut names = vec![[Placed::default(); NAMES]; register.len()];
        lines.par_chunks_mut(lines_each).zip(&mut names).enumerate().for_each(|(row, (lines, names))| {
            let mut first = 0;
            for (place, slot) in slots.iter().enumerate() {
                let mut words = [0; WORDS_MAX];
                first |= u32::from(write((place, *slot), register, row, &codes, &mut words)) << place;
                for (at, word) in words.iter().take(width(slot.kind)).enumerate() {
                    *word_of(lines, offsets[place] + at) = *word;
                }
            }
            let placed = register.names.row(row);
            let count = if let Some(space) = names.get_mut(..placed.len()) {
                space.copy_from_slice(placed);
                placed.len() as u32
            } else {
                NAMES_ELSEWHERE
            };
            *word_of(lines, 0) = first | count << NAME_COUNT_SHIFT;
        });
        Self { offsets, lines_each, lines, names, codes }
    }

    pub(crate) fn card(&self, row: usize) -> Card<'_> {
        let lines = &self.lines[row * self.lines_each..(row + 1) * self.lines_each];
        Card { offsets: &self.offsets, lines, names: &self.names[row] }
    }

    /// Reads a word of a card, so that the memory brings it while other cards are asked for.
    pub(crate) fn touch(&self, row: usize) -> u32 {
        self.lines[row * self.lines_each].0[0] ^ self.names[row][0].word() as u32
    }
}

/// Most words of a field.
const WORDS_MAX: usize = 3;

fn word_of(lines: &mut [Line], at: usize) -> &mut u32 {
    &mut lines[at / WORDS].0[at % WORDS]
}

/// Writes a field's first value; answers whether the columns must be asked, because there are more or it does not fit.
fn write((place, slot): (usize, Slot), register: &Register, row: usize, codes: &Codes, card: &mut [u32]) -> bool {
    let column = register.column(slot.field);
    match slot.kind {
        FieldKind::Identifier | FieldKind::Cpr => {
            if let Some((position, number, shared)) = column.numbers(row).next() {
                let Some(packed) = PackedNumber::of(number, shared) else { return true };
                split(packed.word(), card);
                return position > 0 || column.numbers(row).nth(1).is_some();
            }
        }
        FieldKind::Date | FieldKind::Death => {
            if let Some((_, date)) = column.dates(row).next() {
                card[0] = (date.year as u32) << 16 | u32::from(date.month) << 8 | u32::from(date.day);
                return column.dates(row).nth(1).is_some();
            }
        }
        FieldKind::Event => {
            if let Some((_, date)) = column.dates(row).next() {
                card[0] = PRESENT | date.days() as u32;
                return column.dates(row).nth(1).is_some();
            }
        }
        FieldKind::Sex | FieldKind::Category | FieldKind::Postcode => {
            if let Some((_, code)) = column.codes(row).next() {
                card[0] = codes.word(place, code);
                return column.codes(row).nth(1).is_some();
            }
        }
        FieldKind::Address => {
            if let Some((_, address)) = column.addresses(row).next() {
                (card[0], card[1]) = (address.whole as u32, address.house as u32);
                // Zero is no address.
                card[2] = (address.street as u32).max(1);
                return column.addresses(row).nth(1).is_some();
            }
        }
        FieldKind::Given | FieldKind::Surname | FieldKind::Middle | FieldKind::Reference => {}
    }
    false
}

/// Marks a word that holds something. Days since the fixed day stay far below.
const PRESENT: u32 = 1 << 31;

fn split(value: u64, words: &mut [u32]) {
    (words[0], words[1]) = (value as u32, (value >> 32) as u32);
}

impl<'a> Card<'a> {
    /// Whether a field has several values, so that the columns must be asked.
    pub(crate) fn has_several(self, place: usize) -> bool {
        self.first() >> place & 1 == 1
    }

    /// The words of the name; none where they are too many for the card.
    pub(crate) fn names(self) -> Option<&'a [Placed]> {
        let count = self.first() >> NAME_COUNT_SHIFT;
        (count != NAMES_ELSEWHERE).then(|| &self.names[..count as usize])
    }

    fn first(self) -> u32 {
        self.lines[0].0[0]
    }

    pub(crate) fn number(self, place: usize) -> Option<PackedNumber> {
        PackedNumber::read(u64::from(self.word(place, 1)) << 32 | u64::from(self.word(place, 0)))
    }

    pub(crate) fn date(self, place: usize) -> Option<Date> {
        let word = self.word(place, 0);
        let date = Date { year: (word >> 16) as i16, month: (word >> 8) as u8, day: word as u8 };
        (word != 0).then_some(date)
    }

    pub(crate) fn day(self, place: usize) -> Option<i32> {
        let word = self.word(place, 0);
        (word & PRESENT != 0).then_some((word & !PRESENT) as i32)
    }

    pub(crate) fn code(self, place: usize) -> Option<u32> {
        Some(self.word(place, 0)).filter(|word| *word != 0)
    }

    /// The address as the lower halves of its hashes. A house is equal where its street is too, so equal halves of
    /// different hashes do not pass for a house.
    pub(crate) fn address(self, place: usize) -> Option<Address> {
        let [whole, house, street] = [0, 1, 2].map(|at| u64::from(self.word(place, at)));
        let house = street << 32 | house;
        (street != 0).then_some(Address { whole, house, street })
    }

    fn word(self, place: usize, at: usize) -> u32 {
        let at = self.offsets[place] + at;
        self.lines[at / WORDS].0[at % WORDS]
    }
}
