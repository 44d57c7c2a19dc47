//! The typed person: what a person's records say, read once and owned.
//!
//! What is not typed here stays in the records, which are kept as they came. Historic records that CPR has annulled
//! (`ANNKOR` not blank) never held and are left out.

use serde::Serialize;
use vocabulary::{CountryCode, CprNumber, CprStatus, Date, MunicipalityCode, NameMark, PersonName, Sex, UncertainDate};

use super::check::{FieldFault, Problem, read_country, read_iso_date, read_number, read_status, read_timestamp};
use super::layout::{HEADER, LONGEST_RECORD, RecordType};
use super::store::push_latin1;

/// A person of CPR.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CprPerson {
    /// The number the records stand under.
    pub number: CprNumber,
    /// The person's number today, when it is another (`PNRGAELD`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_number: Option<CprNumber>,
    /// Status of number and person.
    pub status: CprStatus,
    /// Since when the status holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_since: Option<UncertainDate>,
    /// Sex.
    pub sex: Sex,
    /// Birth date.
    pub birth_date: UncertainDate,
    /// Current name; absent where the delivery has no record 008.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<PersonName>,
    /// Since when the name holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_since: Option<UncertainDate>,
    /// Former names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub former_names: Vec<FormerName>,
    /// Current citizenship.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citizenship: Option<Citizenship>,
    /// Former citizenships.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub former_citizenships: Vec<Citizenship>,
    /// Address in Denmark by codes (002).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Addressing name and address in plain text (003).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plain_address: Option<PlainAddress>,
    /// Entries from abroad (024).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Crossing>,
    /// The current exit (005).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit: Option<Crossing>,
    /// The current disappearance (007).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disappearance: Option<Disappearance>,
    /// Protections, also those that have ended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub protections: Vec<Protection>,
    /// Numbers the person had before (022).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub former_numbers: Vec<CprNumber>,
    /// Civil status and spouse.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub civil_status: Option<CivilStatus>,
    /// Children.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<CprNumber>,
    /// Mother.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mother: Option<CprNumber>,
    /// Father, or the other parent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub father: Option<CprNumber>,
    /// Events that made CPR deliver the person: hints, since the list of codes is not public.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
}

/// A name that held before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormerName {
    /// The name.
    pub name: PersonName,
    /// Since when it held.
    pub from: Option<UncertainDate>,
    /// Until when.
    pub to: Option<UncertainDate>,
}

/// A citizenship, by CPR's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Citizenship {
    /// CPR's code of the country.
    pub country: CountryCode,
    /// Since when. Often the day CPR was converted (1991-03-20) rather than a day in the person's life.
    pub from: Option<UncertainDate>,
    /// Until when; none for the current one.
    pub to: Option<UncertainDate>,
}

/// An address in Denmark by CPR's codes. Texts are without leading and trailing blanks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Municipality.
    pub municipality: Option<MunicipalityCode>,
    /// Road code; 9900–9999 are special roads, as for people without a fixed address.
    pub road: u16,
    /// House number with letter.
    pub house: String,
    /// Floor.
    pub floor: String,
    /// Door.
    pub door: String,
    /// Care-of name.
    pub care_of: String,
    /// Since when the person lives there.
    pub since: Option<UncertainDate>,
    /// Since when the person lives in the municipality.
    pub municipality_since: Option<UncertainDate>,
    /// The municipality the person came from; none when from abroad or from birth.
    pub from_municipality: Option<MunicipalityCode>,
}

/// Addressing name and address as on an envelope. Texts are without leading and trailing blanks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlainAddress {
    /// Addressing name, at most 34 characters and so perhaps cut: use the name of record 008 for comparing.
    pub addressing_name: String,
    /// Care-of name.
    pub care_of: String,
    /// Locality, as a farm's name.
    pub locality: String,
    /// Road, house, floor and door.
    pub street: String,
    /// Place within the postal district.
    pub place: String,
    /// Postcode; empty when there is none.
    pub postcode: String,
    /// Postal district.
    pub district: String,
}

