//! Reading case files: what is right is read, and of what is wrong every fault is named with its field and what was expected.

use jiff::civil::date;
use law::case::{ProblemKind, read};
use serde_json::{Value, json};

fn file(facts: &Value) -> String {
    json!({ "case": "K", "persons": [{ "id": "p", "born": "1980-01-01" }], "facts": facts }).to_string()
}

/// The field and the kind of each problem.
fn problems(text: &str) -> Vec<(String, ProblemKind)> {
    read(text).expect_err("the file is bad").problems.into_iter().map(|problem| (problem.field, problem.kind)).collect()
}

#[test]
fn every_fault_of_a_file_is_named_with_its_field() {
    let text = file(&json!([
        { "fact": "permit", "on": "2008-01-10", "ground": "seven" },
        { "fact": "placement", "on": "2008-01-10", "municipality": "101" },
        { "fact": "contract", "on": "2008-03-10", "goals": [{ "aim": "hobby", "text": "x" }] },
        { "fact": "citizenship", "on": "2008-01-10" },
        { "fact": "sick_note", "on": "2008-01-10", "untill": "2008-02-10" },
    ]));
    let found = problems(&text);
    let fields: Vec<&str> = found.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(
        fields,
        ["facts[0].ground", "facts[1].municipality", "facts[2].goals[0].aim", "facts[3].country", "facts[4].untill"]
    );
    assert!(
        matches!(&found[0].1, ProblemKind::WrongValue { found, expected } if found == "\"seven\"" && expected.contains("7:1"))
    );
    assert!(matches!(&found[1].1, ProblemKind::WrongType { found, .. } if found == "\"101\""));
    assert!(
        matches!(&found[2].1, ProblemKind::UnknownChoice { found, known } if found == "hobby" && known.contains(&"employment".to_owned()))
    );
    assert_eq!(found[3].1, ProblemKind::Missing);
    assert!(matches!(&found[4].1, ProblemKind::Unknown { known } if known.contains(&"until".to_owned())));
}

#[test]
fn a_file_that_is_not_json_says_where() {
    let found = problems("{\n  \"case\": oops }");
    assert!(matches!(found[0].1, ProblemKind::NotJson { line: 2, .. }), "{found:?}");
}

#[test]
fn an_unknown_kind_of_fact_is_named() {
    let found = problems(&file(&json!([{ "fact": "permits", "on": "2008-01-10" }])));
    assert!(
        matches!(&found[0], (field, ProblemKind::UnknownChoice { found, .. }) if field == "facts[0].fact" && found == "permits")
    );
}

#[test]
fn a_judgement_needs_a_name_and_a_reason() {
    let without = json!([{ "fact": "job_seeking", "on": "2008-04-01", "active": true }]);
    assert_eq!(problems(&file(&without)), [("facts[0].by".to_owned(), ProblemKind::Unfounded)]);
    let blank = json!([{ "fact": "job_seeking", "on": "2008-04-01", "active": true, "by": "K", "reason": "  " }]);
    assert_eq!(problems(&file(&blank)), [("facts[0].by".to_owned(), ProblemKind::Unfounded)]);
}

#[test]
fn ids_stand_once_and_point_at_something() {
    let twice =
        json!([{ "fact": "death", "id": "a", "on": "2008-04-01" }, { "fact": "death", "id": "a", "on": "2008-04-02" }]);
    assert_eq!(problems(&file(&twice)), [("facts[1].id".to_owned(), ProblemKind::Twice { id: "a".to_owned() })]);
    let nowhere = json!([{ "fact": "offer_end", "on": "2008-04-01", "offer": "x" }]);
    assert_eq!(
        problems(&file(&nowhere)),
        [("facts[0]".to_owned(), ProblemKind::NoSuch { id: "x".to_owned(), of: "facts" })]
    );
    let nobody = json!([{ "fact": "death", "on": "2008-04-01", "person": "q" }]);
    assert_eq!(
        problems(&file(&nobody)),
        [("facts[0].person".to_owned(), ProblemKind::NoSuch { id: "q".to_owned(), of: "persons" })]
    );
}

