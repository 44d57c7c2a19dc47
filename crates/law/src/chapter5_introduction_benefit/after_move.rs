//! § 32: benefit after a move to a municipality that did not approve taking over the programme, and after moving back.

use jiff::civil::Date;
use vocabulary::{MunicipalityCode, Period};

use super::ground::{Extent, Ground, Lowering, rests_on};
use crate::answer::{AllOf, Answer, Finding, MissingFact};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::{Changes, period_of, periods_from, until_or_open};
use crate::chapter4_introduction_programme::participation::is_taken_over;
use crate::cite;
use crate::decision::{DecisionRecord, record_of};
use crate::facts::{Dated, DecisionKind, ProgrammeTakeover, first_from};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// Whether the new municipality may lower or stop the benefit.
pub static MAY_LOWER: Question = Question {
    key: "after_move.may_lower",
    words: Words::new(
        "Må tilflytningskommunen nedsætte eller standse ydelsen?",
        "May the municipality moved to reduce or stop the benefit?",
    ),
};
/// From when there is full benefit after moving back.
pub static FULL_BENEFIT: Question = Question {
    key: "after_move.full_benefit",
    words: Words::new(
        "Er der ret til fuld ydelse efter tilbageflytningen, og fra hvornår?",
        "Is there a right to full benefit after moving back, and from when?",
    ),
};

static MUNICIPALITY: MissingFact = MissingFact {
    fact: "residence",
    words: Words::new("hvor udlændingen bor eller opholder sig", "where the foreigner lives or stays"),
};

/// A move: when, to where, by which fact.
type Move = (Date, MunicipalityCode, FactRef);

/// Every move of residence, in the order of days; a stay as part of an offer is none.
fn moves(file: &PersonFile<'_>) -> Vec<Move> {
    file.moves().map(|residence| (residence.on, residence.municipality, residence.fact)).collect()
}

/// A refusal to take over the programme, with the moves around it.
struct NotTakenOver<'f, 'a> {
    answer: &'f Dated<'a, ProgrammeTakeover>,
    /// The day from which the person lives there and the answer is given.
    lives_there: Option<Date>,
    /// The move away from there.
    left: Option<Move>,
    /// The municipality moved from.
    former: Option<MunicipalityCode>,
    /// The day on which the municipality approved after all.
    approved: Option<Date>,
}

/// Finds the moves around a refusal: it may be given when the person lives there, or before they move in.
fn moves_around<'f, 'a>(
    file: &'f PersonFile<'a>,
    spine: &Spine,
    moves: &[Move],
    place: usize,
    answer: &'f Dated<'a, ProgrammeTakeover>,
) -> NotTakenOver<'f, 'a> {
    let to = answer.municipality;
    let after = moves.partition_point(|(on, ..)| *on <= answer.on);
    let now = after.checked_sub(1).and_then(|place| moves.get(place)).filter(|(_, there, _)| *there == to);
    let next = moves.get(after).filter(|(_, there, _)| *there == to);
    let arrived = now.or(next);
    let lives_there = arrived.map(|(on, ..)| (*on).max(answer.on));
    let left = lives_there.and_then(|day| {
        let since = moves.partition_point(|(on, ..)| *on <= day);
        moves[since..].iter().find(|(_, there, _)| *there != to).copied()
    });
    let former = arrived.and_then(|(on, ..)| on.yesterday().ok()).and_then(|day| spine.municipality(day));
    let approved = file.programme_takeovers.get(place + 1).filter(|next| next.approved && next.municipality == to);
    NotTakenOver { answer, lives_there, left, former, approved: approved.map(|next| next.on) }
}

