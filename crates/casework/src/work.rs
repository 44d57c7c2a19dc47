//! What a case asks for on a day: duties with their dates, facts to ask for, judgements to make, and what it has and lacks.
//!
//! Derived from the case and the Act alone, so that it can be thrown away and made again at any time.

mod overseen;

use jiff::ToSpan;
use jiff::civil::Date;
use law::answer::{Answer, Bearer, Judgement, MissingFact};
use law::case::{Case, PersonRef};
use law::chapter4_introduction_programme::contract::terms;
use law::chapter4_introduction_programme::follow_up::HOLD;
use law::duty::{DutyKind, Standing};
use law::edition::Edition;
use law::facts::{Aim, up_to};
use law::life::{Life, Value, with_life};
use law::why::Why;
use oversight::compliance::{GroundGroup, ground_on};
use vocabulary::MunicipalityCode;

pub use overseen::{Entered, Overseen};

use crate::cases::CaseFile;

/// How many days before the legal date the work should be done. Our choice; the Act knows only the legal date.
pub const TARGET_DAYS_BEFORE: i64 = 7;
/// Within how many days something should be done where the Act says "as soon as possible". Our choice.
pub const TARGET_DAYS_AFTER: u32 = 14;
/// For how many days the municipality that somebody moved from still sees the case, to finish what the move asks of it.
pub const FORMER_SEES_DAYS: i32 = 180;

/// A case on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseLook {
    /// The day.
    pub day: Date,
    /// The persons whom the Act is executed on; the first is the one the case is about.
    pub persons: Vec<PersonLook>,
    /// The municipality that is responsible, or that the person was placed in and that is about to be.
    pub municipality: Option<MunicipalityCode>,
    /// Since when.
    pub since: Option<Date>,
    /// The municipality that was responsible before, for as long as it has something to finish.
    pub former: Option<MunicipalityCode>,
    /// Every municipality that has been responsible, each with its first day, oldest first.
    pub responsible: Box<[(Date, MunicipalityCode)]>,
    /// What is to be done.
    pub items: Vec<WorkItem>,
    /// What oversight asks of it.
    pub overseen: Overseen,
    /// The case cannot be read by the Act; why. Never left out of a list without a word.
    pub unreadable: Option<String>,
}

/// A person of a case on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLook {
    /// The place among the persons of the case.
    pub place: u16,
    /// On what ground the person stays.
    pub ground: GroundGroup,
    /// What there is of what the Act wants there to be.
    pub signs: Signs,
}

/// The pairs "with / without" of one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and a list shows any of them alone")]
pub struct Signs {
    /// Whether the municipality has a programme to run for the person, or a contract to follow up.
    pub in_programme: bool,
    /// There is a contract: drawn up, and not ended by a permanent permit (§ 19, stk. 8).
    pub contract: bool,
    /// The contract states a goal of employment or education (§ 19, stk. 4, 1. pkt.); another is no goal in the sense of the Act.
    pub goal: bool,
    /// The contract is followed up as the Act asks: no follow-up that counts is overdue, which it cannot be in the first three months nor
    /// when the goals are met (§ 20).
    pub follow_up: bool,
    /// The person was referred to Danish education.
    pub danish_referral: bool,
}

