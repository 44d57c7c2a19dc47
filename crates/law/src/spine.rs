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
use crate::words::Words;

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
    /// The same from day to day: not while help is given in place of the programme (§ 16, stk. 7), nor after the person is no longer covered.
    pub programme_days: Changes<Finding>,
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

/// Days on which one municipality is in charge of a person whom the Act covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The days.
    pub days: Period,
    /// Which municipality, where it can be told.
    pub municipality: Option<MunicipalityCode>,
    /// The fact it rests on: of the takeover, of a move.
    pub because: Option<FactRef>,
    /// Why it ended, where it did.
    pub ended: Option<Words>,
}

impl Charge {
    /// The day it ended, and why.
    pub fn end(&self) -> Option<(Date, Words)> {
        self.days.to().zip(self.ended)
    }
}

/// The person moved to another municipality.
pub const MOVED: Words =
    Words::new("udlændingen er flyttet til en anden kommune", "the foreigner moved to another municipality");
/// The Act does not cover the person any more.
pub const NOT_COVERED: Words =
    Words::new("loven gælder ikke længere for udlændingen", "the Act no longer covers the foreigner");

impl Spine {
    /// The days on which a municipality is in charge, one stretch for each municipality and each time the Act covers the person.
    /// Duties of a municipality end with its charge, and begin anew with the next one's.
    pub fn charges(&self) -> Vec<Charge> {
        let Some(takeover) = self.takeover else { return Vec::new() };
        let mut days = vec![takeover];
        days.extend(self.scope.days_within(takeover, None));
        days.extend(self.responsible.days_within(takeover, None));
        days.sort_unstable();
        days.dedup();
        let mut charges: Vec<Charge> = Vec::with_capacity(2);
        for day in days {
            let responsible = self.responsible.on(day).filter(|_| self.is_covered(day));
            let municipality = responsible.and_then(|held| held.municipality);
            if let Some(charge) = charges.last_mut().filter(|charge| charge.days.to().is_none()) {
                let moved = charge.municipality.is_some() && charge.municipality != municipality;
                if responsible.is_some() && !moved {
                    charge.municipality = municipality;
                    continue;
                }
                charge.days = Period::new(charge.days.from(), Some(day)).unwrap_or(charge.days);
                charge.ended = Some(if responsible.is_some() { MOVED } else { NOT_COVERED });
            }
            if let Some(responsible) = responsible {
                let because = responsible.because;
                charges.push(Charge { days: Period::since(day), municipality, because, ended: None });
            }
        }
        charges
    }

    /// Whether the Act covers the person on the day.
    pub fn is_covered(&self, on: Date) -> bool {
        self.scope.on(on).is_some_and(|scope| scope.finding.answer.is_yes())
    }

    /// As what the Act covers the person on the day.
    pub fn category(&self, on: Date) -> Option<Category> {
        self.scope.on(on).filter(|scope| scope.finding.answer.is_yes()).and_then(|scope| scope.category)
    }

    /// The first day after a day on which the Act no longer covers the person, and why a duty falls away then.
    pub fn cover_ends_after(&self, day: Date) -> Option<(Date, Words)> {
        let ended = self.scope.periods().find(|(period, scope)| period.from() > day && scope.finding.answer.is_no());
        ended.map(|(period, _)| (period.from(), NOT_COVERED))
    }

    /// Whether it is certain that the Act had not covered the person on any day until then, that day included.
    pub fn was_never_covered_by(&self, day: Date) -> bool {
        let mut until = self.scope.periods().take_while(|(period, _)| period.from() <= day).peekable();
        until.peek().is_some() && until.all(|(_, scope)| scope.finding.answer.is_no())
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
