//! The screen: a frame becomes bytes for the terminal, and is one write.

mod diff;
mod pen;

use std::io;
use std::mem;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use self::diff::take_changes;
use self::pen::Pen;
use super::tty_writer::TtyWriter;
use crate::app::viewport::Size;
use crate::ui::kept_frame::KeptFrame;

/// Begins a synchronized update: nothing of a frame is shown before all of it is.
const BEGIN: &[u8] = b"\x1b[?2026h";
/// Ends a synchronized update; harmless where none was begun.
const END: &[u8] = b"\x1b[?2026l";
/// Bytes of a frame that a terminal reads at once anyway, as it does after most keys.
const SMALL: usize = 512;

const CLEAR: &[u8] = b"\x1b[2J";
const SHOW_CURSOR: &[u8] = b"\x1b[?25h";
const HIDE_CURSOR: &[u8] = b"\x1b[?25l";

/// The terminal as far as we know it. It is asked nothing: its answers would be read as keys.
#[derive(Debug)]
pub struct Screen {
    /// What the terminal shows.
    shown: Buffer,
    /// What it shows next.
    next: KeptFrame,
    /// The terminal was cleared: every row must be written.
    cleared: bool,
    pen: Pen,
    /// Whether the cursor is seen, where that is known.
    cursor: Option<bool>,
    /// The bytes of the next frame.
    frame: Vec<u8>,
    /// What is said to the terminal beside its frames: modes, the clipboard. It is nobody else's business.
    outside: Vec<u8>,
    /// The terminal, where there is one.
    to: Option<TtyWriter>,
    /// A copy of every frame, until it is taken.
    copy: Option<Vec<u8>>,
}

impl Screen {
    pub fn new(size: Size, to: TtyWriter) -> Self {
        Self::on(size, Some(to))
    }

    /// A screen that nobody sees: for its bytes alone.
    pub fn unseen(size: Size) -> Self {
        Self::on(size, None)
    }

    fn on(size: Size, to: Option<TtyWriter>) -> Self {
        Self {
            shown: blank(size),
            next: KeptFrame::new(size),
            cleared: false,
            pen: Pen::default(),
            cursor: None,
            frame: Vec::new(),
            outside: Vec::new(),
            to,
            copy: None,
        }
    }

    /// Switches the copying of frames.
    pub fn copy(&mut self, on: bool) {
        self.copy = on.then(Vec::new);
    }

    /// Takes the frames copied so far.
    pub fn copied(&mut self) -> Vec<u8> {
        self.copy.as_mut().map(mem::take).unwrap_or_default()
    }

    /// It has this size from the next frame on.
    pub fn set_size(&mut self, size: Size) {
        if self.shown.area.as_size() != (size.width, size.height).into() {
            (self.shown, self.next) = (blank(size), KeptFrame::new(size));
            self.clear();
        }
    }

    /// The next frame draws every cell.
    pub fn clear(&mut self) {
        self.shown.reset();
        self.cleared = true;
        self.cursor = None;
        self.pen.reset(&mut self.frame);
        self.frame.extend_from_slice(CLEAR);
    }

    /// Draws a frame and sends it. One that changes nothing is not sent. `draw` says where the cursor is seen.
    pub fn draw(&mut self, draw: impl FnOnce(&mut KeptFrame) -> Option<Position>) -> io::Result<()> {
        let cursor = draw(&mut self.next);
        let (pen, frame, next) = (&mut self.pen, &mut self.frame, self.next.cells());
        let mut put = |at, cell| {
            pen.cross(at, next, frame);
            pen.put(at, cell, frame);
        };
        if mem::take(&mut self.cleared) {
            take_changes(&mut self.shown, next, 0..next.area.height, &mut put);
        } else {
            take_changes(&mut self.shown, next, self.next.drawn_rows(), &mut put);
        }
        pen.write_blanks(false, frame);
        if self.cursor.replace(cursor.is_some()) != Some(cursor.is_some()) {
            frame.extend_from_slice(if cursor.is_some() { SHOW_CURSOR } else { HIDE_CURSOR });
        }
        if let Some(at) = cursor {
            pen.move_to(at, frame);
        }
        self.send()
    }

    /// Says something outside of a frame, before the next one. It may change the cursor.
    pub fn say(&mut self, words: &str) {
        self.cursor = None;
        self.outside.extend_from_slice(words.as_bytes());
    }

    /// Sends what waits to be sent.
    pub fn send(&mut self) -> io::Result<()> {
        let out = &mut self.outside;
        if !self.frame.is_empty() {
            let begin = out.len();
            let [before, after] = if self.frame.len() > SMALL {
                [BEGIN, END]
            } else {
                [&[][..]; 2]
            };
            out.extend_from_slice(before);
            out.append(&mut self.frame);
            out.extend_from_slice(after);
            if let (Some(copy), Some(frame)) = (&mut self.copy, out.get(begin..)) {
                copy.extend_from_slice(frame);
            }
        }
        let sent = match &self.to {
            Some(to) if !out.is_empty() => to.send(out),
            _ => Ok(()),
        };
        out.clear();
        sent
    }
}

fn blank(size: Size) -> Buffer {
    Buffer::empty(Rect::new(0, 0, size.width, size.height))
}
