//! Whether the registers still look as the frozen model believes.
//!
//! The model holds, for pairs of one person, how often each kind of agreement is to be expected in each field. What the
//! coupled pairs show today is held against it by the population stability index (Siddiqi, Credit Risk Scorecards, 2006):
//! the sum over the levels of (found − expected) · ln(found / expected). By custom 0.10 is a change to look at and 0.25 one
//! to act on. Decides nothing, and does not know what an alarm is.

use serde::{Deserialize, Serialize};

use crate::coupling::{Coupling, Outcome, Pair};
use crate::level::level_of;
use crate::model::Model;

/// How far the coupled pairs are from what the model expects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drift {
    /// Coupled pairs that were looked at.
    pub pairs: u64,
    /// The fields, in the order of the model.
    pub fields: Vec<FieldDrift>,
    /// What became of the left records.
    pub outcomes: OutcomeShares,
    /// What became of them when the model was put in use, where that is known.
    pub expected: Option<OutcomeShares>,
    /// The index between the two.
    pub outcome_index: Option<f64>,
}

/// How far one field is from what the model expects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldDrift {
    /// The field.
    pub field: String,
    /// The population stability index over the levels where both sides know the value.
    pub index: f64,
    /// Pairs where both do.
    pub compared: u64,
    /// Share of the pairs where one side or both do not know the value. The model has no expectation of it.
    pub missing: f64,
}

/// What became of the left records, as counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeShares {
    /// Coupled, kept ones included.
    pub coupled: u64,
    /// Shown to a person.
    pub review: u64,
    /// Left alone.
    pub left: u64,
}

impl OutcomeShares {
    /// Those of a coupling.
    pub fn of(coupling: &Coupling) -> Self {
        let with = |outcome| coupling.left.iter().filter(|found| found.outcome == outcome).count() as u64;
        Self { coupled: with(Outcome::Couple), review: with(Outcome::Review), left: with(Outcome::Leave) }
    }

    /// Records in all.
    pub fn records(self) -> u64 {
        self.coupled + self.review + self.left
    }

    fn counts(self) -> [f64; 3] {
        [self.coupled as f64, self.review as f64, self.left as f64]
    }
}

/// Holds the coupled pairs for which `counts` says so (those that no person has decided) against the model, and what
/// became of the left records against what became of them when the model was put in use.
pub fn drift(
    coupling: &Coupling,
    model: &Model,
    expected: Option<OutcomeShares>,
    counts: impl Fn(&Pair) -> bool,
) -> Drift {
    let coupled = coupling.pairs.iter().filter(|pair| pair.outcome == Outcome::Couple && counts(pair));
    let patterns: Vec<u64> = coupled.map(|pair| pair.pattern).collect();
    let fields = model.fields.iter().enumerate();
    let outcomes = OutcomeShares::of(coupling);
    let outcome_index = expected.filter(|expected| expected.records() > 0).map(|expected| {
        let shares = expected.counts().map(|count| count / expected.records() as f64);
        rounded(stability_index(&outcomes.counts(), &shares))
    });
    Drift {
        pairs: patterns.len() as u64,
        fields: fields.map(|(slot, (field, _))| field_drift(&patterns, model, slot, field)).collect(),
        outcomes,
        expected,
        outcome_index,
    }
}

fn field_drift(patterns: &[u64], model: &Model, slot: usize, field: &str) -> FieldDrift {
    let expected = expected_levels(model, slot);
    let mut found = vec![0.0; expected.len() + 1];
    for pattern in patterns {
        if let Some(count) = found.get_mut(level_of(*pattern, slot)) {
            *count += 1.0;
        }
    }
    let compared: f64 = found[1..].iter().sum();
    FieldDrift {
        field: field.to_owned(),
        index: rounded(stability_index(&found[1..], &expected)),
        compared: compared as u64,
        missing: if patterns.is_empty() { 0.0 } else { rounded(found[0] / patterns.len() as f64) },
    }
}

/// Six decimals: more says nothing, and a figure that is written and read again must be the same.
fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}

/// The shares of the levels of a field, the missing one left out, among pairs of one person as the model has learnt them:
/// the mixture of its classes of one person.
fn expected_levels(model: &Model, slot: usize) -> Vec<f64> {
    let share_of = |millibits: i32| (f64::from(millibits) / 1000.0).exp2();
    let classes = model.classes.iter().filter(|class| class.same_person);
    let mut levels = Vec::new();
    for class in classes {
        let of_class = &class.levels_millibits[slot];
        levels.resize(of_class.len().saturating_sub(1), 0.0);
        for (sum, level) in levels.iter_mut().zip(of_class.iter().skip(1)) {
            *sum += share_of(class.share_millibits) * share_of(*level);
        }
    }
    let all: f64 = levels.iter().sum();
    levels.into_iter().map(|level| level / all).collect()
}

/// Imagined records that look as expected: few records say little, and none makes a share of zero infinite.
const IMAGINED: f64 = 20.0;
/// The least share that anything is expected to have.
const SHARE_LEAST: f64 = 1e-6;

