//! One register in columns: every distinct value read once, every record a few numbers.
//!
//! Knows fields and values. Must not know files: rows are pushed by whoever reads them.

use rayon::prelude::*;

use crate::config::{Config, FieldKind, Limits, Side};
use crate::name::{Part, Placed, Words, words};
use crate::texts::{Full, Interner, Rows, Texts};
use crate::value::{Address, Date, Number, code};

/// A register ready for coupling. Rows are in the order of their ids, whatever the order in which they came.
#[derive(Clone, Debug)]
pub struct Register {
    side: Side,
    ids: Texts,
    columns: Vec<Column>,
    kinds: Vec<FieldKind>,
    pub(crate) words: Words,
    pub(crate) names: Rows<Placed>,
    intake: Intake,
}

/// What was counted while the register was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Intake {
    /// Values longer than the limit, which were cut.
    pub values_cut: u64,
    /// Values above the number allowed for one field of one record, which were left out.
    pub values_left_out: u64,
    /// For each field by name: values that could not be read as the field's kind and count as absent.
    pub unreadable: Vec<(String, u64)>,
}

/// Why a register is refused. Rows are counted from 1 in the order in which they came.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegisterError {
    /// A row has another number of values than there are columns.
    #[error("row {row} has {found} values, but {expected} columns are configured")]
    WrongWidth {
        /// The row.
        row: u64,
        /// Values in it.
        found: usize,
        /// Configured columns.
        expected: usize,
    },
    /// A row without id.
    #[error("row {row} has no id")]
    MissingId {
        /// The row.
        row: u64,
    },
    /// An id that stands twice.
    #[error("the id `{id}` stands in row {first} and again in row {second}")]
    RepeatedId {
        /// The id.
        id: String,
        /// Its first row.
        first: u64,
        /// Its second row.
        second: u64,
    },
    /// More text than can be held: four GiB in one field, or four billion values.
    #[error("row {row}: a field of the register holds more than 4 GiB of text")]
    TooLarge {
        /// The row.
        row: u64,
    },
}

/// One field of a register.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// For each row, numbers of values; the current value first.
    pub(crate) cells: Rows<u32>,
    /// The values as they came.
    pub(crate) texts: Texts,
    /// The values as they are compared.
    pub(crate) values: Values,
}

/// The distinct values of one field, read by kind.
#[derive(Clone, Debug)]
pub(crate) enum Values {
    /// Identifiers, and whether more than one record holds the number.
    Numbers(Vec<Option<Number>>, Vec<bool>),
    Dates(Vec<Option<Date>>),
    Codes(Vec<Option<u64>>),
    Addresses(Vec<Option<Address>>),
    /// Names and references: read elsewhere, or used as they are.
    Plain,
}

/// Takes rows and makes a [`Register`].
#[derive(Debug)]
pub struct Builder {
    side: Side,
    limits: Limits,
    kinds: Vec<(String, FieldKind, Vec<String>)>,
    /// For each field, the columns in which its values stand.
    sources: Vec<Vec<usize>>,
    width: usize,
    ids: Texts,
    fields: Vec<(Interner, Rows<u32>)>,
    intake: Intake,
}

impl Register {
    /// Starts a register. `config` must have passed [`Config::check`].
    pub fn builder(config: &Config, side: Side) -> Builder {
        let columns = config.columns(side);
        let position = |name: &String| columns.iter().position(|column| column == name);
        let sources = config.fields.iter().map(|field| field.columns(side).iter().filter_map(position).collect());
        Builder {
            side,
            limits: config.limits,
            kinds: config.fields.iter().map(|f| (f.name.clone(), f.kind, f.unknown.clone())).collect(),
            sources: sources.collect(),
            width: columns.len(),
            ids: Texts::default(),
            fields: config.fields.iter().map(|_| (Interner::default(), Rows::new())).collect(),
            intake: Intake::default(),
        }
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The side for which it was built.
    pub fn side(&self) -> Side {
        self.side
    }

    /// The id of a row.
    pub fn id(&self, row: u32) -> &str {
        self.ids.get(row as usize)
    }

    /// The row of an id.
    pub fn row(&self, id: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.ids.get(middle) < id { low = middle + 1 } else { high = middle }
        }
        (low < self.len() && self.ids.get(low) == id).then(|| u32::try_from(low).expect("rows are counted in u32"))
    }

    /// What was cut, left out or unreadable.
    pub fn intake(&self) -> &Intake {
        &self.intake
    }

