//! Every change to the file is whole, keeps unknown members, and can be undone.

#[path = "changes/audit.rs"]
mod audit;

use std::fs;

use amtui::backend::store::FileBackend;
use amtui::backend::{Backend, ReadOnly};
use amtui::domain::rules::Refusal;
use amtui::domain::{Error, ProviderKind};
use serde_json::{Value, json};

use crate::asks::{self, NEW_SECRET, every};
use crate::fixture::{
    BANK, FREE, Place, RETAIL, ROOT, SHOPS, changeable, clock, external, org, organization, without_audit, zeta,
};
use crate::generate::id;
use crate::suite::{changed, refusal, undo_says};

fn last(file: &Value) -> Value {
    file["audit"].as_array().unwrap().last().unwrap().clone()
}

#[test]
fn each_change_and_its_undo_give_the_file_back() {
    let count = every(&Place::of(&changeable()).backend()).len();
    for n in 0..count {
        let place = Place::of(&changeable());
        let backend = place.backend();
        let before = without_audit(place.json());
        let (change, said) = every(&backend).swap_remove(n);
        assert_eq!(backend.change(&change).unwrap().summary(&change), said);
        assert_ne!(without_audit(place.json()), before, "{said}");
        assert_eq!(backend.undo(), Ok(undo_says(said)));
        // As text: an equal order of members as well, and every digit.
        assert_eq!(without_audit(place.json()).to_string(), before.to_string(), "{said}");
        assert_eq!(backend.undo(), Err(Error::NothingToUndo));
    }
}

#[test]
fn all_changes_of_a_session_are_undone_one_by_one() {
    let place = Place::of(&changeable());
    let backend = place.backend();
    let before = without_audit(place.json());
    let changes = every(&backend);
    for (change, said) in &changes {
        assert_eq!(backend.change(change).unwrap().summary(change), *said);
    }
    backend
        .change(&crate::fixture::target(2, "Entra", ProviderKind::EntraId))
        .unwrap();
    assert_eq!(backend.undo(), Ok("Client provider 'Entra' is back".into()));
    for (_, said) in changes.iter().rev() {
        assert_eq!(backend.undo(), Ok(undo_says(said)));
    }
    assert_eq!(without_audit(place.json()).to_string(), before.to_string());
}

#[test]
fn a_refused_change_leaves_the_file_byte_for_byte() {
    let place = Place::of(&changeable());
    let backend = place.backend();
    let changes = every(&backend);
    let before = place.bytes();
    let nobody = ReadOnly(place.backend());
    for (change, said) in &changes {
        assert_eq!(refusal(nobody.change(change)), Refusal::ReadOnly, "{said}");
        backend.sign_in(&"cy".into()).unwrap();
        let why = backend.change(change).unwrap_err();
        assert!(matches!(why, Error::Refused(_)), "{said}: {why}");
        assert_eq!(place.backend_signed_out().change(change), Err(Error::SignedOut));
    }
    let stale = asks::rename_environment(3, "Old", "QA");
    backend.sign_in(&"ada".into()).unwrap();
    changed(backend.change(&stale));
    assert_eq!((place.bytes(), place.names().len()), (before, 1));
}

/// What somebody else does to the file after a change of [`every`].
fn meddle(file: &mut Value, said: &str) {
    let place = match said {
        "Added client provider 'Okta'" => "/clientProviders/4/name",
        "Saved client provider 'Zeta 2'" => "/clientProviders/0/x",
        "Set the client providers of environment 'Env 3'" => {
            file["environments"][3]["clientManagementProviderIds"] = json!([]);
            return;
        }
        "Created environment 'QA'" => "/environments/4/name",
        "Renamed environment 'Live'" => "/environments/0/name",
        "Created business group 'Cards'" => "/organization/subOrganizations/1/subOrganizations/0/name",
        "Saved business group 'Stores'" => "/organization/subOrganizations/0/owner",
        "Set the client provider of API 'api-16'" => {
            file["apis"][5]["providerId"] = Value::Null;
            return;
        }
        "Deleted business group 'Shops'" => {
            let back = changeable()["environments"][1].clone();
            file["environments"].as_array_mut().unwrap().push(back);
            file["environments"][3]["organizationId"] = id("0a", BANK).into();
            return;
        }
        "Deleted environment 'Env 3'" => {
            let mut back = changeable()["apis"][5].clone();
            back["environmentId"] = id("0b", 2).into();
            back["organizationId"] = id("0a", BANK).into();
            file["apis"].as_array_mut().unwrap().push(back);
            return;
        }
        other => panic!("{other}"),
    };
    *file.pointer_mut(place).expect(said) = "Other".into();
}

