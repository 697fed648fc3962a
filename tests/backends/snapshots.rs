//! A snapshot answers what its backend answered, and never counts unread as nothing.

#[path = "snapshots/access.rs"]
mod access;
#[path = "snapshots/unread.rs"]
mod unread;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use amtui::backend::snapshot::{Snapshot, SnapshotOptions, take};
use amtui::backend::store::FileBackend;
use amtui::backend::{Backend, Output, ReadOnly, state};
use amtui::domain::compare::{Difference, compare};
use amtui::domain::snapshot::{SnapshotItem, SnapshotPhase, SnapshotProgress, SnapshotScope};
use amtui::domain::{
    Application, Coverage, Environment, EnvironmentUse, Error, Listing, Protection, Provider, ProviderRef, ProviderRow,
    Tree,
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::fake_platform::FakePlatform;
use crate::fixture::{Place, ROOT, changeable, clock, external, org, organization, provider, used, zeta};
use crate::rest::users::{ada, parallel};
use crate::suite::sign_in;

/// 2026-11-25T08:00:00Z.
const TAKEN: i64 = 1_795_593_600;

fn quietly() -> SnapshotOptions<'static> {
    SnapshotOptions {
        scope: SnapshotScope::All,
        parallel,
        now: TAKEN,
        tell: &|_| (),
    }
}

/// A snapshot in a file, and the backend that the file is.
struct Copy {
    snapshot: Snapshot,
    backend: FileBackend,
    file: PathBuf,
    _folder: TempDir,
}

impl Copy {
    fn of(backend: &dyn Backend, user: &str) -> Self {
        backend.sign_in(&user.into()).unwrap();
        let account = backend.account().unwrap();
        let snapshot = take(backend, &account, &quietly()).unwrap();
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("org.json");
        snapshot.save(&file, &Output::default()).unwrap();
        let backend = FileBackend::open(&file, clock).unwrap();
        backend.sign_in(&user.into()).unwrap();
        Self {
            snapshot,
            backend,
            file,
            _folder: folder,
        }
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.file).unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.text()).unwrap()
    }

    fn not_read(&self) -> Vec<(SnapshotItem, Option<String>)> {
        let all = self.snapshot.not_read.iter();
        all.map(|one| (one.what, one.id.clone())).collect()
    }
}

/// Everything a backend answers.
#[derive(Debug, PartialEq)]
struct Answers {
    tree: Tree,
    environments: Listing<Environment>,
    uses: Vec<Result<Arc<EnvironmentUse>, Error>>,
    providers: Listing<ProviderRow>,
    details: BTreeMap<ProviderRef, Result<Provider, Error>>,
    applications: BTreeMap<ProviderRef, Result<Arc<Listing<Application>>, Error>>,
}

fn answers(backend: &dyn Backend) -> Answers {
    let mut tree: Vec<_> = backend.tree().unwrap().iter().cloned().collect();
    for one in &mut tree {
        // The secret is not in a snapshot, and no other backend shows it.
        one.has_secret = false;
    }
    let tree = Tree::new(tree);
    let root = tree.root().unwrap().id;
    let environments = backend.environments().unwrap();
    let providers = backend.providers(root).unwrap();
    let details = providers.iter().map(|p| (p.id, backend.provider(root, p.id))).collect();
    Answers {
        uses: environments.iter().map(|e| used(backend, e.id).map(Arc::new)).collect(),
        details,
        applications: providers.iter().map(|p| (p.id, backend.applications(p.id))).collect(),
        tree,
        environments,
        // A list of the platform knows every kind once each was read.
        providers: backend.providers(root).unwrap(),
    }
}

fn demo() -> Value {
    serde_json::from_str(include_str!("../../assets/demo.json")).unwrap()
}

#[test]
fn a_file_s_snapshot_answers_what_the_file_answers() {
    for (organization, user) in [(demo(), "ana.ortiz"), (organization(), "ada"), (changeable(), "ada")] {
        let place = Place::of(&organization);
        let backend = place.backend_signed_out();
        let copy = Copy::of(&backend, user);
        let missing = copy.snapshot.not_read.iter();
        let missing = missing.filter(|gap| !gap.why.raw().starts_with("The organization file has no"));
        assert_eq!(missing.count(), 0, "{:?}", copy.snapshot.not_read);
        assert_eq!(answers(&copy.backend), answers(&backend));
        let accounts = copy.backend.accounts().unwrap();
        backend.sign_in(&user.into()).unwrap();
        assert_eq!(
            accounts,
            [backend.account().unwrap()],
            "the one who took it, with the same roles"
        );
        assert!(!copy.text().contains("hush") && !copy.text().contains("demo-secret"));
    }
}

