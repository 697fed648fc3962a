//! The entries that a change adds to the audit of its file. Imports `domain`.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::details::{self, FieldValues};
use super::history::JournalEntry;
use super::mismatch;
use crate::backend::store::FileBackend;
use crate::backend::store::document::Document;
use crate::domain::audit::{AuditEntry, object_type, product};
use crate::domain::change::ChangeKind;
use crate::domain::secret::take_secrets;
use crate::domain::{Account, Error};

impl FileBackend {
    pub(super) fn audit(
        &self,
        json: &mut Value,
        (document, account): (&Document, &Account),
        action: ChangeKind,
        step: &JournalEntry,
    ) -> Result<(), Error> {
        let user_id = document.user_ids.get(&account.username);
        let now = Timestamp::from_second((self.clock)()).map_err(|e| Error::Internal(e.to_string()))?;
        let back = action == ChangeKind::Undo;
        let payload = |values: &[FieldValues], of: ChangeKind| {
            let mut payload = Map::new();
            match action {
                ChangeKind::Undo => payload.insert("undone".into(), json!(of)),
                ChangeKind::Redo => payload.insert("redone".into(), json!(of)),
                _ => None,
            };
            if !values.is_empty() {
                let values: Value = values.iter().map(|values| values.to_json(back)).collect();
                payload.insert("changes".into(), values);
            }
            let mut payload = Value::Object(payload);
            // An address may have a password or a token within: the entry outlives both.
            take_secrets(&mut payload);
            payload
                .as_object()
                .is_some_and(|members| !members.is_empty())
                .then_some(payload)
        };
        let own = AuditEntry {
            timestamp: now.to_string(),
            product: product(step.object),
            user_id: user_id.map(|id| id.raw().to_owned()),
            user_name: account.username.raw().to_owned(),
            action,
            object_type: object_type(step.object),
            object_name: step.name.raw().to_owned(),
            object_id: step.object.id_text(),
            organization_id: step.organization.to_string(),
            parent: step.parent.clone(),
            fields: step.fields.clone(),
            payload: payload(&step.values, step.action),
        };
        let also = step.also_changed.iter().map(|also| AuditEntry {
            action: if action == ChangeKind::Delete {
                ChangeKind::Edit
            } else {
                action
            },
            object_type: object_type(also.object),
            object_name: also.name.raw().to_owned(),
            object_id: also.object.id_text(),
            organization_id: also.organization.to_string(),
            parent: Some(also.organization.to_string()),
            fields: vec![details::PROVIDERS],
            payload: payload(std::slice::from_ref(&also.values), ChangeKind::Edit),
            ..own.clone()
        });
        // The newest of one moment is the last: the change itself comes before what follows from it.
        let entries = also.chain([own.clone()]).map(serde_json::to_value);
        let entries: Vec<Value> = entries
            .collect::<Result<_, _>>()
            .map_err(|e| Error::Internal(e.to_string()))?;
        let members = json.as_object_mut().ok_or_else(mismatch)?;
        members
            .entry("audit")
            .or_insert_with(|| json!([]))
            .as_array_mut()
            .ok_or_else(mismatch)?
            .extend(entries);
        Ok(())
    }
}
