//! Chapter 6, §§ 33–39: help in special cases, for those the Act covers.
//!
//! All of it is a "may": where the conditions of a form of help are met the municipality may help, and whether it does is its own
//! judgement. What is found here is therefore no decision. The forms stand in files of their own, by the headings of the Act.

pub mod application;
pub mod children;
pub mod failed_support;
pub mod moves;
pub mod programme_expenses;
pub mod single_expenses;
pub mod treatment;

use std::collections::BTreeMap;

use jiff::civil::Date;
use vocabulary::Period;

use self::application::{Application, Judged};
use crate::answer::{AllOf, Answer, Bearer, Finding, Judgement};
use crate::case::PersonFile;
use crate::chapter5_introduction_benefit::right;
use crate::chapter13_commencement;
use crate::cite;
use crate::decision;
use crate::edition::Edition;
use crate::facts::{Content, HelpForm};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether the conditions of the help applied for are met.
pub static CONDITIONS: Question = Question {
    key: "help.conditions",
    words: Words::new(
        "Er betingelserne opfyldt, så kommunen kan yde hjælpen?",
        "Are the conditions met, so that the municipality may help?",
    ),
};
/// Whether the municipality helps, where it may.
pub static DECISION: Question =
    Question { key: "help.decision", words: Words::new("Yder kommunen hjælpen?", "Does the municipality help?") };
/// Which municipality pays for a move.
pub static PAID_BY: Question = Question {
    key: "help.paid_by",
    words: Words::new(
        "Hvilken kommune yder hjælpen til flytning?",
        "Which municipality grants the help with the move?",
    ),
};

static WHETHER_TO_HELP: Judgement = Judgement {
    fact: "decision_draft",
    by: Bearer::Municipality,
    words: Words::new(
        "betingelserne er opfyldt: vil kommunen yde hjælpen?",
        "the conditions are met: will the municipality help?",
    ),
};

/// §§ 33–39 together: whether the conditions of the help applied for are met on the day: those of the Act as a whole
/// ([`is_for_the_municipality`]) and those of the form. Reads the application and what has been judged about it.
pub fn conditions(
    file: &PersonFile<'_>,
    spine: &Spine,
    edition: &Edition,
    application: &Application<'_>,
    judged: &Judged,
    on: Date,
    why: &mut Why,
) -> Finding {
    let general = is_for_the_municipality(file, spine, on, why);
    let own = match application.form {
        HelpForm::FailedSupport => failed_support::supporter_fails(file, spine, edition, application, judged, on, why),
        HelpForm::SingleExpense => single_expenses::is_single_expense(application, judged, why),
        HelpForm::Treatment => treatment::is_treatment(application, judged, why),
        HelpForm::ContactWithChild => children::is_contact_with_own_child(file, edition, application, why),
        HelpForm::ChildTakenAbroad => children::is_travel_to_child_taken_abroad(application, why),
        HelpForm::ChildAfterDeath => children::is_support_of_child_after_death(application, why),
        HelpForm::Move => moves::is_move(file, application, judged, on, why),
        HelpForm::ProgrammeCourse
        | HelpForm::ProgrammeTransport
        | HelpForm::ProgrammeTools
        | HelpForm::ProgrammeMaterial
        | HelpForm::ProgrammeFolkHighSchool
        | HelpForm::ProgrammeOther => {
            programme_expenses::may_be_covered(file, spine, edition, application, judged, on, why)
        }
    };
    let mut all = AllOf::conditions_of(own.provision);
    all.take(&general);
    all.take(&own);
    all.finding()
}

/// § 4, stk. 1 with §§ 2 and 58, stk. 3: help is for those whom the Act covers, from the municipality that is responsible for them; chapter
/// 6 does not hold for permits from before the Act. The Act sets no end to it, as the introduction period is one for other things.
pub fn is_for_the_municipality(file: &PersonFile<'_>, spine: &Spine, on: Date, why: &mut Why) -> Finding {
    let mut all = AllOf::conditions_of(cite!("§ 4, stk. 1"));
    match spine.scope.on(on) {
        Some(scope) => {
            why.answer(scope.finding.provision, scope.finding.answer, ());
            all.take(&scope.finding);
        }
        None => all.require(cite!("§ 2, stk. 1"), Answer::No, (), why),
    }
    match spine.responsible.on(on) {
        Some(responsible) => {
            why.answer(responsible.finding.provision, responsible.finding.answer, responsible.because);
            all.take(&responsible.finding);
        }
        None => all.require(cite!("§ 4, stk. 1"), Answer::No, (), why),
    }
    all.finding().unless(&chapter13_commencement::has_permit_from_before_the_act(file, why))
}

/// Days on which the answer about an application can change for reasons outside it, in order.
#[derive(Default)]
struct Turns {
    /// Whether the Act covers the person and a municipality is responsible, from each day on.
    reached: Vec<(Date, bool)>,
    /// The right to introduction benefit (§ 33).
    right: Vec<Date>,
    /// Jobs with wage subsidy (§ 34, stk. 2, 2. pkt.).
    wage_subsidy: Vec<Date>,
    /// Answers of the municipality moved to (§ 39, stk. 3).
    approval: Vec<Date>,
}

