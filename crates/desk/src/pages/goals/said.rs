//! What figures, states and notes of goals are called, each in one place for every page.

use oversight::goals::{
    Forecast, Goal, GoalStatus, Note, Outlook, PartStatus, Percent, Plan, Points, SmallNumbers, Standing, State, Text,
    What, measure_words,
};

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

/// A goal's state as a badge, in the words of the report.
pub(super) fn goal(language: Language, goal: &GoalStatus) -> Badge {
    let said = goal.said(goal.points, language.into());
    let is_partly = goal.state == State::NotMet && goal.points.0 > 0;
    Badge { tone: if is_partly { Tone::Warning } else { state(language, goal.state).tone }, text: said }
}

/// What a measure's kind is called.
pub(super) fn measure(language: Language, kind: &str) -> String {
    measure_words(kind).text(language.into()).to_owned()
}

/// A part of a goal as it is read: what it is about, else which of several it is; nothing where the goal has one part and says it all.
pub(super) fn part(language: Language, goal: &Goal, id: &str) -> Option<String> {
    let place = goal.parts.iter().position(|part| part.id.get_ref() == id)?;
    if let Some(own) = goal.parts[place].text() {
        return Some(text(language, own));
    }
    let nth = place as u64 + 1;
    (goal.parts.len() > 1).then(|| language.t_with("goals-part", &[("nth", nth.into())]))
}

