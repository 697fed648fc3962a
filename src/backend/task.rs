//! What a thread works for: whether a person waits for it now, and whether anybody still does. It goes with the thread, so
//! that whatever the work asks of a home is asked alike.

use std::cell::RefCell;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Weak};

use super::held;

thread_local! {
    static CURRENT: RefCell<Option<Arc<Task>>> = const { RefCell::new(None) };
}

/// One piece of work, which may take many requests on several threads.
#[derive(Default)]
pub struct Task {
    background: AtomicBool,
    stopped: AtomicBool,
    watchers: Mutex<Vec<Weak<dyn Watcher>>>,
}

/// Is told when a task that it serves becomes urgent or is stopped. Called from any thread.
pub(super) trait Watcher: Send + Sync {
    fn changed(&self);
}

impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task")
            .field("background", &self.is_background())
            .field("stopped", &self.is_stopped())
            .finish_non_exhaustive()
    }
}

impl Task {
    /// Work that somebody waits for; in the `background` it leaves room for other work.
    #[must_use]
    pub fn new(background: bool) -> Arc<Self> {
        Arc::new(Self {
            background: background.into(),
            ..Self::default()
        })
    }

    /// What this thread works for. Where nobody said so, somebody waits for it.
    #[must_use]
    pub fn current() -> Arc<Self> {
        CURRENT.with_borrow(Clone::clone).unwrap_or_default()
    }

    /// Does `work` for this task.
    pub fn run<T>(self: &Arc<Self>, work: impl FnOnce() -> T) -> T {
        /// Puts the task before it back, also where `work` panics.
        struct Before(Option<Arc<Task>>);
        impl Drop for Before {
            fn drop(&mut self) {
                CURRENT.set(self.0.take());
            }
        }
        let _before = Before(CURRENT.replace(Some(Arc::clone(self))));
        work()
    }

    #[must_use]
    pub fn is_background(&self) -> bool {
        self.background.load(Ordering::SeqCst)
    }

    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// From here on somebody waits for it.
    pub fn hurry(&self) {
        self.background.store(false, Ordering::SeqCst);
        self.tell();
    }

    /// Nobody waits for it any more: what it reads is cut off. What changes something goes on to its end.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        self.tell();
    }

    /// From here on `watcher` is told of changes.
    pub(super) fn watch(&self, watcher: &Weak<dyn Watcher>) {
        let mut watchers = held(&self.watchers);
        if !watchers.iter().any(|known| known.ptr_eq(watcher)) {
            watchers.push(Weak::clone(watcher));
        }
    }

    fn tell(&self) {
        // Not under the lock: a watcher looks at tasks.
        let watchers = held(&self.watchers).clone();
        for watcher in watchers.iter().filter_map(Weak::upgrade) {
            watcher.changed();
        }
    }
}
