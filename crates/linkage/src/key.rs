//! Blocking keys: what two records must share to be compared at all.
//!
//! Each key alone misses some true pairs; together they miss few, because a pair is lost only when errors hit every
//! key at once. The keys follow from the kinds of the configured fields. Must not know weights.

use crate::config::{Config, FieldKind, KEY_FIELDS_MAX, Side};
use crate::hash::mix;
use crate::name::Part;
use crate::register::Register;
use crate::value::Date;

/// One blocking key.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) recipe: Recipe,
}

/// What goes into a key. Numbers are fields of the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recipe {
    /// An identifier as it stands.
    Number(usize),
    /// Any word of the name and a date.
    NameAndDate(usize),
    /// Two words of the name, in any order, and the year.
    TwoNamesAndYear(usize),
    /// The first given name and a surname, in any order.
    TwoNames,
    /// A date known to the day; such blocks are large and live by being split.
    Date(usize),
    /// Any word of the name and the day of an event.
    NameAndEvent(usize),
    /// A house and the beginning of the first given name.
    HouseAndName(usize),
    /// A value of each of some fields, as configured.
    Fields([Option<usize>; KEY_FIELDS_MAX]),
}

/// The fields by which oversize blocks are split: sex and category first, then the month of an event.
#[derive(Clone, Debug, Default)]
pub(crate) struct Splitters {
    traits: Vec<usize>,
    event: Option<usize>,
}

/// How often a block can be split.
pub(crate) const SPLITS: usize = 2;

/// Keys for the configured fields.
pub(crate) fn keys(config: &Config) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut add = |name: String, recipe| keys.push(Key { name, recipe });
    for (position, field) in config.fields.iter().enumerate() {
        if matches!(field.kind, FieldKind::Identifier | FieldKind::Cpr) {
            add(field.name.clone(), Recipe::Number(position));
        }
    }
    let named = config.first(FieldKind::Given).or(config.first(FieldKind::Surname)).is_some();
    let label = |position: usize| config.fields[position].name.as_str();
    if let Some(date) = config.first(FieldKind::Date) {
        if named {
            add(format!("a name and {}", label(date)), Recipe::NameAndDate(date));
            add(format!("two names and the year of {}", label(date)), Recipe::TwoNamesAndYear(date));
        }
        add(label(date).to_owned(), Recipe::Date(date));
    }
    if named {
        add("first given name and surname".to_owned(), Recipe::TwoNames);
        if let Some(event) = config.first(FieldKind::Event) {
            add(format!("a name and {}", label(event)), Recipe::NameAndEvent(event));
        }
        if let Some(address) = config.first(FieldKind::Address) {
            add(format!("house in {} and beginning of the given name", label(address)), Recipe::HouseAndName(address));
        }
    }
    for key in &config.keys {
        let mut fields = [None; KEY_FIELDS_MAX];
        for (place, name) in fields.iter_mut().zip(&key.equal) {
            *place = config.fields.iter().position(|field| field.name == *name);
        }
        add(key.equal.join(" and "), Recipe::Fields(fields));
    }
    keys
}

impl Splitters {
    pub(crate) fn new(config: &Config) -> Self {
        let traits = [FieldKind::Sex, FieldKind::Category].into_iter().filter_map(|kind| config.first(kind)).collect();
        Self { traits, event: config.first(FieldKind::Event) }
    }

    /// The words by which a record's blocks are split at a level; records that seek look into neighbouring months too.
    pub(crate) fn words(&self, register: &Register, row: usize, level: usize, side: Side, into: &mut Vec<u64>) {
        into.clear();
        if level == 0 {
            let codes = self.traits.iter().map(|field| register.column(*field).codes(row).next().map_or(1, |(_, c)| c));
            into.push(codes.fold(2, mix));
            return;
        }
        let date = self.event.and_then(|field| register.column(field).dates(row).next());
        let Some((_, date)) = date else {
            into.push(3);
            return;
        };
        let month = date.days().div_euclid(31);
        let reach = if side == Side::Left { -1..=1 } else { 0..=0 };
        into.extend(reach.map(|offset| mix(4, (month + offset) as u64)));
    }
}

/// Most words of a name that go into keys.
const WORDS_MAX: usize = 6;

impl Recipe {
    /// The largest block of this key: a date or a pair of names alone says little, so those blocks are split sooner.
    pub(crate) fn block_limit(self, limit: usize) -> usize {
        match self {
            Self::Date(_) | Self::TwoNames => limit.div_ceil(4),
            _ => limit,
        }
    }

    /// What a record shows of this key.
    pub(crate) fn example(self, register: &Register, row: u32) -> String {
        let names = || {
            let fields = [FieldKind::Given, FieldKind::Surname].into_iter().filter_map(|kind| register.first(kind));
            fields.flat_map(|field| register.values(field, row).take(1)).collect::<Vec<_>>().join(" ")
        };
        let value = |field: usize| register.values(field, row).next().unwrap_or_default().to_owned();
        match self {
            Self::Date(field) => value(field),
            // The number itself would tell who it is.
            Self::Number(_) | Self::TwoNames | Self::Fields(_) => names(),
            Self::NameAndDate(field)
            | Self::TwoNamesAndYear(field)
            | Self::NameAndEvent(field)
            | Self::HouseAndName(field) => format!("{}, {}", names(), value(field)),
        }
    }

