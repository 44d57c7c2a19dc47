//! The report of a night as text for a terminal: the same figures and words as the page.

use std::fmt::Write as _;

use casework::fact::RuleEvidence;
use casework::report::Report;
use desk::{refusal_words, words};
use oversight::uncoupled::Rate;

/// The report, some forty lines wide enough for a terminal of 100 columns.
pub(crate) fn text(report: &Report) -> String {
    let mut text = format!("\nNATTEN {}\n\n", words::date(report.night));
    alarms(&mut text, report);
    headline(&mut text, report);
    proofs(&mut text, report);
    rules(&mut text, report);
    uncoupled(&mut text, report);
    line(&mut text, "");
    line(&mut text, &words::errors_conclusion(&report.municipality_errors));
    line(&mut text, &words::numbers_conclusion(&report.administrative_numbers));
    if let Some(drift) = &report.drift {
        line(&mut text, &words::drift_conclusion(drift));
    }
    detections(&mut text, report);
    set_aside(&mut text, report);
    for warning in &report.warnings {
        line(&mut text, &format!("Advarsel: {}", words::warning(warning)));
    }
    text
}

fn line(text: &mut String, content: &str) {
    text.push_str(content);
    text.push('\n');
}

fn alarms(text: &mut String, report: &Report) {
    if report.alarms.is_empty() {
        line(text, "Ingen alarmer. Alt, der blev læst, er gjort rede for.");
    }
    for alarm in &report.alarms {
        line(text, &format!("ALARM  {}", words::alarm(alarm)));
    }
    line(text, "");
}

fn headline(text: &mut String, report: &Report) {
    line(text, &words::couplings_conclusion(&report.couplings));
    line(text, &format!("{} par venter på en medarbejder.", words::count(report.couplings.queued)));
    line(text, "");
    let figures = &report.uncoupled;
    line(text, "Ukoblede tilladelser, flygtninge og familiesammenførte");
    for (label, rate) in [
        ("givet 1997–2010 (ca. 10 % i undersøgelsen fra 2011)", figures.granted_1997_to_2010),
        ("givet 2013 (3 % i undersøgelsen fra 2014)", figures.granted_2013),
        ("givet de seneste 12 måneder", figures.last_twelve_months),
    ] {
        line(text, &format!("  {label:<54}{:>8}", words::uncoupled(rate)));
    }
    line(text, "");
}

fn proofs(text: &mut String, report: &Report) {
    line(text, "Regnskab: læst = koblet + i kø + afvist + uændret");
    let heads = ["læst", "koblet", "i kø", "afvist", "uændret"].map(|head| format!("{head:>10}")).concat();
    line(text, &format!("  {:<34}{heads}  går op", ""));
    for named in &report.proofs {
        let proof = &named.proof;
        let figures = [proof.read, proof.coupled, proof.queued, proof.rejected, proof.unchanged];
        let figures = figures.map(|figure| format!("{:>10}", words::count(figure))).concat();
        let holds = if proof.holds() { "ja" } else { "NEJ" };
        line(text, &format!("  {:<34}{figures}  {holds}", words::record_kind(&named.kind)));
    }
    line(text, "");
}

fn rules(text: &mut String, report: &Report) {
    line(text, &format!("{:<52}{:>11}{:>9}  målt præcision", "Koblinger efter regel", "i alt", "i nat"));
    for (rule, figures) in &report.couplings.by_rule {
        let name = words::rule(rule);
        let (all, made) = (words::count(figures.coupled), words::count(figures.made));
        line(
            text,
            &format!(
                "  {name:<50}{all:>11}{made:>9}  {}",
                words::fine_percent(figures.evidence.as_ref().and_then(RuleEvidence::precision))
            ),
        );
    }
    line(text, "");
}

fn uncoupled(text: &mut String, report: &Report) {
    let figures = &report.uncoupled;
    line(text, &words::year_conclusion(figures));
    let last_years = figures.by_year.iter().rev().take(6).rev();
    for (year, rate) in last_years {
        rate_line(text, &year.to_string(), *rate);
    }
    for (category, rate) in &figures.by_category {
        rate_line(text, words::category(*category), *rate);
    }
    line(text, "Årsager");
    let mut causes: Vec<_> = figures.by_cause.iter().collect();
    causes.sort_by_key(|(cause, count)| (std::cmp::Reverse(**count), **cause));
    for (cause, count) in causes {
        line(text, &format!("  {:<50}{:>11}", words::cause(*cause), words::count(*count)));
    }
}

fn rate_line(text: &mut String, label: &str, rate: Rate) {
    let of = format!("{} af {}", words::count(rate.uncoupled), words::count(rate.permits));
    line(text, &format!("  {label:<30}{of:>24}{:>10}", words::uncoupled(rate)));
}

fn detections(text: &mut String, report: &Report) {
    line(text, &words::detections_conclusion(report));
    for (kind, found) in &report.detections {
        line(text, &format!("  {:<72}{:>8}", casework::outputs::detection_text(*kind), words::count(*found)));
    }
}

fn set_aside(text: &mut String, report: &Report) {
    for found in report.set_aside.iter().take(10) {
        let _ = writeln!(
            text,
            "Sat til side: {}, {}: {}",
            found.place.file,
            words::place(&found.place),
            refusal_words::fault(&found.fault)
        );
    }
    let all: u64 = report.proofs.iter().map(|named| named.proof.rejected_set_aside).sum();
    let more = all.saturating_sub(10);
    if more > 0 {
        line(text, &format!("… og {} til; se karantænen.", words::count(more)));
    }
}
