//! Tests of the law from outside: golden cases by provision, properties, whole lives, editions.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "it/commencement.rs"]
mod commencement;
#[path = "it/golden.rs"]
mod golden;
#[path = "it/index.rs"]
mod index;
