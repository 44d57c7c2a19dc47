//! The report of a night: as a page in the frame, and as one HTML file that needs no other.

use askama::Template;
use axum::response::Response;
use casework::fact::RuleEvidence;
use casework::report::{Report, RuleFigures, TrendPoint};
use oversight::uncoupled::{Figures, Rate};

use crate::components::{Chart, Point, Shape, Tone, markup};
use crate::frame::{self, Alert, Frame, Trouble};
use crate::texts::Language;
use crate::{refusal_words, words};

/// The report as a file, in Danish.
pub fn html(report: &Report) -> String {
    let language = Language::Danish;
    let file = ReportFile {
        title: title(language, report),
        alarms_heading: alarms_heading(language, report),
        alarms: report.alarms.iter().map(words::alarm).collect(),
        body: body(language, report),
    };
    file.render().expect("a page of plain texts can always be written to memory")
}

/// The report as a page.
pub(crate) fn show(frame: Frame, report: &Report) -> Result<Response, Trouble> {
    let language = frame.language;
    let alert =
        if report.alarms.is_empty() { no_alarms(language, "report-in-order") } else { some_alarms(language, report) };
    let frame = frame.titled(title(language, report)).below(language.t("nights-title"), "/naetter").alert(alert);
    frame::page(&ReportPage { frame: frame.method(language.t("report-method")), body: body(language, report) })
}

/// That there is nothing to be alarmed about, with the text of a key.
pub(crate) fn no_alarms(language: Language, key: &str) -> Alert {
    Alert::new(Tone::Success, language.t("nights-no-alarms"), language.t(key))
}

/// The alarms of a night.
pub(crate) fn some_alarms(language: Language, report: &Report) -> Alert {
    let alarms = report.alarms.iter().map(words::alarm).collect();
    Alert::new(Tone::Error, alarms_heading(language, report), "").with_points(Language::Danish, alarms)
}

fn title(language: Language, report: &Report) -> String {
    language.t_with("report-title", &[("night", language.date(report.night).into())])
}

fn alarms_heading(language: Language, report: &Report) -> String {
    let alarms = language.t_with("nights-alarm-count", &[("count", report.alarms.len().into())]);
    let night = language.date(report.night);
    language.t_with("nights-alarms-of", &[("alarms", alarms.into()), ("night", night.into())])
}

#[derive(Template)]
#[template(path = "night_report.html")]
struct ReportPage {
    frame: Frame,
    body: Body,
}

#[derive(Template)]
#[template(path = "night_report_file.html")]
struct ReportFile {
    title: String,
    alarms_heading: String,
    alarms: Vec<String>,
    body: Body,
}

/// All of the report below its heading and its alarms.
#[derive(Template)]
#[template(path = "night_report_body.html")]
struct Body {
    language: Language,
    headline: Headline,
    proofs: Vec<ProofLine>,
    rules: Vec<RuleLine>,
    couplings_conclusion: String,
    year_chart: Chart,
    breakdowns: Vec<Breakdown>,
    causes: Vec<RateRow>,
    trend_chart: Chart,
    errors_conclusion: String,
    errors_by_kind: Vec<CountRow>,
    errors_by_municipality: Vec<CountRow>,
    numbers_conclusion: String,
    drift_conclusion: String,
    drift: Vec<[String; 3]>,
    detections_conclusion: String,
    detections: Vec<CountRow>,
    set_aside: Vec<SetAsideRow>,
    deliveries: Vec<DeliveryRow>,
    warnings: Vec<String>,
}

markup!(Body);

struct Headline {
    last_twelve_months: String,
    granted_2013: String,
    granted_1997_to_2010: String,
    coupled: String,
    coupled_of: String,
    queued: String,
}

struct ProofLine {
    what: String,
    read: String,
    coupled: String,
    queued: String,
    without_counterpart: String,
    set_aside: String,
    unchanged: String,
    holds: bool,
}

struct RuleLine {
    rule: String,
    coupled: String,
    made: String,
    precision: String,
    measured_on: String,
}

struct Breakdown {
    title: String,
    by: String,
    rows: Vec<RateRow>,
}

struct RateRow {
    label: String,
    permits: String,
    uncoupled: String,
    share: String,
}

struct CountRow {
    label: String,
    count: String,
}

struct SetAsideRow {
    file: String,
    place: String,
    reason: String,
}

struct DeliveryRow {
    source: String,
    file: String,
    produced_on: String,
    previous: String,
    sha256: String,
}

