//! `ankomst night`: runs a night, or goes on with the one that was interrupted.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use casework::delivery::{Deliveries, Old};
use casework::night::{self, Ended, Night, Step};
use casework::outputs::write_whole;
use casework::report::Report;
use casework::settings::Settings;
use clap::Args;
use desk::{refusal_words, words};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use std::io::Write;

use crate::exit;
use crate::journal_argument::JournalArgument;
use crate::terminal_report;

/// The configuration of the coupling that comes with the program.
const COUPLING: &str = include_str!("../../../parameters/coupling.toml");

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    journal: JournalArgument,
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Nattens dato; ellers i dag (dansk tid)
    #[arg(long, value_name = "ÅÅÅÅ-MM-DD")]
    on: Option<Date>,
    /// Skriv rapporten som JSON i stedet for tekst
    #[arg(long)]
    json: bool,
}

/// What a night reads and where its results go; the same for a night by hand and the scheduled one.
#[derive(Args, Clone)]
pub(crate) struct Inputs {
    /// Indbakke med mapperne cpr, carl2, person-ids og administrative-numbers; alt nyt i den læses
    #[arg(long, value_name = "MAPPE")]
    inbox: Option<PathBuf>,
    /// CPR-leverance; kan gentages, i rækkefølge
    #[arg(long, value_name = "FIL", conflicts_with = "inbox")]
    cpr: Vec<PathBuf>,
    /// Mappe med CARL2-udtræk; kan gentages
    #[arg(long, value_name = "MAPPE", conflicts_with = "inbox")]
    carl2: Vec<PathBuf>,
    /// Mappe med kommunernes person-id-lister; kan gentages
    #[arg(long, value_name = "MAPPE", conflicts_with = "inbox")]
    person_ids: Vec<PathBuf>,
    /// Mappe med CPR-kontorets svar; kan gentages
    #[arg(long, value_name = "MAPPE", conflicts_with = "inbox")]
    administrative_numbers: Vec<PathBuf>,
    /// Mappe til rapport, fejllister, bestillinger og karantæne
    #[arg(long, value_name = "MAPPE")]
    out: PathBuf,
    /// Nattens indstillinger (TOML)
    #[arg(long, value_name = "FIL")]
    settings: Option<PathBuf>,
    /// Koblingens opsætning (TOML); ellers den, der følger med
    #[arg(long, value_name = "FIL")]
    coupling: Option<PathBuf>,
}

impl Inputs {
    fn deliveries(&self) -> anyhow::Result<Deliveries> {
        if let Some(inbox) = &self.inbox {
            return Deliveries::of_inbox(inbox).context("indbakken kan ikke læses");
        }
        Ok(Deliveries {
            cpr: self.cpr.clone(),
            carl2: self.carl2.clone(),
            person_ids: self.person_ids.clone(),
            administrative_numbers: self.administrative_numbers.clone(),
            old: Old::Refuse,
        })
    }

    fn settings(&self) -> anyhow::Result<Settings> {
        let Some(path) = &self.settings else { return Ok(Settings::default()) };
        let text = read(path)?;
        toml::from_str(&text).with_context(|| format!("indstillingerne i {} kan ikke bruges", path.display()))
    }

    pub(crate) fn coupling(&self) -> anyhow::Result<linkage::Config> {
        coupling(self.coupling.as_deref())
    }

    fn out(&self) -> &Path {
        &self.out
    }
}

/// The coupling's configuration from a file, or the one that comes with the program.
pub(crate) fn coupling(path: Option<&Path>) -> anyhow::Result<linkage::Config> {
    let text = path.map_or_else(|| Ok(COUPLING.to_owned()), read)?;
    linkage::Config::from_toml(&text).context("koblingens opsætning kan ikke bruges")
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} kan ikke læses", path.display()))
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let date = match arguments.on {
        Some(date) => date,
        None => today()?,
    };
    let mut journal = arguments.journal.open()?;
    match run_once(&mut journal, &arguments.inputs, date)? {
        Ended::Completed(report) => {
            print_report(&report, arguments.json)?;
            Ok(if report.alarms.is_empty() { exit::DONE } else { exit::alarms() })
        }
        Ended::Refused(refused) => {
            let why = refusal_words::refusal(&refused.refusal);
            eprintln!("Natten {} er afvist, og intet er gemt.\n{why}", words::date(date));
            Ok(exit::refused())
        }
        Ended::AlreadyCompleted(last) => {
            eprintln!("Natten {} er allerede kørt; der er intet at gøre for {}.", words::date(last), words::date(date));
            Ok(exit::DONE)
        }
    }
}

/// Runs the night of a date with what lies ready, and writes the report beside its other results.
pub(crate) fn run_once(journal: &mut journal::Journal, inputs: &Inputs, date: Date) -> anyhow::Result<Ended> {
    let settings = inputs.settings()?;
    let coupling = inputs.coupling()?;
    let deliveries = inputs.deliveries()?;
    let out = inputs.out().to_owned();
    std::fs::create_dir_all(&out).with_context(|| format!("mappen {} kan ikke laves", out.display()))?;
    let night = Night {
        date,
        deliveries: &deliveries,
        settings: &settings,
        coupling: &coupling,
        out: out.clone(),
        now: &Timestamp::now,
        watch: &watch,
    };
    let ended = night::run(journal, &night)
        .context("natten stoppede; det, der er gemt, er bevaret, og næste kørsel fortsætter derfra")?;
    if let Ended::Completed(report) = &ended {
        let page = desk::night_report::html(report)?;
        write_whole(&out.join("report.html"), |file| file.write_all(page.as_bytes()))?;
    }
    Ok(ended)
}

fn print_report(report: &Report, json: bool) -> anyhow::Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(report)?);
    } else {
        print!("{}", terminal_report::text(report));
    }
    Ok(())
}

/// Today in Copenhagen, which is what a night's date means.
pub(crate) fn today() -> anyhow::Result<Date> {
    let zone = TimeZone::get(desk::schedule::COPENHAGEN)?;
    Ok(Zoned::now().with_time_zone(zone).date())
}

fn watch(step: Step<'_>) {
    match step {
        Step::Folding => eprintln!("Læser journalen"),
        Step::Resuming(night) => eprintln!("Natten {} blev afbrudt og fortsætter", words::date(night)),
        Step::Reading(file) => eprintln!("Læser og kontrollerer {file}"),
        Step::Storing(file) => eprintln!("Gemmer {file}"),
        Step::Coupling => eprintln!("Kobler registrene"),
        Step::Reporting => eprintln!("Gør op"),
    }
}
