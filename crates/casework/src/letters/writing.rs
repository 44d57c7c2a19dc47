//! Writing a letter: from what an officer may see of a case to a letter, or to what it lacks.

use jiff::Timestamp;
use jiff::civil::Date;
use law::assessment::day_text;
use law::case::{Case, PersonFile, PersonRef};
use law::edition::Edition;
use law::facts::headline;
use law::parameters::RateKey;
use law::why::FactRef;
use law::words::{Language, Words};
use letters::{Kind, Letter, Source, Sourced};
use vocabulary::danish_day;

use super::blanks::{Asked, Blanks, Gap, Typed};
use super::envelope::{self, Letterhead, Recipient};
use super::occasion::{self, Occasion, Open};
use super::{contract, decision, follow_up, hearing, reasons, statement};
use crate::access::{Action, Officer};
use crate::book;
use crate::cases::{CaseFile, CaseNumber};
use crate::office::{Change, Part, Question, Refused, SeenCase, View};

/// All that a letter is written from.
pub(super) struct Material<'a> {
    pub(super) file: &'a CaseFile,
    pub(super) case: &'a Case,
    pub(super) person: PersonRef,
    pub(super) recipient: Recipient,
    pub(super) day: Date,
    pub(super) edition: &'static Edition,
    pub(super) officer: &'a Officer,
    pub(super) letterhead: &'a Letterhead,
}

impl<'a> Material<'a> {
    /// The person's facts by kind, until today.
    pub(super) fn known(&self) -> PersonFile<'a> {
        PersonFile::new(self.case, self.person, self.day)
    }
}

/// The day of a fact, with the fact.
pub(super) fn day_of(material: &Material<'_>, fact: FactRef) -> Sourced<Date> {
    let fact = material.case.fact(fact);
    Sourced::new(fact.on.earliest(), Source::Fact(fact.id.clone()))
}

/// A letter that somebody writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteLetter {
    /// The case.
    pub case: CaseNumber,
    /// What the letter is about.
    pub occasion: Occasion,
    /// The language of the letter.
    pub language: Language,
    /// What was typed into its blanks.
    pub typed: Typed,
    /// What stands above the authority's letters.
    pub letterhead: Letterhead,
}

/// A letter as far as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What the letter is about.
    pub occasion: Occasion,
    /// The person.
    pub person: String,
    /// The person's name, as the letter has it.
    pub name: String,
    /// The version of the case that it was written from.
    pub version: u64,
    /// The letter, or what it lacks, each once.
    pub letter: Result<Letter, Vec<Gap>>,
    /// What it asked for.
    pub asked: Vec<Asked>,
    /// Its values with their sources; empty where it lacks something.
    pub fields: Vec<FieldShown>,
}

/// A value of a letter, and where it comes from, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldShown {
    /// What it is.
    pub label: &'static str,
    /// The value as it stands in the letter.
    pub value: String,
    /// Where it comes from.
    pub source: String,
    /// More of the source: what the fact says and who recorded it, the rate's amount and validity, what the provision is about.
    pub detail: String,
}

impl Question for WriteLetter {
    type Answer = Written;

    fn answer(&self, view: &View<'_>) -> Result<Written, Refused> {
        view.must(Action::SendLetters)?;
        let seen = view.read_case(self.case.as_str(), Part::Letter)?;
        write(view, seen, self)
    }
}

/// What closed the occasion of a letter that can no longer be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatClosed {
    /// The case.
    pub case: CaseNumber,
    /// What the letter was about.
    pub occasion: Occasion,
}

impl Question for WhatClosed {
    type Answer = Vec<Change>;

    /// Who did what about it, oldest first; nothing where the case never had such an occasion.
    fn answer(&self, view: &View<'_>) -> Result<Vec<Change>, Refused> {
        view.must(Action::SendLetters)?;
        let seen = view.read_case(self.case.as_str(), Part::Letter)?;
        Ok(occasion::closed_by(seen.file, &self.occasion))
    }
}

