//! A data steward decides, and the next nights respect it.

use serde_json::Value;

use crate::program::{DAYS, Database, Place};

/// The persons and numbers of the queue as the program lists them.
fn queue(place: &Place) -> Vec<(String, String)> {
    let listed = place.on_journal(&["pair", "queue"], &["--most", "100"]).out;
    let pair = |line: &str| {
        let mut words = line.split_whitespace();
        Some((words.next()?.to_owned(), words.next()?.to_owned()))
    };
    listed.lines().skip(1).filter_map(pair).collect()
}

fn decide(place: &Place, verb: &str, (id, number): &(String, String)) -> crate::program::Run {
    let rest = [id.as_str(), number.as_str(), "--by", "test", "--reason", "set på begge registre"];
    place.on_journal(&["pair", verb], &rest)
}

fn coupled(place: &Place, id: &str) -> Value {
    place.on_journal(&["explain"], &[id, "--json"]).json()["coupled"].clone()
}

#[test]
fn a_rejected_pair_is_not_proposed_again_and_a_confirmed_one_stands() {
    let place = Place::with_country(Database::Sqlite, 2500, 51);
    assert!(place.night(DAYS[0]).is_night());
    let waiting = queue(&place);
    let (rejected, rest) = waiting.split_first().expect("some pair waits");
    assert_eq!(decide(&place, "reject", rejected).code, 0);
    // Some wait because their number is coupled with somebody else: those cannot be confirmed as they stand.
    let mut others = rest.iter().filter(|pair| pair.0 != rejected.0 && pair.1 != rejected.1);
    let confirmed = others.find(|pair| decide(&place, "confirm", pair).code == 0).expect("another waits and is free");
    if coupled(&place, &confirmed.0).is_null() {
        let own = decide(&place, "approve", confirmed);
        assert_eq!(own.code, 1, "a risky pair waits for another data steward: {}", own.out);
        let rest = [confirmed.0.as_str(), confirmed.1.as_str(), "--by", "en anden"];
        assert_eq!(place.on_journal(&["pair", "approve"], &rest).code, 0);
    }
    assert!(place.night(DAYS[1]).is_night());
    assert!(!queue(&place).contains(rejected));
    assert_eq!(coupled(&place, &confirmed.0)["rule"], "data-steward");
    let again = decide(&place, "reject", rejected);
    assert_eq!(again.code, 1, "what does not wait cannot be rejected: {}", again.out);
}

#[test]
fn a_rejection_that_is_taken_back_puts_the_pair_in_the_queue_again() {
    let place = Place::with_country(Database::Sqlite, 2500, 51);
    assert!(place.night(DAYS[0]).is_night());
    let pair = queue(&place).into_iter().next().expect("some pair waits");
    let coded = [pair.0.as_str(), pair.1.as_str(), "--by", "test", "--code", "twin-or-sibling"];
    assert_eq!(place.on_journal(&["pair", "reject"], &coded).code, 0, "a code needs no words");
    assert!(!queue(&place).contains(&pair));
    assert_eq!(decide(&place, "take-back", &pair).code, 0);
    assert!(queue(&place).contains(&pair));
}

#[test]
fn an_undone_coupling_is_not_made_again_by_any_rule() {
    let place = Place::with_country(Database::Sqlite, 400, 52);
    assert!(place.night(DAYS[0]).is_night());
    let truth = std::fs::read_to_string(place.path("country/truth.csv")).unwrap();
    let pairs = truth.lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        (cells.next().unwrap().to_owned(), cells.next().unwrap().to_owned())
    });
    let pair = pairs
        .filter(|(id, _)| !coupled(&place, id).is_null())
        .find(|(id, number)| coupled(&place, id)["cpr_number"] == number.as_str())
        .expect("some true pair is coupled");
    let undone = decide(&place, "undo", &pair);
    assert_eq!(undone.code, 0, "{}", undone.err);
    assert!(coupled(&place, &pair.0).is_null());
    assert!(place.night(DAYS[1]).is_night());
    assert!(coupled(&place, &pair.0).is_null(), "a human decision outranks every rule");
    assert_eq!(place.on_journal(&["verify"], &[]).code, 0);
}

#[test]
fn a_decision_needs_a_reason_and_a_person() {
    let place = Place::with_country(Database::Sqlite, 300, 53);
    assert!(place.night(DAYS[0]).is_night());
    let rest = ["0000-nobody", "0101011234", "--by", "test", "--reason", " "];
    assert_eq!(place.on_journal(&["pair", "confirm"], &rest).code, 1);
    let rest = ["0000-nobody", "0101011234", "--by", "test", "--reason", "prøve"];
    let run = place.on_journal(&["pair", "confirm"], &rest);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("0000-nobody"), "{}", run.err);
}

#[test]
fn a_coupling_explains_itself_field_by_field() {
    let place = Place::with_country(Database::Sqlite, 300, 54);
    assert!(place.night(DAYS[0]).is_night());
    let permits = std::fs::read_to_string(place.path("report/permits.csv")).unwrap();
    let id = permits.lines().skip(1).find(|line| line.ends_with(',')).and_then(|line| line.split(',').nth(1));
    let explained = place.on_journal(&["explain"], &[id.expect("some permit's holder is coupled"), "--json"]).json();
    let candidate = &explained["candidates"][0]["explanation"];
    let steps = candidate["steps"].as_array().expect("a step for each field");
    let sum = candidate["prior_millibits"].as_i64().unwrap()
        + steps.iter().map(|step| step["millibits"].as_i64().unwrap()).sum::<i64>();
    assert_eq!(sum, candidate["score_millibits"].as_i64().unwrap(), "the steps add up");
}
