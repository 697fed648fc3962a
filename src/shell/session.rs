//! One session at the terminal: events in, effects carried out, one draw for all that is queued.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};

use super::canvas::Canvas;
use super::clock::Clock;
use super::event::Events;
use super::providers::UNKNOWN;
#[cfg(debug_assertions)]
use super::term;
use super::worker::Workers;
use super::{Event, clock, complain, input, log, paths, playback, recorder, shots, show, signals, size, start};
use crate::app::live::OpenedBackend;
use crate::app::msg::{Effect, Msg, Now, Recording, Ticket};
use crate::app::{App, Show};
use crate::backend::Output;
use crate::cli::Cli;
use crate::config;
use crate::domain::text::escape;
use crate::stage::tour;
use crate::ui;
use crate::ui::theme::{Name, Theme};

/// Lines of the log that are shown.
const LOG_LINES: usize = 500;

/// How long the program waits for what it reads from a file before it goes on without it.
const MOMENT: Duration = Duration::from_millis(200);
/// Ctrl-Z within this time after the program came back is one that was held before.
const HELD: Duration = Duration::from_millis(300);

/// Tells the program that the platform lets nobody ask before a moment.
pub(super) fn limited(events: &Sender<Event>) -> Box<dyn Fn(i64) + Send + Sync> {
    let events = events.clone();
    Box::new(move |until| {
        // The channel lives as long as the program.
        let _ = events.send(Event::Limited(until));
    })
}

/// Tells the program a sentence.
pub(super) fn told(events: &Sender<Event>) -> Box<dyn Fn(&str) + Send + Sync> {
    let events = events.clone();
    Box::new(move |text| {
        // The channel lives as long as the program.
        let _ = events.send(message(Msg::Notice(false, text.to_owned())));
    })
}

fn message(msg: Msg) -> Event {
    Event::Told(Box::new(msg))
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

/// The program at a terminal: what it wakes for, and what it does about it.
pub(super) struct Session<'a> {
    app: App,
    theme: Theme,
    look: (Name, bool),
    canvas: Canvas,
    clock: Clock,
    workers: Workers,
    events: Events,
    sender: Sender<Event>,
    cli: &'a Cli,
    /// When the program last came back from being stopped.
    resumed: Option<Duration>,
}

impl<'a> Session<'a> {
    pub(super) fn new(
        app: App,
        workers: Workers,
        (sender, events): (Sender<Event>, Receiver<Event>),
        (theme, look): (Theme, (Name, bool)),
        cli: &'a Cli,
    ) -> Result<Self> {
        let canvas = Canvas::enter(size(), start::recorded(cli), sender.clone())
            .map_err(|e| anyhow!("The terminal could not be set up: {e}."))?;
        Ok(Self {
            app,
            theme,
            look,
            canvas,
            clock: Clock::start(),
            workers,
            events: Events::new(events),
            sender,
            cli,
            resumed: None,
        })
    }

    pub(super) fn run(mut self, record: Option<&Path>) -> Result<u8> {
        let code = self.work(record);
        self.canvas.end(self.clock.now());
        self.canvas.term.leave();
        if !self.app.awaits_change() {
            return code;
        }
        complain(
            "The program ended before the answer to a change came. It may have been made: look before you repeat it.",
        );
        code.map(|code| if code == 0 { UNKNOWN } else { code })
    }

    fn work(&mut self, record: Option<&Path>) -> Result<u8> {
        let now = self.clock.now();
        let mut effects = self.app.begin(now);
        effects.extend(self.app.update(Msg::Resize(size()), now));
        if let Some(path) = record {
            let began = self.canvas.record(Some(path), now).map_err(|e| anyhow!(e))?;
            effects.extend(self.app.update(Msg::Recording(Ok(began)), now));
        }
        self.draw()?;
        self.carry_out(effects);
        // A person's own keys and profiles: files that the first frame does not wait for. Keys wait for them.
        self.aside(|| Some(message(Msg::Keymap(config::keymap().transpose()?))));
        // Where one profile leads to the platform already, nobody chooses another.
        if self.app.model().live.is_none() {
            self.aside(|| Some(message(Msg::Profiles(start::profiles().map_err(|why| why.to_string())))));
        }
        input::listen(self.sender.clone());
        clock::look_up_zone(self.sender.clone());
        let mut changed = true;
        loop {
            // A terminal that has not taken the last frame says when it has.
            if changed && self.canvas.term.is_ready() {
                changed = false;
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
                event = self.events.queued();
            }
        }
    }

