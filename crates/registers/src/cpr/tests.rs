//! Reading deliveries: what is read, what is set aside, what is refused.

use std::io::{self, Read};

use crate::cpr::{
    self, CprDelivery, CprPerson, DeliveryWriter, Form, Limits, Record, RecordBuilder, RecordType, StartRecord,
};
use crate::quarantine::{self, Fault};
use crate::{Error, Reason};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use vocabulary::CprNumber;

const DAY: Date = date(2026, 11, 20);
const DAY_BEFORE: Date = date(2026, 11, 19);
const FORMS: [Form; 3] = [Form::LinesStripped, Form::LinesPadded, Form::Glued];

fn number(n: u32) -> CprNumber {
    CprNumber::parse(&format!("{:02}0190{:04}", n % 28 + 1, 1000 + n)).unwrap()
}

fn new(record_type: RecordType, n: u32) -> RecordBuilder {
    RecordBuilder::new(record_type, number(n))
}

fn person(n: u32) -> Vec<Record> {
    [
        new(RecordType::Person, n).put("STATUS", "01").put("KOEN", "K").put("FOED_DT", "1990-01-01"),
        new(RecordType::Protection, n).put("BESKYTTYPE", "0001").put("START_DT-BESKYTTELSE", "2020-01-01"),
        new(RecordType::Name, n).put("FORNVN", "Åse").put("EFTERNVN", "Øst").put("NVNHAENSTART", "202001010000"),
        new(RecordType::Citizenship, n).put("LANDEKOD", "5103").put("HAENSTART-STATSBORGERSKAB", "199103201299"),
        new(RecordType::AddressingName, n).put("ADRNVN", "Åse Øst").put("POSTNR", "9000"),
    ]
    .map(|record| record.build().unwrap())
    .into()
}

/// Each person's records together, but all records 003 as a block at the end, as CPR delivers them.
fn records(persons: u32) -> Vec<Record> {
    let (last, first): (Vec<Record>, Vec<Record>) =
        (0..persons).flat_map(person).partition(|record| record.record_type() == RecordType::AddressingName);
    first.into_iter().chain(last).collect()
}

fn write(form: Form, records: &[Record]) -> Vec<u8> {
    let mut writer = DeliveryWriter::start(Vec::new(), form, 431_102, DAY, Some(DAY_BEFORE)).unwrap();
    for record in records {
        writer.write(record).unwrap();
    }
    writer.finish().unwrap()
}

fn read(bytes: &[u8]) -> CprDelivery {
    let delivery = cpr::read("D261120.L431102", bytes, &Limits::default()).unwrap();
    let counts = delivery.counts;
    assert_eq!(counts.bytes, bytes.len() as u64);
    assert_eq!(counts.records, counts.of_persons + counts.control + counts.set_aside);
    assert_eq!(
        counts.bytes,
        counts.bytes_of_persons + counts.bytes_of_control + counts.bytes_set_aside + counts.bytes_blank
    );
    delivery
}

fn refusal(bytes: &[u8]) -> Reason {
    read(bytes).verdict(Some(DAY_BEFORE)).unwrap_err().reason
}

fn fault(delivery: &CprDelivery) -> &Fault {
    assert_eq!(delivery.quarantine.items.len(), 1, "{:?}", delivery.quarantine);
    &delivery.quarantine.items[0].fault
}

/// A delivery of the given lines, with an end record that counts them.
fn lines(lines: &[&str]) -> Vec<u8> {
    let body: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
    let text = format!("00000000000004311022026112020261119\n{}9999999999999{:08}\n", body.concat(), lines.len());
    text.chars().map(|c| u8::try_from(c).unwrap()).collect()
}

const GOOD: &str = "0010101901234          01000000000000 K1990-01-01";

