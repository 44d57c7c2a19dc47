//! § 31 a: work that was knowingly not told of makes the benefit repayable: how much for how long, by how often it happened.

pub mod weeks;

use jiff::civil::Date;
use vocabulary::{Kroner, Period};

use super::ground::{Extent, Ground, Household, Member, duty_to_decide, rests_on};
use crate::act::Provision;
use crate::answer::{AllOf, Answer, Bearer, Finding, MissingFact};
use crate::case::{PersonFile, PersonRef};
use crate::changes::{Changes, period_of};
use crate::cite;
use crate::decision::{DecisionRecord, replay};
use crate::duty::{Due, DutyKind};
use crate::edition::Edition;
use crate::facts::{Content, Dated, DecisionKind, UndisclosedWork};
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether benefit is to be made repayable, and how often that has happened.
pub static DUTY: Question = Question {
    key: "repayment.duty",
    words: Words::new(
        "Skal ydelsen gøres tilbagebetalingspligtig, og for hvilken gang?",
        "Is the benefit to be made repayable, and for which time?",
    ),
};
/// Whether the spouse's benefit is to be made repayable too.
pub static SPOUSE: Question = Question {
    key: "repayment.spouse",
    words: Words::new(
        "Skal ægtefællens ydelse også gøres tilbagebetalingspligtig?",
        "Is the spouse's benefit to be made repayable too?",
    ),
};

static BREACHED: MissingFact = MissingFact {
    fact: "undisclosed_work.breached",
    words: Words::new(
        "hvornår udlændingen undlod at oplyse om det tidligere arbejde",
        "when the foreigner failed to tell of the earlier work",
    ),
};
static SPOUSE_UNKNOWN: MissingFact = MissingFact {
    fact: "marriage.spouse",
    words: Words::new("hvilken hjælp ægtefællen får", "which help the spouse receives"),
};

pub(crate) static DECIDE: DutyKind = DutyKind {
    key: "repayment.decide",
    provision: cite!("§ 31 a"),
    bearer: Bearer::Municipality,
    words: Words::new("træf afgørelse om tilbagebetalingspligt", "decide on the duty to repay"),
    when_late: None,
};

/// A step of the ladder of § 31 a, stk. 1–3: which time it is, for how many weeks benefit is repayable, and which part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which time: 1, 2, 3 …
    pub time: usize,
    /// For how many weeks.
    pub weeks: u16,
    /// One of so many parts; 1 where all of it is repayable.
    pub one_of: u16,
}

/// A step, or what is missing to tell it.
type KnownStep = Result<Step, &'static MissingFact>;

impl Step {
    /// § 31 a, stk. 1, 1. pkt. (first time), stk. 2, 1. pkt. (second), stk. 3, 1. pkt. (third) and 2. pkt. (every later time).
    pub fn of(time: usize, edition: &Edition) -> Self {
        let figures = &edition.figures;
        let [first, second, later] = figures.repayment_weeks;
        match time {
            0 | 1 => Self { time: 1, weeks: first, one_of: figures.repayment_part },
            2 => Self { time, weeks: second, one_of: figures.repayment_part },
            _ => Self { time, weeks: later, one_of: 1 },
        }
    }

    /// The part of an amount of benefit that is repayable.
    pub fn of_amount(self, benefit: Kroner) -> Kroner {
        benefit.share(1, self.one_of.into())
    }

    /// The provision that calls for the decision.
    pub fn provision(self) -> Provision {
        match self.time {
            0 | 1 => cite!("§ 31 a, stk. 1, 1. pkt."),
            2 => cite!("§ 31 a, stk. 2, 1. pkt."),
            3 => cite!("§ 31 a, stk. 3, 1. pkt."),
            _ => cite!("§ 31 a, stk. 3, 2. pkt."),
        }
    }

    /// The provision that sets the first day of the weeks.
    pub fn provision_of_first_day(self) -> Provision {
        match self.time {
            0 | 1 => cite!("§ 31 a, stk. 1, 2. pkt."),
            2 => cite!("§ 31 a, stk. 2, 2. pkt."),
            _ => cite!("§ 31 a, stk. 3, 3. pkt."),
        }
    }

    fn value(self) -> Value {
        Value::Time(i32::try_from(self.time).unwrap_or(i32::MAX))
    }
}

/// How often somebody has been made to repay: what a new breach is counted after.
#[derive(Debug, Default)]
pub struct Ladder {
    /// The days on which a decision on an own breach came to have effect, and on which one ceased to.
    begun: Vec<Date>,
    ended: Vec<Date>,
    /// The same for decisions of which it is not known whether the breach counts.
    unknown: Vec<Period>,
}

