//! Playing without a person never looks as if it had stopped.

use std::fs;
use std::path::Path;
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

/// How long each text is on the screen, in the time of the tape.
fn shown_for(tape: &str, text: &str) -> Duration {
    let mut play = playback(Tape::parse(tape).unwrap(), Path::new("none.tape"));
    let (mut since, mut shown) = (None, Duration::ZERO);
    loop {
        match play.next_step() {
            PlaybackStep::Wait(Some(until)) => play.advance_to(until),
            PlaybackStep::Draw => {
                let now = play.simulation.now();
                if rows_of(&play).join("\n").contains(text) {
                    since.get_or_insert(now);
                } else if let Some(since) = since.take() {
                    shown += now.saturating_sub(since);
                }
            }
            PlaybackStep::Failed { screen, .. } => panic!("{screen}"),
            _ => break,
        }
    }
    shown + since.map_or(Duration::ZERO, |since| play.simulation.now().saturating_sub(since))
}

#[test]
fn a_tape_cuts_notices_short_and_outcomes_too() {
    let passing =
        "#! as ana.ortiz\n#! open client-providers\nWait+Screen /Client Providers \\(7\\)/\nType \"D\"\nSleep 20s";
    let outcome = "#! as ana.ortiz\n#! open environments\nWait+Screen /Environments \\(12\\)/\nType \"R\"\nCtrl+U\nType \
                   \"Live\"\nCtrl+S\nSleep 1s\nEnter\nSleep 20s";
    for (tape, text, usual) in [
        (passing, "It can't be deleted.", Duration::from_secs(8)),
        (outcome, "Renamed environment 'Live'", Duration::from_millis(20_050)),
    ] {
        let cut = shown_for(&format!("#! notices 2s\n{tape}"), text);
        assert_eq!((shown_for(tape, text), cut), (usual, Duration::from_secs(2)), "{text}");
    }
}
