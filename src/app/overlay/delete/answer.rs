//! The way of a delete once it is confirmed: read again, sent once, and its outcome found out (`ux.md` D15-D17).

use std::time::Duration;

use super::{Around, CHECK_AGAIN, CHECKS, Control, Delete, Doomed, NOTHING, Stage, Step};
use crate::app::msg::{Now, Reply, Request, Ticket};
use crate::app::notice::Tone;
use crate::domain::{Error, Provider, ProviderRef};

impl Delete {
    pub(super) fn read(&self) -> Request {
        Request::Provider(self.doomed.organization, ProviderRef::External(self.doomed.provider))
    }

    fn delete(&self) -> Request {
        let Doomed {
            organization,
            provider,
            name,
            kind,
            ..
        } = self.doomed.clone();
        Request::DeleteProvider {
            organization,
            provider,
            name,
            kind,
        }
    }

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

    /// When the dialog wants to be told the time.
    #[must_use]
    pub fn deadline(&self) -> Option<Duration> {
        match &self.stage {
            Stage::Armed { due } | Stage::Checking { ticket: None, due, .. } => Some(*due),
            _ => None,
        }
    }

    /// The time has come.
    pub fn tick(&mut self, around: Around) -> Step {
        if self.deadline().is_none_or(|due| due > around.now.mono) {
            return Step::Stay;
        }
        // What was confirmed must still be what is on screen.
        if matches!(self.stage, Stage::Armed { .. }) && !(self.given(around.known) && around.fits) {
            self.stage = Stage::Asking;
            return Step::Stay;
        }
        Step::Send(self.read())
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
            (Stage::Rereading(_), Ok(Reply::Provider(provider))) => self.reread(&provider),
            (Stage::Rereading(_) | Stage::Sending(..), Err(error)) if !self.outcome_unknown(&error) => {
                self.refused(&error)
            }
            (Stage::Sending(..), Ok(_)) | (Stage::Checking { .. }, Err(Error::NotFound(_))) => Step::Deleted,
            (Stage::Sending(_, sent), Err(error)) => {
                let why = error.to_string();
                self.stage = Stage::Checking {
                    ticket: None,
                    due: now.mono,
                    attempt: 1,
                    sent,
                    why,
                };
                Step::Send(self.read())
            }
            (Stage::Checking { attempt, sent, why, .. }, found) if attempt < CHECKS => {
                let why = found.err().map_or(why, |e| e.to_string());
                let due = now.mono + CHECK_AGAIN;
                self.stage = Stage::Checking {
                    ticket: None,
                    due,
                    attempt: attempt + 1,
                    sent,
                    why,
                };
                Step::Stay
            }
            (Stage::Checking { .. }, Ok(_)) => {
                let text = format!("'{}' was not deleted: it is still there.", self.doomed.name.shown());
                Step::Close(Tone::Bad, text)
            }
            (Stage::Checking { sent, .. }, Err(error)) => {
                self.focus(Control::Confirm, now);
                self.stage = Stage::Unknown {
                    sent,
                    why: error.to_string(),
                };
                Step::Stay
            }
            (_, Ok(_) | Err(_)) => Step::Close(Tone::Bad, format!("{NOTHING} The answer made no sense.")),
        }
    }

    /// Only what was sent can have an unknown outcome.
    fn outcome_unknown(&self, error: &Error) -> bool {
        matches!(self.stage, Stage::Sending(..)) && error.outcome_unknown()
    }

    fn reread(&mut self, provider: &Provider) -> Step {
        let name = self.doomed.name.shown();
        if provider.row.name != self.doomed.name {
            let text = format!("{NOTHING} '{name}' is now named '{}'.", provider.row.name.shown());
            Step::Close(Tone::Bad, text)
        } else if provider.row.kind != self.doomed.kind {
            let text = format!("{NOTHING} '{name}' is now of type {}.", provider.row.kind.label());
            Step::Close(Tone::Bad, text)
        } else {
            Step::Send(self.delete())
        }
    }

    fn refused(&self, error: &Error) -> Step {
        let name = self.doomed.name.shown();
        match error {
            Error::NotFound(_) => Step::Close(
                Tone::Warning,
                format!("'{name}' is gone already: somebody else deleted it."),
            ),
            Error::SignedOut => Step::SignedOut,
            other => Step::Close(Tone::Bad, format!("{NOTHING} {other}")),
        }
    }
}
