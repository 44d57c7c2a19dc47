//! A pair: both registers in one window, then what the evidence weighs, the risks, the other candidates, and the decision.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::access::Action;
use casework::office::PairFact;
use casework::questions::{CandidateSeen, PairPage, PairSeen};
use casework::review::candidates::Standing;
use casework::review::comparison::{FieldCompared, Value};
use casework::review::{Comparison, Difference, Field};
use vocabulary::MunicipalityCode;

use super::choice::{self, Tab, pair_href};
use super::decision_form::{self, DecisionForm, Unfit};
use super::{deciding, keys, list};
use crate::app::App;
use crate::components::{self, Badge, ErrorSummary, MaskedCpr, Query, Tone, WeightBar};
use crate::frame::{self, Alert, Frame, Trouble};
use crate::session::Session;
use crate::texts::Language;
use crate::{review_words, role_words, words};

#[derive(Template)]
#[template(path = "pages/pair.html")]
struct Page {
    frame: Frame,
    version: u64,
    /// Where the forms are sent.
    action: String,
    place: String,
    /// Read aloud when the pair comes after a decision.
    announced: Option<String>,
    person: String,
    cpr: MaskedCpr,
    show_cpr: Option<String>,
    badges: Vec<Badge>,
    previous: Option<String>,
    next: Option<String>,
    compared: Option<Compared>,
    not_compared: String,
    risks: Vec<RiskLine>,
    candidates: Vec<CandidateLine>,
    proposal: Option<Proposal>,
    parked: Option<String>,
    forms: Vec<DecisionForm>,
    errors: ErrorSummary,
    undo_coupling: Option<String>,
    notes: Vec<NoteLine>,
    note_error: Option<(String, String)>,
    may_decide: bool,
    history: Vec<HistoryLine>,
    keys: keys::Keys,
}

struct Compared {
    fields: Vec<FieldLine>,
    /// Fields that neither register has, in one sentence.
    nowhere: Option<String>,
    withheld: bool,
    weights: Vec<WeightLine>,
    /// Fields that weigh nothing, in one sentence.
    weightless: Option<String>,
    total: WeightBar,
    probability: String,
    probability_of: String,
    likeliest: String,
    contradiction: Option<String>,
    rule: Option<String>,
}

struct FieldLine {
    label: String,
    carl2: Vec<(String, bool)>,
    cpr: Vec<(String, bool)>,
    mark: String,
    differs: bool,
    is_number: bool,
}

struct WeightLine {
    label: String,
    found: String,
    bar: WeightBar,
}

struct RiskLine {
    text: String,
    asks: String,
}

struct CandidateLine {
    href: Option<String>,
    name: String,
    person: String,
    cpr: String,
    /// Whether it is another CPR person for the same person of CARL2; otherwise the other way round.
    is_of_person: bool,
    standing: String,
    weight: String,
}

struct Proposal {
    said: String,
    reason: String,
    own: bool,
    changed: bool,
}

struct NoteLine {
    by: String,
    text: String,
}

struct HistoryLine {
    at: String,
    what: String,
    by: String,
    why: String,
}

/// The page of a pair.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(position): Path<u64>,
) -> Result<Response, Trouble> {
    render(frame, &session, &app, position, None).await
}

/// The fact about a pair that an address means.
pub(super) async fn fact_at(app: &App, position: u64) -> Result<PairFact, Trouble> {
    let found = app.blocking(move |app| app.office().pair_fact(position).map_err(Trouble::broken)).await?;
    found.ok_or(Trouble::NotFound)
}

/// The page of a pair, with what was sent and could not be taken.
pub(super) async fn render(
    frame: Frame,
    session: &Session,
    app: &App,
    position: u64,
    unfit: Option<Unfit>,
) -> Result<Response, Trouble> {
    let query = Query::of(&frame.path);
    let pair = fact_at(app, position).await?.pair;
    let whole = query.get("cpr") == Some("vis");
    let among = choice::of(&query, &session.officer);
    let asked = PairPage { pair: pair.clone(), among, whole_cpr_numbers: whole };
    let seen = app.ask(session, role_words::purpose(session.officer.role), asked).await??;
    let history = app.blocking(move |app| app.office().pair_history(&pair).map_err(Trouble::broken)).await?;
    let alert = list::just_decided(&frame, session, app).await?;
    let keys = keys::of(app, session).await?;
    let shown = Shown { query, seen, history, alert, keys, unfit, whole };
    page(frame, session, app, position, shown)
}

