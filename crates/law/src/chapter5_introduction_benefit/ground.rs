//! What §§ 30–32 share: whose conduct counts, whether there was reasonable ground, and which facts call for less benefit.
//!
//! What is found here is not yet decided: a ground lowers nothing until a decision that rests on it has been announced.

use jiff::civil::Date;
use vocabulary::{Kroner, Period};

use crate::act::Provision;
use crate::answer::{Answer, Bearer, Finding, Judgement, MissingFact};
use crate::case::{PersonFile, PersonRef};
use crate::changes::{Changes, Running, period_of, until_or_open};
use crate::decision::{DecisionRecord, record_of};
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{Content, DecisionKind, Hours, SupportKind, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Said};
use crate::words::Words;

/// Whether there was reasonable ground for an absence or a refusal.
pub static REASONABLE_GROUND: Judgement = Judgement {
    fact: "reasonable_ground",
    by: Bearer::Municipality,
    words: Words::new("var der rimelig grund?", "was there reasonable ground?"),
};

const GROUND_GONE: Words = Words::new("grunden er faldet bort", "the ground is gone");

/// A fact that calls for a decision on less benefit, with what was found of it from day to day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The absence, the omission, the refusal, the undisclosed work, the answer on the programme.
    pub fact: FactRef,
    /// The decision it calls for.
    pub calls_for: DecisionKind,
    /// Whether it calls for it, by what had been judged by the day.
    pub found: Changes<Finding>,
    /// The last day on which it can be decided, where the Act sets one.
    pub last_day: Option<Date>,
    /// The day from which what it rests on is over: the possibility is gone, contact is restored.
    pub over: Option<Date>,
    /// How much benefit it takes.
    pub extent: Extent,
}

/// How much benefit a ground takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A share of a month's benefit (§ 30, stk. 3), or what is missing to tell it.
    Share(Result<Share, &'static MissingFact>),
    /// The days from a day on until it is over (§ 30 a).
    DaysFrom(Date),
    /// The benefit itself: it stops, or is lowered as the municipality decides.
    Whole,
}

/// A share of the programme of a month: hours missed of hours planned. An exact fraction, never more than the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    missed: Hours,
    planned: Hours,
}

impl Share {
    /// The share, where there are planned hours. Who missed more than was planned missed all of it.
    pub fn new(missed: Hours, planned: Hours) -> Option<Self> {
        (planned.in_hundredths() > 0).then_some(Self { missed: missed.min(planned), planned })
    }

    /// The share of an amount, rounded to the nearest øre.
    pub fn of(self, amount: Kroner) -> Kroner {
        amount.share(self.missed.in_hundredths().into(), self.planned.in_hundredths().into())
    }

    /// In hundredths of a per cent, rounded down: what is shown, not what is computed with.
    pub fn in_hundredths_of_a_percent(self) -> i32 {
        let share = u64::from(self.missed.in_hundredths()) * 10_000 / u64::from(self.planned.in_hundredths());
        i32::try_from(share).unwrap_or(10_000)
    }
}

/// Days on which a decision in effect stops or lowers the benefit as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lowering {
    /// The fact that drafted the decision.
    pub decision: FactRef,
    /// The days.
    pub days: Period,
    /// How much it takes a month; all of it where none is named.
    pub a_month: Option<Kroner>,
}

/// The days on which somebody has applied for introduction benefit or receives it ("har ansøgt om eller modtager"): from the first
/// application on, the days on which nothing is found that shuts the benefit out.
pub fn days_of_help(spine: &Spine) -> Vec<Period> {
    let Some(applied) = spine.benefit_applied else { return Vec::new() };
    let open = spine.benefit_right.stretches(|right| !right.answer.is_no());
    open.into_iter().filter_map(|period| period.intersection(Period::since(applied))).collect()
}

/// Those whose conduct counts besides the foreigner's own: each spouse, while married ("udlændingen eller dennes ægtefælle").
#[derive(Debug)]
pub struct Household<'a> {
    spouses: Vec<Spouse<'a>>,
}

#[derive(Debug)]
struct Spouse<'a> {
    person: PersonRef,
    file: PersonFile<'a>,
    /// The days of marriage, in order.
    married: Vec<Period>,
    /// When they receive help under lov om aktiv socialpolitik.
    other_help: Running,
}

