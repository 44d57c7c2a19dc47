//! § 23: who may have which offer, and what follows for each offer under §§ 23 a–d and 24 b.

use jiff::civil::Date;
use vocabulary::Period;

use super::courses::{Course, Courses};
use super::subsidised_work::{self, PaidMonths, Running};
use super::{employment_support, free_period, guidance, hours, work_placement};
use crate::act::Provision;
use crate::answer::{AllOf, Answer, Bearer, Finding, Judgement};
use crate::case::PersonFile;
use crate::changes::Changes;
use crate::chapter4_introduction_programme::programme::given_to_an_unaccompanied_minor;
use crate::cite;
use crate::edition::Edition;
use crate::facts::{OfferForm, last_by};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether the person may have an offer.
pub static ALLOWED: Question = Question {
    key: "offer.allowed",
    words: Words::new("Kan udlændingen få tilbuddet?", "May the foreigner have the offer?"),
};
/// Whether an offer is no longer than it may be; with the longest period.
pub static LENGTH: Question = Question {
    key: "offer.length",
    words: Words::new("Er tilbuddet ikke længere, end det må være?", "Is the offer no longer than it may be?"),
};
/// Whether an offer is to be assessed against wishes, abilities and the labour market.
pub static NEEDS_ASSESSMENT: Question = Question {
    key: "offer.needs_assessment",
    words: Words::new(
        "Skal tilbuddet vurderes ud fra ønsker, forudsætninger og arbejdsmarkedets behov?",
        "Is the offer to be assessed by wishes, abilities and the needs of the labour market?",
    ),
};
/// Whether offers may be left out.
pub static LEFT_OUT: Question = Question {
    key: "programme.offers_left_out",
    words: Words::new("Kan tilbud helt eller delvis undlades?", "May offers be left out, wholly or partly?"),
};

static SPECIAL_REASONS: Judgement = Judgement {
    fact: "offer_exemption",
    by: Bearer::Municipality,
    words: Words::new(
        "taler ganske særlige grunde for ikke at give tilbud?",
        "do quite special reasons speak for giving no offers?",
    ),
};

/// § 16, stk. 1, 5 and 6: whether the person takes part in an introduction programme on the day: is offered one, or was given one as an
/// unaccompanied minor; is within the introduction period; and is covered by the Act. Reads the spine, and offers of a programme.
pub fn takes_part(file: &PersonFile<'_>, spine: &Spine, on: Date, why: &mut Why) -> Finding {
    let offered = spine.programme.clone().unwrap_or(Finding::of(Answer::No, cite!("§ 16, stk. 1")));
    why.answer(offered.provision, offered.answer, spine.takeover_fact);
    let mut all = AllOf::conditions_of(cite!("§ 16"));
    all.take(&given_to_an_unaccompanied_minor(file, on, why).map(|(_, given)| given).unwrap_or(offered));
    let within = spine.introduction_period.is_some_and(|period| period.contains(on));
    all.require(cite!("§ 16, stk. 5"), Answer::of(within), spine.takeover_fact, why);
    if let Some(scope) = spine.scope.on(on) {
        why.answer(scope.finding.provision, scope.finding.answer, ());
        all.take(&scope.finding);
    }
    all.finding()
}

/// § 23, stk. 1 and 5: whether offers of a kind may be given on the day: to those with a right to introduction benefit (stk. 1), and
/// since March 2007 to others all the same ([`may_have_without_benefit`]). Reads the right to benefit.
pub fn may_have(kind: Provision, spine: &Spine, on: Date, why: &mut Why) -> Finding {
    let right = spine.benefit_right.on(on).cloned().unwrap_or(Finding::of(Answer::No, cite!("§ 25")));
    why.answer(right.provision, right.answer, ());
    why.answer(cite!("§ 23, stk. 1"), right.answer, ());
    why.answer(kind, right.answer, ());
    if right.answer.is_yes() {
        return Finding::of(Answer::Yes, kind);
    }
    let without = may_have_without_benefit(on, why);
    if without.answer.is_yes() { without } else { Finding { provision: cite!("§ 23, stk. 1"), ..right } }
}

