//! An event as a row of a table: its seven cells, and what can be wrong with each.

use std::borrow::Cow;

use jiff::civil::Date;
use oversight::flow::{Area, CaseNumber, Event, EventKind, Office, PersonKey, WaitingCause};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::CprNumber;

use super::moment::read_day;
use crate::exchange::{Cells, TableRow, optional_cell};
use crate::quarantine::Fault;

/// A row of the table `events`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventRow {
    /// The case's number, digits only, unique over all areas.
    #[schemars(with = "i64", range(min = 0))]
    pub case_number: u64,
    /// What the case is about; the same in all its rows.
    #[schemars(with = "String", extend("enum" = Area::ALL))]
    pub area: Area,
    /// The person's number in the delivering authority, which is used for nothing else; absent where cases are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<i64>", range(min = 0))]
    pub person: Option<u64>,
    /// What happened.
    #[schemars(with = "String", extend("enum" = EventKind::ALL))]
    pub kind: EventKind,
    /// The day it happened in Denmark; a deadline's day is the deadline. In files it may be a moment with its offset.
    #[schemars(with = "String", extend("format" = "date"))]
    pub day: Date,
    /// The day it was entered in Denmark. In files it may be a moment with its offset.
    #[schemars(with = "String", extend("format" = "date"))]
    pub recorded: Date,
    /// The number that kinds of this sort have, and no others: a cause of waiting (0 applicant, 1 other authority,
    /// 2 expert, 3 other case, 4 queue), hours missing, days until the next appointment, an office (0 Næstved,
    /// 1 Aalborg, 2 Aarhus, 3 Odense).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0))]
    pub value: Option<i32>,
}

/// An event as its cells, readable or not: what a quarantine keeps, and what a delivery with faults is written from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawEvent {
    /// The cells in the order of the table's columns.
    pub cells: [String; COLUMNS.len()],
}

/// Why a row is no event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum EventFault {
    /// The case's number is no number, or there is none.
    #[error("{found:?} is no case number")]
    CaseNumber {
        /// What stands there.
        found: String,
    },
    /// The person's number is no number.
    #[error("{found:?} is no person's number")]
    PersonNumber {
        /// What stands there.
        found: String,
    },
    /// The person's number is a CPR number: case flow counts cases and has no place for who somebody is. The digits are not told again.
    #[error("the person's number is a CPR number, which does not belong in case flow")]
    CprNumber,
    /// No area of case flow has this name.
    #[error("{found:?} is no area of case flow")]
    UnknownArea {
        /// What stands there.
        found: String,
    },
    /// No kind of event has this name.
    #[error("{found:?} is no kind of event")]
    UnknownKind {
        /// What stands there.
        found: String,
    },
    /// A day that does not exist, or no day at all.
    #[error("column {column}: {found:?} is no day: {why}")]
    ImpossibleDay {
        /// The column.
        column: String,
        /// What stands there.
        found: String,
        /// What is wrong with it.
        why: String,
    },
    /// The kind has a number, and the row has none.
    #[error("{kind} must have a value")]
    ValueMissing {
        /// The kind.
        kind: EventKind,
    },
    /// The kind has no number, and the row has one.
    #[error("{kind} has no value, but the row has {found:?}")]
    ValueUnwanted {
        /// The kind.
        kind: EventKind,
        /// What stands there.
        found: String,
    },
    /// The number is none, or means nothing for the kind.
    #[error("{found:?} is no value of {kind}")]
    BadValue {
        /// The kind.
        kind: EventKind,
        /// What stands there.
        found: String,
    },
    /// It happened after it was entered, which only a deadline can.
    #[error("{kind} on {day}, but entered on {recorded} already")]
    LiesAhead {
        /// The kind.
        kind: EventKind,
        /// When it is said to have happened.
        day: Date,
        /// When it was entered.
        recorded: Date,
    },
}

const COLUMNS: [&str; 7] = ["case_number", "area", "person", "kind", "day", "recorded", "value"];

impl EventRow {
    /// The event that the row tells of.
    pub fn event(&self) -> Event {
        Event {
            case: CaseNumber(self.case_number),
            area: self.area,
            person: self.person.map(PersonKey),
            kind: self.kind,
            day: self.day,
            recorded: self.recorded,
            value: self.value,
        }
    }
}

impl From<&Event> for EventRow {
    fn from(event: &Event) -> Self {
        Self {
            case_number: event.case.0,
            area: event.area,
            person: event.person.map(|person| person.0),
            kind: event.kind,
            day: event.day,
            recorded: event.recorded,
            value: event.value,
        }
    }
}

