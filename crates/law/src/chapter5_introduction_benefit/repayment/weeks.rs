//! § 31 a, stk. 1, 2. pkt. and stk. 5–6: which weeks' benefit is repayable after a decision, and when the decision lapses.

use jiff::civil::Date;
use vocabulary::Period;

use super::{KnownStep, Step};
use crate::answer::{Answer, Finding, MissingFact};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::{Changes, Running, until_or_open};
use crate::cite;
use crate::decision::record_of;
use crate::facts::{Content, DecisionKind};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// For which period a decision makes benefit repayable.
pub static PERIOD: Question = Question {
    key: "repayment.period",
    words: Words::new(
        "I hvilken periode er ydelsen tilbagebetalingspligtig?",
        "In which period is the benefit repayable?",
    ),
};
/// Whether a decision on a duty to repay has lapsed.
pub static LAPSED: Question = Question {
    key: "repayment.lapsed",
    words: Words::new("Er afgørelsen om tilbagebetaling bortfaldet?", "Has the decision on repayment lapsed?"),
};

static RESTS_ON: MissingFact = MissingFact {
    fact: "decision_draft.rests_on",
    words: Words::new("hvilket arbejde afgørelsen hviler på", "which work the decision rests on"),
};

/// An announced decision on a duty to repay.
pub(super) struct RepaymentDecision {
    /// The fact that drafted it.
    pub(super) draft: FactRef,
    /// The days on which it has effect.
    pub(super) effect: Period,
    /// The step of the ladder; none where it rests on no undisclosed work.
    pub(super) step: Option<KnownStep>,
    /// Whether it is about the person's own work, not the spouse's.
    pub(super) own: bool,
}

/// § 31 a, stk. 5: from day to day, whether the day counts towards the weeks: not where there is found to be no right to
/// benefit, and not while the benefit is stopped under § 31.
pub(super) fn days_that_count(spine: &Spine) -> Changes<bool> {
    let stops = spine.lowerings.iter().filter(|lowering| {
        record_of(&spine.decisions, lowering.decision).is_some_and(|record| record.kind == DecisionKind::BenefitStop)
    });
    let mut stops: Vec<Period> = stops.map(|lowering| lowering.days).collect();
    stops.sort_unstable();
    let stopped = Running::of(stops.iter().map(|days| (days.from(), days.to())));
    let mut days: Vec<Date> = spine.benefit_right.periods().map(|(period, _)| period.from()).collect();
    days.extend(stops.iter().flat_map(|days| [Some(days.from()), days.to()]).flatten());
    days.sort_unstable();
    days.dedup();
    let mut counting = Changes::default();
    for day in days {
        let entitled = spine.benefit_right.on(day).is_some_and(|right| !right.answer.is_no());
        counting.set(day, entitled && !stopped.on(day));
    }
    counting
}

/// § 31 a, stk. 1, 2. pkt. (and stk. 2, 2. pkt., stk. 3, 3. pkt.): the weeks are counted from the first of the month after the
/// decision: the day it was announced, since before that it has no effect.
pub fn first_day(announced: Date) -> Date {
    calendar::first_of_next_month(announced)
}

/// The period as it looks from a day on, until something changes.
struct Seen {
    from: Date,
    to: Option<Date>,
    weeks: Period,
    prolonged: bool,
}

/// § 31 a, stk. 5: the weeks, prolonged by every day that does not count; without an end while the days do not count. One entry
/// for each time that is seen anew, so that nothing rests on what came later.
fn weeks(announced: Date, weeks: u16, counting: &Changes<bool>) -> Vec<Seen> {
    let first = first_day(announced);
    let planned = calendar::weeks_after(first, weeks);
    let mut left = u32::from(weeks) * 7;
    let mut seen = Vec::new();
    let mut at = announced;
    let changes = counting.periods().map(|(period, _)| period.from()).skip_while(|day| *day <= announced);
    for next in changes.map(Some).chain([None]) {
        let counts = counting.on(at) == Some(&true);
        let begin = at.max(first);
        let end = calendar::days_after(begin, left);
        if counts && next.is_none_or(|next| end <= next) {
            seen.push(Seen { from: at, to: None, weeks: until_or_open(first, Some(end)), prolonged: planned < end });
            return seen;
        }
        let to = if counts { Some(end) } else { None };
        seen.push(Seen {
            from: at,
            to: next,
            weeks: until_or_open(first, to),
            prolonged: to.is_none_or(|to| planned < to),
        });
        if let (true, Some(next)) = (counts, next) {
            left -= u32::try_from(calendar::days_between(begin, next)).unwrap_or(0).min(left);
        }
        at = next.unwrap_or(at);
    }
    seen
}

