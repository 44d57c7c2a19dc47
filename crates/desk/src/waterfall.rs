//! Why a pair scores as it does, as a waterfall: from what holds for any pair, over what each field adds, to the sum.
//!
//! A picture (SVG), a page that stands alone (HTML: conclusion, picture, table), and the conclusion as sentences. Every
//! text is Danish. Nothing is decided here, and no field, rule or threshold is known by name.

mod picture;

use std::iter::once;

use askama::Template;
use linkage::{Decision, Doubt, Explanation, FieldKind, Grade, Outcome, Step, probability};

use crate::{evidence_words, words};
use picture::{Heading, Picture};

/// A pair and everything that is told of it.
pub struct Waterfall<'a> {
    /// The left record.
    pub left: Record<'a>,
    /// The right record.
    pub right: Record<'a>,
    /// What each field says.
    pub explanation: &'a Explanation,
    /// The thresholds in force.
    pub decision: Decision,
    /// What became of the pair.
    pub verdict: Verdict<'a>,
}

/// One record of the pair.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// The register's name.
    pub register: &'a str,
    /// The record's id.
    pub id: &'a str,
}

/// What became of a pair when all records had been considered.
#[derive(Clone, Debug)]
pub enum Verdict<'a> {
    /// It is coupled or waits for a person.
    Listed {
        /// Which of the two.
        outcome: Outcome,
        /// The rule, or `weight`.
        ground: &'a str,
        /// Why a person must look, when one must.
        doubt: Option<Doubt>,
        /// The score with all other records considered, in thousandths of a bit.
        certainty_millibits: i32,
    },
    /// It is neither.
    Unlisted {
        /// The id with which the left record is coupled.
        left_with: Option<&'a str>,
        /// The id with which the right record is coupled.
        right_with: Option<&'a str>,
    },
}

/// The whole page, with no script and nothing to fetch.
pub fn page(waterfall: &Waterfall<'_>) -> Result<String, askama::Error> {
    let bars = bars(waterfall);
    let (left, right) = (&waterfall.left, &waterfall.right);
    let page = Page {
        title: title(waterfall),
        sentences: conclusion(waterfall),
        notice: notice(waterfall),
        picture: picture(waterfall, Heading::OnThePage),
        left: left.register,
        right: right.register,
        rows: bars.iter().map(Row::of).collect(),
        review: threshold(waterfall.decision.review_millibits),
        couple: threshold(couples_from(waterfall)),
        margin: threshold(waterfall.decision.margin_millibits),
    };
    page.render()
}

/// The picture alone: a whole SVG file.
pub fn svg(waterfall: &Waterfall<'_>) -> String {
    picture(waterfall, Heading::Drawn)
}

fn picture(waterfall: &Waterfall<'_>, heading: Heading) -> String {
    picture::draw(&Picture {
        title: &title(waterfall),
        conclusion: &conclusion(waterfall),
        heading,
        registers: [waterfall.left.register, waterfall.right.register],
        bars: &bars(waterfall),
        review_millibits: waterfall.decision.review_millibits,
        couple_millibits: couples_from(waterfall),
    })
}

/// What the evidence comes to, in sentences.
pub fn conclusion(waterfall: &Waterfall<'_>) -> Vec<String> {
    let explanation = waterfall.explanation;
    let end = end_millibits(waterfall);
    let mut sentences =
        vec![format!("Sandsynligheden for, at de to er én person, er {} ({} bit).", chance(end), bits(end))];
    sentences.extend(verdict(waterfall));
    if let Some(name) = &explanation.contradiction {
        sentences.push(format!("Modstrid, som aldrig kobles automatisk: {}.", evidence_words::contradiction(name)));
    }
    sentences.extend(strongest(&explanation.steps));
    if end < 0
        && let Some(class) = evidence_words::class(&explanation.likeliest)
    {
        sentences.push(format!("Parret ligner mest {class}."));
    }
    sentences
}

/// One bar of the waterfall, and one row of its table.
struct Bar {
    label: String,
    finding: String,
    left: String,
    right: String,
    /// What it adds.
    millibits: i32,
    /// The sum behind it.
    total_millibits: i32,
    kind: BarKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum BarKind {
    /// From nothing to what holds before anything is compared.
    Start,
    /// What one field or the other records change.
    Change,
    /// A field that one side does not know.
    Missing,
    /// From nothing to the sum.
    End,
}

#[derive(Template)]
#[template(path = "waterfall.html")]
struct Page<'a> {
    title: String,
    sentences: Vec<String>,
    notice: &'static str,
    picture: String,
    left: &'a str,
    right: &'a str,
    rows: Vec<Row<'a>>,
    review: String,
    couple: String,
    margin: String,
}

