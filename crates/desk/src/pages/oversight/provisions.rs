//! What became of every duty: a line for each provision, by municipality, by ground and by month.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::questions::{Compliance, ComplianceFigures, DutyFigure};
use jiff::civil::Date;
use oversight::compliance::Outcome;
use oversight::compliance::figures::Tally;

use super::{Opening, PageTab, Part, may_open, municipality, opening, panel, period, scope, tabs};
use crate::app::App;
use crate::components::{
    Chart, Column, Few, FilterPanel, ListState, Point, Query, Shape, ShareBar, Sort, Stack, StackedLines, TileClass,
    TileMap, TileValue,
};
use crate::frame::{self, Frame, Trouble};
use crate::role_words;
use crate::session::Session;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/oversight/provisions.html")]
struct ProvisionsPage {
    frame: Frame,
    tabs: Vec<PageTab>,
    panel: FilterPanel,
    conclusion: String,
    notes: Vec<String>,
    list: ListState,
    rows: Vec<Row>,
    /// Duties that nobody had in the period, told where there are any.
    without: Option<String>,
    parts: Vec<PartTable>,
    chart: Chart,
    /// What became of each duty, as bars.
    bars: StackedLines,
    /// For those who see more than one municipality.
    map: Option<TileMap>,
    method: String,
    csv: String,
    xlsx: String,
}

/// A line of figures.
struct Row {
    label: String,
    sub: String,
    href: Option<String>,
    due: Opening,
    share: ShareBar,
    in_time: Opening,
    late: Opening,
    missing: Opening,
    excused: Opening,
    undecidable: Opening,
    others: Opening,
}

/// A break-down.
struct PartTable {
    title: String,
    head: String,
    rows: Vec<Row>,
}

/// The figures.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let today = app.office().day();
    let scope = scope(&query, today);
    let figures = app.ask(&session, role_words::purpose(session.officer.role), Compliance { scope }).await?;
    let panel =
        panel(language, &query, &session, today, &[Part::Period, Part::Municipality, Part::Ground, Part::Bearer]);
    let columns = columns(language);
    let sort = Sort::asked(&query, &columns).unwrap_or(Sort { by: "bestemmelse", is_descending: false });
    let period = period(language, &scope);
    let mut filters = vec![period.clone()];
    filters.extend(panel.said());
    let mut duties: Vec<&DutyFigure> = figures.duties.iter().filter(|duty| duty.total > 0).collect();
    sorted(&mut duties, sort);
    let without = (figures.duties.len() - duties.len()) as u64;
    let total = language.t_with("oversight-duties", &[("count", (duties.len() as u64).into())]);
    let view = Seeing { language, query: &query, session: &session };
    let list = ListState { language, total, filters: filters.clone(), sort, columns, query: query.clone() };
    let method = method(language, &figures, &scope);
    let page = ProvisionsPage {
        tabs: tabs(language, &query, session.officer.role),
        conclusion: conclusion(language, &figures, &period),
        notes: notes(language, &figures, &session),
        rows: duties.iter().map(|duty| view.duty(duty)).collect(),
        without: (without > 0).then(|| language.t_with("oversight-without", &[("count", without.into())])),
        parts: view.parts(&figures),
        bars: bars(language, &duties),
        chart: chart(language, &figures),
        map: map(language, &figures),
        csv: super::super::export::href(&query, "/tilsyn.csv"),
        xlsx: super::super::export::href(&query, "/tilsyn.xlsx"),
        frame: frame.titled(language.t("oversight-title")).method(method.clone()).filter(filters.join(", ")),
        panel,
        list,
        method,
    };
    let status = if page.panel.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame::page_with(status, &page)
}

