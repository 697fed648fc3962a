//! One change of a review, and what became of it.

use crate::domain::Error;
use crate::domain::change::{Change, ChangeResult};

/// One change of a review.
#[derive(Debug)]
pub struct Work {
    /// What it is about, fit to be shown.
    pub name: String,
    /// The change.
    pub change: Change,
    /// What became of it.
    pub outcome: Option<Result<ChangeResult, Error>>,
}

impl Work {
    /// Whether it is still to be done. What may have happened already is not done again from here: done twice it may make a
    /// second provider of the same name (R42).
    pub(super) fn is_open(&self) -> bool {
        match &self.outcome {
            None => true,
            // What is not as it was is looked at first, and asked for anew.
            Some(Ok(_) | Err(Error::Changed(_) | Error::NotFound(_))) => false,
            Some(Err(error)) => !error.outcome_unknown(),
        }
    }
}

/// What went wrong, and what can be done about it from here.
pub(super) fn told(error: &Error) -> String {
    match error {
        error if error.outcome_unknown() => format!("{error} Close this and look before you do it again."),
        error => error.to_string(),
    }
}
