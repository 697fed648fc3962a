//! Keys, clicks and pastes, as they are read from the terminal.

pub mod decode;

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use zeroize::Zeroizing;

use self::decode::Decoder;
pub use self::decode::TerminalInput;
use crate::app::App;
use crate::app::msg::Msg;
use crate::ui;

const READ_SIZE: usize = 4096;

/// How often input was read.
static READS: AtomicUsize = AtomicUsize::new(0);

/// How much a person has typed so far: what was read, and the bytes that wait to be read. It changes with each key.
pub fn typed() -> (usize, u64) {
    let waiting = rustix::io::ioctl_fionread(stdin()).unwrap_or(0);
    (READS.load(Ordering::Relaxed), waiting)
}

/// Keys, mouse events and pastes from standard input.
#[derive(Debug)]
pub struct Keyboard {
    decoder: Decoder,
    // A secret may be typed.
    bytes: Zeroizing<Vec<u8>>,
}

impl Default for Keyboard {
    fn default() -> Self {
        Self {
            decoder: Decoder::default(),
            bytes: Zeroizing::new(vec![0; READ_SIZE]),
        }
    }
}

impl Keyboard {
    /// Waits for input, which may be nothing.
    pub fn read(&mut self) -> io::Result<impl Iterator<Item = TerminalInput>> {
        if wait_for_bytes(self.timeout())? {
            self.read_ready()?;
        } else {
            self.time_out();
        }
        Ok(self.inputs())
    }

    /// Reads what is there. It does not wait where a poll said so before.
    pub fn read_ready(&mut self) -> io::Result<()> {
        match rustix::io::read(stdin(), &mut self.bytes[..]) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(n) => {
                READS.fetch_add(1, Ordering::Relaxed);
                self.decoder.decode(self.bytes.get(..n).unwrap_or_default());
            }
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(gone) => return Err(gone.into()),
        }
        Ok(())
    }

    /// How long to wait for the rest of an unfinished sequence.
    pub fn timeout(&self) -> Option<Duration> {
        self.decoder.timeout()
    }

    /// Ends a sequence whose rest did not come in that time.
    pub fn time_out(&mut self) {
        self.decoder.time_out();
    }

    /// Takes the input that is complete.
    pub fn inputs(&mut self) -> impl Iterator<Item = TerminalInput> {
        self.decoder.inputs()
    }
}

/// Waits for bytes, for ever with `None`. Returns whether there are any.
fn wait_for_bytes(time: Option<Duration>) -> io::Result<bool> {
    let time = time.and_then(|time| Timespec::try_from(time).ok());
    loop {
        let mut input = [PollFd::from_borrowed_fd(stdin(), PollFlags::IN)];
        match poll(&mut input, time.as_ref()) {
            Ok(ready) => return Ok(ready > 0),
            Err(Errno::INTR) => {}
            Err(gone) => return Err(gone.into()),
        }
    }
}

/// Turns input into a message. A click needs rows that are up to date.
pub fn message(input: TerminalInput, app: &mut App) -> Msg {
    match input {
        TerminalInput::Key(key) => Msg::Key(key),
        TerminalInput::Paste(text) => Msg::Paste(text),
        // The event loop takes it where it asked.
        TerminalInput::Background(_) => Msg::Tick,
        TerminalInput::Mouse(what, column, row) => {
            app.refresh();
            Msg::Mouse(what, ui::target(app, column, row))
        }
    }
}
