//! What data stewards have decided lately, newest first: so that a decision can be looked at, and taken back, once its pair has left the queue.

use std::collections::VecDeque;

use jiff::Timestamp;
use journal::Fact;
use serde::Serialize;

use crate::content::Content;
use crate::fact::Pair;
use crate::state::State;
use crate::stewardship::DATA_STEWARD;

/// How many are kept.
const KEPT: usize = 500;

/// The decisions of data stewards, folded from the journal; the oldest are let go.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decisions(VecDeque<Decided>);

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// Its place in the journal.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// The data steward.
    pub by: String,
    /// About which pair.
    pub pair: Pair,
    /// What was decided.
    pub what: Kind,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The two are one person.
    Coupled,
    /// They are, and another data steward must say so too.
    Proposed,
    /// The two are not one person.
    Rejected,
    /// Not now.
    Parked,
    /// Now after all.
    Unparked,
    /// A coupling was undone.
    Undone,
    /// A rejection or an undoing was taken back.
    TakenBack,
    /// A proposal was taken back.
    Withdrawn,
    /// A proposal was not approved.
    Declined,
}

impl Kind {
    /// What a fact decides of which pair, where a data steward decided it.
    pub(crate) fn of(content: &Content) -> Option<(Self, &Pair)> {
        Some(match content {
            Content::Coupled(coupled) if coupled.rule == DATA_STEWARD && coupled.followed.is_none() => {
                (Self::Coupled, &coupled.pair)
            }
            Content::Proposed(proposed) if proposed.followed.is_none() => (Self::Proposed, &proposed.pair),
            Content::Rejected(judged) => (Self::Rejected, &judged.pair),
            Content::Parked(judged) => (Self::Parked, &judged.pair),
            Content::Unparked(judged) => (Self::Unparked, &judged.pair),
            Content::Undone(undone) => (Self::Undone, &undone.pair),
            Content::RejectionWithdrawn(judged) => (Self::TakenBack, &judged.pair),
            Content::ProposalWithdrawn(judged) => (Self::Withdrawn, &judged.pair),
            Content::ProposalDeclined(judged) => (Self::Declined, &judged.pair),
            _ => return None,
        })
    }

    /// Whether the decision on a pair still stands and can be taken back.
    pub fn stands(self, state: &State, pair: &Pair) -> bool {
        let coupled = || state.couplings.get(&pair.person_id).is_some_and(|entry| entry.coupled.pair == *pair);
        match self {
            Self::Coupled => coupled(),
            Self::Proposed => state.proposals.contains_key(pair),
            Self::Rejected | Self::Undone => state.rejected.contains(pair),
            Self::Parked => state.queue.get(pair).is_some_and(|entry| entry.parked.is_some()),
            Self::Unparked | Self::TakenBack | Self::Withdrawn | Self::Declined => false,
        }
    }
}

impl Decisions {
    /// Takes in a fact, where it is a decision.
    pub(crate) fn take_in(&mut self, fact: &Fact, content: &Content) {
        let Some((what, pair)) = Kind::of(content) else { return };
        let (position, at, by, pair) = (fact.position, fact.recorded_at, fact.actor.clone(), pair.clone());
        self.0.push_front(Decided { position, at, by, pair, what });
        self.0.truncate(KEPT);
    }

    /// The decisions, newest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Decided> {
        self.0.iter()
    }
}
