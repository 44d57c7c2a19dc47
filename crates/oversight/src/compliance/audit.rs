//! The questions of the audit of 2015, answered at any time over everybody: what is counted, how, what was found then, and where that stands.
//!
//! The audit had to take a sample of contracts and an analysis of registers; the same questions are counts here. Where the Act that is
//! executed has no such rule, no figure is made up and the reason is told.

use law::act::Provision;
use law::cite;
use law::words::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figures::{Figures, Tally};
use crate::uncoupled;

/// A question of the audit.
#[derive(Debug)]
pub struct Question {
    /// The name in addresses and files.
    pub key: &'static str,
    /// The question.
    pub words: Words,
    /// What is counted, of what.
    pub definition: Words,
    /// The provision that it is judged by, where the Act has one.
    pub provision: Option<Provision>,
    /// What was found then, as a share; none where no figure was published in what the project knows.
    pub found_then: Option<f64>,
    /// When and of whom that was found, and where it stands.
    pub source: &'static str,
    /// How it is answered.
    pub measure: Measure,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The share of contracts in force that state no goal of employment or education.
    ContractsWithoutGoal,
    /// The share of registrations of permits of 1997–2010 to refugees and families without a CPR number.
    Uncoupled1997To2010,
    /// The same of permits of 2013.
    Uncoupled2013,
    /// The share of a duty, by its key, that was done in time, of those due.
    InTime(&'static str),
    /// The Act that is executed has no such rule: from when another did, and why nothing is counted.
    NotInTheAct(Words),
}

const NOTE: &str = "Rigsrevisionen, notat om integrationsindsatsen, 2017, punkt 7";
const ANSWER: &str = "Svar på spørgsmål 420 (alm. del), 2015";
const NO_FIGURE: &str = "Ikke nævnt i Rigsrevisionens notat af 2017; spørgsmålet følger af bestemmelsen";

/// The questions.
pub static QUESTIONS: [Question; 8] = [
    Question {
        key: "contracts-without-goal",
        words: Words::new(
            "Kontrakter uden mål for beskæftigelse eller uddannelse",
            "Contracts without a goal of employment or education",
        ),
        definition: Words::new(
            "Personer med program, hvis gældende kontrakt hverken har mål for beskæftigelse eller uddannelse, af alle med program og kontrakt.",
            "Persons in a programme whose contract in force has a goal neither of employment nor of education, of all in a programme with a contract.",
        ),
        provision: Some(cite!("§ 19, stk. 4, 1. pkt.")),
        found_then: Some(0.65),
        source: NOTE,
        measure: Measure::ContractsWithoutGoal,
    },
    Question {
        key: "uncoupled-1997-2010",
        words: Words::new(
            "Opholdstilladelser 1997–2010, hvor CPR-nummer ikke er koblet",
            "Residence permits of 1997–2010 without a coupled CPR number",
        ),
        definition: Words::new(
            "Registreringer af opholdstilladelse til flygtninge og familiesammenførte meddelt 1997–2010, hvis person ikke er koblet til et CPR-nummer, af alle sådanne registreringer.",
            "Registrations of a residence permit to refugees and reunited families granted 1997–2010 whose person is not coupled to a CPR number, of all such registrations.",
        ),
        provision: None,
        found_then: Some(0.10),
        source: ANSWER,
        measure: Measure::Uncoupled1997To2010,
    },
    Question {
        key: "uncoupled-2013",
        words: Words::new(
            "Opholdstilladelser 2013, hvor CPR-nummer ikke er koblet",
            "Residence permits of 2013 without a coupled CPR number",
        ),
        definition: Words::new(
            "Registreringer af opholdstilladelse til flygtninge og familiesammenførte meddelt 2013, hvis person ikke er koblet til et CPR-nummer, af alle sådanne registreringer.",
            "Registrations of a residence permit to refugees and reunited families granted 2013 whose person is not coupled to a CPR number, of all such registrations.",
        ),
        provision: None,
        found_then: Some(0.03),
        source: ANSWER,
        measure: Measure::Uncoupled2013,
    },
    Question {
        key: "contract-in-time",
        words: Words::new("Kontrakt inden en måned", "Contract within a month"),
        definition: Words::new(
            "Pligten til at udarbejde kontrakten, opfyldt senest på lovens frist, af dem, hvis frist er passeret eller som er opfyldt.",
            "The duty to draw up the contract, done by the legal date, of those whose date has passed or that are done.",
        ),
        provision: Some(cite!("§ 19, stk. 1, 1. pkt.")),
        found_then: None,
        source: NO_FIGURE,
        measure: Measure::InTime("contract.draw_up"),
    },
    Question {
        key: "programme-in-time",
        words: Words::new("Program begyndt til tiden", "Programme begun in time"),
        definition: Words::new(
            "Pligten til at begynde programmet, opfyldt senest på lovens frist, af dem, hvis frist er passeret eller som er opfyldt.",
            "The duty to begin the programme, done by the legal date, of those whose date has passed or that are done.",
        ),
        provision: Some(cite!("§ 16, stk. 4")),
        found_then: None,
        source: NO_FIGURE,
        measure: Measure::InTime("programme.start"),
    },
    Question {
        key: "danish-in-time",
        words: Words::new("Henvist til danskuddannelse inden en måned", "Referred to Danish education within a month"),
        definition: Words::new(
            "Pligten til at henvise til danskuddannelse, opfyldt senest på lovens frist, af dem, hvis frist er passeret eller som er opfyldt.",
            "The duty to refer to Danish education, done by the legal date, of those whose date has passed or that are done.",
        ),
        provision: Some(cite!("§ 21, stk. 1, 1. pkt.")),
        found_then: None,
        source: NO_FIGURE,
        measure: Measure::InTime("danish.refer"),
    },
    Question {
        key: "follow-up-in-time",
        words: Words::new("Opfølgning hver tredje måned", "Follow-up every third month"),
        definition: Words::new(
            "Pligterne til at følge op på kontrakten, opfyldt senest på lovens frist, af dem, hvis frist er passeret eller som er opfyldt.",
            "The duties to follow up on the contract, done by the legal date, of those whose date has passed or that are done.",
        ),
        provision: Some(cite!("§ 20, stk. 1, 2. pkt.")),
        found_then: None,
        source: NO_FIGURE,
        measure: Measure::InTime("follow_up.hold"),
    },
    Question {
        key: "health-assessment",
        words: Words::new("Helbredsmæssig vurdering", "Assessment of health"),
        definition: Words::new(
            "Tilbud om helbredsmæssig vurdering inden fristen, af alle, der skulle have det.",
            "An offer of an assessment of health in time, of all who were to have it.",
        ),
        provision: None,
        found_then: None,
        source: NO_FIGURE,
        measure: Measure::NotInTheAct(Words::new(
            "Lovbekendtgørelse 1593 af 14. december 2007 har ingen regel om helbredsmæssig vurdering; den kom 1. juli 2013 (L 190, 2012-13). Der er intet at måle på, og der gættes ikke.",
            "The consolidated Act 1593 of 14 December 2007 has no rule on an assessment of health; it came on 1 July 2013 (L 190, 2012-13). There is nothing to measure, and nothing is guessed.",
        )),
    },
];

/// The question with a name.
pub fn question(key: &str) -> Option<&'static Question> {
    QUESTIONS.iter().find(|question| question.key == key)
}

