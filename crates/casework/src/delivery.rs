//! A delivery that lies ready: read whole and checked, before anything of it is stored.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use registers::administrative_numbers::AdministrativeNumberAnswers;
use registers::carl2::Carl2Extract;
use registers::cpr::{self, CprDelivery, Limits};
use registers::exchange::{Exchange, ReadOptions};
use registers::manifest::{Content, MANIFEST, Manifest};
use registers::person_ids::PersonIdList;
use registers::quarantine::Quarantine;
use registers::{Reason, Refusal, administrative_numbers, carl2, person_ids};

use crate::fact::{Announced, DeliveryContent, Source};
use crate::settings::Settings;
use crate::state::{SourceEntry, State};

/// The deliveries that lie ready, each source's in the order in which the sender made them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deliveries {
    /// Files of CPR.
    pub cpr: Vec<PathBuf>,
    /// Folders of CARL2 extracts.
    pub carl2: Vec<PathBuf>,
    /// Folders of person-id lists.
    pub person_ids: Vec<PathBuf>,
    /// Folders of the CPR office's answers.
    pub administrative_numbers: Vec<PathBuf>,
    /// What a delivery means that is no newer than the last one stored.
    pub old: Old,
}

/// What a delivery means that is no newer than the last one stored of its source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Old {
    /// Somebody named it, so it is a mistake: the night is refused.
    #[default]
    Refuse,
    /// It still lies in the inbox: it is passed over.
    PassOver,
}

/// Why a delivery cannot even be looked at.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// The disk, or a file beyond the limits.
    #[error(transparent)]
    Read(#[from] registers::Error),
    /// A folder of the inbox cannot be listed.
    #[error("{}: {source}", path.display())]
    Inbox {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

/// A delivery that was read and has not been stored.
#[derive(Debug)]
pub struct Prepared {
    announced: Announced,
    /// What it holds.
    pub content: PreparedContent,
}

/// What a delivery holds.
#[derive(Debug)]
pub enum PreparedContent {
    /// Of CPR.
    Cpr(Box<CprDelivery>),
    /// Of CARL2.
    Carl2(Box<Carl2Extract>),
    /// Of the municipalities.
    PersonIds(Box<PersonIdList>),
    /// Of the CPR office.
    AdministrativeNumbers(Box<AdministrativeNumberAnswers>),
    /// So little that it can only be refused.
    Nothing(Box<Refusal>),
}

impl Deliveries {
    /// Each delivery with its source, in the order in which a night stores them.
    pub fn in_order(&self) -> impl Iterator<Item = (Source, &Path)> {
        let of = |source: Source, paths: &'static dyn Fn(&Self) -> &Vec<PathBuf>| {
            paths(self).iter().map(move |path| (source, path.as_path()))
        };
        of(Source::Cpr, &|all| &all.cpr)
            .chain(of(Source::Carl2, &|all| &all.carl2))
            .chain(of(Source::PersonIds, &|all| &all.person_ids))
            .chain(of(Source::AdministrativeNumbers, &|all| &all.administrative_numbers))
    }

    /// What lies in an inbox: files in `cpr/`, and folders in `carl2/`, `person-ids/` and `administrative-numbers/`,
    /// in the order of their names, which begin or end with the date. Hidden files and folders are not looked at.
    pub fn of_inbox(inbox: &Path) -> Result<Self, DeliveryError> {
        std::fs::read_dir(inbox).map_err(|source| DeliveryError::Inbox { path: inbox.to_owned(), source })?;
        let list = |source: Source| list(&inbox.join(source.name()), source);
        Ok(Self {
            cpr: list(Source::Cpr)?,
            carl2: list(Source::Carl2)?,
            person_ids: list(Source::PersonIds)?,
            administrative_numbers: list(Source::AdministrativeNumbers)?,
            old: Old::PassOver,
        })
    }

    /// Chooses among the deliveries, given what has been stored.
    pub fn choose(&self, state: &State, settings: &Settings) -> Result<Chosen<'_>, DeliveryError> {
        let (mut to_read, mut passed_over) = (Vec::new(), Vec::new());
        for (source, path) in self.in_order() {
            let entry = state.sources.get(&source);
            let last = entry.and_then(|entry| entry.last_produced_on);
            let is_old = last.is_some_and(|last| produced_on(source, path).is_some_and(|produced| produced <= last));
            if self.old == Old::Refuse || !is_old {
                to_read.push((source, path));
            } else if !is_stored(entry, source, path, settings)? {
                passed_over.push(path.display().to_string());
            }
        }
        Ok(Chosen { to_read, passed_over })
    }
}

