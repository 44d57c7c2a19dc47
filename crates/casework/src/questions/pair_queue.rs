//! The queue of pairs as a list: what waits, what was put aside, what waits for the officer's own approval; narrowed, sorted, a page at a time.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use oversight::uncoupled::Cause;
use serde::Serialize;
use vocabulary::{CprNumber, MunicipalityCode, PersonId};

use super::work_list::Page;
use crate::access::Action;
use crate::fact::Pair;
use crate::office::{Part, Question, Refused, View};
use crate::review::decided::Decided;
use crate::review::queue::{Choice, QueueRow};
use crate::review::risk::{self, Demand};
use crate::state::State;

/// Which pairs, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairChoice {
    /// Which.
    pub choice: Choice,
    /// In which order.
    pub sort: PairSort,
}

/// The order of the pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PairSort {
    /// What asks least first, the candidates of one person beside each other.
    #[default]
    Working,
    /// By name.
    Name,
    /// What has waited longest first.
    Oldest,
    /// What came last first.
    Newest,
}

/// A page of the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairQueue {
    /// Which pairs, in which order.
    pub pairs: PairChoice,
    /// Which page of them.
    pub page: Page,
}

/// The queue as its list shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pairs {
    /// The rows of the page.
    pub rows: Vec<PairLine>,
    /// How many pairs are wanted.
    pub found: usize,
    /// How many the part of the queue has.
    pub of: usize,
    /// Address of the first pair that is wanted.
    pub first: Option<u64>,
    /// What the pairs of the part can be narrowed to, and how many each takes.
    pub counts: Counts,
    /// How many each part has.
    pub parts: PartCounts,
}

/// How many pairs of a part of the queue there are of each sort.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// By why they were not coupled.
    pub causes: BTreeMap<Cause, usize>,
    /// By what confirming them asks for.
    pub demands: BTreeMap<Demand, usize>,
    /// By municipality.
    pub municipalities: BTreeMap<MunicipalityCode, usize>,
}

/// How many pairs each part of the queue has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PartCounts {
    /// Waiting for a first decision.
    pub waiting: usize,
    /// Put aside.
    pub parked: usize,
    /// Waiting for this officer's approval.
    pub to_approve: usize,
    /// Proposed by this officer, waiting for another's.
    pub own_proposals: usize,
    /// Couplings that the registers have come to contradict.
    pub doubted: usize,
}

/// A pair in the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairLine {
    /// The pair's address.
    pub position: u64,
    /// The name in the alien register.
    pub name: String,
    /// What the queue knows.
    #[serde(flatten)]
    pub row: QueueRow,
}

impl Question for PairQueue {
    type Answer = Pairs;

    fn answer(&self, view: &View<'_>) -> Result<Pairs, Refused> {
        let state = view.registers(Action::ReadCouplings)?;
        let me = view.officer().id.as_str();
        let all = view.queue()?;
        let Choice { part, not_proposed_by, .. } = self.pairs.choice.clone();
        let part = Choice { part, not_proposed_by, ..Choice::default() };
        let in_part: Vec<&QueueRow> = all.iter().filter(|row| part.wants(row)).collect();
        let rows = narrowed(state, &all, &self.pairs);
        let range = self.page.range(rows.len());
        Ok(Pairs {
            found: rows.len(),
            of: in_part.len(),
            first: rows.first().and_then(|row| address(state, &row.pair)),
            counts: counts(&in_part),
            parts: PartCounts {
                waiting: all.iter().filter(|row| row.proposed.is_none() && !row.parked).count(),
                parked: all.iter().filter(|row| row.proposed.is_none() && row.parked).count(),
                to_approve: all.iter().filter(|row| row.proposed.as_ref().is_some_and(|by| by.by != me)).count(),
                own_proposals: all.iter().filter(|row| row.proposed.as_ref().is_some_and(|by| by.by == me)).count(),
                doubted: state.doubted.len(),
            },
            rows: rows[range].iter().filter_map(|row| line(view, state, row)).collect(),
        })
    }
}

fn counts(rows: &[&QueueRow]) -> Counts {
    let mut counts = Counts::default();
    for row in rows {
        if let Some(cause) = row.cause {
            *counts.causes.entry(cause).or_default() += 1;
        }
        *counts.demands.entry(risk::demand(&row.risks)).or_default() += 1;
        if let Some(code) = row.municipality {
            *counts.municipalities.entry(code).or_default() += 1;
        }
    }
    counts
}

fn line(view: &View<'_>, state: &State, row: &QueueRow) -> Option<PairLine> {
    let position = address(state, &row.pair)?;
    view.note_pair(&row.pair, Part::ListRow);
    Some(PairLine { position, name: name_in_carl2(state, &row.pair.person_id), row: row.clone() })
}

/// The pairs that are wanted, in the order in which they are worked through.
pub(super) fn chosen(view: &View<'_>, pairs: &PairChoice) -> Result<Vec<QueueRow>, Refused> {
    let state = view.registers(Action::ReadCouplings)?;
    Ok(narrowed(state, &view.queue()?, pairs).into_iter().cloned().collect())
}

