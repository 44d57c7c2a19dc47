//! The queue as a list, couplings in doubt, what waits for one's own approval, and what was decided lately.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::access::Action;
use casework::questions::{
    Counts, DecidedLine, DecisionAt, Doubted, DoubtedCouplings, LatelyDecided, Page, PairLine, PairQueue, Pairs,
    PartCounts,
};
use casework::review::{Demand, risk};

use super::choice::{self, DEMANDS, Tab, pair_href};
use super::deciding;
use crate::app::App;
use crate::components::{Badge, Choice, FilterField, FilterPanel, ListState, MaskedCpr, Pagination, Query, Tone};
use crate::frame::{self, Alert, Frame, Trouble};
use crate::session::Session;
use crate::texts::Language;
use crate::{pages, review_words, role_words, words};

/// Rows on a page.
const ROWS: usize = 25;

#[derive(Template)]
#[template(path = "pages/couplings.html")]
struct ListPage {
    frame: Frame,
    tabs: Vec<TabLink>,
    body: Body,
    pagination: Pagination,
    own_proposals: Option<String>,
    shows_nights: bool,
}

struct TabLink {
    label: String,
    count: Option<String>,
    href: String,
    is_current: bool,
}

enum Body {
    Queue(Box<Queue>),
    Doubted { said: String, rows: Vec<DoubtedRow> },
    Decided { said: String, rows: Vec<DecidedRow> },
}

struct Queue {
    panel: FilterPanel,
    list: ListState,
    rows: Vec<Row>,
    begin: Option<String>,
    begin_label: String,
    saved: Vec<(String, String)>,
    empty: String,
    says_why: bool,
}

struct Row {
    href: String,
    name: String,
    person: String,
    cpr: MaskedCpr,
    cause: String,
    municipality: String,
    since: String,
    demand: Badge,
    risks: String,
    proposed: Option<String>,
}

struct DoubtedRow {
    href: String,
    name: String,
    person: String,
    cpr: MaskedCpr,
    rule: String,
    since: String,
}

struct DecidedRow {
    href: String,
    name: String,
    person: String,
    cpr: MaskedCpr,
    what: String,
    by: String,
    at: String,
    undo: Option<String>,
}

/// The list.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path).without("afgjort");
    let tab = Tab::of(&query);
    let number = query.get("side").and_then(|side| side.parse().ok()).unwrap_or(1);
    let page = Page { number, rows: ROWS };
    let purpose = role_words::purpose(session.officer.role);
    let asked = PairQueue { pairs: choice::of(&query, &session.officer), page };
    let pairs = app.ask(&session, purpose, asked).await?;
    let parts = pairs.parts;
    let mut frame = frame.titled(language.t("couplings-title")).method(language.t("couplings-method"));
    if let Some(alert) = just_decided(&frame, &session, &app).await? {
        frame = frame.alert(alert);
    }
    frame = crate::pages::nights::alarms(&app, &session, language).await?.into_iter().fold(frame, Frame::alert);
    let (body, found) = match tab {
        Tab::Doubted => {
            let doubted = app.ask(&session, purpose, DoubtedCouplings { page }).await?;
            let found = doubted.found;
            (doubted_body(language, &query, doubted), found)
        }
        Tab::Decided => {
            let decided = app.ask(&session, purpose, LatelyDecided { page }).await?;
            let found = decided.found;
            let may_undo = session.officer.role.may(Action::DecideCouplings);
            let rows = decided.rows.iter().map(|line| decided_row(language, &query, line, may_undo, &app));
            let said = language.t_with("couplings-decided-said", &[("count", (found as u64).into())]);
            (Body::Decided { said, rows: rows.collect() }, found)
        }
        Tab::Waiting | Tab::Parked | Tab::ToApprove => {
            let saved = pages::saved_choices::of(&app, &session, "koblinger").await?;
            let found = pairs.found;
            let queue = queue(language, &query, tab, &pairs, saved, &app);
            if !queue.list.filters.is_empty() {
                frame = frame.filter(queue.list.filters.join(", "));
            }
            (Body::Queue(Box::new(queue)), found)
        }
    };
    let own = parts.own_proposals as u64;
    frame::page(&ListPage {
        tabs: tabs(language, tab, parts),
        body,
        pagination: Pagination::new(language, query, found as u64, ROWS as u64),
        own_proposals: (own > 0).then(|| language.t_with("couplings-own-proposals", &[("count", own.into())])),
        shows_nights: session.officer.role.may(Action::ReadNights),
        frame,
    })
}

/// What was decided on the page before, with its undo.
pub(super) async fn just_decided(frame: &Frame, session: &Session, app: &App) -> Result<Option<Alert>, Trouble> {
    let query = Query::of(&frame.path);
    let Some(position) = query.get("afgjort").and_then(|position| position.parse().ok()) else { return Ok(None) };
    let purpose = role_words::purpose(session.officer.role);
    let decided = app.ask(session, purpose, DecisionAt { position }).await?;
    Ok(decided.map(|line| deciding::told(frame.language, &query, &line)))
}

fn tabs(language: Language, current: Tab, parts: PartCounts) -> Vec<TabLink> {
    let count = |tab: Tab| match tab {
        Tab::Waiting => Some(parts.waiting),
        Tab::Parked => Some(parts.parked),
        Tab::ToApprove => Some(parts.to_approve),
        Tab::Doubted => Some(parts.doubted),
        Tab::Decided => None,
    };
    let link = |tab: Tab| TabLink {
        label: language.t(tab.key()),
        count: count(tab).map(|count| language.count(count as u64)),
        href: Query::of("/koblinger").with("del", tab.name()).href(),
        is_current: tab == current,
    };
    Tab::ALL.map(link).into()
}

