//! Person files of any kind for coupling: CSV or Parquet columns into a register, and links out.
//!
//! The columns are those that the coupling's configuration names; others are skipped. Must not know what they mean.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Float64Array, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Schema};
use linkage::{Builder, Config, Coupling, Ground, Outcome, Pair, Register, RegisterError, Side};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

/// Why a person file cannot be used, or links cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The disk failed, or the file is not there.
    #[error("{file}: {source}")]
    Io {
        /// The file.
        file: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file holds no byte, or a header and no row.
    #[error("{file} is empty")]
    Empty {
        /// The file.
        file: String,
    },
    /// The name ends neither in `.csv` nor in `.parquet`.
    #[error("{file}: the name must end in .csv or .parquet")]
    UnknownKind {
        /// The file.
        file: String,
    },
    /// A configured column is not in the file.
    #[error("{file}: the column `{column}` is missing; the file has {present}")]
    MissingColumn {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// The columns of the file.
        present: String,
    },
    /// A configured column stands twice in the file.
    #[error("{file}: the column `{column}` stands twice")]
    RepeatedColumn {
        /// The file.
        file: String,
        /// The column.
        column: String,
    },
    /// The rows cannot be read as the file's kind.
    #[error("{file}: {detail}")]
    Unreadable {
        /// The file.
        file: String,
        /// What is wrong, and where.
        detail: String,
    },
    /// The rows make no register.
    #[error("{file}: {source}")]
    Register {
        /// The file.
        file: String,
        /// What is wrong, and in which row.
        source: RegisterError,
    },
}

/// Most bytes of one CSV row: an unclosed quotation mark would otherwise swallow the rest of the file.
const ROW_BYTES_MAX: u64 = 64 << 20;

/// Reads one side of a coupling; `each` is told the number of rows read so far, every few thousand.
pub fn read_register(
    path: &Path,
    config: &Config,
    side: Side,
    each: &mut dyn FnMut(u64),
) -> Result<Register, TableError> {
    let file = path.display().to_string();
    let mut builder = Register::builder(config, side);
    let columns = config.columns(side);
    let rows = match path.extension().and_then(|end| end.to_str()) {
        Some("csv") => read_csv(path, &columns, &mut builder, each)?,
        Some("parquet") => {
            let read = || read_parquet(path, &columns, &mut builder, each);
            // The Parquet library panics on some damaged files.
            catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
                let detail = "the file is damaged, and its reader gave up".to_owned();
                Err(TableError::Unreadable { file: file.clone(), detail })
            })?
        }
        _ => return Err(TableError::UnknownKind { file }),
    };
    if rows == 0 {
        return Err(TableError::Empty { file });
    }
    builder.finish().map_err(|source| TableError::Register { file, source })
}

/// The name of what decided a pair: `kept`, the rule's name, or `weight`.
pub fn ground_name(config: &Config, ground: Ground) -> &str {
    match ground {
        Ground::Kept => "kept",
        Ground::Weight => "weight",
        Ground::Rule(position) => config.rules.get(usize::from(position)).map_or("weight", |rule| rule.name.as_str()),
    }
}

/// Writes a row a pair: `id_a`, `id_b`, `score` in bits, `probability`, `outcome`, `rule`. Parquet, or CSV where the
/// name ends in `.csv`. The file appears whole or not at all.
pub fn write_links(
    path: &Path,
    config: &Config,
    left: &Register,
    right: &Register,
    coupling: &Coupling,
) -> Result<(), TableError> {
    let io = |source| TableError::Io { file: path.display().to_string(), source };
    let unfinished = path.with_extension("unfinished");
    let output = BufWriter::new(File::create(&unfinished).map_err(io)?);
    match path.extension().and_then(|end| end.to_str()) {
        Some("csv") => write_csv(output, config, left, right, &coupling.pairs).map_err(io)?,
        Some("parquet") => write_parquet(output, config, left, right, &coupling.pairs).map_err(io)?,
        _ => return Err(TableError::UnknownKind { file: path.display().to_string() }),
    }
    fs::rename(&unfinished, path).map_err(io)
}

/// The first rows are counted aloud, then every so many.
const TOLD_EVERY: u64 = 8192;

/// Lets only so many bytes through for one row.
struct Bounded {
    file: File,
    left: Rc<Cell<u64>>,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        let left = self.left.get().checked_sub(read as u64);
        self.left.set(left.ok_or_else(|| io::Error::other("a row of more than 64 MiB"))?);
        Ok(read)
    }
}

