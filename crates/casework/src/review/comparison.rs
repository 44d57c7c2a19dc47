//! Two register persons side by side: for every field what each register has, how they differ, and last what it weighs.
//!
//! Values stand as the registers have them, not as the engine reads them. Where somebody lives who is under name and
//! address protection stays out, as in `explanation`.

use jiff::civil::Date;
use linkage::{Config, Step};
use registers::carl2::{Carl2Person, FormerKey};
use registers::cpr::CprPerson;
use serde::Serialize;
use vocabulary::{CountryCode, CprNumber, CprStatus, PersonName, UncertainDate};

use super::difference::{self, Difference, NamePart, NameParts};
use super::risk::{self, Risk};
use crate::coupling::CouplingError;
use crate::explanation::{self, PROTECTED};
use crate::fact::Pair;
use crate::method::Method;
use crate::register_rows;
use crate::state::{Carl2Entry, CprEntry, State};

/// A pair side by side. Differences come before risks and risks before the weight: who reads it should have looked
/// before they are told what the engine thinks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The pair.
    pub pair: Pair,
    /// Every field, in the order in which people look.
    pub fields: Vec<FieldCompared>,
    /// Whether it stays out where the two live.
    pub dwelling_withheld: bool,
    /// What makes the pair risky.
    pub risks: Vec<Risk>,
    /// What the evidence comes to.
    pub weighed: Weighed,
}

/// One field of a pair.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldCompared {
    /// Which.
    pub field: Field,
    /// What CARL2 has, the current value first.
    pub carl2: Vec<Value>,
    /// What CPR has, the current value first.
    pub cpr: Vec<Value>,
    /// The kind of difference.
    pub difference: Difference,
    /// What the engine found, by the names of its levels; empty where the method does not compare the field.
    pub findings: Vec<String>,
    /// What it adds, in thousandths of a bit, given the fields that the engine compares before it; none where the
    /// method does not compare the field.
    pub weight_millibits: Option<i32>,
}

/// A value as a register has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Value {
    /// The text.
    pub text: String,
    /// Whether the register holds it as a former one.
    pub former: bool,
}

/// What the evidence of a pair comes to: `prior + the fields = score`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Weighed {
    /// Before anything is compared, in thousandths of a bit.
    pub prior_millibits: i32,
    /// The sum.
    pub score_millibits: i32,
    /// What it adds to have no rival, when the pair has none.
    pub unrivalled_millibits: i32,
    /// The probability that this is one person, with no rival.
    pub probability: f64,
    /// What such a pair most likely is, by the engine's name.
    pub likeliest: String,
    /// The first rule that the pair meets.
    pub rule: Option<String>,
    /// The first contradiction in it, by the method's name.
    pub contradiction: Option<String>,
}

/// The fields of the two registers that say the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// Given names.
    GivenNames,
    /// Middle names, which only CPR has.
    MiddleNames,
    /// Surname.
    Surname,
    /// Birth date.
    BirthDate,
    /// Sex.
    Sex,
    /// Citizenship: CARL2's by the passport's three letters; CPR's too, translated from its code.
    Citizenship,
    /// The person-id, and what the municipality typed as one.
    PersonId,
    /// The CPR number that CARL2 holds, and the candidate's.
    CprNumber,
    /// Entry into Denmark; in CPR the last.
    EnteredOn,
    /// Death.
    DiedOn,
    /// Street, house, floor, door.
    Address,
    /// Postcode.
    Postcode,
    /// Municipality.
    Municipality,
}

impl Field {
    /// Every field, in the order in which people look.
    pub const ALL: [Self; 13] = [
        Self::GivenNames,
        Self::MiddleNames,
        Self::Surname,
        Self::BirthDate,
        Self::Sex,
        Self::Citizenship,
        Self::PersonId,
        Self::CprNumber,
        Self::EnteredOn,
        Self::DiedOn,
        Self::Address,
        Self::Postcode,
        Self::Municipality,
    ];

