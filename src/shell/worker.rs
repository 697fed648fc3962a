//! A few threads that ask the backend and bring back its answers.

pub mod queue;

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use self::queue::{Job, Queue};
use super::event::Event;
use super::request;
use crate::app::request::{Request, Ticket};
use crate::backend::Backend;
use crate::backend::task::{Task, Urgency};
use crate::domain::Error;

/// Threads start on demand.
pub struct Workers {
    backend: Arc<dyn Backend>,
    events: Sender<Event>,
    queue: Arc<(Mutex<Queue>, Condvar)>,
    threads: usize,
    started: usize,
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
    /// Up to `threads` workers for each urgency.
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

    pub fn send(&mut self, ticket: Ticket, request: Request) {
        // Idle workers may have been woken for requests that wait already.
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

    /// Moves requests that the person waits for to the front.
    pub fn hurry(&mut self, tickets: &[Ticket]) {
        let mut queue = self.queue();
        queue.hurry(&tickets.iter().copied().collect());
        self.queue.1.notify_all();
    }

    /// Signs out of the backend. Whoever signs in after this is not signed out by it.
    pub fn sign_out(&self) {
        self.backend.sign_out();
    }

    /// Drops requests: those not sent yet are not sent, those under way are stopped.
    pub fn cancel(&mut self, tickets: &[Ticket]) {
        let running = self.queue().cancel(&tickets.iter().copied().collect());
        for task in running {
            task.stop();
        }
    }

    fn start(&self) -> std::io::Result<()> {
        let (backend, events, queue) = (Arc::clone(&self.backend), self.events.clone(), Arc::clone(&self.queue));
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
