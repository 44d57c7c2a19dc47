//! Cutting the bytes of a delivery into records, in any of the physical forms and however long a line is.
//!
//! Knows where a record begins and ends, nothing of what stands in it. Never holds more than a few records.

use memchr::{memchr, memchr_iter};
use vocabulary::CprNumber;

use super::layout::{HEADER, LONGEST_RECORD, RecordType};

/// Bytes from the beginning of a record that tell whether it, and the one after it, are where they seem to be.
const LOOK_AHEAD: usize = 2 * LONGEST_RECORD + HEADER;

/// A record, or bytes that are none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'a> {
    /// Offset of its first byte in the file.
    pub(crate) from: u64,
    /// Its bytes without line break; of what is too long only the beginning.
    pub(crate) bytes: &'a [u8],
    /// Its bytes in the file, line break included.
    pub(crate) length: u64,
    /// What is wrong with it as a piece.
    pub(crate) flaw: Option<Flaw>,
}

/// What is wrong with a piece before anyone looks into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// A line longer than the limit.
    LineTooLong,
    /// No record begins here.
    NoRecord,
    /// No record begins here, because characters of two bytes pushed what follows away: the file is UTF-8.
    PushedByUtf8,
    /// It does not end where its type says.
    BrokenFrame,
    /// The file ends inside it.
    Truncated,
}

/// Where records end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// At line breaks.
    Lines,
    /// Where the record type says.
    Lengths,
    /// Nowhere: the file is no delivery at all.
    Nowhere,
}

/// Cuts a file that comes in portions.
#[derive(Debug)]
pub(crate) struct Framing {
    cut: Cut,
    limit: usize,
    /// Offset in the file of the next portion's first byte.
    offset: u64,
    /// What is too long to be held, while it lasts.
    skipped: Option<Skipped>,
    /// The last record cut by its length, where it holds bytes beyond ASCII.
    last: Vec<u8>,
}

#[derive(Debug)]
struct Skipped {
    from: u64,
    kept: Vec<u8>,
    length: u64,
    flaw: Flaw,
}

impl Framing {
    /// `limit` is the most bytes of a line that are kept.
    pub(crate) fn new(cut: Cut, limit: usize) -> Self {
        Self { cut, limit, offset: 0, skipped: None, last: Vec::new() }
    }

