//! A sample under review: what was drawn, how each decision was assessed, what each municipality was asked and answered.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use law::words::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::MunicipalityCode;

use super::sample::{Decision, Wanted};
use crate::ledger::{Entry, Ledger, Party, WrongStep, after, by, filled, not_before, within};

/// A sample under review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AvailabilityReview")]
pub struct Review {
    /// What was asked for.
    pub wanted: Wanted,
    /// What it was drawn from.
    pub population: Vec<Stratum>,
    /// Decisions that no municipality is known for.
    pub without_municipality: u32,
    /// Decisions about persons with problems beyond unemployment: § 25 b is about those who are only unemployed.
    pub beyond_unemployment: u32,
    /// Cases with decisions that the Act cannot read; none in a review begun before they were counted.
    pub unreadable_cases: Option<u32>,
    /// What was drawn, and how it was assessed.
    pub chosen: Vec<Chosen>,
    /// When each municipality was told what the review found, after the last assessment of its decisions.
    pub told: BTreeMap<MunicipalityCode, Date>,
    /// What municipalities were asked, the newest question to each.
    pub follow_ups: BTreeMap<MunicipalityCode, FollowUp>,
    /// When it was drawn.
    pub drawn: Date,
    /// When it was closed, and with what conclusion.
    pub closed: Option<(Date, String)>,
    /// The day of the newest step.
    pub newest: Date,
}

/// How many decisions a municipality has in the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ReviewStratum")]
#[serde(deny_unknown_fields)]
pub struct Stratum {
    /// Which municipality.
    pub municipality: MunicipalityCode,
    /// Its decisions.
    pub decisions: u32,
}

/// A decision that was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ReviewDecision")]
pub struct Chosen {
    /// Which.
    #[serde(flatten)]
    pub decision: Decision,
    /// How it was assessed last.
    pub assessed: Option<Assessed>,
}

/// How a decision was assessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ReviewAssessed")]
pub struct Assessed {
    /// When.
    pub on: Date,
    /// What is wrong with it; nothing where it is lawful.
    pub errors: BTreeSet<Error>,
    /// Whether benefit was wrongly paid, so that the expense cannot be reported for the state's refund (§ 25 b, stk. 4).
    pub refund_lost: bool,
    /// Why.
    pub note: String,
}

/// What is wrong with a judgement of availability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "AvailabilityError")]
#[serde(rename_all = "kebab-case")]
pub enum Error {
    /// A ground on which work cannot be demanded was overlooked (§ 25, stk. 4–5).
    GroundOverlooked,
    /// Work was not demanded though no ground stood against it (§ 25, stk. 3).
    GroundUnfounded,
    /// A circumstance that must lead to a judgement did not (§ 25 a, stk. 1 and 5).
    JudgementLate,
    /// The benefit was reduced or stopped though the conditions were not met (§§ 30 and 31).
    SanctionUnfounded,
    /// The benefit was not reduced or stopped though the conditions were met (§§ 30 and 31).
    SanctionOmitted,
    /// The reduction is of the wrong size or time (§ 30).
    SanctionMiscounted,
    /// The facts were not examined enough to judge.
    PoorlyExamined,
    /// The person was not heard (forvaltningsloven § 19).
    NotHeard,
    /// Reasons are missing (forvaltningsloven §§ 22 and 24).
    NoReasons,
    /// Guidance on complaint is missing (forvaltningsloven § 25).
    NoComplaintGuidance,
}

