//! `ankomst manifest`: writes the manifest of a folder whose files were made by hand.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use desk::words;
use jiff::civil::Date;
use registers::exchange::write_manifest;
use registers::manifest::{Content, ExchangeFormat};

use crate::exit;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Mappen
    folder: PathBuf,
    /// Hvad den indeholder
    #[arg(long, value_enum)]
    format: Format,
    /// Hvornår filerne er dannet
    #[arg(long, value_name = "ÅÅÅÅ-MM-DD")]
    produced_on: Date,
    /// Hvornår den forrige leverance er dannet; uden den er dette den første
    #[arg(long, value_name = "ÅÅÅÅ-MM-DD")]
    previous: Option<Date>,
    /// Filerne indeholder kun ændringer siden den forrige
    #[arg(long, requires = "previous")]
    changes: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Carl2,
    PersonIds,
    AdministrativeNumbers,
    Flow,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let format = match arguments.format {
        Format::Carl2 => ExchangeFormat::Carl2,
        Format::PersonIds => ExchangeFormat::PersonIds,
        Format::AdministrativeNumbers => ExchangeFormat::AdministrativeNumbers,
        Format::Flow => ExchangeFormat::Flow,
    };
    let content = if arguments.changes { Content::Changes } else { Content::Full };
    let manifest = write_manifest(&arguments.folder, format, arguments.produced_on, arguments.previous, content)?;
    for file in &manifest.files {
        println!("{}: {} rækker i tabellen {}", file.name, words::count(file.rows), file.table);
    }
    Ok(exit::DONE)
}
