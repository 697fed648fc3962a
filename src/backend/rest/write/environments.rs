//! Environments and API instances: making, changing and deleting them on the platform. Imports `domain`.

use serde_json::{Value, json};

use super::super::apis::{api_manager_headers, apis};
use super::super::call::Call;
use super::super::contract::WriteKind;
use super::super::read::ACCOUNTS;
use super::super::{RestBackend, RestSession, convert, guard, wire};
use super::outcome::{AppliedChange, LookResult, compare, gone, only_new};
use super::{all_there, called, created};
use crate::backend::precondition::{self, subject};
use crate::domain::change::{Object, Seen};
use crate::domain::rules;
use crate::domain::{
    ApiId, Environment, EnvironmentId, EnvironmentKind, EnvironmentNames, EnvironmentUse, Error, OrgId, ProviderId,
    ProviderRef, Untrusted,
};

impl RestBackend {
    pub(super) fn associate(
        &self,
        session: &RestSession,
        id: EnvironmentId,
        (was, providers): (&[ProviderId], &[ProviderId]),
        made_default: Option<ProviderId>,
    ) -> Result<(Object, Untrusted), Error> {
        let context = self.context(session)?;
        let now = self.find(session, id, None)?;
        let rows = self.names(session)?;
        let name = |id| called(rows.as_deref(), id);
        rules::associate(context.actor(), now.organization, was, providers, made_default, name)?;
        let current = self.read_list(now.organization, id)?;
        if current.coverage.partial_reason().is_some() {
            // The list is sent whole: what was not read would be taken off it.
            return Err(Error::Failed(
                "not every client provider of this environment could be read".into(),
            ));
        }
        precondition::same_providers(|| self.environment_name(id, &now.name), was, &current, name)?;
        all_there(rows.as_deref(), providers)?;
        self.put_list(&now, was, providers)?;
        Ok((Object::Environment(id), now.name))
    }

    fn put_list(&self, environment: &Environment, was: &[ProviderId], providers: &[ProviderId]) -> Result<(), Error> {
        let path = format!("{}/clientManagementProviders", environment_path(environment));
        let noun = self.noun(environment.id, &environment.name);
        let call = Call::write(WriteKind::SetProviders(providers.to_vec()), path, noun.clone());
        let body = json!({"suggestedClientManagementProviderIds": providers});
        let look = || {
            let now = self.read_list(environment.organization, environment.id)?;
            if let Some(why) = now.coverage.partial_reason() {
                return Err(Error::Failed(why.to_owned()));
            }
            let before = now.rows == was;
            if before && !now.is_complete() {
                return Ok(LookResult::Unclear("an app without the scope gets an empty list too"));
            }
            Ok(compare((), now.rows == providers, before, &noun))
        };
        self.send(&call.json(&body)?, look).map(drop)
    }

    /// Its list takes a second request: where that fails, the environment is there without it, and that is told.
    pub(super) fn create(
        &self,
        session: &RestSession,
        organization: OrgId,
        (name, body): (&str, &Value),
        providers: &[ProviderId],
    ) -> Result<(Object, Untrusted), Error> {
        let context = self.context(session)?;
        rules::environment_name(name)?;
        let rows = if providers.is_empty() {
            None
        } else {
            self.names(session)?
        };
        rules::stands_once(providers, |id| called(rows.as_deref(), id))?;
        all_there(rows.as_deref(), providers)?;
        let before = self.environments_of(organization, "")?;
        rules::create_environment(context.actor(), organization, before.len())?;
        let path = format!("{ACCOUNTS}/{organization}/environments");
        let call = Call::write(WriteKind::CreateEnvironment, path, "This organization".into());
        let asked = |e: &Environment| rules::may_be_named(name, &e.name);
        let look = || {
            let now = self.environments_of(organization, "")?;
            Ok(only_new(&before, &now, |e| e.id, asked))
        };
        let partly = |what: &str, why: &str| {
            let (all, tree) = (guard(&self.places), guard(&self.tree));
            let name = EnvironmentNames::of_new(organization, &name.into(), all.values(), tree.as_ref());
            Error::PartlyApplied(format!("Environment '{}' was created, and {what}: {why}", name.shown()))
        };
        let unknown = |why: &str| partly("its id is not known", &format!("{why}."));
        let now = match self.send(&call.json(body)?, look)? {
            // It may be somebody else's: its client providers stay as they are.
            AppliedChange::Found(_) if !providers.is_empty() => {
                let why = "the answer did not contain its id, and another one may have the same name.";
                return Err(partly("its client providers were not set", why));
            }
            AppliedChange::Found(now) => now,
            AppliedChange::Unseen(why) => return Err(unknown(&why)),
            AppliedChange::Shown(answer) => {
                let answer = created(&answer);
                Environment {
                    id: answer.id.ok_or_else(|| unknown("it has another form than expected"))?,
                    organization,
                    name: answer.name.unwrap_or_else(|| name.into()),
                    kind: EnvironmentKind::Sandbox,
                }
            }
        };
        guard(&self.places).insert(now.id, now.clone());
        if !providers.is_empty() {
            self.put_list(&now, &[], providers).map_err(|why| match why {
                Error::OutcomeUnknown(why) => partly(
                    "it is not known whether its client providers were set",
                    &format!("{why}."),
                ),
                why => partly("its client providers were not set", &why.to_string()),
            })?;
        }
        Ok((Object::Environment(now.id), now.name))
    }

