//! A value that changes from day to day, kept as the days on which it changes.

use jiff::civil::Date;
use vocabulary::Period;

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
            (Period::new(*from, to).unwrap_or_else(|_| Period::since(*from)), value)
        })
    }

    /// Whether nothing has been set.
    pub fn is_empty(&self) -> bool {
        self.from.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

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
}