/// The population stability index of counts against the shares that are expected.
fn stability_index(found: &[f64], expected: &[f64]) -> f64 {
    let all: f64 = found.iter().sum();
    let part = |(count, expected): (&f64, &f64)| {
        let expected = expected.max(SHARE_LEAST);
        let share = (count + IMAGINED * expected) / (all + IMAGINED);
        (share - expected) * (share / expected).ln()
    };
    found.iter().zip(expected).map(part).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Side};
    use crate::register::Register;
    use crate::run::{couple, train};

    fn config() -> Config {
        Config::from_toml(
            r#"
            name = "test"
            left = { name = "A", id = "id" }
            right = { name = "B", id = "id" }
            field = [
                { name = "number", kind = "identifier", left = ["number"], right = ["number"] },
                { name = "given", kind = "given", left = ["given"], right = ["given"] },
                { name = "surname", kind = "surname", left = ["surname"], right = ["surname"] },
                { name = "born", kind = "date", left = ["born"], right = ["born"] },
            ]
            [[rule]]
            name = "number"
            equal = ["number"]
            alike = ["given", "surname"]
            "#,
        )
        .unwrap()
    }

    /// A register of made-up persons. `born` tells each one's birth date.
    fn register(side: Side, rows: std::ops::Range<usize>, born: impl Fn(usize) -> String) -> Register {
        let mut builder = Register::builder(&config(), side);
        for row in rows {
            let given = ["Mona", "Omid", "Yusuf", "Iryna", "Selam", "Hodan", "Linh"][row % 7];
            let surname = ["Alipour", "Tesfay", "Warsame", "Bondarenko", "Nguyen", "Yilmaz"][row / 7 % 6];
            let (id, number) = (format!("{row:04}"), format!("70{row:05}"));
            builder.push(&[&id, &number, given, surname, &born(row)]).unwrap();
        }
        builder.finish().unwrap()
    }

    fn day(row: usize) -> String {
        format!("{}-{:02}-{:02}", 1950 + row % 49, 2 + row % 11, 2 + row % 26)
    }

    fn first_of_january(row: usize) -> String {
        format!("{}-01-01", 1950 + row % 49)
    }

    /// A tenth of the left records have a birth date of another year.
    fn with_errors(row: usize) -> String {
        if row.is_multiple_of(10) { day(row + 13) } else { day(row) }
    }

    fn drift_of(left: &Register, right: &Register, model: &Model, expected: Option<OutcomeShares>) -> Drift {
        let coupling = couple(left, right, &config(), model, &crate::Constraints::default()).unwrap();
        drift(&coupling, model, expected, |_| true)
    }

    fn index(drift: &Drift, field: &str) -> f64 {
        drift.fields.iter().find(|found| found.field == field).unwrap().index
    }

    #[test]
    fn registers_that_look_as_they_did_have_not_drifted() {
        let (left, right) = (register(Side::Left, 0..1500, with_errors), register(Side::Right, 0..1500, day));
        let model = train(&left, &right, &config());
        let first = drift_of(&left, &right, &model, None);
        assert!(first.pairs > 1400, "{first:?}");
        assert!(first.fields.iter().all(|field| field.index < 0.1 && field.missing == 0.0), "{first:?}");
        let (left, right) = (register(Side::Left, 1500..3000, with_errors), register(Side::Right, 1500..3000, day));
        let later = drift_of(&left, &right, &model, Some(first.outcomes));
        assert!(later.fields.iter().all(|field| field.index < 0.1), "{later:?}");
        assert!(later.outcome_index.unwrap() < 0.1, "{later:?}");
    }

    #[test]
    fn birth_dates_that_all_become_the_first_of_january_are_a_drift_of_that_field_alone() {
        let (left, right) = (register(Side::Left, 0..1500, with_errors), register(Side::Right, 0..1500, day));
        let model = train(&left, &right, &config());
        let left = register(Side::Left, 0..1500, first_of_january);
        let drifted = drift_of(&left, &right, &model, None);
        assert!(drifted.pairs > 1000, "the numbers still couple them: {drifted:?}");
        assert!(index(&drifted, "born") > 0.25, "{drifted:?}");
        assert!(index(&drifted, "given") < 0.1 && index(&drifted, "number") < 0.1, "{drifted:?}");
    }

    #[test]
    fn a_missing_value_is_told_and_is_no_drift() {
        let (left, right) = (register(Side::Left, 0..1500, with_errors), register(Side::Right, 0..1500, day));
        let model = train(&left, &right, &config());
        let half = |row: usize| if row % 20 < 10 { String::new() } else { with_errors(row) };
        let without = drift_of(&register(Side::Left, 0..1500, half), &right, &model, None);
        let born = without.fields.iter().find(|field| field.field == "born").unwrap();
        assert!((born.missing - 0.5).abs() < 0.05 && born.index < 0.1, "{born:?}");
    }

    #[test]
    fn records_that_no_longer_find_a_partner_are_a_drift_of_the_outcomes() {
        let expected = [0.9, 0.02, 0.08];
        assert!(stability_index(&[900.0, 20.0, 80.0], &expected).abs() < 1e-9);
        assert!(stability_index(&[500.0, 20.0, 480.0], &expected) > 0.25);
        assert!(stability_index(&[3.0, 0.0, 2.0], &expected) < 0.1, "five records say little");
        assert!(stability_index(&[], &[]).abs() < 1e-9);
    }

    #[test]
    fn what_a_person_decided_is_not_counted() {
        let (left, right) = (register(Side::Left, 0..300, with_errors), register(Side::Right, 0..300, day));
        let model = train(&left, &right, &config());
        let coupling = couple(&left, &right, &config(), &model, &crate::Constraints::default()).unwrap();
        let none = drift(&coupling, &model, None, |_| false);
        assert_eq!(none.pairs, 0);
        assert!(none.fields.iter().all(|field| field.index.abs() < 1e-9 && field.compared == 0));
    }
}
