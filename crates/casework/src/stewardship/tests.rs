//! Decisions on small journals of both databases: who may decide what, two at once, and what a night leaves alone.
//!
//! The tests on PostgreSQL fail where no server is told of, as the journal's own do.

use std::sync::atomic::{AtomicU32, Ordering};

use ::postgres::{Client, NoTls};
use oversight::uncoupled::Cause;

use super::*;
use crate::night::fold;
use crate::review::samples::{A, B, C, TODAY, Told, carl2, cpr, pair, queued, tell};

/// Makes `sqlite::name` and `postgres::name` of every function `name(&Place)`.
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name(&super::Place::sqlite()); })+
        }
        mod postgres {
            $(#[test] fn $name() { super::$name(&super::Place::postgres()); })+
        }
    };
}

on_both_databases!(
    a_pair_without_risk_is_coupled_at_once_and_without_a_reason,
    a_risky_pair_needs_a_reason_and_waits_for_another_data_steward,
    who_proposed_a_coupling_can_neither_approve_nor_decline_it,
    a_declined_and_a_withdrawn_proposal_couple_nothing_and_the_pair_waits_again,
    of_two_data_stewards_at_once_the_second_is_told_who_decided_what,
    two_persons_cannot_take_one_number_at_once,
    what_came_meanwhile_about_others_disturbs_nobody,
    a_register_that_delivers_meanwhile_is_told,
    a_rejection_needs_words_where_its_code_says_nothing_and_can_be_taken_back,
    a_parked_pair_is_taken_up_again_and_a_note_stays,
    undoing_lists_what_rested_on_the_coupling,
);

/// An empty place for a journal. Removed when dropped.
enum Place {
    Sqlite(tempfile::TempDir),
    Postgres(String),
}

impl Place {
    fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }

    fn postgres() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let schema = format!("stewards_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        admin().batch_execute(&format!("CREATE SCHEMA {schema}")).unwrap();
        Self::Postgres(schema)
    }

    fn open(&self) -> Journal {
        Journal::open(&match self {
            Self::Sqlite(folder) => format!("sqlite:{}", folder.path().join("journal.db").display()),
            Self::Postgres(schema) => format!("{}?options=-csearch_path%3D{schema}", admin_url()),
        })
        .unwrap()
    }

    /// A journal in which two persons of CARL2 may be one of two in CPR.
    fn with_pairs(&self) -> Journal {
        let mut journal = self.open();
        tell(&mut journal, &country());
        journal
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Self::Postgres(schema) = self {
            let dropped = admin().batch_execute(&format!("DROP SCHEMA {schema} CASCADE"));
            assert!(dropped.is_ok() || std::thread::panicking(), "{dropped:?}");
        }
    }
}

fn admin_url() -> String {
    std::env::var("ANKOMST_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!("ANKOMST_TEST_POSTGRES is not set: export ANKOMST_TEST_POSTGRES=$(scripts/postgres-for-tests)")
    })
}

fn admin() -> Client {
    Client::connect(&admin_url(), NoTls).unwrap()
}