#[test]
fn who_sees_a_part_takes_that_part() {
    let place = Place::of(&organization());
    let backend = place.backend_signed_out();
    let copy = Copy::of(&backend, "ben");
    let (mut copied, original) = (answers(&copy.backend), answers(&backend));
    assert!(original.applications.values().all(Result::is_err));
    copied.applications.clone_from(&original.applications);
    assert!(
        copied
            .environments
            .coverage
            .partial_reason()
            .is_some_and(|why| why.contains("other business groups"))
    );
    copied.environments.coverage = Coverage::Complete;
    assert_eq!(copied, original);
    assert_eq!(
        copy.not_read().len(),
        16,
        "environments of others, two configurations, three lists, and what says who may do what"
    );
    assert_eq!(copy.json()["users"][0]["roles"][0]["organizationId"], json!(org(1)));
}

#[test]
fn the_platform_s_snapshot_answers_what_the_platform_answers() {
    for organization in [organization(), changeable()] {
        let fake = FakePlatform::of(&organization);
        let (backend, _) = ada(&fake);
        let copy = Copy::of(&backend, "ada");
        assert_eq!(copy.snapshot.not_read, []);
        assert_eq!(answers(&copy.backend), answers(&backend));
        assert!(!copy.text().contains("hush"), "{}", copy.text());
        let about = &copy.json()["x-amtui-snapshot"];
        assert_eq!(
            *about,
            json!({"taken": "2026-11-25T08:00:00Z", "agents": true, "from": "127.0.0.1"})
        );
        assert_eq!(fake.writes(), [""; 0]);
    }
}

#[test]
fn a_deletion_is_rehearsed_on_the_copy_and_done_after_that() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    let before = answers(&backend);
    let copy = Copy::of(&backend, "ada");
    copy.backend.change(&zeta()).unwrap();
    let rehearsed = answers(&copy.backend);
    assert_eq!(answers(&backend), before, "the copy is not the organization");
    copy.backend.undo().unwrap();
    assert_eq!(answers(&copy.backend), before);

    backend.change(&zeta()).unwrap();
    let untyped = |mut answers: Answers| {
        // The platform tells no grant types of client applications that the built-in provider has, nor which one they lost.
        let list = answers.applications.get_mut(&ProviderRef::BuiltIn).unwrap();
        for application in &mut Arc::make_mut(list.as_mut().unwrap()).rows {
            application.grant_types = None;
            application.former_provider = None;
        }
        // Nor are policies and contracts read of API instances that stand on it.
        for uses in answers.uses.iter_mut().flatten() {
            let apis = Arc::make_mut(uses).apis.rows.iter_mut();
            for api in apis.filter(|api| !api.is_external()) {
                api.protect(Protection::unread());
            }
        }
        answers
    };
    assert_eq!(untyped(answers(&backend)), untyped(rehearsed));
}

/// What is different on `backend` since the snapshot was taken.
fn since(copy: &Copy, backend: &dyn Backend) -> Vec<String> {
    let before = state::read(&copy.backend, None, 2, parallel).unwrap();
    let found = compare(&before, &state::read(backend, Some(&before), 2, parallel).unwrap());
    let line = |d: &Difference| format!("{}: {}", d.words(), d.subject.shown());
    found.differences.iter().map(line).collect()
}

#[test]
fn what_changed_since_a_snapshot_is_what_was_done() {
    let place = Place::of(&changeable());
    let fake = FakePlatform::of(&changeable());
    let backends: [Box<dyn Backend>; 2] = [Box::new(place.backend_signed_out()), Box::new(ada(&fake).0)];
    let [file, platform] = backends.map(|backend| {
        let copy = Copy::of(backend.as_ref(), "ada");
        assert_eq!(since(&copy, backend.as_ref()), [""; 0]);
        backend.change(&zeta()).unwrap();
        since(&copy, backend.as_ref())
    });
    assert!(file.contains(&"client provider removed: zeta IdP".into()), "{file:?}");
    assert_eq!(file, platform);
}

#[test]
fn a_snapshot_of_a_snapshot_is_the_same_organization() {
    let place = Place::of(&changeable());
    let copy = Copy::of(&place.backend_signed_out(), "ada");
    let again = Copy::of(&ReadOnly(copy.backend), "ada");
    let without = |mut json: Value| {
        json.as_object_mut().unwrap().shift_remove("x-amtui-snapshot");
        json
    };
    let first = serde_json::from_str(&fs::read_to_string(&copy.file).unwrap()).unwrap();
    assert_eq!(without(again.json()), without(first));
    assert_eq!(again.json()["x-amtui-snapshot"]["from"], "org.json");
}

