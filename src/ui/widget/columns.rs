//! Columns stand by the widest cells of the list; a longer cell runs on over blanks, else it is cut.

use std::ops::Range;

use super::text;
use crate::app::list::column::{Column, EXTRA};
use crate::app::view::ShownCell;

/// Cells in which a name can still be told.
const SHORT: u16 = 12;
/// Cells between two columns.
const GAP: u16 = 2;
/// The same before a number or a sign, where room is short: its own blanks set it apart, and so does the sign.
const NARROW_GAP: u16 = 1;
/// No column takes more cells than this before the others have theirs.
const USUAL: u16 = 24;
/// The same of one that must stay whole.
const LONG: u16 = 32;
/// From this rank on a column is left out before what a row is known by is cut.
const AFTER_NAMES: u8 = 3;

/// The columns of a table, and what decides how wide they are. That is known before a row is drawn, so that no column
/// moves while somebody scrolls.
#[derive(Debug)]
pub struct Columns<'a> {
    pub all: &'static [Column],
    /// The places of those that may be seen, in their order.
    pub shown: Vec<usize>,
    /// The cells that each of them takes at most, as far as rows are measured.
    pub widest: &'a [u16],
    /// Whether there are other rows.
    pub sampled: bool,
    /// The column with the arrow.
    pub sorted: Option<usize>,
}

/// A column that has room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedColumn {
    /// Its place among all.
    pub at: usize,
    /// Its first cell.
    pub x: u16,
    pub width: u16,
}

/// Columns with their places, from the left.
pub type PlacedColumns = Vec<(PlacedColumn, &'static Column)>;

/// A column that is to be placed.
struct Slot {
    at: usize,
    column: &'static Column,
    /// The cells that its title and its widest cell take.
    want: u16,
    /// The fewest cells that it is seen in.
    least: u16,
    width: u16,
}

impl Columns<'_> {
    fn slot(&self, at: usize) -> Option<Slot> {
        let column = self.all.get(at)?;
        let arrow = u16::from(self.sorted == Some(at));
        let title = text::cells(column.title).saturating_add(arrow);
        let want = self.widest.get(at).copied().unwrap_or(0).max(title);
        let least = want.min(column.width.saturating_add(column.sign_cells()).max(title));
        Some(Slot {
            at,
            column,
            want,
            least,
            width: least,
        })
    }

    /// The cells that all of them ask for.
    pub fn wanted(&self) -> u16 {
        let slots: Vec<_> = self.shown.iter().filter_map(|at| self.slot(*at)).collect();
        sum(&slots, false, |slot| slot.want.min(USUAL))
    }

    /// The cells in which none of them is cut, without those that are left out before.
    pub fn uncut(&self) -> u16 {
        let slots = self.shown.iter().filter_map(|at| self.slot(*at));
        let slots: Vec<_> = slots.filter(|slot| slot.column.rank < AFTER_NAMES).collect();
        sum(&slots, false, |slot| slot.want)
    }

    /// The cells of the longest text that is cut where they are placed so; 0 where none is.
    pub fn longest_cut(&self, placed: &[(PlacedColumn, &Column)]) -> u16 {
        let wants = placed.iter().filter_map(|(place, _)| {
            let want = self.slot(place.at)?.want;
            (want > place.width).then_some(want)
        });
        wants.max().unwrap_or(0)
    }

    /// Those that have room in `room` cells: those of a low rank first. An extra one is left out before another is cut.
    fn kept(&self, room: u16) -> Vec<Slot> {
        let rank = |at: &usize| self.all.get(*at).map_or(0, |column| column.rank);
        let mut ranked = self.shown.clone();
        ranked.sort_by_key(rank);
        let mut kept: Vec<usize> = Vec::new();
        for at in ranked {
            let all = self.shown.iter().filter(|one| **one == at || kept.contains(one));
            let slots: Vec<_> = all.filter_map(|at| self.slot(*at)).collect();
            let whole = match rank(&at) {
                EXTRA.. => EXTRA,
                AFTER_NAMES.. => 1,
                _ => 0,
            };
            let needs = |slot: &Slot| match slot.column.rank {
                rank if rank < whole && (slot.column.grows || whole == EXTRA) => slot.want.min(USUAL),
                _ => slot.least,
            };
            if rank(&at) == 0 || sum(&slots, true, needs) <= room {
                kept.push(at);
            }
        }
        let kept = self.shown.iter().filter(|at| kept.contains(at));
        kept.filter_map(|at| self.slot(*at)).collect()
    }

    /// Where those stand that have room in `room` cells. What must stay whole grows first, then what a row is known by,
    /// then what grows, then the others. What is left goes to the names of rows that aren't measured.
    pub fn placed(&self, room: u16) -> PlacedColumns {
        let mut slots = self.kept(room);
        let tight = sum(&slots, false, |slot| slot.want) > room;
        for slot in slots.iter_mut().filter(|slot| slot.column.grows && !slot.column.whole) {
            slot.width = slot.least.min(SHORT.max(text::cells(slot.column.title)));
        }
        let mut spare = room.saturating_sub(sum(&slots, tight, |slot| slot.width));
        let usual = |slot: &Slot| slot.want.min(USUAL);
        let first = |slot: &Slot| slot.column.grows && slot.column.rank == 0;
        widen(
            &mut slots,
            &mut spare,
            |slot| slot.column.whole,
            |slot| slot.want.min(LONG),
        );
        widen(&mut slots, &mut spare, |slot| slot.column.grows, |slot| slot.least);
        widen(&mut slots, &mut spare, first, usual);
        widen(&mut slots, &mut spare, |slot| slot.column.grows, usual);
        widen(&mut slots, &mut spare, |_| true, usual);
        widen(&mut slots, &mut spare, |_| true, |slot| slot.want);
        let longer = |slot: &Slot| slot.want.saturating_add(slot.want / 2);
        widen(&mut slots, &mut spare, |slot| self.sampled && first(slot), longer);
        let mut end = None::<u16>;
        let place = |slot: Slot| {
            let x = end.map_or(0, |end| end.saturating_add(gap(slot.column, tight)));
            let width = slot.width.min(room.saturating_sub(x));
            end = Some(x.saturating_add(width));
            (PlacedColumn { at: slot.at, x, width }, slot.column)
        };
        slots.into_iter().map(place).collect()
    }
}

