//! Making a whole country and writing it to a folder.
//!
//! Persons are made family by family, both registers are filled, the baseline is written, then the days pass. Everything
//! is drawn from the seed; nothing depends on time, threads or the order of a hash map.

use std::path::Path;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rand::RngExt;
use registers::manifest::Content;
use serde::Serialize;

use crate::cases::{CaseCount, CaseRates};
use crate::chance::Purpose;
use crate::days::{Changed, pass};
use crate::deliveries::{Dates, Shape, sort_civil, write_aliens, write_civil, write_typed};
use crate::error::{Error, empty_folder};
use crate::families::add_case;
use crate::number::{NumberPool, Series};
use crate::population::Population;
use crate::rates::Rates;
use crate::registration::Registry;
use crate::relations::{Relations, View};
use crate::residents::add_household;
use crate::settings::Settings;
use crate::spelling::Pens;
use crate::{cases, flat, truth};

/// The number before the first person-id.
const FIRST_PERSON_ID: u32 = 10_000_000;

/// What was made, as it stands in `country.json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Country {
    /// What it was made from.
    pub settings: Settings,
    /// Rows of CARL2 after the last day.
    pub carl2_persons: u64,
    /// Rows of the civil register after the last day, withdrawn numbers included.
    pub cpr_numbers: u64,
    /// Human beings.
    pub human_beings: u64,
    /// True pairs of a row of CARL2 and a CPR number.
    pub true_pairs: u64,
    /// Integration cases.
    pub cases: CaseCount,
    /// The days of deliveries.
    pub days: Vec<Date>,
    /// Rows of CARL2 by kind of error.
    pub error_kinds: Vec<(String, u64)>,
    /// Where each rate is from.
    pub sources: Vec<(String, String)>,
}

/// Which files are wanted beside the deliveries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extras {
    /// Only truth and kinds.
    None,
    /// Also both registers as flat tables.
    FlatTables,
}

impl Country {
    /// Makes the country and writes it into the folder, which is made if it is not there and must not hold deliveries.
    ///
    /// `country.json` is written last: a folder without it is not whole.
    pub fn generate(settings: &Settings, folder: &Path, extras: Extras) -> Result<Self, Error> {
        settings.check()?;
        empty_folder(folder)?;
        let mut registry = settle(settings);
        write_first_day(&registry, settings, folder)?;
        let mut days = vec![settings.first_day];
        for number in 1..=u32::from(settings.days) {
            let previous = registry.today;
            let changed = pass_day(&mut registry, settings, number);
            write_day(&registry, settings, folder, previous, &changed)?;
            days.push(registry.today);
        }
        finish(&registry, settings, folder, extras, days)
    }
}

/// Everyone, and both registers as they stand on the last day. Nothing is written.
pub(crate) fn live(settings: &Settings) -> Result<Registry, Error> {
    settings.check()?;
    let mut registry = settle(settings);
    for number in 1..=u32::from(settings.days) {
        pass_day(&mut registry, settings, number);
    }
    Ok(registry)
}

/// Lets a day pass, and says what changed.
fn pass_day(registry: &mut Registry, settings: &Settings, number: u32) -> Changed {
    registry.today = next_weekday(registry.today);
    let changed = pass(registry, number, settings.changes_per_day);
    give_ids(registry, &changed.newcomers);
    changed
}

/// Everyone, and both registers as they stand on the first day.
pub(crate) fn settle(settings: &Settings) -> Registry {
    let (aliens, civils) = (settings.persons as usize, settings.cpr_persons as usize);
    let numbers = NumberPool::new(Series::Country);
    let population = Population::with_capacity(aliens, civils);
    let mut registry = Registry::new(settings.seed, settings.rates.clone(), numbers, population, settings.first_day);
    while registry.population.aliens.len() < aliens {
        let room = aliens - registry.population.aliens.len();
        add_case(&mut registry, room);
    }
    while registry.population.civils.len() < civils {
        let room = civils - registry.population.civils.len();
        add_household(&mut registry, room);
    }
    let rows: Vec<u32> = (0..).take(registry.population.aliens.len()).collect();
    give_ids(&mut registry, &rows);
    registry
}

/// Gives running person-ids in the order of registration, with gaps, after the last that was given.
fn give_ids(registry: &mut Registry, rows: &[u32]) {
    let population = &mut registry.population;
    let mut order = rows.to_vec();
    order.sort_by_key(|&row| (population.alien(row).registered_on, row));
    let last = population.aliens.iter().map(|alien| alien.id).max().unwrap_or_default().max(FIRST_PERSON_ID);
    let mut rng = registry.chance.stream(Purpose::PersonIds, last);
    let mut id = last;
    for row in order {
        id += rng.random_range(1..10);
        population.aliens[row as usize].id = id;
    }
}

