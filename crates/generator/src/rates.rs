//! How often each thing goes wrong.
//!
//! Few of these rates are known; each says its source or that it is assumed. They are written to `country.json`, and a
//! file of rates (TOML) can replace any of them. Must not know how an error is made.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cases::CaseRates;
use crate::error::Error;

/// A share that holds from a year on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromYear {
    /// First year of permit.
    pub year: i16,
    /// The share.
    pub share: f64,
}

/// Shares from 0 to 1 of what goes wrong, and of who the people are. `Default` is the country of the measurements.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rates {
    /// Permits whose person has a CPR number that CARL2 does not know, by year of permit, in rising years.
    pub uncoupled: Vec<FromYear>,
    /// Of uncoupled persons: the municipality typed no person-id.
    pub typed_missing_share: f64,
    /// Of uncoupled persons: it typed a wrong one. The rest were lost by the matching job.
    pub typed_wrong_share: f64,
    /// Of wrong person-ids: digits swapped or mistaken.
    pub wrong_digits_share: f64,
    /// Of wrong person-ids: somebody else's. The rest is made up from birth date and sex.
    pub wrong_of_another_share: f64,
    /// Leading zero of a right person-id left out.
    pub zeros_dropped: f64,
    /// No person-id in the list though CARL2 knows the CPR number.
    pub typed_missing_though_coupled: f64,
    /// CARL2's CPR number has a wrong digit or is a family member's.
    pub number_wrong: f64,
    /// A permit that should have an administrative number has none, and the person is registered without it.
    pub administrative_missed: f64,
    /// A second number on entry, the first deleted (50).
    pub two_numbers: f64,
    /// Birth date or sex changed and with it the number (60).
    pub number_changed: f64,
    /// A number made by mistake and annulled (30).
    pub number_annulled: f64,
    /// Persons of CARL2 who never got a permit.
    pub refused: f64,
    /// Permits of persons who never came.
    pub never_entered: f64,
    /// Persons who stand in CARL2 twice.
    pub two_person_ids: f64,
    /// Persons with an earlier permit that lies before the entry.
    pub earlier_permit: f64,
    /// Registered foreigners who have left (80).
    pub emigrated: f64,
    /// Registered foreigners who have disappeared (70).
    pub disappeared: f64,
    /// Registered foreigners without an ordinary address (03).
    pub special_road: f64,
    /// Persons whose name and address are protected.
    pub protected: f64,
    /// Of CPR numbers without case: administrative numbers of people who never lived here (20).
    pub tax_numbers: f64,
    /// Children born in Denmark to a family with a case, for each of its children: in CPR only.
    pub born_here: f64,
    /// Unknown birth date set to 1 January, where the culture has such (see the factor in `mistakes`).
    pub default_birth_date: f64,
    /// 1 January in CARL2 only.
    pub default_birth_date_once: f64,
    /// Day and month swapped in one register.
    pub birth_swapped: f64,
    /// Birth year off by one to ten in one register.
    pub birth_year: f64,
    /// A wrong digit in the day of birth in one register.
    pub birth_day: f64,
    /// CARL2 knows year, or year and month.
    pub birth_partial: f64,
    /// A mark of uncertainty on the birth date.
    pub birth_uncertain: f64,
    /// Wrong sex in one register.
    pub sex_differs: f64,
    /// Of citizens of states that followed others: CPR holds the old state.
    pub nationality_dissolved: f64,
    /// Of residents for nine years or more: Danish citizens in CPR, while CARL2 keeps the former nationality.
    pub naturalised: f64,
    /// One register says stateless, the other a state.
    pub nationality_stateless: f64,
    /// One register does not know the nationality.
    pub nationality_unknown: f64,
    /// Names from another alphabet that CPR spells in another way than CARL2.
    pub romanised: f64,
    /// CARL2 holds the name in capitals, as the machine-readable zone of a passport does.
    pub capitals: f64,
    /// CARL2 keeps letters outside a to z where the culture has them.
    pub native_letters: f64,
    /// Further given names missing in one register.
    pub second_given_dropped: f64,
    /// Parts of the name joined or split in one register.
    pub parts_merged: f64,
    /// Given name and surname swapped in one register.
    pub parts_swapped: f64,
    /// A part stands as middle name in CPR.
    pub part_moved: f64,
    /// Of names with a particle: written in another way in CPR.
    pub particle: f64,
    /// Of chains of forefathers' names: cut at another place.
    pub chain_cut: f64,
    /// A slip of the keyboard in one register.
    pub misspelled: f64,
    /// Names so long that CPR cuts them.
    pub long_name: f64,
    /// Of married people: another surname in CPR.
    pub marriage_name: f64,
    /// CARL2 holds another address than CPR: an accommodation centre or an earlier home.
    pub address_other: f64,
    /// CARL2 holds no address.
    pub address_missing: f64,
    /// Permits of the last ninety days beside those of the year's volume, so that a small country has cases in progress.
    pub recent_permits: f64,
    /// Of cases: families rather than single persons.
    pub family_share: f64,
    /// Of cases: a spouse coming to somebody who has lived here.
    pub marriage_share: f64,
    /// Integration cases.
    pub cases: CaseRates,
}

