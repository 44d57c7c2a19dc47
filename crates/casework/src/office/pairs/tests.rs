//! Pairs in the office: what the queue and a pair show, who decides, what comes of two at once.

use jiff::Timestamp;
use journal::Journal;
use oversight::uncoupled::Cause;
use tempfile::TempDir;

use super::*;
use crate::access::{Authority, Officer, Role};
use crate::office::{Answered, CommandError, JudgeOnceError, Once, Purpose};
use crate::questions::{DecisionAt, LatelyDecided, PairChoice, PairPage, PairQueue};
use crate::review::Demand;
use crate::review::candidates::Standing;
use crate::review::queue::{Choice, Part as QueuePart};
use crate::review::samples::{A, B, C, TODAY, carl2, cpr, pair, queued, tell};

fn office() -> (TempDir, Office) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let mut journal = Journal::open(&url).unwrap();
    tell(
        &mut journal,
        &[
            carl2("A-0001", r#","given_names":"Anna","sex":"K""#),
            carl2("B-0001", r#","given_names":"Bo","sex":"M""#),
            cpr(A, ("1990-01-01", "K"), ("Anna", "Berg"), &[]),
            cpr(B, ("1990-01-01", "K"), ("Anne", "Berg"), &[]),
            cpr(C, ("1990-01-02", "K"), ("Clara", "Berg"), &[]),
            queued(&pair("A-0001", A), 9_000, Cause::PersonIdMissing),
            queued(&pair("A-0001", B), 1_000, Cause::SeveralCandidates),
            queued(&pair("B-0001", C), 4_000, Cause::Contradiction),
            // Before any night everybody counts as protected.
            (fact::NIGHT_STARTED, format!("night:{TODAY}"), r#"{"deliveries":[]}"#.to_owned()),
        ],
    );
    drop(journal);
    (folder, Office::open(&url, TODAY).unwrap())
}

fn steward(name: &str) -> Officer {
    let (id, name) = (name.to_owned(), name.to_owned());
    Officer { id, name, role: Role::DataSteward, authority: Authority::ImmigrationService }
}

fn coupling(officer: &Officer) -> Inquirer<'_> {
    Inquirer { officer, purpose: Purpose::Coupling }
}

fn judging(pair: &Pair, judgement: Judgement, reason: &str, seen_at: u64) -> Judging {
    Judging { pair: pair.clone(), judgement, reason: reason.to_owned(), seen_at }
}

fn page(office: &Office, officer: &Officer, pair: &Pair) -> crate::questions::PairSeen {
    let asked = PairPage { pair: pair.clone(), among: PairChoice::default(), whole_cpr_numbers: false };
    office.ask(coupling(officer), &asked).unwrap().unwrap()
}

#[test]
fn the_queue_is_narrowed_without_changing_its_order_and_counts_what_it_leaves_out() {
    let (_folder, office) = office();
    let ida = steward("Ida");
    let all = office.ask(coupling(&ida), &PairQueue::default()).unwrap();
    let order: Vec<&str> = all.rows.iter().map(|line| line.row.pair.person_id.as_str()).collect();
    assert_eq!(order, ["A-0001", "A-0001", "B-0001"], "a person's candidates beside each other");
    assert_eq!((all.found, all.of, all.parts.waiting), (3, 3, 3));
    let choice = Choice { demand: Some(Demand::SecondApproval), ..Choice::default() };
    let narrowed = PairQueue { pairs: PairChoice { choice, ..PairChoice::default() }, ..PairQueue::default() };
    let risky = office.ask(coupling(&ida), &narrowed).unwrap();
    assert_eq!((risky.found, risky.of), (1, 3));
    assert_eq!(risky.rows[0].name, "Bo");
    assert_eq!(risky.first, Some(risky.rows[0].position));
}

#[test]
fn a_pair_tells_its_place_its_neighbours_and_its_other_candidates() {
    let (_folder, office) = office();
    let ida = steward("Ida");
    let seen = page(&office, &ida, &pair("A-0001", B));
    let place = seen.place.unwrap();
    assert_eq!((place.number, place.of, seen.standing), (2, 3, Some(Standing::Waiting)));
    let other = &seen.of_person[0];
    assert_eq!((other.name.as_str(), other.cpr.as_str()), ("Anna Berg", "010190-••••"));
    assert_eq!(other.position, seen.previous, "the other candidate is the row before");
    assert_eq!(office.pair_fact(seen.next.unwrap()).unwrap().unwrap().pair, pair("B-0001", C));
    let reads = office.with_journal(|journal| journal.reads_of(&format!("cpr:{B}"))).unwrap();
    assert_eq!(reads[0].entry.what, "registrene side om side");
}

#[test]
fn what_came_after_the_page_was_made_is_told_before_anything_else_is_wrong() {
    let (_folder, office) = office();
    let (ida, bo) = (steward("Ida"), steward("Bo"));
    let pair = pair("A-0001", A);
    let seen_at = page(&office, &ida, &pair).version;
    let code = Judgement::Reject(ReasonCode::OtherPerson);
    office.judge(coupling(&bo), &judging(&pair, code, "", seen_at), Timestamp::now()).unwrap();
    // The pair is not in the queue any more; that Bo rejected it is the better answer. A note is welcome all the same.
    let late = office.judge(coupling(&ida), &judging(&pair, code, "", seen_at), Timestamp::now());
    assert!(matches!(&late, Err(JudgeError::Steward(StewardError::Meanwhile(came))) if came.by == "Bo"), "{late:?}");
    // Confirming would be possible from the state of now, and is refused from the page of then.
    let late = office.judge(coupling(&ida), &judging(&pair, Judgement::Confirm, "set", seen_at), Timestamp::now());
    assert!(matches!(&late, Err(JudgeError::Steward(StewardError::Meanwhile(_)))), "{late:?}");
    office.judge(coupling(&ida), &judging(&pair, Judgement::Note, "hvorfor?", seen_at), Timestamp::now()).unwrap();
    assert_eq!(page(&office, &ida, &pair).notes.len(), 1);
}

#[test]
fn only_the_latest_decision_on_a_pair_can_be_taken_back_and_only_while_it_stands() {
    let (_folder, office) = office();
    let ida = steward("Ida");
    let pair = pair("A-0001", A);
    let stands = |position| office.ask(coupling(&ida), &DecisionAt { position }).unwrap().unwrap().stands;
    let seen_at = page(&office, &ida, &pair).version;
    let parked = judging(&pair, Judgement::Park(Some(ReasonCode::Insufficient)), "", seen_at);
    let parked = office.judge(coupling(&ida), &parked, Timestamp::now()).unwrap();
    assert!(stands(parked));
    let rejected = judging(&pair, Judgement::Reject(ReasonCode::Dead), "", parked);
    let rejected = office.judge(coupling(&ida), &rejected, Timestamp::now()).unwrap();
    assert!(!stands(parked) && stands(rejected));
    office.judge(coupling(&ida), &judging(&pair, Judgement::TakeBack, "fortrudt", rejected), Timestamp::now()).unwrap();
    assert!(!stands(rejected));
    let lately = office.ask(coupling(&ida), &LatelyDecided::default()).unwrap();
    assert_eq!(lately.found, 3);
    let history = office.pair_history(&pair).unwrap();
    assert!(history.iter().any(|fact| fact.code == Some(ReasonCode::Dead) && fact.by == "Ida"));
}

#[test]
fn a_proposal_waits_for_another_data_steward_and_never_for_the_one_who_made_it() {
    let (_folder, office) = office();
    let (ida, bo) = (steward("Ida"), steward("Bo"));
    let pair = pair("B-0001", C);
    let seen_at = page(&office, &ida, &pair).version;
    office.judge(coupling(&ida), &judging(&pair, Judgement::Confirm, "pas set", seen_at), Timestamp::now()).unwrap();
    let to_approve = |officer: &Officer| {
        let choice =
            Choice { part: QueuePart::Proposed, not_proposed_by: Some(officer.id.clone()), ..Choice::default() };
        let asked = PairQueue { pairs: PairChoice { choice, ..PairChoice::default() }, ..PairQueue::default() };
        let pairs = office.ask(coupling(officer), &asked).unwrap();
        (pairs.found, pairs.parts.to_approve, pairs.parts.own_proposals)
    };
    assert_eq!((to_approve(&ida), to_approve(&bo)), ((0, 0, 1), (1, 1, 0)));
    let seen_at = page(&office, &ida, &pair).version;
    let own = office.judge(coupling(&ida), &judging(&pair, Judgement::Approve, "", seen_at), Timestamp::now());
    assert!(matches!(own, Err(JudgeError::Steward(StewardError::OwnProposal { .. }))));
    let approved = office.judge(coupling(&bo), &judging(&pair, Judgement::Approve, "", seen_at), Timestamp::now());
    let position = approved.unwrap();
    assert_eq!(page(&office, &bo, &pair).standing, Some(Standing::Coupled));
    // Nothing has come since; without a method the pair cannot be weighed, so it cannot be put back.
    assert!(office.rests_on(coupling(&bo), &pair).unwrap().unwrap().is_empty());
    let back =
        office.judge(coupling(&bo), &judging(&pair, Judgement::UndoAndQueue, "fortrudt", position), Timestamp::now());
    assert!(matches!(back, Err(JudgeError::Steward(StewardError::NotWeighed { .. }))));
    office.judge(coupling(&bo), &judging(&pair, Judgement::Undo, "to personer", position), Timestamp::now()).unwrap();
    assert_eq!(page(&office, &bo, &pair).standing, Some(Standing::Rejected));
}

#[test]
fn an_auditor_sees_a_pair_and_decides_nothing() {
    let (_folder, office) = office();
    let auditor = Officer { role: Role::Auditor, authority: Authority::AuditOffice, ..steward("Rie") };
    let pair = pair("A-0001", A);
    let seen_at = page(&office, &auditor, &pair).version;
    let refused = office.judge(coupling(&auditor), &judging(&pair, Judgement::Confirm, "", seen_at), Timestamp::now());
    assert!(matches!(refused, Err(JudgeError::Refused(Refused::NotYourTask(Action::DecideCouplings)))));
    let caseworker = Officer { role: Role::Caseworker, ..steward("Kai") };
    assert!(office.ask(coupling(&caseworker), &PairQueue::default()).is_err());
}

#[test]
fn what_is_kept_of_the_registers_is_looked_up_anew_when_they_deliver_and_on_another_day() {
    let (_folder, office) = office();
    let ida = steward("Ida");
    let risks = |office: &Office| {
        let pairs = office.ask(coupling(&ida), &PairQueue::default()).unwrap();
        let mut fresh = crate::review::queue(&office.book().registers, &Choice::default(), office.day());
        let mut rows: Vec<_> = pairs.rows.into_iter().map(|line| line.row).collect();
        rows.sort_by(|one, two| one.pair.cmp(&two.pair));
        fresh.sort_by(|one, two| one.pair.cmp(&two.pair));
        assert_eq!(rows, fresh, "kept or not, the risks are the same");
        rows.iter().map(|row| row.risks.len()).collect::<Vec<_>>()
    };
    let before = risks(&office);
    let pair = pair("A-0001", A);
    let seen_at = page(&office, &ida, &pair).version;
    office
        .judge(
            coupling(&ida),
            &judging(&pair, Judgement::Park(Some(ReasonCode::Insufficient)), "", seen_at),
            Timestamp::now(),
        )
        .unwrap();
    risks(&office);
    let mut other = Journal::open(office.url()).unwrap();
    tell(&mut other, &[cpr(B, ("1970-01-01", "M"), ("Arne", "Lund"), &[])]);
    office.catch_up().unwrap();
    assert_ne!(risks(&office), before);
    office.turn_to(TODAY.tomorrow().unwrap()).unwrap();
    risks(&office);
}

#[test]
fn a_decision_sent_twice_under_a_key_is_made_once_and_answered_alike() {
    let (_folder, office) = office();
    let (ida, bo) = (steward("Ida"), steward("Bo"));
    let pair = pair("A-0001", A);
    let seen_at = page(&office, &ida, &pair).version;
    let reject = judging(&pair, Judgement::Reject(ReasonCode::OtherPerson), "", seen_at);
    let once = |key: &str, request: u8| Once { key: key.to_owned(), request_hash: [request; 32] };
    let send = |officer: &Officer, judging: &Judging, once: &Once| {
        office.judge_once(coupling(officer), judging, once, Timestamp::now(), |position| format!("at {position}"))
    };
    let first = send(&ida, &reject, &once("a", 1)).unwrap();
    let decided = office.ask(coupling(&ida), &LatelyDecided::default()).unwrap();
    assert_eq!(decided.found, 1);
    assert_eq!(first, Answered { answer: format!("at {}", decided.rows[0].decided.position), is_repeated: false });
    let again = send(&ida, &reject, &once("a", 1)).unwrap();
    assert_eq!(again, Answered { is_repeated: true, ..first.clone() }, "no conflict with itself");
    assert_eq!(office.ask(coupling(&ida), &LatelyDecided::default()).unwrap().found, 1);
    let other = send(&ida, &reject, &once("a", 2));
    assert!(matches!(other, Err(JudgeOnceError::Command(CommandError::KeyUsedOtherwise))), "{other:?}");
    // Another's key of the same name is another's.
    let late = send(&bo, &reject, &once("a", 1));
    let Err(JudgeOnceError::Judge(JudgeError::Steward(StewardError::Meanwhile(came)))) = late else {
        panic!("a conflict, not {late:?}")
    };
    assert_eq!(came.by, "Ida");
    // What came to nothing keeps no answer and may be sent again.
    assert_eq!(office.with_journal(|journal| journal.kept_answer("Bo", "a")).unwrap(), None);
}
