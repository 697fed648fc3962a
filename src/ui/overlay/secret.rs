//! Draws the client secret of an organization that somebody asked to see.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::overlay::secret::{Revealed, SHOWN};
use crate::ui::layout;
use crate::ui::theme::{Theme, ThemeRole};
use crate::ui::widget::frame::{Frame, clear, frame};
use crate::ui::widget::text;

/// Draws the secret, and how long it stays.
pub(super) fn draw(buf: &mut Buffer, model: &Model, shown: &Revealed, theme: &Theme, at: Rect) -> Option<Position> {
    clear(buf, theme, at);
    let title = model.show(format!("Client secret of {}", shown.of));
    let inner = frame(buf, at, theme, Frame::focused(title));
    let lines = [
        (ThemeRole::Text, Shown::unmasked(shown.secret.reveal())),
        (ThemeRole::Text, Shown::default()),
        (
            ThemeRole::Muted,
            model.show(format!("Esc hides it. It hides itself after {} s.", SHOWN.as_secs())),
        ),
    ];
    for (y, (role, words)) in (0u16..).zip(lines) {
        let line = layout::line(inner, y);
        let line = text::after(line, 1);
        text::put(buf, line, &words, theme.style(role));
    }
    None
}
