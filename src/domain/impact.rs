//! What deleting a client provider breaks, built from facts; what is not known is said (`domain.md` 1.8, R27, R68).

use std::collections::{BTreeMap, BTreeSet};

use super::api::PolicyState;
use super::change::{Change, Object};
use super::environment::{Environment, EnvironmentUse};
use super::id::{ApiId, EnvironmentId, OrgId, ProviderId, ProviderRef};
use super::organization::{Organization, Tree};
use super::provider::ProviderKind;

/// Things that can refer to a provider and that amtui does not read (R68).
pub const NOT_LOOKED_AT: &str = "Not looked at: managed service APIs, Exchange instances, DataGraph.";

/// What is known of all of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listing {
    /// Whether the environments listed are all that there are now.
    pub whole: bool,
    /// Whether what is not told may only not be allowed to be told (R27).
    pub scoped: bool,
    /// Organizations of which no environment is listed, or fewer than they are said to have.
    pub bare: usize,
}

impl Listing {
    /// What is known of `environments`, which are those of the organizations of `tree`.
    #[must_use]
    pub fn of(whole: bool, scoped: bool, tree: Option<&Tree>, environments: &[Environment]) -> Self {
        let mut listed: BTreeMap<OrgId, usize> = BTreeMap::new();
        for environment in environments {
            *listed.entry(environment.organization).or_default() += 1;
        }
        let bare = |o: &&Organization| {
            let listed = listed.get(&o.id).copied().unwrap_or(0);
            // Without a count none seen may be none there, or none that may be seen.
            o.environments.map_or(listed == 0, |there| listed < there)
        };
        let all = tree.into_iter().flat_map(Tree::iter);
        Self {
            whole,
            scoped,
            bare: all.filter(bare).count(),
        }
    }
}

/// What is known of one environment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen<'a> {
    /// What it uses, as last known.
    pub uses: Option<&'a EnvironmentUse>,
    /// Whether that is how it is now, and not from before a reading that is under way or failed.
    pub read: bool,
    /// Why it could not be read, for a person.
    pub failed: Option<&'a str>,
}

/// How an environment uses a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// New APIs get it.
    Default,
    /// New APIs can choose it.
    Added,
}

impl Part {
    /// The word shown for it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Added => "added",
        }
    }
}

/// An environment that would lose the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loses {
    /// Which.
    pub environment: EnvironmentId,
    /// What the provider is there.
    pub part: Part,
    /// What new APIs get there afterwards (R51, R54).
    pub next_default: ProviderRef,
}

/// An API instance that would lose the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Depends {
    /// Where it runs.
    pub environment: EnvironmentId,
    /// Which.
    pub api: ApiId,
    /// Whether an enabled policy of it is tied to the provider and fails; else it falls back (R71).
    pub policy_fails: bool,
}

/// Everything known that depends on one provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// Environments whose list holds it.
    pub environments: Vec<Loses>,
    /// API instances that use it, in all environments, not only those (R55).
    pub apis: Vec<Depends>,
    /// Active contracts of those instances.
    pub contracts: usize,
    /// Whether the list of environments itself is known as it is now.
    pub listed: bool,
    /// Environments that were read.
    pub read: usize,
    /// Environments there are.
    pub of: usize,
    /// Environments that could not be read, and why.
    pub failed: Vec<(EnvironmentId, String)>,
    /// Environments in which no API was seen, where that may only mean that none may be seen.
    pub unverified: Vec<EnvironmentId>,
    /// Organizations of which not every environment may be listed.
    pub unlisted: usize,
}

