//! The layouts of U12170-P (public authorities, chosen record types): which field stands at which bytes.
//!
//! Positions are 1-based and count bytes of ISO-8859-1, as in CPR's own descriptions; field names are CPR's.
//! Sources: the public importers of Magenta (cprbroker) and Trifork (sdm), and CPR's published test deliveries,
//! whose undivided files these lengths cut without remainder. Record types that CPR added later are not known here.

mod current;
mod historic;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A type of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordType {
    /// 000: start of a delivery: task, production date, previous production date.
    Start,
    /// 001: personal data; always delivered, exactly once a person.
    Person,
    /// 002: current address in Denmark; only while the status is below 30.
    Address,
    /// 003: addressing name and the address in plain text.
    AddressingName,
    /// 004: a protection of name and address, or of other use.
    Protection,
    /// 005: current exit from Denmark.
    Exit,
    /// 006: contact address.
    ContactAddress,
    /// 007: current disappearance.
    Disappearance,
    /// 008: current name.
    Name,
    /// 009: registration of birth.
    BirthRegistration,
    /// 010: current citizenship.
    Citizenship,
    /// 011: membership of the national church.
    Church,
    /// 012: current civil status.
    CivilStatus,
    /// 013: current legal separation.
    Separation,
    /// 014: a child.
    Child,
    /// 015: parents.
    Parents,
    /// 016: a holder of custody.
    Custody,
    /// 017: guardianship.
    Guardianship,
    /// 018: a matter of the municipality.
    MunicipalCondition,
    /// 019: a note.
    Note,
    /// 020: franchise.
    Franchise,
    /// 021: an order to report a move.
    MoveOrder,
    /// 022: a former CPR number; bytes 4–13 hold the current one.
    FormerNumber,
    /// 023: a former address.
    FormerAddress,
    /// 024: an exit and the entry that followed; also an entry alone.
    FormerExit,
    /// 025: a disappearance and the return.
    FormerDisappearance,
    /// 026: a former name.
    FormerName,
    /// 027: a former citizenship.
    FormerCitizenship,
    /// 028: a former membership of the church.
    FormerChurch,
    /// 029: a former civil status.
    FormerCivilStatus,
    /// 030: a former separation.
    FormerSeparation,
    /// 031: the mother with her address.
    MotherAddress,
    /// 032: the father with his address.
    FatherAddress,
    /// 033: a child with its address.
    ChildAddress,
    /// 099: an event.
    Event,
    /// 910: an error CPR reports on the receiver's input.
    Error,
    /// 997: receipt for a subscription that was deleted.
    DeletedSubscription,
    /// 999: end of a delivery, with the count of the records between start and end.
    End,
}

/// What the bytes of a field hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text, left-justified and padded with blanks (`A`).
    Text,
    /// Digits, padded with zeros; blank when absent (`N`).
    Digits,
    /// A CPR number; blank or zeros when absent.
    Number,
    /// `YYYYMMDDHHMM`; zeros or blank when absent, zero parts when unknown, minute 99 when the time is unknown.
    Timestamp,
    /// `YYYY-MM-DD`; blank when absent, zero parts when unknown.
    IsoDate,
    /// `YYYYMMDD`; zeros when absent. Only in the start record.
    CompactDate,
    /// Blank, or `*` when the date before it is uncertain.
    UncertaintyMark,
    /// Blank, or `+`, `*`, `=`: see [`vocabulary::NameMark`].
    NameMark,
    /// Blank when the historic record holds; `A` annulled, `K` corrected, `Æ` technical change.
    Annulment,
}

/// A field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// CPR's name of the field.
    pub name: &'static str,
    /// First byte, counted from 1.
    pub position: usize,
    /// Bytes.
    pub length: usize,
    /// What the bytes hold.
    pub format: Format,
}

/// The layout of a record type.
#[derive(Debug)]
pub struct Layout {
    /// The type.
    pub record_type: RecordType,
    /// CPR's Danish title.
    pub title: &'static str,
    /// Bytes of the record when padded.
    pub length: usize,
    /// Bytes of its longer form, where CPR has one (002 with road name and address id); else the same as `length`.
    pub longest: usize,
    /// Fewest records of this type a person has in a delivery that holds the type at all.
    pub least: u16,
    /// Most records of this type a person can have; none when unbounded.
    pub most: Option<u16>,
    /// Its fields after record type and number, in order and without gaps.
    pub fields: &'static [Field],
}

/// The bytes every record begins with: three of type, ten of number (or of `SORTFELT-10` in 000, 910 and 999).
pub const HEADER: usize = 13;

/// The longest record of all: 002 in its longer form.
pub const LONGEST_RECORD: usize = 382;

