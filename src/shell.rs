//! The imperative rim: the terminal, threads, the clock, signals, and the commands.

mod browser;
mod canvas;
mod clock;
pub mod commands;
pub mod console;
pub mod engine;
pub mod event;
mod event_loop;
pub mod input;
mod line_input;
mod line_loop;
mod listener;
pub mod live;
pub mod log;
mod login;
pub mod memory;
pub mod open;
pub mod options;
pub mod parallel;
pub mod paths;
pub mod playback;
pub mod prompt;
pub mod reads;
pub mod recorder;
pub mod request;
pub mod screen;
mod screenshot;
mod signals;
pub mod simulation;
pub mod term;
mod tty_writer;
pub mod worker;

use std::io;
use std::panic::{self, AssertUnwindSafe};

use anyhow::{Result, anyhow};

use self::commands::exit::{BAD_INPUT, DEFECT, Exit};
use crate::backend::finish_writes;
use crate::cli::{self, Cli, CliCommand};

/// Runs the program to its end and returns the exit code.
pub fn main() -> u8 {
    if let Some(code) = commands::completions::answer() {
        return code;
    }
    match cli::help::parse() {
        Ok(cli) => guarded(|| start(&cli)),
        Err(error) if error.use_stderr() => {
            console::warn(error.to_string().trim_end());
            BAD_INPUT
        }
        // Help and version.
        Err(error) => error.print().map_or_else(|why| Exit::from(why).report(), |()| 0),
    }
}

/// Runs `work` so that no panic reaches a person: the terminal is given back, and one sentence is said.
fn guarded(work: impl FnOnce() -> Result<u8>) -> u8 {
    term::restore_on_panic();
    let ended = panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        console::warn("amtui made a mistake and stopped. Your organization file is whole; on the platform, a change that was on its way may have been made. Please report what you did.");
        Ok(DEFECT)
    });
    // A worker may be writing still.
    finish_writes();
    ended.unwrap_or_else(|error| Exit::from(error).report())
}

fn start(cli: &Cli) -> Result<u8> {
    let caught = |e: io::Error| anyhow!("Signals could not be caught: {e}.");
    signals::survive_size_limits().map_err(caught)?;
    let takes_terminal = match &cli.command {
        None | Some(CliCommand::Tour { .. }) => true,
        Some(CliCommand::Play { headless, .. }) => !headless,
        Some(_) => false,
    };
    if !takes_terminal {
        signals::end_between_writes().map_err(caught)?;
    }
    commands::run(cli)
}
