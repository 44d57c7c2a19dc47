//! A stand-in for the CPR office: it answers requests for administrative CPR numbers and delivers the persons.
//!
//! It is no part of CPR and must say so wherever it is used. Its numbers are of the impossible kind ([`crate::number`]),
//! from a series that the rest of the country never uses. Must not know where requests come from.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use jiff::civil::Date;
use registers::administrative_numbers::{AdministrativeNumberAnswer, AdministrativeNumberRequest};
use registers::cpr::{DeliveryWriter, Form, Record, RecordBuilder, RecordError, RecordType};
use vocabulary::{Country, CprNumber, PersonId, PersonName};

use crate::change::Event;
use crate::civil_records::addressing_name;
use crate::culture::UNKNOWN;
use crate::error_kind::ErrorKinds;
use crate::number::{NumberPool, Series};
use crate::place::{Address, towns};
use crate::spelling::{Papers, write_civil};

/// The stand-in, with what it has issued.
#[derive(Debug)]
pub struct Office {
    numbers: NumberPool,
    taken: BTreeSet<CprNumber>,
    issued: BTreeMap<PersonId, CprNumber>,
}

/// What the office says to a list of requests: every request is answered or returned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// Numbers, in the order of the requests.
    pub answers: Vec<AdministrativeNumberAnswer>,
    /// Requests that no number can be made for, with what is missing.
    pub returned: Vec<(String, Missing)>,
}

/// What a request lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Without a birth date there are no first six digits.
    BirthDate,
    /// Without a sex there is no last digit.
    Sex,
}

/// A person whom the office has given a number.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// What was asked.
    pub request: &'a AdministrativeNumberRequest,
    /// What was answered.
    pub answer: &'a AdministrativeNumberAnswer,
}

/// How far the registration of the persons in a delivery has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registration {
    /// The number is administrative (20).
    Administrative,
    /// The municipality has registered the person as resident (01).
    Resident,
}

/// The day of a delivery, the day of the one before it, and CPR's number of the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// CPR's number of the task.
    pub task: u32,
    /// The day it is produced.
    pub produced: Date,
    /// The production date of the delivery before it.
    pub previous: Option<Date>,
}

impl Office {
    /// An office that has given these answers before and must not issue these numbers.
    pub fn new(answers: &[AdministrativeNumberAnswer], taken: impl IntoIterator<Item = CprNumber>) -> Self {
        let issued: BTreeMap<PersonId, CprNumber> =
            answers.iter().map(|answer| (answer.person_id.clone(), answer.cpr_number)).collect();
        let taken = taken.into_iter().chain(issued.values().copied()).collect();
        Self { numbers: NumberPool::new(Series::Office), taken, issued }
    }

    /// Answers requests. A person who has a number gets the same one again.
    pub fn answer(&mut self, requests: &[AdministrativeNumberRequest], on: Date) -> Reply {
        let mut reply = Reply::default();
        for request in requests {
            match self.number_for(request) {
                Ok(cpr_number) => reply.answers.push(AdministrativeNumberAnswer {
                    request_id: request.request_id.clone(),
                    person_id: request.person_id.clone(),
                    cpr_number,
                    issued_on: on,
                }),
                Err(missing) => reply.returned.push((request.request_id.clone(), missing)),
            }
        }
        reply
    }

    fn number_for(&mut self, request: &AdministrativeNumberRequest) -> Result<CprNumber, Missing> {
        if let Some(&number) = self.issued.get(&request.person_id) {
            return Ok(number);
        }
        let born = request.birth_date.ok_or(Missing::BirthDate)?.earliest();
        let sex = request.sex.ok_or(Missing::Sex)?;
        let number = loop {
            let number = self.numbers.issue(born, sex);
            if self.taken.insert(number) {
                break number;
            }
        };
        self.issued.insert(request.person_id.clone(), number);
        Ok(number)
    }
}

