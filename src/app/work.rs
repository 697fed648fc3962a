//! How much work keys and frames take. Debug builds count it: a test holds that it doesn't grow with the organization.

/// What was looked at, one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkDone {
    /// Cells of tables that were put into words.
    pub cells: usize,
    /// Rows that were derived, or found to be marked.
    pub rows: usize,
    /// Resources that the screen was found to be made of.
    pub resources: usize,
    /// Organizations, client applications and reads that were gone through for an answer.
    pub walked: usize,
}

#[cfg(debug_assertions)]
mod counted {
    use std::cell::Cell;

    use super::WorkDone;

    thread_local! {
        static DONE: Cell<WorkDone> = const { Cell::new(WorkDone { cells: 0, rows: 0, resources: 0, walked: 0 }) };
    }

    pub(super) fn add(more: WorkDone) {
        let done = DONE.get();
        DONE.set(WorkDone {
            cells: done.cells + more.cells,
            rows: done.rows + more.rows,
            resources: done.resources + more.resources,
            walked: done.walked + more.walked,
        });
    }

    /// Takes what this thread counted so far.
    pub fn take() -> WorkDone {
        DONE.take()
    }
}

#[cfg(debug_assertions)]
pub use counted::take;

pub(super) fn count_walked(n: usize) {
    count(WorkDone {
        walked: n,
        ..WorkDone::default()
    });
}

pub fn count(more: WorkDone) {
    #[cfg(debug_assertions)]
    counted::add(more);
    #[cfg(not(debug_assertions))]
    let _ = more;
}
