//! A value that changes from day to day, kept as the days on which it changes.

use jiff::civil::Date;
use vocabulary::Period;

use crate::why::FactRef;

/// What holds from which day on; nothing before the first. Two values never hold on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes<T> {
    from: Vec<(Date, T)>,
}

impl<T> Default for Changes<T> {
    fn default() -> Self {
        Self { from: Vec::new() }
    }
}

impl<T: Clone + PartialEq> Changes<T> {
    /// From the day on, another value holds. Days must come in order; a second value for the last day replaces the first.
    pub fn set(&mut self, from: Date, value: T) {
        match self.from.last_mut() {
            Some((_, held)) if *held == value => {}
            Some((day, held)) if *day >= from => *held = value,
            _ => self.from.push((from, value)),
        }
    }

    /// The value on the day.
    pub fn on(&self, day: Date) -> Option<&T> {
        let after = self.from.partition_point(|(from, _)| *from <= day);
        after.checked_sub(1).and_then(|place| self.from.get(place)).map(|(_, value)| value)
    }

    /// Since when the value of the day has held.
    pub fn since(&self, day: Date) -> Option<Date> {
        let after = self.from.partition_point(|(from, _)| *from <= day);
        after.checked_sub(1).and_then(|place| self.from.get(place)).map(|(from, _)| *from)
    }

    /// The longest periods in which every value is one of those looked for.
    pub fn stretches(&self, is_one: impl Fn(&T) -> bool) -> Vec<Period> {
        let mut stretches: Vec<Period> = Vec::new();
        for (period, _) in self.periods().filter(|(_, value)| is_one(value)) {
            match stretches.last_mut() {
                Some(last) if last.to() == Some(period.from()) => *last = until_or_open(last.from(), period.to()),
                _ => stretches.push(period),
            }
        }
        stretches
    }

    /// The days after one day and before another on which the value changes.
    pub fn days_between(&self, after: Date, before: Date) -> impl Iterator<Item = Date> {
        let start = self.from.partition_point(|(from, _)| *from <= after);
        let end = self.from.partition_point(|(from, _)| *from < before).max(start);
        self.from[start..end].iter().map(|(from, _)| *from)
    }

    /// Each value with the period in which it holds.
    pub fn periods(&self) -> impl Iterator<Item = (Period, &T)> {
        self.from.iter().enumerate().map(|(place, (from, value))| {
            let to = self.from.get(place + 1).map(|(next, _)| *next);
            (until_or_open(*from, to), value)
        })
    }

    /// The days after one day and before another on which the value changes.
    pub fn days_within(&self, after: Date, before: Option<Date>) -> impl Iterator<Item = Date> {
        let start = self.from.partition_point(|(from, _)| *from <= after);
        self.from[start..].iter().map(|(from, _)| *from).take_while(move |from| before.is_none_or(|to| *from < to))
    }

    /// Whether nothing has been set.
    pub fn is_empty(&self) -> bool {
        self.from.is_empty()
    }
}

impl Changes<Option<FactRef>> {
    /// From facts that each hold from a day on, some until another: the fact that holds, from day to day. Of several at once, the one
    /// that held first. The facts come in the order of their days.
    pub fn of_holding(facts: impl IntoIterator<Item = (Date, Option<Date>, FactRef)>) -> Self {
        let mut changes = Self::default();
        let mut held: Option<(Option<Date>, FactRef)> = None;
        for (from, until, fact) in facts {
            if until.is_some_and(|until| until <= from) {
                continue;
            }
            match held {
                Some((end, first)) if end.is_none_or(|end| from <= end) => {
                    held = Some((end.zip(until).map(|(end, until)| end.max(until)), first));
                }
                _ => {
                    if let Some((Some(end), _)) = held {
                        changes.set(end, None);
                    }
                    changes.set(from, Some(fact));
                    held = Some((until, fact));
                }
            }
        }
        if let Some((Some(end), _)) = held {
            changes.set(end, None);
        }
        changes
    }

    /// The fact that holds on the day, where there is one.
    pub fn held_on(&self, day: Date) -> Option<FactRef> {
        self.on(day).copied().flatten()
    }
}

/// The periods between days, from the first day on; the last one has no end. Days before the first do not count.
pub fn periods_from(first: Date, mut days: Vec<Date>) -> Vec<Period> {
    days.retain(|day| *day > first);
    days.push(first);
    days.sort_unstable();
    days.dedup();
    let until = |place: usize| days.get(place + 1).copied();
    days.iter().enumerate().map(|(place, day)| until_or_open(*day, until(place))).collect()
}

