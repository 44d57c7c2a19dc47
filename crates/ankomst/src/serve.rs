//! `ankomst serve`: the desk in the browser, and the night every day at its time.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use casework::night::Ended;
use clap::Args;
use desk::officers::Officers;
use desk::schedule::{NIGHTLY, Schedule};
use desk::server::{self, Nightly, Ran, Settings};
use desk::{refusal_words, words};
use jiff::civil::Date;
use journal::Journal;

use crate::exit;
use crate::journal_argument::JournalArgument;
use crate::night::{Inputs, run_until};

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    journal: JournalArgument,
    #[command(flatten)]
    inputs: Inputs,
    /// Adresse og port
    #[arg(long, default_value = "127.0.0.1:8430", value_name = "ADRESSE")]
    listen: SocketAddr,
    /// Hvornår natten kører, som cron-linje i dansk tid
    #[arg(long, default_value = NIGHTLY, value_name = "LINJE")]
    schedule: String,
    /// Kør ingen nætter; vis dem kun
    #[arg(long)]
    no_nights: bool,
    /// Hvem der kan arbejde her: en fil (TOML) med en [[officer]] for hver
    #[arg(long, value_name = "FIL", conflicts_with = "demo_officers")]
    officers: Option<PathBuf>,
    /// Lad enhver på denne maskine vælge mellem demoens opdigtede brugere
    #[arg(long)]
    demo_officers: bool,
    /// Dagen, sagerne ses på (ÅÅÅÅ-MM-DD); ellers dags dato
    #[arg(long, value_name = "DATO")]
    day: Option<Date>,
    /// Sagshændelser i den lagrede form, som målene opgøres på: filer eller mapper (docs/goals.md)
    #[arg(long, value_name = "FIL", num_args = 1..)]
    flow: Vec<PathBuf>,
}

impl Arguments {
    fn officers(&self) -> anyhow::Result<Officers> {
        if self.demo_officers {
            return Ok(Officers::of_the_demo());
        }
        let Some(file) = &self.officers else { return Ok(Officers::default()) };
        let name = file.display();
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("{name} kan ikke læses; serveren er ikke startet"))?;
        Officers::parse(&text).with_context(|| format!("{name} kan ikke bruges; serveren er ikke startet"))
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let nightly = if arguments.no_nights {
        None
    } else {
        let schedule = Schedule::parse(&arguments.schedule)?;
        arguments.inputs.check()?;
        let (url, inputs) = (arguments.journal.journal.clone(), arguments.inputs.clone());
        Some(Nightly { schedule, run: Arc::new(move |night| run_night(&url, &inputs, night)) })
    };
    let settings = Settings {
        listen: arguments.listen,
        journal: arguments.journal.journal.clone(),
        nightly,
        officers: arguments.officers()?,
        day: arguments.day,
        flow: arguments.flow.clone(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(server::serve(settings, |address| eprintln!("Åbn http://{address}/")))?;
    Ok(exit::DONE)
}

/// Runs one night on a journal of its own and says how it went.
fn run_night(url: &str, inputs: &Inputs, night: Date) -> Ran {
    let run = || run_until(&mut Journal::open(url)?, inputs, night);
    let date = words::date(night);
    Ran::Ended(match run() {
        Ok(Ended::Completed(report)) => format!("Natten {date} er kørt med {} alarmer", report.alarms.len()),
        Ok(Ended::Refused(refused)) => {
            format!("Natten {date} er afvist, og intet er gemt: {}", refusal_words::refusal(&refused.refusal))
        }
        Ok(Ended::AlreadyCompleted(_)) => format!("Natten {date} er allerede kørt"),
        Err(error) => return Ran::Stopped(format!("Natten {date} stoppede: {error:#}")),
    })
}
