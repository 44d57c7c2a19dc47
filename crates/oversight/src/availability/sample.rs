//! Drawing a sample: reproducible, the same number from every municipality, each decision of a municipality with the same chance.
//!
//! The order is that of SHA-256 over seed, case and fact. Who knows the seed and the population can draw the sample again, with any
//! program; nobody can choose a decision without choosing the seed, which is part of the record.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::words::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use vocabulary::MunicipalityCode;

/// A decision that is supervised: a municipality's judgement of a person's availability (§ 25 b, stk. 2, nr. 1), or a reduction or stop of the
/// benefit (nr. 2).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "AvailabilityDecision")]
pub struct Decision {
    /// The case.
    pub case: String,
    /// The fact in the case.
    pub fact: String,
    /// What was judged.
    pub judged: Judged,
    /// The day of the judgement.
    pub on: Date,
    /// The municipality that was responsible; none where none is known.
    pub municipality: Option<MunicipalityCode>,
}

/// What a municipality judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "AvailabilityJudged")]
#[serde(rename_all = "kebab-case")]
pub enum Judged {
    /// Available for work (§ 25 a, stk. 1).
    Available,
    /// Not available (§ 25 a, stk. 1).
    NotAvailable,
    /// A ground on which work cannot be demanded holds (§ 25, stk. 4–5).
    GroundHolds,
    /// Such a ground was looked at and does not hold (§ 25, stk. 4–5).
    GroundDoesNotHold,
    /// The benefit was reduced (§ 30).
    BenefitReduced,
    /// The benefit was stopped (§ 31).
    BenefitStopped,
}

impl Judged {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::Available => Words::new("til rådighed", "available"),
            Self::NotAvailable => Words::new("ikke til rådighed", "not available"),
            Self::GroundHolds => Words::new("arbejde kan ikke kræves", "work cannot be demanded"),
            Self::GroundDoesNotHold => Words::new("grund afvist", "ground rejected"),
            Self::BenefitReduced => Words::new("ydelsen nedsat (§ 30)", "benefit reduced (§ 30)"),
            Self::BenefitStopped => Words::new("ydelsen ophørt (§ 31)", "benefit stopped (§ 31)"),
        }
    }

    /// Whether it finds the person available, or a ground against that unfounded.
    pub fn is_available(self) -> bool {
        matches!(self, Self::Available | Self::GroundDoesNotHold)
    }

    /// Whether it reduces or stops the benefit.
    pub fn is_sanction(self) -> bool {
        matches!(self, Self::BenefitReduced | Self::BenefitStopped)
    }
}

/// What is to be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ReviewWanted")]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// The first day of judgements.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// How many from each municipality, at most.
    pub per_municipality: u16,
    /// What the order is made from: any text, the same for the same sample.
    pub seed: String,
    /// Only this municipality's; all where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<MunicipalityCode>,
}

/// What was drawn, and what it was drawn from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Drawn {
    /// The decisions, by municipality and in the order of the draw.
    pub chosen: Vec<Decision>,
    /// How many decisions each municipality has in the period.
    pub population: BTreeMap<MunicipalityCode, usize>,
    /// Decisions of the period that no municipality is known for. They cannot be drawn, and are counted.
    pub without_municipality: usize,
}

/// Draws a sample.
pub fn draw(decisions: &[Decision], wanted: &Wanted) -> Drawn {
    let mut strata: BTreeMap<MunicipalityCode, Vec<([u8; 32], &Decision)>> = BTreeMap::new();
    let mut without_municipality = 0;
    for decision in decisions.iter().filter(|one| wanted.from <= one.on && one.on <= wanted.to) {
        match decision.municipality {
            None => without_municipality += 1,
            Some(code) if wanted.municipality.is_none_or(|only| only == code) => {
                strata.entry(code).or_default().push((rank(&wanted.seed, decision), decision));
            }
            Some(_) => {}
        }
    }
    let population = strata.iter().map(|(code, decisions)| (*code, decisions.len())).collect();
    let mut chosen = Vec::new();
    for decisions in strata.values_mut() {
        decisions.sort_unstable();
        let first = decisions.iter().take(usize::from(wanted.per_municipality));
        chosen.extend(first.map(|(_, decision)| (*decision).clone()));
    }
    Drawn { chosen, population, without_municipality }
}

