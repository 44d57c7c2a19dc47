//! `ankomst oversight import`: steps of supervision come in from a file, one a line (docs/supervision.md). `ankomst oversight example`: the four
//! audit points of the note of 2017 as such a file.

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use casework::line_import::Imported;
use casework::supervision::{Area, LineFault, SupervisionLine, import};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;
use journal::Journal;
use oversight::audit::{Point, points_of_2017};
use oversight::ledger::Party;
use vocabulary::danish_day;

use crate::exit;
use crate::journal_argument::JournalArgument;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Hent tilsynets skridt ind fra en fil med et skridt pr. linje (docs/supervision.md)
    Import(ImportArguments),
    /// Skriv de fire revisionspunkter fra Rigsrevisionens notat 2017 som en fil, der kan hentes ind
    Example,
}

#[derive(Args)]
struct ImportArguments {
    #[command(flatten)]
    journal: JournalArgument,
    /// Filen (JSON Lines)
    #[arg(value_name = "TILSYN.jsonl")]
    file: PathBuf,
    /// Hvem der henter skridtene ind
    #[arg(long, value_name = "NAVN")]
    by: String,
    /// Hvem skridtene hentes ind for; kan gentages. Et skridt for en anden end dem udelades
    #[arg(long, value_name = "PART", value_parser = party, default_value = "ministry")]
    party: Vec<Party>,
    /// Den dag, intet skridt må ligge efter; i dag, hvor intet er sagt
    #[arg(long, value_name = "DATO")]
    day: Option<Date>,
}

fn party(text: &str) -> Result<Party, String> {
    Party::ALL.into_iter().find(|party| party.key() == text).ok_or_else(|| {
        let keys: Vec<_> = Party::ALL.into_iter().map(Party::key).collect();
        format!("skriv {}", keys.join(", "))
    })
}

/// How many lines that were left out are told in full; the rest are counted.
const MOST_TOLD: usize = 20;

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Command::Import(arguments) => import_file(arguments),
        Command::Example => example(),
    }
}

fn import_file(arguments: &ImportArguments) -> anyhow::Result<ExitCode> {
    let name = arguments.file.display().to_string();
    let file = File::open(&arguments.file).with_context(|| format!("{name} kan ikke læses"))?;
    let mut journal = Journal::open(&arguments.journal.journal)?;
    let today = arguments.day.unwrap_or_else(|| danish_day(Timestamp::now()));
    let imported =
        import(&mut journal, BufReader::new(file), &name, &arguments.by, &arguments.party, (Timestamp::now(), today))
            .with_context(|| format!("{name} blev ikke hentet helt ind; kør den igen, så fortsætter den"))?;
    tell(&imported);
    Ok(if imported.left_out.is_empty() { exit::DONE } else { exit::alarms() })
}

fn tell(imported: &Imported<LineFault>) {
    let Imported { read, stored, already_there, left_out, .. } = imported;
    println!("{read} skridt læst: {stored} hentet ind, {already_there} fandtes, {} udeladt", left_out.len());
    for left in left_out.iter().take(MOST_TOLD) {
        println!("  linje {}: {}", left.line, left.why);
    }
    if left_out.len() > MOST_TOLD {
        println!("  … og {} linjer mere", left_out.len() - MOST_TOLD);
    }
}

fn example() -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    for (id, steps) in points_of_2017() {
        for entry in steps {
            let line = SupervisionLine {
                area: Point::NAME.to_owned(),
                id: id.to_owned(),
                on: entry.on,
                party: entry.party,
                what: serde_json::to_value(&entry.what)?,
            };
            writeln!(out, "{}", serde_json::to_string(&line)?)?;
        }
    }
    Ok(exit::DONE)
}
