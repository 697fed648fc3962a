//! Who is named in what was read of access, for the stand-ins.

use super::AccessData;
use crate::app::access_read::AccessReply;
use crate::domain::grant::HolderId;
use crate::domain::team::MemberId;
use crate::domain::{IdentityProviderRef, Untrusted, User};

/// Somebody or something with an id, and the names that tell who it is.
#[derive(Debug)]
pub struct Named<'a> {
    pub id: String,
    /// Empty where its name may be seen.
    pub names: Vec<&'a Untrusted>,
}

impl AccessData {
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Everybody who is named in what came after `revision`.
    pub fn named_since(&self, revision: u64) -> impl Iterator<Item = Named<'_>> {
        let new = self.came.iter().filter(move |(_, came)| **came > revision);
        new.filter_map(|(read, _)| self.so_far(*read)).flat_map(named)
    }
}

fn named(reply: &AccessReply) -> Vec<Named<'_>> {
    let alone = |id: String| Named { id, names: Vec::new() };
    match reply {
        AccessReply::Users(users) => users.iter().map(user).collect(),
        AccessReply::User(one) => vec![user(one)],
        AccessReply::Members(members) => {
            let member = members.iter().filter_map(|member| match member.id {
                MemberId::User(id) => Some((id, &member.name)),
                MemberId::Team(_) => None,
            });
            member
                .map(|(id, name)| Named {
                    id: id.to_string(),
                    names: vec![name],
                })
                .collect()
        }
        AccessReply::Holders(holders) => {
            let users = holders.iter().filter_map(|held| match held.holder {
                HolderId::User(id) => Some((id, &held.name)),
                _ => None,
            });
            users
                .map(|(id, name)| Named {
                    id: id.to_string(),
                    names: vec![name],
                })
                .collect()
        }
        AccessReply::Teams(teams) => teams.iter().map(|team| alone(team.id.to_string())).collect(),
        AccessReply::Roles(roles) => roles.iter().map(|role| alone(role.id.to_string())).collect(),
        AccessReply::IdentityProviders(providers) => {
            let external = providers.iter().filter_map(|provider| match provider.id {
                IdentityProviderRef::External(id) => Some(id.to_string()),
                IdentityProviderRef::BuiltIn => None,
            });
            external.map(alone).collect()
        }
        AccessReply::ConnectedApps(apps) => apps.iter().map(|app| alone(app.id.to_string())).collect(),
        _ => Vec::new(),
    }
}

fn user(user: &User) -> Named<'_> {
    let names = [Some(&user.username), user.name.as_ref(), user.email.as_ref()];
    Named {
        id: user.id.to_string(),
        names: names.into_iter().flatten().collect(),
    }
}
