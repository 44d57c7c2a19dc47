//! How long the desk keeps what is no fact: drafts, refused texts, reasons given at a counter, and answers that were kept under a key.
//!
//! What stands in no chain may go, and what is about a person must when nobody needs it any more. Facts, the read log and letters that left
//! are the journal's and stay. An officer's own choices (saved lists, columns, keys) and an authority's letterhead are about nobody and
//! stay too, until they are changed.

use jiff::{SignedDuration, Timestamp};
use journal::{Journal, JournalError};

/// Days that a working paper is kept since it was last saved, by the beginning of its name.
const PAPERS: [(&str, i64); 4] = [
    // A form or a letter that nobody has gone on with for a quarter of a year is written anew, from what the case says then.
    ("draft/", 90),
    ("letter/", 90),
    // A note that was refused stands in the field again at once.
    ("note/", 7),
    // A reason opens an address for minutes, and stands in the read log for good.
    ("address/", 1),
];

/// Days that the answer to a command with a key is kept: whoever sends it again later does it again.
const ANSWERS: i64 = 30;

/// What was let go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cleared {
    /// Working papers.
    pub(crate) papers: u64,
    /// Kept answers.
    pub(crate) answers: u64,
}

/// Lets go of what is older than it is kept. Blocks, and waits until nobody else writes.
pub(crate) fn clear(journal: &mut Journal, now: Timestamp) -> Result<Cleared, JournalError> {
    let before = |days: i64| now.saturating_sub(SignedDuration::from_hours(days * 24)).unwrap_or(Timestamp::MIN);
    let mut cleared = Cleared::default();
    for (name, days) in PAPERS {
        cleared.papers += journal.delete_papers_saved_before(name, before(days))?;
    }
    cleared.answers = journal.delete_answers_kept_before(before(ANSWERS))?;
    Ok(cleared)
}

#[cfg(test)]
mod tests {
    use journal::{Expected, NewFact};

    use super::*;

    fn on_each_database(test: impl Fn(&str)) {
        let folder = tempfile::tempdir().expect("a folder");
        test(&format!("sqlite:{}", folder.path().join("journal.db").display()));
        {
            let url = std::env::var("ANKOMST_TEST_POSTGRES")
                .expect("export ANKOMST_TEST_POSTGRES=$(scripts/postgres-for-tests)");
            let schema = format!("retention_{}", std::process::id());
            let mut admin = postgres::Client::connect(&url, postgres::NoTls).expect("PostgreSQL");
            admin.batch_execute(&format!("CREATE SCHEMA {schema}")).expect("a schema");
            let sign = if url.contains('?') { '&' } else { '?' };
            test(&format!("{url}{sign}options=-csearch_path%3D{schema}"));
            admin.batch_execute(&format!("DROP SCHEMA {schema} CASCADE")).expect("an end");
        }
    }

    fn days(count: i64) -> SignedDuration {
        SignedDuration::from_hours(24 * count)
    }

    #[test]
    fn what_is_older_than_it_is_kept_goes_and_what_is_the_officer_s_own_choice_stays() {
        on_each_database(|url| {
            let mut journal = Journal::open(url).expect("a journal");
            let now: Timestamp = "2026-11-17T12:00:00Z".parse().expect("a moment");
            for (name, age) in [
                ("draft/bolig/K-1/100001", 91),
                ("draft/bolig/K-2/100002", 89),
                ("letter/K-1/hearing/draft-1", 91),
                ("note/K-1", 8),
                ("note/K-2", 6),
                ("address/100001", 2),
                ("choice/opgaver/De overskredne", 1_000),
                ("columns/opgaver", 1_000),
                ("letterhead", 1_000),
            ] {
                journal.put_paper("anna", name, "x", Expected::New, now - days(age)).expect("a paper");
            }
            for (key, age) in [("old", 31), ("young", 29)] {
                let fact = NewFact {
                    kind: "note".to_owned(),
                    subject: format!("case:{key}"),
                    valid_from: None,
                    valid_to: None,
                    actor: "anna".to_owned(),
                    source: None,
                    replaces: None,
                    payload: "{}".to_owned(),
                };
                let mut transaction = journal.begin(now - days(age)).expect("a transaction");
                transaction.append(&fact).expect("a fact");
                transaction.keep_answer("anna", key, [0; 32], "{}").expect("an answer");
                transaction.commit().expect("stored");
            }
            let cleared = clear(&mut journal, now).expect("cleared");
            assert_eq!(cleared, Cleared { papers: 4, answers: 1 });
            let left: Vec<String> =
                journal.papers_of("anna", "").expect("papers").into_iter().map(|paper| paper.name).collect();
            let expected = [
                "choice/opgaver/De overskredne",
                "columns/opgaver",
                "draft/bolig/K-2/100002",
                "letterhead",
                "note/K-2",
            ];
            assert_eq!(left, expected);
            assert!(journal.kept_answer("anna", "old").expect("a look").is_none());
            assert!(journal.kept_answer("anna", "young").expect("a look").is_some());
            assert_eq!(clear(&mut journal, now).expect("cleared"), Cleared::default(), "nothing is left to let go");
        });
    }
}