struct Shown {
    query: Query,
    seen: PairSeen,
    history: Vec<PairFact>,
    alert: Option<Alert>,
    keys: keys::Keys,
    unfit: Option<Unfit>,
    whole: bool,
}

fn page(frame: Frame, session: &Session, app: &App, position: u64, shown: Shown) -> Result<Response, Trouble> {
    let Shown { query, seen, history, alert, keys, unfit, whole } = shown;
    let language = frame.language;
    let may_decide = session.officer.role.may(Action::DecideCouplings);
    let place = place(language, &seen);
    let name = if seen.name.is_empty() { seen.pair.person_id.to_string() } else { seen.name.clone() };
    let announced = query.get("afgjort").map(|_| format!("{name}. {place}"));
    let list_href = format!("/koblinger{}", choice::carried(&query));
    let mut frame = frame
        .titled(language.t_with("pair-title", &[("name", name.into())]))
        .below(language.t("couplings-title"), list_href)
        .method(language.t("couplings-method"));
    if let Some(alert) = alert {
        frame = frame.alert(alert);
    }
    if query.get("gemt") == Some("note") {
        frame = frame.alert(Alert::new(Tone::Success, language.t("pair-note-saved"), ""));
    }
    let is_note = |unfit: &&Unfit| unfit.name == "note";
    let note_error = unfit.as_ref().filter(is_note).map(|unfit| (unfit.error.clone(), unfit.words.clone()));
    let errors = unfit.iter().map(Unfit::trouble).collect();
    let (carl2, cpr) =
        (candidates(language, &query, &seen.of_person, true), candidates(language, &query, &seen.of_number, false));
    let status = if unfit.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Page {
        version: seen.version,
        action: format!("/koblinger/{position}/afgoer{}", choice::carried(&query)),
        place,
        announced,
        person: seen.pair.person_id.to_string(),
        cpr: MaskedCpr { language, number: seen.pair.cpr_number },
        show_cpr: (!whole).then(|| Query::of(&pair_href(position, &query)).with("cpr", "vis").href()),
        badges: badges(language, &seen),
        previous: seen.previous.map(|at| pair_href(at, &query)),
        next: seen.next.map(|at| pair_href(at, &query)),
        not_compared: language.t("pair-not-compared"),
        risks: risks(language, &seen),
        candidates: carl2.into_iter().chain(cpr).collect(),
        proposal: seen.proposal.as_ref().map(|proposal| Proposal {
            said: language.t_with("pair-proposed", &[("by", app.officers().name(&proposal.by).into())]),
            reason: proposal.reason.clone(),
            own: proposal.own,
            changed: proposal.registers_changed,
        }),
        parked: seen.parked.as_ref().map(|parked| why(language, parked.code, &parked.reason)),
        forms: decision_form::forms(language, session, &seen, unfit.as_ref()),
        errors: ErrorSummary { language, errors },
        undo_coupling: (may_decide && seen.standing == Some(Standing::Coupled))
            .then(|| format!("/koblinger/{position}/ophaev{}", choice::carried(&query))),
        notes: seen
            .notes
            .iter()
            .map(|note| NoteLine { by: app.officers().name(&note.by).to_owned(), text: note.note.clone() })
            .collect(),
        note_error,
        may_decide,
        history: lines_of(language, app, &seen, &history)?,
        compared: seen.comparison.as_ref().map(|comparison| compared(language, comparison, has_rivals(&seen))),
        keys,
        frame,
    };
    frame::page_with(status, &page)
}

fn place(language: Language, seen: &PairSeen) -> String {
    match seen.place {
        Some(place) => {
            language.t_with("pair-place", &[("number", (place.number as u64).into()), ("of", (place.of as u64).into())])
        }
        None => language.t_with("pair-no-place", &[("of", (seen.of as u64).into())]),
    }
}

