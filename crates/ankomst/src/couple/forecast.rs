//! `ankomst couple forecast`: how many pairs a coupling will compare, before anything is compared.

use std::process::ExitCode;
use std::time::Instant;

use desk::words;
use linkage::BlockingReport;
use serde::Serialize;

use super::files::{Files, Frozen, Registers};
use super::progress::{Progress, Stage};
use super::summary::{blocking_warnings, intake_warnings, memory, peak_mebibytes, print_warnings};
use crate::exit;

/// Arguments of `ankomst couple forecast`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    frozen: Frozen,
    #[arg(long, help = "Skriv resultatet som JSON på standard output")]
    json: bool,
}

/// What will be compared.
#[derive(Debug, Serialize)]
struct Forecast {
    left_records: usize,
    right_records: usize,
    /// Pairs of all keys; one that two keys find counts twice, so fewer are compared.
    pairs_at_most: u64,
    block_limit: usize,
    keys: Vec<Key>,
    left_out: Vec<linkage::LeftOutBlock>,
    warnings: Vec<String>,
    seconds: f64,
    peak_mebibytes: Option<u64>,
}

/// One blocking key.
#[derive(Debug, Serialize)]
struct Key {
    name: String,
    blocks: u64,
    largest: u64,
    split: u64,
    left_out: u64,
    pairs: u64,
}

/// Runs `ankomst couple forecast`.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let config = arguments.files.prepare()?;
    let frozen = arguments.frozen.read(&config)?;
    let progress = Progress::new();
    let registers = arguments.files.read(&config, &progress)?;
    progress.begin_unknown(Stage::Counting);
    let model = frozen.as_ref().map(|(model, _)| model);
    let blocking = linkage::forecast(&registers.left, &registers.right, &config, model);
    progress.end();
    let mut warnings = arguments.files.warnings();
    warnings.extend(intake_warnings(&registers));
    warnings.extend(blocking_warnings(&blocking));
    let forecast = forecast(&registers, blocking, warnings, start.elapsed().as_secs_f64());
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&forecast)?);
    } else {
        print(&forecast);
    }
    Ok(exit::DONE)
}

fn forecast(registers: &Registers, blocking: BlockingReport, warnings: Vec<String>, seconds: f64) -> Forecast {
    let key = |key: linkage::KeyReport| Key {
        name: key.name,
        blocks: key.blocks,
        largest: key.largest,
        split: key.split,
        left_out: key.left_out,
        pairs: key.pairs,
    };
    Forecast {
        left_records: registers.left.len(),
        right_records: registers.right.len(),
        pairs_at_most: blocking.keys.iter().map(|key| key.pairs).sum(),
        block_limit: blocking.block_limit,
        keys: blocking.keys.into_iter().map(key).collect(),
        left_out: blocking.left_out,
        warnings,
        seconds,
        peak_mebibytes: peak_mebibytes(),
    }
}

fn print(forecast: &Forecast) {
    println!(
        "{} × {} personer: højst {} par at sammenligne, højst {} personer i en blok",
        words::count(forecast.left_records as u64),
        words::count(forecast.right_records as u64),
        words::count(forecast.pairs_at_most),
        words::count(forecast.block_limit as u64)
    );
    let width = forecast.keys.iter().map(|key| key.name.chars().count()).max().unwrap_or_default().max(5);
    println!("{:<width$} {:>13} {:>10} {:>7} {:>7} {:>9}", "nøgle", "par", "blokke", "størst", "delt", "udeladt");
    for key in &forecast.keys {
        let [pairs, blocks, largest, split, left_out] =
            [key.pairs, key.blocks, key.largest, key.split, key.left_out].map(words::count);
        println!("{:<width$} {pairs:>13} {blocks:>10} {largest:>7} {split:>7} {left_out:>9}", key.name);
    }
    print_warnings(&forecast.warnings);
    println!("tid: {:.1} s; hukommelse {}. Intet er sammenlignet.", forecast.seconds, memory(forecast.peak_mebibytes));
}
