//! Checks that something is still as the person saw it. Every backend makes them first. Imports `domain`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::access::PlaceAccess;
use crate::domain::api::ApiEffect;
use crate::domain::change::{DeletionEffect, Losses, Object, Seen, TeamPart, part};
use crate::domain::draft::Edit;
use crate::domain::text::count;
use crate::domain::{
    Api, EnvironmentId, EnvironmentUse, Error, GrantContext, PermissionId, ProviderId, ProviderRow, Team, Untrusted,
    User, UserId,
};

/// What is asked about, as the subject of a sentence: `Client provider 'X'`.
pub(super) fn subject(object: Object, name: &Untrusted) -> String {
    let noun = match object {
        Object::Provider(_) => "Client provider",
        Object::Environment(_) => "Environment",
        Object::Group(_) => "Business group",
        Object::Api(..) => "API",
        Object::User(_) => "User",
        Object::Team(_) => "Team",
    };
    format!("{noun} '{}'", name.shown())
}

pub(super) fn gone(object: Object, was: &Untrusted) -> Error {
    Error::NotFound(subject(object, was))
}

/// Refuses an object that was renamed; `deed` says what was not done: `deleted`.
pub(super) fn same_name(object: Object, deed: &str, was: &Untrusted, now: &Untrusted) -> Result<(), Error> {
    if was == now {
        Ok(())
    } else {
        Err(renamed(object, deed, was, now))
    }
}

pub(super) fn renamed(object: Object, deed: &str, was: &Untrusted, now: &Untrusted) -> Error {
    let (noun, was, now) = (object.noun(), was.shown(), now.shown());
    Error::Changed(format!("Not {deed}: {noun} '{was}' is now named '{now}'."))
}

/// Refuses to replace another owner than the person saw.
pub(super) fn same_owner(group: &Untrusted, was: Option<&Untrusted>, now: Option<&Untrusted>) -> Result<(), Error> {
    if was == now {
        return Ok(());
    }
    let now = now.map_or_else(|| "not known".into(), |now| format!("'{}'", now.shown()));
    Err(Error::Changed(format!(
        "Not saved: the owner of business group '{}' is now {now}.",
        group.shown()
    )))
}

pub(super) fn of_another_type(now: &ProviderRow) -> Error {
    Error::Changed(format!(
        "Not deleted: client provider '{}' is now of type {}.",
        now.name.shown(),
        now.kind.label()
    ))
}

/// Whether the fields that `edits` would change hold what they held. Secrets are told to nobody, so that nobody can say
/// what one was.
pub(super) fn same_fields(config: Option<&Value>, edits: &[Edit]) -> Result<(), Error> {
    let now = |path| config.and_then(|config| config.pointer(path));
    match edits
        .iter()
        .filter(|edit| edit.is_plain())
        .find(|edit| now(edit.path) != edit.was.as_ref())
    {
        Some(stale) => Err(Error::Changed(format!(
            "Not saved: {} was changed by someone else in the meantime.",
            stale.label
        ))),
        None => Ok(()),
    }
}

/// Whether an environment has the client providers it had, in that order. `environment` says how
/// it is called, `name` how a client provider is.
pub(super) fn same_providers(
    environment: impl FnOnce() -> Untrusted,
    was: &[ProviderId],
    now: &[ProviderId],
    name: impl Fn(ProviderId) -> String,
) -> Result<(), Error> {
    if was == now {
        return Ok(());
    }
    let names: Vec<String> = now.iter().copied().map(name).collect();
    let names = if names.is_empty() {
        "none".into()
    } else {
        names.join(", ")
    };
    Err(Error::Changed(format!(
        "Not saved: the external client providers of environment '{}' are now: {names}.",
        environment().shown()
    )))
}

pub(super) fn moved(api: &Api, now: &Untrusted) -> Error {
    Error::Changed(format!(
        "Not saved: the client provider of API '{}' is now '{}'.",
        api.shown_name(),
        now.shown()
    ))
}

pub(super) fn all_there(ids: &[ProviderId], there: impl Fn(ProviderId) -> bool) -> Result<(), Error> {
    match ids.iter().find(|id| !there(**id)) {
        Some(gone) => Err(Error::NotFound(format!("Client provider {gone}"))),
        None => Ok(()),
    }
}

/// Refuses to set what a user is already.
pub(super) fn other_state(user: &User, enabled: bool) -> Result<(), Error> {
    if user.enabled != Some(enabled) {
        return Ok(());
    }
    let (name, state) = (user.username.shown(), if enabled { "enabled" } else { "disabled" });
    Err(Error::Changed(format!("Not saved: user '{name}' is {state} already.")))
}

/// Refuses to delete a team below which there are others than the person saw.
pub(super) fn no_other_below(team: &Team, all: &[Team], seen: &Seen) -> Result<(), Error> {
    let new = |other: &&Team| other.is_within(team.id) && other.id != team.id && !seen.has_team(other.id);
    match all.iter().find(new) {
        Some(new) => Err(Error::Changed(format!(
            "Not deleted: team '{}' is now below team '{}'.",
            new.name.shown(),
            team.name.shown()
        ))),
        None => Ok(()),
    }
}

