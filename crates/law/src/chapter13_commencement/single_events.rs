//! Transitional rules that hold for one event: a permit, a breach, an evasion, an agreement. Which law it is under depends on its day.

use jiff::civil::{Date, date};

use super::transitional::PersonOn;
use crate::answer::{AllOf, Answer, Finding};
use crate::changes::until_or_open;
use crate::chapter2_municipality::PERMIT_DAY;
use crate::cite;
use crate::facts::{CustodyPresumption, Dated, Offer, OfferForm, Permit, Presumption, UndisclosedWork, last_by};
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Why};
use crate::words::Words;

use super::older_contracts::CONTRACT_RULES_OF_2006;

/// Whether a breach counts when another follows.
pub static REPETITION: Question = Question {
    key: "transition.repetition_counts",
    words: Words::new(
        "Tæller tilsidesættelsen med, når der senere sker en ny?",
        "Does the breach count when another one follows?",
    ),
};
/// Whether an evasion is under the rules of 2005.
pub static EVASION: Question = Question {
    key: "transition.evasion_covered",
    words: Words::new("Er unddragelsen omfattet af reglerne fra 2005?", "Is the evasion under the rules of 2005?"),
};
/// Whether an agreement on wage subsidy for those over 55 is valid.
pub static AGREEMENT: Question = Question {
    key: "transition.over_55_agreement",
    words: Words::new(
        "Er aftalen om løntilskud efter 55-årsordningen gyldig?",
        "Is the agreement on wage subsidy for those over 55 valid?",
    ),
};

/// Lov 1043/2002 § 6, stk. 3: permits given after this day are under § 56, 2. pkt.
const LAST_DAY_OF_THE_OLDER_DEFINITION: Date = date(2003, 1, 1);

/// Lov 60/2003 § 3, stk. 2: the day before which a permit or registration keeps the older rule.
pub const MINOR_RULES_OF_2003: Date = date(2003, 4, 1);

/// Lov 304/2005 § 7, stk. 1: the day from which a first breach counts.
const REPETITION_RULES_OF_2005: Date = date(2005, 5, 9);

/// Lov 327/2005 § 13, stk. 2.
const EVASION_RULES_OF_2005: Date = date(2005, 7, 1);

/// Lov 1540/2006 § 7: the day on which § 24 b ended.
pub const END_OF_THE_SCHEME_FOR_OVER_55: Date = date(2013, 1, 1);

/// Lov 1043/2002 § 6, stk. 3: whether § 56, 2. pkt. on the family of workers has effect for a permit: for one given after 1 January 2003.
/// "After" is read as it stands: the day itself is not in it, since it takes somebody out of the Act. Reads the permit.
pub fn workers_family_is_excepted(permit: &Dated<'_, Permit>, why: &mut Why) -> Finding {
    let provision = cite!("lov 1043/2002 § 6, stk. 3");
    let after = |day: Date| LAST_DAY_OF_THE_OLDER_DEFINITION < day;
    let answer = if after(permit.on) == after(permit.latest) {
        Answer::of(after(permit.on))
    } else {
        Answer::Missing(&PERMIT_DAY)
    };
    Finding::noted(answer, provision, permit.fact, why)
}

/// Lov 60/2003 § 3, stk. 2: whether the change of 2003 on unaccompanied minors leaves somebody under the older rule: a minor who had a permit,
/// or was registered as an asylum seeker, before 1 April 2003. Reads permits, registrations and whether the person came as a minor.
pub fn keeps_the_older_rule_on_minors(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let provision = cite!("lov 60/2003 § 3, stk. 2");
    let file = person.file;
    let minor = file.unaccompanied_minors.first().filter(|minor| minor.on <= person.on);
    let permit = file.permits.first().filter(|permit| permit.latest < MINOR_RULES_OF_2003).map(|permit| permit.fact);
    let registered = file.asylum_registrations.first().filter(|held| held.on < MINOR_RULES_OF_2003);
    let before = permit.or(registered.map(|held| held.fact));
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(minor.is_some()), minor.map(|minor| minor.fact), why);
    all.require(provision, Answer::of(before.is_some()), before, why);
    all.finding()
}

/// Lov 304/2005 § 7, stk. 2: whether a breach of the duty to give information counts as an earlier one when § 31 a, stk. 2–3 ask for
/// repetition: where it was made from 9 May 2005 on. The day of the breach is that of the fact unless another is known.
pub fn counts_as_earlier_breach(breach: &Dated<'_, UndisclosedWork>, why: &mut Why) -> Finding {
    let day = breach.breached.unwrap_or(breach.on);
    let answer = Answer::of(breach.knowingly && REPETITION_RULES_OF_2005 <= day);
    Finding::noted(answer, cite!("lov 304/2005 § 7, stk. 2"), breach.fact, why)
}