    /// The keys of a record. On the left, dates also stand as they would after a swap of day and month.
    pub(crate) fn hashes(self, register: &Register, row: usize, side: Side, into: &mut Vec<u64>) {
        match self {
            Self::Number(field) => {
                into.extend(register.column(field).numbers(row).map(|(_, number, _)| mix(10, number.hash())));
            }
            Self::NameAndDate(field) => {
                for date in full_dates(register, field, row, side) {
                    for_each_skeleton(register, row, |_, skeleton| into.push(mix(mix(11, skeleton), date.word())));
                }
            }
            Self::TwoNamesAndYear(field) => {
                let skeletons = skeletons(register, row);
                for (_, date) in register.column(field).dates(row) {
                    for (position, (part, first)) in skeletons.iter().enumerate() {
                        for (other, second) in &skeletons[position + 1..] {
                            if is_pair(*part, *other) {
                                into.push(mix(mix(12, first.wrapping_add(*second)), date.year as u64));
                            }
                        }
                    }
                }
            }
            Self::TwoNames => {
                let skeletons = skeletons(register, row);
                for (_, first) in skeletons.iter().filter(|(part, _)| *part == Part::First) {
                    for (_, second) in skeletons.iter().filter(|(part, _)| *part == Part::Surname) {
                        into.push(mix(13, first.wrapping_add(*second)));
                    }
                }
            }
            Self::Date(field) => {
                for date in full_dates(register, field, row, Side::Right) {
                    into.push(mix(14, date.word()));
                }
            }
            Self::NameAndEvent(field) => {
                for (_, date) in register.column(field).dates(row).filter(|(_, date)| date.day > 0) {
                    for_each_skeleton(register, row, |_, skeleton| into.push(mix(mix(15, skeleton), date.word())));
                }
            }
            Self::HouseAndName(field) => {
                for (_, address) in register.column(field).addresses(row) {
                    for placed in register.names.row(row).iter().filter(|placed| placed.part() == Part::First) {
                        let start = u64::from(register.words.get(*placed).initial());
                        into.push(mix(mix(16, address.house), start));
                    }
                }
            }
            Self::Fields(fields) => {
                let mut found = vec![17];
                for field in fields.into_iter().flatten() {
                    let values = values(register, field, row, side);
                    found = found.iter().flat_map(|hash| values.iter().map(|value| mix(*hash, *value))).collect();
                    found.truncate(COMBINATIONS_MAX);
                }
                into.extend(found);
            }
        }
        into.sort_unstable();
        into.dedup();
    }
}

/// Most combinations of values of a configured key in one record.
const COMBINATIONS_MAX: usize = 64;

/// The values of a field under which a record is sought.
fn values(register: &Register, field: usize, row: usize, side: Side) -> Vec<u64> {
    let column = register.column(field);
    match register.kind(field) {
        FieldKind::Given | FieldKind::Middle | FieldKind::Surname => {
            skeletons(register, row).into_iter().map(|(_, skeleton)| skeleton).collect()
        }
        FieldKind::Identifier | FieldKind::Cpr => column.numbers(row).map(|(_, number, _)| number.hash()).collect(),
        FieldKind::Date => full_dates(register, field, row, side).map(Date::word).collect(),
        FieldKind::Event | FieldKind::Death => column.dates(row).map(|(_, date)| date.word()).collect(),
        FieldKind::Sex | FieldKind::Category | FieldKind::Postcode => column.codes(row).map(|(_, code)| code).collect(),
        FieldKind::Address => column.addresses(row).map(|(_, address)| address.house).collect(),
        FieldKind::Reference => Vec::new(),
    }
}

/// Dates known to the day.
fn full_dates(register: &Register, field: usize, row: usize, side: Side) -> impl Iterator<Item = Date> {
    let dates = register.column(field).dates(row).map(|(_, date)| date).filter(|date| date.day > 0);
    dates.flat_map(move |date| [Some(date), date.swapped().filter(|_| side == Side::Left)]).flatten()
}

/// Two words that make a key together: not two of the further given names, which a whole family may share.
fn is_pair(a: Part, b: Part) -> bool {
    a == Part::First || b == Part::First || a == Part::Surname || b == Part::Surname
}

fn skeletons(register: &Register, row: usize) -> Vec<(Part, u64)> {
    let mut found = Vec::with_capacity(WORDS_MAX);
    for placed in register.names.row(row).iter().take(WORDS_MAX) {
        found.extend(register.words.get(*placed).likely_skeletons().map(|skeleton| (placed.part(), skeleton)));
    }
    found
}

fn for_each_skeleton(register: &Register, row: usize, mut take: impl FnMut(Part, u64)) {
    for placed in register.names.row(row).iter().take(WORDS_MAX) {
        for skeleton in register.words.get(*placed).skeletons() {
            take(placed.part(), skeleton);
        }
    }
}
