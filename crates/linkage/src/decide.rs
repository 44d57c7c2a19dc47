//! From scored pairs to outcomes: couple, review, leave.
//!
//! Rules come first, in the configured order, but no rule and no weight couples against a contradiction, against a
//! record that fits nearly as well, or against what a person has decided. Must not know how scores came about.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::assign;
use crate::compare::{Comparer, Slot};
use crate::config::{Config, Contradiction, FieldKind, Rule};
use crate::coupling::{
    Cause, Constraints, Counts, Coupling, Doubt, Ground, IdentifierState, LeftOutcome, Outcome, Pair,
};
use crate::expectation::is_confirmed;
use crate::given::Given;
use crate::level::{Grade, level_of, levels};
use crate::model::Model;
use crate::relatives::{self, Relatives, RelativesWeights};

/// A pair above the leave threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) score: i32,
    /// What the relatives add; known only after a first assignment.
    pub(crate) relatives: i32,
    pub(crate) pattern: u64,
}

impl Edge {
    /// The evidence of the two records and of their relatives.
    fn evidence(&self) -> i32 {
        self.score + self.relatives
    }
}

/// Rules and contradictions with fields by place in the pattern.
pub(crate) struct Rulebook<'a> {
    slots: &'a [Slot],
    rules: Vec<Places<'a>>,
    /// Fields that differ, and fields of which none is equal.
    contradictions: Vec<(Vec<usize>, Vec<usize>)>,
}

struct Places<'a> {
    rule: &'a Rule,
    equal: Vec<usize>,
    alike: Vec<usize>,
    not_different: Vec<usize>,
    support: Vec<usize>,
}

impl<'a> Rulebook<'a> {
    pub(crate) fn new(config: &'a Config, slots: &'a [Slot]) -> Self {
        let places = |names: &[String]| -> Vec<usize> {
            let place = |name: &String| slots.iter().position(|slot| config.fields[slot.field].name == *name);
            names.iter().filter_map(place).collect()
        };
        let rule = |rule: &'a Rule| Places {
            rule,
            equal: places(&rule.equal),
            alike: places(&rule.alike),
            not_different: places(&rule.not_different),
            support: places(&rule.support),
        };
        let contradiction =
            |contradiction: &Contradiction| (places(&contradiction.different), places(&contradiction.unless_equal));
        Self {
            slots,
            rules: config.rules.iter().map(rule).collect(),
            contradictions: config.contradictions.iter().map(contradiction).collect(),
        }
    }

    /// The first rule that a pattern meets.
    pub(crate) fn rule(&self, pattern: u64) -> Option<u16> {
        let met = |places: &Places<'_>| {
            places.equal.iter().all(|place| self.grade(pattern, *place) == Grade::Equal)
                && places.alike.iter().all(|place| self.grade(pattern, *place) >= Grade::Alike)
                && places.not_different.iter().all(|place| self.grade(pattern, *place) != Grade::Different)
                && places.support.iter().filter(|place| self.grade(pattern, **place) >= Grade::Alike).count()
                    >= places.rule.support_at_least
        };
        self.rules.iter().position(met).map(|position| position as u16)
    }

    /// The first contradiction in a pattern.
    pub(crate) fn contradiction(&self, pattern: u64) -> Option<u16> {
        let holds = |(different, unless): &(Vec<usize>, Vec<usize>)| {
            different.iter().all(|place| self.grade(pattern, *place) == Grade::Different)
                && !unless.iter().any(|place| self.grade(pattern, *place) == Grade::Equal)
        };
        self.contradictions.iter().position(holds).map(|position| position as u16)
    }

    fn grade(&self, pattern: u64, place: usize) -> Grade {
        levels(self.slots[place].kind)[level_of(pattern, place)].grade
    }
}

/// By right row, the highest score of an edge that was not remembered because its left record has too many: it is a
/// rival all the same.
pub(crate) type Forgotten = FxHashMap<u32, i32>;

