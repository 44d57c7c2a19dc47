//! Reading a plan, and refusing one that contradicts itself: every problem at once, each with its place in the file.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Range;

use law::assessment::day_text;
use law::words::{Language, Words};
use vocabulary::Date;

use super::plan::{Goal, Limit, Measure, Part, Plan, Population, Rule, Scoring, Text, Volume, Window};
use super::{Percent, Points};

/// A problem and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {problem}")]
pub struct PlanError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a plan. A goal or part is named by its id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// No TOML, an unknown or missing field, an unknown area, kind, mark, measure or rule.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// The validity ends before it begins.
    #[error("the plan's validity ends before it begins")]
    ValidityEndsFirst,
    /// The weights do not make 100.
    #[error("the weights sum to {sum}, not to 100")]
    WeightsOff {
        /// What they make.
        sum: Points,
    },
    /// No weight is printed beside the goal, and no reading says why it is what it is.
    #[error("goal {goal}: the text prints no weight, and weight_reading does not say why it is read as {weight}")]
    WeightUnprinted {
        /// The goal.
        goal: String,
        /// The weight given.
        weight: Points,
    },
    /// Another weight is printed, and no reading says why.
    #[error("goal {goal}: the text prints {printed}, the plan says {weight}, and weight_reading does not say why")]
    WeightDiffers {
        /// The goal.
        goal: String,
        /// The weight printed.
        printed: Points,
        /// The weight given.
        weight: Points,
    },
    /// An id stands twice.
    #[error("{0} stands twice")]
    Twice(String),
    /// A goal without parts.
    #[error("goal {0} has no part: nothing measures it")]
    NoPart(String),
    /// A window ends before it begins.
    #[error("{part}: the window ends {to}, before it begins {from}")]
    WindowEndsFirst {
        /// The part.
        part: String,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// A window or final day outside the validity that is not stated as shifted.
    #[error("{part}: {day} lies outside the plan's validity; state why in `shifted`, or mend the window")]
    OutsideValidity {
        /// The part.
        part: String,
        /// The day outside.
        day: Date,
    },
    /// Both stocks are of one day.
    #[error("{part}: the opening and the closing stock are both of {day}: nothing can change between them")]
    NothingBetween {
        /// The part.
        part: String,
        /// The day.
        day: Date,
    },
    /// The final day lies before the window's end.
    #[error("{part}: the figure would be final {final_by}, before the window ends {to}")]
    FinalBeforeEnd {
        /// The part.
        part: String,
        /// The final day.
        final_by: Date,
        /// The window's end.
        to: Date,
    },
    /// Two groups may overlap, and the plan does not say so.
    #[error("{part} and {other} may count the same person or case; say so in `overlaps`, or make the groups disjoint")]
    OverlapUnsaid {
        /// The part.
        part: String,
        /// The other.
        other: String,
    },
    /// An overlap with a part that is not there.
    #[error("{part}: overlaps names {other}, which is no volume of this plan")]
    OverlapUnknown {
        /// The part.
        part: String,
        /// The name.
        other: String,
    },
    /// A population that no case can belong to.
    #[error("{part}: {kind} is both required and forbidden")]
    Contradictory {
        /// The part.
        part: String,
        /// The kind.
        kind: String,
    },
    /// A number that makes no sense where it stands.
    #[error("{part}: {}", .what.en)]
    WrongNumber {
        /// The part.
        part: String,
        /// Which and why.
        what: Words,
    },
    /// Points of parts that do not fit the score.
    #[error("goal {goal}: {}", .what.en)]
    WrongPoints {
        /// The goal.
        goal: String,
        /// Which and why.
        what: Words,
    },
    /// A rule without any condition holds for every case.
    #[error("{part}: the rule {rule} says no condition, so it would hold for every case")]
    RuleWithoutCondition {
        /// The part.
        part: String,
        /// The rule.
        rule: String,
    },
}

impl PlanError {
    /// Place and problem as users read them.
    pub fn words(&self) -> Text {
        let Self { file, line, column, problem } = self;
        let Text { da, en } = problem.words();
        Text {
            da: format!("{file}, linje {line}, tegn {column}: {da}"),
            en: format!("{file}, line {line}, column {column}: {en}"),
        }
    }
}

