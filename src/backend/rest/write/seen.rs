//! Before a deletion: what goes with it is read again, and must be what the person saw. Imports `domain`.

use std::collections::BTreeMap;

use super::super::read::refused;
use super::super::{RestBackend, RestSession};
use crate::backend::AccessReads;
use crate::backend::precondition;
use crate::domain::api::ApiEffect;
use crate::domain::change::{DeletionEffect, Object, Seen, TeamPart, is_whole, part, team_parts};
use crate::domain::{
    ApiId, Coverage, Environment, EnvironmentUse, Error, Listing, ProviderId, ProviderRef, Team, TeamId, Untrusted,
};

impl RestBackend {
    /// Refuses to delete a client provider that more uses than was seen.
    pub(super) fn no_new_users(
        &self,
        session: &RestSession,
        (id, name): (ProviderId, &Untrusted),
        seen: &Seen,
    ) -> Result<(), Error> {
        if seen.applications.is_some() {
            let counted = self.read_count(session, ProviderRef::External(id));
            let counted = counted.map_err(|why| not_again("its client applications can't be counted again", why))?;
            all_again(
                &counted.coverage,
                "its client applications could not all be counted again",
            )?;
            precondition::no_more_applications(counted.n, name, seen)?;
        }
        if seen.is_open() {
            return Ok(());
        }
        let environments = self.read_environments(session, &|_| ());
        let environments = environments.map_err(|why| not_again("the environments can't be read again", why))?;
        self.nothing_new_in(&environments, (Object::Provider(id), name), seen)
    }

    /// Refuses a deletion that takes more of these environments than was seen.
    pub(super) fn nothing_new_in(
        &self,
        environments: &Listing<Environment>,
        (deleted, name): (Object, &Untrusted),
        seen: &Seen,
    ) -> Result<(), Error> {
        if seen.all_listed() {
            all_again(&environments.coverage, "the environments could not all be read again")?;
        }
        let open = |e: &&Environment| seen.of(e.id).is_some();
        let environments: Vec<&Environment> = environments.iter().filter(open).collect();
        let uses = self.all(&environments, |e| {
            let uses = self.use_for(e, deleted, seen);
            uses.map_err(|why| {
                let name = self.environment_name(e.id, &e.name);
                let text = format!("what environment '{}' has can't be read again", name.shown());
                not_again(&text, why)
            })
        })?;
        environments.iter().zip(&uses).try_for_each(|(e, uses)| {
            let called = || self.environment_name(e.id, &e.name);
            precondition::nothing_new_in((e.id, called), uses, (deleted, name), seen)
        })
    }

    /// What an environment uses now. An API takes only client providers of its environment (R62): where one isn't offered
    /// and wasn't used, APIs needn't be read.
    fn use_for(&self, e: &Environment, deleted: Object, seen: &Seen) -> Result<EnvironmentUse, Error> {
        if let Object::Provider(id) = deleted
            && seen.of(e.id).is_none_or(BTreeMap::is_empty)
        {
            let uses = EnvironmentUse {
                providers: self.read_list(e.organization, e.id)?,
                ..EnvironmentUse::default()
            };
            if !uses.offers(ProviderRef::External(id)) && is_whole(&uses) {
                return Ok(uses);
            }
        }
        let mut uses = self.read_use(e.organization, e.id, &|_| ())?;
        self.read_policies_again(e, &mut uses, deleted, seen)?;
        if is_whole(&uses) && !(seen.had_agents(e.id) && uses.agents_not_read.is_some()) {
            Ok(uses)
        } else {
            Err(Error::Rejected("only a part of it came".into()))
        }
    }

    /// Reads the policies of those APIs again that were shown to fall back: they may reject requests by now.
    fn read_policies_again(
        &self,
        e: &Environment,
        uses: &mut EnvironmentUse,
        deleted: Object,
        seen: &Seen,
    ) -> Result<(), Error> {
        let Some(shown) = seen.of(e.id) else {
            return Ok(());
        };
        let falls_back = |id| shown.get(&Object::Api(e.id, id)) == Some(&DeletionEffect::Api(ApiEffect::FallsBack));
        let still: Vec<ApiId> = part(deleted, e.id, uses)
            .filter_map(|(one, _)| match one {
                Object::Api(_, id) if falls_back(id) => Some(id),
                _ => None,
            })
            .collect();
        let read = self.all(&still, |id| self.read_policies(e.organization, e.id, *id))?;
        for (id, policies) in still.into_iter().zip(read) {
            if let Some(api) = uses.apis.rows.iter_mut().find(|api| api.id == id) {
                api.policies = policies;
            }
        }
        Ok(())
    }

    /// Refuses a deletion that takes more of these teams than was seen.
    pub(super) fn nothing_new_in_teams<'a>(
        &self,
        teams: impl Iterator<Item = &'a Team>,
        seen: &Seen,
    ) -> Result<(), Error> {
        let teams: Vec<&Team> = teams.filter(|team| seen.of_team(team.id).is_some()).collect();
        let checked = self.all(&teams, |team| {
            let now = self.team_parts(team.id).map_err(|why| {
                let text = format!("what team '{}' has can't be read again", team.name.shown());
                not_again(&text, why)
            })?;
            precondition::nothing_new_in_team(team, now, seen)
        });
        checked.map(drop)
    }

    fn team_parts(&self, id: TeamId) -> Result<Option<BTreeMap<TeamPart, String>>, Error> {
        Ok(team_parts(
            &self.team_members(id)?,
            &self.team_grants(id)?,
            &self.team_mappings(id)?,
        ))
    }
}

/// Why nothing is deleted where what goes with it can't be read again. A list that is not found doesn't say that what
/// is deleted is gone.
pub(super) fn not_again(text: &str, why: Error) -> Error {
    if refused(&why) { Error::Failed(text.into()) } else { why }
}

/// Where all was seen before, a part says nothing of what is new.
fn all_again(coverage: &Coverage, text: &str) -> Result<(), Error> {
    if coverage.lacks_rows() {
        Err(Error::Failed(text.into()))
    } else {
        Ok(())
    }
}