/// An entry into or an exit from Denmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Crossing {
    /// The country on the other side, by CPR's code.
    pub country: Option<CountryCode>,
    /// The day.
    pub on: Option<UncertainDate>,
}

/// That CPR does not know where the person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Disappearance {
    /// Since when.
    pub since: Option<UncertainDate>,
}

/// A protection of the person's data (`BESKYTTYPE`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Protection {
    /// Against what.
    pub kind: ProtectionKind,
    /// First day; none when the register has none, and then it holds from the beginning of time.
    pub from: Option<UncertainDate>,
    /// The day it is deleted; none when no day is set.
    pub until: Option<UncertainDate>,
}

/// What a protection protects against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProtectionKind {
    /// 0001: name and address must not be shown or passed on.
    NameAndAddress,
    /// 0002: local directories.
    LocalDirectory,
    /// 0003: marketing.
    Marketing,
    /// 0004: research (abolished).
    Research,
    /// 0005: credit warning.
    CreditWarning,
    /// A code that is not known here.
    Other(u16),
}

/// Civil status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CivilStatus {
    /// CPR's letter (`CIVST`): U unmarried, G married, F divorced, E widowed, P, O, L partnership, D dead.
    pub letter: char,
    /// The spouse's number.
    pub spouse: Option<CprNumber>,
    /// Since when.
    pub since: Option<UncertainDate>,
}

/// An event (099).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// CPR's code: one letter and two digits.
    pub code: String,
    /// When, as CPR writes it: `YYYYMMDDHHMM`.
    pub at: String,
}

/// Why records are no person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CprPersonError {
    /// There is no record 001.
    #[error("there is no record 001")]
    NoPersonRecord,
    /// A line is no record of CPR.
    #[error("line {line} is no record of CPR")]
    NoRecord {
        /// The line of the text, from 1.
        line: usize,
    },
    /// A field cannot be read.
    #[error("line {line}: {fault}")]
    Field {
        /// The line of the text, from 1.
        line: usize,
        /// The field.
        fault: FieldFault,
    },
    /// The records are of more than one person.
    #[error("line {line} is of another person")]
    AnotherPerson {
        /// The line of the text, from 1.
        line: usize,
    },
}

impl CprPerson {
    /// Reads the records of one person, one a line, as [`super::CprPersonRecords::text`] gives them.
    pub fn from_records(text: &str) -> Result<Self, CprPersonError> {
        let mut person: Option<Self> = None;
        let mut latin1 = [0; LONGEST_RECORD];
        for (index, line) in text.split('\n').enumerate() {
            let line_number = index + 1;
            let bytes = latin1_line(line, &mut latin1).ok_or(CprPersonError::NoRecord { line: line_number })?;
            let record = Fields::new(bytes).ok_or(CprPersonError::NoRecord { line: line_number })?;
            let field = |fault| CprPersonError::Field { line: line_number, fault };
            match (&mut person, record.record_type) {
                (None, RecordType::Person) => person = Some(read_person(record).map_err(field)?),
                (None, _) => return Err(CprPersonError::NoPersonRecord),
                (Some(person), _) if record.number().map_err(field)? != person.number => {
                    return Err(CprPersonError::AnotherPerson { line: line_number });
                }
                (Some(person), _) => person.add(record).map_err(field)?,
            }
        }
        person.ok_or(CprPersonError::NoPersonRecord)
    }

    /// Whether name and address must be kept from everyone without need, on the day.
    ///
    /// In doubt they are: an uncertain first day counts from its earliest, an uncertain last day to its latest, and
    /// the day of deletion still counts.
    pub fn is_address_protected(&self, on: Date) -> bool {
        let mut protections = self.protections.iter();
        protections.any(|protection| protection.kind == ProtectionKind::NameAndAddress && protection.holds(on))
    }

