//! § 24: the free month in a connected period of offers of twelve months or more.
//!
//! That nobody has to be available in a free period (stk. 2) is read by chapter 5: `right::is_in_free_period`.

use std::collections::BTreeSet;

use jiff::civil::Date;
use vocabulary::Period;

use super::courses::Courses;
use crate::answer::{Answer, Bearer, Finding};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::Changes;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::edition::Figures;
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// Whether a free period is to be laid in; with the last day on which it may begin.
pub static FREE_PERIOD: Question = Question {
    key: "offer.free_period",
    words: Words::new("Skal der indlægges en friperiode?", "Is a free period to be laid in?"),
};
/// To lay in a free period.
pub static LAY_IN: DutyKind = DutyKind {
    key: "offer.lay_in_free_period",
    provision: cite!("§ 24, stk. 1, 1. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new("indlæg en friperiode på 1 måned", "lay in a free period of a month"),
    when_late: None,
};

/// A connected period of offers under §§ 23 a and 23 b.
#[derive(Debug)]
struct Run {
    /// Its first day.
    from: Date,
    /// The offer it began with.
    first: FactRef,
    /// The end of each of its offers as known, with the offer's place.
    ends: BTreeSet<(Date, usize)>,
    /// The duties that hold, each for a stretch of twelve months, by the number of the stretch.
    duties: Vec<(u16, Duty)>,
}

/// What is concluded from a day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The connected period as known.
    pub run: Period,
    /// The last day to begin the free period, where one is to be laid in.
    pub begin_by: Option<Date>,
    /// The offer the period began with, and the one that made it as long as it is.
    pub offers: [Option<FactRef>; 2],
}

impl Run {
    /// First day after it, as known.
    fn end(&self) -> Date {
        self.ends.last().map_or(self.from, |(end, _)| *end)
    }

    /// § 24, stk. 1, 1. pkt.: the stretches of twelve months, one after the other from the first day, that offers fill, or would fill.
    fn stretches(&self, figures: &Figures) -> impl Iterator<Item = (u16, Period)> {
        let (from, end, months) = (self.from, self.end(), figures.connected_offers_months);
        (0_u16..)
            .map_while(move |number| {
                let first = calendar::months_after(from, number.checked_mul(months)?);
                let after = calendar::months_after(from, (number + 1).checked_mul(months)?);
                Period::new(first, Some(after)).ok().map(|stretch| (number, stretch))
            })
            .take_while(move |(_, stretch)| stretch.to().is_some_and(|after| after <= end) && stretch.from() < end)
    }

    /// What is concluded on the day.
    fn known(&self, figures: &Figures, on: Date, last: FactRef) -> Option<Known> {
        let run = Period::new(self.from, Some(self.end())).ok().filter(|run| run.contains(on))?;
        let stretch = self.stretches(figures).find(|(_, stretch)| stretch.contains(on));
        let begin_by = stretch.map(|(_, stretch)| begin_by(figures, stretch.from()));
        Some(Known { run, begin_by, offers: [Some(self.first), Some(last)] })
    }
}

/// The last day on which a free period of a month may begin so that offers fill no more than eleven of the twelve months.
fn begin_by(figures: &Figures, from: Date) -> Date {
    calendar::months_after(from, figures.offers_within_connected_months)
}

/// § 24, stk. 1, 1. pkt.: whether a free period is to be laid in: where offers run, or are to run, connectedly for twelve months or more.
pub fn is_to_be_laid_in(known: &Known, why: &mut Why) -> (Finding, Value) {
    let provision = cite!("§ 24, stk. 1, 1. pkt.");
    why.says(provision, Said::Period(known.run), known.offers);
    let finding = Finding::noted(Answer::of(known.begin_by.is_some()), provision, known.offers, why);
    (finding, known.begin_by.map_or(Value::None, Value::Day))
}

/// Free periods of a whole month, in the order of their first days: shorter ones do not count.
fn whole_free_periods(file: &PersonFile<'_>, figures: &Figures) -> Vec<(Date, FactRef)> {
    let whole = |from: Date, until: Date| calendar::months_after(from, figures.free_period_months) <= until;
    file.free_periods.iter().filter(|free| whole(free.on, free.until)).map(|free| (free.on, free.fact)).collect()
}

/// What happens to the run of offers on a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Begins,
    EndsEarly,
}

/// Draws § 24, stk. 1 over the person's life: the connected periods of offers as they were known from day to day, and a duty for each
/// stretch of twelve months that they fill or are to fill.
pub fn draw(life: &mut Life<'_>, courses: &Courses<'_, '_>, introduction: Period) {
    let (file, figures) = (life.file, &life.edition.figures);
    let (takeover, end) = (introduction.from(), introduction.to().unwrap_or(Date::MAX));
    let mut events: Vec<(Date, Event, usize)> = Vec::new();
    for (place, course) in courses.all.iter().enumerate() {
        let from = course.offer.on.max(takeover);
        let counts = course.offer.form.calls_for_a_free_period() && cite!("§ 24").is_in_force(course.offer.on);
        if counts && from < course.end_as_known(from).min(end) {
            events.push((from, Event::Begins, place));
            let early = course.ended.filter(|ended| from < *ended && *ended < end);
            events.extend(early.map(|ended| (ended, Event::EndsEarly, place)));
        }
    }
    if events.is_empty() {
        return;
    }
    events.sort_unstable();
    let free = whole_free_periods(file, figures);
    let mut drawing =
        Drawing { figures, free: &free, run: None, told: takeover, known: Changes::default(), duties: Vec::new() };
    for (day, event, place) in events {
        drawing.passes_until(day);
        let course = &courses.all[place];
        match event {
            Event::Begins => {
                drawing.begins(day, course.end_as_known(day).min(end), place, course.offer.fact);
            }
            Event::EndsEarly => drawing.ends_early(day, course.offer.until.min(end), place, course.offer.fact),
        }
    }
    drawing.passes_until(Date::MAX);
    drawing.finish();
    let Drawing { known, mut duties, .. } = drawing;
    duties.sort_by_key(|duty| (duty.triggered, duty.due.counted_from));
    for (holds, known) in known.periods() {
        if let Some(known) = known {
            life.conclude(&FREE_PERIOD, None, holds, |why| is_to_be_laid_in(known, why));
        }
    }
    for duty in duties {
        let covered = uncovered_from(life, duty.triggered);
        let first = [duty.ended, covered].into_iter().flatten().min_by_key(|(day, _)| *day);
        life.duty(duty.ended(first));
    }
}

