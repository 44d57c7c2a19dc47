//! What the last night found in the registers that cannot be right: whom it is about, for those who couple them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use vocabulary::CprNumber;

use super::case_page::masked;
use super::pair_queue::{name_in_carl2, name_in_cpr};
use super::work_list::Page;
use crate::access::Action;
use crate::detections::{Detection, DetectionKind, Place};
use crate::fact;
use crate::office::{Part, Question, Refused, View};
use crate::state::State;

/// A page of findings.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Findings {
    /// What the night kept; none where no night has.
    pub(crate) kept: Option<Vec<Detection>>,
    /// Only of this kind.
    pub(crate) what: Option<DetectionKind>,
    /// Which page.
    pub(crate) page: Page,
}

/// A page of findings, as they are told.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FindingsSeen {
    /// The rows.
    pub rows: Vec<FindingLine>,
    /// How many are wanted.
    pub found: usize,
    /// How many there are of each kind.
    pub kinds: BTreeMap<DetectionKind, usize>,
    /// Whether a night has kept its list: nights from before lists were kept have counts alone.
    pub is_kept: bool,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingLine {
    /// What.
    pub what: DetectionKind,
    /// Where.
    pub place: Place,
    /// The record or number that it is about.
    pub about: Holder,
    /// The others that belong to it.
    pub others: Vec<Holder>,
}

/// A record of a register, or a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Holder {
    /// The person-id, where it is one.
    pub person_id: Option<String>,
    /// The CPR number without its last digits, where it is one.
    pub cpr: Option<String>,
    /// The name in that register; empty where it has none.
    pub name: String,
}

impl Question for Findings {
    type Answer = FindingsSeen;

    fn answer(&self, view: &View<'_>) -> Result<FindingsSeen, Refused> {
        let state = view.registers(Action::ReadCouplings)?;
        let all = self.kept.as_deref().unwrap_or_default();
        let mut kinds = BTreeMap::new();
        for detection in all {
            *kinds.entry(detection.kind).or_default() += 1;
        }
        let wanted: Vec<&Detection> = all.iter().filter(|one| self.what.is_none_or(|what| one.kind == what)).collect();
        let rows = wanted[self.page.range(wanted.len())].iter().map(|one| line(view, state, one)).collect();
        Ok(FindingsSeen { rows, found: wanted.len(), kinds, is_kept: self.kept.is_some() })
    }
}

fn line(view: &View<'_>, state: &State, one: &Detection) -> FindingLine {
    let others = one.others.iter().map(|other| holder(view, state, other)).collect();
    FindingLine { what: one.kind, place: one.place, about: holder(view, state, &one.about), others }
}

/// Whose number or person-id it is. What is shown of them stands in the read log.
fn holder(view: &View<'_>, state: &State, text: &str) -> Holder {
    if let Some(entry) = view.alien(text) {
        let id = &entry.person.person_id;
        view.note_subject(View::subject(id), Part::ListRow);
        return Holder { person_id: Some(id.to_string()), cpr: None, name: name_in_carl2(state, id) };
    }
    match CprNumber::parse(text) {
        Ok(number) => {
            view.note_subject(fact::cpr_subject(number), Part::ListRow);
            Holder { person_id: None, cpr: Some(masked(number)), name: name_in_cpr(state, number) }
        }
        // A person-id that no register has a person for.
        Err(_) => Holder { person_id: Some(text.to_owned()), cpr: None, name: String::new() },
    }
}
