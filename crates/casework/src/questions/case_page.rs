//! A case in full: who it is about, what holds and why, what is to be done, what has happened.

use jiff::Timestamp;
use jiff::civil::Date;
use law::assessment::{Assessment, Inquiry, assess};
use law::words::Language;
use registers::cpr::CprPerson;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use vocabulary::{CprNumber, MunicipalityCode, UncertainDate, danish_day};

use crate::access::{Action, Sight};
use crate::book;
use crate::cases::{CaseFact, CaseNumber, Letter, Noted, Withdrawn};
use crate::office::{Part, Question, Refused, SeenCase, View};

/// A case that somebody wants to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasePage {
    /// The case.
    pub case: String,
    /// The person to look at; the one the case is about where none is named.
    pub person: Option<String>,
    /// Whether the whole CPR number is wanted.
    pub whole_cpr_number: bool,
    /// Whether an address is wanted that is protected.
    pub protected_address: bool,
    /// The language of the texts.
    pub language: Language,
}

/// A case as somebody sees it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CaseSeen {
    /// The case number.
    pub number: CaseNumber,
    /// The version: the position of its newest fact.
    pub version: u64,
    /// Who works on it.
    pub assigned: Option<String>,
    /// The municipality in charge.
    pub municipality: Option<MunicipalityCode>,
    /// Since when.
    pub since: Option<Date>,
    /// The next legal date.
    pub next_due: Option<Date>,
    /// The person looked at.
    pub person: Person,
    /// Everybody in the case.
    pub family: Vec<Member>,
    /// What the Act says of the person today; none where it cannot read the case.
    pub assessment: Option<Assessment>,
    /// Why the Act cannot read the case.
    pub unreadable: Option<String>,
    /// What happened, the newest first.
    pub timeline: Vec<TimelineEntry>,
    /// The facts, the newest day first.
    pub facts: Vec<FactLine>,
}

/// A person and who they are.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Person {
    /// The person-id.
    pub id: String,
    /// The name.
    pub name: String,
    /// Day of birth, as far as it is known.
    pub born: Option<UncertainDate>,
    /// The CPR number.
    pub cpr: Identity,
    /// Where the person lives.
    pub dwelling: Dwelling,
    /// Whether name and address are protected.
    pub is_protected: bool,
}

/// A CPR number, as far as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "cpr", content = "number")]
pub enum Identity {
    /// The registers are not coupled for the person.
    NotCoupled,
    /// Without its last four digits.
    Masked(String),
    /// Whole; that it was shown stands in the read log.
    Whole(String),
}

/// Where a person lives, as far as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "dwelling", content = "lines")]
pub enum Dwelling {
    /// No register tells, or the registers are not coupled: it cannot be known whether it is protected.
    Unknown,
    /// Protected, for the person or for somebody who lives with them, and not asked for.
    Protected,
    /// The lines of the address.
    Shown(Vec<String>),
}

/// Somebody in the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Member {
    /// The person-id.
    pub id: String,
    /// The name.
    pub name: String,
    /// Day of birth, as far as it is known.
    pub born: Option<UncertainDate>,
    /// Whether the Act is executed on the person.
    pub has_permit: bool,
    /// Other cases of theirs that the asker sees.
    pub other_cases: Vec<CaseNumber>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TimelineEntry {
    /// The day it happened, or was written.
    pub on: Date,
    /// When the journal learned it.
    pub recorded_at: Timestamp,
    /// Who stated it.
    pub by: String,
    /// What.
    pub what: Happening,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Happening {
    /// A fact.
    Fact(FactLine),
    /// A note.
    Note {
        /// What it says.
        text: String,
    },
    /// A letter.
    Letter {
        /// The letter's place in the journal.
        position: u64,
        /// Its title.
        title: String,
    },
}

/// A fact of the case.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FactLine {
    /// Its id in the case.
    pub id: String,
    /// What it says, as the case file writes it.
    pub fact: Value,
    /// When the journal learned it.
    pub recorded_at: Timestamp,
    /// Who stated it.
    pub by: String,
    /// That it was withdrawn: by whom, and why.
    pub withdrawn: Option<(String, String)>,
}

impl Question for CasePage {
    type Answer = CaseSeen;

    fn answer(&self, view: &View<'_>) -> Result<CaseSeen, Refused> {
        let seen = view.read_case(&self.case, Part::Case)?;
        let file = seen.file;
        let wanted = self.person.as_deref().or(file.persons.first().map(|person| person.id.as_str()));
        let id = wanted.filter(|id| file.person(id).is_some()).ok_or(Refused::NotFound)?.to_owned();
        let person = self.identify(view, seen, &id);
        let family = family(view, seen);
        let (assessment, unreadable) = match file.law_case() {
            Ok(case) => (self.assess(view, &case, &id), None),
            Err(error) => (None, Some(error.to_string())),
        };
        let mut facts: Vec<FactLine> = file.facts.iter().map(fact_line).collect();
        facts.reverse();
        facts.sort_by_key(|fact| std::cmp::Reverse(day_of(&fact.fact)));
        Ok(CaseSeen {
            number: file.number.clone(),
            version: file.position,
            assigned: file.assigned.clone(),
            municipality: seen.look.municipality,
            since: seen.look.since,
            next_due: seen.look.next_due(),
            person,
            family,
            assessment,
            unreadable,
            timeline: timeline(seen),
            facts,
        })
    }
}

impl CasePage {
    fn assess(&self, view: &View<'_>, case: &law::case::Case, id: &str) -> Option<Assessment> {
        let edition = book::edition(view.day()).ok()?;
        let inquiry = Inquiry { on: view.day(), known_at: None, edition, explain: true, language: self.language };
        case.person(id).map(|person| assess(case, person, &inquiry))
    }

