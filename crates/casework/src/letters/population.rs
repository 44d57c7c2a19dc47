//! Many letters at once: everybody in the officer's cases whom a kind of letter is to go to, each with the letter or with what it lacks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::words::Language;
use letters::Kind;

use super::blanks::Typed;
use super::envelope::Letterhead;
use super::occasion::{self, Occasion};
use super::writing::{WriteLetter, Written, day_sent, write};
use crate::access::{Action, Sight};
use crate::cases::CaseNumber;
use crate::office::{Part, Question, Refused, View};
use crate::questions::AssignedTo;

/// What the letters of a population have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommonWords {
    /// The language of those that have no draft of their own.
    pub language: Language,
    /// What was typed for all of them.
    pub typed: Typed,
}

/// Everybody whom a kind of letter waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Population {
    /// The kind.
    pub kind: Kind,
    /// In whose cases.
    pub assigned: AssignedTo,
    /// What the letters have in common.
    pub common: CommonWords,
    /// What was typed for single letters: by case and fact.
    pub own: BTreeMap<(CaseNumber, String), (Language, Typed)>,
    /// What stands above the authority's letters.
    pub letterhead: Letterhead,
}

/// One of a population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What the letter is written from.
    pub from: WriteLetter,
    /// The letter as far as it is written.
    pub written: Written,
}

/// Everybody of a population, and what could not be looked through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Those whom a letter waits for.
    pub members: Vec<Member>,
    /// Cases that the Act cannot read: whether a letter waits in them is not known.
    pub unreadable: Vec<CaseNumber>,
}

impl Question for Population {
    type Answer = Found;

    fn answer(&self, view: &View<'_>) -> Result<Found, Refused> {
        view.must(Action::SendLetters)?;
        let own = view.officer().authority.municipality();
        let mut found = Found::default();
        // Only cases the officer's own authority is responsible for: a former municipality sees a case, but writes no letters by the hundred in it.
        let cases = view.cases().filter(|seen| seen.sight == Sight::Content && seen.look.municipality == own);
        for seen in cases.filter(|seen| self.assigned.takes(view, seen.file.assigned.as_deref())) {
            let Ok(case) = seen.file.law_case() else {
                found.unreadable.push(seen.file.number.clone());
                continue;
            };
            let open = occasion::open(seen.file, &case, view.day());
            for open in open.into_iter().filter(|open| open.occasion.kind == self.kind && open.is_awaited) {
                view.note(seen.file, &open.person, Part::Letter);
                let from = self.one(&seen.file.number, open.occasion);
                let written = write(view, seen, &from)?;
                found.members.push(Member { from, written });
            }
        }
        Ok(found)
    }
}

impl Population {
    fn one(&self, case: &CaseNumber, occasion: Occasion) -> WriteLetter {
        let own = self.own.get(&(case.clone(), occasion.fact.clone())).cloned();
        let (language, typed) = own.unwrap_or_else(|| (self.common.language, Typed::default()));
        WriteLetter {
            case: case.clone(),
            occasion,
            language,
            typed: typed.or(&self.common.typed),
            letterhead: self.letterhead.clone(),
        }
    }
}

/// The letters that the officer sent from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentByMe {
    /// The first day.
    pub since: Date,
}

/// A letter that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentLetter {
    /// The case.
    pub case: CaseNumber,
    /// The letter.
    pub letter: crate::cases::Letter,
}

impl Question for SentByMe {
    type Answer = Vec<SentLetter>;

    fn answer(&self, view: &View<'_>) -> Result<Vec<SentLetter>, Refused> {
        view.must(Action::SendLetters)?;
        let mut sent = Vec::new();
        for seen in view.cases().filter(|seen| seen.sight == Sight::Content) {
            let own = seen.file.letters.iter().filter(|one| one.by == view.officer().id);
            for letter in own.filter(|one| day_sent(one.at) >= self.since) {
                view.note(seen.file, &letter.person, Part::Letter);
                sent.push(SentLetter { case: seen.file.number.clone(), letter: letter.clone() });
            }
        }
        sent.sort_by_key(|one| std::cmp::Reverse(one.letter.position));
        Ok(sent)
    }
}
