//! Usage, twins and impact: what follows from what was read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Data;
use super::access::Surroundings;
use crate::app::list::RowId;
use crate::app::model::remote::{Remote, RemoteState};
use crate::app::model::resource::Resource;
use crate::app::work::count_walked;
use crate::domain::change::{Change, ChangeResult, Object};
use crate::domain::environment::Unverified;
use crate::domain::impact::{Impact, Observed, Unseen, Usage};
use crate::domain::text::normal;
use crate::domain::{
    Account, Coverage, EnvironmentId, EnvironmentNames, EnvironmentUse, OrgId, ProviderRef, ProviderRow, Tree,
    Untrusted,
};

impl Data {
    /// Brings what is derived up to date; of all things only what follows for `watched` is collected.
    pub fn refresh(&mut self, watched: Option<RowId>, here: Option<OrgId>, account: Option<&Account>) {
        if self.around.as_ref().map(|around| around.organization) != here {
            self.around = here.map(|here| self.find_around(here));
        }
        let of_holders = match watched {
            Some(RowId::Permission(organization, _)) => self.with_those_above(organization),
            _ => Vec::new(),
        };
        self.access.refresh(watched, self.around.as_ref(), &of_holders);
        let watched = match watched {
            Some(RowId::Provider(id)) => Some(id),
            _ => None,
        };
        if self.derived == Some((self.revision, watched)) {
            return;
        }
        let (environments, tree) = (self.environments.get(), self.tree.get());
        let listed = environments.map_or(Coverage::Complete, |all| all.of_all(tree, account));
        self.partly_listed = environments
            .zip(tree)
            .map_or_else(BTreeSet::new, |(all, tree)| all.short_in(tree, account));
        self.derived = Some((self.revision, watched));
        let lists = self.providers.iter().filter_map(|(of, list)| Some((of, list.get()?)));
        self.listed = lists
            .flat_map(|(of, list)| list.iter().map(|row| (*of, row.id)))
            .collect();
        self.twins = twins(self.providers.values().filter_map(Remote::get).flatten());
        let all = || environments.into_iter().flatten();
        let read = all().filter_map(|e| Some((e, self.environment_use(e.id)?.as_ref())));
        let usage = Usage::all(read.clone());
        let mut unverified = Unverified::default();
        for (environment, uses) in read.clone() {
            unverified.add(environment.id, uses, ProviderRef::BuiltIn);
        }
        let mut gaps =
            read.filter_map(|(e, uses)| Some(format!("{}: {}", self.environment_name(e.id), uses.partial_reason()?)));
        let covered = listed.clone().and(Coverage::from_reason(gaps.next().as_deref()));
        let unverified = unverified.split().0.into_iter().map(|(_, of)| of).collect();
        self.all_read = environments.is_some() && all().all(|e| self.environment_use(e.id).is_some());
        self.uses_coverage = covered;
        self.unverified = unverified;
        self.usage = usage;
        self.progress = self.count_progress();
        self.environment_counts = environments
            .into_iter()
            .flatten()
            .fold(BTreeMap::new(), |mut counts, e| {
                *counts.entry(e.organization).or_default() += 1;
                counts
            });
        self.impact = watched.and_then(|id| Some((id, self.find_impact(id, listed.clone())?)));
        self.environment_coverage = listed;
    }

    /// An organization and those above it, as far as they are known.
    pub fn with_those_above(&self, id: OrgId) -> Vec<OrgId> {
        let above = self.organization(id).map_or(&[][..], |one| &one.parents);
        [id].into_iter().chain(above.iter().copied()).collect()
    }

    fn find_around(&self, organization: OrgId) -> Surroundings {
        let tree = self.tree.get();
        count_walked(tree.map_or(0, Tree::len));
        let all = tree.into_iter().flat_map(Tree::iter);
        let below = all.filter(|one| one.parents.contains(&organization));
        Surroundings {
            organization,
            root: tree.and_then(Tree::root).map(|root| root.id),
            since: self.revision,
            with_those_above: self.with_those_above(organization),
            below: below.map(|one| one.id).collect(),
        }
    }

    /// How much is known of these lists of all environments.
    pub fn coverage_of(&self, lists: Unseen) -> Coverage {
        let unverified = self.unverified.contains(&lists);
        let proved = if unverified {
            Coverage::Unverified
        } else {
            Coverage::Complete
        };
        self.uses_coverage.clone().and(proved)
    }

    /// Whether MCP servers and agents were not looked at in an environment that was read.
    pub fn lacks_agents(&self) -> bool {
        let mut all = self.environments.get().into_iter().flatten();
        all.any(|of| {
            self.environment_use(of.id)
                .is_some_and(|uses| uses.agents_not_read.is_some())
        })
    }

