//! Oversight with a real journal: figures and the cases behind them, who sees which, what was known when, and samples judged by two.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use journal::{Journal, NewFact};
use oversight::compliance::checklist::ITEMS;
use oversight::compliance::figures::Scope;
use oversight::compliance::rating::Finding;
use oversight::compliance::sample::Allocation;
use oversight::compliance::{GroundGroup, Outcome};
use serde_json::{Value, json};
use tempfile::TempDir;
use vocabulary::MunicipalityCode;

use super::{CommandError, Inquirer, Office, Purpose, Refused};
use crate::access::{Authority, Officer, Role};
use crate::case_import::import;
use crate::cases::CaseNumber;
use crate::commands::{DrawSample, HowDrawn, JudgeCase, SettleCase, StratumDrawn};
use crate::fact;
use crate::office::AskError;
use crate::questions::{
    AuditQuestions, Compliance, ComplianceCases, ComplianceFigures, Figure, FigureSort, IdleTime, LateEntry, Page,
    SampleOfCase, SamplePage, SamplesDrawn, WithAndWithout,
};
use crate::samples::{Stage, Strata};

const TODAY: Date = date(2008, 9, 10);
const AARHUS: u16 = 751;
const COPENHAGEN: u16 = 101;

/// A refugee whom the municipality takes over on 1 March 2008, with what else is known.
fn case_line(number: &str, person: &str, municipality: u16, more: &[Value]) -> String {
    let mut facts = vec![
        json!({ "fact": "citizenship", "on": "2008-01-10", "recorded": "2008-01-12", "country": "SOM" }),
        json!({ "fact": "permit", "on": "2008-01-10", "recorded": "2008-01-10", "ground": "7:1" }),
        json!({ "fact": "placement", "on": "2008-01-10", "recorded": "2008-01-20", "municipality": municipality, "basis": ["quota"] }),
        json!({ "fact": "cpr_registration", "on": "2008-02-28", "recorded": "2008-04-28", "municipality": municipality, "effective": "2008-03-01" }),
    ];
    facts.extend_from_slice(more);
    let person = json!({ "id": person, "name": format!("Person {person}"), "born": "1979-05-02" });
    json!({ "case": number, "persons": [person], "facts": facts }).to_string()
}

fn contract(on: &str, aim: &str) -> Value {
    json!({ "fact": "contract", "on": on, "recorded": on, "goals": [{ "aim": aim, "text": "mål" }] })
}

fn lines() -> Vec<String> {
    vec![
        case_line("K-1", "100001", AARHUS, &[contract("2008-03-20", "employment")]),
        case_line("K-2", "100002", AARHUS, &[contract("2008-06-20", "other")]),
        case_line("K-3", "100003", AARHUS, &[]),
        case_line("K-4", "100004", COPENHAGEN, &[]),
        case_line(
            "K-5",
            "100005",
            COPENHAGEN,
            &[json!({ "fact": "residence", "on": "2008-08-15", "recorded": "2008-08-15", "municipality": AARHUS })],
        ),
    ]
}

fn office() -> (TempDir, Office) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = url(&folder);
    let mut journal = Journal::open(&url).expect("a journal");
    let lines = lines().join("\n");
    let imported = import(&mut journal, lines.as_bytes(), "cases.jsonl", "test", Timestamp::now()).expect("an import");
    assert_eq!((imported.stored, imported.left_out), (5, vec![]));
    drop(journal);
    (folder, Office::open(&url, TODAY).expect("an office"))
}

fn url(folder: &TempDir) -> String {
    format!("sqlite:{}", folder.path().join("journal.db").display())
}

fn officer(id: &str, role: Role, authority: Authority) -> Officer {
    Officer { id: id.to_owned(), name: id.to_owned(), role, authority }
}

fn supervisor(id: &str) -> Officer {
    officer(id, Role::Supervisor, Authority::IntegrationService)
}

fn aarhus() -> Officer {
    let code = MunicipalityCode::new(AARHUS).expect("Aarhus");
    officer("controller-aarhus", Role::MunicipalController, Authority::Municipality(code))
}

