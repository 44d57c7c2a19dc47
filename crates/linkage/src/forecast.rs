//! How much a coupling will compare, told before anything is compared.
//!
//! Sizes of blocks come from the index alone. Must not know weights, nor how the figures are shown.

use crate::block::{BlockingReport, Index, Recall};
use crate::config::Config;
use crate::model::Model;
use crate::register::Register;

/// The blocking keys with their blocks and pairs. What only a comparison can tell, the recall of the keys, is zero.
///
/// A pair that two keys find counts at both, so the sum is the most that can be compared. With a frozen model the blocks
/// are as large as it says; without one, as small as the limits of the configuration make them.
pub fn forecast(left: &Register, right: &Register, config: &Config, model: Option<&Model>) -> BlockingReport {
    let index = match model {
        Some(model) => Index::with_limit(config, Some(left), right, model.block_limit),
        None => Index::build(config, left, right),
    };
    index.report(right, &Recall::default(), &index.pairs_by_key(left, 1))
}
