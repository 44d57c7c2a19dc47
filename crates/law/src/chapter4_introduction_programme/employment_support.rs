//! §§ 23 e and 24 a: support for somebody employed without wage subsidy, and grants to businesses in a partnership.

use jiff::civil::Date;
use vocabulary::Period;

use super::offers;
use crate::answer::{AllOf, Answer, Finding, MissingFact};
use crate::case::PersonFile;
use crate::cite;
use crate::facts::{
    Content, Dated, EmploymentSupport, OfferForm, PartnershipExpense, PartnershipPurpose, SupportForm, first_from,
};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether support at an employment without wage subsidy may be given.
pub static SUPPORT: Question = Question {
    key: "employment_support.allowed",
    words: Words::new(
        "Kan der gives støtte ved ansættelse uden løntilskud?",
        "May support be given at employment without wage subsidy?",
    ),
};
/// Whether a business in a partnership may have a grant for an expense.
pub static PARTNERSHIP_GRANT: Question = Question {
    key: "partnership.grant",
    words: Words::new("Kan virksomheden få tilskud til udgiften?", "May the business have a grant for the expense?"),
};

static EMPLOYMENT: MissingFact = MissingFact {
    fact: "employment",
    words: Words::new("ansættelsen, som støtten skal gives ved", "the employment that the support is for"),
};
static EMPLOYER_AGREES: MissingFact = MissingFact {
    fact: "employment_support.employer_agrees",
    words: Words::new("om arbejdsgiveren er enig", "whether the employer agrees"),
};
static CONDITION_MET: MissingFact = MissingFact {
    fact: "employment_support.condition_met",
    words: Words::new(
        "om støttens betingelse er opfyldt (ud over det sædvanlige eller afgørende for ansættelsen)",
        "whether the condition of the support is met (beyond the ordinary, or decisive for the employment)",
    ),
};
static WITHIN_AGREEMENT: MissingFact = MissingFact {
    fact: "partnership_expense.within_agreement",
    words: Words::new(
        "om forløbet ligger inden for en partnerskabsaftale",
        "whether the course lies within a partnership agreement",
    ),
};
static INCURRED: MissingFact = MissingFact {
    fact: "partnership_expense.incurred",
    words: Words::new("om udgiften faktisk er afholdt", "whether the expense has actually been borne"),
};

/// What somebody works at on a day: in an ordinary employment, in one with wage subsidy, or in one under § 24 b.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// An ordinary employment.
    pub ordinary: Option<FactRef>,
    /// An employment with wage subsidy.
    pub other: Option<FactRef>,
    /// An offer under § 24 b.
    pub over_55: Option<FactRef>,
}

/// Reads the employments and offers that run on the day, looking back from it.
fn work(file: &PersonFile<'_>, on: Date) -> Work {
    let ended = |fact: FactRef, by: fn(&Content) -> bool| {
        file.pointing_at(fact).any(|(end, content)| by(content) && file.day(end) <= on)
    };
    let mut work = Work::default();
    for employment in file.employments.iter().rev().filter(|employment| employment.on <= on).take(LOOK_BACK) {
        if !ended(employment.fact, |content| matches!(content, Content::EmploymentEnd(_))) {
            let of_kind = if employment.ordinary { &mut work.ordinary } else { &mut work.other };
            of_kind.get_or_insert(employment.fact);
        }
    }
    for offer in file.offers.iter().rev().filter(|offer| offer.on <= on).take(LOOK_BACK) {
        let runs = offer.form == OfferForm::WageSubsidyOver55 && on < offer.until;
        if runs && !ended(offer.fact, |content| matches!(content, Content::OfferEnd(_))) {
            work.over_55.get_or_insert(offer.fact);
        }
    }
    work
}

/// More employments or offers than anybody has at a time: so that looking back stays short.
const LOOK_BACK: usize = 64;

