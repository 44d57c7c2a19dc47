//! The cases behind a figure of oversight: the same pass that counts, kept as a list, a page at a time.

use std::cmp::Ordering;

use jiff::civil::Date;
use law::act::Provision;
use law::facts::{KINDS, names};
use oversight::compliance::figures::Scope;
use oversight::compliance::waiting::Cause;
use oversight::compliance::{Course, Outcome, PersonDuty};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::MunicipalityCode;

use super::compliance::{contract_goals, is_counted, own};
use super::export::{Export, Exported, all, note};
use super::work_list::{First, Page, Rows};
use crate::access::{Action, Sight};
use crate::cases::CaseNumber;
use crate::office::{Part, Question, Refused, SeenCase, View};

/// Asks for the cases behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComplianceCases {
    /// The figure's scope.
    pub scope: Scope,
    /// Which figure.
    pub figure: Figure,
    /// In which order.
    pub sort: FigureSort,
    /// Which page.
    pub page: Page,
}

/// A figure that opens to its cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Person-duties with an outcome, or all in the scope.
    Duties(Option<Outcome>),
    /// Contracts without a goal of employment or education.
    ContractsWithoutGoal,
    /// Cases that waited for somebody, those that waited longest first.
    Waited(Cause),
    /// Facts that were recorded more than so many days late, the latest first; of one kind, by its place in [`KINDS`], or of all.
    EnteredLate {
        /// The kind.
        kind: Option<usize>,
        /// More than so many days.
        over_days: i16,
    },
}

/// In which order the lines behind a figure come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FigureSort {
    /// Most days first.
    #[default]
    Days,
    /// The earliest legal date first; what has none comes last.
    Due,
    /// The case number.
    Case,
}

/// A line behind a figure.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ComplianceRow {
    /// The case.
    pub case: CaseNumber,
    /// The person-id.
    pub person: String,
    /// The person's name.
    pub name: String,
    /// What it is about, in Danish and English.
    pub words: [&'static str; 2],
    /// The provision, where it is a duty.
    pub provision: Option<Provision>,
    /// The municipality whose figure it is in.
    pub municipality: Option<MunicipalityCode>,
    /// The day the duty arose.
    pub since: Option<Date>,
    /// The last lawful day.
    pub due: Option<Date>,
    /// The day it was done or fell away.
    pub ended: Option<Date>,
    /// How the duty stands.
    pub outcome: Option<Outcome>,
    /// Days late, days waited, or days until it was recorded.
    pub days: Option<i64>,
}

#[derive(Clone, Copy)]
struct Found<'a> {
    seen: SeenCase<'a>,
    person: u16,
    what: What<'a>,
    /// What the list is sorted by: most days first.
    days: i64,
}

#[derive(Clone, Copy)]
enum What<'a> {
    Duty(&'a PersonDuty),
    Contract,
    Waited(Cause),
    Entered(&'static str),
}

impl Question for ComplianceCases {
    type Answer = Rows<ComplianceRow>;

    fn answer(&self, view: &View<'_>) -> Result<Rows<ComplianceRow>, Refused> {
        view.must(Action::ReadFigures)?;
        view.must(Action::ReadCases)?;
        let scope = own(view, self.scope);
        let mut first =
            First::new(self.page.range(usize::MAX).end, |a: &Found<'_>, b: &Found<'_>| self.sort.compare(a, b));
        let mut of = 0;
        for seen in view.cases().filter(|seen| seen.sight == Sight::Content) {
            self.of_case(view, &scope, seen, &mut of, &mut |found| first.offer(found));
        }
        let (found, shown) = first.finish();
        let range = self.page.range(found);
        let rows = shown[range].iter().map(|one| row(view, one)).collect();
        Ok(Rows { rows, found, of, page: self.page, choices: Vec::new() })
    }
}

impl ComplianceCases {
    /// Tells what the figure has of a case, and counts what it could have.
    fn of_case<'a>(
        &self,
        view: &View<'_>,
        scope: &Scope,
        seen: SeenCase<'a>,
        of: &mut usize,
        tell: &mut impl FnMut(Found<'a>),
    ) {
        let look = seen.look;
        let is_own = scope.municipality.is_none_or(|code| look.municipality == Some(code));
        match self.figure {
            Figure::Duties(outcome) => {
                for one in look.overseen.duties.iter().filter(|one| is_counted(view, scope, one)) {
                    *of += 1;
                    if outcome.is_none_or(|outcome| one.outcome(view.day()) == outcome) {
                        let days = days_late(one, view.day());
                        tell(Found { seen, person: one.person, what: What::Duty(one), days });
                    }
                }
            }
            Figure::ContractsWithoutGoal => {
                for (person, has_goal) in contract_goals(look, scope) {
                    *of += 1;
                    if !has_goal {
                        tell(Found { seen, person: person.place, what: What::Contract, days: 0 });
                    }
                }
            }
            Figure::Waited(cause) if is_own => {
                *of += 1;
                let days = look.overseen.idle.of(cause);
                if days > 0 {
                    let days = i64::try_from(days).unwrap_or(i64::MAX);
                    tell(Found { seen, person: 0, what: What::Waited(cause), days });
                }
            }
            Figure::EnteredLate { kind, over_days } if is_own => {
                for entered in &look.overseen.entered {
                    let is_kind = kind.is_none_or(|kind| entered.place() == kind);
                    let Some(days) = entered.days.filter(|_| is_kind) else { continue };
                    *of += 1;
                    if days > over_days {
                        tell(Found { seen, person: 0, what: What::Entered(entered.kind()), days: days.into() });
                    }
                }
            }
            Figure::Waited(_) | Figure::EnteredLate { .. } => {}
        }
    }
}

/// How many days after the last day in time it was done or fell away, or is today where it still runs; 0 where it is not late. Done the day
/// after is one day late, unlike idle days, which are the days on which it lay undone.
fn days_late(one: &PersonDuty, on: Date) -> i64 {
    let until = match one.course {
        Course::Done(day) | Course::FellAway(day) => Some(day),
        Course::Running => Some(on),
        Course::Undecidable => None,
    };
    let late = one.due.zip(until).map_or(0, |(due, until)| law::calendar::days_between(due, until));
    i64::from(late).max(0)
}

impl FigureSort {
    fn compare(self, a: &Found<'_>, b: &Found<'_>) -> Ordering {
        let duty = |one: &Found<'_>| match one.what {
            What::Duty(duty) => Some((duty.due.is_none(), duty.day(), duty.duty)),
            _ => None,
        };
        let by = match self {
            Self::Days => b.days.cmp(&a.days),
            Self::Due => duty(a).cmp(&duty(b)),
            Self::Case => Ordering::Equal,
        };
        by.then_with(|| a.seen.file.number.cmp(&b.seen.file.number))
            .then_with(|| a.person.cmp(&b.person))
            .then_with(|| duty(a).cmp(&duty(b)))
    }
}

