//! Uncoupled permits: the 10 % (permits 1997–2010) and 3 % (2013) of the answer to question 420, at any time.
//!
//! The unit is the registration of a residence permit, as in that answer; a permit is uncoupled when the person it
//! was given to has no CPR number coupled to the alien register's person-id.
//! Source: Udlændinge- og Integrationspolitik, alm. del, answer to question 420 (2015).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vocabulary::{Date, GroundCategory, MunicipalityCode};

/// One permit and whether its holder is coupled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permit {
    /// When it was granted.
    pub granted_on: Date,
    /// Refugee, family or other.
    pub category: GroundCategory,
    /// The provision, as lawyers write it.
    pub ground: String,
    /// The municipality that is responsible for registering the person, where one is known.
    pub municipality: Option<MunicipalityCode>,
    /// Nothing when the holder is coupled, else why not.
    pub uncoupled: Option<Cause>,
}

/// Why a permit's holder has no CPR number coupled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// No entry is registered: the person has not come to Denmark, and no number is expected.
    NotEntered,
    /// The person died before any number was given.
    DiedBefore,
    /// An administrative CPR number has been asked for and not yet answered.
    NumberRequested,
    /// A likely CPR person exists, but the municipality typed no person-id: waits for a data steward.
    PersonIdMissing,
    /// A likely CPR person exists, but the municipality typed another person-id: waits for a data steward.
    PersonIdWrong,
    /// Several CPR persons fit equally well.
    SeveralCandidates,
    /// The best CPR person contradicts the alien register in what no typing error explains.
    Contradiction,
    /// The CPR number that the alien register holds belongs to nobody that the deliveries have brought.
    NumberUnknown,
    /// A data steward rejected the only likely person.
    Rejected,
    /// Nobody in the deliveries resembles the person.
    NoCandidate,
    /// The person's row was set aside as unreadable.
    RowSetAside,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Self; 11] = [
        Self::NotEntered,
        Self::DiedBefore,
        Self::NumberRequested,
        Self::PersonIdMissing,
        Self::PersonIdWrong,
        Self::SeveralCandidates,
        Self::Contradiction,
        Self::NumberUnknown,
        Self::Rejected,
        Self::NoCandidate,
        Self::RowSetAside,
    ];
}

/// A number of permits and how many of them are uncoupled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Permits.
    pub permits: u64,
    /// Those of them whose holder is not coupled.
    pub uncoupled: u64,
}

impl Rate {
    /// Uncoupled as a share of permits, 0 to 1; nothing when there are no permits.
    pub fn share(self) -> Option<f64> {
        (self.permits > 0).then(|| self.uncoupled as f64 / self.permits as f64)
    }

    fn count(&mut self, permit: &Permit) {
        self.permits += 1;
        self.uncoupled += u64::from(permit.uncoupled.is_some());
    }
}

/// The uncoupled permits, broken down. Each break-down counts every permit once, so each sums to `all`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Every permit.
    pub all: Rate,
    /// Refugees and family-reunified only, granted 1997–2010: comparable with the 10 % found in 2011.
    pub granted_1997_to_2010: Rate,
    /// Refugees and family-reunified only, granted 2013: comparable with the 3 % found in 2014.
    pub granted_2013: Rate,
    /// Refugees and family-reunified only, granted in the twelve months up to the day of the figures.
    pub last_twelve_months: Rate,
    /// By year of the permit.
    pub by_year: BTreeMap<i16, Rate>,
    /// By group.
    pub by_category: BTreeMap<GroundCategory, Rate>,
    /// By provision of the Aliens Act.
    pub by_ground: BTreeMap<String, Rate>,
    /// By municipality; `None` (written as an empty text) where none is known.
    #[serde(with = "municipalities")]
    pub by_municipality: BTreeMap<Option<MunicipalityCode>, Rate>,
    /// The uncoupled ones, by cause.
    pub by_cause: BTreeMap<Cause, u64>,
    /// The uncoupled ones, by year and cause.
    pub by_year_and_cause: BTreeMap<i16, BTreeMap<Cause, u64>>,
}

impl Figures {
    /// Counts the permits as things stand on a day.
    pub fn count<'a>(permits: impl IntoIterator<Item = &'a Permit>, on: Date) -> Self {
        let a_year_ago = on.saturating_sub(jiff::Span::new().years(1));
        let mut figures = Self::default();
        for permit in permits {
            figures.add(permit, a_year_ago, on);
        }
        figures
    }

    fn add(&mut self, permit: &Permit, a_year_ago: Date, on: Date) {
        let year = permit.granted_on.year();
        self.all.count(permit);
        self.by_year.entry(year).or_default().count(permit);
        self.by_category.entry(permit.category).or_default().count(permit);
        self.by_ground.entry(permit.ground.clone()).or_default().count(permit);
        self.by_municipality.entry(permit.municipality).or_default().count(permit);
        if let Some(cause) = permit.uncoupled {
            *self.by_cause.entry(cause).or_default() += 1;
            *self.by_year_and_cause.entry(year).or_default().entry(cause).or_default() += 1;
        }
        if permit.category == GroundCategory::Other {
            return;
        }
        if (1997..=2010).contains(&year) {
            self.granted_1997_to_2010.count(permit);
        }
        if year == 2013 {
            self.granted_2013.count(permit);
        }
        if a_year_ago < permit.granted_on && permit.granted_on <= on {
            self.last_twelve_months.count(permit);
        }
    }
}

