//! The coupling method over several nights: kept, tried, approved, and never changed otherwise.

use linkage::Outcome;
use oversight::alarm::Alarm;

use super::tests::{DAYS, config, country, coupling_facts, run_by, sqlite};
use super::*;
use crate::fact::COUPLING_METHOD;
use crate::method::{self, ApprovalError};
use crate::method_trial::{self, ModelChoice, TrialError};
use crate::stewardship::Decision;

/// A country with a journal in which its first night has run.
struct Place {
    folder: tempfile::TempDir,
    deliveries: Deliveries,
    journal: Journal,
    /// Pairs that the first night compared: all there are.
    all_pairs: u64,
}

impl Place {
    fn after_the_first_night(persons: u32, seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let deliveries = country(folder.path(), persons, seed);
        let journal = sqlite(folder.path(), "journal.db");
        let mut place = Self { folder, deliveries, journal, all_pairs: 0 };
        place.all_pairs = place.night(DAYS[0], &config()).couplings.candidate_pairs;
        place
    }

    fn night(&mut self, day: Date, config: &Config) -> Report {
        let out = self.folder.path();
        match run_by(&mut self.journal, None, &self.deliveries, day, (config, out), &|_| {}) {
            Ended::Completed(report) => *report,
            ended => panic!("{ended:?}"),
        }
    }

    fn state(&mut self) -> State {
        fold(&mut self.journal).unwrap()
    }

    /// Tries a configuration and answers the trial's number.
    fn try_out(&mut self, config: &Config) -> u64 {
        let tried = method_trial::run(&self.state(), config, ModelChoice::InForce).unwrap();
        tried.keep(&mut self.journal, Timestamp::now()).unwrap()
    }

    fn approve(&mut self, trial: u64, by: &str, reason: &str) -> Result<u64, ApprovalError> {
        let decision = Decision { by: by.to_owned(), reason: reason.to_owned() };
        let state = self.state();
        method::approve(&mut self.journal, &state, trial, &decision, Timestamp::now())
    }

    fn methods(&mut self) -> u64 {
        self.journal.count_by_kind().unwrap().get(COUPLING_METHOD).copied().unwrap_or(0)
    }
}

/// A configuration that couples by weight nobody whom this one shows to a person.
fn stricter() -> Config {
    let mut stricter = config();
    (stricter.decision.couple_millibits, stricter.decision.rule_millibits) = (90_000, 80_000);
    stricter
}

fn differences(report: &Report) -> Vec<String> {
    let alarms = report.alarms.iter().filter_map(|alarm| match alarm {
        Alarm::MethodDiffers { differences } => Some(differences.clone()),
        _ => None,
    });
    alarms.flatten().collect()
}

#[test]
fn another_configuration_changes_nothing_and_is_an_alarm() {
    let mut place = Place::after_the_first_night(900, 81);
    let mut other = Place::after_the_first_night(900, 81);
    assert!(differences(&place.night(DAYS[1], &config())).is_empty());
    let report = other.night(DAYS[1], &stricter());
    assert_eq!(differences(&report), ["decision.couple_millibits", "decision.rule_millibits"]);
    assert_eq!(coupling_facts(&mut place.journal), coupling_facts(&mut other.journal));
    assert_eq!((place.methods(), other.methods()), (1, 1), "the first night's stands alone");
}

#[test]
fn a_trial_of_the_method_in_force_changes_nothing() {
    let mut place = Place::after_the_first_night(600, 82);
    let tried = method_trial::run(&place.state(), &config(), ModelChoice::InForce).unwrap();
    assert_eq!((tried.changes.len(), tried.trial.changed), (0, 0));
}

