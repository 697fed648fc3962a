//! Awaited answers, by ticket: of what is asked for once. The pieces of the organization are awaited by [`Data`].
//!
//! Whoever signs out waits for none of them any more. What changes or saves something is told all the same.
//!
//! [`Data`]: super::data::Data

use std::time::Duration;

use super::App;
use super::msg::{Effect, Reply, Request, Ticket};
use super::overlay::delete::Doomed;
use crate::domain::snapshot::Progress;
use crate::domain::{Error, OrgId};

/// What an answer is awaited for.
#[derive(Debug, PartialEq)]
pub(super) enum Awaited {
    /// To sign in.
    SignIn,
    /// To take back the last change.
    Undo,
    /// To start the demo over.
    StartOver,
    /// To save a snapshot, and how far it is.
    Snapshot(Option<Progress>),
    /// To compare with this file.
    Compare(String),
    /// To remember where one works, and where one has gone since.
    WorkIn(Option<OrgId>),
    /// To show the secret of this organization's client.
    Secret(OrgId),
    /// To find out whether this is deleted.
    Look(Box<Doomed>),
}

impl Awaited {
    /// Whether its outcome matters although somebody else may be signed in by then.
    fn outlasts_session(&self) -> bool {
        matches!(self, Self::Undo | Self::StartOver | Self::Snapshot(_))
    }
}

/// All awaited answers.
#[derive(Debug, Default)]
pub(super) struct Awaiting {
    now: Vec<(Ticket, Duration, Awaited)>,
    /// Of sessions that are over.
    before: Vec<(Ticket, Awaited)>,
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
    fn take(&mut self, ticket: Ticket) -> Option<Awaited> {
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
        self.awaiting.now.push((ticket, self.world.now.mono, awaited));
    }

    /// Stops waiting; says whether anybody did.
    pub(super) fn stop_awaiting(&mut self, is: impl Fn(&Awaited) -> bool) -> bool {
        let stopped = self.awaiting.stop(is);
        self.forget_tickets(stopped)
    }

    /// What is on its way belongs to whoever goes.
    pub(super) fn end_session(&mut self) {
        let stopped = self.awaiting.end_session();
        self.forget_tickets(stopped);
    }

    fn forget_tickets(&mut self, tickets: Vec<Ticket>) -> bool {
        let any = !tickets.is_empty();
        if any {
            self.effects.push(Effect::Forget(tickets));
        }
        any
    }

    /// Takes the answer to something that was asked for once; gives it back where that isn't awaited.
    pub(super) fn awaited(&mut self, ticket: Ticket, result: Result<Reply, Error>) -> Option<Result<Reply, Error>> {
        match self.awaiting.take(ticket) {
            None => return Some(result),
            Some(Awaited::SignIn) => self.signed_in(result),
            Some(Awaited::Undo) => self.undone(result),
            Some(Awaited::StartOver) => self.started_over(result),
            Some(Awaited::Snapshot(_)) => self.snapshot_taken(result),
            Some(Awaited::Compare(file)) => self.compared(&file, result),
            Some(Awaited::WorkIn(next)) => self.remembered(result, next),
            Some(Awaited::Secret(id)) => self.revealed(id, result),
            Some(Awaited::Look(doomed)) => self.looked(&doomed, &result),
        }
        None
    }
}
