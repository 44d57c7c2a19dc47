//! Who may enter: officers from a file, or those of the demo. Logging in with a proof of who one is comes from outside; until then the
//! server lists the officers, and listens on the machine itself only.

use std::sync::Arc;

use casework::access::{Authority, Officer, Role};
use serde::Deserialize;
use vocabulary::MunicipalityCode;

use crate::texts::Language;

/// The officers who may enter, in the order in which they are offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Officers(Vec<Arc<Officer>>);

/// Why the officers cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OfficersError {
    /// The file is not what it should be.
    #[error("the file of officers cannot be read: {0}")]
    Form(#[from] toml::de::Error),
    /// Two officers have the same id.
    #[error("the id {0} stands twice")]
    Twice(String),
    /// A role that only municipalities have, at another authority.
    #[error("{0} has a municipality's role, but no municipality")]
    NoMunicipality(String),
    /// An id or a name is empty or too long for the journal.
    #[error("the id and the name of an officer have 1 to 200 characters: {0:?}")]
    Name(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    officer: Vec<Officer>,
}

impl Officers {
    /// Reads a file of officers: a table `[[officer]]` each, with `id`, `name`, `role` and `authority`.
    pub fn parse(text: &str) -> Result<Self, OfficersError> {
        let File { officer: officers } = toml::from_str(text)?;
        Self::of(officers)
    }

    fn of(officers: Vec<Officer>) -> Result<Self, OfficersError> {
        for (place, officer) in officers.iter().enumerate() {
            if officers[..place].iter().any(|before| before.id == officer.id) {
                return Err(OfficersError::Twice(officer.id.clone()));
            }
            if officer.role.is_municipal() && officer.authority.municipality().is_none() {
                return Err(OfficersError::NoMunicipality(officer.id.clone()));
            }
            for text in [&officer.id, &officer.name] {
                if text.trim().is_empty() || text.chars().count() > 200 || text.chars().any(char::is_control) {
                    return Err(OfficersError::Name(text.clone()));
                }
            }
        }
        Ok(Self(officers.into_iter().map(Arc::new).collect()))
    }

    /// Whether they are those of the demo, and nobody.
    pub(crate) fn are_made_up(&self) -> bool {
        *self == Self::of_the_demo()
    }

    /// The officers of the demo: every role, two municipalities that people move between, and two data stewards who approve each other.
    pub fn of_the_demo() -> Self {
        let [aarhus, copenhagen] = [751, 101]
            .map(|code| Authority::Municipality(MunicipalityCode::new(code).expect("a municipality of today")));
        let service = Authority::ImmigrationService;
        let officer =
            |id: &str, name: &str, role, authority| Officer { id: id.into(), name: name.into(), role, authority };
        let officers = vec![
            officer("sagsbehandler-1", "Sagsbehandler 1", Role::Caseworker, aarhus),
            officer("sagsbehandler-2", "Sagsbehandler 2", Role::Caseworker, aarhus),
            officer("sagsbehandler-3", "Sagsbehandler 3", Role::Caseworker, copenhagen),
            officer("ydelse-1", "Ydelsessagsbehandler 1", Role::BenefitCaseworker, aarhus),
            officer("koordinator-1", "Teamkoordinator 1", Role::TeamCoordinator, aarhus),
            officer("kommunal-controller-1", "Kommunal controller 1", Role::MunicipalController, aarhus),
            officer("borgerservice-1", "Borgerservice 1", Role::FrontDesk, aarhus),
            officer("dataafstemmer-1", "Dataafstemmer 1", Role::DataSteward, service),
            officer("dataafstemmer-2", "Dataafstemmer 2", Role::DataSteward, service),
            officer("visitator-1", "Visitator 1", Role::PlacementOfficer, service),
            officer("tilsyn-1", "Tilsynsførende 1", Role::Supervisor, Authority::IntegrationService),
            officer("controller-1", "Controller 1", Role::Controller, Authority::Ministry),
            officer("revisor-1", "Revisor 1", Role::Auditor, Authority::AuditOffice),
            officer(
                "statsrevisor-1",
                "Statsrevisorernes sekretariat 1",
                Role::StateAuditorsSecretary,
                Authority::StateAuditors,
            ),
            officer("drift-1", "Driftsansvarlig 1", Role::Operator, Authority::Operations),
            officer("rettigheder-1", "Rettighedsadministrator 1", Role::RightsAdministrator, Authority::Operations),
        ];
        Self::of(officers).expect("the demo's officers are sound: a test enters as each of them")
    }

    /// The officer with an id.
    pub fn get(&self, id: &str) -> Option<Arc<Officer>> {
        self.0.iter().find(|officer| officer.id == id).cloned()
    }

    /// Every officer.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Officer>> {
        self.0.iter()
    }

    /// Whether nobody may enter.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Who works on a case, as pages say it: the officer's name, or that nobody does.
    pub(crate) fn in_charge(&self, language: Language, assigned: Option<&str>) -> String {
        assigned.map_or_else(|| language.t("work-nobody"), |id| self.name(id).to_owned())
    }

    /// What an officer is called; the id itself for a name that is not an officer's, as a night's or an import's.
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.0.iter().find(|officer| officer.id == id).map_or(id, |officer| officer.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_officers_is_read_whole_or_not_at_all() {
        let file = r#"
            [[officer]]
            id = "a1"
            name = "Sagsbehandler"
            role = "caseworker"
            authority = { municipality = 751 }
            [[officer]]
            id = "d1"
            name = "Dataafstemmer"
            role = "data-steward"
            authority = "immigration-service"
        "#;
        let officers = Officers::parse(file).expect("a sound file");
        assert_eq!(officers.get("d1").map(|officer| officer.role), Some(Role::DataSteward));
        assert!(matches!(Officers::parse(&file.replace("d1", "a1")), Err(OfficersError::Twice(_))));
        let wrong = file.replace("{ municipality = 751 }", r#""ministry""#);
        assert!(matches!(Officers::parse(&wrong), Err(OfficersError::NoMunicipality(_))));
        assert!(matches!(Officers::parse(&file.replace("caseworker", "king")), Err(OfficersError::Form(_))));
    }

    #[test]
    fn the_demo_has_an_officer_of_every_role() {
        let officers = Officers::of_the_demo();
        for role in Role::ALL {
            assert!(officers.iter().any(|officer| officer.role == role), "{role:?}");
        }
    }
}
