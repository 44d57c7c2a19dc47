//! Telling one case: events as they happen, each entered at once or late, never out of its order.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use oversight::flow::{Event, EventKind, PersonKey, WaitingCause};
use rand::RngExt;

use super::volumes::seasons;
use super::{FlowRates, FlowSettings, Place};
use crate::chance::Stream;

/// A case while it is told.
pub(super) struct Story {
    pub(super) place: Place,
    pub(super) rng: Stream,
    until: Date,
    rates: FlowRates,
    person: Option<PersonKey>,
    /// What happened, by the day on which it did; a deadline's is the day on which it was set.
    told: Vec<(Date, Event)>,
}

/// Quantiles of a number of days: shares from 0 to 1 rising, and the days at each; between them it is drawn evenly.
pub(super) type Days = [(f64, i32)];

impl Story {
    pub(super) fn new(place: Place, rng: Stream, settings: &FlowSettings, until: Date) -> Self {
        Self { place, rng, until, rates: settings.rates.clone(), person: None, told: Vec::with_capacity(8) }
    }

    /// Names the person of the case.
    pub(super) fn about(&mut self, person: PersonKey) {
        self.person = Some(person);
    }

    pub(super) fn chance(&mut self, share: f64) -> bool {
        self.rng.random_bool(share)
    }

    pub(super) fn between(&mut self, least: i32, most: i32) -> i32 {
        self.rng.random_range(least..=most)
    }

    pub(super) fn days(&mut self, quantiles: &Days) -> i32 {
        let share: f64 = self.rng.random();
        let above = quantiles.iter().position(|&(upper, _)| share <= upper).unwrap_or(quantiles.len() - 1).max(1);
        let ((from, low), (to, high)) = (quantiles[above - 1], quantiles[above]);
        let part = ((share - from) / (to - from)).clamp(0.0, 1.0);
        #[expect(clippy::cast_possible_truncation, reason = "between two whole numbers of days")]
        let more = (part * f64::from(high - low)).round() as i32;
        low + more
    }

    /// The day the case begins: in the year, by season; seldom at a weekend.
    pub(super) fn beginning(&mut self) -> Date {
        let Place { year, area, .. } = self.place;
        let weights = seasons(area, year);
        let mut drawn = self.rng.random_range(0..weights.iter().sum());
        let mut month = 1;
        for weight in weights {
            if drawn < weight {
                break;
            }
            drawn -= weight;
            month += 1;
        }
        let first = date(year, month, 1);
        let day = plus(first, self.between(0, i32::from(first.days_in_month()) - 1));
        if self.chance(0.9) && working(day).year() == year { working(day) } else { day }
    }

    /// Something happens.
    pub(super) fn happens(&mut self, kind: EventKind, day: Date) {
        self.tell(kind, day, day, None);
    }

    /// Something with a number happens.
    pub(super) fn happens_with(&mut self, kind: EventKind, day: Date, value: i32) {
        self.tell(kind, day, day, Some(value));
    }

    /// A deadline is set.
    pub(super) fn deadline(&mut self, kind: EventKind, set_on: Date, deadline: Date) {
        self.tell(kind, set_on, deadline, None);
    }

    fn tell(&mut self, kind: EventKind, happened: Date, day: Date, value: Option<i32>) {
        if happened > self.until {
            return;
        }
        let (case, area, person) = (self.place.case(), self.place.area, self.person);
        self.told.push((happened, Event { case, area, person, kind, day, recorded: happened, value }));
    }

    /// The case is opened, waits perhaps, is decided or closed after so many days of work, and is perhaps taken up again.
    /// Says on which day it first ended.
    pub(super) fn course(&mut self, opened: Date, course: &Course<'_>) -> Date {
        self.happens(EventKind::Opened, opened);
        let mut work = self.days(course.work);
        if self.chance(course.waits) {
            let began = plus(opened, self.between(0, (work / 2).max(0)));
            let lasted = self.days(&[(0.0, 3), (0.5, 21), (0.9, 75), (1.0, 190)]);
            let cause = self.cause(course.causes);
            self.happens_with(EventKind::WaitingBegan, began, cause as i32);
            self.happens(EventKind::WaitingEnded, plus(began, lasted));
            // Some work goes on meanwhile; the case ends after the waiting in any case.
            work = (work + lasted / 2).max((began - opened).get_days() + lasted + 1);
        }
        let ended = working(plus(opened, work));
        let is_closed = self.chance(course.closed);
        self.happens(if is_closed { EventKind::Closed } else { EventKind::Decided }, ended);
        if self.chance(course.reopened) {
            let again = working(plus(ended, self.between(14, 200)));
            self.happens(EventKind::Reopened, again);
            let work = self.between(5, 90);
            self.happens(EventKind::Decided, working(plus(again, work)));
        }
        ended
    }

    fn cause(&mut self, weights: [u32; 5]) -> WaitingCause {
        let mut drawn = self.rng.random_range(0..weights.iter().sum());
        for (&cause, weight) in WaitingCause::ALL.iter().zip(weights) {
            if drawn < weight {
                return cause;
            }
            drawn -= weight;
        }
        WaitingCause::Queue
    }

    /// The events in the order they happened, as far as they were entered by the last day. What happened first is
    /// entered first, so that a register never knows an end before its beginning.
    pub(super) fn events(mut self) -> Vec<Event> {
        self.told.sort_by_key(|(happened, event)| (*happened, event.kind));
        let told = std::mem::take(&mut self.told);
        let mut entered = Date::MIN;
        let mut events = Vec::with_capacity(told.len());
        for (happened, event) in told {
            entered = entered.max(plus(happened, self.late()));
            events.push(Event { recorded: entered, ..event });
        }
        events.retain(|event| event.recorded <= self.until);
        events
    }

    /// How many days late an event is entered.
    fn late(&mut self) -> i32 {
        let drawn: f64 = self.rng.random();
        let months = self.rates.entered_months_later;
        let weeks = months + self.rates.entered_weeks_later;
        let days = weeks + self.rates.entered_days_later;
        match drawn {
            drawn if drawn < months => self.between(21, 90),
            drawn if drawn < weeks => self.between(4, 20),
            drawn if drawn < days => self.between(1, 3),
            _ => 0,
        }
    }

    /// The day of the last thing that has been told.
    pub(super) fn latest(&self) -> Date {
        self.told.iter().map(|(happened, _)| *happened).max().unwrap_or(Date::MIN)
    }

    /// The last day that is known.
    pub(super) const fn until(&self) -> Date {
        self.until
    }

    /// Whether an office does not report today.
    pub(super) fn is_silent(&mut self) -> bool {
        self.chance(self.rates.counter_silent)
    }
}

/// How cases of one sort go.
pub(super) struct Course<'a> {
    /// Days of work from beginning to end.
    pub(super) work: &'a Days,
    /// Share that waits.
    pub(super) waits: f64,
    /// What for: weights of the causes of waiting, in their order.
    pub(super) causes: [u32; 5],
    /// Share that is closed without a decision.
    pub(super) closed: f64,
    /// Share that is taken up again.
    pub(super) reopened: f64,
}

/// So many days later.
pub(super) fn plus(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

/// The day, or the Monday after a weekend.
pub(super) fn working(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => plus(day, 2),
        Weekday::Sunday => plus(day, 1),
        _ => day,
    }
}
