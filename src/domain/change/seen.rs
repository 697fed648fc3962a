//! What a person saw of what a deletion takes along, or takes a client provider from.

use std::collections::{BTreeMap, BTreeSet};

use super::Object;
use crate::domain::access::PlaceAccess;
use crate::domain::api::ApiEffect;
use crate::domain::environment::{EnvironmentUse, ProviderRole};
use crate::domain::grant::{Grant, GrantContext};
use crate::domain::id::{EnvironmentId, IdentityProviderRef, PermissionId, ProviderRef, TeamId, UserId};
use crate::domain::listing::Listing;
use crate::domain::team::{ExternalGroup, MemberId, TeamMember};
use crate::domain::text::Untrusted;

/// What was shown before a deletion was confirmed: where there is more by then, a backend refuses it. What couldn't be read
/// isn't in it: who went on all the same accepted that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// What was shown of each environment that was listed; `None` where not all of it was read.
    environments: BTreeMap<EnvironmentId, Option<Affected>>,
    /// Where MCP servers and agents were not looked at: there one that is found later may have been there before.
    without_agents: BTreeSet<EnvironmentId>,
    /// Whether those were all there are.
    all_listed: bool,
    /// How many client applications a client provider has, where they were counted.
    pub applications: Option<u64>,
    /// What was shown of who may do what in an environment or a business group, where all of it was read.
    access: Option<PlaceAccess>,
    /// What was shown of a team and of each below it; `None` where not all of it was read.
    teams: BTreeMap<TeamId, Option<BTreeSet<TeamPart>>>,
    /// What each member of them loses. A member is missing here where not all that they have another way is known.
    lost: Losses,
}

/// What a deletion does to each thing in an environment.
pub type Affected = BTreeMap<Object, DeletionEffect>;

/// The permissions that users lose, each where it holds.
pub type Losses = BTreeMap<UserId, BTreeSet<(PermissionId, GrantContext)>>;

/// What a deletion does to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeletionEffect {
    /// It is deleted as well.
    Deleted,
    /// An environment loses a client provider that has this role there.
    Loses(ProviderRole),
    /// An API loses its client provider.
    Api(ApiEffect),
}

impl DeletionEffect {
    /// Whether it is graver than what was shown. Where the dialog said that the effect on an API isn't known, none is graver:
    /// the person accepted any.
    pub fn is_graver_than(self, shown: Self) -> bool {
        match (shown, self) {
            (Self::Loses(shown), Self::Loses(now)) => shown == ProviderRole::Added && now == ProviderRole::Default,
            (Self::Api(shown), Self::Api(now)) => shown == ApiEffect::FallsBack && now != ApiEffect::FallsBack,
            _ => false,
        }
    }
}

/// Something that goes with a team.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TeamPart {
    Member(UserId),
    Permission(PermissionId, GrantContext),
    ExternalGroup(Option<IdentityProviderRef>, Untrusted),
}

impl Seen {
    /// What was shown of `deleted`. An environment comes with what it uses, where that is read.
    pub fn new<'a>(
        deleted: Object,
        environments: impl Iterator<Item = (EnvironmentId, Option<&'a EnvironmentUse>)>,
        all_listed: bool,
        applications: Option<u64>,
    ) -> Self {
        let mut seen = Self {
            all_listed,
            applications,
            ..Self::default()
        };
        for (at, uses) in environments {
            let shown = uses.filter(|uses| is_whole(uses));
            let shown = shown.map(|uses| part(deleted, at, uses).collect());
            seen.environments.insert(at, shown);
            if uses.is_some_and(|uses| uses.agents_not_read.is_some()) {
                seen.without_agents.insert(at);
            }
        }
        seen
    }

    /// What was shown of teams that are deleted, each with what goes with it.
    pub fn of_teams(teams: impl Iterator<Item = (TeamId, Option<BTreeMap<TeamPart, String>>)>) -> Self {
        let parts = |parts: BTreeMap<TeamPart, String>| parts.into_keys().collect();
        Self {
            teams: teams.map(|(id, shown)| (id, shown.map(parts))).collect(),
            ..Self::default()
        }
    }

    /// The same with what was shown of who may do what there.
    #[must_use]
    pub fn with_access(mut self, access: Option<&PlaceAccess>) -> Self {
        self.access = access.filter(|found| found.coverage.is_complete()).cloned();
        self
    }

