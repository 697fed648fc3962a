//! What stands around every page: badge and user, breadcrumb and filter, nav, status and hints.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::layout;
use super::overlay::delete;
use super::theme::{Role, Theme};
use super::widget::pane::{Pane as Frame, pane as frame};
use super::widget::{field::field, text};
use super::{role, states};
use crate::app::App;
use crate::app::action::Action;
use crate::app::cells;
use crate::app::columns::Col;
use crate::app::keymap::Binding;
use crate::app::list::RowId;
use crate::app::nav::At;
use crate::app::overlay::Overlay;
use crate::app::overlay::checklist::Subject;
use crate::app::overlay::form::{Entry, Field, Item};
use crate::app::page::Page;
use crate::app::pane::PaneKind;
use crate::app::slot::Slot;
use crate::app::trail::Trail;
use crate::app::world::{Badge, World};
use crate::domain::rules::View;
use crate::domain::{ProviderRef, rules};

/// The first row.
pub fn top(buf: &mut Buffer, app: &App, theme: &Theme, area: Rect) {
    let world = &app.world;
    let badge = if world.read_only {
        Role::BadgeReadOnly
    } else {
        Role::BadgeFile
    };
    let used = text::put(buf, area, world.badge.label(world.read_only), theme.style(badge));
    let mut rest = after(area, used + 1);
    let Some(account) = &world.account else {
        return;
    };
    let mut right = world.masked(account.username.shown()).into_owned();
    if let Some(here) = world.here() {
        let mark = if here.is_root() { " (root)" } else { "" };
        let may = match (account.administers(here), account.administers_any()) {
            (true, _) => "Org Admin",
            (false, true) => "not admin here",
            (false, false) => "no administration",
        };
        let home = match world.badge {
            Badge::Demo => "offline",
            Badge::File => world.file.as_str(),
        };
        right = format!("{right}  {may}  {home}");
        let width = u16::try_from(text::width(&right)).unwrap_or(u16::MAX);
        // A blank stands at the end of the row, and one before what stands at its right.
        rest.width = rest.width.saturating_sub(width + 2);
        let name = format!("{}{mark}", here.name.shown());
        let room = Rect {
            width: rest.width.saturating_sub(10),
            ..rest
        };
        let used = text::put(buf, room, &name, theme.style(Role::Title));
        text::put(buf, after(rest, used + 2), "b switch", theme.style(Role::Dim));
    }
    text::put_right(buf, area, &format!("{right} "), theme.style(Role::Text));
}

fn after(area: Rect, used: u16) -> Rect {
    let used = used.min(area.width);
    Rect {
        x: area.x + used,
        width: area.width - used,
        ..area
    }
}

/// The second row. Returns where the cursor stands while the filter is typed.
pub fn crumbs(buf: &mut Buffer, app: &App, page: &Page, theme: &Theme, area: Rect) -> Option<Position> {
    let crumbs = layout::crumbs(app, page, area);
    let mut end = layout::parts(page, area).crumbs;
    for (_, name, at) in &crumbs {
        text::put(buf, *at, name, theme.style(Role::Label));
        end = after(
            Rect {
                x: end.x,
                ..layout::parts(page, area).crumbs
            },
            at.x + at.width - end.x,
        );
    }
    let list = &page.pane()?.list;
    if !list.filtering && list.filter.value().is_empty() {
        return None;
    }
    let end = after(end, 3);
    let used = text::put(buf, end, "filter: ", theme.style(Role::Key));
    let counts = format!("({} of {}) ", list.rows.len(), list.total);
    let room = after(end, used);
    let counts_width = u16::try_from(counts.len()).unwrap_or(u16::MAX);
    let typed = u16::try_from(text::width(list.filter.value()))
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let width = typed.max(12).min(room.width.saturating_sub(counts_width));
    let cursor = field(buf, Rect { width, ..room }, theme, &list.filter, list.filtering, false);
    text::put(buf, after(room, width), &counts, theme.style(Role::Dim));
    cursor.filter(|_| list.filtering && app.overlays.is_empty())
}

/// The nav. Returns where the cursor stands while the nav has the keys.
pub fn nav(buf: &mut Buffer, app: &App, page: &Page, theme: &Theme, area: Rect) -> Option<Position> {
    let nav = layout::parts(page, area).nav?;
    frame(
        buf,
        nav,
        theme,
        Frame {
            title: "Access Management",
            right: None,
            focused: app.nav.is_some(),
        },
    );
    let mut cursor = None;
    for (i, (number, name, at)) in layout::nav_entries(nav).into_iter().enumerate() {
        let here = page.at.entry() == Some(number);
        let has_keys = app.nav == Some(i);
        let style = match (has_keys, here) {
            (true, _) => Role::Selection,
            (false, true) => Role::Heading,
            (false, false) => Role::Text,
        };
        let mark = if has_keys || (here && app.nav.is_none()) {
            '>'
        } else {
            ' '
        };
        text::put(buf, at, &format!("{mark}{number} {name}"), theme.style(style));
        buf.set_style(at, theme.style(style));
        if has_keys {
            cursor = Some(Position::new(at.x, at.y));
        }
    }
    cursor
}

