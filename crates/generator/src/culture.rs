//! Where people come from: cultures of naming, the nationalities in them, and when they came.
//!
//! Weights are general knowledge of who came to Denmark when, rounded; they make the years look alike to the real ones
//! and claim no more. Must not know registers.

use rand::RngExt;
use serde::{Deserialize, Serialize};

use crate::chance::Stream;

/// A culture of naming and romanisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Culture {
    /// Syria, Iraq, Lebanon, stateless Palestinians.
    Arabic,
    /// Farsi, Dari and Pashto: Iran and Afghanistan.
    Persian,
    /// Tigrinya and Amharic: Eritrea and Ethiopia.
    Habesha,
    /// Somalia.
    Somali,
    /// Ukrainian and Russian.
    Slavic,
    /// Turkish and Kurdish.
    Turkish,
    /// Bosnian, Serbian and Albanian.
    Balkan,
    /// Vietnam.
    Vietnamese,
    /// Burmese and Chin.
    Burmese,
    /// Tamils of Sri Lanka.
    Tamil,
    /// Congo, Burundi, Rwanda.
    Congolese,
    /// Polish and Romanian.
    Eastern,
    /// Denmark.
    Danish,
}

/// A nationality as both registers code it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Nationality {
    /// As passports write it (ICAO 9303).
    pub iso3: &'static str,
    /// CPR's code of the country.
    pub cpr: u16,
}

impl Culture {
    /// Every culture, in the order of the enum.
    pub const ALL: [Self; 13] = [
        Self::Arabic,
        Self::Persian,
        Self::Habesha,
        Self::Somali,
        Self::Slavic,
        Self::Turkish,
        Self::Balkan,
        Self::Vietnamese,
        Self::Burmese,
        Self::Tamil,
        Self::Congolese,
        Self::Eastern,
        Self::Danish,
    ];

    /// The name in files.
    pub fn label(self) -> &'static str {
        match self {
            Self::Arabic => "arabic",
            Self::Persian => "persian",
            Self::Habesha => "habesha",
            Self::Somali => "somali",
            Self::Slavic => "slavic",
            Self::Turkish => "turkish",
            Self::Balkan => "balkan",
            Self::Vietnamese => "vietnamese",
            Self::Burmese => "burmese",
            Self::Tamil => "tamil",
            Self::Congolese => "congolese",
            Self::Eastern => "eastern",
            Self::Danish => "danish",
        }
    }

    /// Whether the name is written in another alphabet at home, so that its Latin letters are a choice.
    pub(crate) fn is_romanised(self) -> bool {
        matches!(
            self,
            Self::Arabic | Self::Persian | Self::Habesha | Self::Somali | Self::Slavic | Self::Burmese | Self::Tamil
        )
    }
}

const fn nationality(iso3: &'static str, cpr: u16) -> Nationality {
    Nationality { iso3, cpr }
}

pub(crate) const DENMARK: Nationality = nationality("DNK", 5100);
pub(crate) const STATELESS: Nationality = nationality("XXA", 5103);
pub(crate) const UNKNOWN: Nationality = nationality("XXX", 5999);
const SYRIA: Nationality = nationality("SYR", 5486);
const IRAQ: Nationality = nationality("IRQ", 5436);
const BOSNIA: Nationality = nationality("BIH", 5754);
const YUGOSLAVIA: Nationality = nationality("YUG", 5758);
const UKRAINE: Nationality = nationality("UKR", 5704);
const RUSSIA: Nationality = nationality("RUS", 5700);
const ERITREA: Nationality = nationality("ERI", 5216);
const ETHIOPIA: Nationality = nationality("ETH", 5214);

/// The nationality of a person of this culture who came in this year.
pub(crate) fn nationality_of(culture: Culture, year: i16, rng: &mut Stream) -> Nationality {
    let choices: &[(Nationality, u32)] = match (culture, year) {
        (Culture::Arabic, ..2012) => {
            &[(IRAQ, 62), (STATELESS, 17), (SYRIA, 10), (nationality("LBN", 5456), 8), (nationality("JOR", 5446), 3)]
        }
        (Culture::Arabic, _) => &[(SYRIA, 74), (STATELESS, 13), (IRAQ, 9), (nationality("LBN", 5456), 4)],
        (Culture::Persian, _) => &[(nationality("AFG", 5404), 66), (nationality("IRN", 5438), 34)],
        (Culture::Habesha, ..2013) => &[(ERITREA, 35), (ETHIOPIA, 65)],
        (Culture::Habesha, _) => &[(ERITREA, 88), (ETHIOPIA, 12)],
        (Culture::Somali, _) => &[(nationality("SOM", 5289), 100)],
        (Culture::Slavic, ..2022) => &[(RUSSIA, 55), (UKRAINE, 38), (nationality("BLR", 5706), 7)],
        (Culture::Slavic, _) => &[(UKRAINE, 95), (RUSSIA, 5)],
        (Culture::Turkish, _) => &[(nationality("TUR", 5172), 84), (SYRIA, 9), (IRAQ, 7)],
        (Culture::Balkan, ..2006) => {
            &[(BOSNIA, 55), (YUGOSLAVIA, 35), (nationality("MKD", 5756), 8), (nationality("ALB", 5122), 2)]
        }
        (Culture::Balkan, _) => &[
            (BOSNIA, 40),
            (nationality("XKX", 5761), 30),
            (nationality("SRB", 5757), 12),
            (nationality("MKD", 5756), 12),
            (nationality("ALB", 5122), 6),
        ],
        (Culture::Vietnamese, _) => &[(nationality("VNM", 5488), 100)],
        (Culture::Burmese, _) => &[(nationality("MMR", 5414), 100)],
        (Culture::Tamil, _) => &[(nationality("LKA", 5418), 100)],
        (Culture::Congolese, _) => {
            &[(nationality("COD", 5278), 76), (nationality("BDI", 5213), 15), (nationality("RWA", 5287), 9)]
        }
        (Culture::Eastern, _) => &[(nationality("POL", 5154), 62), (nationality("ROU", 5158), 38)],
        (Culture::Danish, _) => &[(DENMARK, 100)],
    };
    weighted(choices, rng)
}

