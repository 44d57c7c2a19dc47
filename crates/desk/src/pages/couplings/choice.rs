//! Which pairs an address asks for, in which order: the same for the list and for working through it.

use casework::access::Officer;
use casework::questions::{PairChoice, PairSort};
use casework::review::Demand;
use casework::review::queue::{Choice, Part};
use oversight::uncoupled::Cause;
use vocabulary::MunicipalityCode;

use crate::components::{Column, Query, Sort};
use crate::review_words;
use crate::texts::Language;

/// A part of the work, by its name in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    Waiting,
    Parked,
    ToApprove,
    Doubted,
    Decided,
}

impl Tab {
    pub(super) const ALL: [Self; 5] = [Self::Waiting, Self::Parked, Self::ToApprove, Self::Doubted, Self::Decided];

    pub(super) fn of(query: &Query) -> Self {
        let asked = query.get("del");
        Self::ALL.into_iter().find(|tab| Some(tab.name()) == asked).unwrap_or(Self::Waiting)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Waiting => "venter",
            Self::Parked => "lagt-til-side",
            Self::ToApprove => "til-godkendelse",
            Self::Doubted => "i-tvivl",
            Self::Decided => "afgjort",
        }
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Waiting => "couplings-waiting",
            Self::Parked => "couplings-parked",
            Self::ToApprove => "couplings-to-approve",
            Self::Doubted => "couplings-doubted",
            Self::Decided => "couplings-decided",
        }
    }
}

/// Parameters that say which pairs are worked through; whatever else stands in an address is about one page.
const CARRIED: [&str; 5] = ["del", "aarsag", "krav", "kommune", "sorter"];

/// The choice as it is carried from page to page: `?del=venter&kommune=751`, or nothing.
pub(super) fn carried(query: &Query) -> String {
    let mut kept = Query::of("");
    for (name, value) in query.parameters().filter(|(name, value)| CARRIED.contains(name) && !value.is_empty()) {
        kept = kept.with(name, value);
    }
    kept.href()
}

/// The address of a pair among the pairs of a choice.
pub(super) fn pair_href(position: u64, query: &Query) -> String {
    format!("/koblinger/{position}{}", carried(query))
}

pub(super) const DEMANDS: [(&str, Demand); 3] =
    [("intet", Demand::Nothing), ("begrundelse", Demand::Reason), ("godkendelse", Demand::SecondApproval)];

/// The pairs that an address asks for.
pub(super) fn of(query: &Query, officer: &Officer) -> PairChoice {
    let tab = Tab::of(query);
    let choice = Choice {
        part: match tab {
            Tab::Parked => Part::Parked,
            Tab::ToApprove => Part::Proposed,
            Tab::Waiting | Tab::Doubted | Tab::Decided => Part::Waiting,
        },
        cause: query.get("aarsag").and_then(cause),
        municipality: query.get("kommune").and_then(|code| MunicipalityCode::parse(code).ok()),
        demand: query.get("krav").and_then(|asked| DEMANDS.iter().find(|(name, _)| *name == asked)).map(|(_, d)| *d),
        not_proposed_by: (tab == Tab::ToApprove).then(|| officer.id.clone()),
    };
    PairChoice { choice, sort: sort(query) }
}

fn cause(name: &str) -> Option<Cause> {
    Cause::ALL.into_iter().find(|cause| review_words::cause_name(*cause) == name)
}

fn sort(query: &Query) -> PairSort {
    match sorted(query) {
        Sort { by: "navn", .. } => PairSort::Name,
        Sort { by: "siden", is_descending: true } => PairSort::Newest,
        Sort { by: "siden", .. } => PairSort::Oldest,
        _ => PairSort::Working,
    }
}

/// How the address asks to sort the pairs.
pub(super) fn sorted(query: &Query) -> Sort {
    // The labels do not matter here: only the keys of the columns do.
    Sort::asked(query, &columns(Language::Danish)).unwrap_or(Sort { by: "krav", is_descending: false })
}

/// The columns of the queue. The weight is not among them: who reviews a pair should see the differences first.
pub(super) fn columns(language: Language) -> Vec<Column> {
    vec![
        Column::sortable("navn", language.t("couplings-person")),
        Column::plain(language.t("couplings-candidate")),
        Column::plain(language.t("couplings-cause")),
        Column::plain(language.t("couplings-municipality")),
        Column::sortable("siden", language.t("couplings-since")),
        Column::sortable("krav", language.t("couplings-demand")),
    ]
}
