//! `amtui snapshot`: the organization as a file, and what of it could not be read.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::Result;

use super::exit::{Exit, INCOMPLETE};
use crate::backend::{Backend, Output};
use crate::cli::{Cli, LeftOut};
use crate::domain::snapshot::{SnapshotProgress, SnapshotScope, saved};
use crate::domain::text::escape;
use crate::shell::console::{TextTable, warn};
use crate::shell::login::sign_in;
use crate::shell::open::{self, Listener, Purpose};
use crate::shell::options;
use crate::shell::request::take_snapshot;

const BAR: usize = 20;

pub fn run(cli: &Cli, path: &Path, without: Option<LeftOut>) -> Result<u8> {
    let scope = match without {
        None => SnapshotScope::All,
        Some(LeftOut::Access) => SnapshotScope::WithoutAccess,
    };
    let output = options::output(cli);
    output.check(path)?;
    let opened = open::open(cli, Purpose::Reads, Listener::console())?;
    sign_in(cli, &opened)?;
    if opened.live.is_some() {
        warn(&format!("Taking a snapshot. {}", scope.announcement()));
    }
    Ok(take_and_save(opened.backend.as_ref(), (path, &output), scope)?)
}

fn take_and_save(backend: &dyn Backend, (path, output): (&Path, &Output), scope: SnapshotScope) -> Result<u8, Exit> {
    let shown = io::stderr().is_terminal();
    let snapshot = take_snapshot(backend, (path, output), scope, &|progress| {
        if shown {
            draw_bar(progress);
        }
    });
    if shown {
        clear_bar();
    }
    let snapshot = snapshot?;
    snapshot.save(path, output)?;
    let not_read = snapshot.not_read;
    let mut table = TextTable::new(&["NOT READ", "NAME", "ID", "WHY"]);
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
    warn(&saved(&escape(&path.to_string_lossy()), not_read.len()));
    Ok(if not_read.is_empty() { 0 } else { INCOMPLETE })
}

/// Draws the bar over the one before. A terminal that is gone is told of when the work is done.
fn draw_bar(progress: SnapshotProgress) {
    let width = rustix::termios::tcgetwinsize(io::stderr()).map_or(80, |size| usize::from(size.ws_col));
    let mut err = io::stderr().lock();
    let _ = write!(err, "\r{}\x1b[K", bar(progress, width));
    let _ = err.flush();
}

fn clear_bar() {
    let _ = write!(io::stderr(), "\r\x1b[K");
}

/// `[#####...............] 137 of 500 environments read`, cut so that it stays on one line.
pub fn bar(progress: SnapshotProgress, width: usize) -> String {
    let done = (progress.read * BAR).checked_div(progress.of).unwrap_or(BAR).min(BAR);
    let line = format!("[{}{}] {progress}", "#".repeat(done), ".".repeat(BAR - done));
    line.chars().take(width.saturating_sub(1)).collect()
}
