//! The words of a report in its language.

use law::words::{Language, Words};
use oversight::goals::{Forecast, Note, Standing, State, Text};

use super::content::{Fulfilment, Unit};
use super::numbers::{day, number};
use super::published::is_large_enough;

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

    fn count(self, count: u64) -> String {
        number(count as f64, 0, self.0)
    }

    pub(super) fn state(self, state: State) -> &'static str {
        match state {
            State::Met => self.say("opfyldt", "met"),
            State::OnCourse => self.say("på vej", "on course"),
            State::AtRisk => self.say("i risiko", "at risk"),
            State::NotYetMeasurable => self.say("kan ikke måles endnu", "not measurable yet"),
            State::Undecidable => self.say("kan ikke afgøres", "undecidable"),
            State::NotMet => self.say("ikke opfyldt", "not met"),
        }
    }

    pub(super) fn standing(self, standing: Standing) -> &'static str {
        match standing {
            Standing::Final => self.say("endeligt", "final"),
            Standing::Provisional => self.say("foreløbigt", "provisional"),
        }
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
        let shown = |count: u64| !hides_small || is_large_enough(count);
        let count = |count: u64| if shown(count) { self.count(count) } else { self.say("få", "a few").to_owned() };
        let danish = self.0 == Language::Danish;
        match note {
            Note::FewCases(1) if !hides_small => self
                .say(
                    "Advarsel: hviler på 1 sag; færre end 20 siger lidt",
                    "Warning: rests on 1 case; fewer than 20 say little",
                )
                .to_owned(),
            Note::FewCases(cases) if shown(*cases) && danish => {
                format!("Advarsel: hviler på {cases} sager; færre end 20 siger lidt")
            }
            Note::FewCases(cases) if shown(*cases) => {
                format!("Warning: rests on {cases} cases; fewer than 20 say little")
            }
            Note::FewCases(_) => {
                self.say("Advarsel: hviler på færre end 20 sager", "Warning: rests on fewer than 20 cases").to_owned()
            }
            Note::Faulty(1) if !hides_small => self
                .say(
                    "1 sag modsiger sig selv og kunne ikke måles",
                    "1 case contradicts itself and could not be measured",
                )
                .to_owned(),
            Note::Faulty(cases) if danish => format!("{} sager modsiger sig selv og kunne ikke måles", count(*cases)),
            Note::Faulty(cases) => format!("{} cases contradict themselves and could not be measured", count(*cases)),
            Note::OpeningNotFrozen => self
                .say(
                    "åbningsbeholdningen er ikke fastfrosset; den er talt, som hændelserne er kendt nu",
                    "the opening stock is not frozen; it is counted from the events as known now",
                )
                .to_owned(),
            Note::OpeningDiffers { frozen, counted } => {
                // The difference is a number of cases too.
                let both = shown(*frozen) && shown(*counted) && shown(frozen.abs_diff(*counted));
                let (frozen, counted) = (self.count(*frozen), self.count(*counted));
                match (both, danish) {
                    (true, true) => format!(
                        "åbningsbeholdningen er fastfrosset til {frozen}; hændelserne siger nu {counted}. Den frosne gælder"
                    ),
                    (true, false) => {
                        format!(
                            "the opening stock is frozen at {frozen}; the events now say {counted}. The frozen one counts"
                        )
                    }
                    (false, true) => {
                        "hændelserne giver nu en anden åbningsbeholdning end den fastfrosne, som gælder".to_owned()
                    }
                    (false, false) => {
                        "the events now give another opening stock than the frozen one, which counts".to_owned()
                    }
                }
            }
            Note::MoreProjects(projects) if danish => {
                format!("{projects} projekter er flere end forudset; de tæller som opfyldt")
            }
            Note::MoreProjects(projects) => format!("{projects} projects are more than foreseen; they count as met"),
            Note::WithoutEvidence(records) if danish => {
                format!("{records} registreringer uden dokumentation tæller ikke")
            }
            Note::WithoutEvidence(records) => format!("{records} records without evidence do not count"),
            Note::OtherAssessor(records) if danish => {
                format!("{records} vurderinger er af en anden end planens og tæller ikke")
            }
            Note::OtherAssessor(records) => {
                format!("{records} judgements are by another role than the plan's and do not count")
            }
            Note::ReachedOutside(on) if danish => format!("nået {}, uden for planens dage", day(*on, self.0)),
            Note::ReachedOutside(on) => format!("reached on {}, outside the plan's days", day(*on, self.0)),
            Note::MissingDays(days) if danish => {
                format!("{} hverdage uden iagttagelse; de tæller ikke som opfyldt", self.count(*days))
            }
            Note::MissingDays(days) => {
                format!("{} weekdays without an observation; they do not count as met", self.count(*days))
            }
            Note::Preview { from, to } => {
                let (from, to) = (day(*from, self.0), day(*to, self.0));
                if danish { format!("forhåndstal for {from} til {to}") } else { format!("preview for {from} to {to}") }
            }
            Note::Overlap { with, count: overlap } if danish => format!("{} tælles også i {with}", count(*overlap)),
            Note::Overlap { with, count: overlap } => format!("{} are counted in {with} too", count(*overlap)),
        }
    }

    /// The unit of a pace.
    pub(super) fn pace(self, unit: Unit) -> &'static str {
        match unit {
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
