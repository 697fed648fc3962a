//! Who is named in what was read of access, for the stand-ins.

use super::AccessData;
use crate::app::access_read::AccessReply;
use crate::domain::audit::{AuditObject, AuditRecord};
use crate::domain::grant::HolderId;
use crate::domain::team::MemberId;
use crate::domain::{IdentityProviderRef, RoleGroup, Team, Untrusted, User};

/// Somebody or something with an id, and its names.
#[derive(Debug)]
pub struct Named<'a> {
    pub id: String,
    pub names: Vec<&'a Untrusted>,
    pub kind: NamedKind,
}

/// Whether a name tells who somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedKind {
    Person,
    /// An object of an audit entry, which may be a person.
    PerhapsPerson,
    Thing,
    /// A permission or a product. It is never masked, not even where a person has the same name.
    Permission,
}

/// Settings of identity providers that tell whose they are.
const TELLING: [&str; 7] = [
    "Client ID",
    "Issuer",
    "Audience",
    "Public Key",
    "Host",
    "Bind DN",
    "User search base",
];

impl AccessData {
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Everybody who is named in what came after `revision`.
    pub fn named_since(&self, revision: u64) -> impl Iterator<Item = Named<'_>> {
        let new = self.came.iter().filter(move |(_, came)| **came > revision);
        new.filter_map(|(read, _)| self.so_far(*read)).flat_map(named)
    }
}

fn named<'a>(reply: &'a AccessReply) -> Vec<Named<'a>> {
    let alone = |id: String| thing(id, Vec::new());
    match reply {
        AccessReply::Users(users) => users.iter().map(user).collect(),
        AccessReply::User(one) => vec![user(one)],
        AccessReply::Members(members) => {
            let member = members.iter().filter_map(|member| match member.id {
                MemberId::User(id) => Some((id, &member.name)),
                MemberId::Team(_) => None,
            });
            member.map(|(id, name)| person(id.to_string(), vec![name])).collect()
        }
        AccessReply::Holders(holders) => {
            let users = holders.iter().filter_map(|held| match held.holder {
                HolderId::User(id) => Some((id, &held.name)),
                _ => None,
            });
            users.map(|(id, name)| person(id.to_string(), vec![name])).collect()
        }
        AccessReply::Teams(teams) => {
            let named = |team: &'a Team| thing(team.id.to_string(), vec![&team.name]);
            teams.iter().map(named).collect()
        }
        AccessReply::Roles(roles) => {
            let named = |role: &'a RoleGroup| thing(role.id.to_string(), vec![&role.name]);
            roles.iter().map(named).collect()
        }
        AccessReply::Permissions(permissions) => {
            let names = permissions
                .iter()
                .flat_map(|one| [Some(&one.name), one.product.as_ref()]);
            vec![Named {
                id: String::new(),
                names: names.flatten().collect(),
                kind: NamedKind::Permission,
            }]
        }
        AccessReply::IdentityProviders(providers) => {
            let external = providers.iter().filter_map(|provider| match provider.id {
                IdentityProviderRef::External(id) => Some(id.to_string()),
                IdentityProviderRef::BuiltIn => None,
            });
            external.map(alone).collect()
        }
        AccessReply::Audit(entries) => entries.iter().flat_map(by_entry).collect(),
        AccessReply::ConnectedApps(apps) => {
            let ids = apps.iter().flat_map(|app| {
                let owner = app.owner.map(|id| id.to_string());
                [Some(app.id.to_string()), owner]
            });
            ids.flatten().map(alone).collect()
        }
        AccessReply::Applications(all) => {
            let owners = all
                .iter()
                .flat_map(|one| one.owners.iter().flat_map(|owners| owners.iter()));
            owners
                .map(|owner| person(owner.id.to_string(), owner.name.iter().collect()))
                .collect()
        }
        AccessReply::AppScopes(scopes) => {
            let ids = scopes.iter().flat_map(|one| {
                let environment = one.context.environment.map(|id| id.to_string());
                [one.context.organization.map(|id| id.to_string()), environment]
            });
            ids.flatten().map(alone).collect()
        }
        AccessReply::AppAuthorizations(all) => {
            let users = all.iter().filter_map(|one| Some(one.user?.to_string()));
            users.map(alone).collect()
        }
        AccessReply::IdentityProvider(details) => {
            let telling = details.settings.iter().filter(|(label, _)| TELLING.contains(label));
            // Addresses are known by their shape.
            let words = telling.map(|(_, value)| value.raw().to_owned());
            words.filter(|word| !word.contains("://")).map(alone).collect()
        }
        _ => Vec::new(),
    }
}

fn user(user: &User) -> Named<'_> {
    let names = [Some(&user.username), user.name.as_ref(), user.email.as_ref()];
    person(user.id.to_string(), names.into_iter().flatten().collect())
}

fn person(id: String, names: Vec<&Untrusted>) -> Named<'_> {
    Named {
        id,
        names,
        kind: NamedKind::Person,
    }
}

fn thing(id: String, names: Vec<&Untrusted>) -> Named<'_> {
    Named {
        id,
        names,
        kind: NamedKind::Thing,
    }
}

/// Whom an entry of the audit names, and from where they came. They may be users no longer.
fn by_entry(entry: &AuditRecord) -> Vec<Named<'_>> {
    let about_user = |kind: &Untrusted| kind.raw().to_lowercase().contains("user");
    // Behind the first object may stand whom it was done to.
    let things = usize::from(!entry.object_type.as_ref().is_some_and(about_user));
    // A short number identifies nobody, and occurs in many texts.
    let long = |object: &AuditObject| {
        object
            .id
            .as_ref()
            .map(|id| id.raw().to_owned())
            .filter(|id| id.len() >= 8)
    };
    let objects = entry.objects.iter().enumerate().map(|(at, object)| Named {
        id: long(object).unwrap_or_default(),
        names: object.name.iter().filter(|_| at >= things).collect(),
        kind: NamedKind::PerhapsPerson,
    });
    let id = entry.user_id.map_or(String::new(), |id| id.to_string());
    let others = person(id, [&entry.user, &entry.client_ip].into_iter().flatten().collect());
    objects.chain([others]).collect()
}
