//! The demo's file that goes or is damaged while somebody works on it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::{Arc, Mutex};

use amtui::backend::store::FileBackend;
use amtui::backend::store::lock::LockWaiting;
use amtui::backend::{AccessReads, Backend};
use amtui::domain::change::Change;
use amtui::domain::login::Login;
use amtui::domain::{EnvironmentKind, Error, ProviderKind};

use crate::asks::add;
use crate::fixture::{Place, clock, organization};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// The demo as somebody works on it, with one change made.
fn used_demo(state: &Path) -> FileBackend {
    let backend = FileBackend::demo(state, None, clock).unwrap();
    let account = backend.accounts().unwrap().remove(0);
    backend.sign_in(&Login::Account(account.username)).unwrap();
    let root = backend.tree().unwrap().root().unwrap().id;
    let change = Change::CreateEnvironment {
        organization: root,
        name: "QA 7".into(),
        kind: EnvironmentKind::Sandbox,
        providers: vec![],
    };
    backend.change(&change).unwrap();
    backend
}

fn has_change(backend: &FileBackend) -> bool {
    let environments = backend.environments().unwrap();
    environments.iter().any(|e| e.name.raw() == "QA 7")
}

#[test]
fn a_demo_that_is_deleted_while_it_is_used_begins_anew_and_loses_nothing() {
    let place = Place::text("");
    let kept = place.folder().join("demo.json");
    let backend = used_demo(place.folder());
    assert!(has_change(&backend));
    let before = fs::read(&kept).unwrap();
    fs::remove_file(&kept).unwrap();
    for said in [
        backend.environments().unwrap_err().to_string(),
        backend
            .change(&add(ProviderKind::Oidc, "Okta"))
            .unwrap_err()
            .to_string(),
    ] {
        assert!(
            said.ends_with(
                "demo.json: it was deleted. :fresh makes a new one, and keeps what was in it as demo.json.deleted."
            ),
            "{said}"
        );
    }
    backend.start_over().unwrap();
    assert!(!has_change(&backend));
    assert_eq!(
        (mode(&kept), mode(&kept.with_extension("json.deleted"))),
        (0o600, 0o600)
    );
    assert_eq!(fs::read(kept.with_extension("json.deleted")).unwrap(), before);
    // What is kept opens like any file, and another time gets another name.
    let old = FileBackend::open(&kept.with_extension("json.deleted"), clock).unwrap();
    assert!(old.accounts().is_ok());
    fs::remove_file(&kept).unwrap();
    backend.start_over().unwrap();
    assert!(kept.with_extension("json.deleted.2").exists());
}

#[test]
fn a_demo_that_is_damaged_while_it_is_used_is_kept_and_begins_anew() {
    let place = Place::text("");
    let kept = place.folder().join("demo.json");
    let backend = used_demo(place.folder());
    fs::write(&kept, "{ no JSON").unwrap();
    let said = backend.environments().unwrap_err().to_string();
    assert!(
        said.contains("demo.json: it is damaged. :fresh makes a new one, and keeps this one as demo.json.damaged. "),
        "{said}"
    );
    let kept_in = Ok("Demo reset. What was in it is kept as demo.json.damaged".into());
    assert_eq!(backend.start_over(), kept_in);
    assert!(!has_change(&backend));
    assert_eq!(fs::read(kept.with_extension("json.damaged")).unwrap(), b"{ no JSON");
    assert_eq!(backend.undo(), Err(Error::NothingToUndo));
}

#[test]
fn a_demo_that_can_t_be_read_is_not_called_damaged_and_stays() {
    let place = Place::text("");
    let kept = place.folder().join("demo.json");
    let backend = used_demo(place.folder());
    fs::rename(&kept, place.folder().join("away")).unwrap();
    fs::create_dir(&kept).unwrap();
    let said = backend.environments().unwrap_err().to_string();
    assert!(said.ends_with("demo.json: it is a folder, not a file."), "{said}");
    assert!(matches!(backend.start_over(), Err(Error::File { .. })));
    assert!(kept.is_dir() && !kept.with_extension("json.damaged").exists());
}

#[test]
fn a_damaged_demo_that_another_program_writes_now_is_not_moved() {
    let place = Place::text("");
    let kept = place.folder().join("demo.json");
    let waiting = LockWaiting {
        pause: |_| (),
        ..LockWaiting::default()
    };
    let backend = used_demo(place.folder()).waiting(waiting);
    fs::write(&kept, "{ no JSON").unwrap();
    let writer = fs::File::open(&kept).unwrap();
    writer.lock().unwrap();
    assert!(matches!(backend.start_over(), Err(Error::Locked(_))));
    assert_eq!(fs::read(&kept).unwrap(), b"{ no JSON");
    writer.unlock().unwrap();
    backend.start_over().unwrap();
    assert!(!has_change(&backend));
}

