//! The review of couplings: the queue as a list, a pair and its decision, undoing, the keys to work with.

mod choice;
mod deciding;
mod decision_form;
mod detections;
mod keys;
mod list;
mod pair;
#[cfg(test)]
mod tests;
mod undoing;

pub(crate) use deciding::{decide, take_back};
pub(crate) use detections::show as detections;
pub(crate) use keys::{save as save_keys, show as show_keys};
pub(crate) use list::show as list;
pub(crate) use pair::show as pair;
pub(crate) use undoing::{show as before_undoing, undo};
