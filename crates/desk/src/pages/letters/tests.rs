//! Letters over HTTP: from a case to a file that left, conflicts, batches, and what strangers are told.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use casework::case_import::import;
use casework::office::Office;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use journal::Journal;
use serde_json::json;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::app::App;
use crate::officers::Officers;
use crate::router::router;

const TODAY: Date = date(2008, 6, 10);
/// A name from right to left, with markup of every system it passes through.
const HOSTILE: &str = "شيخة #import \"x\" <script>alert(1)</script>";
const HEARING: &str = "/sager/K-1/breve/kladde/hearing?oplysning=draft-1";

struct Desk {
    _folder: TempDir,
    router: Router,
    cookie: String,
}

fn case(number: &str, name: &str) -> String {
    json!({
        "case": number,
        "persons": [{ "id": format!("p-{number}"), "name": name, "born": "1979-05-02" }],
        "facts": [
            { "fact": "citizenship", "on": "2008-01-10", "country": "SOM" },
            { "fact": "permit", "on": "2008-01-10", "ground": "7:1" },
            { "fact": "placement", "on": "2008-01-10", "municipality": 751, "basis": ["quota"] },
            { "fact": "cpr_registration", "on": "2008-02-28", "municipality": 751, "effective": "2008-03-01" },
            { "id": "absence-1", "fact": "absence", "on": "2008-05-12", "from": "programme", "hours": 4, "of_hours": 40 },
            { "id": "draft-1", "fact": "decision_draft", "on": "2008-05-20", "decides": "benefit_reduction",
              "month": "2008-05", "amount": 577.30, "rests_on": ["absence-1"] },
            { "id": "draft-2", "fact": "decision_draft", "on": "2008-05-16", "decides": "benefit_reduction",
              "month": "2008-04", "amount": 100, "rests_on": ["absence-1"] },
            { "fact": "party_hearing", "on": "2008-05-18", "decision": "draft-2" },
            { "fact": "decision_made", "on": "2008-05-30", "decision": "draft-2", "by": "sagsbehandler",
              "reason": "Der er ingen rimelig grund til udeblivelsen." },
        ]
    })
    .to_string()
}

async fn desk(officer: &str) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let lines = [case("K-1", "Amira Nour"), case("K-2", HOSTILE), case("K-3", "Samuel Tesfay")].join("\n");
    let mut journal = Journal::open(&url).expect("a journal");
    let imported = import(&mut journal, lines.as_bytes(), "cases.jsonl", "test", Timestamp::now()).expect("an import");
    assert_eq!(imported.stored, 3);
    drop(journal);
    let office = Office::open(&url, TODAY).expect("an office");
    let router = router(App::new(office, Officers::of_the_demo(), None));
    let mut desk = Desk { _folder: folder, router, cookie: String::new() };
    desk.enter(officer).await;
    desk
}

impl Desk {
    async fn ask(&self, request: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
        let response = self.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        (parts.status, parts.headers, to_bytes(body, usize::MAX).await.expect("an end").to_vec())
    }

    async fn enter(&mut self, officer: &str) {
        let form = Request::post("/ind").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let (status, headers, _) = self.ask(form.body(Body::from(format!("officer={officer}"))).unwrap()).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let cookie = headers[header::SET_COOKIE].to_str().unwrap();
        self.cookie = cookie.split(';').next().unwrap().to_owned();
    }

    async fn get(&self, path: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
        self.ask(Request::get(path).header(header::COOKIE, &self.cookie).body(Body::empty()).unwrap()).await
    }

    async fn page(&self, path: &str) -> String {
        let (status, _, body) = self.get(path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {}", String::from_utf8_lossy(&body));
        String::from_utf8(body).expect("a page")
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
        let page = self.page("/breve/flok").await;
        let csrf = value_of(&page, "csrf").expect("a mark");
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields.iter().chain([&("csrf", csrf.as_str())]))
            .finish();
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let (mut status, mut headers, mut body) = self.ask(request.body(Body::from(body)).unwrap()).await;
        let led = headers.get(header::LOCATION).and_then(|place| place.to_str().ok()).unwrap_or_default().to_owned();
        // A page that answers a form is read where the browser is led to.
        if led.starts_with("/svar/") {
            (status, headers, body) = self.get(&led).await;
        }
        (status, headers, String::from_utf8_lossy(&body).into_owned())
    }