fn columns(language: Language) -> Vec<Column> {
    let number = |key, label: &str| Column::sortable(key, language.t(label)).numeric();
    vec![
        Column::sortable("bestemmelse", language.t("oversight-duty")),
        number("forfaldne", "outcome-due"),
        Column::sortable("andel", language.t("oversight-share-in-time")),
        number("sent", "outcome-late"),
        number("mangler", "outcome-missing"),
        number("bortfaldet", "outcome-excused"),
        number("uafgjort", "outcome-undecidable"),
        Column::plain(language.t("oversight-others")).numeric(),
    ]
}

fn sorted(duties: &mut [&DutyFigure], sort: Sort) {
    let key = |duty: &DutyFigure| match sort.by {
        "forfaldne" => duty.due as f64,
        // What has no share is neither the best nor the worst: it stands behind both.
        "andel" => duty.share_in_time.unwrap_or(if sort.is_descending { -1.0 } else { 2.0 }),
        "sent" => duty.tally.late as f64,
        "mangler" => duty.tally.missing as f64,
        "bortfaldet" => duty.tally.excused as f64,
        "uafgjort" => duty.tally.undecidable as f64,
        _ => 0.0,
    };
    if sort.by == "bestemmelse" {
        duties.sort_by(|a, b| (a.provision, &a.duty).cmp(&(b.provision, &b.duty)));
        if sort.is_descending {
            duties.reverse();
        }
        return;
    }
    duties.sort_by(|a, b| if sort.is_descending { key(b).total_cmp(&key(a)) } else { key(a).total_cmp(&key(b)) });
}

/// What a line needs to know of the page.
struct Seeing<'a> {
    language: Language,
    query: &'a Query,
    session: &'a Session,
}

impl Seeing<'_> {
    fn duty(&self, duty: &DutyFigure) -> Row {
        let there = self.there().with("pligt", &duty.duty);
        let words = if self.language == Language::Danish { duty.words[0] } else { duty.words[1] };
        let bearer = duty.bearer.words().text(self.language.into());
        self.row(words.to_owned(), format!("{} · {bearer}", duty.provision), Some(&there), &duty.tally, duty.few)
    }

    /// The list of cases, narrowed as the page is.
    fn there(&self) -> Query {
        let kept = self.query.without("side").without("sorter");
        kept.parameters().fold(Query::of("/tilsyn/sager"), |there, (name, value)| there.with(name, value))
    }

    fn row(&self, label: String, sub: String, there: Option<&Query>, tally: &Tally, is_few: bool) -> Row {
        let to = |outcome: Outcome| {
            let number = tally.of(outcome);
            let Some(there) = there else { return opening(self.language, self.session, number, String::new) };
            opening(self.language, self.session, number, || there.with("udfald", outcome.key()).href())
        };
        let others = tally.not_yet_due + tally.done_without_date + tally.open_without_date;
        let plain = |number| {
            let shown = opening(self.language, self.session, number, String::new);
            Opening { href: None, ..shown }
        };
        let href = there.filter(|_| may_open(self.session)).map(Query::href);
        Row {
            label,
            sub,
            href,
            due: plain(tally.due()),
            share: ShareBar { language: self.language, share: tally.share_in_time(), few: is_few.then_some(Few::Due) },
            in_time: to(Outcome::InTime),
            late: to(Outcome::Late),
            missing: to(Outcome::Missing),
            excused: to(Outcome::Excused),
            undecidable: to(Outcome::Undecidable),
            others: plain(others),
        }
    }

    fn parts(&self, figures: &ComplianceFigures) -> Vec<PartTable> {
        let language = self.language;
        let municipalities = figures.municipalities.iter().map(|part| {
            let there = part.of.map(|code| self.there().with("kommune", &code.to_string()));
            self.row(municipality(language, part.of), String::new(), there.as_ref(), &part.tally, part.few)
        });
        let grounds = figures.grounds.iter().filter(|part| part.total > 0).map(|part| {
            let there = self.there().with("grundlag", part.of.key());
            self.row(language.t(super::ground_key(part.of)), String::new(), Some(&there), &part.tally, part.few)
        });
        vec![
            PartTable {
                title: language.t("oversight-by-ground"),
                head: language.t("oversight-ground"),
                rows: grounds.collect(),
            },
            PartTable {
                title: language.t("oversight-by-municipality"),
                head: language.t("work-municipality"),
                rows: municipalities.collect(),
            },
        ]
    }
}

