//! § 20, stk. 3–4: what a follow-up discusses, and what is more for those who receive introduction benefit.

use jiff::civil::Date;
use vocabulary::Period;

use crate::answer::{AllOf, Answer, Finding, MissingFact};
use crate::case::PersonFile;
use crate::chapter5_introduction_benefit::right::has_problems_beyond_unemployment;
use crate::cite;
use crate::facts::{ContactForm, Dated, FollowUp, Interview, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::Why;
use crate::words::Words;

/// Whether the follow-up discussed what it must.
pub static DISCUSSED: Question = Question {
    key: "follow_up.discussed",
    words: Words::new("Er det drøftet, som loven kræver?", "Was discussed what the Act requires?"),
};
/// Whether the interview was about jobs.
pub static ABOUT_JOBS: Question = Question {
    key: "follow_up.about_jobs",
    words: Words::new(
        "Handlede samtalen om job, som den skal for en modtager af introduktionsydelse?",
        "Was the interview about jobs, as it must be for a recipient of introduction benefit?",
    ),
};

static SITUATION: MissingFact = MissingFact {
    fact: "follow_up.situation_discussed",
    words: Words::new(
        "om ændringer i situationen og efterlevelsen af kontrakten blev drøftet",
        "whether changes in the situation and the keeping of the contract were discussed",
    ),
};
static YIELD: MissingFact = MissingFact {
    fact: "follow_up.yield_discussed",
    words: Words::new(
        "om forløbet og udbyttet i forhold til målene blev drøftet",
        "whether the course and its yield against the goals were discussed",
    ),
};
static CHANGES: MissingFact = MissingFact {
    fact: "follow_up.changes_discussed",
    words: Words::new("om ændringer i programmet blev drøftet", "whether changes to the programme were discussed"),
};
static JOB_SEARCH: MissingFact = MissingFact {
    fact: "follow_up.job_search_agreed",
    words: Words::new("om støtte til jobsøgningen blev aftalt", "whether support of the search for work was agreed"),
};
static JOBNET: MissingFact = MissingFact {
    fact: "follow_up.jobnet_checked",
    words: Words::new("om oplysningerne i Jobnet blev kontrolleret", "whether the entries in Jobnet were checked"),
};

/// § 20, stk. 3: whether the follow-up discussed changes in the situation and how both kept the contract (1. pkt.), the course and its
/// yield against the goals (2. pkt.), and changes to the programme (3. pkt.). Reads what the follow-up says of it.
pub fn discussed_what_it_must(follow_up: &Dated<'_, FollowUp>, why: &mut Why) -> Finding {
    let mut all = AllOf::conditions_of(cite!("§ 20, stk. 3"));
    for (provision, discussed, missing) in [
        (cite!("§ 20, stk. 3, 1. pkt."), follow_up.situation_discussed, &SITUATION),
        (cite!("§ 20, stk. 3, 2. pkt."), follow_up.yield_discussed, &YIELD),
        (cite!("§ 20, stk. 3, 3. pkt."), follow_up.changes_discussed, &CHANGES),
    ] {
        all.require(provision, Answer::known(discussed, missing), follow_up.fact, why);
    }
    all.finding()
}

/// § 20, stk. 4: whether the conversation with somebody who has a right to benefit was a CV or job interview (1. pkt.) in which support
/// of the search for work was agreed (2. pkt.), with the entries in Jobnet checked where unemployment is the only problem (3. pkt.).
/// Whether it is, is the municipality's judgement, as made by the day. Reads the follow-up, the right to benefit and that judgement.
pub fn was_about_jobs(
    file: &PersonFile<'_>,
    spine: &Spine,
    follow_up: &Dated<'_, FollowUp>,
    on: Date,
    why: &mut Why,
) -> Finding {
    let right_on = |day: Date| spine.benefit_right.on(day).filter(|right| right.answer.is_open());
    if let Some(open) = right_on(follow_up.on).and_then(|_| right_on(on)) {
        why.answer(open.provision, open.answer, ());
        why.answer(cite!("§ 20, stk. 4"), open.answer, follow_up.fact);
        return open.clone();
    }
    let mut all = AllOf::conditions_of(cite!("§ 20, stk. 4"));
    let job = Answer::of(matches!(follow_up.interview, Interview::Cv | Interview::Job));
    all.require(cite!("§ 20, stk. 4, 1. pkt."), job, follow_up.fact, why);
    let agreed = Answer::known(follow_up.job_search_agreed, &JOB_SEARCH);
    all.require(cite!("§ 20, stk. 4, 2. pkt."), agreed, follow_up.fact, why);
    let assessment = last_by(&file.problem_assessments, on).map(|fact| fact.fact);
    let checked = match has_problems_beyond_unemployment(file, on) {
        Answer::Yes => Answer::Yes,
        Answer::No => Answer::known(follow_up.jobnet_checked, &JOBNET),
        open => open,
    };
    all.require(cite!("§ 20, stk. 4, 3. pkt."), checked, [Some(follow_up.fact), assessment], why);
    all.finding()
}

/// Whether § 20, stk. 4 asks anything of a follow-up: a conversation with somebody whose right to benefit is not refused on the day.
fn must_be_about_jobs(spine: &Spine, follow_up: &Dated<'_, FollowUp>) -> bool {
    let right = spine.benefit_right.on(follow_up.on).is_some_and(|right| !right.answer.is_no());
    right && follow_up.form != ContactForm::OtherContact && cite!("§ 20, stk. 4").is_in_force(follow_up.on)
}

/// Draws stk. 3–4 for a follow-up, until the next.
pub(super) fn draw(life: &mut Life<'_>, spine: &Spine, follow_up: &Dated<'_, FollowUp>, holds: Period) {
    let (file, about) = (life.file, Some(follow_up.fact));
    life.conclude(&DISCUSSED, about, holds, |why| (discussed_what_it_must(follow_up, why), Value::None));
    if !must_be_about_jobs(spine, follow_up) {
        return;
    }
    let (settled, holds) = match day_the_right_is_settled(spine, follow_up.on, holds) {
        Some(day) if spine.has_benefit(day) => (Some(day), holds),
        Some(day) => (None, Period::new(holds.from(), Some(day)).unwrap_or(holds)),
        None => (None, holds),
    };
    let assessed = match last_by(&file.problem_assessments, follow_up.on) {
        Some(_) => None,
        None => first_from(&file.problem_assessments, follow_up.on).map(|assessment| assessment.on),
    };
    let mut days: Vec<Date> = [settled, assessed].into_iter().flatten().collect();
    days.sort_unstable();
    life.conclude_changing(&ABOUT_JOBS, about, holds, &days, |on, why| {
        (was_about_jobs(file, spine, follow_up, on, why), Value::None)
    });
}

/// The first day, until the next follow-up, on which a right to benefit that was open when the follow-up was held is so no more.
fn day_the_right_is_settled(spine: &Spine, held: Date, holds: Period) -> Option<Date> {
    let is_open = |day: Date| spine.benefit_right.on(day).is_some_and(|right| right.answer.is_open());
    if !is_open(held) {
        return None;
    }
    spine.benefit_right.days_within(held, holds.to()).find(|day| !is_open(*day))
}