impl Problem {
    /// The problem as users read it.
    pub fn words(&self) -> Text {
        let da = match self {
            Self::Unreadable(reason) => format!("kan ikke læses: {}", in_danish(reason)),
            Self::ValidityEndsFirst => "planens gyldighed slutter, før den begynder".to_owned(),
            Self::WeightsOff { sum } => format!("vægtene giver {}, ikke 100", decimal(*sum)),
            Self::WeightUnprinted { goal, weight } => format!(
                "mål {goal}: teksten trykker ingen vægt, og weight_reading siger ikke, hvorfor den er læst som {}",
                decimal(*weight)
            ),
            Self::WeightDiffers { goal, printed, weight } => format!(
                "mål {goal}: teksten trykker {}, planen siger {}, og weight_reading siger ikke hvorfor",
                decimal(*printed),
                decimal(*weight)
            ),
            Self::Twice(id) => format!("{id} står to gange"),
            Self::NoPart(goal) => format!("mål {goal} har ingen del: intet måler det"),
            Self::WindowEndsFirst { part, from, to } => {
                format!("{part}: vinduet slutter {}, før det begynder {}", day(*to), day(*from))
            }
            Self::NothingBetween { part, day: same } => {
                format!("{part}: åbnings- og slutbeholdningen er begge af {}: intet kan ændre sig imellem", day(*same))
            }
            Self::OutsideValidity { part, day: outside } => format!(
                "{part}: {} ligger uden for planens gyldighed; skriv hvorfor i `shifted`, eller ret vinduet",
                day(*outside)
            ),
            Self::FinalBeforeEnd { part, final_by, to } => {
                format!("{part}: tallet ville være endeligt {}, før vinduet slutter {}", day(*final_by), day(*to))
            }
            Self::OverlapUnsaid { part, other } => format!(
                "{part} og {other} kan tælle samme person eller sag; skriv det i `overlaps`, eller skil grupperne ad"
            ),
            Self::OverlapUnknown { part, other } => {
                format!("{part}: overlaps nævner {other}, som ikke er et antal i planen")
            }
            Self::Contradictory { part, kind } => format!("{part}: {kind} er både krævet og forbudt"),
            Self::WrongNumber { part, what } => format!("{part}: {}", what.da),
            Self::WrongPoints { goal, what } => format!("mål {goal}: {}", what.da),
            Self::RuleWithoutCondition { part, rule } => {
                format!("{part}: reglen {rule} har ingen betingelse, så den ville gælde alle sager")
            }
        };
        Text { da, en: self.to_string() }
    }
}

fn day(day: Date) -> String {
    day_text(day, Language::Danish)
}

fn decimal(points: Points) -> String {
    points.to_string().replace('.', ",")
}

/// What the reader of TOML says, in Danish where it is about the plan's own fields and names; its own words where it is about the form of TOML.
fn in_danish(reason: &str) -> String {
    let named = |before: &str| reason.strip_prefix(before)?.split_once('`').map(|(name, rest)| (name, known(rest)));
    if let Some((field, _)) = named("missing field `") {
        return format!("feltet `{field}` mangler");
    }
    if let Some((field, known)) = named("unknown field `") {
        return format!("feltet `{field}` kendes ikke{known}");
    }
    if let Some((name, known)) = named("unknown variant `") {
        return format!("»{name}« kendes ikke{known}");
    }
    if let Some((field, _)) = named("duplicate field `") {
        return format!("feltet `{field}` står to gange");
    }
    format!("»{reason}«")
}

/// What could stand instead.
fn known(rest: &str) -> String {
    let expected = rest.trim_start_matches(", expected ").trim_start_matches("one of ").trim();
    if expected.is_empty() { String::new() } else { format!("; her kan stå {}", expected.replace(" or ", " eller ")) }
}

/// Reads a plan and checks it whole. `file` is the name in messages.
pub fn read_plan(file: &str, text: &str) -> Result<Plan, Vec<PlanError>> {
    let place = |range: Range<usize>, problem| {
        let (line, column) = line_and_column(text, range.start);
        PlanError { file: file.to_owned(), line, column, problem }
    };
    let plan: Plan = toml::from_str(text).map_err(|error| {
        vec![place(error.span().unwrap_or_default(), Problem::Unreadable(error.message().to_owned()))]
    })?;
    let mut found = Vec::new();
    check_plan(&plan, &mut |range, problem| found.push(place(range, problem)));
    if found.is_empty() { Ok(plan) } else { Err(found) }
}

fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

type Sink<'a> = dyn FnMut(Range<usize>, Problem) + 'a;

fn check_plan(plan: &Plan, sink: &mut Sink<'_>) {
    if plan.valid_to < plan.valid_from {
        sink(0..0, Problem::ValidityEndsFirst);
    }
    let sum = plan.sum();
    if sum != Points(Percent::WHOLE) {
        sink(0..0, Problem::WeightsOff { sum });
    }
    let mut ids = BTreeSet::new();
    for goal in &plan.goals {
        if !ids.insert(goal.id.get_ref()) {
            sink(goal.id.span(), Problem::Twice(goal.id.get_ref().clone()));
        }
        check_weight(goal, sink);
        check_points(goal, sink);
        let mut parts = BTreeSet::new();
        for part in &goal.parts {
            let name = name(goal, part);
            if !parts.insert(part.id.get_ref()) {
                sink(part.id.span(), Problem::Twice(name.clone()));
            }
            let other = part.other.iter().map(|other| &other.measure);
            for measure in std::iter::once(&part.measure).chain(other) {
                check_measure(plan, &name, measure.get_ref(), &mut |problem| sink(measure.span(), problem));
            }
        }
    }
    check_overlaps(plan, sink);
}

/// A part's name over the whole plan.
fn name(goal: &Goal, part: &Part) -> String {
    format!("{}.{}", goal.id.get_ref(), part.id.get_ref())
}

fn check_weight(goal: &Goal, sink: &mut Sink<'_>) {
    let (id, weight) = (goal.id.get_ref().clone(), *goal.weight.get_ref());
    if goal.weight_reading.is_some() {
        return;
    }
    match goal.weight_printed {
        None => sink(goal.weight.span(), Problem::WeightUnprinted { goal: id, weight }),
        Some(printed) if printed != weight => {
            sink(goal.weight.span(), Problem::WeightDiffers { goal: id, printed, weight });
        }
        Some(_) => {}
    }
}

fn check_points(goal: &Goal, sink: &mut Sink<'_>) {
    let id = goal.id.get_ref();
    if goal.parts.is_empty() {
        sink(goal.id.span(), Problem::NoPart(id.clone()));
    }
    let weight = *goal.weight.get_ref();
    let given: Option<Points> = goal.parts.iter().map(|part| part.points).sum();
    let some = goal.parts.iter().any(|part| part.points.is_some());
    let wrong = match &goal.scoring {
        Scoring::SumOfParts if given != Some(weight) => {
            Some(Words::new("delenes point giver ikke målets vægt", "the points of its parts do not sum to its weight"))
        }
        Scoring::Binary | Scoring::Proportional | Scoring::Stepped(_) if some => Some(Words::new(
            "kun hvor point er summen af delene, har delene egne point",
            "only a score that is the sum of parts gives parts points of their own",
        )),
        Scoring::Proportional | Scoring::Stepped(_) if goal.parts.len() > 1 => Some(Words::new(
            "point efter forhold eller trin kræver en enkelt del",
            "a score in proportion or steps needs a single part",
        )),
        Scoring::Stepped(steps) if steps.is_empty() => {
            Some(Words::new("point efter trin uden trin", "a stepped score without steps"))
        }
        Scoring::Stepped(steps) if !steps.is_sorted_by(|a, b| a.reached < b.reached && a.points <= b.points) => {
            Some(Words::new("trinene stiger ikke", "the steps do not rise"))
        }
        Scoring::Stepped(steps) if steps.last().is_some_and(|step| step.points > weight) => Some(Words::new(
            "et trin giver flere point, end målet bærer",
            "a step gives more points than the goal carries",
        )),
        _ => None,
    };
    if let Some(what) = wrong {
        sink(goal.id.span(), Problem::WrongPoints { goal: id.clone(), what });
    }
}

const NO_SHARE: Words =
    Words::new("en andel skal være over 0 og højst 100 procent", "a share must be over 0 and at most 100 percent");
const ONE_EVENT: Words =
    Words::new("uret starter og standser med samme hændelse", "start and stop of the clock are the same event");
