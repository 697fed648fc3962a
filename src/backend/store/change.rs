//! The changes a file home makes: each under the lock, on the file as it is then, all of it or nothing. Imports `domain`.

use jiff::Timestamp;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::document::Document;
use super::file::{self, Held};
use super::journal::{Change, Editor, Key, List, Wiped, revert, uuid};
use super::{FileHome, held};
use crate::backend::Target;
use crate::domain::audit::Entry;
use crate::domain::rules::{self, Refusal, Who};
use crate::domain::text::escape;
use crate::domain::{Account, Error, Foreign, OrgId, ProviderId, ProviderRef};

/// A change that was made, as undo needs it.
pub(super) struct Step {
    provider: ProviderId,
    name: Foreign,
    changes: Vec<Change>,
}

/// The file under its lock: what it means, and its JSON with everything amtui does not know.
struct Open<'a> {
    file: Held<'a>,
    length: usize,
    document: Document,
    json: Wiped,
}

impl FileHome {
    fn lock(&self) -> Result<Open<'_>, Error> {
        let file = self.medium.lock()?;
        let content = file.read()?;
        let document = self.parse(&content)?;
        let json = serde_json::from_slice(&content.bytes)
            // Reading skips what it does not know; keeping it is harder, as when it is nested without end.
            .map_err(|e| {
                file::error(
                    self.medium.path(),
                    format!("it can be read, but not changed: {}.", escape(&e.to_string())),
                )
            })?;
        Ok(Open {
            file,
            length: content.bytes.len(),
            document,
            json: Wiped(json),
        })
    }

    fn write(&self, open: Open<'_>) -> Result<(), Error> {
        // Room for a longer layout and the audit entry: a buffer that moves would leave a copy of secrets behind.
        let room = open.length.saturating_mul(2).saturating_add(4096);
        let mut bytes = Zeroizing::new(Vec::with_capacity(room));
        serde_json::to_writer_pretty(&mut *bytes, &open.json.0)
            .map_err(|e| file::error(self.medium.path(), format!("it cannot be written: {e}.")))?;
        bytes.push(b'\n');
        open.file.replace(&bytes)
    }

    /// The account signed in, as `document` has it, if it may delete `provider` while working in `organization`.
    fn permit(&self, document: &Document, organization: OrgId, provider: ProviderId) -> Result<Account, Error> {
        let username = held(&self.session).clone().ok_or(Error::SignedOut)?;
        let account = document.account(&username).ok_or(Error::SignedOut)?;
        let provider = ProviderRef::External(provider);
        let who = Who {
            account,
            tree: &document.tree,
            read_only: false,
        };
        rules::delete_provider(who, organization, provider).map_err(Error::Refused)?;
        Ok(account.clone())
    }

    pub(super) fn delete(&self, target: &Target) -> Result<(), Error> {
        // One change at a time: the journal must be in the order of the file.
        let mut journal = held(&self.journal);
        // Refused without waiting for other writers, and again below, where rights may have changed meanwhile.
        let (document, _) = self.signed_in()?;
        self.permit(&document, target.organization, target.provider)?;

        let mut open = self.lock()?;
        let account = self.permit(&open.document, target.organization, target.provider)?;
        as_seen(&open.document, target)?;
        let mut editor = Editor::new(&mut open.json.0);
        remove_provider(&mut editor, target.provider).ok_or_else(mismatch)?;
        let changes = editor.finish();
        let step = Step {
            provider: target.provider,
            name: target.name.clone(),
            changes,
        };
        self.audit(&mut open.json.0, &account, "Delete", &step, target.organization)?;
        self.write(open)?;
        journal.push(step);
        Ok(())
    }

    pub(super) fn take_back(&self) -> Result<String, Error> {
        let mut journal = held(&self.journal);
        self.signed_in()?;
        let step = journal.last().ok_or(Error::NothingToUndo)?;

        let mut open = self.lock()?;
        let root = open.document.tree.root().ok_or(Error::Refused(Refusal::NotSeen))?.id;
        let account = self.permit(&open.document, root, step.provider)?;
        revert(&mut open.json.0, &step.changes).ok_or_else(|| {
            let name = step.name.shown();
            Error::Changed(format!(
                "Nothing was undone: what deleting '{name}' changed was changed again since."
            ))
        })?;
        self.audit(&mut open.json.0, &account, "Undo", step, root)?;
        self.write(open)?;
        let undone = format!("Deleted client provider '{}'", step.name.shown());
        journal.pop();
        Ok(undone)
    }

    /// Where one works is no change to the organization: no audit entry, and nothing to undo.
    pub(super) fn write_active(&self, account: &Account, organization: OrgId) -> Result<(), Error> {
        let mut open = self.lock()?;
        let mut editor = Editor::new(&mut open.json.0);
        editor.set(List::Users, "activeOrganizationId", |user| {
            let same = user.get("username").and_then(Value::as_str) == Some(account.username.raw());
            same.then(|| organization.to_string().into())
        });
        // A file without users has the one local account, and no place to keep this.
        if editor.finish().is_empty() {
            return Ok(());
        }
        self.write(open)
    }

    fn audit(
        &self,
        json: &mut Value,
        account: &Account,
        action: &'static str,
        step: &Step,
        organization: OrgId,
    ) -> Result<(), Error> {
        let now = Timestamp::from_second((self.clock)()).map_err(|e| Error::Internal(e.to_string()))?;
        let entry = Entry {
            timestamp: now.to_string(),
            user_name: account.username.raw().to_owned(),
            action,
            object_type: "Client Provider",
            object_name: step.name.raw().to_owned(),
            object_id: step.provider.to_string(),
            organization_id: organization.to_string(),
        };
        let entry = serde_json::to_value(entry).map_err(|e| Error::Internal(e.to_string()))?;
        let members = json.as_object_mut().ok_or_else(mismatch)?;
        members
            .entry("audit")
            .or_insert_with(|| json!([]))
            .as_array_mut()
            .ok_or_else(mismatch)?
            .push(entry);
        Ok(())
    }
}

