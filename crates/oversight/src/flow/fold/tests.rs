use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::flow::{CaseNumber, Columns, Event, PersonKey};

fn event(kind: EventKind, day: Date) -> Event {
    let case = CaseNumber(1);
    let value = kind.has_value().then_some(0);
    Event { case, area: Area::Asylum, person: Some(PersonKey(9)), kind, day, recorded: day, value }
}

fn march(day: i8) -> Date {
    date(2024, 3, day)
}

fn sight(on: Date, known_at: Date) -> Sight {
    Sight { on: Day::from(on), known_at: Day::from(known_at) }
}

const LATE: Date = date(2024, 12, 31);

/// Opening and end of the case, or why it cannot be read, or that nothing is seen.
type Read = Result<Option<(Date, Option<(Date, Ending)>)>, Fault>;

fn read(events: &[Event], sight: Sight) -> Read {
    let columns = Columns::of(events);
    let case = columns.cases().next().unwrap();
    match fold(case, sight) {
        Known::Nothing => Ok(None),
        Known::Faulty(fault) => Err(fault),
        Known::Case(case) => Ok(Some((case.opened.date(), case.ending.map(|(day, how)| (day.date(), how))))),
    }
}

fn read_late(kinds: &[(EventKind, i8)]) -> Read {
    let events: Vec<Event> = kinds.iter().map(|(kind, day)| event(*kind, march(*day))).collect();
    read(&events, sight(LATE, LATE))
}

use EventKind::{Closed, Decided, FirstTime, Opened, Reopened, WaitingBegan, WaitingEnded};

#[test]
fn a_reopening_takes_the_decision_back_and_the_last_end_stands() {
    let decided = |day| Ok(Some((march(1), Some((march(day), Ending::Decided)))));
    assert_eq!(read_late(&[(Opened, 1), (Decided, 5)]), decided(5));
    assert_eq!(read_late(&[(Opened, 1), (Decided, 5), (Reopened, 7)]), Ok(Some((march(1), None))));
    assert_eq!(read_late(&[(Opened, 1), (Decided, 5), (Reopened, 7), (Decided, 9)]), decided(9));
}

#[test]
fn what_happens_on_one_day_is_read_in_its_only_sensible_order() {
    assert_eq!(read_late(&[(Decided, 1), (Opened, 1)]), Ok(Some((march(1), Some((march(1), Ending::Decided))))));
    assert_eq!(read_late(&[(Opened, 1), (Decided, 5), (Reopened, 5)]), Ok(Some((march(1), None))));
    let again = read_late(&[(Opened, 1), (Decided, 5), (Reopened, 5), (Decided, 5)]);
    assert_eq!(again, Ok(Some((march(1), Some((march(5), Ending::Decided))))));
}

#[test]
fn every_contradiction_has_a_name() {
    assert_eq!(read_late(&[(Decided, 5)]), Err(Fault::NeverOpened));
    assert_eq!(read_late(&[(Opened, 1), (Opened, 2)]), Err(Fault::OpenedTwice));
    assert_eq!(read_late(&[(Opened, 5), (Decided, 1)]), Err(Fault::DecidedBeforeOpened));
    assert_eq!(read_late(&[(Opened, 5), (Closed, 1)]), Err(Fault::ClosedBeforeOpened));
    assert_eq!(read_late(&[(Opened, 5), (Reopened, 1)]), Err(Fault::ReopenedBeforeOpened));
    assert_eq!(read_late(&[(Opened, 1), (Decided, 2), (Closed, 3)]), Err(Fault::EndedTwice));
    assert_eq!(read_late(&[(Opened, 1), (Reopened, 2)]), Err(Fault::ReopenedWhileOpen));
    assert_eq!(read_late(&[(Opened, 1), (WaitingBegan, 2), (WaitingBegan, 3)]), Err(Fault::WaitsTwice));
    assert_eq!(read_late(&[(Opened, 1), (WaitingEnded, 2)]), Err(Fault::WaitingEndedUnbegun));
    assert_eq!(read_late(&[(Opened, 1), (Decided, 2), (FirstTime, 3)]), Err(Fault::MarkAfterEnd));
}

