//! Whether the events of one case can have happened as they are told: one beginning, ends and reopenings in turn, nothing
//! before the beginning or after an end.
//!
//! Days have no hours, so events of one day are taken in whichever order makes sense: decided and reopened on one day is
//! possible in a case that was open, and so is reopened and decided in one that had ended. A deadline's day is not when
//! something happened and is left out. Must not know where the events come from, nor what is measured of them.

use serde::{Deserialize, Serialize};
use vocabulary::Date;

use crate::flow::{Area, Event, EventKind};

/// Why the events of a case cannot be believed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Disorder {
    /// Events of one case number are about two things.
    #[error("the case is about {first} and about {other}")]
    TwoAreas {
        /// What its first event is about.
        first: Area,
        /// What this one is about.
        other: Area,
    },
    /// Events of one case number are about two persons.
    #[error("the case is about two persons")]
    TwoPersons,
    /// No event says that the case began.
    #[error("the case was never opened")]
    NeverOpened,
    /// Two events say so.
    #[error("the case was opened on {first} and again on {again}")]
    OpenedTwice {
        /// The first beginning.
        first: Date,
        /// The other.
        again: Date,
    },
    /// Something happened in it before it began: it was decided, closed, or anything else.
    #[error("{kind} on {day}, before the case was opened on {opened}")]
    BeforeOpened {
        /// What.
        kind: EventKind,
        /// When.
        day: Date,
        /// The beginning.
        opened: Date,
    },
    /// It was taken up again though it had not ended.
    #[error("reopened on {day}, but the case had not ended")]
    ReopenedWhileOpen {
        /// When.
        day: Date,
    },
    /// Something happened in it after it had ended, and it was not reopened.
    #[error("{kind} on {day}, but the case had ended on {ended} and was not reopened")]
    AfterEnd {
        /// What.
        kind: EventKind,
        /// When.
        day: Date,
        /// The end before it.
        ended: Date,
    },
    /// A stretch ended that had not begun: waiting, or a position in which a return is possible.
    #[error("{kind} on {day}, but it had not begun")]
    EndedBeforeItBegan {
        /// The event that ends it.
        kind: EventKind,
        /// When.
        day: Date,
    },
    /// A stretch began that lasted already, so that its end could not be told apart.
    #[error("{kind} on {day}, but it had begun already")]
    BeganTwice {
        /// The event that begins it.
        kind: EventKind,
        /// When.
        day: Date,
    },
}

/// A disorder and the event that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// What is wrong.
    pub disorder: Disorder,
    /// The place of the event in what was checked.
    pub at: usize,
}

/// What lasts from one event to another inside a case; an end of the case ends it too.
const STRETCHES: [(EventKind, EventKind); 2] = [
    (EventKind::WaitingBegan, EventKind::WaitingEnded),
    (EventKind::DeparturePositionBegan, EventKind::DeparturePositionEnded),
];

/// Checks the events of one case, in whichever order they are given.
///
/// # Errors
/// The first disorder in the order of the days.
pub fn check(events: &[Event]) -> Result<(), Found> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|&at| (events[at].day, events[at].kind));
    one_subject(events, &order)?;
    let opened = opening(events, &order)?;
    let happened: Vec<usize> = order.into_iter().filter(|&at| !events[at].kind.may_lie_ahead()).collect();
    let mut course = Course { ended: None, lasts: [false; STRETCHES.len()] };
    for of_day in happened.chunk_by(|&one, &next| events[one].day == events[next].day) {
        if let Some(&at) = of_day.first().filter(|&&at| events[at].day < opened) {
            let Event { kind, day, .. } = events[at];
            return Err(Found { disorder: Disorder::BeforeOpened { kind, day, opened }, at });
        }
        course.pass(events, of_day)?;
    }
    Ok(())
}

fn one_subject(events: &[Event], order: &[usize]) -> Result<(), Found> {
    let Some(&first) = order.first() else { return Ok(()) };
    let area = events[first].area;
    if let Some(&at) = order.iter().find(|&&at| events[at].area != area) {
        return Err(Found { disorder: Disorder::TwoAreas { first: area, other: events[at].area }, at });
    }
    let mut persons = order.iter().filter_map(|&at| Some((at, events[at].person?)));
    let Some((_, person)) = persons.next() else { return Ok(()) };
    match persons.find(|(_, other)| *other != person) {
        Some((at, _)) => Err(Found { disorder: Disorder::TwoPersons, at }),
        None => Ok(()),
    }
}

