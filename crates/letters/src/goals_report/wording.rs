//! The words of a report in its language.

use law::words::{Language, Words, number};
use oversight::goals::{Forecast, Note, SmallNumbers, Standing, State, Text};

use super::content::{Fulfilment, Unit};

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

    pub(super) fn fulfilment(self, fulfilment: Fulfilment) -> &'static str {
        match fulfilment {
            Fulfilment::Met => self.say("Opfyldt", "Met"),
            Fulfilment::Partly => self.say("Delvist opfyldt", "Partly met"),
            Fulfilment::NotMet => self.say("Ikke opfyldt", "Not met"),
            Fulfilment::NotYet => self.say("Endnu ikke opgjort", "Not yet"),
            Fulfilment::Undecidable => self.say("Kan ikke afgøres", "Undecidable"),
        }
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

    /// A measure's kind.
    pub(super) fn kind(self, kind: &str) -> &'static str {
        match kind {
            "share-within" => self.say("andel inden for fristen", "share within the limit"),
            "deadline" => self.say("frist i den enkelte sag", "deadline of each case"),
            "shifted-window" => self.say("frist med efterfølgende periode", "deadline with a following period"),
            "decided-by" => self.say("afgjort inden en dato", "decided by a date"),
            "trimmed-mean" => self.say("gennemsnit af de hurtigste", "mean of the fastest"),
            "trimmed-mean-at-a-point" => {
                self.say("gennemsnit af de hurtigste, sidste måned", "mean of the fastest, last month")
            }
            "volume" => self.say("antal", "number"),
            "stock-change" => self.say("ændring i beholdning", "change of a stock"),
            "calendar" => self.say("iagttagelser pr. hverdag", "observations for each weekday"),
            "milestone" => self.say("milepæl", "milestone"),
            "projects" => self.say("antal projekter", "number of projects"),
            _ => self.say("vurdering", "judgement"),
        }
    }

    /// What must be known besides a figure; a number of cases only where it may be shown.
    pub(super) fn note(self, note: &Note, hides_small: bool) -> String {
        note.text(self.0, if hides_small { SmallNumbers::Hidden } else { SmallNumbers::Shown })
    }

    /// The unit of a pace.
    pub(super) fn pace(self, kind: &str, unit: Unit) -> &'static str {
        match unit {
            // Of a share by a date the pace is how many are decided.
            Unit::Percent if kind == "decided-by" => self.say(" pr. 30 dage", " in 30 days"),
            Unit::Percent => " %",
            Unit::Days => self.say(" dage", " days"),
            Unit::Number => self.say(" pr. 30 dage", " in 30 days"),
            Unit::PercentFewer => self.say(" færre pr. 30 dage", " fewer in 30 days"),
        }
    }

    /// A forecast in one sentence.
    pub(super) fn forecast(self, forecast: &Forecast, unit: Unit, decimals: usize) -> String {
        let figure = |value: f64| number(value, decimals, self.0);
        let (low, expected, high) = (figure(forecast.low), figure(forecast.expected), figure(forecast.high));
        let of = self.unit(unit);
        match self.0 {
            Language::Danish => format!("{expected}{of} ({low} til {high})"),
            Language::English => format!("{expected}{of} ({low} to {high})"),
        }
    }
}
