//! Reading exchange folders: what is read, what is set aside, what is refused.

use std::path::Path;

use crate::administrative_numbers::{self, AdministrativeNumberAnswer};
use crate::carl2::{self, AppliedIn, Carl2Person, FormerKey, FormerNumber, Permit};
use crate::exchange::{DirectoryWriter, ReadOptions, write_manifest};
use crate::manifest::{Content, ExchangeFormat, MANIFEST};
use crate::person_ids::{self, PersonIdRow};
use crate::quarantine::Fault;
use crate::{Error, Reason};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use vocabulary::{CprNumber, GroundCategory, MunicipalityCode, PersonId, PersonIdFormat, Sex};

const DAY: Date = date(2026, 11, 20);

fn id(text: &str) -> PersonId {
    PersonIdFormat::default().parse(text).unwrap()
}

fn number() -> CprNumber {
    CprNumber::parse("0101901234").unwrap()
}

fn person(person_id: &str) -> Carl2Person {
    Carl2Person {
        person_id: id(person_id),
        given_names: "Åse, \"Aase\"".to_owned(),
        surname: String::new(),
        birth_date: Some("1990*".parse().unwrap()),
        sex: Some(Sex::Female),
        nationality: Some("XXA".to_owned()),
        cpr_number: Some(number()),
        entered_on: Some(DAY),
        died_on: None,
        address: Some("Nygade 1,\n2. tv".to_owned()),
        postcode: Some("0800".to_owned()),
        municipality: Some(MunicipalityCode::parse("0851").unwrap()),
        registered_on: Some(DAY),
    }
}

fn permit(permit_id: &str, person_id: &str) -> Permit {
    Permit {
        permit_id: permit_id.to_owned(),
        person_id: id(person_id),
        ground: "9c:1".parse().unwrap(),
        granted_on: DAY,
        valid_until: None,
        applied_in: Some(AppliedIn::Abroad),
        relation: Some(vocabulary::FamilyRelation::Child),
        reference_person_id: Some(id("0002")),
        municipality: None,
    }
}

fn former(person_id: &str) -> [FormerNumber; 2] {
    [FormerKey::Cpr(number()), FormerKey::PersonId(id("0009"))].map(|number| FormerNumber {
        person_id: id(person_id),
        number,
        until: Some(DAY),
    })
}

fn write(directory: &Path, ending: &str, persons: &[Carl2Person], permits: &[Permit]) {
    let mut out = DirectoryWriter::create(directory, ExchangeFormat::Carl2, DAY, None, Content::Full).unwrap();
    out.write::<Carl2Person>(&format!("persons.{ending}"), persons).unwrap();
    out.write::<Permit>(&format!("permits.{ending}"), permits).unwrap();
    out.write::<FormerNumber>(&format!("former_numbers.{ending}"), former("0001")).unwrap();
    out.finish().unwrap();
}

/// A folder whose persons are the given CSV text.
fn folder(persons: &[u8]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "csv", &[person("0001")], &[permit("a", "0001")]);
    std::fs::write(directory.path().join("persons.csv"), persons).unwrap();
    write_manifest(directory.path(), ExchangeFormat::Carl2, DAY, None, Content::Full).unwrap();
    directory
}

fn read(directory: &Path) -> Result<carl2::Carl2Extract, Error> {
    let extract = carl2::read(directory, &ReadOptions::default())?;
    let read = extract.persons.len() + extract.permits.len() + extract.former_numbers.len();
    assert_eq!(extract.exchange.rows_in_files(), read as u64 + extract.quarantine.records());
    Ok(extract)
}

fn reason(result: Result<carl2::Carl2Extract, Error>) -> Reason {
    match result {
        Err(Error::Refused(refusal)) => refusal.reason,
        other => panic!("{other:?}"),
    }
}

const HEADER: &str = "person_id,given_names,surname,birth_date,sex,nationality,cpr_number,entered_on,died_on,address,\
                      postcode,municipality,registered_on";

#[test]
fn what_is_written_is_read_in_csv_and_in_parquet() {
    for ending in ["csv", "parquet"] {
        let directory = tempfile::tempdir().unwrap();
        write(directory.path(), ending, &[person("0001"), person("0002")], &[permit("a", "0001")]);
        let extract = read(directory.path()).unwrap();
        assert!(extract.quarantine.is_empty(), "{:?}", extract.quarantine);
        assert_eq!(extract.persons[1].value, person("0002"));
        assert_eq!((extract.persons[1].row, &*extract.persons[1].file), (2, &*format!("persons.{ending}")));
        assert_eq!(extract.permits[0].value, permit("a", "0001"));
        assert_eq!(extract.permits[0].value.category(), GroundCategory::Family);
        assert_eq!(extract.former_numbers.iter().map(|row| row.value.clone()).collect::<Vec<_>>(), former("0001"));
    }
}

