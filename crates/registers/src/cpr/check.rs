//! Checking the fields of one record, and reading dates as CPR writes them.

use serde::{Deserialize, Serialize};
use vocabulary::{CountryCode, CprNumber, CprNumberKind, CprStatus, UncertainDate};

use super::layout::{Field, Format, Layout, RecordType};

/// A field of a CPR record that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{field} (byte {position}) {problem}")]
pub struct FieldFault {
    /// CPR's name of the field; empty when the fault lies in the record as a whole.
    pub field: String,
    /// Byte of the record, counted from 1.
    pub position: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with the bytes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// No date of the field's form, or a day that does not exist.
    #[error("is no date")]
    NotADate,
    /// Something else than digits.
    #[error("is not digits")]
    NotDigits,
    /// No CPR number that CPR can have issued.
    #[error("is no CPR number")]
    NotANumber,
    /// A sign that CPR does not use there.
    #[error("holds a sign that CPR does not use")]
    NotAMark,
    /// A status that CPR does not use.
    #[error("is no status of CPR")]
    NotAStatus,
    /// Neither K nor M.
    #[error("is neither K nor M")]
    NotASex,
    /// Outside CPR's country series.
    #[error("is no country of CPR")]
    NotACountry,
    /// Empty, and must not be.
    #[error("is empty, and must not be")]
    Missing,
    /// A byte that is no character of ISO-8859-1.
    #[error("is a control character")]
    ControlCharacter,
    /// The record goes on where it should end.
    #[error("lies behind the end of the record")]
    TooLong,
}

/// Checks a record without its trailing blanks: characters, length, and every field that has a form.
pub(crate) fn check_record(layout: &'static Layout, record: &[u8]) -> Result<(), FieldFault> {
    if let Some(at) = control_character(record) {
        return Err(FieldFault { field: String::new(), position: at + 1, problem: Problem::ControlCharacter });
    }
    if record.len() > layout.longest {
        return Err(FieldFault { field: String::new(), position: layout.longest + 1, problem: Problem::TooLong });
    }
    for field in layout.fields {
        let bytes = field.slice(record);
        if bytes.is_empty() {
            break;
        }
        check_field(field, bytes).map_err(|problem| fault(field, problem))?;
    }
    check_meaning(layout, record)
}

/// What the form alone does not say: values that must be there and codes that must be known.
fn check_meaning(layout: &'static Layout, record: &[u8]) -> Result<(), FieldFault> {
    let check = |name: &str, check: fn(&[u8]) -> Result<(), Problem>| match layout.field(name) {
        Some(field) => check(field.slice(record)).map_err(|problem| fault(field, problem)),
        None => Ok(()),
    };
    match layout.record_type {
        RecordType::Person => {
            check("STATUS", |bytes| read_status(bytes).map(|_| ()))?;
            check("KOEN", |bytes| if matches!(bytes, b"K" | b"M") { Ok(()) } else { Err(Problem::NotASex) })?;
            check("FOED_DT", |bytes| if is_blank(bytes) { Err(Problem::Missing) } else { Ok(()) })
        }
        RecordType::Citizenship | RecordType::FormerCitizenship => {
            check("LANDEKOD", |bytes| read_country(bytes).map(|_| ()))
        }
        RecordType::Exit => check("UDR_LANDEKOD", |bytes| read_country(bytes).map(|_| ())),
        RecordType::FormerExit => {
            check("UDR_LANDEKOD", |bytes| read_country(bytes).map(|_| ()))?;
            check("INDR_LANDEKOD", |bytes| read_country(bytes).map(|_| ()))
        }
        RecordType::Protection => check("BESKYTTYPE", required),
        RecordType::FormerNumber => check("PNR", required),
        RecordType::Child => check("PNR-BARN", required),
        _ => Ok(()),
    }
}

