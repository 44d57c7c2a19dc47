//! Small numbers in what is published: hidden, and hidden so that no total gives them away.
//!
//! A table is published with its totals. Cells from 1 to below the threshold are hidden. Then others are hidden until no
//! hidden cell follows from the rest: rows and columns (the totals among them) are seen as places and each hidden cell
//! as a road between its row and its column; a cell follows from the totals exactly when its road lies on no circle
//! (Gusfield, 1988, for tables without bounds). Hidden cells are at least 1, so on a circle each can be one more or one
//! less, and bounds at zero give nothing away either. Zeros stay visible: they say that there is nobody.

use serde::{Deserialize, Serialize};

/// Counts in rows and columns; every row has as many cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The rows.
    pub rows: Vec<Vec<u64>>,
}

/// A table as it may be published: its last row and last column are the totals. Nothing where a number is hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The rows with their totals, and the row of totals.
    pub rows: Vec<Vec<Option<u64>>>,
    /// How many cells are hidden because they are small.
    pub primary: usize,
    /// How many are hidden to protect those.
    pub complementary: usize,
}

/// Hides the small numbers of a table. `threshold` 5 hides 1 to 4; 0 and 1 hide nothing.
pub fn suppress(table: &Table, threshold: u64) -> Published {
    let whole = with_totals(table);
    let mut hidden: Vec<Vec<bool>> =
        whole.iter().map(|row| row.iter().map(|cell| *cell > 0 && *cell < threshold).collect()).collect();
    let count = |hidden: &[Vec<bool>]| hidden.iter().flatten().filter(|hidden| **hidden).count();
    let primary = count(&hidden);
    while let Some((row, column)) = find_exposed(&hidden) {
        let side = reached_without(&hidden, (row, column));
        let Some((row, column)) = cheapest_across(&whole, &hidden, &side) else { break };
        hidden[row][column] = true;
    }
    let complementary = count(&hidden) - primary;
    let show = |(cell, hidden): (&u64, &bool)| (!hidden).then_some(*cell);
    let rows = whole.iter().zip(&hidden).map(|(row, hidden)| row.iter().zip(hidden).map(show).collect()).collect();
    Published { rows, primary, complementary }
}

fn with_totals(table: &Table) -> Vec<Vec<u64>> {
    let with_total = |row: &Vec<u64>| row.iter().copied().chain([row.iter().sum()]).collect::<Vec<u64>>();
    let mut whole: Vec<Vec<u64>> = table.rows.iter().map(with_total).collect();
    let width = whole.first().map_or(0, Vec::len);
    whole.push((0..width).map(|column| whole.iter().map(|row| row[column]).sum()).collect());
    whole
}

/// A hidden cell that follows from the rest: its row and column are not joined by other hidden cells.
fn find_exposed(hidden: &[Vec<bool>]) -> Option<(usize, usize)> {
    let cells = hidden.iter().enumerate().flat_map(|(row, cells)| {
        cells.iter().enumerate().filter(|(_, hidden)| **hidden).map(move |(column, _)| (row, column))
    });
    cells.into_iter().find(|(row, column)| !reached_without(hidden, (*row, *column)).columns[*column])
}

/// The rows and columns on one side of a cell's road.
struct Side {
    rows: Vec<bool>,
    columns: Vec<bool>,
}

/// What can be reached from the cell's row over hidden cells other than it.
fn reached_without(hidden: &[Vec<bool>], (from, without): (usize, usize)) -> Side {
    let width = hidden.first().map_or(0, Vec::len);
    let mut side = Side { rows: vec![false; hidden.len()], columns: vec![false; width] };
    side.rows[from] = true;
    let mut grew = true;
    while grew {
        grew = false;
        for (row, cells) in hidden.iter().enumerate() {
            for (column, _) in cells.iter().enumerate().filter(|(_, hidden)| **hidden) {
                if (row, column) != (from, without) && side.rows[row] != side.columns[column] {
                    side.rows[row] = true;
                    side.columns[column] = true;
                    grew = true;
                }
            }
        }
    }
    side
}