#[test]
fn a_trial_lists_every_pair_whose_fate_changes_and_couples_nothing() {
    let mut place = Place::after_the_first_night(900, 83);
    let state = place.state();
    let tried = method_trial::run(&state, &stricter(), ModelChoice::InForce).unwrap();
    let lost = tried.changes.iter().filter(|change| change.before.outcome == Outcome::Couple);
    let weak = state.couplings.values().filter(|entry| entry.coupled.weight_millibits.is_some_and(|w| w < 70_000));
    assert!(lost.count() as u64 >= weak.count() as u64, "all that is too weak for the stricter method is in the list");
    assert!(tried.changes.iter().all(|change| change.after.outcome != Outcome::Couple), "{:?}", tried.trial.by_kind);
    let standing = tried.changes.iter().filter(|change| change.stands);
    assert_eq!(standing.count() as u64, tried.trial.standing_lost);
    assert!(tried.trial.standing_lost > 0);
    for change in &tried.changes {
        assert_eq!(change.before.score_millibits, change.after.score_millibits, "the same model weighs the same");
    }
    assert_eq!(tried, method_trial::run(&state, &stricter(), ModelChoice::InForce).unwrap(), "and again the same");
    tried.keep(&mut place.journal, Timestamp::now()).unwrap();
    assert_eq!(place.state().couplings, state.couplings);
}

#[test]
fn an_approved_method_is_used_from_the_next_night_and_existing_couplings_stay() {
    let mut place = Place::after_the_first_night(900, 84);
    let before = place.state();
    let trial = place.try_out(&stricter());
    place.approve(trial, "Kirsten Holm", "færre fejl").unwrap();
    let report = place.night(DAYS[1], &stricter());
    assert!(differences(&report).is_empty(), "what was approved is in force");
    let by_engine = report.couplings.by_rule.iter().filter(|(rule, _)| *rule != coupling::ADMINISTRATIVE_NUMBER);
    assert_eq!(by_engine.map(|(_, figures)| figures.made).sum::<u64>(), 0, "nobody is sure enough any more");
    let compared = report.couplings.candidate_pairs;
    assert!(compared * 10 > place.all_pairs * 9, "all are compared anew: {compared} of {}", place.all_pairs);
    let after = place.state();
    for id in before.couplings.keys() {
        assert!(after.couplings.contains_key(id), "{id} stays coupled");
    }
    let back = place.night(DAYS[2], &config());
    assert!(!differences(&back).is_empty(), "the first night's configuration is no longer in force");
}

#[test]
fn an_approval_without_name_or_reason_or_of_another_trial_is_refused() {
    let mut place = Place::after_the_first_night(300, 85);
    assert!(matches!(place.approve(1, "K. Holm", "prøve"), Err(ApprovalError::NotNewest { newest: None })));
    let (first, second) = (place.try_out(&stricter()), place.try_out(&stricter()));
    assert!(matches!(place.approve(second, " ", "prøve"), Err(ApprovalError::Unfounded)));
    assert!(matches!(place.approve(second, "K. Holm", "\n"), Err(ApprovalError::Unfounded)));
    let not_newest = place.approve(first, "K. Holm", "prøve").unwrap_err();
    assert!(matches!(not_newest, ApprovalError::NotNewest { newest: Some(newest) } if newest == second));
    let by = place.approve(second, "K. Holm", "prøve").unwrap();
    assert!(
        matches!(place.approve(second, "K. Holm", "igen"), Err(ApprovalError::Decided { by: found }) if found == by)
    );
    assert_eq!(place.methods(), 2);
}

#[test]
fn an_approval_after_another_night_is_refused() {
    let mut place = Place::after_the_first_night(300, 86);
    let trial = place.try_out(&stricter());
    place.night(DAYS[1], &config());
    assert!(matches!(place.approve(trial, "K. Holm", "prøve"), Err(ApprovalError::NightSince)));
    assert_eq!(place.methods(), 1);
}

#[test]
fn other_fields_or_blocks_need_a_model_of_their_own() {
    let mut place = Place::after_the_first_night(300, 87);
    let mut other = config();
    other.fields.retain(|field| field.name != "municipality");
    other.limits.block = 90;
    let state = place.state();
    let refused = method_trial::run(&state, &other, ModelChoice::InForce).unwrap_err();
    let TrialError::NeedsTraining { differences } = refused else { panic!("{refused}") };
    assert_eq!(differences, ["field.municipality", "limits.block"]);
    let model = state.method.map(|kept| serde_json::from_str::<method::Method>(&kept.text).unwrap().model).unwrap();
    let given = method_trial::run(&place.state(), &other, ModelChoice::Given(Box::new(model)));
    assert!(matches!(given, Err(TrialError::Model(_))));
    let tried = method_trial::run(&place.state(), &other, ModelChoice::Trained).unwrap();
    assert_eq!(tried.trial.model.fields.len(), other.fields.iter().filter(|field| field.kind.is_compared()).count());
}
