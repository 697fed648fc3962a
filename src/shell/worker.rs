//! A few threads that ask the backend and bring back its answers.

pub mod queue;

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use self::queue::{Job, Queue};
use super::event::{Event, EventSender};
use super::open::Opened;
use super::request;
use crate::app::connection::OpenedBackend;
use crate::app::request::{Request, Ticket};
use crate::backend::Backend;
use crate::backend::task::{Task, Urgency};
use crate::domain::Error;

/// Threads start on demand.
pub struct Workers {
    backend: Option<Arc<dyn Backend>>,
    events: EventSender,
    queue: Arc<(Mutex<Queue>, Condvar)>,
    threads: usize,
    started: usize,
}

/// How soon a request is wanted before [`Effect::Hurry`](crate::app::msg::Effect::Hurry) says more.
fn urgency(request: &Request) -> Urgency {
    match request {
        Request::EnvironmentUse(_) | Request::Protection(..) | Request::Snapshot(..) | Request::Compare(_) => {
            Urgency::Later
        }
        Request::Account
        | Request::Tree
        | Request::Environments
        | Request::Providers(_)
        | Request::Provider(..)
        | Request::CountApplications(_)
        | Request::Applications(_)
        | Request::Access(_)
        | Request::Audit(_) => Urgency::Soon,
        Request::Accounts
        | Request::SignIn(_)
        | Request::WorkIn(_)
        | Request::Change(_)
        | Request::Discover(_)
        | Request::RevealSecret(_)
        | Request::Undo(_)
        | Request::Redo(_)
        | Request::StartOver => Urgency::Now,
    }
}

impl Workers {
    /// Requests wait until there is a backend.
    pub fn new(events: EventSender) -> Self {
        Self {
            backend: None,
            events,
            queue: Arc::default(),
            threads: 0,
            started: 0,
        }
    }

    /// Asks `backend` from now on, with up to `threads` workers for each urgency.
    pub fn open(&mut self, backend: Arc<dyn Backend>, threads: usize) {
        (self.backend, self.threads) = (Some(backend), threads);
        let waiting = self.queue().waiting();
        (0..waiting).for_each(|_| self.reinforce());
    }

    /// Asks the backend of a profile from now on, and nobody else.
    ///
    /// # Errors
    /// The sentence that says that it leads nowhere.
    pub fn switch(&mut self, opened: Opened) -> Result<Box<OpenedBackend>, String> {
        let live = opened.live.ok_or("This profile can't be opened.")?;
        *self = Self::new(self.events.clone());
        self.open(opened.backend, opened.threads);
        Ok(Box::new(OpenedBackend {
            mode: opened.mode,
            live,
            read_only: opened.read_only,
            says: opened.warnings,
        }))
    }

    pub fn has_backend(&self) -> bool {
        self.backend.is_some()
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        lock(&self.queue.0)
    }

    pub fn send(&mut self, ticket: Ticket, request: Request) {
        let task = Task::new(urgency(&request), ticket.0);
        self.queue().push(Job { ticket, request, task });
        self.reinforce();
        self.queue.1.notify_one();
    }

    /// Starts a worker where requests wait that nobody is woken for.
    fn reinforce(&mut self) {
        let Some(backend) = self.backend.clone() else {
            return;
        };
        let busy = {
            let queue = self.queue();
            queue.idle < queue.waiting()
        };
        if busy && self.started < self.threads * Urgency::ALL.len() && self.start(backend).is_ok() {
            self.started += 1;
        }
        while self.started == 0
            && let Some(job) = self.take()
        {
            let error = Error::Internal("no thread could be started".into());
            let _ = self.events.send(Event::Reply(job.ticket, Err(error)));
        }
    }

    fn take(&self) -> Option<Job> {
        self.queue().next(usize::MAX)
    }

    /// Moves requests that the person waits for to the front.
    pub fn hurry(&mut self, tickets: &[Ticket]) {
        let mut queue = self.queue();
        queue.hurry(&tickets.iter().copied().collect());
        self.queue.1.notify_all();
    }

    /// Signs out of the backend. A sign-in after this is not signed out by it.
    pub fn sign_out(&self) {
        if let Some(backend) = &self.backend {
            backend.sign_out();
        }
    }

    /// Drops requests: those not sent yet are not sent, those under way are stopped.
    pub fn cancel(&mut self, tickets: &[Ticket]) {
        let running = self.queue().cancel(&tickets.iter().copied().collect());
        for task in running {
            task.stop();
        }
    }

    fn start(&self, backend: Arc<dyn Backend>) -> std::io::Result<()> {
        let (events, queue) = (self.events.clone(), Arc::clone(&self.queue));
        let most = self.threads;
        thread::Builder::new().name("worker".into()).spawn(move || {
            while let Some(Job { ticket, request, task }) = next(&queue, most) {
                // The send fails only at the end of the program.
                let tell = |told| drop(events.send(Event::Meanwhile(ticket, told)));
                let asked = || task.run(|| request::answer(backend.as_ref(), request, &tell));
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

/// Waits for the next request; `None` at the end.
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
