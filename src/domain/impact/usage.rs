//! How much a client provider is used.

use std::collections::BTreeMap;

use super::ApiEffect;
use crate::domain::environment::{Environment, EnvironmentKind, EnvironmentUse};
use crate::domain::id::ProviderRef;
use crate::domain::text::count;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    pub environments: usize,
    pub default_in: usize,
    pub default_in_production: usize,
    pub apis: usize,
    /// How many of those reject requests, as a policy asks a client provider that was deleted.
    pub orphaned: usize,
}

impl Usage {
    pub fn all<'a>(
        environments: impl Iterator<Item = (&'a Environment, &'a EnvironmentUse)>,
    ) -> BTreeMap<ProviderRef, Self> {
        let mut all: BTreeMap<ProviderRef, Self> = BTreeMap::new();
        for (environment, uses) in environments {
            let default = all.entry(uses.default_provider()).or_default();
            default.default_in += 1;
            default.default_in_production += usize::from(environment.kind == EnvironmentKind::Production);
            let offered = uses.providers.iter().map(|id| ProviderRef::External(*id));
            let built_in = uses.providers.is_empty().then_some(ProviderRef::BuiltIn);
            for provider in offered.chain(built_in) {
                all.entry(provider).or_default().environments += 1;
            }
            for api in &uses.apis {
                let usage = all.entry(api.provider).or_default();
                usage.apis += 1;
                let rejects = ApiEffect::on(api) == ApiEffect::RejectsRequests;
                usage.orphaned += usize::from(rejects && !api.is_external());
            }
        }
        all
    }

    /// Says what counts as the built-in one's, and was of a client provider that was deleted (R71): these APIs, and so many
    /// applications. Nothing where there is neither.
    pub fn orphans(self, applications: u64) -> Option<String> {
        let applications = usize::try_from(applications).unwrap_or(usize::MAX);
        let parts = [
            (self.orphaned, "API that rejects requests", "APIs that reject requests"),
            (
                applications,
                "application without a registration",
                "applications without a registration",
            ),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(n, ..)| *n > 0)
            .map(|(n, one, many)| count(n, one, many))
            .collect();
        let all = parts.join(" and ");
        let text = format!("Anypoint (built-in) counts {all}: their client provider was deleted.");
        (!parts.is_empty()).then_some(text)
    }

    /// In how many environments it is the default: `4 (1 production)`; `more` is the `+` behind a number that may be higher.
    pub fn default_words(self, more: &str) -> String {
        match (self.default_in, self.default_in_production) {
            (n, 0) => format!("{n}{more}"),
            (n, production) => format!("{n}{more} ({production}{more} production)"),
        }
    }
}
