//! Editions: the figures of the Act and the rules that can be replaced, for a span of time.
//!
//! A later edition is another value of the same type: it changes figures, or puts its own function in the place of a rule, and
//! touches nothing of the first. Two editions can be run on the same case and compared.

mod lbk_1593_2007;
mod overlay;

use std::borrow::Cow;
mod month_day;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::Period;

pub use lbk_1593_2007::LBK_1593_2007;
pub use month_day::MonthDay;
pub use overlay::{OverlayError, overlay};

use crate::case::PersonFile;
use crate::chapter2_municipality::Takeover;
use crate::why::Why;

/// An edition of the Act.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its short name: `lbk-1593-2007`.
    pub id: Cow<'static, str>,
    /// What users read.
    pub name: Cow<'static, str>,
    /// The days it is the edition in force.
    pub in_force: Period,
    /// The Act's own figures.
    pub figures: Figures,
    /// The rules that an edition can replace as a whole.
    pub rules: Rules,
}

/// Rules that an edition can replace by its own function.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// From when a municipality is responsible (§ 4, stk. 2–3), by what had happened by a day.
    pub takeover: fn(&PersonFile<'_>, &Edition, Date, &mut Why) -> Takeover,
    /// When the next follow-up of the contract is due, after the contract or the follow-up before (§ 20, stk. 1).
    pub next_follow_up: fn(Date, &Edition) -> crate::duty::Due,
}

