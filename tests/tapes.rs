//! Tapes and tours: acceptance tests of the whole program, without a terminal.
#![cfg(test)]

#[path = "tapes/coach.rs"]
mod coach;
#[path = "tapes/pages.rs"]
mod pages;
#[path = "tapes/passing.rs"]
mod passing;
#[path = "tapes/pictures.rs"]
mod pictures;
#[path = "tapes/questions.rs"]
mod questions;
#[path = "tapes/readme.rs"]
mod readme;
#[path = "tapes/still.rs"]
mod still;
#[path = "tapes/tour.rs"]
mod tour;
#[path = "tapes/waiting.rs"]
mod waiting;

use std::fs;
use std::path::{Path, PathBuf};

use amtui::app::key::Key;
use amtui::app::msg::Msg;
use amtui::app::viewport::Size;
use amtui::shell::options::ThemeOptions;
use amtui::shell::playback::without_terminal;
use amtui::shell::recorder::RecordingOptions;
use amtui::shell::simulation::SimulationOptions;
use amtui::stage::cast::Version;
use amtui::stage::playback::{Playback, PlaybackStep};
use amtui::stage::tape::Tape;
use amtui::ui::theme::{Depth, Theme, ThemeName};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn tapes() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tapes");
    let mut tapes: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "tape"))
        .collect();
    tapes.sort();
    tapes
}

const SMALL: Size = Size { width: 80, height: 24 };

const DARK: ThemeOptions = ThemeOptions {
    name: ThemeName::Dark,
    depth: Depth::True,
    ascii: false,
};

fn theme() -> Theme {
    DARK.load().unwrap()
}

/// A tape on its stage; an organization file of the same name beside it takes the place of the demo.
fn playback(tape: Tape, path: &Path) -> Playback {
    let size = tape.size.unwrap_or(SMALL);
    playback_at(tape, path, size)
}

fn playback_at(tape: Tape, path: &Path, size: Size) -> Playback {
    on_stage(tape, path, size, true)
}

/// The same with answers that take as long as in a terminal.
fn delayed(tape: Tape, path: &Path, size: Size) -> Playback {
    on_stage(tape, path, size, false)
}

fn on_stage(tape: Tape, path: &Path, size: Size, alone: bool) -> Playback {
    let file = path.with_extension("json");
    let options = SimulationOptions {
        file: file.exists().then_some(file),
        user: tape.user.clone(),
        open: tape.open.clone(),
        read_only: tape.read_only,
        alone,
        ..SimulationOptions::default()
    };
    let build = options.builder(size).unwrap();
    Playback::tape(tape, build, theme(), false)
}

fn play(path: &Path, record: (Option<&Path>, &RecordingOptions)) -> anyhow::Result<()> {
    let tape = Tape::parse(&fs::read_to_string(path).unwrap()).unwrap_or_else(|e| panic!("{}: {e:?}", path.display()));
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    without_terminal(playback(tape, path), &name, &DARK, record)
}

#[test]
fn the_same_tape_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for version in [Version::Two, Version::Three] {
        let how = RecordingOptions {
            version,
            ..RecordingOptions::default()
        };
        let recorded = |name: &str| {
            let path = folder.path().join(format!("{name}-{version:?}"));
            play(
                &tapes().into_iter().find(|t| t.ends_with("delete.tape")).unwrap(),
                (Some(&path), &how),
            )
            .unwrap();
            fs::read(path).unwrap()
        };
        assert_eq!(recorded("a"), recorded("b"));
    }
}

