//! A whole life as one list: what happened, what came to hold and when it ended, and when each duty arose, was due and was done.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use crate::act::Provision;
use crate::assessment::{self, ConclusionView, DutyView};
use crate::calendar;
use crate::case::{Case, PersonRef};
use crate::edition::Edition;
use crate::life::{Conclusion, Life, with_life};
use crate::why::Why;
use crate::words::Language;

/// One person's life: every event in the order of days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Timeline {
    /// The case number.
    pub case: String,
    /// The person's id in the case.
    pub person: String,
    /// The last day looked at.
    pub until: Date,
    /// The edition of the Act.
    pub edition: String,
    /// What happened and came to hold.
    pub events: Vec<Event>,
    /// Every conclusion with its days; neighbours that say the same are one.
    pub conclusions: Vec<ConclusionView>,
    /// Every duty, as it stands on the last day.
    pub duties: Vec<DutyView>,
}

/// Something on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Event {
    /// The day.
    pub on: Date,
    /// What kind of event it is.
    pub kind: EventKind,
    /// The fact's kind, the question's or the duty's name.
    pub name: Cow<'static, str>,
    /// In words.
    pub text: String,
    /// The provision, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provision: Option<Provision>,
}

impl fmt::Display for Timeline {
    /// A line an event, the day where it is another than the line before.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut day = None;
        for event in &self.events {
            let shown = if day == Some(event.on) { String::new() } else { event.on.to_string() };
            day = Some(event.on);
            let mark = event.kind.mark();
            let provision = event.provision.map_or_else(String::new, |provision| format!("  ({provision})"));
            match event.kind {
                EventKind::Fact => writeln!(f, "{shown:<11}{mark} {} {}", event.name, event.text)?,
                _ => writeln!(f, "{shown:<11}{mark} {}{provision}", event.text)?,
            }
        }
        Ok(())
    }
}

/// The kinds of events, in the order they are told on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A fact.
    Fact,
    /// A conclusion came to hold, or another than before.
    Concluded,
    /// A duty arose.
    DutyArose,
    /// A duty was done.
    DutyDone,
    /// The first day on which a duty was late.
    DutyMissed,
    /// A duty fell away.
    DutyEnded,
}

impl EventKind {
    /// The mark before the line of such an event.
    fn mark(self) -> char {
        match self {
            Self::Fact => '●',
            Self::Concluded => '=',
            Self::DutyArose => '→',
            Self::DutyDone => '✓',
            Self::DutyMissed => '✗',
            Self::DutyEnded => '–',
        }
    }
}

/// The whole life of a person up to a day.
pub fn timeline(case: &Case, person: PersonRef, edition: &Edition, until: Date, language: Language) -> Timeline {
    with_life(case, person, edition, until, Why::silent(), |life| {
        let merged = merged(life.conclusions());
        let mut events = facts(life);
        events.extend(
            merged
                .iter()
                .filter(|conclusion| conclusion.holds.from() <= until)
                .map(|conclusion| concluded(life, conclusion, language)),
        );
        events.extend(life.duties().iter().flat_map(|duty| duty_events(duty, until, language)));
        events.sort();
        Timeline {
            case: case.id.clone(),
            person: case.persons[person.place()].id.clone(),
            until,
            edition: edition.id.to_string(),
            events,
            conclusions: merged
                .iter()
                .map(|conclusion| assessment::conclusion_view(life, conclusion, until, language))
                .collect(),
            duties: life
                .duties_on(until)
                .map(|(duty, standing)| assessment::duty_view(case, duty, standing, language))
                .collect(),
        }
    })
}

/// Conclusions with neighbours that say the same made one.
pub fn merged(conclusions: &[Conclusion]) -> Vec<Conclusion> {
    let mut merged: Vec<Conclusion> = Vec::new();
    for conclusion in conclusions {
        let before = merged
            .iter_mut()
            .rev()
            .find(|other| other.question == conclusion.question && other.about == conclusion.about);
        match before {
            Some(other)
                if other.holds.to() == Some(conclusion.holds.from())
                    && other.finding == conclusion.finding
                    && other.value == conclusion.value =>
            {
                other.holds = vocabulary::Period::new(other.holds.from(), conclusion.holds.to()).unwrap_or(other.holds);
            }
            _ => merged.push(conclusion.clone()),
        }
    }
    merged
}

fn facts(life: &Life<'_>) -> Vec<Event> {
    let case = life.file.case;
    let own = case.counting().filter(|(_, fact)| fact.person == life.file.person && fact.on.earliest() <= life.horizon);
    own.map(|(_, fact)| Event {
        on: fact.on.earliest(),
        kind: EventKind::Fact,
        name: Cow::Borrowed(fact.content.kind()),
        text: fact.id.clone(),
        provision: None,
    })
    .collect()
}

fn concluded(life: &Life<'_>, conclusion: &Conclusion, language: Language) -> Event {
    let view = assessment::conclusion_view(life, conclusion, life.horizon, language);
    let about = view.about.map_or_else(String::new, |about| format!(" [{about}]"));
    let answer = assessment::answer_text(conclusion.finding.answer, language);
    let said = match view.value_text {
        Some(value) if conclusion.finding.answer.is_yes() => value,
        Some(value) => format!("{answer}: {value}"),
        None => answer,
    };
    Event {
        on: conclusion.holds.from(),
        kind: EventKind::Concluded,
        name: Cow::Borrowed(view.question),
        text: format!("{}{about} {said}", view.text),
        provision: Some(view.provision),
    }
}

fn duty_events(duty: &crate::duty::Duty, until: Date, language: Language) -> Vec<Event> {
    let event = |on: Date, kind: EventKind, text: String| Event {
        on,
        kind,
        name: Cow::Borrowed(duty.kind.key),
        text,
        provision: Some(duty.kind.provision),
    };
    let what = duty.kind.words.text(language);
    let whose = duty.kind.bearer.words().text(language);
    let mut events = vec![event(
        duty.triggered,
        EventKind::DutyArose,
        format!("{whose}: {what} ({})", assessment::due_text(&duty.due, language)),
    )];
    let done = duty.done.map(|(day, _)| day);
    let ended = duty.ended.map(|(day, _)| day);
    let missed = duty.due.on.filter(|due| [done, ended].into_iter().flatten().all(|day| day > *due));
    if let Some(late) = missed.map(|due| calendar::days_after(due, 1)) {
        events.push(event(late, EventKind::DutyMissed, what.to_owned()));
    }
    events.extend(done.map(|day| event(day, EventKind::DutyDone, what.to_owned())));
    events.extend(
        duty.ended.map(|(day, why)| event(day, EventKind::DutyEnded, format!("{what}: {}", why.text(language)))),
    );
    events.retain(|event| event.on <= until);
    events
}
