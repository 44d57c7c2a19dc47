use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::audit::points_of_2017;

fn raised() -> Step {
    Step::Raised {
        title: "Tilsyn".into(),
        text: "Styrk tilsynet.".into(),
        source: "notat".into(),
        role: "kontorchef".into(),
        authority: "departementet".into(),
        figures: vec![Figure::DanishEducationReports],
    }
}

fn entry(party: Party, what: Step) -> Entry<Step> {
    Entry { on: date(2016, 5, 1), party, what }
}

fn reasons() -> String {
    "begrundelse".to_owned()
}

fn course(steps: impl IntoIterator<Item = (Party, Step)>) -> Result<Point, WrongStep> {
    let mut point: Option<Point> = None;
    for (party, step) in steps {
        point = Some(Point::take(point.as_ref(), &entry(party, step))?);
    }
    Ok(point.expect("at least one step"))
}

fn to_the_recommendation() -> Vec<(Party, Step)> {
    vec![
        (Party::Ministry, raised()),
        (Party::Ministry, Step::EvidenceAdded { evidence: "bekendtgørelse".into(), reference: "981/2016".into() }),
        (Party::Ministry, Step::ClosingProposed { reasons: reasons() }),
        (Party::Auditors, Step::ClosingRecommended { reasons: reasons() }),
    ]
}

#[test]
fn the_ministry_proposes_the_auditors_recommend_and_the_state_auditors_close() {
    let closed = (Party::StateAuditors, Step::Closed { decision: "afsluttet".into() });
    let point = course(to_the_recommendation().into_iter().chain([closed])).expect("the whole way");
    assert_eq!((point.stage.key(), point.stage.whose_move()), ("closed", None));
    let keys: Vec<&str> = point.stage.said().into_iter().map(|(key, ..)| key).collect();
    assert_eq!(keys, ["closing-proposed", "closing-recommended", "closed"]);
}

#[test]
fn nobody_takes_another_s_step_and_each_is_told_whose_it_is() {
    let steps = to_the_recommendation();
    for (many, party, step, whose) in [
        (2, Party::Auditors, Step::ClosingProposed { reasons: reasons() }, Party::Ministry),
        (3, Party::Ministry, Step::ClosingRecommended { reasons: reasons() }, Party::Auditors),
        (4, Party::Ministry, Step::Closed { decision: reasons() }, Party::StateAuditors),
        (4, Party::Auditors, Step::Closed { decision: reasons() }, Party::StateAuditors),
        (4, Party::Auditors, Step::ReferredBack { reasons: reasons() }, Party::StateAuditors),
    ] {
        let tried = course(steps[..many].iter().cloned().chain([(party, step)]));
        assert_eq!(tried, Err(WrongStep::NotYours { whose }));
    }
}

#[test]
fn a_point_is_not_proposed_without_evidence_nor_closed_without_recommendation() {
    let propose = (Party::Ministry, Step::ClosingProposed { reasons: reasons() });
    let bare = course([(Party::Ministry, raised()), propose]);
    assert_eq!(bare, Err(WrongStep::TooSoon { needs: "evidence-added" }));
    let close = (Party::StateAuditors, Step::Closed { decision: reasons() });
    let unasked = course(to_the_recommendation().into_iter().take(3).chain([close]));
    assert_eq!(unasked, Err(WrongStep::TooSoon { needs: "closing-recommended" }));
}

#[test]
fn a_point_that_comes_back_is_the_ministrys_again_and_needs_a_new_recommendation() {
    let back = (Party::StateAuditors, Step::ReferredBack { reasons: "hvad med kommunerne?".into() });
    let steps: Vec<_> = to_the_recommendation().into_iter().chain([back]).collect();
    let point = course(steps.clone()).expect("referred back");
    assert_eq!(point.stage.whose_move(), Some(Party::Ministry));
    assert_eq!(point.stage.said()[0].2, "hvad med kommunerne?");
    let close = (Party::StateAuditors, Step::Closed { decision: "afsluttet".into() });
    let unrecommended = course(steps.clone().into_iter().chain([close.clone()]));
    assert_eq!(unrecommended, Err(WrongStep::TooSoon { needs: "closing-recommended" }));
    // Closing is the auditors' to recommend, whether the ministry proposes it or not.
    let recommend = (Party::Auditors, Step::ClosingRecommended { reasons: reasons() });
    let closed = course(steps.into_iter().chain([recommend, close])).expect("recommended anew");
    let keys: Vec<_> = closed.stage.said().iter().map(|(key, ..)| *key).collect();
    assert_eq!(keys, ["closing-recommended", "closed"]);
}

#[test]
fn the_four_points_of_the_note_are_taken_up_with_their_evidence_and_none_of_them_closed() {
    let points = points_of_2017();
    assert_eq!(points.len(), 4);
    let mut figures = Vec::new();
    for (id, steps) in points {
        let mut point: Option<Point> = None;
        for step in steps {
            point = Some(Point::take(point.as_ref(), &step).unwrap_or_else(|error| panic!("{id}: {error}")));
        }
        let point = point.expect("a point");
        assert!(point.source.contains("2017") && !point.evidence.is_empty(), "{id}");
        assert_eq!(point.stage.key(), "open", "{id}: the day of the note is not in the source");
        figures.extend(point.figures);
    }
    figures.sort();
    assert_eq!(figures, Figure::ALL, "each point is followed on its own figure");
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        Just(raised()),
        Just(Step::EvidenceAdded { evidence: "bilag".into(), reference: "1".into() }),
        Just(Step::StatusReported { status: "i gang".into() }),
        Just(Step::ClosingProposed { reasons: reasons() }),
        Just(Step::ProposalWithdrawn { reasons: reasons() }),
        Just(Step::ClosingRecommended { reasons: reasons() }),
        Just(Step::ClosingNotRecommended { reasons: reasons() }),
        Just(Step::Closed { decision: reasons() }),
        Just(Step::ReferredBack { reasons: reasons() }),
        Just(Step::Reopened { reasons: reasons() }),
    ]
}

fn any_party() -> impl Strategy<Value = Party> {
    prop_oneof![Just(Party::Ministry), Just(Party::Auditors), Just(Party::StateAuditors)]
}

proptest! {
    #[test]
    fn whatever_is_tried_by_whomever_a_closed_point_was_last_proposed_then_recommended_then_closed(
        tried in prop::collection::vec((any_party(), any_step()), 1..60),
    ) {
        let mut point: Option<Point> = None;
        let mut about_closing: Vec<(Party, Step)> = Vec::new();
        for (party, step) in tried {
            let Ok(taken) = Point::take(point.as_ref(), &entry(party, step.clone())) else { continue };
            if !matches!(step, Step::Raised { .. } | Step::EvidenceAdded { .. } | Step::StatusReported { .. }) {
                about_closing.push((party, step));
            }
            if matches!(taken.stage, Stage::Closed(_)) {
                let last = &about_closing[about_closing.len() - 2..];
                let is_the_way = matches!(
                    last,
                    [
                        (Party::Auditors, Step::ClosingRecommended { .. }),
                        (Party::StateAuditors, Step::Closed { .. }),
                    ]
                );
                prop_assert!(is_the_way && !taken.evidence.is_empty(), "{last:?}");
            }
            point = Some(taken);
        }
    }
}