#[test]
fn a_file_of_one_s_own_that_is_gone_is_only_told() {
    let place = Place::of(&organization());
    let backend = place.backend();
    fs::remove_file(&place.file).unwrap();
    let said = backend.environments().unwrap_err().to_string();
    assert!(!said.contains(":fresh"), "{said}");
    assert!(matches!(backend.start_over(), Err(Error::Unsupported(_))));
    assert!(!place.file.exists());
}

#[test]
fn a_damaged_demo_is_kept_by_fresh_as_well() {
    let place = Place::text("");
    let state = place.folder();
    drop(used_demo(state));
    let kept = state.join("demo.json");
    fs::write(&kept, "{ no JSON").unwrap();
    let said = FileBackend::demo(state, None, clock).unwrap_err().to_string();
    assert!(
        said.ends_with("Reset the demo with --fresh: this one is kept beside it."),
        "{said}"
    );
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let waiting = LockWaiting {
        tell: Box::new(move |text| tell.lock().unwrap().push(text.to_owned())),
        ..LockWaiting::default()
    };
    let backend = FileBackend::demo(state, Some(&waiting), clock).unwrap();
    assert!(!backend.accounts().unwrap().is_empty());
    assert_eq!(fs::read(kept.with_extension("json.damaged")).unwrap(), b"{ no JSON");
    let where_to = "Demo reset. What was in it is kept as demo.json.damaged.".to_owned();
    assert_eq!(*told.lock().unwrap(), std::slice::from_ref(&where_to));
    // A whole one is reset as it always was.
    FileBackend::demo(state, Some(&waiting), clock).unwrap();
    assert_eq!(*told.lock().unwrap(), [where_to]);
    assert!(!kept.with_extension("json.damaged.2").exists());
}

#[test]
fn a_demo_is_reset_without_an_account() {
    let place = Place::text("");
    let state = place.folder();
    let backend = used_demo(state);
    backend.sign_out();
    fs::write(state.join("demo.json"), "{").unwrap();
    assert!(backend.accounts().is_err());
    backend.start_over().unwrap();
    assert!(!backend.accounts().unwrap().is_empty());
    assert_eq!(fs::read(state.join("demo.json.damaged")).unwrap(), b"{");
}

#[test]
fn a_demo_whose_permissions_are_damaged_is_kept_as_well() {
    let place = Place::text("");
    let kept = place.folder().join("demo.json");
    let backend = used_demo(place.folder());
    let mut file: serde_json::Value = serde_json::from_slice(&fs::read(&kept).unwrap()).unwrap();
    file["grants"] = "damaged".into();
    let damaged = file.to_string();
    fs::write(&kept, &damaged).unwrap();
    assert!(has_change(&backend), "the rest of it can be read");
    let said = backend.teams().unwrap_err().to_string();
    assert!(said.contains("it is damaged. :fresh makes a new one"), "{said}");
    let kept_in = Ok("Demo reset. What was in it is kept as demo.json.damaged".into());
    assert_eq!(backend.start_over(), kept_in);
    assert!(!has_change(&backend));
    fs::write(&kept, &damaged).unwrap();
    FileBackend::demo(place.folder(), Some(&LockWaiting::default()), clock).unwrap();
    for name in ["json.damaged", "json.damaged.2"] {
        assert_eq!(fs::read_to_string(kept.with_extension(name)).unwrap(), damaged);
    }
}

#[test]
fn a_damaged_demo_that_somebody_mends_meanwhile_is_not_reset() {
    let place = Place::text("");
    let kept = place.folder().join("demo.json");
    let backend = used_demo(place.folder());
    let whole = fs::read(&kept).unwrap();
    fs::write(&kept, "{ no JSON").unwrap();
    let writer = fs::File::open(&kept).unwrap();
    writer.lock().unwrap();
    let (path, mended) = (kept.clone(), whole.clone());
    let backend = backend.waiting(LockWaiting {
        pause: |_| (),
        tell: Box::new(move |_| {
            fs::write(&path, &mended).unwrap();
            writer.unlock().unwrap();
        }),
    });
    let said = backend.start_over().unwrap_err().to_string();
    assert!(said.ends_with("demo.json: it can be read again. Not reset."), "{said}");
    assert_eq!(fs::read(&kept).unwrap(), whole);
    assert!(has_change(&backend));
}