/// Decides all records. `edges` come by left and right row.
pub(crate) fn decide(
    comparer: &Comparer<'_>,
    config: &Config,
    model: &Model,
    constraints: &Constraints,
    edges: Vec<Edge>,
    forgotten: &Forgotten,
) -> Coupling {
    let (left, right) = (comparer.left, comparer.right);
    let rulebook = Rulebook::new(config, comparer.slots);
    let given = Given::new(left, right, constraints);
    let open: Vec<Edge> = edges.iter().copied().filter(|edge| given.is_open(edge)).collect();
    let rivals: Vec<Edge> = open.iter().copied().filter(|edge| given.competes(edge)).collect();
    let judge = Judge { rulebook: &rulebook, model, forgotten };
    let assigned = assign_all(comparer, &rivals, &judge);
    let (components, cut) = (assigned.components, assigned.cut);
    let kept = given.kept_pairs(comparer, model);
    let settled = with_relatives(comparer, &kept, assigned, &given, &judge);
    let mut pairs = kept;
    pairs.extend(settled.into_iter().filter(|pair| !given.is_taken(pair.left, pair.right)));
    pairs.extend(pairs_with_taken(&open, &given, &judge));
    pairs.sort_unstable_by_key(|pair| (pair.left, pair.right));
    let pairs = without_taken(pairs, model.decision.couple_millibits, config.limits.review_candidates);
    let contested = given.contested(comparer, &rulebook, model, constraints, &edges);
    let outcomes = outcomes(comparer, &given, &pairs, &open);
    let mut counts = count(config, &pairs, &outcomes);
    counts.edges = edges.len() as u64;
    counts.components = components;
    counts.components_cut = cut;
    Coupling {
        pairs,
        left: outcomes,
        contested,
        counts,
        blocking: crate::block::BlockingReport::default(),
        edges,
        crowded: Vec::new(),
        oversize: Vec::new(),
    }
}

/// All components of competing edges, assigned.
#[derive(Default)]
struct Assigned {
    components: u64,
    /// Components that were too large and were cut.
    cut: u64,
    /// Pairs that are clear whatever became of relatives.
    clear: Vec<Pair>,
    /// Parts in which relatives could change the answer, and the pairs as they are without.
    open: Vec<(OpenPart, Vec<Pair>)>,
}

/// Competing edges that are decided together.
struct OpenPart {
    edges: Vec<Edge>,
    /// Whether weaker rivals were cut away: then a tie may be hidden, and a person decides.
    was_cut: bool,
}

impl OpenPart {
    fn decide(&self, judge: &Judge<'_>) -> Vec<Pair> {
        let mut pairs = decide_component(&self.edges, judge);
        for pair in pairs.iter_mut().filter(|pair| self.was_cut && pair.outcome == Outcome::Couple) {
            (pair.outcome, pair.doubt) = (Outcome::Review, Some(Doubt::Tie));
        }
        pairs
    }
}

impl Assigned {
    fn pairs(&self) -> impl Iterator<Item = &Pair> {
        self.clear.iter().chain(self.open.iter().flat_map(|(_, pairs)| pairs))
    }

    fn add(&mut self, component: &[u32], rivals: &[Edge], judge: &Judge<'_>) {
        self.components += 1;
        if let [index] = component {
            let edge = rivals[*index as usize];
            let pair = judge.pair(&edge, Some(alone_weight(&edge, judge.model)));
            if is_clear(&pair, judge.model) {
                self.clear.push(pair);
                return;
            }
        }
        let parts = split(component, rivals);
        let was_cut = component.len() > EDGES_MAX;
        self.cut += u64::from(was_cut);
        for edges in parts {
            let part = OpenPart { edges, was_cut };
            let pairs = part.decide(judge);
            self.open.push((part, pairs));
        }
    }

    fn append(mut self, mut other: Self) -> Self {
        self.components += other.components;
        self.cut += other.cut;
        self.clear.append(&mut other.clear);
        self.open.append(&mut other.open);
        self
    }
}

