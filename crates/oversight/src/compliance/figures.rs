//! Counting person-duties: for each provision, municipality, ground and month how many stand how.

use std::collections::BTreeMap;

use law::answer::Bearer;
use law::duty::{DUTIES, DutyNumber};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{Date, MunicipalityCode};

use super::{GroundGroup, Outcome, PersonDuty};
use crate::figure::FEW;

/// Numbers smaller than this, other than zero, are not published: they could point at somebody.
/// Source: Danmarks Statistik's rule of thumb for tables of persons, no cell under three to five.
pub const NOT_PUBLISHED_UNDER: u64 = 5;

/// Which person-duties are counted. What is not said does not narrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The first day: of the legal date, or of the day it arose where the Act sets none.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Only duties that arose under this municipality.
    pub municipality: Option<MunicipalityCode>,
    /// Only persons with this ground.
    pub ground: Option<GroundGroup>,
    /// Only duties of these.
    pub bearer: Option<BearerGroup>,
    /// Only this duty.
    pub duty: Option<DutyNumber>,
}

impl Scope {
    /// Everything with a day in a period.
    pub fn over(from: Date, to: Date) -> Self {
        Self { from, to, municipality: None, ground: None, bearer: None, duty: None }
    }

    /// Whether a person-duty is counted.
    pub fn takes(&self, one: &PersonDuty) -> bool {
        (self.from..=self.to).contains(&one.day())
            && self.municipality.is_none_or(|code| one.municipality == Some(code))
            && self.ground.is_none_or(|ground| one.ground == ground)
            && self.duty.is_none_or(|duty| one.duty == duty)
            && self.bearer.is_none_or(|bearer| BearerGroup::of(one.duty.bearer) == bearer)
    }
}

/// Whose duties, in the groups that oversight asks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BearerGroup {
    /// Municipalities.
    Municipality,
    /// The state's authorities and others who act for them.
    State,
    /// The person.
    Person,
}

impl BearerGroup {
    /// Every group.
    pub const ALL: [Self; 3] = [Self::Municipality, Self::State, Self::Person];

    /// The group that somebody belongs to.
    pub fn of(bearer: Bearer) -> Self {
        match bearer {
            Bearer::Municipality
            | Bearer::FormerMunicipality
            | Bearer::NewMunicipality
            | Bearer::MunicipalitiesOfRegion
            | Bearer::IntegrationCouncil => Self::Municipality,
            Bearer::Foreigner => Self::Person,
            Bearer::ImmigrationService
            | Bearer::Jobcentre
            | Bearer::OtherActor
            | Bearer::PrisonService
            | Bearer::Police
            | Bearer::Minister
            | Bearer::Representatives => Self::State,
        }
    }

    /// The name in addresses and files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::State => "state",
            Self::Person => "person",
        }
    }

    /// The group with a name.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.key() == key)
    }
}

/// How many person-duties stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tally {
    /// Done by the last day in time.
    pub in_time: u64,
    /// Done after it.
    pub late: u64,
    /// Not done, and the last day in time has passed.
    pub missing: u64,
    /// Fell away without being done.
    pub excused: u64,
    /// Whether they arose waits for a fact or a judgement.
    pub undecidable: u64,
    /// Not done, and there is still time.
    pub not_yet_due: u64,
    /// Done, where the Act sets no day.
    pub done_without_date: u64,
    /// Not done, where the Act sets no day.
    pub open_without_date: u64,
}

impl Tally {
    /// Counts one.
    pub fn count(&mut self, outcome: Outcome) {
        *self.of_mut(outcome) += 1;
    }

    /// How many stand so.
    pub fn of(&self, outcome: Outcome) -> u64 {
        match outcome {
            Outcome::InTime => self.in_time,
            Outcome::Late => self.late,
            Outcome::Missing => self.missing,
            Outcome::Excused => self.excused,
            Outcome::Undecidable => self.undecidable,
            Outcome::NotYetDue => self.not_yet_due,
            Outcome::DoneWithoutDate => self.done_without_date,
            Outcome::OpenWithoutDate => self.open_without_date,
        }
    }

    fn of_mut(&mut self, outcome: Outcome) -> &mut u64 {
        match outcome {
            Outcome::InTime => &mut self.in_time,
            Outcome::Late => &mut self.late,
            Outcome::Missing => &mut self.missing,
            Outcome::Excused => &mut self.excused,
            Outcome::Undecidable => &mut self.undecidable,
            Outcome::NotYetDue => &mut self.not_yet_due,
            Outcome::DoneWithoutDate => &mut self.done_without_date,
            Outcome::OpenWithoutDate => &mut self.open_without_date,
        }
    }

    /// Every person-duty.
    pub fn total(&self) -> u64 {
        Outcome::ALL.into_iter().map(|outcome| self.of(outcome)).sum()
    }

