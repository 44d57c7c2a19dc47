//! The list of an area, the page of a thing, and taking a step with it: the same for every area.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use casework::office::{Inquirer, Once};
use casework::supervision::{LinkedFigure, LinkedFigures, TakeStep, Thing, Took};
use jiff::Timestamp;
use jiff::civil::Date;
use oversight::audit::Figure;
use oversight::ledger::Party;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::area::{Cell, Shown, Table, summary, trouble};
use super::step_form::{self, StepForm};
use crate::app::{App, Rejected, rejection};
use crate::components::{Badge, ErrorSummary, Event, FormField, Query, RelativeDate, SummaryList, Timeline, Tone};
use crate::frame::{self, Alert, FieldTrouble, Frame, Trouble, see_other};
use crate::pages::letters::letterhead;
use crate::posted::Posted;
use crate::role_words::purpose;
use crate::session::{Session, random};
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/supervision_list.html")]
struct ListPage {
    frame: Frame,
    lead: String,
    count: String,
    /// What the list is narrowed to, and the address of all.
    only: Option<(String, String)>,
    head: Vec<String>,
    rows: Vec<ListRow>,
    empty: String,
    links: Vec<(String, String)>,
    errors: ErrorSummary,
    new: Option<FormShown>,
}

struct ListRow {
    href: String,
    title: String,
    cells: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/supervision_thing.html")]
struct ThingPage {
    frame: Frame,
    badge: Badge,
    summary: SummaryList,
    /// What can be fetched of it: label, address.
    files: Vec<(String, String)>,
    /// What is said of each figure, and where it can be opened.
    figures: Vec<(String, &'static str)>,
    tables: Vec<Table>,
    letters: Vec<(String, String, String)>,
    errors: ErrorSummary,
    party: Option<String>,
    forms: Vec<FormShown>,
    timeline: Timeline,
}

/// A form on a page.
pub(super) struct FormShown {
    pub(super) action: String,
    pub(super) title: String,
    pub(super) fields: Vec<FormField>,
    /// What the form must send back: name and value.
    pub(super) hidden: Vec<(&'static str, String)>,
    pub(super) is_open: bool,
}

/// What was typed into a form, and what is wrong with it.
pub(super) struct Again {
    step: &'static str,
    typed: Vec<(String, String)>,
    errors: Vec<FieldTrouble>,
}

impl Again {
    fn of(&self, name: &str) -> Vec<String> {
        self.typed.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
    }
}

/// A form with what was typed into it before.
fn form_shown(
    language: Language,
    today: Date,
    form: &'static StepForm,
    action: String,
    version: u64,
    given: &dyn Fn(&str) -> Vec<String>,
    again: Option<&Again>,
) -> Result<FormShown, Trouble> {
    let again = again.filter(|again| again.step == form.step);
    let errors = ErrorSummary { language, errors: again.map(|again| again.errors.clone()).unwrap_or_default() };
    let typed = |name: &str| again.map_or_else(|| given(name), |again| again.of(name));
    let mut hidden = vec![("version", version.to_string()), ("token", random()?)];
    hidden.extend(form.hidden().map(|name| (name, typed(name).into_iter().next().unwrap_or_default())));
    let fields = form.shown(language, today, &typed, &errors);
    // Several forms of a page ask for the same. The one that was refused keeps its names: the summary of errors leads to them.
    let fields = match again {
        Some(_) => fields,
        None => fields.into_iter().map(|field| field.in_form(form.step)).collect(),
    };
    Ok(FormShown { action, title: language.t(form.title), fields, hidden, is_open: again.is_some() })
}

fn cell(language: Language, today: Date, cell: Cell) -> String {
    match cell {
        Cell::Text(text) => askama_escape(&text),
        Cell::Badge(badge) => badge.to_string(),
        Cell::Day(date) => RelativeDate { language, date, today }.to_string(),
    }
}

/// A text as it stands in markup.
fn askama_escape(text: &str) -> String {
    #[derive(Template)]
    #[template(source = "{{ text }}", ext = "html")]
    struct Escaped<'a> {
        text: &'a str,
    }
    Escaped { text }.render().expect("a text can always be written to memory")
}

/// The list of an area.
pub(super) fn list<A: Shown>(
    frame: Frame,
    session: &Session,
    app: &App,
    things: &[(String, A)],
    party: Option<Party>,
) -> Result<Response, Trouble> {
    list_again(frame, session, app, things, party, None)
}

fn list_again<A: Shown>(
    frame: Frame,
    session: &Session,
    app: &App,
    things: &[(String, A)],
    party: Option<Party>,
    again: Option<&Again>,
) -> Result<Response, Trouble> {
    let (language, today) = (frame.language, app.office().day());
    let row = |(id, thing): &(String, A)| ListRow {
        href: format!("/opfoelgning/{}/{id}", A::PATH),
        title: thing.title(language),
        cells: thing.cells(language, today).into_iter().map(|one| cell(language, today, one)).collect(),
    };
    let begins = |form: &&StepForm| A::begins_by_form() && party.is_some_and(|party| A::takes(form.step, party));
    let form = A::forms().first().filter(begins);
    let name = Query::of(&frame.path).get("kun").map(ToOwned::to_owned);
    let only = name.and_then(|name| Some((A::only(language, &name)?, name)));
    let shown: Vec<&(String, A)> =
        things.iter().filter(|(_, thing)| only.as_ref().is_none_or(|(_, name)| thing.is_among(name, today))).collect();
    let action = format!("/opfoelgning/{}", A::PATH);
    let version = app.office().position();
    let new =
        form.map(|form| form_shown(language, today, form, action, version, &|_| Vec::new(), again)).transpose()?;
    let errors = again.map(|again| again.errors.clone()).unwrap_or_default();
    let mut links = Vec::new();
    if A::PATH == "databehandlere" {
        links.push((language.t("supervision-overview-csv"), "/opfoelgning/databehandlere.csv".to_owned()));
    }
    if A::PATH == "koncernmaal" {
        links.push((language.t("supervision-evidence-title"), "/opfoelgning/dokumentation".to_owned()));
    }
    if A::PATH == "raadighed" && session.officer.role.may(casework::access::Action::ReadCases) {
        links.push((language.t("supervision-sample-title"), "/opfoelgning/stikproeve".to_owned()));
    }
    let frame = frame.titled(language.t(A::TITLE)).below(language.t("nav-supervision"), "/opfoelgning");
    frame::page(&ListPage {
        lead: language.t(A::LEAD),
        count: language.t_with("supervision-count", &[("count", (shown.len() as u64).into())]),
        head: A::COLUMNS.iter().map(|key| language.t(key)).collect(),
        rows: shown.into_iter().map(row).collect(),
        only: only.map(|(said, _)| (said, format!("/opfoelgning/{}", A::PATH))),
        empty: language.t("supervision-empty"),
        links,
        errors: ErrorSummary { language, errors },
        new,
        frame,
    })
}

/// The page of a thing.
pub(super) fn page<A: Shown>(
    frame: Frame,
    app: &App,
    seen: &Thing<A>,
    live: &[LinkedFigure],
    again: Option<&Again>,
) -> Result<Response, Trouble> {
    let (language, today) = (frame.language, app.office().day());
    let query = Query::of(&frame.path);
    let given = |name: &str| query.get(name).map(ToOwned::to_owned).into_iter().collect::<Vec<_>>();
    let path = format!("/opfoelgning/{}/{}", A::PATH, seen.id);
    let mut forms = Vec::new();
    if let Some(party) = seen.party {
        let own = |form: &&StepForm| A::takes(form.step, party);
        for form in A::forms().iter().skip(usize::from(A::begins_by_form())).filter(own) {
            // What a hidden field is about must be known: such a form is opened by the link of its row.
            let is_known = form
                .hidden()
                .all(|name| again.is_some_and(|again| !again.of(name).is_empty()) || query.get(name).is_some());
            if seen.state.admits(form.step) && is_known {
                let action = format!("{path}/{}", form.step);
                let mut shown = form_shown(language, today, form, action, seen.version, &given, again)?;
                shown.is_open |= form.hidden().next().is_some();
                forms.push(shown);
            }
        }
    }
    let event = |step: &casework::supervision::TakenStep| Event {
        title: step_title::<A>(language, &step.what),
        day: step.on,
        author: format!("{}, {}", app.officers().name(&step.by), step.party.words().text(language.into())),
        text: step_form::handed_in(A::forms(), language, &step.what).join(" · "),
        href: None,
    };
    let letters = seen.letters.iter().map(|sent| {
        let href = format!("{path}/brev/{}", sent.position);
        Ok((sent.title.clone(), href, format!("{}, {}", sent.to, language.moment_at(sent.at))))
    });
    let letters = letters.collect::<Result<Vec<_>, Trouble>>()?;
    let mut frame = frame
        .titled(seen.state.title(language))
        .below(language.t("nav-supervision"), "/opfoelgning")
        .below(language.t(A::TITLE), format!("/opfoelgning/{}", A::PATH));
    if query.get("gemt").is_some() && again.is_none() {
        frame = frame.alert(Alert::new(
            Tone::Success,
            language.t("supervision-saved"),
            language.t("supervision-saved-text"),
        ));
    }
    let files = if A::PATH == "raadighed" {
        vec![(language.t("supervision-review-report"), format!("{path}/rapport.pdf"))]
    } else {
        Vec::new()
    };
    frame::page(&ThingPage {
        files,
        badge: seen.state.badge(language, today),
        summary: summary(seen.state.summary(language, today)),
        figures: figures(language, seen.state.figures(), live),
        tables: seen.state.tables(language, today),
        letters,
        errors: ErrorSummary { language, errors: again.map(|again| again.errors.clone()).unwrap_or_default() },
        party: seen.party.map(|party| {
            language.t_with("supervision-party", &[("party", party.words().text(language.into()).into())])
        }),
        forms,
        timeline: Timeline::new(language, seen.steps.iter().map(event).collect()),
        frame,
    })
}

/// Where a figure can be opened.
fn opened_at(figure: Figure) -> &'static str {
    match figure {
        Figure::UncoupledPermits | Figure::AdministrativeNumbers => "/naetter",
        Figure::ContractsWithoutGoal => "/tilsyn/sager?figur=uden-maal",
        Figure::DanishEducationReports => "/opfoelgning/danskuddannelse",
    }
}

/// What is said of the figures that a thing is linked to.
fn figures(language: Language, linked: &[Figure], live: &[LinkedFigure]) -> Vec<(String, &'static str)> {
    let said = |figure: &Figure| {
        let words = figure.words().text(language.into());
        let known = live.iter().find(|one| one.figure == *figure).and_then(|one| one.live);
        let said = known.map_or_else(
            || language.t("supervision-figure-unknown"),
            |live| {
                let share = live.share().map_or_else(String::new, |share| format!(" ({})", language.percent(share)));
                format!("{} / {}{share}", language.count(live.count), language.count(live.of))
            },
        );
        (format!("{words}: {said}"), opened_at(*figure))
    };
    linked.iter().map(said).collect()
}

fn step_title<A: Shown>(language: Language, what: &Value) -> String {
    let step = what.get("step").and_then(Value::as_str).unwrap_or_default();
    match (step, step_form::done(A::forms(), step)) {
        ("drawn", _) => language.t("supervision-drawn"),
        (_, Some(key)) => language.t(key),
        (other, None) => other.to_owned(),
    }
}

/// What is kept of a step that was taken, for whoever sends the form again.
#[derive(Serialize, Deserialize)]
struct Kept {
    id: String,
}

/// Takes a step from a form, once for each page the form stood on.
pub(super) async fn take<A: Shown>(
    frame: Frame,
    app: App,
    id: Option<String>,
    form: &'static StepForm,
    posted: Posted,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let session = posted.session.clone();
    let typed: Vec<(String, String)> =
        posted.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let errors = match form.read(&posted, language) {
        Err(errors) => errors,
        Ok((on, step)) => match serde_json::from_value::<A::Step>(step.clone()) {
            Err(error) => {
                let text = language.t_with("problem-other", &[("detail", error.to_string().into())]);
                vec![FieldTrouble { field: "on".to_owned(), text }]
            }
            Ok(what) => {
                let letterhead =
                    letterhead::of(&app, &session).await.ok().filter(casework::letters::Letterhead::is_whole);
                let from = posted.get("version").parse().unwrap_or(0);
                let command = TakeStep::<A> { id: id.clone(), on, what, from, letterhead };
                let once = once::<A>(posted.get("token"), command.id.as_deref(), on, &step)?;
                match act_once(&app, &session, command, once).await? {
                    Ok(kept) => return Ok(see_other(&format!("/opfoelgning/{}/{}?gemt=ja", A::PATH, kept.id))),
                    Err(Rejected::Invalid(problems)) => {
                        problems.iter().map(|problem| trouble(language, problem)).collect()
                    }
                    Err(Rejected::ChangedMeanwhile(_)) => return Err(Trouble::Conflict),
                }
            }
        },
    };
    let errors = errors.into_iter().map(|error| form.named(language, error)).collect();
    let again = Again { step: form.step, typed, errors };
    let asked_for = purpose(session.officer.role);
    let mut response = if let Some(id) = id {
        let seen = app.ask(&session, asked_for, casework::supervision::Seen::<A>::of(id)).await?;
        let live = app.ask(&session, asked_for, LinkedFigures).await?;
        page(frame, &app, &seen, &live, Some(&again))?
    } else {
        let asked = casework::supervision::Things::<A>(std::marker::PhantomData);
        let (things, party) = app.ask(&session, asked_for, asked).await?;
        list_again(frame, &session, &app, &things, party, Some(&again))?
    };
    *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// The name of a form that was sent, and what it says.
fn once<A: Shown>(token: &str, id: Option<&str>, on: Date, step: &Value) -> Result<Once, Trouble> {
    if token.is_empty() {
        return Err(Trouble::Invalid(Vec::new()));
    }
    let mut hash = Sha256::new();
    for part in [A::NAME, id.unwrap_or_default(), &on.to_string(), &step.to_string()] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let key = format!("supervision/{}", token.chars().take(64).collect::<String>());
    Ok(Once { key, request_hash: hash.finalize().into() })
}

async fn act_once<A: Shown>(
    app: &App,
    session: &Session,
    command: TakeStep<A>,
    once: Once,
) -> Result<Result<Kept, Rejected>, Trouble> {
    let officer = Arc::clone(&session.officer);
    app.blocking(move |app| {
        let inquirer = Inquirer { officer: &officer, purpose: purpose(officer.role) };
        let answer =
            |done: &Took, _: u64| serde_json::to_string(&Kept { id: done.id.clone() }).expect("a name is a text");
        match app.office().act_once(inquirer, &command, &once, Timestamp::now(), answer) {
            Ok(answered) => Ok(Ok(serde_json::from_str(&answered.answer)?)),
            Err(casework::office::CommandError::KeyUsedOtherwise) => Err(Trouble::Conflict),
            Err(error) => rejection(error).map(Err),
        }
    })
    .await
}
