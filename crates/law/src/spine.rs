//! What most chapters build on: who the person is to the Act, from when a municipality is responsible, and which periods run.
//!
//! Chapters 1, 2, 4 and 5 fill it in as they are drawn; the chapters after them read it.

use jiff::civil::Date;
use vocabulary::{Kroner, MunicipalityCode, Period};

use crate::answer::Finding;
use crate::changes::Changes;
use crate::chapter5_introduction_benefit::ground::{Ground, Lowering};
use crate::chapter12_definitions::Category;
use crate::decision::DecisionRecord;
use crate::facts::Month;
use crate::why::FactRef;

/// What most chapters build on.
#[derive(Debug, Default)]
pub struct Spine {
    /// Whether the Act covers the person, from day to day (chapter 1).
    pub scope: Changes<Scope>,
    /// The day a municipality took over responsibility for the first time (§ 4, stk. 2–3).
    pub takeover: Option<Date>,
    /// The facts the takeover rests on.
    pub takeover_fact: Option<FactRef>,
    /// The responsible municipality, from day to day (§ 4).
    pub responsible: Changes<Responsible>,
    /// The introduction period: from the takeover, at most three years (§ 16, stk. 5).
    pub introduction_period: Option<Period>,
    /// Whether an introduction programme is to be offered (§ 16, stk. 1).
    pub programme: Option<Finding>,
    /// The days on which a programme is to be offered: within the introduction period, from the day the person is covered.
    pub programme_period: Option<Period>,
    /// Whether the person has a right to introduction benefit, from day to day (§ 25).
    pub benefit_right: Changes<Finding>,
    /// The first day for which introduction benefit was applied for (§§ 25, 27).
    pub benefit_applied: Option<Date>,
    /// Every decision about the person, in the order of the case: see [`crate::decision::record_of`].
    pub decisions: Vec<DecisionRecord>,
    /// The benefit of each month before any sanction (§§ 27–28), as it could be computed from day to day; in the order of the
    /// months.
    pub benefit: Vec<(Month, Changes<Kroner>)>,
    /// What calls for less benefit, by fact (§§ 30–32).
    pub grounds: Vec<Ground>,
    /// On which days which decision in effect stops or lowers the benefit as such (§§ 31, 32).
    pub lowerings: Vec<Lowering>,
}

/// Whether the Act covers a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The answer.
    pub finding: Finding,
    /// As what, where the permit tells.
    pub category: Option<Category>,
}

/// Who is responsible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responsible {
    /// The municipality; none where it cannot be told yet.
    pub municipality: Option<MunicipalityCode>,
    /// Yes, or what is missing.
    pub finding: Finding,
    /// The fact it rests on.
    pub because: Option<FactRef>,
}

impl Spine {
    /// Whether the Act covers the person on the day.
    pub fn is_covered(&self, on: Date) -> bool {
        self.scope.on(on).is_some_and(|scope| scope.finding.answer.is_yes())
    }

    /// As what the Act covers the person on the day.
    pub fn category(&self, on: Date) -> Option<Category> {
        self.scope.on(on).filter(|scope| scope.finding.answer.is_yes()).and_then(|scope| scope.category)
    }

    /// The municipality that is responsible on the day, where it can be told.
    pub fn municipality(&self, on: Date) -> Option<MunicipalityCode> {
        self.responsible.on(on).and_then(|responsible| responsible.municipality)
    }

    /// The benefit of a month before any sanction, as it could be computed from day to day.
    pub fn benefit_of(&self, month: Month) -> Option<&Changes<Kroner>> {
        let place = self.benefit.binary_search_by_key(&month, |(of, _)| *of).ok()?;
        self.benefit.get(place).map(|(_, amounts)| amounts)
    }

    /// Whether the person has a right to introduction benefit on the day.
    pub fn has_benefit(&self, on: Date) -> bool {
        self.benefit_right.on(on).is_some_and(|right| right.answer.is_yes())
    }
}