    /// The last entry from abroad; an entry without a date is taken only where none has one.
    pub fn last_entry(&self) -> Option<&Crossing> {
        self.entries.iter().max_by_key(|entry| entry.on.map(UncertainDate::earliest))
    }

    /// The municipality of residence.
    pub fn municipality(&self) -> Option<MunicipalityCode> {
        self.address.as_ref().and_then(|address| address.municipality)
    }

    fn add(&mut self, record: Fields<'_>) -> Result<(), FieldFault> {
        match record.record_type {
            RecordType::Address => self.address = Some(read_address(record)?),
            RecordType::AddressingName => self.plain_address = Some(read_plain_address(record)),
            RecordType::Protection => self.protections.push(read_protection(record)?),
            RecordType::Exit => {
                let (country, on) = (record.country(14)?, record.time(18)?);
                self.exit = Some(Crossing { country, on });
            }
            RecordType::Disappearance => self.disappearance = Some(Disappearance { since: record.time(14)? }),
            RecordType::Name => {
                self.name = Some(read_name(record, 14)?);
                self.name_since = record.time(147)?;
            }
            RecordType::Citizenship => {
                let from = record.time(18)?;
                self.citizenship = record.country(14)?.map(|country| Citizenship { country, from, to: None });
            }
            RecordType::CivilStatus => self.civil_status = read_civil_status(record)?,
            RecordType::Child => self.children.extend(record.other(14)?),
            RecordType::Parents => (self.mother, self.father) = (record.other(25)?, record.other(92)?),
            RecordType::FormerNumber => self.former_numbers.extend(record.other(14)?),
            RecordType::Event => {
                let (at, code) = (record.text(14, 12), record.text(26, 3));
                self.events.push(Event { code, at });
            }
            _ => self.add_historic(record)?,
        }
        Ok(())
    }

    fn add_historic(&mut self, record: Fields<'_>) -> Result<(), FieldFault> {
        // ANNKOR: what is annulled, corrected or changed for technical reasons never held.
        if !matches!(record.slice(14, 1), b"" | b" ") {
            return Ok(());
        }
        match record.record_type {
            RecordType::FormerExit => {
                let (country, on) = (record.country(32)?, record.time(36)?);
                if country.is_some() || on.is_some() {
                    self.entries.push(Crossing { country, on });
                }
            }
            RecordType::FormerName => {
                let (from, to) = (record.time(148)?, record.time(161)?);
                self.former_names.push(FormerName { name: read_name(record, 15)?, from, to });
            }
            RecordType::FormerCitizenship => {
                let (from, to) = (record.time(19)?, record.time(32)?);
                let citizenship = record.country(15)?.map(|country| Citizenship { country, from, to });
                self.former_citizenships.extend(citizenship);
            }
            _ => {}
        }
        Ok(())
    }
}

impl Protection {
    /// Whether the protection holds on the day; in doubt it does.
    pub fn holds(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from.earliest() <= on) && self.until.is_none_or(|until| on <= until.latest())
    }
}

fn read_person(record: Fields<'_>) -> Result<CprPerson, FieldFault> {
    let status = read_status(record.slice(24, 2)).map_err(|problem| record.fault(24, problem))?;
    let sex = match record.slice(39, 1) {
        b"K" => Sex::Female,
        b"M" => Sex::Male,
        _ => return Err(record.fault(39, Problem::NotASex)),
    };
    Ok(CprPerson {
        number: record.number()?,
        current_number: record.other(14)?,
        status,
        status_since: record.time(26)?,
        sex,
        birth_date: record.date(40)?.ok_or_else(|| record.fault(40, Problem::Missing))?,
        name: None,
        name_since: None,
        former_names: Vec::new(),
        citizenship: None,
        former_citizenships: Vec::new(),
        address: None,
        plain_address: None,
        entries: Vec::new(),
        exit: None,
        disappearance: None,
        protections: Vec::new(),
        former_numbers: Vec::new(),
        civil_status: None,
        children: Vec::new(),
        mother: None,
        father: None,
        events: Vec::new(),
    })
}

