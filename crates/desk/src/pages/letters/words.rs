//! The keys of the texts for kinds of letters, their blanks and what they lack.

use casework::letters::{Blank, Gap, Occasion, key};
use letters::Kind;

use crate::components::Query;
use crate::frame::FieldTrouble;
use crate::texts::Language;

/// The key of a kind's name.
pub(super) fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Decision => "letters-kind-decision",
        Kind::Hearing => "letters-kind-hearing",
        Kind::Contract => "letters-kind-contract",
        Kind::FollowUp => "letters-kind-follow-up",
        Kind::Statement => "letters-kind-statement",
    }
}

/// The key of what a letter makes of the case when it leaves.
pub(super) fn effect_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Decision => "letters-effect-decision",
        Kind::Hearing => "letters-effect-hearing",
        Kind::Statement => "letters-effect-statement",
        Kind::Contract | Kind::FollowUp => "letters-effect-none",
    }
}

/// The key of a blank's label.
pub(super) fn blank_key(blank: Blank) -> &'static str {
    match blank {
        Blank::Title => "letters-blank-title",
        Blank::Address => "letters-blank-address",
        Blank::AuthorityAddress => "letters-blank-authority-address",
        Blank::Considered => "letters-blank-considered",
        Blank::Outcome => "letters-blank-outcome",
        Blank::Facts => "letters-blank-facts",
        Blank::Considerations => "letters-blank-considerations",
        Blank::Deadline => "letters-blank-deadline",
        Blank::Heard => "letters-blank-heard",
        Blank::Said => "letters-blank-said",
        Blank::AnswerDeadline => "letters-blank-answer-deadline",
        Blank::NotHeardBecause => "letters-blank-not-heard-because",
        Blank::Granted => "letters-blank-granted",
        Blank::Disagreement => "letters-blank-disagreement",
        Blank::NoDanishBecause => "letters-blank-no-danish-because",
        Blank::NoOffersBecause => "letters-blank-no-offers-because",
        Blank::OffersPurpose => "letters-blank-offers-purpose",
        Blank::GoalStatus => "letters-blank-goal-status",
        Blank::Agreed => "letters-blank-agreed",
        Blank::Changes => "letters-blank-changes",
        Blank::Next => "letters-blank-next",
        Blank::Completion => "letters-blank-completion",
        Blank::CompletionReason => "letters-blank-completion-reason",
        Blank::Debt => "letters-blank-debt",
    }
}

/// What can be chosen in a blank, in words.
pub(super) fn choice_key(choice: &str) -> &'static str {
    match choice {
        "answered" => "letters-choice-answered",
        "silent" => "letters-choice-silent",
        "in_full" => "letters-choice-in-full",
        "in_part" => "letters-choice-in-part",
        "completed" => "letters-choice-completed",
        "equal_course" => "letters-choice-equal-course",
        _ => "letters-choice-not-completed",
    }
}

/// What a letter lacks, at the field where it is mended.
pub(crate) fn gap(language: Language, gap: Gap) -> FieldTrouble {
    let at = |blank: Blank, key: &str| FieldTrouble {
        field: blank.name().to_owned(),
        text: language.t_with(key, &[("field", language.t(blank_key(blank)).into())]),
    };
    let elsewhere = |key: &str| FieldTrouble { field: "mangler".to_owned(), text: language.t(key) };
    match gap {
        Gap::Empty(blank) => at(blank, "letters-gap-empty"),
        Gap::NoDay(blank) => at(blank, "letters-gap-no-day"),
        Gap::NoAmount(blank) => at(blank, "letters-gap-no-amount"),
        Gap::LinesForGoals(blank) => at(blank, "letters-gap-lines-for-goals"),
        Gap::NoLetterhead => elsewhere("letters-gap-no-letterhead"),
        Gap::NoGoals => elsewhere("letters-gap-no-goals"),
        Gap::NoActivities => elsewhere("letters-gap-no-activities"),
        Gap::Unreadable => elsewhere("case-unreadable"),
        Gap::NoContract => elsewhere("letters-gap-no-contract"),
    }
}

/// The address of a draft, or of a page below it.
pub(super) fn draft_href(case: &str, occasion: &Occasion, below: &str) -> String {
    let path = format!("/sager/{case}/breve/kladde/{}{below}", key(occasion.kind));
    Query::of(&path).with("oplysning", &occasion.fact).href()
}
