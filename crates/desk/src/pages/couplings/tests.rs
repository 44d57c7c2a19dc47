//! Deciding pairs over HTTP, on a journal of two pairs: one without risk, one whose sex differs.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use casework::fact::{self, Pair, Queued};
use casework::office::Office;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use journal::{Journal, NewFact};
use oversight::uncoupled::Cause;
use registers::cpr::{RecordBuilder, RecordType};
use tempfile::TempDir;
use tower::ServiceExt;
use vocabulary::{CprNumber, PersonIdFormat};

use crate::app::App;
use crate::officers::Officers;
use crate::router::router;
use crate::session::COOKIE;

const TODAY: Date = date(2026, 11, 20);
/// Issued numbers hold modulus 11; these do not.
const PLAIN: (&str, &str) = ("A-0001", "0101901111");
const RISKY: (&str, &str) = ("B-0001", "0201901115");

struct Desk {
    _folder: TempDir,
    router: Router,
    app: App,
}

/// Somebody at work in a browser.
struct Browser<'a> {
    desk: &'a Desk,
    cookie: String,
}

fn pair((person_id, cpr_number): (&str, &str)) -> Pair {
    Pair {
        person_id: PersonIdFormat::default().parse(person_id).expect("a person-id"),
        cpr_number: CprNumber::parse(cpr_number).expect("a CPR number"),
    }
}

fn told(kind: &str, subject: String, payload: String) -> NewFact {
    let kind = kind.to_owned();
    let actor = "night".to_owned();
    NewFact { kind, subject, valid_from: None, valid_to: None, actor, source: None, replaces: None, payload }
}

/// The two persons of a pair, and the pair in the queue.
fn waiting(of: (&str, &str), sex_in_carl2: &str, name: &str) -> Vec<NewFact> {
    let pair = pair(of);
    let record = |kind, fields: &[(&str, &str)]| {
        let builder = RecordBuilder::new(kind, pair.cpr_number);
        let record = fields.iter().fold(builder, |record, (field, value)| record.put(field, value));
        String::from_utf8(record.build().expect("a record").stripped().to_vec()).expect("plain text")
    };
    let person = [
        ("PNRGAELD", ""),
        ("STATUS", "01"),
        ("STATUSHAENSTART", "000000000000"),
        ("KOEN", "K"),
        ("FOED_DT", "1990-01-01"),
    ];
    let records =
        [record(RecordType::Person, &person), record(RecordType::Name, &[("FORNVN", name), ("EFTERNVN", "Berg")])];
    let carl2 = format!(
        r#"{{"person_id":"{}","given_names":"{name}","surname":"Berg","birth_date":"1990-01-01","sex":"{sex_in_carl2}"}}"#,
        of.0
    );
    let cause = Cause::PersonIdMissing;
    let queued =
        Queued { pair: pair.clone(), rule: "weight".to_owned(), weight_millibits: 5_000, probability: 0.9, cause };
    let subject = || fact::carl2_subject(&pair.person_id);
    vec![
        told(fact::CARL2_PERSON, subject(), carl2),
        told(fact::CPR_PERSON, fact::cpr_subject(pair.cpr_number), records.join("\n")),
        told(fact::COUPLING_QUEUED, subject(), fact::json(&queued)),
    ]
}

/// The plain pair is queued by fact 3, the risky one by fact 6.
const PLAIN_AT: u64 = 3;
const RISKY_AT: u64 = 6;

fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let mut journal = Journal::open(&url).expect("a journal");
    let mut facts = waiting(PLAIN, "K", "Anna");
    facts.extend(waiting(RISKY, "M", "Bo"));
    // Before any night everybody counts as protected.
    facts.push(told(fact::NIGHT_STARTED, fact::night_subject(TODAY), r#"{"deliveries":[]}"#.to_owned()));
    let mut transaction = journal.begin(Timestamp::now()).expect("a transaction");
    transaction.append_all(&facts).expect("facts");
    transaction.commit().expect("a commit");
    let office = Office::open(&url, TODAY).expect("an office");
    let app = App::new(office, Officers::of_the_demo(), None);
    Desk { _folder: folder, router: router(app.clone()), app }
}

impl Desk {
    fn enter(&self, officer: &str) -> Browser<'_> {
        let officer = self.app.officers().get(officer).expect("an officer of the demo");
        let name = self.app.sessions().begin(officer).expect("randomness");
        Browser { desk: self, cookie: format!("{COOKIE}={name}") }
    }
}

struct Answer {
    status: StatusCode,
    location: String,
    text: String,
}

