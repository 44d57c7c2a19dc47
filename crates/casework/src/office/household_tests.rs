//! A household with one protected person, at the counter, in a case, in letters and in lists.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use journal::Journal;
use law::words::Language;
use letters::Kind;
use registers::cpr::RecordType;
use serde_json::json;
use tempfile::TempDir;
use vocabulary::MunicipalityCode;

use super::{AskError, CommandError, Inquirer, Judging, Office, Purpose, Refused};
use crate::access::{Authority, Officer, Role};
use crate::case_import::import;
use crate::cases::CaseNumber;
use crate::commands::{OpenCase, RecordFacts};
use crate::detections::{self, Detection, DetectionKind, Place};
use crate::fact::{self, MunicipalityError, MunicipalityErrorKind};
use crate::letters::{Letterhead, Occasion, Typed, WriteLetter};
use crate::questions::{AddressOf, CasePage, Dwelling, ErrorSort, Errors, Find, MunicipalityErrors, Reason};
use crate::review::samples::{A, B, C, Record, Told, carl2, cpr, id, number as cpr_number, pair, tell};
use crate::stewardship::Judgement;

const TODAY: Date = date(2008, 3, 10);
const STREET: &str = "Hjemvej 7";

const AT_HOME: Record =
    (RecordType::Address, &[("KOMKOD", "0751"), ("VEJKOD", "0001"), ("HUSNR", "007"), ("ETAGE", "02")]);
const NEXT_DOOR: Record =
    (RecordType::Address, &[("KOMKOD", "0751"), ("VEJKOD", "0001"), ("HUSNR", "007"), ("ETAGE", "03")]);
const MOVED: Record = (RecordType::Address, &[("KOMKOD", "0101"), ("VEJKOD", "0009"), ("HUSNR", "001")]);
const IN_PLAIN: Record =
    (RecordType::AddressingName, &[("STANDARDADR", STREET), ("POSTNR", "8000"), ("POSTDISTTXT", "Aarhus C")]);
const PROTECTED: Record = (RecordType::Protection, &[("BESKYTTYPE", "0001"), ("START_DT-BESKYTTELSE", "2008-01-01")]);
const MOTHER: Record = (RecordType::Parents, &[("PNRMOR", A)]);
const CHILD: Record = (RecordType::Child, &[("PNR-BARN", B)]);

fn coupled(person: &str, number: &str) -> Told {
    let pair = pair(person, number);
    let json = json!({ "person_id": pair.person_id, "cpr_number": pair.cpr_number, "rule": "typed" });
    (fact::COUPLED, fact::carl2_subject(&pair.person_id), json.to_string())
}

fn case_line(number: &str, persons: &[&str]) -> String {
    let persons: Vec<_> = persons.iter().map(|id| json!({ "id": id, "name": "x", "born": "1990-01-01" })).collect();
    json!({
        "case": number,
        "persons": persons,
        "facts": [
            { "fact": "citizenship", "on": "2008-01-10", "country": "SOM" },
            { "fact": "permit", "on": "2008-01-10", "ground": "7:1" },
            { "fact": "placement", "on": "2008-01-10", "municipality": 751, "basis": ["quota"] },
            { "fact": "cpr_registration", "on": "2008-02-28", "municipality": 751, "effective": "2008-03-01" },
            { "id": "follow-1", "fact": "follow_up", "on": "2008-03-02", "form": "meeting" },
        ]
    })
    .to_string()
}