/// Somebody whose conduct counts, and on which days it does.
#[derive(Clone, Copy, Debug)]
pub struct Member<'h, 'a> {
    /// Their facts.
    pub file: &'h PersonFile<'a>,
    /// What makes their conduct count; none for the foreigner, whose conduct always does.
    spouse: Option<&'h Spouse<'a>>,
}

impl<'a> Household<'a> {
    /// The spouses who are persons of the case.
    pub fn of(file: &PersonFile<'a>) -> Self {
        let mut spouses: Vec<Spouse<'a>> = Vec::new();
        for (place, marriage) in file.marriages.iter().enumerate() {
            let Some(person) = marriage.held.spouse.as_deref().and_then(|id| file.case.person(id)) else { continue };
            let ended = first_from(&file.marriages_ended, marriage.on).map(|end| end.on);
            let next = file.marriages.get(place + 1).map(|next| next.on);
            let days = until_or_open(marriage.on, [ended, next].into_iter().flatten().min());
            if let Some(spouse) = spouses.iter_mut().find(|spouse| spouse.person == person) {
                spouse.married.push(days);
                continue;
            }
            let file = PersonFile::new(file.case, person, file.until);
            let other_help = other_help(&file);
            spouses.push(Spouse { person, file, married: vec![days], other_help });
        }
        Self { spouses }
    }

    /// Whether the spouse of the day has applied for introduction benefit or receives help under lov om aktiv socialpolitik;
    /// nothing where there is no spouse among the persons of the case.
    pub fn spouse_has_help(&self, on: Date) -> Option<bool> {
        let spouse = self.spouses.iter().find(|spouse| spouse.is_married(on))?;
        Some(spouse.has_help(on))
    }

    /// The foreigner, then each spouse.
    pub fn members<'h>(&'h self, own: &'h PersonFile<'a>) -> impl Iterator<Item = Member<'h, 'a>> {
        let spouses = self.spouses.iter().map(|spouse| Member { file: &spouse.file, spouse: Some(spouse) });
        std::iter::once(Member { file: own, spouse: None }).chain(spouses)
    }
}

impl Spouse<'_> {
    fn is_married(&self, on: Date) -> bool {
        period_of(&self.married, on).is_some()
    }

    fn has_help(&self, on: Date) -> bool {
        last_by(&self.file.benefit_applications, on).is_some() || self.other_help.on(on)
    }
}

impl Member<'_, '_> {
    /// Whether conduct on the day counts.
    pub fn counts(&self, on: Date) -> bool {
        self.spouse.is_none_or(|spouse| spouse.is_married(on))
    }

    /// Whether this is the foreigner.
    pub fn is_own(&self) -> bool {
        self.spouse.is_none()
    }

    /// Whether they have applied for help or receive it on the day: the foreigner by `help`; a spouse by an application of their
    /// own or by help under lov om aktiv socialpolitik, while the foreigner has help to lose.
    pub fn has_help(&self, help: &[Period], on: Date) -> bool {
        period_of(help, on).is_some() && self.spouse.is_none_or(|spouse| spouse.has_help(on))
    }
}

/// Help under lov om aktiv socialpolitik that somebody receives.
fn other_help(file: &PersonFile<'_>) -> Running {
    let cash = file.public_supports.iter().filter(|held| held.form == SupportKind::CashBenefit);
    Running::of(cash.map(|held| (held.on, held.until)))
}

/// Judgements that point at a fact, in the order of their days.
#[derive(Debug, Default)]
pub struct Judged {
    by_day: Vec<(Date, FactRef, bool)>,
}

impl Judged {
    /// Whether there was reasonable ground for an absence or a refusal.
    pub fn reasonable(file: &PersonFile<'_>, of: FactRef) -> Self {
        Self::pointing_at(file, of, |content| match content {
            Content::ReasonableGround(held) => Some(held.reasonable),
            _ => None,
        })
    }

    /// Whether an omission is due to the person's own circumstances.
    pub fn own_circumstances(file: &PersonFile<'_>, of: FactRef) -> Self {
        Self::pointing_at(file, of, |content| match content {
            Content::OwnCircumstances(held) => Some(held.own),
            _ => None,
        })
    }

    fn pointing_at(file: &PersonFile<'_>, of: FactRef, judged: impl Fn(&Content) -> Option<bool>) -> Self {
        let judgement = |(fact, content)| Some((file.day(fact), fact, judged(content)?));
        let mut by_day: Vec<(Date, FactRef, bool)> = file.pointing_at(of).filter_map(judgement).collect();
        by_day.sort_unstable();
        Self { by_day }
    }

