//! Exchange folders: typed rows in CSV or Parquet files under a manifest.

mod row;
mod writer;

pub(crate) use row::optional_cell;
pub use row::{CellFault, Cells, TableRow};
pub use writer::DirectoryWriter;
pub(crate) use writer::hexadecimal;
