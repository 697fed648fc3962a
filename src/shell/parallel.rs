//! Threads for work that is done several at a time.

use std::thread;

/// How many requests to a file are under way at once.
pub const THREADS: usize = 4;

/// Runs `work` on so many threads, this one included, and comes back when all of them are done. A thread that cannot be
/// started leaves its work to the others.
pub fn parallel(threads: usize, work: &(dyn Fn() + Sync)) {
    thread::scope(|scope| {
        for _ in 1..threads {
            let _ = thread::Builder::new().name("reader".into()).spawn_scoped(scope, work);
        }
        work();
    });
}
