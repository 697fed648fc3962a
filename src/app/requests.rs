//! What is awaited: answers by ticket, changes whose outcome is unknown, and what resumes once it can.

use std::collections::BTreeSet;
use std::time::Duration;

use super::delete_target::DeleteTarget;
use super::doubts::{Doubt, Doubted, Sent};
use super::line::Tone;
use super::operation::resume::Resume;
use super::request::{OverlayId, Reply, Ticket};
use crate::domain::change::Change;
use crate::domain::snapshot::{SnapshotProgress, saved};
use crate::domain::{Error, OrgId, ProviderRef};

/// What was read for the same dialog so shortly before is not read again.
const FRESH: Duration = Duration::from_secs(5);

/// The table of what is awaited. The resources of the organization are awaited by [`Data`].
///
/// Signing out drops the reads. The outcome of a change or a save is still shown.
///
/// [`Data`]: super::model::data::Data
#[derive(Debug, Default)]
pub(super) struct Requests {
    newest: u64,
    /// How many popups were opened.
    popups: u64,
    entries: Vec<AwaitedEntry>,
    /// The change that is on its way.
    pub(super) sent: Option<Sent>,
    /// Changes whose outcome is unknown.
    pub(super) doubts: Vec<Doubt>,
    /// The provider whose impact was last read for a dialog, and when that reading began.
    pub(super) checked: Option<(ProviderRef, Duration)>,
    /// The operation that waits for what it needs.
    pub(super) resume: Option<Resume>,
    /// The urgent answers: the shell already hurries them.
    pub(super) hurried: BTreeSet<Ticket>,
}

#[derive(Debug)]
struct AwaitedEntry {
    ticket: Ticket,
    since: Duration,
    awaited: Awaited,
    asker: Asker,
}

/// Who asked, as seen from now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asker {
    ThisSession,
    /// A session that is over.
    EarlierSession,
    /// A session of a backend that was left, with its name: nothing here follows from its answer.
    OtherBackend(String),
}

/// What an answer is awaited for.
#[derive(Debug, PartialEq)]
pub(super) enum Awaited {
    /// To list who can sign in, once the file is open.
    Accounts,
    SignIn,
    /// To open the backend that this profile leads to.
    OpenProfile(String),
    /// To undo the last change or to redo it: one at a time.
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
    /// For this popup, where that is still open.
    Popup(OverlayId),
}

impl Awaited {
    /// Whether the screen says that it loads until then.
    pub(super) fn is_loading(&self) -> bool {
        matches!(
            self,
            Self::Accounts | Self::SignIn | Self::OpenProfile(_) | Self::Compare(_)
        )
    }

    /// Whether its outcome matters although somebody else may be signed in by then.
    pub(super) fn outlasts_session(&self) -> bool {
        matches!(self, Self::Undo | Self::StartOver | Self::Snapshot(_))
    }

    /// Says what the answer tells.
    pub(super) fn outcome(&self, result: &Result<Reply, Error>, masked: bool) -> (Tone, String) {
        match (self, result) {
            (_, Ok(Reply::Undone(step) | Reply::Redone(step))) => match &step.stopped {
                None => (Tone::Good, format!("{}.", step.words)),
                Some(why) => (Tone::Bad, format!("{}. {why}", step.words)),
            },
            (_, Ok(Reply::StartedOver(what))) => (Tone::Good, format!("{what}.")),
            (_, Ok(Reply::Snapshot { file, not_read })) => {
                let tone = if *not_read == 0 { Tone::Good } else { Tone::Warning };
                let note = if masked { " It isn't masked." } else { "" };
                (tone, saved(file, *not_read) + note)
            }
            (Self::Snapshot(_), Err(error)) => (Tone::Bad, format!("No snapshot was saved. {error}")),
            (_, Err(error)) => (Tone::Bad, error.to_string()),
            (_, Ok(_)) => (
                Tone::Bad,
                "The answer can't be read, so it is not known whether anything changed. Check before you repeat it."
                    .into(),
            ),
        }
    }
}

impl Requests {
    /// A ticket that no request had before.
    pub(super) fn ticket(&mut self) -> Ticket {
        self.newest += 1;
        self.newest()
    }

    /// The number of a popup that opens.
    pub(super) fn new_popup(&mut self) -> OverlayId {
        self.popups += 1;
        OverlayId(self.popups)
    }

    pub(super) fn newest(&self) -> Ticket {
        Ticket(self.newest)
    }

