//! `ankomst couple`: couples two person files by a configuration, and measures it against a truth where there is one.
//!
//! Reads arguments, calls `registers` and `linkage`, prints. The user's messages are Danish; nothing is decided here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, anyhow, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use linkage::{Config, ConfigError, Constraints, Coupling, Model, Outcome, Register, RegisterError, Side};
use registers::table::{Foreign, Progress, TableError, ground_name, read_register, write_links};
use serde::Serialize;

/// Arguments of `ankomst couple`.
#[derive(Debug, clap::Args)]
#[command(about = "Kobler to personfiler (CSV eller Parquet) efter en opsætning og skriver en række pr. par.")]
pub(crate) struct Arguments {
    #[arg(value_name = "VENSTRE", help = "Filen, hvis personer søges, .csv eller .parquet")]
    left: PathBuf,
    #[arg(value_name = "HØJRE", help = "Filen, som de søges i")]
    right: PathBuf,
    #[arg(
        long,
        value_name = "FIL",
        help = "Opsætningen, fx parameters/coupling.toml: hvilke kolonner der betyder hvad"
    )]
    config: PathBuf,
    #[arg(
        long,
        value_name = "FIL",
        help = "Hvor parrene skrives: id_a, id_b, score, probability, outcome, rule (.parquet eller .csv)"
    )]
    out: PathBuf,
    #[arg(
        long,
        value_name = "FIL",
        help = "Modelfil: bruges, hvis den findes; ellers læres modellen af filerne og gemmes her"
    )]
    model: Option<PathBuf>,
    #[arg(
        long,
        value_name = "FIL",
        help = "Facitliste (CSV med venstre og højre id i de to første kolonner): mål præcision og genfinding"
    )]
    truth: Option<PathBuf>,
    #[arg(long, help = "Skriv resultatet som JSON på standard output")]
    json: bool,
}

/// What a run tells about itself.
#[derive(Debug, Serialize)]
struct Summary {
    left_records: usize,
    right_records: usize,
    candidate_pairs: u64,
    coupled: u64,
    review_pairs: u64,
    review_records: u64,
    links_by_rule: BTreeMap<String, u64>,
    review_by_doubt: BTreeMap<String, u64>,
    warnings: Vec<String>,
    blocking: linkage::BlockingReport,
    seconds: Seconds,
    /// Highest memory of the process; absent where the system does not tell.
    peak_mebibytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    measured: Option<Measured>,
}

/// Where the time went.
#[derive(Debug, Serialize)]
struct Seconds {
    read: f64,
    train: f64,
    couple: f64,
    write: f64,
    total: f64,
}

/// The coupling against a truth.
#[derive(Debug, Serialize)]
struct Measured {
    /// True pairs that a one-to-one coupling can find: of a person with two ids on one side, one can be coupled.
    true_pairs: usize,
    wrong: usize,
    precision: f64,
    recall: f64,
    f1: f64,
    /// Rule, right, wrong.
    by_rule: BTreeMap<String, (usize, usize)>,
    /// True pairs that are not coupled but wait for a person.
    true_in_review: usize,
}

/// Runs `ankomst couple`.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let config = read_config(&arguments.config)?;
    let progress = progress();
    progress.set_message("læser");
    let (left, right) = std::thread::scope(|scope| {
        let left = scope.spawn(|| read_side(&arguments.left, &config, Side::Left, &progress));
        let right = read_side(&arguments.right, &config, Side::Right, &progress);
        let left = left.join().map_err(|_| anyhow!("{} kunne ikke læses", arguments.left.display()));
        left.and_then(|left| Ok((left?, right?)))
    })?;
    let read = start.elapsed().as_secs_f64();
    progress.set_message("lærer modellen");
    let model = model(arguments, &left, &right, &config)?;
    let trained = start.elapsed().as_secs_f64();
    progress.set_message("sammenligner og kobler");
    let coupling = linkage::couple(&left, &right, &config, &model, &Constraints::default())
        .map_err(|error| anyhow!("modelfilen passer ikke til opsætningen: {error}"))?;
    let coupled = start.elapsed().as_secs_f64();
    progress.set_message("skriver");
    write_links(&arguments.out, &config, &left, &right, &coupling).map_err(|error| anyhow!(danish(&error)))?;
    progress.finish_and_clear();
    let written = start.elapsed().as_secs_f64();
    let measured = match &arguments.truth {
        Some(truth) => Some(measure(truth, &config, &left, &right, &coupling)?),
        None => None,
    };
    let seconds =
        Seconds { read, train: trained - read, couple: coupled - trained, write: written - coupled, total: written };
    let summary = summary(&left, &right, coupling, seconds, measured);
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&summary)?);
    } else {
        print(&summary);
    }
    Ok(ExitCode::SUCCESS)
}

