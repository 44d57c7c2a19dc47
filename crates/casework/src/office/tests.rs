//! The office with a real journal: what is seen, what is logged, what is recorded.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use journal::Journal;
use law::words::Language;
use serde_json::{Value, json};
use tempfile::TempDir;
use vocabulary::MunicipalityCode;

use super::{Answered, CommandError, Inquirer, Office, Once, Purpose, Refused};
use crate::access::{Authority, Officer, Role};
use crate::case_import::import;
use crate::cases::CaseNumber;
use crate::commands::{AssignCases, ExclusionReason, Holder, RecordFacts, WithdrawFact, WriteNote};
use crate::office::AskError;
use crate::questions::{
    Actions, CaseList, CasePage, DutyEffect, HandOver, Having, MyDay, Pair, WhatWouldChange, WorkList,
};

const TODAY: Date = date(2008, 3, 10);

fn case_line(number: &str, person: &str, municipality: u16) -> String {
    json!({
        "case": number,
        "persons": [{ "id": person, "name": format!("Person {person}"), "born": "1979-05-02" }],
        "facts": [
            { "fact": "citizenship", "on": "2008-01-10", "country": "SOM" },
            { "fact": "permit", "on": "2008-01-10", "ground": "7:1" },
            { "fact": "placement", "on": "2008-01-10", "municipality": municipality, "basis": ["quota"] },
            { "fact": "cpr_registration", "on": "2008-02-28", "municipality": municipality, "effective": "2008-03-01" },
        ]
    })
    .to_string()
}

fn office() -> (TempDir, Office) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let mut journal = Journal::open(&url).expect("a journal");
    let lines = [case_line("K-1", "100001", 751), case_line("K-2", "100002", 101)].join("\n");
    let imported = import(&mut journal, lines.as_bytes(), "cases.jsonl", "test", Timestamp::now()).expect("an import");
    assert_eq!(imported.stored, 2);
    drop(journal);
    (folder, Office::open(&url, TODAY).expect("an office"))
}

fn officer(role: Role, authority: Authority) -> Officer {
    Officer { id: format!("{}-1", role.key()), name: role.key().to_owned(), role, authority }
}

fn aarhus(role: Role) -> Officer {
    officer(role, Authority::Municipality(MunicipalityCode::new(751).expect("Aarhus")))
}

fn inquirer(officer: &Officer) -> Inquirer<'_> {
    Inquirer { officer, purpose: Purpose::Casework }
}

fn page(case: &str) -> CasePage {
    CasePage {
        case: case.to_owned(),
        person: None,
        whole_cpr_number: false,
        protected_address: false,
        language: Language::Danish,
    }
}

fn number(text: &str) -> CaseNumber {
    CaseNumber::parse(text).expect("a case number")
}

fn contract() -> Vec<Value> {
    vec![json!({
        "fact": "contract", "on": "2008-03-10",
        "goals": [{ "aim": "employment", "text": "job" }],
        "activities": [{ "text": "danskuddannelse", "goal": 1 }],
    })]
}

#[test]
fn another_municipality_s_case_and_one_that_does_not_exist_get_the_same_answer() {
    let (_folder, office) = office();
    let officer = aarhus(Role::Caseworker);
    for case in ["K-2", "K-3"] {
        let refused = office.ask(inquirer(&officer), &page(case));
        assert!(matches!(refused, Err(AskError::Refused(Refused::NotFound))), "{case}");
    }
    let rows = office.ask(inquirer(&officer), &WorkList::default()).expect("a list");
    assert!(rows.rows.iter().all(|row| row.case == number("K-1")) && rows.found > 0);
}

#[test]
fn whoever_reads_a_case_stands_in_the_read_log_with_the_purpose_and_the_case() {
    let (_folder, office) = office();
    let officer = aarhus(Role::Caseworker);
    let seen = office.ask(inquirer(&officer), &page("K-1")).expect("the case");
    assert_eq!(seen.person.id, "100001");
    let reads = office.with_journal(|journal| journal.reads_of("carl2:100001")).expect("the read log");
    let [read] = &reads[..] else { panic!("one read, not {reads:?}") };
    assert_eq!(read.entry.actor, officer.id);
    assert_eq!(read.entry.authority, "Aarhus Kommune");
    assert_eq!(read.entry.purpose, "sagsbehandling, sag K-1");
    assert!(office.with_journal(|journal| journal.reads_of("carl2:100002")).expect("the read log").is_empty());
}

