//! What the registers hold that cannot be right, or that somebody should look at: found every night, never acted upon.
//!
//! Two persons under one number, one person under several, numbers that were withdrawn and are still used, numbers that
//! contradict their own holder. The engine finds, the state tells what is withdrawn; nothing here couples or uncouples.

use std::collections::{BTreeMap, BTreeSet};

use journal::{Journal, JournalError};
use linkage::{
    Changed, Config, Contradicted, FieldKind, LookAlike, Model, ModelError, OneToMany, Register, SharedNumber,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{CprNumber, CprStatus};

use crate::fact;
use crate::state::State;

/// The checkpoint that keeps what a night found. Derived: where it is gone, the next night makes it anew.
const CHECKPOINT: &str = "detections";
/// The version of its form.
const CHECKPOINT_VERSION: u32 = 1;

/// What is wrong, or may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DetectionKind {
    /// Several persons of the alien register hold one CPR number, now or as a former one.
    NumberOfSeveralPersons,
    /// Several persons of the alien register hold one person-id, now or as a former one.
    PersonIdOfSeveralPersons,
    /// One person-id was typed for several CPR numbers.
    PersonIdOfSeveralNumbers,
    /// One withdrawn CPR number leads to several persons of CPR.
    FormerNumberOfSeveralPersons,
    /// Two persons of the alien register look like one, with two person-ids.
    PersonUnderTwoPersonIds,
    /// Several persons of CPR fit one of the alien register surely enough to couple.
    SeveralNumbersFit,
    /// Several persons of the alien register fit one of CPR surely enough to couple.
    SeveralPersonsFit,
    /// The alien register, or a coupling, still uses a number that CPR has changed (status 60).
    ChangedNumber,
    /// The same for a number that CPR has annulled (status 30).
    AnnulledNumber,
    /// The same for a number that was deleted because its holder had two (status 50).
    DoubleNumber,
    /// A CPR number says another birth date than the record that holds it.
    NumberContradictsBirthDate,
    /// A CPR number says another sex than the record that holds it.
    NumberContradictsSex,
}

