//! An audit point: what it asks, who owns it, what was reported and shown, and its stage.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figures::Figure;
use super::stage::{Open, Stage};
use crate::ledger::{Entry, Ledger, Party, WrongStep, by, filled, not_before};

/// A point that auditors follow up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AuditPoint")]
pub struct Point {
    /// Its heading.
    pub title: String,
    /// What it asks.
    pub text: String,
    /// Where it was raised.
    pub source: String,
    /// Who answers for it.
    pub owner: Owner,
    /// The figures that show how it goes.
    pub figures: Vec<Figure>,
    /// The day by which something is expected, where one was set.
    pub deadline: Option<Date>,
    /// What shows that something was done, oldest first.
    pub evidence: Vec<Evidence>,
    /// What was reported, oldest first.
    pub reports: Vec<StatusReport>,
    /// Where it stands.
    pub stage: Stage,
    /// When it was raised.
    pub raised: Date,
    /// The day of the newest step.
    pub newest: Date,
}

/// Who answers for a point: a function in an authority, so that it outlives the one who fills it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AuditOwner")]
pub struct Owner {
    /// The function.
    pub role: String,
    /// The authority.
    pub authority: String,
}

/// Something that shows what was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AuditEvidence")]
pub struct Evidence {
    /// When it is from.
    pub on: Date,
    /// What it shows.
    pub what: String,
    /// Where it lies: file number, address, provision.
    pub reference: String,
}

/// What the ministry reported of a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AuditStatusReport")]
pub struct StatusReport {
    /// When.
    pub on: Date,
    /// What.
    pub text: String,
}

/// What is done with a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "AuditStep")]
#[serde(tag = "step", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// It is raised, or taken over from a note. By the auditors or the ministry.
    Raised {
        /// Its heading.
        title: String,
        /// What it asks.
        text: String,
        /// Where it was raised.
        source: String,
        /// The function that answers for it.
        role: String,
        /// The authority.
        authority: String,
        /// The figures that show how it goes.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        figures: Vec<Figure>,
    },
    /// Somebody else answers for it.
    OwnerChanged {
        /// The function.
        role: String,
        /// The authority.
        authority: String,
        /// Why.
        reason: String,
    },
    /// Something is expected by a day.
    DeadlineSet {
        /// The day.
        deadline: Date,
        /// What for.
        reason: String,
    },
    /// Other figures show how it goes.
    FiguresLinked {
        /// Which.
        figures: Vec<Figure>,
    },
    /// Something shows what was done.
    EvidenceAdded {
        /// What it shows.
        evidence: String,
        /// Where it lies.
        reference: String,
    },
    /// The ministry says how it goes.
    StatusReported {
        /// In words.
        status: String,
    },
    /// The ministry proposes to close the point. There must be evidence.
    ClosingProposed {
        /// Why.
        reasons: String,
    },
    /// The ministry takes its proposal back.
    ProposalWithdrawn {
        /// Why.
        reasons: String,
    },
    /// The auditors recommend closing it.
    ClosingRecommended {
        /// Why.
        reasons: String,
    },
    /// The auditors do not recommend it, or no longer.
    ClosingNotRecommended {
        /// Why.
        reasons: String,
    },
    /// The state auditors close it.
    Closed {
        /// What they decided.
        decision: String,
    },
    /// The state auditors want to know more.
    ReferredBack {
        /// What.
        reasons: String,
    },
    /// The state auditors take a closed point up again.
    Reopened {
        /// Why.
        reasons: String,
    },
}

