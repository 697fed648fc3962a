//! The keys of a person who watches a tour or a tape.

use super::{Playback, PlaybackState};
use crate::app::key::{Code, Key};
use crate::app::msg::Msg;
use crate::stage::guide::StepState;

impl Playback {
    /// Takes what the person did, and returns whether the playback goes on.
    pub fn handle(&mut self, msg: Msg) -> bool {
        self.changed = true;
        if self.state == PlaybackState::Over {
            return !matches!(msg, Msg::Key(_));
        }
        match (&msg, self.guide.is_some()) {
            (Msg::Key(key), true) => self.tour_key(*key, msg),
            (_, true) => self.simulation.send(msg),
            (Msg::Key(key), false) => return self.tape_key(*key),
            (_, false) => {}
        }
        true
    }

    fn tour_key(&mut self, key: Key, msg: Msg) {
        let shows = self.is_showing();
        let Some(guide) = &mut self.guide else {
            return;
        };
        let at = guide.at;
        if key == Key::ctrl('n') {
            if shows {
                return;
            }
            // Play it from its beginning, wherever the person is now.
            if guide.state != StepState::Fresh {
                self.go_to_step(at);
            }
            if let Some(guide) = &mut self.guide {
                guide.state = StepState::Shown;
            }
            self.show_step();
        } else if key == Key::ctrl('p') {
            self.go_to_step(at.saturating_sub(1));
        } else {
            let stops = key == Key::ctrl('c') || key == Key::plain(Code::F(2));
            guide.state = StepState::Touched;
            // Finish the keys of the step and earlier answers before the key of the person.
            if let Some(player) = self.player.take().filter(|_| !stops) {
                self.play_through(player);
            }
            self.simulation.answer_all();
            self.take_effects();
            self.simulation.send(msg);
            self.take_effects();
        }
    }

    /// Any key pauses a tape; then Space goes on, and Esc ends it.
    fn tape_key(&mut self, key: Key) -> bool {
        if self.state == PlaybackState::Running {
            self.state = PlaybackState::Paused;
            return true;
        }
        match key {
            key if key == Key::char(' ') => self.state = PlaybackState::Running,
            key if key == Key::plain(Code::Esc) || key == Key::ctrl('c') => return false,
            _ => {}
        }
        true
    }
}
