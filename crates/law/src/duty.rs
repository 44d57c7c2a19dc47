//! Duties: what somebody has to do, because of which fact, by when and why then, and whether it was done.

mod catalogue;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

pub use catalogue::{DUTIES, DutyNumber};

use crate::act::Provision;
use crate::answer::Bearer;
use crate::calendar;
use crate::why::{Evidence, FactRef};
use crate::words::Words;

/// A duty the Act sets.
#[derive(Debug, PartialEq, Eq)]
pub struct DutyKind {
    /// Its name in output: `contract.draw_up`.
    pub key: &'static str,
    /// Where it stands.
    pub provision: Provision,
    /// Whose it is.
    pub bearer: Bearer,
    /// What has to be done.
    pub words: Words,
    /// What follows when it is not done in time, where the Act says so.
    pub when_late: Option<Provision>,
}

/// How a due date came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "rule", content = "count")]
pub enum DueRule {
    /// Within so many months: the last day in time is the same day number so many months later.
    WithinMonths(u16),
    /// Within so many weeks.
    WithinWeeks(u16),
    /// Within so many days.
    WithinDays(u16),
    /// On the same day: at once, immediately, at the time of.
    AtOnce,
    /// At the end of the month.
    AtEndOfMonth,
    /// On a day that the Act names in the calendar.
    OnNamedDay,
    /// On a day that an authority or a fact has set.
    OnSetDay,
    /// As soon as possible: the Act sets no day, and none is made up.
    AsSoonAsPossible,
}

/// By when, and how that came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day in time; none where the Act sets no day.
    pub on: Option<Date>,
    /// How it came about.
    pub rule: DueRule,
    /// The day it is counted from.
    pub counted_from: Date,
    /// The day it would have been, where it was moved because that is a day of rest.
    pub moved_from: Option<Date>,
}

impl Due {
    /// Within a number of months of a day.
    pub fn within_months(from: Date, months: u16) -> Self {
        Self {
            on: Some(calendar::months_after(from, months)),
            rule: DueRule::WithinMonths(months),
            counted_from: from,
            moved_from: None,
        }
    }

    /// Within a number of weeks of a day.
    pub fn within_weeks(from: Date, weeks: u16) -> Self {
        Self {
            on: Some(calendar::weeks_after(from, weeks)),
            rule: DueRule::WithinWeeks(weeks),
            counted_from: from,
            moved_from: None,
        }
    }

    /// Within a number of days of a day.
    pub fn within_days(from: Date, days: u16) -> Self {
        Self {
            on: Some(calendar::days_after(from, days.into())),
            rule: DueRule::WithinDays(days),
            counted_from: from,
            moved_from: None,
        }
    }

    /// On the same day.
    pub fn at_once(from: Date) -> Self {
        Self { on: Some(from), rule: DueRule::AtOnce, counted_from: from, moved_from: None }
    }

    /// On the last day of the day's month.
    pub fn at_end_of_month(day: Date) -> Self {
        Self { on: Some(day.last_of_month()), rule: DueRule::AtEndOfMonth, counted_from: day, moved_from: None }
    }

    /// On a day named in the Act's calendar, as 1 April.
    pub fn on_named_day(from: Date, day: Date) -> Self {
        Self { on: Some(day), rule: DueRule::OnNamedDay, counted_from: from, moved_from: None }
    }

    /// On a day that somebody has set.
    pub fn on_set_day(from: Date, day: Date) -> Self {
        Self { on: Some(day), rule: DueRule::OnSetDay, counted_from: from, moved_from: None }
    }

    /// As soon as possible after a day.
    pub fn as_soon_as_possible(from: Date) -> Self {
        Self { on: None, rule: DueRule::AsSoonAsPossible, counted_from: from, moved_from: None }
    }

    /// The same for a citizen: a deadline on a day of rest ends on the next working day.
    #[must_use]
    pub fn for_a_citizen(self) -> Self {
        match self.on {
            Some(day) if calendar::is_day_of_rest(day) => {
                Self { on: Some(calendar::next_working_day(day)), moved_from: Some(day), ..self }
            }
            _ => self,
        }
    }
}

/// A duty in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Which duty.
    pub kind: &'static DutyKind,
    /// The day from which it holds.
    pub triggered: Date,
    /// The facts that triggered it.
    pub because: Evidence,
    /// By when.
    pub due: Due,
    /// When it was done, and by which fact.
    pub done: Option<(Date, Option<FactRef>)>,
    /// When it fell away without being done, and why.
    pub ended: Option<(Date, Words)>,
}

/// How a duty stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Standing {
    /// Not done, and not late.
    Open,
    /// Done in time, or where the Act sets no day.
    Kept {
        /// The day it was done.
        done: Date,
    },
    /// Done too late.
    KeptLate {
        /// The day it was done.
        done: Date,
        /// Days too late.
        days: i32,
    },
    /// Not done, and late.
    Overdue {
        /// The first day it was late.
        since: Date,
        /// Days it is late.
        days: i32,
    },
    /// Fell away without being done.
    Ended {
        /// The day it fell away.
        on: Date,
    },
}

