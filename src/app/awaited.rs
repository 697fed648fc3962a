//! Awaited answers, by ticket: of what is asked for once. The pieces of the organization are awaited by [`Data`].
//!
//! Signing out drops the reads. The outcome of a change or a save is still shown.
//!
//! [`Data`]: super::data::Data

use std::time::Duration;

use super::App;
use super::line::Tone;
use super::msg::Effect;
use super::overlay::delete::DeleteTarget;
use super::request::{Reply, Request, Ticket};
use crate::domain::snapshot::{SnapshotProgress, saved};
use crate::domain::{Error, OrgId};

/// What an answer is awaited for.
#[derive(Debug, PartialEq)]
pub(super) enum Awaited {
    /// To sign in.
    SignIn,
    /// To open the backend that this profile leads to.
    OpenProfile(String),
    /// To take back the last change.
    Undo,
    /// To start the demo over.
    StartOver,
    /// To save a snapshot, and how far it is.
    Snapshot(Option<SnapshotProgress>),
    /// To compare with this file.
    Compare(String),
    /// Saving the current organization, and the one chosen since.
    WorkIn(Option<OrgId>),
    /// To show the secret of this organization's client.
    Secret(OrgId),
    /// To find out whether this is deleted.
    Look(Box<DeleteTarget>),
}

impl Awaited {
    /// Whether its outcome matters although somebody else may be signed in by then.
    fn outlasts_session(&self) -> bool {
        matches!(self, Self::Undo | Self::StartOver | Self::Snapshot(_))
    }

    /// Says what the answer tells.
    fn outcome(&self, result: &Result<Reply, Error>) -> (Tone, String) {
        match (self, result) {
            (_, Ok(Reply::Undone(what))) => (Tone::Good, format!("Undone: {what}.")),
            (_, Ok(Reply::StartedOver)) => (Tone::Good, "The organization is as it was at first.".into()),
            (_, Ok(Reply::Snapshot { file, not_read })) => {
                let tone = if *not_read == 0 { Tone::Good } else { Tone::Warning };
                (tone, saved(file, *not_read))
            }
            (Self::Snapshot(_), Err(error)) => (Tone::Bad, format!("No snapshot was saved. {error}")),
            (_, Err(error)) => (Tone::Bad, error.to_string()),
            (_, Ok(_)) => (
                Tone::Bad,
                "The answer made no sense: it is not known what was done.".into(),
            ),
        }
    }
}

/// All awaited answers.
#[derive(Debug, Default)]
pub(super) struct Awaiting {
    now: Vec<(Ticket, Duration, Awaited)>,
    /// Of sessions that are over.
    before: Vec<(Ticket, Awaited)>,
    /// Of backends that were left, with what each is called: nothing here follows from these.
    elsewhere: Vec<(Ticket, Awaited, String)>,
}

impl Awaiting {
    /// What is awaited in this session and is like that, with its ticket and since when.
    pub(super) fn find(&self, is: impl Fn(&Awaited) -> bool) -> Option<&(Ticket, Duration, Awaited)> {
        self.now.iter().find(|(.., awaited)| is(awaited))
    }

    pub(super) fn any(&self, is: impl Fn(&Awaited) -> bool) -> bool {
        self.find(is).is_some()
    }

    /// Since when anything like that is awaited.
    pub(super) fn since(&self, is: impl Fn(&Awaited) -> bool) -> Option<Duration> {
        self.now
            .iter()
            .filter(|(.., awaited)| is(awaited))
            .map(|(_, since, _)| *since)
            .min()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (Ticket, &mut Awaited)> {
        self.now.iter_mut().map(|(ticket, _, awaited)| (*ticket, awaited))
    }

    /// Takes what this ticket is awaited for.
    pub(super) fn take(&mut self, ticket: Ticket) -> Option<Awaited> {
        let now = self
            .now
            .extract_if(.., |(t, ..)| *t == ticket)
            .map(|(.., awaited)| awaited);
        let before = self
            .before
            .extract_if(.., |(t, _)| *t == ticket)
            .map(|(_, awaited)| awaited);
        now.chain(before).next()
    }

    /// What was awaited of sessions that are over belongs to this backend, which is left.
    pub(super) fn leave_backend(&mut self, backend: &str) {
        let left = std::mem::take(&mut self.before).into_iter();
        self.elsewhere
            .extend(left.map(|(ticket, awaited)| (ticket, awaited, backend.to_owned())));
    }

    /// Nobody waits any more for what is like that; says which answers that was.
    fn stop(&mut self, is: impl Fn(&Awaited) -> bool) -> Vec<Ticket> {
        let stopped = self.now.extract_if(.., |(.., awaited)| is(awaited));
        stopped.map(|(ticket, ..)| ticket).collect()
    }

    /// The session is over.
    fn end_session(&mut self) -> Vec<Ticket> {
        let outlasting = self.now.extract_if(.., |(.., awaited)| awaited.outlasts_session());
        self.before
            .extend(outlasting.map(|(ticket, _, awaited)| (ticket, awaited)));
        self.stop(|_| true)
    }
}

impl App {
    /// Asks for something once, and waits for its answer.
    pub(super) fn send_awaited(&mut self, request: Request, awaited: Awaited) {
        let ticket = self.send(request);
        self.wait_for(ticket, awaited);
    }

    pub(super) fn wait_for(&mut self, ticket: Ticket, awaited: Awaited) {
        self.requests.awaiting.now.push((ticket, self.model.now.mono, awaited));
    }

    /// Stops waiting; says whether anybody did.
    pub(super) fn stop_awaiting(&mut self, is: impl Fn(&Awaited) -> bool) -> bool {
        let stopped = self.requests.awaiting.stop(is);
        self.forget_tickets(stopped)
    }

    /// Answers on their way belong to the session that ends.
    pub(super) fn end_session(&mut self) {
        let stopped = self.requests.awaiting.end_session();
        self.forget_tickets(stopped);
    }

    fn forget_tickets(&mut self, tickets: Vec<Ticket>) -> bool {
        let any = !tickets.is_empty();
        if any {
            self.effects.push(Effect::Cancel(tickets));
        }
        any
    }

    /// Takes the answer to something that was asked for once; gives it back where that isn't awaited.
    pub(super) fn awaited(&mut self, ticket: Ticket, result: Result<Reply, Error>) -> Option<Result<Reply, Error>> {
        let elsewhere = &mut self.requests.awaiting.elsewhere;
        if let Some((_, awaited, backend)) = elsewhere.extract_if(.., |(of, ..)| *of == ticket).next() {
            let (tone, text) = awaited.outcome(&result);
            self.model.outcome(tone, format!("In {backend}: {text}"));
            return None;
        }
        let awaited = self.requests.awaiting.take(ticket);
        if let Some(awaited) = awaited.as_ref().filter(|awaited| awaited.outlasts_session()) {
            let (tone, text) = awaited.outcome(&result);
            self.model.outcome(tone, text);
        }
        match awaited {
            None => return Some(result),
            Some(Awaited::SignIn) => self.signed_in(result),
            Some(Awaited::Undo) => self.undone(&result),
            Some(Awaited::StartOver) => self.started_over(&result),
            // Nothing more follows from a snapshot; a profile is answered by a message of its own.
            Some(Awaited::Snapshot(_) | Awaited::OpenProfile(_)) => {}
            Some(Awaited::Compare(file)) => self.compared(&file, result),
            Some(Awaited::WorkIn(next)) => self.remembered(result, next),
            Some(Awaited::Secret(id)) => self.revealed(id, result),
            Some(Awaited::Look(target)) => self.looked(&target, &result),
        }
        None
    }
}