fn progress() -> ProgressBar {
    let progress = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg} {pos} rækker") {
        progress.set_style(style);
    }
    progress.enable_steady_tick(std::time::Duration::from_millis(200));
    progress
}

fn read_config(path: &Path) -> anyhow::Result<Config> {
    let text = fs::read_to_string(path).with_context(|| format!("opsætningen {} kan ikke læses", path.display()))?;
    Config::from_toml(&text).map_err(|error| {
        let what = match &error {
            ConfigError::Unreadable(detail) => format!("ikke en gyldig opsætning:\n{detail}"),
            ConfigError::UnknownField { place, field } => format!("{place} nævner feltet \"{field}\", som ikke findes"),
            ConfigError::Repeated(what) => format!("{what} står to gange"),
            ConfigError::Senseless(what) => what.clone(),
        };
        anyhow!("{}: {what}", path.display())
    })
}

fn read_side(path: &Path, config: &Config, side: Side, progress: &ProgressBar) -> anyhow::Result<Register> {
    let mut before = 0;
    let mut each = |read: Progress| {
        progress.inc(read.rows - before);
        before = read.rows;
    };
    read_register(path, config, side, &mut each).map_err(|error| anyhow!(danish(&error)))
}

/// One sentence in Danish for what is wrong with a file.
fn danish(error: &TableError) -> String {
    match error {
        TableError::Io { file, source } => format!("{file} kan ikke læses eller skrives: {source}"),
        TableError::Empty { file } => format!("{file} er tom: der er ingen personer at koble"),
        TableError::UnknownKind { file } => format!("{file}: navnet skal ende på .csv eller .parquet"),
        TableError::MissingColumn { file, column, present } => {
            format!("{file} mangler kolonnen \"{column}\", som opsætningen nævner; filen har {present}")
        }
        TableError::RepeatedColumn { file, column } => format!("{file} har kolonnen \"{column}\" to gange"),
        TableError::NotText { file, row, column, found } => {
            let row = row.map_or_else(|| "overskriften".to_owned(), |row| format!("række {row}"));
            let column = column.as_ref().map_or_else(String::new, |column| format!(", kolonnen \"{column}\""));
            let what = match found {
                Foreign::Utf16 => "filen er UTF-16; gem den som UTF-8",
                Foreign::NotUtf8 => "teksten er ikke UTF-8 (måske ISO-8859-1); gem filen som UTF-8",
                Foreign::Nul => "teksten har et NUL-tegn; filen er ikke ren tekst",
            };
            format!("{file}: {row}{column}: {what}")
        }
        TableError::Ragged { file, row, line, found, expected } => {
            format!("{file}: række {row} (linje {line}) har {found} celler, men overskriften har {expected}")
        }
        TableError::Unclosed { file, row, line } => {
            format!(
                "{file}: et anførselstegn i række {row} (fra linje {line}) er ikke lukket, og resten af filen er slugt"
            )
        }
        TableError::Unreadable { file, detail } => format!("{file} kan ikke læses: {detail}"),
        TableError::Register { file, source } => match source {
            RegisterError::WrongWidth { row, found, expected } => {
                format!("{file}: række {row} har {found} værdier, men skal have {expected}")
            }
            RegisterError::MissingId { row } => format!("{file}: række {row} har intet id"),
            RegisterError::RepeatedId { id, first, second } => {
                format!("{file}: id \"{id}\" står både i række {first} og {second}")
            }
            RegisterError::TooLarge { row } => format!("{file}: for meget tekst i én kolonne ved række {row}"),
        },
    }
}

