//! Sick notes, the assessment of the need for a plan, the plan and its follow-up (§ 20 a).
//!
//! Must not know how follow-ups of the contract came about: their days are an argument.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;

use super::sheet::Pen;

const NEEDED: &str = "forløbet er uafklaret, og der er brug for en samlet plan";
const NOT_NEEDED: &str = "kortvarig sygdom, som lægen venter går over af sig selv";

/// A sick note now and then in the days.
pub(crate) fn write(from: Date, end: Date, follow_ups: &[Date], pen: &mut Pen<'_>) {
    let share = pen.rates.sick_note;
    let mut quarter = from.saturating_add(30.days());
    while quarter < end && quarter <= pen.until {
        let well = if pen.happens(share) {
            let on = pen.after(quarter, 0, 85);
            sickness(on, end, follow_ups, pen)
        } else {
            quarter
        };
        quarter = quarter.saturating_add(91.days()).max(well.saturating_add(14.days()));
    }
}

/// One sickness; gives the first day well again.
fn sickness(on: Date, end: Date, follow_ups: &[Date], pen: &mut Pen<'_>) -> Date {
    let rates = pen.rates;
    let for_long = pen.happens(rates.sick_for_long);
    let until = if for_long { end } else { pen.after(on, 8, 100) };
    let note = if for_long { json!({}) } else { json!({ "until": until }) };
    pen.write(on, "sick_note", note);
    let assessed = if pen.happens(rates.sickness_assessed_late) { pen.after(on, 4, 25) } else { on };
    let needed = for_long || pen.happens(rates.sickness_plan_needed);
    let reason = if needed { NEEDED } else { NOT_NEEDED };
    if assessed < until {
        pen.judge(assessed, "sickness_assessment", reason, json!({ "plan_needed": needed }));
    }
    let planned = if pen.happens(rates.sickness_plan_late) { pen.after(assessed, 4, 25) } else { assessed };
    if needed && planned < until {
        pen.write(planned, "sickness_plan", json!({}));
    }
    for &day in follow_ups.iter().filter(|day| **day > assessed && **day < until) {
        pen.judge(day, "sickness_assessment", reason, json!({ "plan_needed": needed }));
        if needed && planned <= day {
            pen.write(day, "sickness_plan_follow_up", json!({}));
        }
    }
    until
}
