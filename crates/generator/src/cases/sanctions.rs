//! Absences and refusals, what the municipality judges of them, and the decisions that follow (§§ 30–31).
//!
//! Must not know how benefit came about.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;

use super::decisions::burden;
use super::sheet::Pen;

const UNREASONABLE: &str = "udlændingen har ikke oplyst nogen grund til udeblivelsen";
const REASONABLE: &str = "udlændingen har dokumenteret en aftale hos lægen";
const DECIDED: &str = "udeblivelse uden rimelig grund";

/// Months of the programme with an absence here and there; the chain that follows comes as far as the days allow.
pub(crate) fn absences(from: Date, end: Date, on_benefit: bool, pen: &mut Pen<'_>) {
    let share = pen.rates.absence;
    let mut month = from.saturating_add(20.days());
    while month < end && month <= pen.until {
        if pen.happens(share) {
            let on = pen.after(month, 0, 24);
            absence(on, on_benefit, pen);
        }
        month = month.saturating_add(1.month());
    }
}

fn absence(on: Date, on_benefit: bool, pen: &mut Pen<'_>) {
    let rates = pen.rates;
    let from = pen.one_of(&[
        "programme",
        "programme",
        "programme",
        "programme",
        "work_placement",
        "work_placement",
        "follow_up",
        "job_interview",
    ]);
    let of_programme = matches!(from, "programme" | "work_placement");
    let mut held = json!({ "from": from });
    if of_programme {
        held["hours"] = json!(pen.one_of(&[3, 6, 6, 12, 18, 37]));
        held["of_hours"] = json!(pen.one_of(&[111, 130, 148]));
        held["sickness_notified"] = json!(pen.happens(0.8));
    }
    let absence = pen.name(on, "absence", held);
    if pen.happens(rates.absence_unjudged) {
        return;
    }
    let judged = pen.after(on, 4, 28);
    let reasonable = pen.happens(rates.absence_reasonable);
    let reason = if reasonable { REASONABLE } else { UNREASONABLE };
    pen.judge(judged, "reasonable_ground", reason, json!({ "absence": absence, "reasonable": reasonable }));
    if of_programme && on_benefit && !reasonable {
        let drafted = pen.after(judged, 1, 12);
        let effect = drafted.last_of_month().saturating_add(1.day());
        let month = format!("{:04}-{:02}", effect.year(), effect.month());
        let held = json!({ "decides": "benefit_reduction", "month": month, "rests_on": [absence] });
        burden(drafted, held, DECIDED, pen);
    } else if !of_programme && on_benefit {
        let on = pen.after(judged, 0, 10);
        let reason = "samtale om rådighed efter udeblivelsen";
        pen.judge(on, "availability_assessment", reason, json!({ "available": reasonable }));
    }
}

/// A refusal of the programme or of a referred job; without reasonable ground the benefit is stopped until it ends.
pub(crate) fn refusal(on: Date, pen: &mut Pen<'_>) {
    let of = pen.one_of(&["programme", "referred_job"]);
    let refusal = pen.name(on, "refusal", json!({ "of": of }));
    let judged = pen.after(on, 3, 20);
    let reasonable = pen.happens(0.3);
    let reason = if reasonable { "børnene kunne ikke passes i de timer" } else { "ingen grund er oplyst" };
    pen.judge(judged, "reasonable_ground", reason, json!({ "absence": refusal, "reasonable": reasonable }));
    let ends = pen.after(judged, 40, 120);
    let outcome = pen.one_of(&["possibility_gone", "taken_up"]);
    if !reasonable {
        let drafted = pen.after(judged, 1, 8);
        let held = json!({ "decides": "benefit_stop", "effect_from": drafted.saturating_add(20.days()), "rests_on": [refusal] });
        let announced = burden(drafted, held, "afvisning uden rimelig grund", pen);
        let mut month = announced.map_or(ends, Date::last_of_month);
        while month < ends && month <= pen.until {
            if !pen.happens(0.1) {
                let reason = "tilbuddet står fortsat åbent";
                pen.judge(month, "stop_review", reason, json!({ "ground_remains": true }));
            }
            month = month.saturating_add(1.day()).last_of_month();
        }
    }
    pen.write(ends, "refusal_end", json!({ "refusal": refusal, "outcome": outcome }));
}
