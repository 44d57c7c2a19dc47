//! Persons who must leave: returns with their stock, Dublin transfers, immediate departures, duties of control.

use jiff::civil::{Date, date};
use oversight::flow::{Area, Event, EventKind, PersonKey};

use super::story::{Story, plus, working};
use super::volumes::{EXPELLED, REJECTED, scaled};
use super::{Flow, Place};

/// Returns of a year stand in the order of volumes.rs: rejected asylum seekers, expelled persons, the stock.
pub(super) fn of_place(flow: &Flow<'_>, place: Place, story: Story) -> Vec<Event> {
    let (rejected, expelled) = (scaled(flow.settings, REJECTED), scaled(flow.settings, EXPELLED));
    if place.index < rejected {
        rejected_asylum_seeker(story)
    } else if place.index < rejected + expelled {
        let twin = Place { index: place.index - rejected, ..place };
        // Every twentieth is a rejected asylum seeker with a return case of his own: one human being, two cases.
        let twin = (twin.index % 20 == 7 && twin.index < rejected).then(|| (twin.person(), flow.tell(twin)));
        expelled_by_judgment(story, twin)
    } else {
        stock(story)
    }
}

fn rejected_asylum_seeker(mut story: Story) -> Vec<Event> {
    story.about(story.place.person());
    let opened = working(story.beginning());
    story.happens(EventKind::Opened, opened);
    story.happens(EventKind::RejectedAsylumSeeker, opened);
    if story.chance(0.06) {
        story.happens(EventKind::Section29b, opened);
    }
    if story.chance(0.04) {
        // One case that is both.
        story.happens(EventKind::ExpelledByJudgment, opened);
    }
    let received = reflection(&mut story, opened);
    if let Some(left) = seven_days(&mut story, received) {
        return leave(story, left);
    }
    if story.chance(0.07) {
        let until_closed = story.days(&[(0.0, 60), (0.5, 200), (1.0, 900)]);
        story.happens(EventKind::Closed, working(plus(opened, until_closed)));
        return story.events();
    }
    let until_position = story.days(&[(0.0, 10), (0.5, 45), (0.9, 160), (1.0, 400)]);
    let position = working(plus(opened, until_position));
    story.happens(EventKind::DeparturePositionBegan, position);
    missing(&mut story, position);
    let stays = story.days(&[(0.0, 20), (0.2, 120), (0.4, 420), (0.6, 900), (0.8, 1_800), (1.0, 4_000)]);
    leave(story, working(plus(position, stays)))
}

/// The rejection reaches the person; the return agency hears of it and schedules the talk of the time for reflection.
fn reflection(story: &mut Story, opened: Date) -> Date {
    let until_received = story.between(0, 12);
    let received = working(plus(opened, until_received));
    story.happens(EventKind::RejectionReceived, received);
    if story.chance(0.93) {
        let notice = plus(received, story.between(0, 2));
        story.happens(EventKind::WrittenNotice, notice);
        let until_scheduled = story.days(&[(0.0, 1), (0.7, 5), (0.955, 8), (0.99, 14), (1.0, 30)]);
        story.happens(EventKind::ReflectionTalkScheduled, working(plus(received, until_scheduled)).max(notice));
    }
    received
}

/// The deadline of seven days and the first talk about the return. Some leave before it: then the day.
fn seven_days(story: &mut Story, received: Date) -> Option<Date> {
    if !story.chance(0.55) {
        if story.chance(0.9) {
            let until_talk = story.between(3, 40);
            story.happens(EventKind::ReturnTalkHeld, working(plus(received, until_talk)));
        }
        return None;
    }
    story.happens(EventKind::SevenDayDeadline, received);
    let deadline = plus(received, 7);
    story.deadline(EventKind::DepartureDeadline, received, deadline);
    if story.chance(0.08) {
        return Some(plus(received, story.between(1, 7)));
    }
    if story.chance(0.05) {
        story.happens(EventKind::LawfulExcuse, plus(received, 2));
        let extended = plus(deadline, story.between(3, 10));
        story.deadline(EventKind::DepartureDeadlineExtended, plus(received, 3), extended);
        story.happens(EventKind::ReturnTalkHeld, extended);
    } else {
        let until_talk = story.days(&[(0.0, 1), (0.6, 4), (0.88, 7), (0.95, 12), (1.0, 40)]);
        story.happens(EventKind::ReturnTalkHeld, plus(received, until_talk));
    }
    None
}

/// Some stay away from the departure centre for a while and come back.
fn missing(story: &mut Story, position: Date) {
    if !story.chance(0.45) {
        return;
    }
    story.happens(EventKind::AtDepartureCentre, position);
    if !story.chance(0.35) {
        return;
    }
    let until_away = story.between(2, 15);
    let away = plus(position, until_away);
    let hours = story.days(&[(0.0, 24), (0.3, 71), (0.8, 160), (1.0, 720)]);
    story.happens_with(EventKind::ReportedMissing, away, hours);
    // Everybody who comes back does so before the shortest stay in position is over.
    let back = plus(away, story.between(1, 2));
    if story.chance(0.7) {
        story.happens(EventKind::CameBack, back);
        let until_scheduled = story.days(&[(0.0, 0), (0.8, 2), (1.0, 3)]);
        if story.chance(0.94) {
            story.happens(EventKind::ComebackTalkScheduled, plus(back, until_scheduled));
        }
    }
}

