//! What there is in the organization, as far as it is known: a line for each list, which it opens.

use std::borrow::Cow;

use super::attention::NO_AGENTS;
use super::connected_apps::groups_below;
use super::overview::{answer, apis_in, environments_here, is_group, sees_every_group, who_sees, whole_audit};
use super::who::moment;
use crate::app::access_read::AccessRead;
use crate::app::line::{Line, Tone};
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::domain::EnvironmentKind;
use crate::domain::rules::EXTERNAL_PROVIDERS;
use crate::domain::text::fold;

pub fn title(model: &Model) -> Cow<'static, str> {
    match model.current_organization() {
        Some(here) => format!("What is in {}", here.name.shown()).into(),
        None => "What is there".into(),
    }
}

/// What is said in place of a number.
const UNKNOWN: &str = "unknown";

/// A list with its number, or what is said in place of one, and the entry of the nav that opens it.
fn line(label: &str, number: Option<String>, opens: RowId) -> Line {
    let tone = if number.is_some() { Tone::Plain } else { Tone::Dim };
    Line {
        tone,
        ..Line::pair(label, number.unwrap_or_else(|| UNKNOWN.into())).naming(opens)
    }
}

pub fn facts(model: &Model) -> Vec<Line> {
    let access = &model.data.access;
    let here = model.organization;
    let users = here.and_then(|here| answer(model, AccessRead::Users(here)).then(|| access.users(here))?);
    let users = users.map(|users| {
        let of = |enabled| users.iter().filter(|user| user.enabled == enabled).count();
        match (of(Some(false)), of(None)) {
            (disabled, 0) => with(users.len(), disabled, "disabled"),
            (disabled, _) => format!("{} ({disabled}+ disabled)", users.len()),
        }
    });
    let teams = access.teams().filter(|_| answer(model, AccessRead::Teams));
    let identity = access
        .identity_providers()
        .filter(|_| answer(model, AccessRead::IdentityProviders));
    let environments = environments_here(model).map(|all| {
        let (n, production) = all.fold((0, 0), |(n, production), environment| {
            let is_production = environment.kind == EnvironmentKind::Production;
            (n + 1, production + usize::from(is_production))
        });
        with(n, production, "production")
    });
    let mut lines = vec![
        line("Business groups", group_count(model), RowId::Nav(1)),
        line("Users", users, RowId::Nav(2)),
        line("Teams", teams.map(|all| of_root(model, all.len())), RowId::Nav(3)),
        line("Environments", environments, RowId::Nav(4)),
        Line::pair("Roles", "deprecated: teams replace them").naming(RowId::Nav(5)),
        line(
            "Identity providers",
            identity.map(|all| of_root(model, all.len())),
            RowId::Nav(6),
        ),
        line("Client providers", provider_count(model), RowId::Nav(7)),
        line("Connected apps", app_count(model), RowId::Nav(8)),
        last_change(model),
        line("APIs", api_count(model), RowId::ApiManager),
    ];
    let is_unknown = |line: &Line| line.value == UNKNOWN;
    if let Some(who) = who_sees(model).filter(|_| lines.iter().any(is_unknown)) {
        lines.push(Line::text(Tone::Dim, format!("The {who} see what is unknown here.")));
    }
    lines
}

/// What the root alone has, as it is said in a business group too.
fn of_root(model: &Model, n: usize) -> String {
    match root_name(model).filter(|_| is_group(model)) {
        Some(root) => format!("{n} of {root}"),
        None => n.to_string(),
    }
}

fn root_name(model: &Model) -> Option<String> {
    Some(format!("{} (root)", model.data.tree.get()?.root()?.name.shown()))
}

/// How many business groups it is, with those below it.
fn group_count(model: &Model) -> Option<String> {
    let tree = model.data.tree.get().filter(|tree| tree.coverage().is_complete())?;
    let here = tree.iter().filter(|one| model.is_current_or_below(one.id)).count();
    Some(match (sees_every_group(model), is_group(model)) {
        (true, false) => tree.len().to_string(),
        (true, true) => format!("{here} of {}", tree.len()),
        // Who doesn't administer the root sees a part of the tree.
        (false, _) => format!("{here} that you can see"),
    })
}

fn provider_count(model: &Model) -> Option<String> {
    if is_group(model) {
        return Some(format!("managed in {}", root_name(model)?));
    }
    let rows = model.client_providers().filter(|_| model.sees_all())?;
    let external = rows.iter().filter(|row| row.is_external()).count();
    Some(format!("{external} of {EXTERNAL_PROVIDERS} external"))
}

fn app_count(model: &Model) -> Option<String> {
    let here = model.organization?;
    let apps = model.data.access.connected_apps(here)?;
    let alone = groups_below(model).map_or("", |_| ", without those of groups below");
    answer(model, AccessRead::ConnectedApps(here)).then(|| format!("{}{alone}", apps.len()))
}

/// The API instances of these environments, once all of them are read.
fn api_count(model: &Model) -> Option<String> {
    let mut n = 0;
    let mut doubt = "";
    for environment in environments_here(model)? {
        let uses = apis_in(model, environment)?;
        n += uses.apis.len();
        if uses.agents_not_read.is_some() {
            doubt = NO_AGENTS;
        }
    }
    Some(format!("{n}{doubt}"))
}

fn with(all: usize, some: usize, what: &str) -> String {
    match some {
        0 => all.to_string(),
        some => format!("{all} ({some} {what})"),
    }
}

/// The newest entry of the audit that isn't a sign-in.
fn last_change(model: &Model) -> Line {
    const LABEL: &str = "Changed last";
    let read = whole_audit(model);
    let newest = read.and_then(|read| {
        let rows = model.data.access.audit_rows(read).iter().copied();
        rows.into_iter().find(|row| !is_sign_in(model, *row))
    });
    let Some(row @ RowId::AuditEntry(key)) = newest else {
        return line(LABEL, None, RowId::Nav(9));
    };
    let time = model.data.access.audit_entry(key).and_then(|entry| entry.time);
    let when = time.map_or(String::new(), |time| format!("{}  ", moment(time)));
    Line::pair(LABEL, format!("{when}{}", model.thing_name(row))).naming(row)
}

/// Whether an entry is a sign-in, or a failed one. The platform documents no list of actions, so words in it decide.
fn is_sign_in(model: &Model, row: RowId) -> bool {
    let RowId::AuditEntry(key) = row else {
        return false;
    };
    let action = model
        .data
        .access
        .audit_entry(key)
        .and_then(|entry| entry.action.as_ref());
    action.is_some_and(|action| {
        let action = fold(action.raw());
        action == "login" || action.starts_with("login ")
    })
}
