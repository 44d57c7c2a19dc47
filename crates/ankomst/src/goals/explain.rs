//! `ankomst goals explain`: one goal on one case.

use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use oversight::goals::{Text, explain, measure_words};
use registers::flow_columns::FlowFiles;

use super::{Question, plan};
use crate::exit;

#[derive(Args)]
pub(crate) struct Arguments {
    /// En af husets planer, eller en fil
    #[arg(value_name = "PLAN")]
    plan: String,
    /// Målets nummer i planen
    #[arg(value_name = "MÅL")]
    goal: String,
    /// Sagens nummer
    #[arg(value_name = "SAG")]
    case: u64,
    #[command(flatten)]
    question: Question,
    /// Trinene på engelsk
    #[arg(long)]
    english: bool,
    /// Som JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let plan = plan(&arguments.plan)?;
    let unknown = || format!("planen {} har intet mål {}", plan.id, arguments.goal);
    let goal = plan.goal(&arguments.goal).with_context(unknown)?;
    let columns = FlowFiles::open(&arguments.question.flow)?.case(arguments.case)?;
    let nobody = || format!("sag {} findes ikke i de angivne filer", arguments.case);
    let case = columns.cases().next().with_context(nobody)?;
    let explanation = explain(goal, case, arguments.question.sight());
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&explanation)?);
        return Ok(exit::DONE);
    }
    let told = |step: &Text| if arguments.english { step.en.clone() } else { step.da.clone() };
    println!("Sag {} · mål {} {}", arguments.case, goal.id, goal.title.da);
    for step in &explanation.case_steps {
        println!("  {}", told(step));
    }
    for finding in &explanation.findings {
        let other = if finding.is_other { ", anden læsning" } else { "" };
        let kind = measure_words(&finding.measure);
        let kind = if arguments.english { kind.en } else { kind.da };
        println!("\n{} ({kind}{other})", finding.part);
        for step in &finding.steps {
            println!("  {}", told(step));
        }
    }
    Ok(exit::DONE)
}
