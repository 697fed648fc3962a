//! A provider's form: its problems, its changes and what it sends.

use amtui::domain::config::{FormField, Shape, form};
use amtui::domain::draft::{Draft, EditValue, FieldValue, apply, body};
use amtui::domain::provider::ProviderRow;
use amtui::domain::secret::{self, Secret};
use amtui::domain::{Provider, ProviderKind};
use proptest::prelude::*;
use serde_json::{Value, json};

const OIDC: &str = "/oidc_dynamic_client_provider";

fn fields(kind: &ProviderKind) -> impl Iterator<Item = &'static FormField> + use<> {
    form(kind).into_iter().flat_map(|section| section.fields)
}

fn set(draft: &mut Draft, label: &str, value: &str) {
    let at = fields(&draft.kind)
        .position(|f| f.label == label)
        .expect("a field of the form");
    draft.typed[at] = match &draft.typed[at] {
        FieldValue::Text(_) => FieldValue::Text(value.into()),
        FieldValue::Secret(_) => FieldValue::Secret(Secret::new(value.into())),
        FieldValue::Switch(_) => FieldValue::Switch(value == "on"),
    };
}

fn filled() -> Draft {
    let mut draft = Draft::new(ProviderKind::Oidc);
    for (label, value) in [
        ("Name", "Okta Staging"),
        ("Client Registration URL", "https://idp.example.com/register"),
        ("Client ID", "introspector"),
        ("Client Secret", "hush"),
        ("Authorize URL", "https://idp.example.com/authorize"),
        ("Token URL", "https://idp.example.com/token"),
        ("Token Introspection URL", "https://idp.example.com/introspect"),
    ] {
        set(&mut draft, label, value);
    }
    draft
}

fn provider(mut object: Value) -> Provider {
    let secrets = secret::take_secrets(&mut object);
    let row = ProviderRow {
        kind: ProviderKind::from_object(&object),
        ..ProviderRow::built_in()
    };
    Provider {
        row,
        config: Some(object),
        secrets,
        unknown: 0,
    }
}

fn problem(draft: &Draft, label: &str) -> Option<String> {
    draft.problems().into_iter().find(|p| p.label == label).map(|p| p.text)
}

#[test]
fn an_empty_form_names_every_field_that_is_needed() {
    let labels: Vec<&str> = Draft::new(ProviderKind::Oidc)
        .problems()
        .iter()
        .map(|p| p.label)
        .collect();
    assert_eq!(
        labels,
        [
            "Name",
            "Client Registration URL",
            "Client ID",
            "Client Secret",
            "Authorize URL",
            "Token URL",
            "Token Introspection URL"
        ]
    );
    assert_eq!(filled().problems(), []);
}

#[test]
fn each_message_says_what_would_be_right() {
    for (label, value, says) in [
        (
            "Issuer",
            "idp.example.com",
            "must be a whole address that begins with https://",
        ),
        ("Issuer", "ftp://idp.example.com", "must begin with https://"),
        (
            "Issuer",
            "https:idp.example.com",
            "must be a whole address that begins with https://",
        ),
        (
            "Issuer",
            "https://u:p@idp.example.com",
            "must not contain a user name or a password",
        ),
        (
            "Issuer",
            "http://idp.example.com",
            "is not encrypted: should begin with https://",
        ),
        (
            "Client Request Timeout (seconds)",
            "4",
            "must be a whole number from 5 to 20",
        ),
        (
            "Client Request Timeout (seconds)",
            "21",
            "must be a whole number from 5 to 20",
        ),
        (
            "Client Request Timeout (seconds)",
            "7.5",
            "must be a whole number from 5 to 20",
        ),
        (
            "Supported",
            "implicit, refresh_token",
            "refresh_token needs authorization_code",
        ),
        ("Client Secret", "********", "is a mask, not a secret"),
        (
            "Enable client deletion and updates in IdP",
            "on",
            "needs \"Enable client deletion in Anypoint Platform\"",
        ),
    ] {
        let mut draft = filled();
        set(&mut draft, label, value);
        let found = problem(&draft, label).unwrap_or_default();
        assert!(found.starts_with(says), "{label} = {value}: {found}");
    }
}

#[test]
fn only_plain_http_can_be_confirmed() {
    let mut draft = filled();
    set(&mut draft, "Token URL", "http://idp.example.com/token");
    let problems = draft.problems();
    assert_eq!(problems.len(), 1);
    assert!(problems[0].confirmable);
}

