//! What an authority did in a year about a shared goal.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::kind::{Kind, Part, quarter_begins};
use crate::ledger::{Entry, Ledger, Party, WrongStep, by, filled, not_before, within};
use crate::processors::Risk;

/// An authority's year with a shared goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Undertaking {
    /// Which goal.
    pub kind: Kind,
    /// Whose.
    pub authority: String,
    /// The plan, by its id.
    pub plan: String,
    /// The year.
    pub year: i16,
    /// What was handed in; what was handed in anew stands last.
    pub deliveries: Vec<Delivery>,
    /// Measurements of maturity, oldest first.
    pub maturity: Vec<Maturity>,
    /// Checks of the technical minimum requirements.
    pub checks: Vec<Check>,
    /// What is to be done about what was found.
    pub actions: Vec<Action>,
    /// Financial processes with their risks; the newest assessment of each stands last.
    pub risks: Vec<ProcessRisk>,
    /// Controls of the financial processes.
    pub controls: Vec<Control>,
    /// Goals for purchases.
    pub goals: Vec<PurchaseGoal>,
    /// Judgements of a named assessor, oldest first.
    pub judgements: Vec<Judgement>,
}

/// Something that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "UndertakingDelivery")]
pub struct Delivery {
    /// What.
    pub part: Part,
    /// When.
    pub on: Date,
    /// Where it lies.
    pub reference: String,
}

/// A measurement of how mature information security is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Maturity {
    /// When.
    pub on: Date,
    /// The level that was measured, 0 to 5.
    pub level: u8,
    /// The level that is required of state authorities, 0 to 5.
    pub required: u8,
    /// Where the measurement lies.
    pub reference: String,
}

/// A quarter's check of the technical minimum requirements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "RequirementsCheck")]
pub struct Check {
    /// When.
    pub on: Date,
    /// The quarter, 1 to 4.
    pub quarter: u8,
    /// Requirements that are met.
    pub met: u16,
    /// Requirements in all.
    pub of: u16,
    /// Where the check lies.
    pub reference: String,
}

/// Something to be done about what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "UndertakingAction")]
pub struct Action {
    /// Its name in the plan.
    pub id: String,
    /// What.
    pub what: String,
    /// When it was planned.
    pub planned: Date,
    /// By when.
    pub deadline: Date,
    /// When it was done, and what shows it.
    pub done: Option<(Date, String)>,
}

/// The risk of a financial process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProcessRisk {
    /// The process.
    pub process: String,
    /// When it was assessed.
    pub on: Date,
    /// How large.
    pub risk: Risk,
    /// Where the assessment lies.
    pub reference: String,
}

/// A control of a financial process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ProcessControl")]
pub struct Control {
    /// The process.
    pub process: String,
    /// What is controlled.
    pub what: String,
    /// Since when.
    pub since: Date,
    /// When it was carried out, whether it found nothing wrong, and where that is written.
    pub carried_out: Vec<(Date, bool, String)>,
}

/// A goal for purchases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PurchaseGoal {
    /// Its name.
    pub id: String,
    /// What is to be reached.
    pub what: String,
    /// The unit of baseline, target and measurements.
    pub unit: String,
    /// Where it began.
    pub baseline: i64,
    /// What is to be reached.
    pub target: i64,
    /// When it was set.
    pub set: Date,
    /// Measurements, with where they lie.
    pub measured: Vec<(Date, i64, String)>,
}

/// What a named assessor judged of the goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "UndertakingJudgement")]
pub struct Judgement {
    /// When.
    pub on: Date,
    /// Whether it is met.
    pub met: bool,
    /// Why.
    pub reasons: String,
    /// The function of whoever judges: in the annex Forvaltningsret og Datasikkerhed judges goal 2.1.
    pub assessor: String,
}

