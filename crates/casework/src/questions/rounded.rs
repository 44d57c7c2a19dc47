//! Figures for those who see no persons, and for publication: every count rounded to the nearest five.
//!
//! A count that is hidden alone follows from the sums it is part of, and from the same figure with another filter. A rounded one does not: it stands
//! for five counts, and so does every sum, which is made of rounded counts here (Hundepool and others, *Statistical Disclosure Control*, 2012, on
//! rounding). Shares are those of the rounded counts. Lines that rest on so few that their days could tell of one person are left out and counted.

use oversight::audit::Live;
use oversight::compliance::audit::Ratio;
use oversight::compliance::delay::Summary;
use oversight::compliance::figures::rounded;
use oversight::compliance::waiting::IdleDays;
use oversight::figure::FEW;

use super::compliance::{ComplianceFigures, ContractCount, DutyFigure, Excluded, PartFigure, WithAndWithoutFigures};
use super::oversight_figures::{AuditAnswers, EntryFigures, IdleFigures};
use crate::access::Action;
use crate::office::View;

/// Figures that can be rounded.
pub trait Rounded {
    /// The figures with every count rounded; rounding again changes nothing.
    #[must_use]
    fn rounded(self) -> Self;
}

/// The figures as the asker may see them: exact for those who may read the cases behind them.
pub(crate) fn for_asker<F: Rounded>(view: &View<'_>, figures: F) -> F {
    if view.officer().role.may(Action::ReadCases) { figures } else { figures.rounded() }
}

impl Rounded for Live {
    fn rounded(self) -> Self {
        Self { count: rounded(self.count), of: rounded(self.of) }
    }
}

impl Rounded for Excluded {
    fn rounded(self) -> Self {
        Self {
            cases: rounded(self.cases),
            unreadable_cases: rounded(self.unreadable_cases),
            outside_filter: rounded(self.outside_filter),
            under_another_municipality: rounded(self.under_another_municipality),
            moved_away: rounded(self.moved_away),
        }
    }
}

impl<T> Rounded for PartFigure<T> {
    fn rounded(self) -> Self {
        Self::new(self.of, self.tally.rounded())
    }
}

impl Rounded for DutyFigure {
    fn rounded(self) -> Self {
        let tally = self.tally.rounded();
        self.with(tally)
    }
}

impl Rounded for ComplianceFigures {
    fn rounded(self) -> Self {
        Self {
            all: self.all.rounded(),
            duties: all(self.duties),
            municipalities: all(self.municipalities),
            grounds: all(self.grounds),
            months: all(self.months),
            excluded: self.excluded.rounded(),
            rounded: true,
            ..self
        }
    }
}

impl Rounded for WithAndWithoutFigures {
    fn rounded(self) -> Self {
        let mut municipalities = self.municipalities;
        for line in &mut municipalities {
            line.in_programme = rounded(line.in_programme);
            for (_, with, without) in &mut line.pairs {
                (*with, *without) = (rounded(*with), rounded(*without));
            }
        }
        let ContractCount { with_goal, without_goal } = self.contracts;
        Self {
            municipalities,
            contracts: ContractCount { with_goal: rounded(with_goal), without_goal: rounded(without_goal) },
            unreadable_cases: rounded(self.unreadable_cases),
            rounded: true,
            ..self
        }
    }
}

impl Rounded for AuditAnswers {
    fn rounded(self) -> Self {
        let mut answers = self.answers;
        for answer in &mut answers {
            answer.now = answer.now.map(|Ratio { number, of }| Ratio { number: rounded(number), of: rounded(of) });
            answer.share = answer.now.and_then(Ratio::share);
            answer.few = answer.now.is_some_and(|ratio| (1..FEW).contains(&ratio.of));
        }
        Self { answers, excluded: self.excluded.rounded(), rounded: true, ..self }
    }
}

impl Rounded for IdleFigures {
    fn rounded(self) -> Self {
        let lines = self.municipalities.len() as u64;
        let mut municipalities = self.municipalities;
        municipalities.retain(|line| line.cases >= FEW);
        // The whole is that of the lines that are shown: a line that is left out would follow from it.
        let (mut days, mut cases) = (IdleDays::default(), 0);
        for line in &mut municipalities {
            days.add(&line.days);
            line.cases = rounded(line.cases);
            cases += line.cases;
        }
        Self {
            cases,
            days,
            without_days: rounded(self.without_days),
            left_out: self.left_out + (lines - municipalities.len() as u64),
            municipalities,
            rounded: true,
            ..self
        }
    }
}

impl Rounded for Summary {
    fn rounded(self) -> Self {
        let whole_percent = |share: f64| (share * 100.0).round() / 100.0;
        Self {
            facts: rounded(self.facts),
            ahead: rounded(self.ahead),
            without_day: rounded(self.without_day),
            share_over_7_days: self.share_over_7_days.map(whole_percent),
            share_over_30_days: self.share_over_30_days.map(whole_percent),
            // The longest delay is one fact's.
            longest_days: None,
            ..self
        }
    }
}

impl Rounded for EntryFigures {
    fn rounded(self) -> Self {
        let lines = self.kinds.len() + self.municipalities.len() + 1;
        let (mut kinds, mut municipalities) = (self.kinds, self.municipalities);
        // Many facts can be of one case: what shows nobody is many cases.
        kinds.retain(|line| line.cases >= FEW);
        municipalities.retain(|line| line.cases >= FEW);
        for line in &mut kinds {
            (line.cases, line.summary) = (rounded(line.cases), line.summary.rounded());
        }
        for line in &mut municipalities {
            (line.cases, line.summary) = (rounded(line.cases), line.summary.rounded());
        }
        let all = if self.cases < FEW { Summary::default() } else { self.all.rounded() };
        let shown = kinds.len() + municipalities.len() + usize::from(self.cases >= FEW);
        Self {
            all,
            cases: rounded(self.cases),
            left_out: self.left_out + (lines - shown) as u64,
            kinds,
            municipalities,
            rounded: true,
            ..self
        }
    }
}

fn all<F: Rounded>(figures: Vec<F>) -> Vec<F> {
    figures.into_iter().map(Rounded::rounded).collect()
}
