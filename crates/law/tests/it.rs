//! Tests of the law from outside: golden cases by provision, properties on random cases, the index, editions, whole lives.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "it/commencement.rs"]
mod commencement;
#[path = "it/documents.rs"]
mod documents;
#[path = "it/editions.rs"]
mod editions;
#[path = "it/golden.rs"]
mod golden;
#[path = "it/index.rs"]
mod index;
#[path = "it/lives.rs"]
mod lives;
#[path = "it/names.rs"]
mod names;
#[path = "it/properties.rs"]
mod properties;
#[path = "it/random_case.rs"]
mod random_case;
#[path = "it/reading.rs"]
mod reading;