/// § 23, stk. 5: the municipality may give offers to those who receive no introduction benefit. Whether somebody does need not be known
/// then: with or without it, offers may be given.
pub fn may_have_without_benefit(on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 23, stk. 5");
    Finding::noted(Answer::of(provision.is_in_force(on)), provision, (), why)
}

/// § 23, stk. 4: offers may be left out, wholly or partly, for quite special reasons. The municipality's judgement.
pub fn may_be_left_out(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let exemption = last_by(&file.offer_exemptions, on);
    let answer = Answer::judged(exemption.map(|held| held.exist), &SPECIAL_REASONS);
    Finding::noted(answer, cite!("§ 23, stk. 4"), exemption.map(|held| held.fact), why)
}

/// § 23, stk. 2, 1. pkt. with § 24 b, stk. 3, 2. pkt.: offers are assessed by wishes, abilities and the needs of the labour market; the
/// wage subsidy that those over 55 agree themselves is not. The assessment is the municipality's.
pub fn needs_assessment(course: &Course<'_, '_>, why: &mut Why) -> Finding {
    let general = Finding::noted(Answer::Yes, cite!("§ 23, stk. 2, 1. pkt."), course.offer.fact, why);
    let agreed = Answer::of(course.offer.form == OfferForm::WageSubsidyOver55);
    general.unless(&Finding::noted(agreed, cite!("§ 24 b, stk. 3, 2. pkt."), course.offer.fact, why))
}

/// What the rules on an offer read besides it, made once for a life.
#[derive(Debug)]
pub struct Around<'f, 'a> {
    /// All offers.
    pub courses: Courses<'f, 'a>,
    /// Which other offers run, from day to day; empty where nobody asks.
    pub running: Changes<Running>,
    /// A child to support who lives at home, from day to day.
    pub supported_child: Changes<Option<FactRef>>,
    /// The months for which benefit was paid.
    pub paid: PaidMonths,
}

impl<'f, 'a> Around<'f, 'a> {
    /// Reads offers, and what else the forms that are there ask for.
    pub fn of(file: &'f PersonFile<'a>) -> Self {
        let asked = |form: OfferForm| file.offers.iter().any(|offer| offer.form == form);
        let courses = Courses::of(file);
        Self {
            running: if asked(OfferForm::Mentor) { running(&courses) } else { Changes::default() },
            supported_child: if asked(OfferForm::EducationWithSu) {
                guidance::supported_child(file)
            } else {
                Changes::default()
            },
            paid: if asked(OfferForm::WageSubsidyOver55) { PaidMonths::of(file) } else { PaidMonths::default() },
            courses,
        }
    }
}

/// Which offers run from day to day: of each kind the one that began last.
fn running(courses: &Courses<'_, '_>) -> Changes<Running> {
    let mut events: Vec<(Date, bool, usize)> = Vec::new();
    for (place, course) in courses.all.iter().enumerate().filter(|(_, course)| course.offer.form != OfferForm::Mentor) {
        events.extend([(course.offer.on, true, place), (course.end(), false, place)]);
    }
    events.sort_unstable();
    let (mut ordinary, mut over_55) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    let mut changes = Changes::default();
    for (day, begins, place) in events {
        let course = &courses.all[place];
        let of_kind = if course.offer.form == OfferForm::WageSubsidyOver55 { &mut over_55 } else { &mut ordinary };
        if begins && course.end() > day {
            of_kind.insert(place);
        } else {
            of_kind.remove(&place);
        }
        let last = |set: &std::collections::BTreeSet<usize>| set.last().map(|place| courses.all[*place].offer.fact);
        changes.set(day, Running { ordinary: last(&ordinary), over_55: last(&over_55) });
    }
    changes
}

