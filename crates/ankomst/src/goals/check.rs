//! `ankomst goals check`: every problem of a plan at once, each with its place.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{points, read_file};
use crate::exit;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Planens fil (TOML)
    #[arg(value_name = "FIL")]
    file: PathBuf,
    /// Fejlene på engelsk
    #[arg(long)]
    english: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match read_file(&arguments.file)? {
        Ok(plan) => {
            let parts: usize = plan.goals.iter().map(|goal| goal.parts.len()).sum();
            println!(
                "{}: {} mål, {parts} målinger, {} point. Planen kan bruges.",
                plan.id,
                plan.goals.len(),
                points(plan.sum())
            );
            Ok(exit::DONE)
        }
        Err(problems) => {
            for problem in &problems {
                let words = problem.words();
                eprintln!("{}", if arguments.english { words.en } else { words.da });
            }
            eprintln!("{} fejl. Planen kan ikke bruges, før de er rettet; intet er gemt.", problems.len());
            Ok(exit::refused())
        }
    }
}
