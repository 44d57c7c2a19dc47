//! §§ 43, stk. 2 and 44, stk. 1: who elects whom, once in each municipal election period.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use vocabulary::{MunicipalityCode, Period};

use super::municipal_term;
use crate::answer::{AllOf, Answer, Bearer, Finding};
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::edition::Edition;
use crate::facts::{Dated, MemberGroup, RepresentativeElection, first_from};
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// Whether a council's representative is in office.
pub static IN_OFFICE: Question = Question {
    key: "representative.in_office",
    words: Words::new(
        "Er rådets repræsentant gyldigt valgt, og løber perioden?",
        "Is the council's representative properly elected and the term running?",
    ),
};
/// To elect a representative.
pub static ELECT_REPRESENTATIVE: DutyKind = DutyKind {
    key: "representative.elect",
    provision: cite!("§ 43, stk. 2, 1. pkt."),
    bearer: Bearer::IntegrationCouncil,
    words: Words::new(
        "vælg et medlem til repræsentantskabet for Rådet for Etniske Minoriteter",
        "elect a member to the board of representatives of the Council for Ethnic Minorities",
    ),
    when_late: None,
};
/// To elect the Council for Ethnic Minorities.
pub static ELECT_COUNCIL: DutyKind = DutyKind {
    key: "national_council.elect",
    provision: cite!("§ 44, stk. 1, 1. pkt."),
    bearer: Bearer::Representatives,
    words: Words::new("vælg Rådet for Etniske Minoriteter", "elect the Council for Ethnic Minorities"),
    when_late: None,
};

static TERM_OVER: Words = Words::new("den kommunale valgperiode er udløbet", "the municipal election period has ended");

/// § 43, stk. 2, 1. pkt.: whether the one elected is of the group of § 42, stk. 4, 2. pkt.: refugee and immigrant associations or equal.
pub fn is_from_refugees_and_immigrants(election: &RepresentativeElection) -> Answer {
    Answer::of(election.group == MemberGroup::RefugeesAndImmigrants)
}

/// § 43, stk. 2, 1. pkt.: whether one was elected, no more and no fewer.
pub fn is_only_one_elected(election: &RepresentativeElection, edition: &Edition) -> Answer {
    Answer::of(election.elected == edition.figures.council_representatives)
}

/// § 43, stk. 2, 1. pkt.: whether an integration council elected its representative properly: one of the right group, and the first
/// since the election period began, for it elects every fourth year. Reads the election; `before` is an earlier proper one.
pub fn is_properly_elected(
    election: &Dated<'_, RepresentativeElection>,
    before: Option<FactRef>,
    edition: &Edition,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 43, stk. 2, 1. pkt.");
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, is_from_refugees_and_immigrants(election), election.fact, why);
    all.require(provision, is_only_one_elected(election, edition), election.fact, why);
    all.require(provision, Answer::of(before.is_none()), [Some(election.fact), before], why);
    all.finding()
}

/// § 43, stk. 2, 3. pkt.: whether the board's term, which is the municipal election period, is still running. An election counts for
/// the period in which it is held.
pub fn is_in_office(term: Period, election: FactRef, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 43, stk. 2, 3. pkt.");
    why.says(provision, Said::Period(term), election);
    Finding::noted(Answer::of(term.contains(on)), provision, election, why)
}

/// Draws §§ 43, stk. 2 and 44, stk. 1 over councils and elections.
pub(super) fn draw(life: &mut Life<'_>) {
    let (file, edition) = (life.file, life.edition);
    let mut elected: BTreeMap<(MunicipalityCode, Date), (Date, FactRef)> = BTreeMap::new();
    for election in &file.representative_elections {
        let Some(term) = municipal_term(election.on, edition) else { continue };
        let place = (election.municipality, term.from());
        let before = elected.get(&place).map(|(_, fact)| *fact);
        if is_properly_elected(election, before, edition, &mut Why::silent()).answer.is_yes() {
            elected.insert(place, (election.on, election.fact));
        }
        draw_office(life, election, before, term);
    }
    draw_duty_of_councils(life, &elected);
    draw_duty_of_board(life, &elected);
}

/// An election: within the term by how it was held, after the term by that.
fn draw_office(
    life: &mut Life<'_>,
    election: &Dated<'_, RepresentativeElection>,
    before: Option<FactRef>,
    term: Period,
) {
    let edition = life.edition;
    let days = [Some((election.on, term.to())), term.to().map(|over| (over, None))];
    for (from, to) in days.into_iter().flatten() {
        let Ok(holds) = Period::new(from, to) else { continue };
        life.conclude(&IN_OFFICE, Some(election.fact), holds, |why| {
            let mut all = AllOf::conditions_of(cite!("§ 43, stk. 2"));
            all.take(&is_properly_elected(election, before, edition, why));
            all.take(&is_in_office(term, election.fact, from, why));
            (all.finding(), Value::Period(term))
        });
    }
}

/// § 43, stk. 2, 1. pkt.: each council's duty to elect, once in each period in which the file knows it; the Act sets no day within it.
fn draw_duty_of_councils(life: &mut Life<'_>, elected: &BTreeMap<(MunicipalityCode, Date), (Date, FactRef)>) {
    let mut known = BTreeSet::new();
    for council in &life.file.councils {
        let Some(term) = municipal_term(council.on, life.edition) else { continue };
        let place = (council.municipality, term.from());
        if known.insert(place) {
            life.duty(
                Duty::new(&ELECT_REPRESENTATIVE, council.on, council.fact, Due::as_soon_as_possible(council.on))
                    .done(elected.get(&place).copied())
                    .ended(term.to().map(|over| (over, TERM_OVER))),
            );
        }
    }
}

/// § 44, stk. 1, 1. pkt.: the board's duty to elect the Council, once in each period, from the first representative elected in it.
fn draw_duty_of_board(life: &mut Life<'_>, elected: &BTreeMap<(MunicipalityCode, Date), (Date, FactRef)>) {
    let mut first: BTreeMap<Date, (Date, FactRef)> = BTreeMap::new();
    for ((_, term), election) in elected {
        first.entry(*term).and_modify(|known| *known = (*known).min(*election)).or_insert(*election);
    }
    for (began, (from, fact)) in first {
        if !cite!("§ 44, stk. 1, 1. pkt.").is_in_force(from) {
            continue;
        }
        let Some(over) = municipal_term(began, life.edition).and_then(Period::to) else { continue };
        let council = first_from(&life.file.national_councils, from).filter(|council| council.on < over);
        life.duty(
            Duty::new(&ELECT_COUNCIL, from, fact, Due::as_soon_as_possible(from))
                .done(council.map(|council| (council.on, council.fact)))
                .ended(Some((over, TERM_OVER))),
        );
    }
}
