//! The introduction programme: contract, Danish education, offers, follow-ups, and how it ends (chapter 4 of the Act).
//!
//! Must not know benefit or moves.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::course::Programme;
use super::sheet::Pen;

/// What others need to know of a programme.
#[derive(Clone, Debug, Default)]
pub(crate) struct Held {
    /// The contract, by its name, and the day it was drawn up.
    pub(crate) contract: Option<(String, Date)>,
    /// The days of the follow-ups.
    pub(crate) follow_ups: Vec<Date>,
    /// The day an ordinary job began.
    pub(crate) job_from: Option<Date>,
}

/// Aims of contracts, with what is done for them.
const AIMS: [(&str, &str, &str); 6] = [
    ("employment", "ufaglært arbejde i et storkøkken", "virksomhedspraktik i et storkøkken"),
    ("employment", "arbejde på et lager", "virksomhedspraktik på et lager og truckcertifikat"),
    ("employment", "rengøringsassistent", "virksomhedspraktik og løntilskud"),
    ("education", "social- og sundhedshjælper", "forberedende kursus og praktik på et plejecenter"),
    ("education", "grundforløb på en erhvervsskole", "forberedende voksenundervisning"),
    ("other", "kunne klare en samtale på dansk i hverdagen", "danskuddannelse og mentor"),
];

/// Offers: form, fewest and most weeks, and what else the form asks for.
const OFFERS: [(&str, i32, i32); 6] = [
    ("guidance", 2, 6),
    ("project", 6, 20),
    ("trade_danish", 6, 16),
    ("work_placement", 3, 13),
    ("work_placement", 3, 4),
    ("wage_subsidy", 12, 26),
];

/// Writes the programme of the days; `offers` says whether offers are part of it.
pub(crate) fn write(days: Programme, offers: bool, pen: &mut Pen<'_>) -> Held {
    let begun = begin(days, offers, pen);
    danish(days, pen);
    let contract = contract(days, offers, pen);
    let job_from = pen.happens(0.25).then(|| pen.after(begun, 300, 900));
    if let Some(job) = job_from.filter(|job| *job < days.end) {
        let hours = pen.one_of(&[30, 32, 37, 37]);
        pen.name(job, "employment", json!({ "ordinary": true, "weekly_hours": hours }));
        arrange_danish(job, pen);
    }
    if offers {
        write_offers(begun, job_from.map_or(days.end, |job| job.min(days.end)), pen);
    }
    let follow_ups = contract.as_ref().map(|(_, on)| follow_up(days, *on, pen)).unwrap_or_default();
    end(days, pen);
    Held { contract, follow_ups, job_from }
}

fn begin(days: Programme, offers: bool, pen: &mut Pen<'_>) -> Date {
    let late = pen.rates.start_late;
    let start = if pen.happens(late) { pen.after(days.from, 33, 80) } else { pen.after(days.from, 8, 28) };
    let offered = pen.after(days.from, 0, 7);
    pen.write(offered, "programme_offer", json!({ "danish": true, "offers": offers }));
    pen.write(start, "programme_start", json!({}));
    start
}

fn contract(days: Programme, offers: bool, pen: &mut Pen<'_>) -> Option<(String, Date)> {
    let (missing, late) = (pen.rates.contract_missing, pen.rates.contract_late);
    if pen.happens(missing) {
        return None;
    }
    let on = if pen.happens(late) { pen.after(days.from, 33, 100) } else { pen.after(days.from, 6, 29) };
    Some((draw_up(on, offers, None, pen), on))
}