impl Error {
    /// What users and letters say.
    pub fn words(self) -> Words {
        match self {
            Self::GroundOverlooked => Words::new(
                "en grund, så arbejde ikke kan kræves, er overset (§ 25, stk. 4-5)",
                "a ground on which work cannot be demanded was overlooked (§ 25, stk. 4-5)",
            ),
            Self::GroundUnfounded => Words::new(
                "arbejde er ikke krævet, uden at der er grund til det (§ 25, stk. 3)",
                "work was not demanded though no ground stood against it (§ 25, stk. 3)",
            ),
            Self::JudgementLate => Words::new(
                "en vurdering skulle være foretaget tidligere (§ 25 a, stk. 1 og 5)",
                "a judgement should have been made earlier (§ 25 a, stk. 1 and 5)",
            ),
            Self::SanctionUnfounded => Words::new(
                "ydelsen er nedsat eller ophørt, uden at betingelserne er opfyldt (§§ 30 og 31)",
                "the benefit was reduced or stopped though the conditions were not met (§§ 30 and 31)",
            ),
            Self::SanctionOmitted => Words::new(
                "ydelsen er ikke nedsat eller ophørt, selv om betingelserne er opfyldt (§§ 30 og 31)",
                "the benefit was not reduced or stopped though the conditions were met (§§ 30 and 31)",
            ),
            Self::SanctionMiscounted => Words::new(
                "nedsættelsen har forkert størrelse eller tidspunkt (§ 30)",
                "the reduction is of the wrong size or time (§ 30)",
            ),
            Self::PoorlyExamined => Words::new("sagen er ikke oplyst nok", "the case was not examined enough"),
            Self::NotHeard => Words::new(
                "partshøring mangler (forvaltningsloven § 19)",
                "the person was not heard (forvaltningsloven § 19)",
            ),
            Self::NoReasons => Words::new(
                "begrundelse mangler (forvaltningsloven §§ 22 og 24)",
                "reasons are missing (forvaltningsloven §§ 22 and 24)",
            ),
            Self::NoComplaintGuidance => Words::new(
                "klagevejledning mangler (forvaltningsloven § 25)",
                "guidance on complaint is missing (forvaltningsloven § 25)",
            ),
        }
    }

    /// Every kind of error.
    pub const ALL: [Self; 10] = [
        Self::GroundOverlooked,
        Self::GroundUnfounded,
        Self::JudgementLate,
        Self::SanctionUnfounded,
        Self::SanctionOmitted,
        Self::SanctionMiscounted,
        Self::PoorlyExamined,
        Self::NotHeard,
        Self::NoReasons,
        Self::NoComplaintGuidance,
    ];

    /// The name in facts and forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::GroundOverlooked => "ground-overlooked",
            Self::GroundUnfounded => "ground-unfounded",
            Self::JudgementLate => "judgement-late",
            Self::SanctionUnfounded => "sanction-unfounded",
            Self::SanctionOmitted => "sanction-omitted",
            Self::SanctionMiscounted => "sanction-miscounted",
            Self::PoorlyExamined => "poorly-examined",
            Self::NotHeard => "not-heard",
            Self::NoReasons => "no-reasons",
            Self::NoComplaintGuidance => "no-complaint-guidance",
        }
    }
}

/// What a municipality was asked, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ReviewFollowUp")]
pub struct FollowUp {
    /// When.
    pub on: Date,
    /// What.
    pub what: String,
    /// The last day for answering.
    pub deadline: Date,
    /// The answer.
    pub answer: Option<(Date, String)>,
    /// When it was settled, and how.
    pub settled: Option<(Date, String)>,
}

/// Most decisions of one sample.
const DECISIONS_MOST: usize = 2_000;

/// What is done with a sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "AvailabilityStep")]
#[serde(tag = "step", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// It is drawn. Made where the population is known, never handed in.
    Drawn {
        /// What was asked for.
        wanted: Wanted,
        /// What it was drawn from.
        population: Vec<Stratum>,
        /// Decisions that no municipality is known for.
        without_municipality: u32,
        /// Decisions about persons with problems beyond unemployment: § 25 b is about those who are only unemployed.
        beyond_unemployment: u32,
        /// Cases with decisions that the Act cannot read: nothing of them can be drawn.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unreadable_cases: Option<u32>,
        /// What was drawn.
        chosen: Vec<Decision>,
    },
    /// A decision is assessed, or assessed again.
    Assessed {
        /// The case.
        case: String,
        /// The fact.
        fact: String,
        /// Whether it is lawful.
        lawful: bool,
        /// What is wrong with it; nothing where it is lawful.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        errors: BTreeSet<Error>,
        /// Whether benefit was wrongly paid, so that the expense cannot be reported for the state's refund (§ 25 b, stk. 4).
        #[serde(default)]
        refund_lost: bool,
        /// Why. Must be said where something is wrong.
        #[serde(default)]
        note: String,
    },
    /// A municipality is told what was found in its decisions, and whether refund is lost (§ 25 b, stk. 4). Goes out as a letter.
    Communicated {
        /// Which.
        municipality: MunicipalityCode,
        /// What else is said; nothing where there is nothing.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        remarks: String,
    },
    /// A municipality is asked something. Goes out as a letter.
    FollowedUp {
        /// Which.
        municipality: MunicipalityCode,
        /// What.
        what: String,
        /// The last day for answering.
        deadline: Date,
    },
    /// It answered.
    Answered {
        /// Which.
        municipality: MunicipalityCode,
        /// What, or where the answer lies.
        answer: String,
    },
    /// The question is settled.
    Settled {
        /// Which municipality's.
        municipality: MunicipalityCode,
        /// How.
        conclusion: String,
    },
    /// The review is closed: everything is assessed, every municipality told, and nothing waits.
    Closed {
        /// With what conclusion.
        conclusion: String,
    },
}

