//! What the desk asks. Each question answers from what the asker may see, and says whose data it shows.

mod address;
mod case_export;
mod case_list;
mod case_page;
mod consequences;
mod error_list;
mod export;
mod find;
mod forms;
mod last_night;
mod my_day;
mod new_case;
mod pair_page;
mod pair_queue;
mod work_list;

pub use address::{AddressOf, AddressSeen, Reason};
pub use case_export::CaseExport;
pub(crate) use case_page::address_lines;

pub use case_list::{CaseList, CaseRow, Cases, Having, Pair};
pub use case_page::{
    CasePage, CaseSeen, Dwelling, FactLine, Happening, Identity, MayReadAccessLog, Member, Person, TimelineEntry,
    masked,
};
pub use consequences::{ConclusionChange, Consequences, DutyChange, DutyEffect, WhatWouldChange, between};
pub use error_list::{ErrorLine, ErrorSort, Errors, MunicipalityErrors};
pub use export::{EXPORT_ROWS_MAX, Export, Exported};
pub use find::{Find, FoundCase, FoundPerson, Hits};
pub use forms::{
    Actions, ActionsSeen, Addressee, ChangedSince, ContractVersion, FormPreview, FormSeen, Newer, NewerKind, OpenForm,
    PreviewForm,
};
pub use last_night::{LastNight, NightStanding};
pub use my_day::{Day, MyDay};
pub use new_case::{Fetched, NewCase, NewCaseSeen, Source};
pub use pair_page::{CandidateSeen, NextPair, PairPage, PairSeen, ProposalSeen};
pub use pair_queue::{
    Counts, DecidedLine, DecidedPairs, DecisionAt, Doubted, DoubtedCouplings, DoubtedLine, LatelyDecided, PairChoice,
    PairLine, PairQueue, PairSort, Pairs, PartCounts,
};
pub use work_list::{
    AssignedTo, CasesOfWork, Page, Rows, Timing, WorkChoice, WorkFilter, WorkKind, WorkList, WorkRow, WorkSort,
};
