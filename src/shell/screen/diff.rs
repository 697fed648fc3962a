//! Which cells of a frame the terminal doesn't show yet.

use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::layout::Position;
use ratatui::style::Modifier;

/// What is seen of a cell without a character.
pub const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Makes an emoji of the character before it. Terminals don't agree on what they clear beside it.
const EMOJI: char = '\u{fe0f}';

/// Makes `shown` what these rows of `next` are, and calls `change` with each cell that it hadn't. They are those that ratatui
/// finds, and rows that are equal cost little.
pub fn take_changes<'a>(
    shown: &mut Buffer,
    next: &'a Buffer,
    rows: impl IntoIterator<Item = u16>,
    mut change: impl FnMut(Position, &'a Cell),
) {
    let width = usize::from(next.area.width);
    for y in rows {
        let row = usize::from(y) * width..(usize::from(y) + 1) * width;
        let (Some(old), Some(new)) = (shown.content.get_mut(row.clone()), next.content.get(row)) else {
            continue;
        };
        if !old.iter().zip(new).all(|(old, new)| is_same(old, new)) {
            row_changes(old, new, |x, cell| change(Position { x, y }, cell));
            old.clone_from_slice(new);
        }
    }
}

/// Whether two cells look the same. Most of a frame's cells are asked, and most have one byte.
#[inline]
fn is_same(one: &Cell, other: &Cell) -> bool {
    let symbols = match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
        ([one], [other]) => one == other,
        (one, other) => one == other,
    };
    symbols && one.modifier == other.modifier && one.fg == other.fg && one.bg == other.bg
}

/// The width of a cell. Most have one byte: it isn't looked up.
fn cells_of(cell: &Cell) -> u16 {
    if cell.symbol().len() == 1 { 1 } else { cell.cell_width() }
}

fn row_changes<'a>(old: &[Cell], new: &'a [Cell], mut change: impl FnMut(u16, &'a Cell)) {
    // Up to where a character of more than one cell reaches that is drawn or was there before, and whether what it leaves
    // is seen on cells without a character.
    let (mut reached, mut seen) = (0, false);
    let mut x: u16 = 0;
    while let (Some(before), Some(cell)) = (old.get(usize::from(x)), new.get(usize::from(x))) {
        // Most cells are those of before, and have one byte: their width isn't asked.
        if x >= reached && cell.symbol().len() == 1 && is_same(before, cell) {
            x += 1;
            continue;
        }
        let width = cells_of(cell);
        let mut cells = width.max(1);
        if x < reached {
            if seen || before.symbol() != cell.symbol() {
                change(x, cell);
            }
            reached = reached.max(x + cells);
        } else if !is_same(before, cell) {
            change(x, cell);
            let left = cells_of(before);
            if width > 1 && cell.symbol().contains(EMOJI) {
                (reached, seen, cells) = (x + width, false, 1);
            } else if width <= 1 && left > width && is_seen_on_blank(before) {
                (reached, seen, cells) = (x + left, true, 1);
            }
        }
        x += cells;
    }
}

/// Whether a cell would be seen without its character.
fn is_seen_on_blank(cell: &Cell) -> bool {
    cell.bg != Cell::EMPTY.bg || cell.modifier.intersects(SEEN_ON_BLANK)
}
