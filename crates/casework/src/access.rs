//! Who may do what with whose data: roles, authorities, and how far each sees.
//!
//! Whatever is not granted here is refused. The rules stand in two functions, [`Role::may`] and [`Officer::sight`], and a test prints
//! them as a table. Logging in, and rights that somebody grants and confirms, come from outside.

mod kinds;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::MunicipalityCode;

pub use kinds::{Field, field_of};

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Integrationssagsbehandler: contracts, interviews, offers, sanctions.
    Caseworker,
    /// Ydelsessagsbehandler: introduction benefit and help in special cases.
    BenefitCaseworker,
    /// Teamkoordinator: a caseworker who distributes the work.
    TeamCoordinator,
    /// Kommunal controller: reads the municipality's cases and lists.
    MunicipalController,
    /// Borgerservice: sees that somebody has a case and who works on it.
    FrontDesk,
    /// Dataafstemmer: couples the registers.
    DataSteward,
    /// Visitator: places refugees.
    PlacementOfficer,
    /// Tilsynsførende: supervises how the Act is kept.
    Supervisor,
    /// Controller in the ministry: figures, no persons.
    Controller,
    /// Revisor: reads everything, changes no case; follows up audit points.
    Auditor,
    /// Statsrevisorernes sekretariat: records what the state auditors decide of audit points.
    StateAuditorsSecretary,
    /// Driftsansvarlig: runs the nights, sees no case.
    Operator,
    /// Rettighedsadministrator: grants rights, sees no case.
    RightsAdministrator,
}

/// For whom somebody does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Authority {
    /// A municipality.
    Municipality(MunicipalityCode),
    /// Udlændingestyrelsen.
    ImmigrationService,
    /// Styrelsen for International Rekruttering og Integration.
    IntegrationService,
    /// The ministry's department.
    Ministry,
    /// Rigsrevisionen.
    AuditOffice,
    /// Statsrevisorerne.
    StateAuditors,
    /// Whoever runs the system.
    Operations,
}

/// Somebody at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Officer {
    /// The name by which facts and the read log know them.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// What they do.
    pub role: Role,
    /// For whom.
    pub authority: Authority,
}

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Look a person up.
    FindPersons,
    /// See at a counter where somebody lives, without reading the case; what is protected for a reason that is written down.
    ReadAddresses,
    /// Read a case.
    ReadCases,
    /// Add facts to a case, withdraw them, write notes.
    RecordFacts,
    /// Open a case.
    OpenCases,
    /// Say who works on which case.
    AssignWork,
    /// Send letters.
    SendLetters,
    /// Read pairs that wait, and errors of municipalities.
    ReadCouplings,
    /// Confirm, reject, park, undo.
    DecideCouplings,
    /// Read the errors that municipalities must mend.
    ReadMunicipalityErrors,
    /// Read the ledger of nights.
    ReadNights,
    /// Read who looked at a person.
    ReadAccessLog,
    /// Read figures over many cases, without persons.
    ReadFigures,
    /// Draw samples of cases and judge them by the checklist.
    JudgeSamples,
    /// Open a figure of the goals to its cases.
    OpenFigures,
    /// Record evidence, freeze figures, change plans.
    KeepGoals,
    /// Read what is supervised: reports, audit points, figures of reviews, processors, shared goals.
    ReadSupervision,
    /// Call in reports, read and follow them up; review judgements of availability.
    SuperviseMunicipalities,
    /// Take steps with audit points, each party its own.
    FollowUpAudits,
    /// Keep the registers of processors and shared goals.
    KeepUndertakings,
}

