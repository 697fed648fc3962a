//! What stands in each cell of each table: the same text is drawn, searched and sorted by.

use std::borrow::Cow;

use super::line::Tone;
use super::list::column::Col;
use super::list::{List, RowId};
use super::model::Model;
use super::retirement;
use super::view::kind::{PaneKind, Scope};
use crate::domain::api::PolicyState;
use crate::domain::impact::{ProviderRole, Unseen};
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
pub fn cell<'a>(model: &'a Model, kind: PaneKind, list: &List, row: RowId, col: Col) -> Cell<'a> {
    let found = match row {
        RowId::Home => Some(home(model, col)),
        RowId::Profile(i) => profile(model, i, col),
        RowId::Account(i) => account(model, i, col),
        RowId::AccessManagement => match col {
            Col::Name => Some(Cell::plain("Access Management")),
            _ => Some(Cell::dim("business groups, environments, client providers")),
        },
        RowId::ApiManager => match col {
            Col::Name => Some(Cell::plain("API Manager")),
            _ => Some(Cell::dim("API instances and what protects them")),
        },
        row if matches!(kind, PaneKind::Retirement(_)) => step(model, kind, row, col),
        RowId::Org(id) => organization(model, list, id, col),
        RowId::Environment(id) => environment(model, kind, id, col),
        RowId::Provider(id) => provider(model, kind, id, col),
        RowId::Api(environment, id) => model
            .data
            .api(environment, id)
            .and_then(|api| api_cell(model, api, col)),
        RowId::Application(id) => application(model, kind, id, col),
        RowId::Binding(i) => binding(model, kind, i, col),
        RowId::DeleteStep | RowId::Line(_) => None,
    };
    let mut found = found.unwrap_or_else(|| Cell::dim(UNKNOWN));
    found.text = model.masked(found.text);
    found
}

fn step<'a>(model: &Model, kind: PaneKind, row: RowId, col: Col) -> Option<Cell<'a>> {
    let PaneKind::Retirement(provider) = kind else {
        return None;
    };
    Some(match col {
        Col::Step => Cell::dim(retirement::step(row)),
        Col::Name => Cell::plain(retirement::name(model, provider, row)),
        _ => {
            let (tone, text) = retirement::state(model, provider, row);
            Cell::of(text, tone)
        }
    })
}

fn home(model: &Model, col: Col) -> Cell<'_> {
    use super::connection::Mode;
    match (col, model.mode) {
        (Col::Name, Mode::Demo) => Cell::plain("Demo organization (offline, built in)"),
        (Col::Name, Mode::Live | Mode::DryRun) => {
            let live = model.live.as_ref();
            let (profile, host) = live.map_or(("", ""), |live| (&*live.profile, &*live.host));
            Cell::plain(format!("{profile}  {host}"))
        }
        (Col::Name, Mode::File) => Cell::plain(format!("Organization file {} (offline)", model.file)),
        (_, mode) => Cell::plain(mode.label(model.read_only)),
    }
}

fn profile(model: &Model, at: usize, col: Col) -> Option<Cell<'_>> {
    use super::connection::Mode;
    let listed = model.profiles.get(at)?;
    Some(match col {
        Col::Name => Cell::plain(format!("{}  {}", listed.shown, listed.host)),
        _ => Cell::plain(Mode::Live.label(!listed.write)),
    })
}

fn account(model: &Model, at: usize, col: Col) -> Option<Cell<'_>> {
    let account = model.accounts.get(at)?;
    Some(match col {
        Col::Name => Cell::plain(account.username.shown()),
        _ => Cell::plain(account.permission.as_str()),
    })
}

fn organization<'a>(model: &'a Model, list: &List, id: OrgId, col: Col) -> Option<Cell<'a>> {
    let tree = model.data.tree.get()?;
    let organization = tree.get(id)?;
    Some(match col {
        Col::Name => {
            let mark = match (tree.has_children(id), list.folded.contains(&id)) {
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
            model.account.as_ref().filter(|a| a.administers(organization))?;
            let own = model.data.environments.get()?.iter().filter(|e| e.organization == id);
            let more = if model.data.short.contains(&id) { "+" } else { "" };
            Cell::plain(format!("{}{more}", own.count()))
        }
        Col::Owner => Cell::dim(organization.owner.as_ref()?.shown()),
        _ => return None,
    })
}

