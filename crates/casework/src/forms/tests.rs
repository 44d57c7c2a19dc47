//! Every form: its least values become facts that the Act reads, and the duty it is for is done.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use law::words::Language;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Day, Form, FormContext, Group, Input, Typed, all, blank, find, read, sections};
use crate::cases::{CaseFact, CaseFile, CaseNumber, CasePerson, Opened};
use crate::questions::{DutyEffect, between};

const TODAY: Date = date(2008, 3, 10);

/// A case of somebody whom Copenhagen has taken over, with what the forms may name.
fn case_of(more: &Value) -> CaseFile {
    let opened = Opened {
        case: CaseNumber::parse("K-1").expect("a case number"),
        persons: vec![CasePerson { id: "amal".into(), name: Some("Amal".into()), born: "1979-05-02".parse().ok() }],
    };
    let mut file = CaseFile::new(opened);
    let arrived = json!([
        { "fact": "citizenship", "on": "2008-01-10", "country": "SOM" },
        { "fact": "permit", "on": "2008-01-10", "ground": "7:1" },
        { "fact": "placement", "on": "2008-01-10", "municipality": 101, "basis": ["quota"] },
        { "fact": "cpr_registration", "on": "2008-02-28", "municipality": 101, "effective": "2008-03-01" },
    ]);
    for (place, fact) in arrived.as_array().into_iter().chain(more.as_array()).flatten().enumerate() {
        let mut fact = fact.clone();
        let id = fact["id"].as_str().map_or_else(|| format!("f{place}"), ToOwned::to_owned);
        fact["id"] = id.as_str().into();
        file.facts.push(CaseFact {
            position: place as u64 + 1,
            recorded_at: Timestamp::UNIX_EPOCH,
            actor: "test".into(),
            id: id.into(),
            json: fact.to_string().into(),
            withdrawn: None,
        });
    }
    file
}

/// Something for every field that names a fact.
fn nameable() -> Value {
    json!([
        { "id": "k1", "fact": "contract", "on": "2008-03-05", "goals": [], "activities": [] },
        { "id": "o1", "fact": "education_order", "on": "2008-03-05", "step": "apply", "deadline": "2008-04-01" },
        { "id": "t1", "fact": "offer", "on": "2008-03-05", "form": "guidance", "until": "2008-04-05" },
        { "id": "e1", "fact": "employment", "on": "2008-03-05", "ordinary": true },
        { "id": "a1", "fact": "absence", "on": "2008-03-05", "from": "programme" },
        { "id": "r1", "fact": "refusal", "on": "2008-03-05", "of": "programme" },
        { "id": "y1", "fact": "benefit_application", "on": "2008-03-05" },
        { "id": "h1", "fact": "help_application", "on": "2008-03-05", "form": "single_expense" },
        { "id": "i1", "fact": "information_passed", "on": "2008-03-05", "route": "hand_over", "contents": ["name"] },
        { "id": "s1", "fact": "statement_request", "on": "2008-03-05", "about": "completion" },
        { "id": "d1", "fact": "decision_draft", "on": "2008-03-05", "decides": "benefit_reduction" },
        { "id": "c1", "fact": "complaint", "on": "2008-03-06", "decision": "d1" },
    ])
}

fn context(file: &CaseFile) -> FormContext<'_> {
    FormContext { file, person: "amal", officer: "Anna Prøve", day: TODAY, language: Language::Danish }
}

/// The least that a form takes: what stands in it already, and something in each field that must be answered.
fn least(form: &Form, context: &FormContext<'_>) -> Typed {
    let mut typed = blank(form, context, None);
    for section in sections(form, &typed.clone(), context, 0).iter().filter(|section| !section.is_optional) {
        for control in section.controls.iter().filter(|control| control.is_needed) {
            let value = match &control.input {
                Input::Day => "01.04.2008".to_owned(),
                Input::Month => "marts 2008".to_owned(),
                Input::Amount => "1.234,50".to_owned(),
                Input::Hours => "12,5".to_owned(),
                Input::Count => "2008".to_owned(),
                Input::Ground => "7:1".to_owned(),
                Input::Line | Input::Lines | Input::Each => "et svar".to_owned(),
                Input::OneOf(choices) | Input::Select(choices) | Input::SomeOf(choices) => {
                    choices.first().map_or_else(String::new, |choice| choice.value.clone())
                }
            };
            typed.fill(&control.name, value);
        }
    }
    typed
}

