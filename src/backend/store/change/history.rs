//! The changes made through a backend, for undo and redo.

use uuid::Uuid;

use super::super::journal::JsonEdit;
use super::details::{AlsoChanged, FieldValues};
use crate::domain::change::{Change, ChangeKind, Object};
use crate::domain::{OrgId, Untrusted};

/// A change that was made, as undo and the audit need it.
pub(super) struct JournalEntry {
    pub(super) action: ChangeKind,
    pub(super) object: Object,
    pub(super) name: Untrusted,
    /// The organization it belongs to; of a group the one above it.
    pub(super) organization: OrgId,
    pub(super) parent: Option<String>,
    pub(super) fields: Vec<&'static str>,
    pub(super) values: Vec<FieldValues>,
    pub(super) also_changed: Vec<AlsoChanged>,
    pub(super) summary: String,
    /// What to say once it is taken back, without a stop.
    pub(super) undone: String,
    pub(super) deeds: Vec<JsonEdit>,
    /// What makes it again, with the id of what it made.
    pub(super) change: Change,
    pub(super) id: Uuid,
}

/// The changes made through a backend. A new change leaves nothing to redo.
#[derive(Default)]
pub struct Journal {
    /// The last change at the end.
    pub(super) made: Vec<JournalEntry>,
    /// Those that were undone, the last one at the end.
    pub(super) undone: Vec<JournalEntry>,
}

impl Journal {
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
