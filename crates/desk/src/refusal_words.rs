//! Why a delivery is refused or a record set aside, in Danish: what happened, and what to do.

use registers::cpr::{FieldFault, Problem};
use registers::quarantine::Fault;
use registers::{Reason, Refusal};

use crate::flow_words;
use crate::words::{count, date, place};

/// A refusal as two sentences: what is wrong where, and what to do.
pub fn refusal(refusal: &Refusal) -> String {
    let at = place(&refusal.place);
    format!("{} ({at}): {}. {}.", refusal.place.file, reason(&refusal.reason), advice(&refusal.reason))
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Empty => "filen er tom".to_owned(),
        Reason::NotText { found } => format!("filen er ikke tekst, men {}", kind_of_file(found)),
        Reason::WrongEncoding { found } => format!("filen er {found} og ikke ISO-8859-1"),
        Reason::NoStartRecord => "filen begynder ikke med en startrecord (000)".to_owned(),
        Reason::BadStartRecord { detail } => format!("startrecorden kan ikke læses: {detail}"),
        Reason::AlreadyLoaded { produced, last } => {
            format!("den er dannet {}, men leverancen fra {} er allerede indlæst", date(*produced), date(*last))
        }
        Reason::OutOfSequence { previous: Some(previous), last } => {
            format!(
                "den følger efter leverancen fra {}, men den senest indlæste er fra {}",
                date(*previous),
                date(*last)
            )
        }
        Reason::OutOfSequence { previous: None, last } => {
            format!("den siger, at den er den første, men leverancen fra {} er indlæst", date(*last))
        }
        Reason::NoBaseline => "den indeholder kun ændringer, men der er ingen fuld leverance indlæst".to_owned(),
        Reason::NoEndRecord => "slutrecorden (999) mangler".to_owned(),
        Reason::BadEndRecord => "slutrecorden (999) kan ikke læses".to_owned(),
        Reason::AfterEndRecord { records } => format!("{} poster står efter slutrecorden (999)", count(*records)),
        Reason::WrongCount { said, found } => {
            format!("slutrecorden tæller {} poster, filen har {}", count(*said), count(*found))
        }
        Reason::TooMuchQuarantined { limit } => format!("mere end {} poster kan ikke læses", count(*limit)),
        Reason::BadManifest { detail } => format!("følgesedlen (manifest.json) kan ikke bruges: {detail}"),
        Reason::MissingFile => "filen mangler".to_owned(),
        Reason::WrongHash { said, found } => format!("filens SHA-256 er {found}, følgesedlen siger {said}"),
        Reason::WrongRowCount { said, found } => {
            format!("filen har {} rækker, følgesedlen siger {}", count(*found), count(*said))
        }
        Reason::BadColumns { detail } => format!("kolonnerne er forkerte: {}", columns(detail)),
        Reason::ForeignQuarantine => "karantænen hører ikke til nogen leverance, der er hentet ind her".to_owned(),
        Reason::BadTable { detail } => format!("tabellen kan ikke læses: {detail}"),
    }
}

/// What is wrong with the columns, from what the reader says of it.
fn columns(detail: &str) -> String {
    let stripped = |before: &str, after: &str| detail.strip_prefix(before)?.strip_suffix(after).map(str::to_owned);
    if let Some(name) = stripped("unknown column ", "") {
        format!("formatet kender ikke kolonnen {name}")
    } else if let Some(name) = stripped("column ", " stands twice") {
        format!("kolonnen {name} står to gange")
    } else if let Some(name) = stripped("column ", " is missing") {
        format!("kolonnen {name} mangler")
    } else {
        detail.to_owned()
    }
}

/// The kinds of file that the reader recognises.
fn kind_of_file(found: &str) -> &str {
    match found {
        "a ZIP archive" => "et ZIP-arkiv",
        "an empty ZIP archive" => "et tomt ZIP-arkiv",
        "gzip-compressed" => "pakket med gzip",
        "a PDF document" => "et PDF-dokument",
        "a 7z archive" => "et 7z-arkiv",
        "bzip2-compressed" => "pakket med bzip2",
        "xz-compressed" => "pakket med xz",
        "zstd-compressed" => "pakket med zstd",
        "a Parquet file" => "en Parquet-fil",
        other => other,
    }
}

