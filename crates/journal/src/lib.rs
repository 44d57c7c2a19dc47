//! The append-only facts: SQLite and PostgreSQL behind one type, hash chain and verification.
//!
//! A [`Journal`] is opened by its address. Facts are only added, in [transactions](Transaction) that are stored whole or not at all, at
//! positions without gaps; they are read back in order. Nothing here knows what a fact means, what the law says or what a page looks like.
//!
//! Five things are kept: the facts and the read log (who looked at whom), each a chain; checkpoints, which are derived and may be thrown away;
//! and two that are no facts and stand in no chain: [working papers](WorkingPaper), small private texts that are changed and deleted freely, and
//! [answers to commands](KeptAnswer), stored with the facts they tell of, so that a command that is sent twice is done once.
//!
//! Calls block: an async server opens, uses and drops a journal in `spawn_blocking`, never on a thread that runs tasks.
//! A journal is one connection, for one thread at a time; several may be open
//! on the same database, one writes while the others read.
//!
//! # Who waits for whom
//!
//! Nobody waits to read, nor to open a journal whose layout is up to date: a reader sees what was committed when its read began, whoever writes
//! meanwhile. Whoever writes facts waits for the writer of facts: [`Journal::begin`] and the clean-up of answers. In SQLite, where the file has one writer
//! whatever is written, so do the read log, working papers and checkpoints. In PostgreSQL [`Journal::log_reads`] waits for others who log and for nobody else, and
//! papers for nobody but another save of the same paper: a night that stores a delivery holds up no page. After two minutes the wait ends in [`Trouble::Busy`], and nothing was stored. A transaction is therefore begun when everything that goes into it is at hand.
//!
//! # When the clock was wrong
//!
//! Facts carry two clocks, and the second, when the journal learned it, must never go back, or *as known at* would tell lies.
//! A time at most [`CLOCK_TOLERANCE`] behind the newest fact is taken as that fact's time. One further behind is
//! [refused](JournalError::ClockWentBack): the clock is wrong now, or it was wrong when the newest fact was recorded. In the first case set the clock right and
//! run again. In the second nothing that is stored can be changed, so somebody says so, by name: [`Journal::accept_clock`] appends a fact
//! about it, and from then on, until the true time has caught up, facts are recorded at the newest fact's time. They then look younger than they are,
//! never older: *as known at* may leave something out that was known, but never shows something before it was.

mod chain;
mod checkpoint;
mod clock;
mod database;
mod error;
mod fact;
mod filter;
mod journal;
mod kept_answer;
mod postgres;
mod read_log;
mod sqlite;
mod transaction;
mod verify;
mod working_paper;

pub use chain::{Head, HeadError, Heads};
pub use clock::CLOCK_TOLERANCE;
pub use error::{JournalError, Kept, Trouble};
pub use fact::{
    FILE_BYTES_MAX, Fact, FactRef, KIND_BYTES_MAX, NAME_BYTES_MAX, NewFact, PAYLOAD_BYTES_MAX, Source, SourceRef,
};
pub use filter::{Filter, Kinds, Subjects};
pub use journal::{Journal, Lock};
pub use kept_answer::{ANSWER_BYTES_MAX, KeptAnswer};
pub use read_log::{LoggedRead, ReadEntry};
pub use transaction::{Receipt, Transaction};
pub use verify::{Broken, Chain, Damage, Progress, Verified, VerifyError};
pub use working_paper::{Expected, PAPER_BYTES_MAX, WorkingPaper};
