//! Whose citizens may stay in Denmark without a residence permit, and on what basis.
//!
//! Source: `parameters/free-movement.csv`. Nobody's right to stay is decided here.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::{Country, CountryCode, Period};

/// Why a state's citizens need no residence permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FreeMovement {
    /// Nordic states (Aliens Act § 1).
    Nordic,
    /// Parts of the Danish realm.
    Realm,
    /// Member states of the European Union.
    EuropeanUnion,
    /// The other states of the European Economic Area.
    EuropeanEconomicArea,
    /// States with an agreement on free movement with the European Union.
    Agreement,
}

impl CountryCode {
    /// On what basis its citizens could stay without a permit on the day; none where they needed one. A code without an
    /// ISO letter code, such as statelessness or an unknown state, has none; neither has Denmark, whose citizens are no foreigners.
    pub fn free_movement(self, on: Date) -> Option<FreeMovement> {
        let iso3 = self.country().and_then(|country: &Country| country.iso3)?;
        table().iter().find(|row| row.iso3 == iso3 && row.period.contains(on)).map(|row| row.basis)
    }

    /// Whether a citizen of the country needed a residence permit on the day.
    pub fn needs_permit(self, on: Date) -> bool {
        self != Self::DENMARK && self.free_movement(on).is_none()
    }
}

struct Row {
    iso3: &'static str,
    basis: FreeMovement,
    period: Period,
}

fn table() -> &'static [Row] {
    static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
        let text = include_str!("../../../parameters/free-movement.csv");
        let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
        rows.map(|row| read_row(row).expect("parameters/free-movement.csv is checked by a test")).collect()
    });
    &TABLE
}

fn read_row(row: &'static str) -> Option<Row> {
    let mut cells = row.split(',');
    let iso3 = cells.next()?;
    let basis = match cells.next()? {
        "nordic" => FreeMovement::Nordic,
        "realm" => FreeMovement::Realm,
        "eu" => FreeMovement::EuropeanUnion,
        "eea" => FreeMovement::EuropeanEconomicArea,
        "agreement" => FreeMovement::Agreement,
        _ => return None,
    };
    let from = match cells.next()? {
        "" => Date::MIN,
        from => from.parse().ok()?,
    };
    let to = match cells.next()? {
        "" => None,
        to => Some(to.parse().ok()?),
    };
    Some(Row { iso3, basis, period: Period::new(from, to).ok()? })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn code(iso3: &str) -> CountryCode {
        Country::by_iso3(iso3, date(2012, 1, 1)).unwrap().code
    }

    #[test]
    fn every_state_of_the_table_is_in_the_country_register() {
        for row in table() {
            assert!(Country::by_iso3(row.iso3, date(2012, 1, 1)).is_some(), "{}", row.iso3);
        }
    }

    #[test]
    fn a_pole_needed_a_permit_before_accession_and_a_briton_after_withdrawal() {
        assert!(code("POL").needs_permit(date(2004, 4, 30)));
        assert!(!code("POL").needs_permit(date(2004, 5, 1)));
        assert!(!code("GBR").needs_permit(date(2020, 12, 31)));
        assert!(code("GBR").needs_permit(date(2021, 1, 1)));
    }

    #[test]
    fn the_basis_tells_nordic_from_eu() {
        assert_eq!(code("SWE").free_movement(date(2008, 1, 1)), Some(FreeMovement::Nordic));
        assert_eq!(code("DEU").free_movement(date(2008, 1, 1)), Some(FreeMovement::EuropeanUnion));
        assert_eq!(code("SOM").free_movement(date(2008, 1, 1)), None);
    }

    #[test]
    fn the_stateless_and_the_unknown_need_a_permit_and_danes_do_not() {
        assert!(CountryCode::STATELESS.needs_permit(date(2020, 1, 1)));
        assert!(CountryCode::UNKNOWN.needs_permit(date(2020, 1, 1)));
        assert!(!CountryCode::DENMARK.needs_permit(date(2020, 1, 1)));
    }
}
