//! Chapter 13, §§ 58–68, and the transitional rules printed with the Act: which law holds for whom.
//!
//! Days on which wordings came into force stand in the index; here stand the rules that somebody or something is under because of what
//! had happened by such a day. Each transitional rule is a function of its own, in the file of what it is about.

pub mod older_benefit;
pub mod older_contracts;
pub mod quotas_of_2007;
pub mod single_events;
pub mod transitional;

use jiff::civil::{Date, date};
use vocabulary::Period;

use crate::answer::{AllOf, Answer, Finding, MissingFact};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::{Changes, until_or_open};
use crate::chapter12_definitions;
use crate::cite;
use crate::edition::Edition;
use crate::facts::{Dated, Permit, RepresentativeElection, last_by};
use crate::life::{Life, Question, Value};
use crate::why::{Said, Why};
use crate::words::Words;

/// Whether the permit is from before the Act.
pub static OLD_PERMIT: Question = Question {
    key: "transition.old_permit",
    words: Words::new(
        "Er opholdstilladelsen meddelt før 1. januar 1999?",
        "Was the residence permit given before 1 January 1999?",
    ),
};
/// Whether the first election of representatives could be held.
pub static FIRST_ELECTION: Question = Question {
    key: "transition.first_election",
    words: Words::new(
        "Kunne det første valg til repræsentantskabet holdes?",
        "Could the first election of representatives be held?",
    ),
};

static COUNCILS: MissingFact = MissingFact {
    fact: "council",
    words: Words::new("integrationsrådene, der er oprettet", "the integration councils that have been set up"),
};

/// § 58, stk. 1: the day the Act came into force.
pub const COMMENCEMENT: Date = date(1999, 1, 1);

/// § 58, stk. 5, 1. pkt.: the earliest day of the first election.
const FIRST_ELECTION_FROM: Date = date(1999, 7, 1);

/// The first day of the municipal term that was running when the Act came into force.
const MUNICIPAL_TERM_OF_1998: Date = date(1998, 1, 1);

/// § 58, stk. 1: whether the Act is in force on the day: from 1 January 1999. Takes a day; §§ 6–9 and the changes to other acts that came
/// into force earlier (stk. 2 and 4) carry their days in the index.
pub fn is_in_force(on: Date, why: &mut Why) -> Finding {
    Finding::noted(Answer::of(COMMENCEMENT <= on), cite!("§ 58, stk. 1"), (), why)
}

/// § 58, stk. 3: chapters 3–6, 9 and 10 do not hold for a foreigner whose permit was given before 1 January 1999. Only a permit that made
/// the person a foreigner in the sense of the Act counts (§ 2, stk. 1, 2. pkt., § 57). Reads permits.
pub fn has_permit_from_before_the_act(file: &PersonFile<'_>, why: &mut Why) -> Finding {
    old_permit_among(&file.permits, why)
}