/// Lov 327/2005 § 13, stk. 2: whether an evasion of prosecution or sentence is under § 25 c: where it is found to go on on 1 July 2005 or
/// later. Reads the presumption.
pub fn evasion_is_covered(presumption: &Dated<'_, CustodyPresumption>, why: &mut Why) -> Finding {
    let evades = presumption.form != Presumption::DeprivedOfLiberty;
    let answer = Answer::of(evades && EVASION_RULES_OF_2005 <= presumption.on);
    Finding::noted(answer, cite!("lov 327/2005 § 13, stk. 2"), presumption.fact, why)
}

/// Lov 243/2006 § 3, stk. 5: whether somebody was reported sick before 1 April 2006, so that §§ 20 a and 45 a do not hold for that sickness.
/// A new note from that day on is a new sickness. Reads the note.
pub fn was_reported_sick_before_the_plan_rules(reported: Date, note: FactRef, why: &mut Why) -> Finding {
    let answer = Answer::of(reported < CONTRACT_RULES_OF_2006);
    Finding::noted(answer, cite!("lov 243/2006 § 3, stk. 5"), note, why)
}

/// Lov 243/2006 § 3, stk. 5 on a day: whether the person is sick with a sickness from before 1 April 2006. Reads sick notes.
pub fn is_sick_without_the_plan_rules(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let note = last_by(&person.file.sick_notes, person.on);
    match note.filter(|note| note.until.is_none_or(|until| person.on < until)) {
        Some(note) => was_reported_sick_before_the_plan_rules(note.on, note.fact, why),
        None => Finding::noted(Answer::No, cite!("lov 243/2006 § 3, stk. 5"), (), why),
    }
}

/// Lov 1540/2006 § 7, stk. 1: whether the scheme of § 24 b for those over 55 has ended by the day: on 1 January 2013.
pub fn scheme_for_over_55_has_ended(on: Date, why: &mut Why) -> Finding {
    let answer = Answer::of(END_OF_THE_SCHEME_FOR_OVER_55 <= on);
    Finding::noted(answer, cite!("lov 1540/2006 § 7, stk. 1"), (), why)
}

/// Lov 1540/2006 § 7: whether an agreement under § 24 b is valid on a day: while the scheme runs (stk. 1), and after it where agreement and
/// employment are both from 31 December 2012 or earlier, until the agreed period has run out (stk. 2). Reads the offer.
pub fn over_55_agreement_is_valid(offer: &Dated<'_, Offer>, on: Date, why: &mut Why) -> Finding {
    let ended = scheme_for_over_55_has_ended(on, why);
    if ended.answer.is_no() {
        return Finding::of(Answer::Yes, ended.provision);
    }
    let agreed = offer.agreed.unwrap_or(offer.on);
    let in_time = agreed < END_OF_THE_SCHEME_FOR_OVER_55 && offer.on < END_OF_THE_SCHEME_FOR_OVER_55;
    let goes_on = Answer::of(in_time && on < offer.until);
    let stays = Finding::noted(goes_on, cite!("lov 1540/2006 § 7, stk. 2"), offer.fact, why);
    if in_time { stays } else { Finding::of(Answer::No, ended.provision) }
}

fn draw_agreement(life: &mut Life<'_>, offer: &Dated<'_, Offer>) {
    let end = END_OF_THE_SCHEME_FOR_OVER_55;
    let parts = if offer.on < end && end < offer.until {
        [Some((offer.on, end)), Some((end, offer.until))]
    } else {
        [Some((offer.on, offer.until)), None]
    };
    for (from, until) in parts.into_iter().flatten() {
        life.conclude(&AGREEMENT, Some(offer.fact), until_or_open(from, Some(until)), |why| {
            (over_55_agreement_is_valid(offer, from, why), Value::None)
        });
    }
}

/// Draws the rules that hold for one event over the events of the case.
pub(super) fn draw(life: &mut Life<'_>) {
    let file = life.file;
    for breach in &file.undisclosed_works {
        let holds = until_or_open(breach.on, None);
        life.conclude(&REPETITION, Some(breach.fact), holds, |why| {
            (counts_as_earlier_breach(breach, why), Value::None)
        });
    }
    let evasions = file.custody_presumptions.iter().filter(|held| held.form != Presumption::DeprivedOfLiberty);
    for evasion in evasions {
        let holds = until_or_open(evasion.on, None);
        life.conclude(&EVASION, Some(evasion.fact), holds, |why| (evasion_is_covered(evasion, why), Value::None));
    }
    for offer in file.offers.iter().filter(|offer| offer.form == OfferForm::WageSubsidyOver55) {
        draw_agreement(life, offer);
    }
}
