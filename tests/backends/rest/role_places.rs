//! Whose a role is, where only the lists of the organizations tell it.

use std::sync::{Arc, Mutex};
use std::thread;

use amtui::backend::task::{Task, Urgency};
use amtui::backend::{AccessReads, Backend};
use amtui::domain::grant::HolderKind;
use amtui::domain::{Error, OrgId};
use serde_json::json;

use super::urgent::comes;
use super::users::ada;
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::access::{permission, role, user};
use crate::fixture::{RETAIL, ROOT, accessible, org};

/// A part of the path of an organization's roles, which no other list has.
const ROLES: &str = "displayProviderId=true";

const FORBIDDEN: Fault = Fault::Answer(403, "{}", None);

/// The organization of `dee`'s only role, as the request of this number finds it.
fn place(backend: &dyn AccessReads, request: u64) -> Option<OrgId> {
    let task = Task::new(Urgency::Later, request);
    task.run(|| backend.user_role_groups(user("dee")).unwrap()[0].organization)
}

#[test]
fn a_role_that_refused_lists_may_have_is_looked_for_once_by_each_request() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    fake.plan(usize::MAX, "GET", ROLES, FORBIDDEN);
    assert_eq!(place(&backend, 1), None);
    let asked = fake.asked(ROLES);
    assert_eq!((place(&backend, 1), fake.asked(ROLES)), (None, asked));
    fake.mend();
    assert_eq!(place(&backend, 2), Some(org(RETAIL)));
}

#[test]
fn who_signs_in_looks_for_every_role_again() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    fake.edit(ROLES, |_, body| *body = json!({"data": [], "total": 0}));
    assert_eq!(place(&backend, 1), None);
    let asked = fake.asked(ROLES);
    assert_eq!((place(&backend, 2), fake.asked(ROLES)), (None, asked), "no list has it");
    fake.mend();
    backend.sign_in(&"ada".into()).unwrap();
    assert_eq!(place(&backend, 1), Some(org(RETAIL)));
}

#[test]
fn a_list_of_roles_that_fails_leaves_who_has_a_permission_readable() {
    let mut file = accessible();
    let grant = json!({"roleGroupId": role(0), "permissionId": permission(1), "organizationId": org(RETAIL)});
    file["grants"].as_array_mut().unwrap().push(grant);
    let fake = FakePlatform::of(&file);
    let (backend, _) = ada(&fake);
    // The first is the likely one, and the second one of all.
    fake.plan(1, "GET", ROLES, Fault::Answer(500, "", None));
    let failing: &str = Box::leak(format!("{}/rolegroups?", org(RETAIL)).into_boxed_str());
    fake.plan(usize::MAX, "GET", failing, Fault::Answer(500, "", None));
    let held = backend
        .holders(HolderKind::RoleGroup, permission(1), org(RETAIL))
        .unwrap();
    let places: Vec<_> = held.iter().map(|held| (held.name.raw(), held.organization)).collect();
    assert_eq!(places, [("Keepers", None), ("Viewers", Some(org(ROOT)))]);
}

#[test]
fn stopped_work_does_not_wait_until_somebody_else_has_read_all_roles() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    fake.plan(usize::MAX, "GET", ROLES, Fault::Held(Arc::clone(&gate)));
    let task = Task::new(Urgency::Now, 0);
    thread::scope(|scope| {
        let reads = scope.spawn(|| place(&backend, 1));
        assert!(comes(|| fake.asked(ROLES) > 0));
        let before = fake.asked("u-dee/rolegroups?");
        let waits = scope.spawn(|| task.run(|| backend.user_role_groups(user("dee"))));
        assert!(comes(|| fake.asked("u-dee/rolegroups?") > before));
        task.stop();
        let stops = comes(|| waits.is_finished());
        drop(held);
        assert!(stops);
        assert_eq!(waits.join().unwrap(), Err(Error::Stopped));
        assert_eq!(reads.join().unwrap(), Some(org(RETAIL)));
    });
}
