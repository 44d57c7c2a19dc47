//! What goes wrong with a case in a delivery, and how: one fault a case, whose name is the reason that whoever reads the
//! delivery must give. Must not know how it is read.

use jiff::civil::Date;
use oversight::flow::{Area, Event, EventKind, PersonKey};
use rand::RngExt;
use registers::flow::RawEvent;

use super::story::plus;
use crate::chance::Stream;

/// A fault of a case in a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlowMistake {
    /// The area is written in another way.
    UnknownArea,
    /// The kind is.
    UnknownKind,
    /// A day that does not exist, or is written in another way.
    ImpossibleDay,
    /// The person's number is a name.
    PersonNumber,
    /// A number is left out.
    ValueMissing,
    /// A number stands where none belongs.
    ValueUnwanted,
    /// A number that means nothing.
    BadValue,
    /// It is said to have happened after it was entered.
    LiesAhead,
    /// Decided with last year's date, so before it began.
    BeforeOpened,
    /// The row of the beginning is lost.
    NeverOpened,
    /// The beginning was entered again.
    OpenedTwice,
    /// Reopened though it had not ended.
    ReopenedWhileOpen,
    /// Closed though it was decided.
    AfterEnd,
    /// The row of the beginning of the waiting is lost.
    EndedBeforeItBegan,
    /// A row has another area's name.
    TwoAreas,
    /// A row has another person's number.
    TwoPersons,
}

impl FlowMistake {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::UnknownArea,
        Self::UnknownKind,
        Self::ImpossibleDay,
        Self::PersonNumber,
        Self::ValueMissing,
        Self::ValueUnwanted,
        Self::BadValue,
        Self::LiesAhead,
        Self::BeforeOpened,
        Self::NeverOpened,
        Self::OpenedTwice,
        Self::ReopenedWhileOpen,
        Self::AfterEnd,
        Self::EndedBeforeItBegan,
        Self::TwoAreas,
        Self::TwoPersons,
    ];

    /// Its name in the truth, which is the reason that a reader of the delivery must give.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnknownArea => "unknown-area",
            Self::UnknownKind => "unknown-kind",
            Self::ImpossibleDay => "impossible-day",
            Self::PersonNumber => "person-number",
            Self::ValueMissing => "value-missing",
            Self::ValueUnwanted => "value-unwanted",
            Self::BadValue => "bad-value",
            Self::LiesAhead => "lies-ahead",
            Self::BeforeOpened => "before-opened",
            Self::NeverOpened => "never-opened",
            Self::OpenedTwice => "opened-twice",
            Self::ReopenedWhileOpen => "reopened-while-open",
            Self::AfterEnd => "after-end",
            Self::EndedBeforeItBegan => "ended-before-it-began",
            Self::TwoAreas => "two-areas",
            Self::TwoPersons => "two-persons",
        }
    }
}

/// The rows of a case in its first delivery with one fault, and which: the drawn one, or the next that the case can have.
/// Nothing only where there is no row.
pub(super) fn broken(events: &[Event], rng: &mut Stream) -> Option<(Vec<RawEvent>, FlowMistake)> {
    let from = rng.random_range(0..FlowMistake::ALL.len());
    let mut in_turn = FlowMistake::ALL.iter().cycle().skip(from).take(FlowMistake::ALL.len());
    in_turn.find_map(|&mistake| Some((with(mistake, events, rng)?, mistake)))
}

