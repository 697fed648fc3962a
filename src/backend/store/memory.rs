//! An organization that is kept in memory alone: a stage for showing things, gone with the program. Imports `domain`.

use uuid::{Builder, Uuid};

use super::file::{FileContent, Stamp};
use crate::domain::secret::WipedBytes;

/// The bytes of an organization file that is no file.
#[derive(Default)]
pub(super) struct Memory {
    bytes: WipedBytes,
    /// How often it was written: what tells two states apart.
    writes: i64,
}

impl Memory {
    pub(super) fn new(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.to_vec().into(),
            writes: 0,
        }
    }

    /// An id that nothing has that was made before: a number of splitmix64, by how often this was written.
    pub(super) fn new_id(&self) -> Uuid {
        let mixed = |n: u64| {
            let z = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        };
        let first = self.writes.unsigned_abs().wrapping_mul(2).wrapping_add(1);
        let bytes = (u128::from(mixed(first)) << 64) | u128::from(mixed(first.wrapping_add(1)));
        Builder::from_random_bytes(bytes.to_be_bytes()).into_uuid()
    }

    pub(super) fn stamp(&self) -> Stamp {
        Stamp::counted(self.writes)
    }

    pub(super) fn read(&self) -> FileContent {
        FileContent {
            bytes: self.bytes.clone(),
            stamp: self.stamp(),
            settled: true,
        }
    }

    pub(super) fn replace(&mut self, bytes: &[u8]) {
        self.bytes = bytes.to_vec().into();
        self.writes += 1;
    }
}
