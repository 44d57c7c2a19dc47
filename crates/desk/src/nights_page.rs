//! The list of nights, newest first, with the alarms of the last one on top.

use askama::Template;
use casework::nights::Ledger;
use casework::report::Report;
use jiff::Zoned;
use jiff::civil::Date;

use crate::{refusal_words, words};

#[derive(Template)]
#[template(path = "nights.html")]
struct Nights {
    alarms: Vec<String>,
    next_night: String,
    rows: Vec<Row>,
    journal: String,
}

struct Row {
    night: String,
    path: String,
    coupled: String,
    made: String,
    queued: String,
    share: String,
    alarms: usize,
}

/// Renders the page. `next` is when the next night begins, where this program runs them.
pub(crate) fn html(
    ledger: &Ledger,
    next: Option<&Zoned>,
    overdue: Option<Date>,
    journal: &str,
) -> Result<String, askama::Error> {
    let page = Nights {
        alarms: alarms(ledger, overdue),
        next_night: next.map_or_else(|| "Dette program kører ingen nætter af sig selv.".to_owned(), next_night),
        rows: ledger.reports.iter().rev().map(row).collect(),
        journal: journal.to_owned(),
    };
    page.render()
}

/// What the last night and what came after it give cause for.
fn alarms(ledger: &Ledger, overdue: Option<Date>) -> Vec<String> {
    let mut alarms = Vec::new();
    if let Some(night) = overdue {
        let night = words::date(night);
        alarms.push(format!("Natten {night} skulle være kørt og er det ikke. Se programmets log, og kør den."));
    }
    if let Some((night, refused)) = &ledger.refused {
        alarms.push(format!(
            "Natten {} blev afvist, og intet er gemt. {}",
            words::date(*night),
            refusal_words::refusal(&refused.refusal)
        ));
    }
    if let Some(night) = ledger.unfinished {
        alarms.push(format!(
            "Natten {} er begyndt, men ikke afsluttet. Kør den igen: den fortsætter, hvor den slap.",
            words::date(night)
        ));
    }
    alarms.extend(ledger.reports.last().into_iter().flat_map(|report| report.alarms.iter().map(words::alarm)));
    alarms
}

fn next_night(next: &Zoned) -> String {
    format!("Næste nat begynder {} kl. {:02}.{:02} (dansk tid).", words::date(next.date()), next.hour(), next.minute())
}

fn row(report: &Report) -> Row {
    Row {
        night: words::date(report.night),
        path: report.night.to_string(),
        coupled: words::count(report.couplings.coupled),
        made: words::count(report.couplings.made),
        queued: words::count(report.couplings.queued),
        share: words::uncoupled(report.uncoupled.all),
        alarms: report.alarms.len(),
    }
}