/// Assigns and decides every component by itself.
fn assign_all(comparer: &Comparer<'_>, rivals: &[Edge], judge: &Judge<'_>) -> Assigned {
    let groups = components(comparer.left.len(), comparer.right.len(), rivals);
    let components: Vec<&[u32]> = groups.components().collect();
    let portions = components.par_chunks(COMPONENTS_AT_ONCE).map(|portion| {
        let mut assigned = Assigned::default();
        for component in portion {
            assigned.add(component, rivals, judge);
        }
        assigned
    });
    // Put together in order, whatever thread was done first.
    portions.collect::<Vec<_>>().into_iter().fold(Assigned::default(), Assigned::append)
}

const COMPONENTS_AT_ONCE: usize = 4096;

/// Whether a pair without rivals stays coupled whatever its relatives say.
fn is_clear(pair: &Pair, model: &Model) -> bool {
    let enough = model.decision.couple_millibits - model.relatives.least();
    pair.outcome == Outcome::Couple && pair.certainty_millibits >= enough
}

/// Decides again what relatives can change, and answers all pairs.
fn with_relatives(
    comparer: &Comparer<'_>,
    kept: &[Pair],
    assigned: Assigned,
    given: &Given,
    judge: &Judge<'_>,
) -> Vec<Pair> {
    let model = judge.model;
    if model.relatives == RelativesWeights::default() {
        return assigned.pairs().cloned().collect();
    }
    // A pair that may not be coupled, because a kept pair takes one of its records, tells nothing of relatives.
    let free = assigned.pairs().filter(|pair| !given.is_taken(pair.left, pair.right));
    let partners = partners(comparer, kept.iter().chain(free));
    let open: Vec<Edge> = assigned.open.iter().flat_map(|(part, _)| &part.edges).copied().collect();
    let relatives = Relatives::new(comparer, &open, &partners);
    let again = |(mut part, _): (OpenPart, Vec<Pair>)| {
        for edge in &mut part.edges {
            let kind = relatives::kind(comparer, edge.pattern);
            edge.relatives = model.relatives.of(kind, relatives.company(edge));
        }
        part.decide(judge)
    };
    let mut pairs = assigned.clear;
    pairs.par_extend(assigned.open.into_par_iter().flat_map_iter(again));
    pairs
}

/// For each left row the right row with which it is coupled.
fn partners<'a>(comparer: &Comparer<'_>, pairs: impl Iterator<Item = &'a Pair>) -> Vec<u32> {
    let mut partners = vec![relatives::ALONE; comparer.left.len()];
    for pair in pairs.filter(|pair| pair.outcome == Outcome::Couple) {
        partners[pair.left as usize] = pair.right;
    }
    partners
}

/// Learns what relatives tell, from a first assignment without them: how often company goes together beside pairs that
/// an identifier confirms, and beside their rivals.
pub(crate) fn learn_relatives(
    comparer: &Comparer<'_>,
    config: &Config,
    model: &Model,
    edges: &[Edge],
) -> RelativesWeights {
    let rulebook = Rulebook::new(config, comparer.slots);
    let forgotten = Forgotten::default();
    let assigned = assign_all(comparer, edges, &Judge { rulebook: &rulebook, model, forgotten: &forgotten });
    let partners = partners(comparer, assigned.pairs());
    let confirmed: FxHashMap<u32, u32> = edges
        .iter()
        .filter(|edge| partners[edge.left as usize] == edge.right && is_confirmed(comparer.slots, edge.pattern))
        .map(|edge| (edge.left, edge.right))
        .collect();
    let rights: FxHashSet<u32> = confirmed.values().copied().collect();
    let step = (confirmed.len() / CONFIRMED_MOST).max(1) as u32;
    let role = |edge: &Edge| match confirmed.get(&edge.left) {
        Some(right) if *right == edge.right => edge.left.is_multiple_of(step).then_some(true),
        Some(_) => Some(false),
        None => rights.contains(&edge.right).then_some(false),
    };
    let known: Vec<(Edge, bool)> = edges.iter().filter_map(|edge| Some((*edge, role(edge)?))).collect();
    let told: Vec<Edge> = known.iter().map(|(edge, _)| *edge).collect();
    let relatives = Relatives::new(comparer, &told, &partners);
    let mut seen = relatives::Seen::new();
    for (edge, is_same) in &known {
        seen.count(relatives::kind(comparer, edge.pattern), relatives.company(edge), *is_same);
    }
    RelativesWeights::learn(&seen)
}