/// The visible cell, not zero, that joins the two sides and costs least: an inner cell before a total, a small one before a large.
fn cheapest_across(whole: &[Vec<u64>], hidden: &[Vec<bool>], side: &Side) -> Option<(usize, usize)> {
    let (last_row, last_column) = (whole.len() - 1, side.columns.len() - 1);
    let cells = whole.iter().enumerate().flat_map(|(row, cells)| (0..cells.len()).map(move |column| (row, column)));
    cells
        .filter(|(row, column)| side.rows[*row] != side.columns[*column])
        .filter(|(row, column)| !hidden[*row][*column] && whole[*row][*column] > 0)
        .min_by_key(|(row, column)| {
            let totals = u8::from(*row == last_row) + u8::from(*column == last_column);
            (totals, whole[*row][*column], *row, *column)
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table(rows: &[&[u64]]) -> Table {
        Table { rows: rows.iter().map(|row| row.to_vec()).collect() }
    }

    #[test]
    fn a_small_number_alone_in_its_row_and_column_takes_three_others_with_it() {
        let published = suppress(&table(&[&[3, 10, 20], &[9, 12, 30], &[40, 50, 60]]), 5);
        assert_eq!((published.primary, published.complementary), (1, 3));
        assert_eq!(published.rows[0][..3], [None, None, Some(20)]);
        assert_eq!(published.rows[1][..3], [None, None, Some(30)]);
    }

    #[test]
    fn zeros_and_large_numbers_stay() {
        let published = suppress(&table(&[&[0, 5], &[7, 0]]), 5);
        assert_eq!((published.primary, published.complementary), (0, 0));
        assert_eq!(published.rows[0], [Some(0), Some(5), Some(5)]);
    }

    #[test]
    fn a_table_of_one_cell_hides_its_totals_too() {
        let published = suppress(&table(&[&[3]]), 5);
        assert!(published.rows.iter().flatten().all(Option::is_none));
    }

    /// Every table of whole numbers that agrees with what is published, as far as small tables go.
    fn agreeing(published: &Published, height: usize, width: usize, most: u64) -> Vec<Vec<u64>> {
        let cells: Vec<Option<u64>> =
            published.rows[..height].iter().flat_map(|row| row[..width].iter().copied()).collect();
        let mut all = vec![Vec::new()];
        for cell in &cells {
            let values: Vec<u64> = cell.map_or_else(|| (0..=most).collect(), |value| vec![value]);
            all = all.iter().flat_map(|t| values.iter().map(move |v| [t.as_slice(), &[*v]].concat())).collect();
        }
        all.retain(|cells| {
            let rows: Vec<Vec<u64>> = cells.chunks(width).map(<[u64]>::to_vec).collect();
            let whole = with_totals(&Table { rows });
            let shown = whole.iter().flatten().zip(published.rows.iter().flatten());
            shown.into_iter().all(|(cell, shown)| shown.is_none_or(|shown| shown == *cell))
        });
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// The whole attack: whoever knows all totals and that counts are not negative still has a choice for every hidden cell.
        #[test]
        fn no_hidden_cell_can_be_computed(cells in proptest::collection::vec(0_u64..7, 6)) {
            let table = Table { rows: cells.chunks(3).map(<[u64]>::to_vec).collect() };
            let published = suppress(&table, 3);
            let possible = agreeing(&published, 2, 3, 8);
            prop_assert!(possible.contains(&cells));
            let hidden = published.rows[..2].iter().flat_map(|row| row[..3].iter()).enumerate();
            for (place, _) in hidden.filter(|(_, cell)| cell.is_none()) {
                let first = possible[0][place];
                prop_assert!(possible.iter().any(|other| other[place] != first), "{published:?} gives cell {place} away");
            }
        }

        #[test]
        fn no_row_or_column_has_a_single_hidden_number(
            cells in proptest::collection::vec(0_u64..40, 30), threshold in 2_u64..10,
        ) {
            let table = Table { rows: cells.chunks(6).map(<[u64]>::to_vec).collect() };
            let published = suppress(&table, threshold);
            for row in &published.rows {
                prop_assert_ne!(row.iter().filter(|cell| cell.is_none()).count(), 1);
            }
            for column in 0..7 {
                prop_assert_ne!(published.rows.iter().filter(|row| row[column].is_none()).count(), 1);
            }
            for (row, shown) in with_totals(&table).iter().zip(&published.rows) {
                for (cell, shown) in row.iter().zip(shown) {
                    prop_assert!(shown.is_none_or(|shown| shown == *cell && (shown == 0 || shown >= threshold)));
                }
            }
        }
    }
}
