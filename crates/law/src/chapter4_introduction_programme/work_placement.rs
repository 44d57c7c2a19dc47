//! § 23 b: work placement: for whom, how long, under which rules of working life, and with which supplement.

use jiff::civil::Date;

use super::courses::{Course, Courses, Extension};
use crate::act::Provision;
use crate::answer::{Answer, Bearer, Finding, Judgement, MissingFact};
use crate::calendar;
use crate::case::PersonFile;
use crate::chapter5_introduction_benefit::right;
use crate::cite;
use crate::edition::Edition;
use crate::facts::{Offer, PlacementNeed, last_by};
use crate::life::{Question, Value};
use crate::parameters::RateKey;
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether rules for employees hold, and which rules of working life do.
pub static EMPLOYEE_RULES: Question = Question {
    key: "offer.employee_rules",
    words: Words::new(
        "Gælder reglerne for lønmodtagere under tilbuddet?",
        "Do the rules for employees hold during the offer?",
    ),
};
/// The employment supplement.
pub static SUPPLEMENT: Question = Question {
    key: "offer.employment_supplement",
    words: Words::new(
        "Er der ret til beskæftigelsestillæg, og hvor meget pr. time?",
        "Is there a right to an employment supplement, and how much an hour?",
    ),
};

static PLACEMENT_NEED: MissingFact = MissingFact {
    fact: "offer.placement_need",
    words: Words::new("hvorfor virksomhedspraktikken gives", "why the work placement is given"),
};
static HARD_TO_EMPLOY: MissingFact = MissingFact {
    fact: "offer.hard_to_employ",
    words: Words::new(
        "om udlændingen er uden erhvervserfaring, langtidsledig eller svær at placere i løntilskud",
        "whether the foreigner lacks work experience, is long unemployed or hard to employ with wage subsidy",
    ),
};
static LONGER: Judgement = Judgement {
    fact: "offer_extension_need",
    by: Bearer::Municipality,
    words: Words::new(
        "taler en konkret vurdering for en længere virksomhedspraktik?",
        "does a concrete assessment call for a longer work placement?",
    ),
};
static EVEN_LONGER: Judgement = Judgement {
    fact: "offer_extension_need",
    by: Bearer::Municipality,
    words: Words::new(
        "er der særligt behov for en virksomhedspraktik på mere end 26 uger?",
        "is there a particular need for a work placement of more than 26 weeks?",
    ),
};
static SUPPLEMENT_RATE: MissingFact = MissingFact {
    fact: "rates.employment_supplement",
    words: Words::new(
        "satsen for beskæftigelsestillægget (lov om en aktiv beskæftigelsesindsats § 45, stk. 3)",
        "the rate of the employment supplement (Act on an Active Employment Effort § 45, stk. 3)",
    ),
};

/// § 23 b, stk. 1: a work placement is for those who need to clarify what work to aim at, or who for lack of skills can hardly get work
/// on ordinary terms or with wage subsidy. Reads why it is given; that the need exists is the municipality's to say.
pub fn is_needed(course: &Course<'_, '_>, why: &mut Why) -> Finding {
    let named = course.offer.placement_need.map(|need| need != PlacementNeed::Other);
    Finding::noted(Answer::known(named, &PLACEMENT_NEED), cite!("§ 23 b, stk. 1"), course.offer.fact, why)
}

/// § 23 b, stk. 4: how many weeks a work placement may last before any extension, and by which number; else what is not known.
/// Unemployment alone: 4 weeks (nr. 1), or 13 for somebody hard to employ (nr. 2); problems beyond it: 13 (nr. 3). Reads the
/// municipality's assessment of problems and the offer.
pub fn weeks(
    file: &PersonFile<'_>,
    edition: &Edition,
    offer: &Offer,
    on: Date,
) -> Result<(u16, Provision), (Answer, Provision)> {
    let (short, long) = (edition.figures.work_placement_short_weeks, edition.figures.work_placement_weeks);
    match (right::has_problems_beyond_unemployment(file, on), offer.hard_to_employ) {
        (Answer::Yes, _) => Ok((long, cite!("§ 23 b, stk. 4, nr. 3"))),
        (Answer::No, Some(true)) => Ok((long, cite!("§ 23 b, stk. 4, nr. 2"))),
        (Answer::No, Some(false)) => Ok((short, cite!("§ 23 b, stk. 4, nr. 1"))),
        (Answer::No, None) => Err((Answer::Missing(&HARD_TO_EMPLOY), cite!("§ 23 b, stk. 4, nr. 2"))),
        // By nr. 2 or by nr. 3: it is as long.
        (_, Some(true)) => Ok((long, cite!("§ 23 b, stk. 4"))),
        (open, _) => Err((open, cite!("§ 23 b, stk. 4"))),
    }
}

