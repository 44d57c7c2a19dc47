//! Choices of a list that an officer has given a name: working papers of theirs, so that they are there again tomorrow.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use journal::{Expected, WorkingPaper};

use crate::app::App;
use crate::frame::{Trouble, see_other};
use crate::posted::Posted;
use crate::session::Session;

/// Lists whose choices can be saved.
const LISTS: [&str; 3] = ["opgaver", "sager", "koblinger"];
/// Longest name, in characters.
const NAME_MAX: usize = 60;

/// The officer's saved choices of a list: name and address.
pub(super) async fn of(app: &App, session: &Session, list: &'static str) -> Result<Vec<(String, String)>, Trouble> {
    let owner = session.officer.id.clone();
    let papers = app.with_journal(move |journal| journal.papers_of(&owner, &prefix(list))).await?;
    let choice = |paper: WorkingPaper| {
        let name = paper.name.strip_prefix(&prefix(list)).unwrap_or(&paper.name).to_owned();
        (name, format!("/{list}?{}", paper.content))
    };
    Ok(papers.into_iter().map(choice).collect())
}

fn prefix(list: &str) -> String {
    format!("choice/{list}/")
}

fn known(list: &str) -> Result<&'static str, Trouble> {
    LISTS.into_iter().find(|known| *known == list).ok_or(Trouble::NotFound)
}

/// Saves the choice that the list shows now.
pub(crate) async fn save(
    State(app): State<App>,
    Path(list): Path<String>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let list = known(&list)?;
    let name: String = posted.get("name").trim().chars().filter(|sign| !sign.is_control()).take(NAME_MAX).collect();
    // Only the parameters are kept: the address is the list's own, wherever the form says it came from.
    let choice = posted.get("choice").split_once('?').map_or("", |(_, choice)| choice).to_owned();
    let back = format!("/{list}?{choice}");
    if !name.is_empty() {
        let owner = posted.session.officer.id.clone();
        let paper = format!("{}{name}", prefix(list));
        app.with_journal(move |journal| journal.put_paper(&owner, &paper, &choice, Expected::Any, Timestamp::now()))
            .await?;
    }
    Ok(see_other(&back))
}

/// Forgets a saved choice.
pub(crate) async fn forget(
    State(app): State<App>,
    Path(list): Path<String>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let list = known(&list)?;
    let (owner, paper) = (posted.session.officer.id.clone(), format!("{}{}", prefix(list), posted.get("name")));
    app.with_journal(move |journal| journal.delete_paper(&owner, &paper)).await?;
    Ok(see_other(&format!("/{list}")))
}
