//! Numbers, days and moments as they are read in the two languages.

use jiff::civil::DateTime;
use law::assessment::day_text;
use law::words::Language;
use oversight::flow::Day;
use oversight::goals::Points;

/// A number with so many decimals, with the marks of the language: `1.234,5` in Danish, `1,234.5` in English.
pub fn number(value: f64, decimals: usize, language: Language) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, places) = text.split_once('.').unwrap_or((&text, ""));
    let (group, decimal) = match language {
        Language::Danish => (".", ","),
        Language::English => (",", "."),
    };
    let digits: Vec<char> = whole.chars().rev().collect();
    let groups: Vec<String> = digits.chunks(3).map(|group| group.iter().collect()).collect();
    let whole: String = groups.join(group).chars().rev().collect();
    let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    if places.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{decimal}{places}") }
}

/// A number beside a requirement: with so many decimals, and more where rounding would put it on the other side of the requirement.
pub(super) fn beside(value: f64, required: f64, decimals: usize, language: Language) -> String {
    const MOST: usize = 6;
    let side = |decimals: usize| {
        let rounded: f64 = format!("{value:.decimals$}").parse().unwrap_or(value);
        rounded.partial_cmp(&required)
    };
    let exact = value.partial_cmp(&required);
    let enough = (decimals..MOST).find(|decimals| side(*decimals) == exact);
    number(value, enough.unwrap_or(MOST), language)
}

/// Points, without decimals that say nothing.
pub(super) fn points(points: Points, language: Language) -> String {
    let text = points.to_string();
    match language {
        Language::Danish => text.replace('.', ","),
        Language::English => text,
    }
}

/// A day.
pub(super) fn day(day: Day, language: Language) -> String {
    day_text(day.date(), language)
}

/// A day and a minute, by Denmark's clock.
pub(super) fn moment(at: DateTime, language: Language) -> String {
    let day = day_text(at.date(), language);
    match language {
        Language::Danish => format!("{day} kl. {:02}.{:02}", at.hour(), at.minute()),
        Language::English => format!("{day} at {:02}:{:02}", at.hour(), at.minute()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_marks_of_their_language() {
        assert_eq!(number(1_234_567.891, 1, Language::Danish), "1.234.567,9");
        assert_eq!(number(1_234.5, 1, Language::English), "1,234.5");
        assert_eq!(number(-12.0, 0, Language::Danish), "−12");
        assert_eq!(number(-0.01, 1, Language::Danish), "0,0");
    }

    #[test]
    fn rounding_never_lets_a_number_look_as_if_it_met_the_requirement() {
        assert_eq!(beside(89.96, 90.0, 1, Language::Danish), "89,96");
        assert_eq!(beside(89.999_6, 90.0, 1, Language::Danish), "89,9996");
        assert_eq!(beside(90.0, 90.0, 1, Language::Danish), "90,0");
        assert_eq!(beside(110.04, 110.0, 1, Language::English), "110.04");
        assert_eq!(beside(92.34, 90.0, 1, Language::Danish), "92,3");
    }
}
