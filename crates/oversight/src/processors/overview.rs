//! The overview of data processors that the plans for 2024 ask for at the end of the second and the fourth quarter (shared goal 2.2): whether
//! agreements are made, and of each whether the risk was assessed, supervision held, and data transferred to unsafe third countries.
//! The department's own template is in no source; the columns are what the plans ask for.

use jiff::civil::{Date, date};
use law::words::Language;

use super::processor::Processor;

/// How many columns there are.
pub const COLUMNS: usize = 13;

/// The columns, by key.
pub const HEAD: [&str; COLUMNS] = [
    "processor",
    "authority",
    "purpose",
    "data",
    "processing-since",
    "processing-ended",
    "agreement-signed",
    "risk-assessed",
    "risk-assessed-before-agreement",
    "last-supervised",
    "supervision-due",
    "third-countries",
    "findings",
];

/// A row for each processor that was there in the half-year of the day, up to the day: one that ended within it was there. Texts in the order
/// of [`HEAD`], days as `2024-06-30`, empty where there is none.
pub fn rows<'a>(processors: impl IntoIterator<Item = &'a Processor>, on: Date) -> Vec<[String; COLUMNS]> {
    let half_year = date(on.year(), if on.month() < 7 { 1 } else { 7 }, 1);
    let there = |one: &&Processor| one.registered <= on && one.ended.as_ref().is_none_or(|(day, _)| *day >= half_year);
    processors.into_iter().filter(there).map(|processor| row(processor, on)).collect()
}

fn row(processor: &Processor, on: Date) -> [String; COLUMNS] {
    let day = |day: Option<Date>| day.filter(|day| *day <= on).map_or_else(String::new, |day| day.to_string());
    let signed = processor.agreements.first().map(|(day, _)| *day).filter(|day| *day <= on);
    let assessed = processor.risks.first().map(|risk| risk.on).filter(|day| *day <= on);
    let in_order = match (signed, assessed) {
        (Some(signed), Some(assessed)) => {
            if assessed <= signed {
                "ja"
            } else {
                "nej"
            }
        }
        (Some(_), None) => "nej",
        (None, _) => "",
    };
    let countries: Vec<&str> = (processor.transfers.iter())
        .filter(|one| one.from <= on && one.until.is_none_or(|until| until > on))
        .map(|one| one.country.as_str())
        .collect();
    let findings: Vec<&str> =
        processor.findings(on).into_iter().map(|finding| finding.kind.words().text(Language::Danish)).collect();
    [
        processor.name.clone(),
        processor.authority.clone(),
        processor.purpose.clone(),
        processor.data.clone(),
        day(processor.processing_since),
        day(processor.ended.as_ref().map(|(day, _)| *day)),
        day(signed),
        day(assessed),
        in_order.to_owned(),
        day(processor.supervisions.iter().rev().map(|one| one.on).find(|day| *day <= on)),
        processor.supervision_due(on).map_or_else(String::new, |day| day.to_string()),
        countries.join(", "),
        findings.join(", "),
    ]
}