/// The line of what was found; its person is noted as looked at.
fn row(view: &View<'_>, one: &Found<'_>) -> ComplianceRow {
    let seen = one.seen;
    let person = seen.file.persons.get(usize::from(one.person));
    let id = person.map(|person| person.id.clone()).unwrap_or_default();
    view.note(seen.file, &id, Part::ListRow);
    let name = person.and_then(|person| person.name.clone()).unwrap_or_else(|| id.clone());
    let blank = ComplianceRow {
        case: seen.file.number.clone(),
        person: id,
        name,
        words: ["", ""],
        provision: None,
        municipality: seen.look.municipality,
        since: None,
        due: None,
        ended: None,
        outcome: None,
        days: (one.days > 0).then_some(one.days),
    };
    match one.what {
        What::Duty(duty) => ComplianceRow {
            words: [duty.duty.words.da, duty.duty.words.en],
            provision: Some(duty.duty.provision),
            municipality: duty.municipality,
            since: Some(duty.since),
            due: duty.due,
            ended: match duty.course {
                Course::Done(day) | Course::FellAway(day) => Some(day),
                Course::Running | Course::Undecidable => None,
            },
            outcome: Some(duty.outcome(view.day())),
            ..blank
        },
        What::Contract => {
            let words = [
                "kontrakten har intet mål for beskæftigelse eller uddannelse",
                "the contract has no goal of employment or education",
            ];
            ComplianceRow { words, ..blank }
        }
        What::Waited(cause) => ComplianceRow { words: cause_words(cause), ..blank },
        What::Entered(kind) => {
            let words = names::kind(kind).map_or([kind, kind], |words| [words.da, words.en]);
            ComplianceRow { words, ..blank }
        }
    }
}

/// What a cause of waiting is called, in Danish and English.
pub fn cause_words(cause: Cause) -> [&'static str; 2] {
    match cause {
        Cause::Municipality => ["kommunens pligt er overskredet", "a duty of the municipality is overdue"],
        Cause::OtherAuthority => ["en anden myndigheds pligt er overskredet", "a duty of another authority is overdue"],
        Cause::Decision => ["partshøring eller klage kører", "a hearing or a complaint runs"],
        Cause::Person => ["udlændingens pligt er overskredet", "a duty of the foreigner is overdue"],
    }
}

/// The place of a kind of fact in [`KINDS`].
pub fn kind_place(kind: &str) -> Option<usize> {
    KINDS.iter().position(|known| *known == kind)
}

impl Question for Export<ComplianceCases> {
    type Answer = Exported<ComplianceRow>;

    fn answer(&self, view: &View<'_>) -> Result<Exported<ComplianceRow>, Refused> {
        let page = |page| {
            let rows = ComplianceCases { page, ..self.0 }.answer(view)?;
            Ok((rows.rows, rows.found))
        };
        let exported = all(page)?;
        exported.rows.iter().for_each(|row| note(view, &row.case, &row.person));
        Ok(exported)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use law::duty::DutyNumber;
    use oversight::compliance::GroundGroup;

    use super::*;

    #[test]
    fn days_late_are_counted_from_the_last_day_in_time_to_the_day_it_was_done() {
        let (due, today) = (date(2008, 8, 22), date(2009, 1, 1));
        let late = |course| {
            let duty = DutyNumber::named("contract.draw_up").expect("a duty");
            let (ground, since) = (GroundGroup::Refugee, date(2008, 7, 22));
            let one = PersonDuty { duty, person: 0, municipality: None, ground, since, due: Some(due), course };
            days_late(&one, today)
        };
        assert_eq!(late(Course::Done(date(2008, 9, 30))), 39);
        assert_eq!(late(Course::Done(date(2008, 8, 23))), 1, "the day after is a day late");
        assert_eq!(late(Course::Done(due)), 0);
        assert_eq!(late(Course::FellAway(date(2008, 8, 1))), 0);
        assert_eq!(late(Course::FellAway(date(2008, 8, 24))), 2);
        assert_eq!(late(Course::Running), 132);
        assert_eq!(late(Course::Undecidable), 0);
    }
}