    /// Whether it says where somebody lives.
    pub fn is_dwelling(self) -> bool {
        matches!(self, Self::Address | Self::Postcode | Self::Municipality)
    }

    /// The columns under which the engine knows it, of either register.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::GivenNames => &["given_names", "former_given_names"],
            Self::MiddleNames => &["middle_names"],
            Self::Surname => &["surname", "former_surnames"],
            Self::BirthDate => &["birth_date"],
            Self::Sex => &["sex"],
            Self::Citizenship => &["nationality"],
            Self::PersonId => &["person_id", "former_person_ids", "person_ids"],
            Self::CprNumber => &["cpr_number", "former_cpr_numbers"],
            Self::EnteredOn => &["entered_on"],
            Self::DiedOn => &["died_on"],
            Self::Address => &["address"],
            Self::Postcode => &["postcode"],
            Self::Municipality => &["municipality"],
        }
    }

    /// Whether a step of the engine is about it: the first field that has one of the step's columns.
    fn is_of(self, step: &Step, config: &Config) -> bool {
        let of_step = config.fields.iter().filter(|field| field.name == step.field);
        let mut columns = of_step.flat_map(|field| field.left.iter().chain(&field.right));
        let first =
            columns.find_map(|column| Self::ALL.into_iter().find(|field| field.columns().contains(&column.as_str())));
        first == Some(self)
    }
}

/// Compares a pair by the method in force, as the registers stand now. None where one of the two is in no delivery.
///
/// Protections are looked at on the day `on` and in the last night; one of this person or of any of their candidates
/// withholds.
pub fn comparison(state: &State, method: &Method, pair: &Pair, on: Date) -> Result<Option<Comparison>, CouplingError> {
    let (Some(left), Some(right)) = (state.carl2.get(&pair.person_id), state.cpr.get(&pair.cpr_number)) else {
        return Ok(None);
    };
    let Some(explanation) = explanation::of_pair(state, method, pair)? else { return Ok(None) };
    let sides = Sides { state, pair, left, right };
    let dwelling_withheld = is_withheld(state, pair, on);
    let config = &method.configuration;
    let compared = |field: Field| {
        let steps = || explanation.steps.iter().filter(move |step| field.is_of(step, config));
        let (mut carl2, mut cpr) = (sides.carl2(field), sides.cpr(field));
        let mut difference = sides.difference(field);
        if dwelling_withheld && field.is_dwelling() {
            difference = Difference::Withheld;
            // Both sides, whatever they hold: that there is nothing would tell something too.
            (carl2, cpr) = (vec![Value::of(PROTECTED)], vec![Value::of(PROTECTED)]);
        }
        FieldCompared {
            field,
            carl2,
            cpr,
            difference,
            findings: steps().map(|step| step.finding.clone()).collect(),
            weight_millibits: steps().map(|step| step.millibits).reduce(|sum, more| sum + more),
        }
    };
    Ok(Some(Comparison {
        pair: pair.clone(),
        fields: Field::ALL.into_iter().map(compared).collect(),
        dwelling_withheld,
        risks: risk::of_pair(state, pair, on),
        weighed: Weighed {
            prior_millibits: explanation.prior_millibits,
            score_millibits: explanation.score_millibits,
            unrivalled_millibits: explanation.unrivalled_millibits,
            probability: explanation.probability,
            likeliest: explanation.likeliest.clone(),
            rule: explanation.rule.clone(),
            contradiction: explanation.contradiction.clone(),
        },
    }))
}

/// Protected as `explanation::explain` finds it: of this candidate, of the person's others, of the coupled one.
fn is_withheld(state: &State, pair: &Pair, on: Date) -> bool {
    let queued = super::candidates::queued_of(state, &pair.person_id).map(|(other, _)| other.cpr_number);
    let numbers = queued.chain(state.number_of(&pair.person_id)).chain([pair.cpr_number]);
    explanation::withholds_dwelling(state, &pair.person_id, numbers, on)
}

