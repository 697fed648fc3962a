//! What the rules ask of a provider's fields, where a backend is asked for what no form would send.

use amtui::backend::Backend;
use amtui::domain::ProviderKind;
use amtui::domain::change::Change;
use amtui::domain::draft::{EditValue, FieldValue};
use amtui::domain::rules::Refusal;
use amtui::domain::secret::Secret;
use serde_json::json;

use crate::asks::{add, edit, text};
use crate::fixture::{ROOT, external, org, provider};
use crate::suite::{nothing_to_undo, refusal, sign_in};

const AUTHORIZE: &str = "/oidc_dynamic_client_provider/urls/authorize";
const TOKEN: &str = "/oidc_dynamic_client_provider/urls/token";
const SECRET: &str = "/oidc_dynamic_client_provider/primary_client/secret";
const GRANT_TYPES: &str = "/oidc_dynamic_client_provider/supported_grant_types";
const TIMEOUT: &str = "/oidc_dynamic_client_provider/client_request_timeout";
const DELETION: &str = "/oidc_dynamic_client_provider/allow_local_client_deletion";
const UPDATES: &str = "/oidc_dynamic_client_provider/allow_external_client_modification";

suite! {
    on changeable;
    write: a_provider_needs_a_name, what_no_form_would_send_is_not_added,
    pingfederate_registers_clients_at_its_administration, entra_id_has_no_choice_of_grant_types,
    entra_id_s_addresses_are_those_of_its_tenant, refresh_token_needs_authorization_code,
    grant_types_are_words_of_the_wire, updates_in_the_idp_need_deletion_in_the_platform,
    calls_time_out_after_5_to_20_seconds;
    rest: a_provider_needs_a_name, what_no_form_would_send_is_not_added,
    pingfederate_registers_clients_at_its_administration, entra_id_has_no_choice_of_grant_types,
    entra_id_s_addresses_are_those_of_its_tenant, refresh_token_needs_authorization_code,
    updates_in_the_idp_need_deletion_in_the_platform, calls_time_out_after_5_to_20_seconds,
}

fn oidc() -> Change {
    add(ProviderKind::Oidc, "Okta")
}

fn wrong(backend: &dyn Backend, change: &Change) -> String {
    let why = refusal(backend.change(change));
    assert!(matches!(why, Refusal::Field { .. }), "{why}");
    why.to_string()
}

fn a_provider_needs_a_name(backend: &dyn Backend) {
    sign_in(backend, "ada");
    for name in ["", " "] {
        let add = add(ProviderKind::EntraId, name);
        assert_eq!(wrong(backend, &add), "Not created: Name is required.");
        let edit = edit(backend, 0, &[("/name", text(name))]);
        assert_eq!(wrong(backend, &edit), "Not saved: Name is required.");
    }
    nothing_to_undo(backend);
}

/// The change with another value at `path`.
fn with(mut change: Change, path: &str, value: Option<EditValue>) -> Change {
    if let Change::AddProvider { edits, .. } | Change::EditProvider { edits, .. } = &mut change {
        match value {
            None => edits.retain(|edit| edit.path != path),
            Some(value) => edits.iter_mut().find(|edit| edit.path == path).unwrap().value = value,
        }
    }
    change
}

fn what_no_form_would_send_is_not_added(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let plain = |value: serde_json::Value| Some(EditValue::Plain(value));
    let secret = |text: &str| Some(EditValue::Secret(Secret::new(text.into())));
    for (path, value, says) in [
        (
            "/name",
            plain(json!("x".repeat(5001))),
            "Name is longer than 255 characters",
        ),
        ("/name", plain(json!("Okta\n")), "Name contains a control character"),
        (
            "/name",
            plain(json!(" Okta")),
            "Name must be text without spaces around it",
        ),
        ("/name", plain(json!(["Okta"])), "Name is required"),
        (
            TOKEN,
            plain(json!("ftp://idp.example.com")),
            "Token URL must begin with https://",
        ),
        (TOKEN, None, "Token URL is required"),
        (SECRET, secret("********"), "Client Secret is a mask, not a secret"),
        (SECRET, secret(""), "Client Secret is required"),
        (SECRET, secret("a\nb"), "Client Secret contains a control character"),
        (SECRET, plain(json!("hush")), "Client Secret is required"),
    ] {
        let why = wrong(backend, &with(oidc(), path, value));
        assert!(why.starts_with(&format!("Not created: {says}")), "{why}");
    }
    let mut odd = oidc();
    if let Change::AddProvider { edits, .. } = &mut odd {
        edits[0].path = "/providerId";
        edits.push(edits[0].clone());
        edits[0].path = "/name";
    }
    assert_eq!(
        wrong(backend, &odd),
        "Not created: Name can't be set here: leave it out."
    );
    nothing_to_undo(backend);
    // A person may have confirmed it.
    backend
        .change(&with(oidc(), TOKEN, plain(json!("http://idp.example.com/token"))))
        .unwrap();
}

