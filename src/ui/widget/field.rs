//! Text fields: the part around the cursor is seen, and what cannot be seen in text is named.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::text;
use crate::app::model::shown::Shown;
use crate::domain::text::escape;
use crate::ui::theme::{Theme, ThemeRole};

/// What is seen of a field's text, before its cursor and behind it.
#[derive(Debug)]
pub struct Typed {
    before: Shown<'static>,
    after: Shown<'static>,
}

impl Typed {
    /// The text of an input as `show` lets it be seen. Of a text with a stand-in that is all of it, before the cursor.
    pub fn of(input: &Input, show: impl Fn(String) -> Shown<'static>) -> Self {
        let value = input.value();
        let split = value.char_indices().nth(input.cursor()).map_or(value.len(), |(i, _)| i);
        let (before, after) = value.split_at(split);
        let whole = show(typed(value));
        if *whole != typed(value) {
            let after = Shown::default();
            return Self { before: whole, after };
        }
        Self {
            before: show(typed(before)),
            after: show(typed(after)),
        }
    }

    /// The cells that it takes.
    pub fn cells(&self) -> u16 {
        text::cells(&self.before).saturating_add(text::cells(&self.after))
    }

    /// A star for each of `length` characters.
    pub fn stars(length: usize, cursor: usize) -> Self {
        let before = cursor.min(length);
        Self {
            before: Shown::stars(before),
            after: Shown::stars(length - before),
        }
    }
}

/// Draws a field. Returns where its cursor stands.
pub fn field(buf: &mut Buffer, area: Rect, theme: &Theme, typed: &Typed, focused: bool) -> Option<Position> {
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
    let Typed { before, after } = typed;
    // One cell stays free for the cursor at the end.
    let room = usize::from(area.width).saturating_sub(1);
    let mut seen = &**before;
    while text::width(seen) > room {
        let mut chars = seen.chars();
        chars.next();
        seen = chars.as_str();
    }
    let seen = before.part(before.len() - seen.len()..before.len());
    let used = text::put(buf, area, &seen, style);
    let rest = text::after(area, used);
    text::put(buf, rest, after, style);
    focused.then(|| Position::new(area.x + used.min(area.width - 1), area.y))
}

/// Text as it is typed: one blank at the end may be the one before the next word, and stays a blank.
fn typed(part: &str) -> String {
    let blanks = |blanks: &str| {
        if blanks == " " {
            " ".into()
        } else {
            escape(blanks).into_owned()
        }
    };
    let body = part.trim_matches(' ');
    if body.is_empty() {
        return blanks(part);
    }
    let (start, end) = part.split_once(body).unwrap_or_default();
    blanks(start) + &escape(body) + &blanks(end)
}
