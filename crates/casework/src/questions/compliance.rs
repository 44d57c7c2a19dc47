//! Figures of compliance: what became of every duty of the Act, over every case that the asker's authority answers for or oversees.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::act::Provision;
use law::answer::Bearer;
use law::duty::DutyNumber;
use oversight::compliance::audit::Contracts;
use oversight::compliance::figures::{BearerGroup, Counting, Figures, Scope, Tally};
use oversight::compliance::{GroundGroup, PersonDuty};
use schemars::JsonSchema;
use serde::Serialize;
use vocabulary::MunicipalityCode;

use super::case_list::Pair;
use super::rounded::for_asker;
use crate::office::{Question, Refused, View};
use crate::work::{CaseLook, PersonLook};

/// Asks what became of every duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compliance {
    /// Which person-duties.
    pub scope: Scope,
}

/// What became of every duty of the Act.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ComplianceFigures {
    /// The day of the figures.
    pub on: Date,
    /// Position of the last fact that was known.
    pub known: u64,
    /// What was counted.
    pub scope: ScopeSaid,
    /// Every person-duty in the scope.
    pub all: Tally,
    /// Each duty of the Act, those that nobody had among them.
    pub duties: Vec<DutyFigure>,
    /// By municipality, by code; none where none is in charge.
    pub municipalities: Vec<PartFigure<Option<MunicipalityCode>>>,
    /// By ground.
    pub grounds: Vec<PartFigure<GroundGroup>>,
    /// By month of the legal date, as `2008-03`.
    pub months: Vec<PartFigure<String>>,
    /// What was not counted, and why.
    pub excluded: Excluded,
    /// Whether every count is rounded to the nearest five: for those who see no persons.
    pub rounded: bool,
}

/// What was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ScopeSaid {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Only this municipality's; an officer of a municipality has no other.
    pub municipality: Option<MunicipalityCode>,
    /// Only this ground.
    pub ground: Option<GroundGroup>,
    /// Only duties of these.
    pub bearer: Option<BearerGroup>,
    /// Only this duty.
    pub duty: Option<String>,
}

/// What was not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Excluded {
    /// Cases that were looked through.
    pub cases: u64,
    /// Of them, cases that the Act cannot read: nothing of them is counted.
    pub unreadable_cases: u64,
    /// Person-duties that the filter leaves out.
    pub outside_filter: u64,
    /// Person-duties from a time under another municipality, which are not this municipality's figures.
    pub under_another_municipality: u64,
    /// Person-duties that are counted in this municipality's figures and do not open to their case: it is another municipality's now.
    pub moved_away: u64,
}

/// A duty with its figures.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DutyFigure {
    /// Its name.
    pub duty: String,
    /// What has to be done, in Danish and English.
    pub words: [&'static str; 2],
    /// Where it stands.
    pub provision: Provision,
    /// Whose it is.
    pub bearer: Bearer,
    /// How many stand how.
    #[serde(flatten)]
    pub tally: Tally,
    /// All of them.
    pub total: u64,
    /// Those whose legal date decided how they stand.
    pub due: u64,
    /// The share of those due that were done in time, 0 to 1.
    pub share_in_time: Option<f64>,
    /// Whether the share rests on fewer than twenty.
    pub few: bool,
}

/// A part of the whole with its figures.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "FigureOf{T}")]
pub struct PartFigure<T> {
    /// Which part.
    pub of: T,
    /// How many stand how.
    #[serde(flatten)]
    pub tally: Tally,
    /// All of them.
    pub total: u64,
    /// Those whose legal date decided how they stand.
    pub due: u64,
    /// The share of those due that were done in time, 0 to 1.
    pub share_in_time: Option<f64>,
    /// Whether the share rests on fewer than twenty.
    pub few: bool,
}

impl DutyFigure {
    /// The same duty with other counts.
    pub(super) fn with(self, tally: Tally) -> Self {
        let (total, due, share_in_time, few) = (tally.total(), tally.due(), tally.share_in_time(), tally.is_few());
        Self { tally, total, due, share_in_time, few, ..self }
    }
}

impl<T> PartFigure<T> {
    pub(super) fn new(of: T, tally: Tally) -> Self {
        let (total, due, share_in_time, few) = (tally.total(), tally.due(), tally.share_in_time(), tally.is_few());
        Self { of, tally, total, due, share_in_time, few }
    }
}

impl Question for Compliance {
    type Answer = ComplianceFigures;

    fn answer(&self, view: &View<'_>) -> Result<ComplianceFigures, Refused> {
        let (scope, figures, excluded) = count(view, self.scope)?;
        let duties = figures.by_duty.into_iter().map(|(number, tally)| DutyFigure {
            duty: number.name(),
            words: [number.words.da, number.words.en],
            provision: number.provision,
            bearer: number.bearer,
            tally,
            total: tally.total(),
            due: tally.due(),
            share_in_time: tally.share_in_time(),
            few: tally.is_few(),
        });
        let months = figures.by_month.into_iter();
        let figures = ComplianceFigures {
            on: view.day(),
            known: view.position(),
            scope: said(&scope),
            all: figures.all,
            duties: duties.collect(),
            municipalities: figures
                .by_municipality
                .into_iter()
                .map(|(code, tally)| PartFigure::new(code, tally))
                .collect(),
            grounds: figures.by_ground.into_iter().map(|(ground, tally)| PartFigure::new(ground, tally)).collect(),
            months: months
                .map(|(month, tally)| PartFigure::new(format!("{:04}-{:02}", month.year, month.month), tally))
                .collect(),
            excluded,
            rounded: false,
        };
        Ok(for_asker(view, figures))
    }
}

