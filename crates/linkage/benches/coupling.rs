//! How fast two registers are coupled: `cargo bench -p linkage --bench coupling`.
//!
//! On the small made-up country of the tests, whose few names make every block as large as it may be. For the
//! figures on a real mix of names, see docs/linkage.md. Prints the best of three runs.

#[path = "../tests/it/country.rs"]
mod country;

use std::time::Instant;

use country::{config, country, register};
use linkage::{Changed, Constraints, Lookup, Side, State, couple, couple_changed, train};

const FAMILIES: usize = 20_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let country = country(1, FAMILIES);
    let config = config();
    let (left, right) = best("read", || (register(&country.left, Side::Left), register(&country.right, Side::Right)));
    println!("{} x {} records", left.len(), right.len());
    let model = best("train", || train(&left, &right, &config));
    let none = Constraints::default();
    let coupling = best("couple", || couple(&left, &right, &config, &model, &none))?;
    println!("{} pairs compared, {} pairs found", coupling.counts.candidates, coupling.pairs.len());
    let state = State::of(&coupling, &left, &right, &config);
    let changed = Changed {
        left: country.left.iter().step_by(50).map(|row| row[0].clone()).collect(),
        right: country.right.iter().step_by(50).map(|row| row[0].clone()).collect(),
    };
    let again =
        best("couple 2 % changed", || couple_changed((&left, &right), &config, &model, &none, &state, &changed))?;
    assert_eq!(again.pairs, coupling.pairs);
    let lookup = Lookup::new(&right, &config, &model)?;
    best("look up 1,000 records", || {
        for row in country.left.iter().take(1000) {
            let found = lookup.find(&row.each_ref().map(String::as_str), 5);
            assert!(found.is_ok_and(|found| found.len() <= 5));
        }
    });
    Ok(())
}

/// Runs three times, prints the shortest, answers the last.
fn best<T>(what: &str, mut run: impl FnMut() -> T) -> T {
    let mut shortest = f64::INFINITY;
    for _ in 0..2 {
        let start = Instant::now();
        drop(run());
        shortest = shortest.min(start.elapsed().as_secs_f64());
    }
    let start = Instant::now();
    let answer = run();
    println!("{what}: {:.3} s", shortest.min(start.elapsed().as_secs_f64()));
    answer
}
