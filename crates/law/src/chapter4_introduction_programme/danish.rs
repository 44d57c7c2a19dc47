//! §§ 21–22: referral to Danish education, its continuation, leaving it out, the proof at its end, and special arrangement.

pub mod certificate;
pub mod special_arrangement;

use jiff::civil::Date;
use vocabulary::Period;

use crate::answer::{Answer, Bearer, Finding};
use crate::case::PersonFile;
use crate::chapter4_introduction_programme::programme::has_help_in_place_of_programme;
use crate::chapter12_definitions::permit_with_effect;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{Extent, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::spine::{Charge, Spine};
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether Danish education is to be offered.
pub static TO_BE_OFFERED: Question = Question {
    key: "danish.to_be_offered",
    words: Words::new("Skal der tilbydes danskuddannelse?", "Is Danish education to be offered?"),
};
/// The duty to refer.
pub static REFER: DutyKind = DutyKind {
    key: "danish.refer",
    provision: cite!("§ 21, stk. 1, 1. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new("henvis til danskuddannelse", "refer to Danish education"),
    when_late: None,
};
/// The duty to go on with what began at the centre.
pub static CONTINUE: DutyKind = DutyKind {
    key: "danish.continue",
    provision: cite!("§ 21, stk. 1, 2. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new(
        "viderefør danskundervisningen fra asylcentret",
        "continue the teaching of Danish from the asylum centre",
    ),
    when_late: None,
};

const LEFT_OUT: Words = Words::new("danskuddannelse er helt undladt", "Danish education is wholly left out");
const IN_PLACE: Words =
    Words::new("der gives hjælp i stedet for introduktionsprogram", "help is given in place of the programme");
const RUN_OUT: Words = Words::new("introduktionsperioden er udløbet", "the introduction period has run out");

/// § 21, stk. 3: the exception where Danish education is wholly left out. Whether the person's Danish is good enough, or quite special
/// reasons speak for it, is the municipality's judgement. Left out in part, the rest still is to be offered. Reads that judgement.
pub fn is_left_out(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let exemption = last_by(&file.danish_exemptions, on);
    let answer = Answer::of(exemption.is_some_and(|exemption| exemption.extent == Extent::Whole));
    Finding::noted(answer, cite!("§ 21, stk. 3"), exemption.map(|fact| fact.fact), why)
}

/// § 21, stk. 1 with the exception of stk. 3: whether Danish education is to be offered on the day to somebody with a programme, and
/// whether the whole of it. Not while other help is given in place of the programme (§ 16, stk. 7).
pub fn is_to_be_offered(file: &PersonFile<'_>, on: Date, why: &mut Why) -> (Finding, Value) {
    let offered = Finding::of(Answer::Yes, cite!("§ 21, stk. 1, 1. pkt."))
        .unless(&is_left_out(file, on, why))
        .unless(&has_help_in_place_of_programme(file, on, why));
    let part = last_by(&file.danish_exemptions, on).is_some_and(|exemption| exemption.extent == Extent::Part);
    let value = match offered.answer {
        Answer::Yes if part => Value::Named("part", Words::new("en del er undladt", "a part is left out")),
        Answer::Yes => Value::Named("whole", Words::new("i sin helhed", "the whole of it")),
        _ => Value::None,
    };
    (offered, value)
}

/// The days on which the answer to [`is_to_be_offered`] can change, in order.
fn days_of_change(file: &PersonFile<'_>) -> Vec<Date> {
    let mut days: Vec<Date> = file.danish_exemptions.iter().map(|exemption| exemption.on).collect();
    days.extend(file.helps_in_place_of_programme.iter().flat_map(|help| [Some(help.on), help.until]).flatten());
    days.sort_unstable();
    days
}

/// Days on which a municipality has to offer Danish education, and why they ended, where they did.
struct Offering<'c> {
    charge: &'c Charge,
    days: Period,
    ended: Option<(Date, Words)>,
    /// Whether they begin with the end of an exception, not with a takeover.
    resumed: bool,
}

/// The stretches of the programme on which Danish education is to be offered, for each municipality in charge.
fn offerings<'c>(
    file: &PersonFile<'_>,
    charges: &'c [Charge],
    programme: Period,
    changes: &[Date],
) -> Vec<Offering<'c>> {
    let is_offered = |day: Date| is_to_be_offered(file, day, &mut Why::silent()).0.answer.is_yes();
    let mut offerings = Vec::with_capacity(charges.len());
    for charge in charges {
        let Some(days) = charge.days.intersection(programme) else { continue };
        let mut close = |from: Date, ended: Option<(Date, Words)>| {
            let stretch = Period::new(from, ended.map(|(day, _)| day)).unwrap_or(days);
            offerings.push(Offering { charge, days: stretch, ended, resumed: from > days.from() });
        };
        let after = changes.partition_point(|day| *day <= days.from());
        let mut open = is_offered(days.from()).then_some(days.from());
        for day in changes[after..].iter().copied().take_while(|day| days.contains(*day)) {
            match open {
                Some(from) if !is_offered(day) => {
                    let left_out = is_left_out(file, day, &mut Why::silent()).answer.is_yes();
                    close(from, Some((day, if left_out { LEFT_OUT } else { IN_PLACE })));
                    open = None;
                }
                None if is_offered(day) => open = Some(day),
                _ => {}
            }
        }
        if let Some(from) = open {
            let run_out = programme.to().map(|to| (to, RUN_OUT));
            close(from, charge.end().into_iter().chain(run_out).min_by_key(|(day, _)| *day));
        }
    }
    offerings
}

