//! The forms of offers: where each stands in the Act, and what users read.

use crate::act::Provision;
use crate::cite;
use crate::facts::OfferForm;
use crate::words::Words;

impl OfferForm {
    /// The number of § 23, stk. 1 that names it; none for what is no offer in the sense of § 23.
    pub fn kind(self) -> Option<Provision> {
        match self {
            Self::Guidance
            | Self::Project
            | Self::FolkHighSchool
            | Self::TrainingPeriod
            | Self::TradeDanish
            | Self::OrdinaryEducation
            | Self::EducationWithSu
            | Self::Requalification => Some(cite!("§ 23, stk. 1, nr. 1")),
            Self::WorkPlacement => Some(cite!("§ 23, stk. 1, nr. 2")),
            Self::WageSubsidy => Some(cite!("§ 23, stk. 1, nr. 3")),
            Self::WageSubsidyOver55 | Self::Mentor => None,
        }
    }

    /// The number of § 23 a, stk. 1 that permits it, for guidance and upgrading of skills.
    pub fn course(self) -> Option<Provision> {
        match self {
            Self::Guidance => Some(cite!("§ 23 a, stk. 1, nr. 1")),
            Self::Project | Self::FolkHighSchool | Self::TrainingPeriod | Self::TradeDanish => {
                Some(cite!("§ 23 a, stk. 1, nr. 2"))
            }
            Self::OrdinaryEducation | Self::EducationWithSu => Some(cite!("§ 23 a, stk. 1, nr. 3")),
            Self::Requalification => Some(cite!("§ 23 a, stk. 1, nr. 4")),
            Self::WorkPlacement | Self::WageSubsidy | Self::WageSubsidyOver55 | Self::Mentor => None,
        }
    }

    /// Whether § 24 counts it: guidance, upgrading of skills and work placement, §§ 23 a and 23 b.
    pub fn calls_for_a_free_period(self) -> bool {
        self.course().is_some() || self == Self::WorkPlacement
    }

    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Guidance => "guidance",
            Self::Project => "project",
            Self::FolkHighSchool => "folk_high_school",
            Self::TrainingPeriod => "training_period",
            Self::TradeDanish => "trade_danish",
            Self::OrdinaryEducation => "ordinary_education",
            Self::EducationWithSu => "education_with_su",
            Self::Requalification => "requalification",
            Self::WorkPlacement => "work_placement",
            Self::WageSubsidy => "wage_subsidy",
            Self::WageSubsidyOver55 => "wage_subsidy_over55",
            Self::Mentor => "mentor",
        }
    }

    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::Guidance => Words::new("kort vejlednings- og afklaringsforløb", "short course of guidance"),
            Self::Project => Words::new(
                "særligt tilrettelagt projekt eller uddannelsesforløb",
                "specially arranged project or course",
            ),
            Self::FolkHighSchool => Words::new("højskoleophold", "stay at a folk high school"),
            Self::TrainingPeriod => Words::new("praktik under uddannelsesforløb", "practical training during a course"),
            Self::TradeDanish => Words::new("fagspecifik danskundervisning", "Danish for a trade"),
            Self::OrdinaryEducation => Words::new("ordinært uddannelsesforløb", "ordinary education"),
            Self::EducationWithSu => {
                Words::new("SU-berettigende uddannelse", "education that gives a right to the state grant (SU)")
            }
            Self::Requalification => Words::new("særligt opkvalificerende forløb", "special upgrading course"),
            Self::WorkPlacement => Words::new("virksomhedspraktik", "work placement"),
            Self::WageSubsidy => Words::new("ansættelse med løntilskud", "employment with wage subsidy"),
            Self::WageSubsidyOver55 => {
                Words::new("ansættelse med løntilskud efter 55-årsordningen", "wage subsidy for those over 55")
            }
            Self::Mentor => Words::new("mentor", "mentor"),
        }
    }
}
