//! CARL2 rows, permits and person-id lists for the persons of a CPR delivery that exists already.
//!
//! With them a night can run on any delivery of fictive persons. Numbers are the delivery's own; none is made.
//! Must not know how the delivery came about.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;
use rand::RngExt;
use registers::carl2::{AppliedIn, Carl2Person, FormerKey, FormerNumber, Permit};
use registers::cpr::{CprDelivery, CprPerson, Limits, read_file};
use registers::exchange::DirectoryWriter;
use registers::manifest::{Content, ExchangeFormat};
use registers::person_ids::PersonIdRow;
use serde::Serialize;
use vocabulary::{CprNumber, CprStatus, Ground, MunicipalityCode, PersonId, PersonIdFormat};

use crate::arrivals::PermitGround;
use crate::chance::{Chance, Purpose, Stream};
use crate::culture::Culture;
use crate::error::{Error, empty_folder};
use crate::error_kind::{ErrorKind, ErrorKinds};
use crate::mistakes::{birth_dates, wrong_digits};
use crate::population::person_id_text;
use crate::rates::Rates;
use crate::spelling::{Papers, Pens, alien_name};

/// The number before the first person-id.
const FIRST_PERSON_ID: u32 = 20_000_000;

/// What was made for a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Companions {
    /// The day of the delivery and of the folders.
    pub produced_on: Date,
    /// Persons of the delivery.
    pub cpr_persons: u64,
    /// Persons of the delivery that could not be read and so got no row.
    pub unreadable: u64,
    /// Rows of CARL2 that were made.
    pub carl2_persons: u64,
    /// Ids that were typed, right or wrong.
    pub person_ids: u64,
}

/// Everything made for one person.
#[derive(Debug)]
struct Made {
    person: Carl2Person,
    permit: Permit,
    former: Vec<FormerNumber>,
    typed: Option<PersonIdRow>,
    kinds: ErrorKinds,
    number: CprNumber,
}

/// Makes the companions of a delivery and writes them into a folder.
///
/// Every person of the delivery with a name and a number that was not given up gets a row in CARL2. The delivery must be
/// a whole file; whether it is in sequence does not matter here.
pub fn accompany(delivery: &Path, folder: &Path, seed: u64, rates: &Rates) -> Result<Companions, Error> {
    rates.check().map_err(crate::settings::SettingsError::from)?;
    let delivery = read_file(delivery, &Limits::default())?;
    delivery.verdict(None).map_err(registers::Error::from)?;
    empty_folder(folder)?;
    let start = delivery.start.expect("a delivery without a start record was refused");
    let (persons, unreadable) = persons_of(&delivery);
    let pens = Pens { chance: &Chance::new(seed), rates };
    let made: Vec<Made> =
        (0_u32..).zip(&persons).map(|(index, person)| make(pens, index, person, start.produced)).collect();
    write(folder, start.produced, &made)?;
    Ok(Companions {
        produced_on: start.produced,
        cpr_persons: delivery.counts.persons + delivery.counts.persons_set_aside,
        unreadable: unreadable + delivery.counts.persons_set_aside,
        carl2_persons: made.len() as u64,
        person_ids: made.iter().filter(|made| made.typed.is_some()).count() as u64,
    })
}

/// The persons that get a row: readable, with a name, under a number that was not given up.
fn persons_of(delivery: &CprDelivery) -> (Vec<CprPerson>, u64) {
    let mut persons = Vec::new();
    let mut unreadable = 0;
    for records in delivery.persons() {
        match CprPerson::from_records(records.text()) {
            Ok(person) if person.name.is_some() && !person.status.is_withdrawn() => persons.push(person),
            Ok(_) => {}
            Err(_) => unreadable += 1,
        }
    }
    (persons, unreadable)
}

