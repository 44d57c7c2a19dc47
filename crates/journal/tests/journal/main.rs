//! The contract of a journal, run on both databases.
//!
//! Each test of the contract is a function of a [`Place`]; [`on_both_databases!`] makes two tests of it. The tests on PostgreSQL fail with
//! one sentence where no server is told of: they are never skipped.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail at that place")]

/// Makes `sqlite::name` and `postgres::name` of every function `name(&Place)`.
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name(&crate::places::Place::sqlite()); })+
        }
        mod postgres {
            $(#[test] fn $name() { super::$name(&crate::places::Place::postgres()); })+
        }
    };
}

mod answers;
mod appending;
mod checkpoints;
mod clock;
mod failing;
mod killed;
mod locking;
mod opening;
mod pages;
mod papers;
mod places;
mod properties;
mod read_log;
mod reading;
mod samples;
mod verifying;
mod waiting;