/// How far somebody sees of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sight {
    /// Not at all: the answer is the same as for a case that does not exist.
    None,
    /// That there is a case, and who works on it.
    Existence,
    /// What stands in it.
    Content,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 13] = [
        Self::Caseworker,
        Self::BenefitCaseworker,
        Self::TeamCoordinator,
        Self::MunicipalController,
        Self::FrontDesk,
        Self::DataSteward,
        Self::PlacementOfficer,
        Self::Supervisor,
        Self::Controller,
        Self::Auditor,
        Self::StateAuditorsSecretary,
        Self::Operator,
        Self::RightsAdministrator,
    ];

    /// The name in files, addresses and texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Caseworker => "caseworker",
            Self::BenefitCaseworker => "benefit-caseworker",
            Self::TeamCoordinator => "team-coordinator",
            Self::MunicipalController => "municipal-controller",
            Self::FrontDesk => "front-desk",
            Self::DataSteward => "data-steward",
            Self::PlacementOfficer => "placement-officer",
            Self::Supervisor => "supervisor",
            Self::Controller => "controller",
            Self::Auditor => "auditor",
            Self::StateAuditorsSecretary => "state-auditors-secretary",
            Self::Operator => "operator",
            Self::RightsAdministrator => "rights-administrator",
        }
    }

    /// Whether only municipalities have such officers: anywhere else they see nothing.
    pub fn is_municipal(self) -> bool {
        matches!(
            self,
            Self::Caseworker
                | Self::BenefitCaseworker
                | Self::TeamCoordinator
                | Self::MunicipalController
                | Self::FrontDesk
        )
    }

    /// Whether the role does such things at all.
    pub fn may(self, action: Action) -> bool {
        use Action::{
            AssignWork, DecideCouplings, FindPersons, FollowUpAudits, JudgeSamples, KeepGoals, KeepUndertakings,
            OpenCases, OpenFigures, ReadAccessLog, ReadAddresses, ReadCases, ReadCouplings, ReadFigures,
            ReadMunicipalityErrors, ReadNights, ReadSupervision, RecordFacts, SendLetters, SuperviseMunicipalities,
        };
        match self {
            Self::Caseworker | Self::BenefitCaseworker => matches!(
                action,
                FindPersons
                    | ReadCases
                    | RecordFacts
                    | OpenCases
                    | SendLetters
                    | ReadMunicipalityErrors
                    | ReadAccessLog
            ),
            Self::TeamCoordinator => matches!(
                action,
                FindPersons
                    | ReadCases
                    | RecordFacts
                    | OpenCases
                    | AssignWork
                    | SendLetters
                    | ReadMunicipalityErrors
                    | ReadAccessLog
                    | ReadFigures
            ),
            Self::MunicipalController => {
                matches!(action, FindPersons | ReadCases | ReadMunicipalityErrors | ReadFigures | JudgeSamples)
            }
            Self::FrontDesk => matches!(action, FindPersons | ReadAddresses),
            Self::DataSteward => {
                matches!(action, FindPersons | ReadCouplings | DecideCouplings | ReadMunicipalityErrors | ReadNights)
            }
            Self::PlacementOfficer => matches!(action, FindPersons | ReadCases | RecordFacts),
            Self::Supervisor => matches!(
                action,
                FindPersons
                    | ReadCases
                    | ReadMunicipalityErrors
                    | ReadNights
                    | ReadAccessLog
                    | ReadFigures
                    | JudgeSamples
                    | OpenFigures
                    | ReadSupervision
                    | SuperviseMunicipalities
                    | FollowUpAudits
            ),
            Self::Controller => matches!(
                action,
                ReadNights
                    | ReadFigures
                    | OpenFigures
                    | KeepGoals
                    | ReadSupervision
                    | FollowUpAudits
                    | KeepUndertakings
            ),
            Self::StateAuditorsSecretary => matches!(action, ReadSupervision | FollowUpAudits),
            Self::Operator => matches!(action, ReadNights),
            Self::Auditor => matches!(
                action,
                FindPersons
                    | ReadCases
                    | ReadCouplings
                    | ReadMunicipalityErrors
                    | ReadNights
                    | ReadAccessLog
                    | ReadFigures
                    | JudgeSamples
                    | OpenFigures
                    | ReadSupervision
                    | FollowUpAudits
            ),
            Self::RightsAdministrator => false,
        }
    }
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 20] = [
        Self::FindPersons,
        Self::ReadAddresses,
        Self::ReadCases,
        Self::RecordFacts,
        Self::OpenCases,
        Self::AssignWork,
        Self::SendLetters,
        Self::ReadCouplings,
        Self::DecideCouplings,
        Self::ReadMunicipalityErrors,
        Self::ReadNights,
        Self::ReadAccessLog,
        Self::ReadFigures,
        Self::JudgeSamples,
        Self::OpenFigures,
        Self::KeepGoals,
        Self::ReadSupervision,
        Self::SuperviseMunicipalities,
        Self::FollowUpAudits,
        Self::KeepUndertakings,
    ];
}