// R33
#[test]
fn pingfederate_registers_at_its_administration_service() {
    let mut draft = Draft::new(ProviderKind::PingFederate { version: None });
    for wrong in [
        "https://pf.example.com/as/clients.oauth2",
        "https://pf.example.com/clients",
    ] {
        set(&mut draft, "Username Token Mapping", "uid");
        draft.put("/oauth2_client_provider/urls/create", wrong);
        let all = draft.problems();
        assert!(
            all.iter().any(|p| p.text.contains("/pf-ws/rest/oauth/clients")),
            "{wrong}: {all:?}"
        );
    }
    draft.put(
        "/oauth2_client_provider/urls/delete",
        "https://pf.example.com:9031/pf-ws/rest/oauth/clients/1",
    );
    assert!(
        problem(&draft, "Delete URL")
            .expect("a problem")
            .contains("{{client_id}}")
    );
    draft.put(
        "/oauth2_client_provider/urls/delete",
        "https://pf.example.com:9031/pf-ws/rest/oauth/clients/{{client_id}}",
    );
    assert_eq!(problem(&draft, "Delete URL"), None);
}

#[test]
fn a_new_provider_s_object_has_the_platform_s_shape() {
    let mut draft = filled();
    set(&mut draft, "Client Request Timeout (seconds)", "7");
    set(&mut draft, "Supported", "authorization_code, refresh_token");
    let object = body(&draft.kind, &draft.edits());
    assert_eq!(
        object,
        json!({"name": "Okta Staging", "type": {"name": "openid-dynamic-client"},
            "oidc_dynamic_client_provider": {
                "client": {"urls": {"register": "https://idp.example.com/register"}},
                "client_request_timeout": 7000,
                "primary_client": {"id": "introspector", "secret": "hush"},
                "urls": {"authorize": "https://idp.example.com/authorize", "token": "https://idp.example.com/token",
                    "introspect": "https://idp.example.com/introspect"},
                "supported_grant_types": ["authorization_code", "refresh_token"]}})
    );
}

#[test]
fn an_edit_names_only_what_changed_and_keeps_the_unit_of_the_wire() {
    let object = json!({"name": "A", "type": {"name": "openid-dynamic-client"}, "x-own": 1,
        "oidc_dynamic_client_provider": {"client_request_timeout": 10, "primary_client": {"id": "i", "secret": "s"},
            "issuer": "https://idp.example.com"}});
    let mut draft = Draft::from_provider(provider(object.clone()));
    assert_eq!(draft.edits(), []);
    assert_eq!(draft.dirty(), 0);
    set(&mut draft, "Client Request Timeout (seconds)", "12");
    set(&mut draft, "Issuer", "");
    set(&mut draft, "Client Secret", "new");
    let edits = draft.edits();
    let mut changed = object;
    for edit in &edits {
        apply(&mut changed, edit);
    }
    let oidc = &changed["oidc_dynamic_client_provider"];
    assert_eq!(oidc["client_request_timeout"], 12);
    assert_eq!(oidc.get("issuer"), None);
    assert_eq!(oidc["primary_client"], json!({"id": "i", "secret": "new"}));
    assert_eq!(changed["x-own"], 1);
    let shown: Vec<_> = draft
        .differences()
        .into_iter()
        .map(|d| (d.label, d.before, d.after))
        .collect();
    let owned = |a: &str| a.to_owned();
    assert_eq!(
        shown,
        [
            ("Issuer", owned("https://idp.example.com"), owned("")),
            ("Client Request Timeout (seconds)", owned("10"), owned("12")),
            ("Client Secret", owned("(set)"), owned("changed")),
        ]
    );
    assert!(!format!("{draft:?} {edits:?}").contains("new"));
}

// R37
#[test]
fn grant_types_are_sent_as_they_are_checked() {
    let device = "urn:ietf:params:oauth:grant-type:device_code";
    let sent = |text: &str| {
        let mut draft = filled();
        set(&mut draft, "Supported", text);
        let object = body(&draft.kind, &draft.edits());
        let shown = draft.differences().pop().map(|d| d.after).unwrap_or_default();
        (
            problem(&draft, "Supported").is_some(),
            object
                .pointer("/oidc_dynamic_client_provider/supported_grant_types")
                .cloned(),
            shown,
        )
    };
    for text in [
        "Authorization Code, Refresh Token",
        "authorization-code,REFRESH-TOKEN,",
        " authorization_code , Refresh  Token",
    ] {
        let both = json!(["authorization_code", "refresh_token"]);
        assert_eq!(
            sent(text),
            (false, Some(both), "authorization_code, refresh_token".into()),
            "{text}"
        );
    }
    assert!(sent("Refresh Token").0);
    assert_eq!(
        sent(&format!("implicit, {device}")).1,
        Some(json!(["implicit", device]))
    );
    let (wrong, nothing, _) = sent(" , ");
    assert_eq!((wrong, nothing), (false, None));
}

