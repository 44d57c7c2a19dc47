//! Asylum, Ukraine, family reunification, permanent residence, visa: an application, some work, a decision.

use jiff::civil::date;
use oversight::flow::{Event, EventKind};

use super::story::{Course, Story, plus, working};

pub(super) fn asylum(mut story: Story) -> Vec<Event> {
    story.about(story.place.person());
    let opened = story.beginning();
    // Of 2,700: 2,000 spontaneous at the centre, 300 registered from afar, 400 of persons who have a ground for staying.
    let sort = story.between(0, 26);
    let has_ground = sort >= 23;
    if has_ground {
        story.happens(EventKind::HasGroundForStaying, opened);
    } else {
        story.happens(EventKind::Spontaneous, opened);
    }
    if (20..23).contains(&sort) {
        story.happens(EventKind::RemotelyRegistered, opened);
    }
    let course = Course {
        work: &[(0.0, 38), (0.25, 95), (0.5, 160), (0.75, 240), (0.9, 330), (1.0, 620)],
        waits: 0.22,
        causes: [2, 3, 3, 1, 1],
        closed: 0.09,
        reopened: 0.03,
    };
    let ended = story.course(opened, &course);
    let until_talk = story.days(&[(0.0, 4), (0.5, 17), (0.9, 29), (0.97, 38), (1.0, 80)]);
    let talk = working(plus(opened, until_talk));
    if talk <= ended {
        story.happens(EventKind::FirstInterviewHeld, talk);
    }
    story.events()
}

pub(super) fn ukraine(mut story: Story) -> Vec<Event> {
    story.about(story.place.person());
    let opened = story.beginning();
    // The first spring brought more than could be dealt with at once.
    let is_first_spring = story.place.year == 2022;
    let work: &[(f64, i32)] = if is_first_spring {
        &[(0.0, 5), (0.5, 24), (0.8, 40), (1.0, 120)]
    } else {
        &[(0.0, 2), (0.5, 16), (0.8, 31), (0.9, 42), (1.0, 150)]
    };
    let course = Course { work, waits: 0.07, causes: [6, 2, 0, 1, 1], closed: 0.04, reopened: 0.008 };
    story.course(opened, &course);
    story.events()
}

pub(super) fn ukraine_extension(mut story: Story) -> Vec<Event> {
    story.about(story.place.person());
    let opened = story.beginning();
    let course = Course {
        work: &[(0.0, 3), (0.5, 28), (0.9, 60), (0.97, 85), (1.0, 160)],
        waits: 0.04,
        causes: [6, 1, 0, 0, 3],
        closed: 0.02,
        reopened: 0.004,
    };
    story.course(opened, &course);
    story.events()
}

pub(super) fn family_reunification(mut story: Story) -> Vec<Event> {
    story.about(story.place.person());
    let opened = story.beginning();
    if story.chance(0.85) {
        story.happens(EventKind::FirstTime, opened);
    }
    // The years after 2022 worked a backlog off.
    let slow = story.place.year <= 2022;
    let work: &[(f64, i32)] = if slow {
        &[(0.0, 12), (0.25, 100), (0.5, 165), (0.8, 225), (1.0, 520)]
    } else {
        &[(0.0, 10), (0.25, 80), (0.5, 130), (0.75, 170), (0.93, 205), (1.0, 480)]
    };
    let course = Course { work, waits: 0.18, causes: [6, 2, 1, 1, 1], closed: 0.07, reopened: 0.025 };
    story.course(opened, &course);
    story.events()
}

pub(super) fn permanent_residence(mut story: Story) -> Vec<Event> {
    story.about(story.place.person());
    let opened = story.beginning();
    let course = Course {
        work: &[(0.0, 14), (0.25, 120), (0.5, 205), (0.8, 270), (0.92, 298), (1.0, 560)],
        waits: 0.2,
        causes: [5, 4, 0, 1, 2],
        closed: 0.04,
        reopened: 0.02,
    };
    story.course(opened, &course);
    story.events()
}

pub(super) fn visa(mut story: Story) -> Vec<Event> {
    let opened = story.beginning();
    let kind = if story.chance(0.22) { EventKind::BusinessVisit } else { EventKind::PrivateVisit };
    story.happens(kind, opened);
    if story.chance(0.9) {
        story.happens(EventKind::FirstTime, opened);
    }
    // Before 2022 was over, embassies were still short of staff.
    let was_short = opened < date(2023, 1, 1);
    let work: &[(f64, i32)] = if was_short {
        &[(0.0, 1), (0.6, 18), (0.85, 40), (1.0, 110)]
    } else {
        &[(0.0, 1), (0.6, 13), (0.9, 33), (0.96, 45), (1.0, 95)]
    };
    let course = Course { work, waits: 0.05, causes: [6, 3, 0, 0, 1], closed: 0.03, reopened: 0.004 };
    story.course(opened, &course);
    story.events()
}