impl Step {
    /// Every text of the step with its field: none may be blank.
    fn texts(&self) -> Vec<(&'static str, &str)> {
        match self {
            Self::Raised { title, text, source, role, authority, .. } => {
                vec![("title", title), ("text", text), ("source", source), ("role", role), ("authority", authority)]
            }
            Self::OwnerChanged { role, authority, reason } => {
                vec![("role", role), ("authority", authority), ("reason", reason)]
            }
            Self::DeadlineSet { reason, .. } => vec![("reason", reason)],
            Self::FiguresLinked { .. } => Vec::new(),
            Self::EvidenceAdded { evidence, reference } => vec![("evidence", evidence), ("reference", reference)],
            Self::StatusReported { status } => vec![("status", status)],
            Self::ClosingProposed { reasons }
            | Self::ProposalWithdrawn { reasons }
            | Self::ClosingRecommended { reasons }
            | Self::ClosingNotRecommended { reasons }
            | Self::ReferredBack { reasons }
            | Self::Reopened { reasons } => vec![("reasons", reasons)],
            Self::Closed { decision } => vec![("decision", decision)],
        }
    }
}

impl Point {
    fn begun(entry: &Entry<Step>) -> Result<Self, WrongStep> {
        let Step::Raised { title, text, source, role, authority, figures } = &entry.what else {
            return Err(WrongStep::NotBegun);
        };
        if entry.party == Party::StateAuditors {
            return Err(WrongStep::NotYours { whose: Party::Auditors });
        }
        Ok(Self {
            title: title.clone(),
            text: text.clone(),
            source: source.clone(),
            owner: Owner { role: role.clone(), authority: authority.clone() },
            figures: figures.clone(),
            deadline: None,
            evidence: Vec::new(),
            reports: Vec::new(),
            stage: Stage::Open(Open::raised()),
            raised: entry.on,
            newest: entry.on,
        })
    }

    /// Whether something was expected by an earlier day and the point is still with the ministry.
    pub fn is_overdue(&self, on: Date) -> bool {
        matches!(self.stage, Stage::Open(_)) && self.deadline.is_some_and(|deadline| deadline < on)
    }
}

impl Ledger for Point {
    type Step = Step;

    fn take(before: Option<&Self>, entry: &Entry<Step>) -> Result<Self, WrongStep> {
        for (field, text) in entry.what.texts() {
            filled(field, text)?;
        }
        let Some(before) = before else { return Self::begun(entry) };
        let on = entry.on;
        let mut point = before.clone();
        // Evidence is dated by what it shows, which may be long ago; all else comes in its order.
        if !matches!(entry.what, Step::EvidenceAdded { .. }) {
            not_before("on", on, before.newest)?;
            point.newest = on;
        }
        let is_closed = matches!(point.stage, Stage::Closed(_));
        let on_the_ministrys_side = |entry: &Entry<Step>| {
            if is_closed { Err(WrongStep::Closed) } else { by(entry, Party::Ministry) }
        };
        match &entry.what {
            Step::Raised { .. } => return Err(WrongStep::BegunAlready),
            Step::OwnerChanged { role, authority, .. } => {
                on_the_ministrys_side(entry)?;
                point.owner = Owner { role: role.clone(), authority: authority.clone() };
            }
            Step::DeadlineSet { deadline, .. } => {
                if is_closed {
                    return Err(WrongStep::Closed);
                }
                not_before("deadline", *deadline, on)?;
                point.deadline = Some(*deadline);
            }
            Step::FiguresLinked { figures } => {
                on_the_ministrys_side(entry)?;
                point.figures.clone_from(figures);
            }
            Step::EvidenceAdded { evidence, reference } => {
                on_the_ministrys_side(entry)?;
                point.evidence.push(Evidence { on, what: evidence.clone(), reference: reference.clone() });
            }
            Step::StatusReported { status } => {
                on_the_ministrys_side(entry)?;
                point.reports.push(StatusReport { on, text: status.clone() });
            }
            Step::ClosingProposed { .. } if point.evidence.is_empty() => {
                on_the_ministrys_side(entry)?;
                return Err(WrongStep::TooSoon { needs: "evidence-added" });
            }
            Step::ClosingRecommended { .. } if point.evidence.is_empty() => {
                by(entry, Party::Auditors)?;
                return Err(WrongStep::TooSoon { needs: "evidence-added" });
            }
            _ => point.stage = point.stage.step(entry)?,
        }
        Ok(point)
    }
}

#[cfg(test)]
mod tests;
