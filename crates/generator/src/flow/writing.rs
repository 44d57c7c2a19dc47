//! Writing case flow: a delivery a year with its faults, and the truth of them; or the stored form alone, without faults.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use oversight::flow::Event;
use rand::RngExt;
use registers::exchange::DirectoryWriter;
use registers::flow::RawEvent;
use registers::flow_store::{Delivered, StoreWriter, order};
use registers::manifest::{Content, ExchangeFormat};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::mistakes::{FlowMistake, broken};
use super::{Flow, FlowSettings, volumes};
use crate::chance::{Chance, Purpose, Stream};
use crate::error::Error;

/// What was made, as it stands in `flow.json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FlowMade {
    /// What it was made from.
    pub settings: FlowSettings,
    /// Cases, those with faults included.
    pub cases: u64,
    /// Events of cases without faults.
    pub events: u64,
    /// The deliveries, in their order; none where only the stored form was written.
    pub deliveries: Vec<DeliveryMade>,
    /// Cases with a fault, by its name.
    pub mistakes: BTreeMap<&'static str, u64>,
    /// Where each area's volume is from.
    pub sources: BTreeMap<&'static str, &'static str>,
}

/// A delivery: what stands in it, and what whoever reads it must find.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeliveryMade {
    /// Its folder.
    pub folder: PathBuf,
    /// The day it was produced.
    pub produced_on: Date,
    /// Its rows: `taken + duplicates + set_aside`.
    pub rows: u64,
    /// Rows of cases without faults.
    pub taken: u64,
    /// Rows that say the same as another.
    pub duplicates: u64,
    /// Rows of cases that have a fault in it, or had one in a delivery before it.
    pub set_aside: u64,
}

/// A year's delivery while it is gathered.
struct Gathering {
    produced_on: Date,
    rows: Vec<Row>,
    taken: u64,
    duplicates: u64,
    set_aside: u64,
}

/// A row of a delivery: most are events, which take less room than their cells.
enum Row {
    Event(Event),
    Broken(Box<RawEvent>),
}

/// Makes the flow and writes it into `flow/` of the folder: an exchange folder for each year, `flow.json` with the counts, and
/// `truth.csv` with each case that has a fault: in which delivery, and which.
///
/// # Errors
/// Settings that no flow can be made from, a folder that holds a flow already, or what the disk says.
pub fn write_flow(settings: &FlowSettings, folder: &Path) -> Result<FlowMade, Error> {
    let flow = Flow::of(settings)?;
    let folder = folder.join("flow");
    if folder.exists() {
        return Err(Error::NotEmpty(folder));
    }
    std::fs::create_dir_all(&folder).map_err(|source| Error::io(&folder, source))?;
    let path = folder.join("truth.csv");
    let file = File::create(&path).map_err(|source| Error::io(&path, source))?;
    let mut truth = csv::Writer::from_writer(BufWriter::new(file));
    truth.write_record(["delivery", "case_number", "fault"]).map_err(|error| Error::csv(&path, error))?;
    let mut made = made(settings);
    let mut deliveries: Vec<Gathering> = (settings.first_year..=settings.last_year).map(Gathering::of_year).collect();
    let chance = Chance::new(settings.seed);
    for (index, events) in (0_u32..).zip(flow) {
        made.cases += 1;
        let rng = &mut chance.stream(Purpose::FlowMistakes, index);
        let fault = gather(&mut deliveries, &events, settings, rng);
        match fault {
            Some((delivery, mistake)) => {
                *made.mistakes.entry(mistake.name()).or_default() += 1;
                let case = events.first().map(|event| event.case.0.to_string()).unwrap_or_default();
                let produced_on = deliveries[delivery].produced_on.to_string();
                let line = [produced_on.as_str(), case.as_str(), mistake.name()];
                truth.write_record(line).map_err(|error| Error::csv(&path, error))?;
            }
            None => made.events += events.len() as u64,
        }
    }
    truth.flush().map_err(|source| Error::io(&path, source))?;
    let mut previous = None;
    for delivery in deliveries {
        let produced_on = delivery.produced_on;
        made.deliveries.push(delivery.write(&folder, previous)?);
        previous = Some(produced_on);
    }
    let path = folder.join("flow.json");
    let text = serde_json::to_string_pretty(&made).map_err(|error| Error::io(&path, error.into()))?;
    std::fs::write(&path, text + "\n").map_err(|source| Error::io(&path, source))?;
    Ok(made)
}

