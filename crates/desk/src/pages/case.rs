//! A case: who it is about, what holds and why, what is to be done, what has happened, who has looked.

mod access_log;
pub(crate) mod hand_over;
mod holds;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use casework::access::Action;
use casework::cases::CaseNumber;
use casework::commands::WriteNote;
use casework::questions::{Actions, CasePage, CaseSeen, Dwelling, Happening, Identity, Member, TimelineEntry};
use jiff::Timestamp;
use journal::{Expected, PAPER_BYTES_MAX};
use vocabulary::{MunicipalityCode, UncertainDate};

use self::holds::{AreaShown, DutyShown, FactNames, OpenShown};
use crate::app::App;
use crate::components::{Event, Query, RelativeDate, Tab, Tabs, Timeline, Tone};
use crate::frame::{self, Alert, Frame, Trouble, see_other};
use crate::pages::forms;
use crate::posted::Posted;
use crate::role_words;
use crate::session::{self, Session};
use crate::texts::Language;

/// The tabs: name in the address, key of the title, places of the areas of the Act that they hold.
const TABS: [(&str, &str, &[usize]); 9] = [
    ("overblik", "case-tab-overview", &[]),
    ("program", "case-tab-programme", &[3, 4, 5, 7]),
    ("dansk", "case-tab-danish", &[6]),
    ("ydelse", "case-tab-benefit", &[8, 10, 12]),
    ("bolig", "case-tab-housing", &[1, 2]),
    ("afgoerelser", "case-tab-decisions", &[9]),
    ("oplysninger", "case-tab-information", &[0, 11, 13, 14]),
    ("forloeb", "case-tab-timeline", &[]),
    ("log", "case-tab-log", &[]),
];

/// Events on the overview.
const LATEST: usize = 8;

#[derive(Template)]
#[template(path = "pages/case.html")]
struct Page {
    frame: Frame,
    case: String,
    bar: IdentityBar,
    family: Vec<Relative>,
    tabs: Tabs,
    body: Body,
    may_write: bool,
    /// A note that was refused, as it was typed.
    note: Option<String>,
    /// Keeps a note that is sent twice from being written twice.
    token: String,
}

/// Who it is about, in one glance.
struct IdentityBar {
    person: String,
    name: String,
    born: String,
    cpr: String,
    /// Where the whole CPR number is shown; none where it is shown already or there is none.
    show_cpr: Option<String>,
    is_protected: bool,
    dwelling: Vec<String>,
    /// Where a protected address is shown.
    show_dwelling: Option<String>,
    municipality: String,
    next_due: Option<RelativeDate>,
    assigned: String,
    last_contact: Option<String>,
}

struct Relative {
    id: String,
    name: String,
    born: String,
    has_permit: bool,
    is_current: bool,
    other_cases: Vec<String>,
}

enum Body {
    Overview {
        notices: Vec<String>,
        notices_said: String,
        duties: Vec<DutyShown>,
        open: Vec<OpenShown>,
        latest: Timeline,
        unreadable: Option<String>,
    },
    Areas {
        areas: Vec<AreaShown>,
        letters: Vec<LetterLine>,
        shows_letters: bool,
    },
    Timeline {
        events: Timeline,
        withdrawn: Option<String>,
    },
    Log {
        rows: Vec<access_log::Row>,
        earlier: Option<String>,
    },
}

struct LetterLine {
    title: String,
    sent: String,
    by: String,
    href: String,
}

/// The overview of a case.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(case): Path<String>,
) -> Result<Response, Trouble> {
    render(frame, &session, &app, case, "overblik").await
}

