//! Decisions: draft, hearing, decision, announcement, and complaint, each some days after the one before.
//!
//! A decision that is near the last day has come as far as it has. Must not know what it is about.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::sheet::Pen;

/// Decides in the person's favour: nobody is heard.
pub(crate) fn grant(on: Date, held: Value, reason: &'static str, pen: &mut Pen<'_>) {
    let draft = pen.name(on, "decision_draft", held);
    let left = pen.rates.decision_left;
    if pen.happens(left) {
        return;
    }
    let made = pen.after(on, 0, 5);
    pen.judge(made, "decision_made", reason, json!({ "decision": draft }));
    announce(made, &draft, pen);
}

/// Decides against the person, after a hearing, and lets some complain. Gives the day of the announcement, where there is one.
pub(crate) fn burden(on: Date, held: Value, reason: &'static str, pen: &mut Pen<'_>) -> Option<Date> {
    let rates = pen.rates;
    let draft = pen.name(on, "decision_draft", held);
    if pen.happens(rates.decision_left) {
        return None;
    }
    let mut heard = pen.after(on, 1, 7);
    if pen.happens(rates.hearing_missing) {
        heard = on;
    } else {
        pen.write(heard, "party_hearing", json!({ "decision": draft }));
    }
    if pen.happens(rates.decision_left) {
        return None;
    }
    let made = pen.after(heard, 8, 18);
    pen.judge(made, "decision_made", reason, json!({ "decision": draft }));
    if pen.happens(rates.decision_left) {
        return None;
    }
    let announced = announce(made, &draft, pen);
    if pen.happens(rates.complaint) {
        complain(announced, &draft, pen);
    }
    Some(announced)
}

/// The same, and also against the person's spouse, where the spouse is a person of the case.
pub(crate) fn burden_both(on: Date, held: &Value, reason: &'static str, pen: &mut Pen<'_>) {
    burden(on, held.clone(), reason, pen);
    let Some(spouse) = pen.spouse else { return };
    let person = std::mem::replace(&mut pen.person, spouse);
    burden(on, held.clone(), reason, pen);
    pen.person = person;
}

fn announce(made: Date, draft: &str, pen: &mut Pen<'_>) -> Date {
    let on = pen.after(made, 0, 4);
    let share = pen.rates.guidance_missing;
    let guidance = !pen.happens(share);
    pen.write(on, "decision_announced", json!({ "decision": draft, "reasons": true, "complaint_guidance": guidance }));
    on
}

fn complain(announced: Date, draft: &str, pen: &mut Pen<'_>) {
    let on = pen.after(announced, 3, 26);
    let complaint = pen.name(on, "complaint", json!({ "decision": draft }));
    let forwarded = pen.after(on, 4, 30);
    let held = json!({ "complaint": complaint, "to": "employment_appeals_board" });
    pen.write(forwarded, "complaint_forwarded", held);
    if pen.happens(0.8) {
        let decided = pen.after(forwarded, 40, 150);
        let changed = pen.happens(0.2);
        pen.write(decided, "complaint_decided", json!({ "complaint": complaint, "changed": changed }));
    }
}
