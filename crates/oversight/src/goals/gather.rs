//! The cases of a flow sorted under the measures of a plan, in one pass over the events.
//!
//! A flow may come in pieces, each of whole cases, and be gathered piece by piece; [`merge`] puts the pieces together,
//! and it makes no difference how the flow was cut.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::observe::{self, Observed, belongs, beside_point, could_belong, due, observe, office_of};
use super::plan::{CountedBy, Distinct, Goal, Measure, Part, Plan};
use crate::figure::{Line, Outcome};
use crate::flow::{Area, CaseEvents, Columns, Day, EventKind, Fault, Folded, Known, Office, PersonKey, Sight, fold};

/// A measure in its place.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'p> {
    /// The goal.
    pub goal: &'p Goal,
    /// The part.
    pub part: &'p Part,
    /// The measure.
    pub measure: &'p Measure,
    /// Whether it is the reading that was not chosen.
    pub is_other: bool,
}

/// How many cases are not among a figure's lines, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CasesAside")]
pub struct Aside {
    /// Their marks are others than the population's.
    pub other_marks: u64,
    /// The day they would be counted on lies outside the window, or has not come.
    pub outside_window: u64,
    /// No event of them was known.
    pub not_known: u64,
    /// They contradict themselves, and could not be on the list whichever of their events is wrong.
    pub faulty: u64,
}

/// What one measure has gathered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// The lines, by case.
    pub lines: Vec<Line>,
    /// Of a mean at a point, what the window's other days have: what is to be expected is read from them, and none is in the figure.
    pub beside: Vec<Line>,
    /// For a measure that counts persons, the person of each line.
    pub persons: Vec<Option<PersonKey>>,
    /// For a calendar, the office of each line.
    pub offices: Vec<Option<Office>>,
    /// For a measure that counts by the clock's start, the day by which the clock of each line must have stopped; none where the case does not say it.
    pub dues: Vec<Option<Day>>,
    /// The days on which the cases were opened that are open on the day of the question.
    pub open: Vec<Day>,
    /// The cases of the area that are not among the lines.
    pub aside: Aside,
}

/// The measures on cases of a plan, the readings not chosen included.
pub fn slots(plan: &Plan) -> Vec<Slot<'_>> {
    let parts = plan.goals.iter().flat_map(|goal| goal.parts.iter().map(move |part| (goal, part)));
    let slots = parts.flat_map(|(goal, part)| {
        let chosen = (part.measure.get_ref(), false);
        let other = part.other.iter().map(|other| (other.measure.get_ref(), true));
        std::iter::once(chosen).chain(other).map(move |(measure, is_other)| Slot { goal, part, measure, is_other })
    });
    slots.filter(|slot| slot.measure.is_on_cases()).collect()
}