#[test]
fn the_least_values_of_every_form_are_facts_that_the_act_reads() {
    let file = case_of(&nameable());
    for form in all() {
        let context = context(&file);
        let typed = least(form, &context);
        let read = read(form, &typed, &context);
        let read = read.unwrap_or_else(|problems| panic!("{}: {problems:?}", form.key));
        file.law_case_with(&read.facts).unwrap_or_else(|error| panic!("{}: {error}", form.key));
    }
}

#[test]
fn the_general_form_of_a_step_that_cannot_be_taken_back_asks_for_no_less_than_its_own() {
    for form in all().iter().filter(|form| form.is_final()) {
        let kinds = form.slots.iter().map(|slot| slot.kind);
        assert!(kinds.into_iter().any(|kind| find(kind).is_some_and(Form::is_final)), "{}", form.key);
    }
    for key in ["decision_made", "decision_announced", "afgoerelse", "meddelelse", "overdragelse", "information_passed"]
    {
        assert!(find(key).is_some_and(Form::is_final), "{key}");
    }
    for key in ["underretning", "kontrakt", "contract", "statement_request"] {
        assert!(!find(key).is_some_and(Form::is_final), "{key}");
    }
}

#[test]
fn every_form_is_found_by_its_key_has_a_title_and_asks_something() {
    let file = case_of(&nameable());
    for form in all() {
        assert_eq!(find(form.key).map(|found| found.title), Some(form.title), "{}", form.key);
        assert!(!form.title.da.is_empty() && !form.title.en.is_empty(), "{}", form.key);
        let asks = sections(form, &Typed::default(), &context(&file), 0);
        assert!(asks.iter().any(|section| !section.controls.is_empty()), "{}", form.key);
        assert_eq!(form.slots[0].day, Day::Asked, "{}", form.key);
        let general = form.group == Group::Other;
        assert!(
            general || (form.provision.is_some() && !form.why.da.is_empty() && !form.why.en.is_empty()),
            "{}",
            form.key
        );
    }
    for kind in law::facts::KINDS {
        assert!(find(kind).is_some(), "nothing records {kind}");
    }
}

#[test]
fn every_field_that_a_form_asks_or_knows_is_one_of_its_kind() {
    for form in all() {
        for slot in form.slots {
            let kind = super::kind::Kind::of(slot.kind).unwrap_or_else(|| panic!("{}: {}", form.key, slot.kind));
            if let super::Asked::These(asked) = slot.asked {
                for name in asked {
                    assert!(kind.field(name).is_some(), "{}: {}.{name}", form.key, slot.kind);
                }
            }
            for (name, value) in slot.fixed {
                let known = law::facts::names::choice(slot.kind, name, value);
                assert!(known.is_some(), "{}: {}.{name} = {value}", form.key, slot.kind);
            }
        }
    }
}

/// Form, what the case holds besides, what is typed besides the least, and the duty that is done.
type Row = (&'static str, Value, Vec<(&'static str, &'static str)>, &'static str);

