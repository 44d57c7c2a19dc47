//! Couplings that follow changed keys.

use jiff::Timestamp;
use journal::Journal;
use registers::carl2::{Carl2Person, FormerNumber};
use registers::cpr::{RecordBuilder, RecordType};
use vocabulary::PersonIdFormat;

use super::*;
use crate::night::fold;
use crate::stage;

const OLD_A: &str = "0101901111";
const OLD_B: &str = "0101901113";
const NEW: &str = "0201901115";

fn id(text: &str) -> PersonId {
    PersonIdFormat::default().parse(text).unwrap()
}

fn pair(person_id: &str, number: &str) -> Pair {
    Pair { person_id: id(person_id), cpr_number: number.parse().unwrap() }
}

/// A person of CPR, with the number it was changed to where it was.
fn cpr_person(number: &str, status: &str, current: &str) -> String {
    let number = CprNumber::parse(number).unwrap();
    let record = RecordBuilder::new(RecordType::Person, number)
        .put("PNRGAELD", current)
        .put("STATUS", status)
        .put("STATUSHAENSTART", "000000000000")
        .put("KOEN", "M")
        .put("FOED_DT", "1990-01-01");
    String::from_utf8(record.build().unwrap().stripped().to_vec()).unwrap()
}

fn carl2_person(person_id: &str) -> String {
    let person: Carl2Person = serde_json::from_str(&format!(r#"{{"person_id":"{person_id}"}}"#)).unwrap();
    fact::json(&person)
}

fn coupled(person_id: &str, number: &str, rule: &str) -> Coupled {
    Coupled {
        pair: pair(person_id, number),
        rule: rule.to_owned(),
        weight_millibits: None,
        probability: None,
        reason: "set på begge registre".to_owned(),
        followed: None,
        second_approval: None,
    }
}

/// A journal with facts, its folded state, and what following the keys finds stuck.
fn follow(facts: &[(&str, &str, String)]) -> (State, BTreeSet<Pair>) {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(&format!("sqlite:{}", folder.path().join("journal.db").display())).unwrap();
    let mut state = State::default();
    let mut stuck = BTreeSet::new();
    stage::run::<CouplingError>(&mut journal, &mut state, "test", Timestamp::now(), |stage| {
        for (kind, subject, payload) in facts {
            stage.append_text(kind, (*subject).to_owned(), payload.clone(), None, None)?;
        }
        Ok(())
    })
    .unwrap();
    stage::run::<CouplingError>(&mut journal, &mut state, "test", Timestamp::now(), |stage| {
        stuck = follow_keys(stage)?;
        Ok(())
    })
    .unwrap();
    assert!(state == fold(&mut journal).unwrap());
    (state, stuck)
}

#[test]
fn a_coupling_follows_a_changed_number_and_keeps_who_decided_it() {
    let (state, stuck) = follow(&[
        (fact::CPR_PERSON, "cpr:old", cpr_person(OLD_A, "60", NEW)),
        (fact::CPR_PERSON, "cpr:new", cpr_person(NEW, "01", "")),
        (fact::CARL2_PERSON, "carl2:A-0001", carl2_person("A-0001")),
        (fact::COUPLED, "carl2:A-0001", fact::json(&coupled("A-0001", OLD_A, "data-steward"))),
    ]);
    assert!(stuck.is_empty());
    let entry = &state.couplings[&id("A-0001")];
    assert_eq!(entry.coupled.pair, pair("A-0001", NEW));
    assert_eq!(
        (entry.coupled.rule.as_str(), entry.coupled.followed.clone()),
        ("data-steward", Some(pair("A-0001", OLD_A)))
    );
    assert_eq!(entry.since, 4, "what rested on the first coupling still does");
}

#[test]
fn two_persons_whose_numbers_lead_to_one_number_are_not_both_coupled_with_it() {
    let (state, stuck) = follow(&[
        (fact::CPR_PERSON, "cpr:a", cpr_person(OLD_A, "60", NEW)),
        (fact::CPR_PERSON, "cpr:b", cpr_person(OLD_B, "60", NEW)),
        (fact::CPR_PERSON, "cpr:new", cpr_person(NEW, "01", "")),
        (fact::CARL2_PERSON, "carl2:A-0001", carl2_person("A-0001")),
        (fact::CARL2_PERSON, "carl2:B-0001", carl2_person("B-0001")),
        (fact::COUPLED, "carl2:A-0001", fact::json(&coupled("A-0001", OLD_A, "person-id"))),
        (fact::COUPLED, "carl2:B-0001", fact::json(&coupled("B-0001", OLD_B, "person-id"))),
    ]);
    let with_new = state.couplings.values().filter(|entry| entry.coupled.pair.cpr_number.digits() == NEW);
    assert_eq!(with_new.count(), 1);
    assert_eq!(stuck, BTreeSet::from([pair("B-0001", OLD_B)]));
}

#[test]
fn a_coupling_does_not_follow_to_a_pair_that_was_rejected() {
    let judged = fact::Judged { pair: pair("A-0001", NEW), code: None, reason: "ikke samme person".to_owned() };
    let (state, stuck) = follow(&[
        (fact::CPR_PERSON, "cpr:a", cpr_person(OLD_A, "60", NEW)),
        (fact::CPR_PERSON, "cpr:new", cpr_person(NEW, "01", "")),
        (fact::CARL2_PERSON, "carl2:A-0001", carl2_person("A-0001")),
        (fact::COUPLING_REJECTED, "carl2:A-0001", fact::json(&judged)),
        (fact::COUPLED, "carl2:A-0001", fact::json(&coupled("A-0001", OLD_A, "person-id"))),
    ]);
    assert_eq!(state.couplings[&id("A-0001")].coupled.pair, pair("A-0001", OLD_A));
    assert_eq!(stuck, BTreeSet::from([pair("A-0001", OLD_A)]));
    assert!(state.rejected.contains(&pair("A-0001", NEW)));
}

#[test]
fn a_coupling_follows_a_person_whose_person_id_is_a_former_one_now() {
    let former = FormerNumber { person_id: id("A-0002"), number: FormerKey::PersonId(id("A-0001")), until: None };
    let (state, stuck) = follow(&[
        (fact::CPR_PERSON, "cpr:new", cpr_person(NEW, "01", "")),
        (fact::CARL2_PERSON, "carl2:A-0001", carl2_person("A-0001")),
        (fact::COUPLED, "carl2:A-0001", fact::json(&coupled("A-0001", NEW, "person-id"))),
        (fact::CARL2_PERSON_ABSENT, "carl2:A-0001", fact::json(&id("A-0001"))),
        (fact::CARL2_PERSON, "carl2:A-0002", carl2_person("A-0002")),
        (fact::CARL2_FORMER_NUMBER, "carl2:A-0002", fact::json(&former)),
    ]);
    assert!(stuck.is_empty());
    assert_eq!(state.couplings.keys().collect::<Vec<_>>(), [&id("A-0002")]);
    assert_eq!(state.coupled_numbers.get(&NEW.parse().unwrap()), Some(&id("A-0002")));
}

#[test]
fn a_number_that_no_longer_leads_to_somebody_is_remembered() {
    let (state, _) = follow(&[
        (fact::CPR_PERSON, "cpr:old", cpr_person(OLD_A, "60", NEW)),
        (fact::CPR_PERSON, "cpr:old", cpr_person(OLD_A, "01", "")),
    ]);
    let entry = &state.cpr[&OLD_A.parse().unwrap()];
    assert_eq!(entry.led_to_before, [NEW.parse().unwrap()], "that person must be compared anew");
}
