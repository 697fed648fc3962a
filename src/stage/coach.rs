//! The box of a tour and captions, drawn over the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::tour::{COLUMNS, Tour, TourTarget};
use crate::app::App;
use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::overlay::Overlay;
use crate::app::viewport::NAV_WIDTH;
use crate::ui::layout::{self, line};
use crate::ui::overlay::{delete, form, review};
use crate::ui::popup;
use crate::ui::theme::{Theme, ThemeRole};
use crate::ui::widget::frame::{Frame, clear, frame};
use crate::ui::widget::text;
use crate::ui::{self, chrome, page};

/// The box of a tour: what to do, and the keys for it.
#[derive(Clone, Debug)]
pub struct CoachBox {
    pub title: String,
    pub lines: Vec<String>,
    pub keys: String,
    pub look: TourTarget,
}

impl CoachBox {
    /// The box of a step, or of the end of the tour. While `under_way`, keys or answers are still on their way, and
    /// the person has not left the step.
    pub fn of(tour: &Tour, at: usize, app: &App, under_way: bool) -> Self {
        let of = tour.steps.len();
        match tour.steps.get(at) {
            Some(step) => Self {
                title: format!("Tour {} of {of}: {}", at + 1, step.title),
                lines: if under_way || step.can_begin(app) {
                    step.say.clone()
                } else {
                    left_the_step()
                },
                keys: if at == 0 {
                    "Ctrl-N show me   F2 pause   Ctrl-C twice leave".into()
                } else {
                    "Ctrl-N show me   Ctrl-P back   F2 pause".into()
                },
                look: step.look,
            },
            None => Self {
                title: format!("Tour: {}", tour.title),
                lines: vec!["That was the tour. Look around as you like.".into()],
                keys: "Ctrl-P back   Ctrl-C twice leave".into(),
                look: TourTarget::Row,
            },
        }
    }
}

fn left_the_step() -> Vec<String> {
    vec![
        "You left the page of this step.".into(),
        "Ctrl-N shows the step from its start.".into(),
    ]
}

/// The cells of the open overlay.
pub fn dialog_place(app: &App) -> Rect {
    let area = layout::screen(app);
    match app.overlays().last() {
        Some(Overlay::Delete(dialog)) => delete::layout(app, dialog, area).place(),
        Some(Overlay::Review(one)) => review::place(app, one, area),
        Some(Overlay::Form(one)) => form::place(app, one, area),
        Some(popup) => popup::popup(app.model(), popup, area),
        None => Rect::default(),
    }
}

/// The cells that the box must not cover.
pub fn target(app: &App, look: TourTarget) -> Rect {
    let area = layout::screen(app);
    match (look, app.overlays().last()) {
        (TourTarget::Top, _) => line(area, 0),
        (TourTarget::Field, Some(Overlay::Form(one))) => form::field_place(app, one, area),
        (TourTarget::Buttons, Some(Overlay::Form(one))) => form::buttons_place(app, one, area),
        (TourTarget::Buttons, Some(Overlay::Review(one))) => review::buttons_place(app, one, area),
        (TourTarget::Field, _) => app
            .overlays()
            .dialog()
            .map_or(Rect::default(), |d| delete::field_place(app, d, area)),
        (TourTarget::Buttons, _) => app
            .overlays()
            .dialog()
            .map_or(Rect::default(), |d| delete::buttons_place(app, d, area)),
        // Its row is not on the screen: nothing can be covered.
        (TourTarget::Row, _) if app.overlays().dialog().is_some() => Rect::default(),
        (TourTarget::List, _) if area.width >= NAV_WIDTH => page::list_place(app, area),
        // Beside a narrow list there is no room for words.
        (TourTarget::Row | TourTarget::List, _) => page::selected_place(app, area),
    }
}

