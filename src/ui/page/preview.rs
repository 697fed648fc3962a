//! The preview below a list: what is known of the selected row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::page::Page;
use crate::app::view::preview::preview;
use crate::ui::layout::nth_line;
use crate::ui::role;
use crate::ui::theme::Theme;
use crate::ui::widget::frame::{Frame, frame};
use crate::ui::widget::text;

pub fn draw_preview(buf: &mut Buffer, app: &App, page: &Page, theme: &Theme, at: Rect) {
    let model = app.model();
    let Some(row) = page.subject() else {
        return;
    };
    let title = model.show(format!("Preview: {}", model.thing_name(row)));
    let inner = frame(
        buf,
        at,
        theme,
        Frame {
            title,
            right: Some("p hides it".into()),
            focused: false,
        },
    );
    for (i, fact) in preview(model, row).iter().enumerate() {
        let at = nth_line(inner, i);
        let words = model.show(format!(" {:20} {}", fact.label, fact.value));
        text::put(buf, at, &words, theme.style(role(fact.tone)));
    }
}
