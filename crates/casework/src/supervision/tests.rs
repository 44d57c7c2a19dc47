//! Supervision through the office, on a real journal: who may, what is stored, what leaves, what is refused.

use std::marker::PhantomData;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use journal::Journal;
use oversight::audit::{Figure, Point, Step, points_of_2017};
use oversight::availability::{self, Review, Wanted};
use oversight::danish_education::{self, Item, Report, Standing};
use oversight::goals::{NoPlace, PLANS, State};
use oversight::ledger::Party;
use oversight::processors::{self, Processor};
use oversight::undertakings::{self, Undertaking};
use serde_json::json;
use tempfile::TempDir;
use vocabulary::MunicipalityCode;

use super::*;
use crate::access::{Authority, Officer, Role};
use crate::case_import;
use crate::commands::SavePlan;
use crate::letters::Letterhead;
use crate::line_import::Imported;
use crate::office::{AskError, CommandError, Inquirer, Office, Purpose, Refused};
use crate::questions::GoalsPlan;

const TODAY: Date = date(2026, 11, 17);

fn office_with(cases: &str) -> (TempDir, Office) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let mut journal = Journal::open(&url).expect("a journal");
    let imported = case_import::import(&mut journal, cases.as_bytes(), "cases.jsonl", "test", Timestamp::now());
    assert_eq!(imported.expect("an import").left_out, []);
    drop(journal);
    (folder, Office::open(&url, TODAY).expect("an office"))
}

fn officer(role: Role, authority: Authority) -> Officer {
    Officer { id: format!("{}-1", role.key()), name: role.key().to_owned(), role, authority }
}

fn supervisor() -> Officer {
    officer(Role::Supervisor, Authority::IntegrationService)
}

fn by(officer: &Officer) -> Inquirer<'_> {
    Inquirer { officer, purpose: Purpose::Supervision }
}

fn letterhead() -> Letterhead {
    Letterhead {
        department: "Tilsyn".into(),
        address: "Gade 1\n0000 By".into(),
        telephone: "00 00 00 00".into(),
        secure_post: "Digital Post".into(),
    }
}

fn code(code: u16) -> MunicipalityCode {
    MunicipalityCode::new(code).expect("a code")
}

fn call_in(municipalities: &[u16]) -> CallInReports {
    CallInReports {
        municipalities: municipalities.iter().map(|one| code(*one)).collect(),
        period_last: date(2024, 12, 31),
        deadline: date(2026, 12, 20),
        letterhead: letterhead(),
    }
}

fn step<A: Area>(id: Option<&str>, what: A::Step, from: u64) -> TakeStep<A> {
    TakeStep { id: id.map(ToOwned::to_owned), on: TODAY, what, from, letterhead: Some(letterhead()) }
}

#[test]
fn calling_in_tells_what_is_left_out_writes_a_letter_to_each_and_is_read_back_by_a_new_office() {
    let (_folder, office) = office_with("");
    let officer = supervisor();
    office.act(by(&officer), &call_in(&[751]), Timestamp::now()).expect("Aarhus");
    let asked = WhatWouldBeCalledIn {
        municipalities: vec![code(751), code(101), code(999)],
        period_last: date(2024, 12, 31),
        deadline: date(2026, 12, 20),
    };
    let preview = office.ask(by(&officer), &asked).expect("an answer").expect("sound days");
    let done = office.act(by(&officer), &call_in(&[751, 101, 999]), Timestamp::now()).expect("Copenhagen");
    assert_eq!(preview, done, "what was shown is what is done");
    assert_eq!(done.called_in, [code(101)]);
    assert_eq!(
        done.excluded.iter().map(|one| one.reason).collect::<Vec<_>>(),
        [ExclusionReason::CalledInAlready, ExclusionReason::NoMunicipality]
    );
    let again = Office::open(office.url(), TODAY).expect("a second office");
    let owed = again.ask(by(&officer), &OwedReports::default()).expect("the list");
    assert_eq!(owed.counts.get(&Standing::Awaited), Some(&2));
    assert_eq!((owed.lines.len(), owed.period.last), (98, date(2024, 12, 31)));
    let seen = again.ask(by(&officer), &Seen::<Report>::of("0101-2024-12-31")).expect("the report");
    assert_eq!(seen.letters.len(), 1);
    assert_eq!(seen.letters[0].to, format!("{} Kommune", name_of(101)));
    let fact = again.with_journal(|journal| journal.get(seen.letters[0].position)).expect("the journal");
    let payload = fact.expect("the letter's fact").payload;
    assert!(supervision_document(&payload).is_some_and(|pdf| pdf.starts_with(b"%PDF")));
    let broken = payload.replacen("\"sha256\":\"", "\"sha256\":\"0", 1);
    assert_eq!(supervision_document(&broken), None, "a document that is not whole is not shown");
}

