//! One-to-one assignment: of all ways to pair the records of a component, the one with the most evidence.
//!
//! Exact (Kuhn 1955, Munkres 1957, with the potentials of Jonker and Volgenant), on components cut so small that it
//! costs nothing. Knows numbers only, not records.

/// An edge between a left and a right node of a component, with a weight above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) left: usize,
    pub(crate) right: usize,
    pub(crate) weight: i64,
}

/// For each left node, the index of its chosen edge; leaving a node alone weighs nothing.
pub(crate) fn assign(left: usize, right: usize, edges: &[Edge]) -> Vec<Option<usize>> {
    // Each left node may also take a column of its own that weighs nothing: it stays alone.
    let columns = right + left;
    let mut cost = vec![0_i64; left * columns];
    for edge in edges {
        let cell = &mut cost[edge.left * columns + edge.right];
        *cell = (*cell).min(-edge.weight);
    }
    // A pair without an edge must never be better than staying alone, which weighs as much: it is not counted below.
    let row_of = shortest_paths(left, columns, &cost);
    let mut chosen = vec![None; left];
    for (index, edge) in edges.iter().enumerate() {
        if row_of[edge.right] == Some(edge.left) && cost[edge.left * columns + edge.right] == -edge.weight {
            chosen[edge.left] = Some(index);
        }
    }
    chosen
}

/// The weight of the chosen edges.
pub(crate) fn total(edges: &[Edge], chosen: &[Option<usize>]) -> i64 {
    chosen.iter().flatten().map(|index| edges[*index].weight).sum()
}

/// The Hungarian method row by row; answers the row of each column.
fn shortest_paths(rows: usize, columns: usize, cost: &[i64]) -> Vec<Option<usize>> {
    let mut row_potential = vec![0_i64; rows + 1];
    let mut column_potential = vec![0_i64; columns + 1];
    // Column and row 0 are imagined; real ones are counted from 1.
    let mut row_of = vec![0_usize; columns + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let mut column = 0;
        let mut least = vec![i64::MAX; columns + 1];
        let mut from = vec![0_usize; columns + 1];
        let mut used = vec![false; columns + 1];
        loop {
            used[column] = true;
            let current = row_of[column];
            let (mut delta, mut next) = (i64::MAX, 0);
            for other in 1..=columns {
                if used[other] {
                    continue;
                }
                let reduced =
                    cost[(current - 1) * columns + other - 1] - row_potential[current] - column_potential[other];
                if reduced < least[other] {
                    (least[other], from[other]) = (reduced, column);
                }
                if least[other] < delta {
                    (delta, next) = (least[other], other);
                }
            }
            for other in 0..=columns {
                if used[other] {
                    row_potential[row_of[other]] += delta;
                    column_potential[other] -= delta;
                } else if other > 0 {
                    least[other] -= delta;
                }
            }
            column = next;
            if row_of[column] == 0 {
                break;
            }
        }
        while column != 0 {
            let before = from[column];
            row_of[column] = row_of[before];
            column = before;
        }
    }
    row_of[1..].iter().map(|row| row.checked_sub(1)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn best_by_trying(left: usize, edges: &[Edge], taken: &mut Vec<usize>) -> i64 {
        if left == 0 {
            return 0;
        }
        let mut best = best_by_trying(left - 1, edges, taken);
        for edge in edges.iter().filter(|edge| edge.left == left - 1) {
            if !taken.contains(&edge.right) {
                taken.push(edge.right);
                best = best.max(edge.weight + best_by_trying(left - 1, edges, taken));
                taken.pop();
            }
        }
        best
    }

    #[test]
    fn the_sum_decides_not_the_single_best_pair() {
        let edge = |left, right, weight| Edge { left, right, weight };
        let edges = [edge(0, 0, 10), edge(0, 1, 9), edge(1, 0, 9)];
        let chosen = assign(2, 2, &edges);
        assert_eq!(chosen, [Some(1), Some(2)]);
        assert_eq!(total(&edges, &chosen), 18);
    }

    proptest! {
        #[test]
        fn it_is_the_best_of_all_ways(cells in proptest::collection::btree_map((0_usize..5, 0_usize..5), 1_i64..50, 0..15)) {
            let edges: Vec<Edge> =
                cells.into_iter().map(|((left, right), weight)| Edge { left, right, weight }).collect();
            let chosen = assign(5, 5, &edges);
            prop_assert_eq!(total(&edges, &chosen), best_by_trying(5, &edges, &mut Vec::new()));
            let mut rights: Vec<usize> = chosen.iter().flatten().map(|index| edges[*index].right).collect();
            let count = rights.len();
            rights.sort_unstable();
            rights.dedup();
            prop_assert_eq!(rights.len(), count, "one right node twice");
        }
    }
}
