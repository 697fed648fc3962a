//! Draws the state into a frame and says what lies under the mouse; writes nothing back. Imports `app` and `domain`.

pub mod chrome;
mod header;
pub mod hints;
pub mod kept_frame;
pub mod layout;
pub mod overlay;
pub mod page;
pub mod popup;
pub mod states;
pub mod theme;
pub mod widget;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use crate::app::App;
use crate::app::line::Tone;
use crate::app::model::shown::Shown;
use crate::app::overlay::Overlay;
use crate::app::target::Target;
use crate::app::viewport::{SMALLEST, Size, Viewport};
use hints::HintList;
use layout::PlacedTable;
use theme::{Theme, ThemeRole};
use widget::{frame, text};

/// The role that a tone is drawn in.
pub fn role(tone: Tone) -> ThemeRole {
    match tone {
        Tone::Plain | Tone::Json => ThemeRole::Text,
        Tone::Dim => ThemeRole::Muted,
        Tone::Heading => ThemeRole::Heading,
        Tone::Good => ThemeRole::Ok,
        Tone::Warning => ThemeRole::Warning,
        Tone::Bad => ThemeRole::Danger,
        Tone::Production => ThemeRole::Production,
        Tone::Sandbox => ThemeRole::Sandbox,
        Tone::Design => ThemeRole::Design,
    }
}

/// Draws everything: the page, then the popups from the bottom up. Returns where the cursor is seen.
pub fn draw(app: &App, theme: &Theme, buf: &mut Buffer) -> Option<Position> {
    let area = buf.area;
    let page = app.page()?;
    let size = Size {
        width: area.width,
        height: area.height,
    };
    if size.is_too_small() {
        small(buf, app, theme, area);
        return None;
    }
    let ground = theme.style(ThemeRole::Ground);
    // The terminal's own colours are there already.
    if *Cell::default().set_style(ground) != Cell::EMPTY {
        // Every cell there is: none needs to be looked for.
        for cell in &mut buf.content {
            cell.set_style(ground);
        }
    }
    let mut cursor = None;
    if let Some(at) = app.opening() {
        page::opening::draw(buf, app, at, theme, area);
    } else {
        header::draw(buf, app, page, theme, area);
        cursor = page::draw(buf, app, page, theme, area);
        cursor = chrome::nav(buf, app, page, theme, area).or(cursor);
        hints::draw(buf, app, page, theme, area, &HintList::of(app, page));
        let table = PlacedTable::focused(app.model(), page, area);
        chrome::status(buf, app, page, theme, area, table.as_ref());
    }
    for (i, overlay) in app.overlays().iter().enumerate() {
        if i + 1 == app.overlays().len() {
            // Whatever is below stays to be seen, and doesn't draw the eye.
            buf.set_style(layout::body(area), theme.style(ThemeRole::Backdrop));
        }
        cursor = overlay::draw(buf, app, overlay, theme, area);
    }
    overlay::chord(buf, app, theme, area);
    chrome::trail(buf, app, theme, area);
    frame::only_ascii(buf, theme);
    cursor.filter(|at| area.contains(*at))
}

fn small(buf: &mut Buffer, app: &App, theme: &Theme, area: Rect) {
    let leaving = if app.holds_typed() {
        "Enlarge it to go on. What you typed is kept, and amtui doesn't quit meanwhile."
    } else {
        "Enlarge it to go on, or press q twice to quit."
    };
    let model = app.model();
    let needs = format!("amtui needs {}x{}.", SMALLEST.width, SMALLEST.height);
    let lines = [
        Shown::default(),
        model.show(format!("Window too small: {}x{}", area.width, area.height)),
        model.show(needs),
        Shown::default(),
        leaving.into(),
    ];
    // A single column has no room for words.
    if area.width < 2 {
        return;
    }
    // Where it is this small every cell is needed: the first words matter most.
    let area = text::after(area, u16::from(area.width > 24));
    let wrapped = lines
        .iter()
        .flat_map(|words| text::wrap(words, usize::from(area.width)));
    let mut rows: Vec<Shown<'_>> = wrapped.collect();
    if rows.len() > usize::from(area.height) {
        rows.retain(|words| !words.is_empty());
    }
    for (i, words) in rows.iter().enumerate() {
        text::put(buf, layout::nth_line(area, i), words, theme.style(ThemeRole::Text));
    }
}

/// What lies under a cell of the screen.
pub fn target(app: &App, x: u16, y: u16) -> Target {
    let at = Position::new(x, y);
    let area = layout::screen(app);
    let Some(page) = app.page().filter(|_| !app.model().size.is_too_small()) else {
        return Target::Nothing;
    };
    let hints = hints::hints(app, page, area, &HintList::of(app, page));
    if let Some((binding, ..)) = hints.into_iter().find(|(.., place)| place.contains(at)) {
        return Target::Do(binding.action);
    }
    match app.overlays().last() {
        Some(Overlay::Delete(dialog)) => overlay::delete::target(app, dialog, area, at),
        Some(Overlay::Form(form)) => overlay::form::target(app, form, area, at),
        Some(Overlay::Review(review)) => overlay::review::target(app, review, area, at),
        Some(popup) => overlay::target(app, popup, area, at),
        None if app.opening().is_some() => Target::Nothing,
        None => page::target(app, page, area, at),
    }
}

/// What is seen of the state: rows and columns of the list that has the keys, whether all of a delete dialog is, and which
/// notices are.
pub fn seen(app: &App) -> Viewport {
    let area = layout::screen(app);
    if app.model().size.is_too_small() {
        return Viewport::default();
    }
    Viewport {
        notices: chrome::seen_notices(app, area),
        tall_status: chrome::is_tall(app, area),
        preview: app
            .page()
            .is_some_and(|page| layout::preview(app.model(), page, area).is_some()),
        ..seen_list(app, area)
    }
}

fn seen_list(app: &App, area: Rect) -> Viewport {
    let (pane, rows) = match (app.overlays().last(), app.page()) {
        (Some(Overlay::Delete(dialog)), _) => {
            return Viewport {
                fits: overlay::delete::layout(app, dialog, area).fits,
                ..Viewport::default()
            };
        }
        (Some(Overlay::Review(review)), _) => (Some(&review.pane), overlay::review::rows(app, review, area)),
        (Some(popup), _) => (popup.pane(), popup::popup_rows(app.model(), popup, area)),
        (None, Some(page)) => {
            let frames = layout::panes(app.model(), page, area);
            let frame = frames.into_iter().find(|(i, _)| *i == page.focus);
            match (frame, page.pane()) {
                (Some((_, frame)), list @ Some(shown)) => (list, layout::rows(app.model(), shown, frame)),
                _ => (None, Rect::default()),
            }
        }
        (None, None) => (None, Rect::default()),
    };
    let Some(pane) = pane else {
        return Viewport {
            rows: 1,
            ..Viewport::default()
        };
    };
    if pane.is_text() {
        return Viewport {
            rows: page::text_of(app.model(), pane).count(rows),
            ..Viewport::default()
        };
    }
    Viewport {
        rows: usize::from(rows.height),
        columns: layout::seen_columns(app.model(), pane, rows),
        ..Viewport::default()
    }
}
