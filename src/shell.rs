//! The imperative rim: it owns the terminal, the threads, the clock and the signals, and carries out what `app` wants.

pub mod canvas;
pub mod clock;
pub mod info;
pub mod input;
pub mod keep;
pub mod live;
pub mod log;
pub mod perform;
pub mod prompt;
pub mod providers;
pub mod recorder;
pub mod screen;
pub mod shots;
pub mod show;
pub mod signals;
pub mod start;
mod table;
pub mod term;
pub mod worker;

use std::io::Write as _;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};

use anyhow::{Result, anyhow};
use crossterm::event::Event as Terminal;
use jiff::tz::TimeZone;

use crate::app::keymap::Keymap;
use crate::app::msg::{Effect, Msg, Now, Recording, Reply, Size, Ticket};
use crate::app::{App, Badge, Show, Start};
use crate::backend::Backend;
use crate::backend::store::FileHome;
use crate::cli::{Cli, Deed};
use crate::config;
use crate::domain::Error;
use crate::domain::text::escape;
use crate::stage::tour;
use crate::ui;
use crate::ui::theme::{Name, Theme};
use canvas::Canvas;
use clock::Clock;
use recorder::How;
use signal_hook::iterator::Signals;
use start::{account, check_recording, check_terminal, home, look};
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
pub fn run(cli: &Cli) -> Result<u8> {
    // crossterm takes NO_COLOR to mean no reverse video either; the themes know better what to leave out.
    crossterm::style::force_color_output(true);
    match &cli.deed {
        Some(Deed::Play {
            tape,
            speed,
            step,
            headless,
        }) => show::play(cli, tape, *speed, *step, *headless),
        Some(Deed::Tour { name }) => show::tour(cli, *name),
        Some(Deed::Shot { place, size, output }) => show::shot(cli, place, *size, output),
        Some(Deed::Providers { command, json }) => providers::run(cli, command, *json),
        Some(Deed::Info { json }) => info::run(*json),
        Some(Deed::SignIn) => keep::sign_in(cli.platform.profile.as_deref()),
        Some(Deed::SignOut) => keep::sign_out(cli.platform.profile.as_deref()),
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
        account(name, &FileHome::demo_accounts().map_err(|e| anyhow!("{e}"))?)?;
    }
    let home = home(cli)?;
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
        open: cli.open.clone(),
        keymap: Keymap::standard(None).map_err(|problems| anyhow!(problems.join(" ")))?,
        mouse: true,
        show: cli.show(),
        watched: false,
    };
    let how = How {
        version: cli.recording.cast,
        force: cli.recording.force,
    };
    let signals = signals::catch().map_err(|e| anyhow!("Signals could not be caught: {e}."))?;
    let shell = Shell::new(App::new(start), home, theme, look, how)?;
    shell.run(signals, cli.recording.record.as_deref())
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
    look: (Name, bool),
    canvas: Canvas,
    clock: Clock,
    workers: Workers,
    events: Receiver<Event>,
    sender: Sender<Event>,
}

impl Shell {
    fn new(app: App, home: Arc<dyn Backend>, theme: Theme, look: (Name, bool), how: How) -> Result<Self> {
        let (sender, events) = mpsc::channel();
        let canvas = Canvas::enter(size(), how).map_err(|e| anyhow!("The terminal could not be set up: {e}."))?;
        let workers = Workers::new(home, sender.clone());
        Ok(Self {
            app,
            theme,
            look,
            canvas,
            clock: Clock::start(),
            workers,
            events,
            sender,
        })
    }

    fn run(mut self, signals: Signals, record: Option<&Path>) -> Result<u8> {
        let code = self.work(signals, record);
        self.canvas.end(self.clock.now());
        self.canvas.term.leave();
        code
    }

