//! The parts that pages are built of: each a struct whose `Display` is its markup, so a template just writes
//! `{{ row.due }}`.
//!
//! Each part is accessible by itself: what colour says, an icon or a word says too; what is drawn stands as text beside it.
//! What a part must not know: where its content comes from. `cargo run -p desk --example gallery` shows all of them.

mod badge;
mod chart;
mod difference;
mod empty_state;
pub(crate) mod figure;
mod filter_panel;
mod form;
mod icon;
mod list;
mod masked_cpr;
mod pagination;
mod query;
mod relative_date;
mod share_bar;
mod steps;
mod summary_list;
mod tabs;
mod tile_map;
mod timeline;
mod weight_bar;
mod why_we_ask;

pub use badge::{Badge, Tone};
pub use chart::{Bin, Chart, Histogram, Limit, Point, Shape, Stack, StackedBars, StackedLines};
pub use difference::Difference;
pub use empty_state::EmptyState;
pub use filter_panel::{Choice, FilterField, FilterPanel};
pub use form::{ErrorSummary, FieldKind, FormField};
pub use icon::Icon;
pub use list::{Column, ListState, Sort};
pub use masked_cpr::MaskedCpr;
pub use pagination::Pagination;
pub use query::Query;
pub use relative_date::{RelativeDate, relation};
pub use share_bar::{Few, ShareBar};
pub use steps::{Step, StepIndicator, StepState};
pub use summary_list::{SummaryList, SummaryRow};
pub use tabs::{Tab, Tabs};
pub use tile_map::{TileClass, TileMap, TileValue};
pub use timeline::{Event, Timeline};
pub use weight_bar::WeightBar;
pub use why_we_ask::WhyWeAsk;

/// Says of parts that their `Display` is markup and is not escaped again.
macro_rules! markup {
    ($($part:ty),+) => {
        $(impl askama::filters::HtmlSafe for $part {})+
    };
}
pub(crate) use markup;
