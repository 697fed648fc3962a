//! The columns of each table: as data, in the order they stand.

use super::list::column::{Col, Column, fixed, grows, number, wide};
use super::model::Model;
use super::view::kind::{PaneKind, Scope};
use crate::domain::rules::Visibility;

const HOMES: &[Column] = &[grows(Col::Name, "", 30), fixed(Col::Type, "", 9, 1)];
const ACCOUNTS: &[Column] = &[
    fixed(Col::Name, "USER", 16, 0),
    grows(Col::Permission, "PERMISSION", 30),
];
const PRODUCTS: &[Column] = &[fixed(Col::Name, "", 20, 0), grows(Col::Label, "", 20)];
const GROUPS: &[Column] = &[
    grows(Col::Name, "NAME", 20),
    fixed(Col::Type, "TYPE", 17, 2),
    number(Col::Environments, "ENVS", 5, 1),
    fixed(Col::Owner, "OWNER", 12, 3),
];
const ENVIRONMENTS: &[Column] = &[
    grows(Col::Name, "NAME", 14),
    fixed(Col::Type, "TYPE", 10, 1),
    fixed(Col::Group, "ORGANIZATION", 16, 4),
    fixed(Col::Default, "DEFAULT PROVIDER", 20, 2),
    number(Col::Apis, "APIS", 5, 3),
];
/// The same after a delete: what it changed comes before what never changes.
const ENVIRONMENTS_CHANGED: &[Column] = &[
    grows(Col::Name, "NAME", 14),
    fixed(Col::Type, "TYPE", 10, 4),
    fixed(Col::Group, "ORGANIZATION", 16, 5),
    fixed(Col::Default, "DEFAULT PROVIDER", 19, 2),
    number(Col::Apis, "APIS", 5, 6),
    fixed(Col::Note, "CHANGED", 12, 1),
];
const USED_BY: &[Column] = &[
    grows(Col::Name, "NAME", 14),
    fixed(Col::Type, "TYPE", 10, 1),
    fixed(Col::Role, "ROLE", 7, 0),
    fixed(Col::Group, "ORGANIZATION", 16, 2),
];
const PROVIDERS: &[Column] = &[
    grows(Col::Name, "NAME", 20),
    fixed(Col::Type, "TYPE", 14, 1),
    fixed(Col::Id, "ID", 8, 5),
    number(Col::Environments, "ENVS", 5, 2),
    number(Col::Apis, "APIS", 5, 4),
    number(Col::Applications, "APPS", 5, 3),
    fixed(Col::DefaultIn, "DEFAULT IN", 18, 6),
];
/// The same where two have one name: the id comes before how much they are used.
const PROVIDER_TWINS: &[Column] = &[
    grows(Col::Name, "NAME", 20),
    fixed(Col::Type, "TYPE", 14, 1),
    fixed(Col::Id, "ID", 8, 0),
    number(Col::Environments, "ENVS", 5, 2),
    number(Col::Apis, "APIS", 5, 4),
    number(Col::Applications, "APPS", 5, 3),
    fixed(Col::DefaultIn, "DEFAULT IN", 18, 6),
];
const PROVIDER_NAMES: &[Column] = &[
    grows(Col::Name, "NAME", 20),
    fixed(Col::Type, "TYPE", 14, 1),
    fixed(Col::Id, "ID", 8, 2),
];
const ENVIRONMENT_PROVIDERS: &[Column] = &[
    grows(Col::Name, "NAME", 20),
    fixed(Col::Type, "TYPE", 14, 1),
    fixed(Col::Role, "ROLE", 7, 0),
];
const APIS: &[Column] = &[
    grows(Col::Name, "NAME", 18),
    wide(Col::Environment, "ENVIRONMENT", 14, 2),
    number(Col::Contracts, "CONTRACTS", 10, 3),
    grows(Col::Policy, "POLICY", 16),
];
const APIS_HERE: &[Column] = &[
    grows(Col::Name, "NAME", 18),
    fixed(Col::Provider, "CLIENT PROVIDER", 19, 2),
    number(Col::Contracts, "CONTRACTS", 10, 3),
    grows(Col::Policy, "POLICY", 12),
];
/// Everywhere: what protects each, and through which client provider.
const ALL_APIS: &[Column] = &[
    grows(Col::Name, "NAME", 18),
    wide(Col::Environment, "ENVIRONMENT", 14, 1),
    fixed(Col::Provider, "CLIENT PROVIDER", 19, 2),
    number(Col::Contracts, "CONTRACTS", 10, 4),
    grows(Col::Policy, "POLICY", 18),
];
const RETIREMENT: &[Column] = &[
    fixed(Col::Step, "STEP", 11, 1),
    grows(Col::Name, "WHAT", 20),
    grows(Col::State, "STATE", 24),
];
const APPLICATIONS: &[Column] = &[
    grows(Col::Name, "NAME", 18),
    fixed(Col::ClientId, "CLIENT ID", 20, 2),
    fixed(Col::GrantTypes, "GRANT TYPES", 22, 1),
];
const COMMANDS: &[Column] = &[
    grows(Col::Name, "", 20),
    fixed(Col::Keys, "", 12, 0),
    grows(Col::Label, "", 20),
];
const HELP: &[Column] = &[fixed(Col::Keys, "KEYS", 16, 0), grows(Col::Label, "ACTION", 20)];

/// The columns of a pane's table; none where it is text.
#[must_use]
pub fn columns(kind: PaneKind, model: &Model) -> &'static [Column] {
    match kind {
        PaneKind::Backends => HOMES,
        PaneKind::Accounts => ACCOUNTS,
        PaneKind::Products => PRODUCTS,
        PaneKind::Groups => GROUPS,
        PaneKind::Environments(Scope::Provider(_)) => USED_BY,
        PaneKind::Environments(_) if !model.data.left_traces() => ENVIRONMENTS,
        PaneKind::Environments(_) => ENVIRONMENTS_CHANGED,
        PaneKind::Providers if matches!(model.view(), Some(Visibility::Names(_))) => PROVIDER_NAMES,
        PaneKind::Providers if model.data.has_twins() => PROVIDER_TWINS,
        PaneKind::Providers => PROVIDERS,
        PaneKind::EnvironmentProviders(_) => ENVIRONMENT_PROVIDERS,
        PaneKind::Apis(Scope::Environment(_)) => APIS_HERE,
        PaneKind::Apis(Scope::Here) => ALL_APIS,
        PaneKind::Apis(_) => APIS,
        PaneKind::Retirement(_) => RETIREMENT,
        PaneKind::Applications(_) => APPLICATIONS,
        PaneKind::Commands => COMMANDS,
        PaneKind::Help => HELP,
        _ => &[],
    }
}