    /// The same with what was shown that members lose. It leaves out members where not all that they have another way is known.
    #[must_use]
    pub fn with_losses(mut self, lost: Losses) -> Self {
        self.lost = lost;
        self
    }

    /// What was shown of an environment, which is nothing of one that is new; `None` where not all of it was read.
    pub fn of(&self, at: EnvironmentId) -> Option<&Affected> {
        static NOTHING: Affected = Affected::new();
        match self.environments.get(&at) {
            Some(shown) => shown.as_ref(),
            None => self.all_listed.then_some(&NOTHING),
        }
    }

    /// What was shown of a team; `None` where not all of it was read.
    pub fn of_team(&self, id: TeamId) -> Option<&BTreeSet<TeamPart>> {
        self.teams.get(&id)?.as_ref()
    }

    /// What was shown of who may do what in an environment or a business group; `None` where not all of it was read.
    pub fn access(&self) -> Option<&PlaceAccess> {
        self.access.as_ref()
    }

    /// What was shown that members of the teams lose.
    pub fn losses(&self) -> &Losses {
        &self.lost
    }

    pub fn has_team(&self, id: TeamId) -> bool {
        self.teams.contains_key(&id)
    }

    /// Whether every environment was listed.
    pub fn all_listed(&self) -> bool {
        self.all_listed
    }

    /// Whether MCP servers and agents of an environment were looked at.
    pub fn had_agents(&self, at: EnvironmentId) -> bool {
        !self.without_agents.contains(&at)
    }

    /// Whether nothing new is looked for, wherever it may be.
    pub fn is_open(&self) -> bool {
        !self.all_listed && self.environments.values().all(Option::is_none)
    }
}

/// Whether its client providers and its APIs were all listed.
pub fn is_whole(uses: &EnvironmentUse) -> bool {
    let gaps = [&uses.providers.coverage, &uses.apis.coverage];
    !gaps.iter().any(|coverage| coverage.lacks_rows())
}

/// What a deletion does to an environment: to all of it, or to what uses a client provider.
pub fn part(
    deleted: Object,
    at: EnvironmentId,
    uses: &EnvironmentUse,
) -> impl Iterator<Item = (Object, DeletionEffect)> {
    let provider = match deleted {
        Object::Provider(id) => Some(ProviderRef::External(id)),
        _ => None,
    };
    let itself = match provider {
        Some(id) => uses.role_of(id).map(DeletionEffect::Loses),
        None => Some(DeletionEffect::Deleted),
    };
    let itself = itself.map(|outcome| (Object::Environment(at), outcome));
    let apis = uses
        .apis
        .iter()
        .filter(move |api| provider.is_none_or(|id| api.provider == id));
    let outcome = move |api| provider.map_or(DeletionEffect::Deleted, |_| DeletionEffect::Api(ApiEffect::on(api)));
    itself
        .into_iter()
        .chain(apis.map(move |api| (Object::Api(at, api.id), outcome(api))))
}

/// What goes with a team, each with the words for it; `None` where not all of it came.
pub fn team_parts(
    members: &Listing<TeamMember>,
    permissions: &Listing<Grant>,
    groups: &Listing<ExternalGroup>,
) -> Option<BTreeMap<TeamPart, String>> {
    let gaps = [&members.coverage, &permissions.coverage, &groups.coverage];
    let member = |one: &TeamMember| match one.id {
        MemberId::User(id) => Some((TeamPart::Member(id), format!("user '{}'", one.name.shown()))),
        MemberId::Team(_) => None,
    };
    let permission = |one: &Grant| {
        let name = one.name.as_ref().map(Untrusted::shown);
        let name = name.unwrap_or_else(|| one.permission.short().into());
        let part = TeamPart::Permission(one.permission, one.context.clone());
        (part, format!("permission '{name}'"))
    };
    let group = |one: &ExternalGroup| {
        let part = TeamPart::ExternalGroup(one.provider, one.name.clone());
        (part, format!("external group '{}'", one.name.shown()))
    };
    let members = members.iter().filter_map(member);
    let others = permissions.iter().map(permission).chain(groups.iter().map(group));
    let whole = !gaps.iter().any(|coverage| coverage.lacks_rows());
    whole.then(|| members.chain(others).collect())
}