/// Confirmed pairs from which the weight of relatives is learnt: more do not move it.
const CONFIRMED_MOST: usize = 50_000;

/// Groups of edges tied together by common records.
struct Groups {
    /// Root of its component and index of each edge, by root and index.
    edges: Vec<(u32, u32)>,
    /// The indices alone.
    indices: Vec<u32>,
}

impl Groups {
    fn components(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        self.edges.chunk_by(|a, b| a.0 == b.0).map(move |component| {
            let from = start;
            start += component.len();
            &self.indices[from..start]
        })
    }
}

/// Finds the groups, each by left and right row, in the order of their first record.
fn components(left: usize, right: usize, edges: &[Edge]) -> Groups {
    let mut parents: Vec<u32> = (0..(left + right) as u32).collect();
    for edge in edges {
        let (a, b) = (root(&mut parents, edge.left), root(&mut parents, left as u32 + edge.right));
        parents[a.max(b) as usize] = a.min(b);
    }
    let mut rooted: Vec<(u32, u32)> =
        (0..).zip(edges).map(|(index, edge)| (root(&mut parents, edge.left), index)).collect();
    rooted.par_sort_unstable();
    let indices = rooted.iter().map(|(_, index)| *index).collect();
    Groups { edges: rooted, indices }
}

fn root(parents: &mut [u32], mut node: u32) -> u32 {
    while parents[node as usize] != node {
        let grandparent = parents[parents[node as usize] as usize];
        parents[node as usize] = grandparent;
        node = grandparent;
    }
    node
}

/// Most edges of a component that is solved as a whole.
const EDGES_MAX: usize = 400;

/// Cuts a component at its weakest pairs until each part is small enough to be solved exactly.
fn split(component: &[u32], edges: &[Edge]) -> Vec<Vec<Edge>> {
    let edges: Vec<Edge> = component.iter().map(|index| edges[*index as usize]).collect();
    if edges.len() <= EDGES_MAX {
        return vec![edges];
    }
    let mut scores: Vec<i32> = edges.iter().map(|edge| edge.score).collect();
    scores.sort_unstable();
    let median = scores[scores.len() / 2];
    let strong: Vec<Edge> = edges.iter().copied().filter(|edge| edge.score > median).collect();
    let size = |of: fn(&Edge) -> u32| edges.iter().map(of).max().unwrap_or(0) as usize + 1;
    let groups = components(size(|edge| edge.left), size(|edge| edge.right), &strong);
    groups.components().flat_map(|group| split(group, &strong)).collect()
}

/// Assigns one component and decides its pairs.
fn decide_component(edges: &[Edge], judge: &Judge<'_>) -> Vec<Pair> {
    let model = judge.model;
    let numbers = |of: fn(&Edge) -> u32| {
        let mut rows: Vec<u32> = edges.iter().map(of).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    };
    let (lefts, rights) = (numbers(|edge| edge.left), numbers(|edge| edge.right));
    let weighed: Vec<assign::Edge> = edges
        .iter()
        .map(|edge| assign::Edge {
            left: lefts.partition_point(|row| *row < edge.left),
            right: rights.partition_point(|row| *row < edge.right),
            weight: i64::from(alone_weight(edge, model)),
        })
        .collect();
    let chosen = assign::assign(lefts.len(), rights.len(), &weighed);
    let best = assign::total(&weighed, &chosen);
    let mut pairs = Vec::new();
    for (index, edge) in edges.iter().enumerate() {
        let is_chosen = chosen.contains(&Some(index));
        let margin = is_chosen.then(|| margin(&weighed, index, best, (lefts.len(), rights.len())));
        let mut pair = judge.pair(edge, margin);
        if !is_chosen {
            // A pair that is not part of the best solution is as certain as the best solution with it is near the best.
            let rivals = chosen.iter().flatten().filter(|rival| is_rival(&weighed[**rival], &weighed[index]));
            let displaced: i64 = rivals.map(|rival| weighed[*rival].weight).sum();
            let behind = i32::try_from(weighed[index].weight - displaced).unwrap_or(i32::MIN);
            pair.certainty_millibits = pair.certainty_millibits.min(behind);
        }
        if pair.outcome != Outcome::Leave {
            pairs.push(pair);
        }
    }
    pairs
}

