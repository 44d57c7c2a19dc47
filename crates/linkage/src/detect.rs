//! What one register alone, or a finished coupling, shows to be wrong: for a person to look at, never acted upon.

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use vocabulary::{CprNumber, CprNumberKind, Sex, UncertainDate};

use crate::block::{Index, Scratch};
use crate::compare::{Comparer, Memory, slots};
use crate::config::{Config, FieldKind};
use crate::coupling::Coupling;
use crate::level::LEVEL_BITS;
use crate::model::{Model, ModelError};
use crate::register::Register;

/// A number that several records of one register hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedNumber {
    /// The identifier field.
    pub field: String,
    /// The number as it stands in the first record.
    pub number: String,
    /// The records' ids, in order.
    pub ids: Vec<String>,
}

/// Two records of one register that look like one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookAlike {
    /// The first record's id.
    pub first: String,
    /// The second record's id.
    pub second: String,
    /// Evidence that they are one person, identifiers not counted, in thousandths of a bit.
    pub score_millibits: i32,
}

/// A record that several records of the other side fit surely enough to couple.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneToMany {
    /// The record's id.
    pub id: String,
    /// The other side's ids, in order.
    pub fits: Vec<String>,
}

/// A record whose own CPR number says otherwise than the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContradictingNumber {
    /// The record's id.
    pub id: String,
    /// The field of the number.
    pub field: String,
    /// The number.
    pub number: CprNumber,
    /// What it contradicts.
    pub contradicts: Contradicted,
}

/// What a CPR number says of its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contradicted {
    /// Day, month, year and, by the seventh digit, century.
    BirthDate,
    /// Odd for men, even for women.
    Sex,
}

/// Numbers that several records of a register hold, in order of field and number.
pub fn shared_numbers(register: &Register, config: &Config) -> Vec<SharedNumber> {
    let mut found = Vec::new();
    let fields = config.fields.iter().enumerate();
    for (position, field) in fields.filter(|(_, field)| matches!(field.kind, FieldKind::Identifier | FieldKind::Cpr)) {
        let column = register.column(position);
        let mut held: Vec<(u64, u32, usize)> = Vec::new();
        for row in 0..register.len() {
            let shared = column.numbers(row).filter(|(_, _, shared)| *shared);
            held.extend(shared.map(|(place, number, _)| (number.hash(), row as u32, place)));
        }
        held.sort_unstable();
        held.dedup_by_key(|(hash, row, _)| (*hash, *row));
        let of_field = held.chunk_by(|a, b| a.0 == b.0).map(|records| SharedNumber {
            field: field.name.clone(),
            number: register.values(position, records[0].1).nth(records[0].2).unwrap_or_default().to_owned(),
            ids: records.iter().map(|(_, row, _)| register.id(*row).to_owned()).collect(),
        });
        let mut of_field: Vec<SharedNumber> = of_field.collect();
        of_field.sort_by(|a, b| a.number.cmp(&b.number));
        found.append(&mut of_field);
    }
    found
}

/// Pairs of records of one register that look like one person: the score without identifiers, which differ between two
/// records of one register by nature, reaches the threshold for coupling. In order of the two ids.
pub fn look_alikes(register: &Register, config: &Config, model: &Model) -> Result<Vec<LookAlike>, ModelError> {
    alike(register, config, model, |_| true)
}

/// The same, of which at least one is among the records with these ids: for the price of those.
pub fn look_alikes_of(
    register: &Register,
    config: &Config,
    model: &Model,
    ids: &[String],
) -> Result<Vec<LookAlike>, ModelError> {
    let rows: FxHashSet<u32> = ids.iter().filter_map(|id| register.row(id)).collect();
    if rows.is_empty() {
        return model.check(config).map(|()| Vec::new());
    }
    alike(register, config, model, |row| rows.contains(&row))
}

