//! What the desk asks. Each question answers from what the asker may see, and says whose data it shows.

mod case_list;
mod case_page;
mod consequences;
mod forms;
mod my_day;
mod new_case;
mod work_list;

pub use case_list::{CaseList, CaseRow, Cases, Having, Pair};
pub use case_page::{
    CasePage, CaseSeen, Dwelling, FactLine, Happening, Identity, MayReadAccessLog, Member, Person, TimelineEntry,
    masked,
};
pub use consequences::{ConclusionChange, Consequences, DutyChange, DutyEffect, WhatWouldChange, between};
pub use forms::{
    Actions, ActionsSeen, Addressee, ChangedSince, ContractVersion, FormPreview, FormSeen, Newer, NewerKind, OpenForm,
    PreviewForm,
};
pub use my_day::{Day, MyDay};
pub use new_case::{Fetched, NewCase, NewCaseSeen, Source};
pub use work_list::{AssignedTo, Page, Rows, Timing, WorkChoice, WorkFilter, WorkKind, WorkList, WorkRow, WorkSort};
