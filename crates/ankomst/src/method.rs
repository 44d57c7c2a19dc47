//! `ankomst method`: the coupling method in force, dry runs of another one, and the approval that puts it in force.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use casework::method::{self, ApprovalError, Because};
use casework::method_trial::{self, ModelChoice, TrialError, Tried};
use casework::night::fold;
use casework::stewardship::Decision;
use clap::{Args, Subcommand};
use desk::words;
use jiff::Timestamp;
use serde_json::json;

use crate::exit;
use crate::journal_argument::JournalArgument;
use crate::night::coupling;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Vis metoden, der er i kraft: hvem der godkendte den, tærskler, regler og model
    Show(Show),
    /// Prøv en anden metode på journalens registre, og skriv hvert par, der ville skifte udfald; intet kobles
    Try(Try),
    /// Godkend den seneste prøve; næste nat bruger metoden
    Approve(Approve),
}

#[derive(Args)]
pub(crate) struct Show {
    #[command(flatten)]
    journal: JournalArgument,
    /// Skriv opsætningen, der er i kraft, som TOML og intet andet
    #[arg(long)]
    toml: bool,
}

#[derive(Args)]
pub(crate) struct Try {
    #[command(flatten)]
    journal: JournalArgument,
    /// Den nye opsætning (TOML)
    #[arg(long, value_name = "FIL")]
    config: PathBuf,
    /// Lær en ny model af journalens registre; ellers bruges modellen, der er i kraft, med de nye tærskler
    #[arg(long, conflicts_with = "model")]
    retrain: bool,
    /// Brug modellen i denne fil med de nye tærskler
    #[arg(long, value_name = "FIL")]
    model: Option<PathBuf>,
    /// Hvor listen over ændrede par skrives (CSV)
    #[arg(long, value_name = "FIL")]
    out: PathBuf,
    /// Skriv resultatet som JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub(crate) struct Approve {
    #[command(flatten)]
    journal: JournalArgument,
    /// Prøvens nummer, som "ankomst method try" viste det
    #[arg(long, value_name = "NUMMER")]
    trial: u64,
    /// Hvem der godkender
    #[arg(long, value_name = "NAVN")]
    by: String,
    /// Hvorfor
    #[arg(long, value_name = "GRUND")]
    reason: String,
}

pub(crate) fn run(command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Show(show) => self::show(show),
        Command::Try(arguments) => try_out(arguments),
        Command::Approve(approve) => self::approve(approve),
    }
}

fn show(show: &Show) -> anyhow::Result<ExitCode> {
    let mut journal = show.journal.open()?;
    let state = fold(&mut journal)?;
    let Some(method) = method::in_force(&state, &coupling(None)?).context(UNREADABLE)? else {
        bail!("{NO_METHOD}");
    };
    if show.toml {
        print!("{}", toml::to_string(&method.configuration)?);
        return Ok(exit::DONE);
    }
    println!("Metoden, der er i kraft: {}", method.configuration.name);
    match state.method.as_ref().map(|kept| journal.get(kept.position)).transpose()?.flatten() {
        Some(fact) => {
            let (number, why) = (words::count(fact.position), because(&method.because));
            println!("I kraft siden {} ved {} (journalens nr. {number}): {why}", fact.recorded_at, fact.actor);
        }
        None => println!("Journalen har en model uden opsætning; næste nat gemmer dem sammen."),
    }
    let decision = &method.configuration.decision;
    println!("\nTærskler (tusindedele bit)");
    for (what, threshold) in [
        ("kobles fra", decision.couple_millibits),
        ("en regel kobler fra", decision.rule_millibits),
        ("vises for en medarbejder fra", decision.review_millibits),
        ("huskes som rival fra", decision.leave_millibits),
        ("afstand til den næstbedste", decision.margin_millibits),
    ] {
        println!("  {what:<32}{threshold:>9}");
    }
    println!("\nRegler, i rækkefølge");
    for (at, rule) in method.configuration.rules.iter().enumerate() {
        println!("  {}. {}", at + 1, words::rule(&rule.name));
    }
    let training = &method.model.training;
    println!(
        "\nModellen er lært af {} × {} poster og {} par.",
        words::count(training.left_records),
        words::count(training.right_records),
        words::count(training.pairs)
    );
    print_evidence(&method.model);
    Ok(exit::DONE)
}

/// What is known of the model's precision: rule by rule as measured, and against what data stewards have decided.
fn print_evidence(model: &linkage::Model) {
    for found in &model.evidence {
        let (wrong, pairs) = (words::count(found.wrong), words::count(found.pairs));
        println!("  {}: {wrong} forkerte af {pairs} ({})", words::rule(&found.rule), found.source);
    }
    let Some(calibration) = &model.calibration else {
        println!("Modellen er ikke holdt op mod medarbejdernes afgørelser: den er ikke prøvet, eller der var ingen.");
        return;
    };
    println!("\nHoldt op mod medarbejdernes afgørelser");
    println!("  {:<20}{:>8}{:>14}{:>12}  99 %-interval", "vægt (bit)", "par", "forudsagt", "fundet");
    for band in &calibration.bands {
        let bound = |millibits: Option<i32>| millibits.map_or_else(String::new, |bound| (bound / 1000).to_string());
        let share = |millionths: u32| words::percent(Some(f64::from(millionths) / 1e6));
        println!(
            "  {:<20}{:>8}{:>14}{:>12}  {} til {}{}",
            format!("{} .. {}", bound(band.from_millibits), bound(band.to_millibits)),
            words::count(band.pairs),
            share(band.predicted_millionths),
            share(band.observed_millionths()),
            share(band.low_millionths),
            share(band.high_millionths),
            if band.is_off() { "  ADVARSEL: modellen passer ikke her" } else { "" }
        );
    }
}

