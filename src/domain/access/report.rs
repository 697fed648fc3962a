//! Rows of reports about users, connected apps, and who may do what with where it comes from.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use super::inventory::{AccessIndex, AccessInventory, PermissionNames};
use super::{Administrators, Origin, is_user_gone};
use crate::domain::connected_app::AppKind;
use crate::domain::grant::GrantContext;
use crate::domain::names::{distinct_names, placed, with_id};
use crate::domain::snapshot::SnapshotItem;
use crate::domain::user::Mfa;
use crate::domain::{
    Environment, EnvironmentId, EnvironmentNames, IdentityProviderRef, LastTime, OrgId, RoleGroup, RoleGroupId, TeamId,
    Tree, Untrusted, User, UserId,
};

/// A cell; `None` where nobody knows.
pub type ReportCell = Option<String>;

/// A table with its titles. Cells are escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessReport {
    pub titles: &'static [&'static str],
    pub rows: Vec<Vec<ReportCell>>,
}

/// The users of a report, and the names in it.
pub struct ReportNames<'a> {
    users: &'a [User],
    /// Each fit to be shown, and different from the others.
    organizations: HashMap<OrgId, String>,
    environments: HashMap<EnvironmentId, Untrusted>,
    teams: HashMap<TeamId, Untrusted>,
    roles: HashMap<RoleGroupId, Untrusted>,
    by_id: HashMap<UserId, &'a User>,
    /// Whether every user is known.
    all_users: bool,
    identity_providers: HashMap<IdentityProviderRef, &'a Untrusted>,
}

impl<'a> ReportNames<'a> {
    pub fn new(tree: &'a Tree, environments: &'a [Environment], found: &'a AccessInventory) -> Self {
        let users = &*found.users;
        let environment_names = EnvironmentNames::new(environments, Some(tree));
        let teams = found.teams.iter().map(|one| (one.id, one));
        let roles = found.roles.iter().map(|one| (one.id, one));
        let role_placed = |one: &RoleGroup| match one.organization {
            Some(id) => placed(&one.name, id, Some(tree)),
            None => one.name.clone(),
        };
        Self {
            users,
            organizations: tree.labels().into_iter().collect(),
            environments: environments
                .iter()
                .map(|one| (one.id, environment_names.get(one).clone()))
                .collect(),
            teams: distinct_names(
                teams,
                &[&|one| one.name.clone(), &|one| with_id(&one.id.short(), &one.name)],
            ),
            roles: distinct_names(
                roles,
                &[&|one| one.name.clone(), &role_placed, &|one| {
                    with_id(&one.id.short(), &role_placed(one))
                }],
            ),
            by_id: users.iter().map(|one| (one.id, one)).collect(),
            all_users: found.any_gap(SnapshotItem::Users).is_none(),
            identity_providers: found
                .identity_providers
                .iter()
                .map(|one| (one.provider.id, &one.provider.name))
                .collect(),
        }
    }

    fn organization(&self, context: &GrantContext) -> String {
        context
            .organization
            .map_or_else(String::new, |id| self.organization_name(id))
    }