#[test]
fn the_three_forms_give_the_same_persons() {
    let texts = FORMS.map(|form| {
        let delivery = read(&write(form, &records(50)));
        assert_eq!(delivery.form, form);
        assert_eq!(delivery.verdict(Some(DAY_BEFORE)), Ok(()));
        assert!(delivery.quarantine.is_empty());
        assert_eq!(delivery.counts.persons, 50);
        delivery.persons().map(|person| person.text().to_owned()).collect::<Vec<_>>()
    });
    assert_eq!(texts[0], texts[1]);
    assert_eq!(texts[0], texts[2]);
    let types: Vec<&str> = texts[0][0].lines().map(|line| &line[..3]).collect();
    assert_eq!(types, ["001", "003", "004", "008", "010"], "ordered by type over the whole file");
}

#[test]
fn a_person_is_typed_from_the_records_as_read() {
    let delivery = read(&write(Form::Glued, &records(2)));
    let person = CprPerson::from_records(delivery.person(number(1)).unwrap().text()).unwrap();
    assert_eq!(person.name.as_ref().unwrap().full(), "Åse Øst");
    assert_eq!(person.citizenship.unwrap().from.unwrap().to_string(), "1991-03-20");
    assert!(person.is_address_protected(DAY));
    assert!(!person.is_address_protected(date(2019, 12, 31)));
    assert_eq!(person.plain_address.unwrap().addressing_name, "Åse Øst");
}

#[test]
fn carriage_returns_and_blank_lines_change_nothing() {
    let text = String::from_utf8_lossy(&write(Form::LinesStripped, &[])).replace('\n', "\r\n");
    let delivery = read(format!("{text}\r\n\n").as_bytes());
    assert_eq!(delivery.verdict(Some(DAY_BEFORE)), Ok(()));
    assert_eq!(delivery.counts.bytes_blank, 3);
}

#[test]
fn a_file_from_last_week_or_after_a_gap_is_refused() {
    let delivery = read(&write(Form::LinesStripped, &records(1)));
    let reason = |last| delivery.verdict(Some(last)).unwrap_err().reason;
    assert!(matches!(reason(DAY), Reason::AlreadyLoaded { .. }));
    assert!(matches!(reason(date(2026, 11, 27)), Reason::AlreadyLoaded { .. }));
    assert!(matches!(reason(date(2026, 11, 18)), Reason::OutOfSequence { .. }));
    assert_eq!(delivery.verdict(None), Ok(()));
}

#[test]
fn a_refusal_names_file_line_byte_and_what_to_do() {
    let delivery = read(&lines(&[GOOD])[..86]);
    let refusal = delivery.verdict(None).unwrap_err();
    assert_eq!(refusal.reason, Reason::NoEndRecord);
    assert_eq!((refusal.place.line, refusal.place.byte), (Some(2), Some(86)));
    assert!(refusal.to_string().starts_with("D261120.L431102, line 2, byte 86:"), "{refusal}");
    assert!(refusal.to_string().contains("fetch it again"), "{refusal}");
}

#[test]
fn a_file_without_its_end_record_is_refused() {
    for form in FORMS {
        let whole = write(form, &records(3));
        let end = whole.len() - 21 - usize::from(form != Form::Glued);
        assert_eq!(refusal(&whole[..end]), Reason::NoEndRecord, "{form:?}");
    }
}

#[test]
fn a_wrong_count_and_what_follows_the_end_record_are_refused() {
    let mut bytes = write(Form::LinesStripped, &records(1));
    let at = bytes.len() - 2;
    bytes[at] = b'9';
    assert_eq!(refusal(&bytes), Reason::WrongCount { said: 9, found: 5 });
    let mut bytes = write(Form::LinesStripped, &records(1));
    bytes.extend_from_slice(b"0140101901234\n");
    assert_eq!(refusal(&bytes), Reason::AfterEndRecord { records: 1 });
}

