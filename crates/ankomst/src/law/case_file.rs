//! Reads a case file, picks its persons and the edition, and tells in Danish what is wrong with a bad one.

use std::path::{Path, PathBuf};

use ::law::case::{Case, CaseError, PersonRef, Problem, ProblemKind};
use ::law::edition::{Edition, OverlayError};
use ::law::words::Language;
use anyhow::{Context, anyhow, bail};
use clap::Args;
use jiff::civil::Date;

/// The most problems that are listed; the rest are counted.
const MOST_PROBLEMS: usize = 20;
/// The most a case file may weigh, in bytes: far more than the most facts a case may hold.
const LARGEST_FILE_BYTES: u64 = 200 * 1024 * 1024;

#[derive(Args)]
pub(crate) struct CaseArguments {
    /// Sagsfilen (JSON; formen står i docs/case-file.md og skrives af "ankomst law schema")
    #[arg(value_name = "SAG.json")]
    pub(crate) case: PathBuf,
    /// Kun denne person i sagen; ellers alle, loven kan gælde for
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// Tekster på engelsk
    #[arg(long)]
    english: bool,
    /// Resultatet som JSON
    #[arg(long)]
    pub(crate) json: bool,
}

impl CaseArguments {
    pub(crate) fn language(&self) -> Language {
        if self.english { Language::English } else { Language::Danish }
    }

    /// Reads the case.
    pub(crate) fn read(&self) -> anyhow::Result<Case> {
        let path = self.case.display();
        let size = std::fs::metadata(&self.case).with_context(|| format!("{path} kan ikke læses"))?.len();
        if size > LARGEST_FILE_BYTES {
            bail!("{path} fylder {size} byte; en sagsfil må højst fylde {LARGEST_FILE_BYTES}. Intet er læst.");
        }
        let bytes = std::fs::read(&self.case).with_context(|| format!("{path} kan ikke læses"))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            anyhow!("{path} er ikke UTF-8: den første fejl står ved byte {at}. Gem filen som UTF-8 og prøv igen.")
        })?;
        ::law::case::read(&text).map_err(|error| anyhow!("{}", explain(&self.case, &error)))
    }

    /// The persons that conclusions are drawn about.
    pub(crate) fn persons(&self, case: &Case) -> anyhow::Result<Vec<PersonRef>> {
        let Some(id) = &self.person else { return Ok(case.foreigners()) };
        if let Some(person) = case.person(id) {
            return Ok(vec![person]);
        }
        let known: Vec<&str> = case.persons.iter().map(|person| person.id.as_str()).collect();
        bail!("sagen har ingen person \"{id}\"; den har: {}", known.join(", "))
    }
}

/// The edition of this name or in this file.
pub(crate) fn edition(name: &str) -> anyhow::Result<Edition> {
    if let Some(edition) = Edition::named(name) {
        return Ok(edition.clone());
    }
    let path = Path::new(name);
    let known: Vec<&str> = Edition::all().iter().map(|edition| edition.id.as_ref()).collect();
    if !path.exists() {
        bail!("\"{name}\" er hverken en udgave af loven eller en fil; de indbyggede udgaver er: {}", known.join(", "));
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("{name} kan ikke læses"))?;
    ::law::edition::overlay(&text).map_err(|error| match error {
        OverlayError::Form(detail) => {
            anyhow!("{name} er ikke en udgave (TOML med id, name, based_on og [figures]): {detail}")
        }
        OverlayError::NoBase(base) => {
            anyhow!("{name}: based_on = \"{base}\" findes ikke; de indbyggede udgaver er: {}", known.join(", "))
        }
        OverlayError::Figures(detail) => {
            anyhow!("{name}: et tal under [figures] findes ikke eller kan ikke være sådan: {detail}")
        }
    })
}

