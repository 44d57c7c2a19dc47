//! With and without: how many persons in a programme have, or lack, what the Act wants there to be, municipality by municipality.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::questions::{MunicipalityPairs, Pair, WithAndWithout};

use super::{Opening, PageTab, municipality, opening, tabs, with_rounding};
use crate::app::App;
use crate::components::{Query, ShareBar};
use crate::frame::{self, Frame, Trouble};
use crate::pages::cases::pair_key;
use crate::role_words;
use crate::session::Session;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/oversight/pairs.html")]
struct PairsPage {
    frame: Frame,
    tabs: Vec<PageTab>,
    said: String,
    heads: Vec<String>,
    rows: Vec<Row>,
    excluded: String,
}

struct Row {
    municipality: String,
    in_programme: String,
    cells: Vec<Cell>,
}

/// One pair of one municipality.
struct Cell {
    share: ShareBar,
    without: Opening,
    label: String,
}

/// The lists.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let figures = app.ask(&session, role_words::purpose(session.officer.role), WithAndWithout).await?;
    let rows = figures.municipalities.iter().map(|line| row(language, &session, line));
    let said = language.t_with(
        "oversight-said",
        &[("filter", language.t("list-no-filter").into()), ("on", language.date(figures.on).into())],
    );
    frame::page(&PairsPage {
        tabs: tabs(language, &query, session.officer.role),
        said: with_rounding(language, said, figures.rounded, 0),
        heads: Pair::ALL.into_iter().map(|pair| language.t(pair_key(pair))).collect(),
        rows: rows.collect(),
        excluded: language.t_with("cases-unreadable", &[("count", figures.unreadable_cases.into())]),
        frame: frame.titled(language.t("oversight-pairs")).method(language.t("cases-method")),
    })
}

fn row(language: Language, session: &Session, line: &MunicipalityPairs) -> Row {
    let cells = line.pairs.iter().map(|(pair, with, without)| {
        let of = with + without;
        let there = Query::of("/sager").with("uden", pair.key());
        let there = line.municipality.map_or(there.clone(), |code| there.with("kommune", &code.to_string()));
        let label = language.t(pair_key(*pair));
        Cell {
            share: ShareBar {
                language,
                share: (of > 0).then(|| *with as f64 / of as f64),
                is_few: (1..20).contains(&of),
            },
            without: opening(language, session, *without, || there.href()),
            label: language.t_with("cases-without", &[("what", label.into())]),
        }
    });
    Row {
        municipality: municipality(language, line.municipality),
        in_programme: language.count(line.in_programme),
        cells: cells.collect(),
    }
}