fn badges(language: Language, seen: &PairSeen) -> Vec<Badge> {
    let tone = |standing| match standing {
        Standing::Coupled => Tone::Success,
        Standing::Proposed => Tone::Info,
        Standing::Waiting | Standing::Parked | Standing::Rejected => Tone::Plain,
    };
    let standing = seen.standing.map(|standing| Badge::new(tone(standing), review_words::standing(language, standing)));
    let doubted = seen.doubted.then(|| Badge::new(Tone::Warning, language.t("pair-doubted")));
    standing.into_iter().chain(doubted).collect()
}

fn risks(language: Language, seen: &PairSeen) -> Vec<RiskLine> {
    let line = |risk: &casework::review::Risk| RiskLine {
        text: review_words::risk(language, risk),
        asks: review_words::demand(language, risk.demand()),
    };
    seen.risks.iter().map(line).collect()
}

fn candidates(language: Language, query: &Query, others: &[CandidateSeen], is_of_person: bool) -> Vec<CandidateLine> {
    let line = |other: &CandidateSeen| CandidateLine {
        href: other.position.map(|at| pair_href(at, query)),
        name: other.name.clone(),
        person: other.person_id.to_string(),
        cpr: other.cpr.clone(),
        is_of_person,
        standing: review_words::standing(language, other.standing),
        weight: other.weight_millibits.map_or_else(|| "–".to_owned(), |weight| bits(language, weight)),
    };
    others.iter().map(line).collect()
}

/// A weight in bits: `+5,2 bit`.
fn bits(language: Language, millibits: i64) -> String {
    let sign = if millibits > 0 { "+" } else { "" };
    let bits = f64::from(i32::try_from(millibits).unwrap_or(i32::MAX)) / 1000.0;
    format!("{sign}{} bit", language.decimal(bits, 1))
}

/// A reason: the code's words, and what was typed.
pub(super) fn why(language: Language, code: Option<casework::fact::ReasonCode>, words: &str) -> String {
    let code = code.filter(|code| !code.needs_words() || words.is_empty());
    let code = code.map(|code| review_words::reason_code(language, code));
    let parts = code.into_iter().chain((!words.is_empty()).then(|| words.to_owned()));
    parts.collect::<Vec<_>>().join(": ")
}

fn lines_of(language: Language, app: &App, seen: &PairSeen, history: &[PairFact]) -> Result<Vec<HistoryLine>, Trouble> {
    let own = history.iter().filter(|fact| fact.pair == seen.pair);
    let line = |fact: &PairFact| {
        Ok(HistoryLine {
            at: language.moment_at(fact.at),
            what: review_words::happening(language, &fact.kind),
            by: deciding::who(language, app, &fact.by),
            why: why(language, fact.code, &fact.words),
        })
    };
    own.rev().map(line).collect()
}

/// Whether somebody else could be meant: rejected pairs cannot.
fn has_rivals(seen: &PairSeen) -> bool {
    seen.of_person.iter().chain(&seen.of_number).any(|other| other.standing != Standing::Rejected)
}

