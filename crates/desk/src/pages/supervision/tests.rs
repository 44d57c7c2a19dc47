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
    assert_eq!(status, StatusCode::OK);
    assert!(csv.starts_with('\u{feff}'), "a spreadsheet is told that it is UTF-8");
    let rows: Vec<&str> = csv.lines().skip_while(|line| !line.starts_with("Databehandler;")).collect();
    assert_eq!(rows.len(), 4, "the heads, and a row for each of the demo's three: {csv}");
    assert!(
        rows[0].ends_with("Risikovurderet før aftalen;Seneste tilsyn;Næste tilsyn;Tredjelande;Fund"),
        "{}",
        rows[0]
    );
    assert!(csv.contains("Dannet") && !csv.contains("agreement-signed"), "{csv}");
    let (status, _) = desk.get("/opfoelgning/databehandlere.csv?dag=2024-02-30", "da").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "no file of another day than the one that was asked for");
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
    assert!(page.contains("Status i ord: skal udfyldes"), "the summary names the field that is missing: {page}");
    let typed = with("status", "<script>alert(1)</script>");
    for _ in 0..2 {
        let (status, _, location) = desk.post(path, &typed).await;
        assert_eq!((status, location.as_str()), (StatusCode::SEE_OTHER, "/opfoelgning/revision/2017-1?gemt=ja"));
    }
    let (_, page) = desk.get("/opfoelgning/revision/2017-1", "da").await;
    assert!(!page.contains("<script>alert") && page.contains("&#60;script&#62;alert"), "typed markup is a text");
    assert_eq!(page.matches("<p class=\"timeline-title\">Status blev meldt</p>").count(), 1, "sent twice, done once");
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

#[tokio::test]
async fn each_party_is_offered_its_own_steps_with_an_audit_point() {
    for (officer, own, others) in [
        ("controller-1", "/evidence-added", ["/closing-recommended", "/closed", "/reopened"]),
        ("revisor-1", "/deadline-set", ["/evidence-added", "/closing-proposed", "/closed"]),
        ("statsrevisor-1", "/deadline-set", ["/evidence-added", "/closing-proposed", "/closing-recommended"]),
    ] {
        let desk = desk(officer).await;
        for point in ["2017-1", "2017-2", "2017-3", "2017-4"] {
            let (_, page) = desk.get(&format!("/opfoelgning/revision/{point}"), "da").await;
            if page.contains(">åbent<") {
                assert!(page.contains(&format!("{point}{own}\"")), "{officer} {point}");
            }
            for step in others {
                assert!(!page.contains(&format!("{point}{step}\"")), "{officer} {point} {step}");
            }
        }
    }
}

#[tokio::test]
async fn every_number_of_the_front_page_opens_and_a_list_that_is_narrowed_has_as_many_as_it_says() {
    let desk = desk("tilsyn-1").await;
    let (_, front) = desk.get("/opfoelgning", "da").await;
    let points: Vec<&str> = front.split("<li><a href=\"/opfoelgning").skip(1).collect();
    assert_eq!(
        front
            .split("<main")
            .nth(1)
            .and_then(|rest| rest.split("</main>").next())
            .map_or(0, |main| main.matches("<li>").count()),
        points.len(),
        "{front}"
    );
    for link in points {
        let (href, said) = link.split_once("\">").expect("a link with a text");
        let href = format!("/opfoelgning{}", href.replace("&#38;", "&").replace("&amp;", "&"));
        let (status, page) = desk.get(&href, "da").await;
        assert_eq!(status, StatusCode::OK, "{href}");
        let said = said.split("</a>").next().unwrap_or_default();
        let count: usize = said.split(' ').find_map(|word| word.parse().ok()).expect("a number");
        // Findings and decisions are counted, and the list is of what has them.
        if href.contains("revision?kun=") || href.contains("danskuddannelse?status=") {
            let rows = page.split("<tbody>").nth(1).map_or(0, |body| body.matches("<tr>").count());
            assert_eq!(rows, count, "{href}");
        }
        if href.ends_with("kun=fund") {
            assert!(!page.contains(">I orden<") && page.contains("Vis alle"), "{href}");
        }
    }
}

#[tokio::test]
async fn what_stands_and_what_is_mended_are_told_apart_and_what_is_missing_is_not_told_as_handed_in() {
    let desk = desk("tilsyn-1").await;
    let mut told = false;
    for id in 1..=3 {
        let (_, page) = desk.get(&format!("/opfoelgning/databehandlere/processor-{id}"), "da").await;
        let Some((standing, rest)) = page.split_once(" består, ") else { continue };
        told = true;
        let standing: usize = standing
            .rsplit(['>', ' '])
            .find(|part| !part.is_empty())
            .and_then(|part| part.parse().ok())
            .expect("a count");
        let mended: usize = rest.split(' ').next().and_then(|part| part.parse().ok()).expect("a count");
        let table =
            page.split("<h2>Fund</h2>").nth(1).and_then(|rest| rest.split("</table>").next()).expect("the table");
        assert_eq!(table.matches("<td>består</td>").count(), standing, "{table}");
        assert_eq!(table.matches("<tr>").count() - 1, standing + mended, "{table}");
    }
    assert!(told, "the demo has a processor with findings that stand and findings that are mended");
    let pages = ["undertaking-1", "undertaking-2", "undertaking-3", "undertaking-4"];
    let mut missing = 0;
    for id in pages {
        let (_, page) = desk.get(&format!("/opfoelgning/koncernmaal/{id}"), "da").await;
        missing += page.matches("ikke afleveret (").count() + page.matches("ikke udført (").count();
        assert!(!page.contains("dage over</td>"), "{id}: a day that has passed is no delivery");
        assert!(page.contains("2024") && !page.contains(">udlaendingestyrelsen-2024<"), "{id}: the plan by its title");
    }
    assert!(missing > 0, "the demo has something that is missing");
}

