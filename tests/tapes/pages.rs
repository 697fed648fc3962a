//! Each page is shown by a tape: the list of a nav entry, and the page of each kind of thing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use amtui::stage::playback::PlaybackStep;
use amtui::stage::tape::Tape;

use amtui::app::viewport::Size;

use super::{SMALL, playback_at, tapes};

const WIDE: Size = Size { width: 160, height: 50 };
const MEDIUM: Size = Size { width: 120, height: 36 };

/// The pages that each tape shows, or what it waits for in vain.
static PLAYED: LazyLock<Vec<Result<BTreeSet<String>, String>>> =
    LazyLock::new(|| tapes().iter().flat_map(|tape| at_each_size(tape)).collect());

fn at_each_size(path: &Path) -> Vec<Result<BTreeSet<String>, String>> {
    let tape = Tape::parse(&fs::read_to_string(path).unwrap());
    let tape = tape.unwrap_or_else(|e| panic!("{}: {e:?}", path.display()));
    // The tape of the documents is played at any size.
    let medium = path.ends_with("delete.tape").then_some(MEDIUM);
    let usual = || [SMALL, WIDE].into_iter().chain(medium).collect();
    let sizes: Vec<Size> = tape.size.map_or_else(usual, |size| vec![size]);
    sizes.into_iter().map(|size| pages_of(&tape, path, size)).collect()
}

/// Plays a tape to its end.
fn pages_of(tape: &Tape, path: &Path, size: Size) -> Result<BTreeSet<String>, String> {
    let name = path.display();
    let mut play = playback_at(tape.clone(), path, size);
    let mut pages = BTreeSet::new();
    loop {
        let page = play.simulation.app.page();
        pages.extend(page.map(|page| kind(&format!("{:?}", page.at))));
        match play.next_step() {
            PlaybackStep::Wait(Some(until)) => play.advance_to(until),
            PlaybackStep::Wait(None) | PlaybackStep::End => return Ok(pages),
            PlaybackStep::Failed { line, pattern, screen } => {
                return Err(format!(
                    "{name}:{line}, {size:?}: the screen never showed /{pattern}/:\n{screen}"
                ));
            }
            _ => {}
        }
    }
}

/// The name of a place without what it is about.
fn kind(place: &str) -> String {
    place.split(['(', ',']).next().unwrap_or_default().to_owned()
}

/// The kinds of places that the sources name.
fn kinds() -> BTreeSet<String> {
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/app/location.rs");
    let source = fs::read_to_string(source).unwrap();
    let (_, after) = source.split_once("pub enum Location {").unwrap();
    let (places, _) = after.split_once("\n}").unwrap();
    let places = places.lines().map(str::trim).filter(|line| !line.starts_with("///"));
    places.map(kind).filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_tape_shows_what_it_waits_for() {
    assert!(PLAYED.len() >= 22);
    let failed: Vec<&str> = PLAYED
        .iter()
        .filter_map(|played| played.as_ref().err().map(String::as_str))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

#[test]
fn every_page_is_shown_by_a_tape() {
    let kinds = kinds();
    assert!(kinds.len() >= 28, "{kinds:?}");
    let shown: BTreeSet<String> = PLAYED.iter().flatten().flatten().cloned().collect();
    let left: Vec<&String> = kinds.difference(&shown).collect();
    assert!(left.is_empty(), "no tape shows {left:?}");
}
