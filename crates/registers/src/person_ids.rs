//! The municipalities' lists of person-ids (`ankomst-person-ids/1`): which id was typed for which CPR number.
//!
//! The id is kept as it was typed, right or wrong: a wrong one is what the municipality must be told about.

use std::borrow::Cow;
use std::path::Path;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{CprNumber, MunicipalityCode};

use crate::error::Error;
use crate::exchange::{self, CellFault, Cells, Exchange, Located, ReadOptions, TableRow, optional_cell};
use crate::manifest::ExchangeFormat;
use crate::quarantine::Quarantine;

/// A row of a municipality's list (table `person_ids`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonIdRow {
    /// The number the person was registered under.
    #[schemars(with = "String", extend("pattern" = "^[0-9]{10}$"))]
    pub cpr_number: CprNumber,
    /// The person-id as it was typed, not checked; empty when none was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person_id: String,
    /// The municipality that registered the person.
    #[schemars(with = "u16", extend("maximum" = 9999))]
    pub municipality: MunicipalityCode,
    /// The day of the registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub registered_on: Option<Date>,
}

/// A list that was read: `exchange.rows_in_files() = rows + quarantine.records()`.
#[derive(Debug)]
pub struct PersonIdList {
    /// The folder: manifest, files, verdict.
    pub exchange: Exchange,
    /// The rows.
    pub rows: Vec<Located<PersonIdRow>>,
    /// Rows that could not be read.
    pub quarantine: Quarantine,
}

/// Reads a folder. Ask [`Exchange::verdict`] before using it.
pub fn read(directory: &Path, options: &ReadOptions) -> Result<PersonIdList, Error> {
    let exchange = exchange::open(directory, ExchangeFormat::PersonIds, options)?;
    let mut quarantine = Quarantine::default();
    let rows = exchange.rows(&mut quarantine)?;
    Ok(PersonIdList { exchange, rows, quarantine })
}

impl TableRow for PersonIdRow {
    const TABLE: &'static str = "person_ids";
    const COLUMNS: &'static [&'static str] = &["cpr_number", "person_id", "municipality", "registered_on"];
    type Problem = CellFault;

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.cpr_number.digits().into(),
            self.person_id.as_str().into(),
            self.municipality.to_string().into(),
            optional_cell(self.registered_on.as_ref()),
        ]
    }

    fn from_cells(cells: &Cells<'_>) -> Result<Self, CellFault> {
        let municipality = cells.optional_with("municipality", MunicipalityCode::parse)?;
        Ok(Self {
            cpr_number: cells.required("cpr_number")?,
            person_id: cells.text("person_id").to_owned(),
            municipality: municipality.ok_or_else(|| CellFault::missing("municipality"))?,
            registered_on: cells.optional_date("registered_on")?,
        })
    }

    fn key(&self) -> Option<&str> {
        None
    }

    fn subject(&self) -> Cow<'_, str> {
        self.person_id.as_str().into()
    }
}