fn duties() -> Vec<Row> {
    vec![
        (
            "kontrakt",
            json!([]),
            vec![("0.goals.1.aim", "employment"), ("0.goals.1.text", "job"), ("0.activities.1.text", "dansk")],
            "contract.draw_up",
        ),
        ("dansk-henvisning", json!([]), vec![], "danish.refer"),
        ("bolig", json!([]), vec![("0.form", "permanent")], "housing.assign"),
        (
            "program",
            json!([]),
            vec![("0.danish", "true"), ("0.offers", "true"), ("1.on", "10.03.2008")],
            "programme.start",
        ),
        (
            "oplysningspligt",
            json!([{ "fact": "benefit_application", "on": "2008-03-05" }]),
            vec![("0.in_writing", "true")],
            "information.tell_of_duty",
        ),
        (
            "opfoelgning",
            json!([
                { "id": "k1", "fact": "contract", "on": "2008-03-02", "goals": [{ "aim": "employment", "text": "job" }], "activities": [] },
                { "fact": "contract_signature", "on": "2008-03-02", "contract": "k1", "party": "foreigner" },
                { "fact": "contract_signature", "on": "2008-03-02", "contract": "k1", "party": "municipality" },
            ]),
            vec![
                ("0.form", "meeting"),
                ("0.situation_discussed", "true"),
                ("0.yield_discussed", "true"),
                ("0.changes_discussed", "true"),
            ],
            "follow_up.hold",
        ),
        (
            "klage-videresendt",
            json!([
                { "id": "d1", "fact": "decision_draft", "on": "2008-03-02", "decides": "benefit_reduction" },
                { "fact": "decision_made", "on": "2008-03-03", "decision": "d1", "by": "A", "reason": "B" },
                { "fact": "decision_announced", "on": "2008-03-03", "decision": "d1", "reasons": true, "complaint_guidance": true },
                { "id": "c1", "fact": "complaint", "on": "2008-03-05", "decision": "d1" },
            ]),
            vec![("0.to", "employment_appeals_board")],
            "complaint.pass_on",
        ),
        (
            "udtalelse",
            json!([{ "id": "s1", "fact": "statement_request", "on": "2008-03-05", "about": "completion" }]),
            vec![("0.completed", "false"), ("0.overdue_debt", "false")],
            "statement.completion",
        ),
        (
            "tilmelding",
            json!([{ "fact": "benefit_application", "on": "2008-03-05", "unemployment_alone": true }, { "fact": "problem_assessment", "on": "2008-03-05", "beyond_unemployment": false, "by": "A", "reason": "B" }]),
            vec![],
            "registration.register",
        ),
        (
            "overdragelse",
            json!([{ "fact": "residence", "on": "2008-03-05", "municipality": 751 }]),
            vec![
                ("0.municipality", "751"),
                ("0.contents", "name"),
                ("0.contents", "personal_data"),
                ("0.contents", "ground_of_stay"),
                ("0.contents", "contract"),
                ("0.contents", "declaration"),
                ("0.contents", "status"),
                ("0.contents", "earlier_municipalities"),
            ],
            "hand_over",
        ),
    ]
}

#[test]
fn a_form_does_the_duty_that_it_is_for() {
    for (key, more, typed, duty) in duties() {
        let file = case_of(&more);
        let form = find(key).unwrap_or_else(|| panic!("no form {key}"));
        assert!(form.answers.contains(&duty), "{key} says that it answers {duty}");
        let context = context(&file);
        let typed = Typed::new(typed.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())));
        let mut whole = typed.clone();
        for (name, value) in least(form, &context).fields() {
            whole.fill(name, value);
        }
        let read = read(form, &whole, &context).unwrap_or_else(|problems| panic!("{key}: {problems:?}"));
        let before = file.law_case().expect("a sound case");
        let after = file.law_case_with(&read.facts).unwrap_or_else(|error| panic!("{key}: {error}"));
        let (duties, _) = between(&before, &after, TODAY, Language::Danish).expect("an edition");
        let done = duties.iter().any(|change| change.duty.duty == duty && change.effect == DutyEffect::Done);
        let told: Vec<_> = duties.iter().map(|change| (change.duty.duty, change.effect)).collect();
        assert!(done, "{key} does {duty}, not {told:?}");
    }
}

