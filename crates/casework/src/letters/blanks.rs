//! The blanks of a letter: what no fact says, so that somebody must type it. A letter asks for what it needs while it is written, and
//! the form is what it asked for.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::fmt::strtime;
use law::words::Language;
use letters::{AtLeastOne, Source, Sourced, Text};
use serde::{Deserialize, Serialize};

/// A blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Blank {
    /// What the letter is about, as its heading.
    Title,
    /// Where the person gets post, where no register tells.
    Address,
    /// The address of the authority that a statement goes to.
    AuthorityAddress,
    /// What is considered, in plain words.
    Considered,
    /// What was decided, in plain words.
    Outcome,
    /// The facts that weigh, a line each.
    Facts,
    /// The main considerations, a line each.
    Considerations,
    /// The last day to answer a hearing.
    Deadline,
    /// What came of the hearing.
    Heard,
    /// What the person said.
    Said,
    /// By when the person was to answer.
    AnswerDeadline,
    /// Why nobody was heard.
    NotHeardBecause,
    /// Whether all that was asked for is granted.
    Granted,
    /// What the parties to a contract disagree about.
    Disagreement,
    /// Why a contract has no Danish education.
    NoDanishBecause,
    /// Why a contract has no offers.
    NoOffersBecause,
    /// What the offers of a contract are for.
    OffersPurpose,
    /// How each goal stands, a line for each.
    GoalStatus,
    /// What was agreed, a line each.
    Agreed,
    /// What changes in the contract.
    Changes,
    /// The day by which the next follow-up is held.
    Next,
    /// Whether the programme was completed.
    Completion,
    /// What that judgement rests on.
    CompletionReason,
    /// Overdue debt to the public, in kroner; none is 0.
    Debt,
}

impl Blank {
    /// Every blank.
    pub const ALL: [Self; 24] = [
        Self::Title,
        Self::Address,
        Self::AuthorityAddress,
        Self::Considered,
        Self::Outcome,
        Self::Facts,
        Self::Considerations,
        Self::Deadline,
        Self::Heard,
        Self::Said,
        Self::AnswerDeadline,
        Self::NotHeardBecause,
        Self::Granted,
        Self::Disagreement,
        Self::NoDanishBecause,
        Self::NoOffersBecause,
        Self::OffersPurpose,
        Self::GoalStatus,
        Self::Agreed,
        Self::Changes,
        Self::Next,
        Self::Completion,
        Self::CompletionReason,
        Self::Debt,
    ];

    /// The name in forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Address => "address",
            Self::AuthorityAddress => "authority-address",
            Self::Considered => "considered",
            Self::Outcome => "outcome",
            Self::Facts => "facts",
            Self::Considerations => "considerations",
            Self::Deadline => "deadline",
            Self::Heard => "heard",
            Self::Said => "said",
            Self::AnswerDeadline => "answer-deadline",
            Self::NotHeardBecause => "not-heard-because",
            Self::Granted => "granted",
            Self::Disagreement => "disagreement",
            Self::NoDanishBecause => "no-danish-because",
            Self::NoOffersBecause => "no-offers-because",
            Self::OffersPurpose => "offers-purpose",
            Self::GoalStatus => "goal-status",
            Self::Agreed => "agreed",
            Self::Changes => "changes",
            Self::Next => "next",
            Self::Completion => "completion",
            Self::CompletionReason => "completion-reason",
            Self::Debt => "debt",
        }
    }
}

/// What somebody typed into the blanks of a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(BTreeMap<Blank, String>);

impl Typed {
    /// What was typed into a blank; none where that is nothing.
    pub fn get(&self, blank: Blank) -> Option<&str> {
        self.0.get(&blank).map(|typed| typed.trim()).filter(|typed| !typed.is_empty())
    }

    /// Types something into a blank.
    pub fn set(&mut self, blank: Blank, typed: impl Into<String>) {
        self.0.insert(blank, typed.into());
    }

    /// With what was typed for many letters at once, where this one has nothing of its own.
    #[must_use]
    pub fn or(mut self, common: &Self) -> Self {
        for (blank, typed) in &common.0 {
            if self.get(*blank).is_none() {
                self.0.insert(*blank, typed.clone());
            }
        }
        self
    }
}

/// A blank that a letter asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which.
    pub blank: Blank,
    /// What it takes.
    pub form: Form,
    /// What stands in the letter where nothing is typed.
    pub suggestion: String,
    /// What was typed.
    pub typed: String,
    /// Whether the letter can do without.
    pub is_optional: bool,
}

/// What a blank takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line.
    Line,
    /// Several lines.
    Lines,
    /// A day.
    Day,
    /// One of these keys.
    OneOf(&'static [&'static str]),
}

/// What a letter lacks: nothing is made of it until that is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing was typed into a blank.
    Empty(Blank),
    /// What was typed cannot be read as a day.
    NoDay(Blank),
    /// What was typed cannot be read as an amount.
    NoAmount(Blank),
    /// There are not as many lines as goals.
    LinesForGoals(Blank),
    /// The authority has not said what stands above its letters.
    NoLetterhead,
    /// The contract has no goal, which § 19, stk. 4 asks for: it must be mended in the case.
    NoGoals,
    /// The contract has no activity, which § 19, stk. 4 asks for: it must be mended in the case.
    NoActivities,
    /// There is no contract that was followed up.
    NoContract,
    /// The Act cannot read the case, so nobody knows whether a letter waits in it.
    Unreadable,
}

