//! `ankomst flow`: case flow comes in from exchange folders, and what was set aside is read again once it is mended.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use desk::{refusal_words, words};
use registers::exchange::ReadOptions;
use registers::flow::{Import, import, replay};
use registers::flow_store::FlowStore;
use serde_json::json;

use crate::exit;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Hent en leverance af sagsforløb ind (docs/flow.md)
    Import(ImportArguments),
    /// Læs det, der blev sat til side, igen, når quarantine.raw er rettet
    Replay(ReplayArguments),
}

#[derive(Args)]
pub(crate) struct ImportArguments {
    /// Leverancens mappe, med manifest.json
    #[arg(value_name = "MAPPE")]
    folder: PathBuf,
    /// Hvor de samlede sagsforløb skrives; en fil, der findes, overskrives aldrig
    #[arg(long, value_name = "NY.parquet")]
    out: PathBuf,
    /// De sagsforløb, der er hentet ind før; uden den er dette den første leverance
    #[arg(long, value_name = "HIDTIL.parquet")]
    onto: Option<PathBuf>,
    /// Hvor rækker, der må sættes til side, gemmes
    #[arg(long, value_name = "MAPPE")]
    quarantine: Option<PathBuf>,
    /// Skriv resultatet som JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub(crate) struct ReplayArguments {
    /// Karantænernes lister (quarantine.jsonl); en sag med rækker i flere læses kun, når alle er med
    #[arg(value_name = "LISTE", required = true)]
    lists: Vec<PathBuf>,
    /// De sagsforløb, der er hentet ind
    #[arg(long, value_name = "HIDTIL.parquet")]
    onto: PathBuf,
    /// Hvor de samlede sagsforløb skrives; en fil, der findes, overskrives aldrig
    #[arg(long, value_name = "NY.parquet")]
    out: PathBuf,
    /// Skriv resultatet som JSON
    #[arg(long)]
    json: bool,
}

/// How many rows that were set aside are told in full; the rest are counted.
const MOST_TOLD: usize = 20;

pub(crate) fn run(command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Import(arguments) => bring_in(arguments),
        Command::Replay(arguments) => read_again(arguments),
    }
}

fn bring_in(arguments: &ImportArguments) -> anyhow::Result<ExitCode> {
    let held = arguments.onto.as_deref().map_or_else(|| Ok(FlowStore::default()), held)?;
    must_be_new(&arguments.out)?;
    let imported = match import(&arguments.folder, &ReadOptions::default(), held) {
        Ok(imported) => imported,
        Err(registers::Error::Refused(refusal)) => {
            eprintln!("Leverancen er afvist, og intet er gemt: {}", refusal_words::refusal(&refusal));
            return Ok(exit::refused());
        }
        Err(error) => return Err(error).context("leverancen er ikke hentet ind, og intet er gemt"),
    };
    // What was set aside is on the disk before the store says that it awaits mending.
    let list = keep_quarantine(arguments, &imported)?;
    store(&imported, &arguments.out)?;
    if arguments.json {
        println!("{}", as_json(&imported, &arguments.out, list.as_deref())?);
    } else {
        tell(&imported, &arguments.out);
        tell_what_to_do(&imported, list.as_deref());
    }
    Ok(code(&imported))
}

fn read_again(arguments: &ReplayArguments) -> anyhow::Result<ExitCode> {
    let held = held(&arguments.onto)?;
    must_be_new(&arguments.out)?;
    let imported = match replay(&arguments.lists, held) {
        Ok(imported) => imported,
        Err(registers::Error::Refused(refusal)) => {
            eprintln!("Karantænen er ikke læst igen, og intet er gemt: {}", refusal_words::refusal(&refusal));
            return Ok(exit::refused());
        }
        Err(error) => return Err(error).context("karantænen er ikke læst igen, og intet er gemt"),
    };
    store(&imported, &arguments.out)?;
    if arguments.json {
        println!("{}", as_json(&imported, &arguments.out, None)?);
    } else {
        tell(&imported, &arguments.out);
        if !imported.quarantine.is_empty() {
            println!(
                "Det, der stadig er sat til side, ligger urørt i karantænen: ret quarantine.raw, og læs den igen."
            );
        }
    }
    Ok(code(&imported))
}

