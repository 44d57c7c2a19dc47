//! One figure over a whole stored flow: read, folded, listed, hashed and made into numbers. `benches/goals/run` holds it against DuckDB.
//!
//! Arguments: the stored file, the plan's goal, the day of the question, the day of knowledge. Prints one JSON object for each line read from
//! standard input, so that the other side can run in turn with it.

use std::io::BufRead;
use std::path::PathBuf;
use std::time::Instant;

use oversight::figure::Outcome;
use oversight::flow::{Columns, Day, Sight};
use oversight::goals::{PLANS, Records, gather, merge, needs_persons, needs_values, read_plan, slots, status};
use registers::flow_columns::{FlowFiles, Wanted};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [file, goal, on, known_at] = arguments.as_slice() else {
        eprintln!("figures FILE GOAL ON KNOWN_AT: run by benches/goals/run");
        return;
    };
    let day = |text: &String| Day::from(text.parse::<jiff::civil::Date>().expect("a date"));
    let sight = Sight { on: day(on), known_at: day(known_at) };
    let (name, text) = PLANS[0];
    let mut plan = read_plan(name, text).expect("the plan of the house");
    plan.goals.retain(|kept| kept.id.get_ref() == goal);
    for _ in std::io::stdin().lock().lines() {
        let begun = Instant::now();
        let slots = slots(&plan);
        let wanted = Wanted { values: needs_values(&slots), persons: needs_persons(&slots) };
        let files = FlowFiles::open(&[PathBuf::from(file)]).expect("a stored flow");
        let pieces = files.each(wanted, |piece| gather(&slots, piece, sight)).expect("pieces");
        let read = begun.elapsed();
        let mut whole = gather(&slots, &Columns::default(), sight);
        for piece in pieces {
            merge(&mut whole, piece);
        }
        let merged = begun.elapsed();
        let found = status(&plan, Some(whole), Some(&Records::default()), sight);
        let seconds = begun.elapsed().as_secs_f64();
        let part = &found.goals[0].parts[0];
        let cases = part.cases.as_ref().expect("a measure on cases");
        let numbers = cases.statistics;
        let closed = cases.figure.iter().flat_map(|figure| &figure.lines);
        let closed = closed.filter(|line| line.outcome == Outcome::ClosedFirst).count();
        let fraction = |value: Option<oversight::figure::Fraction>| value.map(|value| (value.part, value.whole));
        let answer = serde_json::json!({
            "seconds": seconds, "read": read.as_secs_f64(), "merged": merged.as_secs_f64(), "events": files.events(),
            "counted": numbers.counted, "in_time": numbers.in_time, "faulty": numbers.faulty, "trimmed": numbers.trimmed,
            "median": fraction(numbers.median), "trimmed_mean": fraction(numbers.trimmed_mean), "closed_first": closed,
            "open": cases.open.count, "hash": cases.hash,
        });
        println!("{answer}");
    }
}
