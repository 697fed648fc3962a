//! The imperative rim: it owns the terminal, the threads, the clock and the signals, and carries out what `app` wants.

pub mod clock;
pub mod input;
pub mod screen;
pub mod signals;
pub mod term;
pub mod worker;

use std::io::{IsTerminal, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};

use anyhow::{Result, anyhow, bail};
use crossterm::event::Event as Terminal;
use jiff::tz::TimeZone;

use crate::app::keymap::Keymap;
use crate::app::msg::{Effect, Msg, Now, Reply, Size, Ticket};
use crate::app::{App, Badge, Start};
use crate::backend::store::{self, FileHome};
use crate::backend::{Backend, ReadOnly};
use crate::cli::Cli;
use crate::config;
use crate::domain::text::escape;
use crate::domain::{Account, Error, Foreign};
use crate::ui;
use crate::ui::theme::{Name, Theme};
use clock::Clock;
use signal_hook::iterator::Signals;
use term::Term;
use worker::Workers;

/// Everything that can wake the program.
#[derive(Debug)]
pub enum Event {
    /// The terminal said something.
    Terminal(Terminal),
    /// A worker has an answer.
    Reply(Ticket, Result<Reply, Error>),
    /// A signal came.
    Signal(i32),
    /// The terminal is gone.
    Gone,
    /// The local time zone is known.
    Zone(TimeZone),
    /// The time that the state machine asked for has come.
    Due,
}

/// Says one thing on standard error; a closed one is nobody's fault.
pub fn complain(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

/// Runs `work` so that no panic reaches a person: the terminal is given back, one sentence is said, the code is 70.
///
/// # Errors
/// Those of `work`.
pub fn guarded(work: impl FnOnce() -> Result<u8>) -> Result<u8> {
    term::restore_on_panic();
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        complain("amtui made a mistake and stopped. Your organization file is whole. Please report what you did.");
        Ok(70)
    })
}

/// Runs the program to its end and returns the exit code.
///
/// # Errors
/// Everything that is wrong before the terminal is touched: bad input, no terminal.
pub fn run(cli: Cli) -> Result<u8> {
    // Nothing is touched before everything that can be wrong has been looked at.
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        bail!("This is a program for a terminal: its input and output must both be one.");
    }
    let theme = theme(&cli)?;
    if let (true, Some(name)) = (cli.fresh, &cli.sign_in_as) {
        account(name, &FileHome::demo_accounts().map_err(|e| anyhow!("{e}"))?)?;
    }
    let home = home(&cli)?;
    let accounts = home.accounts().map_err(|e| anyhow!("{e}"))?;
    let sign_in_as = cli
        .sign_in_as
        .as_deref()
        .map(|name| account(name, &accounts))
        .transpose()?;
    let file = cli.file.as_ref().and_then(|path| path.file_name());
    let file = file.map(|name| escape(&name.to_string_lossy()).into_owned());
    let badge = if cli.file.is_some() { Badge::File } else { Badge::Demo };
    let start = Start {
        badge,
        file: file.unwrap_or_default(),
        read_only: cli.read_only,
        accounts,
        sign_in_as,
        open: cli.open,
        keymap: Keymap::standard(None).map_err(|problems| anyhow!(problems.join(" ")))?,
        mouse: true,
    };
    let signals = signals::catch().map_err(|e| anyhow!("Signals could not be caught: {e}."))?;
    Shell::new(App::new(start), home, theme)?.run(signals)
}

fn theme(cli: &Cli) -> Result<Theme> {
    let name = match cli.theme {
        Some(name) => name.into(),
        None if config::no_color() => Name::Mono,
        None => Name::Dark,
    };
    // crossterm takes NO_COLOR to mean no reverse video either; the themes know better what to leave out.
    crossterm::style::force_color_output(true);
    Theme::load(name, cli.ascii || !config::utf8()).map_err(|e| anyhow!(e))
}

fn home(cli: &Cli) -> Result<Arc<dyn Backend>> {
    let home = match &cli.file {
        Some(path) => FileHome::open(path, clock::unix),
        None => FileHome::demo(&config::state_dir()?, cli.fresh, clock::unix),
    };
    let home = home.map_err(|e| anyhow!("{e}"))?;
    if !cli.read_only {
        store::writable(home.path()).map_err(|e| anyhow!("{e}"))?;
    }
    Ok(if cli.read_only {
        Arc::new(ReadOnly(home))
    } else {
        Arc::new(home)
    })
}

fn account(name: &str, accounts: &[Account]) -> Result<Foreign> {
    let found = accounts.iter().find(|a| a.username.raw() == name);
    let known: Vec<_> = accounts.iter().map(|a| a.username.shown()).collect();
    let found =
        found.ok_or_else(|| anyhow!("There is no account {}. There are: {}.", escape(name), known.join(", ")))?;
    Ok(found.username.clone())
}

/// What follows from an event.
enum After {
    /// Nothing is to be seen of it.
    Nothing,
    /// The screen may look different.
    Draw,
    /// The program ends with this code.
    End(u8),
}

struct Shell {
    app: App,
    theme: Theme,
    term: Term,
    clock: Clock,
    workers: Workers,
    events: Receiver<Event>,
    sender: Sender<Event>,
}