fn name_of(of: u16) -> String {
    code(of).municipality().expect("a municipality").name.clone()
}

#[test]
fn without_a_letterhead_nothing_is_called_in() {
    let (_folder, office) = office_with("");
    let officer = supervisor();
    let bare = CallInReports { letterhead: Letterhead::default(), ..call_in(&[751]) };
    let refused = office.act(by(&officer), &bare, Timestamp::now());
    let Err(CommandError::Invalid(problems)) = refused else { panic!("refused, not {refused:?}") };
    assert_eq!(problems[0].key, "problem-no-letterhead");
    assert!(office.ask(by(&officer), &Seen::<Report>::of("0751-2024-12-31")).is_err());
}

#[test]
fn who_may_not_supervise_sees_nothing_and_takes_no_step() {
    let (_folder, office) = office_with("");
    let aarhus = Authority::Municipality(code(751));
    for officer in [
        officer(Role::Caseworker, aarhus),
        officer(Role::Supervisor, aarhus),
        officer(Role::DataSteward, Authority::ImmigrationService),
        officer(Role::Operator, Authority::Operations),
    ] {
        let seen = office.ask(by(&officer), &OwedReports::default());
        assert!(matches!(seen, Err(AskError::Refused(Refused::NotYourTask(_)))), "{:?}", officer.role);
        let tried = office.act(by(&officer), &call_in(&[751]), Timestamp::now());
        assert!(matches!(tried, Err(CommandError::Refused(Refused::NotYourTask(_)))), "{:?}", officer.role);
    }
    let auditor = officer(Role::Auditor, Authority::AuditOffice);
    assert!(office.ask(by(&auditor), &OwedReports::default()).is_ok(), "an auditor reads");
    assert!(office.act(by(&auditor), &call_in(&[751]), Timestamp::now()).is_err(), "and supervises nobody");
}

#[test]
fn a_point_is_closed_by_three_officers_of_three_authorities_and_by_no_two_of_them() {
    let (_folder, office) = office_with("");
    let ministry = officer(Role::Controller, Authority::Ministry);
    let auditor = officer(Role::Auditor, Authority::AuditOffice);
    let secretary = officer(Role::StateAuditorsSecretary, Authority::StateAuditors);
    let mut id: Option<String> = None;
    let (_, steps) = points_of_2017().remove(3);
    let take = |officer: &Officer, id: Option<&str>, what: Step| {
        let mut taking = step::<Point>(id, what, u64::MAX);
        taking.letterhead = None;
        office.act(by(officer), &taking, Timestamp::now())
    };
    for taken in steps {
        id = Some(take(&ministry, id.as_deref(), taken.what).expect("a step of the note").id);
    }
    let id = id.as_deref();
    assert_eq!(id, Some("audit-1"));
    let reasons = || "fordi".to_owned();
    take(&ministry, id, Step::ClosingProposed { reasons: reasons() }).expect("proposed");
    let own = take(&ministry, id, Step::Closed { decision: reasons() });
    let Err(CommandError::Invalid(problems)) = own else { panic!("refused, not {own:?}") };
    assert_eq!((problems[0].key, problems[0].detail.as_str()), ("problem-not-yours", "Statsrevisorerne"));
    let early = take(&secretary, id, Step::Closed { decision: reasons() });
    let Err(CommandError::Invalid(problems)) = early else { panic!("refused, not {early:?}") };
    assert_eq!((problems[0].key, problems[0].detail.as_str()), ("problem-too-soon", "closing-recommended"));
    take(&auditor, id, Step::ClosingRecommended { reasons: reasons() }).expect("recommended");
    take(&secretary, id, Step::Closed { decision: reasons() }).expect("closed");
    let seen = office.ask(by(&auditor), &Seen::<Point>::of("audit-1")).expect("the point");
    assert_eq!(seen.state.stage.key(), "closed");
    assert_eq!(seen.steps.last().map(|step| step.by.as_str()), Some("state-auditors-secretary-1"));
}

