//! Letters with a real journal: every kind, what each asks for, and what sending makes of the case.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use journal::Journal;
use law::words::Language;
use letters::{Kind, render};
use serde_json::{Value, json};
use tempfile::TempDir;
use vocabulary::MunicipalityCode;

use super::*;
use crate::access::{Authority, Officer, Role};
use crate::case_import::import;
use crate::cases::CaseNumber;
use crate::commands::WithdrawFact;
use crate::office::{AskError, CommandError, Inquirer, Office, Purpose, Refused};
use crate::questions::{AssignedTo, CasePage};

const TODAY: Date = date(2008, 6, 10);

fn facts() -> Value {
    json!([
        { "fact": "citizenship", "on": "2008-01-10", "country": "SOM" },
        { "fact": "permit", "on": "2008-01-10", "ground": "7:1" },
        { "fact": "placement", "on": "2008-01-10", "municipality": 751, "basis": ["quota"] },
        { "fact": "cpr_registration", "on": "2008-02-28", "municipality": 751, "effective": "2008-03-01" },
        { "id": "contract-1", "fact": "contract", "on": "2008-03-10", "danish": "Danskuddannelse 2", "offers": "Praktik",
          "goals": [{ "aim": "employment", "text": "Arbejde som elektriker" }],
          "activities": [{ "text": "Jobsøgning", "goal": 1 }], "states_sanctions": true },
        { "fact": "contract_signature", "on": "2008-03-14", "contract": "contract-1", "party": "foreigner" },
        { "id": "absence-1", "fact": "absence", "on": "2008-05-12", "from": "programme", "hours": 4, "of_hours": 40 },
        { "id": "draft-1", "fact": "decision_draft", "on": "2008-05-20", "decides": "benefit_reduction", "month": "2008-05",
          "amount": 577.30, "rests_on": ["absence-1"] },
        { "id": "draft-2", "fact": "decision_draft", "on": "2008-05-02", "decides": "benefit_reduction", "month": "2008-04",
          "amount": 100 },
        { "fact": "party_hearing", "on": "2008-05-05", "decision": "draft-2" },
        { "id": "made-2", "fact": "decision_made", "on": "2008-05-30", "decision": "draft-2", "by": "sagsbehandler",
          "reason": "Der er ingen rimelig grund til udeblivelsen." },
        { "id": "follow-1", "fact": "follow_up", "on": "2008-06-02", "form": "meeting" },
        { "id": "request-1", "fact": "statement_request", "on": "2008-06-03", "about": "completion" },
        { "id": "request-2", "fact": "statement_request", "on": "2008-06-03", "about": "contract_dates" },
    ])
}

fn line(number: &str, person: &str, name: &str) -> String {
    line_with(number, person, name, &facts())
}

fn line_with(number: &str, person: &str, name: &str, facts: &Value) -> String {
    json!({ "case": number, "persons": [{ "id": person, "name": name, "born": "1979-05-02" }], "facts": facts })
        .to_string()
}

fn office() -> (TempDir, Office) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let mut journal = Journal::open(&url).expect("a journal");
    let lines = [line("K-1", "100001", "Amira Nour"), line("K-2", "100002", "#import \"x\" <b>Å</b>")].join("\n");
    import(&mut journal, lines.as_bytes(), "cases.jsonl", "test", Timestamp::now()).expect("an import");
    drop(journal);
    (folder, Office::open(&url, TODAY).expect("an office"))
}

fn caseworker(municipality: u16) -> Officer {
    let authority = Authority::Municipality(MunicipalityCode::new(municipality).expect("a municipality"));
    Officer { id: "anna".into(), name: "Anna Prøve".into(), role: Role::Caseworker, authority }
}

fn inquirer(officer: &Officer) -> Inquirer<'_> {
    Inquirer { officer, purpose: Purpose::Casework }
}

fn number(text: &str) -> CaseNumber {
    CaseNumber::parse(text).expect("a case number")
}

fn letterhead() -> Letterhead {
    Letterhead {
        department: "Integration".into(),
        address: "Rådhuspladsen 2\n8000 Aarhus C".into(),
        telephone: "00 00 00 00".into(),
        secure_post: "sikkerpost@kommune.example".into(),
    }
}

fn typed(words: &[(Blank, &str)]) -> Typed {
    let mut typed = Typed::default();
    typed.set(Blank::Address, "Lindevej 12\n8000 Aarhus C");
    for (blank, text) in words {
        typed.set(*blank, *text);
    }
    typed
}

