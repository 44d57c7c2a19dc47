//! § 45, stk. 7: the State's result grants for employment, education and Danish.

use jiff::civil::Date;
use vocabulary::Period;

use super::amount_on;
use crate::act::Provision;
use crate::answer::{AllOf, Answer, Finding, MissingFact};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::Changes;
use crate::chapter4_introduction_programme::{hours, offers};
use crate::cite;
use crate::edition::Edition;
use crate::facts::{Content, DanishTest, DanishTestEntry, Dated, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::parameters::RateKey;
use crate::spine::Spine;
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// The result grant for ordinary employment.
pub static EMPLOYMENT: Question = Question {
    key: "grant.result.employment",
    words: Words::new(
        "Yder staten resultattilskud for ordinær beskæftigelse?",
        "Does the State give a result grant for ordinary employment?",
    ),
};
/// The result grant for an education.
pub static EDUCATION: Question = Question {
    key: "grant.result.education",
    words: Words::new(
        "Yder staten resultattilskud for uddannelse?",
        "Does the State give a result grant for an education?",
    ),
};
/// The result grant for Danish, entered for within the introduction period.
pub static DANISH: Question = Question {
    key: "grant.result.danish",
    words: Words::new(
        "Yder staten resultattilskud for en danskprøve, indstillet til i introduktionsperioden?",
        "Does the State give a result grant for a Danish test entered for in the introduction period?",
    ),
};
/// The result grant for Danish, entered for after the introduction period.
pub static DANISH_AFTER: Question = Question {
    key: "grant.result.danish_after",
    words: Words::new(
        "Yder staten resultattilskud for en danskprøve, indstillet til efter introduktionsperioden?",
        "Does the State give a result grant for a Danish test entered for after the introduction period?",
    ),
};

static SUPPORTED: MissingFact = MissingFact {
    fact: "education_start.supported",
    words: Words::new(
        "om SU, elevløn eller lignende forsørger udlændingen under uddannelsen",
        "whether SU, trainee pay or the like supports the foreigner during the education",
    ),
};
static AT_GOAL_LEVEL: MissingFact = MissingFact {
    fact: "danish_test.at_goal_level",
    words: Words::new(
        "om prøven er på det niveau, kontrakten har som mål",
        "whether the test is at the level the contract set as goal",
    ),
};
static BY_FIRST_TERM: MissingFact = MissingFact {
    fact: "danish_test.by_first_term",
    words: Words::new(
        "om prøven er aflagt senest ved første prøvetermin",
        "whether the test was held at the first term at the latest",
    ),
};

/// A time in employment or education without a break, as far as it is one.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// Its first day.
    pub from: Date,
    /// The fact it began with.
    pub first: FactRef,
    /// First day after it, where it has ended.
    pub to: Option<Date>,
    /// Whether it supports the person.
    pub supported: Answer,
    /// The day it had lasted long enough.
    pub completed: Option<Date>,
}

/// Joins employments or educations that are connected (no working day between), in the order of their first days, and tells when each
/// stretch had lasted so many months.
fn stretches(spells: impl Iterator<Item = Stretch>, months: u16, horizon: Date) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::new();
    for spell in spells {
        let goes_on = |last: &&mut Stretch| last.to.is_none_or(|to| calendar::is_connected(to, spell.from));
        match joined.last_mut().filter(goes_on) {
            Some(last) => {
                last.to = last.to.and_then(|to| spell.to.map(|other| to.max(other)));
                if last.completed.is_none() {
                    last.supported = with(last.supported, spell.supported);
                }
            }
            None => joined.push(spell),
        }
        let Some(last) = joined.last_mut().filter(|last| last.completed.is_none()) else { continue };
        let whole = calendar::months_after(last.from, months);
        if last.to.is_none_or(|to| whole <= to) {
            last.completed = Some(whole.max(spell.from));
        }
    }
    for stretch in &mut joined {
        stretch.completed = stretch.completed.filter(|day| *day <= horizon);
    }
    joined
}

/// Both: a no outweighs what is open, what is open a yes.
fn with(one: Answer, other: Answer) -> Answer {
    match (one, other) {
        (Answer::No, _) | (_, Answer::No) => Answer::No,
        (Answer::Yes, other) => other,
        (open, _) => open,
    }
}

