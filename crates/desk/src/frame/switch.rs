//! The language of a visitor: a cookie, set by a form.

use axum::extract::Form;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::{Trouble, see_other};
use crate::texts::Language;

const COOKIE: &str = "sprog";

/// What the form sends.
#[derive(Deserialize)]
pub(super) struct Wish {
    language: String,
    /// Where the visitor was.
    back: String,
}

/// Sets the language and goes back to where the visitor was.
pub(super) async fn switch(Form(wish): Form<Wish>) -> Result<Response, Trouble> {
    let language = Language::from_code(&wish.language).ok_or(Trouble::NotFound)?;
    let back = if is_local(&wish.back) { wish.back.as_str() } else { "/" };
    // No secret: it may cross an unencrypted line, and lives for a year.
    let cookie = format!("{COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", language.code());
    let cookie = HeaderValue::from_str(&cookie).map_err(Trouble::broken)?;
    Ok(([(header::SET_COOKIE, cookie)], see_other(back)).into_response())
}

/// The language that the cookie asks for; Danish without one.
pub(crate) fn language(headers: &HeaderMap) -> Language {
    let lines = headers.get_all(header::COOKIE);
    let cookies = lines.iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';'));
    let mut named = cookies.filter_map(|cookie| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('='));
    named.find_map(Language::from_code).unwrap_or_default()
}

/// A path of this site and nothing that a browser reads as another one.
pub(crate) fn is_local(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_gone_back_to() {
        for path in ["/", "/naetter?side=2", "/personer/7"] {
            assert!(is_local(path), "{path}");
        }
        for path in ["", "https://example.org/", "//example.org", "/\\example.org", "/a\r\nSet-Cookie: b"] {
            assert!(!is_local(path), "{path}");
        }
    }

    #[test]
    fn the_cookie_among_others_decides_and_danish_is_the_first_language() {
        let asked = |cookie: &'static str| {
            language(&HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(cookie))]))
        };
        assert_eq!(asked("session=1; sprog=en"), Language::English);
        assert_eq!(asked("sprog=xx"), Language::Danish);
        assert_eq!(language(&HeaderMap::new()), Language::Danish);
    }
}
