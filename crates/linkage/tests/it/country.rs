//! A small made-up country: families with errors in both registers. No real persons.

use linkage::{Builder, Config, Register, RegisterError, Side};

/// A row of either register, in the order of the configuration's columns.
pub(crate) type Row = [String; 9];

/// Both registers and the truth.
#[derive(Clone, Debug)]
pub(crate) struct Country {
    pub(crate) left: Vec<Row>,
    pub(crate) right: Vec<Row>,
    pub(crate) truth: Vec<(String, String)>,
}

/// A small generator of numbers (SplitMix64): the same seed gives the same country.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((x ^ (x >> 31)) % limit as u64).expect("below the limit")
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const GIVEN: &[&str] = &[
    "Mohamed",
    "Ahmed",
    "Fatima",
    "Hassan",
    "Hussein",
    "Amina",
    "Omar",
    "Layla",
    "Yusuf",
    "Maryam",
    "Olena",
    "Ivan",
    "Tesfay",
    "Selam",
    "Habib",
    "Zahra",
    "Karim",
    "Nadia",
    "Salim",
    "Rania",
    "Dmytro",
    "Iryna",
    "Abdulrahman",
    "Huda",
];
const SURNAME: &[&str] = &[
    "Hassan",
    "Al-Sayed",
    "Rahimi",
    "Shevchenko",
    "Haile",
    "Ali",
    "Karimi",
    "Haddad",
    "Bondarenko",
    "Warsame",
    "Ahmadi",
    "Khalil",
    "Tekle",
    "Nazari",
    "Mansour",
    "Koval",
];
const NATIONALITY: &[&str] = &["SYR", "AFG", "ERI", "UKR", "SOM"];

pub(crate) const CONFIG: &str = r#"
    name = "test"
    left = { name = "A", id = "id" }
    right = { name = "B", id = "id" }
    field = [
        { name = "number", kind = "identifier", left = ["number"], right = ["number"] },
        { name = "given", kind = "given", left = ["given"], right = ["given"] },
        { name = "surname", kind = "surname", left = ["surname"], right = ["surname"] },
        { name = "born", kind = "date", left = ["born"], right = ["born"] },
        { name = "sex", kind = "sex", left = ["sex"], right = ["sex"] },
        { name = "nationality", kind = "category", left = ["nationality"], right = ["nationality"] },
        { name = "entry", kind = "event", left = ["entry"], right = ["entry"] },
        { name = "address", kind = "address", left = ["address"], right = ["address"] },
    ]
    rule = [
        { name = "number", equal = ["number"], not_different = ["sex"], support = ["given", "surname", "born"], support_at_least = 2 },
        { name = "names and date", equal = ["given", "surname", "born", "nationality"], not_different = ["number", "sex"] },
    ]
    contradiction = [
        { name = "sex, date and nationality", different = ["sex", "born", "nationality"] },
        { name = "given and sex", different = ["given", "sex"] },
    ]
"#;

pub(crate) fn config() -> Config {
    Config::from_toml(CONFIG).expect("the configuration above is right")
}

/// Families whose members stand in both registers, most of them.
pub(crate) fn country(seed: u64, families: usize) -> Country {
    let mut chance = Chance(seed);
    let mut country = Country { left: Vec::new(), right: Vec::new(), truth: Vec::new() };
    for family in 0..families {
        let surname = chance.of(SURNAME);
        let nationality = chance.of(NATIONALITY);
        let entry = format!("20{:02}-{:02}-{:02}", 12 + chance.below(12), 1 + chance.below(12), 1 + chance.below(28));
        let address = format!("{}gade {}", chance.of(GIVEN), 1 + chance.below(90));
        for member in 0..=chance.below(4) {
            let person = format!("{family:05}{member}");
            let born = match chance.below(5) {
                0 => format!("{}-01-01", 1970 + chance.below(40)),
                _ => format!("{}-{:02}-{:02}", 1970 + chance.below(40), 1 + chance.below(12), 1 + chance.below(28)),
            };
            let fixed = [chance.of(GIVEN), surname, &born, chance.of(&["K", "M"]), nationality, &entry, &address];
            let [left, right] = [(); 2].map(|()| record(&mut chance, &person, fixed));
            if chance.one_in(12) {
                country.right.push(with_id("R", &person, right));
            } else {
                country.left.push(with_id("L", &person, left));
                if !chance.one_in(12) {
                    country.truth.push((format!("L{person}"), format!("R{person}")));
                    country.right.push(with_id("R", &person, right));
                }
            }
        }
    }
    country
}

fn with_id(side: &str, person: &str, mut row: Row) -> Row {
    row[0] = format!("{side}{person}");
    row
}

fn record(chance: &mut Chance, person: &str, fixed: [&str; 7]) -> Row {
    let number = if chance.one_in(3) { String::new() } else { format!("77{person}") };
    let number = if chance.one_in(40) { format!("77{:05}0", chance.below(200)) } else { number };
    let [given, surname, born, sex, nationality, entry, address] = fixed.map(str::to_owned);
    let given = if chance.one_in(8) { given.replace('a', "e").replace("ou", "u") } else { given };
    let surname = if chance.one_in(10) { surname.replace("ee", "i").replace('h', "hh") } else { surname };
    let born = if chance.one_in(20) { format!("{}-01-01", &born[..4]) } else { born };
    let address = if chance.one_in(4) { String::new() } else { address };
    [String::new(), number, given, surname, born, sex, nationality, entry, address]
}

pub(crate) fn register(rows: &[Row], side: Side) -> Register {
    build(rows, side).expect("the rows have ids of their own")
}

pub(crate) fn build(rows: &[Row], side: Side) -> Result<Register, RegisterError> {
    let mut builder: Builder = Register::builder(&config(), side);
    for row in rows {
        builder.push(&row.each_ref().map(String::as_str))?;
    }
    builder.finish()
}
