//! The API over HTTP: each rule that a program may rely on.

mod goals;
mod samples;
mod supervision;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use casework::case_import::import;
use casework::fact;
use casework::office::Office;
use jiff::Timestamp;
use jiff::civil::date;
use journal::{Journal, NewFact};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::document::openapi;
use crate::app::App;
use crate::officers::Officers;
use crate::router::router;

struct Desk {
    _folder: tempfile::TempDir,
    url: String,
    router: Router,
    cookie: String,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Value,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a readable header"))
    }
}

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

/// A desk with a case in Aarhus and one in Copenhagen, and an officer who has entered.
async fn desk_of(officer: &str) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let mut journal = Journal::open(&url).expect("a journal");
    let lines = [case_line("K-1", "100001", 751), case_line("K-2", "100002", 101)].join("\n");
    import(&mut journal, lines.as_bytes(), "cases.jsonl", "test", Timestamp::now()).expect("an import");
    drop(journal);
    let office = Office::open(&url, date(2008, 3, 10)).expect("an office");
    Desk::of(folder, url, office).enter(officer).await
}

async fn desk() -> Desk {
    desk_of("sagsbehandler-1").await
}

impl Desk {
    fn of(folder: tempfile::TempDir, url: String, office: Office) -> Self {
        let router = router(App::new(office, Officers::of_the_demo(), None));
        Self { _folder: folder, url, router, cookie: String::new() }
    }

    /// The desk as another officer works at it.
    async fn enter(mut self, officer: &str) -> Self {
        self.cookie.clear();
        let entered = self.post("/api/v1/session", &json!({ "officer": officer })).await;
        assert_eq!(entered.status, StatusCode::OK, "{}", entered.body);
        self.cookie = entered.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        self
    }

    /// That an address is answered like one that does not exist.
    async fn knows_nothing_of(&self, path: &str) {
        let (theirs, none) = (self.get(path).await, self.get("/api/v1/nothing").await);
        assert_eq!((theirs.status, &theirs.body), (StatusCode::NOT_FOUND, &none.body), "{path}");
    }

    /// That a command is answered like one that does not exist.
    async fn may_not(&self, path: &str, body: &Value) {
        let none = self.get("/api/v1/nothing").await;
        let refused = self.post_with(path, body, &[("if-match", "\"1\"")]).await;
        assert_eq!((refused.status, &refused.body), (StatusCode::NOT_FOUND, &none.body), "{path}");
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("the answer has an end");
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !self.cookie.is_empty() {
            request = request.header(header::COOKIE, &self.cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body).expect("a request")).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], Body::empty()).await
    }

    async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_with(path, body, &[]).await
    }

    async fn post_with(&self, path: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let mut all = vec![("content-type", "application/json")];
        all.extend(headers);
        self.ask("POST", path, &all, Body::from(body.to_string())).await
    }

    fn reads(&self, subject: &str) -> usize {
        Journal::open(&self.url).expect("the journal").reads_of(subject).expect("the read log").len()
    }
}

fn contract() -> Value {
    json!({ "facts": [{
        "fact": "contract", "on": "2008-03-10",
        "goals": [{ "aim": "employment", "text": "job" }],
        "activities": [{ "text": "danskuddannelse", "goal": 1 }],
    }] })
}

#[test]
fn the_document_in_the_repository_is_the_one_that_is_served() {
    let kept = include_str!("../../openapi.json");
    assert!(kept == openapi(), "write it anew: cargo run -p desk --example openapi > crates/desk/openapi.json");
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str).map(ToOwned::to_owned));
            fields.values().for_each(|value| references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn every_operation_has_a_name_of_its_own_and_no_two_types_share_one() {
    let document: Value = serde_json::from_str(openapi()).expect("JSON");
    let paths = document["paths"].as_object().expect("paths").values();
    let operations = paths.flat_map(|path| path.as_object().into_iter().flat_map(|path| path.values()));
    let mut names: Vec<&str> = operations.filter_map(|operation| operation["operationId"].as_str()).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "{names:?}");
    // A number is put behind the name of a type where another type has the name already.
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    let numbered: Vec<&String> =
        schemas.keys().filter(|name| name.ends_with(|sign: char| sign.is_ascii_digit())).collect();
    assert!(numbered.is_empty(), "{numbered:?}");
}