pub(super) fn said(scope: &Scope) -> ScopeSaid {
    ScopeSaid {
        from: scope.from,
        to: scope.to,
        municipality: scope.municipality,
        ground: scope.ground,
        bearer: scope.bearer,
        duty: scope.duty.map(DutyNumber::name),
    }
}

/// The scope as far as the asker may ask: an officer of a municipality has that municipality's figures and no other's.
pub(super) fn own(view: &View<'_>, scope: Scope) -> Scope {
    let municipality = view.officer().authority.municipality().or(scope.municipality);
    Scope { municipality, ..scope }
}

/// Counts every person-duty that the asker's authority answers for or oversees.
pub(super) fn count(view: &View<'_>, scope: Scope) -> Result<(Scope, Figures, Excluded), Refused> {
    let scope = own(view, scope);
    let of_municipality = view.officer().authority.municipality();
    let mut counting = Counting::new(scope, view.day());
    let mut excluded = Excluded::default();
    for look in view.looks_with_duties()? {
        excluded.cases += 1;
        excluded.unreadable_cases += u64::from(look.unreadable.is_some());
        let has_moved = of_municipality.is_some_and(|own| look.municipalities().all(|code| code != own));
        for one in &look.overseen.duties {
            if of_municipality.is_some_and(|own| one.municipality != Some(own)) {
                excluded.under_another_municipality += 1;
            } else {
                excluded.moved_away += u64::from(has_moved && scope.takes(one));
                counting.add(one);
            }
        }
    }
    let figures = counting.finish();
    excluded.outside_filter = figures.outside;
    Ok((scope, figures, excluded))
}

/// Asks for the pairs "with / without", by municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithAndWithout;

/// The pairs of every municipality.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WithAndWithoutFigures {
    /// The day of the figures.
    pub on: Date,
    /// A line for each municipality in charge; none where none is.
    pub municipalities: Vec<MunicipalityPairs>,
    /// Contracts of persons in a programme, with and without a goal.
    pub contracts: ContractCount,
    /// Cases that the Act cannot read, which are in no line.
    pub unreadable_cases: u64,
    /// Whether every count is rounded to the nearest five: for those who see no persons.
    pub rounded: bool,
}

/// Contracts with and without a goal of employment or education.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ContractCount {
    /// With one.
    pub with_goal: u64,
    /// Without.
    pub without_goal: u64,
}

/// A municipality's pairs.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MunicipalityPairs {
    /// The municipality in charge.
    pub municipality: Option<MunicipalityCode>,
    /// Persons in a programme.
    pub in_programme: u64,
    /// For each pair how many of them have it and how many lack it.
    pub pairs: Vec<(Pair, u64, u64)>,
}

impl Question for WithAndWithout {
    type Answer = WithAndWithoutFigures;

    fn answer(&self, view: &View<'_>) -> Result<WithAndWithoutFigures, Refused> {
        let own = view.officer().authority.municipality();
        let mut lines: BTreeMap<Option<MunicipalityCode>, [(u64, u64); 4]> = BTreeMap::new();
        let mut unreadable_cases = 0;
        for look in view.looks()?.filter(|look| own.is_none_or(|own| look.municipality == Some(own))) {
            unreadable_cases += u64::from(look.unreadable.is_some());
            for person in look.persons.iter().filter(|person| person.signs.in_programme) {
                let line = lines.entry(look.municipality).or_default();
                for ((with, without), pair) in line.iter_mut().zip(Pair::ALL) {
                    *(if pair.is_there(person.signs) { with } else { without }) += 1;
                }
            }
        }
        let municipalities = lines.into_iter().map(|(municipality, counts)| MunicipalityPairs {
            municipality,
            in_programme: counts[0].0 + counts[0].1,
            pairs: Pair::ALL.into_iter().zip(counts).map(|(pair, (with, without))| (pair, with, without)).collect(),
        });
        let scope = Scope { municipality: own, ..Scope::over(view.day(), view.day()) };
        let counted = contracts(view, &scope)?;
        let figures = WithAndWithoutFigures {
            on: view.day(),
            municipalities: municipalities.collect(),
            contracts: ContractCount { with_goal: counted.with_goal, without_goal: counted.without_goal },
            unreadable_cases,
            rounded: false,
        };
        Ok(for_asker(view, figures))
    }
}

/// Contracts of persons in a programme as they are now, in the cases of the scope's municipality, of persons of the scope's ground.
pub(super) fn contracts(view: &View<'_>, scope: &Scope) -> Result<Contracts, Refused> {
    let mut counted = Contracts::default();
    for look in view.looks()? {
        for (_, has_goal) in contract_goals(look, scope) {
            *(if has_goal { &mut counted.with_goal } else { &mut counted.without_goal }) += 1;
        }
    }
    Ok(counted)
}

/// The persons of a case who are in a programme and have a contract, as far as the scope takes them, and whether the contract has a goal of
/// employment or education.
pub(super) fn contract_goals<'a>(
    look: &'a CaseLook,
    scope: &Scope,
) -> impl Iterator<Item = (&'a PersonLook, bool)> + use<'a> {
    let (municipality, ground) = (scope.municipality, scope.ground);
    let is_taken = move |person: &&PersonLook| {
        municipality.is_none_or(|code| look.municipality == Some(code))
            && ground.is_none_or(|ground| person.ground == ground)
            && person.signs.in_programme
            && person.signs.contract
    };
    look.persons.iter().filter(is_taken).map(|person| (person, person.signs.goal))
}

/// Whether a person-duty is one of the asker's figures, and in the scope.
pub(super) fn is_counted(view: &View<'_>, scope: &Scope, one: &PersonDuty) -> bool {
    view.officer().authority.municipality().is_none_or(|own| one.municipality == Some(own)) && scope.takes(one)
}