fn model(arguments: &Arguments, left: &Register, right: &Register, config: &Config) -> anyhow::Result<Model> {
    let Some(path) = &arguments.model else { return Ok(linkage::train(left, right, config)) };
    if path.exists() {
        let text = fs::read_to_string(path).with_context(|| format!("modelfilen {} kan ikke læses", path.display()))?;
        return serde_json::from_str(&text).with_context(|| format!("{} er ikke en modelfil", path.display()));
    }
    let model = linkage::train(left, right, config);
    fs::write(path, serde_json::to_string(&model)?)
        .with_context(|| format!("modelfilen {} kan ikke skrives", path.display()))?;
    Ok(model)
}

fn measure(
    path: &Path,
    config: &Config,
    left: &Register,
    right: &Register,
    coupling: &Coupling,
) -> anyhow::Result<Measured> {
    let truth = read_truth(path, left, right)?;
    let true_pairs = one_to_one(&truth);
    let mut by_rule: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut waiting = BTreeSet::new();
    for pair in &coupling.pairs {
        let right = truth.contains(&(pair.left, pair.right));
        if pair.outcome == Outcome::Couple {
            let counts = by_rule.entry(ground_name(config, pair.ground).to_owned()).or_default();
            *(if right { &mut counts.0 } else { &mut counts.1 }) += 1;
        } else if right {
            waiting.insert(pair.left);
        }
    }
    let (right, wrong) = by_rule.values().fold((0, 0), |sum, counts| (sum.0 + counts.0, sum.1 + counts.1));
    let share = |part: usize, whole: usize| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
    let (precision, recall) = (share(right, right + wrong), share(right, true_pairs));
    let f1 = if right == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
    Ok(Measured { true_pairs, wrong, precision, recall, f1, by_rule, true_in_review: waiting.len() })
}

/// The most true pairs that can be coupled one to one: in each group of ids of one person, as many as the side with
/// fewer ids has.
fn one_to_one(truth: &BTreeSet<(u32, u32)>) -> usize {
    let mut of_left: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut of_right: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (left, right) in truth {
        of_left.entry(*left).or_default().push(*right);
        of_right.entry(*right).or_default().push(*left);
    }
    let mut seen = BTreeSet::new();
    let mut sum = 0;
    for start in of_left.keys() {
        let (mut lefts, mut rights) = (BTreeSet::new(), BTreeSet::new());
        let mut open = vec![*start];
        while let Some(left) = open.pop() {
            if seen.insert(left) {
                lefts.insert(left);
                for right in &of_left[&left] {
                    rights.insert(*right);
                    open.extend(&of_right[right]);
                }
            }
        }
        sum += lefts.len().min(rights.len());
    }
    sum
}

/// The true pairs whose records are both in the files; a person with several numbers has several pairs.
fn read_truth(path: &Path, left: &Register, right: &Register) -> anyhow::Result<BTreeSet<(u32, u32)>> {
    let mut reader = csv::Reader::from_path(path).with_context(|| format!("{} kan ikke læses", path.display()))?;
    let mut truth = BTreeSet::new();
    for (row, record) in reader.records().enumerate() {
        let record = record.with_context(|| format!("{} kan ikke læses", path.display()))?;
        let (Some(a), Some(b)) = (record.get(0), record.get(1)) else {
            bail!("{}: række {} har ikke to kolonner", path.display(), row + 1)
        };
        if let (Some(a), Some(b)) = (left.row(a), right.row(b)) {
            truth.insert((a, b));
        }
    }
    if truth.is_empty() {
        bail!("{}: ingen af facitlistens par findes i de to filer", path.display());
    }
    Ok(truth)
}

