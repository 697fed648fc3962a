//! The rules of client providers where adding and editing could break them.

use amtui::backend::Backend;
use amtui::domain::change::{Change, Object};
use amtui::domain::draft::FieldValue;
use amtui::domain::rules::Refusal;
use amtui::domain::secret::Secret;
use amtui::domain::{Error, ProviderKind, ProviderRef};

use crate::asks::{add, add_in, edit, text};
use crate::fixture::{RETAIL, ROOT, external, org, provider, target, zeta};
use crate::suite::{changed, nothing_to_undo, refusal, sign_in, undone};

const SECRET: &str = "/oidc_dynamic_client_provider/primary_client/secret";

suite! {
    on changeable;
    write: at_most_25_external_providers, only_root_administrators_add_and_edit,
    a_business_group_s_path_neither_adds_nor_edits, pingfederate_is_not_added,
    pingfederate_that_is_there_is_edited, names_may_repeat, what_amtui_has_no_form_for_is_not_added, what_was_typed_is_added, an_edit_changes_what_it_names,
    an_edit_of_what_changed_meanwhile_saves_nothing, a_provider_that_is_gone_is_not_edited,
    what_was_added_and_deleted_is_undone_in_turn, what_is_gone_is_not_told_to_everyone;
    rest: at_most_25_external_providers, a_business_group_s_path_neither_adds_nor_edits,
    pingfederate_is_not_added, pingfederate_that_is_there_is_edited, names_may_repeat,
    what_amtui_has_no_form_for_is_not_added, what_was_typed_is_added,
    an_edit_changes_what_it_names, an_edit_of_what_changed_meanwhile_saves_nothing,
    a_provider_that_is_gone_is_not_edited,
}

fn oidc() -> Change {
    add(ProviderKind::Oidc, "Okta")
}

fn added(backend: &dyn Backend, change: &Change) -> ProviderRef {
    match backend.change(change).unwrap().object {
        Object::Provider(id) => ProviderRef::External(id),
        other => panic!("{other:?}"),
    }
}

// R1
fn at_most_25_external_providers(backend: &dyn Backend) {
    sign_in(backend, "ada");
    for _ in 4..25 {
        added(backend, &oidc());
    }
    assert_eq!(backend.providers(org(ROOT)).unwrap().len(), 26);
    assert_eq!(refusal(backend.change(&oidc())), Refusal::TooManyProviders);
    if undone(backend, "Added client provider 'Okta'") {
        added(backend, &oidc());
    }
}

// R21
fn only_root_administrators_add_and_edit(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let edit = edit(backend, 0, &[("/name", text("New"))]);
    for user in ["ben", "cy", "dee"] {
        sign_in(backend, user);
        for change in [&oidc(), &edit] {
            assert!(
                matches!(refusal(backend.change(change)), Refusal::NotAdministrator { .. }),
                "{user}"
            );
        }
    }
    sign_in(backend, "ada");
    assert_eq!(backend.providers(org(ROOT)).unwrap().len(), 5);
    assert_eq!(
        backend.provider(org(ROOT), external(0)).unwrap().row.name,
        "zeta IdP".into()
    );
    nothing_to_undo(backend);
}

// R22
fn a_business_group_s_path_neither_adds_nor_edits(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let add = add_in(org(RETAIL), ProviderKind::Oidc, "Okta");
    let mut edit = edit(backend, 0, &[("/name", text("New"))]);
    if let Change::EditProvider { organization, .. } = &mut edit {
        *organization = org(RETAIL);
    }
    for change in [add, edit] {
        assert!(matches!(
            refusal(backend.change(&change)),
            Refusal::NotRoot { may_there: true, .. }
        ));
    }
}

// R32
fn pingfederate_is_not_added(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let ping = add(ProviderKind::PingFederate { version: None }, "Ping 2");
    assert_eq!(refusal(backend.change(&ping)), Refusal::PingFederate);
}

// R32
fn pingfederate_that_is_there_is_edited(backend: &dyn Backend) {
    sign_in(backend, "ada");
    backend.change(&edit(backend, 3, &[("/name", text("Ping 8"))])).unwrap();
    assert_eq!(
        backend.provider(org(ROOT), external(3)).unwrap().row.name,
        "Ping 8".into()
    );
}

// R42
fn names_may_repeat(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let (one, two) = (added(backend, &oidc()), added(backend, &oidc()));
    assert_ne!(one, two);
    backend.change(&edit(backend, 1, &[("/name", text("Okta"))])).unwrap();
    let rows = backend.providers(org(ROOT)).unwrap();
    assert_eq!(rows.iter().filter(|r| r.name == "Okta".into()).count(), 3);
}

fn what_amtui_has_no_form_for_is_not_added(backend: &dyn Backend) {
    sign_in(backend, "ada");
    for kind in [ProviderKind::BuiltIn, ProviderKind::Other("saml".into())] {
        refusal(backend.change(&add(kind, "Odd")));
    }
}

