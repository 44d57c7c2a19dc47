//! The extract of CARL2, the alien authorities' register: persons, permits, former numbers (`ankomst-carl2/1`).
//!
//! The register's own interface is not public; this exchange format is ours and is described in `docs/carl2-exchange.md`.
//! Rows are read as they are: whether two rows speak of the same human being is decided elsewhere.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{CprNumber, FamilyRelation, Ground, GroundCategory, MunicipalityCode, PersonId, Sex, UncertainDate};

use crate::error::Error;
use crate::exchange::{self, CellFault, Cells, Exchange, Located, ReadOptions, TableRow, optional_cell};
use crate::manifest::ExchangeFormat;
use crate::quarantine::Quarantine;

/// A person of CARL2 (table `persons`). Nothing but the person-id is certain to be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Carl2Person {
    /// The key.
    #[schemars(with = "String")]
    pub person_id: PersonId,
    /// Given names; empty when unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub given_names: String,
    /// Surname; empty when the person has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub surname: String,
    /// Birth date, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("pattern" = UNCERTAIN_DATE))]
    pub birth_date: Option<UncertainDate>,
    /// Sex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("enum" = ["K", "M", null]))]
    pub sex: Option<Sex>,
    /// Nationality as passports write it (ICAO 9303): three letters, `XXA` stateless. Unknown (`XXX`) is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^[A-Z]{3}$"))]
    pub nationality: Option<String>,
    /// The CPR number that CARL2 holds for the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("pattern" = "^[0-9]{10}$"))]
    pub cpr_number: Option<CprNumber>,
    /// The day the person entered Denmark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub entered_on: Option<Date>,
    /// The day the person died.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub died_on: Option<Date>,
    /// Street and house, as the authority wrote them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Postcode of the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// The municipality that the person was allocated to, or is known to live in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<u16>", extend("maximum" = 9999))]
    pub municipality: Option<MunicipalityCode>,
    /// The day the row was made in CARL2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub registered_on: Option<Date>,
}

/// A residence permit (table `permits`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Permit {
    /// The key.
    pub permit_id: String,
    /// Who got it.
    #[schemars(with = "String")]
    pub person_id: PersonId,
    /// The provision of the Aliens Act that it rests on.
    #[schemars(with = "String", extend("pattern" = GROUND))]
    pub ground: Ground,
    /// The day it was given.
    #[schemars(with = "String", extend("format" = "date"))]
    pub granted_on: Date,
    /// Its last day; absent when it has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub valid_until: Option<Date>,
    /// Where it was applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applied_in: Option<AppliedIn>,
    /// The relation a family permit rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("enum" = ["spouse", "child", "other", null]))]
    pub relation: Option<FamilyRelation>,
    /// The person in Denmark that a family permit leans on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub reference_person_id: Option<PersonId>,
    /// The municipality that the person was allocated to with this permit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<u16>", extend("maximum" = 9999))]
    pub municipality: Option<MunicipalityCode>,
}

/// Where a permit was applied for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum AppliedIn {
    /// In Denmark.
    #[serde(rename = "DK")]
    Denmark,
    /// Abroad.
    #[serde(rename = "abroad")]
    Abroad,
}

/// A number that a person had before (table `former_numbers`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormerNumber {
    /// The person's key today.
    #[schemars(with = "String")]
    pub person_id: PersonId,
    /// The number of before.
    #[serde(flatten)]
    pub number: FormerKey,
    /// The day it ceased to be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub until: Option<Date>,
}

