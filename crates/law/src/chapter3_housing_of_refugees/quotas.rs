//! §§ 6–9: the national number, and how the quotas of regions and municipalities are agreed or fixed, year by year.
//!
//! The facts are about institutions and stand in one file with a region's year ([`QuotaYear`]). How a quota is computed is the
//! minister's to say (§ 9) and not done here.

pub mod level;
pub mod national_number;

use jiff::civil::Date;

use self::level::{Level, MUNICIPALITY, REGION};
use super::earlier;
use crate::answer::{Answer, Finding};
use crate::calendar;
use crate::changes::until_or_open;
use crate::cite;
use crate::duty::{Due, DueRule, Duty};
use crate::edition::{Edition, MonthDay};
use crate::facts::{Dated, NationalNumber, Quota, QuotaBy, QuotaYear, between};
use crate::life::{Life, Value};
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

static YEAR_OVER: Words = Words::new("året er gået", "the year is over");
static FIXED: Words =
    Words::new("Udlændingeservice har fastsat kvoterne", "the Immigration Service has fixed the quotas");
static CHANGED_AGAIN: Words = Words::new("tallet er ændret igen", "the number has been changed again");

/// How a year's quotas of a level came about.
#[derive(Clone, Copy, Debug)]
pub struct Settlement {
    /// The last day on which an agreement is reported in time.
    pub last_day: Date,
    /// The first report of an agreement.
    pub agreed: Option<(Date, FactRef)>,
    /// The first fixing after that day; one before it has no basis.
    pub fixed: Option<(Date, FactRef)>,
}

/// A change that calls for a new agreement.
#[derive(Clone, Copy, Debug)]
pub struct Changed {
    /// The year whose number or quota was changed.
    pub year: i16,
    /// The day of the change.
    pub on: Date,
    /// The change.
    pub fact: FactRef,
    /// The deadline Udlændingeservice set.
    pub agree_by: Option<Date>,
}

/// The first day on which a year is over.
fn end_of(year: i16) -> Date {
    Date::new(year.saturating_add(1), 1, 1).unwrap_or(Date::MAX)
}

/// "Inden den …" and "senest den …": on a day that the Act names, which is the last in time, as the last day of a number of months is.
fn on_named_day(day: MonthDay, in_year: i16, from: Date) -> Due {
    Due::on_named_day(from, day.of(in_year))
}

/// §§ 7 and 8, stk. 1, 2. pkt.: by when an agreement on next year's quotas is reported to Udlændingeservice.
pub fn report_of_agreement(level: &Level, year: i16, from: Date, edition: &Edition) -> Due {
    on_named_day((level.agreement_by)(&edition.figures), year.saturating_sub(1), from)
}

/// §§ 7 and 8, stk. 3: by when Udlændingeservice fixes the quotas, where no agreement was reported in time.
pub fn fixing_without_agreement(level: &Level, year: i16, from: Date, edition: &Edition) -> Due {
    on_named_day((level.fixing_by)(&edition.figures), year.saturating_sub(1), from)
}

/// §§ 7 and 8, stk. 4: by when Udlændingeservice fixes the quotas after a change: within 30 days after the deadline for a new agreement.
pub fn fixing_after_change(agree_by: Date, edition: &Edition) -> Due {
    Due::within_days(agree_by, edition.figures.fixing_after_change_days)
}

/// §§ 7 and 8, stk. 1, 1. pkt.: whether an agreement on the quotas has been reported by the day, in time or not. Reads quotas.
pub fn is_agreed(level: &Level, settlement: &Settlement, on: Date, why: &mut Why) -> Finding {
    let agreed = settlement.agreed.filter(|(day, _)| *day <= on);
    Finding::noted(Answer::of(agreed.is_some()), level.agreement, agreed.map(|(_, fact)| fact), why)
}

