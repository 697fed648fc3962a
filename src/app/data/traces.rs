//! What the changes of this session did.

use super::Data;
use crate::domain::impact::{ChangeEffects, EnvironmentEffect};
use crate::domain::{Api, EnvironmentId};

impl Data {
    /// Keeps what a change did.
    pub fn trace(&mut self, trace: ChangeEffects) {
        self.freed.extend(&trace.freed);
        self.traces.push(trace);
    }

    /// Forgets what the last change did: it was undone.
    pub fn untrace(&mut self) {
        self.traces.pop();
        self.freed = self.traces.iter().flat_map(|t| t.freed.iter().copied()).collect();
    }

    /// Forgets what all changes did.
    pub fn forget_traces(&mut self) {
        self.traces.clear();
        self.freed.clear();
    }

    /// Whether any change of this session did something to environments that is worth a column.
    #[must_use]
    pub fn left_traces(&self) -> bool {
        self.traces.iter().any(|t| !t.environments.is_empty())
    }

    /// What the latest delete that touched an environment did to it.
    #[must_use]
    pub fn aftermath(&self, id: EnvironmentId) -> Option<EnvironmentEffect> {
        self.traces.iter().rev().find_map(|t| t.environments.get(&id).copied())
    }

    /// Whether a delete of this session took an API's provider away.
    #[must_use]
    pub fn fell_back(&self, api: &Api) -> bool {
        !api.is_external() && self.traces.iter().any(|t| t.apis.contains(&api.id))
    }
}
