//! CPR's authority register (P02680): countries and municipalities by code, and how it differs from our own tables.
//!
//! The register is a fixed 420 bytes a line in ISO-8859-1. The tables built into `vocabulary` come from the register
//! of 2012-07-02; a newer one is read here and compared, so that a person decides what to take over.

use std::io::Read;

use jiff::civil::Date;
use serde::Serialize;
use vocabulary::{Country, CountryCode, MunicipalityCode};

use crate::cpr::framing::{Cut, Framing};
use crate::cpr::{FieldFault, Problem, check};
use crate::error::{Error, Place, Reason, Refusal};
use crate::quarantine::{Fault, Quarantine, Quarantined};

/// Bytes of a line.
const LENGTH: usize = 420;
/// Most bytes of the register; the whole of it has some three million.
const MOST_BYTES: u64 = 256 << 20;

/// Most lines that are kept in the quarantine; with more the register is refused.
const MOST_QUARANTINED: usize = 100_000;

/// A register that was read. Every line is here: `lines = countries + municipalities + others + frame + quarantine.records()`.
#[derive(Debug)]
pub struct AuthorityRegister {
    /// The day it was produced.
    pub produced: Option<Date>,
    /// Countries (authority type 30), in the order of the register.
    pub countries: Vec<AuthorityCountry>,
    /// Municipalities (authority type 05).
    pub municipalities: Vec<AuthorityMunicipality>,
    /// Lines of other authorities and of the relations between them, which are not read further.
    pub others: u64,
    /// Start and end lines.
    pub frame: u64,
    /// Lines that are not empty.
    pub lines: u64,
    /// Lines that could not be read.
    pub quarantine: Quarantine,
    /// Why it must not be used, if there is a reason.
    pub refusals: Vec<Refusal>,
}

/// A country as the register writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuthorityCountry {
    /// CPR's code.
    pub code: CountryCode,
    /// Name, at most 20 characters.
    pub name: String,
    /// Long name.
    pub full_name: String,
    /// ISO 3166 alpha-2; `XX` where there is none.
    pub iso2: String,
    /// ISO 3166 alpha-3; `XXX` where there is none.
    pub iso3: String,
    /// First day of the code.
    pub from: Option<Date>,
    /// First day on which it is no longer used.
    pub to: Option<Date>,
}

/// A municipality as the register writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuthorityMunicipality {
    /// CPR's code.
    pub code: MunicipalityCode,
    /// Name.
    pub name: String,
    /// First day of the code.
    pub from: Option<Date>,
    /// First day on which it is no longer used.
    pub to: Option<Date>,
}

/// A difference between a register and the built-in table of countries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum CountryDifference {
    /// The register has a code that the table lacks: probably a new state.
    New(AuthorityCountry),
    /// The table has a code that the register lacks.
    Gone {
        /// CPR's code.
        code: CountryCode,
        /// Name in the table.
        name: String,
    },
    /// The two say different things of a code.
    Changed {
        /// CPR's code.
        code: CountryCode,
        /// What differs: `name`, `iso3`, `from` or `to`.
        what: &'static str,
        /// In the table.
        ours: String,
        /// In the register.
        theirs: String,
    },
}

/// Reads a register. `file` is the name used in messages.
pub fn read(file: &str, input: impl Read) -> Result<AuthorityRegister, Error> {
    let mut bytes = Vec::new();
    let read = input.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    let at = Some(bytes.len() as u64 + 1);
    read.map_err(|source| Error::Io { file: file.to_owned(), byte: at, source })?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Error::TooLarge { file: file.to_owned(), limit: MOST_BYTES, unit: "bytes" });
    }
    let mut register = AuthorityRegister {
        produced: None,
        countries: Vec::new(),
        municipalities: Vec::new(),
        others: 0,
        frame: 0,
        lines: 0,
        quarantine: Quarantine::default(),
        refusals: Vec::new(),
    };
    let mut end = None;
    let mut line = 0;
    Framing::new(Cut::Lines, LENGTH).take(&bytes, true, &mut |piece| {
        line += 1;
        if check::is_blank(piece.bytes) && piece.flaw.is_none() {
            return;
        }
        register.lines += 1;
        let outcome = if piece.flaw.is_some() {
            Err(Fault::LineTooLong { length: piece.length })
        } else {
            register.add(piece.bytes, &mut end)
        };
        if outcome.is_err() && register.quarantine.items.len() >= MOST_QUARANTINED {
            register.quarantine.not_kept += 1;
        } else if let Err(fault) = outcome {
            let place = Place { file: file.to_owned(), line: Some(line), row: None, byte: Some(piece.from + 1) };
            let raw = piece.bytes.to_vec();
            let item = Quarantined { place, fault, subject: None, records: 1, bytes: piece.length, raw };
            register.quarantine.items.push(item);
        }
    });
    register.judge(file, end);
    Ok(register)
}

