//! `ankomst goals status`: how it stands.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use law::assessment::day_text;
use law::words::Language;
use oversight::flow::Columns;
use oversight::goals::{
    Forecast, Gathered, GoalStatus, Measured, Note, Outlook, PartStatus, Plan, PlanStatus, Points, Records,
    SmallNumbers, Standing, Stock, gather, measure_words, merge, needs_persons, needs_values, slots, status,
};
use registers::flow_columns::{FlowFiles, Wanted};

use super::{Question, number, plan, points};
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
    let gathered = gather_files(&plan, &arguments.question)?;
    let mut found = status(&plan, gathered, records.as_ref(), arguments.question.sight());
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
        eprint!("{}", unread(&arguments.question, records.as_ref()));
    }
    Ok(exit::DONE)
}

/// What was not read, and what that means for the figures; nothing where all was.
pub(crate) fn unread(question: &Question, records: Option<&Records>) -> String {
    let mut said = String::new();
    if question.flow.is_empty() {
        said += "Ingen sagshændelser er læst (--flow mangler): mål, der måles på sager, er ikke opgjort.\n";
    }
    if records.is_none() {
        said +=
            "Ingen registreringer er læst (--records mangler): milepæle, projekter og vurderinger er ikke opgjort.\n";
    }
    said
}

/// The records in a file; nothing is read without one.
pub(crate) fn read_records(path: Option<&Path>) -> anyhow::Result<Option<Records>> {
    let Some(path) = path else { return Ok(None) };
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("{name} kan ikke læses"))?;
    let entered = serde_json::from_str(&text).with_context(|| format!("{name} er ikke en liste af registreringer"))?;
    Ok(Some(Records { entered, documented: Vec::new() }))
}

/// What the plan's measures find in the files of the question; nothing is read where it names none.
pub(crate) fn gather_files(plan: &Plan, question: &Question) -> anyhow::Result<Option<Vec<Gathered>>> {
    if question.flow.is_empty() {
        return Ok(None);
    }
    let (slots, sight) = (slots(plan), question.sight());
    let mut whole = gather(&slots, &Columns::default(), sight);
    let wanted = Wanted { values: needs_values(&slots), persons: needs_persons(&slots) };
    let pieces = FlowFiles::open(&question.flow)?.each(wanted, |piece| gather(&slots, piece, sight))?;
    for piece in pieces {
        merge(&mut whole, piece);
    }
    Ok(Some(whole))
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
        points(found.points),
        points(plan.sum()),
        points(found.points_final),
        points(found.points_open)
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
    let GoalStatus { id, title, .. } = goal;
    let said = goal.said(goal.points, Language::Danish);
    let (won, weight) = (points(goal.points), points(goal.weight));
    println!("\n{id}  {} · {said} ({standing}) · {won} af {weight} point", title.da);
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

/// A measure's number with its unit: of a stock that grew, how many more there are.
fn figure(value: f64, kind: &str) -> String {
    let (unit, _, decimals) = unit(kind);
    if kind == "stock-change" && value < 0.0 {
        return number(-value, decimals) + " % flere";
    }
    number(value, decimals) + unit
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
    let measured = match (part.reached_on, part.measured) {
        (Some(day), _) => format!("nået {}", day_text(day.date(), Language::Danish)),
        (None, Some(_)) if part.measure == "milestone" => "ikke nået".to_owned(),
        (None, Some(value)) => figure(value.as_f64(), &part.measure),
        (None, None) => "intet tal".to_owned(),
    };
    let required = number(part.required.as_f64(), if part.required.part % 100 == 0 { 0 } else { decimals });
    let state = part.state.words().da;
    let kind = measure_words(&part.measure).da;
    let required = match part.measure.as_str() {
        "milestone" | "judgement" => String::new(),
        _ => format!(", krav {word} {required}{unit}"),
    };
    println!("{indent}{} ({kind}): {measured}{required} · {state}", part.id);
    if let Some(cases) = part.cases.as_ref().filter(|_| !part.notes.contains(&Note::NoFlowRead)) {
        print_cases(part, cases, indent);
    }
    for evidence in &part.evidence {
        println!("{indent}  dokumentation: {evidence}");
    }
    for note in &part.notes {
        println!("{indent}  ! {}", note.text(Language::Danish, SmallNumbers::Shown));
    }
}

fn print_cases(part: &PartStatus, cases: &Measured, indent: &str) {
    let found = &cases.statistics;
    let counts = |count: u64| number(count as f64, 0);
    let days = |value: Option<oversight::figure::Fraction>| {
        value.map_or_else(|| "–".to_owned(), |value| number(value.as_f64(), 1))
    };
    match (part.measure.as_str(), cases.stock) {
        (_, Some(Stock { opening, left, came, closing })) => println!(
            "{indent}  {} i åbningsbeholdningen, {} ude af den, {} kommet til, {} i slutbeholdningen",
            counts(opening),
            counts(left),
            counts(came),
            counts(closing)
        ),
        ("volume", _) => println!("{indent}  {} talt; median {} dage", counts(found.counted), days(found.median)),
        ("calendar", _) => {
            for one in &cases.offices {
                println!(
                    "{indent}  {}: {} af {} hverdage til tiden, heraf {} uden iagttagelse",
                    one.office.words().da,
                    counts(one.in_time),
                    counts(one.observed + one.missing),
                    counts(one.missing)
                );
            }
        }
        _ => println!(
            "{indent}  {} talt, {} til tiden; median {} dage, gennemsnit af de {} % hurtigste {} dage ({} udeladt)",
            counts(found.counted),
            counts(found.in_time),
            days(found.median),
            points(Points(cases.keep.0)),
            days(found.trimmed_mean),
            counts(found.trimmed)
        ),
    }
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
        Outlook::Expected(forecast) => print_forecast(forecast, &part.measure, indent),
        Outlook::None(why) => println!("{indent}  intet skøn for vinduets udgang: {}", why.words().da),
    }
    println!("{indent}  liste {}", &cases.hash[..16]);
}

fn print_forecast(forecast: &Forecast, kind: &str, indent: &str) {
    let Forecast { low, expected, high, pace, needed, running, .. } = *forecast;
    let running = if running == 0 { String::new() } else { format!("; heraf løber fristen endnu i {running} sager") };
    let needed = needed
        .map_or_else(|| "kan ikke nås i noget tempo".to_owned(), |needed| format!("kræver {}", number(needed, 1)));
    println!(
        "{indent}  forventet ved vinduets udgang {} ({} til {}); tempo nu {}, {needed}{running}",
        figure(expected, kind),
        figure(low, kind),
        figure(high, kind),
        number(pace, 1)
    );
}
