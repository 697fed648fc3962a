//! The impact of deleting a client provider, built from facts. What is not known is said (docs/platform.md, R27, R68).

mod effects;
mod usage;

use std::collections::BTreeMap;

pub use super::api::ApiEffect;
use super::api::ApiKind;
use super::environment::{Empty, Environment, EnvironmentUse, Unverified};
pub use super::environment::{ProviderRole, Unseen};
use super::id::{ApiId, EnvironmentId, ProviderId, ProviderRef};
use super::listing::{Counted, Coverage, may_be_hidden};
use super::text::count;

pub use effects::{ChangeEffects, EnvironmentEffect};
pub use usage::Usage;

/// Things that can refer to a provider and that amtui does not read (R68).
const NOT_LOOKED_AT: &str = "managed service APIs, Exchange instances, DataGraph.";

/// How many API instances of other providers are read to find out whether the app has the scope for policies and
/// contracts.
pub const WITNESSES: usize = 30;

#[derive(Clone, Debug, Default)]
pub struct Observed<'a> {
    /// What it uses, as last known.
    pub uses: Option<&'a EnvironmentUse>,
    /// Whether that is current, and not from before a reading that runs or failed.
    pub read: bool,
    /// Why it could not be read, for a person.
    pub failed: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AffectedEnvironment {
    pub environment: EnvironmentId,
    pub role: ProviderRole,
    /// What new APIs get there afterwards (R51, R54).
    pub next_default: ProviderRef,
}

/// How many APIs a deletion affects in which way. The numbers add up to all APIs that were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ApiEffectCounts {
    pub reject: usize,
    pub fall_back: usize,
    pub unread: usize,
    /// APIs that use another provider: they keep it.
    pub unaffected: usize,
}

impl ApiEffectCounts {
    pub fn affected(self) -> usize {
        self.reject + self.fall_back + self.unread
    }

    /// `14 APIs: 10 reject requests, 4 fall back to built-in`; nothing where no API uses it.
    pub fn sentence(self) -> Option<String> {
        let all = count(self.affected(), "API", "APIs");
        let parts = self.parts(("falls back to built-in", "fall back to built-in"));
        (self.affected() > 0).then(|| format!("{all}: {parts}"))
    }

    /// The same behind the number of all: `10 reject requests, 4 fall back`.
    pub fn story(self) -> String {
        self.parts(("falls back", "fall back"))
    }

    fn parts(self, built_in: (&str, &str)) -> String {
        let parts = [
            (self.reject, "rejects requests", "reject requests"),
            (self.fall_back, built_in.0, built_in.1),
            (
                self.unread,
                "has policies that were not read",
                "have policies that were not read",
            ),
        ];
        let parts = parts.into_iter().filter(|(n, ..)| *n > 0);
        let parts: Vec<String> = parts.map(|(n, one, many)| count(n, one, many)).collect();
        parts.join(", ")
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AffectedApi {
    pub environment: EnvironmentId,
    pub api: ApiId,
    pub effect: ApiEffect,
}

/// Everything known that depends on one provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// Environments whose list holds it.
    pub environments: Vec<AffectedEnvironment>,
    /// API instances that use it, in all environments, not only those (R55).
    pub apis: Vec<AffectedApi>,
    /// How many of those are MCP servers or agents, as far as they tell what they are.
    pub agents: usize,
    /// API instances that were read and use another provider.
    pub unaffected: usize,
    /// Active contracts of those instances.
    pub contracts: Counted,
    pub list_coverage: Coverage,
    pub environments_read: usize,
    pub environments_listed: usize,
    /// Environments that could not be read again, and count as they were read before.
    pub environments_old: usize,
    /// Environments that could not be read, or in part only, and why.
    pub failed: Vec<(EnvironmentId, String)>,
    /// API instances of which it is not known what happens to them, because their policies were not read.
    pub unread: usize,
    /// Environments with a list that is empty, where that may only mean that nothing of it may be seen (R27).
    pub unverified: Empty,
    /// Environments with such a list that is taken for empty, as another environment shows the scope. It doesn't keep the
    /// impact from being complete.
    pub assumed: Empty,
    /// Environments whose MCP servers and agents were not looked at, and why. It doesn't keep the impact from being
    /// complete either: the platform documents no list of them.
    pub agents_not_read: Vec<(EnvironmentId, String)>,
}

impl Impact {
    pub fn new<'a>(
        provider: ProviderRef,
        listed: Coverage,
        environments: impl Iterator<Item = (&'a Environment, Observed<'a>)>,
    ) -> Self {
        let mut impact = Self {
            list_coverage: listed,
            ..Self::default()
        };
        let mut unverified = Unverified::default();
        for (environment, seen) in environments {
            impact.environments_listed += 1;
            let gap = seen.uses.and_then(EnvironmentUse::partial_reason);
            impact.environments_read += usize::from(seen.read && gap.is_none());
            impact.environments_old += usize::from(!seen.read && seen.failed.is_some() && seen.uses.is_some());
            let why = seen.failed.or(gap);
            impact.failed.extend(why.map(|why| (environment.id, why)));
            if let Some(uses) = seen.uses {
                let why = uses.agents_not_read.clone();
                impact.agents_not_read.extend(why.map(|why| (environment.id, why)));
                impact.add(provider, environment.id, uses);
                unverified.add(environment.id, uses, provider);
            }
        }
        (impact.unverified, impact.assumed) = unverified.split();
        let doubted = impact.unverified.iter().any(|(_, of)| *of == Unseen::Contracts);
        impact.contracts = impact.contracts.verified(|| !doubted);
        // Nobody deletes the built-in provider.
        let external = provider != ProviderRef::BuiltIn;
        impact.unread = if external { impact.effects().unread } else { 0 };
        impact
    }

