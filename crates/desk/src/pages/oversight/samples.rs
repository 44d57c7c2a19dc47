//! Samples of cases: drawing one, its cases, and what it tells.

mod judging;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::commands::{DrawSample, HowDrawn, StratumDrawn};
use casework::office::FieldProblem;
use casework::questions::{SampleLine, SamplePage, SampleSeen, SamplesDrawn};
use casework::samples::{ItemResult, SampleDesign, Stage, Strata};
use oversight::compliance::GroundGroup;
use oversight::compliance::checklist::{Item, item};
use oversight::compliance::sample::Allocation;
use vocabulary::{Municipality, MunicipalityCode};

pub(crate) use judging::{judge, settle, show as show_case};

use super::{PageTab, ground_key, municipality, tabs};
use crate::app::{App, Rejected};
use crate::components::{ErrorSummary, FieldKind, FormField, Query, Tone};
use crate::frame::{self, Alert, FieldTrouble, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::session::Session;
use crate::texts::Language;
use crate::{problem_words, role_words};

#[derive(Template)]
#[template(path = "pages/oversight/samples.html")]
struct SamplesPage {
    frame: Frame,
    tabs: Vec<PageTab>,
    said: String,
    rows: Vec<Row>,
    errors: ErrorSummary,
    fields: Vec<FormField>,
    /// Whether the sample that was typed can be drawn although some groups get too few.
    may_draw_all_the_same: bool,
}

struct Row {
    href: String,
    title: String,
    drawn: String,
    method: String,
    done: String,
    differing: String,
}

/// The samples, and the form that draws one.
pub(crate) async fn list(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    page(frame, &session, &app, &|_| String::new(), Wrong::default()).await
}

/// What is wrong with a sample that was not drawn, or what should be known before it is.
#[derive(Default)]
struct Wrong {
    problems: Vec<FieldProblem>,
    few: Option<TooFew>,
}

impl From<Vec<FieldProblem>> for Wrong {
    fn from(problems: Vec<FieldProblem>) -> Self {
        Self { problems, few: None }
    }
}

/// Groups of which too few would be drawn for an interval.
struct TooFew {
    /// What each is divided by.
    strata: Strata,
    /// The groups.
    groups: Vec<StratumDrawn>,
    /// How many groups there are.
    of: u64,
    /// The smallest sample that has enough of each.
    least: u64,
}

/// Groups that are told by name; there can be 98.
const GROUPS_TOLD: usize = 10;

impl TooFew {
    /// Of a sample as it would be divided; none where each group has enough.
    fn of(strata: Strata, divided: Vec<StratumDrawn>) -> Option<Self> {
        let (of, least) = (divided.len() as u64, divided.iter().map(StratumDrawn::least).sum());
        let groups: Vec<StratumDrawn> = divided.into_iter().filter(StratumDrawn::is_too_few).collect();
        (strata != Strata::None && !groups.is_empty()).then_some(Self { strata, groups, of, least })
    }

    fn alert(&self, language: Language) -> Alert {
        let count = self.groups.len();
        let values = [("count", (count as u64).into()), ("of", self.of.into()), ("least", self.least.into())];
        let told = |one: &StratumDrawn| {
            let values = [("drawn", one.drawn.into()), ("population", one.population.into())];
            format!("{}: {}", stratum(language, self.strata, &one.stratum), language.t_with("samples-group", &values))
        };
        let mut points: Vec<String> = self.groups.iter().take(GROUPS_TOLD).map(told).collect();
        if count > GROUPS_TOLD {
            points.push(language.t_with("samples-groups-more", &[("count", ((count - GROUPS_TOLD) as u64).into())]));
        }
        let text = language.t_with("samples-too-few-text", &values);
        Alert { points, ..Alert::new(Tone::Warning, language.t_with("samples-too-few", &values), text) }
    }
}

async fn page(
    frame: Frame,
    session: &Session,
    app: &App,
    typed: &(dyn Fn(&str) -> String + Sync),
    wrong: Wrong,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let Wrong { problems, few } = wrong;
    let frame = few.iter().fold(frame, |frame, few| frame.alert(few.alert(language)));
    let fields = fields(language, session);
    let errors = ErrorSummary { language, errors: troubles(language, &problems, &fields) };
    let fields =
        fields.into_iter().map(|field| FormField { value: typed(&field.name), error: errors.of(&field.name), ..field });
    let fields = fields.collect();
    let purpose = role_words::purpose(session.officer.role);
    let lines = app.ask(session, purpose, SamplesDrawn).await?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = SamplesPage {
        tabs: tabs(language, &Query::of("/tilsyn/stikproever"), session.officer.role),
        said: language.t_with("samples-count", &[("count", (lines.len() as u64).into())]),
        rows: lines.iter().map(|line| row(language, line)).collect(),
        errors,
        fields,
        may_draw_all_the_same: few.is_some(),
        frame: frame.titled(language.t("samples-title")).method(language.t("samples-method")),
    };
    frame::page_with(status, &page)
}

fn row(language: Language, line: &SampleLine) -> Row {
    Row {
        href: format!("/tilsyn/stikproever/{}", line.design.id),
        title: line.design.title.clone(),
        drawn: format!("{}, {}", language.date(line.design.on), line.by),
        method: method(language, line),
        done: language
            .t_with("samples-done-of", &[("done", (line.done as u64).into()), ("of", (line.cases as u64).into())]),
        differing: language.count(line.differing as u64),
    }
}

/// How a sample was drawn, so that somebody else can draw it again.
fn method(language: Language, line: &SampleLine) -> String {
    let design = &line.design;
    let population: u64 = design.populations.values().sum();
    language.t_with(
        "samples-drawn-how",
        &[
            ("size", (line.cases as u64).into()),
            ("population", population.into()),
            ("allocation", language.t(allocation_key(design.allocation)).into()),
            ("strata", language.t(strata_key(design.strata)).into()),
            // A seed is a name and no count: it has no marks between its thousands.
            ("seed", design.seed.to_string().into()),
            ("known", design.known.to_string().into()),
        ],
    )
}

/// How many cases could not be drawn; where that is not known it is said, too.
fn unreadable(language: Language, count: Option<u64>) -> String {
    count.map_or_else(
        || language.t("samples-unreadable-unknown"),
        |count| language.t_with("samples-unreadable", &[("count", count.into())]),
    )
}

fn allocation_key(allocation: Allocation) -> &'static str {
    match allocation {
        Allocation::Simple => "allocation-simple",
        Allocation::Proportional => "allocation-proportional",
        Allocation::Equal => "allocation-equal",
    }
}

