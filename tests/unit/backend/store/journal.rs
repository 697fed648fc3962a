//! What was done to an organization file is taken back exactly, or not at all.

use amtui::backend::store::editor::Editor;
use amtui::backend::store::journal::{RecordCollection, RecordKey, revert};
use serde_json::{Value, json};
use uuid::Uuid;

const ROOT: &str = "0a000000-0000-4000-8000-000000000000";
const GROUP: &str = "0a000000-0000-4000-8000-000000000001";

fn id(text: &str) -> Uuid {
    Uuid::parse_str(text).expect("a UUID")
}

fn numbered(n: u64) -> impl Fn(&Value) -> bool {
    move |object| object.get("id").and_then(Value::as_u64) == Some(n)
}

#[test]
fn every_primitive_is_taken_back_exactly() {
    let mut document = json!({
        "organization": {"id": ROOT, "environmentsCount": 2, "subOrganizationIds": [GROUP], "subOrganizations": [
            {"id": GROUP, "name": "Retail"}]},
        "apis": [{"id": 1, "x": 1.50}, {"providerId": "p", "id": 2}, {"id": 4}, {"id": 5}],
        "users": [{"username": "a"}]
    });
    let before = document.to_string();
    let mut editor = Editor::new(&mut document);
    let gone = |o: &Value| numbered(1)(o) || numbered(4)(o);
    assert_eq!(editor.remove(RecordCollection::Apis, gone), 2);
    assert_eq!(
        editor.set(RecordCollection::Apis, "providerId", |_| Some(Value::Null)),
        2
    );
    editor.set(RecordCollection::Users, "activeOrganizationId", |_| Some("o".into()));
    editor
        .insert(RecordCollection::Apis, json!({"id": 3}))
        .expect("the id is free");
    assert!(editor.insert(RecordCollection::Apis, json!({"id": 3})).is_none());
    editor
        .insert(RecordCollection::Applications, json!({"id": 1}))
        .expect("the list is made");
    let group = RecordCollection::Groups(id(GROUP));
    editor
        .insert(group, json!({"id": ROOT.replace("0a", "0b")}))
        .expect("the list is made");
    editor
        .edit(RecordCollection::Apis, RecordKey::Number(2), |o| drop(o["x"].take()))
        .expect("it is there");
    assert_eq!(editor.set(RecordCollection::Tree, "name", |_| Some("N".into())), 3);
    editor.count(id(ROOT), 1);
    editor.count(id(GROUP), 1);
    editor.relist(id(ROOT), "subOrganizationIds", Vec::clear);
    editor.relist(id(GROUP), "subOrganizationIds", Vec::clear);
    let deeds = editor.finish();
    assert_eq!(document["organization"]["environmentsCount"], 3);
    assert_eq!(
        document["organization"]["subOrganizations"][0].get("environmentsCount"),
        None
    );
    assert_ne!(document.to_string(), before);
    revert(&mut document, &deeds).expect("nobody else changed it");
    assert_eq!(document.to_string(), before);
}

#[test]
fn what_others_changed_since_is_not_overwritten() {
    let start = json!({"apis": [{"id": 1, "providerId": "p"}, {"id": 2}, {"id": 5, "x": 1}]});
    let mut document = start.clone();
    let mut editor = Editor::new(&mut document);
    editor.set(RecordCollection::Apis, "providerId", |o| {
        o.get("providerId").map(|_| Value::Null)
    });
    editor.remove(RecordCollection::Apis, numbered(2));
    editor
        .insert(RecordCollection::Apis, json!({"id": 3}))
        .expect("the id is free");
    editor
        .edit(RecordCollection::Apis, RecordKey::Number(5), |o| o["x"] = json!(2))
        .expect("it is there");
    let deeds = editor.finish();
    let five = json!({"id": 5, "x": 2});
    for other in [
        json!({"apis": [{"id": 1, "providerId": "q"}, {"id": 3}, five]}),
        json!({"apis": [{"id": 1, "providerId": null}, {"id": 2}, {"id": 3}, five]}),
        json!({"apis": [{"id": 1, "providerId": null}, five]}),
        json!({"apis": [{"id": 1, "providerId": null}, {"id": 3, "label": "new"}, five]}),
        json!({"apis": [{"id": 3}, five]}),
        json!({"apis": [{"id": 1, "providerId": null}, {"id": 3}, {"id": 5, "x": 3}]}),
        json!({"apis": [{"id": 1, "providerId": null}, {"id": 3}]}),
        json!({}),
    ] {
        assert!(revert(&mut other.clone(), &deeds).is_none(), "{other}");
    }
    assert!(revert(&mut document, &deeds).is_some());
    assert_eq!(document, start);
}