fn write_first_day(registry: &Registry, settings: &Settings, folder: &Path) -> Result<(), Error> {
    let relations = Relations::of(&registry.population);
    let view = view(registry, &relations);
    let dates = Dates { produced: settings.first_day, previous: None };
    let mut rows: Vec<_> = (0..).take(registry.population.civils.len()).map(|row| (row, None)).collect();
    sort_civil(view, &mut rows);
    write_civil(view, &folder.join("cpr"), shape(settings), dates, &rows)?;
    write_aliens(view, &folder.join("carl2"), dates, Content::Full, &in_order_of_ids(&registry.population))?;
    let all = (0..).take(registry.population.civils.len());
    write_typed(view, &folder.join("person-ids"), dates, Content::Full, all)
}

fn write_day(
    registry: &Registry,
    settings: &Settings,
    folder: &Path,
    previous: Date,
    changed: &Changed,
) -> Result<(), Error> {
    let relations = Relations::of(&registry.population);
    let view = view(registry, &relations);
    let dates = Dates { produced: registry.today, previous: Some(previous) };
    let mut rows: Vec<_> = changed.civils.iter().map(|(&row, &event)| (row, Some(event))).collect();
    sort_civil(view, &mut rows);
    write_civil(view, &folder.join("cpr"), shape(settings), dates, &rows)?;
    let mut aliens: Vec<u32> = changed.aliens.iter().copied().collect();
    aliens.sort_by_key(|&row| registry.population.alien(row).id);
    write_aliens(view, &folder.join("carl2"), dates, Content::Changes, &aliens)?;
    write_typed(view, &folder.join("person-ids"), dates, Content::Changes, changed.typed.iter().copied())
}

fn finish(
    registry: &Registry,
    settings: &Settings,
    folder: &Path,
    extras: Extras,
    days: Vec<Date>,
) -> Result<Country, Error> {
    let relations = Relations::of(&registry.population);
    let view = view(registry, &relations);
    let aliens = in_order_of_ids(&registry.population);
    let counts = truth::write(view, folder, &aliens)?;
    let cases = cases::write(view, registry, settings.cases, folder)?;
    if extras == Extras::FlatTables {
        let mut civils: Vec<_> = (0..).take(registry.population.civils.len()).map(|row| (row, None)).collect();
        sort_civil(view, &mut civils);
        flat::write(view, folder, &aliens, &civils.into_iter().map(|(row, _)| row).collect::<Vec<u32>>())?;
    }
    let owned = |(name, source): &(&str, &str)| ((*name).to_owned(), (*source).to_owned());
    let country = Country {
        settings: settings.clone(),
        carl2_persons: registry.population.aliens.len() as u64,
        cpr_numbers: registry.population.civils.len() as u64,
        human_beings: registry.population.persons.len() as u64,
        true_pairs: counts.pairs,
        cases,
        days,
        error_kinds: counts.kinds.into_iter().map(|(kind, count)| (kind.to_string(), count)).collect(),
        sources: Rates::sources().iter().chain(CaseRates::sources()).map(owned).collect(),
    };
    let path = folder.join("country.json");
    let text = serde_json::to_string_pretty(&country).map_err(|error| Error::io(&path, error.into()))?;
    std::fs::write(&path, text + "\n").map_err(|source| Error::io(&path, source))?;
    Ok(country)
}

/// The population with what is needed to write it.
pub(crate) fn view<'a>(registry: &'a Registry, relations: &'a Relations) -> View<'a> {
    let pens = Pens { chance: &registry.chance, rates: &registry.rates };
    View { population: &registry.population, relations, pens }
}

/// The rows of CARL2 in the order of their ids.
pub(crate) fn in_order_of_ids(population: &Population) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..).take(population.aliens.len()).collect();
    rows.sort_by_key(|&row| population.alien(row).id);
    rows
}

fn shape(settings: &Settings) -> Shape {
    Shape { form: settings.form, order: settings.order, task: settings.task }
}

/// The weekday after a day: CPR delivers changes on weekdays.
fn next_weekday(day: Date) -> Date {
    let mut next = day.saturating_add(1.day());
    while matches!(next.weekday(), Weekday::Saturday | Weekday::Sunday) {
        next = next.saturating_add(1.day());
    }
    next
}
