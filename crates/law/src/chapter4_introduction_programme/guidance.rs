//! § 23 a: guidance and upgrading of skills: the permitted courses, how long some may last, and education with benefit.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::courses::{Course, THIRTIETHS};
use crate::answer::{AllOf, Answer, Finding, MissingFact, OneOf};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::Changes;
use crate::cite;
use crate::edition::Edition;
use crate::facts::OfferForm;
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

static LABOUR_NEED_ASSESSED: MissingFact = MissingFact {
    fact: "offer.labour_need_assessed",
    words: Words::new(
        "om uddannelsesønsket er vurderet i forhold til arbejdsmarkedets behov",
        "whether the wish for education was assessed against the need for labour",
    ),
};

/// § 23 a, stk. 1: whether an offer of guidance or upgrading of skills is one of the permitted courses, with what stk. 5, 2. pkt. and
/// stk. 6 ask of two of them. Reads the offer, those before it, the day of birth and children. Nothing is left to judgement.
pub fn is_permitted_course(
    file: &PersonFile<'_>,
    edition: &Edition,
    course: &Course<'_, '_>,
    supported_child: Option<FactRef>,
    why: &mut Why,
) -> Finding {
    let form = course.offer.form;
    let number = form.course();
    let mut all = AllOf::conditions_of(number.unwrap_or(cite!("§ 23 a, stk. 1")));
    all.require(number.unwrap_or(cite!("§ 23 a, stk. 1")), Answer::of(number.is_some()), course.offer.fact, why);
    match form {
        OfferForm::Requalification => all.take(&has_had_no_such_course(course, why)),
        OfferForm::EducationWithSu => {
            all.take(&may_study_with_benefit(file, edition, course, supported_child, why));
            all.take(&is_weighed_against_the_need_for_labour(course, why));
        }
        _ => {}
    }
    all.finding()
}

/// § 23 a, stk. 5, 2. pkt.: a special upgrading course only once in the programme. Reads earlier ones: one that was broken off was
/// not carried through, and one that is extended is the same.
pub fn has_had_no_such_course(course: &Course<'_, '_>, why: &mut Why) -> Finding {
    let answer = Answer::of(course.requalified.is_none());
    Finding::noted(answer, cite!("§ 23 a, stk. 5, 2. pkt."), [course.requalified, Some(course.offer.fact)], why)
}

/// § 23 a, stk. 6, 1. pkt.: education that gives a right to SU, for those who are 30 when it begins, or have to support a child who
/// lives at home. Reads the day of birth and children.
pub fn may_study_with_benefit(
    file: &PersonFile<'_>,
    edition: &Edition,
    course: &Course<'_, '_>,
    supported_child: Option<FactRef>,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 23 a, stk. 6, 1. pkt.");
    let mut one = OneOf::conditions_of(provision);
    one.allow(
        provision,
        file.has_reached(edition.figures.su_education_age_years, course.offer.on),
        course.offer.fact,
        why,
    );
    one.allow(provision, Answer::of(supported_child.is_some()), supported_child, why);
    one.finding()
}

/// § 23 a, stk. 6, 2. pkt.: the wish for education must have been assessed against the need for labour. Reads whether it was; what it
/// came to is the municipality's.
pub fn is_weighed_against_the_need_for_labour(course: &Course<'_, '_>, why: &mut Why) -> Finding {
    let answer = Answer::known(course.offer.labour_need_assessed, &LABOUR_NEED_ASSESSED);
    Finding::noted(answer, cite!("§ 23 a, stk. 6, 2. pkt."), course.offer.fact, why)
}

/// From day to day a child whom the person has to support and who lives at home. A later fact about a child replaces the earlier.
pub fn supported_child(file: &PersonFile<'_>) -> Changes<Option<FactRef>> {
    let mut at_home: BTreeMap<&str, FactRef> = BTreeMap::new();
    let mut changes = Changes::default();
    for child in &file.children {
        if child.lives_at_home && child.duty_to_support {
            at_home.insert(&child.child, child.fact);
        } else {
            at_home.remove(child.child.as_str());
        }
        changes.set(child.on, at_home.values().next().copied());
    }
    changes
}

/// § 23 a, stk. 3, 1. pkt.: the first day after the longest a period of practical training may last: a month, and no more than is left
/// of three months together. Reads the periods before it.
pub fn longest_training(edition: &Edition, course: &Course<'_, '_>, why: &mut Why) -> Date {
    let figures = &edition.figures;
    let left = (u32::from(figures.training_periods_total_months) * THIRTIETHS).saturating_sub(course.training_before);
    let whole = course.longest(|first| calendar::months_after(first, figures.training_period_months));
    let longest = if left < u32::from(figures.training_period_months) * THIRTIETHS {
        calendar::days_after(course.offer.on, left).min(whole)
    } else {
        whole
    };
    let days = i32::try_from(course.training_before).unwrap_or(i32::MAX);
    let counted = Words::new("dages praktik forud, 30 dage pr. måned", "days of training before, 30 days a month");
    why.says(cite!("§ 23 a, stk. 3, 1. pkt."), Said::Count(days, counted), course.offer.fact);
    longest
}

/// § 23 a, stk. 5, 1. pkt.: the first day after the longest a special upgrading course may last.
pub fn longest_requalification(edition: &Edition, course: &Course<'_, '_>) -> Date {
    course.longest(|first| calendar::months_after(first, edition.figures.requalification_months))
}
