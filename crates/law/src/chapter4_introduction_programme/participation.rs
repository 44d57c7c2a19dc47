//! § 16, stk. 2–4 and 6, and § 18: what a programme holds, when it begins, the duty to take part, and what becomes of it at a move.

use jiff::civil::Date;
use vocabulary::{MunicipalityCode, Period};

use crate::answer::{Answer, Bearer, Finding, Judgement, OneOf};
use crate::case::PersonFile;
use crate::changes::until_or_open;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::edition::Edition;
use crate::facts::{Dated, ProgrammeTakeover, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

/// What the programme holds.
pub static CONTENT: Question = Question {
    key: "programme.content",
    words: Words::new("Hvad skal programmet indeholde?", "What is the programme to hold?"),
};
/// Whether the person has to take part.
pub static PARTICIPATION: Question = Question {
    key: "programme.participation",
    words: Words::new("Har udlændingen pligt til at deltage?", "Does the foreigner have to take part?"),
};
/// Whether an unaccompanied minor may be offered a programme.
pub static MINOR: Question = Question {
    key: "programme.minor",
    words: Words::new(
        "Kan den uledsagede mindreårige tilbydes et program?",
        "May the unaccompanied minor be offered a programme?",
    ),
};
/// Whether the new municipality takes over the programme.
pub static TAKEN_OVER: Question = Question {
    key: "programme.taken_over",
    words: Words::new(
        "Overtager tilflytningskommunen programmet?",
        "Does the new municipality take over the programme?",
    ),
};

/// Begin the programme.
pub static START: DutyKind = DutyKind {
    key: "programme.start",
    provision: cite!("§ 16, stk. 4"),
    bearer: Bearer::Municipality,
    words: Words::new("påbegynd introduktionsprogrammet", "begin the introduction programme"),
    when_late: None,
};

static APPROVES: Judgement = Judgement {
    fact: "programme_takeover",
    by: Bearer::NewMunicipality,
    words: Words::new(
        "godkender tilflytningskommunen at overtage programmet?",
        "does the new municipality approve taking over the programme?",
    ),
};
static ESSENTIAL: Judgement = Judgement {
    fact: "programme_takeover.essential_for_integration",
    by: Bearer::NewMunicipality,
    words: Words::new(
        "er flytningen af væsentlig betydning for integrationen?",
        "is the move essential for the person's integration?",
    ),
};
static SPECIAL: Judgement = Judgement {
    fact: "programme_takeover.special_circumstances",
    by: Bearer::NewMunicipality,
    words: Words::new(
        "taler særlige personlige forhold for overtagelsen?",
        "do special personal circumstances speak for taking over?",
    ),
};

/// § 16, stk. 2: what the programme holds on a day: Danish education and offers (1. pkt.); for those who do not receive introduction
/// benefit only Danish education (2. pkt.), unless the municipality gives offers all the same (3. pkt.). Reads the right to benefit
/// and the programme as it was offered.
pub fn content(file: &PersonFile<'_>, spine: &Spine, on: Date, why: &mut Why) -> (Finding, Value) {
    let benefit = spine.has_benefit(on);
    let application = file.benefit_applications.first().map(|fact| fact.fact);
    why.answer(cite!("§ 16, stk. 2, 1. pkt."), Answer::of(benefit), application);
    why.answer(cite!("§ 16, stk. 2, 2. pkt."), Answer::of(!benefit), application);
    if benefit {
        let words = Words::new("danskuddannelse og tilbud efter § 23", "Danish education and offers under § 23");
        return (Finding::of(Answer::Yes, cite!("§ 16, stk. 2, 1. pkt.")), Value::Named("danish_and_offers", words));
    }
    let offers = last_by(&file.programme_offers, on).filter(|offer| offer.offers);
    why.answer(cite!("§ 16, stk. 2, 3. pkt."), Answer::of(offers.is_some()), offers.map(|fact| fact.fact));
    let (provision, name, words) = if offers.is_some() {
        let words = Words::new(
            "danskuddannelse, og tilbud som kommunen har valgt at give",
            "Danish education, and offers the municipality has chosen to give",
        );
        (cite!("§ 16, stk. 2, 3. pkt."), "danish_and_chosen_offers", words)
    } else {
        (cite!("§ 16, stk. 2, 2. pkt."), "danish_only", Words::new("alene danskuddannelse", "Danish education only"))
    };
    (Finding::of(Answer::Yes, provision), Value::Named(name, words))
}

/// § 16, stk. 3: whoever is offered a programme has to take part actively in its parts (1. pkt.); what they are is settled in the
/// contract (2. pkt.). Reads the programme and contracts.
pub fn has_to_take_part(file: &PersonFile<'_>, offered: &Finding, on: Date, why: &mut Why) -> Finding {
    why.answer(cite!("§ 16, stk. 3, 1. pkt."), offered.answer, ());
    let contract = last_by(&file.contracts, on);
    why.answer(cite!("§ 16, stk. 3, 2. pkt."), Answer::of(contract.is_some()), contract.map(|fact| fact.fact));
    Finding { provision: cite!("§ 16, stk. 3, 1. pkt."), ..offered.clone() }
}

/// § 16, stk. 6: an unaccompanied minor with a permit under § 7 or § 9 c, stk. 3 of the Aliens Act may be offered a programme. Reads the
/// permit, the day of birth and how the person came. Whether it is offered is the municipality's choice.
pub fn may_be_offered_to_minor(file: &PersonFile<'_>, edition: &Edition, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 16, stk. 6");
    let mut all = crate::answer::AllOf::conditions_of(provision);
    let came_alone = last_by(&file.unaccompanied_minors, on).map(|fact| fact.fact);
    all.require(provision, Answer::of(came_alone.is_some()), came_alone, why);
    all.require(provision, file.has_reached(edition.figures.programme_age_years, on).negated(), (), why);
    let permit = last_by(&file.permits, on);
    let ground = permit.is_some_and(|permit| {
        permit.ground.section() == "7" || (permit.ground.section() == "9c" && permit.ground.subsection() == Some(3))
    });
    all.require(provision, Answer::of(ground), permit.map(|fact| fact.fact), why);
    all.finding()
}

/// § 18: whether the municipality moved to takes over the programme: it may approve (stk. 1), and it must where the move is essential
/// for the person's integration or special personal circumstances speak for it (stk. 2). Reads its answer; both grounds of stk. 2 are
/// judgements, asked for only where it did not approve.
pub fn is_taken_over(takeover: &Dated<'_, ProgrammeTakeover>, why: &mut Why) -> (Finding, Value) {
    let approved = Finding::noted(Answer::of(takeover.approved), cite!("§ 18, stk. 1"), takeover.fact, why);
    if approved.answer.is_yes() {
        return (approved, Value::Municipality(takeover.municipality));
    }
    let provision = cite!("§ 18, stk. 2");
    let mut must = OneOf::conditions_of(provision);
    must.allow(provision, Answer::judged(takeover.essential_for_integration, &ESSENTIAL), takeover.fact, why);
    must.allow(provision, Answer::judged(takeover.special_circumstances, &SPECIAL), takeover.fact, why);
    (must.finding(), Value::Municipality(takeover.municipality))
}

/// § 18, stk. 1: the moves to another municipality within the introduction period that it has not answered, each until it does. An answer
/// given before the move counts.
fn unanswered_moves(file: &PersonFile<'_>, spine: &Spine, period: Period) -> Vec<(FactRef, MunicipalityCode, Period)> {
    let mut unanswered = Vec::new();
    for moved in file.moves().filter(|moved| period.contains(moved.on)) {
        let from = moved.on.yesterday().ok().and_then(|day| spine.municipality(day));
        if from.is_none_or(|from| from == moved.municipality) {
            continue;
        }
        let answers = file.programme_takeovers.iter().filter(|answer| answer.municipality == moved.municipality);
        let answered = answers.map(|answer| answer.on.max(moved.on)).min();
        let moved_on = file.moves().map(|next| next.on).filter(|next| *next > moved.on);
        let until = moved_on.chain(answered).chain(period.to()).min();
        if until != Some(moved.on) {
            unanswered.push((moved.fact, moved.municipality, until_or_open(moved.on, until)));
        }
    }
    unanswered
}

/// § 16, stk. 4: the programme begins within a month of the takeover; where it has not when the person moves, within a month in the
/// municipality moved to.
fn draw_start(life: &mut Life<'_>, takeover: Date) {
    let file = life.file;
    if !life.spine.programme_days.on(takeover).is_some_and(|offered| offered.answer.is_yes()) {
        return;
    }
    let started = first_from(&file.programme_starts, takeover).map(|start| (start.on, start.fact));
    let period_over = life.spine.introduction_period.and_then(Period::to);
    for charge in life.spine.charges() {
        let from = charge.days.from();
        if started.is_some_and(|(day, _)| day < from) || period_over.is_some_and(|over| over <= from) {
            break;
        }
        let due = Due::within_months(from, life.edition.figures.programme_start_months);
        let because = charge.because.or(life.spine.takeover_fact);
        life.duty(Duty::new(&START, from, because, due).done(started).ended(charge.end()));
    }
}

/// The days on which what the programme holds can change.
fn days_of_change(life: &Life<'_>, period: Period) -> Vec<Date> {
    let mut days = vec![period.from()];
    days.extend(life.spine.benefit_right.periods().map(|(right, _)| right.from()));
    days.extend(life.spine.programme_days.periods().map(|(offered, _)| offered.from()));
    days.extend(life.file.programme_offers.iter().map(|offer| offer.on));
    days.extend(life.file.contracts.first().map(|contract| contract.on));
    days.retain(|day| period.contains(*day));
    days.sort_unstable();
    days.dedup();
    days
}

/// Draws § 16, stk. 2–4 and 6, and § 18.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    let (Some(takeover), Some(period)) = (life.spine.takeover, life.spine.introduction_period) else { return };
    draw_minor(life);
    draw_start(life, takeover);
    let days = days_of_change(life, period);
    let spine = std::mem::take(&mut life.spine);
    for (place, day) in days.iter().enumerate() {
        let end = days.get(place + 1).copied().or(period.to());
        let holds = until_or_open(*day, end);
        let Some(offered) = spine.programme_days.on(*day) else { continue };
        life.conclude(&PARTICIPATION, None, holds, |why| (has_to_take_part(file, offered, *day, why), Value::None));
        if offered.answer.is_yes() {
            life.conclude(&CONTENT, None, holds, |why| content(file, &spine, *day, why));
        }
    }
    for (moved, municipality, holds) in unanswered_moves(file, &spine, period) {
        life.conclude(&TAKEN_OVER, Some(moved), holds, |why| {
            let finding = Finding::noted(Answer::ForJudgement(&APPROVES), cite!("§ 18, stk. 1"), moved, why);
            (finding, Value::Municipality(municipality))
        });
    }
    for asked in &file.programme_takeovers {
        if period.contains(asked.on) {
            life.conclude(&TAKEN_OVER, Some(asked.fact), Period::since(asked.on), |why| is_taken_over(asked, why));
        }
    }
    life.spine = spine;
}

/// § 16, stk. 6 from the day somebody who came as an unaccompanied minor has a permit, until the eighteenth birthday.
fn draw_minor(life: &mut Life<'_>) {
    let (file, edition) = (life.file, life.edition);
    let (Some(alone), Some(permit)) = (file.unaccompanied_minors.first(), file.permits.first()) else { return };
    let mut days = vec![alone.on.max(permit.on)];
    days.extend(file.permits.iter().map(|permit| permit.on));
    days.extend(file.birthday(edition.figures.programme_age_years));
    let first = days[0];
    days.retain(|day| *day >= first);
    days.sort_unstable();
    days.dedup();
    for (place, day) in days.iter().enumerate() {
        let holds = until_or_open(*day, days.get(place + 1).copied());
        life.conclude(&MINOR, None, holds, |why| (may_be_offered_to_minor(file, edition, *day, why), Value::None));
    }
}
