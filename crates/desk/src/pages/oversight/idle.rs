//! Idle time by cause: on how many days cases waited, and for whom.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::questions::{IdleTime, cause_words};
use oversight::compliance::waiting::{Cause, IdleDays};

use super::{PageTab, Part, may_open, municipality, panel, scope, tabs, with_rounding};
use crate::app::App;
use crate::components::{Few, FilterPanel, Query, ShareBar};
use crate::frame::{self, Frame, Trouble};
use crate::role_words;
use crate::session::Session;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/oversight/idle.html")]
struct IdlePage {
    frame: Frame,
    tabs: Vec<PageTab>,
    panel: FilterPanel,
    conclusion: String,
    said: String,
    causes: Vec<CauseRow>,
    rows: Vec<Row>,
    without_days: String,
}

struct CauseRow {
    cause: String,
    href: Option<String>,
    days: String,
    share: ShareBar,
    a_case: String,
}

struct Row {
    municipality: String,
    cases: String,
    days: Vec<String>,
    share: ShareBar,
}

/// The figures.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let asked = scope(&query, app.office().day()).municipality;
    let figures =
        app.ask(&session, role_words::purpose(session.officer.role), IdleTime { municipality: asked }).await?;
    let panel = panel(language, &query, &session, app.office().day(), &[Part::Municipality]);
    let filters = panel.said();
    let days = &figures.days;
    let share = |part: u64, of: u64| (of > 0).then(|| part as f64 / of as f64);
    let mut causes: Vec<CauseRow> = Cause::ALL
        .into_iter()
        .map(|cause| {
            let there =
                query.parameters().fold(Query::of("/tilsyn/sager"), |there, (name, value)| there.with(name, value));
            let href = there.with("figur", "ventetid").with("aarsag", cause.key()).href();
            CauseRow {
                cause: cause_words(cause)[usize::from(language != Language::Danish)].to_owned(),
                href: (may_open(&session) && days.of(cause) > 0).then_some(href),
                days: language.count(days.of(cause)),
                share: ShareBar { language, share: share(days.of(cause), days.elapsed), few: None },
                a_case: a_case(language, days.of(cause), figures.cases),
            }
        })
        .collect();
    causes.push(CauseRow {
        cause: language.t("oversight-nobody-late"),
        href: None,
        days: language.count(days.without_cause()),
        share: ShareBar { language, share: share(days.without_cause(), days.elapsed), few: None },
        a_case: a_case(language, days.without_cause(), figures.cases),
    });
    let rows = figures.municipalities.iter().map(|line| Row {
        municipality: municipality(language, line.municipality),
        cases: language.count(line.cases),
        days: columns(&line.days).into_iter().map(|days| language.count(days)).collect(),
        share: ShareBar {
            language,
            share: share(line.days.waited(), line.days.elapsed),
            few: (line.cases < 20).then_some(Few::Cases),
        },
    });
    let waited = share(days.waited(), days.elapsed);
    let conclusion = waited.map_or_else(
        || language.t("oversight-idle-none"),
        |waited| {
            let values = [
                ("cases", figures.cases.into()),
                ("elapsed", days.elapsed.into()),
                ("waited", days.waited().into()),
                ("share", language.percent(waited).into()),
            ];
            language.t_with("oversight-idle-conclusion", &values)
        },
    );
    let filter = if filters.is_empty() { language.t("list-no-filter") } else { filters.join(", ") };
    let said = language
        .t_with("oversight-said", &[("filter", filter.clone().into()), ("on", language.date(figures.on).into())]);
    frame::page(&IdlePage {
        tabs: tabs(language, &query, session.officer.role),
        rows: rows.collect(),
        without_days: language.t_with("oversight-idle-without", &[("count", figures.without_days.into())]),
        frame: frame.titled(language.t("oversight-idle")).method(language.t("oversight-idle-method")).filter(filter),
        panel,
        conclusion,
        said: with_rounding(language, said, figures.rounded, figures.left_out),
        causes,
    })
}

fn columns(days: &IdleDays) -> Vec<u64> {
    let causes = Cause::ALL.into_iter().map(|cause| days.of(cause));
    std::iter::once(days.elapsed).chain(causes).collect()
}

fn a_case(language: Language, days: u64, cases: u64) -> String {
    if cases == 0 { String::new() } else { language.decimal(days as f64 / cases as f64, 1) }
}