#[test]
fn secrets_that_are_set_are_named_and_not_told() {
    let place = Place::of(&organization());
    let copy = Copy::of(&place.backend_signed_out(), "ada");
    let json = copy.json();
    let of = |n: usize| {
        let all = json["clientProviders"].as_array().unwrap();
        all.iter().find(|p| p["providerId"] == json!(provider(n))).unwrap()
    };
    let secret = "/oidc_dynamic_client_provider/primary_client/secret";
    assert_eq!(of(0)["x-amtui-secrets"], json!([secret]));
    assert_eq!(of(1)["x-amtui-secrets"], json!(["/admin_token/password"]));
    let unknown = (&of(0)["x"], &of(0)["x-amtui-left-out"]);
    assert_eq!(
        unknown,
        (&Value::Null, &json!(3)),
        "what amtui does not know may be a secret"
    );
    let read = copy.backend.provider(org(ROOT), external(0)).unwrap();
    assert_eq!((read.secrets, read.unknown), (vec![secret.to_owned()], 3));
    assert!(!read.config.unwrap().to_string().contains("x-amtui"));
}

#[test]
fn an_account_whose_roles_are_not_told_is_an_administrator_in_the_copy() {
    let fake = FakePlatform::of(&organization());
    let (backend, _) = ada(&fake);
    let mut account = backend.accounts().unwrap().remove(0);
    account.roles.clear();
    account.permission = "permissions unknown; the platform decides".into();
    let snapshot = take(&backend, &account, &quietly()).unwrap();
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("org.json");
    snapshot.save(&file, &Output::default()).unwrap();
    let json: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let note = json["x-amtui-snapshot"]["note"].as_str().unwrap();
    assert!(note.contains("administrator of the root"), "{note}");
    let copy = FileBackend::open(&file, clock).unwrap();
    sign_in(&copy, "ada");
    assert_eq!(copy.environments().unwrap().len(), 4);
}

#[test]
fn progress_goes_forward_and_to_the_end() {
    let place = Place::of(&organization());
    let backend = place.backend();
    let account = backend.sign_in(&"ada".into()).unwrap();
    let told = Mutex::new(Vec::new());
    let how = SnapshotOptions {
        scope: SnapshotScope::All,
        parallel,
        now: TAKEN,
        tell: &|progress| told.lock().unwrap().push(progress),
    };
    take(&backend, &account, &how).unwrap();
    let expected = [
        (SnapshotPhase::Environments, 4),
        (SnapshotPhase::Providers, 2),
        (SnapshotPhase::Applications, 3),
        (SnapshotPhase::Access, 4),
    ];
    let expected: Vec<SnapshotProgress> = expected
        .into_iter()
        .flat_map(|(part, of)| (0..=of).map(move |read| SnapshotProgress { phase: part, read, of }))
        .collect();
    assert_eq!(told.into_inner().unwrap(), expected);
    assert_eq!(expected[3].to_string(), "3 of 4 environments read");
}

fn refused(snapshot: &Snapshot, path: &Path, force: bool) -> String {
    snapshot
        .save(path, &Output::new(force, Vec::new()))
        .unwrap_err()
        .to_string()
}

#[test]
fn a_snapshot_is_its_owner_s_and_takes_nobody_s_place_unasked() {
    let place = Place::of(&organization());
    let copy = Copy::of(&place.backend_signed_out(), "ada");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&copy.file), 0o600);

    let before = place.bytes();
    let why = refused(&copy.snapshot, &place.file, false);
    assert!(
        why.ends_with("acme.json: it exists already. Not written. Choose another name, or use --force."),
        "{why}"
    );
    assert_eq!(place.bytes(), before);

    fs::set_permissions(&place.file, fs::Permissions::from_mode(0o644)).unwrap();
    copy.snapshot.save(&place.file, &Output::new(true, Vec::new())).unwrap();
    assert_eq!(place.bytes(), fs::read(&copy.file).unwrap());
    assert_eq!(mode(&place.file), 0o600);

    let link = place.folder().join("link\u{1b}.json");
    symlink(&place.file, &link).unwrap();
    for force in [false, true] {
        let why = refused(&copy.snapshot, &link, force);
        assert!(why.contains("link<U+001B>.json: it is a symbolic link."), "{why}");
        assert!(refused(&copy.snapshot, place.folder(), force).contains("it is not a file"));
        let nowhere = place.folder().join("no/org.json");
        assert!(refused(&copy.snapshot, &nowhere, force).contains("there is no such file or folder"));
    }
    let mut names = place.names();
    names.sort();
    assert_eq!(names, ["acme.json", "link\u{1b}.json"], "no half of a file is left");
}

#[test]
fn policies_that_a_copy_does_not_hold_are_not_compared() {
    let mut moved = organization();
    moved["apis"][0]["providerId"] = Value::Null;
    let [before, after] = [organization(), moved].map(|organization| {
        let fake = FakePlatform::of(&organization);
        Copy::of(&ada(&fake).0, "ada")
    });
    let found = since(&before, &after.backend);
    assert_eq!(found, ["API moved: api-3 1.0.0", "API not compared: api-3 1.0.0"]);
}
