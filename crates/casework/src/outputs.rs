//! What leaves the house after a night: error lists, requests, the cases behind the figures, the report, the quarantine.
//!
//! Every file is derived from the journal and written beside its place before it is put there, so that nobody reads
//! half a file and a night that is run again writes the same files again. Files for other authorities carry whole
//! CPR numbers, since they need them; none carries an address, nor the name of a person under name and address
//! protection. Only the account that runs the night may read what is written.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use registers::administrative_numbers::AdministrativeNumberRequest;
use registers::exchange::DirectoryWriter;
use registers::manifest::{Content, ExchangeFormat};
use registers::quarantine::{private_file, private_folder};
use serde::Serialize;
use vocabulary::MunicipalityCode;

use crate::conclusion::Conclusion;
use crate::delivery::Prepared;
use crate::detections::{Detection, DetectionKind, Place};
use crate::explanation::is_protected_tonight;
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
/// What the registers hold that somebody should look at.
pub const DETECTIONS: &str = "detections.csv";
/// The report as JSON.
pub const REPORT: &str = "report.json";
/// The report as a page.
pub const PAGE: &str = "report.html";

/// Writes what a delivery set aside, once: a folder that is there already is the same.
pub(crate) fn write_quarantine(out: &Path, night: Date, delivery: &Prepared) -> Result<(), OutputError> {
    let Some(quarantine) = delivery.quarantine().filter(|quarantine| !quarantine.is_empty()) else { return Ok(()) };
    let short = delivery.sha256().get(..12).unwrap_or_default();
    let folder = out.join(QUARANTINE).join(format!("{night}-{}-{short}", delivery.source().name()));
    if folder.exists() {
        return Ok(());
    }
    let beside = named_beside(&folder, UNFINISHED);
    let failed = |source| OutputError { path: folder.clone(), source };
    remove_folder(&beside).map_err(failed)?;
    quarantine.write(&beside, delivery.sha256()).map_err(|error| failed(io::Error::other(error)))?;
    put_in_place(&beside, &folder).map_err(failed)
}

/// Writes a list of open errors for each municipality that has any, and removes the lists of those that have none.
///
/// All lists change at once: until the last of the new ones is written, the old ones stand.
pub(crate) fn write_municipality_errors(out: &Path, state: &State) -> Result<(), OutputError> {
    let mut lists: BTreeMap<MunicipalityCode, Vec<&MunicipalityError>> = BTreeMap::new();
    for error in state.municipality_errors.values() {
        lists.entry(error.municipality).or_default().push(error);
    }
    let folder = out.join(MUNICIPALITY_ERRORS);
    let beside = named_beside(&folder, UNFINISHED);
    let failed = |source| OutputError { path: folder.clone(), source };
    remove_folder(&beside).and_then(|()| private_folder(&beside)).map_err(failed)?;
    for (municipality, errors) in lists {
        write_csv(&beside.join(format!("{municipality}.csv")), |csv| {
            csv.write_record(ERROR_COLUMNS)?;
            errors.iter().try_for_each(|error| csv.write_record(error_row(state, error)))
        })?;
    }
    put_in_place(&beside, &folder).map_err(failed)
}

const ERROR_COLUMNS: [&str; 7] =
    ["cpr_nummer", "navn", "navne_og_adressebeskyttelse", "fejl", "indtastet_person_id", "fundet", "frist"];

