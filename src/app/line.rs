//! Lines of text that a person reads, each with the tone it is meant in.

use super::list::RowId;
use super::list::column::Column;
use crate::domain::text::width;

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

/// How wide the labels of some lines are, and the ids and times among their values: a bit for each width. It says where the
/// values begin.
#[derive(Clone, Copy, Debug, Default)]
pub struct PairWidths {
    labels: u64,
    codes: u64,
}

/// Ids and times leave so many cells to short labels at least, or stand below their labels.
const LABELS: usize = 15;
/// The cells that labels leave to values at least: a moment takes as many.
const VALUE: usize = 16;

impl PairWidths {
    pub fn of(lines: &[Line]) -> Self {
        let pairs = || lines.iter().filter(|line| !line.value.is_empty() && line.row.is_none());
        Self {
            labels: bits(pairs().map(|line| line.label.as_str())),
            codes: bits(
                pairs()
                    .flat_map(|line| line.value.split(' '))
                    .filter(|word| is_code(word)),
            ),
        }
    }

    /// The same where ids and times are shown in short: they move no value.
    #[must_use]
    pub fn of_labels(self) -> Self {
        Self { codes: 0, ..self }
    }

    /// Where the values begin in `room` cells: behind the longest label that leaves them room, and ids and times whole where
    /// those leave room to short labels.
    pub fn column(self, room: usize) -> usize {
        let code = widest(self.codes, room.saturating_sub(LABELS));
        let most = (room * 3 / 5).min(room.saturating_sub(code.max(VALUE)));
        widest(self.labels, most.saturating_sub(2)) + 2
    }
}

/// Whether a word is an id or a time: nobody can read it in two parts.
pub fn is_code(word: &str) -> bool {
    let part = |c: char| c.is_ascii_hexdigit() || "-:TZ".contains(c);
    word.len() >= "2026-11-24T05:18:25Z".len() && word.chars().all(part)
}

fn bits<'a>(texts: impl Iterator<Item = &'a str>) -> u64 {
    let bit = |text: &str| u32::try_from(width(text)).ok().and_then(|n| 1u64.checked_shl(n));
    texts.filter_map(bit).fold(0, |all, bit| all | bit)
}

/// The widest of them that takes at most `most` cells.
fn widest(bits: u64, most: usize) -> usize {
    let fitting = bits
        & u64::MAX
            .checked_shr(63 - u32::try_from(most.min(63)).unwrap_or(63))
            .unwrap_or(0);
    usize::try_from(fitting.checked_ilog2().unwrap_or(0)).unwrap_or(0)
}
