//! A controller writes the yearly report of a goals plan, as PDF and as a workbook.

use std::fmt::Write as _;
use std::fs;

use tempfile::TempDir;

use crate::program::{Run, run};

const PLAN: &str = "udlaendingestyrelsen-2024";
/// The professional goals of the plan.
const PROFESSIONAL: [&str; 10] = ["1.1.a", "1.1.b", "1.1.c", "1.1.d", "1.1.e", "1.2.a", "1.2.b", "1.3", "1.4", "1.5"];

fn report(out: &str, more: &[&str]) -> Run {
    let fixed = ["goals", "report", PLAN, "--on", "2024-12-31", "--occasion", "aarsrapport", "--out", out];
    let arguments: Vec<&str> = fixed.into_iter().chain(more.iter().copied()).collect();
    run(&arguments)
}

#[test]
fn a_report_without_its_analyses_is_written_and_said_to_be_unfinished() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (pdf, workbook) = (path("aar.pdf"), path("aar.xlsx"));
    for (out, begins) in [(&pdf, b"%PDF"), (&workbook, b"PK\x03\x04")] {
        let written = report(out, &[]);
        assert_eq!(written.code, 3, "{}", written.err);
        assert!(written.err.contains("1.2.a"), "{}", written.err);
        assert!(fs::read(out).unwrap().starts_with(begins));
    }
    let mut texts = String::new();
    for goal in PROFESSIONAL {
        writeln!(texts, "[goal.\"{goal}\"]\nanalysis = \"Sagerne er ikke hentet ind.\"").unwrap();
    }
    let file = path("texts.toml");
    fs::write(&file, texts).unwrap();
    let finished = report(&pdf, &["--texts", &file, "--published", "--english"]);
    assert_eq!(finished.code, 0, "{}", finished.err);
}

#[test]
fn what_cannot_become_a_report_is_refused_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let text = |name: &str| path(name).display().to_string();
    fs::write(path("unknown.toml"), "[goal.\"9.9\"]\nanalysis = \"x\"").unwrap();
    fs::write(path("field.toml"), "[goal.\"1.3\"]\nanalyse = \"x\"").unwrap();
    let document = report(&text("aar.docx"), &[]);
    assert_eq!(document.code, 1);
    assert!(document.err.contains(".pdf") && document.err.contains(".xlsx"), "{}", document.err);
    for (texts, said) in [("unknown.toml", "9.9"), ("field.toml", "analyse")] {
        let refused = report(&text("aar.pdf"), &["--texts", &text(texts)]);
        assert_eq!(refused.code, 1, "{texts}");
        assert!(refused.err.contains(said), "{}", refused.err);
    }
    assert!(!path("aar.docx").exists() && !path("aar.pdf").exists());
}

#[test]
fn a_status_without_flow_or_records_says_so_in_danish_and_calls_nothing_final() {
    let said = run(&["goals", "status", PLAN, "--on", "2024-12-31"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err.contains("Ingen sagshændelser er læst") && said.err.contains("Ingen registreringer er læst"),
        "{}",
        said.err
    );
    assert!(!said.out.contains("(endeligt)") && !said.out.contains("· ikke opfyldt"), "{}", said.out);
    assert!(said.out.contains("0 af 2,5 point") && !said.out.contains("share-within"), "{}", said.out);
}
