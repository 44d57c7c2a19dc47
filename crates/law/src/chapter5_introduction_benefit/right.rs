//! §§ 25 and 26: who has a right to introduction benefit, and on which days.

use jiff::civil::Date;

use crate::answer::{AllOf, Answer, Bearer, Finding, Judgement, MissingFact, OneOf};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::until_or_open;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::edition::Edition;
use crate::facts::{AvailabilityGround, Content, Dated, DecisionKind, NotAvailable, SupportKind, between, last_by};
use crate::life::{Life, Question, Value};
use crate::parameters::RateKey;
use crate::spine::Spine;
use crate::why::Why;
use crate::words::Words;

/// Whether there is a right to introduction benefit.
pub static RIGHT: Question = Question {
    key: "benefit.right",
    words: Words::new("Er der ret til introduktionsydelse?", "Is there a right to introduction benefit?"),
};
/// Whether help under the Act on an Active Social Policy is shut out.
pub static OTHER_HELP: Question = Question {
    key: "benefit.shuts_out_active_social_policy",
    words: Words::new(
        "Udelukker introduktionsprogrammet hjælp efter lov om aktiv socialpolitik?",
        "Does the introduction programme shut out help under the Act on an Active Social Policy?",
    ),
};

/// Decide on an application.
pub static DECIDE: DutyKind = DutyKind {
    key: "benefit.decide",
    provision: cite!("§ 25, stk. 1, 2. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new("træf afgørelse om introduktionsydelse", "decide on introduction benefit"),
    when_late: None,
};

static SUPPORT_CONDITION: MissingFact = MissingFact {
    fact: "permit.support_condition",
    words: Words::new(
        "om opholdstilladelsen er betinget af, at en herboende forsørger",
        "whether the permit is conditional on support by somebody living here",
    ),
};
static RIGHT_KEPT: MissingFact = MissingFact {
    fact: "stay_abroad.right_kept",
    words: Words::new(
        "om retten til hjælp er bevaret under opholdet i udlandet",
        "whether the right to help is kept during the stay abroad",
    ),
};
static PROBLEMS: Judgement = Judgement {
    fact: "problem_assessment",
    by: Bearer::Municipality,
    words: Words::new(
        "har udlændingen problemer ud over ledighed?",
        "does the foreigner have problems beyond unemployment?",
    ),
};
static SEEKING: Judgement = Judgement {
    fact: "job_seeking",
    by: Bearer::Municipality,
    words: Words::new(
        "udnytter udlændingen aktivt sine arbejdsmuligheder?",
        "does the foreigner make active use of possibilities to work?",
    ),
};
static OTHER_GROUNDS: Judgement = Judgement {
    fact: "availability_ground",
    by: Bearer::Municipality,
    words: Words::new(
        "fritager andre forhold fra pligten til at arbejde?",
        "do other circumstances excuse from the duty to work?",
    ),
};
static SICKNESS: Judgement = Judgement {
    fact: "availability_ground",
    by: Bearer::Municipality,
    words: Words::new(
        "er sygemeldingen grund til ikke at kunne arbejde?",
        "is the sick note a ground for not being able to work?",
    ),
};
static CAN_RESUME: MissingFact = MissingFact {
    fact: "education_end.can_resume",
    words: Words::new("om uddannelsen kan genoptages", "whether the education can be taken up again"),
};
static WEALTH_DISREGARDED: MissingFact = MissingFact {
    fact: "rate",
    words: Words::new(
        "den formue, der ses bort fra; den står ikke i satstabellen for dagen",
        "the wealth that is disregarded; it is not in the table of rates for the day",
    ),
};
/// § 25, stk. 1: a programme is offered, and three years from the takeover have not passed. Reads the programme and the takeover.
pub fn is_within_the_three_years(spine: &Spine, edition: &Edition, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 25, stk. 1, 1. pkt.");
    let mut all = AllOf::conditions_of(provision);
    if let Some(programme) = spine.programme_days.on(on) {
        why.answer(programme.provision, programme.answer, spine.takeover_fact);
        all.take(programme);
    }
    let end = spine.takeover.map(|takeover| calendar::years_after(takeover, edition.figures.benefit_years));
    all.require(
        provision,
        Answer::of(spine.takeover.is_some_and(|takeover| takeover <= on) && end.is_some_and(|end| on < end)),
        spine.takeover_fact,
        why,
    );
    all.finding()
}

/// § 25, stk. 1: benefit has been applied for. Reads applications.
pub fn has_applied(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let application = file.benefit_applications.first().filter(|application| application.on <= on);
    let answer = Answer::of(application.is_some());
    Finding::noted(answer, cite!("§ 25, stk. 1, 1. pkt."), application.map(|fact| fact.fact), why)
}

/// § 25, stk. 2, 1. pkt.: the exception for those who are abroad, unless lov om aktiv socialpolitik § 5 keeps the right (2. pkt.).
/// Reads stays abroad; whether the right is kept is the municipality's to say.
pub fn is_abroad(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 25, stk. 2, 1. pkt.");
    let stay = last_by(&file.stays_abroad, on).filter(|stay| stay.until.is_none_or(|until| on < until));
    let abroad = Finding::noted(Answer::of(stay.is_some()), provision, stay.map(|fact| fact.fact), why);
    let Some(stay) = stay else { return abroad };
    abroad.unless(&Finding::noted(
        Answer::known(stay.right_kept, &RIGHT_KEPT),
        cite!("§ 25, stk. 2, 2. pkt."),
        stay.fact,
        why,
    ))
}

/// Whether the person has problems beyond unemployment on the day ("ikke alene ledighed som problem"). A judgement of the municipality.
pub fn has_problems_beyond_unemployment(file: &PersonFile<'_>, on: Date) -> Answer {
    Answer::judged(last_by(&file.problem_assessments, on).map(|assessment| assessment.beyond_unemployment), &PROBLEMS)
}

/// § 25, stk. 3, 1. pkt.: neither the foreigner nor the spouse has a reasonable offer of work they have not taken. Reads work offers
/// of both, and the exceptions of stk. 4 to 6.
pub fn has_no_reasonable_offer_of_work(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 25, stk. 3, 1. pkt.");
    let own = offer_of_work_binds(file, on, why);
    let spouse = file.spouse(on).map_or(Finding::of(Answer::No, provision), |spouse| {
        offer_of_work_binds(spouse, on, why).unless(&is_spouse_excepted(spouse, on, why))
    });
    let mut all = AllOf::conditions_of(provision);
    for binds in [own, spouse] {
        let none = Finding {
            answer: binds.answer.negated(),
            provision: if binds.answer.is_yes() { provision } else { binds.provision },
            open: binds.open,
        };
        all.take(&none);
    }
    all.finding()
}

/// Whether a person has an offer of work that binds: it is open, reasonable by what is offered (stk. 4, nr. 1) and no other ground
/// of stk. 4–5 excuses from it.
fn offer_of_work_binds(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 25, stk. 3, 1. pkt.");
    let offer = last_by(&file.work_offers, on).filter(|offer| offer.until.is_none_or(|until| on < until));
    // The provision asks whether there is none.
    why.answer(provision, Answer::of(offer.is_none()), offer.map(|fact| fact.fact));
    let Some(offer) = offer else { return Finding::of(Answer::No, provision) };
    let unreasonable = Finding::noted(Answer::of(!offer.reasonable), cite!("§ 25, stk. 4, nr. 1"), offer.fact, why);
    Finding::of(Answer::Yes, provision).unless(&unreasonable).unless(&is_excused_from_work(file, on, why))
}

/// § 25, stk. 4, nr. 2–8 and stk. 5: whether a ground excuses from taking or seeking work on the day. Reads the grounds recorded by the
/// municipality; for somebody with problems beyond unemployment other circumstances may excuse too, which is the municipality's judgement.
pub fn is_excused_from_work(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let holding = |ground: NotAvailable| -> Option<&Dated<'_, AvailabilityGround>> {
        file.availability_grounds.iter().rev().find(|held| {
            held.ground == ground && held.holds && held.on <= on && held.until.is_none_or(|until| on < until)
        })
    };
    let mut one = OneOf::conditions_of(cite!("§ 25, stk. 4"));
    for (ground, provision) in [
        (NotAvailable::Sickness, cite!("§ 25, stk. 4, nr. 2")),
        (NotAvailable::Distance, cite!("§ 25, stk. 4, nr. 3")),
        (NotAvailable::Birth, cite!("§ 25, stk. 4, nr. 4")),
        (NotAvailable::Childcare, cite!("§ 25, stk. 4, nr. 5")),
        (NotAvailable::CareOfRelative, cite!("§ 25, stk. 4, nr. 6")),
        (NotAvailable::Conflict, cite!("§ 25, stk. 4, nr. 7")),
        (NotAvailable::WarMaterial, cite!("§ 25, stk. 4, nr. 8")),
    ] {
        let found = holding(ground);
        let answer = match ground {
            NotAvailable::Sickness if found.is_none() => unjudged_sickness(file, on),
            _ => Answer::of(found.is_some()),
        };
        one.allow(provision, answer, found.map(|fact| fact.fact), why);
    }
    let other = last_by(&file.availability_grounds, on).filter(|_| holding(NotAvailable::Other).is_some());
    let answer = other_circumstances_excuse(file, on, holding(NotAvailable::Other).is_some());
    one.allow(cite!("§ 25, stk. 5"), answer, other.map(|fact| fact.fact), why);
    one.finding()
}