fn body(language: Language, report: &Report) -> Body {
    Body {
        language,
        headline: headline(language, report),
        proofs: proofs(language, report),
        rules: report.couplings.by_rule.iter().map(|(rule, figures)| rule_line(language, rule, figures)).collect(),
        couplings_conclusion: words::couplings_conclusion(&report.couplings),
        year_chart: year_chart(language, &report.uncoupled),
        breakdowns: breakdowns(language, &report.uncoupled),
        causes: causes(language, &report.uncoupled),
        trend_chart: trend_chart(language, report),
        errors_conclusion: words::errors_conclusion(&report.municipality_errors),
        errors_by_kind: errors_by_kind(language, report),
        errors_by_municipality: errors_by_municipality(language, report),
        numbers_conclusion: words::numbers_conclusion(&report.administrative_numbers),
        drift_conclusion: report.drift.as_ref().map(words::drift_conclusion).unwrap_or_default(),
        drift: report.drift.as_ref().map(words::drift_rows).unwrap_or_default(),
        detections_conclusion: words::detections_conclusion(report),
        detections: detections(language, report),
        set_aside: set_aside(report),
        deliveries: deliveries(language, report),
        warnings: report.warnings.iter().map(words::warning).collect(),
    }
}

fn headline(language: Language, report: &Report) -> Headline {
    let couplings = &report.couplings;
    let coupled_of = [("persons", couplings.persons.into()), ("made", couplings.made.into())];
    Headline {
        last_twelve_months: words::rate(language, report.uncoupled.last_twelve_months),
        granted_2013: words::rate(language, report.uncoupled.granted_2013),
        granted_1997_to_2010: words::rate(language, report.uncoupled.granted_1997_to_2010),
        coupled: language.count(couplings.coupled),
        coupled_of: language.t_with("figure-coupled", &coupled_of),
        queued: language.count(couplings.queued),
    }
}

fn proofs(language: Language, report: &Report) -> Vec<ProofLine> {
    let line = |named: &casework::fact::NamedProof| ProofLine {
        what: words::record_kind(&named.kind).to_owned(),
        read: language.count(named.proof.read),
        coupled: language.count(named.proof.coupled),
        queued: language.count(named.proof.queued),
        without_counterpart: language.count(named.proof.rejected_without_counterpart),
        set_aside: language.count(named.proof.rejected_set_aside),
        unchanged: language.count(named.proof.unchanged),
        holds: named.proof.holds(),
    };
    report.proofs.iter().map(line).collect()
}

fn rule_line(language: Language, rule: &str, figures: &RuleFigures) -> RuleLine {
    let precision = figures.evidence.as_ref().and_then(RuleEvidence::precision);
    let precision = precision.map(|share| format!("{} %", language.decimal(share * 100.0, 4)));
    RuleLine {
        rule: words::rule(rule),
        coupled: language.count(figures.coupled),
        made: language.count(figures.made),
        precision: precision.unwrap_or_else(|| language.t("report-not-measured")),
        measured_on: figures.evidence.as_ref().map(words::evidence).unwrap_or_default(),
    }
}

fn year_chart(language: Language, figures: &Figures) -> Chart {
    let point = |(year, rate): (&i16, &Rate)| {
        let row = rate_row(language, year.to_string(), *rate);
        let says = [
            ("year", row.label.clone().into()),
            ("share", row.share.clone().into()),
            ("permits", row.permits.clone().into()),
        ];
        Point {
            label: format!("{:02}", year % 100),
            share: rate.share().unwrap_or(0.0),
            says: language.t_with("report-year-says", &says),
            cells: vec![row.label, row.permits, row.uncoupled, row.share],
        }
    };
    Chart {
        language,
        id: "years",
        title: language.t("report-year-chart"),
        conclusion: words::year_conclusion(figures),
        shape: Shape::Bars,
        heads: ["column-year", "column-permits", "column-uncoupled", "column-share"].map(|key| language.t(key)).into(),
        points: figures.by_year.iter().map(point).collect(),
    }
}

fn trend_chart(language: Language, report: &Report) -> Chart {
    let point = |point: &TrendPoint| {
        let (day, share) = (language.date(point.night), words::rate(language, point.all));
        Point {
            label: day.clone(),
            share: point.all.share().unwrap_or(0.0),
            says: format!("{day}: {share}"),
            cells: vec![
                day,
                language.count(point.all.permits),
                language.count(point.all.uncoupled),
                share,
                words::rate(language, point.last_twelve_months),
            ],
        }
    };
    let heads = ["column-night", "column-all-permits", "column-uncoupled", "column-share", "column-last-year"];
    Chart {
        language,
        id: "nights",
        title: language.t("report-trend-chart"),
        conclusion: trend_conclusion(language, &report.trend),
        shape: Shape::Line,
        heads: heads.map(|key| language.t(key)).into(),
        points: report.trend.iter().map(point).collect(),
    }
}

