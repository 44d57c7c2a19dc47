//! A workbook read back by another library.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use jiff::civil::{date, datetime};
use law::words::Language;
use letters::goals_report::{Audience, GoalTexts, GoalsReport, Made, Occasion, PlanChange, Texts};
use oversight::flow::{Area, CaseNumber, Columns, Day, Event, EventKind, Sight};
use oversight::goals::{PLANS, Records, gather, read_plan, slots, status};

use super::*;

const MADE: DateTime = datetime(2025, 1, 15, 9, 30, 0, 0);

/// Family cases of the plan: 40 in time and three late, and two more that have no ending.
fn cases() -> Vec<Event> {
    let event = |case, kind, day| Event {
        case: CaseNumber(case),
        area: Area::FamilyReunification,
        person: None,
        kind,
        day,
        recorded: date(2024, 7, 30),
        value: None,
    };
    let opened = |case: u64| if case < 3 { date(2023, 7, 1) } else { date(2024, 6, 1) };
    (0..45)
        .flat_map(|case| {
            let begun = [EventKind::Opened, EventKind::FirstTime].map(|kind| event(case, kind, opened(case)));
            let ended = (case < 43).then(|| event(case, EventKind::Decided, date(2024, 7, 20)));
            begun.into_iter().chain(ended)
        })
        .collect()
}

fn written(audience: Audience, language: Language, texts: &Texts) -> Vec<u8> {
    let plan = read_plan(PLANS[0].0, PLANS[0].1).expect("the house's plan");
    let sight = Sight { on: Day::from(date(2024, 12, 31)), known_at: Day::from(date(2024, 12, 31)) };
    let gathered = gather(&slots(&plan), &Columns::of(&cases()), sight);
    let status = status(&plan, Some(gathered), Some(&Records::default()), sight);
    let made = Made { by: "Controlleren".to_owned(), at: MADE };
    let report = GoalsReport {
        plan: &plan,
        status: &status,
        occasion: Occasion::Yearly,
        audience,
        language,
        made: &made,
        signed: &[],
        texts,
    };
    workbook(&report.content().expect("a report"), MADE).expect("a workbook")
}

/// A sheet by its place, as its rows.
fn sheet(bytes: &[u8], place: usize) -> (String, Range<Data>) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let name = book.sheet_names()[place].clone();
    let range = book.worksheet_range(&name).expect("the sheet");
    (name, range)
}

/// The cell of a row under a heading.
fn cell<'a>(sheet: &'a Range<Data>, row: &'a [Data], heading: &str) -> &'a Data {
    let heads = sheet.rows().next().expect("headings");
    let place = heads.iter().position(|head| *head == heading);
    &row[place.unwrap_or_else(|| panic!("no column {heading}"))]
}

/// The row of which the first cell is this.
fn row<'a>(sheet: &'a Range<Data>, first: &str) -> &'a [Data] {
    sheet.rows().find(|row| row[0] == *first).unwrap_or_else(|| panic!("no row {first}"))
}

#[test]
fn every_goal_has_a_row_with_numbers_that_can_be_summed() {
    let bytes = written(Audience::Internal, Language::Danish, &Texts::default());
    let (name, goals) = sheet(&bytes, 0);
    assert_eq!(name, "Målopfyldelse");
    let family = row(&goals, "1.2.a");
    assert_eq!(cell(&goals, family, "Vægt"), &Data::Float(10.0));
    assert_eq!(cell(&goals, family, "Krav"), &Data::Float(90.0));
    let share = cell(&goals, family, "Tal").to_string().parse::<f64>().expect("a number");
    assert!((share - 100.0 * 40.0 / 43.0).abs() < 1e-9, "{share}");
    let last = goals.rows().next_back().expect("a sum");
    assert_eq!(cell(&goals, last, "Vægt"), &Data::Float(100.0));
    let sum = |heading: &str| -> f64 {
        let rows = goals.rows().skip(1).filter(|row| *row != last);
        rows.filter_map(|row| cell(&goals, row, heading).to_string().parse::<f64>().ok()).sum()
    };
    assert!((sum("Vægt") - 100.0).abs() < 1e-9);
    assert_eq!(cell(&goals, last, "Point").to_string(), sum("Point").to_string());
}

