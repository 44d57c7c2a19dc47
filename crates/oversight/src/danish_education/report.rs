//! One report: called in, received, read, what is still open, reminded of, closed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::words::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::MunicipalityCode;

use super::content::{Covered, Item};
use super::rhythm::{ReportPeriod, period_ending};
use crate::ledger::{Entry, Ledger, Party, WrongStep, after, by, filled, not_before};

/// A municipality's report on a period, as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "DanishEducationReport")]
pub struct Report {
    /// Whose.
    pub municipality: MunicipalityCode,
    /// What it covers.
    pub period: ReportPeriod,
    /// Why it was called in outside the rhythm; none where it was not.
    pub extraordinary: Option<String>,
    /// When it was called in.
    pub called_in: Date,
    /// The last day for handing it in, as it is now.
    pub deadline: Date,
    /// Reminders of it.
    pub reminders: Vec<Reminder>,
    /// What was handed in, oldest first: the report, and what was added to it.
    pub received: Vec<Received>,
    /// How it was read last.
    pub reading: Option<Reading>,
    /// What the municipality must still answer.
    pub points: Vec<Outstanding>,
    /// When it was closed, and with what conclusion.
    pub closed: Option<(Date, String)>,
    /// The day of the newest step.
    pub newest: Date,
}

/// Something that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ReportReceived")]
pub struct Received {
    /// When.
    pub on: Date,
    /// Where it lies: file number or address.
    pub reference: String,
}

/// A reminder, and the deadline it set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ReportReminder")]
pub struct Reminder {
    /// When.
    pub on: Date,
    /// The new deadline.
    pub deadline: Date,
}

/// How a report was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ReportReading")]
pub struct Reading {
    /// When.
    pub on: Date,
    /// How far it speaks of each thing that was asked for.
    pub content: BTreeMap<Item, Covered>,
    /// The reader's remarks.
    pub note: String,
    /// How many parts had been handed in by then; a part that came since is not read yet.
    pub parts: usize,
}

/// Something that a municipality must still answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "OutstandingPoint")]
pub struct Outstanding {
    /// Its name in the report.
    pub id: String,
    /// What it is about.
    pub item: Item,
    /// What is asked of the municipality.
    pub what: String,
    /// The last day for answering, as it is now.
    pub deadline: Date,
    /// When it was sent to the municipality; none before.
    pub sent: Option<Date>,
    /// Reminders of it.
    pub reminders: Vec<Reminder>,
    /// The answer.
    pub answer: Option<(Date, String)>,
    /// When it was settled, and how.
    pub settled: Option<(Date, String)>,
}

/// Most reminders of the same thing; after them the matter is another than a reminder.
const REMINDERS_MOST: usize = 2;

/// What is done with a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "DanishEducationStep")]
#[serde(tag = "step", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// The municipality is asked for it. Goes out as a letter.
    CalledIn {
        /// Which municipality.
        municipality: MunicipalityCode,
        /// The last day of the period.
        period_last: Date,
        /// The first day, where it is not a period of the rhythm.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        period_first: Option<Date>,
        /// Why it is called in outside the rhythm.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        extraordinary: String,
        /// The last day for handing it in.
        deadline: Date,
    },
    /// The deadline is another one.
    DeadlineMoved {
        /// The new one.
        deadline: Date,
        /// Why.
        reason: String,
    },
    /// The municipality is reminded of the report: at most twice, each time after the deadline. Goes out as a letter.
    Reminded {
        /// The new deadline.
        deadline: Date,
    },
    /// The report, or something added to it, came.
    Received {
        /// Where it lies.
        reference: String,
    },
    /// An officer read it, and says of each thing that was asked for how far it is spoken of.
    Read {
        /// By item.
        content: BTreeMap<Item, Covered>,
        /// Remarks.
        #[serde(default)]
        note: String,
    },
    /// Something is still open.
    PointRaised {
        /// Its name in the report.
        id: String,
        /// What it is about.
        item: Item,
        /// What is asked of the municipality.
        what: String,
        /// The last day for answering.
        deadline: Date,
    },
    /// The open points that were not sent before go to the municipality in a letter.
    PointsSent,
    /// The municipality is reminded of a point: at most twice, each time after its deadline. Goes out as a letter.
    PointReminded {
        /// Which.
        id: String,
        /// The new deadline.
        deadline: Date,
    },
    /// The municipality answered.
    PointAnswered {
        /// Which.
        id: String,
        /// What, or where the answer lies.
        answer: String,
    },
    /// The point is settled.
    PointSettled {
        /// Which.
        id: String,
        /// How.
        conclusion: String,
    },
    /// The matter is closed.
    Closed {
        /// With what conclusion.
        conclusion: String,
    },
    /// A closed matter is taken up again.
    Reopened {
        /// Why.
        reason: String,
    },
}

