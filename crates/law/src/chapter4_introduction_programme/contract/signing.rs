//! § 19, stk. 1, 2.–5. pkt. and stk. 2: signatures, the declaration, and contracts from before the takeover.

use jiff::civil::Date;

use crate::answer::{AllOf, Answer, Finding};
use crate::case::PersonFile;
use crate::chapter12_definitions::{Category, permit_with_effect};
use crate::cite;
use crate::facts::{Content, Contract, ContractParty, Dated, last_by};
use crate::spine::Spine;
use crate::why::{FactRef, Why};

/// When a contract and the declaration were signed, found once for a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signatures {
    /// The foreigner's first signature on the contract.
    pub foreigner: Option<(Date, FactRef)>,
    /// The municipality's first.
    pub municipality: Option<(Date, FactRef)>,
    /// The declaration, from the first day on which the foreigner signed the contract with the declaration signed by then.
    pub declared: Option<(Date, FactRef)>,
    /// The first signature on the declaration, with whichever contract.
    pub declaration: Option<(Date, FactRef)>,
}

impl Signatures {
    /// Reads the signatures on a contract and on the declaration.
    pub fn of(file: &PersonFile<'_>, contract: &Dated<'_, Contract>) -> Self {
        let declaration = file.declaration_signatures.first().map(|declaration| (declaration.on, declaration.fact));
        let mut found = Self { foreigner: None, municipality: None, declared: None, declaration };
        for (fact, content) in file.pointing_at(contract.fact) {
            let Content::ContractSignature(signature) = content else { continue };
            let signed = (file.day(fact), fact);
            match signature.party {
                ContractParty::Municipality => first(&mut found.municipality, signed),
                ContractParty::Foreigner => {
                    first(&mut found.foreigner, signed);
                    if let Some((_, declaration)) = declaration.filter(|(declared, _)| *declared <= signed.0) {
                        first(&mut found.declared, (signed.0, declaration));
                    }
                }
            }
        }
        found
    }

    /// The days on which something was signed.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        [self.foreigner, self.municipality, self.declared, self.declaration].into_iter().flatten().map(|(day, _)| day)
    }

    /// What *at the same time* means: when the foreigner signs the contract, the declaration has been signed too, the same day at the
    /// latest. One signed with an earlier contract stands; one signed on a later day does not reach back, until the foreigner signs
    /// the contract anew. As long as the foreigner has not signed the contract, a declaration that is signed is not what lacks.
    fn declaration_at_signature(&self, on: Date) -> Option<FactRef> {
        let signed = self.foreigner.is_some_and(|(day, _)| day <= on);
        by(if signed { self.declared } else { self.declaration }, on)
    }
}

/// Keeps the earlier of two.
fn first(held: &mut Option<(Date, FactRef)>, other: (Date, FactRef)) {
    if held.is_none_or(|held| other < held) {
        *held = Some(other);
    }
}

/// A fact, where it has happened by the day.
fn by(fact: Option<(Date, FactRef)>, on: Date) -> Option<FactRef> {
    fact.filter(|(day, _)| *day <= on).map(|(_, fact)| fact)
}

/// § 19, stk. 1, 2. pkt.: whether foreigner and municipality have both signed the contract by the day. Reads its signatures.
pub fn has_both_signatures(signatures: &Signatures, contract: FactRef, on: Date, why: &mut Why) -> Finding {
    let (foreigner, municipality) = (by(signatures.foreigner, on), by(signatures.municipality, on));
    let both = Answer::of(foreigner.is_some() && municipality.is_some());
    Finding::noted(both, cite!("§ 19, stk. 1, 2. pkt."), [Some(contract), foreigner, municipality], why)
}

/// § 19, stk. 1, 3. pkt., for a contract from before the takeover stk. 2, 2. pkt.: whether the declaration was signed at the same time
/// as the contract ([`Signatures::declaration_at_signature`]). Reads the foreigner's signatures on the contract and on the declaration.
pub fn has_signed_declaration(
    signatures: &Signatures,
    spine: &Spine,
    contract: &Dated<'_, Contract>,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = if is_before_takeover(spine, contract) {
        cite!("§ 19, stk. 2, 2. pkt.")
    } else {
        cite!("§ 19, stk. 1, 3. pkt.")
    };
    let declaration = signatures.declaration_at_signature(on);
    Finding::noted(Answer::of(declaration.is_some()), provision, [Some(contract.fact), declaration], why)
}

/// § 19, stk. 1, 5. pkt.: the exception from signatures and declaration in quite special circumstances. Whether they exist is the
/// municipality's judgement; as long as nobody has found them, they do not. Reads that judgement.
pub fn is_excused_from_signing(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let judgement = last_by(&file.special_circumstances, on);
    let answer = Answer::of(judgement.is_some_and(|judgement| judgement.exist));
    Finding::noted(answer, cite!("§ 19, stk. 1, 5. pkt."), judgement.map(|fact| fact.fact), why)
}

/// § 19, stk. 1, 2. pkt. with the exception of 5. pkt.: whether no signature lacks on the day.
pub fn lacks_no_signature(
    file: &PersonFile<'_>,
    signatures: &Signatures,
    contract: FactRef,
    on: Date,
    why: &mut Why,
) -> Finding {
    unless_excused(has_both_signatures(signatures, contract, on, why), file, on, why)
}

/// § 19, stk. 1, 3. pkt. with the exception of 5. pkt.: whether no declaration lacks on the day.
pub fn lacks_no_declaration(
    file: &PersonFile<'_>,
    signatures: &Signatures,
    spine: &Spine,
    contract: &Dated<'_, Contract>,
    on: Date,
    why: &mut Why,
) -> Finding {
    unless_excused(has_signed_declaration(signatures, spine, contract, on, why), file, on, why)
}

/// The place where the demand for a signature meets its exception: what is not signed lacks, unless it need not be.
fn unless_excused(signed: Finding, file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    if signed.answer.is_yes() {
        signed
    } else {
        signed.opposite().unless(&is_excused_from_signing(file, on, why)).opposite()
    }
}

/// Whether a contract was drawn up before a municipality had taken over responsibility. Reads the takeover.
pub fn is_before_takeover(spine: &Spine, contract: &Dated<'_, Contract>) -> bool {
    spine.takeover.is_none_or(|takeover| contract.on < takeover)
}

/// § 19, stk. 2, 1. pkt.: whether a contract may be made before the takeover: with a refugee who is taken over under § 4, stk. 2, by
/// the municipality in which Udlændingeservice has placed the refugee. Refugees under § 8 of the Aliens Act are taken over under
/// § 4, stk. 3, so not with them. Reads permits and placements up to the day of the contract.
pub fn may_be_made_early(file: &PersonFile<'_>, contract: &Dated<'_, Contract>, why: &mut Why) -> Finding {
    let provision = cite!("§ 19, stk. 2, 1. pkt.");
    let by_then = &file.permits[..file.permits.partition_point(|permit| permit.on <= contract.on)];
    let permit = permit_with_effect(by_then, &mut Why::silent());
    let refugee = permit.as_ref().map_or(Answer::No, |(permit, finding, category)| match category {
        Some(Category::Refugee) => Answer::of(permit.ground.section() != "8"),
        None if finding.answer.is_open() => finding.answer,
        _ => Answer::No,
    });
    let placement = last_by(&file.placements, contract.on).map(|placement| placement.fact);
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, refugee, permit.map(|(permit, ..)| permit.fact), why);
    all.require(provision, Answer::of(placement.is_some()), placement, why);
    all.finding()
}
