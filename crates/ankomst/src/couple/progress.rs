//! How far the work has come, on a terminal; silent elsewhere.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Reading,
    Learning,
    Counting,
    Coupling,
    Writing,
}

/// The line at the bottom of the terminal: stage, time, and the share that is done where it is known.
pub(super) struct Progress {
    bar: ProgressBar,
}

const KNOWN: &str = "{elapsed_precise}  {msg:<22} {wide_bar} {percent:>3} %";
const UNKNOWN: &str = "{elapsed_precise}  {msg:<22} {spinner}";

impl Progress {
    /// Begins to count the time.
    pub(super) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let progress = Self { bar };
        progress.begin_unknown(Stage::Reading);
        progress.bar.enable_steady_tick(Duration::from_millis(200));
        progress
    }

    /// A stage of so much work.
    pub(super) fn begin(&self, stage: Stage, length: u64) {
        self.show(stage, KNOWN);
        self.bar.set_length(length);
        self.bar.set_position(0);
    }

    /// A stage of which only the end is seen.
    pub(super) fn begin_unknown(&self, stage: Stage) {
        self.show(stage, UNKNOWN);
    }

    /// So much more is done.
    pub(super) fn advance(&self, more: u64) {
        self.bar.inc(more);
    }

    /// Takes the line away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }

    fn show(&self, stage: Stage, template: &str) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.set_message(match stage {
            Stage::Reading => "læser",
            Stage::Learning => "lærer modellen",
            Stage::Counting => "tæller par",
            Stage::Coupling => "sammenligner og kobler",
            Stage::Writing => "skriver",
        });
    }
}
