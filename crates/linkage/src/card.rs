//! Each record's first values side by side in memory, in the order of comparison.
//!
//! A candidate is a random row: with the values in their columns a comparison waits for memory once a field. A card is
//! two or three lines of memory. Records with several values of a field carry a mark, and that field is compared from
//! the columns; a test holds both ways equal.

use rayon::prelude::*;

use crate::compare::Slot;
use crate::config::FieldKind;
use crate::name::Placed;
use crate::register::Register;
use crate::value::{Address, Date, Number};

/// Words of a name that a card holds.
const NAMES: usize = 6;

/// The cards of one register.
pub(crate) struct Cards {
    /// Where each compared field stands in a card.
    offsets: Vec<usize>,
    width: usize,
    words: Vec<u32>,
    names: Vec<[Placed; NAMES]>,
}

/// One record's card.
#[derive(Clone, Copy)]
pub(crate) struct Card<'a> {
    offsets: &'a [usize],
    words: &'a [u32],
    names: &'a [Placed; NAMES],
}

/// The first word: a bit for each compared field with several values, the number of words of the name above them.
const NAME_COUNT_SHIFT: u32 = 16;
/// More words of the name than a card holds.
const NAMES_ELSEWHERE: u32 = 15;

/// The words that a kind of field takes.
fn width(kind: FieldKind) -> usize {
    match kind {
        FieldKind::Identifier | FieldKind::Cpr => 5,
        FieldKind::Date | FieldKind::Death | FieldKind::Event => 1,
        FieldKind::Sex | FieldKind::Category | FieldKind::Postcode => 2,
        FieldKind::Address => 6,
        FieldKind::Given | FieldKind::Surname | FieldKind::Middle | FieldKind::Reference => 0,
    }
}

impl Cards {
    pub(crate) fn new(slots: &[Slot], register: &Register) -> Self {
        let mut offsets = Vec::with_capacity(slots.len());
        let mut whole = 1;
        for slot in slots {
            offsets.push(whole);
            whole += width(slot.kind);
        }
        let mut words = vec![0; whole * register.len()];
        let mut names = vec![[Placed::default(); NAMES]; register.len()];
        words.par_chunks_mut(whole).zip(&mut names).enumerate().for_each(|(row, (words, names))| {
            for (place, slot) in slots.iter().enumerate() {
                let card = &mut words[offsets[place]..offsets[place] + width(slot.kind)];
                let several = write(*slot, register, row, card);
                words[0] |= u32::from(several) << place;
            }
            let placed = register.names.row(row);
            if let Some(space) = names.get_mut(..placed.len()) {
                space.copy_from_slice(placed);
                words[0] |= (placed.len() as u32) << NAME_COUNT_SHIFT;
            } else {
                words[0] |= NAMES_ELSEWHERE << NAME_COUNT_SHIFT;
            }
        });
        Self { offsets, width: whole, words, names }
    }

    pub(crate) fn card(&self, row: usize) -> Card<'_> {
        Card {
            offsets: &self.offsets,
            words: &self.words[row * self.width..(row + 1) * self.width],
            names: &self.names[row],
        }
    }
}

/// Writes a field's first value; answers whether there are more.
fn write(slot: Slot, register: &Register, row: usize, card: &mut [u32]) -> bool {
    let column = register.column(slot.field);
    match slot.kind {
        FieldKind::Identifier | FieldKind::Cpr => {
            if let Some((position, number, shared)) = column.numbers(row).next() {
                let (signs, length) = number.parts();
                for (word, part) in card.iter_mut().zip(0..4) {
                    *word = (signs >> (32 * part)) as u32;
                }
                card[4] = PRESENT | u32::from(shared) << 8 | u32::from(length);
                return position > 0 || column.numbers(row).nth(1).is_some() || length > Number::SIGNS_MAX;
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
                split(code, card);
                return column.codes(row).nth(1).is_some();
            }
        }
        FieldKind::Address => {
            if let Some((_, address)) = column.addresses(row).next() {
                split(address.whole, &mut card[0..2]);
                split(address.house, &mut card[2..4]);
                split(address.street, &mut card[4..6]);
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
        self.words[0] >> place & 1 == 1
    }

    /// The words of the name; none where they are too many for the card.
    pub(crate) fn names(self) -> Option<&'a [Placed]> {
        let count = self.words[0] >> NAME_COUNT_SHIFT;
        (count != NAMES_ELSEWHERE).then(|| &self.names[..count as usize])
    }

    /// The number, and whether other records hold it too.
    pub(crate) fn number(self, place: usize) -> Option<(Number, bool)> {
        let words = self.field(place, 5);
        let signs = words[..4].iter().rev().fold(0_u128, |signs, word| signs << 32 | u128::from(*word));
        let last = words[4];
        (last & PRESENT != 0).then(|| (Number::from_parts(signs, (last & 0xFF) as u8), last >> 8 & 1 == 1))
    }

    pub(crate) fn date(self, place: usize) -> Option<Date> {
        let word = self.field(place, 1)[0];
        let date = Date { year: (word >> 16) as i16, month: (word >> 8) as u8, day: word as u8 };
        (word != 0).then_some(date)
    }

    pub(crate) fn day(self, place: usize) -> Option<i32> {
        let word = self.field(place, 1)[0];
        (word & PRESENT != 0).then_some((word & !PRESENT) as i32)
    }

    pub(crate) fn code(self, place: usize) -> Option<u64> {
        let code = join(self.field(place, 2));
        (code != 0).then_some(code)
    }

    pub(crate) fn address(self, place: usize) -> Option<Address> {
        let words = self.field(place, 6);
        let address = Address { whole: join(&words[0..2]), house: join(&words[2..4]), street: join(&words[4..6]) };
        (address.street != 0).then_some(address)
    }

    fn field(self, place: usize, width: usize) -> &'a [u32] {
        &self.words[self.offsets[place]..self.offsets[place] + width]
    }
}

fn join(words: &[u32]) -> u64 {
    u64::from(words[1]) << 32 | u64::from(words[0])
}