fn conclusion(language: Language, figures: &ComplianceFigures, period: &str) -> String {
    let all = &figures.all;
    let Some(share) = all.share_in_time() else {
        return language.t_with("oversight-none-due", &[("period", period.into())]);
    };
    language.t_with(
        "oversight-conclusion",
        &[
            ("period", period.into()),
            ("due", all.due().into()),
            ("share", language.percent(share).into()),
            ("late", all.late.into()),
            ("missing", all.missing.into()),
        ],
    )
}

/// What a reader must know before trusting the figures.
fn notes(language: Language, figures: &ComplianceFigures, session: &Session) -> Vec<String> {
    let excluded = figures.excluded;
    let mut notes = vec![language.t_with(
        "oversight-excluded",
        &[
            ("cases", excluded.cases.into()),
            ("unreadable", excluded.unreadable_cases.into()),
            ("outside", excluded.outside_filter.into()),
        ],
    )];
    if excluded.moved_away > 0 {
        notes.push(language.t_with("oversight-moved-away", &[("count", excluded.moved_away.into())]));
    }
    if excluded.under_another_municipality > 0 {
        notes.push(language.t_with("oversight-elsewhere", &[("count", excluded.under_another_municipality.into())]));
    }
    if figures.duties.iter().any(|duty| duty.few) {
        notes.push(language.t("oversight-few"));
    }
    if !may_open(session) {
        notes.push(language.t("oversight-hidden-note"));
    }
    notes
}

/// What was counted, how, as of which day, as known when.
pub(super) fn method(
    language: Language,
    figures: &ComplianceFigures,
    scope: &oversight::compliance::figures::Scope,
) -> String {
    language.t_with(
        "oversight-method",
        &[
            ("on", language.date(figures.on).into()),
            ("known", figures.known.into()),
            ("period", period(language, scope).into()),
        ],
    )
}

/// The classes of the map: a share in time, from where.
const CLASSES: [f64; 5] = [0.0, 0.6, 0.75, 0.85, 0.95];

/// The share in time of each municipality; none where only one is seen. Only those with at least 20 duties due are compared.
fn map(language: Language, figures: &ComplianceFigures) -> Option<TileMap> {
    let values = figures.municipalities.iter().filter_map(|part| {
        let (municipality, value) = (part.of?, part.share_in_time?);
        let short = format!("{} %", language.decimal(value * 100.0, 0));
        Some(TileValue { municipality, value, says: language.percent(value), short, is_few: part.few })
    });
    let values: Vec<TileValue> = values.collect();
    if values.len() < 2 {
        return None;
    }
    let compared: Vec<&TileValue> = values.iter().filter(|value| !value.is_few).collect();
    let least = compared.iter().min_by(|a, b| a.value.total_cmp(&b.value));
    let most = compared.iter().max_by(|a, b| a.value.total_cmp(&b.value));
    let few = (values.len() - compared.len()) as u64;
    let conclusion = least.zip(most).map_or_else(
        || language.t_with("oversight-map-all-few", &[("few", few.into())]),
        |(least, most)| {
            let name = |of: &TileValue| municipality(language, Some(of.municipality));
            language.t_with(
                "oversight-map-said",
                &[
                    ("count", (compared.len() as u64).into()),
                    ("least", least.says.clone().into()),
                    ("in", name(least).into()),
                    ("most", most.says.clone().into()),
                    ("at", name(most).into()),
                    ("few", few.into()),
                ],
            )
        },
    );
    let classes = CLASSES.map(|from| TileClass {
        from,
        label: language.t_with("oversight-map-class", &[("from", language.percent(from).into())]),
    });
    Some(TileMap {
        language,
        id: "municipalities",
        title: language.t("oversight-by-municipality"),
        conclusion,
        head: language.t("oversight-share-in-time"),
        classes: classes.into(),
        values,
        few: language.t("oversight-map-few"),
    })
}

