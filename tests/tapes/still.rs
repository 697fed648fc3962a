//! Playing without a person never looks as if it had stopped.

use std::fs;
use std::time::Duration;

use amtui::app::viewport::Size;
use amtui::stage::playback::PlaybackStep;
use amtui::stage::tape::Tape;

use super::tour::{staged, tours};
use super::{playback, rows_of, tapes};

/// Whoever watches always sees that something goes on.
#[test]
fn no_tour_that_plays_alone_and_no_tape_stands_still_for_longer_than_three_seconds() {
    let tours = tours()
        .into_iter()
        .map(|(name, tour)| (name, staged(tour, true, Size { width: 80, height: 24 })));
    let tapes = tapes().into_iter().map(|path| {
        let tape = Tape::parse(&fs::read_to_string(&path).unwrap()).unwrap();
        (path.display().to_string(), playback(tape, &path))
    });
    for (name, mut play) in tours.chain(tapes) {
        let (mut last, mut since) = (String::new(), play.simulation.now());
        loop {
            match play.next_step() {
                PlaybackStep::Wait(Some(until)) => play.advance_to(until),
                PlaybackStep::Wait(None) => panic!("{name} waits for nobody"),
                PlaybackStep::End | PlaybackStep::Failed { .. } => break,
                PlaybackStep::Draw => {
                    let here = rows_of(&play).join("\n");
                    if here != last {
                        (last, since) = (here, play.simulation.now());
                    }
                }
                _ => {}
            }
            let still = play.simulation.now().saturating_sub(since);
            assert!(still <= Duration::from_millis(3100), "{name}: {still:?}\n{last}");
        }
    }
}
