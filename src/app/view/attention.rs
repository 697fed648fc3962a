//! What needs somebody's attention: each line opens what it names. What isn't known is said to be unknown.

use std::borrow::Cow;

use super::connected_apps::has_no_owner;
use super::environments::is_in_scope;
use super::overview::{answer, apis_in, environments_here, is_group, owners, sees_every_group, who_sees};
use super::scope::Scope;
use crate::app::access_read::AccessRead;
use crate::app::action::Action;
use crate::app::connection::Mode;
use crate::app::line::{Line, Tone};
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::remote::Remote;
use crate::app::model::resource::Resource;
use crate::domain::access::is_idle;
use crate::domain::rules::{ENVIRONMENTS, EXTERNAL_PROVIDERS, GROUPS};
use crate::domain::{Api, PolicyState, ProviderRef, UnixTime, User};

/// So many lines of one kind are shown; the last of them says how many more there are.
const SHOWN: usize = 3;
/// Stands behind what was said without them.
pub(super) const NO_AGENTS: &str = " (MCP servers and agents not looked at)";
/// Nobody who administers should be away for longer.
const DAYS: i64 = 90;

/// One kind of finding: what was found, or `None` where nobody knows.
struct Findings {
    label: &'static str,
    unknown: &'static str,
    tone: Tone,
    /// What it follows from.
    reads: Vec<Resource>,
    found: Option<Vec<(RowId, String)>>,
    /// Whether there may be more.
    partial: bool,
    /// What lists all of them.
    all: RowId,
}

pub fn title(model: &Model) -> Cow<'static, str> {
    match model.current_organization() {
        Some(here) => format!("Needs attention in {}", here.name.shown()).into(),
        None => "Needs attention".into(),
    }
}

pub fn findings(model: &Model) -> Vec<Line> {
    let mut kinds = vec![
        policies(model, "Policy fails", Tone::Bad, |state| {
            matches!(state, PolicyState::ProviderDeleted | PolicyState::OtherType)
        }),
        policies(model, "Policy disabled", Tone::Warning, |state| {
            state == PolicyState::Disabled
        }),
    ];
    // Client providers belong to the root.
    if !is_group(model) {
        kinds.push(unused(model));
    }
    kinds.extend([administrators(model), orphans(model)]);
    let mut lines = limits(model);
    let (mut loading, mut unknown, mut older) = (Vec::new(), Vec::new(), Vec::new());
    for kind in kinds {
        let open = kind.partial || kind.found.is_none();
        let arrives = open && are_arriving(model, &kind.reads);
        let is_old = kind.found.is_some() && kind.reads.iter().any(|read| is_older(model, *read));
        // What is shown may be older, and lack something else that nobody knows.
        for (list, belongs) in [
            (&mut loading, arrives),
            (&mut older, is_old && !arrives),
            (&mut unknown, open && !arrives),
        ] {
            if belongs && !list.contains(&kind.unknown) {
                list.push(kind.unknown);
            }
        }
        lines.extend(kind.lines());
    }
    let reload = model.key_of(Action::Reload);
    if !loading.is_empty() {
        lines.push(Line::text(Tone::Dim, format!("Loading: {}.", loading.join(", "))));
    }
    if !older.is_empty() {
        let why = format!(
            "Couldn't be loaded again: {}. What is shown is older. Press {reload} to load it again.",
            older.join(", ")
        );
        lines.push(Line::text(Tone::Warning, why));
    }
    if !unknown.is_empty() {
        let next = model.key_of(Action::Next);
        let how = match who_sees(model) {
            Some(who) => format!("Ask the {who}."),
            None if model.mode == Mode::Demo => format!("Press {reload} to load it again."),
            None => format!("Press {next} to load it, and {reload} to load it again."),
        };
        lines.push(Line::text(Tone::Dim, format!("Unknown: {}. {how}", unknown.join(", "))));
    } else if lines.is_empty() {
        lines.push(Line::text(Tone::Good, "Nothing."));
    }
    lines
}

