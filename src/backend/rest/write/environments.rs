//! Environments and API instances: making, changing and deleting them on the platform. Imports `domain`.

use serde_json::{Value, json};
use ureq::http::Method;

use super::super::http::Call;
use super::super::read::{ACCOUNTS, apis, whose};
use super::super::{RestHome, Session, held, map, wire};
use super::{all_there, called, created};
use crate::backend::as_seen::{self, subject};
use crate::domain::change::Object;
use crate::domain::rules;
use crate::domain::{
    ApiId, Environment, EnvironmentId, EnvironmentKind, EnvironmentUse, Error, Foreign, Listing, OrgId, ProviderId,
    ProviderRef,
};

impl RestHome {
    pub(super) fn associate(
        &self,
        session: &Session,
        id: EnvironmentId,
        (was, providers): (&[ProviderId], &[ProviderId]),
        made_default: Option<ProviderId>,
    ) -> Result<(Object, Foreign), Error> {
        let scene = self.scene(session)?;
        let now = self.find(session, id, "This environment")?;
        let rows = self.names(session)?;
        let name = |id| called(rows.as_deref(), id);
        rules::associate(scene.who(), now.organization, was, providers, made_default, name)?;
        let current = self.read_list(now.organization, id)?;
        if current.coverage.gap().is_some() {
            // The list is sent whole: what was not read would be taken off it.
            return Err(Error::Failed(
                "not every client provider of this environment could be read".into(),
            ));
        }
        as_seen::associated(&now.name, was, &current, name)?;
        all_there(rows.as_deref(), providers)?;
        self.put_list(&now, providers)?;
        Ok((Object::Environment(id), now.name))
    }

    fn put_list(&self, environment: &Environment, providers: &[ProviderId]) -> Result<(), Error> {
        let path = format!("{}/clientManagementProviders", environment_path(environment));
        let call = Call::new(
            Method::PUT,
            path,
            subject(Object::Environment(environment.id), &environment.name),
        );
        let body = json!({"suggestedClientManagementProviderIds": providers});
        self.access.ask(&call.json(&body)?).map(|_| ())
    }

    /// Its list takes a second request: where that fails, the environment is there without it, and that is told.
    pub(super) fn create(
        &self,
        session: &Session,
        organization: OrgId,
        (name, body): (&str, &Value),
        providers: &[ProviderId],
    ) -> Result<(Object, Foreign), Error> {
        let scene = self.scene(session)?;
        rules::environment_name(name)?;
        let rows = if providers.is_empty() {
            None
        } else {
            self.names(session)?
        };
        rules::stands_once(providers, |id| called(rows.as_deref(), id))?;
        all_there(rows.as_deref(), providers)?;
        let before = self.environments_of(organization, "")?;
        rules::create_environment(scene.who(), organization, before.len())?;
        let path = format!("{ACCOUNTS}/{organization}/environments");
        let call = Call::new(Method::POST, path, "This organization".into());
        let answer = created(&self.access.ask(&call.json(body)?)?);
        let partly = |what: &str, why: &Error| {
            let name = Foreign::new(name);
            Error::Partly(format!("Environment '{}' was created, and {what}: {why}", name.shown()))
        };
        let now = if let Some(id) = answer.id {
            Environment {
                id,
                organization,
                name: answer.name.unwrap_or_else(|| name.into()),
                kind: EnvironmentKind::Sandbox,
            }
        } else {
            let unknown = |why| partly("its id is not known", &why);
            let now = self.environments_of(organization, "").map_err(unknown)?;
            if before.coverage.gap().is_some() {
                return Err(unknown(Error::Failed("not every environment was listed before".into())));
            }
            // Somebody else may have created one in the same moment.
            let called = rules::free_name(name, &before.iter().map(|e| &e.name));
            let mut new = now
                .into_iter()
                .filter(|e| before.iter().all(|old| old.id != e.id) && e.name.raw() == called);
            new.next()
                .ok_or_else(|| unknown(Error::Failed("the list does not have it yet".into())))?
        };
        held(&self.places).insert(now.id, organization);
        if !providers.is_empty() {
            self.put_list(&now, providers)
                .map_err(|why| partly("its client providers were not set", &why))?;
        }
        Ok((Object::Environment(now.id), now.name))
    }

    pub(super) fn reassign(
        &self,
        session: &Session,
        (at, id): (EnvironmentId, ApiId),
        was: ProviderRef,
        to: ProviderRef,
    ) -> Result<(Object, Foreign), Error> {
        let scene = self.scene(session)?;
        let there = self.find(session, at, "This environment")?;
        let api = self.read_api(there.organization, at, id)?;
        let row = self.row(session, to)?;
        let uses = EnvironmentUse {
            providers: self.read_list(there.organization, at)?,
            apis: Listing::default(),
        };
        let target = (to, Some(&row.kind), &*row.name.shown());
        rules::reassign(scene.who(), &api, &there, &uses, target)?;
        if api.provider != was {
            let now = self
                .row(session, api.provider)
                .map_or_else(|_| "another one".into(), |row| row.name);
            return Err(as_seen::moved(&api, &now));
        }
        let mut call = Call::new(
            Method::PATCH,
            format!("{}/{id}", apis(there.organization, at)),
            "This API".into(),
        );
        call.headers = whose(there.organization, at);
        self.access.ask(&call.json(&json!({"providerId": to}))?)?;
        Ok((Object::Api(at, id), api.name()))
    }

    /// An environment that is still named as the person saw it.
    pub(super) fn environment(
        &self,
        session: &Session,
        id: EnvironmentId,
        (deed, was): (&str, &Foreign),
    ) -> Result<Environment, Error> {
        let object = Object::Environment(id);
        let now = self.find(session, id, &subject(object, was))?;
        as_seen::named(object, deed, was, &now.name)?;
        Ok(now)
    }

    pub(super) fn find(&self, session: &Session, id: EnvironmentId, noun: &str) -> Result<Environment, Error> {
        let gone = |e| match e {
            Error::NotFound(_) => Error::NotFound(noun.to_owned()),
            other => other,
        };
        let organization = self.place(session, id).map_err(gone)?;
        let now: wire::Environment = self
            .access
            .get(format!("{ACCOUNTS}/{organization}/environments/{id}"), noun)?;
        Ok(map::environment(now))
    }
}

pub(super) fn environment_path(environment: &Environment) -> String {
    format!(
        "{ACCOUNTS}/{}/environments/{}",
        environment.organization, environment.id
    )
}
