//! The list of cases: with or without contract, goal, follow-up and referral to Danish education.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::MunicipalityCode;

use super::work_list::{AssignedTo, Page, Rows};
use crate::access::{Action, Sight};
use crate::cases::CaseNumber;
use crate::office::{Part, Question, Refused, SeenCase, View};
use crate::work::Signs;

/// What is wanted of the list of cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseList {
    /// With or without one of the pairs.
    pub having: Option<Having>,
    /// Who works on the case.
    pub assigned: AssignedTo,
    /// Only this municipality's.
    pub municipality: Option<MunicipalityCode>,
    /// Which page.
    pub page: Page,
}

/// One of the pairs, and which side of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Having {
    /// The pair.
    pub pair: Pair,
    /// With it, or without.
    pub with: bool,
}

/// What a case with a programme has or lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Pair {
    /// A contract.
    Contract,
    /// A goal in the contract.
    Goal,
    /// A follow-up within three months.
    FollowUp,
    /// A referral to Danish education.
    DanishReferral,
}

impl Pair {
    /// Every pair.
    pub const ALL: [Self; 4] = [Self::Contract, Self::Goal, Self::FollowUp, Self::DanishReferral];

    /// The name in addresses and texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Goal => "goal",
            Self::FollowUp => "follow-up",
            Self::DanishReferral => "danish-referral",
        }
    }

    pub(super) fn is_there(self, signs: Signs) -> bool {
        match self {
            Self::Contract => signs.contract,
            Self::Goal => signs.goal,
            Self::FollowUp => signs.follow_up,
            Self::DanishReferral => signs.danish_referral,
        }
    }
}

/// The cases, and the numbers of each pair over all of them.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Cases {
    /// A page of rows.
    pub list: Rows<CaseRow>,
    /// For each pair: how many persons in a programme have it, and how many lack it.
    pub pairs: Vec<(Pair, usize, usize)>,
    /// Cases that the Act could not read; they are in the list, and in no pair.
    pub unreadable: usize,
}

/// A case in the list.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CaseRow {
    /// The case.
    pub case: CaseNumber,
    /// The person-id.
    pub person: String,
    /// The person's name.
    pub name: String,
    /// The municipality in charge.
    pub municipality: Option<MunicipalityCode>,
    /// The next legal date.
    pub next_due: Option<jiff::civil::Date>,
    /// Who works on it.
    pub assigned: Option<String>,
    /// Pairs that the person lacks.
    pub lacks: Vec<Pair>,
}

impl Question for CaseList {
    type Answer = Cases;

    fn answer(&self, view: &View<'_>) -> Result<Cases, Refused> {
        view.must(Action::ReadCases)?;
        let mut pairs = Pair::ALL.map(|pair| (pair, 0, 0));
        let (mut of, mut unreadable) = (0, 0);
        let mut found: Vec<(SeenCase<'_>, u16, Option<Signs>)> = Vec::new();
        for seen in view.cases().filter(|seen| seen.sight == Sight::Content) {
            let is_chosen = self.assigned.takes(view, seen.file.assigned.as_deref())
                && self.municipality.is_none_or(|code| seen.look.municipality == Some(code));
            if !is_chosen {
                of += seen.look.persons.len().max(1);
                continue;
            }
            if seen.look.unreadable.is_some() {
                (of, unreadable) = (of + 1, unreadable + 1);
                found.extend(self.having.is_none().then_some((seen, 0, None)));
            }
            for person in &seen.look.persons {
                of += 1;
                for (pair, with, without) in &mut pairs {
                    if person.signs.in_programme {
                        *(if pair.is_there(person.signs) { with } else { without }) += 1;
                    }
                }
                let is_wanted = self.having.is_none_or(|having| {
                    person.signs.in_programme && having.pair.is_there(person.signs) == having.with
                });
                found.extend(is_wanted.then_some((seen, person.place, Some(person.signs))));
            }
        }
        found.sort_unstable_by(|(a, at_a, _), (b, at_b, _)| (&a.file.number, at_a).cmp(&(&b.file.number, at_b)));
        let range = self.page.range(found.len());
        let rows = found[range].iter().map(|(seen, place, signs)| row(view, *seen, *place, *signs)).collect();
        let list = Rows { rows, found: found.len(), of, page: self.page, choices: Vec::new() };
        Ok(Cases { list, pairs: pairs.to_vec(), unreadable })
    }
}

fn row(view: &View<'_>, seen: SeenCase<'_>, place: u16, signs: Option<Signs>) -> CaseRow {
    let person = &seen.file.persons[usize::from(place)];
    view.note(seen.file, &person.id, Part::ListRow);
    CaseRow {
        case: seen.file.number.clone(),
        person: person.id.clone(),
        name: person.name.clone().unwrap_or_else(|| person.id.clone()),
        municipality: seen.look.municipality,
        next_due: seen.look.next_due(),
        assigned: seen.file.assigned.clone(),
        lacks: signs.map_or_else(Vec::new, |signs| {
            Pair::ALL.into_iter().filter(|pair| signs.in_programme && !pair.is_there(signs)).collect()
        }),
    }
}
