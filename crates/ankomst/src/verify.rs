//! `ankomst verify`: is the journal as it was written?

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use desk::words;
use journal::Heads;

use crate::exit;
use crate::journal_argument::JournalArgument;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    journal: JournalArgument,
    /// Fil med et endepunkt, der er gemt uden for journalen; så opdages også en afskåret ende
    #[arg(long, value_name = "FIL")]
    against: Option<PathBuf>,
    /// Skriv det nuværende endepunkt hertil, til brug næste gang
    #[arg(long, value_name = "FIL")]
    keep: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut journal = arguments.journal.open()?;
    let kept = arguments.against.as_ref().map(|path| {
        let text = std::fs::read_to_string(path).with_context(|| format!("{} kan ikke læses", path.display()))?;
        text.trim().parse::<Heads>().with_context(|| format!("{} er ikke et endepunkt", path.display()))
    });
    let verified = match kept.transpose()? {
        Some(kept) => journal.verify_against(kept, |_| {}),
        None => journal.verify(|_| {}),
    };
    let verified = verified.context("journalen er IKKE, som den blev skrevet, eller kan ikke læses")?;
    println!("Journalen står, som den blev skrevet: {} fakta.", words::count(verified.facts));
    println!("Endepunkt: {}", verified.heads);
    if let Some(path) = &arguments.keep {
        std::fs::write(path, format!("{}\n", verified.heads))
            .with_context(|| format!("{} kan ikke skrives", path.display()))?;
    }
    Ok(exit::DONE)
}
