//! CPR numbers and person-ids.

use super::Difference;
use crate::review::letters::{edits, letters};

/// A number against those that the other register holds. On each side the current one comes first, then former ones.
pub fn numbers(carl2: &[&str], cpr: &[&str]) -> Difference {
    let (left, right) = (signs(carl2), signs(cpr));
    if let Some(missing) = Difference::of_missing(left.is_empty(), right.is_empty()) {
        return missing;
    }
    if left[0] == right[0] {
        Difference::Same
    } else if left.iter().any(|number| right.contains(number)) {
        Difference::SameAsFormer
    } else if is_one_digit(&left[0], &right[0]) {
        Difference::OneDigit
    } else {
        Difference::Different
    }
}

/// Whether one sign is another, too many or too few, or two neighbours are swapped. Of four signs or fewer, too many
/// others are that near.
pub(super) fn is_one_digit(one: &str, two: &str) -> bool {
    const FEWEST: usize = 5;
    one.len().min(two.len()) >= FEWEST && edits(&letters(one), &letters(two)).is_some_and(|edits| edits.len() == 1)
}

/// Letters and digits in capitals; numbers without any are left out.
fn signs(numbers: &[&str]) -> Vec<String> {
    let plain = numbers.iter().map(|number| {
        number.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_uppercase).collect::<String>()
    });
    plain.filter(|number| !number.is_empty()).collect()
}
