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
use oversight::goals::{Goal, GoalStatus, Measure, Measured, PartStatus, Record, What};

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
    other: Option<OtherReading>,
}

/// The list of cases behind a figure.
struct CasesOf {
    measure: String,
    numbers: Vec<(String, String)>,
    left_out: Vec<(String, String)>,
    aside: String,
    forecast: String,
    course: Option<Chart>,
    lengths: Option<Histogram>,
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
    fn of(language: Language, record: &Record, by: &str) -> Self {
        Self {
            position: None,
            documented_at: None,
            part: record.part.clone().unwrap_or_default(),
            what: said::recorded(language, &record.what),
            day: language.date(record.day),
            evidence: record.evidence.clone(),
            assessor: record.assessor.clone(),
            by: format!("{by}, {}", language.date(record.recorded)),
            withdrawn: None,
        }
    }
}

/// What was typed and what is wrong with it.
#[derive(Default)]
struct Typed {
    fields: Vec<(String, String)>,
    problems: Vec<FieldProblem>,
}

impl Typed {
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

async fn page(
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
        state: said::state(language, found.state),
        standing: said::standing(language, found.standing),
        points: language.t_with(
            "goals-points-of",
            &[("points", said::points(language, found.points).into()), ("of", said::points(language, weight).into())],
        ),
        definition: plan.definition(of_plan)[..16].to_owned(),
        parts: parts(language, of_plan, found),
        records: records(language, &inputs, goal),
        is_documented: inputs.documented.iter().any(|one| one.record.goal == goal),
        may_keep: session.officer.role.may(Action::KeepGoals),
        may_open: session.officer.role.may(Action::OpenFigures),
        form: form(language, of_plan, &inputs.frozen, &typed, &errors),
        occasion: FormField::line(language, "occasion", language.t("goals-occasion"))
            .hint(language.t("goals-occasion-hint"))
            .typed(typed.get("occasion"), &errors),
        errors,
        days,
        frame: said_of_flow(frame, &inputs),
    };
    frame::page_with(code, &page)
}

fn parts(language: Language, goal: &Goal, found: &GoalStatus) -> Vec<Part> {
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
            title: part.requirement.as_ref().map(|one| text(language, one)).unwrap_or_default(),
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
            other: status.other.as_ref().map(|other| OtherReading {
                text: text(language, &other.text),
                reached: said::reached(language, &other.status),
                required: said::required(language, &other.status),
                state: said::state(language, other.status.state),
            }),
        })
        .collect()
}

/// Whether a measure lives on what somebody records.
fn asks_for_record(measure: &Measure) -> bool {
    matches!(measure, Measure::Milestone(_) | Measure::Projects(_) | Measure::Judgement(_) | Measure::StockChange(_))
}

/// Median, share and mean together, what is left out, and the age of what is open.
fn cases_of(
    language: Language,
    goal: &str,
    (nth, measure): (u64, &Measure),
    part: &PartStatus,
    cases: &Measured,
) -> CasesOf {
    let lines = cases.figure.as_ref().map_or(&[][..], |figure| &figure.lines);
    let place = usize::try_from(nth - 1).unwrap_or(usize::MAX);
    let found = &cases.statistics;
    let count = |number: u64| language.count(number);
    let days = |value: Option<oversight::figure::Fraction>| {
        value.map_or_else(|| "–".to_owned(), |value| language.decimal(value.as_f64(), 1))
    };
    let share = if found.counted == 0 {
        "–".to_owned()
    } else {
        language.percent(found.in_time as f64 / found.counted as f64)
    };
    let line = |key: &str, value: String| (language.t(key), value);
    let as_of = cases.figure.as_ref().map_or_else(|| "–".to_owned(), |one| days_said(language, Days::of(one.sight)));
    let mut numbers = vec![
        line("number-as-of", as_of),
        line("number-counted", count(found.counted)),
        line("number-in-time", format!("{} ({share})", count(found.in_time))),
        line("number-counts-as-met", count(found.counts_as_met)),
        line("number-median", days(found.median)),
        (
            language.t_with("number-trimmed", &[("keep", cases.keep.to_string().into())]),
            language.t_with(
                "number-trimmed-of",
                &[("mean", days(found.trimmed_mean).into()), ("dropped", found.trimmed.into())],
            ),
        ),
        line("number-open", count(cases.open.count)),
    ];
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
    let aside = language.t_with(
        "number-aside",
        &[
            ("marks", cases.aside.other_marks.into()),
            ("window", cases.aside.outside_window.into()),
            ("unknown", cases.aside.not_known.into()),
            ("faulty", cases.aside.faulty.into()),
        ],
    );
    CasesOf {
        measure: format!("{goal}.{}", part.id),
        numbers,
        left_out: cases.left_out.iter().map(|one| (text(language, &one.text), count(one.count))).collect(),
        aside,
        course: pictures::course(language, place, measure, lines),
        lengths: pictures::lengths(language, place, measure, lines),
        forecast: said::outlook(language, &part.measure, &cases.outlook),
        hash: cases.hash.get(..16).unwrap_or_default().to_owned(),
        can_freeze: cases.lines > 0,
    }
}

fn records(language: Language, inputs: &PlanInputs, goal: &str) -> Vec<RecordRow> {
    let entered = inputs.records.iter().filter(|one| one.record.goal == goal).map(|one| RecordRow {
        position: Some(one.entered.position),
        withdrawn: one.withdrawn.as_ref().map(|(who, reason)| {
            language
                .t_with("goals-withdrawn-by", &[("who", who.by.as_str().into()), ("reason", reason.as_str().into())])
        }),
        ..RecordRow::of(language, &one.record, &one.entered.by)
    });
    let documented = inputs.documented.iter().filter(|one| one.record.goal == goal).map(|one| RecordRow {
        documented_at: Some(format!("/opfoelgning/koncernmaal/{}", one.undertaking)),
        withdrawn: one.no_place.as_ref().map(|why| text(language, &why.words())),
        ..RecordRow::of(language, &one.record, &language.t("record-from-supervision"))
    });
    documented.chain(entered).collect()
}

/// The form for what no case tells: only what the goal's measures ask for.
fn form(
    language: Language,
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
        let title = part.requirement.as_ref().map_or_else(String::new, |one| format!(" – {}", text(language, one)));
        (part.id.get_ref().clone(), format!("{}{title}", part.id.get_ref()))
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
    let openings = openings(language, goal, frozen);
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
fn openings(language: Language, goal: &Goal, frozen: &[FrozenFigure]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for part in &goal.parts {
        let Measure::StockChange(change) = part.measure.get_ref() else { continue };
        let measure = format!("{}.{}", goal.id.get_ref(), part.id.get_ref());
        for one in frozen {
            let Some(count) = one.opening_of(&measure, change) else { continue };
            let values = [
                ("part", part.id.get_ref().as_str().into()),
                ("count", count.into()),
                ("day", language.date(change.opening).into()),
                ("occasion", one.occasion.as_str().into()),
                ("signer", one.entered.by.as_str().into()),
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
        Ok(_) => Ok(see_other(&format!("/maal/{plan}"))),
        Err(Rejected::Invalid(problems)) => {
            page(frame, &session, &app, plan, &goal, Typed::of(&posted, problems)).await
        }
        Err(Rejected::ChangedMeanwhile(_)) => Err(Trouble::Conflict),
    }
}

/// The goal's page with the days it was asked for.
fn back(frame: &Frame, plan: &str, goal: &str) -> String {
    let query = frame.path.split_once('?').map_or("", |(_, query)| query);
    format!("/maal/{plan}/{goal}?{query}")
}