/// § 25, stk. 4, nr. 2: a sick note of the day that the municipality has not judged is a question, not a no.
fn unjudged_sickness(file: &PersonFile<'_>, on: Date) -> Answer {
    let judged = file.availability_grounds.iter().any(|held| held.ground == NotAvailable::Sickness && held.on <= on);
    let sick = last_by(&file.sick_notes, on).is_some_and(|note| note.until.is_none_or(|until| on < until));
    if sick && !judged { Answer::ForJudgement(&SICKNESS) } else { Answer::No }
}

/// § 25, stk. 5: whether other circumstances excuse somebody with problems beyond unemployment: the municipality has to assess it in each
/// case. Nobody else is excused by other circumstances.
fn other_circumstances_excuse(file: &PersonFile<'_>, on: Date, found: bool) -> Answer {
    let assessed = file.availability_grounds.iter().any(|held| held.ground == NotAvailable::Other && held.on <= on);
    match has_problems_beyond_unemployment(file, on) {
        Answer::Yes if found => Answer::Yes,
        Answer::Yes if !assessed => Answer::ForJudgement(&OTHER_GROUNDS),
        open if found && open.is_open() => open,
        _ => Answer::No,
    }
}

/// § 25, stk. 3, 2. pkt.: somebody with unemployment alone must make active use of possibilities to work; the exceptions of stk. 4
/// and 5, and a free period (§ 24, stk. 2), excuse. Whether somebody is active is the municipality's judgement.
pub fn makes_use_of_possibilities(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 25, stk. 3, 2. pkt.");
    let problems = has_problems_beyond_unemployment(file, on);
    let seeking = last_by(&file.job_seekings, on);
    let answer = match problems {
        Answer::Yes => Answer::Yes,
        Answer::No => Answer::judged(seeking.map(|held| held.active), &SEEKING),
        open => open,
    };
    let assessment = last_by(&file.problem_assessments, on).map(|fact| fact.fact);
    let general = Finding::noted(answer, provision, [assessment, seeking.map(|fact| fact.fact)], why);
    if general.answer.is_yes() {
        return general;
    }
    let excused = is_excused_from_work(file, on, why);
    let free = is_in_free_period(file, on, why);
    let general_is_open = general.answer.is_open();
    let mut excuses = [excused, free].into_iter();
    match excuses.clone().find(|excuse| excuse.answer.is_yes()) {
        Some(excuse) => Finding::of(Answer::Yes, excuse.provision),
        None if general_is_open => general,
        None => excuses.find(|excuse| excuse.answer.is_open()).unwrap_or(general),
    }
}

