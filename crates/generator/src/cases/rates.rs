//! How often each thing happens, and goes wrong, in integration cases.
//!
//! Like the country's other rates: each says where it is from, a file of rates can replace any of them (table `[cases]`), and
//! `country.json` holds what was used. Must not know how a case is made.

use serde::{Deserialize, Serialize};

/// Rates with their meaning, default and source, said once.
macro_rules! rates {
    ($($(#[$doc:meta])+ $name:ident = $share:literal, $source:literal;)+) => {
        /// Shares from 0 to 1 of what happens in integration cases. `Default` is what the demo shows.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct CaseRates {
            $($(#[$doc])+ pub $name: f64,)+
        }

        impl Default for CaseRates {
            fn default() -> Self {
                Self { $($name: $share,)+ }
            }
        }

        impl CaseRates {
            /// Where each rate is from, by name.
            pub fn sources() -> &'static [(&'static str, &'static str)] {
                &[$((concat!("cases.", stringify!($name)), $source),)+]
            }

            pub(crate) fn shares(&self) -> Vec<(&'static str, f64)> {
                vec![$((concat!("cases.", stringify!($name)), self.$name),)+]
            }
        }
    };
}

rates! {
    /// Refugees whom a municipality takes over early, with their consent.
    early_takeover = 0.15, "our choice";
    /// Refugees who still live in temporary housing after years.
    housing_temporary = 0.06, "our choice";
    /// Contracts drawn up after the month has passed.
    contract_late = 0.10, "our choice";
    /// Contracts never drawn up.
    contract_missing = 0.012, "our choice";
    /// Contracts without a goal.
    contract_without_goals = 0.15, "our choice; the National Audit Office found none in 65 % of the contracts of its sample";
    /// Contracts that do not state the sanctions.
    contract_without_sanctions = 0.08, "our choice";
    /// Contracts that the foreigner has not signed.
    contract_unsigned = 0.06, "our choice";
    /// Declarations of integration and active citizenship that were not signed.
    declaration_unsigned = 0.05, "our choice";
    /// Programmes begun after the month has passed.
    start_late = 0.05, "our choice";
    /// Referrals to Danish education after the month has passed.
    danish_referral_late = 0.08, "our choice";
    /// Persons never referred to Danish education.
    danish_referral_missing = 0.012, "our choice";
    /// Persons for whom Danish education is left out.
    danish_exempted = 0.03, "our choice";
    /// Follow-ups held after the three months have passed.
    follow_up_late = 0.08, "our choice";
    /// Follow-ups left out, so that the next is some months late.
    follow_up_missing = 0.015, "our choice";
    /// Goals of the contract met within the three years.
    goals_met = 0.3, "our choice";
    /// Refugees who apply for introduction benefit.
    benefit_of_refugees = 0.95, "our choice";
    /// Family-reunified persons who apply for it, where the permit has no condition of support.
    benefit_of_family = 0.3, "our choice";
    /// Family permits that are conditional on support.
    support_condition = 0.7, "our choice";
    /// Of those who apply: because of unemployment alone.
    unemployment_alone = 0.2, "our choice";
    /// Weekly confirmations as job seeker that are left out.
    confirmation_missing = 0.004, "our choice";
    /// Months of benefit whose income was never told.
    income_missing = 0.01, "our choice";
    /// Months of the programme with an absence.
    absence = 0.05, "our choice";
    /// Absences whose ground nobody ever judges.
    absence_unjudged = 0.06, "our choice";
    /// Judged absences with reasonable ground.
    absence_reasonable = 0.6, "our choice";
    /// Refusals of the programme or of a referred job, a year.
    refusal = 0.03, "our choice";
    /// Decisions that are left lying at a stage.
    decision_left = 0.03, "our choice";
    /// Burdensome decisions made without hearing the party.
    hearing_missing = 0.04, "our choice";
    /// Announcements without guidance on complaint.
    guidance_missing = 0.04, "our choice";
    /// Burdensome decisions that are complained of.
    complaint = 0.15, "our choice";
    /// Sick notes, a quarter of the programme.
    sick_note = 0.1, "our choice";
    /// Sick notes that name no day on which the person is well again.
    sick_for_long = 0.12, "our choice";
    /// Assessments of the need for a plan that are late.
    sickness_assessed_late = 0.3, "our choice";
    /// Assessments that find a plan needed.
    sickness_plan_needed = 0.5, "our choice";
    /// Needed plans that are late.
    sickness_plan_late = 0.3, "our choice";
    /// Refugees and persons on benefit who apply for help in special cases, a year.
    help = 0.12, "our choice";
    /// Moves whose status was not drawn up on the day.
    move_status_late = 0.15, "our choice";
    /// Moves that the receiving municipality has not answered.
    move_unanswered = 0.15, "our choice";
    /// Hand-overs that lack something.
    hand_over_incomplete = 0.12, "our choice";
    /// Final statuses that are late.
    status_late = 0.12, "our choice";
    /// Statements that the immigration service asks for when the three years are over.
    statement = 0.4, "our choice";
    /// Persons of 18 to 24 years who are ordered to take up an education.
    education_order = 0.15, "our choice";
    /// Rarer events (control, undisclosed work, a notice on Danish, a change of circumstances), each a year.
    rare = 0.015, "our choice";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rate_of_cases_has_a_source_and_is_a_share() {
        assert!(CaseRates::sources().iter().all(|(_, source)| !source.is_empty()));
        let named: Vec<&str> = CaseRates::sources().iter().map(|(name, _)| *name).collect();
        let held: Vec<&str> = CaseRates::default().shares().into_iter().map(|(name, _)| name).collect();
        assert_eq!(named, held);
        assert!(CaseRates::default().shares().iter().all(|(_, share)| (0.0..=1.0).contains(share)));
    }
}
