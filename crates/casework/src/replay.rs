//! Reading again what was set aside of CPR deliveries, once its fault is mended.
//!
//! A person was set aside whole, so mended records are a whole person again and become a fact as if they had been
//! read at first; unless CPR has delivered the person since, for then the newer records stand. Which is newer is told
//! by the delivery's hash, never by its file name, which a sender may use again.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use journal::{Filter, Journal, Source};
use registers::cpr::{self, Limits, StartRecord, delivery_of_quarantine};
use registers::quarantine;
use vocabulary::danish_day;

use crate::content::{Content, FactText, fingerprint};
use crate::delivery::DeliveryError;
use crate::fact::{self, DeliveryStored};
use crate::night::{NightError, fold};
use crate::stage;

/// Most bytes of a quarantine that are read again.
const BYTES_MAX: u64 = 1 << 30;

/// What became of the persons of a quarantine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Now in the journal.
    pub stored: u64,
    /// In the journal already, with the same records.
    pub unchanged: u64,
    /// Delivered again since: the newer records stand.
    pub superseded: u64,
    /// Still unreadable.
    pub unreadable: u64,
}

/// Why a quarantine was not read again. Nothing is stored.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// What can stop a night can stop this too: the journal, the disk, a quarantine that is no file of ours.
    #[error(transparent)]
    Night(#[from] NightError),
    /// A night has begun and not ended; it must end first, or it would go on with other registers than it began with.
    #[error("the night {night} is unfinished; run it to its end first")]
    Unfinished {
        /// The night.
        night: Date,
    },
    /// The list does not say of which delivery it is, or the journal holds no such delivery. Without it nobody can tell
    /// which records are newer.
    #[error("{} is of no delivery in this journal", list.display())]
    UnknownDelivery {
        /// The quarantine's list.
        list: PathBuf,
    },
    /// Rows of tables were set aside, and these are not read again: their sender mends them.
    #[error("{} holds rows of tables from {}, which cannot be replayed; the sender must send them again", list.display(), source_name.name())]
    RowsOfTables {
        /// The quarantine's list.
        list: PathBuf,
        /// Whose delivery it is.
        source_name: fact::Source,
    },
}

/// Reads the quarantine whose list this is again and stores what can be read now.
pub fn replay(journal: &mut Journal, list: &Path, actor: &str, now: Timestamp) -> Result<Replayed, ReplayError> {
    let _lock = journal.lock("night").map_err(NightError::from)?;
    let mut state = fold(journal)?;
    if let Some(unfinished) = &state.unfinished {
        return Err(ReplayError::Unfinished { night: unfinished.night });
    }
    let written = quarantine::replay(list, BYTES_MAX).map_err(unread)?;
    let stored = written.delivery_sha256.as_deref().map(|sha256| stored(journal, sha256)).transpose()?.flatten();
    let (set_aside_at, stored) = stored.ok_or_else(|| ReplayError::UnknownDelivery { list: list.to_owned() })?;
    if stored.source != fact::Source::Cpr {
        return Err(ReplayError::RowsOfTables { list: list.to_owned(), source_name: stored.source });
    }
    let start = StartRecord { task: 0, produced: danish_day(now), previous: None };
    let bytes = delivery_of_quarantine(&written.items, &start);
    let name = list.display().to_string();
    let delivery = cpr::read(&name, bytes.as_slice(), &Limits::default()).map_err(unread)?;
    let unreadable = delivery.quarantine.items.len() as u64;
    let mut replayed = Replayed { unreadable, ..Replayed::default() };
    stage::run::<NightError>(journal, &mut state, actor, now, |stage| {
        for records in delivery.persons() {
            let known = stage.state.cpr.get(&records.number);
            if known.is_some_and(|known| known.fingerprint == fingerprint(records.text())) {
                replayed.unchanged += 1;
                continue;
            }
            if known.is_some_and(|known| known.position > set_aside_at) {
                replayed.superseded += 1;
                continue;
            }
            let replaces = known.map(|known| known.position);
            let source = Source { file: name.clone(), row: records.first_line };
            let subject = fact::cpr_subject(records.number);
            stage.append_text(fact::CPR_PERSON, subject, records.text().to_owned(), Some(source), replaces)?;
            replayed.stored += 1;
        }
        Ok(())
    })?;
    Ok(replayed)
}

fn unread(error: registers::Error) -> NightError {
    DeliveryError::from(error).into()
}

/// The delivery with this hash, and where in the journal it stands.
fn stored(journal: &mut Journal, sha256: &str) -> Result<Option<(u64, DeliveryStored)>, NightError> {
    let mut last = Ok(None);
    journal.read(0, &Filter::all().kinds([fact::DELIVERY_STORED]), |found| {
        let (position, kind, subject, payload) = (found.position, found.kind, found.subject, found.payload);
        match (FactText { position, kind, subject, payload }).content() {
            Ok(Content::DeliveryStored(stored)) if stored.sha256 == sha256 => last = Ok(Some((position, stored))),
            Ok(_) => {}
            Err(error) => {
                last = Err(error);
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(last?)
}
