//! An organization that is kept in memory alone: a stage for showing things, gone with the program. Imports `domain`.

use std::sync::{Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

use super::file::{Content, Stamp};

/// The bytes of an organization file that is no file.
#[derive(Default)]
pub(super) struct Memory {
    bytes: Zeroizing<Vec<u8>>,
    /// How often it was written: what tells two states apart.
    writes: i64,
}

impl Memory {
    pub(super) fn new(bytes: &[u8]) -> Self {
        Self {
            bytes: Zeroizing::new(bytes.to_vec()),
            writes: 0,
        }
    }

    pub(super) fn stamp(&self) -> Stamp {
        Stamp::counted(self.writes)
    }

    pub(super) fn read(&self) -> Content {
        Content {
            bytes: self.bytes.clone(),
            stamp: self.stamp(),
            settled: true,
        }
    }

    pub(super) fn replace(&mut self, bytes: &[u8]) {
        self.bytes = Zeroizing::new(bytes.to_vec());
        self.writes += 1;
    }
}

/// It holds a value that is replaced whole: a panic of another thread leaves nothing half done.
pub(super) fn held(memory: &Mutex<Memory>) -> MutexGuard<'_, Memory> {
    memory.lock().unwrap_or_else(PoisonError::into_inner)
}
