//! What municipalities must mend in CPR: their own for a municipality, everybody's for the state.
//!
//! For the state it stays out where protected persons live: their municipality, and the person-id that leads to it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use vocabulary::{MunicipalityCode, PersonId};

use super::case_page::masked;
use super::pair_queue::name_in_cpr;
use super::work_list::Page;
use crate::access::Action;
use crate::fact::{self, MunicipalityError, MunicipalityErrorKind};
use crate::municipality_errors::{self, Choice};
use crate::office::{Part, Question, Refused, View};
use crate::state::State;

/// A page of open errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MunicipalityErrors {
    /// Only of this municipality; a municipality's own officer sees no other.
    pub municipality: Option<MunicipalityCode>,
    /// Only of this kind.
    pub what: Option<MunicipalityErrorKind>,
    /// Only those whose deadline is over.
    pub overdue: bool,
    /// In which order.
    pub sort: ErrorSort,
    /// Which page.
    pub page: Page,
}

/// The order of errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ErrorSort {
    /// The earliest deadline first.
    #[default]
    Deadline,
    /// The latest deadline first.
    DeadlineLast,
    /// By municipality.
    Municipality,
    /// By kind.
    What,
}

/// A page of errors.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Errors {
    /// The rows.
    pub rows: Vec<ErrorLine>,
    /// How many are wanted.
    pub found: usize,
    /// How many are open in all, as far as the officer sees.
    pub of: usize,
    /// How many of them are overdue.
    pub overdue: usize,
    /// How many there are of each kind.
    pub kinds: BTreeMap<MunicipalityErrorKind, usize>,
    /// How many each municipality has, as far as the rows say whose they are.
    pub municipalities: BTreeMap<MunicipalityCode, usize>,
}

/// An error to mend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ErrorLine {
    /// Whose registration: the name in CPR, unless it is protected.
    pub name: Option<String>,
    /// The CPR number without its last digits.
    pub cpr: String,
    /// The municipality of residence; none where it is hidden, since the address is protected and the asker is not that municipality.
    pub municipality: Option<MunicipalityCode>,
    /// What is wrong.
    pub what: MunicipalityErrorKind,
    /// What was typed; none also where the municipality is hidden.
    pub typed: Option<PersonId>,
    /// The night that found it.
    pub found_on: Date,
    /// The last day for mending it.
    pub deadline: Date,
}

impl Question for MunicipalityErrors {
    type Answer = Errors;

    fn answer(&self, view: &View<'_>) -> Result<Errors, Refused> {
        let state = view.registers(Action::ReadMunicipalityErrors)?;
        let own = view.officer().authority.municipality();
        let all = municipality_errors::open(state, Choice { municipality: own, ..Choice::default() });
        let shown = |error: &MunicipalityError| {
            (own.is_some() || !view.is_number_s_dwelling_protected(error.cpr_number)).then_some(error.municipality)
        };
        let overdue_on = self.overdue.then(|| view.day());
        let mut wanted = municipality_errors::open(state, Choice { municipality: own, what: self.what, overdue_on });
        wanted.retain(|error| self.municipality.is_none_or(|asked| shown(error) == Some(asked)));
        match self.sort {
            ErrorSort::Deadline => {}
            ErrorSort::DeadlineLast => wanted.sort_by_key(|error| std::cmp::Reverse(error.deadline)),
            ErrorSort::Municipality => wanted.sort_by_cached_key(|error| {
                let name = |code: MunicipalityCode| {
                    code.municipality().map_or_else(|| code.to_string(), |one| one.name.clone())
                };
                let shown = shown(error);
                (shown.is_none(), shown.map(name))
            }),
            ErrorSort::What => wanted.sort_by_key(|error| error.what),
        }
        let (mut kinds, mut municipalities) = (BTreeMap::new(), BTreeMap::new());
        for error in &all {
            *kinds.entry(error.what).or_default() += 1;
            if let Some(municipality) = shown(error) {
                *municipalities.entry(municipality).or_default() += 1;
            }
        }
        Ok(Errors {
            found: wanted.len(),
            of: all.len(),
            overdue: all.iter().filter(|error| error.deadline < view.day()).count(),
            kinds,
            municipalities,
            rows: wanted[self.page.range(wanted.len())]
                .iter()
                .map(|error| line(view, state, error, shown(error)))
                .collect(),
        })
    }
}

fn line(view: &View<'_>, state: &State, error: &MunicipalityError, shown: Option<MunicipalityCode>) -> ErrorLine {
    view.note_subject(fact::cpr_subject(error.cpr_number), Part::ListRow);
    let is_protected = view.is_number_protected(error.cpr_number);
    ErrorLine {
        name: (!is_protected).then(|| name_in_cpr(state, error.cpr_number)),
        cpr: masked(error.cpr_number),
        municipality: shown,
        what: error.what,
        typed: error.typed.clone().filter(|_| shown.is_some()),
        found_on: error.found_on,
        deadline: error.deadline,
    }
}
