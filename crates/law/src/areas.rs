//! The headings under which a report or a page tells conclusions and duties, by the names of the questions.

use crate::words::Words;

/// A heading, with the beginnings of the questions that stand under it. The longest beginning that fits decides.
const AREAS: [(Words, &[&str]); 14] = [
    (Words::new("Lovens område", "Scope"), &["scope", "transition"]),
    (Words::new("Ansvarlig kommune", "Responsible municipality"), &["municipality"]),
    (
        Words::new("Kvoter, visitering og bolig", "Quotas, placement and housing"),
        &[
            "national_number",
            "region_quota",
            "municipal_quota",
            "placement",
            "registration.placement",
            "registration.made",
            "housing",
        ],
    ),
    (Words::new("Introduktionsprogram", "Introduction programme"), &["programme", "education_order", "status"]),
    (Words::new("Integrationskontrakt", "Integration contract"), &["contract"]),
    (Words::new("Opfølgning og sygdom", "Follow-up and sickness"), &["follow_up", "sickness"]),
    (Words::new("Danskuddannelse", "Danish education"), &["danish"]),
    (Words::new("Tilbud", "Offers"), &["offer", "employment_support", "partnership"]),
    (Words::new("Introduktionsydelse", "Introduction benefit"), &["benefit"]),
    (
        Words::new("Rådighed, sanktioner og afgørelser", "Availability, sanctions and decisions"),
        &[
            "registration",
            "referral_course",
            "custody",
            "left_education",
            "reduction",
            "deduction",
            "stop",
            "repayment",
            "after_move",
            "decision",
            "complaint",
        ],
    ),
    (Words::new("Hjælp i særlige tilfælde", "Help in special cases"), &["help"]),
    (Words::new("Råd", "Councils"), &["council", "national_council", "representative"]),
    (Words::new("Udgifter, refusion og tilskud", "Expenses, refunds and grants"), &["finance", "refund", "grant"]),
    (
        Words::new("Oplysninger og udtalelser", "Information and statements"),
        &["information", "hand_over", "statement", "absence"],
    ),
];
/// The heading for what fits no other.
const OTHER: Words = Words::new("Andet", "Other");

/// The place of a question's or a duty's heading in a report, and the heading.
pub fn area(question: &str) -> (usize, Words) {
    let fits = |start: &str| {
        question.strip_prefix(start).is_some_and(|rest| start.contains('.') || rest.is_empty() || rest.starts_with('.'))
    };
    let longest = |starts: &[&str]| starts.iter().filter(|start| fits(start)).map(|start| start.len()).max();
    let best = AREAS
        .iter()
        .enumerate()
        .filter_map(|(place, (words, starts))| Some((longest(starts)?, place, *words)))
        .max_by_key(|(length, ..)| *length);
    best.map_or((AREAS.len(), OTHER), |(_, place, words)| (place, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_decides() {
        assert_eq!(area("registration.made").1.en, "Quotas, placement and housing");
        assert_eq!(area("registration.required").1.en, "Availability, sanctions and decisions");
        assert_eq!(area("offer.length").1.en, "Offers");
        assert_eq!(area("offerings").1.en, "Other");
    }
}
