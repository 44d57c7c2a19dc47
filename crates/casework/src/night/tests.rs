//! Nights over small synthetic countries, from inside.

use std::path::Path;

use generator::{Country, Extras, Settings as Population};
use jiff::civil::date;
use journal::Kinds;

use super::*;
use crate::review::{Choice, Demand, queue};
use crate::stewardship::{self, Confirmed, Decision};

pub(super) const DAYS: [Date; 3] = [date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 19)];

pub(super) fn country(folder: &Path, persons: u32, seed: u64) -> Deliveries {
    let mut population = Population::new(persons, seed);
    (population.first_day, population.days, population.changes_per_day) = (DAYS[0], 2, 60);
    Country::generate(&population, &folder.join("country"), Extras::None).unwrap();
    Deliveries::of_inbox(&folder.join("country")).unwrap()
}

/// The deliveries of one day.
fn of_day(all: &Deliveries, day: Date) -> Deliveries {
    let short = day.strftime("%y%m%d").to_string();
    let long = day.to_string();
    let pick = |paths: &[PathBuf], name: &str| {
        let named = |path: &&PathBuf| path.file_name().is_some_and(|file| file.to_string_lossy().contains(name));
        paths.iter().filter(named).cloned().collect()
    };
    Deliveries {
        cpr: pick(&all.cpr, &short),
        carl2: pick(&all.carl2, &long),
        person_ids: pick(&all.person_ids, &long),
        ..Deliveries::default()
    }
}

