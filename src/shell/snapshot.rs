//! `amtui snapshot`: the organization as a file, and what of it could not be read.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::{Result, anyhow};

use super::providers::{INCOMPLETE, Stop, sign_in, waits};
use super::start::{self, Purpose};
use super::table::Table;
use super::{clock, complain, parallel};
use crate::backend::snapshot::{How, Snapshot, take};
use crate::backend::{Backend, Output};
use crate::cli::Cli;
use crate::domain::Error;
use crate::domain::snapshot::{Progress, saved};
use crate::domain::text::escape;

/// Cells of the progress bar.
const BAR: usize = 20;

/// Reads `backend` as whoever is signed in, for a file that is to be saved at `path`. Nobody waits minutes to hear that
/// the name is taken.
///
/// # Errors
/// Those of the backend, or no file can be there.
pub fn read(
    backend: &dyn Backend,
    (path, output): (&Path, &Output),
    tell: &(dyn Fn(Progress) + Sync),
) -> Result<Snapshot, Error> {
    output.check(path)?;
    let how = How {
        parallel: parallel::parallel,
        now: clock::unix(),
        tell,
    };
    take(backend, &backend.account()?, &how)
}

/// Runs the command and returns the exit code: 0 done, 2 bad input, 3 refused, 4 sign-in, 6 saved, but not everything could
/// be read.
///
/// # Errors
/// What is wrong with the organization file or the command line.
pub fn run(cli: &Cli, path: &Path) -> Result<u8> {
    let output = start::output(cli);
    output.check(path).map_err(|e| anyhow!("{e}"))?;
    let opened = start::open(cli, Purpose::Reads, Box::new(waits))?;
    let saved = sign_in(cli, &opened).and_then(|()| carry_out(opened.backend.as_ref(), (path, &output)));
    Ok(saved.unwrap_or_else(Stop::tell))
}

fn carry_out(backend: &dyn Backend, (path, output): (&Path, &Output)) -> Result<u8, Stop> {
    let shown = io::stderr().is_terminal();
    let read = read(backend, (path, output), &|progress| {
        if shown {
            draw(progress);
        }
    });
    if shown {
        wipe();
    }
    let snapshot = read?;
    snapshot.save(path, output)?;
    let not_read = snapshot.not_read;
    let mut table = Table::new(&["NOT READ", "NAME", "ID", "WHY"]);
    for piece in &not_read {
        table.row(vec![
            piece.what.noun(),
            piece.name.shown().into_owned(),
            piece.id.as_deref().map(escape).unwrap_or_default().into_owned(),
            piece.why.shown().into_owned(),
        ]);
    }
    if !not_read.is_empty() {
        table.print()?;
    }
    complain(&saved(&escape(&path.to_string_lossy()), not_read.len()));
    Ok(if not_read.is_empty() { 0 } else { INCOMPLETE })
}

/// Draws the bar over the one before. A terminal that is gone is told of when the work is done.
fn draw(progress: Progress) {
    let width = rustix::termios::tcgetwinsize(io::stderr()).map_or(80, |size| usize::from(size.ws_col));
    let mut err = io::stderr().lock();
    let _ = write!(err, "\r{}\x1b[K", bar(progress, width));
    let _ = err.flush();
}

fn wipe() {
    let _ = write!(io::stderr(), "\r\x1b[K");
}

/// `[#####...............] 137 of 500 environments read`, cut so that it stays on one line.
fn bar(progress: Progress, width: usize) -> String {
    let done = (progress.read * BAR).checked_div(progress.of).unwrap_or(BAR).min(BAR);
    let line = format!("[{}{}] {progress}", "#".repeat(done), ".".repeat(BAR - done));
    line.chars().take(width.saturating_sub(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::snapshot::Part;

    #[test]
    fn the_bar_fills_and_stays_on_one_line() {
        let at = |read, of, width| {
            let part = Part::Environments;
            bar(Progress { part, read, of }, width)
        };
        assert_eq!(at(137, 500, 80), "[#####...............] 137 of 500 environments read");
        assert_eq!(at(500, 500, 80), "[####################] 500 of 500 environments read");
        assert_eq!(at(0, 0, 80), "[####################] 0 of 0 environments read");
        assert_eq!(at(0, 3, 12), "[..........");
    }
}
