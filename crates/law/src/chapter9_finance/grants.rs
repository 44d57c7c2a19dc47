//! § 45, stk. 4–6: the basic grant, the refund of programme expenses within its ceiling, and the grant for unaccompanied minors.

use jiff::civil::Date;
use vocabulary::Period;

use super::{amount_on, new_years};
use crate::act::Provision;
use crate::answer::{AllOf, Answer, Finding, OneOf};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::{Changes, until_or_open};
use crate::chapter4_introduction_programme::offers;
use crate::cite;
use crate::edition::Edition;
use crate::facts::{Content, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::parameters::RateKey;
use crate::spine::Spine;
use crate::why::{Said, Why};
use crate::words::Words;

/// The basic grant a month.
pub static BASIC: Question = Question {
    key: "grant.basic",
    words: Words::new(
        "Yder staten grundtilskud, og hvor meget pr. måned?",
        "Does the State give a basic grant, and how much a month?",
    ),
};
/// The grant a month for an unaccompanied minor.
pub static MINOR: Question = Question {
    key: "grant.minor",
    words: Words::new(
        "Yder staten tilskud for en uledsaget mindreårig, og hvor meget pr. måned?",
        "Does the State give a grant for an unaccompanied minor, and how much a month?",
    ),
};
/// Who receives the State's monthly grants for the person.
pub static RECIPIENT: Question = Question {
    key: "grant.recipient",
    words: Words::new("Hvilken kommune får statens tilskud?", "Which municipality receives the State's grants?"),
};
/// Whether the State refunds a share of programme expenses.
pub static OF_PROGRAMME: Question = Question {
    key: "refund.programme",
    words: Words::new(
        "Refunderer staten en del af udgifterne til introduktionsprogrammet?",
        "Does the State refund a part of the expenses of the programme?",
    ),
};
/// What the person adds to the ceiling of a year.
pub static CEILING: Question = Question {
    key: "refund.programme_ceiling",
    words: Words::new(
        "Hvor meget lægger udlændingen til det forløbne års rådighedsbeløb?",
        "How much does the foreigner add to the ceiling of the past year?",
    ),
};

static PERCENT: Words = Words::new("pct.", "%");

/// What § 45, stk. 4 and 5 ask of both: the person takes part in the programme, and the grant for unaccompanied minors does not shut it
/// out (stk. 6, 3. pkt.).
fn is_paid_for(
    provision: Provision,
    file: &PersonFile<'_>,
    spine: &Spine,
    edition: &Edition,
    on: Date,
    why: &mut Why,
) -> Finding {
    let mut all = AllOf::conditions_of(provision);
    all.take(&offers::takes_part(file, spine, on, why));
    all.finding().unless(&minor_grant_shuts_out(file, spine, edition, on, why))
}

/// § 45, stk. 4, 1. pkt.: the basic grant for somebody in the introduction programme, in the introduction period, unless the grant for
/// unaccompanied minors shuts it out (stk. 6, 3. pkt.). The text of 2007 names no period: it is read as an amount a month.
pub fn basic_grant(
    file: &PersonFile<'_>,
    spine: &Spine,
    edition: &Edition,
    on: Date,
    why: &mut Why,
) -> (Finding, Value) {
    let provision = cite!("§ 45, stk. 4, 1. pkt.");
    let finding = is_paid_for(provision, file, spine, edition, on, why);
    if !finding.answer.is_yes() {
        why.answer(provision, finding.answer, ());
        return (finding, Value::None);
    }
    match amount_on(provision, RateKey::BasicGrant, on, (), why) {
        Ok(rate) => (finding, Value::Amount(rate.amount)),
        Err(missing) => (Finding::of(missing, provision), Value::None),
    }
}

/// § 45, stk. 4, 2. pkt.: the grant goes to the municipality that is responsible on the day.
pub fn recipient(spine: &Spine, on: Date, why: &mut Why) -> (Finding, Value) {
    let provision = cite!("§ 45, stk. 4, 2. pkt.");
    let Some(responsible) = spine.responsible.on(on) else {
        return (Finding::noted(Answer::No, provision, (), why), Value::None);
    };
    let finding = Finding { provision, ..responsible.finding.clone() };
    if let Some(municipality) = responsible.municipality {
        why.says(provision, Said::Municipality(municipality), responsible.because);
        return (finding, Value::Municipality(municipality));
    }
    why.answer(provision, finding.answer, responsible.because);
    (finding, Value::None)
}

/// § 45, stk. 5, 1. pkt.: the State refunds half of the expenses of the programme, with Danish education and offers, in the introduction
/// period and within the ceiling; not where the grant for unaccompanied minors shuts it out (stk. 6, 3. pkt.).
pub fn refund_of_programme(
    file: &PersonFile<'_>,
    spine: &Spine,
    edition: &Edition,
    on: Date,
    why: &mut Why,
) -> (Finding, Value) {
    let provision = cite!("§ 45, stk. 5, 1. pkt.");
    let finding = is_paid_for(provision, file, spine, edition, on, why);
    why.answer(provision, finding.answer, ());
    let percent = i32::from(edition.figures.refund_percent);
    let share = if finding.answer.is_yes() { Value::Count(percent, PERCENT) } else { Value::None };
    (finding, share)
}

/// § 45, stk. 5, 2.–3. pkt.: what a person adds to the ceiling of a year: the amount of the year, for the part of its days on which they
/// received offers under chapter 4.
pub fn ceiling(year: i16, days: i32, why: &mut Why) -> (Finding, Value) {
    let provision = cite!("§ 45, stk. 5, 2. pkt.");
    let Ok(first) = Date::new(year, 1, 1) else { return (Finding::of(Answer::No, provision), Value::None) };
    let counted = Words::new("dage i året med tilbud", "days of the year with offers");
    why.says(cite!("§ 45, stk. 5, 3. pkt."), Said::Count(days, counted), ());
    match amount_on(provision, RateKey::ProgrammeCeiling, first, (), why) {
        Ok(rate) => {
            let share = rate.amount.share(days.into(), first.days_in_year().into());
            why.amount(cite!("§ 45, stk. 5, 3. pkt."), share, None, ());
            (Finding::of(Answer::Yes, provision), Value::Amount(share))
        }
        Err(missing) => (Finding::of(missing, provision), Value::None),
    }
}

/// § 45, stk. 6: the grant a month for an unaccompanied minor: for one with a permit under § 7 or § 9 c, stk. 3 of the Aliens Act who
/// lives in the municipality (1. pkt.), until [`minor_grant_has_ended`]. Reads the permit and whether the Act covers the minor.
pub fn minor_grant(file: &PersonFile<'_>, spine: &Spine, edition: &Edition, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 45, stk. 6, 1. pkt.");
    let minor = file.unaccompanied_minors.first().filter(|minor| minor.on <= on);
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(minor.is_some()), minor.map(|fact| fact.fact), why);
    if minor.is_none() {
        return all.finding();
    }
    let permit = last_by(&file.permits, on);
    let counts = permit.is_some_and(|permit| match permit.ground.section().as_str() {
        "7" => true,
        "9c" => permit.ground.subsection() == Some(3),
        _ => false,
    });
    all.require(provision, Answer::of(counts), permit.map(|fact| fact.fact), why);
    if let Some(scope) = spine.scope.on(on) {
        why.answer(scope.finding.provision, scope.finding.answer, ());
        all.take(&scope.finding);
    }
    all.finding().unless(&minor_grant_has_ended(file, edition, on, why))
}