#[test]
fn a_contract_and_its_signatures_are_one_form_and_name_each_other() {
    let file = case_of(&nameable());
    let form = find("kontrakt").expect("the form");
    let fields =
        [("0.on", "10.03.2008"), ("0.replaces_contract", "k1"), ("1.on", "11.03.2008"), ("3.on", "11.03.2008")];
    let typed = Typed::new(fields.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let facts = read(form, &typed, &context(&file)).expect("facts").facts;
    let kinds: Vec<&str> = facts.iter().filter_map(|fact| fact["fact"].as_str()).collect();
    assert_eq!(kinds, ["contract", "contract_signature", "declaration_signature"]);
    assert_eq!(facts[0]["replaces_contract"], "k1");
    assert_eq!(facts[1]["contract"], facts[0]["id"]);
    assert_eq!(facts[1]["party"], "foreigner");
    assert!(file.law_case_with(&facts).is_ok());
}

#[test]
fn what_cannot_be_taken_is_told_at_its_field() {
    let file = case_of(&nameable());
    let form = find("rimelig-grund").expect("the form");
    let fields = [("0.on", "31.02.2008"), ("0.absence", "a1"), ("0.reasonable", "måske")];
    let typed = Typed::new(fields.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let problems = read(form, &typed, &context(&file)).expect_err("problems");
    let told: Vec<(&str, &str)> = problems.iter().map(|problem| (problem.field.as_str(), problem.key)).collect();
    assert_eq!(told, [("0.on", "problem-day")], "without a day there is no fact to look further at");
    let typed = Typed::new(
        [("0.on", "3.3.2008"), ("0.reasonable", "måske")].map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    let problems = read(form, &typed, &context(&file)).expect_err("problems");
    let told: Vec<(&str, &str)> = problems.iter().map(|problem| (problem.field.as_str(), problem.key)).collect();
    assert!(told.contains(&("0.reason", "problem-missing")), "{told:?}");
    assert!(told.contains(&("0.reasonable", "problem-unknown-choice")), "{told:?}");
}

#[test]
fn a_judgement_stands_in_the_name_of_whoever_records_it() {
    let file = case_of(&nameable());
    let form = find("rimelig-grund").expect("the form");
    let facts = read(form, &least(form, &context(&file)), &context(&file)).expect("facts").facts;
    assert_eq!(facts[0]["by"], "Anna Prøve");
    assert_eq!(facts[0]["reason"], "et svar");
}

proptest! {
    #[test]
    fn whatever_is_typed_gives_facts_or_named_problems(place in 0..all().len(), text in ".{0,60}", row in 0_usize..3) {
        let file = case_of(&nameable());
        let context = context(&file);
        let form = &all()[place];
        let asked = sections(form, &Typed::default(), &context, row);
        let names: Vec<String> = asked.iter().flat_map(|section| &section.controls).map(|one| one.name.clone()).collect();
        let typed = Typed::new(names.iter().map(|name| (name.clone(), text.clone())));
        match read(form, &typed, &context) {
            Ok(read) => {
                // The case file may still refuse what the form takes; then each problem has a field of the form.
                let _ = file.law_case_with(&read.facts);
                prop_assert!(!read.facts.is_empty());
            }
            Err(problems) => {
                for problem in problems {
                    let is_known = names.iter().any(|name| *name == problem.field || name.starts_with(&format!("{}.", problem.field)));
                    prop_assert!(is_known, "{}: {:?}", form.key, problem);
                }
            }
        }
        let _ = sections(form, &typed, &context, row);
    }
}

#[test]
fn every_field_of_a_form_of_the_act_says_which_provision_it_is_asked_for_and_the_nearest_one() {
    let file = case_of(&nameable());
    let context = FormContext { file: &file, person: "amal", officer: "Anna", day: TODAY, language: Language::Danish };
    for form in all().iter().filter(|form| form.provision.is_some()) {
        for control in
            sections(form, &blank(form, &context, None), &context, 0).into_iter().flat_map(|one| one.controls)
        {
            let is_later_row =
                control.name.split('.').nth(2).is_some_and(|row| row != "1" && row.parse::<u8>().is_ok());
            assert_eq!(control.why.is_empty(), is_later_row, "{}: {}", form.key, control.name);
        }
    }
    let form = find("education_end").expect("a form of every kind");
    let controls = sections(form, &Typed::default(), &context, 0).into_iter().flat_map(|one| one.controls);
    let why: Vec<(String, Vec<&str>)> = controls
        .map(|control| (control.name, control.why.into_iter().map(law::act::Provision::citation).collect()))
        .collect();
    assert!(why.contains(&("0.can_resume".to_owned(), vec!["§ 25, stk. 10"])), "{why:?}");
}
