//! How much of the environments, and of what each uses, is known.

use std::collections::{BTreeMap, BTreeSet};

use super::{Environment, EnvironmentUse};
use crate::domain::api::Api;
use crate::domain::id::{EnvironmentId, OrgId, ProviderRef};
use crate::domain::listing::{Coverage, Listing, MISSING_SCOPE};
use crate::domain::organization::{Organization, Tree};
use crate::domain::permission::Account;
use crate::domain::text::count;

const ROLES_UNKNOWN: &str = "Your permissions are not known: environments of some business groups may not be listed.";

const NOT_LISTED: &str = "The environments are not read.";

const NO_TREE: &str = "The business groups are not read.";

const NOT_ROOT: &str =
    "You do not administer the root organization: environments of other business groups are not listed.";

impl Listing<Environment> {
    /// How much of all environments of the organization these are. The tree counts them as well.
    pub fn of_all(&self, tree: Option<&Tree>, account: Option<&Account>) -> Coverage {
        let Some(tree) = tree else {
            return Coverage::Partial(NO_TREE.into());
        };
        let limited_by_scopes = account.is_some_and(|account| account.limited_by_scopes);
        let short = self.short_in(tree, account);
        let n = count(short.len(), "organization", "organizations");
        let assumed = account.is_some_and(|account| account.assumed);
        let root = |account: &Account| tree.root().is_some_and(|root| account.administers(root));
        let listed = Coverage::from_reason(self.coverage.gap(NOT_LISTED));
        let told = if !limited_by_scopes && assumed {
            Coverage::Partial(ROLES_UNKNOWN.into())
        } else if !limited_by_scopes && !account.is_none_or(root) {
            Coverage::Partial(NOT_ROOT.into())
        } else if short.is_empty() {
            // That there are none is told by the tree as well.
            Coverage::Complete
        } else if limited_by_scopes {
            Coverage::Partial(format!("Not every environment of {n} may be seen: {MISSING_SCOPE}"))
        } else {
            Coverage::Partial(format!("Not every environment of {n} is listed."))
        };
        listed
            .and(told)
            .and(Coverage::from_reason(tree.coverage().gap(NO_TREE)))
    }

    /// The organizations of which not every environment may be listed.
    pub fn short_in(&self, tree: &Tree, account: Option<&Account>) -> BTreeSet<OrgId> {
        let mut listed: BTreeMap<OrgId, usize> = BTreeMap::new();
        for environment in self {
            *listed.entry(environment.organization).or_default() += 1;
        }
        let limited_by_scopes = account.is_some_and(|account| account.limited_by_scopes);
        let short = |o: &&Organization| {
            let listed = listed.get(&o.id).copied().unwrap_or(0);
            match o.environments {
                Some(there) => listed < there,
                // None seen may be none there, or none that may be seen.
                None if limited_by_scopes => listed == 0,
                None => {
                    self.coverage.gap(NOT_LISTED).is_some()
                        || !account.is_none_or(|account| account.surely_administers(o))
                }
            }
        };
        tree.iter().filter(short).map(|o| o.id).collect()
    }
}

/// A list that says nothing of what is in it, because its scope may be missing (R27).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unseen {
    Providers,
    Apis,
    Policies,
    Contracts,
}

impl Unseen {
    pub const ALL: [Self; 4] = [Self::Providers, Self::Apis, Self::Policies, Self::Contracts];

    /// The list of an API instance that may only look empty to a connected app, where one of them may (R27).
    pub fn hidden_of(api: &Api) -> Option<Self> {
        let lists = [
            (&api.contracts.coverage, Self::Contracts),
            (&api.policies.coverage, Self::Policies),
        ];
        let hidden = lists
            .into_iter()
            .find(|(coverage, _)| **coverage == Coverage::Unverified);
        hidden.map(|(_, list)| list)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Providers => "client providers",
            Self::Apis => "APIs",
            Self::Policies => "policies",
            Self::Contracts => "contracts",
        }
    }

    /// What none is seen of: `no API`.
    pub fn none(self) -> &'static str {
        match self {
            Self::Providers => "no client provider",
            Self::Apis => "no API",
            Self::Policies => "no policy",
            Self::Contracts => "no contract",
        }
    }
}

pub type Empty = Vec<(EnvironmentId, Unseen)>;

