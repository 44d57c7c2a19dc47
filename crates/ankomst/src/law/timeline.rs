//! `ankomst law timeline`: the whole life of a case.

use std::process::ExitCode;

use ::law::timeline::{Timeline, timeline};
use ::law::words::Language;
use anyhow::Context;
use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use super::case_file::{CaseArguments, edition_or_in_force};
use crate::exit;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    case: CaseArguments,
    /// Den sidste dag, der ses på; ellers sagens sidste dag
    #[arg(long, value_name = "DATO")]
    until: Option<Date>,
    /// Kun det, der var registreret den dag
    #[arg(long, value_name = "DATO")]
    known_at: Option<Date>,
    /// Lovens udgave: et navn eller en fil; ellers den, der var i kraft den sidste dag
    #[arg(long, value_name = "UDGAVE")]
    edition: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let whole = arguments.case.read()?;
    let case = arguments.known_at.map_or_else(|| whole.clone(), |at| whole.as_known(at));
    let last = arguments
        .until
        .or_else(|| case.last_day())
        .context("sagen har ingen oplysninger; angiv en sidste dag med --until")?;
    let edition = edition_or_in_force(arguments.edition.as_deref(), last)?;
    let language = arguments.case.language();
    let persons = arguments.case.persons(&case)?;
    let timelines: Vec<Timeline> =
        persons.iter().map(|person| timeline(&case, *person, &edition, last, language)).collect();
    if arguments.case.json {
        println!("{}", serde_json::to_string_pretty(&json!({ "case": case.id, "timelines": timelines }))?);
        return Ok(exit::DONE);
    }
    for (place, timeline) in timelines.iter().enumerate() {
        if place > 0 {
            println!("\n{}\n", "═".repeat(78));
        }
        println!(
            "{} {} · {}",
            if language == Language::Danish { "Sag" } else { "Case" },
            timeline.case,
            timeline.person
        );
        println!("{}\n", edition.name);
        print!("{timeline}");
    }
    Ok(exit::DONE)
}
