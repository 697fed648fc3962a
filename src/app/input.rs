//! What keys and clicks so far mean for the next one.

pub mod repeat;

use std::time::Duration;

use super::action::Action;
use super::ahead::KeysAhead;
use super::component::Command;
use super::key::{Code, Key};
use super::keymap::{Context, Keymap, Meaning};
use super::line::Tone;
use super::model::notices::Notices;
use super::msg::Effect;
use super::target::Target;
use super::time::Now;
use repeat::{OpeningKey, PressTimer};

/// After a delete, Enter and Space are dropped until so long without them.
const SWALLOW: Duration = Duration::from_millis(300);
/// After this long a begun chord shows how it can go on.
const CHORD: Duration = Duration::from_millis(400);
/// Two clicks on one thing within this time open it.
const DOUBLE: Duration = Duration::from_millis(400);

/// Chords that began, keys that may still be held down, and answers that a second press gives.
#[derive(Debug, Default)]
pub(super) struct InputState {
    /// Whether the last message was a key that moved the selection in a list, and nothing else.
    pub(super) only_moved: bool,
    /// The keys of a chord so far.
    pub(super) chord: Vec<Key>,
    pub(super) chord_at: Duration,
    pub(super) ahead: KeysAhead,
    /// The key that opened the popup on top, while it may still be held down.
    pub(super) opening: Option<OpeningKey>,
    /// Presses of undo and of redo.
    pub(super) undo_presses: [PressTimer; 2],
    /// The same action until then quits.
    pub(super) quit_until: Option<(Action, Duration)>,
    pub(super) swallow_until: Option<Duration>,
    pub(super) last_click: Option<(Target, Duration)>,
    /// Whether the mouse is captured.
    pub(super) mouse: bool,
}

/// In a window that shows nothing, only leaving works, unless that loses what nobody sees.
pub(super) fn in_small_window(key: Key, keymap: &Keymap, loses: bool) -> Option<Action> {
    use Action as A;
    match keymap.resolve(&[Context::Any, Context::Always], &[key.pressed()]) {
        Meaning::Action(A::Cancel | A::Quit) if loses => None,
        Meaning::Action(action @ (A::Cancel | A::Quit | A::Suspend | A::Redraw)) => Some(action),
        _ => None,
    }
}

impl InputState {
    /// When a begun chord shows how it can go on, a second press quits no more, or the opening key is let go.
    pub(super) fn deadline(&self, now: Now) -> Option<Duration> {
        let chord = (!self.chord.is_empty()).then_some(self.chord_at + CHORD);
        let quit = self.quit_until.map(|(_, until)| until);
        let opening = self.opening.as_ref().and_then(OpeningKey::due);
        let all = [chord.filter(|at| *at > now.mono), quit, opening];
        all.into_iter().flatten().min()
    }

    /// Whether a begun chord has waited long enough to show how it can go on.
    pub(super) fn shows_chord(&self, now: Now) -> bool {
        !self.chord.is_empty() && now.mono >= self.chord_at + CHORD
    }

    /// Something else is done: no second press leaves any more, and nothing says that it does.
    pub(super) fn stop_quitting(&mut self, notices: &mut Notices) {
        if self.quit_until.take().is_some() {
            notices.withdraw_begun(&[
                "Press q again to quit",
                "Press Ctrl-C again to quit",
                "A change is in progress.",
            ]);
        }
    }

    /// From here on Enter and Space are left over from a delete (D18), and so is whatever else presses a button.
    pub(super) fn swallow_presses(&mut self, now: Now) {
        self.swallow_until = Some(now.mono + SWALLOW);
    }

    pub(super) fn swallows(&mut self, key: Key, keymap: &Keymap, now: Now) -> bool {
        let Some(until) = self.swallow_until.filter(|until| now.mono < *until) else {
            self.swallow_until = None;
            return false;
        };
        let presses = keymap.resolve(&[Context::Dialog], &[key.pressed()]) == Meaning::Action(Action::Press);
        let left_over = presses || matches!(key.code, Code::Enter | Code::Char(' '));
        self.swallow_until = Some(if left_over { now.mono + SWALLOW } else { until });
        left_over
    }

    /// Whether `key` may only be the key that opened the popup on top, held down.
    pub(super) fn holds(&mut self, key: Key, now: Now) -> bool {
        self.opening.as_mut().is_some_and(|opening| opening.goes_on(key, now))
    }

    /// Notes a press of undo or redo; says whether it may only be the one before, held down.
    pub(super) fn holds_undo(&mut self, action: Action, key: Option<Key>, now: Now) -> bool {
        let [undo, redo] = &mut self.undo_presses;
        let again = if action == Action::Redo { redo } else { undo }.again(now);
        key.is_some_and(|key| key.repeat || again)
    }

    /// Captures the mouse or releases it, where that changes anything.
    pub(super) fn capture_mouse(&mut self, wanted: Option<bool>) -> Option<Effect> {
        let captured = wanted.filter(|wanted| *wanted != self.mouse)?;
        self.mouse = captured;
        Some(Effect::CaptureMouse(captured))
    }

    pub(super) fn toggle_mouse(&mut self) -> [Command; 2] {
        self.mouse = !self.mouse;
        let text = if self.mouse {
            "Mouse captured."
        } else {
            "Mouse released: you can select text in the terminal again."
        };
        [
            Command::Effect(Effect::CaptureMouse(self.mouse)),
            Command::Notify(Tone::Plain, text.into()),
        ]
    }

    /// Notes a click; says whether it is the second of two.
    pub(super) fn clicks_twice(&mut self, target: Target, now: Now) -> bool {
        let twice = self
            .last_click
            .is_some_and(|(last, at)| last == target && now.mono.saturating_sub(at) < DOUBLE);
        self.last_click = (!twice).then_some((target, now.mono));
        twice
    }
}
