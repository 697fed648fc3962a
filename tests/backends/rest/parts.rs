//! What is concluded from a part of a list: nothing. The impact, snapshots and comparisons say what they do not know.

use std::path::Path;
use std::sync::Arc;

use amtui::backend::inventory::Inventory;
use amtui::backend::rest::RestBackend;
use amtui::backend::snapshot::{Snapshot, SnapshotOptions, take};
use amtui::backend::state;
use amtui::backend::store::FileBackend;
use amtui::backend::{Backend, Output};
use amtui::domain::compare::{self, OrganizationState, compare};
use amtui::domain::impact::Impact;
use amtui::domain::login::Login;
use amtui::domain::snapshot::{SnapshotItem, SnapshotScope};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::users::{bearer, config, parallel};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::{environment, external, organization};
use crate::generate::id;

/// Changes an answer to a request with this path.
pub(super) type Edit = fn(&str, &mut Value);

pub fn backend(fake: &FakePlatform, user: &str) -> RestBackend {
    let backend = RestBackend::new(config(fake.url(), bearer(user), Arc::default())).unwrap();
    backend.sign_in(&Login::Given).unwrap();
    backend
}

pub fn impact(backend: &dyn Backend) -> Impact {
    let mut inventory = Inventory::read(backend, 2, parallel).unwrap();
    inventory
        .read_protection_of_users(external(0), backend, 2, parallel)
        .unwrap();
    inventory.impact(external(0))
}

pub fn state(backend: &dyn Backend) -> OrganizationState {
    state::read(backend, None, 2, parallel).unwrap()
}

pub fn snapshot(backend: &dyn Backend) -> Snapshot {
    let how = SnapshotOptions {
        scope: SnapshotScope::All,
        parallel,
        now: 1_795_593_600,
        tell: &|_| (),
    };
    take(backend, &backend.account().unwrap(), &how).unwrap()
}

/// The copy that a snapshot is, opened for the account that took it.
pub fn copy(of: &Snapshot) -> (FileBackend, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("org.json");
    of.save(&path, &Output::default()).unwrap();
    (open(&path), folder)
}

fn open(path: &Path) -> FileBackend {
    let copy = FileBackend::open(path, || 0).unwrap();
    let account = copy.accounts().unwrap().remove(0);
    copy.sign_in(&Login::Account(account.username)).unwrap();
    copy
}

/// The business group Bank tells nobody its environments.
fn refuses(fake: &FakePlatform) {
    fake.plan(1, "GET", "expandAll", Fault::Answer(403, "", None));
    fake.plan(
        1,
        "GET",
        "0a000000-0000-4000-8000-000000000003/environments?",
        Fault::Answer(403, "", None),
    );
}

/// The list of all environments leaves those of Bank out, and says nothing of that.
fn leaves_out(fake: &FakePlatform) {
    fake.edit("expandAll", |_, body| {
        let rows = body["data"].as_array_mut().unwrap();
        rows.retain(|row| row["organizationId"] != id("0a", 3));
        body["total"] = rows.len().into();
    });
}

/// As [`leaves_out`], of every environment.
fn tells_none(fake: &FakePlatform) {
    fake.edit("expandAll", |_, body| *body = json!({"data": [], "total": 0}));
}

#[test]
fn environments_that_are_not_told_are_missing_in_the_impact_the_snapshot_and_the_comparison() {
    for part in [refuses, leaves_out, tells_none] as [fn(&FakePlatform); 3] {
        let fake = FakePlatform::of(&organization());
        let ada = backend(&fake, "ada");
        let whole = state(&ada);
        assert!(impact(&ada).complete());

        part(&fake);
        let found = impact(&ada);
        assert!(
            !found.complete() && found.list_coverage.partial_reason().is_some(),
            "{found:?}"
        );
        part(&fake);
        let taken = snapshot(&ada);
        let pieces: Vec<_> = taken.not_read.iter().map(|piece| piece.what).collect();
        assert_eq!(pieces, [SnapshotItem::Environments]);
        let (copy, _folder) = copy(&taken);
        assert!(!impact(&copy).complete());
        let changes = compare(&whole, &state(&copy)).differences;
        assert!(
            changes
                .iter()
                .all(|change| change.how == compare::DifferenceKind::NotCompared),
            "{changes:?}"
        );
        assert!(!changes.is_empty());
    }
}

