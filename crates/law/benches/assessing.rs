//! How long it takes to draw a life under the Act, with reasons and without, on one core.
//!
//! ```text
//! cargo bench -p law --bench assessing
//! ```
//!
//! The life is the refugee single parent of `lives/`, three years from takeover with every duty. Cases of 1,000 to 100,000 facts show that
//! time grows as the facts do. Figures stand in `docs/performance.md`.

use std::fmt::Write as _;

use divan::{Bencher, black_box, counter::ItemsCount};
use jiff::civil::{Date, date};
use law::case::{Case, PersonFile, read};
use law::chapter5_introduction_benefit::amount;
use law::edition::LBK_1593_2007;
use law::facts::Month;
use law::life::with_life;
use law::why::Why;
use serde_json::json;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

fn case() -> Case {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/lives/refugee_single_parent_who_moves.json");
    read(&std::fs::read_to_string(path).expect("the life is in the crate")).expect("the life can be read")
}

const END: Date = date(2011, 6, 30);

/// One month of one case with reasons: days with a right, rate, supplement, income, amount.
#[divan::bench]
fn one_month_with_reasons(bencher: Bencher<'_, '_>) {
    let case = case();
    let person = case.foreigners()[0];
    let file = PersonFile::new(&case, person, END);
    let month = Month::of(date(2008, 10, 1));
    with_life(&case, person, &LBK_1593_2007, END, Why::silent(), |life| {
        bencher.bench_local(|| {
            let mut why = Why::account();
            let found = amount::of_month(black_box(&file), &life.spine, month, month.last(), &mut why);
            (found, why.steps().len())
        });
    });
}

/// A whole life of three years with every conclusion, duty and reason, from the case to the end.
#[divan::bench]
fn three_years_with_reasons(bencher: Bencher<'_, '_>) {
    let case = case();
    let person = case.foreigners()[0];
    bencher.bench_local(|| {
        with_life(black_box(&case), person, &LBK_1593_2007, END, Why::account(), |life| {
            (life.conclusions().len(), life.duties().len())
        })
    });
}

/// The same without reasons.
#[divan::bench]
fn three_years_without_reasons(bencher: Bencher<'_, '_>) {
    let case = case();
    let person = case.foreigners()[0];
    bencher.bench_local(|| {
        with_life(black_box(&case), person, &LBK_1593_2007, END, Why::silent(), |life| {
            (life.conclusions().len(), life.duties().len())
        })
    });
}

/// One day of the same case: what a page asks.
#[divan::bench]
fn one_day_with_reasons(bencher: Bencher<'_, '_>) {
    let case = case();
    let person = case.foreigners()[0];
    let day = date(2008, 10, 1);
    bencher.bench_local(|| {
        with_life(black_box(&case), person, &LBK_1593_2007, day, Why::account(), |life| {
            life.conclusions_on(day).count() + life.duties_on(day).count()
        })
    });
}

/// A case of many facts of the kinds that really are many: confirmations, absences with judgements, follow-ups, incomes, sick notes.
fn long_case(facts: usize) -> Case {
    let mut rows = String::new();
    let first = date(2008, 3, 3);
    for place in 0..facts.saturating_sub(5) {
        let day = first
            .checked_add(jiff::Span::new().days(i64::try_from(place / 6 % 1000).expect("a small number")))
            .expect("a day");
        let row = match place % 6 {
            0 => json!({ "fact": "job_confirmation", "on": day }),
            1 => {
                json!({ "fact": "absence", "id": format!("a{place}"), "on": day, "from": "programme", "hours": 3, "of_hours": 150 })
            }
            2 => {
                json!({ "fact": "reasonable_ground", "on": day, "absence": format!("a{}", place - 1), "reasonable": place % 4 == 0, "by": "x", "reason": "y" })
            }
            3 => json!({ "fact": "follow_up", "on": day, "form": "meeting", "interview": "job" }),
            4 => json!({ "fact": "income", "on": day, "month": Month::of(day), "other": 100 }),
            _ => json!({ "fact": "sick_note", "on": day, "until": day }),
        };
        write!(rows, ",{row}").expect("a String takes all");
    }
    let base = json!([
        { "fact": "citizenship", "on": "2008-01-10", "country": "SOM" },
        { "fact": "permit", "on": "2008-01-10", "ground": "7:1" },
        { "fact": "placement", "on": "2008-01-10", "municipality": 101 },
        { "fact": "benefit_application", "on": "2008-03-03", "unemployment_alone": true },
        { "fact": "job_registration", "on": "2008-03-03" },
    ])
    .to_string();
    let base = base.trim_end_matches(']');
    read(&format!("{{\"case\":\"L\",\"persons\":[{{\"id\":\"p\",\"born\":\"1980-01-01\"}}],\"facts\":{base}{rows}]}}"))
        .expect("the case can be read")
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10)]
fn many_facts(bencher: Bencher<'_, '_>, facts: usize) {
    let case = long_case(facts);
    let person = case.foreigners()[0];
    bencher.counter(ItemsCount::new(facts)).bench_local(|| {
        with_life(black_box(&case), person, &LBK_1593_2007, END, Why::silent(), |life| {
            (life.conclusions().len(), life.duties().len())
        })
    });
}