fn words_for(kind: Kind) -> Typed {
    match kind {
        Kind::Hearing => typed(&[(Blank::Deadline, "24.06.2008")]),
        Kind::Decision => typed(&[
            (Blank::Heard, "answered"),
            (Blank::Said, "Jeg var syg."),
            (Blank::Facts, "Du mødte ikke den 14. april 2008."),
        ]),
        Kind::Contract => typed(&[]),
        Kind::FollowUp => typed(&[
            (Blank::GoalStatus, "Det går godt."),
            (Blank::Agreed, "Du søger tre job.\nVi ringer."),
            (Blank::Next, "2008-09-01"),
        ]),
        Kind::Statement => typed(&[
            (Blank::AuthorityAddress, "Ryesgade 53\n2100 København Ø"),
            (Blank::Completion, "completed"),
            (Blank::CompletionReason, "den endelige status"),
            (Blank::Debt, "0"),
        ]),
    }
}

fn fact_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Hearing => "draft-1",
        Kind::Decision => "draft-2",
        Kind::Contract => "contract-1",
        Kind::FollowUp => "follow-1",
        Kind::Statement => "request-1",
    }
}

fn question(case: &str, kind: Kind, typed: Typed) -> WriteLetter {
    WriteLetter {
        case: number(case),
        occasion: Occasion { kind, fact: fact_of(kind).to_owned() },
        language: Language::Danish,
        typed,
        letterhead: letterhead(),
    }
}

fn written(office: &Office, question: &WriteLetter) -> Written {
    office.ask(inquirer(&caseworker(751)), question).expect("the case is theirs")
}

fn to_send(office: &Office, question: WriteLetter) -> SendLetter {
    let written = written(office, &question);
    let letter = written.letter.expect("nothing is lacking");
    let rendered = render(&letter).expect("it can be set");
    SendLetter { written_from: question, from: written.version, letter, title: "Brev".to_owned(), rendered }
}

#[test]
fn a_case_offers_a_letter_for_each_occasion_and_no_other() {
    let (_folder, office) = office();
    let question = LettersOfCase { case: number("K-1"), language: Language::Danish };
    let of_case = office.ask(inquirer(&caseworker(751)), &question).expect("the case");
    let mut open: Vec<(Kind, &str)> =
        of_case.open.iter().map(|(open, ..)| (open.occasion.kind, open.occasion.fact.as_str())).collect();
    open.sort_unstable();
    let mut expected = Kind::ALL.map(|kind| (kind, fact_of(kind))).to_vec();
    expected.push((Kind::Statement, "request-2"));
    expected.sort_unstable();
    assert_eq!(open, expected);
}

#[test]
fn every_kind_can_be_written_and_each_of_its_values_has_a_source() {
    let (_folder, office) = office();
    for kind in Kind::ALL {
        for language in [Language::Danish, Language::English] {
            let question = WriteLetter { language, ..question("K-1", kind, words_for(kind)) };
            let written = written(&office, &question);
            let letter = written.letter.as_ref().unwrap_or_else(|gaps| panic!("{kind:?} lacks {gaps:?}"));
            assert_eq!(letter.kind(), kind);
            assert!(render(letter).is_ok_and(|rendered| rendered.pages >= 1), "{kind:?}");
            assert!(written.fields.iter().all(|field| !field.source.is_empty()), "{kind:?}");
            let system = if language == Language::Danish { "sagssystemet" } else { "the case system" };
            assert!(written.fields.iter().any(|field| field.source == system), "{kind:?}: the day of the letter");
        }
    }
}

#[test]
fn a_hearing_is_written_from_its_draft_and_the_facts_it_rests_on_and_asks_only_for_the_deadline() {
    let (_folder, office) = office();
    let lacking = written(&office, &question("K-1", Kind::Hearing, typed(&[])));
    assert_eq!(lacking.letter, Err(vec![Gap::Empty(Blank::Deadline)]));
    let unreadable = written(&office, &question("K-1", Kind::Hearing, typed(&[(Blank::Deadline, "31.02.2008")])));
    assert_eq!(unreadable.letter, Err(vec![Gap::NoDay(Blank::Deadline)]));
    let whole = written(&office, &question("K-1", Kind::Hearing, words_for(Kind::Hearing)));
    let has = |source: &str, part: &str| {
        whole.fields.iter().any(|field| field.source == source && field.value.contains(part))
    };
    assert!(has("oplysning absence-1", "12. maj 2008"), "{:#?}", whole.fields);
    assert!(has("oplysning draft-1", "577,30"), "{:#?}", whole.fields);
    assert!(has("integrationsloven § 30", "§ 30"), "{:#?}", whole.fields);
    assert!(has("skrevet af Anna Prøve", "24. juni 2008"), "{:#?}", whole.fields);
}

