//! What supervision documents of the plans' shared goals: it counts in the plans without being entered there a second time.

use jiff::civil::Date;
use oversight::goals::{NoPlace, Record};
use oversight::undertakings::evidence;
use vocabulary::danish_day;

use super::Goals;
use crate::supervision::Supervision;

/// A record of a goal that supervision documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Documented {
    /// The shared goal's name in supervision.
    pub undertaking: String,
    /// What it says.
    pub record: Record,
    /// Why it counts in no plan; none where it does.
    pub no_place: Option<NoPlace>,
}

/// Everything that is documented, by plan, goal and day.
pub(crate) fn documented(supervision: &Supervision, goals: &Goals, today: Date) -> Vec<Documented> {
    let mut all: Vec<Documented> = Vec::new();
    for (id, kept) in supervision.undertakings().iter() {
        // What the journal holds is known today, also where the desk is held at an earlier day than the journal was written.
        let steps: Vec<_> =
            kept.steps.iter().map(|taken| (taken.entry.clone(), danish_day(taken.at).min(today))).collect();
        all.extend(evidence(&steps).into_iter().map(|record| Documented {
            undertaking: id.to_owned(),
            no_place: goals.place(&record).err(),
            record,
        }));
    }
    let order = |one: &Documented| (one.record.plan.clone(), one.record.goal.clone(), one.record.day);
    all.sort_by_key(order);
    all
}