#[test]
fn rows_are_journal_payloads_without_absent_fields() {
    let json = serde_json::to_string(&permit("a", "0001")).unwrap();
    assert!(!json.contains("valid_until"), "{json}");
    assert_eq!(serde_json::from_str::<Permit>(&json).unwrap(), permit("a", "0001"));
    for row in former("0001") {
        let json = serde_json::to_string(&row).unwrap();
        assert_eq!(serde_json::from_str::<FormerNumber>(&json).unwrap(), row);
    }
}

#[test]
fn a_bad_cell_sets_the_whole_person_aside_and_the_rest_goes_on() {
    for (row, column) in [
        ("0001,A,B,1990-13,K,SYR,,,,,,,", "birth_date"),
        ("0001,A,B,,X,SYR,,,,,,,", "sex"),
        ("0001,A,B,,K,Syrien,,,,,,,", "nationality"),
        ("0001,A,B,,K,SYR,3202901234,,,,,,", "cpr_number"),
        ("0001,A,B,,K,SYR,,20-11-2026,,,,,", "entered_on"),
        ("0001,A,B,,K,SYR,,,2026-02-30,,,,", "died_on"),
        ("0001,A,B,,K,SYR,,,,,,85x,", "municipality"),
    ] {
        let directory = folder(format!("{HEADER}\n{row}\n0002,C,D,,,,,,,,,,\n").as_bytes());
        let extract = read(directory.path()).unwrap();
        assert_eq!(extract.persons.len(), 1, "{row}");
        let item = &extract.quarantine.items[0];
        assert!(matches!(&item.fault, Fault::BadCell { column: found, .. } if found == column), "{:?}", item.fault);
        assert_eq!((item.place.line, item.raw.as_slice()), (Some(2), row.as_bytes()));
        assert!(extract.permits.is_empty(), "the permit of the person goes with him");
        assert_eq!(extract.quarantine.records(), 4, "person, permit and two former numbers");
    }
}

#[test]
fn rows_of_wrong_width_or_encoding_are_set_aside_alone() {
    let directory =
        folder([HEADER.as_bytes(), b"\n0001,A\n0002,\xE5,,,,,,,,,,,\n0003,,,,,,,,,,,,\n"].concat().as_slice());
    let extract = read(directory.path()).unwrap();
    assert_eq!(extract.persons.len(), 1);
    assert!(extract.quarantine.items.iter().all(|item| matches!(item.fault, Fault::BadRow { .. })));
}

#[test]
fn a_key_that_stands_twice_sets_both_rows_aside() {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "csv", &[person("0001"), person("0002"), person("0001")], &[]);
    let extract = read(directory.path()).unwrap();
    assert_eq!(extract.persons.len(), 1);
    let twice = extract.quarantine.items.iter().filter(|item| matches!(item.fault, Fault::KeyTwice { .. }));
    assert_eq!(twice.map(|item| item.place.line).collect::<Vec<_>>(), [Some(2), Some(6)], "each address has two lines");
}

#[test]
fn a_byte_order_mark_and_another_order_of_columns_change_nothing() {
    let mut columns: Vec<&str> = HEADER.split(',').collect();
    columns.reverse();
    let row = ",,,,,,,SYR,M,1990,Øst,Åse,0001";
    let directory = folder(format!("\u{FEFF}{}\r\n{row}\r\n", columns.join(",")).as_bytes());
    let extract = read(directory.path()).unwrap();
    assert_eq!(extract.persons[0].value.given_names, "Åse");
}

#[test]
fn a_folder_that_is_not_what_its_manifest_says_is_refused() {
    let directory = folder(HEADER.as_bytes());
    let manifest = directory.path().join(MANIFEST);
    let whole = std::fs::read_to_string(&manifest).unwrap();
    let with = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        std::fs::write(&manifest, whole.replace(from, to)).unwrap();
        reason(read(directory.path()))
    };
    assert!(matches!(with("\"rows\": 0", "\"rows\": 1"), Reason::WrongRowCount { said: 1, found: 0 }));
    assert!(matches!(with("persons.csv", "gone.csv"), Reason::MissingFile));
    assert!(matches!(with("persons.csv", "../persons.csv"), Reason::BadManifest { .. }));
    assert!(matches!(with("persons.csv", "permits.csv"), Reason::BadManifest { .. }));
    assert!(matches!(with("ankomst-carl2/1", "ankomst-carl2/9"), Reason::BadManifest { .. }));
    assert!(matches!(with("ankomst-carl2/1", "ankomst-person-ids/1"), Reason::BadManifest { .. }));
    assert!(matches!(with("\"persons\"", "\"people\""), Reason::BadManifest { .. }));
    assert!(
        matches!(with("\"persons\"", "\"permits\""), Reason::BadManifest { .. }),
        "a full delivery has every table"
    );
    assert!(matches!(with("\"content\"", "\"contents\""), Reason::BadManifest { .. }));
    std::fs::write(&manifest, &whole).unwrap();
    std::fs::write(directory.path().join("persons.csv"), format!("{HEADER}\n")).unwrap();
    assert!(matches!(reason(read(directory.path())), Reason::WrongHash { .. }));
    std::fs::remove_file(&manifest).unwrap();
    assert!(matches!(reason(read(directory.path())), Reason::MissingFile));
}

