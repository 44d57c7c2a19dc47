use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::danish_education::{owed, periods};

const LAST: Date = date(2024, 12, 31);

fn entry(on: Date, what: Step) -> Entry<Step> {
    Entry { on, party: Party::Ministry, what }
}

fn aarhus() -> MunicipalityCode {
    MunicipalityCode::new(751).expect("Aarhus")
}

fn call_in(deadline: Date) -> Step {
    Step::CalledIn {
        municipality: aarhus(),
        period_last: LAST,
        period_first: None,
        extraordinary: String::new(),
        deadline,
    }
}

fn whole() -> BTreeMap<Item, Covered> {
    Item::ALL.map(|item| (item, Covered::Covered)).into()
}

/// Takes steps one after the other.
fn course(steps: impl IntoIterator<Item = (Date, Step)>) -> Result<Report, WrongStep> {
    let mut report: Option<Report> = None;
    for (on, step) in steps {
        report = Some(Report::take(report.as_ref(), &entry(on, step))?);
    }
    Ok(report.expect("a course of at least one step"))
}

fn called_in() -> (Date, Step) {
    (date(2025, 1, 10), call_in(date(2025, 3, 1)))
}

fn received(on: Date) -> (Date, Step) {
    (on, Step::Received { reference: "2025-17".into() })
}

fn raised(on: Date, deadline: Date) -> (Date, Step) {
    let what = "Oplys prøveresultater for 2024.".to_owned();
    (on, Step::PointRaised { id: "1".into(), item: Item::TestResults, what, deadline })
}

#[test]
fn a_report_goes_from_call_in_over_reading_and_points_to_its_end() {
    let steps = [
        called_in(),
        received(date(2025, 2, 20)),
        (date(2025, 3, 3), Step::Read { content: whole(), note: String::new() }),
        raised(date(2025, 3, 3), date(2025, 4, 1)),
        (date(2025, 3, 4), Step::PointsSent),
        (date(2025, 3, 20), Step::PointAnswered { id: "1".into(), answer: "Vedlagt.".into() }),
        (date(2025, 3, 21), Step::PointSettled { id: "1".into(), conclusion: "Oplyst.".into() }),
        (date(2025, 3, 21), Step::Closed { conclusion: "Giver ikke anledning til mere.".into() }),
    ];
    let standings: Vec<Standing> = (1..=steps.len())
        .map(|many| course(steps[..many].to_vec()).expect("sound steps").standing(date(2025, 3, 22)))
        .collect();
    assert_eq!(
        standings,
        [
            Standing::Overdue,
            Standing::ToBeRead,
            Standing::ToBeClosed,
            Standing::Outstanding,
            Standing::Outstanding,
            Standing::ToBeSettled,
            Standing::ToBeClosed,
            Standing::Closed,
        ]
    );
}

#[test]
fn a_deadline_holds_on_its_day_and_is_over_on_the_next() {
    let report = course([called_in()]).expect("called in");
    assert_eq!(report.standing(date(2025, 3, 1)), Standing::Awaited);
    assert_eq!(report.standing(date(2025, 3, 2)), Standing::Overdue);
}

#[test]
fn a_report_cannot_be_asked_for_before_its_period_is_over() {
    let early = course([(date(2024, 10, 1), call_in(LAST))]);
    assert_eq!(early, Err(WrongStep::Early { field: "deadline", earliest: date(2025, 1, 1) }));
    assert!(course([(date(2024, 10, 1), call_in(date(2025, 2, 1)))]).is_ok(), "asked for ahead, due afterwards");
}

#[test]
fn a_period_outside_the_rhythm_needs_its_first_day_and_a_reason() {
    let step = |period_first, extraordinary: &str| Step::CalledIn {
        municipality: aarhus(),
        period_last: date(2025, 6, 30),
        period_first,
        extraordinary: extraordinary.into(),
        deadline: date(2025, 9, 1),
    };
    let taken = |step| course([(date(2025, 7, 1), step)]);
    assert!(matches!(taken(step(None, "")), Err(WrongStep::NoSuch { field: "period_last", .. })));
    let first = Some(date(2025, 1, 1));
    assert_eq!(taken(step(first, " ")), Err(WrongStep::Blank { field: "extraordinary" }));
    let report = taken(step(first, "Opfølgning på en kritisk rapport.")).expect("an extraordinary report");
    assert_eq!(report.extraordinary.as_deref(), Some("Opfølgning på en kritisk rapport."));
}

#[test]
fn reminders_come_after_the_deadline_at_most_twice_and_each_sets_a_new_one() {
    let remind = |on, deadline| (on, Step::Reminded { deadline });
    let early = course([called_in(), remind(date(2025, 3, 1), date(2025, 3, 20))]);
    assert_eq!(early, Err(WrongStep::Early { field: "on", earliest: date(2025, 3, 2) }));
    let twice =
        vec![called_in(), remind(date(2025, 3, 2), date(2025, 3, 20)), remind(date(2025, 3, 21), date(2025, 4, 10))];
    let report = course(twice.clone()).expect("two reminders");
    assert_eq!((report.deadline, report.reminders.len()), (date(2025, 4, 10), 2));
    let third = course(twice.into_iter().chain([remind(date(2025, 4, 11), date(2025, 5, 1))]));
    assert!(matches!(third, Err(WrongStep::Twice { field: "step", .. })));
}

