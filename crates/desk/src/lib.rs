//! The web app and the HTTP API.
