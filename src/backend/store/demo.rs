//! The demo organization, and the file it is kept in. Imports `domain` and its own parts.

use std::borrow::Cow;
use std::path::Path;

use super::document::Document;
use super::lock::{LockWaiting, lock};
use super::recover::{is_whole, outcome, set_aside};
use super::{FileBackend, file};
use crate::domain::secret::WipedBytes;
use crate::domain::{Account, Error, UnixTime};

/// The demo organization as it comes with the program.
const DEMO: &str = include_str!("../../../assets/demo.json");

/// The newest date in it: 2026-11-24T04:45:00Z, in Unix seconds.
const NEWEST: i64 = 1_795_495_500;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The demo with its dates moved by whole days: the newest is less than a day before `now`.
pub(super) fn demo_as_of(now: i64) -> WipedBytes {
    let moved = (now - NEWEST).div_euclid(DAY) * DAY;
    let move_date = |text: &str| {
        let date = (text.len() == "2026-11-24T00:00:00Z".len()).then(|| UnixTime::parse(text))??;
        Some(UnixTime(date.0 + moved).to_string())
    };
    let texts: Vec<Cow<'_, str>> = DEMO
        .split('"')
        .map(|text| move_date(text).map_or(Cow::Borrowed(text), Cow::Owned))
        .collect();
    texts.join("\"").into_bytes().into()
}

impl FileBackend {
    /// Opens the demo kept at `<state_dir>/demo.json`, making it on the first run. `fresh` starts it over, once others who
    /// write it were waited for. A damaged one is kept beside it, and `fresh` is told where.
    ///
    /// # Errors
    /// It cannot be written or read, or the kept file is damaged and not started over.
    pub fn demo(state_dir: &Path, fresh: Option<&LockWaiting>, clock: fn() -> i64) -> Result<Self, Error> {
        let path = state_dir.join("demo.json");
        if !path.exists() {
            file::create(&path, &demo_as_of(clock()))?;
        } else if let Some(waiting) = fresh {
            let (first, locked) = (demo_as_of(clock()), lock(&path, waiting)?);
            if is_whole(&locked.read()?.bytes) {
                locked.start_over(&first)?;
            } else {
                let kept_in = set_aside(&locked, &first)?;
                (waiting.tell)(&format!("{}.", outcome(kept_in.as_deref())));
            }
        }
        let demo = Self::open(&path, clock).map_err(|e| match e {
            Error::File { file, why } => Error::File {
                file,
                why: format!("{why} Reset the demo with --fresh: this one is kept beside it."),
            },
            other => other,
        });
        demo.map(|mut demo| {
            demo.first = Some(Box::new(move || demo_as_of(clock())));
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
