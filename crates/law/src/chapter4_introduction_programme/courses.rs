//! Offers as they run: when each ends, what it goes on from, and what the person had before it. What §§ 23–24 b measure.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::calendar;
use crate::case::PersonFile;
use crate::changes::Changes;
use crate::facts::{Content, Dated, ExtensionFinding, FactKey, Offer, OfferForm};
use crate::why::FactRef;

/// An offer with what has to be known of the others to judge it.
#[derive(Clone, Copy, Debug)]
pub struct Course<'f, 'a> {
    /// The offer.
    pub offer: &'f Dated<'a, Offer>,
    /// The day it ended early.
    pub ended: Option<Date>,
    /// The first day of what it is counted together with: of the offer it extends, and so on back.
    pub first: Date,
    /// The days in between on which none of them ran.
    pub gap_days: u32,
    /// Practical training before it, in thirtieths of a month.
    pub training_before: u32,
    /// A special upgrading course before it that was carried through.
    pub requalified: Option<FactRef>,
    /// The place of the first offer of those it is counted together with.
    chain: usize,
}

impl Course<'_, '_> {
    /// The first day after it.
    pub fn end(&self) -> Date {
        self.ended.unwrap_or(self.offer.until)
    }

    /// The first day after it, as far as was known on the day.
    pub fn end_as_known(&self, on: Date) -> Date {
        self.ended.filter(|ended| *ended <= on).unwrap_or(self.offer.until)
    }

    /// The longest it may run, where a length is counted from its first day, together with what it extends.
    pub fn longest(&self, counted: impl Fn(Date) -> Date) -> Date {
        calendar::days_after(counted(self.first), self.gap_days)
    }
}

/// How far a work placement has been extended. § 23 b, stk. 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension {
    /// A longer period is called for.
    Longer(FactRef),
    /// No longer period is called for.
    NotLonger(FactRef),
    /// A particular need for an even longer one.
    Particular(FactRef),
    /// No particular need for more than the longer period.
    NotParticular(FactRef),
}

impl Extension {
    /// What a further assessment makes of it.
    fn then(before: Option<Self>, finding: ExtensionFinding, fact: FactRef) -> Self {
        match (finding, before) {
            (ExtensionFinding::Longer, _) => Self::Longer(fact),
            (ExtensionFinding::ParticularNeed, _) => Self::Particular(fact),
            (ExtensionFinding::None, None | Some(Self::NotLonger(_))) => Self::NotLonger(fact),
            (ExtensionFinding::None, Some(_)) => Self::NotParticular(fact),
        }
    }
}

/// All offers of a person, in the order of their first days.
#[derive(Debug)]
pub struct Courses<'f, 'a> {
    /// The offers.
    pub all: Vec<Course<'f, 'a>>,
    /// How far each chain of offers has been extended, by the place of its first.
    extensions: BTreeMap<usize, Changes<Extension>>,
}

impl<'f, 'a> Courses<'f, 'a> {
    /// Reads offers, their ends and the assessments of longer work placements.
    pub fn of(file: &'f PersonFile<'a>) -> Self {
        let mut places: Vec<(FactRef, usize)> =
            file.offers.iter().enumerate().map(|(place, offer)| (offer.fact, place)).collect();
        places.sort_unstable();
        let place_of =
            |fact: FactRef| places.binary_search_by_key(&fact, |(at, _)| *at).ok().map(|found| places[found].1);
        let mut all: Vec<Course<'f, 'a>> = Vec::with_capacity(file.offers.len());
        for (place, offer) in file.offers.iter().enumerate() {
            let before = offer.extends.as_ref().and_then(FactKey::fact).and_then(place_of);
            let extended = before.and_then(|before| all.get(before)).filter(|before| before.offer.form == offer.form);
            all.push(course(file, place, offer, extended));
        }
        let mut extensions: BTreeMap<usize, Changes<Extension>> = BTreeMap::new();
        for need in &file.offer_extension_needs {
            let Some(course) = need.offer.fact().and_then(place_of).and_then(|place| all.get(place)) else { continue };
            let changes = extensions.entry(course.chain).or_default();
            changes.set(need.on, Extension::then(changes.on(need.on).copied(), need.finding, need.fact));
        }
        let mut courses = Self { all, extensions };
        courses.add_training();
        courses.add_requalification();
        courses
    }

