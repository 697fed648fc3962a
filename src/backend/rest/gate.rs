//! How many requests there are at a time.

use std::sync::{Condvar, Mutex, PoisonError};

use super::held;

/// Lets so many in at a time.
pub(super) struct Gate {
    free: Mutex<usize>,
    freed: Condvar,
}

pub(super) struct Pass<'a>(&'a Gate);

impl Gate {
    pub(super) fn new(free: usize) -> Self {
        Self {
            free: Mutex::new(free),
            freed: Condvar::new(),
        }
    }

    pub(super) fn enter(&self) -> Pass<'_> {
        let mut free = held(&self.free);
        while *free == 0 {
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        Pass(self)
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        *held(&self.0.free) += 1;
        self.0.freed.notify_one();
    }
}
