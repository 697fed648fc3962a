//! A backend on the platform with this machine's clock, threads and request log.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use uuid::Uuid;

use super::clock;
use super::log::Log;
use super::parallel::parallel;
use crate::backend::rest::{self, Limits, Observer, RequestRecord, RestBackend, ShowAddress};
use crate::config::Connection;

/// Writes requests to the platform into the log, and passes rate limits on.
pub struct RequestLogger {
    /// Where it is written down.
    pub log: Option<Log>,
    /// Is told that nothing is asked before this moment, in Unix seconds. Called from any thread.
    pub limited: Box<dyn Fn(i64) + Send + Sync>,
}

impl fmt::Debug for RequestLogger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestObserver")
            .field("log", &self.log)
            .finish_non_exhaustive()
    }
}

impl Observer for RequestLogger {
    fn asked(&self, asked: &RequestRecord) {
        // A full disk stops the log, not the work.
        let _ = self.log.as_ref().map(|log| log.write(asked, Timestamp::now()));
    }

    fn limited(&self, until: i64) {
        (self.limited)(until);
    }
}

/// The clock of this machine, with the moment it began.
#[derive(Debug)]
pub struct MachineClock(pub Instant);

impl rest::TimeSource for MachineClock {
    fn now(&self) -> i64 {
        clock::unix()
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn wait(&self, time: Duration) {
        clock::wait(time);
    }

    fn chance(&self) -> f64 {
        // The first 32 bits of a random id are random.
        let bits = Uuid::new_v4().as_u128() >> 96;
        f64::from(u32::try_from(bits).unwrap_or_default()) / f64::from(u32::MAX)
    }
}

/// What a backend on the platform does beside what it is asked for.
pub struct RestOptions {
    /// The folder in which a client provider's configuration is kept before it is deleted.
    pub copies: Option<PathBuf>,
    /// Changes are told and not sent.
    pub dry_run: bool,
    pub show_address: ShowAddress,
}

impl Default for RestOptions {
    fn default() -> Self {
        Self {
            copies: None,
            dry_run: false,
            show_address: Arc::new(|_| ()),
        }
    }
}

/// The backend that a connection leads to. Nothing is asked yet.
///
/// # Errors
/// The address or the private authority cannot be used, as the end of a sentence.
pub fn backend(connection: &Connection, watch: RequestLogger, options: RestOptions) -> Result<RestBackend, String> {
    RestBackend::new(rest::Config {
        base_url: connection.base_url.clone(),
        credentials: connection.credentials.clone(),
        ca: connection.ca.clone(),
        limits: Limits {
            concurrency: connection.concurrency,
            ..Limits::default()
        },
        clock: Arc::new(MachineClock(Instant::now())),
        parallel,
        observer: Arc::new(watch),
        copies: options.copies,
        dry_run: options.dry_run,
        show_address: options.show_address,
    })
}
