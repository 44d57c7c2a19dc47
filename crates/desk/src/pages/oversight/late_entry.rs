//! Late entry: how many days after something happened it was recorded, by kind of fact and by municipality.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::questions::LateEntry;
use oversight::compliance::delay::Summary;

use super::{PageTab, Part, may_open, municipality, panel, scope, tabs, with_rounding};
use crate::app::App;
use crate::components::{Few, FilterPanel, Query, ShareBar};
use crate::frame::{self, Frame, Trouble};
use crate::role_words;
use crate::session::Session;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/oversight/late_entry.html")]
struct EntryPage {
    frame: Frame,
    tabs: Vec<PageTab>,
    panel: FilterPanel,
    conclusion: String,
    said: String,
    tables: Vec<EntryTable>,
    excluded: String,
}

struct EntryTable {
    title: String,
    head: String,
    rows: Vec<Row>,
}

struct Row {
    label: String,
    href: Option<String>,
    facts: String,
    median: String,
    p90: String,
    longest: String,
    over_7: ShareBar,
    over_30: ShareBar,
}

/// The figures.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let asked = scope(&query, app.office().day()).municipality;
    let figures =
        app.ask(&session, role_words::purpose(session.officer.role), LateEntry { municipality: asked }).await?;
    let panel = panel(language, &query, &session, app.office().day(), &[Part::Municipality]);
    let filters = panel.said();
    let there = query.parameters().fold(Query::of("/tilsyn/sager"), |there, (name, value)| there.with(name, value));
    let there = there.with("figur", "indtastning");
    let open = |query: Query| may_open(&session).then(|| query.href());
    let kinds = figures.kinds.iter().map(|line| {
        let label = line.words[usize::from(language != Language::Danish)].to_owned();
        row(language, label, open(there.with("art", line.kind)), &line.summary)
    });
    let municipalities = figures.municipalities.iter().map(|line| {
        let href = line.municipality.and_then(|code| open(there.with("kommune", &code.to_string())));
        row(language, municipality(language, line.municipality), href, &line.summary)
    });
    let tables = vec![
        EntryTable {
            title: language.t("oversight-by-municipality"),
            head: language.t("work-municipality"),
            rows: municipalities.collect(),
        },
        EntryTable {
            title: language.t("oversight-by-kind"),
            head: language.t("oversight-kind"),
            rows: kinds.collect(),
        },
    ];
    let filter = if filters.is_empty() { language.t("list-no-filter") } else { filters.join(", ") };
    let said = language
        .t_with("oversight-said", &[("filter", filter.clone().into()), ("on", language.date(figures.on).into())]);
    frame::page(&EntryPage {
        tabs: tabs(language, &query, session.officer.role),
        conclusion: conclusion(language, &figures.all),
        excluded: language.t_with(
            "oversight-entry-excluded",
            &[("ahead", figures.all.ahead.into()), ("without", figures.all.without_day.into())],
        ),
        frame: frame.titled(language.t("oversight-entry")).method(language.t("oversight-entry-method")).filter(filter),
        panel,
        said: with_rounding(language, said, figures.rounded, figures.left_out),
        tables,
    })
}

fn conclusion(language: Language, all: &Summary) -> String {
    let (Some(median), Some(p90), Some(share)) = (all.median_days, all.p90_days, all.share_over_7_days) else {
        return language.t("oversight-entry-none");
    };
    let values = [
        ("facts", all.facts.into()),
        ("median", median.into()),
        ("p90", p90.into()),
        ("share", language.percent(share).into()),
    ];
    language.t_with("oversight-entry-conclusion", &values)
}

fn row(language: Language, label: String, href: Option<String>, summary: &Summary) -> Row {
    let days = |days: Option<u64>| days.map_or_else(String::new, |days| language.count(days));
    let few = (1..20).contains(&summary.facts).then_some(Few::Facts);
    let share = |share| ShareBar { language, share, few };
    Row {
        label,
        href,
        facts: language.count(summary.facts),
        median: days(summary.median_days),
        p90: days(summary.p90_days),
        longest: days(summary.longest_days),
        over_7: share(summary.share_over_7_days),
        over_30: share(summary.share_over_30_days),
    }
}
