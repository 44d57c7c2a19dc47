//! What a report shows: a plan's status with the audience's eyes, numbers still numbers, words already in the report's language.

use jiff::civil::Date;
use law::words::{Language, number};
use oversight::figure::Age;
use oversight::goals::{
    Forecast, Goal, GoalKind, GoalStatus, Measured, Part, PartStatus, Percent, Points, Scoring, Standing, State, Stock,
    measure_words,
};

use super::numbers;
use super::published::{Numbers, Shown, hides_small, is_large_enough, numbers as counts};
use super::wording::{Wording, is_more};
use super::{Audience, GoalsReport, Signed};

/// Everything that a report shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The occasion and the plan.
    pub title: String,
    /// The language of all texts.
    pub language: Language,
    /// The day of the figures.
    pub on: Date,
    /// The sums.
    pub sums: Sums,
    /// The goals in the plan's order.
    pub goals: Vec<GoalContent>,
    /// How the plan was read.
    pub readings: Vec<String>,
    /// How the plan was changed during its year: from which day, and what.
    pub changes: Vec<(Date, String)>,
    /// The professional goals that lack their analysis, by number.
    pub missing_analyses: Vec<String>,
    /// How the figures were made: what, and how.
    pub method: Vec<(String, String)>,
}

/// The points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums {
    /// Of all goals.
    pub weight: Points,
    /// As things stand.
    pub points: Shown<Points>,
    /// Of them final.
    pub final_points: Shown<Points>,
    /// Of them provisional.
    pub provisional: Shown<Points>,
    /// Points that can still be won.
    pub open: Shown<Points>,
}

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Percent; at least so many are required.
    Percent,
    /// Percent fewer than in the opening stock; at least.
    PercentFewer,
    /// Days; at most so many are allowed.
    Days,
    /// A number; at least.
    Number,
}

/// A goal.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalContent {
    /// Its number in the plan.
    pub id: String,
    /// Professional or shared.
    pub kind: GoalKind,
    /// What it is about.
    pub title: String,
    /// What is required.
    pub requirement: String,
    /// The points it carries.
    pub weight: Points,
    /// The points as things stand.
    pub points: Shown<Points>,
    /// How it stands.
    pub state: State,
    /// How it stands, in words: what the page of the goal says too. Where points are hidden, nothing is said of them.
    pub state_words: String,
    /// Whether that is final.
    pub standing: Standing,
    /// Its measures.
    pub parts: Vec<PartContent>,
    /// The readings chosen.
    pub readings: Vec<String>,
    /// What the plan presupposes.
    pub assumption: Option<String>,
    /// Who says whether it is met.
    pub assessor: String,
    /// The officer's judgement of the whole year, where it was typed.
    pub expectation: Option<String>,
    /// The analysis, where it was typed.
    pub analysis: Option<String>,
    /// Whether an analysis is owed and missing.
    pub lacks_analysis: bool,
    /// SHA-256 of its definition.
    pub definition: String,
}

/// A measure of a goal.
#[derive(Clone, Debug, PartialEq)]
pub struct PartContent {
    /// Its name: goal, part, and `other` for the reading that was not chosen.
    pub name: String,
    /// Its name as it is read: the goal's number, which part of it, or that it is the other reading.
    pub label: String,
    /// Whether it is the reading that was not chosen, which gives no points.
    pub is_other: bool,
    /// What is required of it, where the goal has several; of another reading what it says.
    pub requirement: Option<String>,
    /// How it is measured, in words.
    pub kind: String,
    /// What the figure is counted in.
    pub unit: Unit,
    /// The figure.
    pub measured: Shown<f64>,
    /// The figure in words, as exact as the requirement asks.
    pub figure: String,
    /// What is required.
    pub required: f64,
    /// How it stands.
    pub state: State,
    /// How it stands, in words.
    pub state_words: String,
    /// Whether that is final.
    pub standing: Standing,
    /// From the end of this day on it is final.
    pub final_by: Date,
    /// What it is measured on, where that is cases.
    pub cases: Option<CaseContent>,
    /// Where the evidence is, where it is measured on records; empty in what is published.
    pub evidence: Vec<String>,
    /// How many documents prove it.
    pub documents: usize,
    /// What must be known besides.
    pub notes: Vec<String>,
    /// The reading that was not chosen.
    pub other: Option<Box<Self>>,
}

