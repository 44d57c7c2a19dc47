//! § 20 a: somebody who is reported sick: whether a plan is needed, the plan, and its follow-up.
//!
//! What is late here costs the municipality its refund until it is done (§ 45 a).

use jiff::civil::Date;
use vocabulary::Period;

use crate::answer::{Answer, Bearer, Finding, Judgement};
use crate::case::PersonFile;
use crate::changes::until_or_open;
use crate::chapter4_introduction_programme::follow_up;
use crate::chapter13_commencement::has_permit_from_before_the_act;
use crate::chapter13_commencement::single_events::was_reported_sick_before_the_plan_rules;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::edition::Edition;
use crate::facts::{Dated, SicknessAssessment, between, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::spine::{NOT_COVERED, Spine};
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether the municipality has to assess the need for a plan.
pub static ASSESSMENT: Question = Question {
    key: "sickness.assessment",
    words: Words::new(
        "Skal behovet for en plan vurderes under sygemeldingen?",
        "Must the need for a plan be assessed during sick leave?",
    ),
};
/// Whether a plan is needed.
pub static PLAN_NEEDED: Question =
    Question { key: "sickness.plan_needed", words: Words::new("Er der behov for en plan?", "Is a plan needed?") };

/// The duty to assess the need when the municipality learns of the sickness.
pub static ASSESS: DutyKind = DutyKind {
    key: "sickness.assess",
    provision: cite!("§ 20 a, stk. 2, 1. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new("vurdér behovet for en plan under sygemeldingen", "assess the need for a plan during sick leave"),
    when_late: Some(cite!("§ 45 a, 1. pkt.")),
};
/// The duty to assess it again with each follow-up.
pub static REASSESS: DutyKind = DutyKind {
    key: "sickness.reassess",
    provision: cite!("§ 20 a, stk. 2, 2. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new(
        "vurdér på ny behovet for en plan, når der følges op på kontrakten",
        "assess the need for a plan again when the contract is followed up",
    ),
    when_late: Some(cite!("§ 45 a, 1. pkt.")),
};
/// The duty to draw up a plan that is needed.
pub static DRAW_UP: DutyKind = DutyKind {
    key: "sickness.draw_up_plan",
    provision: cite!("§ 20 a, stk. 3"),
    bearer: Bearer::Municipality,
    words: Words::new(
        "udarbejd planen for sygdomsafklaring, behandling og optræning",
        "draw up the plan for clarification, treatment and training",
    ),
    when_late: Some(cite!("§ 45 a, 1. pkt.")),
};
/// The duty to follow up the plan with the contract.
pub static FOLLOW_UP: DutyKind = DutyKind {
    key: "sickness.follow_up_plan",
    provision: cite!("§ 20 a, stk. 4"),
    bearer: Bearer::Municipality,
    words: Words::new("følg op på planen sammen med kontrakten", "follow up the plan together with the contract"),
    when_late: Some(cite!("§ 45 a, 1. pkt.")),
};

static NEED: Judgement = Judgement {
    fact: "sickness_assessment",
    by: Bearer::Municipality,
    words: Words::new(
        "er der behov for en plan for sygdomsafklaring, behandling og optræning?",
        "is a plan for clarification, treatment and training needed?",
    ),
};

const WELL: Words = Words::new("udlændingen er raskmeldt", "the foreigner is well again");
const NO_BENEFIT: Words = Words::new(
    "udlændingen får ikke længere introduktionsydelse",
    "the foreigner no longer receives introduction benefit",
);
const NOT_NEEDED: Words =
    Words::new("en ny vurdering fandt ikke behov for en plan", "a new assessment found no need for a plan");

/// A sickness, from the day the municipality learned of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sickness {
    /// The first sick note.
    pub note: FactRef,
    /// The days of it.
    pub days: Period,
}

/// The sicknesses: a note that comes while the person still is sick goes on with the same sickness, and says anew when it ends.
/// Reads sick notes.
pub fn sicknesses(file: &PersonFile<'_>) -> Vec<Sickness> {
    let mut sicknesses: Vec<Sickness> = Vec::with_capacity(file.sick_notes.len());
    for note in &file.sick_notes {
        let until = note.until.map(|until| until.max(note.on));
        let still_sick = sicknesses.last_mut().filter(|last| last.days.to().is_none_or(|to| note.on <= to));
        if let Some(last) = still_sick {
            last.days = Period::new(last.days.from(), until).unwrap_or(last.days);
        } else {
            let days = until_or_open(note.on, until);
            sicknesses.push(Sickness { note: note.fact, days });
        }
    }
    sicknesses
}

/// § 20 a, stk. 1: whether the need for a plan has to be assessed on the day: for somebody reported sick who has applied for or receives
/// introduction benefit. Somebody whose right the rules refuse does neither. Reads the right to benefit.
pub fn must_be_assessed(spine: &Spine, sickness: &Sickness, on: Date, why: &mut Why) -> Finding {
    let right = spine.benefit_right.on(on);
    if let Some(right) = right {
        why.answer(right.provision, right.answer, ());
    }
    let applies_or_receives = Answer::of(right.is_some_and(|right| !right.answer.is_no()));
    let finding = Finding::noted(applies_or_receives, cite!("§ 20 a, stk. 1"), sickness.note, why);
    finding.unless(&was_reported_sick_before_the_plan_rules(sickness.days.from(), sickness.note, why))
}

/// § 20 a, stk. 1 and 3: whether a plan is needed on the day: a judgement of the municipality, made in this sickness. Reads assessments.
pub fn is_plan_needed(file: &PersonFile<'_>, sickness: &Sickness, on: Date, why: &mut Why) -> Finding {
    let assessment = assessment_by(file, sickness, on);
    let answer = Answer::judged(assessment.map(|assessment| assessment.plan_needed), &NEED);
    Finding::noted(answer, cite!("§ 20 a, stk. 3"), [Some(sickness.note), assessment.map(|fact| fact.fact)], why)
}

fn assessment_by<'f, 'a>(
    file: &'f PersonFile<'a>,
    sickness: &Sickness,
    on: Date,
) -> Option<&'f Dated<'a, SicknessAssessment>> {
    last_by(&file.sickness_assessments, on).filter(|assessment| assessment.on >= sickness.days.from())
}

/// A stretch of a sickness on which § 20 a asks something.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    sickness: Sickness,
    days: Period,
    /// Why it ended, where it did.
    ended: Option<(Date, Words)>,
}