impl Ladder {
    /// Reads the announced decisions on a duty to repay that rest on undisclosed work of the person's own.
    pub fn of(file: &PersonFile<'_>, decisions: &[DecisionRecord]) -> Self {
        let mut ladder = Self::default();
        for record in decisions.iter().filter(|record| record.kind == DecisionKind::RepaymentDuty) {
            let Some(days) = record.days_of_effect().filter(|days| days.to() != Some(days.from())) else { continue };
            let counts = rests_on(file, record).filter_map(|fact| counts_as_first(file, fact));
            match counts.reduce(|one, other| if one.is_yes() { one } else { other }) {
                Some(Answer::Yes) => {
                    ladder.begun.push(days.from());
                    ladder.ended.extend(days.to());
                }
                Some(Answer::Missing(_)) => ladder.unknown.push(days),
                _ => {}
            }
        }
        ladder.begun.sort_unstable();
        ladder.ended.sort_unstable();
        ladder
    }

    /// Which time a breach found on a day is: one more than the decisions in effect that were announced before that day. A
    /// breach is repeated only after somebody has been told by a decision that the one before was a breach.
    pub fn time(&self, found: Date) -> Result<usize, &'static MissingFact> {
        if self.unknown.iter().any(|days| days.from() < found && days.contains(found)) {
            return Err(&BREACHED);
        }
        let begun = self.begun.partition_point(|day| *day < found);
        let ended = self.ended.partition_point(|day| *day <= found);
        Ok(1 + begun.saturating_sub(ended))
    }
}

/// Lov 304/2005 § 7, stk. 2: a breach has the effect of a first one only where it came after § 31 a was in force. Where its day
/// is not known, it did when benefit had not been applied for before, or had been found out by then. Nothing where the fact is
/// no own work.
fn counts_as_first(file: &PersonFile<'_>, fact: FactRef) -> Option<Answer> {
    let held = file.case.fact(fact);
    let Content::UndisclosedWork(work) = &held.content else { return None };
    if held.person != file.person || !work.knowingly {
        return None;
    }
    let in_force = cite!("§ 31 a").in_force().from();
    let applied_since = file.benefit_applications.first().is_some_and(|application| application.on >= in_force);
    Some(match work.breached {
        Some(breached) => Answer::of(breached >= in_force),
        None if applied_since => Answer::Yes,
        None if held.on.latest() < in_force => Answer::No,
        None => Answer::Missing(&BREACHED),
    })
}

/// § 31 a, stk. 1–3: whether undisclosed work makes the benefit repayable: the person had applied for benefit, and failed to
/// tell of the work against better knowledge, which is a judgement that stands in the fact; and which time it is.
pub fn must_repay(
    work: &Dated<'_, UndisclosedWork>,
    has_applied: bool,
    ladder: &Ladder,
    edition: &Edition,
    why: &mut Why,
) -> (Finding, Value) {
    let time = ladder.time(work.on);
    let step = Step::of(time.unwrap_or(1), edition);
    let mut all = AllOf::conditions_of(step.provision());
    all.require(step.provision(), Answer::of(has_applied), work.fact, why);
    all.require(step.provision(), Answer::of(work.knowingly), work.fact, why);
    let repeated = time.map_or_else(Answer::Missing, |time| Answer::of(time > 1));
    for (times, provision) in [
        (2..=2, cite!("§ 31 a, stk. 2, 1. pkt.")),
        (3..=3, cite!("§ 31 a, stk. 3, 1. pkt.")),
        (4..=usize::MAX, cite!("§ 31 a, stk. 3, 2. pkt.")),
    ] {
        why.answer(provision, time.map_or_else(Answer::Missing, |time| Answer::of(times.contains(&time))), work.fact);
    }
    why.answer(cite!("lov 304/2005 § 7, stk. 2"), repeated, work.fact);
    if repeated.is_open() {
        all.take(&Finding::of(repeated, cite!("lov 304/2005 § 7, stk. 2")));
    }
    let finding = all.finding();
    let value = if finding.answer.is_yes() { step.value() } else { Value::None };
    (finding, value)
}

/// § 31 a, stk. 4: where the person who must repay is married to somebody who receives introduction benefit, or help under lov om
/// aktiv socialpolitik, the spouse's benefit is made repayable too. Reads the marriage and what the spouse receives.
pub fn spouse_must_repay(own: &Finding, married: Option<FactRef>, has_help: Option<bool>, why: &mut Why) -> Finding {
    let provision = cite!("§ 31 a, stk. 4");
    let mut all = AllOf::conditions_of(provision);
    all.take(own);
    all.require(provision, Answer::of(married.is_some()), married, why);
    if married.is_some() {
        all.require(provision, Answer::known(has_help, &SPOUSE_UNKNOWN), married, why);
    }
    all.finding()
}

