//! Days, months, amounts and hours as Danes write them, read into what the case file holds.

use jiff::civil::Date;
use law::words::months;
use vocabulary::Kroner;

/// A day as it stands in a form: `12.05.2026`.
pub fn written_day(day: Date) -> String {
    format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year())
}

/// Reads a day: `12.05.2026`, `12-5-2026`, `12/5 2026`, `12. maj 2026`, `2026-05-12`.
pub fn day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['.', '-', '/', ' ']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts[..] else { return None };
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month_number(month)?, small(day)?).ok()
}

/// Reads a month: `05.2026`, `maj 2026`, `2026-05`. Answers it as the case file writes it.
pub(super) fn month(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['.', '-', '/', ' ']).filter(|part| !part.is_empty()).collect();
    let [first, second] = parts[..] else { return None };
    let (year, month) =
        if first.len() == 4 && month_number(first).is_none() { (first, second) } else { (second, first) };
    if year.len() != 4 {
        return None;
    }
    let first = Date::new(year.parse().ok()?, month_number(month)?, 1).ok()?;
    Some(format!("{:04}-{:02}", first.year(), first.month()))
}

/// Reads an amount: `1.234,50`, `1234,5`, `1234`, with or without `kr.`. A full stop stands between thousands only.
pub(super) fn amount(text: &str) -> Option<Kroner> {
    let text = text.strip_suffix("kr.").or_else(|| text.strip_suffix("kr")).unwrap_or(text).trim();
    Kroner::parse(&decimal_text(text)?).ok()
}

/// Reads a number with a decimal comma: `18,5`.
pub(super) fn number(text: &str) -> Option<f64> {
    decimal_text(text)?.parse().ok()
}

/// `1.234,50` as `1234.50`; nothing where a full stop does not stand between thousands.
fn decimal_text(text: &str) -> Option<String> {
    let (whole, decimals) = match text.split_once(',') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let mut groups = whole.split('.');
    let first = groups.next().filter(|first| !first.is_empty())?;
    let rest: Vec<&str> = groups.collect();
    let is_grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
    let is_plain = |part: &str| part.len() <= 12 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_grouped || !is_plain(first) || !rest.iter().all(|part| is_plain(part)) {
        return None;
    }
    let whole = format!("{first}{}", rest.concat());
    match decimals {
        Some(decimals) if !decimals.is_empty() && is_plain(decimals) => Some(format!("{whole}.{decimals}")),
        Some(_) => None,
        None => Some(whole),
    }
}

fn month_number(text: &str) -> Option<i8> {
    let lower = text.to_lowercase();
    let named = months().position(|month| lower.chars().count() >= 3 && month.da.starts_with(&lower));
    let named = named.and_then(|place| i8::try_from(place + 1).ok());
    named.or_else(|| small(text))
}

fn small(text: &str) -> Option<i8> {
    let is_plain = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_may_be_written_in_the_ways_people_write_it() {
        for text in ["12.05.2026", "12-5-2026", "2026-05-12", "12/5 2026", "12. maj 2026", "12. Maj 2026"] {
            assert_eq!(day(text), Some(date(2026, 5, 12)), "{text}");
        }
        for text in ["31.02.2026", "12.05.26", "maj", "12.13.2026", "", "1.1.1.2026", "٣.05.2026", "-12.05.2026x"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_may_be_written_in_the_ways_people_write_it() {
        for text in ["05.2026", "5-2026", "maj 2026", "2026-05"] {
            assert_eq!(month(text).as_deref(), Some("2026-05"), "{text}");
        }
        for text in ["13.2026", "maj", "2026", "05.26"] {
            assert_eq!(month(text), None, "{text}");
        }
    }

    #[test]
    fn an_amount_has_a_decimal_comma_and_full_stops_between_thousands() {
        let amounts = [("1.234,50", 123_450), ("1234,5", 123_450), ("1234", 123_400), ("1.000.000 kr.", 100_000_000)];
        for (text, oere) in amounts {
            assert_eq!(amount(text).map(Kroner::oere), Some(oere), "{text}");
        }
        for text in ["1.50", "12.34", "1,234.50", "-5", "1,2,3", "", "kr."] {
            assert_eq!(amount(text), None, "{text}");
        }
        assert_eq!(number("18,5"), Some(18.5));
    }

    proptest! {
        #[test]
        fn every_day_is_read_as_it_is_written(year in 1900_i16..2100, month in 1_i8..=12, nth in 1_i8..=28) {
            let on = date(year, month, nth);
            prop_assert_eq!(day(&written_day(on)), Some(on));
            prop_assert_eq!(day(&on.to_string()), Some(on));
        }

        #[test]
        fn whatever_is_written_there_is_no_panic(text in ".{0,40}") {
            let _ = (day(&text), month(&text), amount(&text), number(&text));
        }
    }
}
