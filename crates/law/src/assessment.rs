//! What is handed out: a person's life on a day, or as a whole, as plain data with the texts users read. Pages, reports, the
//! command line and the interface for programs all show this.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use vocabulary::{Kroner, Period};

use crate::act::Provision;
use crate::answer::{Answer, Bearer};
use crate::case::{Case, PersonRef};
use crate::duty::{Due, DueRule, Duty, Standing};
use crate::edition::Edition;
use crate::later_changes::{self, LaterChange};
use crate::life::{About, Conclusion, Life, Question, Value, with_life};
use crate::parameters::{Rate, RateKey, RateStatus};
use crate::why::{Evidence, Said, Step, Why};
use crate::words::{Language, Words, month_of};

/// What was asked: about which day, as known when, under which edition, with reasons or without, in which language.
#[derive(Clone, Copy, Debug)]
pub struct Inquiry<'a> {
    /// The day.
    pub on: Date,
    /// Facts recorded later are left out; none where all count.
    pub known_at: Option<Date>,
    /// The edition.
    pub edition: &'a Edition,
    /// Whether every conclusion carries its steps.
    pub explain: bool,
    /// The language of the texts.
    pub language: Language,
}

/// One person's life under the Act on a day.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Assessment {
    /// The case number.
    pub case: String,
    /// The person's id in the case.
    pub person: String,
    /// What to call the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The day.
    pub on: Date,
    /// The day by which facts had to be recorded to count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_at: Option<Date>,
    /// The edition of the Act.
    pub edition: String,
    /// How many facts counted, of how many in the case.
    pub facts: FactCount,
    /// What the reader must know before trusting the rest.
    pub notices: Vec<String>,
    /// What holds on the day.
    pub conclusions: Vec<ConclusionView>,
    /// The duties that have arisen, with how they stand.
    pub duties: Vec<DutyView>,
    /// What must be asked for or judged, and what waits for it.
    pub open: Vec<OpenView>,
}

/// Facts that counted, and facts in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FactCount {
    /// About the person, happened by the day, known and not replaced.
    pub counted: usize,
    /// In the case.
    pub of: usize,
}

/// A conclusion.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ConclusionView {
    /// The question's name.
    pub question: &'static str,
    /// The question.
    pub text: &'static str,
    /// The fact or the month it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// `yes`, `no`, `missing` or `for_judgement`.
    pub answer: &'static str,
    /// What more there is to say, as data.
    #[serde(skip_serializing_if = "serde_json::Value::is_null")]
    pub value: serde_json::Value,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_text: Option<String>,
    /// The provision that decided.
    pub provision: Provision,
    /// The first day it holds.
    pub from: Date,
    /// The first day it no longer does, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// What it waits for: kinds of facts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<&'static str>,
    /// The steps behind it, where they were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepView>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StepView {
    /// The provision.
    pub provision: Provision,
    /// What it asks.
    pub title: &'static str,
    /// What it found.
    pub said: String,
    /// The facts it rests on, by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    /// The rate it used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<RateView>,
    /// From when the present wording is in force, where the day looked at is before that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wording_from: Option<Date>,
}

/// A rate with its validity and source.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RateView {
    /// Its name.
    pub key: &'static str,
    /// The days it holds.
    pub valid: Period,
    /// The amount.
    pub amount: Kroner,
    /// How certain it is.
    pub status: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

/// A duty.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DutyView {
    /// Its name.
    pub duty: &'static str,
    /// What has to be done.
    pub text: &'static str,
    /// Whose it is.
    pub bearer: Bearer,
    /// The same in words.
    pub bearer_text: &'static str,
    /// Where it stands.
    pub provision: Provision,
    /// The day from which it holds.
    pub triggered: Date,
    /// The facts that triggered it, by id.
    pub because: Vec<String>,
    /// The last day in time, where the Act sets one.
    pub due: Option<Date>,
    /// How it came about, as data.
    pub due_rule: DueRule,
    /// The same in words.
    pub due_text: String,
    /// `open`, `kept`, `kept_late`, `overdue` or `ended`.
    pub state: &'static str,
    /// The day it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<Date>,
    /// The fact by which it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_by: Option<String>,
    /// The first day it was late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdue_since: Option<Date>,
    /// Days late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_late: Option<i32>,
    /// The day it fell away, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
    /// Why it fell away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_because: Option<&'static str>,
    /// What follows when it is late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when_late: Option<Provision>,
}

