//! `ankomst couple`: couples two person files by a configuration, and measures it against a truth where there is one.
//!
//! Reads arguments, calls `registers` and `linkage`, prints. The user's messages are Danish; nothing is decided here.

mod files;
mod forecast;
mod measured;
mod progress;
mod refusals;
mod summary;
mod training;
mod waterfall;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::anyhow;
use clap::{Args, FromArgMatches, Subcommand};
use linkage::Constraints;
use registers::table::{TableKind, write_links};

use crate::exit;
use files::{Files, Frozen};
use measured::{measure, read_truth};
use progress::{Progress, Stage};
use summary::{Seconds, Summary, blocking_warnings, intake_warnings, training_warnings};

/// Arguments of `ankomst couple`: a step for itself, or the whole way.
#[derive(Debug)]
pub(crate) enum Arguments {
    Step(Step),
    Whole(Whole),
}

/// By hand, since a derived one cannot leave out arguments that lie in parts of their own.
impl Args for Arguments {
    fn augment_args(command: clap::Command) -> clap::Command {
        let command = command
            .after_long_help(help())
            .args_conflicts_with_subcommands(true)
            .subcommand_negates_reqs(true)
            .subcommand_help_heading("Trin for sig")
            .subcommand_value_name("TRIN")
            .disable_help_subcommand(true);
        Step::augment_subcommands(Whole::augment_args(command)).subcommand_required(false).arg_required_else_help(false)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Arguments {
    fn from_arg_matches(matches: &clap::ArgMatches) -> Result<Self, clap::Error> {
        if matches.subcommand().is_some() {
            return Step::from_arg_matches(matches).map(Self::Step);
        }
        Whole::from_arg_matches(matches).map(Self::Whole)
    }

    fn update_from_arg_matches(&mut self, matches: &clap::ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// What can be done apart from coupling.
#[derive(Debug, Subcommand)]
pub(crate) enum Step {
    /// Tæl par og blokke, før noget sammenlignes
    Forecast(forecast::Arguments),
    /// Lær en model af to filer, og gem den; kobl ikke
    Train(training::Arguments),
    /// Tegn, hvorfor et par er koblet, til gennemsyn eller ingen af delene
    Waterfall(waterfall::Arguments),
}

/// The whole way from two files to links.
#[derive(Debug, Args)]
pub(crate) struct Whole {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    frozen: Frozen,
    #[arg(long, value_name = "FIL", help = "Hvor parrene skrives, en række pr. par (.parquet eller .csv)")]
    out: PathBuf,
    #[arg(
        long,
        value_name = "FIL",
        help = "Facitliste (CSV med venstre og højre id i de to første kolonner): mål præcision og genfinding"
    )]
    truth: Option<PathBuf>,
    #[arg(long, help = "Skriv resultatet som JSON på standard output")]
    json: bool,
}

/// An example to copy; a test reads it.
const EXAMPLE: &str = include_str!("couple/example.toml");

fn help() -> String {
    let example: String = EXAMPLE.lines().flat_map(|line| ["    ", line, "\n"]).collect();
    format!(
        "\
De to filer har en overskrift og en række pr. person. CSV er UTF-8 med komma, semikolon eller tab.
Flere værdier af en oplysning (tidligere navne, gamle numre) står i hver sin kolonne eller med |
imellem.
Der skal ikke laves træningsdata: vægtene læres af filerne.

En opsætning (coupling.toml):

{example}
Slags (kind): identifier (et nummer), cpr, given (fornavne), middle (mellemnavne), surname
(efternavn), date (en dato, der hører til personen), sex, category (en værdi af en liste), event
(en hændelse, fx indrejse), death, address, postcode, reference (id på en slægtning).
Grænser og lofter kan sættes i [decision] og [limits].

Kolonner i resultatet: id_a og id_b, score (bit: logaritmen med grundtal 2 af oddsene),
probability, outcome, rule (den regel, der koblede, eller weight: den samlede vægt).
Udfald (outcome):
    couple   koblet: en regel eller vægten er opfyldt, ingen anden passer næsten lige så godt,
             og ingen modstrid er fundet; en person er højst med i ét sådant par
    review   en medarbejder skal se på parret
Par, der ikke står i filen, er hverken koblet eller til gennemsyn.

Fra to filer til koblinger:
    ankomst couple forecast a.csv b.csv --config coupling.toml
    ankomst couple a.csv b.csv --config coupling.toml --out links.csv
    ankomst couple waterfall a.csv b.csv ID_A ID_B --config coupling.toml --out par.html
Med en model, der er lært for sig og bruges uændret:
    ankomst couple train a.csv b.csv --config coupling.toml --out model.json
    ankomst couple a.csv b.csv --config coupling.toml --model model.json --out links.parquet

Afslutningskode: 0 færdig, 1 fejl (intet er skrevet), 2 forkerte argumenter.
Hele siden: docs/couple.md."
    )
}

/// Runs `ankomst couple`.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match arguments {
        Arguments::Step(Step::Forecast(arguments)) => forecast::run(arguments),
        Arguments::Step(Step::Train(arguments)) => training::run(arguments),
        Arguments::Step(Step::Waterfall(arguments)) => waterfall::run(arguments),
        Arguments::Whole(arguments) => couple(arguments),
    }
}

fn couple(arguments: &Whole) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let elapsed = || start.elapsed().as_secs_f64();
    let config = arguments.files.prepare()?;
    TableKind::of(&arguments.out).map_err(|error| anyhow!(refusals::table(&error)))?;
    arguments.files.check_output(&arguments.out, &arguments.frozen)?;
    let frozen = arguments.frozen.read(&config)?;
    let progress = Progress::new();
    let registers = arguments.files.read(&config, &progress)?;
    let (left, right) = (&registers.left, &registers.right);
    let truth = arguments.truth.as_ref().map(|path| read_truth(path, left, right)).transpose()?;
    let mut warnings = arguments.files.warnings();
    warnings.extend(intake_warnings(&registers));
    let read = elapsed();
    progress.begin_unknown(if frozen.is_some() { Stage::Coupling } else { Stage::Learning });
    let coupling = if let Some((model, said)) = frozen {
        warnings.extend(said);
        linkage::couple(left, right, &config, &model, &Constraints::default())?
    } else {
        let (model, coupling) = linkage::learn_and_couple(left, right, &config, &Constraints::default());
        warnings.extend(training_warnings(&model, &config));
        coupling
    };
    warnings.extend(blocking_warnings(&coupling.blocking));
    let coupled = elapsed();
    progress.begin_unknown(Stage::Writing);
    write_links(&arguments.out, &config, left, right, &coupling).map_err(|error| anyhow!(refusals::table(&error)))?;
    progress.end();
    let total = elapsed();
    let seconds = Seconds { read, couple: coupled - read, write: total - coupled, total };
    let measured = truth.map(|truth| measure(&truth, &config, &coupling));
    let summary = Summary::of(&registers, coupling, seconds, warnings, measured);
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&summary)?);
    } else {
        summary.print();
    }
    Ok(exit::DONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_in_the_help_is_a_configuration() {
        let config = linkage::Config::from_toml(EXAMPLE).unwrap();
        assert_eq!((config.fields.len(), config.rules.len()), (4, 1));
    }

    #[test]
    fn the_help_fits_a_terminal_of_100_columns() {
        let wide: Vec<String> = help().lines().filter(|line| line.chars().count() > 98).map(str::to_owned).collect();
        assert!(wide.is_empty(), "{wide:?}");
    }
}
