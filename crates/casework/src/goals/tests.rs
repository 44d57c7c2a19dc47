//! A frozen figure has the numbers of its list; and through the office an opening stock is read from one, and typed only where there is none.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use journal::Fact;
use oversight::figure::{Figure, Line, Outcome, statistics};
use oversight::flow::{CaseNumber, Day, Sight};
use oversight::goals::{Measure, Percent, Span, What};
use tempfile::TempDir;

use super::{FigureFrozen, Goals, fact, pack, subject};
use crate::access::{Authority, Officer, Role};
use crate::commands::{FreezeFigure, RecordForGoal, Told};
use crate::office::{CommandError, Inquirer, Office, Purpose};
use crate::questions::{GoalsPlan, PlanInputs};

const TODAY: Date = date(2024, 2, 1);
const PLAN: &str = "hjemrejsestyrelsen-og-naevn-2024";

fn office() -> (TempDir, Office, Officer) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let id = "controller-1".to_owned();
    let officer = Officer { name: id.clone(), id, role: Role::Controller, authority: Authority::IntegrationService };
    (folder, Office::open(&url, TODAY).expect("an office"), officer)
}

fn by(officer: &Officer) -> Inquirer<'_> {
    Inquirer { officer, purpose: Purpose::Supervision }
}

fn inputs(office: &Office, officer: &Officer) -> PlanInputs {
    office.ask(by(officer), &GoalsPlan { plan: PLAN.into() }).expect("the plan")
}

/// The stock of 1.a.2 as it was seen on a day: one case stayed, two left it, one came.
fn freeze(office: &Office, officer: &Officer, on: Date) -> String {
    try_to_freeze(office, officer, on).expect("a frozen figure")
}

fn try_to_freeze(office: &Office, officer: &Officer, on: Date) -> Result<String, CommandError> {
    let plan = inputs(office, officer).plan.plan;
    let goal = plan.goal("1.a").expect("the goal");
    let measure: &Measure = goal.parts[1].measure.get_ref();
    let outcomes = [Outcome::Stayed, Outcome::LeftStock, Outcome::LeftStock, Outcome::CameIntoStock];
    let lines = (1..).zip(outcomes).map(|(case, outcome)| {
        let day = Day::from(date(2021, 1, 1));
        Line { case: CaseNumber(case), day, value: Some(1_000), outcome }
    });
    let mut figure = Figure {
        plan: PLAN.into(),
        measure: "1.a.2".into(),
        definition: plan.definition(goal),
        span: measure.span(),
        sight: Sight { on: Day::from(on), known_at: Day::from(on) },
        lines: lines.collect(),
        missing: Vec::new(),
    };
    let statistics = statistics(&mut figure.lines, Percent(Percent::WHOLE), false);
    let command = FreezeFigure { figure, statistics, occasion: "åbning".into() };
    office.act(by(officer), &command, Timestamp::now())
}

fn opening(day: Date, told: Told) -> RecordForGoal {
    RecordForGoal {
        plan: PLAN.into(),
        goal: "1.a".into(),
        part: "2".into(),
        day,
        evidence: "sag 24-1".into(),
        assessor: "Hjemrejsestyrelsen".into(),
        told,
    }
}

fn typed(count: u64) -> Told {
    Told::Typed(What::OpeningStock { count, figure: "taget fra en mail".into() })
}

const OPENING: Date = date(2023, 12, 31);

fn problem(refused: Result<impl std::fmt::Debug, CommandError>) -> &'static str {
    let Err(CommandError::Invalid(problems)) = refused else { panic!("refused, not {refused:?}") };
    problems[0].key
}

#[test]
fn an_opening_stock_is_read_from_the_frozen_figure_with_its_count_and_hash() {
    let (_folder, office, officer) = office();
    let hash = freeze(&office, &officer, date(2024, 1, 15));
    let record = opening(OPENING, Told::OpeningOf { figure: hash.clone() });
    office.act(by(&officer), &record, Timestamp::now()).expect("a record");
    let kept = inputs(&office, &officer).records.remove(0).record.what;
    assert_eq!(kept, What::OpeningStock { count: 3, figure: hash }, "one stayed and two left; who came was not there");
}