#[test]
fn values_persons_areas_and_dates_that_cannot_be_are_named() {
    let opened = event(Opened, march(1));
    let at_end = sight(LATE, LATE);
    let waits = event(WaitingBegan, march(2));
    let with = |value| read(&[opened.clone(), Event { value, ..waits.clone() }], at_end);
    assert_eq!(with(None), Err(Fault::ValueMissing));
    assert_eq!(with(Some(5)), Err(Fault::ValueUnknown));
    assert_eq!(with(Some(-1)), Err(Fault::ValueUnknown));
    let other = Event { area: Area::Visa, ..event(Decided, march(2)) };
    assert_eq!(read(&[opened.clone(), other], at_end), Err(Fault::TwoAreas));
    let early = Event { recorded: march(1), ..event(Decided, march(2)) };
    assert_eq!(read(&[opened.clone(), early], at_end), Err(Fault::EnteredBeforeItHappened));
    let deadline = Event { recorded: march(1), ..event(EventKind::DepartureDeadline, march(8)) };
    assert_eq!(read(&[opened, deadline], at_end), Ok(Some((march(1), None))));
}

#[test]
fn what_was_entered_late_is_not_known_before() {
    let decided = Event { recorded: march(20), ..event(Decided, march(5)) };
    let events = [event(Opened, march(1)), decided];
    assert_eq!(read(&events, sight(LATE, march(19))), Ok(Some((march(1), None))));
    assert_eq!(read(&events, sight(march(5), march(20))), Ok(Some((march(1), Some((march(5), Ending::Decided))))));
    assert_eq!(read(&events, sight(march(4), march(20))), Ok(Some((march(1), None))));
    assert_eq!(read(&events, sight(LATE, date(2024, 2, 29))), Ok(None));
}

#[test]
fn a_deadline_set_after_the_day_of_the_question_is_not_seen_though_it_is_known() {
    let deadline = |kind, day, recorded| Event { recorded, ..event(kind, march(day)) };
    // Opened after the day asked about, with a deadline: the case was not there yet, and nothing contradicts itself.
    let next_year = [event(Opened, march(10)), deadline(EventKind::DepartureDeadline, 17, march(10))];
    assert_eq!(read(&next_year, sight(march(5), LATE)), Ok(None));
    // A deadline that came before the opening that it belongs to.
    let ahead = [event(Opened, march(10)), deadline(EventKind::DepartureDeadline, 17, march(4))];
    assert_eq!(read(&ahead, sight(march(5), LATE)), Ok(None));
    let moved = [
        event(Opened, march(1)),
        deadline(EventKind::TransferDeadline, 20, march(1)),
        deadline(EventKind::TransferDeadline, 28, march(15)),
        deadline(EventKind::DepartureDeadline, 8, march(25)),
    ];
    let latest = |kind, on| {
        let columns = Columns::of(&moved);
        let Known::Case(case) = fold(columns.cases().next().unwrap(), sight(on, LATE)) else { panic!("a case") };
        case.latest_entry(kind).map(Day::date)
    };
    assert_eq!(latest(EventKind::TransferDeadline, march(14)), Some(march(20)), "the extension changes no earlier day");
    assert_eq!(latest(EventKind::TransferDeadline, march(15)), Some(march(28)));
    assert_eq!(latest(EventKind::DepartureDeadline, march(7)), None);
    assert_eq!(latest(EventKind::DepartureDeadline, march(8)), Some(march(8)), "it had passed, and was entered late");
}

#[test]
fn a_position_to_leave_holds_until_it_ends_and_again_when_it_begins_again() {
    use EventKind::{DeparturePositionBegan as Began, DeparturePositionEnded as Ended};
    let events = [event(Opened, march(1)), event(Began, march(3)), event(Ended, march(6)), event(Began, march(9))];
    let columns = Columns::of(&events);
    let Known::Case(case) = fold(columns.cases().next().unwrap(), sight(LATE, LATE)) else { panic!("a case") };
    let holds: Vec<i8> = (1..=10).filter(|day| case.holds(Began, Day::from(march(*day)))).collect();
    assert_eq!(holds, [3, 4, 5, 9, 10]);
}