/// Refuses a deletion that takes more of a team than the person saw. `now` is what goes with it, where all of it is known.
pub(super) fn nothing_new_in_team(
    team: &Team,
    now: Option<BTreeMap<TeamPart, String>>,
    seen: &Seen,
) -> Result<(), Error> {
    let Some(shown) = seen.of_team(team.id) else {
        return Ok(());
    };
    let team = named(Object::Team(team.id), &team.name);
    let now = now.ok_or_else(|| Error::Failed(format!("what {team} has could not all be read again")))?;
    match now.iter().find(|(part, _)| !shown.contains(part)) {
        Some((_, new)) => Err(unseen(&format!("{new} is new in {team}"))),
        None => Ok(()),
    }
}

/// Refuses a deletion that takes more of an environment than the person saw, or takes a client provider from more of it.
/// `called` is how the environment is called.
pub(super) fn nothing_new_in(
    (at, called): (EnvironmentId, impl FnOnce() -> Untrusted),
    uses: &EnvironmentUse,
    (deleted, name): (Object, &Untrusted),
    seen: &Seen,
) -> Result<(), Error> {
    let Some(shown) = seen.of(at) else {
        return Ok(());
    };
    let graver = |(one, outcome): &(Object, DeletionEffect)| match shown.get(one) {
        Some(shown) => outcome.is_graver_than(*shown),
        None => true,
    };
    let Some((new, outcome)) = part(deleted, at, uses).find(graver) else {
        return Ok(());
    };
    let (environment, whole) = (named(Object::Environment(at), &called()), named(deleted, name));
    let api = match new {
        Object::Api(_, id) => uses.api(id).map(|api| named(new, &api.name())),
        _ => None,
    };
    if shown.contains_key(&new) {
        return Err(graver_now(outcome, api, &environment, &whole));
    }
    let what = match (api, deleted) {
        // Nobody knows since when it is there.
        (Some(api), _) if !seen.had_agents(at) => format!("{api} of {environment} wasn't shown before"),
        (Some(api), Object::Provider(_)) => format!("{api} of {environment} now uses {whole}"),
        (Some(api), _) => format!("{api} is new in {environment}"),
        (None, Object::Provider(_)) => format!("{environment} now has {whole}"),
        (None, _) => format!("{environment} is new in {whole}"),
    };
    Err(unseen(&what))
}

/// Why a deletion is refused that does worse to something than the person saw.
fn graver_now(outcome: DeletionEffect, api: Option<String>, environment: &str, deleted: &str) -> Error {
    match (outcome, api) {
        (DeletionEffect::Api(ApiEffect::RejectsRequests), Some(api)) => {
            unseen(&format!("{api} of {environment} would now reject requests"))
        }
        (_, Some(api)) => Error::Failed(format!("the policies of {api} could not all be read again")),
        (_, None) => unseen(&format!("{deleted} is now the default in {environment}")),
    }
}

/// Refuses to delete teams where a user would lose more than the person saw. `called` names the user and the permission.
pub(super) fn no_more_lost(
    now: &Losses,
    seen: &Seen,
    called: impl Fn(UserId, PermissionId, &GrantContext) -> String,
) -> Result<(), Error> {
    for (user, lost) in now {
        let Some(shown) = seen.losses().get(user) else {
            continue;
        };
        if let Some((permission, context)) = lost.iter().find(|one| !shown.contains(one)) {
            return Err(unseen(&called(*user, *permission, context)));
        }
    }
    Ok(())
}

/// Refuses to delete an environment or a business group in which more may be done than the person saw.
pub(super) fn no_more_access(
    now: &PlaceAccess,
    (deleted, name): (Object, &Untrusted),
    shown: &PlaceAccess,
) -> Result<(), Error> {
    let place = named(deleted, name);
    if !now.coverage.is_complete() {
        return Err(Error::Failed(format!(
            "the permissions and scopes in {place} could not all be read again"
        )));
    }
    let mut numbers = now.numbers().into_iter().zip(shown.numbers());
    let Some(((now, one, many), (before, ..))) = numbers.find(|((now, ..), (before, ..))| now > before) else {
        return Ok(());
    };
    let verb = if now == 1 { "goes" } else { "go" };
    Err(Error::Changed(format!(
        "Not deleted: {} {verb} with {place} now, {before} before. Look at them first.",
        count(now, one, many)
    )))
}

fn unseen(what: &str) -> Error {
    Error::Changed(format!("Not deleted: {what}. Look at it first."))
}

/// Refuses to delete a client provider that has more client applications than the person was told.
pub(super) fn no_more_applications(now: u64, name: &Untrusted, seen: &Seen) -> Result<(), Error> {
    let Some(shown) = seen.applications.filter(|shown| now > *shown) else {
        return Ok(());
    };
    let now = usize::try_from(now).unwrap_or(usize::MAX);
    let applications = count(now, "client application is", "client applications are");
    let provider = name.shown();
    Err(Error::Changed(format!(
        "Not deleted: {applications} registered through client provider '{provider}' now, {shown} before. Look at \
         them first."
    )))
}

fn named(object: Object, name: &Untrusted) -> String {
    format!("{} '{}'", object.noun(), name.shown())
}