/// Ordinary employments; one with wage subsidy is none.
fn employments(file: &PersonFile<'_>, edition: &Edition, horizon: Date) -> Vec<Stretch> {
    let ordinary = file.employments.iter().filter(|employment| employment.ordinary).map(|employment| {
        let ends = file.pointing_at(employment.fact).filter(|(_, held)| matches!(held, Content::EmploymentEnd(_)));
        let to = ends.map(|(fact, _)| file.day(fact).max(employment.on)).min();
        Stretch { from: employment.on, first: employment.fact, to, supported: Answer::Yes, completed: None }
    });
    stretches(ordinary, edition.figures.result_lasting_months, horizon)
}

/// Educations that lead to further study or a vocation. One ends with the first that is left or completed after it began.
fn educations(file: &PersonFile<'_>, edition: &Edition, horizon: Date) -> Vec<Stretch> {
    let qualifying = file.education_starts.iter().filter(|start| start.qualifying).map(|start| {
        let to = first_from(&file.education_ends, start.on.tomorrow().unwrap_or(Date::MAX)).map(|end| end.on);
        let supported = Answer::known(start.supported, &SUPPORTED);
        Stretch { from: start.on, first: start.fact, to, supported, completed: None }
    });
    stretches(qualifying, edition.figures.result_lasting_months, horizon)
}

/// § 45, stk. 7, nr. 1: ordinary employment begun within the introduction period and lasting six connected months, which may end after it.
pub fn has_lasting_employment(stretch: &Stretch, introduction: Period, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 45, stk. 7, nr. 1");
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(introduction.contains(stretch.from)), stretch.first, why);
    all.require(provision, Answer::of(stretch.completed.is_some_and(|day| day <= on)), stretch.first, why);
    all.finding()
}

/// § 45, stk. 7, nr. 2: an education that leads to further study or a vocation, begun within the introduction period, followed for six
/// connected months, with SU, trainee pay or the like to live on.
pub fn has_lasting_education(stretch: &Stretch, introduction: Period, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 45, stk. 7, nr. 2");
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(introduction.contains(stretch.from)), stretch.first, why);
    let completed = stretch.completed.is_some_and(|day| day <= on);
    all.require(provision, Answer::of(completed), stretch.first, why);
    if completed {
        all.require(provision, stretch.supported, stretch.first, why);
    }
    all.finding()
}

/// An entry for a test in Danish, and the test that followed it, where one has.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'f, 'a> {
    /// The entry.
    pub entry: &'f Dated<'a, DanishTestEntry>,
    /// The test.
    pub test: Option<&'f Dated<'a, DanishTest>>,
}

impl Attempt<'_, '_> {
    /// Passed, at the level that the contract set as goal, and at the first term at the latest.
    fn is_passed(&self, provision: Provision, by_first_term: impl Fn(&DanishTest) -> Answer, why: &mut Why) -> Finding {
        let fact = self.test.map_or(self.entry.fact, |test| test.fact);
        let mut all = AllOf::conditions_of(provision);
        all.require(provision, Answer::of(self.test.is_some_and(|test| test.passed)), fact, why);
        if let Some(test) = self.test {
            all.require(provision, Answer::known(test.at_goal_level, &AT_GOAL_LEVEL), fact, why);
            all.require(provision, by_first_term(test), fact, why);
        }
        all.finding()
    }
}

/// § 45, stk. 7, nr. 3: entered for a test within the introduction period, and passed at the goal level no later than at the first term
/// after it. Reads entries and tests; a test within the period needs no term.
pub fn passed_in_time(attempt: &Attempt<'_, '_>, introduction: Period, why: &mut Why) -> Finding {
    let provision = cite!("§ 45, stk. 7, nr. 3");
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(introduction.contains(attempt.entry.on)), attempt.entry.fact, why);
    let within = attempt.test.is_some_and(|test| introduction.contains(test.on));
    let by_first_term = |test: &DanishTest| {
        if within { Answer::Yes } else { Answer::known(test.by_first_term, &BY_FIRST_TERM) }
    };
    all.take(&attempt.is_passed(provision, by_first_term, why));
    all.finding()
}

