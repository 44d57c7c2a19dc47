//! `ankomst cpr`: what a CPR delivery holds.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use desk::{refusal_words, words};
use registers::authority;
use registers::cpr::{CprDelivery, CprPerson, Limits, read_file};
use serde::Serialize;
use vocabulary::CprNumber;

use crate::exit;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Tæl personer og poster, og vis det, der ikke kan læses
    Read(Read),
    /// Vis en person
    Person(Person),
    /// Sammenlign CPR's myndighedsregister (P02680) med programmets landeliste
    Authorities(Authorities),
}

#[derive(Args)]
pub(crate) struct Read {
    /// CPR-leverancen
    file: PathBuf,
    /// Skriv som JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub(crate) struct Authorities {
    /// Myndighedsregistret
    file: PathBuf,
}

#[derive(Args)]
pub(crate) struct Person {
    /// CPR-leverancen
    file: PathBuf,
    /// Personnummeret; uden det vises alle personer, én JSON-linje hver
    number: Option<CprNumber>,
    /// Vis de rå poster
    #[arg(long)]
    raw: bool,
}

pub(crate) fn run(command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Read(read) => show(read),
        Command::Person(person) => dump(person),
        Command::Authorities(authorities) => compare(authorities),
    }
}

fn open(file: &std::path::Path) -> anyhow::Result<CprDelivery> {
    read_file(file, &Limits::default()).context("leverancen kan ikke læses")
}

/// Exits with 4 where a night would refuse the delivery whatever came before it.
fn show(read: &Read) -> anyhow::Result<ExitCode> {
    let delivery = open(&read.file)?;
    let refusals = delivery.refusals(None);
    if read.json {
        println!("{}", serde_json::to_string_pretty(&summary(&delivery))?);
    } else {
        print_summary(&delivery);
    }
    for refusal in &refusals {
        eprintln!("Afvises: {}", refusal_words::refusal(refusal));
    }
    Ok(if refusals.is_empty() { exit::DONE } else { exit::refused() })
}

/// Everything that the reader found, as JSON.
#[derive(Serialize)]
struct Summary<'a> {
    file: &'a str,
    form: registers::cpr::Form,
    sha256: &'a str,
    start: Option<registers::cpr::StartRecord>,
    end: Option<registers::cpr::EndRecord>,
    persons: u64,
    persons_set_aside: u64,
    records_by_type: BTreeMap<String, u64>,
    quarantined_lines: u64,
    quarantine: Vec<SetAside<'a>>,
    counts: registers::cpr::Counts,
    errors_from_cpr: usize,
    deleted_subscriptions: usize,
    accepted: bool,
    refusals: Vec<String>,
}

/// Something that was set aside. Its bytes are personal data and stay in the quarantine.
#[derive(Serialize)]
struct SetAside<'a> {
    #[serde(flatten)]
    place: &'a registers::Place,
    reason: String,
    records: u64,
    bytes: u64,
}

fn summary(delivery: &CprDelivery) -> Summary<'_> {
    let refusals: Vec<String> = delivery.refusals(None).iter().map(ToString::to_string).collect();
    let set_aside = delivery.quarantine.items.iter().map(|item| SetAside {
        place: &item.place,
        reason: item.fault.to_string(),
        records: item.records,
        bytes: item.bytes,
    });
    Summary {
        file: &delivery.file,
        form: delivery.form,
        sha256: &delivery.sha256,
        start: delivery.start,
        end: delivery.end,
        persons: delivery.counts.persons,
        persons_set_aside: delivery.counts.persons_set_aside,
        records_by_type: delivery.records_by_type.iter().map(|(kind, count)| (kind.to_string(), *count)).collect(),
        quarantined_lines: delivery.counts.set_aside,
        quarantine: set_aside.collect(),
        counts: delivery.counts,
        errors_from_cpr: delivery.errors.len(),
        deleted_subscriptions: delivery.deleted_subscriptions.len(),
        accepted: refusals.is_empty(),
        refusals,
    }
}

fn print_summary(delivery: &CprDelivery) {
    if let Some(start) = delivery.start {
        let previous = start.previous.map_or_else(|| "ingen".to_owned(), words::date);
        println!("Opgave {}, dannet {}, forrige {previous}", start.task, words::date(start.produced));
    }
    println!("{} personer, {} poster", words::count(delivery.counts.persons), words::count(delivery.counts.records));
    for (kind, count) in &delivery.records_by_type {
        println!("  {kind}  {:>12}", words::count(*count));
    }
    println!("{} poster er sat til side", words::count(delivery.counts.set_aside));
    for item in &delivery.quarantine.items {
        println!("  {}: {}", words::place(&item.place), refusal_words::fault(&item.fault));
    }
}

/// Lists each difference as a line of JSON, for whoever keeps `parameters/countries.csv`.
fn compare(authorities: &Authorities) -> anyhow::Result<ExitCode> {
    let name = authorities.file.display().to_string();
    let file = std::fs::File::open(&authorities.file).with_context(|| format!("{name} kan ikke læses"))?;
    let register = authority::read(&name, file).with_context(|| format!("{name} kan ikke læses"))?;
    for difference in authority::compare_countries(&register.countries) {
        println!("{}", serde_json::to_string(&difference)?);
    }
    eprintln!(
        "{} lande, {} kommuner, {} andre; {} linjer kunne ikke læses",
        words::count(register.countries.len() as u64),
        words::count(register.municipalities.len() as u64),
        words::count(register.others),
        words::count(register.quarantine.records())
    );
    Ok(exit::DONE)
}

fn dump(person: &Person) -> anyhow::Result<ExitCode> {
    let delivery = open(&person.file)?;
    let Some(number) = person.number else {
        for records in delivery.persons() {
            print_person(records.text(), person.raw)?;
        }
        return Ok(exit::DONE);
    };
    let Some(records) = delivery.person(number) else {
        bail!("{} er ikke i leverancen, eller personen er sat til side", number.hyphenated());
    };
    print_person(records.text(), person.raw)?;
    Ok(exit::DONE)
}

fn print_person(records: &str, raw: bool) -> anyhow::Result<()> {
    if raw {
        println!("{records}");
    } else {
        println!("{}", serde_json::to_string(&CprPerson::from_records(records)?)?);
    }
    Ok(())
}
