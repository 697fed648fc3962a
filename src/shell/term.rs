//! The terminal: taken over whole, drawn on in one write a frame, and given back whole whatever happens.

use std::io::{self, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{execute, queue};
use ratatui::{Frame, Terminal, layout};

use super::screen::{END, Screen};
use crate::app::msg::Size;

/// Whether the terminal is ours now. A panic hook has no other way to know.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Buttons and the wheel in SGR form. crossterm's own capture also asks for every movement, and each would wake us.
const MOUSE: &str = "\x1b[?1000h\x1b[?1006h";

/// The terminal while it is ours.
#[derive(Debug)]
pub struct Term {
    terminal: Terminal<Screen>,
    mouse: bool,
}

impl Term {
    /// Takes the terminal over. It answers no question on the way: its size comes from the system.
    ///
    /// # Errors
    /// The terminal does not let itself be taken; it is as it was.
    pub fn enter(size: Size) -> io::Result<Self> {
        let terminal = Terminal::new(Screen::new(cells(size)))?;
        let mut term = Self { terminal, mouse: true };
        term.take()?;
        Ok(term)
    }

    fn take(&mut self) -> io::Result<()> {
        TAKEN.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        let backend = self.terminal.backend_mut();
        queue!(backend, EnterAlternateScreen, EnableBracketedPaste)?;
        if self.mouse {
            queue!(backend, Print(MOUSE))?;
        }
        Ok(())
    }

    /// Gives the terminal back; doing it twice is the same as once.
    pub fn leave(&mut self) {
        // What is half drawn must not follow on the person's own screen.
        let _ = Write::flush(self.terminal.backend_mut());
        restore();
    }

    /// Takes it over again after the program was stopped.
    pub fn resume(&mut self) {
        // Whoever stopped the program may have changed the modes behind its back: they are set anew, not assumed.
        let _ = disable_raw_mode();
        // A terminal that cannot be taken now cannot be read either: the reader ends the program.
        // Whatever is on it now, the next frame is drawn whole.
        let _ = self.take().and_then(|()| self.redraw());
    }

    /// Draws the next frame over whatever is there.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn redraw(&mut self) -> io::Result<()> {
        self.terminal.clear()
    }

    /// From here on every frame is copied as well, or no more.
    pub fn tee(&mut self, on: bool) {
        self.terminal.backend_mut().copy(on);
    }

    /// The frames copied since the last time.
    pub fn teed(&mut self) -> Vec<u8> {
        self.terminal.backend_mut().copied()
    }

    /// Its size changed.
    pub fn resize(&mut self, size: Size) {
        self.terminal.backend_mut().set_size(cells(size));
    }

    /// Draws a frame: one write.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.terminal.draw(draw).map(|_| ())
    }

    /// Captures the mouse, or leaves it to the terminal.
    pub fn capture(&mut self, on: bool) {
        self.mouse = on;
        let backend = self.terminal.backend_mut();
        let _ = if on {
            execute!(backend, Print(MOUSE))
        } else {
            execute!(backend, DisableMouseCapture)
        };
    }

    /// Puts text on the clipboard, where the terminal allows it.
    pub fn copy(&mut self, text: &str) {
        let _ = execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text));
    }
}

fn cells(size: Size) -> layout::Size {
    layout::Size::new(size.width, size.height)
}

impl Drop for Term {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back, if it is taken. Nothing can be done about a terminal that does not listen any more.
fn restore() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = out.write_all(END);
        let _ = execute!(
            out,
            DisableMouseCapture,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
        let _ = disable_raw_mode();
    }
}

/// Gives the terminal back before a panic of this thread is reported. Panics of other threads are answers (see
/// `worker`): they are not written over the screen. Details are for those who ask with `RUST_BACKTRACE`.
pub fn restore_on_panic() {
    let main = thread::current().id();
    let before = panic::take_hook();
    let details = std::env::var_os("RUST_BACKTRACE").is_some_and(|v| v != "0");
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == main {
            restore();
            if details {
                before(info);
            }
        }
    }));
}

/// Breaks on purpose in debug builds, so that a test can see what a person would see.
#[cfg(debug_assertions)]
pub(super) fn panic_if_asked() {
    assert!(std::env::var_os("AMTUI_PANIC").is_none(), "asked to");
}
