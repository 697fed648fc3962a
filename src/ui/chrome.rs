//! What stands around every page: nav, status and the words to those who watch.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::layout::{self, PlacedTable};
use super::overlay::delete;
use super::page::cut::{cut_text, longest_cut};
use super::theme::{Theme, ThemeRole};
use super::widget::frame::clear;
use super::widget::select::select;
use super::widget::text;
use super::{role, states};
use crate::app::App;
use crate::app::model::key_trail::KeyTrail;
use crate::app::model::shown::Shown;
use crate::app::page::Page;
use crate::app::status::{Status, outdated_words, page_status};

/// The nav: a title, the entries, and a rule at the right. Returns where the cursor stands while it has the keys.
pub fn nav(buf: &mut Buffer, app: &App, page: &Page, theme: &Theme, area: Rect) -> Option<Position> {
    let nav = layout::parts(page, area).nav?;
    let focused = app.nav().is_some();
    let title = if focused {
        ThemeRole::TitleFocused
    } else {
        ThemeRole::Muted
    };
    text::put(buf, text::after(nav, 1), "Access Management", theme.style(title));
    let rule = if focused {
        ThemeRole::BorderFocused
    } else {
        ThemeRole::Border
    };
    for y in 0..nav.height {
        let at = text::after(layout::line(nav, y), nav.width.saturating_sub(2));
        text::put(buf, Rect { width: 1, ..at }, theme.signs().down, theme.style(rule));
    }
    let mut cursor = None;
    let open = page.at.entry().map(|entry| entry.at);
    for (i, (entry, at)) in layout::nav_entries(nav).into_iter().enumerate() {
        let here = open == Some(entry.at);
        let words = text::after(at, 1);
        let number = Shown::from(usize::from(entry.number));
        let used = text::put(buf, words, &number, theme.style(ThemeRole::Muted));
        let title = if here { ThemeRole::Title } else { ThemeRole::Text };
        text::put(buf, text::after(words, used + 1), entry.title, theme.style(title));
        if app.nav() == Some(i) {
            select(buf, at, theme, true);
            cursor = Some(Position::new(at.x, at.y));
        } else if here {
            select(buf, at, theme, false);
        }
    }
    cursor
}

/// The status row as far as words may stand in it, and the row above it for what takes two. The hints stay.
fn word_rows(app: &App, page: &Page, area: Rect) -> (Rect, Rect) {
    let mut status = text::after(layout::parts(page, area).status, 1);
    let above = Rect {
        y: status.y.saturating_sub(1),
        ..status
    };
    status.width = status.width.saturating_sub(badge_width(app));
    (above, status)
}

/// The cells at the right of the status row that words leave to the badges.
fn badge_width(app: &App) -> u16 {
    let badges = app.model().stage_badges().len();
    u16::try_from(badges).unwrap_or(u16::MAX).saturating_add(2)
}

/// The words that fit into a row, and those that are left for the next.
fn begin(words: &Shown<'_>, row: Rect) -> (Shown<'static>, Shown<'static>) {
    let begin = text::wrap(words, usize::from(row.width)).into_iter().next();
    let begin = begin.unwrap_or_default().into_owned();
    // Not the wrapped lines put together: a path may be wrapped where no blank stands.
    let left = words.get(begin.len()..).unwrap_or_default().trim_start().len();
    let rest = words.part(words.len() - left..words.len()).into_owned();
    (begin, rest)
}

/// The notices that have room in two rows, with their numbers: the first always, another where each takes one row.
fn notice_lines(app: &App, page: &Page, area: Rect) -> Vec<(u64, ThemeRole, Shown<'static>, Rect)> {
    let (above, status) = word_rows(app, page, area);
    let mut queue = app.model().notices.queue();
    let shown = |text: &str| app.model().show(text.to_owned());
    let Some((number, notice)) = queue.next() else {
        return Vec::new();
    };
    let (tone, words) = (role(notice.tone), shown(&notice.text));
    let fits = |words: &Shown<'_>| text::width(words) <= usize::from(status.width);
    if !fits(&words) {
        let (begin, rest) = begin(&words, above);
        return vec![(number, tone, begin, above), (number, tone, rest, status)];
    }
    let below = if let Some((number, later)) = queue.next() {
        let words = Some(shown(&later.text)).filter(fits);
        words.map(|words| (number, role(later.tone), words, status))
    } else if notice.stays {
        // What became of a change stands for long: what is wrong with the page beside it is told as well.
        let words = outdated_words(app).filter(fits);
        words.map(|words| (number, ThemeRole::Warning, words, status))
    } else {
        None
    };
    let row = if below.is_some() { above } else { status };
    std::iter::once((number, tone, words, row)).chain(below).collect()
}

/// The number of the newest notice that is on screen; 0 where none is.
pub fn seen_notices(app: &App, area: Rect) -> u64 {
    let covered = |row: Rect| {
        let dialog = app.overlays().dialog().map(|d| delete::layout(app, d, area).place());
        dialog.is_some_and(|dialog| !row.intersection(dialog).is_empty())
    };
    let lines = app.page().map(|page| notice_lines(app, page, area)).unwrap_or_default();
    let seen = lines.into_iter().take_while(|(.., row)| !covered(*row));
    seen.last().map_or(0, |(number, ..)| number)
}

