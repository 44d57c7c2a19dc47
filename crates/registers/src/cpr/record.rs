//! Writing records: fields by CPR's names, padded and in ISO-8859-1.

use jiff::civil::Date;
use vocabulary::CprNumber;

use super::layout::{Field, Format, RecordType};

/// A whole record: padded, in ISO-8859-1, without line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    record_type: RecordType,
    bytes: Vec<u8>,
}

/// Builds a record field by field. Fields that are not put stay as they are when absent: blank, or zeros in times.
///
/// ```
/// use registers::cpr::{RecordBuilder, RecordType};
/// let number = "0101901234".parse().unwrap();
/// let name = RecordBuilder::new(RecordType::Name, number).put("FORNVN", "Åse").put("EFTERNVN", "Øst").build().unwrap();
/// assert_eq!(name.bytes().len(), 193);
/// assert_eq!(&name.bytes()[13..16], b"\xC5se");
/// ```
#[derive(Clone, Debug)]
pub struct RecordBuilder {
    record: Record,
    error: Option<RecordError>,
}

/// Why a record cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The record type has no field of this name.
    #[error("record {record_type} has no field {field}")]
    UnknownField {
        /// The record type.
        record_type: RecordType,
        /// The name that was asked for.
        field: String,
    },
    /// The value has more characters than the field has bytes.
    #[error("{field} of record {record_type} holds {limit} characters, the value has {length}")]
    TooLong {
        /// The record type.
        record_type: RecordType,
        /// CPR's name of the field.
        field: &'static str,
        /// Characters of the value.
        length: usize,
        /// Bytes of the field.
        limit: usize,
    },
    /// The value has a character that ISO-8859-1 has not, or a control character.
    #[error("{field} of record {record_type} cannot hold the character {character:?}: it is not in ISO-8859-1")]
    Character {
        /// The record type.
        record_type: RecordType,
        /// CPR's name of the field.
        field: &'static str,
        /// The character.
        character: char,
    },
}

impl Record {
    /// The type.
    pub fn record_type(&self) -> RecordType {
        self.record_type
    }

    /// The padded bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes without trailing blanks, as the line form with stripped blanks has them.
    pub fn stripped(&self) -> &[u8] {
        self.bytes.trim_ascii_end()
    }

    /// The start record of a delivery. Without a previous delivery (a baseline) the date is written as zeros.
    pub fn start(task: u32, produced: Date, previous: Option<Date>) -> Result<Self, RecordError> {
        let previous = previous.map_or_else(|| "00000000".to_owned(), compact);
        RecordBuilder::frame(RecordType::Start)
            .put("SORTFELT-10", "0000000000")
            .put("OPGAVENR", &format!("{task:06}"))
            .put("PRODDTO", &compact(produced))
            .put("PRODDTOFORRIG", &previous)
            .build()
    }

    /// The end record of a delivery with the count of the records between it and the start record.
    pub fn end(counter: u64) -> Result<Self, RecordError> {
        let builder = RecordBuilder::frame(RecordType::End).put("SORTFELT-10", "9999999999");
        builder.put("TAELLER", &format!("{counter:08}")).build()
    }
}

impl RecordBuilder {
    /// A record of a person.
    pub fn new(record_type: RecordType, number: CprNumber) -> Self {
        let mut builder = Self::frame(record_type);
        builder.record.bytes[3..13].copy_from_slice(number.digits().as_bytes());
        builder
    }

    /// A record without a person: 000, 910 or 999, whose bytes 4–13 are the field `SORTFELT-10`.
    pub fn frame(record_type: RecordType) -> Self {
        let layout = record_type.layout();
        let mut bytes = vec![b' '; layout.length];
        bytes[..3].copy_from_slice(record_type.to_string().as_bytes());
        for field in layout.fields.iter().filter(|field| field.format == Format::Timestamp) {
            bytes[field.position - 1..field.position - 1 + field.length].fill(b'0');
        }
        Self { record: Record { record_type, bytes }, error: None }
    }

