//! Environments and what they hold: the ordered list of client providers and the API instances.

mod coverage;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::api::{Api, Protection};
use super::id::{ApiId, EnvironmentId, OrgId, ProviderId, ProviderRef};
use super::listing::Listing;
use super::names::{distinct_names, placed, with_id};
use super::organization::Tree;
use super::text::{Untrusted, normal};

pub use coverage::{Empty, Unseen, Unverified};

/// What an environment is for; it can never be changed (R5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EnvironmentKind {
    Production,
    Sandbox,
    Design,
    /// One that amtui doesn't know, or that nobody told.
    Unknown,
}

impl EnvironmentKind {
    /// The platform's word for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Sandbox => "sandbox",
            Self::Design => "design",
            Self::Unknown => "unknown",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    pub id: EnvironmentId,
    /// The root or business group that owns it.
    pub organization: OrgId,
    pub name: Untrusted,
    pub kind: EnvironmentKind,
}

/// Names that tell environments apart: `Retail / Production` where another organization has a `Production`, followed
/// by the start of its id where that is not enough.
#[derive(Debug, Default)]
pub struct EnvironmentNames(HashMap<EnvironmentId, Untrusted>);

impl EnvironmentNames {
    /// The names of `environments`, which belong to organizations of `tree`.
    pub fn new<'a>(environments: impl IntoIterator<Item = &'a Environment>, tree: Option<&Tree>) -> Self {
        let placed = |e: &Environment| placed(&e.name, e.organization, tree);
        let environments = environments.into_iter().map(|e| (e.id, e));
        Self(distinct_names(
            environments,
            &[&|e| e.name.clone(), &placed, &|e| with_id(&e.id.short(), &placed(e))],
        ))
    }

    pub fn get<'a>(&'a self, environment: &'a Environment) -> &'a Untrusted {
        self.0.get(&environment.id).unwrap_or(&environment.name)
    }

    /// The name of an environment among `others`, which may hold an older version of it.
    pub fn name_beside<'a>(
        (id, organization, name): (EnvironmentId, OrgId, &Untrusted),
        others: impl IntoIterator<Item = &'a Environment>,
        tree: Option<&Tree>,
    ) -> Untrusted {
        let named = Environment {
            id,
            organization,
            name: name.clone(),
            kind: EnvironmentKind::Sandbox,
        };
        let mut all: Vec<&Environment> = others.into_iter().filter(|e| e.id != id).collect();
        all.push(&named);
        Self::new(all, tree).get(&named).clone()
    }

    /// How a new environment of `organization` is called whose id is not known. Others there do not count: a name that is
    /// taken gets a number (R5).
    pub fn of_new<'a>(
        organization: OrgId,
        name: &Untrusted,
        all: impl IntoIterator<Item = &'a Environment>,
        tree: Option<&Tree>,
    ) -> Untrusted {
        let elsewhere = all.into_iter().filter(|e| e.organization != organization);
        Self::name_beside((EnvironmentId(uuid::Uuid::nil()), organization, name), elsewhere, tree)
    }

    /// How an environment is called where it is named `name`. Of a deleted one nobody knows the organization any more.
    pub fn name_of<'a>(
        id: EnvironmentId,
        name: &Untrusted,
        all: impl IntoIterator<Item = &'a Environment> + Clone,
        tree: Option<&Tree>,
    ) -> Untrusted {
        let same = |e: &Environment| normal(e.name.raw()) == normal(name.raw());
        match all.clone().into_iter().find(|e| e.id == id) {
            Some(now) => Self::name_beside((id, now.organization, name), all, tree),
            None if all.into_iter().any(same) => with_id(&id.short(), name),
            None => name.clone(),
        }
    }
}

/// What one environment uses: read per environment, because the platform answers it that way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnvironmentUse {
    /// External providers that may be chosen for new APIs; the first is the default (R51).
    pub providers: Listing<ProviderId>,
    /// API instances, MCP servers and agents among them as far as they were read.
    pub apis: Listing<Api>,
    /// Why MCP servers and agents were not looked at, or not at all of them: a sentence fit to be shown.
    pub agents_not_read: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProviderRole {
    /// New APIs get it.
    Default,
    /// New APIs can choose it.
    Added,
}

impl ProviderRole {
    pub fn of(is_default: bool) -> Self {
        if is_default { Self::Default } else { Self::Added }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Added => "added",
        }
    }
}

impl EnvironmentUse {
    pub fn api(&self, id: ApiId) -> Option<&Api> {
        self.apis.iter().find(|api| api.id == id)
    }

    pub fn protect(&mut self, api: ApiId, read: Protection) {
        if let Some(found) = self.apis.rows.iter_mut().find(|found| found.id == api) {
            found.protect(read);
        }
        self.verify();
    }

    /// The provider that new APIs get: the first of the list, the built-in one where the list is empty (R50, R54).
    pub fn default_provider(&self) -> ProviderRef {
        self.providers.first().copied().into()
    }

    /// What `provider` is here, where it can be chosen.
    pub fn role_of(&self, provider: ProviderRef) -> Option<ProviderRole> {
        let role = ProviderRole::of(self.default_provider() == provider);
        self.offers(provider).then_some(role)
    }

    /// Whether `provider` can be chosen here, or an API instance uses it.
    pub fn holds(&self, provider: ProviderRef) -> bool {
        self.offers(provider) || self.apis.iter().any(|api| api.provider == provider)
    }

    /// Whether `provider` can be chosen here. The built-in one stands in where no external one does (R54).
    pub fn offers(&self, provider: ProviderRef) -> bool {
        match provider {
            ProviderRef::BuiltIn => self.providers.is_empty(),
            ProviderRef::External(id) => self.providers.contains(&id),
        }
    }
}
