//! Figures of oversight as files: CSV for programs, a workbook for people, each with what was counted, how, on which day, as known when, by
//! whom and when. For those who see no persons, and for what is to be published, counts are rounded.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use casework::questions::{
    Compliance, ComplianceCases, ComplianceFigures, ComplianceRow, Export, FigureSort, Page, Rounded,
};
use oversight::compliance::Outcome;
use oversight::compliance::figures::{Scope, Tally};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::cases::{figure, outcome_key, said};
use super::provisions::method;
use super::{ground_key, municipality, period, scope, wrong_period};
use crate::app::App;
use crate::components::Query;
use crate::frame::{Frame, Trouble};
use crate::pages::export as lists;
use crate::role_words;
use crate::session::Session;
use crate::texts::Language;

/// The files are Danish whatever language the page has: their columns are read by other programs.
const LANGUAGE: Language = Language::Danish;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A line of a file: which break-down, which part of it, and its numbers.
struct Line {
    division: &'static str,
    part: [String; 3],
    tally: Tally,
}

/// What a file holds: its figures, and what it says of itself.
struct Sheet {
    head: Vec<[String; 2]>,
    lines: Vec<Line>,
}

/// What the address asks for. A file of another period than the one that was asked for would be read as that one, so there is none.
fn sound_scope(query: &Query, app: &App) -> Result<Scope, Trouble> {
    let today = app.office().day();
    let wrong = wrong_period(LANGUAGE, query, today);
    if wrong.is_empty() { Ok(scope(query, today)) } else { Err(Trouble::Invalid(wrong)) }
}

async fn sheet(frame: &Frame, session: &Session, app: &App) -> Result<Sheet, Trouble> {
    let query = Query::of(&frame.path);
    let scope = sound_scope(&query, app)?;
    let figures = app.ask(session, role_words::purpose(session.officer.role), Compliance { scope }).await?;
    let figures = if query.get("offentlig") == Some("ja") { figures.rounded() } else { figures };
    let method = method(LANGUAGE, &figures, &scope);
    let mut head = lists::head(
        frame,
        session,
        app,
        &LANGUAGE.t("oversight-title"),
        &query.without("offentlig"),
        "oversight-definitions",
        figures.duties.len(),
        figures.duties.len(),
    );
    head.push([LANGUAGE.t("oversight-how"), method]);
    head.push([LANGUAGE.t("oversight-from"), scope.from.to_string()]);
    head.push([LANGUAGE.t("oversight-to"), scope.to.to_string()]);
    head.push([
        LANGUAGE.t("oversight-left-out"),
        LANGUAGE.t_with(
            "oversight-excluded",
            &[
                ("cases", figures.excluded.cases.into()),
                ("unreadable", figures.excluded.unreadable_cases.into()),
                ("outside", figures.excluded.outside_filter.into()),
            ],
        ),
    ]);
    if figures.rounded {
        head.push([LANGUAGE.t("oversight-small-numbers"), LANGUAGE.t("oversight-small-numbers-text")]);
    }
    Ok(Sheet { head, lines: lines(&figures) })
}

fn lines(figures: &ComplianceFigures) -> Vec<Line> {
    let mut lines =
        vec![Line { division: "alle", part: [String::new(), String::new(), String::new()], tally: figures.all }];
    lines.extend(figures.duties.iter().map(|duty| Line {
        division: "pligt",
        part: [duty.provision.to_string(), duty.words[0].to_owned(), duty.bearer.words().da.to_owned()],
        tally: duty.tally,
    }));
    let part =
        |division, label: String, code: String, tally| Line { division, part: [code, label, String::new()], tally };
    lines.extend(figures.municipalities.iter().map(|one| {
        let code = one.of.map_or_else(String::new, |code| code.to_string());
        part("kommune", municipality(LANGUAGE, one.of), code, one.tally)
    }));
    lines.extend(
        figures
            .grounds
            .iter()
            .map(|one| part("grundlag", LANGUAGE.t(ground_key(one.of)), one.of.key().to_owned(), one.tally)),
    );
    lines.extend(figures.months.iter().map(|one| part("måned", one.of.clone(), one.of.clone(), one.tally)));
    lines
}

fn heads() -> Vec<String> {
    let mut heads: Vec<String> = ["Opdeling", "Bestemmelse eller kode", "Hvad", "Hvis pligt"].map(str::to_owned).into();
    heads.push(LANGUAGE.t("oversight-total"));
    heads.push(LANGUAGE.t("outcome-due"));
    heads.extend(Outcome::ALL.map(|outcome| LANGUAGE.t(outcome_key(outcome))));
    heads.push(LANGUAGE.t("oversight-share-in-time"));
    heads
}

impl Line {
    fn numbers(&self) -> Vec<u64> {
        let outcomes = Outcome::ALL.into_iter().map(|outcome| self.tally.of(outcome));
        [self.tally.total(), self.tally.due()].into_iter().chain(outcomes).collect()
    }
}