/// Refused, with a sentence that begins like this.
#[track_caller]
fn not_saved(backend: &dyn Backend, change: &Change, says: &str) {
    let why = wrong(backend, change);
    assert!(why.starts_with(&format!("Not saved: {says}")), "{why}");
}

// R33
fn pingfederate_registers_clients_at_its_administration(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let create = |to| edit(backend, 3, &[("/oauth2_client_provider/urls/create", text(to))]);
    for to in [
        "https://idp.example.com/clients",
        "https://idp.example.com/as/clients.oauth2",
    ] {
        not_saved(
            backend,
            &create(to),
            "OAuth 2 Client Provider / Create URL must be the address with /pf-ws",
        );
    }
    // What is missing elsewhere and not touched is no hindrance.
    backend
        .change(&create("https://idp.example.com/pf-ws/rest/oauth/clients"))
        .unwrap();
}

// R34
fn entra_id_has_no_choice_of_grant_types(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let mut change = edit(backend, 0, &[(GRANT_TYPES, text("implicit"))]);
    if let Change::EditProvider { provider: at, was, .. } = &mut change {
        (*at, *was) = (provider(2), "Entra".into());
    }
    not_saved(backend, &change, "Supported can't be set here");
}

// R34
fn entra_id_s_addresses_are_those_of_its_tenant(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let tenant = edit(backend, 2, &[(AUTHORIZE, text("acme"))]);
    for value in [None, Some(EditValue::Plain(json!("https://elsewhere.example.com")))] {
        let odd = with(tenant.clone(), TOKEN, value);
        not_saved(backend, &odd, "Tenant ID for Microsoft Entra ID must be");
    }
    backend.change(&tenant).unwrap();
}

// R37
fn refresh_token_needs_authorization_code(backend: &dyn Backend) {
    sign_in(backend, "ada");
    for types in ["refresh_token", "implicit, refresh_token"] {
        let change = edit(backend, 0, &[(GRANT_TYPES, text(types))]);
        not_saved(backend, &change, "Supported refresh_token needs authorization_code");
    }
    nothing_to_undo(backend);
}

// R37
fn grant_types_are_words_of_the_wire(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let change = edit(backend, 0, &[(GRANT_TYPES, text("authorization_code, refresh_token"))]);
    for words in [json!(["Refresh", "Token"]), json!("implicit")] {
        let odd = with(change.clone(), GRANT_TYPES, Some(EditValue::Plain(words)));
        not_saved(backend, &odd, "Supported must be a list of words");
    }
    backend.change(&change).unwrap();
}

// R38
fn updates_in_the_idp_need_deletion_in_the_platform(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let switch = |path, on| (path, FieldValue::Switch(on));
    let needs = "Enable client deletion and updates in IdP needs";
    not_saved(backend, &edit(backend, 0, &[switch(UPDATES, true)]), needs);
    backend
        .change(&edit(backend, 0, &[switch(DELETION, true), switch(UPDATES, true)]))
        .unwrap();
    // What stands there already can become wrong by what is saved.
    not_saved(backend, &edit(backend, 0, &[switch(DELETION, false)]), needs);
}

// R39
fn calls_time_out_after_5_to_20_seconds(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let change = edit(backend, 0, &[(TIMEOUT, text("7"))]);
    // The wire has milliseconds.
    for seconds in [json!(4000), json!(21_000), json!(5500), json!(7), json!("7000")] {
        let odd = with(change.clone(), TIMEOUT, Some(EditValue::Plain(seconds.clone())));
        let why = wrong(backend, &odd);
        let says = "Not saved: Client Request Timeout (seconds) must be a whole number from 5 to 20.";
        assert_eq!(why, says, "{seconds}");
    }
    for seconds in [5, 20] {
        backend
            .change(&edit(backend, 0, &[(TIMEOUT, text(&seconds.to_string()))]))
            .unwrap();
        let config = backend.provider(org(ROOT), external(0)).unwrap().config.unwrap();
        assert_eq!(config.pointer(TIMEOUT), Some(&json!(seconds * 1000)));
    }
}
