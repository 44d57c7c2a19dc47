//! Rates: amounts that the Act takes from elsewhere or that are regulated every year, each with validity, status and source.
//!
//! They stand in `parameters/rates.csv`. A status travels with its figure: what is derived or only a candidate is never shown as certain.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Serialize;
use vocabulary::{Kroner, Period};

use crate::words::Words;

/// What an amount is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RateKey {
    /// Start help a month, aged 25 or more, married or living together, each.
    StartHelpCouple,
    /// Start help a month, aged 25 or more, single.
    StartHelpSingle,
    /// Start help a month, under 25, living away from home.
    StartHelpUnder25Away,
    /// Start help a month, under 25, living at home.
    StartHelpUnder25Home,
    /// Supplement a month for supporting children, single.
    ChildSupplementSingle,
    /// Supplement a month for supporting children, married or living together, each.
    ChildSupplementCouple,
    /// Special benefit in advance a month (lov om aktiv socialpolitik § 25 a, stk. 2).
    Advance,
    /// Special benefit in advance a month, living at home (§ 25 a, stk. 3).
    AdvanceAtHome,
    /// Part of wages disregarded for each hour worked (lov om aktiv socialpolitik § 31).
    HourlyDisregard,
    /// Employment supplement for each hour of work placement (lov om en aktiv beskæftigelsesindsats § 45, stk. 3).
    EmploymentSupplement,
    /// Wealth disregarded, single (lov om aktiv socialpolitik § 14).
    WealthSingle,
    /// Wealth disregarded, married.
    WealthCouple,
    /// Basic grant (§ 45, stk. 4).
    BasicGrant,
    /// Ceiling a year for refund of programme expenses, for each person (§ 45, stk. 5).
    ProgrammeCeiling,
    /// Grant a month for an unaccompanied minor (§ 45, stk. 6).
    MinorGrant,
    /// Result grant for employment or education (§ 45, stk. 7, nr. 1 and 2).
    ResultWorkOrEducation,
    /// Result grant for a passed test in Danish (§ 45, stk. 7, nr. 3 and 4).
    ResultDanish,
}

/// How certain a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RateStatus {
    /// It stands in the Act.
    Law,
    /// It was read in an official publication.
    Published,
    /// It was computed from published figures and can be computed again.
    Derived,
    /// It only agrees with published figures before and after.
    Candidate,
}

/// An amount with its validity and source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// What it is of.
    pub key: RateKey,
    /// The days it holds.
    pub valid: Period,
    /// The amount.
    pub amount: Kroner,
    /// How certain it is.
    pub status: RateStatus,
    /// Where it was read, or how it was computed.
    pub source: String,
}

impl RateKey {
    const ALL: [(Self, &'static str); 17] = [
        (Self::StartHelpCouple, "start_help_couple"),
        (Self::StartHelpSingle, "start_help_single"),
        (Self::StartHelpUnder25Away, "start_help_under_25_away"),
        (Self::StartHelpUnder25Home, "start_help_under_25_home"),
        (Self::ChildSupplementSingle, "child_supplement_single"),
        (Self::ChildSupplementCouple, "child_supplement_couple"),
        (Self::Advance, "advance"),
        (Self::AdvanceAtHome, "advance_at_home"),
        (Self::HourlyDisregard, "hourly_disregard"),
        (Self::EmploymentSupplement, "employment_supplement"),
        (Self::WealthSingle, "wealth_single"),
        (Self::WealthCouple, "wealth_couple"),
        (Self::BasicGrant, "basic_grant"),
        (Self::ProgrammeCeiling, "programme_ceiling"),
        (Self::MinorGrant, "minor_grant"),
        (Self::ResultWorkOrEducation, "result_work_or_education"),
        (Self::ResultDanish, "result_danish"),
    ];

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::StartHelpCouple => Words::new(
                "starthjælp, 25 år eller mere, gift eller samlevende",
                "start help, 25 or older, married or living together",
            ),
            Self::StartHelpSingle => {
                Words::new("starthjælp, 25 år eller mere, enlig", "start help, 25 or older, single")
            }
            Self::StartHelpUnder25Away => {
                Words::new("starthjælp, under 25 år, udeboende", "start help, under 25, living away from home")
            }
            Self::StartHelpUnder25Home => {
                Words::new("starthjælp, under 25 år, hjemmeboende", "start help, under 25, living at home")
            }
            Self::ChildSupplementSingle => Words::new("forsørgertillæg, enlig", "child supplement, single"),
            Self::ChildSupplementCouple => {
                Words::new("forsørgertillæg, gift eller samlevende", "child supplement, married or living together")
            }
            Self::Advance => Words::new("særlig introduktionsydelse", "special introduction benefit"),
            Self::AdvanceAtHome => {
                Words::new("særlig introduktionsydelse, hjemmeboende", "special introduction benefit, living at home")
            }
            Self::HourlyDisregard => Words::new("fradrag i arbejdsindtægt pr. time", "disregard of wages per hour"),
            Self::EmploymentSupplement => Words::new("beskæftigelsestillæg pr. time", "employment supplement per hour"),
            Self::WealthSingle => Words::new("formue, der ses bort fra, enlig", "wealth disregarded, single"),
            Self::WealthCouple => Words::new("formue, der ses bort fra, ægtepar", "wealth disregarded, married"),
            Self::BasicGrant => Words::new("grundtilskud", "basic grant"),
            Self::ProgrammeCeiling => Words::new("rådighedsbeløb pr. helårsperson", "ceiling per person and year"),
            Self::MinorGrant => {
                Words::new("tilskud pr. måned til mindreårig uledsaget", "grant a month for an unaccompanied minor")
            }
            Self::ResultWorkOrEducation => {
                Words::new("resultattilskud, beskæftigelse eller uddannelse", "result grant, employment or education")
            }
            Self::ResultDanish => {
                Words::new("resultattilskud, bestået prøve i dansk", "result grant, passed test in Danish")
            }
        }
    }

    /// The rate of the day, where one is known.
    /// Every rate there is, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALL.iter().map(|(key, _)| *key)
    }

    /// The rate of a day, where the table has it.
    pub fn on(self, day: Date) -> Option<&'static Rate> {
        let rows = &table()[self as usize];
        let after = rows.partition_point(|rate| rate.valid.from() <= day);
        after.checked_sub(1).and_then(|place| rows.get(place)).filter(|rate| rate.valid.contains(day))
    }
}

