//! The pages of supervision over HTTP: every page of every area, for those who may and those who may not, and a step by its form.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use casework::office::Office;
use casework::supervision::import;
use jiff::Timestamp;
use jiff::civil::date;
use journal::Journal;
use oversight::audit::points_of_2017;
use oversight::ledger::Party;
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

fn lines() -> String {
    let mut lines: Vec<String> =
        include_str!("../../../../../scripts/demo-supervision.jsonl").lines().map(ToOwned::to_owned).collect();
    for (id, steps) in points_of_2017() {
        for entry in steps {
            lines.push(
                json!({ "area": "audit", "id": id, "on": entry.on, "party": entry.party, "what": entry.what })
                    .to_string(),
            );
        }
    }
    lines.join("\n")
}

async fn desk(officer: &str) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let mut journal = Journal::open(&url).expect("a journal");
    let today = date(2026, 11, 17);
    let imported = import(&mut journal, lines().as_bytes(), "demo", "test", &Party::ALL, (Timestamp::now(), today))
        .expect("an import");
    assert_eq!(imported.left_out, [], "the demo's lines are sound");
    drop(journal);
    let office = Office::open(&url, today).expect("an office");
    let router = router(App::new(office, Officers::of_the_demo(), None));
    let mut desk = Desk { _folder: folder, router, cookie: String::new() };
    let body = json!({ "officer": officer }).to_string();
    let request =
        Request::post("/api/v1/session").header(header::CONTENT_TYPE, "application/json").body(Body::from(body));
    let entered = desk.router.clone().oneshot(request.expect("a request")).await.expect("an answer");
    let cookie = entered.headers()[header::SET_COOKIE].to_str().expect("a cookie");
    desk.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    desk
}

impl Desk {
    async fn send(&self, request: Request<Body>) -> (StatusCode, String, String) {
        let answer = self.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = answer.into_parts();
        let location =
            parts.headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
        let bytes = to_bytes(body, usize::MAX).await.expect("the answer has an end");
        (parts.status, String::from_utf8_lossy(&bytes).into_owned(), location)
    }

    async fn get(&self, path: &str, language: &str) -> (StatusCode, String) {
        let cookie = format!("{}; sprog={language}", self.cookie);
        let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).expect("a request");
        let (status, body, _) = self.send(request).await;
        (status, body)
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String, String) {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form));
        let answer = self.send(request.expect("a request")).await;
        // A page that answers a form is read where the browser is led to.
        if !answer.2.starts_with("/svar/") {
            return answer;
        }
        let page = Request::get(&answer.2).header(header::COOKIE, &self.cookie).body(Body::empty());
        self.send(page.expect("a request")).await
    }
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let after = page.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("the field");
    after.split('"').next().unwrap_or_default().to_owned()
}

const PAGES: [&str; 14] = [
    "/opfoelgning",
    "/opfoelgning/danskuddannelse",
    "/opfoelgning/danskuddannelse?status=overdue&sorter=-frist",
    "/opfoelgning/rapporter",
    "/opfoelgning/rapporter/0101-2024-12-31",
    "/opfoelgning/revision",
    "/opfoelgning/revision/2017-1",
    "/opfoelgning/raadighed",
    "/opfoelgning/databehandlere",
    "/opfoelgning/databehandlere/processor-2",
    "/opfoelgning/koncernmaal",
    "/opfoelgning/koncernmaal/undertaking-1",
    "/opfoelgning/koncernmaal/undertaking-4",
    "/opfoelgning/dokumentation",
];

#[tokio::test]
async fn every_page_is_shown_in_both_languages_to_those_who_supervise_and_is_not_there_for_others() {
    for officer in ["tilsyn-1", "controller-1", "revisor-1", "statsrevisor-1"] {
        let desk = desk(officer).await;
        for path in PAGES {
            for language in ["da", "en"] {
                let (status, page) = desk.get(path, language).await;
                assert_eq!(status, StatusCode::OK, "{officer} {path} {page}");
            }
        }
        assert_eq!(desk.get("/opfoelgning/maanen", "da").await.0, StatusCode::NOT_FOUND);
        assert_eq!(desk.get("/opfoelgning/revision/2017-9", "da").await.0, StatusCode::NOT_FOUND);
    }
    for officer in ["sagsbehandler-1", "dataafstemmer-1", "drift-1"] {
        let desk = desk(officer).await;
        for path in PAGES {
            assert_eq!(desk.get(path, "da").await.0, StatusCode::NOT_FOUND, "{officer} {path}");
        }
    }
}

