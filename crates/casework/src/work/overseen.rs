//! What oversight asks of a case: its duties with their outcomes, how late its facts were recorded, and how long it waited for whom.
//!
//! Kept beside the look of the case, so that a figure over everybody is a pass over what is known and opens to its cases at once.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use law::case::{Case, Fact};
use law::facts::{Content, KINDS};
use law::life::Life;
use law::why::FactRef;
use oversight::compliance::waiting::{IdleDays, Stretch, idle_days};
use oversight::compliance::{Course, PersonDuty, duties_of};
use vocabulary::{MunicipalityCode, danish_day};

use crate::cases::{CaseFact, CaseFile};

/// What oversight asks of a case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overseen {
    /// Every duty of every person of the case.
    pub duties: Box<[PersonDuty]>,
    /// Its facts that count: neither withdrawn nor replaced.
    pub entered: Box<[Entered]>,
    /// The days that it ran, and on how many it waited for whom.
    pub idle: IdleDays,
}

/// When a fact was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The kind, by its place in [`KINDS`].
    kind: u16,
    /// Days from the day it happened to the day it was recorded; none where that day is not known to the day.
    pub days: Option<i16>,
}

impl Entered {
    /// The kind of the fact.
    pub fn kind(self) -> &'static str {
        KINDS[self.place()]
    }

    /// The kind's place in [`KINDS`].
    pub fn place(self) -> usize {
        usize::from(self.kind)
    }
}

/// The places of the kinds.
static PLACES: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| KINDS.iter().copied().zip(0..).collect());

/// Collects what oversight asks of a case, person by person.
#[derive(Debug, Default)]
pub(super) struct Overseeing {
    duties: Vec<PersonDuty>,
    proceedings: Vec<Stretch>,
    programme_ends: Option<Date>,
}

impl Overseeing {
    /// Takes a person in. `place` is the municipality where none is in charge yet.
    pub(super) fn take(&mut self, life: &Life<'_>, day: Date, place: Option<MunicipalityCode>) {
        self.duties.extend(duties_of(life, day, place));
        self.proceedings.extend(proceedings(life, day));
        let ends = life.spine.introduction_period.and_then(vocabulary::Period::to);
        self.programme_ends = self.programme_ends.max(ends);
    }

    pub(super) fn finish(self, day: Date) -> Overseen {
        let arose = self.duties.iter().filter(|duty| duty.course != Course::Undecidable).map(|duty| duty.since).min();
        let tomorrow = day.tomorrow().unwrap_or(day);
        let until = self.programme_ends.map_or(tomorrow, |ends| ends.min(tomorrow));
        let idle = arose
            .map_or_else(IdleDays::default, |first| idle_days(&self.duties, &self.proceedings, (first, until), day));
        Overseen { duties: self.duties.into(), entered: Box::default(), idle }
    }
}

/// Hearings from the day they began to the decision, and complaints from the day they came to theirs.
fn proceedings(life: &Life<'_>, day: Date) -> Vec<Stretch> {
    let file = life.file;
    let tomorrow = day.tomorrow().unwrap_or(day);
    let ended = |fact: FactRef, is_end: fn(&Content) -> bool| {
        let later = file.pointing_at(fact).filter(|(_, content)| is_end(content)).map(|(at, _)| file.day(at));
        later.min().unwrap_or(tomorrow)
    };
    let made = |content: &Content| matches!(content, Content::DecisionMade(_) | Content::DecisionRevoked(_));
    let decided = |content: &Content| matches!(content, Content::ComplaintDecided(_));
    let hearings = file.party_hearings.iter().filter_map(|hearing| {
        let decision = hearing.decision.fact()?;
        Some((hearing.on, ended(decision, made)))
    });
    let complaints = file.complaints.iter().map(|complaint| (complaint.on, ended(complaint.fact, decided)));
    hearings.chain(complaints).collect()
}

/// How late each fact of a case that counts was recorded: by the day that the fact itself says, else by the day on which the journal learned it.
/// One that takes another's place was learned when the first of them was.
pub(super) fn entered(file: &CaseFile, case: &Case) -> Box<[Entered]> {
    let kept: Vec<&CaseFact> = file.counting().collect();
    let recorded = |place: usize| {
        let kept = kept.get(place)?;
        let says_it = kept.json.contains("\"recorded\":");
        Some(if says_it { case.facts[place].recorded } else { danish_day(kept.recorded_at) })
    };
    let first_learned = |fact: FactRef| {
        let before = std::iter::successors(Some(fact), |fact| case.fact(*fact).replaces).take(case.facts.len());
        before.filter_map(|fact| recorded(fact.place())).min()
    };
    let entry = |(fact, read): (FactRef, &Fact)| {
        let days = read.on.day().zip(first_learned(fact));
        Entered {
            kind: PLACES.get(read.content.kind()).copied().unwrap_or(0),
            days: days.map(|(day, learned)| clamped(law::calendar::days_between(day, learned))),
        }
    };
    case.counting().map(entry).collect()
}

fn clamped(days: i32) -> i16 {
    i16::try_from(days.clamp(i16::MIN.into(), i16::MAX.into())).unwrap_or(i16::MAX)
}
