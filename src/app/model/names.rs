//! How the things of the organization are called.

use super::Model;
use crate::app::list::RowId;
use crate::domain::audit::AuditRecord;
use crate::domain::text::normal;
use crate::domain::{Api, IdentityProviderRef, ProviderRef, Tree, Untrusted};

impl Model {
    /// Name and id of the object in a row, neither escaped nor masked.
    pub fn identity(&self, row: RowId) -> Option<(&Untrusted, String)> {
        let data = &self.data;
        Some(match row {
            RowId::Org(id) => (&data.organization(id)?.name, id.to_string()),
            RowId::Environment(id) => (&data.environment(id)?.name, id.to_string()),
            RowId::Provider(id) => (&data.provider(id)?.name, id.id_text()),
            RowId::Api(environment, id) => (&data.api(environment, id)?.asset, id.to_string()),
            RowId::User(id) => (&data.access.user(id)?.username, id.to_string()),
            RowId::Team(id) => (&data.access.team(id)?.name, id.to_string()),
            RowId::Role(organization, id) => (&data.access.role(organization, id)?.name, id.to_string()),
            RowId::IdentityProvider(id) => {
                let name = &data.access.identity_provider(id)?.name;
                match id {
                    IdentityProviderRef::BuiltIn => (name, String::new()),
                    IdentityProviderRef::External(id) => (name, id.to_string()),
                }
            }
            RowId::ConnectedApp(organization, id) => {
                (&data.access.connected_app(organization, id)?.name, id.to_string())
            }
            RowId::AuditEntry(key) => {
                let entry = data.access.audit_entry(key)?;
                let object = entry.objects.first()?;
                let id = entry.id.as_ref().or(object.id.as_ref())?;
                (object.name.as_ref()?, id.raw().to_owned())
            }
            RowId::Permission(_, id) => (&data.access.permission(id)?.name, id.to_string()),
            RowId::Application(id) => (&data.any_application(id)?.name, id.to_string()),
            _ => return None,
        })
    }

    /// Everything with a name that was read, but API instances: those share the names of their assets.
    pub fn things(&self) -> impl Iterator<Item = RowId> {
        let data = &self.data;
        let groups = data.tree.get().into_iter().flat_map(Tree::iter);
        let groups = groups.map(|one| RowId::Org(one.id));
        let environments = data.environments_so_far().iter();
        let environments = environments.map(|one| RowId::Environment(one.id));
        let providers = self.client_providers().unwrap_or_default().iter();
        let providers = providers.map(|one| RowId::Provider(one.id));
        groups.chain(environments).chain(providers).chain(data.access.rows())
    }

    /// Whether two things have the same name, or names that look the same.
    pub fn share_name(&self, one: RowId, other: RowId) -> bool {
        let names = self.identity(one).zip(self.identity(other));
        let same = |a: &Untrusted, b: &Untrusted| normal(a.raw()) == normal(b.raw()) || a.shown() == b.shown();
        one != other && names.is_some_and(|((a, _), (b, _))| same(a, b))
    }

    /// What kind of thing a row is. Names of environments and client providers tell namesakes apart; others need the id.
    pub fn kind_of(&self, row: RowId) -> String {
        let noun = row.noun().unwrap_or_default();
        match (row, self.identity(row)) {
            (RowId::Org(_) | RowId::Team(_) | RowId::Role(..) | RowId::ConnectedApp(..), Some((_, id))) => {
                format!("{noun} {}", id.chars().take(8).collect::<String>())
            }
            _ => noun.to_owned(),
        }
    }

    /// The name of the object in a row, escaped; `None` while it isn't known.
    pub fn name_of(&self, row: RowId) -> Option<String> {
        match row {
            RowId::Provider(id) => Some(self.provider_name(id)),
            RowId::AuditEntry(key) => self.data.access.audit_entry(key).map(audit_title),
            RowId::Api(environment, id) => self.data.api(environment, id).map(Api::shown_name),
            RowId::Environment(id) => self.data.environment(id).map(|_| self.data.environment_name(id)),
            _ => Some(self.identity(row)?.0.shown().into_owned()),
        }
    }

    /// The same, with words where it isn't known.
    pub fn thing_name(&self, row: RowId) -> String {
        self.name_of(row).unwrap_or_else(|| "(not read)".to_owned())
    }

    /// The name of a provider, fit to be shown: its short id while the name is not known, and beside a name that another
    /// provider has as well (R42).
    pub fn provider_name(&self, provider: ProviderRef) -> String {
        match (self.data.provider(provider), provider) {
            (Some(row), ProviderRef::External(id)) if row.name.raw().is_empty() => format!("(no name) {}", id.short()),
            (Some(row), ProviderRef::External(id)) if self.data.has_twin(provider) => {
                format!("{} {}", row.name.shown(), id.short())
            }
            (Some(row), _) => row.name.shown().into_owned(),
            (None, ProviderRef::BuiltIn) => crate::domain::provider::BUILT_IN.into(),
            (None, ProviderRef::External(id)) => id.short(),
        }
    }
}

/// What an audit entry is about: `Delete Okta Production`.
fn audit_title(entry: &AuditRecord) -> String {
    let object = entry.objects.first();
    let object = object.and_then(|object| object.name.as_ref().or(object.id.as_ref()));
    let parts: Vec<_> = [entry.action.as_ref(), object]
        .into_iter()
        .flatten()
        .map(Untrusted::shown)
        .collect();
    if parts.is_empty() {
        "Audit entry".to_owned()
    } else {
        parts.join(" ")
    }
}