#[test]
fn a_missing_or_bad_start_record_is_refused() {
    let whole = lines(&[GOOD]);
    assert_eq!(refusal(&whole[36..]), Reason::NoStartRecord);
    let text = String::from_utf8(whole).unwrap();
    assert!(matches!(refusal(text.replace("20261120", "20261320").as_bytes()), Reason::BadStartRecord { .. }));
    assert!(matches!(refusal(text.replace("20261119", "20271119").as_bytes()), Reason::BadStartRecord { .. }));
}

#[test]
fn another_kind_of_file_is_refused_by_its_first_bytes() {
    assert_eq!(refusal(b""), Reason::Empty);
    for (bytes, kind) in [(&b"PK\x03\x04..\n.."[..], "a ZIP archive"), (b"\x1F\x8B\x08", "gzip"), (b"%PDF-1.7", "PDF")]
    {
        let Reason::NotText { found } = refusal(bytes) else { panic!("{kind}") };
        assert!(found.contains(kind), "{found}");
    }
}

#[test]
fn utf_8_and_utf_16_are_refused() {
    for form in FORMS {
        let latin1 = write(form, &records(3));
        let text: String = latin1.iter().map(|&byte| char::from(byte)).collect();
        assert_eq!(refusal(text.as_bytes()), Reason::WrongEncoding { found: "UTF-8".to_owned() }, "{form:?}");
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        assert_eq!(refusal(&marked), Reason::WrongEncoding { found: "UTF-8".to_owned() }, "{form:?}");
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(matches!(refusal(&utf16), Reason::WrongEncoding { .. }), "{form:?}");
    }
}

#[test]
fn one_record_that_was_converted_sets_one_person_aside() {
    let other = GOOD.replace("0101901234", "0201901235");
    let delivery = read(&lines(&[GOOD, "0080101901234Ã\u{85}se", &other, "0080201901235Åse"]));
    let item = &delivery.quarantine.items[0];
    assert_eq!((item.subject.as_deref(), item.records), (Some("0101901234"), 2));
    assert_eq!(delivery.counts.persons, 1);
    assert_eq!(delivery.verdict(Some(DAY_BEFORE)), Ok(()));
}

#[test]
fn a_bad_record_sets_its_whole_person_aside_and_the_rest_goes_on() {
    let mut text = String::new();
    for (line, what) in [
        ("0340101901234", "unknown type"),
        ("0050101901234510020261301 000", "bad date"),
        ("0040101901234    2020-01-01", "no protection type"),
        ("0100101901234 851", "no country"),
        (GOOD, "two records 001"),
        ("0100101901234510\t", "control character"),
        (&format!("0140101901234{}", "0".repeat(11)), "too long"),
    ] {
        let other = "0010201901235          01000000000000 M1990-01-02";
        let delivery = read(&lines(&[GOOD, other, line]));
        let item = &delivery.quarantine.items[0];
        assert_eq!(delivery.quarantine.items.len(), 1, "{what}");
        assert_eq!(item.subject.as_deref(), Some("0101901234"), "{what}");
        assert_eq!(item.raw, format!("{GOOD}\n{line}").into_bytes(), "{what}");
        assert_eq!(item.place.line, Some(4), "{what}");
        assert_eq!(delivery.counts.persons, 1, "{what}");
        assert!(delivery.person(CprNumber::parse("0101901234").unwrap()).is_none(), "{what}");
        assert_eq!(delivery.verdict(Some(DAY_BEFORE)), Ok(()), "{what}");
        text.push_str(&item.to_string());
    }
    assert!(!text.contains("0101901234"), "messages hold no numbers: {text}");
}

#[test]
fn more_records_than_allowed_set_the_person_aside() {
    let mut all = vec![GOOD.to_owned()];
    all.extend((1..=5).map(|kind| format!("0040101901234000{kind}2020-01-01")));
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    assert!(read(&lines(&all[..5])).quarantine.is_empty());
    let delivery = read(&lines(&all));
    assert_eq!(*fault(&delivery), Fault::TooManyRecords { record_type: RecordType::Protection, most: 4 });
}

