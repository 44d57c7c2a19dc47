//! What §§ 7 and 8 say of the quotas of the regions and of those of the municipalities: the same rules, with their own names.

use crate::act::Provision;
use crate::answer::{Bearer, MissingFact};
use crate::cite;
use crate::duty::DutyKind;
use crate::edition::{Figures, MonthDay};
use crate::facts::QuotaLevel;
use crate::life::Question;
use crate::words::Words;

/// What differs between §§ 7 and 8: questions, duties, provisions and days.
#[derive(Debug)]
pub struct Level {
    /// Whose quotas.
    pub of: QuotaLevel,
    /// Whether the year's quotas have been settled (stk. 1 and 3).
    pub settled: &'static Question,
    /// Whether they have to be agreed anew (stk. 2, 1. pkt.).
    pub anew: &'static Question,
    /// Whether the deadline for that is shorter than normal (stk. 2, 2. pkt.).
    pub short: &'static Question,
    /// To agree and report (stk. 1, 2. pkt.).
    pub agree: &'static DutyKind,
    /// To fix them where no agreement was reported (stk. 3).
    pub fix: &'static DutyKind,
    /// To agree anew and report (stk. 2, 2. pkt.).
    pub agree_anew: &'static DutyKind,
    /// To fix them after a change (stk. 4).
    pub fix_anew: &'static DutyKind,
    /// Stk. 1, 1. pkt.
    pub agreement: Provision,
    /// Stk. 2, 1. pkt.
    pub changed: Provision,
    /// What is missing where no deadline for a new agreement has been set.
    pub deadline: &'static MissingFact,
    /// The day before which an agreement is reported.
    pub agreement_by: fn(&Figures) -> MonthDay,
    /// The day before which quotas are fixed.
    pub fixing_by: fn(&Figures) -> MonthDay,
}

/// § 7: the regions' quotas.
pub static REGION: Level = Level {
    of: QuotaLevel::Region,
    settled: &Question {
        key: "region_quota.settled",
        words: Words::new(
            "Er årets regionskvoter aftalt eller fastsat?",
            "Are the year's region quotas agreed or fixed?",
        ),
    },
    anew: &Question {
        key: "region_quota.anew",
        words: Words::new("Skal regionskvoterne aftales på ny?", "Must the region quotas be agreed anew?"),
    },
    short: &Question {
        key: "region_quota.short_deadline",
        words: Words::new(
            "Er fristen for den nye aftale om regionskvoter kortere end normalt?",
            "Is the deadline for the new agreement on region quotas shorter than normal?",
        ),
    },
    agree: &DutyKind {
        key: "region_quota.agree",
        provision: cite!("§ 7, stk. 1, 2. pkt."),
        bearer: Bearer::MunicipalitiesOfRegion,
        words: Words::new(
            "søg at aftale regionskvoterne, og meddel aftalen til Udlændingeservice",
            "seek to agree the region quotas and report the agreement to the Immigration Service",
        ),
        when_late: Some(cite!("§ 7, stk. 3")),
    },
    fix: &DutyKind {
        key: "region_quota.fix",
        provision: cite!("§ 7, stk. 3"),
        bearer: Bearer::ImmigrationService,
        words: Words::new("fastsæt regionskvoterne", "fix the region quotas"),
        when_late: None,
    },
    agree_anew: &DutyKind {
        key: "region_quota.agree_anew",
        provision: cite!("§ 7, stk. 2, 2. pkt."),
        bearer: Bearer::MunicipalitiesOfRegion,
        words: Words::new(
            "søg at indgå ny aftale om regionskvoterne, og meddel den til Udlændingeservice",
            "seek a new agreement on the region quotas and report it to the Immigration Service",
        ),
        when_late: Some(cite!("§ 7, stk. 4")),
    },
    fix_anew: &DutyKind {
        key: "region_quota.fix_anew",
        provision: cite!("§ 7, stk. 4"),
        bearer: Bearer::ImmigrationService,
        words: Words::new("fastsæt regionskvoterne efter ændringen", "fix the region quotas after the change"),
        when_late: None,
    },
    agreement: cite!("§ 7, stk. 1, 1. pkt."),
    changed: cite!("§ 7, stk. 2, 1. pkt."),
    deadline: &MissingFact {
        fact: "national_number.agree_by",
        words: Words::new(
            "fristen for en ny aftale om regionskvoter",
            "the deadline for a new agreement on region quotas",
        ),
    },
    agreement_by: |figures| figures.region_agreement_by,
    fixing_by: |figures| figures.region_fixing_by,
};

/// § 8: the municipalities' quotas.
pub static MUNICIPALITY: Level = Level {
    of: QuotaLevel::Municipality,
    settled: &Question {
        key: "municipal_quota.settled",
        words: Words::new(
            "Er årets kommunekvoter aftalt eller fastsat?",
            "Are the year's municipality quotas agreed or fixed?",
        ),
    },
    anew: &Question {
        key: "municipal_quota.anew",
        words: Words::new("Skal kommunekvoterne aftales på ny?", "Must the municipality quotas be agreed anew?"),
    },
    short: &Question {
        key: "municipal_quota.short_deadline",
        words: Words::new(
            "Er fristen for den nye aftale om kommunekvoter kortere end normalt?",
            "Is the deadline for the new agreement on municipality quotas shorter than normal?",
        ),
    },
    agree: &DutyKind {
        key: "municipal_quota.agree",
        provision: cite!("§ 8, stk. 1, 2. pkt."),
        bearer: Bearer::MunicipalitiesOfRegion,
        words: Words::new(
            "søg at aftale kommunekvoterne, og meddel aftalen til Udlændingeservice",
            "seek to agree the municipality quotas and report the agreement to the Immigration Service",
        ),
        when_late: Some(cite!("§ 8, stk. 3")),
    },
    fix: &DutyKind {
        key: "municipal_quota.fix",
        provision: cite!("§ 8, stk. 3"),
        bearer: Bearer::ImmigrationService,
        words: Words::new("fastsæt kommunekvoterne", "fix the municipality quotas"),
        when_late: None,
    },
    agree_anew: &DutyKind {
        key: "municipal_quota.agree_anew",
        provision: cite!("§ 8, stk. 2, 2. pkt."),
        bearer: Bearer::MunicipalitiesOfRegion,
        words: Words::new(
            "søg at indgå ny aftale om kommunekvoterne, og meddel den til Udlændingeservice",
            "seek a new agreement on the municipality quotas and report it to the Immigration Service",
        ),
        when_late: Some(cite!("§ 8, stk. 4")),
    },
    fix_anew: &DutyKind {
        key: "municipal_quota.fix_anew",
        provision: cite!("§ 8, stk. 4"),
        bearer: Bearer::ImmigrationService,
        words: Words::new("fastsæt kommunekvoterne efter ændringen", "fix the municipality quotas after the change"),
        when_late: None,
    },
    agreement: cite!("§ 8, stk. 1, 1. pkt."),
    changed: cite!("§ 8, stk. 2, 1. pkt."),
    deadline: &MissingFact {
        fact: "quota.agree_by",
        words: Words::new(
            "fristen for en ny aftale om kommunekvoter",
            "the deadline for a new agreement on municipality quotas",
        ),
    },
    agreement_by: |figures| figures.municipal_agreement_by,
    fixing_by: |figures| figures.municipal_fixing_by,
};