/// The stretches of the sicknesses on which somebody whom the Act covers applies for or receives benefit.
fn stretches(spine: &Spine, sicknesses: &[Sickness]) -> Vec<Stretch> {
    let mut stretches = Vec::with_capacity(sicknesses.len());
    for sickness in sicknesses {
        let (from, to) = (sickness.days.from(), sickness.days.to());
        let mut days: Vec<Date> = vec![from];
        days.extend(spine.benefit_right.days_within(from, to));
        days.extend(spine.scope.days_within(from, to));
        days.sort_unstable();
        let mut open: Option<Date> = None;
        for day in days {
            let covered = spine.is_covered(day);
            let asks = covered && must_be_assessed(spine, sickness, day, &mut Why::silent()).answer.is_yes();
            match open {
                None if asks => open = Some(day),
                Some(begun) if !asks => {
                    let ended = Some((day, if covered { NO_BENEFIT } else { NOT_COVERED }));
                    let days = Period::new(begun, Some(day)).unwrap_or(sickness.days);
                    stretches.push(Stretch { sickness: *sickness, days, ended });
                    open = None;
                }
                _ => {}
            }
        }
        if let Some(begun) = open {
            let days = Period::new(begun, to).unwrap_or(sickness.days);
            stretches.push(Stretch { sickness: *sickness, days, ended: to.map(|to| (to, WELL)) });
        }
    }
    stretches
}

/// The days on which the need has to be assessed again and the plan followed up: when the contract is followed up, and when it should
/// have been at the latest but was not. In order, each with the fact it rests on.
fn occasions(file: &PersonFile<'_>, spine: &Spine, edition: &Edition) -> Vec<(Date, FactRef)> {
    let held = file.follow_ups.iter().filter(|held| follow_up::counts(file, held, &mut Why::silent()).answer.is_yes());
    let mut occasions: Vec<(Date, FactRef)> = held.map(|held| (held.on, held.fact)).collect();
    for link in follow_up::chain(file, spine, edition) {
        let over_by = |day: Date| {
            [link.held.map(|(held, _)| held), link.ended.map(|(ended, _)| ended)]
                .into_iter()
                .flatten()
                .any(|over| over <= day)
        };
        occasions.extend(link.due.on.filter(|due| !over_by(*due)).zip(link.because.facts().next()));
    }
    occasions.sort_unstable();
    occasions.dedup_by_key(|(day, _)| *day);
    occasions
}

/// The occasions within some days, after the first of them.
fn occasions_after(occasions: &[(Date, FactRef)], days: Period) -> impl Iterator<Item = &(Date, FactRef)> {
    let start = occasions.partition_point(|(day, _)| *day <= days.from());
    occasions[start..].iter().take_while(move |(day, _)| days.contains(*day))
}

