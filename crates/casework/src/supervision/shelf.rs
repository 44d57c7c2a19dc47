//! The things of one area, each with the steps that made it and the letters that left with them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use journal::FactRef;
use oversight::ledger::{Entry, Ledger};

use super::LetterSent;
use crate::fact;

/// The things of an area, by name.
#[derive(Clone, Debug)]
pub struct Shelf<L: Ledger>(BTreeMap<String, Kept<L>>);

/// A thing as its steps have made it.
#[derive(Clone, Debug)]
pub struct Kept<L: Ledger> {
    /// What has come of it.
    pub state: L,
    /// Its steps, in the order of the journal.
    pub steps: Vec<Taken<L::Step>>,
    /// The letters that left with its steps, oldest first. Their documents stay in the journal.
    pub letters: Vec<Sent>,
    /// Position of its newest fact: the version that a step is taken from.
    pub position: u64,
}

/// A step that was taken.
#[derive(Clone, Debug)]
pub struct Taken<S> {
    /// Its place in the journal.
    pub position: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who recorded it.
    pub by: String,
    /// The step.
    pub entry: Entry<S>,
}

/// A letter that left with a step.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its place in the journal, where the document lies.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// Who sent it.
    pub by: String,
    /// Its title.
    pub title: String,
    /// To whom.
    pub to: String,
}

impl<L: Ledger> Default for Shelf<L> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<L: Ledger> Shelf<L> {
    /// The thing of a name.
    pub fn get(&self, id: &str) -> Option<&Kept<L>> {
        self.0.get(id)
    }

    /// Every thing with its name, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Kept<L>)> {
        self.0.iter().map(|(id, kept)| (id.as_str(), kept))
    }

    /// What has come of every thing.
    pub fn states(&self) -> impl Iterator<Item = &L> {
        self.0.values().map(|kept| &kept.state)
    }

    pub(super) fn take_in(&mut self, id: &str, found: &FactRef<'_>) -> Result<(), String> {
        let (position, at, by) = (found.position, found.recorded_at, found.actor.to_owned());
        if found.kind == fact::SUPERVISION_LETTER {
            let LetterSent { title, to, .. } =
                serde_json::from_str(found.payload).map_err(|error| error.to_string())?;
            let kept = self.0.get_mut(id).ok_or_else(|| format!("a letter of {id}, which was never begun"))?;
            kept.letters.push(Sent { position, at, by, title, to });
            kept.position = position;
            return Ok(());
        }
        let entry: Entry<L::Step> = serde_json::from_str(found.payload).map_err(|error| error.to_string())?;
        let before = self.0.get(id);
        let state = L::take(before.map(|kept| &kept.state), &entry).map_err(|error| format!("{id}: {error}"))?;
        let taken = Taken { position, at, by, entry };
        if let Some(kept) = self.0.get_mut(id) {
            kept.state = state;
            kept.steps.push(taken);
            kept.position = position;
        } else {
            let kept = Kept { state, steps: vec![taken], letters: Vec::new(), position };
            self.0.insert(id.to_owned(), kept);
        }
        Ok(())
    }
}
