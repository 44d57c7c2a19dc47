//! What the desk asks. Each question answers from what the asker may see, and says whose data it shows.

mod address;
mod case_export;
mod case_list;
mod case_page;
mod compliance;
mod compliance_cases;
mod consequences;
mod error_list;
mod export;
mod find;
mod findings;
mod forms;
mod goals;
mod hand_over;
mod last_night;
mod my_day;
mod new_case;
mod oversight_figures;
mod pair_page;
mod pair_queue;
mod rounded;
mod samples;
mod work_list;

pub use address::{AddressOf, AddressSeen, Reason};
pub use case_export::CaseExport;
pub(crate) use case_page::address_lines;

pub use case_list::{CaseList, CaseRow, Cases, Having, Pair};
pub use case_page::{
    CasePage, CaseSeen, Dwelling, FactLine, Happening, Identity, MayReadAccessLog, Member, Person, TimelineEntry,
    WhoseLog, masked,
};
pub use compliance::{
    Compliance, ComplianceFigures, ContractCount, DutyFigure, Excluded, MunicipalityPairs, PartFigure, ScopeSaid,
    WithAndWithout, WithAndWithoutFigures,
};
pub use compliance_cases::{ComplianceCases, ComplianceRow, Figure, FigureSort, cause_words, kind_place};
pub use consequences::{ConclusionChange, Consequences, DutyChange, DutyEffect, WhatWouldChange, between};
pub use error_list::{ErrorLine, ErrorSort, Errors, MunicipalityErrors};
pub use export::{EXPORT_ROWS_MAX, Export, Exported};
pub use find::{Find, FoundCase, FoundPerson, Hits};
pub(crate) use findings::Findings;
pub use findings::{FindingLine, FindingsSeen, Holder};
pub use forms::{
    Actions, ActionsSeen, Addressee, ChangedSince, ContractVersion, FormPreview, FormSeen, Newer, NewerKind, OpenForm,
    PreviewForm,
};
pub use goals::{
    Days, FigureCases, GoalsPlan, GoalsPlans, LineChoice, LineGroup, LineSort, Opened, PlanInputs, figure_now,
    measured_of,
};
pub use hand_over::{HandOver, HandOverPart, HandOverSeen};
pub use last_night::{LastNight, NightStanding};
pub use my_day::{Day, MyDay};
pub use new_case::{Fetched, NewCase, NewCaseSeen, Source};
pub use oversight_figures::{
    AuditAnswer, AuditAnswers, AuditQuestions, EntryFigures, EntryLine, IdleFigures, IdleLine, IdleTime, KindLine,
    LateEntry,
};
pub use pair_page::{CandidateSeen, NextPair, PairPage, PairSeen, ProposalSeen};
pub use pair_queue::{
    Counts, DecidedLine, DecidedPairs, DecisionAt, Doubted, DoubtedCouplings, DoubtedLine, LatelyDecided, PairChoice,
    PairLine, PairQueue, PairSort, Pairs, PartCounts,
};
pub use rounded::Rounded;
pub(crate) use rounded::for_asker;
pub use samples::{SampleCaseSeen, SampleLine, SampleOfCase, SamplePage, SampleSeen, SampledCase, SamplesDrawn};
pub use work_list::{
    AssignedTo, CasesOfWork, Page, Rows, Timing, WorkChoice, WorkFilter, WorkKind, WorkList, WorkRow, WorkSort,
};
