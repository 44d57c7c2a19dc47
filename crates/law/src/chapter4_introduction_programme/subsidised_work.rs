//! §§ 23 c, 23 d and 24 b: employment with wage subsidy, the scheme for those over 55, and mentors.

use jiff::civil::Date;

use super::courses::Course;
use crate::answer::{AllOf, Answer, Finding, MissingFact, OneOf};
use crate::calendar;
use crate::case::PersonFile;
use crate::cite;
use crate::edition::Edition;
use crate::facts::{Employer, Month};
use crate::spine::Spine;
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

static EMPLOYER: MissingFact = MissingFact {
    fact: "offer.employer",
    words: Words::new("om arbejdsgiveren er offentlig eller privat", "whether the employer is public or private"),
};
static EMPLOYER_CONDITIONS: MissingFact = MissingFact {
    fact: "offer.employer_meets_conditions",
    words: Words::new(
        "om arbejdsgiveren opfylder §§ 54, 60, 61 og 62 i lov om en aktiv beskæftigelsesindsats",
        "whether the employer meets §§ 54, 60, 61 and 62 of the Act on an Active Employment Effort",
    ),
};
static PAYMENTS: MissingFact = MissingFact {
    fact: "benefit_payment",
    words: Words::new("udbetalingerne af introduktionsydelse", "the payments of introduction benefit"),
};
static BEYOND_ORDINARY: MissingFact = MissingFact {
    fact: "offer.mentor_beyond_ordinary",
    words: Words::new(
        "om opgaven ligger ud over, hvad arbejdsgiver eller skole sædvanligvis varetager",
        "whether the task goes beyond what employer or school ordinarily does",
    ),
};

/// § 23 c, stk. 1, 1. pkt.: wage subsidy is for employment with an employer, public or private. Reads who it is.
pub fn is_with_an_employer(course: &Course<'_, '_>, why: &mut Why) -> Finding {
    let answer = Answer::known(course.offer.employer.map(|_| true), &EMPLOYER);
    Finding::noted(answer, cite!("§ 23 c, stk. 1, 1. pkt."), course.offer.fact, why)
}

/// § 23 c, stk. 2: the first day after the longest wage subsidy may last: a year.
pub fn longest_wage_subsidy(edition: &Edition, course: &Course<'_, '_>) -> Date {
    course.longest(|first| calendar::years_after(first, edition.figures.wage_subsidy_years))
}

/// The offers that run on a day beside the one that is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Running {
    /// One under §§ 23 a–c.
    pub ordinary: Option<FactRef>,
    /// One under § 24 b.
    pub over_55: Option<FactRef>,
}

/// § 23 d: a mentor, for somebody who takes part in an offer under §§ 23 a–c (1. pkt.) or § 24 b (§ 24 b, stk. 5), where the task goes
/// beyond what employer or school is ordinarily expected to do (2. pkt.). Reads the offers of the day and the mentor's.
pub fn may_have_a_mentor(course: &Course<'_, '_>, running: Running, why: &mut Why) -> Finding {
    let first = cite!("§ 23 d, 1. pkt.");
    let mut beside = OneOf::conditions_of(first);
    beside.allow(first, Answer::of(running.ordinary.is_some()), running.ordinary, why);
    beside.allow(cite!("§ 24 b, stk. 5"), Answer::of(running.over_55.is_some()), running.over_55, why);
    let beside = beside.finding();
    let mut all = AllOf::conditions_of(beside.provision);
    all.take(&beside);
    let answer = Answer::known(course.offer.mentor_beyond_ordinary, &BEYOND_ORDINARY);
    all.require(cite!("§ 23 d, 2. pkt."), answer, course.offer.fact, why);
    all.finding()
}

/// § 24 b: whether somebody may have the wage subsidy for those over 55 that they have agreed with a private employer: a right, where
/// the scheme is in force and the conditions of stk. 2 are met; nothing else is checked (stk. 3). Reads the offer, the right to benefit,
/// payments and the day of birth.
pub fn may_have_wage_subsidy_over_55(
    file: &PersonFile<'_>,
    spine: &Spine,
    edition: &Edition,
    paid: &PaidMonths,
    course: &Course<'_, '_>,
    on: Date,
    why: &mut Why,
) -> Finding {
    let offer = course.offer;
    let provision = cite!("§ 24 b, stk. 1");
    let scheme = is_within_the_scheme(course, on, why);
    let mut all = AllOf::conditions_of(if scheme.provision == cite!("§ 24 b") { provision } else { scheme.provision });
    all.take(&scheme);
    let benefit = spine.benefit_right.on(offer.on).cloned().unwrap_or(Finding::of(Answer::No, cite!("§ 25")));
    why.answer(benefit.provision, benefit.answer, ());
    why.answer(provision, benefit.answer, offer.fact);
    all.take(&Finding { provision, ..benefit });
    all.require(
        provision,
        Answer::known(offer.employer.map(|employer| employer == Employer::Private), &EMPLOYER),
        offer.fact,
        why,
    );
    why.answer(cite!("§ 24 b, stk. 3, 1. pkt."), Answer::Yes, offer.fact);
    all.take(&is_long_on_benefit_and_over_55(file, edition, paid, offer.on, why));
    let employer = Answer::known(offer.employer_meets_conditions, &EMPLOYER_CONDITIONS);
    all.require(cite!("§ 24 b, stk. 2, nr. 2"), employer, offer.fact, why);
    all.finding()
}

