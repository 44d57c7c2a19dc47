//! Whether a decision on less benefit agrees with what the Act finds: ground, time, month and amount.

use jiff::civil::Date;
use vocabulary::Kroner;

use super::announced;
use crate::act::Provision;
use crate::answer::{AllOf, Answer, Finding, MissingFact};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::{Changes, periods_from, until_or_open};
use crate::chapter5_introduction_benefit::ground::{Extent, Ground, grounds_of, rests_on};
use crate::cite;
use crate::decision::{DecisionRecord, provision_of};
use crate::facts::{DecisionKind, Month};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether a decision on less benefit agrees with what the Act finds.
pub static AGREES: Question = Question {
    key: "decision.agrees",
    words: Words::new("Svarer afgørelsen til det, loven siger?", "Does the decision agree with what the Act says?"),
};

static RESTS_ON: MissingFact = MissingFact {
    fact: "decision_draft.rests_on",
    words: Words::new("hvad afgørelsen hviler på", "what the decision rests on"),
};
static AMOUNT: MissingFact = MissingFact {
    fact: "decision_draft.amount",
    words: Words::new("beløbet, ydelsen sættes ned med", "the amount the benefit is lowered by"),
};
static MONTH: MissingFact = MissingFact {
    fact: "decision_draft.month",
    words: Words::new("måneden, hvis ydelse sættes ned", "the month whose benefit is lowered"),
};
static BENEFIT: MissingFact = MissingFact {
    fact: "income",
    words: Words::new("månedens ydelse efter §§ 27 og 28", "the month's benefit under §§ 27 and 28"),
};

/// What a decision can have against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    NoGround,
    TooLate,
    TooMuch,
    EarlierMonth,
    BeforeAnnounced,
}

impl Wrong {
    fn named(self) -> (&'static str, Words) {
        match self {
            Self::NoGround => ("no_ground", Words::new("uden grund i loven", "without a ground in the Act")),
            Self::TooLate => ("too_late", Words::new("truffet efter fristen", "made after the last day")),
            Self::TooMuch => ("too_much", Words::new("mere, end loven tager", "more than the Act takes")),
            Self::EarlierMonth => ("earlier_month", Words::new("en måned før grunden", "a month before the ground")),
            Self::BeforeAnnounced => {
                ("before_announced", Words::new("virkning fra før meddelelsen", "effect from before it was announced"))
            }
        }
    }
}

