//! Storing a delivery: what is new or changed becomes facts, what is known is counted, what was set aside is counted.
//!
//! A CPR delivery replaces a person whole: when a person is delivered, everything chosen about the person is in it
//! (CPR, U12170-P). So a person's records are one fact, and a person whose records are the same as before is unchanged.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use journal::Source;
use registers::Reason;
use registers::administrative_numbers::{AdministrativeNumberAnswer, AdministrativeNumberAnswers};
use registers::carl2::{Carl2Extract, FormerNumber};
use registers::cpr::CprDelivery;
use registers::exchange::Located;
use registers::manifest::Content;
use registers::person_ids::PersonIdList;
use registers::quarantine::Quarantine;
use serde::Serialize;
use vocabulary::{CprNumber, PersonId};

use crate::content::fingerprint;
use crate::coupling::ADMINISTRATIVE_NUMBER;
use crate::delivery::{IsFirst, Prepared, PreparedContent};
use crate::fact::{self, Coupled, DeliveryStored, Pair, ReadCount};
use crate::report::{SetAside, Warning};
use crate::stage::{Stage, StageError};

/// How many set-aside records a stored delivery names; the counts hold all, the quarantine keeps all.
const SET_ASIDE_NAMED: usize = 100;

/// Stores a delivery that passed its verdict.
pub(crate) fn store(stage: &mut Stage<'_>, delivery: &Prepared, night: Date) -> Result<(), StageError> {
    let source = delivery.source();
    let is_first = if stage.state.sources.contains_key(&source) { IsFirst::No } else { IsFirst::Yes };
    let (read, warnings) = match &delivery.content {
        PreparedContent::Cpr(cpr) => (vec![store_cpr(stage, cpr)?], cpr_warnings(cpr)),
        PreparedContent::Carl2(extract) => store_carl2(stage, extract)?,
        PreparedContent::PersonIds(list) => {
            let counts = vec![store_person_ids(stage, list)?];
            let warnings = absences(&list.exchange.directory, &counts);
            (counts, warnings)
        }
        PreparedContent::AdministrativeNumbers(answers) => store_answers(stage, answers)?,
        PreparedContent::Nothing(_) => return Ok(()),
    };
    let Some(produced_on) = delivery.produced_on() else { return Ok(()) };
    let items = delivery.quarantine().map_or(&[][..], |quarantine| quarantine.items.as_slice());
    let set_aside = items.iter().take(SET_ASIDE_NAMED);
    let stored = DeliveryStored {
        night,
        source,
        file: delivery.file().to_owned(),
        sha256: delivery.sha256().to_owned(),
        produced_on,
        previous_produced_on: delivery.previous_produced_on(),
        content: delivery.content_kind(is_first),
        read,
        set_aside: set_aside.map(|item| SetAside { place: item.place.clone(), fault: item.fault.clone() }).collect(),
        warnings,
    };
    stage.append(fact::DELIVERY_STORED, format!("source:{}", source.name()), &stored)
}

fn count(kind: &str) -> ReadCount {
    ReadCount { kind: kind.to_owned(), read: 0, stored: 0, unchanged: 0, set_aside: 0, absent: 0 }
}

fn store_cpr(stage: &mut Stage<'_>, delivery: &CprDelivery) -> Result<ReadCount, StageError> {
    let mut read = count(fact::CPR_PERSON);
    // A piece that belongs to nobody is counted as one: somebody's record lies in it.
    let of_nobody = delivery.quarantine.items.iter().filter(|item| item.subject.is_none()).count() as u64;
    read.set_aside = delivery.counts.persons_set_aside + of_nobody;
    read.read = delivery.counts.persons + read.set_aside;
    for records in delivery.persons() {
        let known = stage.state.cpr.get(&records.number);
        if known.is_some_and(|known| known.fingerprint == fingerprint(records.text())) {
            read.unchanged += 1;
            continue;
        }
        let replaces = known.map(|known| known.position);
        let source = Source { file: delivery.file.clone(), row: records.first_line };
        let subject = fact::cpr_subject(records.number);
        let text = records.into_text().into_owned();
        stage.append_text(fact::CPR_PERSON, subject, text, Some(source), replaces)?;
        read.stored += 1;
    }
    Ok(read)
}