    /// Puts a value into the field that CPR calls `name`. An empty value leaves the field blank.
    ///
    /// Digits are written as they come: whoever needs leading zeros gives them. The first error is kept for [`Self::build`].
    #[must_use]
    pub fn put(mut self, name: &str, value: &str) -> Self {
        if self.error.is_none() {
            self.error = self.try_put(name, value).err();
        }
        self
    }

    /// The record, or the first thing that was wrong.
    pub fn build(self) -> Result<Record, RecordError> {
        self.error.map_or(Ok(self.record), Err)
    }

    fn try_put(&mut self, name: &str, value: &str) -> Result<(), RecordError> {
        let record_type = self.record.record_type;
        let field = record_type.layout().field(name);
        let field = field.ok_or_else(|| RecordError::UnknownField { record_type, field: name.to_owned() })?;
        let value = latin1(record_type, field, value)?;
        let first = field.position - 1;
        if self.record.bytes.len() < first + field.length {
            // A field of the longer form makes the record the longer one.
            self.record.bytes.resize(record_type.layout().longest, b' ');
        }
        let place = &mut self.record.bytes[first..first + field.length];
        place.fill(b' ');
        place[..value.len()].copy_from_slice(&value);
        Ok(())
    }
}

fn latin1(record_type: RecordType, field: &'static Field, value: &str) -> Result<Vec<u8>, RecordError> {
    let mut bytes = Vec::with_capacity(field.length);
    for character in value.chars() {
        let byte = u8::try_from(character).ok().filter(|_| !character.is_control());
        bytes.push(byte.ok_or(RecordError::Character { record_type, field: field.name, character })?);
    }
    if bytes.len() > field.length {
        let (length, limit) = (bytes.len(), field.length);
        return Err(RecordError::TooLong { record_type, field: field.name, length, limit });
    }
    Ok(bytes)
}

fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn number() -> CprNumber {
        "0101901234".parse().unwrap()
    }

    #[test]
    fn a_start_and_an_end_record_are_as_cpr_writes_them() {
        let start = Record::start(110_901, date(2001, 11, 19), Some(date(2001, 11, 16))).unwrap();
        assert_eq!(start.bytes(), b"00000000000001109012001111920011116");
        assert_eq!(Record::end(1098).unwrap().bytes(), b"999999999999900001098");
        let first = Record::start(1, date(2001, 11, 19), None).unwrap();
        assert!(first.bytes().ends_with(b"00000000"));
    }

    #[test]
    fn what_does_not_fit_is_refused_with_its_field() {
        let build = |field: &str, value: &str| RecordBuilder::new(RecordType::Name, number()).put(field, value).build();
        assert!(matches!(build("FORNAVN", "x"), Err(RecordError::UnknownField { .. })));
        assert!(matches!(build("MELNVN", &"x".repeat(41)), Err(RecordError::TooLong { limit: 40, .. })));
        assert!(matches!(build("FORNVN", "Şeyma"), Err(RecordError::Character { character: 'Ş', .. })));
        assert!(matches!(build("FORNVN", "a\nb"), Err(RecordError::Character { .. })));
        assert!(build("FORNVN", &"ø".repeat(50)).is_ok());
    }

    #[test]
    fn an_address_with_a_road_name_takes_the_longer_form() {
        let address = RecordBuilder::new(RecordType::Address, number()).put("KOMKOD", "0851");
        assert_eq!(address.clone().build().unwrap().bytes().len(), 306);
        assert_eq!(address.put("VEJNVN", "Vestergade").build().unwrap().bytes().len(), 382);
    }

    #[test]
    fn a_time_that_was_not_put_is_zeros_and_an_absent_date_is_blank() {
        let person = RecordBuilder::new(RecordType::Person, number()).put("STATUS", "01").build().unwrap();
        assert_eq!(&person.bytes()[25..37], b"000000000000");
        assert_eq!(&person.bytes()[39..49], b"          ");
    }
}
