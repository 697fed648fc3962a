//! Where you left each profile and file: the page and its filter, in `places.json` of the state folder.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::app::{App, Mode, Place};
use crate::config;
use crate::files;

/// How many profiles and files are remembered at most.
const MOST: usize = 100;

/// A page and the filter of its list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftAt {
    open: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    filter: String,
}

type LeftPlaces = BTreeMap<String, LeftAt>;

fn file() -> Option<PathBuf> {
    Some(config::state_dir().ok()?.join("places.json"))
}

/// A broken file is as good as none.
fn places(path: &Path) -> LeftPlaces {
    let text = files::text(path, files::SMALL).ok();
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// What a file is remembered by.
pub fn key_of_file(path: &Path) -> Option<String> {
    Some(format!("file {}", fs::canonicalize(path).ok()?.to_string_lossy()))
}

pub fn key_of_profile(name: &str) -> Option<String> {
    (!name.is_empty()).then(|| format!("profile {name}"))
}

/// Where you left it, as far as there is still such a place.
pub fn read(key: &str) -> Option<(Place, String)> {
    let left = places(&file()?).remove(key)?;
    Some((Place::parse(&left.open)?, left.filter))
}

/// Remembers where you are, or forgets it. Not to be able to is no reason to stop.
pub fn keep(app: &App, opened: Option<&Path>, remembers: bool) {
    let model = app.model();
    let key = match (model.mode, &model.live) {
        (Mode::Live | Mode::DryRun, Some(live)) => key_of_profile(&live.profile),
        (Mode::File, _) => opened.and_then(key_of_file),
        _ => None,
    };
    let (Some(key), Some(path)) = (key, file()) else {
        return;
    };
    let before = places(&path);
    let mut after = before.clone();
    after.remove(&key);
    let left = app.page().filter(|_| remembers && model.account.is_some());
    if let Some((open, filter)) = left.and_then(|page| page.place(model)) {
        while after.len() >= MOST {
            after.pop_first();
        }
        after.insert(key, LeftAt { open, filter });
    }
    if before != after {
        let _ = write(&path, &after);
    }
}

fn write(path: &Path, places: &LeftPlaces) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let new = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    let made = options.write(true).create(true).truncate(true).mode(0o600).open(&new)?;
    serde_json::to_writer_pretty(made, places)?;
    fs::rename(&new, path)
}
