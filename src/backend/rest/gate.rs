//! How many requests there are at a time, and who goes first. Each place has a connection of its own, so that cutting off
//! one request leaves the others alone. Imports `task`.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};

use ureq::Agent;
use ureq::config::Config;

use super::held;
use crate::backend::task::{Task, Watcher};

/// Lets so many in at a time. What is read in the background leaves a quarter of the places to what a person waits for.
pub(super) struct Gate {
    config: Config,
    places: usize,
    state: Mutex<State>,
    /// A place may be free for work that somebody waits for, and for work in the background.
    urgent: Condvar,
    background: Condvar,
    me: Weak<dyn Watcher>,
}

#[derive(Default)]
struct State {
    /// Connections that are not in use, the last one used at the end.
    idle: Vec<Agent>,
    busy: BTreeMap<u64, Busy>,
    entered: u64,
    /// How many wait for a place that should get one first.
    waiting: usize,
}

struct Busy {
    agent: Agent,
    task: Arc<Task>,
    can_be_cut: bool,
}

/// A place.
pub(super) struct Pass<'a> {
    gate: &'a Gate,
    number: u64,
    pub(super) agent: Agent,
}

impl Gate {
    /// Connections are made with this configuration.
    pub(super) fn new(places: usize, config: Config) -> Arc<Self> {
        Arc::new_cyclic(|me: &Weak<Self>| Self {
            config,
            places,
            state: Mutex::default(),
            urgent: Condvar::new(),
            background: Condvar::new(),
            me: Weak::clone(me) as Weak<dyn Watcher>,
        })
    }

    /// Waits for a place for the current task. What can be cut off gets none once the task is stopped.
    pub(super) fn enter(&self, can_be_cut: bool) -> Option<Pass<'_>> {
        let task = Task::current();
        task.watch(&self.me);
        let mut state = held(&self.state);
        while !(can_be_cut && task.is_stopped()) {
            let urgent = !task.is_background();
            if self.has_room(&state, urgent) {
                let agent = state.idle.pop().unwrap_or_else(|| self.config.new_agent());
                state.entered += 1;
                let number = state.entered;
                let busy = Busy {
                    agent: agent.clone(),
                    task,
                    can_be_cut,
                };
                state.busy.insert(number, busy);
                // There may be room for one more.
                self.wake(&state);
                return Some(Pass {
                    gate: self,
                    number,
                    agent,
                });
            }
            let free = if urgent { &self.urgent } else { &self.background };
            state.waiting += usize::from(urgent);
            state = free.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.waiting -= usize::from(urgent);
        }
        // The place that it may have been woken for is somebody else's.
        self.wake(&state);
        None
    }

    fn has_room(&self, state: &State, urgent: bool) -> bool {
        let kept = if self.places > 1 { (self.places / 4).max(1) } else { 0 };
        let background = || state.busy.values().filter(|busy| busy.task.is_background()).count();
        state.busy.len() < self.places && (urgent || state.waiting == 0 && background() < self.places - kept)
    }

    fn wake(&self, state: &MutexGuard<'_, State>) {
        if state.waiting > 0 {
            self.urgent.notify_one();
        } else {
            self.background.notify_one();
        }
    }
}

impl Watcher for Gate {
    fn changed(&self) {
        let state = held(&self.state);
        for busy in state
            .busy
            .values()
            .filter(|busy| busy.can_be_cut && busy.task.is_stopped())
        {
            busy.agent.clone().shutdown();
        }
        self.urgent.notify_all();
        self.background.notify_all();
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let mut state = held(&self.gate.state);
        // A connection that may have been cut off is not used again.
        if let Some(busy) = state.busy.remove(&self.number)
            && !(busy.can_be_cut && busy.task.is_stopped())
        {
            state.idle.push(busy.agent);
        }
        self.gate.wake(&state);
    }
}
