//! A process that is killed leaves whole transactions only, and none of those that it was told are durable is lost.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use jiff::Timestamp;
use journal::{Filter, Heads, Journal};

use crate::places::Place;
use crate::samples::{fact, read_all};

on_both_databases!(a_killed_process_leaves_whole_transactions_and_loses_none_that_were_committed);

const CHILD: &str = "ANKOMST_TEST_CHILD_APPENDS_TO";

fn a_killed_process_leaves_whole_transactions_and_loses_none_that_were_committed(place: &Place) {
    place.open();
    for round in 0..8_u64 {
        // Other moments in each round: in the middle of small and large transactions, of commits and of checkpoints of the WAL.
        let committed = append_and_kill(place, Duration::from_millis(15 + round * round * 7));
        let mut journal = place.open();
        journal.verify_against(committed, |_| ()).unwrap();
        let mut counted: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for fact in read_all(&mut journal, &Filter::all()) {
            let size = fact.payload.parse().unwrap();
            counted.entry(fact.subject).or_insert((0, size)).0 += 1;
        }
        for (transaction, (stored, size)) in counted {
            assert_eq!(stored, size, "{transaction}");
        }
    }
}

/// Answers the newest heads that the child told before it was killed.
fn append_and_kill(place: &Place, after: Duration) -> Heads {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::the_child_that_appends_until_it_is_killed", "--nocapture"])
        .env(CHILD, place.url())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let first = lines.by_ref().find_map(|line| line.parse().ok());
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    lines.filter_map(|line| line.parse().ok()).last().or(first).expect("the child never committed")
}

/// Does nothing unless it is started as a child by [`append_and_kill`].
#[test]
fn the_child_that_appends_until_it_is_killed() {
    let Ok(url) = std::env::var(CHILD) else { return };
    let mut journal = Journal::open(&url).unwrap();
    println!();
    for number in 0_usize.. {
        let size = [1, 30, 2, 3_000][number % 4];
        let subject = format!("transaction:{}:{number}", std::process::id());
        let fact = journal::NewFact { payload: size.to_string(), ..fact("a/1", &subject) };
        let mut transaction = journal.begin(Timestamp::now()).unwrap();
        transaction.append_all(std::iter::repeat_n(fact, size)).unwrap();
        let receipt = transaction.commit().unwrap();
        println!("{}", Heads { facts: receipt.head, ..Heads::default() });
    }
}
