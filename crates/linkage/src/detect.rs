//! What one register alone, or a finished coupling, shows to be wrong: for a person to look at, never acted upon.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::block::{Index, Scratch};
use crate::compare::{Comparer, Memory, slots};
use crate::config::{Config, FieldKind};
use crate::coupling::Coupling;
use crate::level::LEVEL_BITS;
use crate::model::{Model, ModelError};
use crate::register::Register;

/// A number that several records of one register hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedNumber {
    /// The identifier field.
    pub field: String,
    /// The number as it stands in the first record.
    pub number: String,
    /// The records' ids, in order.
    pub ids: Vec<String>,
}

/// Two records of one register that look like one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookAlike {
    /// The first record's id.
    pub first: String,
    /// The second record's id.
    pub second: String,
    /// Evidence that they are one person, identifiers not counted, in thousandths of a bit.
    pub score_millibits: i32,
}

/// A record that several records of the other side fit surely enough to couple.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneToMany {
    /// The record's id.
    pub id: String,
    /// The other side's ids, in order.
    pub fits: Vec<String>,
}

/// Numbers that several records of a register hold, in order of field and number.
pub fn shared_numbers(register: &Register, config: &Config) -> Vec<SharedNumber> {
    let mut found = Vec::new();
    let fields = config.fields.iter().enumerate();
    for (position, field) in fields.filter(|(_, field)| matches!(field.kind, FieldKind::Identifier | FieldKind::Cpr)) {
        let column = register.column(position);
        let mut held: Vec<(u64, u32, usize)> = Vec::new();
        for row in 0..register.len() {
            let shared = column.numbers(row).filter(|(_, _, shared)| *shared);
            held.extend(shared.map(|(place, number, _)| (number.hash(), row as u32, place)));
        }
        held.sort_unstable();
        held.dedup_by_key(|(hash, row, _)| (*hash, *row));
        let of_field = held.chunk_by(|a, b| a.0 == b.0).map(|records| SharedNumber {
            field: field.name.clone(),
            number: register.values(position, records[0].1).nth(records[0].2).unwrap_or_default().to_owned(),
            ids: records.iter().map(|(_, row, _)| register.id(*row).to_owned()).collect(),
        });
        let mut of_field: Vec<SharedNumber> = of_field.collect();
        of_field.sort_by(|a, b| a.number.cmp(&b.number));
        found.append(&mut of_field);
    }
    found
}

/// Pairs of records of one register that look like one person: the score without identifiers, which differ between two
/// records of one register by nature, reaches the threshold for coupling.
pub fn look_alikes(register: &Register, config: &Config, model: &Model) -> Result<Vec<LookAlike>, ModelError> {
    model.check(config)?;
    let slots = slots(config);
    let rarity = model.frequencies.rarity(config, register);
    let comparer = Comparer::new(&slots, register, register, &rarity);
    let index = Index::with_limit(config, Some(register), register, model.block_limit);
    let numbers =
        slots.iter().enumerate().filter(|(_, slot)| matches!(slot.kind, FieldKind::Identifier | FieldKind::Cpr));
    let mask = numbers.fold(u64::MAX, |mask, (place, _)| mask & !(15 << (LEVEL_BITS * place)));
    let of_row = |(scratch, memory): &mut (Scratch, Memory), row: usize| {
        index.candidates(register, row, scratch);
        let later = scratch.candidates.iter().filter(|(other, _)| *other as usize > row);
        let scored = later
            .map(|(other, _)| (*other, model.score_millibits(comparer.pattern(row, *other as usize, memory) & mask)));
        let alike = scored.filter(|(_, score)| *score >= model.decision.couple_millibits);
        alike
            .map(|(other, score_millibits)| LookAlike {
                first: register.id(row as u32).to_owned(),
                second: register.id(other).to_owned(),
                score_millibits,
            })
            .collect::<Vec<_>>()
    };
    Ok((0..register.len()).into_par_iter().map_init(<(Scratch, Memory)>::default, of_row).flatten_iter().collect())
}

/// Left records that several right records fit, and right records that several left records fit.
pub fn one_to_many(
    coupling: &Coupling,
    left: &Register,
    right: &Register,
    model: &Model,
) -> (Vec<OneToMany>, Vec<OneToMany>) {
    let sure = coupling.edges.iter().filter(|edge| edge.score >= model.decision.couple_millibits);
    let mut pairs: Vec<(u32, u32)> = sure.map(|edge| (edge.left, edge.right)).collect();
    let many = |pairs: &[(u32, u32)], one: &Register, other: &Register| -> Vec<OneToMany> {
        let groups = pairs.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
        let ids = |group: &[(u32, u32)]| group.iter().map(|(_, row)| other.id(*row).to_owned()).collect();
        groups.map(|group| OneToMany { id: one.id(group[0].0).to_owned(), fits: ids(group) }).collect()
    };
    pairs.sort_unstable();
    let of_left = many(&pairs, left, right);
    for pair in &mut pairs {
        *pair = (pair.1, pair.0);
    }
    pairs.sort_unstable();
    let of_right = many(&pairs, right, left);
    (of_left, of_right)
}
