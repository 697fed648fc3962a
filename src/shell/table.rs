//! Tables for the shell: aligned columns on a terminal, plain tab-separated lines otherwise.

use std::io::{self, IsTerminal, Write};

use crate::ui::widget::text;

/// Rows of words, fit to be shown; the first row holds the titles.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these titles.
    #[must_use]
    pub fn new(titles: &[&str]) -> Self {
        Self {
            rows: vec![titles.iter().map(|t| (*t).to_owned()).collect()],
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Prints it; without titles and alignment where nobody but a program reads it.
    ///
    /// # Errors
    /// Nobody reads any more.
    pub fn print(&self) -> io::Result<()> {
        let out = io::stdout();
        let aligned = out.is_terminal();
        self.write(&mut out.lock(), aligned)
    }

    fn write(&self, out: &mut impl Write, aligned: bool) -> io::Result<()> {
        let columns = self.rows.first().map_or(0, Vec::len);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| text::width(cell)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in self.rows.iter().skip(usize::from(!aligned)) {
            if !aligned {
                // A tab or a line break in a name is escaped already.
                writeln!(out, "{}", row.join("\t"))?;
                continue;
            }
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                let blanks = width.saturating_sub(text::width(cell)) + 2;
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', blanks));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other_and_programs_get_tabs() {
        let mut table = Table::new(&["NAME", "TYPE"]);
        table.row(vec!["Okta".into(), "OIDC DCR".into()]);
        table.row(vec!["日本".into(), "OpenAM".into()]);
        let written = |aligned| {
            let mut out = Vec::new();
            table.write(&mut out, aligned).expect("memory takes it");
            String::from_utf8(out).expect("it is text")
        };
        assert_eq!(written(true), "NAME  TYPE\nOkta  OIDC DCR\n日本  OpenAM\n");
        assert_eq!(written(false), "Okta\tOIDC DCR\n日本\tOpenAM\n");
    }
}