/// Draws up a contract on a day, perhaps in place of another, and signs it.
pub(crate) fn draw_up(on: Date, offers: bool, replaced: Option<&str>, pen: &mut Pen<'_>) -> String {
    let rates = pen.rates;
    let (aim, goal, activity) = pen.one_of(&AIMS);
    let mut held = json!({
        "danish": "danskuddannelse 15-18 timer om ugen",
        "states_sanctions": !pen.happens(rates.contract_without_sanctions),
        "whole_assessment": !pen.happens(0.05),
        "settled_by": if pen.happens(0.95) { "agreement" } else { "municipality" },
    });
    if pen.happens(rates.contract_without_goals) {
        held["activities"] = json!([{ "text": activity }]);
    } else {
        held["goals"] = json!([{ "aim": aim, "text": goal }]);
        held["activities"] = json!([{ "text": activity, "goal": 1 }, { "text": "danskuddannelse", "goal": 1 }]);
    }
    if offers {
        held["offers"] = json!("tilbud efter § 23, i alt 37 timer om ugen sammen med danskuddannelsen");
        held["danish_and_offers"] = json!("sprogskole om formiddagen, tilbud om eftermiddagen");
    }
    if let Some(replaced) = replaced {
        held["replaces_contract"] = json!(replaced);
    }
    let id = pen.name(on, "contract", held);
    if !pen.happens(rates.contract_unsigned) {
        pen.write(on, "contract_signature", json!({ "contract": id, "party": "foreigner" }));
    }
    pen.write(on, "contract_signature", json!({ "contract": id, "party": "municipality" }));
    if !pen.happens(rates.declaration_unsigned) {
        pen.write(on, "declaration_signature", json!({}));
    }
    id
}

/// Referral to Danish education, the course, and its end with a test.
fn danish(days: Programme, pen: &mut Pen<'_>) {
    let rates = pen.rates;
    if pen.happens(rates.danish_exempted) {
        let on = pen.after(days.from, 3, 25);
        let reason = "har bestået en prøve på niveau med Prøve i Dansk 3";
        pen.judge(on, "danish_exemption", reason, json!({ "extent": "whole", "ground": "sufficient_danish" }));
        return;
    }
    if pen.happens(rates.danish_referral_missing) {
        return;
    }
    let late = pen.happens(rates.danish_referral_late);
    let referred = if late { pen.after(days.from, 33, 90) } else { pen.after(days.from, 3, 28) };
    pen.write(referred, "danish_referral", json!({ "provider": "Sprogcenter" }));
    let course = pen.after(referred, 3, 28);
    let hours = pen.one_of(&[12, 15, 18, 18]);
    pen.write(course, "danish_course", json!({ "weekly_hours": hours }));
    if pen.happens(0.5) {
        let on = pen.after(days.from, 700, 1080);
        let passed = pen.happens(0.7);
        pen.write(on, "danish_test_entry", json!({}));
        let test = pen.after(on, 20, 40);
        let active = pen.happens(0.9);
        pen.write(test, "danish_test", json!({ "passed": passed, "final_test": true, "at_goal_level": passed }));
        pen.write(test, "danish_end", json!({ "participated_actively": active }));
        if active && !passed && pen.happens(0.85) {
            pen.write(test, "danish_certificate", json!({}));
        }
    }
}

/// § 22: Danish education beside work, where it is needed.
fn arrange_danish(job: Date, pen: &mut Pen<'_>) {
    let on = pen.after(job, 2, 60);
    let needed = pen.happens(0.5);
    let reason = if needed { "arbejdstiden ligger oven i danskundervisningen" } else { "taler dansk nok til arbejdet" };
    pen.judge(on, "danish_need", reason, json!({ "special_arrangement": needed }));
    if needed {
        let course = pen.after(on, 7, 60);
        pen.write(course, "danish_course", json!({ "specially_arranged": true, "weekly_hours": 6 }));
    }
}

