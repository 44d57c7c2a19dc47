//! A case folded from its events, as it was known on a day.
//!
//! **The clock.** A case is open from the day of `opened`. `decided` or `closed` ends it. `reopened` takes that end
//! back: the case is open as if it had never ended, and its time runs from the first opening to the last end.
//! What happened on one day is read in the order of the kinds (opened, decided, closed, reopened, …), whatever the order
//! of the rows; one exception: a case that is decided, taken up again and decided again on one day stays decided.
//!
//! **What is seen.** An event counts when it happened on the day of the question or before and was entered on the day of
//! knowledge or before. A deadline's day is not when something happened: it counts when it was entered, or had passed, on
//! the day of the question. A case of which only deadlines are seen is not there yet.
//!
//! **What contradicts itself** is not guessed at: the case is [`Known::Faulty`], and whoever counts must name it.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Area, CaseEvents, Day, EventKind, Happening, Office, WaitingCause};

/// The two days of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "FlowSight")]
pub struct Sight {
    /// The day asked about: what happened later has not happened.
    pub on: Day,
    /// The day of knowledge: what was entered later is not known.
    pub known_at: Day,
}

impl Sight {
    /// Whether the event is seen.
    pub fn sees(self, event: &Happening) -> bool {
        let lies_ahead = event.kind.may_lie_ahead() && event.recorded <= self.on;
        event.recorded <= self.known_at && (event.day <= self.on || lies_ahead)
    }
}

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// By a decision.
    Decided,
    /// Without one.
    Closed,
}

/// Why the events of a case cannot all be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "FlowFault")]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Fault {
    /// No event opens it.
    NeverOpened,
    /// Two events open it.
    OpenedTwice,
    /// It was decided before it was opened.
    DecidedBeforeOpened,
    /// It was closed before it was opened.
    ClosedBeforeOpened,
    /// It was taken up again before it was opened.
    ReopenedBeforeOpened,
    /// It was decided or closed although it had ended, and was not taken up again.
    EndedTwice,
    /// It was taken up again although it had not ended.
    ReopenedWhileOpen,
    /// It began to wait although it waited.
    WaitsTwice,
    /// It no longer waits although it did not.
    WaitingEndedUnbegun,
    /// A mark says what the case is from a day on which it had ended.
    MarkAfterEnd,
    /// An event was entered before it happened.
    EnteredBeforeItHappened,
    /// A kind that has a value stands without one.
    ValueMissing,
    /// A value that its kind does not know.
    ValueUnknown,
    /// The events name more than one area.
    TwoAreas,
    /// The events name more than one person.
    TwoPersons,
    /// What stops a measure's clock happened before what starts it.
    StoppedBeforeStarted,
    /// A measure that counts persons met a case without one.
    PersonMissing,
}

impl Fault {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 17] = [
        Self::NeverOpened,
        Self::OpenedTwice,
        Self::DecidedBeforeOpened,
        Self::ClosedBeforeOpened,
        Self::ReopenedBeforeOpened,
        Self::EndedTwice,
        Self::ReopenedWhileOpen,
        Self::WaitsTwice,
        Self::WaitingEndedUnbegun,
        Self::MarkAfterEnd,
        Self::EnteredBeforeItHappened,
        Self::ValueMissing,
        Self::ValueUnknown,
        Self::TwoAreas,
        Self::TwoPersons,
        Self::StoppedBeforeStarted,
        Self::PersonMissing,
    ];

    /// What is wrong, in Danish.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::NeverOpened => "sagen er aldrig oprettet",
            Self::OpenedTwice => "sagen er oprettet to gange",
            Self::DecidedBeforeOpened => "sagen er afgjort, før den er oprettet",
            Self::ClosedBeforeOpened => "sagen er lukket, før den er oprettet",
            Self::ReopenedBeforeOpened => "sagen er genoptaget, før den er oprettet",
            Self::EndedTwice => "sagen er afsluttet to gange uden genoptagelse",
            Self::ReopenedWhileOpen => "sagen er genoptaget, mens den var åben",
            Self::WaitsTwice => "sagen begynder at vente, mens den venter",
            Self::WaitingEndedUnbegun => "ventetiden slutter uden at være begyndt",
            Self::MarkAfterEnd => "et kendetegn er sat efter sagens afslutning",
            Self::EnteredBeforeItHappened => "en hændelse er registreret, før den skete",
            Self::ValueMissing => "en værdi mangler",
            Self::ValueUnknown => "en værdi kendes ikke",
            Self::TwoAreas => "sagen hører til to områder",
            Self::TwoPersons => "sagen nævner to personer",
            Self::StoppedBeforeStarted => "det, der standser uret, skete før det, der starter det",
            Self::PersonMissing => "sagen har ingen person, og målet tæller personer",
        }
    }

    /// What is wrong, in English.
    pub const fn english(self) -> &'static str {
        match self {
            Self::NeverOpened => "the case was never opened",
            Self::OpenedTwice => "the case was opened twice",
            Self::DecidedBeforeOpened => "the case was decided before it was opened",
            Self::ClosedBeforeOpened => "the case was closed before it was opened",
            Self::ReopenedBeforeOpened => "the case was reopened before it was opened",
            Self::EndedTwice => "the case ended twice without being reopened",
            Self::ReopenedWhileOpen => "the case was reopened while it was open",
            Self::WaitsTwice => "the case begins to wait while it waits",
            Self::WaitingEndedUnbegun => "the waiting ends without having begun",
            Self::MarkAfterEnd => "a mark was set after the case had ended",
            Self::EnteredBeforeItHappened => "an event was entered before it happened",
            Self::ValueMissing => "a value is missing",
            Self::ValueUnknown => "a value is not known",
            Self::TwoAreas => "the case belongs to two areas",
            Self::TwoPersons => "the case names two persons",
            Self::StoppedBeforeStarted => "what stops the clock happened before what starts it",
            Self::PersonMissing => "the case has no person, and the goal counts persons",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.english())
    }
}

