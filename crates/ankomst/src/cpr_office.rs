//! `ankomst cpr-office`: a stand-in for the CPR office, for demo and tests, which says that it is one.

use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use desk::words;
use generator::cpr_office::{Case, Delivery, Office, Registration, deliver};
use jiff::civil::Date;
use registers::administrative_numbers::{AdministrativeNumberAnswer, AdministrativeNumberRequest};
use registers::cpr::Form;
use registers::exchange::{self, DirectoryWriter, ReadOptions};
use registers::manifest::{Content, ExchangeFormat};
use registers::quarantine::Quarantine;

use crate::exit;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Mappen med bestillinger
    requests: PathBuf,
    /// Mappen, som svarene skrives til
    #[arg(long, value_name = "MAPPE")]
    answers: PathBuf,
    /// Dagen, der svares
    #[arg(long, value_name = "ÅÅÅÅ-MM-DD")]
    on: Date,
    /// Skriv også CPR-leverancen med personerne
    #[arg(long, value_name = "FIL", requires = "previous")]
    cpr: Option<PathBuf>,
    /// Dagen for CPR-leverancen før
    #[arg(long, value_name = "ÅÅÅÅ-MM-DD")]
    previous: Option<Date>,
    /// Personerne er bopælsregistreret (status 01) og har ikke kun et administrativt nummer (status 20)
    #[arg(long)]
    resident: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    println!("Dette er en stand-in for CPR-kontoret. Numrene er ikke udstedt af CPR og kan ikke være nogens.");
    let format = ExchangeFormat::AdministrativeNumberRequests;
    let folder = exchange::open(&arguments.requests, format, &ReadOptions::default())
        .context("bestillingerne kan ikke læses")?;
    let mut quarantine = Quarantine::default();
    let rows = folder.rows::<AdministrativeNumberRequest>(&mut quarantine)?;
    let requests: Vec<AdministrativeNumberRequest> = rows.into_iter().map(|row| row.value).collect();
    let reply = Office::new(&[], []).answer(&requests, arguments.on);
    write_answers(arguments, &reply.answers)?;
    println!(
        "{} bestillinger er besvaret, {} er sendt tilbage, {} kunne ikke læses.",
        words::count(reply.answers.len() as u64),
        words::count(reply.returned.len() as u64),
        words::count(quarantine.records())
    );
    if let Some(path) = &arguments.cpr {
        write_delivery(arguments, path, &requests, &reply.answers)?;
    }
    Ok(exit::DONE)
}

fn write_answers(arguments: &Arguments, answers: &[AdministrativeNumberAnswer]) -> anyhow::Result<()> {
    let format = ExchangeFormat::AdministrativeNumbers;
    let mut writer = DirectoryWriter::create(&arguments.answers, format, arguments.on, None, Content::Full)?;
    writer.write::<AdministrativeNumberAnswer>("answers.csv", answers)?;
    writer.finish()?;
    Ok(())
}

fn write_delivery(
    arguments: &Arguments,
    path: &std::path::Path,
    requests: &[AdministrativeNumberRequest],
    answers: &[AdministrativeNumberAnswer],
) -> anyhow::Result<()> {
    let of =
        |answer: &AdministrativeNumberAnswer| requests.iter().find(|request| request.request_id == answer.request_id);
    let cases: Vec<Case<'_>> =
        answers.iter().filter_map(|answer| Some(Case { request: of(answer)?, answer })).collect();
    let registration = if arguments.resident { Registration::Resident } else { Registration::Administrative };
    let delivery = Delivery { task: 431_102, produced: arguments.on, previous: arguments.previous };
    let file = BufWriter::new(File::create(path).with_context(|| format!("{} kan ikke skrives", path.display()))?);
    deliver(file, Form::LinesStripped, delivery, &cases, registration)?;
    println!("{} personer er i {}.", words::count(cases.len() as u64), path.display());
    Ok(())
}