/// SHA-256 of seed, case and fact, with a line break after each.
fn rank(seed: &str, decision: &Decision) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [seed, &decision.case, &decision.fact] {
        hash.update(part.as_bytes());
        hash.update(b"\n");
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn decision(place: usize, municipality: Option<u16>) -> Decision {
        Decision {
            case: format!("K-{place}"),
            fact: "availability_assessment-1".into(),
            judged: Judged::NotAvailable,
            on: date(2026, 3, 1),
            municipality: municipality.map(|code| MunicipalityCode::new(code).expect("a code")),
        }
    }

    fn wanted(per_municipality: u16, seed: &str) -> Wanted {
        let (from, to) = (date(2026, 1, 1), date(2026, 12, 31));
        Wanted { from, to, per_municipality, seed: seed.into(), municipality: None }
    }

    #[test]
    fn the_order_is_the_documented_hash_so_that_others_can_draw_the_sample_again() {
        // printf 'frø\nK-1\navailability_assessment-1\n' | sha256sum
        let rank = rank("frø", &decision(1, Some(751)));
        assert_eq!(u32::from_be_bytes([rank[0], rank[1], rank[2], rank[3]]), 0x2c59_c391);
    }

    #[test]
    fn days_outside_the_period_are_not_drawn_and_decisions_without_municipality_are_counted() {
        let mut decisions = vec![decision(1, Some(751)), decision(2, Some(751)), decision(3, None)];
        decisions[1].on = date(2027, 1, 1);
        let drawn = draw(&decisions, &wanted(5, "a"));
        assert_eq!(drawn.chosen.iter().map(|one| one.case.as_str()).collect::<Vec<_>>(), ["K-1"]);
        assert_eq!(drawn.without_municipality, 1);
    }

    #[test]
    fn over_many_seeds_every_decision_is_drawn_about_equally_often() {
        let decisions: Vec<Decision> = (0..20).map(|place| decision(place, Some(751))).collect();
        let mut times = BTreeMap::new();
        for seed in 0..2_000 {
            for one in draw(&decisions, &wanted(5, &seed.to_string())).chosen {
                *times.entry(one.case).or_insert(0_u32) += 1;
            }
        }
        // 2,000 draws of 5 out of 20: 500 each, with a standard deviation of 19.
        assert!(times.len() == 20 && times.values().all(|count| (400..600).contains(count)), "{times:?}");
    }

    proptest! {
        #[test]
        fn the_same_seed_draws_the_same_in_any_order_of_the_population_and_a_larger_sample_holds_the_smaller(
            codes in prop::collection::vec(prop::sample::select(vec![101_u16, 751, 851]), 1..60),
            size in 1_u16..10, seed in "[a-z]{1,8}", turn in 0_usize..60,
        ) {
            let mut decisions: Vec<Decision> =
                codes.iter().enumerate().map(|(place, code)| decision(place, Some(*code))).collect();
            let drawn = draw(&decisions, &wanted(size, &seed));
            let larger = draw(&decisions, &wanted(size + 1, &seed));
            prop_assert!(drawn.chosen.iter().all(|one| larger.chosen.contains(one)));
            for (code, population) in &drawn.population {
                let of_it = drawn.chosen.iter().filter(|one| one.municipality == Some(*code)).count();
                prop_assert_eq!(of_it, usize::from(size).min(*population));
            }
            let turn = turn % decisions.len();
            decisions.rotate_left(turn);
            prop_assert_eq!(draw(&decisions, &wanted(size, &seed)), drawn);
        }
    }
}
