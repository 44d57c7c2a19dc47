//! The list of nights, newest first, with the alarms of the last one on top.

use askama::Template;
use axum::response::Response;
use casework::nights::Ledger;
use casework::report::Report;
use jiff::Zoned;
use jiff::civil::Date;

use crate::components::{Column, EmptyState, ListState, Query, Sort, Tone};
use crate::frame::{self, Alert, Frame, Trouble};
use crate::night_report::{no_alarms, some_alarms};
use crate::texts::Language;
use crate::{refusal_words, words};

#[derive(Template)]
#[template(path = "nights.html")]
struct Nights {
    frame: Frame,
    next_night: String,
    list: ListState,
    rows: Vec<Row>,
    empty: EmptyState,
    journal: String,
}

struct Row {
    night: String,
    path: String,
    coupled: String,
    made: String,
    queued: String,
    share: String,
    alarms: String,
}

/// Shows the page. `next` is when the next night begins, where this program runs them.
pub(crate) fn show(
    frame: Frame,
    ledger: &Ledger,
    next: Option<&Zoned>,
    overdue: Option<Date>,
    journal: &str,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let frame = match alerts(language, ledger, overdue) {
        alerts if alerts.is_empty() && !ledger.reports.is_empty() => {
            frame.alert(no_alarms(language, "nights-in-order"))
        }
        alerts => alerts.into_iter().fold(frame, Frame::alert),
    };
    let list = list(&frame, ledger.reports.len());
    let page = Nights {
        next_night: next_night(language, next),
        rows: sorted(&list, ledger).map(|report| row(language, report)).collect(),
        empty: EmptyState { heading: language.t("nights-none"), text: language.t("nights-none-text"), action: None },
        journal: language.t_with("nights-journal", &[("name", journal.into())]),
        frame: frame.titled(language.t("nights-title")).method(language.t("nights-method")),
        list,
    };
    frame::page(&page)
}

fn list(frame: &Frame, nights: usize) -> ListState {
    let language = frame.language;
    let columns = vec![
        Column::sortable("nat", language.t("nights-night")),
        Column::plain(language.t("nights-coupled")).numeric(),
        Column::plain(language.t("nights-made")).numeric(),
        Column::plain(language.t("nights-queued")).numeric(),
        Column::plain(language.t("nights-share")).numeric(),
        Column::plain(language.t("nights-alarms")).numeric(),
    ];
    let query = Query::of(&frame.path);
    let sort = Sort::asked(&query, &columns).unwrap_or(Sort { by: "nat", is_descending: true });
    let total = language.t_with("nights-count", &[("count", nights.into())]);
    ListState { language, total, filters: Vec::new(), sort, columns, query }
}

fn sorted<'a>(list: &ListState, ledger: &'a Ledger) -> Box<dyn Iterator<Item = &'a Report> + 'a> {
    if list.sort.is_descending { Box::new(ledger.reports.iter().rev()) } else { Box::new(ledger.reports.iter()) }
}

/// What the last night and what came after it give cause for.
pub(crate) fn alerts(language: Language, ledger: &Ledger, overdue: Option<Date>) -> Vec<Alert> {
    let mut alerts = Vec::new();
    let about = |key, night| language.t_with(key, &[("night", language.date(night).into())]);
    if let Some(night) = overdue {
        alerts.push(Alert::new(Tone::Error, about("nights-overdue", night), language.t("nights-overdue-text")));
    }
    if let Some((night, refused)) = &ledger.refused {
        let text = refusal_words::refusal(&refused.refusal);
        alerts.push(Alert::new(Tone::Error, about("nights-refused", *night), text));
    }
    if let Some(night) = ledger.unfinished {
        alerts.push(Alert::new(Tone::Error, about("nights-unfinished", night), language.t("nights-unfinished-text")));
    }
    if let Some(report) = ledger.reports.last().filter(|report| !report.alarms.is_empty()) {
        alerts.push(some_alarms(language, report));
    }
    alerts
}

fn next_night(language: Language, next: Option<&Zoned>) -> String {
    let Some(next) = next else { return language.t("nights-not-run-here") };
    let time = format!("{:02}.{:02}", next.hour(), next.minute());
    language.t_with("nights-next", &[("date", language.date(next.date()).into()), ("time", time.into())])
}

fn row(language: Language, report: &Report) -> Row {
    Row {
        night: language.date(report.night),
        path: report.night.to_string(),
        coupled: language.count(report.couplings.coupled),
        made: language.count(report.couplings.made),
        queued: language.count(report.couplings.queued),
        share: words::rate(language, report.uncoupled.all),
        alarms: language.count(report.alarms.len() as u64),
    }
}