    pub(super) fn reassign(
        &self,
        session: &RestSession,
        (at, id): (EnvironmentId, ApiId),
        was: ProviderRef,
        to: ProviderRef,
    ) -> Result<(Object, Untrusted), Error> {
        let context = self.context(session)?;
        let there = self.find(session, at, None)?;
        let api = self.read_api(there.organization, at, id)?;
        let row = self.row(session, to)?;
        let uses = EnvironmentUse {
            providers: self.read_list(there.organization, at)?,
            ..EnvironmentUse::default()
        };
        let target = (to, Some(&row.kind), &*row.name.shown());
        let called = self.environment_name(at, &there.name);
        rules::reassign(context.actor(), &api, (&there, &called.shown()), &uses, target)?;
        if api.provider != was {
            let now = self
                .row(session, api.provider)
                .map_or_else(|_| "another one".into(), |row| row.name);
            return Err(precondition::moved(&api, &now));
        }
        let path = format!("{}/{id}", apis(there.organization, at));
        let mut call = Call::write(WriteKind::Reassign(id, to), path, "This API".into());
        call.headers = api_manager_headers(there.organization, at);
        let object = Object::Api(at, id);
        let look = || {
            let now = self.read_instance(there.organization, at, id)?.provider;
            Ok(compare((), now == to, now == was, &subject(object, &api.name())))
        };
        self.send(&call.json(&json!({"providerId": to}))?, look)?;
        Ok((object, api.name()))
    }

    /// The platform numbers a name that is taken (R5): what it is called then is told.
    pub(super) fn rename_environment(
        &self,
        session: &RestSession,
        id: EnvironmentId,
        was: &Untrusted,
        name: &str,
    ) -> Result<(Object, Untrusted), Error> {
        rules::environment_name(name)?;
        let now = self.environment(session, id, ("saved", was))?;
        let (object, noun) = (Object::Environment(id), self.noun(id, was));
        let call = Call::write(WriteKind::RenameEnvironment(id), environment_path(&now), noun.clone());
        let look = || {
            let now = self.find(session, id, Some(was))?.name;
            let asked = rules::may_be_named(name, &now);
            let before = now == *was;
            Ok(match compare(now.clone(), asked && !before, before, &noun) {
                // What the platform confirmed is done: it is told with the name that it has.
                LookResult::Other(_) => LookResult::Other(Ok(now)),
                other => other,
            })
        };
        let name = match self.send(&call.json(&json!({"name": name}))?, look)? {
            AppliedChange::Found(now) => now,
            AppliedChange::Shown(answer) => created(&answer).name.unwrap_or_else(|| name.into()),
            AppliedChange::Unseen(_) => name.into(),
        };
        Ok((object, name))
    }

    pub(super) fn delete_environment(
        &self,
        session: &RestSession,
        (id, was): (EnvironmentId, &Untrusted),
        seen: &Seen,
    ) -> Result<(Object, Untrusted), Error> {
        let now = self.environment(session, id, ("deleted", was))?;
        self.nothing_new_in(&vec![now.clone()].into(), (Object::Environment(id), was), seen)?;
        let (called, noun) = (self.environment_name(id, was), self.noun(id, was));
        let call = Call::write(WriteKind::DeleteEnvironment, environment_path(&now), noun);
        self.send(&call, || gone(self.find(session, id, Some(was)), &called))?;
        Ok((Object::Environment(id), now.name))
    }

    /// An environment that is still named as the person saw it.
    pub(super) fn environment(
        &self,
        session: &RestSession,
        id: EnvironmentId,
        (deed, was): (&str, &Untrusted),
    ) -> Result<Environment, Error> {
        let now = self.find(session, id, Some(was))?;
        if now.name != *was {
            let called = |name| self.environment_name(id, name);
            let object = Object::Environment(id);
            return Err(precondition::renamed(object, deed, &called(was), &called(&now.name)));
        }
        Ok(now)
    }

    fn noun(&self, id: EnvironmentId, name: &Untrusted) -> String {
        subject(Object::Environment(id), &self.environment_name(id, name))
    }

    /// An environment as it is now. `was` is its name before the change.
    pub(in super::super) fn find(
        &self,
        session: &RestSession,
        id: EnvironmentId,
        was: Option<&Untrusted>,
    ) -> Result<Environment, Error> {
        let noun = || was.map_or_else(|| "This environment".to_owned(), |was| self.noun(id, was));
        let gone = |e| match e {
            Error::NotFound(_) => Error::NotFound(noun()),
            other => other,
        };
        let organization = self.place(session, id).map_err(gone)?;
        let now: wire::EnvironmentWire = self
            .access
            .get(format!("{ACCOUNTS}/{organization}/environments/{id}"), &noun())?;
        Ok(convert::environment(now))
    }
}

pub(super) fn environment_path(environment: &Environment) -> String {
    format!(
        "{ACCOUNTS}/{}/environments/{}",
        environment.organization, environment.id
    )
}