/// The figures that stand in the Act itself. Each is named after its provision and carries its unit last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// § 6, 1. pkt.: the last day on which next year's national number is announced.
    pub national_number_by: MonthDay,
    /// § 6, 3. pkt.: the national number must be changed when the estimate differs by more.
    pub national_number_change_percent: u16,
    /// § 7, stk. 1 and 3: the day before which an agreement on region quotas is reported.
    pub region_agreement_by: MonthDay,
    /// § 7, stk. 3: the day before which region quotas are fixed where none was.
    pub region_fixing_by: MonthDay,
    /// § 8, stk. 1 and 3: the day before which an agreement on municipality quotas is reported.
    pub municipal_agreement_by: MonthDay,
    /// § 8, stk. 3: the day before which municipality quotas are fixed where none was.
    pub municipal_fixing_by: MonthDay,
    /// § 7, stk. 2 and § 8, stk. 2: shortest usual deadline for a new agreement.
    pub new_agreement_weeks: u16,
    /// § 7, stk. 4 and § 8, stk. 4: time to fix quotas after that deadline.
    pub fixing_after_change_days: u16,
    /// § 10, stk. 2: age from which nobody is a minor (værgemålsloven § 1).
    pub majority_age_years: u16,
    /// § 10, stk. 2: time to place an unaccompanied minor.
    pub minor_placement_weeks: u16,
    /// § 12, stk. 1, 2. pkt.: the part of the household's income that the rent must exceed.
    pub rent_of_income_percent: u16,
    /// § 16, stk. 1: age from which a programme is offered.
    pub programme_age_years: u16,
    /// § 16, stk. 4.
    pub programme_start_months: u16,
    /// § 16, stk. 5.
    pub introduction_period_years: u16,
    /// § 16 a, stk. 1: youngest age.
    pub education_order_from_years: u16,
    /// § 16 a, stk. 1: age at which it no longer applies.
    pub education_order_until_years: u16,
    /// § 17.
    pub programme_hours_a_week: u16,
    /// § 19, stk. 1, 1. pkt.
    pub contract_months: u16,
    /// § 20, stk. 1.
    pub follow_up_months: u16,
    /// § 21, stk. 1, 1. pkt.
    pub danish_referral_months: u16,
    /// § 23 a, stk. 3: all practical training together.
    pub training_periods_total_months: u16,
    /// § 23 a, stk. 3: each period.
    pub training_period_months: u16,
    /// § 23 a, stk. 5.
    pub requalification_months: u16,
    /// § 23 a, stk. 6.
    pub su_education_age_years: u16,
    /// § 23 b, stk. 4, nr. 1.
    pub work_placement_short_weeks: u16,
    /// § 23 b, stk. 4, nr. 2–3.
    pub work_placement_weeks: u16,
    /// § 23 b, stk. 5.
    pub work_placement_extended_weeks: u16,
    /// § 23 c, stk. 2.
    pub wage_subsidy_years: u16,
    /// § 24, stk. 1: length of a connected period of offers that calls for a free period.
    pub connected_offers_months: u16,
    /// § 24, stk. 1: the most of it that may be offers.
    pub offers_within_connected_months: u16,
    /// § 24, stk. 1.
    pub free_period_months: u16,
    /// § 24 b, stk. 2, nr. 1: the age that must be passed.
    pub senior_age_years: u16,
    /// § 24 b, stk. 2, nr. 1: benefit in a connected period of more than.
    pub senior_benefit_months: u16,
    /// § 24 b, stk. 4.
    pub senior_subsidy_months: u16,
    /// § 25, stk. 1.
    pub benefit_years: u16,
    /// § 25 a, stk. 2: how often a registration is confirmed.
    pub confirmation_days: u16,
    /// § 25 a, stk. 4.
    pub cv_months: u16,
    /// § 25 a, stk. 5.
    pub control_interview_weeks: u16,
    /// § 25 a, stk. 6.
    pub offer_after_control_weeks: u16,
    /// § 25 a, stk. 7: a job of more than so many days.
    pub referral_job_days: u32,
    /// § 25 a, stk. 8.
    pub referral_course_months: u16,
    /// § 27 a, stk. 2.
    pub advance_month_days: u16,
    /// § 30, stk. 2 and § 30 a, stk. 4.
    pub reduction_months: u16,
    /// § 30 a, stk. 3: missed confirmations that are forgiven.
    pub forgiven_confirmations: u16,
    /// § 30 a, stk. 3: within so many months.
    pub forgiven_within_months: u16,
    /// § 31 a, stk. 1–3: weeks of repayment the first, the second and every later time.
    pub repayment_weeks: [u16; 3],
    /// § 31 a, stk. 1–2: the part that is repaid the first and the second time is one of so many.
    pub repayment_part: u16,
    /// § 31 a, stk. 6.
    pub repayment_lapse_years: u16,
    /// § 34, stk. 1, nr. 5.
    pub folk_high_school_weeks: u16,
    /// § 37, stk. 1.
    pub contact_child_age_years: u16,
    /// § 42, stk. 3.
    pub council_members: u16,
    /// § 43, stk. 2: how many each integration council elects.
    pub council_representatives: u16,
    /// § 43, stk. 2 and § 44, stk. 1.
    pub council_term_years: u16,
    /// § 42, stk. 3, § 43, stk. 2 and § 44, stk. 1: the years on whose 1 January a municipal election period began; after the last,
    /// every `council_term_years`. Source: the Act on Local Elections (kommunal- og regionsvalgloven): elections every fourth year in
    /// November, terms from the 1 January after.
    pub municipal_terms_from: [i16; 4],
    /// § 44, stk. 1.
    pub national_council_members: u16,
    /// § 44, stk. 2.
    pub national_council_chairs: u16,
    /// § 44, stk. 2.
    pub national_council_deputies: u16,
    /// § 44, stk. 3.
    pub national_council_attached: u16,
    /// § 45, stk. 2–3.
    pub refund_percent: u16,
    /// § 45, stk. 6, 2. pkt.
    pub minor_grant_until_years: u16,
    /// § 45, stk. 7, nr. 1–2.
    pub result_lasting_months: u16,
    /// § 45, stk. 7, nr. 4, litra a.
    pub result_test_after_years: u16,
    /// § 58, stk. 5, 2. pkt.: integration councils there must be before the first election.
    pub first_election_councils: u16,
    /// Lov 361/2002 § 3, stk. 4, 3. pkt.: basic grant a month for those taken over before 1 July 2002.
    pub older_basic_grant_kroner: u16,
    /// Lov 364/2002 § 2, stk. 2, 2. pkt.
    pub individual_contract_offer_months: u16,
    /// Lov 417/2003 § 9, stk. 6.
    pub older_supplement_refund_percent: u16,
}

impl Edition {
    /// The editions that are built in, the oldest first.
    pub fn all() -> [&'static Self; 1] {
        [&LBK_1593_2007]
    }

    /// The edition in force on the day.
    pub fn on(day: Date) -> Option<&'static Self> {
        Self::all().into_iter().find(|edition| edition.in_force.contains(day))
    }

    /// The edition of this name.
    pub fn named(id: &str) -> Option<&'static Self> {
        Self::all().into_iter().find(|edition| edition.id == id)
    }
}