/// How far a report has come on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ReportStanding")]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It is owed and was not called in.
    NotCalledIn,
    /// It was called in and the deadline has not passed.
    Awaited,
    /// The deadline has passed without it.
    Overdue,
    /// It came and nobody has read it since.
    ToBeRead,
    /// It was read; points wait for the municipality within their deadlines, or for being sent.
    Outstanding,
    /// A point's deadline has passed without an answer.
    OutstandingOverdue,
    /// A point was answered and waits to be settled.
    ToBeSettled,
    /// It was read and nothing is open.
    ToBeClosed,
    /// The matter is closed.
    Closed,
}

impl Standing {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::NotCalledIn => Words::new("ikke indkaldt", "not called in"),
            Self::Awaited => Words::new("afventes", "awaited"),
            Self::Overdue => Words::new("overskredet", "overdue"),
            Self::ToBeRead => Words::new("skal læses", "to be read"),
            Self::Outstanding => Words::new("udestående punkter", "outstanding points"),
            Self::OutstandingOverdue => Words::new("udestående punkter overskredet", "outstanding points overdue"),
            Self::ToBeSettled => Words::new("svar skal vurderes", "answers to be assessed"),
            Self::ToBeClosed => Words::new("kan afsluttes", "can be closed"),
            Self::Closed => Words::new("afsluttet", "closed"),
        }
    }

    /// Every standing, what presses most first.
    pub const ALL: [Self; 9] = [
        Self::Overdue,
        Self::OutstandingOverdue,
        Self::NotCalledIn,
        Self::ToBeRead,
        Self::ToBeSettled,
        Self::ToBeClosed,
        Self::Outstanding,
        Self::Awaited,
        Self::Closed,
    ];
}

impl Outstanding {
    fn is_open(&self) -> bool {
        self.settled.is_none()
    }

    /// Whether the deadline has passed without an answer.
    pub fn is_overdue(&self, on: Date) -> bool {
        self.is_open() && self.answer.is_none() && self.sent.is_some() && self.deadline < on
    }
}

impl Report {
    /// How far it has come on a day.
    pub fn standing(&self, on: Date) -> Standing {
        if self.closed.is_some() {
            return Standing::Closed;
        }
        if self.received.is_empty() {
            return if self.deadline < on { Standing::Overdue } else { Standing::Awaited };
        }
        if self.reading.as_ref().is_none_or(|reading| reading.parts < self.received.len()) {
            return Standing::ToBeRead;
        }
        let mut open = self.points.iter().filter(|point| point.is_open()).peekable();
        if open.peek().is_none() {
            return Standing::ToBeClosed;
        }
        if self.points.iter().any(|point| point.is_overdue(on)) {
            return Standing::OutstandingOverdue;
        }
        if open.any(|point| point.answer.is_some()) { Standing::ToBeSettled } else { Standing::Outstanding }
    }

    /// The next day that somebody waits for: the report's deadline before it came, then the earliest of its open points.
    pub fn next_deadline(&self) -> Option<Date> {
        if self.closed.is_some() {
            return None;
        }
        if self.received.is_empty() {
            return Some(self.deadline);
        }
        let waiting = self.points.iter().filter(|point| point.is_open() && point.answer.is_none());
        waiting.map(|point| point.deadline).min()
    }

    /// The points that wait for a letter.
    pub fn unsent(&self) -> impl Iterator<Item = &Outstanding> {
        self.points.iter().filter(|point| point.is_open() && point.sent.is_none())
    }

