//! Signals as events, and stopping as any program stops.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::Event;

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// To end with this code.
    End(u8),
    /// The same as Ctrl-C.
    Interrupt,
    /// To stop.
    Stop,
    /// The program was stopped and goes on.
    Continued,
}

/// What a signal asks for.
#[must_use]
pub fn meaning(signal: i32) -> Meaning {
    match signal {
        SIGINT => Meaning::Interrupt,
        SIGTSTP => Meaning::Stop,
        SIGCONT => Meaning::Continued,
        other => Meaning::End(u8::try_from(128 + other).unwrap_or(u8::MAX)),
    }
}

/// Catches the signals from here on: before the terminal is taken, so that none can end the program without giving it
/// back.
///
/// # Errors
/// The handlers cannot be set.
pub fn catch() -> io::Result<Signals> {
    Signals::new([SIGTERM, SIGHUP, SIGQUIT, SIGINT, SIGTSTP, SIGCONT])
}

/// Tells of them from a thread of its own, those that came before included.
///
/// # Errors
/// The thread cannot be started.
pub fn listen(mut signals: Signals, events: Sender<Event>) -> io::Result<()> {
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            if events.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// Stops, until somebody says to go on.
pub fn stop() {
    // It fails only for a signal that does not exist.
    let _ = low_level::emulate_default_handler(SIGTSTP);
}
