//! A few threads that ask the home and bring back its answers.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::{Event, clock, recorder, snapshot};
use crate::app::msg::{Reply, Request, Ticket};
use crate::backend::{Backend, Target};
use crate::domain::Error;
use crate::domain::snapshot::Progress;
use crate::domain::text::escape;

/// How many requests are under way at once.
const THREADS: usize = 4;

type Job = (Ticket, Request);

/// The workers. Threads start when there is something for them to do.
pub struct Workers {
    home: Arc<dyn Backend>,
    events: Sender<Event>,
    jobs: Sender<Job>,
    queue: Arc<Mutex<Receiver<Job>>>,
    started: usize,
}

impl std::fmt::Debug for Workers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workers")
            .field("started", &self.started)
            .finish_non_exhaustive()
    }
}

impl Workers {
    /// Workers for `home` that answer into `events`.
    #[must_use]
    pub fn new(home: Arc<dyn Backend>, events: Sender<Event>) -> Self {
        let (jobs, queue) = mpsc::channel();
        Self {
            home,
            events,
            jobs,
            queue: Arc::new(Mutex::new(queue)),
            started: 0,
        }
    }

    /// Queues a request.
    pub fn send(&mut self, ticket: Ticket, request: Request) {
        if self.started < THREADS && self.start().is_ok() {
            self.started += 1;
        }
        if self.started == 0 {
            let error = Error::Internal("no thread could be started".into());
            let _ = self.events.send(Event::Reply(ticket, Err(error)));
            return;
        }
        // The queue lives as long as this sender does.
        let _ = self.jobs.send((ticket, request));
    }

    fn start(&self) -> std::io::Result<()> {
        let (home, events, queue) = (Arc::clone(&self.home), self.events.clone(), Arc::clone(&self.queue));
        thread::Builder::new().name("worker".into()).spawn(move || {
            loop {
                let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((ticket, request)) = job else {
                    return;
                };
                // Who is not there any more is told nothing.
                let tell = |progress| drop(events.send(Event::Progress(ticket, progress)));
                let asked = || answer_telling(home.as_ref(), request, &tell);
                let result = panic::catch_unwind(AssertUnwindSafe(asked));
                let result = result.unwrap_or_else(|_| Err(Error::Internal("a request broke off".into())));
                if events.send(Event::Reply(ticket, result)).is_err() {
                    return;
                }
            }
        })?;
        Ok(())
    }
}

/// Asks the home.
///
/// # Errors
/// Those of the home.
pub fn answer(home: &dyn Backend, request: Request) -> Result<Reply, Error> {
    answer_telling(home, request, &|_| ())
}

/// The same, and tells how far it is where that takes long.
fn answer_telling(home: &dyn Backend, request: Request, tell: &(dyn Fn(Progress) + Sync)) -> Result<Reply, Error> {
    Ok(match request {
        Request::SignIn(login) => Reply::SignedIn(home.sign_in(&login)?),
        Request::WorkIn(organization) => {
            home.work_in(organization)?;
            Reply::WorksIn
        }
        Request::Tree => Reply::Tree(home.tree()?),
        Request::Environments => Reply::Environments(home.environments()?),
        Request::EnvironmentUse(id) => Reply::EnvironmentUse(home.environment_use(id)?),
        Request::Providers(organization) => Reply::Providers(home.providers(organization)?),
        Request::Provider(organization, id) => Reply::Provider(Box::new(home.provider(organization, id)?)),
        Request::CountApplications(id) => Reply::Count(home.count_applications(id)?),
        Request::Applications(id) => Reply::Applications(home.applications(id)?),
        Request::DeleteProvider {
            organization,
            provider,
            name,
            kind,
        } => {
            home.delete_provider(&Target {
                organization,
                provider,
                name,
                kind,
            })?;
            Reply::Deleted
        }
        Request::Change(change) => Reply::Changed(home.change(&change)?),
        Request::Discover(issuer) => Reply::Discovered(Box::new(home.discover(&issuer)?)),
        Request::RevealSecret(organization) => Reply::Revealed(home.reveal_secret(organization)?),
        Request::Undo => Reply::Undone(home.undo()?),
        Request::StartOver => {
            home.start_over()?;
            Reply::StartedOver
        }
        Request::Snapshot { path, account } => {
            let path = path.map_or_else(|| recorder::named(clock::unix(), "json"), PathBuf::from);
            let snapshot = snapshot::read(home, &account, (&path, false), tell)?;
            snapshot.save(&path, false)?;
            Reply::Snapshot {
                not_read: snapshot.not_read.len(),
                file: escape(&path.to_string_lossy()).into_owned(),
            }
        }
    })
}
