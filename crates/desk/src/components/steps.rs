//! Where one is in a form of several pages.

use askama::Template;

use super::Icon;
use crate::texts::Language;

/// The steps of a form.
#[derive(Clone, Debug, Template)]
#[template(path = "components/steps.html")]
pub struct StepIndicator {
    /// The language.
    pub language: Language,
    /// The steps in order.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it is about.
    pub label: String,
    /// How far it is.
    pub state: StepState,
    /// Where it can be opened again; none for steps ahead.
    pub href: Option<String>,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Filled in.
    Done,
    /// On this page.
    Current,
    /// Still ahead.
    Ahead,
    /// Filled in, with an error.
    Wrong,
}

impl StepIndicator {
    fn says(&self) -> String {
        let current = self.steps.iter().position(|step| step.state == StepState::Current).map_or(1, |place| place + 1);
        self.language.t_with("steps-said", &[("current", current.into()), ("all", self.steps.len().into())])
    }
}

impl Step {
    fn is_current(&self) -> bool {
        self.state == StepState::Current
    }

    fn name(&self) -> &'static str {
        match self.state {
            StepState::Done => "done",
            StepState::Current => "current",
            StepState::Ahead => "ahead",
            StepState::Wrong => "wrong",
        }
    }

    fn key(&self) -> &'static str {
        match self.state {
            StepState::Done => "step-done",
            StepState::Current => "step-current",
            StepState::Ahead => "step-ahead",
            StepState::Wrong => "step-wrong",
        }
    }

    fn icon(&self) -> Option<Icon> {
        match self.state {
            StepState::Done => Some(Icon("check")),
            StepState::Wrong => Some(Icon("error")),
            StepState::Current | StepState::Ahead => None,
        }
    }
}

super::markup!(StepIndicator);