/// § 32, stk. 1: whether the municipality moved to may lower or stop the benefit: it has not approved taking over the
/// programme and does not have to take it over (§ 18, stk. 2), the person lives there, and has applied for benefit or receives it. It may, and need not: nothing is lowered
/// without its decision.
pub fn may_lower(
    answer: &Dated<'_, ProgrammeTakeover>,
    lives_there: Answer,
    has_help: bool,
    approved_since: bool,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 32, stk. 1");
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(!answer.approved && !approved_since), answer.fact, why);
    let (taken_over, _) = is_taken_over(answer, why);
    all.take(&Finding { answer: taken_over.answer.negated(), ..taken_over });
    all.require(provision, lives_there, answer.fact, why);
    all.require(provision, Answer::of(has_help), answer.fact, why);
    all.finding()
}

fn conclude_may_lower(life: &mut Life<'_>, refusal: &NotTakenOver<'_, '_>, help: &[Period]) -> Ground {
    let answer = refusal.answer;
    let left = refusal.left.map(|(on, ..)| on);
    let first = life.file.residences.first().map(|residence| residence.on);
    let municipality_known = |on: Date| life.spine.municipality(on).is_some() || first.is_some_and(|first| first <= on);
    let days = [refusal.lives_there, left, refusal.approved, first].into_iter().flatten().collect();
    let known: Vec<(Period, bool)> =
        periods_from(answer.on, days).into_iter().map(|holds| (holds, municipality_known(holds.from()))).collect();
    let mut found = Changes::default();
    for (holds, known) in known {
        let on = holds.from();
        let there = refusal.lives_there.is_some_and(|since| since <= on) && left.is_none_or(|left| on < left);
        let there = if known { Answer::of(there) } else { Answer::Missing(&MUNICIPALITY) };
        let has_help = period_of(help, on).is_some();
        let approved_since = refusal.approved.is_some_and(|day| day <= on);
        life.conclude(&MAY_LOWER, Some(answer.fact), holds, |why| {
            let finding = may_lower(answer, there, has_help, approved_since, why);
            found.set(on, finding.clone());
            (finding, Value::Municipality(answer.municipality))
        });
    }
    let over = [left, refusal.approved].into_iter().flatten().min();
    let calls_for = DecisionKind::BenefitAfterMove;
    Ground { fact: answer.fact, calls_for, found, last_day: None, over, extent: Extent::Whole }
}

/// § 32, stk. 2: the day of full benefit: when the first whole month after moving back has ended, or the later day of the
/// application.
pub fn day_of_full_benefit(back: Date, applied: Option<Date>) -> Date {
    let whole_month = calendar::end_of_first_whole_month_after(back);
    applied.map_or(whole_month, |applied| applied.max(whole_month))
}

/// § 32, stk. 2: whether there is a right to full benefit after moving back: it had been lowered under stk. 1, the person has
/// applied since moving back, and the other conditions of the chapter are met on the day.
pub fn has_right_to_full_benefit(
    spine: &Spine,
    moved_back: FactRef,
    applied: Option<(Date, FactRef)>,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 32, stk. 2");
    let applied = applied.filter(|(day, _)| *day <= on).map(|(_, fact)| fact);
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(applied.is_some()), [Some(moved_back), applied], why);
    if let Some(right) = spine.benefit_right.on(on) {
        why.answer(right.provision, right.answer, ());
        all.take(right);
    }
    all.finding()
}

fn conclude_full_benefit(life: &mut Life<'_>, (back, moved_back): (Date, FactRef)) -> Option<Date> {
    let application = first_from(&life.file.benefit_applications, back).map(|held| (held.on, held.fact));
    let applied = application.map(|(day, _)| day);
    let full = day_of_full_benefit(back, applied);
    let days = applied.into_iter().chain(applied.map(|_| full)).collect();
    let spine = std::mem::take(&mut life.spine);
    for holds in periods_from(back, days) {
        life.conclude(&FULL_BENEFIT, Some(moved_back), holds, |why| {
            let known = applied.filter(|day| *day <= holds.from());
            let day = day_of_full_benefit(back, known);
            why.says(cite!("§ 32, stk. 2"), Said::Day(day), moved_back);
            let finding = has_right_to_full_benefit(&spine, moved_back, application, holds.from(), why);
            (finding, Value::Day(day))
        });
    }
    life.spine = spine;
    applied.map(|_| full)
}

