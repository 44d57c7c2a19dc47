//! Who has looked at the person: when, who, for which authority, for what, and which part. The person may see the same.

use casework::questions::{CaseSeen, MayReadAccessLog};
use journal::{LoggedRead, ReadEntry};

use crate::app::App;
use crate::components::Query;
use crate::frame::Trouble;
use crate::role_words;
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
    let whose = app.ask(session, role_words::purpose(session.officer.role), asked).await?;
    let whose = whose.into_iter().find(|whose| whose.person == seen.person.id).ok_or(Trouble::NotFound)?;
    let before = query.get("foer").and_then(|position| position.parse().ok());
    let mut reads = app.with_journal(move |journal| journal.reads_of_page_any(&whose.subjects, before, ROWS)).await?;
    let earlier = (reads.len() == ROWS as usize).then(|| reads.last()).flatten();
    let earlier = earlier.map(|last| query.with("foer", &last.position.to_string()).href());
    // A look at both registers at once stands there twice, and is one.
    let is_one = |one: &LoggedRead, other: &LoggedRead| {
        let of = |read: &LoggedRead| {
            let ReadEntry { at, actor, authority, purpose, what, .. } = read.entry.clone();
            (at, actor, authority, purpose, what)
        };
        of(one) == of(other)
    };
    reads.dedup_by(|one, other| is_one(one, other));
    let row = |read: LoggedRead| {
        Ok(Row {
            at: language.moment_at(read.entry.at),
            who: app.officers().name(&read.entry.actor).to_owned(),
            authority: read.entry.authority,
            purpose: read.entry.purpose,
            what: read.entry.what,
        })
    };
    Ok((reads.into_iter().map(row).collect::<Result<_, Trouble>>()?, earlier))
}
