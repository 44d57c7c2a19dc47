//! What protects every answer: the browser's policies, and a limit on what is taken in.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use super::{Frame, Trouble};

/// The most bytes that a request may bring: enough for a scanned file and a long form.
pub const BODY_MOST_BYTES: usize = 20 * 1024 * 1024;

/// How long, and to how many bytes, a body beyond the limit is read and thrown away: a browser shows the answer only
/// when it could send what it had.
const DRAIN_MOST: Duration = Duration::from_mins(2);
const DRAIN_MOST_BYTES: usize = 2 * 1024 * 1024 * 1024;

/// Everything from this site, nothing in line, nobody may frame the pages.
const CONTENT_SECURITY_POLICY: &str =
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Puts limits and policies around everything, and packs pages for the way.
pub fn protect(routes: Router) -> Router {
    routes
        .layer(DefaultBodyLimit::max(BODY_MOST_BYTES))
        .layer(middleware::from_fn(refuse_large_bodies))
        .layer(CompressionLayer::new())
        .layer(policy(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(policy(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(policy(header::REFERRER_POLICY, "no-referrer"))
        // Pages hold persons and stay in no cache; assets have said otherwise already.
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
}

fn policy(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

/// A body that says it is beyond the limit is not looked at.
async fn refuse_large_bodies(request: Request, next: Next) -> Response {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if length.is_none_or(|length: usize| length <= BODY_MOST_BYTES) {
        return next.run(request).await;
    }
    let waits_for_leave = request.headers().contains_key(header::EXPECT);
    let (parts, body) = request.into_parts();
    if !waits_for_leave {
        drain(body).await;
    }
    if parts.uri.path().starts_with("/api/") {
        Trouble::TooLarge.into_response()
    } else {
        Trouble::TooLarge.page(Frame::of(&parts))
    }
}

/// Reads a body to its end without keeping any of it. Where the sender breaks off or takes too long, there is nobody
/// left to answer, so neither is an error.
async fn drain(body: Body) {
    let mut parts = body.into_data_stream();
    let mut bytes = 0;
    let all = async {
        while let Some(Ok(part)) = parts.next().await {
            bytes += part.len();
            if bytes > DRAIN_MOST_BYTES {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(DRAIN_MOST, all).await;
}
