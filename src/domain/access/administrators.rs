//! Who holds the administrator's permission in which organizations.

use std::collections::{BTreeMap, BTreeSet};

use super::AccessOverview;
use crate::domain::grant::HolderId;
use crate::domain::{Coverage, OrgId, UserId};

/// Each user with the organizations in which they hold it. It reaches down to the groups below (R12).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Administrators {
    places: BTreeMap<UserId, BTreeSet<OrgId>>,
    /// Unless it is complete, somebody may be missing.
    pub coverage: Coverage,
}

impl Administrators {
    /// What was read of the permission in each organization.
    pub fn new(overviews: impl IntoIterator<Item = (OrgId, AccessOverview)>) -> Self {
        let mut found = Self::default();
        for (organization, overview) in overviews {
            found.coverage = std::mem::take(&mut found.coverage).and(overview.coverage);
            for row in overview.rows {
                if let HolderId::User(id) = row.holder {
                    found.places.entry(id).or_default().insert(organization);
                }
            }
        }
        found
    }

    /// Nobody is known, and why.
    pub fn unknown(why: impl Into<String>) -> Self {
        Self {
            coverage: Coverage::Partial(why.into()),
            ..Self::default()
        }
    }

    /// The organizations that a user administers; `None` where that isn't known.
    pub fn of(&self, user: UserId) -> Option<Vec<OrgId>> {
        let found = self.places.get(&user).map(|places| places.iter().copied().collect());
        found.or_else(|| self.coverage.is_complete().then(Vec::new))
    }
}
