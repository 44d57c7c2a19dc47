//! Rows of a table as cells of text: what every table of an exchange folder has in common.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use jiff::civil::Date;
use vocabulary::{PersonId, PersonIdFormat};

use crate::quarantine::Fault;

/// A row of a table of an exchange folder.
pub trait TableRow: Sized {
    /// The table's name in the manifest.
    const TABLE: &'static str;
    /// Its columns, in the order in which they are written. Files may have them in any order.
    const COLUMNS: &'static [&'static str];
    /// What is wrong with a row that cannot be read.
    type Problem: Into<Fault>;

    /// The cells in the order of [`Self::COLUMNS`]; an empty cell stands for an absent value.
    fn cells(&self) -> Vec<Cow<'_, str>>;

    /// Reads a row.
    fn from_cells(cells: &Cells<'_>) -> Result<Self, Self::Problem>;

    /// The key that must not stand twice in the table, where it has one.
    fn key(&self) -> Option<&str>;

    /// Whose row it is, a person or a case: that subject is set aside whole when a row of it cannot be read.
    fn subject(&self) -> Cow<'_, str>;

    /// Whose row it is, where the row cannot be read but its cells can.
    fn subject_of(cells: &Cells<'_>) -> Option<String> {
        cells.optional_text("person_id")
    }

    /// Whose row it is, where not even its cells can be told apart: by what stands where the first column should be.
    fn subject_of_broken(_first: &str) -> Option<String> {
        None
    }
}

/// The cells of one row, by column.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    columns: &'static [&'static str],
    values: &'a [&'a str],
    person_id: &'a PersonIdFormat,
}

/// A cell that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// The column.
    pub column: &'static str,
    /// What is wrong with the cell.
    pub reason: String,
}

impl<'a> Cells<'a> {
    /// The values stand in the order of the columns; absent ones are empty.
    pub fn new(columns: &'static [&'static str], values: &'a [&'a str], person_id: &'a PersonIdFormat) -> Self {
        Self { columns, values, person_id }
    }

    /// The cell's text, empty when absent.
    pub fn text(&self, column: &'static str) -> &'a str {
        let index = self.columns.iter().position(|&known| known == column);
        index.and_then(|index| self.values.get(index)).copied().unwrap_or_default()
    }

    /// The cell's text, or nothing when it is empty.
    pub fn optional_text(&self, column: &'static str) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The cell's text, which must be there.
    pub fn required_text(&self, column: &'static str) -> Result<String, CellFault> {
        self.optional_text(column).ok_or_else(|| CellFault::missing(column))
    }

    /// The cell read by `read`, or nothing when it is empty.
    pub fn optional_with<T, E: Display>(
        &self,
        column: &'static str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, CellFault> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        read(text).map(Some).map_err(|error| CellFault { column, reason: error.to_string() })
    }

    /// The cell's value, or nothing when it is empty.
    pub fn optional<T: FromStr<Err: Display>>(&self, column: &'static str) -> Result<Option<T>, CellFault> {
        self.optional_with(column, str::parse)
    }

    /// The cell's value, which must be there.
    pub fn required<T: FromStr<Err: Display>>(&self, column: &'static str) -> Result<T, CellFault> {
        self.optional(column)?.ok_or_else(|| CellFault::missing(column))
    }

    /// A day written `YYYY-MM-DD`, or nothing when the cell is empty.
    pub fn optional_date(&self, column: &'static str) -> Result<Option<Date>, CellFault> {
        self.optional_with(column, read_date)
    }

    /// A day written `YYYY-MM-DD`, which must be there.
    pub fn required_date(&self, column: &'static str) -> Result<Date, CellFault> {
        self.optional_date(column)?.ok_or_else(|| CellFault::missing(column))
    }

    /// A person-id in the configured format, or nothing when the cell is empty.
    pub fn optional_person_id(&self, column: &'static str) -> Result<Option<PersonId>, CellFault> {
        self.optional_with(column, |text| self.person_id.parse(text))
    }

    /// A person-id in the configured format, which must be there.
    pub fn required_person_id(&self, column: &'static str) -> Result<PersonId, CellFault> {
        self.optional_person_id(column)?.ok_or_else(|| CellFault::missing(column))
    }
}

impl From<CellFault> for Fault {
    fn from(fault: CellFault) -> Self {
        Self::BadCell { column: fault.column.to_owned(), reason: fault.reason }
    }
}

impl CellFault {
    pub(crate) fn missing(column: &'static str) -> Self {
        Self { column, reason: "the cell is empty, and must not be".to_owned() }
    }
}

/// Only the ten characters that the format names: a time or a time zone behind the day is not ours.
pub(crate) fn read_date(text: &str) -> Result<Date, &'static str> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| {
        let digits = bytes.get(from..to).filter(|digits| digits.iter().all(u8::is_ascii_digit));
        digits.map(|digits| digits.iter().fold(0_i16, |sum, digit| sum * 10 + i16::from(digit - b'0')))
    };
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(5, 7), number(8, 10)) else {
        return Err("a day is written YYYY-MM-DD");
    };
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return Err("a day is written YYYY-MM-DD");
    }
    let small = |part: i16| i8::try_from(part).map_err(|_| "no such day exists");
    Date::new(year, small(month)?, small(day)?).map_err(|_| "no such day exists")
}

/// An absent value is an empty cell.
pub(crate) fn optional_cell<'a, T: ToString>(value: Option<&T>) -> Cow<'a, str> {
    value.map_or(Cow::Borrowed(""), |value| Cow::Owned(value.to_string()))
}
