//! What the browser is given beside pages: style, scripts, icons and fonts, embedded in the program (see `build.rs`).
//!
//! An address holds the hash of all assets, so a browser may keep what it got for ever, and a new program is never
//! shown with the style of the old one.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::frame::Trouble;

struct Asset {
    /// The path below the hash: `css/ankomst.css`.
    name: &'static str,
    media_type: &'static str,
    /// Of this file alone.
    hash: &'static str,
    bytes: &'static [u8],
    /// Packed with gzip, where that gains anything.
    packed: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of an asset. A name that does not exist is a mistake in a template, which a test finds.
pub(crate) fn address(name: &str) -> String {
    assert!(find(name).is_some(), "there is no asset {name}");
    format!("/assets/{HASH}/{name}")
}

/// The text of an icon of the design system, for pages that draw it in line.
pub(crate) fn icon(name: &str) -> &'static str {
    let asset = find(&format!("img/svg-icons/{name}.svg")).unwrap_or_else(|| panic!("there is no icon {name}"));
    std::str::from_utf8(asset.bytes).unwrap_or_else(|error| panic!("the icon {name}: {error}"))
}

fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.binary_search_by_key(&name, |asset| asset.name).ok().map(|place| &ASSETS[place])
}

/// Answers `/assets/{hash}/{name}`.
pub(crate) async fn serve(Path((hash, name)): Path<(String, String)>, asked: HeaderMap) -> Response {
    match find(&name).filter(|_| hash == HASH) {
        Some(asset) => answer(asset, &asked),
        None => Trouble::NotFound.into_response(),
    }
}

fn answer(asset: &Asset, asked: &HeaderMap) -> Response {
    let takes_packed = header_says(asked, header::ACCEPT_ENCODING, "gzip");
    let packed = asset.packed.filter(|_| takes_packed);
    let tag = format!("\"{}{}\"", asset.hash, if packed.is_some() { "-gzip" } else { "" });
    let mut response = Response::new(Body::empty());
    if header_says(asked, header::IF_NONE_MATCH, &tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        *response.body_mut() = Body::from(packed.unwrap_or(asset.bytes));
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::ETAG, HeaderValue::from_str(&tag).expect("a hash is a header's text"));
    if packed.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

/// Whether one of a header's comma-separated values is this one, and is not refused by `q=0`.
fn header_says(headers: &HeaderMap, name: header::HeaderName, value: &str) -> bool {
    let lines = headers.get_all(name);
    let parts = lines.iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
    parts.map(str::trim).any(|part| {
        let (said, weight) = part.split_once(';').unwrap_or((part, ""));
        said.trim() == value && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}
