//! Client providers: adding, editing and deleting one on the platform. Imports `domain`.

use serde_json::{Value, json};
use ureq::http::Method;

use super::super::http::{Answer, Call};
use super::super::read::ACCOUNTS;
use super::super::{RestHome, Session, copy};
use super::created;
use crate::backend::Target;
use crate::backend::as_seen::{self, subject};
use crate::domain::change::{Deleted, Object};
use crate::domain::draft::{self, Edit, Wire};
use crate::domain::rules;
use crate::domain::secret::Wiped;
use crate::domain::{Error, Foreign, Listing, OrgId, ProviderId, ProviderKind, ProviderRef, ProviderRow};

/// What the contract has no place for: the issuer's document names grant types, and every save reads it anew (R36).
const GRANT_TYPES: &str = "/oidc_dynamic_client_provider/supported_grant_types";

/// What the contract has no place for when a provider is made (2.2); PingFederate's, which has one, is only edited (R32).
const TOKEN_MAPPING: &str = "/oauth2_token_validation_provider/token_mapping/username";

impl RestHome {
    /// The provider must still be what the person saw when they confirmed.
    pub(in super::super) fn delete(&self, session: &Session, target: &Target) -> Result<Deleted, Error> {
        let (id, object) = (target.provider, Object::Provider(target.provider));
        let scene = self.scene(session)?;
        scene.root(target.organization, |who| {
            rules::delete_provider(who, target.organization, ProviderRef::External(id))
        })?;
        let noun = subject(object, &target.name);
        let now = self.read_provider(target.organization, id, &noun)?;
        as_seen::named(object, "deleted", &target.name, &now.row.name)?;
        if !same_kind(&now.row.kind, &target.kind) {
            return Err(as_seen::of_another_type(&now.row));
        }
        let call = Call::new(
            Method::DELETE,
            format!("{ACCOUNTS}/{}/clientProviders/{id}", target.organization),
            noun,
        );
        // A dry run leaves no copy: nothing is deleted.
        let copy = match &self.copies {
            Some(folder) if !self.access.is_dry() => {
                Some(copy::keep(folder, self.clock.now(), target.organization, &now)?)
            }
            _ => None,
        };
        self.access.ask(&call)?;
        Ok(Deleted { copy })
    }

    pub(super) fn add(
        &self,
        session: &Session,
        organization: OrgId,
        kind: &ProviderKind,
        edits: &[Edit],
    ) -> Result<(Object, Foreign), Error> {
        let scene = self.scene(session)?;
        scene.root(organization, |who| rules::add_provider(who, organization, 0))?;
        rules::addable(kind)?;
        draft::check_edits(kind, None, edits)?;
        let name = draft::name_of(edits).unwrap_or_default();
        let before = self.rows(organization)?;
        rules::add_provider(scene.who(), organization, before.len())?;
        let taken = |edit: &&Edit| edit.path != GRANT_TYPES && edit.path != TOKEN_MAPPING;
        let taken: Vec<Edit> = edits.iter().filter(taken).cloned().collect();
        let answer = self.send_edits(
            Call::new(
                Method::POST,
                format!("{ACCOUNTS}/{organization}/clientProviders"),
                "This organization".into(),
            ),
            draft::body(kind, &taken),
            &taken,
        )?;
        let id = match created(&answer).provider_id {
            Some(id) => id,
            None => self.find_new(organization, &before, name)?,
        };
        Ok((Object::Provider(id), name.into()))
    }

    /// The contract promises no answer to an addition: the new one is that of this name that was not there before.
    fn find_new(&self, organization: OrgId, before: &Listing<ProviderRow>, name: &str) -> Result<ProviderId, Error> {
        let unseen = |why: &str| {
            Error::Partly(format!(
                "The client provider '{}' was added, and its id is not known: {why}.",
                Foreign::new(name).shown()
            ))
        };
        let now = self
            .rows(organization)
            .map_err(|e| unseen(e.to_string().trim_end_matches('.')))?;
        if before.coverage.gap().is_some() {
            return Err(unseen("not every client provider was listed before"));
        }
        let new = |row: &&ProviderRow| row.name.raw() == name && before.iter().all(|old| old.id != row.id);
        let mut new = now.iter().filter(new).filter_map(|row| Option::from(row.id));
        match (new.next(), new.next()) {
            (Some(id), None) => Ok(id),
            (None, _) => Err(unseen("the list does not have it yet")),
            _ => Err(unseen("several of this name are new")),
        }
    }

    /// A partial update: it keeps what it does not name, secrets that may not be read among it (2.6).
    pub(super) fn edit(
        &self,
        session: &Session,
        organization: OrgId,
        (id, was): (ProviderId, &Foreign),
        edits: &[Edit],
    ) -> Result<(Object, Foreign), Error> {
        let object = Object::Provider(id);
        let scene = self.scene(session)?;
        scene.root(organization, |who| rules::manage_providers(who, organization))?;
        let now = self.read_provider(organization, id, &subject(object, was))?;
        rules::edit_provider(scene.who(), organization, &now.row)?;
        let name = draft::name_of(edits);
        as_seen::named(object, "saved", was, &now.row.name)?;
        as_seen::fields(now.config.as_ref(), edits)?;
        draft::check_edits(&now.row.kind, Some(&now), edits)?;
        let taken: Vec<Edit> = edits.iter().filter(|e| e.path != GRANT_TYPES).cloned().collect();
        if taken.is_empty() && !edits.is_empty() {
            return Err(Error::Unsupported("Setting grant types by hand"));
        }
        let mut body = json!({});
        for edit in &taken {
            match edit.value {
                // A partial body says so of what shall go, as there is no other way to name it.
                Wire::Gone => draft::apply(
                    &mut body,
                    &Edit {
                        value: Wire::Plain(Value::Null),
                        ..edit.clone()
                    },
                ),
                _ => draft::apply(&mut body, edit),
            }
        }
        let path = format!("{ACCOUNTS}/{organization}/clientProviders/{id}");
        self.send_edits(Call::new(Method::PATCH, path, subject(object, was)), body, &taken)?;
        Ok((object, name.map_or(now.row.name, Foreign::new)))
    }

    /// Sends a body that may hold secrets, and wipes it.
    fn send_edits<'a>(&self, call: Call<'a>, body: Value, edits: &'a [Edit]) -> Result<Answer, Error> {
        let call = call.json(&body);
        drop(Wiped(body));
        let mut call = call?;
        let secret = |edit: &'a Edit| match &edit.value {
            Wire::Secret(secret) => Some(secret),
            _ => None,
        };
        call.hidden.extend(edits.iter().filter_map(secret));
        self.access.ask(&call)
    }
}

/// A version that is told in one place and not in the other is the same one.
fn same_kind(one: &ProviderKind, other: &ProviderKind) -> bool {
    use ProviderKind::{OpenAm, PingFederate};
    match (one, other) {
        (OpenAm { version: a }, OpenAm { version: b }) | (PingFederate { version: a }, PingFederate { version: b }) => {
            a == b || a.is_none() || b.is_none()
        }
        _ => one == other,
    }
}
