//! What the desk asks. Each question answers from what the asker may see, and says whose data it shows.

mod case_export;
mod case_list;
mod case_page;
mod consequences;
mod find;
mod my_day;
mod work_list;

pub use case_export::CaseExport;
pub use case_list::{CaseList, CaseRow, Cases, Having, Pair};
pub use case_page::{
    CasePage, CaseSeen, Dwelling, FactLine, Happening, Identity, MayReadAccessLog, Member, Person, TimelineEntry,
    masked,
};
pub use consequences::{ConclusionChange, Consequences, DutyChange, DutyEffect, WhatWouldChange, between};
pub use find::{Find, FoundCase, FoundPerson, Hits};
pub use my_day::{Day, MyDay};
pub use work_list::{AssignedTo, Page, Rows, Timing, WorkChoice, WorkFilter, WorkKind, WorkList, WorkRow, WorkSort};
