//! § 16 a: orders to those between 18 and 25 to take an education.

use jiff::civil::Date;
use vocabulary::Period;

use crate::answer::{AllOf, Answer, Bearer, Finding, Judgement, MissingFact};
use crate::case::PersonFile;
use crate::changes::Changes;
use crate::chapter5_introduction_benefit::right::has_problems_beyond_unemployment;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::edition::Edition;
use crate::facts::{Content, Dated, EducationStep, InformedOf, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::Why;
use crate::words::Words;

/// Whether the person is to be ordered to take an education.
pub static ORDERED: Question = Question {
    key: "education_order.called_for",
    words: Words::new("Skal der gives uddannelsespålæg?", "Is an education order called for?"),
};
/// Whether the school may be told without consent.
pub static WITHOUT_CONSENT: Question = Question {
    key: "education_order.tell_without_consent",
    words: Words::new(
        "Kan uddannelsesinstitutionen underrettes uden samtykke?",
        "May the school be told without consent?",
    ),
};

/// Order the person to propose educations.
pub static PROPOSE: DutyKind = DutyKind {
    key: "education_order.propose",
    provision: cite!("§ 16 a, stk. 1"),
    bearer: Bearer::Municipality,
    words: Words::new(
        "pålæg udlændingen at foreslå uddannelser inden en frist",
        "order the foreigner to propose educations by a deadline",
    ),
    when_late: None,
};
/// Order the person to apply for an education.
pub static APPLY: DutyKind = DutyKind {
    key: "education_order.apply",
    provision: cite!("§ 16 a, stk. 2"),
    bearer: Bearer::Municipality,
    words: Words::new(
        "pålæg udlændingen at søge optagelse på en uddannelse inden en frist",
        "order the foreigner to apply for an education by a deadline",
    ),
    when_late: None,
};
/// Follow an order.
pub static FOLLOW: DutyKind = DutyKind {
    key: "education_order.follow",
    provision: cite!("§ 16 a, stk. 2"),
    bearer: Bearer::Foreigner,
    words: Words::new("følg uddannelsespålægget inden fristen", "follow the education order by the deadline"),
    when_late: Some(cite!("§ 31, stk. 4, 1. pkt.")),
};
/// Begin the education one is admitted to.
pub static BEGIN: DutyKind = DutyKind {
    key: "education_order.begin",
    provision: cite!("§ 16 a, stk. 3"),
    bearer: Bearer::Foreigner,
    words: Words::new("påbegynd og gennemfør uddannelsen", "begin and complete the education"),
    when_late: Some(cite!("§ 31, stk. 4, 1. pkt.")),
};
/// Tell the school of the order.
pub static TELL_SCHOOL: DutyKind = DutyKind {
    key: "education_order.tell_school",
    provision: cite!("§ 16 a, stk. 4, 1. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new("underret uddannelsesinstitutionen om pålægget", "tell the school of the order"),
    when_late: None,
};

static QUALIFICATION: MissingFact = MissingFact {
    fact: "qualification",
    words: Words::new(
        "om udlændingen har en erhvervskompetencegivende uddannelse",
        "whether the foreigner has a vocational qualification",
    ),
};
static CAPABILITY: Judgement = Judgement {
    fact: "education_capability",
    by: Bearer::Municipality,
    words: Words::new(
        "kan udlændingen gennemføre en uddannelse på almindelige vilkår?",
        "can the foreigner complete an education on ordinary terms?",
    ),
};

/// § 16 a, stk. 1: whether an education order is called for: somebody over 18 and under 25 who has applied for or receives benefit
/// (nr. 1), has no problems beyond unemployment (nr. 2, judged), lacks a vocational qualification (nr. 3), supports no children living
/// at home (nr. 4) and can complete an education (nr. 5, judged).
pub fn is_called_for(file: &PersonFile<'_>, spine: &Spine, edition: &Edition, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 16 a, stk. 1");
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, is_of_age(file, edition, on), (), why);
    let application =
        file.benefit_applications.first().filter(|application| application.on <= on).map(|fact| fact.fact);
    let in_programme = spine.programme_days.on(on).is_some_and(|offered| offered.answer.is_yes());
    all.require(cite!("§ 16 a, stk. 1, nr. 1"), Answer::of(application.is_some() && in_programme), application, why);
    let problems = last_by(&file.problem_assessments, on).map(|fact| fact.fact);
    all.require(cite!("§ 16 a, stk. 1, nr. 2"), has_problems_beyond_unemployment(file, on).negated(), problems, why);
    let qualification = last_by(&file.qualifications, on);
    let lacks = Answer::known(qualification.map(|held| !held.vocational), &QUALIFICATION);
    all.require(cite!("§ 16 a, stk. 1, nr. 3"), lacks, qualification.map(|fact| fact.fact), why);
    all.require(
        cite!("§ 16 a, stk. 1, nr. 4"),
        Answer::of(!supports_children_at_home(file, on)),
        file.children.first().map(|fact| fact.fact),
        why,
    );
    let capability = last_by(&file.education_capabilities, on);
    let able = Answer::judged(capability.map(|held| held.able), &CAPABILITY);
    all.require(cite!("§ 16 a, stk. 1, nr. 5"), able, capability.map(|fact| fact.fact), why);
    all.finding()
}

/// Over 18 and under 25: from the eighteenth birthday, until the twenty-fifth.
fn is_of_age(file: &PersonFile<'_>, edition: &Edition, on: Date) -> Answer {
    let grown = file.has_reached(edition.figures.education_order_from_years, on);
    let still_young = file.has_reached(edition.figures.education_order_until_years, on).negated();
    if grown.is_no() || still_young.is_yes() { grown } else { still_young }
}

/// Whether the person has the duty to support a child who lives at home on the day. Reads what is known of each child by then.
pub fn supports_children_at_home(file: &PersonFile<'_>, on: Date) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    for child in file.children.iter().rev().filter(|child| child.on <= on) {
        if seen.contains(&child.child.as_str()) {
            continue;
        }
        if child.lives_at_home && child.duty_to_support {
            return true;
        }
        seen.push(&child.child);
    }
    false
}

