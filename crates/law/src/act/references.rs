//! The Act's references to itself, checked against its own index.

use super::Provision;

/// A reference of the Act to a provision that it does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenReference {
    /// Where the reference stands.
    pub from: Provision,
    /// What it points to.
    pub to: &'static str,
}

/// The references that point to nothing. From `act/references.tsv`: where it stands, what it points to.
pub fn broken_references() -> Vec<BrokenReference> {
    references().filter(|reference| Provision::find(reference.to).is_none()).collect()
}

fn references() -> impl Iterator<Item = BrokenReference> {
    let rows = include_str!("../../act/references.tsv").lines().skip(1);
    rows.map(|row| {
        let (from, to) = row.split_once('\t').expect("act/references.tsv has two columns");
        let from = Provision::find(from).unwrap_or_else(|| panic!("act/references.tsv: the Act has no {from}"));
        BrokenReference { from, to }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_act_points_to_a_folk_high_school_provision_that_it_does_not_have() {
        let broken: Vec<_> = broken_references().iter().map(|found| (found.from.citation(), found.to)).collect();
        assert_eq!(
            broken,
            [
                ("§ 12, stk. 3", "§ 23, stk. 2, nr. 3"),
                ("§ 12, stk. 4, 2. pkt.", "§ 23, stk. 2, nr. 3"),
                ("§ 58, stk. 4", "§ 62, nr. 2"),
                ("§ 58, stk. 4", "§ 62, nr. 6")
            ]
        );
    }

    #[test]
    fn the_references_are_all_of_them() {
        assert!(references().count() > 150, "{}", references().count());
    }
}
