//! Who administers an organization: by a permission there, or in an organization above it (R12).

use std::collections::{BTreeMap, BTreeSet};

use super::AccessData;
use crate::app::access_read::AccessRead;
use crate::app::model::remote::RemoteState;
use crate::app::work::count_walked;
use crate::domain::grant::HolderId;
use crate::domain::permission::ADMINISTRATOR;
use crate::domain::{Coverage, OrgId, PermissionId, UserId};

/// Of so many organizations below another one it is read who administers them: three requests for each, and more.
pub const MAX_GROUPS: usize = 100;

/// An organization, and where it stands.
#[derive(Debug)]
pub(in crate::app::model::data) struct Surroundings {
    pub organization: OrgId,
    /// The organization that has all users, where it is seen.
    pub root: Option<OrgId>,
    /// The revision of the tree that tells it.
    pub since: u64,
    pub with_those_above: Vec<OrgId>,
    pub below: Vec<OrgId>,
}

/// The organization, and the revision of its surroundings.
pub(super) type SurroundingsKey = (OrgId, u64);

impl Surroundings {
    pub(super) fn key(&self) -> SurroundingsKey {
        (self.organization, self.since)
    }
}

/// Who administers an organization and those below it, as far as that was read when it was derived.
#[derive(Debug, Default)]
pub(super) struct KnownAdministrators {
    /// The organization, and the permission that administers.
    of: Option<(SurroundingsKey, Option<PermissionId>)>,
    /// The organization with those above it.
    here: BTreeSet<OrgId>,
    /// Those below it that are beyond the limit.
    left_out: usize,
    places: BTreeMap<OrgId, PlaceAdministrators>,
    /// The reads that say it, and of which organizations.
    reads: BTreeMap<AccessRead, BTreeSet<OrgId>>,
    absent: BTreeSet<AccessRead>,
    loading: BTreeSet<AccessRead>,
    failed: BTreeSet<AccessRead>,
    /// Organizations of which something came since.
    pending: BTreeSet<OrgId>,
    /// How many reads were still on their way.
    awaited: usize,
    users: BTreeSet<UserId>,
    /// Who administers organizations below it, and which.
    below: BTreeMap<UserId, BTreeSet<OrgId>>,
    /// Organizations that somebody more may administer.
    incomplete: BTreeSet<OrgId>,
    progress: AdministratorReads,
}

/// What is known of one organization.
#[derive(Debug, Default)]
struct PlaceAdministrators {
    reads: Vec<AccessRead>,
    users: BTreeSet<UserId>,
}

/// Progress of the reads that say who administers the current organization.
#[derive(Clone, Copy, Debug, Default)]
pub struct AdministratorReads {
    pub all: usize,
    pub loading: usize,
    /// Whether somebody asked for each of them.
    pub asked: bool,
    /// The same for those of the organizations below.
    pub asked_below: bool,
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

    /// Derives who administers the current organization and those below it, where an answer about one of them came. It
    /// waits until half of the answers are there: there may be a thousand.
    pub(super) fn refresh_administrators(&mut self, around: Option<&Surroundings>) {
        let changed = self.changed.replace(Vec::new());
        let of = around.map(|around| (around.key(), self.administrator()));
        let mut known = std::mem::take(&mut self.derived.administrators);
        let starts_over = known.of != of || changed.is_none();
        if starts_over {
            known = KnownAdministrators::new(of, around);
            if of.is_some() {
                self.look_at(&mut known, AccessRead::Permissions);
            }
        }
        let changed = changed.unwrap_or_default();
        let permission = of.and_then(|(_, permission)| permission);
        let all = starts_over || changed.contains(&AccessRead::Teams);
        let listed: BTreeSet<OrgId> = if all {
            known.places.keys().copied().collect()
        } else {
            let holders = changed.iter().filter_map(|read| match read {
                AccessRead::Holders(_, of, at) => Some(*at).filter(|_| Some(*of) == permission),
                _ => None,
            });
            holders.filter(|at| known.places.contains_key(at)).collect()
        };
        for organization in listed {
            self.list_reads(&mut known, organization, permission);
        }
        for read in changed {
            if let Some(of) = known.reads.get(&read) {
                known.pending.extend(of);
                self.look_at(&mut known, read);
            }
        }
        let awaited = known.loading.len();
        if starts_over || awaited == 0 || awaited * 2 <= known.awaited {
            for organization in std::mem::take(&mut known.pending) {
                self.derive_place(&mut known, organization);
            }
            known.awaited = awaited;
        }
        known.count_progress();
        self.derived.administrators = known;
    }