impl Authority {
    /// The authority's name in Danish, as it stands in logs and letters.
    pub fn name(self) -> String {
        match self {
            Self::Municipality(code) => code
                .municipality()
                .map_or_else(|| format!("kommune {code}"), |municipality| format!("{} Kommune", municipality.name)),
            Self::ImmigrationService => "Udlændingestyrelsen".to_owned(),
            Self::IntegrationService => "Styrelsen for International Rekruttering og Integration".to_owned(),
            Self::Ministry => "ministeriets departement".to_owned(),
            Self::AuditOffice => "Rigsrevisionen".to_owned(),
            Self::StateAuditors => "Statsrevisorerne".to_owned(),
            Self::Operations => "driften".to_owned(),
        }
    }

    /// The municipality, where it is one.
    pub fn municipality(self) -> Option<MunicipalityCode> {
        match self {
            Self::Municipality(code) => Some(code),
            _ => None,
        }
    }
}

impl Officer {
    /// How far the officer sees of a case for which these municipalities are or lately were responsible.
    ///
    /// A municipality sees its own cases; the state's authorities see all of the country's, each as far as its task goes.
    pub fn sight(&self, municipalities: impl IntoIterator<Item = MunicipalityCode>) -> Sight {
        let own = match self.authority {
            Authority::Municipality(code) => municipalities.into_iter().any(|one| one == code),
            _ => !self.role.is_municipal(),
        };
        match self.role {
            _ if !own => Sight::None,
            Role::FrontDesk | Role::DataSteward => Sight::Existence,
            role if role.may(Action::ReadCases) => Sight::Content,
            _ => Sight::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    fn municipality(code: u16) -> MunicipalityCode {
        MunicipalityCode::new(code).expect("a municipality's code")
    }

    fn officer(role: Role, authority: Authority) -> Officer {
        Officer { id: role.key().to_owned(), name: role.key().to_owned(), role, authority }
    }

    /// Roles down, actions and sights across; a cross where it is granted.
    fn table() -> String {
        let mut table = String::new();
        for role in Role::ALL {
            write!(table, "{:<22}", role.key()).expect("a text takes everything");
            for action in Action::ALL {
                let mark = if role.may(action) { format!(" {action:?}") } else { String::new() };
                table.push_str(&mark);
            }
            let home = officer(role, Authority::Municipality(municipality(751)));
            let (own, other) = (home.sight([municipality(751)]), home.sight([municipality(101)]));
            let state = officer(role, Authority::ImmigrationService).sight([municipality(101)]);
            writeln!(table, " | own {own:?}, other {other:?}, state {state:?}").expect("a text takes everything");
        }
        table
    }

    #[test]
    fn the_rules_are_those_of_the_table() {
        assert_eq!(table(), include_str!("access/table.txt"), "look at each difference, then write the table anew");
    }

    #[test]
    fn nobody_of_one_municipality_sees_the_cases_of_another() {
        for role in Role::ALL {
            let officer = officer(role, Authority::Municipality(municipality(751)));
            assert_eq!(officer.sight([municipality(101)]), Sight::None, "{role:?}");
            assert_eq!(officer.sight([]), Sight::None, "{role:?}");
        }
    }

    #[test]
    fn who_administers_rights_or_runs_the_system_sees_no_case() {
        for role in [Role::RightsAdministrator, Role::Operator, Role::Controller] {
            assert_eq!(officer(role, Authority::Operations).sight([municipality(101)]), Sight::None);
        }
    }

    #[test]
    fn an_auditor_changes_no_case_no_coupling_and_no_supervision_of_others() {
        use Action::{
            AssignWork, DecideCouplings, KeepUndertakings, OpenCases, RecordFacts, SendLetters, SuperviseMunicipalities,
        };
        for action in [
            AssignWork,
            DecideCouplings,
            OpenCases,
            RecordFacts,
            SendLetters,
            SuperviseMunicipalities,
            KeepUndertakings,
        ] {
            assert!(!Role::Auditor.may(action), "{action:?}");
        }
    }
}
