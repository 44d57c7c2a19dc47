//! `ankomst quarantine`: what could not be read, and reading it again.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use casework::replay::{self, ReplayError};
use clap::{Args, Subcommand};
use desk::{refusal_words, words};
use jiff::Timestamp;

use crate::exit;
use crate::journal_argument::JournalArgument;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Vis, hvad en karantæne indeholder
    Show(Show),
    /// Læs en karantæne fra en CPR-leverance igen, når quarantine.raw er rettet
    Replay(Replay),
}

#[derive(Args)]
pub(crate) struct Show {
    /// Karantænens liste (quarantine.jsonl)
    list: PathBuf,
}

#[derive(Args)]
pub(crate) struct Replay {
    #[command(flatten)]
    journal: JournalArgument,
    /// Karantænens liste (quarantine.jsonl)
    list: PathBuf,
    /// Hvem der læser den igen
    #[arg(long, value_name = "NAVN")]
    by: String,
}

/// Most bytes of a quarantine that are shown.
const BYTES_MAX: u64 = 1 << 30;

pub(crate) fn run(command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Show(show) => list(show),
        Command::Replay(replay) => again(replay),
    }
}

fn list(show: &Show) -> anyhow::Result<ExitCode> {
    let quarantine = registers::quarantine::replay(&show.list, BYTES_MAX).context("karantænen kan ikke læses")?;
    for item in &quarantine.items {
        println!("{}, {}: {}", item.place.file, words::place(&item.place), refusal_words::fault(&item.fault));
    }
    let records = quarantine.items.iter().map(|item| item.records).sum();
    println!("{} poster er sat til side.", words::count(records));
    Ok(exit::DONE)
}

fn again(arguments: &Replay) -> anyhow::Result<ExitCode> {
    let mut journal = arguments.journal.open()?;
    let replayed = replay::replay(&mut journal, &arguments.list, &arguments.by, Timestamp::now()).map_err(refused)?;
    println!("Gemt: {} personer. De kobles næste nat.", words::count(replayed.stored));
    println!(
        "Kendt i forvejen: {}. Afløst af en nyere leverance: {}.",
        words::count(replayed.unchanged),
        words::count(replayed.superseded)
    );
    println!("Stadig ulæselige: {}.", words::count(replayed.unreadable));
    Ok(exit::DONE)
}

/// Why a quarantine was not read again, in the operator's language.
fn refused(error: ReplayError) -> anyhow::Error {
    let why = match &error {
        ReplayError::Unfinished { night } => {
            format!("natten {} er ikke kørt til ende. Kør den færdig, og læs så karantænen igen", words::date(*night))
        }
        ReplayError::UnknownDelivery { list } => format!(
            "{} hører ikke til nogen leverance i denne journal, så ingen kan afgøre, hvilke poster der er nyest. \
             Brug den journal, som leverancen er gemt i",
            list.display()
        ),
        ReplayError::RowsOfTables { list, source_name } => format!(
            "{} indeholder rækker fra {}. Rækker fra tabeller kan ikke læses igen herfra: \
             afsenderen skal rette dem og sende dem igen i næste leverance",
            list.display(),
            words::source(source_name.name())
        ),
        ReplayError::Night(_) => {
            return anyhow::Error::new(error).context("karantænen er ikke læst igen, og intet er gemt");
        }
    };
    anyhow::anyhow!("karantænen er ikke læst igen, og intet er gemt: {why}")
}