/// What a night does with the deliveries that lie ready.
#[derive(Debug)]
pub struct Chosen<'a> {
    /// Those that it reads, in the order in which it stores them.
    pub to_read: Vec<(Source, &'a Path)>,
    /// Files of the inbox that it passes over without their being stored.
    pub passed_over: Vec<String>,
}

/// Whether an old delivery is one that was stored: by its name, or else by what is in it.
fn is_stored(
    entry: Option<&SourceEntry>,
    source: Source,
    path: &Path,
    settings: &Settings,
) -> Result<bool, DeliveryError> {
    let Some(entry) = entry else { return Ok(false) };
    let name = path.display().to_string();
    if entry.stored.values().any(|stored| *stored == name) {
        return Ok(true);
    }
    Ok(entry.stored.contains_key(read(source, path, settings)?.sha256()))
}

/// When a delivery was made, from its first bytes; none where they do not say.
fn produced_on(source: Source, path: &Path) -> Option<Date> {
    if source == Source::Cpr {
        let start = std::fs::File::open(path).ok()?.take(400);
        return Some(cpr::read("", start, &Limits::default()).ok()?.start?.produced);
    }
    let manifest = std::fs::read(path.join(MANIFEST)).ok()?;
    Some(serde_json::from_slice::<Manifest>(&manifest).ok()?.produced_on)
}

