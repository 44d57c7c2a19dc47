//! Integration cases, read and looked at by the law: what the generator promises of them.
#![expect(clippy::unwrap_used, reason = "a test file: what cannot be made or read must fail the test")]

use std::collections::{BTreeMap, BTreeSet};

use generator::{CaseFact, CaseFile, CaseRates, Cases, Country, Extras, Rates, Settings};
use jiff::civil::Date;
use law::assessment::{Assessment, Inquiry, assess};
use law::case::Case;
use law::edition::LBK_1593_2007;
use law::words::Language;

fn read(case: &CaseFile) -> Case {
    let text = serde_json::to_string(case).unwrap();
    law::case::read(&text).unwrap_or_else(|error| panic!("{}: {error:?}\n{text}", case.case))
}

fn assessments(case: &Case, on: Date) -> Vec<Assessment> {
    let inquiry = Inquiry { on, known_at: None, edition: &LBK_1593_2007, explain: false, language: Language::Danish };
    case.foreigners().into_iter().map(|person| assess(case, person, &inquiry)).collect()
}

#[test]
fn every_case_of_several_seeds_is_read_without_a_problem() {
    for seed in 1..=6 {
        let settings = Settings { days: 2, ..Settings::new(1500, seed) };
        let cases = Cases::of(&settings).unwrap();
        assert!(cases.len() > 50, "{}", cases.len());
        for case in cases {
            assert_eq!(read(&case).facts.len(), case.facts.len());
        }
    }
}

#[test]
fn the_same_settings_give_the_same_cases_and_the_file_holds_them() {
    let settings = Settings { days: 2, ..Settings::new(600, 3) };
    let cases: Vec<CaseFile> = Cases::of(&settings).unwrap().collect();
    assert_eq!(cases, Cases::of(&settings).unwrap().collect::<Vec<_>>());
    let folder = tempfile::tempdir().unwrap();
    let country = Country::generate(&settings, folder.path(), Extras::None).unwrap();
    let text = std::fs::read_to_string(folder.path().join("cases.jsonl")).unwrap();
    let lines: Vec<String> = cases.iter().map(|case| serde_json::to_string(case).unwrap()).collect();
    assert_eq!(text.lines().collect::<Vec<_>>(), lines);
    assert_eq!(country.cases.written, cases.len() as u64);
    let others: Vec<CaseFile> = Cases::of(&Settings { seed: 4, ..settings }).unwrap().collect();
    assert_ne!(cases, others);
}

#[test]
fn a_limit_takes_the_first_cases_and_more_than_there_are_gives_all() {
    let with = |cases| Cases::of(&Settings { cases, ..Settings::new(600, 3) }).unwrap();
    let all: Vec<CaseFile> = with(None).collect();
    assert_eq!(with(Some(5)).available(), all.len() as u64);
    assert_eq!(with(Some(5)).collect::<Vec<_>>(), all[..5]);
    assert_eq!(with(Some(1_000_000)).len(), all.len());
}

#[test]
fn on_every_seed_cases_are_about_persons_of_the_alien_register_and_tell_nothing_of_tomorrow() {
    for seed in 10..22 {
        let cases = Cases::of(&Settings::new(500, seed)).unwrap();
        let (on, mut seen) = (cases.as_of(), BTreeSet::new());
        for case in cases {
            assert!(seen.insert(case.case.clone()), "two cases have the number {}", case.case);
            let ids: BTreeSet<&str> = case.persons.iter().map(|person| person.id.as_str()).collect();
            assert!(ids.iter().all(|id| id.len() == 9 && id.starts_with('0')));
            assert!(case.facts.is_sorted_by_key(|fact| fact.on));
            for fact in &case.facts {
                assert!(fact.on <= on && ids.contains(fact.person.as_str()), "{fact:?}");
                assert_eq!(fact.by.is_some(), fact.reason.is_some(), "{fact:?}");
            }
            let first = case.facts.iter().find(|fact| fact.fact == "permit").unwrap();
            assert!((on - first.on).get_days() <= 4 * 366, "{first:?}");
        }
    }
}

#[test]
fn no_case_holds_anything_that_could_be_a_cpr_number() {
    for case in Cases::of(&Settings::new(1500, 5)).unwrap() {
        let text = serde_json::to_string(&case).unwrap();
        let longest = text.split(|letter: char| !letter.is_ascii_digit()).map(str::len).max();
        assert!(longest.unwrap() < 10, "{text}");
    }
}

#[test]
fn what_goes_wrong_is_as_often_as_the_rates_say() {
    let cases: Vec<CaseFile> = Cases::of(&Settings::new(10_000, 1)).unwrap().collect();
    let facts = |kind| cases.iter().flat_map(|case| &case.facts).filter(move |fact| fact.fact == kind);
    let share = |kind, wrong: fn(&CaseFact) -> bool| {
        let (all, some) = (facts(kind).count(), facts(kind).filter(|fact| wrong(fact)).count());
        some as f64 / all as f64
    };
    let near = |measured: f64, stated: f64, tolerance: f64| {
        assert!((measured - stated).abs() < tolerance, "{measured} is not about {stated}");
    };
    let rates = CaseRates::default();
    near(share("contract", |fact| !fact.held.contains_key("goals")), rates.contract_without_goals, 0.04);
    near(share("contract", |fact| fact.held["states_sanctions"] == false), rates.contract_without_sanctions, 0.03);
    let signed = facts("contract_signature").filter(|fact| fact.held["party"] == "foreigner").count();
    near(1.0 - signed as f64 / facts("contract").count() as f64, rates.contract_unsigned, 0.03);
    near(share("reasonable_ground", |fact| fact.held["reasonable"] == true), rates.absence_reasonable, 0.1);
    near(share("decision_announced", |fact| fact.held["complaint_guidance"] == false), rates.guidance_missing, 0.02);
}

