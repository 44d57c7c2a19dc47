//! The four answers a provision can give, and what they still need.

use schemars::JsonSchema;
use serde::Serialize;

use crate::act::Provision;
use crate::why::{Evidence, Why};
use crate::words::Words;

/// What a provision answers. Nothing defaults to no: what is not known is missing, what is not the program's to weigh is left to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// It cannot be decided before a fact is known.
    Missing(&'static MissingFact),
    /// Somebody has to make a judgement, and record it as a fact.
    ForJudgement(&'static Judgement),
}

/// A fact that a rule needs and the case does not hold.
#[derive(Debug, PartialEq, Eq)]
pub struct MissingFact {
    /// The kind of fact that would answer, as in the case file; with the field behind a full stop where only that is missing.
    pub fact: &'static str,
    /// What to ask for.
    pub words: Words,
}

/// A judgement that the Act leaves to a person.
#[derive(Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The kind of fact that records it.
    pub fact: &'static str,
    /// Whose judgement it is.
    pub by: Bearer,
    /// The question to be judged.
    pub words: Words,
}

/// Who has a duty, a judgement or a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bearer {
    /// The municipality that is responsible (kommunalbestyrelsen).
    Municipality,
    /// The municipality that the person left (fraflytningskommunen).
    FormerMunicipality,
    /// The municipality that the person moves to (tilflytningskommunen).
    NewMunicipality,
    /// The municipalities of a region together.
    MunicipalitiesOfRegion,
    /// Udlændingeservice.
    ImmigrationService,
    /// The state's part of the jobcentre.
    Jobcentre,
    /// The person the case is about.
    Foreigner,
    /// Another actor empowered under § 5, stk. 3.
    OtherActor,
    /// The prison and probation service.
    PrisonService,
    /// The police or the prison and probation service.
    Police,
    /// The minister for refugees, immigrants and integration.
    Minister,
    /// An integration council.
    IntegrationCouncil,
    /// The representatives who elect the Council for Ethnic Minorities.
    Representatives,
}

impl Bearer {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::Municipality => Words::new("kommunalbestyrelsen", "the municipality"),
            Self::FormerMunicipality => Words::new("fraflytningskommunen", "the municipality moved from"),
            Self::NewMunicipality => Words::new("tilflytningskommunen", "the municipality moved to"),
            Self::MunicipalitiesOfRegion => Words::new("kommunerne i regionen", "the municipalities of the region"),
            Self::ImmigrationService => Words::new("Udlændingeservice", "the Immigration Service"),
            Self::Jobcentre => Words::new("staten i jobcenteret", "the state in the jobcentre"),
            Self::Foreigner => Words::new("udlændingen", "the foreigner"),
            Self::OtherActor => Words::new("anden aktør", "another actor"),
            Self::PrisonService => Words::new("kriminalforsorgen", "the Prison and Probation Service"),
            Self::Police => {
                Words::new("politiet eller kriminalforsorgen", "the police or the Prison and Probation Service")
            }
            Self::Minister => Words::new("ministeren", "the minister"),
            Self::IntegrationCouncil => Words::new("integrationsrådet", "the integration council"),
            Self::Representatives => Words::new("repræsentantskabet", "the board of representatives"),
        }
    }
}

impl Answer {
    /// Yes where it holds, no where it does not.
    pub fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// The answer of a fact that may not be known.
    pub fn known(holds: Option<bool>, missing: &'static MissingFact) -> Self {
        holds.map_or(Self::Missing(missing), Self::of)
    }

    /// The answer of a judgement that may not have been made.
    pub fn judged(holds: Option<bool>, judgement: &'static Judgement) -> Self {
        holds.map_or(Self::ForJudgement(judgement), Self::of)
    }

    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Missing(_) => "missing",
            Self::ForJudgement(_) => "for_judgement",
        }
    }

    /// Whether it is yes.
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }

    /// Whether it is no.
    pub fn is_no(self) -> bool {
        self == Self::No
    }

    /// Whether it waits for a fact or a judgement.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Yes | Self::No)
    }

    /// Yes becomes no and no yes; what is open stays open.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            open => open,
        }
    }
}

/// An answer, with the provision that decided it and everything it waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The answer: the first no, else the first open one, else yes.
    pub answer: Answer,
    /// The provision that decided.
    pub provision: Provision,
    /// All answers that are open, each once. Empty where the answer is yes or no.
    pub open: Vec<Answer>,
}

impl Finding {
    /// An answer given by one provision alone.
    pub fn of(answer: Answer, provision: Provision) -> Self {
        Self { answer, provision, open: if answer.is_open() { vec![answer] } else { Vec::new() } }
    }

    /// The same, written down as a step.
    pub fn noted(answer: Answer, provision: Provision, evidence: impl Into<Evidence>, why: &mut Why) -> Self {
        why.answer(provision, answer, evidence);
        Self::of(answer, provision)
    }

    /// The opposite, found by the same provision; what is open stays open.
    #[must_use]
    pub fn opposite(self) -> Self {
        Self { answer: self.answer.negated(), ..self }
    }

    /// The finding, unless an exception holds; where that is open, so is the whole, and waits for both. The place where rule and exception meet.
    #[must_use]
    pub fn unless(self, exception: &Self) -> Self {
        match exception.answer {
            Answer::Yes => Self::of(Answer::No, exception.provision),
            Answer::No => self,
            _ if self.answer.is_no() => self,
            open => {
                let mut waiting = self.open;
                waiting
                    .extend(exception.open.iter().filter(|open| !waiting.contains(open)).copied().collect::<Vec<_>>());
                Self { answer: open, provision: exception.provision, open: waiting }
            }
        }
    }
}

