//! Rows of reports about users, connected apps, and who may do what with where it comes from.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Origin, UserFacts, access_by, by_id};
use crate::domain::connected_app::{AppKind, AppScope};
use crate::domain::grant::{GrantContext, HolderId};
use crate::domain::team::{MemberId, TeamMember};
use crate::domain::user::{Mfa, UserTeam};
use crate::domain::{
    ConnectedApp, Environment, EnvironmentId, Grant, IdentityProvider, IdentityProviderRef, LastTime, Listing, OrgId,
    Permission, RoleGroup, RoleGroupId, Team, TeamId, Tree, Untrusted, User, UserId,
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
    organizations: HashMap<OrgId, &'a Untrusted>,
    environments: HashMap<EnvironmentId, &'a Untrusted>,
    usernames: HashMap<UserId, &'a Untrusted>,
    identity_providers: HashMap<IdentityProviderRef, &'a Untrusted>,
}

impl<'a> ReportNames<'a> {
    pub fn new(
        tree: &'a Tree,
        environments: &'a [Environment],
        users: &'a [User],
        identity_providers: &'a [IdentityProvider],
    ) -> Self {
        Self {
            users,
            organizations: tree.iter().map(|one| (one.id, &one.name)).collect(),
            environments: environments.iter().map(|one| (one.id, &one.name)).collect(),
            usernames: users.iter().map(|one| (one.id, &one.username)).collect(),
            identity_providers: identity_providers.iter().map(|one| (one.id, &one.name)).collect(),
        }
    }

    fn organization(&self, context: &GrantContext) -> String {
        context
            .organization
            .map_or_else(String::new, |id| name(&self.organizations, id))
    }

    fn environment(&self, context: &GrantContext) -> String {
        context
            .environment
            .map_or_else(String::new, |id| name(&self.environments, id))
    }
}

/// The name of what has this id, escaped; the id where nothing has.
fn name<K: Copy + Eq + Hash + ToString>(names: &HashMap<K, &Untrusted>, id: K) -> String {
    let name = names.get(&id);
    name.map_or_else(|| id.to_string(), |name| name.shown().into_owned())
}

pub fn users(names: &ReportNames<'_>) -> AccessReport {
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
        let status = match (user.deleted, user.enabled) {
            (Some(true), _) => Some("deleted"),
            (_, Some(true)) => Some("enabled"),
            (_, Some(false)) => Some("disabled"),
            (_, None) => None,
        };
        vec![
            shown(Some(&user.username)),
            shown(user.name.as_ref()),
            shown(user.email.as_ref()),
            provider,
            status.map(str::to_owned),
            last(user.last_sign_in),
            mfa.map(str::to_owned),
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
            "CREATED",
            "ID",
        ],
        rows: names.users.iter().map(row).collect(),
    }
}

fn last(time: LastTime) -> ReportCell {
    match time {
        LastTime::Unknown => None,
        LastTime::Never => Some("never".into()),
        LastTime::At(time) => Some(time.to_string()),
    }
}

/// A row for each scope of each app; an app whose scopes aren't known has one.
pub fn apps<'a>(
    names: &ReportNames<'_>,
    apps: &[ConnectedApp],
    scopes: impl Fn(&ConnectedApp) -> Option<&'a [AppScope]>,
) -> AccessReport {
    let mut rows = Vec::new();
    for app in apps {
        let row = |scope: ReportCell, organization: ReportCell, environment: ReportCell| {
            let enabled = app.enabled.map(|on| if on { "enabled" } else { "disabled" }.to_owned());
            vec![
                Some(app.name.shown().into_owned()),
                Some(app.kind().label().to_owned()),
                app.owner.map(|id| name(&names.usernames, id)),
                enabled,
                last(app.last_used),
                scope,
                organization,
                environment,
                Some(app.id.to_string()),
            ]
        };
        let own = scopes(app);
        let none = || row(Some("none".into()), Some(String::new()), Some(String::new()));
        match (own, &app.scopes) {
            (Some(all), _) if !all.is_empty() => rows.extend(all.iter().map(|one| {
                let (organization, environment) = (names.organization(&one.context), names.environment(&one.context));
                row(
                    Some(one.scope.shown().into_owned()),
                    Some(organization),
                    Some(environment),
                )
            })),
            (_, Some(all)) if !all.is_empty() => rows.extend(all.iter().map(|scope| {
                let place = |words: &str| (app.kind() != AppKind::OwnBehalf).then(|| words.to_owned());
                row(Some(scope.shown().into_owned()), place("the user's"), place(""))
            })),
            (Some(_), Some(_)) => rows.push(none()),
            (Some(_), None) if app.kind() == AppKind::OwnBehalf => rows.push(none()),
            (None, Some(_)) if app.kind() == AppKind::User => rows.push(none()),
            _ => rows.push(row(None, None, None)),
        }
    }
    AccessReport {
        titles: &[
            "APP",
            "KIND",
            "OWNER",
            "STATUS",
            "LAST USED",
            "SCOPE",
            "ORGANIZATION",
            "ENVIRONMENT",
            "ID",
        ],
        rows,
    }
}