/// § 25, stk. 3, 3. pkt.: the jobs that the jobcentre or the municipality demanded have been sought. Reads orders to seek named jobs; an
/// order of which no breach is recorded is kept.
pub fn seeks_the_jobs_demanded(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let order = last_by(&file.job_search_orders, on);
    let breached = order.is_some_and(|order| order.sought == Some(false));
    let general =
        Finding::noted(Answer::of(!breached), cite!("§ 25, stk. 3, 3. pkt."), order.map(|fact| fact.fact), why);
    if general.answer.is_yes() {
        return general;
    }
    let excused = is_excused_from_work(file, on, why);
    if excused.answer.is_no() { general } else { Finding { answer: excused.answer, ..excused } }
}

/// § 24, stk. 2: in a free period there is no duty to be available. Reads free periods.
pub fn is_in_free_period(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let period = last_by(&file.free_periods, on).filter(|period| on < period.until);
    Finding::noted(Answer::of(period.is_some()), cite!("§ 24, stk. 2"), period.map(|fact| fact.fact), why)
}

/// § 25, stk. 6: the exception for a spouse who receives support that does not depend on availability (1. pkt.) or is in education
/// (2. pkt.). Reads the spouse's other support.
pub fn is_spouse_excepted(spouse: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let holds = |kind: SupportKind| {
        spouse
            .public_supports
            .iter()
            .rev()
            .find(|held| held.form == kind && held.on <= on && held.until.is_none_or(|until| on < until))
            .map(|fact| fact.fact)
    };
    let mut one = OneOf::conditions_of(cite!("§ 25, stk. 6"));
    let (unconditional, studies) = (holds(SupportKind::Unconditional), holds(SupportKind::InEducation));
    one.allow(cite!("§ 25, stk. 6, 1. pkt."), Answer::of(unconditional.is_some()), unconditional, why);
    one.allow(cite!("§ 25, stk. 6, 2. pkt."), Answer::of(studies.is_some()), studies, why);
    one.finding()
}