/// Writes CPR's change delivery that holds these persons.
pub fn deliver<W: Write>(
    out: W,
    form: Form,
    delivery: Delivery,
    cases: &[Case<'_>],
    registration: Registration,
) -> std::io::Result<W> {
    let mut writer = DeliveryWriter::start(out, form, delivery.task, delivery.produced, delivery.previous)?;
    let invalid = |error: RecordError| std::io::Error::new(std::io::ErrorKind::InvalidInput, error);
    for case in cases {
        for record in records(case, registration, delivery.produced).map_err(invalid)? {
            writer.write(&record)?;
        }
    }
    writer.finish()
}

fn records(case: &Case<'_>, registration: Registration, on: Date) -> Result<Vec<Record>, RecordError> {
    let number = case.answer.cpr_number;
    let name = name_of(case.request);
    let new = |record_type| RecordBuilder::new(record_type, number);
    let issued = case.answer.issued_on.to_string();
    let (status, event, since) = match registration {
        Registration::Administrative => ("20", Event::Reload, case.answer.issued_on),
        Registration::Resident => ("01", Event::Entry, on),
    };
    let person = new(RecordType::Person)
        .put("STATUS", status)
        .put("STATUSHAENSTART", &timestamp(since))
        .put("KOEN", &number.sex().letter().to_string())
        .put("FOED_DT", &number.birth_date().to_string())
        .put("START_DT-PERSON", &issued);
    let name_record = new(RecordType::Name)
        .put("FORNVN", &name.given)
        .put("EFTERNVN", &name.surname)
        .put("NVNHAENSTART", &timestamp(case.answer.issued_on))
        .put("ADRNVN", &addressing_name(&name));
    let country = format!("{:04}", citizenship(case.request, on));
    let [address, plain] = addresses(case.answer.cpr_number, &name, registration, since);
    [
        person,
        address,
        plain,
        name_record,
        new(RecordType::BirthRegistration).put("START_MYNKOD-FØDESTED", &country),
        new(RecordType::Citizenship).put("LANDEKOD", &country).put("HAENSTART-STATSBORGERSKAB", &timestamp(since)),
        new(RecordType::Church).put("FKIRK", "U").put("START_DT-FOLKEKIRKE", &issued),
        new(RecordType::CivilStatus).put("CIVST", "U"),
        new(RecordType::Parents).put("PNRMOR", "0000000000").put("PNRFAR", "0000000000"),
        new(RecordType::Event).put("TIMESTAMPU", &timestamp(on)).put("HAENDELSE", event.code()),
    ]
    .into_iter()
    .map(RecordBuilder::build)
    .collect()
}

/// Records 002 and 003: an administrative "municipality", or an address that the number picks.
fn addresses(number: CprNumber, name: &PersonName, registration: Registration, since: Date) -> [RecordBuilder; 2] {
    let address = RecordBuilder::new(RecordType::Address, number);
    let plain = RecordBuilder::new(RecordType::AddressingName, number).put("ADRNVN", &addressing_name(name));
    if registration == Registration::Administrative {
        return [address.put("KOMKOD", "0019"), plain];
    }
    let pick = |of: usize| u8::try_from(number.value() % of as u64).unwrap_or_default();
    let home = Address { town: pick(towns().len()), road: pick(97), house: pick(120) + 1, floor: 0, right: false };
    let (road, house) = (format!("{:04}", home.road_code()), format!("{:03}", home.house));
    let at = |record: RecordBuilder| {
        record.put("KOMKOD", &home.town().municipality).put("VEJKOD", &road).put("HUSNR", &house)
    };
    let since = timestamp(since);
    [
        at(address).put("TILFLYDTO", &since).put("TILFLYKOMDTO", &since),
        at(plain)
            .put("STANDARDADR", &home.in_words())
            .put("POSTNR", &home.town().postcode)
            .put("POSTDISTTXT", &home.town().district),
    ]
}

fn name_of(request: &AdministrativeNumberRequest) -> PersonName {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    let papers = Papers { given: words(&request.given_names), middle: Vec::new(), surname: words(&request.surname) };
    write_civil(&papers, &mut ErrorKinds::default())
}

fn citizenship(request: &AdministrativeNumberRequest, on: Date) -> u16 {
    let country = request.nationality.as_deref().and_then(|iso3| Country::by_iso3(iso3, on));
    country.map_or(UNKNOWN.cpr, |country| country.code.value())
}

fn timestamp(date: Date) -> String {
    format!("{:04}{:02}{:02}0000", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use registers::cpr::{CprPerson, Limits, read};
    use vocabulary::{CprStatus, PersonIdFormat, Sex};

    use super::*;
    use crate::number::is_impossible;

    fn request(person_id: &str) -> AdministrativeNumberRequest {
        AdministrativeNumberRequest {
            request_id: format!("R-{person_id}"),
            person_id: PersonIdFormat::default().parse(person_id).unwrap(),
            given_names: "ŞEYMA".to_owned(),
            surname: "YILDIZ".to_owned(),
            birth_date: Some("1985-01-01".parse().unwrap()),
            sex: Some(Sex::Female),
            nationality: Some("SYR".to_owned()),
            ground: "9:1:1".parse().unwrap(),
            granted_on: date(2026, 11, 19),
        }
    }

    #[test]
    fn every_request_gets_a_number_of_its_own_that_cpr_cannot_have_issued() {
        let requests: Vec<_> = (0..300).map(|n| request(&format!("{:09}", 10_000_000 + n))).collect();
        let reply = Office::new(&[], []).answer(&requests, date(2026, 11, 20));
        let numbers: BTreeSet<CprNumber> = reply.answers.iter().map(|answer| answer.cpr_number).collect();
        assert_eq!((reply.answers.len(), numbers.len(), reply.returned.len()), (300, 300, 0));
        assert!(numbers.iter().all(|&number| is_impossible(number) && number.sex() == Sex::Female));
    }

    #[test]
    fn a_person_who_asks_again_gets_the_same_number_and_nobody_else_does() {
        let first = Office::new(&[], []).answer(&[request("010000001")], date(2026, 11, 20));
        let requests = [request("010000001"), request("010000002")];
        let second = Office::new(&first.answers, []).answer(&requests, date(2026, 11, 23));
        assert_eq!(second.answers[0].cpr_number, first.answers[0].cpr_number);
        assert_ne!(second.answers[1].cpr_number, first.answers[0].cpr_number);
    }

    #[test]
    fn a_number_that_is_taken_is_not_issued() {
        let taken = Office::new(&[], []).answer(&[request("010000001")], date(2026, 11, 20)).answers[0].cpr_number;
        let reply = Office::new(&[], [taken]).answer(&[request("010000009")], date(2026, 11, 20));
        assert_ne!(reply.answers[0].cpr_number, taken);
    }

    #[test]
    fn what_lacks_a_birth_date_or_a_sex_is_returned() {
        let mut requests = [request("010000001"), request("010000002")];
        requests[0].birth_date = None;
        requests[1].sex = None;
        let reply = Office::new(&[], []).answer(&requests, date(2026, 11, 20));
        let missing: Vec<Missing> = reply.returned.iter().map(|(_, missing)| *missing).collect();
        assert_eq!(missing, [Missing::BirthDate, Missing::Sex]);
        assert!(reply.answers.is_empty());
    }

    #[test]
    fn the_persons_are_delivered_as_administrative_and_later_as_resident() {
        let request = request("010000001");
        let answer = Office::new(&[], []).answer(std::slice::from_ref(&request), date(2026, 11, 20)).answers.remove(0);
        let case = Case { request: &request, answer: &answer };
        let delivery = Delivery { task: 431_102, produced: date(2026, 11, 20), previous: Some(date(2026, 11, 19)) };
        for (registration, status) in [
            (Registration::Administrative, CprStatus::Administrative),
            (Registration::Resident, CprStatus::ResidentInDenmark),
        ] {
            let bytes = deliver(Vec::new(), Form::LinesStripped, delivery, &[case], registration).unwrap();
            let read = read("D261120.L431102", bytes.as_slice(), &Limits::default()).unwrap();
            assert_eq!(read.verdict(Some(date(2026, 11, 19))), Ok(()));
            let person = CprPerson::from_records(read.person(answer.cpr_number).unwrap().text()).unwrap();
            assert_eq!((person.status, person.name.unwrap().given.as_str()), (status, "SEYMA"));
        }
    }
}