/// The blanks of one letter while it is written.
#[derive(Debug)]
pub(super) struct Blanks<'a> {
    typed: &'a Typed,
    by: &'a str,
    language: Language,
    pub(super) asked: Vec<Asked>,
    pub(super) gaps: Vec<Gap>,
}

impl<'a> Blanks<'a> {
    pub(super) fn new(typed: &'a Typed, by: &'a str, language: Language) -> Self {
        Self { typed, by, language, asked: Vec::new(), gaps: Vec::new() }
    }

    fn source(&self) -> Source {
        Source::Typed { by: self.by.to_owned() }
    }

    fn ask(&mut self, blank: Blank, form: Form, suggestion: String, is_optional: bool) -> Option<&'a str> {
        let typed = self.typed.get(blank);
        self.asked.push(Asked { blank, form, suggestion, typed: typed.unwrap_or_default().to_owned(), is_optional });
        typed
    }

    /// A text: what was typed, or else what is suggested.
    pub(super) fn text(
        &mut self,
        blank: Blank,
        form: Form,
        suggestion: Option<Sourced<Text>>,
    ) -> Option<Sourced<Text>> {
        let shown = suggestion.as_ref().map_or_else(String::new, |text| text.value().as_str().to_owned());
        let typed = self.ask(blank, form, shown, false).and_then(|typed| Text::new(typed).ok());
        let text = typed.map(|text| Sourced::new(text, self.source())).or(suggestion);
        if text.is_none() {
            self.gaps.push(Gap::Empty(blank));
        }
        text
    }

    /// A text that the letter can do without.
    pub(super) fn optional_text(&mut self, blank: Blank) -> Option<Sourced<Text>> {
        let typed = self.ask(blank, Form::Lines, String::new(), true).and_then(|typed| Text::new(typed).ok());
        typed.map(|text| Sourced::new(text, self.source()))
    }

    /// Lines: those that were typed, or else what is suggested.
    pub(super) fn lines(&mut self, blank: Blank, suggestion: Vec<Sourced<Text>>) -> Option<AtLeastOne<Sourced<Text>>> {
        let shown: Vec<&str> = suggestion.iter().map(|line| line.value().as_str()).collect();
        let typed = self.ask(blank, Form::Lines, shown.join("\n"), false).unwrap_or_default();
        let typed: Vec<Sourced<Text>> = typed
            .lines()
            .filter_map(|line| Text::new(line).ok())
            .map(|line| Sourced::new(line, self.source()))
            .collect();
        let lines = AtLeastOne::from_list(if typed.is_empty() { suggestion } else { typed });
        if lines.is_none() {
            self.gaps.push(Gap::Empty(blank));
        }
        lines
    }

    /// A day: the one that was typed, or else what is suggested.
    pub(super) fn day(&mut self, blank: Blank, suggestion: Option<Sourced<Date>>) -> Option<Sourced<Date>> {
        let shown =
            suggestion.as_ref().map_or_else(String::new, |day| law::assessment::day_text(*day.value(), self.language));
        let Some(typed) = self.ask(blank, Form::Day, shown, false) else {
            if suggestion.is_none() {
                self.gaps.push(Gap::Empty(blank));
            }
            return suggestion;
        };
        let Some(day) = read_day(typed) else {
            self.gaps.push(Gap::NoDay(blank));
            return None;
        };
        Some(Sourced::new(day, self.source()))
    }

    /// One of some keys.
    pub(super) fn choice(&mut self, blank: Blank, keys: &'static [&'static str]) -> Option<&'static str> {
        let typed = self.ask(blank, Form::OneOf(keys), String::new(), false);
        let chosen = keys.iter().find(|key| Some(**key) == typed).copied();
        if chosen.is_none() {
            self.gaps.push(Gap::Empty(blank));
        }
        chosen
    }

    /// What was typed, with its source, read as something else.
    pub(super) fn read<T>(&mut self, blank: Blank, fault: Gap, read: impl Fn(&str) -> Option<T>) -> Option<Sourced<T>> {
        let Some(typed) = self.ask(blank, Form::Line, String::new(), false) else {
            self.gaps.push(Gap::Empty(blank));
            return None;
        };
        let value = read(typed);
        if value.is_none() {
            self.gaps.push(fault);
        }
        Some(Sourced::new(value?, self.source()))
    }

    /// That what is chosen is somebody's judgement.
    pub(super) fn judged<T>(&self, value: T) -> Sourced<T> {
        Sourced::new(value, self.source())
    }

    pub(super) fn language(&self) -> Language {
        self.language
    }
}

/// A day as Danes write it, or as ISO.
fn read_day(typed: &str) -> Option<Date> {
    let danish = strtime::parse("%d.%m.%Y", typed).and_then(|parsed| parsed.to_date()).ok();
    danish.or_else(|| typed.parse().ok())
}