/// What is found when a decision is held against the Act.
struct Agreement {
    /// The day it is looked at.
    on: Date,
    /// The day it counts as made: when it was announced, or as if it were made today.
    by: Date,
    all: AllOf,
    wrong: Vec<(&'static str, Words)>,
}

impl Agreement {
    fn check(&mut self, provision: Provision, answer: Answer, wrong: Wrong, fact: FactRef, why: &mut Why) {
        self.all.require(provision, answer, fact, why);
        let named = wrong.named();
        if answer.is_no() && !self.wrong.contains(&named) {
            self.wrong.push(named);
        }
    }
}

/// Whether a decision agrees with what the Act finds: every fact it rests on calls for it, it came in time, for a month that is
/// not before the ground, and it takes no more than the Act does. Looked at as of the day it was announced, by what had been
/// judged by `on`.
pub fn agrees(
    file: &PersonFile<'_>,
    spine: &Spine,
    record: &DecisionRecord,
    on: Date,
    why: &mut Why,
) -> (Finding, Value) {
    let provision = provision_of(record.kind);
    let by = announced(record).filter(|day| *day <= on).unwrap_or(on);
    let mut agreement = Agreement { on, by, all: AllOf::conditions_of(provision), wrong: Vec::new() };
    let mut grounds: Vec<&Ground> = Vec::new();
    let mut named = rests_on(file, record).peekable();
    if named.peek().is_none() {
        agreement.check(provision, Answer::Missing(&RESTS_ON), Wrong::NoGround, record.draft, why);
    }
    for fact in named {
        let found = grounds_of(&spine.grounds, fact, record.kind);
        let mut found = found.iter().filter_map(|ground| Some((ground, ground.found.on(on)?.answer.is_yes())));
        let first = found.next();
        let called_for = first.filter(|(_, yes)| *yes).or_else(|| found.find(|(_, yes)| *yes)).or(first);
        match called_for.map(|(ground, _)| ground) {
            Some(ground) => {
                check_ground(&mut agreement, record, ground, why);
                grounds.push(ground);
            }
            None => agreement.check(provision, Answer::No, Wrong::NoGround, fact, why),
        }
    }
    check_amount(&mut agreement, spine, record, &grounds, why);
    if let Some(from) = record.effect_from.filter(|_| stops_or_lowers_days(record.kind)) {
        agreement.check(provision, Answer::of(by <= from), Wrong::BeforeAnnounced, record.draft, why);
    }
    (agreement.all.finding(), Value::Names(agreement.wrong))
}

/// Whether a decision of the kind takes days from the one it names on, and not an amount of a month.
fn stops_or_lowers_days(kind: DecisionKind) -> bool {
    matches!(kind, DecisionKind::BenefitStop | DecisionKind::BenefitAfterMove)
}

/// Whether a ground called for the decision: by its finding, which a later judgement can change, not over by the day it was
/// made, in time.
fn check_ground(agreement: &mut Agreement, record: &DecisionRecord, ground: &Ground, why: &mut Why) {
    let (on, by) = (agreement.on, agreement.by);
    // Being over ends a ground for the time after; a decision made before that day stays right.
    let over = ground.extent == Extent::Whole && ground.over.is_some_and(|over| over <= by);
    let seen = ground.over.filter(|over| ground.extent == Extent::Whole && by < *over && *over <= on);
    let day = seen.and_then(|over| over.yesterday().ok()).unwrap_or(on);
    let finding = ground.found.on(day);
    let (answer, provision) = match finding {
        Some(finding) if !over => (finding.answer, finding.provision),
        Some(finding) => (Answer::No, finding.provision),
        None => (Answer::No, provision_of(record.kind)),
    };
    agreement.check(provision, answer, Wrong::NoGround, ground.fact, why);
    if let Some(last) = ground.last_day {
        let deadline = if ground.calls_for == DecisionKind::BenefitReduction {
            cite!("§ 30, stk. 2")
        } else {
            cite!("§ 30 a, stk. 4")
        };
        agreement.check(deadline, Answer::of(by <= last), Wrong::TooLate, ground.fact, why);
    }
}

/// § 30, stk. 3 and § 30 a, stk. 1–2: the most that grounds take from a month's benefit: the shares missed, or the days until
/// the decision, each day one of the days of the month. Never more than the benefit.
pub fn most_that_is_taken(
    grounds: &[&Ground],
    month: Month,
    benefit: Kroner,
    by: Date,
) -> Result<Kroner, &'static MissingFact> {
    let mut most = Kroner::ZERO;
    for ground in grounds {
        most += match ground.extent {
            Extent::Share(share) => share?.of(benefit),
            Extent::DaysFrom(from) => {
                let to = ground.over.map_or(by, |over| over.min(by));
                benefit.share(calendar::days_between(from, to).max(0).into(), month.days().into())
            }
            Extent::Whole => benefit,
        };
    }
    Ok(most.min(benefit))
}