fn ministry() -> Officer {
    officer("controller", Role::Controller, Authority::Ministry)
}

fn by(officer: &Officer) -> Inquirer<'_> {
    Inquirer { officer, purpose: Purpose::Supervision }
}

fn year() -> Scope {
    Scope::over(date(2008, 1, 1), date(2008, 12, 31))
}

fn contracts(figures: &ComplianceFigures) -> (u64, u64, u64, u64) {
    let duty = figures.duties.iter().find(|duty| duty.duty == "contract.draw_up").expect("a duty");
    (duty.tally.in_time, duty.tally.late, duty.tally.missing, duty.tally.excused)
}

fn behind(figure: Figure) -> ComplianceCases {
    ComplianceCases { scope: year(), figure, sort: FigureSort::Case, page: Page { number: 1, rows: 200 } }
}

#[test]
fn everybody_s_contracts_are_counted_and_the_list_behind_each_number_is_as_long_as_it() {
    let (_folder, office) = office();
    let supervisor = supervisor("tilsyn-1");
    let figures = office.ask(by(&supervisor), &Compliance { scope: year() }).expect("figures");
    // K-1 in time, K-2 late, K-3 and K-4 missing; K-5 missing in Copenhagen, and Aarhus has a month from the move, which is not over.
    assert_eq!(contracts(&figures), (1, 1, 3, 0));
    let sums = figures.duties.iter().map(|duty| duty.total).sum::<u64>();
    assert_eq!(sums, figures.all.total());
    assert_eq!(figures.excluded.cases, 5);
    for outcome in Outcome::ALL {
        let rows = office.ask(by(&supervisor), &behind(Figure::Duties(Some(outcome)))).expect("rows");
        assert_eq!(rows.found as u64, figures.all.of(outcome), "{outcome:?}");
    }
    let reads = office.with_journal(|journal| journal.reads_of("carl2:100004")).expect("the read log");
    assert!(reads.iter().all(|read| read.entry.purpose.starts_with("tilsyn")) && !reads.is_empty());
}

#[test]
fn a_municipal_controller_has_the_own_municipality_s_figures_and_nobody_else_s_time() {
    let (_folder, office) = office();
    let (aarhus, supervisor) = (aarhus(), supervisor("tilsyn-1"));
    let own = office.ask(by(&aarhus), &Compliance { scope: year() }).expect("figures");
    assert_eq!(contracts(&own), (1, 1, 1, 0));
    assert_eq!(
        own.municipalities.iter().filter_map(|part| part.of).map(MunicipalityCode::value).collect::<Vec<_>>(),
        [AARHUS]
    );
    assert!(own.excluded.under_another_municipality > 0, "K-5 lived in Copenhagen before");
    // Asking for another municipality gives the own one's figures, never the other's.
    let copenhagen = Scope { municipality: MunicipalityCode::new(COPENHAGEN).ok(), ..year() };
    assert_eq!(office.ask(by(&aarhus), &Compliance { scope: copenhagen }).expect("figures").all, own.all);
    let theirs = office.ask(by(&supervisor), &Compliance { scope: copenhagen }).expect("figures");
    assert_eq!(contracts(&theirs), (0, 0, 2, 0));
    let rows = office.ask(by(&aarhus), &behind(Figure::Duties(None))).expect("rows");
    assert!(rows.rows.iter().all(|row| row.municipality.map(MunicipalityCode::value) == Some(AARHUS)));
    assert!(rows.rows.iter().all(|row| row.case.as_str() != "K-4"));
}

