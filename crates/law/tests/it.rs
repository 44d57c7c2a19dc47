//! Tests of the law from outside: golden cases by provision, properties on random cases, editions, whole lives.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "it/documents.rs"]
mod documents;
#[path = "it/editions.rs"]
mod editions;
#[path = "it/golden.rs"]
mod golden;
#[path = "it/lives.rs"]
mod lives;
#[path = "it/properties.rs"]
mod properties;
#[path = "it/random_case.rs"]
mod random_case;
#[path = "it/reading.rs"]
mod reading;