/// § 25, stk. 8, 1. pkt. (lov om aktiv socialpolitik § 14): the exception for those whose wealth, with the spouse's, is more than what is
/// disregarded. Reads the wealth told of; where none is, none stands in the way.
pub fn has_wealth_to_live_on(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 25, stk. 8, 1. pkt.");
    let Some(wealth) = last_by(&file.wealths, on).filter(|wealth| !wealth.amount.is_zero()) else {
        return Finding::noted(Answer::No, provision, (), why);
    };
    let key = if file.marriage(on).is_some() { RateKey::WealthCouple } else { RateKey::WealthSingle };
    let Some(disregarded) = key.on(on) else {
        return Finding::noted(Answer::Missing(&WEALTH_DISREGARDED), provision, wealth.fact, why);
    };
    why.amount(provision, disregarded.amount, Some(disregarded), wealth.fact);
    Finding::noted(Answer::of(wealth.amount > disregarded.amount), provision, wealth.fact, why)
}

/// § 25, stk. 9: the exception where somebody living in Denmark has to support the foreigner and the permit depends on it. Reads the
/// permit. Only family permits (§§ 9 and 9 c, stk. 1 of the Aliens Act) can depend on that.
pub fn must_be_supported_by_another(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let permit = last_by(&file.permits, on);
    let answer = match permit {
        Some(permit) if matches!(permit.ground.section().as_str(), "9" | "9c") && permit.sponsor.is_some() => {
            Answer::known(permit.support_condition, &SUPPORT_CONDITION)
        }
        _ => Answer::No,
    };
    Finding::noted(answer, cite!("§ 25, stk. 9"), permit.map(|fact| fact.fact), why)
}

/// § 25, stk. 10: the exception for somebody who, or whose spouse, left an education they had been ordered to begin and can take up
/// again, unless a ground of stk. 4 (or, for the spouse, stk. 6) excuses. Reads educations begun and left.
pub fn left_an_ordered_education(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 25, stk. 10, 1. pkt.");
    let left = |of: &PersonFile<'_>, why: &mut Why| -> Finding {
        let start = last_by(&of.education_starts, on).filter(|start| start.ordered);
        let end =
            start.and_then(|start| last_by(&of.education_ends, on).filter(|end| end.on >= start.on && !end.completed));
        let answer = end.map_or(Answer::No, |end| Answer::known(end.can_resume, &CAN_RESUME));
        Finding::noted(answer, provision, end.map(|fact| fact.fact), why)
    };
    let own = left(file, why);
    let own = if own.answer.is_no() { own } else { own.unless(&is_excused_from_work(file, on, why)) };
    if !own.answer.is_no() {
        return own;
    }
    let Some(spouse) = file.spouse(on) else { return own };
    let theirs = left(spouse, why);
    if theirs.answer.is_no() {
        return theirs;
    }
    let excepted = is_spouse_excepted(spouse, on, why);
    why.answer(cite!("§ 25, stk. 10, 2. pkt."), excepted.answer, ());
    theirs.unless(&is_excused_from_work(spouse, on, why)).unless(&excepted)
}