const NO_METHOD: &str = "journalen har endnu ingen koblingsmetode; den første nat gemmer den, den får";
const UNREADABLE: &str = "koblingsmetoden i journalen kan ikke læses af dette program";

fn because(because: &Because) -> String {
    match because {
        Because::FirstNight => "journalens første nat".to_owned(),
        Because::ModelWasKept => "modellen lå i journalen; natten gemte opsætningen sammen med den".to_owned(),
        Because::Approved { trial, reason } => format!("prøven nr. {} er godkendt: {reason}", words::count(*trial)),
    }
}

fn try_out(arguments: &Try) -> anyhow::Result<ExitCode> {
    let config = coupling(Some(&arguments.config))?;
    let choice = match &arguments.model {
        Some(path) => ModelChoice::Given(Box::new(read_model(path)?)),
        None if arguments.retrain => ModelChoice::Trained,
        None => ModelChoice::InForce,
    };
    let mut journal = arguments.journal.open()?;
    let state = fold(&mut journal)?;
    let tried = match method_trial::run(&state, &config, choice) {
        Ok(tried) => tried,
        Err(error) => return Err(trial_error(error)),
    };
    tried.write(&arguments.out).with_context(|| format!("{} kan ikke skrives", arguments.out.display()))?;
    let number = tried.keep(&mut journal, Timestamp::now()).context("prøven er ikke gemt i journalen")?;
    if arguments.json {
        let trial = &tried.trial;
        let summary = json!({
            "trial": number,
            "seen": trial.seen,
            "changed": trial.changed,
            "by_kind": trial.by_kind,
            "standing_lost": trial.standing_lost,
            "changes_sha256": trial.changes_sha256,
            "calibration": trial.model.calibration,
        });
        println!("{}", serde_json::to_string_pretty(&summary)?);
    } else {
        print_tried(&tried, number, &arguments.out);
    }
    Ok(exit::DONE)
}

fn read_model(path: &Path) -> anyhow::Result<linkage::Model> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} kan ikke læses", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} er ikke en modelfil", path.display()))
}

fn trial_error(error: TrialError) -> anyhow::Error {
    match error {
        TrialError::NoMethod => anyhow::anyhow!("{NO_METHOD}"),
        TrialError::NightUnfinished => anyhow::anyhow!("{UNFINISHED}"),
        TrialError::NeedsTraining { differences } => anyhow::anyhow!(
            "modellen, der er i kraft, er lært med andre dele af opsætningen ({}); kør igen med --retrain",
            words::configuration_parts(&differences)
        ),
        TrialError::Model(error) => {
            anyhow::Error::new(error).context("modellen passer ikke til opsætningen; kør igen med --retrain")
        }
        TrialError::Rows(error) => anyhow::Error::new(error).context("opsætningen passer ikke til registrene"),
        TrialError::Text(error) => anyhow::Error::new(error).context(UNREADABLE),
        TrialError::List(error) => anyhow::Error::new(error).context("listen over ændringer kan ikke laves"),
    }
}

const UNFINISHED: &str = "en nat er begyndt og ikke afsluttet; kør den færdig først";

fn print_tried(tried: &Tried, number: u64, out: &Path) {
    let trial = &tried.trial;
    println!("Prøve nr. {number}: {} par ville skifte udfald eller regel.", words::count(trial.changed));
    for (kind, pairs) in &trial.by_kind {
        println!("  {:<40}{:>11}", words::method_change(kind), words::count(*pairs));
    }
    println!(
        "{} af dem står som koblinger i journalen og ville ikke blive koblet. De består, også hvis metoden godkendes; natten melder dem, den tvivler på.",
        words::count(trial.standing_lost)
    );
    print_evidence(&trial.model);
    println!("Listen: {} (SHA-256 {})", out.display(), trial.changes_sha256);
    println!("Godkend med: ankomst method approve --trial {number} --by NAVN --reason GRUND");
}

fn approve(arguments: &Approve) -> anyhow::Result<ExitCode> {
    let mut journal = arguments.journal.open()?;
    let state = fold(&mut journal)?;
    let decision = Decision { by: arguments.by.clone(), reason: arguments.reason.clone() };
    match method::approve(&mut journal, &state, arguments.trial, &decision, Timestamp::now()) {
        Ok(position) => {
            println!(
                "Metoden fra prøve nr. {} er i kraft fra næste nat (journalens nr. {}).",
                arguments.trial,
                words::count(position)
            );
            Ok(exit::DONE)
        }
        Err(error) if error.is_refusal() => {
            eprintln!("Ikke godkendt, og intet er gemt: {}.", refusal(&error));
            Ok(exit::refused())
        }
        Err(error) => Err(anyhow::Error::new(error).context("metoden er ikke godkendt, og intet er gemt")),
    }
}

fn refusal(error: &ApprovalError) -> String {
    match error {
        ApprovalError::Unfounded => "en godkendelse skal have et navn og en grund".to_owned(),
        ApprovalError::NotNewest { newest: Some(newest) } => format!("den seneste prøve er nr. {newest}"),
        ApprovalError::NotNewest { newest: None } => "journalen har ingen prøve".to_owned(),
        ApprovalError::Decided { by } => {
            format!("en metode er sat i kraft efter prøven (journalens nr. {by}); kør prøven igen")
        }
        ApprovalError::NightSince => {
            "der har været en nat, eller der er kommet nye oplysninger, siden prøven; kør prøven igen".to_owned()
        }
        ApprovalError::NightUnfinished => UNFINISHED.to_owned(),
        ApprovalError::Text(_) | ApprovalError::Journal(_) => error.to_string(),
    }
}
