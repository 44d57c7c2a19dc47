//! Administrative CPR numbers: the requests to the CPR office and its answers, as exchange folders.
//!
//! The formats `ankomst-administrative-number-requests/1` and `ankomst-administrative-numbers/1` are ours; an adapter
//! turns them into what the CPR office asks for.

use std::borrow::Cow;
use std::path::Path;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{CprNumber, Ground, PersonId, Sex, UncertainDate};

use crate::carl2::{GROUND, read_nationality, read_sex};
use crate::error::Error;
use crate::exchange::{self, CellFault, Cells, Exchange, Located, ReadOptions, TableRow, optional_cell};
use crate::manifest::ExchangeFormat;
use crate::quarantine::Quarantine;

/// A request for a number (table `requests`), made when a permit is given to a person without one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdministrativeNumberRequest {
    /// The key that the answer names.
    pub request_id: String,
    /// Who the number is for.
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
    #[schemars(with = "Option<String>")]
    pub birth_date: Option<UncertainDate>,
    /// Sex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("enum" = ["K", "M", null]))]
    pub sex: Option<Sex>,
    /// Nationality as passports write it (ICAO 9303).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^[A-Z]{3}$"))]
    pub nationality: Option<String>,
    /// The provision of the Aliens Act that the permit rests on.
    #[schemars(with = "String", extend("pattern" = GROUND))]
    pub ground: Ground,
    /// The day the permit was given.
    #[schemars(with = "String", extend("format" = "date"))]
    pub granted_on: Date,
}

/// The CPR office's answer to a request (table `answers`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdministrativeNumberAnswer {
    /// The request that is answered.
    pub request_id: String,
    /// Who the number is for: checked against the request before anything is coupled.
    #[schemars(with = "String")]
    pub person_id: PersonId,
    /// The number that was issued.
    #[schemars(with = "String", extend("pattern" = "^[0-9]{10}$"))]
    pub cpr_number: CprNumber,
    /// The day it was issued.
    #[schemars(with = "String", extend("format" = "date"))]
    pub issued_on: Date,
}

/// Answers that were read: `exchange.rows_in_files() = answers + quarantine.records()`.
#[derive(Debug)]
pub struct AdministrativeNumberAnswers {
    /// The folder: manifest, files, verdict.
    pub exchange: Exchange,
    /// The rows.
    pub answers: Vec<Located<AdministrativeNumberAnswer>>,
    /// Rows that could not be read.
    pub quarantine: Quarantine,
}

/// Reads a folder. Ask [`Exchange::verdict`] before using it.
pub fn read(directory: &Path, options: &ReadOptions) -> Result<AdministrativeNumberAnswers, Error> {
    let exchange = exchange::open(directory, ExchangeFormat::AdministrativeNumbers, options)?;
    let mut quarantine = Quarantine::default();
    let answers = exchange.rows(&mut quarantine)?;
    Ok(AdministrativeNumberAnswers { exchange, answers, quarantine })
}

impl TableRow for AdministrativeNumberRequest {
    const TABLE: &'static str = "requests";
    const COLUMNS: &'static [&'static str] = &[
        "request_id",
        "person_id",
        "given_names",
        "surname",
        "birth_date",
        "sex",
        "nationality",
        "ground",
        "granted_on",
    ];
    type Problem = CellFault;

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.request_id.as_str().into(),
            self.person_id.as_str().into(),
            self.given_names.as_str().into(),
            self.surname.as_str().into(),
            optional_cell(self.birth_date.as_ref()),
            optional_cell(self.sex.map(Sex::letter).as_ref()),
            self.nationality.as_deref().unwrap_or_default().into(),
            self.ground.code().into(),
            self.granted_on.to_string().into(),
        ]
    }

    fn from_cells(cells: &Cells<'_>) -> Result<Self, CellFault> {
        Ok(Self {
            request_id: cells.required_text("request_id")?,
            person_id: cells.required_person_id("person_id")?,
            given_names: cells.text("given_names").to_owned(),
            surname: cells.text("surname").to_owned(),
            birth_date: cells.optional("birth_date")?,
            sex: read_sex(cells)?,
            nationality: read_nationality(cells)?,
            ground: cells.required("ground")?,
            granted_on: cells.required_date("granted_on")?,
        })
    }

    fn key(&self) -> Option<&str> {
        Some(&self.request_id)
    }

    fn subject(&self) -> Cow<'_, str> {
        self.person_id.as_str().into()
    }
}

impl TableRow for AdministrativeNumberAnswer {
    const TABLE: &'static str = "answers";
    const COLUMNS: &'static [&'static str] = &["request_id", "person_id", "cpr_number", "issued_on"];
    type Problem = CellFault;

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.request_id.as_str().into(),
            self.person_id.as_str().into(),
            self.cpr_number.digits().into(),
            self.issued_on.to_string().into(),
        ]
    }

    fn from_cells(cells: &Cells<'_>) -> Result<Self, CellFault> {
        Ok(Self {
            request_id: cells.required_text("request_id")?,
            person_id: cells.required_person_id("person_id")?,
            cpr_number: cells.required("cpr_number")?,
            issued_on: cells.required_date("issued_on")?,
        })
    }

    fn key(&self) -> Option<&str> {
        Some(&self.request_id)
    }

    fn subject(&self) -> Cow<'_, str> {
        self.person_id.as_str().into()
    }
}