    /// Lists the reads that say who administers an organization.
    fn list_reads(&self, known: &mut KnownAdministrators, at: OrgId, permission: Option<PermissionId>) {
        let reads = permission.map_or_else(Vec::new, |id| self.overview_reads(at, id));
        count_walked(reads.len());
        let place = known.places.entry(at).or_default();
        let before = std::mem::replace(&mut place.reads, reads.clone());
        for read in before.iter().filter(|read| !reads.contains(read)) {
            known.drop_read(*read, at);
        }
        for read in reads {
            let of = known.reads.entry(read).or_default();
            of.insert(at);
            if of.len() == 1 {
                self.look_at(known, read);
            }
        }
        known.pending.insert(at);
    }

    /// Takes in how far a read is.
    fn look_at(&self, known: &mut KnownAdministrators, read: AccessRead) {
        let piece = self.remote(read);
        let absent = piece.is_none_or(RemoteState::is_absent);
        let loading = piece.and_then(RemoteState::awaited).is_some();
        let failed = piece.is_some_and(|piece| piece.error().is_some());
        for (set, holds) in [
            (&mut known.absent, absent),
            (&mut known.loading, loading),
            (&mut known.failed, failed),
        ] {
            if holds {
                set.insert(read);
            } else {
                set.remove(&read);
            }
        }
    }

    fn derive_place(&self, known: &mut KnownAdministrators, at: OrgId) {
        count_walked(1);
        let (users, coverage) = self.find_administrators(&[at]);
        if coverage.is_complete() {
            known.incomplete.remove(&at);
        } else {
            known.incomplete.insert(at);
        }
        let place = known.places.entry(at).or_default();
        let before = std::mem::replace(&mut place.users, users.clone());
        if known.here.contains(&at) {
            let of_all = known.here.iter().filter_map(|one| known.places.get(one));
            known.users = of_all.flat_map(|place| place.users.iter().copied()).collect();
            return;
        }
        for user in before {
            if let Some(places) = known.below.get_mut(&user) {
                places.remove(&at);
            }
        }
        for user in users {
            known.below.entry(user).or_default().insert(at);
        }
    }

    /// The reads that say who administers an organization and, as far as these are few, those below it: for the one that one
    /// works in.
    pub fn kept_administrator_reads(&self, organization: OrgId) -> impl Iterator<Item = AccessRead> {
        let known = &self.derived.administrators;
        let fits = known.of.is_some_and(|((of, _), _)| of == organization);
        known.reads.keys().copied().filter(move |_| fits)
    }

    /// Of how many organizations below the current one nobody asks who administers them, as they are too many.
    pub fn administrators_left_out(&self) -> usize {
        self.derived.administrators.left_out
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
        let is_known = |at: &OrgId| !known.incomplete.contains(at);
        !known.here.is_empty() && known.here.iter().all(is_known)
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
        let known = &self.derived.administrators;
        !known.here.is_empty() && known.incomplete.is_empty() && known.left_out == 0
    }
}

impl KnownAdministrators {
    /// Before anything is derived: of no organization all administrators are known.
    fn new(of: Option<(SurroundingsKey, Option<PermissionId>)>, around: Option<&Surroundings>) -> Self {
        let here: BTreeSet<OrgId> = around
            .into_iter()
            .flat_map(|a| a.with_those_above.iter().copied())
            .collect();
        let below = around.map_or(&[][..], |around| &around.below);
        let places = here.iter().chain(below.iter().take(MAX_GROUPS)).copied();
        let places: BTreeMap<OrgId, _> = places.map(|at| (at, PlaceAdministrators::default())).collect();
        let permissions = of.map(|_| (AccessRead::Permissions, BTreeSet::new()));
        Self {
            of,
            here,
            left_out: below.len().saturating_sub(MAX_GROUPS),
            incomplete: places.keys().copied().collect(),
            places,
            reads: permissions.into_iter().collect(),
            ..Self::default()
        }
    }

    fn drop_read(&mut self, read: AccessRead, at: OrgId) {
        let Some(of) = self.reads.get_mut(&read) else {
            return;
        };
        of.remove(&at);
        if of.is_empty() {
            self.reads.remove(&read);
            for set in [&mut self.absent, &mut self.loading, &mut self.failed] {
                set.remove(&read);
            }
        }
    }

    fn count_progress(&mut self) {
        let of_here = self.here.iter().filter_map(|at| self.places.get(at));
        let mut of_here = of_here.flat_map(|place| &place.reads).chain([&AccessRead::Permissions]);
        self.progress = AdministratorReads {
            all: self.reads.len() - self.absent.len(),
            loading: self.loading.len(),
            asked: of_here.all(|read| !self.absent.contains(read)),
            asked_below: self.absent.is_empty(),
            failed: self.failed.first().copied(),
        };
    }
}
