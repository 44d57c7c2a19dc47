//! A command that is sent twice is done once: its answer is kept under the sender's key, in the transaction of its facts.
//!
//! A command that comes to nothing keeps no answer: sent again, it is decided anew. Knows no HTTP: what an answer looks like is for
//! whoever sends the command.

use jiff::Timestamp;
use journal::{JournalError, Transaction};

use super::{Command, CommandError, Decided, Inquirer, JudgeError, Judging, Office, append_to};
use crate::stewardship::StewardError;

/// The sender's name for a command, and what the command says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// The sender's key: at most [`Once::KEY_BYTES_MAX`] bytes, no control characters. An officer's keys are their own.
    pub key: String,
    /// SHA-256 of everything that makes the command what it is. The same key with another hash is refused.
    pub request_hash: [u8; 32],
}

/// What a command was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The answer, as it was written when the command was carried out.
    pub answer: String,
    /// Whether it was carried out before, so that nothing was done now.
    pub is_repeated: bool,
}

/// Why a decision under a key was not recorded. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum JudgeOnceError {
    /// As without a key.
    #[error(transparent)]
    Judge(#[from] JudgeError),
    /// The key cannot be looked up, or was used for another command.
    #[error(transparent)]
    Command(#[from] CommandError),
}

impl Once {
    /// Longest key, in bytes.
    pub const KEY_BYTES_MAX: usize = 200;
}

impl Office {
    /// As [`Office::act`], once for each key: `answer` writes what is answered and kept, from what the command came to and the position
    /// of its last fact. Whoever sends the same again gets the same answer. Blocks.
    pub fn act_once<C: Command>(
        &self,
        inquirer: Inquirer<'_>,
        command: &C,
        once: &Once,
        now: Timestamp,
        answer: impl FnOnce(&C::Done, u64) -> String,
    ) -> Result<Answered, CommandError> {
        if let Some(kept) = self.answered_before(inquirer, once)? {
            return Ok(kept);
        }
        match self.act_keeping(inquirer, command, once, now, answer) {
            // The same command may have been carried out in between; then it is no reason to refuse it.
            Err(error @ (CommandError::Refused(_) | CommandError::Invalid(_))) => {
                self.answered_before(inquirer, once)?.ok_or(error)
            }
            answered => answered,
        }
    }

    fn act_keeping<C: Command>(
        &self,
        inquirer: Inquirer<'_>,
        command: &C,
        once: &Once,
        now: Timestamp,
        answer: impl FnOnce(&C::Done, u64) -> String,
    ) -> Result<Answered, CommandError> {
        let Decided { facts, from, done } = self.decide(inquirer, command)?;
        let appended = self.with_journal(|journal| {
            let mut transaction = journal.begin(now)?;
            let last = transaction.next_position() - 1 + facts.len() as u64;
            let answer = answer(&done, last);
            // Before anything else: of two of the same at once, the second is answered as the first and not told of a conflict with itself.
            transaction.keep_answer(&inquirer.officer.id, &once.key, once.request_hash, &answer)?;
            append_to(transaction, &facts, &from)?;
            Ok::<_, CommandError>(Answered { answer, is_repeated: false })
        });
        match appended {
            Err(CommandError::Journal(JournalError::AlreadyAnswered { kept, .. })) => once.repeated(*kept),
            Err(error) => Err(error),
            Ok(answered) => {
                self.catch_up()?;
                Ok(answered)
            }
        }
    }

    /// As [`Office::judge`], once for each key: `answer` writes what is answered and kept, from where the decision stands. Blocks.
    pub fn judge_once(
        &self,
        inquirer: Inquirer<'_>,
        judging: &Judging,
        once: &Once,
        now: Timestamp,
        answer: impl Fn(u64) -> String,
    ) -> Result<Answered, JudgeOnceError> {
        if let Some(kept) = self.answered_before(inquirer, once)? {
            return Ok(kept);
        }
        let keep = |transaction: &mut Transaction<'_>, last| {
            transaction.keep_answer(&inquirer.officer.id, &once.key, once.request_hash, &answer(last))
        };
        match self.judge_with(inquirer, judging, now, keep) {
            Ok(position) => Ok(Answered { answer: answer(position), is_repeated: false }),
            Err(JudgeError::Steward(StewardError::Journal(JournalError::AlreadyAnswered { kept, .. }))) => {
                Ok(once.repeated(*kept)?)
            }
            Err(error @ JudgeError::Steward(_)) => {
                self.answered_before(inquirer, once)?.ok_or(JudgeOnceError::Judge(error))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// What was answered under a key before; none where nothing was done under it. Blocks.
    pub fn answered_before(&self, inquirer: Inquirer<'_>, once: &Once) -> Result<Option<Answered>, CommandError> {
        let kept = self.with_journal(|journal| journal.kept_answer(&inquirer.officer.id, &once.key))?;
        kept.map(|kept| once.repeated(kept)).transpose()
    }
}

impl Once {
    fn repeated(&self, kept: journal::KeptAnswer) -> Result<Answered, CommandError> {
        if kept.request_hash != self.request_hash {
            return Err(CommandError::KeyUsedOtherwise);
        }
        Ok(Answered { answer: kept.answer, is_repeated: true })
    }
}
