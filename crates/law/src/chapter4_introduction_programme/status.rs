//! § 18 a: the status of how somebody took part, at the end of the introduction period and at a move.

use jiff::civil::Date;
use vocabulary::Period;

use crate::answer::{Answer, Bearer, Finding, MissingFact};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::until_or_open;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{Dated, StatementAbout, StatusForm, StatusReport};
use crate::life::{Life, Question, Value};
use crate::why::Why;
use crate::words::Words;

/// Whether a provisional status may be drawn up.
pub static PROVISIONAL: Question = Question {
    key: "status.provisional",
    words: Words::new("Kan der udarbejdes en foreløbig status?", "May a provisional status be drawn up?"),
};
/// Whether a statement to Udlændingeservice rests on the final status.
pub static BASIS: Question = Question {
    key: "status.basis_of_statement",
    words: Words::new("Hviler udtalelsen på den endelige status?", "Does the statement rest on the final status?"),
};
/// Whether the final status holds those of municipalities lived in before.
pub static HOLDS_EARLIER: Question = Question {
    key: "status.holds_earlier",
    words: Words::new(
        "Indgår fraflytningskommunens status i den endelige?",
        "Does the final status hold the former municipality's?",
    ),
};

/// Draw up the final status.
pub static FINAL: DutyKind = DutyKind {
    key: "status.final",
    provision: cite!("§ 18 a, stk. 1, 1. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new(
        "udarbejd endelig status for deltagelsen i programmet",
        "draw up the final status of taking part in the programme",
    ),
    when_late: None,
};
/// Draw up a status at a move.
pub static ON_MOVE: DutyKind = DutyKind {
    key: "status.on_move",
    provision: cite!("§ 18 a, stk. 3, 1. pkt."),
    bearer: Bearer::FormerMunicipality,
    words: Words::new("udarbejd status ved fraflytningen", "draw up a status at the move"),
    when_late: None,
};

static EARLIER: MissingFact = MissingFact {
    fact: "status.holds_earlier",
    words: Words::new(
        "om fraflytningskommunens status indgår i den endelige status",
        "whether the former municipality's status is part of the final one",
    ),
};

/// § 18 a, stk. 1, 2. pkt.: once the goals of the contract are met within the period, a provisional status may be drawn up. Reads goals met.
pub fn may_draw_up_provisional(file: &PersonFile<'_>, period: Period, on: Date, why: &mut Why) -> Finding {
    let met = file.goals_met.iter().find(|met| met.on <= on && period.contains(met.on));
    Finding::noted(
        Answer::of(met.is_some() && period.contains(on)),
        cite!("§ 18 a, stk. 1, 2. pkt."),
        met.map(|fact| fact.fact),
        why,
    )
}

/// § 18 a, stk. 2: the statement under § 52, stk. 1 rests on the final status. Reads the statuses drawn up by the day.
pub fn rests_on_final_status(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let last = file.status_reports.iter().rev().find(|status| status.form == StatusForm::Final && status.on <= on);
    Finding::noted(Answer::of(last.is_some()), cite!("§ 18 a, stk. 2"), last.map(|fact| fact.fact), why)
}

/// § 18 a, stk. 3, 2. pkt.: the final status holds the statuses of municipalities lived in before. Reads what the status says of it.
pub fn holds_earlier_status(status: &Dated<'_, StatusReport>, why: &mut Why) -> Finding {
    Finding::noted(Answer::known(status.holds_earlier, &EARLIER), cite!("§ 18 a, stk. 3, 2. pkt."), status.fact, why)
}

/// Draws § 18 a, in force since 1 April 2006.
pub fn draw(life: &mut Life<'_>) {
    let Some(period) = life.spine.programme_period else { return };
    let (file, Some(end)) = (life.file, period.to()) else { return };
    if !cite!("§ 18 a").is_in_force(end) {
        return;
    }
    // A minor's programme begins with its offer, after the takeover.
    life.presuppose(Some(period.from()));
    draw_final(life, end);
    draw_holds_earlier(life, end);
    draw_moves(life, period);
    if let Some(met) =
        file.goals_met.first().filter(|met| period.contains(met.on) && cite!("§ 18 a").is_in_force(met.on))
    {
        let holds = Period::new(met.on, Some(end)).unwrap_or(period);
        life.conclude(&PROVISIONAL, None, holds, |why| {
            (may_draw_up_provisional(file, period, met.on, why), Value::None)
        });
    }
    for request in file.statement_requests.iter().filter(|request| request.about == StatementAbout::Completion) {
        let mut days = vec![request.on];
        days.extend(
            file.status_reports
                .iter()
                .filter(|status| status.form == StatusForm::Final && status.on > request.on)
                .map(|status| status.on)
                .take(1),
        );
        for (place, day) in days.iter().enumerate() {
            let holds = until_or_open(*day, days.get(place + 1).copied());
            life.conclude(&BASIS, Some(request.fact), holds, |why| {
                (rests_on_final_status(file, *day, why), Value::None)
            });
        }
    }
}

/// The final status, due on the day the period ends. One drawn up on the last day of the period is final too.
fn draw_final(life: &mut Life<'_>, end: Date) {
    let file = life.file;
    let last_day = end.yesterday().unwrap_or(end);
    let covered = life.spine.is_covered(last_day);
    if !covered {
        return;
    }
    let status = file.status_reports.iter().find(|status| status.form == StatusForm::Final && status.on >= last_day);
    let duty = Duty::new(&FINAL, last_day, life.spine.takeover_fact, Due::on_set_day(last_day, end))
        .done(status.map(|status| (status.on, status.fact)));
    life.duty(duty);
}

/// Whether each final status drawn up after a move holds the statuses of before.
fn draw_holds_earlier(life: &mut Life<'_>, end: Date) {
    let file = life.file;
    let moves: Vec<Date> = life.spine.responsible.periods().skip(1).map(|(held, _)| held.from()).collect();
    for status in file.status_reports.iter().filter(|status| status.form == StatusForm::Final) {
        if moves.iter().any(|moved| *moved <= status.on && *moved < end) {
            life.conclude(&HOLDS_EARLIER, Some(status.fact), Period::since(status.on), |why| {
                (holds_earlier_status(status, why), Value::None)
            });
        }
    }
}

/// A status by the municipality moved from, at each move within the period.
fn draw_moves(life: &mut Life<'_>, period: Period) {
    let file = life.file;
    let moves: Vec<_> = life
        .spine
        .responsible
        .periods()
        .skip(1)
        .map(|(held, responsible)| (held.from(), responsible.because))
        .collect();
    for (moved, because) in moves.into_iter().filter(|(moved, _)| period.contains(*moved) && *moved > period.from()) {
        let status = file
            .status_reports
            .iter()
            .find(|status| status.form == StatusForm::OnMove && calendar::days_between(moved, status.on) >= 0);
        let duty = Duty::new(&ON_MOVE, moved, because, Due::at_once(moved))
            .done(status.map(|status| (status.on, status.fact)));
        life.duty(duty);
    }
}
