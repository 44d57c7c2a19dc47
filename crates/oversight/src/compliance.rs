//! Compliance: what became of every duty of the Act in every case, counted over everybody and not over a sample.
//!
//! The unit is the person-duty: one duty of one person, from the day it arose. Each has exactly one [`Outcome`] on a day, so whatever it
//! is broken down by, the parts sum to the whole. The duties themselves are drawn by `law`; nothing here knows how a due date comes about.
//!
//! Sources: Rigsrevisionen, note on the integration effort (2017), points 7–10: the auditors had to take a sample, since nobody could
//! say of everybody whether the Act was kept; the answer to question 420 (2015) on the couplings.

pub mod audit;
pub mod checklist;
pub mod delay;
pub mod estimate;
pub mod figures;
pub mod rating;
pub mod sample;
pub mod waiting;

use law::answer::Bearer;
use law::duty::{Duty, DutyNumber, Standing};
use law::facts::last_by;
use law::life::{About, Life};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{Date, FamilyRelation, GroundCategory, MunicipalityCode};

/// One duty of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonDuty {
    /// Which duty.
    pub duty: DutyNumber,
    /// The place of the person among the persons of the case.
    pub person: u16,
    /// The municipality in charge on the day it arose; for a duty of the municipality moved from, the one before.
    pub municipality: Option<MunicipalityCode>,
    /// On what ground the person stayed the day it arose.
    pub ground: GroundGroup,
    /// The day it arose; for one that is undecidable, the day since which that is open.
    pub since: Date,
    /// The last day in time; none where the Act sets no day.
    pub due: Option<Date>,
    /// What became of it.
    pub course: Course,
}

/// What became of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Not done, and still to be done.
    Running,
    /// Done on the day.
    Done(Date),
    /// Fell away on the day without being done: the person moved, the Act no longer covers them, something else came in its place.
    FellAway(Date),
    /// Whether it arose waits for a fact or a judgement.
    Undecidable,
}

/// The ground of a stay, in the groups that figures speak of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroundGroup {
    /// Refugees and humanitarian stay.
    Refugee,
    /// Family reunification.
    Family,
    /// Everything else: work, study, EU rules.
    Other,
    /// The case has no permit.
    #[default]
    Unknown,
}

impl GroundGroup {
    /// Every group.
    pub const ALL: [Self; 4] = [Self::Refugee, Self::Family, Self::Other, Self::Unknown];

    /// The name in addresses and files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Refugee => "refugee",
            Self::Family => "family",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }

    /// The group with a name.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.key() == key)
    }
}

impl From<GroundCategory> for GroundGroup {
    fn from(category: GroundCategory) -> Self {
        match category {
            GroundCategory::Refugee => Self::Refugee,
            GroundCategory::Family => Self::Family,
            GroundCategory::Other => Self::Other,
        }
    }
}

/// How a person-duty stands on a day. Exactly one holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Done by the last day in time.
    InTime,
    /// Done after it.
    Late,
    /// Not done, and the last day in time has passed; also where it fell away only after that day.
    Missing,
    /// Fell away without being done, by the last day in time or where the Act sets none.
    Excused,
    /// Whether it arose waits for a fact or a judgement.
    Undecidable,
    /// Not done, and there is still time.
    NotYetDue,
    /// Done; the Act sets no day, so it is neither in time nor late.
    DoneWithoutDate,
    /// Not done; the Act sets no day.
    OpenWithoutDate,
}

impl Outcome {
    /// Every outcome, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::InTime,
        Self::Late,
        Self::Missing,
        Self::Excused,
        Self::Undecidable,
        Self::NotYetDue,
        Self::DoneWithoutDate,
        Self::OpenWithoutDate,
    ];

    /// The name in addresses and files.
    pub fn key(self) -> &'static str {
        match self {
            Self::InTime => "in-time",
            Self::Late => "late",
            Self::Missing => "missing",
            Self::Excused => "excused",
            Self::Undecidable => "undecidable",
            Self::NotYetDue => "not-yet-due",
            Self::DoneWithoutDate => "done-without-date",
            Self::OpenWithoutDate => "open-without-date",
        }
    }

    /// The outcome with a name.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.key() == key)
    }

    /// Whether the last day in time decided it: these are what a share in time is a share of.
    pub fn was_due(self) -> bool {
        matches!(self, Self::InTime | Self::Late | Self::Missing)
    }
}

impl PersonDuty {
    /// How it stands on the day that it was drawn for.
    pub fn outcome(&self, on: Date) -> Outcome {
        match (self.course, self.due) {
            (Course::Undecidable, _) => Outcome::Undecidable,
            (Course::Done(_), None) => Outcome::DoneWithoutDate,
            (Course::Done(done), Some(due)) if done <= due => Outcome::InTime,
            (Course::Done(_), Some(_)) => Outcome::Late,
            (Course::FellAway(day), Some(due)) if day > due => Outcome::Missing,
            (Course::FellAway(_), _) => Outcome::Excused,
            (Course::Running, None) => Outcome::OpenWithoutDate,
            (Course::Running, Some(due)) if on > due => Outcome::Missing,
            (Course::Running, Some(_)) => Outcome::NotYetDue,
        }
    }