fn cpr_warnings(delivery: &CprDelivery) -> Vec<Warning> {
    let file = || delivery.file.clone();
    let numbers = delivery.counts.without_modulus_11;
    let errors = delivery.errors.len() as u64;
    let without = (numbers > 0).then(|| Warning::WithoutModulus11 { file: file(), numbers });
    let errors = (errors > 0).then(|| Warning::ErrorsFromCpr { file: file(), errors });
    // A delivery whose count is wrong only comes here when the settings accept it.
    let accepted = delivery.refusals(None).into_iter().find_map(|refusal| match refusal.reason {
        Reason::WrongCount { said, found } => Some(Warning::WrongCountAccepted { file: file(), said, found }),
        _ => None,
    });
    without.into_iter().chain(errors).chain(accepted).collect()
}

fn store_carl2(stage: &mut Stage<'_>, extract: &Carl2Extract) -> Result<(Vec<ReadCount>, Vec<Warning>), StageError> {
    let set_aside = set_aside_by_table(extract);
    let counted = |kind: &str, table: &str, rows: usize| {
        let set_aside = set_aside.get(table).copied().unwrap_or(0);
        ReadCount { read: rows as u64 + set_aside, set_aside, ..count(kind) }
    };
    let mut persons = counted(fact::CARL2_PERSON, "persons", extract.persons.len());
    for row in &extract.persons {
        let known = stage.state.carl2.get(&row.value.person_id);
        let same = known.is_some_and(|known| known.present && *known.person == row.value);
        let replaces = known.map(|known| known.position);
        let subject = fact::carl2_subject(&row.value.person_id);
        store_row(stage, &mut persons, extract, row, fact::CARL2_PERSON, subject, Known { same, replaces })?;
    }
    let mut permits = counted(fact::CARL2_PERMIT, "permits", extract.permits.len());
    for row in &extract.permits {
        let same = stage.state.permits.get(&row.value.permit_id) == Some(&row.value);
        let subject = fact::carl2_subject(&row.value.person_id);
        store_row(stage, &mut permits, extract, row, fact::CARL2_PERMIT, subject, Known { same, replaces: None })?;
    }
    let mut former = counted(fact::CARL2_FORMER_NUMBER, "former_numbers", extract.former_numbers.len());
    for row in &extract.former_numbers {
        let known = stage.state.former_numbers.get(&row.value.person_id);
        let same = known.is_some_and(|known| known.contains(&row.value));
        let subject = fact::carl2_subject(&row.value.person_id);
        store_row(
            stage,
            &mut former,
            extract,
            row,
            fact::CARL2_FORMER_NUMBER,
            subject,
            Known { same, replaces: None },
        )?;
    }
    if extract.exchange.manifest.content == Content::Full {
        persons.absent = mark_persons_absent(stage, extract)?;
        permits.absent = mark_permits_absent(stage, extract)?;
        former.absent = mark_former_numbers_absent(stage, extract)?;
    }
    let counts = vec![persons, permits, former];
    let warnings = absences(&extract.exchange.directory, &counts);
    Ok((counts, warnings))
}

/// Says what a full delivery no longer holds.
fn absences(file: &str, counts: &[ReadCount]) -> Vec<Warning> {
    let absent = counts.iter().filter(|count| count.absent > 0);
    let warning =
        |count: &ReadCount| Warning::Absent { file: file.to_owned(), kind: count.kind.clone(), records: count.absent };
    absent.map(warning).collect()
}

/// What the journal knows of a row.
#[derive(Clone, Copy)]
struct Known {
    same: bool,
    replaces: Option<u64>,
}

fn store_row<T: Serialize>(
    stage: &mut Stage<'_>,
    read: &mut ReadCount,
    extract: &Carl2Extract,
    row: &Located<T>,
    kind: &str,
    subject: String,
    known: Known,
) -> Result<(), StageError> {
    if known.same {
        read.unchanged += 1;
        return Ok(());
    }
    read.stored += 1;
    let source = Source { file: format!("{}/{}", extract.exchange.directory, row.file), row: row.row };
    stage.append_text(kind, subject, fact::json(&row.value), Some(source), known.replaces)
}

