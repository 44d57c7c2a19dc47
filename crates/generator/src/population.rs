//! The persons of the country and the rows that the two registers hold of them.
//!
//! Compact: two million persons fit in a few hundred megabytes, since names are places in pools and rows are made into
//! text only when they are written. Must not know how persons come about or how rows are written.

use jiff::civil::Date;
use vocabulary::{CprNumber, CprStatus, FamilyRelation, Sex, UncertainDate};

use crate::arrivals::PermitGround;
use crate::culture::Nationality;
use crate::error_kind::ErrorKinds;
use crate::names::BirthName;
use crate::place::Address;

/// A human being.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub family: u32,
    pub name: BirthName,
    pub born: Date,
    pub nationality: Nationality,
    pub spouse: Option<u32>,
    pub mother: Option<u32>,
    pub father: Option<u32>,
}

/// A permit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Permit {
    pub ground: PermitGround,
    pub granted_on: Date,
    pub relation: Option<FamilyRelation>,
    /// Row of the person that a family permit leans on, where that person is in CARL2.
    pub reference: Option<u32>,
}

/// A row of CARL2.
#[derive(Clone, Debug)]
pub(crate) struct Alien {
    pub person: u32,
    /// The running number behind the person-id; 0 until ids are given.
    pub id: u32,
    pub registered_on: Date,
    pub permit: Option<Permit>,
    /// An earlier permit, run out or never used.
    pub earlier_permit: Option<Date>,
    pub entered_on: Option<Date>,
    pub died_on: Option<Date>,
    pub number: Option<CprNumber>,
    pub former_number: Option<CprNumber>,
    /// Row of the same person under an earlier person-id that the register knows of.
    pub former_id: Option<u32>,
    pub birth: Option<UncertainDate>,
    pub sex: Option<Sex>,
    pub nationality: Option<Nationality>,
    pub town: u8,
    pub address: Option<Address>,
    pub kinds: ErrorKinds,
}

/// What the municipality typed as person-id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypedId {
    /// Nothing.
    Nothing,
    /// The id of a row of CARL2, right or not.
    Of(u32),
    /// The right id without its leading zero.
    WithoutZeros(u32),
    /// The right id with digits swapped or mistaken, in the way the number says.
    WrongDigits(u32, u8),
    /// Birth date and a digit for the sex.
    MadeUp,
}

/// A CPR number and what the civil register holds under it.
#[derive(Clone, Debug)]
pub(crate) struct Civil {
    pub person: u32,
    pub number: CprNumber,
    pub status: CprStatus,
    pub status_on: Date,
    /// The number that replaced this one (`PNRGAELD`).
    pub replaced_by: Option<CprNumber>,
    /// The number before this one, and when it was given up.
    pub former: Option<(CprNumber, Date)>,
    pub birth: UncertainDate,
    pub citizenship: u16,
    pub former_citizenship: Option<(u16, Date)>,
    /// When the number was given.
    pub assigned_on: Date,
    pub entered_on: Option<Date>,
    pub address: Address,
    pub moved_on: Date,
    pub former_address: Option<(Address, Date)>,
    pub typed: TypedId,
    pub typed_on: Date,
    /// The town of the municipality that typed it.
    pub typed_town: u8,
    pub protected_from: Option<Date>,
    /// Person whose surname was taken, and when.
    pub married_name: Option<(u32, Date)>,
}

/// Everyone, and both registers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Population {
    pub persons: Vec<Person>,
    pub aliens: Vec<Alien>,
    pub civils: Vec<Civil>,
    pub families: u32,
}

impl Population {
    /// Room for so many rows, so that nothing is copied while it grows.
    pub(crate) fn with_capacity(aliens: usize, civils: usize) -> Self {
        Self {
            persons: Vec::with_capacity(aliens.max(civils) + aliens / 4),
            aliens: Vec::with_capacity(aliens + 8),
            civils: Vec::with_capacity(civils + civils / 20 + 64),
            families: 0,
        }
    }

    /// Adds a person.
    pub(crate) fn add(&mut self, person: Person) -> u32 {
        self.persons.push(person);
        last_index(self.persons.len())
    }

    /// Adds a row of CARL2.
    pub(crate) fn add_alien(&mut self, alien: Alien) -> u32 {
        self.aliens.push(alien);
        last_index(self.aliens.len())
    }

    /// Adds a row of the civil register.
    pub(crate) fn add_civil(&mut self, civil: Civil) -> u32 {
        self.civils.push(civil);
        last_index(self.civils.len())
    }

    /// The person at an index.
    pub(crate) fn person(&self, index: u32) -> &Person {
        &self.persons[index as usize]
    }

    /// The row of CARL2 at an index.
    pub(crate) fn alien(&self, index: u32) -> &Alien {
        &self.aliens[index as usize]
    }

    /// The row of the civil register at an index.
    pub(crate) fn civil(&self, index: u32) -> &Civil {
        &self.civils[index as usize]
    }

    /// For every person, the index of the civil row that counts today; of several, the last.
    pub(crate) fn current_civils(&self) -> Vec<Option<u32>> {
        let mut current = vec![None; self.persons.len()];
        for (civil, index) in self.civils.iter().zip(0..) {
            if !civil.status.is_withdrawn() {
                current[civil.person as usize] = Some(index);
            }
        }
        current
    }
}

/// The index of the last of `length` elements.
fn last_index(length: usize) -> u32 {
    u32::try_from(length - 1).expect("a country has fewer than 2^32 rows: settings are checked")
}

/// The text of a person-id: nine digits, running, with a leading zero that is part of it.
pub(crate) fn person_id_text(id: u32) -> String {
    format!("{id:09}")
}