fn read_csv(
    path: &Path,
    columns: &[&str],
    builder: &mut Builder,
    each: &mut dyn FnMut(u64),
) -> Result<u64, TableError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|source| TableError::Io { file: name.clone(), source })?;
    let left = Rc::new(Cell::new(ROW_BYTES_MAX));
    let bounded = Bounded { file, left: Rc::clone(&left) };
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 16).from_reader(bounded);
    let unreadable = |error: csv::Error| TableError::Unreadable { file: name.clone(), detail: error.to_string() };
    let header = reader.byte_headers().map_err(unreadable)?.clone();
    let header: Vec<String> =
        header.iter().map(|column| String::from_utf8_lossy(column).trim_start_matches('\u{feff}').to_owned()).collect();
    if header.is_empty() {
        return Err(TableError::Empty { file: name });
    }
    let places = places(&name, &header, columns)?;
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).map_err(unreadable)? {
        left.set(ROW_BYTES_MAX);
        rows += 1;
        let mut values: Vec<&str> = Vec::with_capacity(places.len());
        for place in &places {
            let cell = record.get(*place).unwrap_or_default();
            let text = std::str::from_utf8(cell).map_err(|_| TableError::Unreadable {
                file: name.clone(),
                detail: format!("row {rows}: the column `{}` is not UTF-8", header[*place]),
            })?;
            values.push(text);
        }
        push(builder, &values, &name)?;
        if rows % TOLD_EVERY == 0 {
            each(rows);
        }
    }
    Ok(rows)
}

fn push(builder: &mut Builder, values: &[&str], file: &str) -> Result<(), TableError> {
    builder.push(values).map_err(|source| TableError::Register { file: file.to_owned(), source })
}

/// Where the configured columns stand in a file.
fn places(file: &str, header: &[String], columns: &[&str]) -> Result<Vec<usize>, TableError> {
    let place = |column: &&str| {
        let mut found = header.iter().enumerate().filter(|(_, name)| name == column);
        let first = found.next().ok_or_else(|| TableError::MissingColumn {
            file: file.to_owned(),
            column: (*column).to_owned(),
            present: header.join(", "),
        })?;
        match found.next() {
            Some(_) => Err(TableError::RepeatedColumn { file: file.to_owned(), column: (*column).to_owned() }),
            None => Ok(first.0),
        }
    };
    columns.iter().map(place).collect()
}

fn read_parquet(
    path: &Path,
    columns: &[&str],
    builder: &mut Builder,
    each: &mut dyn FnMut(u64),
) -> Result<u64, TableError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|source| TableError::Io { file: name.clone(), source })?;
    let unreadable = |detail: String| TableError::Unreadable { file: name.clone(), detail };
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| unreadable(error.to_string()))?;
    let header: Vec<String> = reader.schema().fields().iter().map(|field| field.name().clone()).collect();
    let places = places(&name, &header, columns)?;
    let mut rows = 0;
    for batch in reader.build().map_err(|error| unreadable(error.to_string()))? {
        let batch = batch.map_err(|error| unreadable(error.to_string()))?;
        let texts: Vec<ArrayRef> = places
            .iter()
            .map(|place| cast(batch.column(*place), &DataType::Utf8))
            .collect::<Result<_, _>>()
            .map_err(|error| unreadable(error.to_string()))?;
        let texts: Vec<&StringArray> = texts.iter().map(AsArray::as_string::<i32>).collect();
        for row in 0..batch.num_rows() {
            let value =
                |array: &&StringArray| if array.is_valid(row) { (*array).value(row).to_owned() } else { String::new() };
            let values: Vec<String> = texts.iter().map(value).collect();
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            push(builder, &values, &name)?;
        }
        rows += batch.num_rows() as u64;
        each(rows);
    }
    Ok(rows)
}

fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Couple => "couple",
        Outcome::Review => "review",
        Outcome::Leave => "leave",
    }
}

fn bits(pair: &Pair) -> f64 {
    f64::from(pair.certainty_millibits) / 1000.0
}

fn write_csv(output: impl Write, config: &Config, left: &Register, right: &Register, pairs: &[Pair]) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(output);
    writer.write_record(["id_a", "id_b", "score", "probability", "outcome", "rule"])?;
    for pair in pairs {
        let score = format!("{:.3}", bits(pair));
        let probability = format!("{:.9}", pair.probability());
        let (outcome, rule) = (outcome_name(pair.outcome), ground_name(config, pair.ground));
        writer.write_record([left.id(pair.left), right.id(pair.right), &score, &probability, outcome, rule])?;
    }
    writer.flush()
}

/// Rows of one piece of the Parquet file.
const BATCH_ROWS: usize = 65_536;

