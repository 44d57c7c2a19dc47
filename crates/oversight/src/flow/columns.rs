//! Events as columns, and a case as a slice of them: the form in which a whole flow is folded.
//!
//! Columns that a question does not need may be absent (`person`, `value`); the reader of the stored form then does not
//! decode them. The events of a case stand together, the cases in the order of their numbers.

use super::{Area, CaseNumber, Day, Event, EventKind, PersonKey};

/// Events of whole cases, sorted by case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Case numbers, ascending.
    pub case: Vec<u64>,
    /// Areas.
    pub area: Vec<Area>,
    /// Kinds.
    pub kind: Vec<EventKind>,
    /// When it happened.
    pub day: Vec<Day>,
    /// When it was entered.
    pub recorded: Vec<Day>,
    /// Values; empty when nobody asked for them.
    pub value: Vec<Option<i32>>,
    /// Persons; empty when nobody asked for them.
    pub person: Vec<Option<PersonKey>>,
}

/// The events of one case.
#[derive(Clone, Copy, Debug)]
pub struct CaseEvents<'a> {
    /// The case.
    pub case: CaseNumber,
    area: &'a [Area],
    kind: &'a [EventKind],
    day: &'a [Day],
    recorded: &'a [Day],
    value: &'a [Option<i32>],
    person: &'a [Option<PersonKey>],
}

/// One event of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Happening {
    /// When it happened.
    pub day: Day,
    /// What happened.
    pub kind: EventKind,
    /// When it was entered.
    pub recorded: Day,
    /// Its number, where its kind has one and the column was read.
    pub value: Option<i32>,
}

impl Columns {
    /// Sorts events into columns.
    pub fn of(events: &[Event]) -> Self {
        let mut sorted: Vec<&Event> = events.iter().collect();
        sorted.sort_by_key(|event| (event.case, event.day, event.kind, event.recorded, event.value));
        let mut columns = Self::default();
        for event in sorted {
            columns.push(event);
        }
        columns
    }

    fn push(&mut self, event: &Event) {
        self.case.push(event.case.0);
        self.area.push(event.area);
        self.kind.push(event.kind);
        self.day.push(Day::from(event.day));
        self.recorded.push(Day::from(event.recorded));
        self.value.push(event.value);
        self.person.push(event.person);
    }

    /// Drops the first events.
    pub fn drop_first(&mut self, events: usize) {
        self.case.drain(..events);
        self.area.drain(..events);
        self.kind.drain(..events);
        self.day.drain(..events);
        self.recorded.drain(..events);
        self.value.drain(..events.min(self.value.len()));
        self.person.drain(..events.min(self.person.len()));
    }

    /// Keeps the first events.
    pub fn keep_first(&mut self, events: usize) {
        self.case.truncate(events);
        self.area.truncate(events);
        self.kind.truncate(events);
        self.day.truncate(events);
        self.recorded.truncate(events);
        self.value.truncate(events);
        self.person.truncate(events);
    }

    /// Puts other events behind these.
    pub fn append(&mut self, mut other: Self) {
        self.case.append(&mut other.case);
        self.area.append(&mut other.area);
        self.kind.append(&mut other.kind);
        self.day.append(&mut other.day);
        self.recorded.append(&mut other.recorded);
        self.value.append(&mut other.value);
        self.person.append(&mut other.person);
    }

    /// The number of events.
    pub fn len(&self) -> usize {
        self.case.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.case.is_empty()
    }

    /// The cases, one after the other.
    pub fn cases(&self) -> impl Iterator<Item = CaseEvents<'_>> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let number = *self.case.get(from)?;
            let length = self.case[from..].iter().position(|&other| other != number);
            let to = length.map_or(self.case.len(), |length| from + length);
            let events = self.slice(number, from, to);
            from = to;
            Some(events)
        })
    }

    fn slice(&self, number: u64, from: usize, to: usize) -> CaseEvents<'_> {
        CaseEvents {
            case: CaseNumber(number),
            area: &self.area[from..to],
            kind: &self.kind[from..to],
            day: &self.day[from..to],
            recorded: &self.recorded[from..to],
            value: self.value.get(from..to).unwrap_or_default(),
            person: self.person.get(from..to).unwrap_or_default(),
        }
    }
}

impl<'a> CaseEvents<'a> {
    /// The area of the first event.
    pub fn area(&self) -> Area {
        // A slice of a case is never empty: `Columns::cases` begins one at an event.
        self.area[0]
    }

    /// Whether every event names the same area.
    pub fn is_of_one_area(&self) -> bool {
        self.area.iter().all(|area| *area == self.area[0])
    }

    /// The person; an error where two events name two persons.
    pub fn person(&self) -> Result<Option<PersonKey>, TwoPersons> {
        let mut named = self.person.iter().flatten();
        let first = named.next().copied();
        if named.any(|other| Some(*other) != first) { Err(TwoPersons) } else { Ok(first) }
    }

    /// The events in the order in which they were delivered.
    pub fn happenings(self) -> impl Iterator<Item = Happening> + 'a {
        (0..self.kind.len()).map(move |place| Happening {
            day: self.day[place],
            kind: self.kind[place],
            recorded: self.recorded[place],
            value: self.value.get(place).copied().flatten(),
        })
    }

    /// Whether the column of values was read.
    pub fn has_values(&self) -> bool {
        !self.value.is_empty()
    }
}

/// Two events of a case name two persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoPersons;
