//! § 51 b: on a move within the introduction period, the municipality moved from hands over to the one moved to.

use jiff::civil::Date;
use vocabulary::{MunicipalityCode, Period};

use super::fetching::has_contents;
use super::records::{Passed, Records, holds_any, holds_only};
use super::{Basis, CONSENT, ESSENTIAL, MUNICIPALITY, NECESSARY};
use crate::act::Provision;
use crate::answer::{AllOf, Answer, Bearer, Finding};
use crate::case::PersonFile;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{ConsentTo, InformationContent, InformationRoute, between};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether everything that must be handed over has been.
pub static COMPLETE: Question = Question {
    key: "hand_over.complete",
    words: Words::new(
        "Er alt videregivet til den nye kommune?",
        "Has everything been handed over to the new municipality?",
    ),
};
/// The former municipality hands over.
pub static HAND_OVER: DutyKind = DutyKind {
    key: "hand_over",
    provision: cite!("§ 51 b, stk. 1"),
    bearer: Bearer::FormerMunicipality,
    words: Words::new(
        "videregiv oplysningerne til den nye kommune",
        "hand the information over to the new municipality",
    ),
    when_late: None,
};
/// The former municipality assesses whether there is more to hand over.
pub static ASSESS_OTHER: DutyKind = DutyKind {
    key: "hand_over.assess_other",
    provision: cite!("§ 51 b, stk. 3, 1. pkt."),
    bearer: Bearer::FormerMunicipality,
    words: Words::new(
        "vurdér, om andre væsentlige oplysninger bør videregives",
        "assess whether other essential information should be handed over",
    ),
    when_late: None,
};

/// A move to another municipality within the introduction period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The day.
    pub on: Date,
    /// The municipality moved from.
    pub from: MunicipalityCode,
    /// The municipality moved to.
    pub to: MunicipalityCode,
    /// The fact of the move.
    pub fact: Option<FactRef>,
    /// When the person came to the municipality moved from, where by a move.
    pub came: Option<Date>,
}

/// The moves of a person to another municipality within the introduction period. Reads who is responsible from day to day: a move moves
/// the responsibility (§ 4, stk. 4, 2. pkt.); an agreement during imprisonment is no move.
pub fn moves(spine: &Spine) -> Vec<Move> {
    let Some(introduction) = spine.introduction_period else { return Vec::new() };
    let mut moves: Vec<Move> = Vec::new();
    let mut before: Option<(MunicipalityCode, bool)> = None;
    for (period, responsible) in spine.responsible.periods() {
        let moved = responsible.finding.provision == cite!("§ 4, stk. 4, 2. pkt.");
        let on = period.from();
        if let (Some((from, by_move)), Some(to)) = (before, responsible.municipality) {
            let came = moves.last().filter(|last| by_move && last.to == from).map(|last| last.on);
            if moved && from != to && introduction.contains(on) {
                moves.push(Move { on, from, to, fact: responsible.because, came });
            }
        }
        before = responsible.municipality.map(|municipality| (municipality, moved)).or(before);
    }
    moves
}

/// What can have to be handed over: content, provision, name in output.
static ITEMS: [(InformationContent, Provision, &str, Words); 7] = [
    (InformationContent::Name, cite!("§ 51 b, stk. 1"), "name", Words::new("navn", "name")),
    (
        InformationContent::GroundOfStay,
        cite!("§ 51 b, stk. 1"),
        "ground_of_stay",
        Words::new("opholdsgrundlag", "ground of stay"),
    ),
    (
        InformationContent::PersonalData,
        cite!("§ 51 b, stk. 1"),
        "personal_data",
        Words::new("andre persondata", "other personal data"),
    ),
    (
        InformationContent::Contract,
        cite!("§ 51 b, stk. 2, 1. pkt."),
        "contract",
        Words::new("oplysningerne fra integrationskontrakten", "what the integration contract holds"),
    ),
    (
        InformationContent::Declaration,
        cite!("§ 51 b, stk. 2, 1. pkt."),
        "declaration",
        Words::new("kopi af den underskrevne erklæring", "a copy of the signed declaration"),
    ),
    (
        InformationContent::Status,
        cite!("§ 51 b, stk. 2, 1. pkt."),
        "status",
        Words::new("status for deltagelsen i programmet", "the status of taking part in the programme"),
    ),
    (
        InformationContent::EarlierMunicipalities,
        cite!("§ 51 b, stk. 2, 2. pkt."),
        "earlier_municipalities",
        Words::new("det, tidligere kommuner har videregivet", "what earlier municipalities handed over"),
    ),
];

