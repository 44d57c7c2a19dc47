//! Each risk on the persons that show it.

use registers::cpr::RecordType;

use super::*;
use crate::review::samples::{A, B, C, TODAY, Told, carl2, cpr, id, number, pair, queued, state_of};

/// A completed night, after which protections are judged by the day and not taken for granted.
fn risks(facts: &[Told], of: &Pair) -> Vec<Risk> {
    let mut state = state_of(facts);
    let trend = crate::report::TrendPoint {
        night: TODAY,
        all: oversight::uncoupled::Rate::default(),
        last_twelve_months: oversight::uncoupled::Rate::default(),
        made: 0,
    };
    state.nights.push(crate::state::NightEntry { trend, position: state.position });
    of_pair(&state, of, TODAY)
}

const ANNA: (&str, &str) = ("Anna", "Berg");

fn anna(fields: &str) -> Told {
    carl2("A-0001", &format!(r#","given_names":"Anna","surname":"Berg"{fields}"#))
}

#[test]
fn a_pair_that_agrees_and_weighs_enough_asks_for_nothing() {
    let facts = [
        anna(r#","birth_date":"1990-01-01","sex":"K""#),
        cpr(A, ("1990-01-01", "K"), ANNA, &[]),
        queued(&pair("A-0001", A), 5_000, Cause::PersonIdMissing),
    ];
    assert_eq!(risks(&facts, &pair("A-0001", A)), []);
}

#[test]
fn sex_birth_year_and_death_ask_for_a_second_data_steward() {
    let facts = [
        anna(r#","birth_date":"1985-01-01","sex":"M","died_on":"2010-05-06""#),
        cpr(A, ("1990-01-01", "K"), ANNA, &[]),
        queued(&pair("A-0001", A), 5_000, Cause::Contradiction),
    ];
    let found = risks(&facts, &pair("A-0001", A));
    assert_eq!(found, [Risk::SexDiffers, Risk::BirthYearsApart { years: 5 }, Risk::Death]);
    assert_eq!(demand(&found), Demand::SecondApproval);
}

#[test]
fn one_year_between_birth_dates_is_no_risk_and_two_are() {
    for (born, years) in [("1989-06-05", None), ("1988-06-05", Some(2))] {
        let facts = [
            anna(&format!(r#","birth_date":"{born}""#)),
            cpr(A, ("1990-01-01", "K"), ANNA, &[]),
            queued(&pair("A-0001", A), 5_000, Cause::PersonIdMissing),
        ];
        let expected: Vec<Risk> = years.map(|years| Risk::BirthYearsApart { years }).into_iter().collect();
        assert_eq!(risks(&facts, &pair("A-0001", A)), expected, "{born}");
    }
}

#[test]
fn a_contradiction_of_the_method_that_no_other_risk_tells_is_told() {
    let facts =
        [anna(""), cpr(A, ("1990-01-01", "K"), ANNA, &[]), queued(&pair("A-0001", A), 5_000, Cause::Contradiction)];
    assert_eq!(risks(&facts, &pair("A-0001", A)), [Risk::Contradiction]);
}

#[test]
fn a_rival_of_either_person_is_a_risk_when_it_weighs_nearly_as_much() {
    let mut facts = vec![
        anna(""),
        carl2("B-0001", ""),
        cpr(A, ("1990-01-01", "K"), ANNA, &[]),
        cpr(C, ("1990-01-02", "K"), ANNA, &[]),
        queued(&pair("A-0001", A), 5_000, Cause::SeveralCandidates),
        queued(&pair("A-0001", C), 1_999, Cause::SeveralCandidates),
    ];
    assert_eq!(risks(&facts, &pair("A-0001", A)), [], "more than the margin away");
    let heavier = Risk::Rival { pair: pair("A-0001", A), weight_millibits: 5_000 };
    assert_eq!(risks(&facts, &pair("A-0001", C)), [heavier]);
    facts.push(queued(&pair("B-0001", A), 2_000, Cause::SeveralCandidates));
    let near = Risk::Rival { pair: pair("B-0001", A), weight_millibits: 2_000 };
    assert_eq!(risks(&facts, &pair("A-0001", A)), [near]);
}

#[test]
fn the_number_that_carl2_holds_may_be_coupled_with_somebody_else() {
    let coupled = serde_json::json!({"person_id": "B-0001", "cpr_number": B, "rule": "person-id"}).to_string();
    let facts = [
        anna(&format!(r#","cpr_number":"{B}""#)),
        carl2("B-0001", ""),
        cpr(A, ("1990-01-01", "K"), ANNA, &[]),
        cpr(B, ("1990-01-01", "M"), ANNA, &[]),
        (crate::fact::COUPLED, "carl2:B-0001".to_owned(), coupled),
        queued(&pair("A-0001", A), 5_000, Cause::PersonIdWrong),
    ];
    assert_eq!(risks(&facts, &pair("A-0001", A)), [Risk::NumberOfAnother { person_id: id("B-0001") }]);
    assert!(risks(&facts, &pair("A-0001", B)).contains(&Risk::CoupledElsewhere));
}

#[test]
fn a_weak_pair_and_one_that_the_method_does_not_propose_are_told_apart() {
    let facts =
        [anna(""), cpr(A, ("1990-01-01", "K"), ANNA, &[]), queued(&pair("A-0001", A), -1, Cause::PersonIdMissing)];
    assert_eq!(risks(&facts, &pair("A-0001", A)), [Risk::Weak { weight_millibits: -1 }]);
    let found = risks(&facts[..2], &pair("A-0001", A));
    assert_eq!((found.as_slice(), demand(&found)), ([Risk::NotInQueue].as_slice(), Demand::Reason));
}

const HOME: &[(&str, &str)] = &[("KOMKOD", "0101"), ("VEJKOD", "0001"), ("HUSNR", "007"), ("ETAGE", "02")];
const ELSEWHERE: &[(&str, &str)] = &[("KOMKOD", "0101"), ("VEJKOD", "0001"), ("HUSNR", "009"), ("ETAGE", "02")];

/// Two children of one mother, both at home unless told otherwise.
fn family(born: &'static str, lives: &'static [(&'static str, &'static str)]) -> Vec<Risk> {
    const MOTHER: (RecordType, &[(&str, &str)]) = (RecordType::Parents, &[("PNRMOR", C)]);
    let facts = [
        anna(r#","birth_date":"1990-01-01","sex":"K""#),
        cpr(A, ("1990-01-01", "K"), ANNA, &[(RecordType::Address, HOME), MOTHER]),
        cpr(B, (born, "K"), ("Hanne", "Berg"), &[(RecordType::Address, lives), MOTHER]),
        cpr(
            C,
            ("1960-01-02", "K"),
            ("Karen", "Berg"),
            &[
                (RecordType::Address, HOME),
                (RecordType::Child, &[("PNR-BARN", A)]),
                (RecordType::Child, &[("PNR-BARN", B)]),
            ],
        ),
        queued(&pair("A-0001", A), 5_000, Cause::PersonIdMissing),
    ];
    risks(&facts, &pair("A-0001", A))
}

#[test]
fn a_twin_in_the_household_asks_for_a_second_data_steward_and_a_sibling_of_about_the_age_for_a_reason() {
    let twin = Risk::Relative { cpr_number: number(B), kinship: Kinship::Twin };
    assert_eq!(twin.demand(), Demand::SecondApproval);
    assert_eq!(family("1990-01-02", HOME), [twin]);
    let sibling = Risk::Relative { cpr_number: number(B), kinship: Kinship::Sibling };
    assert_eq!(sibling.demand(), Demand::Reason);
    assert_eq!(family("1991-03-04", HOME), [sibling]);
    assert_eq!(family("1995-03-04", HOME), [], "somebody of another age and name is not meant");
    assert_eq!(family("1990-01-02", ELSEWHERE), [], "nor is somebody of another household");
}

#[test]
fn before_any_night_everybody_is_taken_for_protected() {
    let facts =
        [anna(""), cpr(A, ("1990-01-01", "K"), ANNA, &[]), queued(&pair("A-0001", A), 5_000, Cause::PersonIdMissing)];
    assert_eq!(of_pair(&state_of(&facts), &pair("A-0001", A), TODAY), [Risk::ProtectedAddress]);
}
