//! The records that CPR delivers of a person.
//!
//! A person is always delivered whole: the receiver replaces everything. Must not know the order of a file.

use jiff::civil::Date;
use registers::cpr::{Record, RecordBuilder, RecordError, RecordType};
use vocabulary::{CprStatus, NameMark, PersonName};

use crate::change::Event;
use crate::culture::{Culture, DENMARK, STATELESS, UNKNOWN};
use crate::place::Address;
use crate::population::Civil;
use crate::relations::View;

/// CPR's code of "abroad", where the country itself is not known.
const ABROAD: u16 = 5102;
/// The administrative "municipalities" of numbers whose holders do not live here: in general, and the tax authority's.
const ADMINISTRATIVE: [&str; 2] = ["0019", "0011"];
/// Bytes of an addressing name.
const ADDRESSING_NAME: usize = 34;

/// All records of a person except the addressing name (003), in rising order of type; `event` is what changed, if anything.
pub(crate) fn records(view: View<'_>, civil: &Civil, event: Option<(Event, Date)>) -> Result<Vec<Record>, RecordError> {
    let name = view.name_today(civil).name;
    let mut records = vec![person(view, civil)?];
    if civil.status.code() < 30 {
        records.push(address(view, civil)?);
    }
    if let Some(from) = civil.protected_from {
        let protection = RecordBuilder::new(RecordType::Protection, civil.number).put("BESKYTTYPE", "0001");
        let until = from.saturating_add(jiff::Span::new().years(3));
        records
            .push(protection.put("START_DT-BESKYTTELSE", &iso(from)).put("SLET_DT-BESKYTTELSE", &iso(until)).build()?);
    }
    match civil.status {
        CprStatus::Emigrated => records.push(exit(view, civil)?),
        CprStatus::Disappeared => {
            let record = RecordBuilder::new(RecordType::Disappearance, civil.number);
            records.push(record.put("FORSVINDDTO", &timestamp(civil.status_on)).build()?);
        }
        _ => {}
    }
    records.push(name_record(civil, &name)?);
    origin(view, civil, &mut records)?;
    relatives(view, civil, &mut records)?;
    history(view, civil, &mut records)?;
    if let Some((event, on)) = event {
        let record = RecordBuilder::new(RecordType::Event, civil.number).put("TIMESTAMPU", &timestamp(on));
        records.push(record.put("HAENDELSE", event.code()).put("AFLEDTMRK", event.derived_mark()).build()?);
    }
    Ok(records)
}

/// The addressing name with the address in plain text (003).
pub(crate) fn addressing_record(view: View<'_>, civil: &Civil) -> Result<Record, RecordError> {
    let name = view.name_today(civil).name;
    let record = RecordBuilder::new(RecordType::AddressingName, civil.number).put("ADRNVN", &addressing_name(&name));
    if !civil.status.is_resident_in_denmark() {
        return record.build();
    }
    let town = civil.address.town();
    let (road, house) = road_and_house(civil);
    record
        .put("STANDARDADR", &cut(&if road == "9900" { String::new() } else { civil.address.in_words() }, 34))
        .put("POSTNR", &town.postcode)
        .put("POSTDISTTXT", &cut(&town.district, 20))
        .put("KOMKOD", &town.municipality)
        .put("VEJKOD", &road)
        .put("HUSNR", &house)
        .put("ETAGE", &civil.address.floor_code())
        .put("SIDEDOER", civil.address.side_code())
        .put("VEJADRNVN", &cut(civil.address.road_name(), 20))
        .build()
}

fn person(view: View<'_>, civil: &Civil) -> Result<Record, RecordError> {
    let born = civil.birth;
    let sex = civil.number.sex();
    let end = if civil.status.is_withdrawn() { iso(civil.status_on) } else { String::new() };
    let adult = i32::from(civil.status_on.year()) - i32::from(born.year()) > 25;
    let work =
        if view.population.person(civil.person).name.culture == Culture::Danish && adult { "Lærer" } else { "" };
    RecordBuilder::new(RecordType::Person, civil.number)
        .put("PNRGAELD", &civil.replaced_by.map(vocabulary::CprNumber::digits).unwrap_or_default())
        .put("STATUS", &format!("{:02}", civil.status.code()))
        .put("STATUSHAENSTART", &timestamp(civil.status_on))
        .put("KOEN", &sex.letter().to_string())
        .put("FOED_DT", &iso(born.earliest()))
        .put("FOED_DT_UMRK", mark(born.is_marked_uncertain()))
        .put("START_DT-PERSON", &iso(civil.assigned_on))
        .put("SLUT_DT-PERSON", &end)
        .put("STILLING", work)
        .build()
}