#[test]
fn a_list_that_reads_the_same_is_no_change() {
    let object = json!({"name": "AM", "type": {"name": "openam"}, "oauth2_client_provider": {"scopes": ["a", "b"]}});
    let mut draft = Draft::from_provider(provider(object));
    set(&mut draft, "Scopes", "a b");
    assert_eq!((draft.edits(), draft.dirty()), (vec![], 0));
    set(&mut draft, "Scopes", "a b c");
    assert_eq!(
        draft.edits().first().map(|e| e.value.clone()),
        Some(EditValue::Plain(json!(["a", "b", "c"])))
    );
}

#[test]
fn a_label_that_stands_more_than_once_is_told_with_its_section() {
    let mut draft = Draft::new(ProviderKind::OpenAm { version: None });
    let urls: Vec<_> = draft
        .problems()
        .into_iter()
        .map(|p| p.label)
        .filter(|l| l.ends_with("Create URL"))
        .collect();
    let names = [
        "Admin Token Provider / Create URL",
        "OAuth2 Token Provider / Create URL",
        "OAuth2 Client Provider / Create URL",
    ];
    assert_eq!(urls, names);
    draft.put("/oauth2_client_provider/urls/create", "https://idp.example.com/clients");
    let client = names.last().copied();
    assert_eq!(draft.edits().first().map(|e| e.label), Some("Version"));
    assert_eq!(draft.edits().last().map(|e| e.label), client);
    assert_eq!(draft.differences().last().map(|d| d.label), client);
}

#[test]
fn a_tenant_becomes_a_part_of_two_addresses() {
    let mut draft = Draft::new(ProviderKind::EntraId);
    set(&mut draft, "Tenant ID for Microsoft Entra ID", "tenant-1");
    let object = body(&draft.kind, &draft.edits());
    assert_eq!(ProviderKind::from_object(&object), ProviderKind::EntraId);
    let token = object.pointer(&format!("{OIDC}/urls/token"));
    assert_eq!(
        token,
        Some(&json!("https://login.microsoftonline.com/tenant-1/oauth2/v2.0/token"))
    );
}

proptest! {
    /// What is saved and read again is the same form, and saving it unchanged changes nothing.
    #[test]
    fn a_valid_form_survives_being_saved_and_edited(
        kind in prop_oneof![
            Just(ProviderKind::Oidc), Just(ProviderKind::EntraId),
            Just(ProviderKind::OpenAm { version: None }), Just(ProviderKind::PingFederate { version: None })
        ],
        words in prop::collection::vec("[ -~\\u{a0}-\\u{2fff}]{0,12}", 30),
        switches in prop::collection::vec(any::<bool>(), 30),
    ) {
        let mut draft = Draft::new(kind);
        let all: Vec<&FormField> = fields(&draft.kind).collect();
        for ((at, field), (word, on)) in all.iter().enumerate().zip(words.iter().zip(&switches)) {
            let address = "https://idp.example.com/pf-ws/rest/oauth/clients/{{client_id}}";
            draft.typed[at] = match field.shape {
                Shape::Switch => FieldValue::Switch(*on),
                Shape::Secret => FieldValue::Secret(Secret::new(format!("s{word}"))),
                Shape::Url | Shape::DeleteUrl | Shape::PingUrl | Shape::PingDeleteUrl => FieldValue::Text(address.into()),
                Shape::Seconds => FieldValue::Text("9".into()),
                Shape::List => FieldValue::Text("authorization_code, b".into()),
                Shape::Tenant => FieldValue::Text("tenant".into()),
                Shape::NotInApi => FieldValue::Text(String::new()),
                Shape::Text => FieldValue::Text(format!("x{}", word.trim())),
            };
        }
        let parent = all.iter().position(|f| f.label == "Enable client deletion in Anypoint Platform");
        if let Some(parent) = parent {
            draft.typed[parent] = FieldValue::Switch(true);
        }
        prop_assert_eq!(draft.problems(), vec![]);
        let object = body(&draft.kind, &draft.edits());
        let again = Draft::from_provider(provider(object));
        prop_assert_eq!(again.edits(), vec![]);
        prop_assert_eq!(again.problems(), vec![]);
        for (((field, before), (_, after)), _) in draft.entries().zip(again.entries()).zip(0..) {
            if field.shape != Shape::Secret && draft.editable(field) {
                prop_assert_eq!(before, after, "{}", field.label);
            }
        }
    }
}