impl Assessed {
    fn finds_the_same_as(&self, other: &Self) -> bool {
        (&self.errors, self.refund_lost) == (&other.errors, other.refund_lost)
    }
}

impl Review {
    fn begun(entry: &Entry<Step>) -> Result<Self, WrongStep> {
        let Step::Drawn { wanted, population, without_municipality, beyond_unemployment, unreadable_cases, chosen } =
            &entry.what
        else {
            return Err(WrongStep::NotBegun);
        };
        filled("seed", &wanted.seed)?;
        not_before("to", wanted.to, wanted.from)?;
        within("per_municipality", i64::from(wanted.per_municipality), 1, 200)?;
        let most = i64::try_from(DECISIONS_MOST).unwrap_or(i64::MAX);
        within("per_municipality", i64::try_from(chosen.len()).unwrap_or(i64::MAX), 1, most)?;
        Ok(Self {
            wanted: wanted.clone(),
            population: population.clone(),
            without_municipality: *without_municipality,
            beyond_unemployment: *beyond_unemployment,
            unreadable_cases: *unreadable_cases,
            chosen: chosen.iter().map(|decision| Chosen { decision: decision.clone(), assessed: None }).collect(),
            told: BTreeMap::new(),
            follow_ups: BTreeMap::new(),
            drawn: entry.on,
            closed: None,
            newest: entry.on,
        })
    }

    /// How many decisions are not assessed yet.
    pub fn unassessed(&self) -> usize {
        self.chosen.iter().filter(|chosen| chosen.assessed.is_none()).count()
    }

    fn question(&mut self, municipality: MunicipalityCode) -> Result<&mut FollowUp, WrongStep> {
        let open = self.follow_ups.get_mut(&municipality).filter(|one| one.settled.is_none());
        open.ok_or_else(|| WrongStep::NoSuch { field: "municipality", value: municipality.to_string() })
    }

    fn assess(&mut self, entry: &Entry<Step>) -> Result<(), WrongStep> {
        let Step::Assessed { case, fact, lawful, errors, refund_lost, note } = &entry.what else {
            return Err(WrongStep::NotOfThisKind);
        };
        if *lawful && let Some(error) = errors.first() {
            return Err(WrongStep::Twice { field: "errors", value: error.key().to_owned() });
        }
        if *lawful && *refund_lost {
            return Err(WrongStep::Twice { field: "refund_lost", value: case.clone() });
        }
        if !lawful {
            if errors.is_empty() {
                return Err(WrongStep::Blank { field: "errors" });
            }
            filled("note", note)?;
        }
        let chosen = self.chosen.iter_mut().find(|one| one.decision.case == *case && one.decision.fact == *fact);
        let chosen = chosen.ok_or_else(|| WrongStep::NoSuch { field: "case", value: case.clone() })?;
        let assessed = Assessed { on: entry.on, errors: errors.clone(), refund_lost: *refund_lost, note: note.clone() };
        let is_news = chosen.assessed.as_ref().is_none_or(|before| !before.finds_the_same_as(&assessed));
        chosen.assessed = Some(assessed);
        // What was told before is not what is found now.
        if is_news && let Some(municipality) = chosen.decision.municipality {
            self.told.remove(&municipality);
        }
        Ok(())
    }

    /// Municipalities of the sample that have not been told what was found.
    pub fn untold(&self) -> BTreeSet<MunicipalityCode> {
        let drawn = self.chosen.iter().filter_map(|one| one.decision.municipality);
        drawn.filter(|code| !self.told.contains_key(code)).collect()
    }