/// Whether the share rose or fell from the first night that is drawn to the last.
fn trend_conclusion(language: Language, trend: &[TrendPoint]) -> String {
    let shares = |point: &TrendPoint| (words::rate(language, point.all), point.all.share().unwrap_or(0.0));
    let (Some(first), Some(last)) = (trend.first(), trend.last()) else { return String::new() };
    let ((before, then), (now, share)) = (shares(first), shares(last));
    let key = match (trend.len(), share.total_cmp(&then)) {
        (1, _) => return language.t_with("trend-first", &[("now", now.into())]),
        (_, _) if before == now => "trend-same",
        (_, std::cmp::Ordering::Greater) => "trend-rose",
        _ => "trend-fell",
    };
    let night = language.date(first.night);
    language.t_with(key, &[("now", now.into()), ("before", before.into()), ("night", night.into())])
}

fn breakdowns(language: Language, figures: &Figures) -> Vec<Breakdown> {
    let categories = figures.by_category.iter();
    let categories =
        categories.map(|(category, rate)| rate_row(language, words::category(*category).to_owned(), *rate)).collect();
    let grounds = figures.by_ground.iter().map(|(ground, rate)| rate_row(language, ground.clone(), *rate)).collect();
    let municipalities = figures.by_municipality.iter();
    let mut municipalities: Vec<(String, Rate)> =
        municipalities.map(|(code, rate)| (words::municipality(*code), *rate)).collect();
    municipalities.sort_by(|(one, a), (two, b)| b.uncoupled.cmp(&a.uncoupled).then_with(|| one.cmp(two)));
    let municipalities = municipalities.into_iter().map(|(name, rate)| rate_row(language, name, rate)).collect();
    let breakdown = |title, by, rows| Breakdown { title: language.t(title), by: language.t(by), rows };
    vec![
        breakdown("report-by-group", "column-group", categories),
        breakdown("report-by-ground", "column-ground", grounds),
        breakdown("report-by-municipality", "column-municipality", municipalities),
    ]
}

fn rate_row(language: Language, label: String, rate: Rate) -> RateRow {
    RateRow {
        label,
        permits: language.count(rate.permits),
        uncoupled: language.count(rate.uncoupled),
        share: words::rate(language, rate),
    }
}

fn causes(language: Language, figures: &Figures) -> Vec<RateRow> {
    let all = figures.all.uncoupled;
    let mut causes: Vec<_> = figures.by_cause.iter().collect();
    causes.sort_by_key(|(cause, count)| (std::cmp::Reverse(**count), **cause));
    let row = |(cause, count): (&_, &u64)| {
        let share = Rate { permits: all, uncoupled: *count };
        rate_row(language, words::cause(*cause).to_owned(), share)
    };
    causes.into_iter().map(row).collect()
}

fn errors_by_kind(language: Language, report: &Report) -> Vec<CountRow> {
    let kinds = report.municipality_errors.by_kind.iter();
    let row = |(kind, count): (&_, &u64)| CountRow {
        label: casework::outputs::error_text(*kind).to_owned(),
        count: language.count(*count),
    };
    kinds.map(row).collect()
}

fn errors_by_municipality(language: Language, report: &Report) -> Vec<CountRow> {
    let mut counts: Vec<_> = report.municipality_errors.by_municipality.iter().collect();
    counts.sort_by_key(|(code, count)| (std::cmp::Reverse(**count), **code));
    let row =
        |(code, count): (&_, &u64)| CountRow { label: words::municipality(Some(*code)), count: language.count(*count) };
    counts.into_iter().map(row).collect()
}

fn detections(language: Language, report: &Report) -> Vec<CountRow> {
    let row = |(kind, count): (&_, &u64)| CountRow {
        label: casework::outputs::detection_text(*kind).to_owned(),
        count: language.count(*count),
    };
    report.detections.iter().map(row).collect()
}

fn set_aside(report: &Report) -> Vec<SetAsideRow> {
    let row = |found: &casework::report::SetAside| SetAsideRow {
        file: found.place.file.clone(),
        place: words::place(&found.place),
        reason: refusal_words::fault(&found.fault),
    };
    report.set_aside.iter().map(row).collect()
}

fn deliveries(language: Language, report: &Report) -> Vec<DeliveryRow> {
    let row = |delivery: &casework::fact::DeliveryStored| DeliveryRow {
        source: words::source(delivery.source.name()).to_owned(),
        file: delivery.file.clone(),
        produced_on: language.date(delivery.produced_on),
        previous: delivery.previous_produced_on.map_or_else(|| "–".to_owned(), |day| language.date(day)),
        sha256: delivery.sha256.clone(),
    };
    report.deliveries.iter().map(row).collect()
}
