//! Appeals to the Refugee Appeals Board and to the Immigration Appeals Board.

use oversight::flow::{Event, EventKind};

use super::story::{Course, Story, working};

pub(super) fn refugee(story: Story) -> Vec<Event> {
    let course = Course {
        work: &[(0.0, 30), (0.25, 70), (0.5, 100), (0.8, 140), (0.95, 215), (1.0, 430)],
        waits: 0.1,
        causes: [2, 1, 3, 3, 1],
        closed: 0.05,
        reopened: 0.035,
    };
    appeal(story, &course, Some(0.85))
}

pub(super) fn immigration(story: Story) -> Vec<Event> {
    let course = Course {
        work: &[(0.0, 20), (0.25, 100), (0.5, 165), (0.8, 245), (0.95, 350), (1.0, 700)],
        waits: 0.12,
        causes: [3, 4, 0, 2, 2],
        closed: 0.06,
        reopened: 0.02,
    };
    appeal(story, &course, None)
}

/// `spontaneous` is the share of appeals of spontaneous applicants, where the board tells them apart.
fn appeal(mut story: Story, course: &Course<'_>, spontaneous: Option<f64>) -> Vec<Event> {
    story.about(story.place.person());
    let opened = working(story.beginning());
    if spontaneous.is_some_and(|share| story.chance(share)) {
        story.happens(EventKind::Spontaneous, opened);
    }
    story.course(opened, course);
    story.events()
}
