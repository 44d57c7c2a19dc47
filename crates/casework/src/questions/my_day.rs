//! The officer's day: what is overdue, what is due within seven days, what is new; then one list.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::work_list::{Found, Page, Timing, WorkKind, WorkRow, kind, row, work};
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
        let all: Vec<Found<'_>> = work(view).filter(mine).collect();
        let (mut duties, others): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|one| kind(one.item.what) == WorkKind::Duties);
        let count = |timing: Timing| duties.iter().filter(|one| timing.takes(one.item, today)).count();
        let (overdue, within_seven_days, new) =
            (count(Timing::Overdue), count(Timing::WithinSevenDays), count(Timing::New));
        let next_due = duties.iter().filter_map(|one| one.item.due).filter(|due| *due >= today).min();
        let shown = Page { number: 1, rows: self.rows }.range(duties.len()).end;
        let urgency =
            |one: &Found<'_>| (one.item.due.is_none(), one.item.due.or(one.item.target), one.seen.file.position);
        if (1..duties.len()).contains(&shown) {
            duties.select_nth_unstable_by_key(shown - 1, urgency);
        }
        duties[..shown].sort_by_key(urgency);
        Ok(Day {
            on: today,
            overdue,
            within_seven_days,
            new,
            judgements: others.iter().filter(|one| kind(one.item.what) == WorkKind::Judgements).count(),
            open: duties.len(),
            rows: duties[..shown].iter().map(|one| row(view, one)).collect(),
            next_due,
        })
    }
}
