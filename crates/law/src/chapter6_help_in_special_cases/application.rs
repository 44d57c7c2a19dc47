//! An application for help with what has been judged about it, and the conditions read from both.

use crate::act::Provision;
use crate::answer::{AllOf, Answer, Finding, Judgement, MissingFact};
use crate::facts::{Dated, HelpApplication, HelpAssessment};
use crate::why::{FactRef, Why};

/// An application with its day.
pub type Application<'a> = Dated<'a, HelpApplication>;

/// How the municipality has judged a condition, and in which fact; nothing where it has not.
pub type Verdict = Option<(bool, FactRef)>;

/// What the municipality has judged about an application by a day: for each condition the last judgement.
#[derive(Clone, Copy, Debug, Default)]
pub struct Judged {
    /// The expense is reasonable.
    pub reasonable: Verdict,
    /// Support by whoever has to give it must be ruled out.
    pub supporter_fails: Verdict,
    /// Teaching material is of a quite special kind.
    pub special_material: Verdict,
    /// The employment supplement covers little of the expenses.
    pub supplement_covers_little: Verdict,
    /// Paying oneself would make it decisively harder to manage.
    pub decisively_harder: Verdict,
    /// Help is quite decisive for how the family lives.
    pub decisive_for_life: Verdict,
    /// The treatment is necessary and well founded.
    pub necessary: Verdict,
    /// The treatment outside the public system is medically well founded.
    pub medically_founded: Verdict,
    /// The move betters housing or work.
    pub betters_housing_or_work: Verdict,
    /// Specially attached to the country.
    pub special_attachment: Verdict,
}

impl Judged {
    /// Adds a later judgement; what it does not judge stays.
    pub fn take(&mut self, fact: FactRef, held: &HelpAssessment) {
        let later = |verdict: &mut Verdict, found: Option<bool>| {
            if let Some(found) = found {
                *verdict = Some((found, fact));
            }
        };
        later(&mut self.reasonable, held.reasonable);
        later(&mut self.supporter_fails, held.supporter_fails);
        later(&mut self.special_material, held.special_material);
        later(&mut self.supplement_covers_little, held.supplement_covers_little);
        later(&mut self.decisively_harder, held.decisively_harder);
        later(&mut self.decisive_for_life, held.decisive_for_life);
        later(&mut self.necessary, held.necessary);
        later(&mut self.medically_founded, held.medically_founded);
        later(&mut self.betters_housing_or_work, held.betters_housing_or_work);
        later(&mut self.special_attachment, held.special_attachment);
    }
}

/// The answer of a condition that is for the municipality to judge.
pub fn judged(verdict: Verdict, judgement: &'static Judgement) -> Answer {
    Answer::judged(verdict.map(|(met, _)| met), judgement)
}

/// Conditions of a form of help that must all be met, each written down as a step.
#[derive(Debug)]
pub struct Conditions<'w> {
    all: AllOf,
    application: FactRef,
    /// Where the steps are written.
    pub why: &'w mut Why,
}

impl<'w> Conditions<'w> {
    /// Conditions of a provision; it is the deciding one when all of them are met.
    pub fn of(provision: Provision, application: &Application<'_>, why: &'w mut Why) -> Self {
        Self { all: AllOf::conditions_of(provision), application: application.fact, why }
    }

    /// A condition that the application has to state.
    pub fn stated(&mut self, provision: Provision, held: Option<bool>, missing: &'static MissingFact) {
        self.all.require(provision, Answer::known(held, missing), self.application, self.why);
    }

    /// A condition that is for the municipality to judge.
    pub fn judged(&mut self, provision: Provision, verdict: Verdict, judgement: &'static Judgement) {
        let evidence = [Some(self.application), verdict.map(|(_, fact)| fact)];
        self.all.require(provision, judged(verdict, judgement), evidence, self.why);
    }

    /// A condition whose answer follows from other facts.
    pub fn found(&mut self, provision: Provision, answer: Answer, fact: Option<FactRef>) {
        self.all.require(provision, answer, [Some(self.application), fact], self.why);
    }

    /// A condition that has been found, with its steps, elsewhere.
    pub fn take(&mut self, condition: &Finding) {
        self.all.take(condition);
    }

    /// The answer to all conditions together.
    pub fn finding(self) -> Finding {
        self.all.finding()
    }
}