/// A protected person stands without name: the number is enough for the municipality, and the list passes many hands.
fn error_row(state: &State, error: &MunicipalityError) -> [String; 7] {
    let is_protected = is_protected_tonight(state, error.cpr_number);
    let person = state.cpr.get(&error.cpr_number).filter(|_| !is_protected);
    let name = person.and_then(|entry| entry.person.name.as_ref());
    [
        error.cpr_number.hyphenated(),
        name.map(vocabulary::PersonName::full).unwrap_or_default(),
        if is_protected { "ja" } else { "nej" }.to_owned(),
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

/// Writes what the registers hold that somebody should look at: numbers and person-ids only.
pub(crate) fn write_detections(out: &Path, found: &[Detection]) -> Result<(), OutputError> {
    private_folder(out).map_err(|source| OutputError { path: out.to_owned(), source })?;
    write_csv(&out.join(DETECTIONS), |csv| {
        csv.write_record(["fund", "hvor", "nummer", "andre_numre", "vaegt_bit"])?;
        found.iter().try_for_each(|detection| {
            let bits = |millibits: i32| format!("{:.1}", f64::from(millibits) / 1000.0);
            csv.write_record([
                detection_text(detection.kind),
                place_text(detection.place),
                &detection.about,
                &detection.others.join("|"),
                &detection.score_millibits.map(bits).unwrap_or_default(),
            ])
        })
    })
}

/// What was found, as whoever looks at it reads it.
pub fn detection_text(kind: DetectionKind) -> &'static str {
    match kind {
        DetectionKind::NumberOfSeveralPersons => "Samme CPR-nummer står på flere personer i CARL2",
        DetectionKind::PersonIdOfSeveralPersons => "Samme person-id står på flere personer i CARL2",
        DetectionKind::PersonIdOfSeveralNumbers => "Samme person-id er indtastet for flere CPR-numre",
        DetectionKind::FormerNumberOfSeveralPersons => "Samme udgåede CPR-nummer fører til flere personer",
        DetectionKind::PersonUnderTwoPersonIds => "To personer i CARL2 ligner én",
        DetectionKind::SeveralNumbersFit => "Flere CPR-numre passer sikkert på én person i CARL2",
        DetectionKind::SeveralPersonsFit => "Flere personer i CARL2 passer sikkert på ét CPR-nummer",
        DetectionKind::ChangedNumber => "CPR-nummeret er ændret (status 60) og bruges stadig",
        DetectionKind::AnnulledNumber => "CPR-nummeret er annulleret (status 30) og bruges stadig",
        DetectionKind::DoubleNumber => "CPR-nummeret er slettet som dobbeltnummer (status 50) og bruges stadig",
        DetectionKind::NumberContradictsBirthDate => "CPR-nummeret passer ikke med fødselsdatoen",
        DetectionKind::NumberContradictsSex => "CPR-nummeret passer ikke med kønnet",
    }
}

fn place_text(place: Place) -> &'static str {
    match place {
        Place::Carl2 => "CARL2",
        Place::Cpr => "CPR",
        Place::Coupling => "Kobling",
    }
}

/// Writes the requests of a night as an exchange folder, if it makes any.
///
/// A folder that is there already with the same content stays untouched: the CPR office may be reading it.
pub(crate) fn write_requests(out: &Path, state: &State, night: Date) -> Result<(), OutputError> {
    let of_night = |entry: &&RequestEntry| entry.requested.night == night;
    let requests: Vec<_> = state.requests.values().filter(of_night).filter_map(|entry| request(state, entry)).collect();
    if requests.is_empty() {
        return Ok(());
    }
    let folder = out.join(REQUESTS).join(night.to_string());
    let beside = named_beside(&folder, UNFINISHED);
    let failed = |source| OutputError { path: folder.clone(), source };
    remove_folder(&beside).and_then(|()| private_folder(&beside)).map_err(failed)?;
    write_exchange(&beside, night, &requests).map_err(|error| failed(io::Error::other(error)))?;
    keep_private(&beside).map_err(failed)?;
    if has_same_files(&beside, &folder).map_err(failed)? {
        return remove_folder(&beside).map_err(failed);
    }
    put_in_place(&beside, &folder).map_err(failed)
}

fn write_exchange(
    folder: &Path,
    night: Date,
    requests: &[AdministrativeNumberRequest],
) -> Result<(), registers::Error> {
    let format = ExchangeFormat::AdministrativeNumberRequests;
    let mut writer = DirectoryWriter::create(folder, format, night, None, Content::Full)?;
    writer.write::<AdministrativeNumberRequest>("requests.csv", requests)?;
    writer.finish()?;
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
    private_folder(out).map_err(|source| OutputError { path: out.to_owned(), source })?;
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

/// Writes the report's page.
pub(crate) fn write_page(out: &Path, page: &str) -> Result<(), OutputError> {
    write_whole(&out.join(PAGE), |file| file.write_all(page.as_bytes()))
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

/// What is behind the name of a file or folder while it is written.
const UNFINISHED: &str = ".unfinished";
/// What is behind the name of a folder that a new one replaces, until the new one is in its place.
const REPLACED: &str = ".replaced";

/// Writes a file beside its place, makes it durable, and puts it there. Only its owner may read it.
pub fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut io::BufWriter<std::fs::File>) -> io::Result<()>,
) -> Result<(), OutputError> {
    let beside = named_beside(path, UNFINISHED);
    let whole = || {
        // One that a killed run left may have other permissions.
        absent_is_well(std::fs::remove_file(&beside))?;
        let mut file = io::BufWriter::new(private_file(&beside)?);
        write(&mut file)?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        std::fs::rename(&beside, path)?;
        sync_parent(path)
    };
    whole().map_err(|source| OutputError { path: path.to_owned(), source })
}

