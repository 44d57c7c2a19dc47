//! What the desk asks. Each question answers from what the asker may see, and says whose data it shows.

mod case_list;
mod case_page;
mod consequences;
mod export;
mod my_day;
mod work_list;

pub(crate) use case_page::address_lines;

pub use case_list::{CaseList, CaseRow, Cases, Having, Pair};
pub use case_page::{
    CasePage, CaseSeen, Dwelling, FactLine, Happening, Identity, MayReadAccessLog, Member, Person, TimelineEntry,
    masked,
};
pub use consequences::{ConclusionChange, Consequences, DutyChange, DutyEffect, WhatWouldChange, between};
pub use export::{EXPORT_ROWS_MAX, Export, Exported};
pub use my_day::{Day, MyDay};
pub use work_list::{AssignedTo, Page, Rows, Timing, WorkChoice, WorkFilter, WorkKind, WorkList, WorkRow, WorkSort};
