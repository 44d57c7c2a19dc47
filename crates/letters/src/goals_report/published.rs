//! The counts of a figure as they may be shown: those that count, those left out, those not on the list, each group with its sum.
//!
//! What is to be published goes through [`suppress`] group by group, so that no sum gives a hidden number away. Together the three groups
//! are all cases of an area, and that number may be known from another measure: where a sum is hidden, the cases not on the list are
//! hidden with it, and where those are too few to hide anything behind, the three groups are protected as one table.

use oversight::compliance::figures::NOT_PUBLISHED_UNDER;
use oversight::figure::{Outcome, Table, suppress};
use oversight::goals::{Measured, PartStatus};

use super::Audience;
use super::wording::{self, Wording};

/// A number as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown<T> {
    /// It is this.
    Is(T),
    /// It is small, or would give a small one away.
    Hidden,
    /// There is none.
    Absent,
}

impl<T> Shown<T> {
    /// The number, where there is one to show.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Hidden | Self::Absent => None,
        }
    }

    /// The number, hidden unless a condition holds.
    pub(super) fn hidden_unless(self, may_be_shown: bool) -> Self {
        if may_be_shown || matches!(self, Self::Absent) { self } else { Self::Hidden }
    }

    pub(super) fn of(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Is)
    }
}

/// How many, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Of what, in words.
    pub text: String,
    /// How many.
    pub number: Shown<u64>,
}

/// The counts of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Cases that count.
    pub counted: Shown<u64>,
    /// The kinds of them.
    pub of_counted: Vec<Count>,
    /// Cases on the list that do not count.
    pub left_out: Shown<u64>,
    /// By reason.
    pub of_left_out: Vec<Count>,
    /// Cases of the area that are not on the list.
    pub aside: Shown<u64>,
    /// By reason.
    pub of_aside: Vec<Count>,
}

impl Numbers {
    /// Whether every kind of what counts can be shown, so that a share may be.
    pub(super) fn is_whole(&self) -> bool {
        self.counted != Shown::Hidden && self.of_counted.iter().all(|count| count.number != Shown::Hidden)
    }

    /// Whether anything is hidden.
    pub fn hides(&self) -> bool {
        let sums = [self.counted, self.left_out, self.aside];
        let kinds = self.of_counted.iter().chain(&self.of_left_out).chain(&self.of_aside).map(|count| count.number);
        sums.into_iter().chain(kinds).any(|number| number == Shown::Hidden)
    }
}

/// Whether a count may stand alone: nobody, or enough.
pub(super) fn is_large_enough(count: u64) -> bool {
    count == 0 || count >= NOT_PUBLISHED_UNDER
}

/// Appointments at a counter are no persons.
pub(super) fn hides_small(part: &PartStatus, audience: Audience) -> bool {
    audience == Audience::Published && part.measure != "calendar"
}

type Group = Vec<(String, u64)>;

/// The counts of a measure's figure.
pub(super) fn numbers(part: &PartStatus, measured: &Measured, audience: Audience, words: Wording) -> Numbers {
    let counted = counted(part, measured, words);
    let left_out: Group = measured.left_out.iter().map(|left| (words.of(&left.text), left.count)).collect();
    let oversight::goals::Aside { other_marks, outside_window, not_known, faulty } = measured.aside;
    let aside: Group = vec![
        (words.text(wording::OTHER_MARKS), other_marks),
        (words.text(wording::OUTSIDE_WINDOW), outside_window),
        (words.text(wording::NOT_KNOWN), not_known),
        (words.text(wording::FAULTY_ASIDE), faulty),
    ];
    let groups = [counted, left_out, aside];
    let threshold = if hides_small(part, audience) { NOT_PUBLISHED_UNDER } else { 0 };
    let [of_counted, of_left_out, of_aside] = shown(groups, threshold);
    Numbers {
        counted: of_counted.0,
        of_counted: of_counted.1,
        left_out: of_left_out.0,
        of_left_out: of_left_out.1,
        aside: of_aside.0,
        of_aside: of_aside.1,
    }
}

/// The kinds of cases that count. Without its list, a stock is known by its sum alone.
fn counted(part: &PartStatus, measured: &Measured, words: Wording) -> Group {
    let found = &measured.statistics;
    match part.measure.as_str() {
        "volume" => vec![(words.text(wording::COUNTED), found.counted)],
        "stock-change" => {
            let outcomes = measured.figure.as_ref().map(oversight::figure::Figure::counts).unwrap_or_default();
            let count = |wanted: Outcome| {
                outcomes.iter().find(|(outcome, _)| *outcome == wanted).map_or(0, |(_, count)| *count)
            };
            if outcomes.is_empty() {
                return vec![(words.text(wording::COUNTED), found.counted)];
            }
            vec![
                (words.text(wording::STAYED), count(Outcome::Stayed)),
                (words.text(wording::LEFT_STOCK), count(Outcome::LeftStock)),
                (words.text(wording::CAME_INTO_STOCK), count(Outcome::CameIntoStock)),
            ]
        }
        _ => vec![
            (words.text(wording::IN_TIME), found.in_time - found.counts_as_met),
            (words.text(wording::COUNTS_AS_MET), found.counts_as_met),
            (words.text(wording::LATE), found.counted - found.in_time),
        ],
    }
}