    /// How far a work placement has been extended by the day, with those it is counted together with.
    pub fn extension(&self, course: &Course<'_, '_>, on: Date) -> Option<Extension> {
        self.extensions.get(&course.chain).and_then(|changes| changes.on(on)).copied()
    }

    /// The days within the offer on which that changes.
    pub fn days_of_extension(&self, course: &Course<'_, '_>) -> impl Iterator<Item = Date> {
        let changes = self.extensions.get(&course.chain);
        changes.into_iter().flat_map(|changes| changes.days_between(course.offer.on, course.offer.until))
    }

    /// Adds up practical training, each period as long as was known when the next began.
    fn add_training(&mut self) {
        let length = |from: Date, to: Date| {
            let (months, days) = calendar::months_and_days_between(from, to);
            u32::from(months) * THIRTIETHS + u32::from(days)
        };
        let mut cut: Vec<(Date, u32)> = Vec::new();
        // A period that ended on the day it began was none.
        let is_training = |course: &Course<'_, '_>| {
            course.offer.form == OfferForm::TrainingPeriod && course.ended != Some(course.offer.on)
        };
        for course in self.all.iter().filter(|course| is_training(course)) {
            let (on, until) = (course.offer.on, course.offer.until);
            cut.extend(course.ended.map(|ended| (ended, length(on, until).saturating_sub(length(on, ended)))));
        }
        cut.sort_unstable();
        let (mut total, mut counted) = (0, 0);
        for course in self.all.iter_mut().filter(|course| is_training(course)) {
            while let Some((_, less)) = cut.get(counted).filter(|(day, _)| *day <= course.offer.on) {
                total -= less;
                counted += 1;
            }
            course.training_before = total;
            total += length(course.offer.on, course.offer.until);
        }
    }

    /// Tells each special upgrading course of one that had been carried through, or was still running, when it began.
    fn add_requalification(&mut self) {
        let mut whole: Option<(usize, FactRef)> = None;
        let mut last_to_end_early: Option<(Date, usize, FactRef)> = None;
        for course in self.all.iter_mut().filter(|course| course.offer.form == OfferForm::Requalification) {
            let began = course.offer.on;
            let running = last_to_end_early.filter(|(ended, ..)| *ended > began).map(|(_, chain, fact)| (chain, fact));
            let earlier = [whole, running].into_iter().flatten().find(|(chain, _)| *chain != course.chain);
            course.requalified = earlier.map(|(_, fact)| fact);
            let this = (course.chain, course.offer.fact);
            match course.ended {
                None => whole = whole.or(Some(this)),
                Some(ended) if last_to_end_early.is_none_or(|(last, ..)| last < ended) => {
                    last_to_end_early = Some((ended, this.0, this.1));
                }
                Some(_) => {}
            }
        }
    }
}

/// Thirtieths in a month: a whole month counts as thirty of them, and each day left over as one.
pub const THIRTIETHS: u32 = 30;

/// An offer, counted together with the one it extends.
fn course<'f, 'a>(
    file: &PersonFile<'_>,
    place: usize,
    offer: &'f Dated<'a, Offer>,
    extended: Option<&Course<'_, '_>>,
) -> Course<'f, 'a> {
    let early = file
        .pointing_at(offer.fact)
        .filter(|(_, content)| matches!(content, Content::OfferEnd(_)))
        .map(|(fact, _)| file.day(fact).max(offer.on))
        .min();
    let gap = extended.map_or(0, |before| calendar::days_between(before.end_as_known(offer.on), offer.on));
    Course {
        offer,
        ended: early.filter(|early| *early < offer.until),
        first: extended.map_or(offer.on, |before| before.first),
        gap_days: extended.map_or(0, |before| before.gap_days) + u32::try_from(gap).unwrap_or(0),
        training_before: 0,
        requalified: None,
        chain: extended.map_or(place, |before| before.chain),
    }
}
