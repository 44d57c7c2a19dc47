//! Exchange folders: typed rows in CSV or Parquet files under a manifest.

mod reader;
mod row;
mod table;
#[cfg(test)]
mod tests;
mod writer;

pub use reader::{Exchange, FileRead, Located, ReadOptions, open, write_manifest};
pub use row::{CellFault, Cells, TableRow};
pub(crate) use row::{optional_cell, read_date};
pub use writer::DirectoryWriter;
pub(crate) use writer::hexadecimal;
