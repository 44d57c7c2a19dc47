//! The first edition: the Act as consolidated in LBK 1593 of 14 December 2007, with its transitional rules.

use std::borrow::Cow;

use jiff::civil::date;
use vocabulary::Period;

use super::{Edition, Figures, MonthDay, Rules};
use crate::{chapter2_municipality, chapter4_introduction_programme};

/// LBK 1593 of 14 December 2007. It holds from 1999: what came later than that carries its own day in the index.
pub static LBK_1593_2007: Edition = Edition {
    id: Cow::Borrowed("lbk-1593-2007"),
    name: Cow::Borrowed("lovbekendtgørelse nr. 1593 af 14. december 2007"),
    in_force: in_force(),
    figures: Figures {
        national_number_by: MonthDay::new(4, 1),
        national_number_change_percent: 50,
        region_agreement_by: MonthDay::new(5, 1),
        region_fixing_by: MonthDay::new(5, 15),
        municipal_agreement_by: MonthDay::new(9, 10),
        municipal_fixing_by: MonthDay::new(9, 30),
        new_agreement_weeks: 6,
        fixing_after_change_days: 30,
        majority_age_years: 18,
        minor_placement_weeks: 2,
        rent_of_income_percent: 50,
        programme_age_years: 18,
        programme_start_months: 1,
        introduction_period_years: 3,
        education_order_from_years: 18,
        education_order_until_years: 25,
        programme_hours_a_week: 37,
        contract_months: 1,
        follow_up_months: 3,
        danish_referral_months: 1,
        training_periods_total_months: 3,
        training_period_months: 1,
        requalification_months: 3,
        su_education_age_years: 30,
        work_placement_short_weeks: 4,
        work_placement_weeks: 13,
        work_placement_extended_weeks: 26,
        wage_subsidy_years: 1,
        connected_offers_months: 12,
        offers_within_connected_months: 11,
        free_period_months: 1,
        senior_age_years: 55,
        senior_benefit_months: 12,
        senior_subsidy_months: 6,
        benefit_years: 3,
        confirmation_days: 7,
        cv_months: 1,
        control_interview_weeks: 1,
        offer_after_control_weeks: 2,
        referral_job_days: 5,
        referral_course_months: 3,
        advance_month_days: 30,
        reduction_months: 3,
        forgiven_confirmations: 2,
        forgiven_within_months: 12,
        repayment_weeks: [3, 20, 20],
        repayment_part: 3,
        repayment_lapse_years: 5,
        folk_high_school_weeks: 26,
        contact_child_age_years: 18,
        council_members: 7,
        council_representatives: 1,
        council_term_years: 4,
        municipal_terms_from: [1998, 2002, 2006, 2010],
        national_council_members: 14,
        national_council_chairs: 1,
        national_council_deputies: 2,
        national_council_attached: 2,
        refund_percent: 50,
        minor_grant_until_years: 18,
        result_lasting_months: 6,
        result_test_after_years: 1,
        first_election_councils: 14,
        older_basic_grant_kroner: 4256,
        individual_contract_offer_months: 3,
        older_supplement_refund_percent: 75,
    },
    rules: Rules {
        takeover: chapter2_municipality::takeover,
        next_follow_up: chapter4_introduction_programme::next_follow_up,
    },
};

/// From the day the Act came into force (§ 58, stk. 1); later consolidations are not built in, and a report says so.
const fn in_force() -> Period {
    Period::since(date(1999, 1, 1))
}
