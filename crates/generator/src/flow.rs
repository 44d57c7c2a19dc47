//! Case flow of a whole country over years: what happened in the cases of the alien authorities, with waiting, cases taken
//! up again, late entries, and deliveries with the real kinds of faults whose truth is written beside them.
//!
//! A case is drawn from a stream of its own, by year, area and place, so it is the same at every scale and in every delivery.
//! Must not know what is measured of cases, nor how deliveries are read.

mod appeals;
mod counters;
mod mistakes;
mod permits;
mod returns;
mod settings;
mod story;
mod volumes;
mod writing;

use jiff::civil::Date;
use oversight::flow::{Area, CaseNumber, Event, PersonKey};

use crate::chance::{Chance, Purpose};
use story::Story;

pub use mistakes::FlowMistake;
pub use settings::{FlowRates, FlowSettings, FlowSettingsError};
pub use writing::{DeliveryMade, FlowMade, write_flow, write_flow_store};

/// Years that a flow can begin in, and their number of places in a stream.
const FIRST_YEAR: i16 = 2010;
const LAST_YEAR: i16 = 2060;
/// Most cases of an area in a year: what is left of a stream's number.
const MOST_OF_AREA: u32 = 1 << 22;

/// All cases of a flow in the order of their numbers, each with its events in the order they happened.
pub struct Flow<'a> {
    settings: &'a FlowSettings,
    chance: Chance,
    until: Date,
    place: Option<Place>,
}

/// Which case of which year and area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    year: i16,
    area: Area,
    index: u32,
}

impl<'a> Flow<'a> {
    /// The cases of these settings.
    ///
    /// # Errors
    /// Settings that no flow can be made from.
    pub fn of(settings: &'a FlowSettings) -> Result<Self, FlowSettingsError> {
        settings.check()?;
        let until = settings.until();
        let place = Some(Place { year: settings.first_year, area: Area::ALL[0], index: 0 });
        Ok(Self { settings, chance: Chance::new(settings.seed), until, place })
    }

    fn story(&self, place: Place) -> Story {
        let year = (place.year - FIRST_YEAR).unsigned_abs();
        let stream = u32::from(year) << 26 | (place.area as u32) << 22 | place.index;
        Story::new(place, self.chance.stream(Purpose::Flow, stream), self.settings, self.until)
    }

    fn tell(&self, place: Place) -> Vec<Event> {
        let story = self.story(place);
        match place.area {
            Area::Asylum => permits::asylum(story),
            Area::Ukraine => permits::ukraine(story),
            Area::UkraineExtension => permits::ukraine_extension(story),
            Area::FamilyReunification => permits::family_reunification(story),
            Area::PermanentResidence => permits::permanent_residence(story),
            Area::Visa => permits::visa(story),
            Area::Return => returns::of_place(self, place, story),
            Area::Dublin => returns::dublin(story),
            Area::ImmediateDeparture => returns::immediate_departure(story),
            Area::ControlDuty => returns::control_duty(story),
            Area::RefugeeAppeal => appeals::refugee(story),
            Area::ImmigrationAppeal => appeals::immigration(story),
            Area::ServiceCounter => counters::counter(story),
        }
    }

    /// The next place that has a case.
    fn next_place(&self, mut place: Place) -> Option<Place> {
        loop {
            if place.index < volumes::cases(self.settings, place.year, place.area) {
                return Some(place);
            }
            place.index = 0;
            match Area::ALL.get(place.area as usize + 1) {
                Some(&area) => place.area = area,
                None if place.year < self.settings.last_year => {
                    place.year += 1;
                    place.area = Area::ALL[0];
                }
                None => return None,
            }
        }
    }
}

impl Iterator for Flow<'_> {
    type Item = Vec<Event>;

    fn next(&mut self) -> Option<Vec<Event>> {
        loop {
            let place = self.next_place(self.place?);
            self.place = place.map(|place| Place { index: place.index + 1, ..place });
            let events = self.tell(place?);
            // A case of which nothing has been entered yet is not there yet.
            if !events.is_empty() {
                return Some(events);
            }
        }
    }
}

impl Place {
    /// The case's number: two digits of the year, two of the area, seven running.
    fn case(self) -> CaseNumber {
        let year = u64::from((self.year - 2000).unsigned_abs());
        CaseNumber((year * 100 + self.area as u64 + 1) * 10_000_000 + u64::from(self.index))
    }

    /// The number of the person whose first case this is: of eleven digits, so that none can be taken for a CPR number.
    fn person(self) -> PersonKey {
        let year = u64::from((self.year - FIRST_YEAR).unsigned_abs());
        PersonKey((1 << 34 | year << 26 | (self.area as u64) << 22 | u64::from(self.index)) + 1)
    }
}