impl Value {
    fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), former: false }
    }

    fn former(text: impl Into<String>) -> Self {
        Self { text: text.into(), former: true }
    }
}

/// Values that say something; a register may hold one empty.
fn values(current: Option<String>, former: impl IntoIterator<Item = String>) -> Vec<Value> {
    let current = current.into_iter().filter(|text| !text.is_empty()).map(Value::of);
    current.chain(former.into_iter().filter(|text| !text.is_empty()).map(Value::former)).collect()
}

/// What the two registers hold.
struct Sides<'a> {
    state: &'a State,
    pair: &'a Pair,
    left: &'a Carl2Entry,
    right: &'a CprEntry,
}

impl Sides<'_> {
    fn carl2(&self, field: Field) -> Vec<Value> {
        let person = &self.left.person;
        match field {
            Field::GivenNames => values(Some(person.given_names.clone()), []),
            Field::MiddleNames => Vec::new(),
            Field::Surname => values(Some(person.surname.clone()), []),
            Field::BirthDate => values(person.birth_date.map(|date| date.to_string()), []),
            Field::Sex => values(person.sex.map(|sex| sex.letter().to_string()), []),
            Field::Citizenship => values(person.nationality.clone(), []),
            Field::PersonId => values(Some(person.person_id.to_string()), self.former_person_ids()),
            Field::CprNumber => values(person.cpr_number.map(CprNumber::hyphenated), self.former_numbers()),
            Field::EnteredOn => values(person.entered_on.map(|day| day.to_string()), []),
            Field::DiedOn => values(person.died_on.map(|day| day.to_string()), []),
            Field::Address => values(person.address.clone(), []),
            Field::Postcode => values(person.postcode.clone(), []),
            Field::Municipality => values(person.municipality.map(|code| code.to_string()), []),
        }
    }

    fn cpr(&self, field: Field) -> Vec<Value> {
        let person = &self.right.person;
        let name = person.name.as_ref();
        let former =
            |part: fn(&PersonName) -> &String| person.former_names.iter().map(|former| &former.name).map(part).cloned();
        match field {
            Field::GivenNames => values(name.map(|name| name.given.clone()), former(|name| &name.given)),
            Field::MiddleNames => values(name.map(|name| name.middle.clone()), former(|name| &name.middle)),
            Field::Surname => values(name.map(|name| name.surname.clone()), former(|name| &name.surname)),
            Field::BirthDate => values(Some(person.birth_date.to_string()), []),
            Field::Sex => values(Some(person.sex.letter().to_string()), []),
            Field::Citizenship => {
                let (current, former) = citizenships(person);
                values(current, former)
            }
            Field::PersonId => self.typed(),
            Field::CprNumber => {
                let former = register_rows::former_numbers_of(self.state, self.pair.cpr_number);
                values(Some(self.pair.cpr_number.hyphenated()), former.into_iter().map(CprNumber::hyphenated))
            }
            Field::EnteredOn => values(entered_on(person).map(|day| day.to_string()), []),
            Field::DiedOn => values(died_on(person).map(|day| day.to_string()), []),
            Field::Address => values(person.plain_address.as_ref().map(|address| address.street.clone()), []),
            Field::Postcode => values(person.plain_address.as_ref().map(|address| address.postcode.clone()), []),
            Field::Municipality => values(person.municipality().map(|code| code.to_string()), []),
        }
    }

    fn difference(&self, field: Field) -> Difference {
        let (left, right) = (&self.left.person, &self.right.person);
        match field {
            Field::GivenNames => self.name(NamePart::Given),
            Field::MiddleNames => self.name(NamePart::Middle),
            Field::Surname => self.name(NamePart::Surname),
            Field::BirthDate => difference::birth_dates(left.birth_date, Some(right.birth_date)),
            Field::Sex => match left.sex {
                None => Difference::MissingOn { on: difference::Register::Carl2 },
                Some(sex) if sex == right.sex => Difference::Same,
                Some(_) => Difference::Contradicting,
            },
            Field::DiedOn => died(left, right),
            Field::EnteredOn => difference::days(left.entered_on, entered_on(right)),
            Field::PersonId | Field::CprNumber => {
                let (carl2, cpr) = (self.carl2(field), self.cpr(field));
                difference::numbers(&texts(&carl2), &texts(&cpr))
            }
            Field::Address => {
                let street = right.plain_address.as_ref().map(|address| address.street.as_str());
                difference::texts(left.address.as_deref().unwrap_or_default(), street.unwrap_or_default())
            }
            Field::Citizenship | Field::Postcode | Field::Municipality => {
                let (carl2, cpr) = (self.carl2(field), self.cpr(field));
                let own = carl2.first().map_or("", |value| value.text.as_str());
                difference::codes(own, &texts(&cpr))
            }
        }
    }

    /// A part of the name beside the other parts. Where today's disagree, former names are asked.
    fn name(&self, part: NamePart) -> Difference {
        let carl2 = NameParts { given: &self.left.person.given_names, middle: "", surname: &self.left.person.surname };
        let person = &self.right.person;
        let today = person.name.as_ref().map_or_else(NameParts::default, parts);
        let found = difference::name_parts(&carl2, &today, part);
        let is_settled = found.is_agreement() || matches!(found, Difference::MissingOnBoth);
        let mut former = person.former_names.iter().map(|former| parts(&former.name));
        if !is_settled && former.any(|former| difference::name_parts(&carl2, &former, part).is_agreement()) {
            return Difference::SameAsFormer;
        }
        found
    }

    fn former_person_ids(&self) -> Vec<String> {
        let former = self.state.former_numbers.get(&self.pair.person_id).into_iter().flatten();
        former
            .filter_map(|former| match &former.number {
                FormerKey::PersonId(id) => Some(id.to_string()),
                FormerKey::Cpr(_) => None,
            })
            .collect()
    }

    fn former_numbers(&self) -> Vec<String> {
        self.state.former_cpr_numbers(&self.pair.person_id).map(CprNumber::hyphenated).collect()
    }

    /// What the municipality typed for the number, and for those it replaced.
    fn typed(&self) -> Vec<Value> {
        let typed = |number: CprNumber| self.state.typed.get(&number).map(|row| row.person_id.clone());
        let former = register_rows::former_numbers_of(self.state, self.pair.cpr_number);
        values(typed(self.pair.cpr_number), former.into_iter().filter_map(typed))
    }
}