#[test]
fn a_decision_holds_the_reason_it_was_made_for_and_what_the_person_said() {
    let (_folder, office) = office();
    let whole = written(&office, &question("K-1", Kind::Decision, words_for(Kind::Decision)));
    let has = |part: &str| whole.fields.iter().any(|field| field.value.contains(part));
    for part in ["ingen rimelig grund", "Jeg var syg.", "ankenævn", "5. maj 2008"] {
        assert!(has(part), "{part} in {:#?}", whole.fields);
    }
    let reason = whole.fields.iter().find(|field| field.value.contains("ingen rimelig grund")).expect("it is there");
    assert_eq!(reason.source, "oplysning made-2");
}

#[test]
fn a_decision_is_reasoned_by_the_act_and_the_rates_of_the_day_on_which_it_was_made() {
    let (_folder, office) = office();
    let mut facts = facts();
    let of_the_decision = [
        json!({ "fact": "party_hearing", "on": "2008-05-21", "decision": "draft-1" }),
        json!({ "fact": "reasonable_ground", "on": "2008-05-25", "absence": "absence-1", "reasonable": false, "by": "anna",
                "reason": "Ingen sygemelding." }),
        json!({ "id": "made-1", "fact": "decision_made", "on": "2008-05-30", "decision": "draft-1", "by": "anna",
                "reason": "Ingen grund." }),
        // What came later is no reason for it.
        json!({ "fact": "reasonable_ground", "on": "2009-01-05", "absence": "absence-1", "reasonable": true, "by": "anna",
                "reason": "Sygemeldingen er fundet." }),
    ];
    facts.as_array_mut().expect("a list").extend(of_the_decision);
    let line = line_with("K-3", "100003", "Sara Prøve", &facts);
    let imported = office.with_journal(|journal| {
        Ok::<_, journal::JournalError>(import(journal, line.as_bytes(), "more.jsonl", "test", Timestamp::now()))
    });
    imported.expect("a journal").expect("an import");
    office.catch_up().expect("the facts");
    let question = WriteLetter {
        occasion: Occasion { kind: Kind::Decision, fact: "draft-1".to_owned() },
        ..question("K-3", Kind::Decision, words_for(Kind::Decision))
    };
    let law = |written: &Written| -> Vec<String> {
        let of_the_act = written.fields.iter().filter(|field| field.source.starts_with("integrationsloven"));
        of_the_act.map(|field| field.value.clone()).collect()
    };
    let soon = written(&office, &question);
    assert!(law(&soon).len() > 1, "{soon:#?}");
    office.turn_to(date(2009, 2, 10)).expect("a day");
    let late = written(&office, &question);
    assert_eq!(law(&soon), law(&late));
}

#[test]
fn a_contract_says_no_day_and_no_purpose_that_nobody_told() {
    let (_folder, office) = office();
    let bare = written(&office, &question("K-1", Kind::Contract, words_for(Kind::Contract)));
    let days: Vec<&str> =
        bare.fields.iter().filter(|field| field.value.contains("10. marts 2008")).map(|field| field.label).collect();
    assert_eq!(days, ["gælder fra"], "the contract's own day is the day of nothing else");
    assert!(!bare.fields.iter().any(|field| field.label == "tilbuddets formål"), "{:#?}", bare.fields);
    let words = typed(&[(Blank::OffersPurpose, "en arbejdsgiver, der kan anbefale dig")]);
    let told = written(&office, &question("K-1", Kind::Contract, words));
    let purpose = told.fields.iter().find(|field| field.label == "tilbuddets formål").expect("it was typed");
    assert_eq!(purpose.source, "skrevet af Anna Prøve");
}

