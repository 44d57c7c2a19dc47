//! A goal explained on one case: which events are seen, what starts and stops the clock, and why the case is in or out.

use law::assessment::day_text;
use law::words::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::Date;

use super::observe::{Aside, Observed, Ruled, Run, applies, belongs, could_belong, due, observe, runs};
use super::plan::{Goal, Limit, Measure, Population, Text, Timed};
use crate::figure::Outcome;
use crate::flow::{CaseEvents, CaseNumber, Day, EventKind, Folded, Known, Sight, fold};

/// A goal on a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CaseExplanation")]
pub struct Explanation {
    /// The case.
    pub case: CaseNumber,
    /// The events that are not seen, and the case as it is read.
    pub case_steps: Vec<Text>,
    /// What each measure of the goal makes of it.
    pub findings: Vec<Finding>,
}

/// A measure on a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "MeasureFinding")]
pub struct Finding {
    /// The part.
    pub part: String,
    /// Whether it is the reading that was not chosen.
    pub is_other: bool,
    /// The measure's kind.
    pub measure: String,
    /// The outcomes; none where the case is not on the figure's list.
    pub outcomes: Vec<Outcome>,
    /// How it came about.
    pub steps: Vec<Text>,
}

/// Explains every measure of the goal on one case.
pub fn explain(goal: &Goal, events: CaseEvents<'_>, sight: Sight) -> Explanation {
    let mut case_steps: Vec<Text> = events
        .happenings()
        .filter(|event| !sight.sees(event))
        .map(|event| {
            let (kind, day, recorded) = (event.kind.words(), said(event.day), said(event.recorded));
            text(
                format!(
                    "{} den {} (registreret {}) ses ikke: hændelsen er sket eller registreret for sent",
                    kind.da, day.da, recorded.da
                ),
                format!(
                    "{} on {} (entered {}) is not seen: it happened or was entered too late",
                    kind.en, day.en, recorded.en
                ),
            )
        })
        .collect();
    case_steps.extend(match fold(events, sight) {
        Known::Case(case) => read_case(&case),
        unread => vec![why_unread(&unread)],
    });
    let measures = goal.parts.iter().flat_map(|part| {
        let chosen = (part, part.measure.get_ref(), false);
        std::iter::once(chosen).chain(part.other.iter().map(move |other| (part, other.measure.get_ref(), true)))
    });
    let findings = measures.map(|(part, measure, is_other)| {
        let (outcomes, steps) = find(measure, events, sight);
        Finding { part: part.id.get_ref().clone(), is_other, measure: measure.kind().to_owned(), outcomes, steps }
    });
    Explanation { case: events.case, case_steps, findings: findings.collect() }
}

/// Why nothing is read of a case.
fn why_unread(known: &Known<'_>) -> Text {
    match known {
        Known::Faulty(fault) => text(
            format!("sagen modsiger sig selv: {}", fault.danish()),
            format!("the case contradicts itself: {}", fault.english()),
        ),
        _ => text("ingen hændelse i sagen er kendt", "no event of the case is known"),
    }
}

fn text(da: impl Into<String>, en: impl Into<String>) -> Text {
    Text { da: da.into(), en: en.into() }
}

/// A day as it is read.
fn said(day: Day) -> Text {
    text(day_text(day.date(), Language::Danish), day_text(day.date(), Language::English))
}

fn read_case(case: &Folded<'_>) -> Vec<Text> {
    let opened = said(case.opened);
    let mut steps =
        vec![text(format!("sagen er oprettet den {}", opened.da), format!("the case was opened on {}", opened.en))];
    if case.reopened > 0 {
        let times = case.reopened;
        steps.push(text(
            format!("den er genoptaget ({times}); afslutningen før tæller ikke, og uret løber fra oprettelsen"),
            format!("it was reopened ({times}); the end before does not count, and the clock runs from the opening"),
        ));
    }
    steps.push(match case.ending {
        Some((day, how)) => {
            let decided = how == crate::flow::Ending::Decided;
            let (da, en) =
                if decided { ("afgjort", "decided") } else { ("lukket uden afgørelse", "closed undecided") };
            let day = said(day);
            text(format!("den er {da} den {}", day.da), format!("it was {en} on {}", day.en))
        }
        None => text("den er åben", "it is open"),
    });
    for (cause, days) in crate::flow::WaitingCause::ALL.iter().zip(case.waiting()).filter(|(_, days)| *days > 0) {
        let cause = cause.words();
        steps.push(text(
            format!("har ventet på {} i {days} dage", cause.da),
            format!("has waited for {} for {days} days", cause.en),
        ));
    }
    steps
}