impl Browser<'_> {
    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.desk.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("the answer has an end");
        let location = parts.headers.get(header::LOCATION).map(|place| place.to_str().expect("an address").to_owned());
        let text = String::from_utf8(body.to_vec()).expect("a text");
        Answer { status: parts.status, location: location.unwrap_or_default(), text }
    }

    async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    async fn post(&self, path: &str, csrf: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = form_urlencoded::Serializer::new(String::new());
        let body = form.append_pair("csrf", csrf).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.send(request.body(Body::from(body)).expect("a request")).await;
        // A page that answers a form is read where the browser is led to.
        if answer.location.starts_with("/svar/") { self.get(&answer.location).await } else { answer }
    }

    /// The page of a pair, and the mark and version that its forms send back.
    async fn look(&self, position: u64) -> (String, String, String) {
        let page = self.get(&format!("/koblinger/{position}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let (csrf, version) = (hidden(&page.text, "csrf"), hidden(&page.text, "version"));
        (page.text, csrf, version)
    }

    /// Looks at a pair and decides it.
    async fn decide(&self, position: u64, fields: &[(&str, &str)]) -> Answer {
        let (_, csrf, version) = self.look(position).await;
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("version", version.as_str())]).collect();
        self.post(&format!("/koblinger/{position}/afgoer"), &csrf, &fields).await
    }
}