/// Something to ask for or to judge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenView {
    /// `missing` or `for_judgement`.
    pub kind: &'static str,
    /// The kind of fact that would answer.
    pub fact: &'static str,
    /// What to ask for, or the question to judge.
    pub text: &'static str,
    /// Whose judgement it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<&'static str>,
    /// The names of the questions that wait for it.
    pub needed_by: Vec<&'static str>,
    /// The questions themselves.
    pub needed_by_text: Vec<&'static str>,
    /// The months and the facts that they are about, where they are about several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
}

/// Looks at one person on a day.
pub fn assess(case: &Case, person: PersonRef, inquiry: &Inquiry<'_>) -> Assessment {
    let known = inquiry.known_at.map(|at| case.as_known(at));
    let case = known.as_ref().unwrap_or(case);
    let why = if inquiry.explain { Why::account() } else { Why::silent() };
    with_life(case, person, inquiry.edition, inquiry.on, why, |life| view(life, inquiry))
}

fn view(life: &Life<'_>, inquiry: &Inquiry<'_>) -> Assessment {
    let (case, on, language) = (life.file.case, inquiry.on, inquiry.language);
    let person = &case.persons[life.file.person.place()];
    let counted =
        case.counting().filter(|(_, fact)| fact.person == life.file.person && fact.on.earliest() <= on).count();
    Assessment {
        case: case.id.clone(),
        person: person.id.clone(),
        name: person.name.clone(),
        on,
        known_at: inquiry.known_at,
        edition: inquiry.edition.id.to_string(),
        facts: FactCount { counted, of: case.facts.len() },
        notices: notices(life, inquiry),
        conclusions: life
            .conclusions_on(on)
            .map(|conclusion| conclusion_view(life, conclusion, on, language))
            .collect(),
        duties: life.duties_on(on).map(|(duty, standing)| duty_view(case, duty, standing, language)).collect(),
        open: open_view(life, on, language),
    }
}

/// What the reader must know first: figures that are only candidates, and later law that this edition does not hold.
fn notices(life: &Life<'_>, inquiry: &Inquiry<'_>) -> Vec<String> {
    let mut notices = Vec::new();
    if !inquiry.edition.in_force.contains(inquiry.on) {
        let text = Words::new(
            "Udgaven af loven er ikke i kraft den dag, der spørges om.",
            "The edition of the Act is not in force on the day asked about.",
        );
        notices.push(text.text(inquiry.language).to_owned());
    }
    if life.file.permits.is_empty() {
        let text = Words::new(
            "Sagen har ingen opholdstilladelse for personen den dag, der spørges om.",
            "The case holds no residence permit of the person on the day asked about.",
        );
        notices.push(text.text(inquiry.language).to_owned());
    }
    notices.extend(candidates(inquiry.on, inquiry.language));
    notices.extend(later_law(inquiry.on, inquiry.language));
    notices
}

/// That rates of the day are only candidates, and which: amounts that rest on them are not certain.
fn candidates(on: Date, language: Language) -> Option<String> {
    let rates = RateKey::all().filter_map(|key| key.on(on));
    let names: Vec<&str> =
        rates.filter(|rate| rate.status == RateStatus::Candidate).map(|rate| rate.key.words().text(language)).collect();
    let text = Words::new(
        "Beløb, der hviler på disse satser, er ikke sikre, for dagens sats er en kandidat, der ikke er fundet i nogen kilde",
        "Amounts that rest on these rates are not certain, as the rate of the day is a candidate that was found in no source",
    );
    (!names.is_empty()).then(|| format!("{}: {}.", text.text(language), names.join("; ")))
}

