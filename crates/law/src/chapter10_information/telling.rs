//! § 49 and § 50, stk. 3: what the person must tell, and what the municipality must tell the person about that.

use jiff::civil::Date;
use vocabulary::Period;

use super::records::given;
use crate::answer::Bearer;
use crate::case::PersonFile;
use crate::cite;
use crate::decision;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{Dated, InformationGiven, InformedOf, Month, first_from, last_by};
use crate::life::Life;
use crate::spine::Spine;
use crate::why::{Evidence, FactRef};
use crate::words::Words;

/// The applicant helps to find what is needed.
pub static CONTRIBUTE: DutyKind = DutyKind {
    key: "information.contribute",
    provision: cite!("§ 49, stk. 1"),
    bearer: Bearer::Foreigner,
    words: Words::new(
        "medvirk til at skaffe de oplysninger, der er nødvendige for at afgøre sagen",
        "help to obtain the information needed to decide the case",
    ),
    when_late: None,
};
/// The recipient tells of changes.
pub static TELL_OF_CHANGE: DutyKind = DutyKind {
    key: "information.tell_of_change",
    provision: cite!("§ 49, stk. 2"),
    bearer: Bearer::Foreigner,
    words: Words::new("oplys kommunen om ændringen", "tell the municipality of the change"),
    when_late: None,
};
/// The municipality tells in writing of the duty to inform.
pub static TELL_OF_DUTY: DutyKind = DutyKind {
    key: "information.tell_of_duty",
    provision: cite!("§ 49, stk. 3"),
    bearer: Bearer::Municipality,
    words: Words::new(
        "underret skriftligt om oplysningspligten, relevante ændringer og følgerne af tavshed",
        "notify in writing of the duty to inform, of relevant changes and of the consequences of silence",
    ),
    when_late: None,
};
/// The municipality tells that information can be fetched.
pub static TELL_OF_FETCHING: DutyKind = DutyKind {
    key: "information.tell_of_fetching",
    provision: cite!("§ 50, stk. 3"),
    bearer: Bearer::Municipality,
    words: Words::new(
        "oplys om adgangen til at indhente oplysninger og om følgerne af ikke at medvirke",
        "tell of the possibility to fetch information and of the consequences of not helping",
    ),
    when_late: None,
};

static DECIDED: Words = Words::new("sagen er afgjort", "the case has been decided");

/// Cases on benefits under chapters 4–6: each application opens one.
fn cases(file: &PersonFile<'_>) -> impl Iterator<Item = (Date, FactRef)> {
    let benefit = file.benefit_applications.iter().map(|application| (application.on, application.fact));
    benefit.chain(file.help_applications.iter().map(|application| (application.on, application.fact)))
}

fn first_given(given: &[Dated<'_, InformationGiven>], from: Date) -> Option<(Date, FactRef)> {
    first_from(given, from).map(|given| (given.on, given.fact))
}

/// § 49, stk. 1: whoever applies helps to obtain what is needed to decide, until it is decided. Reads applications for benefit and
/// help, what the person told, and decisions that rest on the application.
pub fn contribute(file: &PersonFile<'_>, told: &[Dated<'_, InformationGiven>], on: Date, application: FactRef) -> Duty {
    let decided = decision::decided_on(file, application).map(|day| (day, DECIDED));
    Duty::new(&CONTRIBUTE, on, application, Due::as_soon_as_possible(on)).done(first_given(told, on)).ended(decided)
}

/// § 49, stk. 2: whoever receives something under chapters 4–6 on the day of a change that may matter tells of it. Reads changes of
/// circumstances, what is received ([`receives`]) and what the person told.
pub fn tell_of_change(
    file: &PersonFile<'_>,
    spine: &Spine,
    told: &[Dated<'_, InformationGiven>],
    on: Date,
    change: FactRef,
) -> Option<Duty> {
    let received = receives(file, spine, on)?;
    let because = Evidence::from([Some(change), received]);
    Some(Duty::new(&TELL_OF_CHANGE, on, because, Due::as_soon_as_possible(on)).done(first_given(told, on)))
}

/// Whether the person receives something under chapters 4–6 on the day, and the fact it rests on: takes part in the programme, has a
/// right to benefit, or was paid benefit for this month or the last.
pub fn receives(file: &PersonFile<'_>, spine: &Spine, on: Date) -> Option<Option<FactRef>> {
    let in_programme = spine.programme_period.is_some_and(|period: Period| period.contains(on));
    let started = file.programme_starts.first().filter(|start| in_programme && start.on <= on);
    let applied = file.benefit_applications.first().filter(|_| spine.has_benefit(on));
    let paid = last_by(&file.benefit_payments, on)
        .filter(|paid| paid.month == Month::of(on) || paid.month.next() == Month::of(on));
    let facts = [started.map(|fact| fact.fact), applied.map(|fact| fact.fact), paid.map(|fact| fact.fact)];
    facts.into_iter().find(Option::is_some)
}

/// § 49, stk. 3: in each case the municipality notifies in writing; told by word of mouth is not notified. Reads applications and what
/// the person was informed of.
pub fn tell_of_duty(told: &[Dated<'_, InformationGiven>], on: Date, application: FactRef) -> Duty {
    Duty::new(&TELL_OF_DUTY, on, application, Due::as_soon_as_possible(on)).done(first_given(told, on))
}

/// § 50, stk. 3: in each case the municipality tells that it can fetch information. Reads applications and what the person was
/// informed of; no form is set.
pub fn tell_of_fetching(told: &[Dated<'_, InformationGiven>], on: Date, application: FactRef) -> Duty {
    Duty::new(&TELL_OF_FETCHING, on, application, Due::as_soon_as_possible(on)).done(first_given(told, on))
}

/// Draws § 49 and § 50, stk. 3.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    let own_information = given(file, InformedOf::OwnInformation);
    let mut of_duty = given(file, InformedOf::DutyToInform);
    of_duty.retain(|told| told.in_writing);
    let of_fetching = given(file, InformedOf::FetchingOfInformation);
    for (on, application) in cases(file) {
        if life.spine.is_covered(on) {
            life.duty(contribute(file, &own_information, on, application));
            life.duty(tell_of_duty(&of_duty, on, application));
            life.duty(tell_of_fetching(&of_fetching, on, application));
        }
    }
    let own_changes = given(file, InformedOf::OwnChange);
    for change in &file.changes_of_circumstances {
        if let Some(duty) = tell_of_change(file, &life.spine, &own_changes, change.on, change.fact) {
            life.duty(duty);
        }
    }
}