    /// Whether an environment may have client providers that are not in its list as it was read.
    pub fn hides_providers(&self, uses: &EnvironmentUse) -> bool {
        self.may_hide(&uses.providers.coverage, Unseen::Providers)
    }

    /// The same of API instances.
    pub fn hides_apis(&self, uses: &EnvironmentUse) -> bool {
        self.may_hide(&uses.apis.coverage, Unseen::Apis)
    }

    fn may_hide(&self, coverage: &Coverage, list: Unseen) -> bool {
        match coverage {
            Coverage::Complete => false,
            Coverage::Unverified => self.unverified.contains(&list),
            Coverage::Partial(_) | Coverage::Unread => true,
        }
    }

    /// The provider that new APIs of an environment get. `None` where the list that it follows from may be a part.
    pub fn default_provider(&self, environment: EnvironmentId) -> Option<ProviderRef> {
        let uses = self.environment_use(environment)?;
        (!self.hides_providers(uses)).then(|| uses.default_provider())
    }

    /// Whether environments whose list of providers may not be seen count as users of the built-in one.
    pub fn doubts_built_in_use(&self) -> bool {
        self.unverified.contains(&Unseen::Providers)
    }

    /// What depends on the provider that [`Data::refresh`] was told to watch, as far as it is known. `None` before the
    /// environments are listed.
    pub fn impact(&self, provider: ProviderRef) -> Option<&Impact> {
        self.impact.as_ref().filter(|(of, _)| *of == provider).map(|(_, i)| i)
    }

    /// Updates the names of the environments when `resource` is one of their sources.
    pub(super) fn name_environments(&mut self, resource: Resource) {
        if matches!(resource, Resource::Tree | Resource::Environments) {
            let all = self.environments.get().into_iter().flatten();
            self.environment_names = EnvironmentNames::new(all, self.tree.get());
        }
    }

    /// How an environment is called: with its organization where another one has the same name.
    pub fn environment_name(&self, id: EnvironmentId) -> String {
        self.environment(id).map_or_else(
            || "an environment that wasn't read".into(),
            |e| self.environment_names.get(e).shown().into_owned(),
        )
    }

    /// How a new environment is called whose id is not known.
    pub fn new_environment_name(&self, organization: OrgId, name: &Untrusted) -> Untrusted {
        let all = self.environments.get().into_iter().flatten();
        EnvironmentNames::of_new(organization, name, all, self.tree.get())
    }

    /// How the thing is called that `change` was made to.
    pub fn called(&self, change: Option<&Change>, done: &ChangeResult) -> Untrusted {
        let Object::Environment(id) = done.object else {
            return done.name.clone();
        };
        let organization = match change {
            Some(Change::CreateEnvironment { organization, .. }) => Some(*organization),
            _ => self.environment(id).map(|e| e.organization),
        };
        let Some(organization) = organization else {
            return done.name.clone();
        };
        let others = self.environments.get().into_iter().flatten();
        EnvironmentNames::name_beside((id, organization, &done.name), others, self.tree.get())
    }

    /// A list of environments that is being read anew, or could not be, may have changed.
    fn environments_now(&self) -> Coverage {
        if self.environments.is_ready() {
            return Coverage::Complete;
        }
        Coverage::Partial("The list of environments may have changed.".into())
    }

    pub(super) fn find_impact(&self, provider: ProviderRef, listed: Coverage) -> Option<Impact> {
        let environments = self.environments.get()?;
        let observed = environments.iter().map(|e| {
            let uses = self.uses.get(&e.id);
            let protected = self.protections_ready(e.id, provider);
            let observed = Observed {
                uses: uses.and_then(Remote::get).map(Arc::as_ref),
                read: matches!(uses, Some(Remote::Ready(_))) && protected == Ok(true),
                failed: uses
                    .and_then(RemoteState::error)
                    .or_else(|| protected.err())
                    .map(ToString::to_string),
            };
            (e, observed)
        });
        Some(Impact::new(provider, listed.and(self.environments_now()), observed))
    }
}

fn twins<'a>(rows: impl Iterator<Item = &'a ProviderRow>) -> BTreeSet<ProviderRef> {
    let mut named: BTreeMap<String, BTreeSet<ProviderRef>> = BTreeMap::new();
    for row in rows {
        named.entry(normal(row.name.raw())).or_default().insert(row.id);
    }
    named.into_values().filter(|ids| ids.len() > 1).flatten().collect()
}