    /// Takes note that the impact of a client provider is read for a dialog now. True where it was read shortly before.
    pub(super) fn check_impact(&mut self, provider: ProviderRef, now: Duration) -> bool {
        let fresh = |(of, at): (ProviderRef, Duration)| of == provider && now.saturating_sub(at) < FRESH;
        let fresh = self.checked.is_some_and(fresh);
        if !fresh {
            self.checked = Some((provider, now));
        }
        fresh
    }

    pub(super) fn register(&mut self, ticket: Ticket, awaited: Awaited, since: Duration) {
        self.entries.push(AwaitedEntry {
            ticket,
            since,
            awaited,
            asker: Asker::ThisSession,
        });
    }

    fn here(&self) -> impl Iterator<Item = &AwaitedEntry> {
        self.entries.iter().filter(|entry| entry.asker == Asker::ThisSession)
    }

    /// What this session awaits and is like that, with its ticket.
    pub(super) fn find(&self, is: impl Fn(&Awaited) -> bool) -> Option<(Ticket, &Awaited)> {
        let entry = self.here().find(|entry| is(&entry.awaited))?;
        Some((entry.ticket, &entry.awaited))
    }

    /// What the answer with this ticket is awaited for.
    pub(super) fn awaited_for(&self, ticket: Ticket) -> Option<&Awaited> {
        self.here()
            .find(|entry| entry.ticket == ticket)
            .map(|entry| &entry.awaited)
    }

    pub(super) fn awaits(&self, is: impl Fn(&Awaited) -> bool) -> bool {
        self.find(is).is_some()
    }

    /// Since when anything like that is awaited.
    pub(super) fn since(&self, is: impl Fn(&Awaited) -> bool) -> Option<Duration> {
        let like_that = self.here().filter(|entry| is(&entry.awaited));
        like_that.map(|entry| entry.since).min()
    }

    /// How far a snapshot is, while one is taken.
    pub(super) fn snapshot(&self) -> Option<&Option<SnapshotProgress>> {
        self.here().find_map(|entry| match &entry.awaited {
            Awaited::Snapshot(progress) => Some(progress),
            _ => None,
        })
    }

    pub(super) fn progress(&mut self, ticket: Ticket, progress: SnapshotProgress) {
        let entry = self.entries.iter_mut().find(|entry| entry.ticket == ticket);
        if let Some(Awaited::Snapshot(so_far)) = entry.map(|entry| &mut entry.awaited) {
            *so_far = Some(progress);
        }
    }

    /// Chooses the organization to remember once the one on its way is; says whether one is on its way.
    pub(super) fn remember_next(&mut self, organization: OrgId) -> bool {
        for entry in &mut self.entries {
            if let (Awaited::WorkIn(next), Asker::ThisSession) = (&mut entry.awaited, &entry.asker) {
                *next = Some(organization);
                return true;
            }
        }
        false
    }

    /// Takes what an answer is awaited for, and who asked.
    pub(super) fn take(&mut self, ticket: Ticket) -> Option<(Awaited, Asker)> {
        let at = self.entries.iter().position(|entry| entry.ticket == ticket)?;
        let entry = self.entries.remove(at);
        Some((entry.awaited, entry.asker))
    }

    /// Stops waiting for what is like that; says which answers nobody needs any more.
    pub(super) fn cancel(&mut self, is: impl Fn(&Awaited) -> bool) -> Vec<Ticket> {
        let like_that = |entry: &mut AwaitedEntry| entry.asker == Asker::ThisSession && is(&entry.awaited);
        self.entries
            .extract_if(.., like_that)
            .map(|entry| entry.ticket)
            .collect()
    }

    /// Ends the session; says which answers nobody needs any more.
    pub(super) fn end_session(&mut self) -> Vec<Ticket> {
        for entry in &mut self.entries {
            if entry.asker == Asker::ThisSession && entry.awaited.outlasts_session() {
                entry.asker = Asker::EarlierSession;
            }
        }
        // What a popup asked for is answered: a change that was sent can't be taken back.
        self.cancel(|awaited| !matches!(awaited, Awaited::Popup(_)))
    }

    /// Drops the doubts about changes that a newer one replaces.
    pub(super) fn drop_replaced(&mut self, newer: &Change) {
        let replaced = |doubt: &Doubt| matches!(&doubt.of, Doubted::Change(sent) if sent.is_replaced_by(newer));
        self.doubts.retain(|doubt| !replaced(doubt));
    }

    /// Leaves the backend that earlier sessions were on.
    pub(super) fn leave_backend(&mut self, name: &str) {
        for entry in &mut self.entries {
            if entry.asker == Asker::EarlierSession {
                entry.asker = Asker::OtherBackend(name.to_owned());
            }
        }
    }
}