/// Whether a measure counts persons, so that the column of persons must be read.
pub fn needs_persons(slots: &[Slot<'_>]) -> bool {
    slots.iter().any(|slot| counts_persons(slot.measure))
}

/// Whether a measure looks at values, so that the column of values must be read.
pub fn needs_values(slots: &[Slot<'_>]) -> bool {
    slots.iter().any(|slot| match slot.measure {
        Measure::Calendar(_) => true,
        Measure::ShareWithin(timed) | Measure::Deadline(timed) => {
            timed.exclusions.iter().chain(&timed.counts_as_met).any(|rule| rule.below.is_some())
        }
        _ => false,
    })
}

fn counts_persons(measure: &Measure) -> bool {
    let distinct = match measure {
        Measure::Volume(volume) => volume.distinct,
        Measure::StockChange(stock) => stock.distinct,
        _ => return false,
    };
    distinct == Distinct::Persons
}

/// The measures that look at the cases of an area on the same days.
struct Lookers {
    sight: Sight,
    places: Vec<usize>,
}

/// For each area the measures on it, by the days on which they look at a case: it is folded once for each.
fn lookers(slots: &[Slot<'_>], sight: Sight) -> Vec<Vec<Lookers>> {
    let mut of_area: Vec<Vec<Lookers>> = Area::ALL.iter().map(|_| Vec::new()).collect();
    for (place, slot) in slots.iter().enumerate() {
        let sight = slot.measure.sight(sight);
        let lookers = &mut of_area[slot.measure.area() as usize];
        match lookers.iter_mut().find(|known| known.sight == sight) {
            Some(known) => known.places.push(place),
            None => lookers.push(Lookers { sight, places: vec![place] }),
        }
    }
    of_area
}

/// Sorts the cases of a flow under the measures, one result for each.
pub fn gather(slots: &[Slot<'_>], flow: &Columns, sight: Sight) -> Vec<Gathered> {
    let mut found: Vec<Gathered> = slots.iter().map(|_| Gathered::default()).collect();
    let of_area = lookers(slots, sight);
    for events in flow.cases() {
        for Lookers { sight, places } in &of_area[events.area() as usize] {
            match fold(events, *sight) {
                Known::Nothing => places.iter().for_each(|place| found[*place].aside.not_known += 1),
                Known::Faulty(fault) => {
                    for place in places {
                        found[*place].add_faulty(slots[*place].measure, events, *sight, fault);
                    }
                }
                Known::Case(case) => {
                    for place in places {
                        found[*place].add(&slots[*place], &case, *sight);
                    }
                }
            }
        }
    }
    found
}

/// Puts another piece of the same flow behind the first.
pub fn merge(into: &mut [Gathered], piece: Vec<Gathered>) {
    for (into, piece) in into.iter_mut().zip(piece) {
        into.lines.extend(piece.lines);
        into.beside.extend(piece.beside);
        into.persons.extend(piece.persons);
        into.offices.extend(piece.offices);
        into.dues.extend(piece.dues);
        into.open.extend(piece.open);
        into.aside.other_marks += piece.aside.other_marks;
        into.aside.outside_window += piece.aside.outside_window;
        into.aside.not_known += piece.aside.not_known;
        into.aside.faulty += piece.aside.faulty;
    }
}

/// What stands beside a line.
#[derive(Clone, Copy, Default)]
struct Beside {
    person: Option<PersonKey>,
    office: Option<Office>,
    due: Option<Day>,
}

fn counts_by_start(measure: &Measure) -> bool {
    matches!(measure, Measure::ShareWithin(timed) | Measure::Deadline(timed) if timed.counted_by == CountedBy::Start)
}

/// The day by which a clock that started on a day must have stopped, of a measure that counts by it.
fn due_of(measure: &Measure, case: &Folded<'_>, start: Day) -> Option<Day> {
    match measure {
        Measure::ShareWithin(timed) | Measure::Deadline(timed) if counts_by_start(measure) => {
            due(&timed.limit, case, start)
        }
        _ => None,
    }
}

impl Gathered {
    fn add_faulty(&mut self, measure: &Measure, events: CaseEvents<'_>, sight: Sight, fault: Fault) {
        if !could_belong(measure, events, sight) {
            self.aside.faulty += 1;
            return;
        }
        let line = Line { case: events.case, day: sight.on, value: None, outcome: Outcome::Faulty(fault) };
        self.push(measure, line, Beside::default());
    }

    fn add(&mut self, slot: &Slot<'_>, case: &Folded<'_>, sight: Sight) {
        self.add_open(slot.measure, case, sight);
        let measure = slot.measure;
        let office = matches!(measure, Measure::Calendar(_)).then(|| office_of(case)).flatten();
        let beside = |line: &Line| Beside { office, due: due_of(measure, case, line.day), person: None };
        match observe(slot.measure, case, sight) {
            Observed::Aside(observe::Aside::OtherMarks) => self.aside.other_marks += 1,
            Observed::Aside(observe::Aside::OutsideWindow) => {
                self.aside.outside_window += 1;
                self.beside.extend(beside_point(slot.measure, case));
            }
            Observed::Many(lines) => lines.into_iter().for_each(|line| self.push(measure, line, beside(&line))),
            Observed::One(line) if counts_persons(measure) => match case.events().person() {
                Ok(Some(person)) => self.push(measure, line, Beside { person: Some(person), ..Beside::default() }),
                Ok(None) => self.push_faulty(measure, line, Fault::PersonMissing),
                Err(_) => self.push_faulty(measure, line, Fault::TwoPersons),
            },
            Observed::One(line) => self.push(measure, line, beside(&line)),
        }
    }

    fn push_faulty(&mut self, measure: &Measure, line: Line, fault: Fault) {
        self.push(measure, Line { outcome: Outcome::Faulty(fault), ..line }, Beside::default());
    }

    /// The columns beside the lines are kept only by measures that look at them, and there with a place for each line.
    fn push(&mut self, measure: &Measure, line: Line, beside: Beside) {
        self.lines.push(line);
        match measure {
            Measure::Calendar(_) => self.offices.push(beside.office),
            measure if counts_persons(measure) => self.persons.push(beside.person),
            measure if counts_by_start(measure) => self.dues.push(beside.due),
            _ => {}
        }
    }

    /// A case is open while nothing has ended it and the measure's clock has not stopped.
    fn add_open(&mut self, measure: &Measure, case: &Folded<'_>, sight: Sight) {
        let stop = match measure {
            Measure::ShareWithin(timed) | Measure::Deadline(timed) => timed.stop,
            Measure::TrimmedMean(mean) => mean.stop,
            Measure::Volume(volume) => volume.event,
            Measure::DecidedBy(_) => EventKind::Decided,
            _ => return,
        };
        let population = measure.population();
        let belongs = population.is_some_and(|population| belongs(population, case, sight.on));
        if case.ending.is_none() && case.first(stop).is_none() && belongs {
            self.open.push(case.opened);
        }
    }
}