/// What is done about a shared goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "UndertakingStep")]
#[serde(tag = "step", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// A year begins.
    Opened {
        /// Which goal.
        kind: Kind,
        /// Whose.
        authority: String,
        /// The plan, by its id.
        plan: String,
        /// The year, 2000 to 2100.
        year: i16,
    },
    /// Something is handed in.
    Delivered {
        /// What.
        part: Part,
        /// Where it lies.
        reference: String,
    },
    /// The maturity of information security was measured.
    MaturityMeasured {
        /// The level, 0 to 5.
        level: u8,
        /// The level that is required, 0 to 5.
        required: u8,
        /// Where the measurement lies.
        reference: String,
    },
    /// The technical minimum requirements were checked for a quarter.
    RequirementsChecked {
        /// The quarter, 1 to 4.
        quarter: u8,
        /// Requirements that are met.
        met: u16,
        /// Requirements in all.
        of: u16,
        /// Where the check lies.
        reference: String,
    },
    /// Something is to be done about what was found.
    ActionPlanned {
        /// Its name.
        id: String,
        /// What.
        what: String,
        /// By when.
        deadline: Date,
    },
    /// It was done.
    ActionDone {
        /// Which.
        id: String,
        /// What shows it.
        reference: String,
    },
    /// The risk of a financial process was assessed.
    ProcessAssessed {
        /// The process.
        process: String,
        /// How large.
        risk: Risk,
        /// Where the assessment lies.
        reference: String,
    },
    /// A financial process is controlled from now on.
    ControlPlaced {
        /// The process.
        process: String,
        /// What is controlled.
        what: String,
    },
    /// A control was carried out.
    ControlCarriedOut {
        /// The process.
        process: String,
        /// Which of its controls, by what it is; may be left out where the process has one.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        control: String,
        /// Whether it found nothing wrong.
        in_order: bool,
        /// Where that is written.
        reference: String,
    },
    /// A goal for purchases is set.
    GoalSet {
        /// Its name.
        id: String,
        /// What is to be reached.
        what: String,
        /// The unit.
        unit: String,
        /// Where it begins.
        baseline: i64,
        /// What is to be reached.
        target: i64,
    },
    /// A goal for purchases was measured.
    GoalMeasured {
        /// Which.
        id: String,
        /// The value.
        value: i64,
        /// Where the measurement lies.
        reference: String,
    },
    /// A named assessor judges the goal.
    Judged {
        /// Whether it is met.
        met: bool,
        /// Why.
        reasons: String,
        /// The function of whoever judges.
        assessor: String,
    },
}

impl Step {
    /// The goals that the step belongs to.
    pub fn kinds(&self) -> &'static [Kind] {
        match self {
            Self::Opened { .. } | Self::Judged { .. } | Self::ActionPlanned { .. } | Self::ActionDone { .. } => {
                &Kind::ALL
            }
            Self::Delivered { .. } => &[Kind::DataProcessors, Kind::FinancialControl, Kind::SustainablePurchases],
            Self::MaturityMeasured { .. } | Self::RequirementsChecked { .. } => &[Kind::InformationSecurity],
            Self::ProcessAssessed { .. } | Self::ControlPlaced { .. } | Self::ControlCarriedOut { .. } => {
                &[Kind::FinancialControl]
            }
            Self::GoalSet { .. } | Self::GoalMeasured { .. } => &[Kind::SustainablePurchases],
        }
    }

    /// Every text of the step with its field: none may be blank.
    fn texts(&self) -> Vec<(&'static str, &str)> {
        match self {
            Self::Opened { authority, plan, .. } => vec![("authority", authority), ("plan", plan)],
            Self::Delivered { reference, .. }
            | Self::MaturityMeasured { reference, .. }
            | Self::RequirementsChecked { reference, .. } => vec![("reference", reference)],
            Self::ActionPlanned { id, what, .. } => vec![("id", id), ("what", what)],
            Self::ActionDone { id, reference } | Self::GoalMeasured { id, reference, .. } => {
                vec![("id", id), ("reference", reference)]
            }
            Self::ProcessAssessed { process, reference, .. } | Self::ControlCarriedOut { process, reference, .. } => {
                vec![("process", process), ("reference", reference)]
            }
            Self::ControlPlaced { process, what } => vec![("process", process), ("what", what)],
            Self::GoalSet { id, what, unit, .. } => vec![("id", id), ("what", what), ("unit", unit)],
            Self::Judged { reasons, assessor, .. } => vec![("reasons", reasons), ("assessor", assessor)],
        }
    }
}

