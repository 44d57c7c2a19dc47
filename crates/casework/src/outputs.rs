//! What leaves the house after a night: error lists, requests, the cases behind the figures, the report, the quarantine.
//!
//! Every file is derived from the journal and written beside its place before it is put there, so that nobody reads
//! half a file and a night that is run again writes the same files again. Files for other authorities carry whole
//! CPR numbers, since they need them; none carries an address.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use registers::administrative_numbers::AdministrativeNumberRequest;
use registers::exchange::DirectoryWriter;
use registers::manifest::{Content, ExchangeFormat};
use serde::Serialize;
use vocabulary::MunicipalityCode;

use crate::conclusion::Conclusion;
use crate::delivery::Prepared;
use crate::fact::{MunicipalityError, MunicipalityErrorKind};
use crate::state::{RequestEntry, State};

/// A result that could not be written. The journal is as it was; run the night again.
#[derive(Debug, thiserror::Error)]
#[error("{} cannot be written: {source}", path.display())]
pub struct OutputError {
    /// The file.
    pub path: PathBuf,
    /// What the system says.
    pub source: io::Error,
}

/// The folder of error lists, below the folder of a night's results.
pub const MUNICIPALITY_ERRORS: &str = "municipality-errors";
/// The folder of requests for administrative CPR numbers.
pub const REQUESTS: &str = "administrative-number-requests";
/// The folder of what was set aside.
pub const QUARANTINE: &str = "quarantine";
/// Every permit with its coupling, behind the figures.
pub const PERMITS: &str = "permits.csv";
/// The report as JSON.
pub const REPORT: &str = "report.json";

/// Writes what a delivery set aside, once: a folder that is there already is the same.
pub(crate) fn write_quarantine(out: &Path, night: Date, delivery: &Prepared) -> Result<(), OutputError> {
    let Some(quarantine) = delivery.quarantine().filter(|quarantine| !quarantine.is_empty()) else { return Ok(()) };
    let short = delivery.sha256().get(..12).unwrap_or_default();
    let folder = out.join(QUARANTINE).join(format!("{night}-{}-{short}", delivery.source().name()));
    if folder.exists() {
        return Ok(());
    }
    let beside = folder.with_extension("unfinished");
    let failed = |source| OutputError { path: folder.clone(), source };
    if beside.exists() {
        std::fs::remove_dir_all(&beside).map_err(failed)?;
    }
    quarantine.write(&beside).map_err(|error| failed(io::Error::other(error)))?;
    std::fs::rename(&beside, &folder).map_err(failed)
}

/// Writes a list of open errors for each municipality that has any, and removes the lists of those that have none.
pub(crate) fn write_municipality_errors(out: &Path, state: &State) -> Result<(), OutputError> {
    let mut lists: BTreeMap<MunicipalityCode, Vec<&MunicipalityError>> = BTreeMap::new();
    for error in state.municipality_errors.values() {
        lists.entry(error.municipality).or_default().push(error);
    }
    let folder = out.join(MUNICIPALITY_ERRORS);
    fresh_folder(&folder)?;
    for (municipality, errors) in lists {
        write_csv(&folder.join(format!("{municipality}.csv")), |csv| {
            csv.write_record(["cpr_nummer", "navn", "fejl", "indtastet_person_id", "fundet", "frist"])?;
            errors.iter().try_for_each(|error| csv.write_record(error_row(state, error)))
        })?;
    }
    Ok(())
}

fn error_row(state: &State, error: &MunicipalityError) -> [String; 6] {
    let name = state.cpr.get(&error.cpr_number).and_then(|entry| entry.person.name.as_ref());
    [
        error.cpr_number.hyphenated(),
        name.map(vocabulary::PersonName::full).unwrap_or_default(),
        error_text(error.what).to_owned(),
        error.typed.as_ref().map(ToString::to_string).unwrap_or_default(),
        error.found_on.to_string(),
        error.deadline.to_string(),
    ]
}

/// What a municipality must mend, as the municipality reads it.
pub fn error_text(what: MunicipalityErrorKind) -> &'static str {
    match what {
        MunicipalityErrorKind::PersonIdMissing => "Person-id mangler",
        MunicipalityErrorKind::PersonIdUnknown => "Person-id findes ikke i CARL2",
        MunicipalityErrorKind::PersonIdOfAnother => "Person-id tilhører en anden",
        MunicipalityErrorKind::PersonIdTwice => "Samme person-id er indtastet for flere CPR-numre",
    }
}