/// What an edge weighs against leaving its records alone: above zero, so that it is chosen where nothing rivals it.
fn alone_weight(edge: &Edge, model: &Model) -> i32 {
    (edge.evidence() + model.unrivalled_millibits).max(0) + 1
}

fn is_rival(a: &assign::Edge, b: &assign::Edge) -> bool {
    a.left == b.left || a.right == b.right
}

/// How much worse the best solution without an edge is.
fn margin(edges: &[assign::Edge], without: usize, best: i64, (left, right): (usize, usize)) -> i32 {
    let out = edges[without];
    let rivals = |edge: &&assign::Edge| (edge.left == out.left) != (edge.right == out.right);
    let margin = if edges.len() == 1 {
        out.weight
    } else if edges.len() <= 60 {
        let rest: Vec<assign::Edge> = edges.iter().copied().filter(|edge| *edge != out).collect();
        best - assign::total(&rest, &assign::assign(left, right, &rest))
    } else {
        out.weight - edges.iter().filter(rivals).map(|edge| edge.weight).max().unwrap_or(0)
    };
    i32::try_from(margin).unwrap_or(i32::MAX)
}

/// By what pairs are judged.
struct Judge<'a> {
    rulebook: &'a Rulebook<'a>,
    model: &'a Model,
    forgotten: &'a Forgotten,
}

impl Judge<'_> {
    /// The outcome of one pair, given its margin when it is part of the best solution.
    fn pair(&self, edge: &Edge, margin: Option<i32>) -> Pair {
        let forgotten = self.forgotten.get(&edge.right).map(|score| edge.evidence() - score);
        let margin = margin.map(|margin| forgotten.map_or(margin, |forgotten| margin.min(forgotten)));
        judge(edge, margin, self.rulebook, self.model)
    }
}

fn judge(edge: &Edge, margin: Option<i32>, rulebook: &Rulebook<'_>, model: &Model) -> Pair {
    let decision = &model.decision;
    let rule = rulebook.rule(edge.pattern);
    let alone = edge.evidence() + model.unrivalled_millibits;
    let certainty = margin.map_or(edge.evidence(), |margin| alone.min(margin));
    let doubt = match margin {
        None => Some(Doubt::OtherPair),
        Some(_) if !weighs_enough(edge, rule, model) => Some(Doubt::Weight),
        Some(margin) if margin < decision.margin_millibits => Some(Doubt::Tie),
        Some(_) => None,
    };
    let doubt = rulebook.contradiction(edge.pattern).map(Doubt::Contradiction).or(doubt);
    let outcome = match doubt {
        None => Outcome::Couple,
        Some(_) if certainty >= decision.review_millibits => Outcome::Review,
        Some(_) => Outcome::Leave,
    };
    Pair {
        left: edge.left,
        right: edge.right,
        score_millibits: edge.score,
        relatives_millibits: edge.relatives,
        certainty_millibits: certainty,
        outcome,
        ground: rule.map_or(Ground::Weight, Ground::Rule),
        doubt,
        margin_millibits: margin,
        pattern: edge.pattern,
    }
}