/// The earlier of two facts.
fn earlier(one: Option<(Date, FactRef)>, other: Option<(Date, FactRef)>) -> Option<(Date, FactRef)> {
    [one, other].into_iter().flatten().min()
}

/// § 21, stk. 1, 1. pkt.: within one month of the takeover the municipality refers the person to Danish education. Education that has
/// begun shows a referral. Where an exception ends later, the Act sets no day. A municipality moved to before there is a
/// referral has its own month. Reads referrals and courses.
fn duties_to_refer(life: &mut Life<'_>, spine: &Spine, offerings: &[Offering<'_>]) {
    let file = life.file;
    let referral = file.danish_referrals.first().map(|fact| (fact.on, fact.fact));
    let referred = earlier(referral, file.danish_courses.first().map(|fact| (fact.on, fact.fact)));
    for (place, offering) in offerings.iter().enumerate() {
        let from = offering.days.from();
        let already = place > 0 && referred.is_some_and(|(day, _)| day <= from);
        if already || !REFER.provision.is_in_force(from) {
            continue;
        }
        let due = if offering.resumed {
            Due::as_soon_as_possible(from)
        } else {
            Due::within_months(from, life.edition.figures.danish_referral_months)
        };
        let because = offering.charge.because.or(spine.takeover_fact);
        life.duty(Duty::new(&REFER, from, because, due).done(referred).ended(offering.ended));
    }
}

/// Whether a permit is one of those whose holders' teaching at the centre goes on in the municipality: under §§ 7, stk. 1 or 2, 9 b,
/// 9 c or 9 e of the Aliens Act.
fn is_taught_at_centre_by_law(ground: &vocabulary::Ground) -> bool {
    match ground.section().as_str() {
        "7" => ground.subsection().is_none_or(|subsection| subsection <= 2),
        section => matches!(section, "9b" | "9c" | "9e"),
    }
}

/// § 21, stk. 1, 2. pkt.: for those whom the accommodation centre taught Danish after the permit, the municipality goes on with it at
/// once when it has taken over and the person is registered in it in CPR. Reads the permit, the teaching, registrations and courses.
fn duties_to_continue(life: &mut Life<'_>, spine: &Spine, offerings: &[Offering<'_>]) {
    let file = life.file;
    let after_permit = file.permits.first().and_then(|permit| first_from(&file.danish_at_centre, permit.on));
    let Some(taught) = after_permit else { return };
    let by_then = &file.permits[..file.permits.partition_point(|permit| permit.on <= taught.on)];
    let permit = permit_with_effect(by_then, &mut Why::silent()).map(|(permit, ..)| permit);
    let (Some(permit), Some(takeover)) = (permit, spine.takeover) else { return };
    if !is_taught_at_centre_by_law(&permit.ground) {
        return;
    }
    let registered = file.cpr_registrations.iter().find_map(|registration| {
        let day =
            registration.effective.map_or(registration.on, |effective| effective.max(registration.on)).max(takeover);
        let there = spine.municipality(day).is_none_or(|municipality| municipality == registration.municipality);
        there.then_some((day, registration.fact))
    });
    let Some((registered, registration)) = registered else { return };
    let course = first_from(&file.danish_courses, taught.on).map(|course| (course.on, course.fact));
    let Some(offering) = offerings.iter().find(|offering| offering.days.to().is_none_or(|to| registered < to)) else {
        return;
    };
    let from = registered.max(offering.days.from()).max(taught.on);
    if CONTINUE.provision.is_in_force(from) && offering.days.contains(from) {
        let because = [Some(taught.fact), Some(registration), spine.takeover_fact];
        life.duty(Duty::new(&CONTINUE, from, because, Due::at_once(from)).done(course).ended(offering.ended));
    }
}

/// Draws §§ 21–22 over the person's life.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    let Some(programme) = life.spine.programme_period else { return };
    let Some(in_force) = programme.intersection(cite!("§ 21").in_force()) else { return };
    let spine = std::mem::take(&mut life.spine);
    let days = days_of_change(file);
    life.conclude_changing(&TO_BE_OFFERED, None, in_force, &days, |on, why| is_to_be_offered(file, on, why));
    let charges = spine.charges();
    let offerings = offerings(file, &charges, programme, &days);
    duties_to_refer(life, &spine, &offerings);
    duties_to_continue(life, &spine, &offerings);
    certificate::draw(life, &spine, programme);
    special_arrangement::draw(life, in_force, &offerings);
    life.spine = spine;
}
