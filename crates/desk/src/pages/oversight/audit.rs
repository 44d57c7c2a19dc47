//! The questions of the audit of 2015, asked again today.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::questions::{AuditAnswer, AuditQuestions};
use oversight::compliance::audit::{Measure, question};

use super::{Opening, PageTab, Part, may_open, opening, panel, period, scope, tabs, with_rounding};
use crate::app::App;
use crate::components::{Few, FilterPanel, Query, ShareBar};
use crate::frame::{self, Frame, Trouble};
use crate::role_words;
use crate::session::Session;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/oversight/audit.html")]
struct AuditPage {
    frame: Frame,
    tabs: Vec<PageTab>,
    panel: FilterPanel,
    said: String,
    rows: Vec<Row>,
    couplings: String,
}

struct Row {
    question: String,
    href: Option<String>,
    provision: String,
    definition: String,
    share: ShareBar,
    number: Option<(Opening, String)>,
    why_not: Option<String>,
    then: String,
    source: String,
}

/// The questions with their answers.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let today = app.office().day();
    let scope = scope(&query, today);
    let answers = app.ask(&session, role_words::purpose(session.officer.role), AuditQuestions { scope }).await?;
    let panel = panel(language, &query, &session, today, &[Part::Period, Part::Municipality, Part::Ground]);
    let mut filters = vec![period(language, &scope)];
    filters.extend(panel.said());
    let rows = answers.answers.iter().map(|answer| row(language, &query, &session, answer)).collect();
    let couplings = answers.couplings_of.map_or_else(
        || language.t("oversight-no-couplings"),
        |night| language.t_with("oversight-couplings-of", &[("night", language.date(night).into())]),
    );
    let said = language.t_with(
        "oversight-audit-said",
        &[
            ("count", (answers.answers.len() as u64).into()),
            ("filter", filters.join(", ").into()),
            ("on", language.date(answers.on).into()),
        ],
    );
    frame::page(&AuditPage {
        tabs: tabs(language, &query, session.officer.role),
        frame: frame
            .titled(language.t("oversight-audit"))
            .method(language.t("oversight-audit-method"))
            .filter(filters.join(", ")),
        panel,
        said: with_rounding(language, said, answers.rounded, 0),
        rows,
        couplings,
    })
}

fn row(language: Language, query: &Query, session: &Session, answer: &AuditAnswer) -> Row {
    let of = |words: [&'static str; 2]| words[usize::from(language != Language::Danish)].to_owned();
    let href = question(answer.question).and_then(|question| behind(query, question.measure));
    let number = answer.now.map(|ratio| {
        let shown = opening(language, session, ratio.number, || href.clone().unwrap_or_default());
        let of =
            language.t_with("oversight-of", &[("of", opening(language, session, ratio.of, String::new).number.into())]);
        (Opening { href: shown.href.filter(|href| !href.is_empty()), ..shown }, of)
    });
    Row {
        question: of(answer.words),
        href: href.filter(|_| may_open(session)),
        provision: answer.provision.map_or_else(String::new, |provision| provision.to_string()),
        definition: of(answer.definition),
        share: ShareBar { language, share: answer.share, few: few(answer) },
        number,
        why_not: answer.why_not.map(of),
        then: answer.found_then.map_or_else(|| language.t("oversight-not-known"), |share| language.percent(share)),
        source: answer.source.to_owned(),
    }
}

/// What the answer rests on few of, where it does.
fn few(answer: &AuditAnswer) -> Option<Few> {
    let measure = question(answer.question).filter(|_| answer.few)?.measure;
    Some(match measure {
        Measure::ContractsWithoutGoal => Few::Contracts,
        Measure::Uncoupled1997To2010 | Measure::Uncoupled2013 => Few::Permits,
        Measure::InTime(_) | Measure::NotInTheAct(_) => Few::Due,
    })
}

/// Where the cases of a question are listed.
fn behind(query: &Query, measure: Measure) -> Option<String> {
    let kept = query.without("side");
    let there = kept.parameters().fold(Query::of("/tilsyn/sager"), |there, (name, value)| there.with(name, value));
    Some(match measure {
        Measure::ContractsWithoutGoal => there.with("figur", "uden-maal").href(),
        Measure::InTime(key) => there.with("pligt", key).with("udfald", "in-time").href(),
        // The permits behind them stand in the report of the night, which counts them.
        Measure::Uncoupled1997To2010 | Measure::Uncoupled2013 | Measure::NotInTheAct(_) => return None,
    })
}