impl Shell {
    fn new(app: App, home: Arc<dyn Backend>, theme: Theme) -> Result<Self> {
        let (sender, events) = mpsc::channel();
        let term = Term::enter(size()).map_err(|e| anyhow!("The terminal could not be set up: {e}."))?;
        let workers = Workers::new(home, sender.clone());
        Ok(Self {
            app,
            theme,
            term,
            clock: Clock::start(),
            workers,
            events,
            sender,
        })
    }

    fn run(mut self, signals: Signals) -> Result<u8> {
        let code = self.work(signals);
        self.term.leave();
        code
    }

    fn work(&mut self, signals: Signals) -> Result<u8> {
        let now = self.clock.now();
        let size = size();
        let mut effects = self.app.begin(now);
        effects.extend(self.app.update(Msg::Resize(size), now));
        self.draw()?;
        self.carry_out(effects);
        // A person's own keys: a file that the first frame does not wait for.
        let own = config::keymap().transpose();
        let told = own.map(|own| self.app.update(Msg::Keymap(own), self.clock.now()));
        let mut changed = told.is_some_and(|effects| self.carry_out(effects).is_none());
        signals::listen(signals, self.sender.clone()).map_err(|e| anyhow!("Signals could not be caught: {e}."))?;
        input::listen(self.sender.clone());
        clock::look_up_zone(self.sender.clone());
        loop {
            if std::mem::take(&mut changed) {
                self.draw()?;
            }
            // Everything that is queued is one draw.
            let mut event = self.next();
            if event.is_none() {
                return Ok(0);
            }
            while let Some(one) = event {
                changed |= match self.handle(one) {
                    After::End(code) => return Ok(code),
                    After::Draw => true,
                    After::Nothing => false,
                };
                event = self.events.try_recv().ok();
            }
        }
    }

    /// Sleeps until something happens; `None` means that nothing can any more.
    fn next(&mut self) -> Option<Event> {
        match self.app.deadline() {
            None => self.events.recv().ok(),
            Some(at) => match self.events.recv_timeout(at.saturating_sub(self.clock.now().mono)) {
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout) => Some(Event::Due),
                Err(RecvTimeoutError::Disconnected) => None,
            },
        }
    }

    /// Takes one event.
    fn handle(&mut self, event: Event) -> After {
        let msg = match event {
            Event::Due => Msg::Tick,
            Event::Zone(zone) => {
                self.clock.set_zone(zone);
                Msg::Zone
            }
            Event::Reply(ticket, result) => Msg::Reply(ticket, result),
            Event::Terminal(event) => match input::message(event, &mut self.app) {
                Some(msg) => msg,
                None => return After::Nothing,
            },
            Event::Signal(signal) => match signals::meaning(signal) {
                signals::Meaning::End(code) => return After::End(code),
                signals::Meaning::Interrupt => Msg::Interrupt,
                signals::Meaning::Stop => {
                    self.suspend();
                    return After::Draw;
                }
                signals::Meaning::Continued => {
                    self.resume();
                    return After::Draw;
                }
            },
            // A terminal that went away hangs up.
            Event::Gone => return After::End(128 + 1),
        };
        if let Msg::Resize(size) = msg {
            self.term.resize(size);
        }
        let effects = self.app.update(msg, self.clock.now());
        self.carry_out(effects).map_or(After::Draw, After::End)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> Option<u8> {
        for effect in effects {
            match effect {
                Effect::Send(ticket, request) => self.workers.send(ticket, request),
                Effect::Copy(text) => self.term.copy(&text),
                Effect::Capture(on) => self.term.capture(on),
                // A terminal that cannot be drawn on is told of by the next frame.
                Effect::Redraw => drop(self.term.redraw()),
                Effect::Suspend => self.suspend(),
                Effect::Quit => return Some(0),
            }
        }
        None
    }

    fn suspend(&mut self) {
        self.term.leave();
        signals::stop();
        self.resume();
    }

    fn resume(&mut self) {
        let (now, size) = (self.clock.now(), size());
        self.term.resize(size);
        self.term.resume();
        let mut effects = self.app.update(Msg::Resize(size), now);
        effects.extend(self.app.update(Msg::Resumed, now));
        self.carry_out(effects);
    }

    fn draw(&mut self) -> Result<()> {
        let now: Now = self.clock.now();
        self.app.settle();
        // The state knows how many rows are seen, and whether a dialog fits, before a person can act on it.
        let seen = ui::seen(&self.app);
        if self.app.seen() != seen {
            let effects = self.app.update(Msg::Seen(seen), now);
            self.carry_out(effects);
            self.app.settle();
        }
        let (app, theme) = (&self.app, &self.theme);
        #[cfg(debug_assertions)]
        term::panic_if_asked();
        self.term
            .draw(|frame| ui::draw(app, theme, frame))
            .map_err(|e| anyhow!("The terminal cannot be drawn on: {e}."))?;
        Ok(())
    }
}

/// The size of the terminal, as the system knows it.
fn size() -> Size {
    let (width, height) = crossterm::terminal::size().unwrap_or((80, 24));
    Size { width, height }
}
