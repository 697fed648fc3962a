//! Does the same for many things, several at a time, on threads that somebody else owns.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::guard;
use super::task::Task;
use crate::domain::Error;

/// Runs the function on so many threads at once, and comes back when all of them are done.
pub type RunParallel = fn(usize, &(dyn Fn() + Sync));

/// Does `each` for all of `items`, on up to `threads` threads, and answers in their order. The answer of an item whose
/// thread broke off is missing.
pub(super) fn each<T: Sync, R: Send>(
    parallel: RunParallel,
    threads: usize,
    items: &[T],
    each: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let task = Task::current();
    let work = || {
        task.run(|| {
            while let Some((at, item)) = take(&next, items) {
                let result = each(item);
                guard(&done).push((at, result));
            }
        });
    };
    match threads.min(items.len()) {
        0 => {}
        1 => work(),
        threads => parallel(threads, &work),
    }
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// For answers that [`each`] lacks.
pub(super) fn broke_off() -> Error {
    Error::Internal("a thread ended before its work was done".into())
}

fn take<'i, T>(next: &AtomicUsize, items: &'i [T]) -> Option<(usize, &'i T)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    items.get(at).map(|item| (at, item))
}
