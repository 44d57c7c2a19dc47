//! Chapter 12, §§ 54–57: who is a refugee and who an immigrant in the sense of the Act.

use crate::answer::{AllOf, Answer, Finding, MissingFact, OneOf};
use crate::chapter13_commencement::single_events;
use crate::cite;
use crate::facts::{Dated, Permit, Sponsor};
use crate::why::{FactRef, Why};
use crate::words::Words;

/// What a person is to the Act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Refugee (§ 54).
    Refugee,
    /// Family-reunified with a refugee (§ 55).
    FamilyOfRefugee,
    /// Other family-reunified foreigner (§ 56).
    OtherFamily,
}

impl Category {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::Refugee => Words::new("flygtning", "refugee"),
            Self::FamilyOfRefugee => Words::new("familiesammenført til flygtning", "family-reunified with a refugee"),
            Self::OtherFamily => Words::new("anden familiesammenført", "other family-reunified foreigner"),
        }
    }

    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Refugee => "refugee",
            Self::FamilyOfRefugee => "family_of_refugee",
            Self::OtherFamily => "other_family",
        }
    }

    /// Whether the person is an immigrant: everybody the Act covers who is no refugee (§ 2, stk. 2, 2. pkt.).
    pub fn is_immigrant(self) -> bool {
        self != Self::Refugee
    }
}

static SPONSOR: MissingFact = MissingFact {
    fact: "permit.sponsor",
    words: Words::new(
        "hvem udlændingen er familiesammenført til (flygtning, arbejdstager, anden)",
        "whom the foreigner is reunified with (refugee, worker, other resident)",
    ),
};
static CONTINUES_9B: MissingFact = MissingFact {
    fact: "permit.continues_9b",
    words: Words::new(
        "om tilladelsen efter § 9 c fortsætter en tilladelse efter § 9 b",
        "whether the permit under § 9 c continues one under § 9 b",
    ),
};
static APPLIED_FOR_ASYLUM: MissingFact = MissingFact {
    fact: "permit.applied_for_asylum",
    words: Words::new(
        "om udlændingen havde søgt om asyl efter § 7",
        "whether the foreigner had applied for asylum under § 7",
    ),
};

/// The Aliens Act section of a permit, as `9c`.
fn section(permit: &Permit) -> String {
    permit.ground.section()
}

/// Whether the permit is under § 9, or under § 9 c, stk. 1 as family: what §§ 55 and 56 speak of.
fn is_family_permit(permit: &Permit) -> bool {
    match section(permit).as_str() {
        "9" => true,
        "9c" => permit.ground.subsection().is_none_or(|subsection| subsection == 1) && permit.sponsor.is_some(),
        _ => false,
    }
}

/// § 54: whether a permit makes its holder a refugee: §§ 7, 8, 9 b, 9 e of the Aliens Act, § 9 c in continuation of § 9 b, or
/// § 9 c for somebody who had applied for asylum. Reads the permit. Nothing is left to judgement.
pub fn is_refugee(permit: &Dated<'_, Permit>, why: &mut Why) -> Finding {
    let of_section = section(permit);
    let under = |name: &str| Answer::of(of_section == name);
    let is_9c = of_section == "9c" && !is_family_permit(permit);
    let first_subsection = permit.ground.subsection().is_none_or(|subsection| subsection == 1);
    let only_if =
        |applies: bool, known: Option<bool>, missing| if applies { Answer::known(known, missing) } else { Answer::No };
    // A permit that continues one under § 9 b is family of nobody; the asylum seeker's permit need not name subsection 1.
    let continues = only_if(
        is_9c && first_subsection,
        permit.continues_9b.or(permit.applied_for_asylum.filter(|applied| *applied).map(|_| false)),
        &CONTINUES_9B,
    );
    let asylum = only_if(
        is_9c,
        permit.applied_for_asylum.or(permit.continues_9b.filter(|continues| *continues).map(|_| false)),
        &APPLIED_FOR_ASYLUM,
    );
    let mut refugee = OneOf::conditions_of(cite!("§ 54"));
    refugee.allow(cite!("§ 54, nr. 1"), Answer::of(of_section == "7" || of_section == "8"), permit.fact, why);
    refugee.allow(cite!("§ 54, nr. 2"), under("9b"), permit.fact, why);
    refugee.allow(cite!("§ 54, nr. 3"), continues, permit.fact, why);
    refugee.allow(cite!("§ 54, nr. 4"), asylum, permit.fact, why);
    refugee.allow(cite!("§ 54, nr. 5"), under("9e"), permit.fact, why);
    refugee.finding()
}