/// § 16 a, stk. 4, 2. pkt.: the school may be told without the person's consent.
pub fn may_tell_without_consent(why: &mut Why) -> Finding {
    Finding::noted(Answer::Yes, cite!("§ 16 a, stk. 4, 2. pkt."), (), why)
}

/// The days on which the answer to [`is_called_for`] can change, within the introduction period.
fn days_of_change(life: &Life<'_>, period: Period) -> Vec<Date> {
    let (file, figures) = (life.file, &life.edition.figures);
    let mut days = vec![period.from()];
    days.extend(file.birthday(figures.education_order_from_years));
    days.extend(file.birthday(figures.education_order_until_years));
    days.extend(file.benefit_applications.first().map(|fact| fact.on));
    days.extend(life.spine.programme_days.periods().map(|(offered, _)| offered.from()));
    days.extend(file.problem_assessments.iter().map(|fact| fact.on));
    days.extend(file.qualifications.iter().map(|fact| fact.on));
    days.extend(file.children.iter().map(|fact| fact.on));
    days.extend(file.education_capabilities.iter().map(|fact| fact.on));
    days.retain(|day| period.contains(*day));
    days.sort_unstable();
    days.dedup();
    days
}

/// Draws § 16 a, in force since 1 April 2006.
pub fn draw(life: &mut Life<'_>) {
    let Some(period) = life.spine.introduction_period else { return };
    let Some(period) = period.intersection(cite!("§ 16 a").in_force()) else { return };
    let (file, edition) = (life.file, life.edition);
    // Nobody is ordered who was 25 all along: the common case costs two comparisons.
    if file.has_reached(edition.figures.education_order_until_years, period.from()).is_yes() {
        return;
    }
    let mut called_for = Changes::default();
    for day in days_of_change(life, period) {
        called_for.set(day, is_called_for(file, &life.spine, edition, day, &mut Why::silent()));
    }
    let spine = std::mem::take(&mut life.spine);
    for (holds, _) in called_for.periods() {
        let Some(holds) = holds.intersection(period) else { continue };
        life.conclude(&ORDERED, None, holds, |why| {
            (is_called_for(file, &spine, edition, holds.from(), why), Value::None)
        });
    }
    life.spine = spine;
    draw_orders(life, &called_for);
    draw_followed(life);
    draw_school(life);
}

