//! The frame over HTTP: headers, assets, weight, languages, and what is told when something goes wrong.

use askama::Template;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Form;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use flate2::read::GzDecoder;
use futures_util::stream;
use tower::ServiceExt;

use super::*;

#[derive(Template)]
#[template(source = r#"{% extends "layout.html" %}{% block content %}<p>Indhold</p>{% endblock %}"#, ext = "html")]
struct Page {
    frame: Frame,
}

fn app() -> Router {
    let routes = Router::new()
        .route("/side", get(async |frame: Frame| page(&Page { frame: frame.titled("Prøve").below("Forside", "/") })))
        .route("/forbudt", get(async || Trouble::Forbidden))
        .route("/brudt", get(async || -> Result<Response, Trouble> { Err(std::fmt::Error.into()) }))
        .route("/panik", get(async || -> Response { panic!("a mistake") }))
        .route("/form", post(async |_: Form<Vec<(String, String)>>| "taget imod"))
        .route("/api/v1/forbudt", get(async || Trouble::Forbidden));
    let who = Who { user: "Anna Prøve".into(), role: "sagsbehandler".into(), authority: "Prøveby".into() };
    let navigation = vec![NavItem { key: "nights-title", href: "/side".into(), count: Some(1234) }];
    let visitor = Visitor { who: Some(who), navigation, may_find: true, csrf: "mærke".into(), behind_since: None };
    protect(dress(routes).layer(Extension(visitor)))
}

async fn ask(request: Request<Body>) -> (StatusCode, HeaderMap, Bytes) {
    let response = app().oneshot(request).await.expect("the router never fails");
    let (parts, body) = response.into_parts();
    (parts.status, parts.headers, to_bytes(body, usize::MAX).await.expect("the answer has an end"))
}

async fn get_text(path: &str) -> (StatusCode, String) {
    let (status, _, body) = ask(Request::get(path).body(Body::empty()).unwrap()).await;
    (status, String::from_utf8(body.to_vec()).expect("a text"))
}

fn packed(path: &str) -> Request<Body> {
    Request::get(path).header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap()
}

