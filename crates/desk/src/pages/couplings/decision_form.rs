//! The forms by which a pair is decided: which there are for a pair that stands so, with their reasons and what was typed.

use casework::access::Action;
use casework::fact::ReasonCode;
use casework::questions::PairSeen;
use casework::review::candidates::Standing;
use casework::review::{Demand, Risk};
use casework::stewardship::Judgement;

use crate::frame::FieldTrouble;
use crate::posted::Posted;
use crate::review_words;
use crate::session::Session;
use crate::texts::Language;

/// A way to decide the pair: a form with its reasons and its button.
#[derive(Clone, Debug)]
pub(super) struct DecisionForm {
    /// What is posted as `afgoerelse`.
    pub(super) name: &'static str,
    /// The key of what it does, for the letters.
    pub(super) does: &'static str,
    /// What the button says.
    pub(super) label: String,
    /// What is asked, and how it must be answered.
    pub(super) legend: String,
    /// Reasons to choose from: code, words, whether chosen.
    pub(super) reasons: Vec<(&'static str, String, bool)>,
    /// What was typed.
    pub(super) words: String,
    /// What the text is called.
    pub(super) words_label: String,
    /// Whether nothing can be decided without a reason.
    pub(super) needs_reason: bool,
    /// What is wrong with what was sent.
    pub(super) error: Option<String>,
}

/// What was sent and could not be taken.
#[derive(Clone, Debug)]
pub(super) struct Unfit {
    pub(super) name: String,
    pub(super) reason: String,
    pub(super) words: String,
    pub(super) error: String,
}

impl Unfit {
    /// As the list above the page tells it.
    pub(super) fn trouble(&self) -> FieldTrouble {
        FieldTrouble { field: format!("{}-grund", self.name), text: self.error.clone() }
    }
}

/// Why two registers that disagree can be one person: words of the reason, chosen by name.
const GROUNDS: [(&str, &str); 4] = [
    ("papirer", "ground-papers"),
    ("myndighed", "ground-authority"),
    ("registerfejl", "ground-register-error"),
    ("andet", "ground-other"),
];

/// Codes with which a pair can be put aside.
const PARKING: [ReasonCode; 2] = [ReasonCode::Insufficient, ReasonCode::Other];

/// The ways to decide a pair, in the order in which they are offered; none for who may not decide.
pub(super) fn forms(
    language: Language,
    session: &Session,
    seen: &PairSeen,
    unfit: Option<&Unfit>,
) -> Vec<DecisionForm> {
    if !session.officer.role.may(Action::DecideCouplings) {
        return Vec::new();
    }
    let own = seen.proposal.as_ref().is_some_and(|proposal| proposal.own);
    let names: &[&str] = match seen.standing {
        Some(Standing::Proposed) if own => &["traek-tilbage"],
        Some(Standing::Proposed) => &["godkend", "afslaa"],
        Some(Standing::Waiting) => &["bekraeft", "afvis", "parker"],
        Some(Standing::Parked) => &["bekraeft", "afvis", "tag-frem"],
        Some(Standing::Coupled) if seen.doubted => &["bekraeft"],
        Some(Standing::Rejected) => &["tag-tilbage"],
        Some(Standing::Coupled) => &[],
        None => &["bekraeft"],
    };
    let of_name = |name: &&str| {
        let mut form = form(language, name, seen.demand, unfit.filter(|unfit| unfit.name == **name));
        if *name == "bekraeft" && seen.risks.contains(&Risk::CoupledElsewhere) {
            form.legend = language.t("decide-why-coupled-elsewhere");
        }
        form
    };
    names.iter().map(of_name).collect()
}

fn form(language: Language, name: &str, demand: Demand, unfit: Option<&Unfit>) -> DecisionForm {
    let chosen = |code: &str| unfit.is_some_and(|unfit| unfit.reason == code);
    let codes = |codes: &[ReasonCode]| -> Vec<(&'static str, String, bool)> {
        codes
            .iter()
            .map(|code| (code.name(), review_words::reason_code(language, *code), chosen(code.name())))
            .collect()
    };
    let grounds = || GROUNDS.iter().map(|(name, key)| (*name, language.t(key), chosen(name))).collect();
    let (name, does, label, legend, reasons, needs_reason) = match name {
        "bekraeft" if demand == Demand::SecondApproval => {
            ("bekraeft", "confirm", "decide-propose", "decide-why-propose", grounds(), true)
        }
        "bekraeft" if demand == Demand::Reason => {
            ("bekraeft", "confirm", "decide-confirm", "decide-why-confirm", grounds(), true)
        }
        "bekraeft" => ("bekraeft", "confirm", "decide-confirm", "decide-why-confirm-optional", Vec::new(), false),
        "afvis" => ("afvis", "reject", "decide-reject", "decide-why-reject", codes(&ReasonCode::ALL), true),
        "parker" => ("parker", "park", "decide-park", "decide-why-park", codes(&PARKING), true),
        "tag-frem" => ("tag-frem", "park", "decide-unpark", "decide-why-optional", Vec::new(), false),
        "godkend" => ("godkend", "confirm", "decide-approve", "decide-why-optional", Vec::new(), false),
        "afslaa" => ("afslaa", "reject", "decide-decline", "decide-why-decline", Vec::new(), true),
        "tag-tilbage" => ("tag-tilbage", "park", "decide-take-back", "decide-why-take-back", Vec::new(), true),
        _ => ("traek-tilbage", "park", "decide-withdraw", "decide-why-optional", Vec::new(), false),
    };
    let words_key = if reasons.is_empty() { "decide-words-only" } else { "decide-words" };
    DecisionForm {
        name,
        does,
        label: language.t(label),
        legend: language.t(legend),
        reasons,
        words: unfit.map_or_else(String::new, |unfit| unfit.words.clone()),
        words_label: language.t(words_key),
        needs_reason,
        error: unfit.map(|unfit| unfit.error.clone()),
    }
}

/// What a form asks for: the decision, and its reason in words. What cannot be taken is answered to be shown again.
pub(super) fn read(language: Language, posted: &Posted) -> Result<(Judgement, String), Unfit> {
    let (name, reason, words) = (posted.get("afgoerelse"), posted.get("grund"), posted.get("ord").trim());
    let unfit = |key: &str| Unfit {
        name: name.to_owned(),
        reason: reason.to_owned(),
        words: words.to_owned(),
        error: language.t(key),
    };
    if words.chars().any(|sign| sign.is_control() && sign != '\n' && sign != '\t') {
        return Err(unfit("decide-error-control"));
    }
    if words.chars().count() > WORDS_MAX {
        return Err(unfit("decide-error-long"));
    }
    let code = ReasonCode::named(reason);
    let needs_words = code.is_some_and(ReasonCode::needs_words) && words.is_empty();
    let judgement = match name {
        "bekraeft" => return confirmation(reason, words).ok_or_else(|| unfit("decide-error-words")),
        "afvis" | "parker" if needs_words => return Err(unfit("decide-error-words")),
        "afslaa" | "tag-tilbage" if words.is_empty() => return Err(unfit("decide-error-words")),
        "afvis" => Judgement::Reject(code.ok_or_else(|| unfit("decide-error-code"))?),
        "parker" if code.is_none() && words.is_empty() => return Err(unfit("decide-error-code")),
        "parker" => Judgement::Park(code),
        "tag-frem" => Judgement::Unpark,
        "godkend" => Judgement::Approve,
        "afslaa" => Judgement::Decline,
        "traek-tilbage" => Judgement::Withdraw,
        "tag-tilbage" => Judgement::TakeBack,
        "note" if words.is_empty() => return Err(unfit("decide-error-note")),
        "note" => Judgement::Note,
        _ => return Err(unfit("decide-error-code")),
    };
    Ok((judgement, words.to_owned()))
}

/// Longest reason or note, in characters.
const WORDS_MAX: usize = 2_000;

/// A confirmation with its reason: the chosen ground in the words of the facts, which are Danish, then what was typed.
fn confirmation(reason: &str, words: &str) -> Option<(Judgement, String)> {
    let ground = GROUNDS.iter().find(|(name, _)| *name == reason);
    let said = match ground {
        Some(("andet", _)) if words.is_empty() => return None,
        Some(("andet", _)) | None => words.to_owned(),
        Some((_, key)) if words.is_empty() => Language::Danish.t(key),
        Some((_, key)) => format!("{}: {words}", Language::Danish.t(key)),
    };
    Some((Judgement::Confirm, said))
}
