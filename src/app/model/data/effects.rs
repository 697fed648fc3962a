//! What the changes of this session did.

use super::Data;
use crate::domain::impact::{ChangeEffects, EnvironmentEffect};
use crate::domain::{Api, EnvironmentId};

impl Data {
    /// Keeps what a change did.
    pub fn add_effects(&mut self, effects: ChangeEffects) {
        self.freed.extend(&effects.freed);
        self.effects.push(effects);
        self.undone.clear();
    }

    /// Puts aside what the last change did: it was undone.
    pub fn undo_effects(&mut self) {
        self.undone.extend(self.effects.pop());
        self.freed = self.effects.iter().flat_map(|t| t.freed.iter().copied()).collect();
    }

    /// Whether a change of this session can be made again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Takes it up again: the change was redone.
    pub fn redo_effects(&mut self) {
        if let Some(effects) = self.undone.pop() {
            self.freed.extend(&effects.freed);
            self.effects.push(effects);
        }
    }

    /// Forgets what all changes did.
    pub fn forget_effects(&mut self) {
        self.undone.clear();
        self.effects.clear();
        self.freed.clear();
    }

    /// Whether any change of this session did something to environments that is worth a column.
    pub fn has_environment_effects(&self) -> bool {
        self.effects.iter().any(|t| !t.environments.is_empty())
    }

    /// What the latest delete that touched an environment did to it.
    pub fn environment_effect(&self, id: EnvironmentId) -> Option<EnvironmentEffect> {
        self.effects.iter().rev().find_map(|t| t.environments.get(&id).copied())
    }

    /// Whether a delete of this session took an API's provider away.
    pub fn fell_back(&self, api: &Api) -> bool {
        !api.is_external() && self.effects.iter().any(|t| t.apis.contains(&api.id))
    }
}
