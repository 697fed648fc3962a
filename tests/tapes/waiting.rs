//! Tapes as a terminal plays them: answers take their time.

use std::fs;
use std::path::Path;

use amtui::app::viewport::Size;
use amtui::shell::simulation::SimulationOptions;
use amtui::stage::playback::{Playback, PlaybackStep};
use amtui::stage::tape::Tape;

use super::tour::tours;
use super::{SMALL, delayed, rows_of, tapes, theme};

/// Plays to the end. Returns its last screen.
///
/// # Errors
/// The place and the screen where it waits in vain.
fn play_out(mut play: Playback, name: &str) -> Result<String, String> {
    loop {
        match play.next_step() {
            PlaybackStep::Wait(Some(until)) => play.advance_to(until),
            PlaybackStep::Wait(None) | PlaybackStep::End => return Ok(rows_of(&play).join("\n")),
            PlaybackStep::Failed { line, pattern, screen } => {
                return Err(format!("{name}:{line}: the screen never showed /{pattern}/:\n{screen}"));
            }
            _ => {}
        }
    }
}

fn all_play_at(width: u16, height: u16) {
    let size = Size { width, height };
    let tapes = tapes().into_iter().map(|path| {
        let tape = Tape::parse(&fs::read_to_string(&path).unwrap()).unwrap();
        let size = tape.size.unwrap_or(size);
        play_out(delayed(tape, &path, size), &path.display().to_string())
    });
    let tours = tours().into_iter().map(|(name, tour)| {
        let build = SimulationOptions::default().builder(size).unwrap();
        play_out(Playback::tour(tour, build, theme(), true), &name)
    });
    let failed: Vec<String> = tapes.chain(tours).filter_map(Result::err).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

#[test]
fn every_tape_and_tour_plays_in_a_small_terminal_where_answers_take_their_time() {
    all_play_at(80, 24);
}

#[test]
fn every_tape_and_tour_plays_in_a_usual_terminal_where_answers_take_their_time() {
    all_play_at(120, 36);
}

#[test]
fn every_tape_and_tour_plays_in_a_large_terminal_where_answers_take_their_time() {
    all_play_at(160, 50);
}

/// Esc would stop what is on its way.
#[test]
fn a_key_of_a_tape_waits_for_the_answers_to_the_key_before() {
    let tape = "#! as ana.ortiz\n#! open teams\nWait+Screen /Teams \\(/\nType \"7\"\nSleep 200ms\nEscape\nWait+Screen \
                /Anypoint Platform/";
    let play = delayed(Tape::parse(tape).unwrap(), Path::new("none.tape"), SMALL);
    let last = play_out(play, "none").unwrap_or_else(|why| panic!("{why}"));
    assert!(!last.contains("Stopped loading"), "{last}");
}
