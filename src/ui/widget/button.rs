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
    /// It can be pressed, and destroys something.
    Danger,
    /// The same, and it has the keys.
    DangerFocused,
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

    /// The same of a button that destroys something.
    #[must_use]
    pub fn danger(self) -> Self {
        match self {
            Self::On => Self::Danger,
            Self::Focused => Self::DangerFocused,
            other => other,
        }
    }

    fn has_keys(self) -> bool {
        matches!(self, Self::Focused | Self::DangerFocused)
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
        ButtonState::Danger => (ThemeRole::Danger, "[ ", " ]"),
        ButtonState::DangerFocused => (ThemeRole::DangerFilled, "[>", "<]"),
    };
    let words = Shown::from(left).then(label).then(right);
    text::put(buf, area, &words, theme.style(role));
    state.has_keys().then(|| Position::new(area.x + 2, area.y))
}

/// Points at a box that has the keys, where colours don't tell.
pub fn point(buf: &mut Buffer, theme: &Theme, at: Rect, focused: bool) {
    if focused && at.x > 0 {
        let before = Rect {
            x: at.x - 1,
            width: 1,
            ..at
        };
        text::put(buf, before, ">", theme.style(ThemeRole::ButtonFocused));
    }
}
