//! Buttons.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::text;
use crate::ui::theme::{Role, Theme};

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

/// Draws `[ Label ]`, with a mark where it has the keys.
pub fn button(buf: &mut Buffer, area: Rect, theme: &Theme, label: &str, state: ButtonState) {
    let (role, left, right) = match state {
        ButtonState::On => (Role::Button, "[", "]"),
        ButtonState::Focused => (Role::ButtonFocused, "[>", "<]"),
        ButtonState::Off => (Role::ButtonOff, "(", ")"),
    };
    let inner = if state == ButtonState::Focused {
        label.to_owned()
    } else {
        format!(" {label} ")
    };
    text::put(buf, area, &format!("{left}{inner}{right}"), theme.style(role));
}
