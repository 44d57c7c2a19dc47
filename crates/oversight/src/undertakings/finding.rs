//! What is late or wrong with an undertaking on a day, and where its milestones stand. Derived, never typed.

use jiff::civil::Date;
use law::words::Words;
use schemars::JsonSchema;
use serde::Serialize;

use super::kind::{Kind, Part, quarter_ends};
use super::undertaking::Undertaking;

/// Something that is late or wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[schemars(rename = "UndertakingFinding")]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// About what: a part, a quarter, an action, a process, a goal.
    pub about: String,
    /// Since when.
    pub since: Date,
}

/// What can be late or wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[schemars(rename = "UndertakingFindingKind")]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// Something was not handed in by its day.
    DeliveryLate,
    /// The year ended without a measurement of maturity.
    NotMeasured,
    /// The maturity is below what is required, and no action has been planned since.
    BelowRequiredWithoutAction,
    /// A quarter ended without a check of the technical minimum requirements.
    QuarterNotChecked,
    /// A check found requirements that are not met, and no action has been planned since.
    RequirementsUnmetWithoutAction,
    /// An action's day has passed and it is not done.
    ActionOverdue,
    /// A process was assessed and nothing controls it.
    ProcessWithoutControl,
    /// A control's last outcome was not in order.
    ControlFailed,
}

impl FindingKind {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::DeliveryLate => Words::new("ikke afleveret til tiden", "not handed in on time"),
            Self::NotMeasured => Words::new("modenhed ikke målt", "maturity not measured"),
            Self::BelowRequiredWithoutAction => Words::new(
                "modenhed under kravet uden handlingsplan",
                "maturity below the requirement without an action plan",
            ),
            Self::QuarterNotChecked => Words::new(
                "kvartal uden kontrol af tekniske minimumskrav",
                "quarter without a check of the technical minimum requirements",
            ),
            Self::RequirementsUnmetWithoutAction => Words::new(
                "minimumskrav ikke opfyldt, uden handlingsplan",
                "requirements not met, without an action plan",
            ),
            Self::ActionOverdue => Words::new("handling overskredet", "action overdue"),
            Self::ProcessWithoutControl => Words::new("proces uden kontrol", "process without control"),
            Self::ControlFailed => Words::new("kontrol ikke i orden", "control not in order"),
        }
    }

    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::DeliveryLate,
        Self::NotMeasured,
        Self::BelowRequiredWithoutAction,
        Self::QuarterNotChecked,
        Self::RequirementsUnmetWithoutAction,
        Self::ActionOverdue,
        Self::ProcessWithoutControl,
        Self::ControlFailed,
    ];

    /// The name in texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::DeliveryLate => "delivery-late",
            Self::NotMeasured => "not-measured",
            Self::BelowRequiredWithoutAction => "below-required",
            Self::QuarterNotChecked => "quarter-not-checked",
            Self::RequirementsUnmetWithoutAction => "requirements-unmet",
            Self::ActionOverdue => "action-overdue",
            Self::ProcessWithoutControl => "process-without-control",
            Self::ControlFailed => "control-failed",
        }
    }
}

/// A part that is handed in, and when it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "UndertakingMilestone")]
pub struct Milestone {
    /// What.
    pub part: Part,
    /// By when.
    pub due: Date,
    /// When it was first handed in, and where it lies.
    pub delivered: Option<(Date, String)>,
}

impl Milestone {
    /// Whether it was handed in by its day.
    pub fn is_met(&self) -> bool {
        self.delivered.as_ref().is_some_and(|(day, _)| *day <= self.due)
    }
}

/// The milestones of an undertaking, as they stand on a day.
pub fn milestones(undertaking: &Undertaking, on: Date) -> Vec<Milestone> {
    let first = |part| {
        let handed_in = undertaking.deliveries.iter().filter(|one| one.part == part && one.on <= on);
        handed_in.min_by_key(|one| one.on).map(|one| (one.on, one.reference.clone()))
    };
    let parts = undertaking.kind.parts().iter();
    parts.map(|part| Milestone { part: *part, due: part.due(undertaking.year), delivered: first(*part) }).collect()
}

