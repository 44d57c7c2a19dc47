//! Case flow: what was made is in order, is the same from the same seed, and is set aside exactly where it was broken.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use generator::flow::{Flow, FlowMade, FlowMistake, FlowSettings, write_flow, write_flow_store};
use jiff::civil::date;
use oversight::flow::{Area, Event, EventKind};
use oversight::flow_order;
use registers::exchange::ReadOptions;
use registers::flow::import;
use registers::flow_store::FlowStore;

fn small(scale: f64, seed: u64) -> FlowSettings {
    FlowSettings { scale, ..FlowSettings::new(2022, 2025, seed) }
}

fn has(events: &[Event], kind: EventKind) -> bool {
    events.iter().any(|event| event.kind == kind)
}

#[test]
fn every_case_is_in_order_and_stays_so_at_every_end_of_a_year() {
    let settings = small(0.05, 3);
    let mut last = None;
    for events in Flow::of(&settings).unwrap() {
        assert_eq!(flow_order::check(&events), Ok(()), "{events:#?}");
        assert!(last < Some(events[0].case), "cases come in the order of their numbers");
        last = Some(events[0].case);
        for year in 2022..2025 {
            let known: Vec<Event> =
                events.iter().filter(|event| event.recorded <= date(year, 12, 31)).cloned().collect();
            assert!(known.is_empty() || flow_order::check(&known).is_ok(), "as known at the end of {year}: {known:#?}");
        }
        assert!(
            events
                .iter()
                .all(|event| event.recorded <= settings.until() && event.value.is_some() == event.kind.has_value())
        );
        assert!(events.iter().all(|event| event.day <= event.recorded || event.kind.may_lie_ahead()));
    }
}

/// The country at a tenth, so that shares are stable; volumes of a year must be a tenth of what the sources say.
#[test]
fn the_volumes_and_shares_are_those_of_the_plans() {
    let settings = small(0.1, 1);
    let mut opened: BTreeMap<(Area, i16), u32> = BTreeMap::new();
    let (mut spontaneous, mut expelled_left, mut stock, mut reopened, mut late, mut events_of_all) = (0, 0, 0, 0, 0, 0);
    let (mut waited, mut appointments) = (BTreeMap::<i32, u32>::new(), BTreeSet::new());
    for events in Flow::of(&settings).unwrap() {
        let area = events[0].area;
        let begins = events.iter().find(|event| event.kind == EventKind::Opened).unwrap().day;
        *opened.entry((area, begins.year())).or_default() += 1;
        if area == Area::Asylum
            && begins.year() == 2024
            && has(&events, EventKind::Spontaneous)
            && !has(&events, EventKind::RemotelyRegistered)
        {
            spontaneous += 1;
        }
        let left_in = |year| events.iter().any(|event| event.kind == EventKind::Departed && event.day.year() == year);
        if has(&events, EventKind::ExpelledByJudgment) && left_in(2024) {
            expelled_left += 1;
        }
        let in_position =
            events.iter().find(|event| event.kind == EventKind::DeparturePositionBegan).map(|event| event.day);
        let ended = events
            .iter()
            .find(|event| matches!(event.kind, EventKind::Decided | EventKind::Closed))
            .map(|event| event.day);
        let at = date(2023, 12, 31);
        let is_open = ended.is_none_or(|ended| ended > at);
        if has(&events, EventKind::RejectedAsylumSeeker)
            && in_position.is_some_and(|since| since < date(2021, 12, 31))
            && is_open
        {
            stock += 1;
        }
        reopened += u32::from(has(&events, EventKind::Reopened));
        late += events.iter().filter(|event| event.recorded > event.day).count();
        events_of_all += events.len();
        for event in &events {
            match (event.kind, event.value) {
                (EventKind::WaitingBegan, Some(cause)) => *waited.entry(cause).or_default() += 1,
                (EventKind::NextAppointment, _) => drop(appointments.insert((event.case, event.day))),
                _ => {}
            }
        }
    }
    let near = |what: &str, found: u32, expected: u32, tolerance: f64| {
        let off = (f64::from(found) - f64::from(expected)).abs() / f64::from(expected);
        assert!(off <= tolerance, "{what}: {found}, expected {expected}");
    };
    near("spontaneous applications of 2024", spontaneous, 200, 0.15);
    near("family cases of 2024", opened[&(Area::FamilyReunification, 2024)], 530, 0.03);
    near("persons expelled by judgment who left in 2024", expelled_left, 105, 0.3);
    assert!(stock >= 10, "{stock} rejected asylum seekers more than two years in position");
    assert!(reopened > 100 && waited.len() == 5, "{reopened} reopened, waiting by {waited:?}");
    let share = late as f64 / events_of_all as f64;
    assert!((0.1..0.25).contains(&share), "{share} of the events are entered late");
    // Four offices, about 250 working days a year.
    assert!((3_900..4_100).contains(&appointments.len()), "{}", appointments.len());
    assert!(opened.keys().map(|(area, _)| *area).collect::<BTreeSet<_>>().len() == Area::ALL.len());
}