#[test]
fn every_schema_that_the_document_names_is_in_it() {
    let document: Value = serde_json::from_str(openapi()).expect("JSON");
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 100, "{}", found.len());
    for name in found {
        assert!(document.pointer(name.trim_start_matches('#')).is_some(), "{name}");
    }
}

#[tokio::test]
async fn the_document_and_the_page_about_it_are_for_anybody() {
    let mut desk = desk().await;
    desk.cookie.clear();
    let served = desk.get("/api/v1/openapi.json").await;
    assert_eq!((served.status, served.body["info"]["title"].as_str()), (StatusCode::OK, Some("Ankomst")));
    let request = Request::get("/api").body(Body::empty()).expect("a request");
    let response = desk.router.clone().oneshot(request).await.expect("the router never fails");
    let html = to_bytes(response.into_body(), usize::MAX).await.expect("a page");
    let html = String::from_utf8_lossy(&html);
    for part in ["/api/v1/cases/{case}/facts", r#"id="version-stale""#, "Idempotency-Key"] {
        assert!(html.contains(part), "{part}");
    }
}

#[tokio::test]
async fn who_has_entered_is_told_who_they_are_and_what_they_may_until_they_leave() {
    let desk = desk().await;
    let me = desk.get("/api/v1/session").await;
    assert_eq!(me.body["officer"]["id"], "sagsbehandler-1");
    let may = me.body["may"].as_array().expect("actions");
    assert!(may.contains(&json!("record-facts")) && !may.contains(&json!("assign-work")), "{may:?}");
    assert_eq!(desk.ask("DELETE", "/api/v1/session", &[], Body::empty()).await.status, StatusCode::NO_CONTENT);
    let gone = desk.get("/api/v1/session").await;
    assert_eq!((gone.status, gone.body["type"].as_str()), (StatusCode::UNAUTHORIZED, Some("/api#session")));
}

