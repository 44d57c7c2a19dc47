//! Lists as CSV for a spreadsheet, with the same filter and columns as the page: where the figures come from stands on top, and no cell is a formula.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use casework::office::Purpose;
use casework::questions::{CaseRow, EXPORT_ROWS_MAX, Export, Exported, WorkList, WorkRow};
use jiff::civil::Date;

use super::columns::{CASES, WORK};
use super::{cases as case_list, work as work_list};
use crate::app::App;
use crate::components::{Query, Sort};
use crate::frame::{Frame, Trouble};
use crate::session::Session;
use crate::texts::Language;

/// The files are Danish whatever language the page has: their columns are read by other programs.
const LANGUAGE: Language = Language::Danish;
/// Tells a spreadsheet that the file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The address of a list as a file, with the filter of the page.
pub(super) fn href(query: &Query, file: &str) -> String {
    let narrowed = query.without("side").href();
    let filter = narrowed.split_once('?').map_or(String::new(), |(_, filter)| format!("?{filter}"));
    format!("{file}{filter}")
}

/// The work list as a file.
pub(crate) async fn work(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let query = Query::of(&frame.path);
    let filter = work_list::filter(&query);
    let kind = filter.kind;
    let sort = Sort::asked(&query, &WORK.heads(LANGUAGE)).unwrap_or(Sort { by: "frist", is_descending: false });
    let list = WorkList { filter, sort: work_list::sorted_by(sort), ..WorkList::default() };
    let exported = app.ask(&session, Purpose::Planning, Export(list)).await?;
    let title = LANGUAGE.t(work_list::kind_key(kind));
    let head = head(&frame, &session, &app, &title, &query, "work-method", exported.found, exported.rows.len());
    let shown = WORK.chosen(&app, &session).await?;
    let columns = shown.keys().iter().flat_map(|column| work_heads(column)).copied().collect::<Vec<_>>();
    let rows =
        exported.rows.iter().map(|row| shown.keys().iter().flat_map(|column| work_cells(&app, row, column)).collect());
    file(&head, &columns, rows, "opgaver", app.office().day())
}

/// The list of cases as a file.
pub(crate) async fn cases(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let query = Query::of(&frame.path);
    let exported: Exported<CaseRow> = app.ask(&session, Purpose::Planning, Export(case_list::asked(&query))).await?;
    let title = LANGUAGE.t("cases-title");
    let head = head(&frame, &session, &app, &title, &query, "cases-method", exported.found, exported.rows.len());
    let shown = CASES.chosen(&app, &session).await?;
    let columns = shown.keys().iter().flat_map(|column| case_heads(column)).copied().collect::<Vec<_>>();
    let rows =
        exported.rows.iter().map(|row| shown.keys().iter().flat_map(|column| case_cells(&app, row, column)).collect());
    file(&head, &columns, rows, "sager", app.office().day())
}

/// The columns of the file that stand for a column of the page: one that holds several things on the page is several in the file.
fn work_heads(column: &str) -> &'static [&'static str] {
    match column {
        "navn" => &["Sag", "Person-id", "Navn"],
        "hvad" => &["Hvad", "Bestemmelse"],
        "frist" => &["Lovens frist", "Dage over fristen"],
        "maal" => &["Mål"],
        "kommune" => &["Kommune"],
        "sagsbehandler" => &["Sagsbehandler"],
        "opstaaet" => &["Opstået"],
        // The person-id stands beside the name already.
        _ => &[],
    }
}

fn work_cells(app: &App, row: &WorkRow, column: &str) -> Vec<String> {
    match column {
        "navn" => vec![row.case.to_string(), row.person.clone(), row.name.clone()],
        "hvad" => {
            vec![row.words.da.to_owned(), row.provision.map_or_else(String::new, |provision| provision.to_string())]
        }
        "frist" => vec![day(row.due), row.days_late.map_or_else(String::new, |days| days.to_string())],
        "maal" => vec![day(row.target)],
        "kommune" => vec![municipality(row.municipality)],
        "sagsbehandler" => vec![officer(app, row.assigned.as_deref())],
        "opstaaet" => vec![row.since.to_string()],
        _ => Vec::new(),
    }
}

fn case_heads(column: &str) -> &'static [&'static str] {
    match column {
        "sag" => &["Sag", "Person-id", "Navn"],
        "kommune" => &["Kommune"],
        "frist" => &["Næste frist"],
        "mangler" => &["Mangler"],
        "sagsbehandler" => &["Sagsbehandler"],
        _ => &[],
    }
}