    fn begun(entry: &Entry<Step>) -> Result<Self, WrongStep> {
        let Step::CalledIn { municipality, period_last, period_first, extraordinary, deadline } = &entry.what else {
            return Err(WrongStep::NotBegun);
        };
        if municipality.municipality().is_none() {
            return Err(WrongStep::NoSuch { field: "municipality", value: municipality.to_string() });
        }
        let no_such = || WrongStep::NoSuch { field: "period_last", value: period_last.to_string() };
        let period = match (period_ending(*period_last), period_first) {
            (Some(period), None) => period,
            (_, Some(first)) => {
                filled("extraordinary", extraordinary)?;
                after("period_last", *period_last, *first)?;
                ReportPeriod { first: *first, last: *period_last }
            }
            (None, None) => return Err(no_such()),
        };
        // A deadline within the period would ask for what has not happened yet.
        after("deadline", *deadline, entry.on.max(period.last))?;
        Ok(Self {
            municipality: *municipality,
            period,
            extraordinary: period_first.map(|_| extraordinary.clone()),
            called_in: entry.on,
            deadline: *deadline,
            reminders: Vec::new(),
            received: Vec::new(),
            reading: None,
            points: Vec::new(),
            closed: None,
            newest: entry.on,
        })
    }

    fn point(&mut self, id: &str) -> Result<&mut Outstanding, WrongStep> {
        let point = self.points.iter_mut().find(|point| point.id == id);
        let point = point.ok_or_else(|| WrongStep::NoSuch { field: "id", value: id.to_owned() })?;
        if point.is_open() { Ok(point) } else { Err(WrongStep::Twice { field: "id", value: id.to_owned() }) }
    }

    fn read(&mut self, on: Date, content: &BTreeMap<Item, Covered>, note: &str) -> Result<(), WrongStep> {
        if self.received.is_empty() {
            return Err(WrongStep::TooSoon { needs: "received" });
        }
        let asked: Vec<Item> = Item::asked_of(self.period).collect();
        let missing: Vec<String> =
            asked.iter().filter(|item| !content.contains_key(item)).map(|item| item.key().to_owned()).collect();
        if !missing.is_empty() {
            return Err(WrongStep::Incomplete { field: "content", missing });
        }
        if let Some(other) = content.keys().find(|item| !asked.contains(item)) {
            return Err(WrongStep::NoSuch { field: "content", value: other.key().to_owned() });
        }
        self.reading =
            Some(Reading { on, content: content.clone(), note: note.to_owned(), parts: self.received.len() });
        Ok(())
    }

    fn raise(&mut self, entry: &Entry<Step>) -> Result<(), WrongStep> {
        let Step::PointRaised { id, item, what, deadline } = &entry.what else { return Err(WrongStep::NotOfThisKind) };
        if self.reading.is_none() {
            return Err(WrongStep::TooSoon { needs: "read" });
        }
        filled("id", id)?;
        filled("what", what)?;
        after("deadline", *deadline, entry.on)?;
        if self.points.iter().any(|point| point.id == *id) {
            return Err(WrongStep::Twice { field: "id", value: id.clone() });
        }
        self.points.push(Outstanding {
            id: id.clone(),
            item: *item,
            what: what.clone(),
            deadline: *deadline,
            sent: None,
            reminders: Vec::new(),
            answer: None,
            settled: None,
        });
        Ok(())
    }

    /// What the report must contain, does not in full, and was never made a point that the municipality answers (BEK 981/2016 § 18, stk. 4).
    fn passed_over(&self) -> Vec<String> {
        let content = self.reading.iter().flat_map(|reading| &reading.content);
        let lacking = content.filter(|(_, covered)| **covered != Covered::Covered).map(|(item, _)| *item);
        lacking
            .filter(|item| !self.points.iter().any(|point| point.item == *item))
            .map(|item| item.key().to_owned())
            .collect()
    }