#[tokio::test]
async fn every_no_is_a_problem_in_the_language_that_is_asked_for() {
    let desk = desk().await;
    let large = Body::from(vec![b' '; 2 * 1024 * 1024]);
    let json = ("content-type", "application/json");
    for (method, path, headers, body, status, kind) in [
        ("GET", "/api/v1/nothing", vec![], Body::empty(), 404, "not-found"),
        ("GET", "/api/v1/cases/..%2Fx", vec![], Body::empty(), 404, "not-found"),
        ("DELETE", "/api/v1/cases/K-1", vec![], Body::empty(), 405, "method"),
        ("POST", "/api/v1/cases/K-1/notes", vec![json], large, 413, "too-large"),
        ("POST", "/api/v1/cases/K-1/notes", vec![("content-type", "text/plain")], "{}".into(), 415, "not-json"),
        ("POST", "/api/v1/cases/K-1/notes", vec![json], "{".into(), 400, "malformed"),
        ("POST", "/api/v1/cases/K-1/notes", vec![json], r#"{"text":1}"#.into(), 422, "invalid"),
        ("GET", "/api/v1/work?rows=5000", vec![], Body::empty(), 422, "invalid"),
        ("GET", "/api/v1/work?colour=red", vec![], Body::empty(), 422, "invalid"),
    ] {
        let answer = desk.ask(method, path, &headers, body).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path} {}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        assert_eq!(answer.body["type"], format!("/api#{kind}"), "{path}");
        assert_eq!(answer.body["status"], status, "{path}");
        assert_eq!(answer.header("content-language"), "da");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let allowed = desk.ask("DELETE", "/api/v1/cases/K-1", &[], Body::empty()).await;
    assert!(allowed.header("allow").contains("GET"), "{:?}", allowed.headers);
    let english =
        desk.ask("GET", "/api/v1/nothing", &[("accept-language", "de, en-GB;q=0.8, da;q=0.5")], Body::empty());
    assert_eq!(english.await.body["title"], "Not found");
    let field = desk.get("/api/v1/work?rows=x").await;
    assert_eq!(field.body["errors"][0]["field"], "rows", "{}", field.body);
}

#[tokio::test]
async fn a_case_that_is_not_for_the_asker_is_told_of_exactly_as_one_that_does_not_exist() {
    let desk = desk().await;
    for below in ["", "/file", "/access-log"] {
        let (theirs, none) = (
            desk.get(&format!("/api/v1/cases/K-2{below}")).await,
            desk.get(&format!("/api/v1/cases/K-99{below}")).await,
        );
        assert_eq!((theirs.status, &theirs.body), (none.status, &none.body), "{below}");
        assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    }
    let nights = desk.get("/api/v1/nights").await;
    assert_eq!(nights.body, desk.get("/api/v1/nothing").await.body);
}

#[tokio::test]
async fn a_case_that_somebody_has_already_is_not_sent_nor_logged_again() {
    let desk = desk().await;
    let seen = desk.get("/api/v1/cases/K-1").await;
    assert_eq!(seen.body["person"]["id"], "100001");
    let tag = seen.header("etag").to_owned();
    assert!(tag.starts_with(&format!("\"{}.", seen.body["version"])), "{tag}");
    let reads = desk.reads("carl2:100001");
    assert_eq!(reads, 1);
    let again = desk.ask("GET", "/api/v1/cases/K-1", &[("if-none-match", &tag)], Body::empty()).await;
    assert_eq!((again.status, again.header("etag")), (StatusCode::NOT_MODIFIED, tag.as_str()));
    assert_eq!(desk.reads("carl2:100001"), reads);
    let other = desk.ask("GET", "/api/v1/cases/K-1", &[("if-none-match", "\"1.0\"")], Body::empty()).await;
    assert_eq!(other.status, StatusCode::OK);
    assert_eq!(desk.reads("carl2:100001"), reads, "the same look within ten minutes is one");
    desk.get("/api/v1/cases/K-1/file").await;
    assert_eq!(desk.reads("carl2:100001"), reads + 1);
}

#[tokio::test]
async fn a_case_file_can_be_read_again_and_stands_in_the_log_as_taken_out() {
    let desk = desk().await;
    let file = desk.get("/api/v1/cases/K-1/file").await;
    assert_eq!(file.status, StatusCode::OK);
    law::case::read_value(&file.body).expect("a case file");
    let log = desk.get("/api/v1/cases/K-1/access-log?rows=1").await;
    assert_eq!(log.body["looks"].as_array().map(Vec::len), Some(1), "{}", log.body);
    let whole = desk.get("/api/v1/cases/K-1/access-log").await;
    let what: Vec<&str> =
        whole.body["looks"].as_array().expect("looks").iter().filter_map(|one| one["what"].as_str()).collect();
    assert!(what.contains(&"udtræk af sagen"), "{what:?}");
}

#[tokio::test]
async fn facts_are_recorded_against_the_version_that_was_looked_at() {
    let desk = desk().await;
    let path = "/api/v1/cases/K-1/facts";
    let tag = desk.get("/api/v1/cases/K-1").await.header("etag").to_owned();
    let consequences = desk.post("/api/v1/cases/K-1/consequences", &contract()).await;
    assert_eq!(consequences.status, StatusCode::OK, "{}", consequences.body);
    assert!(consequences.body["duties"].as_array().is_some_and(|duties| !duties.is_empty()));

    let without = desk.post(path, &contract()).await;
    assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
    let weak = format!("W/{tag}");
    let weakly = desk.post_with(path, &contract(), &[("if-match", &weak)]).await;
    assert_eq!(weakly.status, StatusCode::PRECONDITION_FAILED);

    let recorded = desk.post_with(path, &contract(), &[("if-match", &tag)]).await;
    assert_eq!(recorded.status, StatusCode::CREATED, "{}", recorded.body);
    assert_eq!(recorded.body["ids"], json!(["contract-1"]));
    let version = recorded.body["version"].as_u64().expect("a version");
    assert_eq!(desk.get("/api/v1/cases/K-1").await.body["version"], version);

    let stale = desk.post_with(path, &contract(), &[("if-match", &tag)]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "{}", stale.body);
    assert_eq!(stale.body["changes"][0]["by"], "sagsbehandler-1");

    let now = format!("\"{version}\"");
    let withdrawal = json!({ "ids": ["contract-1"], "reason": "den forkerte sag" });
    let withdrawn = desk.post_with("/api/v1/cases/K-1/withdrawals", &withdrawal, &[("if-match", &now)]).await;
    assert_eq!(withdrawn.status, StatusCode::CREATED, "{}", withdrawn.body);
}

#[tokio::test]
async fn facts_that_cannot_be_taken_are_named_by_their_fields() {
    let desk = desk().await;
    let tag = desk.get("/api/v1/cases/K-1").await.header("etag").to_owned();
    let facts = json!({ "facts": [{ "fact": "offer", "on": "2008-03-10", "form": "holiday" }] });
    let refused = desk.post_with("/api/v1/cases/K-1/facts", &facts, &[("if-match", &tag)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields: Vec<&str> =
        refused.body["errors"].as_array().expect("errors").iter().filter_map(|one| one["field"].as_str()).collect();
    assert!(fields.contains(&"facts[0].form"), "{fields:?}");
}

#[tokio::test]
async fn a_command_with_a_key_is_done_once_and_answered_alike() {
    let desk = desk().await;
    let tag = desk.get("/api/v1/cases/K-1").await.header("etag").to_owned();
    let headers = [("if-match", tag.as_str()), ("idempotency-key", "a-1")];
    let path = "/api/v1/cases/K-1/facts";
    let first = desk.post_with(path, &contract(), &headers).await;
    let again = desk.post_with(path, &contract(), &headers).await;
    assert_eq!((first.status, &first.body), (StatusCode::CREATED, &again.body), "{}", first.body);
    assert_eq!((again.status, again.header("idempotency-replayed")), (StatusCode::CREATED, "true"));
    let other =
        desk.post_with("/api/v1/cases/K-1/notes", &json!({ "text": "set" }), &[("idempotency-key", "a-1")]).await;
    assert_eq!((other.status.as_u16(), other.body["type"].as_str()), (422, Some("/api#key-used")));
    let unsound =
        desk.post_with("/api/v1/cases/K-1/notes", &json!({ "text": "set" }), &[("idempotency-key", "")]).await;
    assert_eq!(unsound.body["errors"][0]["field"], "Idempotency-Key");
}

#[tokio::test]
async fn work_is_listed_given_away_and_shown_beforehand() {
    let desk = desk_of("koordinator-1").await;
    let work = desk.get("/api/v1/work?kind=duties&sort=name&rows=5&assigned=nobody").await;
    assert!(work.body["found"].as_u64().is_some_and(|found| found > 0), "{}", work.body);
    assert_eq!(work.body["rows"][0]["case"], "K-1");
    let cases = desk.get("/api/v1/cases?pair=contract&has=false").await;
    assert_eq!(cases.body["list"]["found"], 1, "{}", cases.body);
    let wish = json!({ "cases": ["K-1", "K-2"], "to": "sagsbehandler-2" });
    let preview = desk.post("/api/v1/assignments/preview", &wish).await;
    assert_eq!(preview.body["assignments"].as_array().map(Vec::len), Some(1), "{}", preview.body);
    assert_eq!(preview.body["excluded"][0]["reason"], "not-found");
    let done = desk.post("/api/v1/assignments", &wish).await;
    assert_eq!(done.body, preview.body);
    assert_eq!(desk.get("/api/v1/cases/K-1").await.body["assigned"], "sagsbehandler-2");
    let elsewhere = desk.post("/api/v1/assignments", &json!({ "cases": ["K-1"], "to": "sagsbehandler-3" })).await;
    assert_eq!(elsewhere.body["errors"][0]["field"], "to");
}

#[tokio::test]
async fn numbers_that_no_journal_reaches_are_refused_and_break_nothing() {
    let desk = desk_of("dataafstemmer-1").await;
    for path in [
        "/api/v1/couplings/99999999999999999999",
        "/api/v1/couplings/9223372036854775808",
        "/api/v1/couplings/1",
        "/api/v1/couplings/-1",
        "/api/v1/nights/2026-02-31",
    ] {
        assert_eq!(desk.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let desk = self::desk().await;
    for path in ["/api/v1/work?page=0", "/api/v1/cases/K-1/access-log?before=18446744073709551615"] {
        assert_eq!(desk.get(path).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    let far = [("if-match", "\"18446744073709551615\"")];
    let answer = desk.post_with("/api/v1/cases/K-1/facts", &contract(), &far).await;
    assert_eq!(answer.status, StatusCode::PRECONDITION_FAILED);
}

fn night_fact(kind: &str, payload: &Value) -> NewFact {
    NewFact {
        kind: kind.to_owned(),
        subject: "night:2008-03-10".to_owned(),
        valid_from: None,
        valid_to: None,
        actor: "night".to_owned(),
        source: None,
        replaces: None,
        payload: payload.to_string(),
    }
}

#[tokio::test]
async fn whoever_follows_the_nights_hears_of_them_and_goes_on_where_they_were() {
    let desk = desk_of("drift-1").await;
    let mut journal = Journal::open(&desk.url).expect("the journal");
    let before = journal.head().expect("a head").position;
    let mut transaction = journal.begin(Timestamp::now()).expect("a transaction");
    let stage = json!({ "stage": "coupling", "facts": 3 });
    transaction.append(&night_fact(fact::NIGHT_STARTED, &json!({ "deliveries": [] }))).expect("a fact");
    transaction.append(&night_fact(fact::STAGE_COMPLETED, &stage)).expect("a fact");
    transaction.commit().expect("stored");
    let request = Request::get("/api/v1/nights/events")
        .header(header::COOKIE, &desk.cookie)
        .header("last-event-id", (before + 1).to_string());
    let response =
        desk.router.clone().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut parts = response.into_body().into_data_stream();
    let first = futures_util::StreamExt::next(&mut parts).await.expect("an event").expect("bytes");
    let text = String::from_utf8_lossy(&first);
    assert!(text.contains(&format!("id: {}", before + 2)) && text.contains("event: stage-completed"), "{text}");
    assert!(text.contains(r#""stage":"coupling""#) && text.contains(r#""facts":3"#), "{text}");
    let unsound = desk.ask("GET", "/api/v1/nights/events", &[("last-event-id", "x")], Body::empty()).await;
    assert_eq!(unsound.status, StatusCode::UNPROCESSABLE_ENTITY);
    let caseworker = self::desk().await;
    assert_eq!(caseworker.get("/api/v1/nights/events").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_is_listed_opened_looked_at_drafted_and_filled_in_once() {
    let desk = desk().await;
    let offered = desk.get("/api/v1/cases/K-1/forms").await;
    let keys: Vec<&str> =
        offered.body["forms"].as_array().expect("forms").iter().filter_map(|form| form["key"].as_str()).collect();
    assert!(keys.contains(&"bolig"), "{keys:?}");
    let form = desk.get("/api/v1/cases/K-1/forms/bolig").await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    let fields = form.body["sections"][0]["fields"].as_array().expect("fields");
    let choice = fields.iter().find(|field| field["name"] == "0.form").expect("the form of housing");
    assert!(choice["why"][0].as_str().is_some_and(|why| why.starts_with("§ ")), "{choice}");
    assert_eq!(choice["input"], "one-of");

    let empty = json!({ "person": "100001", "fields": { "0.on": "10.03.2008" } });
    let refused = desk.post("/api/v1/cases/K-1/forms/bolig/preview", &empty).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert_eq!(refused.body["errors"][0]["field"], "0.form");
    assert_eq!(refused.body["errors"][0]["text"], "skal udfyldes", "a sentence beside the key");

    let filled = json!({ "person": "100001", "fields": { "0.on": "10.03.2008", "0.form": "temporary" } });
    let looked = desk.post("/api/v1/cases/K-1/forms/bolig/preview", &filled).await;
    assert_eq!(looked.body["facts"][0]["fact"], "housing", "{}", looked.body);
    assert_eq!(looked.body["version"], form.body["version"]);

    let draft = "/api/v1/cases/K-1/forms/bolig/draft";
    let mut given = filled.clone();
    given["version"] = form.body["version"].clone();
    let put = desk.ask("PUT", draft, &[("content-type", "application/json")], Body::from(given.to_string())).await;
    assert_eq!((put.status, &put.body["fields"]), (StatusCode::OK, &filled["fields"]), "{}", put.body);
    let kept = desk.get(&format!("{draft}?person=100001")).await;
    assert_eq!((&kept.body["fields"], &kept.body["draft"]), (&put.body["fields"], &put.body["draft"]));
    let json = [("content-type", "application/json")];
    let blind = desk.ask("PUT", draft, &json, Body::from(given.to_string())).await;
    assert_eq!(blind.status, StatusCode::CONFLICT, "a draft that was not named is not overwritten: {}", blind.body);
    given["draft"] = put.body["draft"].clone();
    let named = desk.ask("PUT", draft, &json, Body::from(given.to_string())).await;
    assert_eq!(named.status, StatusCode::OK, "{}", named.body);

    let tag = format!("\"{}\"", form.body["version"]);
    let headers = [("if-match", tag.as_str()), ("idempotency-key", "form-1")];
    let first = desk.post_with("/api/v1/cases/K-1/forms/bolig", &filled, &headers).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    let again = desk.post_with("/api/v1/cases/K-1/forms/bolig", &filled, &headers).await;
    assert_eq!((again.status, &again.body), (StatusCode::CREATED, &first.body));
    assert_eq!(desk.get(&format!("{draft}?person=100001")).await.status, StatusCode::NOT_FOUND, "saved is no draft");
    let stale = desk.post_with("/api/v1/cases/K-1/forms/bolig", &filled, &[("if-match", &tag)]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "{}", stale.body);
    let theirs = desk.get("/api/v1/cases/K-2/forms/bolig").await;
    assert_eq!(theirs.body, desk.get("/api/v1/cases/K-99/forms/bolig").await.body);
}

#[tokio::test]
async fn an_address_is_for_the_counter_alone_and_a_reason_must_say_enough() {
    let desk = desk_of("borgerservice-1").await;
    let seen = desk.post("/api/v1/addresses", &json!({ "person": "100001" })).await;
    assert_eq!(seen.body["dwelling"]["dwelling"], "unknown", "nobody of the civil register: {}", seen.body);
    let short = desk.post("/api/v1/addresses", &json!({ "person": "100001", "reason": "derfor" })).await;
    assert_eq!(short.body["errors"][0]["text"], "mindst 10 tegn", "{}", short.body);
    let elsewhere = desk.post("/api/v1/addresses", &json!({ "person": "100002" })).await;
    let nobody = desk.post("/api/v1/addresses", &json!({ "person": "999999" })).await;
    assert_eq!((elsewhere.status, &elsewhere.body), (StatusCode::NOT_FOUND, &nobody.body));
    let caseworker = self::desk().await;
    assert_eq!(
        caseworker.post("/api/v1/addresses", &json!({ "person": "100001" })).await.status,
        StatusCode::NOT_FOUND
    );
}
