//! What holds in a case and what is to be done, as the page shows it: each opens to its reasons.

use std::collections::HashMap;

use casework::questions::FactLine;
use jiff::civil::Date;
use law::areas::area;
use law::assessment::{Assessment, ConclusionView, DutyView, OpenView, StepView};

use crate::components::{Badge, RelativeDate, Tone};
use crate::texts::Language;

/// An area of the Act: its duties and conclusions.
pub(super) struct AreaShown {
    pub(super) title: String,
    pub(super) duties: Vec<DutyShown>,
    pub(super) conclusions: Vec<ConclusionShown>,
}

/// A duty.
pub(super) struct DutyShown {
    pub(super) text: String,
    pub(super) provision: String,
    pub(super) bearer: String,
    pub(super) badge: Badge,
    pub(super) due: Option<RelativeDate>,
    /// How the date came about.
    pub(super) due_text: String,
    /// The facts that triggered it, by id.
    pub(super) because: String,
    /// When and how it was done or fell away.
    pub(super) outcome: String,
    /// Its name.
    pub(super) key: &'static str,
    /// Whether it is still to be done.
    pub(super) is_undone: bool,
    /// The facts that triggered it.
    pub(super) because_ids: Vec<String>,
    /// The form that does it, where the officer has one.
    pub(super) form: Option<String>,
    order: (u8, Option<Date>),
}

/// A conclusion, with its steps.
pub(super) struct ConclusionShown {
    pub(super) question: String,
    pub(super) about: String,
    pub(super) answer: String,
    pub(super) tone: Tone,
    pub(super) provision: String,
    pub(super) from: String,
    pub(super) steps: Vec<StepShown>,
}

/// A step of a reason.
pub(super) struct StepShown {
    pub(super) provision: String,
    pub(super) title: String,
    pub(super) said: String,
    pub(super) facts: String,
    pub(super) rate: String,
}

/// Something to ask for or to judge.
pub(super) struct OpenShown {
    pub(super) text: String,
    pub(super) is_judgement: bool,
    pub(super) by: String,
    pub(super) waits: String,
    /// The kind of fact that answers it.
    pub(super) key: &'static str,
    /// The facts that it is about.
    pub(super) about: Vec<String>,
    /// The form that answers it, where the officer has one.
    pub(super) form: Option<String>,
}

/// What facts are called on the page, by id: in the Act's words and with the day, where the case has them.
pub(super) struct FactNames(HashMap<String, String>);

impl FactNames {
    pub(super) fn of(language: Language, facts: &[FactLine]) -> Self {
        let name = |fact: &FactLine| {
            let headline = fact.fact.as_object().map(|one| law::facts::headline(one, language.into()))?;
            let day = fact.fact["on"].as_str().and_then(|on| on.parse().ok()).map(|day| language.date(day));
            Some((
                fact.id.clone(),
                match day {
                    Some(day) if !headline.contains(&day) => format!("{headline} ({day})"),
                    _ => headline,
                },
            ))
        };
        Self(facts.iter().filter_map(name).collect())
    }

    fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.0.get(id).map_or(id, String::as_str)
    }

    fn names(&self, ids: &[String]) -> String {
        ids.iter().map(|id| self.name(id)).collect::<Vec<_>>().join("; ")
    }
}

/// How many months of what is told month by month are shown; the earlier ones are counted.
const MONTHS_SHOWN: usize = 3;

/// The areas at these places that have anything to say.
pub(super) fn areas(
    language: Language,
    today: Date,
    assessment: &Assessment,
    wanted: &[usize],
    facts: &FactNames,
) -> Vec<AreaShown> {
    let mut shown = Vec::new();
    for place in wanted {
        let duties = assessment.duties.iter().filter(|duty| area(duty.duty).0 == *place);
        let conclusions: Vec<&ConclusionView> =
            assessment.conclusions.iter().filter(|one| area(one.question).0 == *place).collect();
        let mut duties: Vec<DutyShown> = duties.map(|duty| DutyShown::new(language, today, duty, facts)).collect();
        duties.sort_by_key(DutyShown::urgency);
        let title = conclusions.first().map(|one| one.question);
        let title = title.or_else(|| assessment.duties.iter().map(|duty| duty.duty).find(|key| area(key).0 == *place));
        let Some(title) = title else { continue };
        shown.push(AreaShown {
            title: area(title).1.text(language.into()).to_owned(),
            duties,
            conclusions: latest(&conclusions).map(|one| ConclusionShown::new(language, one, facts)).collect(),
        });
    }
    shown
}