fn check_amount(agreement: &mut Agreement, spine: &Spine, record: &DecisionRecord, grounds: &[&Ground], why: &mut Why) {
    let provision = match record.kind {
        DecisionKind::BenefitReduction => cite!("§ 30, stk. 3"),
        DecisionKind::BenefitDeduction => cite!("§ 30 a"),
        _ => return,
    };
    let Some(month) = record.month else {
        return agreement.check(provision, Answer::Missing(&MONTH), Wrong::EarlierMonth, record.draft, why);
    };
    let Some(amount) = record.amount else {
        return agreement.check(provision, Answer::Missing(&AMOUNT), Wrong::TooMuch, record.draft, why);
    };
    if grounds.is_empty() {
        // What it rests on is asked for, or was found to be none: there is nothing to hold the amount against.
        return;
    }
    for ground in grounds {
        let began = ground.found.periods().next().map(|(period, _)| Month::of(period.from()));
        let answer = Answer::of(began.is_none_or(|began| began <= month));
        agreement.check(provision, answer, Wrong::EarlierMonth, ground.fact, why);
    }
    let benefit = spine.benefit_of(month).and_then(|amounts| amounts.on(agreement.on)).copied();
    let most = benefit.ok_or(&BENEFIT).and_then(|benefit| most_that_is_taken(grounds, month, benefit, agreement.by));
    let answer = most.map_or_else(Answer::Missing, |most| Answer::of(amount <= most));
    agreement.check(provision, answer, Wrong::TooMuch, record.draft, why);
}