/// The cases behind a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseContent {
    /// The first day that is measured; none where cases of any age count.
    pub from: Option<Date>,
    /// The last day.
    pub to: Date,
    /// How many, of what kinds.
    pub counts: Numbers,
    /// The share in time, in percent.
    pub share: Shown<f64>,
    /// The median of the days.
    pub median: Shown<f64>,
    /// The mean of the fastest; none of what has no limit.
    pub mean: Shown<f64>,
    /// Which share of the cases the mean keeps; none where there is no mean.
    pub keep: Option<Percent>,
    /// How many were dropped for it.
    pub trimmed: Shown<u64>,
    /// Of a stock how it moved, where every number of it may be shown.
    pub stock: Option<Stock>,
    /// Open cases.
    pub open: Shown<u64>,
    /// The median of their age in days.
    pub open_median: Shown<f64>,
    /// Nine of ten are at most so old.
    pub open_ninetieth: Shown<f64>,
    /// The end of the period if things go on; in follow-ups only.
    pub expected: Option<Expected>,
    /// SHA-256 of the list of cases; hidden with the numbers, since a short list could be guessed from it.
    pub list: Shown<String>,
    /// Who stands for the figure, in words; none where nobody does.
    pub signed: Option<String>,
}

/// What is to be expected of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// The numbers; rounded to whole ones in what is published.
    pub forecast: Forecast,
    /// The interval in words.
    pub words: String,
    /// The pace of the last 90 days in words.
    pub pace: String,
    /// The pace that the rest of the period needs, in words.
    pub needed: String,
}

pub(super) fn content(report: &GoalsReport<'_>) -> Content {
    let words = Wording(report.language);
    let (plan, status) = (report.plan, report.status);
    let goals: Vec<GoalContent> =
        plan.goals.iter().zip(&status.goals).map(|(goal, found)| goal_content(report, goal, found)).collect();
    // One goal's hidden points could be worked out from the sums.
    let shows_sums = goals.iter().all(|goal| goal.points != Shown::Hidden);
    let sum = |points: Points| Shown::Is(points).hidden_unless(shows_sums);
    Content {
        title: format!("{}. {}", report.occasion.words().text(report.language), words.of(&plan.title)),
        language: report.language,
        on: status.sight.on.date(),
        sums: Sums {
            weight: plan.sum(),
            points: sum(status.points),
            final_points: sum(status.points_final),
            provisional: sum(Points(status.points.0 - status.points_final.0)),
            open: sum(status.points_open),
        },
        readings: status.readings.iter().map(|text| words.of(text)).collect(),
        changes: report.texts.changes.iter().map(|change| (change.day, change.said(report.language))).collect(),
        missing_analyses: report.missing_analyses().into_iter().map(str::to_owned).collect(),
        method: super::method::method(report, &goals),
        goals,
    }
}

fn goal_content(report: &GoalsReport<'_>, goal: &Goal, found: &GoalStatus) -> GoalContent {
    let words = Wording(report.language);
    let several = goal.parts.len() > 1;
    let parts = (1..).zip(goal.parts.iter().zip(&found.parts));
    let parts: Vec<PartContent> = parts
        .map(|(place, (part, status))| {
            let name = format!("{}.{}", found.id, status.id);
            let label = if several {
                format!("{}, {}\u{a0}{place}", found.id, words.say("del", "part"))
            } else {
                found.id.clone()
            };
            let requirement = part_requirement(words, part, several);
            let other = status.other.as_ref().map(|other| {
                let label = format!("{label}, {}", words.say("anden læsning", "other reading"));
                let other_name = format!("{name}.other");
                let found = part_content(report, &other_name, Some(words.of(&other.text)), &other.status);
                Box::new(PartContent { label, is_other: true, ..found })
            });
            PartContent { label, other, ..part_content(report, &name, requirement, status) }
        })
        .collect();
    // Points in proportion to a hidden figure would show it.
    let follows_figure = matches!(goal.scoring, Scoring::Proportional | Scoring::Stepped(_));
    let hides_figure = parts.iter().any(|part| part.measured == Shown::Hidden);
    let gives_away = follows_figure && hides_figure && found.state != State::Met;
    GoalContent {
        id: found.id.clone(),
        kind: found.kind,
        title: words.of(&found.title),
        requirement: words.of(&goal.requirement),
        weight: found.weight,
        points: Shown::Is(found.points).hidden_unless(!gives_away),
        state: found.state,
        state_words: found.said(if gives_away { Points(0) } else { found.points }, report.language),
        standing: found.standing,
        parts,
        readings: found.readings.iter().map(|text| words.of(text)).collect(),
        assumption: goal.assumption.as_ref().map(|text| words.of(text)),
        assessor: words.of(&goal.assessor),
        expectation: report.typed(&found.id, |texts| &texts.expectation).map(str::to_owned),
        analysis: report.typed(&found.id, |texts| &texts.analysis).map(str::to_owned),
        lacks_analysis: report.lacks_analysis(found),
        definition: report.plan.definition(goal),
    }
}