    /// Those whose last day in time decided how they stand: in time, late and missing.
    pub fn due(&self) -> u64 {
        self.in_time + self.late + self.missing
    }

    /// The share of those due that were done in time; none where none was due.
    pub fn share_in_time(&self) -> Option<f64> {
        (self.due() > 0).then(|| self.in_time as f64 / self.due() as f64)
    }

    /// Whether the share rests on so few that it says little.
    pub fn is_few(&self) -> bool {
        (1..FEW).contains(&self.due())
    }

    /// Every count rounded as it may be published.
    #[must_use]
    pub fn rounded(mut self) -> Self {
        for outcome in Outcome::ALL {
            *self.of_mut(outcome) = rounded(self.of(outcome));
        }
        self
    }
}

/// What counts are rounded to where they are shown to those who see no persons.
pub const ROUNDED_TO: u64 = 5;

/// A count to the nearest [`ROUNDED_TO`].
pub fn rounded(number: u64) -> u64 {
    (number + ROUNDED_TO / 2) / ROUNDED_TO * ROUNDED_TO
}

/// A month by year and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthOf {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
}

/// The counts. Each break-down holds every person-duty in the scope once, so each sums to `all`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Every person-duty in the scope.
    pub all: Tally,
    /// Every duty of the Act, those that nobody had among them.
    pub by_duty: Vec<(DutyNumber, Tally)>,
    /// By municipality; none where none is in charge.
    pub by_municipality: BTreeMap<Option<MunicipalityCode>, Tally>,
    /// By ground.
    pub by_ground: BTreeMap<GroundGroup, Tally>,
    /// By month of the legal date.
    pub by_month: BTreeMap<MonthOf, Tally>,
    /// Person-duties outside the scope, so that nothing is left out unseen.
    pub outside: u64,
}

/// Counts person-duties one after the other. Millions are counted for a page, so each costs a few additions.
#[derive(Debug)]
pub struct Counting {
    scope: Scope,
    on: Date,
    by_duty: Vec<Tally>,
    /// The place of a municipality in `municipalities`, by its code.
    places: Vec<u16>,
    municipalities: Vec<(MunicipalityCode, Tally)>,
    nowhere: Tally,
    by_ground: [Tally; GroundGroup::ALL.len()],
    by_month: Vec<Tally>,
    first_month: usize,
    outside: u64,
}

/// A municipality that has not been met yet.
const NO_PLACE: u16 = u16::MAX;
/// Codes of municipalities have at most four digits.
const CODES: usize = 10_000;

impl Counting {
    /// Nothing counted yet. `on` is the day that the person-duties were drawn for.
    pub fn new(scope: Scope, on: Date) -> Self {
        let (first, last) = (month_number(scope.from), month_number(scope.to));
        Self {
            scope,
            on,
            by_duty: vec![Tally::default(); DUTIES],
            places: vec![NO_PLACE; CODES],
            municipalities: Vec::new(),
            nowhere: Tally::default(),
            by_ground: Default::default(),
            by_month: vec![Tally::default(); (last + 1).saturating_sub(first)],
            first_month: first,
            outside: 0,
        }
    }

    /// Counts one.
    pub fn add(&mut self, one: &PersonDuty) {
        if !self.scope.takes(one) {
            self.outside += 1;
            return;
        }
        let outcome = one.outcome(self.on);
        self.by_duty[one.duty.place()].count(outcome);
        self.of_municipality(one.municipality).count(outcome);
        self.by_ground[one.ground as usize].count(outcome);
        self.by_month[month_number(one.day()) - self.first_month].count(outcome);
    }

    fn of_municipality(&mut self, code: Option<MunicipalityCode>) -> &mut Tally {
        let Some(code) = code else { return &mut self.nowhere };
        let place = &mut self.places[usize::from(code.value()).min(CODES - 1)];
        if *place == NO_PLACE {
            *place = u16::try_from(self.municipalities.len()).unwrap_or(NO_PLACE - 1);
            self.municipalities.push((code, Tally::default()));
        }
        &mut self.municipalities[usize::from(*place)].1
    }

    /// The counts.
    pub fn finish(self) -> Figures {
        let mut all = Tally::default();
        for tally in &self.by_duty {
            for outcome in Outcome::ALL {
                *all.of_mut(outcome) += tally.of(outcome);
            }
        }
        let mut by_municipality: BTreeMap<_, _> =
            self.municipalities.into_iter().map(|(code, tally)| (Some(code), tally)).collect();
        if self.nowhere.total() > 0 {
            by_municipality.insert(None, self.nowhere);
        }
        let months = self.by_month.into_iter().zip(self.first_month..);
        Figures {
            all,
            by_duty: DutyNumber::all().zip(self.by_duty).collect(),
            by_municipality,
            by_ground: GroundGroup::ALL.into_iter().zip(self.by_ground).collect(),
            by_month: months.map(|(tally, number)| (month_of(number), tally)).collect(),
            outside: self.outside,
        }
    }
}