/// Later changes that this edition does not hold, in words: from when, what, and how certain. Changes of which the same is known
/// stand together.
fn later_law(on: Date, language: Language) -> Vec<String> {
    let mut told: Vec<(&LaterChange, Vec<String>)> = Vec::new();
    for change in later_changes::known_by(on) {
        let from = Words::new("fra", "from").text(language);
        let day = change.from.day().map_or_else(|| change.from.to_string(), |day| day_text(day, language));
        let act = format!("{} {from} {day}", change.act);
        match told.iter_mut().find(|(other, _)| other.words == change.words && other.certainty == change.certainty) {
            Some((_, acts)) => acts.push(act),
            None => told.push((change, vec![act])),
        }
    }
    let heading =
        Words::new("Senere ændring, som denne udgave ikke har", "Later change that this edition does not hold");
    let notice = |(change, acts): (&LaterChange, Vec<String>)| {
        let (what, certainty) = (change.words.text(language), change.certainty.words().text(language));
        format!("{}: {what} ({}; {certainty})", heading.text(language), acts.join(", "))
    };
    told.into_iter().map(notice).collect()
}

fn fact_ids(case: &Case, evidence: Evidence) -> Vec<String> {
    evidence.facts().map(|fact| case.fact(fact).id.clone()).collect()
}

/// A conclusion as data.
pub fn conclusion_view(life: &Life<'_>, conclusion: &Conclusion, on: Date, language: Language) -> ConclusionView {
    let case = life.file.case;
    ConclusionView {
        question: conclusion.question.key,
        text: conclusion.question.words.text(language),
        about: about_text(case, conclusion.about),
        answer: conclusion.finding.answer.name(),
        value: conclusion.value.to_json(),
        value_text: value_text(&conclusion.value, language),
        provision: conclusion.finding.provision,
        from: conclusion.holds.from(),
        to: conclusion.holds.to(),
        open: conclusion.finding.open.iter().filter_map(|open| fact_of(*open)).collect(),
        steps: life.steps(conclusion).iter().map(|step| step_view(case, step, on, language)).collect(),
    }
}

/// The id of the fact or the month that an answer is about.
fn about_text(case: &Case, about: About) -> Option<String> {
    match about {
        About::Person => None,
        About::Fact(fact) => Some(case.fact(fact).id.clone()),
        About::Month(month) => Some(month.to_string()),
    }
}

fn fact_of(answer: Answer) -> Option<&'static str> {
    match answer {
        Answer::Missing(missing) => Some(missing.fact),
        Answer::ForJudgement(judgement) => Some(judgement.fact),
        Answer::Yes | Answer::No => None,
    }
}

fn step_view(case: &Case, step: &Step, on: Date, language: Language) -> StepView {
    let entry = step.provision.entry();
    StepView {
        provision: step.provision,
        title: entry.title.text(language),
        said: said(step.said, language),
        facts: fact_ids(case, step.evidence),
        rate: step.rate.map(|rate| rate_view(rate, language)),
        wording_from: (on < entry.from).then_some(entry.from),
    }
}

fn rate_view(rate: &'static Rate, language: Language) -> RateView {
    RateView {
        key: rate.key.words().text(language),
        valid: rate.valid,
        amount: rate.amount,
        status: rate.status.words().text(language),
        source: &rate.source,
    }
}

/// A day as Danes write it, or as ISO in English.
pub fn day_text(day: Date, language: Language) -> String {
    match language {
        Language::Danish => {
            format!("{}. {} {}", day.day(), month_of(day).da, day.year())
        }
        Language::English => day.to_string(),
    }
}

/// A period in words: its first and its last day.
pub fn period_text(period: Period, language: Language) -> String {
    if period.to() == Some(period.from()) {
        return Words::new("ingen dage", "no days").text(language).to_owned();
    }
    let from = day_text(period.from(), language);
    let last = period.to().and_then(|to| to.yesterday().ok()).map(|last| day_text(last, language));
    match (last, language) {
        (Some(last), Language::Danish) => format!("{from} til og med {last}"),
        (Some(last), Language::English) => format!("{from} to {last}, both included"),
        (None, Language::Danish) => format!("fra {from}"),
        (None, Language::English) => format!("from {from}"),
    }
}