impl Findings {
    fn lines(self) -> Vec<Line> {
        let found = self.found.unwrap_or_default();
        let shown = if found.len() > SHOWN { SHOWN - 1 } else { SHOWN };
        let line = |(row, name): &(RowId, String)| Line::pair(self.label, name.clone()).naming(*row);
        let told = found.iter().take(shown).map(line);
        let more = (found.len() > shown).then(|| {
            let more = found.len() - shown;
            Line::pair(self.label, format!("and {more} more")).naming(self.all)
        });
        // The label alone has the colour: a name is no warning.
        let coloured = told.chain(more).map(|line| Line {
            tone: self.tone,
            figure: u16::try_from(self.label.len()).unwrap_or(u16::MAX),
            ..line
        });
        coloured.collect()
    }
}

/// Whether an answer is on its way. The demo asks for all of it by itself, as soon as it is known where you work.
fn are_arriving(model: &Model, reads: &[Resource]) -> bool {
    let data = &model.data;
    if model.organization.is_none() {
        let first = [Resource::Account, Resource::Tree];
        return first.iter().all(|read| data.error(*read).is_none());
    }
    let will_be_asked = |read| model.mode == Mode::Demo && !data.has(read) && data.error(read).is_none();
    reads.iter().any(|read| will_be_asked(*read) || data.is_loading(*read))
}

/// Whether it could not be read again, and is shown as it was.
fn is_older(model: &Model, read: Resource) -> bool {
    model.data.has(read) && model.data.error(read).is_some()
}

/// API instances whose policy is so.
fn policies(model: &Model, label: &'static str, tone: Tone, is: impl Fn(PolicyState) -> bool) -> Findings {
    let data = &model.data;
    let whole = environments_here(model).is_some_and(|mut all| all.all(|one| apis_in(model, one).is_some()));
    let environments = data.environments.get().into_iter().flatten();
    let environments = environments.filter(|e| is_in_scope(model, Scope::Here, e));
    let apis = environments.filter_map(|e| Some((e.id, data.environment_use(e.id)?)));
    let apis = apis.flat_map(|(id, uses)| uses.apis.iter().map(move |api| (id, api)));
    let mut all_known = whole;
    let mut found = Vec::new();
    for (environment, api) in apis {
        let state = api.policy_state(data.kind(api.provider));
        all_known &= state.is_some();
        if state.is_some_and(&is) {
            let name = format!("{} in {}", Api::shown_name(api), data.environment_name(environment));
            found.push((RowId::Api(environment, api.id), name));
        }
    }
    Findings {
        label,
        unknown: "policies of APIs",
        tone,
        reads: model.usage_resources(),
        // What fails is told as soon as it is seen.
        found: (all_known || !found.is_empty()).then_some(found),
        partial: !all_known,
        all: RowId::ApiManager,
    }
}

/// Client providers that no environment, API or client application uses, as far as the environments say.
fn unused(model: &Model) -> Findings {
    let data = &model.data;
    let unlisted = data.lacks_agents();
    let doubt = if unlisted { NO_AGENTS } else { "" };
    let all = model.without_environments();
    let applications = |id: &ProviderRef| data.counts.get(id).and_then(Remote::get).map(|count| count.n);
    let all_known = all.iter().flatten().all(|id| data.counts_applications(*id));
    let found = all.map(|all| {
        let unused = all
            .into_iter()
            .filter(|id| applications(id) == Some(0) && data.counts_applications(*id));
        unused
            .map(|id| (RowId::Provider(id), model.provider_name(id) + doubt))
            .collect()
    });
    let providers = model.organization.map(Resource::Providers);
    let reads = providers.into_iter().chain(model.usage_resources());
    let reads = reads.chain(model.unused_resources()).collect();
    Findings {
        label: if unlisted { "May be unused" } else { "Provider unused" },
        unknown: "unused client providers",
        tone: Tone::Warning,
        reads,
        found,
        partial: !all_known,
        all: RowId::Nav(7),
    }
}