fn strata_key(strata: Strata) -> &'static str {
    match strata {
        Strata::None => "strata-none",
        Strata::Municipality => "strata-municipality",
        Strata::Ground => "strata-ground",
    }
}

fn fields(language: Language, session: &Session) -> Vec<FormField> {
    let line = |name: &'static str, label: &str| FormField::line(language, name, language.t(label));
    let choices = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter().map(|(value, key)| ((*value).to_owned(), language.t(key))).collect()
    };
    let strata = choices(&Strata::ALL.map(|one| (one.key(), strata_key(one))));
    let allocations = choices(&Allocation::ALL.map(|one| (one.key(), allocation_key(one))));
    let grounds = choices(&GroundGroup::ALL.map(|one| (one.key(), ground_key(one))));
    let mut fields = vec![
        line("title", "samples-name"),
        line("size", "samples-size").hint(language.t("samples-size-hint")),
        line("seed", "samples-seed").hint(language.t("samples-seed-hint")),
        line("strata", "samples-strata").kind(FieldKind::Select(strata)),
        line("allocation", "samples-allocation")
            .hint(language.t("samples-allocation-hint"))
            .kind(FieldKind::Select(allocations)),
        line("ground", "oversight-ground").kind(FieldKind::Select(grounds)).optional(),
    ];
    if session.officer.authority.municipality().is_none() {
        let all = Municipality::all().iter().map(|one| (one.code.to_string(), one.name.clone())).collect();
        fields.push(line("municipality", "work-municipality").kind(FieldKind::Select(all)).optional());
    }
    fields
}

/// Problems in the words of the user, each with the label of its field.
fn troubles(language: Language, problems: &[FieldProblem], fields: &[FormField]) -> Vec<FieldTrouble> {
    let told = |problem: &FieldProblem| {
        let detail = || problem.detail.as_str().into();
        let told = match problem.key {
            "problem-wrong-value" => language.t_with("samples-wrong-value", &[("detail", detail())]),
            _ => problem_words::sentence(language, problem),
        };
        let label = fields.iter().find(|field| field.name == problem.field).map(|field| field.label.as_str());
        let text = label.map_or_else(|| told.clone(), |label| format!("{label}: {told}"));
        FieldTrouble { field: problem.field.clone(), text }
    };
    problems.iter().map(told).collect()
}

