//! What the state folder remembers: where you left profiles and files, and command lines that you ran.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
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

/// How many command lines are remembered at most.
const MOST_LINES: usize = 200;

type LeftPlaces = BTreeMap<String, LeftAt>;

fn file(name: &str) -> Option<PathBuf> {
    Some(config::state_dir().ok()?.join(name))
}

/// A broken file is as good as none.
fn read_file<T: DeserializeOwned + Default>(path: &Path) -> T {
    let text = files::text(path, files::SMALL).ok();
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// The command lines of earlier sessions, the last one at the end.
pub fn lines() -> Vec<String> {
    file("commands.json").map(|path| read_file(&path)).unwrap_or_default()
}

/// Remembers the command lines of this session, behind those that others remembered meanwhile.
pub fn keep_lines(app: &App, remembers: bool) {
    let new: Vec<&str> = app.model().lines.lasting().collect();
    let Some(path) = file("commands.json").filter(|_| remembers && !new.is_empty()) else {
        return;
    };
    let mut all: Vec<String> = read_file(&path);
    all.retain(|line| !new.contains(&line.as_str()));
    all.extend(new.into_iter().map(str::to_owned));
    all.drain(..all.len().saturating_sub(MOST_LINES));
    let _ = write(&path, &all);
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
    let left = read_file::<LeftPlaces>(&file("places.json")?).remove(key)?;
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
    let (Some(key), Some(path)) = (key, file("places.json")) else {
        return;
    };
    let before: LeftPlaces = read_file(&path);
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

fn write(path: &Path, what: &impl Serialize) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let new = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    let made = options.write(true).create(true).truncate(true).mode(0o600).open(&new)?;
    serde_json::to_writer_pretty(made, what)?;
    fs::rename(&new, path)
}
