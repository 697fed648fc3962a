//! How far the environments are read.

use super::Data;
use crate::app::model::remote::{Remote, RemoteState};
use crate::app::model::resource::Resource;
use crate::app::time::Now;

/// How far the environments are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// As they are now.
    pub read: usize,
    /// Not: with an error.
    pub failed: usize,
    /// All that are listed.
    pub of: usize,
}

impl Data {
    /// Since when what is known of the environments is known: when the one was read that was read first.
    pub fn checked(&self) -> Option<Now> {
        let environments = self.environments.get().into_iter().flatten();
        let read = environments.filter_map(|environment| self.read_at.get(&environment.id));
        read.min_by_key(|now| now.mono).copied()
    }

    /// Whether the environments are being listed, or what any of them uses is being read.
    pub fn reads_environments(&self) -> bool {
        let mut asked = self.asked.values();
        asked.any(|resource| {
            matches!(resource, Resource::Environments | Resource::Use(_)) && self.loading_since(*resource).is_some()
        })
    }

    pub(super) fn count_progress(&self) -> Progress {
        let mut progress = Progress::default();
        for environment in self.environments.get().into_iter().flatten() {
            let uses = self.uses.get(&environment.id);
            progress.read += usize::from(uses.is_some_and(|u| matches!(u, Remote::Ready(_))));
            progress.failed += usize::from(uses.is_some_and(|u| u.error().is_some()));
            progress.of += 1;
        }
        progress
    }
}
