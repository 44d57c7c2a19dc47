//! Supervision over HTTP: the things of each area, their steps, the letters, and the registers.

use casework::supervision::import as import_steps;
use oversight::audit::points_of_2017;
use oversight::ledger::Party;

use super::*;

const ROOT: &str = "/api/v1/supervision";
const POINT: &str = "/api/v1/supervision/audit-points/2017-1";

const LISTS: [&str; 5] =
    ["danish-education-reports", "audit-points", "availability-reviews", "processors", "undertakings"];

fn lines() -> String {
    let mut lines: Vec<String> =
        include_str!("../../../../../scripts/demo-supervision.jsonl").lines().map(ToOwned::to_owned).collect();
    for (id, steps) in points_of_2017() {
        let line = |entry: &oversight::ledger::Entry<oversight::audit::Step>| json!({ "area": "audit", "id": id, "on": entry.on, "party": entry.party, "what": entry.what });
        lines.extend(steps.iter().map(|entry| line(entry).to_string()));
    }
    lines.join("\n")
}

/// A case in which the municipality judged somebody available.
fn judged_case() -> String {
    let mut case: Value = serde_json::from_str(&case_line("K-1", "100001", 751)).expect("a case");
    let facts = case["facts"].as_array_mut().expect("facts");
    facts.push(json!({ "fact": "availability_assessment", "on": "2008-04-10", "available": true, "by": "kommunen", "reason": "samtale" }));
    case.to_string()
}

async fn desk(officer: &str) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let mut journal = Journal::open(&url).expect("a journal");
    let today = date(2026, 11, 17);
    let imported =
        import_steps(&mut journal, lines().as_bytes(), "demo", "test", &Party::ALL, (Timestamp::now(), today));
    assert_eq!(imported.expect("an import").left_out, []);
    let imported = import(&mut journal, judged_case().as_bytes(), "cases.jsonl", "test", Timestamp::now());
    assert_eq!(imported.expect("an import").left_out, []);
    let letterhead = json!({ "department": "Tilsyn", "address": "Gade 1\n0000 By", "telephone": "00 00 00 00", "secure_post": "Digital Post" });
    let owner = "authority:integration-service";
    journal
        .put_paper(owner, "letterhead", &letterhead.to_string(), journal::Expected::Any, Timestamp::now())
        .expect("a letterhead");
    drop(journal);
    let office = Office::open(&url, today).expect("an office");
    Desk::of(folder, url, office).enter(officer).await
}

fn fields(answer: &Answer) -> Vec<(&str, &str)> {
    let errors = answer.body["errors"].as_array().map(Vec::as_slice).unwrap_or_default().iter();
    errors.filter_map(|one| Some((one["field"].as_str()?, one["key"].as_str()?))).collect()
}

#[tokio::test]
async fn every_area_is_listed_and_each_thing_told_for_those_who_supervise_and_is_not_there_for_others() {
    let mut desk = desk("tilsyn-1").await;
    let things = [
        "",
        "/figures",
        "/owed-reports",
        "/processor-overview",
        "/goal-evidence",
        "/danish-education-reports/0101-2024-12-31",
        "/audit-points/2017-1",
        "/processors/processor-2",
        "/undertakings/undertaking-1",
    ];
    let all =
        || things.into_iter().map(|path| format!("{ROOT}{path}")).chain(LISTS.map(|list| format!("{ROOT}/{list}")));
    for officer in ["tilsyn-1", "controller-1", "revisor-1", "statsrevisor-1"] {
        desk = desk.enter(officer).await;
        for path in all() {
            let seen = desk.get(&path).await;
            assert_eq!(seen.status, StatusCode::OK, "{officer} {path} {}", seen.body);
        }
        for list in LISTS {
            desk.knows_nothing_of(&format!("{ROOT}/{list}/none")).await;
        }
    }
    for officer in ["sagsbehandler-1", "dataafstemmer-1", "drift-1"] {
        desk = desk.enter(officer).await;
        for path in all() {
            desk.knows_nothing_of(&path).await;
        }
        let step = json!({ "on": "2026-11-17", "what": { "step": "status-reported", "status": "i gang" } });
        desk.may_not(&format!("{POINT}/steps"), &step).await;
        let wish = json!({ "municipalities": [751], "period_last": "2024-12-31", "deadline": "2026-12-20" });
        desk.may_not(&format!("{ROOT}/owed-reports/preview"), &wish).await;
        desk.may_not(&format!("{ROOT}/owed-reports/call-in"), &wish).await;
    }
}