fn check_field(field: &Field, bytes: &[u8]) -> Result<(), Problem> {
    match field.format {
        Format::Text => Ok(()),
        Format::Digits if is_blank(bytes) => Ok(()),
        Format::Digits => {
            let digits = bytes.len() == field.length && bytes.iter().all(u8::is_ascii_digit);
            if digits { Ok(()) } else { Err(Problem::NotDigits) }
        }
        Format::Number => read_number(bytes).map(|_| ()),
        Format::Timestamp => read_timestamp(bytes, false).map(|_| ()),
        Format::IsoDate => read_iso_date(bytes, false).map(|_| ()),
        Format::CompactDate => read_compact_date(bytes).map(|_| ()),
        Format::UncertaintyMark => one_of(bytes, b" *"),
        Format::NameMark => one_of(bytes, b" +*="),
        Format::Annulment => one_of(bytes, b" AK\xC6"),
    }
}

fn fault(field: &Field, problem: Problem) -> FieldFault {
    FieldFault { field: field.name.to_owned(), position: field.position, problem }
}

fn one_of(bytes: &[u8], signs: &[u8]) -> Result<(), Problem> {
    if bytes.iter().all(|byte| signs.contains(byte)) { Ok(()) } else { Err(Problem::NotAMark) }
}

fn required(bytes: &[u8]) -> Result<(), Problem> {
    if bytes.iter().all(|byte| matches!(byte, b' ' | b'0')) { Err(Problem::Missing) } else { Ok(()) }
}

fn control_character(record: &[u8]) -> Option<usize> {
    let is_control = |byte: u8| byte < 0x20 || (0x7F..=0x9F).contains(&byte);
    // Without an early exit the compiler checks many bytes at a time.
    let any = record.iter().fold(false, |any, &byte| any | is_control(byte));
    if any { record.iter().position(|&byte| is_control(byte)) } else { None }
}

pub(crate) fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|&byte| byte == b' ')
}

fn is_absent(bytes: &[u8]) -> bool {
    is_blank(bytes) || bytes.iter().all(|&byte| byte == b'0')
}

fn digits(bytes: &[u8]) -> Result<i16, Problem> {
    bytes.iter().try_fold(0_i16, |sum, byte| match byte {
        b'0'..=b'9' => Ok(sum * 10 + i16::from(byte - b'0')),
        _ => Err(Problem::NotADate),
    })
}

fn from_digits(year: &[u8], month: &[u8], day: &[u8], marked: bool) -> Result<UncertainDate, Problem> {
    let small = |bytes| digits(bytes).and_then(|part| i8::try_from(part).map_err(|_| Problem::NotADate));
    UncertainDate::from_parts(digits(year)?, small(month)?, small(day)?, marked).map_err(|_| Problem::NotADate)
}

/// `YYYYMMDDHHMM`: zeros or blanks are no date, zero parts are unknown, and of the time only its form is checked.
pub(crate) fn read_timestamp(bytes: &[u8], marked: bool) -> Result<Option<UncertainDate>, Problem> {
    if is_absent(bytes) {
        return Ok(None);
    }
    let [year @ .., m1, m2, d1, d2, h1, h2, n1, n2] = bytes else { return Err(Problem::NotADate) };
    // Old data have the hour 24; the minute 99 says that the time is not known.
    let (hour, minute) = (digits(&[*h1, *h2])?, digits(&[*n1, *n2])?);
    if year.len() != 4 || hour > 24 || (minute > 59 && minute != 99) {
        return Err(Problem::NotADate);
    }
    from_digits(year, &[*m1, *m2], &[*d1, *d2], marked).map(Some)
}

/// `YYYY-MM-DD`: blanks are no date, zero parts are unknown.
pub(crate) fn read_iso_date(bytes: &[u8], marked: bool) -> Result<Option<UncertainDate>, Problem> {
    if is_blank(bytes) {
        return Ok(None);
    }
    match bytes {
        [year @ .., b'-', m1, m2, b'-', d1, d2] if year.len() == 4 => {
            from_digits(year, &[*m1, *m2], &[*d1, *d2], marked).map(Some)
        }
        _ => Err(Problem::NotADate),
    }
}