/// Which items have been handed over, each with the fact that did it.
type Sent = [Option<FactRef>; ITEMS.len()];

/// § 51 b, stk. 1–2: whether an item must be handed over: name, ground and personal data always; contract and declaration where they
/// exist at the move; the status (§ 18 a, stk. 3) where a programme is to be offered; what earlier municipalities handed over where
/// they did. Reads contracts, declarations, the programme and earlier hand-overs up to the day of the move.
pub fn must_be_handed_over(
    file: &PersonFile<'_>,
    spine: &Spine,
    records: &Records<'_>,
    moved: &Move,
    content: InformationContent,
) -> Answer {
    match content {
        InformationContent::Contract => Answer::of(file.contracts.first().is_some_and(|fact| fact.on <= moved.on)),
        InformationContent::Declaration => {
            Answer::of(file.declaration_signatures.first().is_some_and(|fact| fact.on <= moved.on))
        }
        InformationContent::Status => spine.programme.as_ref().map_or(Answer::No, |programme| programme.answer),
        InformationContent::EarlierMunicipalities => Answer::of(has_received_from_earlier(records, moved)),
        _ => Answer::Yes,
    }
}

/// Whether the municipality moved from had itself received contract, declaration or status when the person came to it.
fn has_received_from_earlier(records: &Records<'_>, moved: &Move) -> bool {
    let earlier = [
        InformationContent::Contract,
        InformationContent::Declaration,
        InformationContent::Status,
        InformationContent::EarlierMunicipalities,
    ];
    let end = moved.on.tomorrow().unwrap_or(moved.on);
    moved.came.is_some_and(|came| {
        between(records.hand_overs(moved.from), came, end).iter().any(|received| holds_any(received, &earlier))
    })
}

/// § 51 b, stk. 1–2: whether all that must be handed over has been, and what has not.
fn is_complete(
    file: &PersonFile<'_>,
    spine: &Spine,
    records: &Records<'_>,
    moved: &Move,
    sent: &Sent,
    why: &mut Why,
) -> (Finding, Value) {
    let mut all = AllOf::conditions_of(cite!("§ 51 b"));
    let mut left = Vec::new();
    for ((content, provision, name, words), sent) in ITEMS.iter().zip(sent) {
        let required = must_be_handed_over(file, spine, records, moved, *content);
        match (sent, required) {
            (Some(_), _) => all.require(*provision, Answer::Yes, *sent, why),
            (None, Answer::No) => why.remarks(*provision, NOTHING_TO_HAND_OVER, moved.fact),
            (None, Answer::Yes) => {
                all.require(*provision, Answer::No, moved.fact, why);
                left.push((*name, *words));
            }
            (None, open) => all.require(*provision, open, moved.fact, why),
        }
    }
    let value = if left.is_empty() { Value::None } else { Value::Names(left) };
    (all.finding(), value)
}

static NOTHING_TO_HAND_OVER: Words =
    Words::new("findes ikke, og skal ikke videregives", "does not exist and need not be handed over");

/// The days on which more of what must be handed over was, with all that had been by then; the first is the day of the move.
fn course(records: &Records<'_>, moved: &Move) -> Vec<(Date, FactRef, Sent)> {
    let end = records.next_move_to(moved.to, moved.on).map_or(Date::MAX, |next| next.on);
    let mut sent: Sent = [None; ITEMS.len()];
    let mut course = Vec::new();
    for passed in between(records.hand_overs(moved.to), moved.on, end) {
        let mut more = false;
        for ((content, ..), sent) in ITEMS.iter().zip(&mut sent) {
            if sent.is_none() && passed.contents.contains(content) {
                *sent = Some(passed.fact);
                more = true;
            }
        }
        if more {
            course.push((passed.on, passed.fact, sent));
        }
    }
    course
}

