//! What figures, states and notes of goals are called, each in one place for every page.

use oversight::flow::Day;
use oversight::goals::{Forecast, Note, PartStatus, Points, Standing, State};

use crate::components::{Badge, Tone};
use crate::texts::Language;

/// A state as a badge.
pub(super) fn state(language: Language, state: State) -> Badge {
    let (tone, key) = match state {
        State::Met => (Tone::Success, "goal-state-met"),
        State::OnCourse => (Tone::Info, "goal-state-on-course"),
        State::AtRisk => (Tone::Warning, "goal-state-at-risk"),
        State::NotYetMeasurable => (Tone::Plain, "goal-state-not-yet"),
        State::Undecidable => (Tone::Warning, "goal-state-undecidable"),
        State::NotMet => (Tone::Error, "goal-state-not-met"),
    };
    Badge::new(tone, language.t(key))
}

/// Whether a state can still change.
pub(super) fn standing(language: Language, standing: Standing) -> String {
    language.t(match standing {
        Standing::Final => "goal-final",
        Standing::Provisional => "goal-provisional",
    })
}

/// What a measure's kind is called.
pub(super) fn measure(language: Language, kind: &str) -> String {
    language.t(match kind {
        "share-within" => "measure-share-within",
        "deadline" => "measure-deadline",
        "shifted-window" => "measure-shifted-window",
        "decided-by" => "measure-decided-by",
        "trimmed-mean" => "measure-trimmed-mean",
        "trimmed-mean-at-a-point" => "measure-trimmed-mean-at-a-point",
        "volume" => "measure-volume",
        "stock-change" => "measure-stock-change",
        "calendar" => "measure-calendar",
        "milestone" => "measure-milestone",
        "projects" => "measure-projects",
        _ => "measure-judgement",
    })
}

/// Points, with a decimal only where there is one.
pub(super) fn points(language: Language, points: Points) -> String {
    let value = points.0 as f64 / 100.0;
    let decimals = if points.0 % 100 == 0 {
        0
    } else if points.0 % 10 == 0 {
        1
    } else {
        2
    };
    language.decimal(value, decimals)
}

/// A number in the unit of its measure.
pub(super) fn number(language: Language, kind: &str, value: f64) -> String {
    match kind {
        "share-within" | "deadline" | "shifted-window" | "decided-by" | "calendar" => language.percent(value / 100.0),
        "stock-change" => language.t_with("goal-fewer", &[("share", language.percent(value / 100.0).into())]),
        "trimmed-mean" | "trimmed-mean-at-a-point" => {
            language.t_with("goal-in-days", &[("days", language.decimal(value, 1).into())])
        }
        _ => language.decimal(value, 0),
    }
}

/// What was reached.
pub(super) fn reached(language: Language, part: &PartStatus) -> String {
    part.measured.map_or_else(|| language.t("goal-no-figure"), |found| number(language, &part.measure, found.as_f64()))
}

/// What is required.
pub(super) fn required(language: Language, part: &PartStatus) -> String {
    let number = number(language, &part.measure, part.required.as_f64());
    let key = match part.measure.as_str() {
        "trimmed-mean" | "trimmed-mean-at-a-point" => "goal-at-most",
        _ => "goal-at-least",
    };
    language.t_with(key, &[("number", number.into())])
}

/// The end of the window if things go on, and the pace that would be needed.
pub(super) fn forecast(language: Language, kind: &str, forecast: &Forecast) -> String {
    let number = |value: f64| number(language, kind, value);
    let pace = |value: f64| {
        if matches!(kind, "volume" | "stock-change") { language.decimal(value, 1) } else { number(value) }
    };
    let needed = match forecast.needed {
        Some(needed) => language.t_with("forecast-needed", &[("needed", pace(needed).into())]),
        None => language.t("forecast-no-pace"),
    };
    let values = [
        ("expected", number(forecast.expected).into()),
        ("low", number(forecast.low).into()),
        ("high", number(forecast.high).into()),
        ("pace", pace(forecast.pace).into()),
        ("needed", needed.into()),
        ("come", language.decimal(forecast.to_come, 0).into()),
    ];
    language.t_with("forecast-said", &values)
}

/// What must be known besides.
pub(super) fn note(language: Language, note: &Note) -> String {
    let day = |day: &Day| language.date(day.date());
    match note {
        Note::FewCases(count) => language.t_with("note-few", &[("count", (*count).into())]),
        Note::Faulty(count) => language.t_with("note-faulty", &[("count", (*count).into())]),
        Note::OpeningNotFrozen => language.t("note-opening-not-frozen"),
        Note::OpeningDiffers { frozen, counted } => {
            language.t_with("note-opening-differs", &[("frozen", (*frozen).into()), ("counted", (*counted).into())])
        }
        Note::MoreProjects(count) => language.t_with("note-more-projects", &[("count", (*count).into())]),
        Note::WithoutEvidence(count) => language.t_with("note-without-evidence", &[("count", (*count).into())]),
        Note::OtherAssessor(count) => language.t_with("note-other-assessor", &[("count", (*count).into())]),
        Note::ReachedOutside(outside) => language.t_with("note-reached-outside", &[("day", day(outside).into())]),
        Note::MissingDays(count) => language.t_with("note-missing-days", &[("count", (*count).into())]),
        Note::Preview { from, to } => {
            language.t_with("note-preview", &[("from", day(from).into()), ("to", day(to).into())])
        }
        Note::Overlap { with, count } => {
            language.t_with("note-overlap", &[("with", with.as_str().into()), ("count", (*count).into())])
        }
    }
}
