//! A backend on the fake platform with its own clock and threads.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use amtui::backend::rest::{Config, Limits, Observer, RequestRecord, TimeSource};
use amtui::domain::login::Credentials;
use amtui::domain::secret::Secret;

/// A clock on which waiting takes no time.
pub struct FrozenClock {
    now: AtomicI64,
    waited: Mutex<Vec<Duration>>,
}

impl Default for FrozenClock {
    fn default() -> Self {
        Self::at(1_767_225_600)
    }
}

impl FrozenClock {
    /// Begins at this moment, in Unix seconds.
    pub fn at(now: i64) -> Self {
        Self {
            now: AtomicI64::new(now),
            waited: Mutex::default(),
        }
    }

    pub fn waited(&self) -> Vec<Duration> {
        std::mem::take(&mut self.waited.lock().unwrap())
    }
}

impl TimeSource for FrozenClock {
    fn now(&self) -> i64 {
        self.now.load(Ordering::SeqCst)
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn wait(&self, time: Duration) {
        self.waited.lock().unwrap().push(time);
        self.now.fetch_add(time.as_secs().try_into().unwrap(), Ordering::SeqCst);
    }

    fn chance(&self) -> f64 {
        0.5
    }
}

/// Whom nothing is told.
pub struct NoObserver;

impl Observer for NoObserver {
    fn asked(&self, _: &RequestRecord) {}

    fn limited(&self, _: i64) {}
}

pub fn parallel(threads: usize, work: &(dyn Fn() + Sync)) {
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
}

pub fn config(url: String, credentials: Credentials, clock: Arc<FrozenClock>) -> Config {
    Config {
        base_url: url,
        credentials: Some(credentials),
        ca: None,
        limits: Limits {
            answer: Duration::from_secs(5),
            ..Limits::default()
        },
        clock,
        parallel,
        observer: Arc::new(NoObserver),
        copies: None,
        dry_run: false,
        show_address: Arc::new(|_| ()),
    }
}

pub fn bearer(user: &str) -> Credentials {
    Credentials::Bearer(Secret::new(format!("token-{user}")))
}
