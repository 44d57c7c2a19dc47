//! A CPR number as lists show it: the birth date, and dots for the last four digits.

use std::fmt;

use vocabulary::CprNumber;

use crate::texts::Language;

/// `DDMMÅÅ-••••`. The whole number is shown on demand only, and showing it is written down.
#[derive(Clone, Copy, Debug)]
pub struct MaskedCpr {
    /// For the words that are read aloud.
    pub language: Language,
    /// The number.
    pub number: CprNumber,
}

impl fmt::Display for MaskedCpr {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.number.hyphenated();
        let (birth, hidden) = (&whole[..6], self.language.t("cpr-hidden"));
        write!(
            text,
            r#"<span class="cpr">{birth}-<span aria-hidden="true">••••</span><span class="sr-only">{hidden}</span></span>"#
        )
    }
}

super::markup!(MaskedCpr);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_four_digits_are_not_in_the_page() {
        // 31 February: no such number can be issued; this one is of 1 January 1990 and fails modulus 11.
        let number = CprNumber::parse("010190-0000").expect("a number of a date that exists");
        let text = MaskedCpr { language: Language::Danish, number }.to_string();
        assert!(text.contains("010190-") && !text.contains("0000"), "{text}");
    }
}
