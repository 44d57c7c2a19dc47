//! The follow-ups of the year and the yearly report of a goals plan: what is reported, to whom, and what must not be missing.
//!
//! A [`GoalsReport`] is a plan, its status on a day, the figures that somebody stands for, and the texts that an officer typed.
//! [`GoalsReport::content`] makes of it what is shown, the same for the PDF and the workbook: numbers stay numbers, and what may not be
//! published is not in it any more. [`GoalsReport::render`] sets it as PDF. The layout follows how Danish authorities report: one table of
//! all goals first, then an analysis of each; a professional goal that is not met is always analysed, and where the analysis is
//! missing, the report says so itself.

mod content;
mod method;
pub(crate) mod numbers;
mod published;
pub(crate) mod sheet;
#[cfg(test)]
mod tests;
mod wording;

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use law::words::{Language, Words};
use oversight::goals::{GoalKind, GoalStatus, Plan, PlanStatus, State};
use serde::{Deserialize, Serialize};

pub use content::{CaseContent, Content, Expected, GoalContent, PartContent, Sums, Unit};
pub use published::{Count, Numbers, Shown};

use crate::press::Rendered;
use crate::printable::LONGEST;

/// What the report is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Occasion {
    /// With the ministry's first expenditure follow-up.
    #[serde(rename = "opfoelgning-1")]
    FollowUpI,
    /// With the second.
    #[serde(rename = "opfoelgning-2")]
    FollowUpII,
    /// With the third.
    #[serde(rename = "opfoelgning-3")]
    FollowUpIII,
    /// The yearly report, when the year is over.
    #[serde(rename = "aarsrapport")]
    Yearly,
}

impl Occasion {
    /// All of them, in the order of the year.
    pub const ALL: [Self; 4] = [Self::FollowUpI, Self::FollowUpII, Self::FollowUpIII, Self::Yearly];

    /// The name in commands, addresses and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FollowUpI => "opfoelgning-1",
            Self::FollowUpII => "opfoelgning-2",
            Self::FollowUpIII => "opfoelgning-3",
            Self::Yearly => "aarsrapport",
        }
    }

    /// The occasion of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|occasion| occasion.name() == name)
    }

    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::FollowUpI => Words::new("Opfølgning I", "Follow-up I"),
            Self::FollowUpII => Words::new("Opfølgning II", "Follow-up II"),
            Self::FollowUpIII => Words::new("Opfølgning III", "Follow-up III"),
            Self::Yearly => Words::new("Årsrapport: målopfyldelse", "Yearly report: fulfilment of goals"),
        }
    }

    /// Whether it looks ahead to the end of the year.
    pub fn is_follow_up(self) -> bool {
        self != Self::Yearly
    }
}

/// Who reads the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The authority and its ministry: every number, who signed, where the evidence is.
    Internal,
    /// Everybody: small numbers are hidden, with others that would give them away; signers' ids and evidence stay inside.
    Published,
}

/// Who made the report, and when, by Denmark's clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// A person or an authority, as it is to be read.
    pub by: String,
    /// When.
    pub at: DateTime,
}

/// A figure that somebody stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The goal and the part, `1.2.b.all`.
    pub measure: String,
    /// The hash of its list of cases.
    pub hash: String,
    /// The officer's id.
    pub signer: String,
    /// When, by Denmark's clock.
    pub at: DateTime,
}

/// What an officer says of a goal. A text of nothing but spaces is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoalTexts {
    /// The authority's judgement of the fulfilment to be expected for the whole year.
    #[serde(default)]
    pub expectation: String,
    /// Why it went as it did, and what is done about it.
    #[serde(default)]
    pub analysis: String,
}

/// What became of a goal in a change of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoalChange {
    /// It is defined otherwise.
    Changed,
    /// It has another number.
    Moved,
    /// It is gone.
    Dropped,
    /// It is new.
    Added,
}

