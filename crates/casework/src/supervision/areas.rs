//! The five areas: the kinds of their facts, their names, whose steps they are, and which steps go out as letters.

use jiff::civil::Date;
use oversight::audit::{Point, Stage};
use oversight::availability::{self, Review};
use oversight::danish_education::{self, Report};
use oversight::processors::Processor;
use oversight::undertakings::{self, Kind, Undertaking};

use super::letters::{self, Wanted};
use super::{Area, NotInPlan, Shelf, Supervision};
use crate::access::Action;
use crate::goals::Goals;

impl Area for Report {
    const KIND: &'static str = "danish-education-report/1";
    const NAME: &'static str = "danish-education";
    const ACTION: Action = Action::SuperviseMunicipalities;
    const STEPS: &'static [&'static str] = &[
        "received",
        "read",
        "reminded",
        "deadline-moved",
        "point-raised",
        "points-sent",
        "point-answered",
        "point-reminded",
        "point-settled",
        "closed",
        "reopened",
    ];

    fn shelf(supervision: &Supervision) -> &Shelf<Self> {
        supervision.reports()
    }

    /// A municipality has one report on a period: its name says both, so that it is not called in twice. A period of the rhythm is named by its
    /// last day, another by both, for it can end on the same day.
    fn name_of(step: &danish_education::Step) -> Option<String> {
        match step {
            danish_education::Step::CalledIn { municipality, period_last, period_first, .. } => {
                Some(match period_first {
                    Some(first) => format!("{municipality}-{first}-{period_last}"),
                    None => format!("{municipality}-{period_last}"),
                })
            }
            _ => None,
        }
    }

    fn letter(before: Option<&Self>, after: &Self, on: Date, step: &danish_education::Step) -> Option<Wanted> {
        letters::of_a_report(before, after, on, step)
    }

    fn admits(&self, step: &str) -> bool {
        match step {
            "reopened" => self.closed.is_some(),
            _ if self.closed.is_some() => false,
            "reminded" | "deadline-moved" => self.received.is_empty(),
            "read" => !self.received.is_empty(),
            "point-raised" | "closed" => self.reading.is_some(),
            "points-sent" => self.unsent().next().is_some(),
            "point-answered" | "point-reminded" | "point-settled" => {
                self.points.iter().any(|one| one.settled.is_none())
            }
            _ => true,
        }
    }
}

impl Area for Point {
    const KIND: &'static str = "audit-point/1";
    const NAME: &'static str = "audit";
    const ACTION: Action = Action::FollowUpAudits;
    const STEPS: &'static [&'static str] = &[
        "evidence-added",
        "status-reported",
        "deadline-set",
        "owner-changed",
        "figures-linked",
        "closing-proposed",
        "proposal-withdrawn",
        "closing-recommended",
        "closing-not-recommended",
        "closed",
        "referred-back",
        "reopened",
    ];

    fn shelf(supervision: &Supervision) -> &Shelf<Self> {
        supervision.points()
    }

    fn admits(&self, step: &str) -> bool {
        match (step, &self.stage) {
            ("reopened", stage) => matches!(stage, Stage::Closed(_)),
            (_, Stage::Closed(_)) => false,
            ("closing-proposed", stage) => matches!(stage, Stage::Open(_)),
            ("proposal-withdrawn", stage) => matches!(stage, Stage::Proposed(_)),
            ("closing-recommended", stage) => matches!(stage, Stage::Open(_) | Stage::Proposed(_)),
            ("closing-not-recommended", stage) => matches!(stage, Stage::Proposed(_) | Stage::Recommended(_)),
            ("closed" | "referred-back", stage) => matches!(stage, Stage::Recommended(_)),
            _ => true,
        }
    }
}

impl Area for Review {
    const KIND: &'static str = "availability-review/1";
    const NAME: &'static str = "availability";
    const ACTION: Action = Action::SuperviseMunicipalities;
    const STEPS: &'static [&'static str] =
        &["assessed", "communicated", "followed-up", "answered", "settled", "closed"];

    fn shelf(supervision: &Supervision) -> &Shelf<Self> {
        supervision.reviews()
    }

    /// Who hands in a sample could choose it.
    fn may_be_handed_in(step: &availability::Step) -> bool {
        !matches!(step, availability::Step::Drawn { .. })
    }

    fn letter(_: Option<&Self>, after: &Self, _: Date, step: &availability::Step) -> Option<Wanted> {
        letters::of_a_review(after, step)
    }

    fn admits(&self, _: &str) -> bool {
        self.closed.is_none()
    }
}

impl Area for Processor {
    const KIND: &'static str = "data-processor/1";
    const NAME: &'static str = "processor";
    const ACTION: Action = Action::KeepUndertakings;
    const STEPS: &'static [&'static str] = &[
        "risk-assessed",
        "agreement-signed",
        "processing-began",
        "supervised",
        "transfer-began",
        "transfer-ended",
        "ended",
    ];

    fn shelf(supervision: &Supervision) -> &Shelf<Self> {
        supervision.processors()
    }

    fn admits(&self, step: &str) -> bool {
        match step {
            _ if self.ended.is_some() => false,
            "processing-began" => self.processing_since.is_none(),
            "transfer-ended" => self.transfers.iter().any(|one| one.until.is_none()),
            _ => true,
        }
    }
}

impl Area for Undertaking {
    const KIND: &'static str = "undertaking/1";
    const NAME: &'static str = "undertaking";
    const ACTION: Action = Action::KeepUndertakings;
    const STEPS: &'static [&'static str] = &[
        "delivered",
        "maturity-measured",
        "requirements-checked",
        "action-planned",
        "action-done",
        "process-assessed",
        "control-placed",
        "control-carried-out",
        "goal-set",
        "goal-measured",
        "judged",
    ];

    fn shelf(supervision: &Supervision) -> &Shelf<Self> {
        supervision.undertakings()
    }

    fn admits(&self, step: &str) -> bool {
        let allowed: &[&str] = match self.kind {
            Kind::InformationSecurity => &["maturity-measured", "requirements-checked"],
            Kind::DataProcessors => &["delivered"],
            Kind::FinancialControl => &["delivered", "process-assessed", "control-placed", "control-carried-out"],
            Kind::SustainablePurchases => &["delivered", "goal-set", "goal-measured"],
        };
        allowed.contains(&step) || ["action-planned", "action-done", "judged"].contains(&step)
    }

    fn fits(plans: &Goals, before: Option<&Self>, step: &undertakings::Step) -> Result<(), NotInPlan> {
        match (before, step) {
            (None, undertakings::Step::Opened { kind, plan, .. }) => {
                let is_missing = plans.plan(plan).is_some_and(|in_force| in_force.plan.goal(kind.goal()).is_none());
                let named = format!("{plan} {}", kind.goal());
                if is_missing { Err(NotInPlan { field: "kind", named }) } else { Ok(()) }
            }
            (Some(before), undertakings::Step::Delivered { part, .. }) => {
                let goal = plans.plan(&before.plan).and_then(|in_force| in_force.plan.goal(before.kind.goal()));
                let is_missing =
                    goal.is_some_and(|goal| !goal.parts.iter().any(|one| one.id.get_ref() == part.in_plan()));
                let named = format!("{} {} {}", before.plan, before.kind.goal(), part.in_plan());
                if is_missing { Err(NotInPlan { field: "part", named }) } else { Ok(()) }
            }
            _ => Ok(()),
        }
    }
}
