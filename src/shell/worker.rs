//! A few threads that ask the backend and bring back its answers.

mod queue;

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use self::queue::{Job, Queue};
use super::{Event, clock, diff, paths, recorder, snapshot};
use crate::app::msg::{Meanwhile, Reply, Request, Ticket};
use crate::backend::task::{Task, Urgency};
use crate::backend::{Backend, Output};
use crate::domain::compare::compare;
use crate::domain::text::escape;
use crate::domain::{Error, Listing};

/// How many requests to a file are under way at once.
pub const THREADS: usize = 4;

/// The workers. Threads start when there is something for them to do.
pub struct Workers {
    backend: Arc<dyn Backend>,
    events: Sender<Event>,
    queue: Arc<(Mutex<Queue>, Condvar)>,
    threads: usize,
    started: usize,
}

impl std::fmt::Debug for Workers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workers")
            .field("started", &self.started)
            .finish_non_exhaustive()
    }
}

/// How soon a request is wanted before [`Effect::Hurry`](crate::app::msg::Effect::Hurry) says more.
fn urgency(request: &Request) -> Urgency {
    match request {
        Request::EnvironmentUse(_) | Request::Protection(..) | Request::Snapshot(_) | Request::Compare(_) => {
            Urgency::Later
        }
        Request::Account
        | Request::Tree
        | Request::Environments
        | Request::Providers(_)
        | Request::Provider(..)
        | Request::CountApplications(_)
        | Request::Applications(_) => Urgency::Soon,
        Request::SignIn(_)
        | Request::WorkIn(_)
        | Request::Change(_)
        | Request::Discover(_)
        | Request::RevealSecret(_)
        | Request::Undo
        | Request::StartOver => Urgency::Now,
    }
}

