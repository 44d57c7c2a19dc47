//! Integration cases of the country's persons: what caseworkers have on their desks on the last day.
//!
//! A case is what the registers and the municipality have noted of a household: permits, placement, contract, follow-ups, absences,
//! decisions, moves. It is written as a case file of the law (docs/case-file.md). Who lives where is as the registers have it; what
//! the municipality did and left undone is drawn, at stated rates ([`CaseRates`]). Must not know what the law concludes from it.

mod benefit;
mod course;
mod decisions;
mod household;
mod moving;
mod programme;
mod rare;
mod rates;
mod reception;
mod sanctions;
mod sheet;
mod sickness;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use jiff::civil::Date;
use rand::RngExt;

pub use rates::CaseRates;
pub use sheet::{CaseFact, CaseFile, CasePerson};

use crate::alien_rows::name_of;
use crate::chance::Purpose;
use crate::country::view;
use crate::error::Error;
use crate::population::person_id_text;
use crate::registration::Registry;
use crate::relations::{Relations, View};
use course::{Course, Programme};
use moving::Stage;
use sheet::{Pen, Sheet};

/// Every case of a country, one after the other.
///
/// ```
/// let settings = generator::Settings::new(200, 1);
/// let cases = generator::Cases::of(&settings)?;
/// assert!(cases.len() > 0);
/// for case in cases {
///     assert!(!case.persons.is_empty() && !case.facts.is_empty());
/// }
/// # Ok::<(), generator::Error>(())
/// ```
#[derive(Debug)]
pub struct Cases {
    registry: Registry,
    relations: Relations,
    drawing: Households,
}

impl Cases {
    /// The cases of the country that the settings make, as they stand on its last day. Nothing is written to any folder.
    ///
    /// # Errors
    /// Settings that no country can be made from.
    pub fn of(settings: &crate::Settings) -> Result<Self, Error> {
        let registry = crate::country::live(settings)?;
        let relations = Relations::of(&registry.population);
        let drawing = Households::of(&registry, settings.cases);
        Ok(Self { registry, relations, drawing })
    }

    /// How many cases there would be without a limit.
    pub fn available(&self) -> u64 {
        self.drawing.available
    }

    /// The day on which the cases are looked at: the country's last.
    pub fn as_of(&self) -> Date {
        self.registry.today
    }
}

impl Iterator for Cases {
    type Item = CaseFile;

    fn next(&mut self) -> Option<CaseFile> {
        let view = view(&self.registry, &self.relations);
        self.drawing.next(view, self.registry.today)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.drawing.left.len(), Some(self.drawing.left.len()))
    }
}

impl ExactSizeIterator for Cases {}

/// How many cases were written, and how many there would have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct CaseCount {
    /// In `cases.jsonl`.
    pub written: u64,
    /// Households that have a case.
    pub available: u64,
}

/// Writes the cases of the country into `cases.jsonl`, one a line, as they are made.
pub(crate) fn write(
    view: View<'_>,
    registry: &Registry,
    limit: Option<u32>,
    folder: &Path,
) -> Result<CaseCount, Error> {
    let path = folder.join("cases.jsonl");
    let failed = |source| Error::io(&path, source);
    let mut file = BufWriter::with_capacity(1 << 20, File::create(&path).map_err(failed)?);
    let mut drawing = Households::of(registry, limit);
    let mut written = 0;
    while let Some(case) = drawing.next(view, registry.today) {
        serde_json::to_writer(&mut file, &case).map_err(|error| failed(error.into()))?;
        file.write_all(b"\n").map_err(failed)?;
        written += 1;
    }
    file.flush().map_err(failed)?;
    Ok(CaseCount { written, available: drawing.available })
}

/// The households whose cases are still to be made.
#[derive(Debug)]
struct Households {
    left: std::vec::IntoIter<Vec<u32>>,
    with_permit: Vec<bool>,
    available: u64,
}

impl Households {
    fn of(registry: &Registry, limit: Option<u32>) -> Self {
        let mut all = household::choose(&registry.population, registry.today);
        let available = all.len() as u64;
        all.truncate(limit.map_or(usize::MAX, |limit| limit as usize));
        Self { left: all.into_iter(), with_permit: household::with_permit(&registry.population), available }
    }

    fn next(&mut self, view: View<'_>, as_of: Date) -> Option<CaseFile> {
        let rows = self.left.next()?;
        Some(draw(view, &self.with_permit, &rows, as_of))
    }
}

/// The case of a household.
fn draw(view: View<'_>, with_permit: &[bool], rows: &[u32], as_of: Date) -> CaseFile {
    let first = view.population.alien(rows[0]);
    let family = view.population.person(first.person).family;
    let mut rng = view.pens.chance.stream(Purpose::Case, family);
    let caseworker = rng.random_range(1..=40);
    let mut sheet = Sheet::default();
    let mut persons = Vec::with_capacity(rows.len());
    for &row in rows {
        let alien = view.population.alien(row);
        let id = person_id_text(alien.id);
        let name = name_of(view, row);
        if let Some(course) = Course::of(view, row) {
            let kin = household::kin_of(view, with_permit, row, rows);
            let spouse = kin.spouse.as_ref().and_then(|spouse| spouse.id.as_deref()).filter(|_| course.is_refugee());
            let mut pen = Pen {
                sheet: &mut sheet,
                rng: &mut rng,
                rates: &view.pens.rates.cases,
                person: &id,
                until: reception::last_day(&course, as_of),
                spouse,
                caseworker,
            };
            write_person(&course, &kin, &mut pen);
        }
        let name = format!("{} {}", name.given, name.surname).trim().to_owned();
        persons.push(CasePerson { id, name, born: alien.birth });
    }
    let year = first.permit.map_or(as_of.year(), |permit| permit.granted_on.year());
    CaseFile { case: format!("I-{year}-{}", persons[0].id), persons, facts: sheet.finish() }
}

/// Everything about one person.
fn write_person(course: &Course, kin: &household::Kin, pen: &mut Pen<'_>) {
    let takeover = course.takeover(pen);
    reception::write(course, kin, takeover, pen);
    let days = takeover.and_then(|takeover| course.programme(takeover.on)).filter(|days| days.from <= pen.until);
    let within =
        |on: Date| takeover.is_some_and(|takeover| takeover.on < on && on < course::end_of_period(takeover.on));
    let Some(days) = days else {
        if let Some(moved) = course.moved {
            let stage = if within(moved.0) { Stage::WithoutProgramme } else { Stage::Outside };
            moving::write(moved, stage, false, &programme::Held::default(), pen);
        }
        return;
    };
    let rates = pen.rates;
    let applies = if course.is_refugee() { rates.benefit_of_refugees } else { rates.benefit_of_family };
    let on_benefit = pen.happens(applies);
    let offers = course.is_refugee() || on_benefit || pen.happens(0.3);
    let held = programme::write(days, offers, pen);
    let end = held.job_from.map_or(days.end, |job| job.min(days.end));
    if on_benefit {
        let on = pen.after(days.from, 0, 6);
        benefit::write(course, days, on, held.job_from, pen);
        sickness::write(on, end, &held.follow_ups, pen);
    }
    sanctions::absences(days.from, end, on_benefit, pen);
    rare::write(course, Programme { end, ..days }, on_benefit, pen);
    if let Some(moved) = course.moved {
        let stage = match moved.0 {
            on if !within(on) => Stage::Outside,
            on if days.from < on => Stage::InProgramme,
            _ => Stage::WithoutProgramme,
        };
        moving::write(moved, stage, offers, &held, pen);
    }
}
