//! The words of a report in its language.

use law::words::{Language, Words, number};
use oversight::goals::{Forecast, Note, SmallNumbers, Standing, State, Stock, Text};

use super::content::Unit;

pub(super) const COUNTED: Words = Words::new("talt", "counted");
pub(super) const IN_TIME: Words = Words::new("til tiden", "in time");
pub(super) const COUNTS_AS_MET: Words = Words::new("tæller som opfyldt", "counts as met");
pub(super) const LATE: Words = Words::new("for sent", "late");
pub(super) const STAYED: Words = Words::new("i beholdningen begge dage", "in the stock on both days");
pub(super) const LEFT_STOCK: Words = Words::new("ude af åbningsbeholdningen", "left the opening stock");
pub(super) const CAME_INTO_STOCK: Words = Words::new("kommet til", "came into the stock");
pub(super) const OTHER_MARKS: Words = Words::new("hører til en anden gruppe", "of another group");
pub(super) const OUTSIDE_WINDOW: Words = Words::new("uden for perioden", "outside the period");
pub(super) const FAULTY_ASIDE: Words =
    Words::new("modsiger sig selv, men kan ikke høre til", "contradicts itself, but cannot belong");
pub(super) const NOT_KNOWN: Words = Words::new("endnu ikke kendt", "not known yet");

/// The words in a language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wording(pub(super) Language);

impl Wording {
    pub(super) fn text(self, words: Words) -> String {
        words.text(self.0).to_owned()
    }

    /// Of two texts the one in the language.
    pub(super) fn say(self, da: &'static str, en: &'static str) -> &'static str {
        Words::new(da, en).text(self.0)
    }

    pub(super) fn of(self, text: &Text) -> String {
        match self.0 {
            Language::Danish => text.da.clone(),
            Language::English => text.en.clone(),
        }
    }

    pub(super) fn state(self, state: State) -> &'static str {
        state.words().text(self.0)
    }

    pub(super) fn standing(self, standing: Standing) -> &'static str {
        standing.words().text(self.0)
    }

    /// What stands behind a figure.
    pub(super) fn unit(self, unit: Unit) -> &'static str {
        match unit {
            Unit::Percent => " %",
            Unit::PercentFewer => self.say(" % færre", " % fewer"),
            Unit::Days => self.say(" dage", " days"),
            Unit::Number => "",
        }
    }

    /// What stands before a requirement.
    pub(super) fn bound(self, unit: Unit) -> &'static str {
        if unit == Unit::Days { self.say("højst", "at most") } else { self.say("mindst", "at least") }
    }

    /// What must be known besides a figure; a number of cases only where it may be shown.
    pub(super) fn note(self, note: &Note, hides_small: bool) -> String {
        note.text(self.0, if hides_small { SmallNumbers::Hidden } else { SmallNumbers::Shown })
    }

    /// A figure with its unit: of a stock that grew, how many more there are.
    pub(super) fn figure(self, value: f64, unit: Unit, write: impl Fn(f64) -> String) -> String {
        if is_more(value, unit) {
            write(-value) + self.say(" % flere", " % more")
        } else {
            write(value) + self.unit(unit)
        }
    }

    /// A pace with its unit.
    pub(super) fn pace(self, value: f64, kind: &str, unit: Unit, decimals: usize) -> String {
        let of = match unit {
            // Of a share by a date the pace is how many are decided.
            Unit::Percent if kind == "decided-by" => self.say(" pr. 30 dage", " in 30 days"),
            Unit::Percent => " %",
            Unit::Days => self.say(" dage", " days"),
            Unit::Number => self.say(" pr. 30 dage", " in 30 days"),
            Unit::PercentFewer if value < 0.0 => self.say(" flere pr. 30 dage", " more in 30 days"),
            Unit::PercentFewer => self.say(" færre pr. 30 dage", " fewer in 30 days"),
        };
        let value = if unit == Unit::PercentFewer { value.abs() } else { value };
        number(value, decimals, self.0) + of
    }

    /// A forecast in one sentence. A unit that the ends do not share stands at each of them.
    pub(super) fn forecast(self, forecast: &Forecast, unit: Unit, decimals: usize) -> String {
        let bare = |value: f64| number(value, decimals, self.0);
        let figure = |value: f64| self.figure(value, unit, bare);
        let end = |value: f64| if unit == Unit::PercentFewer { figure(value) } else { bare(value) };
        let (low, expected, high) = (end(forecast.low), figure(forecast.expected), end(forecast.high));
        match self.0 {
            Language::Danish => format!("{expected} ({low} til {high})"),
            Language::English => format!("{expected} ({low} to {high})"),
        }
    }

    /// How a stock moved.
    pub(super) fn stock(self, stock: Stock) -> String {
        let count = |count: u64| number(count as f64, 0, self.0);
        let Stock { opening, left, came, closing } = stock;
        let (opening, left, came, closing) = (count(opening), count(left), count(came), count(closing));
        match self.0 {
            Language::Danish => {
                format!(
                    "{opening} i åbningsbeholdningen, {left} ude af den, {came} kommet til, {closing} i slutbeholdningen"
                )
            }
            Language::English => {
                format!(
                    "{opening} in the opening stock, {left} left it, {came} came into it, {closing} in the closing stock"
                )
            }
        }
    }
}

/// Whether a figure says that a stock grew.
pub(super) fn is_more(value: f64, unit: Unit) -> bool {
    unit == Unit::PercentFewer && value < 0.0
}

/// A text as a sentence begins.
pub(super) fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}
