//! Councils and quotas: facts about institutions, not about the person. §§ 6–8, 42–44.

use jiff::civil::Date;
use vocabulary::MunicipalityCode;

use super::{choices, facts};

facts! {
    /// An integration council as composed on the day. § 42.
    pub struct Council {
        /// The municipality.
        pub municipality: MunicipalityCode,
        /// Its members.
        pub members: Vec<CouncilMember>,
        /// The first day of its term.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub term_from: Option<Date>,
        /// The first day after its term.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub term_until: Option<Date>,
        /// Whether the rules of procedure rest on the minister's standard (§ 42, stk. 6).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub standard_rules: Option<bool>,
        /// Whether its statements are published (§ 42, stk. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub publishes_statements: Option<bool>,
    }

    /// A member of an integration council.
    pub struct CouncilMember {
        /// From which group.
        pub group: MemberGroup,
        /// Whether the member lives in the municipality.
        pub lives_in_municipality: bool,
        /// Whether the municipality appointed the member.
        pub appointed_by_municipality: bool,
    }

    /// The Council for Ethnic Minorities as composed on the day. § 44.
    pub struct NationalCouncil {
        /// Members elected by the representatives.
        pub members: u16,
        /// Of them chair.
        pub chairs: u16,
        /// Of them deputy chairs.
        pub deputies: u16,
        /// Appointed by the minister, without a vote.
        pub attached: u16,
        /// Whether those attached have a vote.
        pub attached_vote: bool,
        /// The first day of its term.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub term_from: Option<Date>,
        /// The first day after its term.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub term_until: Option<Date>,
    }

    /// An integration council elected its representative. § 43, stk. 2.
    pub struct RepresentativeElection {
        /// The municipality.
        pub municipality: MunicipalityCode,
        /// From which group.
        pub group: MemberGroup,
        /// How many were elected.
        pub elected: u16,
    }

    /// The Council for Ethnic Minorities gave a statement. § 44, stk. 4.
    pub struct CouncilStatement {
        /// Whether it is about an individual case.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub individual_case: Option<bool>,
    }

    /// Quotas are to be set for a year; the fact's day is a day of the year before. §§ 6–8.
    pub struct QuotaYear {
        /// The year the quotas are for.
        pub year: i16,
        /// The region the file follows.
        pub region: QuotaRegion,
    }

    /// Udlændingeservice announced or changed the national number (landstallet). § 6.
    pub struct NationalNumber {
        /// The year it is for.
        pub year: i16,
        /// How many refugees.
        pub number: u32,
        /// The number that is now estimated, where it was changed or should be (§ 6, 3. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub now_estimated: Option<u32>,
        /// The deadline Udlændingeservice set for a new agreement after a change (§§ 7, stk. 2, 8, stk. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub agree_by: Option<Date>,
        /// Whether it changes a number announced before.
        #[serde(default)]
        pub change: bool,
    }

    /// A quota was agreed and reported, or fixed. §§ 7–8.
    pub struct Quota {
        /// The year it is for.
        pub year: i16,
        /// Of what.
        pub level: QuotaLevel,
        /// How it came about.
        pub settled: QuotaBy,
        /// Whether it changes a quota after the national number or the region's quota was changed.
        #[serde(default)]
        pub change: bool,
        /// For a region's quota that was changed: the deadline Udlændingeservice set for a new agreement of the municipalities (§ 8, stk. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub agree_by: Option<Date>,
    }
}

choices! {
    /// Whom a member of an integration council comes from. § 42, stk. 4.
    pub enum MemberGroup {
        /// Refugee and immigrant associations or equal persons (2. pkt.).
        RefugeesAndImmigrants,
        /// School boards and local associations (3. pkt.).
        SchoolsAndAssociations,
        /// The municipality (4. pkt.).
        Municipality,
    }

    /// A region, as in `vocabulary::Region`.
    pub enum QuotaRegion {
        /// Region Nordjylland.
        Nordjylland,
        /// Region Midtjylland.
        Midtjylland,
        /// Region Syddanmark.
        Syddanmark,
        /// Region Hovedstaden.
        Hovedstaden,
        /// Region Sjælland.
        Sjaelland,
    }

    /// Whose quota it is.
    pub enum QuotaLevel {
        /// The region's (§ 7).
        Region,
        /// The municipalities' (§ 8).
        Municipality,
    }

    /// How a quota came about.
    pub enum QuotaBy {
        /// Agreed and reported.
        Agreement,
        /// Fixed by Udlændingeservice.
        Fixed,
    }
}
