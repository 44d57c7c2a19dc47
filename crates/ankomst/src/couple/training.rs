//! `ankomst couple train`: learns a model from two files and keeps it, without coupling.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::anyhow;
use casework::outputs::write_whole;
use desk::words;
use linkage::Model;
use serde::Serialize;

use super::files::{Files, Frozen};
use super::progress::{Progress, Stage};
use super::summary::{intake_warnings, memory, peak_mebibytes, print_warnings, training_warnings};
use crate::exit;

/// Arguments of `ankomst couple train`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    files: Files,
    #[arg(long, value_name = "FIL", help = "Hvor modellen skrives; bruges siden med --model")]
    out: PathBuf,
    #[arg(long, help = "Skriv resultatet som JSON på standard output")]
    json: bool,
}

/// What was learnt.
#[derive(Debug, Serialize)]
struct Learnt {
    training: linkage::Training,
    classes: Vec<ClassShare>,
    warnings: Vec<String>,
    seconds: f64,
    peak_mebibytes: Option<u64>,
}

/// How large a part of the candidate pairs a class is.
#[derive(Debug, Serialize)]
struct ClassShare {
    name: String,
    same_person: bool,
    share: f64,
}

/// Runs `ankomst couple train`.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let config = arguments.files.prepare()?;
    arguments.files.check_output(&arguments.out, &Frozen { model: None })?;
    let progress = Progress::new();
    let registers = arguments.files.read(&config, &progress)?;
    progress.begin_unknown(Stage::Learning);
    let model = linkage::train(&registers.left, &registers.right, &config);
    progress.begin_unknown(Stage::Writing);
    let text = serde_json::to_string(&model)?;
    write_whole(&arguments.out, |file| file.write_all(text.as_bytes()))
        .map_err(|error| anyhow!("{} kan ikke skrives: {}", error.path.display(), error.source))?;
    progress.end();
    let mut warnings = arguments.files.warnings();
    warnings.extend(intake_warnings(&registers));
    warnings.extend(training_warnings(&model, &config));
    let learnt = learnt(model, warnings, start.elapsed().as_secs_f64());
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&learnt)?);
    } else {
        print(&learnt);
    }
    Ok(exit::DONE)
}

fn learnt(model: Model, warnings: Vec<String>, seconds: f64) -> Learnt {
    let share = |class: linkage::Class| ClassShare {
        share: (f64::from(class.share_millibits) / 1000.0).exp2(),
        name: class.name,
        same_person: class.same_person,
    };
    Learnt {
        training: model.training,
        classes: model.classes.into_iter().map(share).collect(),
        warnings,
        seconds,
        peak_mebibytes: peak_mebibytes(),
    }
}

fn print(learnt: &Learnt) {
    let training = &learnt.training;
    println!(
        "modellen er lært af {} par fra {} × {} personer; {} af dem er bekræftet af et fælles nummer",
        words::count(training.pairs),
        words::count(training.left_records),
        words::count(training.right_records),
        words::count(training.confirmed)
    );
    println!("parrene er, så vidt det kan læres:");
    for class in &learnt.classes {
        let name = desk::evidence_words::class(&class.name).unwrap_or(&class.name);
        println!("    {:>7}  {name}", words::percent(Some(class.share)));
    }
    print_warnings(&learnt.warnings);
    println!("tid: {:.1} s; hukommelse {}", learnt.seconds, memory(learnt.peak_mebibytes));
}