/// An answer in words, with what it waits for.
pub fn answer_text(answer: Answer, language: Language) -> String {
    match (answer, language) {
        (Answer::Yes, Language::Danish) => "ja".to_owned(),
        (Answer::No, Language::Danish) => "nej".to_owned(),
        (Answer::Yes, Language::English) => "yes".to_owned(),
        (Answer::No, Language::English) => "no".to_owned(),
        (Answer::Missing(missing), Language::Danish) => format!("mangler: {}", missing.words.da),
        (Answer::Missing(missing), Language::English) => format!("missing: {}", missing.words.en),
        (Answer::ForJudgement(judgement), Language::Danish) => {
            format!("skøn hos {}: {}", judgement.by.words().da, judgement.words.da)
        }
        (Answer::ForJudgement(judgement), Language::English) => {
            format!("for judgement by {}: {}", judgement.by.words().en, judgement.words.en)
        }
    }
}

/// Hundredths in whole ones, with decimals where there are any.
fn hundredths_text(count: i32, unit: Words, language: Language) -> String {
    let (whole, rest) = (count / 100, count % 100);
    let mark = if language == Language::Danish { ',' } else { '.' };
    let number = if rest == 0 { whole.to_string() } else { format!("{whole}{mark}{rest:02}") };
    format!("{number} {}", unit.text(language))
}

fn municipality_text(code: vocabulary::MunicipalityCode) -> String {
    code.municipality().map_or_else(|| code.to_string(), |municipality| format!("{} ({code})", municipality.name))
}

/// What a step found, in words.
fn said(said: Said, language: Language) -> String {
    match said {
        Said::Answer(answer) => answer_text(answer, language),
        Said::Day(day) => day_text(day, language),
        Said::Period(period) => period_text(period, language),
        Said::Amount(amount) => amount.to_string(),
        Said::Count(count, unit) => format!("{count} {}", unit.text(language)),
        Said::Hundredths(count, unit) => hundredths_text(count, unit, language),
        Said::Municipality(code) => municipality_text(code),
        Said::Remark(words) => words.text(language).to_owned(),
    }
}

/// What more a conclusion says, in words.
pub fn value_text(value: &Value, language: Language) -> Option<String> {
    match value {
        Value::None => None,
        Value::Day(day) => Some(day_text(*day, language)),
        Value::Period(period) => Some(period_text(*period, language)),
        Value::Amount(amount) => Some(amount.to_string()),
        Value::Count(count, unit) => Some(format!("{count} {}", unit.text(language))),
        Value::Hundredths(count, unit) => Some(hundredths_text(*count, *unit, language)),
        Value::Time(time) if language == Language::Danish => Some(format!("{time}. gang")),
        Value::Time(time) => Some(format!("time no. {time}")),
        Value::Municipality(code) => Some(municipality_text(*code)),
        Value::Named(_, words) => Some(words.text(language).to_owned()),
        Value::Names(names) if names.is_empty() => None,
        Value::Names(names) => Some(names.iter().map(|(_, words)| words.text(language)).collect::<Vec<_>>().join("; ")),
        Value::Provisions(lacking) if lacking.is_empty() => None,
        Value::Provisions(lacking) => {
            let titles = lacking
                .iter()
                .map(|provision| format!("{} ({provision})", provision.entry().title.text(language)))
                .collect::<Vec<_>>();
            let not_met = Words::new("ikke opfyldt", "not met").text(language);
            Some(format!("{not_met}: {}", titles.join("; ")))
        }
        Value::Bearer(bearer) => Some(bearer.words().text(language).to_owned()),
    }
}

