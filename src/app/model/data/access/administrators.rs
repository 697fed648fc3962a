//! Who administers an organization: by a permission there, or in an organization above it (R12).

use std::collections::{BTreeMap, BTreeSet};

use super::AccessData;
use crate::app::access_read::AccessRead;
use crate::app::model::remote::RemoteState;
use crate::domain::grant::HolderId;
use crate::domain::permission::ADMINISTRATOR;
use crate::domain::{Coverage, OrgId, PermissionId, UserId};

/// Who administers an organization, as far as that was read when it was derived.
#[derive(Debug, Default)]
pub(super) struct KnownAdministrators {
    /// The organization with those above it, and those below it.
    of: [Vec<OrgId>; 2],
    users: BTreeSet<UserId>,
    /// Who administers organizations below it, and which.
    below: BTreeMap<UserId, BTreeSet<OrgId>>,
    /// Unless it is complete, somebody may be missing.
    coverage: Coverage,
    /// The same for those below.
    coverage_below: Coverage,
    /// How many of its reads were still on their way.
    awaited: usize,
    progress: AdministratorReads,
}

/// Progress of the reads that say who administers the current organization.
#[derive(Clone, Copy, Debug, Default)]
pub struct AdministratorReads {
    pub all: usize,
    pub loading: usize,
    /// Whether somebody asked for each of them.
    pub asked: bool,
    /// The first one that failed.
    pub failed: Option<AccessRead>,
}

impl AccessData {
    /// The permission that administers an organization, once the catalogue is there.
    pub fn administrator(&self) -> Option<PermissionId> {
        let mut all = self.catalogue()?.iter();
        all.find(|permission| permission.name.raw() == ADMINISTRATOR)
            .map(|permission| permission.id)
    }

    /// The reads that say who administers the first of these organizations; the others stand above it.
    pub fn administrator_reads(&self, of: &[OrgId]) -> BTreeSet<AccessRead> {
        let reads = self.administrator().into_iter();
        let reads = reads.flat_map(|id| {
            of.iter()
                .flat_map(move |organization| self.overview_reads(*organization, id))
        });
        [AccessRead::Permissions].into_iter().chain(reads).collect()
    }

    /// Who administers the first of these organizations, as far as it is known. It takes as long as there are holders.
    pub fn find_administrators(&self, of: &[OrgId]) -> (BTreeSet<UserId>, Coverage) {
        let unread = || Coverage::Partial("Not all that says who administers is read.".into());
        let Some(permission) = self.administrator() else {
            return (BTreeSet::new(), unread());
        };
        let mut users = BTreeSet::new();
        let mut coverage = Coverage::Complete;
        for organization in of {
            let Some(found) = self.find_overview(*organization, permission) else {
                coverage = coverage.and(unread());
                continue;
            };
            users.extend(found.rows.iter().filter_map(|row| match row.holder {
                HolderId::User(id) => Some(id),
                _ => None,
            }));
            coverage = coverage.and(found.coverage);
        }
        (users, coverage)
    }

    /// Derives who administers the current organization. It waits for half of the answers: there may be a thousand.
    pub(super) fn refresh_administrators(&mut self, of: [Vec<OrgId>; 2]) {
        let reads = self.administrator_reads(&of.concat());
        let [here, others] = &of;
        let remote = |read: &AccessRead| self.remote(*read);
        let progress = AdministratorReads {
            all: reads
                .iter()
                .filter_map(remote)
                .filter(|piece| !piece.is_absent())
                .count(),
            loading: reads.iter().filter_map(remote).filter_map(RemoteState::awaited).count(),
            asked: self
                .administrator_reads(here)
                .iter()
                .all(|read| remote(read).is_some_and(|piece| !piece.is_absent())),
            failed: reads
                .iter()
                .copied()
                .find(|read| remote(read).is_some_and(|piece| piece.error().is_some())),
        };
        // Those below are asked for by a few pages alone: what nobody asked for is not waited for.
        let awaited = progress.loading;
        let before = &mut self.derived.administrators;
        before.progress = progress;
        if before.of == of && awaited > 0 && awaited * 2 > before.awaited {
            return;
        }
        let (users, coverage) = self.find_administrators(here);
        let mut coverage_below = Coverage::Complete;
        let mut below: BTreeMap<UserId, BTreeSet<OrgId>> = BTreeMap::new();
        for organization in others {
            let (found, known) = self.find_administrators(&[*organization]);
            coverage_below = coverage_below.and(known);
            for user in found {
                below.entry(user).or_default().insert(*organization);
            }
        }
        self.derived.administrators = KnownAdministrators {
            of,
            users,
            below,
            coverage,
            coverage_below,
            awaited,
            progress,
        };
    }

    pub fn administrators_progress(&self) -> AdministratorReads {
        self.derived.administrators.progress
    }

    /// Whether a user administers the current organization; `None` if unknown.
    pub fn administers(&self, user: UserId) -> Option<bool> {
        let known = &self.derived.administrators;
        let found = known.users.contains(&user);
        (found || self.knows_administrators_here()).then_some(found)
    }

    /// Whether it is known for every user whether they administer the current organization.
    pub fn knows_administrators_here(&self) -> bool {
        let known = &self.derived.administrators;
        let [here, _] = &known.of;
        known.coverage.is_complete() && !here.is_empty()
    }

    /// The organizations below the current one that a user is known to administer.
    pub fn administers_below(&self, user: UserId) -> impl Iterator<Item = OrgId> {
        self.derived
            .administrators
            .below
            .get(&user)
            .into_iter()
            .flatten()
            .copied()
    }

    /// Whether it is known for every user whether they administer the current organization, or one below it.
    pub fn knows_administrators(&self) -> bool {
        self.knows_administrators_here() && self.derived.administrators.coverage_below.is_complete()
    }
}
