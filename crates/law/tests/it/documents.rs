//! Pages that the program writes: each stands in `docs/` as it would be written now.

use std::path::Path;

fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_page_on_the_act_is_what_the_index_says() {
    assert!(page("act.md") == law::act::book(), "docs/act.md is old: ankomst law coverage --markdown > docs/act.md");
}

#[test]
fn the_page_on_case_files_is_what_the_schema_says() {
    assert!(
        page("case-file.md") == law::case::guide(),
        "docs/case-file.md is old: ankomst law schema --markdown > docs/case-file.md"
    );
}

#[test]
fn the_case_on_the_page_can_be_read() {
    let guide = page("case-file.md");
    let json = guide.split("```json").nth(1).and_then(|rest| rest.split("```").next()).expect("the page has a case");
    assert!(law::case::read(json).is_ok());
}