/// How a due date came about, in words.
pub fn due_text(due: &Due, language: Language) -> String {
    let from = day_text(due.counted_from, language);
    let danish = language == Language::Danish;
    let number =
        |count: u16, one: &str, many: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {many}") };
    let mut text = match due.rule {
        DueRule::WithinMonths(n) if danish => format!("inden {} efter {from}", number(n, "måned", "måneder")),
        DueRule::WithinMonths(n) => format!("within {} of {from}", number(n, "month", "months")),
        DueRule::WithinWeeks(n) if danish => format!("inden {} efter {from}", number(n, "uge", "uger")),
        DueRule::WithinWeeks(n) => format!("within {} of {from}", number(n, "week", "weeks")),
        DueRule::WithinDays(n) if danish => format!("inden {} efter {from}", number(n, "dag", "dage")),
        DueRule::WithinDays(n) => format!("within {} of {from}", number(n, "day", "days")),
        DueRule::AtOnce if danish => format!("straks, samme dag som {from}"),
        DueRule::AtOnce => format!("at once, the same day as {from}"),
        DueRule::AtEndOfMonth if danish => "ved månedens udgang".to_owned(),
        DueRule::AtEndOfMonth => "at the end of the month".to_owned(),
        DueRule::OnNamedDay if danish => "på den dag, loven nævner".to_owned(),
        DueRule::OnNamedDay => "on the day the Act names".to_owned(),
        DueRule::OnSetDay if danish => "på den dag, der er sat".to_owned(),
        DueRule::OnSetDay => "on the day that was set".to_owned(),
        DueRule::AsSoonAsPossible if danish => format!("snarest muligt efter {from}; loven sætter ingen dag"),
        DueRule::AsSoonAsPossible => format!("as soon as possible after {from}; the Act sets no day"),
    };
    if let Some(moved) = due.moved_from {
        let moved = day_text(moved, language);
        let (before, after) =
            if danish { ("; flyttet fra ", ", som er en hviledag") } else { ("; moved from ", ", a day of rest") };
        text.extend([before, &moved, after]);
    }
    text
}

/// A duty as data.
pub fn duty_view(case: &Case, duty: &Duty, standing: Standing, language: Language) -> DutyView {
    let (done, late) = match standing {
        Standing::Kept { done } => (Some(done), None),
        Standing::KeptLate { done, days } => (Some(done), Some(days)),
        Standing::Overdue { days, .. } => (None, Some(days)),
        Standing::Open | Standing::Ended { .. } => (None, None),
    };
    let ended = match standing {
        Standing::Ended { on } => Some(on),
        _ => None,
    };
    DutyView {
        duty: duty.kind.key,
        text: duty.kind.words.text(language),
        bearer: duty.kind.bearer,
        bearer_text: duty.kind.bearer.words().text(language),
        provision: duty.kind.provision,
        triggered: duty.triggered,
        because: fact_ids(case, duty.because),
        due: duty.due.on,
        due_rule: duty.due.rule,
        due_text: due_text(&duty.due, language),
        state: standing.name(),
        done,
        done_by: done.and(duty.done).and_then(|(_, fact)| fact).map(|fact| case.fact(fact).id.clone()),
        overdue_since: late.and(duty.due.on).map(|due| crate::calendar::days_after(due, 1)),
        days_late: late,
        ended,
        ended_because: ended.and(duty.ended).map(|(_, words)| words.text(language)),
        when_late: late.and(duty.kind.when_late),
    }
}

fn open_view(life: &Life<'_>, on: Date, language: Language) -> Vec<OpenView> {
    let view = |(answer, conclusions): (Answer, Vec<&Conclusion>)| {
        let mut questions: Vec<&Question> = conclusions.iter().map(|conclusion| conclusion.question).collect();
        questions.dedup();
        let mut about: Vec<String> =
            conclusions.iter().filter_map(|held| about_text(life.file.case, held.about)).collect();
        about.dedup();
        let (kind, fact, words, by) = match answer {
            Answer::Missing(missing) => ("missing", missing.fact, missing.words, None),
            Answer::ForJudgement(judgement) => ("for_judgement", judgement.fact, judgement.words, Some(judgement.by)),
            Answer::Yes | Answer::No => return None,
        };
        Some(OpenView {
            kind,
            fact,
            text: words.text(language),
            by: by.map(|by| by.words().text(language)),
            needed_by: questions.iter().map(|question| question.key).collect(),
            about,
            needed_by_text: questions.iter().map(|question| question.words.text(language)).collect(),
        })
    };
    life.open_on(on).into_iter().filter_map(view).collect()
}
