//! The rules of client providers where adding and editing could break them.

use amtui::backend::Backend;
use amtui::domain::change::{Change, Object};
use amtui::domain::draft::{Typed, Wire};
use amtui::domain::rules::Refusal;
use amtui::domain::secret::Secret;
use amtui::domain::{Error, ProviderKind, ProviderRef};
use serde_json::json;

use crate::asks::{add, add_in, edit, text};
use crate::fixture::{RETAIL, ROOT, external, org, provider, target, zeta};
use crate::suite::{changed, nothing_to_undo, refusal, sign_in, undone};

const SECRET: &str = "/oidc_dynamic_client_provider/primary_client/secret";

suite! {
    on changeable;
    write: r1_at_most_25_external_providers, r21_only_root_administrators_add_and_edit,
    r22_a_business_group_s_path_neither_adds_nor_edits, r32_pingfederate_is_not_added,
    r32_pingfederate_that_is_there_is_edited, r42_names_may_repeat, a_provider_needs_a_name, what_no_form_would_send_is_not_added,
    what_no_form_would_send_is_not_saved,
    what_amtui_has_no_form_for_is_not_added, what_was_typed_is_added, an_edit_changes_what_it_names,
    an_edit_of_what_changed_meanwhile_saves_nothing, a_provider_that_is_gone_is_not_edited,
    what_was_added_and_deleted_is_undone_in_turn, what_is_gone_is_not_told_to_everyone;
    rest: r1_at_most_25_external_providers, r22_a_business_group_s_path_neither_adds_nor_edits,
    r32_pingfederate_is_not_added, r32_pingfederate_that_is_there_is_edited, r42_names_may_repeat,
    a_provider_needs_a_name, what_amtui_has_no_form_for_is_not_added, what_was_typed_is_added,
    an_edit_changes_what_it_names, an_edit_of_what_changed_meanwhile_saves_nothing,
    a_provider_that_is_gone_is_not_edited,
}

fn oidc() -> Change {
    add(ProviderKind::Oidc, "Okta")
}

fn added(home: &dyn Backend, change: &Change) -> ProviderRef {
    match home.change(change).unwrap().object {
        Object::Provider(id) => ProviderRef::External(id),
        other => panic!("{other:?}"),
    }
}

fn r1_at_most_25_external_providers(home: &dyn Backend) {
    sign_in(home, "ada");
    for _ in 4..25 {
        added(home, &oidc());
    }
    assert_eq!(home.providers(org(ROOT)).unwrap().len(), 26);
    assert_eq!(refusal(home.change(&oidc())), Refusal::TooManyProviders);
    if undone(home, "Added client provider 'Okta'") {
        added(home, &oidc());
    }
}

fn r21_only_root_administrators_add_and_edit(home: &dyn Backend) {
    sign_in(home, "ada");
    let edit = edit(home, 0, &[("/name", text("New"))]);
    for user in ["ben", "cy", "dee"] {
        sign_in(home, user);
        for change in [&oidc(), &edit] {
            assert!(
                matches!(refusal(home.change(change)), Refusal::NotAdministrator { .. }),
                "{user}"
            );
        }
    }
    sign_in(home, "ada");
    assert_eq!(home.providers(org(ROOT)).unwrap().len(), 5);
    assert_eq!(
        home.provider(org(ROOT), external(0)).unwrap().row.name,
        "zeta IdP".into()
    );
    nothing_to_undo(home);
}

fn r22_a_business_group_s_path_neither_adds_nor_edits(home: &dyn Backend) {
    sign_in(home, "ada");
    let add = add_in(org(RETAIL), ProviderKind::Oidc, "Okta");
    let mut edit = edit(home, 0, &[("/name", text("New"))]);
    if let Change::EditProvider { organization, .. } = &mut edit {
        *organization = org(RETAIL);
    }
    for change in [add, edit] {
        assert!(matches!(
            refusal(home.change(&change)),
            Refusal::NotRoot { may_there: true, .. }
        ));
    }
}

fn r32_pingfederate_is_not_added(home: &dyn Backend) {
    sign_in(home, "ada");
    let ping = add(ProviderKind::PingFederate { version: None }, "Ping 2");
    assert_eq!(refusal(home.change(&ping)), Refusal::PingFederate);
}

fn r32_pingfederate_that_is_there_is_edited(home: &dyn Backend) {
    sign_in(home, "ada");
    home.change(&edit(home, 3, &[("/name", text("Ping 8"))])).unwrap();
    assert_eq!(home.provider(org(ROOT), external(3)).unwrap().row.name, "Ping 8".into());
}

fn r42_names_may_repeat(home: &dyn Backend) {
    sign_in(home, "ada");
    let (one, two) = (added(home, &oidc()), added(home, &oidc()));
    assert_ne!(one, two);
    home.change(&edit(home, 1, &[("/name", text("Okta"))])).unwrap();
    let rows = home.providers(org(ROOT)).unwrap();
    assert_eq!(rows.iter().filter(|r| r.name == "Okta".into()).count(), 3);
}

fn wrong(home: &dyn Backend, change: &Change) -> String {
    let why = refusal(home.change(change));
    assert!(matches!(why, Refusal::Field { .. }), "{why}");
    why.to_string()
}