    /// The last judgement by the day.
    pub fn on(&self, day: Date) -> Option<(FactRef, bool)> {
        let after = self.by_day.partition_point(|(on, _, _)| *on <= day);
        after.checked_sub(1).and_then(|place| self.by_day.get(place)).map(|(_, fact, held)| (*fact, *held))
    }

    /// The days of the judgements.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        self.by_day.iter().map(|(day, _, _)| *day)
    }

    /// Whether reasonable ground is lacking, by what had been judged by the day; a question for judgement before.
    pub fn lacks_ground(&self, on: Date) -> (Answer, Option<FactRef>) {
        let judged = self.on(on);
        (Answer::judged(judged.map(|(_, reasonable)| !reasonable), &REASONABLE_GROUND), judged.map(|(fact, _)| fact))
    }
}

impl Ground {
    /// The periods in which it calls for a decision.
    pub fn periods(&self) -> impl Iterator<Item = Period> {
        self.found.periods().filter(|(_, finding)| finding.answer.is_yes()).map(|(period, _)| period)
    }

    /// The first announced decision of its kind that rests on it: the day it has effect from and the fact that drafted it.
    pub fn decided(&self, file: &PersonFile<'_>, decisions: &[DecisionRecord]) -> Option<(Date, FactRef)> {
        if decisions.is_empty() {
            return None;
        }
        let in_effect = |draft| {
            let record = record_of(decisions, draft).filter(|record| record.kind == self.calls_for)?;
            Some((record.days_of_effect()?.from(), draft))
        };
        file.pointing_at(self.fact).filter_map(|(fact, _)| in_effect(fact)).min()
    }
}

/// §§ 30 and 30 a: whether a decision can still be made: in time until the last day, out of time after it, as long as the ground is there and
/// until it is decided. §§ 30, stk. 2 and 30 a, stk. 4.
pub(super) fn conclude_in_time(
    life: &mut Life<'_>,
    question: &'static Question,
    provision: Provision,
    ground: &Ground,
    decided: Option<Date>,
) {
    let Some(last) = ground.last_day else { return };
    let late = crate::calendar::days_after(last, 1);
    for period in ground.periods() {
        let to = [period.to(), decided].into_iter().flatten().min();
        let Some(open) = Period::new(period.from(), to).ok() else { continue };
        for (days, answer) in
            [(Period::new(Date::MIN, Some(late)).ok(), Answer::Yes), (Some(Period::since(late)), Answer::No)]
        {
            let Some(holds) = days.and_then(|days| days.intersection(open)) else { continue };
            life.conclude(question, Some(ground.fact), holds, |why| {
                why.says(provision, Said::Day(last), ground.fact);
                (Finding::noted(answer, provision, ground.fact, why), Value::Day(last))
            });
        }
    }
}

/// The municipality's duty to decide where a ground calls for it: for each time it does, unless the last day had passed by then.
/// It falls away when a judgement takes the ground away, or what it rests on is over.
pub(super) fn duty_to_decide(
    life: &mut Life<'_>,
    kind: &'static DutyKind,
    ground: &Ground,
    due: Due,
    decided: Option<(Date, FactRef)>,
) {
    for period in ground.periods() {
        if ground.last_day.is_some_and(|last| last < period.from()) {
            continue;
        }
        let over = if ground.extent == Extent::Whole { ground.over } else { None };
        let ended = [period.to(), over].into_iter().flatten().min().map(|day| (day, GROUND_GONE));
        life.duty(Duty::new(kind, period.from(), ground.fact, due).done(decided).ended(ended));
    }
}

/// The grounds found for a fact that call for a kind of decision. Usually one; a registration can lack a CV more than once.
pub fn grounds_of(grounds: &[Ground], fact: FactRef, kind: DecisionKind) -> &[Ground] {
    let key = |ground: &Ground| (ground.fact, ground.calls_for);
    let start = grounds.partition_point(|ground| key(ground) < (fact, kind));
    let end = grounds.partition_point(|ground| key(ground) <= (fact, kind));
    &grounds[start..end]
}

/// The facts a decision rests on, as its draft names them.
pub fn rests_on<'a>(file: &PersonFile<'a>, record: &DecisionRecord) -> impl Iterator<Item = FactRef> + use<'a> {
    let case = file.case;
    let named = match &case.fact(record.draft).content {
        Content::DecisionDraft(held) => held.rests_on.as_slice(),
        _ => &[],
    };
    named.iter().filter_map(crate::facts::FactKey::fact)
}