/// Draws a sample.
pub(crate) async fn draw(frame: Frame, State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let session = posted.session.clone();
    let chosen = |name: &str| Some(posted.get(name)).filter(|value| !value.is_empty());
    let mut problems = Vec::new();
    let mut number = |name: &str| {
        let typed = posted.get(name).trim();
        typed.parse::<u64>().unwrap_or_else(|_| {
            let key = if typed.is_empty() { "problem-missing" } else { "problem-wrong-value" };
            problems.push(FieldProblem { field: name.to_owned(), key, detail: String::new() });
            0
        })
    };
    let (size, seed) = (number("size"), number("seed"));
    let mut missing = |name: &str| {
        problems.push(FieldProblem { field: name.to_owned(), key: "problem-missing", detail: String::new() });
    };
    let strata = chosen("strata").and_then(Strata::named);
    let allocation = chosen("allocation").and_then(Allocation::named);
    if strata.is_none() {
        missing("strata");
    }
    if allocation.is_none() {
        missing("allocation");
    }
    if !problems.is_empty() {
        return page(frame, &session, &app, &|name| posted.get(name).to_owned(), problems.into()).await;
    }
    let command = DrawSample {
        title: posted.get("title").to_owned(),
        municipality: chosen("municipality").and_then(|code| MunicipalityCode::parse(code).ok()),
        ground: chosen("ground").and_then(GroundGroup::named),
        strata: strata.unwrap_or_default(),
        allocation: allocation.unwrap_or_default(),
        size: usize::try_from(size).unwrap_or(usize::MAX),
        seed,
    };
    let purpose = role_words::purpose(session.officer.role);
    // What cannot be taken back is said before it is done; whoever wants it all the same says so.
    if command.strata != Strata::None && chosen("alligevel").is_none() {
        let divided = app.ask(&session, purpose, HowDrawn(command.clone())).await?;
        if let Some(few) = TooFew::of(command.strata, divided) {
            let wrong = Wrong { problems: Vec::new(), few: Some(few) };
            return page(frame, &session, &app, &|name| posted.get(name).to_owned(), wrong).await;
        }
    }
    match app.act(&session, purpose, command).await? {
        Ok(id) => Ok(see_other(&format!("/tilsyn/stikproever/{id}"))),
        Err(Rejected::Invalid(problems)) => {
            page(frame, &session, &app, &|name| posted.get(name).to_owned(), problems.into()).await
        }
        Err(Rejected::ChangedMeanwhile(_)) => Err(Trouble::Conflict),
    }
}

#[derive(Template)]
#[template(path = "pages/oversight/sample.html")]
struct OnePage {
    frame: Frame,
    method: String,
    unreadable: String,
    said: String,
    cases: Vec<CaseRow>,
    unseen: Option<String>,
    results: Vec<ResultRow>,
}

struct CaseRow {
    case: String,
    href: String,
    stratum: String,
    stage: String,
    what: String,
}

struct ResultRow {
    question: &'static str,
    provision: &'static str,
    met: String,
    not_met: String,
    not_applicable: String,
    cannot_tell: String,
    estimate: String,
    agreement: String,
}

