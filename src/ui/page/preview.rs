//! The preview beside a list: what is known of the selected row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::line::{Line, PairWidths, is_code};
use crate::app::model::shown::Shown;
use crate::app::page::Page;
use crate::app::view::preview::preview;
use crate::ui::layout::nth_line;
use crate::ui::role;
use crate::ui::theme::Theme;
use crate::ui::widget::frame::{Edge, Frame, frame};
use crate::ui::widget::lines::wrapped;
use crate::ui::widget::text;

const HINT: &str = "p hides it";

/// The characters that tell an id from others.
const SHORT: usize = 8;
/// The characters of a time up to its day, and up to its minute.
const DAY: usize = "2026-11-24".len();
const MINUTE: usize = "2026-11-24T05:18".len();
/// Cells of the top frame beside its title and the hint.
const FRAME: usize = 9;

pub fn draw_preview(buf: &mut Buffer, app: &App, page: &Page, theme: &Theme, at: Rect) {
    let model = app.model();
    let Some(row) = page.subject() else {
        return;
    };
    let title = model.show(format!("Preview: {}", model.thing_name(row)));
    // The name goes before the hint.
    let room = usize::from(at.width).saturating_sub(text::width(&title) + FRAME);
    let inner = frame(
        buf,
        at,
        theme,
        Frame {
            title,
            right: (room >= HINT.len()).then(|| HINT.into()),
            edge: Edge::Plain,
        },
    );
    let facts: Vec<Line> = preview(model, row)
        .into_iter()
        .map(|fact| match fact.label {
            "" => Line::text(fact.tone, fact.value),
            label => Line {
                tone: fact.tone,
                ..Line::pair(label, fact.value)
            },
        })
        .collect();
    let widths = PairWidths::of(&facts).of_labels();
    let room = usize::from(inner.width.saturating_sub(2));
    let value = room.saturating_sub(widths.column(room));
    let rows = facts.iter().flat_map(|fact| {
        let rows = wrapped(fact, widths, room, |text| brief(model.show(text), value));
        rows.into_iter().map(|row| (fact.tone, row))
    });
    for (i, (tone, words)) in rows.enumerate() {
        let at = text::after(nth_line(inner, i), 1);
        text::put(buf, at, &words, theme.style(role(tone)));
    }
}

/// The text with ids and times in short where they have no room: as lists show them.
fn brief(text: Shown<'_>, room: usize) -> Shown<'_> {
    if text.split(' ').all(|word| text::width(word) <= room) {
        return text;
    }
    let mut brief = Shown::default();
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let code = word.trim_matches(|c: char| !c.is_alphanumeric());
        let begin = at + word.find(code).unwrap_or(0);
        let end = at + word.len();
        if !is_code(code) || text::width(word.trim_end()) <= room {
            brief = brief.then(text.part(at..end));
        } else if code.chars().nth(DAY) == Some('T') {
            let minute = text.part(begin + DAY + 1..begin + MINUTE);
            brief = brief.then(text.part(at..begin + DAY)).then(" ").then(minute);
            brief = brief.then(text.part(begin + code.len()..end));
        } else {
            let rest = text.part(begin + code.len()..end);
            brief = brief.then(text.part(at..begin + SHORT)).then(rest);
        }
        at = end;
    }
    brief
}