impl GoalChange {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Changed, Self::Moved, Self::Dropped, Self::Added];

    /// The name in files and forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Moved => "moved",
            Self::Dropped => "dropped",
            Self::Added => "added",
        }
    }

    /// What users read after the goal's number.
    pub const fn words(self) -> Words {
        match self {
            Self::Changed => Words::new("er ændret", "was changed"),
            Self::Moved => Words::new("er flyttet", "was moved"),
            Self::Dropped => Words::new("udgår", "was dropped"),
            Self::Added => Words::new("er kommet til", "was added"),
        }
    }
}

/// A change of the plan during its year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanChange {
    /// From which day.
    pub day: Date,
    /// The goal and what became of it; none where the change is of the plan as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<ChangedGoal>,
    /// What was changed and why.
    pub text: String,
    /// Who agreed on it; blank where that is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub agreed: String,
    /// Which saved version of the plan it states: the version's place in the journal. None where it states none, or was written before that was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved: Option<u64>,
}

/// A goal that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangedGoal {
    /// Its number, as it was before.
    pub id: String,
    /// What became of it.
    pub what: GoalChange,
}

impl PlanChange {
    /// The change as it is read. Of a goal it is said where nobody stated who agreed.
    fn said(&self, language: Language) -> String {
        let text = self.text.trim().trim_end_matches('.');
        let what = match (&self.goal, language) {
            (None, _) => self.text.trim().to_owned(),
            (Some(goal), Language::Danish) => format!("Mål {} {}: {text}.", goal.id, goal.what.words().da),
            (Some(goal), Language::English) => format!("Goal {} {}: {text}.", goal.id, goal.what.words().en),
        };
        match (self.agreed.trim(), language) {
            ("", _) if self.goal.is_none() => what,
            ("", Language::Danish) => format!("{what} Hvem der har aftalt det, er ikke oplyst."),
            ("", Language::English) => format!("{what} Who agreed on it was not stated."),
            (who, Language::Danish) => format!("{what} Aftalt: {who}."),
            (who, Language::English) => format!("{what} Agreed: {who}."),
        }
    }
}

/// What is typed for a report. Unknown fields are refused.
///
/// ```
/// let typed: letters::goals_report::Texts = toml::from_str(r#"
///     [goal."1.2.a"]
///     expectation = "Kravet ventes opfyldt."
///     [[change]]
///     day = "2024-06-01"
///     text = "Mål 1.3 gælder kun 2. halvår."
/// "#)?;
/// assert_eq!(typed.changes.len(), 1);
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// By the goal's number in the plan.
    #[serde(default, rename = "goal")]
    pub goals: BTreeMap<String, GoalTexts>,
    /// The changes of the plan, in the order in which they are told.
    #[serde(default, rename = "change")]
    pub changes: Vec<PlanChange>,
}

/// A report on a goals plan.
#[derive(Clone, Copy, Debug)]
pub struct GoalsReport<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its status, made from that plan.
    pub status: &'a PlanStatus,
    /// What it is made for.
    pub occasion: Occasion,
    /// Who reads it.
    pub audience: Audience,
    /// The language of everything that nobody typed.
    pub language: Language,
    /// Who made it, and when.
    pub made: &'a Made,
    /// The figures that somebody stands for; of two of one measure the later one is told of.
    pub signed: &'a [Signed],
    /// What was typed.
    pub texts: &'a Texts,
}

