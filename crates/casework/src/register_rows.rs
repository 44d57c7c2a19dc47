//! The two registers as the coupling engine's rows: which cell of which column comes from where.
//!
//! The engine knows columns, the registers know persons; this is the only place that knows both. A withdrawn CPR
//! number (annulled, double, changed) is no row of its own: it stands as a former number of the person it leads to.

use std::borrow::Cow;
use std::collections::BTreeMap;

use linkage::{Config, Register, RegisterError, Side};
use registers::carl2::{FormerKey, Permit};
use registers::cpr::CprPerson;
use vocabulary::{CprNumber, CprStatus, PersonId, PersonName};

use crate::state::{Carl2Entry, CprEntry, State};

/// Why the registers cannot be handed to the engine.
#[derive(Debug, thiserror::Error)]
pub enum RowsError {
    /// The configuration asks for a column that the register does not have.
    #[error("the coupling configuration asks for the column {column}, which {side} does not have")]
    UnknownColumn {
        /// Which register.
        side: &'static str,
        /// The column.
        column: String,
    },
    /// The engine refused a row.
    #[error(transparent)]
    Register(#[from] RegisterError),
}

/// The persons of the alien register that the last extract held.
pub fn left(state: &State, config: &Config) -> Result<Register, RowsError> {
    left_rows(state, config, &references(state), state.carl2.iter().filter(|(_, entry)| entry.present))
}

/// One person of the alien register, in an extract or not.
pub fn left_of(state: &State, config: &Config, person_id: &PersonId) -> Result<Register, RowsError> {
    let keys = state.permits_on_relatives.get(person_id).into_iter().flatten();
    let references = references_of(keys.filter_map(|key| state.permits.get(key)));
    left_rows(state, config, &references, state.carl2.get_key_value(person_id).into_iter())
}

/// The persons of the civil register whose number is not withdrawn.
pub fn right(state: &State, config: &Config) -> Result<Register, RowsError> {
    let persons = state.cpr.iter().filter(|(_, entry)| !entry.person.status.is_withdrawn());
    right_rows(state, config, &former_numbers(state), persons)
}

/// One person of the civil register.
pub fn right_of(state: &State, config: &Config, number: CprNumber) -> Result<Register, RowsError> {
    let former = BTreeMap::from([(number, former_numbers_of(state, number))]);
    right_rows(state, config, &former, state.cpr.get_key_value(&number).into_iter())
}

fn left_rows<'a>(
    state: &'a State,
    config: &Config,
    references: &BTreeMap<&'a PersonId, &'a PersonId>,
    persons: impl Iterator<Item = (&'a PersonId, &'a Carl2Entry)>,
) -> Result<Register, RowsError> {
    let cells = columns(config, Side::Left, carl2_column)?;
    let mut builder = Register::builder(config, Side::Left);
    for (person_id, entry) in persons {
        let row = Carl2Row { state, person_id, entry, reference: references.get(person_id).copied() };
        let values: Vec<Cow<'_, str>> = cells.iter().map(|cell| cell(&row)).collect();
        builder.push(&values.iter().map(AsRef::as_ref).collect::<Vec<_>>())?;
    }
    Ok(builder.finish()?)
}

fn right_rows<'a>(
    state: &'a State,
    config: &Config,
    former: &BTreeMap<CprNumber, Vec<CprNumber>>,
    persons: impl Iterator<Item = (&'a CprNumber, &'a CprEntry)>,
) -> Result<Register, RowsError> {
    let cells = columns(config, Side::Right, cpr_column)?;
    let mut builder = Register::builder(config, Side::Right);
    for (&number, entry) in persons {
        let former = former.get(&number).map_or(&[][..], Vec::as_slice);
        let row = CprRow { state, number, entry, former };
        let values: Vec<Cow<'_, str>> = cells.iter().map(|cell| cell(&row)).collect();
        builder.push(&values.iter().map(AsRef::as_ref).collect::<Vec<_>>())?;
    }
    Ok(builder.finish()?)
}

