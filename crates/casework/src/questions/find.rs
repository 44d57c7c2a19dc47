//! Finding persons and cases by what was typed: a CPR number, a person-id, a case number, a name with or without a day of birth.
//!
//! "Not there" and "not for you" get the same answer, and cost the same: both are a look into memory that finds nothing.

use schemars::JsonSchema;
use serde::Serialize;
use vocabulary::{PersonIdFormat, UncertainDate};

use super::case_page::masked;
use crate::access::{Action, Sight};
use crate::book::Somebody;
use crate::cases::CaseNumber;
use crate::find::Typed;
use crate::office::{Part, Question, Refused, SeenCase, View};

/// What somebody looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// As it was typed.
    pub typed: String,
    /// Most persons that are wanted.
    pub most: usize,
}

/// Whom it fits.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Hits {
    /// The persons, the best fit first.
    pub persons: Vec<FoundPerson>,
    /// Whether more fit.
    pub more: bool,
    /// How the text was read: `nothing`, `cpr`, `wrong-cpr`, `person-id`, `case`, `born`, `wrong-date`, `name`.
    pub read_as: &'static str,
}

/// A person who fits.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FoundPerson {
    /// The person-id, where the alien register has them.
    pub person_id: Option<String>,
    /// The CPR number without its last four digits, where there is one.
    pub cpr: Option<String>,
    /// The name.
    pub name: String,
    /// Day of birth, as far as it is known.
    pub born: Option<UncertainDate>,
    /// Whether name and address are protected.
    pub is_protected: bool,
    /// Cases, as far as the asker sees them.
    pub cases: Vec<FoundCase>,
    /// Whether the asker could open a case for them.
    pub may_open_case: bool,
    /// Whether the asker may ask where they live without reading a case.
    pub may_ask_address: bool,
}

/// A case of a person who was found.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FoundCase {
    /// The case number.
    pub number: CaseNumber,
    /// How far the asker sees.
    pub sight: Sight,
    /// Who works on it.
    pub assigned: Option<String>,
}

impl Question for Find {
    type Answer = Hits;

    fn answer(&self, view: &View<'_>) -> Result<Hits, Refused> {
        view.must(Action::FindPersons)?;
        let typed = Typed::read(&self.typed, &PersonIdFormat::default());
        let (read_as, people, more) = match typed {
            Typed::Nothing => ("nothing", Vec::new(), false),
            Typed::Cpr(number) => {
                let coupled = view.person_of(number).cloned().map(Somebody::Alien);
                let somebody = coupled.unwrap_or(Somebody::Civil(number));
                ("cpr", view.find_by_key(somebody).into_iter().collect(), false)
            }
            Typed::WrongCpr { person_id: Some(id), .. } if view.find_by_key(Somebody::Alien(id.clone())).is_some() => {
                ("person-id", vec![Somebody::Alien(id)], false)
            }
            Typed::WrongCpr { .. } => ("wrong-cpr", Vec::new(), false),
            Typed::PersonId(id) => match view.find_by_key(Somebody::Alien(id.clone())) {
                Some(somebody) => ("person-id", vec![somebody], false),
                // A case number of another form looks the same.
                None => ("person-id", of_case(view, id.as_str()), false),
            },
            Typed::CaseNumber(number) => ("case", of_case(view, &number), false),
            Typed::Born(_) => ("born", Vec::new(), false),
            Typed::WrongDate { .. } => ("wrong-date", Vec::new(), false),
            Typed::Name { name, born } => {
                let fits =
                    |one: &Somebody| born.is_none_or(|born| born_of(view, one).is_some_and(|own| overlap(born, own)));
                let (people, more) = view.find_by_name(&name, self.most, fits);
                ("name", people.into_iter().cloned().collect(), more)
            }
        };
        let persons = people.into_iter().map(|somebody| found(view, &somebody)).collect();
        Ok(Hits { persons, more, read_as })
    }
}

/// The persons of a case that the asker sees.
fn of_case(view: &View<'_>, number: &str) -> Vec<Somebody> {
    let Some(SeenCase { file, .. }) = view.case(number) else { return Vec::new() };
    let alien = |person: &crate::cases::CasePerson| view.alien(&person.id).map(|entry| entry.person.person_id.clone());
    file.persons.iter().filter_map(alien).map(Somebody::Alien).collect()
}

/// Whether two days of birth, each known as far as it is, can be the same.
fn overlap(one: UncertainDate, two: UncertainDate) -> bool {
    one.earliest() <= two.latest() && two.earliest() <= one.latest()
}

fn born_of(view: &View<'_>, somebody: &Somebody) -> Option<UncertainDate> {
    match somebody {
        Somebody::Alien(id) => view.alien(id.as_str()).and_then(|entry| entry.person.birth_date),
        Somebody::Civil(number) => view.civil_of(*number).map(|entry| entry.person.birth_date),
    }
}

fn found(view: &View<'_>, somebody: &Somebody) -> FoundPerson {
    let born = born_of(view, somebody);
    match somebody {
        Somebody::Alien(id) => {
            let cases = view.cases_of(id.as_str());
            view.note_subject(View::subject(id), Part::SearchResult);
            let alien = view.alien(id.as_str()).map(|entry| &entry.person);
            let alien = alien.map(|person| format!("{} {}", person.given_names, person.surname).trim().to_owned());
            let name = view
                .civil(id.as_str())
                .and_then(|(_, entry)| entry.person.name.as_ref().map(vocabulary::PersonName::full));
            FoundPerson {
                person_id: Some(id.to_string()),
                cpr: view.number_of(id.as_str()).map(masked),
                name: name.or(alien).unwrap_or_default(),
                born,
                is_protected: view.is_protected(id.as_str()),
                may_open_case: cases.is_empty() && view.officer().role.may(Action::OpenCases),
                may_ask_address: view.case_for_address(id.as_str()).is_some(),
                cases: cases.into_iter().map(found_case).collect(),
            }
        }
        Somebody::Civil(number) => {
            view.note_subject(crate::fact::cpr_subject(*number), Part::SearchResult);
            let name =
                view.civil_of(*number).and_then(|entry| entry.person.name.as_ref()).map(vocabulary::PersonName::full);
            FoundPerson {
                person_id: None,
                cpr: Some(masked(*number)),
                name: name.unwrap_or_default(),
                born,
                is_protected: view.is_number_protected(*number),
                cases: Vec::new(),
                may_open_case: false,
                may_ask_address: false,
            }
        }
    }
}

fn found_case(seen: SeenCase<'_>) -> FoundCase {
    FoundCase { number: seen.file.number.clone(), sight: seen.sight, assigned: seen.file.assigned.clone() }
}