/// Pairs for a person in which a record is taken by what was decided before: they are never coupled. Where a kept pair
/// has both its records, its right record is shown to others as `without_taken` shows what this run couples; where one
/// is gone, all is shown that would have been strong enough to couple.
fn pairs_with_taken(open: &[Edge], given: &Given, judge: &Judge<'_>) -> Vec<Pair> {
    let (rulebook, model) = (judge.rulebook, judge.model);
    let shown = |edge: &&Edge| {
        if given.competes(edge) {
            given.is_taken(edge.left, edge.right) && weighs_enough(edge, rulebook.rule(edge.pattern), model)
        } else {
            edge.score >= model.decision.couple_millibits
        }
    };
    let judged = open.iter().filter(shown).map(|edge| judge.pair(edge, None));
    judged.filter(|pair| pair.outcome == Outcome::Review).collect()
}

/// Whether an edge that nothing rivals may be coupled.
fn weighs_enough(edge: &Edge, rule: Option<u16>, model: &Model) -> bool {
    let decision = &model.decision;
    let needed = if rule.is_some() { decision.rule_millibits } else { decision.couple_millibits };
    edge.evidence() + model.unrivalled_millibits >= needed
}

/// Leaves out pairs for a person where the left record is coupled, pairs whose right record is coupled and that are not
/// strong in themselves (then one person may stand twice in the left register), and all but the best few of a record.
fn without_taken(pairs: Vec<Pair>, strong: i32, most: usize) -> Vec<Pair> {
    let coupled = |pair: &&Pair| pair.outcome == Outcome::Couple;
    let lefts: FxHashSet<u32> = pairs.iter().filter(coupled).map(|pair| pair.left).collect();
    let rights: FxHashSet<u32> = pairs.iter().filter(coupled).map(|pair| pair.right).collect();
    let open = |pair: &Pair| {
        let free = !rights.contains(&pair.right) || pair.score_millibits >= strong;
        pair.outcome == Outcome::Couple || (free && !lefts.contains(&pair.left))
    };
    let pairs: Vec<Pair> = pairs.into_iter().filter(open).collect();
    let mut kept = Vec::with_capacity(pairs.len());
    for record in pairs.chunk_by(|a, b| a.left == b.left) {
        if record.len() <= most {
            kept.extend_from_slice(record);
            continue;
        }
        let mut best = record.to_vec();
        best.sort_by_key(|pair| (pair.margin_millibits.is_none(), -pair.score_millibits, pair.right));
        best.truncate(most);
        best.sort_unstable_by_key(|pair| pair.right);
        kept.extend(best);
    }
    kept
}

/// What became of each left record. `open` are the edges that the constraints do not rule out.
fn outcomes(comparer: &Comparer<'_>, given: &Given, pairs: &[Pair], open: &[Edge]) -> Vec<LeftOutcome> {
    let numbers = Numbers::new(comparer);
    let rights: FxHashSet<u32> = pairs.iter().filter(|p| p.outcome == Outcome::Couple).map(|p| p.right).collect();
    let taken = |right: u32| rights.contains(&right) || given.takes_right(right);
    (0..comparer.left.len() as u32)
        .into_par_iter()
        .map(|left| {
            let own = of_left(pairs, left, |pair| pair.left);
            let edges = of_left(open, left, |edge| edge.left);
            let best = edges.iter().max_by_key(|edge| (edge.score, u32::MAX - edge.right)).map(|edge| edge.right);
            let coupled = own.iter().find(|pair| pair.outcome == Outcome::Couple).map(|pair| pair.right);
            let best_is_taken = best.is_some_and(taken);
            // What is shown of a best candidate that is taken tells more than the next best, which is free.
            let telling = |pair: &&Pair| {
                let first = best_is_taken && best == Some(pair.right);
                (first, pair.margin_millibits.is_some(), pair.score_millibits)
            };
            let cause = match own.iter().max_by_key(telling).map(|pair| pair.doubt) {
                _ if coupled.is_some() => None,
                _ if given.bars_left(left) => Some(Cause::Barred),
                Some(Some(Doubt::Tie)) => Some(Cause::Tie),
                Some(Some(Doubt::Contradiction(_))) => Some(Cause::Contradiction),
                Some(Some(Doubt::OtherPair)) => Some(Cause::OtherPair),
                Some(_) => Some(Cause::Uncertain),
                None if best_is_taken => Some(Cause::OtherPair),
                None if best.is_some() => Some(Cause::WeakCandidate),
                None => Some(Cause::NoCandidate),
            };
            let outcome = match (coupled, own.is_empty()) {
                (Some(_), _) => Outcome::Couple,
                (None, false) => Outcome::Review,
                (None, true) => Outcome::Leave,
            };
            let identifiers = numbers.states(comparer, left, coupled);
            LeftOutcome { outcome, cause, identifiers, best: coupled.or(best) }
        })
        .collect()
}

