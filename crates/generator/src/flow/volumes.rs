//! How many cases begin in a year, and in which months.
//!
//! Known are few: the 2024 plan of the immigration service expects 2,000 spontaneous asylum applications and 5,300 family cases; the
//! annex for the return agency asks for 800 departures of persons expelled by judgment and 150 of rejected asylum
//! seekers. The others are our choice, in a size that such authorities have. [`SOURCES`] says which is which.

use oversight::flow::Area;

use super::{FlowSettings, MOST_OF_AREA};

/// Where the volumes are from, as it stands in `flow.json`.
pub(super) const SOURCES: [(&str, &str); 13] = [
    ("asylum", "2,000 spontaneous: the 2024 plan of the immigration service, 1.1 b; 700 others: our choice"),
    ("ukraine", "our choice: most came in 2022"),
    ("ukraine-extension", "our choice; decided before 17 March 2024: the same plan, 1.1 d"),
    ("family-reunification", "5,300 received: the same plan, 1.2"),
    ("permanent-residence", "our choice"),
    ("visa", "our choice"),
    (
        "return",
        "so that 800 persons expelled by judgment and 150 rejected asylum seekers can leave: the annex for the return agency, 1.a",
    ),
    ("dublin", "our choice"),
    ("immediate-departure", "our choice"),
    ("control-duty", "our choice"),
    ("refugee-appeal", "our choice"),
    ("immigration-appeal", "our choice"),
    ("service-counter", "the four offices of the same plan, 1.4"),
];

/// Returns of a year: rejected asylum seekers, then persons expelled by judgment, then, in the first year only, the stock of rejected
/// asylum seekers from the years before.
pub(super) const REJECTED: u32 = 900;
pub(super) const EXPELLED: u32 = 1_150;
pub(super) const STOCK: u32 = 420;

/// Cases of Denmark in a year, whatever the scale.
fn of_denmark(settings: &FlowSettings, year: i16, area: Area) -> u32 {
    let is_first = year == settings.first_year;
    match (area, year) {
        (Area::Asylum, _) => 2_700,
        // The war and the Act came in 2022; the first permits ran out two years later.
        (Area::Ukraine, ..2022) | (Area::UkraineExtension, ..2023) => 0,
        (Area::Ukraine, 2022) => 31_000,
        (Area::Ukraine, 2023) => 6_500,
        (Area::Ukraine, _) => 5_500,
        (Area::UkraineExtension, 2023) => 14_000,
        (Area::UkraineExtension, 2024) => 9_500,
        (Area::UkraineExtension, _) => 6_000,
        (Area::FamilyReunification, _) => 5_300,
        (Area::PermanentResidence, _) => 4_500,
        (Area::Visa, _) => 28_000,
        (Area::Return, _) => REJECTED + EXPELLED + if is_first { STOCK } else { 0 },
        (Area::Dublin, _) => 520,
        (Area::ImmediateDeparture, _) => 750,
        (Area::ControlDuty, _) => 1_300,
        (Area::RefugeeAppeal, _) => 700,
        (Area::ImmigrationAppeal, _) => 1_500,
        // An office is one case over all years.
        (Area::ServiceCounter, _) => {
            if is_first {
                4
            } else {
                0
            }
        }
    }
}

/// Cases that a year of an area has at the scale asked for. There are no more than four offices at any scale.
pub(super) fn cases(settings: &FlowSettings, year: i16, area: Area) -> u32 {
    let of_denmark = of_denmark(settings, year, area);
    if area == Area::ServiceCounter { of_denmark } else { scaled(settings, of_denmark) }
}

/// So many cases at the scale asked for; where there are some at all, at least one.
pub(super) fn scaled(settings: &FlowSettings, of_denmark: u32) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded by the largest place")]
    let scaled = (f64::from(of_denmark) * settings.scale).round().min(f64::from(MOST_OF_AREA - 1)) as u32;
    scaled.max(of_denmark.min(1))
}

/// How much of a year's cases begin in each month: weights, of which an even year would have 10 a month.
pub(super) fn seasons(area: Area, year: i16) -> [u32; 12] {
    match (area, year) {
        // More come over the sea and the borders in late summer.
        (Area::Asylum, _) => [8, 7, 8, 9, 10, 10, 11, 13, 14, 13, 10, 7],
        // The war began on 24 February 2022; the Act came in force on 17 March.
        (Area::Ukraine, 2022) => [0, 0, 22, 34, 16, 9, 8, 8, 7, 6, 5, 4],
        // Permits ran out on 17 March, so extensions are asked for in the winter before.
        (Area::UkraineExtension, 2023) => [0, 0, 0, 0, 0, 0, 0, 0, 2, 12, 20, 14],
        (Area::UkraineExtension, _) => [18, 8, 1, 0, 0, 0, 0, 0, 2, 10, 22, 16],
        (Area::FamilyReunification, _) => [10, 9, 10, 9, 9, 11, 9, 13, 12, 10, 10, 8],
        // Visits of the summer are applied for in spring.
        (Area::Visa, _) => [7, 8, 12, 15, 16, 14, 11, 8, 7, 7, 8, 7],
        (Area::ControlDuty, _) => [10, 10, 10, 10, 10, 10, 11, 11, 10, 10, 9, 9],
        _ => [10, 10, 10, 10, 10, 10, 9, 10, 10, 11, 11, 9],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_has_a_source_and_cases_in_2024() {
        let settings = FlowSettings::new(2024, 2024, 1);
        for (area, (name, source)) in Area::ALL.iter().zip(SOURCES) {
            assert_eq!((area.name(), source.is_empty()), (name, false));
            assert!(cases(&settings, 2024, *area) > 0, "{name}");
        }
    }

    #[test]
    fn a_scale_multiplies_all_but_the_offices() {
        let settings = FlowSettings { scale: 20.0, ..FlowSettings::new(2022, 2025, 1) };
        assert_eq!(cases(&settings, 2023, Area::FamilyReunification), 106_000);
        assert_eq!(cases(&settings, 2022, Area::ServiceCounter), 4);
        let all: u64 = (2022..=2025)
            .map(|year| Area::ALL.iter().map(|&area| u64::from(cases(&settings, year, area))).sum::<u64>())
            .sum();
        assert!(all > 5_000_000, "{all} cases at a scale of 20");
    }
}