fn case_cells(app: &App, row: &CaseRow, column: &str) -> Vec<String> {
    match column {
        "sag" => vec![row.case.to_string(), row.person.clone(), row.name.clone()],
        "kommune" => vec![municipality(row.municipality)],
        "frist" => vec![day(row.next_due)],
        "mangler" => {
            let lacks: Vec<String> = row.lacks.iter().map(|pair| LANGUAGE.t(case_list::pair_key(*pair))).collect();
            vec![lacks.join(", ")]
        }
        "sagsbehandler" => vec![officer(app, row.assigned.as_deref())],
        _ => Vec::new(),
    }
}

fn day(day: Option<Date>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

fn municipality(code: Option<vocabulary::MunicipalityCode>) -> String {
    code.and_then(vocabulary::MunicipalityCode::municipality)
        .map_or_else(String::new, |municipality| municipality.name.clone())
}

fn officer(app: &App, id: Option<&str>) -> String {
    id.map_or_else(String::new, |id| app.officers().name(id).to_owned())
}

/// What a file says of itself before its columns.
#[expect(clippy::too_many_arguments, reason = "each is a line of the head, and no two go together elsewhere")]
pub(super) fn head(
    frame: &Frame,
    session: &Session,
    app: &App,
    title: &str,
    query: &Query,
    method: &str,
    found: usize,
    rows: usize,
) -> Vec<[String; 2]> {
    let officer = &session.officer;
    let filter: Vec<String> = query.parameters().map(|(name, value)| format!("{name}={value}")).collect();
    let line = |key: &str, value: String| [LANGUAGE.t(key), value];
    let counts =
        [("rows", (rows as u64).into()), ("found", (found as u64).into()), ("most", (EXPORT_ROWS_MAX as u64).into())];
    vec![
        line("export-list", title.to_owned()),
        line("frame-made", format!("{} {}", frame.made.date(), frame.made.strftime("%H.%M"))),
        line("export-day", app.office().day().to_string()),
        line("frame-made-by", format!("{} ({}), {}", officer.name, officer.id, officer.authority.name())),
        line("frame-filter", if filter.is_empty() { LANGUAGE.t("frame-no-filter") } else { filter.join(" ") }),
        line("frame-method", LANGUAGE.t(method)),
        line("export-limit", LANGUAGE.t_with("export-limit-text", &counts)),
    ]
}

pub(super) fn file(
    head: &[[String; 2]],
    columns: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
    name: &str,
    day: Date,
) -> Result<Response, Trouble> {
    let text = csv(head, columns, rows)?;
    let mut response = (text,).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}-{day}.csv\""));
    headers.insert(header::CONTENT_DISPOSITION, disposition?);
    Ok(response)
}

fn csv(head: &[[String; 2]], columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, csv::Error> {
    let mut into = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    for line in head {
        into.write_record(line.iter().map(|cell| harmless(cell)))?;
    }
    // An empty cell, so that the columns begin at a line of their own and no reader takes the gap for an end.
    into.write_record([""])?;
    into.write_record(columns)?;
    for row in rows {
        into.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    into.into_inner().map_err(|error| error.into_error().into())
}

/// A cell that no spreadsheet takes for a formula: one that begins as such gets an apostrophe before it.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        let text = bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()).expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(text);
        reader.records().map(|row| row.expect("a row").iter().map(ToOwned::to_owned).collect()).collect()
    }

    #[test]
    fn a_name_that_is_a_formula_is_a_text_in_the_spreadsheet() {
        for name in ["=HYPERLINK(\"x\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            let file = csv(&[], &["Navn"], [vec![name.to_owned()]].into_iter()).expect("a file");
            assert_eq!(read(&file)[2], [format!("'{name}")]);
        }
        assert_eq!(harmless("Anna-Marie = @"), "Anna-Marie = @");
    }

    proptest! {
        #[test]
        fn no_cell_of_any_text_begins_as_a_formula_and_none_moves_to_another_column(
            cells in proptest::collection::vec(any::<String>(), 2..5),
            filter in any::<String>(),
        ) {
            let head = [["Filter".to_owned(), filter]];
            let file = csv(&head, &["a"], [cells.clone()].into_iter()).expect("a file");
            let rows = read(&file);
            prop_assert_eq!(rows.len(), 4);
            prop_assert_eq!(rows[3].len(), cells.len());
            for cell in rows.iter().flatten() {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{:?}", cell);
            }
        }
    }
}
