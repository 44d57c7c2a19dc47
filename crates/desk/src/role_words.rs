//! The keys of the texts for what the rooms above only name: roles, authorities' purposes.

use casework::access::{Action, Role};
use casework::office::Purpose;

/// The key of a role's name.
pub(crate) fn key(role: Role) -> &'static str {
    match role {
        Role::Caseworker => "role-caseworker",
        Role::BenefitCaseworker => "role-benefit-caseworker",
        Role::TeamCoordinator => "role-team-coordinator",
        Role::MunicipalController => "role-municipal-controller",
        Role::FrontDesk => "role-front-desk",
        Role::DataSteward => "role-data-steward",
        Role::PlacementOfficer => "role-placement-officer",
        Role::Supervisor => "role-supervisor",
        Role::Controller => "role-controller",
        Role::Auditor => "role-auditor",
        Role::StateAuditorsSecretary => "role-state-auditors-secretary",
        Role::Operator => "role-operator",
        Role::RightsAdministrator => "role-rights-administrator",
    }
}

/// The key of a sentence about what a role does here.
pub(crate) fn task(role: Role) -> &'static str {
    match role {
        Role::Caseworker => "task-caseworker",
        Role::BenefitCaseworker => "task-benefit-caseworker",
        Role::TeamCoordinator => "task-team-coordinator",
        Role::MunicipalController => "task-municipal-controller",
        Role::FrontDesk => "task-front-desk",
        Role::DataSteward => "task-data-steward",
        Role::PlacementOfficer => "task-placement-officer",
        Role::Supervisor => "task-supervisor",
        Role::Controller => "task-controller",
        Role::Auditor => "task-auditor",
        Role::StateAuditorsSecretary => "task-state-auditors-secretary",
        Role::Operator => "task-operator",
        Role::RightsAdministrator => "task-rights-administrator",
    }
}

/// The purpose of what a role does with cases: it follows from the task, and nobody types it.
pub(crate) fn purpose(role: Role) -> Purpose {
    match role {
        Role::Auditor | Role::StateAuditorsSecretary => Purpose::Audit,
        Role::Supervisor | Role::MunicipalController | Role::Controller => Purpose::Supervision,
        Role::DataSteward => Purpose::Coupling,
        role if role.may(Action::RecordFacts) => Purpose::Casework,
        _ => Purpose::LookingUp,
    }
}