    fn communicate(&mut self, on: Date, municipality: MunicipalityCode) -> Result<(), WrongStep> {
        let mut its_own = self.chosen.iter().filter(|one| one.decision.municipality == Some(municipality)).peekable();
        if its_own.peek().is_none() {
            return Err(WrongStep::NoSuch { field: "municipality", value: municipality.to_string() });
        }
        if its_own.any(|one| one.assessed.is_none()) {
            return Err(WrongStep::TooSoon { needs: "assessed" });
        }
        self.told.insert(municipality, on);
        Ok(())
    }

    fn follow_up(
        &mut self,
        on: Date,
        municipality: MunicipalityCode,
        what: &str,
        deadline: Date,
    ) -> Result<(), WrongStep> {
        filled("what", what)?;
        after("deadline", deadline, on)?;
        let its_own = |one: &&Chosen| one.decision.municipality == Some(municipality);
        if !self.chosen.iter().filter(its_own).any(|one| one.assessed.is_some()) {
            return Err(WrongStep::TooSoon { needs: "assessed" });
        }
        if self.question(municipality).is_ok() {
            return Err(WrongStep::Twice { field: "municipality", value: municipality.to_string() });
        }
        let question = FollowUp { on, what: what.to_owned(), deadline, answer: None, settled: None };
        self.follow_ups.insert(municipality, question);
        Ok(())
    }
}

impl Ledger for Review {
    type Step = Step;

