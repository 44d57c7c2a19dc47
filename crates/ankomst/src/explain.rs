//! `ankomst explain`: why a person is coupled, or why not, field by field.

use std::process::ExitCode;

use anyhow::bail;
use casework::explanation::{self, Explained, PairExplained};
use casework::night::fold;
use clap::Args;
use desk::{evidence_words, words};

use crate::exit;
use crate::journal_argument::JournalArgument;
use crate::night::{coupling, today};

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    journal: JournalArgument,
    /// Person-id i CARL2
    person_id: String,
    /// Koblingens opsætning (TOML), kun for en journal uden en metode i kraft; ellers den, der følger med
    #[arg(long, value_name = "FIL")]
    coupling: Option<std::path::PathBuf>,
    /// Skriv som JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let config = coupling(arguments.coupling.as_deref())?;
    let mut journal = arguments.journal.open()?;
    let state = fold(&mut journal)?;
    let Some((person_id, _)) = state.carl2.get_key_value(arguments.person_id.as_str()) else {
        bail!("person-id {} er ikke i noget CARL2-udtræk i journalen", arguments.person_id);
    };
    let explained = explanation::explain(&state, &config, person_id, today())?;
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&explained)?);
    } else {
        print(&explained);
    }
    Ok(exit::DONE)
}

fn print(explained: &Explained) {
    match &explained.coupled {
        Some(coupled) => {
            let rule = words::rule(&coupled.rule);
            println!("{} er koblet med {} ({rule}).", explained.person_id, coupled.pair.cpr_number.hyphenated());
            if !coupled.reason.is_empty() {
                println!("Begrundelse: {}", coupled.reason);
            }
        }
        None => println!("{} er ikke koblet.", explained.person_id),
    }
    if explained.candidates.is_empty() {
        println!("Ingen i CPR ligner nok til at blive vist.");
    }
    for candidate in &explained.candidates {
        print_pair(candidate);
    }
}

fn print_pair(candidate: &PairExplained) {
    let explanation = &candidate.explanation;
    println!(
        "\n{}  sandsynlighed {}",
        candidate.cpr_number.hyphenated(),
        words::fine_percent(Some(explanation.probability))
    );
    println!("  {:<18}{:>8}  udgangspunkt: de fleste par er to personer", "", bits(explanation.prior_millibits));
    for step in &explanation.steps {
        let values = format!("{} | {}", step.left.join(", "), step.right.join(", "));
        let finding = evidence_words::finding(&step.finding).unwrap_or(&step.finding);
        println!("  {:<18}{:>8}  {finding}: {values}", evidence_words::field(&step.field), bits(step.millibits));
    }
    if explanation.unrivalled_millibits != 0 {
        println!("  {:<18}{:>8}  ingen anden passer lige så godt", "", bits(explanation.unrivalled_millibits));
    }
    println!("  {:<18}{:>8}  bit i alt", "", bits(explanation.score_millibits));
    if let Some(cause) = candidate.waits {
        println!("  Venter på en medarbejder: {}", words::cause(cause));
    }
    if let Some(rule) = &explanation.rule {
        println!("  Opfylder reglen: {}", words::rule(rule));
    }
    if let Some(contradiction) = &explanation.contradiction {
        println!("  Modstrid, kobles aldrig automatisk: {contradiction}");
    }
}

/// Thousandths of a bit as bits with a decimal comma.
fn bits(millibits: i32) -> String {
    format!("{:+.1}", f64::from(millibits) / 1000.0).replace('.', ",")
}