/// One tab of a case.
pub(crate) async fn show_tab(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path((case, tab)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    render(frame, &session, &app, case, &tab).await
}

async fn render(frame: Frame, session: &Session, app: &App, case: String, tab: &str) -> Result<Response, Trouble> {
    let (tab, _, areas) = TABS.into_iter().find(|(name, ..)| *name == tab).ok_or(Trouble::NotFound)?;
    let query = Query::of(&frame.path);
    let asked = CasePage {
        case: case.clone(),
        person: query.get("person").map(ToOwned::to_owned),
        whole_cpr_number: query.get("cpr") == Some("vis"),
        protected_address: query.get("adresse") == Some("vis"),
        language: frame.language.into(),
    };
    let seen = app.ask(session, role_words::purpose(session.officer.role), asked).await?;
    let language = frame.language;
    let mut body = match tab {
        "overblik" => overview(app, language, &seen),
        "forloeb" => whole_timeline(app, language, &seen),
        "log" => {
            let (rows, earlier) = access_log::of(app, session, language, &seen, &query).await?;
            Body::Log { rows, earlier }
        }
        _ => in_areas(app, language, &seen, areas),
    };
    let person = seen.person.id.clone();
    link_forms(app, session, language, &seen, &mut body).await?;
    let bar = bar(app, language, &query, &seen);
    let title = seen.person.name.clone();
    let mut frame = frame.titled(title).below(language.t("cases-title"), "/sager").method(language.t("case-method"));
    if query.get("gemt") == Some("note") {
        frame = frame.alert(Alert::new(Tone::Success, language.t("case-note-saved"), ""));
    }
    let note = refused_note(app, session, &query, &case).await?;
    if note.is_some() {
        frame =
            frame.alert(Alert::new(Tone::Error, language.t("case-note-refused"), language.t("case-note-refused-text")));
    }
    if let Some(alert) = forms::saved_alert(language, &query, &seen) {
        frame = frame.alert(alert);
    }
    let may_write = session.officer.role.may(Action::RecordFacts);
    frame::page(&Page {
        family: seen.family.iter().map(|member| relative(language, member, &person)).collect(),
        tabs: tabs(language, session, &case, &person, tab),
        case,
        bar,
        body,
        may_write,
        note,
        token: session::random()?,
        frame,
    })
}

/// Leads from what is open to the form that answers it, where the role has one.
async fn link_forms(
    app: &App,
    session: &Session,
    language: Language,
    seen: &CaseSeen,
    body: &mut Body,
) -> Result<(), Trouble> {
    if !session.officer.role.may(Action::RecordFacts) {
        return Ok(());
    }
    let (case, person) = (seen.number.to_string(), seen.person.id.clone());
    let asked = Actions { case: case.clone(), person: Some(person.clone()), language: language.into() };
    let offered = app.ask(session, role_words::purpose(session.officer.role), asked).await?.offered;
    let form = |key: &str, because: Option<&String>| {
        let one = casework::forms::for_key(&offered, key)?;
        Some(forms::address_of(&case, &person, one.form.key, because.map(String::as_str)))
    };
    match body {
        Body::Overview { duties, open, .. } => {
            for duty in duties.iter_mut().filter(|duty| duty.is_undone) {
                duty.form = form(duty.key, duty.because_ids.first());
            }
            for one in open {
                one.form = form(one.key, one.about.first());
            }
        }
        Body::Areas { areas, .. } => {
            for duty in areas.iter_mut().flat_map(|area| &mut area.duties).filter(|duty| duty.is_undone) {
                duty.form = form(duty.key, duty.because_ids.first());
            }
        }
        Body::Timeline { .. } | Body::Log { .. } => {}
    }
    Ok(())
}

fn tabs(language: Language, session: &Session, case: &str, person: &str, current: &str) -> Tabs {
    let may_see = |name: &str| name != "log" || session.officer.role.may(Action::ReadAccessLog);
    let tab = |(name, key, _): (&str, &str, &[usize])| Tab {
        label: language.t(key),
        href: Query::of(&format!("/sager/{case}/{name}")).with("person", person).href(),
        is_current: name == current,
    };
    Tabs {
        label: language.t("case-tabs"),
        tabs: TABS.into_iter().filter(|(name, ..)| may_see(name)).map(tab).collect(),
    }
}

fn bar(app: &App, language: Language, query: &Query, seen: &CaseSeen) -> IdentityBar {
    let person = &seen.person;
    let today = app.office().day();
    let (cpr, show_cpr) = match &person.cpr {
        Identity::NotCoupled => (language.t("case-not-coupled"), None),
        Identity::Masked(masked) => (masked.clone(), Some(query.with("cpr", "vis").href())),
        Identity::Whole(number) => (number.clone(), None),
    };
    let (dwelling, show_dwelling) = match &person.dwelling {
        Dwelling::Unknown => (vec![language.t("case-address-unknown")], None),
        Dwelling::Protected => (vec![language.t("case-address-protected")], Some(query.with("adresse", "vis").href())),
        Dwelling::Shown(lines) => (lines.clone(), None),
    };
    let name = seen.municipality.and_then(MunicipalityCode::municipality).map(|municipality| municipality.name.clone());
    let municipality = match (name, seen.since) {
        (Some(name), Some(since)) => {
            language.t_with("case-responsible", &[("name", name.into()), ("since", language.date(since).into())])
        }
        (Some(name), None) => language.t_with("case-about-to-be", &[("name", name.into())]),
        (None, _) => language.t("case-no-municipality"),
    };
    let contact = seen.facts.iter().find(|fact| fact.withdrawn.is_none() && is_contact(&fact.fact));
    IdentityBar {
        person: person.id.clone(),
        name: person.name.clone(),
        born: born(language, person.born),
        cpr,
        show_cpr,
        is_protected: person.is_protected,
        dwelling,
        show_dwelling,
        municipality,
        next_due: seen.next_due.map(|date| RelativeDate { language, date, today }),
        assigned: app.officers().in_charge(language, seen.assigned.as_deref()),
        last_contact: contact.and_then(|fact| {
            let on: UncertainDate = serde_json::from_value(fact.fact["on"].clone()).ok()?;
            on.day().map(|day| language.date(day))
        }),
    }
}

/// Whether a fact tells that somebody spoke with the person.
fn is_contact(fact: &serde_json::Value) -> bool {
    matches!(fact["fact"].as_str(), Some("follow_up" | "contract_signature" | "party_hearing" | "contact_restored"))
}

fn born(language: Language, born: Option<UncertainDate>) -> String {
    born.map_or_else(
        || language.t("case-born-unknown"),
        |born| born.day().map_or_else(|| born.to_string(), |day| language.date(day)),
    )
}

fn relative(language: Language, member: &Member, current: &str) -> Relative {
    Relative {
        id: member.id.clone(),
        name: member.name.clone(),
        born: born(language, member.born),
        has_permit: member.has_permit,
        is_current: member.id == current,
        other_cases: member.other_cases.iter().map(ToString::to_string).collect(),
    }
}

fn overview(app: &App, language: Language, seen: &CaseSeen) -> Body {
    let today = app.office().day();
    let assessment = seen.assessment.as_ref();
    let facts = FactNames::of(language, &seen.facts);
    let undone =
        assessment.into_iter().flat_map(|one| &one.duties).filter(|duty| matches!(duty.state, "open" | "overdue"));
    let mut duties: Vec<DutyShown> = undone.map(|duty| DutyShown::new(language, today, duty, &facts)).collect();
    duties.sort_by_key(DutyShown::urgency);
    let notices = assessment.map(|one| one.notices.clone()).unwrap_or_default();
    Body::Overview {
        notices_said: language.t_with("case-notices", &[("count", (notices.len() as u64).into())]),
        notices,
        duties,
        open: assessment.into_iter().flat_map(|one| &one.open).map(OpenShown::new).collect(),
        latest: timeline(app, language, seen, LATEST),
        unreadable: seen.unreadable.clone(),
    }
}

fn whole_timeline(app: &App, language: Language, seen: &CaseSeen) -> Body {
    let count = seen.facts.iter().filter(|fact| fact.withdrawn.is_some()).count() as u64;
    let withdrawn = (count > 0).then(|| language.t_with("case-withdrawn-count", &[("count", count.into())]));
    Body::Timeline { events: timeline(app, language, seen, usize::MAX), withdrawn }
}

fn in_areas(app: &App, language: Language, seen: &CaseSeen, wanted: &[usize]) -> Body {
    let shows_letters = wanted.contains(&9);
    let letters = seen.timeline.iter().filter_map(|entry| match &entry.what {
        Happening::Letter { position, title } if shows_letters => Some(LetterLine {
            title: title.clone(),
            sent: language.date(entry.on),
            by: app.officers().name(&entry.by).to_owned(),
            href: format!("/sager/{}/breve/{position}", seen.number),
        }),
        _ => None,
    });
    let letters = letters.collect();
    let facts = FactNames::of(language, &seen.facts);
    let areas = seen.assessment.as_ref().map(|one| holds::areas(language, app.office().day(), one, wanted, &facts));
    Body::Areas { areas: areas.unwrap_or_default(), letters, shows_letters }
}

/// What happened last, so many of it.
fn timeline(app: &App, language: Language, seen: &CaseSeen, most: usize) -> Timeline {
    let event = |entry: &TimelineEntry| {
        let (title, text, href) = match &entry.what {
            Happening::Fact(line) => {
                let title =
                    line.fact.as_object().map_or_else(String::new, |fact| law::facts::headline(fact, language.into()));
                let withdrawn = line.withdrawn.as_ref().map(|(by, reason)| {
                    let by = app.officers().name(by).to_owned();
                    language.t_with("case-withdrawn", &[("by", by.into()), ("reason", reason.as_str().into())])
                });
                let href = hand_over::is_one(line).then(|| hand_over::href(seen.number.as_str(), &line.id));
                (title, withdrawn.unwrap_or_default(), href)
            }
            Happening::Note { text } => (language.t("case-note"), text.clone(), None),
            Happening::Letter { position, title } => {
                let href = format!("/sager/{}/breve/{position}", seen.number);
                (language.t_with("case-letter", &[("title", title.as_str().into())]), String::new(), Some(href))
            }
        };
        Event { title, day: entry.on, author: app.officers().name(&entry.by).to_owned(), text, href }
    };
    // The component shows what it is given last first.
    let mut events: Vec<Event> = seen.timeline.iter().take(most).map(event).collect();
    events.reverse();
    Timeline::new(language, events)
}

/// Writes a note in the case.
pub(crate) async fn write_note(
    State(app): State<App>,
    Path(case): Path<String>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let number = CaseNumber::parse(&case).map_err(|_| Trouble::NotFound)?;
    let text = posted.get("text").to_owned();
    let command = WriteNote { case: number, text: text.clone() };
    let purpose = role_words::purpose(posted.session.officer.role);
    let (owner, name) = (posted.session.officer.id.clone(), note_paper(&case));
    let once = forms::once_of("note", posted.get("token"), &[&case, &text])?;
    let Ok(()) = app.act_once(&posted.session, purpose, command, once, |()| ()).await? else {
        let now = Timestamp::now();
        app.with_journal(move |journal| journal.put_paper(&owner, &name, &storable(&text), Expected::Any, now)).await?;
        return Ok(see_other(&format!("/sager/{case}?fejl=note#note")));
    };
    app.with_journal(move |journal| journal.delete_paper(&owner, &name)).await?;
    Ok(see_other(&format!("/sager/{case}?gemt=note")))
}

/// The working paper of a note that was refused.
fn note_paper(case: &str) -> String {
    format!("note/{case}")
}

/// What a working paper can hold of a text: no NUL, and no more than it takes.
fn storable(text: &str) -> String {
    let text = text.replace('\0', "");
    text[..text.floor_char_boundary(PAPER_BYTES_MAX)].to_owned()
}

/// The note that was refused on the page before, so that nobody types it again.
async fn refused_note(app: &App, session: &Session, query: &Query, case: &str) -> Result<Option<String>, Trouble> {
    if query.get("fejl") != Some("note") {
        return Ok(None);
    }
    let (owner, name) = (session.officer.id.clone(), note_paper(case));
    let paper = app.with_journal(move |journal| journal.paper(&owner, &name)).await?;
    Ok(paper.map(|paper| paper.content))
}
