//! § 25 d: somebody who left an ordered education without reasonable ground applies for benefit: the municipality acts at once.

use jiff::civil::Date;

use crate::answer::{AllOf, Answer, Bearer, Finding, MissingFact, OneOf};
use crate::case::PersonFile;
use crate::changes::{periods_from, until_or_open};
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{BenefitApplication, Dated, EducationEnd, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether the municipality must act at once.
pub static MUST_ACT: Question = Question {
    key: "left_education.must_act",
    words: Words::new(
        "Skal kommunen handle straks, fordi en pålagt uddannelse er afbrudt?",
        "Must the municipality act at once because an ordered education was left?",
    ),
};
/// Whether the municipality has acted, and how.
pub static ACTED: Question = Question {
    key: "left_education.acted",
    words: Words::new(
        "Har kommunen handlet efter den afbrudte uddannelse?",
        "Has the municipality acted after the education was left?",
    ),
};

static REASONABLE_GROUND: MissingFact = MissingFact {
    fact: "education_end.reasonable_ground",
    words: Words::new(
        "om der var rimelig grund til at ophøre med uddannelsen",
        "whether there was reasonable ground for leaving the education",
    ),
};

pub(crate) static ACT: DutyKind = DutyKind {
    key: "left_education.act",
    provision: cite!("§ 25 d"),
    bearer: Bearer::Municipality,
    words: Words::new(
        "hjælp med at finde arbejde, pålæg at søge bestemte job, eller følg kontrakten op og giv tilbud",
        "help to find work, order applications for certain jobs, or follow up the contract and give an offer",
    ),
    when_late: None,
};

/// § 25 d: whether an application comes from somebody who left an education they had been ordered to begin, without reasonable
/// ground. Reads educations begun and left; whether the ground was reasonable is the municipality's to say.
pub fn must_act(file: &PersonFile<'_>, application: &Dated<'_, BenefitApplication>, why: &mut Why) -> Finding {
    let provision = cite!("§ 25 d");
    let left = left_before(file, application.on);
    let evidence = [left.map(|end| end.fact), Some(application.fact)];
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(left.is_some()), evidence, why);
    if let Some(end) = left {
        let ground = Answer::known(end.reasonable_ground, &REASONABLE_GROUND);
        all.require(provision, ground.negated(), end.fact, why);
    }
    all.finding()
}

/// The ordered education that the person has left, not completed, and not begun another since.
fn left_before<'f, 'a>(file: &'f PersonFile<'a>, on: Date) -> Option<&'f Dated<'a, EducationEnd>> {
    let start = last_by(&file.education_starts, on).filter(|start| start.ordered)?;
    last_by(&file.education_ends, on).filter(|end| end.on >= start.on && !end.completed)
}

/// A way in which the municipality can act: from which day on, and by which facts.
type Act = Option<(Date, [Option<FactRef>; 2])>;

/// The three ways of § 25 d after an application: the first referral to a job (nr. 1), order to seek named jobs (nr. 2), and
/// follow-up of the contract together with an offer (nr. 3). The offer may come with the follow-up or after it.
fn acts_after(file: &PersonFile<'_>, application: Date) -> [Act; 3] {
    let referral = first_from(&file.job_referrals, application).map(|held| (held.on, [Some(held.fact), None]));
    let order = first_from(&file.job_search_orders, application).map(|held| (held.on, [Some(held.fact), None]));
    let follow_up = first_from(&file.follow_ups, application);
    let offer = follow_up.and_then(|follow_up| first_from(&file.offers, follow_up.on));
    let both = follow_up.zip(offer).map(|(held, offer)| (offer.on, [Some(held.fact), Some(offer.fact)]));
    [referral, order, both]
}

/// § 25 d, nr. 1–3: whether the municipality has acted by the day, in one of the three ways: it helped to find work (nr. 1),
/// ordered applications for named jobs (nr. 2), or followed up the contract and gave an offer (nr. 3). Which of them is its
/// choice.
pub fn has_acted(file: &PersonFile<'_>, application: Date, on: Date, why: &mut Why) -> Finding {
    let mut one = OneOf::conditions_of(cite!("§ 25 d"));
    let provisions = [cite!("§ 25 d, nr. 1"), cite!("§ 25 d, nr. 2"), cite!("§ 25 d, nr. 3")];
    for (provision, act) in provisions.into_iter().zip(acts_after(file, application)) {
        let done = act.filter(|(day, _)| *day <= on);
        one.allow(provision, Answer::of(done.is_some()), done.map_or([None; 2], |(_, facts)| facts), why);
    }
    one.finding()
}

/// Draws § 25 d over the person's life: for each application whether the municipality must act at once, and whether it has.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    if file.education_ends.is_empty() {
        return;
    }
    for (place, application) in file.benefit_applications.iter().enumerate() {
        let on = application.on;
        if left_before(file, on).is_none() || !cite!("§ 25 d").is_in_force(on) {
            continue;
        }
        let next = file.benefit_applications.get(place + 1).map(|next| next.on);
        let found = must_act(file, application, &mut Why::silent());
        life.conclude(&MUST_ACT, Some(application.fact), until_or_open(on, next), |why| {
            (must_act(file, application, why), Value::None)
        });
        if !found.answer.is_yes() {
            continue;
        }
        let acts = acts_after(file, on).into_iter().flatten();
        let first = acts.min_by_key(|(day, _)| *day);
        let done = first.and_then(|(day, facts)| Some((day, facts[1].or(facts[0])?)));
        life.duty(Duty::new(&ACT, on, application.fact, Due::at_once(on)).done(done));
        let change = first.map(|(day, _)| day).filter(|day| next.is_none_or(|next| *day < next));
        for holds in periods_from(on, change.into_iter().collect()) {
            let Some(holds) = holds.intersection(until_or_open(on, next)) else { continue };
            life.conclude(&ACTED, Some(application.fact), holds, |why| {
                (has_acted(file, on, holds.from(), why), Value::None)
            });
        }
    }
}
