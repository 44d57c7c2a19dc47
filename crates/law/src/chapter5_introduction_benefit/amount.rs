//! §§ 27 and 28: from when benefit is paid, how much, and what income does to it.

use jiff::civil::Date;
use vocabulary::{Kroner, Period};

use crate::answer::{Answer, Bearer, Finding, Judgement, MissingFact};
use crate::case::PersonFile;
use crate::changes::{Changes, periods_from, until_or_open};
use crate::chapter4_introduction_programme::education_order::supports_children_at_home;
use crate::cite;
use crate::facts::{Income, Month, last_by};
use crate::life::{Life, Question, Value};
use crate::parameters::{Rate, RateKey};
use crate::spine::Spine;
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// The earliest day benefit is paid.
pub static EARLIEST: Question = Question {
    key: "benefit.earliest",
    words: Words::new("Hvornår kan ydelsen tidligst modtages?", "When can benefit be received at the earliest?"),
};
/// The benefit of a whole month before income.
pub static RATE: Question = Question {
    key: "benefit.rate",
    words: Words::new("Hvad er den månedlige ydelse før indtægter?", "What is the monthly benefit before income?"),
};
/// The benefit of a month as the law gives it.
pub static MONTH: Question = Question {
    key: "benefit.month",
    words: Words::new("Hvad er ydelsen for måneden?", "What is the benefit for the month?"),
};
/// Whether special benefit takes its place during imprisonment.
pub static IMPRISONED: Question = Question {
    key: "benefit.imprisoned",
    words: Words::new(
        "Gælder særlig ydelse for frihedsberøvede?",
        "Does special benefit for those deprived of liberty apply?",
    ),
};
/// Whether special support may be given.
pub static SPECIAL_SUPPORT: Question = Question {
    key: "benefit.special_support",
    words: Words::new(
        "Kan der gives særlig støtte til boligudgifter eller forsørgelse?",
        "May special support for housing or dependants be given?",
    ),
};

static LIVES_WITH_PARENTS: MissingFact = MissingFact {
    fact: "lives_with_parents",
    words: Words::new("om udlændingen bor hos sine forældre", "whether the foreigner lives with parents"),
};
static RATE_UNKNOWN: MissingFact = MissingFact {
    fact: "rate",
    words: Words::new(
        "satsen for måneden; den står ikke i satstabellen",
        "the rate for the month; it is not in the table of rates",
    ),
};
static INCOME: MissingFact =
    MissingFact { fact: "income", words: Words::new("månedens indtægter", "the income of the month") };
static SPOUSE_INCOME: MissingFact = MissingFact {
    fact: "income (spouse)",
    words: Words::new("ægtefællens indtægter i måneden", "the spouse's income of the month"),
};
static HOURS: MissingFact = MissingFact {
    fact: "income.hours",
    words: Words::new("antal arbejdstimer i måneden", "the hours worked in the month"),
};
static HIGH_COSTS: Judgement = Judgement {
    fact: "special_support",
    by: Bearer::Municipality,
    words: Words::new(
        "har udlændingen høje boligudgifter eller stor forsørgerbyrde?",
        "does the foreigner have high housing costs or many to support?",
    ),
};

/// The most hours a month for which part of wages is disregarded. Source: lov om aktiv socialpolitik § 31.
const DISREGARDED_HOURS_A_MONTH: u32 = 160;
/// The age at which the rates for adults begin. Source: lov om aktiv socialpolitik § 25, stk. 12.
const ADULT_RATE_YEARS: u16 = 25;

/// § 27, stk. 1, 1. pkt.: benefit can be received at the earliest at the end of the month in which it is applied for. Reads the application.
pub fn earliest_payment(applied: Date, application: FactRef, why: &mut Why) -> (Finding, Value) {
    let provision = cite!("§ 27, stk. 1, 1. pkt.");
    let day = applied.last_of_month();
    why.says(provision, Said::Day(day), application);
    (Finding::of(Answer::Yes, provision), Value::Day(day))
}

/// The marriage or the life as if married of the day: the rates are the same (lov om aktiv socialpolitik § 25, stk. 12).
fn couple(file: &PersonFile<'_>, on: Date) -> Option<FactRef> {
    let together = file.cohabitation(on);
    file.marriage(on).map(|(fact, _)| fact).or(together.map(|held| held.fact))
}

