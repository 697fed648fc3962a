//! What stands in each cell of each table: the same text is drawn, searched and sorted by.

use std::borrow::Cow;

use super::columns::Col;
use super::list::RowId;
use super::notice::Tone;
use super::pane::{Pane, PaneKind, Scope};
use super::retirement;
use super::world::World;
use crate::domain::api::PolicyState;
use crate::domain::impact::{Part, Unseen};
use crate::domain::{Api, Counted, EnvironmentId, EnvironmentKind, OrgId, ProviderRef};

/// One cell.
#[derive(Debug)]
pub struct Cell<'a> {
    /// Its text, fit to be shown.
    pub text: Cow<'a, str>,
    /// How it is meant.
    pub tone: Tone,
}

impl<'a> Cell<'a> {
    fn plain(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            tone: Tone::Plain,
        }
    }

    fn dim(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            tone: Tone::Dim,
        }
    }

    fn of(text: impl Into<Cow<'a, str>>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
        }
    }
}

/// What is not known yet.
const UNKNOWN: &str = "-";

/// What stands in column `col` of row `row`.
#[must_use]
pub fn cell<'a>(world: &'a World, pane: &Pane, row: RowId, col: Col) -> Cell<'a> {
    let found = match row {
        RowId::Home => Some(home(world, col)),
        RowId::Profile(i) => profile(world, i, col),
        RowId::Account(i) => account(world, i, col),
        RowId::AccessManagement => match col {
            Col::Name => Some(Cell::plain("Access Management")),
            _ => Some(Cell::dim("business groups, environments, client providers")),
        },
        RowId::ApiManager => match col {
            Col::Name => Some(Cell::plain("API Manager")),
            _ => Some(Cell::dim("API instances and what protects them")),
        },
        row if matches!(pane.kind, PaneKind::Retirement(_)) => step(world, pane, row, col),
        RowId::Org(id) => organization(world, pane, id, col),
        RowId::Environment(id) => environment(world, pane, id, col),
        RowId::Provider(id) => provider(world, pane, id, col),
        RowId::Api(environment, id) => world
            .data
            .api(environment, id)
            .and_then(|api| api_cell(world, api, col)),
        RowId::Application(id) => application(world, pane, id, col),
        RowId::Binding(i) => binding(world, pane, i, col),
        RowId::DeleteStep | RowId::Line(_) => None,
    };
    let mut found = found.unwrap_or_else(|| Cell::dim(UNKNOWN));
    found.text = world.masked(found.text);
    found
}

fn step<'a>(world: &World, pane: &Pane, row: RowId, col: Col) -> Option<Cell<'a>> {
    let PaneKind::Retirement(provider) = pane.kind else {
        return None;
    };
    Some(match col {
        Col::Step => Cell::dim(retirement::step(row)),
        Col::Name => Cell::plain(retirement::name(world, provider, row)),
        _ => {
            let (tone, text) = retirement::state(world, provider, row);
            Cell::of(text, tone)
        }
    })
}

fn home(world: &World, col: Col) -> Cell<'_> {
    use super::world::Badge;
    match (col, world.badge) {
        (Col::Name, Badge::Demo) => Cell::plain("Demo organization (offline, built in)"),
        (Col::Name, Badge::Live | Badge::DryRun) => {
            let live = world.live.as_ref();
            let (profile, host) = live.map_or(("", ""), |live| (&*live.profile, &*live.host));
            Cell::plain(format!("{profile}  {host}"))
        }
        (Col::Name, Badge::File) => Cell::plain(format!("Organization file {} (offline)", world.file)),
        (_, badge) => Cell::plain(badge.label(world.read_only)),
    }
}

fn profile(world: &World, at: usize, col: Col) -> Option<Cell<'_>> {
    use super::world::Badge;
    let listed = world.profiles.get(at)?;
    Some(match col {
        Col::Name => Cell::plain(format!("{}  {}", listed.shown, listed.host)),
        _ => Cell::plain(Badge::Live.label(!listed.write)),
    })
}

fn account(world: &World, at: usize, col: Col) -> Option<Cell<'_>> {
    let account = world.accounts.get(at)?;
    Some(match col {
        Col::Name => Cell::plain(account.username.shown()),
        _ => Cell::plain(account.permission.as_str()),
    })
}

fn organization<'a>(world: &'a World, pane: &Pane, id: OrgId, col: Col) -> Option<Cell<'a>> {
    let tree = world.data.tree.get()?;
    let organization = tree.get(id)?;
    Some(match col {
        Col::Name => {
            let mark = match (tree.has_children(id), pane.list.folded.contains(&id)) {
                (false, _) => ' ',
                (true, false) => '-',
                (true, true) => '+',
            };
            let depth = organization.parents.len() * 2;
            Cell::plain(format!("{:depth$}{mark} {}", "", organization.name.shown()))
        }
        Col::Type if organization.is_root() => Cell::plain("root"),
        Col::Type => Cell::dim("business group"),
        Col::Environments => {
            // Who does not administer an organization is not told its environments: none seen is not none there.
            world.account.as_ref().filter(|a| a.administers(organization))?;
            let own = world.data.environments.get()?.iter().filter(|e| e.organization == id);
            let more = if world.data.short.contains(&id) { "+" } else { "" };
            Cell::plain(format!("{}{more}", own.count()))
        }
        Col::Owner => Cell::dim(organization.owner.as_ref()?.shown()),
        _ => return None,
    })
}

