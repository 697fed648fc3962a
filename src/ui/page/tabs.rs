//! The strip of tabs above the panes of a page.

use ratatui::buffer::Buffer;
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
                let cell = Rect {
                    width: 1,
                    ..text::after(below, x)
                };
                text::put(buf, cell, theme.signs().underline, theme.style(ThemeRole::TitleFocused));
            }
        }
    }
    cursor
}

/// Shorter names, where the strip has no room for the others beside the counts: from the one that is missed least on.
const SHORT: [(&str, &str); 8] = [
    ("Environments", "Envs"),
    ("Client Applications", "Apps"),
    ("Configuration", "Config"),
    ("Permissions", "Perms"),
    ("Authorizations", "Auths"),
    ("Access Overview", "Access"),
    ("IdP groups", "IdP"),
    ("History", "Hist"),
];

/// How the tabs are put into the strip.
#[derive(Clone, Copy)]
struct TabFit {
    gap: u16,
    counted: bool,
    /// So many of the names that have a shorter one are shortened.
    short: usize,
}

impl TabFit {
    const NARROWEST: Self = Self::new(1, false, SHORT.len());

    const fn new(gap: u16, counted: bool, short: usize) -> Self {
        Self { gap, counted, short }
    }

    /// From the widest on. Names become shorter before counts are left out.
    fn all() -> impl Iterator<Item = Self> {
        let whole = [3, 2, 1].map(|gap| Self::new(gap, true, 0));
        let shorter = (1..=SHORT.len()).map(|short| Self::new(2, true, short));
        let tight = [Self::new(1, true, SHORT.len()), Self::new(2, false, 0), Self::NARROWEST];
        whole.into_iter().chain(shorter).chain(tight)
    }

    fn name(self, name: &'static str) -> &'static str {
        let short = SHORT.iter().take(self.short).find(|(long, _)| *long == name);
        short.map_or(name, |(_, short)| short)
    }

    fn width(self, name: &'static str, count: &str) -> u16 {
        let counted = self.counted && !count.is_empty();
        let count = if counted { text::cells(count) + 1 } else { 0 };
        text::cells(self.name(name)) + count
    }
}

/// The tabs, as far apart as there is room for, the button at the right.
pub fn tabs(model: &Model, page: &Page, area: Rect) -> Vec<Tab> {
    if !page.has_tabs() {
        return Vec::new();
    }
    let strip = line(parts(page, area).content, 0);
    let is_button = |at: usize| {
        page.panes
            .get(at)
            .is_some_and(|pane| pane.view().shape() == ViewShape::Button)
    };
    let all: Vec<(usize, &'static str, Shown<'static>)> = page
        .panes
        .iter()
        .enumerate()
        .map(|(at, pane)| {
            let (name, count) = pane.tab(model);
            (at, name, model.show(count))
        })
        .collect();
    let button = |name: &str| text::cells(name) + 4;
    let buttons = all.iter().filter(|(at, ..)| is_button(*at));
    let buttons: u16 = buttons.map(|(_, name, _)| button(name) + 1).sum();
    let room = strip.width.saturating_sub(buttons + 2);
    let needs = |fit: &TabFit| {
        let tabs = all.iter().filter(|(at, ..)| !is_button(*at));
        let widths = tabs.map(|(_, name, count)| fit.width(name, count).saturating_add(fit.gap));
        widths.fold(0, u16::saturating_add).saturating_sub(fit.gap)
    };
    let fit = TabFit::all().find(|fit| needs(fit) <= room);
    let fit = fit.unwrap_or(TabFit::NARROWEST);
    let mut rest = text::after(strip, 1);
    let tab = |(pane, name, count): (usize, &'static str, Shown<'static>)| {
        if is_button(pane) {
            let width = button(name);
            let x = (strip.x + strip.width).saturating_sub(width + 1);
            let place = Rect { x, width, ..strip };
            return Tab {
                pane,
                name,
                count,
                place,
            };
        }
        let width = fit.width(name, &count);
        let place = Rect {
            width: width.min(rest.width),
            ..rest
        };
        rest = text::after(rest, width + fit.gap);
        Tab {
            pane,
            name: fit.name(name),
            count: if fit.counted { count } else { Shown::default() },
            place,
        }
    };
    all.into_iter().map(tab).collect()
}
