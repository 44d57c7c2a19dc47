//! `ankomst night`: runs a night, or goes on with the one that was interrupted.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use casework::delivery::{Deliveries, Old};
use casework::night::{self, Ended, Night, Step};
use casework::report::Report;
use casework::settings::Settings;
use clap::Args;
use desk::{refusal_words, words};
use jiff::Timestamp;
use jiff::civil::Date;
use vocabulary::danish_day;

use crate::exit;
use crate::journal_argument::JournalArgument;
use crate::terminal_report;

/// The configuration of the coupling that comes with the program.
const COUPLING: &str = include_str!("../../../parameters/coupling.toml");

/// How much less urgent a night is than a page, as `nice` counts: against a page it gets about a tenth of a core.
const GIVING_WAY: i32 = 10;

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
    /// Opgiv den nat, der er begyndt og ikke kan fortsætte; kør ingen
    #[arg(long, value_name = "NAVN: GRUND")]
    abandon: Option<String>,
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
        let named = [&self.cpr, &self.carl2, &self.person_ids, &self.administrative_numbers];
        if named.iter().all(|paths| paths.is_empty()) {
            bail!("angiv --inbox eller mindst én leverance (--cpr, --carl2, --person-ids, --administrative-numbers)");
        }
        Ok(Deliveries {
            cpr: self.cpr.clone(),
            carl2: self.carl2.clone(),
            person_ids: self.person_ids.clone(),
            administrative_numbers: self.administrative_numbers.clone(),
            old: Old::Refuse,
        })
    }

    /// Whether a night could begin with these: said when the server starts, not at 22:00.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        self.settings()?;
        self.coupling()?;
        self.deliveries().map(drop)
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
        None => today(),
    };
    let mut journal = arguments.journal.open()?;
    if let Some(reason) = &arguments.abandon {
        return abandon(&mut journal, reason);
    }
    match run_until(&mut journal, &arguments.inputs, date)? {
        Ended::Completed(report) => {
            print_report(&report, arguments.json)?;
            Ok(if report.alarms.is_empty() { exit::DONE } else { exit::alarms() })
        }
        Ended::Refused(refused) => {
            let why = refusal_words::refusal(&refused.refusal);
            eprintln!("Natten {} er afvist, og intet er gemt.\n{why}", words::date(date));
            Ok(exit::refused())
        }
        Ended::AlreadyCompleted(last) if last == date => {
            eprintln!("Natten {} er allerede kørt. Nye leverancer læses den næste nat.", words::date(date));
            Ok(exit::DONE)
        }
        Ended::AlreadyCompleted(last) => bail!(
            "natten {} kan ikke køres: journalen har allerede natten {}; intet er gemt. Kør en senere nat",
            words::date(date),
            words::date(last)
        ),
    }
}

fn abandon(journal: &mut journal::Journal, reason: &str) -> anyhow::Result<ExitCode> {
    let Some((by, reason)) = reason.split_once(": ").filter(|(by, reason)| !by.is_empty() && !reason.is_empty()) else {
        bail!("--abandon skal være navn og grund, fx --abandon \"Kirsten Holm: filen kan ikke skaffes igen\"");
    };
    match night::abandon(journal, by, reason, Timestamp::now())? {
        Some(night) => println!("Natten {} er opgivet. Det, den har gemt, består.", words::date(night)),
        None => println!("Der er ingen nat, der er begyndt og ikke afsluttet."),
    }
    Ok(exit::DONE)
}

/// Runs the night of a date; first goes on with an earlier one that was interrupted.
pub(crate) fn run_until(journal: &mut journal::Journal, inputs: &Inputs, date: Date) -> anyhow::Result<Ended> {
    loop {
        match run_once(journal, inputs, date)? {
            Ended::Completed(report) if report.night < date => {
                eprintln!("Natten {} er kørt færdig. Nu køres {}.", words::date(report.night), words::date(date));
            }
            ended => return Ok(ended),
        }
    }
}

/// Runs one night with what lies ready, on threads that give way to whoever works at the desk of the same machine.
fn run_once(journal: &mut journal::Journal, inputs: &Inputs, date: Date) -> anyhow::Result<Ended> {
    // Linux keeps this for each thread, and threads that are begun by it inherit it. Where the system refuses, the night is as urgent
    // as everything else: slower pages, and nothing wrong.
    let give_way = |_| {
        let _ = rustix::process::nice(GIVING_WAY);
    };
    let threads = rayon::ThreadPoolBuilder::new().start_handler(give_way).build()?;
    threads.install(|| run_here(journal, inputs, date))
}

fn run_here(journal: &mut journal::Journal, inputs: &Inputs, date: Date) -> anyhow::Result<Ended> {
    let settings = inputs.settings()?;
    let coupling = inputs.coupling()?;
    let deliveries = inputs.deliveries()?;
    let night = Night {
        date,
        deliveries: &deliveries,
        settings: &settings,
        coupling: &coupling,
        out: inputs.out().to_owned(),
        page: &desk::night_report::html,
        now: &Timestamp::now,
        watch: &watch,
    };
    night::run(journal, &night)
        .context("natten stoppede; det, der er gemt, er bevaret, og næste kørsel fortsætter derfra")
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
pub(crate) fn today() -> Date {
    danish_day(Timestamp::now())
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