fn find(measure: &Measure, events: CaseEvents<'_>, asked: Sight) -> (Vec<Outcome>, Vec<Text>) {
    let sight = measure.sight(asked);
    let (area, other) = (measure.area(), events.area());
    if area != other {
        let (area, other) = (area.words(), other.words());
        let da = format!("ikke på listen: sagen er af et andet område ({}); målet ser på {}", other.da, area.da);
        let en = format!("not listed: the case is of another area ({}); the measure looks at {}", other.en, area.en);
        return (Vec::new(), vec![text(da, en)]);
    }
    let mut steps = Vec::new();
    if sight != asked {
        let on = said(sight.on);
        let en = format!("the measure is final on {} and does not look at what happened later", on.en);
        steps.push(text(format!("målet er endeligt den {} og ser ikke på, hvad der skete senere", on.da), en));
    }
    let case = match fold(events, sight) {
        Known::Case(case) => case,
        Known::Faulty(fault) if could_belong(measure, events, sight) => {
            steps.push(text("den står på listen som udeladt", "it is listed as left out"));
            return (vec![Outcome::Faulty(fault)], steps);
        }
        unread @ Known::Faulty(_) => {
            let da = "ikke på listen: intet i sagen skete i vinduet, eller dens kendetegn kan ikke passe";
            let en = "not listed: nothing in it happened in the window, or its marks cannot fit";
            steps.extend([why_unread(&unread), text(da, en)]);
            return (Vec::new(), steps);
        }
        Known::Nothing => {
            steps.push(why_unread(&Known::Nothing));
            return (Vec::new(), steps);
        }
    };
    let case = &case;
    let observed = observe(measure, case, sight);
    let lines = match &observed {
        Observed::Aside(_) => &[][..],
        Observed::One(line) => std::slice::from_ref(line),
        Observed::Many(lines) => lines,
    };
    let span = measure.span_on(sight.on);
    if let Some(population) = measure.population() {
        let on = lines.first().map_or(sight.on, |line| line.day);
        steps.extend(population_steps(population, case, on));
    }
    if let Measure::ShareWithin(timed) | Measure::Deadline(timed) = measure {
        let starts = if timed.each { case.every(timed.start) } else { case.first(timed.start).into_iter().collect() };
        if starts.is_empty() {
            let start = timed.start.words();
            steps.push(text(
                format!("uret starter ikke: {} mangler", start.da),
                format!("no clock: {} is missing", start.en),
            ));
        }
        for run in runs(&starts) {
            steps.extend(clock_steps(timed, case, run));
        }
    }
    if let Measure::TrimmedMean(mean) = measure {
        let (start, stop) = (case.first(mean.start), case.first(mean.stop));
        steps.push(ran(mean.start, start));
        steps.push(ran(mean.stop, stop));
    }
    if let Measure::Volume(volume) = measure {
        steps.push(ran(volume.event, case.first(volume.event)));
    }
    let to = said(span.to);
    steps.push(if span.from == Day::from(Date::MIN) {
        text(format!("vinduet er alle dage til {}", to.da), format!("the window is every day to {}", to.en))
    } else {
        let from = said(span.from);
        text(format!("vinduet er {} til {}", from.da, to.da), format!("the window is {} to {}", from.en, to.en))
    });
    if let Observed::Aside(aside) = observed {
        steps.push(match aside {
            Aside::OtherMarks => text("ikke på listen: sagen hører ikke til gruppen", "not listed: not of the group"),
            Aside::OutsideWindow => text(
                "ikke på listen: dagen, sagen tælles på, ligger uden for vinduet eller er ikke kommet",
                "not listed: the day it is counted on lies outside the window or has not come",
            ),
        });
    }
    for line in lines {
        let (day, outcome) = (said(line.day), outcome_words(measure, line.outcome));
        let days = line.value.map(|days| (format!(", {days} dage"), format!(", {days} days"))).unwrap_or_default();
        steps.push(text(
            format!("talt den {}{}: {}", day.da, days.0, outcome.da),
            format!("counted on {}{}: {}", day.en, days.1, outcome.en),
        ));
    }
    (lines.iter().map(|line| line.outcome).collect(), steps)
}

fn ran(kind: EventKind, day: Option<Day>) -> Text {
    let kind = kind.words();
    match day.map(said) {
        Some(day) => text(format!("{} den {}", kind.da, day.da), format!("{} on {}", kind.en, day.en)),
        None => text(format!("{} er ikke sket", kind.da), format!("{} has not happened", kind.en)),
    }
}

fn population_steps(population: &Population, case: &Folded<'_>, on: Day) -> Vec<Text> {
    let holds = |kind: EventKind| if case.holds(kind, on) { ("ja", "yes") } else { ("nej", "no") };
    let line = |kind: &EventKind, da: &str, en: &str| {
        let ((ja, yes), kind) = (holds(*kind), kind.words());
        text(format!("{da} {}: {ja}", kind.da), format!("{en} {}: {yes}", kind.en))
    };
    let mut steps: Vec<Text> = population.with.iter().map(|kind| line(kind, "skal have", "must have")).collect();
    steps.extend(population.with_any.iter().map(|kind| line(kind, "skal have en af:", "must have one of:")));
    steps.extend(population.without.iter().map(|kind| line(kind, "må ikke have", "must not have")));
    let (da, en) = if belongs(population, case, on) { ("ja", "yes") } else { ("nej", "no") };
    let (area, on) = (population.area.words(), said(on));
    steps.push(text(
        format!("hører til gruppen ({}) den {}: {da}", area.da, on.da),
        format!("of the group ({}) on {}: {en}", area.en, on.en),
    ));
    steps
}

