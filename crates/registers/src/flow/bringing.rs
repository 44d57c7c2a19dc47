//! Bringing rows onto what is held: case by case, taken whole or set aside whole.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;

use oversight::flow::{CaseNumber, Event};
use oversight::flow_order::{self, Disorder};

use super::{Counts, EventRow};
use crate::exchange::Located;
use crate::flow_store::{Delivered, FlowStore, order};
use crate::quarantine::{Fault, Quarantine};

/// How a row is set aside: where it stands is the caller's to know.
pub(super) type SetAside<'a> = dyn FnMut(&Located<EventRow>, Fault, &mut Quarantine) + 'a;

/// An import under way.
pub(super) struct Bringing {
    held: std::vec::IntoIter<Event>,
    store: FlowStore,
    /// Which delivery rows are set aside of, by its place in the store's list.
    delivery: usize,
    is_full: bool,
    /// Deliveries whose rows that were set aside are being read again, so that cases need not wait for them any longer.
    mended: BTreeSet<usize>,
    counts: Counts,
}

impl Bringing {
    /// Begins an import of a delivery.
    pub(super) fn onto(mut held: FlowStore, delivered: Delivered, is_full: bool) -> Self {
        held.deliveries.push(delivered);
        let delivery = held.deliveries.len() - 1;
        if is_full {
            held.awaiting.clear();
        }
        Self::begin(held, delivery, is_full, BTreeSet::new())
    }

    /// Begins reading again what was set aside of these deliveries.
    pub(super) fn again(held: FlowStore, mended: BTreeSet<usize>) -> Self {
        let delivery = mended.last().copied().unwrap_or(0);
        Self::begin(held, delivery, false, mended)
    }

    fn begin(mut held: FlowStore, delivery: usize, is_full: bool, mended: BTreeSet<usize>) -> Self {
        let events = std::mem::take(&mut held.events);
        let counts = Counts { before: events.len() as u64, ..Counts::default() };
        Self { held: events.into_iter(), store: held, delivery, is_full, mended, counts }
    }

    /// Brings the rows that could be read; the quarantine already has those that could not.
    pub(super) fn bring(
        &mut self,
        mut rows: Vec<Located<EventRow>>,
        quarantine: &mut Quarantine,
        set_aside: &mut SetAside<'_>,
    ) {
        let subject = |item: &crate::quarantine::Quarantined| item.subject.as_deref()?.parse::<u64>().ok();
        let unreadable: BTreeSet<u64> = quarantine.items.iter().filter_map(subject).collect();
        self.counts.of_no_case = quarantine.items.iter().filter(|item| subject(item).is_none()).count() as u64;
        // Stable: rows of a case stay in the order of the files.
        rows.sort_by_key(|row| row.value.case_number);
        let read: BTreeSet<u64> = rows.iter().map(|row| row.value.case_number).collect();
        self.counts.cases = read.union(&unreadable).count() as u64;
        let mut held = std::mem::take(&mut self.held).peekable();
        let mut without_rows = unreadable.difference(&read).copied().peekable();
        for of_case in rows.chunk_by(|one, next| one.value.case_number == next.value.case_number) {
            let Some(number) = of_case.first().map(|row| row.value.case_number) else { continue };
            while let Some(earlier) = without_rows.next_if(|&earlier| earlier < number) {
                self.keep_until(&mut held, earlier);
                self.keep_set_aside(&mut held, earlier);
            }
            self.keep_until(&mut held, number);
            if unreadable.contains(&number) {
                for row in of_case {
                    set_aside(row, Fault::CaseSetAside, quarantine);
                }
                self.keep_set_aside(&mut held, number);
            } else if self.waits(number) {
                for row in of_case {
                    set_aside(row, Fault::CaseAwaitsMending, quarantine);
                }
                self.keep_set_aside(&mut held, number);
            } else {
                self.take_case(&mut held, of_case, quarantine, set_aside);
            }
        }
        for number in without_rows {
            self.keep_until(&mut held, number);
            self.keep_set_aside(&mut held, number);
        }
        self.keep_until(&mut held, u64::MAX);
    }

    /// Whether rows of the case lie in a quarantine that is not being read again.
    fn waits(&self, number: u64) -> bool {
        let awaiting = self.store.awaiting.get(&number);
        awaiting.is_some_and(|deliveries| !deliveries.is_subset(&self.mended))
    }

    /// What is held of cases before this one stays, unless a full delivery takes its place.
    fn keep_until(&mut self, held: &mut Peekable<std::vec::IntoIter<Event>>, number: u64) {
        while let Some(event) = held.next_if(|event| event.case.0 < number) {
            if self.is_full {
                self.counts.gone += 1;
            } else {
                self.store.events.push(event);
            }
        }
    }

