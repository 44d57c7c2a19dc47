//! Comparing two records field by field into a pattern of levels.
//!
//! Symmetric in meaning, but information (how rare a value is) is looked up on the left side. Must not know weights.

use std::cell::Cell;
use std::sync::Arc;

use crate::block::Candidate;
use crate::card::{Card, Cards};
use crate::config::{Config, FieldKind, Side};
use crate::level::{LEVEL_BITS, level_of};
use crate::name::{Alike, Part, Placed};
use crate::rarity::Rarity;
use crate::register::Register;
use crate::value::{Address, DateDifference, NumberDifference};

/// A field that is compared, at its place in the pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) field: usize,
    pub(crate) kind: FieldKind,
}

/// The compared fields of a configuration, in order.
pub(crate) fn slots(config: &Config) -> Vec<Slot> {
    let fields = config.fields.iter().enumerate().filter(|(_, field)| field.kind.is_compared());
    fields.map(|(position, field)| Slot { field: position, kind: field.kind }).collect()
}

/// Two registers side by side.
pub(crate) struct Comparer<'a> {
    pub(crate) slots: &'a [Slot],
    pub(crate) left: &'a Register,
    pub(crate) right: &'a Register,
    pub(crate) rarity: &'a Rarity,
    /// Fields with dates of events, for the check of deaths.
    events: Vec<usize>,
    /// Where the surname, the address and the areas stand in the pattern.
    places: Places,
    left_cards: Cards,
    right_cards: Arc<Cards>,
}

/// Fields whose evidence follows from others.
struct Places {
    given: Option<usize>,
    surname: Option<usize>,
    address: Option<usize>,
    /// The bits of all areas.
    areas: u64,
}

impl<'a> Comparer<'a> {
    pub(crate) fn new(slots: &'a [Slot], left: &'a Register, right: &'a Register, rarity: &'a Rarity) -> Self {
        Self::with_cards(slots, left, right, rarity, Arc::new(Cards::of_right(slots, right)))
    }

    /// With cards of the right register that were made before.
    pub(crate) fn with_cards(
        slots: &'a [Slot],
        left: &'a Register,
        right: &'a Register,
        rarity: &'a Rarity,
        right_cards: Arc<Cards>,
    ) -> Self {
        let events = slots.iter().filter(|slot| slot.kind == FieldKind::Event).map(|slot| slot.field).collect();
        let place = |kind| slots.iter().position(|slot| slot.kind == kind);
        let areas = slots.iter().enumerate().filter(|(_, slot)| slot.kind == FieldKind::Postcode);
        let places = Places {
            given: place(FieldKind::Given),
            surname: place(FieldKind::Surname),
            address: place(FieldKind::Address),
            areas: areas.fold(0, |bits, (place, _)| bits | 15 << (LEVEL_BITS * place)),
        };
        Self { slots, left, right, rarity, events, places, left_cards: right_cards.of_left(slots, left), right_cards }
    }

    /// Compares a left row with a right row.
    pub(crate) fn pattern(&self, left: usize, right: usize, memory: &Memory) -> u64 {
        self.with_names(self.without_names(left, right), left, right, memory)
    }

    /// Compares all but the names: of most candidates this shows already that they are two persons.
    pub(crate) fn without_names(&self, left: usize, right: usize) -> u64 {
        let (mine, yours) = (self.left_cards.card(left), self.right_cards.card(right));
        let mut pattern = 0;
        for (place, slot) in self.slots.iter().enumerate() {
            let level = match slot.kind {
                FieldKind::Given | FieldKind::Surname => 0,
                _ if mine.has_several(place) || yours.has_several(place) => self.compare_columns(*slot, left, right),
                _ => self.compare_cards(place, *slot, (left, right), (mine, yours)),
            };
            pattern |= level << (LEVEL_BITS * place);
        }
        if self.places.address.is_some_and(|place| level_of(pattern, place) >= SAME_HOUSE) {
            // The area of a house is counted once.
            pattern &= !self.places.areas;
        }
        pattern
    }

    /// Adds the names to a pattern without them.
    pub(crate) fn with_names(&self, pattern: u64, left: usize, right: usize, memory: &Memory) -> u64 {
        let pattern = self.with_given(pattern, left, right, memory);
        self.with_surname(pattern, left, right, memory)
    }