/// § 55: whether a permit makes its holder a family-reunified foreigner of a refugee: § 9, or § 9 c, stk. 1, by family ties to a
/// person whom § 54 covers. Reads the permit and whose family it names.
pub fn is_family_of_refugee(permit: &Dated<'_, Permit>, why: &mut Why) -> Finding {
    let answer = if is_family_permit(permit) {
        Answer::known(permit.sponsor.map(|sponsor| sponsor == Sponsor::Refugee), &SPONSOR)
    } else {
        Answer::No
    };
    Finding::noted(answer, cite!("§ 55"), permit.fact, why)
}

/// § 56: whether a permit makes its holder another family-reunified foreigner: the same permits by ties to anybody else (1. pkt.),
/// unless that person's own permit is for certain work or the like (2. pkt., [`is_family_of_worker`]).
pub fn is_other_family(permit: &Dated<'_, Permit>, why: &mut Why) -> Finding {
    let answer = if is_family_permit(permit) {
        Answer::known(permit.sponsor.map(|sponsor| sponsor != Sponsor::Refugee), &SPONSOR)
    } else {
        Answer::No
    };
    let general = Finding::noted(answer, cite!("§ 56, 1. pkt."), permit.fact, why);
    let exception = is_family_of_worker(permit, why);
    general.unless(&exception)
}

/// § 56, 2. pkt.: the exception for family of somebody with a permit under §§ 9 a, 9 c, stk. 1 or 9 f for certain work or the like; only
/// for permits that lov 1043/2002 § 6, stk. 3 brings under it.
pub fn is_family_of_worker(permit: &Dated<'_, Permit>, why: &mut Why) -> Finding {
    let provision = cite!("§ 56, 2. pkt.");
    let answer = Answer::of(is_family_permit(permit) && permit.sponsor == Some(Sponsor::Worker));
    let exception = Finding::noted(answer, provision, permit.fact, why);
    if exception.answer.is_no() {
        return exception;
    }
    let mut all = AllOf::conditions_of(provision);
    all.take(&exception);
    all.take(&single_events::workers_family_is_excepted(permit, why));
    all.finding()
}

/// §§ 54–56 together: what a permit makes its holder. No category where the permit is none of these, or leaves it open.
pub fn category(permit: &Dated<'_, Permit>, why: &mut Why) -> (Finding, Option<Category>) {
    let refugee = is_refugee(permit, why);
    if refugee.answer.is_yes() {
        return (refugee, Some(Category::Refugee));
    }
    let of_refugee = is_family_of_refugee(permit, why);
    if of_refugee.answer.is_yes() {
        return (of_refugee, Some(Category::FamilyOfRefugee));
    }
    let other = is_other_family(permit, why);
    if other.answer.is_yes() {
        return (other, Some(Category::OtherFamily));
    }
    let open = [refugee, of_refugee, other].into_iter().find(|finding| finding.answer.is_open());
    (open.unwrap_or(Finding::of(Answer::No, cite!("§ 2, stk. 2"))), None)
}

/// § 57: the first permit that made the person a refugee or an immigrant; a later permit on another ground keeps its effect.
/// Reads the permits in the order of their days. Returns the permit that counts and what it makes the person.
pub fn permit_with_effect<'f, 'a>(
    permits: &'f [Dated<'a, Permit>],
    why: &mut Why,
) -> Option<(&'f Dated<'a, Permit>, Finding, Option<Category>)> {
    let mut first_open = None;
    for permit in permits {
        let (finding, category) = category(permit, why);
        if finding.answer.is_yes() {
            let later: Option<FactRef> = permits.last().map(|last| last.fact).filter(|last| *last != permit.fact);
            why.answer(cite!("§ 57"), Answer::of(later.is_some()), [Some(permit.fact), later]);
            return Some((permit, finding, category));
        }
        if finding.answer.is_open() && first_open.is_none() {
            first_open = Some((permit, finding, category));
        }
    }
    first_open.or_else(|| permits.first().map(|permit| (permit, Finding::of(Answer::No, cite!("§ 2, stk. 2")), None)))
}