    /// Sleeps until something happens; `None` means that nothing can any more.
    fn next(&mut self) -> Option<Event> {
        let time = self.app.deadline().map(|at| at.saturating_sub(self.clock.now().mono));
        match self.events.next(time) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => Some(Event::Due),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Takes one event.
    fn handle(&mut self, event: Event) -> After {
        let msg = match event {
            Event::Due => Msg::Tick,
            Event::Zone(zone) => {
                self.clock.set_zone(zone);
                Msg::TimeZone
            }
            Event::Limited(until) => Msg::RateLimited(until),
            Event::Meanwhile(ticket, told) => Msg::Meanwhile(ticket, told),
            Event::Reply(ticket, result) => Msg::Reply(ticket, result),
            Event::Input(input) => input::message(input, &mut self.app),
            Event::Told(msg) => *msg,
            Event::Opened(ticket, workers, connected) => {
                if !self.app.awaits_profile(ticket) {
                    return After::Nothing;
                }
                self.workers = *workers;
                Msg::Connected(ticket, Ok(connected))
            }
            Event::Room => return After::Nothing,
            Event::Signal(signal) => match signals::meaning(signal) {
                signals::Meaning::End(code) => return After::End(code),
                // Nobody sees what it would ask.
                signals::Meaning::Interrupt if !self.canvas.term.is_read() => return After::End(signals::INTERRUPTED),
                signals::Meaning::Interrupt => Msg::Interrupt,
                signals::Meaning::Resized => Msg::Resize(size()),
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
                Effect::Connect(ticket, profile) => self.connect(ticket, profile),
                Effect::ReadLog => {
                    self.aside(|| Some(message(Msg::Log(log::tail(LOG_LINES).map_err(|why| why.to_string())))));
                }
                Effect::SignOut => self.workers.sign_out(),
                Effect::Hurry(tickets) => self.workers.hurry(&tickets),
                Effect::Cancel(tickets) => self.workers.forget(&tickets),
                Effect::Copy(text) => self.canvas.term.copy(&text),
                Effect::CaptureMouse(on) => self.canvas.term.capture(on),
                // A terminal that cannot be drawn on is told of by the next frame.
                Effect::Redraw => drop(self.canvas.term.redraw()),
                Effect::Suspend => self.suspend(),
                Effect::Record(path) => {
                    let now = self.clock.now();
                    let what = self.canvas.record(path.as_deref().map(paths::typed).as_deref(), now);
                    self.tell(Msg::Recording(what));
                }
                Effect::Screenshot(path) => self.shot(path),
                Effect::Tour(name) => match self.tour(name.as_deref()) {
                    Ok(playback::Ended::Over) => {}
                    Ok(playback::Ended::Code(code)) => return Some(code),
                    Err(why) => self.tell(Msg::Notice(false, why.to_string())),
                },
                Effect::Quit => return Some(0),
            }
        }
        None
    }

    /// Works on the backend that a profile leads to, from here on.
    fn connect(&mut self, ticket: Ticket, profile: String) {
        let (cli, sender) = (self.cli.clone(), self.sender.clone());
        let open = move || {
            let opened = start::open_profile(&cli, &profile, limited(&sender))?;
            let live = opened.live.ok_or_else(|| anyhow!("This profile leads nowhere."))?;
            let connected = OpenedBackend {
                mode: opened.mode,
                live,
                read_only: opened.read_only,
                says: opened.says,
            };
            let workers = Workers::new(opened.backend, sender, opened.threads);
            Ok(Event::Opened(ticket, Box::new(workers), Box::new(connected)))
        };
        self.aside(move || {
            Some(open().unwrap_or_else(|why: anyhow::Error| message(Msg::Connected(ticket, Err(why.to_string())))))
        });
    }

    /// Reads files on a thread of its own: a disk or a network may never answer. Mostly it does at once: then keys that were
    /// typed meanwhile come after it.
    fn aside(&mut self, read: impl FnOnce() -> Option<Event> + Send + 'static) {
        let (at_once, answer) = mpsc::sync_channel(0);
        let sender = self.sender.clone();
        let work = move || {
            if let Some(Err(late)) = read().map(|event| at_once.send(event)) {
                // The channel lives as long as the program.
                let _ = sender.send(late.0);
            }
        };
        let event = match thread::Builder::new().name("files".into()).spawn(work) {
            Ok(_) => answer.recv_timeout(MOMENT).ok(),
            Err(why) => Some(message(Msg::Notice(false, format!("No file was read: {why}.")))),
        };
        if let Some(event) = event {
            self.handle(event);
        }
    }

    /// Tells the state machine what became of something.
    fn tell(&mut self, msg: Msg) {
        let effects = self.app.update(msg, self.clock.now());
        self.carry_out(effects);
    }

    fn shot(&mut self, path: Option<String>) {
        let path = path.map_or_else(|| recorder::named(clock::unix(), "svg"), |text| paths::typed(&text));
        let saved = shots::save(
            &self.app,
            &self.theme,
            shots::paper(self.look.0),
            &path,
            &Output::default(),
        );
        let file = escape(&path.to_string_lossy()).into_owned();
        self.tell(match saved {
            Ok(()) => Msg::Notice(true, format!("Picture saved in {file}.")),
            Err(why) => Msg::Notice(false, why.to_string()),
        });
    }

    /// Shows the tour on a stage of its own, and comes back.
    fn tour(&mut self, name: Option<&str>) -> Result<playback::Ended> {
        let name = name.map_or(Ok(tour::Name::default()), |word| {
            tour::Name::parse(word).map_err(|tours| anyhow!("There is no tour {}: {tours}.", escape(word)))
        })?;
        let show = Show {
            keys: self.app.model().trail.is_some(),
            mask: self.app.model().mask.is_some(),
            ..Show::default()
        };
        let theme = Theme::load(self.look.0, self.look.1).map_err(|e| anyhow!(e))?;
        let mut playback = show::guided(name, show, theme)?;
        let recorded = self.canvas.recorder().is_some();
        if recorded {
            playback.simulation.send(Msg::Recording(Ok(Recording::Began)));
        }
        let mut run = playback::Run {
            canvas: &mut self.canvas,
            events: &mut self.events,
            backlog: Vec::new(),
            clock: &self.clock,
            theme: self.look.0,
            ascii: self.look.1,
            speed: 1.0,
            output: &Output::default(),
        };
        let ended = playback::watched(playback, "tour", &mut run);
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
        // A held Ctrl-Z stops the program once.
        if self.resumed.is_some_and(|at| self.clock.now().mono < at + HELD) {
            return;
        }
        self.canvas.term.leave();
        signals::stop();
        self.resume();
        self.resumed = Some(self.clock.now().mono);
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
