//! Requests to one host over HTTP: how many at a time, how long, how large, and which are asked again. Imports `domain`.
//!
//! What reads is asked again after a lost connection and after 502-504, and waits out a rate limit; what writes is sent
//! once, and where it may have arrived without an answer that is [`Error::OutcomeUnknown`].

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ureq::http::{Request, Response, header};
use ureq::tls::RootCerts;
use ureq::{Agent, AsSendBody, Body};
use url::Url;
use zeroize::Zeroizing;

use super::address::loopback;
use super::call::{Answer, Call, Token, hidden};
use super::error_body::sentence;
use super::redact::{REQUEST_IDS, request_id, template};
use super::semaphore::Semaphore;
use super::tls::settings;
use super::transport_error::{TransportError, trouble};
use super::{Limits, Observer, RequestRecord, TimeSource, guard};
use crate::backend::task::Task;
use crate::domain::Error;
use crate::domain::text::escape;

/// How often something is asked in all, where asking again can help.
const ATTEMPTS: u32 = 4;

/// Rate limits that one request waits out.
const WAITS: u32 = 2;

/// The longest that one of them is waited for, in seconds.
const LONGEST_WAIT: i64 = 60;

/// The longest that a rate limit is believed to last, in seconds.
const LONGEST_LIMIT: i64 = 3600;

/// The audit log answers 503 beyond its rate until the minute ends, in seconds.
const AUDIT_MINUTE: i64 = 60;

/// What is waited for where a rate limit does not say when it ends, in seconds.
const DEFAULT_WAIT: i64 = 5;

/// A host, and what is kept between requests to it.
pub(super) struct Http {
    roots: RootCerts,
    base: String,
    semaphore: Arc<Semaphore>,
    clock: Arc<dyn TimeSource>,
    observer: Arc<dyn Observer>,
    limits: Limits,
    /// When the rate limit that was told last ends: until then nobody reads.
    limited_until: Mutex<i64>,
    /// The same of the audit log.
    audit_limited_until: Mutex<i64>,
}

/// The requests to another host. Its limits aren't the platform's.
struct RequestsOnly(Arc<dyn Observer>);

impl Observer for RequestsOnly {
    fn asked(&self, asked: &RequestRecord) {
        self.0.asked(asked);
    }

    fn limited(&self, _until: i64) {}
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http").field("base", &self.base).finish_non_exhaustive()
    }
}

impl Http {
    /// For requests to `base`, which [`address`] has let through.
    pub(super) fn new(
        base: &Url,
        roots: RootCerts,
        limits: &Limits,
        clock: Arc<dyn TimeSource>,
        observer: Arc<dyn Observer>,
    ) -> Self {
        let here = loopback(base);
        let mut config = Agent::config_builder()
            .tls_config(settings(roots.clone()))
            .https_only(!here)
            .http_status_as_error(false)
            // A token follows no redirection.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("amtui/", env!("CARGO_PKG_VERSION")))
            .accept("application/json")
            // Each place at the semaphore has an agent of its own.
            .max_idle_connections(1)
            .max_idle_connections_per_host(1)
            .timeout_resolve(Some(limits.connect))
            .timeout_connect(Some(limits.connect))
            .timeout_global(Some(limits.answer));
        if here {
            // What is not encrypted must not leave the machine.
            config = config.proxy(None);
        }
        Self {
            roots,
            base: base.as_str().trim_end_matches('/').to_owned(),
            semaphore: Semaphore::new(limits.concurrency(), config.build()),
            clock,
            observer,
            limits: limits.clone(),
            limited_until: Mutex::default(),
            audit_limited_until: Mutex::default(),
        }
    }

    /// For requests to another host.
    pub(super) fn elsewhere(&self, base: &Url, limits: &Limits) -> Self {
        let clock = Arc::clone(&self.clock);
        let observer = Arc::new(RequestsOnly(Arc::clone(&self.observer)));
        Self::new(base, self.roots.clone(), limits, clock, observer)
    }

    pub(super) fn one_at_a_time(&self) -> Arc<Semaphore> {
        self.semaphore.narrow()
    }

    /// Without a slash at its end.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Sends a request. Its answer has any status but 429 and those of a server's own failure.
    pub(super) fn send(&self, call: &Call<'_>, token: Option<&Token>) -> Result<Answer, Error> {
        let answer = if call.reads() {
            self.read(call, token)
        } else {
            self.write(call, token)
        };
        match answer {
            Err(_) if call.kind().is_cut(&Task::current()) => Err(Error::Stopped),
            answer => answer,
        }
    }

    fn read(&self, call: &Call<'_>, token: Option<&Token>) -> Result<Answer, Error> {
        let (mut attempt, mut waits) = (0, 0);
        loop {
            self.wait_for_the_limit(call, &mut waits)?;
            let failed = match self.once(call, token) {
                Ok(answer) if answer.status == 429 || (answer.status == 503 && call.asks_the_audit()) => {
                    self.limit(call, &answer);
                    continue;
                }
                Ok(answer) if answer.status >= 500 => {
                    let why = sentence(answer.status, &answer.body, &hidden(call, token));
                    let passing = matches!(answer.status, 502..=504);
                    (Error::Failed(why), passing)
                }
                Ok(answer) => return Ok(answer),
                Err(trouble) => (Error::Network(trouble.why), trouble.passing),
            };
            attempt += 1;
            match failed {
                (_, true) if attempt < ATTEMPTS && !Task::current().is_stopped() => {
                    self.clock.wait(self.pause(attempt));
                }
                (why, _) => return Err(why),
            }
        }
    }