fn address(view: View<'_>, civil: &Civil) -> Result<Record, RecordError> {
    let record = RecordBuilder::new(RecordType::Address, civil.number);
    if civil.status == CprStatus::Administrative {
        let tax = view.population.person(civil.person).name.culture == Culture::Eastern;
        return record.put("KOMKOD", ADMINISTRATIVE[usize::from(tax)]).build();
    }
    let (road, house) = road_and_house(civil);
    let moved = timestamp(civil.moved_on);
    let from = civil.former_address.map_or("0000", |(address, _)| address.town().municipality.as_str());
    record
        .put("KOMKOD", &civil.address.town().municipality)
        .put("VEJKOD", &road)
        .put("HUSNR", &house)
        .put("ETAGE", &civil.address.floor_code())
        .put("SIDEDOER", civil.address.side_code())
        .put("TILFLYDTO", &moved)
        .put("TILFLYKOMDTO", &moved)
        .put("FRAFLYKOMKOD", from)
        .put("FRAFLYKOMDTO", if civil.former_address.is_some() { &moved } else { "000000000000" })
        .put("START_MYNKOD-ADRTXT", "0000")
        .build()
}

fn exit(view: View<'_>, civil: &Civil) -> Result<Record, RecordError> {
    let country = country_of_stay(view.population.person(civil.person).nationality.cpr);
    RecordBuilder::new(RecordType::Exit, civil.number)
        .put("UDR_LANDEKOD", &format!("{country:04}"))
        .put("UDRDTO", &timestamp(civil.status_on))
        .build()
}

fn name_record(civil: &Civil, name: &PersonName) -> Result<Record, RecordError> {
    let since = civil.married_name.map_or(civil.assigned_on, |(_, on)| on);
    RecordBuilder::new(RecordType::Name, civil.number)
        .put("FORNVN", &name.given)
        .put("FORNVN_MRK", sign(name.given_mark))
        .put("MELNVN", &name.middle)
        .put("MELNVN_MRK", sign(name.middle_mark))
        .put("EFTERNVN", &name.surname)
        .put("EFTERNVN_MRK", sign(name.surname_mark))
        .put("NVNHAENSTART", &timestamp(since))
        .put("ADRNVN", &addressing_name(name))
        .build()
}

/// Birthplace, citizenship and church (009, 010, 011).
fn origin(view: View<'_>, civil: &Civil, records: &mut Vec<Record>) -> Result<(), RecordError> {
    let country = view.population.person(civil.person).nationality.cpr;
    let native = civil.entered_on.is_none() && country == DENMARK.cpr;
    let place =
        if native { civil.address.town().municipality.clone() } else { format!("{:04}", country_of_stay(country)) };
    let since = civil.former_citizenship.map_or(civil.assigned_on, |(_, on)| on);
    let church = if country == DENMARK.cpr { "F" } else { "U" };
    records.push(
        RecordBuilder::new(RecordType::BirthRegistration, civil.number).put("START_MYNKOD-FØDESTED", &place).build()?,
    );
    let citizenship = RecordBuilder::new(RecordType::Citizenship, civil.number);
    let citizenship = citizenship.put("LANDEKOD", &format!("{:04}", civil.citizenship));
    records.push(citizenship.put("HAENSTART-STATSBORGERSKAB", &timestamp(since)).build()?);
    let membership = RecordBuilder::new(RecordType::Church, civil.number).put("FKIRK", church);
    records.push(membership.put("START_DT-FOLKEKIRKE", &iso(civil.assigned_on)).build()?);
    Ok(())
}

/// Spouse, children and parents (012, 014, 015).
fn relatives(view: View<'_>, civil: &Civil, records: &mut Vec<Record>) -> Result<(), RecordError> {
    let known = view.population.person(civil.person);
    let marriage = RecordBuilder::new(RecordType::CivilStatus, civil.number);
    let marriage = match known.spouse {
        None => marriage.put("CIVST", "U"),
        Some(spouse) => {
            let other = view.population.person(spouse);
            let marriage = marriage.put("CIVST", "G");
            match view.number(spouse) {
                Some(number) => marriage.put("AEGTEPNR", &number.digits()),
                None => marriage
                    .put("AEGTEFOED_DT", &iso(other.born))
                    .put("AEGTENVN", &addressing_name(&view.first_name(spouse).name)),
            }
        }
    };
    records.push(marriage.put("HAENSTART-CIVILSTAND", &timestamp(civil.assigned_on)).build()?);
    for number in view.relations.children(civil.person).filter_map(|child| view.number(child)) {
        let child = RecordBuilder::new(RecordType::Child, civil.number).put("PNR-BARN", &number.digits());
        records.push(child.build()?);
    }
    let number_of = |parent: Option<u32>| {
        parent
            .and_then(|parent| view.number(parent))
            .map_or_else(|| "0000000000".to_owned(), vocabulary::CprNumber::digits)
    };
    let name_of = |parent: Option<u32>| {
        let unnumbered = parent.filter(|&parent| view.number(parent).is_none());
        unnumbered.map(|parent| addressing_name(&view.first_name(parent).name)).unwrap_or_default()
    };
    let since = iso(civil.birth.earliest());
    records.push(
        RecordBuilder::new(RecordType::Parents, civil.number)
            .put("MOR_DT", &since)
            .put("PNRMOR", &number_of(known.mother))
            .put("MORNVN", &name_of(known.mother))
            .put("FAR_DT", &since)
            .put("PNRFAR", &number_of(known.father))
            .put("FARNVN", &name_of(known.father))
            .build()?,
    );
    Ok(())
}