    /// Adds the given name to a pattern without names.
    pub(crate) fn with_given(&self, pattern: u64, left: usize, right: usize, memory: &Memory) -> u64 {
        let Some(place) = self.places.given else { return pattern };
        pattern | Self::given(&self.names(left, right, memory)) << (LEVEL_BITS * place)
    }

    /// Adds the surname to a pattern that has the given name.
    pub(crate) fn with_surname(&self, pattern: u64, left: usize, right: usize, memory: &Memory) -> u64 {
        // The surname of names in another order is counted with the given name.
        let swapped = self.places.given.is_some_and(|place| level_of(pattern, place) == SWAPPED as usize);
        let Some(place) = self.places.surname.filter(|_| !swapped) else { return pattern };
        pattern | Self::surname(&self.names(left, right, memory)) << (LEVEL_BITS * place)
    }

    /// Reads a little of each candidate, so that the memory brings them all at once.
    pub(crate) fn touch(&self, candidates: &[Candidate]) -> u32 {
        candidates.iter().fold(0, |sum, (right, _)| sum ^ self.right_cards.touch(*right as usize))
    }

    /// Compares the only values of two cards.
    fn compare_cards(
        &self,
        place: usize,
        slot: Slot,
        (left, right): (usize, usize),
        (mine, yours): (Card<'_>, Card<'_>),
    ) -> u64 {
        let rarity = || {
            let numbers = self.left.column(slot.field).cells.row(left);
            numbers.iter().map(|number| self.rarity.fields[slot.field][*number as usize]).max().unwrap_or(0)
        };
        let level = match slot.kind {
            FieldKind::Identifier | FieldKind::Cpr => {
                let both = mine.number(place).zip(yours.number(place));
                both.map(|(a, b)| number_level(a.compare(b), a.is_shared() || b.is_shared(), false))
            }
            FieldKind::Date => {
                let both = mine.date(place).zip(yours.date(place));
                both.map(|(a, b)| date_level(a.compare(b), || rarity() > 0))
            }
            FieldKind::Sex => mine.code(place).zip(yours.code(place)).map(|(a, b)| 1 + u64::from(a == b)),
            FieldKind::Category | FieldKind::Postcode => {
                let both = mine.code(place).zip(yours.code(place));
                both.map(|(a, b)| if a == b { category_level(rarity()) } else { 1 })
            }
            FieldKind::Event => {
                let both = mine.day(place).zip(yours.day(place));
                both.map(|(a, b)| event_level(a.abs_diff(b)))
            }
            FieldKind::Death => match (mine.date(place), yours.date(place)) {
                (None, None) => None,
                _ => Some(self.death(slot.field, left, right)),
            },
            FieldKind::Address => {
                let both = mine.address(place).zip(yours.address(place));
                both.map(|(a, b)| address_level(a, b, || rarity() > 0))
            }
            FieldKind::Given | FieldKind::Surname | FieldKind::Middle | FieldKind::Reference => None,
        };
        level.unwrap_or(0)
    }

    /// Compares all values of two rows, the best agreement counting.
    fn compare_columns(&self, slot: Slot, left: usize, right: usize) -> u64 {
        match slot.kind {
            FieldKind::Identifier | FieldKind::Cpr => self.number(slot.field, left, right),
            FieldKind::Date => self.date(slot.field, left, right),
            FieldKind::Sex => self.sex(slot.field, left, right),
            FieldKind::Category | FieldKind::Postcode => self.category(slot.field, left, right),
            FieldKind::Event => self.event(slot.field, left, right),
            FieldKind::Death => self.death(slot.field, left, right),
            FieldKind::Address => self.address(slot.field, left, right),
            FieldKind::Given | FieldKind::Surname | FieldKind::Middle | FieldKind::Reference => 0,
        }
    }

    fn number(&self, field: usize, left: usize, right: usize) -> u64 {
        let mut best = 0;
        for (i, mine, mine_shared) in self.left.column(field).numbers(left) {
            for (j, yours, yours_shared) in self.right.column(field).numbers(right) {
                let level = number_level(mine.compare(&yours), mine_shared || yours_shared, i > 0 || j > 0);
                best = best.max(level);
            }
        }
        best
    }

    fn date(&self, field: usize, left: usize, right: usize) -> u64 {
        let column = self.left.column(field);
        let mut best = 0;
        for (number, mine) in column.dates(left) {
            for (_, yours) in self.right.column(field).dates(right) {
                let level = date_level(mine.compare(yours), || self.rarity.fields[field][number] > 0);
                best = best.max(level);
            }
        }
        best
    }

