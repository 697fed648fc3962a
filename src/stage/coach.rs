//! The box of a tour, and words for those who watch: drawn over the screen, never over what they speak of.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::tour::{COLUMNS, Look, Tour};
use crate::app::App;
use crate::app::overlay::Overlay;
use crate::ui::layout::{self, line};
use crate::ui::overlay::delete;
use crate::ui::theme::{Role, Theme};
use crate::ui::widget::pane::{Pane, clear, pane};
use crate::ui::widget::text;
use crate::ui::{self, page};

/// What stands in a box.
#[derive(Clone, Debug)]
pub struct Words {
    /// Its title.
    pub title: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// The keys that work on it.
    pub keys: String,
    /// What it speaks of.
    pub look: Look,
}

impl Words {
    /// What is said at a step of a tour, and after the last one.
    #[must_use]
    pub fn of(tour: &Tour, at: usize) -> Self {
        let of = tour.steps.len();
        match tour.steps.get(at) {
            Some(step) => Self {
                title: format!("Tour {} of {of}: {}", at + 1, step.title),
                lines: step.say.clone(),
                keys: "Ctrl-N show me   Ctrl-P back   F2 leave".into(),
                look: step.look,
            },
            None => Self {
                title: format!("Tour: {}", tour.title),
                lines: vec!["That was all of it. Look around as you like.".into()],
                keys: "Ctrl-P back   F2 leave".into(),
                look: Look::Row,
            },
        }
    }
}

/// The cells that a step speaks of.
#[must_use]
pub fn target(app: &App, look: Look) -> Rect {
    let area = layout::screen(app);
    let dialog = app.overlays.iter().find_map(|o| match o {
        Overlay::Delete(dialog) => Some(dialog),
        _ => None,
    });
    match (look, dialog) {
        (Look::Top, _) => line(area, 0),
        (Look::Field, Some(dialog)) => delete::field_place(app, dialog, area),
        (Look::Buttons, Some(dialog)) => delete::buttons_place(app, dialog, area),
        // What it spoke of is not there (yet): then nothing can be covered.
        (Look::Field | Look::Buttons, None) | (Look::Row, Some(_)) => Rect::default(),
        (Look::Row, None) => page::selected_place(app, area),
    }
}

/// Where the box stands: as far down and right as it can without covering what it speaks of; else it is a single row.
#[must_use]
pub fn place(area: Rect, target: Rect, lines: usize) -> Rect {
    let height = u16::try_from(lines).unwrap_or(0).saturating_add(4);
    let width = u16::try_from(COLUMNS).unwrap_or(0).saturating_add(4).min(area.width);
    // The last rows show the keys, say what is going on, and what can be done.
    let lowest = area.height.saturating_sub(3);
    let free = |r: &Rect| r.intersection(target).is_empty();
    let right = area.width.saturating_sub(width);
    if height < lowest {
        for y in (0..=lowest.saturating_sub(height)).rev() {
            let at = |x| Rect { x, y, width, height };
            if let Some(found) = [right, 0].into_iter().map(at).find(free) {
                return found;
            }
        }
    }
    let row = |y| Rect {
        x: 0,
        y,
        width: area.width,
        height: u16::from(area.height > 0),
    };
    (0..lowest.max(1)).rev().map(row).find(free).unwrap_or_default()
}

/// Draws the box.
pub fn draw(buf: &mut Buffer, app: &App, theme: &Theme, words: &Words) {
    let area = layout::screen(app);
    if app.too_small() {
        return;
    }
    let at = place(area, target(app, words.look), words.lines.len());
    clear(buf, at);
    if at.height < 3 {
        let row = format!(" {}   {} ", words.title, words.keys);
        buf.set_style(at, theme.style(Role::ButtonFocused));
        text::put(buf, at, &row, theme.style(Role::ButtonFocused));
        return;
    }
    let frame = Pane {
        title: &words.title,
        right: None,
        focused: true,
    };
    let inner = pane(buf, at, theme, frame);
    for (n, words) in (0u16..).zip(&words.lines) {
        let at = line(inner, n);
        let at = Rect {
            x: at.x + 1,
            width: at.width.saturating_sub(1),
            ..at
        };
        text::put(buf, at, &app.world.masked(words.as_str()), theme.style(Role::Text));
    }
    let keys = line(inner, inner.height.saturating_sub(1));
    text::put(
        buf,
        Rect {
            x: keys.x + 1,
            width: keys.width.saturating_sub(1),
            ..keys
        },
        &words.keys,
        theme.style(Role::Dim),
    );
}

/// Draws words in the row above the status: what a tape says to those who watch, or that it pauses.
pub fn caption(buf: &mut Buffer, app: &App, theme: &Theme, words: &str) {
    let area = layout::screen(app);
    let row = line(area, area.height.saturating_sub(3));
    let width = u16::try_from(text::width(words))
        .unwrap_or(u16::MAX)
        .saturating_add(2)
        .min(row.width);
    let at = Rect {
        x: row.x + (row.width - width) / 2,
        width,
        ..row
    };
    clear(buf, at);
    text::put(buf, at, &format!(" {words} "), theme.style(Role::ButtonFocused));
}

/// Draws the program, and over it the box or the words there are.
pub fn screen(app: &App, theme: &Theme, words: Option<&Words>, said: Option<&str>, frame: &mut ratatui::Frame) {
    ui::draw(app, theme, frame);
    let buf = frame.buffer_mut();
    if let Some(words) = words {
        draw(buf, app, theme, words);
    }
    if let Some(said) = said {
        caption(buf, app, theme, said);
    }
}
