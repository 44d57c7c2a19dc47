//! The forms of supervision: a table, a row a step, with the fields that the step has. What is typed becomes the step as `oversight` writes it, so
//! a page and a program hand in the same thing and are told the same of it.

use jiff::civil::Date;
use law::words::Words;
use oversight::audit::Figure;
use oversight::availability::Error;
use oversight::danish_education::{Covered, Item};
use oversight::processors::{Risk, Safeguard};
use oversight::undertakings::{Kind, Part};
use serde::Serialize;
use serde_json::{Map, Value};
use vocabulary::{Municipality, MunicipalityCode};

use super::area::{municipality, plan_title};
use crate::components::{ErrorSummary, FieldKind, FormField};
use crate::frame::FieldTrouble;
use crate::posted::Posted;
use crate::texts::Language;

/// A form of a step.
pub(super) struct StepForm {
    /// The step, as `oversight` names it.
    pub(super) step: &'static str,
    /// The key of what the button and the heading say.
    pub(super) title: &'static str,
    /// The key of what a history says once it is done.
    pub(super) done: &'static str,
    fields: &'static [Field],
}

struct Field {
    name: &'static str,
    label: &'static str,
    takes: Takes,
}

/// What a field takes.
#[derive(Clone, Copy)]
enum Takes {
    Line,
    Lines,
    /// Lines that may be left empty.
    LinesOrNothing,
    Day,
    Number,
    YesOrNo,
    Municipality,
    OneOf(fn() -> Vec<(String, Words)>),
    SomeOf(fn() -> Vec<(String, Words)>),
    /// One of the answers for each of the things.
    Each(fn() -> Vec<(String, Words)>, fn() -> Vec<(String, Words)>),
    /// A value that the page knows.
    Hidden,
}