/// Months since the beginning of the calendar that a case can have.
fn month_number(day: Date) -> usize {
    let year = usize::try_from(day.year()).unwrap_or(0);
    year * 12 + usize::try_from(day.month()).unwrap_or(1) - 1
}

fn month_of(number: usize) -> MonthOf {
    MonthOf { year: i16::try_from(number / 12).unwrap_or(i16::MAX), month: i8::try_from(number % 12 + 1).unwrap_or(1) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::Course;
    use super::*;

    fn day() -> impl Strategy<Value = Date> {
        (2006_i16..2010, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day))
    }

    fn person_duty() -> impl Strategy<Value = PersonDuty> {
        let course = prop_oneof![
            Just(Course::Running),
            Just(Course::Undecidable),
            day().prop_map(Course::Done),
            day().prop_map(Course::FellAway),
        ];
        let code = proptest::option::of(101_u16..=860);
        let duty = 0..DUTIES;
        (duty, code, 0..4_usize, day(), proptest::option::of(day()), course).prop_map(
            |(duty, code, ground, since, due, course)| PersonDuty {
                duty: DutyNumber::all().nth(duty).expect("a duty"),
                person: 0,
                municipality: code.and_then(|code| MunicipalityCode::new(code).ok()),
                ground: GroundGroup::ALL[ground],
                since,
                due: due.filter(|_| course != Course::Undecidable),
                course,
            },
        )
    }

    fn sum<'a>(tallies: impl Iterator<Item = &'a Tally>) -> Vec<u64> {
        let mut sums = vec![0; Outcome::ALL.len()];
        for tally in tallies {
            for (sum, outcome) in sums.iter_mut().zip(Outcome::ALL) {
                *sum += tally.of(outcome);
            }
        }
        sums
    }

    proptest! {
        #[test]
        fn every_person_duty_is_counted_once_and_every_break_down_sums_to_all(
            duties in proptest::collection::vec(person_duty(), 0..80),
            from in day(),
            to in day(),
            ground in proptest::option::of(0..4_usize),
            bearer in proptest::option::of(0..3_usize),
        ) {
            let on = date(2009, 6, 15);
            let scope = Scope {
                ground: ground.map(|ground| GroundGroup::ALL[ground]),
                bearer: bearer.map(|bearer| BearerGroup::ALL[bearer]),
                ..Scope::over(from, to)
            };
            let mut counting = Counting::new(scope, on);
            for one in &duties {
                counting.add(one);
            }
            let figures = counting.finish();
            prop_assert_eq!(figures.all.total() + figures.outside, duties.len() as u64);
            prop_assert_eq!(figures.all.total(), duties.iter().filter(|one| scope.takes(one)).count() as u64);
            let all = sum(std::iter::once(&figures.all));
            prop_assert_eq!(&sum(figures.by_duty.iter().map(|(_, tally)| tally)), &all);
            prop_assert_eq!(&sum(figures.by_municipality.values()), &all);
            prop_assert_eq!(&sum(figures.by_ground.values()), &all);
            prop_assert_eq!(&sum(figures.by_month.values()), &all);
            // The list behind each figure is as long as the figure.
            for outcome in Outcome::ALL {
                let listed = duties.iter().filter(|one| scope.takes(one) && one.outcome(on) == outcome).count();
                prop_assert_eq!(figures.all.of(outcome), listed as u64);
            }
        }
    }

    #[test]
    fn a_share_in_time_is_of_those_due_and_few_are_told() {
        let tally = Tally { in_time: 3, late: 1, missing: 4, excused: 90, undecidable: 7, ..Tally::default() };
        assert_eq!(tally.due(), 8);
        assert_eq!(tally.share_in_time(), Some(0.375));
        assert!(tally.is_few());
        assert!(!Tally { in_time: 20, ..Tally::default() }.is_few());
        assert_eq!(Tally { excused: 5, ..Tally::default() }.share_in_time(), None);
    }

    #[test]
    fn small_numbers_are_not_published_and_zero_is() {
        assert_eq!([0, 2, 3, 5, 7, 8, 1_000].map(rounded), [0, 0, 5, 5, 5, 10, 1_000]);
        let tally = Tally { in_time: 8, late: 3, missing: 2, ..Tally::default() }.rounded();
        assert_eq!((tally.due(), tally.late, tally.missing), (15, 5, 0), "sums are those of the rounded counts");
    }

    #[test]
    fn a_month_without_duties_is_there_with_nothing_in_it() {
        let counting = Counting::new(Scope::over(date(2008, 11, 20), date(2009, 2, 1)), date(2009, 6, 1));
        let months: Vec<_> = counting.finish().by_month.into_keys().map(|month| (month.year, month.month)).collect();
        assert_eq!(months, [(2008, 11), (2008, 12), (2009, 1), (2009, 2)]);
    }
}