/// What stands in the last row but one, and whether it may go on in the row of the hints.
fn status_words(app: &App, page: &Page, theme: &Theme) -> (Role, String, bool) {
    let world = &app.world;
    if let Some(notice) = world.notices.current() {
        return (role(notice.tone), notice.text.clone(), true);
    }
    if let Some(loading) = states::loading(app, theme) {
        return (Role::Dim, loading, false);
    }
    if let Some(taking) = app.snapshot_words() {
        return (Role::Dim, taking, false);
    }
    let mut lists = app.slots().filter(|slot| !matches!(slot, Slot::Use(_)));
    if let Some(error) = lists.find_map(|slot| world.data.outdated(slot)) {
        return (Role::Warning, format!("Not up to date: {error}"), true);
    }
    let progress = world.data.progress();
    if progress.failed > 0 && app.slots().any(|slot| matches!(slot, Slot::Use(_))) {
        let (read, of) = (progress.of - progress.failed, progress.of);
        let words = format!("{read} of {of} environments read. Press r to try the others again.");
        return (Role::Warning, words, false);
    }
    if let Some(policy) = selected_state(world, page) {
        return (Role::Dim, policy, false);
    }
    let rows = world.client_providers();
    let usage = rows.filter(|_| page.at == At::ClientProviders && world.view() == Some(View::Full));
    (Role::Dim, usage.map(rules::provider_usage).unwrap_or_default(), false)
}

/// The last row but one, and the last where it takes both: then no hints are drawn.
fn status_lines(app: &App, page: &Page, theme: &Theme, area: Rect) -> Vec<(Role, String, Rect)> {
    let parts = layout::parts(page, area);
    let (role, words, long) = status_words(app, page, theme);
    let words = app.world.masked(words).into_owned();
    let (mut first, second) = (after(parts.status, 1), after(parts.hints, 1));
    let badges = app.world.stage_badges();
    let badge = Rect {
        width: first.width.saturating_sub(1),
        ..first
    };
    first.width = first
        .width
        .saturating_sub(u16::try_from(badges.len()).unwrap_or(u16::MAX).saturating_add(2));
    let mut lines = text::wrap(&words, usize::from(first.width)).into_iter();
    let begin = lines.next().unwrap_or_default().into_owned();
    let rest: Vec<_> = lines.collect();
    let mut all = if !long || rest.is_empty() {
        vec![(role, words, first)]
    } else {
        vec![(role, begin, first), (role, rest.join(" "), second)]
    };
    if !badges.is_empty() {
        let width = u16::try_from(badges.len()).unwrap_or(u16::MAX).min(badge.width);
        let x = badge.x + badge.width - width;
        all.push((Role::BadgeLive, badges, Rect { x, width, ..badge }));
    }
    all
}

/// The last row but one.
pub fn status(buf: &mut Buffer, app: &App, page: &Page, theme: &Theme, area: Rect) {
    let lines = status_lines(app, page, theme, area);
    if lines.iter().all(|(.., at)| at.y < area.height.saturating_sub(1)) {
        draw_hints(buf, app, page, theme, area);
    }
    for (role, words, at) in lines {
        text::put(buf, at, &words, theme.style(role));
    }
}

/// The keys pressed last, at the right above the status row.
pub fn trail(buf: &mut Buffer, app: &App, theme: &Theme, area: Rect) {
    let Some(keys) = app.world.trail.as_ref().and_then(Trail::shown) else {
        return;
    };
    if let Some(row) = free_row(app, area) {
        text::put_right(buf, row, &trail_words(&keys), theme.style(Role::ButtonFocused));
    }
}

/// The row for words to those who watch: the one above the status row, or a lower one where a dialog takes that. Never
/// over a dialog: there every word counts.
#[must_use]
pub fn free_row(app: &App, area: Rect) -> Option<Rect> {
    let dialog = app
        .dialog()
        .map_or(Rect::default(), |d| delete::layout(app, d, area).place());
    let rows = [3, 2, 1].map(|up| layout::line(area, area.height.saturating_sub(up)));
    rows.into_iter().find(|row| row.intersection(dialog).is_empty())
}

fn trail_words(keys: &str) -> String {
    format!(" keys:  {keys} ")
}

/// How many cells the keys pressed last take.
#[must_use]
pub fn trail_width(app: &App) -> u16 {
    let keys = app.world.trail.as_ref().and_then(Trail::shown);
    keys.map_or(0, |keys| {
        u16::try_from(text::width(&trail_words(&keys))).unwrap_or(u16::MAX)
    })
}

/// The whole state of the selected API's policy, or of a step, where its column is cut.
fn selected_state(world: &World, page: &Page) -> Option<String> {
    let list = page.pane()?;
    match list.list.current()? {
        row if matches!(list.kind, PaneKind::Retirement(_)) => {
            Some(cells::cell(world, list, row, Col::State).text.into_owned())
        }
        row @ RowId::Api(..) => Some(cells::cell(world, list, row, Col::Policy).text.into_owned()),
        _ => None,
    }
}