/// Replaying a recording in a terminal gives the screen that was drawn.
#[test]
fn a_recording_replays_to_the_screens_that_were_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.cast");
    let tape = tapes().into_iter().find(|t| t.ends_with("delete.tape")).unwrap();
    play(&tape, (Some(&path), &RecordingOptions::default())).unwrap();
    // The same once more, to compare each frame with what the recording says at that time.
    let text = fs::read_to_string(&path).unwrap();
    let mut lines = text.lines();
    let header: serde_json::Value = serde_json::from_str(lines.next().unwrap()).unwrap();
    assert_eq!((&header["version"], &header["width"]), (&2.into(), &80.into()));
    let cells = |n: u16| std::num::NonZero::new(n).unwrap();
    let mut terminal = vt100::Parser::new(cells(24), cells(80), 0);
    let mut events = lines.map(|l| serde_json::from_str::<(f64, String, String)>(l).unwrap());
    let (_, code, cleared) = events.next().unwrap();
    assert_eq!(code, "o");
    assert!(cleared.contains("\x1b[?1049h") && cleared.contains("\x1b[2J"));
    let mut play = playback(Tape::parse(&fs::read_to_string(&tape).unwrap()).unwrap(), &tape);
    let mut frames = 0;
    let mut before = None;
    let mut last = 0.0;
    loop {
        match play.next_step() {
            PlaybackStep::Draw => {
                let drawn = play.simulation.draw(&theme());
                // A frame that changes nothing is not sent.
                if before.as_ref() == Some(&drawn) {
                    continue;
                }
                let (time, data) = loop {
                    let (time, code, data) = events.next().unwrap();
                    assert!(time >= last && code != "i");
                    last = time;
                    if code == "o" {
                        break (time, data);
                    }
                };
                assert!((time - play.simulation.now().as_secs_f64()).abs() < 0.001);
                terminal.process(data.as_bytes());
                let rows = amtui::stage::simulation::rows(&drawn.0);
                let replayed: Vec<String> = terminal.screen().rows(0, 80).map(|r| r.trim_end().to_owned()).collect();
                assert_eq!(replayed, rows);
                before = Some(drawn);
                frames += 1;
            }
            PlaybackStep::Wait(Some(until)) => play.advance_to(until),
            PlaybackStep::End => break,
            _ => {}
        }
    }
    assert!(frames > 50, "{frames}");
    let rest: Vec<_> = events.collect();
    assert!(
        matches!(rest.as_slice(), [(_, code, end)] if code == "o" && end.contains("?1049l")),
        "{rest:?}"
    );
}

#[test]
fn a_wait_in_vain_says_where_for_what_and_what_was_there() {
    let tape = Tape::parse("Wait+Screen /Demo/\n\nWait+Screen@2s /no such thing/").unwrap();
    let path = Path::new("none.tape");
    let error = without_terminal(
        playback(tape, path),
        "none.tape",
        &DARK,
        (None, &RecordingOptions::default()),
    )
    .unwrap_err();
    let said = error.to_string();
    assert!(
        said.starts_with("none.tape:3: the screen never showed /no such thing/:\n"),
        "{said}"
    );
    assert!(said.contains("Demo organization"), "{said}");
}

/// Goes on until nothing comes by itself any more.
fn stand_still(play: &mut Playback) -> (Vec<String>, bool) {
    let mut hidden = false;
    for _ in 0..10_000 {
        match play.next_step() {
            PlaybackStep::Wait(until) => match until.or_else(|| play.due()) {
                Some(until) => play.advance_to(until),
                None => break,
            },
            PlaybackStep::Hide(hide) => hidden = hide,
            PlaybackStep::End => panic!("it ended"),
            _ => {}
        }
    }
    (rows_of(play), hidden)
}

/// The rows of the screen with all that is said over it.
fn rows_of(play: &Playback) -> Vec<String> {
    let size = play.simulation.app.model().size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.width, size.height));
    play.draw(&mut buffer);
    amtui::stage::simulation::rows(&buffer)
}

fn row_with(rows: &[String], words: &str) -> bool {
    rows.iter().any(|row| row.contains(words))
}

#[test]
fn who_watches_sees_the_last_screen_until_a_key() {
    let tape = Tape::parse("#! as ana.ortiz\nSleep 1\nEnter\nWait+Screen /Business Groups/").unwrap();
    let mut play = playback(tape, Path::new("none.tape")).hold_last_screen();
    let (rows, hidden) = stand_still(&mut play);
    assert!(row_with(&rows, "Business Groups"), "{rows:#?}");
    // In a row of their own, and not over the end of a frame.
    let words = rows.iter().map(|row| row.trim());
    assert_eq!(
        words.filter(|row| *row == "That was the tape. Any key ends").count(),
        1,
        "{rows:#?}"
    );
    assert!(hidden, "those words are not recorded");
    assert!(!play.handle(Msg::Key(Key::parse("x").unwrap())));
}

