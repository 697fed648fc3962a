//! The demo organization, and the file it is kept in. Imports `domain` and its own parts.

use std::path::Path;

use zeroize::Zeroizing;

use super::document::Document;
use super::lock::{LockWaiting, lock};
use super::{FileBackend, file};
use crate::domain::{Account, Error};

/// The demo organization as it comes with the program.
pub(super) const DEMO: &str = include_str!("../../../assets/demo.json");

impl FileBackend {
    /// Opens the demo kept at `<state_dir>/demo.json`, making it on the first run. `fresh` starts it over, once others who
    /// write it were waited for.
    ///
    /// # Errors
    /// It cannot be written or read, or the kept file is damaged and not started over.
    pub fn demo(state_dir: &Path, fresh: Option<&LockWaiting>, clock: fn() -> i64) -> Result<Self, Error> {
        let path = state_dir.join("demo.json");
        if !path.exists() {
            file::create(&path, DEMO.as_bytes())?;
        } else if let Some(waiting) = fresh {
            lock(&path, waiting)?.start_over(DEMO.as_bytes())?;
        }
        let demo = Self::open(&path, clock).map_err(|e| match e {
            Error::File { file, why } => Error::File {
                file,
                why: format!("{why} Reset the demo with --fresh."),
            },
            other => other,
        });
        demo.map(|mut demo| {
            demo.first = Some(Zeroizing::new(DEMO.as_bytes().to_vec()));
            demo
        })
    }

    /// The accounts of the demo as it comes with the program.
    ///
    /// # Errors
    /// The demo that was built in is damaged.
    pub fn demo_accounts() -> Result<Vec<Account>, Error> {
        let demo = Document::parse(DEMO.as_bytes()).map_err(Error::Internal)?;
        Ok(demo.accounts)
    }
}
