//! Exchange folders: typed rows in CSV or Parquet files under a manifest.

mod reader;
mod row;
mod table;
#[cfg(test)]
mod tests;
mod writer;

pub use reader::{Exchange, FileRead, Located, ReadOptions, open, write_manifest};
pub(crate) use row::optional_cell;
pub use row::{CellFault, Cells, TableRow};
pub use writer::DirectoryWriter;
pub(crate) use writer::hexadecimal;