/// Conditions that must all be met: a no outweighs what is open, what is open outweighs a yes.
#[derive(Debug)]
pub struct AllOf {
    finding: Finding,
}

impl AllOf {
    /// Conditions of a provision; it is the deciding one when all of them are met.
    pub fn conditions_of(provision: Provision) -> Self {
        Self { finding: Finding::of(Answer::Yes, provision) }
    }

    /// Adds a condition and writes it down as a step.
    pub fn require(&mut self, provision: Provision, answer: Answer, evidence: impl Into<Evidence>, why: &mut Why) {
        why.answer(provision, answer, evidence);
        self.take(&Finding::of(answer, provision));
    }

    /// Adds a condition that has been found, with its steps, elsewhere.
    pub fn take(&mut self, condition: &Finding) {
        let finding = &mut self.finding;
        match condition.answer {
            Answer::Yes => {}
            Answer::No if finding.answer.is_no() => {}
            Answer::No => *finding = condition.clone(),
            _ if finding.answer.is_no() => {}
            open => {
                if finding.answer.is_yes() {
                    finding.answer = open;
                    finding.provision = condition.provision;
                }
                for waiting in &condition.open {
                    if !finding.open.contains(waiting) {
                        finding.open.push(*waiting);
                    }
                }
            }
        }
    }

    /// The answer to all conditions together.
    pub fn finding(self) -> Finding {
        self.finding
    }
}

/// Conditions of which one is enough: a yes outweighs what is open, what is open outweighs a no.
#[derive(Debug)]
pub struct OneOf {
    finding: Finding,
}

impl OneOf {
    /// Conditions of a provision; it is the deciding one when none of them is met.
    pub fn conditions_of(provision: Provision) -> Self {
        Self { finding: Finding::of(Answer::No, provision) }
    }

    /// Adds a condition and writes it down as a step.
    pub fn allow(&mut self, provision: Provision, answer: Answer, evidence: impl Into<Evidence>, why: &mut Why) {
        why.answer(provision, answer, evidence);
        let finding = &mut self.finding;
        match answer {
            _ if finding.answer.is_yes() => {}
            Answer::Yes => *finding = Finding::of(Answer::Yes, provision),
            Answer::No => {}
            open => {
                if finding.answer.is_no() {
                    *finding = Finding::of(open, provision);
                } else if !finding.open.contains(&open) {
                    finding.open.push(open);
                }
            }
        }
    }

    /// The answer to the alternatives together.
    pub fn finding(self) -> Finding {
        self.finding
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite;

    static A_FACT: MissingFact =
        MissingFact { fact: "citizenship", words: Words::new("statsborgerskab", "citizenship") };
    static A_JUDGEMENT: Judgement = Judgement {
        fact: "reasonable_ground",
        by: Bearer::Municipality,
        words: Words::new("rimelig grund?", "reasonable ground?"),
    };

    fn all(answers: &[Answer]) -> Finding {
        let mut all = AllOf::conditions_of(cite!("§ 16 a, stk. 1"));
        for answer in answers {
            all.require(cite!("§ 16 a, stk. 1, nr. 1"), *answer, (), &mut Why::silent());
        }
        all.finding()
    }

    #[test]
    fn a_no_outweighs_a_missing_fact_and_leaves_nothing_to_ask_for() {
        let finding = all(&[Answer::Missing(&A_FACT), Answer::No, Answer::ForJudgement(&A_JUDGEMENT)]);
        assert_eq!(finding, Finding::of(Answer::No, cite!("§ 16 a, stk. 1, nr. 1")));
    }

    #[test]
    fn all_that_is_missing_is_listed_once() {
        let finding =
            all(&[Answer::Missing(&A_FACT), Answer::Yes, Answer::ForJudgement(&A_JUDGEMENT), Answer::Missing(&A_FACT)]);
        assert_eq!(finding.answer, Answer::Missing(&A_FACT));
        assert_eq!(finding.open, [Answer::Missing(&A_FACT), Answer::ForJudgement(&A_JUDGEMENT)]);
    }

    #[test]
    fn one_of_is_yes_as_soon_as_one_is() {
        let mut one = OneOf::conditions_of(cite!("§ 54"));
        one.allow(cite!("§ 54, nr. 1"), Answer::Missing(&A_FACT), (), &mut Why::silent());
        assert!(one.finding.answer.is_open());
        one.allow(cite!("§ 54, nr. 2"), Answer::Yes, (), &mut Why::silent());
        one.allow(cite!("§ 54, nr. 3"), Answer::No, (), &mut Why::silent());
        assert_eq!(one.finding(), Finding::of(Answer::Yes, cite!("§ 54, nr. 2")));
    }

    #[test]
    fn an_exception_that_holds_wins_and_one_that_is_open_keeps_the_rule_open() {
        let rule = Finding::of(Answer::Yes, cite!("§ 25, stk. 3, 1. pkt."));
        let exception = |answer| Finding::of(answer, cite!("§ 25, stk. 4, nr. 2"));
        assert_eq!(rule.clone().unless(&exception(Answer::Yes)).answer, Answer::No);
        assert_eq!(rule.clone().unless(&exception(Answer::No)), rule);
        assert!(rule.unless(&exception(Answer::ForJudgement(&A_JUDGEMENT))).answer.is_open());
    }
}