fn write_parquet(
    output: impl Write + Send,
    config: &Config,
    left: &Register,
    right: &Register,
    pairs: &[Pair],
) -> io::Result<()> {
    let text = |name| Field::new(name, DataType::Utf8, false);
    let number = |name| Field::new(name, DataType::Float64, false);
    let fields =
        vec![text("id_a"), text("id_b"), number("score"), number("probability"), text("outcome"), text("rule")];
    let schema = Arc::new(Schema::new(fields));
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        // The library's version would make the bytes differ from release to release.
        .set_created_by("ankomst".to_owned())
        .build();
    let mut writer = ArrowWriter::try_new(output, Arc::clone(&schema), Some(properties)).map_err(io::Error::other)?;
    for pairs in pairs.chunks(BATCH_ROWS) {
        let texts = |of: &dyn Fn(&Pair) -> String| -> ArrayRef {
            Arc::new(pairs.iter().map(|pair| Some(of(pair))).collect::<StringArray>())
        };
        let numbers = |of: &dyn Fn(&Pair) -> f64| -> ArrayRef {
            Arc::new(pairs.iter().map(|pair| Some(of(pair))).collect::<Float64Array>())
        };
        let columns = vec![
            texts(&|pair| left.id(pair.left).to_owned()),
            texts(&|pair| right.id(pair.right).to_owned()),
            numbers(&bits),
            numbers(&Pair::probability),
            texts(&|pair| outcome_name(pair.outcome).to_owned()),
            texts(&|pair| ground_name(config, pair.ground).to_owned()),
        ];
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns).map_err(io::Error::other)?;
        writer.write(&batch).map_err(io::Error::other)?;
    }
    writer.close().map_err(io::Error::other)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use linkage::{Constraints, couple, train};

    use super::*;

    fn config() -> Config {
        Config::from_toml(
            r#"
            name = "test"
            left = { name = "A", id = "a" }
            right = { name = "B", id = "b" }
            field = [
                { name = "number", kind = "identifier", left = ["number"], right = ["number"] },
                { name = "given", kind = "given", left = ["given"], right = ["given"] },
            ]
            rule = [{ name = "number", equal = ["number"], alike = ["given"] }]
            decision = { leave_millibits = -30000, review_millibits = -30000, rule_millibits = -30000 }
            "#,
        )
        .unwrap()
    }

    fn read(directory: &Path, name: &str, text: &str, side: Side) -> Result<Register, TableError> {
        let path = directory.join(name);
        fs::write(&path, text).unwrap();
        read_register(&path, &config(), side, &mut |_| ())
    }

    #[test]
    fn what_is_written_as_links_is_read_back() {
        let directory = tempfile::tempdir().unwrap();
        let left = read(directory.path(), "l.csv", "a,given,number,more\n1,Bo,77777,x\n", Side::Left).unwrap();
        let right = read(directory.path(), "r.csv", "\u{feff}b,number,given\n2,77777,Bo\n", Side::Right).unwrap();
        let model = train(&left, &right, &config());
        let coupling = couple(&left, &right, &config(), &model, &Constraints::default()).unwrap();
        assert_eq!(coupling.pairs.len(), 1);
        let links = directory.path().join("links.parquet");
        write_links(&links, &config(), &left, &right, &coupling).unwrap();
        let batches = ParquetRecordBatchReaderBuilder::try_new(File::open(&links).unwrap()).unwrap().build().unwrap();
        let batch = batches.into_iter().next().unwrap().unwrap();
        let text = |column: usize| batch.column(column).as_string::<i32>().value(0).to_owned();
        assert_eq!((text(0), text(1), text(5)), ("1".to_owned(), "2".to_owned(), "number".to_owned()));
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 3, "nothing unfinished is left behind");
    }

    #[test]
    fn missing_and_repeated_columns_are_named() {
        let directory = tempfile::tempdir().unwrap();
        let error = read(directory.path(), "l.csv", "a,given\n1,Bo\n", Side::Left).unwrap_err();
        assert!(matches!(error, TableError::MissingColumn { column, .. } if column == "number"));
        let error = read(directory.path(), "l.csv", "a,given,number,a\n1,Bo,,1\n", Side::Left).unwrap_err();
        assert!(matches!(error, TableError::RepeatedColumn { column, .. } if column == "a"));
    }

    #[test]
    fn empty_files_and_other_kinds_are_refused() {
        let directory = tempfile::tempdir().unwrap();
        for text in ["", "a,given,number\n"] {
            assert!(
                matches!(read(directory.path(), "l.csv", text, Side::Left), Err(TableError::Empty { .. })),
                "{text:?}"
            );
        }
        assert!(matches!(read(directory.path(), "l.txt", "a\n1\n", Side::Left), Err(TableError::UnknownKind { .. })));
        let damaged = read(directory.path(), "l.parquet", "PAR1 and nothing else", Side::Left);
        assert!(matches!(damaged, Err(TableError::Unreadable { .. })));
    }

    #[test]
    fn an_id_twice_and_a_torn_row_tell_their_row() {
        let directory = tempfile::tempdir().unwrap();
        let error = read(directory.path(), "l.csv", "a,given,number\n1,,\n1,,\n", Side::Left).unwrap_err();
        assert!(error.to_string().contains("`1` stands in row 1 and again in row 2"), "{error}");
        let error = read(directory.path(), "l.csv", "a,given,number\n1,x\n", Side::Left).unwrap_err();
        assert!(matches!(error, TableError::Unreadable { .. }));
    }
}