impl DetectionKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::NumberOfSeveralPersons,
        Self::PersonIdOfSeveralPersons,
        Self::PersonIdOfSeveralNumbers,
        Self::FormerNumberOfSeveralPersons,
        Self::PersonUnderTwoPersonIds,
        Self::SeveralNumbersFit,
        Self::SeveralPersonsFit,
        Self::ChangedNumber,
        Self::AnnulledNumber,
        Self::DoubleNumber,
        Self::NumberContradictsBirthDate,
        Self::NumberContradictsSex,
    ];
}

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "DetectionPlace")]
pub enum Place {
    /// In the alien register.
    Carl2,
    /// In the civil register, with what the municipalities typed.
    Cpr,
    /// In a coupling that stands.
    Coupling,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Detection {
    /// What.
    pub kind: DetectionKind,
    /// Where.
    pub place: Place,
    /// The number or person-id that it is about.
    pub about: String,
    /// The records or numbers that belong to it: the holders of a number, the number that a withdrawn one leads to.
    pub others: Vec<String>,
    /// The evidence in thousandths of a bit, where something was weighed.
    pub score_millibits: Option<i32>,
}

/// What the registers show before anything is coupled.
pub(crate) fn in_registers(state: &State, (left, right): (&Register, &Register), config: &Config) -> Vec<Detection> {
    let mut found = withdrawn(state);
    found.extend(shared(config, left, Place::Carl2));
    found.extend(shared(config, right, Place::Cpr));
    found.extend(contradicting_in_carl2(state, left, config));
    found.extend(contradicting(right, config, Place::Cpr));
    found
}

/// Everything that is found in a night, in order of kind, place and number. `fits`: the persons of the alien register
/// whom several of CPR fit, and the other way round.
pub(crate) fn together(
    mut found: Vec<Detection>,
    look_alikes: &[LookAlike],
    (of_left, of_right): (Vec<OneToMany>, Vec<OneToMany>),
) -> Vec<Detection> {
    found.extend(look_alikes.iter().map(look_alike));
    found.extend(of_left.into_iter().map(|one| several(DetectionKind::SeveralNumbersFit, Place::Carl2, one)));
    found.extend(of_right.into_iter().map(|one| several(DetectionKind::SeveralPersonsFit, Place::Cpr, one)));
    found.sort_unstable();
    found
}

/// Keeps what a night found in the registers as they were at a position, in place of what an earlier night did.
pub(crate) fn keep(journal: &mut Journal, position: u64, found: &[Detection]) -> Result<(), JournalError> {
    journal.save_checkpoint(CHECKPOINT, CHECKPOINT_VERSION, position, fact::json(&found).as_bytes())
}

/// What the last night found; none where no night has kept it.
pub(crate) fn kept(journal: &mut Journal) -> Result<Option<Vec<Detection>>, JournalError> {
    let checkpoint = journal.load_checkpoint(CHECKPOINT, CHECKPOINT_VERSION)?;
    Ok(checkpoint.and_then(|(_, bytes)| serde_json::from_slice(&bytes).ok()))
}

/// How many of each kind.
pub(crate) fn count(found: &[Detection]) -> BTreeMap<DetectionKind, u64> {
    let mut counts = BTreeMap::new();
    for detection in found {
        *counts.entry(detection.kind).or_default() += 1;
    }
    counts
}

/// The look-alikes of the alien register, from those of an earlier run and what has changed since: a full search costs
/// as much as a full coupling. What only a block's crossing of the size limit would show is found by the next full run.
pub(crate) fn look_alikes_after(
    before: &[LookAlike],
    changed: &Changed,
    left: &Register,
    config: &Config,
    model: &Model,
) -> Result<Vec<LookAlike>, ModelError> {
    let touched: BTreeSet<&str> = changed.left.iter().map(String::as_str).collect();
    let stands = |id: &str| !touched.contains(id) && left.row(id).is_some();
    let kept = before.iter().filter(|found| stands(&found.first) && stands(&found.second)).cloned();
    let mut all: Vec<LookAlike> = kept.chain(linkage::look_alikes_of(left, config, model, &changed.left)?).collect();
    all.sort_by(|a, b| (&a.first, &a.second).cmp(&(&b.first, &b.second)));
    Ok(all)
}

fn shared(config: &Config, register: &Register, place: Place) -> impl Iterator<Item = Detection> {
    let kinds: BTreeMap<String, FieldKind> =
        config.fields.iter().map(|field| (field.name.clone(), field.kind)).collect();
    let found = linkage::shared_numbers(register, config);
    found.into_iter().filter_map(move |SharedNumber { field, number, ids }| {
        let kind = match (place, kinds.get(&field)?) {
            (Place::Carl2, FieldKind::Cpr) => DetectionKind::NumberOfSeveralPersons,
            (Place::Carl2, _) => DetectionKind::PersonIdOfSeveralPersons,
            (_, FieldKind::Cpr) => DetectionKind::FormerNumberOfSeveralPersons,
            (..) => DetectionKind::PersonIdOfSeveralNumbers,
        };
        Some(Detection { kind, place, about: number, others: ids, score_millibits: None })
    })
}

fn look_alike(found: &LookAlike) -> Detection {
    Detection {
        kind: DetectionKind::PersonUnderTwoPersonIds,
        place: Place::Carl2,
        about: found.first.clone(),
        others: vec![found.second.clone()],
        score_millibits: Some(found.score_millibits),
    }
}

fn several(kind: DetectionKind, place: Place, found: OneToMany) -> Detection {
    Detection { kind, place, about: found.id, others: found.fits, score_millibits: None }
}

/// Withdrawn numbers that are still used: in the alien register as somebody's number of today, or in a coupling that
/// could not follow to the new number.
fn withdrawn(state: &State) -> Vec<Detection> {
    let present = state.carl2.iter().filter(|(_, entry)| entry.present);
    let in_carl2 = present.filter_map(|(id, entry)| Some((Place::Carl2, id, entry.person.cpr_number?)));
    let coupled = state.couplings.iter().map(|(id, entry)| (Place::Coupling, id, entry.coupled.pair.cpr_number));
    let used = in_carl2.chain(coupled);
    let found = used.filter_map(|(place, person_id, number)| {
        let kind = match state.cpr.get(&number)?.person.status {
            CprStatus::Changed => DetectionKind::ChangedNumber,
            CprStatus::Annulled => DetectionKind::AnnulledNumber,
            CprStatus::DoubleNumber => DetectionKind::DoubleNumber,
            _ => return None,
        };
        let current = state.current_number(number);
        let leads_to = (current != number).then(|| current.digits());
        let others = std::iter::once(number.digits()).chain(leads_to).collect();
        Some(Detection { kind, place, about: person_id.to_string(), others, score_millibits: None })
    });
    found.collect()
}

fn contradicting(register: &Register, config: &Config, place: Place) -> impl Iterator<Item = Detection> {
    linkage::contradicting_numbers(register, config).into_iter().map(move |found| {
        let kind = match found.contradicts {
            Contradicted::BirthDate => DetectionKind::NumberContradictsBirthDate,
            Contradicted::Sex => DetectionKind::NumberContradictsSex,
        };
        let number = found.number.digits();
        let others = if found.id == number { Vec::new() } else { vec![number] };
        Detection { kind, place, about: found.id, others, score_millibits: None }
    })
}

/// The alien register's: only of the number that it says is the person's, not of one that stands first because the
/// register knows former ones alone.
fn contradicting_in_carl2(state: &State, left: &Register, config: &Config) -> Vec<Detection> {
    let own = |id: &str| state.carl2.get(id).and_then(|entry| entry.person.cpr_number).map(CprNumber::digits);
    let found = contradicting(left, config, Place::Carl2);
    found.filter(|detection| detection.others.first() == own(&detection.about).as_ref()).collect()
}

#[cfg(test)]
mod tests {
    use registers::carl2::{Carl2Person, FormerNumber};
    use registers::cpr::{CprPerson, RecordBuilder, RecordType};
    use vocabulary::PersonIdFormat;

