//! The five areas: the kinds of their facts, their names, whose steps they are, and which steps go out as letters.

use jiff::civil::Date;
use oversight::audit::Point;
use oversight::availability::{self, Review};
use oversight::danish_education::{self, Report};
use oversight::processors::Processor;
use oversight::undertakings::{self, Undertaking};

use super::letters::{self, Wanted};
use super::{Area, NotInPlan, Shelf, Supervision};
use crate::access::Action;
use crate::goals::Goals;

impl Area for Report {
    const KIND: &'static str = "danish-education-report/1";
    const NAME: &'static str = "danish-education";
    const ACTION: Action = Action::SuperviseMunicipalities;

    fn shelf(supervision: &Supervision) -> &Shelf<Self> {
        supervision.reports()
    }

    /// A municipality has one report on a period: its name says both, so that it is not called in twice.
    fn name_of(step: &danish_education::Step) -> Option<String> {
        match step {
            danish_education::Step::CalledIn { municipality, period_last, .. } => {
                Some(format!("{municipality}-{period_last}"))
            }
            _ => None,
        }
    }

    fn letter(before: Option<&Self>, after: &Self, on: Date, step: &danish_education::Step) -> Option<Wanted> {
        letters::of_a_report(before, after, on, step)
    }
}

impl Area for Point {
    const KIND: &'static str = "audit-point/1";
    const NAME: &'static str = "audit";
    const ACTION: Action = Action::FollowUpAudits;

    fn shelf(supervision: &Supervision) -> &Shelf<Self> {
        supervision.points()
    }
}

impl Area for Review {
    const KIND: &'static str = "availability-review/1";
    const NAME: &'static str = "availability";
    const ACTION: Action = Action::SuperviseMunicipalities;

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
}

impl Area for Processor {
    const KIND: &'static str = "data-processor/1";
    const NAME: &'static str = "processor";
    const ACTION: Action = Action::KeepUndertakings;

    fn shelf(supervision: &Supervision) -> &Shelf<Self> {
        supervision.processors()
    }
}

impl Area for Undertaking {
    const KIND: &'static str = "undertaking/1";
    const NAME: &'static str = "undertaking";
    const ACTION: Action = Action::KeepUndertakings;

    fn shelf(supervision: &Supervision) -> &Shelf<Self> {
        supervision.undertakings()
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
