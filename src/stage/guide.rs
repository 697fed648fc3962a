//! Where one is in a tour.

use std::time::Duration;

use super::tour::{Tour, TourStep};
use crate::app::App;

/// What became of a step since one came to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
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
    pub state: StepState,
    /// Whether it is out of the way for a while.
    pub paused: bool,
    /// The steps that count from now on, also where steps before them are left out.
    counting: Vec<bool>,
}

impl Guide {
    /// At the first step.
    #[must_use]
    pub fn new(tour: Tour, alone: bool) -> Self {
        Self {
            counting: vec![false; tour.steps.len()],
            tour,
            at: 0,
            alone,
            due: None,
            state: StepState::Fresh,
            paused: false,
        }
    }

    /// Goes to a step of a tour that is played anew up to there.
    pub fn restart(&mut self, step: usize) {
        self.counting.fill(false);
        self.go_to(step);
    }

    /// Goes to a step.
    pub fn go_to(&mut self, step: usize) {
        self.at = step;
        self.due = None;
        (self.state, self.paused) = (StepState::Fresh, false);
    }

    /// The step one is at.
    #[must_use]
    pub fn step(&self) -> Option<&TourStep> {
        self.tour.steps.get(self.at)
    }

    /// The step after the last one that is done: the one that one is at, or a later one that somebody came to another way.
    pub fn next(&mut self, app: &App) -> Option<usize> {
        let steps = self.tour.steps.iter().zip(&mut self.counting).enumerate();
        let mut next = None;
        for (at, (step, counting)) in steps.skip(self.at) {
            *counting |= step.counts_since(app);
            if (at == self.at || *counting) && step.is_done(app) {
                next = Some(at + 1);
            }
        }
        next
    }
}
