//! Text fields: the part around the cursor is seen, and what cannot be seen in text is named.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::text;
use crate::app::model::shown::Shown;
use crate::ui::theme::{Theme, ThemeRole};

/// Draws a field. Returns where its cursor stands. `secret` shows a star for each character.
pub fn field(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    input: &Input,
    focused: bool,
    secret: bool,
) -> Option<Position> {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return None;
    }
    let style = theme.style(if focused {
        ThemeRole::FieldFocused
    } else {
        ThemeRole::Field
    });
    buf.set_style(Rect { height: 1, ..area }, style);
    let shown = |part: &str| {
        if secret {
            Shown::unmasked(&"*".repeat(part.chars().count())).into_owned()
        } else {
            typed(part)
        }
    };
    let value = input.value();
    let split = value.char_indices().nth(input.cursor()).map_or(value.len(), |(i, _)| i);
    let (before, after) = value.split_at(split);
    let (before, after) = (shown(before), shown(after));
    // One cell stays free for the cursor at the end.
    let room = usize::from(area.width).saturating_sub(1);
    let mut seen = &*before;
    while text::width(seen) > room {
        let mut chars = seen.chars();
        chars.next();
        seen = chars.as_str();
    }
    let seen = before.part(before.len() - seen.len()..before.len());
    let used = text::put(buf, area, &seen, style);
    let rest = text::after(area, used);
    text::put(buf, rest, &after, style);
    focused.then(|| Position::new(area.x + used.min(area.width - 1), area.y))
}

/// Text as it is typed: one blank at the end may be the one before the next word, and stays a blank.
fn typed(part: &str) -> Shown<'static> {
    let blanks = |blanks: &str| {
        if blanks == " " {
            " ".into()
        } else {
            Shown::unmasked(blanks).into_owned()
        }
    };
    let body = part.trim_matches(' ');
    if body.is_empty() {
        return blanks(part);
    }
    let (start, end) = part.split_once(body).unwrap_or_default();
    blanks(start).then(Shown::unmasked(body)).then(blanks(end))
}
