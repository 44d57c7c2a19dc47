//! Why a pair scores as it does, field by field, as data for a page or a chart.
//!
//! The steps add up: each is what its field changes, given the fields before it. So the surname of a family weighs
//! less once the address has spoken, as it should. Must not know how it is shown.

use serde::{Deserialize, Serialize};

use crate::compare::{Comparer, Memory, slots};
use crate::config::{Config, FieldKind};
use crate::coupling::probability;
use crate::decide::Rulebook;
use crate::level::{Grade, level_of, levels};
use crate::model::{Model, ModelError};
use crate::register::Register;

/// Why a pair scores as it does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Evidence before anything is compared, in thousandths of a bit: most candidate pairs are two persons.
    pub prior_millibits: i32,
    /// The compared fields, in the order of the configuration.
    pub steps: Vec<Step>,
    /// The sum: the logarithm to base 2 of the odds that this is one person, in thousandths.
    pub score_millibits: i32,
    /// What it adds to have no rival, when the pair has none.
    pub unrivalled_millibits: i32,
    /// The probability of the sum, with no rival.
    pub probability: f64,
    /// What such a pair most likely is: one person, two of one family, two of one name ...
    pub likeliest: String,
    /// The first rule that the pair meets.
    pub rule: Option<String>,
    /// The first contradiction in it.
    pub contradiction: Option<String>,
}

/// One field of an explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The field's name.
    pub field: String,
    /// Its kind.
    pub kind: FieldKind,
    /// The left record's values as they came, the current one first.
    pub left: Vec<String>,
    /// The right record's values.
    pub right: Vec<String>,
    /// The kind of agreement or difference, such as `day and month swapped`.
    pub finding: String,
    /// What it means for rules.
    pub grade: Grade,
    /// What it adds, in thousandths of a bit, given the steps before.
    pub millibits: i32,
    /// The sum so far.
    pub total_millibits: i32,
}

/// Compares two rows afresh and explains.
///
/// Registers of one record each will do; then a number that several records hold is not known to be shared. For a
/// pair that was coupled earlier, [`explain_pattern`] tells what was seen then.
pub fn explain(
    (left, left_row): (&Register, u32),
    (right, right_row): (&Register, u32),
    config: &Config,
    model: &Model,
) -> Result<Explanation, ModelError> {
    model.check(config)?;
    let slots = slots(config);
    let rarity = model.frequencies.rarity_of_row(config, left, left_row as usize);
    let comparer = Comparer::new(&slots, left, right, &rarity);
    let pattern = comparer.pattern(left_row as usize, right_row as usize, &Memory::default());
    explain_pattern((left, left_row), (right, right_row), pattern, config, model)
}

/// Explains a pattern that was found earlier, with the values of two rows.
pub fn explain_pattern(
    (left, left_row): (&Register, u32),
    (right, right_row): (&Register, u32),
    pattern: u64,
    config: &Config,
    model: &Model,
) -> Result<Explanation, ModelError> {
    model.check(config)?;
    let slots = slots(config);
    let rulebook = Rulebook::new(config, &slots);
    let prior = model.score_of_first(pattern, 0);
    let mut total = prior;
    let mut steps = Vec::with_capacity(slots.len());
    for (place, slot) in slots.iter().enumerate() {
        let sum = model.score_of_first(pattern, place + 1);
        let known = levels(slot.kind);
        let level = known[level_of(pattern, place).min(known.len() - 1)];
        let (mut left_values, mut right_values) =
            (texts(left, slot.field, left_row), texts(right, slot.field, right_row));
        if slot.kind == FieldKind::Given
            && let Some(middle) = config.first(FieldKind::Middle)
        {
            left_values.extend(texts(left, middle, left_row));
            right_values.extend(texts(right, middle, right_row));
        }
        steps.push(Step {
            field: config.fields[slot.field].name.clone(),
            kind: slot.kind,
            left: left_values,
            right: right_values,
            finding: level.name.to_owned(),
            grade: level.grade,
            millibits: sum - total,
            total_millibits: sum,
        });
        total = sum;
    }
    let named = |position: Option<u16>, names: Vec<&String>| {
        position.and_then(|position| names.get(usize::from(position)).map(|name| (*name).clone()))
    };
    Ok(Explanation {
        prior_millibits: prior,
        steps,
        score_millibits: total,
        unrivalled_millibits: model.unrivalled_millibits,
        probability: probability(total + model.unrivalled_millibits),
        likeliest: model.likeliest_class(pattern).map_or_else(String::new, |class| class.name.clone()),
        rule: named(rulebook.rule(pattern), config.rules.iter().map(|rule| &rule.name).collect()),
        contradiction: named(
            rulebook.contradiction(pattern),
            config.contradictions.iter().map(|contradiction| &contradiction.name).collect(),
        ),
    })
}

fn texts(register: &Register, field: usize, row: u32) -> Vec<String> {
    register.values(field, row).map(str::to_owned).collect()
}
