//! Which kinds of facts a role may record: those of its task. Whatever is not granted here is refused by the commands, whoever asks.

use super::Role;

/// What a kind of fact belongs to, as tasks are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Who the person is and on what ground they stay; placement and registration.
    Arrival,
    /// Where the person lives, who is responsible there, housing.
    Places,
    /// Marriage, children, parents.
    Family,
    /// The programme, the contract, interviews, sickness, Danish, offers.
    Programme,
    /// Registration as seeking work, absence, refusal and the judgements on them.
    Availability,
    /// Introduction benefit and help in special cases.
    Benefit,
    /// What people were told and what was passed on; statements.
    Information,
    /// Decisions from draft to announcement, complaints.
    Decisions,
    /// Quotas.
    Quotas,
    /// Integration councils.
    Councils,
}

/// Fields and their kinds, as the case file names them.
const KINDS: [(Field, &[&str]); 10] = [
    (
        Field::Arrival,
        &[
            "citizenship",
            "eu_rules",
            "permit",
            "permit_ended",
            "scope_decision",
            "unaccompanied_minor",
            "asylum_registration",
            "parent_lawfully_here",
            "death",
            "placement",
            "placement_postponement",
            "cpr_registration",
            "housing_on_behalf",
            "centre_stay",
        ],
    ),
    (
        Field::Places,
        &[
            "early_takeover",
            "residence",
            "residence_in_realm",
            "stay_abroad",
            "imprisonment",
            "responsibility_agreement",
            "delegation",
            "programme_takeover",
            "housing",
            "removal_expense",
        ],
    ),
    (Field::Family, &["marriage", "marriage_ended", "cohabitation", "child", "lives_with_parents"]),
    (
        Field::Programme,
        &[
            "programme_offer",
            "programme_start",
            "help_in_place_of_programme",
            "problem_assessment",
            "qualification",
            "education_capability",
            "education_order",
            "education_order_outcome",
            "education_admission",
            "education_start",
            "education_end",
            "education_risk",
            "status",
            "contract",
            "older_plan",
            "contract_request",
            "contract_signature",
            "declaration_signature",
            "special_circumstances",
            "goals_met",
            "follow_up",
            "group_guideline",
            "sick_note",
            "sickness_assessment",
            "sickness_plan",
            "sickness_plan_follow_up",
            "danish_at_centre",
            "danish_referral",
            "danish_course",
            "danish_exemption",
            "danish_need",
            "danish_test_entry",
            "danish_test",
            "danish_end",
            "danish_certificate",
            "danish_progress",
            "danish_notice",
            "offer",
            "offer_end",
            "offer_extension_need",
            "free_period",
            "employment",
            "employment_end",
            "employment_support",
            "partnership_expense",
            "offer_exemption",
        ],
    ),
    (
        Field::Availability,
        &[
            "job_registration",
            "job_confirmation",
            "job_deregistration",
            "cv_entered",
            "job_referral",
            "job_search_order",
            "no_job_to_refer",
            "participation_order",
            "work_offer",
            "job_seeking",
            "availability_ground",
            "availability_assessment",
            "control_information",
            "absence",
            "reasonable_ground",
            "own_circumstances",
            "contact_restored",
            "refusal",
            "refusal_end",
            "absence_as_refusal",
            "custody_presumption",
        ],
    ),
    (
        Field::Benefit,
        &[
            "benefit_application",
            "income",
            "wealth",
            "public_support",
            "special_support",
            "support_application",
            "payment_mode",
            "benefit_payment",
            "advance_payment",
            "undisclosed_work",
            "repayment_claim",
            "stop_review",
            "help_application",
            "help_assessment",
        ],
    ),
    (
        Field::Information,
        &[
            "information_given",
            "consent",
            "information_passed",
            "information_need",
            "hand_over_answer",
            "statement_request",
            "statement_given",
            "change_of_circumstances",
        ],
    ),
    (
        Field::Decisions,
        &[
            "decision_draft",
            "party_hearing",
            "decision_made",
            "decision_announced",
            "decision_revoked",
            "complaint",
            "complaint_decided",
            "complaint_forwarded",
        ],
    ),
    (Field::Quotas, &["quota_year", "national_number", "quota"]),
    (Field::Councils, &["council", "national_council", "representative_election", "council_statement"]),
];

/// The field that a kind of fact belongs to; none where the case file has no such kind.
pub fn field_of(kind: &str) -> Option<Field> {
    KINDS.iter().find(|(_, kinds)| kinds.contains(&kind)).map(|(field, _)| *field)
}

impl Role {
    /// Whether the role may record, and withdraw, facts of the kind.
    pub fn may_record(self, kind: &str) -> bool {
        field_of(kind).is_some_and(|field| self.records(field))
    }

    fn records(self, field: Field) -> bool {
        use Field::{
            Arrival, Availability, Benefit, Councils, Decisions, Family, Information, Places, Programme, Quotas,
        };
        match self {
            // What Udlændingeservice notifies of, and CPR registers, the municipality records for its own case.
            Self::Caseworker => {
                matches!(field, Arrival | Places | Family | Programme | Availability | Information | Decisions)
            }
            Self::BenefitCaseworker => matches!(field, Family | Benefit | Information | Decisions),
            Self::TeamCoordinator => {
                matches!(
                    field,
                    Arrival | Places | Family | Programme | Availability | Benefit | Information | Decisions | Councils
                )
            }
            Self::PlacementOfficer => matches!(field, Arrival | Family | Information | Decisions | Quotas),
            Self::MunicipalController
            | Self::FrontDesk
            | Self::DataSteward
            | Self::Supervisor
            | Self::Controller
            | Self::Auditor
            | Self::StateAuditorsSecretary
            | Self::Operator
            | Self::RightsAdministrator => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::access::Action;

    fn table() -> String {
        let mut table = String::new();
        for role in Role::ALL {
            write!(table, "{:<22}", role.key()).expect("a text takes everything");
            for (field, _) in KINDS.iter().filter(|(field, _)| role.records(*field)) {
                write!(table, " {field:?}").expect("a text takes everything");
            }
            table.push('\n');
        }
        table
    }

    #[test]
    fn who_records_what_is_as_in_the_table() {
        assert_eq!(table(), include_str!("kinds.txt"), "look at each difference, then write the table anew");
    }

    #[test]
    fn every_kind_of_fact_has_one_field_and_somebody_who_records_it() {
        let named: Vec<&str> = KINDS.iter().flat_map(|(_, kinds)| *kinds).copied().collect();
        assert_eq!(named.len(), law::facts::KINDS.len());
        for kind in law::facts::KINDS {
            assert_eq!(named.iter().filter(|known| *known == kind).count(), 1, "{kind}");
            assert!(Role::ALL.iter().any(|role| role.may_record(kind)), "{kind}");
        }
        assert_eq!(field_of("coronation"), None);
    }

    #[test]
    fn nobody_records_who_may_not_record_facts_at_all() {
        for role in Role::ALL.into_iter().filter(|role| !role.may(Action::RecordFacts)) {
            assert!(law::facts::KINDS.iter().all(|kind| !role.may_record(kind)), "{role:?}");
        }
    }
}
