//! Chapter 3, §§ 6–15: how many refugees are placed where, placement and registration of a refugee, and housing.

pub mod housing;
pub mod placement;
pub mod quotas;

use jiff::civil::Date;
use vocabulary::MunicipalityCode;

use crate::answer::MissingFact;
use crate::case::PersonFile;
use crate::chapter12_definitions::Category;
use crate::chapter13_commencement;
use crate::facts::{first_from, last_by};
use crate::life::Life;
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

static PLACEMENT: MissingFact = MissingFact {
    fact: "placement",
    words: Words::new("visiteringen til en kommune", "the placement in a municipality"),
};

/// A refugee for whom a municipality is responsible and in which the refugee has been placed: whom §§ 10, stk. 3–6 and 12 speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The first day on which both hold.
    pub from: Date,
    /// The day from which the registration has to have effect: that of the takeover, or of a placement that came after it.
    pub responsible: Date,
    /// The municipality placed in.
    pub municipality: MunicipalityCode,
    /// The placement.
    pub fact: FactRef,
}

/// The first day from `from` on which the Act covers the person as a refugee.
fn refugee_from(spine: &Spine, from: Date) -> Option<Date> {
    spine.scope.periods().find_map(|(period, scope)| {
        let refugee = scope.finding.answer.is_yes() && scope.category == Some(Category::Refugee);
        (refugee && period.to().is_none_or(|to| from < to)).then(|| period.from().max(from))
    })
}

/// A refugee who has been taken over and placed. Reads the takeover and the placements: the last before the takeover, else the
/// first after it.
fn placed(file: &PersonFile<'_>, spine: &Spine) -> Option<Placed> {
    let takeover = spine.takeover?;
    let refugee = refugee_from(spine, takeover)?;
    let placement = last_by(&file.placements, takeover).or_else(|| first_from(&file.placements, takeover))?;
    Some(Placed {
        from: refugee.max(placement.on),
        responsible: takeover.max(placement.on),
        municipality: placement.municipality,
        fact: placement.fact,
    })
}

/// The earlier of two endings.
fn earlier(one: Option<(Date, Words)>, other: Option<(Date, Words)>) -> Option<(Date, Words)> {
    one.into_iter().chain(other).min_by_key(|(day, _)| *day)
}

/// Draws §§ 6–15 over the life: quotas from what the file holds of institutions, the rest for a refugee whose permit is not from
/// before the Act (§ 58, stk. 3).
pub fn draw(life: &mut Life<'_>) {
    quotas::draw(life);
    if chapter13_commencement::has_permit_from_before_the_act(life.file, &mut Why::silent()).answer.is_yes() {
        return;
    }
    placement::draw(life);
    housing::draw(life);
}