/// The figures as CSV.
pub(crate) async fn csv(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let sheet = sheet(&frame, &session, &app).await?;
    let heads = heads();
    let columns: Vec<&str> = heads.iter().map(String::as_str).collect();
    let rows = sheet.lines.iter().map(|line| {
        let numbers = line.numbers().into_iter().map(|number| number.to_string());
        let share =
            line.tally.share_in_time().map_or_else(String::new, |share| format!("{share:.4}").replace('.', ","));
        std::iter::once(line.division.to_owned()).chain(line.part.clone()).chain(numbers).chain([share]).collect()
    });
    lists::file(&sheet.head, &columns, rows, "tilsyn", app.office().day())
}

/// The figures as a workbook: a sheet for each break-down, and one that says how they came about.
pub(crate) async fn xlsx(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let sheet = sheet(&frame, &session, &app).await?;
    let bytes = workbook(&sheet).map_err(Trouble::broken)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(XLSX));
    let name = format!("attachment; filename=\"tilsyn-{}.xlsx\"", app.office().day());
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&name)?);
    Ok(response)
}

fn workbook(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    for (division, name) in
        [("pligt", "Bestemmelser"), ("kommune", "Kommuner"), ("grundlag", "Opholdsgrundlag"), ("måned", "Måneder")]
    {
        let into = workbook.add_worksheet();
        into.set_name(name)?;
        let lines = sheet.lines.iter().filter(|line| line.division == division || line.division == "alle");
        figures(into, lines, &bold)?;
    }
    let into = workbook.add_worksheet();
    into.set_name("Metode")?;
    into.set_column_width(0, 28)?;
    into.set_column_width(1, 100)?;
    let wrapped = Format::new().set_text_wrap();
    for (row, [what, said]) in (0..).zip(&sheet.head) {
        into.write_string_with_format(row, 0, what, &bold)?;
        into.write_string_with_format(row, 1, said, &wrapped)?;
    }
    workbook.save_to_buffer()
}

fn figures<'a>(into: &mut Worksheet, lines: impl Iterator<Item = &'a Line>, bold: &Format) -> Result<(), XlsxError> {
    let percent = Format::new().set_num_format("0.0 %");
    into.set_freeze_panes(1, 3)?;
    into.set_column_width(2, 50)?;
    for (column, head) in (0..).zip(heads()) {
        into.write_string_with_format(0, column, head, bold)?;
    }
    for (row, line) in (1..).zip(lines) {
        into.write_string(row, 0, line.division)?;
        for (column, text) in (1..).zip(&line.part) {
            into.write_string(row, column, text)?;
        }
        let mut column = 4;
        for number in line.numbers() {
            into.write_number(row, column, number as f64)?;
            column += 1;
        }
        if let Some(share) = line.tally.share_in_time() {
            into.write_number_with_format(row, column, share, &percent)?;
        }
    }
    Ok(())
}

/// The cases behind a figure as CSV.
pub(crate) async fn cases(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let query = Query::of(&frame.path);
    let scope = sound_scope(&query, &app)?;
    let figure = figure(&query);
    let asked = ComplianceCases { scope, figure, sort: FigureSort::default(), page: Page::default() };
    let exported = app.ask(&session, role_words::purpose(session.officer.role), Export(asked)).await?;
    let title = format!("{}, {}", said(LANGUAGE, &query, figure), period(LANGUAGE, &scope));
    let (found, rows) = (exported.found, exported.rows.len());
    let head = lists::head(&frame, &session, &app, &title, &query, "oversight-cases-method", found, rows);
    let columns = [
        "Sag",
        "Person-id",
        "Navn",
        "Hvad",
        "Bestemmelse",
        "Kommune",
        "Opstået",
        "Lovens frist",
        "Gjort eller bortfaldet",
        "Dage",
        "Udfald",
    ];
    lists::file(&head, &columns, exported.rows.iter().map(case_row), "tilsyn-sager", app.office().day())
}

fn case_row(row: &ComplianceRow) -> Vec<String> {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
    vec![
        row.case.to_string(),
        row.person.clone(),
        row.name.clone(),
        row.words[0].to_owned(),
        row.provision.map_or_else(String::new, |provision| provision.to_string()),
        municipality(LANGUAGE, row.municipality),
        day(row.since),
        day(row.due),
        day(row.ended),
        row.days.map_or_else(String::new, |days| days.to_string()),
        row.outcome.map_or_else(String::new, |outcome| LANGUAGE.t(outcome_key(outcome))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(tally: Tally) -> Line {
        Line { division: "pligt", part: [String::new(), String::new(), String::new()], tally }
    }

    #[test]
    fn what_is_published_gives_no_small_number_away_by_its_sums() {
        let tally = Tally { in_time: 40, late: 3, missing: 10, ..Tally::default() };
        assert_eq!(line(tally).numbers()[..5], [53, 53, 40, 3, 10]);
        assert_eq!(line(tally.rounded()).numbers()[..5], [55, 55, 40, 5, 10]);
    }

    #[test]
    fn a_workbook_is_written_with_a_sheet_of_how_it_came_about() {
        let sheet = Sheet {
            head: vec![["Metode".into(), "talt".into()]],
            lines: vec![line(Tally { in_time: 7, ..Tally::default() })],
        };
        let bytes = workbook(&sheet).expect("a workbook");
        assert_eq!(&bytes[..2], b"PK");
    }
}
