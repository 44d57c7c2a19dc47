//! From pieces of a file to persons, control records and what is set aside.
//!
//! A record that cannot be read sets its whole person aside. A record that belongs to nobody that can be told sets
//! the persons beside it aside too: it may be the protection of one of them.

use std::collections::BTreeMap;

use vocabulary::{CprNumber, CprNumberKind};

use super::Limits;
use super::check::{check_record, read_compact_date};
use super::delivery::{ControlRecord, EndRecord, StartRecord};
use super::framing::{Cut, Flaw, Piece};
use super::layout::{HEADER, Layout, RecordType};
use super::store::{HeldRecord, Store};
use crate::quarantine::Fault;

/// Takes pieces in the order of the file.
#[derive(Debug)]
pub(crate) struct Collector {
    cut: Cut,
    limits: Limits,
    pub(crate) store: Store,
    pub(crate) bad: Vec<Bad>,
    pub(crate) not_kept: u64,
    pub(crate) frame: Frame,
    pub(crate) encoding: Encoding,
    pub(crate) records_by_type: BTreeMap<RecordType, u64>,
    pub(crate) errors: Vec<ControlRecord>,
    pub(crate) deleted_subscriptions: Vec<ControlRecord>,
    /// Pieces that are not blank.
    pub(crate) records: u64,
    /// Start, end, error and receipt records that could be read.
    pub(crate) control: u64,
    pub(crate) control_bytes: u64,
    pub(crate) blank_bytes: u64,
    pub(crate) padding: Padding,
    line: u64,
    /// The person of the record before, when nothing unreadable lies between.
    follows: Option<u32>,
    beside: Option<u32>,
    taint_next: bool,
    unterminated: bool,
}

/// Whether records of persons are padded to their full length.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Padding {
    trailing_blanks: bool,
    shorter: bool,
}

impl Padding {
    pub(crate) fn is_full(self) -> bool {
        self.trailing_blanks && !self.shorter
    }
}

/// A record that was set aside, or a fault of a person without a record of its own.
#[derive(Debug)]
pub(crate) struct Bad {
    pub(crate) person: Option<u32>,
    pub(crate) line: u64,
    pub(crate) byte: u64,
    pub(crate) length: u64,
    pub(crate) raw: Vec<u8>,
    pub(crate) fault: Fault,
}

/// What the start and end records say, and where they stand.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    pub(crate) start: Option<StartRecord>,
    /// What is wrong with the start record, with line and byte.
    pub(crate) bad_start: Option<(String, u64, u64)>,
    pub(crate) starts_well: bool,
    pub(crate) end: Option<End>,
    /// Records before the end record, the start record not counted.
    pub(crate) between: u64,
}

#[derive(Debug)]
pub(crate) struct End {
    pub(crate) record: Option<EndRecord>,
    pub(crate) line: u64,
    pub(crate) byte: u64,
    pub(crate) after: u64,
    pub(crate) after_at: (u64, u64),
}

/// What the records with bytes beyond ASCII say of the file's encoding.
#[derive(Debug, Default)]
pub(crate) struct Encoding {
    latin1_only: u64,
    utf8_too: u64,
    proven: u64,
    first: Option<(u64, u64)>,
}

impl Encoding {
    /// Line and byte of the first sign that the file is UTF-8, when no record contradicts it.
    pub(crate) fn is_utf8(&self) -> Option<(u64, u64)> {
        self.first.filter(|_| self.latin1_only == 0 && (self.proven > 0 || self.utf8_too >= 3))
    }

    fn look_at(&mut self, layout: &'static Layout, record: &[u8], reads_well: bool, place: (u64, u64)) {
        if record.is_ascii() {
            return;
        }
        let Ok(text) = std::str::from_utf8(record) else {
            self.latin1_only += 1;
            return;
        };
        self.utf8_too += 1;
        self.first.get_or_insert(place);
        let as_latin1: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
        if !reads_well && check_record(layout, &as_latin1).is_ok() {
            self.proven += 1;
        }
    }
}