/// The culture of somebody who gets a first permit as a refugee in this year.
pub(crate) fn culture_of_refugee(year: i16, rng: &mut Stream) -> Culture {
    use Culture::{Arabic, Balkan, Burmese, Congolese, Habesha, Persian, Slavic, Somali, Tamil, Turkish, Vietnamese};
    let choices: &[(Culture, u32)] = match year {
        ..2000 => &[(Balkan, 26), (Arabic, 36), (Somali, 20), (Persian, 10), (Tamil, 5), (Turkish, 2), (Vietnamese, 1)],
        2000..2004 => &[(Arabic, 32), (Persian, 36), (Balkan, 12), (Somali, 12), (Slavic, 5), (Tamil, 3)],
        2004..2012 => {
            &[(Persian, 34), (Arabic, 28), (Somali, 8), (Burmese, 12), (Congolese, 9), (Slavic, 7), (Balkan, 2)]
        }
        2012..2014 => &[(Arabic, 40), (Somali, 22), (Persian, 22), (Slavic, 5), (Congolese, 7), (Burmese, 4)],
        2014..2018 => &[(Arabic, 62), (Habesha, 24), (Persian, 10), (Somali, 2), (Congolese, 2)],
        2018..2022 => &[(Habesha, 32), (Arabic, 38), (Persian, 20), (Congolese, 8), (Turkish, 2)],
        _ => &[(Persian, 24), (Arabic, 30), (Habesha, 14), (Slavic, 22), (Congolese, 7), (Burmese, 3)],
    };
    weighted(choices, rng)
}

/// The culture of somebody who comes to a spouse who already lives in Denmark.
pub(crate) fn culture_of_marriage(year: i16, rng: &mut Stream) -> Culture {
    use Culture::{Arabic, Balkan, Persian, Slavic, Somali, Tamil, Turkish, Vietnamese};
    let choices: &[(Culture, u32)] = match year {
        ..2003 => &[
            (Turkish, 30),
            (Arabic, 26),
            (Somali, 12),
            (Persian, 10),
            (Balkan, 10),
            (Tamil, 4),
            (Vietnamese, 4),
            (Slavic, 4),
        ],
        _ => &[
            (Turkish, 16),
            (Arabic, 26),
            (Persian, 14),
            (Slavic, 20),
            (Vietnamese, 8),
            (Tamil, 5),
            (Balkan, 7),
            (Somali, 4),
        ],
    };
    weighted(choices, rng)
}

/// The culture of a foreigner who has no case in CARL2: moved freely, or came before the register was made, or was born here.
pub(crate) fn culture_without_case(rng: &mut Stream) -> Culture {
    use Culture::{Arabic, Balkan, Eastern, Persian, Slavic, Somali, Tamil, Turkish, Vietnamese};
    weighted(
        &[
            (Eastern, 42),
            (Turkish, 18),
            (Arabic, 14),
            (Balkan, 9),
            (Persian, 5),
            (Somali, 4),
            (Vietnamese, 3),
            (Tamil, 3),
            (Slavic, 2),
        ],
        rng,
    )
}

/// One of the choices, each as often as its weight says.
pub(crate) fn weighted<T: Copy>(choices: &[(T, u32)], rng: &mut Stream) -> T {
    let total: u32 = choices.iter().map(|(_, weight)| weight).sum();
    let mut left = rng.random_range(0..total);
    for &(choice, weight) in choices {
        if left < weight {
            return choice;
        }
        left -= weight;
    }
    choices[0].0
}

#[cfg(test)]
mod tests {
    use vocabulary::CountryCode;

    use super::*;
    use crate::chance::{Chance, Purpose};

    #[test]
    fn every_nationality_is_a_country_of_cprs_register() {
        let mut rng = Chance::new(1).stream(Purpose::Family, 0);
        for culture in Culture::ALL {
            for year in 1997..=2026 {
                let drawn = nationality_of(culture, year, &mut rng);
                let code = CountryCode::new(drawn.cpr).unwrap();
                assert!(code.country().is_some(), "{drawn:?}");
            }
        }
    }

    #[test]
    fn syrians_come_after_the_war_began() {
        let mut rng = Chance::new(1).stream(Purpose::Family, 0);
        let mut share = |year| {
            let drawn = (0..1000).map(|_| nationality_of(Culture::Arabic, year, &mut rng));
            drawn.filter(|nationality| nationality.iso3 == "SYR").count()
        };
        assert!(share(2000) < 200);
        assert!(share(2015) > 600);
    }
}