fn held(path: &Path) -> anyhow::Result<FlowStore> {
    FlowStore::read(path)
        .with_context(|| format!("de hidtidige sagsforløb i {} kan ikke læses; intet er gemt", path.display()))
}

/// Asked before anything is read, so that nobody waits for an import that cannot be kept.
fn must_be_new(out: &Path) -> anyhow::Result<()> {
    if out.exists() {
        bail!("{} findes allerede og overskrives ikke; vælg et andet navn. Intet er gemt", out.display());
    }
    Ok(())
}

/// Without a folder the quarantine stands beside the store, so that nothing that was set aside is ever thrown away.
fn keep_quarantine(arguments: &ImportArguments, imported: &Import) -> anyhow::Result<Option<PathBuf>> {
    let Some(delivered) = imported.delivered.as_ref().filter(|_| !imported.quarantine.is_empty()) else {
        return Ok(None);
    };
    let folder = arguments.quarantine.clone().unwrap_or_else(|| arguments.out.with_extension("quarantine"));
    let list = imported.quarantine.write(&folder, &delivered.sha256);
    list.map(Some).with_context(|| format!("karantænen kan ikke skrives i {}; intet er gemt", folder.display()))
}

fn store(imported: &Import, out: &Path) -> anyhow::Result<()> {
    imported
        .store
        .write(out)
        .with_context(|| format!("sagsforløbene kan ikke skrives i {}; intet er gemt", out.display()))
}

fn code(imported: &Import) -> ExitCode {
    if imported.quarantine.is_empty() { exit::DONE } else { exit::alarms() }
}

fn tell(imported: &Import, out: &Path) {
    let counts = &imported.counts;
    println!(
        "{} rækker læst = {} hentet ind + {} sat til side + {} kendt i forvejen.",
        words::count(counts.read),
        words::count(counts.taken),
        words::count(counts.quarantined),
        words::count(counts.duplicates)
    );
    println!(
        "{} sager i leverancen, heraf {} sat til side hele.",
        words::count(counts.cases),
        words::count(counts.cases_set_aside)
    );
    if counts.gone > 0 {
        println!(
            "{} hændelser er udgået: leverancen er hele registret og har dem ikke længere.",
            words::count(counts.gone)
        );
    }
    println!("{} rummer nu {} hændelser.", out.display(), words::count(counts.held));
    for item in imported.quarantine.items.iter().take(MOST_TOLD) {
        println!("  {}, {}: {}", item.place.file, words::place(&item.place), refusal_words::fault(&item.fault));
    }
    if imported.quarantine.items.len() > MOST_TOLD {
        println!("  … og {} rækker mere", words::count((imported.quarantine.items.len() - MOST_TOLD) as u64));
    }
}

fn tell_what_to_do(imported: &Import, list: Option<&Path>) {
    let Some(list) = list else { return };
    let counts = &imported.counts;
    println!(
        "Sat til side er gemt i {}. Sagerne mangler i alle tal, til de er rettet ({} venter nu).",
        list.display(),
        words::count(counts.awaiting)
    );
    if counts.of_no_case > 0 {
        println!(
            "{} af rækkerne siger ikke, hvilken sag de hører til: sagen kan være hentet ind uden dem.",
            words::count(counts.of_no_case)
        );
    }
    println!(
        "Ret rækkerne i quarantine.raw uden at flytte byte, og kør ankomst flow replay; eller bed afsenderen om en hel leverance."
    );
}

fn as_json(imported: &Import, out: &Path, list: Option<&Path>) -> anyhow::Result<String> {
    let result = json!({
        "delivered": imported.delivered,
        "files": imported.files,
        "counts": imported.counts,
        "deliveries": imported.store.deliveries,
        "store": out,
        "quarantine": list,
    });
    Ok(serde_json::to_string_pretty(&result)?)
}
