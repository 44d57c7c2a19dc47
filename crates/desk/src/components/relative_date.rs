//! A day and how far it is from another: "12. maj 2026 – 3 dage over".

use std::fmt;

use jiff::civil::Date;

use super::Tone;
use crate::texts::Language;

/// Days before a due date from which it is worth a second look.
const SOON_DAYS: i32 = 7;

/// A due date as seen on a day.
#[derive(Clone, Copy, Debug)]
pub struct RelativeDate {
    /// The language.
    pub language: Language,
    /// The date.
    pub date: Date,
    /// The day on which it is looked at.
    pub today: Date,
}

/// The relation in words: "3 dage over", "i dag", "om 5 dage".
pub fn relation(language: Language, date: Date, today: Date) -> String {
    let days = days_until(date, today);
    match days {
        0 => language.t("date-today"),
        1.. => language.t_with("date-in-days", &[("days", days.into())]),
        _ => language.t_with("date-days-over", &[("days", (-days).into())]),
    }
}

fn days_until(date: Date, today: Date) -> i32 {
    date.since(today).expect("two days are always some days apart").get_days()
}

impl RelativeDate {
    /// Too late, soon, or with time left.
    pub fn tone(&self) -> Tone {
        match days_until(self.date, self.today) {
            ..0 => Tone::Error,
            0..=SOON_DAYS => Tone::Warning,
            _ => Tone::Plain,
        }
    }
}

impl fmt::Display for RelativeDate {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tone = self.tone();
        write!(text, r#"<span class="due due-{}">"#, tone.name())?;
        if tone.is_grave() {
            write!(text, "{}", tone.icon())?;
        }
        let (date, relation) = (self.language.date(self.date), relation(self.language, self.date, self.today));
        write!(text, r#"<time datetime="{}">{date}</time> – <strong>{relation}</strong></span>"#, self.date)
    }
}

super::markup!(RelativeDate);

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_relation_is_told_in_words() {
        let today = date(2026, 5, 15);
        for (day, danish, english) in [
            (date(2026, 5, 12), "3 dage over", "3 days overdue"),
            (date(2026, 5, 14), "1 dag over", "1 day overdue"),
            (today, "i dag", "today"),
            (date(2026, 5, 16), "i morgen", "tomorrow"),
            (date(2026, 5, 20), "om 5 dage", "in 5 days"),
            (date(2029, 5, 15), "om 1.096 dage", "in 1,096 days"),
        ] {
            assert_eq!(relation(Language::Danish, day, today), danish);
            assert_eq!(relation(Language::English, day, today), english);
        }
    }

    #[test]
    fn a_date_that_is_over_says_so_without_colour() {
        let due = RelativeDate { language: Language::Danish, date: date(2026, 5, 12), today: date(2026, 5, 15) };
        let text = due.to_string();
        assert!(text.contains("<svg") && text.contains("12. maj 2026") && text.contains("3 dage over"), "{text}");
    }

    proptest! {
        #[test]
        fn only_days_that_are_gone_are_over(days in -4000_i32..4000) {
            let today = date(2026, 5, 15);
            let text = relation(Language::Danish, today + days.days(), today);
            prop_assert_eq!(text.ends_with("over"), days < 0);
        }
    }
}