fn read_name(record: Fields<'_>, first: usize) -> Result<PersonName, FieldFault> {
    let mark = |position: usize| {
        let sign = record.slice(position, 1).first().map_or(' ', |&byte| char::from(byte));
        NameMark::from_sign(sign).map_err(|_| record.fault(position, Problem::NotAMark))
    };
    Ok(PersonName {
        given: record.text(first, 50),
        middle: record.text(first + 51, 40),
        surname: record.text(first + 92, 40),
        given_mark: mark(first + 50)?,
        middle_mark: mark(first + 91)?,
        surname_mark: mark(first + 132)?,
    })
}

fn read_address(record: Fields<'_>) -> Result<Address, FieldFault> {
    Ok(Address {
        municipality: record.municipality(14)?,
        road: record.digits(18, 4)?,
        house: record.text(22, 4),
        floor: record.text(26, 2),
        door: record.text(28, 4),
        care_of: record.text(36, 34),
        since: record.time(70)?,
        municipality_since: record.time(83)?,
        from_municipality: record.municipality(96)?,
    })
}

fn read_plain_address(record: Fields<'_>) -> PlainAddress {
    PlainAddress {
        addressing_name: record.text(14, 34),
        care_of: record.text(48, 34),
        locality: record.text(82, 34),
        street: record.text(116, 34),
        place: record.text(150, 34),
        postcode: Some(record.text(184, 4)).filter(|postcode| postcode != "0000").unwrap_or_default(),
        district: record.text(188, 20),
    }
}

fn read_protection(record: Fields<'_>) -> Result<Protection, FieldFault> {
    let kind = match record.digits(14, 4)? {
        1 => ProtectionKind::NameAndAddress,
        2 => ProtectionKind::LocalDirectory,
        3 => ProtectionKind::Marketing,
        4 => ProtectionKind::Research,
        5 => ProtectionKind::CreditWarning,
        other => ProtectionKind::Other(other),
    };
    let (from, until) = (record.plain_date(18)?, record.plain_date(28)?);
    Ok(Protection { kind, from, until })
}

fn read_civil_status(record: Fields<'_>) -> Result<Option<CivilStatus>, FieldFault> {
    let (spouse, since) = (record.other(15)?, record.time(71)?);
    let letter = record.slice(14, 1).first().copied().filter(|&letter| letter != b' ');
    Ok(letter.map(|letter| CivilStatus { letter: char::from(letter), spouse, since }))
}

/// The fields of one record by their position. A test writes every one of them by its name in [`super::layout`].
#[derive(Clone, Copy)]
struct Fields<'a> {
    record_type: RecordType,
    bytes: &'a [u8],
}

