//! `ankomst law`: the Integration Act on a case file: on a day, as a whole life, under two editions; and what of the Act is executed.

mod assess;
pub(crate) mod case_file;
mod coverage;
mod diff;
mod timeline;

use std::process::ExitCode;

use clap::Subcommand;

use crate::exit;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Hvad gælder i sagen den dag, hvad skal gøres hvornår, og hvorfor
    Assess(assess::Arguments),
    /// Hele sagens forløb: hvad der skete, hvad der gjaldt, og hver pligt
    Timeline(timeline::Arguments),
    /// Den samme sag efter to udgaver af loven: hvad der bliver anderledes
    Diff(diff::Arguments),
    /// Lovens bestemmelser: hvilke der udføres, af hvilken funktion, med hvilke eksempler
    Coverage(coverage::Arguments),
    /// Skriv JSON-skemaet for en sagsfil
    Schema {
        /// Som en side, der kan læses (docs/case-file.md)
        #[arg(long)]
        markdown: bool,
    },
    /// Skriv en sagsfil, der kan køres, som eksempel
    Example,
}

pub(crate) fn run(command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Assess(arguments) => assess::run(arguments),
        Command::Timeline(arguments) => timeline::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Coverage(arguments) => coverage::run(arguments),
        Command::Schema { markdown: true } => {
            print!("{}", ::law::case::guide());
            Ok(exit::DONE)
        }
        Command::Schema { markdown: false } => {
            println!("{}", serde_json::to_string_pretty(&::law::case::schema())?);
            Ok(exit::DONE)
        }
        Command::Example => {
            print!("{}", include_str!("law/example.json"));
            Ok(exit::DONE)
        }
    }
}
