//! What ratatui draws on: a frame is one synchronized update in one write, and the terminal is never asked anything.

use std::io::{self, Stdout, Write};

use crossterm::cursor::{Hide, Show};
use crossterm::queue;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

const BEGIN: &[u8] = b"\x1b[?2026h";
/// Ends a synchronized update; harmless where none was begun.
pub const END: &[u8] = b"\x1b[?2026l";

/// Collects what is drawn and sends it as one synchronized update.
#[derive(Debug)]
pub struct Out {
    frame: Vec<u8>,
    to: Stdout,
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.frame.is_empty() {
            self.frame.extend_from_slice(BEGIN);
        }
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        self.frame.extend_from_slice(END);
        let mut to = self.to.lock();
        let sent = to.write_all(&self.frame).and_then(|()| to.flush());
        self.frame.clear();
        sent
    }
}

/// The terminal as ratatui sees it. Its size is what the program was last told, and its cursor is where it was last put:
/// answers of the terminal would be read as keys, and asking for the size opens a file for every frame.
#[derive(Debug)]
pub struct Screen {
    inner: CrosstermBackend<Out>,
    size: Size,
    cursor: Position,
}

impl Screen {
    /// A screen of this size on standard output.
    #[must_use]
    pub fn new(size: Size) -> Self {
        let out = Out {
            frame: Vec::with_capacity(64 * 1024),
            to: io::stdout(),
        };
        Self {
            inner: CrosstermBackend::new(out),
            size,
            cursor: Position::ORIGIN,
        }
    }

    /// It has this size from the next frame on.
    pub fn set_size(&mut self, size: Size) {
        self.size = size;
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        queue!(self.inner, Hide)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        queue!(self.inner, Show)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        queue!(self.inner, crossterm::cursor::MoveTo(self.cursor.x, self.cursor.y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        use crossterm::terminal::{Clear, ClearType as C};
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
        Write::flush(&mut self.inner)
    }
}