fn clock_steps(timed: &Timed, case: &Folded<'_>, Run { after, start, until }: Run) -> Vec<Text> {
    let (from, began) = (timed.start.words(), said(start));
    let mut steps = vec![text(
        format!("uret starter med {} den {}", from.da, began.da),
        format!("the clock starts with {} on {}", from.en, began.en),
    )];
    let rule = match &timed.limit {
        Limit::Days(days) => (format!("{days} dage"), format!("{days} days")),
        Limit::Months(months) => (format!("{months} måneder"), format!("{months} months")),
        Limit::EndOfNextMonth => ("udgangen af næste måned".to_owned(), "the end of the next month".to_owned()),
        Limit::DayOf(kind) => (kind.words().da.to_owned(), kind.words().en.to_owned()),
    };
    steps.push(match due(&timed.limit, case, start) {
        Some(due) => {
            let due = said(due);
            text(
                format!("fristen ({}) er den {}; den dag er til tiden", rule.0, due.da),
                format!("the limit ({}) is {}; that day is in time", rule.1, due.en),
            )
        }
        None => text(format!("fristen ({}) mangler", rule.0), format!("the limit ({}) is missing", rule.1)),
    });
    let stop = if timed.each { case.first_from(timed.stop, start) } else { case.first(timed.stop) };
    let stop = stop.filter(|stop| until.is_none_or(|until| *stop < until));
    let kind = timed.stop.words();
    steps.push(match stop.map(|stop| (stop, said(stop))) {
        Some((stop, day)) if stop < start && timed.early_is_in_time => text(
            format!("{} den {}, før uret starter: til tiden", kind.da, day.da),
            format!("{} on {}, before the clock starts: in time", kind.en, day.en),
        ),
        Some((stop, day)) => {
            let days = stop.since(start);
            text(
                format!("uret standser med {} den {}: {days} dage", kind.da, day.da),
                format!("the clock stops with {} on {}: {days} days", kind.en, day.en),
            )
        }
        None => {
            text(format!("uret er ikke standset: {} mangler", kind.da), format!("the clock runs: no {} yet", kind.en))
        }
    });
    let missed = match (stop, due(&timed.limit, case, start)) {
        (Some(stop), Some(due)) => stop > due,
        _ => true,
    };
    let ruled = Ruled { case, after, start, stop, missed };
    let (exclusions, met) = (timed.exclusions.iter(), timed.counts_as_met.iter());
    let rules = exclusions
        .map(|rule| (rule, "udelades", "left out"))
        .chain(met.map(|rule| (rule, "tæller som opfyldt", "counts as met")));
    for (rule, da, en) in rules {
        let (ja, yes) = if applies(rule, &ruled) { ("ja", "yes") } else { ("nej", "no") };
        steps.push(text(format!("{da}, {}: {ja}", rule.text.da), format!("{en}, {}: {yes}", rule.text.en)));
    }
    steps
}

/// An outcome in words.
pub fn outcome_words(measure: &Measure, outcome: Outcome) -> Text {
    let rule = |place: u8, met: bool| {
        let (Measure::ShareWithin(timed) | Measure::Deadline(timed)) = measure else { return None };
        let rules = if met { &timed.counts_as_met } else { &timed.exclusions };
        rules.get(usize::from(place)).map(|rule| rule.text.clone())
    };
    match outcome {
        Outcome::Counted => text("tæller med", "counts"),
        Outcome::InTime => text("tæller med, til tiden", "counts, in time"),
        Outcome::Late => text("tæller med, ikke til tiden", "counts, not in time"),
        Outcome::Trimmed { .. } => text("blandt de langsomste, ikke med i gennemsnittet", "among the slowest"),
        Outcome::CountsAsMet(place) => {
            let rule = rule(place, true).unwrap_or_else(|| text("", ""));
            text(format!("tæller som opfyldt: {}", rule.da), format!("counts as met: {}", rule.en))
        }
        Outcome::Excluded(place) => {
            let rule = rule(place, false).unwrap_or_else(|| text("", ""));
            text(format!("udeladt: {}", rule.da), format!("left out: {}", rule.en))
        }
        Outcome::Stayed => text("i beholdningen begge dage", "in the stock on both days"),
        Outcome::LeftStock => text("kun i åbningsbeholdningen", "in the opening stock only"),
        Outcome::CameIntoStock => text("kun i slutbeholdningen", "in the closing stock only"),
        Outcome::Pending => text("ikke med endnu: fristen løber", "not counted yet: the limit runs"),
        Outcome::ClosedFirst => text("udeladt: lukket, mens fristen løb", "left out: closed while the limit ran"),
        Outcome::NoClock => text("udeladt: uret eller fristen mangler", "left out: no clock or no deadline"),
        Outcome::SamePerson => text("udeladt: personen er talt i en anden sag", "left out: person counted already"),
        Outcome::Faulty(fault) => text(fault.danish(), fault.english()),
    }
}