    use super::*;
    use crate::content::Content;
    use crate::register_rows;

    const NEW: &str = "0201901115";

    fn cpr(number: &str, status: &str, current: &str, born: &str) -> Content {
        let record = RecordBuilder::new(RecordType::Person, CprNumber::parse(number).unwrap())
            .put("PNRGAELD", current)
            .put("STATUS", status)
            .put("STATUSHAENSTART", "000000000000")
            .put("KOEN", "M")
            .put("FOED_DT", born);
        let text = String::from_utf8(record.build().unwrap().stripped().to_vec()).unwrap();
        Content::CprPerson(Box::new(CprPerson::from_records(&text).unwrap()), [0; 16])
    }

    fn carl2(person_id: &str, number: &str, born: &str) -> Content {
        let person = serde_json::json!({
            "person_id": person_id,
            "cpr_number": (!number.is_empty()).then_some(number),
            "birth_date": (!born.is_empty()).then_some(born),
        });
        Content::Carl2Person(Box::new(serde_json::from_value::<Carl2Person>(person).unwrap()))
    }

    fn former(person_id: &str, number: &str) -> Content {
        let person_id = PersonIdFormat::default().parse(person_id).unwrap();
        let json = serde_json::json!({ "person_id": person_id, "kind": "cpr", "number": number });
        Content::FormerNumber(serde_json::from_value::<FormerNumber>(json).unwrap())
    }

    fn find_in(contents: Vec<Content>) -> Vec<Detection> {
        let mut state = State::default();
        for (position, content) in (1..).zip(contents) {
            state.take_in(position, content);
        }
        let config = Config::from_toml(include_str!("../../../parameters/coupling.toml")).unwrap();
        let left = register_rows::left(&state, &config).unwrap();
        let right = register_rows::right(&state, &config).unwrap();
        together(in_registers(&state, (&left, &right), &config), &[], (Vec::new(), Vec::new()))
    }

    fn kinds(found: &[Detection]) -> Vec<(DetectionKind, &str)> {
        found.iter().map(|detection| (detection.kind, detection.about.as_str())).collect()
    }

    #[test]
    fn a_withdrawn_number_that_the_alien_register_still_uses_is_found_with_the_one_it_leads_to() {
        let found = find_in(vec![
            cpr("0101901111", "60", NEW, "1990-01-01"),
            cpr("0101901113", "30", "", "1990-01-01"),
            cpr("0101901117", "50", NEW, "1990-01-01"),
            cpr(NEW, "01", "", "1990-01-02"),
            carl2("A-0001", "0101901111", "1990-01-01"),
            carl2("B-0001", "0101901113", "1990-01-01"),
            carl2("C-0001", "0101901117", "1990-01-01"),
            carl2("D-0001", NEW, "1990-01-02"),
        ]);
        let withdrawn: Vec<&Detection> = found
            .iter()
            .filter(|detection| detection.place == Place::Carl2 && detection.about != "D-0001")
            .filter(|detection| detection.kind != DetectionKind::NumberOfSeveralPersons)
            .collect();
        let expected = [
            (DetectionKind::ChangedNumber, "A-0001", vec!["0101901111", NEW]),
            (DetectionKind::AnnulledNumber, "B-0001", vec!["0101901113"]),
            (DetectionKind::DoubleNumber, "C-0001", vec!["0101901117", NEW]),
        ];
        assert_eq!(withdrawn.len(), expected.len(), "{found:?}");
        for (detection, (kind, about, others)) in withdrawn.iter().zip(expected) {
            assert_eq!((detection.kind, detection.about.as_str()), (kind, about));
            assert_eq!(detection.others, others);
        }
    }

    #[test]
    fn a_number_on_two_persons_and_one_that_contradicts_its_holder_are_found() {
        let found = find_in(vec![
            cpr("0101901111", "01", "", "1990-01-01"),
            carl2("A-0001", "0101901111", "1990-01-01"),
            carl2("B-0001", "0101901111", "1985-05-05"),
        ]);
        let expected = [
            (DetectionKind::NumberOfSeveralPersons, "0101901111"),
            (DetectionKind::NumberContradictsBirthDate, "B-0001"),
        ];
        assert_eq!(kinds(&found), expected);
        assert_eq!(found[0].others, ["A-0001", "B-0001"]);
    }

    #[test]
    fn a_former_number_need_not_fit_its_holder() {
        let found = find_in(vec![carl2("A-0001", "", "1985-05-05"), former("A-0001", "0101901111")]);
        assert_eq!(kinds(&found), []);
    }
}
