//! `ankomst goals report`: a follow-up or the yearly report as a file.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser as _;
use jiff::Timestamp;
use law::words::Language;
use letters::goals_report::{Audience, GoalsReport, Made, Occasion, Texts};
use oversight::goals::status;
use vocabulary::in_denmark;

use super::status::{gather_files, read_records, unread};
use super::{Question, plan};
use crate::exit;

#[derive(Args)]
pub(crate) struct Arguments {
    /// En af husets planer, eller en fil
    #[arg(value_name = "PLAN")]
    plan: String,
    #[command(flatten)]
    question: Question,
    /// Anledningen
    #[arg(long, value_name = "ANLEDNING", value_parser = occasions())]
    occasion: Occasion,
    /// Milepæle, projekter, vurderinger og frosne beholdninger (JSON, docs/goals.md)
    #[arg(long, value_name = "FIL")]
    records: Option<PathBuf>,
    /// Vurderinger, analyser og ændringer af planen (TOML, docs/goals-report.md)
    #[arg(long, value_name = "FIL")]
    texts: Option<PathBuf>,
    /// Hvem der udarbejder rapporten, som det skal læses
    #[arg(long, value_name = "NAVN", default_value = "ankomst goals report")]
    by: String,
    /// Til offentliggørelse: små tal, underskrivere og dokumentation udelades
    #[arg(long)]
    published: bool,
    /// På engelsk
    #[arg(long)]
    english: bool,
    /// Hvor rapporten skrives: .pdf eller .xlsx
    #[arg(long, value_name = "FIL")]
    out: PathBuf,
}

fn occasions() -> impl clap::builder::TypedValueParser<Value = Occasion> {
    let names = PossibleValuesParser::new(Occasion::ALL.map(Occasion::name));
    names.try_map(|name| Occasion::named(&name).ok_or("ukendt anledning"))
}

/// The form of a report's file.
#[derive(Clone, Copy)]
enum Form {
    Pdf,
    Workbook,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let form = form(&arguments.out)?;
    let plan = plan(&arguments.plan)?;
    let texts = arguments.texts.as_deref().map_or_else(|| Ok(Texts::default()), read_texts)?;
    let records = read_records(arguments.records.as_deref())?;
    let gathered = gather_files(&plan, &arguments.question)?;
    let found = status(&plan, gathered, records.as_ref(), arguments.question.sight());
    let made = Made { by: arguments.by.clone(), at: in_denmark(Timestamp::now()).datetime() };
    let report = GoalsReport {
        plan: &plan,
        status: &found,
        occasion: arguments.occasion,
        audience: if arguments.published { Audience::Published } else { Audience::Internal },
        language: if arguments.english { Language::English } else { Language::Danish },
        made: &made,
        signed: &[],
        texts: &texts,
    };
    let bytes = match form {
        Form::Pdf => report.render().context("rapporten kan ikke laves, og intet er skrevet")?.pdf,
        Form::Workbook => {
            let content = report.content().context("rapporten kan ikke laves, og intet er skrevet")?;
            desk::goals_workbook::workbook(&content, made.at)
                .context("regnearket kan ikke laves, og intet er skrevet")?
        }
    };
    let out = arguments.out.display();
    std::fs::write(&arguments.out, bytes).with_context(|| format!("{out} kan ikke skrives"))?;
    println!("{out}");
    eprint!("{}", unread(&arguments.question, records.as_ref()));
    let missing = report.missing_analyses();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        eprintln!("Analyse mangler for mål {missing}; rapporten siger det selv. Skriv dem i filen til --texts.");
        return Ok(exit::alarms());
    }
    Ok(exit::DONE)
}

fn form(out: &Path) -> anyhow::Result<Form> {
    match out.extension().and_then(OsStr::to_str) {
        Some("pdf") => Ok(Form::Pdf),
        Some("xlsx") => Ok(Form::Workbook),
        _ => bail!("{} ender hverken på .pdf eller .xlsx; intet er opgjort eller skrevet", out.display()),
    }
}

fn read_texts(path: &Path) -> anyhow::Result<Texts> {
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("{name} kan ikke læses"))?;
    toml::from_str(&text).with_context(|| format!("{name} kan ikke bruges, og intet er skrevet"))
}