/// The look-alikes of the wanted rows, each pair once.
fn alike(
    register: &Register,
    config: &Config,
    model: &Model,
    wanted: impl Fn(u32) -> bool + Sync,
) -> Result<Vec<LookAlike>, ModelError> {
    model.check(config)?;
    let slots = slots(config);
    let rarity = model.frequencies.rarity(config, register);
    let comparer = Comparer::new(&slots, register, register, &rarity);
    let index = Index::with_limit(config, Some(register), register, model.block_limit);
    let numbers =
        slots.iter().enumerate().filter(|(_, slot)| matches!(slot.kind, FieldKind::Identifier | FieldKind::Cpr));
    let mask = numbers.fold(u64::MAX, |mask, (place, _)| mask & !(15 << (LEVEL_BITS * place)));
    let of_row = |(scratch, memory): &mut (Scratch, Memory), row: u32| {
        index.candidates(register, row as usize, scratch);
        // A pair of two wanted rows is taken by the first of them.
        let once = scratch.candidates.iter().filter(|(other, _)| *other > row || (*other < row && !wanted(*other)));
        let scored = once.map(|(other, _)| {
            let (first, second) = (row.min(*other), row.max(*other));
            let pattern = comparer.pattern(first as usize, second as usize, memory);
            (first, second, model.score_millibits(pattern & mask))
        });
        scored.filter(|(_, _, score)| *score >= model.decision.couple_millibits).collect::<Vec<_>>()
    };
    let rows = (0..register.len() as u32).into_par_iter().filter(|row| wanted(*row));
    let mut found: Vec<(u32, u32, i32)> = rows.map_init(<(Scratch, Memory)>::default, of_row).flatten_iter().collect();
    found.sort_unstable();
    let named = found.into_iter().map(|(first, second, score_millibits)| LookAlike {
        first: register.id(first).to_owned(),
        second: register.id(second).to_owned(),
        score_millibits,
    });
    Ok(named.collect())
}

/// Records whose CPR number contradicts their own birth date or sex, in order of the ids; one that contradicts both stands
/// twice.
///
/// Looks at the first number of each field of the kind. Says nothing of numbers that another authority made (60 added to
/// the day), of dates that the register marks as uncertain, and of what a date does not know (`1980` fits any day of that
/// year). Sex is read from a first letter M (man, male) or K, F, W (woman, female).
pub fn contradicting_numbers(register: &Register, config: &Config) -> Vec<ContradictingNumber> {
    let fields = config.fields.iter().enumerate().filter(|(_, field)| field.kind == FieldKind::Cpr);
    let numbers: Vec<usize> = fields.map(|(position, _)| position).collect();
    let (dates, sexes) = (config.first(FieldKind::Date), config.first(FieldKind::Sex));
    let of_row = |row: u32| {
        let first = |field: usize| register.values(field, row).next();
        let born = dates.and_then(first).and_then(|text| text.parse::<UncertainDate>().ok());
        let sex = sexes.and_then(first).and_then(sex);
        let held = numbers.iter().filter_map(move |field| Some((*field, CprNumber::parse(first(*field)?).ok()?)));
        let ordinary = held.filter(|(_, number)| number.kind() == CprNumberKind::Ordinary);
        let found = ordinary.flat_map(move |(field, number)| {
            let date = born.is_some_and(|born| contradicts_date(number, born)).then_some(Contradicted::BirthDate);
            let sex = sex.is_some_and(|sex| sex != number.sex()).then_some(Contradicted::Sex);
            date.into_iter().chain(sex).map(move |contradicts| (field, number, contradicts))
        });
        found
            .map(|(field, number, contradicts)| ContradictingNumber {
                id: register.id(row).to_owned(),
                field: config.fields[field].name.clone(),
                number,
                contradicts,
            })
            .collect::<Vec<_>>()
    };
    (0..register.len() as u32).into_par_iter().flat_map_iter(of_row).collect()
}

fn contradicts_date(number: CprNumber, born: UncertainDate) -> bool {
    let said = number.birth_date();
    !born.is_marked_uncertain() && !(born.earliest()..=born.latest()).contains(&said)
}

fn sex(text: &str) -> Option<Sex> {
    match text.chars().next()?.to_ascii_uppercase() {
        'M' => Some(Sex::Male),
        'K' | 'F' | 'W' => Some(Sex::Female),
        _ => None,
    }
}

