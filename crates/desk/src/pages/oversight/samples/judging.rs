//! Judging a case of a sample by the checklist, and settling what two judged differently.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::cases::CaseNumber;
use casework::commands::{JudgeCase, SettleCase};
use casework::office::FieldProblem;
use casework::questions::{SampleCaseSeen, SampleOfCase};
use casework::samples::Stage;
use oversight::compliance::Outcome;
use oversight::compliance::checklist::{ITEMS, Item};
use oversight::compliance::rating::Finding;

use super::{stage_key, troubles};
use crate::app::{App, Rejected};
use crate::components::{ErrorSummary, FieldKind, FormField};
use crate::frame::{self, Frame, Trouble, see_other};
use crate::pages::oversight::cases::outcome_key;
use crate::posted::Posted;
use crate::role_words;
use crate::session::Session;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/oversight/sample_case.html")]
struct CasePage {
    frame: Frame,
    case: String,
    stage: String,
    errors: ErrorSummary,
    /// The questions to be answered now; none where there is nothing for the reader to do.
    fields: Vec<FormField>,
    action: String,
    button: String,
    hint: String,
    found: Vec<FoundRow>,
    heads: Vec<String>,
    notes: Vec<(String, String)>,
}

/// What was found of a question.
struct FoundRow {
    question: &'static str,
    provision: &'static str,
    findings: Vec<String>,
    program: String,
}

/// The case with its checklist.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path((id, case)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    page(frame, &session, &app, (&id, &case), &|_| String::new(), Vec::new()).await
}

async fn page(
    frame: Frame,
    session: &Session,
    app: &App,
    (id, case): (&str, &str),
    typed: &(dyn Fn(&str) -> String + Sync),
    problems: Vec<FieldProblem>,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let number = CaseNumber::parse(case).map_err(|_| Trouble::NotFound)?;
    let purpose = role_words::purpose(session.officer.role);
    let seen = app.ask(session, purpose, SampleOfCase { id: id.to_owned(), case: number }).await?;
    let fields = fields(language, &seen);
    let errors = ErrorSummary { language, errors: troubles(language, &problems, &fields) };
    let fields: Vec<FormField> = fields
        .into_iter()
        .map(|field| FormField { value: typed(&field.name), error: errors.of(&field.name), ..field })
        .collect();
    let step = if seen.may_settle { "afgoer" } else { "bedoem" };
    let name = |officer: &str| app.officers().name(officer).to_owned();
    let heads = heads(language, &seen, &name);
    let hint = match (seen.may_judge, seen.may_settle, seen.stage) {
        (true, ..) => "samples-hint-judge",
        (_, true, _) => "samples-hint-settle",
        (_, _, Stage::Once) => "samples-hint-wait",
        (_, _, Stage::Differs) => "samples-hint-third",
        _ => "samples-hint-done",
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = CasePage {
        case: case.to_owned(),
        stage: language.t(stage_key(seen.stage)),
        action: format!("/tilsyn/stikproever/{id}/{case}/{step}"),
        button: language.t(if seen.may_settle { "samples-settle" } else { "samples-judge" }),
        hint: language.t(hint),
        found: found(language, &seen),
        notes: notes(&seen, &name),
        frame: frame
            .titled(language.t_with("samples-case-title", &[("case", case.to_owned().into())]))
            .method(language.t("samples-method"))
            .below(language.t("samples-title"), "/tilsyn/stikproever")
            .below(seen.title.clone(), format!("/tilsyn/stikproever/{id}")),
        heads,
        errors,
        fields,
    };
    frame::page_with(status, &page)
}

fn fields(language: Language, seen: &SampleCaseSeen) -> Vec<FormField> {
    let choices: Vec<(String, String)> =
        Finding::ALL.map(|finding| (finding.key().to_owned(), language.t(finding_key(finding)))).into();
    let question = |item: &'static Item| {
        FormField::line(language, item.key, item.words.text(language.into()))
            .hint(item.provision.citation())
            .kind(FieldKind::OneOf(choices.clone()))
    };
    let asked = |item: &&'static Item| seen.may_judge || (seen.may_settle && seen.differing.contains(&item.key));
    let mut fields: Vec<FormField> = ITEMS.iter().filter(asked).map(question).collect();
    if seen.may_judge {
        let note = FormField::line(language, "note", language.t("samples-note"));
        fields.push(note.kind(FieldKind::Lines).optional());
    } else if seen.may_settle {
        fields.push(FormField::line(language, "reason", language.t("samples-reason")).kind(FieldKind::Lines));
    }
    fields
}

fn finding_key(finding: Finding) -> &'static str {
    match finding {
        Finding::Met => "finding-met",
        Finding::NotMet => "finding-not-met",
        Finding::NotApplicable => "finding-not-applicable",
        Finding::CannotTell => "finding-cannot-tell",
    }
}

