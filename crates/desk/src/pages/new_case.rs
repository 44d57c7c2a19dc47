//! Opening a case for somebody of the alien register: what the registers tell is fetched and cannot be changed here, the rest is asked.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::commands::{ExistingCase, OpenCase};
use casework::forms::Typed;
use casework::questions::{NewCase, NewCaseSeen, Source};

use crate::app::{App, Rejected};
use crate::components::{ErrorSummary, Query, WhyWeAsk};
use crate::frame::{self, FieldTrouble, Frame, Trouble, see_other};
use crate::pages::forms::shown::{self, FactShown, SectionShown};
use crate::pages::forms::typed;
use crate::posted::Posted;
use crate::role_words;
use crate::session::Session;

#[derive(Template)]
#[template(path = "pages/new_case.html")]
struct Page {
    frame: Frame,
    asked: String,
    found: Option<Found>,
    /// Nobody is found, or nobody whom the officer's authority may open a case for.
    is_not_found: bool,
}

struct Found {
    person: String,
    name: String,
    has_case: Option<String>,
    /// Another authority has the person's case.
    is_elsewhere: bool,
    fetched: Vec<(FactShown, String)>,
    why: Option<WhyWeAsk>,
    errors: ErrorSummary,
    sections: Vec<SectionShown>,
}

/// Asks for the person, or shows what a case for them begins with.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let query = Query::of(&frame.path);
    let Some(person) = query.get("person").map(|person| person.trim().to_owned()) else {
        return render(frame, String::new(), Ok(None));
    };
    let asked = NewCase { person: person.clone(), typed: None, language: frame.language.into() };
    match app.ask(&session, role_words::purpose(session.officer.role), asked).await {
        Ok(seen) => render(frame, person, Ok(Some((seen, Vec::new())))),
        Err(Trouble::NotFound) => render(frame, person, Err(())),
        Err(trouble) => Err(trouble),
    }
}

/// Opens the case and leads to it; to the one there is, where somebody was first.
pub(crate) async fn open(frame: Frame, State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let (session, language) = (&posted.session, frame.language);
    let purpose = role_words::purpose(session.officer.role);
    let person = posted.get("person").to_owned();
    let typed: Typed = typed(&posted);
    let asked = NewCase { person: person.clone(), typed: Some(typed), language: language.into() };
    let seen = app.ask(session, purpose, asked).await?;
    match &seen.existing {
        Some(ExistingCase::Seen(case)) => return Ok(see_other(&format!("/sager/{case}"))),
        Some(ExistingCase::Elsewhere) => return render(frame, person, Ok(Some((seen, Vec::new())))),
        None => {}
    }
    let facts = match &seen.facts {
        Ok(facts) => facts.clone(),
        Err(problems) => {
            let troubles = shown::troubles(language, problems, &seen.sections);
            return render(frame, person, Ok(Some((seen, troubles))));
        }
    };
    match app.act(session, purpose, OpenCase { persons: vec![person.clone()], facts }).await? {
        Ok(case) => Ok(see_other(&format!("/sager/{case}"))),
        Err(Rejected::Invalid(problems)) => {
            let troubles = shown::troubles(language, &problems, &seen.sections);
            render(frame, person, Ok(Some((seen, troubles))))
        }
        Err(Rejected::ChangedMeanwhile(_)) => Err(Trouble::Conflict),
    }
}

type Shown = Result<Option<(NewCaseSeen, Vec<FieldTrouble>)>, ()>;

fn render(frame: Frame, asked: String, seen: Shown) -> Result<Response, Trouble> {
    let language = frame.language;
    let is_not_found = seen.is_err();
    let found = seen.ok().flatten().map(|(seen, errors)| {
        let errors = ErrorSummary { language, errors };
        let source = |source: Source| match source {
            Source::Alien => language.t("open-case-alien-register"),
            Source::Civil => language.t("open-case-civil-register"),
        };
        Found {
            is_elsewhere: seen.existing == Some(ExistingCase::Elsewhere),
            has_case: match &seen.existing {
                Some(ExistingCase::Seen(case)) => Some(case.to_string()),
                Some(ExistingCase::Elsewhere) | None => None,
            },
            fetched: (seen.fetched.iter()).map(|one| (shown::fact(language, &one.fact), source(one.source))).collect(),
            why: seen.form.provision.map(|provision| WhyWeAsk {
                language,
                about: String::new(),
                reason: seen.form.why.text(language.into()).to_owned(),
                provision: provision.citation().to_owned(),
            }),
            sections: seen.sections.iter().map(|section| SectionShown::new(language, section, &errors)).collect(),
            errors,
            person: seen.person,
            name: seen.name,
        }
    });
    let is_wrong = found.as_ref().is_some_and(|found| !found.errors.errors.is_empty());
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = language.t("open-case-title");
    let frame = frame.titled(title).below(language.t("cases-title"), "/sager");
    frame::page_with(status, &Page { frame, asked, found, is_not_found })
}
