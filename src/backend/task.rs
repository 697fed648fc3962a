//! What a thread works for: whether a person waits for it now, and whether anybody still does. It goes with the thread, so
//! that whatever the work asks of a backend is asked alike.

use std::cell::RefCell;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, Weak};

use super::guard;

thread_local! {
    static CURRENT: RefCell<Option<Arc<Task>>> = const { RefCell::new(None) };
}

/// How soon something is wanted, the most urgent first. What is less urgent leaves places free for what is more urgent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// A person waits for it.
    Now,
    /// It fills what a person looks at.
    Soon,
    /// Much is read for it, from many places.
    Later,
}

impl Urgency {
    pub const ALL: [Self; 3] = [Self::Now, Self::Soon, Self::Later];

    /// Whether one more of this urgency may begin beside those that are `busy`, on so many places: all that is not wanted
    /// now leaves one of them free for that, and what is wanted later one more.
    pub fn fits(self, places: usize, busy: &[Self]) -> bool {
        Self::ALL
            .iter()
            .zip(0..)
            .filter(|(urgency, _)| **urgency <= self)
            .all(|(urgency, kept)| {
                let most = places.saturating_sub(kept).max(1);
                busy.iter().filter(|busy| *busy >= urgency).count() < most
            })
    }
}

/// One piece of work, which may take many requests on several threads.
#[derive(Default)]
pub struct Task {
    /// A number of [`Urgency`].
    urgency: AtomicU8,
    stopped: AtomicBool,
    number: u64,
    watchers: Mutex<Vec<Weak<dyn Watcher>>>,
}

/// Is told when a task that it serves becomes urgent or is stopped. Called from any thread.
pub(super) trait Watcher: Send + Sync {
    fn changed(&self);
}

impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task")
            .field("urgency", &self.urgency())
            .field("stopped", &self.is_stopped())
            .finish_non_exhaustive()
    }
}

impl Task {
    /// Work for the request of this number.
    pub fn new(urgency: Urgency, number: u64) -> Arc<Self> {
        Arc::new(Self {
            urgency: (urgency as u8).into(),
            number,
            ..Self::default()
        })
    }

    /// The number of the request that it is for; 0 where that has none.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// What this thread works for. Where nobody said so, a person waits for it.
    pub fn current() -> Arc<Self> {
        CURRENT.with_borrow(Clone::clone).unwrap_or_default()
    }

    pub fn run<T>(self: &Arc<Self>, work: impl FnOnce() -> T) -> T {
        /// Puts the task before it back, also where `work` panics.
        struct RestoreTask(Option<Arc<Task>>);
        impl Drop for RestoreTask {
            fn drop(&mut self) {
                CURRENT.set(self.0.take());
            }
        }
        let _before = RestoreTask(CURRENT.replace(Some(Arc::clone(self))));
        work()
    }

    pub fn urgency(&self) -> Urgency {
        match self.urgency.load(Ordering::SeqCst) {
            0 => Urgency::Now,
            1 => Urgency::Soon,
            _ => Urgency::Later,
        }
    }

    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    pub fn hurry(&self) {
        self.urgency.store(Urgency::Now as u8, Ordering::SeqCst);
        self.tell();
    }

    /// Nobody waits for it any more: what it reads is cut off. What changes something goes on to its end.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        self.tell();
    }

    /// Tells `watcher` of changes from now on.
    pub(super) fn watch(&self, watcher: &Weak<dyn Watcher>) {
        let mut watchers = guard(&self.watchers);
        if !watchers.iter().any(|known| known.ptr_eq(watcher)) {
            watchers.push(Weak::clone(watcher));
        }
    }

    fn tell(&self) {
        // Not under the lock: a watcher looks at tasks.
        let watchers = guard(&self.watchers).clone();
        for watcher in watchers.iter().filter_map(Weak::upgrade) {
            watcher.changed();
        }
    }
}
