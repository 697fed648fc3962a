//! Buttons.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::text;
use crate::app::model::shown::Shown;
use crate::ui::theme::{Theme, ThemeRole};

/// How a button stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ButtonState {
    /// It can be pressed.
    On,
    /// It has the keys.
    Focused,
    /// It cannot be pressed.
    Off,
}

impl ButtonState {
    /// Of a button that can be pressed, or not (`off`), and was given the keys, or not.
    pub fn of(off: bool, focused: bool) -> Self {
        match (off, focused) {
            (true, _) => Self::Off,
            (false, true) => Self::Focused,
            (false, false) => Self::On,
        }
    }
}

/// Draws `[ Label ]`, with a mark where it has the keys. Returns where the cursor stands then.
pub fn button(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    label: &'static str,
    state: ButtonState,
) -> Option<Position> {
    let (role, left, right) = match state {
        ButtonState::On => (ThemeRole::Button, "[ ", " ]"),
        ButtonState::Focused => (ThemeRole::ButtonFocused, "[>", "<]"),
        ButtonState::Off => (ThemeRole::ButtonOff, "( ", " )"),
    };
    let words = Shown::from(left).then(label).then(right);
    text::put(buf, area, &words, theme.style(role));
    (state == ButtonState::Focused).then(|| Position::new(area.x + 2, area.y))
}
