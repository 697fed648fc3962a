//! What the state folder remembers: where you left profiles and files, and command lines that you ran.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::app::{App, Mode, PlaceLeft};
use crate::config;
use crate::files;

/// How many profiles and files are remembered at most.
const MOST: usize = 100;

/// A page, its tab, the filter of its list, and when it was left, in Unix seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftAt {
    open: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    tab: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    filter: String,
    #[serde(default)]
    at: i64,
}

/// How many command lines are remembered at most.
const MOST_LINES: usize = 200;

pub type LeftPlaces = BTreeMap<String, LeftAt>;

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

/// Where you left it.
pub fn read(key: &str) -> Option<PlaceLeft> {
    let LeftAt { open, tab, filter, .. } = read_file::<LeftPlaces>(&file("places.json")?).remove(key)?;
    Some(PlaceLeft { open, tab, filter })
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
    let left = app.page().filter(|_| remembers && model.account.is_some());
    let left = left.and_then(|page| page.place(model));
    let left = left.map(|PlaceLeft { open, tab, filter }| LeftAt {
        open,
        tab,
        filter,
        at: model.now.unix,
    });
    // Another program may have written it meanwhile: only this one's place is changed.
    let mut places: LeftPlaces = read_file(&path);
    if change(&mut places, key, left) {
        let _ = write(&path, &places);
    }
}

/// Puts a place in, or takes it out; says whether anything changed. Of too many, those that were left first are forgotten.
pub fn change(places: &mut LeftPlaces, key: String, left: Option<LeftAt>) -> bool {
    let before = places.remove(&key);
    let Some(left) = left else {
        return before.is_some();
    };
    while places.len() >= MOST {
        let oldest = places
            .iter()
            .min_by_key(|(_, left)| left.at)
            .map(|(key, _)| key.clone());
        oldest.and_then(|key| places.remove(&key));
    }
    let same = before.as_ref() == Some(&left);
    places.insert(key, left);
    !same
}

fn write(path: &Path, what: &impl Serialize) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    // Its name is nobody else's: two programs that end at once write one after the other.
    let mut new = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    serde_json::to_writer_pretty(&mut new, what)?;
    new.persist(path)?;
    Ok(())
}
