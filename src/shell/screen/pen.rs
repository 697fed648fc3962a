//! What the terminal draws with, and where: cells become bytes, and only what changes is said.

use ratatui::buffer::{Buffer, Cell, CellWidth as _};
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

impl Ink {
    fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }
}

/// So many cells are written again rather than moved over: the move takes as many bytes.
const FEW: u16 = 4;

#[derive(Debug, Default)]
pub struct Pen {
    ink: Ink,
    /// Where the terminal writes next, where that is known, once it has written the blanks.
    at: Option<Position>,
    /// So many blanks on a plain background end there, and aren't written yet: many are erased with fewer bytes.
    blanks: u16,
}

impl Pen {
    /// Begins anew on a terminal that may have been drawn on by others.
    pub fn reset(&mut self, out: &mut Vec<u8>) {
        *self = Self::default();
        out.extend_from_slice(b"\x1b[m");
    }

    /// Writes the blanks that wait, or erases their cells where that is shorter: text follows them, or a move does.
    pub fn write_blanks(&mut self, text_follows: bool, out: &mut Vec<u8>) {
        let blanks = std::mem::take(&mut self.blanks);
        let command_length = if blanks < 10 { 4 } else { 5 };
        if blanks <= command_length * (1 + u16::from(text_follows)) {
            out.resize(out.len() + usize::from(blanks), b' ');
            return;
        }
        command(blanks, b'X', out);
        if text_follows {
            command(blanks, b'C', out);
        }
        // The cursor stays where the erased cells begin.
        if let Some(at) = self.at.as_mut().filter(|_| !text_follows) {
            at.x = at.x.saturating_sub(blanks);
        }
    }

    pub fn move_to(&mut self, to: Position, out: &mut Vec<u8>) {
        if self.at == Some(to) {
            return;
        }
        self.write_blanks(false, out);
        let at = self.at.replace(to);
        out.extend_from_slice(b"\x1b[");
        let in_row = at.is_some_and(|at| at.y == to.y);
        if !in_row {
            number(u32::from(to.y) + 1, out);
            out.push(b';');
        }
        number(u32::from(to.x) + 1, out);
        out.push(if in_row { b'G' } else { b'H' });
    }

    /// Gets to a cell of `frame` over a few that stay as they are: in the same ink they are written again.
    pub fn cross(&mut self, to: Position, frame: &Buffer, out: &mut Vec<u8>) {
        let Some(from) = self.at.filter(|at| at.y == to.y && at.x < to.x && to.x - at.x <= FEW) else {
            return;
        };
        let ink = self.ink;
        let same = |cell: &&Cell| cell.symbol().len() == 1 && Ink::of(cell) == ink;
        let between = (from.x..to.x).map_while(|x| frame.cell((x, to.y)).filter(same));
        if between.clone().count() == usize::from(to.x - from.x) {
            self.write_blanks(true, out);
            out.extend(between.flat_map(|cell| cell.symbol().bytes()));
            self.at = Some(to);
        }
    }

    /// Writes a cell.
    pub fn put(&mut self, at: Position, cell: &Cell, out: &mut Vec<u8>) {
        let ink = Ink::of(cell);
        let symbol = cell.symbol();
        // Most cells are letters that go on with those before.
        if let ([letter @ b'!'..=b'~'], true) = (
            symbol.as_bytes(),
            self.at == Some(at) && self.ink == ink && self.blanks == 0,
        ) {
            out.push(*letter);
            self.at = Some(Position { x: at.x + 1, ..at });
            return;
        }
        self.move_to(at, out);
        let same_blank =
            symbol == " " && ink.bg == self.ink.bg && !(ink.modifier | self.ink.modifier).intersects(SEEN_ON_BLANK);
        if ink != self.ink && !same_blank {
            self.write_blanks(true, out);
            dip(self.ink, ink, out);
            self.ink = ink;
        }
        let is_erasable = symbol == " " && self.ink.bg == Color::Reset && !self.ink.modifier.intersects(SEEN_ON_BLANK);
        if is_erasable {
            self.blanks += 1;
            self.at = Some(Position { x: at.x + 1, ..at });
            return;
        }
        self.write_blanks(true, out);
        out.extend_from_slice(symbol.as_bytes());
        // Terminals don't agree on how far a wide character moves them.
        self.at = (symbol.len() == 1 || cell.cell_width() == 1).then_some(Position { x: at.x + 1, ..at });
    }
}

/// Says the difference between two inks, from the plain one where that is shorter.
fn dip(from: Ink, to: Ink, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    let start = out.len();
    if to != Ink::default() {
        difference(from, to, out);
        let changed = out.len();
        out.extend_from_slice(b"0;");
        difference(Ink::default(), to, out);
        if out.len() - changed < changed - start {
            out.drain(start..changed);
        } else {
            out.truncate(changed);
        }
        // The last number has no semicolon after it.
        if out.last() == Some(&b';') {
            out.pop();
        }
    }
    out.push(b'm');
}

/// The numbers that lead from one ink to another, each with a semicolon after it.
fn difference(from: Ink, to: Ink, numbers: &mut Vec<u8>) {
    let mut kept = from.modifier;
    for (attribute, _, off) in ATTRIBUTES {
        if kept.contains(attribute) && !to.modifier.contains(attribute) {
            each([off], numbers);
            // Bold and dim are switched off together.
            let others = ATTRIBUTES.iter().filter(|one| one.2 == off);
            kept.remove(others.map(|one| one.0).collect());
        }
    }
    for (attribute, on, _) in ATTRIBUTES {
        if to.modifier.contains(attribute) && !kept.contains(attribute) {
            each([on], numbers);
        }
    }
    for (from, to, ground) in [(from.fg, to.fg, 30), (from.bg, to.bg, 40)] {
        if from != to {
            match (to, index(to)) {
                (Color::Rgb(red, green, blue), _) => each([ground + 8, 2, red, green, blue], numbers),
                (_, Some(index)) => each([ground + 8, 5, u8::try_from(index).unwrap_or_default()], numbers),
                (_, None) => each([ground + 9], numbers),
            }
        }
    }
}

/// A command to the terminal with one number.
fn command(n: u16, what: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    number(n.into(), out);
    out.push(what);
}

fn each<const N: usize>(all: [u8; N], numbers: &mut Vec<u8>) {
    for one in all {
        number(one.into(), numbers);
        numbers.push(b';');
    }
}

/// Writes a number: a frame has hundreds, and the standard library's way takes several times as long.
fn number(n: u32, out: &mut Vec<u8>) {
    if n >= 10 {
        number(n / 10, out);
    }
    out.extend(u8::try_from(n % 10).map(|digit| b'0' + digit));
}
