//! Absences and refusals, what the municipality judges of them, and the decisions that follow (§§ 30–31).
//!
//! Must not know how benefit came about.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;

use super::decisions::{burden, burden_both};
use super::sheet::Pen;

const UNREASONABLE: &str = "udlændingen har ikke oplyst nogen grund til udeblivelsen";
const REASONABLE: &str = "udlændingen har dokumenteret en aftale hos lægen";
const DECIDED: &str = "udeblivelse uden rimelig grund";

/// Months of the programme with an absence here and there; the chain that follows comes as far as the days allow.
pub(crate) fn absences(from: Date, end: Date, on_benefit: bool, pen: &mut Pen<'_>) {
    let share = pen.rates.absence;
    let mut month = from.saturating_add(20.days());
    let mut unreasonable: Vec<(String, Date)> = Vec::new();
    while month < end && month <= pen.until {
        if pen.happens(share) {
            let on = pen.after(month, 0, 24);
            unreasonable.extend(absence(on, on_benefit, pen));
        }
        month = month.saturating_add(1.month());
    }
    if let (true, Some((_, judged))) = (on_benefit, unreasonable.get(2)) {
        let absences: Vec<&str> = unreasonable[..3].iter().map(|(id, _)| id.as_str()).collect();
        repeated(*judged, &absences, pen);
    }
}

/// § 31, stk. 2: whether absence time and again equals a refusal.
fn repeated(judged: Date, absences: &[&str], pen: &mut Pen<'_>) {
    let on = pen.after(judged, 2, 15);
    let equals = pen.happens(0.4);
    let reason = if equals { "tre udeblivelser uden grund, trods vejledning hver gang" } else { UNREASONABLE };
    pen.judge(on, "absence_as_refusal", reason, json!({ "absences": absences, "equals_refusal": equals }));
    if equals {
        let drafted = pen.after(on, 1, 8);
        stop(drafted, absences, pen.after(drafted, 60, 120), pen);
    }
}

/// One absence; its name and the day it was judged, where that was without reasonable ground and from the programme.
fn absence(on: Date, on_benefit: bool, pen: &mut Pen<'_>) -> Option<(String, Date)> {
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
        return None;
    }
    let judged = pen.after(on, 4, 28);
    let reasonable = pen.happens(rates.absence_reasonable);
    let reason = if reasonable { REASONABLE } else { UNREASONABLE };
    pen.judge(judged, "reasonable_ground", reason, json!({ "absence": absence, "reasonable": reasonable }));
    if of_programme && on_benefit && !reasonable {
        let drafted = pen.after(judged, 1, 12);
        let effect = drafted.last_of_month().saturating_add(1.day());
        let month = format!("{:04}-{:02}", effect.year(), effect.month());
        let amount = pen.one_of(&[250, 480, 620, 1150, 1900]);
        let held = json!({ "decides": "benefit_reduction", "month": month, "amount": amount, "rests_on": [absence] });
        burden_both(drafted, &held, DECIDED, pen);
    } else if !of_programme && on_benefit {
        let on = pen.after(judged, 0, 10);
        let reason = "samtale om rådighed efter udeblivelsen";
        pen.judge(on, "availability_assessment", reason, json!({ "available": true }));
        pen.write(on, "contact_restored", json!({}));
        if !reasonable {
            let amount = pen.one_of(&[380, 760, 1140]);
            let held = json!({ "decides": "benefit_deduction", "amount": amount, "rests_on": [absence] });
            let drafted = pen.after(on, 1, 12);
            burden_both(drafted, &held, DECIDED, pen);
        }
    }
    (of_programme && !reasonable).then_some((absence, judged))
}

/// A refusal of the programme or of a referred job; without reasonable ground the benefit is stopped until it ends.
pub(crate) fn refusal(on: Date, of: &str, pen: &mut Pen<'_>) {
    let refusal = pen.name(on, "refusal", json!({ "of": of }));
    let judged = pen.after(on, 3, 20);
    let reasonable = pen.happens(0.3);
    let reason = if reasonable { "børnene kunne ikke passes i de timer" } else { "ingen grund er oplyst" };
    pen.judge(judged, "reasonable_ground", reason, json!({ "absence": refusal, "reasonable": reasonable }));
    let ends = pen.after(judged, 40, 120);
    let outcome = pen.one_of(&["possibility_gone", "taken_up"]);
    if !reasonable {
        let drafted = pen.after(judged, 1, 8);
        stop(drafted, &[&refusal], ends, pen);
    }
    pen.write(ends, "refusal_end", json!({ "refusal": refusal, "outcome": outcome }));
}

/// Stops the benefit, and reviews at the end of each month whether the ground is still there, until it is not.
fn stop(drafted: Date, rests_on: &[&str], ends: Date, pen: &mut Pen<'_>) {
    let effect = drafted.saturating_add(20.days());
    let held = json!({ "decides": "benefit_stop", "effect_from": effect, "rests_on": rests_on });
    let Some(announced) = burden(drafted, held, "afvisning uden rimelig grund", pen) else { return };
    let mut month = announced.max(effect).last_of_month();
    while month <= pen.until {
        let remains = month < ends;
        let reason = if remains { "tilbuddet står fortsat åbent" } else { "tilbuddet findes ikke længere" };
        pen.judge(month, "stop_review", reason, json!({ "ground_remains": remains }));
        if !remains {
            break;
        }
        month = month.saturating_add(1.day()).last_of_month();
    }
}
