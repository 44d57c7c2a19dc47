//! Addresses: a town of every municipality, roads that stand in nearly every town, houses and floors.
//!
//! The addresses are made; that one of them exists by chance means nothing. Must not know persons.

use std::sync::LazyLock;

use rand::RngExt;

use crate::chance::Stream;

/// A town of a municipality.
#[derive(Debug)]
pub(crate) struct Town {
    /// The municipality's code, four digits.
    pub municipality: String,
    pub postcode: String,
    pub district: String,
    cumulated: u32,
}

/// An address, as places in the lists of towns and roads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub town: u8,
    pub road: u8,
    pub house: u8,
    /// 0 for a house with one household.
    pub floor: u8,
    pub right: bool,
}

/// Every town, in the order of the municipalities' codes.
pub(crate) fn towns() -> &'static [Town] {
    static ALL: LazyLock<Vec<Town>> = LazyLock::new(|| {
        let rows = include_str!("../data/towns.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
        let mut sum = 0;
        rows.map(|row| {
            let mut cells = row.split(',').map(str::to_owned);
            let mut next = || cells.next().unwrap_or_default();
            let municipality = next();
            sum += next().parse::<u32>().unwrap_or(1);
            Town { municipality, postcode: next(), district: next(), cumulated: sum }
        })
        .collect()
    });
    &ALL
}

/// A town, as often as people live there.
pub(crate) fn draw_town(rng: &mut Stream) -> u8 {
    let towns = towns();
    let total = towns.last().map_or(1, |town| town.cumulated);
    let target = rng.random_range(0..total);
    u8::try_from(towns.partition_point(|town| town.cumulated <= target)).unwrap_or(0)
}

impl Address {
    /// An address in a town.
    pub(crate) fn draw(town: u8, rng: &mut Stream) -> Self {
        let road = u8::try_from(rng.random_range(0..roads().len())).unwrap_or(0);
        let floor = if rng.random_bool(0.5) { rng.random_range(1..=5) } else { 0 };
        Self { town, road, house: rng.random_range(1..=140), floor, right: rng.random_bool(0.5) }
    }

    /// The town.
    pub(crate) fn town(self) -> &'static Town {
        &towns()[usize::from(self.town)]
    }

    /// The road's name.
    pub(crate) fn road_name(self) -> &'static str {
        &roads()[usize::from(self.road)]
    }

    /// The road's code in CPR.
    pub(crate) fn road_code(self) -> u16 {
        12 * (u16::from(self.road) + 1)
    }

    /// Floor as CPR writes it (`ETAGE`): blank, `ST`, `01` …
    pub(crate) fn floor_code(self) -> String {
        match self.floor {
            0 => String::new(),
            1 => "ST".to_owned(),
            higher => format!("{:02}", higher - 1),
        }
    }

    /// Side as CPR writes it (`SIDEDOER`).
    pub(crate) fn side_code(self) -> &'static str {
        match (self.floor, self.right) {
            (0, _) => "",
            (_, true) => "th",
            (_, false) => "tv",
        }
    }

    /// Road, house, floor and side as people write them.
    pub(crate) fn in_words(self) -> String {
        let mut text = format!("{} {}", self.road_name(), self.house);
        if self.floor > 0 {
            let floor = if self.floor == 1 { "st".to_owned() } else { (self.floor - 1).to_string() };
            text.push_str(", ");
            text.push_str(&floor);
            text.push_str(". ");
            text.push_str(self.side_code());
        }
        text
    }
}

fn roads() -> &'static [String] {
    static ALL: LazyLock<Vec<String>> = LazyLock::new(|| {
        let text = include_str!("../data/roads.txt");
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).map(|road| road.replace('_', " ")).collect()
    });
    &ALL
}

#[cfg(test)]
mod tests {
    use vocabulary::Municipality;

    use super::*;

    #[test]
    fn there_is_a_town_for_each_municipality_of_today() {
        let ours: Vec<&str> = towns().iter().map(|town| town.municipality.as_str()).collect();
        let theirs: Vec<String> =
            Municipality::all().iter().map(|municipality| municipality.code.to_string()).collect();
        assert_eq!(ours, theirs);
        assert!(towns().iter().all(|town| town.postcode.len() == 4 && !town.district.is_empty()));
    }

    #[test]
    fn roads_fit_into_cprs_fields() {
        assert!((100..=255).contains(&roads().len()));
        assert!(roads().iter().all(|road| road.chars().count() <= 20));
    }

    #[test]
    fn an_address_reads_as_people_write_it() {
        let address = Address { town: 0, road: 0, house: 12, floor: 3, right: true };
        assert_eq!(address.in_words(), "Søndergade 12, 2. th");
        assert_eq!((address.floor_code().as_str(), address.side_code()), ("02", "th"));
    }
}
