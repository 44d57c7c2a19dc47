//! Finding a person or a case: one field, and the same words for what is not there and what is not for the asker.

pub(crate) mod address;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::access::Sight;
use casework::find::holds_cpr_number;
use casework::office::Purpose;
use casework::questions::{Find, FoundPerson, Hits};

use crate::app::App;
use crate::components::Query;
use crate::frame::{self, Frame, Trouble};
use crate::posted::Posted;
use crate::session::Session;
use crate::texts::Language;

/// Most persons shown.
const MOST: usize = 20;
/// Longest text looked for, in characters: more is not a name.
const TYPED_MAX: usize = 200;

#[derive(Template)]
#[template(path = "pages/find.html")]
struct FindPage {
    frame: Frame,
    typed: String,
    /// What the search came to; none before anything is typed.
    said: Option<String>,
    /// What to do when nothing was found.
    advice: String,
    rows: Vec<Row>,
}

impl FindPage {
    fn of_nothing(frame: Frame, advice: String) -> Self {
        let title = frame.t("find-title");
        Self { frame: frame.titled(title), typed: String::new(), said: None, advice, rows: Vec::new() }
    }
}

struct Row {
    name: String,
    born: String,
    cpr: String,
    person_id: String,
    is_protected: bool,
    /// The first case that the asker may read.
    href: Option<String>,
    cases: Vec<CaseLink>,
    /// Where a case is opened for the person.
    open_case: Option<String>,
    /// Where the address is asked for, by those who read no case.
    address: Option<String>,
}

struct CaseLink {
    number: String,
    /// The address, where the asker may read the case.
    href: Option<String>,
    assigned: String,
}

/// The page, with what was found where the address names it. A CPR number is not taken from an address: browsers and servers on the way keep
/// those.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let typed = Query::of(&frame.path).get("q").unwrap_or_default().to_owned();
    if holds_cpr_number(&typed) {
        let advice = frame.t("find-advice-not-in-address");
        return frame::page(&FindPage::of_nothing(frame, advice));
    }
    find(frame, &session, &app, &typed).await
}

/// What was found by what was typed into the field.
pub(crate) async fn search(frame: Frame, State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    find(frame, &posted.session, &app, posted.get("q")).await
}

async fn find(frame: Frame, session: &Session, app: &App, typed: &str) -> Result<Response, Trouble> {
    let language = frame.language;
    let typed: String = typed.chars().take(TYPED_MAX).collect();
    if typed.trim().is_empty() {
        return frame::page(&FindPage::of_nothing(frame, language.t("find-how")));
    }
    let title = language.t("find-title");
    let asked = Find { typed: typed.clone(), most: MOST };
    let hits = app.ask(session, Purpose::LookingUp, asked).await?;
    let said = Some(said(language, &hits));
    let advice = language.t(advice_key(&hits));
    let rows = hits.persons.into_iter().map(|person| row(app, language, person)).collect();
    frame::page(&FindPage { frame: frame.titled(title), typed, said, advice, rows })
}

fn said(language: Language, hits: &Hits) -> String {
    let count = hits.persons.len() as u64;
    let key = if hits.more { "find-more" } else { "find-count" };
    language.t_with(key, &[("count", count.into())])
}

/// What to do next: it depends on how the text was read, never on whether somebody hidden was there.
fn advice_key(hits: &Hits) -> &'static str {
    match hits.read_as {
        "wrong-cpr" => "find-advice-wrong-cpr",
        "wrong-date" => "find-advice-wrong-date",
        "born" => "find-advice-born",
        "name" => "find-advice-name",
        _ => "find-advice-number",
    }
}

fn row(app: &App, language: Language, person: FoundPerson) -> Row {
    let born = person.born.map_or_else(
        || language.t("case-born-unknown"),
        |born| born.day().map_or_else(|| born.to_string(), |day| language.date(day)),
    );
    let cases = person.cases.into_iter().map(|case| CaseLink {
        href: (case.sight == Sight::Content).then(|| {
            let of_person = Query::of(&format!("/sager/{}", case.number));
            person.person_id.as_deref().map_or(of_person.clone(), |id| of_person.with("person", id)).href()
        }),
        number: case.number.to_string(),
        assigned: app.officers().in_charge(language, case.assigned.as_deref()),
    });
    let cases: Vec<CaseLink> = cases.collect();
    Row {
        href: cases.iter().find_map(|case| case.href.clone()),
        cases,
        name: person.name,
        born,
        cpr: person.cpr.unwrap_or_else(|| language.t("case-not-coupled")),
        open_case: person
            .person_id
            .as_deref()
            .filter(|_| person.may_open_case)
            .map(|id| Query::of("/sager/aabn").with("person", id).href()),
        address: person.person_id.as_deref().filter(|_| person.may_ask_address).map(|id| format!("/find/{id}/adresse")),
        person_id: person.person_id.unwrap_or_default(),
        is_protected: person.is_protected,
    }
}
