//! The file itself: links, modes, the demo, and places that cannot be written.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use amtui::backend::store::lock::{LockWaiting, tidy};
use amtui::backend::store::{FileBackend, writable};
use amtui::backend::{Backend, ReadOnly};
use amtui::domain::login::Login;
use amtui::domain::{Error, ProviderKind, ProviderRef};
use serde_json::{Value, json};

use crate::fixture::{
    Place, RETAIL, ROOT, clock, environment, external, org, organization, target, without_audit, zeta,
};
use crate::generate;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn unknown_members_order_and_numbers_survive_delete_and_undo() {
    let place = Place::of(&organization());
    let backend = place.backend();
    let before = place.json();
    backend.change(&zeta()).unwrap();
    let deleted = place.json();
    assert_eq!(
        deleted["x-last"].to_string(),
        r#"{"big":123456789012345678901234567890.000100e+999}"#
    );
    for pointer in [
        "/environments/0/x-before",
        "/apis/0/x-api",
        "/organization/subOrganizations/0/subOrganizations/0/x-node",
    ] {
        assert_eq!(deleted.pointer(pointer), before.pointer(pointer), "{pointer}");
    }
    backend.undo().unwrap();
    // As text: an equal order of members as well, and every digit.
    assert_eq!(
        without_audit(place.json()).to_string(),
        without_audit(before).to_string()
    );
}

#[test]
fn a_delete_writes_only_what_it_changes() {
    let place = Place::text(format!("{:#}\n", organization()));
    let mut wanted = place.json();
    place.backend().change(&zeta()).unwrap();
    wanted["clientProviders"].as_array_mut().unwrap().remove(0);
    for (n, left) in [
        (0, json!([generate::id("0c", 1)])),
        (1, json!([])),
        (3, json!([generate::id("0c", 1)])),
    ] {
        wanted["environments"][n]["clientManagementProviderIds"] = left;
    }
    for n in [0, 2, 4] {
        wanted["apis"][n]["providerId"] = Value::Null;
    }
    for n in [0, 1] {
        wanted["applications"][n]["providerId"] = Value::Null;
        wanted["applications"][n]["formerProviderId"] = json!(generate::id("0c", 0));
    }
    // Each environment that lost it, with its list before and after.
    for (n, org, old, new) in [
        (0, 1, json!(["Alpha AM", "zeta IdP"]), json!(["Alpha AM"])),
        (1, 2, json!(["zeta IdP"]), json!(["Anypoint (built-in)"])),
        (3, 0, json!(["zeta IdP", "Alpha AM"]), json!(["Alpha AM"])),
    ] {
        let org = generate::id("0a", org);
        wanted["audit"].as_array_mut().unwrap().push(json!({
            "timestamp": "2026-01-01T00:00:00Z", "product": "Access Management", "userName": "ada", "userId": "u-ada",
            "action": "Edit", "objectType": "Environment", "objectName": format!("Env {n}"), "objectId": generate::id("0b", n),
            "organizationId": org, "parent": org, "fields": ["Client Providers"],
            "payload": {"changes": [{"name": "Client Providers", "old": old, "new": new}]}}));
    }
    wanted["audit"].as_array_mut().unwrap().push(json!({
        "timestamp": "2026-01-01T00:00:00Z", "product": "Access Management", "userName": "ada", "userId": "u-ada",
        "action": "Delete", "objectType": "Client Provider", "objectName": "zeta IdP", "objectId": generate::id("0c", 0), "organizationId": generate::id("0a", 0)}));
    assert_eq!(place.bytes(), format!("{wanted:#}\n").into_bytes());
}

