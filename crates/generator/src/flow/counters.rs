//! The counters of the citizens' service: on each working day each office says how long it is until the next free appointment.

use jiff::civil::{Date, date};
use law::calendar::is_day_of_rest;
use oversight::flow::{Event, EventKind};

use super::story::{Story, plus};

/// The office of this place, over all years: the wait swells in spring and when the summer ends.
pub(super) fn counter(mut story: Story) -> Vec<Event> {
    let office = i32::try_from(story.place.index).unwrap_or(0);
    let mut day = date(story.place.year, 1, 1);
    while is_day_of_rest(day) {
        day = plus(day, 1);
    }
    story.happens(EventKind::Opened, day);
    story.happens_with(EventKind::AtOffice, day, office);
    // Smaller offices have fewer appointments, so that a day of illness is felt.
    let mut wait = 6 + 2 * office;
    while day <= story.until() {
        if !is_day_of_rest(day) {
            wait = next_wait(&mut story, wait, day);
            if !story.is_silent() {
                story.happens_with(EventKind::NextAppointment, day, wait);
            }
        }
        day = plus(day, 1);
    }
    story.events()
}

fn next_wait(story: &mut Story, wait: i32, day: Date) -> i32 {
    let drawn_to = if matches!(day.month(), 4 | 5 | 8 | 9) { 15 } else { 9 };
    let towards = (drawn_to - wait).signum();
    let step = if story.chance(0.25) { towards } else { 0 };
    (wait + step + story.between(-2, 2)).clamp(0, 40)
}
