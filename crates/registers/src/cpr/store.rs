//! The records of a delivery in memory, grouped by person: about as large as the file, and never copied as a whole.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use vocabulary::CprNumber;

use super::layout::RecordType;

/// Text is held in segments, so that growing never copies what is there.
const SEGMENT: usize = 8 << 20;
/// The end of a list of runs.
pub(crate) const NONE: u32 = u32::MAX;

/// All records of persons that could be read, as UTF-8 without trailing blanks.
#[derive(Debug, Default)]
pub(crate) struct Store {
    segments: Vec<String>,
    runs: Vec<Run>,
    pub(crate) persons: Vec<Person>,
    index: FxHashMap<u64, u32>,
    /// Bytes held, of text and of what finds it.
    pub(crate) held: u64,
}

/// A person of the delivery.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) number: CprNumber,
    pub(crate) first_line: u64,
    pub(crate) first_byte: u64,
    pub(crate) seen: Seen,
    pub(crate) set_aside: bool,
    first_run: u32,
    last_run: u32,
}

/// Which record types a person has, as far as CPR limits them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    types: u64,
    several: [u8; 4],
}

/// Records of one person that follow each other in the file and in the text.
#[derive(Debug)]
struct Run {
    segment: u32,
    from: u32,
    to: u32,
    next: u32,
    last_type: u16,
    ordered: bool,
    records: u32,
    byte: u64,
    bytes: u64,
}

/// The runs of a person as they lie in the file.
pub(crate) struct RunText<'a> {
    pub(crate) byte: u64,
    pub(crate) bytes: u64,
    pub(crate) records: u64,
    pub(crate) text: &'a str,
}

impl Seen {
    /// Counts a record, and says the most there can be when there are more now.
    pub(crate) fn count(&mut self, record_type: RecordType) -> Result<(), u16> {
        let Some(most) = record_type.layout().most else { return Ok(()) };
        let slot = match record_type {
            RecordType::Protection => 0,
            RecordType::Child => 1,
            RecordType::Custody => 2,
            RecordType::ChildAddress => 3,
            _ => {
                let bit = 1_u64 << (record_type as u8);
                let again = self.types & bit != 0;
                self.types |= bit;
                return if again { Err(most) } else { Ok(()) };
            }
        };
        self.several[slot] = self.several[slot].saturating_add(1);
        if u16::from(self.several[slot]) > most { Err(most) } else { Ok(()) }
    }

    /// Whether the person has the record 001.
    pub(crate) fn has_person_record(self) -> bool {
        self.types & (1 << (RecordType::Person as u8)) != 0
    }
}

impl Store {
    /// The person's place, made when the number is new.
    pub(crate) fn person(&mut self, number: CprNumber, line: u64, byte: u64) -> u32 {
        let next = u32::try_from(self.persons.len()).unwrap_or(NONE);
        let place = *self.index.entry(number.value()).or_insert(next);
        if place == next {
            self.held += (size_of::<Person>() + size_of::<(u64, u32)>()) as u64;
            self.persons.push(Person {
                number,
                first_line: line,
                first_byte: byte,
                seen: Seen::default(),
                set_aside: false,
                first_run: NONE,
                last_run: NONE,
            });
        }
        place
    }

    /// The place of a number in the delivery.
    pub(crate) fn find(&self, number: CprNumber) -> Option<u32> {
        self.index.get(&number.value()).copied()
    }

    /// Holds a record. It joins the person's run when `follows`: when the record before it in the file was his too.
    pub(crate) fn hold(&mut self, place: u32, record: HeldRecord<'_>, follows: bool) {
        let room = record.text.len() * 2 + 1;
        let full = self.segments.last().is_none_or(|segment| segment.len() + room > SEGMENT);
        if full {
            self.segments.push(String::with_capacity(SEGMENT));
        }
        let last_run = self.persons[place as usize].last_run;
        if follows && !full && last_run != NONE {
            self.extend(last_run, record);
        } else {
            self.begin(place, record);
        }
    }

