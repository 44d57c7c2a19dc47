//! A case: persons and dated facts, and one person's facts by kind.

mod file;
mod guide;
mod reading;
mod schema;

use std::collections::BTreeMap;

use jiff::civil::Date;
use vocabulary::UncertainDate;

pub use file::{DAY_OF_BIRTH, PersonFile};
pub use guide::guide;
pub use reading::{CaseError, MOST_FACTS, MOST_PERSONS, Problem, ProblemKind, read, read_value};
pub use schema::schema;

use crate::facts::Content;
use crate::why::FactRef;

/// A person of a case, by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonRef(u16);

impl PersonRef {
    fn new(place: usize) -> Self {
        Self(u16::try_from(place).unwrap_or(u16::MAX))
    }

    /// The place in [`Case::persons`].
    pub fn place(self) -> usize {
        usize::from(self.0)
    }
}

/// A person of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id the facts use.
    pub id: String,
    /// What to call the person in a report.
    pub name: Option<String>,
    /// Day of birth, as far as it is known.
    pub born: Option<UncertainDate>,
}

/// A fact: what kind and what it holds, whom it is about, when it holds from and when it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its id in the case.
    pub id: String,
    /// Whom it is about.
    pub person: PersonRef,
    /// The day it happened or holds from.
    pub on: UncertainDate,
    /// The day it was recorded: the same as `on`'s last possible day where the file does not say.
    pub recorded: Date,
    /// The fact it takes the place of.
    pub replaces: Option<FactRef>,
    /// Who stands behind it, for judgements and decisions.
    pub by: Option<String>,
    /// The reason given.
    pub reason: Option<String>,
    /// What it holds.
    pub content: Content,
}

/// A case: a person, their family, and what is known of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The case number.
    pub id: String,
    /// The persons; the first is the one the case is about.
    pub persons: Vec<Person>,
    /// The facts, as the file has them.
    pub facts: Vec<Fact>,
    /// Places of facts that do not count: another takes their place.
    replaced: Vec<bool>,
    /// Places of facts that do not count: they were recorded later than the case is looked at.
    unknown: Vec<bool>,
}

impl Case {
    fn new(id: String, persons: Vec<Person>, facts: Vec<Fact>) -> Self {
        let unknown = vec![false; facts.len()];
        let mut case = Self { id, persons, facts, replaced: Vec::new(), unknown };
        case.replaced = case.find_replaced();
        case
    }

    /// A fact.
    pub fn fact(&self, fact: FactRef) -> &Fact {
        &self.facts[fact.place()]
    }

    /// The case as it was known at the end of a day: later recorded facts are left out, and what they replaced counts again.
    #[must_use]
    pub fn as_known(&self, at: Date) -> Self {
        let mut case = self.clone();
        case.unknown = case.facts.iter().map(|fact| fact.recorded > at).collect();
        case.replaced = case.find_replaced();
        case
    }

    /// The facts that count, with their places.
    pub fn counting(&self) -> impl Iterator<Item = (FactRef, &Fact)> {
        self.facts
            .iter()
            .enumerate()
            .filter(|(place, _)| !self.replaced[*place] && !self.unknown[*place])
            .map(|(place, fact)| (FactRef::new(place), fact))
    }

    /// The last day on which a counting fact can have happened.
    pub fn last_day(&self) -> Option<Date> {
        self.counting().map(|(_, fact)| fact.on.latest()).max()
    }

    /// The persons who have a residence permit: those whom conclusions are drawn about. The first person always is.
    pub fn foreigners(&self) -> Vec<PersonRef> {
        let with_permit: Vec<PersonRef> = self
            .counting()
            .filter(|(_, fact)| matches!(fact.content, Content::Permit(_)))
            .map(|(_, fact)| fact.person)
            .collect();
        (0..self.persons.len())
            .map(PersonRef::new)
            .filter(|person| person.place() == 0 || with_permit.contains(person))
            .collect()
    }

    /// The person with this id.
    pub fn person(&self, id: &str) -> Option<PersonRef> {
        self.persons.iter().position(|person| person.id == id).map(PersonRef::new)
    }

    fn find_replaced(&self) -> Vec<bool> {
        let mut replaced = vec![false; self.facts.len()];
        for (place, fact) in self.facts.iter().enumerate() {
            if let Some(old) = fact.replaces.filter(|_| !self.unknown[place]) {
                replaced[old.place()] = true;
            }
        }
        replaced
    }

    /// How many facts of each kind count.
    pub fn count_by_kind(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for (_, fact) in self.counting() {
            *counts.entry(fact.content.kind()).or_default() += 1;
        }
        counts
    }
}
