//! What the terminal draws with, and where: cells become bytes, and only what changes is said.

use std::io::Write as _;

use ratatui::buffer::{Cell, CellWidth as _};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use super::diff::SEEN_ON_BLANK;
use crate::stage::picture::index;

/// Each attribute, and the numbers that switch it on and off.
const ATTRIBUTES: [(Modifier, u8, u8); 8] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Ink {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

#[derive(Debug, Default)]
pub struct Pen {
    ink: Ink,
    /// Where the terminal writes next, where that is known.
    at: Option<Position>,
}

impl Pen {
    /// Begins anew on a terminal that may have been drawn on by others.
    pub fn reset(&mut self, out: &mut Vec<u8>) {
        *self = Self::default();
        out.extend_from_slice(b"\x1b[m");
    }

    pub fn move_to(&mut self, to: Position, out: &mut Vec<u8>) {
        let (row, column) = (u32::from(to.y) + 1, u32::from(to.x) + 1);
        // Writing to a vector never fails.
        let _ = match self.at.replace(to) {
            Some(at) if at == to => Ok(()),
            Some(at) if at.y == to.y => write!(out, "\x1b[{column}G"),
            _ => write!(out, "\x1b[{row};{column}H"),
        };
    }

    /// Writes a cell.
    pub fn put(&mut self, at: Position, cell: &Cell, out: &mut Vec<u8>) {
        self.move_to(at, out);
        let ink = Ink {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        };
        let symbol = cell.symbol();
        let same_blank =
            symbol == " " && ink.bg == self.ink.bg && !(ink.modifier | self.ink.modifier).intersects(SEEN_ON_BLANK);
        if ink != self.ink && !same_blank {
            dip(self.ink, ink, out);
            self.ink = ink;
        }
        out.extend_from_slice(symbol.as_bytes());
        // Terminals don't agree on how far a wide character moves them.
        self.at = (symbol.len() == 1 || cell.cell_width() == 1).then_some(Position { x: at.x + 1, ..at });
    }
}

/// Says the difference between two inks, from the plain one where that is shorter.
fn dip(from: Ink, to: Ink, out: &mut Vec<u8>) {
    let mut changed = Vec::new();
    difference(from, to, &mut changed);
    let mut anew = b"0;".to_vec();
    difference(Ink::default(), to, &mut anew);
    let shorter = if to == Ink::default() {
        b""
    } else if changed.len() <= anew.len() {
        changed.as_slice()
    } else {
        anew.as_slice()
    };
    out.extend_from_slice(b"\x1b[");
    out.extend_from_slice(shorter.strip_suffix(b";").unwrap_or(shorter));
    out.push(b'm');
}

/// The numbers that lead from one ink to another, each with a semicolon after it.
fn difference(from: Ink, to: Ink, numbers: &mut Vec<u8>) {
    let mut kept = from.modifier;
    for (attribute, _, off) in ATTRIBUTES {
        if kept.contains(attribute) && !to.modifier.contains(attribute) {
            let _ = write!(numbers, "{off};");
            // Bold and dim are switched off together.
            let others = ATTRIBUTES.iter().filter(|one| one.2 == off);
            kept.remove(others.map(|one| one.0).collect());
        }
    }
    for (attribute, on, _) in ATTRIBUTES {
        if to.modifier.contains(attribute) && !kept.contains(attribute) {
            let _ = write!(numbers, "{on};");
        }
    }
    for (from, to, ground) in [(from.fg, to.fg, 3), (from.bg, to.bg, 4)] {
        if from != to {
            let _ = match (to, index(to)) {
                (Color::Rgb(red, green, blue), _) => write!(numbers, "{ground}8;2;{red};{green};{blue};"),
                (_, Some(index)) => write!(numbers, "{ground}8;5;{index};"),
                (_, None) => write!(numbers, "{ground}9;"),
            };
        }
    }
}