#[test]
fn a_contract_shows_what_it_would_do_does_it_once_and_can_be_taken_back() {
    let (_folder, office) = office();
    let officer = aarhus(Role::Caseworker);
    let version = office.ask(inquirer(&officer), &page("K-1")).expect("the case").version;
    let facts = contract();
    let question = WhatWouldChange { case: number("K-1"), facts: facts.clone(), language: Language::Danish };
    let consequences = office.ask(inquirer(&officer), &question).expect("an answer").expect("sound facts");
    let drawn_up = consequences.duties.iter().find(|change| change.duty.duty == "contract.draw_up");
    assert_eq!(drawn_up.map(|change| change.effect), Some(DutyEffect::Done));

    let record = RecordFacts { case: number("K-1"), facts, from: version };
    let recorded = office.act(inquirer(&officer), &record, Timestamp::now()).expect("recorded");
    assert_eq!(recorded.ids, ["contract-1"]);
    let seen = office.ask(inquirer(&officer), &page("K-1")).expect("the case");
    assert!(seen.version > version);
    let without = CaseList { having: Some(Having { pair: Pair::Contract, with: false }), ..CaseList::default() };
    assert_eq!(office.ask(inquirer(&officer), &without).expect("cases").list.found, 0);

    // Somebody else with the old page in front of them is told, and nothing is stored.
    let late = office.act(inquirer(&officer), &record, Timestamp::now());
    let Err(CommandError::ChangedMeanwhile(meanwhile)) = late else { panic!("a conflict, not {late:?}") };
    assert_eq!(meanwhile.changes[0].by, officer.id);

    let withdraw = WithdrawFact {
        case: number("K-1"),
        ids: recorded.ids,
        reason: "den forkerte sag".to_owned(),
        from: seen.version,
    };
    office.act(inquirer(&officer), &withdraw, Timestamp::now()).expect("withdrawn");
    let seen = office.ask(inquirer(&officer), &page("K-1")).expect("the case");
    assert!(seen.facts.iter().any(|fact| fact.withdrawn.is_some()));
    let duties = seen.assessment.expect("an assessment").duties;
    assert!(duties.iter().any(|duty| duty.duty == "contract.draw_up" && duty.state == "open"));
}

#[test]
fn the_day_of_recording_is_today_whatever_a_program_says() {
    let (_folder, office) = office();
    let officer = aarhus(Role::Caseworker);
    let from = office.ask(inquirer(&officer), &page("K-1")).expect("the case").version;
    let mut facts = contract();
    facts[0]["on"] = "2008-02-01".into();
    facts[0]["recorded"] = "2008-02-01".into();
    office
        .act(inquirer(&officer), &RecordFacts { case: number("K-1"), facts, from }, Timestamp::now())
        .expect("recorded");
    let seen = office.ask(inquirer(&officer), &page("K-1")).expect("the case");
    let contract = seen.facts.iter().find(|line| line.fact["fact"] == "contract").expect("the contract");
    assert_eq!((&contract.fact["on"], &contract.fact["recorded"]), (&json!("2008-02-01"), &json!(TODAY.to_string())));
    let book = office.book();
    let look = &book.looks[book.cases.place("K-1").expect("the case")];
    let entered = look.overseen.entered.iter().find(|entered| entered.kind() == "contract").expect("the contract");
    assert_eq!(entered.days, Some(38), "and so oversight sees that it came late");
}