/// §§ 23, 23 a, 23 b, 23 c, 23 d and 24 b: whether the person may have the offer on the day: takes part in a programme, may have offers of the kind, and
/// the offer meets the conditions of its form.
pub fn is_allowed(
    life: (&PersonFile<'_>, &Spine, &Edition),
    around: &Around<'_, '_>,
    course: &Course<'_, '_>,
    on: Date,
    why: &mut Why,
) -> (Finding, Value) {
    let (file, spine, edition) = life;
    let form = course.offer.form;
    let mut all = AllOf::conditions_of(cite!("§ 23"));
    all.take(&takes_part(file, spine, on, why));
    let right = form.kind().map(|kind| may_have(kind, spine, on, why));
    let conditions = match form {
        OfferForm::WorkPlacement => work_placement::is_needed(course, why),
        OfferForm::WageSubsidy => subsidised_work::is_with_an_employer(course, why),
        OfferForm::WageSubsidyOver55 => {
            subsidised_work::may_have_wage_subsidy_over_55(file, spine, edition, &around.paid, course, on, why)
        }
        OfferForm::Mentor => {
            let running = around.running.on(on).copied().unwrap_or_default();
            subsidised_work::may_have_a_mentor(course, running, why)
        }
        _ => {
            let child = around.supported_child.on(course.offer.on).copied().flatten();
            guidance::is_permitted_course(file, edition, course, child, why)
        }
    };
    all.take(&conditions);
    if let Some(right) = &right {
        all.take(right);
    }
    let mut finding = all.finding();
    if finding.answer.is_yes() {
        finding.provision = decides(right.as_ref(), &conditions);
    }
    (finding, Value::Named(form.name(), form.words()))
}

/// The provision that decides where everything is met: that of the form, or § 23, stk. 5 for somebody without benefit.
fn decides(right: Option<&Finding>, conditions: &Finding) -> Provision {
    match right {
        Some(right) if right.provision == cite!("§ 23, stk. 5") => right.provision,
        _ => conditions.provision,
    }
}

/// Whether an offer is no longer than it may be, with the longest period; nothing where the Act sets no length for its form.
pub fn is_not_too_long(
    file: &PersonFile<'_>,
    edition: &Edition,
    courses: &Courses<'_, '_>,
    course: &Course<'_, '_>,
    on: Date,
    why: &mut Why,
) -> (Finding, Value) {
    let up_to = |longest: Date, provision: Provision, why: &mut Why| {
        let answer = Answer::of(course.offer.until <= longest);
        (Finding::noted(answer, provision, course.offer.fact, why), Some(longest))
    };
    let (finding, longest) = match course.offer.form {
        OfferForm::TrainingPeriod => {
            let longest = guidance::longest_training(edition, course, why);
            up_to(longest, cite!("§ 23 a, stk. 3, 1. pkt."), why)
        }
        OfferForm::Requalification => {
            up_to(guidance::longest_requalification(edition, course), cite!("§ 23 a, stk. 5, 1. pkt."), why)
        }
        OfferForm::WageSubsidy => {
            up_to(subsidised_work::longest_wage_subsidy(edition, course), cite!("§ 23 c, stk. 2"), why)
        }
        OfferForm::WageSubsidyOver55 => {
            let provision = cite!("§ 24 b, stk. 4, 1. pkt.");
            match subsidised_work::longest_wage_subsidy_over_55(edition, course) {
                (longest, true) => up_to(longest, provision, why),
                (_, false) => (Finding::noted(Answer::No, provision, course.offer.fact, why), None),
            }
        }
        _ => work_placement::is_not_too_long(file, edition, courses, course, on, why),
    };
    let period = longest.and_then(|longest| Period::new(course.first, Some(longest)).ok());
    (finding, period.map_or(Value::None, Value::Period))
}

/// Whether the Act sets how long offers of a form may be.
fn has_a_length(form: OfferForm) -> bool {
    matches!(
        form,
        OfferForm::TrainingPeriod
            | OfferForm::Requalification
            | OfferForm::WorkPlacement
            | OfferForm::WageSubsidy
            | OfferForm::WageSubsidyOver55
    )
}

/// Draws §§ 17 and 23–24 b over the person's life.
pub fn draw(life: &mut Life<'_>) {
    let (Some(takeover), Some(period)) = (life.spine.takeover, life.spine.introduction_period) else { return };
    let around = Around::of(life.file);
    let spine = std::mem::take(&mut life.spine);
    draw_left_out(life, &spine, period);
    for course in &around.courses.all {
        let from = course.offer.on.max(takeover);
        if cite!("§ 23").is_in_force(course.offer.on) && from < course.end() {
            let over = Period::new(from, Some(course.end())).unwrap_or_else(|_| Period::since(from));
            draw_offer(life, &spine, &around, course, over);
        }
    }
    life.spine = spine;
    free_period::draw(life, &around.courses, period);
    hours::draw(life, &around.courses, period);
    employment_support::draw(life);
}

/// Draws what follows for an offer while it runs.
fn draw_offer(life: &mut Life<'_>, spine: &Spine, around: &Around<'_, '_>, course: &Course<'_, '_>, over: Period) {
    let (file, edition) = (life.file, life.edition);
    let about = Some(course.offer.fact);
    let form = course.offer.form;
    let (from, to) = (over.from(), course.end());
    let mut days: Vec<Date> = spine.benefit_right.days_between(from, to).collect();
    let of_benefit = days.clone();
    days.extend(spine.scope.days_between(from, to));
    days.extend(spine.introduction_period.and_then(Period::to));
    days.extend(around.running.days_between(from, to).filter(|_| form == OfferForm::Mentor));
    days.push(cite!("§ 23, stk. 5").in_force().from());
    days.extend(cite!("§ 24 b").in_force().to());
    days.extend(file.programme_offers.first().map(|offer| offer.on));
    days.extend(file.unaccompanied_minors.first().map(|minor| minor.on));
    life.conclude_by_day(&ALLOWED, about, over, days, |on, why| {
        is_allowed((file, spine, edition), around, course, on, why)
    });
    if has_a_length(form) {
        let mut days: Vec<Date> = Vec::new();
        if form == OfferForm::WorkPlacement {
            days.extend(around.courses.days_of_extension(course));
            days.extend(crate::facts::between(&file.problem_assessments, from, to).iter().map(|fact| fact.on));
        }
        life.conclude_by_day(&LENGTH, about, over, days, |on, why| {
            is_not_too_long(file, edition, &around.courses, course, on, why)
        });
    }
    if form != OfferForm::Mentor {
        life.conclude(&NEEDS_ASSESSMENT, about, over, |why| (needs_assessment(course, why), Value::None));
    }
    if matches!(form, OfferForm::WorkPlacement | OfferForm::TrainingPeriod) {
        life.conclude(&work_placement::EMPLOYEE_RULES, about, over, |why| {
            work_placement::employee_rules(course.offer.fact, form == OfferForm::TrainingPeriod, why)
        });
    }
    if form == OfferForm::WorkPlacement {
        life.conclude_by_day(&work_placement::SUPPLEMENT, about, over, of_benefit, |on, why| {
            work_placement::employment_supplement(course.offer.fact, spine, on, why)
        });
    }
}

/// Draws § 23, stk. 4: from the day the municipality judged it, or offered somebody with a right to benefit a programme without offers.
fn draw_left_out(life: &mut Life<'_>, spine: &Spine, period: Period) {
    let file = life.file;
    let without = file.programme_offers.iter().find(|offer| !offer.offers && spine.has_benefit(offer.on));
    let judged = file.offer_exemptions.first().map(|exemption| exemption.on);
    let Some(first) = [without.map(|offer| offer.on), judged].into_iter().flatten().min() else { return };
    let from = first.max(period.from());
    let Ok(over) = Period::new(from, period.to()) else { return };
    let days = file.offer_exemptions.iter().map(|exemption| exemption.on).collect();
    if cite!("§ 23, stk. 4").is_in_force(from) {
        life.conclude_by_day(&LEFT_OUT, None, over, days, |on, why| (may_be_left_out(file, on, why), Value::None));
    }
}