impl Collector {
    pub(crate) fn new(cut: Cut, limits: Limits) -> Self {
        Self {
            cut,
            limits,
            store: Store::default(),
            bad: Vec::new(),
            not_kept: 0,
            frame: Frame::default(),
            encoding: Encoding::default(),
            records_by_type: BTreeMap::new(),
            errors: Vec::new(),
            deleted_subscriptions: Vec::new(),
            records: 0,
            control: 0,
            control_bytes: 0,
            blank_bytes: 0,
            padding: Padding::default(),
            line: 0,
            follows: None,
            beside: None,
            taint_next: false,
            unterminated: false,
        }
    }

    pub(crate) fn accept(&mut self, piece: &Piece<'_>) {
        self.line += 1;
        let record = trim_blanks(piece.bytes);
        if record.is_empty() && piece.flaw.is_none() {
            self.blank_bytes += piece.length;
            return;
        }
        self.records += 1;
        self.unterminated = piece.bytes.len() as u64 == piece.length;
        let record_type = type_of(record);
        self.count_frame(piece, record_type);
        match (piece.flaw, record_type) {
            (Some(Flaw::LineTooLong), _) => {
                self.set_aside(piece, number_of(record), Fault::LineTooLong { length: piece.length });
            }
            (Some(Flaw::NoRecord), _) => self.set_aside(piece, number_of(record), Fault::NoRecord),
            (Some(Flaw::PushedByUtf8), _) => {
                self.encoding.proven += 1;
                self.encoding.first.get_or_insert((self.line, piece.from + 1));
                self.set_aside(piece, None, Fault::NoRecord);
            }
            (_, None) => self.unknown(piece, record),
            (flaw, Some(record_type)) => {
                *self.records_by_type.entry(record_type).or_default() += 1;
                if record_type.belongs_to_person() {
                    self.person_record(piece, record, record_type, flaw);
                } else {
                    self.control_record(piece, record, record_type, flaw);
                }
            }
        }
    }

    /// Ends the file: what only its end can tell.
    pub(crate) fn finish(&mut self) {
        let cut_off = self.cut == Cut::Lines && self.unterminated && self.frame.end.is_none();
        if let (true, Some(person)) = (cut_off, self.follows) {
            let byte = self.store.persons[person as usize].first_byte;
            self.mark(person, self.line, byte, Fault::Truncated);
        }
        for place in 0..self.store.persons.len() {
            let person = &self.store.persons[place];
            if !person.seen.has_person_record() && !person.set_aside {
                let (line, byte) = (person.first_line, person.first_byte);
                self.mark(u32::try_from(place).unwrap_or(u32::MAX), line, byte, Fault::NoPersonRecord);
            }
        }
    }

    fn count_frame(&mut self, piece: &Piece<'_>, record_type: Option<RecordType>) {
        let is_start = record_type == Some(RecordType::Start);
        if self.records == 1 {
            self.frame.starts_well = is_start;
            if is_start {
                return;
            }
        }
        match &mut self.frame.end {
            Some(end) => {
                end.after += 1;
                if end.after == 1 {
                    end.after_at = (self.line, piece.from + 1);
                }
            }
            None if record_type != Some(RecordType::End) => self.frame.between += 1,
            None => {}
        }
    }

    fn unknown(&mut self, piece: &Piece<'_>, record: &[u8]) {
        let Some(code) = record.get(..3).filter(|_| record.len() >= HEADER) else {
            return self.set_aside(piece, None, Fault::TooShort);
        };
        let found = code.iter().map(|&byte| char::from(byte)).collect();
        self.set_aside(piece, number_of(record), Fault::UnknownRecordType { found });
    }

