//! Every part that pages are built of, on one page in the frame, with made-up content: to look at, and for the browser
//! tests to check. `cargo run -p desk --example gallery -- 127.0.0.1:8431`

use askama::Template;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use desk::components::{
    Badge, Bin, Chart, Choice, Column, Difference, EmptyState, ErrorSummary, Event, FieldKind, FilterField,
    FilterPanel, FormField, Histogram, Limit, ListState, MaskedCpr, Pagination, Point, Query, RelativeDate, Shape,
    Sort, Stack, StackedBars, StackedLines, Step, StepIndicator, StepState, SummaryList, Tab, Tabs, TileClass, TileMap,
    TileValue, Timeline, Tone, WeightBar, WhyWeAsk,
};
use desk::frame::{self, Alert, FieldTrouble, Frame, NavItem, Trouble, Visitor, Who};
use desk::texts::Language;
use jiff::civil::{Date, date};
use vocabulary::{CprNumber, Municipality};

const TODAY: Date = date(2026, 5, 15);

#[derive(Template)]
#[template(path = "../examples/gallery.html")]
struct Gallery {
    frame: Frame,
    tabs: Tabs,
    filter: FilterPanel,
    list: ListState,
    rows: Vec<Row>,
    pages: Pagination,
    differences: Vec<String>,
    weights: Vec<WeightBar>,
    bars: Chart,
    line: Chart,
    stacked: StackedBars,
    lines: StackedLines,
    ages: Histogram,
    map: TileMap,
    timeline: Timeline,
    summary: SummaryList,
    steps: StepIndicator,
    errors: ErrorSummary,
    fields: Vec<FormField>,
    why: WhyWeAsk,
    empty: EmptyState,
}

struct Row {
    duty: &'static str,
    cpr: MaskedCpr,
    due: RelativeDate,
    state: Badge,
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8431".to_owned());
    let listener = tokio::net::TcpListener::bind(&address).await?;
    eprintln!("http://{}/", listener.local_addr()?);
    let routes = Router::new().route("/", get(show));
    axum::serve(listener, frame::protect(frame::dress(routes).layer(Extension(visitor())))).await
}

fn visitor() -> Visitor {
    let item = |href: &str, count| NavItem { key: "nights-title", href: href.into(), count };
    let who = Who { user: "Anna Prøve".into(), role: "sagsbehandler".into(), authority: "Prøveby Kommune".into() };
    Visitor {
        who: Some(who),
        navigation: vec![item("/", Some(1234)), item("/andet", None)],
        csrf: "prøve".into(),
        behind_since: None,
        may_find: true,
    }
}

async fn show(frame: Frame) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let filter = filter(language, &query);
    let errors = vec![FieldTrouble { field: "day".into(), text: "Skriv en dato, der findes, som 12.05.2026".into() }];
    let errors = ErrorSummary { language, errors };
    let frame = frame
        .titled("Pligter og andre dele")
        .below("Forside", "/")
        .method("Opdigtet indhold")
        .alert(
            Alert::new(Tone::Success, "Pligten er lukket", "Den er flyttet til sagens historik.")
                .with_undo("/", "Fortryd lukning"),
        )
        .alert(Alert::new(Tone::Info, "Nye satser fra 1. januar", "Sager efter den dag bruger dem."))
        .alert(Alert::new(Tone::Warning, "Tre pligter forfalder i morgen", ""));
    frame::page(&Gallery {
        tabs: tabs(),
        list: list(language, query.clone(), filter.said()),
        rows: rows(language),
        pages: Pagination::new(language, query, 1200, 50),
        differences: [Difference::Same, Difference::Near, Difference::Different, Difference::Unknown]
            .map(|difference| difference.mark(language))
            .into(),
        weights: [9_300, 1_200, -4_700]
            .map(|millibits| WeightBar { language, millibits, most_millibits: 10_000 })
            .into(),
        bars: chart(language, "bars", Shape::Bars),
        line: chart(language, "line", Shape::LineWithTarget(0.9)),
        stacked: stacked(language),
        lines: lines(language),
        ages: ages(language),
        map: map(language),
        timeline: timeline(language),
        summary: SummaryList::new([
            ("Afgørelse".into(), "Nedsættelse af ydelsen".into()),
            ("Virkning fra".into(), language.date(date(2026, 6, 1))),
        ]),
        steps: steps(language),
        fields: fields(language, &errors),
        errors,
        why: WhyWeAsk {
            language,
            about: String::new(),
            reason: "Svaret afgør, hvornår opfølgningen skal holdes.".into(),
            provision: "integrationsloven § 20".into(),
        },
        empty: EmptyState {
            heading: "Ingen overskredne frister".into(),
            text: format!("Næste frist er {}.", language.date(date(2026, 5, 20))),
            action: Some(("Se alle frister".into(), "/".into())),
        },
        filter,
        frame,
    })
}