/// The edition of a name, or the one in force on the day.
pub(crate) fn edition_or_in_force(name: Option<&str>, on: Date) -> anyhow::Result<Edition> {
    match name {
        Some(name) => edition(name),
        None => Edition::on(on).cloned().with_context(|| {
            format!("ingen indbygget udgave af loven var i kraft {on}; loven trådte i kraft 1999-01-01")
        }),
    }
}

/// What is wrong with the file, a line each.
fn explain(path: &Path, error: &CaseError) -> String {
    let count = error.problems.len();
    let mut text = format!("{} kan ikke bruges: {count} fejl. Intet er beregnet.", path.display());
    for problem in error.problems.iter().take(MOST_PROBLEMS) {
        text.push_str("\n  ");
        text.push_str(&problem_text(problem));
    }
    if count > MOST_PROBLEMS {
        text.extend(["\n  … og ", &(count - MOST_PROBLEMS).to_string(), " fejl mere"]);
    }
    text.push_str("\nFormen for en sagsfil: ankomst law schema; et eksempel: ankomst law example");
    text
}

/// What is wrong with one field, in Danish.
pub(crate) fn problem_text(problem: &Problem) -> String {
    let field = if problem.field.is_empty() { "filen" } else { &problem.field };
    let fact = problem.fact.as_ref().map_or_else(String::new, |fact| format!(", {fact}"));
    format!("{field}{fact}: {}", what(&problem.kind))
}

fn what(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::NotJson { line, column, detail } => format!("ikke JSON: linje {line}, tegn {column} ({detail})"),
        ProblemKind::Missing => "feltet mangler".to_owned(),
        ProblemKind::Unknown { known } if known.is_empty() => {
            "feltet findes ikke; denne art har ingen felter af sin egen".to_owned()
        }
        ProblemKind::Unknown { known } => format!("feltet findes ikke; kendte felter: {}", known.join(", ")),
        ProblemKind::WrongType { found, expected } | ProblemKind::WrongValue { found, expected } => {
            format!("der står {found}; forventet: {expected}")
        }
        ProblemKind::UnknownChoice { found, known } => {
            format!("\"{found}\" kan ikke vælges; {}", choices(found, known))
        }
        ProblemKind::Twice { id } => format!("\"{id}\" er brugt to gange; hvert id må kun stå én gang"),
        ProblemKind::NoSuch { id, of: "persons" } => format!("ingen person i sagen har id \"{id}\""),
        ProblemKind::NoSuch { id, .. } => format!("ingen oplysning i sagen har id \"{id}\""),
        ProblemKind::Unfounded => "et skøn skal have et navn (by) og en begrundelse (reason)".to_owned(),
        ProblemKind::Uncertain { found } => {
            format!("\"{found}\" er ikke en hel dato; her skal dagen kendes: ÅÅÅÅ-MM-DD")
        }
        ProblemKind::Order { first, then } => format!("slutter {then}, før det begynder {first}"),
        ProblemKind::BeforeWhatItPointsAt { on, id, other } => {
            format!("sker {on}, før den oplysning, den henviser til (\"{id}\", {other})")
        }
        ProblemKind::TooMany { most } => format!("for mange; højst {most}"),
    }
}

/// What can be chosen: all of it where it is little, else the likeliest.
fn choices(found: &str, known: &[String]) -> String {
    if known.len() <= 15 {
        return format!("vælg mellem: {}", known.join(", "));
    }
    let mut near: Vec<&String> = known.iter().filter(|choice| alike(found, choice)).collect();
    near.truncate(5);
    let near: Vec<&str> = near.into_iter().map(String::as_str).collect();
    let hint = if near.is_empty() { String::new() } else { format!("mente du {}? ", near.join(", ")) };
    format!("{hint}alle {} arter står i docs/case-file.md", known.len())
}

/// Whether two names share a word, or one begins as the other.
fn alike(one: &str, two: &str) -> bool {
    let begins = |text: &str| text.chars().take(4).collect::<String>();
    one.split('_').any(|word| word.len() > 2 && two.split('_').any(|other| begins(word) == begins(other)))
}