#[test]
fn a_position_that_ends_and_begins_again_on_one_day_goes_on_and_one_that_begins_and_ends_was_over_at_once() {
    use EventKind::{Departed, DeparturePositionBegan as Began, DeparturePositionEnded as Ended};
    let since = |events: &[(EventKind, i8)], on: i8| {
        let opened = std::iter::once(event(Opened, march(1)));
        let events: Vec<Event> = opened.chain(events.iter().map(|(kind, day)| event(*kind, march(*day)))).collect();
        let columns = Columns::of(&events);
        let Known::Case(case) = fold(columns.cases().next().unwrap(), sight(LATE, LATE)) else { panic!("a case") };
        let on = Day::from(march(on));
        let since = case.held_since(Began, &[Ended], on);
        assert_eq!(since.is_some(), case.holds(Began, on), "one fold, one answer");
        since.map(|day| day.date().day())
    };
    assert_eq!(since(&[(Began, 3), (Ended, 6), (Began, 6)], 6), Some(3), "no day without it");
    assert_eq!(since(&[(Began, 6), (Ended, 6)], 6), None, "over at once");
    assert_eq!(since(&[(Began, 3), (Ended, 6), (Began, 6), (Ended, 8)], 8), None);
    assert_eq!(since(&[(Began, 3), (Ended, 6), (Began, 8)], 9), Some(8), "a break, and a new beginning");
    assert_eq!(since(&[(Began, 3), (Began, 5)], 9), Some(3), "what holds does not begin anew");
    assert_eq!(since(&[(Began, 3), (Departed, 5)], 9), Some(3), "an end that is none of its own");
}

#[test]
fn waiting_is_added_up_by_cause_and_ends_with_the_case() {
    let wait = |day, cause| Event { value: Some(cause), ..event(WaitingBegan, march(day)) };
    let events = [
        event(Opened, march(1)),
        wait(2, 0),
        event(WaitingEnded, march(5)),
        // The cause changes on one day.
        wait(5, 1),
        event(WaitingEnded, march(6)),
        wait(6, 4),
        event(Decided, march(10)),
    ];
    let columns = Columns::of(&events);
    let Known::Case(case) = fold(columns.cases().next().unwrap(), sight(LATE, LATE)) else { panic!("a case") };
    assert_eq!(case.waiting(), [3, 1, 0, 0, 4]);
}

#[test]
fn a_counter_needs_no_opening() {
    let at = Event { area: Area::ServiceCounter, ..event(EventKind::AtOffice, march(1)) };
    assert_eq!(read(&[at], sight(LATE, LATE)), Ok(Some((march(1), None))));
}

fn any_event() -> impl Strategy<Value = Event> {
    let kinds = [Opened, Decided, Closed, Reopened, WaitingBegan, WaitingEnded, FirstTime];
    (proptest::sample::select(kinds.to_vec()), 1_i8..8, 0_i8..4)
        .prop_map(|(kind, day, later)| Event { recorded: march(day + later), ..event(kind, march(day)) })
}

proptest! {
    /// Columns keep rows in the order in which they came: whatever it is, the case is the same.
    #[test]
    fn the_order_of_rows_makes_no_difference(
        events in proptest::collection::vec(any_event(), 1..8), on in 1_i8..9, known in 1_i8..12, seed in 0_usize..8,
    ) {
        let sight = sight(march(on), march(known));
        let mut turned = events.clone();
        turned.rotate_left(seed % events.len());
        turned.reverse();
        let as_they_come = |events: &[Event]| {
            let mut columns = Columns::default();
            for event in events {
                columns.append(Columns::of(std::slice::from_ref(event)));
            }
            match fold(columns.cases().next().unwrap(), sight) {
                Known::Nothing => "nothing".to_owned(),
                Known::Faulty(_) => "faulty".to_owned(),
                Known::Case(case) => format!("{:?} {:?} {:?}", case.opened, case.ending, case.waiting()),
            }
        };
        prop_assert_eq!(as_they_come(&events), as_they_come(&turned));
    }

    /// A later day of knowledge sees at least the same events.
    #[test]
    fn knowledge_only_grows(events in proptest::collection::vec(any_event(), 1..8), known in 1_i8..12) {
        let seen = |known: i8| {
            let sight = sight(LATE, march(known));
            Columns::of(&events).cases().next().unwrap().happenings().filter(|event| sight.sees(event)).count()
        };
        prop_assert!(seen(known) <= seen(known + 1));
    }
}
