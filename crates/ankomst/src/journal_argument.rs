//! The journal that a command works on.

use anyhow::Context;
use clap::Args;
use journal::Journal;

/// Which journal.
#[derive(Args, Clone)]
pub(crate) struct JournalArgument {
    /// Journalens adresse: sqlite:FIL eller postgres://BRUGER@VÆRT/DATABASE
    #[arg(long, env = "ANKOMST_JOURNAL", hide_env_values = true, value_name = "ADRESSE")]
    pub(crate) journal: String,
}

impl JournalArgument {
    pub(crate) fn open(&self) -> anyhow::Result<Journal> {
        Journal::open(&self.journal).context("journalen kan ikke åbnes; intet er ændret")
    }
}