fn heads(language: Language, seen: &SampleCaseSeen, name: &dyn Fn(&str) -> String) -> Vec<String> {
    if seen.both.is_empty() {
        return seen.own.iter().map(|_| language.t("samples-own")).collect();
    }
    let judged = seen.both.iter().map(|(by, _)| name(by));
    judged
        .chain(seen.settled.iter().map(|(by, _)| language.t_with("samples-settled-by", &[("by", name(by).into())])))
        .collect()
}

fn found(language: Language, seen: &SampleCaseSeen) -> Vec<FoundRow> {
    let told = |findings: &BTreeMap<String, Finding>, item: &str| {
        findings.get(item).map_or_else(String::new, |finding| language.t(finding_key(*finding)))
    };
    let mut columns: Vec<&BTreeMap<String, Finding>> = seen.both.iter().map(|(_, judged)| &judged.findings).collect();
    if columns.is_empty() {
        columns.extend(seen.own.iter().map(|judged| &judged.findings));
    }
    columns.extend(seen.settled.iter().map(|(_, settled)| &settled.findings));
    if columns.is_empty() {
        return Vec::new();
    }
    let row = |item: &'static Item| FoundRow {
        question: item.words.text(language.into()),
        provision: item.provision.citation(),
        findings: columns.iter().map(|findings| told(findings, item.key)).collect(),
        program: seen
            .program
            .iter()
            .find(|(key, _)| *key == item.key)
            .map_or_else(String::new, |(_, outcomes)| counted(language, outcomes)),
    };
    ITEMS.iter().map(row).collect()
}

/// How many of each outcome there are, in the order in which outcomes are shown.
fn counted(language: Language, outcomes: &[Outcome]) -> String {
    let told = Outcome::ALL.into_iter().filter_map(|outcome| {
        let count = outcomes.iter().filter(|one| **one == outcome).count() as u64;
        (count > 0).then(|| format!("{}: {}", language.t(outcome_key(outcome)), language.count(count)))
    });
    told.collect::<Vec<_>>().join(", ")
}

fn notes(seen: &SampleCaseSeen, name: &dyn Fn(&str) -> String) -> Vec<(String, String)> {
    let judged = seen.both.iter().filter(|(_, judged)| !judged.note.is_empty());
    let judged = judged.map(|(by, judged)| (name(by), judged.note.clone()));
    judged.chain(seen.settled.iter().map(|(by, settled)| (name(by), settled.reason.clone()))).collect()
}

fn findings(posted: &Posted) -> BTreeMap<String, Finding> {
    let found = |item: &Item| Some((item.key.to_owned(), Finding::named(posted.get(item.key))?));
    ITEMS.iter().filter_map(found).collect()
}

/// Judges the case.
pub(crate) async fn judge(
    frame: Frame,
    State(app): State<App>,
    Path((id, case)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let number = CaseNumber::parse(&case).map_err(|_| Trouble::NotFound)?;
    let note = posted.get("note").to_owned();
    let command = JudgeCase { sample: id.clone(), case: number, findings: findings(&posted), note };
    let purpose = role_words::purpose(posted.session.officer.role);
    let done = app.act(&posted.session, purpose, command).await?;
    after(frame, &app, &posted, (&id, &case), done).await
}

/// Settles what two judged differently.
pub(crate) async fn settle(
    frame: Frame,
    State(app): State<App>,
    Path((id, case)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let number = CaseNumber::parse(&case).map_err(|_| Trouble::NotFound)?;
    let reason = posted.get("reason").to_owned();
    let command = SettleCase { sample: id.clone(), case: number, findings: findings(&posted), reason };
    let purpose = role_words::purpose(posted.session.officer.role);
    let done = app.act(&posted.session, purpose, command).await?;
    after(frame, &app, &posted, (&id, &case), done).await
}

async fn after(
    frame: Frame,
    app: &App,
    posted: &Posted,
    (id, case): (&str, &str),
    done: Result<Stage, Rejected>,
) -> Result<Response, Trouble> {
    match done {
        Ok(_) => Ok(see_other(&format!("/tilsyn/stikproever/{id}"))),
        Err(Rejected::Invalid(problems)) => {
            page(frame, &posted.session, app, (id, case), &|name| posted.get(name).to_owned(), problems).await
        }
        Err(Rejected::ChangedMeanwhile(_)) => Err(Trouble::Conflict),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_finds_is_counted() {
        let outcomes = [vec![Outcome::Late], vec![Outcome::InTime; 11]].concat();
        assert_eq!(counted(Language::Danish, &outcomes), "til tiden: 11, For sent: 1");
        assert_eq!(counted(Language::Danish, &[]), "");
    }
}
