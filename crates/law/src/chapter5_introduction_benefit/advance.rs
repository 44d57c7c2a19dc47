//! § 27 a: special introduction benefit paid in advance, by thirtieths of a month.

use jiff::civil::Date;
use vocabulary::{Kroner, Period};

use super::right;
use crate::answer::{Answer, Finding, MissingFact};
use crate::case::PersonFile;
use crate::changes::until_or_open;
use crate::cite;
use crate::edition::Edition;
use crate::facts::{BenefitApplication, Dated, Month, last_by};
use crate::life::{Life, Question, Value};
use crate::parameters::RateKey;
use crate::why::{Said, Why};
use crate::words::Words;

/// How much may be paid in advance for the rest of the month of application.
pub static FIRST_MONTH: Question = Question {
    key: "benefit.advance.first_month",
    words: Words::new(
        "Hvor meget kan forudbetales for ansøgningsmåneden?",
        "How much may be paid in advance for the month of application?",
    ),
};
/// How much may be paid in advance for the month after it.
pub static NEXT_MONTH: Question = Question {
    key: "benefit.advance.next_month",
    words: Words::new(
        "Hvor meget kan forudbetales for den følgende måned?",
        "How much may be paid in advance for the month after?",
    ),
};
/// On what terms.
pub static TERMS: Question = Question {
    key: "benefit.advance.terms",
    words: Words::new(
        "Gælder reglerne om rådighed og indtægter for forskuddet?",
        "Do the rules on availability and income hold for the advance?",
    ),
};

static RATE_UNKNOWN: MissingFact = MissingFact {
    fact: "rate",
    words: Words::new(
        "satsen for særlig introduktionsydelse; den står ikke i satstabellen",
        "the rate of special introduction benefit; it is not in the table of rates",
    ),
};

/// § 27 a, stk. 2, 1. pkt.: the most that may be paid for a month: the amounts of lov om aktiv socialpolitik § 25 a, stk. 2, or stk. 3 for
/// those who live with their parents. Reads where the person lives.
pub fn highest(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Result<Kroner, Finding> {
    let provision = cite!("§ 27 a, stk. 2, 1. pkt.");
    let home = last_by(&file.living_with_parents, on);
    let key = if home.is_some_and(|held| held.with_parents) { RateKey::AdvanceAtHome } else { RateKey::Advance };
    let evidence = home.map(|fact| fact.fact);
    match key.on(on) {
        Some(rate) => {
            why.amount(provision, rate.amount, Some(rate), evidence);
            Ok(rate.amount)
        }
        None => Err(Finding::noted(Answer::Missing(&RATE_UNKNOWN), provision, evidence, why)),
    }
}

/// § 27 a, stk. 2, 4. pkt.: an amount for so many days, in thirtieths of a month whatever its length; a whole month at most.
pub fn by_thirtieths(whole: Kroner, days: i32, edition: &Edition, why: &mut Why) -> Kroner {
    let month = i32::from(edition.figures.advance_month_days);
    why.says(cite!("§ 27 a, stk. 2, 4. pkt."), Said::Count(month, Words::new("dage pr. måned", "days a month")), ());
    whole.share(i64::from(days.min(month)), i64::from(month))
}

/// § 27 a, stk. 2, 2. pkt.: for the month of application: the days left of it on which the person is expected to be available. Reads the
/// application, and the days that were expected where an advance says so.
pub fn for_month_of_application(
    file: &PersonFile<'_>,
    application: &Dated<'_, BenefitApplication>,
    edition: &Edition,
    why: &mut Why,
) -> (Finding, Value) {
    let provision = cite!("§ 27 a, stk. 2, 2. pkt.");
    let month = Month::of(application.on);
    let left = crate::calendar::days_between(application.on, month.next().first());
    let expected = file
        .advance_payments
        .iter()
        .find(|advance| advance.month == month && advance.on == application.on)
        .and_then(|advance| advance.days);
    let days = expected.map_or(left, |expected| i32::from(expected).min(left));
    why.says(provision, Said::Count(days, Words::new("dage", "days")), application.fact);
    match highest(file, application.on, why) {
        Ok(whole) => {
            let amount = by_thirtieths(whole, days, edition, why);
            why.amount(provision, amount, None, application.fact);
            (Finding::of(Answer::Yes, provision), Value::Amount(amount))
        }
        Err(open) => (open, Value::None),
    }
}

/// § 27 a, stk. 2, 3. pkt.: for the month after: as many days as the person could not be available in the month of application, since the
/// application had not been made. Reads the application.
pub fn for_month_after(
    file: &PersonFile<'_>,
    application: &Dated<'_, BenefitApplication>,
    edition: &Edition,
    why: &mut Why,
) -> (Finding, Value) {
    let provision = cite!("§ 27 a, stk. 2, 3. pkt.");
    let days = i32::from(application.on.day()) - 1;
    why.says(provision, Said::Count(days, Words::new("dage", "days")), application.fact);
    match highest(file, Month::of(application.on).next().first(), why) {
        Ok(whole) => {
            let amount = by_thirtieths(whole, days, edition, why);
            why.amount(provision, amount, None, application.fact);
            (Finding::of(Answer::of(days > 0), provision), Value::Amount(amount))
        }
        Err(open) => (open, Value::None),
    }
}

/// § 27 a, stk. 3: whoever is paid in advance has to be available like others (1. pkt.), and income shuts it out in the same way (2. pkt.).
/// The answer is that of the rules on availability on the day.
pub fn terms(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let mut all = crate::answer::AllOf::conditions_of(cite!("§ 27 a, stk. 3, 1. pkt."));
    all.take(&right::has_no_reasonable_offer_of_work(file, on, why));
    all.take(&right::makes_use_of_possibilities(file, on, why));
    let finding = all.finding();
    why.answer(cite!("§ 27 a, stk. 3, 1. pkt."), finding.answer, ());
    why.answer(cite!("§ 27 a, stk. 3, 2. pkt."), Answer::Yes, ());
    finding
}

/// Draws § 27 a for the first application, from the day it was made until the end of the month after.
pub fn draw(life: &mut Life<'_>) {
    let (file, edition) = (life.file, life.edition);
    let Some(application) = file.benefit_applications.first() else { return };
    if !life.spine.programme_days.on(application.on).is_some_and(|offered| offered.answer.is_yes())
        || !cite!("§ 27 a").is_in_force(application.on)
    {
        return;
    }
    let month = Month::of(application.on);
    let period = |from: Date, to: Date| until_or_open(from, Some(to));
    life.conclude(&FIRST_MONTH, Some(application.fact), period(application.on, month.next().first()), |why| {
        why.answer(cite!("§ 27 a, stk. 1"), Answer::Yes, application.fact);
        for_month_of_application(file, application, edition, why)
    });
    let next = month.next();
    life.conclude(&NEXT_MONTH, Some(application.fact), period(month.last(), next.next().first()), |why| {
        why.answer(cite!("§ 27 a, stk. 1"), Answer::Yes, application.fact);
        for_month_after(file, application, edition, why)
    });
    for advance in file.advance_payments.iter().filter(|advance| advance.on >= application.on) {
        life.conclude(&TERMS, Some(advance.fact), Period::since(advance.on), |why| {
            (terms(file, advance.on, why), Value::Amount(advance.amount))
        });
    }
}
