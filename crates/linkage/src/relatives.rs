//! The evidence in relatives: when some of a household are coupled, the rest of it is nearly settled.
//!
//! After a first assignment, each pair that is not clear yet is asked what became of the company of its records: those
//! of the same house, and those of the same surname who came the same day. Company that was coupled into the other
//! record's company speaks for the pair, company that was coupled elsewhere against it. How much, is learnt from the pairs that
//! an identifier confirms and from their rivals. The Office for National Statistics calls the first half associative
//! matching (Refugee Integration Outcomes, linkage methodology).
//!
//! Must not know rules or thresholds.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::compare::Comparer;
use crate::config::FieldKind;
use crate::decide::Edge;
use crate::hash::mix;
use crate::level::{Grade, grade_of};
use crate::name::Part;
use crate::register::Register;

/// What became of the company of two records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Company {
    /// None of the left record's company is coupled.
    Unknown,
    /// Some is coupled, none of it into the other's company.
    Elsewhere,
    /// Some is coupled into the other's company.
    Together,
}

const COMPANIES: usize = 3;

/// What the company adds to a pair, by whether the given names agree, whether the house agrees, and the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RelativesWeights(Vec<i32>);

/// How often each company stands beside pairs of one person and beside their rivals, while learning.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    same: [u32; CELLS],
    other: [u32; CELLS],
}

const CELLS: usize = 4 * COMPANIES;

/// Weights stay within eight bits: relatives settle what is open, they do not overrule what is clear.
const MOST_MILLIBITS: f64 = 8_000.0;
/// Imagined pairs in each kind.
const PRIOR_PAIRS: f64 = 4.0;

impl Default for RelativesWeights {
    fn default() -> Self {
        Self(vec![0; CELLS])
    }
}

impl RelativesWeights {
    pub(crate) fn learn(seen: &Seen) -> Self {
        let cell = |cell: usize| {
            let kind = cell / COMPANIES * COMPANIES..(cell / COMPANIES + 1) * COMPANIES;
            let share = |counts: &[u32; CELLS]| {
                let whole: u32 = counts[kind.clone()].iter().sum();
                (f64::from(counts[cell]) + PRIOR_PAIRS / COMPANIES as f64) / (f64::from(whole) + PRIOR_PAIRS)
            };
            let bits = (share(&seen.same) / share(&seen.other)).log2();
            (bits * 1000.0).round().clamp(-MOST_MILLIBITS, MOST_MILLIBITS) as i32
        };
        Self((0..CELLS).map(cell).collect())
    }

    pub(crate) fn of(&self, kind: usize, company: Company) -> i32 {
        self.0.get(kind * COMPANIES + company as usize).copied().unwrap_or(0)
    }

    /// The least it can add, for telling which pairs are clear without it.
    pub(crate) fn least(&self) -> i32 {
        self.0.iter().copied().min().unwrap_or(0).min(0)
    }
}

impl Seen {
    pub(crate) fn new() -> Self {
        Self { same: [0; CELLS], other: [0; CELLS] }
    }

    pub(crate) fn count(&mut self, kind: usize, company: Company, is_same: bool) {
        let counts = if is_same { &mut self.same } else { &mut self.other };
        counts[kind * COMPANIES + company as usize] += 1;
    }
}

/// The kind of pair for which the company is weighed: a sibling shares the company, a namesake does not.
pub(crate) fn kind(comparer: &Comparer<'_>, pattern: u64) -> usize {
    let at_least = |kind: FieldKind| grade_of(comparer.slots, pattern, kind) >= Grade::Alike;
    usize::from(at_least(FieldKind::Given)) << 1 | usize::from(at_least(FieldKind::Address))
}

/// The companies of the records of some pairs, and who is coupled with whom.
pub(crate) struct Relatives<'a> {
    left: &'a Register,
    right: &'a Register,
    fields: Fields,
    left_companies: FxHashMap<u64, Vec<u32>>,
    right_companies: FxHashMap<u64, Vec<u32>>,
    partners: &'a [u32],
}

/// No partner.
pub(crate) const ALONE: u32 = u32::MAX;