/// The person leaves, after all else that happened, and with that the case is done.
fn leave(mut story: Story, day: Date) -> Vec<Event> {
    let day = day.max(story.latest());
    story.happens(EventKind::Departed, day);
    story.happens(EventKind::Decided, day);
    story.events()
}

fn expelled_by_judgment(mut story: Story, twin: Option<(PersonKey, Vec<Event>)>) -> Vec<Event> {
    let mut opened = working(story.beginning());
    let mut left = None;
    story.about(story.place.person());
    if let Some((person, events)) = twin {
        story.about(person);
        // A human being leaves once, on one day, whichever of the cases tells it.
        let departed = events.iter().find(|event| event.kind == EventKind::Departed);
        let day = departed.map_or_else(|| plus(story.until(), 1), |event| event.day);
        opened = opened.min(day);
        left = Some(day);
        story.happens(EventKind::RejectedAsylumSeeker, opened);
    }
    story.happens(EventKind::Opened, opened);
    story.happens(EventKind::ExpelledByJudgment, opened);
    // Most are taken to the border when the sentence is served.
    let until_left = story.days(&[(0.0, 0), (0.5, 12), (0.85, 60), (0.93, 400), (1.0, 2_500)]);
    let left = left.unwrap_or_else(|| plus(opened, until_left));
    if story.chance(0.02) && left > plus(opened, 30) {
        story.happens(EventKind::DepartureHindered, plus(opened, 20));
    }
    leave(story, left)
}

/// A rejected asylum seeker who was in position when the flow begins, most for more than two years.
fn stock(mut story: Story) -> Vec<Event> {
    story.about(story.place.person());
    let begins = date(story.place.year, 1, 1);
    let before = story.days(&[(0.0, 60), (0.2, 500), (0.5, 1_300), (0.9, 2_900), (1.0, 4_200)]);
    let opened = working(plus(begins, -before - 40));
    story.happens(EventKind::Opened, opened);
    story.happens(EventKind::RejectedAsylumSeeker, opened);
    if story.chance(0.1) {
        story.happens(EventKind::Section29b, opened);
    }
    let position = working(plus(opened, 30));
    story.happens(EventKind::DeparturePositionBegan, position);
    let since = story.days(&[(0.0, 5), (0.25, 300), (0.5, 900), (0.8, 2_000), (1.0, 4_500)]);
    let ends = working(plus(begins, since));
    // Some are granted something else: the position ends, and with it the case.
    if story.chance(0.3) {
        story.happens(EventKind::DeparturePositionEnded, ends);
        story.happens(EventKind::Closed, ends);
        return story.events();
    }
    leave(story, ends)
}

pub(super) fn dublin(mut story: Story) -> Vec<Event> {
    story.about(story.place.person());
    let opened = working(story.beginning());
    story.happens(EventKind::Opened, opened);
    let until_accepted = story.days(&[(0.0, 10), (0.7, 60), (1.0, 110)]);
    let accepted = working(plus(opened, until_accepted));
    story.happens(EventKind::TransferAccepted, accepted);
    // Article 29(1) and (2): six months, twelve in prison, eighteen on the run.
    let days = match story.between(0, 99) {
        0..86 => 182,
        86..90 => 365,
        _ => 548,
    };
    let deadline = plus(accepted, days);
    story.deadline(EventKind::TransferDeadline, accepted, deadline);
    if story.chance(0.08) {
        story.happens(EventKind::MemberStateClosed, plus(accepted, 5));
    }
    if story.chance(0.2) {
        let until_closed = story.between(20, 150);
        story.happens(EventKind::Closed, working(plus(accepted, until_closed)));
        return story.events();
    }
    let until_left = story.days(&[(0.0, 8), (0.6, 70), (0.93, 180), (1.0, 420)]);
    leave(story, plus(accepted, until_left))
}

pub(super) fn immediate_departure(mut story: Story) -> Vec<Event> {
    story.about(story.place.person());
    let opened = story.beginning();
    story.happens(EventKind::Opened, opened);
    if story.chance(0.8) {
        story.happens(EventKind::Cooperates, opened);
    }
    if story.chance(0.1) {
        story.happens(EventKind::DepartureHindered, opened);
    }
    let until_answer = story.between(0, 4);
    let answered = plus(opened, until_answer);
    story.happens(EventKind::HearingAnswered, answered);
    let until_left = story.days(&[(0.0, 0), (0.6, 4), (0.85, 10), (0.95, 21), (1.0, 60)]);
    leave(story, plus(answered, until_left))
}

pub(super) fn control_duty(mut story: Story) -> Vec<Event> {
    let year = story.place.year;
    // The same persons are under the duty month after month: a case is one of them in one month.
    let person = Place { year, area: Area::ControlDuty, index: story.place.index / 12 };
    story.about(person.person());
    let month = i8::try_from(story.place.index % 12).unwrap_or(0) + 1;
    let first = date(year, month, 1);
    let of_breach = story.between(0, i32::from(first.days_in_month()) - 1);
    let opened = plus(first, of_breach);
    story.happens(EventKind::Opened, opened);
    // Dealt with in the following month, or before; a few later.
    let until_next = i32::from(first.days_in_month()) - of_breach;
    let within = story.days(&[(0.0, -20), (0.2, 0), (0.965, 27), (1.0, 75)]);
    let dealt_with = plus(opened, (until_next + within).max(0));
    story.happens(EventKind::BreachDealtWith, dealt_with);
    story.happens(EventKind::Decided, dealt_with);
    story.events()
}
