//! The review of a pair in words: kinds of difference, risks, what they ask for, codes of reasons, causes, standings.

use casework::fact::ReasonCode;
use casework::review::candidates::Standing;
use casework::review::decided::Kind;
use casework::review::difference::{NamePart, Register};
use casework::review::risk::Kinship;
use casework::review::{Demand, Difference, Field, Risk};
use oversight::uncoupled::Cause;

use crate::evidence_words;
use crate::texts::Language;

/// The name of a field.
pub fn field(language: Language, field: Field) -> String {
    language.t(match field {
        Field::GivenNames => "field-given-names",
        Field::MiddleNames => "field-middle-names",
        Field::Surname => "field-surname",
        Field::BirthDate => "field-birth-date",
        Field::Sex => "field-sex",
        Field::Citizenship => "field-citizenship",
        Field::PersonId => "field-person-id",
        Field::CprNumber => "field-cpr-number",
        Field::EnteredOn => "field-entered-on",
        Field::DiedOn => "field-died-on",
        Field::Address => "field-address",
        Field::Postcode => "field-postcode",
        Field::Municipality => "field-municipality",
    })
}

/// A kind of difference.
pub fn difference(language: Language, difference: &Difference) -> String {
    let of = |key: &str, on: Register| language.t_with(key, &[("register", register(on).into())]);
    match difference {
        Difference::Same => language.t("differs-same"),
        Difference::SameAsFormer => language.t("differs-same-as-former"),
        Difference::Transliterated => language.t("differs-transliterated"),
        Difference::Romanised => language.t("differs-romanised"),
        Difference::Spelling { edits } => {
            language.t_with("differs-spelling", &[("letters", (edits.len() as u64).into())])
        }
        Difference::OtherOrder => language.t("differs-other-order"),
        Difference::Moved { to } => language.t(match to {
            NamePart::Given => "differs-moved-given",
            NamePart::Middle => "differs-moved-middle",
            NamePart::Surname => "differs-moved-surname",
        }),
        Difference::WordsMissing { on, words } => language
            .t_with("differs-words-missing", &[("words", words.join(" ").into()), ("register", register(*on).into())]),
        Difference::InitialOnly { on } => of("differs-initial-only", *on),
        Difference::DayAndMonthSwapped => language.t("differs-day-and-month"),
        Difference::OneDigit => language.t("differs-one-digit"),
        Difference::KnownInPart { on } => of("differs-known-in-part", *on),
        Difference::SameMonthOnly => language.t("differs-same-month-only"),
        Difference::SameYearOnly => language.t("differs-same-year-only"),
        Difference::DaysApart { days } => language.t_with("differs-days-apart", &[("days", (*days).into())]),
        Difference::MissingOn { on } => of("differs-missing-on", *on),
        Difference::MissingOnBoth => language.t("differs-missing-on-both"),
        Difference::Different => language.t("differs-different"),
        Difference::Contradicting => language.t("differs-contradicting"),
        Difference::Withheld => language.t("differs-withheld"),
    }
}

/// A register.
pub fn register(register: Register) -> &'static str {
    match register {
        Register::Carl2 => "CARL2",
        Register::Cpr => "CPR",
    }
}

/// A risk, with its reason.
pub fn risk(language: Language, risk: &Risk) -> String {
    match risk {
        Risk::SexDiffers => language.t("risk-sex-differs"),
        Risk::BirthYearsApart { years } => language.t_with("risk-birth-years-apart", &[("years", (*years).into())]),
        Risk::Death => language.t("risk-death"),
        Risk::Contradiction => language.t("risk-contradiction"),
        Risk::NumberOfAnother { person_id } => {
            language.t_with("risk-number-of-another", &[("person", person_id.to_string().into())])
        }
        Risk::CoupledElsewhere => language.t("risk-coupled-elsewhere"),
        Risk::Rival { pair, .. } => language.t_with(
            "risk-rival",
            &[("person", pair.person_id.to_string().into()), ("number", pair.cpr_number.to_string().into())],
        ),
        Risk::ProtectedAddress => language.t("risk-protected-address"),
        Risk::Relative { kinship, .. } => language.t(match kinship {
            Kinship::Twin => "risk-twin",
            Kinship::Sibling => "risk-sibling",
            Kinship::Parent => "risk-parent",
            Kinship::Child => "risk-child",
        }),
        Risk::Weak { .. } => language.t("risk-weak"),
        Risk::NotInQueue => language.t("risk-not-in-queue"),
    }
}

/// What confirming a pair asks for.
pub fn demand(language: Language, demand: Demand) -> String {
    language.t(match demand {
        Demand::Nothing => "demand-nothing",
        Demand::Reason => "demand-reason",
        Demand::SecondApproval => "demand-second-approval",
    })
}

