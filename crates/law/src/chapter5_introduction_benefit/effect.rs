//! Which decisions on less benefit have effect, whether they agree with what the Act finds, and what a month's payment comes to.
//!
//! A finding lowers nothing. A decision that was made by the rules and announced does, until it is revoked, even where it does
//! not agree with the Act: that it does not is said, so that somebody corrects it.

use jiff::civil::Date;
use vocabulary::{Kroner, Period};

use super::ground::{Extent, Ground, grounds_of, rests_on};
use crate::act::Provision;
use crate::answer::{AllOf, Answer, Finding, MissingFact};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::{Changes, periods_from, until_or_open};
use crate::cite;
use crate::decision::{DecisionRecord, Payment, Stage, provision_of, record_of};
use crate::facts::{DecisionKind, Month};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether a decision on less benefit has effect.
pub static EFFECT: Question = Question {
    key: "decision.effect",
    words: Words::new("Har afgørelsen virkning?", "Does the decision have effect?"),
};
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
    NotAnnounced,
    Revoked,
    NoGround,
    TooLate,
    TooMuch,
    EarlierMonth,
}

impl Wrong {
    fn named(self) -> (&'static str, Words) {
        match self {
            Self::NotAnnounced => ("not_announced", Words::new("ikke meddelt endnu", "not announced yet")),
            Self::Revoked => ("revoked", Words::new("tilbagekaldt", "revoked")),
            Self::NoGround => ("no_ground", Words::new("uden grund i loven", "without a ground in the Act")),
            Self::TooLate => ("too_late", Words::new("truffet efter fristen", "made after the last day")),
            Self::TooMuch => ("too_much", Words::new("mere, end loven tager", "more than the Act takes")),
            Self::EarlierMonth => ("earlier_month", Words::new("en måned før grunden", "a month before the ground")),
        }
    }
}

/// Whether a decision of the kind takes from the benefit under §§ 30–32.
fn takes_benefit(kind: DecisionKind) -> bool {
    matches!(
        kind,
        DecisionKind::BenefitReduction
            | DecisionKind::BenefitDeduction
            | DecisionKind::BenefitStop
            | DecisionKind::RepaymentDuty
            | DecisionKind::BenefitAfterMove
    )
}

/// Whether a decision has effect on the day: made after hearing the party, announced with reasons and guidance, not revoked. Names
/// what was done against the rules by then, so that it came no further.
pub fn has_effect(file: &PersonFile<'_>, record: &DecisionRecord, on: Date, why: &mut Why) -> (Finding, Value) {
    let provision = provision_of(record.kind);
    let in_effect = record.in_effect(on).is_some();
    let revoked = record.revoked.is_some_and(|day| day <= on);
    let by_then = record.faults.iter().filter(|(fact, _)| file.day(*fact) <= on);
    let mut names: Vec<(&'static str, Words)> = by_then.map(|(_, fault)| (fault.name(), fault.words())).collect();
    if in_effect {
        names.clear();
    } else if revoked {
        names.push(Wrong::Revoked.named());
    } else if names.is_empty() {
        names.push(Wrong::NotAnnounced.named());
    }
    (Finding::noted(Answer::of(in_effect), provision, record.draft, why), Value::Names(names))
}

fn conclude_effect(life: &mut Life<'_>, record: &DecisionRecord) {
    let file = life.file;
    let mut days: Vec<Date> = record.faults.iter().map(|(fact, _)| file.day(*fact)).collect();
    days.extend(announced(record));
    days.extend(record.revoked);
    for holds in periods_from(file.day(record.draft), days) {
        life.conclude(&EFFECT, Some(record.draft), holds, |why| has_effect(file, record, holds.from(), why));
    }
}

/// The day a decision was announced by the rules.
fn announced(record: &DecisionRecord) -> Option<Date> {
    match &record.stage {
        Stage::Announced(decision) => Some(decision.reached()),
        _ => None,
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

/// Whether a decision agrees with what the Act finds: every fact it rests on calls for it, it came in time, for a month that is not before
/// the ground, and it takes no more than the Act does. Looked at as of the day it was announced, by what had been judged by `on`.
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
    (agreement.all.finding(), Value::Names(agreement.wrong))
}

/// Whether a ground called for the decision: by its finding, which a later judgement can change, not over by the day it was made, in time.
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

/// § 30, stk. 3 and § 30 a, stk. 1–2: the most that grounds take from a month's benefit: the shares missed, or the days until the decision, each
/// day one of the days of the month. Never more than the benefit.
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

fn conclude_agreement(life: &mut Life<'_>, spine: &Spine, record: &DecisionRecord) {
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

/// What is to be paid for a month, of the benefit as computed: lowered by the decisions that have effect on its last day. A reduction or a
/// deduction takes its amount from the month it names, a stop and a decision under § 32 take the days of the month they cover.
pub fn payable(month: Month, benefit: Kroner, spine: &Spine) -> Payment {
    let last = month.last();
    let mut payment = Payment::of(benefit);
    for record in spine.decisions.iter().filter(|record| record.month == Some(month)) {
        let by_amount = matches!(record.kind, DecisionKind::BenefitReduction | DecisionKind::BenefitDeduction);
        if let (true, Some(decision), Some(amount)) = (by_amount, record.in_effect(last), record.amount) {
            payment = payment.lowered(amount, decision);
        }
    }
    let whole = Period::new(month.first(), Some(month.next().first())).ok();
    for lowering in &spine.lowerings {
        let days = whole.and_then(|whole| lowering.days.intersection(whole));
        let decision = record_of(&spine.decisions, lowering.decision).and_then(|record| record.in_effect(last));
        let (Some(days), Some(decision)) = (days, decision) else { continue };
        let covered = days.to().map_or(month.days(), |to| calendar::days_between(days.from(), to));
        let amount = lowering.a_month.unwrap_or(benefit).share(covered.into(), month.days().into());
        payment = payment.lowered(amount, decision);
    }
    payment
}

/// For each decision that takes from the benefit: whether it has effect, and whether it agrees with the Act.
pub(super) fn draw(life: &mut Life<'_>) {
    let mut spine = std::mem::take(&mut life.spine);
    spine.grounds.sort_unstable_by_key(|ground| (ground.fact, ground.calls_for));
    for record in spine.decisions.iter().filter(|record| takes_benefit(record.kind)) {
        conclude_effect(life, record);
        conclude_agreement(life, &spine, record);
    }
    life.spine = spine;
}