#[test]
fn environments_of_a_group_that_cannot_be_understood_are_missing_in_the_impact_and_the_snapshot() {
    let fake = FakePlatform::of(&organization());
    let ada = backend(&fake, "ada");
    leaves_out(&fake);
    fake.edit("/hierarchy", |_, root| root["subOrganizations"][1]["id"] = 7.into());
    let why = "1 of the business groups could not be understood.";
    assert_eq!(impact(&ada).list_coverage.partial_reason(), Some(why));
    let taken = snapshot(&ada);
    assert!(
        taken
            .not_read
            .iter()
            .any(|piece| piece.what == SnapshotItem::Environments)
    );
}

#[test]
fn environments_of_groups_in_a_tree_that_may_not_be_read_are_missing_in_the_impact() {
    let fake = FakePlatform::of(&organization());
    fake.plan(9, "GET", "/hierarchy", Fault::Answer(403, "", None));
    fake.edit("/api/me", |_, me| me["user"]["memberOfOrganizations"] = json!([]));
    for user in ["ada", "app"] {
        let found = impact(&backend(&fake, user));
        let gap = found.list_coverage.partial_reason().unwrap_or_default();
        assert!(
            gap.contains("Only those that you belong to are visible"),
            "{user}: {found:?}"
        );
    }
}

#[test]
fn roles_that_are_held_twice_are_all_known() {
    for second in ["r", "s"] {
        let fake = FakePlatform::of(&organization());
        fake.edit("/roles", |_, body| {
            let mut again = body["data"][0].clone();
            again["role_id"] = second.into();
            body["data"].as_array_mut().unwrap().push(again);
            body["total"] = 2.into();
        });
        let account = backend(&fake, "ben").account().unwrap();
        let places: Vec<_> = account.roles.iter().map(|role| role.organization.to_string()).collect();
        assert!(places.iter().all(|place| *place == id("0a", 1)), "{places:?}");
    }
}

#[test]
fn an_administrator_by_assumption_is_not_told_every_environment() {
    fn uncounted(node: &mut Value) {
        node["environmentsCount"] = Value::Null;
        let groups = node["subOrganizations"].as_array_mut().into_iter().flatten();
        groups.for_each(uncounted);
    }
    let told = |_: &FakePlatform| ();
    let refused = |fake: &FakePlatform| fake.plan(9, "GET", "/roles", Fault::Answer(403, "", None));
    let in_part = |fake: &FakePlatform| fake.edit("/roles", |_, body| body["total"] = 2.into());
    for (roles, known) in [(told as fn(&FakePlatform), true), (refused, false), (in_part, false)] {
        let fake = FakePlatform::of(&organization());
        roles(&fake);
        fake.edit("/hierarchy", |_, root| uncounted(root));
        let found = impact(&backend(&fake, "ada"));
        assert_eq!(found.list_coverage.is_complete(), known, "{found:?}");
    }
}

