//! Person files of any kind for coupling: CSV or Parquet columns into a register, and links out.
//!
//! The columns are those that the coupling's configuration names; others are skipped. Must not know what they mean.

mod columnar;
mod delimited;
mod links;

use std::io;
use std::path::Path;

use linkage::{Builder, Config, Register, RegisterError, Side};

pub use links::{ground_name, write_links};

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
    /// A text is not UTF-8.
    #[error("{file}{}{}: {found}", at_row(*row), column.as_ref().map_or_else(String::new, |column| format!(", column `{column}`")))]
    NotText {
        /// The file.
        file: String,
        /// The row; none where it is the header.
        row: Option<u64>,
        /// The column, where it is known.
        column: Option<String>,
        /// What it is instead.
        found: Foreign,
    },
    /// A row has more or fewer cells than the header.
    #[error("{file}: row {row} (line {line}) has {found} cells, the header has {expected}")]
    Ragged {
        /// The file.
        file: String,
        /// The row, the header not counted.
        row: u64,
        /// The line in the file, counted from 1.
        line: u64,
        /// Cells of the row.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// A quotation mark is not closed, and the rest of the file has become one cell.
    #[error("{file}: the quotation mark in row {row} (line {line}) is not closed")]
    Unclosed {
        /// The file.
        file: String,
        /// The row, the header not counted.
        row: u64,
        /// The line in which the row begins.
        line: u64,
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

/// What a text is instead of UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// The file begins as UTF-16 does.
    Utf16,
    /// Bytes that are no UTF-8, such as ISO-8859-1.
    NotUtf8,
    /// A NUL byte, which no text has.
    Nul,
}

/// How far reading has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Rows read.
    pub rows: u64,
    /// Share of the file that is read, 0 to 1.
    pub share: f64,
}

/// The kinds of tables, told by the end of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// `.csv`: a header, then a row a line; cells separated by commas, or by semicolons or tabs where the header has no
    /// comma.
    Csv,
    /// `.parquet`.
    Parquet,
}

impl TableKind {
    /// The kind that a file's name tells.
    pub fn of(path: &Path) -> Result<Self, TableError> {
        match path.extension().and_then(|end| end.to_str()) {
            Some("csv") => Ok(Self::Csv),
            Some("parquet") => Ok(Self::Parquet),
            _ => Err(TableError::UnknownKind { file: path.display().to_string() }),
        }
    }
}

/// Reads one side of a coupling; `each` is told how far it has come, every few thousand rows.
pub fn read_register(
    path: &Path,
    config: &Config,
    side: Side,
    each: &mut dyn FnMut(Progress),
) -> Result<Register, TableError> {
    let file = path.display().to_string();
    let mut builder = Register::builder(config, side);
    let columns = config.columns(side);
    let kind = TableKind::of(path)?;
    let length = std::fs::metadata(path).map_err(|source| TableError::Io { file: file.clone(), source })?.len();
    if length == 0 {
        return Err(TableError::Empty { file });
    }
    let rows = match kind {
        TableKind::Csv => delimited::read(path, length, &columns, &mut builder, each)?,
        TableKind::Parquet => columnar::read(path, &columns, &mut builder, each)?,
    };
    if rows == 0 {
        return Err(TableError::Empty { file });
    }
    builder.finish().map_err(|source| TableError::Register { file, source })
}

impl std::fmt::Display for Foreign {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Utf16 => "the text is UTF-16, not UTF-8",
            Self::NotUtf8 => "the text is not UTF-8",
            Self::Nul => "the text holds a NUL byte",
        })
    }
}