    /// The values of a field of a row as they came, the current one first.
    pub fn values(&self, field: usize, row: u32) -> impl Iterator<Item = &str> {
        let column = &self.columns[field];
        column.cells.row(row as usize).iter().map(|number| column.texts.get(*number as usize))
    }

    /// The position of the first field of a kind.
    pub(crate) fn first(&self, kind: FieldKind) -> Option<usize> {
        self.kinds.iter().position(|found| *found == kind)
    }

    pub(crate) fn kind(&self, field: usize) -> FieldKind {
        self.kinds[field]
    }

    pub(crate) fn column(&self, field: usize) -> &Column {
        &self.columns[field]
    }
}

impl Column {
    /// The dates of a row, each with the number of its value.
    pub(crate) fn dates(&self, row: usize) -> impl Iterator<Item = (usize, Date)> {
        let values = match &self.values {
            Values::Dates(values) => values.as_slice(),
            _ => &[],
        };
        known(self.cells.row(row), values)
    }

    pub(crate) fn codes(&self, row: usize) -> impl Iterator<Item = (usize, u64)> {
        let values = match &self.values {
            Values::Codes(values) => values.as_slice(),
            _ => &[],
        };
        known(self.cells.row(row), values)
    }

    /// The codes of all values.
    pub(crate) fn all_codes(&self) -> Vec<u64> {
        match &self.values {
            Values::Codes(values) => values.iter().copied().flatten().collect(),
            _ => Vec::new(),
        }
    }

    pub(crate) fn addresses(&self, row: usize) -> impl Iterator<Item = (usize, Address)> {
        let values = match &self.values {
            Values::Addresses(values) => values.as_slice(),
            _ => &[],
        };
        known(self.cells.row(row), values)
    }

    /// The numbers of a row: position in the row, number, and whether other records hold it too.
    pub(crate) fn numbers(&self, row: usize) -> impl Iterator<Item = (usize, Number, bool)> {
        let (values, shared) = match &self.values {
            Values::Numbers(values, shared) => (values.as_slice(), shared.as_slice()),
            _ => (&[][..], &[][..]),
        };
        self.cells.row(row).iter().enumerate().filter_map(|(position, number)| {
            let number = *number as usize;
            values.get(number).copied().flatten().map(|value| (position, value, shared[number]))
        })
    }
}

/// The readable values of a row, each with its number.
fn known<T: Copy>(cells: &[u32], values: &[Option<T>]) -> impl Iterator<Item = (usize, T)> {
    cells.iter().filter_map(|number| {
        let number = *number as usize;
        values.get(number).copied().flatten().map(|value| (number, value))
    })
}

impl Builder {
    /// Takes one row; the values in the order of [`Config::columns`].
    pub fn push(&mut self, values: &[&str]) -> Result<(), RegisterError> {
        let row = self.ids.len() as u64 + 1;
        if values.len() != self.width {
            return Err(RegisterError::WrongWidth { row, found: values.len(), expected: self.width });
        }
        let id = values[0].trim();
        if id.is_empty() {
            return Err(RegisterError::MissingId { row });
        }
        self.push_row(id, values).map_err(|Full| RegisterError::TooLarge { row })
    }

    fn push_row(&mut self, id: &str, values: &[&str]) -> Result<(), Full> {
        self.ids.push(id)?;
        for (field, (interner, cells)) in self.fields.iter_mut().enumerate() {
            let unknown = &self.kinds[field].2;
            let mut taken = 0;
            for cell in self.sources[field].iter().map(|source| values[*source]) {
                for value in cell.split('|').map(str::trim) {
                    if value.is_empty() || unknown.iter().any(|word| word == value) {
                        continue;
                    }
                    if taken == self.limits.values {
                        self.intake.values_left_out += 1;
                        continue;
                    }
                    let cut = cut(value, self.limits.value_bytes);
                    self.intake.values_cut += u64::from(cut.len() < value.len());
                    cells.push(interner.intern(cut)?);
                    taken += 1;
                }
            }
            cells.close()?;
        }
        Ok(())
    }

