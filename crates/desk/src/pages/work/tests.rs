//! The work list over HTTP: columns that are chosen and kept, and many cases given away in the background and taken back.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use casework::case_import::import;
use casework::office::Office;
use form_urlencoded::Serializer;
use jiff::Timestamp;
use jiff::civil::date;
use journal::Journal;
use serde_json::json;

use tower::ServiceExt;

use crate::app::App;
use crate::officers::Officers;
use crate::router::router;

struct Desk {
    _folder: tempfile::TempDir,
    router: Router,
    cookie: String,
}

/// A desk with thirty cases in Aarhus and one in Copenhagen, and an officer who has entered.
async fn desk(officer: &str) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let mut journal = Journal::open(&url).expect("a journal");
    let line = |nth: usize| {
        let municipality = if nth == 0 { 101 } else { 751 };
        json!({
            "case": format!("K-{nth}"),
            "persons": [{ "id": format!("{}", 100_000 + nth), "name": format!("Person {nth}"), "born": "1979-05-02" }],
            "facts": [
                { "fact": "citizenship", "on": "2008-01-10", "country": "SOM" },
                { "fact": "permit", "on": "2008-01-10", "ground": "7:1" },
                { "fact": "placement", "on": "2008-01-10", "municipality": municipality, "basis": ["quota"] },
                { "fact": "cpr_registration", "on": "2008-02-28", "municipality": municipality, "effective": "2008-03-01" },
            ]
        })
        .to_string()
    };
    let lines: Vec<String> = (0..=30).map(line).collect();
    import(&mut journal, lines.join("\n").as_bytes(), "cases.jsonl", "test", Timestamp::now()).expect("an import");
    drop(journal);
    let office = Office::open(&url, date(2008, 3, 10)).expect("an office");
    let mut desk = Desk {
        _folder: folder,
        router: router(App::new(office, Officers::of_the_demo(), None)),
        cookie: String::new(),
    };
    let form = Request::post("/ind").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let (_, cookie, _) = desk.ask(form.body(Body::from(format!("officer={officer}"))).expect("a request")).await;
    desk.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    desk
}

impl Desk {
    /// Status, cookie or address that the browser is led to, and text.
    async fn ask(&self, request: Request<Body>) -> (StatusCode, String, String) {
        let response = self.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("the answer has an end");
        let told = parts.headers.get(header::SET_COOKIE).or_else(|| parts.headers.get(header::LOCATION));
        let told = told.map_or("", |value| value.to_str().expect("a text")).to_owned();
        (parts.status, told, String::from_utf8_lossy(&body).into_owned())
    }

    async fn page(&self, path: &str) -> String {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        let (status, _, text) = self.ask(request.body(Body::empty()).expect("a request")).await;
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        text
    }

    /// Posts a form and answers where it leads.
    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let page = self.page("/opgaver").await;
        let csrf = page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a mark");
        let body = Serializer::new(String::new()).extend_pairs(fields).append_pair("csrf", csrf).finish();
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let (status, location, text) = self.ask(request.body(Body::from(body)).expect("a request")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{path}: {text}");
        location
    }

    /// The page of a change once it is over.
    async fn ended(&self) -> String {
        for _ in 0..100 {
            let page = self.page("/opgaver/fordel").await;
            if !page.contains("/opgaver/fordel/styr") {
                return page;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("it did not end")
    }
}

#[tokio::test]
async fn the_columns_that_somebody_chose_are_kept_for_them_in_page_and_file() {
    let desk = desk("koordinator-1").await;
    let usual = desk.page("/opgaver.csv").await;
    assert!(
        usual.contains("Sag;Person-id;Navn;Hvad;Bestemmelse;Lovens frist;Dage over fristen;Mål;Kommune;Sagsbehandler")
    );
    let fields =
        [("kolonne", "opstaaet"), ("kolonne", "hvad"), ("kolonne", "hemmelig"), ("back", "/opgaver?tid=overdue")];
    assert_eq!(desk.post("/valg/opgaver/kolonner", &fields).await, "/opgaver?tid=overdue");
    let page = desk.page("/opgaver").await;
    assert!(page.contains(">Opstået</th>") && !page.contains(">Mål</th>"), "{page}");
    assert!(page.contains("sorteret efter lovens frist"), "what it is sorted by is said, shown or not");
    let file = desk.page("/opgaver.csv").await;
    assert!(file.contains("\r\nSag;Person-id;Navn;Hvad;Bestemmelse;Opstået\r\n"), "{file}");
    let width = |line: &str| line.split(';').count();
    let rows = file.lines().skip_while(|line| !line.starts_with("Sag;")).skip(1);
    assert!(rows.clone().count() > 0 && rows.into_iter().all(|row| width(row) == 6), "{file}");
    desk.post("/valg/opgaver/kolonner", &[("saedvanlige", "ja"), ("back", "//elsewhere.example")]).await;
    assert_eq!(desk.page("/opgaver.csv").await, usual);
}

#[tokio::test]
async fn a_whole_list_is_given_away_after_a_look_and_taken_back_and_another_s_choice_in_between_stands() {
    let desk = desk("koordinator-1").await;
    let fields = [("alle", "ja"), ("to", "sagsbehandler-2"), ("back", "/opgaver")];
    assert_eq!(desk.post("/opgaver/fordel", &fields).await, "/opgaver/fordel");
    let preview = desk.page("/opgaver/fordel").await;
    assert!(preview.contains("30 sager vil gå til Sagsbehandler 2"), "{preview}");
    desk.post("/opgaver/fordel/udfoer", &[("reason", "ferie")]).await;
    let ended = desk.ended().await;
    assert!(ended.contains("30 sager er gået til Sagsbehandler 2"), "{ended}");
    assert!(ended.contains("0 kunne ikke flyttes, 0 blev ikke forsøgt"), "{ended}");
    // A button pressed again does nothing more.
    desk.post("/opgaver/fordel/udfoer", &[]).await;
    assert!(desk.ended().await.contains("30 sager er gået til"));

    let taken = axum::body::Body::from(json!({ "cases": ["K-7"], "to": "sagsbehandler-1" }).to_string());
    let request = Request::post("/api/v1/assignments")
        .header(header::COOKIE, &desk.cookie)
        .header(header::CONTENT_TYPE, "application/json");
    assert_eq!(desk.ask(request.body(taken).expect("a request")).await.0, StatusCode::OK);
    desk.post("/opgaver/fordel/fortryd", &[]).await;
    let undone = desk.ended().await;
    assert!(undone.contains("29 sager er givet tilbage") && undone.contains("1 kunne ikke flyttes"), "{undone}");
    assert!(undone.contains("K-7: en anden har givet den videre imens"), "{undone}");
    assert!(!undone.contains("/opgaver/fordel/fortryd"), "what takes back is not taken back");
}

#[tokio::test]
async fn with_nothing_chosen_it_is_said_what_to_do_and_nothing_can_be_begun() {
    let desk = desk("koordinator-1").await;
    desk.post("/opgaver/fordel", &[("to", "sagsbehandler-2"), ("back", "/opgaver")]).await;
    let page = desk.page("/opgaver/fordel").await;
    assert!(page.contains("Der er ikke valgt nogen sager") && !page.contains("/opgaver/fordel/udfoer"), "{page}");
}