/// § 25, stk. 11: the exception for those who meet the conditions for SU or social pension; not while § 23 a, stk. 6 lets them study
/// with benefit. Reads other support and offers.
pub fn has_other_provision(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let holding = file.public_supports.iter().rev().find(|held| {
        matches!(held.form, SupportKind::EducationSupport | SupportKind::SocialPension)
            && held.on <= on
            && held.until.is_none_or(|until| on < until)
    });
    let general =
        Finding::noted(Answer::of(holding.is_some()), cite!("§ 25, stk. 11"), holding.map(|fact| fact.fact), why);
    let with_benefit = file
        .offers
        .iter()
        .rev()
        .find(|offer| offer.form == crate::facts::OfferForm::EducationWithSu && offer.on <= on && on < offer.until);
    match (holding.map(|held| held.form), with_benefit) {
        (Some(SupportKind::EducationSupport), Some(offer)) => {
            general.unless(&Finding::noted(Answer::Yes, cite!("§ 23 a, stk. 6"), offer.fact, why))
        }
        _ => general,
    }
}

/// § 25: whether there is a right to introduction benefit on the day: the conditions are met ([`would_have_right`]), it has been
/// applied for ([`has_applied`]), and nobody living here has to support the foreigner (stk. 9).
pub fn has_right(file: &PersonFile<'_>, spine: &Spine, edition: &Edition, on: Date, why: &mut Why) -> Finding {
    let mut all = AllOf::conditions_of(cite!("§ 25, stk. 1, 1. pkt."));
    all.take(&would_have_right(file, spine, edition, on, why));
    all.take(&has_applied(file, on, why));
    all.finding().unless(&must_be_supported_by_another(file, on, why))
}

/// § 25 without stk. 9: what § 33 asks for. The general rule (stk. 1 and 3) with its other exceptions in the order of the text.
pub fn would_have_right(file: &PersonFile<'_>, spine: &Spine, edition: &Edition, on: Date, why: &mut Why) -> Finding {
    let mut all = AllOf::conditions_of(cite!("§ 25, stk. 1, 1. pkt."));
    if let Some(scope) = spine.scope.on(on) {
        why.answer(scope.finding.provision, scope.finding.answer, ());
        all.take(&scope.finding);
    }
    all.take(&is_within_the_three_years(spine, edition, on, why));
    all.take(&has_no_reasonable_offer_of_work(file, on, why));
    all.take(&makes_use_of_possibilities(file, on, why));
    all.take(&seeks_the_jobs_demanded(file, on, why));
    let general = all.finding();
    let general = general.unless(&is_abroad(file, on, why));
    let general = general.unless(&has_wealth_to_live_on(file, on, why));
    let general = general.unless(&left_an_ordered_education(file, on, why));
    general.unless(&has_other_provision(file, on, why))
}

/// § 26: whether help under lov om aktiv socialpolitik is shut out: it is for everybody who is offered a programme (stk. 1), while
/// benefits under other acts are not (stk. 2).
pub fn shuts_out_active_social_policy_help(spine: &Spine, on: Date, why: &mut Why) -> Finding {
    let offered = spine.programme_days.on(on).map_or(Answer::No, |offered| offered.answer);
    why.answer(cite!("§ 26, stk. 1"), offered, spine.takeover_fact);
    why.answer(cite!("§ 26, stk. 2"), Answer::Yes, ());
    Finding::of(offered, cite!("§ 26, stk. 1"))
}