/// `YYYYMMDD`: zeros are no date.
pub(crate) fn read_compact_date(bytes: &[u8]) -> Result<Option<UncertainDate>, Problem> {
    if is_absent(bytes) {
        return Ok(None);
    }
    match bytes {
        [year @ .., m1, m2, d1, d2] if year.len() == 4 => from_digits(year, &[*m1, *m2], &[*d1, *d2], false).map(Some),
        _ => Err(Problem::NotADate),
    }
}

/// A CPR number as another record names it: zeros or blanks are none.
pub(crate) fn read_number(bytes: &[u8]) -> Result<Option<CprNumber>, Problem> {
    if is_absent(bytes) {
        return Ok(None);
    }
    let number = CprNumber::from_ascii(bytes).map_err(|_| Problem::NotANumber)?;
    if number.kind() == CprNumberKind::Replacement { Err(Problem::NotANumber) } else { Ok(Some(number)) }
}

/// CPR's country code; zeros or blanks are none.
pub(crate) fn read_country(bytes: &[u8]) -> Result<Option<CountryCode>, Problem> {
    if is_absent(bytes) {
        return Ok(None);
    }
    let code = digits(bytes).ok().filter(|_| bytes.len() == 4).and_then(|code| u16::try_from(code).ok());
    code.and_then(|code| CountryCode::new(code).ok()).map(Some).ok_or(Problem::NotACountry)
}

/// CPR's status, which must be there.
pub(crate) fn read_status(bytes: &[u8]) -> Result<CprStatus, Problem> {
    let &[tens @ b'0'..=b'9', ones @ b'0'..=b'9'] = bytes else { return Err(Problem::NotAStatus) };
    CprStatus::from_code((tens - b'0') * 10 + (ones - b'0')).map_err(|_| Problem::NotAStatus)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timestamp(text: &str) -> Result<Option<String>, Problem> {
        read_timestamp(text.as_bytes(), false).map(|date| date.map(|date| date.to_string()))
    }

    #[test]
    fn zero_parts_are_unknown_and_all_zeros_are_no_date() {
        assert_eq!(timestamp("196100001299"), Ok(Some("1961".to_owned())));
        assert_eq!(timestamp("194109002000"), Ok(Some("1941-09".to_owned())));
        assert_eq!(timestamp("199103201299"), Ok(Some("1991-03-20".to_owned())));
        assert_eq!(timestamp("000000000000"), Ok(None));
        assert_eq!(timestamp("            "), Ok(None));
        assert_eq!(read_iso_date(b"1899-12-30", true).unwrap().unwrap().to_string(), "1899-12-30*");
    }

    #[test]
    fn what_is_no_date_is_said_to_be_none() {
        for text in ["199902300000", "199913010000", "1999010199x0", "19990101", "199901010060", "000001010000", "é"] {
            assert_eq!(timestamp(text), Err(Problem::NotADate), "{text}");
        }
        assert_eq!(read_iso_date(b"0000-00-00", false), Err(Problem::NotADate));
        assert_eq!(read_iso_date(b"0000000000", false), Err(Problem::NotADate));
        assert_eq!(read_compact_date(b"20011301"), Err(Problem::NotADate));
    }

    #[test]
    fn a_person_needs_status_sex_and_birth_date() {
        let layout = RecordType::Person.layout();
        let good = b"0010101901234          01000000000000 K1990-01-01 1997-09-09";
        assert_eq!(check_record(layout, good), Ok(()));
        let with = |at: usize, bytes: &[u8]| {
            let mut record = good.to_vec();
            record[at - 1..at - 1 + bytes.len()].copy_from_slice(bytes);
            check_record(layout, &record).unwrap_err().problem
        };
        assert_eq!(with(24, b"02"), Problem::NotAStatus);
        assert_eq!(with(39, b"X"), Problem::NotASex);
        assert_eq!(with(40, b"0000-00-00"), Problem::NotADate);
        assert_eq!(with(40, b"          "), Problem::Missing);
        assert_eq!(with(14, b"6701901234"), Problem::NotANumber);
        assert_eq!(with(50, b"?"), Problem::NotAMark);
        assert_eq!(with(53, b"\t"), Problem::ControlCharacter);
    }
}
