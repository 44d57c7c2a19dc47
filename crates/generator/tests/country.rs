//! A whole country, written and read back: what the generator promises, seen from outside.
#![expect(clippy::unwrap_used, reason = "a test file: what cannot be read or written must fail the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use generator::number::is_impossible;
use generator::{Country, Extras, FromYear, Rates, RecordOrder, Settings};
use jiff::civil::{Date, date};
use registers::cpr::{CprDelivery, CprPerson, Form, Limits, read_file};
use registers::exchange::ReadOptions;
use registers::{carl2, person_ids};
use vocabulary::{CprNumber, CprStatus};

type Row = BTreeMap<String, String>;

fn country(settings: &Settings) -> (tempfile::TempDir, Country) {
    let folder = tempfile::tempdir().unwrap();
    let country = Country::generate(settings, folder.path(), Extras::FlatTables).unwrap();
    (folder, country)
}

fn with_days(days: u16) -> Settings {
    Settings { days, changes_per_day: 120, ..Settings::new(300, 7) }
}

fn delivery(folder: &Path, day: Date) -> CprDelivery {
    let name = format!("D{:02}{:02}{:02}.L431102", day.year() % 100, day.month(), day.day());
    read_file(&folder.join("cpr").join(name), &Limits::default()).unwrap()
}

fn persons(delivery: &CprDelivery) -> Vec<CprPerson> {
    delivery.persons().map(|records| CprPerson::from_records(records.text()).unwrap()).collect()
}

fn extract(folder: &Path, day: Date) -> carl2::Carl2Extract {
    carl2::read(&folder.join(format!("carl2/{day}")), &ReadOptions::default()).unwrap()
}

fn rows_of(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| header.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.insert(path.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    all
}

#[test]
fn the_same_settings_give_the_same_bytes_also_when_made_in_many_threads_at_once() {
    let settings = with_days(2);
    let first = files(country(&settings).0.path());
    let others: Vec<_> = std::thread::scope(|scope| {
        let made: Vec<_> = (0..4).map(|_| scope.spawn(|| files(country(&settings).0.path()))).collect();
        made.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(others.iter().all(|other| *other == first));
    let other_seed = files(country(&Settings { seed: 8, ..settings }).0.path());
    assert_ne!(first[Path::new("truth.csv")], other_seed[Path::new("truth.csv")]);
}

#[test]
fn every_file_is_read_back_without_anything_set_aside() {
    let (folder, made) = country(&with_days(3));
    assert_eq!(made.days, [date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)]);
    let mut last = None;
    for &day in &made.days {
        let cpr = delivery(folder.path(), day);
        assert_eq!(cpr.verdict(last), Ok(()), "{day}");
        assert_eq!((cpr.quarantine.records(), cpr.counts.persons_set_aside), (0, 0), "{day}");
        assert!(!persons(&cpr).is_empty());
        let extract = extract(folder.path(), day);
        assert_eq!((extract.exchange.verdict(last), extract.quarantine.records()), (Ok(()), 0), "{day}");
        let list = person_ids::read(&folder.path().join(format!("person-ids/{day}")), &ReadOptions::default()).unwrap();
        assert_eq!((list.exchange.verdict(last), list.quarantine.records()), (Ok(()), 0), "{day}");
        last = Some(day);
    }
}

#[test]
fn the_three_physical_forms_and_both_orders_hold_the_same_persons() {
    let read = |form, order| {
        let (folder, made) = country(&Settings { form, order, ..Settings::new(60, 3) });
        let delivery = delivery(folder.path(), made.days[0]);
        assert_eq!((delivery.verdict(None), delivery.form), (Ok(()), form));
        persons(&delivery)
    };
    let first = read(Form::LinesStripped, RecordOrder::AddressingNamesLast);
    for form in [Form::LinesStripped, Form::LinesPadded, Form::Glued] {
        for order in [RecordOrder::AddressingNamesLast, RecordOrder::ByPerson] {
            assert_eq!(read(form, order), first, "{form:?} {order:?}");
        }
    }
}

/// Every ten digits in the tables that are a CPR number.
fn numbers_in_tables(folder: &Path) -> Vec<CprNumber> {
    let tables =
        files(folder).into_iter().filter(|(path, _)| path.extension().is_some_and(|extension| extension == "csv"));
    let texts: Vec<String> = tables.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect();
    let cells = texts.iter().flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric()));
    cells.filter_map(|cell| CprNumber::parse(cell).ok()).collect()
}