struct Carl2Row<'a> {
    state: &'a State,
    person_id: &'a PersonId,
    entry: &'a Carl2Entry,
    reference: Option<&'a PersonId>,
}

struct CprRow<'a> {
    state: &'a State,
    number: CprNumber,
    entry: &'a CprEntry,
    /// Withdrawn numbers that lead to this one.
    former: &'a [CprNumber],
}

type Carl2Cell = for<'a> fn(&Carl2Row<'a>) -> Cow<'a, str>;
type CprCell = for<'a> fn(&CprRow<'a>) -> Cow<'a, str>;

fn columns<C>(config: &Config, side: Side, find: fn(&str) -> Option<C>) -> Result<Vec<C>, RowsError> {
    let name = match side {
        Side::Left => "CARL2",
        Side::Right => "CPR",
    };
    let unknown = |column: &str| RowsError::UnknownColumn { side: name, column: column.to_owned() };
    config.columns(side).into_iter().map(|column| find(column).ok_or_else(|| unknown(column))).collect()
}

fn carl2_column(column: &str) -> Option<Carl2Cell> {
    Some(match column {
        "person_id" => |row| row.person_id.as_str().into(),
        "former_person_ids" => |row| former_person_ids(row).into(),
        "cpr_number" => |row| text(row.entry.person.cpr_number.map(CprNumber::digits).as_ref()),
        "former_cpr_numbers" => |row| joined(row.state.former_cpr_numbers(row.person_id).map(CprNumber::digits)).into(),
        "given_names" => |row| row.entry.person.given_names.as_str().into(),
        "surname" => |row| row.entry.person.surname.as_str().into(),
        "birth_date" => |row| text(row.entry.person.birth_date.as_ref()),
        "sex" => |row| text(row.entry.person.sex.map(vocabulary::Sex::letter).as_ref()),
        "nationality" => |row| row.entry.person.nationality.as_deref().unwrap_or_default().into(),
        "entered_on" => |row| text(row.entry.person.entered_on.as_ref()),
        "died_on" => |row| text(row.entry.person.died_on.as_ref()),
        "address" => |row| row.entry.person.address.as_deref().unwrap_or_default().into(),
        "postcode" => |row| row.entry.person.postcode.as_deref().unwrap_or_default().into(),
        "municipality" => |row| text(row.entry.person.municipality.as_ref()),
        "reference" => |row| row.reference.map_or("", PersonId::as_str).into(),
        _ => return None,
    })
}

fn cpr_column(column: &str) -> Option<CprCell> {
    Some(match column {
        "cpr_number" => |row| row.number.digits().into(),
        "former_cpr_numbers" => |row| joined(row.former.iter().copied().map(CprNumber::digits)).into(),
        "person_ids" => |row| typed_ids(row).into(),
        "given_names" => |row| name(&row.entry.person, |name| &name.given).into(),
        "middle_names" => |row| name(&row.entry.person, |name| &name.middle).into(),
        "surname" => |row| name(&row.entry.person, |name| &name.surname).into(),
        "former_given_names" => |row| former_names(&row.entry.person, |name| &name.given).into(),
        "former_surnames" => |row| former_names(&row.entry.person, |name| &name.surname).into(),
        "birth_date" => |row| row.entry.person.birth_date.to_string().into(),
        "sex" => |row| row.entry.person.sex.letter().to_string().into(),
        "nationality" => |row| citizenships(&row.entry.person).into(),
        "entered_on" => |row| text(row.entry.person.last_entry().and_then(|entry| entry.on).as_ref()),
        "died_on" => |row| text(died_on(&row.entry.person).as_ref()),
        "address" => |row| row.entry.person.plain_address.as_ref().map_or("", |address| &address.street).into(),
        "postcode" => |row| row.entry.person.plain_address.as_ref().map_or("", |address| &address.postcode).into(),
        "municipality" => |row| text(row.entry.person.municipality().as_ref()),
        "reference" => |row| relatives(&row.entry.person).into(),
        _ => return None,
    })
}

