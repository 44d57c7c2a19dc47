//! Reading a delivery from a stream: hashing, finding out what the file is, and feeding the bytes onwards.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::collect::Collector;
use super::delivery::{CprDelivery, Whole, conclude};
use super::framing::{Cut, Framing};
use super::layout::LONGEST_RECORD;
use super::{Form, Limits};
use crate::error::{Error, Reason};
use crate::exchange::hexadecimal;

/// Bytes that are read at a time.
const PORTION: usize = 1 << 20;

/// Reads a delivery from a file. See [`read`].
pub fn read_file(path: &Path, limits: &Limits) -> Result<CprDelivery, Error> {
    let file = File::open(path).map_err(|source| Error::io(path, source))?;
    read(&path.display().to_string(), file, limits)
}

/// Reads a delivery in any physical form. What can be read is returned also when the delivery must be refused:
/// ask [`CprDelivery::verdict`] before using it.
///
/// `file` is the name used in messages. Errors are those of the stream, and a file larger than the limits.
pub fn read(file: &str, mut input: impl Read, limits: &Limits) -> Result<CprDelivery, Error> {
    let mut buffer = vec![0; PORTION + LONGEST_RECORD * 4];
    let mut stream = Stream { file, hash: Sha256::new(), bytes: 0, limit: limits.file_bytes };
    let mut filled = stream.fill(&mut input, &mut buffer, 0)?;
    let kind = Kind::of(&buffer[..filled]);
    let mut framing = Framing::new(kind.cut, limits.line_bytes);
    let mut collector = Collector::new(kind.cut, *limits);
    loop {
        let at_end = filled < buffer.len();
        let used = framing.take(&buffer[..filled], at_end, &mut |piece| collector.accept(&piece));
        if collector.store.held > limits.held_bytes {
            let (file, limit) = (file.to_owned(), limits.held_bytes);
            return Err(Error::TooLarge { file, limit, unit: "bytes of records" });
        }
        if at_end {
            break;
        }
        buffer.copy_within(used..filled, 0);
        filled = stream.fill(&mut input, &mut buffer, filled - used)?;
    }
    let form = match kind.cut {
        Cut::Lines if collector.padding.is_full() => Form::LinesPadded,
        Cut::Lines => Form::LinesStripped,
        Cut::Lengths | Cut::Nowhere => Form::Glued,
    };
    let whole = Whole {
        file: file.to_owned(),
        form,
        bytes: stream.bytes,
        sha256: hexadecimal(&stream.hash.finalize()),
        first_reason: kind.reason,
        quarantine_limit: limits.quarantined,
    };
    Ok(conclude(collector, whole))
}

struct Stream<'a> {
    file: &'a str,
    hash: Sha256,
    bytes: u64,
    limit: u64,
}

impl Stream<'_> {
    /// Fills the buffer behind its first `filled` bytes, to the end of the buffer or of the stream.
    fn fill(&mut self, input: &mut impl Read, buffer: &mut [u8], mut filled: usize) -> Result<usize, Error> {
        while filled < buffer.len() {
            match input.read(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(count) => {
                    self.hash.update(&buffer[filled..filled + count]);
                    self.bytes += count as u64;
                    filled += count;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(source) => {
                    return Err(Error::Io { file: self.file.to_owned(), byte: Some(self.bytes + 1), source });
                }
            }
            if self.bytes > self.limit {
                return Err(Error::TooLarge { file: self.file.to_owned(), limit: self.limit, unit: "bytes" });
            }
        }
        Ok(filled)
    }
}

/// What the first bytes of a file say that it is.
struct Kind {
    cut: Cut,
    reason: Option<Reason>,
}

impl Kind {
    fn of(first: &[u8]) -> Self {
        if first.is_empty() {
            return Self { cut: Cut::Lines, reason: Some(Reason::Empty) };
        }
        if let Some(found) = other_kind(first) {
            return Self { cut: Cut::Nowhere, reason: Some(Reason::NotText { found: found.to_owned() }) };
        }
        match encoding_by_mark(first) {
            Some(found @ "UTF-8") => Self { cut: cut_of(first), reason: wrong_encoding(found) },
            Some(found) => Self { cut: Cut::Nowhere, reason: wrong_encoding(found) },
            None => Self { cut: cut_of(first), reason: None },
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "both callers need the reason as it is kept")]
fn wrong_encoding(found: &str) -> Option<Reason> {
    Some(Reason::WrongEncoding { found: found.to_owned() })
}

/// A line break before any record can have ended without one shows that the file has lines.
fn cut_of(first: &[u8]) -> Cut {
    let start = &first[..first.len().min(LONGEST_RECORD + 2)];
    if start.contains(&b'\n') { Cut::Lines } else { Cut::Lengths }
}

fn other_kind(first: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 9] = [
        (b"PK\x03\x04", "a ZIP archive"),
        (b"PK\x05\x06", "an empty ZIP archive"),
        (b"\x1F\x8B", "gzip-compressed"),
        (b"%PDF", "a PDF document"),
        (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
        (b"BZh", "bzip2-compressed"),
        (b"\xFD7zXZ\x00", "xz-compressed"),
        (b"\x28\xB5\x2F\xFD", "zstd-compressed"),
        (b"PAR1", "a Parquet file"),
    ];
    KINDS.into_iter().find(|(magic, _)| first.starts_with(magic)).map(|(_, name)| name)
}

/// A byte-order mark, or the zero bytes that digits have in UTF-16.
fn encoding_by_mark(first: &[u8]) -> Option<&'static str> {
    match first {
        [0xEF, 0xBB, 0xBF, ..] => Some("UTF-8"),
        [0xFF, 0xFE, ..] | [b'0', 0, b'0', 0, ..] => Some("UTF-16 (little-endian)"),
        [0xFE, 0xFF, ..] | [0, b'0', 0, b'0', ..] => Some("UTF-16 (big-endian)"),
        _ => None,
    }
}