/// The days on which the answer to [`has_right`] can change, from the takeover on.
pub(crate) fn days_of_change(file: &PersonFile<'_>, spine: &Spine, takeover: Date, end: Date) -> Vec<Date> {
    let mut days = vec![takeover, end];
    days.extend(spine.scope.periods().map(|(period, _)| period.from()));
    days.extend(spine.programme_days.periods().map(|(period, _)| period.from()));
    days.extend(file.benefit_applications.first().map(|fact| fact.on));
    own_days_of_change(file, &mut days);
    for marriage in &file.marriages {
        days.push(marriage.on);
        if let Some(spouse) = file.spouse(marriage.on) {
            own_days_of_change(spouse, &mut days);
        }
    }
    days.extend(file.marriages_ended.iter().map(|fact| fact.on));
    days.retain(|day| *day >= takeover);
    days.sort_unstable();
    days.dedup();
    days
}

fn own_days_of_change(file: &PersonFile<'_>, days: &mut Vec<Date>) {
    days.extend(file.permits.iter().map(|fact| fact.on));
    days.extend(file.stays_abroad.iter().flat_map(|fact| [Some(fact.on), fact.until]).flatten());
    days.extend(file.work_offers.iter().flat_map(|fact| [Some(fact.on), fact.until]).flatten());
    days.extend(file.problem_assessments.iter().map(|fact| fact.on));
    days.extend(file.wealths.iter().map(|fact| fact.on));
    days.extend(file.sick_notes.iter().flat_map(|fact| [Some(fact.on), fact.until]).flatten());
    days.extend(file.job_seekings.iter().map(|fact| fact.on));
    days.extend(file.job_search_orders.iter().map(|fact| fact.on));
    days.extend(file.availability_grounds.iter().flat_map(|fact| [Some(fact.on), fact.until]).flatten());
    days.extend(file.free_periods.iter().flat_map(|fact| [fact.on, fact.until]));
    days.extend(file.education_starts.iter().map(|fact| fact.on));
    days.extend(file.education_ends.iter().map(|fact| fact.on));
    days.extend(file.public_supports.iter().flat_map(|fact| [Some(fact.on), fact.until]).flatten());
    days.extend(file.offers.iter().flat_map(|fact| [fact.on, fact.until]));
}

/// Draws §§ 25–26 over the person's life.
pub fn draw(life: &mut Life<'_>) {
    let (Some(takeover), Some(period)) = (life.spine.takeover, life.spine.introduction_period) else { return };
    let (file, edition) = (life.file, life.edition);
    let end = period.to().unwrap_or(Date::MAX);
    life.spine.benefit_applied = file.benefit_applications.first().map(|application| application.on);
    let days = days_of_change(file, &life.spine, takeover, end);
    let mut right = crate::changes::Changes::default();
    let spine = std::mem::take(&mut life.spine);
    for (place, day) in days.iter().enumerate() {
        let holds = until_or_open(*day, days.get(place + 1).copied());
        life.conclude(&RIGHT, None, holds, |why| {
            let finding = has_right(file, &spine, edition, *day, why);
            right.set(*day, finding.clone());
            (finding, Value::None)
        });
    }
    let days: Vec<Date> = spine.programme_days.periods().map(|(period, _)| period.from()).collect();
    life.conclude_changing(&OTHER_HELP, None, period, &days, |on, why| {
        (shuts_out_active_social_policy_help(&spine, on, why), Value::None)
    });
    life.spine = Spine { benefit_right: right, ..spine };
    draw_decision(life);
}

/// § 25, stk. 1, 2. pkt.: the municipality decides on each application for benefit; the Act sets no day.
fn draw_decision(life: &mut Life<'_>) {
    let file = life.file;
    for application in &file.benefit_applications {
        let made = between(&file.decisions_made, application.on, Date::MAX).iter().find(|made| {
            let draft = made.decision.fact().map(|draft| &file.case.fact(draft).content);
            matches!(draft, Some(Content::DecisionDraft(draft)) if matches!(draft.decides, DecisionKind::BenefitGrant | DecisionKind::BenefitRefusal))
        });
        let due = Due::as_soon_as_possible(application.on);
        life.duty(
            Duty::new(&DECIDE, application.on, application.fact, due)
                .done(made.map(|made| (made.on, made.fact)))
                .ended(life.spine.cover_ends_after(application.on)),
        );
    }
}