/// A mother whose address is protected, her child, and somebody who stands in the child's case alone; each lives where they are told.
fn office(child: Record, other: Record) -> (TempDir, Office) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let mut journal = Journal::open(&url).expect("a journal");
    let error = |number: &str, typed: Option<&str>| {
        let error = MunicipalityError {
            municipality: MunicipalityCode::new(751).expect("Aarhus"),
            cpr_number: cpr_number(number),
            what: MunicipalityErrorKind::PersonIdUnknown,
            typed: typed.map(id),
            found_on: TODAY,
            deadline: date(2008, 4, 10),
        };
        (fact::MUNICIPALITY_ERROR_OPENED, fact::cpr_subject(error.cpr_number), fact::json(&error))
    };
    let facts = [
        error(A, Some("A-0009")),
        error(B, None),
        error(C, Some("C-0009")),
        carl2("A-0001", ""),
        carl2("B-0001", ""),
        carl2("C-0001", ""),
        carl2("D-0001", r#","municipality":751"#),
        cpr(A, ("1990-01-01", "K"), ("Karen", "Berg"), &[AT_HOME, IN_PLAIN, PROTECTED, CHILD]),
        cpr(B, ("2005-01-01", "M"), ("Bo", "Berg"), &[child, IN_PLAIN, MOTHER]),
        cpr(C, ("1985-01-01", "M"), ("Poul", "Dal"), &[other, IN_PLAIN]),
        coupled("A-0001", A),
        coupled("B-0001", B),
        coupled("C-0001", C),
        (fact::NIGHT_STARTED, format!("night:{TODAY}"), r#"{"deliveries":[]}"#.to_owned()),
    ];
    tell(&mut journal, &facts);
    let lines = [case_line("K-1", &["B-0001"]), case_line("K-2", &["C-0001", "A-0001"])].join("\n");
    import(&mut journal, lines.as_bytes(), "cases.jsonl", "test", Timestamp::now()).expect("an import");
    drop(journal);
    (folder, Office::open(&url, TODAY).expect("an office"))
}

fn aarhus(role: Role) -> Officer {
    let authority = Authority::Municipality(MunicipalityCode::new(751).expect("Aarhus"));
    Officer { id: "ida".to_owned(), name: "Ida".to_owned(), role, authority }
}

fn asked(office: &Office, officer: &Officer, person: &str, reason: Option<&str>) -> Result<Dwelling, AskError> {
    let reason = reason.map(|reason| Reason::parse(reason).expect("a reason"));
    let asked = AddressOf { person: person.to_owned(), reason };
    office.ask(Inquirer { officer, purpose: Purpose::LookingUp }, &asked).map(|seen| seen.dwelling)
}

fn address(office: &Office, person: &str, reason: Option<&str>) -> Dwelling {
    asked(office, &aarhus(Role::FrontDesk), person, reason).expect("their own")
}

fn page(case: &str, person: &str) -> CasePage {
    CasePage {
        case: case.to_owned(),
        person: Some(person.to_owned()),
        whole_cpr_number: false,
        protected_address: false,
        language: Language::Danish,
    }
}

fn case_page(office: &Office, case: &str, person: &str) -> Dwelling {
    let officer = aarhus(Role::Caseworker);
    let who = Inquirer { officer: &officer, purpose: Purpose::Casework };
    office.ask(who, &page(case, person)).expect("the case").person.dwelling
}

fn letter(office: &Office, case: &str) -> String {
    let officer = aarhus(Role::Caseworker);
    let question = WriteLetter {
        case: CaseNumber::parse(case).expect("a number"),
        occasion: Occasion { kind: Kind::FollowUp, fact: "follow-1".to_owned() },
        language: Language::Danish,
        typed: Typed::default(),
        letterhead: Letterhead::default(),
    };
    let who = Inquirer { officer: &officer, purpose: Purpose::Casework };
    format!("{:?}", office.ask(who, &question).expect("an occasion"))
}

#[test]
fn a_protected_mother_s_address_is_shown_through_no_child_at_her_door() {
    let (_folder, office) = office(AT_HOME, NEXT_DOOR);
    assert_eq!(address(&office, "B-0001", None), Dwelling::Protected);
    assert_eq!(case_page(&office, "K-1", "B-0001"), Dwelling::Protected);
    assert!(!letter(&office, "K-1").contains(STREET));
    let Dwelling::Shown(lines) = address(&office, "B-0001", Some("henter post for barnet")) else { panic!("a reason") };
    assert_eq!(lines[0], STREET);
    let reads = office.with_journal(|journal| journal.reads_of("carl2:B-0001")).expect("the read log");
    let last = &reads.last().expect("it was looked at").entry;
    assert_eq!((last.what.as_str(), last.purpose.contains("henter post")), ("beskyttet adresse", true));
}

#[test]
fn whoever_lives_elsewhere_has_an_address_of_their_own() {
    let (_folder, office) = office(NEXT_DOOR, NEXT_DOOR);
    assert!(matches!(address(&office, "B-0001", None), Dwelling::Shown(_)));
    assert!(matches!(case_page(&office, "K-2", "C-0001"), Dwelling::Shown(_)));
}

#[test]
fn those_of_a_case_who_live_together_are_a_household_although_cpr_knows_no_kinship() {
    let (_folder, office) = office(AT_HOME, AT_HOME);
    assert_eq!(address(&office, "C-0001", None), Dwelling::Protected);
    assert_eq!(case_page(&office, "K-2", "C-0001"), Dwelling::Protected);
}

fn errors(office: &Office, officer: &Officer, municipality: Option<MunicipalityCode>) -> Errors {
    let asked = MunicipalityErrors { municipality, sort: ErrorSort::Municipality, ..MunicipalityErrors::default() };
    office.ask(Inquirer { officer, purpose: Purpose::Supervision }, &asked).expect("errors")
}

#[test]
fn no_list_counter_or_filter_of_errors_tells_the_state_where_a_protected_household_lives() {
    let (_folder, office) = office(AT_HOME, NEXT_DOOR);
    let aarhus_code = MunicipalityCode::new(751).expect("Aarhus");
    let authority = Authority::IntegrationService;
    let supervisor = Officer { id: "eva".to_owned(), name: "Eva".to_owned(), role: Role::Supervisor, authority };
    let all = errors(&office, &supervisor, None);
    let told: Vec<_> =
        all.rows.iter().map(|row| (row.name.as_deref(), row.municipality, row.typed.is_some())).collect();
    assert_eq!(
        told,
        [(Some("Poul Dal"), Some(aarhus_code), true), (None, None, false), (Some("Bo Berg"), None, false)]
    );
    assert_eq!((all.of, all.municipalities), (3, [(aarhus_code, 1)].into()));
    let of_aarhus = errors(&office, &supervisor, Some(aarhus_code));
    assert_eq!((of_aarhus.found, of_aarhus.rows[0].name.as_deref()), (1, Some("Poul Dal")));
    // Whose they are to mend sees them all.
    let own = errors(&office, &aarhus(Role::Caseworker), None);
    assert!(own.found == 3 && own.rows.iter().all(|row| row.municipality == Some(aarhus_code)));
    assert_eq!(own.rows.iter().filter(|row| row.typed.is_some()).count(), 2);
}

#[test]
fn a_municipality_that_somebody_moved_from_still_sees_the_case_and_not_the_new_address() {
    let (_folder, office) = office(AT_HOME, MOVED);
    let case = CaseNumber::parse("K-2").expect("a number");
    let found = |officer: &Officer| {
        let find = Find { typed: "C-0001".to_owned(), most: 5 };
        let hits = office.ask(Inquirer { officer, purpose: Purpose::LookingUp }, &find).expect("hits");
        let [one] = &hits.persons[..] else { panic!("one person, not {hits:?}") };
        (one.cases.len(), one.may_ask_address)
    };
    let old = aarhus(Role::FrontDesk);
    assert_eq!(found(&old), (1, true), "Aarhus is responsible until the move is recorded");
    let caseworker = aarhus(Role::Caseworker);
    let who = Inquirer { officer: &caseworker, purpose: Purpose::Casework };
    let from = office.ask(who, &page("K-2", "C-0001")).expect("the case").version;
    let facts = vec![json!({ "fact": "residence", "on": "2008-03-10", "municipality": 101 })];
    office.act(who, &RecordFacts { case, facts, from }, Timestamp::now()).expect("recorded");
    assert_eq!(found(&old), (1, false), "the hand-over is still its task");
    for reason in [None, Some("står ved skranken")] {
        let refused = asked(&office, &old, "C-0001", reason);
        assert!(matches!(refused, Err(AskError::Refused(Refused::NotFound))), "{refused:?}");
    }
    let copenhagen = Authority::Municipality(MunicipalityCode::new(101).expect("Copenhagen"));
    let new = Officer { authority: copenhagen, ..old };
    assert!(matches!(asked(&office, &new, "C-0001", None), Ok(Dwelling::Shown(_))));
}

fn refused(office: &Office, municipality: u16, persons: &[&str]) -> Vec<(String, &'static str, String)> {
    let authority = Authority::Municipality(MunicipalityCode::new(municipality).expect("a municipality"));
    let officer = Officer { authority, ..aarhus(Role::Caseworker) };
    let persons = persons.iter().map(|&id| id.to_owned()).collect();
    let facts = vec![json!({ "fact": "citizenship", "on": "2008-01-10", "country": "SOM" })];
    let who = Inquirer { officer: &officer, purpose: Purpose::Casework };
    match office.act(who, &OpenCase { persons, facts }, Timestamp::now()) {
        Err(CommandError::Invalid(problems)) => {
            problems.into_iter().map(|problem| (problem.field, problem.key, problem.detail)).collect()
        }
        done => panic!("a refusal, not {done:?}"),
    }
}

#[test]
fn nobody_gets_a_second_case_whoever_has_the_first() {
    let (_folder, office) = office(AT_HOME, MOVED);
    // Copenhagen, where the person is registered, sees nothing of the case that Aarhus has: that there is one, and no more.
    let elsewhere = ("persons[0]".to_owned(), "problem-has-a-case-elsewhere", String::new());
    assert_eq!(refused(&office, 101, &["C-0001"]), [elsewhere]);
    let own = ("persons[1]".to_owned(), "problem-has-a-case", "K-1".to_owned());
    assert_eq!(refused(&office, 751, &["D-0001", "B-0001"]), [own]);
}

#[test]
fn undoing_a_coupling_names_the_cases_that_it_damaged_with_their_letters_and_facts() {
    let (_folder, office) = office(AT_HOME, NEXT_DOOR);
    let mut journal = Journal::open(office.url()).expect("the journal");
    let letter = json!({ "kind": "follow_up", "title": "x", "person": "B-0001", "sha256": "", "document": "" });
    tell(&mut journal, &[(fact::LETTER_ISSUED, fact::case_subject("K-1"), letter.to_string())]);
    office.catch_up().expect("the facts");
    let authority = Authority::ImmigrationService;
    let steward = Officer { id: "bo".to_owned(), name: "Bo".to_owned(), role: Role::DataSteward, authority };
    let who = Inquirer { officer: &steward, purpose: Purpose::Coupling };
    let pair = pair("B-0001", B);
    let rests = office.rests_on(who, &pair).expect("the journal").expect("a coupling");
    let [(case, worked_on)] = &rests.cases.iter().collect::<Vec<_>>()[..] else { panic!("one case, not {rests:?}") };
    assert_eq!(case.as_str(), "K-1", "and not the case of somebody else");
    let kinds: Vec<&str> = worked_on.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(kinds, [[fact::CASE_FACT; 5].as_slice(), &[fact::LETTER_ISSUED]].concat());
    let judging = Judging {
        pair: pair.clone(),
        judgement: Judgement::Undo,
        reason: "to personer".to_owned(),
        seen_at: office.book().position,
    };
    let position = office.judge(who, &judging, Timestamp::now()).expect("undone");
    let undone = office.with_journal(|journal| journal.get(position)).expect("the journal").expect("the fact");
    let undone: fact::Undone = serde_json::from_str(&undone.payload).expect("its payload");
    assert_eq!(undone.cases.values().next().map(Vec::len), Some(6));
}

#[test]
fn what_a_night_found_is_told_by_whom_it_is_about_and_each_of_them_is_logged() {
    let (_folder, office) = office(AT_HOME, NEXT_DOOR);
    let authority = Authority::ImmigrationService;
    let steward = Officer { id: "bo".to_owned(), name: "Bo".to_owned(), role: Role::DataSteward, authority };
    let who = Inquirer { officer: &steward, purpose: Purpose::Coupling };
    let findings = |what| office.findings(who, what, crate::questions::Page { number: 1, rows: 25 });
    assert!(!findings(None).expect("an answer").is_kept, "no night has kept a list");
    let found = |kind, about: &str, others: &[&str]| Detection {
        kind,
        place: Place::Carl2,
        about: about.to_owned(),
        others: others.iter().map(|&other| other.to_owned()).collect(),
        score_millibits: None,
    };
    let several = found(DetectionKind::NumberOfSeveralPersons, A, &["A-0001", "B-0001"]);
    let sex = found(DetectionKind::NumberContradictsSex, "C-0001", &[C]);
    let kept = office.with_journal(|journal| detections::keep(journal, 1, &[several, sex]));
    kept.expect("a checkpoint");
    let all = findings(None).expect("an answer");
    assert_eq!((all.found, all.kinds.len()), (2, 2));
    let first = &all.rows[0];
    assert_eq!((first.about.cpr.as_deref(), first.about.name.as_str()), (Some("010190-••••"), "Karen Berg"));
    assert_eq!(first.others[1].person_id.as_deref(), Some("B-0001"));
    let reads = |subject: &str| office.with_journal(|journal| journal.reads_of(subject)).expect("the read log").len();
    assert!([&fact::cpr_subject(cpr_number(A)), "carl2:A-0001", "carl2:B-0001"].iter().all(|one| reads(one) == 1));
    let of_sex = findings(Some(DetectionKind::NumberContradictsSex)).expect("an answer");
    assert_eq!((of_sex.found, of_sex.rows[0].about.person_id.as_deref()), (1, Some("C-0001")));
    let aarhus = aarhus(Role::Caseworker);
    let refused = office.findings(Inquirer { officer: &aarhus, ..who }, None, crate::questions::Page::default());
    assert!(matches!(refused, Err(AskError::Refused(Refused::NotYourTask(_)))), "{refused:?}");
}
