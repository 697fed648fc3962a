//! `amtui` without a command: works on an organization until the person quits.

use std::sync::mpsc;

use anyhow::{Result, anyhow};

use crate::app::keymap::Keymap;
use crate::app::{App, Start};
use crate::backend::store::FileBackend;
use crate::cli::Cli;
use crate::shell::event_loop::{self, EventLoop};
use crate::shell::login::username;
use crate::shell::open::{self, Purpose};
use crate::shell::options::{ThemeOptions, check_recording, check_terminal};
use crate::shell::signals;
use crate::shell::worker::Workers;

pub fn run(cli: &Cli) -> Result<u8> {
    // Check everything before anything changes.
    check_terminal()?;
    check_recording(cli)?;
    let theme_choice = ThemeOptions::of(cli);
    let theme = theme_choice.load()?;
    if let (true, Some(name)) = (cli.fresh, &cli.sign_in_as) {
        username(name, &FileBackend::demo_accounts()?)?;
    }
    let (sender, events) = mpsc::channel();
    let opened = open::open(
        cli,
        Purpose::Changes(event_loop::send_notices(&sender)),
        event_loop::send_rate_limits(&sender),
    )?;
    // The platform says who the person is once they signed in.
    let accounts = match &opened.live {
        None => opened.backend.accounts()?,
        Some(_) => Vec::new(),
    };
    let sign_in_as = cli
        .sign_in_as
        .as_deref()
        .map(|name| username(name, &accounts))
        .transpose()?;
    let start = Start {
        mode: opened.mode,
        live: opened.live,
        file: opened.file,
        read_only: opened.read_only,
        accounts,
        says: opened.warnings,
        sign_in_as,
        open: cli.open.clone(),
        keymap: Keymap::standard(None).map_err(|problems| anyhow!(problems.join(" ")))?,
        mouse: true,
        show: cli.show(),
        watched: false,
    };
    signals::listen(sender.clone())?;
    let workers = Workers::new(opened.backend, sender.clone(), opened.threads);
    let event_loop = EventLoop::new(App::new(start), workers, (sender, events), (theme, theme_choice), cli)?;
    event_loop.run(cli.recording.record.as_deref())
}
