//! Numbers beside their requirement, points and moments, as they are read in the two languages.

use jiff::civil::DateTime;
use law::assessment::day_text;
use law::words::{Language, number};
use oversight::goals::Points;

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

/// A day and a minute, by Denmark's clock.
pub(crate) fn moment(at: DateTime, language: Language) -> String {
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
    fn rounding_never_lets_a_number_look_as_if_it_met_the_requirement() {
        assert_eq!(beside(89.96, 90.0, 1, Language::Danish), "89,96");
        assert_eq!(beside(89.999_6, 90.0, 1, Language::Danish), "89,9996");
        assert_eq!(beside(90.0, 90.0, 1, Language::Danish), "90,0");
        assert_eq!(beside(110.04, 110.0, 1, Language::English), "110.04");
        assert_eq!(beside(92.34, 90.0, 1, Language::Danish), "92,3");
    }
}
