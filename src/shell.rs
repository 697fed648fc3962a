//! The imperative rim: it owns the terminal, the threads, the clock and the signals, and carries out what `app` wants.

pub mod canvas;
pub mod clock;
pub mod credentials;
pub mod diff;
mod event;
pub mod info;
pub mod input;
pub mod live;
pub mod log;
mod outlet;
pub mod parallel;
pub mod paths;
pub mod playback;
pub mod prompt;
pub mod providers;
pub mod recorder;
pub mod screen;
mod session;
pub mod shots;
pub mod show;
pub mod signals;
pub mod snapshot;
pub mod stage_setup;
pub mod start;
mod table;
pub mod term;
pub mod worker;

use std::io::{self, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc;

use anyhow::{Result, anyhow, bail};

use crate::app::keymap::Keymap;
use crate::app::msg::Size;
use crate::app::{App, Start};
use crate::backend::finish_writes;
use crate::backend::store::FileBackend;
use crate::cli::{Cli, Deed};
use crate::domain::text::printable;
use crate::ui::theme::Theme;
use session::Session;
use start::{Purpose, account, check_recording, check_terminal, look, open};
use worker::Workers;

pub use event::Event;

/// Says one thing on standard error; a closed one is nobody's fault. What a message quotes cannot steer the terminal.
pub fn complain(words: &str) {
    let _ = writeln!(io::stderr(), "{}", printable(words));
}

/// Says why a command takes long.
fn locked(text: &str) {
    complain(&format!("amtui: {text}"));
}

/// Runs `work` so that no panic reaches a person: the terminal is given back, one sentence is said, the code is 70.
///
/// # Errors
/// Those of `work`.
pub fn guarded(work: impl FnOnce() -> Result<u8>) -> Result<u8> {
    term::restore_on_panic();
    let ended = panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        complain("amtui made a mistake and stopped. Your organization file is whole; on the platform, a change that was on its way may have been made. Please report what you did.");
        Ok(70)
    });
    // A worker may be writing still.
    finish_writes();
    ended
}

/// Runs the program to its end and returns the exit code.
///
/// # Errors
/// Everything that is wrong before the terminal is touched: bad input, no terminal.
pub fn run(cli: &Cli) -> Result<u8> {
    let caught = |e: io::Error| anyhow!("Signals could not be caught: {e}.");
    signals::survive_size_limits().map_err(caught)?;
    let takes_terminal = match &cli.deed {
        None | Some(Deed::Tour { .. }) => true,
        Some(Deed::Play { headless, .. }) => !headless,
        Some(_) => false,
    };
    if !takes_terminal {
        signals::end_between_writes().map_err(caught)?;
    }
    // crossterm takes NO_COLOR to mean no reverse video either; the themes know better what to leave out.
    crossterm::style::force_color_output(true);
    let shows = matches!(
        cli.deed,
        Some(Deed::Play { .. } | Deed::Tour { .. } | Deed::Shot { .. } | Deed::Diff { .. })
    );
    if shows && (cli.platform.profile.is_some() || cli.platform.live) {
        bail!("This works on a copy of the demo or of a file, never on the platform: leave out --profile and --live.");
    }
    match &cli.deed {
        Some(Deed::Play {
            tape,
            speed,
            step,
            headless,
        }) => show::play(cli, tape, *speed, *step, *headless),
        Some(Deed::Tour { name }) => show::tour(cli, *name),
        Some(Deed::Shot { place, size, output }) => show::shot(cli, place, *size, output),
        Some(Deed::Diff { before, after, json }) => diff::run(cli, (before, after), *json),
        Some(Deed::Snapshot { output }) => snapshot::run(cli, output),
        Some(Deed::Providers { command, json }) => providers::run(cli, command, *json),
        Some(Deed::Info { json }) => info::run(*json),
        Some(Deed::SignIn) => credentials::sign_in(cli.platform.profile.as_deref()),
        Some(Deed::SignOut) => credentials::sign_out(cli.platform.profile.as_deref()),
        None => work(cli),
    }
}

/// Works on an organization until the person quits.
fn work(cli: &Cli) -> Result<u8> {
    // Nothing is touched before everything that can be wrong has been looked at.
    check_terminal()?;
    check_recording(cli)?;
    let look = look(cli);
    let theme = Theme::load(look.0, look.1).map_err(|e| anyhow!(e))?;
    if let (true, Some(name)) = (cli.fresh, &cli.sign_in_as) {
        account(name, &FileBackend::demo_accounts().map_err(|e| anyhow!("{e}"))?)?;
    }
    let (sender, events) = mpsc::channel();
    let opened = open(cli, Purpose::Changes(session::told(&sender)), session::limited(&sender))?;
    // Who somebody on the platform is, is known once they signed in.
    let accounts = match &opened.live {
        None => opened.backend.accounts().map_err(|e| anyhow!("{e}"))?,
        Some(_) => Vec::new(),
    };
    let sign_in_as = cli
        .sign_in_as
        .as_deref()
        .map(|name| account(name, &accounts))
        .transpose()?;
    let start = Start {
        mode: opened.mode,
        live: opened.live,
        file: opened.file,
        read_only: opened.read_only,
        accounts,
        says: opened.says,
        sign_in_as,
        open: cli.open.clone(),
        keymap: Keymap::standard(None).map_err(|problems| anyhow!(problems.join(" ")))?,
        mouse: true,
        show: cli.show(),
        watched: false,
    };
    signals::listen(sender.clone())?;
    let workers = Workers::new(opened.backend, sender.clone(), opened.threads);
    let session = Session::new(App::new(start), workers, (sender, events), (theme, look), cli)?;
    session.run(cli.recording.record.as_deref())
}

/// The most of a terminal that is drawn on: every cell takes memory and time.
const LARGEST: Size = Size {
    width: 1000,
    height: 500,
};

/// The size of the terminal, as the system knows it, and at most what is drawn.
fn size() -> Size {
    let known = rustix::termios::tcgetwinsize(io::stdout());
    let (width, height) = known.map_or((80, 24), |known| (known.ws_col, known.ws_row));
    Size {
        width: width.min(LARGEST.width),
        height: height.min(LARGEST.height),
    }
}
