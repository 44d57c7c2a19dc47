//! Chapter 9, §§ 45–48: who bears the expenses, and the State's refund and grants, for one person.
//!
//! Shares, amounts a month and single grants with their explanation. What a municipality gets for everybody is a sum over persons
//! and is not made here. Amounts come from `parameters`, each with its status; one that is not known is missing.

pub mod expenses;
pub mod grants;
pub mod results;

use jiff::civil::Date;
use vocabulary::{Kroner, Period};

use crate::act::Provision;
use crate::answer::{Answer, MissingFact};
use crate::chapter13_commencement;
use crate::cite;
use crate::life::Life;
use crate::parameters::{Rate, RateKey};
use crate::why::{Evidence, Why};
use crate::words::Words;

/// § 48: an amount regulated for the next year: last year's rounded amount with so many thousandths more, rounded to the nearest whole
/// krone, half away from zero, and carried forward rounded.
pub fn regulated(amount: Kroner, permille: u16) -> Kroner {
    // In whole kroner at once: rounding to øre first would make 499.499 kr. 500.
    Kroner::whole(amount.share(1000 + i64::from(permille), 1000 * 100).oere())
}

/// § 48: the amount of a provision on the day, as it was regulated that 1 January, with its status and source as a step.
fn amount_on(
    provision: Provision,
    key: RateKey,
    on: Date,
    evidence: impl Into<Evidence>,
    why: &mut Why,
) -> Result<&'static Rate, Answer> {
    let evidence = evidence.into();
    let Some(rate) = key.on(on) else {
        let missing = Answer::Missing(missing_rate(key));
        why.answer(cite!("§ 48"), missing, evidence);
        return Err(missing);
    };
    why.amount(cite!("§ 48"), rate.amount, Some(rate), ());
    why.amount(provision, rate.amount, Some(rate), evidence);
    Ok(rate)
}

/// What is missing where no rate is known.
fn missing_rate(key: RateKey) -> &'static MissingFact {
    match key {
        RateKey::BasicGrant => &BASIC_GRANT,
        RateKey::ProgrammeCeiling => &PROGRAMME_CEILING,
        RateKey::MinorGrant => &MINOR_GRANT,
        RateKey::ResultDanish => &RESULT_DANISH,
        _ => &RESULT_WORK_OR_EDUCATION,
    }
}

static BASIC_GRANT: MissingFact = MissingFact {
    fact: "rates.basic_grant",
    words: Words::new("grundtilskuddet det år", "the basic grant of that year"),
};
static PROGRAMME_CEILING: MissingFact = MissingFact {
    fact: "rates.programme_ceiling",
    words: Words::new("rådighedsbeløbet det år", "the ceiling of that year"),
};
static MINOR_GRANT: MissingFact = MissingFact {
    fact: "rates.minor_grant",
    words: Words::new(
        "tilskuddet for uledsagede mindreårige det år",
        "the grant for unaccompanied minors of that year",
    ),
};
static RESULT_DANISH: MissingFact = MissingFact {
    fact: "rates.result_danish",
    words: Words::new("resultattilskuddet for danskprøver det år", "the result grant for Danish tests of that year"),
};
static RESULT_WORK_OR_EDUCATION: MissingFact = MissingFact {
    fact: "rates.result_work_or_education",
    words: Words::new(
        "resultattilskuddet for beskæftigelse og uddannelse det år",
        "the result grant for employment and education of that year",
    ),
};

/// Each 1 January within a period, up to the last day that is looked at: the days on which amounts are regulated.
fn new_years(over: Period, horizon: Date) -> impl Iterator<Item = Date> {
    let last = over.to().map_or(horizon, |to| to.min(horizon));
    (over.from().year()..=last.year()).filter_map(|year| Date::new(year, 1, 1).ok())
}

/// Draws §§ 45–48 over the person's life; not for those with a permit from before the Act (§ 58, stk. 3).
pub fn draw(life: &mut Life<'_>) {
    let Some(introduction) = life.spine.introduction_period else { return };
    if chapter13_commencement::has_permit_from_before_the_act(life.file, &mut Why::silent()).answer.is_yes() {
        return;
    }
    expenses::draw(life, introduction);
    grants::draw(life, introduction);
    results::draw(life, introduction);
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// The law's amounts of 2007 with the percentages of 2008 to 2012 give every amount of the table, year after year.
    #[test]
    fn amounts_are_regulated_from_the_rounded_amount_of_the_year_before() {
        let keys = [
            RateKey::BasicGrant,
            RateKey::ProgrammeCeiling,
            RateKey::MinorGrant,
            RateKey::ResultWorkOrEducation,
            RateKey::ResultDanish,
        ];
        for key in keys {
            let mut amount = key.on(date(2007, 12, 31)).unwrap().amount;
            for (year, permille) in [(2008, 29), (2009, 31), (2010, 37), (2011, 19), (2012, 29)] {
                amount = regulated(amount, permille);
                assert_eq!(Some(amount), key.on(date(year, 1, 1)).map(|rate| rate.amount), "{} {year}", key.name());
            }
        }
    }

    #[test]
    fn half_a_krone_is_rounded_up_and_less_is_not() {
        assert_eq!(regulated(Kroner::whole(500), 1), Kroner::whole(501));
        assert_eq!(regulated(Kroner::whole(499), 1), Kroner::whole(499));
        assert_eq!(regulated(Kroner::whole(7150), 0), Kroner::whole(7150));
    }
}
