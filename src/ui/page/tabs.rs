//! The strip of tabs above the panes of a page.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::page::Page;
use crate::app::view::ViewShape;
use crate::ui::layout::{line, panes, parts};
use crate::ui::theme::{Theme, ThemeRole};
use crate::ui::widget::button::{ButtonState, button};
use crate::ui::widget::frame::rule;
use crate::ui::widget::text;

/// A pane by its number: its name, how many rows it has, and where its tab stands.
pub struct Tab {
    pub pane: usize,
    name: &'static str,
    count: Shown<'static>,
    pub place: Rect,
}

/// Draws the strip, and underlines the open pane. Returns where the cursor stands while a button in it has the keys.
pub fn draw(buf: &mut Buffer, model: &Model, page: &Page, theme: &Theme, area: Rect, keys: bool) -> Option<Position> {
    let mut cursor = None;
    let signs = theme.signs();
    if page.has_tabs() && panes(model, page, area).len() > 1 {
        rule(buf, theme, line(parts(page, area).content, 1));
    }
    for tab in tabs(model, page, area) {
        let focused = tab.pane == page.focus;
        if page
            .panes
            .get(tab.pane)
            .is_some_and(|pane| pane.view().shape() == ViewShape::Button)
        {
            let state = ButtonState::of(false, focused && keys).danger();
            cursor = button(buf, tab.place, theme, tab.name, state).or(cursor);
            continue;
        }
        let (name, count) = if focused {
            (ThemeRole::TitleFocused, ThemeRole::Accent)
        } else {
            (ThemeRole::Text, ThemeRole::Muted)
        };
        let used = text::put(buf, tab.place, tab.name, theme.style(name));
        text::put(buf, text::after(tab.place, used + 1), &tab.count, theme.style(count));
        if focused {
            let below = Rect {
                y: tab.place.y + 1,
                ..tab.place
            };
            for x in 0..below.width {
                let cell = text::after(below, x);
                let cell = Rect { width: 1, ..cell };
                // No letter of the frame's title gives way.
                let line = buf.cell((cell.x, cell.y)).map(Cell::symbol);
                if !line.is_some_and(|line| signs.corners.contains(&line) || line == signs.across) {
                    continue;
                }
                text::put(buf, cell, signs.underline, theme.style(ThemeRole::TitleFocused));
            }
        }
    }
    cursor
}

/// The tabs, as far apart as there is room for, the button at the right.
pub fn tabs(model: &Model, page: &Page, area: Rect) -> Vec<Tab> {
    if !page.has_tabs() {
        return Vec::new();
    }
    let strip = line(parts(page, area).content, 0);
    let cells = |text: &str| u16::try_from(text::width(text)).unwrap_or(u16::MAX);
    let all: Vec<(usize, bool, &'static str, Shown<'static>)> = page
        .panes
        .iter()
        .enumerate()
        .map(|(i, pane)| {
            let (name, count) = pane.tab(model);
            (i, pane.view().shape() == ViewShape::Button, name, model.show(count))
        })
        .collect();
    let buttons: u16 = all
        .iter()
        .filter(|(_, button, ..)| *button)
        .map(|(_, _, name, _)| cells(name) + 5)
        .sum();
    let width = |(_, _, name, count): &(usize, bool, &'static str, Shown<'static>), counted: bool| {
        let count = if counted && !count.is_empty() {
            cells(count) + 1
        } else {
            0
        };
        cells(name) + count
    };
    let needs = |gap: u16, counted: bool| {
        let tabs = all.iter().filter(|(_, button, ..)| !button);
        tabs.fold(0u16, |sum, tab| {
            sum.saturating_add(width(tab, counted)).saturating_add(gap)
        })
    };
    let room = strip.width.saturating_sub(buttons + 2);
    let steps = [(3, true), (2, true), (1, true), (2, false)];
    let (gap, counted) = steps
        .into_iter()
        .find(|(gap, counted)| needs(*gap, *counted) <= room + gap)
        .unwrap_or((1, false));
    let mut rest = text::after(strip, 1);
    let mut tabs = Vec::new();
    for tab in all {
        let width = width(&tab, counted);
        let (at, is_button, name, count) = tab;
        let place = if is_button {
            let width = cells(name) + 4;
            Rect {
                x: (strip.x + strip.width).saturating_sub(width + 1),
                width,
                ..strip
            }
        } else {
            Rect {
                width: width.min(rest.width),
                ..rest
            }
        };
        if !is_button {
            rest = text::after(rest, width + gap);
        }
        let count = if counted { count } else { Shown::default() };
        tabs.push(Tab {
            pane: at,
            name,
            count,
            place,
        });
    }
    tabs
}