/// The empty lists of several environments that may be empty only because the account may not see them (R27).
#[derive(Debug, Default)]
pub struct Unverified {
    empty: Empty,
    shown: BTreeSet<Unseen>,
}

impl Unverified {
    /// Looks at what one environment uses, for what it uses `provider` for.
    pub fn add(&mut self, environment: EnvironmentId, uses: &EnvironmentUse, provider: ProviderRef) {
        self.empty.extend(uses.unseen(provider).map(|of| (environment, of)));
        self.shown.extend(Unseen::ALL.into_iter().filter(|of| uses.shows(*of)));
    }

    /// Those of which no environment shows the scope, and those of which another one does. That is no proof, as a scope may
    /// be granted for single environments. But an empty list never proves its own, and to doubt each would leave no app's
    /// impact complete: these are taken for empty, and that is said.
    pub fn split(self) -> (Empty, Empty) {
        self.empty.into_iter().partition(|(_, of)| !self.shown.contains(of))
    }
}

impl EnvironmentUse {
    /// Why some of it may be missing; of several reasons the first.
    pub fn partial_reason(&self) -> Option<String> {
        fn gap(api: &Api) -> Option<&str> {
            let policies = api.policies.coverage.partial_reason();
            policies.or_else(|| api.contracts.coverage.partial_reason())
        }
        let of_api = |api: &Api| {
            let gap_here = gap(api)?;
            let of_all = self.apis.iter().all(|other| gap(other) == Some(gap_here));
            Some(if of_all {
                gap_here.to_owned()
            } else {
                format!("{}: {gap_here}", api.shown_name())
            })
        };
        let own = self
            .providers
            .coverage
            .gap("The client providers are not read.")
            .or_else(|| self.apis.coverage.gap("The APIs are not read."));
        own.map(str::to_owned).or_else(|| self.apis.iter().find_map(of_api))
    }

    /// The lists of which an empty one proves nothing of what `provider` is used for.
    fn unseen(&self, provider: ProviderRef) -> impl Iterator<Item = Unseen> {
        let unverified = |coverage: &Coverage| *coverage == Coverage::Unverified;
        let its = || self.apis.iter().filter(|api| api.provider == provider);
        let lists = [
            (Unseen::Providers, unverified(&self.providers.coverage)),
            (Unseen::Apis, unverified(&self.apis.coverage)),
            (Unseen::Policies, its().any(|api| unverified(&api.policies.coverage))),
            (Unseen::Contracts, its().any(|api| unverified(&api.contracts.coverage))),
        ];
        lists.into_iter().filter_map(|(of, unseen)| unseen.then_some(of))
    }

    /// Whether it shows that the account has the scope for these lists. Of API instances none shows it for another
    /// environment: one that is missed breaks.
    fn shows(&self, of: Unseen) -> bool {
        match of {
            Unseen::Providers => !self.providers.is_empty(),
            Unseen::Apis => false,
            Unseen::Policies => self.apis.iter().any(|api| !api.policies.is_empty()),
            Unseen::Contracts => self.apis.iter().any(|api| !api.contracts.is_empty()),
        }
    }

    /// The same with this coverage of each of its lists that is [`Coverage::Complete`].
    #[must_use]
    pub fn covered(mut self, by: impl Fn(usize) -> Coverage) -> Self {
        let mark = |rows: usize, coverage: &mut Coverage| *coverage = std::mem::take(coverage).and(by(rows));
        mark(self.providers.len(), &mut self.providers.coverage);
        mark(self.apis.len(), &mut self.apis.coverage);
        for api in self.apis.rows.iter_mut().filter(|api| api.protection_known()) {
            mark(api.policies.len(), &mut api.policies.coverage);
            mark(api.contracts.len(), &mut api.contracts.coverage);
        }
        self.verify();
        self
    }

    /// Takes empty lists of policies and contracts for empty where another API of the environment shows the scope for such
    /// lists: it is granted for an environment.
    pub fn verify(&mut self) {
        let (policies, contracts) = (self.shows(Unseen::Policies), self.shows(Unseen::Contracts));
        let verify = |shown: bool, coverage: &mut Coverage| {
            if shown && *coverage == Coverage::Unverified {
                *coverage = Coverage::Complete;
            }
        };
        for api in &mut self.apis.rows {
            verify(policies, &mut api.policies.coverage);
            verify(contracts, &mut api.contracts.coverage);
        }
    }
}
