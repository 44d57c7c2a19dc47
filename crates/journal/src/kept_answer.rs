//! Answers kept so that a command that is sent twice is done once and answered twice alike.
//!
//! An answer is stored in the transaction of the facts that it tells of: both are there, or neither is. Knows nothing of commands.

use jiff::Timestamp;

use crate::error::JournalError;
use crate::fact::{NAME_BYTES_MAX, check_name, check_text};

/// Longest answer that is kept, in bytes.
pub const ANSWER_BYTES_MAX: usize = 1024 * 1024;

/// What a command was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// SHA-256 of the command. Another hash under the same key is another command under a key that is taken.
    pub request_hash: [u8; 32],
    /// The answer, in the words of whoever kept it.
    pub answer: String,
    /// When: the time of the facts that were stored with it.
    pub at: Timestamp,
}

pub(crate) fn check(owner: &str, key: &str, answer: &str) -> Result<(), JournalError> {
    check_key(owner, key)?;
    check_text("answer", answer, ANSWER_BYTES_MAX)
}

pub(crate) fn check_key(owner: &str, key: &str) -> Result<(), JournalError> {
    check_name("owner", owner, NAME_BYTES_MAX)?;
    check_name("key", key, NAME_BYTES_MAX)
}
