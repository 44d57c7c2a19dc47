//! What figures, states and notes of goals are called, each in one place for every page.

use oversight::goals::{Forecast, Note, Outlook, PartStatus, Points, SmallNumbers, Standing, State, Text, What};

use crate::components::{Badge, Tone};
use crate::texts::Language;

/// A text of a plan in the page's language.
pub(crate) fn text(language: Language, text: &Text) -> String {
    match language {
        Language::Danish => text.da.clone(),
        Language::English => text.en.clone(),
    }
}

/// What a record says.
pub(crate) fn recorded(language: Language, what: &What) -> String {
    match what {
        What::Reached => language.t("record-reached"),
        What::Project { name } => language.t_with("record-project", &[("name", name.as_str().into())]),
        What::Judged { upheld: true } => language.t("record-upheld"),
        What::Judged { upheld: false } => language.t("record-not-upheld"),
        What::OpeningStock { count, figure } => language.t_with(
            "record-opening",
            &[("count", (*count).into()), ("figure", figure.get(..16).unwrap_or(figure).into())],
        ),
    }
}

/// A state as a badge.
pub(super) fn state(language: Language, state: State) -> Badge {
    let tone = match state {
        State::Met => Tone::Success,
        State::OnCourse => Tone::Info,
        State::AtRisk | State::Undecidable => Tone::Warning,
        State::NotYetMeasurable => Tone::Plain,
        State::NotMet => Tone::Error,
    };
    Badge::new(tone, state.words().text(language.into()))
}

/// Whether a state can still change.
pub(super) fn standing(language: Language, standing: Standing) -> String {
    standing.words().text(language.into()).to_owned()
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

/// The end of the window if things go on and the pace that would be needed, or why that cannot be said.
pub(super) fn outlook(language: Language, kind: &str, outlook: &Outlook) -> String {
    match outlook {
        Outlook::Expected(expected) => forecast(language, kind, expected),
        Outlook::None(why) => language.t_with("forecast-none", &[("why", why.words().text(language.into()).into())]),
    }
}

fn forecast(language: Language, kind: &str, forecast: &Forecast) -> String {
    let number = |value: f64| number(language, kind, value);
    let pace = |value: f64| {
        if matches!(kind, "volume" | "stock-change" | "decided-by") {
            language.decimal(value, 1)
        } else {
            number(value)
        }
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

/// What must be known besides. Whoever reads plans may see the numbers of their cases.
pub(super) fn note(language: Language, note: &Note) -> String {
    note.text(language.into(), SmallNumbers::Shown)
}
