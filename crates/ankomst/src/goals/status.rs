//! `ankomst goals status`: how it stands.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use law::assessment::day_text;
use law::words::Language;
use oversight::flow::Columns;
use oversight::goals::{
    Forecast, Gathered, GoalStatus, Measured, Outlook, PartStatus, Plan, PlanStatus, Records, SmallNumbers, Standing,
    gather, merge, needs_persons, needs_values, slots, status,
};
use registers::flow_columns::{FlowFiles, Wanted};

use super::{Question, number, plan};
use crate::exit;

#[derive(Args)]
pub(crate) struct Arguments {
    /// En af husets planer, eller en fil
    #[arg(value_name = "PLAN")]
    plan: String,
    #[command(flatten)]
    question: Question,
    /// Milepæle, projekter, vurderinger og frosne beholdninger (JSON, docs/goals.md)
    #[arg(long, value_name = "FIL")]
    records: Option<PathBuf>,
    /// Kun disse mål
    #[arg(long, value_name = "MÅL")]
    goal: Vec<String>,
    /// Som JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let plan = plan(&arguments.plan)?;
    let records = read_records(arguments.records.as_deref())?;
    let mut found = status(&plan, gather_files(&plan, &arguments.question)?, &records, arguments.question.sight());
    if !arguments.goal.is_empty() {
        for wanted in &arguments.goal {
            plan.goal(wanted).with_context(|| format!("planen {} har intet mål {wanted}", plan.id))?;
        }
        found.goals.retain(|goal| arguments.goal.contains(&goal.id));
    }
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&found)?);
    } else {
        print(&plan, &found);
    }
    Ok(exit::DONE)
}

/// The records in a file; none without one.
pub(crate) fn read_records(path: Option<&Path>) -> anyhow::Result<Records> {
    let Some(path) = path else { return Ok(Records::default()) };
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("{name} kan ikke læses"))?;
    let entered = serde_json::from_str(&text).with_context(|| format!("{name} er ikke en liste af registreringer"))?;
    Ok(Records { entered, documented: Vec::new() })
}

/// What the plan's measures find in the files of the question.
pub(crate) fn gather_files(plan: &Plan, question: &Question) -> anyhow::Result<Vec<Gathered>> {
    let (slots, sight) = (slots(plan), question.sight());
    let mut whole = gather(&slots, &Columns::default(), sight);
    if question.flow.is_empty() {
        return Ok(whole);
    }
    let wanted = Wanted { values: needs_values(&slots), persons: needs_persons(&slots) };
    let pieces = FlowFiles::open(&question.flow)?.each(wanted, |piece| gather(&slots, piece, sight))?;
    for piece in pieces {
        merge(&mut whole, piece);
    }
    Ok(whole)
}

fn print(plan: &Plan, found: &PlanStatus) {
    println!("{} ({}, udgave {})", plan.title.da, found.plan, found.version);
    println!(
        "Opgjort {}, som kendt {}",
        day_text(found.sight.on.date(), Language::Danish),
        day_text(found.sight.known_at.date(), Language::Danish)
    );
    println!(
        "{} af {} point som det står: {} endelige; {} point er endnu åbne",
        found.points,
        plan.sum(),
        found.points_final,
        found.points_open
    );
    for reading in &found.readings {
        println!("Læst: {}", reading.da);
    }
    found.goals.iter().for_each(print_goal);
}

fn print_goal(goal: &GoalStatus) {
    let standing = match goal.standing {
        Standing::Final => "endeligt",
        Standing::Provisional => "foreløbigt",
    };
    let GoalStatus { id, title, points, weight, state, .. } = goal;
    println!("\n{id}  {} · {} ({standing}) · {points} af {weight} point", title.da, state.words().da);
    for part in &goal.parts {
        print_part(part, "    ");
        if let Some(other) = &part.other {
            println!("    anden læsning: {}", other.text.da);
            print_part(&other.status, "        ");
        }
    }
    for reading in &goal.readings {
        println!("    læst: {}", reading.da);
    }
}

/// The unit of a measure's number and the word that stands before the requirement.
fn unit(kind: &str) -> (&'static str, &'static str, usize) {
    match kind {
        "share-within" | "deadline" | "shifted-window" | "decided-by" | "calendar" => (" %", "mindst", 1),
        "stock-change" => (" % færre", "mindst", 1),
        "trimmed-mean" | "trimmed-mean-at-a-point" => (" dage", "højst", 1),
        _ => ("", "mindst", 0),
    }
}

fn print_part(part: &PartStatus, indent: &str) {
    let (unit, word, decimals) = unit(&part.measure);
    let measured =
        part.measured.map_or_else(|| "intet tal".to_owned(), |value| number(value.as_f64(), decimals) + unit);
    let required = number(part.required.as_f64(), if part.required.part % 100 == 0 { 0 } else { decimals });
    let state = part.state.words().da;
    println!("{indent}{} ({}): {measured}, krav {word} {required}{unit} · {state}", part.id, part.measure);
    if let Some(cases) = &part.cases {
        print_cases(cases, indent);
    }
    for evidence in &part.evidence {
        println!("{indent}  dokumentation: {evidence}");
    }
    for note in &part.notes {
        println!("{indent}  ! {}", note.text(Language::Danish, SmallNumbers::Shown));
    }
}

fn print_cases(cases: &Measured, indent: &str) {
    let found = &cases.statistics;
    let counts = |count: u64| number(count as f64, 0);
    let days = |value: Option<oversight::figure::Fraction>| {
        value.map_or_else(|| "–".to_owned(), |value| number(value.as_f64(), 1))
    };
    println!(
        "{indent}  {} talt, {} til tiden; median {} dage, gennemsnit af de {} % hurtigste {} dage ({} udeladt)",
        counts(found.counted),
        counts(found.in_time),
        days(found.median),
        cases.keep,
        days(found.trimmed_mean),
        counts(found.trimmed)
    );
    for left in &cases.left_out {
        println!("{indent}  ude: {} – {}", counts(left.count), left.text.da);
    }
    let oversight::goals::Aside { other_marks, outside_window, not_known, faulty } = cases.aside;
    println!(
        "{indent}  ikke på listen: {} af andre grupper, {} uden for vinduet, {} endnu ikke kendt, {} modsiger sig selv uden at kunne høre til",
        counts(other_marks),
        counts(outside_window),
        counts(not_known),
        counts(faulty)
    );
    let open = &cases.open;
    if open.count > 0 {
        let ninetieth = open.ninetieth.map_or(0.0, f64::from);
        println!(
            "{indent}  åbne: {}, alder i median {} dage, ni af ti højst {} dage",
            counts(open.count),
            days(open.median),
            number(ninetieth, 0)
        );
    }
    match &cases.outlook {
        Outlook::Expected(forecast) => print_forecast(forecast, indent),
        Outlook::None(why) => println!("{indent}  intet skøn for vinduets udgang: {}", why.words().da),
    }
    println!("{indent}  liste {}", &cases.hash[..16]);
}

fn print_forecast(forecast: &Forecast, indent: &str) {
    let Forecast { low, expected, high, pace, needed, .. } = *forecast;
    let needed = needed
        .map_or_else(|| "kan ikke nås i noget tempo".to_owned(), |needed| format!("kræver {}", number(needed, 1)));
    println!(
        "{indent}  forventet ved vinduets udgang {} ({} til {}); tempo nu {}, {needed}",
        number(expected, 1),
        number(low, 1),
        number(high, 1),
        number(pace, 1)
    );
}