#[test]
fn of_two_who_take_a_step_from_the_same_version_the_second_is_told_and_nothing_is_stored() {
    let (_folder, office) = office_with("");
    let officer = supervisor();
    office.act(by(&officer), &call_in(&[751]), Timestamp::now()).expect("called in");
    let id = "0751-2024-12-31";
    let version = office.ask(by(&officer), &Seen::<Report>::of(id)).expect("the report").version;
    let received = || danish_education::Step::Received { reference: "26-1".into() };
    office.act(by(&officer), &step::<Report>(Some(id), received(), version), Timestamp::now()).expect("the first");
    let second = office.act(by(&officer), &step::<Report>(Some(id), received(), version), Timestamp::now());
    assert!(matches!(second, Err(CommandError::ChangedMeanwhile(_))), "{second:?}");
    let seen = office.ask(by(&officer), &Seen::<Report>::of(id)).expect("the report");
    assert_eq!(seen.state.received.len(), 1);
}

#[test]
fn nothing_is_recorded_of_tomorrow() {
    let (_folder, office) = office_with("");
    let officer = officer(Role::Controller, Authority::Ministry);
    let registered = processors::Step::Registered {
        name: "Driftsleverandør".into(),
        authority: "Udlændingestyrelsen".into(),
        purpose: "drift".into(),
        data: "navne".into(),
    };
    let mut taking = step::<Processor>(None, registered, u64::MAX);
    taking.on = TODAY.tomorrow().expect("a day");
    let refused = office.act(by(&officer), &taking, Timestamp::now());
    let Err(CommandError::Invalid(problems)) = refused else { panic!("refused, not {refused:?}") };
    assert_eq!((problems[0].field.as_str(), problems[0].key), ("on", "problem-future"));
}

fn case_line(number: &str, person: &str, facts: &[serde_json::Value]) -> String {
    let mut all = vec![
        json!({ "fact": "citizenship", "on": "2026-01-10", "country": "SOM" }),
        json!({ "fact": "permit", "on": "2026-01-10", "ground": "7:1" }),
        json!({ "fact": "placement", "on": "2026-01-10", "municipality": 751, "basis": ["quota"] }),
        json!({ "fact": "cpr_registration", "on": "2026-02-28", "municipality": 751, "effective": "2026-03-01" }),
    ];
    all.extend_from_slice(facts);
    let persons = json!([{ "id": person, "name": format!("Person {person}"), "born": "1979-05-02" }]);
    json!({ "case": number, "persons": persons, "facts": all }).to_string()
}

