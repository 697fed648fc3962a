//! From the platform's answers to the domain's own types. Imports `domain`.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::apis::wire::{ContractWire, InstanceWire, PolicyWire};
use super::wire::{self, UnderstoodWire};
use crate::domain::config::{TakenOut, keep_known};
use crate::domain::organization::entitlements;
use crate::domain::permission::{ADMINISTRATOR, describe};
use crate::domain::{
    Account, Api, Contract, Environment, EnvironmentKind, Error, Listing, OrgId, Organization, Policy, Protection,
    Provider, ProviderKind, ProviderRef, ProviderRow, Role, Tree, Untrusted,
};

/// What the documentation calls someone who may do what an administrator may.
const OWNER: &str = "Organization Owner";

/// Members that a provider has also for those who may see no more than its name (R23).
const NAMES: [&str; 4] = ["providerId", "organizationId", "name", "type"];

/// The organizations of nested nodes, each with the path to it.
pub(super) fn organizations(node: wire::NodeWire, above: Option<&[OrgId]>, found: &mut UnderstoodWire<Organization>) {
    let below = node.sub_organizations;
    let told = node.parent_organization_ids.unwrap_or_default();
    let parents = above.map_or(told, <[OrgId]>::to_vec);
    let path = [&*parents, &[node.id]].concat();
    found.skipped += below.skipped;
    found.rows.push(Organization {
        id: node.id,
        name: node.name,
        parents,
        owner: node.owner.and_then(|owner| owner.username),
        domain: node.domain,
        client_id: node.client_id,
        // Whether there is one is not told without the secret itself.
        has_secret: false,
        entitlements: entitlements(&node.entitlements),
        environments: node.environments_count.told(),
    });
    for child in below.rows {
        organizations(child, Some(&path), found);
    }
}

/// Puts organizations in reading order, root first: the one without parents (R10). Who does not see one above sees what
/// is below it all the same.
pub(super) fn tree(mut all: Listing<Organization>) -> Tree {
    let mut seen = HashSet::new();
    all.rows.retain(|o| seen.insert(o.id));
    let order: HashMap<OrgId, usize> = all.iter().enumerate().map(|(i, o)| (o.id, i)).collect();
    let place = |o: &Organization| -> Vec<usize> {
        let path = o.parents.iter().chain([&o.id]);
        path.map(|id| order.get(id).copied().unwrap_or(usize::MAX)).collect()
    };
    all.rows.sort_by_cached_key(|o| (!o.is_root(), place(o)));
    Tree::new(all)
}

/// The account of a user, or of a connected app, before its roles are read: they are taken for an administrator's, and what
/// that is worth the platform says when asked.
/// `narrowed` says whether scopes may hide something from it.
pub(super) fn account(me: &wire::MeWire, app: bool, narrowed: bool, root: OrgId) -> Account {
    let user = me.user.as_ref().filter(|_| !app || me.client.is_none());
    let client = me.client.as_ref();
    let client_name = client.map(|c| c.name.clone().unwrap_or_else(|| c.id.clone()));
    let parts = user.into_iter().flat_map(|u| [&u.first_name, &u.last_name]).flatten();
    let name = parts
        .map(Untrusted::raw)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let active = user.and_then(|u| u.properties.cs_auth.as_ref()?.active_organization_id);
    Account {
        username: user.map(|u| u.username.clone()).or(client_name).unwrap_or_default(),
        name: (!name.is_empty()).then(|| Untrusted::new(&name)),
        roles: vec![administrator(root)],
        assumed: true,
        permission: "permissions unknown; the platform decides".into(),
        active: Some(active.unwrap_or(root)),
        limited_by_scopes: narrowed,
        app,
    }
}

/// The same account with the roles that it was told to have.
pub(super) fn with_roles(account: &Account, roles: Vec<wire::RoleWire>, tree: &Tree, root: OrgId) -> Account {
    let role = |role: wire::RoleWire| Role {
        name: if role.name.raw() == OWNER {
            ADMINISTRATOR.into()
        } else {
            role.name
        },
        organization: role.context_params.org.unwrap_or(root),
    };
    let roles: Vec<Role> = roles.into_iter().map(role).collect();
    let permission = describe(&roles, tree);
    Account {
        roles,
        assumed: false,
        permission,
        ..account.clone()
    }
}

pub(super) fn administrator(root: OrgId) -> Role {
    Role {
        name: ADMINISTRATOR.into(),
        organization: root,
    }
}

pub(super) fn environment(environment: wire::EnvironmentWire) -> Environment {
    let kind = match environment.kind.as_ref().map(Untrusted::raw) {
        Some("production") => EnvironmentKind::Production,
        Some("sandbox") => EnvironmentKind::Sandbox,
        Some("design") => EnvironmentKind::Design,
        _ if environment.is_production => EnvironmentKind::Production,
        _ => EnvironmentKind::Unknown,
    };
    Environment {
        id: environment.id,
        organization: environment.organization_id,
        name: environment.name,
        kind,
    }
}

pub(super) fn built_in() -> Provider {
    Provider {
        row: ProviderRow::built_in(),
        config: None,
        secrets: Vec::new(),
        unknown: 0,
    }
}

/// A provider's object with what is known to be harmless; masks and secrets alike are only set. Without the members beyond
/// its name there is no `config`.
pub(super) fn provider(mut object: Value) -> Result<Provider, Error> {
    let names_alone = object
        .as_object()
        .is_some_and(|o| o.keys().all(|name| NAMES.contains(&name.as_str())));
    let TakenOut { secrets, unknown } = keep_known(&mut object);
    let id = object
        .get("providerId")
        .and_then(|id| serde_json::from_value(id.clone()).ok());
    let id = id.ok_or_else(|| Error::Failed("a client provider came without its id".into()))?;
    let name = object.get("name").and_then(Value::as_str).unwrap_or_default();
    let row = ProviderRow {
        id: ProviderRef::External(id),
        name: name.into(),
        kind: ProviderKind::from_object(&object),
    };
    Ok(Provider {
        row,
        config: (!names_alone).then_some(object),
        secrets,
        unknown,
    })
}

/// What every instance has, before its policies and contracts are read.
pub(super) fn api(
    mut instance: InstanceWire,
    asset: Untrusted,
    at: crate::domain::EnvironmentId,
) -> Result<Api, Error> {
    let id = instance
        .id()
        .ok_or_else(|| Error::Failed("an API came without its id".into()))?;
    let Protection { policies, contracts } = Protection::unread();
    Ok(Api {
        id,
        environment: at,
        kind: instance.kind().unwrap_or_default(),
        asset: instance.asset().unwrap_or(asset),
        version: instance.asset_version,
        label: instance.label.filter(|label| !label.raw().is_empty()),
        provider: instance.provider_id.unwrap_or(ProviderRef::BuiltIn),
        policies,
        contracts,
        // How an instance tells its API group is not documented: the platform refuses what that locks (R60).
        group: None,
    })
}

pub(super) fn policy(mut policy: PolicyWire) -> Result<Policy, Error> {
    let asset = policy.asset();
    Ok(Policy {
        asset: asset.ok_or_else(|| Error::Failed("a policy came without its asset".into()))?,
        disabled: policy.disabled,
    })
}

pub(super) fn contract(contract: ContractWire) -> Result<Contract, Error> {
    let application = contract.application_id.or(contract.application.and_then(|a| a.id));
    Ok(Contract {
        status: contract.status,
        application: application.ok_or_else(|| Error::Failed("a contract came without its application".into()))?,
    })
}
