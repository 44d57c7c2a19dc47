//! Texts in the two languages users read, and how the months are called and numbers written in them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The language of a text for users.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Danish, in the words of the law and the trade.
    #[default]
    Danish,
    /// English, for those who do not read Danish.
    English,
}

/// One text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Danish.
    pub da: &'static str,
    /// English.
    pub en: &'static str,
}

impl Words {
    /// Both texts.
    pub const fn new(da: &'static str, en: &'static str) -> Self {
        Self { da, en }
    }

    /// The text in the language.
    pub fn text(self, language: Language) -> &'static str {
        match language {
            Language::Danish => self.da,
            Language::English => self.en,
        }
    }
}

/// The months' names.
const MONTHS: [Words; 12] = [
    Words::new("januar", "January"),
    Words::new("februar", "February"),
    Words::new("marts", "March"),
    Words::new("april", "April"),
    Words::new("maj", "May"),
    Words::new("juni", "June"),
    Words::new("juli", "July"),
    Words::new("august", "August"),
    Words::new("september", "September"),
    Words::new("oktober", "October"),
    Words::new("november", "November"),
    Words::new("december", "December"),
];

/// The months' names, January first.
pub fn months() -> impl Iterator<Item = Words> {
    MONTHS.into_iter()
}

/// The name of a day's month.
pub fn month_of(day: Date) -> Words {
    MONTHS[usize::from(day.month().unsigned_abs()) - 1]
}

/// A number with so many decimals and the marks of the language: `1.234,5` in Danish, `1,234.5` in English. What is rounded to zero has no sign.
pub fn number(value: f64, decimals: usize, language: Language) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, places) = text.split_once('.').unwrap_or((&text, ""));
    let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    let (group, decimal) = match language {
        Language::Danish => ('.', ","),
        Language::English => (',', "."),
    };
    let whole = grouped(whole, group);
    if places.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{decimal}{places}") }
}

/// A count with marks between the thousands.
pub fn count(number: u64, language: Language) -> String {
    grouped(&number.to_string(), if language == Language::Danish { '.' } else { ',' })
}

fn grouped(digits: &str, mark: char) -> String {
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_marks_of_their_language() {
        assert_eq!(number(1_234_567.891, 1, Language::Danish), "1.234.567,9");
        assert_eq!(number(1_234.5, 1, Language::English), "1,234.5");
        assert_eq!(number(0.25, 2, Language::Danish), "0,25");
        assert_eq!(count(1_234_567, Language::Danish), "1.234.567");
        assert_eq!(count(u64::MAX, Language::English), "18,446,744,073,709,551,615");
    }

    #[test]
    fn a_number_below_zero_has_a_minus_and_zero_has_none() {
        assert_eq!(number(-12.0, 0, Language::Danish), "−12");
        assert_eq!(number(-0.5, 1, Language::English), "−0.5");
        assert_eq!(number(-0.04, 1, Language::Danish), "0,0");
        assert_eq!(number(-0.0, 0, Language::English), "0");
    }
}