fn tabs() -> Tabs {
    let tab = |label: &str, is_current| Tab { label: label.into(), href: "/".into(), is_current };
    Tabs { label: "Personen".into(), tabs: vec![tab("Overblik", true), tab("Pligter", false), tab("Historik", false)] }
}

fn filter(language: Language, query: &Query) -> FilterPanel {
    let choice = |value: &str, label: &str| Choice { value: value.into(), label: label.into() };
    let choices = vec![choice("751", "Aarhus"), choice("461", "Odense")];
    let fields = vec![
        FilterField { name: "kommune", label: "Kommune".into(), choices },
        FilterField { name: "navn", label: "Navn".into(), choices: Vec::new() },
    ];
    FilterPanel { language, query: query.clone(), fields, errors: Vec::new() }
}

fn list(language: Language, query: Query, filters: Vec<String>) -> ListState {
    let columns = vec![
        Column::sortable("pligt", "Pligt"),
        Column::plain("Person"),
        Column::sortable("frist", "Frist"),
        Column::plain("Status"),
    ];
    let sort = Sort::asked(&query, &columns).unwrap_or(Sort { by: "frist", is_descending: false });
    ListState { language, total: "1.200 pligter".into(), filters, sort, columns, query }
}

fn rows(language: Language) -> Vec<Row> {
    let row = |duty, cpr, due, tone, state: &str| Row {
        duty,
        cpr: MaskedCpr { language, number: CprNumber::parse(cpr).expect("a number of a date that exists") },
        due: RelativeDate { language, date: due, today: TODAY },
        state: Badge::new(tone, state),
    };
    vec![
        row("Kontrakt inden en måned", "010190-0000", date(2026, 5, 12), Tone::Error, "overskredet"),
        row("Opfølgning", "020285-0000", date(2026, 5, 20), Tone::Warning, "forfalder"),
        row("Helbredsvurdering", "030370-0000", date(2026, 8, 1), Tone::Plain, "planlagt"),
        row("Danskuddannelse", "040495-0000", TODAY, Tone::Success, "tilbudt"),
        row("Råd og vejledning", "050565-0000", date(2026, 9, 1), Tone::Info, "ny"),
    ]
}

fn chart(language: Language, id: &'static str, shape: Shape) -> Chart {
    let point = |(label, share): (&str, f64)| Point {
        label: label.into(),
        share,
        says: format!("{label}: {}", language.percent(share)),
        cells: vec![label.into(), language.percent(share)],
    };
    Chart {
        language,
        id,
        title: "Andel pligter til tiden".into(),
        conclusion: "Andelen steg fra 71,0 % i januar til 93,0 % i april.".into(),
        shape,
        heads: vec!["Måned".into(), "Andel".into()],
        points: [("januar", 0.71), ("februar", 0.8), ("marts", 0.78), ("april", 0.93)].map(point).into(),
    }
}

fn stacked(language: Language) -> StackedBars {
    let stack = |(label, counts): (&str, [u64; 4])| Stack { label: label.into(), counts: counts.into() };
    StackedBars {
        language,
        id: "stacked",
        title: "Pligter efter udfald".into(),
        conclusion: "I april var 1.240 af 1.400 pligter opfyldt til tiden, og 25 mangler.".into(),
        head: "Måned".into(),
        parts: ["til tiden", "for sent", "undskyldt", "mangler"].map(Into::into).into(),
        stacks: [
            ("januar", [890, 260, 40, 110]),
            ("februar", [1_010, 190, 30, 90]),
            ("marts", [1_080, 200, 25, 80]),
            ("april", [1_240, 110, 25, 25]),
        ]
        .map(stack)
        .into(),
    }
}

