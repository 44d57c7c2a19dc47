//! Samples over HTTP: drawn once, judged by two who do not see each other's findings, settled by a third.

use oversight::compliance::checklist::ITEMS;

use super::*;

const SAMPLES: &str = "/api/v1/samples";

fn findings(finding: &str) -> Value {
    ITEMS.iter().map(|item| (item.key.to_owned(), json!(finding))).collect::<serde_json::Map<_, _>>().into()
}

#[tokio::test]
async fn a_sample_is_drawn_once_and_judged_by_two_and_settled_by_a_third() {
    let desk = desk_of("tilsyn-1").await;
    let wanted = json!({ "title": "Prøve", "size": 2, "seed": 7 });
    let drawn = desk.post_with(SAMPLES, &wanted, &[("idempotency-key", "s-1")]).await;
    assert_eq!(drawn.status, StatusCode::CREATED, "{}", drawn.body);
    assert_eq!(desk.post_with(SAMPLES, &wanted, &[("idempotency-key", "s-1")]).await.body, drawn.body);
    let list = desk.get(SAMPLES).await;
    assert_eq!((list.body["found"].as_u64(), list.body["rows"][0]["design"]["seed"].as_u64()), (Some(1), Some(7)));
    let one = drawn.header("location").to_owned();
    let sample = desk.get(&format!("{one}?rows=1")).await;
    assert_eq!((sample.body["found"].as_u64(), sample.body["rows"].as_array().map(Vec::len)), (Some(2), Some(1)));

    let case = format!("{one}/cases/K-1");
    let lacking = desk.post(&format!("{case}/judgement"), &json!({ "findings": {} })).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lacking.body["errors"].as_array().map(Vec::len), Some(ITEMS.len()), "every question is named");
    let judged =
        desk.post(&format!("{case}/judgement"), &json!({ "findings": findings("met"), "note": "i orden" })).await;
    assert_eq!((judged.status, judged.body["stage"].as_str()), (StatusCode::CREATED, Some("once")), "{}", judged.body);
    let twice = desk.post(&format!("{case}/judgement"), &json!({ "findings": findings("met") })).await;
    assert_eq!(twice.body["errors"][0]["key"], "problem-judged-already");

    let desk = desk.enter("revisor-1").await;
    let seen = desk.get(&case).await;
    assert_eq!((seen.body["both"].clone(), seen.body["own"].clone()), (json!([]), Value::Null), "{}", seen.body);
    let other = desk.post(&format!("{case}/judgement"), &json!({ "findings": findings("not-met") })).await;
    assert_eq!(other.status, StatusCode::CREATED, "{}", other.body);
    let both = desk.get(&case).await;
    assert_eq!((both.body["stage"].as_str(), both.body["both"].as_array().map(Vec::len)), (Some("differs"), Some(2)));
    let own = desk.post(&format!("{case}/settlement"), &json!({ "findings": findings("met"), "reason": "x" })).await;
    assert_eq!(own.body["errors"][0]["key"], "problem-not-the-third");
}

#[tokio::test]
async fn samples_are_not_there_for_those_who_judge_none() {
    let desk = desk_of("tilsyn-1").await;
    let drawn = desk.post(SAMPLES, &json!({ "title": "Prøve", "size": 1, "seed": 7 })).await;
    let one = drawn.header("location").to_owned();
    desk.knows_nothing_of(&format!("{SAMPLES}/none")).await;
    desk.knows_nothing_of(&format!("{one}/cases/K-99")).await;
    for (wish, field) in [
        (json!({ "title": " ", "size": 1, "seed": 7 }), "title"),
        (json!({ "title": "x", "size": 0, "seed": 7 }), "size"),
        (json!({ "title": "x", "size": 1, "seed": 7, "strata": "ground" }), "strata"),
        (json!({ "title": "x", "size": 1, "seed": -1 }), "seed"),
    ] {
        let refused = desk.post(SAMPLES, &wish).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        assert_eq!(refused.body["errors"][0]["field"], field, "{}", refused.body);
    }
    let mut desk = desk;
    for officer in ["sagsbehandler-1", "controller-1", "drift-1"] {
        desk = desk.enter(officer).await;
        desk.knows_nothing_of(SAMPLES).await;
        desk.knows_nothing_of(&one).await;
        desk.may_not(SAMPLES, &json!({ "title": "x", "size": 1, "seed": 7 })).await;
    }
    // A municipality's controller sees its own samples alone.
    desk = desk.enter("kommunal-controller-1").await;
    desk.knows_nothing_of(&one).await;
}