/// Ladders of everybody whose work counts, each drawn up once.
struct Ladders {
    of: Vec<(PersonRef, Ladder)>,
}

impl Ladders {
    fn of(life: &Life<'_>, household: &Household<'_>) -> Self {
        let mut ladders = Self { of: vec![(life.file.person, Ladder::of(life.file, &life.spine.decisions))] };
        for member in household.members(life.file) {
            if ladders.person(member.file.person).is_none() && !member.file.undisclosed_works.is_empty() {
                let ladder = Ladder::of(member.file, &replay(member.file));
                ladders.of.push((member.file.person, ladder));
            }
        }
        ladders
    }

    fn person(&self, person: PersonRef) -> Option<&Ladder> {
        self.of.iter().find(|(of, _)| *of == person).map(|(_, ladder)| ladder)
    }
}

fn draw_work(
    life: &mut Life<'_>,
    member: Member<'_, '_>,
    work: &Dated<'_, UndisclosedWork>,
    ladder: &Ladder,
    household: &Household<'_>,
    help: &[Period],
) {
    let edition = life.edition;
    let applied = member.file.benefit_applications.first().is_some_and(|application| application.on <= work.on);
    let own_help = period_of(help, work.on).is_some();
    let holds = Period::since(work.on);
    let mut found = Changes::default();
    let married = life.file.marriage(work.on).map(|(fact, _)| fact);
    life.conclude(&DUTY, Some(work.fact), holds, |why| {
        let (finding, value) = must_repay(work, applied, ladder, edition, why);
        let finding = if member.is_own() {
            finding
        } else {
            // Seen from the spouse: it is their own benefit that is made repayable for the other's work.
            spouse_must_repay(&finding, married, Some(own_help), why)
        };
        found.set(work.on, finding.clone());
        (finding, value)
    });
    if member.is_own() {
        life.conclude(&SPOUSE, Some(work.fact), holds, |why| {
            let (own, _) = must_repay(work, applied, ladder, edition, &mut Why::silent());
            let has_help = household.spouse_has_help(work.on);
            (spouse_must_repay(&own, married, has_help, why), Value::None)
        });
    }
    let calls_for = DecisionKind::RepaymentDuty;
    let ground = Ground { fact: work.fact, calls_for, found, last_day: None, over: None, extent: Extent::Whole };
    let decided = ground.decided(life.file, &life.spine.decisions);
    duty_to_decide(life, &DECIDE, &ground, Due::as_soon_as_possible(work.on), decided);
    life.spine.grounds.push(ground);
}

/// The step a decision rests on: the highest of the works it names.
fn step_of_decision(
    file: &PersonFile<'_>,
    record: &DecisionRecord,
    ladders: &Ladders,
    edition: &Edition,
) -> Option<KnownStep> {
    let times = rests_on(file, record).filter_map(|fact| {
        let held = file.case.fact(fact);
        let is_work = matches!(&held.content, Content::UndisclosedWork(work) if work.knowingly);
        ladders.person(held.person).filter(|_| is_work).map(|ladder| ladder.time(held.on.earliest()))
    });
    let time = times.reduce(|one, other| Ok(one?.max(other?)))?;
    Some(time.map(|time| Step::of(time, edition)))
}

/// § 31 a over the person's life: own undisclosed work and the spouse's, and every decision on a duty to repay.
pub(super) fn draw(life: &mut Life<'_>, household: &Household<'_>, help: &[Period]) {
    let file = life.file;
    let ladders = Ladders::of(life, household);
    for member in household.members(file) {
        let Some(ladder) = ladders.person(member.file.person) else { continue };
        for work in member.file.undisclosed_works.iter().filter(|work| member.counts(work.on)) {
            if cite!("§ 31 a").is_in_force(work.on) {
                draw_work(life, member, work, ladder, household, help);
            }
        }
    }
    let of_repayment = |record: &&DecisionRecord| record.kind == DecisionKind::RepaymentDuty;
    if !life.spine.decisions.iter().any(|record| of_repayment(&record)) {
        return;
    }
    let announced = |record: &DecisionRecord| {
        let own = rests_on(file, record).all(|fact| file.case.fact(fact).person == file.person);
        let step = step_of_decision(file, record, &ladders, life.edition);
        Some(weeks::RepaymentDecision { draft: record.draft, effect: record.days_of_effect()?, step, own })
    };
    let decisions: Vec<weeks::RepaymentDecision> =
        life.spine.decisions.iter().filter(of_repayment).filter_map(announced).collect();
    let counting = weeks::days_that_count(&life.spine);
    for decision in decisions {
        weeks::draw_decision(life, &decision, &counting);
    }
}