#[test]
fn a_sample_is_drawn_from_the_judgements_within_the_provision_and_what_is_outside_is_counted() {
    let judged =
        |on: &str| json!({ "fact": "availability_assessment", "on": on, "available": true, "by": "x", "reason": "y" });
    let corrected = json!({ "id": "wrong", "fact": "availability_assessment", "on": "2026-05-02", "available": true, "by": "x", "reason": "y" });
    let correction = json!({ "fact": "availability_assessment", "on": "2026-05-02", "replaces": "wrong", "available": false, "by": "x", "reason": "y" });
    let draft = json!({ "id": "stop", "fact": "decision_draft", "on": "2026-05-03", "decides": "benefit_stop" });
    let made = json!({ "fact": "decision_made", "on": "2026-05-20", "decision": "stop", "by": "x", "reason": "y" });
    let cases = [
        case_line("K-4", "100004", &[corrected, correction, draft, made]),
        case_line("K-1", "100001", &[judged("2026-05-01"), judged("2027-01-01")]),
        case_line("K-2", "100002", &[judged("2026-06-01")]),
        case_line(
            "K-3",
            "100003",
            &[
                json!({ "fact": "problem_assessment", "on": "2026-04-01", "beyond_unemployment": true, "by": "x", "reason": "y" }),
                judged("2026-06-01"),
            ],
        ),
    ]
    .join("\n");
    let (_folder, office) = office_with(&cases);
    let officer = supervisor();
    let period = AvailabilityDecisions { from: date(2026, 1, 1), to: date(2026, 11, 1) };
    let counted = office.ask(by(&officer), &period).expect("counts");
    let line = JudgedBy { municipality: code(751), all: 4, available: 2, sanctions: 1 };
    assert_eq!((counted.municipalities, counted.beyond_unemployment, counted.unreadable_cases), (vec![line], 1, 0));
    let review = |municipality| {
        let wanted =
            Wanted { from: period.from, to: period.to, per_municipality: 5, seed: "2026-1".into(), municipality };
        let took = office.act(by(&officer), &DrawReview { wanted }, Timestamp::now())?;
        Ok::<_, CommandError>(office.ask(by(&officer), &Seen::<Review>::of(took.id.as_str())).expect("the review"))
    };
    assert!(review(Some(code(101))).is_err(), "it judged nobody");
    let seen = review(None).expect("a sample");
    assert_eq!((seen.state.beyond_unemployment, seen.state.unreadable_cases), (1, Some(0)));
    assert_eq!(review(Some(code(751))).expect("a sample").state.beyond_unemployment, 1);
    let mut cases: Vec<&str> = seen.state.chosen.iter().map(|one| one.decision.case.as_str()).collect();
    cases.sort_unstable();
    assert_eq!(cases, ["K-1", "K-2", "K-4", "K-4"]);
    let reads = office.with_journal(|journal| journal.reads_of("carl2:100001")).expect("the read log");
    assert_eq!(reads.len(), 1, "whose case was looked at is logged");
    let controller = super::tests::officer(Role::Controller, Authority::Ministry);
    let figures = office.ask(by(&controller), &Things::<Review>(PhantomData)).expect("figures");
    assert_eq!(figures.0.len(), 2);
    assert!(
        office.ask(by(&controller), &Seen::<Review>::of("availability-1")).is_err(),
        "who sees no case sees no sample"
    );
}

#[test]
fn the_linked_figures_count_what_is_there_and_say_where_nothing_is_known() {
    let (_folder, office) = office_with("");
    let figures = office.ask(by(&supervisor()), &LinkedFigures).expect("figures");
    let of = |figure| figures.iter().find(|one| one.figure == figure).and_then(|one| one.live);
    assert_eq!(of(Figure::UncoupledPermits), None, "no night has counted");
    let reports = of(Figure::DanishEducationReports).expect("reports are owed");
    assert_eq!((reports.count, reports.of), (98, 98));
}

