//! The manifest of an exchange folder: which files, how many rows, which hashes, and what came before.
//!
//! The manifest is what makes a half-copied or altered folder visible before anything of it is used.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the manifest in its folder.
pub const MANIFEST: &str = "manifest.json";

/// `manifest.json` of an exchange folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What the folder holds, and in which version of the format.
    pub format: ExchangeFormat,
    /// The day the files were produced.
    #[schemars(with = "String", extend("format" = "date"))]
    pub produced_on: Date,
    /// The day of the delivery before this one; null for the first.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub previous_produced_on: Option<Date>,
    /// Everything, or what changed since the previous delivery.
    pub content: Content,
    /// The files. Several may hold one table.
    pub files: Vec<ManifestFile>,
}

/// A file of an exchange folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ManifestFile {
    /// Its name in the folder, ending in `.csv` or `.parquet`.
    pub name: String,
    /// The table that it holds rows of.
    pub table: String,
    /// Its rows, without the header.
    pub rows: u64,
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
}

/// What an exchange folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum ExchangeFormat {
    /// Persons, permits and former numbers of CARL2.
    #[serde(rename = "ankomst-carl2/1")]
    Carl2,
    /// Person-ids as the municipalities typed them.
    #[serde(rename = "ankomst-person-ids/1")]
    PersonIds,
    /// The CPR office's answers to requests for administrative CPR numbers.
    #[serde(rename = "ankomst-administrative-numbers/1")]
    AdministrativeNumbers,
    /// Requests for administrative CPR numbers.
    #[serde(rename = "ankomst-administrative-number-requests/1")]
    AdministrativeNumberRequests,
    /// What happened in the cases of the alien authorities.
    #[serde(rename = "ankomst-flow/1")]
    Flow,
}

/// How much of the register a delivery holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// Every row of the register.
    Full,
    /// Every row that changed, whole, since the previous delivery.
    Changes,
}

impl ExchangeFormat {
    /// The tables of the format. A full delivery has at least one file of each.
    pub fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Carl2 => &["persons", "permits", "former_numbers"],
            Self::PersonIds => &["person_ids"],
            Self::AdministrativeNumbers => &["answers"],
            Self::AdministrativeNumberRequests => &["requests"],
            Self::Flow => &["events"],
        }
    }
}