/// § 45, stk. 6, 2. pkt.: the grant is given until the minor is 18 or the parents have lawful stay in Denmark.
pub fn minor_grant_has_ended(file: &PersonFile<'_>, edition: &Edition, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 45, stk. 6, 2. pkt.");
    let parents = file.parents_lawfully_here.first().filter(|fact| fact.on <= on);
    let mut one = OneOf::conditions_of(provision);
    one.allow(provision, file.has_reached(edition.figures.minor_grant_until_years, on), (), why);
    one.allow(provision, Answer::of(parents.is_some()), parents.map(|fact| fact.fact), why);
    one.finding()
}

/// § 45, stk. 6, 3. pkt.: no basic grant and no refund of programme expenses for a minor for whom the grant of stk. 6 is given.
pub fn minor_grant_shuts_out(
    file: &PersonFile<'_>,
    spine: &Spine,
    edition: &Edition,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 45, stk. 6, 3. pkt.");
    if file.unaccompanied_minors.first().is_none_or(|minor| on < minor.on) {
        return Finding::noted(Answer::No, provision, (), why);
    }
    let granted = minor_grant(file, spine, edition, on, why);
    why.answer(provision, granted.answer, ());
    Finding { provision, ..granted }
}

/// The grant for an unaccompanied minor with its amount on the day.
fn minor_grant_amount(
    file: &PersonFile<'_>,
    spine: &Spine,
    edition: &Edition,
    on: Date,
    why: &mut Why,
) -> (Finding, Value) {
    let finding = minor_grant(file, spine, edition, on, why);
    if !finding.answer.is_yes() {
        return (finding, Value::None);
    }
    match amount_on(finding.provision, RateKey::MinorGrant, on, (), why) {
        Ok(rate) => (finding, Value::Amount(rate.amount)),
        Err(missing) => (Finding::of(missing, finding.provision), Value::None),
    }
}

/// The days on which what is found about an unaccompanied minor can change.
fn days_of_a_minor(file: &PersonFile<'_>, edition: &Edition) -> Vec<Date> {
    let Some(minor) = file.unaccompanied_minors.first() else { return Vec::new() };
    let age = edition.figures.minor_grant_until_years;
    let mut days = vec![minor.on];
    days.extend(
        file.born().iter().flat_map(|born| [born.earliest(), born.latest()]).map(|born| calendar::birthday(born, age)),
    );
    days.extend(file.parents_lawfully_here.first().map(|fact| fact.on));
    days.extend(file.permits.iter().map(|permit| permit.on));
    days.extend(file.programme_offers.first().map(|offer| offer.on));
    days
}

