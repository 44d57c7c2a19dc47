//! What states and notes are called: pages, command line and report say the same.

use law::assessment::day_text;
use law::words::{Language, Words, count as count_text};

use super::Points;
use super::judge::State;
use super::status::{GoalStatus, Note, Standing};
use crate::compliance::figures::NOT_PUBLISHED_UNDER;
use crate::flow::Day;

impl State {
    /// What users read.
    pub const fn words(self) -> Words {
        match self {
            Self::Met => Words::new("opfyldt", "met"),
            Self::OnCourse => Words::new("på vej", "on course"),
            Self::AtRisk => Words::new("i risiko", "at risk"),
            Self::NotYetMeasurable => Words::new("kan ikke måles endnu", "not measurable yet"),
            Self::Undecidable => Words::new("kan ikke afgøres", "undecidable"),
            Self::NotMet => Words::new("ikke opfyldt", "not met"),
        }
    }
}

impl Standing {
    /// What users read.
    pub const fn words(self) -> Words {
        match self {
            Self::Final => Words::new("endeligt", "final"),
            Self::Provisional => Words::new("foreløbigt", "provisional"),
        }
    }
}

impl GoalStatus {
    /// How it stands, the same on pages, in reports and at the command line: the state, and that it is partly met where points are won and not all.
    /// The points are given, since a report may have to hide them.
    pub fn said(&self, points: Points, language: Language) -> String {
        let state = self.state.words().text(language);
        let partly = Words::new("delvist opfyldt", "partly met").text(language);
        let has_met_part = self.parts.iter().any(|part| part.state == State::Met);
        match self.state {
            State::NotMet if points.0 > 0 => partly.to_owned(),
            open if open.is_open() && points.0 > 0 && has_met_part => format!("{partly}, {state}"),
            _ => state.to_owned(),
        }
    }
}

/// What a measure's kind is called.
pub fn measure_words(kind: &str) -> Words {
    match kind {
        "share-within" => Words::new("andel inden for en frist", "share within a limit"),
        "deadline" => Words::new("andel inden for sagens egen frist", "share within each case's deadline"),
        "shifted-window" => Words::new(
            "andel inden for fristen, fulgt ud over året",
            "share within the limit, followed beyond the year",
        ),
        "decided-by" => Words::new("andel afgjort inden en dato", "share decided by a date"),
        "trimmed-mean" => Words::new("gennemsnit af de hurtigste", "mean of the fastest"),
        "trimmed-mean-at-a-point" => {
            Words::new("gennemsnit af de hurtigste, sidste måned", "mean of the fastest, last month")
        }
        "volume" => Words::new("antal", "number"),
        "stock-change" => Words::new("ændring i en beholdning", "change of a stock"),
        "calendar" => Words::new("iagttagelser hverdag for hverdag", "observations weekday by weekday"),
        "milestone" => Words::new("milepæl", "milestone"),
        "projects" => Words::new("antal projekter", "number of projects"),
        _ => Words::new("vurdering", "judgement"),
    }
}

/// What becomes of small numbers of cases in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmallNumbers {
    /// They are told: the reader sees the cases anyway.
    Shown,
    /// They are hidden: what is published must not point at anybody.
    Hidden,
}

const NO_FLOW: Words = Words::new(
    "der er ikke læst sagshændelser, så intet er opgjort her",
    "no case flow was read, so nothing is measured here",
);
const NO_RECORDS: Words = Words::new(
    "der er ikke læst registreringer, så intet er opgjort her",
    "no records were read, so nothing is measured here",
);