/// What is known of a case.
#[derive(Clone, Copy, Debug)]
pub enum Known<'a> {
    /// No event of it is seen: it is not there yet.
    Nothing,
    /// It can be read.
    Case(Folded<'a>),
    /// It contradicts itself.
    Faulty(Fault),
}

/// A case as it was known.
#[derive(Clone, Copy, Debug)]
pub struct Folded<'a> {
    events: CaseEvents<'a>,
    sight: Sight,
    /// A bit for each kind that is seen.
    seen: u64,
    /// The day it was opened; the first event's where the area has no opening.
    pub opened: Day,
    /// The end that stands, none while it is open.
    pub ending: Option<(Day, Ending)>,
    /// How many times it was taken up again.
    pub reopened: u16,
}

/// Folds a case as it was known.
pub fn fold(events: CaseEvents<'_>, sight: Sight) -> Known<'_> {
    if !events.is_of_one_area() {
        return Known::Faulty(Fault::TwoAreas);
    }
    let seen = events.happenings().filter(|event| sight.sees(event));
    let mut walk = Walk::new(events.area(), events.has_values());
    let in_order = if events.happenings().is_sorted() {
        walk.all(seen)
    } else {
        let mut seen: Vec<Happening> = seen.collect();
        seen.sort_unstable();
        walk.all(seen.into_iter())
    };
    match in_order.and_then(|()| walk.end()) {
        Err(fault) => Known::Faulty(fault),
        Ok(None) => Known::Nothing,
        Ok(Some((opened, ending))) => {
            Known::Case(Folded { events, sight, seen: walk.seen, opened, ending, reopened: walk.reopened })
        }
    }
}

/// The day a case was opened, and its end.
type Life = (Day, Option<(Day, Ending)>);

/// A case while its events go by, in order.
struct Walk {
    area: Area,
    has_values: bool,
    seen: u64,
    /// The first day on which something happened.
    first: Option<Day>,
    opened: Option<Day>,
    /// What ended it although nothing had opened it.
    early: Option<Fault>,
    ending: Option<(Day, Ending)>,
    /// A second end on the day of the first's being taken back.
    again: Option<(Day, Ending)>,
    reopened: u16,
    /// Waits that have begun and not ended; two within a day where the cause changes, never over night.
    waits: u8,
    today: Day,
}

impl Walk {
    fn new(area: Area, has_values: bool) -> Self {
        let (first, opened, early, ending, again) = (None, None, None, None, None);
        Self {
            area,
            has_values,
            seen: 0,
            first,
            opened,
            early,
            ending,
            again,
            reopened: 0,
            waits: 0,
            today: Day(i32::MIN),
        }
    }

    fn all(&mut self, events: impl Iterator<Item = Happening>) -> Result<(), Fault> {
        for event in events {
            self.step(&event)?;
        }
        Ok(())
    }

    fn step(&mut self, event: &Happening) -> Result<(), Fault> {
        self.seen |= bit(event.kind);
        if !event.kind.may_lie_ahead() {
            self.first = self.first.or(Some(event.day));
        }
        if event.recorded < event.day && !event.kind.may_lie_ahead() {
            return Err(Fault::EnteredBeforeItHappened);
        }
        if self.has_values && event.kind.has_value() {
            check_value(event)?;
        }
        if self.today != event.day {
            self.night()?;
            self.today = event.day;
        }
        match event.kind {
            EventKind::Opened if self.opened.is_some() => return Err(Fault::OpenedTwice),
            EventKind::Opened => self.opened = Some(event.day),
            EventKind::Decided => self.ends(event.day, Ending::Decided)?,
            EventKind::Closed => self.ends(event.day, Ending::Closed)?,
            EventKind::Reopened => self.reopens()?,
            EventKind::WaitingBegan => self.waits = self.waits.saturating_add(1),
            EventKind::WaitingEnded => self.waits = self.waits.checked_sub(1).ok_or(Fault::WaitingEndedUnbegun)?,
            mark if mark.is_mark() && self.ending.is_some_and(|(day, _)| day < event.day) => {
                return Err(Fault::MarkAfterEnd);
            }
            _ => {}
        }
        Ok(())
    }

    /// What may not last over night.
    fn night(&self) -> Result<(), Fault> {
        if self.again.is_some() {
            return Err(Fault::EndedTwice);
        }
        if self.waits > 1 { Err(Fault::WaitsTwice) } else { Ok(()) }
    }

    fn ends(&mut self, day: Day, how: Ending) -> Result<(), Fault> {
        if self.opened.is_none() {
            let fault = if how == Ending::Decided { Fault::DecidedBeforeOpened } else { Fault::ClosedBeforeOpened };
            self.early = self.early.or(Some(fault));
            return Ok(());
        }
        match (self.ending, self.again) {
            (None, _) => self.ending = Some((day, how)),
            (Some(_), None) => self.again = Some((day, how)),
            (Some(_), Some(_)) => return Err(Fault::EndedTwice),
        }
        Ok(())
    }

    fn reopens(&mut self) -> Result<(), Fault> {
        if self.opened.is_none() {
            self.early = self.early.or(Some(Fault::ReopenedBeforeOpened));
            return Ok(());
        }
        if self.ending.is_none() {
            return Err(Fault::ReopenedWhileOpen);
        }
        self.ending = self.again.take();
        self.reopened = self.reopened.saturating_add(1);
        Ok(())
    }

    fn end(&self) -> Result<Option<Life>, Fault> {
        let Some(first) = self.first else { return Ok(None) };
        self.night()?;
        match (self.opened, self.early) {
            (Some(_), Some(early)) => Err(early),
            (Some(opened), None) => Ok(Some((opened, self.ending))),
            // A counter is observed; nothing opens or ends it.
            (None, None) if self.area == Area::ServiceCounter => Ok(Some((first, None))),
            (None, _) => Err(Fault::NeverOpened),
        }
    }
}

fn check_value(event: &Happening) -> Result<(), Fault> {
    let value = event.value.ok_or(Fault::ValueMissing)?;
    let values = match event.kind {
        EventKind::WaitingBegan => WaitingCause::ALL.len(),
        EventKind::AtOffice => Office::ALL.len(),
        _ => usize::MAX,
    };
    usize::try_from(value).ok().filter(|value| *value < values).map(|_| ()).ok_or(Fault::ValueUnknown)
}

const _: () = assert!(EventKind::ALL.len() <= 64, "a bit for each kind");

fn bit(kind: EventKind) -> u64 {
    1 << (kind as u8)
}

impl<'a> Folded<'a> {
    /// The events behind it, seen or not.
    pub fn events(&self) -> CaseEvents<'a> {
        self.events
    }

    /// Its events that are seen.
    pub fn happenings(&self) -> impl Iterator<Item = Happening> + 'a {
        let sight = self.sight;
        self.events.happenings().filter(move |event| sight.sees(event))
    }

    /// Whether an event of the kind is seen.
    pub fn has(&self, kind: EventKind) -> bool {
        self.seen & bit(kind) != 0
    }

    /// The days of a kind's events; for `decided` and `closed` only of the end that stands.
    fn days(&self, kind: EventKind) -> impl Iterator<Item = Day> + 'a {
        let stands = match (kind, self.ending) {
            (EventKind::Decided, Some((day, Ending::Decided))) | (EventKind::Closed, Some((day, Ending::Closed))) => {
                Some(day)
            }
            _ => None,
        };
        let is_ending = matches!(kind, EventKind::Decided | EventKind::Closed);
        let others = (!is_ending && self.has(kind)).then(|| self.happenings());
        stands.into_iter().chain(others.into_iter().flatten().filter(move |event| event.kind == kind).map(|e| e.day))
    }

    /// The first day of a kind; for `decided` and `closed` the end that stands.
    pub fn first(&self, kind: EventKind) -> Option<Day> {
        if kind == EventKind::Opened {
            return self.has(kind).then_some(self.opened);
        }
        self.days(kind).min()
    }

    /// The first day of a kind on a day or later.
    pub fn first_from(&self, kind: EventKind, from: Day) -> Option<Day> {
        self.days(kind).filter(|day| *day >= from).min()
    }

    /// The first day of a kind between two days, both included.
    pub fn first_within(&self, kind: EventKind, from: Day, to: Day) -> Option<Day> {
        self.days(kind).filter(|day| from <= *day && *day <= to).min()
    }

    /// The last event of a kind up to a day.
    pub fn last_until(&self, kind: EventKind, until: Day) -> Option<Happening> {
        if !self.has(kind) {
            return None;
        }
        self.happenings().filter(|event| event.kind == kind && event.day <= until).max()
    }

    /// Every day of a kind, in order.
    pub fn every(&self, kind: EventKind) -> Vec<Day> {
        let mut days: Vec<Day> = self.days(kind).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The day that the latest entry of a kind says: what a deadline is after it was moved.
    pub fn latest_entry(&self, kind: EventKind) -> Option<Day> {
        let entries = self.happenings().filter(|event| event.kind == kind);
        entries.max_by_key(|event| (event.recorded, event.day)).map(|event| event.day)
    }

    /// Whether a mark holds on a day: it was set on it or before. What can end, as a position to leave, holds until it does.
    pub fn holds(&self, kind: EventKind, on: Day) -> bool {
        if !self.has(kind) {
            return false;
        }
        match kind.ended_by() {
            None => self.first(kind).is_some_and(|from| from <= on),
            Some(end) => self.held_since(kind, &[end], on).is_some(),
        }
    }

    /// The day from which what a kind begins has held without a break as of the end of a day, until one of the ends; nothing where it does not hold.
    /// The list does not say in which order things happened on one day: what ended and began on one day went on where it held before, and was over at
    /// once where it did not. A beginning of what holds, and an end of what does not, change nothing.
    pub fn held_since(&self, begins: EventKind, ends: &[EventKind], on: Day) -> Option<Day> {
        if !self.has(begins) {
            return None;
        }
        let begun = self.days(begins).map(|day| (day, true));
        let ended = ends.iter().flat_map(|end| self.days(*end)).map(|day| (day, false));
        let mut turns: Vec<(Day, bool)> = begun.chain(ended).filter(|(day, _)| *day <= on).collect();
        turns.sort_unstable();
        let mut since = None;
        for of_day in turns.chunk_by(|one, next| one.0 == next.0) {
            let (begins, ends) = (of_day.iter().any(|turn| turn.1), of_day.iter().any(|turn| !turn.1));
            since = match (since, begins, ends) {
                (Some(day), _, false) | (Some(day), true, true) => Some(day),
                (Some(_), false, true) | (None, _, true) | (None, false, false) => None,
                (None, true, false) => of_day.first().map(|turn| turn.0),
            };
        }
        since
    }

    /// The days it was open and waited, by cause in the order of [`WaitingCause::ALL`]; a wait ends with the case at the latest.
    pub fn waiting(&self) -> [i32; WaitingCause::ALL.len()] {
        let mut days = [0; WaitingCause::ALL.len()];
        let end = self.ending.map_or(self.sight.on, |(day, _)| day);
        let mut began: Option<(Day, usize)> = None;
        // The day on which the cause changed: the end of the former wait comes after the new one's beginning.
        let mut changed: Option<Day> = None;
        let mut events: Vec<Happening> = self.happenings().collect();
        events.sort_unstable();
        for event in events {
            match (event.kind, began) {
                (EventKind::WaitingBegan, former) => {
                    if let Some((from, cause)) = former {
                        add_wait(&mut days, cause, from, event.day.min(end));
                        changed = Some(event.day);
                    }
                    let cause = event.value.and_then(|value| usize::try_from(value).ok());
                    began = cause.map(|cause| (event.day, cause));
                }
                (EventKind::WaitingEnded, Some(_)) if changed == Some(event.day) => changed = None,
                (EventKind::WaitingEnded, Some((from, cause))) => {
                    add_wait(&mut days, cause, from, event.day.min(end));
                    began = None;
                }
                _ => {}
            }
        }
        if let Some((from, cause)) = began {
            add_wait(&mut days, cause, from, end);
        }
        days
    }
}

fn add_wait(days: &mut [i32; WaitingCause::ALL.len()], cause: usize, from: Day, to: Day) {
    if let Some(sum) = days.get_mut(cause) {
        *sum = sum.saturating_add(to.since(from).max(0));
    }
}

#[cfg(test)]
mod tests;