/// A rate that is no share.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rate {name} is not a share between 0 and 1")]
pub struct RatesError {
    /// Its name.
    pub name: String,
}

impl Default for Rates {
    fn default() -> Self {
        let uncoupled = [
            (1997, 0.112),
            (2001, 0.096),
            (2005, 0.082),
            (2009, 0.066),
            (2011, 0.05),
            (2012, 0.04),
            (2013, 0.03),
            (2016, 0.012),
        ];
        Self {
            uncoupled: uncoupled.map(|(year, share)| FromYear { year, share }).to_vec(),
            typed_missing_share: 0.52,
            typed_wrong_share: 0.3,
            wrong_digits_share: 0.4,
            wrong_of_another_share: 0.25,
            zeros_dropped: 0.01,
            typed_missing_though_coupled: 0.02,
            number_wrong: 0.003,
            administrative_missed: 0.02,
            two_numbers: 0.006,
            number_changed: 0.012,
            number_annulled: 0.001,
            refused: 0.13,
            never_entered: 0.02,
            two_person_ids: 0.008,
            earlier_permit: 0.03,
            emigrated: 0.09,
            disappeared: 0.006,
            special_road: 0.008,
            protected: 0.015,
            tax_numbers: 0.03,
            born_here: 0.18,
            default_birth_date: 0.16,
            default_birth_date_once: 0.012,
            birth_swapped: 0.005,
            birth_year: 0.006,
            birth_day: 0.005,
            birth_partial: 0.006,
            birth_uncertain: 0.02,
            sex_differs: 0.002,
            nationality_dissolved: 0.03,
            naturalised: 0.12,
            nationality_stateless: 0.01,
            nationality_unknown: 0.01,
            romanised: 0.24,
            capitals: 0.25,
            native_letters: 0.55,
            second_given_dropped: 0.12,
            parts_merged: 0.025,
            parts_swapped: 0.012,
            part_moved: 0.08,
            particle: 0.16,
            chain_cut: 0.3,
            misspelled: 0.02,
            long_name: 0.004,
            marriage_name: 0.05,
            address_other: 0.3,
            address_missing: 0.18,
            recent_permits: 0.05,
            family_share: 0.45,
            marriage_share: 0.3,
            cases: CaseRates::default(),
        }
    }
}