/// A follow-up about every three months, until the goals are met; some late, some left out.
fn follow_up(days: Programme, from: Date, pen: &mut Pen<'_>) -> Vec<Date> {
    let rates = pen.rates;
    // With the three years over, a contract whose goals are not met goes on; most are met by then, as the programme is over.
    let met = if pen.happens(rates.goals_met) {
        Some(pen.after(from, 400, 1050))
    } else {
        pen.happens(0.9).then(|| days.end.saturating_sub(10.days()).max(from))
    };
    let mut held = Vec::new();
    let mut last = from;
    while last <= pen.until {
        let next = if pen.happens(rates.follow_up_missing) {
            pen.after(last, 130, 180)
        } else if pen.happens(rates.follow_up_late) {
            pen.after(last, 94, 125)
        } else {
            pen.after(last, 68, 88)
        };
        if met.is_some_and(|met| met <= next) {
            break;
        }
        let interview = if held.len().is_multiple_of(2) { "follow_up" } else { "job" };
        let talked = conversation(interview, pen);
        pen.name(next, "follow_up", talked);
        held.push(next);
        last = next;
    }
    if let Some(met) = met {
        // Of no contract named: those of whichever holds by then, as a move may have brought another.
        pen.write(met, "goals_met", json!({}));
    }
    held
}

/// What was talked about, and how.
pub(crate) fn conversation(interview: &str, pen: &mut Pen<'_>) -> Value {
    let mut held = json!({
        "form": "meeting",
        "interview": interview,
        "situation_discussed": true,
        "yield_discussed": !pen.happens(0.05),
        "changes_discussed": !pen.happens(0.05),
        "job_search_agreed": true,
        "jobnet_checked": true,
    });
    if pen.happens(0.15) {
        held["form"] = json!("telephone");
        held["suitable"] = json!(true);
    }
    held
}

fn write_offers(begun: Date, until: Date, pen: &mut Pen<'_>) {
    let mut from = pen.after(begun, 10, 50);
    while from < until {
        let (form, least, most) = pen.one_of(&OFFERS);
        // Now and then one of more than a year, so that a free month is to be laid in (§ 24).
        let (form, least, most) = if pen.happens(0.02) { ("project", 54, 60) } else { (form, least, most) };
        let weeks = pen.number(least, most);
        let to = from.saturating_add((7 * weeks).days());
        if weeks > 52 && pen.happens(0.6) {
            let free = from.saturating_add(250.days());
            pen.write(free, "free_period", json!({ "until": free.saturating_add(1.month()), "agreed": true }));
        }
        let mut held = json!({ "form": form, "until": to, "weekly_hours": pen.one_of(&[12, 15, 19, 19]) });
        match form {
            "work_placement" => {
                held["placement_need"] = json!(pen.one_of(&["clarification", "lacking_skills"]));
                held["hard_to_employ"] = json!(true);
            }
            "wage_subsidy" => held["employer"] = json!(pen.one_of(&["public", "private"])),
            _ => {}
        }
        let id = pen.name(from, "offer", held);
        if pen.happens(0.08) {
            let ended = pen.after(from, 5, 14);
            pen.write(ended, "offer_end", json!({ "offer": id }));
        }
        from = pen.after(to, 10, 90);
    }
}

/// The end of the three years: the final status, and the statement that the immigration service asks for.
fn end(days: Programme, pen: &mut Pen<'_>) {
    let rates = pen.rates;
    let on = if pen.happens(rates.status_late) { pen.after(days.end, 5, 60) } else { days.end };
    pen.write(on, "status", json!({ "form": "final", "holds_earlier": true }));
    if pen.happens(0.05) {
        let asked = pen.after(days.from, 200, 1000);
        let request = pen.name(asked, "statement_request", json!({ "about": "contract_dates" }));
        let given = pen.after(asked, 5, 60);
        pen.write(given, "statement_given", json!({ "request": request }));
    }
    if pen.happens(rates.statement) {
        let asked = pen.after(days.end, 10, 200);
        let request = pen.name(asked, "statement_request", json!({ "about": "completion" }));
        let given = pen.after(asked, 5, 40);
        let held = json!({ "request": request, "completed": true, "overdue_debt": pen.happens(0.1) });
        pen.write(given, "statement_given", held);
    }
}