    fn take(before: Option<&Self>, entry: &Entry<Step>) -> Result<Self, WrongStep> {
        by(entry, Party::Ministry)?;
        let Some(before) = before else { return Self::begun(entry) };
        let on = entry.on;
        not_before("on", on, before.newest)?;
        if before.closed.is_some() {
            return Err(WrongStep::Closed);
        }
        let mut review = before.clone();
        review.newest = on;
        match &entry.what {
            Step::Drawn { .. } => return Err(WrongStep::BegunAlready),
            Step::Assessed { .. } => review.assess(entry)?,
            Step::Communicated { municipality, .. } => review.communicate(on, *municipality)?,
            Step::FollowedUp { municipality, what, deadline } => {
                review.follow_up(on, *municipality, what, *deadline)?;
            }
            Step::Answered { municipality, answer } => {
                filled("answer", answer)?;
                review.question(*municipality)?.answer = Some((on, answer.clone()));
            }
            Step::Settled { municipality, conclusion } => {
                filled("conclusion", conclusion)?;
                review.question(*municipality)?.settled = Some((on, conclusion.clone()));
            }
            Step::Closed { conclusion } => {
                filled("conclusion", conclusion)?;
                if review.unassessed() > 0 {
                    return Err(WrongStep::TooSoon { needs: "assessed" });
                }
                let untold: Vec<String> = review.untold().iter().map(ToString::to_string).collect();
                if !untold.is_empty() {
                    return Err(WrongStep::Incomplete { field: "communicated", missing: untold });
                }
                let open = review.follow_ups.iter().filter(|(_, one)| one.settled.is_none());
                let missing: Vec<String> = open.map(|(code, _)| code.to_string()).collect();
                if !missing.is_empty() {
                    return Err(WrongStep::Incomplete { field: "step", missing });
                }
                review.closed = Some((on, conclusion.clone()));
            }
        }
        Ok(review)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{Judged, figures};
    use super::*;

    fn aarhus() -> MunicipalityCode {
        MunicipalityCode::new(751).expect("Aarhus")
    }

    fn decision(case: &str) -> Decision {
        Decision {
            case: case.into(),
            fact: "availability_assessment-1".into(),
            judged: Judged::Available,
            on: date(2026, 3, 1),
            municipality: Some(aarhus()),
        }
    }

    fn drawn() -> Step {
        Step::Drawn {
            wanted: Wanted {
                from: date(2026, 1, 1),
                to: date(2026, 6, 30),
                per_municipality: 2,
                seed: "2026-1".into(),
                municipality: None,
            },
            population: vec![Stratum { municipality: aarhus(), decisions: 9 }],
            without_municipality: 0,
            beyond_unemployment: 0,
            unreadable_cases: Some(0),
            chosen: vec![decision("K-1"), decision("K-2")],
        }
    }

    fn assessed(case: &str, errors: &[Error], note: &str) -> Step {
        Step::Assessed {
            case: case.into(),
            fact: "availability_assessment-1".into(),
            lawful: errors.is_empty(),
            errors: errors.iter().copied().collect(),
            refund_lost: false,
            note: note.into(),
        }
    }

    fn course(steps: impl IntoIterator<Item = Step>) -> Result<Review, WrongStep> {
        let mut review: Option<Review> = None;
        for what in steps {
            let entry = Entry { on: date(2026, 7, 1), party: Party::Ministry, what };
            review = Some(Review::take(review.as_ref(), &entry)?);
        }
        Ok(review.expect("at least one step"))
    }

    #[test]
    fn an_error_is_named_and_reasoned_and_a_lawful_decision_has_none() {
        assert_eq!(
            course([drawn(), assessed("K-1", &[Error::NotHeard], " ")]),
            Err(WrongStep::Blank { field: "note" })
        );
        let unnamed = Step::Assessed {
            case: "K-1".into(),
            fact: "availability_assessment-1".into(),
            lawful: false,
            errors: BTreeSet::new(),
            refund_lost: false,
            note: "forkert".into(),
        };
        assert_eq!(course([drawn(), unnamed]), Err(WrongStep::Blank { field: "errors" }));
        let foreign = course([drawn(), assessed("K-9", &[], "")]);
        assert!(matches!(foreign, Err(WrongStep::NoSuch { field: "case", .. })));
    }

    #[test]
    fn a_review_is_closed_when_everything_is_assessed_and_every_question_settled() {
        let close = Step::Closed { conclusion: "Rapport sendt.".into() };
        let ask = Step::FollowedUp {
            municipality: aarhus(),
            what: "Partshøring mangler.".into(),
            deadline: date(2026, 8, 1),
        };
        let settle = Step::Settled { municipality: aarhus(), conclusion: "Ny praksis.".into() };
        let tell = Step::Communicated { municipality: aarhus(), remarks: String::new() };
        let both = [drawn(), assessed("K-1", &[Error::NotHeard], "ingen høring"), assessed("K-2", &[], "")];
        let untold = course(both.iter().cloned().chain([close.clone()]));
        assert_eq!(untold, Err(WrongStep::Incomplete { field: "communicated", missing: vec!["0751".into()] }));
        let too_soon = both[..2].iter().cloned().chain([tell.clone()]);
        assert_eq!(course(too_soon), Err(WrongStep::TooSoon { needs: "assessed" }));
        let again = [tell.clone(), assessed("K-2", &[Error::SanctionOmitted], "ydelsen fortsatte"), close.clone()];
        let news = course(both.iter().cloned().chain(again));
        assert!(matches!(news, Err(WrongStep::Incomplete { field: "communicated", .. })), "told what holds no more");
        let half = both[..2].iter().cloned().chain([close.clone()]);
        assert_eq!(course(half), Err(WrongStep::TooSoon { needs: "assessed" }));
        let asked: Vec<Step> = both.into_iter().chain([tell, ask.clone()]).collect();
        let open = course(asked.iter().cloned().chain([close.clone()]));
        assert!(matches!(open, Err(WrongStep::Incomplete { .. })));
        let twice = course(asked.iter().cloned().chain([ask]));
        assert!(matches!(twice, Err(WrongStep::Twice { field: "municipality", .. })));
        let review = course(asked.into_iter().chain([settle, close])).expect("the whole way");
        let figures = figures(&review);
        assert_eq!((figures[0].decisions, figures[0].drawn, figures[0].assessed, figures[0].lawful), (9, 2, 2, 1));
        assert_eq!(figures[0].errors, [(Error::NotHeard, 1)].into());
    }

    #[test]
    fn a_decision_that_is_assessed_again_counts_once_by_its_last_assessment() {
        let review = course([drawn(), assessed("K-1", &[Error::NoReasons], "kort"), assessed("K-1", &[], "")]);
        let review = review.expect("assessed twice");
        assert_eq!((review.unassessed(), figures(&review)[0].lawful), (1, 1));
    }
}
