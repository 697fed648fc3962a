//! The way of a delete once it is confirmed: read again, sent once, and its outcome found out (docs/guide.md, D15-D17).

use std::time::Duration;

use super::{Around, Control, Delete, Found, NOTHING, Stage, Step};
use crate::app::line::Tone;
use crate::app::request::{Reply, Ticket};
use crate::app::time::Now;
use crate::domain::Error;

impl Delete {
    /// The request that [`Step::Send`] asked for went out under `ticket`.
    pub fn went(&mut self, ticket: Ticket, now: Now) {
        self.hint = None;
        match &mut self.stage {
            Stage::Armed { .. } => self.stage = Stage::Rereading(ticket),
            Stage::Rereading(_) => self.stage = Stage::Sending(ticket, now),
            Stage::Checking { ticket: awaited, .. } => *awaited = Some(ticket),
            Stage::Asking | Stage::Sending(..) | Stage::Unknown { .. } => {}
        }
    }

    /// When it is settled whether the key that confirmed was held down.
    #[must_use]
    pub fn due(&self) -> Option<Duration> {
        match &self.stage {
            Stage::Armed { due } => Some(*due),
            _ => None,
        }
    }

    /// The time has come.
    pub fn tick(&mut self, around: Around) -> Step {
        if self.due().is_none_or(|due| due > around.now.mono) {
            return Step::Stay;
        }
        // What was confirmed must still be what is on screen.
        if !(self.given(around.known) && around.fits) {
            self.stage = Stage::Asking;
            return Step::Stay;
        }
        Step::Send(self.target.read())
    }

    /// Whether an answer is for this dialog.
    #[must_use]
    pub fn awaits(&self, ticket: Ticket) -> bool {
        match &self.stage {
            Stage::Rereading(t) | Stage::Sending(t, _) => *t == ticket,
            Stage::Checking { ticket: t, .. } => *t == Some(ticket),
            Stage::Asking | Stage::Armed { .. } | Stage::Unknown { .. } => false,
        }
    }

    /// Takes an answer it awaits.
    pub fn answer(&mut self, result: Result<Reply, Error>, now: Now) -> Step {
        match (self.stage.clone(), result) {
            (Stage::Rereading(_), Ok(reply)) => self.reread(&reply),
            // A list that is not found says nothing of what stands in it.
            (Stage::Rereading(_), Err(error @ Error::NotFound(_))) if self.target.provider().is_none() => {
                Step::Close(Tone::Bad, format!("{NOTHING} {error}"))
            }
            (Stage::Rereading(_) | Stage::Sending(..), Err(error)) if !self.outcome_unknown(&error) => {
                Self::refused(&error, now)
            }
            (Stage::Sending(..), Ok(reply)) => Step::Deleted(copy(reply)),
            (Stage::Checking { .. }, Err(Error::NotFound(_))) => Step::Deleted(None),
            (Stage::Checking { sent, .. }, Ok(reply)) if self.target.found(&reply) != Some(Found::Same) => {
                let why = "It does not stand in the list any more, which can have other reasons.";
                self.unknown(sent, why.into(), now)
            }
            (Stage::Checking { .. }, Ok(_)) => Step::Close(Tone::Bad, self.target.still_there()),
            (Stage::Sending(_, sent) | Stage::Checking { sent, .. }, Err(error)) => {
                self.unknown(sent, error.to_string(), now)
            }
            (_, Ok(_) | Err(_)) => Step::Close(Tone::Bad, format!("{NOTHING} The answer made no sense.")),
        }
    }

    fn unknown(&mut self, sent: Now, why: String, now: Now) -> Step {
        self.focus(Control::Confirm, now);
        self.stage = Stage::Unknown { sent, why };
        Step::Stay
    }

    /// Only what was sent can have an unknown outcome.
    fn outcome_unknown(&self, error: &Error) -> bool {
        matches!(self.stage, Stage::Sending(..)) && error.outcome_unknown()
    }

    fn reread(&mut self, reply: &Reply) -> Step {
        let name = &self.target.called;
        match self.target.found(reply) {
            Some(Found::Same) => Step::Send(self.target.delete()),
            Some(Found::Renamed(now)) => Step::Close(Tone::Bad, format!("{NOTHING} '{name}' is now named '{now}'.")),
            Some(Found::OtherKind(now)) => Step::Close(Tone::Bad, format!("{NOTHING} '{name}' is now of type {now}.")),
            Some(Found::NotListed) => {
                let text = format!("{NOTHING} '{name}' does not stand in the list any more.");
                Step::Close(Tone::Warning, text)
            }
            None => Step::Close(Tone::Bad, format!("{NOTHING} The answer made no sense.")),
        }
    }

    fn refused(error: &Error, now: Now) -> Step {
        match error {
            Error::NotFound(_) => Step::Gone,
            Error::SignedOut => Step::SignedOut,
            Error::DryRun(unsent) => Step::Unsent(unsent.clone()),
            Error::RateLimited { until } => {
                let until = Now { unix: *until, ..now }.clock();
                let text = format!("{NOTHING} There were too many requests: try again after {until}.");
                Step::Close(Tone::Bad, text)
            }
            // These say that nothing was deleted.
            Error::BackupFailed(_) | Error::Changed(_) | Error::NotDone(_) => Step::Close(Tone::Bad, error.to_string()),
            other => Step::Close(Tone::Bad, format!("{NOTHING} {other}")),
        }
    }
}

/// Where the backend kept what was deleted.
fn copy(reply: Reply) -> Option<String> {
    match reply {
        Reply::Changed(result) => result.backup,
        _ => None,
    }
}
