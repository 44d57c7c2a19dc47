//! Decisions: what is found is not yet decided, and only what was decided and announced has effect.
//!
//! A decision is drafted, the party heard, made by a named caseworker and announced with reasons and guidance on complaint. The
//! stage is part of its type, so that a payment that is lowered without an announced decision does not compile:
//!
//! ```compile_fail
//! use law::decision::{Decision, Draft, Payment};

//! fn cut(payment: Payment, draft: &Decision<Draft>) -> Payment {
//!     payment.lowered(vocabulary::Kroner::whole(1), draft) // expected `&Decision<Announced>`
//! }
//! ```
//!
//! Sources: forvaltningsloven §§ 19 (hearing), 22 and 24 (reasons), 25 (guidance on complaint).

use std::marker::PhantomData;

use jiff::civil::Date;
use vocabulary::{Kroner, Period};

use crate::act::Provision;
use crate::case::PersonFile;
use crate::cite;
use crate::facts::{Content, Dated, DecisionDraft, DecisionKind, Month};
use crate::life::Life;
use crate::why::FactRef;
use crate::words::Words;

/// Drafted, nothing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draft;
/// The party has been heard, or need not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard;
/// Made by a named caseworker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made;
/// Announced to the person with reasons and guidance: it has effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announced;

/// A decision at a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision<Stage> {
    kind: DecisionKind,
    fact: FactRef,
    reached: Date,
    stage: PhantomData<Stage>,
}

impl<Stage> Decision<Stage> {
    /// What it decides.
    pub fn kind(&self) -> DecisionKind {
        self.kind
    }

    /// The fact that drafted it; what it holds stands there.
    pub fn fact(&self) -> FactRef {
        self.fact
    }

    /// The day it reached this stage.
    pub fn reached(&self) -> Date {
        self.reached
    }

    fn at_stage<Next>(self, on: Date) -> Decision<Next> {
        Decision { kind: self.kind, fact: self.fact, reached: on, stage: PhantomData }
    }
}

impl Decision<Draft> {
    /// Drafted on a day.
    pub fn draft(kind: DecisionKind, fact: FactRef, on: Date) -> Self {
        Self { kind, fact, reached: on, stage: PhantomData }
    }

    /// The party was heard.
    pub fn heard(self, on: Date) -> Decision<Heard> {
        self.at_stage(on)
    }

    /// A decision in the party's favour needs no hearing: one of a kind that burdens nobody, or one that grants help with an amount.
    ///
    /// # Errors
    /// The draft itself, where it is not.
    pub fn in_favour(self, amount: Option<Kroner>, on: Date) -> Result<Decision<Heard>, Self> {
        let grants_help = is_help(self.kind) && amount.is_some_and(|amount| !amount.is_zero());
        if is_burdensome(self.kind) && !grants_help { Err(self) } else { Ok(self.at_stage(on)) }
    }
}

impl Decision<Heard> {
    /// Made by a named caseworker.
    pub fn made(self, on: Date) -> Decision<Made> {
        self.at_stage(on)
    }
}

impl Decision<Made> {
    /// Announced with reasons and guidance on complaint.
    pub fn announced(self, on: Date) -> Decision<Announced> {
        self.at_stage(on)
    }
}

/// Whether a decision of the kind can go against the party, so that the party must be heard first.
pub fn is_burdensome(kind: DecisionKind) -> bool {
    !matches!(
        kind,
        DecisionKind::BenefitGrant
            | DecisionKind::NationalNumber
            | DecisionKind::RegionQuota
            | DecisionKind::MunicipalQuota
            | DecisionKind::CouncilMembers
            | DecisionKind::HousingOnBehalf
    )
}

/// Whether a decision of the kind is on help in special cases (§§ 33–39).
pub fn is_help(kind: DecisionKind) -> bool {
    matches!(
        kind,
        DecisionKind::HelpFailedSupport
            | DecisionKind::HelpProgramme
            | DecisionKind::HelpSingleExpense
            | DecisionKind::HelpTreatment
            | DecisionKind::HelpChildren
            | DecisionKind::HelpChildAfterDeath
            | DecisionKind::HelpMove
    )
}