    /// The day by which it belongs to a period: the last day in time, or the day it arose where the Act sets none.
    pub fn day(&self) -> Date {
        self.due.unwrap_or(self.since)
    }

    /// The first day on which it was late, and the day on which that ended; none where it never was. `on` is the day it was drawn for.
    pub fn late_days(&self, on: Date) -> Option<(Date, Date)> {
        let late_from = self.due?.tomorrow().ok()?;
        let until = match self.course {
            Course::Done(day) | Course::FellAway(day) => day,
            Course::Running => on.tomorrow().unwrap_or(on),
            Course::Undecidable => return None,
        };
        (late_from < until).then_some((late_from, until))
    }
}

/// The duties of a person as they stand on a day. `place` is the municipality where none is in charge yet: the one that the person was
/// placed in or registered in last.
pub fn duties_of(life: &Life<'_>, on: Date, place: Option<MunicipalityCode>) -> Vec<PersonDuty> {
    let person = u16::try_from(life.file.person.place()).unwrap_or(u16::MAX);
    let at = |day: Date, bearer: Bearer| {
        let now = life.spine.municipality(day);
        let before = || life.spine.municipality(day.yesterday().unwrap_or(day));
        if bearer == Bearer::FormerMunicipality { before().or(now) } else { now }.or(place)
    };
    let mut duties: Vec<PersonDuty> = Vec::with_capacity(life.duties().len());
    for (held, standing) in life.duties_on(on) {
        let Some(duty) = DutyNumber::of(held.kind) else { continue };
        let course = match standing {
            Standing::Open | Standing::Overdue { .. } => Course::Running,
            Standing::Kept { done } | Standing::KeptLate { done, .. } => Course::Done(done),
            Standing::Ended { on } => Course::FellAway(on),
        };
        let municipality = at(held.triggered, held.kind.bearer);
        let ground = ground_on(life, held.triggered);
        duties.push(PersonDuty { duty, person, municipality, ground, since: held.triggered, due: held.due.on, course });
    }
    undecidable(life, on, |duty, since| {
        let municipality = at(since, duty.kind().bearer);
        let ground = ground_on(life, since);
        duties.push(PersonDuty { duty, person, municipality, ground, since, due: None, course: Course::Undecidable });
    });
    duties
}

/// Each duty of which an open question of the Act leaves open whether it arose: once for the person and once for each thing asked about,
/// and not where it arose all the same.
fn undecidable(life: &Life<'_>, on: Date, mut tell: impl FnMut(DutyNumber, Date)) {
    let open = life.conclusions_on(on).filter(|conclusion| conclusion.finding.answer.is_open());
    let mut told: Vec<(DutyNumber, About)> = Vec::new();
    for conclusion in open {
        for duty in DutyNumber::all().filter(|duty| duty.waits_for().contains(&conclusion.question.key)) {
            let arose = |held: &Duty| {
                std::ptr::eq(held.kind, duty.kind())
                    && match conclusion.about {
                        About::Fact(fact) => held.because.facts().any(|because| because == fact),
                        About::Person | About::Month(_) => true,
                    }
            };
            let key = (duty, conclusion.about);
            if !told.contains(&key) && !life.duties().iter().any(arose) {
                told.push(key);
                tell(duty, conclusion.holds.from());
            }
        }
    }
}