#[test]
fn a_hand_over_is_answered_by_the_municipality_that_it_went_to_and_by_no_other() {
    let (_folder, office) = office();
    let aarhus = aarhus(Role::Caseworker);
    let copenhagen = Officer {
        authority: Authority::Municipality(MunicipalityCode::new(101).expect("Copenhagen")),
        ..aarhus.clone()
    };
    let record = |officer: &Officer, facts: Vec<Value>| {
        let from = office.ask(inquirer(officer), &page("K-1")).expect("the case").version;
        office.act(inquirer(officer), &RecordFacts { case: number("K-1"), facts, from }, Timestamp::now())
    };
    let offers = |officer: &Officer| {
        let asked = Actions { case: "K-1".to_owned(), person: None, language: Language::Danish };
        let seen = office.ask(inquirer(officer), &asked).expect("forms");
        seen.offered.iter().any(|one| one.form.key == "overdragelse-svar")
    };
    let passed = vec![
        json!({ "fact": "residence", "on": "2008-03-10", "municipality": 101 }),
        json!({ "id": "sent", "fact": "information_passed", "on": "2008-03-10", "route": "hand_over", "municipality": 101,
                "contents": ["name", "personal_data"] }),
        json!({ "id": "other", "fact": "information_passed", "on": "2008-03-10", "route": "immigration_service_to_municipality",
                "municipality": 101, "contents": ["name"] }),
    ];
    record(&aarhus, passed).expect("recorded");
    let answer =
        |to: &str| vec![json!({ "fact": "hand_over_answer", "on": "2008-03-10", "hand_over": to, "accepted": true })];
    let refused = |officer: &Officer, to: &str| match record(officer, answer(to)) {
        Err(CommandError::Invalid(problems)) => (problems[0].field.clone(), problems[0].key),
        done => panic!("a refusal, not {done:?}"),
    };
    let field = "facts[0].hand_over".to_owned();
    assert_eq!(refused(&aarhus, "sent"), (field.clone(), "problem-not-the-receiver"), "the sender accepts nothing");
    assert_eq!(refused(&copenhagen, "other"), (field, "problem-no-hand-over"));
    assert_eq!((offers(&aarhus), offers(&copenhagen)), (false, true));
    record(&copenhagen, answer("sent")).expect("recorded");
}

#[test]
fn a_hand_over_holds_what_was_ticked_as_the_case_stood_then_and_both_read_it() {
    let (_folder, office) = office();
    let aarhus = aarhus(Role::Caseworker);
    let of = |code| Authority::Municipality(MunicipalityCode::new(code).expect("a municipality"));
    let copenhagen = Officer { authority: of(101), ..aarhus.clone() };
    let odense = Officer { authority: of(461), ..aarhus.clone() };
    let record = |officer: &Officer, facts: Vec<Value>| {
        let from = office.ask(inquirer(officer), &page("K-1")).expect("the case").version;
        office
            .act(inquirer(officer), &RecordFacts { case: number("K-1"), facts, from }, Timestamp::now())
            .expect("recorded")
    };
    record(&aarhus, contract());
    record(
        &aarhus,
        vec![
            json!({ "id": "moved", "fact": "residence", "on": "2008-03-10", "municipality": 101 }),
            json!({ "id": "sent", "fact": "information_passed", "on": "2008-03-10", "route": "hand_over", "municipality": 101,
                "contents": ["name", "contract", "status", "medical_records"] }),
        ],
    );
    record(&copenhagen, contract());
    let read =
        |officer: &Officer| office.ask(inquirer(officer), &HandOver { case: number("K-1"), id: "sent".to_owned() });
    let seen = read(&copenhagen).expect("the receiver reads it");
    assert_eq!(seen, read(&aarhus).expect("and so does the sender"));
    let parts: Vec<(usize, bool)> = seen.parts.iter().map(|part| (part.facts.len(), part.is_outside)).collect();
    assert_eq!(parts, [(0, false), (1, false), (0, false), (0, true)], "the contract of before, and no later one");
    assert_eq!((seen.to, seen.accepted), (MunicipalityCode::new(101).ok(), None));
    assert!(matches!(read(&odense), Err(AskError::Refused(Refused::NotFound))));
    let no_hand_over = office.ask(inquirer(&aarhus), &HandOver { case: number("K-1"), id: "moved".to_owned() });
    assert!(matches!(no_hand_over, Err(AskError::Refused(Refused::NotFound))));
    record(
        &copenhagen,
        vec![json!({ "fact": "hand_over_answer", "on": "2008-03-10", "hand_over": "sent", "accepted": false })],
    );
    assert_eq!(read(&aarhus).expect("it is still there").accepted, Some(false));
}

#[test]
fn facts_that_the_act_cannot_read_are_refused_with_their_fields() {
    let (_folder, office) = office();
    let officer = aarhus(Role::Caseworker);
    let facts = vec![json!({ "fact": "offer", "on": "2008-03-10", "form": "holiday" })];
    let record = RecordFacts { case: number("K-1"), facts, from: u64::MAX >> 2 };
    let Err(CommandError::Invalid(problems)) = office.act(inquirer(&officer), &record, Timestamp::now()) else {
        panic!("a refusal")
    };
    assert!(problems.iter().any(|problem| problem.field == "facts[0].form"), "{problems:?}");
}