/// Runs the night of a day; `watch` may do what others do meanwhile.
fn run_with(
    journal: &mut Journal,
    state: Option<&mut State>,
    deliveries: &Deliveries,
    day: Date,
    out: &Path,
    watch: &dyn Fn(Step<'_>),
) -> Ended {
    let config = config();
    run_by(journal, state, deliveries, day, (&config, out), watch)
}

/// The configuration that comes with the program.
pub(super) fn config() -> Config {
    Config::from_toml(include_str!("../../../../parameters/coupling.toml")).unwrap()
}

/// Runs the night of a day by a configuration.
pub(super) fn run_by(
    journal: &mut Journal,
    state: Option<&mut State>,
    deliveries: &Deliveries,
    day: Date,
    (config, out): (&Config, &Path),
    watch: &dyn Fn(Step<'_>),
) -> Ended {
    let (settings, deliveries) = (Settings::default(), of_day(deliveries, day));
    let night = Night {
        date: day,
        deliveries: &deliveries,
        settings: &settings,
        coupling: config,
        out: out.join("report"),
        page: &|_| String::new(),
        now: &Timestamp::now,
        watch,
    };
    match state {
        Some(state) => from_state(journal, state, &night).unwrap(),
        None => run(journal, &night).unwrap(),
    }
}

pub(super) fn sqlite(folder: &Path, name: &str) -> Journal {
    Journal::open(&format!("sqlite:{}", folder.join(name).display())).unwrap()
}

#[test]
fn the_state_after_a_night_is_the_state_that_the_journal_folds_to() {
    let folder = tempfile::tempdir().unwrap();
    let deliveries = country(folder.path(), 400, 71);
    let mut journal = sqlite(folder.path(), "journal.db");
    let mut live = State::default();
    for day in DAYS {
        run_with(&mut journal, Some(&mut live), &deliveries, day, folder.path(), &|_| {});
        assert!(live == fold(&mut journal).unwrap(), "{day}");
    }
}

/// What the coupling appended, in order, without the journal's own marks.
pub(super) fn coupling_facts(journal: &mut Journal) -> Vec<(String, String, String)> {
    let kinds = [fact::COUPLED, fact::COUPLING_QUEUED, fact::COUPLING_DEQUEUED, fact::COUPLING_DOUBTED];
    let filter = Filter { kinds: Kinds::Only(kinds.map(str::to_owned).into()), ..Filter::all() };
    let mut facts = Vec::new();
    journal
        .read(0, &filter, |found| {
            facts.push((found.kind.to_owned(), found.subject.to_owned(), found.payload.to_owned()));
            ControlFlow::<()>::Continue(())
        })
        .unwrap();
    facts
}

#[test]
fn comparing_only_what_changed_couples_as_comparing_everything_does() {
    let folder = tempfile::tempdir().unwrap();
    let deliveries = country(folder.path(), 900, 72);
    let (mut changes, mut everything) = (sqlite(folder.path(), "changes.db"), sqlite(folder.path(), "everything.db"));
    for day in DAYS {
        let mut detections = Vec::new();
        for journal in [&mut changes, &mut everything] {
            let Ended::Completed(report) = run_with(journal, None, &deliveries, day, folder.path(), &|_| {}) else {
                panic!("{day} completes");
            };
            assert!(!report.detections.is_empty());
            detections.push((report.detections, std::fs::read(folder.path().join("report/detections.csv")).unwrap()));
        }
        assert!(detections[0] == detections[1], "{day}");
        everything.drop_checkpoints().unwrap();
    }
    assert!(
        changes.load_checkpoint(coupling::CHECKPOINT, coupling::CHECKPOINT_VERSION).unwrap().is_some(),
        "the first night's pairs are kept"
    );
    assert_eq!(coupling_facts(&mut changes), coupling_facts(&mut everything));
}

#[test]
fn what_a_data_steward_decides_while_the_night_runs_stands() {
    let folder = tempfile::tempdir().unwrap();
    let deliveries = country(folder.path(), 400, 73);
    let mut journal = sqlite(folder.path(), "journal.db");
    let rejected = std::cell::RefCell::new(None);
    let decide = |step: Step<'_>| {
        // Once, when the registers are stored and about to be coupled.
        if !matches!(step, Step::Coupling) || rejected.borrow().is_some() {
            return;
        }
        let mut steward = sqlite(folder.path(), "journal.db");
        let state = fold(&mut steward).unwrap();
        let known = |person: &registers::carl2::Carl2Person| {
            let cpr_number = person.cpr_number.filter(|number| state.cpr.contains_key(number))?;
            Some(crate::fact::Pair { person_id: person.person_id.clone(), cpr_number })
        };
        let pair = state.carl2.values().find_map(|entry| known(&entry.person)).unwrap();
        let decision = Decision { by: "test".to_owned(), reason: "set på begge registre".to_owned() };
        let confirmed =
            stewardship::confirm(&mut steward, &state, &pair, &decision, DAYS[0], Timestamp::now()).unwrap();
        assert!(matches!(confirmed, Confirmed::Coupled { .. }), "{confirmed:?}");
        let state = fold(&mut steward).unwrap();
        stewardship::undo(&mut steward, &state, &pair, &decision, Timestamp::now()).unwrap();
        *rejected.borrow_mut() = Some(pair);
    };
    let ended = run_with(&mut journal, None, &deliveries, DAYS[0], folder.path(), &decide);
    assert!(matches!(ended, Ended::Completed(_)));
    let pair = rejected.take().unwrap();
    let state = fold(&mut journal).unwrap();
    assert_eq!(state.coupled_numbers.get(&pair.cpr_number).filter(|id| **id == pair.person_id), None);
    assert!(state.rejected.contains(&pair), "the decision stands");
}

#[test]
fn caseworkers_go_on_while_the_night_runs_and_it_does_not_begin_anew() {
    let folder = tempfile::tempdir().unwrap();
    let deliveries = country(folder.path(), 300, 74);
    let mut journal = sqlite(folder.path(), "journal.db");
    let (folded, cases) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let work = |step: Step<'_>| {
        folded.set(folded.get() + u32::from(matches!(step, Step::Folding)));
        cases.set(cases.get() + 1);
        let line = format!(
            r#"{{"case":"K-{}","persons":[{{"id":"1"}}],"facts":[{{"fact":"citizenship","on":"2026-01-10","country":"SOM"}}]}}"#,
            cases.get()
        );
        let mut other = sqlite(folder.path(), "journal.db");
        crate::case_import::import(&mut other, line.as_bytes(), "one.jsonl", "test", Timestamp::now()).unwrap();
    };
    let ended = run_with(&mut journal, None, &deliveries, DAYS[0], folder.path(), &work);
    assert!(matches!(ended, Ended::Completed(_)));
    assert_eq!(folded.get(), 1, "what was recorded in cases disturbs no stage");
    assert!(cases.get() > 5);
    assert_eq!(journal.verify(|_| ()).unwrap().facts, journal.head().unwrap().position);
}