/// Makes the flow and writes the stored form, as if all of it had come in one delivery without faults: for measuring.
///
/// # Errors
/// Settings that no flow can be made from, a file that is there already, or what the disk says.
pub fn write_flow_store(settings: &FlowSettings, path: &Path) -> Result<FlowMade, Error> {
    let mut made = made(settings);
    let mut writer = StoreWriter::create(path)?;
    for mut events in Flow::of(settings)? {
        made.cases += 1;
        made.events += events.len() as u64;
        events.sort_by_key(order);
        for event in &events {
            writer.push(event)?;
        }
    }
    let settings = serde_json::to_vec(settings).map_err(|error| Error::io(path, error.into()))?;
    let sha256 = Sha256::digest(&settings).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let delivered = Delivered { produced_on: made.settings.until(), sha256 };
    writer.finish(&[delivered], &BTreeMap::new())?;
    Ok(made)
}

fn made(settings: &FlowSettings) -> FlowMade {
    FlowMade {
        settings: settings.clone(),
        cases: 0,
        events: 0,
        deliveries: Vec::new(),
        mistakes: BTreeMap::new(),
        sources: volumes::SOURCES.into_iter().collect(),
    }
}

/// Puts a case's events into the deliveries of the years they were entered in. Where it is to have a fault, the first of
/// them has it: then says which.
fn gather(
    deliveries: &mut [Gathering],
    events: &[Event],
    settings: &FlowSettings,
    rng: &mut Stream,
) -> Option<(usize, FlowMistake)> {
    let rates = &settings.rates;
    let mut fault = None;
    let is_broken = rng.random_bool(rates.broken);
    // What was entered before the first year stands in the first delivery.
    let delivered_in = |event: &Event| event.recorded.year().max(settings.first_year);
    for of_year in events.chunk_by(|one, next| delivered_in(one) == delivered_in(next)) {
        let year = of_year.first().map(delivered_in)?;
        let place = usize::try_from(year - settings.first_year).ok()?;
        let delivery = deliveries.get_mut(place)?;
        if is_broken {
            if fault.is_none() {
                let (rows, mistake) = broken(of_year, rng)?;
                fault = Some((place, mistake));
                delivery.set_aside += rows.len() as u64;
                delivery.rows.extend(rows.into_iter().map(|row| Row::Broken(Box::new(row))));
            } else {
                delivery.set_aside += of_year.len() as u64;
                delivery.rows.extend(of_year.iter().cloned().map(Row::Event));
            }
            continue;
        }
        for event in of_year {
            delivery.rows.push(Row::Event(event.clone()));
            delivery.taken += 1;
            if rng.random_bool(rates.duplicate) {
                delivery.rows.push(Row::Event(event.clone()));
                delivery.duplicates += 1;
            }
        }
    }
    fault
}

impl Gathering {
    fn of_year(year: i16) -> Self {
        Self { produced_on: date(year, 12, 31), rows: Vec::new(), taken: 0, duplicates: 0, set_aside: 0 }
    }

    fn write(self, folder: &Path, previous: Option<Date>) -> Result<DeliveryMade, Error> {
        let folder = folder.join(self.produced_on.to_string());
        let content = if previous.is_some() { Content::Changes } else { Content::Full };
        let mut out = DirectoryWriter::create(&folder, ExchangeFormat::Flow, self.produced_on, previous, content)?;
        let Self { produced_on, rows, taken, duplicates, set_aside } = self;
        let rows = rows.into_iter().map(|row| match row {
            Row::Event(event) => RawEvent::from(&event),
            Row::Broken(raw) => *raw,
        });
        let rows = out.write::<RawEvent>("events.csv", rows)?;
        out.finish()?;
        Ok(DeliveryMade { folder, produced_on, rows, taken, duplicates, set_aside })
    }
}
