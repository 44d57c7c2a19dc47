//! Supervision of the municipalities' judgements of availability (§ 25 b): a sample that anybody can draw again, how each decision was
//! assessed, figures by municipality, and what the municipalities were asked.

mod figures;
mod review;
mod sample;

pub use figures::{MunicipalityFigures, figures};
pub use review::{Assessed, Chosen, Error, FollowUp, Review, Step, Stratum};
pub use sample::{Decision, Drawn, Judged, Wanted, draw};
