//! What ratatui draws on: a frame is one synchronized update in one write.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::cursor::{Hide, Show};
use crossterm::queue;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::tty_writer::TtyWriter;

const BEGIN: &[u8] = b"\x1b[?2026h";
/// Ends a synchronized update; harmless where none was begun.
const END: &[u8] = b"\x1b[?2026l";

/// The bytes of the frame that is being drawn. ratatui's backend writes into it, and [`Screen`] sends it.
#[derive(Clone, Debug, Default)]
struct Pending(Rc<RefCell<Vec<u8>>>);

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut frame = self.0.borrow_mut();
        if frame.is_empty() {
            frame.extend_from_slice(BEGIN);
        }
        frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// ratatui's backend flushes after each thing it does to the cursor: those are not ends of a frame.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal as ratatui sees it. Its size is what the program was last told, and its cursor is where it was last put:
/// answers of the terminal would be read as keys, and asking for the size opens a file for every frame.
#[derive(Debug)]
pub struct Screen {
    inner: CrosstermBackend<Pending>,
    pending: Pending,
    /// What is said to the terminal beside its frames: modes, the clipboard. It is nobody else's business.
    outside: Vec<u8>,
    /// The terminal, where there is one.
    to: Option<TtyWriter>,
    /// A copy of every frame, until it is taken.
    copy: Option<Vec<u8>>,
    size: Size,
    cursor: Position,
    /// Whether the cursor is seen, where that is known.
    shown: Option<bool>,
    /// Whether the frame changes anything: one that does not is not sent.
    changes: bool,
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
        let pending = Pending(Rc::new(RefCell::new(Vec::with_capacity(64 * 1024))));
        Self {
            inner: CrosstermBackend::new(pending.clone()),
            pending,
            outside: Vec::new(),
            to,
            copy: None,
            size,
            cursor: Position::ORIGIN,
            shown: None,
            changes: false,
        }
    }

    /// Switches the copying of frames.
    pub fn copy(&mut self, on: bool) {
        self.copy = on.then(Vec::new);
    }

    /// Takes the frames copied so far.
    pub fn copied(&mut self) -> Vec<u8> {
        self.copy.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// It has this size from the next frame on.
    pub fn set_size(&mut self, size: Size) {
        self.size = size;
    }

    fn send(&mut self) -> io::Result<()> {
        let mut out = std::mem::take(&mut self.outside);
        let mut frame = self.pending.0.borrow_mut();
        if std::mem::take(&mut self.changes) && !frame.is_empty() {
            frame.extend_from_slice(END);
            if let Some(copy) = &mut self.copy {
                copy.extend_from_slice(&frame);
            }
            out.extend_from_slice(&frame);
        }
        frame.clear();
        match &self.to {
            Some(to) if !out.is_empty() => to.send(&out),
            _ => Ok(()),
        }
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Bytes outside of a frame may change the cursor.
        self.shown = None;
        self.outside.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send()
    }
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let mut content = content.peekable();
        if content.peek().is_some() {
            self.changes = true;
            self.inner.draw(content)?;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.shown.replace(false) != Some(false) {
            self.changes = true;
            queue!(self.inner, Hide)?;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.shown.replace(true) != Some(true) {
            self.changes = true;
            queue!(self.inner, Show)?;
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        // Drawing moves the cursor: put it back even if its place is the same.
        self.changes |= position != self.cursor;
        self.cursor = position;
        queue!(self.inner, crossterm::cursor::MoveTo(self.cursor.x, self.cursor.y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        use crossterm::terminal::{Clear, ClearType as C};
        self.changes = true;
        queue!(
            self.inner,
            Clear(match region {
                ClearType::All => C::All,
                ClearType::AfterCursor => C::FromCursorDown,
                ClearType::BeforeCursor => C::FromCursorUp,
                ClearType::CurrentLine => C::CurrentLine,
                ClearType::UntilNewLine => C::UntilNewLine,
            })
        )
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send()
    }
}
