//! What works behind the full screen and behind lines: the state, its clock, workers and events.

use std::path::Path;

use anyhow::Result;

use super::clock::SystemClock;
use super::commands::exit::OUTCOME_UNKNOWN;
use super::console::warn;
use super::event::{Event, EventSender, Events};
use super::options::{Preferences, ThemeOptions};
use super::reads::{self, FileOpening};
use super::signals::CaughtSignals;
use super::worker::Workers;
use super::{clock, memory, paths, recorder, screenshot};
use crate::app::App;
use crate::app::msg::{Effect, Msg};
use crate::backend::Output;
use crate::cli::Cli;
use crate::ui::theme::Theme;

/// What an event comes down to.
pub enum Incoming {
    Msg(Msg),
    Nothing,
    /// It is about what the person sees or types.
    Other(Event),
}

pub struct Engine<'a> {
    pub app: App,
    pub clock: SystemClock,
    pub events: Events,
    pub sender: EventSender,
    pub cli: &'a Cli,
    workers: Workers,
    /// Whether the page and the filter are remembered at the end: not before the settings are read, which may forbid it.
    pub remembers: bool,
}

impl<'a> Engine<'a> {
    pub fn new(app: App, workers: Workers, (sender, events): (EventSender, Events), cli: &'a Cli) -> Self {
        Self {
            app,
            clock: SystemClock::start(),
            events,
            sender,
            cli,
            workers,
            remembers: false,
        }
    }

    /// Opens what there is to open, and reads the person's own files. Mostly they answer at once, and then keys wait for
    /// them: that is returned.
    pub fn begin(&self, signals: CaughtSignals, open: Option<FileOpening>) -> Result<Vec<Event>> {
        signals.send_to(self.sender.clone())?;
        if let Some(open) = open {
            reads::open_file(&self.sender, open)?;
        }
        // Where one profile leads to the platform already, nobody chooses another.
        let offline = self.app.model().live.is_none();
        let left = reads::left_key(&self.app, self.cli);
        let opens = self.cli.open.is_some();
        let read = move || reads::own_files(offline, opens, left.as_deref());
        Ok(reads::on_thread(&self.sender, read))
    }

    pub fn next_event(&mut self) -> Event {
        let time = self.app.deadline().map(|at| at.saturating_sub(self.clock.now().mono));
        self.events.next(time).unwrap_or(Event::Deadline)
    }

    /// What the state is told of an event.
    ///
    /// # Errors
    /// The file or the demo can't be opened.
    pub fn take(&mut self, event: Event) -> Result<Incoming> {
        Ok(Incoming::Msg(match event {
            Event::Deadline => Msg::Tick,
            Event::TimeZone(zone) => {
                self.clock.set_zone(zone);
                Msg::TimeZone
            }
            Event::RateLimited(until) => Msg::RateLimited(until),
            Event::Meanwhile(ticket, told) => Msg::Meanwhile(ticket, told),
            Event::Reply(ticket, result) => Msg::Reply(ticket, result),
            Event::Message(msg) => *msg,
            Event::FileOpened(opened) => {
                // The person may have opened a profile meanwhile.
                if !self.workers.has_backend() {
                    let opened = opened?;
                    self.workers.open(opened.backend, opened.threads);
                }
                return Ok(Incoming::Nothing);
            }
            Event::ProfileOpened(ticket, opened) => {
                if !self.app.awaits_profile(ticket) {
                    return Ok(Incoming::Nothing);
                }
                Msg::Connected(ticket, self.workers.switch(*opened))
            }
            Event::Settings(file) => {
                self.remembers = Preferences::of(self.cli, &file).remember.value;
                return Ok(Incoming::Other(Event::Settings(file)));
            }
            other => return Ok(Incoming::Other(other)),
        }))
    }

    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        self.app.update(msg, self.clock.now())
    }

    /// Carries out what has nothing to do with how the state is shown, and returns what has.
    pub fn carry_out(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Send(ticket, request) => self.workers.send(ticket, request),
            Effect::Connect(ticket, profile) => {
                let open = reads::opening_profile(&self.sender, self.cli, ticket, profile);
                self.read(open);
            }
            Effect::ReadLog => self.read(reads::log_lines),
            Effect::SignOut => self.workers.sign_out(),
            Effect::Hurry(tickets) => self.workers.hurry(&tickets),
            Effect::Cancel(tickets) => self.workers.cancel(&tickets),
            Effect::Save { file, text, saved } => self.tell(screenshot::save_text(&file, &text, &saved)),
            other => return Some(other),
        }
        None
    }

    /// Reads files on a thread. Where they answer at once, what waits comes after them.
    pub fn read(&mut self, read: impl FnOnce() -> Vec<Event> + Send + 'static) {
        let events = reads::on_thread(&self.sender, read);
        self.events.put_first(events);
    }

    /// Puts a message before everything that waits.
    pub fn tell(&mut self, msg: Msg) {
        self.events.put_first(vec![Event::Message(Box::new(msg))]);
    }

    /// Saves a picture of the screen, and tells the state how that went.
    pub fn save_screenshot(&mut self, path: Option<String>, options: &ThemeOptions, theme: &Theme) {
        let path = path.map_or_else(
            || recorder::default_name(Path::new(""), clock::unix(), "svg"),
            |text| paths::expand_home(&text),
        );
        let paper = screenshot::paper(&options.name);
        let saved = screenshot::save(&self.app, theme, paper, &path, &Output::default());
        self.tell(screenshot::saved_notice(&saved, &path));
    }

    /// Remembers where the person left, and says what became of a change that is on its way. Returns the exit code.
    pub fn end(&self, code: Result<u8>) -> Result<u8> {
        if matches!(code, Ok(0)) {
            memory::keep(&self.app, self.cli.file.as_deref(), self.remembers);
            memory::keep_lines(&self.app, self.remembers);
        }
        if !self.app.awaits_change() {
            return code;
        }
        warn("amtui ended before the answer to a change came. It may have been made: check before you repeat it.");
        code.map(|code| if code == 0 { OUTCOME_UNKNOWN } else { code })
    }
}