/// Users who administer and didn't sign in for long.
fn administrators(model: &Model) -> Findings {
    let access = &model.data.access;
    let now = UnixTime(model.now.unix);
    let mut all_known = true;
    let users = model.organization.and_then(|here| {
        let whole = answer(model, AccessRead::Users(here)) && access.knows_administrators_here();
        access.users(here).filter(|_| whole)
    });
    let found = users.map(|users| {
        let may_sign_in = |user: &&User| user.enabled != Some(false) && user.deleted != Some(true);
        let administrators = users.iter().filter(|user| access.administers(user.id) == Some(true));
        let idle = administrators.filter(may_sign_in).filter(|user| {
            let idle = is_idle(user, DAYS, now);
            all_known &= idle.is_some();
            idle == Some(true)
        });
        let row = |user: &User| (RowId::User(user.id), model.thing_name(RowId::User(user.id)));
        idle.map(row).collect()
    });
    let all = access.administrator().zip(model.organization);
    let all = all.map(|(permission, here)| RowId::Permission(here, permission));
    let users = model.organization.map(|here| AccessRead::Users(here).into());
    let permissions = Resource::from(AccessRead::Permissions);
    let reads = users.into_iter().chain([permissions]);
    Findings {
        label: "Admin inactive",
        unknown: "administrators",
        tone: Tone::Warning,
        reads: reads.chain(model.administrator_resources()).collect(),
        found,
        partial: !all_known,
        all: all.unwrap_or(RowId::Nav(2)),
    }
}

/// Connected apps whose owner is no user any more.
fn orphans(model: &Model) -> Findings {
    let found = model.organization.and_then(|here| {
        let apps = model.data.access.connected_apps(here);
        let apps = apps.filter(|_| answer(model, AccessRead::ConnectedApps(here)))?;
        let gone = apps.iter().map(|app| (app, has_no_owner(model, app)));
        let gone: Vec<_> = gone.filter(|(_, gone)| *gone != Some(false)).collect();
        let known = gone.iter().all(|(app, gone)| gone.is_some() || app.owner.is_none());
        let rows = gone.into_iter().filter(|(_, gone)| *gone == Some(true));
        let row = |(app, _): (&crate::domain::ConnectedApp, _)| {
            (RowId::ConnectedApp(here, app.id), app.name.shown().into_owned())
        };
        known.then(|| rows.map(row).collect())
    });
    let reads = model.organization.into_iter().flat_map(|here| {
        let lists = [AccessRead::ConnectedApps(here), AccessRead::Users(here)];
        lists.into_iter().chain(owners(model, here))
    });
    Findings {
        label: "App without owner",
        unknown: "owners of apps",
        tone: Tone::Warning,
        reads: reads.map(Resource::from).collect(),
        found,
        partial: false,
        all: RowId::Nav(8),
    }
}

/// What is nearly used up: four fifths of it and more.
fn limits(model: &Model) -> Vec<Line> {
    let data = &model.data;
    let external = model.client_providers().filter(|_| model.sees_all());
    let external = external.map(|rows| rows.iter().filter(|row| row.is_external()).count());
    let groups = data.tree.get().map(|tree| tree.len().saturating_sub(1));
    // Who doesn't administer the root sees a part of the tree.
    let more = if sees_every_group(model) { "" } else { "+" };
    let environments = model.organization.map(|here| model.environments_of(here).count());
    let kinds = [
        (external, EXTERNAL_PROVIDERS, "client providers", RowId::Nav(7)),
        (groups, GROUPS, "business groups", RowId::Nav(1)),
        (environments, ENVIRONMENTS, "environments", RowId::Nav(4)),
    ];
    let near = kinds.into_iter().filter_map(|(n, most, nouns, opens)| {
        let used = n.filter(|n| n * 5 >= most * 4)?;
        let line = Line::pair("Near the limit", format!("{used}{more} {nouns} of {most}")).naming(opens);
        Some(Line {
            tone: Tone::Warning,
            ..line
        })
    });
    near.collect()
}