#[test]
fn a_reading_speaks_of_everything_that_was_asked_for_and_of_nothing_else() {
    let read = |content| {
        course([
            called_in(),
            received(date(2025, 2, 1)),
            (date(2025, 2, 2), Step::Read { content, note: String::new() }),
        ])
    };
    let mut without = whole();
    without.remove(&Item::QualifiedStaff);
    assert_eq!(
        read(without),
        Err(WrongStep::Incomplete { field: "content", missing: vec!["qualified-staff".to_owned()] })
    );
    let unread = course([called_in(), (date(2025, 2, 2), Step::Read { content: whole(), note: String::new() })]);
    assert_eq!(unread, Err(WrongStep::TooSoon { needs: "received" }));
}

#[test]
fn what_comes_after_the_reading_is_to_be_read_also_on_the_same_day() {
    let day = date(2025, 2, 2);
    let report = course([
        called_in(),
        received(day),
        (day, Step::Read { content: whole(), note: String::new() }),
        received(day),
    ]);
    assert_eq!(report.expect("sound steps").standing(day), Standing::ToBeRead);
}

#[test]
fn a_report_with_an_open_point_is_not_closed() {
    let day = date(2025, 2, 2);
    let report = course([
        called_in(),
        received(day),
        (day, Step::Read { content: whole(), note: String::new() }),
        raised(day, date(2025, 4, 1)),
        (day, Step::Closed { conclusion: "Slut".into() }),
    ]);
    assert_eq!(report, Err(WrongStep::Incomplete { field: "step", missing: vec!["1".to_owned()] }));
}

#[test]
fn after_its_end_only_reopening_goes_on_and_other_parties_never_do() {
    let day = date(2025, 2, 2);
    let report = course([
        called_in(),
        received(day),
        (day, Step::Read { content: whole(), note: String::new() }),
        (day, Step::Closed { conclusion: "Slut".into() }),
    ])
    .expect("closed");
    let more = entry(day, received(day).1);
    assert_eq!(Report::take(Some(&report), &more), Err(WrongStep::Closed));
    let reopened = Report::take(Some(&report), &entry(day, Step::Reopened { reason: "Nye oplysninger".into() }));
    assert_eq!(reopened.expect("reopened").standing(day), Standing::ToBeClosed);
    let auditors = Entry { party: Party::Auditors, ..more };
    assert_eq!(Report::take(Some(&report), &auditors), Err(WrongStep::NotYours { whose: Party::Ministry }));
}

#[test]
fn every_municipality_stands_in_the_calendar_once_and_the_counts_add_up() {
    let on = date(2025, 3, 2);
    let period = *periods(on).iter().find(|period| period.last == LAST).expect("the period of 2024");
    let report = course([called_in()]).expect("called in");
    let (lines, counts) = owed(period, [&report], on);
    assert_eq!((lines.len(), counts.values().sum::<usize>()), (98, 98));
    assert_eq!(counts, [(Standing::NotCalledIn, 97), (Standing::Overdue, 1)].into());
    let line = lines.iter().find(|line| line.municipality == aarhus()).expect("Aarhus");
    assert_eq!((line.standing, line.deadline), (Standing::Overdue, Some(date(2025, 3, 1))));
}

fn any_step() -> impl Strategy<Value = Step> {
    let day = (0_i32..200).prop_map(|days| date(2025, 1, 1) + days.days());
    prop_oneof![
        day.clone().prop_map(call_in),
        day.clone().prop_map(|deadline| Step::Reminded { deadline }),
        day.clone().prop_map(|deadline| Step::DeadlineMoved { deadline, reason: "aftalt".into() }),
        Just(Step::Received { reference: "2025-17".into() }),
        Just(Step::Read { content: whole(), note: String::new() }),
        day.clone().prop_map(|deadline| raised(deadline, deadline).1),
        Just(Step::PointsSent),
        day.prop_map(|deadline| Step::PointReminded { id: "1".into(), deadline }),
        Just(Step::PointAnswered { id: "1".into(), answer: "svar".into() }),
        Just(Step::PointSettled { id: "1".into(), conclusion: "i orden".into() }),
        Just(Step::Closed { conclusion: "slut".into() }),
        Just(Step::Reopened { reason: "nyt".into() }),
    ]
}

proptest! {
    #[test]
    fn whatever_is_tried_in_whatever_order_no_report_is_closed_unread_or_with_open_points(
        steps in prop::collection::vec((0_i32..30, any_step()), 1..40),
    ) {
        let (mut report, mut on): (Option<Report>, Date) = (None, date(2025, 1, 1));
        for (days, step) in steps {
            on += days.days();
            let Ok(taken) = Report::take(report.as_ref(), &entry(on, step)) else { continue };
            if taken.closed.is_some() {
                prop_assert!(taken.reading.is_some() && taken.points.iter().all(|point| point.settled.is_some()));
            }
            prop_assert!(taken.reminders.len() <= REMINDERS_MOST);
            prop_assert!(taken.received.is_empty() || taken.standing(on) != Standing::Overdue);
            report = Some(taken);
        }
    }
}
