//! A table of things to be done, as on the day's page and in the work list.

use std::fmt;

use askama::Template;
use casework::questions::WorkRow;
use jiff::civil::Date;
use vocabulary::MunicipalityCode;

use super::columns::Chosen;
use crate::components::{RelativeDate, markup};
use crate::officers::Officers;
use crate::texts::Language;

/// Rows of a table of things to be done.
#[derive(Template)]
#[template(path = "pages/work_rows.html")]
pub(crate) struct WorkTable {
    language: Language,
    rows: Vec<Row>,
    /// The shown columns, by name.
    columns: Vec<&'static str>,
    /// Whether rows can be chosen, to be given to somebody.
    choosable: bool,
}

struct Row {
    case: String,
    person: String,
    name: String,
    what: String,
    provision: String,
    due: Option<RelativeDate>,
    target: Option<String>,
    since: String,
    municipality: String,
    assigned: String,
}

impl WorkTable {
    pub(crate) fn new(
        language: Language,
        today: Date,
        rows: Vec<WorkRow>,
        officers: &Officers,
        columns: &Chosen,
        choosable: bool,
    ) -> Self {
        let row = |row: WorkRow| Row {
            case: row.case.to_string(),
            person: row.person,
            name: row.name,
            what: row.words.text(language.into()).to_owned(),
            provision: row.provision.map_or_else(String::new, |provision| provision.citation().to_string()),
            due: row.due.map(|date| RelativeDate { language, date, today }),
            target: row.target.map(|target| language.date(target)),
            since: language.date(row.since),
            municipality: row
                .municipality
                .and_then(MunicipalityCode::municipality)
                .map_or_else(String::new, |one| one.name.clone()),
            assigned: officers.in_charge(language, row.assigned.as_deref()),
        };
        let rows = rows.into_iter().map(row).collect();
        Self { language, rows, columns: columns.keys().to_vec(), choosable }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn t(&self, key: &str) -> String {
        self.language.t(key)
    }
}

impl fmt::Debug for WorkTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkTable").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

markup!(WorkTable);