/// § 51 b: what may be handed over to the municipality moved to: contract, declaration, status and personal data without consent
/// (stk. 1–2), other information as stk. 3 says ([`may_hand_over_other`]). Reads moves and what was passed on.
pub fn may_hand_over(records: &Records<'_>, passed: &Passed<'_>, seen: Date, why: &mut Why) -> (Finding, Basis) {
    let rule = cite!("§ 51 b, stk. 1");
    let (to, moved) = match passed.municipality {
        None => (Answer::Missing(&MUNICIPALITY), None),
        Some(to) => {
            let moved = records.move_to(to, passed.on);
            (Answer::of(moved.is_some()), moved.and_then(|moved| moved.fact))
        }
    };
    let personal = [InformationContent::Name, InformationContent::PersonalData, InformationContent::GroundOfStay];
    let (own, basis) = if holds_only(passed, &personal) {
        (Finding::noted(has_contents(passed), rule, passed.fact, why), Basis::NoConsentNeeded)
    } else if passed.contents.iter().all(|held| ITEMS.iter().any(|(content, ..)| content == held)) {
        let finding = Finding::noted(Answer::Yes, cite!("§ 51 b, stk. 2, 1. pkt."), passed.fact, why);
        (finding, Basis::NoConsentNeeded)
    } else {
        may_hand_over_other(records, passed, seen, why)
    };
    let mut all = AllOf::conditions_of(own.provision);
    all.require(rule, to, [Some(passed.fact), moved], why);
    all.take(&own);
    (all.finding(), basis)
}

/// § 51 b, stk. 3: other information of essential importance (1. pkt.) may be handed over with consent (2. pkt.), or without where
/// consent was not had and it is necessary (3. pkt.). Reads consent and the assessment; importance and necessity are for judgement.
pub fn may_hand_over_other(records: &Records<'_>, passed: &Passed<'_>, seen: Date, why: &mut Why) -> (Finding, Basis) {
    let (with, without) = (cite!("§ 51 b, stk. 3, 2. pkt."), cite!("§ 51 b, stk. 3, 3. pkt."));
    let need = records.need(InformationRoute::HandOver, seen);
    let judged = [Some(passed.fact), need.map(|need| need.fact)];
    let consent = records.consent(ConsentTo::HandOverInformation, passed.on);
    let given = Answer::known(consent.map(|consent| consent.given), &CONSENT);
    let evidence = [Some(passed.fact), consent.map(|consent| consent.fact)];
    let provision = if given.is_no() { without } else { with };
    let mut all = AllOf::conditions_of(provision);
    let essential = Answer::judged(need.and_then(|need| need.essential), &ESSENTIAL);
    all.require(cite!("§ 51 b, stk. 3, 1. pkt."), essential, judged, why);
    let basis = if given.is_no() {
        why.answer(with, given, evidence);
        let necessary = Answer::judged(need.and_then(|need| need.necessary), &NECESSARY);
        all.require(without, necessary, judged, why);
        Basis::ConsentNotHad
    } else {
        all.require(with, given, evidence, why);
        Basis::Consent
    };
    (all.finding(), basis)
}

/// Draws § 51 b, stk. 1–2 and stk. 3, 1. pkt., for every move.
pub fn draw(life: &mut Life<'_>, records: &Records<'_>, moves: &[Move]) {
    for (place, moved) in moves.iter().enumerate() {
        if cite!("§ 51 b, stk. 1").is_in_force(moved.on) && life.spine.is_covered(moved.on) {
            draw_move(life, records, moved, moves.get(place + 1).map_or(Date::MAX, |next| next.on));
        }
    }
}

fn draw_move(life: &mut Life<'_>, records: &Records<'_>, moved: &Move, next: Date) {
    let file = life.file;
    let spine = std::mem::take(&mut life.spine);
    let mut sent = vec![(moved.on, None, [None; ITEMS.len()])];
    sent.extend(course(records, moved).into_iter().map(|(day, fact, sent)| (day, Some(fact), sent)));
    let mut done = None;
    for (place, (from, fact, sent_by_then)) in sent.iter().enumerate() {
        let to = sent.get(place + 1).map(|(next, ..)| *next);
        let Some(holds) = Period::new(*from, to).ok().filter(|holds| holds.contains(*from)) else { continue };
        let mut complete = false;
        life.conclude(&COMPLETE, moved.fact, holds, |why| {
            let (finding, value) = is_complete(file, &spine, records, moved, sent_by_then, why);
            complete = finding.answer.is_yes();
            (finding, value)
        });
        done = done.or_else(|| fact.filter(|_| complete).map(|fact| (*from, fact)));
    }
    let due = Due::as_soon_as_possible(moved.on);
    life.duty(Duty::new(&HAND_OVER, moved.on, moved.fact, due).done(done));
    let needs = between(records.needs(InformationRoute::HandOver), moved.on, next);
    let assessed = needs.first().map(|need| (need.on, need.fact));
    life.duty(Duty::new(&ASSESS_OTHER, moved.on, moved.fact, due).done(assessed));
    life.spine = spine;
}
