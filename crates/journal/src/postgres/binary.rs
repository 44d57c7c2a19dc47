//! PostgreSQL's binary forms of times, dates and rows.
//!
//! Pure. Rows of `COPY … (FORMAT binary)`: <https://www.postgresql.org/docs/15/sql-copy.html>, "Binary Format".

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, civil};
use postgres::types::{FromSql, Type};

type Failure = Box<dyn std::error::Error + Sync + Send>;

/// PostgreSQL counts from 2000-01-01.
const EPOCH_MICROSECONDS: i64 = 946_684_800_000_000;
const EPOCH_DAY: Date = civil::date(2000, 1, 1);

/// A `timestamptz` on its way from the database.
pub(super) struct Moment(pub(super) Timestamp);

/// A `date` on its way from the database.
pub(super) struct Day(pub(super) Date);

/// A hash on its way from the database.
pub(super) struct Hash(pub(super) [u8; 32]);

/// Rows in the form of a binary COPY.
pub(super) struct Rows {
    bytes: Vec<u8>,
}

impl Rows {
    pub(super) fn new() -> Self {
        let mut rows = Self { bytes: Vec::new() };
        rows.clear();
        rows
    }

    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.bytes.extend_from_slice(b"PGCOPY\n\xff\r\n\0");
        // No flags, no extension of the header.
        self.bytes.extend_from_slice(&[0; 8]);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes.len() == 19
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The rows with the end mark behind them.
    pub(super) fn finish(&mut self) -> &[u8] {
        self.bytes.extend_from_slice(&(-1_i16).to_be_bytes());
        &self.bytes
    }

    pub(super) fn begin_row(&mut self, fields: u16) {
        self.bytes.extend_from_slice(&fields.to_be_bytes());
    }

    /// A text or a bytea. Its length was checked to be far below the 2 GiB that a field can have.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        let length = u32::try_from(bytes.len()).expect("the journal's limits keep every field below 2 GiB");
        self.bytes.extend_from_slice(&length.to_be_bytes());
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn number(&mut self, number: u64) {
        self.bytes(&number.to_be_bytes());
    }

    pub(super) fn moment(&mut self, moment: Timestamp) {
        self.bytes(&(moment.as_microsecond() - EPOCH_MICROSECONDS).to_be_bytes());
    }

    pub(super) fn day(&mut self, day: Date) {
        let days = day.duration_since(EPOCH_DAY).as_hours() / 24;
        let days = i32::try_from(days).expect("the days of ten thousand years are far fewer than an i32 counts");
        self.bytes(&days.to_be_bytes());
    }

    pub(super) fn optional<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        match value {
            Some(value) => write(self, value),
            None => self.bytes.extend_from_slice(&(-1_i32).to_be_bytes()),
        }
    }
}

impl<'row> FromSql<'row> for Moment {
    fn from_sql(_: &Type, raw: &'row [u8]) -> Result<Self, Failure> {
        // Infinity is the largest number there is, and no time.
        let microseconds = i64::from_be_bytes(raw.try_into()?).checked_add(EPOCH_MICROSECONDS).ok_or("no time")?;
        Ok(Self(Timestamp::from_microsecond(microseconds)?))
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::TIMESTAMPTZ
    }
}

impl<'row> FromSql<'row> for Day {
    fn from_sql(_: &Type, raw: &'row [u8]) -> Result<Self, Failure> {
        let days = i64::from(i32::from_be_bytes(raw.try_into()?));
        Ok(Self(EPOCH_DAY.checked_add(SignedDuration::from_hours(days * 24))?))
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::DATE
    }
}

impl<'row> FromSql<'row> for Hash {
    fn from_sql(_: &Type, raw: &'row [u8]) -> Result<Self, Failure> {
        raw.try_into().map(Self).map_err(|_| format!("{} bytes instead of the 32 of a hash", raw.len()).into())
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::BYTEA
    }
}