impl Workers {
    /// For `backend`: so many workers for requests of each urgency, which answer into `events`.
    #[must_use]
    pub fn new(backend: Arc<dyn Backend>, events: Sender<Event>, threads: usize) -> Self {
        Self {
            backend,
            events,
            queue: Arc::default(),
            threads,
            started: 0,
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        lock(&self.queue.0)
    }

    /// Queues a request.
    pub fn send(&mut self, ticket: Ticket, request: Request) {
        // Those without work may have been woken for what waits already.
        let busy = {
            let queue = self.queue();
            queue.idle <= queue.waiting()
        };
        if busy && self.started < self.threads * Urgency::ALL.len() && self.start().is_ok() {
            self.started += 1;
        }
        if self.started == 0 {
            let error = Error::Internal("no thread could be started".into());
            let _ = self.events.send(Event::Reply(ticket, Err(error)));
            return;
        }
        let task = Task::new(urgency(&request));
        self.queue().push(Job { ticket, request, task });
        self.queue.1.notify_one();
    }

    /// A person waits for these answers now: they go before all others.
    pub fn hurry(&mut self, tickets: &[Ticket]) {
        let mut queue = self.queue();
        queue.hurry(&tickets.iter().copied().collect());
        self.queue.1.notify_all();
    }

    /// Signs out of the backend. Whoever signs in after this is not signed out by it.
    pub fn sign_out(&self) {
        self.backend.sign_out();
    }

    /// Nobody waits for these answers any more: what was not asked yet is not asked, and what is being read is cut off.
    pub fn forget(&mut self, tickets: &[Ticket]) {
        let running = self.queue().forget(&tickets.iter().copied().collect());
        for task in running {
            task.stop();
        }
    }

    fn start(&self) -> std::io::Result<()> {
        let (backend, events, queue) = (Arc::clone(&self.backend), self.events.clone(), Arc::clone(&self.queue));
        let most = self.threads;
        thread::Builder::new().name("worker".into()).spawn(move || {
            while let Some(Job { ticket, request, task }) = next(&queue, most) {
                // Fails only where the program ends: then nobody needs it.
                let tell = |told| drop(events.send(Event::Meanwhile(ticket, told)));
                let asked = || task.run(|| answer_telling(backend.as_ref(), request, &tell));
                let result = panic::catch_unwind(AssertUnwindSafe(asked));
                let result = result.unwrap_or_else(|_| Err(Error::Internal("a request broke off".into())));
                lock(&queue.0).done(ticket);
                if events.send(Event::Reply(ticket, result)).is_err() {
                    return;
                }
            }
        })?;
        Ok(())
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.queue().closed = true;
        self.queue.1.notify_all();
    }
}

fn lock(queue: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for the next request; `None` where no more come.
fn next((queue, changed): &(Mutex<Queue>, Condvar), most: usize) -> Option<Job> {
    let mut queue = lock(queue);
    loop {
        if queue.closed {
            return None;
        }
        if let Some(job) = queue.next(most) {
            return Some(job);
        }
        queue.idle += 1;
        queue = changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        queue.idle -= 1;
    }
}

/// Asks the backend.
///
/// # Errors
/// Those of the backend.
pub fn answer(backend: &dyn Backend, request: Request) -> Result<Reply, Error> {
    answer_telling(backend, request, &|_| ())
}

/// The same, and tells how far it is where that takes long, and what came so far of a list.
///
/// # Errors
/// Those of the backend.
pub fn answer_telling(
    backend: &dyn Backend,
    request: Request,
    tell: &(dyn Fn(Meanwhile) + Sync),
) -> Result<Reply, Error> {
    let came = |part| tell(Meanwhile::Partial(Box::new(part)));
    let far = |progress| tell(Meanwhile::Progress(progress));
    Ok(match request {
        Request::SignIn(login) => Reply::SignedIn(backend.sign_in(&login)?),
        Request::Account => Reply::Account(backend.account()?),
        Request::WorkIn(organization) => {
            backend.work_in(organization)?;
            Reply::WorksIn
        }
        Request::Tree => Reply::Tree(backend.tree()?),
        Request::Environments => {
            // Those that came so far are never all.
            let so_far = |some| came(Reply::Environments(Listing::partial(some, "More are on their way.")));
            Reply::Environments(backend.environments_as_they_come(&so_far)?)
        }
        Request::EnvironmentUse(id) => {
            let so_far = |some| came(Reply::EnvironmentUse(some));
            Reply::EnvironmentUse(backend.environment_use_as_it_comes(id, &so_far)?)
        }
        Request::Protection(environment, api) => Reply::Protection(backend.protection(environment, api)?),
        Request::Providers(organization) => Reply::Providers(backend.providers(organization)?),
        Request::Provider(organization, id) => Reply::Provider(Box::new(backend.provider(organization, id)?)),
        Request::CountApplications(id) => Reply::Count(backend.count_applications(id)?),
        Request::Applications(id) => {
            let so_far = |some| came(Reply::Applications(some));
            Reply::Applications(backend.applications_as_they_come(id, &so_far)?)
        }
        Request::Change(change) => Reply::Changed(backend.change(&change)?),
        Request::Discover(issuer) => Reply::Discovered(Box::new(backend.discover(&issuer)?)),
        Request::RevealSecret(organization) => Reply::Revealed(backend.reveal_secret(organization)?),
        Request::Undo => Reply::Undone(backend.undo()?),
        Request::StartOver => {
            backend.start_over()?;
            Reply::StartedOver
        }
        Request::Snapshot(path) => {
            let path = path.map_or_else(|| recorder::named(clock::unix(), "json"), |text| paths::typed(&text));
            let output = Output::default();
            let snapshot = snapshot::read(backend, (&path, &output), &far)?;
            snapshot.save(&path, &output)?;
            Reply::Snapshot {
                not_read: snapshot.not_read.len(),
                file: escape(&path.to_string_lossy()).into_owned(),
            }
        }
        Request::Compare(path) => {
            // What is wrong with the file is told before much is asked of the backend.
            let before = diff::read_file(&paths::typed(&path), None)?;
            Reply::Compared(compare(&before, &diff::read(backend, Some(&before))?))
        }
    })
}
