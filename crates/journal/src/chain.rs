//! The hash chain: each entry's hash covers the hash before it and every field.
//!
//! Pure. Whoever changes, removes, inserts or reorders an entry must recompute every hash after it, and then no longer meets
//! a head that was kept elsewhere.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::fact::FactRef;
use crate::read_log::LoggedReadRef;

/// First byte under every hash: the layout below. A new layout gets a new number.
const VERSION: u8 = 1;

/// The end of a chain: position and hash of its last entry. Kept outside the database it later proves that nothing was cut off or rewritten.
///
/// As text `position:hash`, the hash in hexadecimal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Position of the last entry, 0 where there is none.
    pub position: u64,
    /// Its hash, all zero where there is none.
    pub hash: [u8; 32],
}

/// The ends of both chains of a journal. As text the two heads with a space between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// End of the facts.
    pub facts: Head,
    /// End of the read log.
    pub reads: Head,
}

/// A text that is no head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a head of a journal: expected position:hash, the hash as 64 hexadecimal digits")]
pub struct HeadError;

/// The hash of a fact that follows `previous`. The fact's own `hash` is not looked at.
pub(crate) fn hash_of_fact(previous: &[u8; 32], fact: &FactRef<'_>) -> [u8; 32] {
    let mut layer = Layer::new(b'f', previous, fact.position, fact.recorded_at);
    layer.text(fact.kind);
    layer.text(fact.subject);
    layer.date(fact.valid_from);
    layer.date(fact.valid_to);
    layer.text(fact.actor);
    layer.present(fact.source.is_some());
    if let Some(source) = fact.source {
        layer.text(source.file);
        layer.number(source.row);
    }
    layer.present(fact.replaces.is_some());
    if let Some(replaces) = fact.replaces {
        layer.number(replaces);
    }
    layer.text(fact.payload);
    layer.finish()
}

/// The hash of an entry of the read log that follows `previous`.
pub(crate) fn hash_of_read(previous: &[u8; 32], read: &LoggedReadRef<'_>) -> [u8; 32] {
    let mut layer = Layer::new(b'r', previous, read.position, read.at);
    for text in [read.actor, read.authority, read.purpose, read.subject, read.what] {
        layer.text(text);
    }
    layer.finish()
}

/// What goes under one hash. Every part has a fixed length or its length before it, so that no two entries read the same.
struct Layer(Sha256);

impl Layer {
    fn new(chain: u8, previous: &[u8; 32], position: u64, at: Timestamp) -> Self {
        let mut hasher = Sha256::new();
        hasher.update([VERSION, chain]);
        hasher.update(previous);
        hasher.update(position.to_be_bytes());
        hasher.update(at.as_microsecond().to_be_bytes());
        Self(hasher)
    }

    fn text(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text);
    }

    fn number(&mut self, number: u64) {
        self.0.update(number.to_be_bytes());
    }

    fn present(&mut self, present: bool) {
        self.0.update([u8::from(present)]);
    }

    fn date(&mut self, date: Option<Date>) {
        self.present(date.is_some());
        if let Some(date) = date {
            self.0.update(date.year().to_be_bytes());
            self.0.update(date.month().to_be_bytes());
            self.0.update(date.day().to_be_bytes());
        }
    }

    fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.position)?;
        self.hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Head {
    type Err = HeadError;

    fn from_str(text: &str) -> Result<Self, HeadError> {
        let (position, digits) = text.split_once(':').ok_or(HeadError)?;
        let position = position.parse().map_err(|_| HeadError)?;
        let hash = hash_from_hexadecimal(digits).ok_or(HeadError)?;
        Ok(Self { position, hash })
    }
}

impl fmt::Display for Heads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.facts, self.reads)
    }
}

impl FromStr for Heads {
    type Err = HeadError;

    fn from_str(text: &str) -> Result<Self, HeadError> {
        let (facts, reads) = text.split_once(' ').ok_or(HeadError)?;
        Ok(Self { facts: facts.parse()?, reads: reads.parse()? })
    }
}

/// Exactly 64 hexadecimal digits.
pub(crate) fn hash_from_hexadecimal(digits: &str) -> Option<[u8; 32]> {
    let digits = digits.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut hash = [0; 32];
    for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fact::NewFact;

    fn fact(kind: &str, subject: &str) -> NewFact {
        NewFact {
            kind: kind.to_owned(),
            subject: subject.to_owned(),
            valid_from: None,
            valid_to: None,
            actor: "test".to_owned(),
            source: None,
            replaces: None,
            payload: String::new(),
        }
    }

    #[test]
    fn letters_cannot_move_from_one_field_to_the_next() {
        let one = fact("ab", "c");
        let two = fact("a", "bc");
        let at = Timestamp::UNIX_EPOCH;
        assert_ne!(hash_of_fact(&[0; 32], &one.at(1, at, [0; 32])), hash_of_fact(&[0; 32], &two.at(1, at, [0; 32])));
    }

    #[test]
    fn the_layout_of_a_hash_does_not_change_unseen() {
        let mut fact = fact("night-started/1", "night:2026-11-20");
        fact.valid_from = Some(jiff::civil::date(2026, 11, 20));
        fact.source = Some(crate::Source { file: "D261120.L431102".to_owned(), row: 7 });
        fact.replaces = Some(3);
        fact.payload = "{}".to_owned();
        let at = Timestamp::from_second(1_795_000_000).unwrap();
        let head = Head { position: 4, hash: hash_of_fact(&[7; 32], &fact.at(4, at, [0; 32])) };
        assert_eq!(head.to_string(), "4:d1a4d85d67ca4e1c285ab94e21141db2b63bf7b0059bfe4af19077860f1c2971");
    }

    #[test]
    fn a_head_with_a_digit_too_few_is_refused() {
        assert_eq!("1:abcdef".parse::<Head>(), Err(HeadError));
        assert_eq!(format!("x:{}", "0".repeat(64)).parse::<Head>(), Err(HeadError));
    }

    proptest! {
        #[test]
        fn heads_survive_being_written_down(facts in any::<(u64, [u8; 32])>(), reads in any::<(u64, [u8; 32])>()) {
            let head = |(position, hash)| Head { position, hash };
            let heads = Heads { facts: head(facts), reads: head(reads) };
            prop_assert_eq!(heads.to_string().parse::<Heads>(), Ok(heads));
        }
    }
}
