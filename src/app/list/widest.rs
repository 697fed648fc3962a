//! How wide the columns of a list are, so that they stay where they are while somebody scrolls.

use super::RowId;
use super::column::Column;
use super::prepared::TextState;

/// At most so many rows are measured, spread over the list. A longer cell runs on over blanks, or is cut.
const MEASURED: usize = 256;

#[derive(Debug, Default)]
pub struct Widest {
    /// What they were measured for: the text, and the number of rows.
    of: Option<(TextState, usize)>,
    /// So many of the rows that changed alone are measured.
    changed: usize,
    cells: Vec<u16>,
    sampled: bool,
}

impl Widest {
    /// Measures the columns when their text changes, and of rows that `changed` alone only those. `rows` are all rows, also
    /// those that a filter hides. `cells` gives the width of one cell.
    pub fn refresh(
        &mut self,
        state: TextState,
        rows: &[RowId],
        changed: &[RowId],
        cells: impl Fn(RowId, &Column) -> u16,
    ) {
        let of = Some((state, rows.len()));
        let measured = std::mem::replace(&mut self.changed, changed.len());
        if self.of == of {
            let new = changed.get(measured..).unwrap_or_default();
            for row in new.iter().filter(|row| rows.contains(row)) {
                for (widest, column) in self.cells.iter_mut().zip(state.columns) {
                    *widest = cells(*row, column).max(*widest);
                }
            }
            return;
        }
        let step = rows.len().div_ceil(MEASURED).max(1);
        let widest = |column: &Column| {
            let taken = rows.iter().step_by(step).map(|row| cells(*row, column));
            taken.max().unwrap_or(0)
        };
        (self.of, self.cells) = (of, state.columns.iter().map(widest).collect());
        self.sampled = step > 1;
    }

    /// Whether there are rows that aren't measured. Their names may be longer.
    pub fn is_sampled(&self) -> bool {
        self.sampled
    }

    /// The cells of each column.
    pub fn cells(&self) -> &[u16] {
        &self.cells
    }
}
