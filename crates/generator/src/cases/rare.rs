//! What happens to few: refusals, help in special cases, education orders, controls, undisclosed work, notices and changes.
//!
//! Must not know the ordinary course of the programme.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;

use super::course::{Course, Programme};
use super::decisions::burden;
use super::sheet::Pen;
use super::{benefit, sanctions};

/// Writes what happens in each year of the programme.
pub(crate) fn write(course: &Course, days: Programme, on_benefit: bool, pen: &mut Pen<'_>) {
    let rates = pen.rates;
    if course.birthday(25) > days.from && pen.happens(rates.education_order) {
        order_education(days.from, on_benefit, pen);
    }
    let mut year = days.from.saturating_add(30.days());
    while year < days.end && year <= pen.until {
        if on_benefit && pen.happens(rates.refusal) {
            let on = pen.after(year, 0, 300);
            let of = pen.one_of(&["programme", "referred_job"]);
            sanctions::refusal(on, of, pen);
        }
        if (on_benefit || course.is_refugee()) && pen.happens(rates.help) {
            let on = pen.after(year, 0, 330);
            benefit::help(on, pen);
        }
        for event in [control, undisclosed_work, danish_notice, change] {
            if on_benefit && pen.happens(rates.rare) {
                let on = pen.after(year, 0, 330);
                event(on, pen);
            }
        }
        year = year.saturating_add(1.year());
    }
}

/// § 16 a: proposals, an order to apply, and whether it was followed.
fn order_education(from: Date, on_benefit: bool, pen: &mut Pen<'_>) {
    let on = pen.after(from, 20, 200);
    pen.write(on, "qualification", json!({ "vocational": false }));
    let reason = "har gået ti år i skole og taler dansk nok til et grundforløb";
    pen.judge(on, "education_capability", reason, json!({ "able": true }));
    let educations = json!(["grundforløb 1", "forberedende grunduddannelse"]);
    let proposed = pen.after(on, 0, 14);
    let deadline = proposed.saturating_add(21.days());
    let held = json!({ "step": "propose", "deadline": deadline, "educations": educations });
    let proposal = pen.name(proposed, "education_order", held);
    let answered = pen.after(proposed, 7, 20);
    pen.write(answered, "education_order_outcome", json!({ "order": proposal, "followed": true }));
    let ordered = pen.after(deadline, 2, 14);
    let deadline = ordered.saturating_add(28.days());
    let order = pen.name(
        ordered,
        "education_order",
        json!({ "step": "apply", "deadline": deadline, "educations": educations }),
    );
    let followed = pen.happens(0.85);
    let outcome = if followed { pen.after(ordered, 7, 27) } else { pen.after(deadline, 1, 5) };
    pen.write(outcome, "education_order_outcome", json!({ "order": order, "followed": followed }));
    if followed {
        let admitted = pen.after(outcome, 20, 60);
        pen.write(admitted, "education_admission", json!({ "education": "grundforløb 1" }));
        let begun = pen.after(admitted, 10, 60);
        pen.name(begun, "education_start", json!({ "ordered": true, "qualifying": true, "supported": true }));
    } else if on_benefit {
        sanctions::refusal(outcome, "education_order", pen);
    }
}

/// § 25 a, stk. 5–6: a doubt from a public control, an interview within a week, an offer within two.
fn control(on: Date, pen: &mut Pen<'_>) {
    pen.write(on, "control_information", json!({}));
    let held = pen.after(on, 2, 9);
    let reason = "samtale om oplysningerne fra kontrollen";
    pen.judge(held, "availability_assessment", reason, json!({ "available": true }));
}

/// § 31 a: work that was not told of, and the decision on repayment.
fn undisclosed_work(on: Date, pen: &mut Pen<'_>) {
    let reason = "indkomstregisteret viser løn, der ikke var oplyst";
    let work = pen.judge_named(on, "undisclosed_work", reason, json!({ "knowingly": true }));
    let drafted = pen.after(on, 3, 30);
    let held = json!({ "decides": "repayment_duty", "effect_from": drafted, "rests_on": [work] });
    burden(drafted, held, "arbejdet skulle have været oplyst", pen);
}

/// § 20, stk. 6: Danish is not learnt in time, and the consequences are told.
fn danish_notice(on: Date, pen: &mut Pen<'_>) {
    let reason = "modulet skulle have været afsluttet for et halvt år siden";
    pen.judge(on, "danish_progress", reason, json!({ "within_time": false }));
    let told = pen.after(on, 1, 30);
    pen.write(told, "danish_notice", json!({}));
}

/// § 49, stk. 2: a change that may matter to the benefit, told or not.
fn change(on: Date, pen: &mut Pen<'_>) {
    pen.write(on, "change_of_circumstances", json!({ "text": "en voksen søn er flyttet ind" }));
    if pen.happens(0.7) {
        let told = pen.after(on, 1, 20);
        pen.write(told, "information_given", json!({ "about": "own_change", "in_writing": true }));
    }
}