#[test]
fn a_statement_asks_for_and_says_what_was_asked_and_nothing_else() {
    let (_folder, office) = office();
    let of_dates = |typed| WriteLetter {
        occasion: Occasion { kind: Kind::Statement, fact: "request-2".to_owned() },
        ..question("K-1", Kind::Statement, typed)
    };
    let address = typed(&[(Blank::AuthorityAddress, "Ryesgade 53\n2100 København Ø")]);
    let dates = written(&office, &of_dates(address.clone()));
    let letter = format!("{:?}", dates.letter.as_ref().expect("nothing of § 52, stk. 1 is asked for"));
    assert!(letter.contains("2008-03-10") && !letter.contains("completion"), "{letter}");
    let asked: Vec<Blank> = dates.asked.iter().map(|asked| asked.blank).collect();
    assert!(![Blank::Completion, Blank::CompletionReason, Blank::Debt].iter().any(|one| asked.contains(one)));
    let completion = written(&office, &question("K-1", Kind::Statement, words_for(Kind::Statement)));
    assert!(!completion.fields.iter().any(|field| field.value.contains("10. marts 2008")), "{:#?}", completion.fields);

    let sent = office.act(inquirer(&caseworker(751)), &to_send(&office, of_dates(address)), Timestamp::now());
    let ids = sent.expect("it leaves").facts;
    let page = CasePage {
        case: "K-1".to_owned(),
        person: None,
        whole_cpr_number: false,
        protected_address: false,
        language: Language::Danish,
    };
    let seen = office.ask(inquirer(&caseworker(751)), &page).expect("the case");
    let given = &seen.facts.iter().find(|line| line.id == ids[0]).expect("the fact").fact;
    assert_eq!((&given["request"], given.get("completed")), (&json!("request-2"), None), "{given}");
}

#[test]
fn a_letter_without_the_authority_s_letterhead_says_so_and_makes_nothing_up() {
    let (_folder, office) = office();
    let question =
        WriteLetter { letterhead: Letterhead::default(), ..question("K-1", Kind::Contract, words_for(Kind::Contract)) };
    let gaps = written(&office, &question).letter.expect_err("nobody has said who writes");
    assert!(gaps.contains(&Gap::NoLetterhead), "{gaps:?}");
}

#[test]
fn a_person_whom_no_register_gives_an_address_is_asked_for_one() {
    let (_folder, office) = office();
    let gaps = written(&office, &question("K-1", Kind::Contract, Typed::default())).letter.expect_err("no address");
    assert_eq!(gaps, [Gap::Empty(Blank::Address)]);
}

#[test]
fn a_hostile_name_is_printed_as_it_stands() {
    let (_folder, office) = office();
    let whole = written(&office, &question("K-2", Kind::Contract, words_for(Kind::Contract)));
    let letter = whole.letter.expect("nothing is lacking");
    assert_eq!(letter.person_name(), "#import \"x\" <b>Å</b>");
    render(&letter).expect("it is data, not markup");
}

#[test]
fn another_municipality_s_letters_are_not_there() {
    let (_folder, office) = office();
    let stranger = caseworker(101);
    let asked = office.ask(inquirer(&stranger), &question("K-1", Kind::Contract, words_for(Kind::Contract)));
    assert!(matches!(asked, Err(AskError::Refused(Refused::NotFound))));
    let send = to_send(&office, question("K-1", Kind::Contract, words_for(Kind::Contract)));
    let sent = office.act(inquirer(&stranger), &send, Timestamp::now());
    assert!(matches!(sent, Err(CommandError::Refused(Refused::NotFound))));
}

#[test]
fn a_letter_that_leaves_stands_in_the_case_with_its_file_and_what_it_makes_of_the_case() {
    let (_folder, office) = office();
    let officer = caseworker(751);
    let made = |kind| match kind {
        Kind::Hearing => vec!["party_hearing-1"],
        Kind::Decision => vec!["decision_announced-1"],
        Kind::Statement => vec!["statement_given-1"],
        Kind::Contract | Kind::FollowUp => vec![],
    };
    for kind in Kind::ALL {
        let send = to_send(&office, question("K-1", kind, words_for(kind)));
        let pdf = send.rendered.pdf.clone();
        let sent = office.act(inquirer(&officer), &send, Timestamp::now()).expect("it leaves");
        let facts: Vec<&str> = sent.facts.iter().map(String::as_str).collect();
        let expected = made(kind);
        assert_eq!(facts.len(), expected.len(), "{kind:?}: {facts:?}");
        for (fact, expected) in facts.iter().zip(expected) {
            assert!(fact.starts_with(expected.trim_end_matches("-1")), "{fact}");
        }
        let of_case = LettersOfCase { case: number("K-1"), language: Language::Danish };
        let of_case = office.ask(inquirer(&officer), &of_case).expect("the case");
        assert_eq!((of_case.sent[0].kind.as_str(), &of_case.sent[0].sha256), (key(kind), &sent.sha256));
        let stored =
            office.ask(inquirer(&officer), &StoredLetter { case: number("K-1"), position: of_case.sent[0].position });
        let stored = stored.expect("it was sent");
        let file = office.with_journal(|journal| journal.get(stored.position)).expect("the journal").expect("the fact");
        assert_eq!(document(&file.payload).expect("a document"), pdf);
    }
}