/// Whether a decision agrees with the Act, from its draft until it was revoked.
pub(super) fn conclude(life: &mut Life<'_>, spine: &Spine, record: &DecisionRecord) {
    let file = life.file;
    let mut days: Vec<Date> = announced(record).into_iter().collect();
    for fact in rests_on(file, record) {
        for ground in grounds_of(&spine.grounds, fact, record.kind) {
            days.extend(ground.found.periods().map(|(period, _)| period.from()));
            days.extend(ground.last_day.map(|last| calendar::days_after(last, 1)));
            days.extend(ground.over);
        }
    }
    let amounts = record.month.and_then(|month| spine.benefit_of(month));
    days.extend(amounts.into_iter().flat_map(Changes::periods).map(|(period, _)| period.from()));
    let until_revoked = until_or_open(file.day(record.draft), record.revoked);
    for holds in periods_from(file.day(record.draft), days) {
        let Some(holds) = holds.intersection(until_revoked) else { continue };
        life.conclude(&AGREES, Some(record.draft), holds, |why| agrees(file, spine, record, holds.from(), why));
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::case;
    use crate::chapter5_introduction_benefit::effect::payable;
    use crate::edition::LBK_1593_2007;
    use crate::life::with_life;

    /// A recipient with problems beyond unemployment, and what else is known of them.
    fn case_with(facts: &[Json]) -> case::Case {
        let mut all = vec![
            json!({ "fact": "citizenship", "on": "2008-01-10", "country": "SOM" }),
            json!({ "fact": "permit", "on": "2008-01-10", "ground": "7:1" }),
            json!({ "fact": "placement", "on": "2008-01-10", "municipality": 101 }),
            json!({ "fact": "benefit_application", "on": "2008-03-03" }),
            json!({ "fact": "problem_assessment", "on": "2008-03-03", "beyond_unemployment": true, "by": "A", "reason": "r" }),
        ];
        all.extend_from_slice(facts);
        let text = json!({ "case": "c", "persons": [{ "id": "p", "born": "1980-01-01" }], "facts": all }).to_string();
        case::read(&text).unwrap()
    }

    fn decided(kind: &str, rests_on: &str, on: &str, amount: Option<i64>) -> Vec<Json> {
        vec![
            json!({ "fact": "decision_draft", "id": "d", "on": on, "decides": kind, "month": "2008-05", "amount": amount, "rests_on": [rests_on] }),
            json!({ "fact": "party_hearing", "on": on, "decision": "d" }),
            json!({ "fact": "decision_made", "on": on, "decision": "d", "by": "A", "reason": "r" }),
            json!({ "fact": "decision_announced", "on": on, "decision": "d", "reasons": true, "complaint_guidance": true }),
        ]
    }

    fn absence(from: &str) -> Vec<Json> {
        vec![
            json!({ "fact": "absence", "id": "a", "on": "2008-04-10", "from": from, "hours": 10, "of_hours": 120 }),
            json!({ "fact": "reasonable_ground", "on": "2008-04-11", "absence": "a", "reasonable": false, "by": "A", "reason": "r" }),
        ]
    }

    /// What is wrong with the decision in May 2008, and what is paid for that month, where the benefit would be 6,000 kroner.
    fn in_may(facts: &[Json]) -> (Answer, Vec<&'static str>, Kroner) {
        let case = case_with(facts);
        let (benefit, may) = (Kroner::whole(6000), Month::of(date(2008, 5, 1)));
        with_life(&case, case.person("p").unwrap(), &LBK_1593_2007, date(2008, 5, 31), Why::silent(), |life| {
            let mut known = Changes::default();
            known.set(date(2008, 5, 1), benefit);
            let spine = Spine {
                decisions: life.spine.decisions.clone(),
                grounds: life.spine.grounds.clone(),
                lowerings: life.spine.lowerings.clone(),
                benefit: vec![(may, known)],
                ..Spine::default()
            };
            let (finding, value) =
                agrees(life.file, &spine, &spine.decisions[0], date(2008, 5, 31), &mut Why::silent());
            let Value::Names(names) = value else { panic!("names are expected") };
            let wrong = names.iter().map(|(name, _)| *name).collect();
            (finding.answer, wrong, payable(may, benefit, &spine, date(2008, 5, 31), &mut Why::silent()).amount())
        })
    }

    #[test]
    fn a_reduction_by_the_share_missed_agrees_and_one_by_a_krone_more_does_not() {
        let share = decided("benefit_reduction", "a", "2008-05-06", Some(500));
        let facts = [absence("programme"), share].concat();
        assert_eq!(in_may(&facts), (Answer::Yes, vec![], Kroner::whole(5500)));
        let more = decided("benefit_reduction", "a", "2008-05-06", Some(501));
        let facts = [absence("programme"), more].concat();
        assert_eq!(in_may(&facts), (Answer::No, vec!["too_much"], Kroner::whole(5499)));
    }

    #[test]
    fn a_deduction_takes_the_days_until_contact_is_restored_of_the_days_of_the_month() {
        let restored = vec![json!({ "fact": "contact_restored", "on": "2008-04-17" })];
        let seven_days = decided("benefit_deduction", "a", "2008-05-06", Some(1354));
        let facts = [absence("job_interview"), restored.clone(), seven_days].concat();
        assert_eq!(in_may(&facts), (Answer::Yes, vec![], Kroner::whole(4646)));
        let more = decided("benefit_deduction", "a", "2008-05-06", Some(1355));
        assert_eq!(in_may(&[absence("job_interview"), restored, more].concat()).1, ["too_much"]);
    }

    #[test]
    fn a_draft_is_found_to_agree_and_lowers_nothing() {
        let mut draft = decided("benefit_reduction", "a", "2008-05-06", Some(500));
        draft.truncate(1);
        let facts = [absence("programme"), draft].concat();
        assert_eq!(in_may(&facts), (Answer::Yes, vec![], Kroner::whole(6000)));
    }

    #[test]
    fn a_stop_takes_the_days_of_the_month_from_its_announcement() {
        let refusal = vec![
            json!({ "fact": "refusal", "id": "r", "on": "2008-04-10", "of": "programme" }),
            json!({ "fact": "reasonable_ground", "on": "2008-04-11", "absence": "r", "reasonable": false, "by": "A", "reason": "r" }),
        ];
        let facts = [refusal, decided("benefit_stop", "r", "2008-05-01", None)].concat();
        assert_eq!(in_may(&facts), (Answer::Yes, vec![], Kroner::ZERO));
        let from_the_17th: Vec<Json> =
            facts.iter().map(|fact| fact.to_string().replace("2008-05-01", "2008-05-17").parse().unwrap()).collect();
        assert_eq!(in_may(&from_the_17th).2, Kroner::whole(6000).share(16, 31));
    }
}