fn a_provider_needs_a_name(home: &dyn Backend) {
    sign_in(home, "ada");
    for name in ["", " "] {
        let add = add(ProviderKind::EntraId, name);
        assert_eq!(wrong(home, &add), "Nothing was created: Name is needed.");
        let edit = edit(home, 0, &[("/name", text(name))]);
        assert_eq!(wrong(home, &edit), "Nothing was saved: Name is needed.");
    }
    nothing_to_undo(home);
}

/// The change with another value at `path`.
fn with(mut change: Change, path: &str, value: Option<Wire>) -> Change {
    if let Change::AddProvider { edits, .. } | Change::EditProvider { edits, .. } = &mut change {
        match value {
            None => edits.retain(|edit| edit.path != path),
            Some(value) => edits.iter_mut().find(|edit| edit.path == path).unwrap().value = value,
        }
    }
    change
}

fn what_no_form_would_send_is_not_added(home: &dyn Backend) {
    sign_in(home, "ada");
    let token = "/oidc_dynamic_client_provider/urls/token";
    let plain = |value: serde_json::Value| Some(Wire::Plain(value));
    let secret = |text: &str| Some(Wire::Secret(Secret::new(text.into())));
    for (path, value, says) in [
        (
            "/name",
            plain(json!("x".repeat(5001))),
            "Name is longer than 255 characters",
        ),
        ("/name", plain(json!("Okta\n")), "Name holds a control character"),
        (
            "/name",
            plain(json!(" Okta")),
            "Name must be text without blanks around it",
        ),
        ("/name", plain(json!(["Okta"])), "Name is needed"),
        (
            token,
            plain(json!("ftp://idp.example.com")),
            "Token URL must begin with https://",
        ),
        (token, None, "Token URL is needed"),
        (SECRET, secret("********"), "Client Secret is a mask, not a secret"),
        (SECRET, secret(""), "Client Secret is needed"),
        (SECRET, secret("a\nb"), "Client Secret holds a control character"),
        (SECRET, plain(json!("hush")), "Client Secret is needed"),
    ] {
        let why = wrong(home, &with(oidc(), path, value));
        assert!(why.starts_with(&format!("Nothing was created: {says}")), "{why}");
    }
    let mut odd = oidc();
    if let Change::AddProvider { edits, .. } = &mut odd {
        edits[0].path = "/providerId";
        edits.push(edits[0].clone());
        edits[0].path = "/name";
    }
    assert_eq!(
        wrong(home, &odd),
        "Nothing was created: Name cannot be set here: leave it out."
    );
    assert_eq!(home.undo(), Err(Error::NothingToUndo));
    // A person may have confirmed it.
    added(home, &with(oidc(), token, plain(json!("http://idp.example.com/token"))));
}

fn what_no_form_would_send_is_not_saved(home: &dyn Backend) {
    sign_in(home, "ada");
    let grants = "/oidc_dynamic_client_provider/supported_grant_types";
    let change = edit(home, 0, &[(grants, text("implicit"))]);
    for (words, says) in [
        (
            json!(["refresh_token"]),
            "Supported refresh_token needs authorization_code",
        ),
        (json!(["Refresh", "Token"]), "Supported must be a list of words"),
        (json!("implicit"), "Supported must be a list of words"),
    ] {
        let why = wrong(home, &with(change.clone(), grants, Some(Wire::Plain(words))));
        assert!(why.starts_with(&format!("Nothing was saved: {says}")), "{why}");
    }
    let tenant = edit(
        home,
        2,
        &[("/oidc_dynamic_client_provider/urls/authorize", text("acme"))],
    );
    let token = "/oidc_dynamic_client_provider/urls/token";
    for value in [None, Some(Wire::Plain(json!("https://elsewhere.example.com")))] {
        let why = wrong(home, &with(tenant.clone(), token, value));
        assert!(
            why.starts_with("Nothing was saved: Tenant ID for Microsoft Entra ID must be"),
            "{why}"
        );
    }
    home.change(&tenant).unwrap();
    home.change(&change).unwrap();
    let switch = |path, on| (path, Typed::Switch(on));
    let (deletion, updates) = (
        "/oidc_dynamic_client_provider/allow_local_client_deletion",
        "/oidc_dynamic_client_provider/allow_external_client_modification",
    );
    home.change(&edit(home, 0, &[switch(deletion, true), switch(updates, true)]))
        .unwrap();
    // What stands there already can become wrong by what is saved.
    let why = wrong(home, &edit(home, 0, &[switch(deletion, false)]));
    assert!(
        why.starts_with("Nothing was saved: Enable client deletion and updates in IdP needs"),
        "{why}"
    );
    // What is missing and not touched is no hindrance, what is touched is.
    let create = edit(
        home,
        3,
        &[(
            "/oauth2_client_provider/urls/create",
            text("https://idp.example.com/clients"),
        )],
    );
    let why = wrong(home, &create);
    assert!(
        why.contains("OAuth 2 Client Provider / Create URL must be the address"),
        "{why}"
    );
}

