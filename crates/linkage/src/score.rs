//! The scores of named pairs under a model: for whoever compares two models, or a model with what persons decided.
//!
//! Couples nothing and knows no thresholds.

use rayon::prelude::*;

use crate::compare::{Comparer, Memory, slots};
use crate::config::Config;
use crate::model::{Model, ModelError};
use crate::register::Register;

/// The evidence of each pair of rows alone, in thousandths of a bit, in the order of the pairs.
pub fn scores(
    left: &Register,
    right: &Register,
    config: &Config,
    model: &Model,
    pairs: &[(u32, u32)],
) -> Result<Vec<i32>, ModelError> {
    model.check(config)?;
    let slots = slots(config);
    let rarity = model.frequencies.rarity(config, left);
    let comparer = Comparer::new(&slots, left, right, &rarity);
    let score = |memory: &mut Memory, (left, right): &(u32, u32)| {
        model.score_millibits(comparer.pattern(*left as usize, *right as usize, memory))
    };
    Ok(pairs.par_iter().map_init(Memory::default, score).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Side;
    use crate::run::{couple, train};

    #[test]
    fn a_named_pair_scores_as_it_does_in_a_coupling() {
        let config = Config::from_toml(
            r#"
            name = "test"
            left = { name = "A", id = "id" }
            right = { name = "B", id = "id" }
            field = [
                { name = "number", kind = "identifier", left = ["number"], right = ["number"] },
                { name = "given", kind = "given", left = ["given"], right = ["given"] },
                { name = "born", kind = "date", left = ["born"], right = ["born"] },
            ]
            "#,
        )
        .unwrap();
        let register = |side| {
            let mut builder = Register::builder(&config, side);
            for row in 0..200_u32 {
                let (id, number) = (format!("{row:03}"), format!("7{row:05}"));
                let given = ["Mona", "Omid", "Yusuf", "Lan", "Iryna"][row as usize % 5];
                let born = format!("{}-{:02}-{:02}", 1950 + row % 50, 1 + row % 12, 1 + row % 28);
                builder.push(&[&id, &number, given, &born]).unwrap();
            }
            builder.finish().unwrap()
        };
        let (left, right) = (register(Side::Left), register(Side::Right));
        let model = train(&left, &right, &config);
        let coupling = couple(&left, &right, &config, &model, &crate::Constraints::default()).unwrap();
        let pairs: Vec<(u32, u32)> = coupling.pairs.iter().map(|pair| (pair.left, pair.right)).collect();
        assert!(!pairs.is_empty());
        let expected: Vec<i32> = coupling.pairs.iter().map(|pair| pair.score_millibits).collect();
        assert_eq!(scores(&left, &right, &config, &model, &pairs).unwrap(), expected);
    }
}
