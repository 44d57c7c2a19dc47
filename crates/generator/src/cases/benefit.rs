//! Introduction benefit: application, grant, incomes, registration as job seeker, and help in special cases (chapters 5 and 6).
//!
//! Must not know sanctions.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::course::{Course, Programme};
use super::decisions::grant;
use super::programme::conversation;
use super::sheet::Pen;

const TALKED: &str = "vurderet efter samtale";

/// Help in special cases: what it is for, what the application states, the decision.
const HELP: [(&str, &str, i32); 4] = [
    ("programme_transport", "help_programme", 600),
    ("programme_material", "help_programme", 900),
    ("single_expense", "help_single_expense", 4500),
    ("treatment", "help_treatment", 7000),
];

/// Applies for benefit on a day, and writes what follows from it until the programme is over or an ordinary job begins.
pub(crate) fn write(course: &Course, days: Programme, on: Date, job_from: Option<Date>, pen: &mut Pen<'_>) {
    let rates = pen.rates;
    let alone = pen.happens(rates.unemployment_alone);
    let application = pen.name(on, "benefit_application", json!({ "unemployment_alone": alone }));
    inform(on, pen);
    pen.judge(on, "problem_assessment", TALKED, json!({ "beyond_unemployment": !alone }));
    pen.write(on, "wealth", json!({ "amount": 0 }));
    if course.birthday(25) > on {
        let with_parents = pen.happens(0.2);
        pen.write(on, "lives_with_parents", json!({ "with_parents": with_parents }));
    }
    pen.judge(on, "job_seeking", TALKED, json!({ "active": true }));
    let decided = pen.after(on, 2, 12);
    let held = json!({ "decides": "benefit_grant", "effect_from": on, "rests_on": [application] });
    grant(decided, held, "betingelserne i § 25 er opfyldt", pen);
    let end = job_from.map_or(days.end, |job| job.min(days.end));
    if alone {
        seek_work(on, end, pen);
    }
    incomes(on, end, job_from, pen);
}

/// What the municipality tells everybody who applies.
fn inform(on: Date, pen: &mut Pen<'_>) {
    for about in ["duty_to_inform", "own_information", "fetching_of_information"] {
        if !pen.happens(0.03) {
            pen.write(on, "information_given", json!({ "about": about, "in_writing": true }));
        }
    }
}

/// Registration, CV and weekly confirmations, until problems beyond unemployment are found after some months.
fn seek_work(on: Date, end: Date, pen: &mut Pen<'_>) {
    let missing = pen.rates.confirmation_missing;
    let registered = if pen.happens(0.04) { pen.after(on, 1, 14) } else { on };
    pen.name(registered, "job_registration", json!({}));
    if !pen.happens(0.03) {
        let cv = pen.after(registered, 3, 27);
        pen.write(cv, "cv_entered", json!({}));
        let interview = pen.after(cv, 0, 3);
        let held = conversation("cv", pen);
        pen.name(interview, "follow_up", held);
    }
    let until = pen.after(on, 60, 300).min(end);
    let referred = pen.after(on, 20, 120);
    if referred < until && pen.happens(0.4) {
        let hired = pen.happens(0.3);
        pen.name(referred, "job_referral", json!({ "hired": hired }));
    }
    let mut week = registered.saturating_add(6.days());
    while week < until && week <= pen.until {
        if !pen.happens(missing) {
            pen.write(week, "job_confirmation", json!({}));
        }
        week = week.saturating_add(7.days());
    }
    let reason = "helbred og manglende danskkundskaber står i vejen for arbejde";
    pen.judge(until, "problem_assessment", reason, json!({ "beyond_unemployment": true }));
}

/// The income of each month, told on its last day.
fn incomes(from: Date, end: Date, job_from: Option<Date>, pen: &mut Pen<'_>) {
    let missing = pen.rates.income_missing;
    let mut month = from.last_of_month();
    while month < end && month <= pen.until {
        if !pen.happens(missing) {
            let some = pen.happens(0.08);
            let work = if job_from.is_some_and(|job| job <= month) { 21_000 } else { 900 * i32::from(some) };
            let text = format!("{:04}-{:02}", month.year(), month.month());
            let hours = work / 130;
            pen.write(month, "income", json!({ "month": text, "work": work, "hours": hours }));
        }
        month = month.saturating_add(1.day()).last_of_month();
    }
}

/// An application for help in special cases, its assessment and its decision.
pub(crate) fn help(on: Date, pen: &mut Pen<'_>) {
    let (form, decides, most) = pen.one_of(&HELP);
    let amount = most * pen.number(4, 40) / 40;
    let mut held = json!({ "form": form, "amount": amount, "documented": true, "without_means": true });
    let mut assessed = json!({ "reasonable": true });
    match form {
        "single_expense" => {
            held["foreseeable"] = json!(false);
            assessed["decisively_harder"] = json!(true);
        }
        "treatment" => {
            held["covered_elsewhere"] = json!(false);
            held["outside_public_system"] = json!(false);
            assessed["necessary"] = json!(true);
        }
        _ => held["due_to_programme"] = json!(true),
    }
    let application = pen.name(on, "help_application", held);
    inform(on, pen);
    if pen.happens(0.05) {
        return;
    }
    let day = pen.after(on, 5, 30);
    assessed["application"] = json!(application);
    pen.judge(day, "help_assessment", "udgiften er rimelig og nødvendig", assessed);
    let drafted = pen.after(day, 0, 6);
    let held: Value =
        json!({ "decides": decides, "amount": amount, "effect_from": drafted, "rests_on": [application] });
    grant(drafted, held, "betingelserne er opfyldt", pen);
}