/// §§ 7 and 8, stk. 1 and 3: whether the year's quotas are settled on the day: by an agreement reported in time, else when they have
/// been fixed. A late agreement settles nothing: the Act lets Udlændingeservice fix wherever none was reported in time.
pub fn are_settled(level: &Level, settlement: &Settlement, on: Date, why: &mut Why) -> (Finding, Value) {
    let agreement = is_agreed(level, settlement, on, why);
    let late = settlement.agreed.filter(|(day, _)| *day > settlement.last_day && *day <= on);
    why.says(level.agree.provision, Said::Day(settlement.last_day), late.map(|(_, fact)| fact));
    if agreement.answer.is_yes() && late.is_none() {
        return (agreement, Value::Named("agreed", Words::new("aftalt", "agreed")));
    }
    if on <= settlement.last_day {
        return (agreement, Value::None);
    }
    let fixed = settlement.fixed.filter(|(day, _)| *day <= on);
    let answer = Answer::of(fixed.is_some());
    let finding = Finding::noted(answer, level.fix.provision, fixed.map(|(_, fact)| fact), why);
    match (answer, late) {
        (Answer::Yes, _) => (finding, Value::Named("fixed", Words::new("fastsat", "fixed"))),
        (_, Some(_)) => (Finding::of(answer, level.agree.provision), Value::None),
        (_, None) => (finding, Value::None),
    }
}

/// §§ 7 and 8, stk. 2, 1. pkt.: whether a change calls for a new agreement: only one of the calendar year's own number or quota. One of
/// next year's changes what is still to be agreed.
pub fn must_be_agreed_anew(level: &Level, changed: &Changed, why: &mut Why) -> Finding {
    Finding::noted(Answer::of(changed.on.year() == changed.year), level.changed, changed.fact, why)
}

/// §§ 7 and 8, stk. 2, 2. pkt.: whether the deadline that Udlændingeservice set for a new agreement is shorter than six weeks after the
/// change. That it normally is not leaves shorter ones possible: a yes is to be explained, it does not move the deadline.
pub fn is_deadline_short(level: &Level, changed: &Changed, edition: &Edition, why: &mut Why) -> Finding {
    let normal = calendar::weeks_after(changed.on, edition.figures.new_agreement_weeks);
    let short = changed.agree_by.map(|day| day < normal);
    Finding::noted(Answer::known(short, level.deadline), level.agree_anew.provision, changed.fact, why)
}

/// §§ 7 and 8, stk. 2, 2. pkt.: by when a new agreement is reported: on the day Udlændingeservice set; none is made up where it set none.
pub fn report_of_new_agreement(changed: &Changed) -> Due {
    match changed.agree_by {
        Some(day) => Due::on_set_day(changed.on, day),
        None => Due { on: None, rule: DueRule::OnSetDay, counted_from: changed.on, moved_from: None },
    }
}

/// A level's quotas of a year that came about in a way, the first of them.
fn first_quota(quotas: &[Dated<'_, Quota>], settled: QuotaBy, change: bool) -> Option<(Date, FactRef)> {
    quotas.iter().find(|quota| quota.settled == settled && quota.change == change).map(|quota| (quota.on, quota.fact))
}

impl Settlement {
    /// Of a level and year, from the quotas of that level and year.
    fn of(level: &Level, year: i16, quotas: &[Dated<'_, Quota>], edition: &Edition) -> Self {
        let due = report_of_agreement(level, year, Date::MIN, edition);
        let last_day = due.on.unwrap_or(Date::MAX);
        let after = quotas.partition_point(|quota| quota.on <= last_day);
        Self {
            last_day,
            agreed: first_quota(quotas, QuotaBy::Agreement, false),
            fixed: first_quota(&quotas[after..], QuotaBy::Fixed, false),
        }
    }

    /// When the quotas were settled, and by which fact.
    fn reached(&self) -> Option<(Date, FactRef)> {
        self.agreed_in_time().or(self.fixed)
    }

    fn agreed_in_time(&self) -> Option<(Date, FactRef)> {
        self.agreed.filter(|(day, _)| *day <= self.last_day)
    }
}

/// What a file holds of one year.
#[derive(Clone, Copy)]
struct Year<'f, 'a> {
    numbers: &'f [Dated<'a, NationalNumber>],
    region: &'f [Dated<'a, Quota>],
    municipal: &'f [Dated<'a, Quota>],
}

/// The facts of a year, where they stand in the order of their years.
fn of_year<'f, 'a, T>(facts: &'f [Dated<'a, T>], year: i16, of: fn(&T) -> i16) -> &'f [Dated<'a, T>] {
    let start = facts.partition_point(|fact| of(fact.held) < year);
    let end = facts.partition_point(|fact| of(fact.held) <= year);
    &facts[start..end]
}