/// A measure's name, `1.a.2`, as it is read: the goal's number, and which part where it has several.
pub(super) fn measure_name(language: Language, plan: &Plan, name: &str) -> String {
    let of = plan.goals.iter().find_map(|goal| {
        let part = name.strip_prefix(goal.id.get_ref().as_str())?.strip_prefix('.')?;
        let place = goal.parts.iter().position(|one| one.id.get_ref() == part)?;
        Some((goal, place))
    });
    match of {
        Some((goal, place)) if goal.parts.len() > 1 => language.t_with(
            "goals-measure-part",
            &[("goal", goal.id.get_ref().as_str().into()), ("nth", (place as u64 + 1).into())],
        ),
        Some((goal, _)) => goal.id.get_ref().clone(),
        None => name.to_owned(),
    }
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

/// A percentage of a plan, with decimals only where there are any.
pub(super) fn percent(language: Language, percent: Percent) -> String {
    points(language, Points(percent.0))
}

/// A number in the unit of its measure.
pub(super) fn number(language: Language, kind: &str, value: f64) -> String {
    match kind {
        "share-within" | "deadline" | "shifted-window" | "decided-by" | "calendar" => language.percent(value / 100.0),
        "stock-change" => {
            let key = if value < 0.0 { "goal-more" } else { "goal-fewer" };
            language.t_with(key, &[("share", language.percent(value.abs() / 100.0).into())])
        }
        "trimmed-mean" | "trimmed-mean-at-a-point" => {
            language.t_with("goal-in-days", &[("days", language.decimal(value, 1).into())])
        }
        _ => language.decimal(value, 0),
    }
}

/// What was reached.
pub(super) fn reached(language: Language, part: &PartStatus) -> String {
    let Some(found) = part.measured else { return language.t("goal-no-figure") };
    match (part.measure.as_str(), part.reached_on) {
        ("milestone", Some(day)) => language.t_with("goal-reached-on", &[("day", language.date(day.date()).into())]),
        ("milestone", None) => language.t("goal-not-reached"),
        ("judgement", _) => language.t(match (found.part > 0, part.evidence.is_empty()) {
            (true, _) => "goal-judged-met",
            (false, true) => "goal-not-judged",
            (false, false) => "goal-judged-not-met",
        }),
        _ => number(language, &part.measure, found.as_f64()),
    }
}

/// What is required.
pub(super) fn required(language: Language, part: &PartStatus) -> String {
    if matches!(part.measure.as_str(), "milestone" | "judgement") {
        return language.t_with("goal-by", &[("day", language.date(part.final_by.date()).into())]);
    }
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
    let in_month = |key: &str, value: f64| language.t_with(key, &[("count", language.decimal(value, 1).into())]);
    let pace = |value: f64| match kind {
        "volume" | "decided-by" => in_month("forecast-in-month", value),
        "stock-change" if value < 0.0 => in_month("forecast-more-in-month", -value),
        "stock-change" => in_month("forecast-fewer-in-month", value),
        _ => number(value),
    };
    let come = language.decimal(forecast.to_come, 0);
    let come = match (kind, forecast.running) {
        ("calendar", _) => language.t_with("forecast-days-to-come", &[("come", come.into())]),
        ("stock-change", _) => language.t_with("forecast-moves-to-come", &[("come", come.into())]),
        (_, 0) => language.t_with("forecast-to-come", &[("come", come.into())]),
        (_, running) => {
            let values = [("come", come.into()), ("running", running.into())];
            language.t_with("forecast-to-come-running", &values)
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
        ("come", come.into()),
    ];
    language.t_with("forecast-said", &values)
}

/// What must be known besides. Whoever reads plans may see the numbers of their cases.
pub(super) fn note(language: Language, note: &Note) -> String {
    note.text(language.into(), SmallNumbers::Shown)
}

#[cfg(test)]
mod tests {
    use oversight::flow::{Columns, Day, Sight};
    use oversight::goals::{PLANS, Record, Records, gather, read_plan, slots, status};

    use super::*;

    fn annex() -> Plan {
        read_plan(PLANS[1].0, PLANS[1].1).expect("the house's plan")
    }

    #[test]
    fn a_stock_that_grew_is_so_many_percent_more() {
        assert_eq!(number(Language::Danish, "stock-change", -82.4), "82,4 % flere");
        assert_eq!(number(Language::Danish, "stock-change", 10.0), "10,0 % færre");
        assert_eq!(number(Language::English, "stock-change", -82.4), "82.4% more");
    }

    #[test]
    fn parts_and_measures_are_called_by_words() {
        let plan = annex();
        let goal = |id: &str| plan.goal(id).expect("a goal");
        assert_eq!(
            part(Language::Danish, goal("2.2"), "second-quarter").as_deref(),
            Some("oversigten er indsendt i 1. halvår")
        );
        assert_eq!(part(Language::Danish, goal("1.c"), "all"), None, "the goal says it all");
        assert_eq!(measure_name(Language::Danish, &plan, "1.a.2"), "1.a, del 2");
        assert_eq!(measure_name(Language::Danish, &plan, "1.c.all"), "1.c");
    }

    #[test]
    fn a_milestone_says_when_it_was_reached_or_that_it_was_not_and_by_when() {
        let plan = annex();
        let day = jiff::civil::date;
        let reached_it = Record {
            plan: plan.id.clone(),
            goal: "2.2".to_owned(),
            part: Some("second-quarter".to_owned()),
            day: day(2024, 6, 29),
            recorded: day(2024, 6, 30),
            evidence: "2024-117".to_owned(),
            assessor: "departementet".to_owned(),
            what: What::Reached,
        };
        let on = Day::from(day(2024, 12, 31));
        let sight = Sight { on, known_at: on };
        let records = Records { entered: vec![reached_it], documented: Vec::new() };
        let gathered = gather(&slots(&plan), &Columns::default(), sight);
        let found = status(&plan, Some(gathered), Some(&records), sight);
        let goal = found.goals.iter().find(|goal| goal.id == "2.2").expect("the goal");
        let said: Vec<(String, String)> =
            goal.parts.iter().map(|part| (reached(Language::Danish, part), required(Language::Danish, part))).collect();
        let text = |text: &str| text.to_owned();
        assert_eq!(said[0], (text("nået 29. juni 2024"), text("senest 30. juni 2024")));
        assert_eq!(said[1], (text("ikke nået"), text("senest 31. december 2024")));
    }
}