fn advice(reason: &Reason) -> &'static str {
    match reason {
        Reason::Empty => "Hent filen igen",
        Reason::NotText { .. } => "Pak den ud, eller hent den fil, som CPR har leveret",
        Reason::WrongEncoding { .. } => "Hent filen igen som bytes, uden omsætning mellem tegnsæt",
        Reason::NoStartRecord | Reason::NoEndRecord | Reason::BadEndRecord | Reason::WrongCount { .. } => {
            "Filen er ikke hel: hent den igen, og bed CPR om en ny, hvis den er den samme"
        }
        Reason::BadStartRecord { .. } | Reason::AfterEndRecord { .. } => "Hent filen igen, eller bed CPR om en ny",
        Reason::AlreadyLoaded { .. } => "Det er en gammel fil: indlæs den, der er dannet efter den senest indlæste",
        Reason::OutOfSequence { .. } => "Der mangler en leverance imellem: hent og indlæs den først",
        Reason::NoBaseline => "Indlæs en fuld leverance først",
        Reason::TooMuchQuarantined { .. } => {
            "Filen er formentlig ikke af denne slags: se på, hvad der ikke kunne læses"
        }
        Reason::BadManifest { .. } | Reason::MissingFile | Reason::WrongHash { .. } | Reason::WrongRowCount { .. } => {
            "Bed afsenderen om alle filer igen, med en følgeseddel skrevet efter dem"
        }
        Reason::ForeignQuarantine => "Læs den sammen med de sagsforløb, som leverancen er hentet ind i",
        Reason::BadColumns { .. } | Reason::BadTable { .. } => "Bed afsenderen om filen med formatets kolonner",
    }
}

/// Why something was set aside.
pub fn fault(fault: &Fault) -> String {
    match fault {
        Fault::UnknownRecordType { found } => format!("ukendt recordtype {found:?}"),
        Fault::BadNumber => "byte 4–13 er ikke et CPR-nummer".to_owned(),
        Fault::ReplacementNumber => "et erstatningspersonnummer, som CPR aldrig leverer".to_owned(),
        Fault::BadField { record_type, fault } => format!("record {record_type}: {}", field_fault(fault)),
        Fault::TooShort => "kortere end recordtype og nummer".to_owned(),
        Fault::LineTooLong { length } => format!("en linje på {} byte, længere end nogen record", count(*length)),
        Fault::Truncated => "filen slutter midt i recorden".to_owned(),
        Fault::NoRecord => "her begynder ingen record".to_owned(),
        Fault::BrokenFrame => "recorden slutter ikke, hvor dens type siger".to_owned(),
        Fault::StrayFrame { record_type } => format!("en record {record_type} på et forkert sted"),
        Fault::TwoPersonRecords => "nummeret har to record 001".to_owned(),
        Fault::TooManyRecords { record_type, most } => format!("mere end {most} record {record_type}"),
        Fault::NoPersonRecord => "nummeret har ingen record 001".to_owned(),
        Fault::BesideUnattributable => "en record ved siden af kan ikke henføres til nogen".to_owned(),
        Fault::BadCell { column, reason } => format!("kolonnen {column}: {reason}"),
        Fault::BadRow { reason } => format!("rækken kan ikke læses: {reason}"),
        Fault::KeyTwice { column } => format!("nøglen i {column} står to gange"),
        Fault::PersonSetAside => "en anden række for personen er sat til side".to_owned(),
        Fault::BadEvent { fault } => flow_words::event_fault(fault),
        Fault::Disorder { disorder } => flow_words::disorder(*disorder),
        Fault::CaseSetAside => "en anden række i sagen er sat til side".to_owned(),
        Fault::CaseAwaitsMending => {
            "rækker i sagen er sat til side i en tidligere leverance og er ikke rettet endnu".to_owned()
        }
    }
}

fn field_fault(fault: &FieldFault) -> String {
    let what = match fault.problem {
        Problem::NotADate => "er ikke en dato",
        Problem::NotDigits => "er ikke cifre",
        Problem::NotANumber => "er ikke et CPR-nummer",
        Problem::NotAMark => "har et tegn, som CPR ikke bruger",
        Problem::NotAStatus => "er ikke en status i CPR",
        Problem::NotASex => "er hverken K eller M",
        Problem::NotACountry => "er ikke et land i CPR",
        Problem::Missing => "er tomt, men skal være udfyldt",
        Problem::ControlCharacter => "indeholder et styretegn",
        Problem::TooLong => "ligger bag recordens slutning",
    };
    let field = if fault.field.is_empty() { "recorden" } else { fault.field.as_str() };
    format!("{field} (byte {}) {what}", fault.position)
}