impl Undertaking {
    fn begun(entry: &Entry<Step>) -> Result<Self, WrongStep> {
        let Step::Opened { kind, authority, plan, year } = &entry.what else { return Err(WrongStep::NotBegun) };
        within("year", i64::from(*year), 2000, 2100)?;
        Ok(Self {
            kind: *kind,
            authority: authority.clone(),
            plan: plan.clone(),
            year: *year,
            deliveries: Vec::new(),
            maturity: Vec::new(),
            checks: Vec::new(),
            actions: Vec::new(),
            risks: Vec::new(),
            controls: Vec::new(),
            goals: Vec::new(),
            judgements: Vec::new(),
        })
    }

    /// The last delivery of a part by a day.
    pub fn delivered(&self, part: Part, on: Date) -> Option<&Delivery> {
        self.deliveries.iter().rev().find(|delivery| delivery.part == part && delivery.on <= on)
    }

    fn security(&mut self, on: Date, step: &Step) -> Result<(), WrongStep> {
        match step {
            Step::MaturityMeasured { level, required, reference } => {
                within("level", i64::from(*level), 0, 5)?;
                within("required", i64::from(*required), 0, 5)?;
                let reference = reference.clone();
                self.maturity.push(Maturity { on, level: *level, required: *required, reference });
            }
            Step::RequirementsChecked { quarter, met, of, reference } => {
                within("quarter", i64::from(*quarter), 1, 4)?;
                not_before("on", on, quarter_begins(*quarter, self.year))?;
                within("of", i64::from(*of), 1, i64::from(u16::MAX))?;
                within("met", i64::from(*met), 0, i64::from(*of))?;
                let reference = reference.clone();
                self.checks.push(Check { on, quarter: *quarter, met: *met, of: *of, reference });
            }
            _ => return Err(WrongStep::NotOfThisKind),
        }
        Ok(())
    }

    fn action(&mut self, on: Date, step: &Step) -> Result<(), WrongStep> {
        match step {
            Step::ActionPlanned { id, what, deadline } => {
                if self.actions.iter().any(|one| one.id == *id) {
                    return Err(WrongStep::Twice { field: "id", value: id.clone() });
                }
                not_before("deadline", *deadline, on)?;
                let (id, what) = (id.clone(), what.clone());
                self.actions.push(Action { id, what, planned: on, deadline: *deadline, done: None });
            }
            Step::ActionDone { id, reference } => {
                let action = self.actions.iter_mut().find(|one| one.id == *id && one.done.is_none());
                let action = action.ok_or_else(|| WrongStep::NoSuch { field: "id", value: id.clone() })?;
                not_before("on", on, action.planned)?;
                action.done = Some((on, reference.clone()));
            }
            _ => return Err(WrongStep::NotOfThisKind),
        }
        Ok(())
    }

    fn financial(&mut self, on: Date, step: &Step) -> Result<(), WrongStep> {
        match step {
            Step::ProcessAssessed { process, risk, reference } => {
                let (process, reference) = (process.clone(), reference.clone());
                self.risks.push(ProcessRisk { process, on, risk: *risk, reference });
            }
            Step::ControlPlaced { process, what } => {
                if !self.risks.iter().any(|risk| risk.process == *process) {
                    return Err(WrongStep::TooSoon { needs: "process-assessed" });
                }
                if self.controls.iter().any(|one| one.process == *process && one.what == *what) {
                    return Err(WrongStep::Twice { field: "what", value: what.clone() });
                }
                let (process, what) = (process.clone(), what.clone());
                self.controls.push(Control { process, what, since: on, carried_out: Vec::new() });
            }
            Step::ControlCarriedOut { process, control, in_order, reference } => {
                let placed = self.control(process, control)?;
                not_before("on", on, placed.since)?;
                placed.carried_out.push((on, *in_order, reference.clone()));
            }
            _ => return Err(WrongStep::NotOfThisKind),
        }
        Ok(())
    }