fn summary(
    left: &Register,
    right: &Register,
    coupling: Coupling,
    seconds: Seconds,
    measured: Option<Measured>,
) -> Summary {
    let review_pairs = coupling.pairs.iter().filter(|pair| pair.outcome == Outcome::Review).count() as u64;
    Summary {
        left_records: left.len(),
        right_records: right.len(),
        candidate_pairs: coupling.counts.candidates,
        coupled: coupling.counts.coupled.iter().map(|(_, count)| count).sum(),
        review_pairs,
        review_records: coupling.counts.review_records,
        links_by_rule: coupling.counts.coupled.into_iter().filter(|(_, count)| *count > 0).collect(),
        review_by_doubt: coupling.counts.review.into_iter().filter(|(_, count)| *count > 0).collect(),
        warnings: warnings(left, right, &coupling.blocking),
        blocking: coupling.blocking,
        seconds,
        peak_mebibytes: peak_mebibytes(),
        measured,
    }
}

fn warnings(left: &Register, right: &Register, blocking: &linkage::BlockingReport) -> Vec<String> {
    let mut warnings = Vec::new();
    for (name, register) in [("venstre", left), ("højre", right)] {
        let intake = register.intake();
        if intake.values_cut + intake.values_left_out > 0 {
            warnings.push(format!(
                "{name} fil: {} værdier var for lange og er afkortet, {} var for mange og er udeladt",
                intake.values_cut, intake.values_left_out
            ));
        }
        for (field, count) in intake.unreadable.iter().filter(|(_, count)| *count > 0) {
            warnings.push(format!("{name} fil: {count} værdier af {field} kan ikke læses og regnes som ukendte"));
        }
    }
    for key in blocking.keys.iter().filter(|key| key.left_out > 0) {
        let largest = blocking.left_out.iter().find(|block| block.key == key.name);
        warnings.push(format!(
            "nøglen \"{}\": {} for store blokke er ikke sammenlignet efter denne nøgle alene{}",
            key.name,
            key.left_out,
            largest
                .map_or_else(String::new, |block| format!(", størst {} ({} personer)", block.example, block.records))
        ));
    }
    warnings
}

/// The highest memory of this process, from the system's own count.
fn peak_mebibytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kibibytes / 1024)
}

fn print(summary: &Summary) {
    println!(
        "{} × {} personer, {} par sammenlignet",
        summary.left_records, summary.right_records, summary.candidate_pairs
    );
    println!("koblet: {}", summary.coupled);
    for (rule, count) in &summary.links_by_rule {
        println!("    {rule}: {count}");
    }
    println!("til gennemsyn: {} personer ({} par)", summary.review_records, summary.review_pairs);
    for (doubt, count) in &summary.review_by_doubt {
        println!("    {doubt}: {count}");
    }
    if let Some(measured) = &summary.measured {
        println!(
            "målt mod facit: præcision {:.5}, genfinding {:.4}, F1 {:.5} ({} forkerte af {} sande)",
            measured.precision, measured.recall, measured.f1, measured.wrong, measured.true_pairs
        );
        for (rule, (right, wrong)) in &measured.by_rule {
            println!("    {rule}: {right} rigtige, {wrong} forkerte");
        }
    }
    for warning in &summary.warnings {
        eprintln!("advarsel: {warning}");
    }
    let seconds = &summary.seconds;
    println!(
        "tid: {:.1} s (læs {:.1}, lær {:.1}, kobl {:.1}, skriv {:.1}); hukommelse {} MiB",
        seconds.total,
        seconds.read,
        seconds.train,
        seconds.couple,
        seconds.write,
        summary.peak_mebibytes.map_or_else(|| "?".to_owned(), |peak| peak.to_string())
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_person_with_two_ids_one_pair_can_be_coupled() {
        let truth = [(1, 1), (2, 1), (3, 3), (4, 4), (4, 5), (5, 5)].into_iter().collect();
        assert_eq!(one_to_one(&truth), 1 + 1 + 2);
    }
}