fn parts(name: &PersonName) -> NameParts<'_> {
    NameParts { given: &name.given, middle: &name.middle, surname: &name.surname }
}

fn texts(values: &[Value]) -> Vec<&str> {
    values.iter().map(|value| value.text.as_str()).collect()
}

/// Citizenships as passports write them; a code without letters stands as CPR's number.
fn citizenships(person: &CprPerson) -> (Option<String>, Vec<String>) {
    let written = |code: CountryCode| {
        let iso3 = code.country().and_then(|country| country.iso3);
        iso3.map_or_else(|| code.to_string(), str::to_owned)
    };
    let former = person.former_citizenships.iter().map(|held| written(held.country));
    (person.citizenship.as_ref().map(|held| written(held.country)), former.collect())
}

fn entered_on(person: &CprPerson) -> Option<UncertainDate> {
    person.last_entry().and_then(|entry| entry.on)
}

/// The day of death: for the dead, the day since when the status holds.
pub(super) fn died_on(person: &CprPerson) -> Option<UncertainDate> {
    person.status_since.filter(|_| person.status == CprStatus::Dead)
}

/// Deaths: two days of death, or a death in one register before something that the other says the living did.
fn died(left: &Carl2Person, right: &CprPerson) -> Difference {
    if risk::is_dead_and_alive(left, right) {
        return Difference::Contradicting;
    }
    difference::days(left.died_on, died_on(right))
}
