//! The list: its order, its choices, its places, and how fast it is.

use std::time::Instant;

use oversight::uncoupled::Cause;

use super::*;
use crate::review::samples::{A, B, C, TODAY, carl2, cpr, pair, queued, state_of, tell};

const SARA: (&str, &str) = ("Sara", "Lund");

/// Three persons: one sure, one with two candidates, one whose sex differs.
fn country() -> State {
    state_of(&[
        carl2("A-0001", r#","municipality":101"#),
        carl2("B-0001", ""),
        carl2("C-0001", r#","sex":"M""#),
        cpr(A, ("1990-01-01", "K"), SARA, &[]),
        cpr(B, ("1990-01-01", "K"), SARA, &[]),
        cpr(C, ("1990-01-02", "K"), SARA, &[]),
        cpr("0301901117", ("1990-01-03", "K"), SARA, &[]),
        queued(&pair("C-0001", C), 9_000, Cause::Contradiction),
        queued(&pair("B-0001", A), 4_000, Cause::SeveralCandidates),
        queued(&pair("B-0001", B), 5_000, Cause::SeveralCandidates),
        queued(&pair("A-0001", "0301901117"), 3_000, Cause::PersonIdMissing),
    ])
}

/// The same, after a night: protections are then judged by the day.
fn after_a_night() -> State {
    let mut state = country();
    let rate = oversight::uncoupled::Rate::default();
    let trend = crate::report::TrendPoint { night: TODAY, all: rate, last_twelve_months: rate, made: 0 };
    state.nights.push(crate::state::NightEntry { trend, position: state.position + 1 });
    state
}

fn pairs(rows: &[QueueRow]) -> Vec<Pair> {
    rows.iter().map(|row| row.pair.clone()).collect()
}

#[test]
fn the_sure_come_first_and_the_candidates_of_one_person_stand_together_the_heaviest_first() {
    let rows = queue(&after_a_night(), &Choice::default(), TODAY);
    let expected = [pair("A-0001", "0301901117"), pair("B-0001", B), pair("B-0001", A), pair("C-0001", C)];
    assert_eq!(pairs(&rows), expected);
    let demands: Vec<Demand> = rows.iter().map(|row| risk::demand(&row.risks)).collect();
    assert_eq!(demands, [Demand::Nothing, Demand::Reason, Demand::Reason, Demand::SecondApproval]);
    assert_eq!(rows[0].since, Some(TODAY));
    assert_eq!(rows[0].municipality.map(|code| code.to_string()).as_deref(), Some("0101"));
}

#[test]
fn each_row_has_the_risks_that_its_pair_has_by_itself() {
    let state = after_a_night();
    for row in queue(&state, &Choice { part: Part::All, ..Choice::default() }, TODAY) {
        assert_eq!(row.risks, risk::of_pair(&state, &row.pair, TODAY), "{:?}", row.pair);
    }
}

#[test]
fn choices_narrow_the_list() {
    let state = after_a_night();
    let rows = |choice: Choice| pairs(&queue(&state, &choice, TODAY));
    let municipality = state.carl2["A-0001"].person.municipality;
    assert_eq!(rows(Choice { municipality, ..Choice::default() }), [pair("A-0001", "0301901117")]);
    assert_eq!(rows(Choice { cause: Some(Cause::Contradiction), ..Choice::default() }), [pair("C-0001", C)]);
    assert_eq!(rows(Choice { demand: Some(Demand::Nothing), ..Choice::default() }), [pair("A-0001", "0301901117")]);
    assert_eq!(rows(Choice { part: Part::Parked, ..Choice::default() }), []);
}

#[test]
fn a_pair_has_a_place_and_a_next_one_and_the_last_is_followed_by_the_first() {
    let rows = queue(&after_a_night(), &Choice::default(), TODAY);
    assert_eq!(place(&rows, &pair("B-0001", A)), Some(Place { number: 3, of: 4 }));
    assert_eq!(next_after(&rows, &pair("B-0001", B)), Some(&pair("B-0001", A)));
    assert_eq!(next_after(&rows, &pair("C-0001", C)), Some(&pair("A-0001", "0301901117")));
    assert_eq!(next_after(&rows[..1], &rows[0].pair), None, "there is no other");
    assert_eq!(place(&rows, &pair("C-0001", A)), None);
}

#[test]
fn a_proposal_tells_whether_the_registers_have_changed_since() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let mut journal = journal::Journal::open(&url).unwrap();
    let proposed = serde_json::json!(
        {"person_id": "A-0001", "cpr_number": A, "by": "Ida", "reason": "set", "risks": ["protected-address"]}
    );
    let mut facts = vec![carl2("A-0001", ""), cpr(A, ("1990-01-01", "K"), SARA, &[])];
    facts.push((crate::fact::COUPLING_PROPOSED, "carl2:A-0001".to_owned(), proposed.to_string()));
    let choice = Choice { part: Part::Proposed, ..Choice::default() };
    let changed = |state: &State| {
        let rows = queue(state, &choice, TODAY);
        assert_eq!((rows.len(), rows[0].cause, rows[0].weight_millibits), (1, None, None));
        rows[0].proposed.clone().map(|proposed| proposed.registers_changed)
    };
    assert_eq!(changed(&tell(&mut journal, &facts)), Some(false));
    let state = tell(&mut journal, &[cpr(A, ("1990-01-01", "M"), SARA, &[])]);
    assert_eq!(changed(&state), Some(true));
    let own = Choice { not_proposed_by: Some("Ida".to_owned()), ..choice.clone() };
    assert_eq!(queue(&state, &own, TODAY), []);
}

#[test]
fn a_hundred_thousand_pairs_are_listed_at_once() {
    let mut state = after_a_night();
    let (carl2, cpr) = (state.carl2["C-0001"].clone(), state.cpr[&pair("C-0001", C).cpr_number].clone());
    let entry = state.queue[&pair("C-0001", C)].clone();
    for at in 0..100_000_u32 {
        // Half the persons have two candidates each.
        let serial = 2_000 + at / 14_600;
        let day = jiff::civil::date(1960, 1, 1).saturating_add(jiff::Span::new().days(at % 14_600));
        let number = format!("{}{serial:04}", day.strftime("%d%m%y"));
        let id = format!("X-{:07}", at / 2 * 2 + u32::from(at % 4 == 1));
        let waiting = pair(&id, &number);
        state.carl2.insert(waiting.person_id.clone(), carl2.clone());
        state.cpr.insert(waiting.cpr_number, cpr.clone());
        state.queue.insert(waiting, entry.clone());
    }
    let begun = Instant::now();
    let rows = queue(&state, &Choice::default(), TODAY);
    let taken = begun.elapsed();
    println!("{} rows in {taken:?}", rows.len());
    assert!(rows.len() > 99_000, "{}", rows.len());
    // Comparing would take minutes. The limit leaves room for a program that is built for tests and a busy machine.
    assert!(taken.as_secs() < 2, "{taken:?}");
}