    /// Reads the distinct values, orders the rows by id and refuses ids that stand twice.
    pub fn finish(self) -> Result<Register, RegisterError> {
        let order = order(&self.ids)?;
        let too_large = |Full| RegisterError::TooLarge { row: self.ids.len() as u64 };
        let mut ids = Texts::default();
        for old in &order {
            ids.push(self.ids.get(*old as usize)).map_err(too_large)?;
        }
        let kinds = &self.kinds;
        let fields: Vec<(Texts, Rows<u32>)> =
            self.fields.into_iter().map(|(interner, cells)| (interner.into_texts(), cells)).collect();
        let columns: Vec<Column> = fields
            .into_par_iter()
            .enumerate()
            .map(|(field, (texts, cells))| {
                let cells = cells.reordered(&order);
                let values = read(kinds[field].1, &texts, &cells);
                Column { cells, texts, values }
            })
            .collect();
        let mut intake = self.intake;
        for (field, column) in columns.iter().enumerate() {
            intake.unreadable.push((kinds[field].0.clone(), unreadable(column)));
        }
        let (words, names) = names(kinds, &columns, order.len()).map_err(too_large)?;
        let kinds = kinds.iter().map(|(_, kind, _)| *kind).collect();
        Ok(Register { side: self.side, ids, columns, kinds, words, names, intake })
    }
}

/// The beginning of a text, at most so many bytes, never in the middle of a letter.
fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// The rows in the order of their ids.
fn order(ids: &Texts) -> Result<Vec<u32>, RegisterError> {
    let count = u32::try_from(ids.len()).map_err(|_| RegisterError::TooLarge { row: ids.len() as u64 })?;
    let mut order: Vec<u32> = (0..count).collect();
    order.par_sort_unstable_by_key(|row| (ids.get(*row as usize), *row));
    for pair in order.windows(2) {
        let id = ids.get(pair[0] as usize);
        if id == ids.get(pair[1] as usize) {
            let (first, second) = (u64::from(pair[0]) + 1, u64::from(pair[1]) + 1);
            return Err(RegisterError::RepeatedId { id: id.to_owned(), first, second });
        }
    }
    Ok(order)
}

fn read(kind: FieldKind, texts: &Texts, cells: &Rows<u32>) -> Values {
    let all = (0..texts.len()).into_par_iter().map(|number| texts.get(number));
    match kind {
        FieldKind::Identifier | FieldKind::Cpr => {
            let numbers: Vec<Option<Number>> = all.map(Number::read).collect();
            let shared = shared(&numbers, cells);
            Values::Numbers(numbers, shared)
        }
        FieldKind::Date | FieldKind::Event | FieldKind::Death => Values::Dates(all.map(Date::read).collect()),
        FieldKind::Sex | FieldKind::Category | FieldKind::Postcode => Values::Codes(all.map(code).collect()),
        FieldKind::Address => Values::Addresses(all.map(Address::read).collect()),
        FieldKind::Given | FieldKind::Middle | FieldKind::Surname | FieldKind::Reference => Values::Plain,
    }
}

/// Which numbers stand in more than one record, however they are written.
fn shared(numbers: &[Option<Number>], cells: &Rows<u32>) -> Vec<bool> {
    let mut held: Vec<(u64, u32)> = Vec::with_capacity(cells.items().len());
    for row in 0..cells.count() {
        for number in cells.row(row) {
            if let Some(value) = numbers[*number as usize] {
                held.push((value.hash(), row as u32));
            }
        }
    }
    held.par_sort_unstable();
    held.dedup();
    let repeated: Vec<u64> = held.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[0].0).collect();
    numbers.iter().map(|value| value.is_some_and(|value| repeated.binary_search(&value.hash()).is_ok())).collect()
}

fn unreadable(column: &Column) -> u64 {
    let bad: Vec<bool> = match &column.values {
        Values::Numbers(values, _) => values.iter().map(Option::is_none).collect(),
        Values::Dates(values) => values.iter().map(Option::is_none).collect(),
        Values::Codes(values) => values.iter().map(Option::is_none).collect(),
        Values::Addresses(values) => values.iter().map(Option::is_none).collect(),
        Values::Plain => return 0,
    };
    column.cells.items().iter().filter(|number| bad[**number as usize]).count() as u64
}

/// Cuts all names into words and lays each record's words side by side, each in its part.
fn names(
    kinds: &[(String, FieldKind, Vec<String>)],
    columns: &[Column],
    rows: usize,
) -> Result<(Words, Rows<Placed>), Full> {
    let mut all = Words::default();
    let mut parts: Vec<(FieldKind, &Column, Vec<Vec<u32>>)> = Vec::new();
    for kind in [FieldKind::Given, FieldKind::Middle, FieldKind::Surname] {
        let Some(field) = kinds.iter().position(|(_, found, _)| *found == kind) else { continue };
        let column = &columns[field];
        let cut: Vec<Vec<String>> = (0..column.texts.len())
            .into_par_iter()
            .map(|number| with_joined(words(column.texts.get(number))))
            .collect();
        let numbers = cut.iter().map(|words| words.iter().map(|word| all.intern(word)).collect()).collect();
        parts.push((kind, column, numbers));
    }
    let mut names = Rows::new();
    for row in 0..rows {
        for (kind, column, numbers) in &parts {
            for (position, value) in column.cells.row(row).iter().enumerate() {
                place(*kind, position == 0, &numbers[*value as usize], &mut names);
            }
        }
        names.close()?;
    }
    Ok((all, names))
}