/// Contracts of persons in a programme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contracts {
    /// With a goal of employment or education.
    pub with_goal: u64,
    /// Without one.
    pub without_goal: u64,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ratio {
    /// How many.
    pub number: u64,
    /// Of how many.
    pub of: u64,
}

impl Ratio {
    /// As a share, 0 to 1; none of nothing.
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.number as f64 / self.of as f64)
    }
}

/// Answers a question; none where the Act has no such rule, or where the couplings are not given.
pub fn answer(
    question: &Question,
    figures: &Figures,
    contracts: Contracts,
    couplings: Option<&uncoupled::Figures>,
) -> Option<Ratio> {
    let uncoupled = |rate: uncoupled::Rate| Ratio { number: rate.uncoupled, of: rate.permits };
    match question.measure {
        Measure::ContractsWithoutGoal => {
            let Contracts { with_goal, without_goal } = contracts;
            Some(Ratio { number: without_goal, of: with_goal + without_goal })
        }
        Measure::Uncoupled1997To2010 => couplings.map(|figures| uncoupled(figures.granted_1997_to_2010)),
        Measure::Uncoupled2013 => couplings.map(|figures| uncoupled(figures.granted_2013)),
        Measure::InTime(key) => {
            let of_duty = figures.by_duty.iter().filter(|(duty, _)| duty.key == key);
            let counted = of_duty.fold(Tally::default(), |sum, (_, tally)| Tally {
                in_time: sum.in_time + tally.in_time,
                late: sum.late + tally.late,
                missing: sum.missing + tally.missing,
                ..sum
            });
            Some(Ratio { number: counted.in_time, of: counted.due() })
        }
        Measure::NotInTheAct(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use law::duty::DutyNumber;

    use super::super::figures::{Counting, Scope};
    use super::super::{Course, GroundGroup, PersonDuty};
    use super::*;

    fn figures() -> Figures {
        let mut counting = Counting::new(Scope::over(date(2008, 1, 1), date(2008, 12, 31)), date(2009, 1, 1));
        for done in [date(2008, 3, 1), date(2008, 4, 1), date(2008, 4, 2)] {
            counting.add(&PersonDuty {
                duty: DutyNumber::named("contract.draw_up").expect("a duty"),
                person: 0,
                municipality: None,
                ground: GroundGroup::Refugee,
                since: date(2008, 3, 1),
                due: Some(date(2008, 4, 1)),
                course: Course::Done(done),
            });
        }
        counting.finish()
    }

    #[test]
    fn every_question_is_answered_or_says_why_it_is_not() {
        let contracts = Contracts { with_goal: 35, without_goal: 65 };
        let couplings = uncoupled::Figures {
            granted_2013: uncoupled::Rate { permits: 100, uncoupled: 3 },
            ..uncoupled::Figures::default()
        };
        for question in &QUESTIONS {
            let answered = answer(question, &figures(), contracts, Some(&couplings));
            let not_in_the_act = matches!(question.measure, Measure::NotInTheAct(_));
            assert_eq!(answered.is_none(), not_in_the_act, "{}", question.key);
        }
        let of =
            |key| answer(question(key).expect(key), &figures(), contracts, Some(&couplings)).and_then(Ratio::share);
        assert_eq!(of("contracts-without-goal"), question("contracts-without-goal").and_then(|one| one.found_then));
        assert_eq!(of("uncoupled-2013"), Some(0.03));
        assert_eq!(of("uncoupled-1997-2010"), None, "no permits of those years");
        assert_eq!(of("contract-in-time"), Some(2.0 / 3.0));
        assert_eq!(of("danish-in-time"), None, "none was due");
    }

    #[test]
    fn without_the_registers_the_couplings_are_not_answered_and_the_rest_is() {
        let of = |key| answer(question(key).expect(key), &figures(), Contracts::default(), None);
        assert_eq!(of("uncoupled-2013"), None);
        assert!(of("contract-in-time").is_some());
    }

    #[test]
    fn a_question_about_a_duty_names_one_of_the_act() {
        for question in &QUESTIONS {
            if let Measure::InTime(key) = question.measure {
                assert!(DutyNumber::named(key).is_some(), "{key}");
            }
        }
    }
}
