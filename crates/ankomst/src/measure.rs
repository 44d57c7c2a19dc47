//! `ankomst measure`: how many of the couplings are right, against a list of true pairs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use casework::fact::RuleEvidence;
use casework::night::fold;
use casework::state::State;
use casework::stewardship;
use clap::Args;
use desk::words;
use jiff::Timestamp;
use serde::Serialize;

use crate::exit;
use crate::journal_argument::JournalArgument;
use crate::night::today;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    journal: JournalArgument,
    /// Facitliste: CSV med kolonnerne person_id og cpr_number, en række for hvert sandt par
    #[arg(long, value_name = "FIL")]
    truth: PathBuf,
    /// Skriv som JSON
    #[arg(long)]
    json: bool,
    /// Gem målingen i journalen under dette navn, så rapporten kan vise reglernes præcision
    #[arg(long, value_name = "NAVN")]
    record_by: Option<String>,
}

/// What was measured.
#[derive(Serialize)]
struct Measured {
    /// Couplings that hold.
    coupled: u64,
    /// Wrong among them.
    wrong: u64,
    /// Share of the couplings that are right.
    precision: Option<f64>,
    /// Persons of the alien register who have a person in CPR, both delivered.
    could_be_coupled: u64,
    /// Share of them who are rightly coupled.
    recall: Option<f64>,
    /// Of those not coupled, how many have their true pair in the queue.
    queued_rightly: u64,
    /// By rule: couplings and wrong ones.
    by_rule: BTreeMap<String, [u64; 2]>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let truth = read_truth(&arguments.truth)?;
    let mut journal = arguments.journal.open()?;
    let state = fold(&mut journal)?;
    let measured = measure(&state, &truth);
    if let Some(by) = &arguments.record_by {
        let against = arguments.truth.file_name().unwrap_or_default().to_string_lossy().into_owned();
        stewardship::record_evidence(&mut journal, &state, &evidence(&measured, &against), by, Timestamp::now())?;
    }
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&measured)?);
    } else {
        print_measured(&measured);
    }
    Ok(exit::DONE)
}

fn evidence(measured: &Measured, against: &str) -> Vec<RuleEvidence> {
    let on = today();
    let of_rule = |(rule, [examined, wrong]): (&String, &[u64; 2])| RuleEvidence {
        rule: rule.clone(),
        examined: *examined,
        wrong: *wrong,
        against: against.to_owned(),
        on,
    };
    measured.by_rule.iter().map(of_rule).collect()
}

type Truth = BTreeMap<String, BTreeSet<String>>;

fn read_truth(path: &std::path::Path) -> anyhow::Result<Truth> {
    let mut reader = csv::Reader::from_path(path).with_context(|| format!("{} kan ikke læses", path.display()))?;
    let headers = reader.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let (Some(person), Some(number)) = (column("person_id"), column("cpr_number")) else {
        bail!("{} mangler kolonnen person_id eller cpr_number", path.display());
    };
    let mut truth = Truth::new();
    for row in reader.records() {
        let row = row.with_context(|| format!("{} kan ikke læses", path.display()))?;
        let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
        truth.entry(cell(person)).or_default().insert(cell(number));
    }
    Ok(truth)
}

fn measure(state: &State, truth: &Truth) -> Measured {
    let is_true = |id: &str, number: &str| truth.get(id).is_some_and(|numbers| numbers.contains(number));
    let mut by_rule: BTreeMap<String, [u64; 2]> = BTreeMap::new();
    let (mut coupled, mut wrong) = (0, 0);
    for entry in state.couplings.values() {
        let pair = &entry.coupled.pair;
        let is_wrong = u64::from(!is_true(pair.person_id.as_str(), &pair.cpr_number.digits()));
        let counts = by_rule.entry(entry.coupled.rule.clone()).or_default();
        (counts[0], counts[1]) = (counts[0] + 1, counts[1] + is_wrong);
        (coupled, wrong) = (coupled + 1, wrong + is_wrong);
    }
    let (could_be_coupled, rightly, queued_rightly) = recall(state, truth);
    let share = |part: u64, whole: u64| (whole > 0).then(|| part as f64 / whole as f64);
    Measured {
        coupled,
        wrong,
        precision: share(coupled - wrong, coupled),
        could_be_coupled,
        recall: share(rightly, could_be_coupled),
        queued_rightly,
        by_rule,
    }
}

/// Persons who could be coupled, those who rightly are, and those who wait in the queue with their true pair.
fn recall(state: &State, truth: &Truth) -> (u64, u64, u64) {
    let (mut could, mut rightly, mut queued_rightly) = (0, 0, 0);
    let queued: BTreeSet<(String, String)> =
        state.queue.keys().map(|pair| (pair.person_id.to_string(), pair.cpr_number.digits())).collect();
    for (id, entry) in state.carl2.iter().filter(|(_, entry)| entry.present) {
        let Some(numbers) = truth.get(id.as_str()) else { continue };
        let delivered = |number: &&String| number.parse().is_ok_and(|number| state.cpr.contains_key(&number));
        if numbers.iter().find(delivered).is_none() {
            continue;
        }
        could += 1;
        let number = state.number_of(&entry.person.person_id).map(vocabulary::CprNumber::digits);
        if let Some(number) = number {
            rightly += u64::from(numbers.contains(&number));
        } else {
            let waits = numbers.iter().any(|number| queued.contains(&(id.to_string(), number.clone())));
            queued_rightly += u64::from(waits);
        }
    }
    (could, rightly, queued_rightly)
}

fn print_measured(measured: &Measured) {
    println!("Koblinger: {}, heraf forkerte: {}", words::count(measured.coupled), words::count(measured.wrong));
    println!("Præcision: {}", words::fine_percent(measured.precision));
    println!(
        "Genfinding: {} af {} personer, der har en modpart",
        words::fine_percent(measured.recall),
        words::count(measured.could_be_coupled)
    );
    println!("I kø med den rigtige modpart: {}", words::count(measured.queued_rightly));
    for (rule, [coupled, wrong]) in &measured.by_rule {
        println!("  {:<50}{:>11}  forkerte: {}", words::rule(rule), words::count(*coupled), words::count(*wrong));
    }
}