#[test]
fn an_import_takes_each_sound_step_once_and_names_the_lines_that_it_leaves_out() {
    let (_folder, office) = office_with("");
    let mut lines: Vec<String> = Vec::new();
    for (id, steps) in points_of_2017() {
        for entry in steps {
            let what = serde_json::to_value(&entry.what).expect("a step");
            lines.push(
                json!({ "area": "audit", "id": id, "on": entry.on, "party": entry.party, "what": what }).to_string(),
            );
        }
    }
    let sound = lines.len() as u64;
    lines.push("no json".into());
    lines.push(json!({ "area": "moon", "id": "x", "on": "2026-01-01", "party": "ministry", "what": {} }).to_string());
    lines.push(json!({ "area": "audit", "id": "2017-1", "on": "2026-01-01", "party": "state-auditors", "what": { "step": "closed", "decision": "nu" } }).to_string());
    let drawn = availability::Step::Drawn {
        wanted: Wanted {
            from: date(2026, 1, 1),
            to: date(2026, 3, 31),
            per_municipality: 5,
            seed: "2026-1".into(),
            municipality: None,
        },
        population: Vec::new(),
        without_municipality: 0,
        beyond_unemployment: 0,
        unreadable_cases: Some(0),
        chosen: Vec::new(),
    };
    lines.push(
        json!({ "area": "availability", "id": "r", "on": "2026-01-01", "party": "ministry", "what": drawn })
            .to_string(),
    );
    let file = lines.join("\n");
    let import = |file: &str, parties: &[Party]| {
        let now = (Timestamp::now(), TODAY);
        let of = |journal: &mut Journal| super::import(journal, file.as_bytes(), "s.jsonl", "test", parties, now);
        office
            .with_journal(|journal| Ok::<_, journal::JournalError>(of(journal)))
            .expect("a connection")
            .expect("an import")
    };
    let ministry_alone = import(&file, &[Party::Ministry]);
    let others = ministry_alone.left_out.iter().filter(|left| matches!(left.why, LineFault::Party(_))).count();
    assert!(others > 0, "nobody closes for those on whose behalf the file is not brought in");
    assert!(ministry_alone.left_out.iter().any(|left| left.why == LineFault::NotHandedIn), "a sample is drawn here");
    let import = || import(&file, &Party::ALL);
    let first = import();
    assert_eq!(first.stored + ministry_alone.stored, sound);
    let left: Vec<u64> = first.left_out.iter().map(|left| left.line).collect();
    assert_eq!(left, [sound + 1, sound + 2, sound + 3, sound + 4]);
    assert!(first.left_out[2].why.to_string().contains("closing-recommended"), "{}", first.left_out[2].why);
    let second = import();
    assert_eq!((second.stored, second.already_there), (0, sound));
    office.catch_up().expect("what came in");
    let auditor = officer(Role::Auditor, Authority::AuditOffice);
    let (points, party) = office.ask(by(&auditor), &Things::<Point>(PhantomData)).expect("points");
    assert_eq!((points.len(), party), (4, Some(Party::Auditors)));
}

#[test]
fn a_reminder_is_a_letter_of_its_own_and_points_are_sent_once() {
    let (_folder, office) = office_with("");
    let officer = supervisor();
    office.act(by(&officer), &call_in(&[751]), Timestamp::now()).expect("called in");
    let id = Some("0751-2024-12-31");
    let take = |what| office.act(by(&officer), &step::<Report>(id, what, u64::MAX), Timestamp::now());
    take(danish_education::Step::Received { reference: "26-1".into() }).expect("received");
    let content = Item::ALL.map(|item| (item, danish_education::Covered::Covered)).into();
    take(danish_education::Step::Read { content, note: String::new() }).expect("read");
    let raised = |id: &str| danish_education::Step::PointRaised {
        id: id.into(),
        item: Item::TestResults,
        what: "Oplys resultaterne.".into(),
        deadline: date(2026, 12, 24),
    };
    take(raised("1")).expect("a point");
    let sent = take(danish_education::Step::PointsSent).expect("sent");
    assert!(sent.letter_to.is_some());
    assert!(take(danish_education::Step::PointsSent).is_err(), "nothing is left to send");
    let seen = office.ask(by(&officer), &Seen::<Report>::of("0751-2024-12-31")).expect("the report");
    assert_eq!(seen.letters.len(), 2);
}

fn controller() -> Officer {
    officer(Role::Controller, Authority::IntegrationService)
}

fn shared_goal(id: &str, on: &str, what: &serde_json::Value) -> String {
    json!({ "area": "undertaking", "id": id, "on": on, "party": "ministry", "what": what }).to_string()
}

fn opened(kind: &str, plan: &str) -> serde_json::Value {
    json!({ "step": "opened", "kind": kind, "authority": "Udlændingestyrelsen", "plan": plan, "year": 2024 })
}

fn delivered(part: &str) -> serde_json::Value {
    json!({ "step": "delivered", "part": part, "reference": "D-1" })
}

/// The office after lines came in, and what became of them.
fn office_after(lines: &[String]) -> (TempDir, Office, Imported<LineFault>) {
    let (folder, office) = office_with("");
    let mut journal = Journal::open(office.url()).expect("a journal");
    let text = lines.join("\n");
    let done =
        import(&mut journal, text.as_bytes(), "linjer.jsonl", "indlæsning", &Party::ALL, (Timestamp::now(), TODAY));
    let again = Office::open(office.url(), TODAY).expect("a second office");
    (folder, again, done.expect("an import"))
}

