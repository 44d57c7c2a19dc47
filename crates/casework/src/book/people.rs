//! Everybody of the two registers by name: a row for each human being, as far as the couplings tell who is one.
//!
//! Kept up with the registers as facts come. Knows names and which municipality a person has to do with, never who asks.

use std::collections::{BTreeSet, HashMap};

use linkage::search::{Found, NameIndex};
use vocabulary::{CprNumber, MunicipalityCode, PersonId, PersonName};

use crate::content::Content;
use crate::state::State;

/// Everybody by name.
#[derive(Debug)]
pub(crate) struct People {
    index: NameIndex,
    /// Who stands in a row; none where the row is no longer somebody's.
    rows: Vec<Option<Somebody>>,
    by_person: HashMap<PersonId, u32>,
    by_number: HashMap<CprNumber, u32>,
    /// Municipalities of a person's permits.
    placed: HashMap<PersonId, BTreeSet<MunicipalityCode>>,
}

/// A human being, by the key of the first register that has them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Somebody {
    /// In the alien register, coupled or not.
    Alien(PersonId),
    /// In the civil register alone, as far as is known.
    Civil(CprNumber),
}

/// Changes that are merged into the index at once.
const MERGED_AT: usize = 20_000;

impl People {
    /// Everybody in the registers.
    pub(crate) fn of(registers: &State) -> Self {
        let mut builder = NameIndex::builder();
        let mut people = Self {
            index: NameIndex::builder().finish(),
            rows: Vec::new(),
            by_person: HashMap::new(),
            by_number: HashMap::new(),
            placed: HashMap::new(),
        };
        for permit in registers.permits.values() {
            people.place(&permit.person_id, permit.municipality);
        }
        for id in registers.carl2.keys() {
            let row = builder.push(&texts(&names_of_person(registers, id)));
            people.by_person.insert(id.clone(), row);
            people.rows.push(Some(Somebody::Alien(id.clone())));
        }
        for number in registers.cpr.keys().filter(|number| stands_alone(registers, **number)) {
            let row = builder.push(&texts(&names_of_number(registers, *number)));
            people.by_number.insert(*number, row);
            people.rows.push(Some(Somebody::Civil(*number)));
        }
        people.index = builder.finish();
        people
    }

    fn place(&mut self, person: &PersonId, municipality: Option<MunicipalityCode>) {
        if let Some(code) = municipality {
            self.placed.entry(person.clone()).or_default().insert(code);
        }
    }

    /// The municipalities that the person was placed in.
    pub(crate) fn placed(&self, person: &PersonId) -> impl Iterator<Item = MunicipalityCode> + '_ {
        self.placed.get(person).into_iter().flatten().copied()
    }

    /// Those whose names fit what was typed, at most `most` of whom `accept` lets through.
    pub(crate) fn find(
        &self,
        typed: &str,
        most: usize,
        mut accept: impl FnMut(&Somebody) -> bool,
    ) -> (Vec<&Somebody>, Found) {
        let who = |row: u32| self.rows[row as usize].as_ref();
        let found = self.index.find(typed, most, |row| who(row).is_some_and(&mut accept));
        (found.rows.iter().filter_map(|hit| who(hit.row)).collect(), found)
    }

    /// Whom a fact is about, asked before the registers take it in: those whose rows may have to change.
    pub(crate) fn touched_by(&mut self, content: &Content) -> Vec<Somebody> {
        let pair =
            |pair: &crate::fact::Pair| vec![Somebody::Alien(pair.person_id.clone()), Somebody::Civil(pair.cpr_number)];
        match content {
            Content::CprPerson(person, _) => vec![Somebody::Civil(person.number)],
            Content::Carl2Person(person) => vec![Somebody::Alien(person.person_id.clone())],
            Content::Permit(permit) => {
                self.place(&permit.person_id, permit.municipality);
                Vec::new()
            }
            Content::Coupled(coupled) => {
                let before = coupled.followed.iter().flat_map(pair);
                pair(&coupled.pair).into_iter().chain(before).collect()
            }
            Content::Undone(undone) => pair(&undone.pair),
            _ => Vec::new(),
        }
    }

    /// Writes the rows of people anew, after the registers have taken the facts in.
    pub(crate) fn renew(&mut self, registers: &State, touched: &BTreeSet<Somebody>) {
        for somebody in touched {
            match somebody {
                Somebody::Alien(id) => self.renew_person(registers, id),
                Somebody::Civil(number) => {
                    self.renew_number(registers, *number);
                    if let Some(id) = registers.coupled_numbers.get(number) {
                        self.renew_person(registers, id);
                    }
                }
            }
        }
        if self.index.pending() > MERGED_AT {
            self.index.merge();
        }
    }

    fn renew_person(&mut self, registers: &State, id: &PersonId) {
        if !registers.carl2.contains_key(id) {
            return;
        }
        let names = names_of_person(registers, id);
        if let Some(row) = self.by_person.get(id) {
            self.index.replace(*row, &texts(&names));
        } else {
            let row = self.index.add(&texts(&names));
            self.by_person.insert(id.clone(), row);
            self.rows.push(Some(Somebody::Alien(id.clone())));
        }
    }

    fn renew_number(&mut self, registers: &State, number: CprNumber) {
        if !stands_alone(registers, number) {
            if let Some(row) = self.by_number.remove(&number) {
                self.index.remove(row);
                self.rows[row as usize] = None;
            }
            return;
        }
        let names = names_of_number(registers, number);
        if let Some(row) = self.by_number.get(&number) {
            self.index.replace(*row, &texts(&names));
        } else {
            let row = self.index.add(&texts(&names));
            self.by_number.insert(number, row);
            self.rows.push(Some(Somebody::Civil(number)));
        }
    }
}

/// Whether a number has a row of its own: it is in the civil register, and its person is not a coupled one.
fn stands_alone(registers: &State, number: CprNumber) -> bool {
    registers.cpr.get(&number).is_some_and(|entry| entry.person.current_number.is_none())
        && !registers.coupled_numbers.contains_key(&number)
}

/// The names of a person: of the alien register, and of the civil one where they are coupled.
fn names_of_person(registers: &State, id: &PersonId) -> Vec<String> {
    let own = registers.carl2.get(id).map(|entry| format!("{} {}", entry.person.given_names, entry.person.surname));
    let civil = registers.number_of(id).map(|number| names_of_number(registers, number));
    own.into_iter().chain(civil.into_iter().flatten()).collect()
}

/// The name of the civil register, and those before it.
fn names_of_number(registers: &State, number: CprNumber) -> Vec<String> {
    let Some(entry) = registers.cpr.get(&number) else { return Vec::new() };
    let now = entry.person.name.iter().map(PersonName::full);
    now.chain(entry.person.former_names.iter().map(|former| former.name.full())).collect()
}

fn texts(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}
