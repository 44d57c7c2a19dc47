//! A delivery that was read: its frame, its persons, what was set aside, and whether it may be used.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::CprNumber;

use super::Form;
use super::collect::{Bad, Collector, byte_of};
use super::layout::RecordType;
use super::store::{Person, Store, to_latin1};
use crate::error::{Place, Reason, Refusal};
use crate::quarantine::{Quarantine, Quarantined};

/// A delivery with everything of it that could be read, and the reasons why it must not be used, if there are any.
#[derive(Debug)]
pub struct CprDelivery {
    /// The file's name as it was given.
    pub file: String,
    /// How the records lie in it.
    pub form: Form,
    /// The start record, where it could be read.
    pub start: Option<StartRecord>,
    /// The end record, where it could be read.
    pub end: Option<EndRecord>,
    /// Every record of a known type, also those that were set aside.
    pub records_by_type: BTreeMap<RecordType, u64>,
    /// Errors that CPR reports on the receiver's input (910).
    pub errors: Vec<ControlRecord>,
    /// Receipts for subscriptions that were deleted (997).
    pub deleted_subscriptions: Vec<ControlRecord>,
    /// What could not be read, with the whole person it belongs to.
    pub quarantine: Quarantine,
    /// What was counted.
    pub counts: Counts,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    pub(super) store: Store,
    pub(super) refusals: Vec<Refusal>,
}

/// What the start record (000) says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartRecord {
    /// The number of the task at CPR (`OPGAVENR`).
    pub task: u32,
    /// The day the delivery was produced (`PRODDTO`).
    pub produced: Date,
    /// The production date of the delivery before it (`PRODDTOFORRIG`); none in the first one.
    pub previous: Option<Date>,
}

/// What the end record (999) says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndRecord {
    /// Records between start and end record (`TAELLER`).
    pub counter: u64,
}

/// A record 910 or 997, which is not part of a person's data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlRecord {
    /// Its line, or its place among the records where there are no lines.
    pub line: u64,
    /// The record without trailing blanks.
    pub text: String,
}

/// Every record and byte of the file, counted once: `records = of_persons + control + set_aside`, and
/// `bytes` is the sum of the four kinds of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Persons that could be read whole.
    pub persons: u64,
    /// Persons that were set aside.
    pub persons_set_aside: u64,
    /// Records, and lines or stretches of bytes that are none.
    pub records: u64,
    /// Records of persons that could be read whole.
    pub of_persons: u64,
    /// Start, end, error and receipt records.
    pub control: u64,
    /// Records that were set aside.
    pub set_aside: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes of the records of persons that could be read whole.
    pub bytes_of_persons: u64,
    /// Bytes of control records.
    pub bytes_of_control: u64,
    /// Bytes that were set aside.
    pub bytes_set_aside: u64,
    /// Bytes of blank lines.
    pub bytes_blank: u64,
    /// Persons whose number does not hold modulus 11: a warning, since CPR issues such numbers.
    pub without_modulus_11: u64,
}

/// The records of one person.
#[derive(Clone)]
pub struct CprPersonRecords<'a> {
    /// The number, which need not be the person's current one.
    pub number: CprNumber,
    /// The line of his first record, or its place among the records where there are no lines.
    pub first_line: u64,
    text: Cow<'a, str>,
}

impl<'a> CprPersonRecords<'a> {
    /// The records without trailing blanks, one a line, ordered by type and within a type as in the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The same as [`Self::text`], to keep.
    pub fn into_text(self) -> Cow<'a, str> {
        self.text
    }
}

