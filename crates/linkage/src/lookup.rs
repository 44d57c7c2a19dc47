//! One record against a whole register, at once: the same index and the same scores as a full run.
//!
//! Must not know who asks, nor log anything.

use std::sync::Arc;

use crate::block::{Index, Scratch};
use crate::card::Cards;
use crate::compare::{Comparer, Memory, Slot, slots};
use crate::config::{Config, Side};
use crate::coupling::probability;
use crate::model::{Model, ModelError};
use crate::register::{Register, RegisterError};

/// The right register, ready to be asked.
pub struct Lookup<'a> {
    right: &'a Register,
    config: &'a Config,
    model: &'a Model,
    slots: Vec<Slot>,
    index: Index,
    cards: Arc<Cards>,
}

/// A record that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Row in the right register.
    pub right: u32,
    /// The logarithm to base 2 of the odds that it is the same person, in thousandths.
    pub score_millibits: i32,
    /// The comparison; [`crate::explain_pattern`] unfolds it.
    pub pattern: u64,
}

impl Found {
    /// The probability that it is the same person, the pair taken alone.
    pub fn probability(&self) -> f64 {
        probability(self.score_millibits)
    }
}

impl<'a> Lookup<'a> {
    /// Builds the index.
    pub fn new(right: &'a Register, config: &'a Config, model: &'a Model) -> Result<Self, ModelError> {
        model.check(config)?;
        let index = Index::with_limit(config, None, right, model.block_limit);
        let slots = slots(config);
        let cards = Arc::new(Cards::of_right(&slots, right));
        Ok(Self { right, config, model, slots, index, cards })
    }

    /// The records that fit a left record best, best first, at most `most`. The values stand in the order of
    /// [`Config::columns`] of the left side; what is not known is empty, but the id must be there.
    pub fn find(&self, values: &[&str], most: usize) -> Result<Vec<Found>, RegisterError> {
        let mut builder = Register::builder(self.config, Side::Left);
        builder.push(values)?;
        let left = builder.finish()?;
        let rarity = self.model.frequencies.rarity_of_row(self.config, &left, 0);
        let comparer = Comparer::with_cards(&self.slots, &left, self.right, &rarity, Arc::clone(&self.cards));
        let mut scratch = Scratch::default();
        self.index.candidates(&left, 0, &mut scratch);
        let memory = Memory::default();
        let found = |(right, _): &(u32, u16)| {
            let pattern = comparer.pattern(0, *right as usize, &memory);
            Found { right: *right, score_millibits: self.model.score_millibits(pattern), pattern }
        };
        let mut found: Vec<Found> = scratch.candidates.iter().map(found).collect();
        found.sort_unstable_by_key(|found| (-found.score_millibits, found.right));
        found.truncate(most);
        Ok(found)
    }
}