/// One thing to be done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorkItem {
    /// The place of the person among the persons of the case.
    pub person: u16,
    /// What.
    pub what: Work,
    /// The day from which it is to be done.
    pub since: Date,
    /// The last day that is lawful, where the Act sets one.
    pub due: Option<Date>,
    /// The day by which it should be done, so that the legal date is not the first that anybody looks at.
    pub target: Option<Date>,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Work {
    /// A duty of the Act.
    Duty(&'static DutyKind),
    /// A fact to ask for.
    Missing(&'static MissingFact),
    /// A judgement to make.
    Judgement(&'static Judgement),
}

impl Work {
    /// Whose it is.
    pub fn bearer(self) -> Bearer {
        match self {
            Self::Duty(kind) => kind.bearer,
            // Whoever runs the case asks for what is not known.
            Self::Missing(_) => Bearer::Municipality,
            Self::Judgement(judgement) => judgement.by,
        }
    }

    /// The name in addresses and filters.
    pub fn key(self) -> &'static str {
        match self {
            Self::Duty(kind) => kind.key,
            Self::Missing(missing) => missing.fact,
            Self::Judgement(judgement) => judgement.fact,
        }
    }

    /// What users read.
    pub fn words(self) -> law::words::Words {
        match self {
            Self::Duty(kind) => kind.words,
            Self::Missing(missing) => missing.words,
            Self::Judgement(judgement) => judgement.words,
        }
    }
}

impl WorkItem {
    /// The municipality whose work it is.
    pub fn municipality(&self, look: &CaseLook) -> Option<MunicipalityCode> {
        if self.what.bearer() == Bearer::FormerMunicipality { look.former } else { look.municipality }
    }

    /// Days over the legal date.
    pub fn days_late(&self, today: Date) -> Option<i32> {
        self.due.map(|due| law::calendar::days_between(due, today)).filter(|days| *days > 0)
    }
}

impl CaseLook {
    /// Municipalities that may see the case.
    pub fn municipalities(&self) -> impl Iterator<Item = MunicipalityCode> + use<> {
        self.municipality.into_iter().chain(self.former)
    }

    /// The next legal date.
    pub fn next_due(&self) -> Option<Date> {
        self.items.iter().filter_map(|item| item.due).min()
    }
}

/// Looks at a case on a day.
pub fn look(file: &CaseFile, edition: &Edition, day: Date) -> CaseLook {
    match file.law_case() {
        Ok(case) => {
            let mut look = look_at(&case, edition, day);
            look.overseen.entered = overseen::entered(file, &case);
            look
        }
        Err(error) => CaseLook {
            day,
            municipality: last_named_municipality(file, day),
            unreadable: Some(error.to_string()),
            ..CaseLook::default()
        },
    }
}

/// The municipality that a case which the Act cannot read belongs to as far as its facts tell one by one: somebody must be able to mend it.
fn last_named_municipality(file: &CaseFile, day: Date) -> Option<MunicipalityCode> {
    let named = file.counting().filter_map(|fact| {
        let fact: serde_json::Value = serde_json::from_str(&fact.json).ok()?;
        let is_place = matches!(fact["fact"].as_str()?, "placement" | "cpr_registration" | "residence");
        let on: Date = fact["on"].as_str()?.parse().ok()?;
        let code = u16::try_from(fact["municipality"].as_u64()?).ok()?;
        (is_place && on <= day).then_some((on, MunicipalityCode::new(code).ok()?))
    });
    named.max_by_key(|(on, _)| *on).map(|(_, code)| code)
}

/// Looks at a case that the Act can read.
pub fn look_at(case: &Case, edition: &Edition, day: Date) -> CaseLook {
    let mut look = CaseLook { day, ..CaseLook::default() };
    let mut overseeing = overseen::Overseeing::default();
    for (nth, person) in case.foreigners().into_iter().enumerate() {
        with_life(case, person, edition, day, Why::silent(), |life| {
            look.persons.push(PersonLook {
                place: place(person),
                ground: ground_on(life, day),
                signs: signs(life, day),
            });
            if nth == 0 {
                look.responsible = responsible(life, day);
                (look.municipality, look.since, look.former) = in_charge(&look.responsible, life, day);
            }
            look.items.extend(items(life, person, day));
            overseeing.take(life, day, look.municipality);
        });
    }
    look.overseen = overseeing.finish(day);
    look
}

fn place(person: PersonRef) -> u16 {
    u16::try_from(person.place()).unwrap_or(u16::MAX)
}

/// The municipalities that have been responsible by the day, each with its first day, oldest first.
fn responsible(life: &Life<'_>, day: Date) -> Box<[(Date, MunicipalityCode)]> {
    let mut held: Vec<(Date, MunicipalityCode)> = Vec::new();
    for conclusion in life.conclusions().iter().filter(|one| one.question.key == "municipality.responsible") {
        if let (Value::Municipality(code), true) = (&conclusion.value, conclusion.holds.from() <= day) {
            held.push((conclusion.holds.from(), *code));
        }
    }
    held.sort_unstable_by_key(|(from, _)| *from);
    held.dedup_by_key(|(_, code)| *code);
    held.into()
}

/// The municipality in charge, since when, and the one before it. Before anybody is in charge it is the one that the person was placed
/// in, registered in or moved to last, for it has the duties of the arrival.
fn in_charge(
    held: &[(Date, MunicipalityCode)],
    life: &Life<'_>,
    day: Date,
) -> (Option<MunicipalityCode>, Option<Date>, Option<MunicipalityCode>) {
    let Some((since, now)) = held.last().copied() else { return (about_to_be(life, day), None, None) };
    let lately = |since: Date| law::calendar::days_between(since, day) <= FORMER_SEES_DAYS;
    let former = held.iter().rev().nth(1).map(|(_, code)| *code).filter(|_| lately(since));
    (Some(now), Some(since), former)
}

fn about_to_be(life: &Life<'_>, day: Date) -> Option<MunicipalityCode> {
    let file = life.file;
    let placed = up_to(&file.placements, day).last().map(|placed| (placed.on, placed.municipality));
    let registered =
        up_to(&file.cpr_registrations, day).last().map(|registered| (registered.on, registered.municipality));
    let moved = file.moves().filter(|moved| moved.on <= day).last().map(|moved| (moved.on, moved.municipality));
    [placed, registered, moved].into_iter().flatten().max_by_key(|(on, _)| *on).map(|(_, code)| code)
}

fn signs(life: &Life<'_>, day: Date) -> Signs {
    let file = life.file;
    let answer = |key: &str| life.conclusions_on(day).find(|one| one.question.key == key).map(|one| one.finding.answer);
    let is_offered = answer("programme.offered").is_some_and(Answer::is_yes);
    let in_charge = || life.spine.charges().iter().any(|charge| charge.days.contains(day));
    let terms = terms(file);
    let contract = terms.iter().find(|term| term.days.contains(day)).map(|term| &term.contract);
    let is_late = |standing| matches!(standing, Standing::Overdue { .. });
    let mut follow_ups = life.duties_on(day).filter(|(duty, _)| duty.kind.key == HOLD.key);
    Signs {
        in_programme: is_offered || (contract.is_some() && in_charge()),
        contract: contract.is_some(),
        goal: contract.is_some_and(|contract| contract.goals.iter().any(|goal| goal.aim != Aim::Other)),
        follow_up: contract.is_some() && !follow_ups.any(|(_, standing)| is_late(standing)),
        danish_referral: !up_to(&file.danish_referrals, day).is_empty() || !up_to(&file.danish_courses, day).is_empty(),
    }
}

fn items(life: &Life<'_>, person: PersonRef, day: Date) -> Vec<WorkItem> {
    let person = place(person);
    let is_undone = |standing: &Standing| matches!(standing, Standing::Open | Standing::Overdue { .. });
    let duties = life.duties_on(day).filter(|(_, standing)| is_undone(standing)).map(|(duty, _)| WorkItem {
        person,
        what: Work::Duty(duty.kind),
        since: duty.triggered,
        due: duty.due.on,
        target: Some(target(duty.triggered, duty.due.on)),
    });
    let open = life.open_on(day).into_iter().filter_map(|(answer, conclusions)| {
        let what = match answer {
            Answer::Missing(missing) => Work::Missing(missing),
            Answer::ForJudgement(judgement) => Work::Judgement(judgement),
            Answer::Yes | Answer::No => return None,
        };
        let since = conclusions.iter().map(|one| one.holds.from()).min().unwrap_or(day);
        Some(WorkItem { person, what, since, due: None, target: None })
    });
    duties.chain(open).collect()
}

/// A week before the legal date, but not before the duty arose; a fortnight after it arose where the Act sets no date.
fn target(since: Date, due: Option<Date>) -> Date {
    match due {
        Some(due) => due.saturating_sub(TARGET_DAYS_BEFORE.days()).max(since),
        None => law::calendar::days_after(since, TARGET_DAYS_AFTER),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;

    fn look_on(facts: &serde_json::Value, day: Date) -> CaseLook {
        let case = json!({ "case": "K-1", "persons": [{ "id": "amal", "born": "1979-05-02" }], "facts": facts });
        let case = law::case::read_value(&case).expect("a sound case");
        look_at(&case, Edition::on(day).expect("an edition"), day)
    }

    fn arrived() -> serde_json::Value {
        json!([
            { "fact": "citizenship", "on": "2008-01-10", "country": "SOM" },
            { "fact": "permit", "on": "2008-01-10", "ground": "7:1" },
            { "fact": "placement", "on": "2008-01-10", "municipality": 101, "basis": ["quota"] },
            { "fact": "cpr_registration", "on": "2008-02-28", "municipality": 101, "effective": "2008-03-01" },
        ])
    }

    #[test]
    fn a_newcomer_s_contract_is_due_a_month_after_the_takeover_and_a_week_earlier_by_our_target() {
        let look = look_on(&arrived(), date(2008, 3, 10));
        let contract = look.items.iter().find(|item| item.what.key() == "contract.draw_up").expect("the duty");
        assert_eq!(contract.municipality(&look).map(MunicipalityCode::value), Some(101));
        let due = contract.due.expect("a legal date");
        assert_eq!(contract.target, Some(due.saturating_sub(7.days())));
        assert_eq!(contract.days_late(due), None);
        assert_eq!(contract.days_late(law::calendar::days_after(due, 3)), Some(3));
        assert!(!look.persons[0].signs.contract);
    }

    /// The signs on a day of somebody with a contract of 10 March 2008 and what else happened.
    fn signs_on(more: &[serde_json::Value], day: Date) -> Signs {
        let mut facts = arrived();
        let contract = json!({
            "id": "k", "fact": "contract", "on": "2008-03-10",
            "goals": [{ "aim": "employment", "text": "job" }], "activities": [{ "text": "praktik", "goal": 1 }],
        });
        facts.as_array_mut().expect("a list").extend([contract].into_iter().chain(more.iter().cloned()));
        look_on(&facts, day).persons[0].signs
    }

    #[test]
    fn a_contract_is_followed_up_as_long_as_no_follow_up_that_counts_is_overdue() {
        let followed = |more: &[serde_json::Value], day| signs_on(more, day).follow_up;
        assert!(followed(&[], date(2008, 3, 31)), "three weeks old: nothing is due yet");
        assert!(!followed(&[], date(2008, 6, 20)));
        let held = |form: &str| json!({ "fact": "follow_up", "on": "2008-06-05", "form": form });
        assert!(followed(&[held("meeting")], date(2008, 6, 20)));
        assert!(!followed(&[held("other_contact")], date(2008, 6, 20)), "one that does not count changes nothing");
        let met = json!({ "fact": "goals_met", "on": "2008-05-01", "contract": "k" });
        assert!(followed(&[met], date(2009, 6, 20)), "where the goals are met none has to be held");
        let without = look_on(&arrived(), date(2008, 3, 31)).persons[0].signs;
        assert!(without.in_programme && !without.contract && !without.follow_up);
    }

    #[test]
    fn a_programme_ends_with_the_contract_and_not_with_the_first_contract_for_ever() {
        let permanent = json!({ "fact": "permit", "on": "2010-02-01", "ground": "7:1", "permanent": true });
        let before = signs_on(std::slice::from_ref(&permanent), date(2010, 1, 31));
        assert!(before.in_programme && before.contract && before.goal);
        // The contract outlasts the introduction period, and is followed up as long as it holds.
        assert!(signs_on(&[], date(2011, 6, 1)).in_programme);
        let after = signs_on(&[permanent], date(2011, 6, 1));
        assert!(!after.in_programme && !after.contract && !after.goal);
    }

    #[test]
    fn the_municipality_placed_in_sees_the_case_before_it_takes_over() {
        let look = look_on(&arrived(), date(2008, 1, 12));
        assert_eq!(look.municipality.map(MunicipalityCode::value), Some(101));
    }

    #[test]
    fn after_a_move_the_former_municipality_sees_the_case_for_half_a_year() {
        let mut facts = arrived();
        facts
            .as_array_mut()
            .expect("a list")
            .push(json!({ "fact": "residence", "on": "2008-08-15", "municipality": 751 }));
        let look = look_on(&facts, date(2008, 9, 1));
        let codes = look.municipalities().map(MunicipalityCode::value).collect::<Vec<_>>();
        assert_eq!(codes, [751, 101]);
        let look = look_on(&facts, date(2009, 9, 1));
        assert_eq!(look.municipalities().count(), 1);
    }
}