/// Left records that several right records fit, and right records that several left records fit.
pub fn one_to_many(
    coupling: &Coupling,
    left: &Register,
    right: &Register,
    model: &Model,
) -> (Vec<OneToMany>, Vec<OneToMany>) {
    let sure = coupling.edges.iter().filter(|edge| edge.score >= model.decision.couple_millibits);
    let mut pairs: Vec<(u32, u32)> = sure.map(|edge| (edge.left, edge.right)).collect();
    let many = |pairs: &[(u32, u32)], one: &Register, other: &Register| -> Vec<OneToMany> {
        let groups = pairs.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
        let ids = |group: &[(u32, u32)]| group.iter().map(|(_, row)| other.id(*row).to_owned()).collect();
        groups.map(|group| OneToMany { id: one.id(group[0].0).to_owned(), fits: ids(group) }).collect()
    };
    pairs.sort_unstable();
    let of_left = many(&pairs, left, right);
    for pair in &mut pairs {
        *pair = (pair.1, pair.0);
    }
    pairs.sort_unstable();
    let of_right = many(&pairs, right, left);
    (of_left, of_right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Side;

    fn config() -> Config {
        Config::from_toml(
            r#"
            name = "test"
            left = { name = "A", id = "id" }
            right = { name = "B", id = "id" }
            field = [
                { name = "cpr", kind = "cpr", left = ["cpr"], right = ["cpr"] },
                { name = "given", kind = "given", left = ["given"], right = ["given"] },
                { name = "surname", kind = "surname", left = ["surname"], right = ["surname"] },
                { name = "born", kind = "date", left = ["born"], right = ["born"] },
                { name = "sex", kind = "sex", left = ["sex"], right = ["sex"] },
                { name = "address", kind = "address", left = ["address"], right = ["address"] },
            ]
            "#,
        )
        .unwrap()
    }

    fn register(side: Side, rows: &[[&str; 7]]) -> Register {
        let mut builder = Register::builder(&config(), side);
        rows.iter().try_for_each(|row| builder.push(row)).unwrap();
        builder.finish().unwrap()
    }

    fn contradictions(number: &str, born: &str, sex: &str) -> Vec<Contradicted> {
        let register = register(Side::Left, &[["a", number, "Mona", "Ali", born, sex, ""]]);
        contradicting_numbers(&register, &config()).iter().map(|found| found.contradicts).collect()
    }

    #[test]
    fn a_number_that_says_what_the_record_says_is_not_found() {
        for (born, sex) in [("1980-01-07", "M"), ("1980-01", "mand"), ("1980", ""), ("", "male"), ("1980-01-07*", "M")]
        {
            assert_eq!(contradictions("0701800009", born, sex), [], "{born} {sex}");
        }
    }

    #[test]
    fn another_birth_date_or_sex_than_in_the_number_is_found() {
        use Contradicted::{BirthDate, Sex};
        assert_eq!(contradictions("0701800009", "1980-01-08", "M"), [BirthDate]);
        assert_eq!(contradictions("0701800009", "1981", ""), [BirthDate]);
        assert_eq!(contradictions("0701800009", "1980-02", "K"), [BirthDate, Sex]);
        assert_eq!(contradictions("0701800009", "1980-01-07", "female"), [Sex]);
        assert_eq!(contradictions("0701800008", "1980-01-07", "M"), [Sex]);
    }

    #[test]
    fn the_seventh_digit_gives_the_century_that_is_compared() {
        assert_eq!(contradictions("0101364000", "2036-01-01", "K"), []);
        assert_eq!(contradictions("0101360000", "2036-01-01", "K"), [Contradicted::BirthDate]);
    }

    #[test]
    fn numbers_of_other_authorities_uncertain_dates_and_what_is_no_number_say_nothing() {
        assert_eq!(contradictions("6701800009", "1999-12-31", "K"), []);
        assert_eq!(contradictions("0701800009", "1999-12-31*", "M"), []);
        assert_eq!(contradictions("12", "1999-12-31", "M"), []);
        assert_eq!(contradictions("0701800009", "unknown", "?"), []);
    }

    #[test]
    fn look_alikes_of_some_records_are_those_of_all_that_name_them() {
        let rows: Vec<[String; 7]> = (0..300_usize)
            .map(|row| {
                // Every tenth person stands twice, with another number and the same everything else.
                let person = row - usize::from(row % 10 == 1);
                let given = ["Mona", "Omid", "Yusuf", "Iryna", "Selam", "Hodan", "Linh"][person % 7];
                let surname = ["Alipour", "Tesfay", "Warsame", "Bondarenko", "Nguyen"][person / 7 % 5];
                let born = format!("{}-{:02}-{:02}", 1950 + person % 49, 1 + person % 12, 1 + person % 27);
                let address = format!("Skovvej {person}");
                let sex = if person.is_multiple_of(2) { "M" } else { "K" };
                let texts = [given, surname, &born, sex, &address].map(str::to_owned);
                let [given, surname, born, sex, address] = texts;
                [format!("{row:03}"), format!("70{row:04}1234"), given, surname, born, sex, address]
            })
            .collect();
        let rows: Vec<[&str; 7]> = rows.iter().map(|row| row.each_ref().map(String::as_str)).collect();
        let (left, right) = (register(Side::Left, &rows), register(Side::Right, &rows));
        let config = config();
        let mut model = crate::train(&left, &right, &config);
        model.decision.couple_millibits = 0;
        let all = look_alikes(&left, &config, &model).unwrap();
        assert!(all.iter().any(|found| (found.first.as_str(), found.second.as_str()) == ("010", "011")), "{all:?}");
        for ids in [vec!["011"], vec!["010", "011", "012"], vec!["nobody"], vec![]] {
            let ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
            let named = |found: &&LookAlike| ids.contains(&found.first) || ids.contains(&found.second);
            let expected: Vec<LookAlike> = all.iter().filter(named).cloned().collect();
            assert_eq!(look_alikes_of(&left, &config, &model, &ids).unwrap(), expected, "{ids:?}");
        }
    }
}