fn opening(events: &[Event], order: &[usize]) -> Result<Date, Found> {
    let mut openings = order.iter().copied().filter(|&at| events[at].kind == EventKind::Opened);
    match (openings.next(), openings.next()) {
        (None, _) => Err(Found { disorder: Disorder::NeverOpened, at: order.first().copied().unwrap_or(0) }),
        (Some(first), Some(at)) => {
            let disorder = Disorder::OpenedTwice { first: events[first].day, again: events[at].day };
            Err(Found { disorder, at })
        }
        (Some(first), None) => Ok(events[first].day),
    }
}

/// Where a case stands between two days.
struct Course {
    /// The day it ended; none while it is open.
    ended: Option<Date>,
    /// Which of the stretches last.
    lasts: [bool; STRETCHES.len()],
}

impl Course {
    /// Lets the events of one day pass, which all lie on or after the beginning.
    fn pass(&mut self, events: &[Event], of_day: &[usize]) -> Result<(), Found> {
        let last = |kinds: &[EventKind]| of_day.iter().copied().rfind(|&at| kinds.contains(&events[at].kind));
        let count = |kinds: &[EventKind]| of_day.iter().filter(|&&at| kinds.contains(&events[at].kind)).count();
        let ends = [EventKind::Decided, EventKind::Closed];
        let (ended, reopened) = (count(&ends), count(&[EventKind::Reopened]));
        let day = of_day.first().map(|&at| events[at].day).unwrap_or_default();
        let was_open = self.ended.is_none();
        // Ends and reopenings come in turn; which may be one more depends on how the day began.
        let (most_ended, most_reopened) = if was_open { (reopened + 1, ended) } else { (reopened, ended + 1) };
        if let Some(at) = last(&[EventKind::Reopened]).filter(|_| reopened > most_reopened) {
            return Err(Found { disorder: Disorder::ReopenedWhileOpen { day }, at });
        }
        let stray = if ended > most_ended {
            last(&ends)
        } else {
            of_day.first().copied().filter(|_| !was_open && reopened == 0)
        };
        if let Some(at) = stray {
            let disorder = Disorder::AfterEnd { kind: events[at].kind, day, ended: self.ended.unwrap_or(day) };
            return Err(Found { disorder, at });
        }
        for (lasts, (begin, end)) in self.lasts.iter_mut().zip(STRETCHES) {
            let (begins, stops) = (count(&[begin]), count(&[end]));
            let (most_begins, most_stops) = if *lasts { (stops, begins + 1) } else { (stops + 1, begins) };
            if let Some(at) = last(&[end]).filter(|_| stops > most_stops) {
                return Err(Found { disorder: Disorder::EndedBeforeItBegan { kind: end, day }, at });
            }
            if let Some(at) = last(&[begin]).filter(|_| begins > most_begins) {
                return Err(Found { disorder: Disorder::BeganTwice { kind: begin, day }, at });
            }
            *lasts ^= begins != stops;
        }
        let is_open = if was_open { ended == reopened } else { reopened > ended };
        self.ended = if is_open {
            None
        } else {
            self.lasts = [false; STRETCHES.len()];
            Some(if ended > 0 { day } else { self.ended.unwrap_or(day) })
        };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::flow::{CaseNumber, PersonKey};

    /// Events of one asylum case on days of March 2024.
    fn case(events: &[(EventKind, i8)]) -> Vec<Event> {
        let event = |&(kind, day): &(EventKind, i8)| Event {
            case: CaseNumber(1),
            area: Area::Asylum,
            person: None,
            kind,
            day: date(2024, 3, day),
            recorded: date(2024, 4, 1),
            value: kind.has_value().then_some(0),
        };
        events.iter().map(event).collect()
    }

    fn disorder(events: &[(EventKind, i8)]) -> Option<Disorder> {
        check(&case(events)).err().map(|found| found.disorder)
    }

    use EventKind::{
        Closed, Decided, DepartureDeadline, DeparturePositionEnded, FirstInterviewHeld, Opened, Reopened, WaitingBegan,
        WaitingEnded,
    };

    #[test]
    fn a_case_that_ends_and_is_taken_up_again_is_in_order() {
        let whole = [(Opened, 1), (WaitingBegan, 2), (WaitingEnded, 4), (Decided, 5), (Reopened, 9), (Closed, 12)];
        assert_eq!(disorder(&whole), None);
        assert_eq!(disorder(&[(Opened, 1), (Decided, 1)]), None, "decided on the day it came");
        assert_eq!(disorder(&[(Opened, 1), (Decided, 5), (Reopened, 5), (Decided, 5)]), None, "twice on one day");
        assert_eq!(disorder(&[(Opened, 1), (WaitingBegan, 2), (Decided, 5)]), None, "the end ends the waiting");
    }

    #[test]
    fn nothing_happens_before_the_case_is_opened() {
        let opened = date(2024, 3, 8);
        for kind in [Decided, Closed, FirstInterviewHeld] {
            let found = disorder(&[(Opened, 8), (kind, 7)]);
            assert_eq!(found, Some(Disorder::BeforeOpened { kind, day: date(2024, 3, 7), opened }));
        }
        assert_eq!(disorder(&[(Decided, 7)]), Some(Disorder::NeverOpened));
        let twice = Disorder::OpenedTwice { first: date(2024, 3, 1), again: opened };
        assert_eq!(disorder(&[(Opened, 8), (Opened, 1)]), Some(twice));
    }

    #[test]
    fn nothing_happens_after_an_end_unless_the_case_is_reopened() {
        let (day, ended) = (date(2024, 3, 9), date(2024, 3, 5));
        for kind in [Decided, Closed, FirstInterviewHeld] {
            assert_eq!(
                disorder(&[(Opened, 1), (Decided, 5), (kind, 9)]),
                Some(Disorder::AfterEnd { kind, day, ended })
            );
            assert_eq!(disorder(&[(Opened, 1), (Decided, 5), (Reopened, 8), (kind, 9)]), None);
        }
        assert_eq!(disorder(&[(Opened, 1), (DepartureDeadline, 9), (Decided, 5)]), None, "a deadline is no event");
        assert!(matches!(disorder(&[(Opened, 1), (Decided, 5), (Closed, 5)]), Some(Disorder::AfterEnd { .. })));
    }

    #[test]
    fn only_what_has_ended_is_reopened() {
        let day = date(2024, 3, 4);
        assert_eq!(disorder(&[(Opened, 1), (Reopened, 4)]), Some(Disorder::ReopenedWhileOpen { day }));
        let again = [(Opened, 1), (Decided, 2), (Reopened, 3), (Reopened, 4)];
        assert_eq!(disorder(&again), Some(Disorder::ReopenedWhileOpen { day }));
    }

    #[test]
    fn a_stretch_ends_only_once_it_has_begun() {
        let day = date(2024, 3, 4);
        for kind in [WaitingEnded, DeparturePositionEnded] {
            assert_eq!(disorder(&[(Opened, 1), (kind, 4)]), Some(Disorder::EndedBeforeItBegan { kind, day }));
        }
        let earlier = [(Opened, 1), (WaitingEnded, 4), (WaitingBegan, 6)];
        assert_eq!(disorder(&earlier), Some(Disorder::EndedBeforeItBegan { kind: WaitingEnded, day }));
        let twice = [(Opened, 1), (WaitingBegan, 2), (WaitingBegan, 4)];
        assert_eq!(disorder(&twice), Some(Disorder::BeganTwice { kind: WaitingBegan, day }));
        assert_eq!(disorder(&[(Opened, 1), (WaitingBegan, 4), (WaitingEnded, 4)]), None, "within a day");
    }

    #[test]
    fn a_case_has_one_area_and_one_person() {
        let mut events = case(&[(Opened, 1), (FirstInterviewHeld, 2), (Decided, 3)]);
        events[2].person = Some(PersonKey(7));
        assert_eq!(check(&events), Ok(()), "an event without a person says nothing against it");
        events[0].person = Some(PersonKey(8));
        assert_eq!(check(&events), Err(Found { disorder: Disorder::TwoPersons, at: 2 }));
        events[1].area = Area::Visa;
        let disorder = Disorder::TwoAreas { first: Area::Asylum, other: Area::Visa };
        assert_eq!(check(&events), Err(Found { disorder, at: 1 }));
    }

    proptest! {
        #[test]
        fn the_order_in_which_events_are_told_does_not_matter(
            told in prop::collection::vec((0..EventKind::ALL.len(), 1_i8..12), 1..9),
            seed in any::<u64>(),
        ) {
            let told: Vec<_> = told.into_iter().map(|(kind, day)| (EventKind::ALL[kind], day)).collect();
            let mut other = told.clone();
            let shift = usize::try_from(seed % 9).unwrap_or(0) % told.len();
            other.rotate_left(shift);
            prop_assert_eq!(disorder(&told), disorder(&other));
        }

        #[test]
        fn what_was_added_after_an_end_is_always_found(gap in 1_i8..20) {
            let found = disorder(&[(Opened, 1), (Decided, 5), (Closed, 5 + gap)]);
            prop_assert!(matches!(found, Some(Disorder::AfterEnd { .. })), "{:?}", found);
        }
    }
}
