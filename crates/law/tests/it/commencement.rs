//! Every quarter from 1999 to 2013: one edition in force, and every executed provision in force or with a day from which it is.

use std::fmt::Write as _;

use jiff::civil::{Date, date};
use law::act::{Provision, Status};
use law::calendar;
use law::edition::Edition;

fn quarters() -> impl Iterator<Item = Date> {
    (0..15 * 4).map(|quarter| calendar::months_after(date(1999, 1, 1), quarter * 3))
}

fn executed() -> impl Iterator<Item = Provision> {
    Provision::all().filter(|provision| provision.entry().status == Status::Executed)
}

#[test]
fn the_sweep_covers_fifteen_years() {
    assert_eq!(quarters().last(), Some(date(2013, 10, 1)));
}

#[test]
fn on_every_quarter_exactly_one_edition_is_in_force() {
    for day in quarters() {
        let in_force: Vec<&str> = Edition::all()
            .into_iter()
            .filter(|edition| edition.in_force.contains(day))
            .map(|edition| edition.id.as_ref())
            .collect();
        assert_eq!(in_force.len(), 1, "{day}: {in_force:?}");
        assert_eq!(Edition::on(day).map(|edition| edition.id.as_ref()), in_force.first().copied(), "{day}");
    }
    assert!(Edition::on(date(1998, 12, 31)).is_none());
}

#[test]
fn no_two_editions_hold_on_one_day_and_none_is_left_out_between_them() {
    let editions = Edition::all();
    for pair in editions.windows(2) {
        assert!(!pair[0].in_force.overlaps(pair[1].in_force), "{} and {}", pair[0].id, pair[1].id);
        assert_eq!(pair[0].in_force.to(), Some(pair[1].in_force.from()), "{} and {}", pair[0].id, pair[1].id);
    }
}

/// Before `from` it is not in force, from then until `until` without a gap it is, and after that not again.
#[test]
fn on_every_quarter_an_executed_provision_is_in_force_or_the_index_says_from_when() {
    let mut wrong = String::new();
    for provision in executed() {
        let (entry, in_force) = (provision.entry(), provision.in_force());
        for day in quarters() {
            let expected = entry.from <= day && entry.until.is_none_or(|until| day < until);
            if provision.is_in_force(day) != expected || in_force.contains(day) != expected {
                writeln!(wrong, "{provision} on {day}").unwrap();
            }
        }
        if entry.source.trim().is_empty() {
            writeln!(wrong, "{provision}: the index does not say what {} rests on", entry.from).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_provision_ends_before_it_begins() {
    for provision in Provision::all() {
        let entry = provision.entry();
        assert!(entry.until.is_none_or(|until| entry.from < until), "{provision}: {} to {:?}", entry.from, entry.until);
    }
}

/// A part cannot be in force when the whole is not: what it is a part of would not have its place.
#[test]
fn no_part_is_in_force_before_the_whole_or_after_it() {
    let mut wrong = String::new();
    for whole in Provision::all() {
        for part in Provision::all().filter(|part| *part != whole && whole.covers(*part)) {
            let (of_whole, of_part) = (whole.entry(), part.entry());
            let ends_later = of_whole.until.is_some_and(|until| of_part.until.is_none_or(|part| until < part));
            if of_part.from < of_whole.from || ends_later {
                writeln!(wrong, "{part} from {}, {whole} from {}", of_part.from, of_whole.from).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What a day rests on is a rule of the index, and nothing is in force before the rule that brings it into force.
#[test]
fn every_day_rests_on_a_rule_of_the_index_and_is_not_before_it() {
    let mut wrong = String::new();
    for provision in Provision::all() {
        let entry = provision.entry();
        match Provision::find(entry.source) {
            None => writeln!(wrong, "{provision}: the Act has no {}", entry.source).unwrap(),
            Some(rule) if entry.from < rule.entry().from => {
                writeln!(wrong, "{provision} from {}, {rule} from {}", entry.from, rule.entry().from).unwrap();
            }
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The days of the Act that are known beyond doubt, as fixed points.
#[test]
fn the_days_of_commencement_are_those_of_the_act() {
    for (citation, from, until) in [
        ("§ 2, stk. 1", date(1999, 1, 1), None),
        ("§ 5, stk. 3", date(2008, 1, 1), None),
        ("§ 20 a", date(2006, 4, 1), None),
        ("§ 24 b", date(2008, 1, 1), Some(date(2013, 1, 1))),
        ("§ 30 a, stk. 2", date(2007, 10, 1), None),
        ("§ 31 a", date(2005, 5, 9), None),
        ("§ 45, stk. 4", date(2008, 1, 1), None),
        ("§ 51 c, stk. 1", date(2008, 1, 1), None),
        ("§ 53, stk. 2", date(2007, 1, 1), None),
    ] {
        let entry = Provision::find(citation).unwrap().entry();
        assert_eq!((entry.from, entry.until), (from, until), "{citation}");
    }
}