#[test]
fn a_controller_of_the_ministry_sees_figures_and_no_case_and_a_caseworker_no_figures() {
    let (_folder, office) = office();
    let ministry = ministry();
    let figures = office.ask(by(&ministry), &Compliance { scope: year() }).expect("figures");
    assert!(figures.rounded);
    assert_eq!(contracts(&figures), (0, 0, 5, 0), "rounded: who sees no persons works out no small number from sums");
    let refused = office.ask(by(&ministry), &behind(Figure::Duties(None)));
    assert!(matches!(refused, Err(AskError::Refused(Refused::NotYourTask(_)))), "{refused:?}");
    assert!(office.with_journal(|journal| journal.reads_of("carl2:100001")).expect("the read log").is_empty());
    let caseworker = officer("sagsbehandler-1", Role::Caseworker, aarhus().authority);
    let refused = office.ask(by(&caseworker), &Compliance { scope: year() });
    assert!(matches!(refused, Err(AskError::Refused(Refused::NotYourTask(_)))), "{refused:?}");
}

#[test]
fn the_audit_s_question_of_goals_counts_contracts_and_opens_to_those_without() {
    let (_folder, office) = office();
    let supervisor = supervisor("tilsyn-1");
    let answers = office.ask(by(&supervisor), &AuditQuestions { scope: year() }).expect("answers");
    let of = |key: &str| answers.answers.iter().find(|answer| answer.question == key).expect("a question");
    let goals = of("contracts-without-goal");
    assert_eq!(goals.now.map(|ratio| (ratio.number, ratio.of)), Some((1, 2)));
    let of_families = Scope { ground: Some(GroundGroup::Family), ..year() };
    let answers_of_families = office.ask(by(&supervisor), &AuditQuestions { scope: of_families }).expect("answers");
    let goals_of_families =
        answers_of_families.answers.iter().find(|answer| answer.question == "contracts-without-goal");
    assert_eq!(goals_of_families.and_then(|one| one.now).map(|ratio| ratio.of), Some(0), "all are refugees");
    let behind_families = ComplianceCases { scope: of_families, ..behind(Figure::ContractsWithoutGoal) };
    assert_eq!(office.ask(by(&supervisor), &behind_families).expect("rows").of, 0);
    assert!(goals.few && goals.found_then == Some(0.65));
    assert!(of("health-assessment").now.is_none() && of("health-assessment").why_not.is_some());
    assert!(of("uncoupled-2013").now.is_none(), "there has been no night");
    let rows = office.ask(by(&supervisor), &behind(Figure::ContractsWithoutGoal)).expect("rows");
    assert_eq!(rows.rows.iter().map(|row| row.case.as_str()).collect::<Vec<_>>(), ["K-2"]);
    let pairs = office.ask(by(&supervisor), &WithAndWithout).expect("pairs");
    assert_eq!((pairs.contracts.with_goal, pairs.contracts.without_goal), (1, 1));
    assert_eq!(pairs.municipalities.iter().map(|line| line.in_programme).sum::<u64>(), 5);
}

#[test]
fn idle_days_are_the_municipality_s_where_the_contract_waits_and_never_more_than_passed() {
    let (_folder, office) = office();
    let supervisor = supervisor("tilsyn-1");
    let idle = office.ask(by(&supervisor), &IdleTime { municipality: None }).expect("figures");
    assert_eq!(idle.cases, 5);
    assert!(idle.days.municipality > 0 && idle.days.waited() <= idle.days.elapsed, "{:?}", idle.days);
    let lines = idle.municipalities.iter().map(|line| line.days.elapsed).sum::<u64>();
    assert_eq!(lines, idle.days.elapsed);
    let waited = behind(Figure::Waited(oversight::compliance::waiting::Cause::Municipality));
    let rows = office.ask(by(&supervisor), &ComplianceCases { sort: FigureSort::Days, ..waited }).expect("rows");
    let days: Vec<i64> = rows.rows.iter().filter_map(|row| row.days).collect();
    assert!(days.is_sorted_by(|a, b| a >= b));
    assert_eq!(days.iter().sum::<i64>(), i64::try_from(idle.days.municipality).expect("few"));
}