/// § 24 b with lov 1540/2006 §§ 5 and 7: the scheme is in force from 2008 until 2013, as the index says; what was agreed and begun by
/// then stays valid until the agreed period has run out (§ 7, stk. 2). Reads the offer and the day it was agreed.
pub fn is_within_the_scheme(course: &Course<'_, '_>, on: Date, why: &mut Why) -> Finding {
    let offer = course.offer;
    let scheme = cite!("§ 24 b");
    if offer.on < scheme.in_force().from() {
        return Finding::noted(Answer::No, cite!("lov 1540/2006 § 5, stk. 3"), offer.fact, why);
    }
    if scheme.is_in_force(on) {
        return Finding::noted(Answer::Yes, scheme, offer.fact, why);
    }
    let repealed = Finding::noted(Answer::No, cite!("lov 1540/2006 § 7, stk. 1"), offer.fact, why);
    let agreed = offer.agreed.unwrap_or(offer.on);
    let stays_valid = scheme.is_in_force(offer.on) && scheme.is_in_force(agreed);
    let exception = Finding::noted(Answer::of(stays_valid), cite!("lov 1540/2006 § 7, stk. 2"), offer.fact, why);
    if exception.answer.is_yes() { exception } else { repealed }
}

/// § 24 b, stk. 2, nr. 1: over 55 ([`is_over_the_age`]), and introduction benefit received in a connected period of more than twelve
/// months ([`PaidMonths`]), when the offer begins.
pub fn is_long_on_benefit_and_over_55(
    file: &PersonFile<'_>,
    edition: &Edition,
    paid: &PaidMonths,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 24 b, stk. 2, nr. 1");
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, is_over_the_age(file, edition, on), (), why);
    let (answer, last) = paid.more_in_a_row_than(edition.figures.senior_benefit_months, on, why);
    all.require(provision, answer, last, why);
    all.finding()
}

/// Who is "over 55": whoever has reached 55, as "over 18, but under 25" in § 16 a takes in those who are 18.
pub fn is_over_the_age(file: &PersonFile<'_>, edition: &Edition, on: Date) -> Answer {
    file.has_reached(edition.figures.senior_age_years, on)
}

/// The months for which benefit was paid, each with the day it first was.
#[derive(Debug, Default)]
pub struct PaidMonths(Vec<(Month, Date, FactRef)>);

impl PaidMonths {
    /// Reads payments; one of nothing is none.
    pub fn of(file: &PersonFile<'_>) -> Self {
        let paid = file.benefit_payments.iter().filter(|payment| !payment.amount.is_zero());
        let mut months: Vec<_> = paid.map(|payment| (payment.month, payment.on, payment.fact)).collect();
        months.sort_unstable();
        months.dedup_by_key(|(month, ..)| *month);
        Self(months)
    }

    /// The payment for the month, where it had been made by the day.
    fn payment(&self, month: Month, by: Date) -> Option<FactRef> {
        let place = self.0.binary_search_by_key(&month, |(of, ..)| *of).ok()?;
        Some(self.0[place]).filter(|(_, on, _)| *on <= by).map(|(.., fact)| fact)
    }

    /// Whether benefit was received for more than so many months in a row: paid for at least one more, the last of them the month of
    /// the day or the one before. Without any payment in the case that is not known.
    fn more_in_a_row_than(&self, months: u16, by: Date, why: &mut Why) -> (Answer, Option<FactRef>) {
        if self.0.first().is_none_or(|(_, on, _)| by < *on) {
            return (Answer::Missing(&PAYMENTS), None);
        }
        let before = |month: Month| month.first().yesterday().map(Month::of).ok();
        let this = Month::of(by);
        let last = if self.payment(this, by).is_some() { Some(this) } else { before(this) };
        let back = std::iter::successors(last, |month| before(*month)).take(usize::from(months) + 1);
        let paid = back.map_while(|month| self.payment(month, by)).count();
        let counted = Words::new("måneder i træk med introduktionsydelse", "months in a row with introduction benefit");
        let fact = last.and_then(|last| self.payment(last, by));
        why.says(cite!("§ 24 b, stk. 2, nr. 1"), Said::Count(i32::try_from(paid).unwrap_or(0), counted), fact);
        (Answer::of(paid > usize::from(months)), fact)
    }
}

/// § 24 b, stk. 4, 1. pkt.: the employer and the foreigner agree how long, at most six months in one connected period. The first day
/// after the longest, and whether the period is connected with what it extends.
pub fn longest_wage_subsidy_over_55(edition: &Edition, course: &Course<'_, '_>) -> (Date, bool) {
    let longest = course.longest(|first| calendar::months_after(first, edition.figures.senior_subsidy_months));
    (longest, course.gap_days == 0)
}