/// Places the box as far down and right as it can without covering the target or the dialog. Without room for that,
/// it is full-width rows at the top, then over what a dialog begins with, then over any of it, then it is a single row.
pub fn place(area: Rect, target: Rect, dialog: Rect, words: &CoachBox) -> Rect {
    let lines = u16::try_from(words.lines.len()).unwrap_or(0);
    let height = lines.saturating_add(4);
    let width = u16::try_from(COLUMNS).unwrap_or(0).saturating_add(4).min(area.width);
    // The last rows show the keys, say what is going on, and what can be done.
    let lowest = area.height.saturating_sub(3);
    let right = area.width.saturating_sub(width);
    let found = |spared: Rect| {
        let free = |r: &Rect| r.intersection(target).is_empty() && r.intersection(spared).is_empty();
        let tops = (1..=lowest.saturating_sub(height)).rev().filter(|_| height < lowest);
        let places = tops.flat_map(|y| [right, 0].map(|x| Rect { x, y, width, height }));
        places.into_iter().find(free)
    };
    let row = |y, height: u16| Rect {
        x: 0,
        y,
        width: area.width,
        height: height.min(area.height),
    };
    let said = words.lines.join(" ");
    let rows = 1 + text::lines(&said, unframed_room(area.width)).len();
    let mut rows = u16::try_from(rows).unwrap_or(u16::MAX);
    if !dialog.is_empty() {
        rows = rows.max(layout::guide(area));
    }
    let top = Some(row(1, rows)).filter(|r| r.intersection(target).is_empty());
    let free = top.filter(|r| r.intersection(dialog).is_empty());
    let single = || {
        let rows = (1..lowest.max(2)).rev().map(|y| row(y, 1));
        rows.into_iter().find(|r| r.intersection(target).is_empty())
    };
    let place = found(dialog).or(free).or(top);
    place
        .or_else(|| found(Rect::default()))
        .or_else(single)
        .unwrap_or_default()
}

fn unframed_room(width: u16) -> usize {
    usize::from(width.saturating_sub(2))
}

/// A line of a step. What is to be typed is shown as it is: a made-up address would lead nowhere, and this one is nobody's.
fn said<'a>(model: &Model, words: &'a str) -> Shown<'a> {
    if words.starts_with("https://") && words.ends_with(".example") {
        Shown::unmasked(words)
    } else {
        model.show(words)
    }
}

fn unframed_rows(words: &CoachBox, width: u16, model: &Model) -> Vec<Shown<'static>> {
    let lines = words.lines.iter().map(|line| said(model, line).into_owned());
    let lines = lines.reduce(|all, next| all.then(" ").then(next)).unwrap_or_default();
    let first = model.show(format!("{}   {}", words.title, words.keys));
    let rest = text::wrap(&lines, unframed_room(width))
        .into_iter()
        .map(Shown::into_owned);
    std::iter::once(first).chain(rest).collect()
}

pub fn draw(buf: &mut Buffer, app: &App, theme: &Theme, words: &CoachBox) {
    let area = layout::screen(app);
    if app.model().size.is_too_small() {
        return;
    }
    let model = app.model();
    let at = place(area, target(app, words.look), dialog_place(app), words);
    clear(buf, theme, at);
    if at.width == area.width {
        buf.set_style(at, theme.style(ThemeRole::Notice));
        for (n, row) in (0..at.height).zip(unframed_rows(words, area.width, model)) {
            text::put(
                buf,
                line(at, n),
                Shown::from(" ").then(row),
                theme.style(ThemeRole::Notice),
            );
        }
        return;
    }
    let inner = frame(buf, at, theme, Frame::focused(model.show(&words.title)));
    let inner = text::after(inner, 1);
    for (n, words) in (0u16..).zip(&words.lines) {
        text::put(buf, line(inner, n), said(model, words), theme.style(ThemeRole::Text));
    }
    let keys = line(inner, inner.height.saturating_sub(1));
    text::put(buf, keys, model.show(&words.keys), theme.style(ThemeRole::Muted));
}

pub fn caption(buf: &mut Buffer, app: &App, theme: &Theme, words: &str) {
    let area = layout::screen(app);
    let row = chrome::free_row(app, area).unwrap_or(line(area, area.height.saturating_sub(3)));
    let width = text::cells(words).min(row.width);
    // In the middle of a band, unless the keys that are shown stand there; where there is no room for both, the words stay.
    let keys = chrome::trail_width(app);
    let room = row.width.saturating_sub(keys).saturating_sub(width);
    let x = row.x + ((row.width - width) / 2).min(room);
    let keys = if room == 0 { 0 } else { keys };
    let band = Rect {
        width: row.width - keys,
        ..row
    };
    clear(buf, theme, band);
    buf.set_style(band, theme.style(ThemeRole::Notice));
    let at = Rect { x, width, ..row };
    text::put(buf, at, app.model().show(words), theme.style(ThemeRole::Notice));
}

/// Draws the app, and over it what is said. Returns where the cursor is seen.
pub fn screen(
    app: &App,
    theme: &Theme,
    words: Option<&CoachBox>,
    said: Option<&str>,
    buf: &mut Buffer,
) -> Option<Position> {
    let cursor = ui::draw(app, theme, buf);
    if let Some(words) = words {
        draw(buf, app, theme, words);
    }
    if let Some(said) = said {
        caption(buf, app, theme, said);
    }
    cursor
}