/// Draws § 45, stk. 4–6: the grants and the refund in the introduction period, the ceiling when its year is over, and the grant for a
/// minor from the takeover on.
pub fn draw(life: &mut Life<'_>, introduction: Period) {
    let (file, edition, horizon) = (life.file, life.edition, life.horizon);
    let from = introduction.from().max(cite!("§ 45, stk. 4").in_force().from());
    let spine = std::mem::take(&mut life.spine);
    let mut days = days_of_a_minor(file, edition);
    days.extend(spine.scope.days_between(from, Date::MAX));
    if let Ok(over) = Period::new(from, introduction.to()) {
        let regulated: Vec<Date> = new_years(over, horizon).chain(days.iter().copied()).collect();
        life.conclude_by_day(&BASIC, None, over, regulated, |on, why| basic_grant(file, &spine, edition, on, why));
        let moves = spine.responsible.days_between(from, Date::MAX).collect();
        life.conclude_by_day(&RECIPIENT, None, over, moves, |on, why| recipient(&spine, on, why));
        life.conclude_by_day(&OF_PROGRAMME, None, over, days.clone(), |on, why| {
            refund_of_programme(file, &spine, edition, on, why)
        });
        draw_ceiling(life, &spine, over, &days);
    }
    if let Some(minor) = file.unaccompanied_minors.first() {
        let over = Period::since(from.max(minor.on));
        let regulated = new_years(over, horizon).chain(days).collect();
        life.conclude_by_day(&MINOR, None, over, regulated, |on, why| {
            minor_grant_amount(file, &spine, edition, on, why)
        });
    }
    life.spine = spine;
}

/// Draws the ceiling of each year on the 1 January after it, where the person received offers that year.
fn draw_ceiling(life: &mut Life<'_>, spine: &Spine, over: Period, days: &[Date]) {
    let receives = days_with_offers(life.file, spine, life.edition, over, days);
    let last = over.to().map_or(life.horizon, |to| to.min(life.horizon));
    for year in over.from().year()..=last.year() {
        let (Ok(first), Ok(next), Ok(after)) =
            (Date::new(year, 1, 1), Date::new(year + 1, 1, 1), Date::new(year + 2, 1, 1))
        else {
            return;
        };
        let counted = count_days(&receives, first, next);
        if counted > 0 && next <= life.horizon {
            let holds = until_or_open(next, Some(after));
            life.conclude(&CEILING, None, holds, |why| ceiling(year, counted, why));
        }
    }
}

/// How many of the days from one on and before another.
fn count_days(receives: &Changes<bool>, first: Date, next: Date) -> i32 {
    let mut days = 0;
    let mut from = first;
    for day in receives.days_between(first, next).chain([next]) {
        if receives.on(from).copied().unwrap_or(false) {
            days += calendar::days_between(from, day);
        }
        from = day;
    }
    days
}

/// On which days the person receives an offer under chapter 4: Danish education or an offer under §§ 23–24 b that runs, while the Act
/// covers the person and no grant for unaccompanied minors is given.
fn days_with_offers(
    file: &PersonFile<'_>,
    spine: &Spine,
    edition: &Edition,
    over: Period,
    others: &[Date],
) -> Changes<bool> {
    let end = over.to().unwrap_or(Date::MAX);
    let mut turns: Vec<(Date, i32)> = Vec::new();
    let mut runs = |from: Date, until: Date| {
        let (from, until) = (from.max(over.from()), until.min(end));
        if from < until {
            turns.extend([(from, 1), (until, -1)]);
        }
    };
    for course in &file.danish_courses {
        let next = course.on.tomorrow().unwrap_or(Date::MAX);
        let ended = first_from(&file.danish_ends, next).map_or(Date::MAX, |end| end.on);
        runs(course.on, course.until.unwrap_or(Date::MAX).min(ended));
    }
    for offer in &file.offers {
        let early = file
            .pointing_at(offer.fact)
            .filter(|(_, content)| matches!(content, Content::OfferEnd(_)))
            .map(|(fact, _)| file.day(fact))
            .min();
        runs(offer.on, early.map_or(offer.until, |early| early.min(offer.until)));
    }
    turns.extend(others.iter().filter(|day| over.contains(**day)).map(|day| (*day, 0)));
    turns.sort_unstable();
    let mut running = 0;
    let mut changes = Changes::default();
    for (day, turn) in turns {
        running += turn;
        let silent = &mut Why::silent();
        let counts = running > 0
            && spine.is_covered(day)
            && (file.unaccompanied_minors.is_empty() || minor_grant(file, spine, edition, day, silent).answer.is_no());
        changes.set(day, counts);
    }
    changes
}