fn queue(language: Language, query: &Query, tab: Tab, pairs: &Pairs, saved: Vec<(String, String)>, app: &App) -> Queue {
    let panel = panel(language, query, &pairs.counts);
    let (found, of) = ((pairs.found as u64).into(), (pairs.of as u64).into());
    let total = language.t_with("couplings-count", &[("count", found), ("of", of)]);
    let empty = language.t(match (tab, pairs.of) {
        (Tab::Waiting, 0) => "couplings-empty-waiting",
        (Tab::Parked, 0) => "couplings-empty-parked",
        (_, 0) => "couplings-empty-to-approve",
        _ => "couplings-empty-filter",
    });
    let list = ListState {
        language,
        total,
        filters: panel.said(),
        sort: choice::sorted(query),
        columns: choice::columns(language),
        query: query.clone(),
    };
    let begin_label = language.t(if tab == Tab::ToApprove { "couplings-begin-approving" } else { "couplings-begin" });
    Queue {
        panel,
        list,
        begin: pairs.first.map(|first| pair_href(first, query)),
        begin_label,
        rows: pairs.rows.iter().map(|line| row(language, query, line, app)).collect(),
        saved,
        empty,
        says_why: tab == Tab::ToApprove,
    }
}

fn row(language: Language, query: &Query, line: &PairLine, app: &App) -> Row {
    let row = &line.row;
    let risks: Vec<String> = row.risks.iter().map(|risk| review_words::risk(language, risk)).collect();
    let demand = risk::demand(&row.risks);
    let tone = if demand == Demand::SecondApproval { Tone::Warning } else { Tone::Plain };
    let demand_key = match demand {
        Demand::Nothing => "couplings-demand-nothing",
        Demand::Reason => "couplings-demand-reason",
        Demand::SecondApproval => "couplings-demand-approval",
    };
    Row {
        href: pair_href(line.position, query),
        name: if line.name.is_empty() { row.pair.person_id.to_string() } else { line.name.clone() },
        person: row.pair.person_id.to_string(),
        cpr: MaskedCpr { language, number: row.pair.cpr_number },
        cause: row.cause.map_or_else(String::new, |cause| review_words::cause(language, cause)),
        municipality: row.municipality.map_or_else(|| "–".to_owned(), |code| words::municipality(Some(code))),
        since: row.since.map_or_else(|| language.t("couplings-today"), |since| language.date(since)),
        demand: Badge::new(tone, language.t(demand_key)),
        risks: risks.join("; "),
        proposed: row.proposed.as_ref().map(|proposed| {
            let by = app.officers().name(&proposed.by).to_owned();
            language.t_with("couplings-proposed-by", &[("by", by.into())])
        }),
    }
}

fn panel(language: Language, query: &Query, counts: &Counts) -> FilterPanel {
    let choice = |value: String, label: String, count: usize| Choice {
        value,
        label: format!("{label} ({})", language.count(count as u64)),
    };
    let causes = counts
        .causes
        .iter()
        .map(|(cause, count)| choice(review_words::cause_name(*cause), review_words::cause(language, *cause), *count));
    let demands = DEMANDS.iter().filter_map(|(name, demand)| {
        let count = counts.demands.get(demand)?;
        Some(choice((*name).to_owned(), review_words::demand(language, *demand), *count))
    });
    let municipalities = counts
        .municipalities
        .iter()
        .map(|(code, count)| choice(code.to_string(), words::municipality(Some(*code)), *count));
    let fields = vec![
        FilterField { name: "aarsag", label: language.t("couplings-cause"), choices: causes.collect() },
        FilterField { name: "krav", label: language.t("couplings-demand"), choices: demands.collect() },
        FilterField { name: "kommune", label: language.t("couplings-municipality"), choices: municipalities.collect() },
    ];
    // Without choices a field would be free text; a queue with nothing in it has none.
    let fields = fields.into_iter().filter(|field| !field.choices.is_empty()).collect();
    FilterPanel { language, query: query.clone(), fields, errors: Vec::new() }
}

fn decided_row(language: Language, query: &Query, line: &DecidedLine, may_undo: bool, app: &App) -> DecidedRow {
    let one = &line.decided;
    DecidedRow {
        href: pair_href(one.position, query),
        name: line.name.clone(),
        person: one.pair.person_id.to_string(),
        cpr: MaskedCpr { language, number: one.pair.cpr_number },
        what: review_words::decided(language, one.what),
        by: app.officers().name(&one.by).to_owned(),
        at: language.moment_at(one.at),
        undo: (line.stands && may_undo).then(|| deciding::undo_action(one.position, query)),
    }
}

fn doubted_body(language: Language, query: &Query, doubted: Doubted) -> Body {
    let said = language.t_with("couplings-doubted-said", &[("count", (doubted.found as u64).into())]);
    let rows = doubted.rows.into_iter().map(|line| DoubtedRow {
        href: pair_href(line.position, query),
        name: line.name,
        person: line.pair.person_id.to_string(),
        cpr: MaskedCpr { language, number: line.pair.cpr_number },
        rule: rule(language, &line.rule),
        since: line.since.map_or_else(|| language.t("couplings-today"), |since| language.date(since)),
    });
    Body::Doubted { said, rows: rows.collect() }
}

/// A rule by its name, which is English.
pub(super) fn rule(language: Language, name: &str) -> String {
    match language {
        Language::Danish => words::rule(name),
        Language::English => name.to_owned(),
    }
}
