//! `ankomst cases import`: whole cases come in from a file, a case file a line.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use casework::case_import::{LineFault, import};
use casework::line_import::Imported;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use journal::Journal;

use crate::exit;
use crate::journal_argument::JournalArgument;
use crate::law::case_file::problem_text;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Hent sager ind fra en fil med en sagsfil pr. linje (docs/case-file.md)
    Import(ImportArguments),
}

#[derive(Args)]
struct ImportArguments {
    #[command(flatten)]
    journal: JournalArgument,
    /// Filen (JSON Lines)
    #[arg(value_name = "SAGER.jsonl")]
    file: PathBuf,
    /// Hvem der henter sagerne ind
    #[arg(long, value_name = "NAVN")]
    by: String,
}

/// How many lines that were left out are told in full; the rest are counted.
const MOST_TOLD: usize = 20;

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Command::Import(arguments) = &arguments.command;
    let name = arguments.file.display().to_string();
    let file = File::open(&arguments.file).with_context(|| format!("{name} kan ikke læses"))?;
    let mut journal = Journal::open(&arguments.journal.journal)?;
    let imported = import(&mut journal, BufReader::new(file), &name, &arguments.by, Timestamp::now())
        .with_context(|| format!("{name} blev ikke hentet helt ind; kør den igen, så fortsætter den"))?;
    tell(&imported);
    Ok(if imported.left_out.is_empty() { exit::DONE } else { exit::alarms() })
}

fn tell(imported: &Imported<LineFault>) {
    let Imported { read, stored, facts, already_there, left_out } = imported;
    // The first fact of a case says that it is opened.
    let facts = facts - stored;
    println!(
        "{read} sager læst: {stored} hentet ind med {facts} oplysninger, {already_there} fandtes, {} udeladt",
        left_out.len()
    );
    for left in left_out.iter().take(MOST_TOLD) {
        let why = match &left.why {
            LineFault::NotJson(detail) => format!("ikke JSON: {detail}"),
            LineFault::Number(number) => format!("\"{number}\" kan ikke være et sagsnummer"),
            LineFault::Persons(detail) => format!("personerne kan ikke læses: {detail}"),
            LineFault::Case(error) => error.problems.iter().map(problem_text).collect::<Vec<_>>().join("; "),
        };
        println!("  linje {}: {why}", left.line);
    }
    if left_out.len() > MOST_TOLD {
        println!("  … og {} linjer mere", left_out.len() - MOST_TOLD);
    }
}
