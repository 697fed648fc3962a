//! The first row: mode, organization, breadcrumb, and who works here.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::{Theme, ThemeRole};
use super::widget::text;
use super::{layout, widget::text::MORE};
use crate::app::App;
use crate::app::connection::Mode;
use crate::app::heading::{Crumb, breadcrumb, who};
use crate::app::location::Location;
use crate::app::model::shown::Shown;
use crate::app::page::Page;

/// One part of the breadcrumb: where it leads, its name and its place.
pub type PlacedCrumb = (Option<Location>, Shown<'static>, Rect);

/// Cells between two parts of the breadcrumb.
const BETWEEN: u16 = 3;
/// Cells of a name where there is no room for all of it.
const SHORT: usize = 16;

/// The parts of the row, as far as there is room for them.
struct Header {
    badge: (Shown<'static>, Rect),
    /// The organization, and what it is.
    organization: (Shown<'static>, &'static str, Rect),
    crumbs: Vec<PlacedCrumb>,
    who: Shown<'static>,
}

fn cells(text: &str) -> u16 {
    u16::try_from(text::width(text)).unwrap_or(u16::MAX)
}

/// The mode, without the brackets that it has in sentences.
fn badge(app: &App) -> Shown<'static> {
    let model = app.model();
    let label: &'static str = model.mode.label(model.read_only);
    Shown::from(" ").then(label.trim_matches(['[', ']'])).then(" ")
}

/// So many of these have a name for each part but the first.
const WHOLE: usize = 3;

/// The breadcrumb, from the most that can be said to the least: the first part gives way, then long names, then the parts
/// before the last.
fn crumbs_by_length(names: &[Crumb]) -> Vec<Vec<Crumb>> {
    let mut all = vec![names.to_vec()];
    if names.len() > 1 {
        let mut short = names.to_vec();
        if let Some((_, first)) = short.first_mut() {
            *first = MORE.into();
        }
        all.push(short.clone());
        for (_, name) in short.iter_mut().skip(1) {
            *name = text::cut(name, SHORT).into_owned();
        }
        all.push(short.clone());
        // What comes before the last part can be left out, too.
        while short.len() > 2 {
            short.remove(1);
            all.push(short.clone());
        }
    }
    all
}

fn header(app: &App, page: &Page, area: Rect) -> Header {
    let row = layout::parts(page, area).top;
    let badge = badge(app);
    let at = Rect {
        width: cells(&badge).min(row.width),
        ..row
    };
    let rest = text::after(row, at.width + 1);
    let here = app.model().account.as_ref().and(app.model().current_organization());
    let (name, mark) = here.map_or((Shown::default(), ""), |here| {
        let mark = if here.is_root() { " (root)" } else { "" };
        (app.model().show(here.name.shown()).into_owned(), mark)
    });
    let (names, who) = (crumbs_by_length(&breadcrumb(app, page)), who(app));
    let width = |names: &[Crumb]| {
        let parts = names.iter().map(|(_, name)| cells(name).saturating_add(BETWEEN));
        parts.fold(0, u16::saturating_add).saturating_sub(BETWEEN)
    };
    // One blank stands at the end of the row, two before what stands at its right.
    let right = |who: &str| {
        if who.is_empty() {
            0
        } else {
            cells(who).saturating_add(3)
        }
    };
    let own = cells(&name).saturating_add(cells(mark));
    let own = if own > 0 { own.saturating_add(2) } else { 0 };
    // What is done stays longest, then who does it.
    let fits = |names: usize, who: &str, all: &[Vec<_>]| {
        let crumbs = all.get(names).map_or(0, |names| width(names));
        own.saturating_add(crumbs).saturating_add(right(who)) <= rest.width
    };
    let tries = (0..who.len()).flat_map(|who| (0..names.len().min(WHOLE)).map(move |names| (names, who)));
    let shorter = (WHOLE..names.len()).flat_map(|names| (0..who.len()).map(move |who| (names, who)));
    let tries = tries.chain(shorter);
    let chosen = tries
        .into_iter()
        .find(|(at, one)| who.get(*one).is_some_and(|who| fits(*at, who, &names)));
    let (names_at, who_at) = chosen.unwrap_or((names.len().saturating_sub(1), who.len().saturating_sub(1)));
    let organization = Rect {
        width: own.saturating_sub(2).min(rest.width),
        ..rest
    };
    let mut place = text::after(rest, own);
    let mut crumbs = Vec::new();
    for (leads, name) in names.get(names_at).cloned().unwrap_or_default() {
        let width = cells(&name).min(place.width);
        crumbs.push((leads, name, Rect { width, ..place }));
        place = text::after(place, width.saturating_add(BETWEEN));
    }
    Header {
        badge: (badge, at),
        organization: (name, mark, organization),
        crumbs,
        who: who.get(who_at).cloned().unwrap_or_default(),
    }
}

/// The parts of the breadcrumb, with the places they lead to.
pub fn crumbs(app: &App, page: &Page, area: Rect) -> Vec<PlacedCrumb> {
    header(app, page, area).crumbs
}

/// Draws the row.
pub fn draw(buf: &mut Buffer, app: &App, page: &Page, theme: &Theme, area: Rect) {
    let row = layout::parts(page, area).top;
    let parts = header(app, page, area);
    buf.set_style(row, theme.style(ThemeRole::Header));
    let model = app.model();
    let mode = match (model.mode, model.read_only) {
        (Mode::Demo, _) => ThemeRole::BadgeDemo,
        (Mode::File, _) => ThemeRole::BadgeFile,
        (Mode::Live, false) => ThemeRole::BadgeLiveWrite,
        (Mode::Live, true) | (Mode::DryRun, _) => ThemeRole::BadgeLive,
    };
    text::put(buf, parts.badge.1, &parts.badge.0, theme.style(mode));
    let (name, mark, at) = parts.organization;
    let used = text::put(buf, at, &name, theme.style(ThemeRole::HeaderTitle));
    text::put(buf, text::after(at, used), mark, theme.style(ThemeRole::HeaderMuted));
    let last = parts.crumbs.len().saturating_sub(1);
    for (i, (_, name, at)) in parts.crumbs.iter().enumerate() {
        let role = if i == last {
            ThemeRole::Header
        } else {
            ThemeRole::HeaderMuted
        };
        text::put(buf, *at, name, theme.style(role));
        if i < last {
            let sign = text::after(
                Rect {
                    width: at.width + 2,
                    ..*at
                },
                at.width + 1,
            )
            .intersection(row);
            text::put(buf, sign, theme.signs().crumb, theme.style(ThemeRole::HeaderMuted));
        }
    }
    if !parts.who.is_empty() {
        text::put_right(buf, row, parts.who.then(" "), theme.style(ThemeRole::HeaderMuted));
    }
}
