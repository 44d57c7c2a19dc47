//! What users call each kind of fact, its fields and its choices, in the words of the Act and the trade.
//!
//! The words stand in `names/*.tsv` and are made into tables while compiling. A fact that only speaks of the keys of the case file
//! comes here to be read by people; nothing here knows what the law makes of a fact.

use crate::words::Words;

include!(concat!(env!("OUT_DIR"), "/names.rs"));

/// The kind under which the names stand that several kinds share.
const SHARED: &str = "*";

/// The name of a kind of fact, as in `contract`: integrationskontrakt. Nothing where there is no such kind.
pub fn kind(kind: &str) -> Option<Words> {
    KINDS.binary_search_by_key(&kind, |(key, _)| key).ok().map(|place| KINDS[place].1)
}

/// The name of a field of a kind; `goals.aim` is the field `aim` of each of the `goals`. Names that kinds share (`until`,
/// `municipality`, `reason` …) are found under every kind. Nothing where there is no such field.
pub fn field(kind: &str, field: &str) -> Option<Words> {
    find(kind, field).map(|field| field.words)
}

/// The name of a value that can be chosen in a field, as in `offer`, `form`, `work_placement`: virksomhedspraktik. The values of a
/// field that is true or false are `true` and `false`; they have names where yes and no would not say it, as bagud and forud.
pub fn choice(kind: &str, field: &str, value: &str) -> Option<Words> {
    find(kind, field).and_then(|field| field.choice(value))
}

/// The fields of a kind of fact in the order they are told: its own, then those whose names kinds share. Of the shared ones not every
/// kind has every one; [`crate::case::schema`] says which.
pub fn fields(kind: &str) -> impl Iterator<Item = &'static Field> {
    let own = own(kind);
    own.iter().chain(shared().iter().filter(move |shared| own.iter().all(|field| field.name != shared.name)))
}

/// A field of a kind.
#[derive(Debug)]
pub struct Field {
    kind: &'static str,
    /// The key in the case file, after that of the field it is part of: `goals.aim`.
    pub name: &'static str,
    /// What stands in it, or in each item where it is a list.
    pub holds: Holds,
    /// Whether it belongs into the one line that tells the fact.
    pub(super) told: bool,
    /// Its name.
    pub words: Words,
}

/// What a field holds, as far as it decides how it is written for people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Holds {
    /// A day.
    Day,
    /// A month of a year.
    Month,
    /// A year.
    Year,
    /// A municipality's code.
    Municipality,
    /// A country, by its ISO 3166-1 alpha-3 code.
    Country,
    /// A provision of the Aliens Act.
    Ground,
    /// Kroner.
    Amount,
    /// Hours.
    Hours,
    /// Hours a week, which the field's name says.
    WeeklyHours,
    /// A whole number.
    Count,
    /// True or false.
    YesNo,
    /// Words.
    Text,
    /// The id of another fact.
    Fact,
    /// The id of a person.
    Person,
    /// An object with fields of its own.
    Parts,
    /// One of these values.
    Choice(&'static [(&'static str, Words)]),
}

impl Field {
    /// The name of a value that can be chosen.
    pub fn choice(&self, value: &str) -> Option<Words> {
        let Holds::Choice(values) = self.holds else { return None };
        values.iter().find(|(key, _)| *key == value).map(|(_, words)| *words)
    }
}

/// A field of a kind by its key.
pub(super) fn find(kind: &str, field: &str) -> Option<&'static Field> {
    own(kind).iter().chain(shared()).find(|known| known.name == field)
}

/// The fields that only this kind names, in the order they are told.
pub(super) fn own(kind: &str) -> &'static [Field] {
    let start = FIELDS.partition_point(|field| field.kind < kind);
    let end = FIELDS.partition_point(|field| field.kind <= kind);
    &FIELDS[start..end]
}

/// The fields whose names kinds share, in the order they are told.
pub(super) fn shared() -> &'static [Field] {
    own(SHARED)
}
