//! § 16, stk. 1, 5 and 7: who is offered a programme, on which days, and how long it lasts: what the other chapters build on.

use jiff::civil::Date;
use vocabulary::Period;

use crate::answer::{AllOf, Answer, Finding};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::{Changes, until_or_open};
use crate::chapter13_commencement;
use crate::cite;
use crate::edition::Edition;
use crate::facts::last_by;
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{Said, Why};
use crate::words::Words;

/// Whether a programme is to be offered.
pub static OFFERED: Question = Question {
    key: "programme.offered",
    words: Words::new("Skal der tilbydes introduktionsprogram?", "Is an introduction programme to be offered?"),
};

/// The introduction period.
pub static PERIOD: Question = Question {
    key: "programme.period",
    words: Words::new("Hvornår løber introduktionsperioden?", "When does the introduction period run?"),
};

/// § 16, stk. 1: whether an introduction programme is to be offered: to those the Act covers who were 18 when a municipality took
/// over. Not to those with a permit from before 1999 (§ 58, stk. 3). Reads the takeover and the day of birth.
pub fn is_offered(file: &PersonFile<'_>, spine: &Spine, edition: &Edition, takeover: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 16, stk. 1");
    let mut all = AllOf::conditions_of(provision);
    if let Some(scope) = spine.scope.on(takeover) {
        why.answer(scope.finding.provision, scope.finding.answer, ());
        all.take(&scope.finding);
    }
    all.require(provision, file.has_reached(edition.figures.programme_age_years, takeover), spine.takeover_fact, why);
    all.finding().unless(&chapter13_commencement::has_permit_from_before_the_act(file, why))
}

/// Whether the programme that is offered is to be offered on a day: while the Act covers the person, and not while help is given in
/// its place ([`has_help_in_place_of_programme`]).
pub fn is_offered_on(file: &PersonFile<'_>, spine: &Spine, offered: &Finding, on: Date, why: &mut Why) -> Finding {
    let given = given_to_an_unaccompanied_minor(file, on, why).filter(|_| offered.answer.is_no());
    let offered = given.as_ref().map_or(offered, |(_, given)| given);
    let mut all = AllOf::conditions_of(offered.provision);
    all.take(offered);
    if let Some(scope) = spine.scope.on(on) {
        all.take(&scope.finding);
    }
    all.finding().unless(&has_help_in_place_of_programme(file, on, why))
}

/// § 16, stk. 6: a programme given to an unaccompanied minor, to whom none need be offered: from the day it was offered on, stk. 1–5
/// hold for them too. Reads the offer of a programme. Gives the day.
pub fn given_to_an_unaccompanied_minor(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Option<(Date, Finding)> {
    let minor = file.unaccompanied_minors.first().filter(|minor| minor.on <= on)?;
    let given = file.programme_offers.first().filter(|offer| offer.on <= on)?;
    let from = given.on.max(minor.on);
    Some((from, Finding::noted(Answer::Yes, cite!("§ 16, stk. 6"), [Some(given.fact), Some(minor.fact)], why)))
}

/// § 16, stk. 7: the exception for those who get rehabilitation or flexible work under other acts in place of the programme. Reads
/// such help; whether its conditions are met is for those acts.
pub fn has_help_in_place_of_programme(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let help = last_by(&file.helps_in_place_of_programme, on).filter(|help| help.until.is_none_or(|until| on < until));
    Finding::noted(Answer::of(help.is_some()), cite!("§ 16, stk. 7"), help.map(|fact| fact.fact), why)
}

/// § 16, stk. 5: the introduction period: from the takeover, at most three years; it ends on the same date three years later.
pub fn introduction_period(takeover: Date, edition: &Edition) -> Period {
    let end = calendar::years_after(takeover, edition.figures.introduction_period_years);
    until_or_open(takeover, Some(end))
}

/// Draws § 16, stk. 1 and 5: what the other chapters build on.
pub fn draw(life: &mut Life<'_>) {
    let Some(takeover) = life.spine.takeover else { return };
    let (file, edition) = (life.file, life.edition);
    let period = introduction_period(takeover, edition);
    life.spine.introduction_period = Some(period);
    let offered = is_offered(file, &life.spine, edition, takeover, &mut Why::silent());
    if offered.answer.is_yes() {
        life.spine.programme_period = Some(period);
    } else if offered.answer.is_no()
        && let Some((given, _)) = given_to_an_unaccompanied_minor(file, life.horizon, &mut Why::silent())
    {
        life.spine.programme_period = period.intersection(Period::since(given));
    }
    let mut days = Changes::default();
    for day in offer_days_of_change(file, &life.spine, period) {
        days.set(day, is_offered_on(file, &life.spine, &offered, day, &mut Why::silent()));
    }
    life.spine.programme = Some(offered);
    let spine = std::mem::take(&mut life.spine);
    for (holds, _) in days.periods() {
        let Some(holds) = holds.intersection(period) else { continue };
        life.conclude(&OFFERED, None, holds, |why| {
            let offered = is_offered(file, &spine, edition, takeover, why);
            let finding = is_offered_on(file, &spine, &offered, holds.from(), why);
            let value = if finding.answer.is_yes() { Value::Period(period) } else { Value::None };
            (finding, value)
        });
    }
    life.conclude(&PERIOD, None, period, |why| {
        why.says(cite!("§ 16, stk. 5"), Said::Period(period), spine.takeover_fact);
        (Finding::of(Answer::Yes, cite!("§ 16, stk. 5")), Value::Period(period))
    });
    life.spine = Spine { programme_days: days, ..spine };
}

/// The days within the period on which the answer to [`is_offered_on`] can change.
fn offer_days_of_change(file: &PersonFile<'_>, spine: &Spine, period: Period) -> Vec<Date> {
    let mut days = vec![period.from()];
    days.extend(file.helps_in_place_of_programme.iter().flat_map(|help| [Some(help.on), help.until]).flatten());
    days.extend(spine.scope.periods().map(|(scope, _)| scope.from()));
    days.extend(file.programme_offers.first().map(|offer| offer.on));
    days.extend(file.unaccompanied_minors.first().map(|minor| minor.on));
    days.retain(|day| period.contains(*day));
    days.sort_unstable();
    days.dedup();
    days
}