/// The outcomes that a bar is parted into.
const PARTS: [Outcome; 5] = [Outcome::InTime, Outcome::Late, Outcome::Missing, Outcome::Excused, Outcome::Undecidable];

/// What became of each duty, in the order of the list.
fn bars(language: Language, duties: &[&DutyFigure]) -> StackedLines {
    let name = |duty: &DutyFigure| {
        let words = if language == Language::Danish { duty.words[0] } else { duty.words[1] };
        format!("{} {words}", duty.provision)
    };
    let line =
        |duty: &&DutyFigure| Stack { label: name(duty), counts: PARTS.map(|outcome| duty.tally.of(outcome)).into() };
    let missing = |duty: &DutyFigure| duty.tally.missing as f64 / duty.due.max(1) as f64;
    let compared = duties.iter().filter(|duty| duty.due > 0 && !duty.few);
    let worst = compared.max_by(|a, b| missing(a).total_cmp(&missing(b))).filter(|worst| worst.tally.missing > 0);
    let conclusion = worst.map_or_else(
        || language.t("oversight-bars-none"),
        |worst| {
            let values = [
                ("duty", name(worst).into()),
                ("share", language.percent(missing(worst)).into()),
                ("missing", worst.tally.missing.into()),
                ("due", worst.due.into()),
            ];
            language.t_with("oversight-bars-said", &values)
        },
    );
    StackedLines {
        language,
        id: "outcomes",
        title: language.t("oversight-bars"),
        conclusion,
        head: language.t("oversight-duty"),
        parts: PARTS.map(|outcome| language.t(super::cases::outcome_key(outcome))).into(),
        lines: duties.iter().map(line).collect(),
    }
}

/// A month in words: `2026-01` is "januar 2026".
fn month(language: Language, month: &str) -> String {
    let first: Option<Date> = format!("{month}-01").parse().ok();
    first.map_or_else(
        || month.to_owned(),
        |day| format!("{} {}", law::words::month_of(day).text(language.into()), day.year()),
    )
}

fn chart(language: Language, figures: &ComplianceFigures) -> Chart {
    let points: Vec<Point> = figures
        .months
        .iter()
        .filter_map(|month| {
            let share = month.share_in_time?;
            let (said, due) = (language.percent(share), language.count(month.due));
            let label = self::month(language, &month.of);
            Some(Point {
                share,
                says: format!("{label}: {said} ({due})"),
                cells: vec![label.clone(), due, said, language.count(month.tally.missing)],
                label,
            })
        })
        .collect();
    let shares = figures.months.iter().filter_map(|month| month.share_in_time.map(|share| (share, &month.of)));
    let least = shares.clone().min_by(|a, b| a.0.total_cmp(&b.0));
    let most = shares.max_by(|a, b| a.0.total_cmp(&b.0));
    let conclusion = least.zip(most).map_or_else(String::new, |((least, at_least), (most, at_most))| {
        language.t_with(
            "oversight-months-conclusion",
            &[
                ("least", language.percent(least).into()),
                ("in", month(language, at_least).into()),
                ("most", language.percent(most).into()),
                ("at", month(language, at_most).into()),
            ],
        )
    });
    Chart {
        language,
        id: "months",
        title: language.t("oversight-by-month"),
        conclusion,
        shape: Shape::Line,
        heads: vec![
            language.t("oversight-month"),
            language.t("outcome-due"),
            language.t("oversight-share-in-time"),
            language.t("outcome-missing"),
        ],
        points,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_told_in_words() {
        assert_eq!(month(Language::Danish, "2026-01"), "januar 2026");
        assert_eq!(month(Language::English, "2026-12"), "December 2026");
    }
}