fn make(pens: Pens<'_>, index: u32, civil: &CprPerson, produced: Date) -> Made {
    let mut rng = pens.chance.stream(Purpose::Registers, index);
    let rates = pens.rates;
    let mut kinds = ErrorKinds::default();
    let iso3 = civil.citizenship.and_then(|citizenship| citizenship.country.country()?.iso3);
    let culture = culture_of(iso3.unwrap_or_default());
    let name = civil.name.clone().unwrap_or_default();
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
    let papers = Papers { given: words(&name.given), middle: words(&name.middle), surname: words(&name.surname) };
    let written = if papers.given.is_empty() { None } else { Some(alien_name(pens, index, &papers, culture)) };
    kinds = kinds.union(written.as_ref().map(|written| written.kinds).unwrap_or_default());
    let birth_date = match civil.birth_date.day() {
        Some(born) if !civil.birth_date.is_marked_uncertain() => {
            birth_dates(born, culture, rates, &mut rng, &mut kinds).alien
        }
        _ => civil.birth_date,
    };
    let person_id = id(FIRST_PERSON_ID + index * 7 + rng.random_range(0..7));
    let (granted_on, entered_on) = days_of(civil, produced, &mut rng);
    let municipality = civil.address.as_ref().and_then(|address| address.municipality);
    let uncoupled = rng.random_bool(rates.uncoupled_in(granted_on.year()));
    if uncoupled {
        kinds.insert(ErrorKind::NoNumber);
    }
    let typed = typed(civil, &person_id, municipality, entered_on, uncoupled, rates, &mut rng, &mut kinds);
    let plain = civil.plain_address.clone().unwrap_or_default();
    let died_on = (civil.status == CprStatus::Dead)
        .then(|| civil.status_since.map(vocabulary::UncertainDate::earliest))
        .flatten();
    Made {
        person: Carl2Person {
            person_id: person_id.clone(),
            given_names: written.as_ref().map(|written| written.given.clone()).unwrap_or_default(),
            surname: written.map_or(name.surname, |written| written.surname),
            birth_date: Some(birth_date),
            sex: Some(civil.sex),
            nationality: iso3.filter(|iso3| *iso3 != "XXX").map(str::to_owned),
            cpr_number: (!uncoupled).then_some(civil.number),
            entered_on: Some(entered_on),
            died_on,
            address: Some(plain.street).filter(|street| !street.is_empty()),
            postcode: Some(plain.postcode).filter(|postcode| !postcode.is_empty()),
            municipality,
            registered_on: Some(granted_on),
        },
        permit: permit(&person_id, granted_on, municipality, &mut rng),
        former: former(&person_id, civil, &mut rng),
        typed,
        kinds,
        number: civil.number,
    }
}

/// The day of the permit and the day of the entry: near the last entry that CPR knows, else near the last change of status.
fn days_of(civil: &CprPerson, produced: Date, rng: &mut Stream) -> (Date, Date) {
    let entry = civil.entries.iter().filter_map(|entry| entry.on).map(vocabulary::UncertainDate::earliest).max();
    let known = entry.or(civil.status_since.map(vocabulary::UncertainDate::earliest)).unwrap_or(produced);
    let entered_on = known.max(civil.birth_date.earliest()).min(produced);
    (entered_on.saturating_sub(rng.random_range(5..90).days()), entered_on)
}

fn permit(person_id: &PersonId, granted_on: Date, municipality: Option<MunicipalityCode>, rng: &mut Stream) -> Permit {
    let held = PermitGround::of_refugee(granted_on.year(), rng);
    let ground: Ground = held.code().parse().expect("a test reads the code of every ground");
    Permit {
        permit_id: format!("{person_id}-1"),
        person_id: person_id.clone(),
        ground,
        granted_on,
        valid_until: Some(granted_on.saturating_add(1826.days())),
        applied_in: Some(if rng.random_bool(0.7) { AppliedIn::Denmark } else { AppliedIn::Abroad }),
        relation: None,
        reference_person_id: None,
        municipality,
    }
}

fn former(person_id: &PersonId, civil: &CprPerson, rng: &mut Stream) -> Vec<FormerNumber> {
    let known = civil.former_numbers.iter().filter(|_| rng.random_bool(0.5));
    known
        .map(|&number| FormerNumber { person_id: person_id.clone(), number: FormerKey::Cpr(number), until: None })
        .collect()
}

#[expect(clippy::too_many_arguments, reason = "each is one fact of the row that is typed")]
fn typed(
    civil: &CprPerson,
    person_id: &PersonId,
    municipality: Option<MunicipalityCode>,
    on: Date,
    uncoupled: bool,
    rates: &Rates,
    rng: &mut Stream,
    kinds: &mut ErrorKinds,
) -> Option<PersonIdRow> {
    let municipality = municipality?;
    let drawn: f64 = rng.random();
    let missing = if uncoupled { rates.typed_missing_share } else { rates.typed_missing_though_coupled };
    if drawn < missing {
        kinds.insert(ErrorKind::IdMissing);
        return None;
    }
    let person_id = if uncoupled && drawn < missing + rates.typed_wrong_share {
        kinds.insert(ErrorKind::IdDigits);
        wrong_digits(person_id.as_str(), rng.random_range(0..=255))
    } else {
        person_id.as_str().to_owned()
    };
    Some(PersonIdRow { cpr_number: civil.number, person_id, municipality, registered_on: Some(on) })
}

fn id(number: u32) -> PersonId {
    let text = person_id_text(number);
    PersonIdFormat::default().parse(&text).expect("nine digits are a person-id in the default format")
}

