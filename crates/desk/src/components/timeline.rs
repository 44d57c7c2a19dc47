//! What has happened, newest first: title, time, author.

use askama::Template;
use jiff::civil::Date;

use crate::texts::Language;

/// Events, in whichever order they are given; shown newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "components/timeline.html")]
pub struct Timeline {
    language: Language,
    events: Vec<Event>,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// What, in a few words.
    pub title: String,
    /// On which day it holds.
    pub day: Date,
    /// Who wrote it down, or which register it came from.
    pub author: String,
    /// More of it; may be empty.
    pub text: String,
    /// Where it can be opened.
    pub href: Option<String>,
}

impl Timeline {
    /// A timeline of events. Those of one day keep the order they are given in, the last given first.
    pub fn new(language: Language, mut events: Vec<Event>) -> Self {
        events.reverse();
        events.sort_by_key(|event| std::cmp::Reverse(event.day));
        Self { language, events }
    }
}

super::markup!(Timeline);

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_newest_stands_first() {
        let event = |title: &str, day| Event {
            title: title.into(),
            day,
            author: "CPR".into(),
            text: String::new(),
            href: None,
        };
        let (early, late) = (date(2026, 1, 1), date(2026, 2, 1));
        let line =
            Timeline::new(Language::Danish, vec![event("first", early), event("third", late), event("second", early)]);
        let titles: Vec<_> = line.events.iter().map(|event| event.title.as_str()).collect();
        assert_eq!(titles, ["third", "second", "first"]);
    }
}
