//! Client providers: adding, editing and deleting one on the platform. Imports `domain`.

use serde_json::{Value, json};

use super::super::call::Call;
use super::super::contract::WriteKind;
use super::super::read::ACCOUNTS;
use super::super::{RestBackend, RestSession, backup};
use super::created;
use super::outcome::{AppliedChange, LookResult, compare, gone, only_new};
use crate::backend::precondition::{self, subject};
use crate::domain::change::{ChangeResult, Object, Seen};
use crate::domain::draft::{self, Edit, EditState, EditValue};
use crate::domain::rules;
use crate::domain::secret::WipedJson;
use crate::domain::{Error, OrgId, ProviderId, ProviderKind, ProviderRef, ProviderRow, Untrusted};

/// What the contract has no place for: the issuer's document names grant types, and every save reads it anew (R36).
const GRANT_TYPES: &str = "/oidc_dynamic_client_provider/supported_grant_types";

/// What the contract has no place for when a provider is made; PingFederate's, which has one, is only edited (R32).
const TOKEN_MAPPING: &str = "/oauth2_token_validation_provider/token_mapping/username";

impl RestBackend {
    /// The provider must still be what the person saw when they confirmed.
    pub(super) fn delete_provider(
        &self,
        session: &RestSession,
        organization: OrgId,
        (id, was): (ProviderId, &Untrusted),
        kind: &ProviderKind,
        seen: &Seen,
    ) -> Result<ChangeResult, Error> {
        let object = Object::Provider(id);
        let context = self.context(session)?;
        context.root(organization, |who| {
            rules::delete_provider(who, organization, ProviderRef::External(id))
        })?;
        let noun = subject(object, was);
        let now = self.read_provider(organization, id, &noun)?;
        precondition::same_name(object, "deleted", was, &now.row.name)?;
        if !kind.may_be(&now.row.kind) {
            return Err(precondition::of_another_type(&now.row));
        }
        self.no_new_users(session, (id, &now.row.name), seen)?;
        let path = format!("{ACCOUNTS}/{organization}/clientProviders/{id}");
        let call = Call::write(WriteKind::DeleteProvider, path, noun.clone());
        // A dry run leaves no copy: nothing is deleted.
        let backup = match &self.copies {
            Some(folder) if !self.access.is_dry_run() => {
                Some(backup::save(folder, self.clock.now(), organization, &now)?)
            }
            _ => None,
        };
        let look = || gone(self.read_provider(organization, id, &noun), was);
        self.send(&call, look)?;
        Ok(ChangeResult {
            backup,
            ..ChangeResult::new(object, now.row.name)
        })
    }

    pub(super) fn add(
        &self,
        session: &RestSession,
        organization: OrgId,
        kind: &ProviderKind,
        edits: &[Edit],
    ) -> Result<(Object, Untrusted), Error> {
        let context = self.context(session)?;
        context.root(organization, |who| rules::add_provider(who, organization, 0))?;
        rules::addable(kind)?;
        draft::check_edits(kind, None, edits)?;
        let name = draft::name_of(edits).unwrap_or_default();
        let before = self.rows(organization)?;
        rules::add_provider(context.actor(), organization, before.len())?;
        let taken = |edit: &&Edit| edit.path != GRANT_TYPES && edit.path != TOKEN_MAPPING;
        let taken: Vec<Edit> = edits.iter().filter(taken).cloned().collect();
        let path = format!("{ACCOUNTS}/{organization}/clientProviders");
        let call = Call::write(WriteKind::AddProvider, path, "This organization".into());
        let call = with_edits(call, draft::body(kind, &taken), &taken)?;
        let asked = |row: &ProviderRow| row.name.raw() == name && row.kind.may_be(kind);
        let look = || Ok(only_new(&before, &self.rows(organization)?, |row| row.id, asked));
        let made = self.send(&call, look)?;
        let unseen = |why: &str| {
            Error::PartlyApplied(format!(
                "The client provider '{}' was added, but its id is not known: {why}.",
                Untrusted::new(name).shown()
            ))
        };
        let id = match made {
            AppliedChange::Found(row) => row.id.into(),
            AppliedChange::Unseen(why) => return Err(unseen(&why)),
            AppliedChange::Shown(answer) => created(&answer).provider_id,
        };
        let id: ProviderId = id.ok_or_else(|| unseen("it has another form than expected"))?;
        Ok((Object::Provider(id), name.into()))
    }

    /// A partial update: it keeps what it does not name, secrets that may not be read among it.
    pub(super) fn edit(
        &self,
        session: &RestSession,
        organization: OrgId,
        (id, was): (ProviderId, &Untrusted),
        edits: &[Edit],
    ) -> Result<(Object, Untrusted), Error> {
        let object = Object::Provider(id);
        let context = self.context(session)?;
        context.root(organization, |who| rules::manage_providers(who, organization))?;
        let now = self.read_provider(organization, id, &subject(object, was))?;
        rules::edit_provider(context.actor(), organization, &now.row)?;
        let name = draft::name_of(edits);
        precondition::same_name(object, "saved", was, &now.row.name)?;
        precondition::same_fields(now.config.as_ref(), edits)?;
        draft::check_edits(&now.row.kind, Some(&now), edits)?;
        let taken: Vec<Edit> = edits.iter().filter(|e| e.path != GRANT_TYPES).cloned().collect();
        if taken.is_empty() && !edits.is_empty() {
            return Err(Error::Unsupported("Setting grant types by hand"));
        }
        let mut body = json!({});
        for edit in &taken {
            match edit.value {
                // A partial body says so of what shall go, as there is no other way to name it.
                EditValue::Gone => draft::apply(
                    &mut body,
                    &Edit {
                        value: EditValue::Plain(Value::Null),
                        ..edit.clone()
                    },
                ),
                _ => draft::apply(&mut body, edit),
            }
        }
        let path = format!("{ACCOUNTS}/{organization}/clientProviders/{id}");
        let noun = subject(object, was);
        let call = Call::write(WriteKind::EditProvider(id), path, noun.clone());
        let look = || {
            let now = self.read_provider(organization, id, &noun)?;
            made(now.config.as_ref(), &taken, &noun)
        };
        self.send(&with_edits(call, body, &taken)?, look)?;
        Ok((object, name.map_or(now.row.name, Untrusted::new)))
    }
}

/// The call with a body that may hold secrets, which is wiped.
fn with_edits<'a>(call: Call<'a>, body: Value, edits: &'a [Edit]) -> Result<Call<'a>, Error> {
    let call = call.json(&body);
    drop(WipedJson(body));
    let mut call = call?;
    let secret = |edit: &'a Edit| match &edit.value {
        EditValue::Secret(secret) => Some(secret),
        _ => None,
    };
    call.hidden.extend(edits.iter().filter_map(secret));
    Ok(call)
}

fn made(config: Option<&Value>, edits: &[Edit], noun: &str) -> Result<LookResult<()>, Error> {
    let found = config.map(|config| draft::found(config, edits));
    match found {
        None => Err(Error::Unsupported("Reading what was set")),
        Some(EditState::OnlySecrets) => Err(Error::Unsupported("Reading secrets back")),
        Some(found) => Ok(compare(
            (),
            found == EditState::AsSent,
            found == EditState::AsBefore,
            noun,
        )),
    }
}
