//! Who waits for whom while another process writes: whoever reads waits for nobody.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use journal::{Expected, Filter, Journal};

use crate::places::Place;
use crate::samples::{append, evening, fact, look, persons, positions};

on_both_databases!(
    whoever_reads_or_opens_waits_for_no_writer,
    a_look_is_logged_while_another_process_writes_where_the_chains_have_writers_of_their_own,
    a_paper_saved_while_another_process_writes_is_saved_when_it_can_be,
);

const CHILD: &str = "ANKOMST_TEST_CHILD_WRITES_TO";

/// Far below the two minutes that a writer waits for another, far above what a read takes on a busy machine.
const AT_ONCE: Duration = Duration::from_secs(20);

fn whoever_reads_or_opens_waits_for_no_writer(place: &Place) {
    let mut open_before = place.open();
    append(&mut open_before, 0, &persons(3));
    open_before.log_read(&look(0, "carl2:2")).unwrap();
    open_before.put_paper("anna", "draft", "tekst", Expected::New, evening(0)).unwrap();
    let mut writer = writer(place);
    let begun = Instant::now();
    for mut journal in [open_before, place.open()] {
        assert_eq!(positions(&mut journal, &Filter::all()), [1, 2, 3]);
        assert_eq!(journal.facts_of_page("carl2:2", None, 5).unwrap().len(), 1);
        assert_eq!(journal.reads_of_page("carl2:2", None, 5).unwrap().len(), 1);
        assert_eq!(journal.paper("anna", "draft").unwrap().unwrap().content, "tekst");
        assert_eq!(journal.kept_answer("anna", "key").unwrap(), None);
        assert_eq!(journal.verify(|_| ()).unwrap().facts, 3);
    }
    assert!(begun.elapsed() < AT_ONCE, "{:?}", begun.elapsed());
    // The other process was writing all the while.
    assert!(writer.try_wait().unwrap().is_none());
    writer.kill().unwrap();
    writer.wait().unwrap();
}

fn a_look_is_logged_while_another_process_writes_where_the_chains_have_writers_of_their_own(place: &Place) {
    let mut journal = place.open();
    let mut writer = writer(place);
    let waits_for_the_writer = matches!(place, Place::Sqlite { .. });
    std::thread::scope(|scope| {
        let logging = scope.spawn(|| journal.log_read(&look(0, "carl2:2")).unwrap());
        let begun = Instant::now();
        let enough = if waits_for_the_writer { Duration::from_millis(500) } else { AT_ONCE };
        while !logging.is_finished() && begun.elapsed() < enough {
            std::thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(logging.is_finished(), !waits_for_the_writer);
        writer.kill().unwrap();
        writer.wait().unwrap();
    });
    assert_eq!(journal.reads_of("carl2:2").unwrap().len(), 1);
    assert_eq!(journal.verify(|_| ()).unwrap().reads, 1);
}

fn a_paper_saved_while_another_process_writes_is_saved_when_it_can_be(place: &Place) {
    let mut journal = place.open();
    let mut writer = writer(place);
    let waits_for_the_writer = matches!(place, Place::Sqlite { .. });
    std::thread::scope(|scope| {
        let saving = scope.spawn(|| journal.put_paper("anna", "draft", "tekst", Expected::New, evening(0)).unwrap());
        let begun = Instant::now();
        let enough = if waits_for_the_writer { Duration::from_millis(500) } else { AT_ONCE };
        while !saving.is_finished() && begun.elapsed() < enough {
            std::thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(saving.is_finished(), !waits_for_the_writer);
        writer.kill().unwrap();
        writer.wait().unwrap();
        saving.join().unwrap();
    });
    assert_eq!(place.open().paper("anna", "draft").unwrap().unwrap().content, "tekst");
}

/// A process of its own that is in the middle of a transaction, with rows already on their way to the database, until it is killed.
fn writer(place: &Place) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "waiting::the_child_that_writes", "--nocapture"])
        .env(CHILD, place.url())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().ends_with("writing")), "the child could not begin");
    child
}

/// Does nothing unless it is started as a child by [`writer`].
#[test]
fn the_child_that_writes() {
    let Ok(url) = std::env::var(CHILD) else { return };
    let mut journal = Journal::open(&url).unwrap();
    let mut transaction = journal.begin(evening(1)).unwrap();
    transaction.append_all(std::iter::repeat_n(fact("a/1", "carl2:2"), 20_000)).unwrap();
    println!("\nwriting");
    std::thread::sleep(Duration::from_mins(1));
    drop(transaction);
}