/// The deliveries of one folder of the inbox; a folder that is not there holds none.
fn list(folder: &Path, source: Source) -> Result<Vec<PathBuf>, DeliveryError> {
    let failed = |error| DeliveryError::Inbox { path: folder.to_owned(), source: error };
    let entries = match std::fs::read_dir(folder) {
        // The inbox is there; a source that has never delivered has no folder in it.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && path.is_dir() == (source != Source::Cpr) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// When each source's last stored delivery was made.
pub fn last_produced(state: &State) -> BTreeMap<Source, Date> {
    state.sources.iter().filter_map(|(source, entry)| Some((*source, entry.last_produced_on?))).collect()
}

/// Reads a delivery whole. A delivery that must be refused for what it is also comes back: ask [`Prepared::verdict`].
pub fn read(source: Source, path: &Path, settings: &Settings) -> Result<Prepared, DeliveryError> {
    let file = path.display().to_string();
    let content = match read_content(source, path, settings) {
        Ok(content) => content,
        Err(registers::Error::Refused(refusal)) => PreparedContent::Nothing(refusal),
        Err(error) => return Err(error.into()),
    };
    let sha256 = content.sha256();
    Ok(Prepared { announced: Announced { source, file, sha256 }, content })
}

fn read_content(source: Source, path: &Path, settings: &Settings) -> Result<PreparedContent, registers::Error> {
    let options = ReadOptions { person_id: settings.person_id.clone(), ..ReadOptions::default() };
    Ok(match source {
        Source::Cpr => PreparedContent::Cpr(Box::new(cpr::read_file(path, &Limits::default())?)),
        Source::Carl2 => PreparedContent::Carl2(Box::new(carl2::read(path, &options)?)),
        Source::PersonIds => PreparedContent::PersonIds(Box::new(person_ids::read(path, &options)?)),
        Source::AdministrativeNumbers => {
            PreparedContent::AdministrativeNumbers(Box::new(administrative_numbers::read(path, &options)?))
        }
    })
}

/// The delivery that an interrupted night announced, if it is still among those that lie ready.
pub fn find(announced: &Announced, ready: &Deliveries, settings: &Settings) -> Result<Option<Prepared>, DeliveryError> {
    let of_source = ready.in_order().filter(|(source, _)| *source == announced.source);
    let (named, others): (Vec<&Path>, Vec<&Path>) =
        of_source.map(|(_, path)| path).partition(|path| path.display().to_string() == announced.file);
    for path in named.into_iter().chain(others) {
        let found = read(announced.source, path, settings)?;
        if found.announced.sha256 == announced.sha256 {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

impl Prepared {
    /// Which source, which file, which hash.
    pub fn announced(&self) -> Announced {
        self.announced.clone()
    }

    /// Which source.
    pub fn source(&self) -> Source {
        self.announced.source
    }

    /// File or folder, as given.
    pub fn file(&self) -> &str {
        &self.announced.file
    }

    /// SHA-256 of the file, or of the folder's manifest.
    pub fn sha256(&self) -> &str {
        &self.announced.sha256
    }

    /// Whether it may be stored after the delivery that was made on the given day.
    pub fn verdict(&self, last_produced: Option<Date>, settings: &Settings) -> Result<(), Refusal> {
        let accepted =
            |refusal: &Refusal| settings.accept_wrong_count && matches!(refusal.reason, Reason::WrongCount { .. });
        match &self.content {
            PreparedContent::Cpr(delivery) => {
                let mut refusals = delivery.refusals(last_produced).into_iter();
                refusals.find(|refusal| !accepted(refusal)).map_or(Ok(()), Err)
            }
            PreparedContent::Nothing(refusal) => Err((**refusal).clone()),
            _ => self.content.exchange().map_or(Ok(()), |exchange| exchange.verdict(last_produced)),
        }
    }

    /// When the sender made it; none for what can only be refused.
    pub fn produced_on(&self) -> Option<Date> {
        match &self.content {
            PreparedContent::Cpr(delivery) => delivery.start.map(|start| start.produced),
            _ => self.content.exchange().map(|exchange| exchange.manifest.produced_on),
        }
    }

    /// When the sender made the one before it.
    pub fn previous_produced_on(&self) -> Option<Date> {
        match &self.content {
            PreparedContent::Cpr(delivery) => delivery.start.and_then(|start| start.previous),
            _ => self.content.exchange().and_then(|exchange| exchange.manifest.previous_produced_on),
        }
    }

    /// Whether it brings everything. A CPR delivery does not say: the first one is taken for the baseline.
    pub fn content_kind(&self, is_first: IsFirst) -> DeliveryContent {
        match (self.content.exchange(), is_first) {
            (Some(exchange), _) if exchange.manifest.content == Content::Full => DeliveryContent::Full,
            (None, IsFirst::Yes) => DeliveryContent::Full,
            _ => DeliveryContent::Changes,
        }
    }

    /// What of it could not be read.
    pub fn quarantine(&self) -> Option<&Quarantine> {
        match &self.content {
            PreparedContent::Cpr(delivery) => Some(&delivery.quarantine),
            PreparedContent::Carl2(extract) => Some(&extract.quarantine),
            PreparedContent::PersonIds(list) => Some(&list.quarantine),
            PreparedContent::AdministrativeNumbers(answers) => Some(&answers.quarantine),
            PreparedContent::Nothing(_) => None,
        }
    }
}

/// Whether a delivery is the first of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IsFirst {
    /// Nothing of the source has been stored.
    Yes,
    /// Something has.
    No,
}

impl PreparedContent {
    /// The exchange folder, for the sources that come in one.
    pub fn exchange(&self) -> Option<&Exchange> {
        match self {
            Self::Carl2(extract) => Some(&extract.exchange),
            Self::PersonIds(list) => Some(&list.exchange),
            Self::AdministrativeNumbers(answers) => Some(&answers.exchange),
            Self::Cpr(_) | Self::Nothing(_) => None,
        }
    }

    fn sha256(&self) -> String {
        match self {
            Self::Cpr(delivery) => delivery.sha256.clone(),
            _ => self.exchange().map(|exchange| exchange.sha256.clone()).unwrap_or_default(),
        }
    }
}