#[tokio::test]
async fn histories_are_told_in_words_and_in_the_past_and_show_no_key() {
    let desk = desk("tilsyn-1").await;
    let mut seen = 0;
    for list in ["rapporter", "revision", "databehandlere", "koncernmaal"] {
        let (_, page) = desk.get(&format!("/opfoelgning/{list}"), "da").await;
        let head = format!("<th scope=\"row\"><a href=\"/opfoelgning/{list}/");
        let links = page.split(&head).skip(1);
        for id in links.filter_map(|rest| rest.split('"').next()) {
            let (_, page) = desk.get(&format!("/opfoelgning/{list}/{id}"), "da").await;
            let history = page.split("<ol class=\"timeline\">").nth(1).and_then(|rest| rest.split("</ol>").next());
            let history = history.expect("a history");
            seen += 1;
            for key in [
                "information-security",
                "qualified-staff",
                "how-supervised",
                "udlaendingestyrelsen-2024",
                "· medium",
                "· high",
                "covered",
                "uncoupled-permits",
                "Meld ",
                "Indkald ",
                "Registrér ",
                "-01-15<",
            ] {
                assert!(!history.contains(key), "{list}/{id} {key}: {history}");
            }
        }
    }
    assert!(seen > 10, "{seen}");
    let (_, page) = desk.get("/opfoelgning/rapporter/0155-2024-12-31", "da").await;
    assert!(page.contains("Et punkt blev rejst") && page.contains("Frist: 15. januar 2027"), "{page}");
}

#[tokio::test]
async fn without_a_letterhead_nothing_can_be_sent_and_the_choice_stays() {
    let desk = desk("tilsyn-1").await;
    let (_, list) = desk.get("/opfoelgning/danskuddannelse", "da").await;
    let codes: Vec<&str> = list
        .split("name=\"municipality\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .take(2)
        .collect();
    let (csrf, last) = (hidden(&list, "csrf"), hidden(&list, "period_last"));
    let fields =
        [("csrf", csrf.as_str()), ("period_last", &last), ("municipality", codes[0]), ("deadline", "01.03.2027")];
    let (status, page, _) = desk.post("/opfoelgning/danskuddannelse/indkald", &fields).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("1 kommune indkaldes") && !page.contains("1 kommuner"), "{page}");
    assert!(page.contains("Brevhovedet mangler") && !page.contains("indkald/send"), "{page}");
    assert!(page.contains(&format!("valgt={}", codes[0])), "the way back keeps the choice");
    let (_, again) = desk.get(&format!("/opfoelgning/danskuddannelse?valgt={}", codes.join(",")), "da").await;
    assert_eq!(again.matches(" checked").count(), 2);
    let (_, page, _) = desk.post("/opfoelgning/danskuddannelse/indkald/send", &fields).await;
    assert!(page.contains(&format!("name=\"municipality\" value=\"{}\"", codes[0])), "{page}");
    assert!(page.contains("1 kommune indkaldes"), "who was chosen is still told: {page}");
}

#[tokio::test]
async fn a_period_that_is_none_stays_in_its_fields_with_what_is_wrong_and_nothing_is_drawn_from_another() {
    let desk = desk("tilsyn-1").await;
    for (query, typed, said) in [
        ("fra=30.02.2026&til=31.03.2026", "30.02.2026", "Fra: "),
        ("fra=01.03.2026&til=01.02.2026", "01.03.2026", "Til: Dagen ligger før Fra"),
    ] {
        let (status, page) = desk.get(&format!("/opfoelgning/stikproeve?{query}"), "da").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(page.contains(&format!("value=\"{typed}\"")) && page.contains(said), "{page}");
        assert!(page.contains("Tallene er fra 17. november 2025 til 17. november 2026"), "{page}");
        assert!(!page.contains("name=\"seed\""), "{query}");
    }
    let (status, page) = desk.get("/opfoelgning/stikproeve?fra=01.03.2026&til=31.03.2026", "da").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("name=\"seed\"") && page.contains("Frø"), "{page}");
    for path in ["/tilsyn?fra=2024-02-30", "/tilsyn/sager?fra=2024-02-30", "/tilsyn.csv?fra=2024-02-30"] {
        let (status, page) = desk.get(path, "da").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(page.contains("2024-02-30"), "{path}: {page}");
    }
}