/// The code of a reason.
pub fn reason_code(language: Language, code: ReasonCode) -> String {
    language.t(match code {
        ReasonCode::OtherPerson => "code-other-person",
        ReasonCode::TwinOrSibling => "code-twin-or-sibling",
        ReasonCode::FatherOrMother => "code-father-or-mother",
        ReasonCode::Child => "code-child",
        ReasonCode::WrongNumberTyped => "code-wrong-number-typed",
        ReasonCode::Dead => "code-dead",
        ReasonCode::Insufficient => "code-insufficient",
        ReasonCode::DuplicateInCarl2 => "code-duplicate-in-carl2",
        ReasonCode::DuplicateInCpr => "code-duplicate-in-cpr",
        ReasonCode::Other => "code-other",
    })
}

/// Why a pair was not coupled by the night.
pub fn cause(language: Language, cause: Cause) -> String {
    language.t(match cause {
        Cause::NotEntered => "cause-not-entered",
        Cause::DiedBefore => "cause-died-before",
        Cause::NumberRequested => "cause-number-requested",
        Cause::PersonIdMissing => "cause-person-id-missing",
        Cause::PersonIdWrong => "cause-person-id-wrong",
        Cause::SeveralCandidates => "cause-several-candidates",
        Cause::Contradiction => "cause-contradiction",
        Cause::NumberUnknown => "cause-number-unknown",
        Cause::Rejected => "cause-rejected",
        Cause::NoCandidate => "cause-no-candidate",
        Cause::RowSetAside => "cause-row-set-aside",
    })
}

/// The name of a cause in addresses.
pub(crate) fn cause_name(cause: Cause) -> String {
    serde_json::to_value(cause).ok().and_then(|name| name.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}

/// How a pair stands.
pub fn standing(language: Language, standing: Standing) -> String {
    language.t(match standing {
        Standing::Coupled => "standing-coupled",
        Standing::Proposed => "standing-proposed",
        Standing::Waiting => "standing-waiting",
        Standing::Parked => "standing-parked",
        Standing::Rejected => "standing-rejected",
    })
}

/// What a data steward decided.
pub fn decided(language: Language, kind: Kind) -> String {
    language.t(match kind {
        Kind::Coupled => "decided-coupled",
        Kind::Proposed => "decided-proposed",
        Kind::Rejected => "decided-rejected",
        Kind::Parked => "decided-parked",
        Kind::Unparked => "decided-unparked",
        Kind::Undone => "decided-undone",
        Kind::TakenBack => "decided-taken-back",
        Kind::Withdrawn => "decided-withdrawn",
        Kind::Declined => "decided-declined",
    })
}

/// What a fact about a pair did, for its history. A kind that is not about pairs stands as it is.
pub(crate) fn happening(language: Language, kind: &str) -> String {
    use casework::fact;
    language.t(match kind {
        fact::COUPLED => "happened-coupled",
        fact::COUPLING_QUEUED => "happened-queued",
        fact::COUPLING_DEQUEUED => "happened-dequeued",
        fact::COUPLING_DOUBTED => "happened-doubted",
        fact::COUPLING_DOUBT_LIFTED => "happened-doubt-lifted",
        fact::COUPLING_REJECTED => "happened-rejected",
        fact::COUPLING_REJECTION_WITHDRAWN => "happened-rejection-withdrawn",
        fact::COUPLING_PARKED => "happened-parked",
        fact::COUPLING_UNPARKED => "happened-unparked",
        fact::COUPLING_NOTED => "happened-noted",
        fact::COUPLING_PROPOSED => "happened-proposed",
        fact::COUPLING_PROPOSAL_WITHDRAWN => "happened-proposal-withdrawn",
        fact::COUPLING_PROPOSAL_DECLINED => "happened-proposal-declined",
        fact::COUPLING_UNDONE => "happened-undone",
        fact::CPR_PERSON => "happened-cpr-delivered",
        fact::CARL2_PERSON | fact::CARL2_PERSON_ABSENT => "happened-carl2-delivered",
        fact::NUMBER_REQUESTED => "happened-number-requested",
        fact::NUMBER_ANSWERED => "happened-number-answered",
        fact::MUNICIPALITY_ERROR_OPENED | fact::MUNICIPALITY_ERROR_CLOSED => "happened-municipality-error",
        fact::CASE_FACT => "happened-case-fact",
        fact::LETTER_ISSUED => "happened-letter-issued",
        _ => return language.t_with("happened-other", &[("kind", kind.into())]),
    })
}

/// What a pair most likely is, by the engine's name of the class.
pub(crate) fn likeliest(language: Language, name: &str) -> String {
    match language {
        Language::Danish => evidence_words::class(name).unwrap_or(name).to_owned(),
        Language::English => name.to_owned(),
    }
}

/// A contradiction by the method's name, which is English.
pub(crate) fn contradiction(language: Language, name: &str) -> String {
    match language {
        Language::Danish => evidence_words::contradiction(name).to_owned(),
        Language::English => name.to_owned(),
    }
}

/// What the engine found in a field.
pub(crate) fn finding(language: Language, name: &str) -> String {
    match language {
        Language::Danish => evidence_words::finding(name).unwrap_or(name).to_owned(),
        Language::English => name.to_owned(),
    }
}