#[test]
fn no_number_in_any_file_can_have_been_issued_by_cpr() {
    let (folder, made) = country(&with_days(3));
    let mut numbers = numbers_in_tables(folder.path());
    for &day in &made.days {
        for person in persons(&delivery(folder.path(), day)) {
            let spouse = person.civil_status.and_then(|status| status.spouse);
            numbers.extend(
                [Some(person.number), person.current_number, person.mother, person.father, spouse].iter().flatten(),
            );
            numbers.extend(person.former_numbers.iter().chain(&person.children));
        }
    }
    assert!(numbers.len() > 2000, "{}", numbers.len());
    for number in numbers {
        assert!(is_impossible(number), "{}", number.digits());
    }
}

#[test]
fn birth_date_and_sex_agree_with_the_number() {
    let (folder, made) = country(&with_days(0));
    for person in persons(&delivery(folder.path(), made.days[0])) {
        assert_eq!(person.birth_date.day(), Some(person.number.birth_date()));
        assert_eq!(person.sex, person.number.sex());
    }
}

#[test]
fn the_truth_names_rows_that_exist_and_one_current_number_a_person_at_most() {
    let (folder, made) = country(&with_days(2));
    let truth = rows_of(&folder.path().join("truth.csv"));
    assert_eq!(truth.len() as u64, made.true_pairs);
    let column = |file: &str, name: &str| -> BTreeSet<String> {
        rows_of(&folder.path().join(file)).into_iter().map(|row| row[name].clone()).collect()
    };
    let (ids, numbers) = (column("left.csv", "person_id"), column("right.csv", "cpr_number"));
    assert_eq!(ids.len() as u64, made.carl2_persons);
    let mut current: BTreeMap<&str, u32> = BTreeMap::new();
    for row in &truth {
        assert!(ids.contains(&row["person_id"]));
        assert_eq!(numbers.contains(&row["cpr_number"]), row["current"] == "1");
        *current.entry(&row["person_id"]).or_default() += u32::from(row["current"] == "1");
    }
    assert!(current.values().all(|&count| count == 1));
    assert!(truth.iter().any(|row| row["current"] == "0"));
}

#[test]
fn withdrawn_numbers_point_to_the_one_that_replaced_them_and_back() {
    let rates = Rates { two_numbers: 0.1, number_changed: 0.1, number_annulled: 0.1, ..Rates::default() };
    let (folder, made) = country(&Settings { rates, ..Settings::new(300, 2) });
    let all = persons(&delivery(folder.path(), made.days[0]));
    let by_number: BTreeMap<CprNumber, &CprPerson> = all.iter().map(|person| (person.number, person)).collect();
    let mut followed: BTreeMap<CprStatus, u32> = BTreeMap::new();
    for old in all.iter().filter(|person| person.status.is_withdrawn()) {
        *followed.entry(old.status).or_default() += 1;
        if old.status != CprStatus::Annulled {
            let new = by_number[&old.current_number.expect("a replaced number names its successor")];
            assert!(new.former_numbers.contains(&old.number));
        }
    }
    assert!(followed.len() == 3 && followed.values().all(|&count| count > 3), "{followed:?}");
}

#[test]
fn nobody_is_left_with_a_relatives_number_that_was_given_up() {
    let (folder, made) = country(&Settings { days: 3, changes_per_day: 300, ..Settings::new(300, 11) });
    let mut register: BTreeMap<CprNumber, CprPerson> = BTreeMap::new();
    for &day in &made.days {
        register.extend(persons(&delivery(folder.path(), day)).into_iter().map(|person| (person.number, person)));
    }
    let mut named = 0;
    for person in register.values().filter(|person| !person.status.is_withdrawn()) {
        let spouse = person.civil_status.and_then(|status| status.spouse);
        let relatives =
            [person.mother, person.father, spouse].into_iter().flatten().chain(person.children.iter().copied());
        for relative in relatives {
            assert!(!register[&relative].status.is_withdrawn(), "{} of {}", relative.digits(), person.number.digits());
            named += 1;
        }
    }
    assert!(named > 200, "{named}");
}

#[test]
fn a_folder_that_holds_a_country_is_not_written_over() {
    let (folder, _) = country(&Settings::new(10, 1));
    let again = Country::generate(&Settings::new(10, 2), folder.path(), Extras::None);
    assert!(matches!(again, Err(generator::Error::NotEmpty(_))));
}