    /// A control of a process: the one that is named, or the only one.
    fn control(&mut self, process: &str, named: &str) -> Result<&mut Control, WrongStep> {
        let of_process = self.controls.iter().filter(|one| one.process == process).count();
        if of_process == 0 {
            return Err(WrongStep::NoSuch { field: "process", value: process.to_owned() });
        }
        if named.trim().is_empty() && of_process > 1 {
            return Err(WrongStep::Blank { field: "control" });
        }
        let is_meant = |one: &&mut Control| {
            one.process == process && (of_process == 1 && named.trim().is_empty() || one.what == named)
        };
        let found = self.controls.iter_mut().find(is_meant);
        found.ok_or_else(|| WrongStep::NoSuch { field: "control", value: named.to_owned() })
    }

    fn purchases(&mut self, on: Date, step: &Step) -> Result<(), WrongStep> {
        match step {
            Step::GoalSet { id, what, unit, baseline, target } => {
                if self.goals.iter().any(|goal| goal.id == *id) {
                    return Err(WrongStep::Twice { field: "id", value: id.clone() });
                }
                let (id, what, unit) = (id.clone(), what.clone(), unit.clone());
                let measured = Vec::new();
                self.goals.push(PurchaseGoal {
                    id,
                    what,
                    unit,
                    baseline: *baseline,
                    target: *target,
                    set: on,
                    measured,
                });
            }
            Step::GoalMeasured { id, value, reference } => {
                let goal = self.goals.iter_mut().find(|goal| goal.id == *id);
                let goal = goal.ok_or_else(|| WrongStep::NoSuch { field: "id", value: id.clone() })?;
                not_before("on", on, goal.set)?;
                goal.measured.push((on, *value, reference.clone()));
            }
            _ => return Err(WrongStep::NotOfThisKind),
        }
        Ok(())
    }
}

impl Ledger for Undertaking {
    type Step = Step;

    fn take(before: Option<&Self>, entry: &Entry<Step>) -> Result<Self, WrongStep> {
        by(entry, Party::Ministry)?;
        for (field, text) in entry.what.texts() {
            filled(field, text)?;
        }
        let Some(before) = before else { return Self::begun(entry) };
        if !entry.what.kinds().contains(&before.kind) {
            return Err(WrongStep::NotOfThisKind);
        }
        let mut undertaking = before.clone();
        let on = entry.on;
        match &entry.what {
            Step::Opened { .. } => return Err(WrongStep::BegunAlready),
            Step::Delivered { part, reference } => {
                if !before.kind.parts().contains(part) {
                    return Err(WrongStep::NoSuch { field: "part", value: part.key().to_owned() });
                }
                if *part == Part::PurchaseGoals && before.goals.is_empty() {
                    return Err(WrongStep::TooSoon { needs: "goal-set" });
                }
                if *part == Part::ControlReport && before.risks.is_empty() {
                    return Err(WrongStep::TooSoon { needs: "process-assessed" });
                }
                undertaking.deliveries.push(Delivery { part: *part, on, reference: reference.clone() });
            }
            step @ (Step::MaturityMeasured { .. } | Step::RequirementsChecked { .. }) => {
                undertaking.security(on, step)?;
            }
            step @ (Step::ActionPlanned { .. } | Step::ActionDone { .. }) => {
                undertaking.action(on, step)?;
            }
            step @ (Step::ProcessAssessed { .. } | Step::ControlPlaced { .. } | Step::ControlCarriedOut { .. }) => {
                undertaking.financial(on, step)?;
            }
            step @ (Step::GoalSet { .. } | Step::GoalMeasured { .. }) => {
                undertaking.purchases(on, step)?;
            }
            Step::Judged { met, reasons, assessor } => {
                let (reasons, assessor) = (reasons.clone(), assessor.clone());
                undertaking.judgements.push(Judgement { on, met: *met, reasons, assessor });
            }
        }
        Ok(undertaking)
    }
}