    fn add(&mut self, provider: ProviderRef, environment: EnvironmentId, uses: &EnvironmentUse) {
        if let Some(role) = uses.role_of(provider) {
            let id = Option::<ProviderId>::from(provider);
            let left = uses.providers.iter().find(|p| Some(**p) != id);
            self.environments.push(AffectedEnvironment {
                environment,
                role,
                next_default: left.copied().into(),
            });
        }
        for api in &uses.apis {
            if api.provider != provider {
                self.unaffected += 1;
                continue;
            }
            self.agents += usize::from(api.kind != ApiKind::Api);
            self.contracts = std::mem::take(&mut self.contracts).and(api.active_contracts());
            self.apis.push(AffectedApi {
                environment,
                api: api.id,
                effect: ApiEffect::on(api),
            });
        }
    }

    /// Whether all that depends is found, and it is known what happens to it.
    pub fn complete(&self) -> bool {
        self.found_all() && self.unread == 0
    }

    /// Whether every environment there is was read, and what was not told is not there. Only then may nothing found mean
    /// that nothing depends (R27).
    pub fn found_all(&self) -> bool {
        self.list_coverage.is_complete()
            && self.environments_read == self.environments_listed
            && self.unverified.is_empty()
    }

    /// Whether one of the lists may hold more than was seen of it.
    pub fn may_miss(&self, list: Unseen) -> bool {
        let doubted = self.unverified.iter().any(|(_, of)| *of == list);
        doubted || !self.list_coverage.is_complete() || self.environments_read < self.environments_listed
    }

    /// What keeps it from being complete, the gravest first: the end of a sentence, without its full stop.
    pub fn missing(&self) -> Option<String> {
        if self.environments_read < self.environments_listed {
            return Some(format!(
                "{} of {} environments could be read",
                self.environments_read, self.environments_listed
            ));
        }
        let gap = self
            .list_coverage
            .partial_reason()
            .map(|why| why.trim_end_matches('.').to_owned());
        let doubt = || {
            let (_, unseen) = self.unverified.first()?;
            let same = self.unverified.iter().filter(|(_, other)| other == unseen).count();
            let places = count(same, "environment", "environments");
            Some(may_be_hidden(&format!("{} is visible in {places}", unseen.none())))
        };
        let unread = || {
            let apis = count(self.unread, "API", "APIs");
            (self.unread > 0).then(|| format!("the policies of {apis} could not be read"))
        };
        gap.or_else(doubt).or_else(unread)
    }

    /// What is taken for granted although it is complete, as sentences.
    pub fn assumptions(&self) -> Option<String> {
        let mut lists: BTreeMap<Unseen, usize> = BTreeMap::new();
        for (_, unseen) in &self.assumed {
            *lists.entry(*unseen).or_default() += 1;
        }
        let places = |n| count(n, "environment", "environments");
        let told = lists
            .into_iter()
            .map(|(of, n)| format!("{} in {}", of.none(), places(n)));
        let told: Vec<String> = told.collect();
        (!told.is_empty()).then(|| assumed(&told.join(", ")))
    }

    /// What can use a client provider and was not looked at, as sentences.
    pub fn not_looked_at(&self) -> String {
        let Some((_, why)) = self.agents_not_read.first() else {
            return format!("Not looked at: {NOT_LOOKED_AT}");
        };
        let places = count(self.agents_not_read.len(), "environment", "environments");
        format!("Not looked at: MCP servers and agents in {places}, {NOT_LOOKED_AT} {why}")
    }

    /// The same, but only where MCP servers and agents are among it.
    pub fn agents_doubt(&self) -> Option<String> {
        (!self.agents_not_read.is_empty()).then(|| self.not_looked_at())
    }

    /// Whether everything is known of its API instances, but for policies or contracts that a connected app may only lack
    /// the scope for. One of another provider that has some lifts the doubt (R27).
    pub fn needs_witness(&self) -> bool {
        let doubt = |(_, of): &(EnvironmentId, Unseen)| matches!(of, Unseen::Policies | Unseen::Contracts);
        self.unread == 0 && self.unverified.iter().any(doubt)
    }

    pub fn default_in(&self) -> usize {
        self.environments
            .iter()
            .filter(|l| l.role == ProviderRole::Default)
            .count()
    }

    /// Environments where new APIs would get the built-in provider afterwards instead of it.
    pub fn next_built_in(&self) -> usize {
        let built_in =
            |l: &&AffectedEnvironment| l.role == ProviderRole::Default && l.next_default == ProviderRef::BuiltIn;
        self.environments.iter().filter(built_in).count()
    }

    pub fn effects(&self) -> ApiEffectCounts {
        let of = |effect| self.apis.iter().filter(|d| d.effect == effect).count();
        ApiEffectCounts {
            reject: of(ApiEffect::RejectsRequests),
            fall_back: of(ApiEffect::FallsBack),
            unread: of(ApiEffect::Unread),
            unaffected: self.unaffected,
        }
    }

    /// What the deletion does to environments and APIs, in a sentence each: every screen and command says these.
    pub fn sentences(&self) -> Vec<String> {
        let n = self.environments.len();
        let environments = (n > 0).then(|| {
            let default = match self.default_in() {
                0 => "default in none".to_owned(),
                m => format!("default in {m}"),
            };
            format!("Removed from {} ({default})", count(n, "environment", "environments"))
        });
        environments.into_iter().chain(self.effects().sentence()).collect()
    }
}

/// That empty lists are taken for empty: `no policy in QA`.
pub fn assumed(lists: &str) -> String {
    format!("Assumed: {lists}. Only other environments show that the app has the scope.")
}