fn set_aside_by_table(extract: &Carl2Extract) -> BTreeMap<String, u64> {
    let tables = extract.exchange.files.iter().map(|file| {
        let path = format!("{}/{}", extract.exchange.directory, file.name);
        (path, file.table.clone())
    });
    let tables: BTreeMap<String, String> = tables.collect();
    let mut counts = BTreeMap::new();
    for item in &extract.quarantine.items {
        if let Some(table) = tables.get(&item.place.file) {
            *counts.entry(table.clone()).or_default() += item.records;
        }
    }
    counts
}

/// Persons of whom something was set aside: nothing of them counts as gone.
fn set_aside_persons(quarantine: &Quarantine) -> BTreeSet<&str> {
    quarantine.items.iter().filter_map(|item| item.subject.as_deref()).collect()
}

/// Persons that a full extract no longer holds. Their facts and couplings stay; nothing new is coupled to them.
fn mark_persons_absent(stage: &mut Stage<'_>, extract: &Carl2Extract) -> Result<u64, StageError> {
    let held: BTreeSet<&str> = extract.persons.iter().map(|row| row.value.person_id.as_str()).collect();
    let set_aside = set_aside_persons(&extract.quarantine);
    let present = stage.state.carl2.iter().filter(|(_, entry)| entry.present).map(|(id, _)| id);
    let is_gone = |id: &&PersonId| !held.contains(id.as_str()) && !set_aside.contains(id.as_str());
    let absent: Vec<PersonId> = present.filter(is_gone).cloned().collect();
    for id in &absent {
        stage.append(fact::CARL2_PERSON_ABSENT, fact::carl2_subject(id), id)?;
    }
    Ok(absent.len() as u64)
}

fn mark_permits_absent(stage: &mut Stage<'_>, extract: &Carl2Extract) -> Result<u64, StageError> {
    let held: BTreeSet<&str> = extract.permits.iter().map(|row| row.value.permit_id.as_str()).collect();
    let set_aside = set_aside_persons(&extract.quarantine);
    let known = stage.state.permits.values();
    let gone = known
        .filter(|permit| !held.contains(permit.permit_id.as_str()) && !set_aside.contains(permit.person_id.as_str()));
    let absent: Vec<(String, PersonId)> =
        gone.map(|permit| (permit.permit_id.clone(), permit.person_id.clone())).collect();
    for (permit_id, person_id) in &absent {
        stage.append(fact::CARL2_PERMIT_ABSENT, fact::carl2_subject(person_id), permit_id)?;
    }
    Ok(absent.len() as u64)
}

fn mark_former_numbers_absent(stage: &mut Stage<'_>, extract: &Carl2Extract) -> Result<u64, StageError> {
    let mut held: BTreeMap<&str, Vec<&FormerNumber>> = BTreeMap::new();
    for row in &extract.former_numbers {
        held.entry(row.value.person_id.as_str()).or_default().push(&row.value);
    }
    let set_aside = set_aside_persons(&extract.quarantine);
    let is_held =
        |former: &FormerNumber| held.get(former.person_id.as_str()).is_some_and(|held| held.contains(&former));
    let known = stage.state.former_numbers.values().flatten();
    let gone = known.filter(|former| !is_held(former) && !set_aside.contains(former.person_id.as_str()));
    let absent: Vec<FormerNumber> = gone.cloned().collect();
    for former in &absent {
        stage.append(fact::CARL2_FORMER_NUMBER_ABSENT, fact::carl2_subject(&former.person_id), former)?;
    }
    Ok(absent.len() as u64)
}

/// Person-ids that a full set of lists no longer holds.
fn mark_person_ids_absent(stage: &mut Stage<'_>, list: &PersonIdList) -> Result<u64, StageError> {
    let held: BTreeSet<CprNumber> = list.rows.iter().map(|row| row.value.cpr_number).collect();
    // What cannot be read might be any of them: then nothing is taken for gone.
    if !list.quarantine.is_empty() {
        return Ok(0);
    }
    let absent: Vec<CprNumber> = stage.state.typed.keys().filter(|number| !held.contains(number)).copied().collect();
    for number in &absent {
        stage.append(fact::PERSON_ID_TYPED_ABSENT, fact::cpr_subject(*number), number)?;
    }
    Ok(absent.len() as u64)
}

