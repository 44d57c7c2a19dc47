//! Files that must not be used, or not wholly: for trying readers and for showing what happens.
//!
//! Each is made from a good file of a small country by one fault. Must not know how readers find it.

use std::path::{Path, PathBuf};

use crate::country::{settle, view};
use crate::deliveries::{Dates, Shape, sort_civil, write_civil};
use crate::error::Error;
use crate::relations::Relations;
use crate::settings::Settings;

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BadFile {
    /// No byte at all.
    Empty,
    /// Cut in the middle of a record.
    Truncated,
    /// No end record.
    WithoutEndRecord,
    /// The end record counts other than there are.
    WrongCount,
    /// No start record.
    WithoutStartRecord,
    /// Records after the end record.
    AfterEndRecord,
    /// UTF-8 instead of ISO-8859-1.
    Utf8,
    /// UTF-16 with a mark at the beginning.
    Utf16,
    /// A ZIP archive.
    Zip,
    /// The delivery before it is not the one that was loaded: produced on the second day after another first one.
    OutOfSequence,
    /// A birth date of zeros: one person must be set aside.
    ZeroDate,
    /// A person's records in two blocks: allowed, and the person is still one.
    TwoBlocks,
    /// One line of a mebibyte: it must be set aside.
    LongLine,
    /// A number that is no date: the record belongs to nobody.
    NoSuchNumber,
}

impl BadFile {
    /// Every kind, in the order of the enum.
    pub const ALL: [Self; 14] = [
        Self::Empty,
        Self::Truncated,
        Self::WithoutEndRecord,
        Self::WrongCount,
        Self::WithoutStartRecord,
        Self::AfterEndRecord,
        Self::Utf8,
        Self::Utf16,
        Self::Zip,
        Self::OutOfSequence,
        Self::ZeroDate,
        Self::TwoBlocks,
        Self::LongLine,
        Self::NoSuchNumber,
    ];

    /// The file's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Truncated => "truncated",
            Self::WithoutEndRecord => "without-end-record",
            Self::WrongCount => "wrong-count",
            Self::WithoutStartRecord => "without-start-record",
            Self::AfterEndRecord => "after-end-record",
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Zip => "zip",
            Self::OutOfSequence => "out-of-sequence",
            Self::ZeroDate => "zero-date",
            Self::TwoBlocks => "two-blocks",
            Self::LongLine => "long-line",
            Self::NoSuchNumber => "no-such-number",
        }
    }

    /// Whether the whole file must be refused. Otherwise only some of it is set aside, or nothing.
    pub fn is_refused(self) -> bool {
        !matches!(self, Self::ZeroDate | Self::TwoBlocks | Self::LongLine | Self::NoSuchNumber)
    }
}

/// Writes a good file, `good`, and one file of each bad kind into the folder, and says which.
pub fn bad_files(folder: &Path, seed: u64) -> Result<Vec<(BadFile, PathBuf)>, Error> {
    let good = good_file(folder, seed)?;
    let mut written = Vec::new();
    for kind in BadFile::ALL {
        let path = folder.join(kind.name());
        std::fs::write(&path, spoil(kind, &good)).map_err(|source| Error::io(&path, source))?;
        written.push((kind, path));
    }
    Ok(written)
}

fn good_file(folder: &Path, seed: u64) -> Result<Vec<u8>, Error> {
    let settings = Settings { cpr_persons: 30, ..Settings::new(10, seed) };
    let registry = settle(&settings);
    let relations = Relations::of(&registry.population);
    let view = view(&registry, &relations);
    let mut rows: Vec<_> = (0..).take(registry.population.civils.len()).map(|row| (row, None)).collect();
    sort_civil(view, &mut rows);
    let shape = Shape { form: settings.form, order: settings.order, task: settings.task };
    let dates = Dates { produced: settings.first_day, previous: None };
    let path = write_civil(view, folder, shape, dates, &rows)?;
    let good = folder.join("good");
    std::fs::rename(&path, &good).map_err(|source| Error::io(&path, source))?;
    std::fs::read(&good).map_err(|source| Error::io(&good, source))
}

fn spoil(kind: BadFile, good: &[u8]) -> Vec<u8> {
    let lines: Vec<&[u8]> = good.split_inclusive(|&byte| byte == b'\n').collect();
    let (start, rest) = lines.split_first().map_or((&b""[..], &[][..]), |(first, rest)| (*first, rest));
    let (end, body) = rest.split_last().map_or((&b""[..], &[][..]), |(last, body)| (*last, body));
    let join = |parts: &[&[u8]]| parts.concat();
    match kind {
        BadFile::Empty => Vec::new(),
        BadFile::Truncated => good[..good.len() * 2 / 3].to_vec(),
        BadFile::WithoutEndRecord => join(&[start, &body.concat()]),
        BadFile::WrongCount => join(&[start, &body[1..].concat(), end]),
        BadFile::WithoutStartRecord => join(&[&body.concat(), end]),
        BadFile::AfterEndRecord => join(&[good, body[0]]),
        BadFile::Utf8 => good.iter().map(|&byte| char::from(byte)).collect::<String>().into_bytes(),
        BadFile::Utf16 => [0xFF, 0xFE].into_iter().chain(good.iter().flat_map(|&byte| [byte, 0])).collect(),
        BadFile::Zip => join(&[b"PK\x03\x04\x14\x00\x00\x00\x08\x00", good]),
        BadFile::OutOfSequence => {
            let mut file = good.to_vec();
            file[19..35].copy_from_slice(b"2026112320261101");
            file
        }
        BadFile::ZeroDate => {
            let mut first = body[0].to_vec();
            first[39..49].copy_from_slice(b"0000-00-00");
            join(&[start, &first, &body[1..].concat(), end])
        }
        BadFile::TwoBlocks => {
            // The second record of the first person goes behind everybody else's.
            join(&[start, body[0], &body[2..].concat(), body[1], end])
        }
        BadFile::LongLine => {
            let mut long = body[0][..13].to_vec();
            long.resize(1 << 20, b'x');
            long.push(b'\n');
            join(&[start, &long, &body[1..].concat(), end])
        }
        BadFile::NoSuchNumber => {
            let mut first = body[0].to_vec();
            first[3..13].copy_from_slice(b"9999999999");
            join(&[start, &first, &body[1..].concat(), end])
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use registers::cpr::{Limits, read_file};

    use super::*;

    #[test]
    fn what_must_be_refused_is_and_the_rest_loses_at_most_what_is_bad() {
        let folder = tempfile::tempdir().unwrap();
        let written = bad_files(folder.path(), 1).unwrap();
        assert_eq!(written.len(), BadFile::ALL.len());
        let good = read_file(&folder.path().join("good"), &Limits::default()).unwrap();
        assert_eq!((good.verdict(None), good.counts.persons_set_aside), (Ok(()), 0));
        for (kind, path) in written {
            let last = (kind == BadFile::OutOfSequence).then_some(date(2026, 11, 19));
            let delivery = read_file(&path, &Limits::default()).unwrap();
            assert_eq!(delivery.verdict(last).is_err(), kind.is_refused(), "{kind:?} {:?}", delivery.verdict(last));
            if !kind.is_refused() {
                let aside = u64::from(kind != BadFile::TwoBlocks);
                assert!(delivery.quarantine.records() >= aside, "{kind:?}");
                assert!(delivery.counts.persons + 1 >= good.counts.persons, "{kind:?}");
            }
        }
    }
}
