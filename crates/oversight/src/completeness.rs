//! The proof of completeness: nothing that was read fell between two chairs.

use serde::{Deserialize, Serialize};

/// What became of everything that one source brought in one night: `read = coupled + queued + rejected + unchanged`.
///
/// Each record that was read is counted in exactly one of the four:
/// *unchanged*, when the journal already held it as it stands; else *coupled*, when its person is coupled after the
/// night; else *queued*, when something about it waits for a person (a pair to review, a municipality's error, a
/// number asked for); else *rejected*, when it was set aside as unreadable or has no counterpart in the other register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Everything that was read.
    pub read: u64,
    /// New or changed, and its person is coupled.
    pub coupled: u64,
    /// New or changed, and waits for a person.
    pub queued: u64,
    /// Set aside, or without counterpart: the sum of the two figures below.
    pub rejected: u64,
    /// As the journal already held it.
    pub unchanged: u64,
    /// Of the rejected: unreadable, set aside in the quarantine.
    pub rejected_set_aside: u64,
    /// Of the rejected: read and kept, but nobody in the other register corresponds to it.
    pub rejected_without_counterpart: u64,
}

/// What became of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The journal already held it.
    Unchanged,
    /// Its person is coupled.
    Coupled,
    /// It waits for a person.
    Queued,
    /// It was unreadable.
    SetAside,
    /// Nobody in the other register corresponds to it.
    WithoutCounterpart,
}

impl Proof {
    /// Counts one record's fate; `read` is counted apart, by the reader, or the proof would prove itself.
    pub fn count(&mut self, fate: Fate) {
        match fate {
            Fate::Unchanged => self.unchanged += 1,
            Fate::Coupled => self.coupled += 1,
            Fate::Queued => self.queued += 1,
            Fate::SetAside => {
                self.rejected += 1;
                self.rejected_set_aside += 1;
            }
            Fate::WithoutCounterpart => {
                self.rejected += 1;
                self.rejected_without_counterpart += 1;
            }
        }
    }

    /// Whether everything read is accounted for.
    pub fn holds(&self) -> bool {
        self.read == self.coupled + self.queued + self.rejected + self.unchanged
            && self.rejected == self.rejected_set_aside + self.rejected_without_counterpart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_fell_out_breaks_the_proof() {
        let mut proof = Proof { read: 2, ..Proof::default() };
        proof.count(Fate::Coupled);
        assert!(!proof.holds());
        proof.count(Fate::SetAside);
        assert!(proof.holds());
        proof.count(Fate::Queued);
        assert!(!proof.holds());
    }
}