struct Row<'a> {
    label: &'a str,
    finding: &'a str,
    left: &'a str,
    right: &'a str,
    change: String,
    total: String,
    chance: String,
}

impl<'a> Row<'a> {
    fn of(bar: &'a Bar) -> Self {
        let change = if bar.kind == BarKind::End { String::new() } else { bits(bar.millibits) };
        let (total, chance) = (bits(bar.total_millibits), chance(bar.total_millibits));
        Self { label: &bar.label, finding: &bar.finding, left: &bar.left, right: &bar.right, change, total, chance }
    }
}

fn title(waterfall: &Waterfall<'_>) -> String {
    let Waterfall { left, right, .. } = waterfall;
    format!("{} {} og {} {}: samme person?", left.register, left.id, right.register, right.id)
}

/// The colour of the conclusion on the page; the text says the same.
fn notice(waterfall: &Waterfall<'_>) -> &'static str {
    match waterfall.verdict {
        Verdict::Listed { outcome: Outcome::Couple, .. } => "good",
        Verdict::Listed { .. } => "wait",
        Verdict::Unlisted { .. } => "bad",
    }
}

fn verdict(waterfall: &Waterfall<'_>) -> Vec<String> {
    let Waterfall { left, right, .. } = waterfall;
    match &waterfall.verdict {
        Verdict::Listed { outcome: Outcome::Couple, ground: "weight", .. } => {
            vec!["Parret er koblet på den samlede vægt af oplysningerne.".to_owned()]
        }
        Verdict::Listed { outcome: Outcome::Couple, ground, .. } => {
            vec![format!("Parret er koblet efter reglen {}.", words::rule(ground))]
        }
        Verdict::Listed { doubt, .. } => {
            let why = doubt.map_or_else(String::new, |doubt| format!(": {}", evidence_words::doubt(doubt)));
            vec![format!("Parret er til gennemsyn{why}.")]
        }
        Verdict::Unlisted { left_with, right_with } => {
            let elsewhere = |record: &Record<'_>, with: Option<&str>| {
                with.map(|with| format!("{} {} er koblet med {with}.", record.register, record.id))
            };
            once("Parret er hverken koblet eller til gennemsyn.".to_owned())
                .chain(elsewhere(left, *left_with))
                .chain(elsewhere(right, *right_with))
                .collect()
        }
    }
}

/// Half a bit is told; what changes less is not worth a name.
const WORTH_TELLING_MILLIBITS: i32 = 500;

/// What speaks most for and against, at most three each.
fn strongest(steps: &[Step]) -> Option<String> {
    let name = |step: &Step| format!("{} ({})", field(step), bits(step.millibits));
    let most = |sign: i32| {
        let mut steps: Vec<&Step> =
            steps.iter().filter(|step| step.millibits * sign >= WORTH_TELLING_MILLIBITS).collect();
        steps.sort_by_key(|step| -step.millibits * sign);
        let named: Vec<String> = steps.into_iter().take(3).map(name).collect();
        (!named.is_empty()).then(|| named.join(", "))
    };
    match (most(1), most(-1)) {
        (Some(pro), Some(contra)) => Some(format!("Mest for taler: {pro}. Mest imod taler: {contra}.")),
        (Some(pro), None) => Some(format!("Mest for taler: {pro}. Intet taler imod.")),
        (None, Some(contra)) => Some(format!("Mest imod taler: {contra}. Intet taler for.")),
        (None, None) => None,
    }
}

fn field(step: &Step) -> &str {
    evidence_words::field(&step.field)
}

/// The sum with everything that is known of other records.
fn end_millibits(waterfall: &Waterfall<'_>) -> i32 {
    match waterfall.verdict {
        Verdict::Listed { certainty_millibits, .. } => certainty_millibits,
        Verdict::Unlisted { .. } => waterfall.explanation.score_millibits,
    }
}

/// Where coupling begins for this pair: lower where a rule is met.
fn couples_from(waterfall: &Waterfall<'_>) -> i32 {
    let Decision { rule_millibits, couple_millibits, .. } = waterfall.decision;
    if waterfall.explanation.rule.is_some() { rule_millibits } else { couple_millibits }
}

