//! Draws pages: their panes, and the notes under some of them.

pub mod cut;
pub mod opening;
pub mod preview;
mod tabs;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::layout::{self, PlacedTable};
use super::theme::{Theme, ThemeRole};
use super::widget::field::{Typed, field};
use super::widget::frame::{Edge, Frame, frame};
use super::widget::lines::Text;
use super::widget::table::{Table, table, table_rows};
use super::widget::text;
use super::{header, popup, role};
use crate::app::App;
use crate::app::action::Action;
use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::app::target::Target;
use crate::app::view::ShownCell;

/// Draws a page. Returns where the cursor stands.
pub fn draw(buf: &mut Buffer, app: &App, page: &Page, theme: &Theme, area: Rect) -> Option<Position> {
    let keys = app.overlays().is_empty() && app.nav().is_none();
    let mut cursor = None;
    for (i, at) in layout::panes(app.model(), page, area) {
        let Some(part) = page.panes.get(i) else {
            continue;
        };
        let focused = keys && i == page.focus;
        let rows = layout::rows(app.model(), part, at);
        let (title, right) = titles(app.model(), page, i, rows, theme);
        let edge = Edge::of(focused);
        frame(buf, at, theme, Frame { title, right, edge });
        let position = list(buf, app, part, theme, rows, focused);
        let position = if i == page.focus {
            filter(buf, app.model(), part, theme, at).or(position)
        } else {
            position
        };
        marked(buf, app.model(), part, theme, at);
        cursor = if focused { position.or(cursor) } else { cursor };
        notes(buf, app, part, theme, rows);
    }
    // Over the upper edge of the pane, where the open one is underlined.
    cursor = tabs::draw(buf, app.model(), page, theme, area, keys).or(cursor);
    if let Some(at) = layout::preview(app.model(), page, area) {
        preview::draw_preview(buf, app, page, theme, at);
    }
    cursor
}

/// What stands at the left and the right of the upper edge of a pane. Below tabs the first says which pane it is.
fn titles(
    model: &Model,
    page: &Page,
    at: usize,
    rows: Rect,
    theme: &Theme,
) -> (Shown<'static>, Option<Shown<'static>>) {
    let Some(part) = page.panes.get(at) else {
        return (Shown::default(), None);
    };
    let title = model.show(part.title(model));
    let right = sorted(model, part, rows, theme).or_else(|| part.view().subtitle(model));
    let right = right.map(|words| model.show(words));
    if !page.has_tabs() {
        return (title, right);
    }
    // Of two panes the first one is what the page is about: the header names that.
    let several = layout::panes(model, page, layout::whole(model)).len() > 1;
    let beside = (!several || at > 0).then_some(title);
    let both = right.as_ref().zip(beside.as_ref());
    let both = both.map(|(right, beside)| right.clone().then("  ").then(beside));
    let open = tabs::tabs(model, page, layout::whole(model))
        .into_iter()
        .find(|tab| tab.pane == at);
    let Some(tab) = open.filter(|_| !several) else {
        let room = rows.width.saturating_sub(EDGE);
        let fits = |words: &Shown<'_>| text::cells(words) <= room;
        // The open tab has the title as well.
        let words = if at == page.focus {
            right.or(beside)
        } else {
            beside.or(right)
        };
        return (Shown::default(), both.filter(fits).or(words));
    };
    beside_tab(&[both, right, beside], rows, tab.place)
}

/// The cells of the upper edge of a frame that its words leave free.
const EDGE: u16 = 7;
/// Fewer cells show nothing that can be read of words that are cut.
const READABLE: u16 = 24;

