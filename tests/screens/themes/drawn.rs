//! A screen as it is drawn in a theme, and the faults that can be seen in it.

use std::collections::HashSet;
use std::fmt::Write as _;

use amtui::ui;
use amtui::ui::theme::contrast::contrast;
use amtui::ui::theme::{Theme, ThemeRole};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use unicode_width::UnicodeWidthStr;

use crate::driver::Driver;
use crate::palettes::{PALETTES, drawn, least};

/// What frames, rules and marks are made of.
const LINES: &str = "╭╮╰╯─│━┃▌";
/// What says how something is, each with a word.
const STATES: &str = "●○▲✗";
/// What stands in other places.
const MARKS: &str = "›…▼⠋⠙⠹⠸⠼⠴⠦⠧";
/// Blanks that stand between two columns, or at the end of a row.
const GAP: usize = 2;

/// A screen in a theme.
pub struct Drawn<'a> {
    cells: Buffer,
    theme: &'a Theme,
}

fn is_blank(symbol: &str) -> bool {
    symbol.trim().is_empty()
}

/// The texts of a row: between frames, and where two blanks stand.
fn phrases(row: &str) -> Vec<String> {
    let parts = row.split(|c| LINES.contains(c)).flat_map(|part| part.split("  "));
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

impl<'a> Drawn<'a> {
    pub fn of(driver: &Driver, theme: &'a Theme) -> Self {
        let size = driver.app.model().size;
        let mut cells = Buffer::empty(Rect::new(0, 0, size.width, size.height));
        ui::draw(&driver.app, theme, &mut cells);
        Self { cells, theme }
    }

    fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.content.chunks(usize::from(self.cells.area.width))
    }

    /// The rows between the header and the status.
    fn body(&self) -> impl Iterator<Item = (usize, &[Cell])> {
        let rows = usize::from(self.cells.area.height) - 2;
        self.rows().enumerate().take(rows).skip(1)
    }

    fn texts(&self) -> Vec<String> {
        let text = |row: &[Cell]| row.iter().map(Cell::symbol).collect::<String>();
        self.rows().map(text).collect()
    }

    /// The rows as text. Of rows that are the same, one is enough.
    pub fn text(&self) -> String {
        let mut rows: Vec<String> = self.texts().iter().map(|row| row.trim_end().to_owned()).collect();
        rows.dedup();
        rows.join("\n")
    }

    pub fn has_other_words(&self, other: &Self) -> Option<String> {
        let pairs = self.cells.content.iter().zip(&other.cells.content);
        let mut wrong = pairs.filter(|(here, there)| here.symbol() != there.symbol());
        let (here, there) = wrong.next()?;
        Some(format!("{:?} in place of {:?}", here.symbol(), there.symbol()))
    }

    /// Where a sign of `other` isn't ASCII here, or anything else is another one.
    pub fn differs_by_more_than_signs(&self, other: &Self) -> Option<String> {
        let pairs = self.cells.content.iter().zip(&other.cells.content);
        let mut wrong = pairs.filter(|(here, there)| {
            let same = here.symbol() == there.symbol();
            let sign = [LINES, STATES, MARKS]
                .iter()
                .any(|signs| signs.contains(there.symbol()));
            if sign { !here.symbol().is_ascii() } else { !same }
        });
        let (here, there) = wrong.next()?;
        Some(format!("{:?} in place of {:?}", here.symbol(), there.symbol()))
    }

    /// The styles of everything that is seen, and whether it's a line or a page behind a popup: those are no text.
    pub fn looks(&self) -> HashSet<(Style, bool)> {
        let behind = self.theme.style(ThemeRole::Backdrop).bg;
        let signs = self.theme.signs();
        let lines = [signs.across, signs.down, signs.thumb, signs.underline, signs.bar];
        let mut looks = HashSet::new();
        for row in self.rows() {
            let (mut covered, mut last) = (0, None);
            for cell in row {
                if covered > 0 {
                    covered -= 1;
                    continue;
                }
                covered = cell.symbol().width().saturating_sub(1);
                let line = lines.contains(&cell.symbol()) || signs.corners.contains(&cell.symbol());
                let look = (cell.style(), line || (behind.is_some() && cell.style().bg == behind));
                if last.replace(look) != Some(look) {
                    looks.insert(look);
                }
            }
        }
        looks
    }

    /// Something in the first row that is not of the header.
    pub fn covered_header(&self) -> Option<String> {
        let roles = [
            ThemeRole::Header,
            ThemeRole::BadgeDemo,
            ThemeRole::BadgeFile,
            ThemeRole::BadgeLive,
            ThemeRole::BadgeLiveWrite,
        ];
        let grounds = roles.map(|role| self.theme.style(role).bg);
        let foreign = |cell: &Cell| !grounds.contains(&cell.style().bg);
        let first = self.rows().next()?;
        first
            .iter()
            .any(foreign)
            .then(|| format!("over the header: {}", self.texts()[0]))
    }

    /// A text beside a popup that isn't whole: the same row of the `page` hasn't it.
    pub fn half_word(&self, page: &Self) -> Option<String> {
        let behind = self.theme.style(ThemeRole::Backdrop).bg;
        let texts = page.texts();
        for (y, row) in self.body() {
            let whole = phrases(&texts[y]);
            let seen = |cell: &Cell| {
                if cell.style().bg == behind {
                    cell.symbol().to_owned()
                } else {
                    "│".to_owned()
                }
            };
            let seen: String = row.iter().map(seen).collect();
            if let Some(half) = phrases(&seen).into_iter().find(|phrase| !whole.contains(phrase)) {
                return Some(format!("\"{half}\" in row {y} is a part of {}", texts[y].trim()));
            }
        }
        None
    }

    /// The frames, with their edges.
    fn frames(&self) -> Vec<Rect> {
        let symbol = |x: u16, y: u16| self.cells.cell((x, y)).map_or("", Cell::symbol);
        let (width, height) = (self.cells.area.width, self.cells.area.height);
        let mut frames = Vec::new();
        for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
            if symbol(x, y) != "╭" {
                continue;
            }
            let right = (x..width).find(|right| symbol(*right, y) == "╮");
            let bottom = (y..height).find(|bottom| symbol(x, *bottom) == "╰");
            if let (Some(right), Some(bottom)) = (right, bottom) {
                frames.push(Rect::new(x, y, right + 1 - x, bottom + 1 - y));
            }
        }
        frames
    }

    /// The upper edge of each frame, and the rows in it.
    pub fn panes(&self) -> Vec<(String, Vec<String>)> {
        let rows: Vec<&[Cell]> = self.rows().collect();
        let text = |frame: Rect, y: u16| {
            let cells = &rows[usize::from(y)][usize::from(frame.x) + 1..usize::from(frame.right()) - 1];
            let text: String = cells.iter().map(Cell::symbol).collect();
            text.trim_end().to_owned()
        };
        let pane = |frame: Rect| {
            let inside = (frame.y + 1..frame.bottom() - 1).map(|y| text(frame, y));
            (text(frame, frame.y), inside.collect())
        };
        self.frames().into_iter().map(pane).collect()
    }

    /// Text that is cut although each row around it has room. Behind a popup nothing is looked at.
    pub fn cut_beside_free_space(&self) -> Option<String> {
        let rows: Vec<&[Cell]> = self.rows().collect();
        let status = self.texts().swap_remove(rows.len() - 2);
        let room = rows[0].len() - status.trim_end().chars().count();
        if status.trim_end().ends_with('…') && room > GAP {
            return Some(format!("cut: {}", status.trim()));
        }
        let behind = self.theme.style(ThemeRole::Backdrop).bg;
        let before = |frame: &Rect| rows[usize::from(frame.y)][usize::from(frame.x)].style().bg != behind;
        for frame in self.frames().into_iter().filter(before) {
            let inside = |row: &[Cell]| -> Vec<String> {
                let cells = &row[usize::from(frame.x) + 1..usize::from(frame.right()) - 1];
                cells.iter().map(|cell| cell.symbol().to_owned()).collect()
            };
            let lines = &rows[usize::from(frame.y) + 1..usize::from(frame.bottom()) - 1];
            // Columns stand by all rows of a list. Where some are out of view, the room may be theirs.
            let right = usize::from(frame.right()) - 1;
            if lines.iter().any(|row| row[right].symbol() == "┃") {
                continue;
            }
            let lines: Vec<Vec<String>> = lines.iter().map(|row| inside(row)).collect();
            for block in lines.split(|line| line.iter().all(|symbol| is_blank(symbol))) {
                let cut = block.iter().find(|line| line.iter().any(|symbol| symbol == "…"));
                let Some(cut) = cut.filter(|_| block.len() > 1) else {
                    continue;
                };
                let blank = |x: usize| block.iter().all(|line| is_blank(&line[x]));
                // Before the first letter stands the bar, after the last one the thumb. Labels of the whole frame say where
                // fields begin.
                let labelled = |line: &Vec<String>, x: usize| {
                    let before = x.saturating_sub(GAP + 2)..x;
                    x < line.len() && !is_blank(&line[x]) && line[before].iter().any(|symbol| !is_blank(symbol))
                };
                let first = (0..cut.len()).find(|x| !blank(*x)).unwrap_or(0);
                let (mut widest, mut strip) = (0, 0);
                for x in first..=cut.len() {
                    if x < cut.len() && blank(x) {
                        strip += 1;
                    } else if !lines
                        .iter()
                        .any(|line| strip > 0 && is_blank(&line[x - 1]) && labelled(line, x))
                    {
                        widest = widest.max(std::mem::take(&mut strip));
                    } else {
                        strip = 0;
                    }
                }
                if widest > GAP + 1 {
                    return Some(format!("{widest} free cells beside: {}", cut.concat().trim_end()));
                }
            }
        }
        None
    }

    /// A sign or a colour that says something which no word says.
    pub fn sign_without_word(&self) -> Option<String> {
        let roles = [
            ThemeRole::Ok,
            ThemeRole::Warning,
            ThemeRole::Danger,
            ThemeRole::Production,
            ThemeRole::Sandbox,
            ThemeRole::Design,
        ];
        let tones = roles.map(|role| self.theme.style(role).fg);
        for (y, row) in self.body() {
            let text: String = row.iter().map(Cell::symbol).collect();
            let symbols: Vec<&str> = row.iter().map(Cell::symbol).collect();
            if text.contains('╭') || text.contains('╰') {
                continue;
            }
            let word_after = |x: usize| {
                let next = symbols[x..].iter().find(|symbol| !is_blank(symbol));
                next.is_some_and(|symbol| symbol.chars().all(char::is_alphanumeric))
            };
            for (x, symbol) in symbols.iter().enumerate() {
                let alone = x == 0 || is_blank(symbols[x - 1]);
                if STATES.contains(symbol) && alone && !word_after(x + 1) {
                    return Some(format!("no word after {symbol} in row {y}: {}", text.trim()));
                }
            }
            let mut x = 0;
            while x < row.len() {
                let fg = row[x].style().fg;
                let end = x + row[x..].iter().take_while(|cell| cell.style().fg == fg).count();
                let run = symbols[x..end].concat();
                // A value of JSON stands behind its name.
                let named = symbols[..x].concat().trim_end().ends_with(':');
                let says = named || run.chars().any(char::is_alphabetic) || is_blank(&run) || word_after(end);
                let line = run.trim().chars().all(|c| LINES.contains(c));
                if tones.contains(&fg) && !says && !line {
                    return Some(format!(
                        "only the colour says what {run:?} in row {y} means: {}",
                        text.trim()
                    ));
                }
                x = end;
            }
        }
        None
    }

    /// The styles of the rows, as runs: a letter for each style, and how many cells it takes.
    pub fn styles(&self, legend: &mut Vec<String>) -> String {
        let mut out = String::new();
        for row in self.rows() {
            let mut x = 0;
            while x < row.len() {
                let style = row[x].style();
                let cells = row[x..].iter().take_while(|cell| cell.style() == style).count();
                let Cell { fg, bg, modifier, .. } = &row[x];
                let words = format!("{fg} on {bg} {modifier:?}");
                let at = legend.iter().position(|one| *one == words).unwrap_or_else(|| {
                    legend.push(words);
                    legend.len() - 1
                });
                let letter = u8::try_from(at).unwrap();
                let letter = if letter < 26 { b'a' + letter } else { b'A' + letter - 26 };
                write!(out, "{}{cells} ", char::from(letter)).unwrap();
                x += cells;
            }
            out.truncate(out.trim_end().len());
            out.push('\n');
        }
        out
    }
}

/// What is wrong with how something looks in a theme: a colour of no role, or one that can't be told from what it's on.
pub fn fault(name: &str, theme: &Theme, style: Style, line: bool) -> Option<String> {
    let roles = ThemeRole::ALL.iter().map(|(_, role)| theme.style(*role));
    let letters = roles.clone().any(|role| role.fg == style.fg);
    let grounds = roles
        .clone()
        .any(|role| role.bg.unwrap_or(Color::Reset) == style.bg.unwrap_or_default());
    if !letters || !grounds {
        return Some(format!("{style:?} is of no role"));
    }
    let sixteen = name.ends_with("16") || name == "mono";
    let palettes = PALETTES.iter().filter(|palette| match name {
        "dark-16" => palette.dark,
        "light-16" => !palette.dark,
        _ => sixteen || palette.name == PALETTES[0].name,
    });
    palettes.into_iter().find_map(|palette| {
        let (ink, ground) = drawn(style, palette);
        let least = match name {
            _ if sixteen => least(style, palette),
            _ if line => 3.0,
            "high-contrast" => 7.0,
            _ => 4.5,
        };
        let found = contrast(ink, ground);
        (found < least).then(|| format!("{found:.2} of {least:.2} for {style:?} on {}", palette.name))
    })
}