fn environment<'a>(world: &'a World, pane: &Pane, id: EnvironmentId, col: Col) -> Option<Cell<'a>> {
    let environment = world.data.environment(id)?;
    let uses = world.data.environment_use(id);
    Some(match col {
        Col::Name => match pane.kind {
            PaneKind::Environments(Scope::Organization(_)) => Cell::plain(environment.name.shown()),
            _ => Cell::plain(world.data.environment_name(id)),
        },
        Col::Type => {
            let tone = if environment.kind == EnvironmentKind::Production {
                Tone::Plain
            } else {
                Tone::Dim
            };
            Cell::of(environment.kind.label(), tone)
        }
        Col::Group => Cell::dim(world.data.organization(environment.organization)?.name.shown()),
        Col::Default => Cell::plain(world.provider_name(world.data.default_provider(id)?)),
        Col::Apis => Cell::plain(Counted::from(&uses?.apis).to_string()),
        Col::Role => {
            let PaneKind::Environments(Scope::Provider(provider)) = pane.kind else {
                return None;
            };
            let part = if world.data.default_provider(id)? == provider {
                Part::Default
            } else {
                Part::Added
            };
            Cell::plain(part.label())
        }
        Col::Note => match world.data.aftermath(id) {
            Some(aftermath) => Cell::of(aftermath.label(), Tone::Warning),
            None => Cell::plain(""),
        },
        _ => return None,
    })
}

fn provider<'a>(world: &'a World, pane: &Pane, id: ProviderRef, col: Col) -> Option<Cell<'a>> {
    let row = world.data.provider(id);
    let usage = || {
        world
            .data
            .all_read
            .then(|| world.data.usage.get(&id).copied().unwrap_or_default())
    };
    // What was not read whole may use it as well.
    let more = |lists| {
        if world.data.covers(lists).is_complete() {
            ""
        } else {
            "+"
        }
    };
    Some(match col {
        Col::Name => match row {
            Some(row) if row.name.raw().is_empty() => Cell::dim("(no name)"),
            Some(row) => Cell::plain(row.name.shown()),
            None => Cell::dim(world.provider_name(id)),
        },
        Col::Type => Cell::plain(row?.kind.label()),
        Col::Id => match id {
            ProviderRef::BuiltIn => Cell::dim(""),
            ProviderRef::External(id) => Cell::dim(id.short()),
        },
        Col::Environments | Col::DefaultIn if id == ProviderRef::BuiltIn && world.data.doubts_built_in() => {
            return None;
        }
        Col::Environments => Cell::plain(format!("{}{}", usage()?.environments, more(Unseen::Providers))),
        Col::Apis => Cell::plain(format!("{}{}", usage()?.apis, more(Unseen::Apis))),
        Col::Applications if world.data.doubts_count(id) => return None,
        Col::Applications => Cell::plain(world.data.counts.get(&id)?.get()?.to_string()),
        Col::DefaultIn => Cell::plain(usage()?.default_words(more(Unseen::Providers))),
        Col::Role => {
            let PaneKind::EnvironmentProviders(environment) = pane.kind else {
                return None;
            };
            let default = world.data.default_provider(environment)? == id;
            Cell::plain(if default {
                Part::Default.label()
            } else {
                Part::Added.label()
            })
        }
        _ => return None,
    })
}

/// Words of the policy column, beside those for the state of a policy.
const FELL_BACK: &str = "now built-in";
const NO_POLICY: &str = "no provider policy";

/// Whether `word` may stand in the policy or the contracts of an API instance.
#[must_use]
pub fn may_protect(word: &str) -> bool {
    let states = PolicyState::ALL.into_iter().map(PolicyState::label);
    let number = word.bytes().all(|b| b.is_ascii_digit());
    number || states.chain([FELL_BACK, NO_POLICY]).any(|cell| cell.contains(word))
}

fn api_cell<'a>(world: &'a World, api: &'a Api, col: Col) -> Option<Cell<'a>> {
    Some(match col {
        Col::Name => Cell::plain(api.shown_name()),
        Col::Environment => Cell::plain(world.data.environment_name(api.environment)),
        Col::Provider => Cell::plain(world.provider_name(api.provider)),
        Col::Contracts | Col::Policy if !api.known => return None,
        Col::Contracts => Cell::plain(api.active_contracts().to_string()),
        Col::Policy => match api.policy_state(world.data.kind(api.provider)) {
            None | Some(PolicyState::Disabled) if world.data.fell_back(api) => Cell::of(FELL_BACK, Tone::Warning),
            None => Cell::dim(NO_POLICY),
            Some(PolicyState::Ok) => Cell::of(PolicyState::Ok.label(), Tone::Good),
            Some(PolicyState::Disabled) => Cell::dim(PolicyState::Disabled.label()),
            Some(fails) => Cell::of(fails.label(), Tone::Bad),
        },
        _ => return None,
    })
}

fn application<'a>(world: &'a World, pane: &Pane, id: crate::domain::ApplicationId, col: Col) -> Option<Cell<'a>> {
    let PaneKind::Applications(provider) = pane.kind else {
        return None;
    };
    let application = world.data.application(provider, id)?;
    Some(match col {
        Col::Name => Cell::plain(application.name.shown()),
        Col::ClientId => Cell::dim(application.client_id.shown()),
        _ => {
            let types: Vec<_> = application.grant_types.iter().map(|t| t.shown()).collect();
            Cell::plain(types.join(", "))
        }
    })
}

fn binding<'a>(world: &'a World, pane: &Pane, at: usize, col: Col) -> Option<Cell<'a>> {
    let binding = world.keymap.all().nth(at)?;
    Some(match col {
        Col::Keys => Cell::plain(binding.keys_shown(" ")),
        Col::Name if pane.kind == PaneKind::Commands => {
            let action = binding.action;
            Cell::plain(action.name() + action.argument().words())
        }
        Col::Name => Cell::plain(binding.action.name()),
        _ => Cell::plain(binding.label.as_str()),
    })
}