/// The two readings of one file disagree.
fn mismatch() -> Error {
    Error::Internal("the organization file reads differently for looking and for changing".into())
}

/// Whether the provider is still what the person saw when they confirmed.
fn as_seen(document: &Document, target: &Target) -> Result<(), Error> {
    let named = format!("Client provider '{}'", target.name.shown());
    let id = ProviderRef::External(target.provider);
    let Some(now) = document.providers.iter().find(|p| p.row.id == id) else {
        return Err(Error::NotFound(named));
    };
    if now.row.name != target.name {
        return Err(Error::Changed(format!(
            "Nothing was deleted: {named} is now named '{}'.",
            now.row.name.shown()
        )));
    }
    if now.row.kind != target.kind {
        return Err(Error::Changed(format!(
            "Nothing was deleted: {named} is now of type {}.",
            now.row.kind.label()
        )));
    }
    Ok(())
}

/// Gone everywhere (R70); what used it falls back to the built-in provider, contracts and policies stay (R71).
fn remove_provider(editor: &mut Editor, provider: ProviderId) -> Option<()> {
    let is_it = |value: &Value| uuid(value) == Some(provider.0);
    editor.remove(List::Providers, &Key::Uuid(provider.0))?;
    editor.set(List::Environments, "clientManagementProviderIds", |environment| {
        let ids = environment.get("clientManagementProviderIds")?.as_array()?;
        let left: Vec<Value> = ids.iter().filter(|id| !is_it(id)).cloned().collect();
        (left.len() < ids.len()).then_some(Value::Array(left))
    });
    for list in [List::Apis, List::Applications] {
        editor.set(list, "providerId", |one| {
            one.get("providerId").is_some_and(is_it).then_some(Value::Null)
        });
    }
    Some(())
}