/// The groups with their sums, small numbers hidden; the last group is of those not on the list.
fn shown(groups: [Group; 3], threshold: u64) -> [(Shown<u64>, Vec<Count>); 3] {
    let apart =
        groups.each_ref().map(|group| suppress(&Table { rows: vec![counts_of(group)] }, threshold).rows.remove(0));
    let hides_a_sum = apart[..2].iter().any(|row| row.last() == Some(&None));
    let aside: u64 = groups[2].iter().map(|(_, count)| count).sum();
    let [counted, left_out, not_listed] = apart;
    let rows = match (hides_a_sum, aside >= threshold) {
        (false, _) => [counted, left_out, not_listed],
        (true, true) => [counted, left_out, vec![None; not_listed.len()]],
        (true, false) => together(&groups, threshold),
    };
    let cell = |cell: Option<u64>| cell.map_or(Shown::Hidden, Shown::Is);
    let mut rows = rows.into_iter();
    groups.map(|group| {
        let row = rows.next().unwrap_or_default();
        let counts = group.into_iter().zip(&row).map(|((text, _), number)| Count { text, number: cell(*number) });
        (row.last().map_or(Shown::Absent, |sum| cell(*sum)), counts.collect())
    })
}

fn counts_of(group: &Group) -> Vec<u64> {
    group.iter().map(|(_, count)| *count).collect()
}

/// The groups as the rows of one table, each with cells of its own.
fn together(groups: &[Group; 3], threshold: u64) -> [Vec<Option<u64>>; 3] {
    let width: usize = groups.iter().map(Vec::len).sum();
    let mut starts = [0; 3];
    let mut rows = Vec::with_capacity(groups.len());
    let mut start = 0;
    for (group, at) in groups.iter().zip(&mut starts) {
        let mut row = vec![0; width];
        row[start..start + group.len()].copy_from_slice(&counts_of(group));
        rows.push(row);
        *at = start;
        start += group.len();
    }
    let published = suppress(&Table { rows }, threshold).rows;
    [0, 1, 2].map(|place| {
        let row = &published[place];
        let own = row[starts[place]..starts[place] + groups[place].len()].iter();
        own.chain(row.last()).copied().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(counts: &[u64]) -> Group {
        counts.iter().map(|count| (String::new(), *count)).collect()
    }

    fn values(counts: &[Count]) -> Vec<Option<u64>> {
        counts.iter().map(|count| count.number.value()).collect()
    }

    #[test]
    fn a_small_number_takes_one_of_its_own_group_with_it_and_the_sums_stay() {
        let [counted, left, aside] = shown([group(&[40, 0, 3]), group(&[7]), group(&[10, 20, 0])], 5);
        assert_eq!((counted.0.value(), values(&counted.1)), (Some(43), vec![None, Some(0), None]));
        assert_eq!((left.0.value(), values(&left.1)), (Some(7), vec![Some(7)]));
        assert_eq!((aside.0.value(), values(&aside.1)), (Some(30), vec![Some(10), Some(20), Some(0)]));
    }

    #[test]
    fn a_hidden_sum_hides_the_cases_not_on_the_list_and_not_the_figure() {
        let [counted, left, aside] = shown([group(&[40, 0, 30]), group(&[2]), group(&[10, 20, 30])], 5);
        assert_eq!((counted.0, values(&counted.1)), (Shown::Is(70), vec![Some(40), Some(0), Some(30)]));
        assert_eq!((left.0, values(&left.1)), (Shown::Hidden, vec![None]));
        assert_eq!((aside.0, values(&aside.1)), (Shown::Hidden, vec![None, None, None]));
    }

    #[test]
    fn with_nothing_to_hide_behind_the_figure_itself_is_hidden() {
        let [counted, left, _] = shown([group(&[40, 0, 30]), group(&[2]), group(&[0, 0, 0])], 5);
        assert_eq!((left.0, counted.0), (Shown::Hidden, Shown::Hidden));
    }

    #[test]
    fn inside_everything_is_shown() {
        let [counted, left, aside] = shown([group(&[1, 2, 3]), group(&[]), group(&[4, 0, 0])], 0);
        assert_eq!((counted.0, left.0, aside.0), (Shown::Is(6), Shown::Is(0), Shown::Is(4)));
        assert_eq!(values(&counted.1), [Some(1), Some(2), Some(3)]);
    }
}