#[test]
fn days_are_days_and_the_sheets_have_their_names() {
    let bytes = written(Audience::Internal, Language::Danish, &Texts::default());
    let (_, goals) = sheet(&bytes, 0);
    let final_after = cell(&goals, row(&goals, "1.2.a"), "Endeligt efter");
    let Data::DateTime(day) = final_after else { panic!("no day: {final_after:?}") };
    // 31 December 2024 in Excel's count of days.
    assert!((day.as_f64() - 45_657.0).abs() < f64::EPSILON);
    let names: Vec<String> = (0..4).map(|place| sheet(&bytes, place).0).collect();
    assert_eq!(names, ["Målopfyldelse", "Tal", "Udeladt", "Metode"]);
    let english = written(Audience::Internal, Language::English, &Texts::default());
    assert_eq!(sheet(&english, 0).0, "Fulfilment");
}

#[test]
fn the_three_groups_of_a_figure_are_all_cases_of_its_area() {
    let bytes = written(Audience::Internal, Language::Danish, &Texts::default());
    let (_, left) = sheet(&bytes, 2);
    let sums = left.rows().filter(|row| row[0] == *"1.2.a.all" && row[2] == *"i alt");
    let total: f64 = sums.filter_map(|row| row[3].to_string().parse::<f64>().ok()).sum();
    assert!((total - 45.0).abs() < f64::EPSILON, "{total}");
}

#[test]
fn a_text_that_looks_like_a_formula_stays_a_text() {
    let formula = "=HYPERLINK(\"http://example.org\";\"se\")";
    let mut texts = Texts::default();
    let typed = GoalTexts { expectation: "+1".to_owned(), analysis: formula.to_owned() };
    texts.goals.insert("1.2.a".to_owned(), typed);
    texts.changes.push(PlanChange {
        day: date(2024, 6, 1),
        goal: None,
        text: "@SUM(A1)".to_owned(),
        agreed: String::new(),
        saved: None,
    });
    let bytes = written(Audience::Internal, Language::Danish, &texts);
    let (_, goals) = sheet(&bytes, 0);
    assert_eq!(cell(&goals, row(&goals, "1.2.a"), "Analyse"), &Data::String(formula.to_owned()));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("the sheet's formulas");
        assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "{name} has a formula");
    }
}

#[test]
fn what_may_not_be_published_is_in_no_cell() {
    let hidden = |bytes: &[u8]| {
        let (_, goals) = sheet(bytes, 0);
        let (_, left) = sheet(bytes, 2);
        let late = left.rows().find(|row| row[0] == *"1.2.a.all" && row[2] == *"for sent");
        let late = late.map(|row| row[3].clone()).expect("the late ones");
        (cell(&goals, row(&goals, "1.2.a"), "Tal").clone(), late)
    };
    let inside = hidden(&written(Audience::Internal, Language::Danish, &Texts::default()));
    assert_eq!(inside.1, Data::Float(3.0));
    let outside = hidden(&written(Audience::Published, Language::Danish, &Texts::default()));
    let word = Data::String("vises ikke".to_owned());
    assert_eq!(outside, (word.clone(), word));
}

#[test]
fn a_missing_analysis_is_marked_and_the_method_is_told() {
    let bytes = written(Audience::Internal, Language::Danish, &Texts::default());
    let (_, goals) = sheet(&bytes, 0);
    assert_eq!(cell(&goals, row(&goals, "1.1.d"), "Analyse").to_string(), "MANGLER");
    let (_, method) = sheet(&bytes, 3);
    assert!(row(&method, "Analyse mangler for mål")[1].to_string().contains("1.1.d"));
    assert!(row(&method, "Udarbejdet")[1].to_string().contains("Controlleren"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let one = || written(Audience::Internal, Language::Danish, &Texts::default());
    assert_eq!(one(), one());
}
