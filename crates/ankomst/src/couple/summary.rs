//! What a run tells about itself: as JSON, and as a few lines for a terminal.

use std::collections::BTreeMap;
use std::fs;

use desk::words;
use linkage::{BlockingReport, Config, Coupling, FieldKind, Model, Outcome};
use serde::Serialize;

use super::files::Registers;
use super::measured::Measured;

/// What a coupling tells about itself.
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    left_records: usize,
    right_records: usize,
    candidate_pairs: u64,
    coupled: u64,
    review_pairs: u64,
    review_records: u64,
    links_by_rule: BTreeMap<String, u64>,
    review_by_doubt: BTreeMap<String, u64>,
    /// Share of the pairs confirmed by an identifier that another key finds too; absent where none is confirmed.
    blocking_recall: Option<f64>,
    pub(super) warnings: Vec<String>,
    blocking: BlockingReport,
    seconds: Seconds,
    threads: usize,
    /// Highest memory of the process; absent where the system does not tell.
    peak_mebibytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    measured: Option<Measured>,
}

/// Where the time went.
#[derive(Debug, Serialize)]
pub(super) struct Seconds {
    pub(super) read: f64,
    /// Learning the model too, where none was given.
    pub(super) couple: f64,
    pub(super) write: f64,
    pub(super) total: f64,
}

impl Summary {
    pub(super) fn of(
        registers: &Registers,
        coupling: Coupling,
        seconds: Seconds,
        warnings: Vec<String>,
        measured: Option<Measured>,
    ) -> Self {
        let review_pairs = coupling.pairs.iter().filter(|pair| pair.outcome == Outcome::Review).count() as u64;
        let (counts, blocking) = (coupling.counts, coupling.blocking);
        let recall = blocking.confirmed_found_without_identifier as f64 / blocking.confirmed as f64;
        Self {
            left_records: registers.left.len(),
            right_records: registers.right.len(),
            candidate_pairs: counts.candidates,
            coupled: counts.coupled.iter().map(|(_, count)| count).sum(),
            review_pairs,
            review_records: counts.review_records,
            links_by_rule: counts.coupled.into_iter().filter(|(_, count)| *count > 0).collect(),
            review_by_doubt: counts.review.into_iter().filter(|(_, count)| *count > 0).collect(),
            blocking_recall: (blocking.confirmed > 0).then_some(recall),
            warnings,
            blocking,
            seconds,
            threads: rayon::current_num_threads(),
            peak_mebibytes: peak_mebibytes(),
            measured,
        }
    }

    pub(super) fn print(&self) {
        println!(
            "{} × {} personer, {} par sammenlignet",
            words::count(self.left_records as u64),
            words::count(self.right_records as u64),
            words::count(self.candidate_pairs)
        );
        println!("koblet: {}", words::count(self.coupled));
        for (rule, count) in &self.links_by_rule {
            println!("    {}: {}", words::rule(rule), words::count(*count));
        }
        println!(
            "til gennemsyn: {} personer ({} par)",
            words::count(self.review_records),
            words::count(self.review_pairs)
        );
        for (doubt, count) in &self.review_by_doubt {
            println!("    {}: {}", doubt_words(doubt), words::count(*count));
        }
        if let Some(recall) = self.blocking_recall {
            println!("par med et fælles nummer, som også findes uden nummeret: {}", words::fine_percent(Some(recall)));
        }
        if let Some(measured) = &self.measured {
            print_measured(measured);
        }
        print_warnings(&self.warnings);
        let seconds = &self.seconds;
        println!(
            "tid: {:.1} s (læs {:.1}, kobl {:.1}, skriv {:.1}); hukommelse {}",
            seconds.total,
            seconds.read,
            seconds.couple,
            seconds.write,
            memory(self.peak_mebibytes)
        );
    }
}

fn print_measured(measured: &Measured) {
    println!(
        "målt mod facit: præcision {:.5}, genfinding {:.4}, F1 {:.5} ({} forkerte; {} sande par)",
        measured.precision, measured.recall, measured.f1, measured.wrong, measured.true_pairs
    );
    let even = &measured.even_odds;
    println!(
        "med det bedste bud blandt dem til gennemsyn (lige så sandsynligt rigtigt som forkert): præcision {:.5}, genfinding {:.4}, F1 {:.5} ({} forkerte)",
        even.precision, even.recall, even.f1, even.wrong
    );
    for (rule, (right, wrong)) in &measured.by_rule {
        println!("    {}: {right} rigtige, {wrong} forkerte", words::rule(rule));
    }
}

/// The engine's names of why a pair waits, short.
fn doubt_words(doubt: &str) -> &str {
    match doubt {
        "weight" => "for svage oplysninger",
        "tie" => "en anden passer næsten lige så godt",
        "contradiction" => "oplysningerne modsiger hinanden",
        "other pair" => "den ene er koblet i et andet par",
        other => other,
    }
}

pub(super) fn print_warnings(warnings: &[String]) {
    for warning in warnings {
        eprintln!("advarsel: {warning}");
    }
}

/// What the values of the two registers give cause to say.
pub(super) fn intake_warnings(registers: &Registers) -> Vec<String> {
    let mut warnings = Vec::new();
    for (name, register) in [("VENSTRE", &registers.left), ("HØJRE", &registers.right)] {
        let intake = register.intake();
        if intake.values_cut > 0 {
            warnings.push(format!("{name}: {} for lange værdier er afkortet", words::count(intake.values_cut)));
        }
        if intake.values_left_out > 0 {
            let count = words::count(intake.values_left_out);
            warnings.push(format!("{name}: {count} værdier er udeladt, fordi én oplysning havde for mange"));
        }
        for (field, count) in intake.unreadable.iter().filter(|(_, count)| *count > 0) {
            let count = words::count(*count);
            warnings.push(format!("{name}: {count} værdier af {field} kan ikke læses og regnes som ukendte"));
        }
    }
    warnings
}

/// The blocks that are not compared, each key with its largest.
pub(super) fn blocking_warnings(blocking: &BlockingReport) -> Vec<String> {
    let of_key = |key: &&linkage::KeyReport| key.left_out > 0;
    let warning = |key: &linkage::KeyReport| {
        let largest = blocking.left_out.iter().find(|block| block.key == key.name);
        let largest = largest.map_or_else(String::new, |block| {
            format!("; den største er {} ({} personer i HØJRE)", block.example, words::count(block.records))
        });
        format!(
            "nøglen \"{}\": {} blokke er for store og sammenlignes ikke efter denne nøgle{largest}",
            key.name,
            words::count(key.left_out)
        )
    };
    blocking.keys.iter().filter(of_key).map(warning).collect()
}

/// What the training of a model gives cause to say.
pub(super) fn training_warnings(model: &Model, config: &Config) -> Vec<String> {
    let is_number = |kind| matches!(kind, FieldKind::Identifier | FieldKind::Cpr);
    let numbers = config.fields.iter().filter(|field| is_number(field.kind)).map(|field| field.name.as_str());
    let numbers: Vec<&str> = numbers.collect();
    if numbers.is_empty() || model.training.confirmed > 0 {
        return Vec::new();
    }
    let numbers = numbers.join(", ");
    vec![format!("intet par har både {numbers} og navn til fælles: nævner opsætningen de rigtige kolonner?")]
}

/// The highest memory of this process, from the system's own count.
pub(super) fn peak_mebibytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kibibytes / 1024)
}

pub(super) fn memory(peak_mebibytes: Option<u64>) -> String {
    peak_mebibytes.map_or_else(|| "ukendt".to_owned(), |peak| format!("{} MiB", words::count(peak)))
}
