//! Signals as events, and stopping as any program stops.

use std::path::Path;
use std::sync::Arc;
use std::{io, thread};

use anyhow::{Result, anyhow};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::Signals;
use signal_hook::{flag, low_level};

use super::event::{Event, EventSender};
use super::prompt;
use crate::backend::finish_writes;
use crate::files;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalAction {
    End(u8),
    Interrupt,
    Stop,
    Continued,
    Resized,
}
pub fn action(signal: i32) -> SignalAction {
    match signal {
        SIGINT => SignalAction::Interrupt,
        SIGTSTP => SignalAction::Stop,
        SIGCONT => SignalAction::Continued,
        SIGWINCH => SignalAction::Resized,
        other => SignalAction::End(u8::try_from(128 + other).unwrap_or(u8::MAX)),
    }
}

/// Signals that wait to be told.
pub struct CaughtSignals(Signals);

/// Catches signals. Call it before the terminal is taken, so that no signal ends the program without giving it back.
pub fn catch() -> Result<CaughtSignals> {
    let signals = Signals::new([SIGTERM, SIGHUP, SIGQUIT, SIGINT, SIGTSTP, SIGCONT, SIGWINCH]);
    signals.map(CaughtSignals).map_err(|e| not_caught(&e))
}

impl CaughtSignals {
    /// Sends them as events, those that came before this as well, from a thread.
    pub fn send_to(mut self, events: EventSender) -> Result<()> {
        let send = move || {
            let mut signals = self.0.forever();
            // The channel lives as long as the program.
            let _ = signals.try_for_each(|signal| events.send(Event::Signal(signal)));
        };
        let started = thread::Builder::new().name("signals".into()).spawn(send);
        started.map(drop).map_err(|e| not_caught(&e))
    }
}

fn not_caught(cause: &io::Error) -> anyhow::Error {
    anyhow!("Signals could not be caught: {cause}.")
}

/// Makes a write beyond the file size limit fail instead of ending the program.
pub fn survive_size_limits() -> io::Result<()> {
    flag::register(SIGXFSZ, Arc::default()).map(drop)
}

/// Lets signals end a command only between its writes, so that no half file is left. Also restores the terminal while
/// a secret is typed.
pub fn end_between_writes() -> io::Result<()> {
    let ends = [SIGTERM, SIGHUP, SIGQUIT, SIGINT].into_iter();
    let mut signals = Signals::new(ends.filter(|signal| !ignored(*signal)))?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            prompt::restore_terminal();
            finish_writes();
            // It fails only for a signal that does not exist.
            let _ = low_level::emulate_default_handler(signal);
        }
    })?;
    Ok(())
}

/// Whether the program was started with this signal ignored, as `nohup` does. Only Linux says so.
fn ignored(signal: i32) -> bool {
    let Ok(status) = files::text(Path::new("/proc/self/status"), files::SMALL) else {
        return false;
    };
    let set = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let set = set.and_then(|set| u64::from_str_radix(set.trim(), 16).ok());
    set.is_some_and(|set| set >> (signal - 1) & 1 == 1)
}

/// Stops the process, until SIGCONT.
pub fn stop() {
    // It fails only for a signal that does not exist.
    let _ = low_level::emulate_default_handler(SIGTSTP);
}
