//! Idle time by cause: on how many days a case waited, and for whom.
//!
//! Definition. A case runs from its first day to its last or to the day that is looked at. On a day it *waits* where somebody should
//! have done something by an earlier day and had not yet done it, or where a hearing or a complaint runs. Each such day has one cause,
//! the first that holds of: the municipality's duty is overdue; another authority's duty is overdue; a hearing runs or a complaint
//! waits for its decision; the person's duty is overdue. So the days with a cause are never more than the days that passed.
//! Days without a cause are not all work: they are the days on which nobody was late.
//!
//! Source for measuring it: Rigsrevisionen asked of asylum cases how much of the time was waiting and for what, and criticised that
//! the causes were not known (report on asylum cases, 2003; report on family reunification, 2023).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::Date;

use super::PersonDuty;
use super::figures::BearerGroup;

/// Why a case waits, in the order in which causes are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// A duty of the municipality is overdue.
    Municipality,
    /// A duty of another authority is overdue.
    OtherAuthority,
    /// A hearing runs, or a complaint waits for its decision.
    Decision,
    /// A duty of the person is overdue.
    Person,
}

impl Cause {
    /// Every cause, in the order in which they are asked for.
    pub const ALL: [Self; 4] = [Self::Municipality, Self::OtherAuthority, Self::Decision, Self::Person];

    /// The name in addresses and files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::OtherAuthority => "other-authority",
            Self::Decision => "decision",
            Self::Person => "person",
        }
    }

    /// The cause with a name.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.key() == key)
    }

    fn of(group: BearerGroup) -> Self {
        match group {
            BearerGroup::Municipality => Self::Municipality,
            BearerGroup::State => Self::OtherAuthority,
            BearerGroup::Person => Self::Person,
        }
    }
}

/// The days of a case, or of many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IdleDays {
    /// Days that passed.
    pub elapsed: u64,
    /// Of them, days on which a duty of the municipality was overdue.
    pub municipality: u64,
    /// Days on which a duty of another authority was overdue, and none of the municipality.
    pub other_authority: u64,
    /// Days on which a hearing ran or a complaint waited, and no authority's duty was overdue.
    pub decision: u64,
    /// Days on which nothing but a duty of the person was overdue.
    pub person: u64,
}

impl IdleDays {
    /// Days with a cause.
    pub fn of(&self, cause: Cause) -> u64 {
        match cause {
            Cause::Municipality => self.municipality,
            Cause::OtherAuthority => self.other_authority,
            Cause::Decision => self.decision,
            Cause::Person => self.person,
        }
    }

    fn of_mut(&mut self, cause: Cause) -> &mut u64 {
        match cause {
            Cause::Municipality => &mut self.municipality,
            Cause::OtherAuthority => &mut self.other_authority,
            Cause::Decision => &mut self.decision,
            Cause::Person => &mut self.person,
        }
    }

    /// Days on which the case waited for somebody.
    pub fn waited(&self) -> u64 {
        Cause::ALL.into_iter().map(|cause| self.of(cause)).sum()
    }

    /// Days on which nobody was late.
    pub fn without_cause(&self) -> u64 {
        self.elapsed.saturating_sub(self.waited())
    }

    /// Adds the days of another case.
    pub fn add(&mut self, other: &Self) {
        self.elapsed += other.elapsed;
        for cause in Cause::ALL {
            *self.of_mut(cause) += other.of(cause);
        }
    }
}

/// Days from the first of a pair up to, and without, the second.
pub type Stretch = (Date, Date);

/// The days of a case. `over` is how long it ran, `proceedings` the hearings and complaints, and `on` the day the duties were drawn for.
pub fn idle_days(duties: &[PersonDuty], proceedings: &[Stretch], over: Stretch, on: Date) -> IdleDays {
    let mut turns: Vec<(Date, Cause, i32)> = Vec::with_capacity(duties.len() * 2);
    let mut put = |cause: Cause, (from, until): Stretch| {
        let (from, until) = (from.max(over.0), until.min(over.1));
        if from < until {
            turns.push((from, cause, 1));
            turns.push((until, cause, -1));
        }
    };
    for duty in duties {
        if let Some(late) = duty.late_days(on) {
            put(Cause::of(BearerGroup::of(duty.duty.bearer)), late);
        }
    }
    for stretch in proceedings {
        put(Cause::Decision, *stretch);
    }
    turns.sort_unstable();
    let mut days = IdleDays { elapsed: between(over.0, over.1), ..IdleDays::default() };
    let mut running = [0_i32; Cause::ALL.len()];
    let mut since = over.0;
    for (day, cause, change) in turns {
        if let Some(first) = Cause::ALL.into_iter().find(|cause| running[*cause as usize] > 0) {
            *days.of_mut(first) += between(since, day);
        }
        since = day;
        running[cause as usize] += change;
    }
    days
}

