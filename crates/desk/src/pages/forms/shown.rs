//! Fields of a form and facts of a case as pages show them.

use std::borrow::Cow;

use casework::forms::{Choice, Control, Input, Section};
use casework::office::FieldProblem;
use casework::questions::ContractVersion;
use serde_json::Value;

use crate::components::{ErrorSummary, FieldKind, FormField, WhyWeAsk};
use crate::frame::FieldTrouble;
use crate::problem_words;
use crate::texts::Language;

/// The fields of one fact.
pub(crate) struct SectionShown {
    pub(crate) title: String,
    pub(crate) is_optional: bool,
    pub(crate) is_judgement: bool,
    pub(crate) fields: Vec<FormField>,
}

/// A contract with its signatures.
pub(crate) struct ContractLine {
    pub(crate) title: String,
    pub(crate) day: String,
    pub(crate) signatures: Vec<String>,
    pub(crate) is_replaced: bool,
}

/// A fact in words.
pub(crate) struct FactShown {
    pub(crate) title: String,
    pub(crate) lines: Vec<(String, String)>,
}

impl SectionShown {
    pub(crate) fn new(language: Language, section: &Section, errors: &ErrorSummary) -> Self {
        Self {
            title: section.title.clone(),
            is_optional: section.is_optional,
            is_judgement: section.is_judgement,
            fields: section.controls.iter().map(|control| field(language, control, errors)).collect(),
        }
    }
}

/// Whether a field is part of a list that may grow.
pub(crate) fn is_row(control: &Control) -> bool {
    control.name.split('.').count() > 2
}

fn field(language: Language, control: &Control, errors: &ErrorSummary) -> FormField {
    let value = control.values.first().cloned().unwrap_or_default();
    let (kind, hint) = match &control.input {
        Input::Day => (FieldKind::Day, "form-hint-day"),
        Input::Month => (FieldKind::Line, "form-hint-month"),
        Input::Amount => (FieldKind::Line, "form-hint-amount"),
        Input::Hours => (FieldKind::Line, "form-hint-hours"),
        Input::Ground => (FieldKind::Line, "form-hint-ground"),
        Input::Each => (FieldKind::Lines, "form-hint-each"),
        Input::Count | Input::Line => (FieldKind::Line, ""),
        Input::Lines => (FieldKind::Lines, ""),
        Input::OneOf(choices) => {
            let mut choices = pairs(choices);
            if !control.is_needed {
                choices.push((String::new(), language.t("form-not-stated")));
            }
            (FieldKind::OneOf(choices), "")
        }
        Input::Select(choices) => (FieldKind::Select(pairs(choices)), ""),
        Input::SomeOf(choices) => {
            let ticked = |choice: &Choice| control.values.contains(&choice.value);
            let some = choices.iter().map(|choice| (choice.value.clone(), choice.label.clone(), ticked(choice)));
            (FieldKind::SomeOf(some.collect()), "")
        }
    };
    let name: Cow<'static, str> = Cow::Owned(control.name.clone());
    let field = FormField::line(language, name, control.label.clone()).kind(kind);
    let field = if hint.is_empty() { field } else { field.hint(language.t(hint)) };
    let field = if control.is_needed { field } else { field.optional() };
    let field = if control.why.is_empty() { field } else { field.because(why(language, control)) };
    field.typed(value, errors)
}

/// What the answer is used for: the Act's own questions, in the words of its index.
fn why(language: Language, control: &Control) -> WhyWeAsk {
    let titles: Vec<&str> = control.why.iter().map(|provision| provision.entry().title.text(language.into())).collect();
    let citations: Vec<&str> = control.why.iter().map(|provision| provision.citation()).collect();
    WhyWeAsk {
        language,
        about: control.label.clone(),
        reason: language.t_with("why-used-for", &[("what", titles.join("; ").into())]),
        provision: citations.join("; "),
    }
}

fn pairs(choices: &[Choice]) -> Vec<(String, String)> {
    choices.iter().map(|choice| (choice.value.clone(), choice.label.clone())).collect()
}

/// Problems in the words of the user, each with the field's label.
pub(crate) fn troubles(language: Language, problems: &[FieldProblem], sections: &[Section]) -> Vec<FieldTrouble> {
    let trouble = |problem: &FieldProblem| {
        let controls = || sections.iter().flat_map(|section| &section.controls);
        // A problem of a whole list is told at its first row.
        let exact = controls().find(|control| control.name == problem.field);
        let near = || controls().find(|control| control.name.starts_with(&format!("{}.", problem.field)));
        let control = exact.or_else(near);
        let label = control.map_or(problem.field.as_str(), |control| control.label.as_str());
        let told = problem_words::sentence(language, problem);
        FieldTrouble {
            field: control.map_or(problem.field.clone(), |control| control.name.clone()),
            text: format!("{label}: {told}"),
        }
    };
    problems.iter().map(trouble).collect()
}

/// A fact in words, without what the program keeps for itself.
pub(crate) fn fact(language: Language, fact: &Value) -> FactShown {
    let Some(fields) = fact.as_object() else { return FactShown { title: String::new(), lines: Vec::new() } };
    let mut told = fields.clone();
    for own in ["id", "person", "recorded", "replaces"] {
        told.remove(own);
    }
    FactShown { title: headline(language, fact), lines: law::facts::describe(&told, language.into()) }
}

/// The same, with the facts that it names told in words instead of by their ids.
pub(crate) fn fact_naming(language: Language, told: &Value, named: &[Value]) -> FactShown {
    let words = |text: &str| {
        let known = named.iter().find(|one| one["id"].as_str() == Some(text));
        known.map_or_else(|| text.to_owned(), |one| format!("{} ({})", headline(language, one), day(language, one)))
    };
    let mut shown = fact(language, told);
    for (_, value) in &mut shown.lines {
        *value = value.split(", ").map(words).collect::<Vec<_>>().join(", ");
    }
    shown
}

/// A fact in one line.
pub(crate) fn headline(language: Language, fact: &Value) -> String {
    fact.as_object().map_or_else(String::new, |fact| law::facts::headline(fact, language.into()))
}

/// The contracts of a person.
pub(crate) fn contracts(language: Language, versions: &[ContractVersion]) -> Vec<ContractLine> {
    let line = |version: &ContractVersion| ContractLine {
        title: headline(language, &version.fact),
        day: day(language, &version.fact),
        signatures: (version.signatures.iter())
            .map(|one| format!("{} {}", headline(language, one), day(language, one)))
            .collect(),
        is_replaced: version.is_replaced,
    };
    versions.iter().map(line).collect()
}

fn day(language: Language, fact: &Value) -> String {
    let on = fact["on"].as_str().unwrap_or_default();
    on.parse().map_or_else(|_| on.to_owned(), |day| language.date(day))
}

/// With a capital first letter.
pub(crate) fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}
