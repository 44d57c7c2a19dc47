//! A goal: how its figures came about, what is left out, what was recorded; freezing a figure and recording what no case tells.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::access::Action;
use casework::commands::{FreezeFigure, RecordForGoal, Told, WithdrawRecord};
use casework::goals::FrozenFigure;
use casework::office::FieldProblem;
use casework::questions::{Days, GoalsPlan, PlanInputs, measured_of};
use oversight::figure::{Fraction, Statistics};
use oversight::goals::{Goal, GoalStatus, Measure, Measured, OfficeDays, PartStatus, Record, What};

use super::{asking, days_said, measured, pictures, said, said_of_flow, text, troubles};
use crate::app::{App, Rejected};
use crate::components::{Badge, Chart, ErrorSummary, FieldKind, FormField, Histogram, Query};
use crate::frame::{self, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::role_words;
use crate::session::Session;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/goals/goal.html")]
struct GoalPage {
    frame: Frame,
    days: Days,
    here: String,
    address: String,
    asking: String,
    requirement: String,
    assumption: Option<String>,
    readings: Vec<String>,
    weight: String,
    printed: Option<String>,
    assessor: String,
    evidence: String,
    state: Badge,
    standing: String,
    points: String,
    definition: String,
    parts: Vec<Part>,
    records: Vec<RecordRow>,
    is_documented: bool,
    may_keep: bool,
    may_open: bool,
    errors: ErrorSummary,
    form: Vec<FormField>,
    occasion: FormField,
    /// The form that asks for a case; none where the goal is measured on no case.
    explain: Option<FormField>,
}

/// A measure of the goal.
struct Part {
    heading: String,
    id: String,
    title: String,
    kind: String,
    state: Badge,
    reached: String,
    required: String,
    final_by: String,
    notes: Vec<String>,
    evidence: Vec<String>,
    cases: Option<CasesOf>,
    /// Where each frozen figure of it is, and who froze it when for what.
    frozen: Vec<(String, String)>,
    other: Option<OtherReading>,
}

/// The list of cases behind a figure.
struct CasesOf {
    measure: String,
    numbers: Vec<(String, String)>,
    /// Of a calendar a row for each office.
    offices: Vec<[String; 4]>,
    nothing_left_out: Option<String>,
    left_out: Vec<(String, String)>,
    aside: String,
    forecast: String,
    course: Option<Chart>,
    lengths: Option<Histogram>,
    /// What the link to the list is called.
    open: String,
    hash: String,
    can_freeze: bool,
}

/// The reading that was not chosen.
struct OtherReading {
    text: String,
    reached: String,
    required: String,
    state: Badge,
}

struct RecordRow {
    /// The place of the fact that entered it here; none of what supervision documents.
    position: Option<u64>,
    /// The shared goal's page, where supervision documents it.
    documented_at: Option<String>,
    part: String,
    what: String,
    day: String,
    evidence: String,
    assessor: String,
    by: String,
    /// Why it does not count: who withdrew it, or that the plan asks for nothing like it.
    withdrawn: Option<String>,
}

impl RecordRow {
    fn of(language: Language, goal: &Goal, record: &Record, by: &str) -> Self {
        Self {
            position: None,
            documented_at: None,
            part: record
                .part
                .as_ref()
                .and_then(|part| said::part(language, goal, part))
                .unwrap_or_else(|| "–".to_owned()),
            what: said::recorded(language, &record.what),
            day: language.date(record.day),
            evidence: record.evidence.clone(),
            assessor: record.assessor.clone(),
            by: format!("{by}, {}", language.date(record.recorded)),
            withdrawn: None,
        }
    }
}

/// The field that asks for a case to explain the goal on.
const CASE: &str = "sag";

/// What was typed and what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    fields: Vec<(String, String)>,
    problems: Vec<FieldProblem>,
}

impl Typed {
    /// A case that was asked for and cannot be explained.
    pub(super) fn case(typed: &str, key: &'static str) -> Self {
        let problem = FieldProblem { field: CASE.to_owned(), key, detail: typed.trim().to_owned() };
        Self { fields: vec![(CASE.to_owned(), typed.to_owned())], problems: vec![problem] }
    }

    fn of(posted: &Posted, problems: Vec<FieldProblem>) -> Self {
        Self { fields: posted.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(), problems }
    }