/// § 27, stk. 2, 1. pkt.: which rate of start help holds for the person on a day. Reads the day of birth, marriage and whether somebody
/// under 25 lives with parents.
pub fn rate_key(file: &PersonFile<'_>, on: Date) -> Result<RateKey, Answer> {
    let adult = file.has_reached(ADULT_RATE_YEARS, on);
    let couple = couple(file, on).is_some();
    match adult {
        Answer::Yes if couple => Ok(RateKey::StartHelpCouple),
        Answer::Yes => Ok(RateKey::StartHelpSingle),
        Answer::No => match last_by(&file.living_with_parents, on).map(|held| held.with_parents) {
            Some(true) => Ok(RateKey::StartHelpUnder25Home),
            Some(false) => Ok(RateKey::StartHelpUnder25Away),
            None => Err(Answer::Missing(&LIVES_WITH_PARENTS)),
        },
        open => Err(open),
    }
}

/// § 27, stk. 2, 1. pkt.: the benefit of a whole month before income: the rate, and the supplement for those who support children
/// living at home, as they hold on a day. Missing where a rate is not known.
pub fn monthly_rate(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Result<Kroner, Finding> {
    let provision = cite!("§ 27, stk. 2, 1. pkt.");
    let take = |key: RateKey, evidence: Option<FactRef>, why: &mut Why| -> Result<Kroner, Finding> {
        let Some(rate) = key.on(on) else {
            return Err(Finding::noted(Answer::Missing(&RATE_UNKNOWN), provision, evidence, why));
        };
        let rate: &'static Rate = rate;
        why.amount(provision, rate.amount, Some(rate), evidence);
        Ok(rate.amount)
    };
    let couple = couple(file, on);
    let key = rate_key(file, on).map_err(|open| Finding::noted(open, provision, (), why))?;
    let base = take(key, couple, why)?;
    if !supports_children_at_home(file, on) {
        return Ok(base);
    }
    let supplement = if couple.is_some() { RateKey::ChildSupplementCouple } else { RateKey::ChildSupplementSingle };
    Ok(base + take(supplement, last_by(&file.children, on).map(|child| child.fact), why)?)
}

/// § 27, stk. 1, 2. pkt.: on how many days of the month there is a right to benefit: those on which possibilities to work are used. Reads
/// the right to benefit from day to day; days deprived of liberty have a benefit of their own (stk. 3).
pub fn days_with_right(file: &PersonFile<'_>, spine: &Spine, month: Month) -> Result<i32, Finding> {
    let Ok(whole) = Period::new(month.first(), Some(month.next().first())) else { return Ok(0) };
    let mut days = 0;
    for (period, right) in spine.benefit_right.periods() {
        let Some(common) = period.intersection(whole) else { continue };
        if right.answer.is_open() {
            return Err(right.clone());
        }
        if right.answer.is_yes() {
            days += days_in(common) - days_imprisoned(file, common);
        }
    }
    Ok(days)
}

fn days_in(period: Period) -> i32 {
    period.to().map_or(0, |to| crate::calendar::days_between(period.from(), to))
}

fn days_imprisoned(file: &PersonFile<'_>, within: Period) -> i32 {
    let periods =
        file.imprisonments.iter().filter_map(|prison| Period::new(prison.on, prison.until).ok()?.intersection(within));
    periods.map(days_in).sum()
}

/// § 28, stk. 2 (lov om aktiv socialpolitik §§ 30–31): what of a month's income counts: all of it, less a part of wages for each hour worked,
/// at most 160 hours. Reads the income; missing where the rate of the month or the hours are not known.
pub fn counted_income(income: &Income, fact: FactRef, why: &mut Why) -> Result<Kroner, Finding> {
    let provision = cite!("§ 28, stk. 2");
    let mut counted = income.work + income.other;
    if !income.work.is_zero() {
        let missing = |what, why: &mut Why| Err(Finding::noted(Answer::Missing(what), provision, fact, why));
        let Some(hours) = income.hours else { return missing(&HOURS, why) };
        let Some(rate) = RateKey::HourlyDisregard.on(income.month.first()) else { return missing(&RATE_UNKNOWN, why) };
        let hours = hours.in_hundredths().min(DISREGARDED_HOURS_A_MONTH * 100);
        let disregarded = rate.amount.share(i64::from(hours), 100).min(income.work);
        why.amount(provision, disregarded, Some(rate), fact);
        counted = counted - disregarded;
    }
    why.amount(provision, counted, None, fact);
    Ok(counted)
}

/// The income of a month as known on a day.
fn income_of(
    file: &PersonFile<'_>,
    month: Month,
    known: Date,
    missing: &'static MissingFact,
    why: &mut Why,
) -> Result<Kroner, Finding> {
    let last = file.incomes.iter().rev().find(|income| income.month == month && income.on <= known);
    match last {
        Some(income) => counted_income(income.held, income.fact, why),
        None => Err(Finding::noted(Answer::Missing(missing), cite!("§ 28, stk. 1"), (), why)),
    }
}

/// § 28: what a month's income of the person and the spouse leaves of the benefit. Nothing, where together it reaches what the two could
/// receive (stk. 1); else each krone that counts lowers it. Where both receive the benefit, each bears half of the couple's income.
pub fn after_income(
    file: &PersonFile<'_>,
    month: Month,
    known: Date,
    whole: Kroner,
    why: &mut Why,
) -> Result<Kroner, Finding> {
    let own = income_of(file, month, known, &INCOME, why)?;
    let Some(spouse) = file.spouse(month.first()) else {
        if let Some((marriage, _)) = file.marriage(month.first()) {
            let missing = Answer::Missing(&SPOUSE_INCOME);
            return Err(Finding::noted(missing, cite!("§ 28, stk. 1"), marriage, why));
        }
        return Ok(reach(own, whole, whole, 1, why));
    };
    let theirs = income_of(spouse, month, known, &SPOUSE_INCOME, why)?;
    let spouse_receives = is_recipient(spouse, month);
    let both = if spouse_receives { whole + monthly_rate(spouse, month.first(), why)? } else { whole };
    Ok(reach(own + theirs, both, whole, if spouse_receives { 2 } else { 1 }, why))
}

/// § 28, stk. 1: nothing is paid where income reaches what could be received; else the person's share of the income lowers the benefit.
fn reach(income: Kroner, could_receive: Kroner, whole: Kroner, recipients: i64, why: &mut Why) -> Kroner {
    let reaches = income >= could_receive;
    why.answer(cite!("§ 28, stk. 1"), Answer::of(reaches), ());
    if reaches { Kroner::ZERO } else { whole.less(income.share(1, recipients)) }
}

/// Whether the spouse has applied for introduction benefit by the month too.
fn is_recipient(spouse: &PersonFile<'_>, month: Month) -> bool {
    spouse.benefit_applications.first().is_some_and(|application| application.on <= month.last())
}

/// §§ 27–28: the benefit of a month as the law gives it, before any decision lowers it: the rate less income, for the share of the month's
/// calendar days on which there is a right. Reads circumstances on the first day of the month that counts.
pub fn of_month(file: &PersonFile<'_>, spine: &Spine, month: Month, known: Date, why: &mut Why) -> (Finding, Value) {
    match amount_of_month(file, spine, month, known, why) {
        Ok(amount) => {
            (Finding::of(Answer::of(!amount.is_zero()), cite!("§ 27, stk. 2, 1. pkt.")), Value::Amount(amount))
        }
        Err(open) => (open, Value::None),
    }
}

/// The same as an amount, or what it waits for. Income counts as it is known on a day.
pub fn amount_of_month(
    file: &PersonFile<'_>,
    spine: &Spine,
    month: Month,
    known: Date,
    why: &mut Why,
) -> Result<Kroner, Finding> {
    let days = days_with_right(file, spine, month)?;
    why.says(cite!("§ 27, stk. 1, 2. pkt."), Said::Count(days, Words::new("dage", "days")), ());
    if days == 0 {
        return Ok(Kroner::ZERO);
    }
    let from = spine.benefit_applied.map_or(month.first(), |applied| applied.max(month.first()));
    let whole = monthly_rate(file, from, why)?;
    let left = after_income(file, month, known, whole, why)?;
    let amount = left.share(i64::from(days), i64::from(month.days()));
    why.amount(cite!("§ 27, stk. 2, 1. pkt."), amount, None, ());
    Ok(amount)
}

/// § 27, stk. 3: the exception for those deprived of liberty, who receive a special benefit by other rules. Reads imprisonments.
pub fn is_deprived_of_liberty(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let prison = file.imprisonment(on);
    Finding::noted(Answer::of(prison.is_some()), cite!("§ 27, stk. 3"), prison.map(|fact| fact.fact), why)
}

/// § 27, stk. 4: special support for high housing costs or many to support may be given to those who receive benefit. The municipality's
/// judgement.
pub fn may_have_special_support(file: &PersonFile<'_>, right: &Finding, on: Date, why: &mut Why) -> (Finding, Value) {
    let provision = cite!("§ 27, stk. 4");
    let assessed = last_by(&file.special_supports, on);
    let mut all = crate::answer::AllOf::conditions_of(provision);
    all.take(right);
    all.require(
        provision,
        Answer::judged(assessed.map(|held| held.high_costs), &HIGH_COSTS),
        assessed.map(|fact| fact.fact),
        why,
    );
    (all.finding(), assessed.and_then(|held| held.amount).map_or(Value::None, Value::Amount))
}

/// Draws §§ 27–28: the earliest payment, and each month from the application to the end of the period or the horizon.
pub fn draw(life: &mut Life<'_>) {
    let (Some(applied), Some(period)) = (life.spine.benefit_applied, life.spine.introduction_period) else { return };
    let file = life.file;
    life.presuppose(Some(applied.max(period.from())));
    let application = file.benefit_applications[0].fact;
    life.conclude(&EARLIEST, Some(application), Period::since(applied), |why| {
        earliest_payment(applied.max(period.from()), application, why)
    });
    let end = period.to().unwrap_or(Date::MAX);
    let spine = std::mem::take(&mut life.spine);
    let mut benefit = Vec::new();
    let mut month = Month::of(applied.max(period.from()));
    while month.first() <= life.horizon && month.first() < end {
        let reckoned = draw_month(life, &spine, month);
        if !reckoned.is_empty() {
            benefit.push((month, reckoned));
        }
        month = month.next();
    }
    draw_rates(life, applied.max(period.from()), end);
    draw_special(life, &spine);
    life.presuppose(Some(period.from()));
    life.spine = Spine { benefit, ..spine };
}

/// A month, reckoned when it is over, and anew when income of the month becomes known after that: the benefit from day to day.
fn draw_month(life: &mut Life<'_>, spine: &Spine, month: Month) -> Changes<Kroner> {
    let file = life.file;
    let mut benefit = Changes::default();
    if month.last() > life.horizon {
        return benefit;
    }
    let mut days: Vec<Date> = late_incomes(file, month).collect();
    days.extend(file.spouse(month.first()).into_iter().flat_map(|spouse| late_incomes(spouse, month)));
    for holds in periods_from(month.last(), days) {
        let known = holds.from();
        life.conclude(&MONTH, month, holds, |why| {
            let (finding, value) = of_month(file, spine, month, known, why);
            if let Value::Amount(amount) = value {
                benefit.set(known, amount);
            }
            (finding, value)
        });
    }
    benefit
}

/// The days after the month on which income of it became known.
fn late_incomes(file: &PersonFile<'_>, month: Month) -> impl Iterator<Item = Date> {
    let late = file.incomes.iter().filter(move |income| income.month == month && income.on > month.last());
    late.map(|income| income.on)
}

/// The monthly rate from the application on, anew when circumstances or the year change.
fn draw_rates(life: &mut Life<'_>, from: Date, end: Date) {
    let file = life.file;
    let mut days = vec![from];
    days.extend(file.marriages.iter().map(|fact| fact.on));
    days.extend(file.marriages_ended.iter().map(|fact| fact.on));
    days.extend(file.cohabitations.iter().flat_map(|fact| [Some(fact.on), fact.until]).flatten());
    days.extend(file.children.iter().map(|fact| fact.on));
    days.extend(file.living_with_parents.iter().map(|fact| fact.on));
    days.extend(file.birthday(ADULT_RATE_YEARS));
    days.extend((from.year() + 1..=end.year()).filter_map(|year| Date::new(year, 1, 1).ok()));
    days.retain(|day| *day >= from && *day < end && *day <= life.horizon);
    days.sort_unstable();
    days.dedup();
    for (place, day) in days.iter().enumerate() {
        let until = days.get(place + 1).copied().unwrap_or(end);
        let holds = until_or_open(*day, Some(until));
        life.conclude(&RATE, None, holds, |why| match monthly_rate(file, *day, why) {
            Ok(amount) => (Finding::of(Answer::Yes, cite!("§ 27, stk. 2, 1. pkt.")), Value::Amount(amount)),
            Err(open) => (open, Value::None),
        });
    }
}

/// § 27, stk. 3 and 4.
fn draw_special(life: &mut Life<'_>, spine: &Spine) {
    let file = life.file;
    for prison in &file.imprisonments {
        let holds = until_or_open(prison.on, prison.until);
        life.conclude(&IMPRISONED, Some(prison.fact), holds, |why| {
            (is_deprived_of_liberty(file, prison.on, why), Value::None)
        });
    }
    for assessed in &file.special_supports {
        let Some(right) = spine.benefit_right.on(assessed.on) else { continue };
        life.conclude(&SPECIAL_SUPPORT, Some(assessed.fact), Period::since(assessed.on), |why| {
            may_have_special_support(file, right, assessed.on, why)
        });
    }
}