/// Puts the first words that have room into the upper edge: at the right of the open tab, or at its left, so that the line below
/// the tab stays whole. `rows` are as wide as the inside of the frame.
fn beside_tab(words: &[Option<Shown<'static>>; 3], rows: Rect, tab: Rect) -> (Shown<'static>, Option<Shown<'static>>) {
    // A corner and a piece of the line stand at each end, and the words between two blanks.
    let left = tab.x.saturating_sub(rows.x + 3);
    let right = rows.right().saturating_sub(tab.right() + 3);
    let all = || words.iter().flatten();
    let fits = |words: &&Shown<'_>| text::cells(words) <= left.max(right);
    let cut = || all().last().filter(|_| left.max(right) >= READABLE);
    let Some(words) = all().find(fits).or_else(cut) else {
        return (Shown::default(), None);
    };
    let cut = |room: u16| text::cut(words, usize::from(room)).into_owned();
    if text::cells(words) <= right || left <= right {
        (Shown::default(), Some(cut(right)))
    } else {
        (cut(left), None)
    }
}

/// What is searched for in a pane, in the lower edge of its frame, so that no row moves when it comes. Returns where the
/// cursor stands while it is typed.
fn filter(buf: &mut Buffer, model: &Model, pane: &Pane, theme: &Theme, frame: Rect) -> Option<Position> {
    let list = &pane.list;
    if !list.filtering && list.filter.value().is_empty() {
        return None;
    }
    let edge = layout::line(frame, frame.height.saturating_sub(1));
    let edge = Rect {
        width: edge.width.saturating_sub(4),
        ..text::after(edge, 2)
    };
    let used = text::put(buf, edge, " filter: ", theme.style(ThemeRole::Key));
    let room = text::after(edge, used);
    let typed = Typed::of(&list.filter, |text| model.show(text));
    let width = typed.cells().saturating_add(2).max(12).min(room.width);
    text::put(
        buf,
        room,
        Shown::blanks(usize::from(width)),
        theme.style(ThemeRole::Field),
    );
    field(buf, Rect { width, ..room }, theme, &typed, list.filtering).filter(|_| list.filtering)
}

/// How many rows are marked, at the right of the lower edge, and what ends a range.
fn marked(buf: &mut Buffer, model: &Model, pane: &Pane, theme: &Theme, frame: Rect) {
    let marks = &pane.list.marks;
    let words = match (marks.in_range(), marks.places().len()) {
        (true, n) => format!(" range: {n} marked, {} ends it ", model.key_of(Action::MarkRange)),
        (false, 0) => return,
        (false, n) => format!(" {n} marked "),
    };
    let edge = layout::line(frame, frame.height.saturating_sub(1));
    let edge = Rect {
        width: edge.width.saturating_sub(2),
        ..edge
    };
    text::put_right(buf, edge, model.show(words), theme.style(ThemeRole::Key));
}

/// How it is sorted, where no arrow beside the title of a column says so.
fn sorted(model: &Model, pane: &Pane, rows: Rect, theme: &Theme) -> Option<String> {
    let order = pane.list.order;
    let arrow = if order.reverse {
        theme.signs().descending
    } else {
        theme.signs().ascending
    };
    let seen = layout::seen_columns(model, pane, rows);
    match order.column.and_then(|at| Some((at, pane.columns(model).get(at)?))) {
        Some((at, _)) if seen & (1 << at) != 0 => None,
        Some((_, column)) => Some(format!("sort: {} {arrow}", column.title.to_lowercase())),
        None => order.reverse.then(|| "reversed".into()),
    }
}

/// Draws the rows or lines of a pane. Returns where the selected one stands.
pub fn list(buf: &mut Buffer, app: &App, pane: &Pane, theme: &Theme, area: Rect, focused: bool) -> Option<Position> {
    if let Some((tone, words)) = pane.empty(app.model()) {
        let width = usize::from(area.width.saturating_sub(2));
        for (i, line) in text::wrap(&words, width).iter().enumerate() {
            let at = layout::nth_line(area, i);
            let at = text::after(at, 1);
            text::put(buf, at, line, theme.style(role(tone)));
        }
        return None;
    }
    if pane.is_text() {
        let cursor = text_of(app.model(), pane).draw(buf, area, theme, focused);
        let sought = pane.sought(app.model());
        for (row, (_, word)) in (0..area.height).flat_map(|y| sought.iter().map(move |word| (y, word))) {
            text::mark(buf, layout::line(area, row), word, theme.style(ThemeRole::Match));
        }
        return cursor;
    }
    rows(
        buf,
        app,
        pane,
        theme,
        (&PlacedTable::of(app.model(), pane, area), None),
        focused,
    )
}

/// Draws all rows of a table and its titles, or some rows alone. Returns where the selected one stands.
pub fn rows(
    buf: &mut Buffer,
    app: &App,
    pane: &Pane,
    theme: &Theme,
    (at, only): (&PlacedTable, Option<&[usize]>),
    focused: bool,
) -> Option<Position> {
    let model = app.model();
    let selected = !pane.list.rows.is_empty() && pane.view().highlights(model, &pane.list);
    let head = layout::has_head(model, pane);
    let sought = pane.sought(model);
    let columns = pane.columns(model);
    let area = at.rows;
    let it = Table {
        columns: &at.columns,
        sorted: pane.list.order.column,
        head,
        reverse: pane.list.order.reverse,
        top: pane.list.first_seen(usize::from(area.height)),
        len: pane.list.rows.len(),
        selected: selected.then(|| pane.list.index()),
        marked: pane.list.marks.places(),
        sought: &sought,
        focused,
    };
    let cell = |row: usize, col: usize| {
        let found = pane.list.rows.get(row).zip(columns.get(col));
        found.map_or_else(ShownCell::default, |(row, column)| pane.cell(model, *row, column.col))
    };
    if let Some(rows) = only {
        return table_rows(buf, area, theme, &it, rows.iter().copied(), cell);
    }
    let area = Rect {
        y: area.y - u16::from(head),
        height: area.height + u16::from(head),
        ..area
    };
    table(buf, area, theme, &it, cell)
}

/// The lines of a pane that is text.
pub fn text_of<'a>(model: &'a Model, pane: &'a Pane) -> Text<'a, impl Fn(&'a str) -> Shown<'a>> {
    Text {
        lines: &pane.lines,
        list: &pane.list,
        widths: pane.widths,
        show: |text| model.show(text),
    }
}

/// The notes under the rows of a pane.
fn notes(buf: &mut Buffer, app: &App, pane: &Pane, theme: &Theme, rows: Rect) {
    let below = Rect {
        y: rows.y.saturating_add(rows.height),
        height: layout::SIGN_IN_NOTE,
        ..rows
    };
    for (i, (tone, line)) in layout::notes(app.model(), pane, below.width).iter().enumerate() {
        let at = layout::nth_line(below, i);
        let at = text::after(at, 1);
        text::put(buf, at, line, theme.style(role(*tone)));
    }
}

/// What lies under a cell of the page.
pub fn target(app: &App, page: &Page, area: Rect, at: Position) -> Target {
    let crumb = header::crumbs(app, page, area)
        .into_iter()
        .find(|(.., r)| r.contains(at));
    if let Some((leads, ..)) = crumb {
        return leads.map_or(Target::Nothing, Target::Crumb);
    }
    let parts = layout::parts(page, area);
    if parts.top.contains(at) && page.at.entry().is_some() {
        return Target::Do(Action::Switch);
    }
    if let Some(nav) = parts.nav {
        let entry = layout::nav_entries(nav).into_iter().find(|(.., r)| r.contains(at));
        if let Some((entry, _)) = entry {
            return Target::Nav(entry.number);
        }
    }
    let tab = tabs::tabs(app.model(), page, area)
        .into_iter()
        .find(|tab| tab.place.contains(at));
    if let Some(tab) = tab {
        return Target::Pane(tab.pane, None);
    }
    for (i, frame) in layout::panes(app.model(), page, area) {
        let Some(part) = page.panes.get(i).filter(|_| frame.contains(at)) else {
            continue;
        };
        let rows = layout::rows(app.model(), part, frame);
        let head = i == page.focus && layout::has_head(app.model(), part) && at.y + 1 == rows.y;
        if let Some(column) = layout::column_at(app.model(), part, rows, at.x).filter(|_| head) {
            return Target::Head(column);
        }
        return Target::Pane(
            i,
            Some(at)
                .filter(|at| rows.contains(*at))
                .and_then(|at| row_at(app.model(), part, rows, at)),
        );
    }
    Target::Nothing
}

/// The list that has the keys, and the cells of its rows.
fn listed(app: &App, area: Rect) -> Option<(&Pane, Rect)> {
    match (app.overlays().last(), app.page()) {
        (Some(popup), _) => Some((popup.pane()?, popup::popup_rows(app.model(), popup, area))),
        (None, Some(page)) => {
            let frames = layout::panes(app.model(), page, area);
            let (at, frame) = frames.into_iter().find(|(at, _)| *at == page.focus)?;
            let list = page.panes.get(at)?;
            Some((list, layout::rows(app.model(), list, frame)))
        }
        (None, None) => None,
    }
}

/// Where the rows of whatever has the keys stand.
pub fn list_place(app: &App, area: Rect) -> Rect {
    listed(app, area).map_or(Rect::default(), |(_, rows)| rows)
}

/// Where the selected row of whatever has the keys stands; nothing where there is none.
pub fn selected_place(app: &App, area: Rect) -> Rect {
    let Some((list, rows)) = listed(app, area) else {
        return Rect::default();
    };
    let here = |y: u16| row_at(app.model(), list, rows, Position::new(rows.x, y)) == Some(list.list.index());
    let y = (rows.y..rows.y.saturating_add(rows.height)).find(|y| here(*y));
    y.map_or_else(Rect::default, |y| Rect { y, height: 1, ..rows })
}

/// The row of a pane's list that lies under a cell.
pub fn row_at(model: &Model, pane: &Pane, rows: Rect, at: Position) -> Option<usize> {
    let y = usize::from(at.y.saturating_sub(rows.y));
    if pane.is_text() {
        return text_of(model, pane).seen(rows).get(y).map(|(line, _)| *line);
    }
    let row = pane.list.first_seen(usize::from(rows.height)) + y;
    (row < pane.list.rows.len()).then_some(row)
}