#[test]
fn a_human_being_with_two_return_cases_leaves_once() {
    let mut left: BTreeMap<u64, BTreeSet<_>> = BTreeMap::new();
    let mut cases: BTreeMap<u64, u32> = BTreeMap::new();
    for events in Flow::of(&small(0.5, 2)).unwrap().filter(|events| events[0].area == Area::Return) {
        let person = events[0].person.unwrap().0;
        *cases.entry(person).or_default() += 1;
        let departed = events.iter().filter(|event| event.kind == EventKind::Departed).map(|event| event.day);
        left.entry(person).or_default().extend(departed);
    }
    let twice = cases.values().filter(|&&count| count == 2).count();
    assert!(twice > 50, "{twice} persons are both");
    assert!(left.values().all(|days| days.len() <= 1));
}

#[test]
fn what_is_set_aside_is_exactly_what_was_broken() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = small(0.05, 7);
    settings.rates.broken = 0.05;
    let made = write_flow(&settings, folder.path()).unwrap();
    assert_eq!(made.mistakes.len(), FlowMistake::ALL.len(), "every kind of fault came up: {:?}", made.mistakes);
    let mut truth: BTreeMap<String, BTreeMap<u64, String>> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(folder.path().join("flow/truth.csv")).unwrap();
    for line in reader.records() {
        let line = line.unwrap();
        truth.entry(line[0].to_owned()).or_default().insert(line[1].parse().unwrap(), line[2].to_owned());
    }
    let (mut store, mut broken) = (FlowStore::default(), BTreeSet::new());
    for delivery in &made.deliveries {
        let read = import(&delivery.folder, &ReadOptions::default(), store).unwrap();
        let new = truth.remove(&delivery.produced_on.to_string()).unwrap_or_default();
        broken.extend(new.keys().copied());
        let counts = &read.counts;
        assert_eq!(
            (counts.read, counts.taken, counts.duplicates, counts.quarantined),
            (delivery.rows, delivery.taken, delivery.duplicates, delivery.set_aside)
        );
        let mut shown: BTreeMap<u64, String> = BTreeMap::new();
        for item in &read.quarantine.items {
            let case: u64 = item.subject.as_deref().unwrap().parse().unwrap();
            let fault = serde_json::to_value(&item.fault).unwrap();
            let named =
                fault.pointer("/fault/is").or_else(|| fault.pointer("/disorder/is")).and_then(|name| name.as_str());
            match named {
                Some(name) => assert!(shown.insert(case, name.to_owned()).is_none(), "two reasons for case {case}"),
                None => assert!(broken.contains(&case), "case {case} was never broken"),
            }
        }
        assert_eq!(shown, new, "the delivery of {}", delivery.produced_on);
        assert_eq!(read.store.awaiting.keys().copied().collect::<BTreeSet<_>>(), broken);
        store = read.store;
    }
    assert!(truth.is_empty());
    assert_eq!(store.events.len() as u64, made.events);
    let right: Vec<Vec<Event>> =
        Flow::of(&settings).unwrap().filter(|events| !broken.contains(&events[0].case.0)).collect();
    let held: BTreeSet<u64> = store.events.iter().map(|event| event.case.0).collect();
    assert_eq!(held, right.iter().map(|events| events[0].case.0).collect(), "every case that was not broken is held");
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            files.extend(self::files(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else if name != "flow.json" {
            // It names the folder, which differs.
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
    files
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let made = |seed| {
        let folder = tempfile::tempdir().unwrap();
        write_flow(&small(0.01, seed), folder.path()).unwrap();
        files(folder.path())
    };
    let first = made(1);
    assert_eq!(first.len(), 4 * 2 + 1, "{:?}", first.keys());
    assert_eq!(first, made(1));
    assert_ne!(first, made(2));
}

#[test]
fn a_case_is_the_same_at_every_scale() {
    let of = |scale| -> BTreeMap<u64, Vec<Event>> {
        let settings = small(scale, 4);
        let visas = Flow::of(&settings).unwrap().filter(|events| events[0].area == Area::Visa);
        visas.map(|events| (events[0].case.0, events)).collect()
    };
    let (few, more) = (of(0.005), of(0.01));
    assert!(few.len() > 500 && more.len() > few.len());
    assert!(few.iter().all(|(case, events)| more.get(case) == Some(events)));
}

#[test]
fn the_stored_form_without_faults_is_the_flow_itself() {
    let folder = tempfile::tempdir().unwrap();
    let (settings, path) = (small(0.01, 5), folder.path().join("flow.parquet"));
    let made: FlowMade = write_flow_store(&settings, &path).unwrap();
    let store = FlowStore::read(&path).unwrap();
    let mut expected: Vec<Event> = Flow::of(&settings).unwrap().flatten().collect();
    expected.sort_by_key(registers::flow_store::order);
    assert_eq!(store.events, expected);
    assert_eq!(made.events, expected.len() as u64);
    assert!(write_flow_store(&settings, &path).is_err(), "a store is never overwritten");
    assert!(write_flow(&settings, folder.path()).is_ok());
    assert!(write_flow(&settings, folder.path()).is_err(), "nor is a folder that holds a flow");
}
