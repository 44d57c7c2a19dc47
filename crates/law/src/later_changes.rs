//! Changes of the law that came after the editions built in here: known, dated as far as they are, and not executed.
//!
//! They stand in `parameters/later-changes.csv`. A report about a day after one of them says that this edition does not hold it.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Serialize;
use vocabulary::UncertainDate;

use crate::act::Provision;
use crate::words::Words;

/// A change that came later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaterChange {
    /// From when, as far as it is known.
    pub from: UncertainDate,
    /// How certain the day is.
    pub certainty: Certainty,
    /// The act or bill.
    pub act: &'static str,
    /// Provisions of this edition that it touches, where they are known.
    pub touches: Vec<Provision>,
    /// What changes.
    pub words: Words,
    /// Where it was read.
    pub source: &'static str,
}

/// How certain the day of a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The day of commencement was read.
    InForce,
    /// Only the day of the act was read: the change cannot be earlier.
    ActDay,
    /// The day in the bill.
    Planned,
    /// The change holds by that day.
    NoLater,
    /// Which act it is was not confirmed.
    Unconfirmed,
}

impl Certainty {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::InForce => Words::new("ikrafttrædelsesdagen er læst", "the day of commencement was read"),
            Self::ActDay => {
                Words::new("kun lovens dag er kendt; tidligst da", "only the day of the act is known; no earlier")
            }
            Self::Planned => Words::new("dagen i lovforslaget", "the day in the bill"),
            Self::NoLater => Words::new("gælder senest fra da", "holds from then at the latest"),
            Self::Unconfirmed => Words::new("loven er ikke bekræftet", "the act was not confirmed"),
        }
    }

    fn read(name: &str) -> Option<Self> {
        Some(match name {
            "in_force" => Self::InForce,
            "act_day" => Self::ActDay,
            "planned" => Self::Planned,
            "no_later" => Self::NoLater,
            "unconfirmed" => Self::Unconfirmed,
            _ => return None,
        })
    }
}

/// Every later change that is known, the first first.
pub fn all() -> &'static [LaterChange] {
    static TABLE: LazyLock<Vec<LaterChange>> = LazyLock::new(|| {
        let text = include_str!("../../../parameters/later-changes.csv");
        let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
        let mut changes: Vec<LaterChange> =
            rows.map(|line| read_row(line).unwrap_or_else(|| panic!("parameters/later-changes.csv: {line}"))).collect();
        changes.sort_by_key(|change| change.from.earliest());
        changes
    });
    &TABLE
}

/// The changes that may hold on the day and that no edition here holds: a report about the day warns of them. Where only a year or the day
/// of the act is known, from the first day on which it can be.
pub fn known_by(day: Date) -> &'static [LaterChange] {
    let changes = all();
    &changes[..changes.partition_point(|change| change.from.earliest() <= day)]
}

/// The changes known by the day that touch a provision, or a part of it, or what it is a part of.
pub fn touching(provision: Provision, day: Date) -> impl Iterator<Item = &'static LaterChange> {
    let touches = move |change: &&LaterChange| {
        change.touches.iter().any(|touched| touched.covers(provision) || provision.covers(*touched))
    };
    known_by(day).iter().filter(touches)
}

/// Reads `from;certainty;act;touches;danish;english;source`.
fn read_row(line: &'static str) -> Option<LaterChange> {
    let cells: Vec<&'static str> = line.split(';').collect();
    let [from, certainty, act, touches, danish, english, source] = cells[..] else { return None };
    let touches: Option<Vec<Provision>> =
        touches.split('|').filter(|citation| !citation.is_empty()).map(Provision::find).collect();
    Some(LaterChange {
        from: from.parse().ok()?,
        certainty: Certainty::read(certainty)?,
        act,
        touches: touches?,
        words: Words::new(danish, english),
        source,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::cite;

    #[test]
    fn while_the_edition_is_whole_nothing_is_known() {
        assert_eq!(known_by(date(2008, 12, 18)).len(), 0);
        assert_eq!(known_by(date(2008, 12, 19)).len(), 1);
    }

    #[test]
    fn the_integration_plan_ends_on_1_july_2016_and_not_the_day_before() {
        let abolished = |day| known_by(day).iter().any(|change| change.act == "LOV 665/2016");
        assert!(!abolished(date(2016, 6, 30)));
        assert!(abolished(date(2016, 7, 1)));
    }

    #[test]
    fn a_change_known_only_to_the_year_warns_from_its_first_day() {
        let special = |day| known_by(day).iter().any(|change| change.act == "LOV 324/2022");
        assert!(!special(date(2021, 12, 31)));
        assert!(special(date(2022, 1, 1)));
    }

    #[test]
    fn changes_of_benefit_touch_its_parts_and_no_other_section() {
        let touched = |provision| touching(provision, date(2012, 6, 1)).any(|change| change.act.contains("L 36"));
        assert!(touched(cite!("§ 25, stk. 3, 1. pkt.")));
        assert!(touched(cite!("§ 27")));
        assert!(!touched(cite!("§ 27 a")));
        assert!(!touched(cite!("§ 42")));
    }

    #[test]
    fn every_change_is_after_this_edition_and_tells_both_languages_and_a_source() {
        for change in all() {
            assert!(change.from.earliest() > date(2007, 12, 14), "{change:?}");
            for text in [change.act, change.words.da, change.words.en, change.source] {
                assert!(!text.trim().is_empty(), "{change:?}");
            }
        }
    }
}
