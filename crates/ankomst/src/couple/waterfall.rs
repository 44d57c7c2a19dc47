//! `ankomst couple waterfall`: why one pair is coupled, waits or is left, as a picture.
//!
//! The two files are coupled again, so that what is told is what `ankomst couple` decides.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use casework::outputs::write_whole;
use desk::waterfall::{self, Record, Verdict, Waterfall};
use linkage::{Config, Constraints, Coupling, Model, Outcome, Register};
use registers::table::ground_name;

use super::files::{Files, Frozen, Registers};
use super::progress::{Progress, Stage};
use super::summary::print_warnings;
use crate::exit;

/// Arguments of `ankomst couple waterfall`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    files: Files,
    #[arg(value_name = "ID_A", help = "Personens id i VENSTRE")]
    left_id: String,
    #[arg(value_name = "ID_B", help = "Personens id i HØJRE")]
    right_id: String,
    #[command(flatten)]
    frozen: Frozen,
    #[arg(long, value_name = "FIL", help = "Billedet (.svg), eller en side med billede, konklusion og tabel (.html)")]
    out: PathBuf,
}

/// What is written.
#[derive(Clone, Copy)]
enum Form {
    Picture,
    Page,
}

/// Runs `ankomst couple waterfall`.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let config = arguments.files.prepare()?;
    let form = form(&arguments.out)?;
    arguments.files.check_output(&arguments.out, &arguments.frozen)?;
    let frozen = arguments.frozen.read(&config)?;
    let progress = Progress::new();
    let registers = arguments.files.read(&config, &progress)?;
    let rows = (
        row(&registers.left, &arguments.left_id, &arguments.files.left)?,
        row(&registers.right, &arguments.right_id, &arguments.files.right)?,
    );
    progress.begin_unknown(Stage::Learning);
    let (model, warnings) =
        frozen.unwrap_or_else(|| (linkage::train(&registers.left, &registers.right, &config), Vec::new()));
    progress.begin_unknown(Stage::Coupling);
    let coupling = linkage::couple(&registers.left, &registers.right, &config, &model, &Constraints::default())?;
    progress.end();
    print_warnings(&warnings);
    write(arguments, form, &registers, rows, (&config, &model, &coupling))?;
    Ok(exit::DONE)
}

fn form(out: &Path) -> anyhow::Result<Form> {
    match out.extension().and_then(|end| end.to_str()) {
        Some("svg") => Ok(Form::Picture),
        Some("html") => Ok(Form::Page),
        _ => bail!("{}: navnet skal ende på .svg eller .html", out.display()),
    }
}

fn row(register: &Register, id: &str, file: &Path) -> anyhow::Result<u32> {
    register.row(id).ok_or_else(|| anyhow!("{} har ingen person med id \"{id}\"", file.display()))
}

fn write(
    arguments: &Arguments,
    form: Form,
    registers: &Registers,
    (left_row, right_row): (u32, u32),
    (config, model, coupling): (&Config, &Model, &Coupling),
) -> anyhow::Result<()> {
    let Registers { left, right } = registers;
    let explanation = linkage::explain((left, left_row), (right, right_row), config, model)?;
    let waterfall = Waterfall {
        left: Record { register: &config.left.name, id: left.id(left_row) },
        right: Record { register: &config.right.name, id: right.id(right_row) },
        explanation: &explanation,
        decision: model.decision,
        verdict: verdict(registers, (left_row, right_row), config, coupling),
    };
    let text = match form {
        Form::Picture => waterfall::svg(&waterfall),
        Form::Page => waterfall::page(&waterfall)?,
    };
    write_whole(&arguments.out, |file| file.write_all(text.as_bytes()))
        .map_err(|error| anyhow!("{} kan ikke skrives: {}", error.path.display(), error.source))?;
    for sentence in waterfall::conclusion(&waterfall) {
        println!("{sentence}");
    }
    Ok(())
}

fn verdict<'a>(
    Registers { left, right }: &'a Registers,
    (left_row, right_row): (u32, u32),
    config: &'a Config,
    coupling: &Coupling,
) -> Verdict<'a> {
    if let Some(pair) = coupling.pairs.iter().find(|pair| (pair.left, pair.right) == (left_row, right_row)) {
        return Verdict::Listed {
            outcome: pair.outcome,
            ground: ground_name(config, pair.ground),
            doubt: pair.doubt,
            certainty_millibits: pair.certainty_millibits,
        };
    }
    let coupled = || coupling.pairs.iter().filter(|pair| pair.outcome == Outcome::Couple);
    Verdict::Unlisted {
        left_with: coupled().find(|pair| pair.left == left_row).map(|pair| right.id(pair.right)),
        right_with: coupled().find(|pair| pair.right == right_row).map(|pair| left.id(pair.left)),
    }
}