    fn write(&self, call: &Call<'_>, token: Option<&Token>) -> Result<Answer, Error> {
        match self.once(call, token) {
            Ok(answer) if answer.status == 429 => Err(Error::RateLimited {
                until: self.limit(call, &answer),
            }),
            // Neither a redirection nor a failure says what was done before it.
            Ok(answer) if answer.status >= 500 || (300..400).contains(&answer.status) => {
                let why = sentence(answer.status, &answer.body, &hidden(call, token));
                Err(Error::OutcomeUnknown(call.told_by(answer.status, why)))
            }
            Ok(answer) => Ok(answer),
            Err(trouble) if trouble.sent => Err(Error::OutcomeUnknown(trouble.why)),
            Err(trouble) => Err(Error::Network(trouble.why)),
        }
    }

    /// Half a second, one, two, with jitter: clients that were turned away together must not come back together.
    fn pause(&self, attempt: u32) -> Duration {
        let base = Duration::from_millis(500).saturating_mul(1 << attempt.saturating_sub(1).min(8));
        base.mul_f64(0.5 + self.clock.chance().clamp(0.0, 1.0))
    }

    fn limited_until(&self, call: &Call<'_>) -> &Mutex<i64> {
        if call.asks_the_audit() {
            &self.audit_limited_until
        } else {
            &self.limited_until
        }
    }

    fn limit(&self, call: &Call<'_>, answer: &Answer) -> i64 {
        // What lies in the past or far away is no such moment: the clocks differ, or it is told in another unit.
        let now = self.clock.now();
        let wait = match answer.status {
            503 => AUDIT_MINUTE - now.rem_euclid(AUDIT_MINUTE),
            _ => DEFAULT_WAIT,
        };
        let told = answer.reset.unwrap_or_else(|| now.saturating_add(wait));
        let until = told.clamp(now.saturating_add(1), now.saturating_add(LONGEST_LIMIT));
        let mut noted = guard(self.limited_until(call));
        *noted = until.max(*noted);
        self.observer.limited(*noted);
        until
    }

    /// Waits for the end of the rate limit there is, unless that takes too long or was done too often.
    fn wait_for_the_limit(&self, call: &Call<'_>, waits: &mut u32) -> Result<(), Error> {
        let until = *guard(self.limited_until(call));
        let left = until.saturating_sub(self.clock.now());
        if left <= 0 {
            return Ok(());
        }
        if left > LONGEST_WAIT || *waits >= WAITS {
            return Err(Error::RateLimited { until });
        }
        *waits += 1;
        self.clock.wait(Duration::from_secs(left.unsigned_abs()));
        Ok(())
    }

    fn once(&self, call: &Call<'_>, token: Option<&Token>) -> Result<Answer, TransportError> {
        let place = self.semaphore.enter(call.kind()).ok_or_else(TransportError::stopped)?;
        let began = self.clock.elapsed();
        let answer = self.exchange(&place.agent, call, token);
        let told = answer.as_ref().ok();
        self.observer.asked(&RequestRecord {
            method: call.method.to_string(),
            path: template(&call.path),
            status: told.map(|answer| answer.status),
            took: self.clock.elapsed().saturating_sub(began),
            request_id: told.and_then(|answer| answer.id.clone()),
        });
        answer
    }

    fn exchange(&self, agent: &Agent, call: &Call<'_>, token: Option<&Token>) -> Result<Answer, TransportError> {
        let mut request = Request::builder()
            .method(call.method.clone())
            .uri(format!("{}{}", self.base, call.path));
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", token.value.reveal()));
        }
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        let unsent = |e: ureq::http::Error| TransportError {
            why: format!("the request can't be written: {}", escape(&e.to_string())),
            sent: false,
            passing: false,
        };
        let answer = match &call.body {
            Some(body) => {
                let request = request.header(header::CONTENT_TYPE, "application/json");
                run(agent, call, request.body(body.as_slice()).map_err(unsent)?)
            }
            None => run(agent, call, request.body(()).map_err(unsent)?),
        };
        let mut answer = answer.map_err(|e| trouble(&e))?;
        let body = self.body(&mut answer);
        let status = answer.status().as_u16();
        let body = match body {
            Ok(body) => body,
            // That a change was refused needs no more words.
            Err(_) if !call.reads() && status >= 400 => Zeroizing::default(),
            Err(ureq::Error::BodyExceedsLimit(_)) => {
                return Err(TransportError {
                    why: format!("the answer is larger than {} MB", self.limits.largest >> 20),
                    sent: true,
                    passing: false,
                });
            }
            Err(e) => return Err(trouble(&e)),
        };
        let header = |name: &str| answer.headers().get(name)?.to_str().ok().map(str::trim);
        let reset = header("x-ratelimit-reset").and_then(|value| value.parse().ok());
        let id = REQUEST_IDS.into_iter().find_map(header).and_then(request_id);
        Ok(Answer {
            status,
            body,
            reset,
            id,
        })
    }

    fn body(&self, answer: &mut Response<Body>) -> Result<Zeroizing<Vec<u8>>, ureq::Error> {
        let body = answer.body_mut().with_config().limit(self.limits.largest);
        body.read_to_vec().map(Zeroizing::new)
    }
}

fn run<S: AsSendBody>(agent: &Agent, call: &Call<'_>, request: Request<S>) -> Result<Response<Body>, ureq::Error> {
    if call.reads() {
        return agent.run(request);
    }
    // A kept connection may be closed at the other end just now: the change would not arrive, and nobody would know.
    let anew = agent.configure_request(request).max_idle_age(Duration::ZERO);
    agent.run(anew.build())
}