impl Impact {
    /// Collects what depends on `provider` from every environment of the tree.
    #[must_use]
    pub fn new<'a>(
        provider: ProviderRef,
        kind: Option<&ProviderKind>,
        listing: Listing,
        environments: impl Iterator<Item = (&'a Environment, Seen<'a>)>,
    ) -> Self {
        let mut impact = Self {
            listed: listing.whole,
            ..Self::default()
        };
        for (environment, seen) in environments {
            impact.of += 1;
            impact.read += usize::from(seen.read);
            impact
                .failed
                .extend(seen.failed.map(|why| (environment.id, why.to_owned())));
            if let Some(uses) = seen.uses {
                impact.add(provider, kind, environment.id, uses);
                // A scope may be granted for one environment alone: what is seen in others says nothing of this one.
                if listing.scoped && uses.apis.is_empty() {
                    impact.unverified.push(environment.id);
                }
            }
        }
        // Nor are environments told to who lacks the scope for that.
        impact.unlisted = if listing.scoped { listing.bare } else { 0 };
        impact
    }

    fn add(
        &mut self,
        provider: ProviderRef,
        kind: Option<&ProviderKind>,
        environment: EnvironmentId,
        uses: &EnvironmentUse,
    ) {
        if uses.offers(provider) {
            let id = Option::<ProviderId>::from(provider);
            let left = uses.providers.iter().find(|p| Some(**p) != id);
            self.environments.push(Loses {
                environment,
                part: if uses.default_provider() == provider {
                    Part::Default
                } else {
                    Part::Added
                },
                next_default: left.copied().into(),
            });
        }
        for api in uses.apis.iter().filter(|a| a.provider == provider) {
            self.contracts += api.active_contracts();
            self.apis.push(Depends {
                environment,
                api: api.id,
                policy_fails: matches!(api.policy_state(kind), Some(PolicyState::Ok | PolicyState::OtherType)),
            });
        }
    }

    /// Whether every environment there is was read, and what was not told is not there. Only then may nothing found mean
    /// that nothing depends (R27).
    #[must_use]
    pub fn complete(&self) -> bool {
        self.listed && self.read == self.of && self.unverified.is_empty() && self.unlisted == 0
    }

    /// Environments where it is the default.
    #[must_use]
    pub fn default_in(&self) -> usize {
        self.environments.iter().filter(|l| l.part == Part::Default).count()
    }

    /// Environments where new APIs would get the built-in provider afterwards instead of it.
    #[must_use]
    pub fn fall_back(&self) -> usize {
        let back = |l: &&Loses| l.part == Part::Default && l.next_default == ProviderRef::BuiltIn;
        self.environments.iter().filter(back).count()
    }

    /// APIs with a policy that would fail.
    #[must_use]
    pub fn failing(&self) -> usize {
        self.apis.iter().filter(|d| d.policy_fails).count()
    }
}

/// What a change did, for the pages that show it afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The environments that lost the provider.
    pub environments: BTreeMap<EnvironmentId, Aftermath>,
    /// The API instances that lost it: they stand on the built-in provider now (R71).
    pub apis: BTreeSet<ApiId>,
    /// What was taken from a provider so that it can be deleted: the API instances and environments, with the provider.
    pub freed: BTreeSet<(ProviderId, Object)>,
}

impl From<&Impact> for Trace {
    fn from(impact: &Impact) -> Self {
        let lost = |l: &Loses| (l.environment, Aftermath::of(l));
        Self {
            environments: impact.environments.iter().map(lost).collect(),
            apis: impact.apis.iter().map(|d| d.api).collect(),
            freed: BTreeSet::new(),
        }
    }
}

impl From<&Change> for Trace {
    fn from(change: &Change) -> Self {
        let freed = match change {
            Change::Reassign {
                environment,
                api,
                was: ProviderRef::External(was),
                ..
            } => vec![(*was, Object::Api(*environment, *api))],
            Change::Associate {
                environment,
                was,
                providers,
                ..
            } => {
                let gone = was.iter().filter(|p| !providers.contains(p));
                gone.map(|p| (*p, Object::Environment(*environment))).collect()
            }
            _ => Vec::new(),
        };
        Self {
            freed: freed.into_iter().collect(),
            ..Self::default()
        }
    }
}

/// What a delete did to one environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aftermath {
    /// Its last external provider is gone: the built-in one is the default (R54).
    FellBack,
    /// Its default is gone: the next of the list is the default now (R51).
    NewDefault,
    /// It lost one that was not its default.
    Lost,
}

impl Aftermath {
    /// What the delete did to the environment that `loses` it.
    #[must_use]
    pub fn of(loses: &Loses) -> Self {
        match (loses.part, loses.next_default) {
            (Part::Default, ProviderRef::BuiltIn) => Self::FellBack,
            (Part::Default, ProviderRef::External(_)) => Self::NewDefault,
            (Part::Added, _) => Self::Lost,
        }
    }

    /// What a person reads.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::FellBack => "fell back",
            Self::NewDefault => "new default",
            Self::Lost => "lost one",
        }
    }
}

/// How much one provider is used, for its row in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Environments where it can be chosen.
    pub environments: usize,
    /// Production environments where it is the default.
    pub default_in_production: usize,
    /// API instances that use it.
    pub apis: usize,
}