/// The rows with this fault; nothing where the case has no place for it.
fn with(mistake: FlowMistake, events: &[Event], rng: &mut Stream) -> Option<Vec<RawEvent>> {
    let of = |kind: EventKind| events.iter().position(|event| event.kind == kind);
    let end = || events.iter().position(|event| matches!(event.kind, EventKind::Decided | EventKind::Closed));
    let opened = events.get(of(EventKind::Opened)?)?.day;
    let any = rng.random_range(0..events.len());
    let cell = |at: usize, column: usize, text: &str| {
        let mut rows: Vec<RawEvent> = events.iter().map(RawEvent::from).collect();
        text.clone_into(&mut rows[at].cells[column]);
        rows
    };
    let altered = |at: usize, alter: &dyn Fn(&mut Event)| {
        let mut events = events.to_vec();
        alter(&mut events[at]);
        events.iter().map(RawEvent::from).collect()
    };
    let without = |at: usize| Some(at).filter(|_| events.len() > 1).map(|at| rows_without(events, at));
    let more = |kind: EventKind, like: usize, day: Date| {
        let mut events = events.to_vec();
        let extra = Event { kind, day, value: None, recorded: events[like].recorded.max(day), ..events[like].clone() };
        events.insert(like + 1, extra);
        events.iter().map(RawEvent::from).collect()
    };
    match mistake {
        FlowMistake::UnknownArea => Some(cell(any, AREA, pick(rng, &["Asyl", "familysammenføring", "", "VISUM"]))),
        FlowMistake::UnknownKind => Some(cell(any, KIND, pick(rng, &["opned", "DECIDED", "afgjort", ""]))),
        FlowMistake::ImpossibleDay => {
            let text = pick(rng, &["2023-02-29", "31-12-2024", "2024-13-05", "0024-03-05", "2024-05-01T12:00:00", ""]);
            Some(cell(any, DAY, text))
        }
        FlowMistake::PersonNumber => events[any].person.map(|_| cell(any, PERSON, "P-17")),
        FlowMistake::ValueMissing => Some(cell(events.iter().position(|event| event.value.is_some())?, VALUE, "")),
        FlowMistake::ValueUnwanted => events[any].value.is_none().then(|| cell(any, VALUE, "1")),
        FlowMistake::BadValue => Some(cell(of(EventKind::WaitingBegan)?, VALUE, pick(rng, &["9", "-1", "x"]))),
        FlowMistake::LiesAhead => {
            let days = rng.random_range(1..40);
            let ahead = |event: &mut Event| event.day = plus(event.recorded, days);
            (!events[any].kind.may_lie_ahead()).then(|| altered(any, &ahead))
        }
        FlowMistake::BeforeOpened => {
            let days = rng.random_range(1..300);
            Some(altered(end()?, &|event| event.day = plus(opened, -days)))
        }
        FlowMistake::NeverOpened => without(of(EventKind::Opened)?),
        FlowMistake::OpenedTwice => {
            let at = of(EventKind::Opened)?;
            // Entered on another day, or it would be the same event twice, which is no fault.
            Some(more_entered_later(events, at))
        }
        FlowMistake::ReopenedWhileOpen => {
            let ends_later = end().is_none_or(|at| events[at].day > opened);
            ends_later.then(|| more(EventKind::Reopened, of(EventKind::Opened).unwrap_or(0), opened))
        }
        FlowMistake::AfterEnd => {
            let at = end()?;
            // On the day of the end: what follows a case that ended is entered in no earlier delivery.
            let other = if events[at].kind == EventKind::Closed { EventKind::Decided } else { EventKind::Closed };
            Some(more(other, at, events[at].day))
        }
        FlowMistake::EndedBeforeItBegan => {
            of(EventKind::WaitingEnded)?;
            without(of(EventKind::WaitingBegan)?)
        }
        FlowMistake::TwoAreas => {
            let area = events[any].area;
            let other = if area == Area::Visa { Area::Asylum } else { Area::Visa };
            (events.len() > 1).then(|| altered(any, &|event| event.area = other))
        }
        FlowMistake::TwoPersons => {
            let of_persons = events.len() > 1 && events.iter().all(|event| event.person.is_some());
            of_persons.then(|| {
                altered(any, &|event| event.person = event.person.map(|person| PersonKey(person.0 + (1 << 40))))
            })
        }
    }
}

const AREA: usize = 1;
const PERSON: usize = 2;
const KIND: usize = 3;
const DAY: usize = 4;
const VALUE: usize = 6;

fn pick(rng: &mut Stream, texts: &[&'static str]) -> &'static str {
    texts[rng.random_range(0..texts.len())]
}

fn rows_without(events: &[Event], at: usize) -> Vec<RawEvent> {
    events.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, event)| RawEvent::from(event)).collect()
}

fn more_entered_later(events: &[Event], at: usize) -> Vec<RawEvent> {
    let mut rows: Vec<RawEvent> = events.iter().map(RawEvent::from).collect();
    let again = Event { recorded: plus(events[at].recorded, 1), ..events[at].clone() };
    rows.insert(at + 1, RawEvent::from(&again));
    rows
}
