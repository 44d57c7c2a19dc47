//! The kinds of undertakings, the parts that are delivered, and by when.

use jiff::civil::Date;
use law::words::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A shared goal of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "UndertakingKind")]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Goal 2.1: the maturity that ISO 27001 asks for by Digitaliseringsstyrelsens concept, and the technical minimum requirements.
    InformationSecurity,
    /// Goal 2.2: overviews of data processors. What is in them is [`crate::processors`].
    DataProcessors,
    /// Goal 2.3: internal financial control.
    FinancialControl,
    /// Goal 2.4: sustainable purchases.
    SustainablePurchases,
}

/// Something that is handed in by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "UndertakingPart")]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The overview of data processors of the second quarter.
    OverviewSecondQuarter,
    /// The overview of the fourth quarter.
    OverviewFourthQuarter,
    /// Status of internal financial control with the risk assessment of the financial processes.
    ControlReport,
    /// The analysis of purchases, with strategic areas.
    PurchaseAnalysis,
    /// Goals for purchases, with a baseline.
    PurchaseGoals,
    /// The status of the goals for purchases.
    PurchaseStatus,
}

impl Kind {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::InformationSecurity => Words::new("informationssikkerhed", "information security"),
            Self::DataProcessors => Words::new("leverandørstyring og databehandlere", "data processors"),
            Self::FinancialControl => Words::new("intern finansiel kontrol", "internal financial control"),
            Self::SustainablePurchases => Words::new("bæredygtige indkøb", "sustainable purchases"),
        }
    }

    /// Every kind, in the order of the plans.
    pub const ALL: [Self; 4] =
        [Self::InformationSecurity, Self::DataProcessors, Self::FinancialControl, Self::SustainablePurchases];

    /// The name in facts, addresses and texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::InformationSecurity => "information-security",
            Self::DataProcessors => "data-processors",
            Self::FinancialControl => "financial-control",
            Self::SustainablePurchases => "sustainable-purchases",
        }
    }

    /// The goal's number in both plans of 2024.
    pub fn goal(self) -> &'static str {
        match self {
            Self::InformationSecurity => "2.1",
            Self::DataProcessors => "2.2",
            Self::FinancialControl => "2.3",
            Self::SustainablePurchases => "2.4",
        }
    }

    /// What is handed in, in order.
    pub fn parts(self) -> &'static [Part] {
        match self {
            Self::InformationSecurity => &[],
            Self::DataProcessors => &[Part::OverviewSecondQuarter, Part::OverviewFourthQuarter],
            Self::FinancialControl => &[Part::ControlReport],
            Self::SustainablePurchases => &[Part::PurchaseAnalysis, Part::PurchaseGoals, Part::PurchaseStatus],
        }
    }
}

impl Part {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::OverviewSecondQuarter => {
                Words::new("oversigt over databehandlere, 2. kvartal", "overview of data processors, second quarter")
            }
            Self::OverviewFourthQuarter => {
                Words::new("oversigt over databehandlere, 4. kvartal", "overview of data processors, fourth quarter")
            }
            Self::ControlReport => Words::new(
                "status på intern finansiel kontrol med risikovurdering",
                "status of internal financial control with risk assessment",
            ),
            Self::PurchaseAnalysis => Words::new(
                "indkøbsanalyse med strategiske indsatsområder",
                "analysis of purchases with strategic areas",
            ),
            Self::PurchaseGoals => Words::new("indkøbsmål med baseline", "purchase goals with baseline"),
            Self::PurchaseStatus => Words::new("status på indkøbsmål", "status of the purchase goals"),
        }
    }

    /// Every part.
    pub const ALL: [Self; 6] = [
        Self::OverviewSecondQuarter,
        Self::OverviewFourthQuarter,
        Self::ControlReport,
        Self::PurchaseAnalysis,
        Self::PurchaseGoals,
        Self::PurchaseStatus,
    ];

    /// The name in facts and texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::OverviewSecondQuarter => "overview-second-quarter",
            Self::OverviewFourthQuarter => "overview-fourth-quarter",
            Self::ControlReport => "control-report",
            Self::PurchaseAnalysis => "purchase-analysis",
            Self::PurchaseGoals => "purchase-goals",
            Self::PurchaseStatus => "purchase-status",
        }
    }

    /// The part's name in the goal of both plans of 2024.
    pub fn in_plan(self) -> &'static str {
        match self {
            Self::OverviewSecondQuarter => "second-quarter",
            Self::OverviewFourthQuarter => "fourth-quarter",
            Self::ControlReport => "report",
            Self::PurchaseAnalysis => "analysis",
            Self::PurchaseGoals => "targets",
            Self::PurchaseStatus => "state",
        }
    }

    /// The last day for handing it in: the end of its quarter, by Udlændingestyrelsens plan for 2024, section 3.2. (The annex for
    /// Hjemrejsestyrelsen dates the control report alike, asks for overviews half-yearly, and dates no part of the purchases; the same days are used.)
    pub fn due(self, year: i16) -> Date {
        quarter_ends(
            match self {
                Self::PurchaseAnalysis => 1,
                Self::OverviewSecondQuarter | Self::PurchaseGoals => 2,
                Self::ControlReport | Self::PurchaseStatus => 3,
                Self::OverviewFourthQuarter => 4,
            },
            year,
        )
    }
}

/// The first day of a quarter, 1 to 4.
pub(super) fn quarter_begins(quarter: u8, year: i16) -> Date {
    Date::new(year, i8::try_from(quarter).unwrap_or(4) * 3 - 2, 1).unwrap_or(Date::MAX)
}

/// The last day of a quarter, 1 to 4; of the last one for any other number.
pub(super) fn quarter_ends(quarter: u8, year: i16) -> Date {
    let (month, day) = match quarter {
        1 => (3, 31),
        2 => (6, 30),
        3 => (9, 30),
        _ => (12, 31),
    };
    Date::new(year, month, day).unwrap_or(Date::MAX)
}
