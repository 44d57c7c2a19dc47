//! Undoing a coupling: what rests on it, shown before it is done; then what is to become of the pair.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::access::Action;
use casework::cases::CaseNumber;
use casework::fact::Pair;
use casework::office::{Inquirer, Judging, Purpose};
use casework::questions::{PairChoice, PairPage};
use casework::stewardship::{Judgement, Rested, RestsOn, StewardError};

use super::choice::{self, pair_href};
use super::deciding::{conflict, told_error};
use super::pair::{fact_at, list_of};
use crate::app::App;
use crate::components::{ErrorSummary, FieldKind, FormField, MaskedCpr, Query};
use crate::frame::{self, FieldTrouble, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::review_words;
use crate::session::Session;

#[derive(Template)]
#[template(path = "pages/undoing.html")]
struct Page {
    frame: Frame,
    action: String,
    version: u64,
    person: String,
    cpr: MaskedCpr,
    facts: Vec<Happened>,
    cases: Vec<(String, Vec<Happened>)>,
    opens_cases: bool,
    rests: String,
    then: FormField,
    reason: FormField,
    errors: ErrorSummary,
    back: String,
}

/// What happened, and when.
type Happened = (String, String);

/// What rests on the coupling, and the form that undoes it.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(position): Path<u64>,
) -> Result<Response, Trouble> {
    render(frame, &session, &app, position, Typed::default()).await
}

#[derive(Default)]
struct Typed {
    then: String,
    reason: String,
    errors: Vec<FieldTrouble>,
}

/// Whether something rests on the coupling of a pair.
pub(super) async fn rests_something(app: &App, session: &Session, pair: &Pair) -> Result<bool, Trouble> {
    Ok(rests_on(app, session, pair).await?.is_some_and(|rests| !rests.is_empty()))
}

async fn rests_on(app: &App, session: &Session, pair: &Pair) -> Result<Option<RestsOn>, Trouble> {
    let (officer, pair) = (std::sync::Arc::clone(&session.officer), pair.clone());
    app.blocking(move |app| {
        let inquirer = Inquirer { officer: &officer, purpose: Purpose::Coupling };
        app.office().rests_on(inquirer, &pair).map_err(crate::app::asked_in_vain)
    })
    .await
}

async fn render(frame: Frame, session: &Session, app: &App, position: u64, typed: Typed) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    if !session.officer.role.may(Action::DecideCouplings) {
        return Err(Trouble::Forbidden);
    }
    let pair = fact_at(app, position).await?.pair;
    let rests = rests_on(app, session, &pair).await?.ok_or(Trouble::NotFound)?;
    let asked = PairPage { pair: pair.clone(), among: PairChoice::default(), whole_cpr_numbers: false };
    let seen = app.ask(session, Purpose::Coupling, asked).await??;
    let errors = ErrorSummary { language, errors: typed.errors };
    let status = if errors.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let then = vec![
        ("koe".to_owned(), language.t("undoing-then-queue")),
        ("afvis".to_owned(), language.t("undoing-then-reject")),
    ];
    let fact = |rested: &Rested| -> Happened {
        (review_words::happening(language, &rested.kind), language.moment_at(rested.recorded_at))
    };
    let facts = |rested: &[Rested]| rested.iter().map(fact).collect::<Vec<_>>();
    let of_case = |(case, rested): (&CaseNumber, &Vec<Rested>)| (case.to_string(), facts(rested));
    let title = language.t_with("undoing-title", &[("name", seen.name.as_str().into())]);
    let back = pair_href(position, &query);
    let page = Page {
        action: format!("/koblinger/{position}/ophaev{}", choice::carried(&query)),
        version: seen.version,
        person: pair.person_id.to_string(),
        cpr: MaskedCpr { language, number: pair.cpr_number },
        facts: facts(&rests.facts),
        opens_cases: session.officer.role.may(Action::ReadCases),
        cases: rests.cases.iter().map(of_case).collect(),
        rests: language.t_with("undoing-rests", &[("count", (rests.count() as u64).into())]),
        then: FormField::line(language, "saa", language.t("undoing-then"))
            .kind(FieldKind::OneOf(then))
            .typed(typed.then, &errors),
        reason: FormField::line(language, "ord", language.t("undoing-why"))
            .kind(FieldKind::Lines)
            .typed(typed.reason, &errors),
        errors,
        back: back.clone(),
        frame: frame
            .titled(title)
            .below(language.t("couplings-title"), "/koblinger")
            .below(language.t_with("pair-title", &[("name", seen.name.as_str().into())]), back),
    };
    frame::page_with(status, &page)
}

/// Undoes the coupling.
pub(crate) async fn undo(
    frame: Frame,
    State(app): State<App>,
    Path(position): Path<u64>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let (then, reason) = (posted.get("saa"), posted.get("ord").trim());
    let missing = |field: &str, key: &str| FieldTrouble { field: field.to_owned(), text: language.t(key) };
    let judgement = match then {
        "koe" => Some(Judgement::UndoAndQueue),
        "afvis" => Some(Judgement::Undo),
        _ => None,
    };
    let mut errors = Vec::new();
    errors.extend(judgement.is_none().then(|| missing("saa", "undoing-error-then")));
    errors.extend(reason.is_empty().then(|| missing("ord", "decide-error-words")));
    let typed = |errors| Typed { then: then.to_owned(), reason: reason.to_owned(), errors };
    let Some(judgement) = judgement.filter(|_| errors.is_empty()) else {
        return render(frame, &posted.session, &app, position, typed(errors)).await;
    };
    let seen_at = posted.get("version").parse().map_err(|_| Trouble::Invalid(Vec::new()))?;
    let pair = fact_at(&app, position).await?.pair;
    let judging = Judging { pair, judgement, reason: reason.to_owned(), seen_at };
    match app.judge(&posted.session, judging).await? {
        Ok(decided) => {
            let decided = super::deciding::decided_at(judgement, decided).to_string();
            Ok(see_other(&Query::of(&pair_href(position, &query)).with("afgjort", &decided).href()))
        }
        Err(StewardError::Meanwhile(meanwhile)) => {
            let (next, again) = (list_of(&query).href(), pair_href(position, &query));
            conflict(frame, &app, &meanwhile, reason.to_owned(), next, again, &posted)
        }
        Err(error) => {
            let error = FieldTrouble { field: "ord".to_owned(), text: told_error(language, &app, &error) };
            render(frame, &posted.session, &app, position, typed(vec![error])).await
        }
    }
}