impl Turns {
    fn of(life: &Life<'_>) -> Self {
        let (file, spine) = (life.file, &life.spine);
        let wants = |form: HelpForm| file.help_applications.iter().any(|application| application.form == form);
        let mut turns = Self { reached: days_reached(spine), ..Self::default() };
        if let (true, Some(takeover), Some(period)) =
            (wants(HelpForm::FailedSupport), spine.takeover, spine.introduction_period)
        {
            let end = period.to().unwrap_or(Date::MAX);
            turns.right = right::days_of_change(file, spine, takeover, end);
        }
        if wants(HelpForm::ProgrammeTransport) {
            turns.wage_subsidy = programme_expenses::days_of_wage_subsidy(file);
        }
        if wants(HelpForm::Move) {
            turns.approval = file.programme_takeovers.iter().map(|answer| answer.on).collect();
        }
        turns
    }

    fn days(&self, form: HelpForm) -> &[Date] {
        match form {
            HelpForm::FailedSupport => &self.right,
            HelpForm::ProgrammeTransport => &self.wage_subsidy,
            HelpForm::Move => &self.approval,
            _ => &[],
        }
    }

    /// The first day from a day on, itself left out, on which the municipality can help, where it cannot on the day.
    fn begins(&self, from: Date) -> Option<Date> {
        let later = self.reached.partition_point(|(day, _)| *day <= from);
        let now = later.checked_sub(1).and_then(|place| self.reached.get(place)).is_some_and(|(_, reached)| *reached);
        let later = self.reached.get(later..).unwrap_or_default();
        later.iter().find(|(_, reached)| !now && *reached).map(|(day, _)| *day)
    }

    /// The first day after a day on which it can no more.
    fn ends(&self, after: Date) -> Option<Date> {
        let later = self.reached.partition_point(|(day, _)| *day <= after);
        let later = self.reached.get(later..).unwrap_or_default();
        later.iter().find(|(_, reached)| !*reached).map(|(day, _)| *day)
    }
}

fn days_reached(spine: &Spine) -> Vec<(Date, bool)> {
    let scope = spine.scope.periods().map(|(period, _)| period.from());
    let mut days: Vec<Date> = scope.chain(spine.responsible.periods().map(|(period, _)| period.from())).collect();
    days.sort_unstable();
    days.dedup();
    let mut reached: Vec<(Date, bool)> =
        days.into_iter().map(|day| (day, spine.is_covered(day) && spine.municipality(day).is_some())).collect();
    reached.dedup_by_key(|(_, reached)| *reached);
    reached
}

/// The day on which a later application of the same form takes the place of each: for help that runs, and for a move.
fn days_replaced(file: &PersonFile<'_>) -> BTreeMap<FactRef, Date> {
    let mut next: BTreeMap<HelpForm, (Date, Option<Date>)> = BTreeMap::new();
    let mut replaced = BTreeMap::new();
    for application in file.help_applications.iter().rev().filter(|application| runs(application.form)) {
        let (day, after) = next.get(&application.form).copied().unwrap_or((Date::MAX, None));
        let later = if day > application.on { Some(day).filter(|day| *day < Date::MAX) } else { after };
        replaced.extend(later.map(|later| (application.fact, later)));
        next.insert(application.form, (application.on, later));
    }
    replaced
}

/// Help that is applied for once and runs, so that a new application takes the place of an old one; a move is made once.
fn runs(form: HelpForm) -> bool {
    matches!(form, HelpForm::FailedSupport | HelpForm::ProgrammeTransport | HelpForm::Move)
}

/// Draws §§ 33–39 over the person's life: every application until it is decided.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    if file.help_applications.is_empty() {
        return;
    }
    let (turns, replaced) = (Turns::of(life), days_replaced(file));
    for application in &file.help_applications {
        let reached = turns.begins(application.on);
        let ends = [
            decision::decided_on(file, application.fact),
            replaced.get(&application.fact).copied(),
            turns.ends(reached.unwrap_or(application.on)),
        ];
        let end = ends.into_iter().flatten().min();
        let outside = turns.days(application.form);
        let outside = &outside[outside.partition_point(|day| *day <= application.on)..];
        let outside = outside.iter().copied().take_while(|day| end.is_none_or(|end| *day < end)).chain(reached);
        draw_application(life, application, outside, end);
    }
}