#[tokio::test]
async fn the_overview_of_processors_names_what_is_wrong_with_each() {
    let desk = desk("controller-1").await;
    let (status, csv) = desk.get("/opfoelgning/databehandlere.csv", "da").await;
    assert_eq!((status, csv.lines().count()), (StatusCode::OK, 4));
    assert!(csv.contains("behandling begyndt før aftale") && csv.contains("risikovurdering efter aftale"), "{csv}");
}

#[tokio::test]
async fn a_step_by_its_form_is_taken_once_and_a_wrong_one_keeps_what_was_typed() {
    let desk = desk("controller-1").await;
    let (_, page) = desk.get("/opfoelgning/revision/2017-1", "da").await;
    let (csrf, token, version) = (hidden(&page, "csrf"), hidden(&page, "token"), hidden(&page, "version"));
    let common =
        [("csrf", csrf.as_str()), ("token", token.as_str()), ("version", version.as_str()), ("on", "17.11.2026")];
    let with =
        |field: &'static str, value: &'static str| common.into_iter().chain([(field, value)]).collect::<Vec<_>>();
    let path = "/opfoelgning/revision/2017-1/status-reported";
    let (status, page, _) = desk.post(path, &with("status", " ")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("skal udfyldes"), "the form says what is missing");
    let typed = with("status", "<script>alert(1)</script>");
    for _ in 0..2 {
        let (status, _, location) = desk.post(path, &typed).await;
        assert_eq!((status, location.as_str()), (StatusCode::SEE_OTHER, "/opfoelgning/revision/2017-1?gemt=ja"));
    }
    let (_, page) = desk.get("/opfoelgning/revision/2017-1", "da").await;
    assert!(!page.contains("<script>alert") && page.contains("&#60;script&#62;alert"), "typed markup is a text");
    assert_eq!(page.matches("<p class=\"timeline-title\">Meld status</p>").count(), 1, "sent twice, done once");
    let other = [
        ("csrf", csrf.as_str()),
        ("token", "andet"),
        ("version", version.as_str()),
        ("on", "17.11.2026"),
        ("status", "i gang"),
    ];
    let (status, ..) = desk.post(path, &other).await;
    assert_eq!(status, StatusCode::CONFLICT, "from a version that is old");
}

#[tokio::test]
async fn a_form_of_another_partys_step_is_refused_with_whose_it_is() {
    let desk = desk("revisor-1").await;
    let (_, page) = desk.get("/opfoelgning/revision/2017-2", "da").await;
    let (csrf, token, version) = (hidden(&page, "csrf"), hidden(&page, "token"), hidden(&page, "version"));
    let fields = [
        ("csrf", csrf.as_str()),
        ("token", &token),
        ("version", &version),
        ("on", "17.11.2026"),
        ("reasons", "derfor"),
    ];
    let (status, page, _) = desk.post("/opfoelgning/revision/2017-2/closing-proposed", &fields).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Dette skridt tages af ministeriet"), "{page}");
}

#[tokio::test]
async fn what_the_shared_goals_document_counts_in_the_plan_and_both_pages_say_so() {
    let desk = desk("controller-1").await;
    let (_, page) = desk.get("/opfoelgning/dokumentation", "da").await;
    assert!(page.contains("<a href=\"/maal/udlaendingestyrelsen-2024/2.3\">"), "{page}");
    assert!(page.contains("Tæller") && !page.contains("Tæller ikke"), "every line of the demo has its place");
    let (_, goal) = desk.get("/maal/udlaendingestyrelsen-2024/2.3", "da").await;
    assert!(goal.contains("5 af 5"), "{goal}");
    assert!(goal.contains("Hvor det samme også er registreret her, gælder dokumentationen"), "{goal}");
    assert!(goal.contains("<a href=\"/opfoelgning/koncernmaal/undertaking-3\">Fra opfølgning"), "{goal}");
    let (_, judged) = desk.get("/maal/hjemrejsestyrelsen-og-naevn-2024/2.1", "da").await;
    assert!(judged.contains("2,5 af 2,5"), "{judged}");
}