    fn sex(&self, field: usize, left: usize, right: usize) -> u64 {
        match (self.left.column(field).codes(left).next(), self.right.column(field).codes(right).next()) {
            (Some((_, mine)), Some((_, yours))) => 1 + u64::from(mine == yours),
            _ => 0,
        }
    }

    fn category(&self, field: usize, left: usize, right: usize) -> u64 {
        let mut best = 0;
        for (number, mine) in self.left.column(field).codes(left) {
            for (_, yours) in self.right.column(field).codes(right) {
                let level = if mine == yours { category_level(self.rarity.fields[field][number]) } else { 1 };
                best = best.max(level);
            }
        }
        best
    }

    fn event(&self, field: usize, left: usize, right: usize) -> u64 {
        let mut best = 0;
        for (_, mine) in self.left.column(field).dates(left) {
            for (_, yours) in self.right.column(field).dates(right) {
                let level = event_level(mine.days().abs_diff(yours.days()));
                best = best.max(level);
            }
        }
        best
    }

    fn death(&self, field: usize, left: usize, right: usize) -> u64 {
        let mine = self.left.column(field).dates(left).next().map(|(_, date)| date);
        let yours = self.right.column(field).dates(right).next().map(|(_, date)| date);
        if let (Some(mine), Some(yours)) = (mine, yours) {
            return if mine == yours { 4 } else { 3 };
        }
        let (died, other, row) = match (mine, yours) {
            (Some(died), None) => (died, self.right, right),
            (None, Some(died)) => (died, self.left, left),
            _ => return 0,
        };
        let events = self.events.iter().flat_map(|field| other.column(*field).dates(row));
        match events.map(|(_, date)| date.days()).min() {
            Some(earliest) if earliest > died.last_day() => 1,
            Some(_) => 2,
            None => 0,
        }
    }

    fn address(&self, field: usize, left: usize, right: usize) -> u64 {
        let mut best = 0;
        for (number, mine) in self.left.column(field).addresses(left) {
            for (_, yours) in self.right.column(field).addresses(right) {
                let level = address_level(mine, yours, || self.rarity.fields[field][number] > 0);
                best = best.max(level);
            }
        }
        best
    }

    fn given(names: &Names<'_>) -> u64 {
        let (Some(mine), Some(yours)) = (names.first(Side::Left), names.first(Side::Right)) else {
            let moved = names.any(FIRST, SURNAMES, Alike::Variant);
            return if moved { 4 } else { 0 };
        };
        let alike = names.alike(mine, yours).max(names.joined(Part::First, Part::JoinedGiven));
        let information = || names.information(mine) + names.further_information();
        match alike {
            Alike::Equal => 12 + class(information(), &[6_000, 9_000, 12_000]),
            Alike::Variant => 10 + class(information(), &[8_000]),
            Alike::Close => 9,
            Alike::Skeleton => 8,
            _ if names.swapped(mine, yours) || names.same_words() => SWAPPED,
            _ if names.any(FIRST, FURTHER, Alike::Variant) => 6,
            _ if names.any(FIRST, SURNAMES, Alike::Variant) => 4,
            _ if names.any(FIRST, FORMER_GIVEN, Alike::Variant) => 7,
            Alike::Somewhat => 3,
            _ if names.any(FURTHER, FURTHER, Alike::Variant) => 2,
            Alike::Different => 1,
        }
    }

    fn surname(names: &Names<'_>) -> u64 {
        if names.lacks(Side::Left, Part::Surname) || names.lacks(Side::Right, Part::Surname) {
            let moved = names.any(SURNAME, OTHER_THAN_FIRST, Alike::Variant);
            return if moved { 2 } else { 0 };
        }
        let found = names.surnames();
        match found.best {
            Alike::Equal if found.all && found.all_equal => {
                10 + class(found.information, &[6_000, 8_000, 10_500, 13_000])
            }
            Alike::Equal | Alike::Variant if found.all => 8 + class(found.information, &[8_000]),
            Alike::Equal | Alike::Variant => 4 + class(found.information, &[9_000]),
            best => match best.max(names.joined(Part::Surname, Part::JoinedSurname)) {
                Alike::Equal | Alike::Variant => 8,
                Alike::Close => 7,
                Alike::Skeleton => 6,
                _ if names.any(SURNAME, FORMER_SURNAME, Alike::Variant) => 3,
                _ if names.any(SURNAME, ANY_GIVEN, Alike::Variant) => 2,
                Alike::Somewhat => 15,
                Alike::Different => 1,
            },
        }
    }