#[test]
fn work_is_given_away_only_by_who_may_and_only_where_they_may() {
    let (_folder, office) = office();
    let assign = AssignCases {
        cases: vec![number("K-1"), number("K-2"), number("K-9")],
        to: Some("caseworker-1".to_owned()),
        reason: String::new(),
        held_by: Holder::Anybody,
    };
    let caseworker = aarhus(Role::Caseworker);
    let refused = office.act(inquirer(&caseworker), &assign, Timestamp::now());
    assert!(matches!(refused, Err(CommandError::Refused(Refused::NotYourTask(_)))));
    let coordinator = aarhus(Role::TeamCoordinator);
    let done = office.act(inquirer(&coordinator), &assign, Timestamp::now()).expect("assigned");
    assert_eq!((done.assignments.len(), done.excluded.len()), (1, 2));
    let day = office.ask(inquirer(&caseworker), &MyDay { own: true, rows: 10 }).expect("a day");
    assert!(day.open > 0);
}

#[test]
fn a_case_that_somebody_gave_away_since_it_was_looked_at_stays_where_it_is() {
    let (_folder, office) = office();
    let coordinator = aarhus(Role::TeamCoordinator);
    let give = |to: Option<&str>, held_by: Holder| {
        let (cases, to) = (vec![number("K-1")], to.map(ToOwned::to_owned));
        let command = AssignCases { cases, to, reason: String::new(), held_by };
        office.act(inquirer(&coordinator), &command, Timestamp::now()).expect("an answer")
    };
    assert_eq!(give(Some("a"), Holder::As(None)).assignments.len(), 1);
    let late = give(Some("b"), Holder::As(None));
    assert!(late.assignments.is_empty());
    assert_eq!(late.excluded[0].reason, ExclusionReason::MovedMeanwhile);
    assert_eq!(office.ask(inquirer(&coordinator), &page("K-1")).expect("the case").assigned.as_deref(), Some("a"));
    assert_eq!(give(None, Holder::As(Some("a".to_owned()))).assignments.len(), 1, "as it was given, it is given back");
}

#[test]
fn an_auditor_reads_every_municipality_s_cases_and_writes_none() {
    let (_folder, office) = office();
    let auditor = officer(Role::Auditor, Authority::AuditOffice);
    let who = Inquirer { officer: &auditor, purpose: Purpose::Audit };
    for case in ["K-1", "K-2"] {
        office.ask(who, &page(case)).expect("the case");
    }
    let note = WriteNote { case: number("K-1"), text: "set".to_owned() };
    let refused = office.act(who, &note, Timestamp::now());
    assert!(matches!(refused, Err(CommandError::Refused(Refused::NotYourTask(_)))));
}

#[test]
fn what_another_process_records_is_there_after_catching_up() {
    let (_folder, office) = office();
    let officer = aarhus(Role::Caseworker);
    let mut other = Journal::open(office.url()).expect("the journal");
    let line = case_line("K-7", "100007", 751);
    import(&mut other, line.as_bytes(), "more.jsonl", "test", Timestamp::now()).expect("an import");
    assert!(office.ask(inquirer(&officer), &page("K-7")).is_err());
    office.catch_up().expect("the facts");
    assert_eq!(office.ask(inquirer(&officer), &page("K-7")).expect("the case").number, number("K-7"));
}

#[test]
fn a_new_day_makes_what_was_open_overdue() {
    let (_folder, office) = office();
    let officer = aarhus(Role::Caseworker);
    let overdue = || office.ask(inquirer(&officer), &MyDay { own: false, rows: 5 }).expect("a day").overdue;
    let before = overdue();
    office.turn_to(date(2008, 5, 10)).expect("a day");
    assert!(overdue() > before);
}