#[test]
fn a_figure_of_a_day_that_has_not_come_is_not_frozen() {
    let (_folder, office, officer) = office();
    assert_eq!(problem(try_to_freeze(&office, &officer, date(2024, 2, 2))), "problem-figure-ahead");
    try_to_freeze(&office, &officer, TODAY).expect("today has come");
}

#[test]
fn a_number_is_typed_only_where_no_frozen_figure_holds_it() {
    let (_folder, office, officer) = office();
    office.act(by(&officer), &opening(OPENING, typed(400)), Timestamp::now()).expect("nothing is frozen yet");
    freeze(&office, &officer, date(2023, 12, 30));
    let before = opening(OPENING, typed(401));
    office.act(by(&officer), &before, Timestamp::now()).expect("that figure is from before the opening");
    freeze(&office, &officer, date(2024, 1, 15));
    let refused = office.act(by(&officer), &opening(OPENING, typed(402)), Timestamp::now());
    assert_eq!(problem(refused), "problem-opening-is-frozen");
}

#[test]
fn an_opening_of_another_day_or_figure_is_refused() {
    let (_folder, office, officer) = office();
    let hash = freeze(&office, &officer, date(2024, 1, 15));
    let other_day = opening(date(2024, 1, 1), Told::OpeningOf { figure: hash });
    assert_eq!(problem(office.act(by(&officer), &other_day, Timestamp::now())), "problem-opening-day");
    let other = opening(OPENING, Told::OpeningOf { figure: "ff".into() });
    assert_eq!(problem(office.act(by(&officer), &other, Timestamp::now())), "problem-no-such-figure");
    let other_kind = opening(OPENING, Told::Typed(What::Reached));
    assert_eq!(problem(office.act(by(&officer), &other_kind, Timestamp::now())), "problem-not-measured-on");
}

/// A figure of ten cases, frozen with something else written of it.
fn frozen(change: impl Fn(&mut FigureFrozen)) -> Fact {
    let (from, to) = (Day(0), Day(364));
    let line = |case, days| Line { case: CaseNumber(case), day: to, value: Some(days), outcome: Outcome::InTime };
    let mut figure = Figure {
        plan: "udlaendingestyrelsen-2024".to_owned(),
        measure: "1.1.c.all".to_owned(),
        definition: "aa".to_owned(),
        span: Span { from, to, final_by: to },
        sight: Sight { on: to, known_at: to },
        lines: (1..=10).map(|case| line(case, 20)).collect(),
        missing: Vec::new(),
    };
    let numbers = statistics(&mut figure.lines, Percent(9_000), true);
    let mut fact = FigureFrozen {
        hash: figure.hash(),
        statistics: numbers,
        occasion: "årsrapport".to_owned(),
        figure: pack(&figure).unwrap(),
    };
    change(&mut fact);
    Fact {
        position: 7,
        recorded_at: Timestamp::UNIX_EPOCH,
        kind: fact::FIGURE_FROZEN.to_owned(),
        subject: subject("udlaendingestyrelsen-2024"),
        valid_from: None,
        valid_to: None,
        actor: "controller-1".to_owned(),
        source: None,
        replaces: None,
        payload: serde_json::to_string(&fact).unwrap(),
        hash: [0; 32],
    }
}

#[test]
fn numbers_beside_a_frozen_list_that_are_not_its_own_are_refused() {
    let mut goals = Goals::default();
    goals.take_in(&frozen(|_| ()).as_ref()).unwrap();
    assert_eq!(goals.frozen("udlaendingestyrelsen-2024").next().unwrap().statistics.in_time, 10);
    let refused = goals.take_in(&frozen(|fact| fact.statistics.in_time = 9).as_ref()).unwrap_err();
    assert!(refused.to_string().contains("1.1.c.all"), "{refused}");
    assert_eq!(goals.frozen("udlaendingestyrelsen-2024").count(), 1);
}
