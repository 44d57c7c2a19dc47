//! What a refugee has over the head from day to day, from the day a municipality is responsible: what § 12 makes its duties depend on.

use jiff::civil::Date;

use super::super::Placed;
use crate::case::PersonFile;
use crate::changes::Changes;
use crate::facts::{Content, HousingForm, OfferForm, between, last_by};
use crate::spine::Spine;
use crate::why::FactRef;
use crate::words::Words;

/// What a refugee has over the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roof {
    /// No dwelling, and nothing that does for one for the time being.
    None,
    /// A stay at a folk high school, as an offer.
    School(FactRef),
    /// Still the accommodation centre, with Udlændingeservice's permission.
    Centre(FactRef),
    /// A permanent dwelling that the municipality assigned on the day.
    Assigned(Date, FactRef),
    /// A dwelling the refugee found.
    Own(FactRef),
    /// Moved to another municipality for good.
    Moved(FactRef),
    /// The Act no longer covers the person.
    NotCovered(Words),
}

impl Roof {
    /// Whether the refugee has no dwelling yet.
    pub fn lacks_dwelling(self) -> bool {
        matches!(self, Self::None | Self::School(_) | Self::Centre(_))
    }

    /// The fact it rests on.
    pub fn fact(self) -> Option<FactRef> {
        match self {
            Self::None | Self::NotCovered(_) => None,
            Self::School(fact) | Self::Centre(fact) | Self::Assigned(_, fact) | Self::Own(fact) | Self::Moved(fact) => {
                Some(fact)
            }
        }
    }

    /// Why it ends a duty to find something.
    pub fn words(self) -> Words {
        match self {
            Self::None => Words::new("flygtningen mangler bolig", "the refugee lacks housing"),
            Self::School(_) => Words::new("flygtningen er på højskole", "the refugee is at a folk high school"),
            Self::Centre(_) => Words::new(
                "flygtningen må blive boende på indkvarteringsstedet",
                "the refugee may stay on at the accommodation centre",
            ),
            Self::Assigned(..) => Words::new("permanent bolig er anvist", "a permanent dwelling has been assigned"),
            Self::Own(_) => Words::new("flygtningen har selv fundet bolig", "the refugee has found a dwelling"),
            Self::Moved(_) => Words::new(
                "flygtningen er flyttet til en anden kommune",
                "the refugee has moved to another municipality",
            ),
            Self::NotCovered(words) => words,
        }
    }
}

/// A stay at a folk high school as an offer; offers that follow directly on each other are one stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// Its first day.
    pub from: Date,
    /// The first day after it: as offered, or the day it ended early.
    pub end: Date,
    /// The first offer.
    pub fact: FactRef,
}

/// § 12, stk. 3 and 4: the stays at folk high schools. Reads offers and their early ends.
///
/// The sentences refer to § 23, stk. 2, nr. 3, where such offers no longer stand: they are given under § 23 a, stk. 1, nr. 2.
pub fn stays_at_folk_high_school(file: &PersonFile<'_>) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    for offer in file.offers.iter().filter(|offer| offer.form == OfferForm::FolkHighSchool) {
        let ends = file.pointing_at(offer.fact).filter(|(_, content)| matches!(content, Content::OfferEnd(_)));
        let end = ends.map(|(fact, _)| file.day(fact)).fold(offer.until, Date::min);
        match stays.last_mut() {
            _ if end <= offer.on => {}
            Some(stay) if offer.on <= stay.end => stay.end = stay.end.max(end),
            _ => stays.push(Stay { from: offer.on, end, fact: offer.fact }),
        }
    }
    stays
}

/// What settles the matter for good: a dwelling, a move away, or the end of the Act's cover; the earliest of them.
fn found(file: &PersonFile<'_>, spine: &Spine, placed: &Placed) -> Option<(Date, Roof)> {
    let permit = file.permits.first().map_or(placed.from, |permit| permit.on);
    let dwelling =
        between(&file.housings, permit, Date::MAX).iter().find(|housing| housing.form != HousingForm::Temporary);
    let dwelling = dwelling.map(|housing| match housing.form {
        HousingForm::Own => (housing.on.max(placed.from), Roof::Own(housing.fact)),
        _ => (housing.on.max(placed.from), Roof::Assigned(housing.on, housing.fact)),
    });
    let mut moves = file.moves();
    let moved = moves.find(|moved| moved.on > placed.from && moved.municipality != placed.municipality);
    let moved = moved.map(|residence| (residence.on, Roof::Moved(residence.fact)));
    let over = spine.cover_ends_after(placed.from).map(|(day, words)| (day, Roof::NotCovered(words)));
    [dwelling, moved, over].into_iter().flatten().min_by_key(|(day, _)| *day)
}

/// What the refugee has on a day on which nothing has settled the matter. Reads permissions to stay at the centre, and the stays.
fn for_the_time_being(file: &PersonFile<'_>, stays: &[Stay], on: Date) -> Roof {
    let permission = last_by(&file.centre_stays, on)
        .filter(|permission| permission.permitted && permission.until.is_none_or(|until| on < until));
    let begun = stays.partition_point(|stay| stay.from <= on);
    let stay = begun.checked_sub(1).and_then(|place| stays.get(place)).filter(|stay| on < stay.end);
    match (permission, stay) {
        (_, Some(stay)) => Roof::School(stay.fact),
        (Some(permission), None) => Roof::Centre(permission.fact),
        (None, None) => Roof::None,
    }
}

/// What the refugee has from day to day.
pub(super) fn roofs(file: &PersonFile<'_>, spine: &Spine, placed: &Placed, stays: &[Stay]) -> Changes<Roof> {
    let found = found(file, spine, placed);
    let mut days = vec![placed.from];
    days.extend(stays.iter().flat_map(|stay| [stay.from, stay.end]));
    days.extend(file.centre_stays.iter().flat_map(|permission| [Some(permission.on), permission.until]).flatten());
    let settled = found.map_or(Date::MAX, |(day, _)| day);
    days.retain(|day| (placed.from..settled).contains(day));
    days.sort_unstable();
    days.dedup();
    let mut roofs = Changes::default();
    for day in days {
        roofs.set(day, for_the_time_being(file, stays, day));
    }
    if let Some((day, roof)) = found {
        roofs.set(day, roof);
    }
    roofs
}