    fn person_record(&mut self, piece: &Piece<'_>, record: &[u8], record_type: RecordType, flaw: Option<Flaw>) {
        let layout = record_type.layout();
        if record.len() < HEADER {
            return self.set_aside(piece, None, Fault::TooShort);
        }
        let Ok(number) = CprNumber::from_ascii(&record[3..HEADER]) else {
            return self.set_aside(piece, None, Fault::BadNumber);
        };
        self.padding.trailing_blanks |= record.len() < piece.bytes.len();
        self.padding.shorter |= piece.bytes.len() != layout.length && piece.bytes.len() != layout.longest;
        let checked = check_record(layout, record);
        self.encoding.look_at(layout, record, checked.is_ok(), (self.line, piece.from + 1));
        let fault = match (number.kind(), flaw, checked) {
            (CprNumberKind::Replacement, ..) => Some(Fault::ReplacementNumber),
            (_, Some(Flaw::Truncated), _) => Some(Fault::Truncated),
            (_, Some(_), _) => Some(Fault::BrokenFrame),
            (.., Err(fault)) => Some(Fault::BadField { record_type, fault }),
            (.., Ok(())) => None,
        };
        match fault {
            Some(fault) => self.set_aside(piece, Some(number), fault),
            None => self.hold(piece, record, record_type, number),
        }
    }

    fn hold(&mut self, piece: &Piece<'_>, record: &[u8], record_type: RecordType, number: CprNumber) {
        let (place, follows) = match self.follows {
            Some(place) if self.store.persons[place as usize].number == number => (place, true),
            _ => (self.person(number, piece.from + 1), false),
        };
        if let Err(most) = self.store.persons[place as usize].seen.count(record_type) {
            let fault = match record_type {
                RecordType::Person => Fault::TwoPersonRecords,
                _ => Fault::TooManyRecords { record_type, most },
            };
            return self.set_aside(piece, Some(number), fault);
        }
        let held = HeldRecord { text: record, code: record_type.code(), byte: piece.from + 1, length: piece.length };
        self.store.hold(place, held, follows);
        self.follows = Some(place);
    }

    /// The person's place; he is set aside when the record before him belongs to nobody that can be told.
    fn person(&mut self, number: CprNumber, byte: u64) -> u32 {
        let place = self.store.person(number, self.line, byte);
        if self.taint_next {
            self.taint_next = false;
            self.mark(place, self.line, byte, Fault::BesideUnattributable);
        }
        self.beside = Some(place);
        place
    }

    fn control_record(&mut self, piece: &Piece<'_>, record: &[u8], record_type: RecordType, flaw: Option<Flaw>) {
        self.follows = None;
        let checked = check_record(record_type.layout(), record);
        if let RecordType::Start = record_type {
            self.start_record(piece, record, checked.is_ok() && flaw.is_none());
            return;
        }
        if record_type == RecordType::End {
            self.end_record(piece, record, checked.is_ok() && flaw.is_none());
            return;
        }
        let fault = match (flaw, checked) {
            (Some(Flaw::Truncated), _) => Some(Fault::Truncated),
            (Some(_), _) => Some(Fault::BrokenFrame),
            (None, Err(fault)) => Some(Fault::BadField { record_type, fault }),
            (None, Ok(())) => None,
        };
        if let Some(fault) = fault {
            return self.keep(piece, None, fault);
        }
        self.count_control(piece);
        let text = record.iter().map(|&byte| char::from(byte)).collect();
        self.store.held += (record.len() + size_of::<ControlRecord>()) as u64;
        let control = ControlRecord { line: self.line, text };
        match record_type {
            RecordType::Error => self.errors.push(control),
            _ => self.deleted_subscriptions.push(control),
        }
    }

    fn count_control(&mut self, piece: &Piece<'_>) {
        self.control += 1;
        self.control_bytes += piece.length;
    }

    fn start_record(&mut self, piece: &Piece<'_>, record: &[u8], reads_well: bool) {
        if self.records > 1 {
            return self.keep(piece, None, Fault::StrayFrame { record_type: RecordType::Start });
        }
        if let Some(start) = read_start(record).filter(|_| reads_well) {
            self.frame.start = Some(start);
            self.count_control(piece);
        } else {
            let detail = "task or dates are no task and dates".to_owned();
            self.frame.bad_start = Some((detail, self.line, piece.from + 1));
            self.keep(piece, None, Fault::StrayFrame { record_type: RecordType::Start });
        }
    }