#[test]
fn the_day_that_a_fact_says_it_was_recorded_is_its_entry() {
    let (_folder, office) = office();
    let supervisor = supervisor("tilsyn-1");
    let entry = office.ask(by(&supervisor), &LateEntry { municipality: None }).expect("figures");
    let of = |kind: &str| entry.kinds.iter().find(|line| line.kind == kind).expect("a kind").summary;
    assert_eq!((of("permit").facts, of("permit").median_days), (5, Some(0)));
    assert_eq!(of("citizenship").median_days, Some(2));
    assert_eq!((of("placement").share_over_7_days, of("placement").share_over_30_days), (Some(1.0), Some(0.0)));
    assert_eq!(of("cpr_registration").median_days, Some(60));
    assert_eq!(entry.kinds.iter().map(|line| line.summary.facts).sum::<u64>(), entry.all.facts);
    let kind = crate::questions::kind_place("cpr_registration");
    let late = behind(Figure::EnteredLate { kind, over_days: 30 });
    assert_eq!(office.ask(by(&supervisor), &late).expect("rows").found, 5);
}

#[test]
fn a_fact_that_does_not_say_when_it_was_recorded_was_when_the_journal_got_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let mut journal = Journal::open(&url).expect("a journal");
    let line = case_line("K-1", "100001", AARHUS, &[]).replace(",\"recorded\":\"2008-01-10\"", "");
    // Half past midnight in Denmark is still the day before in Greenwich.
    let at: Timestamp = "2008-01-14T23:30:00Z".parse().expect("a moment");
    import(&mut journal, line.as_bytes(), "cases.jsonl", "test", at).expect("an import");
    drop(journal);
    let office = Office::open(&url, TODAY).expect("an office");
    let entry = office.ask(by(&supervisor("tilsyn-1")), &LateEntry { municipality: None }).expect("figures");
    let permit = entry.kinds.iter().find(|line| line.kind == "permit").expect("a kind").summary;
    assert_eq!(permit.median_days, Some(5));
}

#[test]
fn figures_are_made_as_they_were_known_on_an_earlier_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let mut journal = Journal::open(&url).expect("a journal");
    let first: Timestamp = "2008-09-01T10:00:00Z".parse().expect("a moment");
    let later = first.checked_add(240.hours()).expect("a moment");
    let lines = lines();
    import(&mut journal, lines[0].as_bytes(), "a.jsonl", "test", first).expect("an import");
    import(&mut journal, lines[2].as_bytes(), "b.jsonl", "test", later).expect("an import");
    drop(journal);
    let supervisor = supervisor("tilsyn-1");
    let known = |at: Timestamp| {
        let office = Office::open_as_known(&url, TODAY, at).expect("an office");
        let figures = office.ask(by(&supervisor), &Compliance { scope: year() }).expect("figures");
        (figures.excluded.cases, contracts(&figures))
    };
    assert_eq!(known(first.checked_sub(1.seconds()).expect("a moment")), (0, (0, 0, 0, 0)));
    assert_eq!(known(first), (1, (1, 0, 0, 0)));
    assert_eq!(known(later), (2, (1, 0, 1, 0)));
}

fn sample(strata: Strata, allocation: Allocation) -> DrawSample {
    let title = "Kontrakter 2008".to_owned();
    DrawSample { title, municipality: None, ground: None, strata, allocation, size: 3, seed: 2015 }
}

fn number(text: &str) -> CaseNumber {
    CaseNumber::parse(text).expect("a case number")
}

fn findings(of: impl Fn(&str) -> Finding) -> BTreeMap<String, Finding> {
    ITEMS.iter().map(|item| (item.key.to_owned(), of(item.key))).collect()
}

