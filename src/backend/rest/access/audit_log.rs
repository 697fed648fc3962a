//! The platform's audit log: what it is asked, and what it can be asked for.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::RestBackend;
use super::super::call::Call;
use super::super::pages::{PageBody, PagedList};
use super::super::read::refused;
use super::super::wire::{lenient, number};
use super::ON_THEIR_WAY;
use crate::backend::OnPartial;
use crate::domain::audit::{AuditQuery, AuditRecord, AuditValue, AuditValues};
use crate::domain::{Coverage, Error, Listing, OrgId, Untrusted};

/// The most entries of a page.
const ENTRIES: usize = 200;

#[derive(Deserialize)]
struct AuditValueWire {
    name: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    label: Option<Untrusted>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RetentionWire {
    #[serde(default, deserialize_with = "number")]
    retention_period: Option<u32>,
}

fn audit(organization: OrgId, what: &str) -> String {
    format!("/audit/v2/organizations/{organization}/{what}")
}

/// The body of a query; `place` names where the objects that it asks for stand in an entry. What comes after the moment of
/// the query is not left out: the platform's clock may be ahead.
fn body(query: &AuditQuery, place: &'static str) -> PageBody {
    let words = |words: &[Untrusted]| -> Value { words.iter().map(Untrusted::raw).collect() };
    let filters = [
        ("platforms", words(&query.products)),
        ("objectTypes", words(&query.object_types)),
        ("actions", words(&query.actions)),
        ("userIds", query.users.iter().map(|id| json!(id)).collect()),
        (place, words(&query.objects)),
        (
            "environmentIds",
            query.environments.iter().map(|id| json!(id)).collect(),
        ),
    ];
    // Without it the oldest come first.
    let fixed = [
        ("startDate", json!(query.from.to_string())),
        ("ascending", json!(false)),
    ];
    let lists = filters
        .into_iter()
        .filter(|(_, values)| values.as_array().is_some_and(|values| !values.is_empty()));
    // To the end of its last second: entries have milliseconds.
    let end = query
        .to
        .map(|to| ("endDate", json!(to.to_string().replace('Z', ".999Z"))));
    let failed = query.failed.map(|failed| ("failed", json!(failed)));
    let members = fixed.into_iter().chain(lists).chain(end).chain(failed);
    let body: Map<String, Value> = members.map(|(name, value)| (name.to_owned(), value)).collect();
    Box::new(move |limit, offset| {
        let mut body = body.clone();
        body.insert("limit".into(), limit.into());
        body.insert("offset".into(), offset.into());
        body.into()
    })
}

/// What makes an entry itself: its id, else all that it says.
fn identity(entry: &Value) -> String {
    let mut ids = ["id", "auditId"].iter().filter_map(|name| entry.get(*name));
    let id = ids.find(|id| !id.is_null());
    id.unwrap_or(entry).to_string()
}

fn records(entries: Vec<Value>) -> Vec<AuditRecord> {
    entries.into_iter().map(AuditRecord::read).collect()
}

impl RestBackend {
    pub(super) fn read_audit(
        &self,
        query: &AuditQuery,
        on_partial: OnPartial<'_, Arc<Listing<AuditRecord>>>,
    ) -> Result<Listing<AuditRecord>, Error> {
        if query.objects.is_empty() {
            let tell = |rows: &[Value]| on_partial(Arc::new(Listing::partial(records(rows.to_vec()), ON_THEIR_WAY)));
            return Ok(self.entries(query, "objectIds", &tell)?.map(records));
        }
        // An entry names an object, or something that stands in it: one query asks for either.
        let both = self.all(&["objectIds", "parentIds"], |place| self.entries(query, place, &|_| ()))?;
        let mut coverage = both
            .iter()
            .map(|found| found.coverage.clone())
            .fold(Coverage::Complete, Coverage::and);
        let mut seen = HashSet::new();
        let rows = both.into_iter().flatten();
        let rows: Vec<Value> = rows.filter(|entry| seen.insert(identity(entry))).collect();
        // An empty answer proves something where the other one is not empty.
        if coverage == Coverage::Unverified && !rows.is_empty() {
            coverage = Coverage::Complete;
        }
        let mut rows = records(rows);
        rows.sort_by_key(|entry| Reverse(entry.time));
        if rows.len() > query.limit {
            rows.truncate(query.limit);
            coverage = coverage.and(Coverage::Partial(format!(
                "Only the newest {} entries are read.",
                query.limit
            )));
        }
        Ok(Listing { rows, coverage })
    }

    fn entries(
        &self,
        query: &AuditQuery,
        place: &'static str,
        on_partial: &(dyn Fn(&[Value]) + Sync),
    ) -> Result<Listing<Value>, Error> {
        let most = query.limit.max(1);
        let path = audit(
            query.organization,
            "query?doIncludeTotal=true&getVersionedObjectsInLogs=true",
        );
        let list = PagedList {
            body: Some(body(query, place)),
            most,
            ..PagedList::new(path, ENTRIES.min(most), "The audit log", "entries")
        };
        self.stream_pages(&list, identity, on_partial)
    }

    pub(super) fn read_audit_values(&self, organization: OrgId) -> Result<AuditValues, Error> {
        let lists = ["platforms", "objectTypes", "actions"];
        let read = |what: &&str| -> Result<(Vec<AuditValue>, bool), Error> {
            let rows: Listing<AuditValueWire> =
                self.list(&Call::get(audit(organization, what), "The audit log"), what)?;
            let value = |row: AuditValueWire| AuditValue {
                label: row.label.unwrap_or_else(|| row.name.clone()),
                name: row.name,
            };
            let whole = rows.coverage.is_complete();
            Ok((rows.into_iter().map(value).collect(), whole))
        };
        let (lists, whole): (Vec<_>, Vec<_>) = self.all(&lists, read)?.into_iter().unzip();
        let mut lists = lists.into_iter();
        let mut next = || lists.next().unwrap_or_default();
        let path = audit(organization, "retentionSettings");
        let retention = match self.access.get::<RetentionWire>(path, "The audit log") {
            Err(why) if refused(&why) => None,
            other => other?.retention_period,
        };
        Ok(AuditValues {
            products: next(),
            object_types: next(),
            actions: next(),
            retention_days: retention,
            whole: whole.into_iter().all(|whole| whole),
        })
    }
}
