//! The officer's day: what is overdue, what is due within seven days, what is new; then one list.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::work_list::{First, Found, Page, Timing, WorkKind, WorkRow, kind, row, work};
use crate::access::Action;
use crate::office::{Question, Refused, View};

/// What the officer's day looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MyDay {
    /// Only cases that the officer works on; otherwise all that the officer's authority works on.
    pub own: bool,
    /// Rows in the list.
    pub rows: usize,
}

/// The officer's day.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Day {
    /// The day.
    pub on: Date,
    /// Duties whose legal date has passed.
    pub overdue: usize,
    /// Duties whose legal date is today or within seven days.
    pub within_seven_days: usize,
    /// Duties that arose within the last seven days.
    pub new: usize,
    /// Judgements that wait.
    pub judgements: usize,
    /// All open duties.
    pub open: usize,
    /// The most urgent duties, the earliest legal date first.
    pub rows: Vec<WorkRow>,
    /// The next legal date that has not passed.
    pub next_due: Option<Date>,
}

impl Question for MyDay {
    type Answer = Day;

    fn answer(&self, view: &View<'_>) -> Result<Day, Refused> {
        view.must(Action::ReadCases)?;
        let today = view.day();
        let mine = |one: &Found<'_>| !self.own || one.seen.file.assigned.as_deref() == Some(&view.officer().id);
        let urgency = |one: &Found<'_>| {
            (one.item.due.is_none(), one.item.due.or(one.item.target), one.seen.file.position, one.item.what.key())
        };
        let mut first =
            First::new(self.rows.min(Page::ROWS_MAX), |a: &Found<'_>, b: &Found<'_>| urgency(a).cmp(&urgency(b)));
        let (mut overdue, mut within_seven_days, mut new, mut judgements) = (0, 0, 0, 0);
        let mut next_due: Option<Date> = None;
        for one in work(view).filter(mine) {
            match kind(one.item.what) {
                WorkKind::Judgements => judgements += 1,
                WorkKind::Missing => {}
                WorkKind::Duties => {
                    overdue += usize::from(Timing::Overdue.takes(one.item, today));
                    within_seven_days += usize::from(Timing::WithinSevenDays.takes(one.item, today));
                    new += usize::from(Timing::New.takes(one.item, today));
                    let due = one.item.due.filter(|due| *due >= today);
                    next_due = next_due.into_iter().chain(due).min();
                    first.offer(one);
                }
            }
        }
        let (open, shown) = first.finish();
        Ok(Day {
            on: today,
            overdue,
            within_seven_days,
            new,
            judgements,
            open,
            rows: shown.iter().map(|one| row(view, one)).collect(),
            next_due,
        })
    }
}