/// The hints that fit, with their places: `? help` at the right edge, the others by rank.
#[must_use]
pub fn hints<'a>(app: &'a App, page: &Page, area: Rect) -> Vec<(&'a Binding, String, Rect)> {
    let at = after(layout::parts(page, area).hints, 1);
    let contexts = app.contexts();
    let mut all: Vec<&Binding> = app
        .world
        .keymap
        .bindings(contexts)
        .filter(|b| useful(app, page, b))
        .collect();
    all.sort_by_key(|b| (b.action != Action::Help, b.rank));
    // Help has a key of its own in fields: where both hold, the first says enough.
    all.dedup_by_key(|b| b.action);
    let mut left = at.width;
    let mut fitting = Vec::new();
    for binding in all {
        let words = hint(app, binding);
        let width = u16::try_from(text::width(&words)).unwrap_or(u16::MAX);
        if width + 2 <= left {
            left -= width + 2;
            fitting.push((binding, words, width));
        }
    }
    let mut x = at.x;
    let mut placed = Vec::new();
    for (binding, words, width) in fitting {
        let place = if binding.action == Action::Help {
            Rect {
                x: (at.x + at.width).saturating_sub(width + 1),
                width,
                ..at
            }
        } else {
            let here = Rect { x, width, ..at };
            x += width + 2;
            here
        };
        placed.push((binding, words, place));
    }
    placed
}

fn hint(app: &App, binding: &Binding) -> String {
    let key = binding.first_key();
    let label = match (binding.action, app.overlays.last()) {
        (Action::Open, Some(Overlay::Menu(_))) => "select",
        (Action::Open, Some(Overlay::Pick(_))) => "choose",
        (Action::Submit, Some(Overlay::Review(_))) => "to the button",
        (Action::Press, Some(Overlay::Form(form))) => match form.focused() {
            Some(Item::Field(Field {
                entry: Entry::Choice { .. } | Entry::Switch(_),
                ..
            })) => return "Space change  Enter next".into(),
            _ => &binding.label,
        },
        (Action::Open, None) if app.page().is_some_and(|p| p.at == At::Accounts) => "sign in",
        _ => &binding.label,
    };
    format!("{key} {label}")
}

fn useful(app: &App, page: &Page, binding: &Binding) -> bool {
    let help = binding.action == Action::Help;
    if binding.rank == 0 && !help {
        return false;
    }
    let in_area = page.at.entry().is_some();
    match binding.action {
        Action::Open => {
            let row = app
                .overlays
                .last()
                .map_or_else(|| page.pane(), Overlay::pane)
                .and_then(|p| p.list.current());
            let opens = |row: RowId| !matches!(row, RowId::Line(_) | RowId::Api(..) | RowId::Application(_));
            let button = page.pane().is_some_and(|p| matches!(p.kind, PaneKind::DeleteButton(_)));
            let picks = matches!(app.overlays.last(), Some(Overlay::Pick(_)));
            picks || row.is_some_and(opens) || (button && app.overlays.is_empty())
        }
        Action::Undo => !app.world.read_only && !app.world.data.traces.is_empty(),
        Action::Add | Action::Edit | Action::Rename | Action::Retire | Action::Mark | Action::Delete
            if app.overlays.is_empty() =>
        {
            matches!(app.deed(binding.action), Some(Ok(_)))
        }
        // Lines have no columns to sort by, and are not read from anywhere.
        Action::Sort | Action::Reload
            if app
                .overlays
                .last()
                .and_then(Overlay::pane)
                .is_some_and(|p| p.kind.is_text()) =>
        {
            false
        }
        Action::Filter | Action::Sort | Action::Reload => {
            in_area || page.at == At::ApiManager || !app.overlays.is_empty()
        }
        Action::SetDefault | Action::Earlier | Action::Later => {
            matches!(app.overlays.last(), Some(Overlay::Checklist(list)) if matches!(list.subject, Subject::Associate { .. }))
        }
        Action::Impact | Action::Json => {
            app.world.sees_all() && page.provider().is_some_and(|p| p != ProviderRef::BuiltIn)
        }
        // Help is looked at: there is nothing to accept in it, and only a dialog has somewhere to go next.
        Action::Run => !matches!(app.overlays.last(), Some(Overlay::Help { .. })),
        Action::Next => matches!(app.overlays.last(), None | Some(Overlay::Delete(_))),
        Action::Palette => app.overlays.is_empty(),
        _ => true,
    }
}

/// The last row.
fn draw_hints(buf: &mut Buffer, app: &App, page: &Page, theme: &Theme, area: Rect) {
    for (binding, words, at) in hints(app, page, area) {
        let style = if binding.danger { Role::Danger } else { Role::Label };
        let key = binding.first_key();
        text::put(buf, at, &words, theme.style(style));
        let width = u16::try_from(text::width(&key)).unwrap_or(u16::MAX).min(at.width);
        buf.set_style(Rect { width, ..at }, theme.style(Role::Key));
    }
}