#[tokio::test]
async fn lists_are_paged_and_a_thing_says_how_it_stands_and_which_steps_it_takes() {
    let desk = desk("controller-1").await;
    let page = desk.get(&format!("{ROOT}/danish-education-reports?rows=2&page=2")).await;
    assert_eq!(page.body["rows"].as_array().map(Vec::len), Some(2));
    assert!(page.body["found"].as_u64().is_some_and(|found| found > 20));
    assert_eq!(page.body["rows"][0]["id"], "0151-2024-12-31", "the third by name");
    assert_eq!(page.body["party"], Value::Null, "reports are the supervisor's");
    assert_eq!(fields(&desk.get(&format!("{ROOT}/processors?rows=0")).await)[0].0, "rows");

    let point = desk.get(POINT).await;
    assert_eq!(point.body["thing"]["party"], "ministry");
    let open = point.body["thing"]["open_steps"].as_array().expect("steps");
    assert!(open.contains(&json!("closing-proposed")) && !open.contains(&json!("reopened")), "{open:?}");
    assert_eq!(point.body["standing"]["whose_move"], "ministry");
    assert_eq!(point.body["thing"]["steps"][0]["what"]["step"], "raised");
    let tag = point.header("etag").to_owned();
    assert!(tag.starts_with(&format!("\"{}.", point.body["thing"]["version"])), "{tag}");
    let again = desk.ask("GET", POINT, &[("if-none-match", &tag)], Body::empty()).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);

    let processor = desk.get(&format!("{ROOT}/processors/processor-2")).await;
    assert!(
        processor.body["standing"]["findings"].as_array().is_some_and(|found| !found.is_empty()),
        "{}",
        processor.body
    );
    let overview = desk.get(&format!("{ROOT}/processor-overview?on=2026-06-30")).await;
    assert_eq!(overview.body["on"], "2026-06-30");
    assert!(overview.body["rows"][0]["processor"].as_str().is_some_and(|name| !name.is_empty()));
    let goal = desk.get(&format!("{ROOT}/undertakings/undertaking-1")).await;
    assert!(goal.body["standing"]["milestones"].is_array(), "{}", goal.body);
    let evidence = desk.get(&format!("{ROOT}/goal-evidence")).await;
    let plan = evidence.body["evidence"][0]["record"]["plan"].as_str().expect("a plan").to_owned();
    assert_eq!(evidence.body["evidence"][0]["no_place"], Value::Null, "it counts in its plan: {}", evidence.body);
    let records = desk.get(&format!("/api/v1/goals/plans/{plan}/records")).await;
    assert_eq!(records.body["documented"][0], evidence.body["evidence"][0], "{}", records.body);
    let of_plan = desk.get(&format!("{ROOT}/goal-evidence?plan={plan}")).await;
    assert!(of_plan.body["evidence"].as_array().is_some_and(|all| all.iter().all(|one| one["record"]["plan"] == plan)));
}

#[tokio::test]
async fn a_point_passes_from_the_ministry_to_the_auditors_to_the_state_auditors_each_by_its_own_step() {
    let mut desk = desk("controller-1").await;
    let path = format!("{POINT}/steps");
    let step = |name: &str, field: &str| json!({ "on": "2026-11-17", "what": { "step": name, field: "fordi" } });
    let evidence =
        json!({ "on": "2026-11-17", "what": { "step": "evidence-added", "evidence": "notat", "reference": "26-1" } });
    let tag = desk.get(POINT).await.header("etag").to_owned();
    assert_eq!(desk.post(&path, &evidence).await.status, StatusCode::PRECONDITION_REQUIRED);
    let headers = [("if-match", tag.as_str()), ("idempotency-key", "s-1")];
    let first = desk.post_with(&path, &evidence, &headers).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    assert_eq!((first.body["id"].as_str(), first.header("location")), (Some("2017-1"), POINT));
    let again = desk.post_with(&path, &evidence, &headers).await;
    assert_eq!((&again.body, again.header("idempotency-replayed")), (&first.body, "true"));
    let stale = desk.post_with(&path, &step("closing-proposed", "reasons"), &[("if-match", &tag)]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "{}", stale.body);
    assert_eq!(stale.body["changes"][0]["by"], "controller-1");

    let moves = [
        ("controller-1", "closing-proposed", "reasons", "proposed", "auditors"),
        ("revisor-1", "closing-recommended", "reasons", "recommended", "state-auditors"),
        ("statsrevisor-1", "closed", "decision", "closed", ""),
    ];
    for (officer, name, field, stage, next) in moves {
        desk = desk.enter("drift-1").await.enter(officer).await;
        let seen = desk.get(POINT).await;
        let tag = seen.header("etag").to_owned();
        if officer == "revisor-1" {
            let theirs = desk.post_with(&path, &step("closed", "decision"), &[("if-match", &tag)]).await;
            assert_eq!(fields(&theirs).first().map(|(_, key)| *key), Some("problem-not-yours"), "{}", theirs.body);
        }
        let taken = desk.post_with(&path, &step(name, field), &[("if-match", &tag)]).await;
        assert_eq!(taken.status, StatusCode::CREATED, "{officer} {}", taken.body);
        let after = desk.get(POINT).await;
        assert_eq!(after.body["thing"]["state"]["stage"]["stage"], stage, "{}", after.body);
        assert_eq!(after.body["standing"]["whose_move"].as_str().unwrap_or_default(), next);
    }
}