    async fn say_who_writes(&self) {
        let fields = [
            ("department", "Integration"),
            ("address", "Rådhuspladsen 2\r\n8000 Aarhus C"),
            ("telephone", "00 00 00 00"),
            ("secure-post", "sikkerpost@kommune.example"),
        ];
        assert_eq!(self.post("/breve/afsender", &fields).await.0, StatusCode::SEE_OTHER);
    }

    async fn type_hearing(&self) {
        let fields = [("deadline", "24.06.2008"), ("address", "Lindevej 12\r\n8000 Aarhus C"), ("draft", "")];
        let (status, _, body) = self.post(HEARING, &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    }
}

/// The value of a hidden field of a page.
fn value_of(page: &str, name: &str) -> Option<String> {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1)?;
    Some(rest.split('"').next()?.to_owned())
}

fn text_of(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).expect("its text").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn below(path: &str, page: &str) -> String {
    let (path, query) = path.split_once('?').expect("a query");
    format!("{path}{page}?{query}")
}

#[tokio::test]
async fn a_hearing_is_written_read_sent_and_read_again_as_it_left() {
    let desk = desk("sagsbehandler-1").await;
    assert!(desk.page("/sager/K-1/breve").await.contains("partshøring"));
    let empty = desk.page(HEARING).await;
    assert!(empty.contains("har ikke oplyst") && empty.contains("Udfyld: Svar senest"), "{empty}");
    desk.say_who_writes().await;
    desk.type_hearing().await;
    let draft = desk.page(HEARING).await;
    for part in ["24. juni 2008", "oplysning absence-1", "skrevet af Sagsbehandler 1", "Aarhus Kommune", "577,30"] {
        assert!(draft.contains(part), "{part} in {draft}");
    }
    let confirm = desk.page(&below(HEARING, "/send")).await;
    let (sha256, version) = (value_of(&confirm, "sha256").unwrap(), value_of(&confirm, "version").unwrap());
    let fields = [("sha256", sha256.as_str()), ("version", version.as_str())];
    let (status, _, body) = desk.post(&below(HEARING, "/send"), &fields).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");

    let sent = desk.page("/sager/K-1/breve").await;
    let href = sent.split("href=\"").find(|part| part.starts_with("/sager/K-1/breve/") && part.contains("PDF"));
    let href = href.and_then(|part| part.split('"').next()).expect("a link");
    let (status, headers, pdf) = desk.get(href).await;
    assert_eq!((status, &headers[header::CONTENT_TYPE]), (StatusCode::OK, &"application/pdf".parse().unwrap()));
    assert_eq!(headers[header::ETAG].to_str().unwrap(), format!("\"{sha256}\""));
    assert!(headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("inline"));
    assert_eq!(casework::letters::sha256(&pdf), sha256);
    let text = text_of(&pdf);
    assert!(text.contains("§ 30") && text.contains("24. juni 2008"), "{text}");
    let known =
        Request::get(href).header(header::COOKIE, &desk.cookie).header(header::IF_NONE_MATCH, format!("\"{sha256}\""));
    assert_eq!(desk.ask(known.body(Body::empty()).unwrap()).await.0, StatusCode::NOT_MODIFIED);
    // The hearing has begun: the case offers it no more.
    assert!(!sent.contains("kladde/hearing?oplysning=draft-1"), "{sent}");
    assert!(desk.page("/sager/K-1/afgoerelser").await.contains(href));
}

