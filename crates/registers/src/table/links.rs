//! Coupled pairs as a table. The file appears whole or not at all, and only its owner may read it: ids are personal.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use linkage::{Config, Coupling, Ground, Outcome, Pair, Register};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::{TableError, TableKind};
use crate::quarantine::private_file;

/// The columns, in order.
const COLUMNS: [&str; 6] = ["id_a", "id_b", "score", "probability", "outcome", "rule"];

/// The name of what decided a pair: `kept`, the rule's name, or `weight`.
pub fn ground_name(config: &Config, ground: Ground) -> &str {
    match ground {
        Ground::Kept => "kept",
        Ground::Weight => "weight",
        Ground::Rule(position) => config.rules.get(usize::from(position)).map_or("weight", |rule| rule.name.as_str()),
    }
}

/// Writes a row a pair: `id_a`, `id_b`, `score` in bits, `probability` with nine decimals, `outcome`, `rule`. Parquet,
/// or CSV where the name ends in `.csv`, with the same content.
pub fn write_links(
    path: &Path,
    config: &Config,
    left: &Register,
    right: &Register,
    coupling: &Coupling,
) -> Result<(), TableError> {
    let kind = TableKind::of(path)?;
    let beside = beside(path);
    let whole = || {
        // One that a killed run left may have other permissions.
        absent_is_well(fs::remove_file(&beside))?;
        let mut output = BufWriter::new(private_file(&beside)?);
        match kind {
            TableKind::Csv => write_csv(&mut output, config, left, right, &coupling.pairs)?,
            TableKind::Parquet => write_parquet(&mut output, config, left, right, &coupling.pairs)?,
        }
        output.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&beside, path)
    };
    whole().map_err(|source| {
        // The first error is the one to tell; what is left beside says by its name that it is unfinished.
        drop(fs::remove_file(&beside));
        TableError::Io { file: path.display().to_string(), source }
    })
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".unfinished");
    name.into()
}

fn absent_is_well(removed: io::Result<()>) -> io::Result<()> {
    removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
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

/// Nine decimals, so that CSV and Parquet say the same and the last bit of a logarithm does not show. The score tells
/// what lies beyond them.
fn probability(pair: &Pair) -> f64 {
    (pair.probability() * 1e9).round() / 1e9
}

fn write_csv(output: impl Write, config: &Config, left: &Register, right: &Register, pairs: &[Pair]) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(output);
    writer.write_record(COLUMNS)?;
    for pair in pairs {
        let score = format!("{:.3}", bits(pair));
        let probability = format!("{:.9}", probability(pair));
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
    let kinds = [DataType::Utf8, DataType::Utf8, DataType::Float64, DataType::Float64, DataType::Utf8, DataType::Utf8];
    let fields: Vec<Field> = COLUMNS.into_iter().zip(kinds).map(|(name, kind)| Field::new(name, kind, false)).collect();
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
            numbers(&probability),
            texts(&|pair| outcome_name(pair.outcome).to_owned()),
            texts(&|pair| ground_name(config, pair.ground).to_owned()),
        ];
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns).map_err(io::Error::other)?;
        writer.write(&batch).map_err(io::Error::other)?;
    }
    writer.close().map_err(io::Error::other)?;
    Ok(())
}