/// § 32: each municipality that did not approve taking over the programme, and the way back from it.
pub(super) fn draw(life: &mut Life<'_>, help: &[Period]) {
    let file = life.file;
    draw_unfounded_decisions(life);
    if file.programme_takeovers.is_empty() {
        return;
    }
    let moves = moves(file);
    for (place, answer) in file.programme_takeovers.iter().enumerate() {
        if answer.approved || !cite!("§ 32, stk. 1").is_in_force(answer.on) {
            continue;
        }
        let refusal = moves_around(file, &life.spine, &moves, place, answer);
        let ground = conclude_may_lower(life, &refusal, help);
        draw_decisions(life, &refusal, ground.fact);
        life.spine.grounds.push(ground);
    }
}

/// Decisions under stk. 1 that rest on no refusal lower the benefit until they are revoked, like any other that does not agree with
/// the Act.
fn draw_unfounded_decisions(life: &mut Life<'_>) {
    let file = life.file;
    let refusal = |fact: FactRef| file.programme_takeovers.iter().any(|answer| answer.fact == fact && !answer.approved);
    let mut unfounded = Vec::new();
    for record in life.spine.decisions.iter().filter(|record| record.kind == DecisionKind::BenefitAfterMove) {
        if rests_on(file, record).any(refusal) {
            continue;
        }
        let Some(lowering) = lowering_of(record) else { continue };
        unfounded.push(within_month(lowering, record, std::iter::empty()));
    }
    life.spine.lowerings.extend(unfounded);
}

/// What a decision under stk. 1 takes while it has effect.
fn lowering_of(record: &DecisionRecord) -> Option<Lowering> {
    let days = record.days_of_effect().filter(|_| record.kind == DecisionKind::BenefitAfterMove)?;
    let from = days.from().max(record.effect_from.unwrap_or(days.from()));
    Some(Lowering { decision: record.draft, days: until_or_open(from, days.to()), a_month: record.amount })
}

/// The same until one of several days, and in the month the decision names only, where it names one.
fn within_month(lowering: Lowering, record: &DecisionRecord, ends: impl Iterator<Item = Date>) -> Lowering {
    let month_over = record.month.map(|month| month.next().first());
    let from = record.month.map_or(lowering.days.from(), |month| lowering.days.from().max(month.first()));
    let end = ends.chain(lowering.days.to()).chain(month_over).min();
    Lowering { days: until_or_open(from, end), ..lowering }
}

/// The decisions in effect under stk. 1 that rest on a refusal, with the days on which they lower the benefit: until the person
/// moves elsewhere, the municipality approves, or there is full benefit after moving back.
fn draw_decisions(life: &mut Life<'_>, refusal: &NotTakenOver<'_, '_>, fact: FactRef) {
    let file = life.file;
    let resting = file.pointing_at(fact).filter_map(|(draft, _)| record_of(&life.spine.decisions, draft));
    let decisions: Vec<(Lowering, DecisionRecord)> =
        resting.filter_map(|record| Some((lowering_of(record)?, record.clone()))).collect();
    let back = refusal.left.filter(|(_, to, _)| Some(*to) == refusal.former).map(|(on, _, fact)| (on, fact));
    let lowered = |on: Date| decisions.iter().any(|(lowering, _)| lowering.days.contains(on));
    let full = back.filter(|(on, _)| lowered(*on)).map(|back| conclude_full_benefit(life, back));
    let elsewhere = refusal.left.filter(|_| back.is_none()).map(|(on, ..)| on);
    let ends = [elsewhere, refusal.approved, full.flatten()];
    for (lowering, record) in decisions {
        life.spine.lowerings.push(within_month(lowering, &record, ends.into_iter().flatten()));
    }
}