const PLAN: &str = "udlaendingestyrelsen-2024";

#[test]
fn what_a_shared_goal_documents_brings_its_points_in_the_plan_without_a_second_record() {
    let lines = [
        shared_goal("u-1", "2024-01-02", &opened("data-processors", PLAN)),
        shared_goal("u-1", "2024-06-29", &delivered("overview-second-quarter")),
        shared_goal("u-1", "2024-12-20", &delivered("overview-fourth-quarter")),
    ];
    let (_folder, office, done) = office_after(&lines);
    assert_eq!(done.left_out, []);
    let inputs = office.ask(by(&controller()), &GoalsPlan { plan: PLAN.into() }).expect("the plan");
    assert_eq!(inputs.records.len(), 0, "nothing was entered in the plan");
    let status = inputs.status(date(2024, 12, 31), TODAY).expect("a status");
    let goal = status.goals.iter().find(|goal| goal.id == "2.2").expect("the goal");
    assert_eq!((goal.points, goal.state), (goal.weight, State::Met));
    let then = inputs.status(date(2024, 12, 31), date(2024, 12, 31)).expect("a status");
    let goal = then.goals.iter().find(|goal| goal.id == "2.2").expect("the goal");
    assert_eq!(goal.points.0, 0, "it was entered long after, and not known then");
}

#[test]
fn a_goal_that_the_plan_has_not_is_refused_by_name_and_a_plan_that_is_not_here_is_said() {
    let (_folder, office, _) = office_after(&[]);
    let shorter = PLANS[0].1.replacen("version = \"2\"", "version = \"3\"", 1);
    let (before, after) = shorter.split_once("[[goal]]\nid = \"2.4\"").expect("the last goal of the plan");
    assert!(!after.contains("[[goal]]"));
    let weights = before.replacen("weight = 10\nweight_printed = 10", "weight = 15\nweight_printed = 15", 1);
    let save = SavePlan { plan: PLAN.into(), text: weights, reason: "2.4 udgår".into(), from: 0 };
    office.act(by(&controller()), &save, Timestamp::now()).expect("a plan without purchases");
    let kind = oversight::undertakings::Kind::SustainablePurchases;
    let open = |plan: &str| undertakings::Step::Opened {
        kind,
        authority: "Udlændingestyrelsen".into(),
        plan: plan.into(),
        year: 2024,
    };
    let refused = office.act(by(&controller()), &step::<Undertaking>(None, open(PLAN), 0), Timestamp::now());
    let Err(CommandError::Invalid(problems)) = refused else { panic!("refused, not {refused:?}") };
    assert_eq!((problems[0].field.as_str(), problems[0].key), ("kind", "problem-not-in-plan"));
    assert_eq!(problems[0].detail, "udlaendingestyrelsen-2024 2.4");
    let mut journal = Journal::open(office.url()).expect("a journal");
    let line = shared_goal("u-1", "2024-01-02", &opened("sustainable-purchases", PLAN));
    let done =
        import(&mut journal, line.as_bytes(), "linjer.jsonl", "indlæsning", &Party::ALL, (Timestamp::now(), TODAY));
    let left_out = done.expect("an import").left_out;
    assert!(left_out[0].why.to_string().contains("the plan has no udlaendingestyrelsen-2024 2.4"), "{left_out:?}");
}

#[test]
fn what_is_documented_of_a_plan_that_is_not_here_says_so_and_counts_nowhere() {
    let lines = [
        shared_goal("u-1", "2026-01-02", &opened("data-processors", "udlaendingestyrelsen-2026")),
        shared_goal("u-1", "2026-06-29", &delivered("overview-second-quarter")),
    ];
    let (_folder, office, done) = office_after(&lines);
    assert_eq!(done.left_out, [], "what happened is kept");
    let found = office.ask(by(&controller()), &EvidenceOfGoals).expect("the evidence");
    assert_eq!(found[0].no_place, Some(NoPlace::Plan { plan: "udlaendingestyrelsen-2026".into() }));
}
