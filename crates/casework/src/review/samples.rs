//! A small country for the tests of the review: persons made of what matters, in a journal or straight into a state.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use journal::Journal;
use oversight::uncoupled::Cause;
use registers::cpr::{RecordBuilder, RecordType};
use vocabulary::{CprNumber, PersonId, PersonIdFormat};

use crate::fact::{self, Pair, Queued};
use crate::night::fold;
use crate::stage::{self, StageError};
use crate::state::State;

/// The day on which the tests look.
pub(crate) const TODAY: Date = date(2026, 11, 20);

/// An issued number cannot end so: none of these holds modulus 11.
pub(crate) const A: &str = "0101901111";
pub(crate) const B: &str = "0101901113";
pub(crate) const C: &str = "0201901115";

/// What a fact is made of: kind, subject, payload.
pub(crate) type Told = (&'static str, String, String);

pub(crate) fn id(text: &str) -> PersonId {
    PersonIdFormat::default().parse(text).unwrap()
}

pub(crate) fn number(text: &str) -> CprNumber {
    text.parse().unwrap()
}

pub(crate) fn pair(person_id: &str, cpr_number: &str) -> Pair {
    Pair { person_id: id(person_id), cpr_number: number(cpr_number) }
}

/// A person of CARL2, with further fields as JSON.
pub(crate) fn carl2(person_id: &str, fields: &str) -> Told {
    let person: registers::carl2::Carl2Person =
        serde_json::from_str(&format!(r#"{{"person_id":"{person_id}"{fields}}}"#)).unwrap();
    (fact::CARL2_PERSON, fact::carl2_subject(&person.person_id), fact::json(&person))
}

/// A person of CPR: born, sex, given names, surname, and further records.
pub(crate) fn cpr(
    cpr_number: &str,
    (born, sex): (&str, &str),
    (given, surname): (&str, &str),
    more: &[Record],
) -> Told {
    let cpr_number = number(cpr_number);
    let person = RecordBuilder::new(RecordType::Person, cpr_number)
        .put("PNRGAELD", "")
        .put("STATUS", "01")
        .put("STATUSHAENSTART", "000000000000")
        .put("KOEN", sex)
        .put("FOED_DT", born);
    let name = RecordBuilder::new(RecordType::Name, cpr_number).put("FORNVN", given).put("EFTERNVN", surname);
    let more = more.iter().map(|(kind, fields)| {
        fields.iter().fold(RecordBuilder::new(*kind, cpr_number), |record, (field, value)| record.put(field, value))
    });
    let records: Vec<String> = [person, name]
        .into_iter()
        .chain(more)
        .map(|record| String::from_utf8(record.build().unwrap().stripped().to_vec()).unwrap())
        .collect();
    (fact::CPR_PERSON, fact::cpr_subject(cpr_number), records.join("\n"))
}

/// A record of CPR and its fields.
pub(crate) type Record = (RecordType, &'static [(&'static str, &'static str)]);

/// A pair that waits.
pub(crate) fn queued(pair: &Pair, weight_millibits: i64, cause: Cause) -> Told {
    let queued = Queued { pair: pair.clone(), rule: "weight".to_owned(), weight_millibits, probability: 0.9, cause };
    (fact::COUPLING_QUEUED, fact::carl2_subject(&pair.person_id), fact::json(&queued))
}

/// Appends facts, and answers what the journal folds to.
pub(crate) fn tell(journal: &mut Journal, facts: &[Told]) -> State {
    let mut state = fold(journal).unwrap();
    stage::run::<StageError>(journal, &mut state, "night", Timestamp::now(), |stage| {
        for (kind, subject, payload) in facts {
            stage.append_text(kind, subject.clone(), payload.clone(), None, None)?;
        }
        Ok(())
    })
    .unwrap();
    state
}

/// A state with these facts.
pub(crate) fn state_of(facts: &[Told]) -> State {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(&format!("sqlite:{}", folder.path().join("journal.db").display())).unwrap();
    tell(&mut journal, facts)
}