#[test]
fn what_a_letter_made_of_the_case_is_not_withdrawn_once_it_has_left() {
    let (_folder, office) = office();
    let officer = caseworker(751);
    let send = to_send(&office, question("K-1", Kind::Decision, words_for(Kind::Decision)));
    let sent = office.act(inquirer(&officer), &send, Timestamp::now()).expect("it leaves");
    let withdraw = |ids: Vec<String>| {
        let from = written(&office, &question("K-1", Kind::Contract, words_for(Kind::Contract))).version;
        let command = WithdrawFact { case: number("K-1"), ids, reason: "fortrudt".to_owned(), from };
        office.act(inquirer(&officer), &command, Timestamp::now())
    };
    let Err(CommandError::Invalid(problems)) = withdraw(sent.facts) else { panic!("a refusal") };
    let [problem] = &problems[..] else { panic!("one problem, not {problems:?}") };
    assert_eq!((problem.key, problem.detail.as_str()), ("problem-a-letter-made-it", "Brev"));
    // What somebody recorded by hand is withdrawn as before.
    withdraw(vec!["follow-1".to_owned()]).expect("withdrawn");
}

#[test]
fn a_letter_of_a_case_that_somebody_changed_meanwhile_does_not_leave() {
    let (_folder, office) = office();
    let officer = caseworker(751);
    let hearing = to_send(&office, question("K-1", Kind::Hearing, words_for(Kind::Hearing)));
    let contract = to_send(&office, question("K-1", Kind::Contract, words_for(Kind::Contract)));
    office.act(inquirer(&officer), &contract, Timestamp::now()).expect("it leaves");
    let late = office.act(inquirer(&officer), &hearing, Timestamp::now());
    let Err(CommandError::ChangedMeanwhile(meanwhile)) = late else { panic!("a conflict, not {late:?}") };
    assert_eq!(meanwhile.changes[0].by, officer.id);
}

#[test]
fn a_letter_other_than_the_one_that_was_read_does_not_leave() {
    let (_folder, office) = office();
    let mut send = to_send(&office, question("K-1", Kind::Hearing, words_for(Kind::Hearing)));
    send.written_from.typed.set(Blank::Considered, "Noget andet.");
    let sent = office.act(inquirer(&caseworker(751)), &send, Timestamp::now());
    assert!(matches!(sent, Err(CommandError::Invalid(problems)) if problems[0].key == "problem-letter-differs"));
}

#[test]
fn a_population_holds_the_officer_s_own_cases_alone_and_takes_the_words_of_each() {
    let (_folder, office) = office();
    let mut population = Population {
        kind: Kind::Hearing,
        assigned: AssignedTo::Anybody,
        common: CommonWords { language: Language::Danish, typed: words_for(Kind::Hearing) },
        own: [((number("K-2"), "draft-1".to_owned()), (Language::English, typed(&[(Blank::Deadline, "01.07.2008")])))]
            .into(),
        letterhead: letterhead(),
    };
    let members = office.ask(inquirer(&caseworker(751)), &population).expect("a population").members;
    assert_eq!(members.len(), 2);
    assert!(members.iter().all(|member| member.written.letter.is_ok()));
    assert_eq!(members[1].from.language, Language::English);
    assert_eq!(members[1].from.typed.get(Blank::Deadline), Some("01.07.2008"));
    assert_eq!(office.ask(inquirer(&caseworker(101)), &population).expect("a population"), Found::default());
    population.common.typed = Typed::default();
    let members = office.ask(inquirer(&caseworker(751)), &population).expect("a population").members;
    assert!(members[0].written.letter.is_err(), "nobody gave a deadline or an address");
    assert!(members[1].written.letter.is_ok(), "its own draft has both");
}

#[test]
fn whoever_writes_a_letter_stands_in_the_read_log() {
    let (_folder, office) = office();
    written(&office, &question("K-1", Kind::Contract, words_for(Kind::Contract)));
    let reads = office.with_journal(|journal| journal.reads_of("carl2:100001")).expect("the read log");
    assert_eq!(reads[0].entry.what, "brev");
}
