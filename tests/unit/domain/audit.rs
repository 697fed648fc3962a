//! Audit entries in the shapes that programs have seen.

use amtui::domain::audit::{AuditObject, AuditPreset, AuditQuery, AuditRecord, AuditValue, AuditValues};
use amtui::domain::{OrgId, UnixTime};
use serde_json::json;
use uuid::Uuid;

fn object(id: &str, name: &str) -> AuditObject {
    AuditObject {
        id: Some(id.into()),
        name: Some(name.into()),
    }
}

#[test]
fn an_entry_is_read_under_every_name_that_was_seen() {
    let one = AuditRecord::read(json!({
        "id": "e1", "timestamp": "2026-11-20T08:00:00Z", "platform": "CoreServices", "objectType": "Client Provider",
        "action": "Delete", "objectId": "p1", "objectName": "Okta", "userName": "ana.ruiz", "userId": "u1",
        "clientName": "Terraform", "environmentId": "v1", "environmentName": "QA", "parent": "o1", "failed": false,
    }));
    let other = AuditRecord::read(json!({
        "auditId": "e1", "date": 1_795_161_600_000_i64, "product": "CoreServices", "type": "Client Provider",
        "action": "Delete", "objects": [{"objectId": "p1", "objectName": "Okta"}], "user": {"name": "ana.ruiz", "id": "u1"},
        "connectedApp": {"name": "Terraform"}, "environment": {"id": "v1", "name": "QA"}, "parents": ["o1"], "failed": false,
    }));
    for entry in [&one, &other] {
        assert_eq!(entry.id, Some("e1".into()));
        assert_eq!(entry.time, Some(UnixTime(1_795_161_600)));
        assert_eq!(entry.product, Some("CoreServices".into()));
        assert_eq!(entry.object_type, Some("Client Provider".into()));
        assert_eq!(entry.action, Some("Delete".into()));
        assert_eq!(entry.objects, [object("p1", "Okta")]);
        assert_eq!(entry.user, Some("ana.ruiz".into()));
        assert_eq!(entry.user_id, "u1".parse().ok());
        assert_eq!(entry.connected_app, Some("Terraform".into()));
        assert_eq!(entry.environment, Some(object("v1", "QA")));
        assert_eq!(entry.parents.len(), 1);
        assert_eq!(entry.parents[0].id, Some("o1".into()));
        assert_eq!(entry.failed, Some(false));
    }
}

#[test]
fn an_entry_without_anything_is_unknown_in_everything() {
    for empty in [
        json!({}),
        json!({"user": null, "objects": [], "timestamp": "soon", "failed": "no"}),
        json!([1]),
    ] {
        let entry = AuditRecord::read(empty.clone());
        let unknown = AuditRecord {
            json: entry.json.clone(),
            ..AuditRecord::default()
        };
        assert_eq!(entry, unknown, "{empty}");
    }
}

#[test]
fn no_secret_of_a_payload_is_kept() {
    let entry = AuditRecord::read(json!({
        "action": "Create", "payload": {"client_secret": "hush", "properties": {"password": "hush", "name": "App"}},
    }));
    assert!(!entry.json.raw().contains("hush"), "{}", entry.json.raw());
    assert!(entry.json.raw().contains("App"));
}

#[test]
fn a_secret_that_was_changed_is_kept_in_neither_value() {
    for pair in [
        json!({"field": "clientSecret", "oldValue": "hush-1", "newValue": "hush-2"}),
        json!({"property": "password", "before": "hush-1", "after": "hush-2"}),
        json!({"attribute": "Authorization", "from": "hush-1", "to": "hush-2"}),
        json!({"name": "client_secret", "old": "hush-1", "new": "hush-2"}),
        json!({"clientSecret": {"old": "hush-1", "new": "hush-2"}}),
    ] {
        let entry =
            AuditRecord::read(json!({"payload": {"changes": [pair, {"field": "issuer", "old": "a", "new": "b"}]}}));
        assert!(!entry.json.raw().contains("hush"), "{}", entry.json.raw());
        let told = format!("{:?}", entry.changes());
        assert!(!told.contains("hush") && told.contains("issuer: a -> b"), "{told}");
    }
}

