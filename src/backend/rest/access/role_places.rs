//! Whose each role is, where the list that has it doesn't tell.

use std::collections::{HashMap, HashSet};

use crate::backend::rest::semaphore::RequestKind;
use crate::backend::rest::{RestBackend, RestSession, guard};
use crate::backend::task::Task;
use crate::domain::{Error, OrgId, RoleGroupId};

#[derive(Default)]
pub(in crate::backend::rest) struct RolePlaces {
    /// The organization of each role: it never moves to another one. `None` for one that no list has.
    pub(super) known: HashMap<RoleGroupId, Option<OrgId>>,
    /// The requests for which every organization was asked, and not all answered in full.
    asked_for: HashSet<u64>,
}

impl RestBackend {
    /// Says whose each role is. Lists of a user's roles and searches do not tell: where that is not known yet, the roles of
    /// the `likely` organization are read, then those of every one, once. A role stays without one where that fails.
    ///
    /// # Errors
    /// Nobody waits for it any more, or nobody is signed in.
    pub(super) fn place_roles(
        &self,
        session: &RestSession,
        likely: Option<OrgId>,
        mut roles: Vec<(RoleGroupId, &mut Option<OrgId>)>,
    ) -> Result<(), Error> {
        roles.retain(|(_, told)| told.is_none());
        let ids: Vec<RoleGroupId> = roles.iter().map(|(id, _)| *id).collect();
        if let Err(why @ (Error::Stopped | Error::SignedOut)) = self.look_for_places(session, likely, &ids) {
            return Err(why);
        }
        let places = guard(&self.role_places);
        for (id, told) in roles {
            *told = places.known.get(&id).copied().flatten();
        }
        Ok(())
    }

    fn look_for_places(
        &self,
        session: &RestSession,
        likely: Option<OrgId>,
        roles: &[RoleGroupId],
    ) -> Result<(), Error> {
        let request = Task::current().number();
        let is_unplaced = |places: &RolePlaces, id: &RoleGroupId| !places.known.contains_key(id);
        let is_over = || {
            let places = guard(&self.role_places);
            places.asked_for.contains(&request) || !roles.iter().any(|id| is_unplaced(&places, id))
        };
        if is_over() {
            return Ok(());
        }
        if let Some(likely) = likely {
            self.reads_all_roles(likely)?;
            if is_over() {
                return Ok(());
            }
        }
        // Several threads may ask at once, and the first one answers all of them.
        let _alone = self.placing_roles.enter(RequestKind::Read).ok_or(Error::Stopped)?;
        if is_over() {
            return Ok(());
        }
        let whole = self.reads_roles_of_all(session);
        let mut places = guard(&self.role_places);
        if whole == Ok(true) {
            for id in roles {
                places.known.entry(*id).or_insert(None);
            }
        } else {
            places.asked_for.insert(request);
        }
        whole.map(drop)
    }

    /// Whether each organization tells all of its roles.
    fn reads_roles_of_all(&self, session: &RestSession) -> Result<bool, Error> {
        let tree = self.read_tree(session)?;
        let ids: Vec<OrgId> = tree.iter().map(|organization| organization.id).collect();
        let whole = self.all(&ids, |id| self.reads_all_roles(*id))?;
        Ok(tree.coverage().is_complete() && whole.into_iter().all(|whole| whole))
    }

    /// Whether this organization tells all of its roles. What would hold up the next one as well is an error.
    fn reads_all_roles(&self, organization: OrgId) -> Result<bool, Error> {
        match self.read_role_groups(organization) {
            Err(why @ (Error::Stopped | Error::SignedOut | Error::RateLimited { .. })) => Err(why),
            read => Ok(read.is_ok_and(|roles| roles.is_complete())),
        }
    }
}