impl Rates {
    /// Reads a file (TOML) that names the rates to be replaced; all others are the default ones.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::io(path, source))?;
        toml::from_str(&text).map_err(|error| Error::io(path, io::Error::new(io::ErrorKind::InvalidData, error)))
    }

    /// The uncoupled share of permits of a year.
    pub fn uncoupled_in(&self, year: i16) -> f64 {
        let step = self.uncoupled.iter().rev().find(|step| step.year <= year).or(self.uncoupled.first());
        step.map_or(0.0, |step| step.share)
    }

    /// Refuses a rate that is no share.
    pub fn check(&self) -> Result<(), RatesError> {
        let steps = self.uncoupled.iter().map(|step| ("uncoupled", step.share));
        let wrong =
            steps.chain(self.shares()).chain(self.cases.shares()).find(|(_, share)| !(0.0..=1.0).contains(share));
        wrong.map_or(Ok(()), |(name, _)| Err(RatesError { name: name.to_owned() }))
    }

    /// Where each rate is from, by name.
    pub fn sources() -> &'static [(&'static str, &'static str)] {
        &SOURCES
    }

    fn shares(&self) -> impl Iterator<Item = (&'static str, f64)> {
        [
            ("typed_missing_share", self.typed_missing_share),
            ("typed_wrong_share", self.typed_wrong_share),
            ("wrong_digits_share", self.wrong_digits_share),
            ("wrong_of_another_share", self.wrong_of_another_share),
            ("zeros_dropped", self.zeros_dropped),
            ("typed_missing_though_coupled", self.typed_missing_though_coupled),
            ("number_wrong", self.number_wrong),
            ("administrative_missed", self.administrative_missed),
            ("two_numbers", self.two_numbers),
            ("number_changed", self.number_changed),
            ("number_annulled", self.number_annulled),
            ("refused", self.refused),
            ("never_entered", self.never_entered),
            ("two_person_ids", self.two_person_ids),
            ("earlier_permit", self.earlier_permit),
            ("emigrated", self.emigrated),
            ("disappeared", self.disappeared),
            ("special_road", self.special_road),
            ("protected", self.protected),
            ("tax_numbers", self.tax_numbers),
            ("born_here", self.born_here),
            ("default_birth_date", self.default_birth_date),
            ("default_birth_date_once", self.default_birth_date_once),
            ("birth_swapped", self.birth_swapped),
            ("birth_year", self.birth_year),
            ("birth_day", self.birth_day),
            ("birth_partial", self.birth_partial),
            ("birth_uncertain", self.birth_uncertain),
            ("sex_differs", self.sex_differs),
            ("nationality_dissolved", self.nationality_dissolved),
            ("naturalised", self.naturalised),
            ("nationality_stateless", self.nationality_stateless),
            ("nationality_unknown", self.nationality_unknown),
            ("romanised", self.romanised),
            ("capitals", self.capitals),
            ("native_letters", self.native_letters),
            ("second_given_dropped", self.second_given_dropped),
            ("parts_merged", self.parts_merged),
            ("parts_swapped", self.parts_swapped),
            ("part_moved", self.part_moved),
            ("particle", self.particle),
            ("chain_cut", self.chain_cut),
            ("misspelled", self.misspelled),
            ("long_name", self.long_name),
            ("marriage_name", self.marriage_name),
            ("address_other", self.address_other),
            ("address_missing", self.address_missing),
            ("recent_permits", self.recent_permits),
            ("family_share", self.family_share),
            ("marriage_share", self.marriage_share),
        ]
        .into_iter()
    }
}

