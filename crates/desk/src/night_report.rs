//! The report of a night as one HTML page that needs no other file.

use askama::Template;
use casework::fact::RuleEvidence;
use casework::report::{Report, RuleFigures};
use oversight::uncoupled::{Figures, Rate};

use crate::chart::{self, Bar};
use crate::{refusal_words, words};

/// Renders the report.
pub fn html(report: &Report) -> String {
    view(report).render().expect("a page of plain texts can always be written to memory")
}

#[derive(Template)]
#[template(path = "night_report.html")]
struct NightReport {
    night: String,
    alarms: Vec<String>,
    headline: Headline,
    proofs: Vec<ProofLine>,
    rules: Vec<RuleLine>,
    couplings_conclusion: String,
    year_conclusion: String,
    year_chart: String,
    breakdowns: Vec<Breakdown>,
    causes: Vec<RateRow>,
    trend: Vec<TrendRow>,
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

struct Headline {
    last_twelve_months: String,
    granted_2013: String,
    granted_1997_to_2010: String,
    persons: String,
    coupled: String,
    made: String,
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
    title: &'static str,
    by: &'static str,
    rows: Vec<RateRow>,
}

struct RateRow {
    label: String,
    permits: String,
    uncoupled: String,
    share: String,
}

struct TrendRow {
    night: String,
    permits: String,
    uncoupled: String,
    share: String,
    last_twelve_months: String,
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

fn view(report: &Report) -> NightReport {
    NightReport {
        night: words::date(report.night),
        alarms: report.alarms.iter().map(words::alarm).collect(),
        headline: headline(report),
        proofs: proofs(report),
        rules: report.couplings.by_rule.iter().map(|(rule, figures)| rule_line(rule, figures)).collect(),
        couplings_conclusion: words::couplings_conclusion(&report.couplings),
        year_conclusion: words::year_conclusion(&report.uncoupled),
        year_chart: year_chart(&report.uncoupled),
        breakdowns: breakdowns(&report.uncoupled),
        causes: causes(&report.uncoupled),
        trend: trend(report),
        errors_conclusion: words::errors_conclusion(&report.municipality_errors),
        errors_by_kind: errors_by_kind(report),
        errors_by_municipality: errors_by_municipality(report),
        numbers_conclusion: words::numbers_conclusion(&report.administrative_numbers),
        drift_conclusion: report.drift.as_ref().map(words::drift_conclusion).unwrap_or_default(),
        drift: report.drift.as_ref().map(words::drift_rows).unwrap_or_default(),
        detections_conclusion: words::detections_conclusion(report),
        detections: detections(report),
        set_aside: set_aside(report),
        deliveries: deliveries(report),
        warnings: report.warnings.iter().map(words::warning).collect(),
    }
}

fn headline(report: &Report) -> Headline {
    Headline {
        last_twelve_months: words::uncoupled(report.uncoupled.last_twelve_months),
        granted_2013: words::uncoupled(report.uncoupled.granted_2013),
        granted_1997_to_2010: words::uncoupled(report.uncoupled.granted_1997_to_2010),
        persons: words::count(report.couplings.persons),
        coupled: words::count(report.couplings.coupled),
        made: words::count(report.couplings.made),
        queued: words::count(report.couplings.queued),
    }
}

fn proofs(report: &Report) -> Vec<ProofLine> {
    let line = |named: &casework::fact::NamedProof| ProofLine {
        what: words::record_kind(&named.kind).to_owned(),
        read: words::count(named.proof.read),
        coupled: words::count(named.proof.coupled),
        queued: words::count(named.proof.queued),
        without_counterpart: words::count(named.proof.rejected_without_counterpart),
        set_aside: words::count(named.proof.rejected_set_aside),
        unchanged: words::count(named.proof.unchanged),
        holds: named.proof.holds(),
    };
    report.proofs.iter().map(line).collect()
}

fn rule_line(rule: &str, figures: &RuleFigures) -> RuleLine {
    RuleLine {
        rule: words::rule(rule),
        coupled: words::count(figures.coupled),
        made: words::count(figures.made),
        precision: words::fine_percent(figures.evidence.as_ref().and_then(RuleEvidence::precision)),
        measured_on: figures.evidence.as_ref().map(words::evidence).unwrap_or_default(),
    }
}

fn year_chart(figures: &Figures) -> String {
    let bar = |(year, rate): (&i16, &Rate)| {
        let says = format!("{year}: {} af {} tilladelser", words::uncoupled(*rate), words::count(rate.permits));
        Bar { label: format!("{:02}", year % 100), value: rate.share().unwrap_or(0.0), says }
    };
    let bars: Vec<Bar> = figures.by_year.iter().map(bar).collect();
    chart::percentages("Andel ukoblede tilladelser efter tilladelsesår", &bars)
}

fn breakdowns(figures: &Figures) -> Vec<Breakdown> {
    let years = figures.by_year.iter().map(|(year, rate)| rate_row(year.to_string(), *rate)).collect();
    let categories = figures.by_category.iter();
    let categories =
        categories.map(|(category, rate)| rate_row(words::category(*category).to_owned(), *rate)).collect();
    let grounds = figures.by_ground.iter().map(|(ground, rate)| rate_row(ground.clone(), *rate)).collect();
    let municipalities = figures.by_municipality.iter();
    let mut municipalities: Vec<(String, Rate)> =
        municipalities.map(|(code, rate)| (words::municipality(*code), *rate)).collect();
    municipalities.sort_by(|(one, a), (two, b)| b.uncoupled.cmp(&a.uncoupled).then_with(|| one.cmp(two)));
    let municipalities = municipalities.into_iter().map(|(name, rate)| rate_row(name, rate)).collect();
    vec![
        Breakdown { title: "Efter tilladelsesår", by: "År", rows: years },
        Breakdown { title: "Efter gruppe", by: "Gruppe", rows: categories },
        Breakdown { title: "Efter opholdsgrundlag", by: "Udlændingelovens", rows: grounds },
        Breakdown { title: "Efter kommune, flest ukoblede først", by: "Kommune", rows: municipalities },
    ]
}

fn rate_row(label: String, rate: Rate) -> RateRow {
    RateRow {
        label,
        permits: words::count(rate.permits),
        uncoupled: words::count(rate.uncoupled),
        share: words::uncoupled(rate),
    }
}

fn causes(figures: &Figures) -> Vec<RateRow> {
    let all = figures.all.uncoupled;
    let mut causes: Vec<_> = figures.by_cause.iter().collect();
    causes.sort_by_key(|(cause, count)| (std::cmp::Reverse(**count), **cause));
    let row = |(cause, count): (&_, &u64)| {
        let share = Rate { permits: all, uncoupled: *count };
        rate_row(words::cause(*cause).to_owned(), share)
    };
    causes.into_iter().map(row).collect()
}

fn trend(report: &Report) -> Vec<TrendRow> {
    let row = |point: &casework::report::TrendPoint| TrendRow {
        night: words::date(point.night),
        permits: words::count(point.all.permits),
        uncoupled: words::count(point.all.uncoupled),
        share: words::uncoupled(point.all),
        last_twelve_months: words::uncoupled(point.last_twelve_months),
    };
    report.trend.iter().rev().map(row).collect()
}

fn errors_by_kind(report: &Report) -> Vec<CountRow> {
    let kinds = report.municipality_errors.by_kind.iter();
    let row = |(kind, count): (&_, &u64)| CountRow {
        label: casework::outputs::error_text(*kind).to_owned(),
        count: words::count(*count),
    };
    kinds.map(row).collect()
}

fn errors_by_municipality(report: &Report) -> Vec<CountRow> {
    let mut counts: Vec<_> = report.municipality_errors.by_municipality.iter().collect();
    counts.sort_by_key(|(code, count)| (std::cmp::Reverse(**count), **code));
    let row =
        |(code, count): (&_, &u64)| CountRow { label: words::municipality(Some(*code)), count: words::count(*count) };
    counts.into_iter().map(row).collect()
}

fn detections(report: &Report) -> Vec<CountRow> {
    let row = |(kind, count): (&_, &u64)| CountRow {
        label: casework::outputs::detection_text(*kind).to_owned(),
        count: words::count(*count),
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

fn deliveries(report: &Report) -> Vec<DeliveryRow> {
    let row = |delivery: &casework::fact::DeliveryStored| DeliveryRow {
        source: words::source(delivery.source.name()).to_owned(),
        file: delivery.file.clone(),
        produced_on: words::date(delivery.produced_on),
        previous: delivery.previous_produced_on.map_or_else(|| "–".to_owned(), words::date),
        sha256: delivery.sha256.clone(),
    };
    report.deliveries.iter().map(row).collect()
}
