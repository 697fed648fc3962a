//! `amtui` without a command: works on an organization until the person quits.

use anyhow::{Result, anyhow};

use crate::app::keymap::Keymap;
use crate::app::{App, Start};
use crate::backend::store::{self, FileBackend};
use crate::cli::Cli;
use crate::shell::engine::Engine;
use crate::shell::event;
use crate::shell::event_loop::EventLoop;
use crate::shell::line_loop::LineLoop;
use crate::shell::listener::{listener, send_notices};
use crate::shell::login::username;
use crate::shell::open::{self, Opened, Purpose, Tell};
use crate::shell::options::{ThemeOptions, check_lines, check_recording, check_terminal, in_lines};
use crate::shell::reads::FileOpening;
use crate::shell::signals;
use crate::shell::worker::Workers;

pub fn run(cli: &Cli) -> Result<u8> {
    // Check everything before anything changes.
    let in_lines = in_lines(cli);
    if in_lines {
        check_lines(cli)?;
    } else {
        check_terminal()?;
    }
    check_recording(cli)?;
    let theme_choice = ThemeOptions::of(cli);
    let theme = theme_choice.load()?;
    if let (true, Some(name)) = (cli.fresh, &cli.sign_in_as) {
        username(name, &FileBackend::demo_accounts()?)?;
    }
    let (sender, events) = event::channel()?;
    let mut workers = Workers::new(sender.clone());
    // What was done to the demo is not thrown away for a screen that then does not come.
    let start_over = cli.fresh;
    let mut start = Start {
        sign_in_as: cli.sign_in_as.as_deref().map(Into::into),
        open: cli.open.clone(),
        keymap: Keymap::standard(None).map_err(|problems| anyhow!("{problems:?}"))?,
        mouse: true,
        show: cli.show(),
        ..Start::default()
    };
    let open = if let Some(opened) = open::connected(cli, listener(&sender))? {
        (start.mode, start.live, start.read_only) = (opened.mode, opened.live, opened.read_only);
        start.says = opened.warnings;
        workers.open(opened.backend, opened.threads);
        None
    } else {
        (start.mode, start.file) = open::offline(cli);
        start.read_only = cli.read_only;
        let (cli, tell) = (cli.clone(), send_notices(&sender));
        if let Some(path) = &cli.file {
            store::is_file(path)?;
        }
        let open = move || open_file(&cli, tell);
        if start_over {
            let opened = open()?;
            workers.open(opened.backend, opened.threads);
            None
        } else {
            Some(Box::new(open) as FileOpening)
        }
    };
    let signals = signals::catch()?;
    let engine = Engine::new(App::new(start), workers, (sender, events), cli);
    if in_lines {
        return LineLoop::new(engine).run(signals, open);
    }
    EventLoop::new(engine, (theme, theme_choice))?.run(cli.recording.record.as_deref(), signals, open)
}

/// Opens the file or the demo, where the account that the command line names is in it.
fn open_file(cli: &Cli, tell: Tell) -> Result<Opened> {
    let opened = open::file(cli, Purpose::Changes(tell))?;
    if let Some(name) = &cli.sign_in_as {
        username(name, &opened.backend.accounts()?)?;
    }
    Ok(opened)
}