/// Writes a letter in a case that the officer sees.
pub(super) fn write(view: &View<'_>, seen: SeenCase<'_>, asked: &WriteLetter) -> Result<Written, Refused> {
    let case = seen.file.law_case().map_err(|_| Refused::NotFound)?;
    let edition = book::edition(view.day()).map_err(|_| Refused::NotFound)?;
    let open = occasion::open(seen.file, &case, view.day());
    let open = open.into_iter().find(|open| open.occasion == asked.occasion).ok_or(Refused::NotFound)?;
    let person = case.person(&open.person).ok_or(Refused::NotFound)?;
    let recipient = envelope::recipient(view, seen.file, &open.person).ok_or(Refused::NotFound)?;
    let name = recipient.name.value().as_str().to_owned();
    let material = Material {
        file: seen.file,
        case: &case,
        person,
        recipient,
        day: view.day(),
        edition,
        officer: view.officer(),
        letterhead: &asked.letterhead,
    };
    let mut blanks = Blanks::new(&asked.typed, &view.officer().name, asked.language);
    let letter = of_kind(&material, &asked.occasion, &mut blanks);
    let Blanks { asked: asked_for, mut gaps, .. } = blanks;
    gaps.sort_unstable();
    gaps.dedup();
    let letter = match letter {
        Some(letter) if gaps.is_empty() => Ok(letter),
        // Nothing is lacking and yet there is no letter: the fact is not what the letter is about.
        None if gaps.is_empty() => return Err(Refused::NotFound),
        _ => Err(gaps),
    };
    let fields = letter.as_ref().map(|letter| fields(&material, letter, asked.language)).unwrap_or_default();
    Ok(Written {
        occasion: open.occasion,
        person: open.person,
        name,
        version: seen.file.position,
        letter,
        asked: asked_for,
        fields,
    })
}

fn of_kind(material: &Material<'_>, occasion: &Occasion, blanks: &mut Blanks<'_>) -> Option<Letter> {
    match occasion.kind {
        Kind::Decision => decision::letter(material, &occasion.fact, blanks),
        Kind::Hearing => hearing::letter(material, &occasion.fact, blanks),
        Kind::Contract => contract::letter(material, &occasion.fact, blanks),
        Kind::FollowUp => follow_up::letter(material, &occasion.fact, blanks),
        Kind::Statement => statement::letter(material, &occasion.fact, blanks),
    }
}

fn fields(material: &Material<'_>, letter: &Letter, language: Language) -> Vec<FieldShown> {
    let shown = |field: letters::Field| FieldShown {
        label: field.label,
        value: field.value,
        detail: detail(material, &field.source, language),
        source: field.source.text(language),
    };
    letter.fields().into_iter().map(shown).collect()
}

/// What more there is to say of a source.
fn detail(material: &Material<'_>, source: &Source, language: Language) -> String {
    match source {
        Source::Fact(id) => {
            let (Some(json), Some(fact)) = (reasons::json_of(material.file, id), material.file.fact_of(id)) else {
                return String::new();
            };
            let recorded = Words::new("registreret", "recorded").text(language);
            let day = danish_day(fact.recorded_at);
            format!("{}, {recorded} {}", headline(&json, language), day_text(day, language))
        }
        Source::Rate { key, from } => rate_detail(*key, *from, language),
        Source::Provision(provision) => provision.entry().title.text(language).to_owned(),
        Source::Register(_) | Source::OtherAct(_) | Source::Typed { .. } | Source::Settings | Source::CaseSystem => {
            String::new()
        }
    }
}

fn rate_detail(key: RateKey, from: Date, language: Language) -> String {
    let Some(rate) = key.on(from) else { return String::new() };
    let valid = law::assessment::period_text(rate.valid, language);
    format!("{}, {valid}, {}: {}", rate.amount, rate.status.words().text(language), rate.source)
}

/// The letters of a case: what can be written, and what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LettersOfCase {
    /// The case.
    pub case: CaseNumber,
    /// The language of the texts.
    pub language: Language,
}

/// The letters of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfCase {
    /// What can be written now: about what, whom, with the person's name and the fact in one line.
    pub open: Vec<(Open, String, String)>,
    /// What was sent, the newest first.
    pub sent: Vec<crate::cases::Letter>,
    /// Whether the Act can read the case; where it cannot, no letter can be written.
    pub unreadable: Option<String>,
}

impl Question for LettersOfCase {
    type Answer = OfCase;

    fn answer(&self, view: &View<'_>) -> Result<OfCase, Refused> {
        let seen = view.read_case(self.case.as_str(), Part::Letter)?;
        let mut sent = seen.file.letters.clone();
        sent.reverse();
        let may_send = view.must(Action::SendLetters).is_ok();
        let (open, unreadable) = match seen.file.law_case() {
            Ok(case) if may_send => (occasion::open(seen.file, &case, view.day()), None),
            Ok(_) => (Vec::new(), None),
            Err(error) => (Vec::new(), Some(error.to_string())),
        };
        let told = |open: Open| {
            let name = envelope::recipient(view, seen.file, &open.person)
                .map_or_else(|| open.person.clone(), |recipient| recipient.name.value().as_str().to_owned());
            let fact = reasons::json_of(seen.file, &open.occasion.fact);
            let fact = fact.map_or_else(String::new, |fact| headline(&fact, self.language));
            (open, name, fact)
        };
        Ok(OfCase { open: open.into_iter().map(told).collect(), sent, unreadable })
    }
}

/// When a letter was sent, as a day.
pub(super) fn day_sent(at: Timestamp) -> Date {
    danish_day(at)
}
