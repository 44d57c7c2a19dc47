//! `ankomst goals plans`: what was agreed.

use std::process::ExitCode;

use clap::Args;
use oversight::goals::{Goal, Measure, PLANS, Plan, Points, measure_words};
use serde_json::{Value, json};

use super::{plan, points};
use crate::exit;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Andre planer end husets: filer (TOML)
    #[arg(long = "plan", value_name = "FIL")]
    plans: Vec<String>,
    /// Som JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let names = PLANS.iter().map(|(name, _)| (*name).to_owned()).chain(arguments.plans.iter().cloned());
    let plans = names.map(|name| plan(&name)).collect::<anyhow::Result<Vec<Plan>>>()?;
    if arguments.json {
        let points: Points = plans.iter().map(Plan::sum).sum();
        let measured: Points = plans.iter().map(measured).sum();
        let plans: Vec<Value> = plans.iter().map(plan_json).collect();
        let whole = json!({ "plans": plans, "points": points, "points_with_measure": measured });
        println!("{}", serde_json::to_string_pretty(&whole)?);
        return Ok(exit::DONE);
    }
    for (place, plan) in plans.iter().enumerate() {
        if place > 0 {
            println!();
        }
        print(plan);
    }
    Ok(exit::DONE)
}

/// The points of the goals that have a measure for each part.
fn measured(plan: &Plan) -> Points {
    plan.goals.iter().filter(|goal| !goal.parts.is_empty()).map(|goal| *goal.weight.get_ref()).sum()
}

fn plan_json(plan: &Plan) -> Value {
    let goal = |goal: &Goal| {
        let parts: Vec<Value> = goal
            .parts
            .iter()
            .map(|part| {
                let measure = part.measure.get_ref();
                let other = part.other.as_ref().map(|other| json!({ "text": other.text, "definition": other.measure }));
                json!({
                    "id": part.id, "requirement": part.requirement, "points": part.points, "measure": measure.kind(),
                    "definition": measure, "other_reading": other,
                })
            })
            .collect();
        let readings: Vec<_> = goal.all_readings().collect();
        json!({
            "id": goal.id, "kind": goal.kind, "title": goal.title, "requirement": goal.requirement,
            "weight": goal.weight, "weight_printed": goal.weight_printed, "assumption": goal.assumption,
            "readings": readings, "scoring": goal.scoring, "assessor": goal.assessor, "evidence": goal.evidence,
            "definition_hash": plan.definition(goal), "parts": parts,
        })
    };
    let goals: Vec<Value> = plan.goals.iter().map(goal).collect();
    json!({
        "id": plan.id, "version": plan.version, "title": plan.title, "authority": plan.authority,
        "valid_from": plan.valid_from, "valid_to": plan.valid_to, "source": plan.source, "signers": plan.signers,
        "readings": plan.readings, "sum": plan.sum(), "points_with_measure": measured(plan), "goals": goals,
    })
}

/// What a measure's kind is called.
fn kind(measure: &Measure) -> &'static str {
    measure_words(measure.kind()).da
}

fn print(plan: &Plan) {
    println!("{} ({}, udgave {})", plan.title.da, plan.id, plan.version);
    println!(
        "Gælder {} til {} · {} point · kilde: {}",
        plan.valid_from,
        plan.valid_to,
        points(plan.sum()),
        plan.source
    );
    for reading in &plan.readings {
        println!("Læst: {}", reading.da);
    }
    for goal in &plan.goals {
        let printed = match goal.weight_printed {
            Some(printed) if printed == *goal.weight.get_ref() => "",
            _ => " (ikke trykt ved målet)",
        };
        println!("\n{}  {} · {} point{printed}", goal.id.get_ref(), goal.title.da, points(*goal.weight.get_ref()));
        println!("    {}", goal.requirement.da);
        for part in &goal.parts {
            let worth = part.points.map_or_else(String::new, |worth| format!(", {} point", points(worth)));
            let requirement = part.requirement.as_ref().map_or_else(String::new, |text| format!(": {}", text.da));
            println!("    måles: {} ({}){worth}{requirement}", part.id.get_ref(), kind(part.measure.get_ref()));
            if let Some(other) = &part.other {
                println!("    anden læsning ({}): {}", kind(other.measure.get_ref()), other.text.da);
            }
        }
        if let Some(assumption) = &goal.assumption {
            println!("    forudsat: {}", assumption.da);
        }
        for reading in goal.all_readings() {
            println!("    læst: {}", reading.da);
        }
    }
}