#[test]
fn unknown_missing_and_double_columns_are_refused() {
    for header in [HEADER.replace("sex", "gender"), HEADER.replace("sex", "surname"), HEADER.replace(",sex", "")] {
        let directory = tempfile::tempdir().unwrap();
        write(directory.path(), "csv", &[], &[]);
        let path = directory.path().join("persons.csv");
        let manifest = std::fs::read_to_string(directory.path().join(MANIFEST)).unwrap();
        let before = sha256(&std::fs::read(&path).unwrap());
        std::fs::write(&path, &header).unwrap();
        let manifest = manifest.replace(&before, &sha256(header.as_bytes()));
        std::fs::write(directory.path().join(MANIFEST), manifest).unwrap();
        assert!(matches!(reason(read(directory.path())), Reason::BadColumns { .. }), "{header}");
    }
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    super::hexadecimal(&sha2::Sha256::digest(bytes))
}

#[test]
fn changes_must_follow_the_last_delivery_and_a_full_one_must_be_newer() {
    let verdict = |content, previous, last| {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path();
        let mut out = DirectoryWriter::create(path, ExchangeFormat::PersonIds, DAY, previous, content).unwrap();
        out.write::<PersonIdRow>("0851.csv", Vec::<PersonIdRow>::new()).unwrap();
        out.finish().unwrap();
        person_ids::read(path, &ReadOptions::default())
            .unwrap()
            .exchange
            .verdict(last)
            .map_err(|refusal| refusal.reason)
    };
    let (before, earlier) = (Some(date(2026, 11, 19)), Some(date(2026, 11, 18)));
    assert_eq!(verdict(Content::Changes, before, before), Ok(()));
    assert!(matches!(verdict(Content::Changes, before, earlier), Err(Reason::OutOfSequence { .. })));
    assert_eq!(verdict(Content::Changes, before, None), Err(Reason::NoBaseline));
    assert_eq!(verdict(Content::Full, None, earlier), Ok(()));
    assert!(matches!(verdict(Content::Full, None, Some(DAY)), Err(Reason::AlreadyLoaded { .. })));
}

#[test]
fn a_person_id_is_kept_as_the_municipality_typed_it() {
    let directory = tempfile::tempdir().unwrap();
    let rows =
        "cpr_number,person_id,municipality,registered_on\n010190-1234, 12 34?,0851,\n0101901234,,0851,2026-11-20\n";
    std::fs::write(directory.path().join("0851.csv"), rows).unwrap();
    write_manifest(directory.path(), ExchangeFormat::PersonIds, DAY, None, Content::Full).unwrap();
    let list = person_ids::read(directory.path(), &ReadOptions::default()).unwrap();
    assert!(list.quarantine.is_empty(), "{:?}", list.quarantine);
    assert_eq!(list.rows[0].value.person_id, " 12 34?");
    assert_eq!(list.rows[1].value.person_id, "");
}

#[test]
fn answers_to_requests_are_read() {
    let directory = tempfile::tempdir().unwrap();
    let format = ExchangeFormat::AdministrativeNumbers;
    let mut out = DirectoryWriter::create(directory.path(), format, DAY, None, Content::Changes).unwrap();
    let answer = AdministrativeNumberAnswer {
        request_id: "r1".to_owned(),
        person_id: id("0001"),
        cpr_number: number(),
        issued_on: DAY,
    };
    out.write::<AdministrativeNumberAnswer>("answers.csv", [&answer]).unwrap();
    out.finish().unwrap();
    let answers = administrative_numbers::read(directory.path(), &ReadOptions::default()).unwrap();
    assert_eq!(answers.answers[0].value, answer);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_csv_is_read_set_aside_or_refused_and_every_row_counted(
        rows in prop::collection::vec("[0-9A-Za-z,\"\\n\r é-]{0,60}", 0..8),
    ) {
        let directory = tempfile::tempdir().unwrap();
        write(directory.path(), "csv", &[], &[]);
        let text = format!("{HEADER}\n{}", rows.join("\n"));
        std::fs::write(directory.path().join("persons.csv"), text).unwrap();
        write_manifest(directory.path(), ExchangeFormat::Carl2, DAY, None, Content::Full).unwrap();
        read(directory.path()).unwrap();
    }

    #[test]
    fn a_damaged_parquet_file_is_refused_or_read_and_never_stops_the_program(
        at in any::<prop::sample::Index>(), byte: u8,
    ) {
        let directory = tempfile::tempdir().unwrap();
        write(directory.path(), "parquet", &[person("0001"), person("0002")], &[]);
        let path = directory.path().join("persons.parquet");
        let mut bytes = std::fs::read(&path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        std::fs::write(&path, bytes).unwrap();
        // A manifest made after the damage, so that the hash does not stop it before the reader sees it.
        if write_manifest(directory.path(), ExchangeFormat::Carl2, DAY, None, Content::Full).is_ok() {
            let _ = carl2::read(directory.path(), &ReadOptions::default());
        }
    }
}