fn at_row(row: Option<u64>) -> String {
    row.map_or_else(String::new, |row| format!(", row {row}"))
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

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::sync::Arc;

    use arrow::array::{ArrayRef, AsArray, Date32Array, RecordBatch, StringArray, TimestampMicrosecondArray};
    use linkage::{Constraints, Coupling, couple, train};
    use parquet::arrow::ArrowWriter;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

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

    fn coupled(directory: &Path) -> (Register, Register, Coupling) {
        let left = read(directory, "l.csv", "a,given,number,more\n1,Bo,77777,x\n", Side::Left).unwrap();
        let right = read(directory, "r.csv", "\u{feff}b,number,given\n2,77777,Bo\n", Side::Right).unwrap();
        let model = train(&left, &right, &config());
        let coupling = couple(&left, &right, &config(), &model, &Constraints::default()).unwrap();
        assert_eq!(coupling.pairs.len(), 1);
        (left, right, coupling)
    }

    fn batch(path: &Path) -> RecordBatch {
        let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
        reader.build().unwrap().next().unwrap().unwrap()
    }

    #[test]
    fn links_say_the_same_as_parquet_and_as_csv() {
        let directory = tempfile::tempdir().unwrap();
        let (left, right, coupling) = coupled(directory.path());
        let (parquet, csv) = (directory.path().join("links.parquet"), directory.path().join("links.csv"));
        for path in [&parquet, &csv] {
            write_links(path, &config(), &left, &right, &coupling).unwrap();
        }
        let batch = batch(&parquet);
        let text = |column: usize| batch.column(column).as_string::<i32>().value(0).to_owned();
        let number = |column: usize| batch.column(column).as_primitive::<arrow::datatypes::Float64Type>().value(0);
        assert_eq!((text(0), text(1), text(5)), ("1".to_owned(), "2".to_owned(), "number".to_owned()));
        let mut rows = csv::Reader::from_path(&csv).unwrap();
        let row = rows.records().next().unwrap().unwrap();
        assert_eq!([0, 1, 4, 5].map(|column| row[column].to_owned()), [0, 1, 4, 5].map(text));
        let csv_numbers: [f64; 2] = [2, 3].map(|column| row[column].parse().unwrap());
        assert_eq!(csv_numbers.map(f64::to_bits), [2, 3].map(number).map(f64::to_bits));
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 4, "nothing unfinished is left behind");
    }

    #[test]
    fn links_that_cannot_be_written_leave_what_was_there_and_nothing_half() {
        let directory = tempfile::tempdir().unwrap();
        let (left, right, coupling) = coupled(directory.path());
        let links = directory.path().join("links.csv");
        fs::create_dir(&links).unwrap();
        let error = write_links(&links, &config(), &left, &right, &coupling).unwrap_err();
        assert!(matches!(error, TableError::Io { .. }), "{error}");
        assert!(links.is_dir() && fs::read_dir(directory.path()).unwrap().count() == 3);
        let error = write_links(&directory.path().join("links.txt"), &config(), &left, &right, &coupling);
        assert!(matches!(error, Err(TableError::UnknownKind { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn only_their_owner_may_read_links() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let (left, right, coupling) = coupled(directory.path());
        let links = directory.path().join("links.csv");
        write_links(&links, &config(), &left, &right, &coupling).unwrap();
        assert_eq!(fs::metadata(links).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn semicolons_and_tabs_separate_where_the_header_has_no_comma() {
        let directory = tempfile::tempdir().unwrap();
        for separator in [";", "\t"] {
            let text = "a;given;number\n1;Bo;7\n".replace(';', separator);
            let register = read(directory.path(), "l.csv", &text, Side::Left).unwrap();
            assert_eq!(register.values(1, 0).collect::<Vec<_>>(), ["Bo"], "{separator:?}");
        }
    }

    #[test]
    fn an_open_quotation_mark_is_not_taken_for_the_end_of_the_file() {
        let directory = tempfile::tempdir().unwrap();
        let error = read(directory.path(), "l.csv", "a,number,given\n1,,Bo\n2,,\"Li\n3,,Eva\n", Side::Left);
        assert!(matches!(error, Err(TableError::Unclosed { row: 2, line: 3, .. })), "{error:?}");
        let error = read(directory.path(), "l.csv", "a,number,\"given\n1,,Bo\n", Side::Left);
        assert!(matches!(error, Err(TableError::Unclosed { row: 0, line: 1, .. })), "{error:?}");
        let register =
            read(directory.path(), "l.csv", "a,number,given\n1,,Bo\n2,,\"Li \"\"L\"\"\"", Side::Left).unwrap();
        assert_eq!(register.values(1, 1).collect::<Vec<_>>(), ["Li \"L\""]);
    }

    #[test]
    fn what_is_not_utf_8_tells_row_and_column() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("l.csv");
        let read = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            match read_register(&path, &config(), Side::Left, &mut |_| ()).unwrap_err() {
                TableError::NotText { row, column, found, .. } => (row, column, found),
                error => panic!("{error}"),
            }
        };
        let given = Some("given".to_owned());
        assert_eq!(read(b"a,given,number\n1,S\xF8ren,\n"), (Some(1), given.clone(), Foreign::NotUtf8));
        assert_eq!(read(b"a,given,number\n1,,\n2,B\0o,\n"), (Some(2), given, Foreign::Nul));
        assert_eq!(read(b"a,given,n\xF8mmer\n"), (None, None, Foreign::NotUtf8));
        assert_eq!(read(b"\xFF\xFEa\0,\0"), (None, None, Foreign::Utf16));
    }

    fn write_parquet(path: &Path, columns: Vec<(&str, ArrayRef)>) {
        let batch = RecordBatch::try_from_iter(columns).unwrap();
        let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
    }

    #[test]
    fn parquet_columns_come_in_any_order_and_moments_as_days() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("l.parquet");
        let text = |value: &str| -> ArrayRef { Arc::new(StringArray::from(vec![value])) };
        let moment: ArrayRef = Arc::new(TimestampMicrosecondArray::from(vec![946_684_800_000_000]));
        write_parquet(&path, vec![("more", text("x")), ("given", text("Bo")), ("number", moment), ("a", text("1"))]);
        let register = read_register(&path, &config(), Side::Left, &mut |_| ()).unwrap();
        assert_eq!((register.id(0), register.values(0, 0).next()), ("1", Some("2000-01-01")));
        let day: ArrayRef = Arc::new(Date32Array::from(vec![10_957]));
        write_parquet(&path, vec![("a", text("1")), ("number", day), ("given", text("B\0o"))]);
        let error = read_register(&path, &config(), Side::Left, &mut |_| ()).unwrap_err();
        assert!(matches!(error, TableError::NotText { row: Some(1), found: Foreign::Nul, .. }), "{error}");
    }

    #[test]
    fn a_parquet_file_cut_anywhere_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("l.parquet");
        let text = |value: &str| -> ArrayRef { Arc::new(StringArray::from(vec![value])) };
        write_parquet(&path, vec![("a", text("1")), ("number", text("2")), ("given", text("Bo"))]);
        let whole = fs::read(&path).unwrap();
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            let read = read_register(&path, &config(), Side::Left, &mut |_| ());
            assert!(matches!(read, Err(TableError::Unreadable { .. } | TableError::Empty { .. })), "{length}");
        }
    }

    #[test]
    fn reading_tells_how_far_it_has_come() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("l.csv");
        let rows: Vec<String> = (0..20_000).map(|row| format!("{row},Bo,{row}")).collect();
        fs::write(&path, format!("a,given,number\n{}\n", rows.join("\n"))).unwrap();
        let mut told = Vec::new();
        read_register(&path, &config(), Side::Left, &mut |progress| told.push(progress)).unwrap();
        assert_eq!(told.iter().map(|progress| progress.rows).collect::<Vec<_>>(), [8192, 16384]);
        assert!(told[0].share > 0.3 && told[1].share > told[0].share && told[1].share <= 1.0, "{told:?}");
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
        for text in ["", "\n\n", "a,given,number\n"] {
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
        assert!(matches!(error, TableError::Ragged { row: 1, line: 2, found: 2, expected: 3, .. }), "{error}");
    }
}
