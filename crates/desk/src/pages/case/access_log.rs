//! Who has looked at the person: when, who, for which authority, for what, and which part. The person may see the same.

use casework::questions::{CaseSeen, MayReadAccessLog};

use crate::app::App;
use crate::components::Query;
use crate::frame::Trouble;
use crate::role_words;
use crate::schedule::in_denmark;
use crate::session::Session;
use crate::texts::Language;

/// A look.
pub(super) struct Row {
    pub(super) at: String,
    pub(super) who: String,
    pub(super) authority: String,
    pub(super) purpose: String,
    pub(super) what: String,
}

/// Looks on a page.
const ROWS: u32 = 50;

/// A page of looks, newest first, and the address of the earlier ones.
pub(super) async fn of(
    app: &App,
    session: &Session,
    language: Language,
    seen: &CaseSeen,
    query: &Query,
) -> Result<(Vec<Row>, Option<String>), Trouble> {
    let asked = MayReadAccessLog { case: seen.number.to_string() };
    app.ask(session, role_words::purpose(session.officer.role), asked).await?;
    let before = query.get("foer").and_then(|position| position.parse().ok());
    let subject = casework::fact::carl2_subject(&seen.person.id);
    let reads = app.with_journal(move |journal| journal.reads_of_page(&subject, before, ROWS)).await?;
    let earlier = (reads.len() == ROWS as usize).then(|| reads.last()).flatten();
    let earlier = earlier.map(|last| query.with("foer", &last.position.to_string()).href());
    let row = |read: journal::LoggedRead| {
        Ok(Row {
            at: language.moment(&in_denmark(read.entry.at)?),
            who: app.officers().name(&read.entry.actor).to_owned(),
            authority: read.entry.authority,
            purpose: read.entry.purpose,
            what: read.entry.what,
        })
    };
    Ok((reads.into_iter().map(row).collect::<Result<_, Trouble>>()?, earlier))
}
