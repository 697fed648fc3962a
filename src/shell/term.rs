//! The terminal: taken over whole, and given back whole whatever happens.

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{panic, thread};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ratatui::layout::Position;
use rustix::stdio::stdin;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::clock;
use super::event::EventSender;
use super::input;
use super::screen::Screen;
use super::tty_writer::TtyWriter;
use crate::app::viewport::Size;
use crate::ui::kept_frame::KeptFrame;

/// What the terminal is given back with, while it is ours. A panic hook has no other way to know.
static TAKEN: Mutex<Option<TakenTerminal>> = Mutex::new(None);

struct TakenTerminal {
    before: Termios,
    out: TtyWriter,
}

/// The other screen, pastes in brackets, and no colours.
const TAKE: &str = "\x1b[?1049h\x1b[?2004h\x1b[m";
/// Buttons and the wheel in SGR form, and no movements: each would wake us.
const MOUSE: &str = "\x1b[?1000h\x1b[?1006h";
const NO_MOUSE: &str = "\x1b[?1006l\x1b[?1000l";
/// No synchronized update, no colours, no mouse, no brackets; the screen of before, with its cursor.
const GIVE_BACK: &str = "\x1b[?2026l\x1b[m\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?1049l\x1b[?25h";

/// How long the terminal has to fetch the last bytes. Once Ctrl-C is a signal again, the system throws away what it has not
/// fetched by then.
const FETCH: Duration = Duration::from_millis(20);

/// How often it gets that time again while keys keep coming: a Ctrl-C may be the next one.
const HAMMERED: usize = 25;

#[derive(Debug)]
pub struct Term {
    screen: Screen,
    out: TtyWriter,
    mouse: bool,
}

impl Term {
    /// Takes the terminal over without asking it anything: its size comes from the system.
    ///
    /// # Errors
    /// The terminal does not let itself be taken; it is as it was.
    pub fn enter(size: Size, events: EventSender) -> io::Result<Self> {
        let out = TtyWriter::open(events)?;
        let mut term = Self {
            screen: Screen::new(size, out.clone()),
            out,
            mouse: true,
        };
        term.take()?;
        Ok(term)
    }

    fn take(&mut self) -> io::Result<()> {
        let mut taken = taken();
        // A terminal that was never given back keeps its first modes.
        let before = taken.as_ref().map_or_else(modes, |taken| Ok(taken.before.clone()))?;
        raw(&before)?;
        *taken = Some(TakenTerminal {
            before,
            out: self.out.clone(),
        });
        self.screen.say(TAKE);
        self.screen.say(if self.mouse { MOUSE } else { "" });
        Ok(())
    }

    /// Gives the terminal back; doing it twice is the same as once.
    pub fn leave(&mut self) {
        // Send the rest of a frame before the person's own screen comes back.
        let _ = self.screen.send();
        restore();
    }

    /// Takes it over again after the program was stopped.
    pub fn resume(&mut self) {
        // The shell may have changed the modes and drawn on the screen: both are set anew. Where that fails, the terminal
        // cannot be read either, and the thread that reads it ends the program.
        let _ = self.take();
        self.redraw();
    }

    /// The next frame draws every cell.
    pub fn redraw(&mut self) {
        self.screen.clear();
    }

    /// Switches the copying of frames.
    pub fn tee(&mut self, on: bool) {
        self.screen.copy(on);
    }

    /// Takes the frames copied so far.
    pub fn teed(&mut self) -> Vec<u8> {
        self.screen.copied()
    }

    pub fn resize(&mut self, size: Size) {
        self.screen.set_size(size);
    }

    /// Draws a frame in one write: `draw` says where the cursor is seen.
    pub fn draw(&mut self, draw: impl FnOnce(&mut KeptFrame) -> Option<Position>) -> io::Result<()> {
        self.screen.draw(draw)
    }

    /// Whether the terminal has taken everything that was drawn. Where it has not, [`Event::TerminalReady`] comes once it has.
    pub fn is_ready(&self) -> bool {
        self.out.is_ready()
    }

    /// Whether somebody can see what is drawn: the terminal reads, within a moment.
    pub fn is_read(&self) -> bool {
        self.out.is_read()
    }

    pub fn capture(&mut self, on: bool) {
        self.mouse = on;
        self.say(if on { MOUSE } else { NO_MOUSE });
    }

    /// Asks for the background's colour. A terminal that doesn't know the question says nothing.
    pub fn ask_background(&mut self) {
        self.say("\x1b]11;?\x1b\\");
    }

    /// Copies to the clipboard, if the terminal allows it.
    pub fn copy(&mut self, text: &str) {
        self.say(&format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(text)));
    }

    fn say(&mut self, words: &str) {
        self.screen.say(words);
        // The next frame reports a terminal that is gone.
        let _ = self.screen.send();
    }
}

/// The largest screen that is drawn: every cell takes memory and time.
const LARGEST: Size = Size {
    width: 1000,
    height: 500,
};

/// The size of the terminal, at most [`LARGEST`].
pub fn size() -> Size {
    let known = rustix::termios::tcgetwinsize(io::stdout());
    let (width, height) = known.map_or((80, 24), |known| (known.ws_col, known.ws_row));
    Size {
        width: width.min(LARGEST.width),
        height: height.min(LARGEST.height),
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back, if it is taken. Nothing can be done about a terminal that does not listen any more.
fn restore() {
    let mut taken = taken();
    if let Some(TakenTerminal { before, out }) = taken.take() {
        let send = || out.send_last(GIVE_BACK.as_bytes());
        give_back(send, wait_for_terminal, || drop(set(&before)));
    }
}

/// Lets the terminal fetch the last bytes, for longer while somebody hammers keys.
fn wait_for_terminal(time: Duration) {
    for _ in 0..HAMMERED {
        let typed = input::typed();
        clock::wait(time);
        if input::typed() == typed {
            return;
        }
    }
}

/// The order in which a terminal is given back. Before its modes change, it fetches the last bytes.
pub fn give_back(send: impl FnOnce(), wait: impl FnOnce(Duration), set: impl FnOnce()) {
    send();
    wait(FETCH);
    set();
}

fn taken() -> MutexGuard<'static, Option<TakenTerminal>> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn modes() -> io::Result<Termios> {
    Ok(tcgetattr(stdin())?)
}

pub(super) fn set(modes: &Termios) -> io::Result<()> {
    Ok(tcsetattr(stdin(), OptionalActions::Now, modes)?)
}

/// Sets the terminal raw: every key comes as it is typed, Ctrl-C as well.
pub(super) fn raw(before: &Termios) -> io::Result<()> {
    let mut modes = before.clone();
    modes.make_raw();
    set(&modes)
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

/// Panics in debug builds when a test asks for it.
#[cfg(debug_assertions)]
pub(super) fn panic_if_asked() {
    assert!(std::env::var_os("AMTUI_PANIC").is_none(), "asked to");
}