fn part_requirement(words: Wording, part: &Part, several: bool) -> Option<String> {
    part.text().map(|text| words.of(text)).filter(|_| several)
}

fn part_content(report: &GoalsReport<'_>, name: &str, requirement: Option<String>, status: &PartStatus) -> PartContent {
    let words = Wording(report.language);
    let unit = unit_of(&status.measure);
    let required = status.required.as_f64();
    let cases = status.cases.as_ref().map(|measured| case_content(report, name, status, measured));
    let measured = Shown::of(status.measured.map(oversight::figure::Fraction::as_f64));
    let measured = match (&cases, unit) {
        (None, _) => measured,
        (Some(cases), Unit::Days) => measured.hidden_unless(cases.mean != Shown::Hidden),
        (Some(cases), Unit::Number) => measured.hidden_unless(cases.counts.counted != Shown::Hidden),
        (Some(cases), Unit::Percent | Unit::PercentFewer) => measured.hidden_unless(cases.counts.is_whole()),
    };
    let is_published = report.audience == Audience::Published;
    let hides = hides_small(status, report.audience);
    PartContent {
        name: name.to_owned(),
        label: String::new(),
        is_other: false,
        requirement,
        kind: measure_words(&status.measure).text(words.0).to_owned(),
        unit,
        measured,
        figure: figure_words(words, status, measured, unit),
        required,
        state: status.state,
        state_words: words.state(status.state).to_owned(),
        standing: status.standing,
        final_by: status.final_by.date(),
        cases,
        evidence: if is_published { Vec::new() } else { status.evidence.clone() },
        documents: status.evidence.len(),
        notes: status.notes.iter().map(|note| words.note(note, hides)).collect(),
        other: None,
    }
}

pub(super) fn unit_of(kind: &str) -> Unit {
    match kind {
        "share-within" | "deadline" | "shifted-window" | "decided-by" | "calendar" => Unit::Percent,
        "stock-change" => Unit::PercentFewer,
        "trimmed-mean" | "trimmed-mean-at-a-point" => Unit::Days,
        _ => Unit::Number,
    }
}

fn figure_words(words: Wording, status: &PartStatus, measured: Shown<f64>, unit: Unit) -> String {
    let is_record = status.cases.is_none();
    match measured {
        Shown::Hidden => words.say("vises ikke", "not shown").to_owned(),
        Shown::Absent => words.say("intet tal", "no figure").to_owned(),
        Shown::Is(_) if is_record && status.measure != "projects" => match status.state {
            State::Met => words.say("ja", "yes").to_owned(),
            State::NotMet | State::AtRisk => words.say("nej", "no").to_owned(),
            State::OnCourse | State::NotYetMeasurable | State::Undecidable => "–".to_owned(),
        },
        Shown::Is(value) => {
            let (decimals, required) = (usize::from(unit != Unit::Number), status.required.as_f64());
            // A number told without its sign is held against the requirement without it, too.
            let sign = if is_more(value, unit) { -1.0 } else { 1.0 };
            words.figure(value, unit, |shown| numbers::beside(shown, sign * required, decimals, words.0))
        }
    }
}

impl PartContent {
    /// The requirement in words; a milestone and a judgement have none but their text.
    pub fn required_words(&self, language: Language) -> String {
        let words = Wording(language);
        if self.cases.is_none() && self.required <= 1.0 {
            return String::new();
        }
        let decimals = usize::from(self.required.fract() != 0.0);
        let required = number(self.required, decimals, language);
        format!("{} {required}{}", words.bound(self.unit), words.unit(self.unit))
    }
}

