//! Goals plans over HTTP: figures and their cases, what is frozen and recorded, and a plan's next version.

use casework::goals::Flow;
use oversight::flow::{Area, CaseNumber, Event, EventKind};
use registers::flow_store::FlowStore;

use super::*;

const PLANS: &str = "/api/v1/goals/plans";
const PLAN: &str = "/api/v1/goals/plans/udlaendingestyrelsen-2024";
/// Family reunification, first time: decided within seven months.
const FIGURE: &str = "1.2.a.all";
const CASES: &str = "/api/v1/goals/plans/udlaendingestyrelsen-2024/goals/1.2.a/parts/all/cases";

fn events() -> Vec<Event> {
    let event = |case, kind, day: jiff::civil::Date| Event {
        case: CaseNumber(case),
        area: Area::FamilyReunification,
        person: None,
        kind,
        day,
        recorded: day,
        value: None,
    };
    let mut events = Vec::new();
    for (case, decided) in [(1, date(2024, 3, 1)), (2, date(2024, 11, 20)), (3, date(2024, 12, 30))] {
        events.push(event(case, EventKind::Opened, date(2024, 1, 15)));
        events.push(event(case, EventKind::FirstTime, date(2024, 1, 15)));
        events.push(event(case, EventKind::Decided, decided));
    }
    events.push(event(4, EventKind::Opened, date(2024, 1, 15)));
    events.push(event(4, EventKind::FirstTime, date(2024, 1, 15)));
    events.push(event(4, EventKind::Opened, date(2024, 1, 16)));
    events.sort_by_key(registers::flow_store::order);
    events
}

async fn desk(officer: &str) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let stored = folder.path().join("flow.parquet");
    FlowStore { events: events(), ..FlowStore::default() }.write(&stored).expect("a stored flow");
    let flow = Flow::open(&[stored]).expect("a flow");
    drop(Journal::open(&url).expect("a journal"));
    let office = Office::open(&url, date(2024, 12, 31)).expect("an office").with_flow(flow);
    Desk::of(folder, url, office).enter(officer).await
}

async fn figure(desk: &Desk, days: &str) -> Value {
    let goal = desk.get(&format!("{PLAN}/goals/1.2.a{days}")).await;
    assert_eq!(goal.status, StatusCode::OK, "{}", goal.body);
    goal.body["status"]["parts"][0]["cases"].clone()
}