/// The first day after another on which the Act does not cover the person.
fn uncovered_from(life: &Life<'_>, day: Date) -> Option<(Date, Words)> {
    let scope = &life.spine.scope;
    let lost = scope.days_between(day, Date::MAX).find(|day| !life.spine.is_covered(*day))?;
    Some((lost, Words::new("udlændingen er ikke længere omfattet af loven", "the Act no longer covers the foreigner")))
}

/// The connected periods as they are drawn, forward in time.
struct Drawing<'d> {
    figures: &'d Figures,
    free: &'d [(Date, FactRef)],
    /// The period that runs, with the offer that last changed it.
    run: Option<(Run, FactRef)>,
    /// The last day from which something was written down.
    told: Date,
    known: Changes<Option<Known>>,
    duties: Vec<Duty>,
}

impl Drawing<'_> {
    /// An offer begins: it goes on from the period before it, or begins another.
    fn begins(&mut self, day: Date, until: Date, place: usize, offer: FactRef) {
        let connected = self.run.as_ref().is_some_and(|(run, _)| calendar::is_connected(run.end(), day));
        if !connected {
            self.finish();
            let run = Run { from: day, first: offer, ends: BTreeSet::new(), duties: Vec::new() };
            self.run = Some((run, offer));
        }
        let Some((run, last)) = &mut self.run else { return };
        run.ends.insert((until, place));
        *last = offer;
        let drawn = run.duties.len();
        let because = [Some(run.first), Some(offer)];
        let new: Vec<(u16, Duty)> = run
            .stretches(self.figures)
            .filter(|(number, _)| usize::from(*number) >= drawn)
            .map(|(number, stretch)| (number, duty(self.figures, self.free, day, stretch.from(), because)))
            .collect();
        run.duties.extend(new);
        self.tell_of_run(day);
    }

    /// An offer ends before it was to: stretches that are not filled then call for nothing any more.
    fn ends_early(&mut self, day: Date, planned: Date, place: usize, offer: FactRef) {
        let Some((run, last)) = &mut self.run else { return };
        if !run.ends.remove(&(planned, place)) {
            return;
        }
        run.ends.insert((day, place));
        *last = offer;
        let filled = run.stretches(self.figures).count();
        let too_short = Words::new("tilbuddene varer ikke 12 måneder", "the offers do not last twelve months");
        let unfilled = run.duties.drain(filled.min(run.duties.len())..);
        let held = unfilled.filter(|(_, duty)| duty.triggered < day);
        self.duties.extend(held.map(|(_, duty)| duty.ended(Some((day, too_short)))));
        self.tell_of_run(day);
    }

    /// Time passes until a day: stretches follow each other, and the period ends.
    fn passes_until(&mut self, day: Date) {
        let Some((run, last)) = &self.run else { return };
        let (last, end, told) = (*last, run.end(), self.told);
        let next: Vec<(Date, Option<Known>)> = run
            .stretches(self.figures)
            .filter_map(|(_, stretch)| stretch.to())
            .filter(|first| told < *first && *first < day.min(end))
            .map(|first| (first, run.known(self.figures, first, last)))
            .collect();
        for (first, known) in next {
            self.tell(first, known);
        }
        if end < day {
            self.tell(end, None);
        }
    }

    /// Writes down what is known from the day on.
    fn tell(&mut self, day: Date, known: Option<Known>) {
        if self.told <= day {
            self.known.set(day, known);
            self.told = day;
        }
    }

    /// Writes down what is known of the period from the day on.
    fn tell_of_run(&mut self, day: Date) {
        let known = self.run.as_ref().and_then(|(run, last)| run.known(self.figures, day, *last));
        self.tell(day, known);
    }

    /// The period before another is over: what has not been laid in cannot be any more.
    fn finish(&mut self) {
        let Some((run, _)) = self.run.take() else { return };
        // Until the next working day another offer could still go on from it.
        let end = calendar::next_working_day(run.end());
        let over = Words::new("tilbuddene er ophørt uden friperiode", "the offers have ended without a free period");
        self.duties.extend(run.duties.into_iter().map(|(_, duty)| duty.ended(Some((end, over)))));
    }
}

/// The duty to lay in a free period in a stretch of twelve months, from the day the offers were known to fill it.
fn duty(figures: &Figures, free: &[(Date, FactRef)], day: Date, from: Date, because: [Option<FactRef>; 2]) -> Duty {
    let triggered = day.max(from);
    let due = Due::within_months(from, figures.offers_within_connected_months);
    let due = if due.on.is_some_and(|due| due < triggered) { Due::at_once(triggered) } else { due };
    let laid_in = free.get(free.partition_point(|(first, _)| *first < from)).copied();
    Duty::new(&LAY_IN, triggered, because, due).done(laid_in)
}
