//! §§ 16–18 a: who is offered a programme, what is in it, how long it lasts, orders to take an education, moves and status.

use jiff::civil::Date;
use vocabulary::Period;

use crate::act::Provision;
use crate::answer::{AllOf, Answer, Bearer, Finding, Judgement, MissingFact};
use crate::calendar;
use crate::case::PersonFile;
use crate::chapter13_commencement;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::edition::Edition;
use crate::facts::{AppliedIn, Content, EducationStep, Hours, InformedOf, StatusForm, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// Whether a programme is to be offered.
pub static OFFERED: Question = Question {
    key: "programme.offered",
    words: Words::new("Skal der tilbydes introduktionsprogram?", "Is an introduction programme to be offered?"),
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

/// § 16, stk. 5: the introduction period: from the takeover, at most three years; it ends on the same date three years later.
pub fn introduction_period(takeover: Date, edition: &Edition) -> Period {
    let end = calendar::years_after(takeover, edition.figures.introduction_period_years);
    Period::new(takeover, Some(end)).unwrap_or_else(|_| Period::since(takeover))
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
    }
    life.spine.programme = Some(offered.clone());
    let spine = std::mem::take(&mut life.spine);
    life.conclude(&OFFERED, None, period, |why| {
        (is_offered(file, &spine, edition, takeover, why), Value::Period(period))
    });
    life.spine = spine;
}