/// A former key of one of the two registers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", content = "number", rename_all = "kebab-case")]
pub enum FormerKey {
    /// A CPR number.
    Cpr(#[schemars(with = "String", extend("pattern" = "^[0-9]{10}$"))] CprNumber),
    /// A person-id.
    PersonId(#[schemars(with = "String")] PersonId),
}

/// An extract that was read. Rows of the files are all here or in the quarantine:
/// `exchange.rows_in_files() = persons + permits + former numbers + quarantine.records()`.
#[derive(Debug)]
pub struct Carl2Extract {
    /// The folder: manifest, files, verdict.
    pub exchange: Exchange,
    /// Persons.
    pub persons: Vec<Located<Carl2Person>>,
    /// Permits.
    pub permits: Vec<Located<Permit>>,
    /// Former numbers.
    pub former_numbers: Vec<Located<FormerNumber>>,
    /// Rows that could not be read, with all other rows of their persons.
    pub quarantine: Quarantine,
}

/// Reads an extract. Ask [`Exchange::verdict`] before using it.
///
/// A person is set aside whole: with one of his rows go all of them, as far as the bad row says whose it is.
pub fn read(directory: &Path, options: &ReadOptions) -> Result<Carl2Extract, Error> {
    let exchange = exchange::open(directory, ExchangeFormat::Carl2, options)?;
    let mut quarantine = Quarantine::default();
    let mut persons = exchange.rows::<Carl2Person>(&mut quarantine)?;
    let mut permits = exchange.rows::<Permit>(&mut quarantine)?;
    let mut former_numbers = exchange.rows::<FormerNumber>(&mut quarantine)?;
    let subjects = quarantine.items.iter().filter_map(|item| item.subject.as_deref());
    let set_aside: BTreeSet<String> = subjects.map(|subject| subject.trim().to_owned()).collect();
    if !set_aside.is_empty() {
        exchange.set_persons_aside(&mut persons, &set_aside, &mut quarantine)?;
        exchange.set_persons_aside(&mut permits, &set_aside, &mut quarantine)?;
        exchange.set_persons_aside(&mut former_numbers, &set_aside, &mut quarantine)?;
    }
    Ok(Carl2Extract { exchange, persons, permits, former_numbers, quarantine })
}

/// The text form of [`UncertainDate`].
const UNCERTAIN_DATE: &str = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[*]?$";
/// The text form of [`Ground`].
pub(crate) const GROUND: &str = "^[1-9][0-9]*[a-z]?(:[1-9][0-9]*){0,2}$";

impl Permit {
    /// The group of the permit that the coupling figures speak of.
    pub fn category(&self) -> GroundCategory {
        self.ground.category(self.relation)
    }
}

impl TableRow for Carl2Person {
    const TABLE: &'static str = "persons";
    const COLUMNS: &'static [&'static str] = &[
        "person_id",
        "given_names",
        "surname",
        "birth_date",
        "sex",
        "nationality",
        "cpr_number",
        "entered_on",
        "died_on",
        "address",
        "postcode",
        "municipality",
        "registered_on",
    ];
    type Problem = CellFault;

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.person_id.as_str().into(),
            self.given_names.as_str().into(),
            self.surname.as_str().into(),
            optional_cell(self.birth_date.as_ref()),
            optional_cell(self.sex.map(Sex::letter).as_ref()),
            self.nationality.as_deref().unwrap_or_default().into(),
            optional_cell(self.cpr_number.map(CprNumber::digits).as_ref()),
            optional_cell(self.entered_on.as_ref()),
            optional_cell(self.died_on.as_ref()),
            self.address.as_deref().unwrap_or_default().into(),
            self.postcode.as_deref().unwrap_or_default().into(),
            optional_cell(self.municipality.as_ref()),
            optional_cell(self.registered_on.as_ref()),
        ]
    }

    fn from_cells(cells: &Cells<'_>) -> Result<Self, CellFault> {
        Ok(Self {
            person_id: cells.required_person_id("person_id")?,
            given_names: cells.text("given_names").to_owned(),
            surname: cells.text("surname").to_owned(),
            birth_date: cells.optional("birth_date")?,
            sex: read_sex(cells)?,
            nationality: read_nationality(cells)?,
            cpr_number: cells.optional("cpr_number")?,
            entered_on: cells.optional_date("entered_on")?,
            died_on: cells.optional_date("died_on")?,
            address: cells.optional_text("address"),
            postcode: cells.optional_text("postcode"),
            municipality: cells.optional_with("municipality", MunicipalityCode::parse)?,
            registered_on: cells.optional_date("registered_on")?,
        })
    }

    fn key(&self) -> Option<&str> {
        Some(self.person_id.as_str())
    }

    fn subject(&self) -> Cow<'_, str> {
        self.person_id.as_str().into()
    }
}