    fn organization_name(&self, id: OrgId) -> String {
        self.organizations.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    /// Who owns something, and whether they are still a user who can sign in.
    fn owner(&self, id: UserId) -> (String, ReportCell) {
        let user = self.by_id.get(&id).copied();
        let name = user.map_or_else(|| id.to_string(), |user| user.username.shown().into_owned());
        let state = match (is_user_gone(user, self.all_users), user.and_then(|user| user.enabled)) {
            (Some(true), _) => Some("gone"),
            (_, Some(true)) => Some("enabled"),
            (Some(false), Some(false)) => Some("disabled"),
            (None, Some(false)) => Some("disabled or gone"),
            (_, None) => None,
        };
        (name, state.map(str::to_owned))
    }

    fn environment(&self, context: &GrantContext) -> String {
        context
            .environment
            .map_or_else(String::new, |id| shown_name(&self.environments, id))
    }
}

/// What narrows it beside organization and environment, escaped: `asset orders`.
fn narrowed(context: &GrantContext) -> String {
    context.narrowing().collect::<Vec<_>>().join(", ")
}

/// The name of what has this id, escaped; the id where nothing has.
fn shown_name<K: Copy + Eq + Hash + ToString>(names: &HashMap<K, Untrusted>, id: K) -> String {
    let name = names.get(&id);
    name.map_or_else(|| id.to_string(), |name| name.shown().into_owned())
}

pub fn users(names: &ReportNames<'_>, administrators: &Administrators) -> AccessReport {
    let row = |user: &User| {
        let provider = user.provider.and_then(|id| names.identity_providers.get(&id));
        let provider = provider.map(|name| name.shown().into_owned());
        let shown = |text: Option<&Untrusted>| text.map(|text| text.shown().into_owned());
        let mfa = match user.mfa() {
            Mfa::Exempt => Some("exempt"),
            Mfa::Configured => Some("set up"),
            Mfa::NotConfigured => Some("not set"),
            Mfa::IdentityProvider => Some("by SSO"),
            Mfa::Unknown => None,
        };
        let administers = administrators.of(user.id).map(|places| match places.as_slice() {
            [] => "none".to_owned(),
            places => {
                let names = places.iter().map(|id| names.organization_name(*id));
                let more = (!administrators.coverage.is_complete()).then(|| "maybe more".to_owned());
                names.chain(more).collect::<Vec<_>>().join(", ")
            }
        });
        vec![
            shown(Some(&user.username)),
            shown(user.name.as_ref()),
            shown(user.email.as_ref()),
            provider,
            status(user),
            last(user.last_sign_in),
            mfa.map(str::to_owned),
            administers,
            user.created.map(|time| time.to_string()),
            Some(user.id.to_string()),
        ]
    };
    AccessReport {
        titles: &[
            "USERNAME",
            "NAME",
            "EMAIL",
            "PROVIDER",
            "STATUS",
            "LAST SIGN-IN",
            "MFA",
            "ADMINISTERS",
            "CREATED",
            "ID",
        ],
        rows: names.users.iter().map(row).collect(),
    }
}

fn status(user: &User) -> ReportCell {
    let status = match (user.deleted, user.enabled) {
        (Some(true), _) => "deleted",
        (_, Some(true)) => "enabled",
        (_, Some(false)) => "disabled",
        (_, None) => return None,
    };
    Some(status.to_owned())
}

fn last(time: LastTime) -> ReportCell {
    match time {
        LastTime::Unknown => None,
        LastTime::Never => Some("never".into()),
        LastTime::At(time) => Some(time.to_string()),
    }
}

/// A row for each scope of each app; an app whose scopes aren't known has one.
pub fn apps(names: &ReportNames<'_>, found: &AccessInventory) -> AccessReport {
    let mut rows = Vec::new();
    for app in &found.apps {
        let row = |scope: ReportCell, [organization, environment, narrowed]: [ReportCell; 3]| {
            let enabled = app.enabled.map(|on| if on { "enabled" } else { "disabled" }.to_owned());
            let (owner, owner_status) = app.owner.map(|id| names.owner(id)).unzip();
            vec![
                Some(app.name.shown().into_owned()),
                Some(app.kind().label().to_owned()),
                app.organization.map(|id| names.organization_name(id)),
                owner,
                owner_status.flatten(),
                enabled,
                last(app.last_used),
                scope,
                organization,
                environment,
                narrowed,
                Some(app.id.to_string()),
            ]
        };
        match found.scopes_of(app) {
            None => rows.push(row(None, [const { None }; 3])),
            Some(none) if none.is_empty() => {
                rows.push(row(Some("none".into()), [const { Some(String::new()) }; 3]));
            }
            Some(all) => rows.extend(all.iter().map(|one| {
                let scope = Some(one.scope.shown().into_owned());
                if one.context == GrantContext::default() && app.kind() == AppKind::Unknown {
                    return row(scope, [const { None }; 3]);
                }
                // An app that acts for a user may do it where the user may.
                if one.context == GrantContext::default() && app.kind() == AppKind::User {
                    return row(scope, ["where its user may", "", ""].map(|text| Some(text.to_owned())));
                }
                let place = [
                    names.organization(&one.context),
                    names.environment(&one.context),
                    narrowed(&one.context),
                ];
                row(scope, place.map(Some))
            })),
        }
    }
    AccessReport {
        titles: &[
            "APP",
            "KIND",
            "ORGANIZATION",
            "OWNER",
            "OWNER STATUS",
            "STATUS",
            "LAST USED",
            "SCOPE",
            "SCOPE ORGANIZATION",
            "SCOPE ENVIRONMENT",
            "NARROWED TO",
            "ID",
        ],
        rows,
    }
}

/// A row for each permission of each user, in each place, and each origin.
pub fn access(names: &ReportNames<'_>, found: &AccessInventory) -> AccessReport {
    let team_names = names.teams.iter().map(|(id, name)| (*id, name)).collect();
    let role_names = names.roles.iter().map(|(id, name)| (*id, name)).collect();
    let permissions = PermissionNames::new([found]);
    let index = AccessIndex::new(found);
    let mut rows = Vec::new();
    for user in names.users {
        // Everything that is explained is a row: what is effective isn't asked for, user by user.
        let (held, _) = index.access(user.id);
        let mut held: Vec<_> = held.iter().filter(|((id, _), _)| !permissions.is_hidden(*id)).collect();
        held.sort_by_cached_key(|((id, context), _)| (permissions.name(*id), *id, context.clone()));
        for ((id, context), origins) in held {
            for origin in origins {
                rows.push(vec![
                    Some(user.username.shown().into_owned()),
                    status(user),
                    Some(permissions.name(*id).shown().into_owned()),
                    Some(names.organization(context)),
                    Some(names.environment(context)),
                    Some(narrowed(context)),
                    Some(origin_words(*origin, &team_names, &role_names)),
                    Some(user.id.to_string()),
                ]);
            }
        }
    }
    AccessReport {
        titles: &[
            "USER",
            "STATUS",
            "PERMISSION",
            "ORGANIZATION",
            "ENVIRONMENT",
            "NARROWED TO",
            "ORIGIN",
            "ID",
        ],
        rows,
    }
}

/// Where a permission comes from, escaped: `team A through B`.
pub fn origin_words(
    origin: Origin,
    teams: &BTreeMap<TeamId, &Untrusted>,
    roles: &BTreeMap<RoleGroupId, &Untrusted>,
) -> String {
    let team_name = |id: TeamId| {
        teams
            .get(&id)
            .map_or_else(|| id.to_string(), |name| name.shown().into_owned())
    };
    match origin {
        Origin::Direct => "direct".into(),
        Origin::Team { team, through } if team == through => format!("team {}", team_name(team)),
        Origin::Team { team, through } => format!("team {} through {}", team_name(team), team_name(through)),
        Origin::RoleGroup(id) => {
            let name = roles.get(&id).map(|name| name.shown().into_owned());
            format!("role {}", name.unwrap_or_else(|| id.to_string()))
        }
    }
}
