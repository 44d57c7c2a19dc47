//! The case flow that goals are measured on: stored files that are read when a figure is asked for, and the last answers.
//!
//! Reading is from disk and on all cores, so it is never done while the book is held.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use oversight::flow::{Columns, Sight};
use oversight::goals::{
    Explanation, Goal, Plan, PlanStatus, Records, explain, gather, merge, needs_persons, needs_values, slots, status,
};
use registers::error::Error;
use registers::flow_columns::{FlowFiles, Wanted};

/// Stored case flow, opened.
#[derive(Debug)]
pub struct Flow {
    files: FlowFiles,
    /// The last answers, the newest last.
    kept: Mutex<Vec<(Asked, Arc<PlanStatus>)>>,
}

/// What an answer depends on besides the files, which do not change.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    plan: Plan,
    records: Records,
    sight: Sight,
}

/// How many answers are kept: whoever opens a figure to its cases has just asked for it.
const KEPT: usize = 4;

impl Flow {
    /// Opens stored files; a folder stands for every `.parquet` file in it.
    ///
    /// # Errors
    /// A file that is not there or not in the stored form.
    pub fn open(paths: &[PathBuf]) -> Result<Self, Error> {
        Ok(Self { files: FlowFiles::open(paths)?, kept: Mutex::default() })
    }

    /// How many events there are.
    pub fn events(&self) -> u64 {
        self.files.events()
    }

    /// The status of a plan, measured on the files or answered from the last answers.
    ///
    /// # Errors
    /// A file that cannot be read any more.
    pub fn status(&self, plan: &Plan, records: &Records, sight: Sight) -> Result<Arc<PlanStatus>, Error> {
        let asked = Asked { plan: plan.clone(), records: records.clone(), sight };
        if let Some(found) = self.kept().iter().find(|(known, _)| *known == asked).map(|(_, found)| Arc::clone(found)) {
            return Ok(found);
        }
        let slots = slots(plan);
        let wanted = Wanted { values: needs_values(&slots), persons: needs_persons(&slots) };
        let mut whole = gather(&slots, &Columns::default(), sight);
        for piece in self.files.each(wanted, |piece| gather(&slots, piece, sight))? {
            merge(&mut whole, piece);
        }
        let found = Arc::new(status(plan, Some(whole), Some(records), sight));
        let mut kept = self.kept();
        if kept.len() == KEPT {
            kept.remove(0);
        }
        kept.push((asked, Arc::clone(&found)));
        Ok(found)
    }

    /// A goal explained on one case; none where there is no such case.
    ///
    /// # Errors
    /// A file that cannot be read any more.
    pub fn explain(&self, goal: &Goal, case: u64, sight: Sight) -> Result<Option<Explanation>, Error> {
        let columns = self.files.case(case)?;
        Ok(columns.cases().next().map(|events| explain(goal, events, sight)))
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Vec<(Asked, Arc<PlanStatus>)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