/// The entries of a left row in a list ordered by left row.
fn of_left<T>(list: &[T], left: u32, row: impl Fn(&T) -> u32) -> &[T] {
    let from = list.partition_point(|entry| row(entry) < left);
    let count = list[from..].iter().take_while(|entry| row(entry) == left).count();
    &list[from..from + count]
}

/// The identifiers of the right register, by field.
struct Numbers {
    fields: Vec<(usize, FxHashSet<u64>)>,
}

impl Numbers {
    fn new(comparer: &Comparer<'_>) -> Self {
        let numbered = comparer.slots.iter().filter(|s| matches!(s.kind, FieldKind::Identifier | FieldKind::Cpr));
        let fields = numbered.map(|slot| {
            let column = comparer.right.column(slot.field);
            let all = (0..comparer.right.len()).flat_map(|row| column.numbers(row).map(|(_, number, _)| number.hash()));
            (slot.field, all.collect())
        });
        Self { fields: fields.collect() }
    }

    fn states(&self, comparer: &Comparer<'_>, left: u32, coupled: Option<u32>) -> Vec<IdentifierState> {
        let state = |(field, all): &(usize, FxHashSet<u64>)| {
            let mine: Vec<u64> =
                comparer.left.column(*field).numbers(left as usize).map(|(_, number, _)| number.hash()).collect();
            let column = comparer.right.column(*field);
            let agrees =
                |right: u32| column.numbers(right as usize).any(|(_, number, _)| mine.contains(&number.hash()));
            let known = mine.iter().any(|number| all.contains(number));
            match (mine.is_empty(), known, coupled) {
                (true, _, _) => IdentifierState::Missing,
                (false, _, Some(right)) if agrees(right) => IdentifierState::Agrees,
                (false, true, _) => IdentifierState::Elsewhere,
                (false, false, Some(_)) => IdentifierState::UnknownCoupled,
                (false, false, None) => IdentifierState::Unknown,
            }
        };
        self.fields.iter().map(state).collect()
    }
}

fn count(config: &Config, pairs: &[Pair], outcomes: &[LeftOutcome]) -> Counts {
    let coupled = |ground: Ground| {
        pairs.iter().filter(|pair| pair.outcome == Outcome::Couple && pair.ground == ground).count() as u64
    };
    let review = |of: fn(&Doubt) -> bool| {
        let doubts = pairs.iter().filter(|pair| pair.outcome == Outcome::Review).filter_map(|pair| pair.doubt.as_ref());
        doubts.filter(|doubt| of(doubt)).count() as u64
    };
    let mut by_rule = vec![("kept".to_owned(), coupled(Ground::Kept))];
    for (position, rule) in config.rules.iter().enumerate() {
        by_rule.push((rule.name.clone(), coupled(Ground::Rule(position as u16))));
    }
    by_rule.push(("weight".to_owned(), coupled(Ground::Weight)));
    let with = |outcome| outcomes.iter().filter(|found| found.outcome == outcome).count() as u64;
    Counts {
        coupled: by_rule,
        review: vec![
            ("weight".to_owned(), review(|doubt| matches!(doubt, Doubt::Weight))),
            ("tie".to_owned(), review(|doubt| matches!(doubt, Doubt::Tie))),
            ("contradiction".to_owned(), review(|doubt| matches!(doubt, Doubt::Contradiction(_)))),
            ("other pair".to_owned(), review(|doubt| matches!(doubt, Doubt::OtherPair))),
        ],
        review_records: with(Outcome::Review),
        left_alone: with(Outcome::Leave),
        ..Counts::default()
    }
}