fn named_beside(path: &Path, ending: &str) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(ending);
    beside.into()
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    absent_is_well(std::fs::remove_dir_all(folder))
}

fn absent_is_well(removed: io::Result<()>) -> io::Result<()> {
    removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Puts a whole folder in its place; one that stands there is removed only when the new one is there.
fn put_in_place(beside: &Path, folder: &Path) -> io::Result<()> {
    let replaced = named_beside(folder, REPLACED);
    remove_folder(&replaced)?;
    sync_folder(beside)?;
    absent_is_well(std::fs::rename(folder, &replaced))?;
    std::fs::rename(beside, folder)?;
    sync_parent(folder)?;
    remove_folder(&replaced)
}

/// Whether the folder has every file of the new one, with the same bytes, and no other.
fn has_same_files(new: &Path, folder: &Path) -> io::Result<bool> {
    if !folder.is_dir() || std::fs::read_dir(new)?.count() != std::fs::read_dir(folder)?.count() {
        return Ok(false);
    }
    for entry in std::fs::read_dir(new)? {
        let entry = entry?;
        let there = folder.join(entry.file_name());
        if !there.is_file() || std::fs::read(entry.path())? != std::fs::read(there)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Makes the files of a folder durable and its owner's alone, for writers that do not.
fn keep_private(folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let file = std::fs::OpenOptions::new().append(true).open(entry?.path())?;
        #[cfg(unix)]
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        file.sync_all()?;
    }
    Ok(())
}

/// Makes durable which names stand in the folder of a file or folder.
fn sync_parent(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => sync_folder(Path::new(".")),
        Some(parent) => sync_folder(parent),
        None => Ok(()),
    }
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

/// Other systems do not open folders, and keep their names by themselves.
#[cfg(not(unix))]
fn sync_folder(folder: &Path) -> io::Result<()> {
    std::fs::metadata(folder).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(place: &Path, name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = place.join(name);
        private_folder(&folder).unwrap();
        for (name, text) in files {
            std::fs::write(folder.join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn a_folder_takes_the_place_of_another_whole() {
        let place = tempfile::tempdir().unwrap();
        let old = folder_with(place.path(), "lists", &[("0101.csv", "old"), ("0147.csv", "old")]);
        let new = folder_with(place.path(), "lists.unfinished", &[("0101.csv", "new")]);
        // What a run that was killed between two renames left.
        folder_with(place.path(), "lists.replaced", &[("0101.csv", "older")]);
        put_in_place(&new, &old).unwrap();
        let left: Vec<_> = std::fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["lists"]);
        assert_eq!(std::fs::read_to_string(old.join("0101.csv")).unwrap(), "new");
        assert!(!old.join("0147.csv").exists(), "a municipality without errors has no list");
    }

    #[test]
    fn folders_are_the_same_when_names_and_bytes_are() {
        let place = tempfile::tempdir().unwrap();
        let one = folder_with(place.path(), "one", &[("a", "1"), ("b", "2")]);
        assert!(has_same_files(&one, &folder_with(place.path(), "same", &[("a", "1"), ("b", "2")])).unwrap());
        assert!(!has_same_files(&one, &folder_with(place.path(), "other", &[("a", "1"), ("b", "3")])).unwrap());
        assert!(!has_same_files(&one, &folder_with(place.path(), "renamed", &[("a", "1"), ("c", "2")])).unwrap());
        assert!(
            !has_same_files(&one, &folder_with(place.path(), "more", &[("a", "1"), ("b", "2"), ("c", "")])).unwrap()
        );
        assert!(!has_same_files(&one, &place.path().join("none")).unwrap());
    }

    #[test]
    fn a_file_that_cannot_be_finished_leaves_the_old_one() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("report.json");
        write_whole(&path, |file| file.write_all(b"old")).unwrap();
        let full = |_: &mut _| Err(io::ErrorKind::StorageFull.into());
        assert!(write_whole(&path, full).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_may_read_a_file_even_where_a_readable_one_was_left_unfinished() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("report.json");
        std::fs::write(named_beside(&path, UNFINISHED), "half").unwrap();
        write_whole(&path, |file| file.write_all(b"whole")).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let lists = folder_with(place.path(), "lists", &[("0101.csv", "readable")]);
        keep_private(&lists).unwrap();
        assert_eq!(std::fs::metadata(&lists).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(std::fs::metadata(lists.join("0101.csv")).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