fn between(from: Date, until: Date) -> u64 {
    u64::try_from(law::calendar::days_between(from, until)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use law::duty::DutyNumber;
    use proptest::prelude::*;

    use super::super::{Course, GroundGroup};
    use super::*;

    fn duty(key: &str, due: Date, course: Course) -> PersonDuty {
        PersonDuty {
            duty: DutyNumber::named(key).expect("a duty of the Act"),
            person: 0,
            municipality: None,
            ground: GroundGroup::Refugee,
            since: due,
            due: Some(due),
            course,
        }
    }

    #[test]
    fn a_day_with_two_causes_counts_once_and_the_municipality_first() {
        let (on, year) = (date(2009, 1, 1), (date(2008, 1, 1), date(2009, 1, 1)));
        let contract = duty("contract.draw_up", date(2008, 3, 31), Course::Done(date(2008, 4, 11)));
        let registering = duty("registration.register", date(2008, 4, 5), Course::Done(date(2008, 4, 21)));
        let days = idle_days(&[contract, registering], &[(date(2008, 4, 15), date(2008, 4, 25))], year, on);
        // 1–10 April the municipality, 11–14 the person, 15–24 the hearing.
        let wanted = IdleDays { elapsed: 366, municipality: 10, person: 4, decision: 10, ..IdleDays::default() };
        assert_eq!(days, wanted);
        assert_eq!((days.waited(), days.without_cause()), (24, 342));
    }

    #[test]
    fn what_is_still_undone_waits_up_to_the_day_looked_at_and_not_beyond_the_case() {
        let contract = duty("contract.draw_up", date(2008, 12, 29), Course::Running);
        let days = |until| idle_days(&[contract], &[], (date(2008, 1, 1), until), date(2009, 6, 1));
        assert_eq!(days(date(2009, 1, 1)).municipality, 2);
        assert_eq!(days(date(2008, 6, 1)).municipality, 0);
    }

    #[test]
    fn a_case_that_ended_before_it_began_has_no_days() {
        assert_eq!(idle_days(&[], &[], (date(2009, 1, 1), date(2008, 1, 1)), date(2009, 1, 1)), IdleDays::default());
    }

    proptest! {
        #[test]
        fn days_with_a_cause_are_never_more_than_days_that_passed_and_agree_with_looking_day_by_day(
            given in proptest::collection::vec((0..4_usize, 0..400_i64, 0..200_i64), 0..12),
            length in 0..400_i64,
        ) {
            let start = date(2008, 1, 1);
            let at = |days: i64| start.saturating_add(days.days());
            let keys = ["contract.draw_up", "placement.decide", "registration.register"];
            let (mut duties, mut proceedings) = (Vec::new(), Vec::new());
            for (kind, from, days) in &given {
                match keys.get(*kind) {
                    Some(key) => duties.push(duty(key, at(*from), Course::Done(at(from + days)))),
                    None => proceedings.push((at(*from), at(from + days))),
                }
            }
            let days = idle_days(&duties, &proceedings, (start, at(length)), at(1_000));
            prop_assert!(days.waited() <= days.elapsed);
            let mut slow = IdleDays { elapsed: u64::try_from(length).expect("no negative"), ..IdleDays::default() };
            for day in (0..length).map(at) {
                let late = |cause: Cause| duties.iter().any(|one| {
                    Cause::of(BearerGroup::of(one.duty.bearer)) == cause
                        && one.late_days(at(1_000)).is_some_and(|(from, until)| from <= day && day < until)
                });
                let runs = proceedings.iter().any(|(from, until)| *from <= day && day < *until);
                let holds = |cause: Cause| if cause == Cause::Decision { runs } else { late(cause) };
                if let Some(first) = Cause::ALL.into_iter().find(|cause| holds(*cause)) {
                    *slow.of_mut(first) += 1;
                }
            }
            prop_assert_eq!(days, slow);
        }
    }
}