#[test]
fn what_one_environment_tells_in_part_is_missing_in_the_impact_the_snapshot_and_the_comparison() {
    let parts: [(&'static str, Edit); 4] = [
        ("0000/apis?", |_, body| body["assets"][0] = Value::Null),
        ("0000/clientManagementProviders", |_, body| {
            body["suggestedClientManagementProviderIds"][0] = Value::Null;
        }),
        ("/apis/3/policies", |_, body| body["policies"][0] = Value::Null),
        ("/apis/3/contracts", |_, body| body["total"] = 402.into()),
    ];
    for (path, edit) in parts {
        let fake = FakePlatform::of(&organization());
        let ada = backend(&fake, "ada");
        let whole = state(&ada);
        fake.edit(path, edit);
        let found = impact(&ada);
        assert_eq!((found.environments_read, found.environments_listed), (3, 4), "{path}");
        assert_eq!(
            found.failed.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
            [environment(0)],
            "{path}"
        );
        let taken = snapshot(&ada);
        let pieces: Vec<_> = taken
            .not_read
            .iter()
            .map(|piece| (piece.what, piece.id.clone()))
            .collect();
        assert_eq!(pieces, [(SnapshotItem::Environment, Some(id("0b", 0)))], "{path}");
        let (copy, _folder) = copy(&taken);
        let told = impact(&copy);
        assert_eq!((told.environments_read, told.environments_listed), (3, 4), "{path}");
        assert_eq!(told.failed, found.failed, "{path}: the copy knows why");
        for (before, after) in [(&whole, &state(&copy)), (&state(&copy), &whole)] {
            let changes = compare(before, after).differences;
            assert!(
                changes
                    .iter()
                    .all(|change| change.how == compare::DifferenceKind::NotCompared),
                "{path}: {changes:?}"
            );
        }
    }
}

#[test]
fn a_part_of_the_client_providers_is_missing_in_the_snapshot_and_the_comparison() {
    let fake = FakePlatform::of(&organization());
    let ada = backend(&fake, "ada");
    let whole = state(&ada);
    fake.edit("clientProviders?", |_, body| {
        body["data"].as_array_mut().unwrap().pop();
    });
    let taken = snapshot(&ada);
    assert!(taken.not_read.iter().any(|piece| piece.what == SnapshotItem::Providers));
    let (copy, _folder) = copy(&taken);
    assert!(copy.providers(whole.root).unwrap().coverage.partial_reason().is_some());
    let changes = compare(&whole, &state(&copy)).differences;
    assert!(
        changes
            .iter()
            .all(|change| change.how == compare::DifferenceKind::NotCompared),
        "{changes:?}"
    );
}

#[test]
fn a_part_of_the_client_applications_stays_a_part_in_the_snapshot() {
    let fake = FakePlatform::of(&organization());
    let ada = backend(&fake, "ada");
    fake.edit("/applications?", |_, body| drop(body.get_mut(0).map(Value::take)));
    let taken = snapshot(&ada);
    assert!(
        taken
            .not_read
            .iter()
            .any(|piece| piece.what == SnapshotItem::Applications)
    );
    let (copy, _folder) = copy(&taken);
    let left = copy.applications(external(0)).unwrap();
    assert_eq!(left.len(), 1);
    assert!(left.coverage.partial_reason().is_some());
}

#[test]
fn an_api_whose_policies_cannot_be_read_takes_nothing_else_along() {
    let fake = FakePlatform::of(&organization());
    let ada = backend(&fake, "ada");
    let (before, whole) = (impact(&ada), state(&ada));
    fake.plan(99, "GET", "/apis/3/policies", Fault::Answer(403, "", None));
    let found = impact(&ada);
    assert_eq!(found.environments, before.environments);
    assert_eq!(
        (found.environments_read, found.environments_listed, found.unread),
        (4, 4, 1)
    );
    assert_eq!(found.effects().affected(), before.effects().affected());
    let failed: Vec<_> = found.failed.iter().map(|(id, _)| *id).collect();
    assert_eq!(failed, [environment(0)]);
    assert!(!found.complete());

    let taken = snapshot(&ada);
    let pieces: Vec<_> = taken
        .not_read
        .iter()
        .map(|piece| (piece.what, piece.id.as_deref(), piece.name.raw()))
        .collect();
    assert_eq!(pieces, [(SnapshotItem::Api, Some("3"), "api-3 1.0.0")]);
    let (copy, _folder) = copy(&taken);
    let told = impact(&copy);
    assert_eq!(told.environments, before.environments);
    assert_eq!(
        (told.environments_read, told.environments_listed, told.unread),
        (4, 4, 1)
    );
    for now in [state(&ada), state(&copy)] {
        let changes = compare(&whole, &now).differences;
        let told: Vec<_> = changes
            .iter()
            .map(|change| (change.how, change.subject.shown()))
            .collect();
        assert_eq!(told, [(compare::DifferenceKind::NotCompared, "api-3 1.0.0".into())]);
    }
}
