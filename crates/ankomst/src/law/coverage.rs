//! `ankomst law coverage`: every provision of the Act, what becomes of it, by which function, shown by which golden cases.

use std::collections::BTreeMap;
use std::process::ExitCode;

use ::law::act::{Provision, Status, broken_references};
use clap::Args;
use serde_json::{Value, json};

use crate::exit;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Resultatet som JSON
    #[arg(long)]
    json: bool,
    /// Oversigten som Markdown (docs/act.md)
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&as_json())?);
    } else if arguments.markdown {
        print!("{}", ::law::act::book());
    } else {
        print();
    }
    Ok(exit::DONE)
}

fn counts() -> BTreeMap<Status, usize> {
    let mut counts = BTreeMap::new();
    for provision in Provision::all() {
        *counts.entry(provision.entry().status).or_default() += 1;
    }
    counts
}

fn as_json() -> Value {
    let provisions: Vec<Value> = Provision::all()
        .map(|provision| {
            let entry = provision.entry();
            json!({
                "citation": provision.citation(),
                "chapter": entry.file,
                "status": entry.status,
                "function": entry.function,
                "cases": provision.cases(),
                "from": entry.from,
                "until": entry.until,
                "source": entry.source,
                "title": { "da": entry.title.da, "en": entry.title.en },
            })
        })
        .collect();
    let executed = Provision::all().filter(|provision| provision.entry().status == Status::Executed);
    let without = executed.filter(|provision| provision.cases().is_empty()).map(Provision::citation);
    json!({
        "provisions": provisions,
        "summary": {
            "indexed": Provision::all().len(),
            "by_status": counts().into_iter().map(|(status, count)| (format!("{status:?}").to_lowercase(), count)).collect::<BTreeMap<_, _>>(),
            "executed_without_cases": without.collect::<Vec<_>>(),
        },
        "broken_references": broken_references().iter().map(|broken| json!({ "from": broken.from, "to": broken.to })).collect::<Vec<_>>(),
    })
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Executed => "udføres",
        Status::Recorded => "registreres",
        Status::Power => "bemyndiger",
        Status::Organisational => "organisation",
        Status::Repealed => "ophævet",
    }
}

fn print() {
    println!("{:<36} {:<13} {:>5}  {:<66} titel", "bestemmelse", "status", "sager", "funktion");
    for provision in Provision::all() {
        let entry = provision.entry();
        println!(
            "{:<36} {:<13} {:>5}  {:<66} {}",
            provision.citation(),
            status_word(entry.status),
            provision.cases().len(),
            entry.function.unwrap_or("–"),
            entry.title.da
        );
    }
    println!("\n{} bestemmelser:", Provision::all().len());
    for (status, count) in counts() {
        println!("  {count:>4} {}", status_word(status));
    }
    let broken = broken_references();
    println!("\nLovens henvisninger til noget, den ikke har: {}", broken.len());
    for reference in broken {
        println!("  {} henviser til {}", reference.from, reference.to);
    }
}