const NO_DEADLINE: Words = Words::new(
    "fristen er dagen for en hændelse, der ikke er en frist",
    "the limit is the day of an event that is no deadline",
);
const NO_SHARE_KEPT: Words = Words::new(
    "den andel, der beholdes, skal være over 0 og højst 100 procent",
    "the share that is kept must be over 0 and at most 100 percent",
);
const NO_VOLUME: Words = Words::new("et antal på 0 er altid nået", "a volume of 0 is always reached");
const NO_END: Words = Words::new("intet tager en sag ud af beholdningen", "nothing takes a case out of the stock");
const NO_OFFICE: Words = Words::new("intet sted, eller det samme to gange", "no office, or one twice");
const NO_PROJECTS: Words = Words::new("0 projekter er altid nået", "a number of projects of 0 is always reached");
const PROJECTS_TURNED: Words =
    Words::new("højst er færre projekter end mindst", "at most fewer projects than at least");

fn check_measure(plan: &Plan, part: &str, measure: &Measure, sink: &mut dyn FnMut(Problem)) {
    if let Some(population) = measure.population() {
        check_population(part, population, sink);
    }
    let mut wrong = |bad: bool, what: Words| {
        if bad {
            sink(Problem::WrongNumber { part: part.to_owned(), what });
        }
    };
    match measure {
        Measure::ShareWithin(timed) | Measure::Deadline(timed) => {
            wrong(is_no_share(timed.required), NO_SHARE);
            wrong(timed.start == timed.stop, ONE_EVENT);
            let never = matches!(timed.limit, Limit::DayOf(kind) if !kind.may_lie_ahead());
            wrong(never, NO_DEADLINE);
            check_rules(part, timed.exclusions.iter().chain(&timed.counts_as_met), sink);
            check_window(plan, part, &timed.window, sink);
        }
        Measure::DecidedBy(decided) => {
            wrong(is_no_share(decided.required), NO_SHARE);
            check_days(plan, part, (decided.opened_from, decided.by), decided.shifted.is_some(), sink);
        }
        Measure::TrimmedMean(mean) => {
            wrong(is_no_share(mean.keep), NO_SHARE_KEPT);
            wrong(mean.start == mean.stop, ONE_EVENT);
            check_window(plan, part, &mean.window, sink);
        }
        Measure::Volume(volume) => {
            wrong(volume.minimum == 0, NO_VOLUME);
            check_window(plan, part, &volume.window, sink);
        }
        Measure::StockChange(stock) => {
            wrong(is_no_share(stock.reduced_by), NO_SHARE);
            wrong(stock.ends.is_empty(), NO_END);
            let (part_name, from, to) = (part.to_owned(), stock.opening, stock.closing);
            match to.cmp(&from) {
                Ordering::Less => sink(Problem::WindowEndsFirst { part: part_name, from, to }),
                Ordering::Equal => sink(Problem::NothingBetween { part: part_name, day: to }),
                Ordering::Greater => {}
            }
            check_day(plan, part, stock.closing, sink);
        }
        Measure::Calendar(calendar) => {
            let offices: BTreeSet<_> = calendar.offices.iter().collect();
            wrong(offices.is_empty() || offices.len() < calendar.offices.len(), NO_OFFICE);
            wrong(is_no_share(calendar.required), NO_SHARE);
            check_window(plan, part, &calendar.window, sink);
        }
        Measure::Projects(projects) => {
            wrong(projects.at_least == 0, NO_PROJECTS);
            wrong(projects.at_most < projects.at_least, PROJECTS_TURNED);
            check_window(plan, part, &projects.window, sink);
        }
        Measure::Milestone(milestone) => {
            check_days(plan, part, (milestone.not_before, milestone.due), milestone.shifted.is_some(), sink);
        }
        Measure::Judgement(judgement) => check_day(plan, part, judgement.due, sink),
    }
}

fn is_no_share(percent: Percent) -> bool {
    percent.0 <= 0 || percent.0 > Percent::WHOLE
}

fn check_population(part: &str, population: &Population, sink: &mut dyn FnMut(Problem)) {
    let any = Some(&population.with_any).filter(|any| any.iter().all(|kind| population.without.contains(kind)));
    let both = population.with.iter().chain(any.into_iter().flatten());
    for kind in both.filter(|kind| population.without.contains(kind)) {
        sink(Problem::Contradictory { part: part.to_owned(), kind: kind.to_string() });
    }
}