    /// Cuts the pieces that are complete and says how many bytes it needs no more. At the end that is all of them.
    ///
    /// The next portion begins with the bytes that were still needed.
    pub(crate) fn take(&mut self, data: &[u8], at_end: bool, sink: &mut impl FnMut(Piece<'_>)) -> usize {
        let used = match self.cut {
            Cut::Lines => self.take_lines(data, at_end, sink),
            Cut::Lengths => self.take_lengths(data, at_end, sink),
            Cut::Nowhere => {
                self.skip(0, data, Flaw::NoRecord);
                data.len()
            }
        };
        if at_end {
            self.end_skipped(sink);
        }
        self.offset += used as u64;
        used
    }

    fn take_lines(&mut self, data: &[u8], at_end: bool, sink: &mut impl FnMut(Piece<'_>)) -> usize {
        let mut at = 0;
        if self.skipped.is_some() {
            let end = memchr(b'\n', data).map_or(data.len(), |end| end + 1);
            self.skip(0, &data[..end], Flaw::LineTooLong);
            if !data[..end].ends_with(b"\n") {
                return data.len();
            }
            self.end_skipped(sink);
            at = end;
        }
        let first = at;
        for end in memchr_iter(b'\n', &data[first..]) {
            self.line(at, &data[at..=first + end], sink);
            at = first + end + 1;
        }
        let rest = &data[at..];
        if rest.len() > self.limit {
            self.skip(at, rest, Flaw::LineTooLong);
            return data.len();
        }
        if at_end && !rest.is_empty() {
            self.line(at, rest, sink);
            return data.len();
        }
        at
    }

    fn line(&self, at: usize, line: &[u8], sink: &mut impl FnMut(Piece<'_>)) {
        let bytes = line.strip_suffix(b"\n").unwrap_or(line);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let flaw = (bytes.len() > self.limit).then_some(Flaw::LineTooLong);
        let bytes = &bytes[..bytes.len().min(self.limit)];
        sink(Piece { from: self.offset + at as u64, bytes, length: line.len() as u64, flaw });
    }

    fn take_lengths(&mut self, data: &[u8], at_end: bool, sink: &mut impl FnMut(Piece<'_>)) -> usize {
        let mut at = 0;
        while at < data.len() {
            let rest = &data[at..];
            if rest.len() < LOOK_AHEAD && !at_end {
                break;
            }
            let from = self.offset + at as u64;
            let found = if self.skipped.is_some() { begins_again(rest) } else { record_here(rest) };
            if let Some((length, flaw)) = found {
                self.end_skipped(sink);
                let bytes = &rest[..length];
                self.last.clear();
                if !bytes.is_ascii() {
                    self.last.extend_from_slice(bytes);
                }
                sink(Piece { from, bytes, length: length as u64, flaw });
                at += length;
            } else if self.skipped.is_none() && is_padding(rest) {
                sink(Piece { from, bytes: &[], length: rest.len() as u64, flaw: None });
                at = data.len();
            } else {
                self.skip(at, &rest[..1], Flaw::NoRecord);
                at += 1;
            }
        }
        at
    }

    fn skip(&mut self, at: usize, bytes: &[u8], flaw: Flaw) {
        let from = self.offset + at as u64;
        let skipped = self.skipped.get_or_insert_with(|| Skipped { from, kept: Vec::new(), length: 0, flaw });
        let room = self.limit.saturating_sub(skipped.kept.len()).min(bytes.len());
        skipped.kept.extend_from_slice(&bytes[..room]);
        skipped.length += bytes.len() as u64;
    }

    fn end_skipped(&mut self, sink: &mut impl FnMut(Piece<'_>)) {
        let Some(skipped) = self.skipped.take() else { return };
        let Skipped { from, kept, length, flaw } = skipped;
        let flaw = if pushed_by_utf8(&self.last, &kept, length) { Flaw::PushedByUtf8 } else { flaw };
        sink(Piece { from, bytes: &kept, length, flaw: Some(flaw) });
    }
}

/// Whether the record and the stray bytes behind it are one record in UTF-8.
fn pushed_by_utf8(record: &[u8], stray: &[u8], length: u64) -> bool {
    if record.is_empty() || stray.len() as u64 != length {
        return false;
    }
    let together = [record, stray].concat();
    std::str::from_utf8(&together).is_ok_and(|text| text.chars().count() == record.len())
}

/// The record at the beginning of the bytes: how long it is, and whether it ends where the next begins.
fn record_here(rest: &[u8]) -> Option<(usize, Option<Flaw>)> {
    let record_type = type_of(rest)?;
    let length = length_of(record_type, rest);
    let whole = rest.len() >= length;
    let ends_well = whole && may_begin(&rest[length..]);
    if has_key(record_type, rest) {
        return match (whole, ends_well) {
            (true, true) => Some((length, None)),
            (true, false) => Some((length, Some(Flaw::BrokenFrame))),
            (false, _) => Some((rest.len(), Some(Flaw::Truncated))),
        };
    }
    // The number is wrong, but the length shows that a record stands here.
    ends_well.then_some((length, None))
}

/// As [`record_here`], but after stray bytes: only what is beyond doubt is a record.
fn begins_again(rest: &[u8]) -> Option<(usize, Option<Flaw>)> {
    let record_type = type_of(rest).filter(|&record_type| has_key(record_type, rest))?;
    let length = length_of(record_type, rest);
    (rest.len() >= length && may_begin(&rest[length..])).then_some((length, None))
}

fn type_of(rest: &[u8]) -> Option<RecordType> {
    RecordType::from_ascii(rest.get(..3)?.try_into().ok()?)
}

/// Whether bytes 4–13 hold what they must in a record of this type.
fn has_key(record_type: RecordType, rest: &[u8]) -> bool {
    let Some(key) = rest.get(3..HEADER) else { return false };
    match record_type {
        RecordType::Start => key == b"0000000000",
        RecordType::End => key == b"9999999999",
        RecordType::Error => key.iter().all(u8::is_ascii_digit),
        _ => CprNumber::from_ascii(key).is_ok(),
    }
}

/// Whether a record, be it of an unknown type or with a wrong number, may begin here, or the file ends.
fn may_begin(rest: &[u8]) -> bool {
    let Some((code, key)) = rest.get(..HEADER).map(|header| header.split_at(3)) else { return true };
    let digits = code.iter().all(u8::is_ascii_digit);
    digits && (CprNumber::from_ascii(key).is_ok() || (type_of(rest).is_some() && key.iter().all(u8::is_ascii_digit)))
        || is_padding(rest)
}

/// The length that the type says; for 002 the longer one where the next record shows that it is meant.
fn length_of(record_type: RecordType, rest: &[u8]) -> usize {
    let layout = record_type.layout();
    let (short, long) = (layout.length, layout.longest);
    if short == long || rest.len() < long || may_begin(&rest[short..]) || !may_begin(&rest[long..]) {
        return short;
    }
    let is_id = |byte: &u8| byte.is_ascii_hexdigit() || matches!(byte, b'-' | b' ');
    let address_id = layout.fields.last().map_or(&[][..], |field| field.slice(rest));
    if address_id.iter().all(is_id) { long } else { short }
}

/// Line breaks, blanks or the old end-of-file sign behind the last record.
fn is_padding(rest: &[u8]) -> bool {
    rest.iter().all(|byte| matches!(byte, b'\n' | b'\r' | b' ' | 0x1A))
}
