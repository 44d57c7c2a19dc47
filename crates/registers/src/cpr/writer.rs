//! Writing whole deliveries in the three physical forms.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::layout::RecordType;
use super::record::{Record, RecordError};

/// How the records of a delivery lie in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// One record a line, trailing blanks stripped.
    LinesStripped,
    /// One record a line, padded to its full length.
    LinesPadded,
    /// No line breaks: padded records one after the other.
    Glued,
}

/// Writes one delivery: the start record at once, the records as they come, the end record with the count at [`DeliveryWriter::finish`].
#[derive(Debug)]
pub struct DeliveryWriter<W: Write> {
    out: W,
    form: Form,
    counter: u64,
}

impl<W: Write> DeliveryWriter<W> {
    /// Begins a delivery. `previous` is the production date of the delivery before it; none for a baseline.
    pub fn start(out: W, form: Form, task: u32, produced: Date, previous: Option<Date>) -> io::Result<Self> {
        let start = Record::start(task, produced, previous).map_err(invalid)?;
        let mut writer = Self { out, form, counter: 0 };
        writer.put(&start)?;
        Ok(writer)
    }

    /// Writes a record. Start and end records are the writer's own and are refused.
    pub fn write(&mut self, record: &Record) -> io::Result<()> {
        if matches!(record.record_type(), RecordType::Start | RecordType::End) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the writer makes start and end records itself"));
        }
        self.put(record)?;
        self.counter += 1;
        Ok(())
    }

    /// Ends the delivery and gives back the flushed output.
    pub fn finish(mut self) -> io::Result<W> {
        let end = Record::end(self.counter).map_err(invalid)?;
        self.put(&end)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn put(&mut self, record: &Record) -> io::Result<()> {
        match self.form {
            Form::LinesStripped => self.out.write_all(record.stripped())?,
            Form::LinesPadded | Form::Glued => self.out.write_all(record.bytes())?,
        }
        if self.form == Form::Glued { Ok(()) } else { self.out.write_all(b"\n") }
    }
}

fn invalid(error: RecordError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, error)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::cpr::RecordBuilder;

    fn delivery(form: Form) -> Vec<u8> {
        let child = RecordBuilder::new(RecordType::Citizenship, "0101901234".parse().unwrap());
        let mut writer = DeliveryWriter::start(Vec::new(), form, 110_901, date(2026, 11, 20), None).unwrap();
        writer.write(&child.put("LANDEKOD", "5103").put("HAENSTART-STATSBORGERSKAB", "").build().unwrap()).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn the_three_forms_hold_the_same_records() {
        let start = "00000000000001109012026112000000000";
        let (record, end) = ("01001019012345103", "999999999999900000001");
        assert_eq!(delivery(Form::LinesStripped), format!("{start}\n{record}\n{end}\n").into_bytes());
        assert_eq!(delivery(Form::LinesPadded), format!("{start}\n{record:30}\n{end}\n").into_bytes());
        assert_eq!(delivery(Form::Glued), format!("{start}{record:30}{end}").into_bytes());
    }

    #[test]
    fn frame_records_cannot_be_smuggled_in() {
        let mut writer = DeliveryWriter::start(Vec::new(), Form::Glued, 1, date(2026, 11, 20), None).unwrap();
        assert!(writer.write(&Record::end(0).unwrap()).is_err());
    }
}