impl TableRow for EventRow {
    const TABLE: &'static str = "events";
    const COLUMNS: &'static [&'static str] = &COLUMNS;
    type Problem = EventFault;

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.case_number.to_string().into(),
            self.area.name().into(),
            optional_cell(self.person.as_ref()),
            self.kind.name().into(),
            self.day.to_string().into(),
            self.recorded.to_string().into(),
            optional_cell(self.value.as_ref()),
        ]
    }

    fn from_cells(cells: &Cells<'_>) -> Result<Self, EventFault> {
        let text = |column| cells.text(column);
        let found = |column| cells.text(column).to_owned();
        let case_number =
            number(text("case_number")).ok_or_else(|| EventFault::CaseNumber { found: found("case_number") })?;
        let area = text("area").parse().map_err(|_| EventFault::UnknownArea { found: found("area") })?;
        let person = match text("person") {
            "" => None,
            digits if CprNumber::parse(digits).is_ok() => return Err(EventFault::CprNumber),
            digits => Some(number(digits).ok_or_else(|| EventFault::PersonNumber { found: found("person") })?),
        };
        let kind = text("kind").parse().map_err(|_| EventFault::UnknownKind { found: found("kind") })?;
        let (day, recorded) = (read(cells, "day")?, read(cells, "recorded")?);
        if day > recorded && !EventKind::may_lie_ahead(kind) {
            return Err(EventFault::LiesAhead { kind, day, recorded });
        }
        let value = value(kind, text("value"))?;
        Ok(Self { case_number, area, person, kind, day, recorded, value })
    }

    /// An event has no key: the same event twice is counted, and is no fault.
    fn key(&self) -> Option<&str> {
        None
    }

    fn subject(&self) -> Cow<'_, str> {
        self.case_number.to_string().into()
    }

    fn subject_of(cells: &Cells<'_>) -> Option<String> {
        Self::subject_of_broken(cells.text("case_number"))
    }

    fn subject_of_broken(first: &str) -> Option<String> {
        number(first).map(|number| number.to_string())
    }
}

impl TableRow for RawEvent {
    const TABLE: &'static str = EventRow::TABLE;
    const COLUMNS: &'static [&'static str] = &COLUMNS;
    type Problem = EventFault;

    fn cells(&self) -> Vec<Cow<'_, str>> {
        self.cells.iter().map(|cell| cell.as_str().into()).collect()
    }

    fn from_cells(cells: &Cells<'_>) -> Result<Self, EventFault> {
        Ok(Self { cells: COLUMNS.map(|column| cells.text(column).to_owned()) })
    }

    fn key(&self) -> Option<&str> {
        None
    }

    fn subject(&self) -> Cow<'_, str> {
        self.cells[0].as_str().into()
    }
}

impl From<&Event> for RawEvent {
    fn from(event: &Event) -> Self {
        let row = EventRow::from(event);
        let mut cells = row.cells().into_iter().map(Cow::into_owned);
        Self { cells: std::array::from_fn(|_| cells.next().unwrap_or_default()) }
    }
}

impl From<EventFault> for Fault {
    fn from(fault: EventFault) -> Self {
        Self::BadEvent { fault }
    }
}

/// A number of digits only. The stored form keeps it in 64 bits with a sign, so there it must fit.
fn number(digits: &str) -> Option<u64> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|&number| i64::try_from(number).is_ok())
}

fn read(cells: &Cells<'_>, column: &'static str) -> Result<Date, EventFault> {
    let text = cells.text(column);
    read_day(text).map_err(|why| EventFault::ImpossibleDay { column: column.to_owned(), found: text.to_owned(), why })
}

fn value(kind: EventKind, text: &str) -> Result<Option<i32>, EventFault> {
    match (kind.has_value(), text) {
        (false, "") => Ok(None),
        (false, found) => Err(EventFault::ValueUnwanted { kind, found: found.to_owned() }),
        (true, "") => Err(EventFault::ValueMissing { kind }),
        (true, digits) => {
            let value =
                number(digits).and_then(|number| i32::try_from(number).ok()).filter(|&value| means(kind, value));
            value.map(Some).ok_or_else(|| EventFault::BadValue { kind, found: digits.to_owned() })
        }
    }
}

/// Whether the number means something for the kind.
fn means(kind: EventKind, value: i32) -> bool {
    let is_one_of = |names: usize| usize::try_from(value).is_ok_and(|value| value < names);
    match kind {
        EventKind::WaitingBegan => is_one_of(WaitingCause::ALL.len()),
        EventKind::AtOffice => is_one_of(Office::ALL.len()),
        _ => true,
    }
}