#[test]
fn undo_leaves_alone_what_others_changed_since() {
    let count = every(&Place::of(&changeable()).backend()).len();
    for n in 0..count {
        let place = Place::of(&changeable());
        let backend = place.backend();
        let (change, said) = every(&backend).swap_remove(n);
        backend.change(&change).unwrap();
        let mut file = place.json();
        meddle(&mut file, said);
        // An owner of another shape would be no organization file.
        if said.contains("Stores") {
            file["organization"]["subOrganizations"][0]["owner"] = json!({"username": "dee"});
        }
        fs::write(&place.file, file.to_string()).unwrap();
        let why = changed(backend.undo());
        assert!(why.starts_with("Not undone") && why.contains(said), "{why}");
        assert_eq!(place.bytes(), file.to_string().into_bytes(), "{said}");
    }
}

#[test]
fn undo_leaves_alone_what_others_use_by_now() {
    type Use = (&'static str, fn(&Value, &mut Value));
    let uses: [Use; 3] = [
        ("Added client provider 'Okta'", |new, file| {
            file["environments"][2]["clientManagementProviderIds"] = json!([new]);
        }),
        ("Created environment 'QA'", |new, file| {
            file["apis"][5]["environmentId"] = new.clone();
        }),
        ("Created business group 'Cards'", |new, file| {
            file["users"][0]["roles"] = json!([{"name": "Developer", "organizationId": new}]);
        }),
    ];
    for (said, take) in uses {
        let place = Place::of(&changeable());
        let backend = place.backend();
        let change = every(&backend).into_iter().find(|(_, s)| *s == said).unwrap().0;
        backend.change(&change).unwrap();
        let mut file = place.json();
        take(&last(&file)["objectId"].clone(), &mut file);
        fs::write(&place.file, file.to_string()).unwrap();
        let why = changed(backend.undo());
        assert!(why.ends_with("something else started to use it."), "{why}");
        assert_eq!(place.bytes(), file.to_string().into_bytes(), "{said}");
        assert_eq!(place.names(), ["acme.json"], "nothing is left beside it");
    }
}

#[test]
fn undo_keeps_the_limits_and_the_locks() {
    let place = Place::of(&changeable());
    let (backend, other) = (place.backend(), place.backend());
    backend.change(&zeta()).unwrap();
    for _ in 3..25 {
        other.change(&asks::add(ProviderKind::Oidc, "Okta")).unwrap();
    }
    assert_eq!(refusal(backend.undo()), Refusal::TooManyProviders);
    other.undo().unwrap();
    backend.undo().unwrap();

    backend.change(&asks::reassign(FREE, Some(1))).unwrap();
    let mut file = place.json();
    file["apis"][5]["apiGroup"] = "Bundle".into();
    fs::write(&place.file, file.to_string()).unwrap();
    assert!(matches!(refusal(backend.undo()), Refusal::Locked { .. }));
}

#[test]
fn rights_at_undo_are_those_of_the_file_now() {
    let place = Place::of(&changeable());
    let backend = place.backend();
    backend.change(&asks::create_group(BANK, "Cards", "ada")).unwrap();
    let mut file = place.json();
    file["users"][3]["roles"] = json!([]);
    fs::write(&place.file, file.to_string()).unwrap();
    assert!(matches!(refusal(backend.undo()), Refusal::NotAdministrator { .. }));
    assert_eq!(place.bytes(), file.to_string().into_bytes());
}

#[test]
fn counts_of_environments_are_kept_where_they_are() {
    let place = Place::of(&changeable());
    let (backend, other) = (place.backend(), place.backend());
    let counts = || {
        let root = place.json()["organization"].clone();
        (
            root["environmentsCount"].clone(),
            root["subOrganizations"][0].get("environmentsCount").cloned(),
        )
    };
    backend.change(&asks::create_environment(ROOT, "QA", &[])).unwrap();
    backend.change(&asks::create_environment(RETAIL, "QA", &[])).unwrap();
    other.change(&asks::create_environment(ROOT, "UAT", &[])).unwrap();
    assert_eq!(counts(), (json!(3), None));
    backend.undo().unwrap();
    backend.undo().unwrap();
    assert_eq!(counts(), (json!(2), None), "what others counted stays");
    backend.change(&asks::delete_environment(3, "Env 3")).unwrap();
    assert_eq!(counts().0, json!(1));
}

#[test]
fn an_edit_writes_only_what_it_names() {
    let place = Place::of(&changeable());
    let backend = place.backend();
    let mut wanted = without_audit(place.json());
    let (change, _) = every(&backend).swap_remove(1);
    backend.change(&change).unwrap();
    let provider = &mut wanted["clientProviders"][0];
    provider["name"] = "Zeta 2".into();
    provider["oidc_dynamic_client_provider"]["primary_client"]["secret"] = NEW_SECRET.into();
    provider["oidc_dynamic_client_provider"]["issuer"] = "https://zeta.example.com".into();
    assert_eq!(without_audit(place.json()).to_string(), wanted.to_string());
}

#[test]
fn new_objects_have_the_platform_s_members() {
    let place = Place::of(&changeable());
    let backend = place.backend();
    for (change, _) in every(&backend) {
        backend.change(&change).unwrap();
    }
    let file = place.json();
    let provider = file["clientProviders"][4].clone();
    assert_eq!(provider["organizationId"], id("0a", ROOT));
    assert_eq!(provider["type"]["name"], "openid-dynamic-client");
    let environment = &file["environments"].as_array().unwrap().last().unwrap();
    assert_eq!(
        **environment,
        json!({"id": environment["id"], "organizationId": id("0a", ROOT), "name": "QA", "isProduction": true,
            "type": "production", "clientManagementProviderIds": [id("0c", 1)]})
    );
    let group = &file["organization"]["subOrganizations"][1]["subOrganizations"][0];
    assert_eq!(
        *group,
        json!({"id": group["id"], "name": "Cards", "ownerId": "u-cy", "domain": null,
            "parentOrganizationIds": [id("0a", ROOT), id("0a", BANK)], "subOrganizationIds": [], "isRoot": false,
            "isMaster": false, "subOrganizations": []})
    );
    let retail = &file["organization"]["subOrganizations"][0];
    assert_eq!(retail["owner"], json!({"id": "u-ada", "username": "ada"}));
    assert_eq!(
        file["organization"]["subOrganizationIds"],
        json!([id("0a", RETAIL), id("0a", BANK)])
    );
    backend.change(&asks::create_group(ROOT, "New", "ada")).unwrap();
    let file = place.json();
    assert_eq!(
        file["organization"]["subOrganizationIds"][2],
        file["organization"]["subOrganizations"][2]["id"]
    );
}

#[test]
fn secrets_are_in_the_file_and_nowhere_else() {
    let place = Place::of(&changeable());
    let backend = place.backend();
    for (change, _) in every(&backend) {
        let done = backend.change(&change);
        assert!(!format!("{done:?} {change:?} {backend:?}").contains("hush"));
    }
    let file = place.json();
    let secret = "/oidc_dynamic_client_provider/primary_client/secret";
    for n in [0, 4] {
        assert_eq!(file["clientProviders"][n].pointer(secret), Some(&NEW_SECRET.into()));
    }
    assert!(!file["audit"].to_string().contains("hush"));
    for row in backend.providers(org(ROOT)).unwrap() {
        assert!(!format!("{:?}", backend.provider(org(ROOT), row.id)).contains("hush"));
    }
    let stale = every(&Place::of(&changeable()).backend()).swap_remove(1).0;
    assert!(!format!("{:?}", backend.change(&stale)).contains("hush"));
}

#[test]
fn a_file_without_users_has_groups_without_owners() {
    let place =
        Place::of(&json!({"format": "amtui.organization/1", "organization": {"id": id("0a", ROOT), "name": "Solo"}}));
    let backend = FileBackend::open(&place.file, clock).unwrap();
    backend.sign_in(&"local".into()).unwrap();
    let before = without_audit(place.json());
    backend.change(&asks::create_group(ROOT, "New", "local")).unwrap();
    let group = place.json()["organization"]["subOrganizations"][0].clone();
    assert_eq!((group.get("ownerId"), &group["name"]), (None, &json!("New")));
    assert!(matches!(
        refusal(backend.change(&asks::create_group(ROOT, "New", "ada"))),
        Refusal::NoSuchUser(_)
    ));
    for (change, list) in [
        (asks::add(ProviderKind::Oidc, "Okta"), "clientProviders"),
        (asks::create_environment(ROOT, "QA", &[]), "environments"),
    ] {
        let why = refusal(backend.change(&change));
        let text = format!(
            "The organization file has no `{list}`, so amtui can't know what is there. Add an empty list first."
        );
        assert_eq!(why.to_string(), text);
    }
    backend.undo().unwrap();
    assert_eq!(
        without_audit(place.json()),
        before,
        "the list that was made for it is gone again"
    );
}

#[test]
fn ids_in_upper_case_are_the_same_ids() {
    let place = Place::text(
        changeable()
            .to_string()
            .replace("0a000000", "0A000000")
            .replace("0b000000", "0B000000"),
    );
    let backend = place.backend();
    let before = without_audit(place.json());
    for (change, _) in every(&backend) {
        backend.change(&change).unwrap();
    }
    assert!(
        !place.json()["users"]
            .to_string()
            .contains(&id("0a", SHOPS).to_uppercase())
    );
    while backend.undo().is_ok() {}
    assert_eq!(without_audit(place.json()), before);
    assert!(backend.provider(org(ROOT), external(0)).is_ok());
    assert!(Place::of(&organization()).backend().undo().is_err());
}