#[test]
fn a_person_without_record_001_and_a_replacement_number_are_set_aside() {
    let delivery = read(&lines(&["0080101901234Åse"]));
    assert_eq!(*fault(&delivery), Fault::NoPersonRecord);
    let replacement = GOOD.replace("0101901234", "6101901234");
    assert_eq!(*fault(&read(&lines(&[&replacement]))), Fault::ReplacementNumber);
}

#[test]
fn a_record_that_belongs_to_nobody_sets_its_neighbours_aside() {
    let [one, two, three] = ["0101901234", "0201901235", "0301901236"].map(|number| GOOD.replace("0101901234", number));
    let delivery = read(&lines(&[&one, &two, "004 2019012350001", &three, "0080301901236Åse"]));
    assert_eq!(delivery.counts.persons, 1, "{:?}", delivery.quarantine);
    assert_eq!(delivery.counts.persons_set_aside, 2);
    assert_eq!(delivery.counts.set_aside, 4);
}

/// Says a byte again and again, and counts what was asked for.
struct Endless {
    left: u64,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        buffer[..count].fill(b'x');
        self.left -= count as u64;
        Ok(count)
    }
}

#[test]
fn a_line_without_end_is_never_held() {
    let whole = lines(&[GOOD, "0080101901234Åse"]);
    let (first, last) = whole.split_at(36);
    let length: u64 = 40 << 20;
    let input = first.chain(Endless { left: length }).chain(&b"\n"[..]).chain(last);
    let limits = Limits { held_bytes: 1 << 20, ..Limits::default() };
    let delivery = cpr::read("long", input, &limits).unwrap();
    let item = &delivery.quarantine.items[0];
    assert_eq!(item.fault, Fault::LineTooLong { length: length + 1 });
    assert_eq!((item.raw.len(), item.bytes), (400, length + 1));
    assert_eq!(delivery.counts.persons_set_aside, 1, "the line may have been part of the person beside it");
}

#[test]
fn limits_stop_the_reading_with_an_error() {
    let bytes = write(Form::LinesStripped, &records(20));
    let read = |limits| cpr::read("file", &bytes[..], &limits);
    let few_bytes = Limits { file_bytes: 1000, ..Limits::default() };
    assert!(matches!(read(few_bytes), Err(Error::TooLarge { limit: 1000, .. })));
    let little_held = Limits { held_bytes: 1000, ..Limits::default() };
    assert!(matches!(read(little_held), Err(Error::TooLarge { limit: 1000, .. })));
    let bad = lines(&["0080101901234x", "0080201901235x", "0080301901236x"]);
    let delivery = cpr::read("file", &bad[..], &Limits { quarantined: 2, ..Limits::default() }).unwrap();
    assert_eq!(delivery.quarantine.items.len(), 2);
    assert_eq!(delivery.verdict(None).unwrap_err().reason, Reason::TooMuchQuarantined { limit: 2 });
}

struct FailingDisk;

