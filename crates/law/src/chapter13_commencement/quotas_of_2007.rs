//! Lov 523/2005 § 23, stk. 2–3: quotas for 2007, the first year of the regions, agreed and fixed in 2006 under the rules of §§ 7 and 8.

use jiff::civil::{Date, date};

use crate::answer::Bearer;
use crate::calendar;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{Dated, Quota, QuotaBy, QuotaLevel};
use crate::life::Life;
use crate::why::FactRef;
use crate::words::Words;

/// The regions' quotas for 2007 are agreed and reported.
pub static AGREE_REGIONS: DutyKind = DutyKind {
    key: "transition.agree_region_quotas",
    provision: cite!("lov 523/2005 § 23, stk. 2, 1. pkt."),
    bearer: Bearer::MunicipalitiesOfRegion,
    words: Words::new("søg at aftale regionskvoterne for 2007", "seek to agree on the region quotas for 2007"),
    when_late: Some(cite!("lov 523/2005 § 23, stk. 2, 2. pkt.")),
};
/// The regions' quotas for 2007 are fixed where nothing was reported.
pub static FIX_REGIONS: DutyKind = DutyKind {
    key: "transition.fix_region_quotas",
    provision: cite!("lov 523/2005 § 23, stk. 2, 2. pkt."),
    bearer: Bearer::ImmigrationService,
    words: Words::new("fastsæt regionskvoterne for 2007", "fix the region quotas for 2007"),
    when_late: None,
};
/// The municipalities' quotas for 2007 are agreed and reported.
pub static AGREE_MUNICIPALITIES: DutyKind = DutyKind {
    key: "transition.agree_municipal_quotas",
    provision: cite!("lov 523/2005 § 23, stk. 3, 1. pkt."),
    bearer: Bearer::MunicipalitiesOfRegion,
    words: Words::new("søg at aftale kommunekvoterne for 2007", "seek to agree on the municipal quotas for 2007"),
    when_late: Some(cite!("lov 523/2005 § 23, stk. 3, 2. pkt.")),
};
/// The municipalities' quotas for 2007 are fixed where nothing was reported.
pub static FIX_MUNICIPALITIES: DutyKind = DutyKind {
    key: "transition.fix_municipal_quotas",
    provision: cite!("lov 523/2005 § 23, stk. 3, 2. pkt."),
    bearer: Bearer::ImmigrationService,
    words: Words::new("fastsæt kommunekvoterne for 2007", "fix the municipal quotas for 2007"),
    when_late: None,
};

/// The year the rules are for.
const YEAR: i16 = 2007;

/// A quota that is agreed by a day, or else fixed by another; both days count, as in §§ 7 and 8.
struct Deadlines {
    level: QuotaLevel,
    agree: &'static DutyKind,
    /// Reported on this day at the latest.
    agreed_by: Date,
    fix: &'static DutyKind,
    /// Fixed on this day at the latest, as §§ 7, stk. 3 and 8, stk. 3 say.
    fixed_by: Date,
}

const REGIONS: Deadlines = Deadlines {
    level: QuotaLevel::Region,
    agree: &AGREE_REGIONS,
    agreed_by: date(2006, 5, 1),
    fix: &FIX_REGIONS,
    fixed_by: date(2006, 5, 15),
};
const MUNICIPALITIES: Deadlines = Deadlines {
    level: QuotaLevel::Municipality,
    agree: &AGREE_MUNICIPALITIES,
    agreed_by: date(2006, 9, 10),
    fix: &FIX_MUNICIPALITIES,
    fixed_by: date(2006, 9, 30),
};

/// Lov 523/2005 § 23, stk. 2: the regions' quotas for 2007: the municipalities of a region seek to agree by 1 May 2006 (1. pkt.); where
/// nothing was reported by then, Udlændingestyrelsen fixes them as § 7, stk. 3 says, by 15 May (2. pkt.). Reads quotas.
pub fn region_quotas(quotas: &[Dated<'_, Quota>], from: Date, because: FactRef) -> [Option<Duty>; 2] {
    REGIONS.duties(quotas, from, because)
}

/// Lov 523/2005 § 23, stk. 3: the municipalities' quotas for 2007: agreed by 10 September 2006 (1. pkt.), else fixed as § 8, stk. 3 says,
/// by 30 September (2. pkt.). Reads quotas.
pub fn municipal_quotas(quotas: &[Dated<'_, Quota>], from: Date, because: FactRef) -> [Option<Duty>; 2] {
    MUNICIPALITIES.duties(quotas, from, because)
}

impl Deadlines {
    fn duties(&self, quotas: &[Dated<'_, Quota>], from: Date, because: FactRef) -> [Option<Duty>; 2] {
        let settled = |by: QuotaBy| {
            let of_2007 = |quota: &&Dated<'_, Quota>| quota.year == YEAR && quota.level == self.level;
            quotas.iter().filter(of_2007).find(|quota| quota.settled == by).map(|quota| (quota.on, quota.fact))
        };
        let agreed = settled(QuotaBy::Agreement);
        let agree = Duty::new(self.agree, from, because, Due::on_named_day(from, self.agreed_by));
        let in_time = agreed.is_some_and(|(day, _)| day <= self.agreed_by);
        let triggered = from.max(calendar::days_after(self.agreed_by, 1));
        let due = Due::on_named_day(triggered, self.fixed_by);
        // An agreement that comes too late settles nothing (§§ 7, stk. 3 and 8, stk. 3).
        let fix = Duty::new(self.fix, triggered, because, due).done(settled(QuotaBy::Fixed));
        [Some(agree.done(agreed)), (!in_time).then_some(fix)]
    }
}

/// Draws lov 523/2005 § 23, stk. 2–3 where the case is about the quotas for 2007.
pub(super) fn draw(life: &mut Life<'_>) {
    let file = life.file;
    let Some(year) = file.quota_years.iter().find(|year| year.year == YEAR) else { return };
    let from = year.on.max(cite!("lov 523/2005 § 23, stk. 2").entry().from);
    let regions = region_quotas(&file.quotas, from, year.fact);
    let municipalities = municipal_quotas(&file.quotas, from, year.fact);
    for duty in regions.into_iter().chain(municipalities).flatten() {
        life.duty(duty);
    }
}