/// § 24 a, stk. 1, 1. pkt., stk. 2, 1. pkt. and stk. 3, 1. pkt.: employed, or to be employed, without wage subsidy. Reads employments; where there is
/// none on the day, the one the support is for is not known. Aids are given in an employment under § 24 b too (§ 24 b, stk. 5).
pub fn is_employed_without_wage_subsidy(form: SupportForm, work: Work, why: &mut Why) -> Finding {
    let provision = match form {
        SupportForm::Qualification => cite!("§ 24 a, stk. 1, 1. pkt."),
        SupportForm::Mentor => cite!("§ 24 a, stk. 2, 1. pkt."),
        SupportForm::Aids => cite!("§ 24 a, stk. 3, 1. pkt."),
    };
    if form == SupportForm::Aids && work.ordinary.is_none() {
        why.answer(cite!("§ 24 b, stk. 5"), Answer::of(work.over_55.is_some()), work.over_55);
        if work.over_55.is_some() {
            return Finding::of(Answer::Yes, cite!("§ 24 b, stk. 5"));
        }
    }
    let answer = match work {
        Work { ordinary: Some(_), .. } => Answer::Yes,
        Work { other: Some(_), .. } | Work { over_55: Some(_), .. } => Answer::No,
        _ => Answer::Missing(&EMPLOYMENT),
    };
    Finding::noted(answer, provision, work.ordinary.or(work.other).or(work.over_55), why)
}

/// § 24 a, stk. 1–3: whether support may be given: for upgrading of skills (stk. 1) where the employer agrees and it is more than a
/// business is expected to provide; for a mentor (stk. 2) who is decisive for getting the employment; for tools and small changes to the
/// workplace (stk. 3) that are decisive or make up for a limit. Whether the condition is met is the municipality's to say.
pub fn may_have_support(
    file: &PersonFile<'_>,
    spine: &Spine,
    support: &Dated<'_, EmploymentSupport>,
    on: Date,
    why: &mut Why,
) -> Finding {
    let employed = is_employed_without_wage_subsidy(support.form, work(file, on), why);
    let mut all = AllOf::conditions_of(employed.provision);
    all.take(&offers::takes_part(file, spine, on, why));
    all.take(&employed);
    let condition = match support.form {
        SupportForm::Qualification => {
            let agrees = Answer::known(support.employer_agrees, &EMPLOYER_AGREES);
            all.require(cite!("§ 24 a, stk. 1, 1. pkt."), agrees, support.fact, why);
            cite!("§ 24 a, stk. 1, 2. pkt.")
        }
        SupportForm::Mentor => cite!("§ 24 a, stk. 2, 2. pkt."),
        SupportForm::Aids => cite!("§ 24 a, stk. 3, 2. pkt."),
    };
    all.require(condition, Answer::known(support.condition_met, &CONDITION_MET), support.fact, why);
    all.finding()
}

/// § 23 e, stk. 3: whether a business may have a grant for an expense: within a partnership agreement, for courses or a mentor (stk. 2)
/// or for administration, and actually borne. How much of it is granted is the municipality's to decide.
pub fn may_have_partnership_grant(expense: &Dated<'_, PartnershipExpense>, why: &mut Why) -> Finding {
    let provision = cite!("§ 23 e, stk. 3");
    let mut all = AllOf::conditions_of(provision);
    let within = Answer::known(expense.within_agreement, &WITHIN_AGREEMENT);
    all.require(cite!("§ 23 e, stk. 1"), within, expense.fact, why);
    all.require(provision, Answer::of(expense.purpose != PartnershipPurpose::Other), expense.fact, why);
    all.require(provision, Answer::known(expense.incurred, &INCURRED), expense.fact, why);
    all.finding()
}

/// Draws §§ 23 e and 24 a over the person's life: support from the day it is asked for until the introduction period ends, and an
/// expense from the day a grant is asked for.
pub fn draw(life: &mut Life<'_>) {
    let (file, Some(introduction)) = (life.file, life.spine.introduction_period) else { return };
    let spine = std::mem::take(&mut life.spine);
    for support in &file.employment_supports {
        let over = Period::new(support.on.max(introduction.from()), introduction.to());
        let (true, Ok(over)) = (cite!("§ 24 a").is_in_force(support.on), over) else { continue };
        let mut days: Vec<Date> = spine.scope.days_between(over.from(), Date::MAX).collect();
        let after = over.from().tomorrow().unwrap_or(Date::MAX);
        days.extend(first_from(&file.employments, after).map(|employment| employment.on));
        days.extend(file.programme_offers.first().map(|offer| offer.on));
        life.conclude_by_day(&SUPPORT, Some(support.fact), over, days, |on, why| {
            (may_have_support(file, &spine, support, on, why), Value::None)
        });
    }
    life.spine = spine;
    for expense in &file.partnership_expenses {
        if cite!("§ 23 e").is_in_force(expense.on) {
            let over = Period::since(expense.on.max(introduction.from()));
            life.conclude(&PARTNERSHIP_GRANT, Some(expense.fact), over, |why| {
                (may_have_partnership_grant(expense, why), Value::Amount(expense.amount))
            });
        }
    }
}