fn lines(language: Language) -> StackedLines {
    let line = |(label, counts): (&str, [u64; 4])| Stack { label: label.into(), counts: counts.into() };
    StackedLines {
        language,
        id: "lines",
        title: "Udfald, pligt for pligt".into(),
        conclusion: "Størst andel mangler af opfølgningerne, 120 af 400.".into(),
        head: "Pligt".into(),
        parts: ["til tiden", "for sent", "undskyldt", "mangler"].map(Into::into).into(),
        lines: [
            ("§ 19, stk. 1 udarbejd integrationskontrakten", [890, 260, 40, 110]),
            ("§ 20, stk. 1 følg op på kontrakten", [210, 60, 10, 120]),
        ]
        .map(line)
        .into(),
    }
}

fn ages(language: Language) -> Histogram {
    let bin = |(label, count): (&str, u64)| Bin { label: label.into(), count };
    Histogram {
        language,
        id: "ages",
        title: "De åbne sagers alder".into(),
        conclusion: "31,0 % af de åbne sager er over 180 dage gamle.".into(),
        heads: ["Alder i dage", "Sager", "Ældre"].map(Into::into),
        bins: [
            ("0–30", 420),
            ("31–60", 380),
            ("61–90", 310),
            ("91–120", 250),
            ("121–150", 180),
            ("151–180", 130),
            ("181–270", 310),
            ("271–360", 240),
            ("over 360", 200),
        ]
        .map(bin)
        .into(),
        limit: Some(Limit { at_bin: 6.0, label: "grænse 180 dage".into() }),
    }
}

fn map(language: Language) -> TileMap {
    let class = |(from, label): (f64, &str)| TileClass { from, label: label.into() };
    let classes = [
        (0.0, "under 60 %"),
        (0.6, "60 til under 75 %"),
        (0.75, "75 til under 85 %"),
        (0.85, "85 til under 95 %"),
        (0.95, "95 % og over"),
    ];
    // Made up: every seventh municipality has no figure.
    let with_figure = Municipality::all().iter().enumerate().filter(|(place, _)| place % 7 != 3);
    let value = |(place, municipality): (usize, &Municipality)| {
        let value = 0.5 + f64::from(u8::try_from(place * 37 % 50).unwrap_or(0)) / 100.0;
        let (says, short) = (language.percent(value), format!("{} %", language.decimal(value * 100.0, 0)));
        // Made up: every eleventh rests on few.
        TileValue { municipality: municipality.code, value, says, short, is_few: place % 11 == 5 }
    };
    let values: Vec<TileValue> = with_figure.map(value).collect();
    let high = values.iter().filter(|value| value.value >= 0.95).count();
    let without = Municipality::all().len() - values.len();
    TileMap {
        language,
        id: "map",
        title: "Kontrakter til tiden efter kommune".into(),
        conclusion: format!("{high} kommuner har mindst 95 % til tiden; {without} har ingen tal."),
        head: "Andel".into(),
        classes: classes.map(class).into(),
        values,
        few: "under 20 forfaldne".into(),
    }
}

fn timeline(language: Language) -> Timeline {
    let event = |title: &str, day, author: &str, text: &str| Event {
        title: title.into(),
        day,
        author: author.into(),
        text: text.into(),
        href: None,
    };
    Timeline::new(
        language,
        vec![
            event("Visiteret til Prøveby Kommune", date(2026, 2, 3), "Udlændingestyrelsen", ""),
            event("Kontrakt underskrevet", date(2026, 3, 2), "Anna Prøve", "Næste opfølgning om tre måneder."),
        ],
    )
}

fn steps(language: Language) -> StepIndicator {
    let step = |label: &str, state| Step { label: label.into(), state, href: None };
    let steps = vec![
        step("Grundlag", StepState::Done),
        step("Partshøring", StepState::Wrong),
        step("Begrundelse", StepState::Current),
        step("Brev", StepState::Ahead),
    ];
    StepIndicator { language, steps }
}

fn fields(language: Language, errors: &ErrorSummary) -> Vec<FormField> {
    let answers = vec![("yes".into(), "Ja".into()), ("no".into(), "Nej".into()), ("unknown".into(), "Ved ikke".into())];
    vec![
        FormField::line(language, "day", "Dato for samtalen").kind(FieldKind::Day).typed("31.02.2026", errors),
        FormField::line(language, "present", "Mødte borgeren op?").kind(FieldKind::OneOf(answers)),
        FormField::line(language, "note", "Notat")
            .kind(FieldKind::Lines)
            .optional()
            .hint("Kun det, der har betydning."),
    ]
}
