//! With and without: how many persons in a programme have, or lack, what the Act wants there to be, municipality by municipality.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::questions::{MunicipalityPairs, Pair, WithAndWithout};

use super::{Opening, PageTab, municipality, opening, tabs, with_rounding};
use crate::app::App;
use crate::components::{Few, Query, ShareBar};
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
    /// All municipalities together, where there are several.
    total: Option<Row>,
    conclusion: Option<String>,
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
    let rows = figures.municipalities.iter().map(|line| {
        let name = municipality(language, line.municipality);
        let there = Query::of("/sager");
        let there = line.municipality.map_or(there.clone(), |code| there.with("kommune", &code.to_string()));
        row(language, &session, name, &there, line.in_programme, &line.pairs)
    });
    let (in_programme, all) = total(&figures.municipalities);
    let whole = row(language, &session, language.t("oversight-total"), &Query::of("/sager"), in_programme, &all);
    let said = language.t_with(
        "oversight-said",
        &[("filter", language.t("list-no-filter").into()), ("on", language.date(figures.on).into())],
    );
    frame::page(&PairsPage {
        tabs: tabs(language, &query, session.officer.role),
        said: with_rounding(language, said, figures.rounded, 0),
        heads: Pair::ALL.into_iter().map(|pair| language.t(pair_key(pair))).collect(),
        rows: rows.collect(),
        total: (figures.municipalities.len() > 1).then_some(whole),
        conclusion: conclusion(language, in_programme, &all),
        excluded: language.t_with("cases-unreadable", &[("count", figures.unreadable_cases.into())]),
        frame: frame.titled(language.t("oversight-pairs")).method(language.t("cases-method")),
    })
}

/// Persons with and without each pair.
type Counts = Vec<(Pair, u64, u64)>;

/// All municipalities together. Where their numbers are rounded, so is their sum.
fn total(lines: &[MunicipalityPairs]) -> (u64, Counts) {
    let of = |pair: Pair| {
        let counts = lines.iter().flat_map(|line| &line.pairs).filter(|(of, ..)| *of == pair);
        counts.fold((pair, 0, 0), |(pair, with, without), (_, w, o)| (pair, with + w, without + o))
    };
    (lines.iter().map(|line| line.in_programme).sum(), Pair::ALL.into_iter().map(of).collect())
}

/// What most lack; none where nobody is in a programme.
fn conclusion(language: Language, in_programme: u64, all: &[(Pair, u64, u64)]) -> Option<String> {
    let (pair, with, without) =
        all.iter().filter(|(_, with, without)| with + without > 0).max_by_key(|(.., without)| *without)?;
    let share = *without as f64 / (with + without) as f64;
    let values = [
        ("count", in_programme.into()),
        ("without", (*without).into()),
        ("share", language.percent(share).into()),
        ("what", language.t(pair_key(*pair)).into()),
    ];
    Some(language.t_with("oversight-pairs-conclusion", &values))
}

fn row(
    language: Language,
    session: &Session,
    name: String,
    there: &Query,
    in_programme: u64,
    pairs: &[(Pair, u64, u64)],
) -> Row {
    let cells = pairs.iter().map(|(pair, with, without)| {
        let of = with + without;
        let label = language.t(pair_key(*pair));
        Cell {
            share: ShareBar {
                language,
                share: (of > 0).then(|| *with as f64 / of as f64),
                few: (1..20).contains(&of).then_some(Few::Persons),
            },
            without: opening(language, session, *without, || there.with("uden", pair.key()).href()),
            label: language.t_with("cases-without", &[("what", label.into())]),
        }
    });
    Row { municipality: name, in_programme: language.count(in_programme), cells: cells.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_sums_every_municipality_and_the_conclusion_names_what_most_lack() {
        let line = |with, without| MunicipalityPairs {
            municipality: None,
            in_programme: with + without,
            pairs: vec![(Pair::Contract, with, without), (Pair::Goal, with - 1, without + 1)],
        };
        let (in_programme, all) = total(&[line(30, 10), line(5, 5)]);
        assert_eq!(in_programme, 50);
        assert_eq!(all[..2], [(Pair::Contract, 35, 15), (Pair::Goal, 33, 17)]);
        let said = conclusion(Language::Danish, in_programme, &all).expect("persons");
        assert!(said.contains("50") && said.contains("17") && said.contains("34,0 %"), "{said}");
        assert!(said.contains("mål i kontrakten"), "{said}");
        assert_eq!(conclusion(Language::Danish, 0, &total(&[]).1), None);
    }
}