fn what_was_typed_is_added(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let am = ProviderKind::OpenAm {
        version: Some("14".into()),
    };
    for (kind, secret) in [
        (ProviderKind::Oidc, SECRET),
        (ProviderKind::EntraId, SECRET),
        (am, "/admin_token/password"),
    ] {
        let id = added(backend, &add(kind.clone(), "New\u{200b}"));
        let new = backend.provider(org(ROOT), id).unwrap();
        assert_eq!((new.row.kind, new.row.name.raw()), (kind, "New\u{200b}"));
        assert!(new.secrets.iter().any(|s| s == secret), "{:?}", new.secrets);
        let config = new.config.unwrap();
        assert_eq!(config["organizationId"], serde_json::json!(org(ROOT)));
        if undone(backend, "Added client provider 'New<U+200B>'") {
            assert!(matches!(backend.provider(org(ROOT), id), Err(Error::NotFound(_))));
        }
    }
}

fn an_edit_changes_what_it_names(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let before = backend.provider(org(ROOT), external(0)).unwrap();
    let issuer = "/oidc_dynamic_client_provider/issuer";
    let typed = [("/name", text("Zeta")), (issuer, text("https://zeta.example.com"))];
    let change = edit(backend, 0, &typed);
    let done = backend.change(&change).unwrap();
    assert_eq!(
        (done.object, done.summary(&change).as_str()),
        (Object::Provider(provider(0)), "Saved client provider 'Zeta'")
    );
    let mut after = backend.provider(org(ROOT), external(0)).unwrap();
    assert_eq!(after.secrets, before.secrets, "what is not typed stays");
    let config = after.config.as_mut().unwrap();
    assert_eq!(config.pointer(issuer), Some(&"https://zeta.example.com".into()));
    config["name"] = "zeta IdP".into();
    config["oidc_dynamic_client_provider"]
        .as_object_mut()
        .unwrap()
        .shift_remove("issuer");
    assert_eq!(after.config, before.config);
    if undone(backend, "Saved client provider 'Zeta'") {
        assert_eq!(backend.provider(org(ROOT), external(0)), Ok(before));
    }
}

fn an_edit_of_what_changed_meanwhile_saves_nothing(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let issuer = |to: &str| ("/oidc_dynamic_client_provider/issuer", text(to));
    let secret = (SECRET, FieldValue::Secret(Secret::new("hush-other".into())));
    let stale = edit(backend, 0, &[issuer("https://one.example.com"), secret.clone()]);
    let mut secret = edit(backend, 0, &[secret]);
    if let Change::EditProvider { edits, .. } = &mut secret {
        // Nobody is told what a secret was, so whatever is said of that counts for nothing.
        edits[0].was = Some("guessed".into());
    }
    let renamed = edit(backend, 0, &[("/name", text("One"))]);
    backend
        .change(&edit(backend, 0, &[issuer("https://two.example.com")]))
        .unwrap();
    let now = backend.provider(org(ROOT), external(0)).unwrap();
    assert_eq!(
        changed(backend.change(&stale)),
        "Not saved: Issuer was changed by someone else in the meantime."
    );
    assert_eq!(backend.provider(org(ROOT), external(0)), Ok(now));
    backend.change(&secret).unwrap();
    backend.change(&renamed).unwrap();
    assert_eq!(
        changed(backend.change(&renamed)),
        "Not saved: client provider 'zeta IdP' is now named 'One'."
    );
}

fn a_provider_that_is_gone_is_not_edited(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let edit = edit(backend, 0, &[("/name", text("New"))]);
    backend.change(&zeta()).unwrap();
    assert_eq!(
        backend.change(&edit),
        Err(Error::NotFound("Client provider 'zeta IdP'".into()))
    );
}

fn what_is_gone_is_not_told_to_everyone(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let edit = edit(backend, 0, &[("/name", text("New"))]);
    backend.change(&zeta()).unwrap();
    sign_in(backend, "ben");
    assert!(matches!(
        refusal(backend.change(&edit)),
        Refusal::NotAdministrator { .. }
    ));
}

fn what_was_added_and_deleted_is_undone_in_turn(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let id = added(backend, &oidc());
    let ProviderRef::External(id) = id else {
        panic!("{id:?}")
    };
    let mut delete = target(0, "Okta", ProviderKind::Oidc);
    if let Change::DeleteProvider { provider, .. } = &mut delete {
        *provider = id;
    }
    backend.change(&delete).unwrap();
    assert_eq!(backend.undo(), Ok("Client provider 'Okta' is back".into()));
    assert_eq!(backend.undo(), Ok("Undone: Added client provider 'Okta'".into()));
    nothing_to_undo(backend);
}
