//! Lines of text that a person reads, each with the tone it is meant in.

use super::list::RowId;
use super::list::column::Column;

/// How a text is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    /// Less important.
    Dim,
    Heading,
    /// Something went as it should.
    Good,
    /// Something to think about.
    Warning,
    /// Something is lost or went wrong.
    Bad,
    /// A kind of environment.
    Production,
    Sandbox,
    Design,
    /// A line of JSON.
    Json,
}

/// A label with a value, or text alone (then the value is empty).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub tone: Tone,
    pub label: String,
    pub value: String,
    /// What opens from it.
    pub names: Option<RowId>,
    /// The cells at its beginning that stand out: a number, and only they have its tone.
    pub figure: u16,
    /// How it is drawn, where it is a row of a table: label and value are its words.
    pub row: Option<TableRow>,
    /// Whether it tells more of the line above it.
    pub below: bool,
}

/// A row of a table between other lines, as wide as the rows around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    pub columns: &'static [Column],
    /// A text for each column; none in the row of the titles.
    pub cells: Vec<(Tone, String)>,
    /// The cells that the widest text of each column takes.
    pub widths: Vec<u16>,
}

impl Line {
    pub fn text(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            tone,
            ..Self::pair(&text.into(), "")
        }
    }

    pub fn pair(label: &str, value: impl Into<String>) -> Self {
        Self {
            tone: Tone::Plain,
            label: label.into(),
            value: value.into(),
            names: None,
            figure: 0,
            row: None,
            below: false,
        }
    }

    /// The same, where it tells more of the line above it: a filter finds both or none.
    #[must_use]
    pub fn below(self) -> Self {
        Self { below: true, ..self }
    }

    /// A number of digits, and what it means.
    pub fn figure(tone: Tone, number: &str, text: &str) -> Self {
        Self {
            figure: u16::try_from(number.len()).unwrap_or(u16::MAX),
            ..Self::text(tone, format!("{number} {text}"))
        }
    }

    /// The lines of a table below its titles. Its columns are measured here, and never while it is drawn.
    pub fn table(
        columns: &'static [Column],
        rows: Vec<(RowId, Vec<(Tone, String)>)>,
        width: impl Fn(&str) -> usize,
    ) -> impl Iterator<Item = Self> {
        let widest = |at: usize| {
            let texts = rows.iter().filter_map(|(_, cells)| cells.get(at));
            let cells = texts.map(|(_, text)| width(text)).max().unwrap_or(0);
            let sign = columns.get(at).map_or(0, Column::sign_cells);
            u16::try_from(cells).unwrap_or(u16::MAX).saturating_add(sign)
        };
        let widths: Vec<u16> = (0..columns.len()).map(widest).collect();
        let head = std::iter::once((None, Vec::new()));
        let rows = rows.into_iter().map(|(row, cells)| (Some(row), cells));
        head.chain(rows).map(move |(names, cells)| {
            let titles = columns.iter().map(|column| column.title);
            let mut words: Vec<&str> = cells.iter().map(|(_, text)| text.as_str()).collect();
            if words.is_empty() {
                words.extend(titles);
            }
            let (label, rest) = words.split_first().unwrap_or((&"", &[]));
            let line = Self::pair(label, rest.join("  "));
            let row = TableRow {
                columns,
                cells,
                widths: widths.clone(),
            };
            Self {
                names,
                row: Some(row),
                ..line
            }
        })
    }

    #[must_use]
    pub fn naming(self, row: RowId) -> Self {
        Self {
            names: Some(row),
            ..self
        }
    }

    pub fn blank() -> Self {
        Self::text(Tone::Plain, "")
    }
}