/// A sample.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let purpose = role_words::purpose(session.officer.role);
    let seen = app.ask(&session, purpose, SamplePage { id: id.clone() }).await?;
    let SampleSeen { line, cases, unseen, results } = seen;
    let done = cases.iter().filter(|one| one.stage == Stage::Done).map(|one| one.stratum.as_str());
    let unfinished = unfinished(&line.design, &done.collect::<Vec<_>>());
    let method = method(language, &line);
    let said =
        language.t_with("samples-done-of", &[("done", (line.done as u64).into()), ("of", (line.cases as u64).into())]);
    let rows = cases.into_iter().map(|one| CaseRow {
        href: format!("/tilsyn/stikproever/{id}/{}", one.case),
        case: one.case.to_string(),
        stratum: stratum(language, line.design.strata, &one.stratum),
        stage: language.t(stage_key(one.stage)),
        what: match (one.is_for_asker, one.stage) {
            (true, Stage::Differs) => language.t("samples-to-settle"),
            (true, _) => language.t("samples-to-judge"),
            (false, _) => String::new(),
        },
    });
    let frame = frame
        .titled(line.design.title.clone())
        .method(language.t("samples-method"))
        .below(language.t("samples-title"), "/tilsyn/stikproever");
    let results =
        results.iter().filter_map(|result| Some(result_row(language, item(result.item)?, result, unfinished)));
    let page = OnePage {
        said,
        cases: rows.collect(),
        unseen: (unseen > 0).then(|| language.t_with("samples-unseen", &[("count", (unseen as u64).into())])),
        results: results.collect(),
        unreadable: unreadable(language, line.design.unreadable),
        method,
        frame,
    };
    frame::page(&page)
}

fn stratum(language: Language, strata: Strata, stratum: &str) -> String {
    match strata {
        Strata::None => String::new(),
        Strata::Municipality => municipality(language, MunicipalityCode::parse(stratum).ok()),
        Strata::Ground => language.t(ground_key(GroundGroup::named(stratum).unwrap_or_default())),
    }
}

fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Open => "stage-open",
        Stage::Once => "stage-once",
        Stage::Differs => "stage-differs",
        Stage::Done => "stage-done",
    }
}

/// How many groups have fewer cases judged to the end than an interval needs; none where the sample is not divided. `done` has the group of
/// each case that is.
fn unfinished(design: &SampleDesign, done: &[&str]) -> u64 {
    if design.allocation == Allocation::Simple {
        return 0;
    }
    let finished = |stratum: &str| done.iter().filter(|of| **of == stratum).count() as u64;
    design.populations.iter().filter(|(stratum, population)| finished(stratum) < (**population).min(2)).count() as u64
}

fn result_row(language: Language, item: &'static Item, result: &ItemResult, unfinished: u64) -> ResultRow {
    let estimate = result.estimate.map_or_else(
        || match unfinished {
            0 => language.t("samples-no-estimate"),
            groups => language.t_with("samples-no-estimate-yet", &[("count", groups.into())]),
        },
        |found| {
            let values = [
                ("share", language.percent(found.share).into()),
                ("low", language.percent(found.low).into()),
                ("high", language.percent(found.high).into()),
            ];
            language.t_with("samples-estimate", &values)
        },
    );
    let agreement = result.agreement.map_or_else(String::new, |found| {
        let kappa = found.kappa.map_or_else(|| language.t("samples-no-kappa"), |kappa| language.decimal(kappa, 2));
        let values = [("same", found.same.into()), ("pairs", found.pairs.into()), ("kappa", kappa.into())];
        language.t_with("samples-agreement", &values)
    });
    ResultRow {
        question: item.words.text(language.into()),
        provision: item.provision.citation(),
        met: language.count(result.met),
        not_met: language.count(result.not_met),
        not_applicable: language.count(result.not_applicable),
        cannot_tell: language.count(result.cannot_tell),
        estimate,
        agreement,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(counts: &[(u64, u64)]) -> Vec<StratumDrawn> {
        let one = |(nth, &(population, drawn)): (usize, &(u64, u64))| StratumDrawn {
            stratum: format!("{:04}", [101, 147, 751][nth]),
            population,
            drawn,
        };
        counts.iter().enumerate().map(one).collect()
    }

    #[test]
    fn groups_that_would_get_too_few_for_an_interval_are_named_with_the_size_that_is_enough() {
        let few = TooFew::of(Strata::Municipality, divided(&[(90, 2), (40, 1), (1, 1)])).expect("a group with one");
        assert_eq!((few.groups.len(), few.of, few.least), (1, 3, 5));
        let alert = few.alert(Language::Danish);
        assert!(alert.points[0].contains("Frederiksberg") && alert.points[0].contains("1 af 40"), "{:?}", alert.points);
        assert!(alert.text.contains("mindst 5 sager"), "{}", alert.text);
        assert!(TooFew::of(Strata::Municipality, divided(&[(90, 2), (1, 1)])).is_none());
        assert!(TooFew::of(Strata::None, divided(&[(90, 1)])).is_none(), "a simple sample is one group");
    }
}