/// § 45, stk. 7, nr. 4: after the introduction period: entered for a test while Danish education was offered and within a year (litra a),
/// and passed at the goal level no later than at the first term after the entry (litra b). Danish education after the period is taken to
/// be the one of lov om danskuddannelse § 2, stk. 5.
pub fn passed_after_the_period(
    file: &PersonFile<'_>,
    edition: &Edition,
    attempt: &Attempt<'_, '_>,
    introduction: Period,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 45, stk. 7, nr. 4, litra a");
    let mut all = AllOf::conditions_of(cite!("§ 45, stk. 7, nr. 4"));
    let entry = attempt.entry;
    let end = introduction.to().unwrap_or(Date::MAX);
    let course = hours::danish_course(file, entry.on).map(|course| course.fact);
    all.require(provision, Answer::of(course.is_some()), [Some(entry.fact), course], why);
    let last = calendar::years_after(end, edition.figures.result_test_after_years);
    all.require(provision, Answer::of(end <= entry.on && entry.on <= last), entry.fact, why);
    let by_first_term = |test: &DanishTest| Answer::known(test.by_first_term, &BY_FIRST_TERM);
    all.take(&attempt.is_passed(cite!("§ 45, stk. 7, nr. 4, litra b"), by_first_term, why));
    all.finding()
}

/// What a result may come from, with the day it came to that and the day on which the person must have been in the programme.
struct Candidate<T> {
    day: Date,
    in_programme: Date,
    of: T,
}

/// Which of several leads from day to day: the first that gives a result; until then the last, but what is open before a no.
fn leading<T>(candidates: &[Candidate<T>], judge: impl Fn(&Candidate<T>) -> Answer) -> Changes<usize> {
    let rank = |answer: Answer| match answer {
        Answer::Yes => 2,
        Answer::No => 0,
        _ => 1,
    };
    let mut changes = Changes::default();
    let mut best = 0;
    for (place, candidate) in candidates.iter().enumerate() {
        let this = rank(judge(candidate));
        if best < 2 && best <= this {
            best = this;
            changes.set(candidate.day, place);
        }
    }
    changes
}

