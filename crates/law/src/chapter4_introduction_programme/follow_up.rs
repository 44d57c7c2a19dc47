//! § 20: follow-up of the contract: how often, how, of what, and the notice to somebody who does not learn Danish in time.

pub mod discussed;

use jiff::civil::Date;
use vocabulary::Period;

use crate::answer::{Answer, Bearer, Finding};
use crate::case::PersonFile;
use crate::chapter4_introduction_programme::contract::{Term, terms};
use crate::chapter13_commencement::has_permit_from_before_the_act;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::edition::Edition;
use crate::facts::{ContactForm, Dated, FollowUp, between, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::spine::{Charge, NOT_COVERED, Spine};
use crate::why::{Evidence, FactRef, Why};
use crate::words::Words;

/// Whether a follow-up counts.
pub static COUNTS: Question = Question {
    key: "follow_up.counts",
    words: Words::new(
        "Er opfølgningen sket på en måde, loven anerkender?",
        "Was the follow-up held in a way that the Act accepts?",
    ),
};
/// The duty to follow up the contract.
pub static HOLD: DutyKind = DutyKind {
    key: "follow_up.hold",
    provision: cite!("§ 20, stk. 1, 1. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new("følg op på integrationskontrakten", "follow up the integration contract"),
    when_late: None,
};
/// The duty to tell of the consequences of not learning Danish.
pub static NOTIFY: DutyKind = DutyKind {
    key: "danish.notice",
    provision: cite!("§ 20, stk. 6"),
    bearer: Bearer::Municipality,
    words: Words::new(
        "giv meddelelse om følgerne af, at dansk ikke tilegnes til tiden",
        "tell of the consequences of not learning Danish in time",
    ),
    when_late: None,
};

const GOALS_MET: Words = Words::new("kontraktens mål er opfyldt", "the goals of the contract are met");
const LEARNS: Words =
    Words::new("udlændingen tilegner sig nu dansk til tiden", "the foreigner now learns Danish in time");

/// § 20, stk. 1, 1. pkt.: when the next follow-up is due after the contract or the follow-up before: every third month at the latest.
pub fn next_follow_up(after: Date, edition: &Edition) -> Due {
    Due::within_months(after, edition.figures.follow_up_months)
}

/// § 20, stk. 1, 2. and 3. pkt.: whether a follow-up counts: an individual conversation (2. pkt.), which by telephone or digital means
/// must be suitable (3. pkt.), unless the person belongs to a group with another form of contact (stk. 2). Reads the follow-up;
/// choosing a form is the municipality's judgement that it suits, where it does not state otherwise.
pub fn counts(file: &PersonFile<'_>, follow_up: &Dated<'_, FollowUp>, why: &mut Why) -> Finding {
    let fact = follow_up.fact;
    let conversation = match follow_up.form {
        ContactForm::Meeting => Finding::noted(Answer::Yes, cite!("§ 20, stk. 1, 2. pkt."), fact, why),
        ContactForm::OtherContact => Finding::noted(Answer::No, cite!("§ 20, stk. 1, 2. pkt."), fact, why),
        ContactForm::Telephone | ContactForm::Digital => {
            let suitable = Answer::of(follow_up.suitable != Some(false));
            Finding::noted(suitable, cite!("§ 20, stk. 1, 3. pkt."), fact, why)
        }
    };
    if conversation.answer.is_yes() {
        return conversation;
    }
    conversation.opposite().unless(&belongs_to_group_with_other_contact(file, follow_up.on, why)).opposite()
}

/// § 20, stk. 2: the exception for groups for which quite special circumstances let the municipality set another form of contact.
/// Whether the person belongs to one is the municipality's judgement; as long as it has not made it, the person does not. Reads it.
pub fn belongs_to_group_with_other_contact(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let group = last_by(&file.group_guidelines, on);
    let answer = Answer::of(group.is_some_and(|group| group.applies));
    Finding::noted(answer, cite!("§ 20, stk. 2"), group.map(|fact| fact.fact), why)
}

/// A follow-up that has to be held: the duty of one municipality, from the contract or the follow-up before until the next.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// The day from which it has to be held.
    pub triggered: Date,
    /// The contract or follow-up it is counted from, and the move where one came between.
    pub because: Evidence,
    /// By when.
    pub due: Due,
    /// The follow-up that was held, where the municipality held one.
    pub held: Option<(Date, FactRef)>,
    /// When it fell away, and why, where it did.
    pub ended: Option<(Date, Words)>,
}

/// § 20, stk. 1: the chain of follow-ups, for each contract from the day it is drawn up until its goals are met or it ends. A
/// follow-up that counts begins the next three months; one that is not held stands over until it is. It is the duty of the
/// municipality in charge, and passes to the next one with a move: with the same last day, or the day of the move where that has passed.
pub fn chain(file: &PersonFile<'_>, spine: &Spine, edition: &Edition) -> Vec<Link> {
    let charges = spine.charges();
    let mut links = Vec::with_capacity(file.follow_ups.len() + 1);
    let mut place = 0;
    for term in terms(file) {
        let end = end_of_follow_up(file, &term);
        let last = end.map_or(Date::MAX, |(day, _)| day.tomorrow().unwrap_or(day));
        let mut counting = between(&file.follow_ups, term.days.from(), last)
            .iter()
            .filter(|follow_up| counts(file, follow_up, &mut Why::silent()).answer.is_yes())
            .map(|follow_up| (follow_up.on, follow_up.fact));
        let mut base = (term.contract.on, term.contract.fact);
        while end.is_none_or(|(day, _)| base.0 < day) {
            let next = counting.find(|(day, _)| *day > base.0);
            place +=
                charges[place..].iter().take_while(|charge| charge.days.to().is_some_and(|to| to <= base.0)).count();
            for charge in &charges[place..] {
                let Some(days) = charge.days.intersection(Period::since(base.0)) else { continue };
                if next.is_some_and(|(day, _)| day < days.from()) || end.is_some_and(|(day, _)| day <= days.from()) {
                    break;
                }
                links.push(link(base, charge, days.from(), next, end, edition));
            }
            let Some(next) = next else { break };
            base = next;
        }
    }
    links
}

/// One link: counted from a contract or follow-up, for the municipality in charge.
fn link(
    base: (Date, FactRef),
    charge: &Charge,
    triggered: Date,
    held: Option<(Date, FactRef)>,
    end: Option<(Date, Words)>,
    edition: &Edition,
) -> Link {
    let due = (edition.rules.next_follow_up)(base.0, edition);
    let too_late = due.on.is_some_and(|on| on < triggered);
    let because = charge.because.filter(|_| triggered > base.0);
    Link {
        triggered,
        because: [Some(base.1), because].into(),
        due: if too_late { Due::at_once(triggered) } else { due },
        held: held.filter(|(day, _)| charge.days.contains(*day)),
        ended: [charge.end(), end].into_iter().flatten().min_by_key(|(day, _)| *day),
    }
}

/// When the contract need not be followed up any more: its goals are met, or it ended. Reads goals met, of the contract or of none named.
fn end_of_follow_up(file: &PersonFile<'_>, term: &Term<'_>) -> Option<(Date, Words)> {
    let to = term.days.to().unwrap_or(Date::MAX);
    let met = between(&file.goals_met, term.days.from(), to)
        .iter()
        .find(|met| met.contract.as_ref().is_none_or(|contract| contract.fact() == Some(term.contract.fact)));
    met.map(|met| (met.on, GOALS_MET)).or(term.end())
}

/// § 20, stk. 1: the duties to follow up.
fn duties_to_follow_up(life: &mut Life<'_>, spine: &Spine) {
    for link in chain(life.file, spine, life.edition) {
        life.duty(Duty::new(&HOLD, link.triggered, link.because, link.due).done(link.held).ended(link.ended));
    }
}

/// § 20, stk. 6: each finding that somebody does not learn Danish in time obliges the municipality to tell of the consequences; a
/// second finding before it has told adds nothing. The Act sets no day. Reads the judgements of progress and the notices.
pub fn duty_to_tell_of_consequences(life: &mut Life<'_>, spine: &Spine) {
    let file = life.file;
    let (findings, notices) = (&file.danish_progress, &file.danish_notices);
    let not_covered: Vec<Date> =
        spine.scope.periods().map(|(days, _)| days.from()).filter(|day| !spine.is_covered(*day)).collect();
    let (mut better, mut pending_until) = (0, Date::MIN);
    for (place, finding) in findings.iter().enumerate() {
        let from = finding.on;
        let charged = spine.takeover.is_some_and(|takeover| takeover <= from) && spine.is_covered(from);
        if finding.within_time || from < pending_until || !charged || !NOTIFY.provision.is_in_force(from) {
            continue;
        }
        better = better.max(place + 1);
        better += findings[better..].iter().take_while(|later| !later.within_time).count();
        let learns = findings.get(better).map(|later| (later.on, LEARNS));
        let told = first_from(notices, from).map(|notice| (notice.on, notice.fact));
        let uncovered = not_covered.get(not_covered.partition_point(|day| *day <= from)).map(|day| (*day, NOT_COVERED));
        let ended = [learns, uncovered].into_iter().flatten().min_by_key(|(day, _)| *day);
        pending_until =
            told.map(|(day, _)| day).into_iter().chain(ended.map(|(day, _)| day)).min().unwrap_or(Date::MAX);
        let due = Due::as_soon_as_possible(from);
        life.duty(Duty::new(&NOTIFY, from, finding.fact, due).done(told).ended(ended));
    }
}

/// Draws § 20 over the person's life.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    if has_permit_from_before_the_act(file, &mut Why::silent()).answer.is_yes() {
        return;
    }
    let spine = std::mem::take(&mut life.spine);
    duties_to_follow_up(life, &spine);
    for (place, follow_up) in file.follow_ups.iter().enumerate() {
        let next = file.follow_ups.get(place + 1).map(|next| next.on);
        let Ok(holds) = Period::new(follow_up.on, next) else { continue };
        if !cite!("§ 20, stk. 1, 2. pkt.").is_in_force(follow_up.on) {
            continue;
        }
        life.conclude(&COUNTS, Some(follow_up.fact), holds, |why| (counts(file, follow_up, why), Value::None));
        discussed::draw(life, &spine, follow_up, holds);
    }
    duty_to_tell_of_consequences(life, &spine);
    life.spine = spine;
}
