//! The seeds of the fuzz targets run as an ordinary test, so that they stay readable without a nightly compiler.

use std::path::{Path, PathBuf};

use registers::cpr::{self, Limits};
use registers::exchange::{ReadOptions, write_manifest};
use registers::flow_store::FlowStore;
use registers::manifest::{Content, ExchangeFormat};
use registers::{authority, carl2, flow, quarantine};

fn seed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(name)
}

#[test]
fn the_seeds_of_cpr_reach_what_they_are_for() {
    let read = |name| cpr::read_file(&seed(name), &Limits::default()).expect("the seed is there");
    for name in ["cpr/lines", "cpr/glued"] {
        let delivery = read(name);
        assert_eq!((delivery.verdict(None), delivery.counts.persons), (Ok(()), 1), "{name}");
    }
    assert!(read("cpr/utf8").verdict(None).is_err());
    assert!(read("cpr/bad").counts.persons_set_aside > 0);
}

#[test]
fn the_seeds_of_exchange_files_are_read_whole() {
    for (name, rows) in [("persons", 2), ("permits", 1)] {
        let directory = tempfile::tempdir().expect("a folder");
        let file = directory.path().join("rows.csv");
        std::fs::copy(seed("exchange_csv").join(name), &file).expect("a copy");
        let day = jiff::civil::date(2026, 11, 20);
        write_manifest(directory.path(), ExchangeFormat::Carl2, day, None, Content::Changes).expect("a manifest");
        let extract = carl2::read(directory.path(), &ReadOptions::default()).expect("a folder that fits");
        assert_eq!(extract.persons.len() + extract.permits.len() + extract.quarantine.items.len(), rows, "{name}");
    }
}

#[test]
fn the_seed_of_case_flow_is_taken_set_aside_and_known_already() {
    let directory = tempfile::tempdir().expect("a folder");
    std::fs::copy(seed("flow_csv/cases"), directory.path().join("events.csv")).expect("a copy");
    let day = jiff::civil::date(2026, 11, 20);
    write_manifest(directory.path(), ExchangeFormat::Flow, day, None, Content::Full).expect("a manifest");
    let read =
        flow::import(directory.path(), &ReadOptions::default(), FlowStore::default()).expect("a folder that fits");
    assert_eq!((read.counts.taken, read.counts.duplicates, read.counts.quarantined), (6, 1, 2));
}

#[test]
fn the_seeds_of_the_other_readers_reach_what_they_are_for() {
    let register = std::fs::File::open(seed("authority/register")).expect("the seed is there");
    let register = authority::read("register", register).expect("a file that can be read");
    assert_eq!((register.countries.len(), register.municipalities.len(), register.refusals.len()), (1, 1, 0));
    let directory = tempfile::tempdir().expect("a folder");
    let list = directory.path().join(quarantine::LIST);
    std::fs::copy(seed("quarantine_list/one"), &list).expect("a copy");
    std::fs::write(directory.path().join(quarantine::RAW), b"0010101901234").expect("a file");
    assert_eq!(quarantine::replay(&list, 1 << 20).expect("a quarantine").items[0].raw, b"0010101901234");
}
