//! Lines that are typed, as the terminal edits them, and secrets that it does not show.

use std::io;
use std::thread;

use rustix::io::Errno;
use rustix::stdio::stdin;
use rustix::termios::{LocalModes, Termios};
use zeroize::Zeroizing;

use super::event::{Event, EventSender};
use super::term;

/// The room for a line, in bytes: a terminal takes no longer ones. Beyond it, what grows would leave a copy behind.
const ROOM: usize = 16 << 10;

/// Sends each line as an event, from a thread, until the terminal is gone.
pub fn listen(events: EventSender) -> io::Result<()> {
    let read = move || {
        let mut bytes = Zeroizing::new(vec![0; ROOM]);
        let mut line = Zeroizing::new(Vec::with_capacity(ROOM));
        loop {
            let event = match rustix::io::read(stdin(), &mut bytes[..]) {
                Ok(0) => Event::EndOfInput,
                Ok(n) => {
                    for byte in bytes.get(..n).unwrap_or_default() {
                        if *byte != b'\n' {
                            line.push(*byte);
                            continue;
                        }
                        let text = Zeroizing::new(String::from_utf8_lossy(&line).into_owned());
                        line.clear();
                        if events.send(Event::Line(text)).is_err() {
                            return;
                        }
                    }
                    continue;
                }
                Err(Errno::INTR) => continue,
                Err(_) => Event::TerminalGone,
            };
            let gone = matches!(event, Event::TerminalGone);
            // The channel lives as long as the program.
            if events.send(event).is_err() || gone {
                return;
            }
        }
    };
    thread::Builder::new().name("lines".into()).spawn(read).map(drop)
}

/// The terminal doesn't show what is typed, until this is dropped.
pub struct HiddenEcho(Termios);

impl HiddenEcho {
    pub fn begin() -> io::Result<Self> {
        let before = term::modes()?;
        let mut modes = before.clone();
        modes.local_modes.remove(LocalModes::ECHO);
        // The end of the line is shown all the same.
        modes.local_modes.insert(LocalModes::ECHONL);
        term::set(&modes)?;
        Ok(Self(before))
    }
}

impl Drop for HiddenEcho {
    fn drop(&mut self) {
        // A terminal that is gone can't be helped.
        let _ = term::set(&self.0);
    }
}