/// The culture whose rules fit names of a country; Danish rules, which change little, for all others.
fn culture_of(iso3: &str) -> Culture {
    match iso3 {
        "SYR" | "IRQ" | "LBN" | "XXA" | "JOR" => Culture::Arabic,
        "AFG" | "IRN" => Culture::Persian,
        "ERI" | "ETH" => Culture::Habesha,
        "SOM" => Culture::Somali,
        "UKR" | "RUS" | "BLR" => Culture::Slavic,
        "TUR" => Culture::Turkish,
        _ => Culture::Danish,
    }
}

fn write(folder: &Path, produced: Date, made: &[Made]) -> Result<(), Error> {
    let create = |name: &str, format| {
        let directory = folder.join(name).join(produced.to_string());
        DirectoryWriter::create(&directory, format, produced, None, Content::Full)
    };
    let mut carl2 = create("carl2", ExchangeFormat::Carl2)?;
    carl2.write::<Carl2Person>("persons.csv", made.iter().map(|made| &made.person))?;
    carl2.write::<Permit>("permits.csv", made.iter().map(|made| &made.permit))?;
    carl2.write::<FormerNumber>("former_numbers.csv", made.iter().flat_map(|made| &made.former))?;
    carl2.finish()?;
    let mut by_municipality: BTreeMap<MunicipalityCode, Vec<&PersonIdRow>> = BTreeMap::new();
    for row in made.iter().filter_map(|made| made.typed.as_ref()) {
        by_municipality.entry(row.municipality).or_default().push(row);
    }
    let mut lists = create("person-ids", ExchangeFormat::PersonIds)?;
    if by_municipality.is_empty() {
        lists.write::<PersonIdRow>("none.csv", std::iter::empty::<PersonIdRow>())?;
    }
    for (municipality, rows) in by_municipality {
        lists.write::<PersonIdRow>(&format!("{municipality}.csv"), rows)?;
    }
    lists.finish()?;
    write_truth(folder, made)
}

fn write_truth(folder: &Path, made: &[Made]) -> Result<(), Error> {
    let table = |name: &str, header: &[&str], rows: &mut dyn Iterator<Item = Vec<String>>| {
        let path = folder.join(name);
        let mut out = csv::Writer::from_path(&path).map_err(|error| Error::csv(&path, error))?;
        out.write_record(header).map_err(|error| Error::csv(&path, error))?;
        for row in rows {
            out.write_record(&row).map_err(|error| Error::csv(&path, error))?;
        }
        out.flush().map_err(|source| Error::io(&path, source))
    };
    let id = |made: &Made| made.person.person_id.as_str().to_owned();
    let mut pairs = made.iter().map(|made| {
        let culture = culture_of(made.person.nationality.as_deref().unwrap_or_default());
        vec![id(made), made.number.digits(), "1".to_owned(), culture.label().to_owned()]
    });
    table("truth.csv", &["person_id", "cpr_number", "current", "culture"], &mut pairs)?;
    let mut kinds = made.iter().flat_map(|made| made.kinds.iter().map(|kind| vec![id(made), kind.label().to_owned()]));
    table("error_kinds.csv", &["person_id", "kind"], &mut kinds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::{Country, Extras};
    use crate::settings::Settings;

    #[test]
    fn every_person_of_a_delivery_gets_a_row_and_the_same_seed_the_same_rows() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { cpr_persons: 60, ..Settings::new(30, 4) };
        Country::generate(&settings, &folder.path().join("country"), Extras::None).unwrap();
        let delivery = folder.path().join("country/cpr/D261119.L431102");
        let again = accompany(&delivery, &folder.path().join("country"), 1, &Rates::default());
        assert!(matches!(again, Err(Error::NotEmpty(_))));
        let make = |name: &str, seed| {
            let made = accompany(&delivery, &folder.path().join(name), seed, &Rates::default()).unwrap();
            (made, std::fs::read(folder.path().join(name).join("carl2/2026-11-19/persons.csv")).unwrap())
        };
        let (made, first) = make("one", 1);
        assert_eq!(made.unreadable, 0);
        assert!(made.carl2_persons >= 55 && made.carl2_persons <= made.cpr_persons);
        assert!(made.person_ids > 0 && made.person_ids <= made.carl2_persons);
        assert_eq!(first, make("two", 1).1);
        assert_ne!(first, make("three", 2).1);
    }

    #[test]
    fn a_delivery_that_is_not_whole_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("D261119.L431102");
        std::fs::write(&path, "00000000000000004311022026111900000000\n").unwrap();
        assert!(matches!(accompany(&path, folder.path(), 1, &Rates::default()), Err(Error::Registers(_))));
    }
}