fn country() -> Vec<Told> {
    vec![
        carl2("A-0001", r#","sex":"K""#),
        carl2("B-0001", r#","sex":"M""#),
        cpr(A, ("1990-01-01", "K"), ("Anna", "Berg"), &[]),
        cpr(B, ("1990-01-01", "M"), ("Bo", "Berg"), &[]),
        cpr(C, ("1990-01-02", "K"), ("Clara", "Berg"), &[]),
        queued(&pair("A-0001", A), 5_000, Cause::PersonIdMissing),
        queued(&pair("B-0001", C), 4_000, Cause::Contradiction),
        // Before any night everybody counts as protected.
        (fact::NIGHT_STARTED, format!("night:{TODAY}"), r#"{"deliveries":[]}"#.to_owned()),
    ]
}

fn by(name: &str, reason: &str) -> Decision {
    Decision { by: name.to_owned(), reason: reason.to_owned() }
}

fn now() -> Timestamp {
    Timestamp::now()
}

fn confirmed(journal: &mut Journal, pair: &Pair, decision: &Decision) -> Result<Confirmed, StewardError> {
    let state = fold(journal).unwrap();
    confirm(journal, &state, pair, decision, TODAY, now())
}

fn a_pair_without_risk_is_coupled_at_once_and_without_a_reason(place: &Place) {
    let mut journal = place.with_pairs();
    let pair = pair("A-0001", A);
    assert!(matches!(confirmed(&mut journal, &pair, &by(" ", "set")), Err(StewardError::Unfounded)));
    assert!(matches!(confirmed(&mut journal, &pair, &by("Ida", "")), Ok(Confirmed::Coupled { .. })));
    let state = fold(&mut journal).unwrap();
    assert_eq!(state.number_of(&pair.person_id), Some(pair.cpr_number));
    assert!(!state.queue.contains_key(&pair));
}

/// The pair whose sex differs.
fn risky() -> Pair {
    pair("B-0001", C)
}

fn a_risky_pair_needs_a_reason_and_waits_for_another_data_steward(place: &Place) {
    let mut journal = place.with_pairs();
    let needed = confirmed(&mut journal, &risky(), &by("Ida", ""));
    assert!(matches!(needed, Err(StewardError::ReasonNeeded { risks }) if risks == [Risk::SexDiffers]));
    let proposed = confirmed(&mut journal, &risky(), &by("Ida", "pas set")).unwrap();
    assert!(matches!(proposed, Confirmed::Proposed { risks, .. } if risks == [Risk::SexDiffers]));
    let state = fold(&mut journal).unwrap();
    assert_eq!(state.number_of(&risky().person_id), None, "nothing is coupled yet");
    assert!(state.queue.contains_key(&risky()), "and the pair still waits");
    assert_eq!(state.proposals[&risky()].proposed.risks, ["sex-differs"]);
    let again = confirmed(&mut journal, &risky(), &by("Bo", "også set"));
    assert!(matches!(again, Err(StewardError::AlreadyProposed { by }) if by == "Ida"));
    approve(&mut journal, &state, &risky(), &by("Bo", ""), now()).unwrap();
    let state = fold(&mut journal).unwrap();
    let coupled = &state.couplings[&risky().person_id].coupled;
    let approval = coupled.second_approval.as_ref().expect("both are named");
    assert_eq!((approval.proposed_by.as_str(), approval.approved_by.as_str()), ("Ida", "Bo"));
    assert_eq!((coupled.rule.as_str(), coupled.reason.as_str()), (DATA_STEWARD, "pas set"));
    assert!(state.proposals.is_empty() && !state.queue.contains_key(&risky()));
}

fn who_proposed_a_coupling_can_neither_approve_nor_decline_it(place: &Place) {
    let mut journal = place.with_pairs();
    let state = fold(&mut journal).unwrap();
    let none = approve(&mut journal, &state, &risky(), &by("Bo", ""), now());
    assert!(matches!(none, Err(StewardError::NotProposed)));
    confirmed(&mut journal, &risky(), &by("Ida Holm", "pas set")).unwrap();
    let state = fold(&mut journal).unwrap();
    for name in ["Ida Holm", " ida  HOLM "] {
        let own = approve(&mut journal, &state, &risky(), &by(name, "ja"), now());
        assert!(matches!(own, Err(StewardError::OwnProposal { by }) if by == "Ida Holm"), "{name}");
        let own = decline(&mut journal, &state, &risky(), &by(name, "nej"), now());
        assert!(matches!(own, Err(StewardError::OwnProposal { .. })), "{name}");
    }
    let other = withdraw(&mut journal, &state, &risky(), &by("Bo", ""), now());
    assert!(matches!(other, Err(StewardError::NotOwnProposal { .. })));
    assert_eq!(fold(&mut journal).unwrap(), state, "nothing was stored");
}

/// A way to end a proposal.
type End = fn(&mut Journal, &State, &Pair, &Decision, Timestamp) -> Result<u64, StewardError>;

fn a_declined_and_a_withdrawn_proposal_couple_nothing_and_the_pair_waits_again(place: &Place) {
    let mut journal = place.with_pairs();
    let ends: [(End, &str); 2] = [(decline, "Bo"), (withdraw, "Ida")];
    for (end, name) in ends {
        confirmed(&mut journal, &risky(), &by("Ida", "pas set")).unwrap();
        let state = fold(&mut journal).unwrap();
        end(&mut journal, &state, &risky(), &by(name, "fotoet ligner ikke"), now()).unwrap();
        let state = fold(&mut journal).unwrap();
        assert!(state.proposals.is_empty() && state.couplings.is_empty(), "{name}");
        assert!(state.queue.contains_key(&risky()), "{name}");
    }
}

fn of_two_data_stewards_at_once_the_second_is_told_who_decided_what(place: &Place) {
    let mut journal = place.with_pairs();
    let pair = pair("A-0001", A);
    let seen = fold(&mut journal).unwrap();
    let mut other = place.open();
    let position = reject(&mut other, &seen, &pair, ReasonCode::TwinOrSibling, &by("Bo", ""), now()).unwrap();
    let second = confirm(&mut journal, &seen, &pair, &by("Ida", "set"), TODAY, now());
    let Err(StewardError::Meanwhile(meanwhile)) = second else { panic!("{second:?}") };
    assert_eq!((meanwhile.by.as_str(), meanwhile.kind.as_str()), ("Bo", fact::COUPLING_REJECTED));
    assert_eq!((meanwhile.position, meanwhile.pair.as_ref()), (position, Some(&pair)));
    let recorded_at = journal.get(position).unwrap().unwrap().recorded_at;
    assert_eq!(meanwhile.recorded_at, recorded_at);
    assert!(fold(&mut journal).unwrap().couplings.is_empty(), "nothing of the second was stored");
}

fn two_persons_cannot_take_one_number_at_once(place: &Place) {
    let mut journal = place.with_pairs();
    let (one, two) = (pair("A-0001", C), pair("A-0001", A));
    tell(&mut journal, &[carl2("C-0001", ""), queued(&pair("C-0001", A), 1_000, Cause::PersonIdMissing)]);
    let seen = fold(&mut journal).unwrap();
    let other = pair("C-0001", A);
    confirm(&mut journal, &seen, &other, &by("Bo", "set"), TODAY, now()).unwrap();
    for (pair, is_free) in [(two, false), (one, true)] {
        let second = confirm(&mut journal, &seen, &pair, &by("Ida", "set"), TODAY, now());
        match second {
            Err(StewardError::Meanwhile(meanwhile)) if !is_free => assert_eq!(meanwhile.pair, Some(other.clone())),
            Ok(_) if is_free => {}
            unexpected => panic!("{unexpected:?}"),
        }
    }
}

fn what_came_meanwhile_about_others_disturbs_nobody(place: &Place) {
    let mut journal = place.with_pairs();
    let seen = fold(&mut journal).unwrap();
    tell(&mut journal, &[carl2("D-0001", ""), cpr(B, ("1990-01-01", "M"), ("Bo", "Lund"), &[])]);
    note(&mut journal, &seen, &pair("A-0001", A), &by("Bo", "ring til kommunen"), now()).unwrap();
    reject(&mut journal, &seen, &risky(), ReasonCode::OtherPerson, &by("Bo", ""), now()).unwrap();
    let confirmed = confirm(&mut journal, &seen, &pair("A-0001", A), &by("Ida", "set"), TODAY, now());
    assert!(matches!(confirmed, Ok(Confirmed::Coupled { .. })), "{confirmed:?}");
}

fn a_register_that_delivers_meanwhile_is_told(place: &Place) {
    let mut journal = place.with_pairs();
    let seen = fold(&mut journal).unwrap();
    tell(&mut journal, &[cpr(A, ("1990-01-01", "M"), ("Arne", "Berg"), &[])]);
    let late = confirm(&mut journal, &seen, &pair("A-0001", A), &by("Ida", "set"), TODAY, now());
    let Err(StewardError::Meanwhile(meanwhile)) = late else { panic!("{late:?}") };
    assert_eq!((meanwhile.kind.as_str(), meanwhile.pair.as_ref()), (fact::CPR_PERSON, None));
}

fn a_rejection_needs_words_where_its_code_says_nothing_and_can_be_taken_back(place: &Place) {
    let mut journal = place.with_pairs();
    let pair = pair("A-0001", A);
    let before = fold(&mut journal).unwrap();
    let wordless = reject(&mut journal, &before, &pair, ReasonCode::Other, &by("Ida", " "), now());
    assert!(matches!(wordless, Err(StewardError::Unfounded)));
    let early = take_back(&mut journal, &before, None, &pair, &by("Ida", "forkert"), now());
    assert!(matches!(early, Err(StewardError::NotRejected)));
    reject(&mut journal, &before, &pair, ReasonCode::DuplicateInCarl2, &by("Ida", ""), now()).unwrap();
    let rejected = fold(&mut journal).unwrap();
    assert!(rejected.rejected.contains(&pair) && !rejected.queue.contains_key(&pair));
    take_back(&mut journal, &rejected, None, &pair, &by("Ida", "var ikke dobbelt"), now()).unwrap();
    let state = fold(&mut journal).unwrap();
    assert!(!state.rejected.contains(&pair) && state.set_aside.is_empty());
    assert_eq!(state.queue[&pair].queued, before.queue[&pair].queued, "it waits with the evidence of then");
}

fn a_parked_pair_is_taken_up_again_and_a_note_stays(place: &Place) {
    let mut journal = place.with_pairs();
    let pair = pair("A-0001", A);
    let state = fold(&mut journal).unwrap();
    let not = unpark(&mut journal, &state, &pair, &by("Ida", ""), now());
    assert!(matches!(not, Err(StewardError::NotParked)));
    park(&mut journal, &state, &pair, Some(ReasonCode::Insufficient), &by("Ida", ""), now()).unwrap();
    note(&mut journal, &state, &pair, &by("Bo", "kommunen svarer mandag"), now()).unwrap();
    let state = fold(&mut journal).unwrap();
    assert_eq!(state.queue[&pair].parked.as_ref().and_then(|parked| parked.code), Some(ReasonCode::Insufficient));
    unpark(&mut journal, &state, &pair, &by("Bo", ""), now()).unwrap();
    let state = fold(&mut journal).unwrap();
    assert_eq!(state.queue[&pair].parked, None);
    let notes: Vec<(&str, &str)> = state.notes[&pair].iter().map(|n| (n.by.as_str(), n.note.as_str())).collect();
    assert_eq!(notes, [("Bo", "kommunen svarer mandag")]);
}

fn undoing_lists_what_rested_on_the_coupling(place: &Place) {
    let mut journal = place.with_pairs();
    let pair = pair("A-0001", A);
    confirmed(&mut journal, &pair, &by("Ida", "")).unwrap();
    let state = tell(
        &mut journal,
        &[
            (fact::COUPLING_DOUBTED, fact::carl2_subject(&pair.person_id), fact::json(&pair)),
            cpr(A, ("1990-01-01", "M"), ("Anna", "Berg"), &[]),
        ],
    );
    let doubted = state.position - 1;
    let rested = undo(&mut journal, &state, &pair, &by("Bo", "to personer"), now()).unwrap();
    let found: Vec<(u64, &str)> = rested.facts.iter().map(|rested| (rested.position, rested.kind.as_str())).collect();
    assert_eq!(found, [(doubted, fact::COUPLING_DOUBTED)], "and not what a register delivered");
    let state = fold(&mut journal).unwrap();
    assert!(state.rejected.contains(&pair) && state.couplings.is_empty());
    let unweighed = take_back(&mut journal, &state, None, &pair, &by("Bo", "dog én"), now());
    assert!(matches!(unweighed, Err(StewardError::NotWeighed { .. })), "it never waited with a weight");
}