fn bars(waterfall: &Waterfall<'_>) -> Vec<Bar> {
    let explanation = waterfall.explanation;
    let bar = |label: &str, finding: &str, millibits, total_millibits, kind| Bar {
        label: label.to_owned(),
        finding: finding.to_owned(),
        left: String::new(),
        right: String::new(),
        millibits,
        total_millibits,
        kind,
    };
    let prior = explanation.prior_millibits;
    let start = if prior < 0 { "de fleste par er to personer" } else { "de fleste par er én person" };
    let mut bars = vec![bar("Udgangspunkt", start, prior, prior, BarKind::Start)];
    bars.extend(explanation.steps.iter().map(bar_of_step));
    let (before, end) = (explanation.score_millibits, end_millibits(waterfall));
    if end != before {
        let finding = if end > before {
            "ingen anden passer lige så godt"
        } else {
            "en anden passer også, og kun én kan være det"
        };
        bars.push(bar("Andre personer", finding, end - before, end, BarKind::Change));
    }
    bars.push(bar("I alt", &format!("sandsynlighed {}", chance(end)), end, end, BarKind::End));
    bars
}

/// What was found. Where both sides have a value and none is compared, it is told why.
fn finding(step: &Step) -> &str {
    if step.grade == Grade::Missing && !step.left.is_empty() && !step.right.is_empty() {
        return match step.kind {
            FieldKind::Identifier | FieldKind::Cpr | FieldKind::Date | FieldKind::Event | FieldKind::Death => {
                "kan ikke læses eller sammenlignes"
            }
            _ => "følger af andre oplysninger, tælles ikke igen",
        };
    }
    evidence_words::finding(&step.finding).unwrap_or(&step.finding)
}

fn bar_of_step(step: &Step) -> Bar {
    Bar {
        label: field(step).to_owned(),
        finding: finding(step).to_owned(),
        left: step.left.join(", "),
        right: step.right.join(", "),
        millibits: step.millibits,
        total_millibits: step.total_millibits,
        kind: if step.grade == Grade::Missing { BarKind::Missing } else { BarKind::Change },
    }
}

/// Thousandths of a bit as bits with a sign and a decimal comma: `+6,1`, `−2,0`, `0,0`.
pub fn bits(millibits: i32) -> String {
    let tenths = (f64::from(millibits) / 100.0).round() / 10.0;
    let sign = if tenths > 0.0 {
        "+"
    } else if tenths < 0.0 {
        "−"
    } else {
        ""
    };
    format!("{sign}{:.1}", tenths.abs()).replace('.', ",")
}

/// A threshold is no change, so it has no plus sign.
fn threshold(millibits: i32) -> String {
    bits(millibits).trim_start_matches('+').to_owned()
}

