//! Where one is in a tour.

use std::time::Duration;

use super::tour::{Step, Tour};
use crate::app::App;

/// What became of a step since one came to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Nothing yet.
    Fresh,
    /// Its keys came, or are coming.
    Shown,
    /// Somebody did something.
    Touched,
}

/// A tour that is shown.
#[derive(Debug)]
pub struct Guide {
    /// What is shown.
    pub tour: Tour,
    /// The step one is at; past the last one where all are done.
    pub at: usize,
    /// Whether the keys of each step come by themselves.
    pub alone: bool,
    /// When they do.
    pub due: Option<Duration>,
    /// What became of the step so far.
    pub begun: Begun,
    /// Whether it is out of the way for a while.
    pub paused: bool,
}

impl Guide {
    /// At the first step.
    #[must_use]
    pub fn new(tour: Tour, alone: bool) -> Self {
        Self {
            tour,
            at: 0,
            alone,
            due: None,
            begun: Begun::Fresh,
            paused: false,
        }
    }

    /// Goes to a step.
    pub fn go_to(&mut self, step: usize) {
        self.at = step;
        self.due = None;
        (self.begun, self.paused) = (Begun::Fresh, false);
    }

    /// The step one is at.
    #[must_use]
    pub fn step(&self) -> Option<&Step> {
        self.tour.steps.get(self.at)
    }

    /// Whether the state is the one that this step leads to; a step that may be left out is also done where the next is.
    #[must_use]
    pub fn is_done(&self, app: &App) -> bool {
        let done = |at: usize| self.tour.steps.get(at).is_some_and(|s| s.is_done(app));
        done(self.at) || (self.step().is_some_and(|s| s.optional) && done(self.at + 1))
    }
}