/// § 20 a, stk. 2: the need is assessed at once when the municipality learns of the sickness (1. pkt.), and again each time the contract
/// is followed up (2. pkt.). Reads assessments and the chain of follow-ups.
fn duties_to_assess(life: &mut Life<'_>, stretch: &Stretch, occasions: &[(Date, FactRef)]) {
    let file = life.file;
    let assessed = |from: Date| first_from(&file.sickness_assessments, from).map(|fact| (fact.on, fact.fact));
    let from = stretch.days.from();
    if between(&file.sickness_assessments, stretch.sickness.days.from(), from).is_empty() {
        let duty = Duty::new(&ASSESS, from, stretch.sickness.note, Due::at_once(from));
        life.duty(duty.done(assessed(from)).ended(stretch.ended));
    }
    for (day, because) in occasions_after(occasions, stretch.days) {
        let evidence = [Some(*because), Some(stretch.sickness.note)];
        let duty = Duty::new(&REASSESS, *day, evidence, Due::at_once(*day));
        life.duty(duty.done(assessed(*day)).ended(stretch.ended));
    }
}

/// § 20 a, stk. 3: a plan that an assessment finds needed is drawn up at once. A plan that has been drawn up in this sickness stands.
/// Reads assessments and plans.
fn duties_to_draw_up_plan(life: &mut Life<'_>, stretch: &Stretch) {
    let file = life.file;
    let mut settled_from = stretch.days.from();
    let assessments = between(&file.sickness_assessments, settled_from, stretch.days.to().unwrap_or(Date::MAX));
    let mut unneeded = 0;
    for (place, assessment) in assessments.iter().enumerate() {
        let from = assessment.on;
        if !assessment.plan_needed || from < settled_from || plan_by(file, stretch, from) {
            continue;
        }
        unneeded = unneeded.max(place + 1);
        unneeded += assessments[unneeded..].iter().take_while(|later| later.plan_needed).count();
        let not_needed = assessments.get(unneeded).map(|later| (later.on, NOT_NEEDED));
        let ended = [not_needed, stretch.ended].into_iter().flatten().min_by_key(|(day, _)| *day);
        let plan = first_from(&file.sickness_plans, from).map(|plan| (plan.on, plan.fact));
        settled_from = not_needed.map_or(Date::MAX, |(day, _)| day);
        life.duty(Duty::new(&DRAW_UP, from, assessment.fact, Due::at_once(from)).done(plan).ended(ended));
    }
}

/// Whether a plan was drawn up in the sickness, before the day.
fn plan_by(file: &PersonFile<'_>, stretch: &Stretch, before: Date) -> bool {
    !between(&file.sickness_plans, stretch.sickness.days.from(), before).is_empty()
}

/// § 20 a, stk. 4: the plan is followed up with the contract. Reads plans, their follow-ups and the chain of follow-ups.
fn duties_to_follow_up_plan(life: &mut Life<'_>, stretch: &Stretch, occasions: &[(Date, FactRef)]) {
    let file = life.file;
    for (day, because) in occasions_after(occasions, stretch.days) {
        if !plan_by(file, stretch, *day) {
            continue;
        }
        let done = first_from(&file.sickness_plan_follow_ups, *day).map(|fact| (fact.on, fact.fact));
        let evidence = [Some(*because), Some(stretch.sickness.note)];
        life.duty(Duty::new(&FOLLOW_UP, *day, evidence, Due::at_once(*day)).done(done).ended(stretch.ended));
    }
}

/// Draws § 20 a over the person's life.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    if file.sick_notes.is_empty() || has_permit_from_before_the_act(file, &mut Why::silent()).answer.is_yes() {
        return;
    }
    let spine = std::mem::take(&mut life.spine);
    let sicknesses = sicknesses(file);
    for sickness in &sicknesses {
        let days: Vec<Date> = spine.benefit_right.days_within(sickness.days.from(), sickness.days.to()).collect();
        life.conclude_changing(&ASSESSMENT, Some(sickness.note), sickness.days, &days, |on, why| {
            (must_be_assessed(&spine, sickness, on, why), Value::None)
        });
    }
    let occasions = occasions(file, &spine, life.edition);
    for stretch in stretches(&spine, &sicknesses) {
        let end = stretch.days.to().unwrap_or(Date::MAX);
        let days: Vec<Date> =
            between(&file.sickness_assessments, stretch.days.from(), end).iter().map(|fact| fact.on).collect();
        life.conclude_changing(&PLAN_NEEDED, Some(stretch.sickness.note), stretch.days, &days, |on, why| {
            (is_plan_needed(file, &stretch.sickness, on, why), Value::None)
        });
        duties_to_assess(life, &stretch, &occasions);
        duties_to_draw_up_plan(life, &stretch);
        duties_to_follow_up_plan(life, &stretch, &occasions);
    }
    life.spine = spine;
}
