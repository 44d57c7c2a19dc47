//! Laws of the domain on random cases.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use law::case::{Case, PersonRef, read};
use law::edition::LBK_1593_2007;
use law::life::{Life, with_life};
use law::why::Why;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::random_case::{self, Kinds, Numbers, Other};

const END: Date = date(2011, 12, 31);

fn kinds() -> &'static Kinds {
    static KINDS: std::sync::LazyLock<Kinds> = std::sync::LazyLock::new(Kinds::new);
    &KINDS
}

fn parsed(case: &Value) -> Case {
    read(&case.to_string()).unwrap_or_else(|error| panic!("{:#?}\n{case:#}", error.problems))
}

/// All that is said on a day: what is concluded and how each duty stands.
fn said_on(life: &Life<'_>, day: Date) -> BTreeSet<String> {
    let concluded = life.conclusions_on(day).map(|held| {
        format!(
            "{} {:?} {:?} {:?} {}",
            held.question.key, held.about, held.finding.answer, held.value, held.finding.provision
        )
    });
    let duties = life.duties_on(day).map(|(duty, standing)| {
        format!("{} {} {:?} {:?} {standing:?}", duty.kind.key, duty.triggered, duty.because, duty.due)
    });
    concluded.chain(duties).collect()
}

fn on_day(case: &Case, person: PersonRef, horizon: Date, day: Date) -> BTreeSet<String> {
    with_life(case, person, &LBK_1593_2007, horizon, Why::silent(), |life| said_on(life, day))
}

/// What one side says and the other does not: shown when a property fails.
fn difference(one: &BTreeSet<String>, two: &BTreeSet<String>) -> String {
    let only = |these: &BTreeSet<String>, those: &BTreeSet<String>| {
        these.difference(those).cloned().collect::<Vec<_>>().join("\n    ")
    };
    format!("only the first:\n    {}\n  only the second:\n    {}", only(one, two), only(two, one))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Assessing day by day equals assessing once.
    #[test]
    fn a_day_looks_the_same_from_the_day_and_from_the_end(seed: u64, facts in 0_usize..60, offset in 0_i64..1500) {
        let json = random_case::case(kinds(), seed, facts);
        let case = parsed(&json);
        let day = date(2007, 10, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
        for person in case.foreigners() {
            let (then, later) = (on_day(&case, person, day, day), on_day(&case, person, END, day));
            prop_assert!(then == later, "seed {seed}, {facts} facts, {day}, {person:?}: {}\n{json:#}", difference(&then, &later));
        }
    }

    /// Adding a fact about tomorrow changes nothing about yesterday.
    #[test]
    fn a_fact_about_tomorrow_changes_nothing_about_yesterday(seed: u64, facts in 0_usize..40, offset in 0_i64..1300) {
        let mut json = random_case::case(kinds(), seed, facts);
        let before = parsed(&json);
        let day = date(2007, 10, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
        let tomorrow = day.tomorrow().unwrap();
        let text = |fact: &Value, field: &str| fact[field].as_str().unwrap().to_owned();
        let others: Vec<Other> = json["facts"].as_array().unwrap().iter().map(|fact| (text(fact, "id"), text(fact, "fact"), text(fact, "on"))).collect();
        let mut numbers = Numbers::new(seed ^ 0xABCD);
        let Some(mut added) = random_case::fact(kinds(), &mut numbers, "added", &others) else { return Ok(()) };
        added["on"] = json!(tomorrow);
        json["facts"].as_array_mut().unwrap().push(added);
        let Ok(after) = read(&json.to_string()) else { return Ok(()) };
        let person = before.foreigners()[0];
        let (one, two) = (on_day(&before, person, END, day), on_day(&after, person, END, day));
        prop_assert!(one == two, "seed {seed}, {facts} facts, {day}: {}\n{:#}", difference(&one, &two), json["facts"].as_array().unwrap().last().unwrap());
    }

    /// No question has two answers about one thing on one day: not two responsible municipalities, not benefit and refusal.
    #[test]
    fn no_question_has_two_answers_on_one_day(seed: u64, facts in 0_usize..60) {
        let case = parsed(&random_case::case(kinds(), seed, facts));
        for person in case.foreigners() {
            with_life(&case, person, &LBK_1593_2007, END, Why::silent(), |life| {
                let mut by_question: BTreeMap<_, Vec<_>> = BTreeMap::new();
                for held in life.conclusions() {
                    by_question.entry((held.question.key, held.about)).or_default().push(held.holds);
                }
                for (question, mut periods) in by_question {
                    periods.retain(|period| period.to() != Some(period.from()));
                    periods.sort_by_key(|period| period.from());
                    for pair in periods.windows(2) {
                        prop_assert!(!pair[0].overlaps(pair[1]), "seed {seed}: {question:?} {} and {}", pair[0], pair[1]);
                    }
                }
                Ok(())
            })?;
        }
    }

    /// No duty is due before its trigger, or done or ended before it arose.
    #[test]
    fn no_duty_is_due_before_its_trigger(seed: u64, facts in 0_usize..60) {
        let case = parsed(&random_case::case(kinds(), seed, facts));
        for person in case.foreigners() {
            with_life(&case, person, &LBK_1593_2007, END, Why::silent(), |life| {
                for duty in life.duties() {
                    prop_assert!(duty.due.on.is_none_or(|due| due >= duty.triggered), "seed {seed}: {duty:?}");
                    prop_assert!(duty.ended.is_none_or(|(day, _)| day >= duty.triggered), "seed {seed}: {duty:?}");
                }
                Ok(())
            })?;
        }
    }

    /// Keeping reasons changes no answer.
    #[test]
    fn reasons_change_no_answer(seed: u64, facts in 0_usize..60) {
        let case = parsed(&random_case::case(kinds(), seed, facts));
        for person in case.foreigners() {
            let silent = with_life(&case, person, &LBK_1593_2007, END, Why::silent(), |life| said_on(life, END));
            let explained = with_life(&case, person, &LBK_1593_2007, END, Why::account(), |life| said_on(life, END));
            prop_assert_eq!(silent, explained);
        }
    }

    /// What was recorded later is not known before.
    #[test]
    fn a_fact_recorded_later_changes_nothing_as_known_before(seed: u64, facts in 1_usize..40) {
        let json = random_case::case(kinds(), seed, facts);
        let known = date(2009, 6, 1);
        let mut late = json.clone();
        let rows = late["facts"].as_array_mut().unwrap();
        let Some(last) = rows.last_mut() else { return Ok(()) };
        last["recorded"] = json!("2012-01-01");
        let mut without = json;
        let removed = without["facts"].as_array_mut().unwrap().pop();
        prop_assume!(removed.is_some());
        let (late, without) = (parsed(&late), parsed(&without));
        let person = without.foreigners()[0];
        prop_assert_eq!(
            on_day(&late.as_known(date(2011, 12, 31)), person, known, known),
            on_day(&without.as_known(date(2011, 12, 31)), person, known, known)
        );
    }

    /// Any text is read or refused, and never brings the program down.
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        let _ = read(&text);
    }
}
