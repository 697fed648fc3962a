//! What a change comes to, and the state of the file on which that is decided. Imports `domain`.

use super::super::access::Directory;
use super::super::document::Document;
use super::super::editor::Editor;
use crate::backend::precondition;
use crate::domain::change::{Object, Seen};
use crate::domain::rules::{Actor, Refusal};
use crate::domain::{
    Account, Api, ApiId, Environment, EnvironmentId, EnvironmentNames, EnvironmentUse, Error, GrantContext, OrgId,
    Organization, ProviderId, ProviderRef, ProviderRow, Untrusted,
};

/// Carries a change out; `None` where the JSON does not match the document.
pub(super) type Make<'a> = Box<dyn FnOnce(&mut Editor<'_>) -> Option<()> + 'a>;

/// A change that is allowed and would happen to what the person saw.
pub(super) struct Plan<'a> {
    pub(super) object: Object,
    /// Its name afterwards; of what is deleted the last one.
    pub(super) name: Untrusted,
    /// The organization it belongs to; of a group the one above it.
    pub(super) organization: OrgId,
    /// Id of the organization or environment it stands in; client providers stand in none but the root.
    pub(super) parent: Option<String>,
    pub(super) make: Make<'a>,
}

/// One state of the file, and the account that asks.
#[derive(Clone, Copy)]
pub(super) struct PlanContext<'a> {
    pub(super) document: &'a Document,
    pub(super) account: &'a Account,
    /// Read only for a change that needs it.
    pub(super) directory: Option<&'a Directory>,
}

impl<'a> PlanContext<'a> {
    pub(super) fn actor(self) -> Actor<'a> {
        Actor {
            account: self.account,
            tree: &self.document.tree,
            read_only: false,
        }
    }

    pub(super) fn directory(self) -> Result<&'a Directory, Error> {
        self.directory
            .ok_or_else(|| Error::Internal("the users and teams of the file were not read".into()))
    }

    pub(super) fn root(self) -> Result<OrgId, Error> {
        let root = self.document.tree.root().ok_or(Error::Refused(Refusal::NotSeen))?;
        Ok(root.id)
    }

    /// The organization, if the account sees it.
    pub(super) fn organization(self, id: OrgId) -> Result<&'a Organization, Error> {
        self.document.seen(self.account, id)
    }

    pub(super) fn environment(self, id: EnvironmentId) -> Option<&'a Environment> {
        self.document.environments.iter().find(|e| e.id == id)
    }

    pub(super) fn environments_of(self, organization: OrgId) -> impl Iterator<Item = &'a Environment> + Clone {
        let all = self.document.environments.iter();
        all.filter(move |e| e.organization == organization)
    }

    /// The API instance, and what its environment uses.
    pub(super) fn api(self, environment: EnvironmentId, id: ApiId) -> Option<(&'a EnvironmentUse, &'a Api)> {
        let uses = self.document.uses.get(&environment)?;
        Some((uses, uses.api(id)?))
    }

    /// The object's name after the change.
    pub(super) fn final_name(self, plan: &Plan<'_>) -> Untrusted {
        let Object::Environment(id) = plan.object else {
            return plan.name.clone();
        };
        let planned = (id, plan.organization, &plan.name);
        EnvironmentNames::name_beside(planned, &self.document.environments, Some(&self.document.tree))
    }

    /// How an environment is called where it is named `name`.
    pub(super) fn environment_name(self, id: EnvironmentId, name: &Untrusted) -> Untrusted {
        EnvironmentNames::name_of(id, name, &self.document.environments, Some(&self.document.tree))
    }

    /// Where a permission holds, as the end of a sentence.
    pub(super) fn place(self, at: &GrantContext) -> String {
        let environment = at.environment.and_then(|id| self.environment(id));
        let organization = at.organization.and_then(|id| self.document.tree.get(id));
        match (environment, organization) {
            (Some(e), _) => format!(" in environment '{}'", self.environment_name(e.id, &e.name).shown()),
            (None, Some(organization)) => format!(" in '{}'", organization.name.shown()),
            (None, None) => String::new(),
        }
    }

    /// Refuses the deletion of what is `deleted`, with its name, where more of these environments goes with it than was seen.
    pub(super) fn nothing_new_in(
        self,
        environments: impl IntoIterator<Item = &'a Environment>,
        deleted: (Object, &Untrusted),
        seen: &Seen,
    ) -> Result<(), Error> {
        environments
            .into_iter()
            .try_for_each(|e| match self.document.uses.get(&e.id) {
                Some(uses) => {
                    let called = || self.environment_name(e.id, &e.name);
                    precondition::nothing_new_in((e.id, called), uses, deleted, seen)
                }
                None => Ok(()),
            })
    }

    /// Refuses the deletion of an environment or a business group, with its name, in which more may be done than was seen.
    pub(super) fn no_more_access(self, (place, name): (Object, &Untrusted), seen: &Seen) -> Result<(), Error> {
        let Some(shown) = seen.access() else {
            return Ok(());
        };
        let now = self.directory()?.place_access(place, &self.document.environments);
        precondition::no_more_access(&now, (place, name), shown)
    }

    pub(super) fn provider(self, id: ProviderId) -> Option<&'a ProviderRow> {
        let id = ProviderRef::External(id);
        self.document.providers.iter().map(|p| &p.row).find(|row| row.id == id)
    }

    /// How a client provider is called, fit to be shown.
    pub(super) fn provider_name(self, id: ProviderId) -> String {
        self.provider(id)
            .map_or_else(|| id.to_string(), |row| row.name.shown().into_owned())
    }

    /// Whether all of these client providers are there.
    pub(super) fn all_there(self, ids: &[ProviderId]) -> Result<(), Error> {
        precondition::all_there(ids, |id| self.provider(id).is_some())
    }
}
