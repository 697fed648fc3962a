//! The preview beside a list: what is known of the selected row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::line::Line;
use crate::app::page::Page;
use crate::app::pane::label_widths;
use crate::app::view::preview::preview;
use crate::ui::layout::nth_line;
use crate::ui::role;
use crate::ui::theme::Theme;
use crate::ui::widget::frame::{Edge, Frame, frame};
use crate::ui::widget::lines::wrapped;
use crate::ui::widget::text;

const HINT: &str = "p hides it";

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
    let labels = label_widths(&facts);
    let room = usize::from(inner.width.saturating_sub(2));
    let rows = facts.iter().flat_map(|fact| {
        let rows = wrapped(fact, labels, room, |text| model.show(text));
        rows.into_iter().map(|row| (fact.tone, row))
    });
    for (i, (tone, words)) in rows.enumerate() {
        let at = text::after(nth_line(inner, i), 1);
        text::put(buf, at, &words, theme.style(role(tone)));
    }
}