const SOURCES: [(&str, &str); 51] = [
    (
        "uncoupled",
        "about 10 % of permits 1997-2010 and 3 % of those of 2013: answer no. 420 to the Danish Parliament (UUI, 2015); \
         the course between those points and after 2016 is assumed",
    ),
    (
        "typed_missing_share",
        "assumed; answer no. 420 (2015) names a missing or wrong person-id as the cause, without figures",
    ),
    (
        "typed_wrong_share",
        "assumed; the audit note of 2017 tells that the matching server was wrongly set up, without figures",
    ),
    ("wrong_digits_share", "assumed"),
    (
        "wrong_of_another_share",
        "assumed; ids made up from birth date and sex are described by one vendor's public manual",
    ),
    ("zeros_dropped", "assumed"),
    ("typed_missing_though_coupled", "assumed"),
    ("number_wrong", "assumed"),
    (
        "administrative_missed",
        "assumed; administrative numbers exist from 1 October 2015 (family) and 1 February 2016 (asylum), audit note 2017",
    ),
    ("two_numbers", "assumed"),
    ("number_changed", "assumed"),
    ("number_annulled", "assumed"),
    ("refused", "assumed; answer no. 420 (2015) tells that CARL2 holds them, without figures"),
    ("never_entered", "assumed; as above"),
    ("two_person_ids", "assumed"),
    ("earlier_permit", "assumed; Statistics Denmark describes such cases under TILLADELSESDATO"),
    ("emigrated", "assumed"),
    ("disappeared", "assumed"),
    ("special_road", "assumed"),
    ("protected", "assumed"),
    ("tax_numbers", "assumed"),
    ("born_here", "assumed"),
    ("default_birth_date", "assumed; Germany's register of foreigners held 416,420 persons born on 1 January (2020)"),
    ("default_birth_date_once", "assumed"),
    ("birth_swapped", "assumed"),
    ("birth_year", "assumed"),
    ("birth_day", "assumed"),
    ("birth_partial", "assumed"),
    ("birth_uncertain", "assumed"),
    ("sex_differs", "assumed"),
    ("nationality_dissolved", "assumed; CPR's authority register keeps codes of dissolved states"),
    ("naturalised", "assumed"),
    ("nationality_stateless", "assumed"),
    ("nationality_unknown", "assumed"),
    ("romanised", "assumed; after the variation described for Arabic names by Freeman et al. 2006"),
    ("capitals", "assumed"),
    ("native_letters", "assumed"),
    ("second_given_dropped", "assumed"),
    ("parts_merged", "assumed"),
    ("parts_swapped", "assumed"),
    ("part_moved", "assumed"),
    ("particle", "assumed"),
    ("chain_cut", "assumed"),
    ("misspelled", "assumed"),
    ("long_name", "assumed"),
    ("marriage_name", "assumed"),
    ("address_other", "assumed"),
    ("address_missing", "assumed"),
    ("recent_permits", "assumed"),
    ("family_share", "assumed"),
    ("marriage_share", "assumed; § 9 permits were about half of all in 2014 (5,716 of 11,826, Rigsrevisionen 2015)"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rate_has_a_source_and_is_checked() {
        let names: Vec<&str> =
            std::iter::once("uncoupled").chain(Rates::default().shares().map(|(name, _)| name)).collect();
        let sourced: Vec<&str> = Rates::sources().iter().map(|(name, _)| *name).collect();
        assert_eq!(names, sourced);
        let fields = serde_json::to_value(Rates::default()).unwrap();
        let of_cases = fields["cases"].as_object().unwrap();
        assert_eq!(of_cases.len(), CaseRates::sources().len());
        assert_eq!(fields.as_object().unwrap().len(), names.len() + 1, "one field more: the table of cases");
    }

    #[test]
    fn the_uncoupled_share_falls_over_the_years() {
        let rates = Rates::default();
        assert!((1998..=2030).all(|year| rates.uncoupled_in(year) <= rates.uncoupled_in(year - 1)));
        assert!((rates.uncoupled_in(2013) - 0.03).abs() < 1e-9);
        assert!(rates.uncoupled_in(2020) < 0.02);
    }

    #[test]
    fn a_file_replaces_single_rates_and_cannot_name_unknown_ones() {
        let rates: Rates = toml::from_str("refused = 0.5").unwrap();
        assert!((rates.refused - 0.5).abs() < 1e-9 && rates == Rates { refused: 0.5, ..Rates::default() });
        assert!(toml::from_str::<Rates>("refussed = 0.5").is_err());
        assert_eq!(toml::from_str::<Rates>("capitals = 1.5").unwrap().check().unwrap_err().name, "capitals");
    }
}