fn narrowed<'a>(state: &State, all: &'a [QueueRow], pairs: &PairChoice) -> Vec<&'a QueueRow> {
    let mut rows: Vec<&QueueRow> = all.iter().filter(|row| pairs.choice.wants(row)).collect();
    match pairs.sort {
        PairSort::Working => {}
        PairSort::Name => rows.sort_by_cached_key(|row| name_in_carl2(state, &row.pair.person_id).to_lowercase()),
        // What came after the last night is the newest.
        PairSort::Oldest => rows.sort_by_key(|row| (row.since.is_none(), row.since)),
        PairSort::Newest => rows.sort_by_key(|row| Reverse((row.since.is_none(), row.since))),
    }
    rows
}

/// Where the page of a pair is: the fact that put it in the queue, proposed it, or coupled it; none where nothing of
/// that holds.
pub(super) fn address(state: &State, pair: &Pair) -> Option<u64> {
    let coupled = state.couplings.get(&pair.person_id).filter(|entry| entry.coupled.pair == *pair);
    let queued = state.queue.get(pair).map(|entry| entry.position);
    queued.or_else(|| state.proposals.get(pair).map(|entry| entry.position)).or(coupled.map(|entry| entry.position))
}

/// The name of a person in the alien register; empty where no delivery has brought one.
pub(super) fn name_in_carl2(state: &State, person_id: &PersonId) -> String {
    state.carl2.get(person_id).map_or_else(String::new, |entry| {
        format!("{} {}", entry.person.given_names, entry.person.surname).trim().to_owned()
    })
}

/// The name of a person in the civil register; empty where no delivery has brought one.
pub(super) fn name_in_cpr(state: &State, number: CprNumber) -> String {
    let name = state.cpr.get(&number).and_then(|entry| entry.person.name.as_ref());
    name.map_or_else(String::new, |name| {
        let parts = [&name.given, &name.middle, &name.surname];
        parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    })
}

/// Couplings that the registers have come to contradict, a page of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DoubtedCouplings {
    /// Which page.
    pub page: Page,
}

/// A page of couplings in doubt.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Doubted {
    /// The rows.
    pub rows: Vec<DoubtedLine>,
    /// How many there are.
    pub found: usize,
}

/// A coupling in doubt.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DoubtedLine {
    /// The pair's address.
    pub position: u64,
    /// The pair.
    pub pair: Pair,
    /// The name in the alien register.
    pub name: String,
    /// The rule that coupled it.
    pub rule: String,
    /// The night that coupled it; none where a data steward did since the last.
    pub since: Option<Date>,
}

impl Question for DoubtedCouplings {
    type Answer = Doubted;

    fn answer(&self, view: &View<'_>) -> Result<Doubted, Refused> {
        let state = view.registers(Action::ReadCouplings)?;
        let doubted: Vec<&Pair> = state.doubted.iter().collect();
        let line = |pair: &&Pair| {
            let entry = state.couplings.get(&pair.person_id)?;
            view.note_pair(pair, Part::ListRow);
            Some(DoubtedLine {
                position: entry.position,
                pair: (*pair).clone(),
                name: name_in_carl2(state, &pair.person_id),
                rule: entry.coupled.rule.clone(),
                since: state.night_of(entry.since),
            })
        };
        let rows = doubted[self.page.range(doubted.len())].iter().filter_map(line).collect();
        Ok(Doubted { rows, found: doubted.len() })
    }
}

/// What data stewards have decided lately, a page of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LatelyDecided {
    /// Which page.
    pub page: Page,
}

/// A page of decisions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DecidedPairs {
    /// The rows.
    pub rows: Vec<DecidedLine>,
    /// How many are kept.
    pub found: usize,
}

/// A decision in the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DecidedLine {
    /// The decision.
    #[serde(flatten)]
    pub decided: Decided,
    /// The name in the alien register.
    pub name: String,
    /// Whether it still stands and can be taken back.
    pub stands: bool,
}

impl Question for LatelyDecided {
    type Answer = DecidedPairs;

    fn answer(&self, view: &View<'_>) -> Result<DecidedPairs, Refused> {
        let state = view.registers(Action::ReadCouplings)?;
        let decided: Vec<&Decided> = view.decisions()?.collect();
        let rows = decided[self.page.range(decided.len())].iter().map(|one| decided_line(view, state, one));
        Ok(DecidedPairs { rows: rows.collect(), found: decided.len() })
    }
}

/// A decision as it is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecisionAt {
    /// Its place in the journal.
    pub position: u64,
}

impl Question for DecisionAt {
    type Answer = Option<DecidedLine>;

    fn answer(&self, view: &View<'_>) -> Result<Self::Answer, Refused> {
        let state = view.registers(Action::ReadCouplings)?;
        let found = view.decisions()?.find(|one| one.position == self.position);
        Ok(found.map(|one| decided_line(view, state, one)))
    }
}

fn decided_line(view: &View<'_>, state: &State, one: &Decided) -> DecidedLine {
    view.note_pair(&one.pair, Part::ListRow);
    // Of two decisions on one pair only the later can be taken back.
    let is_latest = || view.decisions().is_ok_and(|mut all| all.find(|other| other.pair == one.pair) == Some(one));
    DecidedLine {
        decided: one.clone(),
        name: name_in_carl2(state, &one.pair.person_id),
        stands: one.what.stands(state, &one.pair) && is_latest(),
    }
}
