//! Colours JSON on the screen, row by row.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text;
use crate::ui::theme::{Theme, ThemeRole};

/// A line of JSON whose rows are drawn one after the other.
#[derive(Debug)]
pub struct JsonLine {
    /// Whether its first text is the name of a member.
    named: bool,
    /// Whether a row ended within a text.
    within: bool,
    /// Whether a backslash stands before the next character.
    escaped: bool,
}

impl JsonLine {
    pub fn new(line: &str) -> Self {
        let mut it = Self {
            named: false,
            within: false,
            escaped: false,
        };
        let line = line.trim_start_matches(' ');
        let mut begun = false;
        let end = line.char_indices().find(|(_, c)| {
            it.role(*c);
            begun |= it.within;
            begun && !it.within
        });
        let rest = end.and_then(|(at, _)| line.get(at + 1..)).unwrap_or_default();
        Self {
            named: line.starts_with('"') && rest.starts_with(':'),
            within: false,
            escaped: false,
        }
    }

    /// What the next character is a part of.
    fn role(&mut self, c: char) -> ThemeRole {
        let text = if self.named { ThemeRole::Accent } else { ThemeRole::Text };
        if self.within {
            let ends = c == '"' && !self.escaped;
            self.escaped = c == '\\' && !self.escaped;
            if ends {
                (self.within, self.named) = (false, false);
            }
            return text;
        }
        match c {
            '"' => {
                self.within = true;
                text
            }
            '{' | '}' | '[' | ']' | ':' | ',' | ' ' => ThemeRole::Muted,
            _ => ThemeRole::Design,
        }
    }

    /// Colours the next row of the line, whose words stand at `at`.
    pub fn colour(&mut self, buf: &mut Buffer, at: Rect, words: &str, theme: &Theme) {
        let (mut from, mut roles) = (0, words.char_indices().map(|(i, c)| (i, self.role(c))).peekable());
        while let Some((_, role)) = roles.next() {
            let Some((to, next)) = roles.peek().copied() else {
                paint(buf, at, words, from..words.len(), theme.style(role));
                return;
            };
            if next != role {
                paint(buf, at, words, from..to, theme.style(role));
                from = to;
            }
        }
    }
}

/// Draws a part of the words in another style.
fn paint(buf: &mut Buffer, at: Rect, words: &str, part: Range<usize>, style: Style) {
    let before = text::cells(words.get(..part.start).unwrap_or_default());
    let place = text::after(at, before);
    let width = text::cells(words.get(part).unwrap_or_default()).min(place.width);
    buf.set_style(Rect { width, ..place }, style);
}