    fn work(&mut self, signals: Signals, record: Option<&Path>) -> Result<u8> {
        let now = self.clock.now();
        let mut effects = self.app.begin(now);
        effects.extend(self.app.update(Msg::Resize(size()), now));
        if let Some(path) = record {
            let began = self.canvas.record(Some(path), now).map_err(|e| anyhow!(e))?;
            effects.extend(self.app.update(Msg::Recording(Ok(began)), now));
        }
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
            self.canvas.resize(size);
        }
        let effects = self.app.update(msg, self.clock.now());
        self.carry_out(effects).map_or(After::Draw, After::End)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> Option<u8> {
        for effect in effects {
            match effect {
                Effect::Send(ticket, request) => self.workers.send(ticket, request),
                Effect::Copy(text) => self.canvas.term.copy(&text),
                Effect::Capture(on) => self.canvas.term.capture(on),
                // A terminal that cannot be drawn on is told of by the next frame.
                Effect::Redraw => drop(self.canvas.term.redraw()),
                Effect::Suspend => self.suspend(),
                Effect::Record(path) => {
                    let now = self.clock.now();
                    let what = self.canvas.record(path.as_deref().map(Path::new), now);
                    self.tell(Msg::Recording(what));
                }
                Effect::Shot(path) => self.shot(path),
                Effect::Tour(name) => match self.tour(name.as_deref()) {
                    Ok(perform::Ended::Over) => {}
                    Ok(perform::Ended::Code(code)) => return Some(code),
                    Err(why) => self.tell(Msg::Told(false, why.to_string())),
                },
                Effect::Quit => return Some(0),
            }
        }
        None
    }

    /// Tells the state machine what became of something.
    fn tell(&mut self, msg: Msg) {
        let effects = self.app.update(msg, self.clock.now());
        self.carry_out(effects);
    }

    fn shot(&mut self, path: Option<String>) {
        let path = path.map_or_else(|| recorder::named(clock::unix(), "svg"), PathBuf::from);
        let saved = shots::save(&self.app, &self.theme, shots::paper(self.look.0), &path, false);
        let file = escape(&path.to_string_lossy()).into_owned();
        self.tell(match saved {
            Ok(()) => Msg::Told(true, format!("Picture saved in {file}.")),
            Err(why) => Msg::Told(false, why.to_string()),
        });
    }

    /// Shows the tour on a stage of its own, and comes back.
    fn tour(&mut self, name: Option<&str>) -> Result<perform::Ended> {
        let name = name.map_or(Ok(tour::Name::default()), |word| {
            tour::Name::parse(word).map_err(|tours| anyhow!("There is no tour {}: {tours}.", escape(word)))
        })?;
        let show = Show {
            keys: self.app.world.trail.is_some(),
            mask: self.app.world.mask.is_some(),
            ..Show::default()
        };
        let theme = Theme::load(self.look.0, self.look.1).map_err(|e| anyhow!(e))?;
        let mut performance = show::guided(name, show, theme)?;
        let recorded = self.canvas.recorder().is_some();
        if recorded {
            performance.theatre.send(Msg::Recording(Ok(Recording::Began)));
        }
        let mut run = perform::Run {
            canvas: &mut self.canvas,
            events: &self.events,
            backlog: Vec::new(),
            clock: &self.clock,
            theme: self.look.0,
            ascii: self.look.1,
            speed: 1.0,
        };
        let ended = perform::watched(performance, "tour", &mut run);
        for event in run.backlog {
            // The channel lives as long as this program.
            let _ = self.sender.send(event);
        }
        self.tell(Msg::Resize(size()));
        let now = self.clock.now();
        match (recorded, self.canvas.recorder().is_some()) {
            // What was recorded of the tour ends with it: here other things are on screen.
            (false, true) => {
                let ended = self.canvas.record(None, now);
                self.tell(Msg::Recording(ended));
            }
            (true, false) => self.tell(Msg::Recording(Ok(Recording::Over))),
            _ => {}
        }
        ended
    }

    fn suspend(&mut self) {
        self.canvas.term.leave();
        signals::stop();
        self.resume();
    }

    fn resume(&mut self) {
        let (now, size) = (self.clock.now(), size());
        self.canvas.resize(size);
        self.canvas.term.resume();
        let mut effects = self.app.update(Msg::Resize(size), now);
        effects.extend(self.app.update(Msg::Resumed, now));
        self.carry_out(effects);
    }

    fn draw(&mut self) -> Result<()> {
        let now: Now = self.clock.now();
        let effects = self.app.lay_out(ui::seen, now);
        self.carry_out(effects);
        let (app, theme) = (&self.app, &self.theme);
        #[cfg(debug_assertions)]
        term::panic_if_asked();
        let ended = self.canvas.draw(now, |frame| ui::draw(app, theme, frame));
        if let Some(why) = ended.map_err(|e| anyhow!("The terminal cannot be drawn on: {e}."))? {
            self.tell(Msg::Recording(Err(why)));
        }
        Ok(())
    }
}

/// The size of the terminal, as the system knows it.
fn size() -> Size {
    let (width, height) = crossterm::terminal::size().unwrap_or((80, 24));
    Size { width, height }
}
