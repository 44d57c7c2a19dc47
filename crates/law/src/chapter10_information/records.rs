//! What a case holds on information about a person, by what it is about: so that each rule finds the last of its own kind.

use std::collections::BTreeMap;

use jiff::civil::Date;
use vocabulary::MunicipalityCode;

use super::hand_over::Move;
use crate::case::PersonFile;
use crate::facts::{
    Consent, ConsentTo, Dated, Delegate, Delegation, InformationContent, InformationGiven, InformationNeed,
    InformationPassed, InformationRoute, InformedOf, last_by,
};

/// Information that was passed on or fetched, with its day.
pub type Passed<'a> = Dated<'a, InformationPassed>;

/// Consents, assessments, hand-overs, notices and empowerments, each by what it is about and in the order of the days.
#[derive(Debug, Default)]
pub struct Records<'a> {
    consents: BTreeMap<ConsentTo, Vec<Dated<'a, Consent>>>,
    needs: BTreeMap<InformationRoute, Vec<Dated<'a, InformationNeed>>>,
    hand_overs: BTreeMap<MunicipalityCode, Vec<Passed<'a>>>,
    moves: BTreeMap<MunicipalityCode, Vec<Move>>,
    empowered: Vec<Dated<'a, Delegation>>,
    told_of_fetching: Vec<Dated<'a, InformationGiven>>,
}

impl<'a> Records<'a> {
    /// From a person's file and moves.
    pub fn of(file: &PersonFile<'a>, moves: &[Move]) -> Self {
        let mut records = Self::default();
        for consent in &file.consents {
            records.consents.entry(consent.to).or_default().push(*consent);
        }
        for need in &file.information_needs {
            records.needs.entry(need.route).or_default().push(*need);
        }
        for passed in file.informations_passed.iter().filter(|passed| passed.route == InformationRoute::HandOver) {
            if let Some(municipality) = passed.municipality {
                records.hand_overs.entry(municipality).or_default().push(*passed);
            }
        }
        for moved in moves {
            records.moves.entry(moved.to).or_default().push(*moved);
        }
        records.empowered = empowered(file, |to| to == Delegate::Municipality);
        records.told_of_fetching = given(file, InformedOf::FetchingOfInformation);
        records
    }

    /// The person's answer on consent on the day.
    pub fn consent(&self, to: ConsentTo, on: Date) -> Option<&Dated<'a, Consent>> {
        last_by(self.consents.get(&to)?, on)
    }

    /// Assessments of whether information should go a route.
    pub fn needs(&self, route: InformationRoute) -> &[Dated<'a, InformationNeed>] {
        self.needs.get(&route).map(Vec::as_slice).unwrap_or_default()
    }

    /// The assessment of a route on the day.
    pub fn need(&self, route: InformationRoute, on: Date) -> Option<&Dated<'a, InformationNeed>> {
        last_by(self.needs(route), on)
    }

    /// What was handed over to a municipality.
    pub fn hand_overs(&self, to: MunicipalityCode) -> &[Passed<'a>] {
        self.hand_overs.get(&to).map(Vec::as_slice).unwrap_or_default()
    }

    /// The last move to a municipality by the day.
    pub fn move_to(&self, to: MunicipalityCode, on: Date) -> Option<&Move> {
        let moves = self.moves.get(&to)?;
        moves.partition_point(|moved| moved.on <= on).checked_sub(1).and_then(|place| moves.get(place))
    }

    /// The first move to a municipality after the day.
    pub fn next_move_to(&self, to: MunicipalityCode, after: Date) -> Option<&Move> {
        let moves = self.moves.get(&to)?;
        moves.get(moves.partition_point(|moved| moved.on <= after))
    }

    /// The municipality empowered on the day (§ 5, stk. 2).
    pub fn empowered(&self, on: Date) -> Option<&Dated<'a, Delegation>> {
        in_force(&self.empowered, on)
    }

    /// When the person was last told by the day that information can be fetched (§ 50, stk. 3).
    pub fn told_of_fetching(&self, on: Date) -> Option<&Dated<'a, InformationGiven>> {
        last_by(&self.told_of_fetching, on)
    }
}

/// Empowerments to decide, of those for whom `to` holds.
pub(super) fn empowered<'a>(file: &PersonFile<'a>, to: impl Fn(Delegate) -> bool) -> Vec<Dated<'a, Delegation>> {
    file.delegations.iter().filter(|delegation| delegation.decides && to(delegation.to)).copied().collect()
}

/// The empowerment of the day: the last one, where it has not ended.
pub(super) fn in_force<'f, 'a>(empowered: &'f [Dated<'a, Delegation>], on: Date) -> Option<&'f Dated<'a, Delegation>> {
    last_by(empowered, on).filter(|delegation| delegation.until.is_none_or(|until| on < until))
}

/// When somebody was informed of something.
pub(super) fn given<'a>(file: &PersonFile<'a>, about: InformedOf) -> Vec<Dated<'a, InformationGiven>> {
    file.informations_given.iter().filter(|given| given.about == about).copied().collect()
}

/// Whether information holds something of these contents.
pub(super) fn holds_any(passed: &Passed<'_>, contents: &[InformationContent]) -> bool {
    passed.contents.iter().any(|content| contents.contains(content))
}

/// Whether information holds nothing else than these contents.
pub(super) fn holds_only(passed: &Passed<'_>, contents: &[InformationContent]) -> bool {
    passed.contents.iter().all(|content| contents.contains(content))
}