/// What a report about access follows from.
#[derive(Clone, Copy)]
pub struct GrantFacts<'a> {
    pub teams: &'a [Team],
    pub members: &'a dyn Fn(TeamId) -> &'a [TeamMember],
    pub roles: &'a [RoleGroup],
    pub role_members: &'a dyn Fn(RoleGroupId) -> &'a [UserId],
    pub grants: &'a dyn Fn(HolderId) -> Option<&'a Listing<Grant>>,
    pub permissions: &'a [Permission],
}

/// A row for each permission of each user, in each place, and each origin.
pub fn access(names: &ReportNames<'_>, facts: GrantFacts<'_>) -> AccessReport {
    let mut teams: HashMap<UserId, Vec<UserTeam>> = HashMap::new();
    for team in facts.teams {
        for member in (facts.members)(team.id) {
            if let MemberId::User(id) = member.id {
                teams.entry(id).or_default().push(UserTeam {
                    team: team.clone(),
                    membership: member.membership.clone(),
                    by_mapping: member.by_mapping,
                });
            }
        }
    }
    let mut roles: HashMap<UserId, Vec<RoleGroup>> = HashMap::new();
    for role in facts.roles {
        for id in (facts.role_members)(role.id) {
            roles.entry(*id).or_default().push(role.clone());
        }
    }
    let team_names = facts.teams.iter().map(|team| (team.id, &team.name)).collect();
    let role_names = facts.roles.iter().map(|role| (role.id, &role.name)).collect();
    let permissions = by_id(facts.permissions);
    // Everything that is explained is a row: what is effective isn't asked for, user by user.
    let (effective, none) = (Listing::partial(Vec::new(), ""), Listing::default());
    let mut rows = Vec::new();
    for user in names.users {
        let of_user: Listing<UserTeam> = teams.remove(&user.id).unwrap_or_default().into();
        let role_groups: Listing<RoleGroup> = roles.remove(&user.id).unwrap_or_default().into();
        let found = access_by(
            UserFacts {
                effective: &effective,
                direct: (facts.grants)(HolderId::User(user.id)).unwrap_or(&none),
                teams: &of_user,
                role_groups: &role_groups,
                held: &|holder| (facts.grants)(holder),
            },
            &permissions,
        );
        for one in &found.rows {
            let permission = one.grant.name.as_ref();
            for origin in &one.origins {
                rows.push(vec![
                    Some(user.username.shown().into_owned()),
                    Some(permission.map_or_else(|| one.grant.permission.to_string(), |name| name.shown().into_owned())),
                    Some(names.organization(&one.grant.context)),
                    Some(names.environment(&one.grant.context)),
                    Some(origin_words(*origin, &team_names, &role_names)),
                ]);
            }
        }
    }
    AccessReport {
        titles: &["USER", "PERMISSION", "ORGANIZATION", "ENVIRONMENT", "ORIGIN"],
        rows,
    }
}

fn origin_words(
    origin: Origin,
    teams: &HashMap<TeamId, &Untrusted>,
    roles: &HashMap<RoleGroupId, &Untrusted>,
) -> String {
    match origin {
        Origin::Direct => "direct".into(),
        Origin::Team { team, through } if team == through => format!("team {}", name(teams, team)),
        Origin::Team { team, through } => format!("team {} through {}", name(teams, team), name(teams, through)),
        Origin::RoleGroup(id) => format!("role {}", name(roles, id)),
    }
}