    fn names<'b>(&'b self, left: usize, right: usize, memory: &'b Memory) -> Names<'b> {
        Names {
            memory,
            left: self.left_cards.card(left).names().unwrap_or_else(|| self.left.names.row(left)),
            right: self.right_cards.card(right).names().unwrap_or_else(|| self.right.names.row(right)),
            registers: (self.left, self.right),
            information: &self.rarity.placed[self.left.names.start(left)..],
        }
    }
}

fn number_level(difference: NumberDifference, shared: bool, former: bool) -> u64 {
    match difference {
        NumberDifference::Different => 1,
        NumberDifference::SameBeginning => 2,
        NumberDifference::OneError => 3,
        NumberDifference::Equal if shared => 4,
        NumberDifference::Equal if former => 5,
        NumberDifference::Equal => 6,
    }
}

fn date_level(difference: DateDifference, crowded: impl Fn() -> bool) -> u64 {
    match difference {
        DateDifference::Far => 1,
        DateDifference::Near => 2,
        DateDifference::SameYear => 3,
        DateDifference::SameMonth => 4,
        DateDifference::SameDayAndMonth => 5,
        DateDifference::DefaultNear => 6,
        DateDifference::DefaultYear => 7,
        DateDifference::OneDigit => 8,
        DateDifference::Swapped => 9,
        DateDifference::Partial => 10,
        DateDifference::EqualDefault => 11,
        DateDifference::Equal if crowded() => 12,
        DateDifference::Equal => 13,
    }
}

/// Limits in thousandths of a bit: one in 23, one in 128, one in 724.
fn category_level(information: u16) -> u64 {
    2 + class(u32::from(information), &[4_500, 7_000, 9_500])
}

fn event_level(days: u32) -> u64 {
    match days {
        0 => 7,
        1 => 6,
        2..=7 => 5,
        8..=31 => 4,
        32..=92 => 3,
        93..=366 => 2,
        _ => 1,
    }
}

fn address_level(mine: Address, yours: Address, crowded: impl Fn() -> bool) -> u64 {
    let same_house = mine.house == yours.house;
    match () {
        () if same_house && mine.whole == yours.whole => 6 - u64::from(crowded()),
        () if same_house => 4 - u64::from(crowded()),
        () if mine.street == yours.street => 2,
        () => 1,
    }
}

/// How many of the limits a value reaches.
fn class(value: u32, limits: &[u32]) -> u64 {
    limits.iter().filter(|limit| value >= **limit).count() as u64
}

/// The level of names that stand in another order.
const SWAPPED: u64 = 5;
/// The lowest level of an address that is the same house.
const SAME_HOUSE: usize = 3;

const FIRST: &[Part] = &[Part::First];
const FURTHER: &[Part] = &[Part::Given, Part::Middle, Part::First];
const SURNAME: &[Part] = &[Part::Surname];
const SURNAMES: &[Part] = &[Part::Surname, Part::Middle];
const OTHER_THAN_FIRST: &[Part] = &[Part::Given, Part::Middle];
const ANY_GIVEN: &[Part] = &[Part::First, Part::Given, Part::Middle];
const FORMER_GIVEN: &[Part] = &[Part::FormerGiven];
const FORMER_SURNAME: &[Part] = &[Part::FormerSurname];

/// The names of two records.
struct Names<'a> {
    left: &'a [Placed],
    right: &'a [Placed],
    registers: (&'a Register, &'a Register),
    /// How rare each of the left words is.
    information: &'a [u16],
    memory: &'a Memory,
}

/// Comparisons of words that were made before, one thread's own: names repeat, so most need not be made again.
pub(crate) struct Memory {
    places: Box<[Cell<u64>]>,
}

impl Default for Memory {
    fn default() -> Self {
        Self { places: vec![Cell::new(u64::MAX); 1 << 15].into() }
    }
}

impl Memory {
    fn alike(&self, left: Placed, right: Placed, compare: impl FnOnce() -> Alike) -> Alike {
        let key = (left.word() as u64) << 29 | right.word() as u64;
        let place = &self.places[(crate::hash::mix(0, key) >> 49) as usize];
        let found = place.get();
        if found >> 3 == key {
            return ALIKES[(found & 7) as usize];
        }
        let alike = compare();
        place.set(key << 3 | alike as u64);
        alike
    }
}