fn text<'a, T: ToString>(value: Option<&T>) -> Cow<'a, str> {
    value.map_or(Cow::Borrowed(""), |value| Cow::Owned(value.to_string()))
}

fn joined(values: impl IntoIterator<Item = String>) -> String {
    values.into_iter().collect::<Vec<_>>().join("|")
}

/// The relative that a family permit leans on, by person.
fn references(state: &State) -> BTreeMap<&PersonId, &PersonId> {
    references_of(state.permits.values())
}

fn references_of<'a>(permits: impl Iterator<Item = &'a Permit>) -> BTreeMap<&'a PersonId, &'a PersonId> {
    permits.filter_map(|permit| Some((&permit.person_id, permit.reference_person_id.as_ref()?))).collect()
}

/// Withdrawn numbers, by the number that each leads to.
fn former_numbers(state: &State) -> BTreeMap<CprNumber, Vec<CprNumber>> {
    let mut former: BTreeMap<CprNumber, Vec<CprNumber>> = BTreeMap::new();
    for (&number, entry) in &state.cpr {
        let current = state.current_number(number);
        if current != number {
            former.entry(current).or_default().push(number);
        }
        if !entry.person.status.is_withdrawn() {
            former.entry(number).or_default().extend(entry.person.former_numbers.iter().copied());
        }
    }
    for numbers in former.values_mut() {
        numbers.sort_unstable();
        numbers.dedup();
    }
    former
}

/// Withdrawn numbers that lead to one number, and those that its person's records name.
pub(crate) fn former_numbers_of(state: &State, number: CprNumber) -> Vec<CprNumber> {
    let mut former = state.numbers_changed_into(number);
    let own = state.cpr.get(&number).filter(|entry| !entry.person.status.is_withdrawn());
    former.extend(own.iter().flat_map(|entry| &entry.person.former_numbers));
    former.sort_unstable();
    former.dedup();
    former
}

fn former_person_ids(row: &Carl2Row<'_>) -> String {
    let former = row.state.former_numbers.get(row.person_id).into_iter().flatten();
    joined(former.filter_map(|former| match &former.number {
        FormerKey::PersonId(id) => Some(id.to_string()),
        FormerKey::Cpr(_) => None,
    }))
}

fn typed_ids(row: &CprRow<'_>) -> String {
    let numbers = std::iter::once(row.number).chain(row.former.iter().copied());
    joined(
        numbers.filter_map(|number| Some(row.state.typed.get(&number)?.person_id.clone())).filter(|id| !id.is_empty()),
    )
}

fn former_names(person: &CprPerson, part: fn(&PersonName) -> &String) -> String {
    let parts = person.former_names.iter().map(|former| part(&former.name));
    joined(parts.filter(|part| !part.is_empty()).cloned())
}

/// A part of the current name; empty where CPR delivered no name.
fn name(person: &CprPerson, part: fn(&PersonName) -> &String) -> &str {
    person.name.as_ref().map_or("", |name| part(name).as_str())
}

/// The day of death: for the dead, the day since when the status holds.
fn died_on(person: &CprPerson) -> Option<vocabulary::UncertainDate> {
    person.status_since.filter(|_| person.status == CprStatus::Dead)
}

/// Citizenships as passports write them: today's, then former ones; a code without letters is left out.
fn citizenships(person: &CprPerson) -> String {
    let codes = person.citizenship.iter().chain(&person.former_citizenships).map(|held| held.country);
    joined(codes.filter_map(|code| code.country()?.iso3.map(str::to_owned)).filter(|iso3| iso3 != "XXX"))
}

fn relatives(person: &CprPerson) -> String {
    let spouse = person.civil_status.as_ref().and_then(|status| status.spouse);
    joined([spouse, person.mother, person.father].into_iter().flatten().map(CprNumber::digits))
}