/// From a day until another, or on without end.
pub fn until_or_open(from: Date, to: Option<Date>) -> Period {
    Period::new(from, to.map(|to| to.max(from))).unwrap_or_else(|_| Period::since(from))
}

/// The period of a list in order that holds the day.
pub fn period_of(periods: &[Period], day: Date) -> Option<Period> {
    let after = periods.partition_point(|period| period.from() <= day);
    after.checked_sub(1).and_then(|place| periods.get(place)).copied().filter(|period| period.contains(day))
}

/// Whether any of several spans that may overlap runs on a day, found by halving.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Running {
    /// The first day of each span, with the day until which it or one before it runs.
    until: Vec<(Date, Date)>,
}

impl Running {
    /// Spans in the order of their first days; a span without an end does not end.
    pub fn of(spans: impl Iterator<Item = (Date, Option<Date>)>) -> Self {
        let mut longest = Date::MIN;
        let until = spans.map(|(from, to)| {
            longest = longest.max(to.unwrap_or(Date::MAX));
            (from, longest)
        });
        Self { until: until.collect() }
    }

    /// Whether one runs on the day.
    pub fn on(&self, day: Date) -> bool {
        let after = self.until.partition_point(|(from, _)| *from <= day);
        after.checked_sub(1).and_then(|place| self.until.get(place)).is_some_and(|(_, until)| day < *until)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn facts_that_hold_at_once_are_one_stretch_and_a_gap_is_a_gap() {
        let (may, june, july, august) = (date(2008, 5, 1), date(2008, 6, 1), date(2008, 7, 1), date(2008, 8, 1));
        let (one, two, three) = (FactRef::new(1), FactRef::new(2), FactRef::new(3));
        let held = Changes::of_holding([(may, Some(july), one), (june, Some(june), two), (june, Some(july), three)]);
        assert_eq!(held.held_on(may), Some(one));
        assert_eq!(held.held_on(july), None);
        let held = Changes::of_holding([(may, Some(june), one), (june, None, two), (july, Some(august), three)]);
        assert_eq!(held.held_on(date(2009, 1, 1)), Some(one));
        let held = Changes::of_holding([(may, Some(june), one), (july, None, two)]);
        assert_eq!([held.held_on(june), held.held_on(july)], [None, Some(two)]);
        assert_eq!(held.days_within(may, Some(july)).collect::<Vec<_>>(), [june]);
    }

    #[test]
    fn a_value_holds_from_its_day_until_the_next() {
        let mut changes = Changes::default();
        changes.set(date(2008, 5, 1), 'a');
        changes.set(date(2008, 6, 1), 'a');
        changes.set(date(2008, 7, 1), 'b');
        assert_eq!(changes.on(date(2008, 4, 30)), None);
        assert_eq!(changes.on(date(2008, 6, 30)), Some(&'a'));
        assert_eq!(changes.since(date(2008, 6, 30)), Some(date(2008, 5, 1)));
        assert_eq!(changes.on(date(2008, 7, 1)), Some(&'b'));
        assert_eq!(changes.periods().count(), 2);
        assert_eq!(changes.days_between(date(2008, 4, 30), date(2008, 7, 1)).collect::<Vec<_>>(), [date(2008, 5, 1)]);
        assert_eq!(changes.days_between(date(2008, 5, 1), date(2008, 7, 2)).collect::<Vec<_>>(), [date(2008, 7, 1)]);
    }

    #[test]
    fn periods_begin_with_the_first_day_and_end_open() {
        let (may, june, july) = (date(2008, 5, 1), date(2008, 6, 1), date(2008, 7, 1));
        let periods = periods_from(june, vec![july, may, july]);
        assert_eq!(periods, [until_or_open(june, Some(july)), Period::since(july)]);
        assert_eq!(period_of(&periods, date(2008, 6, 30)), Some(periods[0]));
        assert_eq!(period_of(&periods, date(2008, 5, 31)), None);
    }

    #[test]
    fn a_long_span_runs_on_under_a_short_one_that_begins_later() {
        let running = Running::of(
            [(date(2008, 5, 1), Some(date(2008, 8, 1))), (date(2008, 6, 1), Some(date(2008, 6, 8)))].into_iter(),
        );
        assert!(running.on(date(2008, 7, 31)));
        assert!(!running.on(date(2008, 8, 1)));
        assert!(!running.on(date(2008, 4, 30)));
    }
}
