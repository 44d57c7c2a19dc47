//! The municipalities' judgements of availability, counted, and drawing a sample of them (§ 25 b).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::supervision::{AvailabilityDecisions, DrawReview};
use jiff::civil::Date;
use oversight::availability::Wanted;

use super::area::{municipality, trouble};
use super::step_form::{day, typed_day};
use crate::app::{App, Rejected};
use crate::components::{ErrorSummary, FieldKind, FormField, Query};
use crate::frame::{self, FieldTrouble, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::role_words::purpose;
use crate::session::Session;
use crate::texts::Language;
use casework::access::Action;

#[derive(Template)]
#[template(path = "pages/supervision_sample.html")]
struct Page {
    frame: Frame,
    period: Vec<FormField>,
    rows: Vec<[String; 4]>,
    outside: Vec<String>,
    errors: ErrorSummary,
    draw: Vec<FormField>,
    hidden: Vec<(&'static str, String)>,
    may_draw: bool,
}

/// A period as it was typed, and the days that are counted: where what was typed is none, the year up to today.
struct Period {
    typed: [String; 2],
    from: Date,
    to: Date,
    errors: Vec<FieldTrouble>,
}

impl Period {
    fn asked(language: Language, query: &Query, today: Date) -> Self {
        let read = |name: &str, otherwise: Date| match query.get(name) {
            None => (typed_day(otherwise), Some(otherwise)),
            Some(text) => (text.to_owned(), day(text)),
        };
        let (to_typed, to) = read("til", today);
        let year_before = |to: Date| to.saturating_sub(jiff::Span::new().years(1));
        let (from_typed, from) = read("fra", year_before(to.unwrap_or(today)));
        let typed = [from_typed, to_typed];
        if let (Some(from), Some(to)) = (from, to)
            && from <= to
        {
            return Self { typed, from, to, errors: Vec::new() };
        }
        let instead = [year_before(today), today];
        let shown = instead.map(|day| language.date(day));
        let shown = [("from", shown[0].as_str().into()), ("to", shown[1].as_str().into())];
        let trouble = |field: &str, label: &str, key: &str| {
            let text =
                format!("{}: {} {}", language.t(label), language.t(key), language.t_with("supervision-shown", &shown));
            FieldTrouble { field: field.to_owned(), text }
        };
        let mut errors = Vec::new();
        if from.is_none() {
            errors.push(trouble("fra", "supervision-from", "problem-day"));
        }
        if to.is_none() {
            errors.push(trouble("til", "supervision-to", "problem-day"));
        }
        if errors.is_empty() {
            errors.push(trouble("til", "supervision-to", "supervision-before-from"));
        }
        Self { typed, from: instead[0], to: instead[1], errors }
    }
}

/// The counts of a period, and the form for drawing.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let period = Period::asked(frame.language, &Query::of(&frame.path), app.office().day());
    page(frame, &session, &app, period, &|_| String::new()).await
}

async fn page(
    frame: Frame,
    session: &Session,
    app: &App,
    period: Period,
    typed: &(dyn Fn(&str) -> String + Sync),
) -> Result<Response, Trouble> {
    let language = frame.language;
    let Period { typed: [from_typed, to_typed], from, to, errors } = period;
    let found = app.ask(session, purpose(session.officer.role), AvailabilityDecisions { from, to }).await?;
    let errors = ErrorSummary { language, errors };
    let is_period_wrong = errors.of("fra").or_else(|| errors.of("til")).is_some();
    let field = |name: &'static str, key: &str, value: String| {
        FormField::line(language, name, language.t(key)).typed(value, &errors)
    };
    let day_field = |name, key: &str, value| field(name, key, value).kind(FieldKind::Day);
    let count = |count: usize| language.count(count as u64);
    let outside = [
        ("supervision-without-municipality", found.without_municipality),
        ("supervision-beyond-unemployment", found.beyond_unemployment),
        ("supervision-unreadable", found.unreadable_cases),
    ];
    let frame = frame
        .titled(language.t("supervision-sample-title"))
        .below(language.t("nav-supervision"), "/opfoelgning")
        .below(language.t("supervision-availability"), "/opfoelgning/raadighed")
        .method(language.t("supervision-sample-method"));
    let status = if errors.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        period: vec![day_field("fra", "supervision-from", from_typed), day_field("til", "supervision-to", to_typed)],
        rows: found
            .municipalities
            .iter()
            .map(|one| [municipality(one.municipality), count(one.all), count(one.available), count(one.sanctions)])
            .collect(),
        outside: outside.map(|(key, many)| format!("{}: {}", language.t(key), count(many))).into(),
        draw: vec![
            field("per_municipality", "supervision-per-municipality", typed("per_municipality")),
            field("seed", "supervision-seed", typed("seed")).hint(language.t("supervision-seed-hint")),
        ],
        hidden: vec![("fra", typed_day(from)), ("til", typed_day(to))],
        // Nobody draws from another period than the one that they meant.
        may_draw: !is_period_wrong && session.officer.role.may(Action::SuperviseMunicipalities),
        errors,
        frame,
    };
    frame::page_with(status, &page)
}

/// An error with the label of its field.
fn named(language: Language, error: FieldTrouble) -> FieldTrouble {
    let label = match error.field.as_str() {
        "per_municipality" => "supervision-per-municipality",
        "seed" => "supervision-seed",
        _ => return error,
    };
    FieldTrouble { text: format!("{}: {}", language.t(label), error.text), ..error }
}

/// Draws the sample.
pub(crate) async fn draw(frame: Frame, State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let language = frame.language;
    let (Some(from), Some(to)) = (day(posted.get("fra")), day(posted.get("til"))) else {
        return Err(Trouble::Invalid(Vec::new()));
    };
    let typed = |name: &str| posted.get(name).to_owned();
    let again = |errors| Period { typed: [typed_day(from), typed_day(to)], from, to, errors };
    let Ok(per_municipality) = posted.get("per_municipality").trim().parse() else {
        let error = FieldTrouble { field: "per_municipality".to_owned(), text: language.t("problem-count") };
        return page(frame, &posted.session, &app, again(vec![named(language, error)]), &typed).await;
    };
    let seed = posted.get("seed").trim().to_owned();
    let command = DrawReview { wanted: Wanted { from, to, per_municipality, seed, municipality: None } };
    match app.act(&posted.session, purpose(posted.session.officer.role), command).await? {
        Ok(took) => Ok(see_other(&format!("/opfoelgning/raadighed/{}?gemt=ja", took.id))),
        Err(Rejected::Invalid(problems)) => {
            let errors = problems.iter().map(|problem| named(language, trouble(language, problem))).collect();
            page(frame, &posted.session, &app, again(errors), &typed).await
        }
        Err(Rejected::ChangedMeanwhile(_)) => Err(Trouble::Conflict),
    }
}