/// Of what is told for every month only the last few.
fn latest<'a>(conclusions: &'a [&'a ConclusionView]) -> impl Iterator<Item = &'a ConclusionView> {
    conclusions.iter().enumerate().filter_map(move |(place, one)| {
        let later = conclusions[place + 1..].iter().filter(|later| later.question == one.question && is_month(later));
        (!is_month(one) || later.count() < MONTHS_SHOWN).then_some(*one)
    })
}

/// Whether what a conclusion is about is a month, as `2026-05`.
fn is_month(one: &ConclusionView) -> bool {
    let month = one.about.as_deref().and_then(|about| about.split_once('-'));
    month.is_some_and(|(year, month)| {
        (year.len(), month.len()) == (4, 2) && year.bytes().chain(month.bytes()).all(|byte| byte.is_ascii_digit())
    })
}

impl DutyShown {
    pub(super) fn new(language: Language, today: Date, duty: &DutyView, facts: &FactNames) -> Self {
        let (tone, key, rank) = match duty.state {
            "overdue" => (Tone::Error, "duty-overdue", 0),
            "open" => (Tone::Info, "duty-open", 1),
            "kept_late" => (Tone::Warning, "duty-kept-late", 2),
            "kept" => (Tone::Success, "duty-kept", 3),
            _ => (Tone::Plain, "duty-ended", 4),
        };
        let undone = matches!(duty.state, "open" | "overdue");
        Self {
            text: duty.text.to_owned(),
            provision: duty.provision.citation().to_owned(),
            bearer: duty.bearer_text.to_owned(),
            badge: Badge::new(tone, language.t(key)),
            due: duty.due.filter(|_| undone).map(|date| RelativeDate { language, date, today }),
            due_text: duty.due_text.clone(),
            because: facts.names(&duty.because),
            outcome: outcome(language, duty),
            key: duty.duty,
            is_undone: undone,
            because_ids: duty.because.clone(),
            form: None,
            order: (rank, duty.due),
        }
    }

    /// What is late comes first, then what has the earliest date; what has none comes after.
    pub(super) fn urgency(&self) -> (u8, bool, Option<Date>) {
        (self.order.0, self.order.1.is_none(), self.order.1)
    }
}

fn outcome(language: Language, duty: &DutyView) -> String {
    if let Some(done) = duty.done {
        return language.t_with("duty-done-on", &[("date", language.date(done).into())]);
    }
    match (duty.ended, duty.ended_because) {
        (Some(ended), Some(why)) => {
            language.t_with("duty-ended-on", &[("date", language.date(ended).into()), ("why", why.into())])
        }
        _ => String::new(),
    }
}

impl ConclusionShown {
    fn new(language: Language, one: &ConclusionView, facts: &FactNames) -> Self {
        let (tone, key) = match one.answer {
            "yes" => (Tone::Success, "answer-yes"),
            "no" => (Tone::Plain, "answer-no"),
            "missing" => (Tone::Warning, "answer-missing"),
            _ => (Tone::Info, "answer-judgement"),
        };
        let word = language.t(key);
        let answer = match &one.value_text {
            Some(value) if one.answer == "yes" => value.clone(),
            Some(value) => format!("{word}: {value}"),
            None => word,
        };
        Self {
            question: one.text.to_owned(),
            about: one.about.as_deref().map_or_else(String::new, |about| facts.name(about).to_owned()),
            answer,
            tone,
            provision: one.provision.citation().to_owned(),
            from: language.date(one.from),
            steps: one.steps.iter().map(|step| StepShown::new(step, facts)).collect(),
        }
    }
}

impl StepShown {
    fn new(step: &StepView, facts: &FactNames) -> Self {
        let rate =
            step.rate.as_ref().map(|rate| format!("{} {} ({}; {})", rate.key, rate.amount, rate.status, rate.source));
        Self {
            provision: step.provision.citation().to_owned(),
            title: step.title.to_owned(),
            said: step.said.clone(),
            facts: facts.names(&step.facts),
            rate: rate.unwrap_or_default(),
        }
    }
}

impl OpenShown {
    pub(super) fn new(open: &OpenView) -> Self {
        Self {
            text: open.text.to_owned(),
            is_judgement: open.kind == "for_judgement",
            by: open.by.unwrap_or_default().to_owned(),
            waits: open.needed_by_text.join(" · "),
            key: open.fact,
            about: open.about.clone(),
            form: None,
        }
    }
}