/// Former number, address, entry, name and citizenship (022, 023, 024, 026, 027).
fn history(view: View<'_>, civil: &Civil, records: &mut Vec<Record>) -> Result<(), RecordError> {
    if let Some((former, until)) = civil.former {
        let record = RecordBuilder::new(RecordType::FormerNumber, civil.number).put("PNR", &former.digits());
        let record = record.put("START_DT-PERSON", &iso(civil.assigned_on)).put("SLUT_DT-PERSON", &iso(until));
        records.push(record.build()?);
    }
    if let Some((address, since)) = civil.former_address {
        records.push(former_address(civil, address, since)?);
    }
    if let Some(entered) = civil.entered_on {
        let country = country_of_stay(view.population.person(civil.person).nationality.cpr);
        let country = if country == DENMARK.cpr { ABROAD } else { country };
        let record = RecordBuilder::new(RecordType::FormerExit, civil.number).put("UDR_LANDEKOD", "0000");
        let record = record.put("INDR_LANDEKOD", &format!("{country:04}")).put("INDRDTO", &timestamp(entered));
        records.push(record.build()?);
    }
    if let Some((_, until)) = civil.married_name {
        let former = view.first_name(civil.person).name;
        records.push(
            RecordBuilder::new(RecordType::FormerName, civil.number)
                .put("FORNVN", &former.given)
                .put("FORNVN_MRK", sign(former.given_mark))
                .put("MELNVN", &former.middle)
                .put("MELNVN_MRK", sign(former.middle_mark))
                .put("EFTERNVN", &former.surname)
                .put("EFTERNVN_MRK", sign(former.surname_mark))
                .put("NVNHAENSTART", &timestamp(civil.assigned_on))
                .put("NVNHAENSLUT", &timestamp(until))
                .build()?,
        );
    }
    if let Some((country, until)) = civil.former_citizenship {
        let record = RecordBuilder::new(RecordType::FormerCitizenship, civil.number);
        let record = record.put("LANDEKOD", &format!("{country:04}"));
        let record = record.put("HAENSTART-STATSBORGERSKAB", &timestamp(civil.assigned_on));
        records.push(record.put("HAENSLUT-STATSBORGERSKAB", &timestamp(until)).build()?);
    }
    Ok(())
}

fn former_address(civil: &Civil, address: Address, since: Date) -> Result<Record, RecordError> {
    RecordBuilder::new(RecordType::FormerAddress, civil.number)
        .put("KOMKOD", &address.town().municipality)
        .put("VEJKOD", &format!("{:04}", address.road_code()))
        .put("HUSNR", &format!("{:03}", address.house))
        .put("ETAGE", &address.floor_code())
        .put("SIDEDOER", address.side_code())
        .put("TILFLYDTO", &timestamp(since))
        .put("FRAFLYDTO", &timestamp(civil.moved_on))
        .build()
}

fn road_and_house(civil: &Civil) -> (String, String) {
    if civil.status == CprStatus::ResidentInDenmarkSpecialRoad {
        return ("9900".to_owned(), String::new());
    }
    (format!("{:04}", civil.address.road_code()), format!("{:03}", civil.address.house))
}

fn country_of_stay(code: u16) -> u16 {
    if code == STATELESS.cpr || code == UNKNOWN.cpr { ABROAD } else { code }
}

/// Given name and surname in the 34 characters of `ADRNVN`.
pub(crate) fn addressing_name(name: &PersonName) -> String {
    let whole = if name.surname.is_empty() { name.given.clone() } else { format!("{} {}", name.given, name.surname) };
    cut(&whole, ADDRESSING_NAME)
}

fn cut(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect::<String>().trim_end().to_owned()
}

fn sign(mark: Option<NameMark>) -> &'static str {
    match mark {
        None => "",
        Some(NameMark::Shortened) => "+",
        Some(NameMark::ForeignCharacters) => "*",
        Some(NameMark::Undocumented) => "=",
    }
}

fn mark(uncertain: bool) -> &'static str {
    if uncertain { "*" } else { "" }
}

/// `YYYY-MM-DD`.
fn iso(date: Date) -> String {
    date.to_string()
}

/// `YYYYMMDDHHMM`, as CPR writes it nowadays: without a time of day.
fn timestamp(date: Date) -> String {
    format!("{:04}{:02}{:02}0000", date.year(), date.month(), date.day())
}