const ALIKES: [Alike; 8] = [
    Alike::Different,
    Alike::Somewhat,
    Alike::Close,
    Alike::Skeleton,
    Alike::Variant,
    Alike::Equal,
    Alike::Different,
    Alike::Different,
];

/// What the surnames of two records have in common.
struct Surnames {
    best: Alike,
    /// Every word of the shorter surname is found in the other.
    all: bool,
    all_equal: bool,
    information: u32,
}

impl Names<'_> {
    fn first(&self, side: Side) -> Option<Placed> {
        let names = match side {
            Side::Left => self.left,
            Side::Right => self.right,
        };
        names.iter().copied().find(|placed| placed.part() == Part::First)
    }

    fn lacks(&self, side: Side, part: Part) -> bool {
        let names = match side {
            Side::Left => self.left,
            Side::Right => self.right,
        };
        !names.iter().any(|placed| placed.part() == part)
    }

    fn alike(&self, left: Placed, right: Placed) -> Alike {
        let (words, others) = (&self.registers.0.words, &self.registers.1.words);
        if words.signature(left).is_different(others.signature(right)) {
            return Alike::Different;
        }
        self.memory.alike(left, right, || words.get(left).alike(others.get(right)))
    }

    fn information(&self, left: Placed) -> u32 {
        let place = self.left.iter().position(|placed| *placed == left);
        place.map_or(0, |place| u32::from(self.information[place]))
    }

    /// Whether a word of one side's parts is found in the other side's parts, in either direction.
    fn any(&self, mine: &[Part], yours: &[Part], least: Alike) -> bool {
        let found = |left: &[Part], right: &[Part]| {
            self.left
                .iter()
                .filter(|a| left.contains(&a.part()))
                .any(|a| self.right.iter().filter(|b| right.contains(&b.part())).any(|b| self.alike(*a, *b) >= least))
        };
        found(mine, yours) || found(yours, mine)
    }

    /// The first given name of each side stands as a surname on the other, one of the two perhaps with a typing error.
    fn swapped(&self, left: Placed, right: Placed) -> bool {
        let surname = |placed: &&Placed| placed.part() == Part::Surname;
        let mine = self.right.iter().filter(surname).map(|yours| self.alike(left, *yours)).max();
        let yours = self.left.iter().filter(surname).map(|mine| self.alike(*mine, right)).max();
        let (low, high) = if mine < yours { (mine, yours) } else { (yours, mine) };
        low >= Some(Alike::Close) && high >= Some(Alike::Variant)
    }

    /// All current words of the shorter name, two or more, are found in the other, wherever they stand there.
    fn same_words(&self) -> bool {
        let current =
            |placed: &&Placed| matches!(placed.part(), Part::First | Part::Given | Part::Middle | Part::Surname);
        let count = |names: &[Placed]| names.iter().filter(current).count();
        let (left, right) = (count(self.left), count(self.right));
        let of_left = |mine: &&Placed| {
            self.right.iter().filter(current).any(|yours| self.alike(**mine, *yours) >= Alike::Variant)
        };
        let of_right =
            |yours: &&Placed| self.left.iter().filter(current).any(|mine| self.alike(*mine, **yours) >= Alike::Variant);
        let all_left = || self.left.iter().filter(current).all(|mine| of_left(&mine));
        let all_right = || self.right.iter().filter(current).all(|yours| of_right(&yours));
        left.min(right) >= 2 && (left > right || all_left()) && (right > left || all_right())
    }

    /// A name written as one word on one side and as two on the other.
    fn joined(&self, single: Part, joined: Part) -> Alike {
        let best = |left: Part, right: Part| {
            let left = self.left.iter().find(|placed| placed.part() == left);
            let right = self.right.iter().find(|placed| placed.part() == right);
            match (left, right) {
                (Some(left), Some(right)) if self.alike(*left, *right) >= Alike::Variant => Alike::Variant,
                _ => Alike::Different,
            }
        };
        best(single, joined).max(best(joined, single)).max(best(joined, joined))
    }

    /// Information of the given names behind the first that both sides have.
    fn further_information(&self) -> u32 {
        let further = |placed: &&Placed| matches!(placed.part(), Part::Given | Part::Middle);
        let shared = |left: &&Placed| {
            self.right.iter().filter(further).any(|right| self.alike(**left, *right) >= Alike::Variant)
        };
        self.left.iter().filter(further).filter(shared).map(|left| self.information(*left)).sum()
    }

    fn surnames(&self) -> Surnames {
        let surname = |placed: &&Placed| placed.part() == Part::Surname;
        let right_count = self.right.iter().filter(surname).count();
        let left_count = self.left.iter().filter(surname).count();
        let mut found = Surnames { best: Alike::Different, all: false, all_equal: true, information: 0 };
        let mut matched = 0;
        for mine in self.left.iter().filter(surname) {
            let best = self.right.iter().filter(surname).map(|yours| self.alike(*mine, *yours)).max();
            let best = best.unwrap_or(Alike::Different);
            found.best = found.best.max(best);
            if best >= Alike::Variant {
                matched += 1;
                found.all_equal &= best == Alike::Equal;
                found.information += self.information(*mine);
            }
        }
        found.all = matched >= left_count.min(right_count);
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rarity::Frequencies;

    fn config() -> Config {
        Config::from_toml(
            r#"
            name = "test"
            left = { name = "A", id = "id" }
            right = { name = "B", id = "id" }
            field = [
                { name = "number", kind = "identifier", left = ["number"], right = ["number"] },
                { name = "given", kind = "given", left = ["given"], right = ["given"] },
                { name = "surname", kind = "surname", left = ["surname"], right = ["surname"] },
                { name = "born", kind = "date", left = ["born"], right = ["born"] },
                { name = "sex", kind = "sex", left = ["sex"], right = ["sex"] },
                { name = "country", kind = "category", left = ["country"], right = ["country"] },
                { name = "entry", kind = "event", left = ["entry"], right = ["entry"] },
                { name = "died", kind = "death", left = ["died"], right = ["died"] },
                { name = "address", kind = "address", left = ["address"], right = ["address"] },
                { name = "area", kind = "postcode", left = ["area"], right = ["area"] },
            ]
            "#,
        )
        .unwrap()
    }

    fn register(row: &[String], side: Side) -> Register {
        let mut builder = Register::builder(&config(), side);
        let mut values = vec!["1"];
        values.extend(row.iter().map(String::as_str));
        builder.push(&values).unwrap();
        builder.finish().unwrap()
    }

    fn row() -> impl Strategy<Value = Vec<String>> {
        let fields = [
            "([0-9]{5,12}|1234[5-7]6789)?(\\|[0-9]{9})?",
            "(Mohamed|Muhammad|Ali Hassan|Hassan|Abd al-Ali)?",
            "(Hassan|Al-Sayed|Ali|Ali Omar|Omar)?",
            "(199[0-2](-0[1-3](-0[1-4])?)?)?",
            "[KM]?",
            "(SYR|AFG)?(\\|ERI)?",
            "(2015-01-0[1-9])?(\\|2016-02-03)?",
            "(201[4-6]-01-01)?",
            "(Nygade [12](, 1. tv)?|Byvej 3)?",
            "[12]?",
        ];
        fields.to_vec()
    }

    proptest! {
        #[test]
        fn cards_and_columns_tell_the_same(a in row(), b in row()) {
            let (left, right) = (register(&a, Side::Left), register(&b, Side::Right));
            let config = config();
            let slots = slots(&config);
            let rarity = Frequencies::count(&config, &left, &right).rarity(&config, &left);
            let comparer = Comparer::new(&slots, &left, &right, &rarity);
            let pattern = comparer.pattern(0, 0, &Memory::default());
            for (place, slot) in slots.iter().enumerate() {
                let named = matches!(slot.kind, FieldKind::Given | FieldKind::Surname | FieldKind::Postcode);
                if !named {
                    prop_assert_eq!(level_of(pattern, place) as u64, comparer.compare_columns(*slot, 0, 0), "{:?}", slot.kind);
                }
            }
        }

        #[test]
        fn agreement_does_not_depend_on_the_side(a in row(), b in row()) {
            let config = config();
            let slots = slots(&config);
            let grades = |left: &[String], right: &[String]| {
                let (left, right) = (register(left, Side::Left), register(right, Side::Right));
                let rarity = Frequencies::count(&config, &left, &right).rarity(&config, &left);
                let pattern = Comparer::new(&slots, &left, &right, &rarity).pattern(0, 0, &Memory::default());
                let grade = |(place, slot): (usize, &Slot)| crate::level::levels(slot.kind)[level_of(pattern, place)].grade;
                slots.iter().enumerate().map(grade).collect::<Vec<_>>()
            };
            prop_assert_eq!(grades(&a, &b), grades(&b, &a));
        }
    }
}
