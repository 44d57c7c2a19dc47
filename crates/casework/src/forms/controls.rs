//! What a form asks, ready to be shown: each field with its label, what may be answered, and what stands in it.

use jiff::civil::Date;
use law::act::Provision;
use law::facts::names::{self, Holds};
use law::words::{Language, Words};
use vocabulary::{Country, Municipality};

use super::kind::{Kind, KindField, part_name};
use super::read::asked;
use super::references::candidates;
use super::typed::ROWS_MAX;
use super::{Day, Form, Typed, written_day};
use crate::cases::CaseFile;

/// What a form is filled in against.
#[derive(Clone, Copy, Debug)]
pub struct FormContext<'a> {
    /// The case.
    pub file: &'a CaseFile,
    /// The person of the case whom it is about.
    pub person: &'a str,
    /// The name of whoever fills it in: judgements stand in it.
    pub officer: &'a str,
    /// The day.
    pub day: Date,
    /// The language of the texts.
    pub language: Language,
}

/// What belongs together: the fields of one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What the fact is.
    pub title: String,
    /// Whether it may be left out as a whole.
    pub is_optional: bool,
    /// Whether the fact is a judgement, which stands in the name of whoever records it.
    pub is_judgement: bool,
    /// The fields.
    pub controls: Vec<Control>,
}

/// A field as it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// Its name in the form.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// How it is answered.
    pub input: Input,
    /// What stands in it; of several, each.
    pub values: Vec<String>,
    /// Whether it must be answered.
    pub is_needed: bool,
    /// The provisions it is asked for: its own, else its fact's, else the form's. None in the later rows of a list, where it was said.
    pub why: Vec<Provision>,
}

impl Control {
    /// Asked for these provisions, where nothing nearer was said.
    fn because(mut self, why: &[Provision]) -> Self {
        if self.why.is_empty() {
            self.why = why.to_vec();
        }
        self
    }
}

/// How a field is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A day.
    Day,
    /// A month.
    Month,
    /// Kroner.
    Amount,
    /// Hours with a decimal comma.
    Hours,
    /// A whole number.
    Count,
    /// A provision of the Aliens Act, as `7:1`.
    Ground,
    /// A line.
    Line,
    /// Several lines.
    Lines,
    /// One line for each.
    Each,
    /// One of a few.
    OneOf(Vec<Choice>),
    /// One of many.
    Select(Vec<Choice>),
    /// Several of these.
    SomeOf(Vec<Choice>),
}

/// What may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As it is sent.
    pub value: String,
    /// As it is read.
    pub label: String,
}

/// How many choices stand side by side; more are folded into a list.
const SIDE_BY_SIDE: usize = 5;
/// Empty rows that wait at the end of a list.
const ROWS_WAITING: usize = 1;
/// Fewest rows of a list.
const ROWS_AT_LEAST: usize = 2;

/// What stands in a form that is opened: the day of today, and the newest fact where a fact must be named. `about` is a fact of the case
/// that the form was opened for.
pub fn blank(form: &Form, context: &FormContext<'_>, about: Option<&str>) -> Typed {
    let mut typed = Typed::default();
    for (place, slot) in form.slots.iter().enumerate() {
        if slot.day == Day::Asked {
            typed.fill(&format!("{place}.on"), written_day(context.day));
        }
        let Some(kind) = Kind::of(slot.kind) else { continue };
        for field in asked(slot, kind).into_iter().filter(|field| field.holds == Holds::Fact) {
            let known = candidates(context.file, context.person, slot.kind, field.name);
            let of_about = known.iter().find(|one| Some(one.id.as_str()) == about);
            // A new version of a contract takes the place of the one before it, unless somebody says otherwise.
            let takes_newest = !field.is_list && (field.is_needed || field.name == "replaces_contract");
            let chosen = of_about.or_else(|| known.first().filter(|_| takes_newest && slot.day != Day::IfGiven));
            if let Some(chosen) = chosen {
                typed.fill(&format!("{place}.{}", field.name), chosen.id.clone());
            }
        }
    }
    typed
}

/// The sections of a form with what was typed; `more` is how many empty rows are wanted besides.
pub fn sections(form: &Form, typed: &Typed, context: &FormContext<'_>, more: usize) -> Vec<Section> {
    let showing = Showing { typed, context, more };
    let slots = form.slots.iter().enumerate();
    let sections = slots.filter_map(|(place, slot)| {
        let kind = Kind::of(slot.kind)?;
        let mut controls = Vec::new();
        if !matches!(slot.day, Day::Of(_)) {
            let name = format!("{place}.on");
            let day = showing.control(name, shared("on", context.language), Input::Day, slot.day == Day::Asked);
            controls.push(day.because(&kind.why));
        }
        for field in asked(slot, kind) {
            controls.extend(showing.field(place, slot.kind, kind, field));
        }
        if kind.is_judgement {
            let name = format!("{place}.reason");
            let reason = showing.control(name, shared("reason", context.language), Input::Lines, true);
            controls.push(reason.because(&kind.why));
        }
        if let Some(provision) = form.provision {
            // Of a list only the first row tells it.
            let first = |control: &Control| {
                !control.name.split('.').skip(2).any(|part| part.parse().is_ok_and(|row: usize| row > 1))
            };
            controls = controls
                .into_iter()
                .map(|control| if first(&control) { control.because(&[provision]) } else { control })
                .collect();
        }
        Some(Section {
            title: title(slot.kind, slot.fixed, context.language),
            is_optional: slot.day == Day::IfGiven,
            is_judgement: kind.is_judgement,
            controls,
        })
    });
    sections.filter(|section| !section.controls.is_empty()).collect()
}

