//! What a person waits for goes before all else, and stopped work lets go of its places.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use amtui::backend::Backend;
use amtui::backend::rest::RestBackend;
use amtui::backend::task::{Task, Urgency};
use amtui::domain::Error;
use amtui::domain::login::{Credentials, Login};

use super::signing::app;
use super::users::{bearer, config};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::{ROOT, changeable, environment, external, org, zeta};

/// Four places, two of which are kept.
fn backend_of(fake: &FakePlatform, credentials: Credentials) -> RestBackend {
    let mut config = config(fake.url(), credentials, Arc::default());
    config.limits.concurrency = 4;
    config.limits.answer = Duration::from_secs(60);
    RestBackend::new(config).unwrap()
}

fn backend(fake: &FakePlatform) -> RestBackend {
    signed_in(backend_of(fake, bearer("ada")))
}

fn signed_in(backend: RestBackend) -> RestBackend {
    backend.sign_in(&Login::Given).unwrap();
    backend.environments().unwrap();
    backend
}

/// Whether it comes about while somebody waits.
pub fn comes(is: impl Fn() -> bool) -> bool {
    let end = Instant::now() + Duration::from_secs(30);
    while !is() && Instant::now() < end {
        thread::yield_now();
    }
    is()
}

fn wait_until(what: &str, is: impl Fn() -> bool) {
    assert!(comes(is), "{what}");
}

fn wait_for_requests(fake: &FakePlatform, wanted: usize) {
    wait_until(&format!("{wanted} requests are under way"), || fake.busy() == wanted);
}

/// Reads what `environment` uses, eight times at once with no urgency, until as many requests as there may be hang.
fn while_all_hang(
    fake: &FakePlatform,
    backend: &RestBackend,
    then: impl FnOnce(&[Arc<Task>]),
) -> Vec<Result<(), Error>> {
    let tasks: Vec<Arc<Task>> = (0..8).map(|_| Task::new(Urgency::Later, 0)).collect();
    thread::scope(|scope| {
        let read = |task: &Arc<Task>| task.run(|| backend.environment_use(environment(0)).map(drop));
        let threads: Vec<_> = tasks.iter().map(|task| scope.spawn(move || read(task))).collect();
        wait_until("two hang", || fake.asked("/apis?") == 2);
        then(&tasks);
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn reading_without_urgency_leaves_a_place_to_what_a_person_waits_for() {
    let fake = FakePlatform::of(&changeable());
    let backend = backend(&fake);
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    fake.plan(usize::MAX, "GET", "/apis?", Fault::Held(Arc::clone(&gate)));
    let read = while_all_hang(&fake, &backend, |_| {
        backend.provider(org(ROOT), external(0)).unwrap();
        // The others still hang.
        wait_for_requests(&fake, 2);
        drop(held);
    });
    assert_eq!(read, vec![Ok(()); 8]);
    assert!(fake.busiest() <= 4);
}

#[test]
fn a_place_that_is_kept_is_for_work_that_has_become_urgent_as_well() {
    let fake = FakePlatform::of(&changeable());
    let backend = backend(&fake);
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    fake.plan(usize::MAX, "GET", "/apis?", Fault::Held(Arc::clone(&gate)));
    let read = while_all_hang(&fake, &backend, |_| {
        let task = Task::new(Urgency::Later, 0);
        thread::scope(|scope| {
            let waits = scope.spawn(|| task.run(|| backend.provider(org(ROOT), external(0)).map(drop)));
            task.hurry();
            assert_eq!(waits.join().unwrap(), Ok(()));
        });
        drop(held);
    });
    assert_eq!(read, vec![Ok(()); 8]);
}

#[test]
fn stopped_reading_hangs_up_and_leaves_its_places_to_others() {
    let fake = FakePlatform::of(&changeable());
    let backend = backend(&fake);
    fake.plan(usize::MAX, "GET", "/apis?", Fault::Silent);
    let read = while_all_hang(&fake, &backend, |tasks| tasks.iter().for_each(|task| task.stop()));
    assert_eq!(read, vec![Err(Error::Stopped); 8]);
    wait_for_requests(&fake, 0);
    fake.mend();
    backend.environment_use(environment(0)).unwrap();
}

#[test]
fn a_change_is_never_cut_off() {
    let fake = FakePlatform::of(&changeable());
    let backend = backend(&fake);
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    fake.plan(1, "DELETE", "/clientProviders/", Fault::Held(Arc::clone(&gate)));
    let task = Task::new(Urgency::Now, 0);
    thread::scope(|scope| {
        let deletes = scope.spawn(|| task.run(|| drop(backend.change(&zeta()))));
        wait_until("it is sent", || fake.was_asked("DELETE"));
        task.stop();
        drop(held);
        deletes.join().unwrap();
    });
    let left = fake.model(|model| model.file["clientProviders"].to_string());
    assert!(!left.contains("zeta IdP"));
    assert_eq!(fake.writes().len(), 1);
}

#[test]
fn signing_in_anew_for_reading_without_urgency_waits_for_no_other_reading() {
    let fake = FakePlatform::of(&changeable());
    let backend = signed_in(backend_of(&fake, app()));
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    fake.plan(usize::MAX, "GET", "/apis?", Fault::Held(Arc::clone(&gate)));
    while_all_hang(&fake, &backend, |_| {
        // The token goes; what it was granted for stays.
        backend.sign_out();
        fake.seen();
        thread::scope(|scope| {
            let anew = scope.spawn(|| Task::new(Urgency::Later, 0).run(|| backend.accounts()));
            let signs_in = comes(|| fake.was_asked("POST"));
            drop(held);
            assert!(signs_in);
            assert_eq!(anew.join().unwrap().map(|all| all.len()), Ok(1));
        });
    });
}

#[test]
fn stopped_work_does_not_wait_until_somebody_else_has_signed_in() {
    let fake = FakePlatform::of(&changeable());
    let backend = backend_of(&fake, app());
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    fake.plan(1, "POST", "/token", Fault::Held(Arc::clone(&gate)));
    let task = Task::new(Urgency::Now, 0);
    thread::scope(|scope| {
        let signs_in = scope.spawn(|| backend.accounts().map(|all| all.len()));
        wait_for_requests(&fake, 1);
        let waits = scope.spawn(|| task.run(|| backend.accounts()));
        task.stop();
        let stops = comes(|| waits.is_finished());
        drop(held);
        assert!(stops);
        assert_eq!(waits.join().unwrap(), Err(Error::Stopped));
        assert_eq!(signs_in.join().unwrap(), Ok(1));
    });
}