#[test]
fn a_night_neither_makes_nor_drops_what_waits_for_a_second_approval() {
    let folder = tempfile::tempdir().unwrap();
    let deliveries = country(folder.path(), 1200, 75);
    let mut journal = sqlite(folder.path(), "journal.db");
    run_with(&mut journal, None, &deliveries, DAYS[0], folder.path(), &|_| {});
    let state = fold(&mut journal).unwrap();
    let risky = Choice { demand: Some(Demand::SecondApproval), ..Choice::default() };
    let decision = Decision { by: "Ida".to_owned(), reason: "pas set".to_owned() };
    let mut rows = queue(&state, &risky, DAYS[0]).into_iter();
    // Some wait because their number is coupled with somebody else: those cannot be confirmed.
    let proposed = rows.find_map(|row| {
        let confirmed =
            stewardship::confirm(&mut journal, &state, &row.pair, &decision, DAYS[0], Timestamp::now()).ok()?;
        assert!(matches!(confirmed, Confirmed::Proposed { .. }));
        Some(row.pair)
    });
    let pair = proposed.expect("some risky pair waits and is free");
    for day in &DAYS[1..] {
        run_with(&mut journal, None, &deliveries, *day, folder.path(), &|_| {});
        let state = fold(&mut journal).unwrap();
        assert!(state.queue.contains_key(&pair) && state.proposals.contains_key(&pair), "{day}");
        assert!(!state.couplings.contains_key(&pair.person_id), "{day}: no rule couples either of the two");
        assert!(!state.coupled_numbers.contains_key(&pair.cpr_number), "{day}");
    }
    let state = fold(&mut journal).unwrap();
    let another = Decision { by: "Bo".to_owned(), reason: String::new() };
    stewardship::approve(&mut journal, &state, &pair, &another, Timestamp::now()).unwrap();
    assert_eq!(fold(&mut journal).unwrap().number_of(&pair.person_id), Some(pair.cpr_number));
}

#[test]
fn a_pair_compares_side_by_side_and_its_fields_add_up_to_its_weight() {
    let folder = tempfile::tempdir().unwrap();
    let deliveries = country(folder.path(), 900, 76);
    let mut journal = sqlite(folder.path(), "journal.db");
    run_with(&mut journal, None, &deliveries, DAYS[0], folder.path(), &|_| {});
    let state = fold(&mut journal).unwrap();
    let method = crate::method::in_force(&state, &config()).unwrap().expect("the first night kept its method");
    let rows = queue(&state, &Choice::default(), DAYS[0]);
    assert!(!rows.is_empty());
    for row in &rows {
        let compared = crate::review::comparison(&state, &method, &row.pair, DAYS[0]).unwrap().expect("both are known");
        let fields: i32 = compared.fields.iter().filter_map(|field| field.weight_millibits).sum();
        let weighed = &compared.weighed;
        assert_eq!(weighed.prior_millibits + fields, weighed.score_millibits, "{:?}", row.pair);
        assert_eq!(compared.risks, row.risks);
        let explained = crate::explanation::explain(&state, &config(), &row.pair.person_id, DAYS[0]).unwrap();
        let candidate = explained.candidates.iter().find(|other| other.cpr_number == row.pair.cpr_number).unwrap();
        let address = candidate.explanation.steps.iter().find(|step| step.field == "address").unwrap();
        assert_eq!(compared.dwelling_withheld, address.left == [crate::explanation::PROTECTED], "as explain withholds");
        for field in compared.fields.iter().filter(|field| compared.dwelling_withheld && field.field.is_dwelling()) {
            assert_eq!(field.difference, crate::review::Difference::Withheld);
            assert!(field.carl2.iter().chain(&field.cpr).all(|value| value.text == crate::explanation::PROTECTED));
        }
    }
}

#[test]
fn one_number_is_coupled_with_one_person_and_the_two_indexes_agree() {
    let folder = tempfile::tempdir().unwrap();
    let deliveries = country(folder.path(), 1200, 74);
    let mut journal = sqlite(folder.path(), "journal.db");
    for day in DAYS {
        run_with(&mut journal, None, &deliveries, day, folder.path(), &|_| {});
        let state = fold(&mut journal).unwrap();
        assert_eq!(state.couplings.len(), state.coupled_numbers.len(), "{day}");
        for (id, entry) in &state.couplings {
            assert_eq!(state.coupled_numbers.get(&entry.coupled.pair.cpr_number), Some(id), "{day}");
        }
    }
}