impl AuthorityRegister {
    fn add(&mut self, line: &[u8], end: &mut Option<u64>) -> Result<(), Fault> {
        match line.get(..3) {
            Some(b"000") => {
                let date = check::read_compact_date(slice(line, 10, 8)).ok().flatten();
                self.produced = date.and_then(vocabulary::UncertainDate::day);
                self.produced.ok_or_else(|| fault("PRODDTO", 10, Problem::NotADate))?;
                self.frame += 1;
                Ok(())
            }
            Some(b"999") => {
                let counter = slice(line, 4, 8);
                *end = std::str::from_utf8(counter).ok().and_then(|digits| digits.parse().ok());
                end.ok_or_else(|| fault("TAELLER", 4, Problem::NotDigits))?;
                self.frame += 1;
                Ok(())
            }
            Some(b"001") => match slice(line, 8, 2) {
                b"30" => read_country(line).map(|country| self.countries.push(country)),
                b"05" => read_municipality(line).map(|municipality| self.municipalities.push(municipality)),
                _ => {
                    self.others += 1;
                    Ok(())
                }
            },
            Some(b"002") => {
                self.others += 1;
                Ok(())
            }
            Some(code) => Err(Fault::UnknownRecordType { found: code.iter().map(|&byte| char::from(byte)).collect() }),
            None => Err(Fault::TooShort),
        }
    }

    fn judge(&mut self, file: &str, end: Option<u64>) {
        let between = self.lines.saturating_sub(2);
        let reason = match (self.lines, self.produced, end) {
            (0, ..) => Some(Reason::Empty),
            (_, None, _) => Some(Reason::NoStartRecord),
            (.., None) => Some(Reason::NoEndRecord),
            (.., Some(said)) if said != between => Some(Reason::WrongCount { said, found: between }),
            _ => None,
        };
        let flooded = self.quarantine.not_kept > 0;
        let flood = flooded.then_some(Reason::TooMuchQuarantined { limit: MOST_QUARANTINED as u64 });
        self.refusals.extend(flood.map(|reason| Refusal::of_file(file, reason)));
        self.refusals.extend(reason.map(|reason| Refusal::of_file(file, reason)));
    }
}

fn read_country(line: &[u8]) -> Result<AuthorityCountry, Fault> {
    let code = check::read_country(slice(line, 4, 4)).ok().flatten();
    Ok(AuthorityCountry {
        code: code.ok_or_else(|| fault("MYNKOD", 4, Problem::NotACountry))?,
        name: text(line, 55, 20),
        full_name: text(line, 253, 60),
        iso2: text(line, 413, 2),
        iso3: text(line, 415, 3),
        from: date(line, "HAENSTART", 31)?,
        to: date(line, "HAENSLUT", 43)?,
    })
}

fn read_municipality(line: &[u8]) -> Result<AuthorityMunicipality, Fault> {
    let code = std::str::from_utf8(slice(line, 4, 4)).ok().and_then(|code| MunicipalityCode::parse(code).ok());
    Ok(AuthorityMunicipality {
        code: code.ok_or_else(|| fault("MYNKOD", 4, Problem::NotDigits))?,
        name: text(line, 55, 20),
        from: date(line, "HAENSTART", 31)?,
        to: date(line, "HAENSLUT", 43)?,
    })
}

fn slice(line: &[u8], position: usize, length: usize) -> &[u8] {
    let from = (position - 1).min(line.len());
    &line[from..(from + length).min(line.len())]
}

fn text(line: &[u8], position: usize, length: usize) -> String {
    slice(line, position, length).trim_ascii().iter().map(|&byte| char::from(byte)).collect()
}

fn date(line: &[u8], field: &str, position: usize) -> Result<Option<Date>, Fault> {
    let date =
        check::read_timestamp(slice(line, position, 12), false).map_err(|problem| fault(field, position, problem))?;
    Ok(date.and_then(vocabulary::UncertainDate::day))
}

fn fault(field: &str, position: usize, problem: Problem) -> Fault {
    let reason = FieldFault { field: field.to_owned(), position, problem }.to_string();
    Fault::BadRow { reason }
}

/// Compares a register with the built-in table of countries, in the order of the codes.
///
/// Corrections that the table makes on purpose are no differences: `SRB` for the register's `RSB`, and codes for
/// statelessness, unknown citizenship and Kosovo where the register has none.
pub fn compare_countries(register: &[AuthorityCountry]) -> Vec<CountryDifference> {
    let mut differences = Vec::new();
    for theirs in register {
        match theirs.code.country() {
            Some(ours) => compare(ours, theirs, &mut differences),
            None => differences.push(CountryDifference::New(theirs.clone())),
        }
    }
    for ours in Country::all() {
        if !register.iter().any(|theirs| theirs.code == ours.code) {
            differences.push(CountryDifference::Gone { code: ours.code, name: ours.name.to_owned() });
        }
    }
    differences.sort_by_key(CountryDifference::code);
    differences
}

