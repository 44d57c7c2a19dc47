//! § 51 c: another actor that is empowered (§ 5, stk. 3) tells the municipality of absence.

use super::records::{empowered, given, in_force};
use crate::answer::Bearer;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{AbsenceFrom, Delegate, InformedOf, Task, first_from};
use crate::life::Life;
use crate::words::Words;

/// The actor tells the municipality.
pub static TELL_OF_ABSENCE: DutyKind = DutyKind {
    key: "absence.tell_municipality",
    provision: cite!("§ 51 c, stk. 1"),
    bearer: Bearer::OtherActor,
    words: Words::new("underret kommunen om udeblivelsen", "notify the municipality of the absence"),
    when_late: None,
};

/// § 51 c, stk. 1: whether an absence is one from the programme's interviews or offers, which an actor holds in the municipality's
/// place. The assessment of availability is the jobcentre's own, and an employer's interview is the employer's.
pub fn is_from_the_programme(absence: AbsenceFrom) -> bool {
    match absence {
        AbsenceFrom::Programme
        | AbsenceFrom::WorkPlacement
        | AbsenceFrom::JobInterview
        | AbsenceFrom::CvInterview
        | AbsenceFrom::FollowUp => true,
        AbsenceFrom::AvailabilityAssessment | AbsenceFrom::EmployerInterview => false,
    }
}

/// Draws § 51 c, stk. 1: an absence while an actor is empowered to decide on the programme. Reads absences, empowerments and notices.
/// When and how to notify is the minister's to set (stk. 2); the Act sets no day.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    if file.absences.is_empty() || file.delegations.is_empty() {
        return;
    }
    let actors = empowered(file, |to| to != Delegate::Municipality);
    let told = given(file, InformedOf::AbsenceByOtherActor);
    for absence in &file.absences {
        let on = absence.on;
        let actor = in_force(&actors, on).filter(|actor| actor.tasks.contains(&Task::Programme));
        let counts = is_from_the_programme(absence.from) && life.spine.is_covered(on);
        if let (Some(actor), true, true) = (actor, counts, cite!("§ 51 c, stk. 1").is_in_force(on)) {
            let because = [Some(absence.fact), Some(actor.fact)];
            let done = first_from(&told, on).map(|told| (told.on, told.fact));
            life.duty(Duty::new(&TELL_OF_ABSENCE, on, because, Due::as_soon_as_possible(on)).done(done));
        }
    }
}