fn store_person_ids(stage: &mut Stage<'_>, list: &PersonIdList) -> Result<ReadCount, StageError> {
    let mut read = counted_rows(fact::PERSON_ID_TYPED, list.rows.len(), &list.quarantine);
    for row in &list.rows {
        if stage.state.typed.get(&row.value.cpr_number) == Some(&row.value) {
            read.unchanged += 1;
            continue;
        }
        let source = Source { file: format!("{}/{}", list.exchange.directory, row.file), row: row.row };
        let subject = fact::cpr_subject(row.value.cpr_number);
        stage.append_text(fact::PERSON_ID_TYPED, subject, fact::json(&row.value), Some(source), None)?;
        read.stored += 1;
    }
    if list.exchange.manifest.content == Content::Full {
        read.absent = mark_person_ids_absent(stage, list)?;
    }
    Ok(read)
}

fn counted_rows(kind: &str, rows: usize, quarantine: &Quarantine) -> ReadCount {
    let set_aside = quarantine.records();
    ReadCount { read: rows as u64 + set_aside, set_aside, ..count(kind) }
}

/// The CPR office's answers are coupled at once: the number was made for this person.
fn store_answers(
    stage: &mut Stage<'_>,
    answers: &AdministrativeNumberAnswers,
) -> Result<(Vec<ReadCount>, Vec<Warning>), StageError> {
    let mut read = counted_rows(fact::NUMBER_ANSWERED, answers.answers.len(), &answers.quarantine);
    let mut warnings = Vec::new();
    for row in &answers.answers {
        let answer = &row.value;
        let known = stage.state.requests.get(&answer.person_id);
        let is_unasked = stage.state.unasked_answers.get(&answer.request_id) == Some(answer);
        if is_unasked || known.is_some_and(|entry| entry.answer.as_ref() == Some(answer)) {
            read.unchanged += 1;
            continue;
        }
        let source = Source { file: format!("{}/{}", answers.exchange.directory, row.file), row: row.row };
        let subject = fact::carl2_subject(&answer.person_id);
        stage.append_text(fact::NUMBER_ANSWERED, subject, fact::json(answer), Some(source), None)?;
        read.stored += 1;
        warnings.extend(couple_answer(stage, answer)?);
    }
    Ok((vec![read], warnings))
}

/// Couples an answer, unless nobody asked for it or one of the two is coupled elsewhere or
/// waits for a data steward's second approval: then it is only kept and told.
fn couple_answer(stage: &mut Stage<'_>, answer: &AdministrativeNumberAnswer) -> Result<Option<Warning>, StageError> {
    let request = stage.state.requests.get(&answer.person_id);
    if request.is_none_or(|entry| entry.requested.request_id != answer.request_id) {
        return Ok(Some(Warning::AnswerNotAskedFor { request_id: answer.request_id.clone() }));
    }
    let pair = Pair { person_id: answer.person_id.clone(), cpr_number: answer.cpr_number };
    let number_taken = stage.state.coupled_numbers.contains_key(&pair.cpr_number);
    let was_rejected = stage.state.rejected.contains(&pair);
    let waits = |proposed: &Pair| proposed.person_id == pair.person_id || proposed.cpr_number == pair.cpr_number;
    let is_proposed = stage.state.proposals.keys().any(waits);
    if number_taken || was_rejected || is_proposed || stage.state.couplings.contains_key(&pair.person_id) {
        return Ok(Some(Warning::AnswerNotCoupled { request_id: answer.request_id.clone() }));
    }
    let subject = fact::carl2_subject(&pair.person_id);
    let rule = ADMINISTRATIVE_NUMBER.to_owned();
    let coupled = Coupled {
        pair,
        rule,
        weight_millibits: None,
        probability: None,
        reason: String::new(),
        followed: None,
        second_approval: None,
    };
    stage.append(fact::COUPLED, subject, &coupled)?;
    Ok(None)
}