fn case_content(report: &GoalsReport<'_>, name: &str, status: &PartStatus, measured: &Measured) -> CaseContent {
    let words = Wording(report.language);
    let found = &measured.statistics;
    let hides = hides_small(status, report.audience);
    let counts = counts(status, measured, report.audience, words);
    let is_timed = !matches!(status.measure.as_str(), "volume" | "stock-change" | "calendar");
    let has_days = status.measure != "stock-change";
    let shows_days = counts.counted != Shown::Hidden && (!hides || is_large_enough(found.measured));
    let has_share = !matches!(status.measure.as_str(), "volume" | "stock-change");
    let share = match status.measure.as_str() {
        "calendar" => status.measured.map(oversight::figure::Fraction::as_f64),
        _ => (found.counted > 0).then(|| 100.0 * found.in_time as f64 / found.counted as f64),
    };
    let fraction = |value: Option<oversight::figure::Fraction>| {
        Shown::of(value.map(oversight::figure::Fraction::as_f64)).hidden_unless(shows_days)
    };
    let Age { count: open, median: open_median, ninetieth } = measured.open;
    let shows_open = !hides || is_large_enough(open);
    let unit = unit_of(&status.measure);
    let shows_figure = match unit {
        Unit::Days => shows_days,
        Unit::Number => counts.counted != Shown::Hidden,
        Unit::Percent | Unit::PercentFewer => counts.is_whole(),
    };
    let forecast = measured.outlook.expected().copied();
    let expected = forecast.filter(|_| report.occasion.is_follow_up() && shows_figure);
    let list = if counts.hides() { Shown::Hidden } else { Shown::Is(measured.hash.clone()) };
    CaseContent {
        from: Some(measured.span.from.date()).filter(|from| *from != Date::MIN),
        to: measured.span.to.date(),
        share: Shown::of(share.filter(|_| has_share)).hidden_unless(counts.is_whole()),
        median: fraction(found.median.filter(|_| has_days)),
        mean: fraction(found.trimmed_mean.filter(|_| is_timed)),
        keep: is_timed.then_some(measured.keep),
        trimmed: Shown::of((is_timed && found.measured > 0).then_some(found.trimmed)).hidden_unless(shows_days),
        stock: measured.stock.filter(|_| counts.is_whole()),
        open: Shown::Is(open).hidden_unless(shows_open),
        open_median: Shown::of(open_median.map(oversight::figure::Fraction::as_f64)).hidden_unless(shows_open),
        open_ninetieth: Shown::of(ninetieth.map(f64::from)).hidden_unless(shows_open),
        expected: expected.map(|forecast| expected_of(words, forecast, &status.measure, hides)),
        list,
        signed: signed_words(report, name, measured),
        counts,
    }
}

fn expected_of(words: Wording, forecast: Forecast, kind: &str, is_rounded: bool) -> Expected {
    let unit = unit_of(kind);
    let round = |value: f64| if is_rounded { value.round() } else { value };
    let forecast = Forecast {
        low: round(forecast.low),
        expected: round(forecast.expected),
        high: round(forecast.high),
        pace: round(forecast.pace),
        needed: forecast.needed.map(round),
        to_come: round(forecast.to_come),
        running: forecast.running,
        overdue: forecast.overdue,
    };
    let decimals = usize::from(!is_rounded && unit != Unit::Number);
    let pace_decimals = usize::from(!is_rounded);
    let pace = |value: f64| words.pace(value, kind, unit, pace_decimals);
    let none = || words.say("intet tempo når kravet", "no pace reaches it").to_owned();
    Expected {
        words: words.forecast(&forecast, unit, decimals),
        pace: pace(forecast.pace),
        needed: forecast.needed.map_or_else(none, pace),
        forecast,
    }
}

/// Who stands for a figure: of the latest freeze of the measure, and whether its list is the one that is shown.
fn signed_words(report: &GoalsReport<'_>, name: &str, measured: &Measured) -> Option<String> {
    let of_measure = report.signed.iter().filter(|signed| signed.measure == name);
    let latest = of_measure.max_by_key(|signed| (signed.hash == measured.hash, signed.at))?;
    let Signed { signer, at, hash, .. } = latest;
    let at = numbers::moment(*at, report.language);
    let danish = report.language == Language::Danish;
    let by = match (report.audience, danish) {
        (Audience::Published, _) => String::new(),
        (Audience::Internal, true) => format!(" af {signer}"),
        (Audience::Internal, false) => format!(" by {signer}"),
    };
    Some(match (*hash == measured.hash, danish) {
        (true, true) => format!("fastfrosset {at}{by}; listen er den samme"),
        (true, false) => format!("frozen on {at}{by}; the list is the same"),
        (false, true) => format!("fastfrosset {at}{by}, men med en anden liste end den, der vises her"),
        (false, false) => format!("frozen on {at}{by}, but with another list than the one shown here"),
    })
}
