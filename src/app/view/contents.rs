//! What there is in the organization, as far as it is known: a line for each list, which it opens.

use std::borrow::Cow;

use super::attention::NO_AGENTS;
use super::overview::{answer, whole_audit};
use super::who::moment;
use crate::app::access_read::AccessRead;
use crate::app::line::{Line, Tone};
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::domain::EnvironmentKind;
use crate::domain::impact::Unseen;
use crate::domain::rules::EXTERNAL_PROVIDERS;
use crate::domain::text::fold;

pub fn title(model: &Model) -> Cow<'static, str> {
    match model.current_organization() {
        Some(here) => format!("What is in {}", here.name.shown()).into(),
        None => "What is there".into(),
    }
}

/// A list with its number, or what is said in place of one, and the entry of the nav that opens it.
fn line(label: &str, number: Option<String>, opens: RowId) -> Line {
    let tone = if number.is_some() { Tone::Plain } else { Tone::Dim };
    Line {
        tone,
        ..Line::pair(label, number.unwrap_or_else(|| "unknown".into())).naming(opens)
    }
}

pub fn facts(model: &Model) -> Vec<Line> {
    let (data, access) = (&model.data, &model.data.access);
    let here = model.organization;
    let number = |n: usize| Some(n.to_string());
    // Who doesn't administer the root sees a part of the tree.
    let groups = data
        .tree
        .get()
        .filter(|tree| tree.coverage().is_complete() && model.sees_all());
    let groups = groups.map(|tree| tree.len().to_string());
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
    let providers = model.client_providers().filter(|_| model.sees_all()).map(|rows| {
        let external = rows.iter().filter(|row| row.is_external()).count();
        format!("{external} of {EXTERNAL_PROVIDERS} external")
    });
    let environments = data
        .environments
        .get()
        .filter(|_| data.environment_coverage.is_complete());
    let environments = environments.map(|all| {
        let production = all.iter().filter(|e| e.kind == EnvironmentKind::Production).count();
        with(all.len(), production, "production")
    });
    vec![
        line("Business groups", groups, RowId::Nav(1)),
        line("Users", users, RowId::Nav(2)),
        line("Teams", teams.and_then(|teams| number(teams.len())), RowId::Nav(3)),
        line("Environments", environments, RowId::Nav(4)),
        Line::pair("Roles", "deprecated: teams replace them").naming(RowId::Nav(5)),
        line(
            "Identity providers",
            identity.and_then(|all| number(all.len())),
            RowId::Nav(6),
        ),
        line("Client providers", providers, RowId::Nav(7)),
        line("Connected apps", app_count(model), RowId::Nav(8)),
        last_change(model),
        line("APIs", api_count(model), RowId::ApiManager),
    ]
}

fn app_count(model: &Model) -> Option<String> {
    let here = model.organization?;
    let apps = model.data.access.connected_apps(here)?;
    answer(model, AccessRead::ConnectedApps(here)).then(|| apps.len().to_string())
}

/// The API instances of all environments, once those are read.
fn api_count(model: &Model) -> Option<String> {
    let data = &model.data;
    let whole = data.all_read && data.coverage_of(Unseen::Apis).is_complete();
    let all = data.environments.get().filter(|_| whole)?.iter();
    let apis = all.filter_map(|environment| Some(data.environment_use(environment.id)?.apis.len()));
    let doubt = if data.lacks_agents() { NO_AGENTS } else { "" };
    Some(format!("{}{doubt}", apis.sum::<usize>()))
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
