//! What a change comes to, decided on one state of the file before anything is made. Imports `domain`.

use uuid::Uuid;

use super::super::document::Document;
use super::super::editor::Editor;
use super::{apis, environments, groups, providers};
use crate::backend::{Target, precondition};
use crate::domain::change::{Change, ChangeKind, Object};
use crate::domain::rules::Actor;
use crate::domain::{
    Account, Environment, EnvironmentId, EnvironmentKind, EnvironmentNames, Error, OrgId, Organization, ProviderId,
    ProviderRef, ProviderRow, Untrusted,
};

/// What somebody asks for.
pub(super) enum Asked<'a> {
    /// To delete a client provider.
    Delete(&'a Target),
    /// Any other change.
    Change(&'a Change),
}

/// Carries a change out; `None`: the JSON is not what the document says.
pub(super) type Make<'a> = Box<dyn FnOnce(&mut Editor<'_>) -> Option<()> + 'a>;

/// A change that is allowed and would happen to what the person saw.
pub(super) struct Plan<'a> {
    /// What it is about.
    pub(super) object: Object,
    /// Its name afterwards; of what is deleted the last one.
    pub(super) name: Untrusted,
    /// The organization it belongs to; of a group the one above it.
    pub(super) organization: OrgId,
    /// Id of the organization or environment it stands in; client providers stand in none but the root.
    pub(super) parent: Option<String>,
    /// The deed.
    pub(super) make: Make<'a>,
}

/// One state of the file, and who wants something done to it.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) document: &'a Document,
    pub(super) account: &'a Account,
}

impl<'a> Asked<'a> {
    /// What it comes to; `id` is for what it makes, where it makes something.
    pub(super) fn plan<'s>(&self, scene: Scene<'s>, id: Uuid) -> Result<Plan<'s>, Error>
    where
        'a: 's,
    {
        match *self {
            Self::Delete(target) => providers::delete(scene, target),
            Self::Change(change) => plan(scene, change, id),
        }
    }

    pub(super) fn kind(&self) -> ChangeKind {
        match self {
            Self::Delete(_) => ChangeKind::Delete,
            Self::Change(change) => change.kind(),
        }
    }

    pub(super) fn fields(&self) -> Vec<&'static str> {
        match self {
            Self::Delete(_) => Vec::new(),
            Self::Change(change) => change.fields(),
        }
    }

    pub(super) fn said(&self, object: Object, name: &Untrusted) -> String {
        match self {
            Self::Delete(_) => format!("Deleted {} '{}'", object.noun(), name.shown()),
            Self::Change(change) => change.said(object, name),
        }
    }
}

fn plan<'a>(scene: Scene<'a>, change: &'a Change, id: Uuid) -> Result<Plan<'a>, Error> {
    match change {
        Change::AddProvider {
            organization,
            kind,
            edits,
        } => providers::add(scene, (*organization, id), kind, edits),
        Change::EditProvider {
            organization,
            provider,
            was,
            edits,
        } => providers::edit(scene, *organization, (*provider, was), edits),
        Change::Associate {
            environment,
            was,
            providers,
            made_default,
        } => environments::associate(scene, *environment, (was, providers), *made_default),
        Change::CreateEnvironment {
            organization,
            name,
            kind,
            providers,
        } => environments::create(scene, (*organization, id), (name, *kind), providers),
        Change::RenameEnvironment { environment, was, name } => environments::rename(scene, (*environment, was), name),
        Change::DeleteEnvironment { environment, was } => environments::delete(scene, (*environment, was)),
        Change::CreateGroup { parent, name, owner } => groups::create(scene, (*parent, id), name, owner),
        Change::EditGroup {
            group,
            was,
            name,
            owner,
        } => groups::edit(scene, (*group, was), name, owner.as_ref()),
        Change::DeleteGroup { group, was } => groups::delete(scene, (*group, was)),
        Change::Reassign {
            environment,
            api,
            was,
            provider,
        } => apis::reassign(scene, (*environment, *api), *was, *provider),
    }
}

impl<'a> Scene<'a> {
    pub(super) fn who(self) -> Actor<'a> {
        Actor {
            account: self.account,
            tree: &self.document.tree,
            read_only: false,
        }
    }

    /// The organization, if the account sees it.
    pub(super) fn organization(self, id: OrgId) -> Result<&'a Organization, Error> {
        self.document.seen(self.account, id)
    }

    /// How the thing that a plan is about is called afterwards.
    pub(super) fn called(self, plan: &Plan<'_>) -> Untrusted {
        let Object::Environment(id) = plan.object else {
            return plan.name.clone();
        };
        let planned = Environment {
            id,
            organization: plan.organization,
            name: plan.name.clone(),
            kind: EnvironmentKind::Sandbox,
        };
        EnvironmentNames::beside(&planned, &self.document.environments, Some(&self.document.tree))
    }

    /// How an environment is called where it is named `name`.
    pub(super) fn environment_name(self, id: EnvironmentId, name: &Untrusted) -> Untrusted {
        let all = &self.document.environments;
        match environments::find(self, id) {
            Some(now) => {
                let named = Environment {
                    name: name.clone(),
                    ..now.clone()
                };
                EnvironmentNames::beside(&named, all, Some(&self.document.tree))
            }
            None => EnvironmentNames::gone(id, name, all),
        }
    }

    /// The external client provider.
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