/// Draws §§ 6–8 over what the file holds of institutions.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    let mut numbers = file.national_numbers.clone();
    numbers.sort_by_key(|number| number.year);
    let mut region: Vec<Dated<'_, Quota>> =
        file.quotas.iter().filter(|quota| quota.level == REGION.of).copied().collect();
    region.sort_by_key(|quota| quota.year);
    let mut municipal: Vec<Dated<'_, Quota>> =
        file.quotas.iter().filter(|quota| quota.level == MUNICIPALITY.of).copied().collect();
    municipal.sort_by_key(|quota| quota.year);
    let of = |year: i16| Year {
        numbers: of_year(&numbers, year, |number| number.year),
        region: of_year(&region, year, |quota| quota.year),
        municipal: of_year(&municipal, year, |quota| quota.year),
    };
    let mut opened: Vec<&Dated<'_, QuotaYear>> = file.quota_years.iter().collect();
    opened.sort_by_key(|quota_year| quota_year.year);
    opened.dedup_by_key(|quota_year| quota_year.year);
    for quota_year in opened {
        draw_year(life, quota_year, of(quota_year.year));
    }
    for numbers in numbers.chunk_by(|one, other| one.year == other.year) {
        national_number::draw(life, numbers);
        let changes: Vec<Changed> = numbers.iter().filter(|number| number.change).map(Changed::by_number).collect();
        draw_changes(life, &REGION, &changes, of(numbers[0].year).region);
    }
    for quotas in region.chunk_by(|one, other| one.year == other.year) {
        let changes: Vec<Changed> = quotas.iter().filter(|quota| quota.change).map(Changed::by_quota).collect();
        draw_changes(life, &MUNICIPALITY, &changes, of(quotas[0].year).municipal);
    }
}

/// Draws § 6, 1. pkt. and §§ 7 and 8, stk. 1 and 3 over a year that quotas are to be set for.
fn draw_year(life: &mut Life<'_>, quota_year: &Dated<'_, QuotaYear>, year: Year<'_, '_>) {
    if !cite!("§ 6, 1. pkt.").is_in_force(quota_year.on) || quota_year.on >= end_of(quota_year.year) {
        return;
    }
    let announced = year.numbers.iter().find(|number| !number.change).map(|number| (number.on, number.fact));
    let due = national_number::announcement(quota_year, life.edition);
    let over = Some((end_of(quota_year.year), YEAR_OVER));
    life.duty(Duty::new(&national_number::ANNOUNCE, quota_year.on, quota_year.fact, due).done(announced).ended(over));
    let region = draw_level(life, &REGION, quota_year, announced, year.region);
    draw_level(life, &MUNICIPALITY, quota_year, region, year.municipal);
}

