//! A weight for or against, as a bar from the middle, with its number beside it.

use std::fmt;

use crate::texts::Language;

/// So many bits for (above zero) or against (below), on a scale from `-most` to `most`.
#[derive(Clone, Copy, Debug)]
pub struct WeightBar {
    /// The language.
    pub language: Language,
    /// Thousandths of a bit.
    pub millibits: i32,
    /// The end of the scale, in thousandths of a bit.
    pub most_millibits: i32,
}

const HALF: f64 = 60.0;

impl fmt::Display for WeightBar {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = f64::from(self.millibits) / f64::from(self.most_millibits.max(1));
        let width = share.abs().min(1.0) * HALF;
        let (x, side) = if self.millibits < 0 { (HALF - width, "against") } else { (HALF, "for") };
        let sign = if self.millibits > 0 { "+" } else { "" };
        let number = self.language.decimal(f64::from(self.millibits) / 1000.0, 1);
        write!(
            text,
            r#"<span class="weight"><svg class="weight-bar" aria-hidden="true" focusable="false" viewBox="0 0 120 12"><rect class="weight-{side}" x="{x:.1}" y="1" width="{width:.1}" height="10"/><line x1="{HALF}" x2="{HALF}" y1="0" y2="12"/></svg><span class="weight-number">{sign}{number} bit</span></span>"#
        )
    }
}

super::markup!(WeightBar);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_against_stands_left_of_the_middle_and_says_minus() {
        let bar = WeightBar { language: Language::Danish, millibits: -3_200, most_millibits: 6_400 }.to_string();
        assert!(bar.contains(r#"x="30.0""#) && bar.contains("−3,2 bit"), "{bar}");
    }
}
