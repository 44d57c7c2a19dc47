//! `ankomst goals`: the goals plans as data, their status on a day, a report on it, a measure explained on one case, a plan checked.

mod check;
mod explain;
mod plans;
mod report;
mod status;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use law::words::Language;
use oversight::flow::{Day, Sight};
use oversight::goals::{PLANS, Plan, PlanError, Points, read_plan};

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Planerne: mål, vægte, målemåder og de læsninger, der er valgt
    Plans(plans::Arguments),
    /// Målopfyldelsen på en dag: tal, tilstand og point for hvert mål
    Status(status::Arguments),
    /// Opfølgning I, II, III eller årsrapporten som PDF eller Excel
    Report(report::Arguments),
    /// Forklar et mål på én sag: hvad der starter og standser uret, og hvorfor sagen er med eller ude
    Explain(explain::Arguments),
    /// Efterse en plan, før den bruges
    Check(check::Arguments),
}

pub(crate) fn run(command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Plans(arguments) => plans::run(arguments),
        Command::Status(arguments) => status::run(arguments),
        Command::Report(arguments) => report::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Check(arguments) => check::run(arguments),
    }
}

/// The days of a question and the events it is about.
#[derive(Args)]
pub(crate) struct Question {
    /// Dagen, der spørges om (ÅÅÅÅ-MM-DD)
    #[arg(long, value_name = "DATO")]
    pub(crate) on: Date,
    /// Kun det, der var registreret den dag; ellers dagen, der spørges om
    #[arg(long, value_name = "DATO")]
    known_at: Option<Date>,
    /// Sagshændelser i den lagrede form: filer eller mapper (docs/goals.md)
    #[arg(long, value_name = "FIL", num_args = 1..)]
    pub(crate) flow: Vec<PathBuf>,
}

impl Question {
    pub(crate) fn sight(&self) -> Sight {
        Sight { on: Day::from(self.on), known_at: Day::from(self.known_at.unwrap_or(self.on)) }
    }
}

/// The plan of the house with this name, or the one in this file.
pub(crate) fn plan(name: &str) -> anyhow::Result<Plan> {
    if let Some((_, text)) = PLANS.iter().find(|(known, _)| *known == name) {
        return read_plan(name, text).map_err(|problems| refused(&problems));
    }
    let path = Path::new(name);
    if !path.is_file() {
        let known = PLANS.map(|(known, _)| known).join(", ");
        anyhow::bail!("ingen plan og ingen fil hedder {name:?}; husets planer er {known}");
    }
    read_file(path)?.map_err(|problems| refused(&problems))
}

/// Reads a plan's file.
pub(crate) fn read_file(path: &Path) -> anyhow::Result<Result<Plan, Vec<PlanError>>> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(|| format!("{name} kan ikke læses"))?;
    Ok(read_plan(&name, &text))
}

fn refused(problems: &[PlanError]) -> anyhow::Error {
    let lines: Vec<String> = problems.iter().map(|problem| problem.words().da).collect();
    anyhow::anyhow!("planen kan ikke bruges, og intet er opgjort:\n{}", lines.join("\n"))
}

/// Points and percentages as Danish writes them.
pub(crate) fn points(points: Points) -> String {
    points.to_string().replace('.', ",")
}

/// A number with the decimals and marks of Danish.
pub(crate) fn number(value: f64, decimals: usize) -> String {
    law::words::number(value, decimals, Language::Danish)
}