impl<'a> Fields<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let record_type = RecordType::from_ascii(bytes.get(..3)?.try_into().ok()?)?;
        (bytes.len() >= HEADER).then_some(Self { record_type, bytes })
    }

    fn slice(self, position: usize, length: usize) -> &'a [u8] {
        let from = (position - 1).min(self.bytes.len());
        &self.bytes[from..(from + length).min(self.bytes.len())]
    }

    fn fault(self, position: usize, problem: Problem) -> FieldFault {
        let field = self.record_type.layout().fields.iter().find(|field| field.position == position);
        FieldFault { field: field.map_or_else(String::new, |field| field.name.to_owned()), position, problem }
    }

    /// The number the record stands under.
    fn number(self) -> Result<CprNumber, FieldFault> {
        CprNumber::from_ascii(self.slice(4, 10)).map_err(|_| self.fault(4, Problem::NotANumber))
    }

    fn other(self, position: usize) -> Result<Option<CprNumber>, FieldFault> {
        read_number(self.slice(position, 10)).map_err(|problem| self.fault(position, problem))
    }

    fn text(self, position: usize, length: usize) -> String {
        let bytes = self.slice(position, length).trim_ascii();
        let mut text = String::with_capacity(bytes.len());
        push_latin1(&mut text, bytes);
        text
    }

    /// A time with the uncertainty mark that follows it.
    fn time(self, position: usize) -> Result<Option<UncertainDate>, FieldFault> {
        let marked = self.slice(position + 12, 1) == b"*";
        read_timestamp(self.slice(position, 12), marked).map_err(|problem| self.fault(position, problem))
    }

    /// A date with the uncertainty mark that follows it.
    fn date(self, position: usize) -> Result<Option<UncertainDate>, FieldFault> {
        let marked = self.slice(position + 10, 1) == b"*";
        read_iso_date(self.slice(position, 10), marked).map_err(|problem| self.fault(position, problem))
    }

    /// A date that no mark follows.
    fn plain_date(self, position: usize) -> Result<Option<UncertainDate>, FieldFault> {
        read_iso_date(self.slice(position, 10), false).map_err(|problem| self.fault(position, problem))
    }

    fn country(self, position: usize) -> Result<Option<CountryCode>, FieldFault> {
        read_country(self.slice(position, 4)).map_err(|problem| self.fault(position, problem))
    }

    fn digits(self, position: usize, length: usize) -> Result<u16, FieldFault> {
        let bytes = self.slice(position, length);
        if bytes.iter().any(|byte| !byte.is_ascii_digit() && *byte != b' ') {
            return Err(self.fault(position, Problem::NotDigits));
        }
        let digits = bytes.iter().filter(|byte| byte.is_ascii_digit());
        Ok(digits.fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0')))
    }

    fn municipality(self, position: usize) -> Result<Option<MunicipalityCode>, FieldFault> {
        let code = self.digits(position, 4)?;
        Ok(MunicipalityCode::new(code).ok().filter(|_| code != 0))
    }
}