#[test]
fn only_a_permit_and_a_birth_may_lack_the_day() {
    assert!(read(&file(&json!([{ "fact": "permit", "on": "2008-01", "ground": "7:1" }]))).is_ok());
    let found = problems(&file(&json!([{ "fact": "residence", "on": "2008-01", "municipality": 101 }])));
    assert_eq!(found, [("facts[0].on".to_owned(), ProblemKind::Uncertain { found: "2008-01".to_owned() })]);
}

#[test]
fn nothing_ends_before_it_begins() {
    let found = problems(&file(&json!([{ "fact": "free_period", "on": "2008-07-01", "until": "2008-06-01" }])));
    assert!(matches!(found[0].1, ProblemKind::Order { .. }));
}

#[test]
fn a_correction_takes_the_place_of_a_fact_from_the_day_it_is_known() {
    let case = read(&file(&json!([
        { "fact": "placement", "id": "first", "on": "2008-01-10", "municipality": 101 },
        { "fact": "placement", "id": "second", "on": "2008-01-10", "recorded": "2008-02-01", "municipality": 751, "replaces": "first" },
    ])))
    .unwrap();
    let counting = |case: &law::case::Case| case.counting().map(|(_, fact)| fact.id.clone()).collect::<Vec<_>>();
    assert_eq!(counting(&case), ["second"]);
    assert_eq!(counting(&case.as_known(date(2008, 1, 31))), ["first"]);
}

#[test]
fn a_correction_is_of_the_same_kind_and_comes_after_what_it_corrects() {
    let itself = json!([{ "fact": "death", "id": "a", "on": "2008-04-01", "replaces": "a" }]);
    let each_other = json!([
        { "fact": "death", "id": "a", "on": "2008-04-01", "replaces": "b" },
        { "fact": "death", "id": "b", "on": "2008-04-01", "replaces": "a" },
    ]);
    let another_kind = json!([
        { "fact": "citizenship", "id": "a", "on": "2008-04-01", "country": "SOM" },
        { "fact": "death", "id": "b", "on": "2008-04-02", "replaces": "a" },
    ]);
    for (facts, at) in [(itself, 0), (each_other, 0), (another_kind, 1)] {
        let found = problems(&file(&facts));
        assert!(
            matches!(&found[..], [(field, ProblemKind::WrongValue { .. })] if *field == format!("facts[{at}].replaces")),
            "{found:?}"
        );
    }
}

#[test]
fn nothing_is_less_than_none_and_no_text_steers_how_it_is_shown() {
    let negative = json!([{ "fact": "income", "on": "2008-04-30", "month": "2008-04", "work": -100 }]);
    assert!(
        matches!(&problems(&file(&negative))[..], [(field, ProblemKind::WrongValue { found, .. })] if field == "facts[0].work" && found == "-100")
    );
    let person = json!({ "case": "K", "persons": [{ "id": "p", "name": "A\nPLIGTER" }], "facts": [] }).to_string();
    assert!(matches!(&problems(&person)[..], [(field, ProblemKind::WrongValue { .. })] if field == "persons[0].name"));
    let by = json!([{ "fact": "death", "on": "2008-04-01", "by": "A\u{202e}B" }]);
    assert!(matches!(&problems(&file(&by))[..], [(field, ProblemKind::WrongValue { .. })] if field == "facts[0].by"));
    let reason = json!([{ "fact": "death", "on": "2008-04-01", "by": "A", "reason": "to\nlinjer" }]);
    assert!(read(&file(&reason)).is_ok());
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    assert!(read(&format!("\u{feff}{}", file(&json!([])))).is_ok());
}

#[test]
fn a_fault_in_one_fact_hides_none_in_another() {
    let facts = json!([
        { "fact": "death", "id": "a", "on": "2008-04-01" },
        { "fact": "permit", "id": "a", "on": "2008-01-10", "ground": 7 },
        { "fact": "offer_end", "on": "2008-04-01", "offer": "x" },
    ]);
    let fields: Vec<String> = problems(&file(&facts)).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["facts[1].ground", "facts[1].id", "facts[2]"]);
}

#[test]
fn nobody_is_married_to_themselves() {
    let facts = json!([{ "fact": "marriage", "on": "2008-04-01", "spouse": "p" }]);
    assert!(
        matches!(&problems(&file(&facts))[..], [(field, ProblemKind::WrongValue { found, .. })] if field == "facts[0]" && found == "p")
    );
}