#[test]
fn a_rate_of_cases_can_be_replaced_and_is_checked() {
    let rates: Rates = toml::from_str("[cases]\ncontract_without_goals = 1.0").unwrap();
    let mut contracts = 0;
    for case in Cases::of(&Settings { rates, ..Settings::new(600, 3) }).unwrap() {
        for contract in case.facts.iter().filter(|fact| fact.fact == "contract") {
            assert!(!contract.held.contains_key("goals"));
            contracts += 1;
        }
    }
    assert!(contracts > 10);
    let wrong: Rates = toml::from_str("[cases]\nabsence = 1.5").unwrap();
    assert_eq!(wrong.check().unwrap_err().name, "cases.absence");
}

/// Duties of which some are undone on the last day of the country of 10,000: what caseworkers see first.
const UNDONE: [&str; 16] = [
    "availability.assess_missed_interview",
    "benefit.decide",
    "contract.draw_up",
    "danish.refer",
    "deduction.decide",
    "follow_up.hold",
    "hand_over",
    "housing.assign",
    "information.tell_of_duty",
    "offer.lay_in_free_period",
    "programme.start",
    "reduction.decide",
    "registration.cv_interview",
    "repayment.decide",
    "statement.completion",
    "status.final",
];
/// Duties that have all come up, done or not.
const MET: [&str; 11] = [
    "complaint.pass_on",
    "control.interview",
    "danish.arrange_specially",
    "danish.issue_certificate",
    "danish.notice",
    "education_order.follow",
    "sickness.assess",
    "sickness.draw_up_plan",
    "status.on_move",
    "stop.decide_refusal",
    "stop.review",
];
/// What has to be judged or asked for.
const OPEN: [&str; 5] =
    ["reasonable_ground", "programme_takeover", "absence_as_refusal", "danish_need", "decision_draft"];

/// What the law finds in the cases of a country on its last day.
#[derive(Debug, Default)]
struct Work {
    cases: u32,
    with_overdue: u32,
    due_within_a_week: u32,
    newly_taken_over: u32,
    drafts_waiting: u32,
    duties: BTreeMap<&'static str, BTreeMap<&'static str, u32>>,
    open: BTreeMap<&'static str, u32>,
}

impl Work {
    fn of(settings: &Settings) -> Self {
        let cases = Cases::of(settings).unwrap();
        let on = cases.as_of();
        let mut work = Self::default();
        for file in cases {
            work.look_at(&read(&file), on);
        }
        work
    }

    fn look_at(&mut self, case: &Case, on: Date) {
        let views = assessments(case, on);
        let duties = || views.iter().flat_map(|view| &view.duties);
        self.cases += 1;
        self.with_overdue += u32::from(duties().any(|duty| duty.state == "overdue"));
        for duty in duties() {
            *self.duties.entry(duty.duty).or_default().entry(duty.state).or_default() += 1;
            let open = duty.state == "open";
            let soon = duty.due.is_some_and(|due| (due - on).get_days() <= 7);
            self.due_within_a_week += u32::from(open && soon);
            let new = duty.duty == "contract.draw_up" && (on - duty.triggered).get_days() <= 14;
            self.newly_taken_over += u32::from(open && new);
        }
        for question in views.iter().flat_map(|view| &view.open) {
            *self.open.entry(question.fact).or_default() += 1;
        }
        let count = |kind| case.count_by_kind().get(kind).copied().unwrap_or_default();
        self.drafts_waiting += u32::from(count("decision_draft") > count("decision_announced"));
    }

    fn in_state(&self, duty: &str, states: &[&str]) -> u32 {
        let counted = self.duties.get(duty);
        counted.map_or(0, |counted| states.iter().filter_map(|state| counted.get(state)).sum())
    }
}

#[test]
fn the_work_of_the_last_day_is_a_believable_mix() {
    let work = Work::of(&Settings::new(10_000, 1));
    println!("{work:#?}");
    let share = f64::from(work.with_overdue) / f64::from(work.cases);
    assert!((0.05..=0.15).contains(&share), "{share} of the cases have something overdue");
    for duty in UNDONE {
        assert!(work.in_state(duty, &["open", "overdue"]) > 0, "no {duty} is undone: {:?}", work.duties.get(duty));
    }
    for duty in MET {
        assert!(work.duties.contains_key(duty), "no {duty} has come up");
    }
    for fact in OPEN {
        assert!(work.open.contains_key(fact), "nothing waits for {fact}: {:?}", work.open);
    }
    assert!(work.due_within_a_week > 10 && work.newly_taken_over > 5 && work.drafts_waiting > 5, "{work:?}");
}