#[tokio::test]
async fn a_step_that_cannot_be_taken_is_told_by_its_field_and_stores_nothing() {
    let desk = desk("controller-1").await;
    let before = desk.get(POINT).await;
    let tag = before.header("etag").to_owned();
    let path = format!("{POINT}/steps");
    for (what, on, field) in [
        (json!({ "step": "status-reported", "status": " " }), "2026-11-17", "status"),
        (json!({ "step": "status-reported", "status": "i gang" }), "2026-11-18", "on"),
        (json!({ "step": "status-reported" }), "2026-11-17", "what"),
        (json!({ "step": "danced" }), "2026-11-17", "what.step"),
        (json!({ "step": "status-reported", "status": "i gang" }), "i dag", "on"),
    ] {
        let refused = desk.post_with(&path, &json!({ "on": on, "what": what }), &[("if-match", &tag)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{what} {}", refused.body);
        assert_eq!(fields(&refused)[0].0, field, "{what} {}", refused.body);
    }
    assert_eq!(desk.get(POINT).await.body["thing"]["version"], before.body["thing"]["version"]);
}

#[tokio::test]
async fn a_processor_is_begun_once_for_its_key_and_goes_on_from_there() {
    let desk = desk("controller-1").await;
    let all = format!("{ROOT}/processors");
    let registered = json!({ "on": "2026-11-01", "what": {
        "step": "registered", "name": "Driftsleverandør", "authority": "Udlændingestyrelsen", "purpose": "drift", "data": "navne",
    } });
    let found = desk.get(&all).await.body["found"].as_u64().expect("a count");
    let begun = desk.post_with(&all, &registered, &[("idempotency-key", "p-1")]).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.body);
    desk.post_with(&all, &registered, &[("idempotency-key", "p-1")]).await;
    assert_eq!(desk.get(&all).await.body["found"], found + 1, "sent twice, begun once");
    let one = begun.header("location").to_owned();
    let version = format!("\"{}\"", begun.body["version"]);
    let signed = json!({ "on": "2026-11-02", "what": { "step": "agreement-signed", "reference": "26-9" } });
    let taken = desk.post_with(&format!("{one}/steps"), &signed, &[("if-match", &version)]).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.body);
    let seen = desk.get(&one).await;
    assert_eq!(seen.body["thing"]["state"]["agreements"].as_array().map(Vec::len), Some(1), "{}", seen.body);
    let desk = desk.enter("revisor-1").await;
    desk.may_not(&all, &registered).await;
    desk.may_not(&format!("{one}/steps"), &signed).await;
}