/// §§ 7 and 8, stk. 1 and 3 of one level: what there is to divide is known from `divided` on. Gives when and by what it was settled.
fn draw_level(
    life: &mut Life<'_>,
    level: &'static Level,
    quota_year: &Dated<'_, QuotaYear>,
    divided: Option<(Date, FactRef)>,
    quotas: &[Dated<'_, Quota>],
) -> Option<(Date, FactRef)> {
    if !level.agreement.is_in_force(quota_year.on) {
        return None;
    }
    let (edition, year) = (life.edition, quota_year.year);
    let (opened, over) = (quota_year.on, end_of(year));
    let settlement = Settlement::of(level, year, quotas, edition);
    draw_settled(life, level, quota_year, &settlement);
    // Where there was nothing to divide before the last day, nobody could agree in time, and nobody is late.
    if let Some((day, fact)) = divided.filter(|(day, _)| *day <= settlement.last_day) {
        let from = day.max(opened);
        let due = report_of_agreement(level, year, from, edition);
        let fixed = settlement.fixed.map(|(day, _)| (day, FIXED));
        life.duty(
            Duty::new(level.agree, from, [Some(fact), Some(quota_year.fact)], due)
                .done(settlement.agreed)
                .ended(earlier(fixed, Some((over, YEAR_OVER)))),
        );
    }
    if settlement.agreed_in_time().is_none() {
        let from = calendar::days_after(settlement.last_day, 1).max(opened);
        let due = fixing_without_agreement(level, year, from, edition);
        life.duty(
            Duty::new(level.fix, from, quota_year.fact, due).done(settlement.fixed).ended(Some((over, YEAR_OVER))),
        );
    }
    settlement.reached()
}

/// Whether the quotas are settled, from the day the year was opened to its end.
fn draw_settled(
    life: &mut Life<'_>,
    level: &'static Level,
    quota_year: &Dated<'_, QuotaYear>,
    settlement: &Settlement,
) {
    let (opened, over) = (quota_year.on, end_of(quota_year.year));
    let lapsed = calendar::days_after(settlement.last_day, 1);
    let agreed = settlement.agreed.map(|(day, _)| day);
    let fixed = settlement.fixed.map(|(day, _)| day);
    let mut days: Vec<Date> = [Some(opened), agreed, Some(lapsed), fixed, Some(over)].into_iter().flatten().collect();
    days.retain(|day| (opened..=over).contains(day));
    days.sort_unstable();
    days.dedup();
    for pair in days.windows(2) {
        let holds = until_or_open(pair[0], Some(pair[1]));
        life.conclude(level.settled, Some(quota_year.fact), holds, |why| are_settled(level, settlement, pair[0], why));
    }
}

impl Changed {
    /// § 7, stk. 2: the national number was changed.
    fn by_number(number: &Dated<'_, NationalNumber>) -> Self {
        Self { year: number.year, on: number.on, fact: number.fact, agree_by: number.agree_by }
    }

    /// § 8, stk. 2: a region's quota was changed, by a new agreement or by Udlændingeservice (§ 7, stk. 2, 4 and 5).
    fn by_quota(quota: &Dated<'_, Quota>) -> Self {
        Self { year: quota.year, on: quota.on, fact: quota.fact, agree_by: quota.agree_by }
    }
}

/// §§ 7 and 8, stk. 2 and 4 of one level: each change until the next one, or until the year is over.
fn draw_changes(life: &mut Life<'_>, level: &'static Level, changes: &[Changed], quotas: &[Dated<'_, Quota>]) {
    for (place, changed) in changes.iter().enumerate() {
        let over = end_of(changed.year);
        let next = changes.get(place + 1).map(|next| next.on).filter(|next| *next < over);
        let until = next.map_or((over, YEAR_OVER), |next| (next, CHANGED_AGAIN));
        if level.changed.is_in_force(changed.on) && changed.on < until.0 {
            draw_change(life, level, changed, until, quotas);
        }
    }
}

fn draw_change(
    life: &mut Life<'_>,
    level: &'static Level,
    changed: &Changed,
    until: (Date, Words),
    quotas: &[Dated<'_, Quota>],
) {
    let edition = life.edition;
    let holds = until_or_open(changed.on, Some(until.0));
    life.conclude(level.anew, Some(changed.fact), holds, |why| (must_be_agreed_anew(level, changed, why), Value::None));
    if !must_be_agreed_anew(level, changed, &mut Why::silent()).answer.is_yes() {
        return;
    }
    life.conclude(level.short, Some(changed.fact), holds, |why| {
        (is_deadline_short(level, changed, edition, why), changed.agree_by.map_or(Value::None, Value::Day))
    });
    let lapsed = changed.agree_by.map(|day| (day, calendar::days_after(day, 1).max(changed.on)));
    let agreed = first_quota(between(quotas, changed.on, until.0), QuotaBy::Agreement, true);
    let fixed = lapsed.and_then(|(_, from)| first_quota(between(quotas, from, until.0), QuotaBy::Fixed, true));
    let ended = earlier(fixed.map(|(day, _)| (day, FIXED)), Some(until));
    let due = report_of_new_agreement(changed);
    life.duty(Duty::new(level.agree_anew, changed.on, changed.fact, due).done(agreed).ended(ended));
    let Some((agree_by, from)) = lapsed.filter(|(_, from)| *from < until.0) else { return };
    if agreed.is_none_or(|(day, _)| day > agree_by) {
        let due = fixing_after_change(agree_by, edition);
        life.duty(Duty::new(level.fix_anew, from, changed.fact, due).done(fixed).ended(Some(until)));
    }
}