/// The ground on which the person stays on a day: that of the newest permit given by then, and before any that of the first.
pub fn ground_on(life: &Life<'_>, day: Date) -> GroundGroup {
    let permits = &life.file.permits;
    last_by(permits, day).or_else(|| permits.first()).map_or(GroundGroup::Unknown, |permit| {
        let relation = permit.sponsor.is_some().then_some(FamilyRelation::Other);
        permit.ground.category(relation).into()
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use law::edition::Edition;
    use law::life::with_life;
    use law::why::Why;
    use serde_json::json;

    use super::*;

    fn duties(facts: &serde_json::Value, on: Date) -> Vec<PersonDuty> {
        let case = json!({ "case": "K-1", "persons": [{ "id": "amal", "born": "1979-05-02" }], "facts": facts });
        let case = law::case::read_value(&case).expect("a sound case");
        let edition = Edition::on(on).expect("an edition");
        let person = case.foreigners()[0];
        with_life(&case, person, edition, on, Why::silent(), |life| duties_of(life, on, None))
    }

    fn arrived() -> serde_json::Value {
        json!([
            { "fact": "citizenship", "on": "2008-01-10", "country": "SOM" },
            { "fact": "permit", "on": "2008-01-10", "ground": "7:1" },
            { "fact": "placement", "on": "2008-01-10", "municipality": 101, "basis": ["quota"] },
            { "fact": "cpr_registration", "on": "2008-02-28", "municipality": 101, "effective": "2008-03-01" },
        ])
    }

    fn with(more: serde_json::Value) -> serde_json::Value {
        let mut facts = arrived();
        facts.as_array_mut().expect("a list").push(more);
        facts
    }

    fn contract(duties: &[PersonDuty]) -> Vec<&PersonDuty> {
        duties.iter().filter(|one| one.duty.key == "contract.draw_up").collect()
    }

    #[test]
    fn a_contract_is_in_time_late_or_missing_and_each_is_one_person_duty() {
        let on = date(2009, 1, 1);
        let due = contract(&duties(&arrived(), on))[0].due.expect("a legal date");
        let drawn_up = |day: Date| json!({ "fact": "contract", "on": day.to_string(), "goals": [{ "aim": "employment", "text": "job" }] });
        let outcome = |facts: &serde_json::Value| {
            let all = duties(facts, on);
            let found = contract(&all);
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].municipality.map(MunicipalityCode::value), Some(101));
            assert_eq!(found[0].ground, GroundGroup::Refugee);
            found[0].outcome(on)
        };
        assert_eq!(outcome(&arrived()), Outcome::Missing);
        assert_eq!(outcome(&with(drawn_up(due))), Outcome::InTime);
        assert_eq!(outcome(&with(drawn_up(due.tomorrow().expect("a day")))), Outcome::Late);
    }

    #[test]
    fn a_move_excuses_before_the_last_day_in_time_and_not_after_it() {
        let on = date(2009, 1, 1);
        let due = contract(&duties(&arrived(), on))[0].due.expect("a legal date");
        let moved = |day: Date| with(json!({ "fact": "residence", "on": day.to_string(), "municipality": 751 }));
        let outcomes = |facts: &serde_json::Value| {
            let all = duties(facts, on);
            contract(&all)
                .into_iter()
                .map(|one| (one.municipality.map(MunicipalityCode::value), one.outcome(on)))
                .collect::<Vec<_>>()
        };
        let early = due.yesterday().expect("a day");
        assert_eq!(outcomes(&moved(early)), [(Some(101), Outcome::Excused), (Some(751), Outcome::Missing)]);
        let late = date(2008, 8, 15);
        assert!(late > due);
        assert_eq!(outcomes(&moved(late)), [(Some(101), Outcome::Missing), (Some(751), Outcome::Missing)]);
    }

    #[test]
    fn a_duty_belongs_to_the_ground_on_which_the_person_stayed_when_it_arose() {
        let on = date(2010, 1, 1);
        let married = json!({ "fact": "permit", "on": "2009-06-01", "ground": "9:1:1", "sponsor": "resident" });
        let facts = with(married);
        let all = duties(&facts, on);
        assert_eq!(contract(&all)[0].ground, GroundGroup::Refugee, "it arose before the newer permit");
        let case = json!({ "case": "K-1", "persons": [{ "id": "amal", "born": "1979-05-02" }], "facts": facts });
        let case = law::case::read_value(&case).expect("a sound case");
        let edition = Edition::on(on).expect("an edition");
        let days = [date(2008, 1, 1), date(2009, 5, 31), date(2009, 6, 1)];
        let grounds = with_life(&case, case.foreigners()[0], edition, on, Why::silent(), |life| {
            days.map(|day| ground_on(life, day))
        });
        assert_eq!(grounds, [GroundGroup::Refugee, GroundGroup::Refugee, GroundGroup::Family]);
    }

    #[test]
    fn what_waits_for_a_fact_is_undecidable_and_neither_kept_nor_missed() {
        let facts = arrived();
        let case = json!({ "case": "K-1", "persons": [{ "id": "amal" }], "facts": facts });
        let case = law::case::read_value(&case).expect("a sound case");
        let on = date(2009, 1, 1);
        let edition = Edition::on(on).expect("an edition");
        let without_birthday =
            with_life(&case, case.foreigners()[0], edition, on, Why::silent(), |life| duties_of(life, on, None));
        let found = contract(&without_birthday);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].outcome(on), Outcome::Undecidable);
    }

    #[test]
    fn days_late_begin_the_day_after_the_last_day_in_time_and_end_when_it_is_done() {
        let on = date(2009, 1, 1);
        let all = duties(&arrived(), on);
        let running = contract(&all)[0];
        let due = running.due.expect("a legal date");
        assert_eq!(running.late_days(on), Some((due.tomorrow().expect("a day"), date(2009, 1, 2))));
        assert_eq!(running.late_days(due), None);
        let done = PersonDuty { course: Course::Done(due), ..*running };
        assert_eq!(done.late_days(on), None);
    }

    #[test]
    fn names_of_outcomes_and_grounds_lead_back_to_them() {
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::named(outcome.key()), Some(outcome));
        }
        for group in GroundGroup::ALL {
            assert_eq!(GroundGroup::named(group.key()), Some(group));
        }
        assert_eq!(Outcome::named("sometimes"), None);
    }
}