static LAYOUTS: [&Layout; 38] = [
    &historic::START,
    &current::PERSON,
    &current::ADDRESS,
    &current::ADDRESSING_NAME,
    &current::PROTECTION,
    &current::EXIT,
    &current::CONTACT_ADDRESS,
    &current::DISAPPEARANCE,
    &current::NAME,
    &current::BIRTH_REGISTRATION,
    &current::CITIZENSHIP,
    &current::CHURCH,
    &current::CIVIL_STATUS,
    &current::SEPARATION,
    &current::CHILD,
    &current::PARENTS,
    &current::CUSTODY,
    &current::GUARDIANSHIP,
    &current::MUNICIPAL_CONDITION,
    &current::NOTE,
    &current::FRANCHISE,
    &current::MOVE_ORDER,
    &historic::FORMER_NUMBER,
    &historic::FORMER_ADDRESS,
    &historic::FORMER_EXIT,
    &historic::FORMER_DISAPPEARANCE,
    &historic::FORMER_NAME,
    &historic::FORMER_CITIZENSHIP,
    &historic::FORMER_CHURCH,
    &historic::FORMER_CIVIL_STATUS,
    &historic::FORMER_SEPARATION,
    &historic::MOTHER_ADDRESS,
    &historic::FATHER_ADDRESS,
    &historic::CHILD_ADDRESS,
    &historic::EVENT,
    &historic::ERROR,
    &historic::DELETED_SUBSCRIPTION,
    &historic::END,
];

impl RecordType {
    /// Every type, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Self> {
        LAYOUTS.iter().map(|layout| layout.record_type)
    }

    /// CPR's code, three digits in files.
    pub fn code(self) -> u16 {
        match self {
            Self::Event => 99,
            Self::Error => 910,
            Self::DeletedSubscription => 997,
            Self::End => 999,
            other => other as u16,
        }
    }

    /// Reads CPR's code.
    pub fn from_code(code: u16) -> Option<Self> {
        let index = match code {
            0..=33 => usize::from(code),
            99 => 34,
            910 => 35,
            997 => 36,
            999 => 37,
            _ => return None,
        };
        Some(LAYOUTS[index].record_type)
    }

    /// Reads three ASCII digits.
    pub fn from_ascii(bytes: [u8; 3]) -> Option<Self> {
        if !bytes.iter().all(u8::is_ascii_digit) {
            return None;
        }
        Self::from_code(bytes.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0')))
    }

    /// Its layout.
    pub fn layout(self) -> &'static Layout {
        LAYOUTS[self as usize]
    }

    /// Whether bytes 4–13 hold the number of a person whose data the record is part of.
    pub fn belongs_to_person(self) -> bool {
        !matches!(self, Self::Start | Self::Error | Self::DeletedSubscription | Self::End)
    }
}

impl fmt::Display for RecordType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.code())
    }
}

impl Serialize for RecordType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecordType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let code = <[u8; 3]>::try_from(text.as_bytes()).ok().and_then(Self::from_ascii);
        code.ok_or_else(|| serde::de::Error::custom("no record type of CPR"))
    }
}

impl Layout {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Field {
    /// The field's bytes of a record; fewer, or none, where trailing blanks were stripped.
    pub fn slice<'a>(&self, record: &'a [u8]) -> &'a [u8] {
        let from = (self.position - 1).min(record.len());
        &record[from..(from + self.length).min(record.len())]
    }
}

const fn text(name: &'static str, position: usize, length: usize) -> Field {
    Field { name, position, length, format: Format::Text }
}

const fn digits(name: &'static str, position: usize, length: usize) -> Field {
    Field { name, position, length, format: Format::Digits }
}

const fn number(name: &'static str, position: usize, length: usize) -> Field {
    Field { name, position, length, format: Format::Number }
}

const fn timestamp(name: &'static str, position: usize, length: usize) -> Field {
    Field { name, position, length, format: Format::Timestamp }
}

const fn iso_date(name: &'static str, position: usize, length: usize) -> Field {
    Field { name, position, length, format: Format::IsoDate }
}

const fn compact_date(name: &'static str, position: usize, length: usize) -> Field {
    Field { name, position, length, format: Format::CompactDate }
}

const fn uncertainty_mark(name: &'static str, position: usize, length: usize) -> Field {
    Field { name, position, length, format: Format::UncertaintyMark }
}

const fn name_mark(name: &'static str, position: usize, length: usize) -> Field {
    Field { name, position, length, format: Format::NameMark }
}

const fn annulment(name: &'static str, position: usize, length: usize) -> Field {
    Field { name, position, length, format: Format::Annulment }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_every_record_follow_each_other_without_gaps_to_its_end() {
        for record_type in RecordType::all() {
            let layout = record_type.layout();
            let first = if layout.fields[0].name == "SORTFELT-10" { 4 } else { HEADER + 1 };
            let end = layout.fields.iter().fold(first, |next, field| {
                assert_eq!(field.position, next, "{record_type} {}", field.name);
                next + field.length
            });
            assert_eq!(end - 1, layout.longest, "{record_type}");
            assert!(layout.longest <= LONGEST_RECORD);
        }
    }

    #[test]
    fn every_code_round_trips_and_no_other_is_known() {
        let known: Vec<u16> = RecordType::all().map(RecordType::code).collect();
        assert_eq!(known.len(), 38);
        for code in 0..=999 {
            let read = RecordType::from_code(code);
            assert_eq!(read.is_some(), known.contains(&code), "{code}");
            assert!(read.is_none_or(|record_type| record_type.code() == code));
        }
    }

    #[test]
    fn only_the_address_has_a_longer_form_and_its_short_form_ends_at_a_field() {
        for record_type in RecordType::all() {
            let layout = record_type.layout();
            assert_eq!(layout.length != layout.longest, record_type == RecordType::Address, "{record_type}");
            assert!(layout.fields.iter().any(|field| field.position + field.length - 1 == layout.length));
        }
    }
}