/// Why no report was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// The status is of another plan, version or number of goals.
    #[error("the figures are of {found}, the plan is {plan}: no report was made, ask for the figures of this plan")]
    OtherPlan {
        /// The plan and its version.
        plan: String,
        /// The plan and version of the status.
        found: String,
    },
    /// A text is about a goal that the plan does not have.
    #[error("a text is about goal {goal}, which the plan {plan} does not have: no report was made, correct its number")]
    UnknownGoal {
        /// The goal.
        goal: String,
        /// The plan.
        plan: String,
    },
    /// A text holds a sign that cannot be printed.
    #[error("»{text}« holds a sign that the report cannot print (U+{:04X}): no report was made, write it in Latin letters", u32::from(*sign))]
    Unprintable {
        /// How the text begins.
        text: String,
        /// The sign.
        sign: char,
    },
    /// A text is longer than any that is read.
    #[error("»{text}« has {length} characters, more than {most}: no report was made, shorten it")]
    TooLong {
        /// How the text begins.
        text: String,
        /// How many characters it has.
        length: usize,
        /// How many it may have.
        most: usize,
    },
    /// The typesetter refused: a fault of the template, not of the report.
    #[error("the report could not be set: no report was made, report this to whoever runs the program: {0}")]
    Typesetter(String),
}

impl<'a> GoalsReport<'a> {
    /// The professional goals that are not met and of which no analysis was typed, in the plan's order.
    ///
    /// Not met is what has been lost for good; in the yearly report also what cannot be decided, since the reader is owed the reason.
    pub fn missing_analyses(&self) -> Vec<&'a str> {
        let goals = self.status.goals.iter().filter(|goal| self.lacks_analysis(goal));
        goals.map(|goal| goal.id.as_str()).collect()
    }

    fn lacks_analysis(&self, goal: &GoalStatus) -> bool {
        let is_lost = goal.state == State::NotMet || goal.parts.iter().any(|part| part.state == State::NotMet);
        let is_owed = is_lost || self.occasion == Occasion::Yearly && goal.state == State::Undecidable;
        goal.kind == GoalKind::Professional && is_owed && self.typed(&goal.id, |texts| &texts.analysis).is_none()
    }

    /// A typed text about a goal, unless it is blank.
    fn typed(&self, goal: &str, which: fn(&GoalTexts) -> &String) -> Option<&'a str> {
        let texts: &'a Texts = self.texts;
        Some(which(texts.goals.get(goal)?).trim()).filter(|text| !text.is_empty())
    }

    /// What the report shows.
    ///
    /// # Errors
    /// A status of another plan; a text about a goal that the plan does not have; a text that is too long.
    pub fn content(&self) -> Result<Content, ReportError> {
        let (plan, status) = (self.plan, self.status);
        let fits = plan.id == status.plan
            && plan.version == status.version
            && plan.goals.iter().map(|goal| goal.id.get_ref()).eq(status.goals.iter().map(|goal| &goal.id));
        if !fits {
            let name = |id: &str, version: &str, goals: usize| format!("{id} ({version}; {goals})");
            return Err(ReportError::OtherPlan {
                plan: name(&plan.id, &plan.version, plan.goals.len()),
                found: name(&status.plan, &status.version, status.goals.len()),
            });
        }
        if let Some(goal) = self.texts.goals.keys().find(|goal| plan.goal(goal).is_none()) {
            return Err(ReportError::UnknownGoal { goal: goal.clone(), plan: plan.id.clone() });
        }
        let goals = self.texts.goals.values().flat_map(|texts| [&texts.expectation, &texts.analysis]);
        let changes = self.texts.changes.iter().flat_map(|change| [&change.text, &change.agreed]);
        for text in goals.chain(changes) {
            let length = text.chars().count();
            if length > LONGEST {
                return Err(ReportError::TooLong { text: beginning(text), length, most: LONGEST });
            }
        }
        Ok(content::content(self))
    }

    /// Sets the report as PDF (PDF/UA-1, PDF/A-2a). The same report always gives the same bytes.
    ///
    /// # Errors
    /// As [`GoalsReport::content`]; a text that cannot be printed.
    pub fn render(&self) -> Result<Rendered, ReportError> {
        sheet::render(self, &self.content()?)
    }
}

/// How a text begins, for whoever has to find it.
fn beginning(text: &str) -> String {
    const SIGNS: usize = 40;
    text.chars().take(SIGNS).collect()
}