    fn identify(&self, view: &View<'_>, seen: SeenCase<'_>, id: &str) -> Person {
        let known = seen.file.person(id);
        let civil = view.civil(id);
        let of_register = civil.and_then(|(_, entry)| entry.person.name.as_ref()).map(vocabulary::PersonName::full);
        let name = of_register.or_else(|| known.and_then(|person| person.name.clone()));
        let cpr = match civil {
            None => Identity::NotCoupled,
            Some((number, _)) if self.whole_cpr_number => {
                view.note(seen.file, id, Part::CprNumber);
                Identity::Whole(number.hyphenated())
            }
            Some((number, _)) => Identity::Masked(masked(number)),
        };
        let dwelling = match civil {
            Some((_, entry)) if !view.is_dwelling_protected(id) => dwelling(&entry.person),
            Some((_, entry)) if self.protected_address => {
                view.note(seen.file, id, Part::ProtectedAddress);
                dwelling(&entry.person)
            }
            Some(_) => Dwelling::Protected,
            None => Dwelling::Unknown,
        };
        Person {
            id: id.to_owned(),
            name: name.unwrap_or_else(|| id.to_owned()),
            born: known.and_then(|person| person.born),
            cpr,
            dwelling,
            is_protected: view.is_protected(id),
        }
    }
}

/// A CPR number without its last four digits, as lists show it.
pub fn masked(number: CprNumber) -> String {
    format!("{}-••••", &number.digits()[..6])
}

pub(super) fn dwelling(person: &CprPerson) -> Dwelling {
    let lines = address_lines(person);
    if lines.is_empty() { Dwelling::Unknown } else { Dwelling::Shown(lines) }
}

/// The lines of the address in the civil register; none where there is none in Denmark.
pub(crate) fn address_lines(person: &CprPerson) -> Vec<String> {
    let Some(plain) = &person.plain_address else { return Vec::new() };
    let town = format!("{} {}", plain.postcode, plain.district);
    let lines = [plain.care_of.as_str(), &plain.locality, &plain.street, &plain.place, town.trim()];
    lines.into_iter().filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect()
}

fn family(view: &View<'_>, seen: SeenCase<'_>) -> Vec<Member> {
    let member = |(place, person): (usize, &crate::cases::CasePerson)| Member {
        id: person.id.clone(),
        name: person.name.clone().unwrap_or_else(|| person.id.clone()),
        born: person.born,
        has_permit: seen.look.persons.iter().any(|look| usize::from(look.place) == place),
        other_cases: (view.cases_of(&person.id).into_iter())
            .filter(|other| other.sight == Sight::Content && other.file.number != seen.file.number)
            .map(|other| other.file.number.clone())
            .collect(),
    };
    seen.file.persons.iter().enumerate().map(member).collect()
}

pub(super) fn fact_line(fact: &CaseFact) -> FactLine {
    FactLine {
        id: fact.id.to_string(),
        fact: serde_json::from_str(&fact.json).unwrap_or(Value::Null),
        recorded_at: fact.recorded_at,
        by: fact.actor.to_string(),
        withdrawn: fact.withdrawn.as_deref().map(|Withdrawn { by, reason, .. }| (by.clone(), reason.clone())),
    }
}

/// The day of a fact; the first possible one where it is not known to the day.
fn day_of(fact: &Value) -> Option<Date> {
    let on: UncertainDate = serde_json::from_value(fact.get("on")?.clone()).ok()?;
    Some(on.earliest())
}

fn timeline(seen: SeenCase<'_>) -> Vec<TimelineEntry> {
    let file = seen.file;
    let facts = file.facts.iter().map(|fact| {
        let line = fact_line(fact);
        TimelineEntry {
            on: day_of(&line.fact).unwrap_or_else(|| danish_day(fact.recorded_at)),
            recorded_at: fact.recorded_at,
            by: line.by.clone(),
            what: Happening::Fact(line),
        }
    });
    let notes = file.notes.iter().map(|Noted { at, by, text, .. }| TimelineEntry {
        on: danish_day(*at),
        recorded_at: *at,
        by: by.clone(),
        what: Happening::Note { text: text.clone() },
    });
    let letters = file.letters.iter().map(|Letter { position, at, by, title, .. }| TimelineEntry {
        on: danish_day(*at),
        recorded_at: *at,
        by: by.clone(),
        what: Happening::Letter { position: *position, title: title.clone() },
    });
    let mut entries: Vec<TimelineEntry> = facts.chain(notes).chain(letters).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.on, entry.recorded_at)));
    entries
}

/// Who looked at the persons of a case is for those to read who may: this only says whether.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MayReadAccessLog {
    /// The case.
    pub case: String,
}

/// A person whose read log may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhoseLog {
    /// The person of the case.
    pub person: String,
    /// Where looks at them are logged: the alien register, and each CPR number that is or was theirs.
    pub subjects: Vec<String>,
}

impl Question for MayReadAccessLog {
    type Answer = Vec<WhoseLog>;

    /// The persons of the case.
    fn answer(&self, view: &View<'_>) -> Result<Vec<WhoseLog>, Refused> {
        view.must(Action::ReadAccessLog)?;
        let seen = view.read_case(&self.case, Part::AccessLog)?;
        let whose = |id: &String| WhoseLog { person: id.clone(), subjects: view.subjects_of(id) };
        Ok(seen.file.persons.iter().map(|person| whose(&person.id)).collect())
    }
}