impl TableRow for Permit {
    const TABLE: &'static str = "permits";
    const COLUMNS: &'static [&'static str] = &[
        "permit_id",
        "person_id",
        "ground",
        "granted_on",
        "valid_until",
        "applied_in",
        "relation",
        "reference_person_id",
        "municipality",
    ];
    type Problem = CellFault;

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.permit_id.as_str().into(),
            self.person_id.as_str().into(),
            self.ground.code().into(),
            self.granted_on.to_string().into(),
            optional_cell(self.valid_until.as_ref()),
            self.applied_in.map_or("", AppliedIn::text).into(),
            optional_cell(self.relation.as_ref()),
            self.reference_person_id.as_ref().map_or("", PersonId::as_str).into(),
            optional_cell(self.municipality.as_ref()),
        ]
    }

    fn from_cells(cells: &Cells<'_>) -> Result<Self, CellFault> {
        Ok(Self {
            permit_id: cells.required_text("permit_id")?,
            person_id: cells.required_person_id("person_id")?,
            ground: cells.required("ground")?,
            granted_on: cells.required_date("granted_on")?,
            valid_until: cells.optional_date("valid_until")?,
            applied_in: cells.optional_with("applied_in", AppliedIn::from_text)?,
            relation: cells.optional_with("relation", read_relation)?,
            reference_person_id: cells.optional_person_id("reference_person_id")?,
            municipality: cells.optional_with("municipality", MunicipalityCode::parse)?,
        })
    }

    fn key(&self) -> Option<&str> {
        Some(&self.permit_id)
    }

    fn subject(&self) -> Cow<'_, str> {
        self.person_id.as_str().into()
    }
}

impl TableRow for FormerNumber {
    const TABLE: &'static str = "former_numbers";
    const COLUMNS: &'static [&'static str] = &["person_id", "kind", "number", "until"];
    type Problem = CellFault;

    fn cells(&self) -> Vec<Cow<'_, str>> {
        let (kind, number) = match &self.number {
            FormerKey::Cpr(number) => ("cpr", number.digits().into()),
            FormerKey::PersonId(id) => ("person-id", id.as_str().into()),
        };
        vec![self.person_id.as_str().into(), kind.into(), number, optional_cell(self.until.as_ref())]
    }

    fn from_cells(cells: &Cells<'_>) -> Result<Self, CellFault> {
        let number = match cells.text("kind") {
            "cpr" => FormerKey::Cpr(cells.required("number")?),
            "person-id" => FormerKey::PersonId(cells.required_person_id("number")?),
            _ => return Err(CellFault { column: "kind", reason: "kind is cpr or person-id".to_owned() }),
        };
        Ok(Self { person_id: cells.required_person_id("person_id")?, number, until: cells.optional_date("until")? })
    }

    fn key(&self) -> Option<&str> {
        None
    }

    fn subject(&self) -> Cow<'_, str> {
        self.person_id.as_str().into()
    }
}

impl AppliedIn {
    fn text(self) -> &'static str {
        match self {
            Self::Denmark => "DK",
            Self::Abroad => "abroad",
        }
    }

    fn from_text(text: &str) -> Result<Self, &'static str> {
        match text {
            "DK" => Ok(Self::Denmark),
            "abroad" => Ok(Self::Abroad),
            _ => Err("applied_in is DK or abroad"),
        }
    }
}

/// The column `sex`: K, M or empty.
pub(crate) fn read_sex(cells: &Cells<'_>) -> Result<Option<Sex>, CellFault> {
    cells.optional_with("sex", |text| match text {
        "K" => Ok(Sex::Female),
        "M" => Ok(Sex::Male),
        _ => Err(vocabulary::SexError),
    })
}

/// The column `nationality`: three capitals; `XXX` says no more than an empty cell.
pub(crate) fn read_nationality(cells: &Cells<'_>) -> Result<Option<String>, CellFault> {
    let code = cells.optional_with("nationality", |text| {
        let is_code = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
        if is_code { Ok(text.to_owned()) } else { Err("a nationality is three capital letters") }
    })?;
    Ok(code.filter(|code| code != "XXX"))
}

fn read_relation(text: &str) -> Result<FamilyRelation, &'static str> {
    match text {
        "spouse" => Ok(FamilyRelation::Spouse),
        "child" => Ok(FamilyRelation::Child),
        "other" => Ok(FamilyRelation::Other),
        _ => Err("relation is spouse, child or other"),
    }
}
