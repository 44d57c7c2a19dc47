//! Reading again what was set aside of CPR deliveries, once its fault is mended.
//!
//! A person was set aside whole, so mended records are a whole person again and become a fact as if they had been
//! read at first; unless CPR has delivered the person since, for then the newer records stand.

use std::ops::ControlFlow;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use journal::{Filter, Journal, Source};
use registers::cpr::{self, Limits, StartRecord, delivery_of_quarantine};
use registers::quarantine;

use crate::content::fingerprint;
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

/// Reads the quarantine whose list this is again and stores what can be read now.
pub fn replay(journal: &mut Journal, list: &Path, actor: &str, now: Timestamp) -> Result<Replayed, NightError> {
    let _lock = journal.lock("night")?;
    let mut state = fold(journal)?;
    let items = quarantine::replay(list, BYTES_MAX).map_err(crate::delivery::DeliveryError::from)?.items;
    let start = StartRecord { task: 0, produced: now.to_zoned(TimeZone::UTC).date(), previous: None };
    let bytes = delivery_of_quarantine(&items, &start);
    let name = list.display().to_string();
    let delivery =
        cpr::read(&name, bytes.as_slice(), &Limits::default()).map_err(crate::delivery::DeliveryError::from)?;
    let unreadable = delivery.quarantine.items.len() as u64;
    let mut replayed = Replayed { unreadable, ..Replayed::default() };
    let set_aside_at = items.first().map(|item| stored_at(journal, &item.place.file)).transpose()?.flatten();
    stage::run::<NightError>(journal, &mut state, actor, now, |stage| {
        for records in delivery.persons() {
            let known = stage.state.cpr.get(&records.number);
            if known.is_some_and(|known| known.fingerprint == fingerprint(records.text())) {
                replayed.unchanged += 1;
                continue;
            }
            if known.is_some_and(|known| set_aside_at.is_none_or(|at| known.position > at)) {
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

/// Where in the journal the delivery stands that something was set aside of.
fn stored_at(journal: &mut Journal, file: &str) -> Result<Option<u64>, NightError> {
    let mut at = None;
    journal.read(0, &Filter::all().kinds([fact::DELIVERY_STORED]), |found| {
        let stored = serde_json::from_str::<DeliveryStored>(found.payload);
        if stored.is_ok_and(|stored| stored.file == file) {
            at = Some(found.position);
        }
        ControlFlow::<()>::Continue(())
    })?;
    Ok(at)
}