fn hidden(page: &str, name: &str) -> String {
    let after = page.split(&format!(r#"name="{name}" value=""#)).nth(1).unwrap_or_default();
    after.split('"').next().unwrap_or_default().to_owned()
}

/// The position of the decision that an answer goes on with.
fn decided(answer: &Answer) -> u64 {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let position = answer.location.split("afgjort=").nth(1).expect("what was decided");
    position.parse().expect("a position")
}

#[tokio::test]
async fn a_confirmed_pair_gives_way_to_the_next_and_can_be_undone_from_there() {
    let desk = desk();
    let steward = desk.enter("dataafstemmer-1");
    let list = steward.get("/koblinger").await;
    assert!(list.text.contains("2 af 2 par") && list.text.contains("Anna Berg"), "{}", list.text);
    assert!(!list.text.contains("0101901111") && !list.text.contains("010190-1111"), "no whole number in a list");
    let answer = steward.decide(PLAIN_AT, &[("afgoerelse", "bekraeft")]).await;
    assert!(answer.location.starts_with(&format!("/koblinger/{RISKY_AT}?")), "{}", answer.location);
    let next = steward.get(&answer.location).await;
    for part in ["Anna Berg er koblet", "1 af 1", "autofocus", "/fortryd"] {
        assert!(next.text.contains(part), "{part} in {}", next.text);
    }
    // Nothing rests on it yet; without a method nothing can be queued again, and that is told.
    let undo = format!("/koblinger/{}/fortryd", decided(&answer));
    let (_, csrf, _) = steward.look(RISKY_AT).await;
    let undone = steward.post(&undo, &csrf, &[]).await;
    assert_eq!(undone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(undone.text.contains("Intet er gemt"), "{}", undone.text);
}

#[tokio::test]
async fn a_rejection_needs_its_reason_and_is_taken_back_at_once() {
    let desk = desk();
    let steward = desk.enter("dataafstemmer-1");
    let without = steward.decide(PLAIN_AT, &[("afgoerelse", "afvis"), ("ord", "ligner ikke")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.text.contains("Vælg en grund") && without.text.contains("ligner ikke"), "what was typed is kept");
    let rejected = steward.decide(PLAIN_AT, &[("afgoerelse", "afvis"), ("grund", "other-person")]).await;
    let (_, csrf, _) = steward.look(RISKY_AT).await;
    let undone = steward.post(&format!("/koblinger/{}/fortryd", decided(&rejected)), &csrf, &[]).await;
    let page = steward.get(&undone.location).await;
    assert!(page.text.contains("Anna Berg er tilbage i køen") && page.text.contains("fortrudt"), "{}", page.text);
    assert!(steward.get("/koblinger").await.text.contains("2 af 2 par"));
}

#[tokio::test]
async fn a_parked_pair_leaves_the_way_and_stays_in_the_queue() {
    let desk = desk();
    let steward = desk.enter("dataafstemmer-1");
    let parked = steward.decide(PLAIN_AT, &[("afgoerelse", "parker"), ("grund", "insufficient")]).await;
    assert!(steward.get("/koblinger").await.text.contains("1 af 1 par"));
    let list = steward.get("/koblinger?del=lagt-til-side").await;
    assert!(list.text.contains("Anna Berg"));
    let (_, csrf, _) = steward.look(RISKY_AT).await;
    let undone = steward.post(&format!("/koblinger/{}/fortryd", decided(&parked)), &csrf, &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    assert!(steward.get("/koblinger").await.text.contains("2 af 2 par"));
}

#[tokio::test]
async fn the_second_approval_of_a_risky_pair_is_another_s() {
    let desk = desk();
    let (one, two) = (desk.enter("dataafstemmer-1"), desk.enter("dataafstemmer-2"));
    let without = one.decide(RISKY_AT, &[("afgoerelse", "bekraeft")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let proposed = one.decide(RISKY_AT, &[("afgoerelse", "bekraeft"), ("grund", "papirer")]).await;
    decided(&proposed);
    let own = one.decide(RISKY_AT, &[("afgoerelse", "godkend")]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.text.contains("Du har selv foreslået koblingen"), "{}", own.text);
    let (page, ..) = two.look(RISKY_AT).await;
    assert!(page.contains("Dataafstemmer 1 foreslår koblingen") && page.contains("pas eller legitimation er set"));
    decided(&two.decide(RISKY_AT, &[("afgoerelse", "godkend")]).await);
    let (page, ..) = two.look(RISKY_AT).await;
    assert!(page.contains("Ophæv koblingen"), "{page}");
}

#[tokio::test]
async fn of_two_at_once_the_second_is_told_who_decided_what_and_nothing_of_theirs_is_stored() {
    let desk = desk();
    let (one, two) = (desk.enter("dataafstemmer-1"), desk.enter("dataafstemmer-2"));
    let (_, csrf, version) = two.look(PLAIN_AT).await;
    decided(&one.decide(PLAIN_AT, &[("afgoerelse", "afvis"), ("grund", "twin-or-sibling")]).await);
    let fields = [("afgoerelse", "bekraeft"), ("ord", "samme fødested"), ("version", version.as_str())];
    let late = two.post(&format!("/koblinger/{PLAIN_AT}/afgoer"), &csrf, &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    for part in ["Dataafstemmer 1", "koblingen afvist", "samme fødested", &format!("/koblinger/{RISKY_AT}")] {
        assert!(late.text.contains(part), "{part} in {}", late.text);
    }
    assert!(two.look(PLAIN_AT).await.0.contains("afvist"), "the first decision stands");
}

#[tokio::test]
async fn whoever_sees_a_pair_or_its_whole_numbers_stands_in_the_read_log() {
    let desk = desk();
    let steward = desk.enter("dataafstemmer-1");
    steward.look(PLAIN_AT).await;
    let whole = steward.get(&format!("/koblinger/{PLAIN_AT}?cpr=vis")).await;
    assert_eq!(whole.status, StatusCode::OK);
    for subject in ["carl2:A-0001", "cpr:0101901111"] {
        let reads = desk.app.office().with_journal(|journal| journal.reads_of(subject)).expect("the read log");
        let parts: Vec<&str> = reads.iter().map(|read| read.entry.what.as_str()).collect();
        assert!(parts.contains(&"registrene side om side") && parts.contains(&"hele CPR-nummeret"), "{parts:?}");
        assert!(reads.iter().all(|read| read.entry.actor == "dataafstemmer-1"));
        assert!(reads.iter().all(|read| read.entry.purpose == "kobling af registre"));
    }
}

#[tokio::test]
async fn who_may_not_couple_finds_no_pair_and_who_may_only_read_decides_nothing() {
    let desk = desk();
    let caseworker = desk.enter("sagsbehandler-1");
    for path in ["/koblinger", "/koblinger/3", "/koblinger/999", "/koblinger/3/ophaev", "/koblinger/fund"] {
        assert_eq!(caseworker.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let auditor = desk.enter("revisor-1");
    let page = auditor.get(&format!("/koblinger/{PLAIN_AT}")).await;
    assert!(page.status == StatusCode::OK && !page.text.contains("afgoerelse"));
    let keys = auditor.get("/koblinger/taster").await;
    let fields = [("afgoerelse", "bekraeft"), ("version", "7")];
    let refused = auditor.post(&format!("/koblinger/{PLAIN_AT}/afgoer"), &hidden(&keys.text, "csrf"), &fields).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_program_reads_a_pair_decides_it_once_and_finds_it_among_the_decided() {
    let desk = desk();
    let steward = desk.enter("dataafstemmer-1");
    let asked = |path: &str| Request::get(path).header(header::COOKIE, &steward.cookie).body(Body::empty());
    let json = |answer: &Answer| serde_json::from_str::<serde_json::Value>(&answer.text).expect("JSON");
    let seen = json(&steward.send(asked(&format!("/api/v1/couplings/{PLAIN_AT}")).expect("a request")).await);
    let version = format!("\"{}\"", seen["version"].as_u64().expect("a version"));
    let decide = |body: &'static str| {
        Request::post(format!("/api/v1/couplings/{PLAIN_AT}/decisions"))
            .header(header::COOKIE, &steward.cookie)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::IF_MATCH, &version)
            .header("idempotency-key", "k-1")
            .body(Body::from(body))
            .expect("a request")
    };
    let body = r#"{"judgement":"reject","code":"other-person"}"#;
    let first = steward.send(decide(body)).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    let again = steward.send(decide(body)).await;
    assert_eq!((again.status, &again.text), (StatusCode::CREATED, &first.text));
    let other = json(&steward.send(decide(r#"{"judgement":"park"}"#)).await);
    assert_eq!(other["type"], "/api#key-used");
    let decided = json(&steward.send(asked("/api/v1/couplings/decided").expect("a request")).await);
    assert_eq!(decided["found"], 1, "{decided}");
    assert_eq!(decided["rows"][0]["position"], json(&first)["position"]);
    assert_eq!(decided["rows"][0]["what"], "rejected");
    assert_eq!(decided["rows"][0]["pair"]["cpr_number"], "010190-••••");
    let doubted = json(&steward.send(asked("/api/v1/couplings/doubted").expect("a request")).await);
    assert_eq!(doubted["found"], 0, "{doubted}");
}