#[tokio::test]
async fn plans_are_listed_with_their_points_and_one_says_its_goals_weights_and_readings() {
    let desk = desk("controller-1").await;
    let plans = desk.get(PLANS).await;
    let ids: Vec<&str> =
        plans.body["plans"].as_array().expect("plans").iter().filter_map(|one| one["id"].as_str()).collect();
    assert_eq!(ids, ["hjemrejsestyrelsen-og-naevn-2024", "udlaendingestyrelsen-2024"]);
    assert_eq!(plans.body["plans"][1]["sum"], "100");
    assert_eq!(plans.body["plans"][1]["made"]["has_flow"], true);
    let plan = desk.get(PLAN).await;
    assert_eq!(plan.body["version"], 0, "the house's");
    let goals = plan.body["plan"]["goal"].as_array().expect("goals");
    let goal = goals.iter().find(|goal| goal["id"] == "1.2.a").expect("the goal");
    assert_eq!((goal["weight"].as_str(), goal["kind"].as_str()), (Some("10"), Some("professional")));
    assert!(goal["weight_reading"]["en"].as_str().is_some_and(|reading| reading.contains("sums to 100")));
    assert_eq!(goal["part"][0]["measure"]["share-within"]["limit"]["months"], 7);
    let tag = plan.header("etag").to_owned();
    assert!(tag.starts_with("\"0."), "{tag}");
    let again = desk.ask("GET", PLAN, &[("if-none-match", &tag)], Body::empty()).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_figure_has_median_share_and_mean_together_with_what_is_left_out_and_how_few_it_rests_on() {
    let desk = desk("controller-1").await;
    let status = desk.get(&format!("{PLAN}/status?on=2024-12-31")).await;
    assert_eq!(status.body["made"], json!({ "on": "2024-12-31", "known_at": "2024-12-31", "has_flow": true }));
    let goals = status.body["status"]["goals"].as_array().expect("goals");
    let goal = goals.iter().find(|goal| goal["id"] == "1.2.a").expect("the goal");
    let part = &goal["parts"][0];
    let numbers = &part["cases"]["statistics"];
    assert_eq!((numbers["counted"].as_u64(), numbers["in_time"].as_u64()), (Some(3), Some(1)), "{numbers}");
    assert_eq!(numbers["median"], json!({ "part": 620, "whole": 2 }));
    assert!(numbers["trimmed_mean"]["whole"].is_u64());
    assert_eq!(numbers["faulty"], 1);
    assert!(part["notes"].as_array().expect("notes").contains(&json!({ "few-cases": 3 })), "{part}");
    assert_eq!(part["cases"]["hash"].as_str().map(str::len), Some(64));
    let before = desk.get(&format!("{PLAN}/status?on=2024-06-30&known_at=2024-06-30")).await;
    let goals = before.body["status"]["goals"].as_array().expect("goals");
    let then = goals.iter().find(|goal| goal["id"] == "1.2.a").expect("the goal");
    assert_eq!(then["parts"][0]["cases"]["statistics"]["counted"], 1, "the others were not decided yet");
    let heading = desk.get(&format!("{PLAN}/forecast?on=2024-06-30")).await;
    let lines = heading.body["forecasts"].as_array().expect("forecasts");
    let line = lines.iter().find(|line| line["goal"] == "1.2.a").expect("the measure");
    assert_eq!(line["measure"], "share-within");
    assert_eq!(line["outlook"], json!({ "none": "too-few" }), "one case was decided");
    let wrong = desk.get(&format!("{PLAN}/status?on=31.12.2024")).await;
    assert_eq!((wrong.status.as_u16(), wrong.body["errors"][0]["field"].as_str()), (422, Some("on")));
}

#[tokio::test]
async fn a_figure_opens_to_every_case_with_why_and_that_stands_in_the_read_log() {
    let desk = desk("revisor-1").await;
    let subject = format!("figure:udlaendingestyrelsen-2024:{FIGURE}");
    assert_eq!(desk.reads(&subject), 0);
    let all = desk.get(&format!("{CASES}?sort=days&descending=true&rows=2")).await;
    assert_eq!((all.body["found"].as_u64(), all.body["of"].as_u64()), (Some(4), Some(4)), "{}", all.body);
    assert_eq!(all.body["rows"].as_array().map(Vec::len), Some(2));
    assert_eq!(all.body["rows"][0]["case"], 3, "the slowest first");
    assert_eq!(desk.reads(&subject), 1);
    let faulty = desk.get(&format!("{CASES}?group=faulty")).await;
    assert_eq!(faulty.body["found"], 1);
    assert_eq!(faulty.body["rows"][0]["outcome"], json!({ "faulty": "opened-twice" }));
    assert!(faulty.body["rows"][0]["words"]["da"].as_str().is_some_and(|words| !words.is_empty()));
    let late = desk.get(&format!("{CASES}?group=late&page=2&rows=1")).await;
    assert_eq!((late.body["found"].as_u64(), late.body["rows"].as_array().map(Vec::len)), (Some(2), Some(1)));
    let explained = desk.get(&format!("{PLAN}/goals/1.2.a/cases/2")).await;
    let finding = &explained.body["explanation"]["findings"][0];
    assert_eq!(finding["outcomes"], json!(["late"]), "{}", explained.body);
    assert!(finding["steps"].as_array().is_some_and(|steps| steps.len() > 3));
    assert_eq!(desk.reads("flow-case:2"), 1);
    for path in [
        format!("{PLAN}/goals/9.9"),
        format!("{PLAN}/goals/1.2.a/parts/none/cases"),
        format!("{PLAN}/goals/1.2.a/cases/99"),
        format!("{PLAN}/goals/1.2.a/cases/x"),
        format!("{PLANS}/none/status"),
        format!("{PLAN}/frozen/1"),
        format!("{PLAN}/reports/none"),
    ] {
        desk.knows_nothing_of(&path).await;
    }
    assert_eq!(desk.reads("figure:udlaendingestyrelsen-2024:1.2.a.none"), 0, "what is not there was not opened");
    for query in ["group=lost", "sort=name", "page=0", "rows=201", "colour=red", "known_at=x"] {
        let refused = desk.get(&format!("{CASES}?{query}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
}

#[tokio::test]
async fn goals_are_not_there_for_those_who_have_none_and_only_the_controller_keeps_them() {
    let reading = [
        PLANS.to_owned(),
        PLAN.to_owned(),
        format!("{PLAN}/status"),
        format!("{PLAN}/forecast"),
        format!("{PLAN}/goals/1.2.a"),
        CASES.to_owned(),
        format!("{PLAN}/goals/1.2.a/cases/2"),
        format!("{PLAN}/frozen"),
        format!("{PLAN}/frozen/1/comparison"),
        format!("{PLAN}/records"),
        format!("{PLAN}/reports/aarsrapport"),
    ];
    let commands = [
        ("frozen", json!({ "measure": FIGURE, "hash": "0", "occasion": "x" })),
        (
            "records",
            json!({ "goal": "2.4", "part": "analysis", "day": "2024-03-01", "evidence": "1", "assessor": "x", "what": "reached" }),
        ),
        ("records/1/withdrawal", json!({ "reason": "x" })),
        ("check", json!({ "text": "" })),
        ("versions", json!({ "text": "x", "reason": "x" })),
    ];
    let mut desk = desk("sagsbehandler-1").await;
    // A coordinator reads figures, and the plans bind no municipality.
    for officer in ["sagsbehandler-1", "koordinator-1", "dataafstemmer-1", "drift-1"] {
        desk = desk.enter(officer).await;
        for path in &reading {
            desk.knows_nothing_of(path).await;
        }
        for (path, body) in &commands {
            desk.may_not(&format!("{PLAN}/{path}"), body).await;
        }
    }
    for officer in ["tilsyn-1", "revisor-1"] {
        desk = desk.enter(officer).await;
        assert_eq!(desk.get(PLAN).await.status, StatusCode::OK);
        for (path, body) in &commands {
            desk.may_not(&format!("{PLAN}/{path}"), body).await;
        }
    }
}

#[tokio::test]
async fn a_figure_is_frozen_as_it_was_read_and_compared_with_what_came_since() {
    let desk = desk("controller-1").await;
    let half = figure(&desk, "?on=2024-06-30&known_at=2024-06-30").await;
    let mut wish = json!({
        "measure": FIGURE, "on": "2024-06-30", "known_at": "2024-06-30", "hash": half["hash"], "occasion": "halvår",
    });
    let path = format!("{PLAN}/frozen");
    let first = desk.post_with(&path, &wish, &[("idempotency-key", "f-1")]).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    let again = desk.post_with(&path, &wish, &[("idempotency-key", "f-1")]).await;
    assert_eq!((&again.body, again.header("idempotency-replayed")), (&first.body, "true"));
    assert_eq!(desk.get(&path).await.body["frozen"].as_array().map(Vec::len), Some(1), "sent twice, done once");

    wish["hash"] = "0".into();
    let differs = desk.post(&path, &wish).await;
    assert_eq!((differs.status.as_u16(), differs.body["errors"][0]["field"].as_str()), (422, Some("hash")));
    assert_eq!(differs.body["errors"][0]["detail"], half["hash"], "what it is now");
    wish["measure"] = "2.4.analysis".into();
    assert_eq!(desk.post(&path, &wish).await.body["errors"][0]["field"], "measure", "a milestone has no list");
    let blank = json!({ "measure": FIGURE, "on": "2024-06-30", "known_at": "2024-06-30", "hash": half["hash"], "occasion": " " });
    assert_eq!(desk.post(&path, &blank).await.body["errors"][0]["field"], "occasion");

    let one = first.header("location").to_owned();
    let seen = desk.get(&one).await;
    assert_eq!(seen.body["figure"]["signed"]["by"], "controller-1");
    assert_eq!(seen.body["figure"]["is_definition_in_force"], true);
    let counts = seen.body["outcomes"].as_array().expect("outcomes");
    assert_eq!(counts.iter().filter_map(|one| one["count"].as_u64()).sum::<u64>(), 2, "{}", seen.body);
    let now = desk.get(&format!("{one}/comparison")).await;
    assert_eq!((now.body["same"].as_u64(), now.body["came"].as_u64()), (Some(2), Some(2)), "{}", now.body);
    assert_eq!(now.body["now"]["on"], "2024-12-31");
    assert_eq!(now.body["rows"][0]["why"], "happened-since", "{}", now.body);

    let year = figure(&desk, "").await;
    let later = json!({ "measure": FIGURE, "hash": year["hash"], "occasion": "år" });
    let later = desk.post(&path, &later).await;
    let with = format!("{one}/comparison?with={}", later.body["position"]);
    let both = desk.get(&with).await;
    assert_eq!(both.body["later"]["occasion"], "år");
    assert_eq!((both.body["now"].clone(), both.body["found"].as_u64()), (Value::Null, now.body["found"].as_u64()));
    let none = desk.get(&format!("{one}/comparison?with=999")).await;
    assert_eq!((none.status.as_u16(), none.body["errors"][0]["field"].as_str()), (422, Some("with")));
}

#[tokio::test]
async fn what_no_case_tells_is_recorded_with_evidence_and_taken_back_with_a_reason() {
    let desk = desk("controller-1").await;
    let path = format!("{PLAN}/records");
    let reached = json!({
        "goal": "2.4", "part": "analysis", "day": "2024-03-20", "evidence": "2024-117", "assessor": "departementet", "what": "reached",
    });
    let first = desk.post_with(&path, &reached, &[("idempotency-key", "r-1")]).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    let again = desk.post_with(&path, &reached, &[("idempotency-key", "r-1")]).await;
    assert_eq!(again.body, first.body);
    let records = desk.get(&path).await;
    assert_eq!(records.body["records"].as_array().map(Vec::len), Some(1));
    assert_eq!(records.body["records"][0]["entered"]["position"], first.body["position"]);
    assert_eq!(records.body["documented"], json!([]), "supervision documents nothing here");
    let goal = desk.get(&format!("{PLAN}/goals/2.4")).await;
    assert_eq!(goal.body["status"]["parts"][0]["state"], "met", "{}", goal.body);
    assert_eq!(goal.body["records"][0]["record"]["evidence"], "2024-117");

    let fields = |answer: &Answer| -> Vec<String> {
        let errors = answer.body["errors"].as_array().expect("errors").iter();
        errors.filter_map(|one| one["field"].as_str().map(ToOwned::to_owned)).collect()
    };
    let with = |name: &str, value: Value| {
        let mut record = reached.clone();
        record[name] = value;
        record
    };
    let mut blank = with("evidence", " ".into());
    blank["assessor"] = "".into();
    assert_eq!(fields(&desk.post(&path, &blank).await), ["evidence", "assessor"]);
    assert_eq!(fields(&desk.post(&path, &with("day", "2025-01-01".into())).await), ["day"]);
    let other = desk.post(&path, &with("what", json!({ "judged": { "upheld": true } }))).await;
    assert_eq!(fields(&other), ["what"], "a milestone is reached, not judged");
    let opening = desk.post(&path, &with("what", json!({ "opening-of": { "figure": "ff" } }))).await;
    assert_eq!(fields(&opening), ["what"], "and has no opening stock");
    assert_eq!(fields(&desk.post(&path, &with("what", "done".into())).await), ["what"]);
    assert_eq!(desk.post(&path, &with("part", "none".into())).await.status, StatusCode::NOT_FOUND);

    let back = format!("{path}/{}/withdrawal", first.body["position"]);
    assert_eq!(fields(&desk.post(&back, &json!({ "reason": "" })).await), ["reason"]);
    let withdrawn = desk.post(&back, &json!({ "reason": "forkert plan" })).await;
    assert_eq!(withdrawn.status, StatusCode::CREATED, "{}", withdrawn.body);
    assert_eq!(desk.get(&path).await.body["records"][0]["withdrawn"]["reason"], "forkert plan");
    assert_eq!(fields(&desk.post(&back, &json!({ "reason": "igen" })).await), ["reason"], "it is taken back already");
    let goal = desk.get(&format!("{PLAN}/goals/2.4")).await;
    assert_ne!(goal.body["status"]["parts"][0]["state"], "met", "it counts no more");
    assert_eq!(
        desk.post(&format!("{path}/x/withdrawal"), &json!({ "reason": "x" })).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_plan_is_checked_tried_on_a_case_and_saved_against_the_version_it_was_written_from() {
    let desk = desk("controller-1").await;
    let plan = desk.get(PLAN).await;
    let (tag, text) = (plan.header("etag").to_owned(), plan.body["text"].as_str().expect("a text").to_owned());
    let check = format!("{PLAN}/check");
    let heavy = desk.post(&check, &json!({ "text": text.replacen("weight = 15", "weight = 16", 1) })).await;
    let errors = heavy.body["errors"].as_array().expect("errors");
    let texts: Vec<&str> = errors.iter().filter_map(|error| error["text"]["da"].as_str()).collect();
    assert!(texts.iter().any(|text| text.contains("101")), "the sum is said: {texts:?}");
    assert!(errors.iter().all(|error| error["line"].as_u64().is_some_and(|line| line > 0)));
    assert_eq!(heavy.body["sound"], Value::Null);

    let version = plan.body["plan"]["version"].as_str().expect("a version");
    let shorter = text.replacen("limit = { months = 7 }", "limit = { months = 12 }", 1);
    let next = shorter.replacen(&format!("version = \"{version}\""), "version = \"9\"", 1);
    let tried = desk.post(&check, &json!({ "text": next, "trial": { "goal": "1.2.a", "case": 2 } })).await;
    let sound = &tried.body["sound"];
    assert_eq!(sound["defined_anew"], json!(["1.2.a"]), "{}", tried.body);
    assert_eq!(sound["trial"]["explanation"]["findings"][0]["outcomes"], json!(["in-time"]), "what would be saved");
    let no_case = desk.post(&check, &json!({ "text": next, "trial": { "goal": "1.2.a", "case": 99 } })).await;
    assert_eq!(no_case.body["errors"][0]["field"], "trial.case");
    let no_goal = desk.post(&check, &json!({ "text": next, "trial": { "goal": "9", "case": 2 } })).await;
    assert_eq!(no_goal.body["errors"][0]["field"], "trial.goal");

    let path = format!("{PLAN}/versions");
    let saving = json!({ "text": next, "reason": "aftalt" });
    assert_eq!(desk.post(&path, &saving).await.status, StatusCode::PRECONDITION_REQUIRED);
    let same_version = desk.post_with(&path, &json!({ "text": shorter, "reason": "x" }), &[("if-match", &tag)]).await;
    assert_eq!(same_version.body["errors"][0]["key"], "problem-plan-version", "{}", same_version.body);
    let headers = [("if-match", tag.as_str()), ("idempotency-key", "v-1")];
    let saved = desk.post_with(&path, &saving, &headers).await;
    assert_eq!(saved.status, StatusCode::CREATED, "{}", saved.body);
    assert_eq!(desk.post_with(&path, &saving, &headers).await.body, saved.body, "sent twice, done once");
    let stale = desk.post_with(&path, &saving, &[("if-match", &tag)]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "{}", stale.body);
    assert_eq!(stale.body["changes"][0]["by"], "controller-1");
    let plan = desk.get(PLAN).await;
    assert_eq!((&plan.body["version"], &plan.body["saved"]["reason"]), (&saved.body["position"], &json!("aftalt")));
    assert_eq!(figure(&desk, "").await["statistics"]["in_time"], 3, "it is measured as it says now");
}

#[tokio::test]
async fn what_is_said_of_goals_is_kept_for_an_occasion_against_its_version() {
    let desk = desk("controller-1").await;
    let path = format!("{PLAN}/reports/opfoelgning-1");
    let report = desk.get(&path).await;
    assert_eq!((report.body["version"].as_u64(), report.body["texts"].clone()), (Some(0), json!({})));
    let missing = report.body["missing"].as_array().expect("missing").clone();
    assert!(missing.contains(&json!("1.2.a")), "{missing:?}");
    assert_eq!(desk.ask("GET", report.body["pdf"].as_str().expect("an address"), &[], Body::empty()).await.status, 200);
    let tag = report.header("etag").to_owned();
    let put = |body: Value, tag: String| {
        let path = format!("{path}/texts");
        let desk = &desk;
        async move {
            let headers = [("content-type", "application/json"), ("if-match", tag.as_str())];
            desk.ask("PUT", &path, &headers, Body::from(body.to_string())).await
        }
    };
    let texts = json!({ "texts": { "1.2.a": { "expectation": "nås ikke", "analysis": "for få afgørelser" } } });
    let kept = put(texts.clone(), tag.clone()).await;
    assert_eq!((kept.status, kept.body["version"].as_u64()), (StatusCode::OK, Some(1)), "{}", kept.body);
    let report = desk.get(&path).await;
    assert_eq!(report.body["texts"]["1.2.a"]["analysis"], "for få afgørelser");
    assert!(!report.body["missing"].as_array().expect("missing").contains(&json!("1.2.a")));
    assert_eq!(put(texts.clone(), tag).await.status, StatusCode::PRECONDITION_FAILED, "somebody has kept it since");
    let unknown = put(json!({ "texts": { "9.9": { "analysis": "x" } } }), "\"1\"".to_owned()).await;
    assert_eq!(unknown.body["errors"][0]["field"], "texts.9.9");
    assert_eq!(put(texts, "*".to_owned()).await.status, StatusCode::PRECONDITION_REQUIRED);
}