fn compared(language: Language, comparison: &Comparison, has_rivals: bool) -> Compared {
    let (nowhere, somewhere): (Vec<_>, Vec<_>) =
        comparison.fields.iter().partition(|compared| compared.difference == Difference::MissingOnBoth);
    let weightless = comparison.fields.iter().filter(|compared| compared.weight_millibits == Some(0)).collect();
    let weighed = &comparison.weighed;
    let most = comparison
        .fields
        .iter()
        .filter_map(|field| field.weight_millibits)
        .chain([weighed.prior_millibits, weighed.unrivalled_millibits]);
    let most_millibits = most.map(i32::abs).max().unwrap_or(1).max(1);
    let bar = |millibits: i32, most_millibits: i32| WeightBar { language, millibits, most_millibits };
    let prior = WeightLine {
        label: language.t("pair-prior"),
        found: language.t("pair-prior-found"),
        bar: bar(weighed.prior_millibits, most_millibits),
    };
    let unrivalled = (!has_rivals).then(|| WeightLine {
        label: language.t("pair-unrivalled"),
        found: language.t("pair-unrivalled-found"),
        bar: bar(weighed.unrivalled_millibits, most_millibits),
    });
    let total = weighed.score_millibits + unrivalled.as_ref().map_or(0, |line| line.bar.millibits);
    let of_field = |compared: &FieldCompared| {
        let findings: Vec<String> =
            compared.findings.iter().map(|found| review_words::finding(language, found)).collect();
        Some(WeightLine {
            label: review_words::field(language, compared.field),
            found: findings.join(", "),
            bar: bar(compared.weight_millibits.filter(|weight| *weight != 0)?, most_millibits),
        })
    };
    Compared {
        fields: somewhere.into_iter().map(|compared| field_line(language, compared)).collect(),
        nowhere: said(language, "pair-nowhere", nowhere),
        withheld: comparison.dwelling_withheld,
        weights: [prior].into_iter().chain(comparison.fields.iter().filter_map(of_field)).chain(unrivalled).collect(),
        weightless: said(language, "pair-weighs-nothing", weightless),
        total: bar(total, total.abs().max(most_millibits)),
        probability: probability(language, weighed.probability),
        probability_of: language.t(if has_rivals { "pair-probability-unrivalled" } else { "pair-probability" }),
        likeliest: review_words::likeliest(language, &weighed.likeliest),
        contradiction: weighed.contradiction.as_deref().map(|name| review_words::contradiction(language, name)),
        rule: weighed.rule.as_deref().map(|name| list::rule(language, name)),
    }
}

/// A sentence about fields; none about none.
fn said(language: Language, key: &str, fields: Vec<&FieldCompared>) -> Option<String> {
    let names: Vec<String> = fields.into_iter().map(|compared| review_words::field(language, compared.field)).collect();
    (!names.is_empty()).then(|| language.t_with(key, &[("fields", names.join(", ").into())]))
}

/// A probability that never claims more than is known: nothing is told as 100 or 0 per cent.
fn probability(language: Language, probability: f64) -> String {
    if probability > 0.9995 {
        format!("> {}", language.percent(0.999))
    } else if probability < 0.0005 {
        format!("< {}", language.percent(0.001))
    } else {
        language.percent(probability)
    }
}

fn field_line(language: Language, compared: &FieldCompared) -> FieldLine {
    let value = |value: &Value| {
        let text = match MunicipalityCode::parse(&value.text) {
            Ok(code) if compared.field == Field::Municipality => {
                format!("{} {}", value.text, words::municipality(Some(code)))
            }
            _ => value.text.clone(),
        };
        (text, value.former)
    };
    let mark = mark(&compared.difference);
    FieldLine {
        label: review_words::field(language, compared.field),
        carl2: compared.carl2.iter().map(value).collect(),
        cpr: compared.cpr.iter().map(value).collect(),
        differs: !compared.difference.is_agreement() && mark != components::Difference::Unknown,
        mark: mark.saying(review_words::difference(language, &compared.difference)),
        is_number: compared.field == Field::CprNumber,
    }
}

/// How far apart two values are, at a glance.
fn mark(difference: &Difference) -> components::Difference {
    match difference {
        Difference::Same | Difference::SameAsFormer => components::Difference::Same,
        Difference::Transliterated
        | Difference::Romanised
        | Difference::Spelling { .. }
        | Difference::OtherOrder
        | Difference::Moved { .. }
        | Difference::WordsMissing { .. }
        | Difference::InitialOnly { .. }
        | Difference::DayAndMonthSwapped
        | Difference::OneDigit
        | Difference::KnownInPart { .. }
        | Difference::SameMonthOnly
        | Difference::DaysApart { .. } => components::Difference::Near,
        Difference::SameYearOnly | Difference::Different => components::Difference::Different,
        Difference::Contradicting => components::Difference::Contradicting,
        Difference::MissingOn { .. } | Difference::MissingOnBoth | Difference::Withheld => {
            components::Difference::Unknown
        }
    }
}

/// Where one goes on when there is no next pair: the list.
pub(super) fn list_of(query: &Query) -> Query {
    let tab = Tab::of(query);
    Query::of("/koblinger").with("del", tab.name())
}