#[test]
fn the_harder_rates_can_be_read_and_leave_a_third_of_the_pairs_without_identifier() {
    let rates = Rates::read(Path::new("data/few-identifiers.toml")).unwrap();
    let (folder, _) = country(&Settings { cpr_persons: 10, rates, ..Settings::new(2000, 4) });
    let table = |file: &str, key: &str, value: &str| -> BTreeMap<String, String> {
        let rows = rows_of(&folder.path().join(file)).into_iter();
        rows.map(|row| (row[key].clone(), row[value].clone())).collect()
    };
    let left = table("left.csv", "person_id", "cpr_number");
    let right = table("right.csv", "cpr_number", "person_id");
    let truth = rows_of(&folder.path().join("truth.csv")).into_iter().filter(|row| row["current"] == "1");
    let shares =
        |row: &Row| left[&row["person_id"]] == row["cpr_number"] || right[&row["cpr_number"]] == row["person_id"];
    let (with, without): (Vec<Row>, Vec<Row>) = truth.partition(shares);
    let share = without.len() as f64 / (with.len() + without.len()) as f64;
    assert!((0.28..0.42).contains(&share), "{share}");
}

#[test]
fn every_status_that_the_country_promises_occurs() {
    let (folder, made) = country(&Settings::new(3000, 5));
    let found: BTreeSet<u8> =
        persons(&delivery(folder.path(), made.days[0])).iter().map(|person| person.status.code()).collect();
    assert_eq!(found, BTreeSet::from([1, 3, 20, 30, 50, 60, 70, 80, 90]));
}

/// Of the permits people came with, those whose holder has a CPR number that CARL2 does not know.
fn uncoupled_share(folder: &Path, years: std::ops::RangeInclusive<i16>) -> f64 {
    let truth = rows_of(&folder.join("truth.csv"));
    let numbered: BTreeSet<&str> = truth.iter().map(|row| row["person_id"].as_str()).collect();
    let extract = extract(folder, date(2026, 11, 19));
    let known = extract.persons.iter().filter(|row| row.value.cpr_number.is_some());
    let known: BTreeSet<&str> = known.map(|row| row.value.person_id.as_str()).collect();
    // Permits before the one that the person came with are numbered 1.
    let permits = extract.permits.iter().map(|row| &row.value).filter(|permit| permit.permit_id.ends_with("-2"));
    let permits = permits.filter(|permit| years.contains(&permit.granted_on.year()));
    let holders: Vec<&str> =
        permits.map(|permit| permit.person_id.as_str()).filter(|id| numbered.contains(id)).collect();
    holders.iter().filter(|id| !known.contains(*id)).count() as f64 / holders.len() as f64
}

#[test]
fn the_uncoupled_share_is_the_one_that_was_asked_for() {
    let uncoupled = vec![FromYear { year: 1997, share: 0.4 }, FromYear { year: 2013, share: 0.1 }];
    let rates = Rates { uncoupled, administrative_missed: 1.0, ..Rates::default() };
    let (folder, _) = country(&Settings { cpr_persons: 10, rates, ..Settings::new(4000, 9) });
    let [early, late] = [1997..=2012, 2013..=2026].map(|years| uncoupled_share(folder.path(), years));
    assert!((early - 0.4).abs() < 0.05, "{early}");
    assert!((late - 0.1).abs() < 0.04, "{late}");
}

#[test]
fn by_default_a_tenth_of_the_early_permits_are_uncoupled_and_few_of_the_late_ones() {
    let (folder, _) = country(&Settings { cpr_persons: 10, ..Settings::new(8000, 1) });
    let [early, late] = [1997..=2010, 2017..=2026].map(|years| uncoupled_share(folder.path(), years));
    assert!((early - 0.10).abs() < 0.02, "{early}");
    assert!(late < 0.02, "{late}");
}

#[test]
fn recent_permits_have_no_number_yet_so_that_the_night_asks_for_one() {
    let (folder, made) = country(&with_days(2));
    let last = made.days[2];
    let extract = extract(folder.path(), last);
    let new: Vec<_> = extract.permits.iter().filter(|permit| permit.value.granted_on == last).collect();
    assert!(!new.is_empty());
    for permit in new {
        let holder = extract.persons.iter().find(|person| person.value.person_id == permit.value.person_id).unwrap();
        assert_eq!((holder.value.cpr_number, holder.value.registered_on), (None, Some(last)));
    }
}

#[test]
fn an_administrative_number_becomes_ordinary_and_stays_the_same() {
    let (folder, made) = country(&Settings { days: 3, changes_per_day: 200, ..Settings::new(2000, 6) });
    let before: BTreeMap<CprNumber, CprStatus> =
        persons(&delivery(folder.path(), made.days[0])).iter().map(|person| (person.number, person.status)).collect();
    let mut registered = 0;
    for &day in &made.days[1..] {
        for person in persons(&delivery(folder.path(), day)) {
            if before.get(&person.number) == Some(&CprStatus::Administrative) {
                assert_eq!(person.status, CprStatus::ResidentInDenmark);
                registered += 1;
            }
        }
    }
    assert!(registered > 5, "{registered}");
}
