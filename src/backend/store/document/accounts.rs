//! The accounts of a file: the users who can sign in to it, and what each administers. Imports `domain`.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::IdPlaces;
use crate::backend::store::ids::{linked, once};
use crate::backend::store::schema::{StrictObject, UserRecord};
use crate::domain::permission::{ADMINISTRATOR, describe};
use crate::domain::{Account, Organization, Role, Tree, Untrusted};

/// The account of a file that names no users.
const LOCAL: &str = "local";

/// Administrators of the root first, then those of business groups, then the rest. A disabled user can't sign in; where
/// `listed` names the accounts, nobody else can.
pub(super) fn accounts(
    users: Vec<StrictObject<UserRecord>>,
    listed: Option<&[Untrusted]>,
    tree: &Tree,
    ids: &IdPlaces,
) -> Result<Vec<Account>, String> {
    if users.is_empty() {
        let administrator = |root: &Organization| Role {
            name: ADMINISTRATOR.into(),
            organization: root.id,
        };
        let roles = tree.root().map(administrator).into_iter().collect();
        return Ok(vec![account(LOCAL.into(), None, roles, tree)]);
    }
    let mut accounts = Vec::new();
    let (mut seen_ids, mut seen_names) = (HashMap::new(), HashMap::new());
    // In a snapshot others may have the name of the one who took it.
    let is_taken = users.iter().any(|user| user.0.taker.is_some());
    let signs_in: Option<HashSet<&Untrusted>> = listed.map(|names| names.iter().collect());
    for (i, StrictObject(user)) in users.into_iter().enumerate() {
        once(&mut seen_ids, user.id.shown().into_owned(), format!("users[{i}].id"))?;
        let named = signs_in.as_ref().is_none_or(|names| names.contains(&user.username));
        let is_listed = named && (!is_taken || user.taker.is_some());
        if is_listed {
            let name = user.username.shown().into_owned();
            once(&mut seen_names, name, format!("users[{i}].username"))?;
        }
        let mut roles = Vec::with_capacity(user.roles.len());
        for (j, StrictObject(role)) in user.roles.into_iter().enumerate() {
            linked(
                ids.organizations.contains_key(&role.organization_id),
                &role.organization_id,
                "organization",
                || format!("users[{i}].roles[{j}].organizationId"),
            )?;
            roles.push(Role {
                name: role.name,
                organization: role.organization_id,
            });
        }
        let may = user.taker.is_some() || user.enabled != Some(false);
        if !may || !is_listed {
            continue;
        }
        let name = full_name(user.first_name, user.last_name);
        let mut account = account(user.username, name, roles, tree);
        // A group they lost since then, or that is gone, is no place to start in; the file is fine all the same.
        let active = user.active_organization_id.and_then(|id| tree.get(id));
        account.limited_by_scopes = user.scoped;
        account.active = active.filter(|o| account.sees(o)).map(|o| o.id);
        accounts.push(account);
    }
    for (i, name) in listed.into_iter().flatten().enumerate() {
        if !seen_names.contains_key(&*name.shown()) {
            let name = name.shown();
            return Err(format!(
                "`accounts[{i}]` is {name}, and there is no user with this name."
            ));
        }
    }
    // The sort is stable: within each rank the file's order stays.
    accounts.sort_by_key(|account| {
        let root = tree.root().is_some_and(|root| account.administers(root));
        (!root, !account.administers_any())
    });
    Ok(accounts)
}

fn account(username: Untrusted, name: Option<Untrusted>, roles: Vec<Role>, tree: &Tree) -> Account {
    let permission = describe(&roles, tree);
    Account {
        username,
        name,
        roles,
        assumed: false,
        permission,
        active: None,
        limited_by_scopes: false,
        app: false,
    }
}

/// A given and a family name as one.
pub(in crate::backend::store) fn full_name(first: Option<Untrusted>, last: Option<Untrusted>) -> Option<Untrusted> {
    let mut name = String::new();
    for part in [first, last].iter().flatten().filter(|part| !part.raw().is_empty()) {
        let space = if name.is_empty() { "" } else { " " };
        // Writing to a String cannot fail.
        let _ = write!(name, "{space}{}", part.raw());
    }
    (!name.is_empty()).then(|| Untrusted::new(&name))
}
