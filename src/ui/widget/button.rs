//! Buttons.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::text;
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
pub fn button(buf: &mut Buffer, area: Rect, theme: &Theme, label: &str, state: ButtonState) -> Option<Position> {
    let (role, left, right) = match state {
        ButtonState::On => (ThemeRole::Button, "[", "]"),
        ButtonState::Focused => (ThemeRole::ButtonFocused, "[>", "<]"),
        ButtonState::Off => (ThemeRole::ButtonOff, "(", ")"),
    };
    let inner = if state == ButtonState::Focused {
        label.to_owned()
    } else {
        format!(" {label} ")
    };
    text::put(buf, area, &format!("{left}{inner}{right}"), theme.style(role));
    (state == ButtonState::Focused).then(|| Position::new(area.x + 2, area.y))
}