/// A score as a percentage, with so many decimals that neither certainty nor impossibility is claimed.
pub fn chance(millibits: i32) -> String {
    let share = probability(millibits);
    let other = probability(-millibits);
    // Two digits of the smaller of the two probabilities, at most six decimals.
    let smaller = (share.min(other) * 100.0).max(f64::MIN_POSITIVE);
    if smaller < 0.000_001 {
        return if share > other { "over 99,999999 %" } else { "under 0,000001 %" }.to_owned();
    }
    let decimals = (1.0 - smaller.log10().floor()).clamp(0.0, 6.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 6 above")]
    let decimals = decimals as usize;
    format!("{:.decimals$} %", share * 100.0).replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(field: &str, kind: FieldKind, values: (&str, &str), finding: (&str, Grade), millibits: (i32, i32)) -> Step {
        let list = |value: &str| if value.is_empty() { Vec::new() } else { vec![value.to_owned()] };
        Step {
            field: field.to_owned(),
            kind,
            left: list(values.0),
            right: list(values.1),
            finding: finding.0.to_owned(),
            grade: finding.1,
            millibits: millibits.0,
            total_millibits: millibits.1,
        }
    }

    fn explanation() -> Explanation {
        let steps = vec![
            step("given", FieldKind::Given, ("<Bo>", "Bo & co"), ("equal, rare", Grade::Equal), (6_000, 4_000)),
            step("entry", FieldKind::Event, ("2015-01-02", ""), ("missing", Grade::Missing), (0, 4_000)),
            step("address", FieldKind::Address, ("Vej 1", "Sti 2"), ("different", Grade::Different), (-1_500, 2_500)),
            step("postcode", FieldKind::Postcode, ("2100", "2100"), ("missing", Grade::Missing), (0, 2_500)),
        ];
        Explanation {
            prior_millibits: -2_000,
            steps,
            score_millibits: 2_500,
            unrivalled_millibits: 3_000,
            probability: probability(5_500),
            likeliest: "one person".to_owned(),
            rule: None,
            contradiction: None,
        }
    }

    fn waterfall<'a>(explanation: &'a Explanation, verdict: Verdict<'a>) -> Waterfall<'a> {
        let (left, right) = (Record { register: "A", id: "a1" }, Record { register: "B", id: "b<2>" });
        Waterfall { left, right, explanation, decision: Decision::default(), verdict }
    }

    fn listed(outcome: Outcome, doubt: Option<Doubt>, certainty_millibits: i32) -> Verdict<'static> {
        Verdict::Listed { outcome, ground: "weight", doubt, certainty_millibits }
    }

    #[test]
    fn the_bars_add_up_from_the_beginning_to_the_sum() {
        let explanation = explanation();
        for certainty in [2_500, 5_500, -4_000] {
            let bars = bars(&waterfall(&explanation, listed(Outcome::Review, None, certainty)));
            let (end, changes) = bars.split_last().unwrap();
            assert_eq!(changes.iter().map(|bar| bar.millibits).sum::<i32>(), certainty);
            assert_eq!((end.total_millibits, changes.last().unwrap().total_millibits), (certainty, certainty));
        }
    }

    #[test]
    fn the_conclusion_tells_outcome_doubt_and_what_speaks_most() {
        let explanation = explanation();
        let of = |verdict| conclusion(&waterfall(&explanation, verdict)).join(" ");
        let said = of(listed(Outcome::Review, Some(Doubt::Tie), 5_500));
        assert!(said.contains("97,8 % (+5,5 bit)") && said.contains("til gennemsyn: en anden passer"), "{said}");
        assert!(said.contains("Mest for taler: Fornavn (+6,0). Mest imod taler: Adresse (−1,5)."), "{said}");
        assert!(of(listed(Outcome::Couple, None, 12_000)).contains("koblet på den samlede vægt"));
        let left = of(Verdict::Unlisted { left_with: Some("b9"), right_with: None });
        assert!(left.contains("hverken koblet eller til gennemsyn. A a1 er koblet med b9."), "{left}");
    }

    #[test]
    fn a_value_that_is_there_but_not_counted_is_not_called_missing() {
        let explanation = explanation();
        let bars = bars(&waterfall(&explanation, listed(Outcome::Review, None, 2_500)));
        let finding = |label: &str| bars.iter().find(|bar| bar.label == label).unwrap().finding.clone();
        assert_eq!(finding("Indrejse"), "mangler");
        assert_eq!(finding("Postnummer"), "følger af andre oplysninger, tælles ikke igen");
    }

    #[test]
    fn page_and_picture_stand_alone_and_no_value_breaks_out_of_them() {
        let explanation = explanation();
        let waterfall = waterfall(&explanation, listed(Outcome::Review, Some(Doubt::Weight), 5_500));
        let (svg, page) = (svg(&waterfall), page(&waterfall).unwrap());
        for text in [&svg, &page] {
            assert!(!text.contains("<Bo>") && !text.contains("<2>"), "{text}");
            let foreign = text.replace("http://www.w3.org/2000/svg", "");
            assert!(!foreign.contains("http") && !text.contains("<script") && !text.contains("@import"), "{text}");
            assert!(text.contains("<title id=\"wf-title\">") && text.contains("<desc id=\"wf-desc\">"));
            for told in ["+6,0", "−1,5", "gennemsyn fra −1,5", "kobling fra 6,0", "Vej 1", "Sti 2"] {
                assert!(text.contains(told), "{told}");
            }
        }
        assert_eq!(page.matches("scope=\"row\"").count(), bars(&waterfall).len());
        assert_eq!(page.matches("scope=\"col\"").count(), 7);
    }

    #[test]
    fn a_chance_claims_neither_certainty_nor_impossibility() {
        let told = [0, 3_000, 10_000, 20_000, 60_000, -10_000, -60_000].map(chance);
        let expected = ["50 %", "89 %", "99,902 %", "99,999905 %", "over 99,999999 %", "0,098 %", "under 0,000001 %"];
        assert_eq!(told, expected);
    }

    #[test]
    fn bits_have_a_sign_unless_they_are_nothing() {
        assert_eq!([6_140, -2_060, 40, -40].map(bits), ["+6,1", "−2,1", "0,0", "0,0"]);
    }
}