/// The name of a choice, as it is written in facts.
fn named<T: Serialize>(one: &T) -> String {
    match serde_json::to_value(one) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

macro_rules! choices {
    ($($name:ident = $all:expr;)+) => { $( fn $name() -> Vec<(String, Words)> {
        $all.into_iter().map(|one| (named(&one), one.words())).collect()
    } )+ };
}

choices! {
    items = Item::ALL;
    covered = [Covered::Covered, Covered::Partly, Covered::NotCovered];
    figures = Figure::ALL;
    errors = Error::ALL;
    risks = [Risk::Low, Risk::Medium, Risk::High];
    safeguards = [Safeguard::Adequacy, Safeguard::SafeguardsAssessed, Safeguard::BindingRules, Safeguard::SafeguardsNotAssessed, Safeguard::Derogation, Safeguard::Nothing];
    goals = Kind::ALL;
    parts = Part::ALL;
}

const fn field(name: &'static str, label: &'static str, takes: Takes) -> Field {
    Field { name, label, takes }
}

const REFERENCE: Field = field("reference", "supervision-reference", Takes::Line);
const DEADLINE: Field = field("deadline", "supervision-deadline", Takes::Day);
const REASON: Field = field("reason", "supervision-reason", Takes::Lines);
const REASONS: Field = field("reasons", "supervision-reason", Takes::Lines);
const CONCLUSION: Field = field("conclusion", "supervision-conclusion", Takes::Lines);
const ID: Field = field("id", "supervision-point-id", Takes::Line);
const WHAT: Field = field("what", "supervision-what", Takes::Lines);
const AUTHORITY: Field = field("authority", "supervision-authority", Takes::Line);
const ROLE: Field = field("role", "supervision-owner-role", Takes::Line);
const COUNTRY: Field = field("country", "supervision-country", Takes::Line);
const PROCESS: Field = field("process", "supervision-process", Takes::Line);
const MUNICIPALITY: Field = field("municipality", "supervision-municipality", Takes::Municipality);

const fn form(step: &'static str, title: &'static str, done: &'static str, fields: &'static [Field]) -> StepForm {
    StepForm { step, title, done, fields }
}

/// Of a report on Danish education. The first begins one outside the rhythm.
pub(super) static REPORT: [StepForm; 12] = [
    form(
        "called-in",
        "step-called-in",
        "did-called-in",
        &[
            MUNICIPALITY,
            field("period_first", "supervision-period-first", Takes::Day),
            field("period_last", "supervision-period-last", Takes::Day),
            field("extraordinary", "supervision-extraordinary", Takes::Lines),
            DEADLINE,
        ],
    ),
    form("received", "step-received", "did-received", &[REFERENCE]),
    form(
        "read",
        "step-read",
        "did-read",
        &[
            field("content", "supervision-content", Takes::Each(items, covered)),
            field("note", "supervision-note", Takes::LinesOrNothing),
        ],
    ),
    form("reminded", "step-reminded", "did-reminded", &[DEADLINE]),
    form("deadline-moved", "step-deadline-moved", "did-deadline-moved", &[DEADLINE, REASON]),
    form(
        "point-raised",
        "step-point-raised",
        "did-point-raised",
        &[ID, field("item", "supervision-about", Takes::OneOf(items)), WHAT, DEADLINE],
    ),
    form("points-sent", "step-points-sent", "did-points-sent", &[]),
    form(
        "point-answered",
        "step-point-answered",
        "did-point-answered",
        &[ID, field("answer", "supervision-answer", Takes::Lines)],
    ),
    form("point-reminded", "step-point-reminded", "did-point-reminded", &[ID, DEADLINE]),
    form("point-settled", "step-point-settled", "did-point-settled", &[ID, CONCLUSION]),
    form("closed", "step-closed", "did-closed", &[CONCLUSION]),
    form("reopened", "step-reopened", "did-reopened", &[REASON]),
];

/// Of an audit point.
pub(super) static AUDIT: [StepForm; 13] = [
    form(
        "raised",
        "step-raised",
        "did-raised",
        &[
            field("title", "supervision-title-field", Takes::Line),
            field("text", "supervision-text", Takes::Lines),
            field("source", "supervision-source", Takes::Line),
            ROLE,
            AUTHORITY,
            field("figures", "supervision-figures", Takes::SomeOf(figures)),
        ],
    ),
    form(
        "evidence-added",
        "step-evidence-added",
        "did-evidence-added",
        &[field("evidence", "supervision-evidence", Takes::Lines), REFERENCE],
    ),
    form(
        "status-reported",
        "step-status-reported",
        "did-status-reported",
        &[field("status", "supervision-status", Takes::Lines)],
    ),
    form("deadline-set", "step-deadline-set", "did-deadline-set", &[DEADLINE, REASON]),
    form("owner-changed", "step-owner-changed", "did-owner-changed", &[ROLE, AUTHORITY, REASON]),
    form(
        "figures-linked",
        "step-figures-linked",
        "did-figures-linked",
        &[field("figures", "supervision-figures", Takes::SomeOf(figures))],
    ),
    form("closing-proposed", "step-closing-proposed", "did-closing-proposed", &[REASONS]),
    form("proposal-withdrawn", "step-proposal-withdrawn", "did-proposal-withdrawn", &[REASONS]),
    form("closing-recommended", "step-closing-recommended", "did-closing-recommended", &[REASONS]),
    form("closing-not-recommended", "step-closing-not-recommended", "did-closing-not-recommended", &[REASONS]),
    form("closed", "step-closed", "did-closed", &[field("decision", "supervision-decision", Takes::Lines)]),
    form("referred-back", "step-referred-back", "did-referred-back", &[REASONS]),
    form("reopened", "step-reopened", "did-reopened", &[REASONS]),
];

/// Of a review of availability. Drawing one has a form of its own.
pub(super) static REVIEW: [StepForm; 6] = [
    form(
        "assessed",
        "step-assessed",
        "did-assessed",
        &[
            field("case", "supervision-case", Takes::Hidden),
            field("fact", "supervision-fact", Takes::Hidden),
            field("lawful", "supervision-lawful", Takes::YesOrNo),
            field("errors", "supervision-errors", Takes::SomeOf(errors)),
            field("refund_lost", "supervision-refund-lost-asked", Takes::YesOrNo),
            field("note", "supervision-note", Takes::LinesOrNothing),
        ],
    ),
    form(
        "communicated",
        "step-communicated",
        "did-communicated",
        &[MUNICIPALITY, field("remarks", "supervision-remarks", Takes::LinesOrNothing)],
    ),
    form("followed-up", "step-followed-up", "did-followed-up", &[MUNICIPALITY, WHAT, DEADLINE]),
    form(
        "answered",
        "step-point-answered",
        "did-point-answered",
        &[MUNICIPALITY, field("answer", "supervision-answer", Takes::Lines)],
    ),
    form("settled", "step-point-settled", "did-point-settled", &[MUNICIPALITY, CONCLUSION]),
    form("closed", "step-closed", "did-closed", &[CONCLUSION]),
];

/// Of a data processor.
pub(super) static PROCESSOR: [StepForm; 8] = [
    form(
        "registered",
        "step-registered",
        "did-registered",
        &[
            field("name", "supervision-name", Takes::Line),
            AUTHORITY,
            field("purpose", "supervision-purpose", Takes::Line),
            field("data", "supervision-data", Takes::Line),
        ],
    ),
    form(
        "risk-assessed",
        "step-risk-assessed",
        "did-risk-assessed",
        &[
            field("risk", "supervision-risk", Takes::OneOf(risks)),
            field("supervise_every_months", "supervision-months", Takes::Number),
            REFERENCE,
        ],
    ),
    form("agreement-signed", "step-agreement-signed", "did-agreement-signed", &[REFERENCE]),
    form("processing-began", "step-processing-began", "did-processing-began", &[]),
    form(
        "supervised",
        "step-supervised",
        "did-supervised",
        &[field("outcome", "supervision-outcome", Takes::Lines), REFERENCE],
    ),
    form(
        "transfer-began",
        "step-transfer-began",
        "did-transfer-began",
        &[COUNTRY, field("safeguard", "supervision-safeguard", Takes::OneOf(safeguards))],
    ),
    form("transfer-ended", "step-transfer-ended", "did-transfer-ended", &[COUNTRY]),
    form("ended", "step-ended", "did-ended", &[field("data_after", "supervision-data-after", Takes::Lines)]),
];

/// Of a shared goal.
pub(super) static UNDERTAKING: [StepForm; 12] = [
    form(
        "opened",
        "step-opened",
        "did-opened",
        &[
            field("kind", "supervision-goal", Takes::OneOf(goals)),
            AUTHORITY,
            field("plan", "supervision-plan", Takes::Line),
            field("year", "supervision-year", Takes::Number),
        ],
    ),
    form(
        "delivered",
        "step-delivered",
        "did-delivered",
        &[field("part", "supervision-part", Takes::OneOf(parts)), REFERENCE],
    ),
    form(
        "maturity-measured",
        "step-maturity-measured",
        "did-maturity-measured",
        &[
            field("level", "supervision-level", Takes::Number),
            field("required", "supervision-required", Takes::Number),
            REFERENCE,
        ],
    ),
    form(
        "requirements-checked",
        "step-requirements-checked",
        "did-requirements-checked",
        &[
            field("quarter", "supervision-quarter", Takes::Number),
            field("met", "supervision-requirements-met", Takes::Number),
            field("of", "supervision-requirements", Takes::Number),
            REFERENCE,
        ],
    ),
    form("action-planned", "step-action-planned", "did-action-planned", &[ID, WHAT, DEADLINE]),
    form("action-done", "step-action-done", "did-action-done", &[ID, REFERENCE]),
    form(
        "process-assessed",
        "step-process-assessed",
        "did-process-assessed",
        &[PROCESS, field("risk", "supervision-risk", Takes::OneOf(risks)), REFERENCE],
    ),
    form("control-placed", "step-control-placed", "did-control-placed", &[PROCESS, WHAT]),
    form(
        "control-carried-out",
        "step-control-carried-out",
        "did-control-carried-out",
        &[
            PROCESS,
            field("control", "supervision-control", Takes::LinesOrNothing),
            field("in_order", "supervision-in-order", Takes::YesOrNo),
            REFERENCE,
        ],
    ),
    form(
        "goal-set",
        "step-goal-set",
        "did-goal-set",
        &[
            ID,
            WHAT,
            field("unit", "supervision-unit", Takes::Line),
            field("baseline", "supervision-baseline", Takes::Number),
            field("target", "supervision-target", Takes::Number),
        ],
    ),
    form(
        "goal-measured",
        "step-goal-measured",
        "did-goal-measured",
        &[ID, field("value", "supervision-value", Takes::Number), REFERENCE],
    ),
    form(
        "judged",
        "step-judged",
        "did-judged",
        &[
            field("met", "supervision-met", Takes::YesOrNo),
            REASONS,
            field("assessor", "supervision-assessor", Takes::Line),
        ],
    ),
];

/// The day that a step was taken: asked in every form.
const ON: Field = field("on", "supervision-on", Takes::Day);

/// Choices in the page's language.
fn told(language: Language, choices: Vec<(String, Words)>) -> Vec<(String, String)> {
    choices.into_iter().map(|(name, words)| (name, words.text(language.into()).to_owned())).collect()
}

fn yes_or_no(language: Language) -> Vec<(String, String)> {
    vec![("true".to_owned(), language.t("supervision-yes")), ("false".to_owned(), language.t("supervision-no"))]
}

impl StepForm {
    /// The fields as a page shows them, with what was typed before.
    pub(super) fn shown(
        &self,
        language: Language,
        today: Date,
        typed: &dyn Fn(&str) -> Vec<String>,
        errors: &ErrorSummary,
    ) -> Vec<FormField> {
        let shown = |field: &Field| field.shown(language, today, typed, errors);
        [&ON].into_iter().chain(self.fields).flat_map(shown).collect()
    }

    /// What is wrong, with the label of its field: an error is read above the form, away from it.
    pub(super) fn named(&self, language: Language, trouble: FieldTrouble) -> FieldTrouble {
        let of_things = |field: &Field| match field.takes {
            Takes::Each(things, _) => {
                let thing = trouble.field.strip_prefix(field.name)?.strip_prefix('.')?;
                let words = things().into_iter().find(|(name, _)| name == thing)?.1;
                Some(words.text(language.into()).to_owned())
            }
            _ => (field.name == trouble.field).then(|| language.t(field.label)),
        };
        match [&ON].into_iter().chain(self.fields).find_map(of_things) {
            Some(label) => FieldTrouble { text: format!("{label}: {}", trouble.text), ..trouble },
            None => trouble,
        }
    }

    /// The fields that the page knows.
    pub(super) fn hidden(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().filter(|field| matches!(field.takes, Takes::Hidden)).map(|field| field.name)
    }

    /// What was typed as a step with its day, or what is wrong with it.
    pub(super) fn read(&self, posted: &Posted, language: Language) -> Result<(Date, Value), Vec<FieldTrouble>> {
        let mut fields = Map::new();
        let mut troubles = Vec::new();
        fields.insert("step".to_owned(), self.step.into());
        for field in self.fields {
            match field.read(posted, language) {
                Ok(Some(value)) => drop(fields.insert(field.name.to_owned(), value)),
                Ok(None) => {}
                Err(trouble) => troubles.push(trouble),
            }
        }
        let on = day(posted.get(ON.name)).ok_or_else(|| trouble(language, ON.name, "problem-day"));
        match on {
            Ok(on) if troubles.is_empty() => Ok((on, Value::Object(fields))),
            Ok(_) => Err(troubles),
            Err(wrong) => Err([wrong].into_iter().chain(troubles).collect()),
        }
    }
}

fn trouble(language: Language, field: &str, key: &str) -> FieldTrouble {
    FieldTrouble { field: field.to_owned(), text: language.t(key) }
}

/// A typed day: `12.05.2026`, or as a browser writes it.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['.', '-', '/']).collect();
    match parts[..] {
        [year, ..] if year.len() == 4 => text.parse().ok(),
        [day, month, year] if year.len() == 4 => {
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => None,
    }
}

/// A day as it is typed.
pub(super) fn typed_day(day: Date) -> String {
    day.strftime("%d.%m.%Y").to_string()
}

impl Field {
    fn shown(
        &self,
        language: Language,
        today: Date,
        typed: &dyn Fn(&str) -> Vec<String>,
        errors: &ErrorSummary,
    ) -> Vec<FormField> {
        let value = |name: &str| typed(name).into_iter().next().unwrap_or_default();
        let line = FormField::line(language, self.name, language.t(self.label));
        let one = match self.takes {
            Takes::Line | Takes::Number => line,
            Takes::Lines => line.kind(FieldKind::Lines),
            Takes::LinesOrNothing => line.kind(FieldKind::Lines).optional(),
            Takes::Day => line.kind(FieldKind::Day),
            Takes::YesOrNo => line.kind(FieldKind::OneOf(yes_or_no(language))),
            Takes::OneOf(choices) => line.kind(FieldKind::Select(told(language, choices()))),
            Takes::Municipality => {
                let all = Municipality::all().iter().map(|one| (one.code.to_string(), one.name.clone()));
                line.kind(FieldKind::Select(all.collect()))
            }
            Takes::SomeOf(choices) => {
                let ticked = typed(self.name);
                let all = told(language, choices()).into_iter().map(|(name, text)| {
                    let is_ticked = ticked.contains(&name);
                    (name, text, is_ticked)
                });
                line.kind(FieldKind::SomeOf(all.collect())).optional()
            }
            Takes::Each(things, answers) => {
                let each = |(thing, label): (String, String)| {
                    let name = format!("{}.{thing}", self.name);
                    let value = value(&name);
                    let field = FormField::line(language, name, label);
                    field.kind(FieldKind::OneOf(told(language, answers()))).typed(value, errors)
                };
                return told(language, things()).into_iter().map(each).collect();
            }
            Takes::Hidden => return Vec::new(),
        };
        let given = value(self.name);
        let given = if self.name == ON.name && given.is_empty() { typed_day(today) } else { given };
        vec![one.typed(given, errors)]
    }

    /// A value in words; none where there is nothing to say.
    fn told(&self, language: Language, value: &Value) -> Option<String> {
        let of = |choices: fn() -> Vec<(String, Words)>, value: &Value| {
            let name = value.as_str()?;
            let words = choices().into_iter().find(|(known, _)| known == name).map(|(_, words)| words);
            Some(words.map_or_else(|| name.to_owned(), |words| words.text(language.into()).to_owned()))
        };
        let said = match self.takes {
            // Which fact of the case it was is for programs.
            Takes::Hidden if self.name == "fact" => None,
            Takes::Line if self.name == "plan" => Some(plan_title(language, value.as_str()?)),
            Takes::Line | Takes::Lines | Takes::LinesOrNothing | Takes::Hidden => value.as_str().map(ToOwned::to_owned),
            Takes::Day => Some(language.date(value.as_str()?.parse().ok()?)),
            Takes::Number => Some(value.as_i64()?.to_string()),
            Takes::YesOrNo => {
                let key = if value.as_bool()? { "supervision-yes" } else { "supervision-no" };
                Some(language.t(key))
            }
            Takes::Municipality => {
                Some(municipality(MunicipalityCode::new(u16::try_from(value.as_u64()?).ok()?).ok()?))
            }
            Takes::OneOf(choices) => of(choices, value),
            Takes::SomeOf(choices) => {
                let all: Vec<String> = value.as_array()?.iter().filter_map(|one| of(choices, one)).collect();
                Some(all.join(", "))
            }
            Takes::Each(things, answers) => {
                let each = things().into_iter().filter_map(|(thing, words)| {
                    let answer = of(answers, value.get(&thing)?)?;
                    Some(format!("{} – {answer}", words.text(language.into())))
                });
                Some(each.collect::<Vec<_>>().join("; "))
            }
        };
        said.filter(|said| !said.trim().is_empty())
    }

    fn read(&self, posted: &Posted, language: Language) -> Result<Option<Value>, FieldTrouble> {
        let text = posted.get(self.name).trim();
        let missing = || trouble(language, self.name, "problem-missing");
        Ok(Some(match self.takes {
            Takes::Line | Takes::Lines | Takes::Hidden | Takes::OneOf(_) if text.is_empty() => return Err(missing()),
            Takes::Line | Takes::Lines | Takes::LinesOrNothing | Takes::Hidden | Takes::OneOf(_) => text.into(),
            Takes::Day => day(text).ok_or_else(|| trouble(language, self.name, "problem-day"))?.to_string().into(),
            Takes::Number => text.parse::<i64>().map_err(|_| trouble(language, self.name, "problem-count"))?.into(),
            Takes::YesOrNo => match text {
                "true" => true.into(),
                "false" => false.into(),
                _ => return Err(missing()),
            },
            Takes::Municipality => text.parse::<u16>().map_err(|_| missing())?.into(),
            Takes::SomeOf(_) => posted.all(self.name).map(Value::from).collect::<Vec<_>>().into(),
            Takes::Each(things, _) => {
                let mut each = Map::new();
                for (thing, _) in things() {
                    let name = format!("{}.{thing}", self.name);
                    let answer = posted.get(&name);
                    if answer.is_empty() {
                        return Err(trouble(language, &name, "problem-missing"));
                    }
                    each.insert(thing, answer.into());
                }
                each.into()
            }
        }))
    }
}

/// The key of what is said of a step that was taken; none for a step without a form.
pub(super) fn done(forms: &'static [StepForm], step: &str) -> Option<&'static str> {
    forms.iter().find(|form| form.step == step).map(|form| form.done)
}

/// What was handed in with a step, each with its label: what pages say of it, not how it is stored.
pub(super) fn handed_in(forms: &'static [StepForm], language: Language, what: &Value) -> Vec<String> {
    let step = what.get("step").and_then(Value::as_str).unwrap_or_default();
    let Some(form) = forms.iter().find(|form| form.step == step) else { return Vec::new() };
    let line = |field: &Field| {
        let said = field.told(language, what.get(field.name)?)?;
        Some(format!("{}: {said}", language.t(field.label)))
    };
    form.fields.iter().filter_map(line).collect()
}

/// The key of a step's title, by the step's name; none for a step without a form.
pub(super) fn title_of(step: &str) -> Option<&'static str> {
    let all = REPORT.iter().chain(&AUDIT).chain(&REVIEW).chain(&PROCESSOR).chain(&UNDERTAKING);
    let mut found = all.filter(|form| form.step == step);
    found.next().map(|form| form.title)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_read_as_danes_and_as_browsers_write_it() {
        for text in ["1.3.2026", "01.03.2026", "2026-03-01", " 01-03-2026 "] {
            assert_eq!(day(text), Some(date(2026, 3, 1)), "{text}");
        }
        for text in ["", "31.02.2026", "1.3.26", "i morgen"] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(typed_day(date(2026, 3, 1)), "01.03.2026");
    }
}
