//! The municipalities' judgements of availability, counted, and drawing a sample of them (§ 25 b).

use askama::Template;
use axum::extract::State;
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

/// The counts of a period, and the form for drawing.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let query = Query::of(&frame.path);
    let to = query.get("til").and_then(day).unwrap_or(app.office().day());
    let from = query.get("fra").and_then(day).unwrap_or_else(|| to.saturating_sub(jiff::Span::new().years(1)));
    page(frame, &session, &app, from, to, &|_| String::new(), Vec::new()).await
}

async fn page(
    frame: Frame,
    session: &Session,
    app: &App,
    from: Date,
    to: Date,
    typed: &(dyn Fn(&str) -> String + Sync),
    errors: Vec<FieldTrouble>,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let found = app.ask(session, purpose(session.officer.role), AvailabilityDecisions { from, to }).await?;
    let errors = ErrorSummary { language, errors };
    let field = |name: &'static str, key: &str, value: String| {
        FormField::line(language, name, language.t(key)).typed(value, &errors)
    };
    let day_field = |name, key: &str, value| field(name, key, typed_day(value)).kind(FieldKind::Day);
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
    frame::page(&Page {
        period: vec![day_field("fra", "supervision-from", from), day_field("til", "supervision-to", to)],
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
        may_draw: session.officer.role.may(Action::SuperviseMunicipalities),
        errors,
        frame,
    })
}

/// Draws the sample.
pub(crate) async fn draw(frame: Frame, State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let language = frame.language;
    let (Some(from), Some(to)) = (day(posted.get("fra")), day(posted.get("til"))) else {
        return Err(Trouble::Invalid(Vec::new()));
    };
    let typed = |name: &str| posted.get(name).to_owned();
    let Ok(per_municipality) = posted.get("per_municipality").trim().parse() else {
        let errors = vec![FieldTrouble { field: "per_municipality".to_owned(), text: language.t("problem-count") }];
        return page(frame, &posted.session, &app, from, to, &typed, errors).await;
    };
    let seed = posted.get("seed").trim().to_owned();
    let command = DrawReview { wanted: Wanted { from, to, per_municipality, seed, municipality: None } };
    match app.act(&posted.session, purpose(posted.session.officer.role), command).await? {
        Ok(took) => Ok(see_other(&format!("/opfoelgning/raadighed/{}?gemt=ja", took.id))),
        Err(Rejected::Invalid(problems)) => {
            let errors = problems.iter().map(|problem| trouble(language, problem)).collect();
            page(frame, &posted.session, &app, from, to, &typed, errors).await
        }
        Err(Rejected::ChangedMeanwhile(_)) => Err(Trouble::Conflict),
    }
}
