//! What the audit of a file says of each change.

use amtui::backend::Backend;
use serde_json::{Value, json};

use super::last;
use crate::asks::{edit, every, text};
use crate::directory::set;
use crate::fixture::{BANK, Place, RETAIL, ROOT, changeable};
use crate::generate::id;

#[test]
fn the_audit_tells_what_was_done_to_what() {
    let place = Place::of(&changeable());
    let backend = place.backend();
    let entry = |action: &str, kind: &str, name: &str, organization: usize| {
        let product = ["Access Management", "API Manager"][usize::from(kind == "API")];
        json!({"timestamp": "2026-01-01T00:00:00Z", "product": product, "userName": "ada", "userId": "u-ada", "action": action, "objectType": kind,
            "objectName": name, "organizationId": id("0a", organization)})
    };
    let root = id("0a", ROOT);
    let wanted = [
        ("Create", "Client Provider", "Okta", ROOT, Value::Null),
        ("Edit", "Client Provider", "Zeta 2", ROOT, Value::Null),
        ("Edit", "Environment", "Env 3", ROOT, json!(root)),
        ("Create", "Environment", "QA", ROOT, json!(root)),
        ("Edit", "Environment", "Live", RETAIL, json!(id("0a", RETAIL))),
        ("Create", "Business Group", "Cards", BANK, json!(id("0a", BANK))),
        ("Edit", "Business Group", "Stores", ROOT, json!(root)),
        ("Edit", "API", "api-16", ROOT, json!(id("0b", 3))),
        ("Delete", "Business Group", "Shops", RETAIL, json!(id("0a", RETAIL))),
        ("Delete", "Environment", "Env 3", ROOT, json!(root)),
    ];
    let fields = [
        Some(json!([
            "Name",
            "Issuer",
            "Client Registration URL",
            "Authorization Header",
            "Client ID",
            "Client Secret",
            "Authorize URL",
            "Token URL",
            "Token Introspection URL"
        ])),
        Some(json!(["Name", "Issuer", "Client Secret"])),
        Some(json!(["Client Providers"])),
        None,
        Some(json!(["Name"])),
        None,
        Some(json!(["Name", "Owner"])),
        Some(json!(["Client Providers"])),
        None,
        None,
    ];
    let values = [
        json!(null),
        json!([
            ["Name", "zeta IdP", "Zeta 2"],
            ["Issuer", null, "https://zeta.example.com"]
        ]),
        json!([[
            "Client Providers",
            ["Zeta 2", "Alpha AM", "Entra"],
            ["Alpha AM", "Zeta 2"]
        ]]),
        json!(null),
        json!([["Name", "Env 0", "Live"]]),
        json!(null),
        json!([["Name", "Retail", "Stores"], ["Owner", "ben", "ada"]]),
        json!([["Client Providers", "Zeta 2", "Alpha AM"]]),
        json!(null),
        json!(null),
    ];
    for ((((change, _), (action, kind, name, organization, parent)), fields), values) in
        every(&backend).iter().zip(wanted).zip(fields).zip(values)
    {
        backend.change(change).unwrap();
        let mut told = last(&place.json());
        let told = told.as_object_mut().unwrap();
        assert!(told.shift_remove("objectId").is_some_and(|id| id.is_string()));
        assert_eq!(told.shift_remove("parent").unwrap_or_default(), parent, "{name}");
        assert_eq!(told.shift_remove("fields"), fields, "{name}");
        let payload = told.shift_remove("payload").unwrap_or_default();
        let row = |one: &Value| json!([one["name"], one["old"], one["new"]]);
        let rows = payload["changes"]
            .as_array()
            .map(|all| all.iter().map(row).collect::<Value>());
        assert_eq!(rows.unwrap_or_default(), values, "{name}");
        assert_eq!(json!(told), entry(action, kind, name, organization));
    }
    backend.undo().unwrap();
    let undone = last(&place.json());
    assert_eq!(
        (&undone["action"], &undone["objectName"]),
        (&json!("Undo"), &json!("Env 3"))
    );
}

#[test]
fn a_status_that_nobody_knew_is_no_old_value() {
    let place = Place::of(&changeable());
    place.backend().change(&set("cy", false)).unwrap();
    assert_eq!(
        last(&place.json())["payload"]["changes"],
        json!([{"name": "Status", "old": null, "new": "disabled"}])
    );
}

#[test]
fn the_audit_keeps_no_secret_of_an_address() {
    let place = Place::of(&changeable());
    let backend = place.backend();
    let address = text("https://idp.example.com/token?tenant=7&code=hush-2");
    let change = edit(&backend, 0, &[("/oidc_dynamic_client_provider/urls/token", address)]);
    backend.change(&change).unwrap();
    let told = |what: &str| {
        let told = last(&place.json());
        assert_eq!(
            told["payload"]["changes"][0][what],
            json!("https://idp.example.com/token?tenant=7&code=***")
        );
        assert!(!told.to_string().contains("hush"), "{told}");
    };
    told("new");
    backend.undo().unwrap();
    told("old");
}