#[test]
fn a_sample_drawn_twice_with_one_seed_has_the_same_cases_and_says_how_it_was_drawn() {
    let (_folder, office) = office();
    let supervisor = supervisor("tilsyn-1");
    let draw = sample(Strata::Municipality, Allocation::Proportional);
    let divided = office.ask(by(&supervisor), &HowDrawn(draw.clone())).expect("how it would be divided");
    let told = |one: &StratumDrawn| (one.stratum.clone(), one.population, one.drawn, one.is_too_few());
    let expected = [("0101".to_owned(), 1, 1, false), ("0751".to_owned(), 4, 2, false)];
    assert_eq!(divided.iter().map(told).collect::<Vec<_>>(), expected, "the one case of København is all of it");
    let small = HowDrawn(DrawSample { size: 2, ..draw.clone() });
    let small = office.ask(by(&supervisor), &small).expect("how it would be divided");
    assert!(small.iter().any(StratumDrawn::is_too_few), "two cases are too few for two groups: {small:?}");
    let first = office.act(by(&supervisor), &draw, Timestamp::now()).expect("a sample");
    let second = office.act(by(&supervisor), &draw, Timestamp::now()).expect("a sample");
    assert_ne!(first, second);
    let lines = office.ask(by(&supervisor), &SamplesDrawn).expect("samples");
    let [one, other] = &lines[..] else { panic!("two samples, not {lines:?}") };
    let cases = |id: &str| office.ask(by(&supervisor), &SamplePage { id: id.to_owned() }).expect("the sample").cases;
    assert_eq!(cases(&first), cases(&second));
    assert_eq!((one.cases, other.cases), (3, 3));
    // K-5 is Aarhus' case since the move.
    assert_eq!(one.design.populations, BTreeMap::from([("0101".to_owned(), 1), ("0751".to_owned(), 4)]));
    assert_eq!((one.design.seed, one.design.on), (2015, TODAY));
    // A municipality's controller sees the samples of the own municipality, and draws from its cases alone.
    let aarhus = aarhus();
    assert!(office.ask(by(&aarhus), &SamplesDrawn).expect("samples").is_empty());
    let refused = office.ask(by(&aarhus), &SamplePage { id: first });
    assert!(matches!(refused, Err(AskError::Refused(Refused::NotFound))), "{refused:?}");
    let own = office.act(
        by(&aarhus),
        &DrawSample { size: 100, ..sample(Strata::None, Allocation::Simple) },
        Timestamp::now(),
    );
    let own = office.ask(by(&aarhus), &SamplePage { id: own.expect("a sample") }).expect("the sample");
    assert_eq!(own.cases.iter().map(|one| one.case.as_str()).collect::<Vec<_>>(), ["K-1", "K-2", "K-3", "K-5"]);
}

#[test]
fn a_municipality_s_figures_keep_the_duties_of_those_who_moved_away_long_ago() {
    let (folder, office) = office();
    drop(office);
    let later = date(2009, 9, 1);
    let office = Office::open(&url(&folder), later).expect("an office");
    let scope = Scope::over(date(2008, 1, 1), date(2008, 12, 31));
    let copenhagen = MunicipalityCode::new(COPENHAGEN).expect("Copenhagen");
    let controller = officer("controller-kbh", Role::MunicipalController, Authority::Municipality(copenhagen));
    let own = office.ask(by(&controller), &Compliance { scope }).expect("figures");
    let whole = Scope { municipality: Some(copenhagen), ..scope };
    let seen_by_the_state = office.ask(by(&supervisor("tilsyn-1")), &Compliance { scope: whole }).expect("figures");
    assert_eq!(own.all, seen_by_the_state.all);
    assert!(own.excluded.moved_away > 0, "K-5 moved to Aarhus more than half a year ago");
    let behind = ComplianceCases { scope: whole, ..behind(Figure::Duties(None)) };
    let opened = office.ask(by(&controller), &behind).expect("rows");
    assert!(opened.rows.iter().all(|row| row.case.as_str() == "K-4"), "what is another's now is not opened");
    assert_eq!(opened.of as u64 + own.excluded.moved_away, own.all.total());
}

#[test]
fn what_rests_on_few_cases_is_not_told_to_those_who_see_no_persons_however_many_facts_they_have() {
    let (_folder, office) = office();
    let ministry = ministry();
    let entry = office.ask(by(&ministry), &LateEntry { municipality: None }).expect("figures");
    assert!(entry.kinds.is_empty() && entry.municipalities.is_empty() && entry.all.median_days.is_none());
    let idle = office.ask(by(&ministry), &IdleTime { municipality: None }).expect("figures");
    assert!(idle.municipalities.is_empty() && idle.days.elapsed == 0, "{:?}", idle.days);
    assert_eq!(office.ask(by(&supervisor("tilsyn-1")), &LateEntry { municipality: None }).expect("figures").cases, 5);
}

