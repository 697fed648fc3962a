//! What a backend is asked, and what it answers: one request with one reply, named by a ticket.

use std::sync::Arc;

use super::access_read::{AccessRead, AccessReply};
use crate::domain::audit::AuditQuery;
use crate::domain::change::{Change, ChangeResult};
use crate::domain::compare::Comparison;
use crate::domain::discovery::Discovery;
use crate::domain::login::Login;
use crate::domain::secret::Secret;
use crate::domain::snapshot::SnapshotScope;
use crate::domain::{
    Account, ApiId, Application, Counted, Environment, EnvironmentId, EnvironmentUse, Error, Listing, OrgId,
    Protection, Provider, ProviderRef, ProviderRow, Tree, Untrusted,
};

/// Names one request, so that its answer finds the one who asked, and a late answer finds nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// A popup, by the number it opened as. No two have the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OverlayId(pub(super) u64);

/// One verb of the backend, with what it needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Who can sign in.
    Accounts,
    SignIn(Login),
    Account,
    /// Remember where the account works.
    WorkIn(OrgId),
    Tree,
    /// The environments of the whole tree.
    Environments,
    EnvironmentUse(EnvironmentId),
    Protection(EnvironmentId, ApiId),
    /// The client providers as seen from an organization.
    Providers(OrgId),
    /// One client provider as seen from an organization.
    Provider(OrgId, ProviderRef),
    CountApplications(ProviderRef),
    Applications(ProviderRef),
    /// Users, teams, roles and what else the pages about access are made of.
    Access(AccessRead),
    /// Entries of the audit with chosen values alone.
    Audit(Box<AuditQuery>),
    Change(Box<Change>),
    Discover(Untrusted),
    /// Tell the secret of an organization's own client.
    RevealSecret(OrgId),
    /// Take the last changes back, so many.
    Undo(usize),
    /// Make so many again.
    Redo(usize),
    StartOver,
    /// Save the organization in this file, or in one that is named by the time, as the account sees it.
    Snapshot(Option<String>, SnapshotScope),
    /// Say what changed since the organization was as in this file.
    Compare(String),
}

/// How far several changes were undone or redone, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct StepDone {
    /// Without a stop.
    pub words: String,
    pub changes: usize,
    /// Why the next one was not.
    pub stopped: Option<Error>,
}

/// The answer to each [`Request`], in the same order.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    Accounts(Vec<Account>),
    SignedIn(Account),
    Account(Account),
    WorksIn,
    Tree(Tree),
    Environments(Listing<Environment>),
    EnvironmentUse(Arc<EnvironmentUse>),
    Protection(Protection),
    Providers(Listing<ProviderRow>),
    Provider(Box<Provider>),
    Count(Counted),
    Applications(Arc<Listing<Application>>),
    Access(AccessReply),
    /// The change is made.
    Changed(ChangeResult),
    Discovered(Box<Discovery>),
    Revealed(Secret),
    /// The last changes are taken back.
    Undone(StepDone),
    /// They are made again.
    Redone(StepDone),
    /// The demo is reset; the words for it, without a stop.
    StartedOver(String),
    Snapshot {
        /// The file, fit to be shown.
        file: String,
        /// How many pieces could not be read.
        not_read: usize,
    },
    Compared(Comparison),
}