impl RateStatus {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::Law => Words::new("står i loven", "stands in the Act"),
            Self::Published => Words::new("offentliggjort", "published"),
            Self::Derived => Words::new("beregnet af offentliggjorte tal", "computed from published figures"),
            Self::Candidate => Words::new("KANDIDAT: ikke fundet i nogen kilde", "CANDIDATE: found in no source"),
        }
    }
}

/// Every rate, in the order of keys and validity.
pub fn rates() -> impl Iterator<Item = &'static Rate> {
    table().iter().flatten()
}

fn table() -> &'static [Vec<Rate>] {
    static TABLE: LazyLock<Vec<Vec<Rate>>> = LazyLock::new(|| {
        let text = include_str!("../../../parameters/rates.csv");
        let mut rows = vec![Vec::new(); RateKey::ALL.len()];
        for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let rate = read_row(line).unwrap_or_else(|| panic!("parameters/rates.csv: {line}"));
            rows[rate.key as usize].push(rate);
        }
        for rates in &mut rows {
            rates.sort_by_key(|rate: &Rate| rate.valid.from());
        }
        rows
    });
    &TABLE
}

/// Reads `key,from,until,kroner,status,source`; the source may hold commas.
fn read_row(line: &str) -> Option<Rate> {
    let cells: Vec<&str> = line.splitn(6, ',').collect();
    let [key, from, until, kroner, status, source] = cells[..] else { return None };
    let key = RateKey::ALL.iter().find(|(_, name)| *name == key)?.0;
    let until = if until.is_empty() { None } else { Some(until.parse().ok()?) };
    let status = match status {
        "law" => RateStatus::Law,
        "published" => RateStatus::Published,
        "derived" => RateStatus::Derived,
        "candidate" => RateStatus::Candidate,
        _ => return None,
    };
    let valid = Period::new(from.parse().ok()?, until).ok()?;
    Some(Rate { key, valid, amount: Kroner::parse(kroner).ok()?, status, source: source.to_owned() })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_key_stands_at_its_own_place() {
        for (place, (key, name)) in RateKey::ALL.iter().enumerate() {
            assert_eq!((*key as usize, key.name()), (place, *name));
        }
    }

    #[test]
    fn no_two_rates_of_a_key_hold_on_one_day() {
        for rates in table() {
            for pair in rates.windows(2) {
                assert!(!pair[0].valid.overlaps(pair[1].valid), "{:?}", pair[1]);
            }
        }
    }

    /// § 48: last year's rounded amount times (1 + p/100), rounded to the nearest krone and carried forward.
    #[test]
    fn regulated_amounts_follow_from_the_year_before() {
        let percent = |year| {
            [(2008, 1029), (2009, 1031), (2010, 1037), (2011, 1019), (2012, 1029)]
                .iter()
                .find(|(of, _)| *of == year)
                .map(|(_, p)| *p)
        };
        let keys = [
            RateKey::BasicGrant,
            RateKey::ProgrammeCeiling,
            RateKey::MinorGrant,
            RateKey::ResultWorkOrEducation,
            RateKey::ResultDanish,
            RateKey::StartHelpSingle,
            RateKey::StartHelpCouple,
        ];
        let mut compared = 0;
        for key in keys {
            for year in 2008..=2012 {
                let (Some(before), Some(now), Some(percent)) =
                    (key.on(date(year - 1, 7, 1)), key.on(date(year, 7, 1)), percent(year))
                else {
                    continue;
                };
                assert_eq!(before.amount.share(percent, 1000).rounded_to_krone(), now.amount, "{} {year}", key.name());
                compared += 1;
            }
        }
        assert!(compared > 25, "{compared}");
    }

    #[test]
    fn a_rate_that_is_not_known_is_not_made_up() {
        assert_eq!(RateKey::EmploymentSupplement.on(date(2008, 5, 1)), None);
        assert_eq!(RateKey::StartHelpSingle.on(date(2003, 5, 1)), None);
        assert_eq!(RateKey::StartHelpSingle.on(date(2008, 5, 1)).map(|rate| rate.amount), Some(Kroner::whole(5940)));
    }
}