#[test]
fn a_side_of_a_change_that_is_not_told_is_not_told_as_empty() {
    let changes = |payload| {
        let entry = AuditRecord::read(json!({ "payload": payload }));
        let changes = entry.changes();
        changes.iter().map(|change| change.raw().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(changes(json!({"field": "name", "newValue": "B"})), ["name: now B"]);
    assert_eq!(changes(json!({"field": "name", "oldValue": "A"})), ["name: was A"]);
    assert_eq!(
        changes(json!({"field": "name", "oldValue": null, "newValue": "B"})),
        ["name: (not set) -> B"]
    );
    assert_eq!(
        changes(json!({"old": {"issuer": "a", "name": "N"}, "new": {"name": "M"}})),
        ["issuer: was a", "name: N -> M"]
    );
    assert_eq!(
        changes(json!({"field": "scope", "old": {"a": 1}, "new": "all"})),
        ["scope: {\"a\":1} -> all"]
    );
    let many: Vec<_> = (0..42)
        .map(|n| json!({"field": format!("f{n}"), "old": 1, "new": 2}))
        .collect();
    assert_eq!(
        changes(json!({ "changes": many })).last().unwrap(),
        "and 2 more changes: J shows all"
    );
}

#[test]
fn the_changes_of_an_entry_are_read_from_its_json_once() {
    let entry = AuditRecord::read(json!({"payload": {"name": {"old": "A", "new": "B"}}}));
    let fresh = entry.clone();
    assert!(std::ptr::eq(entry.changes(), entry.changes()));
    assert_eq!(entry, fresh, "who asked changes nothing");
    assert_eq!(fresh.changes(), entry.changes());
}

#[test]
fn a_query_asks_for_what_matches_all_of_it() {
    let entry = AuditRecord::read(json!({
        "timestamp": "2026-11-20T08:00:00Z", "objectType": "Team", "action": "Delete", "userId": "u1",
        "objects": [{"id": "t1"}, {"id": "t2"}], "parent": "o1",
    }));
    let at = entry.time.unwrap();
    let all = AuditQuery::since(OrgId(Uuid::nil()), at, 10);
    let with = |change: fn(&mut AuditQuery)| {
        let mut query = all.clone();
        change(&mut query);
        query.asks_for(&entry)
    };
    assert!(with(|_| ()));
    assert!(with(|q| q.to = Some(q.from)));
    assert!(!with(|q| q.from.0 += 1));
    assert!(!with(|q| q.to = Some(UnixTime(q.from.0 - 1))));
    assert!(with(|q| q.object_types = vec!["Role".into(), "Team".into()]));
    assert!(!with(|q| q.object_types = vec!["Role".into()]));
    assert!(
        !with(|q| q.products = vec!["CoreServices".into()]),
        "unknown is no match"
    );
    assert!(with(|q| q.users = vec!["u1".parse().unwrap()]));
    assert!(!with(|q| q.users = vec!["u2".parse().unwrap()]));
    assert!(with(|q| q.objects = vec!["t2".into()]));
    assert!(with(|q| q.objects = vec!["o1".into()]));
    assert!(!with(|q| q.objects = vec!["t3".into()]));
    assert!(!with(|q| q.failed = Some(true)));
    assert!(with(|q| q.failed = Some(false)));
}

#[test]
fn a_question_that_the_audit_cannot_be_asked_is_answered_by_the_entries_themselves() {
    let value = |name: &str, label: &str| AuditValue {
        name: name.into(),
        label: label.into(),
    };
    let mut values = AuditValues {
        object_types: vec![value("cp", "Client Provider"), value("team", "Team")],
        whole: true,
        ..AuditValues::default()
    };
    let ask = |values: &AuditValues| {
        let mut query = AuditQuery::since(OrgId(Uuid::nil()), UnixTime(0), 9);
        let narrowed = AuditPreset::ClientProviders.narrow(&mut query, values);
        (narrowed, query.object_types)
    };
    assert_eq!(ask(&values), (true, vec!["cp".into()]));
    values.whole = false;
    assert_eq!(ask(&values), (false, vec![]));
    assert_eq!(
        ask(&AuditValues {
            whole: true,
            ..AuditValues::default()
        }),
        (false, vec![])
    );
    let entry = |kind: &str| AuditRecord::read(json!({"objectType": kind}));
    for (kind, kept) in [("Client Provider", true), ("clientProvider", true), ("Team", false)] {
        assert_eq!(AuditPreset::ClientProviders.keeps(&entry(kind)), kept, "{kind}");
    }
    assert!(!AuditPreset::ClientProviders.keeps(&AuditRecord::read(json!({}))));
}