impl CprDelivery {
    /// The persons that could be read whole, in the order in which they first appear in the file.
    pub fn persons(&self) -> impl Iterator<Item = CprPersonRecords<'_>> {
        self.store.persons.iter().filter(|person| !person.set_aside).map(|person| self.records_of(person))
    }

    /// The person with this number, unless set aside.
    pub fn person(&self, number: CprNumber) -> Option<CprPersonRecords<'_>> {
        let person = self.store.persons.get(self.store.find(number)? as usize)?;
        (!person.set_aside).then(|| self.records_of(person))
    }

    /// Whether the delivery may be used, given the production date of the last one that was loaded.
    ///
    /// `None` accepts any first delivery. The first reason is given; [`Self::refusals`] gives all.
    pub fn verdict(&self, last_produced: Option<Date>) -> Result<(), Refusal> {
        self.refusals(last_produced).into_iter().next().map_or(Ok(()), Err)
    }

    /// Every reason why the delivery must not be used: first the sequence, then what is wrong with the file itself.
    pub fn refusals(&self, last_produced: Option<Date>) -> Vec<Refusal> {
        let sequence = self.start.zip(last_produced).and_then(|(start, last)| out_of_sequence(start, last));
        let place = Place { file: self.file.clone(), line: Some(1), row: None, byte: Some(1) };
        let sequence = sequence.map(|reason| Refusal { place, reason });
        sequence.into_iter().chain(self.refusals.iter().cloned()).collect()
    }

    fn records_of<'a>(&'a self, person: &Person) -> CprPersonRecords<'a> {
        CprPersonRecords { number: person.number, first_line: person.first_line, text: self.store.text(person) }
    }
}

fn out_of_sequence(start: StartRecord, last: Date) -> Option<Reason> {
    if start.produced <= last {
        return Some(Reason::AlreadyLoaded { produced: start.produced, last });
    }
    (start.previous != Some(last)).then_some(Reason::OutOfSequence { previous: start.previous, last })
}

/// What the reader knows beside what the collector gathered.
pub(super) struct Whole {
    pub(super) file: String,
    pub(super) form: Form,
    pub(super) bytes: u64,
    pub(super) sha256: String,
    pub(super) first_reason: Option<Reason>,
    pub(super) quarantine_limit: u64,
}

/// Puts a delivery together once its last byte is read.
pub(super) fn conclude(mut collector: Collector, whole: Whole) -> CprDelivery {
    collector.finish();
    let quarantine = quarantine(&mut collector, &whole);
    let counts = count(&collector, &quarantine, whole.bytes);
    let refusals = refusals(&collector, &quarantine, &whole);
    CprDelivery {
        file: whole.file,
        form: whole.form,
        start: collector.frame.start,
        end: collector.frame.end.as_ref().and_then(|end| end.record),
        records_by_type: collector.records_by_type,
        errors: collector.errors,
        deleted_subscriptions: collector.deleted_subscriptions,
        quarantine,
        counts,
        sha256: whole.sha256,
        store: collector.store,
        refusals,
    }
}

fn count(collector: &Collector, quarantine: &Quarantine, bytes: u64) -> Counts {
    let mut counts = Counts {
        records: collector.records,
        control: collector.control,
        set_aside: quarantine.records(),
        bytes,
        bytes_of_control: collector.control_bytes,
        bytes_set_aside: quarantine.bytes(),
        bytes_blank: collector.blank_bytes,
        ..Counts::default()
    };
    for person in &collector.store.persons {
        if person.set_aside {
            counts.persons_set_aside += 1;
            continue;
        }
        counts.persons += 1;
        counts.without_modulus_11 += u64::from(!person.number.holds_modulus_11());
        for run in collector.store.run_texts(person) {
            counts.of_persons += run.records;
            counts.bytes_of_persons += run.bytes;
        }
    }
    counts
}

/// One item for each person that is set aside, and one for each piece that belongs to nobody.
fn quarantine(collector: &mut Collector, whole: &Whole) -> Quarantine {
    let mut of_persons: BTreeMap<u32, Vec<Bad>> = BTreeMap::new();
    let mut items = Vec::new();
    let mut not_kept = collector.not_kept;
    for bad in std::mem::take(&mut collector.bad) {
        match bad.person {
            Some(person) => of_persons.entry(person).or_default().push(bad),
            None => items.push(item(&whole.file, None, &bad, &[Part::of(&bad)])),
        }
    }
    for (person, bad) in of_persons {
        let person = &collector.store.persons[person as usize];
        let mut parts: Vec<Part<'_>> = bad.iter().filter(|bad| bad.length > 0).map(Part::of).collect();
        parts.extend(collector.store.run_texts(person).map(|run| Part {
            byte: run.byte,
            records: run.records,
            bytes: run.bytes,
            raw: to_latin1(run.text).into(),
        }));
        parts.sort_by_key(|part| part.byte);
        items.push(item(&whole.file, Some(person.number), &bad[0], &parts));
    }
    items.sort_by_key(|item: &Quarantined| (item.place.byte, item.subject.clone()));
    let limit = usize::try_from(whole.quarantine_limit).unwrap_or(usize::MAX);
    not_kept += items.len().saturating_sub(limit) as u64;
    items.truncate(limit);
    Quarantine { items, not_kept }
}