/// Writes the requests of a night as an exchange folder, if it makes any.
pub(crate) fn write_requests(out: &Path, state: &State, night: Date) -> Result<(), OutputError> {
    let of_night = |entry: &&RequestEntry| entry.requested.night == night;
    let requests: Vec<_> = state.requests.values().filter(of_night).filter_map(|entry| request(state, entry)).collect();
    if requests.is_empty() {
        return Ok(());
    }
    let folder = out.join(REQUESTS).join(night.to_string());
    let failed = |error: registers::Error| OutputError { path: folder.clone(), source: io::Error::other(error) };
    let format = ExchangeFormat::AdministrativeNumberRequests;
    let mut writer = DirectoryWriter::create(&folder, format, night, None, Content::Full).map_err(failed)?;
    writer.write::<AdministrativeNumberRequest>("requests.csv", &requests).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(())
}

fn request(state: &State, entry: &RequestEntry) -> Option<AdministrativeNumberRequest> {
    let requested = &entry.requested;
    let person = &state.carl2.get(&requested.person_id)?.person;
    let permit = state.permits.get(&requested.permit_id)?;
    Some(AdministrativeNumberRequest {
        request_id: requested.request_id.clone(),
        person_id: requested.person_id.clone(),
        given_names: person.given_names.clone(),
        surname: person.surname.clone(),
        birth_date: person.birth_date,
        sex: person.sex,
        nationality: person.nationality.clone(),
        ground: permit.ground.clone(),
        granted_on: permit.granted_on,
    })
}

/// Writes the report as JSON and every permit behind its figures.
pub(crate) fn write_conclusion(out: &Path, conclusion: &Conclusion) -> Result<(), OutputError> {
    std::fs::create_dir_all(out).map_err(|source| OutputError { path: out.to_owned(), source })?;
    write_csv(&out.join(PERMITS), |csv| {
        csv.write_record([
            "permit_id",
            "person_id",
            "granted_on",
            "ground",
            "category",
            "municipality",
            "uncoupled_because",
        ])?;
        conclusion.permits.iter().try_for_each(|case| csv.write_record(permit_row(case)))
    })?;
    let path = out.join(REPORT);
    write_whole(&path, |file| {
        serde_json::to_writer_pretty(&mut *file, &conclusion.report)?;
        file.write_all(b"\n")
    })
}

fn permit_row(case: &crate::uncoupled::PermitCase) -> [String; 7] {
    [
        case.permit_id.clone(),
        case.person_id.to_string(),
        case.permit.granted_on.to_string(),
        case.permit.ground.clone(),
        word(&case.permit.category),
        case.permit.municipality.map(|code| code.to_string()).unwrap_or_default(),
        case.permit.uncoupled.as_ref().map(word).unwrap_or_default(),
    ]
}

/// The name that a category or cause has in JSON, for CSV too.
fn word(value: &impl Serialize) -> String {
    crate::fact::json(value).trim_matches('"').to_owned()
}

fn write_csv(
    path: &Path,
    rows: impl FnOnce(&mut csv::Writer<&mut Vec<u8>>) -> csv::Result<()>,
) -> Result<(), OutputError> {
    let mut bytes = Vec::new();
    let mut csv = csv::Writer::from_writer(&mut bytes);
    let written = rows(&mut csv).map_err(io::Error::from).and_then(|()| csv.flush());
    drop(csv);
    written.map_err(|source| OutputError { path: path.to_owned(), source })?;
    write_whole(path, |file| file.write_all(&bytes))
}

/// Writes a file beside its place, makes it durable, and puts it there.
pub fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut io::BufWriter<std::fs::File>) -> io::Result<()>,
) -> Result<(), OutputError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".unfinished");
    let beside = PathBuf::from(beside);
    let whole = || {
        let mut file = io::BufWriter::new(std::fs::File::create(&beside)?);
        write(&mut file)?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        std::fs::rename(&beside, path)
    };
    whole().map_err(|source| OutputError { path: path.to_owned(), source })
}

fn fresh_folder(folder: &Path) -> Result<(), OutputError> {
    let failed = |source| OutputError { path: folder.to_owned(), source };
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    std::fs::create_dir_all(folder).map_err(failed)
}