/// Adds, behind the words of a name of several words, the first two written as one.
fn with_joined(mut words: Vec<String>) -> Vec<String> {
    if words.len() >= 2 {
        words.push(format!("{}{}", words[0], words[1]));
    }
    words
}

fn place(kind: FieldKind, current: bool, words: &[u32], names: &mut Rows<Placed>) {
    let joined = if words.len() >= 3 { words.len() - 1 } else { words.len() };
    for (position, word) in words.iter().enumerate() {
        let part = match (kind, current) {
            (FieldKind::Given, true) if position == joined => Part::JoinedGiven,
            (FieldKind::Given, true) if position == 0 => Part::First,
            (FieldKind::Given, true) => Part::Given,
            (FieldKind::Surname, true) if position == joined => Part::JoinedSurname,
            (FieldKind::Surname, true) => Part::Surname,
            (FieldKind::Given, false) if position < joined => Part::FormerGiven,
            (FieldKind::Surname, false) if position < joined => Part::FormerSurname,
            (FieldKind::Middle, _) if position < joined => Part::Middle,
            _ => continue,
        };
        names.push(Placed::new(part, *word));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Config {
        Config::from_toml(
            r#"
            name = "test"
            left = { name = "A", id = "id" }
            right = { name = "B", id = "id" }
            limits = { value_bytes = 10, values = 2 }
            field = [
                { name = "given", kind = "given", left = ["given"], right = ["given"] },
                { name = "number", kind = "identifier", left = ["number"], right = ["number"] },
                { name = "born", kind = "date", left = ["born"], right = ["born"] },
            ]
            "#,
        )
        .unwrap()
    }

    fn register(rows: &[[&str; 4]]) -> Result<Register, RegisterError> {
        let mut builder = Register::builder(&config(), Side::Left);
        rows.iter().try_for_each(|row| builder.push(row))?;
        builder.finish()
    }

    #[test]
    fn rows_stand_in_the_order_of_their_ids() {
        let register = register(&[["b", "Bo", "2", ""], ["a", "Abd al-Ali", "1", "1980"]]).unwrap();
        assert_eq!((register.id(0), register.id(1)), ("a", "b"));
        assert_eq!(register.values(0, 0).collect::<Vec<_>>(), ["Abd al-Ali"]);
        assert_eq!((register.row("b"), register.row("c")), (Some(1), None));
    }

    #[test]
    fn an_id_used_twice_is_named_with_its_rows() {
        let error = register(&[["a", "", "", ""], ["b", "", "", ""], ["a", "", "", ""]]).unwrap_err();
        assert_eq!(error, RegisterError::RepeatedId { id: "a".to_owned(), first: 1, second: 3 });
    }

    #[test]
    fn a_row_without_id_or_with_too_few_values_is_refused() {
        assert_eq!(register(&[[" ", "", "", ""]]).unwrap_err(), RegisterError::MissingId { row: 1 });
        let mut builder = Register::builder(&config(), Side::Left);
        assert!(matches!(builder.push(&["a"]), Err(RegisterError::WrongWidth { row: 1, found: 1, expected: 4 })));
    }

    #[test]
    fn what_is_cut_left_out_or_unreadable_is_counted() {
        let register = register(&[["a", "Æææææææææææ", "1|2|3", "yesterday"]]).unwrap();
        assert_eq!((register.intake().values_cut, register.intake().values_left_out), (1, 1));
        assert_eq!(register.intake().unreadable[2], ("born".to_owned(), 1));
        assert_eq!(register.values(0, 0).collect::<Vec<_>>(), ["Æææææ"]);
    }

    #[test]
    fn a_number_in_two_records_is_marked_as_shared() {
        let register = register(&[["a", "", "12-34", ""], ["b", "", "1234", ""], ["c", "", "99", ""]]).unwrap();
        let shared = |row| register.column(1).numbers(row).map(|(_, _, shared)| shared).collect::<Vec<_>>();
        assert_eq!((shared(0), shared(1), shared(2)), (vec![true], vec![true], vec![false]));
    }
}