fn what_amtui_has_no_form_for_is_not_added(home: &dyn Backend) {
    sign_in(home, "ada");
    for kind in [ProviderKind::BuiltIn, ProviderKind::Other("saml".into())] {
        refusal(home.change(&add(kind, "Odd")));
    }
}

fn what_was_typed_is_added(home: &dyn Backend) {
    sign_in(home, "ada");
    let am = ProviderKind::OpenAm {
        version: Some("14".into()),
    };
    for (kind, secret) in [
        (ProviderKind::Oidc, SECRET),
        (ProviderKind::EntraId, SECRET),
        (am, "/admin_token/password"),
    ] {
        let id = added(home, &add(kind.clone(), "New\u{200b}"));
        let new = home.provider(org(ROOT), id).unwrap();
        assert_eq!((new.row.kind, new.row.name.raw()), (kind, "New\u{200b}"));
        assert!(new.secrets.iter().any(|s| s == secret), "{:?}", new.secrets);
        let config = new.config.unwrap();
        assert_eq!(config["organizationId"], serde_json::json!(org(ROOT)));
        if undone(home, "Added client provider 'New<U+200B>'") {
            assert!(matches!(home.provider(org(ROOT), id), Err(Error::NotFound(_))));
        }
    }
}

fn an_edit_changes_what_it_names(home: &dyn Backend) {
    sign_in(home, "ada");
    let before = home.provider(org(ROOT), external(0)).unwrap();
    let issuer = "/oidc_dynamic_client_provider/issuer";
    let typed = [("/name", text("Zeta")), (issuer, text("https://zeta.example.com"))];
    let done = home.change(&edit(home, 0, &typed)).unwrap();
    assert_eq!(
        (done.object, done.said.as_str()),
        (Object::Provider(provider(0)), "Saved client provider 'Zeta'")
    );
    let mut after = home.provider(org(ROOT), external(0)).unwrap();
    assert_eq!(after.secrets, before.secrets, "what is not typed stays");
    let config = after.config.as_mut().unwrap();
    assert_eq!(config.pointer(issuer), Some(&"https://zeta.example.com".into()));
    config["name"] = "zeta IdP".into();
    config["oidc_dynamic_client_provider"]
        .as_object_mut()
        .unwrap()
        .shift_remove("issuer");
    assert_eq!(after.config, before.config);
    if undone(home, "Saved client provider 'Zeta'") {
        assert_eq!(home.provider(org(ROOT), external(0)), Ok(before));
    }
}

fn an_edit_of_what_changed_meanwhile_saves_nothing(home: &dyn Backend) {
    sign_in(home, "ada");
    let issuer = |to: &str| ("/oidc_dynamic_client_provider/issuer", text(to));
    let secret = (SECRET, Typed::Secret(Secret::new("hush-other".into())));
    let stale = edit(home, 0, &[issuer("https://one.example.com"), secret.clone()]);
    let mut secret = edit(home, 0, &[secret]);
    if let Change::EditProvider { edits, .. } = &mut secret {
        // Nobody is told what a secret was, so whatever is said of that counts for nothing.
        edits[0].was = Some("guessed".into());
    }
    let renamed = edit(home, 0, &[("/name", text("One"))]);
    home.change(&edit(home, 0, &[issuer("https://two.example.com")]))
        .unwrap();
    let now = home.provider(org(ROOT), external(0)).unwrap();
    assert_eq!(
        changed(home.change(&stale)),
        "Nothing was saved: Issuer was changed by somebody else meanwhile."
    );
    assert_eq!(home.provider(org(ROOT), external(0)), Ok(now));
    home.change(&secret).unwrap();
    home.change(&renamed).unwrap();
    assert_eq!(
        changed(home.change(&renamed)),
        "Nothing was saved: client provider 'zeta IdP' is now named 'One'."
    );
}

fn a_provider_that_is_gone_is_not_edited(home: &dyn Backend) {
    sign_in(home, "ada");
    let edit = edit(home, 0, &[("/name", text("New"))]);
    home.delete_provider(&zeta()).unwrap();
    assert_eq!(
        home.change(&edit),
        Err(Error::NotFound("Client provider 'zeta IdP'".into()))
    );
}

fn what_is_gone_is_not_told_to_everyone(home: &dyn Backend) {
    sign_in(home, "ada");
    let edit = edit(home, 0, &[("/name", text("New"))]);
    home.delete_provider(&zeta()).unwrap();
    sign_in(home, "ben");
    assert!(matches!(refusal(home.change(&edit)), Refusal::NotAdministrator { .. }));
}

fn what_was_added_and_deleted_is_undone_in_turn(home: &dyn Backend) {
    sign_in(home, "ada");
    let id = added(home, &oidc());
    let ProviderRef::External(id) = id else {
        panic!("{id:?}")
    };
    let mut delete = target(0, "Okta", ProviderKind::Oidc);
    delete.provider = id;
    home.delete_provider(&delete).unwrap();
    assert_eq!(home.undo(), Ok("Deleted client provider 'Okta'".into()));
    assert_eq!(home.undo(), Ok("Added client provider 'Okta'".into()));
    nothing_to_undo(home);
}