impl Undertaking {
    /// What is late or wrong by a day.
    pub fn findings(&self, on: Date) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut found = |kind, about: &str, since| findings.push(Finding { kind, about: about.to_owned(), since });
        for milestone in milestones(self, on) {
            if milestone.delivered.is_none() && milestone.due < on {
                found(FindingKind::DeliveryLate, milestone.part.key(), milestone.due);
            }
        }
        let planned_since = |day: Date| self.actions.iter().any(|action| action.planned >= day && action.planned <= on);
        if self.kind == Kind::InformationSecurity {
            let measured = self.maturity.iter().filter(|one| one.on <= on).max_by_key(|one| one.on);
            match measured {
                Some(last) if last.level < last.required && !planned_since(last.on) => {
                    found(FindingKind::BelowRequiredWithoutAction, &last.reference, last.on);
                }
                None if quarter_ends(4, self.year) < on => {
                    found(FindingKind::NotMeasured, &self.year.to_string(), quarter_ends(4, self.year));
                }
                _ => {}
            }
            for quarter in 1..=4 {
                let last =
                    self.checks.iter().filter(|one| one.quarter == quarter && one.on <= on).max_by_key(|one| one.on);
                let ended = quarter_ends(quarter, self.year);
                match last {
                    None if ended < on => found(FindingKind::QuarterNotChecked, &quarter.to_string(), ended),
                    Some(check) if check.met < check.of && !planned_since(check.on) => {
                        found(FindingKind::RequirementsUnmetWithoutAction, &quarter.to_string(), check.on);
                    }
                    _ => {}
                }
            }
        }
        for action in &self.actions {
            let done = action.done.as_ref().is_some_and(|(day, _)| *day <= on);
            if action.deadline < on && !done {
                found(FindingKind::ActionOverdue, &action.id, action.deadline);
            }
        }
        let mut processes: Vec<&str> = Vec::new();
        for risk in self.risks.iter().filter(|risk| risk.on <= on) {
            if processes.contains(&risk.process.as_str()) {
                continue;
            }
            processes.push(&risk.process);
            let mut controls =
                self.controls.iter().filter(|one| one.process == risk.process && one.since <= on).peekable();
            if controls.peek().is_none() {
                found(FindingKind::ProcessWithoutControl, &risk.process, risk.on);
            }
            // Each control by its own last outcome: another's success mends nothing.
            for control in controls {
                let carried_out = control.carried_out.iter().filter(|(day, ..)| *day <= on);
                if let Some((day, false, _)) = carried_out.max_by_key(|(day, ..)| *day) {
                    found(FindingKind::ControlFailed, &risk.process, *day);
                }
            }
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{Step, evidence};
    use super::*;
    use crate::goals::What;
    use crate::ledger::{Entry, Ledger, Party, WrongStep};
    use crate::processors::Risk;

    fn take(before: Option<&Undertaking>, on: Date, what: Step) -> Result<Undertaking, WrongStep> {
        Undertaking::take(before, &Entry { on, party: Party::Ministry, what })
    }

    fn undertaking(kind: Kind, steps: Vec<(Date, Step)>) -> Undertaking {
        let opened =
            Step::Opened { kind, authority: "Udlændingestyrelsen".into(), plan: "us-2024".into(), year: 2024 };
        let mut undertaking = take(None, date(2024, 1, 1), opened).expect("a year begins");
        for (on, step) in steps {
            undertaking = take(Some(&undertaking), on, step).expect("a sound step");
        }
        undertaking
    }

    fn kinds(undertaking: &Undertaking, on: Date) -> Vec<FindingKind> {
        undertaking.findings(on).into_iter().map(|finding| finding.kind).collect()
    }

    #[test]
    fn a_part_is_late_from_the_day_after_its_quarter_and_a_late_delivery_is_no_milestone_met() {
        let analysis = Step::Delivered { part: Part::PurchaseAnalysis, reference: "I-1".into() };
        let purchases = undertaking(Kind::SustainablePurchases, vec![(date(2024, 4, 2), analysis)]);
        assert_eq!(kinds(&purchases, date(2024, 3, 31)), []);
        assert_eq!(kinds(&purchases, date(2024, 4, 1)), [FindingKind::DeliveryLate]);
        assert_eq!(kinds(&purchases, date(2024, 4, 2)), []);
        let milestones = milestones(&purchases, date(2024, 4, 2));
        assert_eq!(milestones.len(), 3);
        assert!(!milestones[0].is_met() && milestones[0].delivered.is_some());
    }

    #[test]
    fn goals_are_not_handed_in_before_there_is_one_with_a_baseline() {
        let goals = || Step::Delivered { part: Part::PurchaseGoals, reference: "I-2".into() };
        let purchases = undertaking(Kind::SustainablePurchases, vec![]);
        let bare = take(Some(&purchases), date(2024, 6, 1), goals());
        assert_eq!(bare, Err(WrongStep::TooSoon { needs: "goal-set" }));
        let goal = Step::GoalSet {
            id: "fly".into(),
            what: "færre flyrejser".into(),
            unit: "rejser".into(),
            baseline: 400,
            target: 320,
        };
        let with = undertaking(Kind::SustainablePurchases, vec![(date(2024, 5, 1), goal), (date(2024, 6, 1), goals())]);
        assert!(milestones(&with, date(2024, 6, 1))[1].is_met());
    }

    #[test]
    fn below_the_required_level_an_action_must_be_planned_after_the_measurement() {
        let measured = Step::MaturityMeasured { level: 2, required: 3, reference: "M-1".into() };
        let planned =
            |on| (on, Step::ActionPlanned { id: "1".into(), what: "log".into(), deadline: date(2024, 11, 1) });
        let before = undertaking(
            Kind::InformationSecurity,
            vec![planned(date(2024, 1, 5)), (date(2024, 2, 1), measured.clone())],
        );
        assert_eq!(kinds(&before, date(2024, 3, 1)), [FindingKind::BelowRequiredWithoutAction]);
        let since =
            undertaking(Kind::InformationSecurity, vec![(date(2024, 2, 1), measured), planned(date(2024, 2, 1))]);
        assert_eq!(kinds(&since, date(2024, 3, 1)), []);
        let late = kinds(&since, date(2024, 11, 2));
        assert!(late.contains(&FindingKind::ActionOverdue), "{late:?}");
        assert_eq!(late.iter().filter(|kind| **kind == FindingKind::QuarterNotChecked).count(), 3);
    }

    #[test]
    fn a_process_needs_a_control_and_the_last_outcome_counts() {
        let assessed = Step::ProcessAssessed { process: "Indkøb".into(), risk: Risk::High, reference: "F-1".into() };
        let carried_out = |on, in_order| {
            let (process, control, reference) = ("Indkøb".into(), "to godkender".into(), "F-2".into());
            (on, Step::ControlCarriedOut { process, control, in_order, reference })
        };
        let mut steps = vec![(date(2024, 2, 1), assessed)];
        assert_eq!(
            kinds(&undertaking(Kind::FinancialControl, steps.clone()), date(2024, 3, 1)),
            [FindingKind::ProcessWithoutControl]
        );
        steps.push((date(2024, 2, 2), Step::ControlPlaced { process: "Indkøb".into(), what: "to godkender".into() }));
        steps.push(carried_out(date(2024, 4, 1), false));
        assert_eq!(
            kinds(&undertaking(Kind::FinancialControl, steps.clone()), date(2024, 5, 1)),
            [FindingKind::ControlFailed]
        );
        let other = |what: Step| (date(2024, 5, 1), what);
        let mut another = steps.clone();
        another.push(other(Step::ControlPlaced { process: "Indkøb".into(), what: "stikprøve".into() }));
        let unnamed = Step::ControlCarriedOut {
            process: "Indkøb".into(),
            control: String::new(),
            in_order: true,
            reference: "F-3".into(),
        };
        let two = undertaking(Kind::FinancialControl, another.clone());
        assert_eq!(take(Some(&two), date(2024, 5, 1), unnamed.clone()), Err(WrongStep::Blank { field: "control" }));
        let Step::ControlCarriedOut { process, in_order, reference, .. } = unnamed else { panic!("a control") };
        let control = "stikprøve".into();
        another.push(other(Step::ControlCarriedOut { process, control, in_order, reference }));
        let mended_elsewhere = undertaking(Kind::FinancialControl, another);
        assert_eq!(kinds(&mended_elsewhere, date(2024, 5, 1)), [FindingKind::ControlFailed]);
        steps.push(carried_out(date(2024, 5, 1), true));
        assert_eq!(kinds(&undertaking(Kind::FinancialControl, steps), date(2024, 5, 1)), []);
    }

    #[test]
    fn a_quarter_is_not_checked_before_it_begins() {
        let security = undertaking(Kind::InformationSecurity, vec![]);
        let check = Step::RequirementsChecked { quarter: 4, met: 10, of: 10, reference: "K-4".into() };
        let early = take(Some(&security), date(2024, 9, 30), check.clone());
        assert_eq!(early, Err(WrongStep::Early { field: "on", earliest: date(2024, 10, 1) }));
        assert!(take(Some(&security), date(2024, 10, 1), check).is_ok());
    }

    #[test]
    fn a_step_of_another_goal_is_refused() {
        let security = undertaking(Kind::InformationSecurity, vec![]);
        let step = Step::Delivered { part: Part::ControlReport, reference: "x".into() };
        assert_eq!(take(Some(&security), date(2024, 5, 1), step), Err(WrongStep::NotOfThisKind));
        let processors = undertaking(Kind::DataProcessors, vec![]);
        let step = Step::Delivered { part: Part::ControlReport, reference: "x".into() };
        assert!(matches!(take(Some(&processors), date(2024, 5, 1), step), Err(WrongStep::NoSuch { .. })));
    }

    #[test]
    fn deliveries_and_judgements_become_evidence_with_the_day_it_was_done_and_the_day_it_was_recorded() {
        let steps = vec![
            (date(2024, 6, 28), Step::Delivered { part: Part::OverviewSecondQuarter, reference: "O-1".into() }),
            (
                date(2025, 1, 10),
                Step::Judged {
                    met: true,
                    reasons: "i orden".into(),
                    assessor: "Forvaltningsret og Datasikkerhed".into(),
                },
            ),
        ];
        let entries: Vec<(Entry<Step>, Date)> = std::iter::once((
            date(2024, 1, 1),
            Step::Opened {
                kind: Kind::DataProcessors,
                authority: "Udlændingestyrelsen".into(),
                plan: "us-2024".into(),
                year: 2024,
            },
        ))
        .chain(steps)
        .map(|(on, what)| (Entry { on, party: Party::Ministry, what }, date(2025, 1, 11)))
        .collect();
        let found = evidence(&entries);
        let told: Vec<_> =
            found.iter().map(|one| (one.goal.as_str(), one.part.as_deref(), one.day, one.what.clone())).collect();
        assert_eq!(
            told,
            [
                ("2.2", Some("second-quarter"), date(2024, 6, 28), What::Reached),
                ("2.2", None, date(2025, 1, 10), What::Judged { upheld: true }),
            ]
        );
        assert!(found.iter().all(|one| one.plan == "us-2024" && one.recorded == date(2025, 1, 11)));
        assert_eq!(found[1].assessor, "Forvaltningsret og Datasikkerhed");
    }
}
