//! What the changes of this session did.

use super::Data;
use crate::app::model::remote::{Remote, RemoteState};
use crate::app::request::Reply;
use crate::domain::change::Object;
use crate::domain::impact::{ChangeEffects, EnvironmentEffect};
use crate::domain::{Api, EnvironmentId, Error, ProviderRef};

/// What is undone and redone at once: the changes of one review.
#[derive(Debug)]
pub struct MadeStep {
    changes: Vec<ChangeEffects>,
    /// What the first of them is about.
    object: Object,
}

impl Data {
    /// What each change of this session did, the latest last.
    pub fn changes(&self) -> impl DoubleEndedIterator<Item = &ChangeEffects> {
        self.made.iter().flat_map(|step| &step.changes)
    }

    /// Keeps what a change did.
    pub fn add_effects(&mut self, effects: ChangeEffects, object: Object) {
        self.freed.extend(&effects.freed);
        self.made.push(MadeStep {
            changes: vec![effects],
            object,
        });
        self.undone.clear();
    }

    /// Makes one step of so many of the last changes.
    pub fn join_effects(&mut self, changes: usize) {
        let steps = self.made.split_off(self.made.len().saturating_sub(changes));
        if let Some(object) = steps.first().map(|step| step.object) {
            let changes = steps.into_iter().flat_map(|step| step.changes).collect();
            self.made.push(MadeStep { changes, object });
        }
    }

    /// How many changes one undo takes back.
    pub fn undo_parts(&self) -> usize {
        self.made.last().map_or(1, |step| step.changes.len())
    }

    /// How many changes one redo makes again.
    pub fn redo_parts(&self) -> usize {
        self.undone.last().map_or(1, |step| step.changes.len())
    }

    /// How many steps of this session are made: the number of the last one.
    pub fn steps(&self) -> usize {
        self.made.len()
    }

    /// The number of the step that was undone or redone, before that is followed; 0 where none was.
    pub fn turned_step(&self, result: &Result<Reply, Error>) -> usize {
        match result {
            Ok(Reply::Undone(_)) => self.steps(),
            Ok(Reply::Redone(_)) => self.steps() + 1,
            _ => 0,
        }
    }

    /// Follows what an undo or a redo did. Returns what that was about.
    pub fn follow(&mut self, result: &Result<Reply, Error>) -> Option<Object> {
        match result {
            Ok(Reply::Undone(step)) => self.undo_effects(step.changes),
            Ok(Reply::Redone(step)) => self.redo_effects(step.changes),
            _ => None,
        }
    }

    /// Puts aside what so many of the last changes did: they were undone. Returns what they are about.
    fn undo_effects(&mut self, changes: usize) -> Option<Object> {
        let MadeStep {
            changes: mut made,
            object,
        } = self.made.pop()?;
        let undone = made.split_off(made.len().saturating_sub(changes));
        self.undone.push(MadeStep {
            changes: undone,
            object,
        });
        if !made.is_empty() {
            self.made.push(MadeStep { changes: made, object });
        }
        self.freed = self.changes().flat_map(|change| change.freed.iter().copied()).collect();
        Some(object)
    }

    /// Whether a change of this session can be made again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Takes so many up again: they were redone. Returns what they are about.
    fn redo_effects(&mut self, changes: usize) -> Option<Object> {
        let MadeStep {
            changes: mut made,
            object,
        } = self.undone.pop()?;
        let left = made.split_off(changes.min(made.len()));
        if !left.is_empty() {
            self.undone.push(MadeStep { changes: left, object });
        }
        self.freed.extend(made.iter().flat_map(|change| &change.freed));
        self.made.push(MadeStep { changes: made, object });
        Some(object)
    }

    /// Forgets what all changes did.
    pub fn forget_effects(&mut self) {
        self.undone.clear();
        self.made.clear();
        self.freed.clear();
    }

    /// Whether any change of this session did something to environments that is worth a column.
    pub fn has_environment_effects(&self) -> bool {
        self.changes().any(|change| !change.environments.is_empty())
    }

    /// What the latest delete that touched an environment did to it.
    pub fn environment_effect(&self, id: EnvironmentId) -> Option<EnvironmentEffect> {
        self.changes()
            .rev()
            .find_map(|change| change.environments.get(&id).copied())
    }

    /// Says what the built-in client provider counts that deleted ones left to it. Files tell of each application; of the
    /// platform it is only known what this session did.
    pub fn orphans(&self, is_file: bool) -> Option<String> {
        let usage = self.usage.get(&ProviderRef::BuiltIn).copied().unwrap_or_default();
        let list = self.applications.get(&ProviderRef::BuiltIn).filter(|_| is_file);
        let whole = list.filter(|list| list.error().is_none()).and_then(Remote::get);
        let told = whole.filter(|list| list.is_complete()).map(|list| list.unregistered());
        let made = || self.changes().map(|change| change.applications).sum();
        usage.orphans(told.unwrap_or_else(made))
    }

    /// Whether a delete of this session took an API's provider away.
    pub fn fell_back(&self, api: &Api) -> bool {
        !api.is_external() && self.changes().any(|change| change.apis.contains(&api.id))
    }
}
