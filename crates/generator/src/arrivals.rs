//! Who came when, and on what ground.
//!
//! Yearly volumes are rounded from general knowledge of Danish permit statistics; those of 2014 (6,110 asylum and 5,716
//! family permits) are Rigsrevisionen's. Only their proportions are used. Must not know persons or registers.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rand::RngExt;
use registers::carl2::AppliedIn;
use vocabulary::{FamilyRelation, GroundCategory};

use crate::chance::Stream;
use crate::culture::weighted;

/// Permits to refugees and to family a year, in hundreds.
const VOLUMES: [(i16, u32, u32); 30] = [
    (1997, 59, 76),
    (1998, 48, 94),
    (1999, 42, 95),
    (2000, 52, 125),
    (2001, 63, 107),
    (2002, 41, 81),
    (2003, 24, 48),
    (2004, 16, 38),
    (2005, 11, 35),
    (2006, 11, 36),
    (2007, 13, 45),
    (2008, 15, 37),
    (2009, 14, 42),
    (2010, 21, 48),
    (2011, 22, 29),
    (2012, 26, 32),
    (2013, 39, 51),
    (2014, 61, 57),
    (2015, 108, 116),
    (2016, 75, 77),
    (2017, 28, 70),
    (2018, 17, 46),
    (2019, 18, 42),
    (2020, 6, 36),
    (2021, 14, 37),
    (2022, 60, 38),
    (2023, 30, 40),
    (2024, 18, 38),
    (2025, 15, 37),
    (2026, 13, 33),
];

/// A provision of the Aliens Act on which permits of the country rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PermitGround {
    Convention,
    Protection,
    TemporaryProtection,
    Quota,
    QuotaProtection,
    Humanitarian,
    Spouse,
    Child,
    Exceptional,
    Preacher,
}

/// The kind of case that brings people in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CaseKind {
    /// A refugee alone.
    RefugeeAlone,
    /// A refugee family at once.
    RefugeeFamily,
    /// A refugee first and the family after.
    FamilyFollows,
    /// A spouse who comes to somebody living here.
    Marriage,
    /// Preachers, and exceptional reasons.
    Other,
}

impl PermitGround {
    /// The text in files.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Convention => "7:1",
            Self::Protection => "7:2",
            Self::TemporaryProtection => "7:3",
            Self::Quota => "8:1",
            Self::QuotaProtection => "8:2",
            Self::Humanitarian => "9b:1",
            Self::Spouse => "9:1:1",
            Self::Child => "9:1:2",
            Self::Exceptional => "9c:1",
            Self::Preacher => "9f:1",
        }
    }

    /// From when permits on this ground bring an administrative CPR number with them, if they do.
    pub(crate) fn administrative_from(self, relation: Option<FamilyRelation>) -> Option<Date> {
        match self.category(relation) {
            GroundCategory::Family => Some(date(2015, 10, 1)),
            GroundCategory::Refugee => Some(date(2016, 2, 1)),
            GroundCategory::Other => None,
        }
    }

    /// The group of the ground.
    pub(crate) fn category(self, relation: Option<FamilyRelation>) -> GroundCategory {
        match self {
            Self::Spouse | Self::Child => GroundCategory::Family,
            Self::Exceptional if relation.is_some() => GroundCategory::Family,
            Self::Exceptional | Self::Preacher => GroundCategory::Other,
            _ => GroundCategory::Refugee,
        }
    }

    /// A refugee's ground in a year.
    pub(crate) fn of_refugee(year: i16, rng: &mut Stream) -> Self {
        let temporary = if year >= 2015 { 22 } else { 0 };
        weighted(
            &[
                (Self::Convention, 50),
                (Self::Protection, 22),
                (Self::TemporaryProtection, temporary),
                (Self::Quota, 9),
                (Self::QuotaProtection, 2),
                (Self::Humanitarian, 4),
            ],
            rng,
        )
    }

    /// Where such a permit is applied for.
    pub(crate) fn applied_in(self) -> AppliedIn {
        match self {
            Self::Convention | Self::Protection | Self::TemporaryProtection | Self::Humanitarian => AppliedIn::Denmark,
            _ => AppliedIn::Abroad,
        }
    }
}

impl CaseKind {
    /// A kind of case, as often as the shares say.
    pub(crate) fn draw(family_share: f64, marriage_share: f64, rng: &mut Stream) -> Self {
        if rng.random_bool(marriage_share) {
            Self::Marriage
        } else if rng.random_bool(0.05) {
            Self::Other
        } else if !rng.random_bool(family_share) {
            Self::RefugeeAlone
        } else if rng.random_bool(0.45) {
            Self::RefugeeFamily
        } else {
            Self::FamilyFollows
        }
    }
}

/// The day of a first permit, up to `last`; the share `recent` lies in the last ninety days.
pub(crate) fn draw_permit_day(kind: CaseKind, last: Date, recent: f64, rng: &mut Stream) -> Date {
    if rng.random_bool(recent) {
        return last.saturating_sub(rng.random_range(0..90).days());
    }
    let volume = |&(year, refugees, family): &(i16, u32, u32)| {
        (year, if matches!(kind, CaseKind::Marriage | CaseKind::Other) { family } else { refugees })
    };
    let years: Vec<(i16, u32)> = VOLUMES.iter().map(volume).filter(|&(year, _)| year <= last.year()).collect();
    let year = if years.is_empty() { last.year() } else { weighted(&years, rng) };
    let first = date(year, 1, 1);
    let days = if year == last.year() { (last - first).get_days() } else { 364 };
    first.saturating_add(rng.random_range(0..=days).days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Chance, Purpose};

    #[test]
    fn grounds_are_provisions_that_can_be_read() {
        let all = [
            PermitGround::Convention,
            PermitGround::Protection,
            PermitGround::TemporaryProtection,
            PermitGround::Quota,
            PermitGround::QuotaProtection,
            PermitGround::Humanitarian,
            PermitGround::Spouse,
            PermitGround::Child,
            PermitGround::Exceptional,
            PermitGround::Preacher,
        ];
        for ground in all {
            let read: vocabulary::Ground = ground.code().parse().unwrap();
            for relation in [None, Some(FamilyRelation::Spouse)] {
                assert_eq!(read.category(relation), ground.category(relation), "{ground:?}");
            }
        }
    }

    #[test]
    fn no_permit_is_given_after_the_last_day() {
        let mut rng = Chance::new(2).stream(Purpose::Family, 0);
        let last = date(2026, 11, 19);
        let days: Vec<Date> =
            (0..5000).map(|_| draw_permit_day(CaseKind::RefugeeAlone, last, 0.01, &mut rng)).collect();
        assert!(days.iter().all(|day| *day <= last && day.year() >= 1997));
        assert!(
            days.iter().filter(|day| day.year() == 2015).count() > days.iter().filter(|day| day.year() == 2020).count()
        );
    }
}