/// § 23 b, stk. 4–5: whether a work placement, counted with those it extends, is no longer than it may be on what is known on the day,
/// and the first day after the longest it may be; none where no limit is left. Reads assessments of problems and of a longer period.
pub fn is_not_too_long(
    file: &PersonFile<'_>,
    edition: &Edition,
    courses: &Courses<'_, '_>,
    course: &Course<'_, '_>,
    on: Date,
    why: &mut Why,
) -> (Finding, Option<Date>) {
    let until = course.offer.until;
    let after = |weeks: u16| course.longest(|first| calendar::weeks_after(first, weeks));
    let short = edition.figures.work_placement_short_weeks;
    let assessment = last_by(&file.problem_assessments, on).map(|fact| fact.fact);
    let evidence = [Some(course.offer.fact), assessment];
    match weeks(file, edition, course.offer, on) {
        Ok((weeks, number)) if until <= after(weeks) => {
            (Finding::noted(Answer::Yes, number, evidence, why), Some(after(weeks)))
        }
        Ok((weeks, number)) if weeks == short => {
            (Finding::noted(Answer::No, number, evidence, why), Some(after(weeks)))
        }
        Ok((weeks, number)) => {
            why.answer(number, Answer::No, evidence);
            is_extended(edition, courses.extension(course, on), course, after(weeks), why)
        }
        // As short as for everybody: what is not known does not matter.
        Err((_, number)) if until <= after(short) => {
            (Finding::noted(Answer::Yes, number, evidence, why), Some(after(short)))
        }
        Err((open, number)) => (Finding::noted(open, number, evidence, why), None),
    }
}

/// § 23 b, stk. 5: a work placement longer than 13 weeks: up to 26 where an assessment calls for it (1. pkt.), and longer where one
/// finds a particular need (2. pkt.). Both are the municipality's judgement. Not for those whom stk. 4, nr. 1 gives 4 weeks.
pub fn is_extended(
    edition: &Edition,
    extension: Option<Extension>,
    course: &Course<'_, '_>,
    ordinary: Date,
    why: &mut Why,
) -> (Finding, Option<Date>) {
    let longer = course.longest(|first| calendar::weeks_after(first, edition.figures.work_placement_extended_weeks));
    let (first, second) = (cite!("§ 23 b, stk. 5, 1. pkt."), cite!("§ 23 b, stk. 5, 2. pkt."));
    let (by, answer) = match extension {
        None => (None, Answer::ForJudgement(&LONGER)),
        Some(Extension::NotLonger(fact)) => (Some(fact), Answer::No),
        Some(Extension::Longer(fact) | Extension::Particular(fact) | Extension::NotParticular(fact)) => {
            (Some(fact), Answer::Yes)
        }
    };
    let extended = Finding::noted(answer, first, [by, Some(course.offer.fact)], why);
    if !answer.is_yes() {
        return (extended, Some(ordinary));
    }
    if course.offer.until <= longer {
        return (extended, Some(longer));
    }
    let (answer, limit) = match extension {
        Some(Extension::Particular(_)) => (Answer::Yes, None),
        Some(Extension::NotParticular(_)) => (Answer::No, Some(longer)),
        _ => (Answer::ForJudgement(&EVEN_LONGER), Some(longer)),
    };
    (Finding::noted(answer, second, [by, Some(course.offer.fact)], why), limit)
}

/// § 23 b, stk. 3, and § 23 a, stk. 3, 2. pkt., by which it holds for practical training: the rules for employees, by law or agreement,
/// do not hold (1. pkt.); the rules on the working environment and against discrimination do (2. pkt.).
pub fn employee_rules(offer: FactRef, in_training: bool, why: &mut Why) -> (Finding, Value) {
    if in_training {
        why.answer(cite!("§ 23 a, stk. 3, 2. pkt."), Answer::Yes, offer);
    }
    why.answer(cite!("§ 23 b, stk. 3, 1. pkt."), Answer::Yes, offer);
    why.answer(cite!("§ 23 b, stk. 3, 2. pkt."), Answer::Yes, offer);
    let holding = vec![
        ("working_environment", Words::new("arbejdsmiljølovgivningen", "the law on the working environment")),
        (
            "discrimination",
            Words::new("lov om forskelsbehandling på arbejdsmarkedet", "the law against discrimination at work"),
        ),
    ];
    (Finding::of(Answer::No, cite!("§ 23 b, stk. 3, 1. pkt.")), Value::Names(holding))
}

/// § 23 b, stk. 6: the employment supplement, which somebody in work placement receives on top of introduction benefit. Reads the right
/// to benefit; the rate is the one of lov om en aktiv beskæftigelsesindsats § 45, stk. 3.
pub fn employment_supplement(offer: FactRef, spine: &Spine, on: Date, why: &mut Why) -> (Finding, Value) {
    let provision = cite!("§ 23 b, stk. 6");
    let benefit = spine.benefit_right.on(on).cloned().unwrap_or(Finding::of(Answer::No, cite!("§ 25")));
    why.answer(benefit.provision, benefit.answer, ());
    if !benefit.answer.is_yes() {
        why.answer(provision, benefit.answer, offer);
        return (Finding { provision, ..benefit }, Value::None);
    }
    let Some(rate) = RateKey::EmploymentSupplement.on(on) else {
        return (Finding::noted(Answer::Missing(&SUPPLEMENT_RATE), provision, offer, why), Value::None);
    };
    why.amount(provision, rate.amount, Some(rate), offer);
    (Finding::of(Answer::Yes, provision), Value::Amount(rate.amount))
}
