//! One change of a review, and what became of it.

use crate::app::component::Command;
use crate::app::line::{Line, Tone};
use crate::domain::Error;
use crate::domain::change::{Change, ChangeResult};
use crate::domain::draft::Edit;

#[derive(Debug)]
pub struct Work {
    /// What it is about, fit to be shown.
    pub name: String,
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

    /// Whether a line says what it changes: what became of it takes its place.
    pub(super) fn is_told_by(&self, line: &Line) -> bool {
        !self.name.is_empty() && line.label == self.name
    }

    /// What the app learns of an outcome.
    pub(super) fn told(&self, outcome: &Result<ChangeResult, Error>) -> Command {
        match outcome {
            Ok(done) => Command::Made(Box::new(self.change.clone()), done.object),
            Err(error) if error.outcome_unknown() => Command::InDoubt {
                partly: matches!(error, Error::PartlyApplied(_)),
            },
            Err(_) => Command::NotMade,
        }
    }

    /// Whether no reading can tell if it was made.
    pub(super) fn only_secrets(&self) -> bool {
        matches!(&self.change, Change::EditProvider { edits, .. } if !edits.iter().any(Edit::is_plain))
    }

    /// What became of it, and what a dry run would have sent.
    pub(super) fn lines(&self) -> Vec<Line> {
        let subject = if self.name.is_empty() {
            String::new()
        } else {
            format!("{}: ", self.name)
        };
        let (tone, text) = match &self.outcome {
            Some(Ok(_)) => (Tone::Good, "done".to_owned()),
            Some(Err(Error::DryRun(unsent))) => (Tone::Warning, format!("not sent: {}", unsent.request)),
            Some(Err(error)) if error.outcome_unknown() => {
                let advice = "Close this and check the current state before you try again.";
                (Tone::Bad, format!("{error} {advice}"))
            }
            Some(Err(error)) => (Tone::Bad, error.to_string()),
            None => (Tone::Dim, "not done".to_owned()),
        };
        let body = match &self.outcome {
            Some(Err(Error::DryRun(unsent))) => unsent.body.as_slice(),
            _ => &[],
        };
        let body = body.iter().map(|text| Line::text(Tone::Dim, text.as_str()));
        std::iter::once(Line::text(tone, format!("{subject}{text}")))
            .chain(body)
            .collect()
    }
}

/// Whether what failed so would fail for the other changes as well, or must be looked at before they are made.
pub(super) fn stops(error: &Error) -> bool {
    let each = matches!(
        error,
        Error::RateLimited { .. } | Error::SignedOut | Error::Network(_) | Error::Locked(_)
    );
    each || error.outcome_unknown()
}

/// What is said of a change that may be made, or is in part.
pub(super) fn in_doubt(error: &Error) -> Option<&'static str> {
    let said = match error {
        Error::PartlyApplied(_) => "At least a part of this was saved",
        _ => "It is not known whether this was saved",
    };
    error.outcome_unknown().then_some(said)
}
