//! What a report must speak of: the order's demands and those of the ministry's letter, each from its day.

use jiff::civil::Date;
use law::words::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rhythm::{self, ReportPeriod};

/// Something that a report must speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ReportItem")]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    /// How the supervision was carried out.
    HowSupervised,
    /// Data of the teaching's activity.
    ActivityData,
    /// Test results.
    TestResults,
    /// Staff with teaching skills in Danish as a second language for adults took part in follow-up and judgement of quality.
    QualifiedStaff,
    /// The development since the report before; in the first of them since December 2014.
    Development,
    /// The continuous evaluation of the teaching and what comes of it.
    ContinuousEvaluation,
    /// The municipality's daily supervision of the providers.
    DailySupervision,
}

/// How far a report speaks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ReportCovered")]
#[serde(rename_all = "kebab-case")]
pub enum Covered {
    /// In full.
    Covered,
    /// In part.
    Partly,
    /// Not at all.
    NotCovered,
}

impl Covered {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::Covered => Words::new("belyst", "covered"),
            Self::Partly => Words::new("delvist belyst", "partly covered"),
            Self::NotCovered => Words::new("ikke belyst", "not covered"),
        }
    }
}

impl Item {
    /// What users and letters say.
    pub fn words(self) -> Words {
        match self {
            Self::HowSupervised => Words::new("hvordan tilsynet er ført", "how the supervision was carried out"),
            Self::ActivityData => Words::new("data om undervisningens aktivitet", "data of the teaching's activity"),
            Self::TestResults => Words::new("prøveresultater", "test results"),
            Self::QualifiedStaff => Words::new(
                "inddragelse af personale med pædagogiske kompetencer i dansk som andetsprog for voksne",
                "involvement of staff with teaching skills in Danish as a second language for adults",
            ),
            Self::Development => {
                Words::new("udviklingen siden den forrige rapport", "the development since the report before")
            }
            Self::ContinuousEvaluation => Words::new(
                "den løbende evaluering af undervisningen og dens resultater",
                "the continuous evaluation of the teaching and its results",
            ),
            Self::DailySupervision => Words::new(
                "kommunens daglige tilsyn med udbyderne",
                "the municipality's daily supervision of the providers",
            ),
        }
    }

    /// Every item, the order's first.
    pub const ALL: [Self; 7] = [
        Self::HowSupervised,
        Self::ActivityData,
        Self::TestResults,
        Self::QualifiedStaff,
        Self::Development,
        Self::ContinuousEvaluation,
        Self::DailySupervision,
    ];

    /// The name in facts, forms and the parameter file.
    pub fn key(self) -> &'static str {
        match self {
            Self::HowSupervised => "how-supervised",
            Self::ActivityData => "activity-data",
            Self::TestResults => "test-results",
            Self::QualifiedStaff => "qualified-staff",
            Self::Development => "development",
            Self::ContinuousEvaluation => "continuous-evaluation",
            Self::DailySupervision => "daily-supervision",
        }
    }

    /// The item of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.key() == key)
    }

    /// Since when it is asked for, and by what.
    pub fn asked_since(self) -> (Option<Date>, &'static str) {
        let row = rhythm::rows().iter().find(|row| row.what == "content" && row.key == self.key());
        row.map(|row| (row.from, row.source)).expect("the parameter file has every item, as a test checks")
    }

    /// What a report on a period must speak of: what was asked for by the period's last day.
    pub fn asked_of(period: ReportPeriod) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |item| item.asked_since().0.is_none_or(|from| from <= period.last))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_item_stands_in_the_parameter_file_and_nothing_else_does() {
        let rows: Vec<&str> = rhythm::rows().iter().filter(|row| row.what == "content").map(|row| row.key).collect();
        assert_eq!(rows, Item::ALL.map(Item::key));
        for item in Item::ALL {
            assert!(item.asked_since().1.contains("2016") && Item::from_key(item.key()) == Some(item));
        }
    }

    #[test]
    fn a_report_is_held_against_what_was_asked_for_by_its_last_day() {
        let asked = |last| Item::asked_of(ReportPeriod { first: date(2013, 1, 1), last }).count();
        assert_eq!([date(2014, 12, 31), date(2016, 8, 1), date(2016, 12, 31)].map(asked), [0, 4, 7]);
    }
}