#[test]
fn step_by_step_it_says_how_it_goes_on() {
    let tape = Tape::parse("#! as ana.ortiz\nEnter\nDown").unwrap();
    let build = SimulationOptions {
        user: tape.user.clone(),
        ..SimulationOptions::default()
    };
    let mut play = Playback::tape(tape.clone(), build.builder(SMALL).unwrap(), theme(), true);
    let (rows, _) = stand_still(&mut play);
    assert!(row_with(&rows, "Space continues, Esc ends"), "{rows:#?}");
    assert!(row_with(&rows, "▌ Access Management"), "{rows:#?}");
    assert!(play.handle(Msg::Key(Key::char(' '))));
    let (rows, _) = stand_still(&mut play);
    assert!(row_with(&rows, "1 Business Groups"), "{rows:#?}");
    assert!(!play.handle(Msg::Key(Key::parse("Esc").unwrap())));
}

#[test]
fn one_s_own_organization_is_recorded_with_stand_ins_or_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let cast = folder.path().join("x.cast");
    let play = |more: &[&str]| {
        let said = std::process::Command::new(env!("CARGO_BIN_EXE_amtui"))
            .args(["play", "--headless", "--file", "assets/demo.json", "--record"])
            .args([cast.to_str().unwrap(), "--force", "tests/tapes/built-in.tape"])
            .args(more)
            .env_clear()
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        (said.status.code(), String::from_utf8(said.stderr).unwrap())
    };
    let (code, why) = play(&[]);
    assert_eq!(code, Some(2));
    assert!(
        why.contains("Not recorded") && why.contains("--record-unmasked") && !cast.exists(),
        "{why}"
    );
    assert_eq!(play(&["--mask"]).0, Some(0));
    assert!(!fs::read_to_string(&cast).unwrap().contains("ana.ortiz"));
    assert_eq!(play(&["--record-unmasked"]).0, Some(0));
    assert!(fs::read_to_string(&cast).unwrap().contains("ana.ortiz"));
}

#[test]
fn bad_tapes_and_pictures_are_refused_with_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let tape = folder.path().join("x.tape");
    fs::write(&tape, "Enter\nTipe \"x\"\n").unwrap();
    let run = |arguments: &[&str]| {
        let said = std::process::Command::new(env!("CARGO_BIN_EXE_amtui"))
            .args(arguments)
            .env("HOME", folder.path())
            .output()
            .unwrap();
        (said.status.code(), String::from_utf8(said.stderr).unwrap())
    };
    let (code, said) = run(&["play", "--headless", tape.to_str().unwrap()]);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("x.tape:2: `Tipe` is neither a command nor a key."),
        "{said}"
    );
    let (code, said) = run(&["shot", "client-providers/Nope", "-o", "x.svg"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("There is no client provider 'Nope' here. Not written."),
        "{said}"
    );
    let png = folder.path().join("x.png");
    let (code, said) = run(&["shot", "environments", "-o", png.to_str().unwrap()]);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("ends with .svg, .html, .txt or .ansi") && !png.exists(),
        "{said}"
    );
    let tour = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/tours/access.toml");
    let (code, said) = run(&["play", "--step", tour]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("--step goes with a tape alone."), "{said}");
    let other = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tapes/rehearsal.tape");
    let (code, said) = run(&["play", "--headless", other]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("name its file with --file."), "{said}");
    fs::write(&tape, "Wait+Screen@1s /no such/\n").unwrap();
    let (code, said) = run(&["play", "--headless", tape.to_str().unwrap()]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("x.tape:1: the screen never showed /no such/:") && said.contains("Demo organization"),
        "{said}"
    );
}
