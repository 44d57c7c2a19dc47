//! The stages of an audit point. Each is a type whose fields nobody else can fill in: `Closed` comes from `Recommended` alone, that from
//! `Proposed`, or from `Open` where the auditors recommend what the ministry has not proposed.

use jiff::civil::Date;
use law::words::Words;
use schemars::JsonSchema;
use serde::Serialize;

use super::point::Step;
use crate::ledger::{Entry, Party, WrongStep, by};

/// Where a point stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AuditStage")]
#[serde(tag = "stage", rename_all = "kebab-case")]
pub enum Stage {
    /// The ministry works on it.
    Open(Open),
    /// The ministry proposes that it be closed: the auditors look at it.
    Proposed(Proposed),
    /// The auditors recommend that it be closed: the state auditors decide.
    Recommended(Recommended),
    /// The state auditors closed it.
    Closed(Closed),
}

/// The ministry works on the point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AuditOpen")]
pub struct Open {
    /// Why it came back, where it did: withdrawn, not recommended, referred back or reopened.
    came_back: Option<Said>,
}

/// The ministry proposes that the point be closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AuditProposed")]
pub struct Proposed {
    proposal: Said,
}

/// The auditors recommend that the point be closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AuditRecommended")]
pub struct Recommended {
    proposal: Option<Said>,
    recommendation: Said,
}

/// The state auditors closed the point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AuditClosed")]
pub struct Closed {
    proposal: Option<Said>,
    recommendation: Said,
    decision: Said,
}

/// What somebody said on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AuditSaid")]
struct Said {
    on: Date,
    text: String,
}

impl Open {
    /// A point as it is raised.
    pub(super) fn raised() -> Self {
        Self { came_back: None }
    }

    fn again(said: Said) -> Self {
        Self { came_back: Some(said) }
    }
}

impl Proposed {
    /// Of an open point, which is used up by it.
    fn of(_: Open, proposal: Said) -> Self {
        Self { proposal }
    }

    fn recommend(self, recommendation: Said) -> Recommended {
        Recommended { proposal: Some(self.proposal), recommendation }
    }
}

impl Recommended {
    /// Of an open point, which is used up by it: the auditors need no proposal, for closing is theirs to recommend.
    fn unproposed(_: Open, recommendation: Said) -> Self {
        Self { proposal: None, recommendation }
    }

    fn close(self, decision: Said) -> Closed {
        Closed { proposal: self.proposal, recommendation: self.recommendation, decision }
    }
}

impl Stage {
    /// What users read.
    pub fn words(&self) -> Words {
        match self {
            Self::Open(_) => Words::new("åbent", "open"),
            Self::Proposed(_) => Words::new("foreslået afsluttet", "proposed closed"),
            Self::Recommended(_) => Words::new("indstillet til afslutning", "recommended closed"),
            Self::Closed(_) => Words::new("afsluttet", "closed"),
        }
    }

    /// The name in texts and addresses.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Open(_) => "open",
            Self::Proposed(_) => "proposed",
            Self::Recommended(_) => "recommended",
            Self::Closed(_) => "closed",
        }
    }

    /// Whose move it is; nobody's where the point is closed.
    pub fn whose_move(&self) -> Option<Party> {
        match self {
            Self::Open(_) => Some(Party::Ministry),
            Self::Proposed(_) => Some(Party::Auditors),
            Self::Recommended(_) => Some(Party::StateAuditors),
            Self::Closed(_) => None,
        }
    }

    /// What was said on the way to this stage: the key of the step, the day, the words.
    pub fn said(&self) -> Vec<(&'static str, Date, &str)> {
        fn line<'a>(key: &'static str, said: &'a Said) -> (&'static str, Date, &'a str) {
            (key, said.on, said.text.as_str())
        }
        match self {
            Self::Open(Open { came_back }) => came_back.iter().map(|said| line("came-back", said)).collect(),
            Self::Proposed(Proposed { proposal }) => vec![line("closing-proposed", proposal)],
            Self::Recommended(Recommended { proposal, recommendation }) => {
                let proposed = proposal.iter().map(|said| line("closing-proposed", said));
                proposed.chain([line("closing-recommended", recommendation)]).collect()
            }
            Self::Closed(Closed { proposal, recommendation, decision }) => {
                let proposed = proposal.iter().map(|said| line("closing-proposed", said));
                proposed.chain([line("closing-recommended", recommendation), line("closed", decision)]).collect()
            }
        }
    }

    /// Moves on by a step about closing.
    ///
    /// # Errors
    /// Where another party takes the step, or the stage is not the one it leads from.
    pub(super) fn step(self, entry: &Entry<Step>) -> Result<Self, WrongStep> {
        let said = |text: &String| Said { on: entry.on, text: text.clone() };
        let needs = |needs: &'static str| Err(WrongStep::TooSoon { needs });
        match &entry.what {
            Step::ClosingProposed { reasons } => {
                by(entry, Party::Ministry)?;
                match self {
                    Self::Open(open) => Ok(Self::Proposed(Proposed::of(open, said(reasons)))),
                    Self::Closed(_) => Err(WrongStep::Closed),
                    _ => Err(WrongStep::Twice { field: "step", value: "closing-proposed".to_owned() }),
                }
            }
            Step::ProposalWithdrawn { reasons } => {
                by(entry, Party::Ministry)?;
                match self {
                    Self::Proposed(_) => Ok(Self::Open(Open::again(said(reasons)))),
                    Self::Closed(_) => Err(WrongStep::Closed),
                    _ => needs("closing-proposed"),
                }
            }
            Step::ClosingRecommended { reasons } => {
                by(entry, Party::Auditors)?;
                match self {
                    Self::Proposed(proposed) => Ok(Self::Recommended(proposed.recommend(said(reasons)))),
                    Self::Open(open) => Ok(Self::Recommended(Recommended::unproposed(open, said(reasons)))),
                    Self::Recommended(_) => {
                        Err(WrongStep::Twice { field: "step", value: "closing-recommended".to_owned() })
                    }
                    Self::Closed(_) => Err(WrongStep::Closed),
                }
            }
            Step::ClosingNotRecommended { reasons } => {
                by(entry, Party::Auditors)?;
                match self {
                    // What was recommended can still be taken back, until the state auditors have decided.
                    Self::Proposed(_) | Self::Recommended(_) => Ok(Self::Open(Open::again(said(reasons)))),
                    Self::Open(_) => needs("closing-proposed"),
                    Self::Closed(_) => Err(WrongStep::Closed),
                }
            }
            Step::Closed { decision } => {
                by(entry, Party::StateAuditors)?;
                match self {
                    Self::Recommended(recommended) => Ok(Self::Closed(recommended.close(said(decision)))),
                    Self::Closed(_) => Err(WrongStep::Closed),
                    _ => needs("closing-recommended"),
                }
            }
            Step::ReferredBack { reasons } => {
                by(entry, Party::StateAuditors)?;
                match self {
                    Self::Recommended(_) => Ok(Self::Open(Open::again(said(reasons)))),
                    Self::Closed(_) => Err(WrongStep::Closed),
                    _ => needs("closing-recommended"),
                }
            }
            Step::Reopened { reasons } => {
                by(entry, Party::StateAuditors)?;
                match self {
                    Self::Closed(_) => Ok(Self::Open(Open::again(said(reasons)))),
                    _ => needs("closed"),
                }
            }
            _ => Err(WrongStep::NotOfThisKind),
        }
    }
}