fn conclude_weeks(life: &mut Life<'_>, decision: &RepaymentDecision, step: Step, counting: &Changes<bool>) {
    let prolonging = if decision.own { cite!("§ 31 a, stk. 5, 1. pkt.") } else { cite!("§ 31 a, stk. 5, 2. pkt.") };
    for seen in weeks(decision.effect.from(), step.weeks, counting) {
        let Some(holds) = until_or_open(seen.from, seen.to).intersection(decision.effect) else { continue };
        life.conclude(&PERIOD, Some(decision.draft), holds, |why| {
            let provision = step.provision_of_first_day();
            if !decision.own {
                why.answer(cite!("§ 31 a, stk. 4"), Answer::Yes, decision.draft);
            }
            why.says(provision, Said::Day(seen.weeks.from()), decision.draft);
            why.answer(prolonging, Answer::of(seen.prolonged), decision.draft);
            why.says(step.provision(), Said::Period(seen.weeks), decision.draft);
            (Finding::of(Answer::Yes, provision), Value::Period(seen.weeks))
        });
    }
}

/// The first claim that was fixed on a decision.
fn claim_on(file: &PersonFile<'_>, draft: FactRef) -> Option<(Date, FactRef)> {
    let claims = file.pointing_at(draft).filter(|(_, content)| matches!(content, Content::RepaymentClaim(_)));
    claims.map(|(claim, _)| (file.day(claim), claim)).min()
}

/// § 31 a, stk. 6: whether a decision has lapsed: five years have passed since it without a claim being fixed. Reads claims.
pub fn has_lapsed(lapse: Date, claim: Option<(Date, FactRef)>, draft: FactRef, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 31 a, stk. 6");
    let claim = claim.filter(|(day, _)| *day < lapse && *day <= on);
    why.says(provision, Said::Day(lapse), draft);
    let evidence = [Some(draft), claim.map(|(_, fact)| fact)];
    Finding::noted(Answer::of(claim.is_none() && lapse <= on), provision, evidence, why)
}

fn conclude_lapse(life: &mut Life<'_>, decision: &RepaymentDecision) {
    let lapse = calendar::years_after(decision.effect.from(), life.edition.figures.repayment_lapse_years);
    let claim = claim_on(life.file, decision.draft);
    let change = claim.map_or(lapse, |(day, _)| day.min(lapse));
    for holds in crate::changes::periods_from(decision.effect.from(), vec![change]) {
        let Some(holds) = holds.intersection(decision.effect) else { continue };
        life.conclude(&LAPSED, Some(decision.draft), holds, |why| {
            let finding = has_lapsed(lapse, claim, decision.draft, holds.from(), why);
            let fixed = claim.is_some_and(|(day, _)| day < lapse && day <= holds.from());
            (finding, if fixed { Value::None } else { Value::Day(lapse) })
        });
    }
}

/// A decision on a duty to repay: its weeks and its lapse. The weeks cannot be told where the step cannot.
pub(super) fn draw_decision(life: &mut Life<'_>, decision: &RepaymentDecision, counting: &Changes<bool>) {
    match decision.step.unwrap_or(Err(&RESTS_ON)) {
        Ok(step) => conclude_weeks(life, decision, step, counting),
        Err(missing) => life.conclude(&PERIOD, Some(decision.draft), decision.effect, |why| {
            let provision = cite!("§ 31 a, stk. 1, 2. pkt.");
            (Finding::noted(Answer::Missing(missing), provision, decision.draft, why), Value::None)
        }),
    }
    conclude_lapse(life, decision);
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn counting(days: &[(Date, bool)]) -> Changes<bool> {
        let mut counting = Changes::default();
        for (day, counts) in days {
            counting.set(*day, *counts);
        }
        counting
    }

    #[test]
    fn three_weeks_begin_on_the_first_of_the_next_month() {
        let seen = weeks(date(2008, 4, 17), 3, &counting(&[(date(2008, 3, 1), true)]));
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].weeks, until_or_open(date(2008, 5, 1), Some(date(2008, 5, 22))));
        assert!(!seen[0].prolonged);
    }

    #[test]
    fn a_week_without_right_prolongs_by_a_week_and_is_seen_when_it_comes() {
        let gap = [(date(2008, 3, 1), true), (date(2008, 5, 8), false), (date(2008, 5, 15), true)];
        let seen = weeks(date(2008, 4, 17), 3, &counting(&gap));
        let ends: Vec<(Date, Option<Date>)> = seen.iter().map(|seen| (seen.from, seen.weeks.to())).collect();
        assert_eq!(
            ends,
            [
                (date(2008, 4, 17), Some(date(2008, 5, 22))),
                (date(2008, 5, 8), None),
                (date(2008, 5, 15), Some(date(2008, 5, 29))),
            ]
        );
    }

    #[test]
    fn days_before_the_first_day_neither_count_nor_prolong() {
        let gap = [(date(2008, 3, 1), true), (date(2008, 4, 20), false), (date(2008, 4, 25), true)];
        let seen = weeks(date(2008, 4, 17), 3, &counting(&gap));
        assert_eq!(seen.last().map(|seen| seen.weeks.to()), Some(Some(date(2008, 5, 22))));
    }
}