/// The provision a decision of the kind rests on.
pub fn provision_of(kind: DecisionKind) -> Provision {
    match kind {
        DecisionKind::Scope => cite!("§ 2, stk. 4"),
        DecisionKind::NationalNumber => cite!("§ 6"),
        DecisionKind::RegionQuota => cite!("§ 7"),
        DecisionKind::MunicipalQuota => cite!("§ 8"),
        DecisionKind::Placement => cite!("§ 10, stk. 1"),
        DecisionKind::HousingOnBehalf => cite!("§ 15"),
        DecisionKind::Housing => cite!("§ 12"),
        DecisionKind::Responsibility => cite!("§ 4"),
        DecisionKind::Programme => cite!("§ 16"),
        DecisionKind::EducationOrder => cite!("§ 16 a"),
        DecisionKind::ProgrammeTakeover => cite!("§ 18"),
        DecisionKind::ContractContent => cite!("§ 19, stk. 7"),
        DecisionKind::DanishEducation => cite!("§ 21"),
        DecisionKind::Offer => cite!("§ 23"),
        DecisionKind::BenefitGrant | DecisionKind::BenefitRefusal => cite!("§ 25, stk. 1, 2. pkt."),
        DecisionKind::BenefitReduction => cite!("§ 30"),
        DecisionKind::BenefitDeduction => cite!("§ 30 a"),
        DecisionKind::BenefitStop => cite!("§ 31"),
        DecisionKind::RepaymentDuty => cite!("§ 31 a"),
        DecisionKind::BenefitAfterMove => cite!("§ 32"),
        DecisionKind::HelpFailedSupport => cite!("§ 33"),
        DecisionKind::HelpProgramme => cite!("§ 34"),
        DecisionKind::HelpSingleExpense => cite!("§ 35"),
        DecisionKind::HelpTreatment => cite!("§ 36"),
        DecisionKind::HelpChildren => cite!("§ 37"),
        DecisionKind::HelpChildAfterDeath => cite!("§ 38"),
        DecisionKind::HelpMove => cite!("§ 39"),
        DecisionKind::Repayment => cite!("§ 41"),
        DecisionKind::CouncilMembers => cite!("§ 42, stk. 3"),
        DecisionKind::Statement => cite!("§ 52, stk. 1"),
    }
}

/// How far a decision has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Drafted.
    Draft(Decision<Draft>),
    /// The party has been heard.
    Heard(Decision<Heard>),
    /// Made.
    Made(Decision<Made>),
    /// Announced.
    Announced(Decision<Announced>),
}

/// A decision of a case with everything that has happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRecord {
    /// The fact that drafted it.
    pub draft: FactRef,
    /// What it decides.
    pub kind: DecisionKind,
    /// The first day on which it is to have effect, where it says so.
    pub effect_from: Option<Date>,
    /// The month whose benefit it changes, where it says so.
    pub month: Option<Month>,
    /// The amount it takes from or grants, where it says so.
    pub amount: Option<Kroner>,
    /// How far it has come by the rules.
    pub stage: Stage,
    /// The day it was revoked.
    pub revoked: Option<Date>,
    /// The day a board revoked it: from the beginning.
    pub quashed: Option<Date>,
    /// What was done against the rules, so that it came no further.
    pub faults: Vec<(FactRef, Fault)>,
}

/// A step that was taken against the rules and has no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// Made before the party was heard.
    NotHeard,
    /// Announced before it was made.
    NotMade,
    /// Announced without reasons.
    NoReasons,
    /// Announced without guidance on complaint.
    NoGuidance,
}

impl Fault {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::NotHeard => Words::new(
                "truffet uden partshøring (forvaltningsloven § 19)",
                "made without hearing the party (Public Administration Act § 19)",
            ),
            Self::NotMade => Words::new(
                "meddelt, før den var truffet af en navngiven sagsbehandler",
                "announced before a named caseworker had made it",
            ),
            Self::NoReasons => Words::new(
                "meddelt uden begrundelse (forvaltningsloven § 22)",
                "announced without reasons (Public Administration Act § 22)",
            ),
            Self::NoGuidance => Words::new(
                "meddelt uden klagevejledning (forvaltningsloven § 25)",
                "announced without guidance on complaint (Public Administration Act § 25)",
            ),
        }
    }

    /// Whether the step that was taken against the rules has since been taken by them.
    pub fn is_mended(self, stage: &Stage) -> bool {
        match self {
            Self::NotHeard => matches!(stage, Stage::Made(_) | Stage::Announced(_)),
            Self::NotMade | Self::NoReasons | Self::NoGuidance => matches!(stage, Stage::Announced(_)),
        }
    }

    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotHeard => "not_heard",
            Self::NotMade => "not_made",
            Self::NoReasons => "no_reasons",
            Self::NoGuidance => "no_guidance",
        }
    }
}