/// Addresses of assets in a page or a style sheet.
fn addresses(text: &str) -> Vec<String> {
    text.split(['"', '(', ')']).filter(|part| part.starts_with("/assets/")).map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn a_first_page_weighs_less_than_150_kilobytes_on_the_way() {
    let (status, headers, body) = ask(packed("/side")).await;
    assert_eq!((status, &headers[header::CONTENT_ENCODING]), (StatusCode::OK, &"gzip".parse().unwrap()));
    let mut weight = body.len();
    let (_, html) = get_text("/side").await;
    let assets = addresses(&html);
    assert!(assets.len() >= 8, "style, scripts, fonts and the icon: {assets:?}");
    for asset in assets {
        let (status, _, body) = ask(packed(&asset)).await;
        assert_eq!(status, StatusCode::OK, "{asset}");
        weight += body.len();
    }
    assert!(weight < 150_000, "{weight} bytes");
}

#[tokio::test]
async fn an_asset_is_kept_for_ever_and_not_sent_twice() {
    let address = assets::address("css/ankomst.css");
    let (_, headers, body) = ask(packed(&address)).await;
    assert_eq!(headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    assert_eq!(headers[header::CONTENT_TYPE], "text/css; charset=utf-8");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut GzDecoder::new(body.as_ref()), &mut text).expect("packed with gzip");
    assert!(text.contains("@font-face"));
    let again = Request::get(&address).header(header::IF_NONE_MATCH, &headers[header::ETAG]);
    let again = again.header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
    let (status, _, body) = ask(again).await;
    assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn every_address_in_the_style_sheets_leads_to_an_asset() {
    for sheet in ["css/dkfds.min.css", "css/ankomst.css"] {
        let (_, text) = get_text(&assets::address(sheet)).await;
        let files = text.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap_or_default().trim_matches('"'));
        // The design system's example logos: of a class that no page of ours uses.
        for file in files.filter(|file| !file.starts_with("../img/logo")) {
            let name = file.trim_start_matches("../");
            let (status, _, _) = ask(packed(&assets::address(name))).await;
            assert_eq!(status, StatusCode::OK, "{name}");
        }
    }
}

#[tokio::test]
async fn an_address_of_another_build_is_not_found() {
    let address = assets::address("css/ankomst.css").replace(assets::HASH, "0000000000000000");
    assert_eq!(get_text(&address).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_are_protected_and_kept_nowhere() {
    let (_, headers, _) = ask(packed("/side")).await;
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.starts_with("default-src 'self';") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(headers[header::REFERRER_POLICY], "no-referrer");
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    let (_, html) = get_text("/side").await;
    assert!(!html.contains(" style=") && !html.contains("<style") && !html.contains("<script>"), "nothing in line");
}

#[tokio::test]
async fn the_frame_tells_who_is_here_and_where() {
    let (_, html) = get_text("/side").await;
    for part in ["Anna Prøve, sagsbehandler", "Prøveby", r#"aria-current="page""#, "1.234", r##"href="#main-content""##]
    {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[tokio::test]
async fn a_form_switches_the_language_and_goes_back() {
    let form = Request::post("/sprog").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let (status, headers, _) = ask(form.body(Body::from("language=en&back=%2Fside%3Fa%3D1")).unwrap()).await;
    assert_eq!((status, headers[header::LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, "/side?a=1"));
    let cookie = headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap();
    let (_, _, body) = ask(Request::get("/side").header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await;
    let html = String::from_utf8(body.to_vec()).unwrap();
    assert!(html.contains(r#"<html lang="en">"#) && html.contains("Skip to the content"), "{html}");
}

#[tokio::test]
async fn what_is_forbidden_looks_exactly_like_what_does_not_exist() {
    let told = async |path: &str| {
        let (status, html) = get_text(path).await;
        let main = html.split("<main").nth(1).unwrap().split("</main>").next().unwrap().to_owned();
        (status, main)
    };
    let (forbidden, missing) = (told("/forbudt").await, told("/findes-ikke").await);
    assert_eq!(forbidden, missing);
    assert!(missing.1.contains("Intet er ændret."), "{}", missing.1);
}

#[tokio::test]
async fn a_failure_shows_its_number_and_nothing_of_the_program() {
    for path in ["/brudt", "/panik"] {
        let (status, html) = get_text(path).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert!(html.contains("Nummer til support") && html.contains("<code>20"), "{html}");
        assert!(!html.contains("a mistake") && !html.contains("formatter"), "{html}");
    }
}

#[tokio::test]
async fn a_program_that_asks_is_told_in_plain_text() {
    let (status, text) = get_text("/api/v1/forbudt").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(!text.contains('<') && text.contains("Siden findes ikke"), "{text}");
}

#[tokio::test]
async fn a_form_that_cannot_be_read_says_what_to_do() {
    let form = Request::post("/form").header(header::CONTENT_TYPE, "text/plain").body(Body::from("x")).unwrap();
    let (status, _, body) = ask(form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(String::from_utf8_lossy(&body).contains("Intet er gemt eller ændret."));
}

/// 500 MB, a megabyte at a time: made on the way, so that the test holds none of it either.
fn half_a_gigabyte() -> Body {
    const PARTS: usize = 500;
    let part = Bytes::from(vec![b'a'; 1_000_000]);
    Body::from_stream(stream::iter((0..PARTS).map(move |_| Ok::<_, std::io::Error>(part.clone()))))
}

#[tokio::test]
async fn an_upload_of_half_a_gigabyte_is_told_what_happened_what_was_kept_and_what_to_do() {
    let form = || Request::post("/form").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let said = form().header(header::CONTENT_LENGTH, 500_000_000).body(half_a_gigabyte()).unwrap();
    let unsaid = form().body(half_a_gigabyte()).unwrap();
    for upload in [said, unsaid] {
        let (status, headers, body) = ask(upload).await;
        let html = String::from_utf8_lossy(&body);
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
        for part in ["mere end 20 megabyte", "Intet af det, du sendte, er gemt", "Del filen"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
    assert_eq!(BODY_MOST_BYTES, 20 * 1024 * 1024, "the page says so");
}
