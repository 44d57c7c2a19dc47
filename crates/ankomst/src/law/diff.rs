//! `ankomst law diff`: a case under two editions of the Act.

use std::process::ExitCode;

use ::law::assessment::{ConclusionView, DutyView};
use ::law::comparison::{Comparison, compare};
use anyhow::Context;
use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use super::case_file::{CaseArguments, edition};
use crate::exit;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    case: CaseArguments,
    /// De to udgaver: navne eller filer
    #[arg(long, value_names = ["A", "B"], num_args = 2, required = true)]
    editions: Vec<String>,
    /// Den sidste dag, der ses på; ellers sagens sidste dag
    #[arg(long, value_name = "DATO")]
    until: Option<Date>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let case = arguments.case.read()?;
    let [one, two] = &arguments.editions[..] else { anyhow::bail!("--editions skal have to udgaver") };
    let (one, two) = (edition(one)?, edition(two)?);
    let until = arguments
        .until
        .or_else(|| case.last_day())
        .context("sagen har ingen oplysninger; angiv en sidste dag med --until")?;
    let persons = arguments.case.persons(&case)?;
    let language = arguments.case.language();
    let comparisons: Vec<Comparison> =
        persons.iter().map(|person| compare(&case, *person, [&one, &two], until, language)).collect();
    if arguments.case.json {
        println!("{}", serde_json::to_string_pretty(&json!({ "case": case.id, "comparisons": comparisons }))?);
        return Ok(exit::DONE);
    }
    println!("A: {}\nB: {}", one.name, two.name);
    for comparison in &comparisons {
        println!("\n{} · til og med {}", comparison.person, comparison.until);
        if comparison.conclusions.is_empty() && comparison.duties.is_empty() {
            println!("  Ingen forskel.");
        }
        for difference in &comparison.conclusions {
            let view = difference.first.as_ref().or(difference.second.as_ref());
            println!("  {} ({})", view.map_or(difference.name, |view| view.text), difference.provision);
            println!("    A: {}", difference.first.as_ref().map_or_else(nothing, conclusion));
            println!("    B: {}", difference.second.as_ref().map_or_else(nothing, conclusion));
        }
        for difference in &comparison.duties {
            let view = difference.first.as_ref().or(difference.second.as_ref());
            println!("  {} ({})", view.map_or(difference.name, |view| view.text), difference.provision);
            println!("    A: {}", difference.first.as_ref().map_or_else(nothing, duty));
            println!("    B: {}", difference.second.as_ref().map_or_else(nothing, duty));
        }
    }
    Ok(exit::DONE)
}

/// How a duty stands, in words.
fn state(name: &str) -> &str {
    match name {
        "open" => "åben",
        "kept" => "opfyldt",
        "kept_late" => "opfyldt for sent",
        "overdue" => "overskredet",
        "ended" => "bortfaldet",
        other => other,
    }
}

/// An answer, in words.
fn answer(name: &str) -> &str {
    match name {
        "yes" => "ja",
        "no" => "nej",
        "missing" => "mangler oplysning",
        "for_judgement" => "skal vurderes",
        other => other,
    }
}

fn nothing() -> String {
    "intet".to_owned()
}

fn conclusion(view: &ConclusionView) -> String {
    let value = view.value_text.as_ref().map_or_else(String::new, |value| format!(": {value}"));
    let to = view.to.map_or_else(String::new, |to| format!(" til {to}"));
    format!("{}{value} (fra {}{to})", answer(view.answer), view.from)
}

fn duty(view: &DutyView) -> String {
    let due = view.due.map_or_else(|| "uden frist".to_owned(), |due| format!("frist {due}"));
    format!("{due}, {} ({})", state(view.state), view.due_text)
}
