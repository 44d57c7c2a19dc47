//! What every case begins with: citizenship, permit, placement, registration, housing, family; and how a stay ends.
//!
//! Must not know the programme.

use jiff::ToSpan;
use jiff::civil::Date;
use registers::carl2::AppliedIn;
use serde_json::json;

use super::course::{Course, Ending, Sponsor, Takeover};
use super::household::{Kin, KinChild};
use super::sheet::Pen;

/// Writes what every case begins with, and the end of the stay.
pub(crate) fn write(course: &Course, kin: &Kin, takeover: Option<Takeover>, pen: &mut Pen<'_>) {
    permit(course, pen);
    if course.is_refugee() {
        place(course, kin, takeover, pen);
    }
    if let Some(on) = course.registered_on {
        pen.write(on, "cpr_registration", json!({ "municipality": course.home, "registrar": "municipality" }));
        pen.write(on, "residence", json!({ "municipality": course.home }));
        if !course.is_refugee() {
            tell_municipality(on, course.home, pen);
        }
    }
    housing(course, takeover, pen);
    family(course, kin, pen);
    match course.ending {
        Some(Ending::Death(on)) => pen.write(on, "death", json!({})),
        Some(Ending::Departure(on)) => pen.write(on, "permit_ended", json!({ "cause": "departure" })),
        None => {}
    }
}

fn permit(course: &Course, pen: &mut Pen<'_>) {
    let on = course.granted_on;
    pen.write(on, "citizenship", json!({ "country": course.country }));
    let mut held = json!({ "ground": course.ground.code(), "until": course.valid_until });
    if course.ground.applied_in() == AppliedIn::Denmark {
        held["applied_in"] = json!("denmark");
        held["applied_for_asylum"] = json!(true);
    } else {
        held["applied_in"] = json!("abroad");
    }
    if let Some(sponsor) = course.sponsor {
        held["sponsor"] = json!(if sponsor == Sponsor::Refugee { "refugee" } else { "resident" });
        let share = pen.rates.support_condition;
        let condition = sponsor == Sponsor::Resident && pen.happens(share);
        held["support_condition"] = json!(condition);
    }
    let mut extended = held.clone();
    pen.name(on, "permit", held);
    // Nobody's case ends by neglect: a permit that runs out is extended some weeks before.
    extended["until"] = json!(course.valid_until.saturating_add(2.years()));
    let extended_on = pen.after(course.valid_until.saturating_sub(60.days()), 0, 40);
    pen.name(extended_on, "permit", extended);
}

/// A refugee's placement, with what the immigration service tells the municipality on the same day.
fn place(course: &Course, kin: &Kin, takeover: Option<Takeover>, pen: &mut Pen<'_>) {
    let on = course.granted_on;
    if course.birthday(18) > on && !kin.has_parent {
        pen.write(on, "unaccompanied_minor", json!({}));
    }
    let basis = json!(["quota", "personal_circumstances", "municipality_conditions"]);
    pen.write(on, "placement", json!({ "municipality": course.home, "basis": basis }));
    tell_municipality(on, course.home, pen);
    if let Some(takeover) = takeover.filter(|takeover| takeover.early) {
        pen.write(takeover.on, "early_takeover", json!({ "municipality": course.home, "consent": true }));
    }
}

/// What the immigration service tells the municipality, on the day it is known which that is.
fn tell_municipality(on: Date, municipality: u16, pen: &mut Pen<'_>) {
    let contents = ["name", "personal_data", "ground_of_stay"];
    let route = "immigration_service_to_municipality";
    pen.write(on, "information_passed", json!({ "route": route, "municipality": municipality, "contents": contents }));
}

fn housing(course: &Course, takeover: Option<Takeover>, pen: &mut Pen<'_>) {
    if !course.is_refugee() {
        if let Some(on) = course.registered_on {
            pen.write(on, "housing", json!({ "form": "own" }));
        }
        return;
    }
    let Some(takeover) = takeover else { return };
    let from = course.registered_on.map_or(takeover.on, |registered| registered.min(takeover.on));
    pen.write(from, "housing", json!({ "form": "temporary" }));
    let share = pen.rates.housing_temporary;
    if !pen.happens(share) {
        let on = pen.after(takeover.on, 10, 240);
        let rent = pen.one_of(&[3200, 4100, 4800, 5600, 6500]);
        let income = pen.one_of(&[7400, 11_000, 13_500, 19_000]);
        pen.write(on, "housing", json!({ "form": "permanent", "rent": rent, "household_income": income }));
    }
}

fn family(course: &Course, kin: &Kin, pen: &mut Pen<'_>) {
    let on = course.granted_on;
    if let Some(spouse) = &kin.spouse {
        let held = match &spouse.id {
            Some(id) => json!({ "spouse": id }),
            None => json!({ "spouse_covered": spouse.covered }),
        };
        pen.write(on, "marriage", held);
    }
    for KinChild { name, born, in_case } in &kin.children {
        let mut held = json!({ "child": name, "lives_at_home": true, "duty_to_support": true });
        if !in_case {
            held["born"] = json!(born);
        }
        pen.write(on.max(*born), "child", held);
    }
}

/// The day after which nothing more is written about a person: the end of the stay, or the last day.
pub(crate) fn last_day(course: &Course, as_of: Date) -> Date {
    match course.ending {
        Some(Ending::Death(on) | Ending::Departure(on)) => on.min(as_of),
        None => as_of,
    }
}