impl Standing {
    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Kept { .. } => "kept",
            Self::KeptLate { .. } => "kept_late",
            Self::Overdue { .. } => "overdue",
            Self::Ended { .. } => "ended",
        }
    }
}

impl Duty {
    /// A duty that has not been done.
    pub fn new(kind: &'static DutyKind, triggered: Date, because: impl Into<Evidence>, due: Due) -> Self {
        Self { kind, triggered, because: because.into(), due, done: None, ended: None }
    }

    /// Done on the day, where it was.
    #[must_use]
    pub fn done(self, done: Option<(Date, FactRef)>) -> Self {
        Self { done: done.map(|(day, fact)| (day, Some(fact))), ..self }
    }

    /// Fell away on the day, where it did, unless it had been done by then.
    #[must_use]
    pub fn ended(self, ended: Option<(Date, Words)>) -> Self {
        let undone_by_then = |(day, _): &(Date, Words)| self.done.is_none_or(|(done, _)| done > *day);
        let ended = ended.filter(undone_by_then);
        let done = if ended.is_some() { None } else { self.done };
        Self { done, ended, ..self }
    }

    /// How it stands on a day; nothing before it holds. What happened later is not seen.
    pub fn standing(&self, on: Date) -> Option<Standing> {
        if on < self.triggered {
            return None;
        }
        if let Some((day, _)) = self.ended.filter(|(day, _)| *day <= on) {
            return Some(Standing::Ended { on: day });
        }
        let late_by = |day: Date| self.due.on.map(|due| calendar::days_between(due, day)).filter(|days| *days > 0);
        Some(match self.done.filter(|(day, _)| *day <= on) {
            Some((done, _)) => late_by(done).map_or(Standing::Kept { done }, |days| Standing::KeptLate { done, days }),
            None => match (self.due.on, late_by(on)) {
                (Some(due), Some(days)) => Standing::Overdue { since: calendar::days_after(due, 1), days },
                _ => Standing::Open,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::cite;

    static CONTRACT: DutyKind = DutyKind {
        key: "contract.draw_up",
        provision: cite!("§ 19, stk. 1, 1. pkt."),
        bearer: Bearer::Municipality,
        words: Words::new("udarbejd integrationskontrakt", "draw up the integration contract"),
        when_late: None,
    };

    fn duty() -> Duty {
        Duty::new(&CONTRACT, date(2008, 1, 31), (), Due::within_months(date(2008, 1, 31), 1))
    }

    #[test]
    fn the_last_day_in_time_is_in_time() {
        assert_eq!(duty().due.on, Some(date(2008, 2, 29)));
        assert_eq!(duty().standing(date(2008, 1, 30)), None);
        assert_eq!(duty().standing(date(2008, 2, 29)), Some(Standing::Open));
        assert_eq!(duty().standing(date(2008, 3, 1)), Some(Standing::Overdue { since: date(2008, 3, 1), days: 1 }));
    }

    #[test]
    fn what_was_done_later_is_not_seen_before() {
        let done = duty().done(Some((date(2008, 3, 10), FactRef::new(0))));
        assert_eq!(done.standing(date(2008, 3, 9)), Some(Standing::Overdue { since: date(2008, 3, 1), days: 9 }));
        assert_eq!(done.standing(date(2008, 3, 10)), Some(Standing::KeptLate { done: date(2008, 3, 10), days: 10 }));
    }

    #[test]
    fn a_duty_that_fell_away_before_it_was_done_is_neither_kept_nor_late() {
        let moved = Words::new("flyttet", "moved");
        let ended = duty().done(Some((date(2008, 3, 10), FactRef::new(0)))).ended(Some((date(2008, 2, 15), moved)));
        assert_eq!(ended.standing(date(2008, 4, 1)), Some(Standing::Ended { on: date(2008, 2, 15) }));
        let kept = duty().done(Some((date(2008, 2, 10), FactRef::new(0)))).ended(Some((date(2008, 2, 15), moved)));
        assert_eq!(kept.standing(date(2008, 4, 1)), Some(Standing::Kept { done: date(2008, 2, 10) }));
    }

    #[test]
    fn a_citizens_deadline_is_moved_from_a_sunday_and_an_authoritys_is_not() {
        let due = Due::within_months(date(2008, 1, 30), 1);
        assert_eq!(due.on, Some(date(2008, 2, 29)));
        let sunday = Due::within_weeks(date(2008, 2, 24), 1);
        assert_eq!(sunday.on, Some(date(2008, 3, 2)));
        assert_eq!(sunday.for_a_citizen().on, Some(date(2008, 3, 3)));
        assert_eq!(sunday.for_a_citizen().moved_from, Some(date(2008, 3, 2)));
    }
}