impl DecisionRecord {
    /// The decision, where it has effect: announced by the rules and not revoked by the day.
    pub fn in_effect(&self, on: Date) -> Option<&Decision<Announced>> {
        match &self.stage {
            Stage::Announced(decision)
                if decision.reached() <= on && self.revoked.is_none_or(|revoked| on < revoked) =>
            {
                Some(decision)
            }
            _ => None,
        }
    }

    /// The days on which it has effect: from the announcement until it was revoked. None where it never had.
    pub fn days_of_effect(&self) -> Option<Period> {
        match &self.stage {
            Stage::Announced(decision) => Period::new(decision.reached(), self.revoked).ok(),
            _ => None,
        }
    }

    /// The day it was made, where it was made by the rules.
    pub fn made(&self, file: &PersonFile<'_>) -> Option<Date> {
        match &self.stage {
            Stage::Made(decision) => Some(decision.reached()),
            Stage::Announced(_) => file
                .pointing_at(self.draft)
                .filter(|(fact, content)| matches!(content, Content::DecisionMade(_)) && !self.is_fault(*fact))
                .map(|(fact, _)| file.day(fact))
                .min(),
            Stage::Draft(_) | Stage::Heard(_) => None,
        }
    }
}

/// A decision as it stood from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionOn {
    /// The day.
    pub from: Date,
    /// How far it had come by the rules.
    pub stage: Stage,
    /// Whether it had been revoked.
    pub is_revoked: bool,
    /// What was done against the rules and has not been done by them since: each fault once.
    pub faults: Vec<(FactRef, Fault)>,
}

/// A decision as it stood from each day on which something happened to it; the first is the day it was drafted.
pub fn history(file: &PersonFile<'_>, draft: &Dated<'_, DecisionDraft>) -> Vec<DecisionOn> {
    let mut record = DecisionRecord::drafted(draft.fact, draft.held, draft.on);
    let mut faults: Vec<(FactRef, Fault)> = Vec::new();
    let drafted = DecisionOn { from: draft.on, stage: record.stage, is_revoked: false, faults: Vec::new() };
    let mut history = vec![drafted];
    for (day, fact, content) in steps_of(file, draft.fact) {
        let known = record.faults.len();
        record.take(day, fact, content);
        let new =
            record.faults[known..].iter().filter(|(_, new)| faults.iter().all(|(_, fault)| fault != new)).copied();
        let new: Vec<_> = new.collect();
        faults.extend(new);
        faults.retain(|(_, fault)| !fault.is_mended(&record.stage));
        let from = day.max(draft.on);
        let now =
            DecisionOn { from, stage: record.stage, is_revoked: record.revoked.is_some(), faults: faults.clone() };
        match history.last_mut() {
            Some(last) if last.from == from => *last = now,
            _ => history.push(now),
        }
    }
    history
}

/// Every decision about the person, replayed step by step, in the order of the case. A step against the rules is a fault and
/// moves nothing.
pub fn replay(file: &PersonFile<'_>) -> Vec<DecisionRecord> {
    let mut records: Vec<DecisionRecord> =
        file.decision_drafts.iter().map(|draft| replay_one(file, draft.fact, draft.held, draft.on)).collect();
    records.sort_unstable_by_key(|record| record.draft);
    records
}

/// The record of the decision that a fact drafted, among records as [`replay`] gives them.
pub fn record_of(records: &[DecisionRecord], draft: FactRef) -> Option<&DecisionRecord> {
    records.binary_search_by_key(&draft, |record| record.draft).ok().and_then(|place| records.get(place))
}

/// Replays every decision about the person, once, for all chapters.
pub fn draw(life: &mut Life<'_>) {
    life.spine.decisions = replay(life.file);
}