#[test]
fn a_case_that_the_act_cannot_read_is_its_municipality_s_still_and_is_counted_and_not_drawn() {
    let (folder, office) = office();
    drop(office);
    let url = url(&folder);
    let mut journal = Journal::open(&url).expect("the journal");
    let unknown = NewFact {
        kind: fact::CASE_FACT.to_owned(),
        subject: fact::case_subject("K-3"),
        valid_from: None,
        valid_to: None,
        actor: "test".to_owned(),
        source: None,
        replaces: None,
        payload: r#"{"id":"x-1","fact":"what no Act knows","on":"2008-01-10"}"#.to_owned(),
    };
    let mut transaction = journal.begin(Timestamp::now()).expect("a transaction");
    transaction.append(&unknown).expect("a fact");
    transaction.commit().expect("stored");
    drop(journal);
    let office = Office::open(&url, TODAY).expect("an office");
    let supervisor = supervisor("tilsyn-1");
    let all = DrawSample { size: 10, ..sample(Strata::None, Allocation::Simple) };
    office.act(by(&supervisor), &all, Timestamp::now()).expect("a sample");
    let lines = office.ask(by(&supervisor), &SamplesDrawn).expect("samples");
    assert_eq!((lines[0].cases, lines[0].design.unreadable), (4, Some(1)));
    let own = office.ask(by(&aarhus()), &Compliance { scope: year() }).expect("figures");
    assert_eq!(own.excluded.unreadable_cases, 1);
}

#[test]
fn a_sample_that_cannot_be_drawn_says_which_field_is_wrong() {
    let (_folder, office) = office();
    let supervisor = supervisor("tilsyn-1");
    let draw = sample(Strata::None, Allocation::Simple);
    for (wrong, field) in [
        (DrawSample { size: 0, ..draw.clone() }, "size"),
        (DrawSample { title: "  ".to_owned(), ..draw.clone() }, "title"),
        (DrawSample { strata: Strata::Ground, ..draw.clone() }, "strata"),
        (DrawSample { municipality: MunicipalityCode::new(851).ok(), ..draw.clone() }, "size"),
    ] {
        let refused = office.act(by(&supervisor), &wrong, Timestamp::now());
        let Err(CommandError::Invalid(problems)) = refused else { panic!("a refusal, not {refused:?}") };
        assert_eq!(problems[0].field, field);
    }
    let refused = office.act(by(&ministry()), &draw, Timestamp::now());
    assert!(matches!(refused, Err(CommandError::Refused(Refused::NotYourTask(_)))), "{refused:?}");
    assert!(office.ask(by(&supervisor), &SamplesDrawn).expect("samples").is_empty());
}