#[tokio::test]
async fn reports_are_called_in_as_the_preview_said_and_the_letter_can_be_read() {
    let desk = desk("tilsyn-1").await;
    let owed = desk.get(&format!("{ROOT}/owed-reports?standing=not-called-in")).await;
    let free: Vec<u64> =
        owed.body["lines"].as_array().expect("lines").iter().filter_map(|line| line["municipality"].as_u64()).collect();
    let (wish, path) = (
        json!({ "municipalities": [free[0], 101, 999, free[0]], "period_last": "2024-12-31", "deadline": "2026-12-20" }),
        format!("{ROOT}/owed-reports"),
    );
    let preview = desk.post(&format!("{path}/preview"), &wish).await;
    assert_eq!(preview.body["called_in"], json!([free[0]]), "{}", preview.body);
    let reasons: Vec<&str> = preview.body["excluded"]
        .as_array()
        .expect("left out")
        .iter()
        .filter_map(|one| one["reason"].as_str())
        .collect();
    assert_eq!(reasons, ["called-in-already", "no-municipality"]);
    let done = desk.post_with(&format!("{path}/call-in"), &wish, &[("idempotency-key", "c-1")]).await;
    assert_eq!((done.status, &done.body), (StatusCode::OK, &preview.body));
    let again = desk.post_with(&format!("{path}/call-in"), &wish, &[("idempotency-key", "c-1")]).await;
    assert_eq!(again.body, done.body, "no letter goes out twice");

    let one = format!("{ROOT}/danish-education-reports/{:04}-2024-12-31", free[0]);
    let report = desk.get(&one).await;
    let letter = format!("{one}/letters/{}", report.body["thing"]["letters"][0]["position"]);
    let pdf = desk.ask("GET", &letter, &[], Body::empty()).await;
    assert_eq!((pdf.status, pdf.header("content-type")), (StatusCode::OK, "application/pdf"));
    desk.knows_nothing_of(&format!("{one}/letters/1")).await;
    desk.knows_nothing_of(&format!("{one}/letters/x")).await;
    let tag = report.header("etag").to_owned();
    let reminded = json!({ "on": "2026-11-17", "what": { "step": "reminded", "deadline": "2027-01-20" } });
    let early = desk.post_with(&format!("{one}/steps"), &reminded, &[("if-match", &tag)]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "the deadline has not passed: {}", early.body);
    let late = format!("{ROOT}/danish-education-reports/0101-2024-12-31");
    let tag = desk.get(&late).await.header("etag").to_owned();
    let taken = desk.post_with(&format!("{late}/steps"), &reminded, &[("if-match", &tag)]).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.body);
    assert!(taken.body["letter_to"].as_str().is_some_and(|to| to.contains("København")), "{}", taken.body);

    let bad = json!({ "municipalities": [], "period_last": "2024-12-31", "deadline": "2026-12-20" });
    assert_eq!(fields(&desk.post(&format!("{path}/preview"), &bad).await), [("municipalities", "problem-missing")]);
    let no_period = json!({ "municipalities": [101], "period_last": "2023-05-01", "deadline": "2026-12-20" });
    assert_eq!(fields(&desk.post(&format!("{path}/preview"), &no_period).await), [("period_last", "problem-no-such")]);
    let desk = desk.enter("controller-1").await;
    desk.may_not(&format!("{path}/call-in"), &wish).await;
}

#[tokio::test]
async fn a_review_is_drawn_from_a_seed_and_its_cases_are_for_those_who_may_read_them() {
    let desk = desk("tilsyn-1").await;
    let counts = desk.get(&format!("{ROOT}/availability-decisions?from=2008-01-01&to=2008-12-31")).await;
    assert_eq!(
        counts.body["municipalities"],
        json!([{ "municipality": 751, "all": 1, "available": 1, "sanctions": 0 }]),
        "{}",
        counts.body
    );
    let reviews = format!("{ROOT}/availability-reviews");
    let wanted = json!({ "from": "2008-01-01", "to": "2008-12-31", "per_municipality": 5, "seed": "kuvert" });
    let drawn = desk.post_with(&reviews, &wanted, &[("idempotency-key", "d-1")]).await;
    assert_eq!(drawn.status, StatusCode::CREATED, "{}", drawn.body);
    assert_eq!(desk.post_with(&reviews, &wanted, &[("idempotency-key", "d-1")]).await.body, drawn.body);
    let one = drawn.header("location").to_owned();
    let reads = desk.reads("carl2:100001");
    let seen = desk.get(&one).await;
    assert_eq!(seen.body["thing"]["state"]["chosen"][0]["case"], "K-1", "{}", seen.body);
    assert_eq!(desk.reads("carl2:100001"), reads + 1, "whoever reads a review reads its cases");
    let tag = seen.header("etag").to_owned();
    let fact = seen.body["thing"]["state"]["chosen"][0]["fact"].clone();
    let assessed = json!({ "on": "2026-11-17", "what": { "step": "assessed", "case": "K-1", "fact": fact, "lawful": false, "errors": ["not-heard"], "note": "ingen høring" } });
    let taken = desk.post_with(&format!("{one}/steps"), &assessed, &[("if-match", &tag)]).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.body);
    assert_eq!(desk.get(&one).await.body["standing"]["unassessed"], 0);
    let handed_in = json!({ "on": "2026-11-17", "what": { "step": "drawn", "wanted": wanted, "population": [], "without_municipality": 0, "beyond_unemployment": 0, "chosen": [] } });
    let refused = desk.post_with(&format!("{one}/steps"), &handed_in, &[("if-match", &tag)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "who hands in a sample could choose it");
    let ahead = json!({ "from": "2008-01-01", "to": "2027-12-31", "per_municipality": 5, "seed": "x" });
    assert_eq!(fields(&desk.post(&reviews, &ahead).await)[0].0, "to");

    let desk = desk.enter("controller-1").await;
    let list = desk.get(&reviews).await;
    assert_eq!(list.body["rows"][0]["chosen"], 1, "a number, and no case: {}", list.body);
    assert!(!list.body.to_string().contains("K-1"));
    desk.knows_nothing_of(&one).await;
}