fn environment<'a>(model: &'a Model, kind: PaneKind, id: EnvironmentId, col: Col) -> Option<Cell<'a>> {
    let environment = model.data.environment(id)?;
    let uses = model.data.environment_use(id);
    Some(match col {
        Col::Name => match kind {
            PaneKind::Environments(Scope::Organization(_)) => Cell::plain(environment.name.shown()),
            _ => Cell::plain(model.data.environment_name(id)),
        },
        Col::Type => {
            let tone = if environment.kind == EnvironmentKind::Production {
                Tone::Plain
            } else {
                Tone::Dim
            };
            Cell::of(environment.kind.label(), tone)
        }
        Col::Group => Cell::dim(model.data.organization(environment.organization)?.name.shown()),
        Col::Default => Cell::plain(model.provider_name(model.data.default_provider(id)?)),
        Col::Apis => Cell::plain(Counted::from(&uses?.apis).to_string()),
        Col::Role => {
            let PaneKind::Environments(Scope::Provider(provider)) = kind else {
                return None;
            };
            let part = if model.data.default_provider(id)? == provider {
                ProviderRole::Default
            } else {
                ProviderRole::Added
            };
            Cell::plain(part.label())
        }
        Col::Note => match model.data.aftermath(id) {
            Some(aftermath) => Cell::of(aftermath.label(), Tone::Warning),
            None => Cell::plain(""),
        },
        _ => return None,
    })
}

fn provider<'a>(model: &'a Model, kind: PaneKind, id: ProviderRef, col: Col) -> Option<Cell<'a>> {
    let row = model.data.provider(id);
    let usage = || {
        model
            .data
            .all_read
            .then(|| model.data.usage.get(&id).copied().unwrap_or_default())
    };
    // What was not read whole may use it as well.
    let more = |lists| {
        if model.data.covers(lists).is_complete() {
            ""
        } else {
            "+"
        }
    };
    Some(match col {
        Col::Name => match row {
            Some(row) if row.name.raw().is_empty() => Cell::dim("(no name)"),
            Some(row) => Cell::plain(row.name.shown()),
            None => Cell::dim(model.provider_name(id)),
        },
        Col::Type => Cell::plain(row?.kind.label()),
        Col::Id => match id {
            ProviderRef::BuiltIn => Cell::dim(""),
            ProviderRef::External(id) => Cell::dim(id.short()),
        },
        Col::Environments | Col::DefaultIn if id == ProviderRef::BuiltIn && model.data.doubts_built_in() => {
            return None;
        }
        Col::Environments => Cell::plain(format!("{}{}", usage()?.environments, more(Unseen::Providers))),
        Col::Apis => Cell::plain(format!("{}{}", usage()?.apis, more(Unseen::Apis))),
        Col::Applications if model.data.doubts_count(id) => return None,
        Col::Applications => Cell::plain(model.data.counts.get(&id)?.get()?.to_string()),
        Col::DefaultIn => Cell::plain(usage()?.default_words(more(Unseen::Providers))),
        Col::Role => {
            let PaneKind::EnvironmentProviders(environment) = kind else {
                return None;
            };
            let default = model.data.default_provider(environment)? == id;
            Cell::plain(if default {
                ProviderRole::Default.label()
            } else {
                ProviderRole::Added.label()
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

fn api_cell<'a>(model: &'a Model, api: &'a Api, col: Col) -> Option<Cell<'a>> {
    Some(match col {
        Col::Name => Cell::plain(api.shown_name()),
        Col::Environment => Cell::plain(model.data.environment_name(api.environment)),
        Col::Provider => Cell::plain(model.provider_name(api.provider)),
        Col::Contracts | Col::Policy if !api.known => return None,
        Col::Contracts => Cell::plain(api.active_contracts().to_string()),
        Col::Policy => match api.policy_state(model.data.kind(api.provider)) {
            None | Some(PolicyState::Disabled) if model.data.fell_back(api) => Cell::of(FELL_BACK, Tone::Warning),
            None => Cell::dim(NO_POLICY),
            Some(PolicyState::Ok) => Cell::of(PolicyState::Ok.label(), Tone::Good),
            Some(PolicyState::Disabled) => Cell::dim(PolicyState::Disabled.label()),
            Some(fails) => Cell::of(fails.label(), Tone::Bad),
        },
        _ => return None,
    })
}

fn application<'a>(model: &'a Model, kind: PaneKind, id: crate::domain::ApplicationId, col: Col) -> Option<Cell<'a>> {
    let PaneKind::Applications(provider) = kind else {
        return None;
    };
    let application = model.data.application(provider, id)?;
    Some(match col {
        Col::Name => Cell::plain(application.name.shown()),
        Col::ClientId => Cell::dim(application.client_id.shown()),
        _ => {
            let types: Vec<_> = application.grant_types.iter().map(|t| t.shown()).collect();
            Cell::plain(types.join(", "))
        }
    })
}

fn binding<'a>(model: &'a Model, kind: PaneKind, at: usize, col: Col) -> Option<Cell<'a>> {
    let binding = model.keymap.all().nth(at)?;
    Some(match col {
        Col::Keys => Cell::plain(binding.keys_shown(" ")),
        Col::Name if kind == PaneKind::Commands => {
            let action = binding.action;
            Cell::plain(action.name() + action.argument().words())
        }
        Col::Name => Cell::plain(binding.action.name()),
        _ => Cell::plain(binding.label.as_str()),
    })
}