#[test]
fn two_judge_without_seeing_each_other_and_a_third_settles_what_they_differ_on() {
    let (folder, office) = office();
    let (one, other, third, fourth) =
        (supervisor("tilsyn-1"), supervisor("tilsyn-2"), supervisor("tilsyn-3"), supervisor("tilsyn-4"));
    let draw = DrawSample { size: 5, ..sample(Strata::None, Allocation::Simple) };
    let id = office.act(by(&one), &draw, Timestamp::now()).expect("a sample");
    let judge = |officer: &Officer, of: fn(&str) -> Finding| {
        let (sample, case) = (id.clone(), number("K-2"));
        let command = JudgeCase { sample, case, findings: findings(of), note: "set i kontrakten".to_owned() };
        office.act(by(officer), &command, Timestamp::now())
    };
    let see = |officer: &Officer| {
        office.ask(by(officer), &SampleOfCase { id: id.clone(), case: number("K-2") }).expect("the case")
    };
    let refused_for = |refused: Result<Stage, CommandError>| {
        let Err(CommandError::Invalid(problems)) = refused else { panic!("a refusal, not {refused:?}") };
        problems[0].key
    };
    judge(&one, |_| Finding::Met).expect("a judgement");
    assert_eq!(refused_for(judge(&one, |_| Finding::NotMet)), "problem-judged-already");
    // Whoever judges second sees nothing of the first; whoever judged first sees the own answer alone, and neither the program's.
    let before = see(&other);
    assert!(before.may_judge && before.own.is_none() && before.both.is_empty() && before.program.is_empty());
    assert!(see(&one).own.is_some() && see(&one).both.is_empty());
    judge(&other, |item| if item == "contract-goal" { Finding::NotMet } else { Finding::Met }).expect("a judgement");
    assert_eq!(refused_for(judge(&third, |_| Finding::Met)), "problem-judged-by-two");
    let after = see(&one);
    assert_eq!(
        (after.stage, after.differing.as_slice(), after.both.len()),
        (Stage::Differs, &["contract-goal"][..], 2)
    );
    assert!(after.program.iter().any(|(item, found)| *item == "contract-in-time" && found == &[Outcome::Late]));

    let settle = |officer: &Officer, finding, reason: &str| {
        let findings = BTreeMap::from([("contract-goal".to_owned(), finding)]);
        let command = SettleCase { sample: id.clone(), case: number("K-2"), findings, reason: reason.to_owned() };
        office.act(by(officer), &command, Timestamp::now())
    };
    assert_eq!(refused_for(settle(&one, Finding::Met, "jeg har ret")), "problem-not-the-third");
    assert_eq!(refused_for(settle(&third, Finding::NotMet, " ")), "problem-missing");
    settle(&third, Finding::NotMet, "målet er hverken job eller uddannelse").expect("settled");
    assert_eq!(refused_for(settle(&fourth, Finding::Met, "jo")), "problem-nothing-to-settle");
    assert_eq!(see(&one).stage, Stage::Done);

    let page = office.ask(by(&one), &SamplePage { id: id.clone() }).expect("the sample");
    let goal = page.results.iter().find(|result| result.item == "contract-goal").expect("a result");
    assert_eq!((goal.met, goal.not_met), (0, 1));
    assert_eq!(goal.agreement.map(|agreement| (agreement.pairs, agreement.same)), Some((1, 0)));
    assert!(goal.estimate.is_some_and(|estimate| estimate.share == 0.0 && estimate.high > 0.5));
    assert_eq!(page.line.done, 1);

    // What was judged is in the journal: a desk that starts anew knows it.
    drop(office);
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let again = Office::open(&url, TODAY).expect("an office");
    assert_eq!(again.ask(by(&one), &SamplePage { id }).expect("the sample"), page);
}

#[test]
fn two_who_judge_the_same_case_at_once_are_not_three() {
    let (_folder, office) = office();
    let id = office.act(by(&supervisor("tilsyn-1")), &sample(Strata::None, Allocation::Simple), Timestamp::now());
    let id = id.expect("a sample");
    let page = office.ask(by(&supervisor("tilsyn-1")), &SamplePage { id: id.clone() }).expect("the sample");
    let case = page.cases[0].case.clone();
    let outcomes: Vec<bool> = std::thread::scope(|scope| {
        let judges: Vec<_> = (1..=4)
            .map(|nth| {
                let (office, id, case) = (&office, id.clone(), case.clone());
                scope.spawn(move || {
                    let judge =
                        JudgeCase { sample: id, case, findings: findings(|_| Finding::Met), note: String::new() };
                    office.act(by(&supervisor(&format!("tilsyn-{nth}"))), &judge, Timestamp::now()).is_ok()
                })
            })
            .collect();
        judges.into_iter().map(|judge| judge.join().expect("a judge")).collect()
    });
    let page = office.ask(by(&supervisor("tilsyn-1")), &SamplePage { id }).expect("the sample");
    let stored = outcomes.iter().filter(|stored| **stored).count();
    assert!((1..=2).contains(&stored), "{outcomes:?}");
    let wanted = if stored == 2 { Stage::Done } else { Stage::Once };
    assert_eq!(page.cases.iter().find(|one| one.case == case).map(|one| one.stage), Some(wanted));
}
