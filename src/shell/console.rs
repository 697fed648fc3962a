//! What commands print: tables and JSON on standard output, sentences on standard error.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use serde_json::Value;

use crate::domain::text::{printable, to_json};
use crate::ui::widget::text;

/// Blanks between two columns.
const GAP: usize = 2;
/// The first characters of an id, and the sign that more follow.
const SHORT_ID: usize = 9;
/// No column is cut to fewer cells than this.
const NARROWEST: usize = 8;

/// Prints a sentence on standard error; a closed one is nobody's fault. What it quotes cannot steer the terminal.
pub fn warn(sentence: &str) {
    let _ = writeln!(io::stderr(), "{}", printable(sentence));
}

/// Prints the object as JSON, or the table.
pub fn print(json: bool, object: &Value, table: &TextTable) -> io::Result<()> {
    if json {
        writeln!(io::stdout().lock(), "{}", to_json(object))
    } else {
        table.print()
    }
}

/// Aligned columns on a terminal, tab-separated lines otherwise. Cells are escaped already; the first row has the titles.
#[derive(Debug, Default)]
pub struct TextTable {
    rows: Vec<Vec<String>>,
}

impl TextTable {
    pub fn new(titles: &[&str]) -> Self {
        Self {
            rows: vec![titles.iter().map(|t| (*t).to_owned()).collect()],
        }
    }

    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Prints it to fit the terminal. A program that reads it gets whole cells between tabs, and no titles.
    pub fn print(&self) -> io::Result<()> {
        let out = io::stdout();
        let columns = out
            .is_terminal()
            .then(|| rustix::termios::tcgetwinsize(&out).map_or(80, |size| usize::from(size.ws_col)));
        self.write(&mut out.lock(), columns)
    }

    /// Writes it, aligned where a terminal of so many columns shows it.
    pub fn write(&self, out: &mut impl Write, columns: Option<usize>) -> io::Result<()> {
        let Some(columns) = columns else {
            for row in self.rows.iter().skip(1) {
                // A tab or a line break in a name is escaped already.
                writeln!(out, "{}", row.join("\t"))?;
            }
            return Ok(());
        };
        let widths = self.widths(columns);
        for row in &self.rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                let cell = text::too_long(cell, *width).map_or(Cow::from(cell), |begin| format!("{begin}…").into());
                let blanks = width.saturating_sub(text::width(&cell)) + GAP;
                line.push_str(&cell);
                line.extend(std::iter::repeat_n(' ', blanks));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// How wide each column is: as wide as its cells, unless the row has no room for that. Then ids give way, as a command
    /// takes a name as well, and after them the widest.
    fn widths(&self, room: usize) -> Vec<usize> {
        let titles = self.rows.first().map(Vec::as_slice).unwrap_or_default();
        let widest = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| text::width(cell)).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = (0..titles.len()).map(widest).collect();
        let gaps = GAP * titles.len().saturating_sub(1);
        let is_over = |widths: &[usize]| widths.iter().sum::<usize>() + gaps > room;
        if is_over(&widths) {
            let ids = widths.iter_mut().zip(titles).filter(|(_, title)| *title == "ID");
            ids.for_each(|(width, _)| *width = (*width).min(SHORT_ID));
        }
        loop {
            let over = (widths.iter().sum::<usize>() + gaps).saturating_sub(room);
            let columns = widths.iter_mut().zip(titles).filter(|(_, title)| *title != "ID");
            let mut columns: Vec<&mut usize> = columns.map(|(width, _)| width).collect();
            columns.sort_unstable_by(|a, b| b.cmp(a));
            let [widest, others @ ..] = columns.as_mut_slice() else {
                return widths;
            };
            if over == 0 || **widest <= NARROWEST {
                return widths;
            }
            let next = others.first().map_or(0, |width| **width).max(NARROWEST);
            // As wide as the next one and no less: then they give way parallel, a cell at a time.
            let least = if next < **widest { next } else { **widest - 1 };
            **widest = (**widest).saturating_sub(over).max(least);
        }
    }
}