struct Part<'a> {
    byte: u64,
    records: u64,
    bytes: u64,
    raw: Cow<'a, [u8]>,
}

impl<'a> Part<'a> {
    fn of(bad: &'a Bad) -> Self {
        Self { byte: bad.byte, records: 1, bytes: bad.length, raw: bad.raw.as_slice().into() }
    }
}

fn item(file: &str, number: Option<CprNumber>, first: &Bad, parts: &[Part<'_>]) -> Quarantined {
    let place = Place { file: file.to_owned(), line: Some(first.line), row: None, byte: Some(byte_of(first)) };
    let records = parts.iter().map(|part| part.records).sum();
    let bytes = parts.iter().map(|part| part.bytes).sum();
    let raw: Vec<&[u8]> = parts.iter().map(|part| part.raw.as_ref()).collect();
    let raw = raw.join(&b'\n');
    Quarantined { place, fault: first.fault.clone(), subject: number.map(CprNumber::digits), records, bytes, raw }
}

/// What is wrong with the file itself, the worst first.
fn refusals(collector: &Collector, quarantine: &Quarantine, whole: &Whole) -> Vec<Refusal> {
    let frame = &collector.frame;
    let mut refusals = Vec::new();
    let mut refuse = |reason: Reason, at: Option<(u64, u64)>| {
        let place = Place { file: whole.file.clone(), line: at.map(|at| at.0), row: None, byte: at.map(|at| at.1) };
        refusals.push(Refusal { place, reason });
    };
    if let Some(reason) = &whole.first_reason {
        refuse(reason.clone(), Some((1, 1)));
        return refusals;
    }
    if let Some(at) = collector.encoding.is_utf8() {
        refuse(Reason::WrongEncoding { found: "UTF-8".to_owned() }, Some(at));
    }
    match &frame.bad_start {
        Some((detail, line, byte)) => {
            refuse(Reason::BadStartRecord { detail: detail.clone() }, Some((*line, *byte)));
        }
        None if !frame.starts_well => refuse(Reason::NoStartRecord, Some((1, 1))),
        None => {}
    }
    if quarantine.not_kept > 0 {
        refuse(Reason::TooMuchQuarantined { limit: whole.quarantine_limit }, None);
    }
    let Some(end) = &frame.end else {
        refuse(Reason::NoEndRecord, Some((collector.records, whole.bytes)));
        return refusals;
    };
    if end.after > 0 {
        refuse(Reason::AfterEndRecord { records: end.after }, Some(end.after_at));
    }
    match end.record {
        None => refuse(Reason::BadEndRecord, Some((end.line, end.byte))),
        Some(EndRecord { counter }) if counter != frame.between => {
            refuse(Reason::WrongCount { said: counter, found: frame.between }, Some((end.line, end.byte)));
        }
        Some(_) => {}
    }
    refusals
}

/// A delivery of what was set aside only: the raw records between a start record and an end record that counts them.
///
/// After mending, it is read as any other delivery: its persons are whole, since they were set aside whole.
pub fn delivery_of_quarantine(items: &[Quarantined], start: &StartRecord) -> Vec<u8> {
    let compact = |date: Date| format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    let previous = start.previous.map_or_else(|| "00000000".to_owned(), compact);
    let mut bytes = format!("0000000000000{:06}{}{previous}\n", start.task, compact(start.produced)).into_bytes();
    let mut records: u64 = 0;
    for item in items.iter().filter(|item| !item.raw.is_empty()) {
        bytes.extend_from_slice(&item.raw);
        bytes.push(b'\n');
        records += item.raw.split(|&byte| byte == b'\n').filter(|line| !super::check::is_blank(line)).count() as u64;
    }
    bytes.extend_from_slice(format!("9999999999999{records:08}\n").as_bytes());
    bytes
}

impl std::fmt::Debug for ControlRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ControlRecord(line {})", self.line)
    }
}

impl std::fmt::Debug for CprPersonRecords<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CprPersonRecords({}, line {})", self.number, self.first_line)
    }
}
