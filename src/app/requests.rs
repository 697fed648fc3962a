//! What is awaited: answers by ticket, changes whose outcome is unknown, and what resumes once it can.

use std::collections::BTreeSet;
use std::time::Duration;

use super::after::After;
use super::awaited::Awaiting;
use super::doubts::{Doubt, Sent};
use super::request::Ticket;
use crate::domain::ProviderRef;

/// The one table of what is awaited.
#[derive(Debug, Default)]
pub(super) struct Requests {
    pub(super) tickets: u64,
    pub(super) awaiting: Awaiting,
    /// The change that is on its way.
    pub(super) sent: Option<Sent>,
    /// Changes whose outcome is unknown.
    pub(super) doubts: Vec<Doubt>,
    /// The provider whose impact was last read for a dialog, and when that reading began.
    pub(super) checked: Option<(ProviderRef, Duration)>,
    /// What was asked for, and waits for what it needs.
    pub(super) after: Option<After>,
    /// The urgent answers: the shell already hurries them.
    pub(super) hurried: BTreeSet<Ticket>,
}

impl Requests {
    /// A ticket that no request had before.
    pub(super) fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }
}
