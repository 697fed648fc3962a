//! Draws the review before something is saved, and what becomes of it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::App;
use crate::app::model::shown::Shown;
use crate::app::overlay::review::Review;
use crate::app::target::{Control, Target};
use crate::ui::layout::{line, room};
use crate::ui::page;
use crate::ui::popup::{FORM, popup_place, popup_width};
use crate::ui::theme::{Theme, ThemeRole};
use crate::ui::widget::button::{ButtonState, button, point};
use crate::ui::widget::frame::{Edge, Frame, clear, frame};
use crate::ui::widget::text;

/// Where its parts stand.
struct ReviewLayout {
    outer: Rect,
    /// What is changed, and what became of it.
    rows: Rect,
    accept: Rect,
    progress: Rect,
    buttons: Rect,
}

fn layout(app: &App, review: &Review, area: Rect) -> ReviewLayout {
    let room = room(app.model(), area);
    let width = popup_width(room, FORM);
    let inside = usize::from(width.saturating_sub(4));
    // The buttons, and above them a blank row, the box and the progress where there is any.
    let accept = u16::from(review.accept.is_some());
    let progress = u16::from(review.works.len() > 1 || review.busy());
    let below = accept + progress + 2;
    let most = usize::from(room.height);
    let lines = page::text_of(app.model(), &review.pane).height(inside.saturating_sub(1), most);
    let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(below + 2);
    let outer = popup_place(room, width, height);
    let inner = Rect {
        x: outer.x + 2,
        y: outer.y + 1,
        width: outer.width.saturating_sub(4),
        height: outer.height.saturating_sub(2),
    };
    let after = inner.height.saturating_sub(below);
    ReviewLayout {
        outer,
        rows: Rect {
            x: inner.x.saturating_sub(1),
            width: inner.width.saturating_add(2),
            height: after,
            ..inner
        },
        accept: Rect {
            height: accept,
            ..line(inner, after + 1)
        },
        progress: Rect {
            height: progress,
            ..line(inner, after + 1 + accept)
        },
        buttons: line(inner, inner.height.saturating_sub(1)),
    }
}

/// The rows of its lines, as the state must know to scroll them.
pub fn rows(app: &App, review: &Review, area: Rect) -> Rect {
    layout(app, review, area).rows
}

/// The cells that it takes.
pub fn place(app: &App, review: &Review, area: Rect) -> Rect {
    layout(app, review, area).outer
}

/// The rows of what must be ticked, of the progress and of the buttons.
pub fn buttons_place(app: &App, review: &Review, area: Rect) -> Rect {
    let layout = layout(app, review, area);
    let first = if review.accept.is_some() {
        layout.accept
    } else {
        layout.progress
    };
    first.union(layout.buttons)
}

fn buttons(review: &Review, at: Rect) -> [(Control, &'static str, Rect); 2] {
    let (left, right) = (review.leave(), review.label());
    let width = |label: &str| u16::try_from(label.len()).unwrap_or(u16::MAX).saturating_add(4);
    let end = at.x + at.width;
    let confirm = end.saturating_sub(width(right)).max(at.x);
    let cancel = confirm.saturating_sub(width(left) + 3).max(at.x);
    let place = |x, label| Rect {
        x,
        width: width(label),
        ..at
    };
    [
        (Control::Cancel, left, place(cancel, left)),
        (Control::Confirm, right, place(confirm, right)),
    ]
}

/// Draws it. Returns where the cursor stands.
pub fn draw(buf: &mut Buffer, app: &App, review: &Review, theme: &Theme, area: Rect) -> Option<Position> {
    let model = app.model();
    let layout = layout(app, review, area);
    clear(buf, theme, layout.outer);
    let edge = Frame {
        title: model.show(&review.title),
        right: Some(model.mode.label(model.read_only).into()),
        edge: Edge::Focused,
    };
    frame(buf, layout.outer, theme, edge);
    page::list(buf, app, &review.pane, theme, layout.rows, false);
    let mut cursor = None;
    if let Some(what) = review.accept {
        let mark = if review.accepted { "[x] " } else { "[ ] " };
        let focused = review.focus == Control::Accept;
        let style = if focused {
            ThemeRole::ButtonFocused
        } else {
            ThemeRole::Button
        };
        let words = Shown::from(mark).then(what);
        text::put(buf, layout.accept, &words, theme.style(style));
        point(buf, theme, layout.accept, focused);
        cursor = focused.then(|| Position::new(layout.accept.x + 1, layout.accept.y));
    }
    let under_way = review.progress(model.now.mono);
    if review.works.len() > 1 && (review.busy() || review.finished() > 0) {
        let (done, all) = (review.finished(), review.works.len());
        let failed = review.failed().count();
        let failed = if failed > 0 {
            format!(", {failed} failed")
        } else {
            String::new()
        };
        let words = format!("{done} of {all}{failed}  {}", under_way.unwrap_or_default());
        let cells = usize::from(layout.progress.width).saturating_sub(text::width(&words) + 3);
        let full = cells * done / all.max(1);
        let bar = format!("[{}{}] {words}", "=".repeat(full), " ".repeat(cells - full));
        text::put(buf, layout.progress, model.show(bar), theme.style(ThemeRole::Text));
    } else if let Some(words) = under_way {
        text::put(buf, layout.progress, model.show(words), theme.style(ThemeRole::Muted));
    }
    for (control, label, place) in buttons(review, layout.buttons) {
        if control == Control::Confirm && review.is_over() {
            continue;
        }
        let off = control == Control::Confirm && !review.ready();
        let state = ButtonState::of(off, review.focus == control);
        cursor = button(buf, place, theme, label, state).or(cursor);
    }
    cursor
}

/// What lies under a cell of it.
pub fn target(app: &App, review: &Review, area: Rect, at: Position) -> Target {
    let layout = layout(app, review, area);
    if !layout.outer.contains(at) {
        return Target::Outside;
    }
    if review.accept.is_some() && layout.accept.contains(at) {
        return Target::Control(Control::Accept);
    }
    let hit = buttons(review, layout.buttons)
        .into_iter()
        .find(|(.., r)| r.contains(at));
    hit.map_or(Target::Nothing, |(control, ..)| Target::Control(control))
}