    /// What is held of a case whose rows are set aside stays as it was, and the case waits until they are mended.
    fn keep_set_aside(&mut self, held: &mut Peekable<std::vec::IntoIter<Event>>, number: u64) {
        while let Some(event) = held.next_if(|event| event.case.0 == number) {
            self.store.events.push(event);
        }
        self.await_mending(number);
    }

    fn await_mending(&mut self, number: u64) {
        self.counts.cases_set_aside += 1;
        let deliveries = self.store.awaiting.entry(number).or_default();
        // Read again and still wrong, a case waits for the quarantines that it waited for.
        if self.mended.is_empty() || deliveries.is_empty() {
            deliveries.insert(self.delivery);
        }
    }

    fn take_case(
        &mut self,
        held: &mut Peekable<std::vec::IntoIter<Event>>,
        rows: &[Located<EventRow>],
        quarantine: &mut Quarantine,
        set_aside: &mut SetAside<'_>,
    ) {
        let Some(case) = rows.first().map(|row| CaseNumber(row.value.case_number)) else { return };
        let mut before = Vec::new();
        while let Some(event) = held.next_if(|event| event.case == case) {
            before.push(event);
        }
        let mut events: Vec<(Event, Option<usize>)> = Vec::with_capacity(before.len() + rows.len());
        if !self.is_full {
            events.extend(before.iter().map(|event| (event.clone(), None)));
        }
        events.extend(rows.iter().enumerate().map(|(at, row)| (row.value.event(), Some(at))));
        // Stable: what is held, and what stands first in the files, is the one that stays of two that are equal.
        events.sort_by_key(|(event, _)| order(event));
        let rows_and_held = events.len() as u64;
        events.dedup_by(|(next, _), (event, _)| next == event);
        let duplicates = rows_and_held - events.len() as u64;
        let (events, places): (Vec<Event>, Vec<Option<usize>>) = events.into_iter().unzip();
        if let Err(found) = flow_order::check(&events) {
            let at = places.get(found.at).copied().flatten();
            set_case_aside(rows, at, found.disorder, quarantine, set_aside);
            self.store.events.extend(before);
            self.await_mending(case.0);
            return;
        }
        if self.is_full {
            let stays = |event: &&Event| events.binary_search_by(|other| order(other).cmp(&order(event))).is_ok();
            self.counts.gone += before.len() as u64 - before.iter().filter(stays).count() as u64;
            // What was held and is delivered again is held on; only the rest of the rows is new.
            let again = before.iter().filter(stays).count() as u64;
            self.counts.duplicates += again;
            self.counts.taken += events.len() as u64 - again;
        } else {
            self.counts.taken += events.len() as u64 - before.len() as u64;
        }
        self.counts.duplicates += duplicates;
        self.store.awaiting.remove(&case.0);
        self.store.events.extend(events);
    }

    /// The store and the counts, whose proof must hold.
    pub(super) fn finish(mut self, read: u64, quarantine: &Quarantine) -> (FlowStore, Counts) {
        let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
        for item in &quarantine.items {
            *reasons.entry(name(&item.fault)).or_default() += 1;
        }
        let counts = &mut self.counts;
        counts.read = read;
        counts.quarantined = quarantine.records();
        counts.held = self.store.events.len() as u64;
        counts.awaiting = self.store.awaiting.len() as u64;
        counts.reasons = reasons;
        assert_eq!(counts.read, counts.taken + counts.quarantined + counts.duplicates, "a row was lost: {counts:?}");
        assert_eq!(counts.held, counts.before - counts.gone + counts.taken, "an event was lost: {counts:?}");
        (self.store, self.counts)
    }
}

/// Sets the rows of a case aside, the reason at the row that shows it; at the first where it is shown by what is held.
fn set_case_aside(
    rows: &[Located<EventRow>],
    at: Option<usize>,
    disorder: Disorder,
    quarantine: &mut Quarantine,
    set_aside: &mut SetAside<'_>,
) {
    let shown_at = at.unwrap_or(0);
    for (place, row) in rows.iter().enumerate() {
        let fault = if place == shown_at { Fault::Disorder { disorder } } else { Fault::CaseSetAside };
        set_aside(row, fault, quarantine);
    }
}

/// The reason's name, as it stands in the quarantine's list.
fn name(fault: &Fault) -> String {
    let value = match fault {
        Fault::BadEvent { fault } => serde_json::to_value(fault),
        Fault::Disorder { disorder } => serde_json::to_value(disorder),
        other => serde_json::to_value(other),
    };
    let value = value.unwrap_or_default();
    let named = value.get("is").or_else(|| value.get("kind")).and_then(serde_json::Value::as_str);
    named.unwrap_or_default().to_owned()
}