    fn get(&self, name: &str) -> String {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// The goal.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path((plan, goal)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    page(frame, &session, &app, plan, &goal, Typed::default()).await
}

pub(super) async fn page(
    frame: Frame,
    session: &Session,
    app: &App,
    plan: String,
    goal: &str,
    typed: Typed,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let (inputs, status, days) = measured(app, session, &Query::of(&frame.path), GoalsPlan { plan }).await?;
    let plan = &inputs.plan.plan;
    let of_plan = plan.goal(goal).ok_or(Trouble::NotFound)?;
    let found = status.goals.iter().find(|one| one.id == goal).ok_or(Trouble::NotFound)?;
    let errors = ErrorSummary { language, errors: troubles(language, &typed.problems) };
    let code = if typed.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let weight = *of_plan.weight.get_ref();
    let frame = frame
        .titled(format!("{} {}", found.id, text(language, &found.title)))
        .method(language.t("goals-method"))
        .filter(days_said(language, days))
        .below(language.t("goals-title"), "/maal")
        .below(text(language, &plan.title), format!("/maal/{}?{}", plan.id, asking(days)));
    let page = GoalPage {
        here: format!("/maal/{}/{}", plan.id, found.id),
        address: format!("/maal/{}/{}", plan.id, found.id),
        asking: asking(days),
        requirement: text(language, &of_plan.requirement),
        assumption: of_plan.assumption.as_ref().map(|one| text(language, one)),
        readings: found.readings.iter().map(|one| text(language, one)).collect(),
        weight: said::points(language, weight),
        printed: (of_plan.weight_printed != Some(weight)).then(|| language.t("goals-weight-not-printed")),
        assessor: text(language, &of_plan.assessor),
        evidence: text(language, &of_plan.evidence),
        state: said::goal(language, found),
        standing: said::standing(language, found.standing),
        points: language.t_with(
            "goals-points-of",
            &[("points", said::points(language, found.points).into()), ("of", said::points(language, weight).into())],
        ),
        definition: plan.definition(of_plan)[..16].to_owned(),
        parts: parts(language, app, &inputs, of_plan, found),
        records: records(language, app, &inputs, of_plan),
        is_documented: inputs.documented.iter().any(|one| one.record.goal == goal),
        may_keep: session.officer.role.may(Action::KeepGoals),
        may_open: session.officer.role.may(Action::OpenFigures),
        form: form(language, app, of_plan, &inputs.frozen, &typed, &errors),
        explain: of_plan
            .parts
            .iter()
            .any(|part| part.measure.get_ref().is_on_cases())
            .then(|| FormField::line(language, CASE, language.t("goals-explain-case")).typed(typed.get(CASE), &errors)),
        occasion: FormField::line(language, "occasion", language.t("goals-occasion"))
            .hint(language.t("goals-occasion-hint"))
            .typed(typed.get("occasion"), &errors),
        errors,
        days,
        frame: said_of_flow(frame, &inputs),
    };
    frame::page_with(code, &page)
}

fn parts(language: Language, app: &App, inputs: &PlanInputs, goal: &Goal, found: &GoalStatus) -> Vec<Part> {
    let both = goal.parts.iter().zip(&found.parts);
    let several = goal.parts.len() > 1;
    (1_u64..)
        .zip(both)
        .map(|(nth, (part, status))| Part {
            heading: if several {
                language.t_with("goals-part", &[("nth", nth.into())])
            } else {
                language.t("goals-measure")
            },
            id: status.id.clone(),
            title: part.text().map(|one| text(language, one)).unwrap_or_default(),
            kind: said::measure(language, &status.measure),
            state: said::state(language, status.state),
            reached: said::reached(language, status),
            required: said::required(language, status),
            final_by: language.date(status.final_by.date()),
            notes: status.notes.iter().map(|one| said::note(language, one)).collect(),
            evidence: status.evidence.clone(),
            cases: status
                .cases
                .as_ref()
                .map(|cases| cases_of(language, &found.id, (nth, part.measure.get_ref()), status, cases)),
            frozen: frozen(language, app, inputs, &format!("{}.{}", found.id, status.id)),
            other: status.other.as_ref().map(|other| OtherReading {
                text: text(language, &other.text),
                reached: said::reached(language, &other.status),
                required: said::required(language, &other.status),
                state: said::state(language, other.status.state),
            }),
        })
        .collect()
}

/// The frozen figures of a measure, the latest first.
fn frozen(language: Language, app: &App, inputs: &PlanInputs, measure: &str) -> Vec<(String, String)> {
    let of_measure = inputs.frozen.iter().rev().filter(|one| one.measure == measure);
    let link = |one: &FrozenFigure| {
        let values = [
            ("occasion", one.occasion.as_str().into()),
            ("who", app.officers().name(&one.entered.by).into()),
            ("when", language.moment_at(one.entered.at).into()),
            ("on", language.date(one.figure.sight.on.date()).into()),
        ];
        (frozen_at(&one.plan, one.entered.position), language.t_with("frozen-link", &values))
    };
    of_measure.map(link).collect()
}

/// The address of a frozen figure.
fn frozen_at(plan: &str, position: u64) -> String {
    format!("/maal/{plan}/frosset/{position}")
}

/// Whether a measure lives on what somebody records.
fn asks_for_record(measure: &Measure) -> bool {
    matches!(measure, Measure::Milestone(_) | Measure::Projects(_) | Measure::Judgement(_) | Measure::StockChange(_))
}

/// Whether it is observations of offices that are counted, and no cases.
fn is_of_observations(measure: &Measure) -> bool {
    matches!(measure, Measure::Calendar(_))
}

/// The numbers of a figure, what is left out, and the age of what is open: what its measure has, and nothing else.
fn cases_of(
    language: Language,
    goal: &str,
    (nth, measure): (u64, &Measure),
    part: &PartStatus,
    cases: &Measured,
) -> CasesOf {
    let place = usize::try_from(nth - 1).unwrap_or(usize::MAX);
    let is_of_observations = is_of_observations(measure);
    let aside = language.t_with(
        "number-aside",
        &[
            ("marks", cases.aside.other_marks.into()),
            ("window", cases.aside.outside_window.into()),
            ("unknown", cases.aside.not_known.into()),
            ("faulty", cases.aside.faulty.into()),
        ],
    );
    let nothing_left_out = cases.left_out.is_empty() && !is_of_observations;
    CasesOf {
        measure: format!("{goal}.{}", part.id),
        numbers: numbers(language, measure, part, cases),
        offices: cases.offices.iter().map(|one| office_row(language, one)).collect(),
        nothing_left_out: nothing_left_out.then(|| language.t("goals-nothing-left-out")),
        left_out: cases.left_out.iter().map(|one| (text(language, &one.text), language.count(one.count))).collect(),
        aside,
        course: pictures::course(language, place, measure, &cases.profile),
        lengths: pictures::lengths(language, place, measure, &cases.profile),
        forecast: said::outlook(language, &part.measure, &cases.outlook),
        open: language.t(if is_of_observations { "goals-open-observations" } else { "goals-open-cases" }),
        hash: cases.hash.get(..16).unwrap_or_default().to_owned(),
        can_freeze: cases.lines > 0,
    }
}

fn office_row(language: Language, one: &OfficeDays) -> [String; 4] {
    let whole = one.observed + one.missing;
    let share = if whole == 0 { "–".to_owned() } else { language.percent(one.in_time as f64 / whole as f64) };
    let in_time = language
        .t_with("number-in-time-of", &[("in", one.in_time.into()), ("of", whole.into()), ("share", share.into())]);
    let name = one.office.words().text(language.into()).to_owned();
    [name, language.count(one.observed), language.count(one.missing), in_time]
}

fn numbers(language: Language, measure: &Measure, part: &PartStatus, cases: &Measured) -> Vec<(String, String)> {
    let found = &cases.statistics;
    let count = |number: u64| language.count(number);
    let days =
        |value: Option<Fraction>| value.map_or_else(|| "–".to_owned(), |value| language.decimal(value.as_f64(), 1));
    let line = |key: &str, value: String| (language.t(key), value);
    let as_of = cases.figure.as_ref().map_or_else(|| "–".to_owned(), |one| days_said(language, Days::of(one.sight)));
    let mean = || {
        (
            language.t_with("number-trimmed", &[("keep", said::percent(language, cases.keep).into())]),
            language.t_with(
                "number-trimmed-of",
                &[("mean", days(found.trimmed_mean).into()), ("dropped", found.trimmed.into())],
            ),
        )
    };
    let mut numbers = vec![line("number-as-of", as_of)];
    match measure {
        Measure::StockChange(_) => {
            let stock = cases.stock.map_or([0; 4], |stock| [stock.opening, stock.left, stock.came, stock.closing]);
            let keys = ["number-opening", "number-left", "number-came", "number-closing"];
            numbers.extend(keys.into_iter().zip(stock).map(|(key, number)| line(key, count(number))));
        }
        Measure::Calendar(_) => {
            numbers.push(line("number-observed", count(found.counted)));
            numbers.push(line("number-in-time", in_time_of(language, part, found, "number-missing-of", "missing")));
            numbers.push(line("number-wait-median", days(found.median)));
        }
        Measure::DecidedBy(_) => {
            numbers.push(line("number-counted", count(found.counted)));
            numbers.push(line("number-in-time", in_time_of(language, part, found, "number-pending-of", "pending")));
            numbers.push(line("number-median", days(found.median)));
        }
        Measure::TrimmedMean(mean_of) => {
            numbers.push(line("number-counted", count(found.counted)));
            let within = language.t_with("number-within", &[("days", u64::from(mean_of.limit).into())]);
            let share = share_of(language, found.in_time, found.counted);
            numbers.push((within, format!("{} ({share})", count(found.in_time))));
            numbers.push(line("number-median", days(found.median)));
            numbers.push(mean());
        }
        Measure::ShareWithin(timed) | Measure::Deadline(timed) => {
            numbers.push(line("number-counted", count(found.counted)));
            let share = share_of(language, found.in_time, found.counted);
            numbers.push(line("number-in-time", format!("{} ({share})", count(found.in_time))));
            if !timed.counts_as_met.is_empty() {
                numbers.push(line("number-counts-as-met", count(found.counts_as_met)));
            }
            numbers.push(line("number-median", days(found.median)));
            numbers.push(mean());
        }
        _ => {
            numbers.push(line("number-counted", count(found.counted)));
            numbers.push(line("number-median", days(found.median)));
        }
    }
    if matches!(measure, Measure::StockChange(_) | Measure::Calendar(_)) {
        return numbers;
    }
    numbers.push(line("number-open", count(cases.open.count)));
    if cases.open.count > 0 {
        let ninetieth = cases.open.ninetieth.map_or(0.0, f64::from);
        numbers.push((
            language.t("number-open-age"),
            language.t_with(
                "number-open-age-of",
                &[("median", days(cases.open.median).into()), ("ninetieth", language.decimal(ninetieth, 0).into())],
            ),
        ));
    }
    numbers
}

fn share_of(language: Language, part: u64, whole: u64) -> String {
    if whole == 0 { "–".to_owned() } else { language.percent(part as f64 / whole as f64) }
}

/// What is in time of the whole that the share at the top is of, and how many of it are not counted yet and so not met.
fn in_time_of(language: Language, part: &PartStatus, found: &Statistics, key: &str, besides: &'static str) -> String {
    let whole = part.measured.map_or(found.counted, |share| share.whole).max(found.counted);
    let mut values = vec![
        ("in", found.in_time.into()),
        ("of", whole.into()),
        ("share", share_of(language, found.in_time, whole).into()),
    ];
    if whole == found.counted {
        return language.t_with("number-in-time-of", &values);
    }
    values.push((besides, (whole - found.counted).into()));
    language.t_with(key, &values)
}

fn records(language: Language, app: &App, inputs: &PlanInputs, goal: &Goal) -> Vec<RecordRow> {
    let name = |id: &str| app.officers().name(id).to_owned();
    let number = goal.id.get_ref();
    let entered = inputs.records.iter().filter(|one| one.record.goal == *number).map(|one| RecordRow {
        position: Some(one.entered.position),
        withdrawn: one.withdrawn.as_ref().map(|(who, reason)| {
            language.t_with("goals-withdrawn-by", &[("who", name(&who.by).into()), ("reason", reason.as_str().into())])
        }),
        ..RecordRow::of(language, goal, &one.record, &name(&one.entered.by))
    });
    let documented = inputs.documented.iter().filter(|one| one.record.goal == *number).map(|one| RecordRow {
        documented_at: Some(format!("/opfoelgning/koncernmaal/{}", one.undertaking)),
        withdrawn: one.no_place.as_ref().map(|why| text(language, &why.words())),
        ..RecordRow::of(language, goal, &one.record, &language.t("record-from-supervision"))
    });
    documented.chain(entered).collect()
}

/// The form for what no case tells: only what the goal's measures ask for.
fn form(
    language: Language,
    app: &App,
    goal: &Goal,
    frozen: &[FrozenFigure],
    typed: &Typed,
    errors: &ErrorSummary,
) -> Vec<FormField> {
    let asking: Vec<_> = goal.parts.iter().filter(|part| asks_for_record(part.measure.get_ref())).collect();
    if asking.is_empty() {
        return Vec::new();
    }
    let line = |name: &'static str, key: &str| FormField::line(language, name, language.t(key));
    let choice = |value: &str, key: &str| (value.to_owned(), language.t(key));
    let mut kinds = Vec::new();
    let has = |measure: fn(&Measure) -> bool| asking.iter().any(|part| measure(part.measure.get_ref()));
    let has_milestone = has(|measure| matches!(measure, Measure::Milestone(_)));
    let has_projects = has(|measure| matches!(measure, Measure::Projects(_)));
    let has_judgement = has(|measure| matches!(measure, Measure::Judgement(_)));
    let has_stock = has(|measure| matches!(measure, Measure::StockChange(_)));
    if has_milestone {
        kinds.push(choice("reached", "record-reached"));
    }
    if has_projects {
        kinds.push(choice("project", "record-a-project"));
    }
    if has_judgement {
        kinds.push(choice("upheld", "record-upheld"));
        kinds.push(choice("not-upheld", "record-not-upheld"));
    }
    if has_stock {
        kinds.push(choice("opening", "record-an-opening"));
    }
    let parts = asking.iter().map(|part| {
        let id = part.id.get_ref();
        (id.clone(), said::part(language, goal, id).unwrap_or_else(|| text(language, &goal.title)))
    });
    let mut fields = vec![
        line("part", "record-part").kind(FieldKind::OneOf(parts.collect())),
        line("what", "record-what").kind(FieldKind::OneOf(kinds)),
        line("day", "record-day").kind(FieldKind::Day),
        line("evidence", "record-evidence").hint(language.t("record-evidence-hint")),
        line("assessor", "record-assessor").hint(text(language, &goal.assessor)),
    ];
    if has_projects {
        fields.push(line("project", "record-project-name").optional());
    }
    let openings = openings(language, app, goal, frozen);
    if !openings.is_empty() {
        fields.push(
            line("frozen", "record-frozen")
                .hint(language.t("record-frozen-hint"))
                .kind(FieldKind::Select(openings))
                .optional(),
        );
    } else if has_stock {
        fields.push(line("count", "record-count").hint(language.t("record-count-hint")).optional());
        fields.push(line("figure", "record-figure").hint(language.t("record-figure-hint")).optional());
    }
    fields
        .into_iter()
        .map(|field| {
            let value = typed.get(&field.name);
            field.typed(value, errors)
        })
        .collect()
}

/// The opening stocks that frozen figures of the goal hold, each with how it is read: hash, and words.
fn openings(language: Language, app: &App, goal: &Goal, frozen: &[FrozenFigure]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for part in &goal.parts {
        let Measure::StockChange(change) = part.measure.get_ref() else { continue };
        let measure = format!("{}.{}", goal.id.get_ref(), part.id.get_ref());
        for one in frozen {
            let Some(count) = one.opening_of(&measure, change) else { continue };
            let values = [
                ("count", count.into()),
                ("day", language.date(change.opening).into()),
                ("occasion", one.occasion.as_str().into()),
                ("signer", app.officers().name(&one.entered.by).into()),
                ("on", language.date(one.figure.sight.on.date()).into()),
                ("known", language.date(one.figure.sight.known_at.date()).into()),
            ];
            all.push((one.hash.clone(), language.t_with("record-opening-of", &values)));
        }
    }
    all
}

/// Records something.
pub(crate) async fn record(
    frame: Frame,
    State(app): State<App>,
    Path((plan, goal)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let session = posted.session.clone();
    let mut problems = Vec::new();
    let mut wrong = |field: &str, key: &'static str| {
        problems.push(FieldProblem { field: field.to_owned(), key, detail: posted.get(field).to_owned() });
    };
    let day = casework::forms::typed_day(posted.get("day"));
    if day.is_none() {
        wrong("day", if posted.get("day").trim().is_empty() { "problem-missing" } else { "problem-wrong-value" });
    }
    if posted.get("part").is_empty() {
        wrong("part", "problem-missing");
    }
    let typed = |what| Some(Told::Typed(what));
    let told = match posted.get("what") {
        "reached" => typed(What::Reached),
        "project" => typed(What::Project { name: posted.get("project").trim().to_owned() }),
        "upheld" => typed(What::Judged { upheld: true }),
        "not-upheld" => typed(What::Judged { upheld: false }),
        "opening" if !posted.get("frozen").is_empty() => {
            Some(Told::OpeningOf { figure: posted.get("frozen").to_owned() })
        }
        "opening" => {
            let count = posted.get("count").trim().parse().ok();
            if count.is_none() {
                wrong(if posted.all("frozen").next().is_some() { "frozen" } else { "count" }, "problem-missing");
            }
            let figure = posted.get("figure").trim().to_owned();
            count.and_then(|count| typed(What::OpeningStock { count, figure }))
        }
        _ => {
            wrong("what", "problem-missing");
            None
        }
    };
    let (Some(day), Some(told), true) = (day, told, problems.is_empty()) else {
        return page(frame, &session, &app, plan, &goal, Typed::of(&posted, problems)).await;
    };
    let command = RecordForGoal {
        plan: plan.clone(),
        goal: goal.clone(),
        part: posted.get("part").to_owned(),
        day,
        evidence: posted.get("evidence").to_owned(),
        assessor: posted.get("assessor").to_owned(),
        told,
    };
    match app.act(&session, role_words::purpose(session.officer.role), command).await? {
        Ok(()) => Ok(see_other(&back(&frame, &plan, &goal))),
        Err(Rejected::Invalid(problems)) => {
            page(frame, &session, &app, plan, &goal, Typed::of(&posted, problems)).await
        }
        Err(Rejected::ChangedMeanwhile(_)) => Err(Trouble::Conflict),
    }
}

/// Takes a record back.
pub(crate) async fn withdraw(
    frame: Frame,
    State(app): State<App>,
    Path((plan, goal)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let session = posted.session.clone();
    let position = posted.get("position").parse().map_err(|_| Trouble::NotFound)?;
    let command = WithdrawRecord { plan: plan.clone(), position, reason: posted.get("reason").to_owned() };
    match app.act(&session, role_words::purpose(session.officer.role), command).await? {
        Ok(()) => Ok(see_other(&back(&frame, &plan, &goal))),
        Err(Rejected::Invalid(problems)) => {
            page(frame, &session, &app, plan, &goal, Typed::of(&posted, problems)).await
        }
        Err(Rejected::ChangedMeanwhile(_)) => Err(Trouble::Conflict),
    }
}

/// Freezes the figure of a measure as the page shows it: measured again, and refused where the list is another by now.
pub(crate) async fn freeze(
    frame: Frame,
    State(app): State<App>,
    Path((plan, goal)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let session = posted.session.clone();
    let asked = GoalsPlan { plan: plan.clone() };
    let (_, status, _) = measured(&app, &session, &Query::of(&frame.path), asked).await?;
    let measure = posted.get("measure");
    let cases = measured_of(&status, measure).ok_or(Trouble::NotFound)?;
    if cases.hash.get(..16) != Some(posted.get("hash")) {
        return Err(Trouble::Conflict);
    }
    let figure = cases.figure.clone().ok_or(Trouble::NotFound)?;
    let command = FreezeFigure { figure, statistics: cases.statistics, occasion: posted.get("occasion").to_owned() };
    match app.act(&session, role_words::purpose(session.officer.role), command).await? {
        Ok(hash) => Ok(see_other(&receipt(&app, &session, &plan, &hash).await?)),
        Err(Rejected::Invalid(problems)) => {
            page(frame, &session, &app, plan, &goal, Typed::of(&posted, problems)).await
        }
        Err(Rejected::ChangedMeanwhile(_)) => Err(Trouble::Conflict),
    }
}

/// The page of a figure that an officer has just frozen, saying that it is done.
async fn receipt(app: &App, session: &Session, plan: &str, hash: &str) -> Result<String, Trouble> {
    let asked = GoalsPlan { plan: plan.to_owned() };
    let inputs = app.ask(session, role_words::purpose(session.officer.role), asked).await?;
    let own = inputs.frozen.iter().filter(|one| one.hash == hash && one.entered.by == session.officer.id);
    let position = own.map(|one| one.entered.position).max().ok_or(Trouble::NotFound)?;
    Ok(format!("{}?frosset=nu", frozen_at(plan, position)))
}

/// The goal's page with the days it was asked for.
fn back(frame: &Frame, plan: &str, goal: &str) -> String {
    let query = frame.path.split_once('?').map_or("", |(_, query)| query);
    format!("/maal/{plan}/{goal}?{query}")
}