/// Whether the status takes the row above it as well.
pub fn is_tall(app: &App, area: Rect) -> bool {
    let Some(page) = app.page() else {
        return false;
    };
    let (above, row) = word_rows(app, page, area);
    // Of any row, whatever is said now: the list stays where it is while somebody moves in it.
    if longest_cut(app.model(), page, area).is_some_and(|cut| cut > row.width) {
        return true;
    }
    let notices = notice_lines(app, page, area);
    if !notices.is_empty() {
        return notices.iter().any(|(.., at)| at.y == above.y);
    }
    takes_two(&page_status(app, page, None), row)
}

fn takes_two(status: &Status<'_>, row: Rect) -> bool {
    status.long && text::width(&status.words) > usize::from(row.width)
}

/// What stands in the status row, and in the row above it where that is too little.
fn status_lines(
    app: &App,
    page: &Page,
    theme: &Theme,
    area: Rect,
    table: Option<&PlacedTable>,
) -> Vec<(ThemeRole, Shown<'static>, Rect)> {
    let notices = notice_lines(app, page, area).into_iter();
    let mut all: Vec<_> = notices.map(|(_, role, words, row)| (role, words, row)).collect();
    if all.is_empty() {
        let (above, row) = word_rows(app, page, area);
        let status = page_status(app, page, table.and_then(|table| cut_text(app.model(), page, table)));
        let (role, long) = (role(status.tone), takes_two(&status, row) && is_tall(app, area));
        let words = if status.turns {
            states::turning(app, theme, &status.words)
        } else {
            status.words.into_owned()
        };
        if long {
            let (begin, rest) = begin(&words, above);
            all.extend([(role, begin, above), (role, rest, row)]);
        } else {
            all.push((role, words, row));
        }
    }
    let badges = app.model().show(app.model().stage_badges());
    if !badges.is_empty() {
        let mode = layout::parts(page, area).status;
        let width = u16::try_from(badges.len()).unwrap_or(u16::MAX).min(mode.width);
        let x = mode.x + mode.width.saturating_sub(width + 1);
        // A recording must be noticed. That names are made up is a remark.
        let role = if app.model().recorded.is_some() {
            ThemeRole::Notice
        } else {
            ThemeRole::Muted
        };
        all.push((role, badges, Rect { x, width, ..mode }));
    }
    all
}

/// The status, with what is cut in the selected row of `table`. What takes a row beside the nav makes it blank first.
pub fn status(buf: &mut Buffer, app: &App, page: &Page, theme: &Theme, area: Rect, table: Option<&PlacedTable>) {
    let row = layout::parts(page, area).status;
    let lines = status_lines(app, page, theme, area, table);
    // Of words in two rows the second says nothing where a dialog takes the first.
    let dialog = app.overlays().dialog().map(|d| delete::layout(app, d, area).place());
    let covers = |at: Rect| dialog.is_some_and(|dialog| !at.intersection(dialog).is_empty());
    let begins = lines.first().filter(|(.., at)| at.y < row.y);
    let headless = begins.is_some_and(|(.., at)| covers(*at));
    let above = layout::line(area, area.height.saturating_sub(3));
    if app.model().seen.tall_status && !covers(above) {
        clear(buf, theme, above);
    }
    for (n, (role, words, at)) in lines.into_iter().enumerate() {
        if headless && n < 2 {
            continue;
        }
        if at.y < row.y {
            clear(buf, theme, Rect { y: at.y, ..row });
        }
        text::put(buf, at, &words, theme.style(role));
    }
}

/// The keys pressed last, at the right above the status row.
pub fn trail(buf: &mut Buffer, app: &App, theme: &Theme, area: Rect) {
    let Some(keys) = app.model().trail.as_ref().and_then(KeyTrail::shown) else {
        return;
    };
    if let Some(row) = free_row(app, area) {
        text::put_right(buf, row, trail_words(&keys), theme.style(ThemeRole::Notice));
    }
}

/// The row for words to those who watch: the one above the status and what it takes, or a lower one where a dialog takes
/// that. Never over a dialog: there every word counts.
pub fn free_row(app: &App, area: Rect) -> Option<Rect> {
    let dialog = app
        .overlays()
        .dialog()
        .map_or(Rect::default(), |d| delete::layout(app, d, area).place());
    let lines = app.page().map_or(0, |page| notice_lines(app, page, area).len());
    let above = if lines > 1 { 4 } else { 3 };
    let rows = [above, 2, 1].map(|up| layout::line(area, area.height.saturating_sub(up)));
    let mut row = rows.into_iter().find(|row| row.intersection(dialog).is_empty())?;
    if row.y + 2 == area.bottom() {
        row.width = row.width.saturating_sub(badge_width(app));
    }
    Some(row)
}

fn trail_words(keys: &Shown<'_>) -> Shown<'static> {
    Shown::from(" keys:  ").then(keys).then(" ")
}

/// How many cells the keys pressed last take.
pub fn trail_width(app: &App) -> u16 {
    let keys = app.model().trail.as_ref().and_then(KeyTrail::shown);
    keys.map_or(0, |keys| text::cells(&trail_words(&keys)))
}