#[tokio::test]
async fn a_decision_s_file_holds_provision_reasons_and_guidance_on_complaint() {
    let desk = desk("sagsbehandler-1").await;
    desk.say_who_writes().await;
    let path = "/sager/K-1/breve/kladde/decision?oplysning=draft-2";
    let fields = [("heard", "answered"), ("said", "Jeg var syg."), ("address", "Lindevej 12"), ("draft", "")];
    assert_eq!(desk.post(path, &fields).await.0, StatusCode::SEE_OTHER);
    let (status, headers, pdf) = desk.get(&below(path, "/brev.pdf")).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    let text = text_of(&pdf);
    for part in ["§ 30", "ingen rimelig grund", "Jeg var syg.", "Sådan klager du", "Rådhuspladsen 2"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[tokio::test]
async fn a_case_that_changed_meanwhile_stops_the_letter_and_tells_who_changed_what() {
    let desk = desk("sagsbehandler-1").await;
    desk.say_who_writes().await;
    desk.type_hearing().await;
    let confirm = desk.page(&below(HEARING, "/send")).await;
    let (sha256, version) = (value_of(&confirm, "sha256").unwrap(), value_of(&confirm, "version").unwrap());
    desk.post("/sager/K-1/note", &[("text", "Hun har ringet."), ("token", "note-1")]).await;
    let fields = [("sha256", sha256.as_str()), ("version", version.as_str())];
    let (status, _, body) = desk.post(&below(HEARING, "/send"), &fields).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(body.contains("Sagsbehandler 1: Notat") && body.contains("Din kladde er bevaret"), "{body}");
    assert!(desk.page("/sager/K-1/breve").await.contains("Der er ikke sendt breve"));
}

#[tokio::test]
async fn a_letter_that_is_not_the_one_that_was_read_is_shown_again() {
    let desk = desk("sagsbehandler-1").await;
    desk.say_who_writes().await;
    desk.type_hearing().await;
    let confirm = desk.page(&below(HEARING, "/send")).await;
    let version = value_of(&confirm, "version").unwrap();
    let fields = [("sha256", "0000"), ("version", version.as_str())];
    let (status, _, body) = desk.post(&below(HEARING, "/send"), &fields).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(body.contains("Brevet er ikke det, du læste"), "{body}");
}

#[tokio::test]
async fn a_draft_that_another_window_saved_is_not_overwritten() {
    let desk = desk("sagsbehandler-1").await;
    desk.type_hearing().await;
    let (status, _, body) = desk.post(HEARING, &[("deadline", "30.06.2008"), ("draft", "")]).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(body.contains("30.06.2008") && body.contains("24.06.2008"), "{body}");
}

#[tokio::test]
async fn strangers_and_those_who_send_no_letters_find_nothing() {
    for officer in ["sagsbehandler-3", "revisor-1", "kommunal-controller-1", "drift-1"] {
        let desk = desk(officer).await;
        for path in [HEARING, &below(HEARING, "/brev.pdf"), &below(HEARING, "/send")] {
            assert_eq!(desk.get(path).await.0, StatusCode::NOT_FOUND, "{officer}: {path}");
        }
    }
    let desk = desk("revisor-1").await;
    assert_eq!(desk.get("/breve/flok").await.0, StatusCode::NOT_FOUND);
    assert!(
        !desk.page("/sager/K-1/breve").await.contains("/breve/kladde/"),
        "an auditor reads what was sent, and writes nothing"
    );
}

/// The batch's page once nothing is being done in the background.
async fn settled(desk: &Desk) -> String {
    for _ in 0..600 {
        let (_, headers, body) = desk.get("/breve/flok").await;
        if !headers.contains_key("refresh") {
            return String::from_utf8(body).expect("a page");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the batch never came to rest");
}

async fn address(desk: &Desk, case: &str) {
    let path = format!("/sager/{case}/breve/kladde/hearing?oplysning=draft-1");
    let fields = [("address", "Lindevej 12"), ("draft", "")];
    assert_eq!(desk.post(&path, &fields).await.0, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_tried_whole_its_failures_are_left_out_by_name_and_the_rest_leave() {
    let desk = desk("sagsbehandler-1").await;
    desk.say_who_writes().await;
    for case in ["K-1", "K-2"] {
        address(&desk, case).await;
    }
    let form = [("kind", "hearing"), ("whose", "alle"), ("language", "da"), ("deadline", "24.06.2008")];
    assert_eq!(desk.post("/breve/flok", &form).await.0, StatusCode::SEE_OTHER);
    let page = settled(&desk).await;
    // K-2 has Arabic letters that the fonts do not hold, K-3 no address.
    assert!(page.contains("1 brev (partshøring) kan sendes"), "{page}");
    assert!(page.contains("et tegn, som brevet ikke kan skrive") && page.contains("postadresse"), "{page}");
    assert_eq!(desk.post("/breve/flok/send", &[]).await.0, StatusCode::CONFLICT, "there are open failures");
    let (status, _, pdf) = desk.get("/breve/flok/proeve/0").await;
    assert_eq!(status, StatusCode::OK);
    assert!(text_of(&pdf).contains("Amira Nour"));
    let out = [("reference", "K-2/draft-1"), ("reference", "K-3/draft-1"), ("why", "Skrives i hånden.")];
    desk.post("/breve/flok/udelad", &out).await;
    assert!(settled(&desk).await.contains("Sagsbehandler 1: Skrives i hånden."));
    assert_eq!(desk.post("/breve/flok/send", &[]).await.0, StatusCode::SEE_OTHER);
    let page = settled(&desk).await;
    assert!(page.contains("1 brev er sendt, 0 kunne ikke sendes, 0 blev ikke forsøgt"), "{page}");
    assert!(page.contains("/sager/K-1/breve/"), "what was sent is told from the journal: {page}");
    desk.post("/breve/flok", &form).await;
    assert!(settled(&desk).await.contains("0 breve"), "nobody is heard twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_of_a_batch_in_a_case_that_changed_does_not_leave_and_a_stopped_batch_tells_how_many_were_left() {
    let desk = desk("sagsbehandler-1").await;
    desk.say_who_writes().await;
    for case in ["K-1", "K-3"] {
        address(&desk, case).await;
    }
    let form = [("kind", "hearing"), ("whose", "alle"), ("language", "da"), ("deadline", "24.06.2008")];
    desk.post("/breve/flok", &form).await;
    settled(&desk).await;
    desk.post("/breve/flok/udelad", &[("reference", "K-2/draft-1"), ("why", "Skrives i hånden.")]).await;
    desk.post("/sager/K-1/note", &[("text", "Hun har ringet."), ("token", "note-2")]).await;
    // Stopped before it begins: nothing leaves.
    desk.post("/breve/flok/styr", &[("wish", "stop")]).await;
    desk.post("/breve/flok/send", &[]).await;
    let page = settled(&desk).await;
    assert!(page.contains("0 breve er sendt, 0 kunne ikke sendes, 2 blev ikke forsøgt"), "{page}");
    desk.post("/breve/flok/styr", &[("wish", "away")]).await;
    desk.post("/breve/flok", &form).await;
    settled(&desk).await;
    desk.post("/breve/flok/udelad", &[("reference", "K-2/draft-1"), ("why", "Skrives i hånden.")]).await;
    desk.post("/sager/K-1/note", &[("text", "Hun har ringet igen."), ("token", "note-3")]).await;
    desk.post("/breve/flok/send", &[]).await;
    let page = settled(&desk).await;
    assert!(page.contains("1 brev er sendt, 1 kunne ikke sendes") && page.contains("sagen er ændret"), "{page}");
}

#[tokio::test]
async fn a_hostile_name_stays_a_name_on_the_page_and_in_the_file_of_the_list() {
    let desk = desk("sagsbehandler-1").await;
    for path in ["/sager/K-2/breve", "/sager/K-2/breve/kladde/hearing?oplysning=draft-1"] {
        let page = desk.page(path).await;
        assert!(!page.contains("<script>alert") && page.contains("شيخة"), "{path}");
    }
    let (status, headers, body) = desk.get("/opgaver.csv").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    let text = String::from_utf8(body).unwrap();
    for part in [
        "\u{feff}Liste;Pligter",
        "Sagsbehandler 1 (sagsbehandler-1), Aarhus Kommune",
        "Sag;Person-id;Navn",
        "højst 10.000",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(desk.page("/sager.csv").await.contains("Amira Nour"));
    let log = desk.page("/sager/K-1/log").await;
    assert!(log.contains("udtræk af sagen"), "{log}");
}

#[tokio::test]
async fn a_program_writes_reads_and_sends_a_letter_and_gets_the_same_answer_again() {
    let desk = desk("sagsbehandler-1").await;
    desk.say_who_writes().await;
    let send = async |path: &str, body: &serde_json::Value, headers: &[(&str, &str)]| {
        let mut request =
            Request::post(path).header(header::COOKIE, &desk.cookie).header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (status, _, text) = desk.ask(request.body(Body::from(body.to_string())).unwrap()).await;
        (status, serde_json::from_slice::<serde_json::Value>(&text).unwrap_or_default())
    };
    let listed: serde_json::Value = serde_json::from_str(&desk.page("/api/v1/cases/K-1/letters").await).expect("JSON");
    assert!(listed["open"].as_array().is_some_and(|open| open.iter().any(|one| one["kind"] == "hearing")), "{listed}");
    let mut letter =
        json!({ "kind": "hearing", "fact": "draft-1", "words": { "address": "Lindevej 12\n8000 Aarhus C" } });
    let (status, lacking) = send("/api/v1/cases/K-1/letters/preview", &letter, &[]).await;
    assert_eq!(status, StatusCode::OK, "{lacking}");
    assert_eq!((&lacking["lacks"][0]["field"], &lacking["file"]), (&json!("deadline"), &serde_json::Value::Null));
    letter["words"]["deadline"] = "24.06.2008".into();
    let (_, written) = send("/api/v1/cases/K-1/letters/preview", &letter, &[]).await;
    assert!(written["reads"].as_array().is_some_and(|parts| parts.len() > 3), "{written}");
    let tag = format!("\"{}\"", written["version"]);
    letter["sha256"] = "0".repeat(64).into();
    let (status, other) = send("/api/v1/cases/K-1/letters", &letter, &[("if-match", &tag)]).await;
    assert_eq!(
        (status, &other["errors"][0]["key"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("problem-letter-differs"))
    );
    letter["sha256"] = written["file"]["sha256"].clone();
    let headers = [("if-match", tag.as_str()), ("idempotency-key", "letter-1")];
    let (status, sent) = send("/api/v1/cases/K-1/letters", &letter, &headers).await;
    assert_eq!((status, &sent["sha256"]), (StatusCode::CREATED, &letter["sha256"]), "{sent}");
    let (status, again) = send("/api/v1/cases/K-1/letters", &letter, &headers).await;
    assert_eq!((status, again), (StatusCode::CREATED, sent));
}

#[tokio::test]
async fn a_letter_whose_occasion_somebody_else_closed_is_told_with_who_and_when() {
    let mut desk = desk("sagsbehandler-1").await;
    desk.say_who_writes().await;
    desk.type_hearing().await;
    let own = desk.cookie.clone();
    desk.enter("sagsbehandler-2").await;
    desk.type_hearing().await;
    let page = desk.page(&below(HEARING, "/send")).await;
    let (sha, version) = (value_of(&page, "sha256").unwrap(), value_of(&page, "version").unwrap());
    let (status, ..) = desk.post(&below(HEARING, "/send"), &[("sha256", &sha), ("version", &version)]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    desk.cookie = own;
    let (status, _, body) = desk.get(HEARING).await;
    let page = String::from_utf8_lossy(&body).into_owned();
    assert_eq!(status, StatusCode::CONFLICT, "{page}");
    assert!(page.contains("Brevet er ikke længere aktuelt") && page.contains("Sagsbehandler 2"), "{page}");
    for step in ["/send", ""] {
        let (status, ..) = desk.post(&below(HEARING, step), &[("sha256", "0"), ("version", &version)]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{step}: led to the page that tells");
    }
    let never = "/sager/K-1/breve/kladde/hearing?oplysning=draft-9";
    assert_eq!(desk.get(never).await.0, StatusCode::NOT_FOUND, "what never was is told as before");
}

#[tokio::test]
async fn a_letter_that_could_be_sent_is_left_out_of_a_batch_by_name_and_told_of_at_the_end() {
    let desk = desk("sagsbehandler-1").await;
    desk.say_who_writes().await;
    desk.type_hearing().await;
    let fields = [("kind", "hearing"), ("whose", "alle"), ("language", "da"), ("deadline", "24.06.2008")];
    assert_eq!(desk.post("/breve/flok", &fields).await.0, StatusCode::SEE_OTHER);
    let mut page = String::new();
    for _ in 0..100 {
        page = desk.page("/breve/flok").await;
        if page.contains("Prøven er færdig") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(page.contains("value=\"K-1/draft-1\""), "{page}");
    let fields = [("reference", "K-1/draft-1"), ("why", "Personen er hørt mundtligt.")];
    desk.post("/breve/flok/udelad", &fields).await;
    let page = desk.page("/breve/flok").await;
    assert!(page.contains("1 brev, der kunne sendes, er udeladt"), "{page}");
    assert!(page.contains("Sagsbehandler 1: Personen er hørt mundtligt."), "{page}");
    assert!(!page.contains("value=\"K-1/draft-1\""), "it can be chosen no more");
}
