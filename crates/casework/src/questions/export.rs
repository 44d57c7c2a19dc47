//! A whole list as a file: every page of it, up to a limit that is stated, and everybody in it in the read log as exported.

use super::case_list::{CaseList, CaseRow};
use super::work_list::{Page, WorkList, WorkRow};
use crate::cases::CaseNumber;
use crate::office::{Part, Question, Refused, View};

/// Most rows of a file: what one officer can have use for, and not a country.
pub const EXPORT_ROWS_MAX: usize = 10_000;

/// A list that is wanted whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export<L>(pub L);

/// The rows of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported<T> {
    /// The rows, at most [`EXPORT_ROWS_MAX`].
    pub rows: Vec<T>,
    /// How many rows the filter leaves; more than there are rows where the limit cut some.
    pub found: usize,
}

impl Question for Export<WorkList> {
    type Answer = Exported<WorkRow>;

    fn answer(&self, view: &View<'_>) -> Result<Exported<WorkRow>, Refused> {
        let page = |page| {
            let rows = WorkList { page, ..self.0.clone() }.answer(view)?;
            Ok((rows.rows, rows.found))
        };
        let exported = all(page)?;
        exported.rows.iter().for_each(|row| note(view, &row.case, &row.person));
        Ok(exported)
    }
}

impl Question for Export<CaseList> {
    type Answer = Exported<CaseRow>;

    fn answer(&self, view: &View<'_>) -> Result<Exported<CaseRow>, Refused> {
        let page = |page| {
            let cases = CaseList { page, ..self.0.clone() }.answer(view)?;
            Ok((cases.list.rows, cases.list.found))
        };
        let exported = all(page)?;
        exported.rows.iter().for_each(|row| note(view, &row.case, &row.person));
        Ok(exported)
    }
}

/// One page that is as long as a file may be: the list is gone through once, while others wait to write.
pub(super) fn all<T>(page: impl FnOnce(Page) -> Result<(Vec<T>, usize), Refused>) -> Result<Exported<T>, Refused> {
    let (rows, found) = page(Page { number: 1, rows: EXPORT_ROWS_MAX })?;
    Ok(Exported { rows, found })
}

pub(super) fn note(view: &View<'_>, case: &CaseNumber, person: &str) {
    if let Some(seen) = view.case(case.as_str()) {
        view.note(seen.file, person, Part::Export);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_taken_up_to_the_limit_and_what_it_cut_is_told() {
        let of = |count: usize| {
            move |page: Page| {
                let range = page.range(count);
                Ok((range.collect::<Vec<_>>(), count))
            }
        };
        let whole = all(of(450)).expect("rows");
        assert_eq!((whole.rows, whole.found), ((0..450).collect(), 450));
        let cut = all(of(EXPORT_ROWS_MAX + 7)).expect("rows");
        assert_eq!((cut.rows.len(), cut.found), (EXPORT_ROWS_MAX, EXPORT_ROWS_MAX + 7));
        assert_eq!(all(of(0)).expect("rows").rows.len(), 0);
    }
}
