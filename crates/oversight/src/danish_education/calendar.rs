//! Who owes a report on a period, and how far each has come: a line for each of the 98 municipalities, whether it was called in or not.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use vocabulary::{Municipality, MunicipalityCode};

use super::report::{Report, Standing};
use super::rhythm::ReportPeriod;

/// A municipality's report on a period, there or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "OwedReport")]
pub struct Owed {
    /// Who owes it.
    pub municipality: MunicipalityCode,
    /// How far it has come.
    pub standing: Standing,
    /// The next day that somebody waits for.
    pub deadline: Option<Date>,
    /// Points that are not settled.
    pub open_points: usize,
}

/// How many reports there are of each standing. They add up to the municipalities.
pub type Counts = BTreeMap<Standing, usize>;

/// What every municipality owes for a period of the rhythm, as it stands on a day. Reports on other periods are not looked at, nor those
/// called in outside the rhythm.
pub fn owed<'a>(period: ReportPeriod, reports: impl IntoIterator<Item = &'a Report>, on: Date) -> (Vec<Owed>, Counts) {
    let of_the_period = reports.into_iter().filter(|report| report.extraordinary.is_none() && report.period == period);
    let by_municipality: BTreeMap<MunicipalityCode, &Report> =
        of_the_period.map(|report| (report.municipality, report)).collect();
    let lines: Vec<Owed> = (Municipality::all().iter())
        .map(|municipality| {
            let report = by_municipality.get(&municipality.code);
            Owed {
                municipality: municipality.code,
                standing: report.map_or(Standing::NotCalledIn, |report| report.standing(on)),
                deadline: report.and_then(|report| report.next_deadline()),
                open_points: report
                    .map_or(0, |report| report.points.iter().filter(|one| one.settled.is_none()).count()),
            }
        })
        .collect();
    let mut counts = Counts::new();
    for line in &lines {
        *counts.entry(line.standing).or_default() += 1;
    }
    (lines, counts)
}