    fn close(&mut self, on: Date, conclusion: &str) -> Result<(), WrongStep> {
        filled("conclusion", conclusion)?;
        match self.standing(on) {
            Standing::ToBeClosed => {
                let missing = self.passed_over();
                if !missing.is_empty() {
                    return Err(WrongStep::Incomplete { field: "content", missing });
                }
                self.closed = Some((on, conclusion.to_owned()));
                Ok(())
            }
            Standing::Awaited | Standing::Overdue | Standing::NotCalledIn => {
                Err(WrongStep::TooSoon { needs: "received" })
            }
            Standing::ToBeRead => Err(WrongStep::TooSoon { needs: "read" }),
            _ => {
                let open = self.points.iter().filter(|point| point.is_open());
                Err(WrongStep::Incomplete { field: "step", missing: open.map(|point| point.id.clone()).collect() })
            }
        }
    }
}

/// A reminder of something whose deadline was this: after it, at most twice, with a new deadline.
fn remind(reminders: &mut Vec<Reminder>, deadline: &mut Date, on: Date, new_deadline: Date) -> Result<(), WrongStep> {
    after("on", on, *deadline)?;
    after("deadline", new_deadline, on)?;
    if reminders.len() == REMINDERS_MOST {
        return Err(WrongStep::Twice { field: "step", value: "reminded".to_owned() });
    }
    reminders.push(Reminder { on, deadline: new_deadline });
    *deadline = new_deadline;
    Ok(())
}

impl Ledger for Report {
    type Step = Step;

    fn take(before: Option<&Self>, entry: &Entry<Step>) -> Result<Self, WrongStep> {
        by(entry, Party::Ministry)?;
        let Some(before) = before else { return Self::begun(entry) };
        let on = entry.on;
        not_before("on", on, before.newest)?;
        let mut report = before.clone();
        report.newest = on;
        if report.closed.is_some() && !matches!(entry.what, Step::Reopened { .. }) {
            return Err(WrongStep::Closed);
        }
        match &entry.what {
            Step::CalledIn { .. } => return Err(WrongStep::BegunAlready),
            Step::DeadlineMoved { deadline, reason } => {
                filled("reason", reason)?;
                if !report.received.is_empty() {
                    return Err(WrongStep::Twice { field: "step", value: "received".to_owned() });
                }
                after("deadline", *deadline, on)?;
                report.deadline = *deadline;
            }
            Step::Reminded { deadline } => {
                if !report.received.is_empty() {
                    return Err(WrongStep::Twice { field: "step", value: "received".to_owned() });
                }
                remind(&mut report.reminders, &mut report.deadline, on, *deadline)?;
            }
            Step::Received { reference } => {
                filled("reference", reference)?;
                report.received.push(Received { on, reference: reference.clone() });
            }
            Step::Read { content, note } => report.read(on, content, note)?,
            Step::PointRaised { .. } => report.raise(entry)?,
            Step::PointsSent => {
                if report.unsent().next().is_none() {
                    return Err(WrongStep::TooSoon { needs: "point-raised" });
                }
                for point in report.points.iter_mut().filter(|point| point.is_open() && point.sent.is_none()) {
                    after("deadline", point.deadline, on)?;
                    point.sent = Some(on);
                }
            }
            Step::PointReminded { id, deadline } => {
                let point = report.point(id)?;
                if point.sent.is_none() {
                    return Err(WrongStep::TooSoon { needs: "points-sent" });
                }
                if point.answer.is_some() {
                    return Err(WrongStep::Twice { field: "step", value: "point-answered".to_owned() });
                }
                remind(&mut point.reminders, &mut point.deadline, on, *deadline)?;
            }
            Step::PointAnswered { id, answer } => {
                filled("answer", answer)?;
                report.point(id)?.answer = Some((on, answer.clone()));
            }
            Step::PointSettled { id, conclusion } => {
                filled("conclusion", conclusion)?;
                report.point(id)?.settled = Some((on, conclusion.clone()));
            }
            Step::Closed { conclusion } => report.close(on, conclusion)?,
            Step::Reopened { reason } => {
                filled("reason", reason)?;
                if report.closed.take().is_none() {
                    return Err(WrongStep::TooSoon { needs: "closed" });
                }
            }
        }
        Ok(report)
    }
}

#[cfg(test)]
mod tests;
