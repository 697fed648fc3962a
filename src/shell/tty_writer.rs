//! The way out to the terminal. Nothing here waits for a terminal that does not read: what it has no room for is sent by a
//! thread of its own.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::fd::AsFd as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::termios::{QueueSelector, tcflush, ttyname};

use super::event::{Event, EventSender};

/// How long a terminal that does not read is waited for at the end.
const LAST: Duration = Duration::from_millis(500);

/// Ends a string that the terminal may be in the midst of.
const STRING_END: &[u8] = b"\x1b\\";

/// Clones write to the same terminal.
#[derive(Clone, Debug)]
pub struct TtyWriter(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    tty: File,
    /// Told when the terminal has room again.
    events: EventSender,
    waiting: Mutex<PendingOutput>,
    more: Condvar,
}

#[derive(Debug, Default)]
struct PendingOutput {
    bytes: Vec<u8>,
    /// Send [`Event::TerminalReady`] once all of it is written.
    wanted: bool,
    gone: Option<ErrorKind>,
    /// Whether the thread runs that writes what the terminal has no room for.
    sends: bool,
}

impl PendingOutput {
    /// Writes what the terminal has room for.
    fn push(&mut self, mut tty: &File) {
        let mut written = 0;
        while let Some(left @ [_, ..]) = self.bytes.get(written..) {
            match tty.write(left) {
                Ok(n) => written += n,
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) if e.kind() == ErrorKind::WouldBlock => break,
                Err(e) => {
                    self.gone = Some(e.kind());
                    self.bytes.clear();
                }
            }
        }
        self.bytes.drain(..written.min(self.bytes.len()));
    }
}

impl TtyWriter {
    /// The terminal of standard output. `events` is told when it has room again.
    pub fn open(events: EventSender) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            tty: tty()?,
            events,
            waiting: Mutex::default(),
            more: Condvar::new(),
        });
        Ok(Self(shared))
    }

    fn waiting(&self) -> MutexGuard<'_, PendingOutput> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what waits, each time there is room.
    fn write_loop(&self) {
        loop {
            let nothing = |waiting: &mut PendingOutput| waiting.bytes.is_empty();
            drop(self.0.more.wait_while(self.waiting(), nothing));
            self.wait_for_room(None);
            let mut waiting = self.waiting();
            waiting.push(&self.0.tty);
            if waiting.bytes.is_empty()
                && std::mem::take(&mut waiting.wanted)
                && self.0.events.send(Event::TerminalReady).is_err()
            {
                return;
            }
        }
    }

    /// Waits for room, for ever with `None`. Returns whether there is any.
    fn wait_for_room(&self, time: Option<Duration>) -> bool {
        let time = time.and_then(|time| Timespec::try_from(time).ok());
        let mut tty = [PollFd::from_borrowed_fd(self.0.tty.as_fd(), PollFlags::OUT)];
        // After a signal the caller looks again, as if there were room.
        poll(&mut tty, time.as_ref()).map_or(true, |ready| ready > 0)
    }

    /// Whether the terminal reads, within a moment.
    pub fn is_read(&self) -> bool {
        self.wait_until_written() && self.wait_for_room(Some(LAST))
    }

    /// Sends bytes after those that wait.
    pub fn send(&self, bytes: &[u8]) -> io::Result<()> {
        let mut waiting = self.waiting();
        let first = waiting.bytes.is_empty();
        waiting.bytes.extend_from_slice(bytes);
        if first {
            waiting.push(&self.0.tty);
        }
        if first && !waiting.bytes.is_empty() {
            // Most terminals always have room: then there is no such thread.
            if !waiting.sends {
                let sends = self.clone();
                thread::Builder::new()
                    .name("output".into())
                    .spawn(move || sends.write_loop())?;
                waiting.sends = true;
            }
            self.0.more.notify_one();
        }
        waiting.gone.map_or(Ok(()), |why| Err(why.into()))
    }

    /// Whether the terminal has taken everything. Where it has not, [`Event::TerminalReady`] comes once it has.
    pub fn is_ready(&self) -> bool {
        let mut waiting = self.waiting();
        waiting.wanted = !waiting.bytes.is_empty();
        !waiting.wanted
    }

    /// Waits a moment for the terminal to take everything. Returns whether it did.
    fn wait_until_written(&self) -> bool {
        let end = Instant::now() + LAST;
        loop {
            let mut waiting = self.waiting();
            waiting.push(&self.0.tty);
            if waiting.bytes.is_empty() {
                return true;
            }
            drop(waiting);
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            self.wait_for_room(Some(left));
        }
    }

    /// Sends the last bytes. A terminal that does not read gets them in the place of what it has not taken, so that they are
    /// the first it reads.
    pub fn send_last(&self, bytes: &[u8]) {
        let _ = self.send(bytes);
        if !self.wait_until_written() {
            let mut waiting = self.waiting();
            waiting.bytes = [STRING_END, bytes].concat();
            let _ = tcflush(&self.0.tty, QueueSelector::OFlush);
            waiting.push(&self.0.tty);
        }
    }
}

/// The terminal, opened anew: not to wait is a property of an open file, and that of standard output is shared with the
/// shell. Where it cannot be opened, writing waits.
fn tty() -> io::Result<File> {
    let out = io::stdout();
    let again = ttyname(&out, Vec::new()).map_err(io::Error::from).and_then(|name| {
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        let mut options = OpenOptions::new();
        options.write(true).custom_flags(flags.bits().cast_signed());
        options.open(OsStr::from_bytes(name.as_bytes()))
    });
    again.or_else(|_| Ok(File::from(out.as_fd().try_clone_to_owned()?)))
}