/// JSON keys are texts: a municipality is its four digits, and an unknown one the empty text.
mod municipalities {
    use std::collections::BTreeMap;

    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use vocabulary::MunicipalityCode;

    use super::Rate;

    pub(super) fn serialize<S: Serializer>(
        rates: &BTreeMap<Option<MunicipalityCode>, Rate>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let key = |code: &Option<MunicipalityCode>| code.map(|code| code.to_string()).unwrap_or_default();
        let texts: BTreeMap<String, Rate> = rates.iter().map(|(code, rate)| (key(code), *rate)).collect();
        texts.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<Option<MunicipalityCode>, Rate>, D::Error> {
        let texts = BTreeMap::<String, Rate>::deserialize(deserializer)?;
        let code = |text: &str| match text {
            "" => Ok(None),
            text => MunicipalityCode::parse(text).map(Some).map_err(D::Error::custom),
        };
        texts.into_iter().map(|(text, rate)| Ok((code(&text)?, rate))).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn permit(granted_on: Date, category: GroundCategory, uncoupled: Option<Cause>) -> Permit {
        Permit { granted_on, category, ground: "§ 7, stk. 1".into(), municipality: None, uncoupled }
    }

    #[test]
    fn the_figures_of_2011_and_2014_count_refugees_and_families_only() {
        let permits = [
            permit(date(2010, 12, 31), GroundCategory::Refugee, Some(Cause::PersonIdMissing)),
            permit(date(2010, 12, 31), GroundCategory::Other, Some(Cause::PersonIdMissing)),
            permit(date(2011, 1, 1), GroundCategory::Refugee, Some(Cause::PersonIdMissing)),
            permit(date(2013, 5, 1), GroundCategory::Family, None),
        ];
        let figures = Figures::count(&permits, date(2026, 1, 1));
        assert_eq!(figures.granted_1997_to_2010, Rate { permits: 1, uncoupled: 1 });
        assert_eq!(figures.granted_2013, Rate { permits: 1, uncoupled: 0 });
        assert_eq!(figures.all, Rate { permits: 4, uncoupled: 3 });
    }

    #[test]
    fn the_last_twelve_months_hold_today_and_not_the_day_a_year_ago() {
        let on = date(2026, 3, 15);
        let permits = [
            permit(date(2025, 3, 15), GroundCategory::Refugee, None),
            permit(date(2025, 3, 16), GroundCategory::Refugee, None),
            permit(on, GroundCategory::Refugee, None),
            permit(date(2026, 3, 16), GroundCategory::Refugee, None),
        ];
        assert_eq!(Figures::count(&permits, on).last_twelve_months.permits, 2);
    }

    #[test]
    fn no_permits_have_no_share() {
        assert_eq!(Rate::default().share(), None);
        assert_eq!(Rate { permits: 4, uncoupled: 1 }.share(), Some(0.25));
    }

    fn permits() -> impl Strategy<Value = Vec<Permit>> {
        let cause = proptest::option::of(proptest::sample::select(Cause::ALL.to_vec()));
        let code = proptest::option::of(101_u16..=860);
        let one = (1995_i16..2027, cause, code).prop_map(|(year, uncoupled, code)| Permit {
            granted_on: date(year, 6, 1),
            category: if year % 2 == 0 { GroundCategory::Refugee } else { GroundCategory::Other },
            ground: format!("§ {}", year % 3 + 7),
            municipality: code.map(|code| MunicipalityCode::new(code).unwrap()),
            uncoupled,
        });
        proptest::collection::vec(one, 0..60)
    }

    proptest! {
        #[test]
        fn every_break_down_sums_to_all(permits in permits()) {
            let figures = Figures::count(&permits, date(2026, 6, 1));
            let sum = |rates: Vec<Rate>| rates.iter().fold((0, 0), |(p, u), r| (p + r.permits, u + r.uncoupled));
            let all = (figures.all.permits, figures.all.uncoupled);
            prop_assert_eq!(sum(figures.by_year.values().copied().collect()), all);
            prop_assert_eq!(sum(figures.by_category.values().copied().collect()), all);
            prop_assert_eq!(sum(figures.by_ground.values().copied().collect()), all);
            prop_assert_eq!(sum(figures.by_municipality.values().copied().collect()), all);
            prop_assert_eq!(figures.by_cause.values().sum::<u64>(), all.1);
            let by_year: u64 = figures.by_year_and_cause.values().flat_map(BTreeMap::values).sum();
            prop_assert_eq!(by_year, all.1);
        }

        #[test]
        fn figures_survive_json(permits in permits()) {
            let figures = Figures::count(&permits, date(2026, 6, 1));
            let json = serde_json::to_string(&figures).unwrap();
            prop_assert_eq!(serde_json::from_str::<Figures>(&json).unwrap(), figures);
        }
    }
}
