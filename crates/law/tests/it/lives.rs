//! Three long lives, told in full: whoever changes the law sees what it does to people.

use jiff::civil::date;
use law::case::read;
use law::edition::LBK_1593_2007;
use law::timeline::timeline;
use law::words::Language;

fn life(name: &str) -> String {
    let path = format!("{}/lives/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let case = read(&std::fs::read_to_string(path).unwrap()).unwrap_or_else(|error| panic!("{:#?}", error.problems));
    timeline(&case, case.foreigners()[0], &LBK_1593_2007, date(2011, 12, 31), Language::Danish).to_string()
}

#[test]
fn a_refugee_single_parent_who_moves() {
    insta::assert_snapshot!(life("refugee_single_parent_who_moves"));
}

#[test]
fn a_reunified_spouse_of_a_dane() {
    insta::assert_snapshot!(life("spouse_of_a_dane"));
}

#[test]
fn an_unaccompanied_minor_who_turns_18() {
    insta::assert_snapshot!(life("unaccompanied_minor_who_turns_18"));
}