#[test]
fn records_that_a_change_leaves_alone_stay_as_they_were_written() {
    let mut file = organization();
    file["applications"].as_array_mut().unwrap().push(json!("another"));
    let another = r#"{"id": 99,  "name" : "Written by h\u0061nd", "x-size": 1E5 }"#;
    let place = Place::text(file.to_string().replace(r#""another""#, another));
    let backend = place.backend();
    backend.change(&zeta()).unwrap();
    let text = String::from_utf8(place.bytes()).unwrap();
    assert!(text.contains(another), "{text}");
    backend.undo().unwrap();
    let text = String::from_utf8(place.bytes()).unwrap();
    assert!(text.contains(another), "{text}");
}

#[test]
fn undo_is_kept_in_the_audit_too() {
    let mut file = organization();
    file.as_object_mut().unwrap().shift_remove("audit");
    let place = Place::of(&file);
    let backend = place.backend();
    backend.change(&zeta()).unwrap();
    backend.undo().unwrap();
    backend.redo().unwrap();
    let audit = place.json()["audit"].clone();
    // Three environments lose it and get it back as well.
    let of = |n: usize| (&audit[n]["action"], &audit[n]["objectName"], &audit[n]["payload"]);
    let name = json!("zeta IdP");
    assert_eq!(of(3), (&json!("Delete"), &name, &Value::Null));
    assert_eq!(of(7), (&json!("Undo"), &name, &json!({"undone": "Delete"})));
    assert_eq!(of(11), (&json!("Redo"), &name, &json!({"redone": "Delete"})));
    // An environment tells of its own list: that was edited, and the environment wasn't deleted.
    let objects = |from: usize| [from, from + 1, from + 2].map(|n| audit[n]["objectName"].clone());
    let undone = [4, 5, 6].map(|n| audit[n]["payload"]["undone"].clone());
    assert_eq!(
        ([0, 1, 2].map(|n| audit[n]["action"].clone()), objects(0)),
        (undone, objects(4))
    );
    assert_eq!(audit[8]["payload"]["redone"], json!("Edit"));
    let list = |n: usize| &audit[n]["payload"]["changes"][0];
    assert_eq!((&list(1)["old"], &list(1)["new"]), (&list(5)["new"], &list(5)["old"]));
    assert_eq!(list(1), list(9), "what is made again is told like the first time");
    assert!(!audit.to_string().contains("hush"));
}

#[test]
fn undo_does_all_or_nothing() {
    let edits: [fn(&mut Value); 4] = [
        |f| f["apis"][0]["providerId"] = generate::id("0c", 1).into(),
        |f| f["environments"][1]["clientManagementProviderIds"] = json!([generate::id("0c", 1)]),
        |f| drop(f["apis"].as_array_mut().unwrap().remove(2)),
        |f| {
            f["clientProviders"]
                .as_array_mut()
                .unwrap()
                .push(organization()["clientProviders"][0].clone());
        },
    ];
    for edit in edits {
        let place = Place::of(&organization());
        let backend = place.backend();
        backend.change(&zeta()).unwrap();
        let mut file = place.json();
        edit(&mut file);
        fs::write(&place.file, file.to_string()).unwrap();
        let refused = backend.undo().unwrap_err();
        assert!(
            matches!(&refused, Error::Changed(why) if why.starts_with("Not undone")),
            "{refused}"
        );
        assert_eq!(place.bytes(), file.to_string().into_bytes());
    }
}

#[test]
fn ids_in_upper_case_are_the_same_ids() {
    let text = organization()
        .to_string()
        .replace(&generate::id("0c", 0), &generate::id("0c", 0).to_uppercase());
    let place = Place::text(text);
    let backend = place.backend();
    let before = place.json();
    backend.change(&zeta()).unwrap();
    assert!(
        !without_audit(place.json())
            .to_string()
            .contains(&generate::id("0c", 0).to_uppercase())
    );
    backend.undo().unwrap();
    assert_eq!(without_audit(place.json()), without_audit(before));
}

#[test]
fn others_changes_are_seen_at_once() {
    let place = Place::of(&organization());
    let (one, two) = (place.backend(), place.backend());
    // Often enough to meet two writes within one tick of the file system's clock.
    for _ in 0..40 {
        one.change(&zeta()).unwrap();
        assert!(two.provider(org(0), external(0)).is_err());
        one.undo().unwrap();
        assert!(two.provider(org(0), external(0)).is_ok());
    }
    let mut file = place.json();
    file["users"][3]["roles"] = json!([]);
    fs::write(&place.file, file.to_string()).unwrap();
    assert!(
        matches!(one.change(&zeta()), Err(Error::Refused(_))),
        "rights are those of the file now"
    );
    file["users"].as_array_mut().unwrap().pop();
    fs::write(&place.file, file.to_string()).unwrap();
    assert_eq!(one.tree(), Err(Error::SignedOut));
}

#[test]
fn a_link_stays_a_link() {
    let place = Place::of(&organization());
    let elsewhere = Place::text("");
    let link = elsewhere.folder().join("link.json");
    symlink(&place.file, &link).unwrap();
    let backend = FileBackend::open(&link, clock).unwrap();
    backend.sign_in(&"ada".into()).unwrap();
    backend.change(&zeta()).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(place.json()["clientProviders"].as_array().unwrap().len(), 1);
    assert_eq!(place.names(), ["acme.json"]);
}

#[test]
fn the_mode_of_the_file_is_kept() {
    for kept in [0o600, 0o640, 0o664] {
        let place = Place::of(&organization());
        fs::set_permissions(&place.file, Permissions::from_mode(kept)).unwrap();
        place.backend().change(&zeta()).unwrap();
        assert_eq!(mode(&place.file), kept);
    }
}

#[test]
fn a_read_only_backend_leaves_the_file_alone() {
    let place = Place::of(&organization());
    let before = place.bytes();
    let backend = ReadOnly(place.backend());
    assert!(matches!(backend.change(&zeta()), Err(Error::Refused(_))));
    assert!(matches!(backend.undo(), Err(Error::Refused(_))));
    backend.work_in(org(RETAIL)).unwrap();
    assert_eq!(place.bytes(), before);
}

#[test]
fn what_killed_writers_left_is_removed_and_nothing_else() {
    let place = Place::of(&organization());
    for name in [
        ".acme.json.Ab12cD.amtui-tmp",
        ".other.json.Ab12cD.amtui-tmp",
        ".acme.json.bak",
        // What is written beside it is of another file.
        ".acme.json.old.Ab12cD.amtui-tmp",
        "acme.json.amtui-tmp",
    ] {
        fs::write(place.folder().join(name), "").unwrap();
    }
    place.backend().change(&zeta()).unwrap();
    let mut names = place.names();
    names.sort();
    assert_eq!(
        names,
        [
            ".acme.json.bak",
            ".acme.json.old.Ab12cD.amtui-tmp",
            ".other.json.Ab12cD.amtui-tmp",
            "acme.json",
            "acme.json.amtui-tmp"
        ]
    );
}

#[test]
fn a_place_that_cannot_be_written_is_told_at_the_start() {
    let place = Place::of(&organization());
    writable(&place.file).unwrap();
    // NoObserver, root included, may make files there.
    let refused = writable(Path::new("/proc/self/status")).unwrap_err().to_string();
    assert!(
        refused.contains("/proc/self/status") && refused.contains("--read-only"),
        "{refused}"
    );
    assert!(
        writable(&place.folder().join("none"))
            .unwrap_err()
            .to_string()
            .contains("no such file")
    );
}

#[test]
fn the_demo_is_made_for_its_owner_alone_and_kept() {
    let place = Place::text("");
    let state = place.folder().join("state/amtui");
    let kept = state.join("demo.json");
    let backend = FileBackend::demo(&state, None, clock).unwrap();
    assert_eq!((mode(&state), mode(&kept)), (0o700, 0o600));
    let first = fs::read(&kept).unwrap();
    let account = backend.accounts().unwrap().remove(0);
    assert!(account.permission.contains("(root)"), "{}", account.permission);

    let mut changed: Value = serde_json::from_slice(&first).unwrap();
    changed["x-mine"] = true.into();
    fs::write(&kept, changed.to_string()).unwrap();
    FileBackend::demo(&state, None, clock).unwrap();
    assert_eq!(fs::read(&kept).unwrap(), changed.to_string().into_bytes());
    FileBackend::demo(&state, Some(&LockWaiting::default()), clock).unwrap();
    assert_eq!(fs::read(&kept).unwrap(), first);
    assert_eq!(mode(&kept), 0o600);

    fs::write(&kept, "{").unwrap();
    let refused = FileBackend::demo(&state, None, clock).unwrap_err().to_string();
    assert!(
        refused.contains("demo.json") && refused.contains("--fresh"),
        "{refused}"
    );
    FileBackend::demo(&state, Some(&LockWaiting::default()), clock).unwrap();
    assert_eq!(fs::read(&kept).unwrap(), first);
}

#[test]
fn starting_the_demo_over_writes_through_no_link() {
    let place = Place::of(&organization());
    let state = place.folder().join("state");
    let backend = FileBackend::demo(&state, None, clock).unwrap();
    let demo = fs::read(state.join("demo.json")).unwrap();
    let account = backend.accounts().unwrap().remove(0);
    backend.sign_in(&Login::Account(account.username)).unwrap();
    fs::remove_file(state.join("demo.json")).unwrap();
    symlink(&place.file, state.join("demo.json")).unwrap();
    let refused = FileBackend::demo(&state, Some(&LockWaiting::default()), clock).unwrap_err();
    assert!(refused.to_string().contains("it is a symbolic link"), "{refused}");
    fs::write(&place.file, &demo).unwrap();
    assert!(
        backend
            .start_over()
            .unwrap_err()
            .to_string()
            .contains("it is a symbolic link")
    );
    assert_eq!(place.bytes(), demo);
}

#[test]
fn what_killed_writers_left_is_removed_at_the_start_unless_somebody_writes_now() {
    let place = Place::of(&organization());
    let left = place.folder().join(".acme.json.Ab12cD.amtui-tmp");
    fs::write(&left, "").unwrap();
    let writer = File::open(&place.file).unwrap();
    writer.lock().unwrap();
    tidy(&place.file);
    assert!(left.exists(), "it may be what the writer is writing");
    writer.unlock().unwrap();
    tidy(&place.file);
    assert_eq!(place.names(), ["acme.json"]);
}

#[test]
fn a_large_organization_is_read_and_changed() {
    let before = generate::organization(100, 500, 25, 2000, 5000);
    let place = Place::of(&before);
    let backend = place.backend();
    assert_eq!(
        (backend.tree().unwrap().len(), backend.environments().unwrap().len()),
        (101, 500)
    );
    let apis: usize = (0..500)
        .map(|n| backend.environment_use(environment(n)).unwrap().apis.len())
        .sum();
    assert_eq!(apis, 2000);
    let rows = backend.providers(org(0)).unwrap();
    let applications: u64 = rows.iter().map(|r| backend.count_applications(r.id).unwrap().n).sum();
    assert_eq!((rows.len(), applications), (26, 5000));
    backend.change(&target(7, "Provider 7", ProviderKind::Oidc)).unwrap();
    assert!(backend.count_applications(ProviderRef::BuiltIn).unwrap().n > 0);
    backend.undo().unwrap();
    assert_eq!(without_audit(place.json()), before);
}

#[test]
fn a_copy_in_memory_touches_nothing_and_starts_over() {
    let place = Place::of(&organization());
    let before = place.bytes();
    let backend = place.copy();
    backend.sign_in(&"ada".into()).unwrap();
    let all = backend.providers(org(ROOT)).unwrap().len();
    backend.change(&zeta()).unwrap();
    assert_eq!(backend.providers(org(ROOT)).unwrap().len(), all - 1);
    backend.start_over().unwrap();
    assert_eq!(backend.providers(org(ROOT)).unwrap().len(), all);
    assert!(backend.undo().is_err(), "there is nothing left to take back");
    assert_eq!((place.bytes(), place.names().len()), (before, 1));
    // One's own file is not started over.
    let own = place.backend();
    assert!(own.start_over().is_err());
}
