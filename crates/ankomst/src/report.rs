//! `ankomst report`: the report of a night that completed, again from the journal.

use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use desk::words;
use jiff::civil::Date;

use crate::exit;
use crate::journal_argument::JournalArgument;
use crate::terminal_report;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    journal: JournalArgument,
    /// Hvilken nat; ellers den seneste
    #[arg(long, value_name = "ÅÅÅÅ-MM-DD")]
    night: Option<Date>,
    /// Hvordan den skrives
    #[arg(long, value_enum, default_value_t = Form::Text)]
    form: Form,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Text,
    Json,
    Html,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut journal = arguments.journal.open()?;
    let reports = casework::nights::ledger(&mut journal).context("nætterne kan ikke læses i journalen")?.reports;
    let wanted = |report: &casework::report::Report| arguments.night.is_none_or(|night| report.night == night);
    let Some(report) = reports.iter().rev().find(|report| wanted(report)) else {
        match arguments.night {
            Some(night) => bail!("der er ingen afsluttet nat {} i journalen", words::date(night)),
            None => bail!("der er endnu ingen afsluttet nat i journalen"),
        }
    };
    match arguments.form {
        Form::Text => print!("{}", terminal_report::text(report)),
        Form::Json => println!("{}", serde_json::to_string_pretty(report)?),
        Form::Html => println!("{}", desk::night_report::html(report)),
    }
    Ok(exit::DONE)
}