fn shared(field: &str, language: Language) -> String {
    capitalised(names::field("*", field).map_or(field, |words| words.text(language)))
}

/// The kind, with what the form knows of it: "underskrift på kontrakten: udlændingen".
fn title(kind: &str, fixed: &[(&str, &str)], language: Language) -> String {
    let name = names::kind(kind).map_or(kind, |words| words.text(language));
    let known = fixed.iter().filter_map(|(field, value)| names::choice(kind, field, value));
    let known: Vec<&str> = known.map(|words| words.text(language)).collect();
    let name = capitalised(name);
    if known.is_empty() { name } else { format!("{name}: {}", known.join(", ")) }
}

pub(super) fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

#[derive(Clone, Copy)]
struct Showing<'a> {
    typed: &'a Typed,
    context: &'a FormContext<'a>,
    more: usize,
}

impl Showing<'_> {
    fn control(&self, name: String, label: String, input: Input, is_needed: bool) -> Control {
        let values = match input {
            Input::SomeOf(_) => self.typed.all(&name).map(ToOwned::to_owned).collect(),
            _ => vec![self.typed.get(&name).to_owned()],
        };
        Control { name, label, input, values, is_needed, why: Vec::new() }
    }

    fn field(&self, place: usize, key: &str, kind: &Kind, field: &KindField) -> Vec<Control> {
        let language = self.context.language;
        let name = format!("{place}.{}", field.name);
        let label = capitalised(field.words.text(language));
        if field.holds != Holds::Parts {
            let control = self.control(name, label, self.input(key, field), field.is_needed);
            return vec![control.because(&field.why).because(&kind.why)];
        }
        let filled = self.typed.rows(&name);
        let rows = (filled + ROWS_WAITING + self.more).clamp(ROWS_AT_LEAST, ROWS_MAX);
        let mut controls = Vec::new();
        for row in 1..=rows {
            for part in kind.parts(field.name) {
                let part_key = part_name(part.name, field.name).unwrap_or(part.name);
                let label = format!("{label} {row}: {}", part.words.text(language));
                let input = if part.holds == Holds::Text { Input::Line } else { self.input(key, part) };
                let is_needed = part.is_needed && (row <= filled || (field.is_needed && row == 1));
                let control = self.control(format!("{name}.{row}.{part_key}"), label, input, is_needed);
                let is_first = row == 1;
                controls.push(if is_first {
                    control.because(&part.why).because(&field.why).because(&kind.why)
                } else {
                    control
                });
            }
        }
        controls
    }

    fn input(&self, key: &str, field: &KindField) -> Input {
        let context = self.context;
        let language = context.language;
        let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
        let several = |choices: Vec<Choice>| match (field.is_list, choices.len()) {
            (true, _) => Input::SomeOf(choices),
            (false, few) if few <= SIDE_BY_SIDE => Input::OneOf(choices),
            (false, _) => Input::Select(choices),
        };
        match field.holds {
            Holds::Day => Input::Day,
            Holds::Month => Input::Month,
            Holds::Amount => Input::Amount,
            Holds::Hours | Holds::WeeklyHours => Input::Hours,
            Holds::Count | Holds::Year => Input::Count,
            Holds::Ground => Input::Ground,
            Holds::Text if field.is_list => Input::Each,
            Holds::Text | Holds::Parts => Input::Lines,
            Holds::YesNo => several(vec![
                choice("true", Words::new("ja", "yes").text(language)),
                choice("false", Words::new("nej", "no").text(language)),
            ]),
            Holds::Choice(choices) => {
                several(choices.iter().map(|(value, words)| choice(value, words.text(language))).collect())
            }
            Holds::Municipality => {
                let mut all: Vec<Choice> = Municipality::all()
                    .iter()
                    .map(|one| choice(&format!("{:03}", one.code.value()), &one.name))
                    .collect();
                all.sort_by(|one, other| one.label.cmp(&other.label));
                Input::Select(all)
            }
            Holds::Country => {
                let in_use = Country::all().iter().filter(|country| country.in_use(context.day));
                Input::Select(in_use.filter_map(|country| Some(choice(country.iso3?, country.name))).collect())
            }
            Holds::Person => {
                let persons = &context.file.persons;
                let named = |id: &str, name: Option<&str>| choice(id, name.unwrap_or(id));
                Input::Select(persons.iter().map(|one| named(&one.id, one.name.as_deref())).collect())
            }
            Holds::Fact => {
                let known = candidates(context.file, context.person, key, field.name).into_iter();
                let choices = known.map(|one| {
                    let fact = one.fact.as_object();
                    let line = fact.map_or_else(String::new, |fact| law::facts::headline(fact, language));
                    let day = one.fact["on"].as_str().and_then(|on| on.parse().ok());
                    let day = day.map_or_else(String::new, |day| format!(" ({})", written_day(day)));
                    choice(&one.id, &format!("{line}{day}"))
                });
                if field.is_list { Input::SomeOf(choices.collect()) } else { Input::Select(choices.collect()) }
            }
        }
    }
}