fn compare(ours: &Country, theirs: &AuthorityCountry, differences: &mut Vec<CountryDifference>) {
    let iso3 = |code: &str| match code {
        "XXX" | "XXA" | "XKX" | "" => String::new(),
        "RSB" => "SRB".to_owned(),
        code => code.to_owned(),
    };
    let day = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
    let pairs = [
        ("name", ours.name.to_owned(), theirs.name.clone()),
        ("iso3", iso3(ours.iso3.unwrap_or_default()), iso3(&theirs.iso3)),
        ("from", day(ours.from), day(theirs.from)),
        ("to", day(ours.to), day(theirs.to)),
    ];
    let code = theirs.code;
    let changed = pairs.into_iter().filter(|(_, ours, theirs)| ours != theirs);
    differences.extend(changed.map(|(what, ours, theirs)| CountryDifference::Changed { code, what, ours, theirs }));
}

impl CountryDifference {
    /// The code that it is about.
    pub fn code(&self) -> CountryCode {
        match self {
            Self::New(country) => country.code,
            Self::Gone { code, .. } | Self::Changed { code, .. } => *code,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authority(code: &str, kind: &str, name: &str, iso: &str, to: &str) -> String {
        let head = format!("001{code}{kind}0200703081035        199009211200{to}{name:20}");
        format!("{head:412}{iso}\n")
    }

    fn register(lines: &[String]) -> Vec<u8> {
        let text = format!("000123456{}\n{}999{:08}\n", "20261120", lines.concat(), lines.len());
        text.chars().map(|c| u8::try_from(c).unwrap()).collect()
    }

    const OPEN: &str = "000000000000";

    #[test]
    fn countries_and_municipalities_are_read_and_the_rest_is_counted() {
        let lines = [
            authority("5758", "30", "Østland", "ØLØST999", OPEN),
            authority("0851", "05", "Aalborg", "", "200701010000"),
            authority("7001", "25", "Et sogn", "", OPEN),
        ];
        let read = read("P02680", &register(&lines)[..]).unwrap();
        assert_eq!(read.produced, Some(jiff::civil::date(2026, 11, 20)));
        assert_eq!((read.countries[0].name.as_str(), read.countries[0].iso3.as_str()), ("Østland", "ØST"));
        assert_eq!(read.municipalities[0].to, Some(jiff::civil::date(2007, 1, 1)));
        assert_eq!((read.others, read.frame, read.lines), (1, 2, 5));
        assert!(read.refusals.is_empty() && read.quarantine.is_empty());
    }

    #[test]
    fn a_bad_line_is_set_aside_and_a_wrong_count_refused() {
        let lines = [authority("0758", "30", "Land", "XXXXX999", OPEN), "003 what\n".to_owned()];
        let mut bytes = register(&lines);
        assert_eq!(read("P02680", &bytes[..]).unwrap().quarantine.items.len(), 2);
        bytes.extend_from_slice(lines[0].as_bytes());
        bytes.extend_from_slice(format!("000{}\n999\n", "x".repeat(LENGTH)).as_bytes());
        let read = read("P02680", &bytes[..]).unwrap();
        assert!(matches!(read.refusals[0].reason, Reason::NoEndRecord));
        assert_eq!((read.lines, read.frame, read.quarantine.records()), (7, 2, 5));
    }

    #[test]
    fn a_newer_register_is_compared_with_the_built_in_table() {
        let as_register = |country: &Country| AuthorityCountry {
            code: country.code,
            name: country.name.to_owned(),
            full_name: String::new(),
            iso2: String::new(),
            iso3: country.iso3.unwrap_or("XXX").to_owned(),
            from: country.from,
            to: country.to,
        };
        let mut countries: Vec<AuthorityCountry> = Country::all().iter().map(as_register).collect();
        assert_eq!(compare_countries(&countries), []);
        let mut new = countries[1].clone();
        new.code = CountryCode::new(5998).unwrap();
        countries[1].name = "Danmark, ny".to_owned();
        countries.remove(0);
        countries.push(new.clone());
        let differences = compare_countries(&countries);
        assert!(matches!(differences[0], CountryDifference::Gone { .. }));
        assert!(matches!(differences[1], CountryDifference::Changed { what: "name", .. }));
        assert_eq!(differences[2..], [CountryDifference::New(new)]);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_counted(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..2000)) {
            let read = read("P02680", &bytes[..]).unwrap();
            let listed = (read.countries.len() + read.municipalities.len()) as u64;
            proptest::prop_assert_eq!(read.lines, listed + read.others + read.frame + read.quarantine.records());
        }
    }
}
