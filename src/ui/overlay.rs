//! Draws popups over the page.

pub mod delete;
pub mod form;
pub mod review;
mod secret;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::theme::{Theme, ThemeRole};
use super::widget::field::{Typed, field};
use super::widget::frame::{Edge, Frame, clear, frame};
use super::widget::text;
use super::{layout, page, popup, role};
use crate::app::App;
use crate::app::model::shown::Shown;
use crate::app::overlay::Overlay;
use crate::app::overlay::checklist::{Checklist, ChecklistSubject};
use crate::app::target::Target;

/// Draws a popup. Returns where the cursor stands.
pub fn draw(buf: &mut Buffer, app: &App, overlay: &Overlay, theme: &Theme, area: Rect) -> Option<Position> {
    let on_top = app.overlays().last().is_some_and(|top| std::ptr::eq(top, overlay));
    match overlay {
        Overlay::Delete(dialog) => return delete::draw(buf, app, dialog, theme, area),
        Overlay::Form(form) => return form::draw(buf, app, form, theme, area, on_top),
        Overlay::Review(review) => return review::draw(buf, app, review, theme, area),
        Overlay::Secret(shown) => {
            let at = popup::popup(app.model(), overlay, area);
            return secret::draw(buf, app.model(), shown, theme, at);
        }
        _ => {}
    }
    let at = popup::popup(app.model(), overlay, area);
    let pane = overlay.pane()?;
    let title = match overlay {
        Overlay::Menu(_) => "Business Groups: select an organization".into(),
        _ => pane.title(app.model()),
    };
    let title = app.model().show(title);
    clear(buf, theme, at);
    let filter = pane.list.filter.value();
    let filtered = pane.list.filtering || !filter.is_empty();
    let inner = frame(buf, at, theme, Frame::focused(title));
    let rows = popup::popup_rows(app.model(), overlay, area);
    let mut cursor = page::list(buf, app, pane, theme, rows, true);
    let line = match overlay {
        Overlay::Palette(_) | Overlay::Find(_) => Some(layout::line(inner, 0)),
        // The filter stands in the lower edge of the frame, so that no row moves when it comes.
        _ => filtered.then(|| layout::line(at, at.height.saturating_sub(1))),
    };
    if let Some(line) = line {
        let prompt = match overlay {
            Overlay::Palette(_) => ": ",
            Overlay::Find(_) => "find: ",
            _ => "/ ",
        };
        let line = Rect {
            x: line.x + 2,
            width: line.width.saturating_sub(4),
            ..line
        };
        let used = text::put(buf, line, prompt, theme.style(ThemeRole::Key));
        let typed = text::after(line, used);
        let words = Typed::of(&pane.list.filter, |text| app.model().show(text));
        let at = field(buf, typed, theme, &words, pane.list.filtering);
        cursor = at.filter(|_| pane.list.filtering).or(cursor);
    }
    if let Overlay::Find(_) = overlay {
        let below = Rect {
            y: rows.y + rows.height,
            height: popup::NOTES,
            ..rows
        };
        for (i, (tone, words)) in layout::notes(app.model(), pane, rows.width).iter().enumerate() {
            let at = text::after(layout::nth_line(below, i), 1);
            text::put(buf, at, words, theme.style(role(*tone)));
        }
    }
    if let Overlay::Checklist(list) = overlay {
        checklist_note(buf, list, theme, rows);
    }
    if let Overlay::Menu(_) = overlay {
        let note = Rect {
            y: rows.y + rows.height,
            height: 3,
            ..rows
        };
        let here = app
            .model()
            .current_organization()
            .map(|o| app.model().show(format!("Current: {} ({})", o.name.shown(), o.kind())));
        let lines = [
            Shown::default(),
            "Client providers belong to the root organization.".into(),
            here.unwrap_or_default(),
        ];
        for (i, words) in lines.iter().enumerate() {
            let at = layout::nth_line(note, i);
            let at = text::after(at, 1);
            text::put(buf, at, words, theme.style(ThemeRole::Muted));
        }
    }
    cursor
}

fn checklist_note(buf: &mut Buffer, list: &Checklist, theme: &Theme, rows: Rect) {
    let words = match list.subject {
        ChecklistSubject::EnvironmentProviders { .. } => {
            "The first is the default. Without any, it is Anypoint (built-in)."
        }
        ChecklistSubject::ProviderEnvironments { .. } => {
            "Where you add it, it comes last. You see a review before saving."
        }
    };
    let at = Rect {
        x: rows.x + 2,
        y: rows.y + rows.height + 1,
        width: rows.width.saturating_sub(2),
        height: 1,
    };
    text::put(buf, at, words, theme.style(ThemeRole::Muted));
}

/// How a begun chord can go on, after a moment.
pub fn chord(buf: &mut Buffer, app: &App, theme: &Theme, area: Rect) {
    if !app.shows_chord() {
        return;
    }
    let model = app.model();
    let choices = model.keymap.continued(app.contexts(), app.chord());
    let choices: Vec<Shown> = choices
        .map(|(key, label)| model.show(format!("{key}  {label}")))
        .collect();
    let begun: Vec<String> = app.chord().iter().map(ToString::to_string).collect();
    let width = choices.iter().map(|c| text::width(c)).max().unwrap_or(0) + 4;
    let width = u16::try_from(width).unwrap_or(u16::MAX).min(area.width);
    let height = u16::try_from(choices.len() + 2)
        .unwrap_or(u16::MAX)
        .min(area.height.saturating_sub(2));
    let at = Rect {
        x: area.width - width,
        y: area.height.saturating_sub(height + 2),
        width,
        height,
    };
    clear(buf, theme, at);
    let inner = frame(
        buf,
        at,
        theme,
        Frame {
            title: model.show(begun.join(" ")),
            right: None,
            edge: Edge::Plain,
        },
    );
    for (i, words) in choices.iter().enumerate() {
        let line = layout::nth_line(inner, i);
        text::put(buf, text::after(line, 1), words, theme.style(ThemeRole::Text));
    }
}

/// What lies under a cell of a popup.
pub fn target(app: &App, overlay: &Overlay, area: Rect, at: Position) -> Target {
    if !popup::popup(app.model(), overlay, area).contains(at) {
        return Target::Outside;
    }
    let rows = popup::popup_rows(app.model(), overlay, area);
    let Some(pane) = overlay.pane().filter(|_| rows.contains(at)) else {
        return Target::Nothing;
    };
    page::row_at(app.model(), pane, rows, at).map_or(Target::Nothing, Target::Row)
}