/// Larger companies are no family: a centre, a block of flats under one number.
const COMPANY_MAX: usize = 12;

/// The fields that tell company.
#[derive(Clone, Copy)]
struct Fields {
    address: Option<usize>,
    event: Option<usize>,
}

impl<'a> Relatives<'a> {
    /// Gathers the companies of the records of `edges`. `partners` holds for each left row the right row with which it
    /// is coupled, or [`ALONE`].
    pub(crate) fn new(comparer: &Comparer<'a>, edges: &[Edge], partners: &'a [u32]) -> Self {
        let (left, right) = (comparer.left, comparer.right);
        let field = |kind| comparer.slots.iter().find(|slot| slot.kind == kind).map(|slot| slot.field);
        let fields = Fields { address: field(FieldKind::Address), event: field(FieldKind::Event) };
        let wanted = |register: &Register, rows: &mut dyn Iterator<Item = u32>| {
            let mut keys = FxHashSet::default();
            rows.for_each(|row| fields.for_each_key(register, row, |key| _ = keys.insert(key)));
            keys
        };
        let left_keys = wanted(left, &mut edges.iter().map(|edge| edge.left));
        let right_keys = wanted(right, &mut edges.iter().map(|edge| edge.right));
        let (left_companies, right_companies) =
            rayon::join(|| companies(left, fields, &left_keys), || companies(right, fields, &right_keys));
        Self { left, right, fields, left_companies, right_companies, partners }
    }

    /// What became of the company of an edge's records, the two themselves not counted.
    pub(crate) fn company(&self, edge: &Edge) -> Company {
        let mut theirs: Vec<u32> = Vec::new();
        self.fields.for_each_key(self.right, edge.right, |key| theirs.extend(family(&self.right_companies, key)));
        let mut found = Company::Unknown;
        self.fields.for_each_key(self.left, edge.left, |key| {
            for mate in family(&self.left_companies, key) {
                let partner = self.partners[*mate as usize];
                if *mate == edge.left || partner == ALONE || partner == edge.right {
                    continue;
                }
                let company = if theirs.contains(&partner) { Company::Together } else { Company::Elsewhere };
                found = found.max(company);
            }
        });
        found
    }
}

/// The rows under a key, where they are not too many for a family.
fn family(companies: &FxHashMap<u64, Vec<u32>>, key: u64) -> &[u32] {
    companies.get(&key).filter(|rows| rows.len() <= COMPANY_MAX).map_or(&[], Vec::as_slice)
}

/// The rows under each wanted key, in order. Of a company that is too large only so many are kept as show it.
fn companies(register: &Register, fields: Fields, wanted: &FxHashSet<u64>) -> FxHashMap<u64, Vec<u32>> {
    let of_row = |row: u32| {
        let mut found = Vec::new();
        fields.for_each_key(register, row, |key| {
            if wanted.contains(&key) {
                found.push((key, row));
            }
        });
        found
    };
    let found: Vec<(u64, u32)> = (0..register.len() as u32).into_par_iter().flat_map_iter(of_row).collect();
    let mut companies: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (key, row) in found {
        let company = companies.entry(key).or_default();
        if company.len() <= COMPANY_MAX && company.last() != Some(&row) {
            company.push(row);
        }
    }
    companies
}

impl Fields {
    /// The keys under which a record's company stands: its house, and each surname with the day of its first event.
    fn for_each_key(self, register: &Register, row: u32, mut take: impl FnMut(u64)) {
        let row = row as usize;
        if let Some((_, address)) = self.address.and_then(|field| register.column(field).addresses(row).next()) {
            take(mix(21, address.whole));
        }
        let event = self.event.and_then(|field| register.column(field).dates(row).next());
        if let Some((_, date)) = event.filter(|(_, date)| date.day > 0) {
            for placed in register.names.row(row).iter().filter(|placed| placed.part() == Part::Surname) {
                if let Some(skeleton) = register.words.get(*placed).likely_skeletons().next() {
                    take(mix(mix(22, skeleton), date.word()));
                }
            }
        }
    }
}
