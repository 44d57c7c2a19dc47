//! The columns of a list: those that come unasked, and those that an officer has chosen instead. The choice is a working paper of theirs,
//! so that it is there again tomorrow; page and file follow it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use journal::Expected;

use crate::app::App;
use crate::components::{Column, markup};
use crate::frame::{Frame, Trouble, is_local, see_other};
use crate::posted::Posted;
use crate::session::Session;
use crate::texts::Language;

/// The columns that a list can show. The first, with the link, always stands; the others can be chosen.
#[derive(Debug)]
pub(super) struct Columns {
    /// The list's name in its address.
    list: &'static str,
    all: &'static [Known],
}

/// A column that a list can show.
#[derive(Debug)]
struct Known {
    /// Its name in addresses and in the kept choice.
    key: &'static str,
    /// The key of its head.
    title: &'static str,
    is_sortable: bool,
    /// Whether it comes unasked.
    is_usual: bool,
}

const fn known(key: &'static str, title: &'static str) -> Known {
    Known { key, title, is_sortable: false, is_usual: true }
}

impl Known {
    const fn sortable(self) -> Self {
        Self { is_sortable: true, ..self }
    }

    const fn on_request(self) -> Self {
        Self { is_usual: false, ..self }
    }
}

/// Of the work list, and of the list of the day.
pub(super) const WORK: Columns = Columns {
    list: "opgaver",
    all: &[
        known("navn", "work-person").sortable(),
        known("hvad", "work-what").sortable(),
        known("frist", "work-due").sortable(),
        known("maal", "work-target"),
        known("kommune", "work-municipality"),
        known("sagsbehandler", "work-assigned"),
        known("opstaaet", "work-since").on_request(),
        known("person-id", "case-person-id").on_request(),
    ],
};

/// Of the list of cases.
pub(super) const CASES: Columns = Columns {
    list: "sager",
    all: &[
        known("sag", "cases-person").sortable(),
        known("kommune", "work-municipality"),
        known("frist", "cases-next-due"),
        known("mangler", "cases-lacks"),
        known("sagsbehandler", "work-assigned"),
        known("person-id", "case-person-id").on_request(),
    ],
};

/// What an officer has chosen of a list.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    columns: &'static Columns,
    /// The shown columns, in the list's own order.
    shown: Vec<&'static str>,
    is_own: bool,
}

impl Columns {
    /// As nobody has chosen otherwise.
    pub(super) fn usual(&'static self) -> Chosen {
        let shown = self.all.iter().enumerate().filter(|(place, one)| *place == 0 || one.is_usual);
        Chosen { columns: self, shown: shown.map(|(_, one)| one.key).collect(), is_own: false }
    }

    /// Those of these names; a name that the list does not have, as of an earlier edition, counts for nothing.
    fn of<'a>(&'static self, names: impl Iterator<Item = &'a str>) -> Chosen {
        let names: Vec<&str> = names.collect();
        let shown = self.all.iter().enumerate().filter(|(place, one)| *place == 0 || names.contains(&one.key));
        Chosen { columns: self, shown: shown.map(|(_, one)| one.key).collect(), is_own: true }
    }

    fn paper(&self) -> String {
        format!("columns/{}", self.list)
    }

    /// As the officer has chosen.
    pub(super) async fn chosen(&'static self, app: &App, session: &Session) -> Result<Chosen, Trouble> {
        let (owner, name) = (session.officer.id.clone(), self.paper());
        let kept = app.with_journal(move |journal| journal.paper(&owner, &name)).await?;
        Ok(kept.map_or_else(|| self.usual(), |paper| self.of(paper.content.split(','))))
    }

    /// The heads of all columns, also of those that are not shown: a list may be sorted by them.
    pub(super) fn heads(&self, language: Language) -> Vec<Column> {
        let head = |one: &Known| {
            let title = language.t(one.title);
            if one.is_sortable { Column::sortable(one.key, title) } else { Column::plain(title) }
        };
        self.all.iter().map(head).collect()
    }
}

impl Chosen {
    /// The names of the shown columns, the first with the link.
    pub(super) fn keys(&self) -> &[&'static str] {
        &self.shown
    }

    /// The heads of all columns, each with whether it is shown.
    pub(super) fn heads(&self, language: Language) -> Vec<Column> {
        let heads = self.columns.heads(language).into_iter().zip(self.columns.all);
        heads.map(|(head, one)| head.shown(self.shown.contains(&one.key))).collect()
    }

    /// The form that chooses.
    pub(super) fn chooser(&self, frame: &Frame) -> Chooser {
        let language = frame.language;
        let choice = |one: &Known| (one.key, language.t(one.title), self.shown.contains(&one.key));
        Chooser {
            language,
            csrf: frame.visitor.csrf.clone(),
            list: self.columns.list,
            back: frame.path.clone(),
            columns: self.columns.all.iter().skip(1).map(choice).collect(),
            is_own: self.is_own,
        }
    }
}

/// The form in which the columns of a list are chosen.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/columns.html")]
pub(super) struct Chooser {
    language: Language,
    csrf: String,
    list: &'static str,
    back: String,
    /// Name, head, and whether it is shown.
    columns: Vec<(&'static str, String, bool)>,
    is_own: bool,
}

markup!(Chooser);

/// Keeps the choice, or forgets it, and leads back to the list as it was narrowed.
pub(crate) async fn choose(
    State(app): State<App>,
    Path(list): Path<String>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let columns = [&WORK, &CASES].into_iter().find(|columns| columns.list == list).ok_or(Trouble::NotFound)?;
    let (owner, name) = (posted.session.officer.id.clone(), columns.paper());
    if posted.get("saedvanlige").is_empty() {
        let content = columns.of(posted.all("kolonne")).shown.join(",");
        let now = Timestamp::now();
        app.with_journal(move |journal| journal.put_paper(&owner, &name, &content, Expected::Any, now)).await?;
    } else {
        app.with_journal(move |journal| journal.delete_paper(&owner, &name)).await?;
    }
    let back = posted.get("back");
    Ok(if is_local(back) { see_other(back) } else { see_other(&format!("/{list}")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_most_seven_columns_come_unasked_and_the_first_always_stands() {
        for columns in [&WORK, &CASES] {
            assert!(columns.usual().keys().len() <= 7, "{}", columns.list);
            assert_eq!(columns.of([].into_iter()).keys(), [columns.all[0].key]);
        }
    }

    #[test]
    fn chosen_columns_stand_in_the_list_s_order_and_unknown_names_count_for_nothing() {
        let chosen = WORK.of(["opstaaet", "hvad", "nul"].into_iter());
        assert_eq!(chosen.keys(), ["navn", "hvad", "opstaaet"]);
        let shown: Vec<bool> = chosen.heads(Language::Danish).iter().map(|head| head.is_shown).collect();
        assert_eq!(shown, [true, true, false, false, false, false, true, false]);
    }
}