/// The line's bytes in ISO-8859-1, in which positions are counted.
fn latin1_line<'a>(line: &'a str, buffer: &'a mut [u8; LONGEST_RECORD]) -> Option<&'a [u8]> {
    if line.is_ascii() {
        return Some(line.as_bytes());
    }
    let mut length = 0;
    for character in line.chars() {
        *buffer.get_mut(length)? = u8::try_from(character).ok()?;
        length += 1;
    }
    Some(&buffer[..length])
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::cpr::RecordBuilder;

    fn number(text: &str) -> CprNumber {
        text.parse().unwrap()
    }

    fn text(records: &[(RecordType, &[(&str, &str)])]) -> String {
        let lines = records.iter().map(|(record_type, fields)| {
            let builder = RecordBuilder::new(*record_type, number("0101901234"));
            let record =
                fields.iter().fold(builder, |builder, (name, value)| builder.put(name, value)).build().unwrap();
            record.stripped().iter().map(|&byte| char::from(byte)).collect::<String>()
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    const PERSON: (RecordType, &[(&str, &str)]) =
        (RecordType::Person, &[("STATUS", "80"), ("KOEN", "M"), ("FOED_DT", "1990-00-00"), ("FOED_DT_UMRK", "*")]);

    fn with(record_type: RecordType, fields: &[(&str, &str)]) -> CprPerson {
        CprPerson::from_records(&text(&[PERSON, (record_type, fields)])).unwrap()
    }

    fn on(date: Option<UncertainDate>) -> String {
        date.map_or_else(String::new, |date| date.to_string())
    }

    #[test]
    fn number_status_and_birth_stand_where_the_layout_says() {
        let person = CprPerson::from_records(&text(&[(
            RecordType::Person,
            &[
                ("PNRGAELD", "0201905678"),
                ("STATUS", "60"),
                ("STATUSHAENSTART", "202001020000"),
                ("STATUSDTO_UMRK", "*"),
                ("KOEN", "K"),
                ("FOED_DT", "1990-03-00"),
            ],
        )]))
        .unwrap();
        assert_eq!((person.number, person.current_number), (number("0101901234"), Some(number("0201905678"))));
        assert_eq!((person.status, on(person.status_since).as_str()), (CprStatus::Changed, "2020-01-02*"));
        assert_eq!((person.sex, person.birth_date.to_string().as_str()), (Sex::Female, "1990-03"));
    }

    #[test]
    fn names_stand_where_the_layout_says() {
        let current =
            [("FORNVN", "Åse"), ("FORNVN_MRK", "+"), ("MELNVN", "Bo"), ("MELNVN_MRK", "*"), ("EFTERNVN", "Øst")];
        let times = [("EFTERNVN_MRK", "="), ("NVNHAENSTART", "194109002000"), ("HAENSTART_UMRK-NAVNE", "*")];
        let all = [&current[..], &times[..]].concat();
        let person = with(RecordType::Name, &all);
        let name = person.name.unwrap();
        assert_eq!((name.full().as_str(), on(person.name_since).as_str()), ("Åse Bo Øst", "1941-09*"));
        let marks = (name.given_mark, name.middle_mark, name.surname_mark);
        let said = (Some(NameMark::Shortened), Some(NameMark::ForeignCharacters), Some(NameMark::Undocumented));
        assert_eq!(marks, said);
        let former = [&all[..], &[("NVNHAENSLUT", "200001010000")]].concat();
        let person = with(RecordType::FormerName, &former);
        assert_eq!(person.former_names[0].name, name);
        assert_eq!(on(person.former_names[0].from), "1941-09*");
        assert_eq!(on(person.former_names[0].to), "2000-01-01");
        let annulled = [&former[..], &[("ANNKOR", "A")]].concat();
        assert!(with(RecordType::FormerName, &annulled).former_names.is_empty());
    }

    #[test]
    fn countries_and_crossings_stand_where_the_layout_says() {
        let citizenship = [("LANDEKOD", "5103"), ("HAENSTART-STATSBORGERSKAB", "199103201299")];
        let person = with(RecordType::Citizenship, &citizenship);
        let held = person.citizenship.unwrap();
        assert_eq!((held.country, on(held.from).as_str(), held.to), (CountryCode::STATELESS, "1991-03-20", None));
        let former = [&citizenship[..], &[("HAENSLUT-STATSBORGERSKAB", "200001010000")]].concat();
        assert_eq!(on(with(RecordType::FormerCitizenship, &former).former_citizenships[0].to), "2000-01-01");
        let exit = with(RecordType::Exit, &[("UDR_LANDEKOD", "5180"), ("UDRDTO", "201001010000")]).exit.unwrap();
        assert_eq!((exit.country.unwrap().value(), on(exit.on).as_str()), (5180, "2010-01-01"));
        let entry =
            |day| (RecordType::FormerExit, [("INDR_LANDEKOD", "5160"), ("INDRDTO", day), ("INDRDTO_UMRK", "*")]);
        let (early, late) = (entry("200001010000"), entry("201501010000"));
        let text = text(&[PERSON, (late.0, &late.1), (early.0, &early.1)]);
        let person = CprPerson::from_records(&text).unwrap();
        let last = person.last_entry().unwrap();
        assert_eq!((last.country.unwrap().value(), on(last.on).as_str()), (5160, "2015-01-01*"));
    }

    #[test]
    fn addresses_stand_where_the_layout_says() {
        let person = with(
            RecordType::Address,
            &[
                ("KOMKOD", "0851"),
                ("VEJKOD", "9901"),
                ("HUSNR", "012B"),
                ("ETAGE", "02"),
                ("SIDEDOER", "  tv"),
                ("CONVN", "Ny"),
                ("TILFLYDTO", "202001010000"),
                ("TILFLYKOMDTO", "201901010000"),
                ("FRAFLYKOMKOD", "0101"),
            ],
        );
        assert_eq!(person.municipality().unwrap().value(), 851);
        let address = person.address.unwrap();
        assert_eq!((address.road, address.house.as_str(), address.floor.as_str()), (9901, "012B", "02"));
        assert_eq!((address.door.as_str(), address.care_of.as_str()), ("tv", "Ny"));
        assert_eq!((on(address.since), on(address.municipality_since)), ("2020-01-01".into(), "2019-01-01".into()));
        assert_eq!(address.from_municipality.unwrap().value(), 101);
        let fields = ["ADRNVN", "CONVN", "LOKALITET", "STANDARDADR", "BYNVN", "POSTDISTTXT"].map(|name| (name, name));
        let plain =
            with(RecordType::AddressingName, &[&fields[..], &[("POSTNR", "9000")]].concat()).plain_address.unwrap();
        let read = [plain.addressing_name, plain.care_of, plain.locality, plain.street, plain.place, plain.district];
        assert_eq!(read, fields.map(|(name, _)| name));
        assert_eq!(plain.postcode, "9000");
    }

    #[test]
    fn relations_and_other_numbers_stand_where_the_layout_says() {
        let other = ("0201905678", Some(number("0201905678")));
        let parents = with(RecordType::Parents, &[("PNRMOR", other.0), ("PNRFAR", "0000000000")]);
        assert_eq!((parents.mother, parents.father), (other.1, None));
        assert_eq!(with(RecordType::Parents, &[("PNRFAR", other.0)]).father, other.1);
        assert_eq!(with(RecordType::Child, &[("PNR-BARN", other.0)]).children, [number(other.0)]);
        assert_eq!(with(RecordType::FormerNumber, &[("PNR", other.0)]).former_numbers, [number(other.0)]);
        let married = [("CIVST", "G"), ("AEGTEPNR", other.0), ("HAENSTART-CIVILSTAND", "200001010000")];
        let status = with(RecordType::CivilStatus, &married).civil_status.unwrap();
        assert_eq!((status.letter, status.spouse, on(status.since).as_str()), ('G', other.1, "2000-01-01"));
        let gone = with(RecordType::Disappearance, &[("FORSVINDDTO", "200001010000")]).disappearance.unwrap();
        assert_eq!(on(gone.since), "2000-01-01");
        let event = &with(RecordType::Event, &[("TIMESTAMPU", "200001010000"), ("HAENDELSE", "A05")]).events[0];
        assert_eq!((event.code.as_str(), event.at.as_str()), ("A05", "200001010000"));
    }

    #[test]
    fn a_protection_holds_from_its_first_day_through_the_day_it_is_deleted() {
        let protection = [("BESKYTTYPE", "0001"), ("START_DT-BESKYTTELSE", "2020-05-01")];
        let ended = with(RecordType::Protection, &[&protection[..], &[("SLET_DT-BESKYTTELSE", "2021-05-01")]].concat());
        let protected = |day| ended.is_address_protected(day);
        assert!(!protected(date(2020, 4, 30)) && protected(date(2020, 5, 1)));
        assert!(protected(date(2021, 5, 1)) && !protected(date(2021, 5, 2)));
        assert!(with(RecordType::Protection, &protection).is_address_protected(date(2099, 1, 1)));
        let uncertain = [("BESKYTTYPE", "0001"), ("SLET_DT-BESKYTTELSE", "2021-00-00")];
        assert!(with(RecordType::Protection, &uncertain).is_address_protected(date(2021, 12, 31)), "in doubt it does");
        let marketing = [("BESKYTTYPE", "0003"), ("START_DT-BESKYTTELSE", "2020-05-01")];
        assert!(!with(RecordType::Protection, &marketing).is_address_protected(date(2020, 5, 1)));
    }

    #[test]
    fn what_is_no_person_says_which_line() {
        assert_eq!(CprPerson::from_records(""), Err(CprPersonError::NoRecord { line: 1 }));
        assert_eq!(CprPerson::from_records("0080101901234Åse"), Err(CprPersonError::NoPersonRecord));
        let two = format!("{}\n0080201901235Åse", text(&[PERSON]));
        assert_eq!(CprPerson::from_records(&two), Err(CprPersonError::AnotherPerson { line: 2 }));
    }
}
