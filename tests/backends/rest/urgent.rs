//! What a person waits for goes before all else, and stopped work lets go of its places.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use amtui::backend::Backend;
use amtui::backend::rest::RestHome;
use amtui::backend::task::{Task, Urgency};
use amtui::domain::Error;

use super::users::{bearer, config};
use crate::fake::{Fake, Fault};
use crate::fixture::{ROOT, changeable, environment, external, org, zeta};

/// Four places, two of which are kept.
fn home(fake: &Fake) -> RestHome {
    let mut config = config(fake.url(), bearer("ada"), Arc::default());
    config.limits.concurrency = 4;
    config.limits.answer = Duration::from_secs(60);
    let home = RestHome::new(config).unwrap();
    home.sign_in(&"ada".into()).unwrap();
    home.environments().unwrap();
    home
}

fn wait_for_requests(fake: &Fake, wanted: usize) {
    let end = Instant::now() + Duration::from_secs(30);
    while fake.busy() != wanted {
        assert!(Instant::now() < end, "{} requests are under way", fake.busy());
        thread::yield_now();
    }
}

/// Reads what `environment` uses, eight times at once with no urgency, until as many requests as there may be hang.
fn while_all_hang(fake: &Fake, home: &RestHome, then: impl FnOnce(&[Arc<Task>])) -> Vec<Result<(), Error>> {
    let tasks: Vec<Arc<Task>> = (0..8).map(|_| Task::new(Urgency::Later)).collect();
    thread::scope(|scope| {
        let read = |task: &Arc<Task>| task.run(|| home.environment_use(environment(0)).map(drop));
        let threads: Vec<_> = tasks.iter().map(|task| scope.spawn(move || read(task))).collect();
        wait_for_requests(fake, 2);
        then(&tasks);
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn reading_without_urgency_leaves_a_place_to_what_a_person_waits_for() {
    let fake = Fake::of(&changeable());
    let home = home(&fake);
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    fake.plan(usize::MAX, "GET", "/apis?", Fault::Held(Arc::clone(&gate)));
    let read = while_all_hang(&fake, &home, |_| {
        home.provider(org(ROOT), external(0)).unwrap();
        // The others still hang.
        wait_for_requests(&fake, 2);
        drop(held);
    });
    assert_eq!(read, vec![Ok(()); 8]);
    assert!(fake.busiest() <= 4);
}

#[test]
fn a_place_that_is_kept_is_for_work_that_has_become_urgent_as_well() {
    let fake = Fake::of(&changeable());
    let home = home(&fake);
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    fake.plan(usize::MAX, "GET", "/apis?", Fault::Held(Arc::clone(&gate)));
    let read = while_all_hang(&fake, &home, |_| {
        let task = Task::new(Urgency::Later);
        thread::scope(|scope| {
            let waits = scope.spawn(|| task.run(|| home.provider(org(ROOT), external(0)).map(drop)));
            task.hurry();
            assert_eq!(waits.join().unwrap(), Ok(()));
        });
        drop(held);
    });
    assert_eq!(read, vec![Ok(()); 8]);
}

#[test]
fn stopped_reading_hangs_up_and_leaves_its_places_to_others() {
    let fake = Fake::of(&changeable());
    let home = home(&fake);
    fake.plan(usize::MAX, "GET", "/apis?", Fault::Silent);
    let read = while_all_hang(&fake, &home, |tasks| tasks.iter().for_each(|task| task.stop()));
    assert_eq!(read, vec![Err(Error::Stopped); 8]);
    wait_for_requests(&fake, 0);
    fake.mend();
    home.environment_use(environment(0)).unwrap();
}

#[test]
fn a_change_is_never_cut_off() {
    let fake = Fake::of(&changeable());
    let home = home(&fake);
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    fake.plan(1, "DELETE", "/clientProviders/", Fault::Held(Arc::clone(&gate)));
    let task = Task::new(Urgency::Now);
    thread::scope(|scope| {
        let deletes = scope.spawn(|| task.run(|| drop(home.delete_provider(&zeta()))));
        while !fake.was_asked("DELETE") {
            thread::yield_now();
        }
        task.stop();
        drop(held);
        deletes.join().unwrap();
    });
    let left = fake.world(|world| world.file["clientProviders"].to_string());
    assert!(!left.contains("zeta IdP"));
    assert_eq!(fake.writes().len(), 1);
}