/// What every result grant asks besides: the person is in the introduction programme, and has had an integration contract drawn up. With
/// the amount of the day on which everything was met, and who receives it: the municipality responsible then, or when the period ended.
fn granted(
    life: (&PersonFile<'_>, &Spine, Period),
    result: &Finding,
    key: RateKey,
    (day, in_programme): (Date, Date),
    on: Date,
    why: &mut Why,
) -> (Finding, Value) {
    let (file, spine, introduction) = life;
    let contract = file.contracts.first().filter(|contract| contract.on <= on);
    let mut all = AllOf::conditions_of(result.provision);
    all.take(result);
    all.take(&offers::takes_part(file, spine, in_programme, why));
    all.require(cite!("§ 45, stk. 7"), Answer::of(contract.is_some()), contract.map(|fact| fact.fact), why);
    let finding = all.finding();
    let (true, Some(contract)) = (finding.answer.is_yes(), contract) else { return (finding, Value::None) };
    let met = day.max(contract.on);
    let last = introduction.to().and_then(|end| end.yesterday().ok()).unwrap_or(met);
    if let Some(municipality) = spine.municipality(met.min(last)) {
        why.says(cite!("§ 45, stk. 7"), Said::Municipality(municipality), contract.fact);
    }
    match amount_on(finding.provision, key, met, (), why) {
        Ok(rate) => (finding, Value::Amount(rate.amount)),
        Err(missing) => (Finding::of(missing, finding.provision), Value::None),
    }
}

/// Draws § 45, stk. 7 over the person's life: from the first day of an employment, an education or an entry for a test on.
pub fn draw(life: &mut Life<'_>, introduction: Period) {
    let (file, edition, horizon) = (life.file, life.edition, life.horizon);
    let work = of_stretches(employments(file, edition, horizon));
    draw_one(life, &EMPLOYMENT, RateKey::ResultWorkOrEducation, introduction, &work, |stretch, on, why| {
        has_lasting_employment(stretch, introduction, on, why)
    });
    let education = of_stretches(educations(file, edition, horizon));
    draw_one(life, &EDUCATION, RateKey::ResultWorkOrEducation, introduction, &education, |stretch, on, why| {
        has_lasting_education(stretch, introduction, on, why)
    });
    let (within, after) = attempts(file, introduction);
    draw_one(life, &DANISH, RateKey::ResultDanish, introduction, &within, |attempt, _, why| {
        passed_in_time(attempt, introduction, why)
    });
    draw_one(life, &DANISH_AFTER, RateKey::ResultDanish, introduction, &after, |attempt, _, why| {
        passed_after_the_period(file, edition, attempt, introduction, why)
    });
}

/// Each stretch from its first day, and again from the day it had lasted long enough.
fn of_stretches(stretches: Vec<Stretch>) -> Vec<Candidate<Stretch>> {
    let in_force = cite!("§ 45, stk. 7").in_force().from();
    let counting = stretches.into_iter().filter(|stretch| stretch.completed.is_none_or(|day| in_force <= day));
    let days = counting.flat_map(|stretch| [Some(stretch.from), stretch.completed].map(|day| (day, stretch)));
    days.filter_map(|(day, of)| Some(Candidate { day: day?, in_programme: of.from, of })).collect()
}

/// A candidate for one of the result grants for Danish.
type Danish<'f, 'a> = Vec<Candidate<Attempt<'f, 'a>>>;

/// Entries within the introduction period and after it, each from its own day and again from each test after it and before the next:
/// a test follows the last entry before it, but one within the period counts for every later test too.
fn attempts<'f, 'a>(file: &'f PersonFile<'a>, introduction: Period) -> (Danish<'f, 'a>, Danish<'f, 'a>) {
    let in_force = cite!("§ 45, stk. 7").in_force().from();
    let end = introduction.to().unwrap_or(Date::MAX);
    let last = end.yesterday().unwrap_or(end);
    let first = first_from(&file.danish_test_entries, introduction.from()).filter(|entry| entry.on < end);
    let mut within: Danish<'f, 'a> = Vec::new();
    within.extend(first.map(|entry| Candidate {
        day: entry.on,
        in_programme: entry.on,
        of: Attempt { entry, test: None },
    }));
    let mut after: Danish<'f, 'a> = Vec::new();
    for entry in file.danish_test_entries.iter().filter(|entry| end <= entry.on) {
        after.push(Candidate { day: entry.on, in_programme: last, of: Attempt { entry, test: None } });
    }
    for test in file.danish_tests.iter().filter(|test| in_force <= test.on) {
        if let Some(entry) = first.filter(|entry| entry.on <= test.on) {
            within.push(Candidate { day: test.on, in_programme: entry.on, of: Attempt { entry, test: Some(test) } });
        }
        if let Some(entry) = last_by(&file.danish_test_entries, test.on).filter(|entry| end <= entry.on) {
            after.push(Candidate { day: test.on, in_programme: last, of: Attempt { entry, test: Some(test) } });
        }
    }
    after.sort_by_key(|candidate| (candidate.day, candidate.of.test.is_some()));
    (within, after)
}

/// Draws one of the result grants.
fn draw_one<T>(
    life: &mut Life<'_>,
    question: &'static Question,
    key: RateKey,
    introduction: Period,
    candidates: &[Candidate<T>],
    find: impl Fn(&T, Date, &mut Why) -> Finding,
) {
    let leading = leading(candidates, |candidate| find(&candidate.of, candidate.day, &mut Why::silent()).answer);
    let Some(first) = leading.periods().next().map(|(period, _)| period.from()) else { return };
    let file = life.file;
    let from = first.max(introduction.from()).max(cite!("§ 45, stk. 7").in_force().from());
    let spine = std::mem::take(&mut life.spine);
    let mut days: Vec<Date> = leading.days_between(from, Date::MAX).collect();
    days.extend(file.contracts.first().map(|contract| contract.on));
    life.conclude_by_day(question, None, Period::since(from), days, |on, why| {
        let Some(candidate) = leading.on(on).and_then(|place| candidates.get(*place)) else {
            return (Finding::of(Answer::No, cite!("§ 45, stk. 7")), Value::None);
        };
        let result = find(&candidate.of, on, why);
        granted((file, &spine, introduction), &result, key, (candidate.day, candidate.in_programme), on, why)
    });
    life.spine = spine;
}
