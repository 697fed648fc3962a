//! Carries out a request of the app on a backend.

use std::path::Path;
use std::sync::Arc;

use super::parallel::{THREADS, parallel};
use super::{clock, login, paths, recorder};
use crate::app::access_read::{AccessRead, AccessReply};
use crate::app::msg::Meanwhile;
use crate::app::request::{Reply, Request, StepDone};
use crate::backend::snapshot::{Snapshot, SnapshotOptions, take};
use crate::backend::store::FileBackend;
use crate::backend::{Backend, Output, state};
use crate::domain::audit::AuditRecord;
use crate::domain::compare::{OrganizationState, compare};
use crate::domain::snapshot::{SnapshotProgress, SnapshotScope};
use crate::domain::text::escape;
use crate::domain::{Error, Listing};

/// Asks the backend. `tell` hears how far a long request is, and what came so far of a list.
///
/// # Errors
/// Those of the backend.
pub fn answer(backend: &dyn Backend, request: Request, tell: &(dyn Fn(Meanwhile) + Sync)) -> Result<Reply, Error> {
    let came = |part| tell(Meanwhile::Partial(Box::new(part)));
    let far = |progress| tell(Meanwhile::Progress(progress));
    Ok(match request {
        Request::Accounts => Reply::Accounts(backend.accounts()?),
        Request::SignIn(login) => Reply::SignedIn(backend.sign_in(&login)?),
        Request::Account => Reply::Account(backend.account()?),
        Request::WorkIn(organization) => {
            backend.work_in(organization)?;
            Reply::WorksIn
        }
        Request::Tree => Reply::Tree(backend.tree()?),
        Request::Environments => {
            // A list that is still coming is partial.
            let on_partial = |some| came(Reply::Environments(Listing::partial(some, "More are loading.")));
            Reply::Environments(backend.stream_environments(&on_partial)?)
        }
        Request::EnvironmentUse(id) => {
            let on_partial = |some| came(Reply::EnvironmentUse(some));
            Reply::EnvironmentUse(backend.stream_environment_use(id, &on_partial)?)
        }
        Request::Protection(environment, api) => Reply::Protection(backend.protection(environment, api)?),
        Request::Providers(organization) => Reply::Providers(backend.providers(organization)?),
        Request::Provider(organization, id) => Reply::Provider(Box::new(backend.provider(organization, id)?)),
        Request::CountApplications(id) => Reply::Count(backend.count_applications(id)?),
        Request::Applications(id) => {
            let on_partial = |some| came(Reply::Applications(some));
            Reply::Applications(backend.stream_applications(id, &on_partial)?)
        }
        Request::Audit(query) => {
            let audit = |some| Reply::Access(AccessReply::Audit(some));
            audit(backend.stream_audit(&query, &|some| came(audit(some)))?)
        }
        Request::Access(read) => Reply::Access(access(backend, read, &|some| came(Reply::Access(some)))?),
        Request::Change(change) => Reply::Changed(backend.change(&change)?),
        Request::Discover(issuer) => Reply::Discovered(Box::new(backend.discover(&issuer)?)),
        Request::RevealSecret(organization) => Reply::Revealed(backend.reveal_secret(organization)?),
        Request::Undo(changes) => Reply::Undone(each(changes, "Undone", || backend.undo())?),
        Request::Redo(changes) => Reply::Redone(each(changes, "Redone", || backend.redo())?),
        Request::StartOver => Reply::StartedOver(backend.start_over()?),
        Request::Snapshot(path, scope) => {
            let path = path.map_or_else(
                || recorder::default_name(Path::new(""), clock::unix(), "json"),
                |text| paths::expand_home(&text),
            );
            let output = Output::default();
            let snapshot = take_snapshot(backend, (&path, &output), scope, &far)?;
            snapshot.save(&path, &output)?;
            Reply::Snapshot {
                not_read: snapshot.not_read.len(),
                file: escape(&path.to_string_lossy()).into_owned(),
            }
        }
        Request::Compare(path) => {
            // Read the file first: it may be wrong, and the backend takes long.
            let before = read_state_of_file(&paths::expand_home(&path), None)?;
            Reply::Compared(compare(&before, &read_state(backend, Some(&before))?))
        }
    })
}

/// Undoes or redoes so many changes, one after the other, up to one that fails.
fn each(changes: usize, done: &str, next: impl Fn() -> Result<String, Error>) -> Result<StepDone, Error> {
    let mut step = StepDone {
        words: next()?,
        changes: 1,
        stopped: None,
    };
    while step.changes < changes && step.stopped.is_none() {
        match next() {
            Ok(_) => step.changes += 1,
            Err(why) => step.stopped = Some(why),
        }
    }
    step.words = match (changes, &step.stopped) {
        (0 | 1, _) => step.words,
        (all, None) => format!("{done}: {all} changes"),
        (all, Some(_)) => format!("{done}: {} of {all} changes", step.changes),
    };
    Ok(step)
}

