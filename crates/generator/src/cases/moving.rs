//! A move to another municipality: status, hand-over, the new municipality's answers, and its contract (§§ 18, 18 a, 51 b).
//!
//! Must not know what the person does.

use jiff::civil::Date;
use serde_json::json;

use super::programme::{Held, draw_up};
use super::sheet::Pen;

/// What the person had to do with the municipality on the day of the move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Before the takeover, or after the three years.
    Outside,
    /// Within the three years, without a programme: a child.
    WithoutProgramme,
    /// With a programme.
    InProgramme,
}

/// Writes where the person moved, and, within the three years, what the municipalities do then.
pub(crate) fn write((on, to): (Date, u16), stage: Stage, offers: bool, held: &Held, pen: &mut Pen<'_>) {
    let rates = pen.rates;
    pen.write(on, "residence", json!({ "municipality": to }));
    pen.write(on, "cpr_registration", json!({ "municipality": to, "registrar": "municipality" }));
    if stage == Stage::Outside {
        return;
    }
    let in_programme = stage == Stage::InProgramme;
    let mut status = on;
    if in_programme {
        status = if pen.happens(rates.move_status_late) { pen.after(on, 3, 30) } else { on };
        pen.write(status, "status", json!({ "form": "on_move" }));
    }
    let has_contract = held.contract.as_ref().is_some_and(|(_, day)| *day <= on);
    let mut contents = vec!["name", "personal_data", "ground_of_stay", "status"];
    if has_contract {
        contents.extend(["contract", "declaration"]);
    }
    if pen.happens(rates.hand_over_incomplete) || !in_programme {
        contents.truncate(3);
    }
    let handed = pen.after(status, 0, 14);
    let passed = json!({ "route": "hand_over", "municipality": to, "contents": contents });
    let hand_over = pen.name(handed, "information_passed", passed);
    let reason = "oplysningerne er nødvendige for den nye kommunes indsats";
    if !pen.happens(0.1) {
        pen.judge(handed, "information_need", reason, json!({ "route": "hand_over", "essential": false }));
    }
    if pen.happens(rates.move_unanswered) {
        return;
    }
    let answered = pen.after(handed, 3, 21);
    let accepted = pen.happens(0.92);
    pen.write(answered, "hand_over_answer", json!({ "hand_over": hand_over, "accepted": accepted }));
    if in_programme {
        take_over(to, handed, pen);
    }
    if let Some((contract, _)) = held.contract.as_ref().filter(|_| has_contract && pen.happens(0.6)) {
        let renewed = pen.after(handed, 10, 60);
        draw_up(renewed, offers, Some(contract), pen);
    }
}

fn take_over(to: u16, handed: Date, pen: &mut Pen<'_>) {
    let approved = pen.happens(0.85);
    let essential = approved && pen.happens(0.3);
    let held = json!({
        "municipality": to,
        "approved": approved,
        "essential_for_integration": essential,
        "special_circumstances": false,
    });
    let reason = if approved { "programmet kan fortsætte uændret" } else { "kommunen lægger et nyt program" };
    let day = pen.after(handed, 5, 30);
    pen.judge(day, "programme_takeover", reason, held);
}