fn draw_application(
    life: &mut Life<'_>,
    application: &Application<'_>,
    outside: impl Iterator<Item = Date>,
    end: Option<Date>,
) {
    let (file, edition) = (life.file, life.edition);
    let spine = std::mem::take(&mut life.spine);
    let assessments = assessments_of(file, application);
    let mut days: Vec<Date> = outside.chain(assessments.iter().map(|(day, ..)| *day)).collect();
    days.retain(|day| *day > application.on && end.is_none_or(|end| *day < end));
    days.push(application.on);
    days.sort_unstable();
    days.dedup();
    let mut assessed = assessments.into_iter().peekable();
    let mut judged = Judged::default();
    let mut found: Vec<(Date, Judged, Finding)> = Vec::new();
    for day in days {
        while let Some((_, fact, held)) = assessed.next_if(|(assessed, ..)| *assessed <= day) {
            judged.take(fact, held);
        }
        let finding = conditions(file, &spine, edition, application, &judged, day, &mut Why::silent());
        if found.last().is_none_or(|(.., last)| *last != finding) {
            found.push((day, judged, finding));
        }
    }
    for (place, (from, judged, finding)) in found.iter().enumerate() {
        let to = found.get(place + 1).map(|(next, ..)| *next).or(end);
        let Some(holds) = Period::new(*from, to).ok().filter(|holds| holds.contains(*from)) else { continue };
        life.conclude(&CONDITIONS, Some(application.fact), holds, |why| {
            let finding = conditions(file, &spine, edition, application, judged, *from, why);
            let value = outcome(&finding);
            (finding, value)
        });
        if finding.answer.is_yes() {
            life.conclude(&DECISION, Some(application.fact), holds, |why| {
                let answer = Answer::ForJudgement(&WHETHER_TO_HELP);
                (Finding::noted(answer, finding.provision, application.fact, why), Value::None)
            });
        }
    }
    let pending = Period::new(application.on, end).ok().filter(|pending| pending.contains(application.on));
    if let (HelpForm::Move, Some(pending)) = (application.form, pending) {
        life.conclude(&PAID_BY, Some(application.fact), pending, |why| moves::paid_by(&spine, application, why));
    }
    life.spine = spine;
}

/// What met or unmet conditions mean for help that the municipality may give.
fn outcome(conditions: &Finding) -> Value {
    match conditions.answer {
        Answer::Yes => Value::Named(
            "may",
            Words::new(
                "kommunen kan yde hjælpen; om den gør det, er dens skøn",
                "the municipality may help; whether it does is for it to judge",
            ),
        ),
        Answer::No => {
            Value::Named("may_not", Words::new("kommunen kan ikke yde hjælpen", "the municipality may not help"))
        }
        Answer::Missing(_) | Answer::ForJudgement(_) => Value::None,
    }
}

/// The judgements about an application, in the order of their days.
fn assessments_of<'a>(
    file: &PersonFile<'a>,
    application: &Application<'_>,
) -> Vec<(Date, FactRef, &'a crate::facts::HelpAssessment)> {
    let mut assessments: Vec<_> = file
        .pointing_at(application.fact)
        .filter_map(|(fact, content)| match content {
            Content::HelpAssessment(held) => Some((file.day(fact), fact, held)),
            _ => None,
        })
        .collect();
    assessments.sort_by_key(|(day, fact, _)| (*day, *fact));
    assessments
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::case;
    use crate::edition::LBK_1593_2007;
    use crate::life::{About, with_life};

    /// The days on which each application of the form is asked about, by the place of its fact.
    fn asked_about(form: &str, days: [&str; 3]) -> Vec<(usize, Period)> {
        let applications: Vec<String> = days
            .iter()
            .map(|day| format!(r#"{{ "fact": "help_application", "on": "{day}", "form": "{form}" }}"#))
            .collect();
        let text = format!(
            r#"{{ "case": "c", "persons": [{{ "id": "p", "born": "1980-01-01" }}], "facts": [
                {{ "fact": "citizenship", "on": "2008-01-10", "country": "SOM" }},
                {{ "fact": "permit", "on": "2008-01-10", "ground": "7:1" }},
                {{ "fact": "placement", "on": "2008-01-10", "municipality": 101 }},
                {} ] }}"#,
            applications.join(",")
        );
        let case = case::read(&text).unwrap();
        let person = case.person("p").unwrap();
        with_life(&case, person, &LBK_1593_2007, date(2009, 1, 1), Why::silent(), |life| {
            let asked = life.conclusions().iter().filter(|conclusion| *conclusion.question == CONDITIONS);
            let place = |about: About| match about {
                About::Fact(fact) => fact.place(),
                About::Person | About::Month(_) => unreachable!("it is about an application"),
            };
            asked.map(|conclusion| (place(conclusion.about), conclusion.holds)).collect()
        })
    }

    #[test]
    fn a_new_application_for_help_that_runs_takes_the_place_of_the_old() {
        let (first, second) = (date(2008, 5, 1), date(2008, 6, 1));
        let asked = asked_about("programme_transport", ["2008-05-01", "2008-06-01", "2008-06-01"]);
        let expected =
            [(3, Period::new(first, Some(second)).unwrap()), (4, Period::since(second)), (5, Period::since(second))];
        assert_eq!(asked, expected);
    }

    #[test]
    fn single_expenses_stand_side_by_side() {
        let asked = asked_about("single_expense", ["2008-05-01", "2008-06-01", "2008-07-01"]);
        assert!(asked.iter().all(|(_, holds)| holds.to().is_none()), "{asked:?}");
        assert_eq!(asked.len(), 3);
    }
}