    fn end_record(&mut self, piece: &Piece<'_>, record: &[u8], reads_well: bool) {
        let counter = read_counter(record).filter(|_| reads_well);
        if self.frame.end.is_some() {
            return self.keep(piece, None, Fault::StrayFrame { record_type: RecordType::End });
        }
        let (line, byte) = (self.line, piece.from + 1);
        let end_record = counter.map(|counter| EndRecord { counter });
        self.frame.end = Some(End { record: end_record, line, byte, after: 0, after_at: (0, 0) });
        match end_record {
            Some(_) => self.count_control(piece),
            None => self.keep(piece, None, Fault::StrayFrame { record_type: RecordType::End }),
        }
    }

    /// Sets a piece aside, with its whole person, or with the persons beside it when it belongs to nobody.
    fn set_aside(&mut self, piece: &Piece<'_>, number: Option<CprNumber>, fault: Fault) {
        let byte = piece.from + 1;
        let place = number.map(|number| self.person(number, byte));
        if let Some(place) = place {
            self.store.persons[place as usize].set_aside = true;
        } else {
            if let Some(beside) = self.beside {
                self.mark(beside, self.line, byte, Fault::BesideUnattributable);
            }
            self.taint_next = true;
        }
        self.keep(piece, place, fault);
    }

    fn keep(&mut self, piece: &Piece<'_>, person: Option<u32>, fault: Fault) {
        self.follows = None;
        let raw = piece.bytes.to_vec();
        self.push(Bad { person, line: self.line, byte: piece.from + 1, length: piece.length, raw, fault });
    }

    fn mark(&mut self, place: u32, line: u64, byte: u64, fault: Fault) {
        self.store.persons[place as usize].set_aside = true;
        self.push(Bad { person: Some(place), line, byte, length: 0, raw: Vec::new(), fault });
    }

    fn push(&mut self, bad: Bad) {
        if self.bad.len() as u64 >= self.limits.quarantined {
            self.not_kept += 1;
        } else {
            self.bad.push(bad);
        }
    }
}

fn trim_blanks(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|&byte| byte != b' ').map_or(0, |last| last + 1);
    &bytes[..end]
}

fn type_of(record: &[u8]) -> Option<RecordType> {
    RecordType::from_ascii(record.get(..3)?.try_into().ok()?)
}

/// The number in bytes 4–13 behind three digits, where there is one.
fn number_of(record: &[u8]) -> Option<CprNumber> {
    let header = record.get(..HEADER)?;
    let code = header[..3].iter().all(u8::is_ascii_digit);
    CprNumber::from_ascii(&header[3..]).ok().filter(|_| code)
}

fn read_start(record: &[u8]) -> Option<StartRecord> {
    let field = |name: &str| RecordType::Start.layout().field(name).map(|field| field.slice(record));
    let task = std::str::from_utf8(field("OPGAVENR")?).ok()?.parse().ok()?;
    let produced = read_compact_date(field("PRODDTO")?).ok()??.day()?;
    let previous = match read_compact_date(field("PRODDTOFORRIG")?).ok()? {
        Some(date) => Some(date.day()?),
        None => None,
    };
    previous.is_none_or(|previous| previous <= produced).then_some(StartRecord { task, produced, previous })
}

fn read_counter(record: &[u8]) -> Option<u64> {
    let field = RecordType::End.layout().field("TAELLER")?;
    let bytes = field.slice(record);
    let digits = bytes.len() == field.length && bytes.iter().all(u8::is_ascii_digit);
    digits.then(|| bytes.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')))
}

/// A fault of the record as a whole tells where in it the fault lies.
pub(crate) fn byte_of(bad: &Bad) -> u64 {
    match &bad.fault {
        Fault::BadField { fault, .. } => bad.byte + fault.position as u64 - 1,
        _ => bad.byte,
    }
}
