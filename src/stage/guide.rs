//! Where one is in a tour.

use std::time::Duration;

use super::tour::{Tour, TourStep};
use crate::app::App;

/// What happened since the tour came to the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    Fresh,
    /// The tour presses its keys, or has pressed them.
    Shown,
    Touched,
}

#[derive(Debug)]
pub struct Guide {
    pub tour: Tour,
    /// The current step, or the number of steps once all are done.
    pub at: usize,
    /// Whether the keys of each step come without a person, at `due`.
    pub alone: bool,
    pub due: Option<Duration>,
    pub state: StepState,
    pub paused: bool,
    /// Per step: whether it can be reached without the steps before it.
    counting: Vec<bool>,
}

impl Guide {
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

    /// Goes to a step after the tour was played again up to it.
    pub fn restart(&mut self, step: usize) {
        self.counting.fill(false);
        self.go_to(step);
    }

    pub fn go_to(&mut self, step: usize) {
        self.at = step;
        self.due = None;
        (self.state, self.paused) = (StepState::Fresh, false);
    }
    pub fn step(&self) -> Option<&TourStep> {
        self.tour.steps.get(self.at)
    }

    /// The step after the last completed one, whichever way the person completed it.
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