impl Read for FailingDisk {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

#[test]
fn a_disk_error_carries_file_and_byte() {
    let error = cpr::read("D1", lines(&[]).chain(FailingDisk), &Limits::default()).unwrap_err();
    assert_eq!(error.to_string(), "D1, byte 59: the disk is gone");
}

#[test]
fn receipts_and_errors_are_control_records() {
    let delivery = read(&lines(&["9970101901234202611200000P02", "9100000000000input"]));
    assert_eq!((delivery.deleted_subscriptions.len(), delivery.errors.len()), (1, 1));
    assert_eq!(delivery.verdict(Some(DAY_BEFORE)), Ok(()));
}

#[test]
fn a_long_address_is_told_from_a_short_one_also_without_line_breaks() {
    let address = |n, road: &str| {
        let record = new(RecordType::Address, n).put("KOMKOD", "0851").put("VEJKOD", "8511");
        if road.is_empty() { record } else { record.put("VEJNVN", road) }.build().unwrap()
    };
    let mut all = person(1);
    all.insert(1, address(1, "Østergade"));
    all.extend(person(2));
    all.push(address(2, ""));
    for form in FORMS {
        let delivery = read(&write(form, &all));
        assert!(delivery.quarantine.is_empty(), "{form:?} {:?}", delivery.quarantine);
        assert!(delivery.person(number(1)).unwrap().text().contains("Østergade"));
    }
}

#[test]
fn a_quarantine_is_written_mended_and_read_again() {
    let delivery = read(&lines(&[GOOD, "0080101901234Åse", "0100101901234X103", "0010201901235bad"]));
    assert_eq!(delivery.counts.persons, 0);
    let directory = tempfile::tempdir().unwrap();
    let list = delivery.quarantine.write(directory.path(), &delivery.sha256).unwrap();
    assert!(delivery.quarantine.write(directory.path(), "").is_err(), "an older quarantine is never overwritten");
    let raw = directory.path().join(quarantine::RAW);
    let mended: Vec<u8> = std::fs::read(&raw).unwrap().iter().map(|&b| if b == b'X' { b'5' } else { b }).collect();
    std::fs::write(&raw, mended).unwrap();
    let replayed = quarantine::replay(&list, 1 << 20).unwrap();
    assert_eq!(replayed.items.len(), 2);
    assert_eq!(replayed.delivery_sha256, Some(delivery.sha256.clone()));
    let start = StartRecord { task: 431_102, produced: DAY, previous: Some(DAY_BEFORE) };
    let again = read(&cpr::delivery_of_quarantine(&replayed.items, &start));
    assert_eq!(again.verdict(Some(DAY_BEFORE)), Ok(()));
    assert_eq!((again.counts.persons, again.counts.persons_set_aside), (1, 1));
    assert!(again.persons().next().unwrap().text().contains("Åse"));
}

fn corrupted() -> impl Strategy<Value = Vec<u8>> {
    let cuts =
        (0_usize..3, 1_u32..5, any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 0..5), 0_usize..4);
    cuts.prop_map(|(form, persons, at, bytes, removed)| {
        let mut whole = write(FORMS[form], &records(persons));
        let at = at.index(whole.len());
        let end = (at + removed).min(whole.len());
        whole.splice(at..end, bytes);
        whole
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_set_aside_or_refused_and_all_counted(bytes in prop::collection::vec(any::<u8>(), 0..3000)) {
        read(&bytes);
    }

    #[test]
    fn a_damaged_delivery_is_counted_whole_and_what_is_read_is_typed(bytes in corrupted()) {
        let delivery = read(&bytes);
        for person in delivery.persons() {
            prop_assert!(CprPerson::from_records(person.text()).is_ok());
        }
    }

    #[test]
    fn shuffled_blocks_give_the_same_persons_in_every_form(seed in prop::collection::vec(any::<u32>(), 30), form in 0_usize..3) {
        let mut shuffled: Vec<(u32, Record)> = seed.into_iter().zip(records(6)).collect();
        shuffled.sort_by_key(|(key, _)| *key);
        let shuffled: Vec<Record> = shuffled.into_iter().map(|(_, record)| record).collect();
        let delivery = read(&write(FORMS[form], &shuffled));
        prop_assert_eq!(delivery.verdict(Some(DAY_BEFORE)), Ok(()));
        let plain = read(&write(Form::LinesStripped, &records(6)));
        prop_assert_eq!(delivery.counts.persons, 6);
        for person in plain.persons() {
            let same = delivery.person(person.number).unwrap();
            prop_assert_eq!(same.text(), person.text());
        }
    }

    #[test]
    fn a_delivery_cut_off_anywhere_is_never_accepted(form in 0_usize..3, at in any::<prop::sample::Index>()) {
        let whole = write(FORMS[form], &records(3));
        // Without its last line break it is whole.
        let cut = &whole[..at.index(whole.len() - usize::from(FORMS[form] != Form::Glued))];
        prop_assert!(read(cut).verdict(Some(DAY_BEFORE)).is_err());
    }
}