#[test]
fn the_book_that_was_kept_up_is_the_book_that_is_folded_anew() {
    let (_folder, office) = office();
    let officer = aarhus(Role::TeamCoordinator);
    let version = office.ask(inquirer(&officer), &page("K-1")).expect("the case").version;
    let record = RecordFacts { case: number("K-1"), facts: contract(), from: version };
    office.act(inquirer(&officer), &record, Timestamp::now()).expect("recorded");
    let note = WriteNote { case: number("K-1"), text: "set".to_owned() };
    office.act(inquirer(&officer), &note, Timestamp::now()).expect("noted");
    let assign = AssignCases {
        cases: vec![number("K-1")],
        to: Some("a".to_owned()),
        reason: String::new(),
        held_by: Holder::Anybody,
    };
    office.act(inquirer(&officer), &assign, Timestamp::now()).expect("assigned");
    // A move: another municipality comes to see the case.
    let version = office.ask(inquirer(&officer), &page("K-1")).expect("the case").version;
    let moved = vec![json!({ "fact": "residence", "on": "2008-03-10", "municipality": 101 })];
    let record = RecordFacts { case: number("K-1"), facts: moved, from: version };
    office.act(inquirer(&officer), &record, Timestamp::now()).expect("recorded");
    let anew = Office::open(office.url(), TODAY).expect("an office");
    let (kept_up, anew) = (office.book(), anew.book());
    assert_eq!(kept_up.cases, anew.cases);
    assert_eq!(kept_up.looks, anew.looks);
    assert_eq!(kept_up.by_municipality, anew.by_municipality);
    assert_eq!(kept_up.registers, anew.registers);
    assert_eq!(kept_up.position, anew.position);
}

#[test]
fn where_the_read_log_cannot_be_written_nothing_is_shown() {
    let (folder, office) = office();
    let officer = aarhus(Role::Caseworker);
    // The file is gone from under the desk, as with a disk that failed: what was read before is in memory, but nobody may see it unlogged.
    std::fs::remove_file(folder.path().join("journal.db")).expect("the journal");
    std::fs::create_dir(folder.path().join("journal.db")).expect("a folder in its place");
    office.with_journal(|_| Err::<(), _>(journal::JournalError::Address { why: "dropped".to_owned() })).unwrap_err();
    let refused = office.ask(inquirer(&officer), &page("K-1"));
    assert!(matches!(refused, Err(AskError::ReadLog(_) | AskError::Journal(_))), "{refused:?}");
}

fn once(key: &str, request: u8) -> Once {
    Once { key: key.to_owned(), request_hash: [request; 32] }
}

#[test]
fn a_command_sent_twice_under_a_key_is_done_once_and_answered_alike() {
    let (_folder, office) = office();
    let officer = aarhus(Role::Caseworker);
    let version = office.ask(inquirer(&officer), &page("K-1")).expect("the case").version;
    let record = RecordFacts { case: number("K-1"), facts: contract(), from: version };
    let send = |once: &Once| {
        let answer = |done: &crate::commands::Recorded, last: u64| format!("{} {last}", done.ids.join(","));
        office.act_once(inquirer(&officer), &record, once, Timestamp::now(), answer)
    };
    let first = send(&once("a", 1)).expect("recorded");
    let now = office.ask(inquirer(&officer), &page("K-1")).expect("the case").version;
    assert_eq!(first, Answered { answer: format!("contract-1 {now}"), is_repeated: false });
    let again = send(&once("a", 1)).expect("the same answer, and no conflict with itself");
    assert_eq!(again, Answered { is_repeated: true, ..first });
    assert_eq!(office.ask(inquirer(&officer), &page("K-1")).expect("the case").version, now);
    assert!(matches!(send(&once("a", 2)), Err(CommandError::KeyUsedOtherwise)));
    assert!(matches!(send(&once("b", 1)), Err(CommandError::ChangedMeanwhile(_))));
    // What came to nothing is decided anew.
    assert!(matches!(send(&once("b", 3)), Err(CommandError::ChangedMeanwhile(_))));
}

#[test]
fn of_the_same_command_sent_many_times_at_once_one_is_done_and_all_are_answered_alike() {
    let (_folder, office) = office();
    let officer = aarhus(Role::Caseworker);
    let version = office.ask(inquirer(&officer), &page("K-1")).expect("the case").version;
    let record = RecordFacts { case: number("K-1"), facts: contract(), from: version };
    let answers: Vec<Answered> = std::thread::scope(|scope| {
        let send = || {
            office.act_once(inquirer(&officer), &record, &once("a", 1), Timestamp::now(), |_, last| last.to_string())
        };
        let sent: Vec<_> = (0..6).map(|_| scope.spawn(send)).collect();
        sent.into_iter().map(|one| one.join().expect("no panic").expect("an answer")).collect()
    });
    assert_eq!(answers.iter().filter(|one| !one.is_repeated).count(), 1);
    assert!(answers.iter().all(|one| one.answer == answers[0].answer), "{answers:?}");
}