    fn extend(&mut self, run: u32, record: HeldRecord<'_>) {
        let run = &mut self.runs[run as usize];
        let segment = &mut self.segments[run.segment as usize];
        let before = segment.len();
        segment.push('\n');
        push_latin1(segment, record.text);
        self.held += (segment.len() - before) as u64;
        run.to = offset(segment.len());
        run.ordered &= run.last_type <= record.code;
        run.last_type = record.code;
        run.records += 1;
        run.bytes += record.length;
    }

    fn begin(&mut self, place: u32, record: HeldRecord<'_>) {
        let segment_index = self.segments.len() - 1;
        let segment = &mut self.segments[segment_index];
        let before = segment.len();
        push_latin1(segment, record.text);
        self.held += (segment.len() - before + size_of::<Run>()) as u64;
        let index = offset(self.runs.len());
        self.runs.push(Run {
            segment: offset(segment_index),
            from: offset(before),
            to: offset(segment.len()),
            next: NONE,
            last_type: record.code,
            ordered: true,
            records: 1,
            byte: record.byte,
            bytes: record.length,
        });
        let person = &mut self.persons[place as usize];
        if person.first_run == NONE {
            person.first_run = index;
        } else {
            self.runs[person.last_run as usize].next = index;
        }
        person.last_run = index;
    }

    /// The person's records: by type, within a type in the order of the file.
    pub(crate) fn text(&self, person: &Person) -> Cow<'_, str> {
        let first = self.runs.get(person.first_run as usize);
        match first {
            None => Cow::Borrowed(""),
            Some(run) if run.next == NONE && run.ordered => Cow::Borrowed(self.run_text(run)),
            Some(_) => Cow::Owned(self.assemble(person)),
        }
    }

    fn assemble(&self, person: &Person) -> String {
        let mut records: Vec<(u16, &str)> = Vec::with_capacity(32);
        let mut length = 0;
        for run in self.runs_of(person) {
            let text = self.run_text(run);
            length += text.len() + 1;
            records.extend(text.split('\n').map(|record| (code(record), record)));
        }
        // Stable: records of one type stay in the order of the file.
        records.sort_by_key(|(code, _)| *code);
        let mut text = String::with_capacity(length);
        for (_, record) in records {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(record);
        }
        text
    }

    /// The person's runs in the order of the file.
    pub(crate) fn run_texts(&self, person: &Person) -> impl Iterator<Item = RunText<'_>> {
        self.runs_of(person).map(|run| RunText {
            byte: run.byte,
            bytes: run.bytes,
            records: u64::from(run.records),
            text: self.run_text(run),
        })
    }

    fn runs_of(&self, person: &Person) -> impl Iterator<Item = &Run> {
        let first = self.runs.get(person.first_run as usize);
        std::iter::successors(first, |run| self.runs.get(run.next as usize))
    }

    fn run_text(&self, run: &Run) -> &str {
        &self.segments[run.segment as usize][run.from as usize..run.to as usize]
    }
}

/// A record on its way into the store.
#[derive(Clone, Copy)]
pub(crate) struct HeldRecord<'a> {
    /// ISO-8859-1 without trailing blanks and control characters.
    pub(crate) text: &'a [u8],
    pub(crate) code: u16,
    pub(crate) byte: u64,
    pub(crate) length: u64,
}

/// The limit of held bytes is far below what 32 bits count of segments and runs, and a segment far below 4 GiB.
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(NONE)
}

/// The record type at the beginning of a held record, which is three digits.
fn code(record: &str) -> u16 {
    record.bytes().take(3).fold(0, |code, digit| code * 10 + u16::from(digit.wrapping_sub(b'0')))
}

/// ISO-8859-1 is the first 256 characters of Unicode. Stretches of ASCII, which most text is, are copied as they are.
pub(crate) fn push_latin1(text: &mut String, bytes: &[u8]) {
    let mut rest = bytes;
    loop {
        let end = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        text.push_str(std::str::from_utf8(&rest[..end]).expect("ASCII is UTF-8"));
        let Some((&byte, after)) = rest[end..].split_first() else { return };
        text.push(char::from(byte));
        rest = after;
    }
}

/// The bytes of a text that came from ISO-8859-1.
pub(crate) fn to_latin1(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(character).unwrap_or(b'?')).collect()
}