fn check_rules<'a>(part: &str, rules: impl Iterator<Item = &'a Rule>, sink: &mut dyn FnMut(Problem)) {
    let mut ids = BTreeSet::new();
    for rule in rules {
        if !ids.insert(&rule.id) {
            sink(Problem::Twice(format!("{part}: {}", rule.id)));
        }
        let says = !rule.has.is_empty() || !rule.lacks.is_empty() || rule.below.is_some() || rule.stopped_by.is_some();
        if !says {
            sink(Problem::RuleWithoutCondition { part: part.to_owned(), rule: rule.id.clone() });
        }
        if rule.below.is_some_and(|below| !below.kind.has_value()) {
            let what = Words::new(
                "en regel sammenligner værdien af en hændelse, der ingen har",
                "a rule compares the value of an event that has none",
            );
            sink(Problem::WrongNumber { part: part.to_owned(), what });
        }
    }
}

fn check_window(plan: &Plan, part: &str, window: &Window, sink: &mut dyn FnMut(Problem)) {
    let part = || part.to_owned();
    let Window { from, to, final_by, ref shifted } = *window;
    if to < from {
        sink(Problem::WindowEndsFirst { part: part(), from, to });
    }
    if let Some(final_by) = final_by.filter(|final_by| *final_by < to) {
        sink(Problem::FinalBeforeEnd { part: part(), final_by, to });
    }
    if shifted.is_none() {
        for day in [Some(from), Some(to), final_by].into_iter().flatten() {
            check_day(plan, &part(), day, sink);
        }
    }
}

/// A last day, and a first one where it is given.
fn check_days(
    plan: &Plan,
    part: &str,
    (from, to): (Option<Date>, Date),
    is_shifted: bool,
    sink: &mut dyn FnMut(Problem),
) {
    if let Some(from) = from.filter(|from| *from > to) {
        sink(Problem::WindowEndsFirst { part: part.to_owned(), from, to });
    }
    if !is_shifted {
        from.into_iter().chain([to]).for_each(|day| check_day(plan, part, day, sink));
    }
}

fn check_day(plan: &Plan, part: &str, day: Date, sink: &mut dyn FnMut(Problem)) {
    if day < plan.valid_from || day > plan.valid_to {
        sink(Problem::OutsideValidity { part: part.to_owned(), day });
    }
}

fn check_overlaps(plan: &Plan, sink: &mut Sink<'_>) {
    let parts = plan.goals.iter().flat_map(|goal| goal.parts.iter().map(move |part| (name(goal, part), part)));
    let volumes: Vec<(String, &Part, &Volume)> = parts
        .filter_map(|(name, part)| match part.measure.get_ref() {
            Measure::Volume(volume) => Some((name, part, volume)),
            _ => None,
        })
        .collect();
    for (place, (name, part, volume)) in volumes.iter().enumerate() {
        for other in &volume.overlaps {
            if !volumes.iter().any(|(known, _, _)| known == other && known != name) {
                let (part_name, other) = (name.clone(), other.clone());
                sink(part.measure.span(), Problem::OverlapUnknown { part: part_name, other });
            }
        }
        for (other, _, beside) in &volumes[place + 1..] {
            let said = volume.overlaps.contains(other) || beside.overlaps.contains(name);
            if may_overlap(volume, beside) && !said {
                let (name, other) = (name.clone(), other.clone());
                sink(part.measure.span(), Problem::OverlapUnsaid { part: name, other });
            }
        }
    }
}

/// Whether one case can be in both groups: same area and event, windows that touch, and no mark that one asks for and the other forbids.
fn may_overlap(a: &Volume, b: &Volume) -> bool {
    let forbids = |a: &Volume, b: &Volume| {
        let any = &a.population.with_any;
        let without = &b.population.without;
        a.population.with.iter().any(|kind| without.contains(kind))
            || (!any.is_empty() && any.iter().all(|kind| without.contains(kind)))
    };
    let touch = a.window.from <= b.window.to && b.window.from <= a.window.to;
    a.population.area == b.population.area && a.event == b.event && touch && !forbids(a, b) && !forbids(b, a)
}