/// The cells of these columns in the widths that `of` says, with the gaps between them.
fn sum(slots: &[Slot], tight: bool, of: impl Fn(&Slot) -> u16) -> u16 {
    let gaps = slots.iter().skip(1).map(|slot| gap(slot.column, tight));
    slots.iter().map(of).chain(gaps).fold(0, u16::saturating_add)
}

fn gap(column: &Column, tight: bool) -> u16 {
    if tight && (column.right || column.is_state()) {
        NARROW_GAP
    } else {
        GAP
    }
}

/// Widens some columns up to `most` each, all of them by as much as there is room for.
fn widen(slots: &mut [Slot], spare: &mut u16, which: impl Fn(&Slot) -> bool, most: impl Fn(&Slot) -> u16) {
    loop {
        let short = |slot: &&mut Slot| which(slot) && most(slot) > slot.width;
        let n = u16::try_from(slots.iter_mut().filter(short).count()).unwrap_or(u16::MAX);
        if n == 0 || *spare == 0 {
            break;
        }
        let each = (*spare / n).max(1);
        for slot in slots.iter_mut().filter(short) {
            let more = most(slot).saturating_sub(slot.width).min(each).min(*spare);
            slot.width += more;
            *spare -= more;
        }
    }
}

/// A cell of a row with its column and where that stands.
pub type PlacedCell<'a> = (PlacedColumn, &'a Column, ShownCell<'a>);

/// Whether a text needs more cells than it may take.
pub fn is_cut((_, column, cell): &PlacedCell<'_>, span: &Range<u16>) -> bool {
    cell.cells(column) > span.end.saturating_sub(span.start)
}

/// The cells that each text of a row may take: those of its column, or the blanks beside it as well.
pub fn spans(row: &[PlacedCell<'_>], room: u16) -> Vec<Range<u16>> {
    let cells = |(_, column, cell): &PlacedCell<'_>| cell.cells(column);
    let right = |(_, column, _): &PlacedCell<'_>| column.right;
    let span = |(n, one): (usize, &PlacedCell<'_>)| {
        let place = one.0;
        let own = place.x..place.x.saturating_add(place.width);
        let long = cells(one);
        if long <= place.width {
            return own;
        }
        let filled = |other: &&PlacedCell<'_>| cells(other) > 0;
        if right(one) {
            let before = row.iter().take(n).rev().find(filled);
            let free = before.map_or(0, |before| {
                let taken = if right(before) { before.0.width } else { cells(before) };
                before.0.x.saturating_add(taken).saturating_add(GAP)
            });
            return own.end.saturating_sub(long).max(free).min(own.start)..own.end;
        }
        let next = row.iter().skip(n + 1).find(filled);
        let free = next.map_or(room, |next| {
            let blanks = next.0.width.saturating_sub(cells(next));
            let gap = if right(next) { NARROW_GAP } else { GAP };
            let begin = next.0.x.saturating_add(if right(next) { blanks } else { 0 });
            begin.saturating_sub(gap)
        });
        own.start..own.start.saturating_add(long).min(free).max(own.end)
    };
    row.iter().enumerate().map(span).collect()
}