/// Reads what the pages about access are made of; `came` hears what came so far of a long list.
fn access(backend: &dyn Backend, read: AccessRead, came: &(dyn Fn(AccessReply) + Sync)) -> Result<AccessReply, Error> {
    use AccessRead as R;
    use AccessReply as A;
    Ok(match read {
        R::Users(organization) => A::Users(backend.stream_users(organization, &|some| came(A::Users(some)))?),
        R::User(user) => A::User(Box::new(backend.user(user)?)),
        R::UserTeams(user) => A::UserTeams(backend.user_teams(user)?),
        R::UserRoles(user) => A::Roles(backend.user_role_groups(user)?),
        R::UserGrants(user) => A::Grants(backend.user_grants(user)?),
        R::EffectiveGrants(user) => A::Grants(backend.effective_grants(user)?),
        R::Teams => A::Teams(backend.stream_teams(&|some| came(A::Teams(some)))?),
        R::Team(team) => A::Team(Box::new(backend.team(team)?)),
        R::TeamMembers(team) => A::Members(backend.team_members(team)?),
        R::TeamGrants(team) => A::Grants(backend.team_grants(team)?),
        R::TeamMappings(team) => A::Mappings(backend.team_mappings(team)?),
        R::Roles(organization) => A::Roles(backend.role_groups(organization)?),
        R::RoleGrants(organization, role) => A::Grants(backend.role_group_grants(organization, role)?),
        R::RoleMembers(organization, role) => A::Users(Arc::new(backend.role_group_members(organization, role)?)),
        R::Permissions => A::Permissions(backend.permissions()?),
        R::Holders(kind, permission, organization) => A::Holders(backend.holders(kind, permission, organization)?),
        R::IdentityProviders => A::IdentityProviders(backend.identity_providers()?),
        R::IdentityProvider(provider) => A::IdentityProvider(Box::new(backend.identity_provider(provider)?)),
        R::IdentityProviderKeys(provider) => A::SigningKeys(backend.identity_provider_keys(provider)?),
        R::IdentitySettings => A::IdentitySettings(backend.identity_settings()?),
        R::ConnectedApps(organization) => {
            let on_partial = |some| came(A::ConnectedApps(some));
            A::ConnectedApps(backend.stream_connected_apps(organization, &on_partial)?)
        }
        R::PlaceAccess(place) => A::PlaceAccess(backend.place_access(place)?),
        R::AppScopes(organization, app) => A::AppScopes(backend.app_scopes(organization, app)?),
        R::AppAuthorizations(organization) => A::AppAuthorizations(backend.app_authorizations(organization)?),
        R::OwnScopes => A::AppScopes(backend.own_scopes()?),
        R::Applications => A::Applications(backend.stream_all_applications(&|some| came(A::Applications(some)))?),
        R::ApplicationContracts(id) => A::Contracts(backend.application_contracts(id)?),
        R::ContractedApplications => A::Contracted(backend.contracted_applications()?),
        R::Audit(read) => {
            let mut query = read.query();
            // What the query can't say is left out here.
            let mut left = read.preset;
            if let Some(preset) = read.preset {
                match backend.audit_values(read.organization) {
                    Ok(values) if preset.narrow(&mut query, &values) => left = None,
                    Err(why @ (Error::SignedOut | Error::Stopped)) => return Err(why),
                    Ok(_) | Err(_) => {}
                }
            }
            let kept = |mut all: Arc<Listing<AuditRecord>>| {
                if let Some(preset) = left {
                    Arc::make_mut(&mut all).rows.retain(|entry| preset.keeps(entry));
                }
                A::Audit(all)
            };
            kept(backend.stream_audit(&query, &|some| came(kept(some)))?)
        }
        R::AuditValues(organization) => A::AuditValues(Box::new(backend.audit_values(organization)?)),
    })
}

/// Reads `backend` for a file at `path`. Refuses a name that is taken first: reading may take minutes.
pub(super) fn take_snapshot(
    backend: &dyn Backend,
    (path, output): (&Path, &Output),
    scope: SnapshotScope,
    tell: &(dyn Fn(SnapshotProgress) + Sync),
) -> Result<Snapshot, Error> {
    output.check(path)?;
    let how = SnapshotOptions {
        scope,
        parallel,
        now: clock::unix(),
        tell,
    };
    take(backend, &backend.account()?, &how)
}

/// Reads everything of a backend that is compared with how it was `before`.
fn read_state(backend: &dyn Backend, before: Option<&OrganizationState>) -> Result<OrganizationState, Error> {
    state::read(backend, before, THREADS, parallel)
}

/// Reads it of a file: as the account of this name, else as its first administrator.
/// Every error names the file.
pub(super) fn read_state_of_file(path: &Path, account: Option<&str>) -> Result<OrganizationState, Error> {
    let about = |why: String| Error::File {
        file: escape(&path.to_string_lossy()).into_owned(),
        why,
    };
    let whole = |error: Error| match error {
        error @ Error::File { .. } => error,
        other => about(other.to_string()),
    };
    let backend = FileBackend::open(path, clock::unix)?;
    let login = login::account(account, &backend.accounts()?).map_err(|e| about(e.to_string()))?;
    backend
        .sign_in(&login)
        .and_then(|_| read_state(&backend, None))
        .map_err(whole)
}