impl Note {
    /// The note as users read it.
    pub fn text(&self, language: Language, small: SmallNumbers) -> String {
        let hides_small = small == SmallNumbers::Hidden;
        let say = |da, en| Words::new(da, en).text(language);
        let plain = |count: u64| count_text(count, language);
        let day = |day: Day| day_text(day.date(), language);
        let shown = |count: u64| !hides_small || count == 0 || count >= NOT_PUBLISHED_UNDER;
        let count = |count: u64| if shown(count) { plain(count) } else { say("få", "a few").to_owned() };
        let danish = language == Language::Danish;
        match self {
            Self::FewCases(1) if !hides_small => say(
                "Advarsel: hviler på 1 sag; færre end 20 siger lidt",
                "Warning: rests on 1 case; fewer than 20 say little",
            )
            .to_owned(),
            Self::FewCases(cases) if shown(*cases) && danish => {
                format!("Advarsel: hviler på {cases} sager; færre end 20 siger lidt")
            }
            Self::FewCases(cases) if shown(*cases) => {
                format!("Warning: rests on {cases} cases; fewer than 20 say little")
            }
            Self::FewCases(_) => {
                say("Advarsel: hviler på færre end 20 sager", "Warning: rests on fewer than 20 cases").to_owned()
            }
            Self::Faulty(1) if !hides_small => say(
                "1 sag modsiger sig selv og kunne ikke måles",
                "1 case contradicts itself and could not be measured",
            )
            .to_owned(),
            Self::Faulty(cases) if danish => format!("{} sager modsiger sig selv og kunne ikke måles", count(*cases)),
            Self::Faulty(cases) => format!("{} cases contradict themselves and could not be measured", count(*cases)),
            Self::OpeningNotFrozen => say(
                "åbningsbeholdningen er ikke fastfrosset; den er talt, som hændelserne er kendt nu",
                "the opening stock is not frozen; it is counted from the events as known now",
            )
            .to_owned(),
            Self::OpeningDiffers { frozen, counted } => {
                // The difference is a number of cases too.
                let both = shown(*frozen) && shown(*counted) && shown(frozen.abs_diff(*counted));
                let (frozen, counted) = (plain(*frozen), plain(*counted));
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
            Self::MoreProjects(projects) if danish => {
                format!("{projects} projekter er flere end forudset; de tæller som opfyldt")
            }
            Self::MoreProjects(projects) => format!("{projects} projects are more than foreseen; they count as met"),
            Self::WithoutEvidence(records) if danish => {
                format!("{records} registreringer uden dokumentation tæller ikke")
            }
            Self::WithoutEvidence(records) => format!("{records} records without evidence do not count"),
            Self::DocumentedInstead(records) if danish => {
                format!(
                    "{records} registreringer tæller ikke: det samme er dokumenteret under opfølgning, og det gælder"
                )
            }
            Self::DocumentedInstead(records) => {
                format!("{records} records do not count: supervision documents the same, and that counts")
            }
            Self::OtherAssessor(records) if danish => {
                format!("{records} vurderinger er af en anden end planens og tæller ikke")
            }
            Self::OtherAssessor(records) => {
                format!("{records} judgements are by another role than the plan's and do not count")
            }
            Self::ReachedOutside(on) if danish => format!("nået {}, uden for planens dage", day(*on)),
            Self::ReachedOutside(on) => format!("reached on {}, outside the plan's days", day(*on)),
            Self::MissingDays(days) if danish => {
                format!("{} hverdage uden iagttagelse; de tæller ikke som opfyldt", plain(*days))
            }
            Self::MissingDays(days) => {
                format!("{} weekdays without an observation; they do not count as met", plain(*days))
            }
            Self::Preview { from, to } => {
                let (from, to) = (day(*from), day(*to));
                if danish { format!("forhåndstal for {from} til {to}") } else { format!("preview for {from} to {to}") }
            }
            Self::NoFlowRead => NO_FLOW.text(language).to_owned(),
            Self::NoRecordsRead => NO_RECORDS.text(language).to_owned(),
            Self::Overlap { with, count: overlap } if danish => format!("{} tælles også i {with}", count(*overlap)),
            Self::Overlap { with, count: overlap } => format!("{} are counted in {with} too", count(*overlap)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_number_is_told_to_those_who_see_the_cases_and_hidden_from_the_public() {
        let faulty = Note::Faulty(3);
        assert_eq!(faulty.text(Language::Danish, SmallNumbers::Shown), "3 sager modsiger sig selv og kunne ikke måles");
        assert_eq!(
            faulty.text(Language::English, SmallNumbers::Hidden),
            "a few cases contradict themselves and could not be measured"
        );
        let differs = Note::OpeningDiffers { frozen: 1_200, counted: 1_198 };
        assert!(differs.text(Language::Danish, SmallNumbers::Shown).contains("1.200; hændelserne siger nu 1.198"));
        assert!(!differs.text(Language::Danish, SmallNumbers::Hidden).contains("1.200"), "the difference is two");
    }
}
