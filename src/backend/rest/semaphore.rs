//! How many requests there are at a time, and who goes first. Each place has a connection of its own, so that cutting off
//! one request leaves the others alone. Imports `task`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};

use ureq::Agent;
use ureq::config::Config;

use super::guard;
use crate::backend::task::{Task, Urgency, Watcher};

pub(super) struct Semaphore {
    config: Config,
    places: usize,
    state: Mutex<SemaphoreState>,
    /// For each urgency: there may be a place.
    free: BTreeMap<Urgency, Condvar>,
    me: Weak<dyn Watcher>,
}

#[derive(Default)]
struct SemaphoreState {
    /// Connections that are not in use, the last one used at the end.
    idle: Vec<Agent>,
    busy: BTreeMap<u64, BusyConnection>,
    entered: u64,
    waiting: BTreeMap<Urgency, usize>,
}

struct BusyConnection {
    agent: Agent,
    task: Arc<Task>,
    kind: RequestKind,
}

/// What a request is for: that says how it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RequestKind {
    /// It signs in. Others wait for that, who may be more urgent than the task that happens to do it.
    SignIn,
    Read,
    /// It changes something, and is never cut off.
    Write,
}

impl RequestKind {
    fn urgency(self, task: &Task) -> Urgency {
        match self {
            Self::SignIn => Urgency::Now,
            Self::Read | Self::Write => task.urgency(),
        }
    }

    pub(super) fn is_cut(self, task: &Task) -> bool {
        self != Self::Write && task.is_stopped()
    }
}

impl BusyConnection {
    fn is_cut(&self) -> bool {
        self.kind.is_cut(&self.task)
    }
}

impl fmt::Debug for Semaphore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Semaphore")
            .field("places", &self.places)
            .finish_non_exhaustive()
    }
}

pub(super) struct Pass<'a> {
    semaphore: &'a Semaphore,
    number: u64,
    pub(super) agent: Agent,
}

impl Semaphore {
    pub(super) fn new(places: usize, config: Config) -> Arc<Self> {
        Arc::new_cyclic(|me: &Weak<Self>| Self {
            config,
            places,
            state: Mutex::default(),
            free: Urgency::ALL.map(|urgency| (urgency, Condvar::new())).into(),
            me: Weak::clone(me) as Weak<dyn Watcher>,
        })
    }

    pub(super) fn narrow(&self) -> Arc<Self> {
        Self::new(1, self.config.clone())
    }

    /// Waits for a place for the current task. What can be cut off gets none once the task is stopped.
    pub(super) fn enter(&self, kind: RequestKind) -> Option<Pass<'_>> {
        let task = Task::current();
        task.watch(&self.me);
        let mut state = guard(&self.state);
        while !kind.is_cut(&task) {
            let urgency = kind.urgency(&task);
            if state.has_room(self.places, urgency) {
                let agent = state.idle.pop().unwrap_or_else(|| self.config.new_agent());
                state.entered += 1;
                let number = state.entered;
                let busy = BusyConnection {
                    agent: agent.clone(),
                    task,
                    kind,
                };
                state.busy.insert(number, busy);
                // There may be room for one more.
                self.wake(&state);
                return Some(Pass {
                    semaphore: self,
                    number,
                    agent,
                });
            }
            let free = self.free.get(&urgency)?;
            *state.waiting.entry(urgency).or_default() += 1;
            state = free.wait(state).unwrap_or_else(PoisonError::into_inner);
            *state.waiting.entry(urgency).or_default() -= 1;
        }
        // A place may have become free for this one: the next in line takes it.
        self.wake(&state);
        None
    }

    /// Wakes the most urgent that waits, where there is a place for it.
    fn wake(&self, state: &SemaphoreState) {
        let waits = |(urgency, _): &(&Urgency, &Condvar)| state.waiting.get(urgency).is_some_and(|n| *n > 0);
        if let Some((urgency, free)) = self.free.iter().find(waits)
            && state.has_room(self.places, *urgency)
        {
            free.notify_one();
        }
    }
}

impl SemaphoreState {
    fn has_room(&self, places: usize, urgency: Urgency) -> bool {
        let first = self.waiting.range(..urgency).all(|(_, n)| *n == 0);
        let busy: Vec<Urgency> = self.busy.values().map(|busy| busy.kind.urgency(&busy.task)).collect();
        first && urgency.fits(places, &busy)
    }
}

impl Watcher for Semaphore {
    fn changed(&self) {
        let state = guard(&self.state);
        for busy in state.busy.values().filter(|busy| busy.is_cut()) {
            busy.agent.clone().shutdown();
        }
        for free in self.free.values() {
            free.notify_all();
        }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let mut state = guard(&self.semaphore.state);
        // A connection that may have been cut off is not used again.
        if let Some(busy) = state.busy.remove(&self.number)
            && !busy.is_cut()
        {
            state.idle.push(busy.agent);
        }
        self.semaphore.wake(&state);
    }
}