/// § 16 a, stk. 1–2: the municipality's duty to order, from the first day it is called for until it no longer is.
fn draw_orders(life: &mut Life<'_>, called_for: &Changes<Finding>) {
    let file = life.file;
    let Some((from, _)) = called_for.periods().find(|(_, finding)| finding.answer.is_yes()) else { return };
    let over = called_for.periods().find(|(period, finding)| period.from() > from.from() && finding.answer.is_no());
    let over = over.map(|(period, _)| {
        (
            period.from(),
            Words::new(
                "betingelserne for uddannelsespålæg er ikke længere opfyldt",
                "the conditions for an education order are no longer met",
            ),
        )
    });
    let given = |step: EducationStep| {
        file.education_orders
            .iter()
            .find(|order| order.step == step && order.on >= from.from())
            .map(|order| (order.on, order.fact))
    };
    let evidence = file.benefit_applications.first().map(|fact| fact.fact);
    for (kind, step) in [(&PROPOSE, EducationStep::Propose), (&APPLY, EducationStep::Apply)] {
        life.duty(
            Duty::new(kind, from.from(), evidence, Due::as_soon_as_possible(from.from())).done(given(step)).ended(over),
        );
    }
}

/// The person's duties: to follow each order by its deadline, and to begin an education they are admitted to (stk. 3).
fn draw_followed(life: &mut Life<'_>) {
    let file = life.file;
    for order in &file.education_orders {
        let followed = file
            .pointing_at(order.fact)
            .find(|(_, content)| matches!(content, Content::EducationOrderOutcome(outcome) if outcome.followed));
        let done = followed.map(|(fact, _)| (file.day(fact), fact));
        life.duty(
            Duty::new(&FOLLOW, order.on, order.fact, Due::on_set_day(order.on, order.deadline).for_a_citizen())
                .done(done),
        );
    }
    for admission in &file.education_admissions {
        let begun = first_from(&file.education_starts, admission.on)
            .filter(|start| start.ordered)
            .map(|start| (start.on, start.fact));
        life.duty(Duty::new(&BEGIN, admission.on, admission.fact, Due::as_soon_as_possible(admission.on)).done(begun));
    }
}

/// § 16 a, stk. 4: where a risk of special difficulties is found for somebody who begins an ordered education, the school is told.
fn draw_school(life: &mut Life<'_>) {
    let file = life.file;
    for start in file.education_starts.iter().filter(|start| start.ordered) {
        let Some(risk) = risk_around(file, start) else { continue };
        let from = start.on.max(risk.0);
        let told = file
            .informations_given
            .iter()
            .find(|told| told.about == InformedOf::EducationOrderToSchool && told.on >= from);
        let due = Due::as_soon_as_possible(from);
        life.duty(
            Duty::new(&TELL_SCHOOL, from, [Some(start.fact), Some(risk.1)], due)
                .done(told.map(|told| (told.on, told.fact))),
        );
        life.conclude(&WITHOUT_CONSENT, Some(start.fact), Period::since(from), |why| {
            (may_tell_without_consent(why), Value::None)
        });
    }
}

/// The first assessment that finds a risk, made before or after the start.
fn risk_around(
    file: &PersonFile<'_>,
    start: &Dated<'_, crate::facts::EducationStart>,
) -> Option<(Date, crate::why::FactRef)> {
    let before = last_by(&file.education_risks, start.on).filter(|risk| risk.risk);
    let found = before.or_else(|| file.education_risks.iter().find(|risk| risk.on > start.on && risk.risk));
    found.map(|risk| (risk.on, risk.fact))
}
