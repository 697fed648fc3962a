//! What is kept before a client provider is deleted, and what a dry run tells.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use amtui::backend::inventory::Inventory;
use amtui::backend::rest::RestBackend;
use amtui::backend::snapshot::{SnapshotOptions, take};
use amtui::backend::store::FileBackend;
use amtui::backend::{Backend, Output};
use amtui::domain::Error;
use amtui::domain::impact::{Impact, Unseen};
use amtui::domain::login::{Credentials, Login};
use amtui::domain::secret::Secret;
use amtui::domain::snapshot::SnapshotScope;
use serde_json::{Value, json};

use super::users::{ada, bearer, config, parallel};
use crate::asks::{NEW_SECRET, every};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::{changeable, environment, external, organization, zeta};
use crate::generate::id;

fn backend(fake: &FakePlatform, copies: &Path, dry_run: bool) -> RestBackend {
    let mut config = config(fake.url(), bearer("ada"), Arc::default());
    config.copies = Some(copies.to_owned());
    config.dry_run = dry_run;
    let backend = RestBackend::new(config).unwrap();
    backend.sign_in(&Login::Given).unwrap();
    fake.seen();
    backend
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn the_configuration_is_kept_without_secrets_before_it_is_deleted() {
    let mut organization = organization();
    organization["clientProviders"][0]["tokenValue"] = "hush".into();
    let fake = FakePlatform::of(&organization);
    let folder = tempfile::tempdir().unwrap();
    let copies = folder.path().join("state/deleted");
    let said = backend(&fake, &copies, false).change(&zeta()).unwrap().backup.unwrap();
    assert_eq!(Path::new(&said).parent(), Some(&*copies));
    assert_eq!((mode(&copies), mode(Path::new(&said))), (0o700, 0o600));
    let text = fs::read_to_string(&said).unwrap();
    assert!(!text.contains("hush"), "{text}");
    let copy: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(copy["clientProvider"]["name"], "zeta IdP");
    assert_eq!(
        copy["clientProvider"]["oidc_dynamic_client_provider"]["primary_client"]["id"],
        "i"
    );
    assert_eq!(
        copy["secretsToEnterAgain"],
        serde_json::json!(["/oidc_dynamic_client_provider/primary_client/secret"])
    );
    assert_eq!(
        copy["valuesLeftOut"], 4,
        "three unknown members of the fixture, and this one"
    );
}

#[test]
fn what_cannot_be_kept_is_not_deleted() {
    let fake = FakePlatform::of(&organization());
    let folder = tempfile::tempdir().unwrap();
    let copies = folder.path().join("taken");
    fs::write(&copies, "a file").unwrap();
    let refused = backend(&fake, &copies, false).change(&zeta());
    assert!(
        matches!(&refused, Err(Error::BackupFailed(why)) if why.starts_with("Not deleted:")),
        "{refused:?}"
    );
    assert_eq!(fake.writes(), [""; 0]);
}

#[test]
fn what_is_refused_leaves_its_copy_and_nothing_else() {
    let fake = FakePlatform::of(&organization());
    let folder = tempfile::tempdir().unwrap();
    fake.plan(1, "DELETE", "", Fault::Answer(401, "", None));
    assert!(backend(&fake, folder.path(), false).change(&zeta()).is_err());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_dry_run_tells_what_it_would_send_and_sends_nothing() {
    let fake = FakePlatform::of(&changeable());
    let folder = tempfile::tempdir().unwrap();
    let backend = backend(&fake, folder.path(), true);
    let told = |done: Result<(), Error>| match done {
        Err(Error::DryRun(unsent)) => format!("{}\n{}", unsent.request, unsent.body.join("\n")),
        other => panic!("not told: {other:?}"),
    };
    let deleted = told(backend.change(&zeta()).map(drop));
    assert!(deleted.starts_with("DELETE /accounts/api/organizations/"), "{deleted}");
    let mut masked = 0;
    for (change, _) in every(&backend) {
        let Err(Error::DryRun(unsent)) = backend.change(&change) else {
            continue;
        };
        let body = unsent.body.join("\n");
        assert!(!body.contains(NEW_SECRET), "{body}");
        masked += usize::from(body.contains("\"***\""));
    }
    assert!(masked > 0, "a secret that would be sent is told as one");
    assert_eq!(fake.writes(), [""; 0]);
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        0,
        "nothing was deleted, nothing is kept"
    );
}

/// What a inventory with these credentials says of `zeta IdP`.
fn impact(fake: &FakePlatform, credentials: Credentials) -> Impact {
    let backend = RestBackend::new(config(fake.url(), credentials, Arc::default())).unwrap();
    backend.sign_in(&Login::Given).unwrap();
    let mut inventory = Inventory::read(&backend, 2, parallel).unwrap();
    inventory
        .read_protection_of_users(external(0), &backend, 2, parallel)
        .unwrap();
    inventory.impact(external(0))
}

fn token_of_an_app() -> Credentials {
    bearer("app")
}

/// One whose environments all have a client provider and an API.
fn full() -> Value {
    let mut file = organization();
    file["environments"][2]["clientManagementProviderIds"] = json!([id("0c", 1)]);
    let mut api = file["apis"][0].clone();
    (api["id"], api["environmentId"], api["organizationId"]) = (9.into(), id("0b", 3).into(), id("0a", 0).into());
    file["apis"].as_array_mut().unwrap().push(api);
    file
}

// R27
#[test]
fn what_an_app_is_not_told_is_not_taken_for_nothing() {
    let fake = FakePlatform::of(&full());
    let whole = impact(&fake, token_of_an_app());
    assert!(whole.complete(), "{whole:?}");
    // An app's token is an app's, whichever way it came; no scope for the APIs of one environment.
    let none = r#"{"assets":[],"total":0}"#;
    fake.plan(1, "GET", "0003/apis?", Fault::Answer(200, none, None));
    let none = r#"{"instances":[],"total":0}"#;
    let of_root = "/xapi/v1/organizations/0a000000-0000-4000-8000-000000000000/";
    fake.plan(1, "GET", of_root, Fault::Answer(200, none, None));
    let doubted = impact(&fake, token_of_an_app());
    assert_eq!(doubted.unverified, [(environment(3), Unseen::Apis)]);
    assert!(!doubted.complete());
    // Nor one for environments: fewer are listed than the organizations are said to have.
    let none = r#"{"data":[],"total":0}"#;
    fake.plan(1, "GET", "expandAll", Fault::Answer(200, none, None));
    let unlisted = impact(&fake, token_of_an_app());
    let why = unlisted.list_coverage.partial_reason().unwrap();
    assert!(
        unlisted.environments_listed == 0 && why.contains("4 organizations"),
        "{why}"
    );
    assert!(!unlisted.complete());
    // A person is told what there is.
    fake.plan(
        1,
        "GET",
        "0003/apis?",
        Fault::Answer(200, r#"{"assets":[],"total":0}"#, None),
    );
    assert!(impact(&fake, bearer("ada")).complete());
}

#[test]
fn a_part_of_the_environments_is_not_the_whole() {
    let fake = FakePlatform::of(&full());
    fake.plan(1, "GET", "expandAll", Fault::Answer(403, "", None));
    assert!(
        impact(&fake, bearer("ada")).complete(),
        "each organization told its own"
    );
    fake.plan(1, "GET", "expandAll", Fault::Answer(403, "", None));
    fake.plan(
        1,
        "GET",
        "0a000000-0000-4000-8000-000000000003/environments?",
        Fault::Answer(403, "", None),
    );
    let part = impact(&fake, bearer("ada"));
    assert!(!part.complete() && part.environments_listed == 3, "{part:?}");
    // Who administers a business group sees no more than that.
    assert!(!impact(&fake, bearer("ben")).complete());
}

#[test]
fn what_may_only_be_seen_by_its_name_cannot_be_kept_and_is_not_deleted() {
    let fake = FakePlatform::of(&organization());
    let folder = tempfile::tempdir().unwrap();
    let mut config = config(fake.url(), bearer("ben"), Arc::default());
    config.copies = Some(folder.path().to_owned());
    let ben = RestBackend::new(config).unwrap();
    ben.sign_in(&Login::Given).unwrap();
    let refused = ben.change(&zeta());
    assert!(
        matches!(&refused, Err(Error::BackupFailed(why)) if why.contains("could not be read")),
        "{refused:?}"
    );
    assert_eq!(fake.writes(), [""; 0]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn an_app_s_snapshot_proves_no_more_than_the_app_was_told() {
    let mut file = full();
    file["apis"]
        .as_array_mut()
        .unwrap()
        .retain(|api| api["environmentId"] != id("0b", 3));
    let fake = FakePlatform::of(&file);
    let backend = RestBackend::new(config(fake.url(), token_of_an_app(), Arc::default())).unwrap();
    backend.sign_in(&Login::Given).unwrap();
    let account = backend.account().unwrap();
    let how = SnapshotOptions {
        scope: SnapshotScope::All,
        parallel,
        now: 1_795_593_600,
        tell: &|_| (),
    };
    let snapshot = take(&backend, &account, &how).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("org.json");
    snapshot.save(&path, &Output::default()).unwrap();
    let copy = FileBackend::open(&path, || 0).unwrap();
    copy.sign_in(&Login::Account(account.username)).unwrap();
    let impact = Inventory::read(&copy, 1, parallel).unwrap().impact(external(0));
    assert_eq!(impact.unverified, [(environment(3), Unseen::Apis)]);
}

#[test]
fn credentials_that_are_refused_when_they_are_renewed_are_tried_once() {
    let fake = FakePlatform::of(&organization());
    let secret = Secret::new("hush-app".into());
    let client_id = "app-1".into();
    let app = Credentials::ConnectedApp {
        client_id,
        client_secret: secret,
    };
    let backend = RestBackend::new(config(fake.url(), app, Arc::default())).unwrap();
    backend.sign_in(&Login::Given).unwrap();
    fake.seen();
    fake.plan(99, "GET", "", Fault::Answer(401, "", None));
    fake.plan(99, "POST", "oauth2/token", Fault::Answer(401, "", None));
    for _ in 0..3 {
        assert_eq!(backend.tree(), Err(Error::SignedOut));
    }
    let asked = fake.seen();
    assert_eq!(
        asked.iter().filter(|s| s.method == "POST").count(),
        1,
        "else the account is locked"
    );
}

#[test]
fn a_rate_limit_that_ended_already_is_no_endless_loop() {
    let fake = FakePlatform::of(&organization());
    let (backend, clock) = ada(&fake);
    fake.plan(50, "GET", "/hierarchy", Fault::Answer(429, "", Some(0)));
    assert!(matches!(backend.tree(), Err(Error::RateLimited { .. })));
    assert_eq!((fake.seen().len(), clock.waited().len()), (3, 2));
}