/// The day an application, or another fact, was decided on: a decision that rests on it was announced by the rules.
pub fn decided_on(file: &PersonFile<'_>, fact: FactRef) -> Option<Date> {
    let announced = file.pointing_at(fact).filter_map(|(draft, content)| match content {
        Content::DecisionDraft(held) => match replay_one(file, draft, held, file.day(draft)).stage {
            Stage::Announced(decision) => Some(decision.reached()),
            Stage::Draft(_) | Stage::Heard(_) | Stage::Made(_) => None,
        },
        _ => None,
    });
    announced.min()
}

fn replay_one(file: &PersonFile<'_>, draft: FactRef, held: &DecisionDraft, on: Date) -> DecisionRecord {
    let mut record = DecisionRecord::drafted(draft, held, on);
    for (day, fact, content) in steps_of(file, draft) {
        record.take(day, fact, content);
    }
    record
}

/// What happened to a decision, in the order of the days.
fn steps_of<'a>(file: &PersonFile<'a>, draft: FactRef) -> Vec<(Date, FactRef, &'a Content)> {
    let mut steps: Vec<(Date, FactRef, &Content)> =
        file.pointing_at(draft).map(|(fact, content)| (file.day(fact), fact, content)).collect();
    steps.sort_by_key(|(day, fact, _)| (*day, *fact));
    steps
}

impl DecisionRecord {
    fn drafted(draft: FactRef, held: &DecisionDraft, on: Date) -> Self {
        Self {
            draft,
            kind: held.decides,
            effect_from: held.effect_from,
            month: held.month,
            amount: held.amount,
            stage: Stage::Draft(Decision::draft(held.decides, draft, on)),
            revoked: None,
            quashed: None,
            faults: Vec::new(),
        }
    }

    fn is_fault(&self, fact: FactRef) -> bool {
        self.faults.iter().any(|(at, _)| *at == fact)
    }

    /// Takes the next thing that happened to it.
    fn take(&mut self, day: Date, fact: FactRef, content: &Content) {
        match content {
            Content::PartyHearing(_) => {
                if let Stage::Draft(decision) = self.stage {
                    self.stage = Stage::Heard(decision.heard(day));
                }
            }
            Content::DecisionMade(_) => self.make(fact, day),
            Content::DecisionAnnounced(held) => self.announce(fact, day, held.reasons, held.complaint_guidance),
            Content::DecisionRevoked(held) => {
                self.revoked = self.revoked.or(Some(day));
                self.quashed = self.quashed.or(held.by_board.then_some(day));
            }
            _ => {}
        }
    }

    fn make(&mut self, fact: FactRef, day: Date) {
        let heard = match self.stage {
            Stage::Draft(decision) => decision.in_favour(self.amount, day).ok(),
            Stage::Heard(decision) => Some(decision),
            Stage::Made(_) | Stage::Announced(_) => return,
        };
        match heard {
            Some(heard) => self.stage = Stage::Made(heard.made(day)),
            None => self.faults.push((fact, Fault::NotHeard)),
        }
    }

    fn announce(&mut self, fact: FactRef, day: Date, reasons: bool, guidance: bool) {
        match self.stage {
            Stage::Made(decision) => {
                // A decision that gives the party all that was asked for needs no guidance on complaint.
                let lacks = [
                    (!reasons).then_some(Fault::NoReasons),
                    (!guidance && is_burdensome(self.kind)).then_some(Fault::NoGuidance),
                ];
                if lacks.iter().all(Option::is_none) {
                    self.stage = Stage::Announced(decision.announced(day));
                }
                self.faults.extend(lacks.into_iter().flatten().map(|fault| (fact, fault)));
            }
            // Somebody did make it, only not by the rules: that is the fault.
            Stage::Draft(_) | Stage::Heard(_) if self.faults.iter().any(|(_, fault)| *fault == Fault::NotHeard) => {}
            Stage::Draft(_) | Stage::Heard(_) => self.faults.push((fact, Fault::NotMade)),
            Stage::Announced(_) => {}
        }
    }
}

/// What is to be paid for a month. It can be lowered in one way only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    amount: Kroner,
}

impl Payment {
    /// The benefit as computed.
    pub fn of(amount: Kroner) -> Self {
        Self { amount }
    }

    /// The amount.
    pub fn amount(self) -> Kroner {
        self.amount
    }

    /// Lowered by an amount because of an announced decision, and never below nothing.
    #[must_use]
    pub fn lowered(self, by: Kroner, _because: &Decision<Announced>) -> Self {
        Self { amount: self.amount.less(by) }
    }
}