/// § 58, stk. 3 over permits in the order of their days. One for study or work says nothing of the Act, since its holder was neither
/// refugee nor immigrant; one that leaves that open leaves this open.
fn old_permit_among(permits: &[Dated<'_, Permit>], why: &mut Why) -> Finding {
    let provision = cite!("§ 58, stk. 3");
    let mut open = None;
    for permit in permits.iter().take_while(|permit| permit.latest < COMMENCEMENT) {
        let (finding, _) = chapter12_definitions::category(permit, &mut Why::silent());
        if finding.answer.is_yes() {
            return Finding::noted(Answer::Yes, provision, permit.fact, why);
        }
        if finding.answer.is_open() && open.is_none() {
            open = Some((finding.answer, permit.fact));
        }
    }
    match open {
        Some((answer, fact)) => Finding::noted(answer, provision, fact, why),
        None => Finding::noted(Answer::No, provision, permits.first().map(|permit| permit.fact), why),
    }
}

/// § 68: the Act does not hold for the Faroe Islands and Greenland. Reads where the person has taken residence.
pub fn lives_outside_the_acts_territory(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let away = last_by(&file.residences_in_realm, on);
    let back = last_by(&file.residences, on);
    let is_away = away.filter(|away| back.is_none_or(|back| back.on < away.on));
    Finding::noted(Answer::of(is_away.is_some()), cite!("§ 68"), is_away.map(|fact| fact.fact), why)
}

/// § 58, stk. 5: the first election of representatives: not before 1 July 1999 (1. pkt.), and not before there are 14 councils
/// ([`enough_councils`]). Reads the election and the councils of the case.
pub fn could_hold_the_first_election(
    file: &PersonFile<'_>,
    election: &Dated<'_, RepresentativeElection>,
    edition: &Edition,
    why: &mut Why,
) -> Finding {
    let mut all = AllOf::conditions_of(cite!("§ 58, stk. 5"));
    let in_time = Answer::of(FIRST_ELECTION_FROM <= election.on);
    all.require(cite!("§ 58, stk. 5, 1. pkt."), in_time, election.fact, why);
    all.take(&enough_councils(file, election.on, edition, why));
    all.finding()
}

/// § 58, stk. 5, 2. pkt.: whether there were 14 integration councils on the day. Reads councils; where the case holds fewer, others may
/// exist that it does not tell of, so that they are missing.
pub fn enough_councils(file: &PersonFile<'_>, on: Date, edition: &Edition, why: &mut Why) -> Finding {
    let mut municipalities: Vec<_> =
        file.councils.iter().take_while(|council| council.on <= on).map(|council| council.municipality).collect();
    municipalities.sort_unstable();
    municipalities.dedup();
    let enough = municipalities.len() >= usize::from(edition.figures.first_election_councils);
    let answer = if enough { Answer::Yes } else { Answer::Missing(&COUNCILS) };
    Finding::noted(answer, cite!("§ 58, stk. 5, 2. pkt."), last_by(&file.councils, on).map(|council| council.fact), why)
}

/// § 58, stk. 5, 3. pkt.: the term of those first elected: until the municipal term that was running ends; later terms equal municipal
/// terms. Takes the day of the election.
pub fn first_term(election: Date, edition: &Edition, why: &mut Why) -> Period {
    let mut end = MUNICIPAL_TERM_OF_1998;
    while end <= election {
        end = calendar::years_after(end, edition.figures.council_term_years);
    }
    let term = until_or_open(election, Some(end));
    why.says(cite!("§ 58, stk. 5, 3. pkt."), Said::Period(term), ());
    term
}

/// Chapters that do not hold for somebody with a permit from before the Act (§ 58, stk. 3).
const SHUT_CHAPTERS: [(&str, Words); 6] = [
    ("chapter_3", Words::new("kapitel 3 om boligplacering", "chapter 3 on housing placement")),
    ("chapter_4", Words::new("kapitel 4 om introduktionsprogrammet", "chapter 4 on the introduction programme")),
    ("chapter_5", Words::new("kapitel 5 om introduktionsydelse", "chapter 5 on introduction benefit")),
    ("chapter_6", Words::new("kapitel 6 om hjælp i særlige tilfælde", "chapter 6 on help in special cases")),
    ("chapter_9", Words::new("kapitel 9 om finansiering", "chapter 9 on financing")),
    ("chapter_10", Words::new("kapitel 10 om oplysninger", "chapter 10 on information")),
];

fn draw_old_permit(life: &mut Life<'_>) {
    let permits = &life.file.permits;
    let Some(first) = permits.first() else { return };
    let among = |on: Date| &permits[..permits.partition_point(|permit| permit.on <= on)];
    let mut answers = Changes::default();
    let older = permits.iter().take_while(|permit| permit.on < COMMENCEMENT).map(|permit| permit.on);
    for day in [first.on].into_iter().chain(older) {
        answers.set(day, old_permit_among(among(day), &mut Why::silent()));
    }
    for (holds, _) in answers.periods() {
        life.conclude(&OLD_PERMIT, None, holds, |why| {
            let finding = old_permit_among(among(holds.from()), why);
            let shut = if finding.answer.is_yes() { Value::Names(SHUT_CHAPTERS.to_vec()) } else { Value::None };
            (finding, shut)
        });
    }
}

/// Draws the first election of representatives, where the case holds one of the municipal term that was running in 1999.
fn draw_first_election(life: &mut Life<'_>) {
    let (file, edition) = (life.file, life.edition);
    let first_term_ends = calendar::years_after(MUNICIPAL_TERM_OF_1998, edition.figures.council_term_years);
    let Some(election) = file.representative_elections.first().filter(|election| election.on < first_term_ends) else {
        return;
    };
    let holds = until_or_open(election.on, None);
    life.conclude(&FIRST_ELECTION, Some(election.fact), holds, |why| {
        let finding = could_hold_the_first_election(file, election, edition, why);
        (finding, Value::Period(first_term(election.on, edition, why)))
    });
}

/// Draws § 58 and the transitional rules over the person's life.
pub fn draw(life: &mut Life<'_>) {
    draw_old_permit(life);
    draw_first_election(life);
    transitional::draw(life);
    older_contracts::draw(life);
    single_events::draw(life);
    quotas_of_2007::draw(life);
}
